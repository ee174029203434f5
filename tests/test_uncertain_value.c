/* The value of information: closed forms of normal problems over many seeds, nested simulation, studies. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "stat/quantile.h"
#include "stat/random.h"
#include "support.h"
#include <mkba/uncertain_value.h>

#include "run_suite.h"

#define SEEDS 200
#define LEAST_COVERED 178 /* of 200 at 95 %: fewer with a probability of 1e-4 */

static const char *const names[] = {"a", "b", "c", "d"};

/* ---- draws ----------------------------------------------------------------------------------------------- */

/* n rows of k standard normal draws. Free with free. */
static double *normals(uint64_t seed, size_t n, size_t k)
{
    mkba_i_random stream = mkba_i_random_stream(seed, "test");
    double *made = malloc(n * k * sizeof *made);
    ck_assert_ptr_nonnull(made);
    mkba_i_random_uniforms(&stream, 0, made, n * k);
    for (size_t i = 0; i < n * k; i++)
        made[i] = mkba_i_normal_quantile(made[i]);
    return made;
}

static mkba_samples rows(const double *values, size_t n, size_t k)
{
    return (mkba_samples){values, n, k, (ptrdiff_t) k, 1};
}

/* E[max(0, X)] - max(0, E[X]) of a normal X. */
static double normal_value(double mean, double sd)
{
    double z = fabs(mean) / sd;
    return sd * exp(-z * z / 2) / sqrt(2 * acos(-1)) - fabs(mean) * mkba_i_normal_upper(z);
}

static void expect_done(mkba_status status, const mkba_error *error)
{
    if (status != MKBA_OK)
        ck_abort_msg("%s: %s", error->where, error->message);
}

static mkba_table *evpi(const double *net, size_t n, size_t d)
{
    mkba_samples samples = rows(net, n, d);
    mkba_table *table = NULL;
    mkba_error error;
    expect_done(mkba_evpi(&samples, names, d, NULL, &table, &error), &error);
    return table;
}

static mkba_table *evppi(const double *net, size_t d, const double *x, size_t k, size_t n, bool joint)
{
    mkba_samples samples = rows(net, n, d), parameters = rows(x, n, k);
    mkba_measure_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_measure_options_init(&options);
    options.joint = joint;
    expect_done(mkba_evppi(&samples, &parameters, names, k, &options, &table, &error), &error);
    return table;
}

static bool near(const mkba_table *table, size_t row, const char *column, const char *its_error, double expected,
                 double errors)
{
    return fabs(support_real(table, row, column) - expected) <= errors * support_real(table, row, its_error);
}

/* ---- everything known ------------------------------------------------------------------------------------ */

/* Draws -1, 3, 1 of one option: the mean is 1, and the draw of -1 is lost: 1/3. */
START_TEST(three_draws_are_those_by_hand)
{
    const double net[] = {-1, 3, 1};
    mkba_table *table = evpi(net, 3, 1);
    ck_assert_str_eq(support_text(table, 0, "best"), "a");
    ck_assert_int_eq(support_integer(table, 0, "draws"), 3);
    ck_assert_double_eq_tol(support_real(table, 0, "value"), 1, 1e-15);
    ck_assert_double_eq_tol(support_real(table, 0, "value_error"), 2 / sqrt(3), 1e-15);
    ck_assert_double_eq_tol(support_real(table, 0, "p_best"), 2.0 / 3, 1e-15);
    ck_assert_double_eq_tol(support_real(table, 0, "evpi"), 1.0 / 3, 1e-15);
    /* The standard deviation of 1, 0, 0 over sqrt(3), and that of the draws over 3. */
    ck_assert_double_eq_tol(support_real(table, 0, "evpi_error"), sqrt(1.0 / 9 + 4.0 / 9), 1e-15);
    ck_assert_double_eq(support_real(table, 0, "evpi_lower"), 0);
    mkba_table_free(table);
}
END_TEST

