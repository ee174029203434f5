/* The weights of a synthetic control, and how much each predictor counts: see synthetic_model.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "effect/synthetic_forms.h"
#include "effect/synthetic_search.h"
#include "stat/semidefinite.h"

bool mkba_i_synthetic_counts(const mkba_i_block *block, size_t period)
{
    return period < block->n_before && !isnan(mkba_i_block_of(block, 0)[period]);
}

size_t mkba_i_synthetic_n_rows(const mkba_i_synthetic_task *task)
{
    size_t n = 0;

    for (size_t p = 0; p < task->block->n_before; p++)
        n += mkba_i_synthetic_counts(task->block, p);
    return task->n_predictors > 0 ? task->n_predictors : n;
}

double mkba_i_synthetic_part(const mkba_i_synthetic_task *task, size_t donor, size_t period)
{
    const double *values = mkba_i_block_of(task->block, donor);
    double sum = 0.0;
    size_t n = 0;

    for (size_t p = 0; task->intercept && p < task->block->n_before; p++)
        if (mkba_i_synthetic_counts(task->block, p)) {
            sum += values[p];
            n++;
        }
    return n > 0 ? values[period] - sum / (double) n : values[period];
}

static void set_roots(const mkba_i_synthetic_task *task, const double *v, double *roots)
{
    for (size_t k = 0; k < task->n_predictors; k++)
        roots[k] = sqrt(v[k]);
}

/* What is matched of a unit; `roots` are those of V. */
static void set_rows(const mkba_i_synthetic_task *task, size_t unit, const double *roots, double *to)
{
    const mkba_i_block *block = task->block;

    for (size_t k = 0; k < task->n_predictors; k++)
        to[k] = roots[k] * task->predictors[unit * task->n_predictors + k];
    for (size_t p = 0; task->n_predictors == 0 && p < block->n_before; p++)
        if (mkba_i_synthetic_counts(block, p))
            *to++ = mkba_i_block_of(block, unit)[p];
}

void mkba_i_synthetic_columns(const mkba_i_synthetic_task *task, const size_t *donors, size_t n_donors,
                              const double *v, double *columns)
{
    size_t n_rows = mkba_i_synthetic_n_rows(task);
    double roots[MKBA_I_MOST_PREDICTORS];

    set_roots(task, v, roots);
    for (size_t j = 0; j < n_donors; j++) {
        double *column = &columns[j * n_rows], sum = 0.0;
        set_rows(task, donors[j], roots, column);
        for (size_t i = 0; task->intercept && i < n_rows; i++)
            sum += column[i];
        for (size_t i = 0; task->intercept && i < n_rows; i++)
            column[i] -= sum / (double) n_rows;
    }
}

mkba_status mkba_i_synthetic_solve(mkba_i_synthetic_search *s, bool trial)
{
    const mkba_i_simplex_squares problem = {.columns = s->columns,
                                            .target = s->target,
                                            .n_rows = s->n_rows,
                                            .n_columns = s->n_donors,
                                            .ridge = s->task->ridge,
                                            .intercept = s->task->intercept,
                                            .basic = trial,
                                            .warm = trial && s->solved};
    double roots[MKBA_I_MOST_PREDICTORS];
    mkba_status status;

    set_roots(s->task, s->v, roots);
    for (size_t j = 0; j < s->n_donors; j++)
        set_rows(s->task, s->donors[j], roots, &s->columns[j * s->n_rows]);
    set_rows(s->task, s->unit, roots, s->target);
    status = mkba_i_simplex_squares_solve(&problem, s->weights, &s->fit, s->error);
    s->solved = status == MKBA_OK;
    return status;
}

/* ---- V by regression ---------------------------------------------------------------------------------------- */

static double mean_of(const mkba_i_synthetic_search *s, const double *values, size_t stride)
{
    double sum = values[s->unit * stride];

    for (size_t j = 0; j < s->n_donors; j++)
        sum += values[s->donors[j] * stride];
    return sum / (double) (s->n_donors + 1);
}

