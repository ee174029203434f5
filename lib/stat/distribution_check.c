/* Checks of distributions: each a sentence that names the value and what is allowed. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "stat/distribution.h"
#include "stat/truncated.h"

#define NAME_TEXT 64
#define LEAST_PROBABILITY 1e-25

/* "sd of a normal distribution must be above 0; it is -1" */
static mkba_status refuse(mkba_error *error, const char *what, const char *rule, double value)
{
    char number[MKBA_I_NUMBER_TEXT];
    return mkba_i_fail(error, MKBA_ERROR_CASE, "", "%s must be %s; it is %s", what, rule,
                       mkba_i_number_say(value, number));
}

static mkba_status check_above_zero(mkba_error *error, const char *what, double value)
{
    return isfinite(value) && value > 0.0 ? MKBA_OK : refuse(error, what, "a finite number above 0", value);
}

static mkba_status check_finite(mkba_error *error, const char *what, double value)
{
    return isfinite(value) ? MKBA_OK : refuse(error, what, "a finite number", value);
}

static mkba_status check_normal(const mkba_i_distribution *d, mkba_error *error)
{
    mkba_status status = check_finite(error, "mean of a normal distribution", d->a);
    return status == MKBA_OK ? check_above_zero(error, "sd of a normal distribution", d->b) : status;
}

/* Lognormal and gamma: mean and sd above 0, and the sd in proportion. */
static mkba_status check_positive(const mkba_i_distribution *d, const char *family, mkba_error *error)
{
    char what[NAME_TEXT];
    snprintf(what, sizeof what, "mean of a %s distribution", family);
    mkba_status status = check_above_zero(error, what, d->a);
    if (status != MKBA_OK) {
        return status;
    }
    snprintf(what, sizeof what, "sd of a %s distribution", family);
    status = check_above_zero(error, what, d->b);
    if (status != MKBA_OK) {
        return status;
    }
    double spread = d->b / d->a;
    if (!(spread >= MKBA_I_SMALLEST_SPREAD && spread <= MKBA_I_LARGEST_SPREAD)) {
        return refuse(error, what, "from 1e-7 to 1e12 times its mean", d->b);
    }
    return MKBA_OK;
}

static mkba_status check_interval(double lo, double hi, const char *family, mkba_error *error)
{
    char from[MKBA_I_NUMBER_TEXT];
    char to[MKBA_I_NUMBER_TEXT];
    if (isfinite(lo) && isfinite(hi) && lo < hi && isfinite(hi - lo)) {
        return MKBA_OK;
    }
    return mkba_i_fail(error, MKBA_ERROR_CASE, "",
                       "the lowest value of a %s distribution must be below the highest, "
                       "both finite, and so must their difference be; they are %s and %s",
                       family, mkba_i_number_say(lo, from), mkba_i_number_say(hi, to));
}

static mkba_status check_mode(const mkba_i_distribution *d, const char *family, mkba_error *error)
{
    char what[NAME_TEXT];
    mkba_status status = check_interval(d->a, d->c, family, error);
    if (status != MKBA_OK || (d->b >= d->a && d->b <= d->c)) {
        return status;
    }
    snprintf(what, sizeof what, "mode of a %s distribution", family);
    return refuse(error, what, "between its lowest and its highest value", d->b);
}

static mkba_status check_shape(mkba_error *error, const char *what, double value)
{
    return value >= MKBA_I_SMALLEST_SHAPE && value <= MKBA_I_LARGEST_SHAPE
               ? MKBA_OK
               : refuse(error, what, "from 1e-9 to 1e15", value);
}

static mkba_status check_beta(const mkba_i_distribution *d, mkba_error *error)
{
    mkba_status status = check_shape(error, "alpha of a beta distribution", d->a);
    if (status == MKBA_OK) {
        status = check_shape(error, "beta of a beta distribution", d->b);
    }
    if (status == MKBA_OK && fmax(d->a, d->b) < MKBA_I_SMALLEST_LARGER_SHAPE) {
        return refuse(error, "the larger of alpha and beta of a beta distribution",
                      "at least 0.001 (with less it is two points: say so by a discrete distribution)",
                      fmax(d->a, d->b));
    }
    return status == MKBA_OK ? check_interval(d->c, d->d, "beta", error) : status;
}

