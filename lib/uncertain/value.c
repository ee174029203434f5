/* The value of information: see value.h. */
#include "base/exact.h"

#include "uncertain/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "stat/quantile.h"
#include "uncertain/spline.h"
#include "uncertain/surface.h"

#define SQRT_2_PI 2.5066282746310002
#define FAR 9 /* standard errors beyond which noise adds nothing */

/* The error of a sum of two independent figures, without overflow. */
static double both_errors(double a, double b)
{
    double larger = fmax(a, b), ratio = larger > 0 ? fmin(a, b) / larger : 0;

    return larger * sqrt(1 + ratio * ratio);
}

/* ---- the decision ---------------------------------------------------------------------------------------- */

static void set_against_best(const double *net, size_t columns, mkba_i_decision *out)
{
    const double *best = out->best < columns ? net + out->best * out->n : NULL;

    for (size_t j = 0; j < out->d; j++) {
        double *to = out->differences + j * out->n;
        for (size_t i = 0; i < out->n; i++)
            to[i] = (j < columns ? net[j * out->n + i] : 0) - (best == NULL ? 0 : best[i]);
        out->means[j] = j == out->best ? 0 : fmin(0, mkba_i_draws_mean(to, out->n));
    }
}

mkba_status mkba_i_decision_of(const double *net, size_t n, size_t columns, mkba_i_decision *out, mkba_error *error)
{
    mkba_i_decision made = {.n = n, .d = columns == 1 ? 2 : columns};
    double mean;

    if (made.d + 1 > SIZE_MAX / sizeof(double) / (n + 1))
        return mkba_i_fail_memory(error);
    made.differences = malloc(made.d * (n + 1) * sizeof *made.differences);
    if (made.differences == NULL)
        return mkba_i_fail_memory(error);
    made.means = made.differences + made.d * n;
    made.value = mkba_i_draws_mean(net, n);
    for (size_t j = 1; j < made.d; j++) {
        mean = j < columns ? mkba_i_draws_mean(net + j * n, n) : 0;
        if (mean > made.value) {
            made.best = j;
            made.value = mean;
        }
    }
    if (made.best < columns)
        made.value_error = mkba_i_draws_error(net + made.best * n, n);
    set_against_best(net, columns, &made);
    for (size_t i = 0; i < made.d * (n + 1); i++)
        if (!isfinite(made.differences[i]) || !isfinite(made.value_error)) {
            free(made.differences);
            return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "net",
                               "differences between net benefits are beyond the range of a double");
        }
    *out = made;
    return MKBA_OK;
}

/* ---- perfect information --------------------------------------------------------------------------------- */

/* The best option of draw i, the first of equals; the best on average where it is among them. */
static size_t best_of(const mkba_i_decision *decision, const double *values, size_t i)
{
    size_t best = decision->best;

    for (size_t j = 0; j < decision->d; j++)
        if (values[j * decision->n + i] > values[best * decision->n + i])
            best = j;
    return best;
}

/* The largest standard deviation of n values by which options differ, a draw's part of it. */
static double resolution(const mkba_i_decision *decision, const double *values)
{
    double largest = 0;

    for (size_t j = 0; j < decision->d; j++) {
        const double *column = values + j * decision->n;
        if (j != decision->best)
            largest = fmax(largest, mkba_i_draws_sd(column, decision->n));
    }
    return largest / (double) decision->n;
}

double mkba_i_resolution(const mkba_i_decision *decision)
{
    return resolution(decision, decision->differences);
}

mkba_i_voi mkba_i_value_of_all(const mkba_i_decision *decision, double *p_best)
{
    size_t n = decision->n, best = 0;
    double sum = 0, squares = 0, mean;

    for (size_t i = 0; i < n; i++) {
        size_t j = best_of(decision, decision->differences, i);
        best += j == decision->best;
        sum += decision->differences[j * n + i];
    }
    mean = sum / (double) n;
    for (size_t i = 0; i < n; i++) {
        double off = decision->differences[best_of(decision, decision->differences, i) * n + i] - mean;
        squares += off * off;
    }
    *p_best = (double) best / (double) n;
    return (mkba_i_voi){.value = mean,
                        .error =
                            both_errors(sqrt(squares / (double) (n - 1) / (double) n), mkba_i_resolution(decision))};
}

