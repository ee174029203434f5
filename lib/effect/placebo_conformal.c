/* Conformal inference: residuals of a fit over all periods with the supposed effect taken off change places. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "effect/placebo_model.h"
#include "effect/synthetic_forms.h"
#include "stat/simplex_squares.h"

#define AS_LARGE (1 - 1e-9)
#define STEPS                                                                                                          \
  40 /* outwards from the gap, the first an eighth of the error before the start, each GROWTH times the last */
#define GROWTH 1.3
#define HALVINGS 40

typedef struct fit {
    const mkba_i_placebo_maker *m;
    const size_t *periods; /* those that are fitted: before the start first */
    size_t n, n_before;
    double *columns, *target, *weights, *residuals;
    double *rows; /* room for columns and target: making other weights of the plain ones changes them */
} fit;

static void set_columns(fit *f)
{
    const mkba_synthetic *from = f->m->from;

    for (size_t j = 0; j < from->n_donors; j++)
        for (size_t i = 0; i < f->n; i++)
            f->columns[j * f->n + i] = mkba_i_block_of(&from->block, from->donors[j])[f->periods[i]];
}

/* The weights of the form, with the penalty of the synthetic control. Predictors are means over periods before the start: they
 * do not change places with those from it on, so that what is fitted then are outcomes, plainly. */
static mkba_status reform(fit *f, double *intercept)
{
    const mkba_synthetic *from = f->m->from;
    size_t n = from->n_donors;
    const mkba_i_synthetic_rows rows = {f->rows, f->rows + n * f->n, f->n, n, from->task.intercept};
    mkba_i_synthetic_fit made = {.weights = f->weights};
    mkba_status status;

    if (from->task.form == MKBA_SYNTHETIC_PLAIN || from->task.n_predictors > 0)
        return MKBA_OK;
    memcpy(rows.columns, f->columns, n * f->n * sizeof *rows.columns);
    memcpy(rows.target, f->target, f->n * sizeof *rows.target);
    status = mkba_i_synthetic_reform(from->task.form, from->task.lambda, &rows, &made, f->m->error);
    *intercept = made.intercept;
    return status;
}

/* Residuals with an effect taken off from the start on. */
static mkba_status fit_less(fit *f, double effect)
{
    const mkba_synthetic *from = f->m->from;
    const mkba_i_simplex_squares problem = {.columns = f->columns,
                                            .target = f->target,
                                            .n_rows = f->n,
                                            .n_columns = from->n_donors,
                                            .ridge = from->task.ridge,
                                            .intercept = from->task.intercept,
                                            .basic = true};
    mkba_i_simplex_fit made;
    mkba_status status;

    for (size_t i = 0; i < f->n; i++)
        f->target[i] = mkba_i_block_of(&from->block, 0)[f->periods[i]] - (i < f->n_before ? 0.0 : effect);
    status = mkba_i_simplex_squares_solve(&problem, f->weights, &made, f->m->error);
    if (status == MKBA_OK)
        status = reform(f, &made.intercept);
    for (size_t i = 0; status == MKBA_OK && i < f->n; i++) {
        f->residuals[i] = f->target[i] - made.intercept;
        for (size_t j = 0; j < from->n_donors; j++)
            if (f->weights[j] != 0.0)
                f->residuals[i] -= f->weights[j] * f->columns[j * f->n + i];
    }
    return status;
}

/* The statistic of the residuals when they are shifted by so many places in a circle. */
static double shifted(const fit *f, size_t by)
{
    const mkba_placebo *made = f->m->made;
    const mkba_i_placebo_test test = {MKBA_PLACEBO_RATIO, made->options.side, 1};
    double sum = 0.0;

    for (size_t i = f->n_before; i < f->n; i++) {
        double one = mkba_i_placebo_value(&test, &f->residuals[(i + by) % f->n], 1.0, 0.0, 1.0);
        sum += one * one;
    }
    return sqrt(sum / (double) (f->n - f->n_before));
}

/* NAN where the fit cannot be told. */
static mkba_status p_of(fit *f, double effect, double *p)
{
    mkba_status status = fit_less(f, effect);
    size_t as_large = 0;
    double own;

    *p = NAN;
    if (status != MKBA_OK)
        return status == MKBA_ERROR_EVALUATION ? MKBA_OK : status;
    own = shifted(f, 0);
    for (size_t by = 0; by < f->n; by++)
        as_large += shifted(f, by) >= AS_LARGE * own;
    *p = (double) as_large / (double) f->n;
    return MKBA_OK;
}

