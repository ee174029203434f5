/* Distributions from data, by maximum likelihood: see fit.h. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "stat/fit.h"
#include "stat/law.h"
#include "stat/log_gamma.h"
#include "stat/total.h"

#define HALF_LOG_TWO_PI 0.91893853320467274178
#define MOST_STEPS 200
#define AGREEMENT 1e-13

/* ---- moments ----------------------------------------------------------------------------------------------- */

typedef double (*transform)(double x);

static double itself(double x)
{
    return x;
}

static double mean_of(const double *x, size_t n, transform of)
{
    mkba_i_total sum = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        mkba_i_total_add(&sum, of(x[i]) / (double) n);
    }
    return sum.sum + sum.rest;
}

/* Divided by n: the likeliest. */
static double sd_of(const double *x, size_t n, transform of, double mean)
{
    mkba_i_total sum = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        mkba_i_total_add(&sum, (of(x[i]) - mean) * (of(x[i]) - mean) / (double) n);
    }
    return sqrt(sum.sum + sum.rest);
}

/* ---- families ---------------------------------------------------------------------------------------------- */

static void fit_lognormal(const double *x, size_t n, mkba_i_distribution *out)
{
    double mean = mean_of(x, n, mkba_i_log);
    double sd = sd_of(x, n, mkba_i_log, mean);
    out->a = mkba_i_exp(mean + 0.5 * sd * sd);
    out->b = out->a * sqrt(mkba_i_expm1(sd * sd));
}

/* log a - digamma(a) = log mean - mean log, by Newton's method over log a from Minka's start (Estimating a gamma distribution,
 * 2002). */
static void fit_gamma(const double *x, size_t n, mkba_i_distribution *out)
{
    double mean = mean_of(x, n, itself);
    double s = mkba_i_log(mean) - mean_of(x, n, mkba_i_log);
    if (!(s > 0.0)) { /* values so close that rounding is all there is between these */
        out->a = mean;
        out->b = 0.0;
        return;
    }
    double a = (3.0 - s + sqrt((s - 3.0) * (s - 3.0) + 24.0 * s)) / (12.0 * s);
    for (int i = 0; i < MOST_STEPS; i++) {
        double step = (mkba_i_log(a) - mkba_i_digamma(a) - s) / (a * mkba_i_trigamma(a) - 1.0);
        a *= mkba_i_exp(fmin(fmax(step, -1.0), 1.0));
        if (!(fabs(step) > AGREEMENT)) {
            break;
        }
    }
    out->a = mean;
    out->b = mean / sqrt(a);
}

/* digamma(a) - digamma(a + b) = mean log x, digamma(b) - digamma(a + b) = mean log (1 - x), by Newton's method over the
 * logarithms from the moments; the likelihood is concave in them as far as steps are kept below 1. */
static void fit_beta(const double *x, size_t n, mkba_i_distribution *out)
{
    double range = out->d - out->c;
    double mean = (mean_of(x, n, itself) - out->c) / range;
    double sd = sd_of(x, n, itself, mean_of(x, n, itself)) / range;
    double sum = fmax(mean * (1.0 - mean) / (sd * sd) - 1.0, 0.1);
    double a = mean * sum, b = (1.0 - mean) * sum;
    double left = 0.0, right = 0.0;
    for (size_t i = 0; i < n; i++) {
        left += mkba_i_log((x[i] - out->c) / range) / (double) n;
        right += mkba_i_log((out->d - x[i]) / range) / (double) n;
    }
    for (int i = 0; i < MOST_STEPS; i++) {
        double whole = mkba_i_digamma(a + b), shared = mkba_i_trigamma(a + b);
        double g = mkba_i_digamma(a) - whole - left, h = mkba_i_digamma(b) - whole - right;
        double aa = mkba_i_trigamma(a) - shared, bb = mkba_i_trigamma(b) - shared;
        double determinant = aa * bb - shared * shared;
        double da = -(bb * g + shared * h) / determinant / a, db = -(aa * h + shared * g) / determinant / b;
        double part = fmin(1.0, 1.0 / fmax(fabs(da), fabs(db)));
        a *= mkba_i_exp(part * da);
        b *= mkba_i_exp(part * db);
        if (!(fmax(fabs(da), fabs(db)) > AGREEMENT)) {
            break;
        }
    }
    out->a = a;
    out->b = b;
}