void mkba_i_count_best(const mkba_i_decision *decision, double *shares)
{
    const double *values = decision->differences;
    size_t n = decision->n;

    for (size_t j = 0; j < decision->d; j++)
        shares[j] = 0;
    for (size_t i = 0; i < n; i++) {
        size_t best = 0;
        for (size_t j = 1; j < decision->d; j++)
            if (values[j * n + i] > values[best * n + i])
                best = j;
        shares[best] += 1;
    }
    for (size_t j = 0; j < decision->d; j++)
        shares[j] /= (double) n;
}

/* ---- what is expected ------------------------------------------------------------------------------------ */

mkba_status mkba_i_expected_make(const mkba_i_decision *decision, mkba_i_expected *out, mkba_error *error)
{
    size_t many = decision->n * decision->d;
    double *all = many > SIZE_MAX / 2 / sizeof *all ? NULL : calloc(2 * many, sizeof *all);

    if (all == NULL)
        return mkba_i_fail_memory(error);
    *out = (mkba_i_expected){all, all + many};
    return MKBA_OK;
}

mkba_status mkba_i_expect_one(const mkba_i_decision *decision, const double *x, mkba_i_expected *out, mkba_error *error)
{
    mkba_i_spline *spline = NULL;
    size_t n = decision->n;
    mkba_status status = mkba_i_spline_make(x, n, &spline, error);

    for (size_t j = 0; status == MKBA_OK && j < decision->d; j++)
        if (j != decision->best)
            status = mkba_i_spline_fit(spline, decision->differences + j * n, out->means + j * n, out->errors + j * n,
                                       error);
    mkba_i_spline_free(spline);
    return status;
}

mkba_status mkba_i_expect_joint(const mkba_i_decision *decision, const mkba_i_columns *x, mkba_i_expected *out,
                                mkba_error *error)
{
    mkba_i_surface *surface = NULL;
    size_t n = decision->n;
    mkba_status status = mkba_i_surface_make(x, &surface, error);

    for (size_t j = 0; status == MKBA_OK && j < decision->d; j++)
        if (j != decision->best)
            status = mkba_i_surface_fit(surface, decision->differences + j * n, out->means + j * n, out->errors + j * n,
                                        error);
    mkba_i_surface_free(surface);
    return status;
}

/* E[max(0, gap + error Z)] - max(0, gap), Z normal: what noise adds to the best of two. */
static double noise_adds(double gap, double error)
{
    double z = error > 0 ? fabs(gap) / error : HUGE_VAL;

    return z < FAR ? error * mkba_i_exp(-z * z / 2) / SQRT_2_PI - fabs(gap) * mkba_i_normal_upper(z) : 0;
}

/* A draw under shrunk expectations. */
typedef struct shrunk {
    size_t best;  /* the option that is chosen */
    double value; /* what is expected of it */
    double bias;
} shrunk;

static double shrink(const mkba_i_decision *decision, const mkba_i_expected *expected, double root, size_t j, size_t i)
{
    double mean = decision->means[j];

    return mean + root * (expected->means[j * decision->n + i] - mean);
}

/* The best and, for the bias, the next best. */
static shrunk choose(const mkba_i_decision *decision, const mkba_i_expected *expected, double root, size_t i)
{
    shrunk made = {.best = decision->best};
    double next = -HUGE_VAL, error;
    size_t second = decision->best;

    for (size_t j = 0; j < decision->d; j++) {
        double value = j == decision->best ? 0 : shrink(decision, expected, root, j, i);
        if (value > made.value) {
            next = made.value;
            second = made.best;
            made.value = value;
            made.best = j;
        } else if (j != made.best && value > next) {
            next = value;
            second = j;
        }
    }
    error = both_errors(expected->errors[made.best * decision->n + i], expected->errors[second * decision->n + i]);
    made.bias = noise_adds(made.value - next, root * error);
    return made;
}

