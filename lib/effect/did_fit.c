/* The regression over areas: see did_fit.h. */
#include "base/exact.h"

#include <string.h>

#include "effect/did_fit.h"
#include "stat/orthonormal.h"

/* What is left of 1 when the leverage of a row is taken off: below it one area alone decides a coefficient. */
#define ALONE 1e-9

static bool make_room(mkba_i_did_study *s, mkba_i_did_fit *f)
{
    double **per_area[] = {&f->root,  &f->share,        &f->leverage, &f->null_leverage, &f->rest,    &f->null_rest,
                           &f->noise, &f->null_treated, &f->more[0],  &f->more[1],       &f->more[2], &f->more[3]};
    bool made = true;

    for (size_t i = 0; i < MKBA_I_LENGTH(per_area); i++) {
        *per_area[i] = mkba_i_arena_new(&s->work, f->n, sizeof(double));
        made = made && *per_area[i] != NULL;
    }
    for (size_t i = 0; i < MKBA_I_LENGTH(f->draws); i++) {
        f->draws[i] = mkba_i_arena_new(&s->work, (f->n_draws > f->n ? f->n_draws : f->n) + 1, sizeof(double));
        made = made && f->draws[i] != NULL;
    }
    f->q = mkba_i_arena_new(&s->work, f->n * f->k, sizeof *f->q);
    f->r = mkba_i_arena_new(&s->work, f->k * f->k, sizeof *f->r);
    f->shares = mkba_i_arena_new(&s->work, f->k, sizeof *f->shares);
    return made && f->q != NULL && f->r != NULL && f->shares != NULL;
}

/* [1, covariates, treated], each row times the root of its weight. */
static void fill_columns(const mkba_i_did_study *s, mkba_i_did_fit *f)
{
    for (size_t i = 0; i < f->n; i++) {
        f->root[i] = sqrt(s->weight[i]);
        f->q[i] = f->root[i];
        for (size_t c = 0; c < s->n_covariates; c++)
            f->q[(1 + c) * f->n + i] = f->root[i] * s->covariate_values[c][i * s->n_periods + s->first_start - 1];
        f->q[(f->k - 1) * f->n + i] = mkba_i_did_is_treated(s, i) ? f->root[i] : 0;
    }
}

static mkba_status fail_dependent(const mkba_i_did_study *s, const mkba_i_did_fit *f, size_t column)
{
    if (column == f->k - 1)
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "covariates",
                           "who is treated follows from the covariates: no donor is like the treated");
    return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "covariates",
                       "\"%.100s\" follows from the covariates before it, or is the same everywhere: take it out",
                       s->options->covariates[column - 1]);
}

/* Degrees of freedom of a CR2 variance where areas have the same noise: twice its mean squared over its variance. */
static double freedom(mkba_i_did_fit *f)
{
    double trace = 0, squares = 0;

    for (size_t i = 0; i < f->n; i++) {
        double left = 1 - f->leverage[i], column = f->share[i] / f->root[i];
        double square = left > ALONE ? column * column / left : 0;
        f->more[0][i] = square;
        trace += square * left;
        squares += square * square * (left * left - f->leverage[i] * f->leverage[i]);
    }
    for (size_t a = 0; a < f->k; a++)
        for (size_t b = 0; b < f->k; b++) {
            double sum = 0;
            for (size_t i = 0; i < f->n; i++)
                sum += f->more[0][i] * f->q[a * f->n + i] * f->q[b * f->n + i];
            squares += sum * sum;
        }
    return trace * trace / squares;
}

/* Weights of the coefficient of the treated, leverages. */
static mkba_status derive(mkba_i_did_study *s, mkba_i_did_fit *f)
{
    for (size_t i = 0; i < f->n; i++) {
        f->share[i] = f->root[i] * f->q[(f->k - 1) * f->n + i] / f->r[f->k * f->k - 1];
        f->leverage[i] = mkba_i_leverage(f->q, f->n, f->k, i);
        f->null_leverage[i] = mkba_i_leverage(f->q, f->n, f->k - 1, i);
        if (1 - f->null_leverage[i] > ALONE &&
            (1 - f->leverage[i] > ALONE || (i < f->n_treated && f->n_treated < MKBA_I_FEW_TREATED)))
            continue;
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "covariates",
                           "the figures of %.60s alone decide a coefficient: leave it out, or take fewer covariates",
                           s->made->areas[i].code);
    }
    f->df = freedom(f);
    return MKBA_OK;
}

