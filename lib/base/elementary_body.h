/* The functions of elementary.h on lanes: NAME(mkba_i_exp)(lanes x) and so on. For a body file, between lanes_begin.h and
 * lanes_end.h.
 *
 * Each reduces its argument to a short interval and has a polynomial there, of least greatest relative error (Remez), as in
 * Muller, Elementary Functions (3rd edition, chapters 3 and 11), and keeps what rounding takes from the leading term
 * (Fast2Sum: Muller et al., Handbook of Floating-Point Arithmetic, section 4.3). No lane takes a branch. */
#ifndef MKBA_I_ELEMENTARY_BODY
#define MKBA_I_ELEMENTARY_BODY

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

/* (e^r - 1 - r) / r^2 for |r| <= log(2) / 2, within 2^-55. */
#define exp_rest NAME(mkba_i_exp_rest)
static inline lanes exp_rest(lanes r)
{
    lanes square = r * r;
    lanes first = 0.5 + r * 0x1.555555555555cp-3;
    lanes second = 0x1.5555555553125p-5 + r * 0x1.111111110e531p-7;
    lanes third = 0x1.6c16c17d0c859p-10 + r * 0x1.a01a01b68f8cep-13;
    lanes fourth = 0x1.a019aa41f2104p-16 + r * 0x1.71dde83cbb1d6p-19;
    lanes fifth = 0x1.28a078988ffbbp-22 + r * 0x1.af79a40fff3d1p-26;
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
    x = lanes_choose(x > 710.0, lanes_set(710.0), x); /* beyond, all is overflow or 0; NaN stays */
    x = lanes_choose(x < -746.0, lanes_set(-746.0), x);
    ilanes k = exp_reduce(x, &r, &rest);
    lanes high = 1.0 + r;
    lanes low = (1.0 - high) + r + (r * r * exp_rest(r) + rest * high);
    return scale_by_power(high + low, k);
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

#undef scale_by_power
#undef exp_rest
#undef exp_reduce
#undef log_reduce
#undef log_below
#undef log_special
#undef LOG2_HIGH
#undef LOG2_LOW
#undef ONE_OVER_LOG2
#undef BITS_OF_ONE
#undef BITS_OF_ROOT_HALF
#undef FRACTION_BITS

#endif
