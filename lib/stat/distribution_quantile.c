/* Quantiles of distributions: closed forms, and the choice by family. */
#include "base/exact.h"

#include <math.h>

#include "stat/distribution.h"
#include "stat/law.h"
#include "stat/steps.h"
#include "stat/straight.h"

static bool has_law(const mkba_i_distribution *d)
{
    return d->family == MKBA_I_NORMAL || d->family == MKBA_I_LOGNORMAL || d->family == MKBA_I_GAMMA ||
           d->family == MKBA_I_BETA || d->family == MKBA_I_PERT;
}

static double quantile_of_law(const mkba_i_distribution *d, double p)
{
    mkba_i_law law = mkba_i_law_of(d);
    if (p <= 0.0 || p >= 1.0) {
        return p <= 0.0 ? law.least : law.most;
    }
    return mkba_i_law_value(&law, mkba_i_law_quantile(&law, p, 1.0 - p, NAN));
}

double mkba_i_distribution_quantile(const mkba_i_distribution *d, double p)
{
    double inside = fmin(fmax(p, 0.0), 1.0);
    if (has_law(d)) {
        return quantile_of_law(d, inside);
    }
    switch (d->family) {
    case MKBA_I_UNIFORM:
    case MKBA_I_TRIANGULAR: {
        mkba_i_straight line = mkba_i_straight_of(d);
        return mkba_i_straight_quantile(&line, inside);
    }
    case MKBA_I_POISSON:
    case MKBA_I_BINOMIAL: return mkba_i_count_quantile(d, inside);
    default: return mkba_i_listed_quantile(d, inside);
    }
}
