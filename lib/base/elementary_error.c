/* The error function and its complement. */
#include "base/exact.h"

#include <math.h>
#include <stddef.h>

#include "base/elementary.h"
#include "base/product.h"

#define MIDDLE 3.75

/* erf(x) / x - 1 for |x| <= 1, by powers of x^2; within 2^-62. */
static const double near[] = {0x1.06eba8214db69p-3,   -0x1.812746b0379e6p-2,  0x1.ce2f21a042b34p-4,
                              -0x1.b82ce31284f38p-6,  0x1.565bcd0dbd922p-8,   -0x1.c02db3db4989dp-11,
                              0x1.f9a321e4bc150p-14,  -0x1.f4d1e4351d222p-17, 0x1.b9df306299835p-20,
                              -0x1.5f1f4134f49bep-23, 0x1.f7b9a036e904bp-27,  -0x1.38ac2bcb75734p-30,
                              0x1.062774aa4295dp-34};

/* (1 + 2 x) e^(x^2) erfc(x) for x from 0.5 to 27.5, by powers of (x - 3.75) / (x + 3.75), within 2^-56: the form of Shepherd
 * & Laframboise, Chebyshev Approximation of (1 + 2 x) exp(x^2) erfc x in 0 <= x < infinity, Mathematics of Computation 36,
 * 1981. */
static const double far[] = {0x1.3ccda0b5d5dc2p+0,   -0x1.1f367683f899fp-3, 0x1.d5f294815b773p-9,
                             0x1.510169d09604cp-4,   -0x1.bda9309a2be8ap-4, 0x1.7a14188aac39ep-4,
                             -0x1.e0d0fa6d53577p-5,  0x1.d0b00378b5abdp-6,  -0x1.3f603c57a8f6ep-7,
                             0x1.cc3a11345466ap-10,  0x1.33fb47775dde7p-12, -0x1.303fe4e621c94p-12,
                             0x1.b13eeb29725fap-15,  0x1.779a6e8e049a7p-16, -0x1.7fc4827042698p-17,
                             -0x1.07817364cd068p-20, 0x1.d25261495cc32p-20, -0x1.87824174ec324p-25,
                             -0x1.018afee65e1c5p-22, 0x1.d4d2f905beae9p-27, 0x1.a39023c0e0ff2p-26};

static double polynomial(const double *coefficients, size_t n, double x)
{
    double sum = coefficients[n - 1];
    for (size_t i = n - 1; i-- > 0;) {
        sum = sum * x + coefficients[i];
    }
    return sum;
}

/* x from 0.5 to 27.5. The square is e's argument in two parts; near the end of doubles its root is taken twice, because
 * e^(-x^2) is below erfc's range of full precision. */
static double far_out(double x)
{
    double square = x * x;
    double rest = mkba_i_product_rest(x, x, square);
    double factor = polynomial(far, sizeof far / sizeof far[0], (x - MIDDLE) / (x + MIDDLE)) / (1.0 + 2.0 * x);
    factor -= factor * rest;
    if (square < 700.0) {
        return mkba_i_exp(-square) * factor;
    }
    double root = mkba_i_exp(-0.5 * square);
    return root * factor * root;
}

double mkba_i_erf(double x)
{
    double size = fabs(x);
    if (size > 6.0) {
        return x > 0.0 ? 1.0 : -1.0;
    }
    return size > 1.0 ? copysign(1.0 - far_out(size), x)
                      : x + x * polynomial(near, sizeof near / sizeof near[0], x * x);
}

double mkba_i_erfc(double x)
{
    if (x > 27.5) {
        return 0.0;
    }
    return x >= 0.5 ? far_out(x) : 1.0 - mkba_i_erf(x);
}
