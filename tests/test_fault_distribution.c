/* Every allocation of samplers and of distributions by themselves fails once: the call answers MKBA_ERROR_MEMORY, leaves its
 * outputs as they were and loses nothing. */
#include <stdlib.h>

#include <check.h>

#include <mkba/case_distribution.h>

#include "fault.h"
#include "run_suite.h"
#include "stat/sampler.h"

static int make_sampler(const mkba_i_distribution *d, mkba_error *error)
{
    mkba_i_sampler *sampler = NULL;
    mkba_status status = mkba_i_sampler_make(d, MKBA_I_VARIANT_PLAIN, &sampler, error);
    bool touched = status != MKBA_OK && sampler != NULL;
    mkba_i_sampler_free(status == MKBA_OK ? sampler : NULL);
    return touched ? -1 : (int) status;
}

static int make_curve(mkba_error *error)
{
    const mkba_i_distribution d = {.family = MKBA_I_PERT, .a = 0, .b = 3, .c = 10};
    return make_sampler(&d, error);
}

static int make_counts(mkba_error *error)
{
    const mkba_i_distribution d = {.family = MKBA_I_POISSON, .a = 300};
    return make_sampler(&d, error);
}

static int make_listed(mkba_error *error)
{
    static const double values[] = {3, 1, 2}, weights[] = {1, 2, 1};
    const mkba_i_distribution d = {.family = MKBA_I_DISCRETE, .values = values, .weights = weights, .n = 3};
    return make_sampler(&d, error);
}

static int ask_quantile(mkba_error *error)
{
    double p = 0.5, out = 42.0;
    mkba_status status = mkba_distribution_quantile("{\"empirical\": [1, 2, 3]}", &p, 1, &out, 1, error);
    return status != MKBA_OK && out != 42.0 ? -1 : (int) status;
}

static int after_table(mkba_status status, mkba_table *table)
{
    bool touched = status != MKBA_OK && table != NULL;
    mkba_table_free(status == MKBA_OK ? table : NULL);
    return touched ? -1 : (int) status;
}

static int make_table(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_distribution_table("{\"pert\": [1, 2, 5], \"truncate\": [0, 4]}", &table, error);
    return after_table(status, table);
}

static int fit_quantiles(mkba_error *error)
{
    static const double p[] = {0.05, 0.95}, values[] = {10, 20};
    mkba_table *table = NULL;
    mkba_status status = mkba_distribution_fit_quantiles("gamma", p, 2, values, 2, NULL, 0, &table, error);
    return after_table(status, table);
}

static int fit_values(mkba_error *error)
{
    static const double values[] = {1, 5, 2, 8}, range[] = {0, 10};
    mkba_table *table = NULL;
    mkba_status status = mkba_distribution_fit_values(values, 4, range, 2, &table, error);
    return after_table(status, table);
}

static fault_scenario *const scenarios[] = {make_curve, make_counts,   make_listed, ask_quantile,
                                            make_table, fit_quantiles, fit_values};

START_TEST(an_allocation_that_fails_is_answered_and_loses_nothing)
{
    fault_sweep(scenarios[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fault_distribution");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, an_allocation_that_fails_is_answered_and_loses_nothing, 0,
                        (int) (sizeof scenarios / sizeof scenarios[0]));
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
