/* Regression- and rank-based measures: those of R, errors that cover, what is refused. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/random.h"
#include "support.h"
#include <mkba/uncertain_sensitivity.h>

#define SEEDS 200
#define LEAST_COVERED 178 /* of 200 at 95 %: fewer with a probability of 1e-4 */

static const char *const names[] = {"a", "b", "c"};

static mkba_table *importance(const double *x, const double *y, size_t n, size_t k)
{
    mkba_samples samples = {x, n, k, (ptrdiff_t) k, 1};
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_importance(&samples, y, n, names, k, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

static double *numbers(const cJSON *root, const char *key, size_t *n)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, key);
    double *made = malloc((size_t) cJSON_GetArraySize(list) * sizeof *made);
    *n = 0;
    for (const cJSON *each = list->child; each != NULL; each = each->next)
        made[(*n)++] = each->valuedouble;
    return made;
}

static void expect(const cJSON *root, const mkba_table *table, const char *column, double relative)
{
    size_t n;
    double *expected = numbers(root, column, &n);
    for (size_t j = 0; j < mkba_table_n_rows(table); j++) {
        double found = support_real(table, j, column), wanted = expected[n == 1 ? 0 : j];
        if (!(fabs(found - wanted) <= relative * fabs(wanted)))
            ck_abort_msg("%s of %s: %.17g, not %.17g", column, names[j], found, wanted);
    }
    free(expected);
}

START_TEST(measures_are_those_of_r)
{
    static const char *const exact[] = {"correlation",  "coefficient", "partial",   "rank",
                                        "partial_rank", "tolerance",   "r_squared", "rank_r_squared"};
    static const char *const jackknifed[] = {"correlation_error", "coefficient_error", "partial_error"};
    char *bytes = support_data("uncertain/importance.json", NULL);
    mkba_i_json *json = support_json(bytes);
    const cJSON *root = mkba_i_json_root(json);
    size_t n, n_x;
    double *x = numbers(root, "x", &n_x), *y = numbers(root, "y", &n);
    mkba_table *table = importance(x, y, n, 3);
    ck_assert_uint_eq(n_x, 3 * n);
    ck_assert_str_eq(support_text(table, 2, "parameter"), "c");
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
        expect(root, table, exact[i], 1e-12);
    /* Leaving out draws is another approximation of the same error, 300 draws apart. */
    for (size_t i = 0; i < sizeof jackknifed / sizeof *jackknifed; i++)
        expect(root, table, jackknifed[i], 0.05);
    mkba_table_free(table);
    mkba_i_json_free(json);
    free(x);
    free(y);
    free(bytes);
}
END_TEST

/* y = 2 a + b + 3 a b + (1 + a) c, each uniform on (-1, 1): variances of terms 4/3, 1/3, 1, and 4/9 for c, so that
 * correlation and coefficient of a are 2 / sqrt(28/3); that of c, of which the effect changes with a, 1 / sqrt(28/3). With
 * the others known, a leaves the variance 4/3 + 1 + 1/9, c the variance 1/3 + 1 + 1/9. */
START_TEST(errors_cover_at_their_rate_where_the_spread_changes)
{
    const double variance = 4.0 / 3 + 1.0 / 3 + 1 + 4.0 / 9;
    const double straight[] = {sqrt(4.0 / 3 / variance), sqrt(1.0 / 3 / variance), sqrt(1.0 / 3 / variance)};
    const double rest = 1 + 1.0 / 9;
    const double partial[] = {sqrt(4.0 / 3 / (4.0 / 3 + rest)), sqrt(1.0 / 3 / (1.0 / 3 + rest)),
                              sqrt(1.0 / 3 / (1.0 / 3 + rest))};
    enum { n = 400 };
    int covered[3][3] = {{0}};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        mkba_i_random stream = mkba_i_random_stream(seed, "test");
        double x[3 * n], y[n];
        mkba_i_random_uniforms(&stream, 0, x, 3 * n);
        for (size_t i = 0; i < n; i++) {
            double *u = x + 3 * i;
            for (size_t j = 0; j < 3; j++)
                u[j] = 2 * u[j] - 1;
            y[i] = 2 * u[0] + u[1] + 3 * u[0] * u[1] + (1 + u[0]) * u[2];
        }
        mkba_table *table = importance(x, y, n, 3);
        for (size_t j = 0; j < 3; j++) {
            covered[0][j] += fabs(support_real(table, j, "correlation") - straight[j]) <=
                             1.96 * support_real(table, j, "correlation_error");
            covered[1][j] += fabs(support_real(table, j, "coefficient") - straight[j]) <=
                             1.96 * support_real(table, j, "coefficient_error");
            covered[2][j] +=
                fabs(support_real(table, j, "partial") - partial[j]) <= 1.96 * support_real(table, j, "partial_error");
        }
        mkba_table_free(table);
    }
    for (size_t m = 0; m < 3; m++)
        for (size_t j = 0; j < 3; j++)
            if (covered[m][j] < LEAST_COVERED)
                ck_abort_msg("measure %zu of %s: %d of 200 cover", m, names[j], covered[m][j]);
}
END_TEST

