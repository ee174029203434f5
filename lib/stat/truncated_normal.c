/* Truncated normal and lognormal distributions. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "stat/quadrature.h"
#include "stat/truncated.h"

#define ROOT_HALF 0.70710678118654752440   /* sqrt(1/2) */
#define ROOT_HALF_PI 1.2533141373155002512 /* sqrt(pi/2) */
#define ONE_OVER_ROOT_TWO_PI 0.39894228040143267794

/* Beyond this many standard deviations from where it starts nothing is left: exp(-60). */
#define FAR 60.0

/* An interval in standard deviations from the mean; its width apart, without the rounding of a difference. */
typedef struct interval {
    double low;
    double high;
    double width;
} interval;

/* The normal density at near + s over that at near, exp(-s (s / 2 + near)); the moment is that of s. */
static mkba_i_pair tail_density(const void *context, double s)
{
    const double *near = context;
    double density = mkba_i_exp(-s * (0.5 * s + *near));
    return (mkba_i_pair){density, s * density};
}

/* Integrals over s in [0, width], without the cancellation of a difference of error functions. `near` is above 0
 * (a tail), or at least -width when the width is at most 1. */
static mkba_i_pair tail(double near, double width)
{
    double end = 2.0 * FAR / (near + sqrt(near * near + 2.0 * FAR)); /* where s (s / 2 + near) = FAR */
    double peak = 2.0 / (near + sqrt(near * near + 4.0));            /* of the moment */
    double points[3] = {0.0, peak, end};
    if (width < end) {
        points[2] = width;
        points[1] = peak < width ? peak : 0.5 * width;
    }
    return mkba_i_integrate(tail_density, &near, points, 3);
}

/* Distance of the interval to the mean: 0 when the mean is in it. */
static double distance(interval in)
{
    return in.low > 0.0 ? in.low : in.high < 0.0 ? -in.high : 0.0;
}

/* sqrt(2 pi) times the probability, divided by exp(-distance^2 / 2). Of a narrow interval by its width, which is
 * sharper than its ends. */
static double scaled_mass(interval in)
{
    double near = distance(in);
    if (near > 0.0) {
        return tail(near, in.width).mass;
    }
    if (in.width <= 1.0) {
        return mkba_i_exp(-0.5 * in.low * in.low) * tail(in.low, in.width).mass;
    }
    return ROOT_HALF_PI * (mkba_i_erf(-in.low * ROOT_HALF) + mkba_i_erf(in.high * ROOT_HALF));
}

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* E[Z | low < Z < high] = (phi(low) - phi(high)) / P, for an interval around the mean (Johnson, Kotz and
 * Balakrishnan, Continuous Univariate Distributions 1, 13.10); `sum` is low + high, without its rounding. */
static double inner_mean(interval in, double sum, double mass)
{
    double t = 0.5 * in.width * fabs(sum);
    double near = sum > 0.0 ? in.low : in.high;
    double moment = -mkba_i_exp(-0.5 * near * near) * mkba_i_expm1(-t) / mass;
    return sum > 0.0 ? moment : -moment;
}

mkba_i_truncated mkba_i_truncated_normal(double mean, double sd, double low, double high)
{
    interval in = {(low - mean) / sd, (high - mean) / sd, (high - low) / sd};
    double near = distance(in);
    if (near > 0.0) {
        mkba_i_pair t = tail(near, in.width);
        double from = in.low > 0.0 ? low : high;
        double excess = t.mass > 0.0 ? sd * (t.moment / t.mass) : 0.0;
        double result = in.low > 0.0 ? from + excess : from - excess;
        return (mkba_i_truncated){ONE_OVER_ROOT_TWO_PI * mkba_i_exp(-0.5 * near * near) * t.mass,
                                  within(result, low, high)};
    }
    double mass = scaled_mass(in);
    double sum = ((low - mean) + (high - mean)) / sd;
    double z = mass > 0.0 && fabs(sum) > 0.0 ? inner_mean(in, sum, mass) : 0.0;
    return (mkba_i_truncated){ONE_OVER_ROOT_TWO_PI * mass, within(mean + sd * z, low, high)};
}

/* log(x / from), to the last digits also for x near `from`. */
static double log_ratio(double x, double from)
{
    double ratio = x / from;
    if (ratio > 0.5 && ratio < 2.0) {
        return mkba_i_log1p((x - from) / from);
    }
    return mkba_i_log(x) - mkba_i_log(from);
}

/* E[X | low < X < high] = mean P(a - s < Z < b - s) / P(a < Z < b), a and b the bounds in standard deviations of
 * log X (Johnson, Kotz and Balakrishnan, 14.7). */
mkba_i_truncated mkba_i_truncated_lognormal(double mean, double sd, double low, double high)
{
    if (high <= 0.0) {
        return (mkba_i_truncated){0.0, 0.0};
    }
    double s = sqrt(mkba_i_log1p((sd / mean) * (sd / mean)));
    double a = low > 0.0 ? log_ratio(low, mean) / s + 0.5 * s : -INFINITY;
    double b = log_ratio(high, mean) / s + 0.5 * s;
    double width = low > 0.0 ? log_ratio(high, low) / s : INFINITY;
    interval of_mass = {a, b, width};
    interval of_moment = {a - s, b - s, width};
    double mass = scaled_mass(of_mass);
    double moment = scaled_mass(of_moment);
    double near = distance(of_mass);
    double nearer = distance(of_moment);
    double ratio = mkba_i_exp(0.5 * (near - nearer) * (near + nearer)) * (moment / mass);
    return (mkba_i_truncated){ONE_OVER_ROOT_TWO_PI * mkba_i_exp(-0.5 * near * near) * mass,
                              within(mean * ratio, low > 0.0 ? low : 0.0, high)};
}
