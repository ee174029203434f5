/* The functions of elementary.h on lanes: NAME(mkba_i_exp)(lanes x) and so on. For a body file, between lanes_begin.h and
 * lanes_end.h.
 *
 * Each reduces its argument to a short interval and has a polynomial there, of least greatest relative error (Remez), as in
 * Muller, Elementary Functions (3rd edition, chapters 3 and 11), and keeps what rounding takes from the leading term
 * (Fast2Sum: Muller et al., Handbook of Floating-Point Arithmetic, section 4.3). No lane takes a branch. */
#ifndef MKBA_I_ELEMENTARY_BODY
#define MKBA_I_ELEMENTARY_BODY

#include "base/elementary_table.h"

/* log 2 in two parts: k times the first is exact for |k| < 2^11 (Cody & Waite, Software Manual for the Elementary
 * Functions, chapter 6). */
#define LOG2_HIGH 0x1.62e42fefa38p-1
#define LOG2_LOW 0x1.ef35793c7673p-45
#define ONE_OVER_LOG2 0x1.71547652b82fep+0

#define BITS_OF_ONE UINT64_C(0x3ff0000000000000)
#define BITS_OF_ROOT_HALF UINT64_C(0x3fe6a09e667f3bcd)
#define FRACTION_BITS UINT64_C(0x000fffffffffffff)

/* y x 2^k for |k| < 1100, rounded once: by two factors, since 2^k may be no double where the product is one. */
#define scale_by_power NAME(mkba_i_scale_by_power)
static inline lanes scale_by_power(lanes y, ilanes k)
{
    ulanes shifted = (ulanes) k + UINT64_C(2046); /* above 0, so that halving it is a logical shift */
    ulanes half = shifted >> 1;
    return y * lanes_from_bits(half << 52) * lanes_from_bits((shifted - half) << 52);
}

/* ---- exp ------------------------------------------------------------------------------------------------------- */

/* (e^r - 1 - r) / r^2 for |r| <= log(2) / 2, within 2^-61. */
#define exp_rest NAME(mkba_i_exp_rest)
static inline lanes exp_rest(lanes r)
{
    lanes square = r * r;
    lanes first = 0.5 + r * 0x1.555555555555cp-3;
    lanes second = 0x1.555555555555ap-5 + r * 0x1.111111110ebb3p-7;
    lanes third = 0x1.6c16c16c140f4p-10 + r * 0x1.a01a01b3c0ae1p-13;
    lanes fourth = 0x1.a01a01b21b692p-16 + r * 0x1.71ddef7c1290ap-19;
    lanes fifth = 0x1.27e4c283c8058p-22 + r * 0x1.af6d02d7f6482p-26 + square * 0x1.1f9a1a5416e1dp-29;
    return first + square * (second + square * (third + square * (fourth + square * fifth)));
}

/* x = k log 2 + r + rest, |r| <= log(2) / 2. */
#define exp_reduce NAME(mkba_i_exp_reduce)
static inline ilanes exp_reduce(lanes x, lanes *r, lanes *rest)
{
    ilanes k = lanes_round_int(x * ONE_OVER_LOG2);
    lanes times = lanes_from_int(k);
    lanes high = x - times * LOG2_HIGH; /* exact */
    lanes low = times * LOG2_LOW;
    *r = high - low;
    *rest = (high - *r) - low;
    return k;
}

static inline lanes NAME(mkba_i_exp)(lanes x)
{
    lanes r, rest;
    x = lanes_least(lanes_set(710.0), x); /* beyond, all is overflow or 0; NaN stays */
    x = lanes_most(lanes_set(-746.0), x);
    ilanes k = exp_reduce(x, &r, &rest);
    lanes high = 1.0 + r;
    lanes low = (1.0 - high) + r + (r * r * exp_rest(r) + rest * high);
    return scale_by_power(high + low, k);
}

/* Of 2^k e^r - 1 = (2^k - 1) + 2^k r + 2^k (e^r - 1 - r) the first two are summed exactly; all at half size, because 2^1024
 * is no double. */
static inline lanes NAME(mkba_i_expm1)(lanes x)
{
    lanes r, rest;
    lanes near = lanes_least(lanes_set(710.0), x);
    near = lanes_most(lanes_set(-50.0), near); /* -1 after rounding */
    ilanes k = exp_reduce(near, &r, &rest);
    lanes half = lanes_from_bits((ulanes) (k + INT64_C(1022)) << 52);
    lanes whole = half - 0.5;
    lanes lost = -0.5 - (whole - half);
    lanes high = whole + half * r;
    lanes low = half * r - (high - whole);
    low += half * (r * r * exp_rest(r) + rest * (1.0 + r)) + lost;
    return lanes_choose(lanes_abs(x) < 0x1p-54, x, 2.0 * (high + low)); /* also the sign of 0 */
}

