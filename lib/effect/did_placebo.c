/* Placebo inference: areas change places. See mkba_panel_did. */
#include "base/exact.h"

#include "effect/did_fit.h"
#include "effect/noise.h"

/* A placing whose effect is as large but for rounding counts as as large. */
#define AS_LARGE (1 - 1e-9)

bool mkba_i_did_noise(const mkba_i_did_fit *f, const double *rest, double *noise)
{
    double *squares = f->more[1], *inverse = f->population == NULL ? NULL : f->more[2], sum = 0;
    size_t n = f->n - f->n_treated;

    for (size_t j = 0; j < n; j++) {
        size_t i = f->n_treated + j;
        squares[j] = rest[i] * rest[i] / (1 - f->leverage[i]);
        sum += squares[j];
        if (inverse != NULL)
            inverse[j] = 1 / f->population[i];
    }
    const mkba_i_noise found = mkba_i_noise_fit(squares, inverse, n);
    for (size_t i = 0; i < f->n; i++)
        noise[i] = found.flat + (inverse == NULL ? 0 : found.slope / f->population[i]);
    return sum > 0;
}

/* The effect of each placing, at a supposed effect of 0, and what one more of it takes off; the true placing is the
 * first. */
typedef struct placings {
    const double *values, *treated;
    size_t n;
} placings;

static double p_of(const mkba_i_did_fit *f, const void *context, double supposed)
{
    const placings *of = context;
    double least = AS_LARGE * fabs(of->values[0] - supposed * of->treated[0]);
    size_t as_large = 0;

    (void) f;
    for (size_t d = 0; d < of->n; d++)
        as_large += fabs(of->values[d] - supposed * of->treated[d]) >= least;
    return (double) as_large / (double) of->n;
}

/* The effect when places a and b change: sums of `weight` x `rest` over the two. */
static double changed(const double *weight, const double *rest, size_t a, size_t b)
{
    return (weight[a] - weight[b]) * (rest[b] - rest[a]);
}

static size_t place_one(const mkba_i_did_fit *f, const double *weight, const double *rest, double whole,
                        double *effects)
{
    for (size_t j = 0; j < f->n; j++)
        effects[j] = whole + changed(weight, rest, 0, j);
    return f->n;
}

/* Of each draw the treated change places one after another, and back again. */
static size_t place_several(const mkba_i_did_fit *f, const double *weight, double *rest, double whole, double *effects)
{
    effects[0] = whole;
    for (size_t d = 0; d < f->n_draws; d++) {
        const uint32_t *places = f->places + d * f->n_treated;
        double effect = whole;
        for (size_t i = 0; i < f->n_treated; i++) {
            double swapped = rest[i];
            effect += changed(weight, rest, i, places[i]);
            rest[i] = rest[places[i]];
            rest[places[i]] = swapped;
        }
        for (size_t i = f->n_treated; i-- > 0;) {
            double swapped = rest[i];
            rest[i] = rest[places[i]];
            rest[places[i]] = swapped;
        }
        effects[1 + d] = effect;
    }
    return f->n_draws + 1;
}

size_t mkba_i_did_placings(mkba_i_did_fit *f, const double *values, double *effects)
{
    double *weight = f->more[0], *rest = f->more[1], whole = 0;

    mkba_i_did_fit_take_off(f, true, values, rest);
    for (size_t i = 0; i < f->n; i++) {
        double scale = sqrt(f->noise[i] * (1 - f->null_leverage[i]));
        weight[i] = f->share[i] * scale;
        rest[i] /= scale;
        whole += weight[i] * rest[i];
    }
    return f->n_treated == 1 ? place_one(f, weight, rest, whole, effects)
                             : place_several(f, weight, rest, whole, effects);
}

void mkba_i_did_judge_placebo(mkba_i_did_fit *f, const double *values, mkba_i_judged *out)
{
    double variance = 0, least = INFINITY;
    placings of;

    *out = MKBA_I_JUDGED_NONE(mkba_i_did_fit_effect(f, values));
    mkba_i_did_fit_rest(f, values, f->rest);
    if (!mkba_i_did_noise(f, f->rest, f->noise))
        return;
    for (size_t i = 0; i < f->n; i++) {
        variance += f->share[i] * f->share[i] * f->noise[i];
        least = fmin(least, f->noise[i]);
    }
    if (!(least > 0) || !isfinite(variance))
        return;
    for (size_t i = 0; i < f->n; i++)
        f->more[3][i] = i < f->n_treated ? 1 : 0;
    of = (placings){f->draws[0], f->draws[1], mkba_i_did_placings(f, values, f->draws[0])};
    mkba_i_did_placings(f, f->more[3], f->draws[1]);
    out->std_error = sqrt(variance);
    out->statistic = out->estimate / out->std_error;
    out->p = p_of(f, &of, 0);
    mkba_i_did_invert(f, p_of, &of, out->std_error, out);
}
