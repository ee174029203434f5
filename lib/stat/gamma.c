/* The regularised incomplete gamma functions, and what rests on them: chi-squared, Poisson. */
#include "base/exact.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "base/elementary.h"
#include "stat/log_density.h"
#include "stat/quantile.h"
#include "stat/tails.h"

#define TWO_PI 6.28318530717958647693

/* Near a shape above this, series and continued fraction take too many terms. */
#define LARGE_SHAPE 1e4
#define NEAR 0.1

/* A tail that is found as what the other leaves of 1 keeps its digits up to here. */
#define MOST 0.9

#define NOTHING 1e-17
#define MOST_TERMS 1e5 /* some hundreds are usual */

/* log(x / a) - (x - a) / a, where the density has its peak at 0. */
static double log_fall(double x, double a)
{
    double w = (x - a) / a;
    return fabs(w) <= 0.5 ? mkba_i_log_rest(w) : mkba_i_log_ratio(x, a) - w;
}

/* x^a e^-x / Gamma(a) (Loader, Fast and Accurate Computation of Binomial Probabilities, 2000). */
static double density(double x, const mkba_i_gamma_shape *shape)
{
    return shape->peak * mkba_i_exp(shape->a * log_fall(x, shape->a));
}

/* a P(a, x) / density: NIST Handbook of Mathematical Functions, 8.11.4. */
static double series(double x, double a)
{
    double sum = 1.0;
    double term = 1.0;
    for (double n = a + 1.0; term > NOTHING * sum; n += 1.0) {
        term *= x / n;
        sum += term;
    }
    return sum;
}

/* Q(a, x) / density: 8.9.2, from front to back (Lentz, as in Press et al., Numerical Recipes, 6.2). */
static double fraction(double x, double a)
{
    double b = x + 1.0 - a;
    double c = 1.0 / DBL_MIN;
    double d = 1.0 / b;
    double value = d;
    double change = 0.0;
    for (double n = 1.0; n < MOST_TERMS && fabs(change - 1.0) > DBL_EPSILON; n += 1.0) {
        double numerator = n * (a - n);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = numerator / c + b;
        change = c * d;
        value *= change;
    }
    return value;
}

/* Q of a small shape, x of order 1 or less: 8.7.1 and 8.7.3, with what x^a / Gamma(a + 1) and the rest of the series differ from
 * 1, so that a small Q keeps its digits. */
static double small_upper(double x, double a, double log_factorial)
{
    double factor = mkba_i_expm1(a * mkba_i_log(x) - log_factorial);
    double sum = 0.0;
    double term = -x;
    for (double n = 1.0; fabs(term) > NOTHING * fabs(sum); n += 1.0) {
        sum += term / (a + n);
        term *= -x / (n + 1.0);
    }
    return -(factor + a * sum * (1.0 + factor));
}

/* a^a e^-a / Gamma(a) */
mkba_i_gamma_shape mkba_i_gamma_shape_of(double a)
{
    return (mkba_i_gamma_shape){a, sqrt(a / TWO_PI) * mkba_i_exp(-mkba_i_stirling_rest(a)),
                                a < 1.0 ? mkba_i_log_factorial(a) : 0.0};
}

static double log_density(const void *context, double v)
{
    const double *shape = context;
    return mkba_i_gamma_log_density(*shape, v);
}

/* The density over log x at its peak, times its integral relative to that: of a large shape, away from the peak. */
static double integrated(double x, const mkba_i_gamma_shape *shape, bool upper)
{
    double a = shape->a;
    return shape->peak * mkba_i_integrate_far(log_density, &a, mkba_i_log_ratio(x, a), upper, fabs(x - a), x);
}

static mkba_i_tails from_lower(double lower)
{
    return (mkba_i_tails){fmin(lower, 1.0), fmax(1.0 - lower, 0.0)};
}

static mkba_i_tails from_upper(double upper)
{
    return (mkba_i_tails){fmax(1.0 - upper, 0.0), fmin(upper, 1.0)};
}

mkba_i_tails mkba_i_gamma_tails(double x, const mkba_i_gamma_shape *shape)
{
    double a = shape->a;
    if (a > LARGE_SHAPE && fabs(x - a) < NEAR * a) {
        return x < a ? from_lower(integrated(x, shape, false)) : from_upper(integrated(x, shape, true));
    }
    if (x >= a + 1.0) {
        return from_upper(density(x, shape) * fraction(x, a));
    }
    mkba_i_tails tails = from_lower(density(x, shape) / a * series(x, a));
    if (tails.lower > MOST && a < 1.0) {
        tails.upper = small_upper(x, a, shape->log_factorial);
    }
    return tails;
}

static mkba_i_tails tails_at(const void *context, double x)
{
    if (x <= 0.0) {
        return (mkba_i_tails){0.0, 1.0};
    }
    return isinf(x) ? (mkba_i_tails){1.0, 0.0} : mkba_i_gamma_tails(x, context);
}

double mkba_i_gamma_cdf(double x, double shape)
{
    mkba_i_gamma_shape of = mkba_i_gamma_shape_of(shape);
    return tails_at(&of, x).lower;
}

double mkba_i_gamma_upper(double x, double shape)
{
    mkba_i_gamma_shape of = mkba_i_gamma_shape_of(shape);
    return tails_at(&of, x).upper;
}

double mkba_i_gamma_quantile(double p, double shape)
{
    if (p <= 0.0 || p >= 1.0) {
        return p <= 0.0 ? 0.0 : INFINITY;
    }
    mkba_i_gamma_shape of = mkba_i_gamma_shape_of(shape);
    return mkba_i_invert(tails_at, &of, (mkba_i_tails){p, 1.0 - p}, DBL_MAX);
}

double mkba_i_chi_squared_cdf(double x, double df)
{
    return mkba_i_gamma_cdf(0.5 * x, 0.5 * df);
}

double mkba_i_chi_squared_upper(double x, double df)
{
    return mkba_i_gamma_upper(0.5 * x, 0.5 * df);
}

double mkba_i_chi_squared_quantile(double p, double df)
{
    return 2.0 * mkba_i_gamma_quantile(p, 0.5 * df);
}

/* At most k events of a Poisson process: the event after them comes later (NIST, 8.4.10). */
double mkba_i_poisson_cdf(double k, double mean)
{
    if (k < 0.0) {
        return 0.0;
    }
    return mean > 0.0 && !isinf(k) ? mkba_i_gamma_upper(mean, floor(k) + 1.0) : 1.0;
}

double mkba_i_poisson_upper(double k, double mean)
{
    if (k < 0.0) {
        return 1.0;
    }
    return mean > 0.0 && !isinf(k) ? mkba_i_gamma_cdf(mean, floor(k) + 1.0) : 0.0;
}