/* The effect farthest from `from` in the direction of `step` that is not rejected. The set need not be without gaps, so it is
 * looked for from outside. INFINITY where even the farthest is not rejected; NAN where none is not, or a fit cannot be told. */
static mkba_status end_of(fit *f, double from, double step, double *end)
{
    double rejected = (1.0 - f->m->made->options.level) * (1 + 1e-12), at[STEPS + 1], outside, inside, p = NAN;
    size_t i = STEPS;
    mkba_status status;

    at[0] = from;
    for (size_t k = 1; k <= STEPS; k++, step *= GROWTH)
        at[k] = from + step;
    while ((status = p_of(f, at[i], &p)) == MKBA_OK && p <= rejected && i > 0)
        i--;
    *end = p > rejected ? copysign(INFINITY, step) : NAN;
    if (status != MKBA_OK || i == STEPS || !(p > rejected))
        return status;
    inside = at[i];
    outside = at[i + 1];
    for (int turn = 0; status == MKBA_OK && turn < HALVINGS; turn++) {
        double middle = inside + (outside - inside) / 2.0;
        status = p_of(f, middle, &p);
        *(p > rejected ? &inside : &outside) = middle;
    }
    *end = inside;
    return status;
}

static mkba_status judge_period(fit *f, mkba_i_placebo_period *point)
{
    const mkba_placebo *made = f->m->made;
    double step = fmax(f->m->from->rmspe_before, made->floor) / 8.0, gap = made->gaps[point->period];
    mkba_status status;

    set_columns(f);
    status = p_of(f, 0.0, &point->conformal_p);
    if (status != MKBA_OK || mkba_i_placebo_allowed(made->options.level, f->n) == 0)
        return status;
    if (made->options.side != MKBA_PLACEBO_INCREASE)
        status = end_of(f, gap, step, &point->conformal_high);
    if (status == MKBA_OK && made->options.side != MKBA_PLACEBO_DECREASE)
        status = end_of(f, gap, -step, &point->conformal_low);
    return status;
}

static mkba_status judge_all(mkba_i_placebo_maker *m, double *room, size_t *periods)
{
    mkba_placebo *made = m->made;
    size_t n_donors = m->from->n_donors, n_before = m->from->n_before, most = n_before + made->n_after;
    fit f = {.m = m, .periods = periods, .n = most, .n_before = n_before, .columns = room};
    mkba_status status;

    f.weights = f.columns + n_donors * most;
    f.target = f.weights + n_donors;
    f.residuals = f.target + most;
    f.rows = f.residuals + most;
    for (size_t p = 0, i = 0; p < made->n_periods; p++)
        if (!isnan(made->gaps[p]))
            periods[i++] = p;
    set_columns(&f);
    status = p_of(&f, 0.0, &made->conformal_p);
    f.n = n_before + 1;
    for (size_t t = 0; status == MKBA_OK && t < made->n_after; t++) {
        periods[n_before] = made->path[t].period;
        status = judge_period(&f, &made->path[t]);
    }
    return status;
}

mkba_status mkba_i_placebo_conformal(mkba_i_placebo_maker *m)
{
    mkba_placebo *made = m->made;
    size_t n_donors = m->from->n_donors, most = m->from->n_before + made->n_after;
    double *room;
    size_t *periods;
    mkba_status status;

    made->conformal_p = made->conformal_grid = NAN;
    for (size_t t = 0; t < made->n_after; t++)
        made->path[t].conformal_p = made->path[t].conformal_low = made->path[t].conformal_high = NAN;
    if (!made->options.conformal)
        return MKBA_OK;
    made->conformal_grid = 1.0 / (double) (m->from->n_before + 1);
    if (!(m->from->rmspe_before > made->floor))
        return MKBA_OK;
    room = calloc(n_donors * (2 * most + 1) + 3 * most, sizeof *room);
    periods = calloc(most, sizeof *periods);
    status = room == NULL || periods == NULL ? mkba_i_fail_memory(m->error) : judge_all(m, room, periods);
    free(room);
    free(periods);
    return status;
}
