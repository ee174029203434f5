/* The wild cluster bootstrap of a regression over areas: see mkba_panel_did. */
#include "base/exact.h"

#include "effect/did_fit.h"
#include "stat/random.h"

/* Webb, Canadian Journal of Economics 56 (2023): six points of mean 0 and variance 1. */
static double webb(uint32_t which)
{
    static const double points[] = {1.5, 1.0, 0.5};
    double root = sqrt(points[which % 3]);

    return which < 3 ? root : -root;
}

/* Under a supposed effect t, a draw's effect is a - t c and its variance u - 2 t v + t^2 w. */
typedef struct bootstrap {
    const double *a, *c, *u, *v, *w;
    double estimate, variance;
    size_t n_draws;
} bootstrap;

static double p_of(const void *context, double supposed)
{
    const bootstrap *of = context;
    double off = of->estimate - supposed, observed = off * off / of->variance;
    size_t as_large = 1;

    for (size_t d = 0; d < of->n_draws; d++) {
        double effect = of->a[d] - supposed * of->c[d];
        double variance = of->u[d] - 2 * supposed * of->v[d] + supposed * supposed * of->w[d];
        as_large += effect * effect >= observed * fmax(variance, 0);
    }
    return (double) as_large / (double) (of->n_draws + 1);
}

static void draw(mkba_i_did_fit *f, size_t d, const mkba_i_random *stream)
{
    double *one = f->more[0], *other = f->more[1], *rest = f->more[2];
    double sums[5] = {0};

    for (size_t i = 0; i < f->n; i++) {
        double sign = webb(mkba_i_random_below(stream, d * f->n + i, 6));
        one[i] = f->null_rest[i] * sign;
        other[i] = f->null_treated[i] * sign;
        sums[0] += f->share[i] * one[i];
        sums[1] += f->share[i] * other[i];
    }
    mkba_i_did_fit_rest(f, one, rest);
    mkba_i_did_fit_rest(f, other, one);
    for (size_t i = 0; i < f->n; i++) {
        double a = f->share[i] * rest[i], b = f->share[i] * one[i];
        sums[2] += a * a;
        sums[3] += a * b;
        sums[4] += b * b;
    }
    for (size_t k = 0; k < 5; k++)
        f->draws[k][d] = sums[k];
}

void mkba_i_did_judge_wild(mkba_i_did_fit *f, const double *values, mkba_i_judged *out)
{
    mkba_i_random stream = mkba_i_random_stream(f->seed, "did/wild");
    bootstrap of = {f->draws[0], f->draws[1], f->draws[2], f->draws[3], f->draws[4], mkba_i_did_fit_effect(f, values),
                    0,           f->n_draws};

    *out = MKBA_I_JUDGED_NONE(of.estimate);
    mkba_i_did_fit_rest(f, values, f->rest);
    for (size_t i = 0; i < f->n; i++) {
        double term = f->share[i] * f->rest[i];
        of.variance += term * term;
        f->more[3][i] = i < f->n_treated ? 1 : 0;
    }
    if (!(of.variance > 0) || !isfinite(of.variance))
        return;
    mkba_i_did_fit_take_off(f, true, values, f->null_rest);
    mkba_i_did_fit_take_off(f, true, f->more[3], f->null_treated);
    for (size_t d = 0; d < f->n_draws; d++)
        draw(f, d, &stream);
    out->std_error = sqrt(of.variance);
    out->statistic = of.estimate / out->std_error;
    out->p = p_of(&of, 0);
    mkba_i_did_invert(f->level, p_of, &of, out->std_error, out);
}
