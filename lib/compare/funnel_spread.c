/* Limits of a funnel: mkba/compare_service.h has formulas and sources. */
#include "base/exact.h"

#include "compare/funnel_spread.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "stat/order.h"
#include "stat/quantile.h"

#define HALF_PI 1.57079632679489661923

static bool is_binomial(const mkba_i_spread *spread)
{
    return spread->options.family == MKBA_FUNNEL_BINOMIAL;
}

/* ---- scales: a figure is observed / E of a Poisson, a proportion of a binomial ----------------------------- */

static double centre(const mkba_i_spread *spread)
{
    return is_binomial(spread) ? spread->target : 1;
}

static double to_scale(const mkba_i_spread *spread, double figure)
{
    bool binomial = is_binomial(spread);

    switch (spread->options.scale) {
    case MKBA_FUNNEL_LOG: return binomial ? mkba_i_log(figure / (1 - figure)) : mkba_i_log(figure);
    case MKBA_FUNNEL_ROOT: return binomial ? mkba_i_asin(sqrt(figure)) : sqrt(figure);
    case MKBA_FUNNEL_IDENTITY: break;
    }
    return figure;
}

static double from_scale(const mkba_i_spread *spread, double at)
{
    bool binomial = is_binomial(spread);
    double root;

    switch (spread->options.scale) {
    case MKBA_FUNNEL_LOG: return binomial ? 1 / (1 + mkba_i_exp(-at)) : mkba_i_exp(at);
    case MKBA_FUNNEL_ROOT: root = binomial ? mkba_i_sin(fmin(fmax(at, 0), HALF_PI)) : fmax(at, 0); return root * root;
    case MKBA_FUNNEL_IDENTITY: break;
    }
    return binomial ? fmin(fmax(at, 0), 1) : fmax(at, 0);
}

/* The standard error at the target, on the scale. */
static double error_of(const mkba_i_spread *spread, double size)
{
    double t = spread->target, variance = is_binomial(spread) ? t * (1 - t) : 1;
    double n = is_binomial(spread) ? size : t * size;

    switch (spread->options.scale) {
    case MKBA_FUNNEL_LOG: return 1 / sqrt(n * variance);
    case MKBA_FUNNEL_ROOT: return 1 / (2 * sqrt(n));
    case MKBA_FUNNEL_IDENTITY: break;
    }
    return sqrt(variance / n);
}

/* A logarithm has no place for none, nor a logit for all: they count as half a count off. */
static double figure_of(const mkba_i_spread *spread, double observed, double size)
{
    if (spread->options.scale == MKBA_FUNNEL_LOG) {
        observed = observed > 0 ? observed : fmin(0.5, size / 2);
        if (is_binomial(spread) && observed >= size)
            observed = size - fmin(0.5, size / 2);
    }
    return is_binomial(spread) ? observed / size : observed / (spread->target * size);
}

double mkba_i_spread_z(const mkba_i_spread *spread, double observed, double size, bool plain)
{
    double error = error_of(spread, size);
    double off = to_scale(spread, figure_of(spread, observed, size)) - to_scale(spread, centre(spread));

    if (!plain && spread->applied == MKBA_OVERDISPERSION_MULTIPLICATIVE)
        error *= sqrt(spread->phi);
    if (!plain && spread->applied == MKBA_OVERDISPERSION_ADDITIVE)
        error = sqrt(error * error + spread->tau_squared);
    return off / error;
}

/* ---- over-dispersion ------------------------------------------------------------------------------------- */

/* The z-score that counts; false when it is left out. */
static bool trimmed(const mkba_i_spread *spread, double low, double high, double *z)
{
    if (spread->options.share > 0 && spread->options.trim == MKBA_FUNNEL_TRUNCATE)
        return *z > low && *z < high;
    *z = fmin(fmax(*z, low), high);
    return true;
}

