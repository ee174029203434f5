/* The words for the plans of draws. */
#include <string.h>

#include <check.h>

#include <mkba/uncertain.h>

#include "run_suite.h"

START_TEST(plans_have_names)
{
    static const char *const NAMES[] = {"random", "lhs", "sobol"};
    mkba_plan plan = MKBA_PLAN_RANDOM;

    for (int i = 0; i < 3; i++) {
        ck_assert_str_eq(mkba_plan_name((mkba_plan) i), NAMES[i]);
        ck_assert_int_eq(mkba_plan_from_name(NAMES[i], &plan, NULL), MKBA_OK);
        ck_assert_int_eq((int) plan, i);
    }
    ck_assert_str_eq(mkba_plan_name((mkba_plan) 3), "unknown plan");
    ck_assert_str_eq(mkba_plan_name((mkba_plan) -1), "unknown plan");
}
END_TEST

START_TEST(the_plan_that_was_meant_is_named)
{
    mkba_error error;
    mkba_plan plan = MKBA_PLAN_LHS;

    ck_assert_int_eq(mkba_plan_from_name("sobl", &plan, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "\"sobol\""));
    ck_assert_str_eq(error.where, "plan");
    ck_assert_int_eq((int) plan, MKBA_PLAN_LHS);
    ck_assert_int_eq(mkba_plan_from_name(NULL, &plan, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "name");
    ck_assert_int_eq(mkba_plan_from_name("lhs", NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "plan");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain plan");
    TCase *tcase = tcase_create("plan");

    tcase_add_test(tcase, plans_have_names);
    tcase_add_test(tcase, the_plan_that_was_meant_is_named);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
