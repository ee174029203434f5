/* Log-linear models of counts: see count_model.h. */
#include "base/exact.h"

#include "stat/count_model.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "stat/log_gamma.h"
#include "stat/quantile.h"

#define MOST_STEPS 200
#define MOST_TURNS 200
#define MOST_HALVINGS 40
#define AGREEMENT 1e-11
#define LARGE_THETA 1e7
#define LEAST_THETA 1e-6
#define FARTHEST 600  /* of a linear predictor */
#define NO_COUNT 1e-9 /* a mean below this is that of an area where nothing can be counted */

typedef struct search {
    const mkba_i_design *design;
    const double *exposure;
    double theta, tolerance;
    double *eta, *trial, *beta, *weights, *working;
    mkba_i_count_model *made;
    mkba_error *error;
} search;

static double exposure_of(const search *s, size_t i)
{
    return s->exposure == NULL ? 1 : s->exposure[i];
}

/* ---- likelihoods ------------------------------------------------------------------------------------------ */

/* Twice the log-likelihood that a perfect fit gains. */
static double unit_deviance(double y, double mean, double theta)
{
    double part = y > 0 ? y * mkba_i_log(y / mean) : 0;

    if (isinf(theta))
        return 2 * (part - (y - mean));
    return 2 * (part - (y + theta) * mkba_i_log1p((y - mean) / (mean + theta)));
}

static double log_probability(double y, double mean, double theta)
{
    double part = y > 0 ? y * mkba_i_log(mean) : 0;

    if (isinf(theta))
        return part - mean - mkba_i_log_gamma(y + 1);
    return mkba_i_log_gamma(y + theta) - mkba_i_log_gamma(theta) - mkba_i_log_gamma(y + 1) + part -
           y * mkba_i_log(mean + theta) - theta * mkba_i_log1p(mean / theta);
}

static double variance_of(double mean, double theta)
{
    return isinf(theta) ? mean : mean + mean * mean / theta;
}

/* ---- coefficients ----------------------------------------------------------------------------------------- */

/* Predictors and means of coefficients, and their deviance; infinity when they leave the range. */
static double move_to(search *s, const double *beta, double *eta)
{
    const mkba_i_design *d = s->design;
    double deviance = 0;

    for (size_t i = 0; i < d->n; i++) {
        double sum = 0;
        for (size_t j = 0; j < d->p; j++)
            sum += d->x[i * d->p + j] * beta[j];
        if (!(fabs(sum) < FARTHEST))
            return INFINITY;
        eta[i] = sum;
        s->made->means[i] = exposure_of(s, i) * mkba_i_exp(sum);
        if (!(s->made->means[i] > 0) || isinf(s->made->means[i]))
            return INFINITY;
        deviance += unit_deviance(d->y[i], s->made->means[i], s->theta);
    }
    return isfinite(deviance) ? deviance : INFINITY;
}

/* Least squares of the working figures at the present means. */
static mkba_status score(search *s)
{
    const mkba_i_design *d = s->design;
    mkba_i_design working = {.n = d->n, .p = d->p, .x = d->x, .y = s->working, .weights = s->weights};

    for (size_t i = 0; i < d->n; i++) {
        double mean = s->made->means[i];
        s->weights[i] = isinf(s->theta) ? mean : mean / (1 + mean / s->theta);
        s->working[i] = s->eta[i] + (d->y[i] - mean) / mean;
    }
    return mkba_i_least_squares_fit(&working, s->tolerance, &s->made->fit, s->error);
}

/* From s->beta towards the scored coefficients, as far as the deviance does not rise. */
static double step_to(search *s, double deviance)
{
    const double *target = s->made->fit.beta;
    size_t p = s->design->p;
    double part = 1;

    for (int h = 0; h < MOST_HALVINGS; h++, part /= 2) {
        double *trial = s->trial;
        for (size_t j = 0; j < p; j++)
            trial[j] = part < 1 ? s->beta[j] + part * (target[j] - s->beta[j]) : target[j];
        double found = move_to(s, trial, s->eta);
        if (found <= deviance + AGREEMENT * (fabs(deviance) + 0.1)) {
            memcpy(s->beta, trial, p * sizeof *trial);
            return found;
        }
    }
    return move_to(s, s->beta, s->eta);
}

