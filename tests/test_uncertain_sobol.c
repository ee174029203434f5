/* Sobol indices of figures: by hand, and the functions of which the indices are known, over many seeds. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include "stat/random.h"
#include "support.h"
#include <mkba/uncertain_sensitivity.h>

#include "run_suite.h"

#define PI 3.14159265358979323846
#define MOST 8
#define SEEDS 200
/* Of 200 intervals of 95 % fewer than this cover with a probability of 1e-4. */
#define LEAST_COVERED 178

typedef double model(const double *u, size_t k);

static const char *const names[MOST] = {"a", "b", "c", "d", "e", "f", "g", "h"};

/* A figure with known indices. */
typedef struct known {
    model *evaluate;
    size_t k;
    double first[MOST];
    double total[MOST];
} known;

/* Ishigami and Homma 1990, a = 7, b = 0.1; u uniform in (0, 1). */
static double ishigami(const double *u, size_t k)
{
    double x = PI * (2 * u[0] - 1), y = PI * (2 * u[1] - 1), z = PI * (2 * u[2] - 1);
    ck_assert_uint_eq(k, 3);
    return sin(x) + 7 * sin(y) * sin(y) + 0.1 * z * z * z * z * sin(x);
}

/* Saltelli and Sobol' 1995: product of (|4 u - 2| + a) / (1 + a). */
static const double weights[MOST] = {0, 1, 4.5, 9, 99, 99, 99, 99};

static double sobol_g(const double *u, size_t k)
{
    double product = 1;
    for (size_t j = 0; j < k; j++)
        product *= (fabs(4 * u[j] - 2) + weights[j]) / (1 + weights[j]);
    return product;
}

static known known_ishigami(void)
{
    return (known){ishigami, 3, {0.3139051911, 0.4424111448, 0}, {0.5575888552, 0.4424111448, 0.2436836641}};
}

/* The variance of factor j is v_j = 1 / (3 (1 + a)^2); that of y is the product of (1 + v) less 1. */
static known known_sobol_g(void)
{
    known made = {.evaluate = sobol_g, .k = MOST};
    double product = 1;
    for (size_t j = 0; j < MOST; j++)
        product *= 1 + 1 / (3 * (1 + weights[j]) * (1 + weights[j]));
    for (size_t j = 0; j < MOST; j++) {
        double v = 1 / (3 * (1 + weights[j]) * (1 + weights[j]));
        made.first[j] = v / (product - 1);
        made.total[j] = v * product / (1 + v) / (product - 1);
    }
    return made;
}

/* The figures of n rows: A, AB_1, ..., B. Free with free. */
static double *figures(const known *of, size_t n, uint64_t seed)
{
    size_t k = of->k;
    double *y = malloc(n * (k + 2) * sizeof *y), a[MOST], b[MOST];
    mkba_i_random stream = mkba_i_random_stream(seed, "test");
    ck_assert_ptr_nonnull(y);
    for (size_t i = 0; i < n; i++) {
        double *row = y + i * (k + 2);
        mkba_i_random_uniforms(&stream, 2 * k * i, a, k);
        mkba_i_random_uniforms(&stream, 2 * k * i + k, b, k);
        row[0] = of->evaluate(a, k);
        row[k + 1] = of->evaluate(b, k);
        for (size_t j = 0; j < k; j++) {
            double kept = a[j];
            a[j] = b[j];
            row[1 + j] = of->evaluate(a, k);
            a[j] = kept;
        }
    }
    return y;
}

