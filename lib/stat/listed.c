/* Quantiles of listed values: see steps.h. */
#include "base/exact.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "stat/steps.h"
#include "stat/total.h"
#include "stat/truncated.h"

static double weight_of(const mkba_i_distribution *d, size_t i)
{
    bool out = d->truncated && (d->values[i] < d->low || d->values[i] > d->high);
    return out ? 0.0 : d->family == MKBA_I_DISCRETE ? d->weights[i] : 1.0;
}

/* What all weights are multiplied with, a power of two, so that no sum overflows. */
static double scale_of(const mkba_i_distribution *d)
{
    double largest = 0.0;
    int exponent;
    for (size_t i = 0; i < d->n; i++) {
        largest = fmax(largest, weight_of(d, i));
    }
    frexp(largest, &exponent);
    return ldexp(1.0, exponent > 900 ? -100 : exponent < -900 ? 1000 : 0);
}

static mkba_i_total weight_up_to(const mkba_i_distribution *d, double scale, double value)
{
    mkba_i_total sum = {0.0, 0.0};
    for (size_t i = 0; i < d->n; i++) {
        if (d->values[i] <= value) {
            mkba_i_total_add(&sum, scale * weight_of(d, i));
        }
    }
    return sum;
}

/* Whole numbers in the order of the doubles. */
static int64_t order_of(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits < 0 ? INT64_MIN - bits : bits;
}

static double from_order(int64_t order)
{
    int64_t bits = order < 0 ? INT64_MIN - order : order;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* By halving the doubles: so nothing is sorted, nor allocated. */
double mkba_i_listed_quantile(const mkba_i_distribution *d, double p)
{
    double least = INFINITY;
    double most = -INFINITY;
    for (size_t i = 0; i < d->n; i++) {
        if (weight_of(d, i) > 0.0) {
            least = fmin(least, d->values[i]);
            most = fmax(most, d->values[i]);
        }
    }
    double scale = scale_of(d);
    mkba_i_total all = weight_up_to(d, scale, INFINITY);
    int64_t low = order_of(least);
    int64_t high = order_of(most);
    while (low < high) {
        int64_t middle = (low >> 1) + (high >> 1) + (low & high & 1);
        if (mkba_i_total_reaches(weight_up_to(d, scale, from_order(middle)), p, all, false)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return from_order(low);
}

double mkba_i_listed_sd(const mkba_i_distribution *d)
{
    double scale = scale_of(d);
    double mean = mkba_i_truncated_values(d->values, d->family == MKBA_I_DISCRETE ? d->weights : NULL, d->n,
                                          d->truncated ? d->low : -INFINITY, d->truncated ? d->high : INFINITY)
                      .mean;
    double size = 0.0;
    mkba_i_total all = {0.0, 0.0};
    mkba_i_total squares = {0.0, 0.0};
    mkba_i_total rest = {0.0, 0.0};
    for (size_t i = 0; i < d->n; i++) {
        size = weight_of(d, i) > 0.0 ? fmax(size, fabs(d->values[i] - mean)) : size;
    }
    for (size_t i = 0; size > 0.0 && i < d->n; i++) {
        double weight = scale * weight_of(d, i);
        double deviation = weight > 0.0 ? (d->values[i] - mean) / size : 0.0;
        mkba_i_total_add(&all, weight);
        mkba_i_total_add(&squares, weight * deviation * deviation);
        mkba_i_total_add(&rest, weight * deviation);
    }
    if (!(size > 0.0)) {
        return 0.0;
    }
    double bias = (rest.sum + rest.rest) / (all.sum + all.rest);
    return size * sqrt((squares.sum + squares.rest) / (all.sum + all.rest) - bias * bias);
}
