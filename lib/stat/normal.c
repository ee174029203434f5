/* The normal distribution. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "base/product.h"
#include "stat/quantile.h"

/* sqrt(1/2), and what its rounding takes. */
#define ROOT_HALF 0.70710678118654752440
#define ROOT_HALF_REST -4.8336466567264851e-17
#define TWO_OVER_ROOT_PI 1.12837916709551257390

/* Q(x) = erfc(x / sqrt 2) / 2, corrected for the rounding of the division, which counts in the tails. */
double mkba_i_normal_upper(double x)
{
    double z = x * ROOT_HALF;
    if (fabs(z) > 30.0) {
        return z > 0.0 ? 0.0 : 1.0;
    }
    double rest = mkba_i_product_rest(x, ROOT_HALF, z) + x * ROOT_HALF_REST;
    return 0.5 * (mkba_i_erfc(z) - TWO_OVER_ROOT_PI * mkba_i_exp(-z * z) * rest);
}

double mkba_i_normal_cdf(double x)
{
    return mkba_i_normal_upper(-x);
}

static double polynomial(const double *coefficients, double x)
{
    double sum = coefficients[7];
    for (int i = 6; i >= 0; i--) {
        sum = sum * x + coefficients[i];
    }
    return sum;
}

/* Wichura, AS 241, PPND16: near the middle, in the tails, far out; upper and lower half of a quotient. */
static const double middle_above[8] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                       1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                       3.3430575583588128105e+4, 2.5090809287301226727e+3};
static const double middle_below[8] = {1.0,
                                       4.2313330701600911252e+1,
                                       6.8718700749205790830e+2,
                                       5.3941960214247511077e+3,
                                       2.1213794301586595867e+4,
                                       3.9307895800092710610e+4,
                                       2.8729085735721942674e+4,
                                       5.2264952788528545610e+3};
static const double tail_above[8] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                     3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                     2.27238449892691845833e-2, 7.74545014278341407640e-4};
static const double tail_below[8] = {1.0,
                                     2.05319162663775882187e0,
                                     1.67638483018380384940e0,
                                     6.89767334985100004550e-1,
                                     1.48103976427480074590e-1,
                                     1.51986665636164571966e-2,
                                     5.47593808499534494600e-4,
                                     1.05075007164441684324e-9};
static const double far_above[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                    2.71155556874348757815e-5, 2.01033439929228813265e-7};
static const double far_below[8] = {1.0,
                                    5.99832206555887937690e-1,
                                    1.36929880922735805310e-1,
                                    1.48753612908506148525e-2,
                                    7.86869131145613259100e-4,
                                    1.84631831751005468180e-5,
                                    1.42151175831644588870e-7,
                                    2.04426310338993978564e-15};

double mkba_i_normal_quantile(double p)
{
    if (p <= 0.0 || p >= 1.0) {
        return p <= 0.0 ? -INFINITY : INFINITY;
    }
    double from_middle = p - 0.5;
    if (fabs(from_middle) <= 0.425) {
        double r = 0.180625 - from_middle * from_middle;
        return from_middle * polynomial(middle_above, r) / polynomial(middle_below, r);
    }
    double r = sqrt(-mkba_i_log(from_middle < 0.0 ? p : 1.0 - p));
    double z = r <= 5.0 ? polynomial(tail_above, r - 1.6) / polynomial(tail_below, r - 1.6)
                        : polynomial(far_above, r - 5.0) / polynomial(far_below, r - 5.0);
    return from_middle < 0.0 ? -z : z;
}