mkba_status mkba_i_did_fit_make(mkba_i_did_study *s, mkba_i_did_fit *f)
{
    size_t dependent = 0;

    *f = (mkba_i_did_fit){.n = s->n,
                          .k = s->n_covariates + 2,
                          .n_treated = s->n_treated,
                          .population = s->population,
                          .n_draws = s->options->replicates,
                          .seed = s->options->seed,
                          .level = s->options->level};
    if (f->n <= f->k)
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "covariates",
                           "%zu areas are too few for %zu coefficients: take fewer covariates", f->n, f->k);
    if (!make_room(s, f))
        return mkba_i_fail_memory(s->error);
    fill_columns(s, f);
    if (!mkba_i_orthonormalise(f->q, f->n, f->k, f->r, &dependent))
        return fail_dependent(s, f, dependent);
    return derive(s, f);
}

mkba_status mkba_i_did_fit_place(mkba_i_did_study *s, mkba_i_did_fit *f)
{
    return mkba_i_placings_make(s, &s->work, f->n, f->n_treated, false, &f->placings);
}

double mkba_i_did_fit_effect(const mkba_i_did_fit *f, const double *values)
{
    double sum = 0;

    for (size_t i = 0; i < f->n; i++)
        sum += f->share[i] * values[i];
    return sum;
}

void mkba_i_did_fit_take_off(mkba_i_did_fit *f, bool null, const double *values, double *rest)
{
    for (size_t i = 0; i < f->n; i++)
        rest[i] = f->root[i] * values[i];
    mkba_i_project_off(f->q, f->n, null ? f->k - 1 : f->k, rest, f->shares);
    for (size_t i = 0; i < f->n; i++)
        rest[i] /= f->root[i];
}

void mkba_i_did_fit_rest(mkba_i_did_fit *f, const double *values, double *rest)
{
    mkba_i_did_fit_take_off(f, false, values, rest);
}

/* ---- how sure -------------------------------------------------------------------------------------------- */

/* The sum of (share x rest)^2, each over its leverage taken off 1 to a power: 0 (CR0), 1 (CR2), 2 (CR3). */
static double sandwich(const mkba_i_did_fit *f, const double *rest, int power)
{
    double sum = 0;

    for (size_t i = 0; i < f->n; i++) {
        double left = 1 - f->leverage[i], term = f->share[i] * rest[i];
        sum += term * term / (power == 0 ? 1 : power == 1 ? left : left * left);
    }
    return sum;
}

void mkba_i_did_judge(mkba_i_did_fit *f, const double *values, mkba_did_inference inference, mkba_i_judged *out)
{
    double effect = mkba_i_did_fit_effect(f, values), areas = (double) f->n, variance;

    if (inference == MKBA_DID_INFERENCE_PLACEBO) {
        mkba_i_did_judge_placebo(f, values, out);
        return;
    }
    if (inference == MKBA_DID_INFERENCE_WILD) {
        mkba_i_did_judge_wild(f, values, out);
        return;
    }
    mkba_i_did_fit_rest(f, values, f->rest);
    if (inference == MKBA_DID_INFERENCE_CR1)
        variance = sandwich(f, f->rest, 0) * areas / (areas - (double) f->k);
    else if (inference == MKBA_DID_INFERENCE_JACKKNIFE)
        variance = sandwich(f, f->rest, 2) * (areas - 1) / areas;
    else
        variance = sandwich(f, f->rest, 1);
    *out = mkba_i_did_judged(effect, sqrt(variance), inference == MKBA_DID_INFERENCE_CLUSTERED ? f->df : areas - 1,
                             f->level);
}

/* ---- the effects that are not rejected -------------------------------------------------------------------- */

#define DOUBLINGS 60
#define HALVINGS 60
#define NEAR 1e-12

/* A p on its grid, such as 4 / 40 at a level of 0.9, is rejected however 1 - level is rounded. */
static bool is_kept(double level, double p)
{
    return p > 1 - level + 1e-9;
}

static double end_of(double level, mkba_i_did_p *p, const void *context, double estimate, double step)
{
    double inside = estimate, outside = estimate + step;

    for (int i = 0; is_kept(level, p(context, outside)); i++) {
        if (i == DOUBLINGS || !isfinite(outside))
            return NAN;
        inside = outside;
        outside = estimate + (outside - estimate) * 2;
    }
    for (int i = 0; i < HALVINGS && fabs(outside - inside) > NEAR * fabs(step); i++) {
        double middle = inside + (outside - inside) / 2;
        *(is_kept(level, p(context, middle)) ? &inside : &outside) = middle;
    }
    return inside;
}

void mkba_i_did_invert(double level, mkba_i_did_p *p, const void *context, double step, mkba_i_judged *judged)
{
    judged->low = judged->high = NAN;
    if (!(step > 0))
        return;
    judged->low = end_of(level, p, context, judged->estimate, -step);
    judged->high = end_of(level, p, context, judged->estimate, step);
    if (isnan(judged->low) || isnan(judged->high))
        judged->low = judged->high = NAN;
}
