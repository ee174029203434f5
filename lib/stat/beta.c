/* The regularised incomplete beta function, and what rests on it: Student's t, binomial. */
#include "base/exact.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "base/elementary.h"
#include "base/product.h"
#include "stat/log_density.h"
#include "stat/quantile.h"
#include "stat/tails.h"

#define TWO_PI 6.28318530717958647693

/* Near the mean of shapes above this, the continued fraction takes too many terms. */
#define LARGE_SHAPE 1e4

/* Relative to the standard deviation: beyond, the fraction takes few terms. */
#define NEAR 50.0

/* Below this shape most may lie below the mean: then tails are found by a series. */
#define SMALL_SHAPE 0.75

#define MOST_TERMS 1e5 /* some hundreds are usual */

/* A point x = 1 - y of Beta(a, b). */
typedef struct point {
    double x;
    double y;
    double excess; /* b x - a y: how far x lies above the mean, times a + b */
    double a;
    double b;
    const mkba_i_beta_shape *shape; /* whichever way the point is seen */
    bool mirrored;
} point;

/* log((a + b) x / a) - excess / a */
static double log_fall(double x, double excess, double a, double b)
{
    double w = excess / a;
    return fabs(w) <= 0.5 ? mkba_i_log_rest(w) : mkba_i_log(x) - mkba_i_log(a / (a + b)) - w;
}

/* The density over the log odds at their mean, a and b whatever they are: a^a b^b / ((a + b)^(a + b) B(a, b)). */
mkba_i_beta_shape mkba_i_beta_shape_of(double a, double b)
{
    double rest = mkba_i_stirling_rest(a + b) - mkba_i_stirling_rest(a) - mkba_i_stirling_rest(b);
    mkba_i_beta_shape shape = {.a = a, .b = b, .peak = sqrt(a / (a + b) * (b / TWO_PI)) * mkba_i_exp(rest)};
    if (a < SMALL_SHAPE) {
        shape.log_left = mkba_i_log_gamma_rise(b, a) - mkba_i_log_factorial(a);
    }
    if (b < SMALL_SHAPE) {
        shape.log_right = mkba_i_log_gamma_rise(a, b) - mkba_i_log_factorial(b);
    }
    return shape;
}

/* x^a y^b / B(a, b) (Loader, Fast and Accurate Computation of Binomial Probabilities, 2000). */
static double density(const point *at)
{
    double fall =
        at->a * log_fall(at->x, at->excess, at->a, at->b) + at->b * log_fall(at->y, -at->excess, at->b, at->a);
    return at->shape->peak * mkba_i_exp(fall);
}

/* I_x(a, b) / density: the continued fraction of DiDonato and Morris, "Significant digit computation of the incomplete beta
 * function ratios", ACM Transactions on Mathematical Software 18 (1992), (9), from front to back (Lentz). It takes the
 * excess as it is. For x below the mean. */
static double fraction(const point *at)
{
    double a = at->a;
    double b = at->b;
    double x = at->x;
    double value = a * (1.0 - at->excess) / (a + 1.0);
    double c = value;
    double d = 0.0;
    double change = 0.0;
    for (double m = 1.0; m < MOST_TERMS && fabs(change - 1.0) > DBL_EPSILON; m += 1.0) {
        double odd = a + 2.0 * m - 1.0;
        double above = (a + m - 1.0) / odd * ((a + b + m - 1.0) / odd) * m * (b - m) * x * x;
        double below = m + m * (b - m) * x / odd + (a + m) * (1.0 - at->excess + m * (1.0 + at->y)) / (odd + 2.0);
        d = 1.0 / (below + above * d);
        c = below + above / c;
        change = c * d;
        value *= change;
    }
    return 1.0 / value;
}

typedef struct odds {
    double sum;
    double part;
} odds;

static double log_density(const void *context, double v)
{
    const odds *o = context;
    return mkba_i_beta_log_density(o->sum, o->part, v);
}

/* The lower tail of large shapes. */
static double integrated(const point *at)
{
    double w = at->excess / (at->y * at->a);
    double v = fabs(w) <= 0.5 ? mkba_i_log1p(w) : mkba_i_log(at->x / at->y) - mkba_i_log(at->a / at->b);
    odds o = {at->a + at->b, fmin(at->a, at->b) / (at->a + at->b)};
    bool mirrored = at->a > at->b;
    return at->shape->peak *
           mkba_i_integrate_far(log_density, &o, mirrored ? -v : v, mirrored, fabs(at->excess), o.sum * at->x * at->y);
}

