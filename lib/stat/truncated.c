/* Truncated uniform and triangular distributions, and the choice by family. */
#include "base/exact.h"

#include <math.h>

#include "stat/truncated.h"

mkba_i_truncated mkba_i_truncated_uniform(double from, double to, double low, double high)
{
    double left = fmax(from, low);
    double right = fmin(to, high);
    if (left >= right) {
        return (mkba_i_truncated){0.0, 0.0};
    }
    return (mkba_i_truncated){(right - left) / (to - from), 0.5 * left + 0.5 * right};
}

/* Area under a straight line from height `start` to height `end`, and its moment about the left end: all terms
 * are positive. */
static void add_piece(double width, double start, double end, double offset, double *area, double *moment)
{
    double piece = 0.5 * width * (start + end);
    *area += piece;
    *moment += piece * offset + width * width * (start + 2.0 * end) / 6.0;
}

mkba_i_truncated mkba_i_truncated_triangular(double from, double mode, double to, double low, double high)
{
    double left = fmax(from, low);
    double right = fmin(to, high);
    double area = 0.0;
    double moment = 0.0;
    if (left >= right) {
        return (mkba_i_truncated){0.0, 0.0};
    }
    if (left < mode) {
        double end = fmin(mode, right);
        add_piece(end - left, (left - from) / (mode - from), (end - from) / (mode - from), 0.0, &area, &moment);
    }
    if (right > mode) {
        double start = fmax(mode, left);
        add_piece(right - start, (to - start) / (to - mode), (to - right) / (to - mode), start - left, &area, &moment);
    }
    return (mkba_i_truncated){area / (0.5 * (to - from)), area > 0.0 ? fmin(left + moment / area, right) : left};
}

mkba_i_truncated mkba_i_truncated_of(const mkba_i_distribution *d)
{
    switch (d->family) {
    case MKBA_I_NORMAL: return mkba_i_truncated_normal(d->a, d->b, d->low, d->high);
    case MKBA_I_LOGNORMAL: return mkba_i_truncated_lognormal(d->a, d->b, d->low, d->high);
    case MKBA_I_UNIFORM: return mkba_i_truncated_uniform(d->a, d->b, d->low, d->high);
    case MKBA_I_TRIANGULAR: return mkba_i_truncated_triangular(d->a, d->b, d->c, d->low, d->high);
    case MKBA_I_PERT: /* Vose, Risk Analysis, 2008: beta-PERT with lambda 4 */
        return mkba_i_truncated_beta(1.0 + 4.0 * ((d->b - d->a) / (d->c - d->a)),
                                     1.0 + 4.0 * ((d->c - d->b) / (d->c - d->a)), d->a, d->c, d->low, d->high);
    case MKBA_I_BETA: return mkba_i_truncated_beta(d->a, d->b, d->c, d->d, d->low, d->high);
    case MKBA_I_GAMMA: return mkba_i_truncated_gamma(d->a, d->b, d->low, d->high);
    case MKBA_I_POISSON:
    case MKBA_I_BINOMIAL: return mkba_i_truncated_count(d);
    case MKBA_I_DISCRETE: return mkba_i_truncated_values(d->values, d->weights, d->n, d->low, d->high);
    default: /* MKBA_I_EMPIRICAL */ return mkba_i_truncated_values(d->values, NULL, d->n, d->low, d->high);
    }
}
