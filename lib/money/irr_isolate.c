/* Positive roots of a polynomial, by halving intervals until each provably holds no root or exactly one
 * (irr_bounds.h), or cannot be told. */
#include "base/exact.h"

#include <math.h>

#include "base/memory.h"
#include "money/irr_bounds.h"
#include "money/irr_isolate.h"

#define UNIT 0x1p-53
#define DEPTH 256
#define MOST_POINTS 20000 /* a guard: what is not settled by then is reported as multiple */

/* ---- values ---------------------------------------------------------------------------------------------- */

/* Horner's rule with a running error bound (N.J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition,
 * algorithm 5.1): the sum of |partial results| x^k, times 2 units for the rounding here and 2 for that of the
 * coefficients; the hundredth is for the rounding of the bound itself. */
mkba_i_value mkba_i_value_at(const double *c, size_t n, double x)
{
    double y = c[n - 1];
    double slope = 0.0;
    double bound = fabs(y);
    for (size_t k = n - 1; k-- > 0;) {
        slope = slope * x + y;
        y = y * x + c[k];
        bound = bound * x + fabs(y);
    }
    return (mkba_i_value){.value = y, .slope = slope, .error = 4.01 * UNIT * bound};
}

int mkba_i_value_sign(mkba_i_value value)
{
    return value.value > value.error ? 1 : value.value < -value.error ? -1 : 0;
}

typedef struct search {
    mkba_i_sums sums;
    size_t points;
    mkba_i_brackets *found;
    mkba_error *error;
} search;

static mkba_i_point point_at(search *s, double x)
{
    s->points++;
    return mkba_i_point_at(&s->sums, x);
}

/* ---- from an interval to a bracket ------------------------------------------------------------------------- */

static mkba_status add(search *s, mkba_i_bracket bracket)
{
    void *items = s->found->items;
    if (!mkba_i_grow(&items, &s->found->capacity, s->found->n + 1, sizeof bracket)) {
        return mkba_i_fail_memory(s->error);
    }
    s->found->items = items;
    s->found->items[s->found->n++] = bracket;
    return MKBA_OK;
}

static double middle(double a, double b)
{
    return b > 4.0 * a ? sqrt(a) * sqrt(b) : a + (b - a) / 2.0;
}

/* Newton's iteration on x^-s p(x), which is steeper and straighter than p, kept inside a bracket that narrows. */
static double newton(const search *s, double *low, double *high, int sign_low, double x)
{
    for (int i = 0; i < 200; i++) {
        mkba_i_value v = mkba_i_value_at(s->sums.c, s->sums.n, x);
        int sign = mkba_i_value_sign(v);
        if (sign != 0) {
            *(sign == sign_low ? low : high) = x;
        }
        double next = x - v.value * x / (v.slope * x - s->sums.shift * v.value);
        bool inside = next > *low && next < *high;
        if (sign == 0 || (inside && fabs(next - x) <= 2.0 * UNIT * x)) {
            return inside ? next : x;
        }
        /* Far from the root a step changes x by a constant factor: halving is faster. */
        if (!inside || (i % 2 == 1 && *high > 4.0 * *low)) {
            next = middle(*low, *high);
        }
        x = next;
    }
    return x;
}

static int sign_at(const search *s, double x)
{
    return mkba_i_value_sign(mkba_i_value_at(s->sums.c, s->sums.n, x));
}

/* Where to begin between two points: where a straight line would cross zero, but not near an end. */
static double guess(const mkba_i_point *a, const mkba_i_point *b)
{
    double left = fabs(a->plus - a->minus);
    double share = left / (left + fabs(b->plus - b->minus));
    share = share < 0.0625 ? 0.0625 : share > 0.9375 ? 0.9375 : share;
    return b->x > 4.0 * a->x ? middle(a->x, b->x) : a->x + (b->x - a->x) * share;
}