static mkba_table *indices(const double *y, size_t n, size_t k, size_t resamples, uint64_t seed)
{
    mkba_measure_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_measure_options_init(&options);
    options.resamples = resamples;
    options.seed = seed;
    if (mkba_sobol_indices(y, n * (k + 2), names, k, &options, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

static bool covers(const mkba_table *table, size_t row, const char *lower, const char *upper, double value)
{
    return support_real(table, row, lower) <= value && value <= support_real(table, row, upper);
}

static void hold_the_rate(const known *of, size_t n, size_t resamples)
{
    int first[MOST] = {0}, total[MOST] = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        double *y = figures(of, n, seed);
        mkba_table *table = indices(y, n, of->k, resamples, seed);
        for (size_t j = 0; j < of->k; j++) {
            first[j] += covers(table, j, "first_lower", "first_upper", of->first[j]);
            total[j] += covers(table, j, "total_lower", "total_upper", of->total[j]);
        }
        mkba_table_free(table);
        free(y);
    }
    for (size_t j = 0; j < of->k; j++)
        if (first[j] < LEAST_COVERED || total[j] < LEAST_COVERED)
            ck_abort_msg("%s: of 200 intervals %d and %d cover", names[j], first[j], total[j]);
}

START_TEST(intervals_of_ishigami_cover_at_their_rate)
{
    known of = known_ishigami();
    hold_the_rate(&of, 1024, 0);
}
END_TEST

START_TEST(intervals_of_sobol_g_cover_at_their_rate)
{
    known of = known_sobol_g();
    hold_the_rate(&of, 1024, 0);
}
END_TEST

START_TEST(bootstrapped_intervals_cover_at_their_rate)
{
    known of = known_ishigami();
    hold_the_rate(&of, 256, 50);
}
END_TEST

START_TEST(many_rows_come_close)
{
    known of = known_ishigami();
    size_t n = 1 << 17;
    double *y = figures(&of, n, 7);
    mkba_table *table = indices(y, n, 3, 0, 1);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3);
    for (size_t j = 0; j < 3; j++) {
        ck_assert_str_eq(support_text(table, j, "parameter"), names[j]);
        ck_assert_double_eq_tol(support_real(table, j, "first"), of.first[j], 0.012);
        ck_assert_double_eq_tol(support_real(table, j, "total"), of.total[j], 0.008);
        ck_assert_double_lt(support_real(table, j, "first_error"), 0.005);
        /* E[y] = a / 2; V[y] = 13.844588. */
        ck_assert_double_eq_tol(support_real(table, j, "mean"), 3.5, 0.03);
        ck_assert_double_eq_tol(support_real(table, j, "sd"), sqrt(13.844588), 0.03);
    }
    mkba_table_free(table);
    free(y);
}
END_TEST

/* Two rows of one parameter. Mean 3/2; V = ((1/2)^2 + (1/2)^2 + (3/2)^2 + (3/2)^2) / 4 = 5/4; first = (3/2 x 2 + -3/2 x
 * -3) / 2 / V = 3; total = (2^2 + 3^2) / 4 / V = 13/5. Errors with u - 3 v = 3 - 15/4 and 9/2 - 15/4, and
 * w - 13/5 v = 2 - 13/4 and 9/2 - 13/4: sqrt(9/8 / 2) / V and sqrt(25/8 / 2) / V. */
START_TEST(a_design_of_two_rows_is_that_by_hand)
{
    const double y[] = {1, 3, 3, 2, -1, 0};
    mkba_table *table = indices(y, 2, 1, 0, 1);
    ck_assert_double_eq_tol(support_real(table, 0, "first"), 3, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "total"), 2.6, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "first_error"), 0.75 / 1.25, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "total_error"), 1.25 / 1.25, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "first_upper"), 3 + 1.959963984540054 * 0.6, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "total_lower"), 2.6 - 1.959963984540054, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "mean"), 1.5, 1e-15);
    ck_assert_double_eq_tol(support_real(table, 0, "sd"), sqrt(5.0 / 3), 1e-14);
    mkba_table_free(table);
}
END_TEST

/* A large mean costs no digits of the shares. */
START_TEST(a_large_mean_changes_nothing)
{
    known of = known_ishigami();
    size_t n = 256, figures_of = n * 5;
    double *y = figures(&of, n, 3);
    for (size_t i = 0; i < figures_of; i++)
        y[i] = ldexp(round(ldexp(y[i], 20)), -20); /* so that adding 2^32 is exact */
    mkba_table *plain = indices(y, n, 3, 0, 1);
    for (size_t i = 0; i < figures_of; i++)
        y[i] += 0x1p32;
    mkba_table *moved = indices(y, n, 3, 0, 1);
    for (size_t j = 0; j < 3; j++) {
        ck_assert_double_eq_tol(support_real(moved, j, "first"), support_real(plain, j, "first"), 1e-8);
        ck_assert_double_eq_tol(support_real(moved, j, "total"), support_real(plain, j, "total"), 1e-8);
    }
    mkba_table_free(plain);
    mkba_table_free(moved);
    free(y);
}
END_TEST

