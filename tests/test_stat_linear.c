/* stat/linear.h. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/linear.h"

/* Lower triangles: the example of Wikipedia's "Cholesky decomposition". The upper one is not to be read. */
#define UNREAD NAN

START_TEST(the_factor_is_that_of_the_known_example)
{
    double matrix[] = {4, UNREAD, UNREAD, 12, 37, UNREAD, -16, -43, 98};
    const double factor[][3] = {{2, 0, 0}, {6, 1, 0}, {-8, 5, 3}};
    mkba_error error;
    ck_assert_int_eq(mkba_i_cholesky(matrix, 3, NULL, &error), MKBA_OK);
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < 3; j++) {
            ck_assert(j > i ? isnan(matrix[3 * i + j]) : matrix[3 * i + j] == factor[i][j]);
        }
    }
}
END_TEST

/* The matrix times a known vector, solved for it; half of the way gives a length. */
START_TEST(equations_are_solved)
{
    double matrix[] = {4, UNREAD, UNREAD, 12, 37, UNREAD, -16, -43, 98};
    const double x[] = {1, -2, 3};
    const double b[] = {-68, -191, 364}; /* 4 - 24 - 48, 12 - 74 - 129, -16 + 86 + 294 */
    double vector[3];
    mkba_error error;
    ck_assert_int_eq(mkba_i_cholesky(matrix, 3, NULL, &error), MKBA_OK);
    memcpy(vector, b, sizeof b);
    mkba_i_cholesky_solve(matrix, 3, vector);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_double_eq_tol(vector[i], x[i], 1e-13);
    }
    memcpy(vector, b, sizeof b);
    mkba_i_cholesky_forward(matrix, 3, vector);
    double length = vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2];
    ck_assert_double_eq_tol(length, x[0] * b[0] + x[1] * b[1] + x[2] * b[2], 1e-10);
}
END_TEST

/* The inverse of the matrix of Hilbert has whole numbers (Choi, American Mathematical Monthly 90, 1983). */
START_TEST(a_matrix_that_is_hard_to_solve_keeps_half_of_its_digits)
{
    double matrix[16];
    double column[4] = {1, 0, 0, 0};
    const double inverse[4] = {16, -120, 240, -140};
    mkba_error error;
    for (size_t i = 0; i < 16; i++) {
        matrix[i] = 1.0 / (double) (i / 4 + i % 4 + 1);
    }
    ck_assert_int_eq(mkba_i_cholesky(matrix, 4, NULL, &error), MKBA_OK);
    mkba_i_cholesky_solve(matrix, 4, column);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_double_eq_tol(column[i], inverse[i], 1e-8);
    }
}
END_TEST

