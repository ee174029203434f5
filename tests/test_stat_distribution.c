/* stat/distribution.h. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/distribution.h"
#include "stat/quadrature.h"
#include "stat/truncated.h"

static double mean_of(const mkba_i_distribution *distribution)
{
    double mean = NAN;
    mkba_error error;
    mkba_status status = mkba_i_distribution_check(distribution, &error);
    ck_assert_msg(status == MKBA_OK, "%s", status == MKBA_OK ? "" : error.message);
    ck_assert_int_eq(mkba_i_distribution_mean(distribution, &mean, &error), MKBA_OK);
    return mean;
}

static mkba_i_distribution make(mkba_i_family family, double a, double b, double c, double d)
{
    return (mkba_i_distribution){.family = family, .a = a, .b = b, .c = c, .d = d};
}

static mkba_i_distribution truncate(mkba_i_distribution distribution, double low, double high)
{
    distribution.truncated = true;
    distribution.low = low;
    distribution.high = high;
    return distribution;
}

static void assert_near(double value, double expected, double relative)
{
    ck_assert_msg(fabs(value - expected) <= relative * fabs(expected), "%.17g is not %.17g", value, expected);
}

/* ---- means ----------------------------------------------------------------------------------------------- */

START_TEST(means_without_truncation_are_the_textbook_ones)
{
    static const double values[] = {10.0, 20.0, 60.0};
    static const double weights[] = {1.0, 2.0, 1.0};
    const struct {
        mkba_i_distribution distribution;
        double mean;
    } cases[] = {
        {make(MKBA_I_NORMAL, -3.5, 2.0, 0.0, 0.0), -3.5},
        {make(MKBA_I_LOGNORMAL, 7.0, 2.0, 0.0, 0.0), 7.0},
        {make(MKBA_I_UNIFORM, 2.0, 5.0, 0.0, 0.0), 3.5},
        {make(MKBA_I_UNIFORM, -8e307, 8e307, 0.0, 0.0), 0.0},
        {make(MKBA_I_TRIANGULAR, 0.0, 3.0, 9.0, 0.0), 4.0},
        {make(MKBA_I_PERT, 0.0, 3.0, 12.0, 0.0), 4.0},
        {make(MKBA_I_BETA, 2.0, 6.0, 0.0, 1.0), 0.25},
        {make(MKBA_I_BETA, 2.0, 6.0, 10.0, 30.0), 15.0},
        {make(MKBA_I_GAMMA, 5.0, 2.0, 0.0, 0.0), 5.0},
        {make(MKBA_I_POISSON, 2.5, 0.0, 0.0, 0.0), 2.5},
        {make(MKBA_I_BINOMIAL, 20.0, 0.25, 0.0, 0.0), 5.0},
        {make(MKBA_I_BINOMIAL, 0.0, 0.25, 0.0, 0.0), 0.0},
        {{.family = MKBA_I_DISCRETE, .values = values, .weights = weights, .n = 3}, 27.5},
        {{.family = MKBA_I_EMPIRICAL, .values = values, .n = 3}, 30.0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_near(mean_of(&cases[i].distribution), cases[i].mean, 1e-15);
    }
}
END_TEST

static mkba_i_family family_of(const char *name)
{
    static const char *const names[] = {"normal", "lognormal", "uniform", "triangular", "pert",
                                        "beta",   "gamma",     "poisson", "binomial"};
    int family = 0;
    while (strcmp(names[family], name) != 0) {
        family++;
    }
    return (mkba_i_family) family;
}

/* tests/data/truncated_means.py made the figures, by mpmath at 40 digits. */
START_TEST(truncated_means_agree_with_forty_digits)
{
    char path[1024];
    char name[32];
    double v[8];
    char line[512];
    size_t rows = 0;
    const char *data = getenv("MKBA_TEST_DATA");
    snprintf(path, sizeof path, "%s/truncated_means.csv", data != NULL ? data : "data");
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL) {
        int fields = sscanf(line, "%31[^,],%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,", name, &v[0], &v[1], &v[2], &v[3], &v[4],
                            &v[5], &v[6], &v[7]);
        ck_assert_int_eq(fields, 9);
        mkba_i_distribution d = truncate(make(family_of(name), v[0], v[1], v[2], v[3]), v[4], v[5]);
        double mean = mean_of(&d);
        double mass = mkba_i_truncated_of(&d).mass;
        ck_assert_msg(fabs(mean - v[7]) <= 1e-13 * fabs(v[7]), "%s gives %.17g", line, mean);
        ck_assert_msg(fabs(mass - v[6]) <= 1e-8 * v[6], "%s leaves %.17g", line, mass);
        rows++;
    }
    fclose(file);
    ck_assert_uint_eq(rows, 69);
}
END_TEST