static mkba_status check_poisson(const mkba_i_distribution *d, mkba_error *error)
{
    return d->a > 0.0 && d->a <= MKBA_I_LARGEST_COUNT
               ? MKBA_OK
               : refuse(error, "mean of a poisson distribution", "above 0 and at most 1e9", d->a);
}

static mkba_status check_binomial(const mkba_i_distribution *d, mkba_error *error)
{
    if (!(d->a >= 0.0 && d->a <= MKBA_I_LARGEST_COUNT && d->a == floor(d->a))) {
        return refuse(error, "n of a binomial distribution", "a whole number from 0 to 1e9", d->a);
    }
    return d->b >= 0.0 && d->b <= 1.0 ? MKBA_OK : refuse(error, "p of a binomial distribution", "from 0 to 1", d->b);
}

static mkba_status check_weights(const mkba_i_distribution *d, mkba_error *error)
{
    bool some = false;
    for (size_t i = 0; i < d->n; i++) {
        if (!isfinite(d->weights[i]) || d->weights[i] < 0.0) {
            return refuse(error, "each weight of a discrete distribution", "a finite number, 0 or above",
                          d->weights[i]);
        }
        some = some || d->weights[i] > 0.0;
    }
    if (!some) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "", "a discrete distribution needs a weight above 0; all are 0");
    }
    return MKBA_OK;
}

static mkba_status check_values(const mkba_i_distribution *d, mkba_error *error)
{
    bool discrete = d->family == MKBA_I_DISCRETE;
    if (d->n == 0 || d->values == NULL || (discrete && d->weights == NULL)) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "", "%s distribution needs at least one value%s",
                           discrete ? "a discrete" : "an empirical", discrete ? ", each with a weight" : "");
    }
    for (size_t i = 0; i < d->n; i++) {
        const char *what =
            discrete ? "each value of a discrete distribution" : "each value of an empirical distribution";
        mkba_status status = check_finite(error, what, d->values[i]);
        if (status != MKBA_OK) {
            return status;
        }
    }
    return discrete ? check_weights(d, error) : MKBA_OK;
}

static mkba_status check_parameters(const mkba_i_distribution *d, mkba_error *error)
{
    switch (d->family) {
    case MKBA_I_NORMAL: return check_normal(d, error);
    case MKBA_I_LOGNORMAL: return check_positive(d, "lognormal", error);
    case MKBA_I_UNIFORM: return check_interval(d->a, d->b, "uniform", error);
    case MKBA_I_TRIANGULAR: return check_mode(d, "triangular", error);
    case MKBA_I_PERT: return check_mode(d, "pert", error);
    case MKBA_I_BETA: return check_beta(d, error);
    case MKBA_I_GAMMA: return check_positive(d, "gamma", error);
    case MKBA_I_POISSON: return check_poisson(d, error);
    case MKBA_I_BINOMIAL: return check_binomial(d, error);
    case MKBA_I_DISCRETE:
    case MKBA_I_EMPIRICAL: return check_values(d, error);
    }
    return mkba_i_fail(error, MKBA_ERROR_INTERNAL, "", "a distribution of an unknown family; please report this");
}

static mkba_status check_truncation(const mkba_i_distribution *d, mkba_error *error)
{
    char low[MKBA_I_NUMBER_TEXT];
    char high[MKBA_I_NUMBER_TEXT];
    bool one_value = d->family >= MKBA_I_POISSON;
    if (!isfinite(d->low) || !isfinite(d->high) || d->low > d->high || (d->low == d->high && !one_value)) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "",
                           "a truncation must be two finite numbers, the lower one first; "
                           "it is [%s, %s]",
                           mkba_i_number_say(d->low, low), mkba_i_number_say(d->high, high));
    }
    if (!(mkba_i_truncated_of(d).mass >= LEAST_PROBABILITY)) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "",
                           "the truncation [%s, %s] leaves nothing of the distribution: "
                           "less than 1e-25 of its probability",
                           mkba_i_number_say(d->low, low), mkba_i_number_say(d->high, high));
    }
    return MKBA_OK;
}

mkba_status mkba_i_distribution_check(const mkba_i_distribution *distribution, mkba_error *error)
{
    mkba_status status = check_parameters(distribution, error);
    return status == MKBA_OK && distribution->truncated ? check_truncation(distribution, error) : status;
}
