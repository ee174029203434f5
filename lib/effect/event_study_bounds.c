/* How far trends may have differed before the conclusion is lost: see mkba_did_sensitivity. */
#include "base/exact.h"

#include <stdio.h>

#include "effect/event_study.h"
#include "stat/quantile.h"

#define MOST 1e6
#define HALVINGS 200

void mkba_i_identified(const mkba_i_bounds *b, double magnitude, double *low, double *high)
{
    double largest = 0;

    for (size_t r = 0; r < b->n_steps; r++)
        largest = fmax(largest, fabs(b->steps[r].size));
    *low = b->effect - magnitude * b->reach * largest;
    *high = b->effect + magnitude * b->reach * largest;
}

/* The standard error of the effect plus `times` a step. */
static double error_of(const mkba_i_bounds *b, const mkba_i_step *step, double times)
{
    return sqrt(fmax(b->variance + 2 * times * step->with_effect + times * times * step->variance, 0));
}

void mkba_i_robust_interval(const mkba_i_bounds *b, double magnitude, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t r = 0; r < b->n_steps; r++)
        for (int sign = -1; sign <= 1; sign += 2) {
            const mkba_i_step *step = &b->steps[r];
            double times = magnitude * b->reach * sign;
            double from = b->effect - times * step->size - b->critical * error_of(b, step, -times);
            double to = b->effect + times * step->size + b->critical * error_of(b, step, times);
            if (from > to)
                continue; /* a step of this sign is not in the data */
            *low = fmin(*low, from);
            *high = fmax(*high, to);
        }
}

/* ---- from an event study --------------------------------------------------------------------------------- */

/* The sum over periods from the start on of the size of the sum of the weights from there on: events weigh the same. */
static double reach_of(const mkba_did *did)
{
    double n = (double) (did->n_events - did->n_before), sum = 0;

    for (size_t e = did->n_before; e < did->n_events; e++)
        sum += (double) (did->event_numbers[e] + 1) / n;
    return sum;
}

/* Covariance of two events; the reference has none. */
static double covary(const mkba_did *did, size_t a, size_t b)
{
    return a < did->n_events && b < did->n_events ? did->covariance[a * did->n_events + b] : 0;
}

/* From event e to the next before the start, the last to the reference. */
static mkba_i_step step_of(const mkba_did *did, size_t e)
{
    bool last = e + 1 == did->n_before;
    size_t next = last ? did->n_events : e + 1;
    double periods = (double) ((last ? -1 : did->event_numbers[next]) - did->event_numbers[e]);
    double n = (double) (did->n_events - did->n_before);
    mkba_i_step made = {((last ? 0 : did->events[next]) - did->events[e]) / periods, 0, 0};

    made.variance = (covary(did, next, next) - 2 * covary(did, e, next) + covary(did, e, e)) / (periods * periods);
    for (size_t k = did->n_before; k < did->n_events; k++)
        made.with_effect += (covary(did, k, next) - covary(did, k, e)) / (n * periods);
    return made;
}

static void fill_bounds(const mkba_did *did, double level, mkba_i_step *steps, mkba_i_bounds *b)
{
    double n = (double) (did->n_events - did->n_before), tail = (1 - level) / 2;

    *b = (mkba_i_bounds){.reach = reach_of(did), .steps = steps, .n_steps = did->n_before};
    b->critical = -(isinf(did->df) ? mkba_i_normal_quantile(tail) : mkba_i_student_quantile(tail, did->df));
    for (size_t k = did->n_before; k < did->n_events; k++) {
        b->effect += did->events[k] / n;
        for (size_t l = did->n_before; l < did->n_events; l++)
            b->variance += covary(did, k, l) / (n * n);
    }
    for (size_t e = 0; e < did->n_before; e++)
        steps[e] = step_of(did, e);
}

typedef void range_of(const mkba_i_bounds *bounds, double magnitude, double *low, double *high);

static bool holds_zero(const mkba_i_bounds *b, range_of *range, double magnitude)
{
    double low, high;

    range(b, magnitude, &low, &high);
    return low <= 0 && high >= 0;
}

