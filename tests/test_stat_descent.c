/* stat/descent.h: functions of which the least is known. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "run_suite.h"
#include "stat/descent.h"

/* Rosenbrock (Computer Journal 3, 1960, 175-184): the least is 0 at (1, 1). */
static double valley(const double *at, void *calls)
{
    ++*(size_t *) calls;
    return 100 * pow(at[1] - at[0] * at[0], 2) + pow(1 - at[0], 2);
}

/* The sum of at[i] (i + 1), with no value left of -1: the least in the corner of lows that has one. */
static double plane(const double *at, void *with)
{
    (void) with;
    return at[0] < -1 ? NAN : at[0] + 2 * at[1] + 3 * at[2];
}

START_TEST(the_end_of_a_curved_valley_is_found)
{
    double at[2] = {-1.2, 1}, work[18];
    size_t calls = 0;
    ck_assert(mkba_i_descend(valley, &calls, 2, at, -5, 5, 0.5, 1e-12, 2000, work) < 1e-9);
    ck_assert_double_eq_tol(at[0], 1, 1e-4);
    ck_assert_double_eq_tol(at[1], 1, 1e-4);
    ck_assert_uint_lt(calls, 500);
}
END_TEST

START_TEST(bounds_and_what_has_no_value_are_kept_off)
{
    double at[3] = {1, 1, 1}, work[28];
    double least = mkba_i_descend(plane, NULL, 3, at, -2, 2, 1, 1e-12, 2000, work);
    ck_assert(at[0] >= -1 && at[1] >= -2 && at[2] >= -2);
    ck_assert_double_eq_tol(least, -11, 0.01);
}
END_TEST

START_TEST(it_ends_after_so_many_calls)
{
    double at[2] = {-1.2, 1}, work[18];
    size_t calls = 0;
    mkba_i_descend(valley, &calls, 2, at, -5, 5, 0.5, 0, 50, work);
    ck_assert(calls >= 50 && calls < 56);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("descent");
    TCase *all = tcase_create("all");
    tcase_add_test(all, the_end_of_a_curved_valley_is_found);
    tcase_add_test(all, bounds_and_what_has_no_value_are_kept_off);
    tcase_add_test(all, it_ends_after_so_many_calls);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