/* Of a small a, x of order 1 / b or less: NIST Handbook of Mathematical Functions, 8.17.7 (with 8.17.8), with what factor and
 * series differ from 1, so that both tails keep their digits. */
static mkba_i_tails small_tails(const point *at)
{
    double log_factor = at->a * mkba_i_log(at->x) + (at->mirrored ? at->shape->log_right : at->shape->log_left);
    double factor = mkba_i_expm1(log_factor);
    double sum = 0.0;
    double term = (1.0 - at->b) * at->x;
    for (double n = 1.0; fabs(term) > DBL_EPSILON * 0.01 * fabs(sum) && n < MOST_TERMS; n += 1.0) {
        sum += term / (at->a + n);
        term *= (n + 1.0 - at->b) / (n + 1.0) * at->x;
    }
    sum *= at->a;
    return (mkba_i_tails){fmax(mkba_i_exp(log_factor) * (1.0 + sum), 0.0), fmax(-(factor + sum * (1.0 + factor)), 0.0)};
}

static bool is_small(const point *at)
{
    return at->a < SMALL_SHAPE && at->x <= 0.5 && at->b * at->x <= 1.0;
}

static point mirror(point at)
{
    return (point){at.y, at.x, -at.excess, at.b, at.a, at.shape, !at.mirrored};
}

static mkba_i_tails exchange(mkba_i_tails tails)
{
    return (mkba_i_tails){tails.upper, tails.lower};
}

/* Of a point below the mean. */
static mkba_i_tails tails_below(const point *at)
{
    double spread = sqrt(at->a / (at->a + at->b) * at->b);
    bool by_integral = fmin(at->a, at->b) > LARGE_SHAPE && fabs(at->excess) < NEAR * spread;
    double lower = by_integral ? integrated(at) : density(at) * fraction(at);
    return (mkba_i_tails){fmin(lower, 1.0), fmax(1.0 - lower, 0.0)};
}

mkba_i_tails mkba_i_beta_tails(double x, double y, double excess, const mkba_i_beta_shape *shape)
{
    point at = {x, y, excess, shape->a, shape->b, shape, false};
    point other = mirror(at);
    if (is_small(&at)) {
        return small_tails(&at);
    }
    if (is_small(&other)) {
        return exchange(small_tails(&other));
    }
    return excess <= 0.0 ? tails_below(&at) : exchange(tails_below(&other));
}

/* Products with what rounding takes of them, so that the excess keeps its digits near the mean. */
static mkba_i_tails tails_at(const void *context, double x)
{
    const mkba_i_beta_shape *s = context;
    if (x <= 0.0 || x >= 1.0) {
        return x <= 0.0 ? (mkba_i_tails){0.0, 1.0} : (mkba_i_tails){1.0, 0.0};
    }
    double y = 1.0 - x;
    double y_rest = (1.0 - y) - x;
    double bx = s->b * x;
    double ay = s->a * y;
    double rest = mkba_i_product_rest(s->b, x, bx) - mkba_i_product_rest(s->a, y, ay) - s->a * y_rest;
    return mkba_i_beta_tails(x, y, (bx - ay) + rest, s);
}

double mkba_i_beta_cdf(double x, double a, double b)
{
    mkba_i_beta_shape s = mkba_i_beta_shape_of(a, b);
    return tails_at(&s, x).lower;
}

double mkba_i_beta_upper(double x, double a, double b)
{
    mkba_i_beta_shape s = mkba_i_beta_shape_of(a, b);
    return tails_at(&s, x).upper;
}

double mkba_i_beta_quantile(double p, double a, double b)
{
    mkba_i_beta_shape s = mkba_i_beta_shape_of(a, b);
    if (p <= 0.0 || p >= 1.0) {
        return p <= 0.0 ? 0.0 : 1.0;
    }
    return mkba_i_invert(tails_at, &s, (mkba_i_tails){p, 1.0 - p}, 1.0);
}

/* More than k of n: the k + 1st smallest of n uniform numbers is below p (NIST, 8.17.5). */
double mkba_i_binomial_cdf(double k, double n, double p)
{
    if (k < 0.0 || k >= n) {
        return k < 0.0 ? 0.0 : 1.0;
    }
    return mkba_i_beta_upper(p, floor(k) + 1.0, n - floor(k));
}

double mkba_i_binomial_upper(double k, double n, double p)
{
    if (k < 0.0 || k >= n) {
        return k < 0.0 ? 1.0 : 0.0;
    }
    return mkba_i_beta_cdf(p, floor(k) + 1.0, n - floor(k));
}
