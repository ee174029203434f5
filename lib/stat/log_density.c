/* Gamma and beta densities over logarithms: see log_density.h. */
#include "base/exact.h"

#include <float.h>
#include <math.h>

#include "stat/log_density.h"

#include "base/elementary.h"
#include "stat/order.h"
#include "stat/quadrature.h"

/* Where a log density lies this far under its peak, an integral ends. */
#define FALL 50.0
#define HALVINGS 60

/* How far from its bend a function is straight: e^-40 does not count. */
#define TURN 40.0

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

typedef struct tail {
    mkba_i_log_function function;
    const void *context;
    double top;
} tail;

static mkba_i_pair density_at(const void *context, double v)
{
    const tail *t = context;
    return (mkba_i_pair){mkba_i_exp(t->function(t->context, v) - t->top), 0.0};
}

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

double mkba_i_integrate_tail(mkba_i_log_function function, const void *context, double bend, double from, double to)
{
    double mode = within(0.0, from, to);
    tail t = {function, context, function(context, mode)};
    if (t.top < SMALLEST_LOG) {
        return 0.0;
    }
    double low = mkba_i_where_fallen(function, context, mode, from);
    double high = mkba_i_where_fallen(function, context, mode, to);
    double points[6] = {
        low, mode, within(bend - TURN, low, high), within(bend, low, high), within(bend + TURN, low, high), high};
    mkba_i_sort(points, 6);
    return mkba_i_exp(t.top) * mkba_i_integrate(density_at, &t, points, 6).mass;
}
