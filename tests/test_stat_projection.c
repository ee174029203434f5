/* stat/orthonormal.h, stat/logit.h, stat/noncentral.h. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "run_suite.h"
#include "stat/logit.h"
#include "stat/noncentral.h"
#include "stat/orthonormal.h"

/* ---- orthonormal columns --------------------------------------------------------------------------------- */

/* The lengths and the angle of known columns: (3, 4, 0) and (0, 5, 0) span the first two axes. */
START_TEST(columns_become_orthonormal)
{
    double columns[] = {3, 4, 0, 0, 5, 0}, r[4];
    size_t dependent = 9;
    ck_assert(mkba_i_orthonormalise(columns, 3, 2, r, &dependent));
    ck_assert_double_eq_tol(columns[0], 0.6, 1e-15);
    ck_assert_double_eq_tol(columns[1], 0.8, 1e-15);
    ck_assert_double_eq_tol(columns[3], -0.8, 1e-15);
    ck_assert_double_eq_tol(columns[4], 0.6, 1e-15);
    ck_assert_double_eq_tol(r[0], 5, 1e-14);
    ck_assert_double_eq_tol(r[1], 4, 1e-14);
    ck_assert(r[2] <= 0 && r[2] >= 0);
    ck_assert_double_eq_tol(r[3], 3, 1e-14);
    ck_assert_double_eq_tol(mkba_i_leverage(columns, 3, 2, 0), 1, 1e-14);
}
END_TEST

/* Columns that nearly agree, as those of Laeuchli (Numerische Mathematik 3, 1961), stay orthogonal. */
START_TEST(columns_that_nearly_agree_stay_orthogonal)
{
    const double e = 1e-8;
    double columns[] = {1, e, 0, 0, 1, 0, e, 0, 1, 0, 0, e}, r[9];
    size_t dependent = 9;
    ck_assert(mkba_i_orthonormalise(columns, 4, 3, r, &dependent));
    for (size_t a = 0; a < 3; a++)
        for (size_t b = 0; b <= a; b++) {
            double sum = 0;
            for (size_t i = 0; i < 4; i++)
                sum += columns[4 * a + i] * columns[4 * b + i];
            ck_assert_double_eq_tol(sum, a == b, 1e-14);
        }
}
END_TEST

START_TEST(a_column_that_follows_is_named)
{
    double columns[] = {1, 1, 1, 1, 2, 3, 3, 5, 7}, r[9], zero[] = {0, 0}, one[1];
    size_t dependent = 9;
    ck_assert(!mkba_i_orthonormalise(columns, 3, 3, r, &dependent));
    ck_assert_uint_eq(dependent, 2);
    ck_assert(!mkba_i_orthonormalise(zero, 2, 1, one, &dependent));
    ck_assert_uint_eq(dependent, 0);
}
END_TEST

/* y = 1 + 2 x on x = 0, 1, 2, and a rest at right angles to both: (1, -2, 1). */
START_TEST(least_squares_by_them)
{
    double columns[] = {1, 1, 1, 0, 1, 2}, r[4], y[] = {1 + 1, 3 - 2, 5 + 1}, shares[2];
    size_t dependent;
    ck_assert(mkba_i_orthonormalise(columns, 3, 2, r, &dependent));
    mkba_i_project_off(columns, 3, 2, y, shares);
    mkba_i_back_substitute(r, 2, shares);
    ck_assert_double_eq_tol(shares[0], 1, 1e-14);
    ck_assert_double_eq_tol(shares[1], 2, 1e-14);
    ck_assert_double_eq_tol(y[0], 1, 1e-14);
    ck_assert_double_eq_tol(y[1], -2, 1e-14);
    ck_assert_double_eq_tol(y[2], 1, 1e-14);
}
END_TEST

/* ---- logit ----------------------------------------------------------------------------------------------- */

/* One column of two values is fitted by the shares of each: 1 of 4, and 3 of 4. */
START_TEST(a_logit_of_two_groups_has_their_shares)
{
    const double columns[] = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1};
    const double y[] = {1, 0, 0, 0, 1, 1, 1, 0}, weight[] = {1, 1, 1, 1, 1, 1, 1, 1};
    double p[8], r[4], b[2], work[8 * 2 + 16 + 2];
    ck_assert_int_eq(mkba_i_logit(columns, 8, 2, y, weight, p, r, b, work), MKBA_I_LOGIT_FITTED);
    ck_assert_double_eq_tol(p[0], 0.25, 1e-12);
    ck_assert_double_eq_tol(p[7], 0.75, 1e-12);
    ck_assert_double_eq_tol(b[0], -log(3), 1e-12);
    ck_assert_double_eq_tol(b[1], 2 * log(3), 1e-12);
    /* The information of the intercept alone: 8 x 3/16. */
    ck_assert_double_eq_tol(r[0] * r[0], 1.5, 1e-12);
}
END_TEST

