/* Two-way table: an outcome over a grid of two parameters, and where its sign changes. */
#include <math.h>
#include <stdlib.h>

#include "base/exact.h"
#include "base/options.h"
#include "stat/distribution.h"
#include "uncertain/what_if_table.h"

#define MOST_CELLS 1000000

void mkba_two_way_options_init_size(mkba_two_way_options *options, size_t size)
{
    mkba_two_way_options defaults = {.steps = 5};

    mkba_i_options_init(options, size, &defaults, sizeof defaults);
}

/* ---- the grid -------------------------------------------------------------------------------------------- */

/* A side of the table. */
typedef struct side {
    const char *name, *where;
    const double *given;
    size_t n_given;
    size_t position, axis;
    double *values; /* in the arena */
    size_t n;
} side;

typedef struct two_way {
    mkba_i_what_if w;
    mkba_two_way_options options;
    mkba_i_arena arena;
    side first, second;
    double *outcomes; /* [(target * n_first + i) * n_second + j] */
} two_way;

static mkba_status check_given(const side *s, mkba_error *error)
{
    if (s->n_given > 0 && s->given == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, s->where, "the values of \"%.100s\" must not be NULL", s->name);
    if (s->n_given == 0 && s->given != NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, s->where,
                           "\"%.100s\" has no value: give at least one, or leave them out for those of its distribution",
                           s->name);
    for (size_t i = 0; i < s->n_given; i++)
        if (!isfinite(s->given[i]) || (i > 0 && s->given[i] <= s->given[i - 1]))
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, s->where,
                               "the values of \"%.100s\" must be finite numbers that ascend", s->name);
    return MKBA_OK;
}

static double *make_numbers(two_way *t, size_t n)
{
    return mkba_i_arena_new(&t->arena, n, sizeof(double));
}

/* As given, or evenly from the 5 % to the 95 % quantile. */
static mkba_status fill(two_way *t, side *s, mkba_error *error)
{
    const mkba_i_distribution *distribution;
    double low, high;

    s->axis = mkba_i_what_if_axis(&t->w, s->position);
    distribution = t->w.axes[s->axis].distribution;
    s->n = s->given != NULL ? s->n_given : t->options.steps;
    if (s->given == NULL && distribution == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, s->where,
                           "\"%.100s\" has no distribution, so values must be given", s->name);
    s->values = make_numbers(t, s->n);
    if (s->values == NULL)
        return mkba_i_fail_memory(error);
    low = distribution != NULL ? mkba_i_distribution_quantile(distribution, 0.05) : 0.0;
    high = distribution != NULL ? mkba_i_distribution_quantile(distribution, 0.95) : 0.0;
    for (size_t i = 0; i < s->n; i++)
        s->values[i] = s->given != NULL ? s->given[i] : low + (high - low) * (double) i / (double) (s->n - 1);
    return MKBA_OK;
}

static double *cell(const two_way *t, size_t target, size_t i, size_t j)
{
    return &t->outcomes[(target * t->first.n + i) * t->second.n + j];
}

/* A row of the table, in runs of as many points as fit. */
static mkba_status compute_row(two_way *t, size_t i, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t from = 0; from < t->second.n && status == MKBA_OK; from += MKBA_I_WHAT_IF_POINTS) {
        size_t n = t->second.n - from < MKBA_I_WHAT_IF_POINTS ? t->second.n - from : MKBA_I_WHAT_IF_POINTS;

        for (size_t d = 0; d < n; d++) {
            mkba_i_what_if_set(&t->w, t->first.axis, d, t->first.values[i]);
            mkba_i_what_if_set(&t->w, t->second.axis, d, t->second.values[from + d]);
        }
        status = mkba_i_what_if_run(&t->w, n, t->first.axis, t->second.axis, error);
        for (size_t target = 0; target < t->w.n_targets && status == MKBA_OK; target++)
            for (size_t d = 0; d < n; d++)
                *cell(t, target, i, from + d) = t->w.outcomes[target][d];
    }
    return status;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

/* The outcome of a target along the second parameter; the first is set. */
typedef struct along {
    two_way *t;
    size_t target;
} along;

static mkba_status outcome_at(void *context, double x, double *y, mkba_error *error)
{
    const along *a = context;
    mkba_status status;

    mkba_i_what_if_set(&a->t->w, a->t->second.axis, 0, x);
    status = mkba_i_what_if_run(&a->t->w, 1, a->t->first.axis, a->t->second.axis, error);
    *y = a->t->w.outcomes[a->target][0];
    return status;
}

/* Where the outcome is 0 from second value j to the next; whether it is at all. */
static mkba_status find_zero(two_way *t, size_t target, size_t i, size_t j, double *zero, bool *is_there,
                             mkba_error *error)
{
    double here = *cell(t, target, i, j), next = j + 1 < t->second.n ? *cell(t, target, i, j + 1) : 0.0;
    along context = {t, target};
    mkba_i_root root = {0.0, 0.0, false};
    mkba_status status;

    *is_there = here == 0.0;
    *zero = t->second.values[j];
    if (here == 0.0 || j + 1 == t->second.n || next == 0.0 || (here < 0.0) == (next < 0.0))
        return MKBA_OK;
    mkba_i_what_if_set(&t->w, t->first.axis, 0, t->first.values[i]);
    status = mkba_i_what_if_narrow(outcome_at, &context, t->second.values[j], t->second.values[j + 1], &root, error);
    *is_there = status == MKBA_OK;
    *zero = root.at;
    return status;
}