/* A draw's influence on the value: of the means of differences, and of the rest (of what is expected of the chosen one). */
typedef struct influence {
    double means;
    double rest;
} influence;

static influence influence_of(const mkba_i_decision *decision, const mkba_i_expected *expected, double root,
                              const shrunk *chosen, const double *shares, size_t i)
{
    size_t n = decision->n, at = chosen->best * n + i;
    influence made = {0, chosen->value + root * (decision->differences[at] - expected->means[at])};

    for (size_t j = 0; j < decision->d; j++)
        made.means += shares[j] * (decision->differences[j * n + i] - decision->means[j]);
    made.rest -= root * made.means;
    return made;
}

/* The value were the mean of each difference as many of its standard errors higher or lower; none rises above 0, where the
 * other option were the best now and the value fell again. */
static double value_beside(const mkba_i_decision *decision, const mkba_i_expected *expected, double root,
                           const double *errors, double reach)
{
    double sum = 0;

    for (size_t i = 0; i < decision->n; i++) {
        double best = 0;
        for (size_t j = 0; j < decision->d; j++) {
            double shift = fmin(reach * errors[j], -decision->means[j]);
            if (j != decision->best)
                best = fmax(best, shrink(decision, expected, root, j, i) + shift);
        }
        sum += best;
    }
    return sum / (double) decision->n;
}

/* Value, bias and standard error; returns that part of the error that does not come from the means of differences. */
static double summarise(const mkba_i_decision *decision, const mkba_i_expected *expected, double root, double *shares,
                        mkba_i_voi *out)
{
    double n = (double) decision->n, sum = 0, squares = 0, rests = 0, bias = 0;

    for (size_t i = 0; i < decision->n; i++) {
        shrunk chosen = choose(decision, expected, root, i);
        shares[chosen.best] += 1 / n;
        sum += chosen.value;
        bias += chosen.bias;
    }
    for (size_t i = 0; i < decision->n; i++) {
        shrunk chosen = choose(decision, expected, root, i);
        influence of = influence_of(decision, expected, root, &chosen, shares, i);
        double rest = of.rest - sum / n, off = rest + of.means;
        squares += off * off;
        rests += rest * rest;
    }
    *out = (mkba_i_voi){.value = sum / n, .error = sqrt(squares / (n - 1) / n), .bias = bias / n};
    return sqrt(rests / (n - 1) / n);
}

enum { DIRECTIONS = 8 };

/* The value bends in the means of differences where one is near 0, and no mean moves it above what it is at 0. So the
 * interval is what the value becomes over the ellipse of both errors, `reach` standard errors of the means in one
 * direction and of the rest in the other: value -+ reach x error where it does not bend. */
static void bound(const mkba_i_decision *decision, const mkba_i_expected *expected, double root, double reach,
                  double rest, double *errors, mkba_i_voi *out)
{
    out->upper = out->value + reach * rest;
    out->lower = out->value - reach * rest;
    for (size_t j = 0; j < decision->d; j++)
        errors[j] = mkba_i_draws_error(decision->differences + j * decision->n, decision->n);
    for (int k = 1; k <= DIRECTIONS; k++) {
        double part = (double) k / DIRECTIONS, means = reach * sqrt(part), beside = reach * sqrt(1 - part) * rest;
        out->upper = fmax(out->upper, value_beside(decision, expected, root, errors, means) + beside);
        out->lower = fmin(out->lower, value_beside(decision, expected, root, errors, -means) - beside);
    }
}

mkba_status mkba_i_value_of(const mkba_i_decision *decision, const mkba_i_expected *expected, double part, double reach,
                            mkba_i_voi *out, mkba_error *error)
{
    double root = sqrt(part), rest, unseen = part > 0 ? root * resolution(decision, expected->means) : 0;
    double *shares = calloc(2 * decision->d, sizeof *shares);

    if (shares == NULL)
        return mkba_i_fail_memory(error);
    rest = both_errors(summarise(decision, expected, root, shares, out), unseen);
    bound(decision, expected, root, reach, rest, shares + decision->d, out);
    out->error = both_errors(out->error, unseen);
    free(shares);
    return MKBA_OK;
}
