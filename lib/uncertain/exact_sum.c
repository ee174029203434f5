/* Exact sums: see exact_sum.h. */
#include "base/exact.h"

#include "uncertain/exact_sum.h"

#include <stdbool.h>
#include <string.h>

#include "base/bits.h"

#define MOST_PENDING ((uint32_t) 1 << 27) /* a limb grows by less than 2^33 with a term: no more than 2^61 in all */
#define LOW(order) (1184 * (order))
#define LIMB_BITS 32
#define LIMB_MASK (((uint64_t) 1 << LIMB_BITS) - 1)
#define MANTISSA_BITS 52

static int n_limbs(const mkba_i_exact_sum *sum)
{
    return MKBA_I_EXACT_LIMBS(sum->order);
}

void mkba_i_exact_start(mkba_i_exact_sum *sum, int order)
{
    memset(sum, 0, sizeof *sum);
    sum->order = order;
}

/* ---- doubles as whole numbers ---------------------------------------------------------------------------- */

/* |value| = whole x 2^exponent */
static uint64_t whole_of(double value, int *exponent)
{
    uint64_t bits = mkba_i_bits_of(value);
    uint64_t whole = bits & (((uint64_t) 1 << MANTISSA_BITS) - 1);
    int biased = (int) (bits >> MANTISSA_BITS & 0x7FF);
    *exponent = (biased == 0 ? 1 : biased) - 1075;
    return biased == 0 ? whole : whole | (uint64_t) 1 << MANTISSA_BITS;
}

static double power_of_two(int exponent)
{
    return mkba_i_double_of((uint64_t) (exponent + 1023) << MANTISSA_BITS);
}

mkba_i_scaled mkba_i_scaled_of(double value)
{
    mkba_i_scaled made = {value, 0};
    if (value == 0)
        return made;
    if (value < 0x1p-1022 && value > -0x1p-1022) {
        value *= 0x1p64;
        made.exponent = -64;
    }
    int exponent = (int) (mkba_i_bits_of(value) >> MANTISSA_BITS & 0x7FF) - 1022;
    made.exponent += exponent;
    made.mantissa = mkba_i_double_of((mkba_i_bits_of(value) & ~((uint64_t) 0x7FF << MANTISSA_BITS)) |
                                     (uint64_t) 1022 << MANTISSA_BITS);
    return made;
}

double mkba_i_scaled_double(mkba_i_scaled scaled)
{
    double value = scaled.mantissa;
    int exponent = scaled.exponent;
    if (exponent > 1024)
        return value * 0x1p1023 * 0x1p1023;
    if (exponent < -1080)
        return value * 0.0;
    if (exponent > 1000)
        return value * 0x1p1000 * power_of_two(exponent - 1000);
    if (exponent < -1000) /* rounds once: the first product is exact */
        return value * 0x1p-1000 * power_of_two(exponent + 1000);
    return value * power_of_two(exponent);
}

mkba_i_scaled mkba_i_scaled_divide(mkba_i_scaled a, double by)
{
    mkba_i_scaled quotient = mkba_i_scaled_of(a.mantissa / by);
    quotient.exponent += a.exponent;
    return quotient;
}

/* ---- adding ---------------------------------------------------------------------------------------------- */

void mkba_i_exact_add(mkba_i_exact_sum *sum, double value, int exponent)
{
    int at;
    uint64_t whole = whole_of(value, &at);
    if (whole == 0)
        return;
    at += exponent + LOW(sum->order);
    int64_t *limb = sum->limbs + at / LIMB_BITS;
    uint64_t low = (whole & LIMB_MASK) << at % LIMB_BITS, high = (whole >> LIMB_BITS) << at % LIMB_BITS;
    int64_t parts[3] = {(int64_t) (low & LIMB_MASK), (int64_t) ((low >> LIMB_BITS) + (high & LIMB_MASK)),
                        (int64_t) (high >> LIMB_BITS)};
    for (int i = 0; i < 3; i++)
        limb[i] += value < 0 ? -parts[i] : parts[i];
    if (++sum->pending >= MOST_PENDING)
        mkba_i_exact_carry(sum);
}

/* Floor division, for any sign. */
static void carry(int64_t *limbs, int n)
{
    for (int i = 0; i + 1 < n; i++) {
        int64_t rest = (int64_t) ((uint64_t) limbs[i] & LIMB_MASK);
        limbs[i + 1] += (limbs[i] - rest) / ((int64_t) 1 << LIMB_BITS);
        limbs[i] = rest;
    }
}

void mkba_i_exact_carry(mkba_i_exact_sum *sum)
{
    carry(sum->limbs, n_limbs(sum));
    sum->pending = 0;
}

void mkba_i_exact_merge(mkba_i_exact_sum *into, const mkba_i_exact_sum *from)
{
    for (int i = 0; i < n_limbs(into); i++)
        into->limbs[i] += from->limbs[i];
    mkba_i_exact_carry(into);
}

