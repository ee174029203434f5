/* Tornado: each parameter at its low and its high value, one at a time. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/exact.h"
#include "base/options.h"
#include "stat/distribution.h"
#include "stat/order.h"
#include "uncertain/what_if_table.h"

/* ---- options --------------------------------------------------------------------------------------------- */

void mkba_tornado_options_init_size(mkba_tornado_options *options, size_t size)
{
    mkba_tornado_options defaults = {.low = 0.05, .high = 0.95};

    mkba_i_options_init(options, size, &defaults, sizeof defaults);
}

static mkba_status take_options(const mkba_tornado_options *given, mkba_tornado_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_tornado_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_tornado_options_init", error);
    if (status != MKBA_OK)
        return status;
    if (!(taken->low > 0.0 && taken->high < 1.0 && taken->low < taken->high))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, taken->low > 0.0 && taken->low < 1.0 ? "high" : "low",
                           "low and high must be probabilities above 0 and below 1, low below high");
    if (taken->measure != NULL && strcmp(taken->measure, "npv") != 0 && strcmp(taken->measure, "bcr") != 0)
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "measure", "measure must be \"npv\" or \"bcr\", not \"%.60s\"",
                           taken->measure);
    if (taken->actor != NULL && taken->measure != NULL && strcmp(taken->measure, "bcr") == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "actor", "an actor has an npv and no bcr");
    return MKBA_OK;
}

/* ---- bars ------------------------------------------------------------------------------------------------ */

typedef struct bar {
    size_t axis;
    double low, high; /* of the parameter */
    double outcome_low, outcome_high, swing;
    bool is_there; /* the outcomes */
} bar;

typedef struct tornado {
    mkba_i_what_if w;
    mkba_tornado_options options;
    const mkba_bounds **bounds;
    bar *bars;    /* [target * n_axes + axis] */
    double *base; /* per target */
} tornado;

static void swing(bar *b, double outcome_low, double outcome_high)
{
    b->outcome_low = outcome_low;
    b->outcome_high = outcome_high;
    b->swing = fabs(outcome_high - outcome_low);
    b->is_there = isfinite(b->swing);
}

static void find_ends(const tornado *t, size_t axis, double *low, double *high)
{
    const mkba_i_axis *of = &t->w.axes[axis];
    const mkba_bounds *bounds = t->bounds[of->position];

    *low = bounds != NULL ? bounds->low : mkba_i_distribution_quantile(of->distribution, t->options.low);
    *high = bounds != NULL ? bounds->high : mkba_i_distribution_quantile(of->distribution, t->options.high);
}

static mkba_status measure_number(tornado *t, size_t axis, mkba_error *error)
{
    double low = 0.0, high = 0.0;
    mkba_status status;

    find_ends(t, axis, &low, &high);
    mkba_i_what_if_set(&t->w, axis, 0, low);
    mkba_i_what_if_set(&t->w, axis, 1, high);
    status = mkba_i_what_if_run(&t->w, 2, axis, MKBA_I_NONE, error);
    for (size_t i = 0; i < t->w.n_targets && status == MKBA_OK; i++) {
        bar *b = &t->bars[i * t->w.n_axes + axis];

        *b = (bar){.axis = axis, .low = low, .high = high};
        swing(b, t->w.outcomes[i][0], t->w.outcomes[i][1]);
    }
    return status;
}

/* The outcome at every row of joint draws: [target * n_rows + row]. */
static mkba_status run_rows(tornado *t, size_t axis, double *outcomes, mkba_error *error)
{
    size_t n_rows = t->w.axes[axis].parameter->n_draws;
    mkba_status status = MKBA_OK;

    for (size_t from = 0; from < n_rows && status == MKBA_OK; from += MKBA_I_WHAT_IF_POINTS) {
        size_t n = n_rows - from < MKBA_I_WHAT_IF_POINTS ? n_rows - from : MKBA_I_WHAT_IF_POINTS;

        for (size_t d = 0; d < n; d++)
            mkba_i_what_if_set(&t->w, axis, d, (double) (from + d));
        status = mkba_i_what_if_run(&t->w, n, axis, MKBA_I_NONE, error);
        for (size_t i = 0; i < t->w.n_targets && status == MKBA_OK; i++)
            memcpy(outcomes + i * n_rows + from, t->w.outcomes[i], n * sizeof *outcomes);
    }
    return status;
}

/* Whether all are finite: else there is no quantile. */
static bool all_there(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(values[i]))
            return false;
    return true;
}

static mkba_status measure_joint(tornado *t, size_t axis, mkba_error *error)
{
    size_t n_rows = t->w.axes[axis].parameter->n_draws;
    double *outcomes = calloc(t->w.n_targets * n_rows, sizeof *outcomes);
    mkba_status status = outcomes == NULL ? mkba_i_fail_memory(error) : run_rows(t, axis, outcomes, error);

    for (size_t i = 0; i < t->w.n_targets && status == MKBA_OK; i++) {
        double *of = outcomes + i * n_rows;
        bar *b = &t->bars[i * t->w.n_axes + axis];

        *b = (bar){.axis = axis, .low = NAN, .high = NAN};
        if (!all_there(of, n_rows))
            continue;
        swing(b, mkba_i_quantile(of, n_rows, t->options.low), mkba_i_quantile(of, n_rows, t->options.high));
    }
    free(outcomes);
    return status;
}