static mkba_status refuse_boundary(search *s)
{
    return mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "design",
                       "the fit does not settle: a factor may tell exactly where counts are 0");
}

/* Fisher scoring at the present theta. At the start s->eta and the means are given and s->beta is nothing. */
static mkba_status iterate(search *s, bool from_start)
{
    double deviance = INFINITY;

    if (!from_start)
        deviance = move_to(s, s->beta, s->eta);
    s->made->converged = false;
    for (size_t step = 0; step < MOST_STEPS && !s->made->converged; step++) {
        mkba_status status = score(s);
        if (status != MKBA_OK)
            return step == 0 || status == MKBA_ERROR_MEMORY ? status : refuse_boundary(s);
        double found = step_to(s, deviance);
        if (isinf(found))
            return refuse_boundary(s);
        s->made->iterations++;
        s->made->converged = fabs(found - deviance) <= AGREEMENT * (fabs(found) + 0.1);
        deviance = found;
    }
    s->made->deviance = deviance;
    for (size_t i = 0; i < s->design->n; i++) /* it runs to 0: there is no finite coefficient */
        if (s->made->means[i] < NO_COUNT)
            return refuse_boundary(s);
    return score(s);
}

/* ---- theta ------------------------------------------------------------------------------------------------ */

/* The score of theta at the present means, and minus its derivative. */
static double theta_score(const search *s, double theta, double *information)
{
    double sum = 0, info = 0;

    for (size_t i = 0; i < s->design->n; i++) {
        double y = s->design->y[i], mean = s->made->means[i], all = mean + theta;
        sum += mkba_i_digamma(theta + y) - mkba_i_digamma(theta) - mkba_i_log1p(mean / theta) + 1 - (y + theta) / all;
        info += mkba_i_trigamma(theta) - mkba_i_trigamma(theta + y) - 1 / theta + 2 / all - (y + theta) / (all * all);
    }
    *information = info;
    return sum;
}

/* Newton's method over theta, steps held within a factor; from moments the first time. Infinity when counts do not vary more
 * than their means, or theta grows beyond bounds. */
static void find_theta(search *s, double *information)
{
    double over = 0, squares = 0, theta = s->theta;

    *information = NAN;
    for (size_t i = 0; i < s->design->n; i++) {
        double mean = s->made->means[i], away = s->design->y[i] - mean;
        over += away * away - mean;
        squares += mean * mean;
    }
    if (isinf(theta))
        theta = over > 0 ? squares / over : LARGE_THETA;
    theta = fmin(fmax(theta, LEAST_THETA), LARGE_THETA);
    for (int i = 0; i < MOST_STEPS; i++) {
        double info, found = theta_score(s, theta, &info), before = theta;
        theta = info > 0 ? theta + found / info : found > 0 ? 4 * theta : theta / 4;
        theta = fmin(fmax(theta, before / 4), 4 * before);
        if (!(theta < LARGE_THETA)) {
            s->theta = INFINITY;
            return;
        }
        if (fabs(theta - before) <= 1e-12 * before)
            break;
    }
    theta_score(s, theta, information);
    s->theta = theta;
}

/* Theta and coefficients by turns, as glm.nb of MASS does. */
static mkba_status alternate(search *s)
{
    double information = NAN, before = -INFINITY;
    bool settled = false;

    for (int turn = 0; turn < MOST_TURNS && !settled; turn++) {
        find_theta(s, &information);
        mkba_status status = iterate(s, false);
        if (status != MKBA_OK)
            return status;
        double likelihood = 0;
        for (size_t i = 0; i < s->design->n; i++)
            likelihood += log_probability(s->design->y[i], s->made->means[i], s->theta);
        settled = isinf(s->theta) || fabs(likelihood - before) <= 1e-12 * (fabs(likelihood) + 1);
        before = likelihood;
    }
    s->made->converged = s->made->converged && settled;
    s->made->theta_error = information > 0 ? 1 / sqrt(information) : NAN;
    return MKBA_OK;
}

