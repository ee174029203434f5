/* stat/copula.h, and stat/normal_body.h that it stands on. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/copula.h"
#include "stat/points.h"
#include "stat/quantile.h"

static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
enum { MOST = 6 };

static mkba_i_copula *make(const double *rank, size_t k, mkba_i_variant variant)
{
    mkba_i_copula *copula = NULL;
    mkba_error error;
    ck_assert_msg(mkba_i_copula_make(rank, k, names, variant, &copula, &error) == MKBA_OK, "%s", error.message);
    return copula;
}

static void *room(size_t n, size_t size)
{
    void *made = calloc(n, size);
    ck_assert_ptr_nonnull(made);
    return made;
}

/* n correlated draws of each of k variables, one after another. */
static void draw(mkba_i_draw_plan plan, uint64_t seed, const double *rank, size_t k, size_t n, double **u)
{
    mkba_i_copula *copula = make(rank, k, mkba_i_variant_best());
    for (size_t j = 0; j < k; j++) {
        mkba_i_points *points = NULL;
        ck_assert_int_eq(mkba_i_points_make(plan, seed, names[j], n, mkba_i_variant_best(), &points, NULL), MKBA_OK);
        u[j] = room(n, sizeof **u);
        mkba_i_points_uniforms(points, 0, u[j], n);
        mkba_i_points_free(points);
    }
    mkba_i_copula_apply(copula, u, n);
    mkba_i_copula_free(copula);
}

static void free_all(double **u, size_t k)
{
    for (size_t j = 0; j < k; j++) {
        free(u[j]);
    }
}

/* ---- the normal distribution function ------------------------------------------------------------------------------ */

#define MKBA_I_BODY "normal_numbers_body.h"
#include "base/lanes_each.h"

START_TEST(the_normal_distribution_on_lanes_is_that_of_one_number)
{
    enum { N = 3200 };
    double z[N], p[N];
    for (int i = 0; i < N; i++) {
        z[i] = (i - N / 2) / 200.0 + 0.001;
    }
    MKBA_I_LANES_PICK((mkba_i_variant) _i, normal_numbers)(z, p, N);
    for (int i = 0; i < N; i++) {
        double lower = mkba_i_normal_cdf(z[i]);
        double upper = mkba_i_normal_upper(z[i]);
        if (lower > 0x1p-53 && upper > 0x1p-53) {
            ck_assert_double_eq_tol(p[i], lower, 5e-14 * lower);
            ck_assert_double_eq_tol(1.0 - p[i], upper, 5e-14 * upper + 0x1p-53);
        }
    }
}
END_TEST

START_TEST(the_normal_distribution_on_lanes_never_reaches_zero_or_one)
{
    const double z[] = {-8.3, 8.3, -9.0, 9.0, -40.0, 40.0, -1e300, 1e300};
    double p[8];
    MKBA_I_LANES_PICK((mkba_i_variant) _i, normal_numbers)(z, p, 8);
    for (size_t i = 0; i < 8; i++) {
        ck_assert_double_eq(p[i], i % 2 == 0 ? 0x1p-53 : 1.0 - 0x1p-53);
    }
}
END_TEST

/* ---- what comes out ------------------------------------------------------------------------------------------------ */

static const double *sorted_by;

static int compare(const void *a, const void *b)
{
    double x = sorted_by[*(const size_t *) a];
    double y = sorted_by[*(const size_t *) b];
    return (x > y) - (x < y);
}

static double *ranks_of(const double *values, size_t n)
{
    size_t *order = room(n, sizeof *order);
    double *ranks = room(n, sizeof *ranks);
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
    }
    sorted_by = values;
    qsort(order, n, sizeof *order, compare);
    for (size_t i = 0; i < n; i++) {
        ranks[order[i]] = (double) i;
    }
    free(order);
    return ranks;
}

static double correlation(const double *x, const double *y, size_t n)
{
    double mean_x = 0.0, mean_y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
    for (size_t i = 0; i < n; i++) {
        mean_x += x[i] / (double) n;
        mean_y += y[i] / (double) n;
    }
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    return xy / sqrt(xx * yy);
}