START_TEST(a_truncation_that_takes_nothing_changes_nothing)
{
    const mkba_i_distribution cases[] = {
        make(MKBA_I_NORMAL, 3.0, 2.0, 0.0, 0.0),     make(MKBA_I_LOGNORMAL, 3.0, 2.0, 0.0, 0.0),
        make(MKBA_I_UNIFORM, 1.0, 4.0, 0.0, 0.0),    make(MKBA_I_TRIANGULAR, 1.0, 2.0, 4.0, 0.0),
        make(MKBA_I_PERT, 1.0, 2.0, 4.0, 0.0),       make(MKBA_I_BETA, 0.4, 0.2, 1.0, 4.0),
        make(MKBA_I_GAMMA, 3.0, 2.0, 0.0, 0.0),      make(MKBA_I_GAMMA, 3.0, 300.0, 0.0, 0.0),
        make(MKBA_I_POISSON, 3.0, 0.0, 0.0, 0.0),    make(MKBA_I_POISSON, 1e9, 0.0, 0.0, 0.0),
        make(MKBA_I_BINOMIAL, 12.0, 0.25, 0.0, 0.0), make(MKBA_I_BINOMIAL, 1e9, 0.999, 0.0, 0.0),
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mkba_i_distribution wide = truncate(cases[i], -DBL_MAX, DBL_MAX);
        assert_near(mean_of(&wide), mean_of(&cases[i]), 1e-13);
    }
}
END_TEST

/* A distribution without memory: beyond t an exponential one has mean t + 1. */
START_TEST(a_tail_of_an_exponential_distribution_is_an_exponential_distribution)
{
    for (double t = 0.0; t <= 27.0; t += 0.5) {
        mkba_i_distribution tail = truncate(make(MKBA_I_GAMMA, 1.0, 1.0, 0.0, 0.0), t, 1e6);
        assert_near(mean_of(&tail), t + 1.0, 1e-14);
    }
}
END_TEST

START_TEST(a_symmetric_truncation_keeps_the_mean)
{
    for (double half = 1e-9; half < 1e9; half *= 10.0) {
        mkba_i_distribution normal = truncate(make(MKBA_I_NORMAL, 0.0, 1.0, 0.0, 0.0), -half, half);
        ck_assert_double_eq(mean_of(&normal), 0.0);
    }
}
END_TEST

START_TEST(counts_are_truncated_to_the_whole_numbers_inside)
{
    mkba_i_distribution one = truncate(make(MKBA_I_POISSON, 3.0, 0.0, 0.0, 0.0), 4.5, 5.5);
    ck_assert_double_eq(mean_of(&one), 5.0);
    one = truncate(make(MKBA_I_BINOMIAL, 10.0, 0.5, 0.0, 0.0), 2.0, 2.0);
    ck_assert_double_eq(mean_of(&one), 2.0);
    one = truncate(make(MKBA_I_BINOMIAL, 10.0, 1.0, 0.0, 0.0), 3.0, 10.0);
    ck_assert_double_eq(mean_of(&one), 10.0);
    one = truncate(make(MKBA_I_BINOMIAL, 10.0, 0.0, 0.0, 0.0), 0.0, 3.0);
    ck_assert_double_eq(mean_of(&one), 0.0);
}
END_TEST

START_TEST(listed_values_are_truncated_with_both_ends_included)
{
    static const double values[] = {1.0, 2.0, 3.0, 4.0};
    static const double weights[] = {5.0, 1.0, 3.0, 0.0};
    mkba_i_distribution d = {.family = MKBA_I_DISCRETE, .values = values, .weights = weights, .n = 4};
    d = truncate(d, 2.0, 3.0);
    ck_assert_double_eq(mean_of(&d), 2.75);
    d.family = MKBA_I_EMPIRICAL;
    ck_assert_double_eq(mean_of(&d), 2.5);
    d = truncate(d, 4.0, 4.0);
    ck_assert_double_eq(mean_of(&d), 4.0);
}
END_TEST

