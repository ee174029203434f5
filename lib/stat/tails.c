/* What the distribution functions share: see tails.h. */
#include "base/exact.h"

#include <math.h>
#include <stdbool.h>

#include "stat/log_density.h"
#include "stat/tails.h"

#include "base/bits.h"
#include "base/elementary.h"

/* ---- the point at a probability -------------------------------------------------------------------------- */

static bool reaches(mkba_i_tails tails, mkba_i_tails target)
{
    return target.lower <= target.upper ? tails.lower >= target.lower : tails.upper <= target.upper;
}

/* Halving the doubles, not the line: some sixty steps, whatever the scale. */
double mkba_i_invert(mkba_i_tails_function function, const void *context, mkba_i_tails target, double end)
{
    uint64_t low = 0;
    uint64_t high = mkba_i_bits_of(end);
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (reaches(function(context, mkba_i_double_of(middle)), target)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return mkba_i_double_of(low);
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

/* Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.40: of a^-1, a^-3 .. */
static const double stirling[] = {1.0 / 12.0,   -1.0 / 360.0,      1.0 / 1260.0, -1.0 / 1680.0,
                                  1.0 / 1188.0, -691.0 / 360360.0, 1.0 / 156.0};
#define N_STIRLING ((int) (sizeof stirling / sizeof stirling[0]))

double mkba_i_stirling_rest(double a)
{
    double rest = 0.0;
    for (; a < LARGE; a += 1.0) {
        rest += loss(a);
    }
    double square = 1.0 / (a * a);
    double series = 0.0;
    for (int i = N_STIRLING - 1; i >= 0; i--) {
        series = series * square + stirling[i];
    }
    return rest + series / a;
}

/* ---- gamma functions near each other -------------------------------------------------------------------------- */

#define EULER 0.57721566490153286061

/* zeta(k) - 1 from k = 2. */
static const double zeta_less_one[] = {
    0.64493406684822643647,     0.20205690315959428540,     0.082323233711138191516,    0.036927755143369926331,
    0.017343061984449139715,    0.0083492773819228268398,   0.0040773561979443393787,   0.0020083928260822144179,
    0.00099457512781808533715,  0.00049418860411946455870,  0.00024608655330804829864,  0.00012271334757848914675,
    0.000061248135058704829259, 0.000030588236307020493552, 0.000015282259408651871733, 7.6371976378997622736e-6,
    3.8172932649998398565e-6,   1.9082127165539389257e-6,   9.5396203387279611315e-7,   4.7693298678780646312e-7,
    2.3845050272773299000e-7,   1.1921992596531107307e-7,   5.9608189051259479612e-8,   2.9803503514652280186e-8,
    1.4901554828365041235e-8,   7.4507117898354294920e-9,   3.7253340247884570548e-9,   1.8626597235130490064e-9,
    9.3132743241966818287e-10,  4.6566290650337840730e-10,  2.3283118336765054920e-10,  1.1641550172700519776e-10,
    5.8207720879027008892e-11,  2.9103850444970996869e-11,  1.4551921891041984236e-11,  7.2759598350574810145e-12,
    3.6379795473786511902e-12,  1.8189896503070659476e-12,  9.0949478402638892825e-13,  4.5474737830421540268e-13};

/* NIST Handbook of Mathematical Functions, 5.7.3. */
double mkba_i_log_factorial(double a)
{
    double sum = 0.0;
    for (int k = (int) (sizeof zeta_less_one / sizeof zeta_less_one[0]) + 1; k >= 2; k--) {
        sum = zeta_less_one[k - 2] / k - a * sum;
    }
    return a * (1.0 - EULER) - mkba_i_log1p(a) + a * a * sum;
}

/* By recurrence to a large b, and there by the terms of Stirling's formula, each with its own digits. */
double mkba_i_log_gamma_rise(double b, double a)
{
    double rise = 0.0;
    for (; b < LARGE; b += 1.0) {
        rise -= mkba_i_log1p(a / b);
    }
    double w = a / b;
    double log_growth = mkba_i_log1p(w);
    rise += a * mkba_i_log(b) + b * mkba_i_log_rest(w) + (a - 0.5) * log_growth;
    double power = 1.0 / b;
    for (int i = 0; i < N_STIRLING; i++) {
        rise += stirling[i] * power * mkba_i_expm1(-(2 * i + 1) * log_growth);
        power /= b * b;
    }
    return rise;
}