static const double MATRICES[][MOST * MOST] = {
    {1, 0.5, 0.5, 1},
    {1, 0, 0, 1},
    {1, -0.95, -0.95, 1},
    {1, 0.999, 0.999, 1},
    {1, 0.8, -0.3, 0.8, 1, 0.1, -0.3, 0.1, 1},
    {1, -0.48, -0.48, -0.48, 1, -0.48, -0.48, -0.48, 1},
    {1,   0.9, 0.7, 0.5, 0.3, 0.1, 0.9, 1,   0.9, 0.7, 0.5, 0.3, 0.7, 0.9, 1,   0.9, 0.7, 0.5,
     0.5, 0.7, 0.9, 1,   0.9, 0.7, 0.3, 0.5, 0.7, 0.9, 1,   0.9, 0.1, 0.3, 0.5, 0.7, 0.9, 1},
};
static const size_t SIZES[] = {2, 2, 2, 2, 3, 3, 6};
enum { SETS = sizeof SIZES / sizeof SIZES[0] };

/* Without correlation the standard error of a rank correlation is 1 / sqrt(n - 1), with it less (Kendall and Gibbons, Rank
 * Correlation Methods). Of plans that spread draws evenly it is no more. */
START_TEST(rank_correlations_are_those_asked_for_under_every_plan)
{
    enum { N = 100000 };
    for (size_t s = 0; s < SETS; s++) {
        size_t k = SIZES[s];
        double *u[MOST], *ranks[MOST];
        draw((mkba_i_draw_plan) _i, 1000 + s, MATRICES[s], k, N, u);
        for (size_t j = 0; j < k; j++) {
            ranks[j] = ranks_of(u[j], N);
        }
        for (size_t i = 0; i < k * k; i++) {
            double found = correlation(ranks[i / k], ranks[i % k], N);
            ck_assert_msg(fabs(found - MATRICES[s][i]) < 3.5 / sqrt(N), "matrix %zu, item %zu: %g", s, i, found);
        }
        free_all(u, k);
        free_all(ranks, k);
    }
}
END_TEST

/* A rank correlation of 0.5 is 2 sin(pi / 12) between normals; with draws that are spread evenly it shows in four digits. */
START_TEST(a_rank_correlation_of_a_half_is_0_5176380902_between_normals)
{
    enum { N = 1 << 17 };
    double *u[2];
    draw(MKBA_I_PLAN_SOBOL, 20211201, MATRICES[0], 2, N, u);
    for (size_t j = 0; j < 2; j++) {
        for (size_t i = 0; i < N; i++) {
            u[j][i] = mkba_i_normal_quantile(u[j][i]);
        }
    }
    ck_assert_double_eq_tol(correlation(u[0], u[1], N), 0.5176380902, 2e-4);
    free_all(u, 2);
}
END_TEST

/* Counts in a hundred cells: the sum of count^2 / expected - n is chi-squared. */
START_TEST(every_variable_stays_uniform)
{
    enum { N = 100000, CELLS = 100 };
    for (size_t s = 0; s < SETS; s++) {
        double *u[MOST];
        draw(MKBA_I_PLAN_RANDOM, 77 + s, MATRICES[s], SIZES[s], N, u);
        for (size_t j = 0; j < SIZES[s]; j++) {
            double counts[CELLS] = {0}, sum = -N;
            for (size_t i = 0; i < N; i++) {
                counts[(size_t) (u[j][i] * CELLS)]++;
            }
            for (size_t c = 0; c < CELLS; c++) {
                sum += counts[c] * counts[c] * CELLS / N;
            }
            double p = mkba_i_chi_squared_cdf(sum, CELLS - 1);
            ck_assert_msg(p > 1e-4 && p < 1 - 1e-4, "matrix %zu, variable %zu: %g", s, j, sum);
        }
        free_all(u, SIZES[s]);
    }
}
END_TEST

