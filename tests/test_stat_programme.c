/* Linear programmes: against solutions that are known, what there is none of, and that GLPK neither prints nor ends us. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "run_suite.h"
#include "stat/programme.h"

/* The host has GLPK only where we were built with it. */
#define NEEDS_GLPK                                                                                                     \
  if (!mkba_i_programme_built()) {                                                                                     \
    printf("# SKIP %s: built without GLPK\n", __func__);                                                               \
    return;                                                                                                            \
  }

static const double cost[] = {-3, -5}, rows[] = {1, 0, 0, 2, 3, 2, -1, 0, 0, -1}, limits[] = {4, 12, 18, 0, 0};
static const bool equal[] = {false, false, false, false, false};
static const mkba_i_programme glass = {2, 5, cost, rows, limits, equal};

/* F.S. Hillier and G.J. Lieberman, Introduction to Operations Research, the Wyndor Glass Co.: 36 at (2, 6), shadow prices
 * 0, 3/2 and 1. */
START_TEST(a_textbook_s_programme_has_its_solution_and_prices)
{
    double x[2], prices[5];

    NEEDS_GLPK
    ck_assert_int_eq(mkba_i_programme_solve(&glass, x, prices, NULL), MKBA_OK);
    ck_assert_double_eq_tol(x[0], 2, 1e-12);
    ck_assert_double_eq_tol(x[1], 6, 1e-12);
    ck_assert_double_eq_tol(prices[0], 0, 1e-12);
    ck_assert_double_eq_tol(prices[1], -1.5, 1e-12);
    ck_assert_double_eq_tol(prices[2], -1, 1e-12);
}
END_TEST

START_TEST(what_has_no_least_is_said)
{
    const double apart[] = {1, 0, -1, 0}, at[] = {0, -1};
    const mkba_i_programme empty = {2, 2, cost, apart, at, equal};
    const mkba_i_programme nothing = {0, 5, cost, rows, limits, equal};
    double x[2] = {7, 7}, prices[5];
    mkba_error error;

    NEEDS_GLPK
    ck_assert_int_eq(mkba_i_programme_solve(&empty, x, prices, &error), MKBA_ERROR_EVALUATION);
    ck_assert_int_eq(mkba_i_programme_solve(&nothing, x, prices, &error), MKBA_ERROR_INTERNAL);
}
END_TEST

/* With less memory than it needs GLPK meets an error: in a program of its own it would print and abort. Afterwards it works
 * as before. */
START_TEST(an_error_of_the_solver_is_a_status_and_prints_nothing)
{
    enum { N = 200 };
    double *many = calloc((size_t) N * N, sizeof *many), *x = calloc(N, sizeof *x), *prices = calloc(N, sizeof *prices);
    double *ones = calloc(N, sizeof *ones);
    bool *equations = calloc(N, sizeof *equations);
    mkba_i_programme large = {N, N, ones, many, ones, equations};
    mkba_error error;
    char said[64] = "";

    ck_assert(many != NULL && x != NULL && prices != NULL && ones != NULL && equations != NULL);
    for (size_t i = 0; i < N; i++) {
        ones[i] = 1;
        equations[i] = true;
        for (size_t j = 0; j < N; j++)
            many[i * N + j] = i == j ? N : 1;
    }
    if (mkba_i_programme_built()) {
        FILE *caught = tmpfile();
        int before = dup(1);
        ck_assert(caught != NULL && before >= 0);
        fflush(stdout);
        dup2(fileno(caught), 1);
        mkba_status status = mkba_i_programme_solve_within(&large, 1, x, prices, &error);
        fflush(stdout);
        dup2(before, 1);
        close(before);
        rewind(caught);
        size_t length = fread(said, 1, sizeof said - 1, caught);
        fclose(caught);
        ck_assert_uint_eq(length, 0);
        ck_assert_int_eq(status, MKBA_ERROR_MEMORY);
        ck_assert_int_eq(mkba_i_programme_solve(&large, x, prices, &error), MKBA_OK);
        ck_assert_double_eq_tol(x[N - 1], 1.0 / (2 * N - 1), 1e-12);
    } else {
        ck_assert_int_eq(mkba_i_programme_solve(&large, x, prices, &error), MKBA_ERROR_UNSUPPORTED);
    }
    free(many);
    free(x);
    free(prices);
    free(ones);
    free(equations);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("programmes");
    tcase_add_test(tests, a_textbook_s_programme_has_its_solution_and_prices);
    tcase_add_test(tests, what_has_no_least_is_said);
    tcase_add_test(tests, an_error_of_the_solver_is_a_status_and_prints_nothing);
    Suite *suite = suite_create("test_stat_programme");
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
