/* The point of a law at a probability: see law.h. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "stat/law.h"
#include "stat/log_density.h"
#include "stat/quantile.h"

#define MOST_STEPS 80

/* A step of this size, in the logarithm of the probability and in v, is the last: Halley's error is its third power. */
#define LAST_STEP 1e-5

/* ---- a narrow truncation ---------------------------------------------------------------------------------- */

/* The integral of mkba_i_exp(tilt s + bend s^2 / 2) from -1/2 is p times the whole; both are at most 1e-3 or so, and their third
 * powers do not count. */
static double narrow_quantile(const mkba_i_law *law, double p, double rest)
{
    double middle = 0.5 * law->high;
    double tilt = mkba_i_law_tilt(law, middle) * law->high;
    double bend = mkba_i_law_bend(law, middle) * law->high * law->high + tilt * tilt;
    double whole = 1.0 + bend / 24.0;
    bool mirrored = rest < p;
    double target = whole * (mirrored ? rest : p);
    double slope = mirrored ? -tilt : tilt;
    double t = target; /* s + 1/2, from the nearest end */
    for (int i = 0; i < 4; i++) {
        double integral = t * (1.0 + 0.5 * slope * (t - 1.0) + bend * (0.125 + t * (t / 6.0 - 0.25)));
        double s = t - 0.5;
        t -= (integral - target) / (1.0 + slope * s + 0.5 * bend * s * s);
    }
    return law->high * (mirrored ? 1.0 - t : t);
}

/* ---- where to begin ---------------------------------------------------------------------------------------- */

/* Deviates of the standard normal distribution. */
static double deviate(mkba_i_tails target)
{
    return target.lower <= target.upper ? mkba_i_normal_quantile(target.lower) : -mkba_i_normal_quantile(target.upper);
}

/* Where density is a power of the part, or of the whole: x^a with `log_factor` at v = 0. */
static double leg(double p, double a, double peak, double log_factor)
{
    return (mkba_i_log(p * a / peak) - log_factor) / a;
}

static double start_gamma(const mkba_i_law *law, mkba_i_tails target)
{
    double a = law->gamma.a;
    if (target.lower < 0.99) {
        double v = leg(target.lower, a, law->gamma.peak, a);
        if (v < mkba_i_log(0.2 * (a + 1.0) / a)) {
            return v;
        }
    }
    if (a < 0.3) {
        return target.upper > 0.5 * a ? -mkba_i_log(a) : mkba_i_log(mkba_i_log(a / target.upper) / a);
    }
    double root = 1.0 - 1.0 / (9.0 * a) + deviate(target) / (3.0 * sqrt(a)); /* Wilson and Hilferty, 1931 */
    return root > 0.1 ? 3.0 * mkba_i_log(root) : 0.0;
}

/* The lower leg of a beta distribution, if the point lies on it; NAN otherwise. */
static double start_leg(double p, double a, double b, double peak)
{
    double log_odds = mkba_i_log(a / b);
    double v = leg(p, a, peak, -(a + b) * mkba_i_log1p(-a / (a + b)));
    return v + log_odds < mkba_i_log(0.2 * (a + 1.0) / (a + b + 1.0)) ? v : NAN;
}

static double start_beta(const mkba_i_law *law, mkba_i_tails target)
{
    double a = law->beta.a;
    double b = law->beta.b;
    double lower = target.lower < 0.99 ? start_leg(target.lower, a, b, law->beta.peak) : NAN;
    double upper = target.upper < 0.99 ? -start_leg(target.upper, b, a, law->beta.peak) : NAN;
    if (!isnan(lower) || !isnan(upper)) {
        return isnan(upper) || (target.lower < target.upper && !isnan(lower)) ? lower : upper;
    }
    return deviate(target) * sqrt(1.0 / a + 1.0 / b);
}

/* ---- from there -------------------------------------------------------------------------------------------- */

/* Halley's step on the logarithm of the smaller tail, which is concave; `ratio` is that logarithm over its target, `hazard`
 * the density over the tail. Never more than twice, nor less than half of Newton's. */
static double step_from(double ratio, double hazard, double tilt, bool lower)
{
    double half = lower ? 0.5 * ratio * (tilt / hazard - 1.0) : -0.5 * ratio * (tilt / hazard + 1.0);
    double newton = lower ? -ratio / hazard : ratio / hazard;
    return newton / fmin(fmax(1.0 - half, 0.5), 2.0);
}

static double solve(const mkba_i_law *law, mkba_i_tails target, double v)
{
    bool lower = target.lower <= target.upper;
    double goal = lower ? target.lower : target.upper;
    double low = law->low;
    double high = law->high;
    if (target.lower <= law->at_low || target.upper <= law->at_high) {
        return target.lower <= law->at_low ? low : high;
    }
    v = v > low && v < high ? v : 0.5 * low + 0.5 * high;
    for (int i = 0; i < MOST_STEPS; i++) {
        mkba_i_tails tails = mkba_i_law_tails(law, v);
        double tail = lower ? tails.lower : tails.upper;
        double density = mkba_i_law_density(law, v);
        if ((tail < goal) == lower) {
            low = v;
        } else {
            high = v;
        }
        double ratio = mkba_i_log(tail / goal);
        double step = step_from(ratio, density / tail, mkba_i_law_tilt(law, v), lower);
        double next = v + step;
        if (fabs(ratio) <= LAST_STEP && fabs(step) <= LAST_STEP * fmax(1.0, fabs(v))) {
            return fmin(fmax(next, law->low), law->high);
        }
        if (!(next > low && next < high)) {
            next = 0.5 * low + 0.5 * high;
        }
        if (!(next > low && next < high)) {
            return v; /* neighbouring doubles */
        }
        v = next;
    }
    return v;
}

double mkba_i_law_quantile(const mkba_i_law *law, double p, double rest, double start)
{
    if (law->narrow) {
        return narrow_quantile(law, p, rest);
    }
    mkba_i_tails target = {law->below + p * law->mass, law->above + rest * law->mass};
    switch (law->kind) {
    case MKBA_I_LAW_GAMMA: return solve(law, target, isnan(start) ? start_gamma(law, target) : start);
    case MKBA_I_LAW_BETA: return solve(law, target, isnan(start) ? start_beta(law, target) : start);
    default: return fmin(fmax(deviate(target), law->low), law->high);
    }
}