START_TEST(doing_nothing_is_best_when_the_mean_is_below_zero)
{
    const double net[] = {1, -3, -1}, both[] = {1, 0, -3, 0, -1, 0};
    mkba_table *table = evpi(net, 3, 1), *same = evpi(both, 3, 2);
    ck_assert_str_eq(support_text(table, 0, "best"), "nul");
    ck_assert_str_eq(support_text(same, 0, "best"), "b");
    ck_assert_double_eq(support_real(table, 0, "value"), 0);
    ck_assert_double_eq_tol(support_real(table, 0, "evpi"), 1.0 / 3, 1e-15);
    ck_assert_double_eq(support_real(same, 0, "evpi"), support_real(table, 0, "evpi"));
    ck_assert_double_eq(support_real(same, 0, "evpi_error"), support_real(table, 0, "evpi_error"));
    mkba_table_free(table);
    mkba_table_free(same);
}
END_TEST

START_TEST(evpi_of_a_normal_covers_at_its_rate)
{
    enum { n = 1000 };
    double exact = normal_value(0.6, 1);
    int covered = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        double *net = normals(seed, n, 1);
        for (size_t i = 0; i < n; i++)
            net[i] += 0.6;
        mkba_table *table = evpi(net, n, 1);
        covered += support_real(table, 0, "evpi_lower") <= exact && exact <= support_real(table, 0, "evpi_upper");
        mkba_table_free(table);
        free(net);
    }
    ck_assert_int_ge(covered, LEAST_COVERED);
}
END_TEST

/* ---- parameters known ------------------------------------------------------------------------------------ */

/* net = 0.5 + X_a + 0.5 X_a X_b + 0.3 X_c^2 - 0.3 + X_d: what is expected when a is known is 0.5 + X_a, normal; when b is
 * known it is 0.5, for nothing; when d is known 0.5 + X_d. */
static double *curved(const double *x, size_t n)
{
    double *net = malloc(n * sizeof *net);
    ck_assert_ptr_nonnull(net);
    for (size_t i = 0; i < n; i++) {
        const double *at = x + 4 * i;
        net[i] = 0.5 + at[0] + 0.5 * at[0] * at[1] + 0.3 * (at[2] * at[2] - 1) + at[3];
    }
    return net;
}

START_TEST(evppi_covers_at_its_rate)
{
    enum { n = 1000 };
    double exact = normal_value(0.5, 1);
    int covered[2] = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        double *x = normals(seed, n, 4), *net = curved(x, n);
        mkba_table *table = evppi(net, 1, x, 4, n, false);
        for (size_t j = 0; j < 2; j++)
            covered[j] += support_real(table, 3 * j, "evppi_lower") <= exact &&
                          exact <= support_real(table, 3 * j, "evppi_upper");
        mkba_table_free(table);
        free(net);
        free(x);
    }
    if (covered[0] < LEAST_COVERED || covered[1] < LEAST_COVERED)
        ck_abort_msg("%d and %d of 200 cover", covered[0], covered[1]);
}
END_TEST

/* What is worth nothing comes out as nothing, or with a bias that says so. */
START_TEST(noise_is_called_noise)
{
    enum { n = 2000 };
    double *x = normals(9, n, 4), *net = curved(x, n);
    mkba_table *table = evppi(net, 1, x, 4, n, false);
    double value = support_real(table, 1, "evppi"), bias = support_real(table, 1, "bias");
    ck_assert_double_ge(value, 0);
    ck_assert_double_le(value, 3 * bias + 3 * support_real(table, 1, "evppi_error"));
    ck_assert_double_le(value, 0.005);
    ck_assert_double_lt(support_real(table, 0, "bias"), 0.1 * support_real(table, 0, "evppi"));
    mkba_table_free(table);
    free(net);
    free(x);
}
END_TEST

/* A curve with two bends between three options, against nested simulation: for each of many values of the parameter the
 * mean over draws of all else. */
static void three_options(double a, double b, double net[3])
{
    net[0] = 0.2 * b;
    net[1] = sin(2 * a) + b * a;
    net[2] = 0.5 * a * a - 0.6 + 0.3 * b;
}

