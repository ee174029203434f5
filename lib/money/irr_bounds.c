/* Proofs about roots: see irr_bounds.h.
 *
 * With p+ and p- the sums of the terms with positive and with negative coefficients, p = p+ - p-, and both grow with
 * x > 0. So on [a, b] p has no root when p+(a) > p-(b) or p-(a) > p+(b). In a narrow interval, of middle m and half
 * width r, Taylor's formula sees more: no root when |p(m)| > sum of |p^(j)(m)| r^j / j!, the rest bounded at b. Sums
 * of terms of one sign lose no digits: their relative error, that of coefficients which were rounded before included,
 * is at most 1.01 (2n + 4) 2^-53; so is the error of any other sum beside the sum of its terms in size. */
#include "base/exact.h"

#include <math.h>

#include "money/irr_bounds.h"

#define UNIT 0x1p-53
#define ORDER 8             /* terms of Taylor's formula */
#define NARROW (1.0 / 64.0) /* relative width from which it is worth its time */

/* Halfway between the last coefficient of the first sign and the first of the other. */
static double shift_of(const double *c, size_t n)
{
    size_t last = 0;
    for (size_t k = 1; k < n; k++) {
        if (c[k] != 0.0 && (c[k] > 0.0) != (c[0] > 0.0)) {
            return ((double) last + (double) k) / 2.0;
        }
        last = c[k] != 0.0 ? k : last;
    }
    return (double) n;
}

void mkba_i_sums_start(mkba_i_sums *sums, const double *c, size_t n, double *parts)
{
    *sums = (mkba_i_sums){.c = c, .n = n, .parts = parts};
    sums->shift = shift_of(c, n);
    sums->gamma = 1.01 * (2.0 * (double) n + 4.0) * UNIT;
    for (size_t k = 0; k < n; k++) {
        double slope = ((double) k - sums->shift) * c[k];
        parts[4 * k] = c[k] > 0.0 ? c[k] : 0.0;
        parts[4 * k + 1] = c[k] < 0.0 ? -c[k] : 0.0;
        parts[4 * k + 2] = slope > 0.0 ? slope : 0.0;
        parts[4 * k + 3] = slope < 0.0 ? -slope : 0.0;
    }
}

/* Even and odd powers apart, by Horner's rule in x^2: half as many steps that wait for each other. */
mkba_i_point mkba_i_point_at(const mkba_i_sums *sums, double x)
{
    const double *parts = sums->parts;
    double square = x * x;
    double even[4] = {0.0, 0.0, 0.0, 0.0};
    double odd[4] = {0.0, 0.0, 0.0, 0.0};
    size_t k = sums->n;
    if (k % 2 == 1) {
        k--;
        for (size_t i = 0; i < 4; i++) {
            even[i] = parts[4 * k + i];
        }
    }
    for (; k > 0; k -= 2) {
        for (size_t i = 0; i < 4; i++) {
            odd[i] = odd[i] * square + parts[4 * k - 4 + i];
            even[i] = even[i] * square + parts[4 * k - 8 + i];
        }
    }
    for (size_t i = 0; i < 4; i++) {
        even[i] += odd[i] * x;
    }
    mkba_i_point made = {x, even[0], even[1], even[2], even[3], 0};
    double limit = sums->gamma * (made.plus + made.minus);
    double value = made.plus - made.minus;
    made.sign = value > limit ? 1 : value < -limit ? -1 : 0;
    return made;
}

/* Whether `large` at the left end is above `small` at the right end, whatever the rounding. */
static bool above(const mkba_i_sums *sums, double large, double small)
{
    return large - sums->gamma * large > small + sums->gamma * small;
}

/* The first ORDER + 1 Taylor coefficients at x of `plus` + sign x `minus` (0: p; 2: the slope), by repeated synthetic
 * division. */
static void expand(const mkba_i_sums *sums, size_t part, double sign, double x, double t[ORDER + 1])
{
    for (size_t j = 0; j <= ORDER; j++) {
        t[j] = 0.0;
    }
    for (size_t k = sums->n; k-- > 0;) {
        for (size_t j = ORDER; j > 0; j--) {
            t[j] = t[j] * x + t[j - 1];
        }
        t[0] = t[0] * x + (sums->parts[4 * k + part] + sign * sums->parts[4 * k + part + 1]);
    }
}

static bool away_from_zero(const mkba_i_sums *sums, size_t part, const mkba_i_point *a, const mkba_i_point *b)
{
    double t[ORDER + 1];
    double sizes[ORDER + 1];
    double ends[ORDER + 1];
    double middle = a->x + (b->x - a->x) / 2.0;
    double radius = fmax(b->x - middle, middle - a->x);
    expand(sums, part, -1.0, middle, t);
    expand(sums, part, 1.0, middle, sizes);
    expand(sums, part, 1.0, b->x, ends);
    double others = ends[ORDER];
    for (size_t j = ORDER; j-- > 1;) {
        others = others * radius + (fabs(t[j]) + sums->gamma * sizes[j]);
    }
    others = others * radius + sums->gamma * sizes[0];
    return fabs(t[0]) > others * (1.0 + 2.0 * sums->gamma);
}

static bool narrow(const mkba_i_point *a, const mkba_i_point *b)
{
    return b->x - a->x < NARROW * b->x;
}

bool mkba_i_no_root(const mkba_i_sums *sums, const mkba_i_point *a, const mkba_i_point *b)
{
    return above(sums, a->plus, b->minus) || above(sums, a->minus, b->plus) ||
           (narrow(a, b) && away_from_zero(sums, 0, a, b));
}

bool mkba_i_at_most_one(const mkba_i_sums *sums, const mkba_i_point *a, const mkba_i_point *b)
{
    return above(sums, a->slope_plus, b->slope_minus) || above(sums, a->slope_minus, b->slope_plus) ||
           (narrow(a, b) && away_from_zero(sums, 2, a, b));
}
