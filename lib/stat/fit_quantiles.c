/* Distributions from two quantiles: see fit.h. */
#include "base/exact.h"

#include <float.h>
#include <math.h>

#include "base/elementary.h"
#include "base/number.h"
#include "stat/fit.h"
#include "stat/law.h"
#include "stat/log_density.h"
#include "stat/quantile.h"
#include "stat/truncated.h"

#define MOST_HALVINGS 200
#define AGREEMENT 1e-9
#define LEAST_QUANTILE 1e-280 /* of a gamma distribution with mean 1: below, doubles end */

/* ---- closed forms ------------------------------------------------------------------------------------------ */

/* Values mean + z sd of the normal distribution (of logarithms). */
static void fit_normal(const double p[2], double low, double difference, double *mean, double *sd)
{
    double z[2] = {mkba_i_normal_quantile(p[0]), mkba_i_normal_quantile(p[1])};
    *sd = difference / (z[1] - z[0]);
    *mean = low + difference * (-z[0] / (z[1] - z[0]));
}

static mkba_i_distribution normal_of(const mkba_i_elicited *said)
{
    mkba_i_distribution made = {.family = MKBA_I_NORMAL};
    fit_normal(said->p, said->values[0], said->values[1] - said->values[0], &made.a, &made.b);
    return made;
}

static mkba_i_distribution lognormal_of(const mkba_i_elicited *said)
{
    double mean, sd;
    fit_normal(said->p, mkba_i_log(said->values[0]), mkba_i_log_ratio(said->values[1], said->values[0]), &mean, &sd);
    mkba_i_distribution made = {.family = MKBA_I_LOGNORMAL, .a = mkba_i_exp(mean + 0.5 * sd * sd)};
    made.b = made.a * sqrt(mkba_i_expm1(sd * sd));
    return made;
}

/* ---- by one number ----------------------------------------------------------------------------------------- */

/* Each family comes down to one unknown, in which what is left of the wish rises or falls: it is found by halving. */
typedef double (*curve)(const mkba_i_elicited *said, double x);