START_TEST(three_options_are_those_of_nested_simulation)
{
    enum { n = 8000, outer = 4000, inner = 200 };
    double *x = normals(1, n, 2), *net = malloc(3 * n * sizeof *net), *nested = normals(2, outer, 1 + inner);
    double sum = 0, squares = 0, means[3] = {0};
    for (size_t i = 0; i < n; i++)
        three_options(x[2 * i], x[2 * i + 1], net + 3 * i);
    for (size_t o = 0; o < outer; o++) {
        const double *draws = nested + o * (1 + inner);
        double inside[3] = {0}, each[3];
        for (size_t i = 1; i <= inner; i += 2) /* antithetic: b and -b, for what is straight in b */
            for (int sign = -1; sign <= 1; sign += 2) {
                three_options(draws[0], sign * draws[i], each);
                for (size_t j = 0; j < 3; j++)
                    inside[j] += each[j] / inner;
            }
        double best = fmax(inside[0], fmax(inside[1], inside[2]));
        for (size_t j = 0; j < 3; j++)
            means[j] += inside[j] / outer;
        sum += best;
        squares += best * best;
    }
    double exact = sum / outer - fmax(means[0], fmax(means[1], means[2]));
    double error = sqrt((squares / outer - sum / outer * (sum / outer)) / outer);
    mkba_table *table = evppi(net, 3, x, 2, n, false);
    double found = support_real(table, 0, "evppi");
    if (!(fabs(found - exact) <= 3 * hypot(error, support_real(table, 0, "evppi_error"))))
        ck_abort_msg("%g, by nested simulation %g (errors %g and %g)", found, exact,
                     support_real(table, 0, "evppi_error"), error);
    ck_assert_double_gt(exact, 20 * error);
    mkba_table_free(table);
    free(x);
    free(net);
    free(nested);
}
END_TEST

/* Of a and b together what is expected is 0.5 + X_a + 0.5 X_a X_b: given b normal with a standard deviation of
 * |1 + 0.5 b|, over which the exact value is integrated. */
START_TEST(two_parameters_together_cover_at_their_rate)
{
    enum { n = 1000, steps = 4000 };
    double exact = 0;
    int covered = 0;
    for (int i = 0; i < steps; i++) {
        double sd = fabs(1 + 0.5 * mkba_i_normal_quantile((i + 0.5) / steps));
        exact += (0.5 + normal_value(0.5, sd)) / steps;
    }
    exact -= 0.5;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        double *x = normals(seed, n, 4), *net = curved(x, n);
        mkba_samples samples = rows(net, n, 1), parameters = {x, n, 2, 4, 1};
        mkba_measure_options options;
        mkba_table *table = NULL;
        mkba_error error;
        mkba_measure_options_init(&options);
        options.joint = true;
        expect_done(mkba_evppi(&samples, &parameters, names, 2, &options, &table, &error), &error);
        ck_assert_uint_eq(mkba_table_n_rows(table), 1);
        ck_assert_str_eq(support_text(table, 0, "parameter"), "a + b");
        covered += support_real(table, 0, "evppi_lower") <= exact && exact <= support_real(table, 0, "evppi_upper");
        mkba_table_free(table);
        free(net);
        free(x);
    }
    if (covered < LEAST_COVERED)
        ck_abort_msg("%d of 200 cover %g", covered, exact);
}
END_TEST

/* All parameters together are everything: EVPPI is EVPI. */
START_TEST(all_parameters_together_are_everything)
{
    enum { n = 4000 };
    double *x = normals(6, n, 4), *net = curved(x, n);
    mkba_table *parts = evppi(net, 1, x, 4, n, true), *all = evpi(net, n, 1);
    ck_assert_str_eq(support_text(parts, 0, "parameter"), "a + b + c + d");
    ck_assert_double_eq_tol(support_real(parts, 0, "evppi"), support_real(all, 0, "evpi"), 1e-9);
    ck_assert_double_eq_tol(support_real(parts, 0, "share"), 1, 1e-9);
    mkba_table_free(parts);
    mkba_table_free(all);
    free(net);
    free(x);
}
END_TEST