/* ---- all of it -------------------------------------------------------------------------------------------- */

static void tell(search *s)
{
    mkba_i_count_model *made = s->made;
    double over = 0, squares = 0;

    made->theta = s->theta;
    made->pearson = made->log_likelihood = 0;
    for (size_t i = 0; i < s->design->n; i++) {
        double y = s->design->y[i], mean = made->means[i], away = y - mean;
        made->pearson += away * away / variance_of(mean, s->theta);
        made->log_likelihood += log_probability(y, mean, s->theta);
        over += away * away - y;
        squares += mean * mean;
    }
    made->overdispersion = isinf(s->theta) ? over / sqrt(2 * squares) : NAN;
    memcpy(made->fit.beta, s->beta, s->design->p * sizeof *s->beta);
}

/* Means y + 0.1, so that the start knows nothing of the columns. */
static mkba_status start(search *s)
{
    bool any = false;

    for (size_t i = 0; i < s->design->n; i++) {
        any = any || s->design->y[i] > 0;
        s->made->means[i] = s->design->y[i] + 0.1;
        s->eta[i] = mkba_i_log(s->made->means[i] / exposure_of(s, i));
    }
    return any ? MKBA_OK
               : mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "design",
                             "every count is 0: there is nothing to explain");
}

mkba_status mkba_i_count_fit(mkba_i_arena *arena, const mkba_i_design *design, const double *exposure,
                             bool negative_binomial, double tolerance, mkba_i_count_model *out, mkba_error *error)
{
    size_t n = design->n, p = design->p;
    mkba_i_count_model made = {.theta_error = NAN};
    search s = {.design = design,
                .exposure = exposure,
                .theta = INFINITY,
                .tolerance = tolerance,
                .made = &made,
                .error = error};
    mkba_status status = mkba_i_least_squares_new(arena, n, p, &made.fit, error);

    made.means = mkba_i_arena_new(arena, n, sizeof *made.means);
    s.eta = mkba_i_arena_new(arena, 3 * n + 2 * p, sizeof *s.eta);
    if (status != MKBA_OK || made.means == NULL || s.eta == NULL)
        return mkba_i_fail_memory(error);
    s.weights = s.eta + n;
    s.working = s.weights + n;
    s.beta = s.working + n;
    s.trial = s.beta + p;
    status = start(&s);
    if (status == MKBA_OK)
        status = iterate(&s, true);
    if (status == MKBA_OK && negative_binomial)
        status = alternate(&s);
    if (status != MKBA_OK) {
        out->fit = made.fit;
        return status;
    }
    tell(&s);
    *out = made;
    return MKBA_OK;
}

static double pearson_at(const double *y, const double *means, size_t n, double theta)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += (y[i] - means[i]) * (y[i] - means[i]) / variance_of(means[i], theta);
    return sum;
}

/* The sum rises with theta: by bisection over its logarithm. */
double mkba_i_count_theta(const double *y, const double *means, size_t n, size_t p)
{
    double low = LEAST_THETA, high = LARGE_THETA, wanted = (double) (n - p);

    if (pearson_at(y, means, n, high) <= wanted)
        return INFINITY;
    while (high > low * (1 + 1e-12)) {
        double middle = sqrt(low) * sqrt(high);
        *(pearson_at(y, means, n, middle) > wanted ? &high : &low) = middle;
    }
    return high;
}

/* ---- quantiles --------------------------------------------------------------------------------------------- */

static double at_most(double k, double mean, double size)
{
    if (isinf(size) || size > 1e9)
        return mkba_i_poisson_cdf(k, mean);
    return k < 0 ? 0 : mkba_i_beta_cdf(size / (size + mean), size, k + 1);
}

double mkba_i_negative_binomial_quantile(double p, double mean, double size)
{
    double low = -1, high = fmax(2 * mean, 8);

    while (high < 1e15 && at_most(high, mean, size) < p) {
        low = high;
        high *= 2;
    }
    low = floor(low);
    high = floor(high);
    while (high - low > 1) {
        double middle = floor(low + (high - low) / 2);
        *(at_most(middle, mean, size) >= p ? &high : &low) = middle;
    }
    return high;
}