/* ---- log ------------------------------------------------------------------------------------------------------- */

/* x = 2^k m with m between sqrt(1/2) and sqrt(2), for x a positive number; k as a double. */
#define log_reduce NAME(mkba_i_log_reduce)
static inline lanes log_reduce(lanes x, lanes *m)
{
    ilanes small = x < 0x1p-1022; /* subnormal */
    lanes scaled = lanes_choose(small, x * 0x1p54, x);
    ulanes shifted = lanes_bits(scaled) + (BITS_OF_ONE - BITS_OF_ROOT_HALF);
    ilanes k = (ilanes) (shifted >> 52) - INT64_C(1023) - (small & INT64_C(54));
    *m = lanes_from_bits((shifted & FRACTION_BITS) + BITS_OF_ROOT_HALF);
    return lanes_from_int(k);
}

/* What log(1 + f) is below f, for 1 + f between sqrt(1/2) and sqrt(2): with s = f / (2 + f) the logarithm is 2 atanh(s), and
 * 2 s is f - s f. The rest of 2 atanh(s) / s is a polynomial in s^2, within 2^-58. */
#define log_below NAME(mkba_i_log_below)
static inline lanes log_below(lanes f)
{
    lanes s = f / (2.0 + f);
    lanes z = s * s;
    lanes w = z * z;
    lanes first = 0x1.5555555555593p-1 + z * 0x1.999999997fb34p-2;
    lanes second = 0x1.2492494217875p-2 + z * 0x1.c71c51e8049a1p-3;
    lanes third = 0x1.7466462aff8abp-3 + z * 0x1.39a0f514893d1p-3;
    lanes rest = z * (first + w * (second + w * (third + w * 0x1.2f0d8e86bf356p-3)));
    return s * (f - rest);
}

/* The logarithm of a number that has none among the reals, or none that is finite; else the finite one that is given. */
#define log_special NAME(mkba_i_log_special)
static inline lanes log_special(lanes x, lanes finite)
{
    lanes made = lanes_choose(x < INFINITY, finite, x); /* infinity, NaN */
    made = lanes_choose(x < 0.0, lanes_set(NAN), made);
    return lanes_choose(x == 0.0, lanes_set(-INFINITY), made);
}

static inline lanes NAME(mkba_i_log)(lanes x)
{
    lanes m;
    lanes k = log_reduce(x, &m);
    lanes f = m - 1.0; /* exact */
    lanes high = k * LOG2_HIGH + f;
    lanes low = f - (high - k * LOG2_HIGH);
    lanes made = high + (low - (log_below(f) - k * LOG2_LOW));
    return log_special(x, made);
}

/* With u = 1 + x rounded, and c what rounding takes: log(u) + c / u. Near 0, x itself is the distance to 1. */
static inline lanes NAME(mkba_i_log1p)(lanes x)
{
    lanes m;
    lanes u = 1.0 + x;
    lanes taken = u - 1.0;
    lanes c = (1.0 - (u - taken)) + (x - taken); /* Knuth's TwoSum */
    lanes k = log_reduce(u, &m);
    ilanes near = k == 0.0;
    lanes f = lanes_choose(near, x, m - 1.0);
    c = lanes_choose(near, lanes_set(0.0), c / u);
    lanes high = k * LOG2_HIGH + f;
    lanes low = f - (high - k * LOG2_HIGH);
    lanes made = log_special(u, high + (low - (log_below(f) - (k * LOG2_LOW + c))));
    return lanes_choose(lanes_abs(x) < 0x1p-54, x, made); /* also the sign of 0 */
}

/* ---- pow ------------------------------------------------------------------------------------------------------- */

/* The first 26 bits of a, so that the product of two such is exact. */
#define first_bits NAME(mkba_i_first_bits)
static inline lanes first_bits(lanes a)
{
    return lanes_from_bits(lanes_bits(a) & UINT64_C(0xfffffffff8000000));
}

/* The logarithm of a positive number as a sum of two doubles, within 2^-66 of it. By Tang's table-driven method (Tang,
 * Table-Driven Implementation of the Logarithm Function in IEEE Floating-Point Arithmetic, ACM TOMS 16, 1990): x = 2^k m
 * and a tabulated c near 1 / m, so that z = m c - 1 is below 2^-7 (exact, in two doubles) and log x = k log 2 - log c +
 * log(1 + z). Where m is near 1, c is 1 and log c is 0. */