/* A parameter of three values: what is expected are their means. */
START_TEST(few_values_are_known_by_their_means)
{
    enum { n = 3000 };
    double x[n], net[n], sums[3] = {0}, expected = 0, mean = 0;
    mkba_i_random stream = mkba_i_random_stream(4, "test");
    for (size_t i = 0; i < n; i++) {
        uint32_t value = mkba_i_random_below(&stream, 2 * i, 3);
        x[i] = value;
        net[i] = (value == 1 ? 1.0 : -0.8) + mkba_i_random_uniform(&stream, 2 * i + 1) - 0.5;
        sums[value] += net[i] / n;
        mean += net[i] / n;
    }
    for (size_t v = 0; v < 3; v++)
        expected += fmax(0, sums[v]);
    mkba_table *table = evppi(net, 1, x, 1, n, false);
    ck_assert_double_eq_tol(support_real(table, 0, "evppi"), expected - fmax(0, mean), 0.002);
    ck_assert(near(table, 0, "evppi", "evppi_error", 1.0 / 3, 3));
    mkba_table_free(table);
}
END_TEST

/* What does not vary: nothing is to be known of it, and it takes nothing from the others. */
START_TEST(what_does_not_vary_is_worth_nothing)
{
    enum { n = 200 };
    const double prior[] = {10, 10}, size = 30;
    double *x = normals(5, n, 2), net[n], own[n];
    for (size_t i = 0; i < n; i++) {
        own[i] = x[2 * i];
        net[i] = 0.2 + own[i];
        x[2 * i + 1] = 7;
    }
    mkba_table *each = evppi(net, 1, x, 2, n, false), *both = evppi(net, 1, x, 2, n, true),
               *alone = evppi(net, 1, own, 1, n, true), *none = evppi(net, 1, x + 1, 1, n, true), *study = NULL;
    ck_assert_double_eq(support_real(each, 1, "evppi"), 0);
    ck_assert_double_eq(support_real(each, 1, "bias"), 0);
    ck_assert_double_eq(support_real(each, 1, "share"), 0);
    ck_assert_double_eq_tol(support_real(each, 1, "evppi_error"), 1.0 / n, 0.3 / n); /* the sd of net over n */
    ck_assert_double_gt(support_real(each, 0, "evppi"), 0.1);
    ck_assert_str_eq(support_text(both, 0, "parameter"), "a + b");
    ck_assert_double_eq(support_real(both, 0, "evppi"), support_real(alone, 0, "evppi"));
    ck_assert_double_eq(support_real(none, 0, "evppi"), 0);
    mkba_samples samples = rows(net, n, 1), parameters = rows(x, n, 2);
    mkba_error error;
    expect_done(mkba_evsi(&samples, &parameters, names, 2, prior, 2, &size, 1, NULL, &study, &error), &error);
    ck_assert_double_gt(support_real(study, 0, "evsi"), 0.1);
    ck_assert_double_eq(support_real(study, 1, "evsi"), 0);
    mkba_table_free(each);
    mkba_table_free(both);
    mkba_table_free(alone);
    mkba_table_free(none);
    mkba_table_free(study);
    free(x);
}
END_TEST

/* ---- studies --------------------------------------------------------------------------------------------- */

/* net = 0.5 + 2 X, X standard normal, known as by 10 observations: after m of them what is expected has a standard
 * deviation of 2 sqrt(m / (m + 10)) (Raiffa and Schlaifer 1961). */
START_TEST(a_study_of_a_normal_is_worth_what_theory_says)
{
    enum { n = 20000 };
    const double prior = 10, sizes[] = {0, 1, 10, 90, 1e12};
    double *x = normals(3, n, 1), net[n];
    for (size_t i = 0; i < n; i++)
        net[i] = 0.5 + 2 * x[i];
    mkba_samples samples = rows(net, n, 1), parameters = rows(x, n, 1);
    mkba_table *table = NULL;
    mkba_error error;
    expect_done(mkba_evsi(&samples, &parameters, names, 1, &prior, 1, sizes, 5, NULL, &table, &error), &error);
    ck_assert_uint_eq(mkba_table_n_rows(table), 5);
    for (size_t s = 0; s < 5; s++) {
        double part = sizes[s] / (sizes[s] + prior), exact = s == 0 ? 0 : normal_value(0.5, 2 * sqrt(part));
        ck_assert_double_eq_tol(support_real(table, s, "part"), part, 1e-15);
        if (!near(table, s, "evsi", "evsi_error", exact, 2))
            ck_abort_msg("%g: %g, not %g", sizes[s], support_real(table, s, "evsi"), exact);
        ck_assert_double_le(support_real(table, s, "evsi_error"), 0.03);
    }
    ck_assert_double_eq_tol(support_real(table, 4, "evsi"), support_real(table, 4, "evppi"), 1e-9);
    mkba_table_free(table);
    free(x);
}
END_TEST