START_TEST(sums_of_listed_values_neither_overflow_nor_lose_digits)
{
    static const double large[] = {1.5e308, 1.7e308, 1.6e308};
    static const double tiny[] = {4.94065645841247e-324, 4.94065645841247e-324, 4.94065645841247e-324};
    static const double cancelling[] = {1e16, 3.0, -1e16, 5.0};
    mkba_i_distribution d = {.family = MKBA_I_DISCRETE, .values = large, .weights = large, .n = 3};
    assert_near(mean_of(&d), 1.6041666666666667e308, 1e-15);
    d.weights = tiny;
    assert_near(mean_of(&d), 1.6e308, 1e-15);
    d = (mkba_i_distribution){.family = MKBA_I_EMPIRICAL, .values = cancelling, .n = 4};
    ck_assert_double_eq(mean_of(&d), 2.0);
}
END_TEST

START_TEST(the_mean_of_a_distribution_that_is_none_is_refused)
{
    mkba_i_distribution d = make(MKBA_I_NORMAL, INFINITY, 1.0, 0.0, 0.0);
    double mean = 42.0;
    mkba_error error;
    ck_assert_int_eq(mkba_i_distribution_mean(&d, &mean, &error), MKBA_ERROR_CASE);
    ck_assert_int_eq(mkba_i_distribution_mean(&d, &mean, NULL), MKBA_ERROR_CASE);
    ck_assert_double_eq(mean, 42.0);
}
END_TEST

/* ---- quadrature ------------------------------------------------------------------------------------------ */

static size_t evaluations;

static mkba_i_pair polynomial(const void *context, double x)
{
    evaluations++;
    return (mkba_i_pair){pow(x, 30.0), *(const double *) context * pow(x, 31.0)};
}

static mkba_i_pair step(const void *context, double x)
{
    evaluations++;
    return (mkba_i_pair){x < *(const double *) context ? 1.0 : 3.0, 1.0};
}

static mkba_i_pair noise(const void *context, double x)
{
    evaluations++;
    return (mkba_i_pair){1.0 + sin(*(const double *) context * x), 1.0};
}

START_TEST(an_integral_is_exact_or_ends)
{
    static const double points[] = {0.0, 0.5, 0.5, 1.0};
    double two = 2.0;
    mkba_i_pair exact = mkba_i_integrate(polynomial, &two, points, 4);
    assert_near(exact.mass, 1.0 / 31.0, 1e-15);
    assert_near(exact.moment, 2.0 / 32.0, 1e-15);
    double third = 1.0 / 3.0;
    assert_near(mkba_i_integrate(step, &third, points, 4).mass, 7.0 / 3.0, 1e-11);
    double wild = 1e12;
    evaluations = 0;
    assert_near(mkba_i_integrate(noise, &wild, points, 4).mass, 1.0, 0.5);
    ck_assert_uint_lt(evaluations, 200000);
}
END_TEST

/* ---- 90 % intervals -------------------------------------------------------------------------------------- */

/* The probability above `quantile` by erfc: 5 % above the upper end, 95 % above the lower one. */
static double normal_above(double mean, double sd, double quantile)
{
    return 0.5 * erfc((quantile - mean) / (sd * sqrt(2.0)));
}

START_TEST(an_interval_gives_the_normal_with_these_quantiles)
{
    mkba_i_distribution d;
    ck_assert_int_eq(mkba_i_distribution_from_ci90(2800.0, 4200.0, false, &d, NULL), MKBA_OK);
    ck_assert_int_eq(d.family, MKBA_I_NORMAL);
    ck_assert(!d.truncated);
    ck_assert_double_eq(d.a, 3500.0);
    assert_near(d.b, 425.5697823382384, 1e-12);
    assert_near(normal_above(d.a, d.b, 4200.0), 0.05, 1e-14);
    assert_near(normal_above(d.a, d.b, 2800.0), 0.95, 1e-14);
}
END_TEST

START_TEST(an_interval_gives_the_lognormal_with_these_quantiles)
{
    static const double intervals[][2] = {{0.5, 2.0}, {100.0, 101.0}, {1e-3, 1e3}, {1e-300, 2e-300}, {1e300, 1.01e300}};
    for (size_t i = 0; i < sizeof intervals / sizeof intervals[0]; i++) {
        mkba_i_distribution d;
        double lo = intervals[i][0];
        double hi = intervals[i][1];
        ck_assert_int_eq(mkba_i_distribution_from_ci90(lo, hi, true, &d, NULL), MKBA_OK);
        ck_assert_int_eq(d.family, MKBA_I_LOGNORMAL);
        double s = sqrt(log1p((d.b / d.a) * (d.b / d.a)));
        double mu = log(d.a) - 0.5 * s * s;
        ck_assert_double_eq_tol(normal_above(mu, s, log(hi)), 0.05, 1e-10);
        ck_assert_double_eq_tol(normal_above(mu, s, log(lo)), 0.95, 1e-10);
    }
}
END_TEST