#define log_pair NAME(mkba_i_log_pair)
static inline lanes log_pair(lanes x, lanes *low)
{
    ilanes small = x < 0x1p-1022;
    ulanes shifted = lanes_bits(lanes_choose(small, x * 0x1p54, x)) + (BITS_OF_ONE - MKBA_I_LOG_FROM);
    lanes k = lanes_from_int((ilanes) (shifted >> 52) - INT64_C(1023) - (small & INT64_C(54)));
    ilanes at = (ilanes) ((shifted & FRACTION_BITS) >> 45);
    lanes m = lanes_from_bits((shifted & FRACTION_BITS) + MKBA_I_LOG_FROM);
    lanes c = lanes_gather(mkba_i_log_inverses, at);

    lanes z1 = first_bits(m) * c - 1.0;
    lanes z2 = (m - first_bits(m)) * c;
    lanes z = z1 + z2;
    lanes z_low = z2 - (z - z1);

    lanes zh = first_bits(z);
    lanes square = 0.5 * zh * zh; /* exact; z^2 / 2 is that and square_low */
    lanes square_low = 0.5 * (z - zh) * (z + zh) + z * z_low;
    lanes tail = 0x1.5555555555555p-2 + z * -0x1.000000000006dp-2;
    tail += z * z * (0x1.9999999999c17p-3 + z * -0x1.55555543ee80fp-3);
    tail += z * z * (z * z) * (0x1.2492490887032p-3 + z * -0x1.0006b1451401ap-3 + z * z * 0x1.c72bd501c2f6cp-4);

    lanes whole = k * LOG2_HIGH + lanes_gather(mkba_i_log_highs, at); /* exact */
    lanes with_z = whole + z;
    lanes sum = with_z - square;
    lanes rest = (z - (with_z - whole)) + ((with_z - sum) - square);
    rest += k * LOG2_LOW + lanes_gather(mkba_i_log_lows, at) + (z_low - square_low + z * z * z * tail);
    lanes high = sum + rest;
    *low = rest - (high - sum);
    return high;
}

/* x^y for x a positive number: e^(y log x), the product in two doubles (Dekker). Exact results come out exact, because less
 * than half an ulp is wrong before the last rounding. */
#define power_positive NAME(mkba_i_power_positive)
static inline lanes power_positive(lanes x, lanes y)
{
    lanes log_low, r, rest;
    lanes log_high = log_pair(x, &log_low);
    y = lanes_least(lanes_set(0x1p64), y); /* beyond, all is overflow, 0 or 1 */
    y = lanes_most(lanes_set(-0x1p64), y);
    lanes high = y * log_high;
    lanes yh = first_bits(y), yl = y - yh, lh = first_bits(log_high), ll = log_high - lh;
    lanes low = ((yh * lh - high) + yh * ll + yl * lh) + yl * ll + y * log_low;

    ilanes above = high > 710.0, below = high < -746.0;
    high = lanes_choose(above, lanes_set(710.0), lanes_choose(below, lanes_set(-746.0), high));
    low = lanes_choose(above | below, lanes_set(0.0), low);
    ilanes k = exp_reduce(high, &r, &rest);
    lanes first = 1.0 + r;
    lanes beyond = r * r * exp_rest(r);
    lanes second = (1.0 - first) + r + (beyond + (rest + low) * (first + beyond));
    return scale_by_power(first + second, k);
}

/* C11, F.10.4.4. Numbers from 2^53 on are even. */
static inline lanes NAME(mkba_i_pow)(lanes x, lanes y)
{
    lanes size = lanes_abs(x), half = 0.5 * y;
    ilanes whole = lanes_floor(y) == y;
    ilanes odd = whole & (lanes_floor(half) != half);
    ilanes negative = (ilanes) (lanes_bits(x) >> 63) != INT64_C(0);
    ilanes falls = (y < 0.0) ^ (size > 1.0); /* at the ends, 0 and infinity: to infinity, else to 0 */

    lanes made = power_positive(size, y);
    ilanes at_end = (size == 0.0) | (size == INFINITY);
    lanes end = lanes_choose(falls, lanes_set(INFINITY), lanes_set(0.0));
    made = lanes_choose(at_end, end, made);
    made = lanes_choose((x < 0.0) & ~whole & ~at_end, lanes_set(NAN), made);
    made = lanes_choose(negative & odd, -made, made);
    made = lanes_choose((x != x) | (y != y), x + y, made);
    ilanes one = (y == 0.0) | (x == 1.0) | ((x == -1.0) & (lanes_abs(y) == INFINITY));
    return lanes_choose(one, lanes_set(1.0), made);
}

#undef scale_by_power
#undef exp_rest
#undef exp_reduce
#undef log_reduce
#undef log_below
#undef log_special
#undef first_bits
#undef log_pair
#undef power_positive
#undef LOG2_HIGH
#undef LOG2_LOW
#undef ONE_OVER_LOG2
#undef BITS_OF_ONE
#undef BITS_OF_ROOT_HALF
#undef FRACTION_BITS

#endif