START_TEST(errors_of_studies_cover_at_their_rate)
{
    enum { n = 500 };
    const double prior = 4, size = 3;
    double exact = normal_value(0.5, sqrt(3.0 / 7));
    int covered = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        double *x = normals(seed, n, 4), *net = curved(x, n);
        mkba_samples samples = rows(net, n, 1), parameters = {x, n, 1, 4, 1};
        mkba_table *table = NULL;
        mkba_error error;
        expect_done(mkba_evsi(&samples, &parameters, names, 1, &prior, 1, &size, 1, NULL, &table, &error), &error);
        covered += support_real(table, 0, "evsi_lower") <= exact && exact <= support_real(table, 0, "evsi_upper");
        mkba_table_free(table);
        free(net);
        free(x);
    }
    ck_assert_int_ge(covered, LEAST_COVERED);
}
END_TEST

/* net = mean + X + 2 Y, X known as by 50 observations: of small studies, and where the options are nearly as good, the value
 * hangs on the mean, and bends in it. */
START_TEST(intervals_of_small_studies_cover_at_their_rate)
{
    enum { n = 1000 };
    static const double means[] = {0.05, 0.3}, sizes[] = {1, 5, 20, 100}, prior = 50;
    for (size_t m = 0; m < 2; m++) {
        int covered[4] = {0};
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            double *x = normals(seed, n, 2), net[n];
            for (size_t i = 0; i < n; i++)
                net[i] = means[m] + x[2 * i] + 2 * x[2 * i + 1];
            mkba_samples samples = rows(net, n, 1), parameters = {x, n, 1, 2, 1};
            mkba_table *table = NULL;
            mkba_error error;
            expect_done(mkba_evsi(&samples, &parameters, names, 1, &prior, 1, sizes, 4, NULL, &table, &error), &error);
            for (size_t s = 0; s < 4; s++) {
                double exact = normal_value(means[m], sqrt(sizes[s] / (sizes[s] + prior)));
                covered[s] +=
                    support_real(table, s, "evsi_lower") <= exact && exact <= support_real(table, s, "evsi_upper");
            }
            mkba_table_free(table);
            free(x);
        }
        for (size_t s = 0; s < 4; s++)
            if (covered[s] < LEAST_COVERED)
                ck_abort_msg("mean %g, %g observations: %d of %d", means[m], sizes[s], covered[s], SEEDS);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain value");
    TCase *tcase = tcase_create("value");

    tcase_add_test(tcase, three_draws_are_those_by_hand);
    tcase_add_test(tcase, doing_nothing_is_best_when_the_mean_is_below_zero);
    tcase_add_test(tcase, evpi_of_a_normal_covers_at_its_rate);
    tcase_add_test(tcase, evppi_covers_at_its_rate);
    tcase_add_test(tcase, noise_is_called_noise);
    tcase_add_test(tcase, three_options_are_those_of_nested_simulation);
    tcase_add_test(tcase, two_parameters_together_cover_at_their_rate);
    tcase_add_test(tcase, all_parameters_together_are_everything);
    tcase_add_test(tcase, few_values_are_known_by_their_means);
    tcase_add_test(tcase, what_does_not_vary_is_worth_nothing);
    tcase_add_test(tcase, a_study_of_a_normal_is_worth_what_theory_says);
    tcase_add_test(tcase, errors_of_studies_cover_at_their_rate);
    tcase_add_test(tcase, intervals_of_small_studies_cover_at_their_rate);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