mkba_status mkba_i_fit_values(const double *sorted, size_t n, mkba_i_distribution *out, mkba_error *error)
{
    mkba_i_distribution made = *out;
    bool positive = made.family == MKBA_I_LOGNORMAL || made.family == MKBA_I_GAMMA;
    if (positive && !(sorted[0] > 0.0)) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "", "all values must be above 0");
    }
    if (made.family == MKBA_I_BETA && !(made.c < sorted[0] && sorted[n - 1] < made.d)) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "", "all values must be inside the bounds");
    }
    switch (made.family) {
    case MKBA_I_LOGNORMAL: fit_lognormal(sorted, n, &made); break;
    case MKBA_I_GAMMA: fit_gamma(sorted, n, &made); break;
    case MKBA_I_BETA: fit_beta(sorted, n, &made); break;
    default:
        made.a = mean_of(sorted, n, itself);
        made.b = sd_of(sorted, n, itself, made.a);
        break;
    }
    mkba_status status = mkba_i_distribution_check(&made, error);
    if (status == MKBA_OK) {
        *out = made;
    }
    return status;
}

/* ---- how well ---------------------------------------------------------------------------------------------- */

static double log_density(const mkba_i_distribution *d, double x)
{
    switch (d->family) {
    case MKBA_I_LOGNORMAL: {
        double s = sqrt(mkba_i_log1p(d->b / d->a * (d->b / d->a)));
        double z = (mkba_i_log(x) - mkba_i_log(d->a)) / s + 0.5 * s;
        return -0.5 * z * z - mkba_i_log(s) - mkba_i_log(x) - HALF_LOG_TWO_PI;
    }
    case MKBA_I_GAMMA: {
        double a = d->a / d->b * (d->a / d->b);
        double scale = d->a / a;
        return (a - 1.0) * mkba_i_log(x / scale) - x / scale - mkba_i_log_gamma(a) - mkba_i_log(scale);
    }
    case MKBA_I_BETA: {
        double range = d->d - d->c;
        return (d->a - 1.0) * mkba_i_log((x - d->c) / range) + (d->b - 1.0) * mkba_i_log((d->d - x) / range) -
               mkba_i_log_gamma(d->a) - mkba_i_log_gamma(d->b) + mkba_i_log_gamma(d->a + d->b) - mkba_i_log(range);
    }
    default: {
        double z = (x - d->a) / d->b;
        return -0.5 * z * z - mkba_i_log(d->b) - HALF_LOG_TWO_PI;
    }
    }
}

/* At a value inside the support; what is less than a double is the smallest one. */
static mkba_i_tails tails_at(const mkba_i_law *law, const mkba_i_distribution *d, double x)
{
    mkba_i_tails tails = mkba_i_law_tails(law, mkba_i_law_coordinate(law, d, x));
    return (mkba_i_tails){fmax(tails.lower, 1e-308), fmax(tails.upper, 1e-308)};
}

mkba_i_fit_measures mkba_i_fit_measure(const mkba_i_distribution *d, const double *sorted, size_t n)
{
    mkba_i_fit_measures made = {0.0, 0.0, 0.0};
    mkba_i_law law = mkba_i_law_of(d);
    double count = (double) n;
    for (size_t i = 0; i < n; i++) {
        double rank = (double) i;
        mkba_i_tails tails = tails_at(&law, d, sorted[i]);
        mkba_i_tails opposite = tails_at(&law, d, sorted[n - 1 - i]);
        made.log_likelihood += log_density(d, sorted[i]);
        made.kolmogorov = fmax(made.kolmogorov, fmax((rank + 1.0) / count - tails.lower, tails.lower - rank / count));
        made.anderson -= (2.0 * rank + 1.0) / count * (mkba_i_log(tails.lower) + mkba_i_log(opposite.upper));
    }
    made.anderson -= count;
    return made;
}
