/* Gamma and beta densities over logarithms: see log_density.h. */
#include "base/exact.h"

#include <float.h>
#include <math.h>

#include "base/elementary.h"
#include "stat/log_density.h"

/* Where a log density lies this far under its peak, an integral ends. */
#define FALL 50.0
#define HALVINGS 60

/* exp of less is 0. */
#define SMALLEST_LOG (-750.0)

/* e^v - 1 - v */
static double exp_rest(double v)
{
    if (fabs(v) > 0.5) {
        return mkba_i_expm1(v) - v;
    }
    double sum = 1.0;
    for (int k = 17; k > 2; k--) {
        sum = 1.0 + sum * v / k;
    }
    return 0.5 * v * v * sum;
}

/* By log(1 + w) = 2 artanh(r), r = w / (2 + w). */
double mkba_i_log_rest(double w)
{
    if (fabs(w) > 0.5) {
        return mkba_i_log1p(w) - w;
    }
    double r = w / (2.0 + w);
    double square = r * r;
    double sum = 0.0;
    for (int k = 37; k > 1; k -= 2) {
        sum = sum * square + 1.0 / k;
    }
    return r * (2.0 * square * sum - w);
}

double mkba_i_log_ratio(double x, double from)
{
    double ratio = x / from;
    if (ratio > 0.5 && ratio < 2.0) {
        return mkba_i_log1p((x - from) / from);
    }
    return ratio > 0.0 && ratio < DBL_MAX ? mkba_i_log(ratio) : mkba_i_log(x) - mkba_i_log(from);
}

double mkba_i_log_growth(double p, double v)
{
    return v > 600.0 ? v + mkba_i_log(p) : mkba_i_log1p(p * mkba_i_expm1(v));
}

double mkba_i_gamma_log_density(double shape, double v)
{
    return -shape * exp_rest(v);
}

double mkba_i_beta_log_density(double sum, double p, double v)
{
    if (v > 0.5) {
        return sum * (p * v - mkba_i_log_growth(p, v));
    }
    return -sum * (p * exp_rest(v) + mkba_i_log_rest(p * mkba_i_expm1(v)));
}

double mkba_i_where_fallen(mkba_i_log_function function, const void *context, double peak, double end)
{
    double top = function(context, peak);
    double step = end < peak ? -1.0 : 1.0;
    double inner = peak;
    double outer = peak + step;
    while (fabs(outer - peak) < fabs(end - peak) && top - function(context, outer) < FALL) {
        inner = outer;
        step *= 2.0;
        outer = peak + step;
    }
    if (fabs(outer - peak) >= fabs(end - peak)) {
        outer = end;
    }
    if (top - function(context, outer) < FALL) {
        return outer;
    }
    for (int i = 0; i < HALVINGS; i++) {
        double middle = 0.5 * inner + 0.5 * outer;
        if (top - function(context, middle) < FALL) {
            inner = middle;
        } else {
            outer = middle;
        }
    }
    return outer;
}

/* The rule of Gauss and Legendre with 32 nodes, by Newton's method on the polynomial in forty digits. */
static const double nodes[16] = {
    0.99726386184948156354, 0.9856115115452683354,  0.96476225558750643077, 0.93490607593773968917,
    0.89632115576605212397, 0.84936761373256997013, 0.79448379596794240696, 0.73218211874028968039,
    0.66304426693021520098, 0.58771575724076232904, 0.50689990893222939002, 0.42135127613063534536,
    0.33186860228212764978, 0.23928736225213707454, 0.14447196158279649349, 0.048307665687738316235};
static const double weights[16] = {
    0.0070186100094700966004, 0.016274394730905670605, 0.025392065309262059456, 0.034273862913021433103,
    0.042835898022226680657,  0.050998059262376176196, 0.058684093478535547145, 0.065822222776361846838,
    0.072345794108848506225,  0.078193895787070306472, 0.083311924226946755222, 0.087652093004403811143,
    0.091173878695763884713,  0.093844399080804565639, 0.095638720079274859419, 0.096540088514727800567};

/* Where the function has fallen by FAR, the integral ends: 32 nodes are more than exp of a parabola needs. */
#define FAR 42.0

double mkba_i_integrate_far(mkba_i_log_function function, const void *context, double from, bool upper, double tilt,
                            double bend)
{
    double top = function(context, from);
    double reach = 2.0 * FAR / (tilt + sqrt(tilt * tilt + 2.0 * FAR * bend));
    double half = upper ? 0.5 * reach : -0.5 * reach;
    double sum = 0.0;
    if (top < SMALLEST_LOG) {
        return 0.0;
    }
    for (int i = 0; i < 16; i++) {
        double near = function(context, from + half * (1.0 - nodes[i]));
        double far = function(context, from + half * (1.0 + nodes[i]));
        sum += weights[i] * (mkba_i_exp(near - top) + mkba_i_exp(far - top));
    }
    return mkba_i_exp(top) * fabs(half) * sum;
}