/* The smallest magnitude at which a range holds 0; NAN where none does. Ranges only grow with it. */
static double breakdown(const mkba_i_bounds *b, range_of *range)
{
    double low = 0, high = 1;

    if (holds_zero(b, range, 0))
        return 0;
    while (!holds_zero(b, range, high)) {
        if (high > MOST)
            return NAN;
        low = high;
        high *= 2;
    }
    for (int i = 0; i < HALVINGS && high - low > 1e-14 * high; i++) {
        double middle = low + (high - low) / 2;
        *(holds_zero(b, range, middle) ? &high : &low) = middle;
    }
    return high;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static void write_row(mkba_i_row *row, const mkba_i_bounds *b, const char *what, double magnitude)
{
    double ends[4];
    bool there = isfinite(magnitude);

    mkba_i_identified(b, there ? magnitude : 0, &ends[0], &ends[1]);
    mkba_i_robust_interval(b, there ? magnitude : 0, &ends[2], &ends[3]);
    mkba_i_row_text(row, what);
    mkba_i_row_real_if(row, magnitude, there);
    for (size_t k = 0; k < 4; k++)
        mkba_i_row_real_if(row, ends[k], there && isfinite(ends[k]));
    if (there)
        mkba_i_row_boolean(row, ends[2] <= 0 && ends[3] >= 0);
    else
        mkba_i_row_missing(row);
    mkba_i_row_next(row);
}

static mkba_status make_table(const mkba_did *did, const mkba_i_bounds *b, const double *magnitudes, size_t n,
                              mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {
        {"what", MKBA_COLUMN_TEXT, NULL},         {"magnitude", MKBA_COLUMN_REAL, "1"},
        {"set_low", MKBA_COLUMN_REAL, did->unit}, {"set_high", MKBA_COLUMN_REAL, did->unit},
        {"low", MKBA_COLUMN_REAL, did->unit},     {"high", MKBA_COLUMN_REAL, did->unit},
        {"holds_zero", MKBA_COLUMN_BOOLEAN, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("sensitivity", columns, MKBA_I_LENGTH(columns), n + 2, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n; i++)
        write_row(&row, b, "magnitude", magnitudes[i]);
    write_row(&row, b, "breakdown_set", breakdown(b, mkba_i_identified));
    write_row(&row, b, "breakdown_interval", breakdown(b, mkba_i_robust_interval));
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status check(const mkba_did *did, const double *magnitudes, size_t n, double level, mkba_error *error)
{
    if (!did->is_event_study)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "did",
                           "sensitivity needs the periods before the start: make an event study");
    if (!(level > 0 && level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level", "the level is above 0 and below 1, such as 0.95");
    for (size_t i = 0; magnitudes != NULL && i < n; i++) {
        char where[64];
        if (magnitudes[i] >= 0 && magnitudes[i] <= MOST)
            continue;
        snprintf(where, sizeof where, "magnitudes[%zu]", i);
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "a magnitude is from 0 to a million, such as 1");
    }
    return MKBA_OK;
}

mkba_status mkba_did_sensitivity(const mkba_did *did, const double *magnitudes, size_t n_magnitudes, double level,
                                 mkba_table **table, mkba_error *error)
{
    static const double usual[] = {0, 0.5, 1, 1.5, 2};
    mkba_i_arena work = {0};
    mkba_i_step *steps;
    mkba_i_bounds bounds;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(did), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = check(did, magnitudes, n_magnitudes, level, error);
    if (status != MKBA_OK)
        return status;
    steps = mkba_i_arena_new(&work, did->n_before, sizeof *steps);
    if (steps == NULL)
        return mkba_i_fail_memory(error);
    fill_bounds(did, level, steps, &bounds);
    status = make_table(did, &bounds, magnitudes == NULL ? usual : magnitudes,
                        magnitudes == NULL ? MKBA_I_LENGTH(usual) : n_magnitudes, table, error);
    mkba_i_arena_free(&work);
    return status;
}