static void assert_no_interval(double lo, double hi, bool lognormal, const char *part)
{
    mkba_i_distribution d = {.n = 42};
    mkba_error error = {0};
    ck_assert_int_eq(mkba_i_distribution_from_ci90(lo, hi, lognormal, &d, &error), MKBA_ERROR_CASE);
    ck_assert_msg(strstr(error.message, part) != NULL, "%s", error.message);
    ck_assert_str_eq(error.where, "");
    ck_assert_uint_eq(d.n, 42);
    ck_assert_int_eq(mkba_i_distribution_from_ci90(lo, hi, lognormal, &d, NULL), MKBA_ERROR_CASE);
}

START_TEST(interval_errors)
{
    assert_no_interval(2.0, 1.0, false, "the lower one first");
    assert_no_interval(2.0, 2.0, false, "the lower one first");
    assert_no_interval(NAN, 1.0, false, "two finite numbers");
    assert_no_interval(1.0, INFINITY, false, "two finite numbers");
    assert_no_interval(0.0, 1.0, true, "lies above 0");
    assert_no_interval(-1.0, 1.0, true, "lies above 0");
    assert_no_interval(1e-300, 1e300, true, "too wide");
    assert_no_interval(1e285, 5e294, true, "too wide");
    assert_no_interval(1.0, 1e30, true, "from 1e-7 to 1e12 times its mean");
    assert_no_interval(1.0, 1.0 + 1e-10, true, "from 1e-7 to 1e12 times its mean");
}
END_TEST

/* ---- checks ---------------------------------------------------------------------------------------------- */

static void assert_refused(mkba_i_distribution distribution, const char *part)
{
    mkba_error error = {0};
    ck_assert_msg(mkba_i_distribution_check(&distribution, &error) == MKBA_ERROR_CASE, "%s", part);
    ck_assert_msg(strstr(error.message, part) != NULL, "%s is not in: %s", part, error.message);
    ck_assert_str_eq(error.where, "");
    ck_assert_int_eq(mkba_i_distribution_check(&distribution, NULL), MKBA_ERROR_CASE);
}