START_TEST(a_seed_repeats_the_resamples)
{
    known of = known_ishigami();
    double *y = figures(&of, 300, 3);
    mkba_table *one = indices(y, 300, 3, 100, 1), *same = indices(y, 300, 3, 100, 1),
               *other = indices(y, 300, 3, 100, 2);
    mkba_table *formula = indices(y, 300, 3, 0, 1);
    for (size_t j = 0; j < 3; j++) {
        double error = support_real(one, j, "total_error");
        ck_assert_double_eq(support_real(same, j, "total_error"), error);
        ck_assert_double_ne(support_real(other, j, "total_error"), error);
        ck_assert_double_eq(support_real(other, j, "total"), support_real(one, j, "total"));
        /* The standard deviation of 100 resamples is known to 7 %. */
        ck_assert_double_eq_tol(error / support_real(formula, j, "total_error"), 1, 0.3);
    }
    mkba_table_free(one);
    mkba_table_free(same);
    mkba_table_free(other);
    mkba_table_free(formula);
    free(y);
}
END_TEST

/* ---- designs --------------------------------------------------------------------------------------------- */

static double *design(size_t draws, size_t k, uint64_t seed, mkba_plan plan)
{
    size_t n = draws * (k + 2) * k;
    double *made = malloc(n * sizeof *made);
    mkba_error error;
    if (mkba_sobol_design(names, k, draws, seed, plan, made, n, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return made;
}

START_TEST(rows_of_a_design_are_those_of_saltelli)
{
    enum { draws = 5, k = 3 };
    double *made = design(draws, k, 1, MKBA_PLAN_RANDOM);
    for (size_t i = 0; i < draws; i++) {
        const double *a = made + i * (k + 2) * k, *b = a + (k + 1) * k;
        for (size_t j = 0; j < k; j++) {
            ck_assert(a[j] > 0 && a[j] < 1 && b[j] > 0 && b[j] < 1 && a[j] != b[j]);
            for (size_t c = 0; c < k; c++)
                ck_assert_double_eq(a[(j + 1) * k + c], c == j ? b[c] : a[c]);
        }
    }
    free(made);
}
END_TEST

/* A parameter's column does not change with the others, and but for chance there is one draw in each part. */
START_TEST(a_column_is_its_parameters_own)
{
    enum { draws = 16 };
    for (int plan = MKBA_PLAN_RANDOM; plan <= MKBA_PLAN_SOBOL; plan++) {
        double *three = design(draws, 3, 5, (mkba_plan) plan), *two = design(draws, 2, 5, (mkba_plan) plan);
        int parts = 0;
        for (size_t i = 0; i < draws; i++) {
            ck_assert_double_eq(three[i * 15 + 1], two[i * 8 + 1]);
            ck_assert_double_eq(three[i * 15 + 12 + 1], two[i * 8 + 6 + 1]);
            parts |= 1 << (int) (draws * three[i * 15]);
        }
        ck_assert(plan == MKBA_PLAN_RANDOM || parts == 0xffff);
        free(three);
        free(two);
    }
}
END_TEST

/* Under every plan; a low-discrepancy one comes closer than its intervals say. */
START_TEST(a_design_finds_the_indices)
{
    known of = known_ishigami();
    size_t n = 4096;
    for (int plan = MKBA_PLAN_RANDOM; plan <= MKBA_PLAN_SOBOL; plan++) {
        double *rows = design(n, 3, 2, (mkba_plan) plan), *y = malloc(n * 5 * sizeof *y);
        for (size_t i = 0; i < n * 5; i++)
            y[i] = ishigami(rows + 3 * i, 3);
        mkba_table *table = indices(y, n, 3, 0, 1);
        for (size_t j = 0; j < 3; j++) {
            ck_assert_double_le(fabs(support_real(table, j, "first") - of.first[j]),
                                3 * support_real(table, j, "first_error"));
            ck_assert_double_le(fabs(support_real(table, j, "total") - of.total[j]),
                                3 * support_real(table, j, "total_error"));
        }
        mkba_table_free(table);
        free(rows);
        free(y);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain sobol");
    TCase *tcase = tcase_create("sobol");

    tcase_add_test(tcase, a_design_of_two_rows_is_that_by_hand);
    tcase_add_test(tcase, many_rows_come_close);
    tcase_add_test(tcase, intervals_of_ishigami_cover_at_their_rate);
    tcase_add_test(tcase, intervals_of_sobol_g_cover_at_their_rate);
    tcase_add_test(tcase, bootstrapped_intervals_cover_at_their_rate);
    tcase_add_test(tcase, a_large_mean_changes_nothing);
    tcase_add_test(tcase, a_seed_repeats_the_resamples);
    tcase_add_test(tcase, rows_of_a_design_are_those_of_saltelli);
    tcase_add_test(tcase, a_column_is_its_parameters_own);
    tcase_add_test(tcase, a_design_finds_the_indices);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