static mkba_status write_cell(two_way *t, size_t target, size_t i, size_t j, mkba_i_row *row)
{
    double zero = 0.0;
    bool is_there = false;
    mkba_status status = find_zero(t, target, i, j, &zero, &is_there, row->error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row_text(row, t->w.targets[target].alternative);
    mkba_i_row_real(row, t->first.values[i]);
    mkba_i_row_real(row, t->second.values[j]);
    mkba_i_row_real(row, *cell(t, target, i, j));
    mkba_i_row_real_if(row, zero, is_there);
    mkba_i_row_next(row);
    return row->status;
}

static mkba_status write(two_way *t, mkba_table **table, mkba_error *error)
{
    const char *units[] = {mkba_i_case_written_unit(t->w.mkba, t->first.name),
                           mkba_i_case_written_unit(t->w.mkba, t->second.name)};
    const mkba_i_column columns[] = {{"alternative", MKBA_COLUMN_TEXT, NULL},
                                     {"first", MKBA_COLUMN_REAL, units[0]},
                                     {"second", MKBA_COLUMN_REAL, units[1]},
                                     {"outcome", MKBA_COLUMN_REAL, "EUR"},
                                     {"zero", MKBA_COLUMN_REAL, units[1]}};
    size_t per_target = t->first.n * t->second.n;
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("two_way", columns, MKBA_I_LENGTH(columns), t->w.n_targets * per_target, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t k = 0; k < t->w.n_targets * per_target && row.status == MKBA_OK; k++)
        row.status = write_cell(t, k / per_target, k % per_target / t->second.n, k % t->second.n, &row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

static mkba_status compute(two_way *t, mkba_table **table, mkba_error *error)
{
    mkba_status status = fill(t, &t->first, error);

    if (status == MKBA_OK)
        status = fill(t, &t->second, error);
    if (status != MKBA_OK)
        return status;
    if (t->first.n > MOST_CELLS || t->second.n > MOST_CELLS / t->first.n)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, t->first.where, "a two-way table has at most %d cells", MOST_CELLS);
    t->outcomes = make_numbers(t, t->w.n_targets * t->first.n * t->second.n);
    if (t->outcomes == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < t->first.n && status == MKBA_OK; i++)
        status = compute_row(t, i, error);
    return status == MKBA_OK ? write(t, table, error) : status;
}

static mkba_status run(two_way *t, const mkba_case *mkba, mkba_table **table, mkba_error *error)
{
    mkba_i_what_if_setup setup = {.scenario = t->options.scenario,
                                  .alternative = t->options.alternative,
                                  .against = t->options.against,
                                  .actor = t->options.actor};
    bool *moves = mkba_i_arena_new(&t->arena, mkba->model.parameter_names.n, sizeof *moves);
    mkba_status status = moves == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    if (status == MKBA_OK)
        status = mkba_i_case_parameter(mkba, t->first.name, "first", &t->first.position, error);
    if (status == MKBA_OK)
        status = mkba_i_case_parameter(mkba, t->second.name, "second", &t->second.position, error);
    if (status != MKBA_OK)
        return status;
    if (t->first.position == t->second.position)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "second", "second must be another parameter than first");
    moves[t->first.position] = moves[t->second.position] = true;
    setup.moves = moves;
    status = mkba_i_what_if_make(mkba, &setup, &t->w, error);
    if (status != MKBA_OK)
        return status;
    status = compute(t, table, error);
    mkba_i_what_if_free(&t->w);
    return status;
}

static mkba_status take_options(const mkba_two_way_options *given, two_way *t, mkba_error *error)
{
    mkba_status status;

    mkba_two_way_options_init(&t->options);
    status = mkba_i_options_take(given, &t->options, sizeof t->options, "mkba_two_way_options_init", error);
    if (status != MKBA_OK)
        return status;
    if (t->options.steps < 2 || t->options.steps > 200)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "steps", "steps must lie from 2 to 200");
    t->first.given = t->options.first;
    t->second.given = t->options.second;
    t->first.n_given = t->options.n_first;
    t->second.n_given = t->options.n_second;
    status = check_given(&t->first, error);
    return status == MKBA_OK ? check_given(&t->second, error) : status;
}

mkba_status mkba_case_two_way(const mkba_case *mkba, const char *first, const char *second,
                              const mkba_two_way_options *options, mkba_table **table, mkba_error *error)
{
    two_way t = {.first = {.name = first, .where = "first"}, .second = {.name = second, .where = "second"}};
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(first), MKBA_I_GIVEN(second), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = take_options(options, &t, error);
    if (status == MKBA_OK)
        status = run(&t, mkba, table, error);
    mkba_i_arena_free(&t.arena);
    return status;
}