void mkba_i_exact_take_off(mkba_i_exact_sum *from, const mkba_i_exact_sum *part)
{
    for (int i = 0; i < n_limbs(from); i++)
        from->limbs[i] -= part->limbs[i];
    mkba_i_exact_carry(from);
}

/* ---- rounding -------------------------------------------------------------------------------------------- */

static int used_limbs(const int64_t *limbs, int n)
{
    while (n > 0 && limbs[n - 1] == 0)
        n--;
    return n;
}

static int top_bit(uint64_t value)
{
    int bit = 0;
    for (int step = 32; step > 0; step /= 2)
        if (value >> step != 0) {
            value >>= step;
            bit += step;
        }
    return bit;
}

/* The highest 64 bits from a limb that is not 0 on, the first of them set; the last is set too where a lower one is. */
static uint64_t top_bits(const int64_t *limbs, int top, int *lowest_bit)
{
    int length = top_bit((uint64_t) limbs[top]) + 1; /* 1 to 32 */
    uint64_t bits = (uint64_t) limbs[top] << (64 - length);
    uint64_t next = top > 0 ? (uint64_t) limbs[top - 1] : 0, last = top > 1 ? (uint64_t) limbs[top - 2] : 0;
    bits |= next << (32 - length) | (length < LIMB_BITS ? last >> length : 0);
    bool below = length == LIMB_BITS ? last != 0 : (last & (((uint64_t) 1 << length) - 1)) != 0;
    for (int i = top - 3; i >= 0 && !below; i--)
        below = limbs[i] != 0;
    *lowest_bit = top * LIMB_BITS + length - 64;
    return below ? bits | 1 : bits;
}

/* Limbs in [0, 2^32), the lowest bit of which is 2^-low. */
static mkba_i_scaled round_limbs(const int64_t *limbs, int n, int low)
{
    int top = used_limbs(limbs, n) - 1, lowest;
    if (top < 0)
        return (mkba_i_scaled){0.0, 0};
    uint64_t bits = top_bits(limbs, top, &lowest);
    uint64_t kept = bits >> 11, rest = bits & 0x7FF;
    if (rest > 0x400 || (rest == 0x400 && (kept & 1) != 0))
        kept++;
    mkba_i_scaled made = mkba_i_scaled_of((double) kept);
    made.exponent += lowest + 11 - low;
    return made;
}

/* Carries, and leaves the size; the sign is answered. */
static int make_size(int64_t *limbs, int n)
{
    carry(limbs, n);
    bool negative = limbs[n - 1] < 0;
    if (negative) {
        for (int i = 0; i < n; i++)
            limbs[i] = -limbs[i];
        carry(limbs, n);
    }
    return negative ? -1 : used_limbs(limbs, n) > 0;
}

int mkba_i_exact_size(mkba_i_exact_sum *sum)
{
    sum->pending = 0;
    return make_size(sum->limbs, n_limbs(sum));
}

static mkba_i_scaled round_signed(int64_t *limbs, int n, int low)
{
    int sign = make_size(limbs, n);
    mkba_i_scaled made = round_limbs(limbs, n, low);
    made.mantissa *= sign;
    return made;
}

mkba_i_scaled mkba_i_exact_value(const mkba_i_exact_sum *sum)
{
    mkba_i_exact_sum copy = *sum;
    return round_signed(copy.limbs, n_limbs(&copy), LOW(copy.order));
}

/* ---- spread ---------------------------------------------------------------------------------------------- */

/* Room for n x squares, and for sum^2 at the same scale: 64 bits more than the squares. */
#define SPREAD_LIMBS (MKBA_I_EXACT_LIMBS(2) + 4)

/* Adds factor x limbs, shifted by `at` limbs; both are in [0, 2^32). */
static void add_product(int64_t *result, const int64_t *limbs, int n, uint64_t factor, int at, bool minus)
{
    uint64_t over = 0;
    for (int i = 0; i < n || over != 0; i++) {
        uint64_t product = (i < n ? (uint64_t) limbs[i] * factor : 0) + over;
        int64_t part = (int64_t) (product & LIMB_MASK);
        result[at + i] += minus ? -part : part;
        over = product >> LIMB_BITS;
    }
}

mkba_i_scaled mkba_i_exact_spread(const mkba_i_exact_sum *sum, const mkba_i_exact_sum *squares, uint64_t n)
{
    int64_t result[SPREAD_LIMBS] = {0};
    mkba_i_exact_sum a = *sum, b = *squares;
    mkba_i_exact_size(&a); /* the square has no sign */
    mkba_i_exact_size(&b);
    int n_a = used_limbs(a.limbs, n_limbs(&a)), n_b = used_limbs(b.limbs, n_limbs(&b));
    add_product(result, b.limbs, n_b, n & LIMB_MASK, 0, false);
    add_product(result, b.limbs, n_b, n >> LIMB_BITS, 1, false);
    for (int i = 0; i < n_a; i++)
        add_product(result, a.limbs, n_a, (uint64_t) a.limbs[i], i, true);
    return round_signed(result, SPREAD_LIMBS, LOW(2));
}
