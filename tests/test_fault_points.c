/* Every allocation of a stream's points and of a copula fails once. */
#include <stdlib.h>

#include <check.h>

#include "fault.h"
#include "run_suite.h"
#include "stat/copula.h"
#include "stat/points.h"

static const char *const names[] = {"a", "b", "c"};

static int make_points(mkba_error *error)
{
    mkba_i_points *const untouched = (mkba_i_points *) error; /* any address */
    mkba_i_points *points = untouched;
    mkba_status status = mkba_i_points_make(MKBA_I_PLAN_LHS, 1, "a", 10, MKBA_I_VARIANT_PLAIN, &points, error);
    if (status == MKBA_OK) {
        mkba_i_points_free(points);
    } else if (points != untouched) {
        return -1;
    }
    return (int) status;
}

static int make_copula(mkba_error *error)
{
    static const double rank[] = {1, 0.5, 0.2, 0.5, 1, -0.3, 0.2, -0.3, 1};
    mkba_i_copula *const untouched = (mkba_i_copula *) error;
    mkba_i_copula *copula = untouched;
    mkba_status status = mkba_i_copula_make(rank, 3, names, MKBA_I_VARIANT_PLAIN, &copula, error);
    if (status == MKBA_OK) {
        mkba_i_copula_free(copula);
    } else if (copula != untouched) {
        return -1;
    }
    return (int) status;
}

/* Refused for what it is, unless memory runs out first. */
static int as_refused(mkba_status status, mkba_error *error)
{
    if (status != MKBA_ERROR_CASE) {
        return status == MKBA_OK ? -1 : (int) status;
    }
    error->status = MKBA_OK;
    return MKBA_OK;
}

static const double impossible[] = {1, -0.49, -0.49, -0.49, 1, -0.49, -0.49, -0.49, 1};

static int make_an_impossible_copula(mkba_error *error)
{
    mkba_i_copula *copula = NULL;
    return as_refused(mkba_i_copula_make(impossible, 3, names, MKBA_I_VARIANT_PLAIN, &copula, error), error);
}

static int check_an_impossible_matrix(mkba_error *error)
{
    return as_refused(mkba_i_copula_check(impossible, 3, names, error), error);
}

static fault_scenario *const scenarios[] = {make_points, make_copula, make_an_impossible_copula,
                                            check_an_impossible_matrix};

START_TEST(every_allocation_may_fail)
{
    fault_sweep(scenarios[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fault_points");
    TCase *all = tcase_create("points");
    tcase_add_loop_test(all, every_allocation_may_fail, 0, (int) (sizeof scenarios / sizeof scenarios[0]));
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