/* Sum of products, means off, over the units that take part. */
static double products(const mkba_i_synthetic_search *s, const double *x, size_t of_x, const double *y, size_t of_y)
{
    double mean_x = mean_of(s, x, of_x), mean_y = mean_of(s, y, of_y);
    double sum = (x[s->unit * of_x] - mean_x) * (y[s->unit * of_y] - mean_y);

    for (size_t j = 0; j < s->n_donors; j++)
        sum += (x[s->donors[j] * of_x] - mean_x) * (y[s->donors[j] * of_y] - mean_y);
    return sum;
}

void mkba_i_synthetic_regress(const mkba_i_synthetic_search *s, double *v, double *work)
{
    const mkba_i_block *block = s->task->block;
    const double *x = s->task->predictors;
    size_t k_n = s->n_rows;
    double *slope = work + k_n * k_n, total = 0.0;

    memset(v, 0, k_n * sizeof *v);
    for (size_t a = 0; a < k_n; a++)
        for (size_t b = 0; b <= a; b++)
            work[a * k_n + b] = products(s, x + a, k_n, x + b, k_n);
    mkba_i_semidefinite_factor(work, k_n, 1e-10);
    for (size_t p = 0; p < block->n_before; p++) {
        if (!mkba_i_synthetic_counts(block, p))
            continue;
        for (size_t a = 0; a < k_n; a++)
            slope[a] = products(s, x + a, k_n, block->values + p, block->n_periods);
        mkba_i_semidefinite_solve(work, k_n, slope);
        for (size_t a = 0; a < k_n; a++)
            v[a] += slope[a] * slope[a];
    }
    for (size_t a = 0; a < k_n; a++)
        total += v[a];
    for (size_t a = 0; a < k_n; a++)
        v[a] = total > 0.0 ? v[a] / total : 1.0 / (double) k_n;
}

static mkba_status weigh(mkba_i_synthetic_search *s)
{
    double sum = 0.0;

    if (s->task->n_predictors == 0)
        return mkba_i_synthetic_solve(s, false);
    if (s->task->v == MKBA_SYNTHETIC_V_OPTIMISED && s->n_rows > 1)
        return mkba_i_synthetic_optimise(s);
    if (s->task->v == MKBA_SYNTHETIC_V_REGRESSION)
        mkba_i_synthetic_regress(s, s->v, s->room);
    for (size_t k = 0; k < s->n_rows; k++) {
        if (s->task->v != MKBA_SYNTHETIC_V_REGRESSION)
            s->v[k] = s->task->v == MKBA_SYNTHETIC_V_GIVEN ? s->task->given_v[k] : 1.0;
        sum += s->v[k];
    }
    for (size_t k = 0; k < s->n_rows; k++)
        s->v[k] /= sum;
    return mkba_i_synthetic_solve(s, false);
}

mkba_status mkba_i_synthetic_fit_unit(const mkba_i_synthetic_task *task, size_t unit, const size_t *donors,
                                      size_t n_donors, mkba_i_synthetic_fit *fit, mkba_error *error)
{
    size_t n_rows = mkba_i_synthetic_n_rows(task), k_n = task->n_predictors;
    mkba_i_synthetic_search s = {.task = task,
                                 .unit = unit,
                                 .donors = donors,
                                 .n_donors = n_donors,
                                 .n_rows = n_rows,
                                 .v = fit->v,
                                 .weights = fit->weights,
                                 .error = error};
    double *room = calloc(n_rows * (n_donors + 1) + k_n * (k_n + 1), sizeof *room);
    mkba_status status;

    if (room == NULL)
        return mkba_i_fail_memory(error);
    s.columns = room;
    s.target = room + n_rows * n_donors;
    s.room = s.target + n_rows;
    status = weigh(&s);
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
