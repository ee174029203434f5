/* Truncated gamma and beta distributions: their densities are integrated as log_density.h has them. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "stat/log_density.h"
#include "stat/order.h"
#include "stat/quadrature.h"
#include "stat/truncated.h"

/* An interval where the log density lies this far under its peak has no probability. */
#define NOWHERE 200.0

/* How far from its bend a log density is straight: e^-40 does not count. */
#define TURN 40.0

/* Log density relative to its peak at 0, and log of the value relative to the value there. */
typedef struct density {
    mkba_i_log_function log_density;
    mkba_i_log_function log_value;
    double shape;      /* gamma: shape; beta: alpha + beta */
    double part;       /* beta: the smaller of alpha and beta, over their sum: at most 1/2 */
    bool complement;   /* beta: the value is 1 - the one modelled */
    double value_peak; /* where density times value peaks */
    double bend;       /* where, of a tiny shape, one long leg turns into another */
    double top_mass;   /* log density, and log density times value, where they are highest in the interval */
    double top_moment;
} density;

static double gamma_log_density(const void *context, double v)
{
    const density *d = context;
    return mkba_i_gamma_log_density(d->shape, v);
}

static double gamma_log_value(const void *context, double v)
{
    (void) context;
    return v;
}

static double beta_log_density(const void *context, double v)
{
    const density *d = context;
    return mkba_i_beta_log_density(d->shape, d->part, v);
}

static double beta_log_value(const void *context, double v)
{
    const density *d = context;
    if (d->complement) {
        return -mkba_i_log_growth(d->part, v);
    }
    return v > 0.5 ? -mkba_i_log(d->part + (1.0 - d->part) * mkba_i_exp(-v)) : v - mkba_i_log_growth(d->part, v);
}

static double log_moment(const void *context, double v)
{
    const density *d = context;
    return d->log_density(d, v) + d->log_value(d, v);
}

static mkba_i_pair both_at(const void *context, double v)
{
    const density *d = context;
    double log_density = d->log_density(d, v);
    return (mkba_i_pair){mkba_i_exp(log_density - d->top_mass),
                         mkba_i_exp(log_density + d->log_value(d, v) - d->top_moment)};
}

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* Integrals of the density and of density times value over [from, to], each divided by exp of its own top. */
static mkba_i_pair integrate(density *d, double from, double to)
{
    double mode = within(0.0, from, to);
    double value_mode = within(d->value_peak, from, to);
    d->top_mass = d->log_density(d, mode);
    d->top_moment = log_moment(d, value_mode);
    double points[9] = {
        mkba_i_where_fallen(d->log_density, d, mode, from),
        mode,
        mkba_i_where_fallen(d->log_density, d, mode, to),
        mkba_i_where_fallen(log_moment, d, value_mode, from),
        value_mode,
        mkba_i_where_fallen(log_moment, d, value_mode, to),
        within(d->bend - TURN, from, to),
        within(d->bend, from, to),
        within(d->bend + TURN, from, to),
    };
    mkba_i_sort(points, 9);
    return mkba_i_integrate(both_at, d, points, 9);
}

/* Probability of [from, to], and the mean of the value there relative to its value at the peak. */
static mkba_i_truncated over(density *d, double from, double to)
{
    if (!(from < to) || d->log_density(d, within(0.0, from, to)) < -NOWHERE) {
        return (mkba_i_truncated){0.0, 0.0};
    }
    double whole = integrate(d, -INFINITY, INFINITY).mass;
    mkba_i_pair part = integrate(d, from, to);
    return (mkba_i_truncated){mkba_i_exp(d->top_mass) * (part.mass / whole),
                              mkba_i_exp(d->top_moment - d->top_mass) * (part.moment / part.mass)};
}

mkba_i_truncated mkba_i_truncated_gamma(double mean, double sd, double low, double high)
{
    if (high <= 0.0) {
        return (mkba_i_truncated){0.0, 0.0};
    }
    double shape = (mean / sd) * (mean / sd);
    density d = {.log_density = gamma_log_density,
                 .log_value = gamma_log_value,
                 .shape = shape,
                 .value_peak = mkba_i_log1p(1.0 / shape),
                 .bend = fmax(-mkba_i_log(shape), 0.0)};
    mkba_i_truncated result =
        over(&d, low > 0.0 ? mkba_i_log_ratio(low, mean) : -INFINITY, mkba_i_log_ratio(high, mean));
    result.mean = within(mean * result.mean, low > 0.0 ? low : 0.0, high);
    return result;
}

/* Log odds of the modelled part at x, from those at its mean. */
static double log_odds(double x, double min, double max, bool mirrored, double ratio)
{
    if (x <= min || x >= max) {
        return (x <= min) == mirrored ? INFINITY : -INFINITY;
    }
    double odds = mirrored ? (max - x) / (x - min) : (x - min) / (max - x);
    return mkba_i_log_ratio(odds, ratio);
}

mkba_i_truncated mkba_i_truncated_beta(double alpha, double beta, double min, double max, double low, double high)
{
    bool mirrored = alpha > beta;          /* the one modelled has the smaller mean */
    bool from_max = fabs(max) < fabs(min); /* distances to the end nearest to 0 keep the digits of the mean */
    double small = mirrored ? beta : alpha;
    double large = mirrored ? alpha : beta;
    density d = {.log_density = beta_log_density,
                 .log_value = beta_log_value,
                 .shape = alpha + beta,
                 .part = small / (alpha + beta),
                 .complement = from_max != mirrored,
                 .value_peak = from_max != mirrored ? -mkba_i_log1p(1.0 / large) : mkba_i_log1p(1.0 / small),
                 .bend = mkba_i_log(large / small)};
    double a = log_odds(low, min, max, mirrored, small / large);
    double b = log_odds(high, min, max, mirrored, small / large);
    mkba_i_truncated result = mirrored ? over(&d, b, a) : over(&d, a, b);
    double part = result.mean * (d.complement ? large : small) / (alpha + beta);
    double mean = from_max ? max - (max - min) * part : min + (max - min) * part;
    result.mean = within(mean, fmax(low, min), fmin(high, max));
    return result;
}
