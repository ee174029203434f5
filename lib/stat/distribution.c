/* Distributions: the mean, and reading one from a 90 % interval. The checks are in distribution_check.c. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "base/number.h"
#include "stat/distribution.h"
#include "stat/truncated.h"

/* The 95 % quantile of the standard normal distribution. */
#define QUANTILE_95 1.6448536269514722

/* Of the families not listed the mean is the first parameter. */
static double whole_mean(const mkba_i_distribution *d)
{
    switch (d->family) {
    case MKBA_I_UNIFORM: return 0.5 * d->a + 0.5 * d->b;
    case MKBA_I_TRIANGULAR: return d->a / 3.0 + d->b / 3.0 + d->c / 3.0;
    case MKBA_I_PERT: return d->a / 6.0 + d->b * (2.0 / 3.0) + d->c / 6.0;
    case MKBA_I_BETA: return d->c + (d->d - d->c) * (d->a / (d->a + d->b));
    case MKBA_I_BINOMIAL: return d->a * d->b;
    case MKBA_I_DISCRETE: return mkba_i_truncated_values(d->values, d->weights, d->n, -INFINITY, INFINITY).mean;
    case MKBA_I_EMPIRICAL: return mkba_i_truncated_values(d->values, NULL, d->n, -INFINITY, INFINITY).mean;
    default: return d->a;
    }
}

mkba_status mkba_i_distribution_mean(const mkba_i_distribution *distribution, double *mean, mkba_error *error)
{
    double result = distribution->truncated ? mkba_i_truncated_of(distribution).mean : whole_mean(distribution);
    if (!isfinite(result)) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "", "the mean of the distribution is beyond the range of a double");
    }
    *mean = result;
    return MKBA_OK;
}

/* Quantiles mean -+ z sd, z = Phi^-1(0.95). */
static mkba_i_distribution normal_of(double lo, double hi)
{
    return (mkba_i_distribution){
        .family = MKBA_I_NORMAL, .a = 0.5 * lo + 0.5 * hi, .b = (0.5 * hi - 0.5 * lo) / QUANTILE_95};
}

/* log X is normal with mean log sqrt(lo hi) and sd s = log(hi / lo) / (2 z), so that X has mean
 * sqrt(lo hi) exp(s^2 / 2) and sd / mean = sqrt(exp(s^2) - 1). */
static mkba_i_distribution lognormal_of(double lo, double hi)
{
    double log_ratio = hi < 2.0 * lo ? mkba_i_log1p((hi - lo) / lo) : mkba_i_log(hi) - mkba_i_log(lo);
    double s = log_ratio / (2.0 * QUANTILE_95);
    double mean = sqrt(lo) * sqrt(hi) * mkba_i_exp(0.5 * s * s);
    return (mkba_i_distribution){.family = MKBA_I_LOGNORMAL, .a = mean, .b = mean * sqrt(mkba_i_expm1(s * s))};
}

static mkba_status fail_ci90(const char *sentence, double lo, double hi, mkba_error *error)
{
    char low[MKBA_I_NUMBER_TEXT];
    char high[MKBA_I_NUMBER_TEXT];
    return mkba_i_fail(error, MKBA_ERROR_CASE, "", "%s; it is [%s, %s]", sentence, mkba_i_number_say(lo, low),
                       mkba_i_number_say(hi, high));
}

mkba_status mkba_i_distribution_from_ci90(double lo, double hi, bool lognormal, mkba_i_distribution *out,
                                          mkba_error *error)
{
    if (!isfinite(lo) || !isfinite(hi) || !(lo < hi)) {
        return fail_ci90("a 90 % interval is two finite numbers, the lower one first", lo, hi, error);
    }
    if (lognormal && lo <= 0.0) {
        return fail_ci90("a 90 % interval of a lognormal distribution lies above 0", lo, hi, error);
    }
    mkba_i_distribution result = lognormal ? lognormal_of(lo, hi) : normal_of(lo, hi);
    if (!isfinite(result.a) || !isfinite(result.b)) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "",
                           "the 90 %% interval is too wide: the mean or the standard "
                           "deviation of its distribution is beyond the range of a double");
    }
    mkba_status status = mkba_i_distribution_check(&result, error);
    if (status == MKBA_OK) {
        *out = result;
    }
    return status;
}
