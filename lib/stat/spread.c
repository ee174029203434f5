/* Standard deviations of distributions, truncated or not. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "stat/distribution.h"
#include "stat/law.h"
#include "stat/log_density.h"
#include "stat/order.h"
#include "stat/quadrature.h"
#include "stat/steps.h"
#include "stat/straight.h"

/* Deviations are from the value at `from`, in units of `scale`, less `mean`; densities relative to mkba_i_exp(top). */
typedef struct deviation {
    const mkba_i_law *law;
    double from;
    double scale;
    double mean;
    double top;
} deviation;

static double log_density(const void *context, double v)
{
    return mkba_i_law_log_density(context, v);
}

static double apart(const deviation *d, double v)
{
    return mkba_i_law_apart(d->law, d->from, v) / d->scale - d->mean;
}

static mkba_i_pair with_deviation(const void *context, double v)
{
    const deviation *d = context;
    double density = mkba_i_exp(mkba_i_law_log_density(d->law, v) - d->top);
    return (mkba_i_pair){density, density * apart(d, v)};
}

static mkba_i_pair with_square(const void *context, double v)
{
    const deviation *d = context;
    double density = mkba_i_exp(mkba_i_law_log_density(d->law, v) - d->top);
    return (mkba_i_pair){density, density * apart(d, v) * apart(d, v)};
}

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* Around which v squares are large or densities bend, and how far from it they have done so. */
static void find_bend(const mkba_i_law *law, double *centre, double *reach)
{
    *reach = 40.0;
    switch (law->kind) {
    case MKBA_I_LAW_NORMAL: *centre = 0.0, *reach = 10.0; return;
    case MKBA_I_LAW_LOGNORMAL: *centre = 2.0 * law->scale, *reach = 10.0; return;
    case MKBA_I_LAW_GAMMA: *centre = fmax(-mkba_i_log(law->gamma.a), 0.0); return;
    default: *centre = mkba_i_log(law->beta.b / law->beta.a); return;
    }
}

/* Beyond the ends of a law that no truncation made lies what is no double: a value of 0, but perhaps not a probability of 0. */
static double sd_by_integration(const mkba_i_law *law)
{
    double centre, reach;
    double low = law->below > 0.0 ? law->low : -INFINITY;
    double high = law->above > 0.0 ? law->high : INFINITY;
    double mode = within(-law->origin, low, high);
    find_bend(law, &centre, &reach);
    centre -= law->origin;
    double points[6] = {mkba_i_where_fallen(log_density, law, mode, low),
                        mode,
                        mkba_i_where_fallen(log_density, law, mode, high),
                        within(centre - reach, low, high),
                        within(centre, low, high),
                        within(centre + reach, low, high)};
    mkba_i_sort(points, 6);
    deviation d = {.law = law, .from = points[0], .top = mkba_i_law_log_density(law, mode)};
    d.scale = mkba_i_law_apart(law, points[0], points[5]);
    mkba_i_pair first = mkba_i_integrate(with_deviation, &d, points, 6);
    d.mean = first.moment / first.mass;
    mkba_i_pair second = mkba_i_integrate(with_square, &d, points, 6);
    return d.scale * sqrt(second.moment / second.mass);
}

static double beta_sd(const mkba_i_law *law)
{
    double sum = law->beta.a + law->beta.b;
    return law->scale * sqrt(law->beta.a / sum * (law->beta.b / sum) / (sum + 1.0));
}

static double law_sd(const mkba_i_distribution *d)
{
    mkba_i_law law = mkba_i_law_of(d);
    if (d->truncated) {
        return sd_by_integration(&law);
    }
    return law.kind == MKBA_I_LAW_BETA ? beta_sd(&law) : d->b;
}

static double sd_of(const mkba_i_distribution *d)
{
    switch (d->family) {
    case MKBA_I_UNIFORM:
    case MKBA_I_TRIANGULAR: {
        mkba_i_straight line = mkba_i_straight_of(d);
        return mkba_i_straight_sd(&line);
    }
    case MKBA_I_POISSON:
    case MKBA_I_BINOMIAL: return mkba_i_count_sd(d);
    case MKBA_I_DISCRETE:
    case MKBA_I_EMPIRICAL: return mkba_i_listed_sd(d);
    default: return law_sd(d);
    }
}

mkba_status mkba_i_distribution_sd(const mkba_i_distribution *distribution, double *sd, mkba_error *error)
{
    double result = sd_of(distribution);
    if (!isfinite(result)) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "",
                           "the standard deviation of the distribution is beyond the range of a double");
    }
    *sd = result;
    return MKBA_OK;
}
