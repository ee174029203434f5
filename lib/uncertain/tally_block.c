/* A block of draws as distances from the centre, and their powers as exact sums.
 *
 * Sums are taken apart by adding and subtracting a large number sigma (S. M. Rump, T. Ogita, S. Oishi, "Accurate
 * floating-point summation, part I", SIAM J. Sci. Comput. 31, 2008, section 3): what is above the last bit of sigma can
 * be added up in a double without rounding, as long as sigma leaves room for the number of terms; the rest comes next. */
#include "base/exact.h"

#include <math.h>

#include "uncertain/tally_inside.h"

/* Between these the square and its error lie well within the range of a double. Distances outside are added one by one, as
 * mantissa and exponent. */
#define LARGEST 0x1p400
#define SMALLEST 0x1p-400

/* Of a block, or what the first pass found in one. */
typedef struct first_look {
    double least, most, largest; /* of x, of x, of |d| */
    int64_t above, zero;
    bool odd; /* a distance that is not finite or not between the bounds above */
} first_look;

/* d^2 = square + error, exactly */
typedef struct squares {
    double square[MKBA_I_TALLY_BLOCK], error[MKBA_I_TALLY_BLOCK];
} squares;

#define MKBA_I_BODY "uncertain/tally_block_body.h"
#include "base/lanes_each.h"

/* ---- taking draws ---------------------------------------------------------------------------------------- */

#define STEP (2 * (size_t) MKBA_I_LANES_MOST)

static size_t padded(size_t n)
{
    return (n + STEP - 1) / STEP * STEP;
}

static void note(mkba_i_tally_counts *counts, const first_look *seen, size_t n)
{
    if (counts->draws == 0 || seen->least < counts->least)
        counts->least = seen->least;
    if (counts->draws == 0 || seen->most > counts->most)
        counts->most = seen->most;
    counts->above += (uint64_t) seen->above;
    counts->zero += (uint64_t) seen->zero;
    counts->draws += n;
}

/* One by one: those without a value are left out. */
static void take_singly(mkba_i_tally *tally, const double *x, size_t n, mkba_i_tally_block *block)
{
    block->largest = 0;
    block->n = 0;
    for (size_t i = 0; i < n; i++) {
        double value = x[i] + 0.0, d = value - tally->centre + 0.0;
        first_look seen = {value, value, 0, value > 0, value == 0, false};
        if (!(fabs(d) <= MKBA_I_TALLY_FARTHEST)) {
            tally->counts.undefined++;
            continue;
        }
        note(&tally->counts, &seen, 1);
        block->largest = fmax(block->largest, fabs(d));
        block->d[block->n++] = d;
    }
}

void mkba_i_tally_take(mkba_i_tally *tally, const double *x, size_t n, mkba_i_variant variant,
                       mkba_i_tally_block *block)
{
    double tail[STEP];
    size_t whole = n / STEP * STEP, n_tail = padded(n) - whole;
    first_look seen = {.least = x[0], .most = x[0]};
    block->n = n;
    for (size_t i = 0; i < n_tail; i++) /* filled up with the first draw */
        tail[i] = whole + i < n ? x[whole + i] : x[0];
    MKBA_I_LANES_PICK(variant, look)(x, whole, tally->centre, block->d, &seen);
    MKBA_I_LANES_PICK(variant, look)(tail, n_tail, tally->centre, block->d + whole, &seen);
    block->odd = seen.odd;
    block->largest = seen.largest;
    if (seen.odd) {
        take_singly(tally, x, n, block);
    } else {
        int64_t filled = (int64_t) (padded(n) - n);
        seen.above -= x[0] > 0 ? filled : 0;
        seen.zero -= x[0] == 0 ? filled : 0;
        note(&tally->counts, &seen, n);
    }
    for (size_t i = block->n; i < padded(block->n); i++)
        block->d[i] = 0;
}

/* ---- powers ---------------------------------------------------------------------------------------------- */

/* Adds numbers of at most 2^exponent to a sum; the numbers are spoilt. With sigma = 3 x 2^(exponent + 7) the parts of 512
 * of them add up without rounding, and what is left of each is at most 2^(exponent - 45). */
static void add_all(mkba_i_exact_sum *sum, double *numbers, size_t n, int exponent, mkba_i_variant variant)
{
    for (bool more = true; more; exponent -= 90) {
        double first = mkba_i_scaled_double((mkba_i_scaled){0.75, exponent + 9});
        double parts[2];
        more = MKBA_I_LANES_PICK(variant, extract)(numbers, n, first, first * 0x1p-45, parts);
        mkba_i_exact_add(sum, parts[0], 0);
        mkba_i_exact_add(sum, parts[1], 0);
    }
}

/* Dekker's product of a number with itself; no bit of it lies outside the range. */
static double square_error(double a)
{
    double wide = a * 0x1.0000002p27, high = wide - (wide - a), low = a - high;
    return ((high * high - a * a) + 2 * high * low) + low * low;
}

static void add_singly(mkba_i_tally *tally, double d)
{
    mkba_i_scaled s = mkba_i_scaled_of(d);
    mkba_i_exact_add(&tally->sum, s.mantissa, s.exponent);
    mkba_i_exact_add(&tally->squares, s.mantissa * s.mantissa, 2 * s.exponent);
    mkba_i_exact_add(&tally->squares, square_error(s.mantissa), 2 * s.exponent);
}

/* Adds those outside the bounds and puts zeros in their place. */
static void add_odd(mkba_i_tally *tally, mkba_i_tally_block *block)
{
    block->largest = 0;
    for (size_t i = 0; i < block->n; i++) {
        double size = fabs(block->d[i]);
        if (size > LARGEST || (size < SMALLEST && size > 0)) {
            add_singly(tally, block->d[i]);
            block->d[i] = 0;
        } else {
            block->largest = fmax(block->largest, size);
        }
    }
}

void mkba_i_tally_add_powers(mkba_i_tally *tally, mkba_i_tally_block *block, mkba_i_variant variant)
{
    squares s;
    if (block->odd)
        add_odd(tally, block);
    if (block->largest == 0)
        return;
    size_t n = padded(block->n);
    int exponent = mkba_i_scaled_of(block->largest).exponent;
    MKBA_I_LANES_PICK(variant, square)(block->d, n, &s);
    add_all(&tally->sum, block->d, n, exponent, variant);
    add_all(&tally->squares, s.square, n, 2 * exponent, variant);
    add_all(&tally->squares, s.error, n, 2 * exponent - 53, variant);
}
