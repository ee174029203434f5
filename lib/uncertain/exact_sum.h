/* Exact sums: whole numbers in fixed point that cover every double, so that the order of adding changes nothing (R. M.
 * Neal, "Fast exact summation using small and large superaccumulators", arXiv:1505.05571, 2015). */
#ifndef MKBA_I_UNCERTAIN_EXACT_SUM_H
#define MKBA_I_UNCERTAIN_EXACT_SUM_H

#include <stdint.h>

/* A sum of order 1 holds doubles, one of order 2 the parts of products of two: its lowest bit is 2^(-1184 order), and 2^64
 * terms fit. */
#define MKBA_I_EXACT_MOST_ORDER 2
#define MKBA_I_EXACT_LIMBS(order) (69 * (order) + 3)

typedef struct mkba_i_exact_sum {
    int order;
    uint32_t pending; /* terms since the last carry */
    int64_t limbs[MKBA_I_EXACT_LIMBS(
        MKBA_I_EXACT_MOST_ORDER)]; /* 32 bits each, the lowest first, and what is to be carried */
} mkba_i_exact_sum;

/* mantissa x 2^exponent. 0 has mantissa 0, else 0.5 <= |mantissa| < 1. */
typedef struct mkba_i_scaled {
    double mantissa;
    int exponent;
} mkba_i_scaled;

void mkba_i_exact_start(mkba_i_exact_sum *sum, int order);

/* Adds value x 2^exponent; value is finite: a product as above, 2^exponent the part that was taken out of its factors so
 * that it could be computed. */
void mkba_i_exact_add(mkba_i_exact_sum *sum, double value, int exponent);

/* Of the same order. */
void mkba_i_exact_merge(mkba_i_exact_sum *into, const mkba_i_exact_sum *from);

/* Takes one off, of the same order: what was added to it before, for one. */
void mkba_i_exact_take_off(mkba_i_exact_sum *from, const mkba_i_exact_sum *part);

/* After it every limb but the last is in [0, 2^32), the last has the sign: equal sums have equal limbs. */
void mkba_i_exact_carry(mkba_i_exact_sum *sum);

/* Carries, and makes it the size of the sum: limbs in [0, 2^32). Returns the sign: -1, 0 or 1. */
int mkba_i_exact_size(mkba_i_exact_sum *sum);

/* The nearest double (of two the even one), with as many bits however small it is. */
mkba_i_scaled mkba_i_exact_value(const mkba_i_exact_sum *sum);

/* n x squares - sum^2, which is n^2 times the variance (divisor n): exact until it is rounded. `sum` is of order 1,
 * `squares` of order 2; n < 2^63. */
mkba_i_scaled mkba_i_exact_spread(const mkba_i_exact_sum *sum, const mkba_i_exact_sum *squares, uint64_t n);

/* A finite double as mantissa and exponent. */
mkba_i_scaled mkba_i_scaled_of(double value);
/* A quotient that is within the range though its parts may not be. */
mkba_i_scaled mkba_i_scaled_divide(mkba_i_scaled a, double by);
/* Back to a double; infinite when it is beyond the range. */
double mkba_i_scaled_double(mkba_i_scaled scaled);

#endif