/* Of two variables, the second at its middle: then it becomes Phi(r Phi^-1(u)), r between the normals. */
START_TEST(tails_are_right_as_far_as_eight_standard_deviations)
{
    static const double ranks[] = {0.999, 0.9, 0.3, -0.3, -0.9, -0.999};
    const double pi = 3.14159265358979323846;
    for (size_t r = 0; r < sizeof ranks / sizeof ranks[0]; r++) {
        const double matrix[] = {1, ranks[r], ranks[r], 1};
        double normal = 2.0 * sin(pi * ranks[r] / 6.0);
        mkba_i_copula *copula = make(matrix, 2, mkba_i_variant_best());
        for (int i = -80; i <= 80; i++) {
            double u = mkba_i_normal_cdf(i / 10.0), half = 0.5;
            double z = mkba_i_normal_quantile(u);
            double first = u;
            mkba_i_copula_apply(copula, (double *[]){&first, &half}, 1);
            double lower = mkba_i_normal_cdf(normal * z), upper = mkba_i_normal_upper(normal * z);
            ck_assert_double_eq_tol(half, lower, 1e-7 * (lower < upper ? lower : upper) + 0x1p-53);
            ck_assert_double_eq_tol(first, u, 1e-7 * (u < 0.5 ? u : 1.0 - u) + 0x1p-53);
        }
        mkba_i_copula_free(copula);
    }
}
END_TEST

START_TEST(bits_do_not_depend_on_the_variant_or_on_how_draws_are_divided)
{
    enum { N = 1000, K = 6 };
    double *whole[K], parts[K][N];
    mkba_i_copula *copula = make(MATRICES[6], K, (mkba_i_variant) _i);
    draw(MKBA_I_PLAN_RANDOM, 4, MATRICES[6], K, N, whole);
    for (size_t j = 0; j < K; j++) {
        mkba_i_points *points = NULL;
        ck_assert_int_eq(mkba_i_points_make(MKBA_I_PLAN_RANDOM, 4, names[j], N, (mkba_i_variant) _i, &points, NULL),
                         MKBA_OK);
        mkba_i_points_uniforms(points, 0, parts[j], N);
        mkba_i_points_free(points);
    }
    for (size_t first = 0, n = 0; first < N; first += n, n = n * 3 / 2 + 1) {
        n = n < N - first ? n : N - first;
        double *at[K];
        for (size_t j = 0; j < K; j++) {
            at[j] = parts[j] + first;
        }
        mkba_i_copula_apply(copula, at, n);
    }
    for (size_t j = 0; j < K; j++) {
        ck_assert_mem_eq(parts[j], whole[j], sizeof parts[j]);
    }
    free_all(whole, K);
    mkba_i_copula_free(copula);
}
END_TEST

/* ---- what is refused: see also tests/data/refused/table.json ------------------------------------------------------- */

START_TEST(of_many_names_as_many_are_said_as_fit)
{
    enum { K = 20 };
    static char texts[K][100];
    const char *long_names[K];
    double rank[K * K];
    for (size_t i = 0; i < K; i++) {
        snprintf(texts[i], sizeof texts[i], "p%02zu_%090d", i, 0);
        long_names[i] = texts[i];
    }
    for (size_t i = 0; i < K * K; i++) {
        rank[i] = i % (K + 1) == 0 ? 1.0 : -0.2;
    }
    mkba_i_copula *copula = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_i_copula_make(rank, K, long_names, MKBA_I_VARIANT_PLAIN, &copula, &error), MKBA_ERROR_CASE);
    ck_assert_ptr_null(copula);
    ck_assert_ptr_nonnull(strstr(error.message, "its smallest eigenvalue is -2.8 "));
    ck_assert_ptr_nonnull(strstr(error.message, "\"p00_"));
    ck_assert_str_eq(error.message + strlen(error.message) - 5, ", ...");
    ck_assert_int_eq(mkba_i_copula_check(rank, K, long_names, NULL), MKBA_ERROR_CASE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stat_copula");
    TCase *all = tcase_create("copula");
    int variants = (int) mkba_i_variant_best() + 1;
    tcase_add_loop_test(all, the_normal_distribution_on_lanes_is_that_of_one_number, 0, variants);
    tcase_add_loop_test(all, the_normal_distribution_on_lanes_never_reaches_zero_or_one, 0, variants);
    tcase_add_loop_test(all, rank_correlations_are_those_asked_for_under_every_plan, 0, 3);
    tcase_add_test(all, a_rank_correlation_of_a_half_is_0_5176380902_between_normals);
    tcase_add_test(all, every_variable_stays_uniform);
    tcase_add_test(all, tails_are_right_as_far_as_eight_standard_deviations);
    tcase_add_loop_test(all, bits_do_not_depend_on_the_variant_or_on_how_draws_are_divided, 0, variants);
    tcase_add_test(all, of_many_names_as_many_are_said_as_fit);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
