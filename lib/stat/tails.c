/* What the distribution functions share: see tails.h. */
#include "base/exact.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "stat/tails.h"

#include "base/elementary.h"

/* ---- the point at a probability -------------------------------------------------------------------------- */

/* Doubles that are not negative have the order of their bits. */
static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static bool reaches(mkba_i_tails tails, mkba_i_tails target)
{
    return target.lower <= target.upper ? tails.lower >= target.lower : tails.upper <= target.upper;
}

/* Halving the doubles, not the line: some sixty steps, whatever the scale. */
double mkba_i_invert(mkba_i_tails_function function, const void *context, mkba_i_tails target, double end)
{
    uint64_t low = 0;
    uint64_t high = bits_of(end);
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (reaches(function(context, from_bits(middle)), target)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return from_bits(low);
}

/* ---- the rest of Stirling's formula ---------------------------------------------------------------------- */

/* From here on the series has all digits. */
#define LARGE 16.0

/* What the rest loses from a to a + 1: (a + 1/2) log(1 + 1/a) - 1, by log(1 + 1/a) = 2 artanh(r), r = 1 / (2 a + 1). */
static double loss(double a)
{
    if (a < 1.0) {
        return (a + 0.5) * (mkba_i_log1p(a) - mkba_i_log(a)) - 1.0;
    }
    double square = 1.0 / ((2.0 * a + 1.0) * (2.0 * a + 1.0));
    double sum = 0.0;
    double power = square;
    for (double k = 3.0; power > 1e-18; k += 2.0) {
        sum += power / k;
        power *= square;
    }
    return sum;
}

/* Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.40. */
double mkba_i_stirling_rest(double a)
{
    double rest = 0.0;
    for (; a < LARGE; a += 1.0) {
        rest += loss(a);
    }
    double s = 1.0 / (a * a);
    double series =
        1.0 / 12.0 -
        s * (1.0 / 360.0 -
             s * (1.0 / 1260.0 - s * (1.0 / 1680.0 - s * (1.0 / 1188.0 - s * (691.0 / 360360.0 - s * (1.0 / 156.0))))));
    return rest + series / a;
}
