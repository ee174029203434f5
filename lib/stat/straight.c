/* Uniform and triangular distributions: see straight.h. */
#include "base/exact.h"

#include <math.h>

#include "stat/straight.h"

/* Heights relative to that at the mode. */
static mkba_i_straight_piece piece(double width, double outer, double inner)
{
    mkba_i_straight_piece made = {.width = width, .start = outer};
    if (width > 0.0) {
        made.rise = (inner - outer) / width;
        made.area = 0.5 * width * (outer + inner);
    }
    return made;
}

static void normalise(mkba_i_straight *s)
{
    double area = s->left.area + s->right.area;
    mkba_i_straight_piece *pieces[] = {&s->left, &s->right};
    for (int i = 0; i < 2; i++) {
        pieces[i]->area /= area;
        pieces[i]->start /= area;
        pieces[i]->rise /= area;
    }
}

mkba_i_straight mkba_i_straight_of(const mkba_i_distribution *d)
{
    double from = d->a;
    double to = d->family == MKBA_I_UNIFORM ? d->b : d->c;
    double low = d->truncated ? fmax(from, d->low) : from;
    double high = d->truncated ? fmin(to, d->high) : to;
    mkba_i_straight made = {.low = low, .high = high};
    if (d->family == MKBA_I_UNIFORM) {
        made.left = piece(0.5 * high - 0.5 * low, 1.0, 1.0);
        made.right = made.left;
    } else {
        double mode = d->b;
        double left = fmin(mode, high);
        double right = fmax(mode, low);
        if (low < left) {
            made.left = piece(left - low, (low - from) / (mode - from), (left - from) / (mode - from));
        }
        if (right < high) {
            made.right = piece(high - right, (to - high) / (to - mode), (to - right) / (to - mode));
        }
    }
    normalise(&made);
    return made;
}

/* Where the area from the outer end is `area`. */
static double reach(const mkba_i_straight_piece *p, double area)
{
    double root = sqrt(fmax(p->start * p->start + 2.0 * p->rise * area, 0.0));
    return area > 0.0 ? fmin(2.0 * area / (p->start + root), p->width) : 0.0;
}

double mkba_i_straight_quantile(const mkba_i_straight *s, double p)
{
    double value = p <= s->left.area ? s->low + reach(&s->left, p) : s->high - reach(&s->right, 1.0 - p);
    return fmin(fmax(value, s->low), s->high);
}

/* Mean of a piece from its outer end, and its variance, relative to its width: of a trapezium. */
static void moments(const mkba_i_straight_piece *p, double *mean, double *variance)
{
    double outer = p->start;
    double inner = p->start + p->rise * p->width;
    double sum = outer + inner;
    if (p->area > 0.0) {
        *mean = p->width * ((outer + 2.0 * inner) / (3.0 * sum));
        *variance = p->width * p->width * ((outer * outer + 4.0 * outer * inner + inner * inner) / (18.0 * sum * sum));
    }
}

double mkba_i_straight_sd(const mkba_i_straight *s)
{
    double left = 0.0, left_variance = 0.0, right = 0.0, right_variance = 0.0;
    double width = s->high - s->low;
    mkba_i_straight_piece one = s->left;
    mkba_i_straight_piece other = s->right;
    double scale = one.width + other.width;
    one.width /= scale, one.rise *= scale;
    other.width /= scale, other.rise *= scale;
    moments(&one, &left, &left_variance);
    moments(&other, &right, &right_variance);
    double apart = 1.0 - left - right;
    double variance = one.area * left_variance + other.area * right_variance + one.area * other.area * apart * apart;
    return width * sqrt(variance);
}
