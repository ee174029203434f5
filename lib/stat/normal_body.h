/* The normal distribution function on lanes, for lanes.h. */
#include "base/elementary_body.h"

/* The normal distribution function at -t, times exp(t^2 / 2), for t from 0 to 9: half the scaled complementary error function
 * of t / sqrt(2). A polynomial in (t - 5) / (t + 5), within 2e-16: interpolated in 18 Chebyshev points, with 40 digits. */
static inline lanes NAME(mkba_i_scaled_tail)(lanes t)
{
    lanes s = (t - 5.0) / (t + 5.0);
    lanes square = s * s;
    lanes even = lanes_set(0x1.d2c8e83fc55a4p-23);
    lanes odd = lanes_set(0x1.0f440368410afp-25);
    even = even * square - 0x1.3c3becba6cfafp-21;
    odd = odd * square + 0x1.a50947aedddc6p-22;
    even = even * square + 0x1.bd2d1a37e8618p-18;
    odd = odd * square - 0x1.506c8039ae753p-20;
    even = even * square - 0x1.fae973922dd96p-15;
    odd = odd * square + 0x1.ffef62ad9ef6ep-21;
    even = even * square + 0x1.cc6e85205d517p-13;
    odd = odd * square + 0x1.1999a13f5230bp-13;
    even = even * square + 0x1.26a11534fcfc3p-7;
    odd = odd * square - 0x1.37ccc571443d1p-9;
    even = even * square + 0x1.8807f2a000229p-5;
    odd = odd * square - 0x1.7f9d0437b7420p-6;
    even = even * square + 0x1.db6af8722cdd9p-4;
    odd = odd * square - 0x1.4b4ce479f7c5cp-4;
    even = even * square + 0x1.3b0fbcb4c77bep-4;
    odd = odd * square - 0x1.25cd1321c8cbbp-3;
    return even + s * odd;
}

/* The probability of at most z, within 1e-14 of itself in the lower tail and of its distance to 1 in the upper one as far as
 * doubles go; from 2^-53 to 1 - 2^-53. */
static inline lanes NAME(mkba_i_normal_cdf)(lanes z)
{
    lanes t = lanes_abs(z);
    t = lanes_choose(t < 9.0, t, lanes_set(9.0));
    lanes tail = NAME(mkba_i_exp)(t * t * -0.5) * NAME(mkba_i_scaled_tail)(t);
    tail = lanes_choose(tail < 0x1p-53, lanes_set(0x1p-53), tail);
    return lanes_choose(z < 0.0, tail, 1.0 - tail);
}