START_TEST(parameters_outside_their_range_are_named)
{
    assert_refused(make(MKBA_I_NORMAL, NAN, 1, 0, 0), "mean of a normal distribution must be a finite number");
    assert_refused(make(MKBA_I_NORMAL, 1, 0, 0, 0), "sd of a normal distribution must be a finite number above 0");
    assert_refused(make(MKBA_I_NORMAL, 1, -2.5, 0, 0), "it is -2.5");
    assert_refused(make(MKBA_I_NORMAL, 1, INFINITY, 0, 0), "it is infinity");
    assert_refused(make(MKBA_I_NORMAL, 1, -INFINITY, 0, 0), "it is minus infinity");
    assert_refused(make(MKBA_I_NORMAL, 1, NAN, 0, 0), "it is not a number");
    assert_refused(make(MKBA_I_LOGNORMAL, 0, 1, 0, 0), "mean of a lognormal distribution");
    assert_refused(make(MKBA_I_LOGNORMAL, 1, 0, 0, 0), "sd of a lognormal distribution");
    assert_refused(make(MKBA_I_LOGNORMAL, 1, 1e13, 0, 0), "from 1e-7 to 1e12 times its mean");
    assert_refused(make(MKBA_I_LOGNORMAL, 5e-324, 1e308, 0, 0), "from 1e-7 to 1e12 times its mean");
    assert_refused(make(MKBA_I_GAMMA, -1, 1, 0, 0), "mean of a gamma distribution");
    assert_refused(make(MKBA_I_GAMMA, 1, 1e-8, 0, 0), "sd of a gamma distribution must be from 1e-7");
    assert_refused(make(MKBA_I_UNIFORM, 1, 1, 0, 0), "lowest value of a uniform distribution must be below");
    assert_refused(make(MKBA_I_UNIFORM, -INFINITY, 1, 0, 0), "they are minus infinity and 1");
    assert_refused(make(MKBA_I_UNIFORM, 1, NAN, 0, 0), "they are 1 and not a number");
    assert_refused(make(MKBA_I_UNIFORM, -1e308, 1e308, 0, 0), "so must their difference be");
    assert_refused(make(MKBA_I_TRIANGULAR, 1, 1, 1, 0), "lowest value of a triangular distribution");
    assert_refused(make(MKBA_I_TRIANGULAR, 1, 0, 2, 0), "mode of a triangular distribution must be between");
    assert_refused(make(MKBA_I_TRIANGULAR, 1, NAN, 2, 0), "mode of a triangular distribution must be between");
    assert_refused(make(MKBA_I_PERT, 1, 3, 2, 0), "mode of a pert distribution must be between");
    assert_refused(make(MKBA_I_PERT, 3, 3, 2, 0), "lowest value of a pert distribution");
    assert_refused(make(MKBA_I_BETA, 0, 1, 0, 1), "alpha of a beta distribution must be from 1e-9 to 1e15; it is 0");
    assert_refused(make(MKBA_I_BETA, 1, 1e16, 0, 1), "beta of a beta distribution");
    assert_refused(make(MKBA_I_BETA, 1, NAN, 0, 1), "beta of a beta distribution");
    assert_refused(make(MKBA_I_BETA, 1, 1, 1, 1), "lowest value of a beta distribution");
    assert_refused(make(MKBA_I_POISSON, 0, 0, 0, 0), "mean of a poisson distribution must be above 0");
    assert_refused(make(MKBA_I_POISSON, 1.1e9, 0, 0, 0), "at most 1e9");
    assert_refused(make(MKBA_I_POISSON, NAN, 0, 0, 0), "mean of a poisson distribution");
    assert_refused(make(MKBA_I_BINOMIAL, 1.5, 0.5, 0, 0), "n of a binomial distribution must be a whole number");
    assert_refused(make(MKBA_I_BINOMIAL, -1, 0.5, 0, 0), "n of a binomial distribution");
    assert_refused(make(MKBA_I_BINOMIAL, INFINITY, 0.5, 0, 0), "n of a binomial distribution");
    assert_refused(make(MKBA_I_BINOMIAL, 10, 1.5, 0, 0), "p of a binomial distribution must be from 0 to 1; it is 1.5");
    assert_refused(make(MKBA_I_BINOMIAL, 10, NAN, 0, 0), "p of a binomial distribution");
}
END_TEST

START_TEST(lists_that_are_no_distribution_are_refused)
{
    static const double values[] = {1.0, 2.0};
    static const double infinite[] = {1.0, INFINITY};
    static const double negative[] = {1.0, -1.0};
    static const double zero[] = {0.0, 0.0};
    mkba_i_distribution d = {.family = MKBA_I_DISCRETE, .values = values, .weights = negative, .n = 2};
    assert_refused(d, "each weight of a discrete distribution must be a finite number, 0 or above; it is -1");
    d.weights = infinite;
    assert_refused(d, "each weight of a discrete distribution");
    d.weights = zero;
    assert_refused(d, "needs a weight above 0");
    d.weights = NULL;
    assert_refused(d, "a discrete distribution needs at least one value, each with a weight");
    d.weights = values;
    d.values = infinite;
    assert_refused(d, "each value of a discrete distribution must be a finite number");
    d.family = MKBA_I_EMPIRICAL;
    assert_refused(d, "each value of an empirical distribution must be a finite number");
    d.n = 0;
    assert_refused(d, "an empirical distribution needs at least one value");
    d.values = NULL;
    d.n = 1;
    assert_refused(d, "an empirical distribution needs at least one value");
}
END_TEST

START_TEST(a_truncation_is_two_numbers_in_order)
{
    mkba_i_distribution normal = make(MKBA_I_NORMAL, 0, 1, 0, 0);
    assert_refused(truncate(normal, 1, 0), "the lower one first; it is [1, 0]");
    assert_refused(truncate(normal, 1, 1), "the lower one first");
    assert_refused(truncate(normal, NAN, 1), "two finite numbers");
    assert_refused(truncate(normal, 0, INFINITY), "two finite numbers");
    assert_refused(truncate(make(MKBA_I_POISSON, 3, 0, 0, 0), 2, 1), "the lower one first");
}
END_TEST

