/* The weights of a synthetic control, and how much each predictor counts: see synthetic_model.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "effect/synthetic_forms.h"
#include "effect/synthetic_model.h"
#include "stat/descent.h"
#include "stat/random.h"
#include "stat/semidefinite.h"
#include "stat/simplex_squares.h"

#define LEAST_V (-18.420680743952367) /* log 1e-8 */
#define FIRST_CALLS 600
#define AGAIN_CALLS 400
#define AGAIN 2
#define SHARE 1e-9

typedef struct search {
    const mkba_i_synthetic_task *task;
    size_t unit;
    const size_t *donors;
    size_t n_donors, n_rows;
    double *columns, *target; /* of what is matched */
    double *v;                /* per predictor, of sum 1 */
    double *weights;
    mkba_i_simplex_fit fit;
    mkba_status status;
    mkba_error *error;
} search;

static bool counts(const mkba_i_block *block, size_t unit, size_t period)
{
    return period < block->n_before && !isnan(mkba_i_block_of(block, unit)[period]);
}

size_t mkba_i_synthetic_n_rows(const mkba_i_synthetic_task *task, size_t unit)
{
    size_t n = 0;

    for (size_t p = 0; p < task->block->n_before; p++)
        n += counts(task->block, unit, p);
    return task->n_predictors > 0 ? task->n_predictors : n;
}

double mkba_i_synthetic_part(const mkba_i_synthetic_task *task, size_t unit, size_t donor, size_t period)
{
    const double *values = mkba_i_block_of(task->block, donor);
    double sum = 0.0;
    size_t n = 0;

    for (size_t p = 0; task->intercept && p < task->block->n_before; p++)
        if (counts(task->block, unit, p)) {
            sum += values[p];
            n++;
        }
    return n > 0 ? values[period] - sum / (double) n : values[period];
}

/* What is matched of a unit; `of` is the one for which it is. */
static void set_rows(const mkba_i_synthetic_task *task, size_t of, size_t unit, const double *v, double *to)
{
    const mkba_i_block *block = task->block;

    for (size_t k = 0; k < task->n_predictors; k++)
        to[k] = sqrt(v[k]) * task->predictors[unit * task->n_predictors + k];
    for (size_t p = 0; task->n_predictors == 0 && p < block->n_before; p++)
        if (counts(block, of, p))
            *to++ = mkba_i_block_of(block, unit)[p];
}

void mkba_i_synthetic_columns(const mkba_i_synthetic_task *task, size_t unit, const size_t *donors, size_t n_donors,
                              const double *v, double *columns)
{
    size_t n_rows = mkba_i_synthetic_n_rows(task, unit);

    for (size_t j = 0; j < n_donors; j++) {
        double *column = &columns[j * n_rows], sum = 0.0;
        set_rows(task, unit, donors[j], v, column);
        for (size_t i = 0; task->intercept && i < n_rows; i++)
            sum += column[i];
        for (size_t i = 0; task->intercept && i < n_rows; i++)
            column[i] -= sum / (double) n_rows;
    }
}

/* The weights for the V of the search. */
static mkba_status solve(search *s)
{
    const mkba_i_simplex_squares problem = {.columns = s->columns,
                                            .target = s->target,
                                            .n_rows = s->n_rows,
                                            .n_columns = s->n_donors,
                                            .ridge = s->task->ridge,
                                            .intercept = s->task->intercept};

    for (size_t j = 0; j < s->n_donors; j++)
        set_rows(s->task, s->unit, s->donors[j], s->v, &s->columns[j * s->n_rows]);
    set_rows(s->task, s->unit, s->unit, s->v, s->target);
    return mkba_i_simplex_squares_solve(&problem, s->weights, &s->fit, s->error);
}

/* ---- how much each predictor counts ------------------------------------------------------------------------ */

/* The greatest becomes 1, then the sum. */
static void set_v(search *s, const double *logs)
{
    double greatest = -INFINITY, sum = 0.0;

    for (size_t k = 0; k < s->n_rows; k++)
        greatest = fmax(greatest, logs[k]);
    for (size_t k = 0; k < s->n_rows; k++) {
        s->v[k] = mkba_i_exp(logs[k] - greatest);
        sum += s->v[k];
    }
    for (size_t k = 0; k < s->n_rows; k++)
        s->v[k] /= sum;
}

/* The mean squared gap before the start. A V whose weights cannot be told is worse than any. */
static double loss(const double *logs, void *with)
{
    search *s = with;
    const mkba_i_block *block = s->task->block;
    const double *own = mkba_i_block_of(block, s->unit);
    double sum = 0.0;
    size_t n = 0;

    set_v(s, logs);
    if (s->status == MKBA_ERROR_MEMORY)
        return INFINITY;
    s->status = solve(s);
    if (s->status != MKBA_OK)
        return INFINITY;
    for (size_t p = 0; p < block->n_before; p++) {
        double gap = own[p];
        if (!counts(block, s->unit, p))
            continue;
        for (size_t j = 0; j < s->n_donors; j++)
            if (s->weights[j] > 0.0)
                gap -= s->weights[j] * mkba_i_block_of(block, s->donors[j])[p];
        sum += gap * gap;
        n++;
    }
    return sum / (double) n;
}

/* Means off, over the units that take part. */
static double centred(const search *s, const double *values, size_t stride, size_t unit)
{
    double sum = values[s->unit * stride];

    for (size_t j = 0; j < s->n_donors; j++)
        sum += values[s->donors[j] * stride];
    return values[unit * stride] - sum / (double) (s->n_donors + 1);
}

