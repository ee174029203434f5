/* Placebo inference of a two-way difference-in-differences. See mkba_panel_did. */
#include "base/exact.h"

#include "effect/did_fit.h"
#include "effect/noise.h"

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

size_t mkba_i_did_placings(mkba_i_did_fit *f, const double *values, double *effects)
{
    double *weight = f->more[0], *rest = f->more[1];

    mkba_i_did_fit_take_off(f, true, values, rest);
    for (size_t i = 0; i < f->n; i++) {
        double scale = sqrt(f->noise[i] * (1 - f->null_leverage[i]));
        weight[i] = f->share[i] * scale;
        rest[i] /= scale;
    }
    mkba_i_placings_sums(&f->placings, 1, weight, rest, effects);
    return f->placings.count;
}

void mkba_i_did_judge_placebo(mkba_i_did_fit *f, const double *values, mkba_i_judged *out)
{
    double variance = 0, least = INFINITY;

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
    mkba_i_did_placings(f, values, f->draws[0]);
    mkba_i_did_placings(f, f->more[3], f->draws[1]);
    mkba_i_placings_judge(&f->placings, f->draws[0], f->draws[1], f->level, sqrt(variance), out);
}
