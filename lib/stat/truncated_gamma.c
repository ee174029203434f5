/* Truncated gamma and beta distributions, integrated over the logarithm (of the odds), where both densities are
 * log-concave and without singularities whatever their shape. */
#include "base/exact.h"

#include <math.h>

#include "stat/quadrature.h"
#include "stat/truncated.h"

/* Where the log density lies this far under its peak, an integral ends. */
#define DROP 50.0
#define HALVINGS 60

/* An interval where the log density lies this far under its peak has no probability. */
#define NOWHERE 200.0

typedef struct density density;

/* Log density relative to its peak at 0, and log of the value relative to the value there. */
struct density {
    double (*log_density)(const density *d, double v);
    double (*log_value)(const density *d, double v);
    double shape;      /* gamma: shape; beta: alpha + beta */
    double part;       /* beta: the smaller of alpha and beta, over their sum: at most 1/2 */
    bool complement;   /* beta: the value is 1 - the one modelled */
    double value_peak; /* where density times value peaks */
    double top_mass;   /* log density, and log density times value, where they are highest in the interval */
    double top_moment;
};

/* e^v - 1 - v */
static double exp_rest(double v)
{
    if (fabs(v) > 0.5) {
        return expm1(v) - v;
    }
    double sum = 1.0;
    for (int k = 17; k > 2; k--) {
        sum = 1.0 + sum * v / k;
    }
    return 0.5 * v * v * sum;
}

/* log(1 + w) - w for w from -0.5 to 0.5, by log(1 + w) = 2 artanh(r), r = w / (2 + w). */
static double log_rest(double w)
{
    double r = w / (2.0 + w);
    double square = r * r;
    double sum = 0.0;
    for (int k = 37; k > 1; k -= 2) {
        sum = sum * square + 1.0 / k;
    }
    return r * (2.0 * square * sum - w);
}

/* Gamma with shape k and mean 1, v = log x: k log x - k x, up to a constant. */
static double gamma_log_density(const density *d, double v)
{
    return -d->shape * exp_rest(v);
}

static double gamma_log_value(const density *d, double v)
{
    (void) d;
    return v;
}

/* log(1 + p (e^v - 1)): of 1 / (1 - y) relative to the peak, y the modelled part, v the log odds from the peak. */
static double log_growth(double p, double v)
{
    return v > 600.0 ? v + log(p) : log1p(p * expm1(v));
}

/* Beta with mean p: alpha log y + beta log(1 - y) = (alpha + beta) (p v - log(1 + p (e^v - 1))). */
static double beta_log_density(const density *d, double v)
{
    double p = d->part;
    if (v > 0.5) {
        return d->shape * (p * v - log_growth(p, v));
    }
    return -d->shape * (p * exp_rest(v) + log_rest(p * expm1(v)));
}

static double beta_log_value(const density *d, double v)
{
    if (d->complement) {
        return -log_growth(d->part, v);
    }
    return v > 0.5 ? -log(d->part + (1.0 - d->part) * exp(-v)) : v - log_growth(d->part, v);
}

static double log_moment(const density *d, double v)
{
    return d->log_density(d, v) + d->log_value(d, v);
}

static mkba_i_pair both_at(const void *context, double v)
{
    const density *d = context;
    double log_density = d->log_density(d, v);
    return (mkba_i_pair){exp(log_density - d->top_mass), exp(log_density + d->log_value(d, v) - d->top_moment)};
}

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* Where, between `peak` and `end` (may be infinite), a concave function has dropped by DROP; `end` if nowhere. */
static double clip(double (*function)(const density *, double), const density *d, double peak, double end)
{
    double top = function(d, peak);
    double step = end < peak ? -1.0 : 1.0;
    double inner = peak;
    double outer = peak + step;
    while (fabs(outer - peak) < fabs(end - peak) && top - function(d, outer) < DROP) {
        inner = outer;
        step *= 2.0;
        outer = peak + step;
    }
    if (fabs(outer - peak) >= fabs(end - peak)) {
        outer = end;
    }
    if (top - function(d, outer) < DROP) {
        return outer;
    }
    for (int i = 0; i < HALVINGS; i++) {
        double middle = 0.5 * inner + 0.5 * outer;
        if (top - function(d, middle) < DROP) {
            inner = middle;
        } else {
            outer = middle;
        }
    }
    return outer;
}

static void sort(double *points, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double value = points[i];
        size_t j = i;
        for (; j > 0 && points[j - 1] > value; j--) {
            points[j] = points[j - 1];
        }
        points[j] = value;
    }
}

/* Integrals of the density and of density times value over [from, to], each divided by exp of its own top. */
static mkba_i_pair integrate(density *d, double from, double to)
{
    double mode = within(0.0, from, to);
    double value_mode = within(d->value_peak, from, to);
    d->top_mass = d->log_density(d, mode);
    d->top_moment = log_moment(d, value_mode);
    double points[6] = {
        clip(d->log_density, d, mode, from),   mode,       clip(d->log_density, d, mode, to),
        clip(log_moment, d, value_mode, from), value_mode, clip(log_moment, d, value_mode, to),
    };
    sort(points, 6);
    return mkba_i_integrate(both_at, d, points, 6);
}

/* Probability of [from, to], and the mean of the value there relative to its value at the peak. */
static mkba_i_truncated over(density *d, double from, double to)
{
    if (!(from < to) || d->log_density(d, within(0.0, from, to)) < -NOWHERE) {
        return (mkba_i_truncated){0.0, 0.0};
    }
    double whole = integrate(d, -INFINITY, INFINITY).mass;
    mkba_i_pair part = integrate(d, from, to);
    return (mkba_i_truncated){exp(d->top_mass) * (part.mass / whole),
                              exp(d->top_moment - d->top_mass) * (part.moment / part.mass)};
}

/* log(x / from), to the last digits also for x near `from`. */
static double log_ratio(double x, double from)
{
    double ratio = x / from;
    if (ratio > 0.5 && ratio < 2.0) {
        return log1p((x - from) / from);
    }
    return log(x) - log(from);
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
                 .value_peak = log1p(1.0 / shape)};
    mkba_i_truncated result = over(&d, low > 0.0 ? log_ratio(low, mean) : -INFINITY, log_ratio(high, mean));
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
    return log_ratio(odds, ratio);
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
                 .value_peak = from_max != mirrored ? -log1p(1.0 / large) : log1p(1.0 / small)};
    double a = log_odds(low, min, max, mirrored, small / large);
    double b = log_odds(high, min, max, mirrored, small / large);
    mkba_i_truncated result = mirrored ? over(&d, b, a) : over(&d, a, b);
    double part = result.mean * (d.complement ? large : small) / (alpha + beta);
    double mean = from_max ? max - (max - min) * part : min + (max - min) * part;
    result.mean = within(mean, fmax(low, min), fmin(high, max));
    return result;
}