START_TEST(a_weight_counts_as_so_many_rows)
{
    const double columns[] = {1, 1, 1, 1, 0, 0, 1, 1}, y[] = {1, 0, 1, 0}, weight[] = {1, 3, 3, 1};
    double p[4], r[4], b[2], work[4 * 2 + 8 + 2];
    ck_assert_int_eq(mkba_i_logit(columns, 4, 2, y, weight, p, r, b, work), MKBA_I_LOGIT_FITTED);
    ck_assert_double_eq_tol(b[0], -log(3), 1e-12);
    ck_assert_double_eq_tol(b[1], 2 * log(3), 1e-12);
}
END_TEST

START_TEST(a_logit_without_maximum_says_so)
{
    const double columns[] = {1, 1, 1, 1, 1, 2, 3, 4}, same[] = {1, 1, 1, 1, 2, 2, 2, 2}, y[] = {0, 0, 1, 1};
    const double mixed[] = {0, 1, 0, 1}, weight[] = {1, 1, 1, 1};
    double p[4], r[4], b[2], work[4 * 2 + 8 + 2];
    ck_assert_int_eq(mkba_i_logit(columns, 4, 2, y, weight, p, r, b, work), MKBA_I_LOGIT_SEPARATED);
    ck_assert_int_eq(mkba_i_logit(same, 4, 2, mixed, weight, p, r, b, work), MKBA_I_LOGIT_DEPENDENT);
}
END_TEST

/* ---- noncentral ------------------------------------------------------------------------------------------ */

/* By scipy 1.17.1: ncx2.sf, ncf.sf (x = df f / other). */
START_TEST(noncentral_probabilities_are_those_of_scipy)
{
    static const struct {
        double x, df, other, noncentrality, p;
    } known[] = {{5.99, 2, INFINITY, 0, 0.05003662708658629},
                 {5.991464547107979, 2, INFINITY, 3.5, 0.36899485842382196},
                 {12, 7, INFINITY, 20, 0.9622122942706969},
                 {0.3, 1, INFINITY, 0.05, 0.5931810663196629},
                 {1000, 3, INFINITY, 900, 0.055882705501814636},
                 {30, 40, INFINITY, 5, 0.9485509685612593},
                 {0.9411764705882353, 2, 8.5, 3.0, 0.2661979403244225},
                 {0.4166666666666667, 5, 30, 12.0, 0.6870978181577045},
                 {0.25, 1, 4, 0.5, 0.4727475656842348}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double p = mkba_i_noncentral_upper(known[i].x, known[i].df, known[i].other, known[i].noncentrality);
        ck_assert_double_eq_tol(p, known[i].p, 1e-11);
        if (known[i].noncentrality > 0)
            ck_assert_double_eq_tol(mkba_i_noncentrality(known[i].x, known[i].df, known[i].other, p),
                                    known[i].noncentrality, 1e-8 * (1 + known[i].noncentrality));
    }
    ck_assert_double_eq_tol(mkba_i_noncentral_upper(100, 3, INFINITY, 1e7), 1, 1e-15);
    ck_assert_double_eq_tol(mkba_i_noncentral_upper(1e9, 3, INFINITY, 1e7), 0, 1e-15);
    ck_assert_double_gt(mkba_i_noncentral_upper(10, 3, 8, 1e7), 0.999999);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("regression");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, columns_become_orthonormal);
    tcase_add_test(tests, columns_that_nearly_agree_stay_orthogonal);
    tcase_add_test(tests, a_column_that_follows_is_named);
    tcase_add_test(tests, least_squares_by_them);
    tcase_add_test(tests, a_logit_of_two_groups_has_their_shares);
    tcase_add_test(tests, a_weight_counts_as_so_many_rows);
    tcase_add_test(tests, a_logit_without_maximum_says_so);
    tcase_add_test(tests, noncentral_probabilities_are_those_of_scipy);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