/* Coefficients of every outcome before the start on all predictors; their squares are added up. `work`: K x (K + 1). */
static void regress(const search *s, double *v, double *work)
{
    const mkba_i_block *block = s->task->block;
    const double *x = s->task->predictors;
    size_t k_n = s->n_rows;
    double *slope = work + k_n * k_n, total = 0.0;

    memset(v, 0, k_n * sizeof *v);
    for (size_t a = 0; a < k_n; a++)
        for (size_t b = 0; b <= a; b++) {
            double sum = centred(s, x + a, k_n, s->unit) * centred(s, x + b, k_n, s->unit);
            for (size_t j = 0; j < s->n_donors; j++)
                sum += centred(s, x + a, k_n, s->donors[j]) * centred(s, x + b, k_n, s->donors[j]);
            work[a * k_n + b] = sum;
        }
    mkba_i_semidefinite_factor(work, k_n, 1e-10);
    for (size_t p = 0; p < block->n_before; p++) {
        if (!counts(block, s->unit, p))
            continue;
        for (size_t a = 0; a < k_n; a++) {
            slope[a] = centred(s, x + a, k_n, s->unit) * centred(s, block->values + p, block->n_periods, s->unit);
            for (size_t j = 0; j < s->n_donors; j++)
                slope[a] += centred(s, x + a, k_n, s->donors[j]) *
                            centred(s, block->values + p, block->n_periods, s->donors[j]);
        }
        mkba_i_semidefinite_solve(work, k_n, slope);
        for (size_t a = 0; a < k_n; a++)
            v[a] += slope[a] * slope[a];
    }
    for (size_t a = 0; a < k_n; a++)
        total += v[a];
    for (size_t a = 0; a < k_n; a++)
        v[a] = total > 0.0 ? v[a] / total : 1.0 / (double) k_n;
}

/* Where a search starts: equal V, that of regression, or by chance. */
static void set_start(const search *s, size_t number, double *logs, double *work)
{
    mkba_i_random stream = mkba_i_random_stream(s->task->seed, "synthetic control");

    if (number == 1)
        regress(s, logs, work);
    for (size_t k = 0; k < s->n_rows; k++)
        if (number == 0)
            logs[k] = 0.0;
        else if (number == 1)
            logs[k] = fmax(LEAST_V, mkba_i_log(fmax(logs[k], 1e-300)));
        else
            logs[k] = LEAST_V * 0.75 * mkba_i_random_uniform(&stream, number * s->n_rows + k);
}

static mkba_status optimise(search *s, double *work)
{
    size_t k_n = s->n_rows;
    double *logs = work, *best = logs + k_n, *rest = best + k_n, least = INFINITY;

    for (size_t number = 0; number < s->task->starts; number++) {
        double found;
        set_start(s, number, logs, rest);
        found = mkba_i_descend(loss, s, k_n, logs, LEAST_V, 0.0, 2.0, SHARE, FIRST_CALLS, rest);
        for (int again = 0; again < AGAIN; again++)
            found = mkba_i_descend(loss, s, k_n, logs, LEAST_V, 0.0, 1.0, SHARE, AGAIN_CALLS, rest);
        if (found < least) {
            least = found;
            memcpy(best, logs, k_n * sizeof *best);
        }
        if (s->status == MKBA_ERROR_MEMORY)
            return s->status;
    }
    if (!isfinite(least))
        return s->status;
    set_v(s, best);
    return solve(s);
}

static mkba_status weigh(search *s, double *work)
{
    double sum = 0.0;

    if (s->task->n_predictors == 0)
        return solve(s);
    if (s->task->v == MKBA_SYNTHETIC_V_OPTIMISED && s->n_rows > 1)
        return optimise(s, work);
    if (s->task->v == MKBA_SYNTHETIC_V_REGRESSION)
        regress(s, s->v, work);
    for (size_t k = 0; k < s->n_rows; k++) {
        if (s->task->v != MKBA_SYNTHETIC_V_REGRESSION)
            s->v[k] = s->task->v == MKBA_SYNTHETIC_V_GIVEN ? s->task->given_v[k] : 1.0;
        sum += s->v[k];
    }
    for (size_t k = 0; k < s->n_rows; k++)
        s->v[k] /= sum;
    return solve(s);
}

mkba_status mkba_i_synthetic_fit_unit(const mkba_i_synthetic_task *task, size_t unit, const size_t *donors,
                                      size_t n_donors, mkba_i_synthetic_fit *fit, mkba_error *error)
{
    size_t n_rows = mkba_i_synthetic_n_rows(task, unit), k_n = task->n_predictors;
    search s = {.task = task,
                .unit = unit,
                .donors = donors,
                .n_donors = n_donors,
                .n_rows = n_rows,
                .v = fit->v,
                .weights = fit->weights,
                .error = error};
    double *room = calloc(n_rows * (n_donors + 1) + (k_n + 8) * (k_n + 2), sizeof *room);
    mkba_status status;

    if (room == NULL)
        return mkba_i_fail_memory(error);
    s.columns = room;
    s.target = room + n_rows * n_donors;
    status = weigh(&s, s.target + n_rows);
    fit->intercept = s.fit.intercept;
    fit->optimality = s.fit.gap;
    fit->unique = s.fit.unique;
    if (status == MKBA_OK && task->form != MKBA_SYNTHETIC_PLAIN) {
        const mkba_i_synthetic_rows rows = {s.columns, s.target, n_rows, n_donors, task->intercept};
        status = mkba_i_synthetic_reform(task->form, task->lambda, &rows, fit, error);
    }
    free(room);
    return status;
}