/* y is a straight line through both: nothing is left when both are known, and the rank of the first is its own. */
START_TEST(a_line_is_explained_wholly)
{
    const double x[] = {1, 5, 2, 3, 3, 9, 4, 2, 5, 7, 6, 1};
    double y[6];
    for (size_t i = 0; i < 6; i++)
        y[i] = 3 * x[2 * i] + 1;
    mkba_table *table = importance(x, y, 6, 2);
    ck_assert_double_eq_tol(support_real(table, 0, "r_squared"), 1, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "coefficient"), 1, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 1, "coefficient"), 0, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "rank"), 1, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "partial"), 1, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "rank_error"), 0, 1e-14);
    mkba_table_free(table);
}
END_TEST

/* The other parameter is measured as if it were alone. */
START_TEST(with_what_does_not_vary_nothing_goes_together)
{
    static const char *const missing[] = {"correlation", "correlation_error", "partial",      "partial_error",
                                          "rank",        "rank_error",        "partial_rank", "partial_rank_error",
                                          "tolerance"};
    const double x[] = {7, 1, 7, 2, 7, 3, 7, 9, 7, 4, 7, 6}, alone[] = {1, 2, 3, 9, 4, 6}, y[] = {2, 1, 5, 8, 4, 3};
    mkba_table *table = importance(x, y, 6, 2), *other = importance(alone, y, 6, 1);
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        ck_assert(support_missing(table, 0, missing[i]));
        ck_assert_double_eq(support_real(table, 1, missing[i]), support_real(other, 0, missing[i]));
    }
    ck_assert_double_eq(support_real(table, 0, "coefficient"), 0);
    ck_assert_double_eq(support_real(table, 0, "coefficient_error"), 0);
    ck_assert_double_eq(support_real(table, 0, "r_squared"), support_real(other, 0, "r_squared"));
    ck_assert_double_eq(support_real(table, 1, "coefficient"), support_real(other, 0, "coefficient"));
    mkba_table_free(table);
    mkba_table_free(other);
    const double fixed[] = {7, 7, 7, 7, 7, 7};
    table = importance(fixed, y, 6, 1);
    ck_assert_double_eq(support_real(table, 0, "rank_r_squared"), 0);
    mkba_table_free(table);
}
END_TEST

/* Strides: the same draws, a parameter after the other, backwards. */
START_TEST(strides_change_nothing)
{
    const double rows[] = {1, 5, 2, 3, 3, 9, 4, 2, 5, 7, 6, 1}, y[] = {3, 1, 4, 1, 5, 9}, z[] = {9, 5, 1, 4, 1, 3};
    double columns[12];
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 2; j++)
            columns[6 * j + 5 - i] = rows[2 * i + j];
    mkba_samples backwards = {columns + 5, 6, 2, -1, 6};
    mkba_table *one = importance(rows, y, 6, 2), *other = NULL;
    ck_assert_int_eq(mkba_importance(&backwards, y, 6, names, 2, &other, NULL), MKBA_OK);
    for (size_t j = 0; j < 2; j++)
        ck_assert_double_eq(support_real(one, j, "partial_rank"), support_real(other, j, "partial_rank"));
    mkba_table_free(other);
    backwards = (mkba_samples){columns, 6, 2, 1, 6};
    ck_assert_int_eq(mkba_importance(&backwards, z, 6, names, 2, &other, NULL), MKBA_OK);
    for (size_t j = 0; j < 2; j++)
        ck_assert_double_eq_tol(support_real(one, j, "coefficient"), support_real(other, j, "coefficient"), 1e-14);
    mkba_table_free(one);
    mkba_table_free(other);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain importance");
    TCase *tcase = tcase_create("importance");

    tcase_add_test(tcase, measures_are_those_of_r);
    tcase_add_test(tcase, errors_cover_at_their_rate_where_the_spread_changes);
    tcase_add_test(tcase, a_line_is_explained_wholly);
    tcase_add_test(tcase, with_what_does_not_vary_nothing_goes_together);
    tcase_add_test(tcase, strides_change_nothing);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
