/* Quantiles of poisson and binomial distributions: see steps.h. */
#include "base/exact.h"

#include <math.h>
#include <stdbool.h>

#include "stat/quantile.h"
#include "stat/steps.h"
#include "stat/tails.h"

/* What is left of the counts, and the probabilities outside. */
typedef struct counts {
    const mkba_i_distribution *of;
    double first;
    double last; /* perhaps infinite */
    mkba_i_tails target;
} counts;

static mkba_i_tails tails_at(const mkba_i_distribution *d, double k)
{
    if (d->family == MKBA_I_POISSON) {
        return (mkba_i_tails){mkba_i_poisson_cdf(k, d->a), mkba_i_poisson_upper(k, d->a)};
    }
    return (mkba_i_tails){mkba_i_binomial_cdf(k, d->a, d->b), mkba_i_binomial_upper(k, d->a, d->b)};
}

static counts counts_of(const mkba_i_distribution *d, double p)
{
    counts c = {.of = d, .first = 0.0, .last = d->family == MKBA_I_POISSON ? INFINITY : d->a, .target = {p, 1.0 - p}};
    if (d->truncated) {
        c.first = fmax(c.first, ceil(d->low));
        c.last = fmin(c.last, floor(d->high));
        mkba_i_tails from = tails_at(d, c.first - 1.0);
        mkba_i_tails to = tails_at(d, c.last);
        double mass = to.lower <= from.upper ? to.lower - from.lower : from.upper - to.upper;
        c.target = (mkba_i_tails){from.lower + p * mass, to.upper + (1.0 - p) * mass};
    }
    return c;
}

static bool reaches(const counts *c, double k)
{
    if (k >= c->last || k < c->first) {
        return k >= c->last;
    }
    mkba_i_tails tails = tails_at(c->of, k);
    return c->target.lower <= c->target.upper ? tails.lower >= c->target.lower : tails.upper <= c->target.upper;
}

/* Mean, standard deviation and skewness give a count that is nearly right (Cornish and Fisher, 1938). */
static double guess(const counts *c)
{
    const mkba_i_distribution *d = c->of;
    double q = d->family == MKBA_I_POISSON ? 1.0 : 1.0 - d->b;
    double mean = d->family == MKBA_I_POISSON ? d->a : d->a * d->b;
    double z = c->target.lower <= c->target.upper ? mkba_i_normal_quantile(c->target.lower)
                                                  : -mkba_i_normal_quantile(c->target.upper);
    double value = floor(mean + z * sqrt(mean * q) + (z * z - 1.0) * (2.0 * q - 1.0) / 6.0);
    return fmin(fmax(isfinite(value) ? value : mean, c->first), fmin(c->last, 1e10));
}

double mkba_i_count_quantile(const mkba_i_distribution *d, double p)
{
    counts c = counts_of(d, p);
    if (p <= 0.0 || p >= 1.0) {
        return p <= 0.0 ? c.first : c.last;
    }
    double step = 1.0;
    double high = guess(&c);
    double low = high - step;
    for (; !reaches(&c, high); step *= 2.0) {
        low = high;
        high += step;
    }
    for (; reaches(&c, low); step *= 2.0) {
        high = low;
        low -= step;
    }
    while (high - low > 1.0) {
        double middle = floor(0.5 * (low + high));
        if (reaches(&c, middle)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return fmin(high, c.last);
}
