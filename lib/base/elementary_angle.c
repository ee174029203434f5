/* The sine and its inverse, between 0 and a right angle either way. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "base/product.h"

/* pi / 2 in two parts. */
#define QUARTER 0x1.921fb54442d18p+0
#define QUARTER_REST 0x1.1a62633145c07p-54

/* Of an angle up to pi / 4; within 2^-58. */
static double sine(double x)
{
    double z = x * x;
    double sum = 0x1.71de3574b97c6p-19 + z * (-0x1.ae5e63cd098f3p-26 + z * 0x1.5d9246b25bdcbp-33);
    sum = -0x1.5555555555549p-3 + z * (0x1.111111110f861p-7 + z * (-0x1.a01a019c0e4aap-13 + z * sum));
    return x + x * z * sum;
}

static double cosine(double x)
{
    double z = x * x;
    double sum = -0x1.27e4f807d721cp-22 + z * (0x1.1ee9ea6d6a4b0p-29 + z * -0x1.8fadd0c329071p-37);
    sum = 0x1.555555555554cp-5 + z * (-0x1.6c16c16c15162p-10 + z * (0x1.a01a019caef4dp-16 + z * sum));
    double first = 1.0 - 0.5 * z;
    return first + (((1.0 - first) - 0.5 * z) + z * z * sum);
}

double mkba_i_sin(double x)
{
    double size = fabs(x);
    if (!(size <= QUARTER)) {
        return NAN;
    }
    return copysign(size <= 0.5 * QUARTER ? sine(size) : cosine((QUARTER - size) + QUARTER_REST), x);
}

/* (asin(s) / s - 1) / s^2 by powers of z = s^2, s up to 1 / 2; within 2^-59 of asin(s) / s. */
static double inverse_rest(double z)
{
    static const double coefficients[] = {
        0x1.5555555555579p-3, 0x1.333333332dd1ap-4,  0x1.6db6db7244189p-5, 0x1.f1c71a81f8b84p-6, 0x1.6e8be10083fd1p-6,
        0x1.1c49c9894fad0p-6, 0x1.ca233ec562623p-7,  0x1.7566e2392ce91p-7, 0x1.61eabd5d75e4cp-7, 0x1.db8ac1facde0dp-9,
        0x1.66d1ea7a67dc5p-6, -0x1.5c967dfbfac2dp-6, 0x1.0cbb4052b30d3p-5};
    double sum = coefficients[12];
    for (int i = 11; i >= 0; i--) {
        sum = sum * z + coefficients[i];
    }
    return sum;
}

/* Beyond 1 / 2: pi / 2 - 2 asin(s) with s = sqrt((1 - x) / 2), and what rounding takes of s. */
double mkba_i_asin(double x)
{
    double size = fabs(x);
    if (!(size <= 1.0)) {
        return NAN;
    }
    if (size <= 0.5) {
        return x + x * (x * x) * inverse_rest(x * x);
    }
    double z = 0.5 - 0.5 * size; /* exact */
    double s = sqrt(z);
    double square = s * s;
    double s_rest = z == 0.0 ? 0.0 : ((z - square) - mkba_i_product_rest(s, s, square)) / (2.0 * s);
    double high = QUARTER - 2.0 * s;
    double low = (QUARTER - high) - 2.0 * s;
    return copysign(high + (low + (QUARTER_REST - 2.0 * (s_rest + s * z * inverse_rest(z)))), x);
}