void mkba_i_spread_estimate(mkba_i_spread *spread, const double *observed, const double *sizes, size_t n, double *work)
{
    double *z = work, *sorted = work + n, low, high, squares = 0, weights = 0, weights_squared = 0, excess;
    size_t counted = 0;

    for (size_t i = 0; i < n; i++)
        z[i] = mkba_i_spread_z(spread, observed[i], sizes[i], true);
    memcpy(sorted, z, n * sizeof *z);
    mkba_i_sort(sorted, n);
    low = mkba_i_quantile_sorted(sorted, n, spread->options.share);
    high = mkba_i_quantile_sorted(sorted, n, 1 - spread->options.share);
    for (size_t i = 0; i < n; i++) {
        double error = error_of(spread, sizes[i]), weight = 1 / (error * error);
        if (!trimmed(spread, low, high, &z[i]))
            continue;
        counted++;
        squares += z[i] * z[i];
        weights += weight;
        weights_squared += weight * weight;
    }
    spread->phi = counted > 0 ? squares / (double) counted : 0;
    excess = squares - ((double) counted - 1);
    spread->tau_squared = counted > 1 && excess > 0 ? excess / (weights - weights_squared / weights) : 0;
    spread->applied = spread->options.overdispersion;
    if ((spread->applied == MKBA_OVERDISPERSION_MULTIPLICATIVE && !(spread->phi > 1)) ||
        (spread->applied == MKBA_OVERDISPERSION_ADDITIVE && !(spread->tau_squared > 0)))
        spread->applied = MKBA_OVERDISPERSION_NONE;
}

/* ---- exact limits, in counts ------------------------------------------------------------------------------ */

static double cdf(const mkba_i_spread *spread, double count, double size)
{
    if (count < 0)
        return 0;
    return is_binomial(spread) ? mkba_i_binomial_cdf(count, size, spread->target)
                               : mkba_i_poisson_cdf(count, spread->target * size);
}

/* The smallest whole count with F(count) >= q. */
static double quantile_count(const mkba_i_spread *spread, double size, double q)
{
    double below = -1, above = 1;

    while (cdf(spread, above, size) < q) {
        below = above;
        above *= 2;
    }
    while (above - below > 1) {
        double middle = floor((below + above) / 2);
        if (cdf(spread, middle, size) >= q)
            above = middle;
        else
            below = middle;
    }
    return above;
}

static double interpolated(const mkba_i_spread *spread, double size, double q)
{
    double whole = is_binomial(spread) ? fmax(floor(size + 0.5), 1) : size;
    double r = quantile_count(spread, whole, q), f = cdf(spread, r, whole), before = cdf(spread, r - 1, whole);
    double at = f > before ? r - (f - q) / (f - before) : r;

    return fmax(at, 0) / whole;
}

static void exact_limits(const mkba_i_spread *spread, double size, double q, double *lower, double *upper)
{
    double expected = spread->target * size, rest = size - expected;

    if (spread->options.limits == MKBA_FUNNEL_QUANTILE) {
        *lower = interpolated(spread, size, q);
        *upper = interpolated(spread, size, 1 - q);
    } else if (is_binomial(spread)) {
        *lower = mkba_i_beta_quantile(q, expected, rest + 1);
        *upper = mkba_i_beta_quantile(1 - q, expected + 1, rest);
    } else {
        *lower = mkba_i_gamma_quantile(q, expected) / size;
        *upper = mkba_i_gamma_quantile(1 - q, expected + 1) / size;
    }
}

void mkba_i_spread_limits(const mkba_i_spread *spread, double size, double coverage, double *lower, double *upper)
{
    double q = (1 - coverage) / 2, error = error_of(spread, size), at, reach, unit;

    if (spread->applied == MKBA_OVERDISPERSION_NONE) {
        exact_limits(spread, size, q, lower, upper);
        return;
    }
    error = spread->applied == MKBA_OVERDISPERSION_ADDITIVE ? sqrt(error * error + spread->tau_squared)
                                                            : error * sqrt(spread->phi);
    at = to_scale(spread, centre(spread));
    reach = -mkba_i_normal_quantile(q) * error;
    unit = is_binomial(spread) ? 1 : spread->target; /* back from observed / E to observed / size */
    *lower = unit * from_scale(spread, at - reach);
    *upper = unit * from_scale(spread, at + reach);
}