static mkba_status measure(tornado *t, mkba_error *error)
{
    mkba_status status = mkba_i_what_if_run(&t->w, 1, MKBA_I_NONE, MKBA_I_NONE, error);

    for (size_t i = 0; i < t->w.n_targets && status == MKBA_OK; i++)
        t->base[i] = t->w.outcomes[i][0];
    for (size_t axis = 0; axis < t->w.n_axes && status == MKBA_OK; axis++) {
        status = t->w.axes[axis].is_joint ? measure_joint(t, axis, error) : measure_number(t, axis, error);
        mkba_i_what_if_reset(&t->w, axis);
    }
    return status;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

/* Largest swing first; what has none last; equal ones in the order of the case. */
static int compare(const void *a, const void *b)
{
    const bar *x = a, *y = b;

    if (x->is_there != y->is_there)
        return x->is_there ? -1 : 1;
    if (x->is_there && x->swing != y->swing)
        return x->swing > y->swing ? -1 : 1;
    return x->axis < y->axis ? -1 : 1;
}

/* The swings relative to the largest, squared and summed: squares of euros may be too large. */
static double sum_squares(const bar *bars, size_t n, double largest)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        if (bars[i].is_there && largest > 0.0)
            sum += bars[i].swing / largest * (bars[i].swing / largest);
    return sum;
}

static void write_bars(const tornado *t, size_t target, mkba_i_row *row)
{
    bar *bars = &t->bars[target * t->w.n_axes];
    double largest, sum;

    qsort(bars, t->w.n_axes, sizeof *bars, compare);
    largest = t->w.n_axes > 0 && bars[0].is_there ? bars[0].swing : 0.0;
    sum = sum_squares(bars, t->w.n_axes, largest);
    for (size_t i = 0; i < t->w.n_axes; i++) {
        const bar *b = &bars[i];
        double part = largest > 0.0 ? b->swing / largest : 0.0;

        mkba_i_what_if_row(row, &t->w, target, b->axis);
        mkba_i_row_maybe(row, b->low);
        mkba_i_row_maybe(row, b->high);
        mkba_i_row_maybe(row, t->base[target]);
        mkba_i_row_maybe(row, b->outcome_low);
        mkba_i_row_maybe(row, b->outcome_high);
        mkba_i_row_real_if(row, b->swing, b->is_there);
        mkba_i_row_real_if(row, part * part / sum, b->is_there && sum > 0.0);
        mkba_i_row_next(row);
    }
}

static mkba_status write(const tornado *t, bool is_bcr, mkba_table **table, mkba_error *error)
{
    const char *unit = is_bcr ? "1" : "EUR";
    const mkba_i_column columns[] = {MKBA_I_WHAT_IF_COLUMNS,
                                     {"low", MKBA_COLUMN_REAL, NULL},
                                     {"high", MKBA_COLUMN_REAL, NULL},
                                     {"outcome", MKBA_COLUMN_REAL, unit},
                                     {"outcome_low", MKBA_COLUMN_REAL, unit},
                                     {"outcome_high", MKBA_COLUMN_REAL, unit},
                                     {"swing", MKBA_COLUMN_REAL, unit},
                                     {"share", MKBA_COLUMN_REAL, "1"}};
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("tornado", columns, MKBA_I_LENGTH(columns), t->w.n_targets * t->w.n_axes, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < t->w.n_targets; i++)
        write_bars(t, i, &row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

static mkba_status run(tornado *t, const mkba_case *mkba, mkba_i_arena *arena, mkba_table **table, mkba_error *error)
{
    mkba_i_what_if_setup setup = {.scenario = t->options.scenario, .actor = t->options.actor, .is_joint = true};
    mkba_status status = mkba_i_what_if_bounds(mkba, arena, t->options.bounds, t->options.n_bounds, &t->bounds, error);

    if (status != MKBA_OK)
        return status;
    setup.is_bcr = t->options.measure != NULL && strcmp(t->options.measure, "bcr") == 0;
    setup.moves = mkba_i_what_if_bounded(mkba, arena, t->bounds);
    if (setup.moves == NULL)
        return mkba_i_fail_memory(error);
    status = mkba_i_what_if_make(mkba, &setup, &t->w, error);
    if (status != MKBA_OK)
        return status;
    t->bars = mkba_i_arena_new(arena, t->w.n_targets * t->w.n_axes, sizeof *t->bars);
    t->base = mkba_i_arena_new(arena, t->w.n_targets, sizeof *t->base);
    status = t->bars == NULL || t->base == NULL ? mkba_i_fail_memory(error) : measure(t, error);
    if (status == MKBA_OK)
        status = write(t, setup.is_bcr, table, error);
    mkba_i_what_if_free(&t->w);
    return status;
}

mkba_status mkba_case_tornado(const mkba_case *mkba, const mkba_tornado_options *options, mkba_table **table,
                              mkba_error *error)
{
    tornado t = {.bars = NULL};
    mkba_i_arena arena = {NULL};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = take_options(options, &t.options, error);
    if (status == MKBA_OK)
        status = run(&t, mkba, &arena, table, error);
    mkba_i_arena_free(&arena);
    return status;
}
