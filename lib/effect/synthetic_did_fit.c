/* The weights of synthetic difference-in-differences, and what they give: see synthetic_did_model.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "effect/synthetic_did_model.h"
#include "stat/simplex_squares.h"

/* Of the noise: the ridge of weights that the authors hardly shrink, and when their search stops. */
#define TINY 1e-6
#define LEAST_GAIN 1e-5

typedef struct work {
    const mkba_i_sdid_task *task;
    const mkba_i_sdid_sides *sides;
    double *columns, *target, *at; /* room for either problem */
    mkba_error *error;
} work;

static const double *values_of(const mkba_i_sdid_task *task, size_t unit)
{
    return &task->values[unit * task->n_periods];
}

static double mean(const double *values, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double) n;
}

static double treated_mean(const work *x, size_t period)
{
    double sum = 0.0;

    for (size_t i = 0; i < x->sides->n_treated; i++)
        sum += values_of(x->task, x->sides->treated[i])[period];
    return sum / (double) x->sides->n_treated;
}

/* Solves what is in the columns and the target. `zeta` is that of the authors; of the exact optimum one that is nearly 0 is
 * 0, and then the weights are those of minimum norm. */
static mkba_status solve(const work *x, size_t n_rows, size_t n_columns, bool intercept, double zeta, double *weights,
                         double *optimality)
{
    if (x->task->solver == MKBA_SYNTHETIC_DID_FRANK_WOLFE) {
        const mkba_i_frank_wolfe problem = {.columns = x->columns,
                                            .target = x->target,
                                            .n_rows = n_rows,
                                            .n_columns = n_columns,
                                            .intercept = intercept,
                                            .zeta = zeta,
                                            .least = LEAST_GAIN * x->task->noise,
                                            .at = x->at};
        mkba_i_frank_wolfe_solve(&problem, weights);
        return MKBA_OK;
    }
    const mkba_i_simplex_squares problem = {.columns = x->columns,
                                            .target = x->target,
                                            .n_rows = n_rows,
                                            .n_columns = n_columns,
                                            .ridge = zeta > TINY * x->task->noise ? zeta * zeta * (double) n_rows : 0.0,
                                            .intercept = intercept};
    mkba_i_simplex_fit found;
    mkba_status status = mkba_i_simplex_squares_solve(&problem, weights, &found, x->error);
    if (status == MKBA_OK)
        *optimality = found.gap;
    return status;
}

/* Areas: a column per donor, a row per period before the start. */
static mkba_status weigh_units(const work *x, mkba_i_sdid_fit *fit)
{
    const mkba_i_sdid_task *task = x->task;
    bool both = task->form == MKBA_SYNTHETIC_DID_BOTH;

    for (size_t j = 0; j < x->sides->n_donors; j++)
        memcpy(&x->columns[j * task->n_before], values_of(task, x->sides->donors[j]),
               task->n_before * sizeof *x->columns);
    for (size_t t = 0; t < task->n_before; t++)
        x->target[t] = treated_mean(x, t);
    return solve(x, task->n_before, x->sides->n_donors, both, both ? task->zeta : TINY * task->noise, fit->units,
                 &fit->optimality_units);
}

/* Periods: a column per period before the start, a row per donor. */
static mkba_status weigh_periods(const work *x, mkba_i_sdid_fit *fit)
{
    const mkba_i_sdid_task *task = x->task;
    size_t n = x->sides->n_donors, n_before = task->n_before;

    for (size_t j = 0; j < n; j++) {
        const double *values = values_of(task, x->sides->donors[j]);
        for (size_t t = 0; t < n_before; t++)
            x->columns[t * n + j] = values[t];
        x->target[j] = mean(values + n_before, task->n_periods - n_before);
    }
    return solve(x, n, n_before, true, TINY * task->noise, fit->periods, &fit->optimality_periods);
}

void mkba_i_sdid_measure(const mkba_i_sdid_task *task, const mkba_i_sdid_sides *sides, mkba_i_sdid_fit *fit)
{
    const work x = {.task = task, .sides = sides};
    size_t n_before = task->n_before;
    double constant = 0.0, before = 0.0, squares = 0.0;
    bool moved = task->form != MKBA_SYNTHETIC_DID_CONTROL;

    for (size_t t = 0; t < task->n_periods; t++)
        fit->gaps[t] = treated_mean(&x, t);
    for (size_t j = 0; j < sides->n_donors; j++)
        for (size_t t = 0; fit->units[j] > 0.0 && t < task->n_periods; t++)
            fit->gaps[t] -= fit->units[j] * values_of(task, sides->donors[j])[t];
    for (size_t t = 0; t < n_before; t++) {
        constant += fit->periods[t] * fit->gaps[t];
        before += moved ? fit->gaps[t] / (double) n_before : 0.0;
    }
    for (size_t t = 0; t < n_before; t++)
        squares += (fit->gaps[t] - before) * (fit->gaps[t] - before);
    for (size_t t = 0; t < task->n_periods; t++)
        fit->gaps[t] -= constant;
    fit->estimate = mean(fit->gaps + n_before, task->n_periods - n_before);
    fit->rmspe_before = sqrt(squares / (double) n_before);
}

static void set_equal(double *weights, size_t n, double weight)
{
    for (size_t i = 0; i < n; i++)
        weights[i] = weight;
}

mkba_status mkba_i_sdid_fit_sides(const mkba_i_sdid_task *task, const mkba_i_sdid_sides *sides, mkba_i_sdid_fit *fit,
                                  mkba_error *error)
{
    size_t n = sides->n_donors, n_before = task->n_before, more = n > n_before ? n : n_before;
    double *room = calloc(n * n_before + 2 * more, sizeof *room);
    mkba_status status = MKBA_OK;

    if (room == NULL)
        return mkba_i_fail_memory(error);
    const work x = {.task = task,
                    .sides = sides,
                    .columns = room,
                    .target = room + n * n_before,
                    .at = room + n * n_before + more,
                    .error = error};
    fit->optimality_units = fit->optimality_periods = NAN;
    set_equal(fit->units, n, 1.0 / (double) n);
    set_equal(fit->periods, n_before, task->form == MKBA_SYNTHETIC_DID_CONTROL ? 0.0 : 1.0 / (double) n_before);
    if (task->form != MKBA_SYNTHETIC_DID_EQUAL)
        status = weigh_units(&x, fit);
    if (status == MKBA_OK && task->form == MKBA_SYNTHETIC_DID_BOTH)
        status = weigh_periods(&x, fit);
    if (status == MKBA_OK)
        mkba_i_sdid_measure(task, sides, fit);
    free(room);
    if (status == MKBA_OK && !isfinite(fit->estimate))
        status = mkba_i_fail(error, MKBA_ERROR_EVALUATION, "indicator", "an effect is beyond the range of a double");
    return status;
}