/* Where a curve that does not rise goes from at least 0 to at most 0; false where it does not. */
static bool halve(curve f, const mkba_i_elicited *said, double low, double high, double *x)
{
    if (!(f(said, low) >= 0.0) || !(f(said, high) <= 0.0)) {
        return false;
    }
    for (int i = 0; i < MOST_HALVINGS; i++) {
        double middle = low + (high - low) / 2.0;
        if (!(middle > low && middle < high)) {
            break;
        }
        if (f(said, middle) > 0.0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    *x = fabs(f(said, low)) < fabs(f(said, high)) ? low : high;
    return true;
}

/* The sd of a gamma distribution with mean 1 is exp(x): the wider, the larger the ratio of its quantiles. */
static mkba_i_distribution gamma_at(double x)
{
    return (mkba_i_distribution){.family = MKBA_I_GAMMA, .a = 1.0, .b = mkba_i_exp(x)};
}

static double gamma_left(const mkba_i_elicited *said, double x)
{
    mkba_i_distribution d = gamma_at(x);
    double low = mkba_i_distribution_quantile(&d, said->p[0]), high = mkba_i_distribution_quantile(&d, said->p[1]);
    if (!(low > LEAST_QUANTILE)) {
        return -INFINITY; /* so wide that a double cannot tell the ratio */
    }
    return mkba_i_log_ratio(said->values[1], said->values[0]) - mkba_i_log_ratio(high, low);
}

static bool find_gamma(const mkba_i_elicited *said, mkba_i_distribution *out)
{
    double x;
    if (!halve(gamma_left, said, mkba_i_log(MKBA_I_SMALLEST_SPREAD), mkba_i_log(MKBA_I_LARGEST_SPREAD), &x)) {
        return false;
    }
    *out = gamma_at(x);
    double scale = said->values[1] / mkba_i_distribution_quantile(out, said->p[1]);
    out->a *= scale;
    out->b *= scale;
    return true;
}

/* The distribution function of Beta(a, b) at the ith value less p[i], with the digits of the smaller tail. */
static double beta_over(const mkba_i_elicited *said, int i, double a, double b)
{
    mkba_i_distribution d = {.family = MKBA_I_BETA, .a = a, .b = b, .c = said->min, .d = said->max};
    mkba_i_law law = mkba_i_law_of(&d);
    mkba_i_tails tails = mkba_i_law_tails(&law, mkba_i_law_coordinate(&law, &d, said->values[i]));
    return said->p[i] <= 0.5 ? tails.lower - said->p[i] : (1.0 - said->p[i]) - tails.upper;
}

/* The b with which Beta(a, b) has its first quantile: below the first value lies the more, the larger b is. 0 or infinite
 * where shapes end before that. */
static double beta_beside(const mkba_i_elicited *said, double a)
{
    double low = mkba_i_log(a < MKBA_I_SMALLEST_LARGER_SHAPE ? MKBA_I_SMALLEST_LARGER_SHAPE : MKBA_I_SMALLEST_SHAPE);
    double high = mkba_i_log(MKBA_I_LARGEST_SHAPE);
    if (beta_over(said, 0, a, mkba_i_exp(low)) > 0.0) {
        return 0.0;
    }
    if (beta_over(said, 0, a, MKBA_I_LARGEST_SHAPE) < 0.0) {
        return INFINITY;
    }
    for (int i = 0; i < MOST_HALVINGS; i++) {
        double middle = low + (high - low) / 2.0;
        if (!(middle > low && middle < high)) {
            break;
        }
        if (beta_over(said, 0, a, mkba_i_exp(middle)) < 0.0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return mkba_i_exp(high);
}

/* Of Beta(a, b) that has its first quantile, with log a: the larger a, the narrower, the more lies below the second value. */
static double beta_left(const mkba_i_elicited *said, double log_a)
{
    double b = beta_beside(said, mkba_i_exp(log_a));
    return b == 0.0 ? INFINITY : isinf(b) ? -INFINITY : -beta_over(said, 1, mkba_i_exp(log_a), b);
}

static bool find_beta(const mkba_i_elicited *said, mkba_i_distribution *out)
{
    double x;
    if (!halve(beta_left, said, mkba_i_log(MKBA_I_SMALLEST_SHAPE), mkba_i_log(MKBA_I_LARGEST_SHAPE), &x)) {
        return false;
    }
    *out = (mkba_i_distribution){.family = MKBA_I_BETA, .a = mkba_i_exp(x), .c = said->min, .d = said->max};
    out->b = beta_beside(said, out->a);
    return true;
}

/* Of pert and triangular the unknown is where the mode lies between the ends, as a share of what is between them: then the
 * quantiles are known as shares too, and below and above the mode there must be room for the values in proportion. */
static void shares_at(const mkba_i_elicited *said, double mode, double shares[2])
{
    mkba_i_distribution d = {.family = said->family, .a = 0.0, .b = mode, .c = 1.0};
    shares[0] = mkba_i_distribution_quantile(&d, said->p[0]);
    shares[1] = mkba_i_distribution_quantile(&d, said->p[1]);
}

static double mode_left(const mkba_i_elicited *said, double mode)
{
    double shares[2];
    shares_at(said, mode, shares);
    return (said->mode - said->values[0]) * (shares[1] - mode) - (said->values[1] - said->mode) * (mode - shares[0]);
}

static bool find_mode(const mkba_i_elicited *said, mkba_i_distribution *out)
{
    double x, shares[2];
    if (!halve(mode_left, said, 0.0, 1.0, &x)) {
        return false;
    }
    shares_at(said, x, shares);
    double range = (said->values[1] - said->values[0]) / (shares[1] - shares[0]);
    *out = (mkba_i_distribution){
        .family = said->family, .a = said->mode - range * x, .b = said->mode, .c = said->mode + range * (1.0 - x)};
    return true;
}

/* Whether its quantiles are those that were said. */
static bool has_quantiles(const mkba_i_distribution *d, const mkba_i_elicited *said)
{
    double width = said->values[1] - said->values[0];
    bool has = mkba_i_distribution_check(d, NULL) == MKBA_OK;
    for (int i = 0; has && i < 2; i++) {
        double rounding = 4.0 * DBL_EPSILON * fmax(fabs(said->values[0]), fabs(said->values[1]));
        has = fabs(mkba_i_distribution_quantile(d, said->p[i]) - said->values[i]) <= AGREEMENT * width + rounding;
    }
    return has;
}

/* ---- what is said ------------------------------------------------------------------------------------------ */

static mkba_status check_said(const mkba_i_elicited *said, mkba_error *error)
{
    bool with_mode = said->family == MKBA_I_TRIANGULAR || said->family == MKBA_I_PERT;
    const double *p = said->p;
    const double *v = said->values;
    bool inside = with_mode ? p[0] >= 0.0 && p[1] <= 1.0 : p[0] > 0.0 && p[1] < 1.0;
    if (!inside || !(p[0] < p[1])) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "p", "p must be two probabilities, the lower one first, %s",
                           with_mode ? "from 0 to 1" : "above 0 and below 1");
    }
    if (!isfinite(v[0]) || !isfinite(v[1]) || !(v[0] < v[1]) || !isfinite(v[1] - v[0])) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "values",
                           "values must be two finite numbers, the lower one first");
    }
    if ((said->family == MKBA_I_LOGNORMAL || said->family == MKBA_I_GAMMA) && v[0] <= 0.0) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "values", "values of a %s distribution must be above 0",
                           said->family == MKBA_I_GAMMA ? "gamma" : "lognormal");
    }
    if (with_mode && !(said->mode >= v[0] && said->mode <= v[1])) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "mode", "mode must be between the two values");
    }
    if (said->family == MKBA_I_BETA && !(said->min < v[0] && v[1] < said->max && isfinite(said->max - said->min))) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bounds",
                           "the values must be inside the bounds of a beta distribution");
    }
    return MKBA_OK;
}

mkba_status mkba_i_fit_quantiles(const mkba_i_elicited *said, mkba_i_distribution *out, mkba_error *error)
{
    mkba_status status = check_said(said, error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_distribution made;
    bool with_mode = said->family == MKBA_I_TRIANGULAR || said->family == MKBA_I_PERT;
    if (said->family == MKBA_I_NORMAL || said->family == MKBA_I_LOGNORMAL) {
        made = said->family == MKBA_I_NORMAL ? normal_of(said) : lognormal_of(said);
    } else if (with_mode && said->p[0] == 0.0 && said->p[1] == 1.0) {
        made =
            (mkba_i_distribution){.family = said->family, .a = said->values[0], .b = said->mode, .c = said->values[1]};
    } else {
        bool found = with_mode                      ? find_mode(said, &made)
                     : said->family == MKBA_I_GAMMA ? find_gamma(said, &made)
                                                    : find_beta(said, &made);
        if (!found || !has_quantiles(&made, said)) {
            return mkba_i_fail(error, MKBA_ERROR_CASE, "values",
                               "no distribution of this family was found that has these values at these probabilities");
        }
    }
    mkba_error problem;
    if (mkba_i_distribution_check(&made, &problem) != MKBA_OK) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "values", "the distribution that has these values cannot be: %.300s",
                           problem.message);
    }
    *out = made;
    return MKBA_OK;
}
