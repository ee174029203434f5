/* Covariates of a synthetic difference-in-differences: see synthetic_did_model.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "effect/synthetic_did_model.h"
#include "stat/dot.h"
#include "stat/orthonormal.h"

/* Cells that are not treated, unit by unit, as columns one after another: a dummy per period but the first, the
 * covariates, the outcome. */
typedef struct regression {
    const mkba_synthetic_did *made;
    const mkba_i_sdid_sample *sample;
    size_t n, n_periods, n_covariates; /* cells, dummies, covariates */
    double *columns, *lengths;         /* lengths of the covariates as they are */
    double *r, *shares;
} regression;

static bool is_untreated(const regression *x, size_t member, size_t period)
{
    const mkba_i_sdid_sample *sample = x->sample;

    return (member >= sample->n_treated || period < x->made->cohorts[sample->cohorts[member]].start) &&
           !isnan(mkba_i_block_of(&x->made->block, sample->units[member])[period]);
}

static size_t count_cells(const regression *x)
{
    size_t n = 0;

    for (size_t i = 0; i < x->sample->n_treated + x->sample->n_donors; i++)
        for (size_t p = 0; p < x->made->block.n_periods; p++)
            n += is_untreated(x, i, p);
    return n;
}

static void set_cell(regression *x, size_t row, size_t unit, size_t period)
{
    const mkba_i_block *block = &x->made->block;
    size_t at = unit * block->n_periods + period;

    if (period > 0)
        x->columns[(period - 1) * x->n + row] = 1.0;
    for (size_t c = 0; c < x->n_covariates; c++)
        x->columns[(x->n_periods + c) * x->n + row] = block->covariates[c].values[at];
    x->columns[(x->n_periods + x->n_covariates) * x->n + row] = block->values[at];
}

/* Takes the mean of rows from `first` to before `end` off. */
static void centre(double *column, size_t first, size_t end)
{
    double sum = 0.0;

    for (size_t i = first; i < end; i++)
        sum += column[i];
    for (size_t i = first; i < end; i++)
        column[i] -= sum / (double) (end - first);
}

static double length_of(const double *column, size_t n)
{
    return sqrt(mkba_i_dot(column, column, n));
}

/* Fills the columns, less the mean of each unit. */
static void set_columns(regression *x)
{
    size_t n = 0, n_columns = x->n_periods + x->n_covariates + 1;

    for (size_t i = 0; i < x->sample->n_treated + x->sample->n_donors; i++)
        for (size_t p = 0; p < x->made->block.n_periods; p++)
            if (is_untreated(x, i, p))
                set_cell(x, n++, x->sample->units[i], p);
    for (size_t c = 0; c < x->n_covariates; c++)
        x->lengths[c] = length_of(x->columns + (x->n_periods + c) * x->n, x->n);
    n = 0;
    for (size_t i = 0; i < x->sample->n_treated + x->sample->n_donors; i++) {
        size_t first = n;
        for (size_t p = 0; p < x->made->block.n_periods; p++)
            n += is_untreated(x, i, p);
        for (size_t c = 0; first < n && c < n_columns; c++)
            centre(x->columns + c * x->n, first, n);
    }
}

/* Leaves of the covariates what periods do not explain, and makes them orthonormal. False when one follows from what was
 * before it: `dependent`. */
static bool make_orthonormal(regression *x, size_t *dependent)
{
    double *covariates = x->columns + x->n_periods * x->n;

    if (!mkba_i_orthonormalise(x->columns, x->n, x->n_periods, x->r, dependent)) {
        *dependent = 0;
        return false;
    }
    for (size_t c = 0; c < x->n_covariates; c++) {
        double *column = covariates + c * x->n;
        mkba_i_project_off(x->columns, x->n, x->n_periods, column, x->shares);
        *dependent = c;
        if (!(length_of(column, x->n) > MKBA_I_DEPENDENT * x->lengths[c]))
            return false;
    }
    return mkba_i_orthonormalise(covariates, x->n, x->n_covariates, x->r, dependent);
}

static bool make_room(regression *x, mkba_i_arena *arena)
{
    size_t n_columns = x->n_periods + x->n_covariates + 1;

    x->columns = mkba_i_arena_new(arena, x->n * n_columns, sizeof *x->columns);
    x->lengths = mkba_i_arena_new(arena, x->n_covariates, sizeof *x->lengths);
    x->r = mkba_i_arena_new(arena, n_columns * n_columns, sizeof *x->r);
    x->shares = mkba_i_arena_new(arena, n_columns, sizeof *x->shares);
    return x->columns != NULL && x->lengths != NULL && x->r != NULL && x->shares != NULL;
}

static mkba_status solve(regression *x, const char *where, const char *so, double *coefficients, mkba_error *error)
{
    const mkba_i_block *block = &x->made->block;
    double *covariates = x->columns + x->n_periods * x->n, *outcome = covariates + x->n_covariates * x->n;
    size_t dependent = 0;

    set_columns(x);
    for (size_t c = 0; c < x->n_covariates; c++)
        if (!isfinite(x->lengths[c]))
            return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "covariates",
                               "the figures of \"%.100s\" are too large to be squared", block->covariates[c].name);
    if (!make_orthonormal(x, &dependent))
        return mkba_i_fail(
            error, MKBA_ERROR_PANEL, where,
            "\"%.100s\" follows from effects of areas and periods%s in the cells that are not treated, so "
            "that nothing tells its coefficient: %s",
            block->covariates[dependent].name, dependent > 0 ? " and the covariates before it" : "", so);
    mkba_i_project_off(x->columns, x->n, x->n_periods, outcome, x->shares);
    mkba_i_project_off(covariates, x->n, x->n_covariates, outcome, coefficients);
    mkba_i_back_substitute(x->r, x->n_covariates, coefficients);
    for (size_t c = 0; c < x->n_covariates; c++)
        if (!isfinite(coefficients[c]))
            return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "covariates",
                               "the coefficient of \"%.100s\" is beyond the range of a double",
                               block->covariates[c].name);
    return MKBA_OK;
}

mkba_status mkba_i_sdid_regress(const mkba_synthetic_did *made, const mkba_i_sdid_sample *sample, const char *where,
                                const char *so, double *coefficients, mkba_error *error)
{
    regression x = {.made = made,
                    .sample = sample,
                    .n_periods = made->block.n_periods - 1,
                    .n_covariates = made->block.n_covariates};
    mkba_i_arena room = {NULL};
    mkba_status status = MKBA_OK;

    if (x.n_covariates == 0)
        return MKBA_OK;
    x.n = count_cells(&x);
    status = make_room(&x, &room) ? solve(&x, where, so, coefficients, error) : mkba_i_fail_memory(error);
    mkba_i_arena_free(&room);
    return status;
}

void mkba_i_sdid_adjust(const mkba_synthetic_did *made, const mkba_i_sdid_cohort *cohort, const double *coefficients,
                        double *values)
{
    const mkba_i_block *block = &made->block;

    for (size_t u = 0; u < block->n_units; u++)
        for (size_t t = 0; t < cohort->task.n_periods; t++) {
            size_t at = u * block->n_periods + cohort->periods[t];
            double value = block->values[at];
            for (size_t c = 0; c < block->n_covariates; c++)
                value -= coefficients[c] * block->covariates[c].values[at];
            values[u * cohort->task.n_periods + t] = value;
        }
}
