/* What rounding takes of a product: without a fused operation, of which libm's may or may not be the processor's. */
#ifndef MKBA_I_BASE_PRODUCT_H
#define MKBA_I_BASE_PRODUCT_H

#include "base/bits.h"

/* The nearest number of 26 bits, so that a product of two such, or of one and of what it leaves, is exact. */
static inline double mkba_i_first_half(double a)
{
    uint64_t half = a < 0x1p1023 && a > -0x1p1023 ? UINT64_C(1) << 26 : 0; /* never up to infinity */

    return mkba_i_double_of((mkba_i_bits_of(a) + half) & ~((UINT64_C(1) << 27) - 1));
}

/* a b - product, for product = a b rounded: exact where neither overflows nor the rest underflows. Dekker, A Floating-Point
 * Technique for Extending the Available Precision, Numerische Mathematik 18, 1971. */
static inline double mkba_i_product_rest(double a, double b, double product)
{
    double a1 = mkba_i_first_half(a), a2 = a - a1;
    double b1 = mkba_i_first_half(b), b2 = b - b1;
    return ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2;
}

#endif