START_TEST(a_matrix_that_is_not_positive_definite_is_refused_with_its_pivot)
{
    static const struct {
        double matrix[9];
        size_t pivot;
    } cases[] = {
        {{0, 0, 0, 0, 1, 0, 0, 0, 1}, 0},
        {{-1, 0, 0, 0, 1, 0, 0, 0, 1}, 0},
        {{1, 0, 0, 1, 1, 0, 0, 0, 1}, 1},
        {{1, 0, 0, 2, 1, 0, 0, 0, 1}, 1},
        {{1, 0, 0, 0, 1, 0, 1, 1, 2}, 2},
        {{1e200, 0, 0, 0, 1e-200, 0, 1e200, 1e-200, 1e200}, 2},
        {{1, 0, 0, 0.99999999998, 1, 0, 0, 0, 1}, 1}, /* what is left is 4e-11 */
        {{1, 0, 0, 0, NAN, 0, 0, 0, 1}, 1},
        {{1, 0, 0, 0, INFINITY, 0, 0, 0, 1}, 1},
        {{1, 0, 0, 0, 1, 0, 0, INFINITY, 1}, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double matrix[9];
        size_t pivot = 99;
        mkba_error error;
        memcpy(matrix, cases[i].matrix, sizeof matrix);
        ck_assert_int_eq(mkba_i_cholesky(matrix, 3, &pivot, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_uint_eq(pivot, cases[i].pivot);
        ck_assert_str_eq(error.where, "matrix");
    }
}
END_TEST

/* A pivot counts beside its own diagonal: units do not matter. */
START_TEST(a_matrix_of_very_different_units_is_taken)
{
    double matrix[] = {1e-200, UNREAD, 0, 1e200};
    double vector[] = {1e-200, 1e200};
    mkba_error error;
    ck_assert_int_eq(mkba_i_cholesky(matrix, 2, NULL, &error), MKBA_OK);
    mkba_i_cholesky_solve(matrix, 2, vector);
    ck_assert_double_eq_tol(vector[0], 1.0, 1e-14);
    ck_assert_double_eq_tol(vector[1], 1.0, 1e-14);
}
END_TEST

START_TEST(nothing_to_factor_is_fine)
{
    mkba_error error;
    ck_assert_int_eq(mkba_i_cholesky(NULL, 0, NULL, &error), MKBA_OK);
}
END_TEST

/* Those of Strang's matrix, 2 with -1 beside it, are 2 - 2 cos(j pi / (n + 1)), with vectors sin(j k pi / (n + 1)). */
START_TEST(the_smallest_eigenvalue_is_that_of_the_known_matrix)
{
    enum { N = 20 };
    const double pi = 3.14159265358979323846;
    double matrix[N * N] = {0}, work[N * N], vector[N], value;
    for (size_t i = 0; i < N; i++) {
        matrix[i * N + i] = 2.0;
        if (i + 1 < N) {
            matrix[i * N + i + 1] = matrix[(i + 1) * N + i] = -1.0;
        }
    }
    mkba_i_smallest_eigenvalue(matrix, N, work, &value, vector);
    ck_assert_double_eq_tol(value, 2.0 - 2.0 * cos(pi / (N + 1)), 1e-13);
    double scale = copysign(sqrt(2.0 / (N + 1)), vector[0]);
    for (size_t k = 0; k < N; k++) {
        ck_assert_double_eq_tol(vector[k], scale * sin((double) (k + 1) * pi / (N + 1)), 1e-9);
    }
}
END_TEST

/* A matrix of 1 on and r off the diagonal has 1 - r, and 1 + (n - 1) r with equal parts. */
START_TEST(the_smallest_eigenvalue_is_found_below_zero_at_zero_and_where_there_are_several)
{
    static const struct {
        double r, value;
    } cases[] = {{-0.9, -0.8}, {-0.5, 0.0}, {-0.4, 0.2}, {0.0, 1.0},
                 {0.5, 0.5},   {1.0, 0.0},  {1.5, -0.5}, {-1e8, 1 - 2e8}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double matrix[9], work[9], vector[3], value, r = cases[c].r;
        for (size_t i = 0; i < 9; i++) {
            matrix[i] = i % 4 == 0 ? 1.0 : r;
        }
        mkba_i_smallest_eigenvalue(matrix, 3, work, &value, vector);
        ck_assert_double_eq_tol(value, cases[c].value, 1e-12 * (1.0 + 2.0 * fabs(r)));
        for (size_t i = 0; i < 3; i++) {
            double times = matrix[3 * i] * vector[0] + matrix[3 * i + 1] * vector[1] + matrix[3 * i + 2] * vector[2];
            ck_assert_double_eq_tol(times, value * vector[i], 1e-6 * (1.0 + 2.0 * fabs(r)));
        }
        ck_assert_double_eq_tol(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2], 1.0, 1e-14);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stat_linear");
    TCase *all = tcase_create("linear");
    tcase_add_test(all, the_factor_is_that_of_the_known_example);
    tcase_add_test(all, equations_are_solved);
    tcase_add_test(all, a_matrix_that_is_hard_to_solve_keeps_half_of_its_digits);
    tcase_add_test(all, a_matrix_that_is_not_positive_definite_is_refused_with_its_pivot);
    tcase_add_test(all, a_matrix_of_very_different_units_is_taken);
    tcase_add_test(all, nothing_to_factor_is_fine);
    tcase_add_test(all, the_smallest_eigenvalue_is_that_of_the_known_matrix);
    tcase_add_test(all, the_smallest_eigenvalue_is_found_below_zero_at_zero_and_where_there_are_several);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
