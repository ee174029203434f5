/* Noncentral chi-squared and F, as Poisson mixtures of central ones (Johnson, Kotz and Balakrishnan, Continuous Univariate
 * Distributions 2, 1995, 29.4 and 30.4). */
#include "base/exact.h"

#include <math.h>

#include "stat/noncentral.h"
#include "stat/quantile.h"

#define MOST 1e6
#define SMALLEST 1e-18
#define HALVINGS 200

static double central_upper(double x, double df, double other)
{
    return isinf(other) ? mkba_i_chi_squared_upper(x, df) : mkba_i_beta_cdf(1.0 / (1.0 + x), other / 2.0, df / 2.0);
}

static double far_upper(double x, double other, double noncentrality)
{
    if (isinf(other)) {
        return x < noncentrality ? 1.0 : 0.0;
    }
    return x > 0.0 ? mkba_i_chi_squared_cdf(noncentrality / x, other) : 1.0;
}

double mkba_i_noncentral_upper(double x, double df, double other, double noncentrality)
{
    double half = noncentrality / 2.0, mode = floor(half), weight = 1.0, weights = 0.0, sum = 0.0;
    if (noncentrality > MOST) {
        return far_upper(x, other, noncentrality);
    }
    /* Weights beside that of the mode: up from it, then down. */
    for (double j = mode; weight > SMALLEST; j += 1.0) {
        weights += weight;
        sum += weight * central_upper(x, df + 2.0 * j, other);
        weight *= half / (j + 1.0);
    }
    weight = half > 0.0 ? mode / half : 0.0;
    for (double j = mode - 1.0; j >= 0.0 && weight > SMALLEST; j -= 1.0) {
        weights += weight;
        sum += weight * central_upper(x, df + 2.0 * j, other);
        weight *= j / half;
    }
    return sum / weights;
}

double mkba_i_noncentrality(double x, double df, double other, double p)
{
    double low = 0.0, high = 1.0;
    while (mkba_i_noncentral_upper(x, df, other, high) < p && high < 1e300) {
        high *= 2.0;
    }
    for (int i = 0; i < HALVINGS && high - low > 1e-12 * high; i++) {
        double middle = low + (high - low) / 2.0;
        *(mkba_i_noncentral_upper(x, df, other, middle) < p ? &low : &high) = middle;
    }
    return low + (high - low) / 2.0;
}