/* The narrowest bracket that we can show for the one root between two points. */
static mkba_status add_root(search *s, const mkba_i_point *a, const mkba_i_point *b)
{
    double low = a->x;
    double high = b->x;
    int sign_low = a->sign;
    double x = newton(s, &low, &high, sign_low, guess(a, b));
    mkba_i_value v = mkba_i_value_at(s->sums.c, s->sums.n, x);
    double reach = 2.0 * (fabs(v.value) + v.error) / fabs(v.slope) + 4.0 * UNIT * x;
    bool left = false;
    bool right = false;
    for (int i = 0; i < 200 && isfinite(reach) && !(left && right); i++, reach *= 2.0) {
        if (!left && x - reach > low && sign_at(s, x - reach) == sign_low) {
            low = x - reach;
            left = true;
        }
        if (!right && x + reach < high && sign_at(s, x + reach) == -sign_low) {
            high = x + reach;
            right = true;
        }
        left = left || x - reach <= low;
        right = right || x + reach >= high;
    }
    return add(s, (mkba_i_bracket){low, x, high, false});
}

/* Where in a..b the value is nearest to zero: at its extreme, or where it changes sign. */
static mkba_status add_multiple(search *s, const mkba_i_point *a, const mkba_i_point *b)
{
    double low = a->x;
    double high = b->x;
    bool extreme = a->sign == b->sign;
    bool rising = extreme ? a->slope_plus > a->slope_minus : a->plus > a->minus;
    for (int i = 0; i < 200; i++) {
        double x = middle(low, high);
        if (!(x > low && x < high)) {
            break;
        }
        mkba_i_point p = point_at(s, x);
        bool same = rising == (extreme ? p.slope_plus > p.slope_minus : p.plus > p.minus);
        *(same ? &low : &high) = x;
    }
    return add(s, (mkba_i_bracket){a->x, low, b->x, true});
}

/* ---- halving ----------------------------------------------------------------------------------------------- */

/* A point inside a..b where the sign of p is certain; false when none of a few is. */
static bool split(search *s, const mkba_i_point *a, const mkba_i_point *b, mkba_i_point *between)
{
    static const double shares[] = {0.5, 0.4375, 0.59375, 0.3125, 0.71875, 0.125, 0.875};
    for (size_t i = 0; i < sizeof shares / sizeof shares[0] && s->points < MOST_POINTS; i++) {
        bool far = b->x > 4.0 * a->x;
        double x = far ? sqrt(a->x) * sqrt(b->x) * (0.5 + shares[i]) : a->x + (b->x - a->x) * shares[i];
        if (!(x > a->x && x < b->x)) {
            return false;
        }
        *between = point_at(s, x);
        if (between->sign != 0) {
            return true;
        }
    }
    return false;
}

/* The intervals still to do lie on a stack of points, the leftmost on top: each pair of neighbours is one. */
static mkba_status halve(search *s, mkba_i_point first, mkba_i_point last)
{
    mkba_i_point stack[DEPTH];
    size_t n = 2;
    mkba_status status = MKBA_OK;
    stack[0] = last;
    stack[1] = first;
    while (n > 1 && status == MKBA_OK) {
        const mkba_i_point *a = &stack[n - 1];
        const mkba_i_point *b = &stack[n - 2];
        mkba_i_point between;
        bool certain = a->sign != 0 && b->sign != 0;
        bool same = a->sign == b->sign;
        if (certain && same && (mkba_i_no_root(&s->sums, a, b) || mkba_i_at_most_one(&s->sums, a, b))) {
            n--;
        } else if (certain && !same && mkba_i_at_most_one(&s->sums, a, b)) {
            status = add_root(s, a, b);
            n--;
        } else if (n < DEPTH && split(s, a, b, &between)) {
            stack[n] = stack[n - 1];
            stack[n - 1] = between;
            n++;
        } else {
            status = add_multiple(s, a, b);
            n--;
        }
    }
    return status;
}

mkba_status mkba_i_isolate(const double *c, size_t n, double end, double *room, mkba_i_brackets *found,
                           mkba_error *error)
{
    search s = {.found = found, .error = error};
    double largest = 0.0;
    for (size_t k = 0; k < n; k++) {
        largest = fmax(largest, fabs(c[k]));
    }
    /* Cauchy: no root is nearer to zero than |c0| / (|c0| + largest). */
    double start = fabs(c[0]) / (fabs(c[0]) + largest) / 2.0;
    mkba_i_sums_start(&s.sums, c, n, room);
    return halve(&s, point_at(&s, start), point_at(&s, end));
}