START_TEST(a_truncation_must_leave_something)
{
    static const double values[] = {1.0, 2.0};
    static const double weights[] = {1.0, 1e-27};
    mkba_i_distribution listed = {.family = MKBA_I_DISCRETE, .values = values, .weights = weights, .n = 2};
    assert_refused(truncate(make(MKBA_I_NORMAL, 0, 1, 0, 0), 11, 12), "less than 1e-25 of its probability");
    assert_refused(truncate(make(MKBA_I_NORMAL, 0, 1, 0, 0), -12, -11), "[-12, -11] leaves nothing");
    assert_refused(truncate(make(MKBA_I_NORMAL, 0, 1e-300, 0, 0), 1e10, 1e300), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_LOGNORMAL, 1, 1, 0, 0), -2, 0), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_LOGNORMAL, 1, 1, 0, 0), 1e15, 2e15), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_UNIFORM, 0, 1, 0, 0), 1, 2), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_TRIANGULAR, 0, 0, 1, 0), -1, 0), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_TRIANGULAR, 0, 0, 1, 0), 0.99999999999999, 2), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_TRIANGULAR, 0, 1, 2, 0), 0, 5e-324), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_NORMAL, 0, 1e308, 0, 0), -5e-324, 1e-323), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_BINOMIAL, 10, 1, 0, 0), 11, 20), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_PERT, 0, 1, 2, 0), 2, 3), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_BETA, 300, 2, 0, 1), 0, 0.1), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_BETA, 2, 300, 0, 1), -1, 0), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_GAMMA, 1, 1, 0, 0), 60, 1e9), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_GAMMA, 1, 1, 0, 0), 1e100, 1e200), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_GAMMA, 1, 1, 0, 0), -2, 0), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_POISSON, 3, 0, 0, 0), 1.2, 1.8), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_POISSON, 3, 0, 0, 0), -5, -1), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_POISSON, 3, 0, 0, 0), 1000, 1e300), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_BINOMIAL, 10, 1, 0, 0), 0, 9), "leaves nothing");
    assert_refused(truncate(make(MKBA_I_BINOMIAL, 10, 0.5, 0, 0), 11, 20), "leaves nothing");
    assert_refused(truncate(listed, 2, 3), "leaves nothing");
    assert_refused(truncate(listed, 3, 4), "leaves nothing");
}
END_TEST

START_TEST(a_family_that_does_not_exist_is_a_fault_of_ours)
{
    mkba_i_distribution d = make((mkba_i_family) (MKBA_I_EMPIRICAL + 1), 0, 0, 0, 0);
    ck_assert_int_eq(mkba_i_distribution_check(&d, NULL), MKBA_ERROR_INTERNAL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("distribution");
    TCase *means = tcase_create("means");
    tcase_add_test(means, means_without_truncation_are_the_textbook_ones);
    tcase_add_test(means, truncated_means_agree_with_forty_digits);
    tcase_add_test(means, a_truncation_that_takes_nothing_changes_nothing);
    tcase_add_test(means, a_tail_of_an_exponential_distribution_is_an_exponential_distribution);
    tcase_add_test(means, a_symmetric_truncation_keeps_the_mean);
    tcase_add_test(means, counts_are_truncated_to_the_whole_numbers_inside);
    tcase_add_test(means, listed_values_are_truncated_with_both_ends_included);
    tcase_add_test(means, sums_of_listed_values_neither_overflow_nor_lose_digits);
    tcase_add_test(means, an_integral_is_exact_or_ends);
    tcase_add_test(means, the_mean_of_a_distribution_that_is_none_is_refused);
    suite_add_tcase(suite, means);
    TCase *intervals = tcase_create("90 % intervals");
    tcase_add_test(intervals, an_interval_gives_the_normal_with_these_quantiles);
    tcase_add_test(intervals, an_interval_gives_the_lognormal_with_these_quantiles);
    tcase_add_test(intervals, interval_errors);
    suite_add_tcase(suite, intervals);
    TCase *checks = tcase_create("checks");
    tcase_add_test(checks, parameters_outside_their_range_are_named);
    tcase_add_test(checks, lists_that_are_no_distribution_are_refused);
    tcase_add_test(checks, a_truncation_is_two_numbers_in_order);
    tcase_add_test(checks, a_truncation_must_leave_something);
    tcase_add_test(checks, a_family_that_does_not_exist_is_a_fault_of_ours);
    suite_add_tcase(suite, checks);
    return run_suite(suite);
}
