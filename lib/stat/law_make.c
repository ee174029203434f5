/* A distribution as given becomes a law, with its truncation. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "base/product.h"
#include "stat/law.h"
#include "stat/log_density.h"

/* Beyond so many standard deviations a normal distribution has less than the smallest double. */
#define NORMAL_END 38.0

/* The logarithm of the smallest normal double: an x or 1 - x of less is that. */
#define LOG_SMALLEST (-708.0)

/* Less than this, relative to both tails, is a narrow truncation: the digits of their difference would be too few. */
#define NARROW 1e-3

/* The mean, (min b + max a) / (a + b), with the digits that cancel where min and max have other signs. */
static double beta_mean(double a, double b, double min, double max)
{
    double left = min * b;
    double right = max * a;
    double rest = mkba_i_product_rest(min, b, left) + mkba_i_product_rest(max, a, right);
    double sum = left + right;
    double back = sum - left;
    rest += (left - (sum - back)) + (right - back);
    return isfinite(sum) ? (sum + rest) / (a + b) : min * (b / (a + b)) + max * (a / (a + b));
}

static void make_lognormal(mkba_i_law *law, double mean, double sd)
{
    double ratio = sd / mean;
    law->kind = MKBA_I_LAW_LOGNORMAL;
    law->scale = sqrt(mkba_i_log1p(ratio * ratio));
    law->location = mean * mkba_i_exp(-0.5 * law->scale * law->scale);
    law->low = -NORMAL_END;
    law->high = NORMAL_END;
    law->least = 0.0;
}

static void make_gamma(mkba_i_law *law, double mean, double sd)
{
    double a = (mean / sd) * (mean / sd);
    law->kind = MKBA_I_LAW_GAMMA;
    law->gamma = mkba_i_gamma_shape_of(a);
    law->location = mean;
    law->low = LOG_SMALLEST - mkba_i_log(a);
    law->high = mkba_i_log1p((-2.0 * LOG_SMALLEST + 2.0 * NORMAL_END * sqrt(a)) / a);
    law->least = 0.0;
}

static void make_beta(mkba_i_law *law, double a, double b, double min, double max)
{
    double log_odds = mkba_i_log(a / b);
    law->kind = MKBA_I_LAW_BETA;
    law->beta = mkba_i_beta_shape_of(a, b);
    law->location = beta_mean(a, b, min, max);
    law->scale = max - min;
    law->min = min;
    law->max = max;
    law->low = LOG_SMALLEST + fmax(-log_odds, 0.0);
    law->high = -LOG_SMALLEST - fmax(log_odds, 0.0);
    law->least = min;
    law->most = max;
}

/* Where a value inside the support lies. */
static double coordinate(const mkba_i_law *law, const mkba_i_distribution *d, double value)
{
    switch (law->kind) {
    case MKBA_I_LAW_NORMAL: return (value - law->location) / law->scale;
    case MKBA_I_LAW_LOGNORMAL: return mkba_i_log_ratio(value, d->a) / law->scale + 0.5 * law->scale;
    case MKBA_I_LAW_GAMMA: return mkba_i_log_ratio(value, law->location);
    default: return mkba_i_log_ratio((value - law->min) / (law->max - value), law->beta.a / law->beta.b);
    }
}

/* Between the places of two values inside the support. */
static double width(const mkba_i_law *law, double low, double high)
{
    switch (law->kind) {
    case MKBA_I_LAW_NORMAL: return (high - low) / law->scale;
    case MKBA_I_LAW_LOGNORMAL: return mkba_i_log_ratio(high, low) / law->scale;
    case MKBA_I_LAW_GAMMA: return mkba_i_log_ratio(high, low);
    default: return mkba_i_log1p((high - low) / (low - law->min) * (law->scale / (law->max - high)));
    }
}

static double mass_between(mkba_i_tails from, mkba_i_tails to)
{
    if (to.lower <= from.upper) {
        return to.lower - from.lower;
    }
    return from.upper - to.upper;
}

/* The density over a narrow stretch is that of its middle, but for mkba_i_exp(tilt s + bend s^2 / 2), -1/2 <= s <= 1/2. */
static void make_narrow(mkba_i_law *law, double low, double high)
{
    law->narrow = true;
    law->origin = law->low;
    law->high = width(law, low, high);
    law->low = 0.0;
    double middle = 0.5 * law->high;
    double tilt = mkba_i_law_tilt(law, middle) * law->high;
    double bend = mkba_i_law_bend(law, middle) * law->high * law->high;
    law->mass = mkba_i_law_density(law, middle) * law->high * (1.0 + (bend + tilt * tilt) / 24.0);
}

static void truncate(mkba_i_law *law, const mkba_i_distribution *d)
{
    mkba_i_tails from = {0.0, 1.0};
    mkba_i_tails to = {1.0, 0.0};
    if (d->low > law->least) {
        law->least = d->low;
        law->low = fmin(fmax(coordinate(law, d, d->low), law->low), law->high);
        from = mkba_i_law_tails(law, law->low);
    }
    if (d->high < law->most) {
        law->most = d->high;
        law->high = fmin(fmax(coordinate(law, d, d->high), law->low), law->high);
        to = mkba_i_law_tails(law, law->high);
    }
    law->below = from.lower;
    law->above = to.upper;
    law->mass = mass_between(from, to);
    if (law->mass < NARROW * fmin(law->below, law->above)) {
        make_narrow(law, d->low, d->high);
    }
}

mkba_i_law mkba_i_law_of(const mkba_i_distribution *d)
{
    mkba_i_law law = {.kind = MKBA_I_LAW_NORMAL,
                      .location = d->a,
                      .scale = d->b,
                      .low = -NORMAL_END,
                      .high = NORMAL_END,
                      .least = -INFINITY,
                      .most = INFINITY,
                      .mass = 1.0};
    switch (d->family) {
    case MKBA_I_LOGNORMAL: make_lognormal(&law, d->a, d->b); break;
    case MKBA_I_GAMMA: make_gamma(&law, d->a, d->b); break;
    case MKBA_I_BETA: make_beta(&law, d->a, d->b, d->c, d->d); break;
    case MKBA_I_PERT: /* Vose, Risk Analysis, 2008: beta-PERT with lambda 4 */
        make_beta(&law, 1.0 + 4.0 * ((d->b - d->a) / (d->c - d->a)), 1.0 + 4.0 * ((d->c - d->b) / (d->c - d->a)), d->a,
                  d->c);
        break;
    default: break;
    }
    if (d->truncated) {
        truncate(&law, d);
    }
    law.at_low = mkba_i_law_tails(&law, law.low).lower;
    law.at_high = mkba_i_law_tails(&law, law.high).upper;
    return law;
}
