/* Panels made by chance are like the real ones: how costs change from year to year, measured in both. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include "made_costs.h"
#include "run_suite.h"

#define WORLDS 40

static const char *const outcomes[] = {"wmo", "jeugd", "both"};

static void expect(const char *outcome, const char *what, double made, double real, double off)
{
    if (!(fabs(made - real) <= off))
        ck_abort_msg("%s: %s is %.4g in made panels and %.4g in the real one", outcome, what, made, real);
}

/* The mean over panels of each moment. */
static costs_moments mean_of_made(const costs_model *model)
{
    static costs made;
    double sum[9] = {0};
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        costs_make(model, 319, seed, &made);
        costs_moments m = costs_measure(&made);
        const double each[] = {m.median, m.q75, m.q90, m.q95, m.q99, m.lag1, m.lag2, m.small_large, m.big};
        for (size_t k = 0; k < 9; k++)
            sum[k] += each[k] / WORLDS;
    }
    return (costs_moments){sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6], sum[7], sum[8]};
}

/* To the third quartile, the ninetieth percentile and so on that were not fitted, too; the farthest tail least well. */
START_TEST(made_panels_change_as_real_ones)
{
    const char *name = outcomes[_i];
    costs_model model = costs_model_read(name);
    costs_moments made = mean_of_made(&model), real = model.real;
    expect(name, "the median change", made.median, real.median, 0.04 * real.median);
    expect(name, "the third quartile", made.q75, real.q75, 0.06 * real.q75);
    expect(name, "the 90th percentile", made.q90, real.q90, 0.06 * real.q90);
    expect(name, "the 95th percentile", made.q95, real.q95, 0.06 * real.q95);
    expect(name, "the 99th percentile", made.q99, real.q99, 0.32 * real.q99);
    expect(name, "the correlation with the next change", made.lag1, real.lag1, 0.02);
    expect(name, "the correlation with the change after that", made.lag2, real.lag2, 0.1);
    expect(name, "the noise of small areas", made.small_large, real.small_large, 0.1 * real.small_large);
    expect(name, "the share of large changes", made.big, real.big, 0.15 * real.big);
}
END_TEST

START_TEST(the_real_panel_is_as_its_summary_says)
{
    static costs real;
    const char *name = outcomes[_i];
    if (!costs_real(name, &real)) {
        printf("# SKIP the real returns are not there\n");
        return;
    }
    costs_moments found = costs_measure(&real), said = costs_model_read(name).real;
    expect(name, "the median change", said.median, found.median, 5e-4 * found.median);
    expect(name, "the third quartile", said.q75, found.q75, 5e-4 * found.q75);
    expect(name, "the 90th percentile", said.q90, found.q90, 5e-4 * found.q90);
    expect(name, "the 95th percentile", said.q95, found.q95, 5e-4 * found.q95);
    expect(name, "the 99th percentile", said.q99, found.q99, 5e-4 * found.q99);
    expect(name, "the correlation with the next change", said.lag1, found.lag1, 1e-4);
    expect(name, "the correlation with the change after that", said.lag2, found.lag2, 1e-4);
    expect(name, "the noise of small areas", said.small_large, found.small_large, 5e-4 * found.small_large);
    expect(name, "the share of large changes", said.big, found.big, 5e-4 * found.big);
}
END_TEST

/* What a region is: euros over inhabitants, not the mean of areas. */
START_TEST(members_that_are_joined_are_euros_over_inhabitants)
{
    static costs of = {.n = 4, .population = {700, 1000, 3000, 500}};
    static const double level[] = {80, 100, 200, 50};
    for (size_t t = 0; t < 4 * COSTS_YEARS; t++)
        of.log[t / COSTS_YEARS][t % COSTS_YEARS] = log(level[t / COSTS_YEARS]);
    costs_join(&of, 1, 2);
    costs_affect(&of, 1, 5, -10);
    ck_assert_uint_eq(of.n, 3);
    ck_assert_double_eq_tol(exp(of.log[0][7]), 80, 1e-9);
    ck_assert_double_eq_tol(exp(of.log[1][4]), 175, 1e-9);
    ck_assert_double_eq_tol(exp(of.log[1][5]), 157.5, 1e-9);
    ck_assert_double_eq_tol(exp(of.log[2][7]), 50, 1e-9);
    ck_assert_double_eq(of.population[1], 4000);
    ck_assert_double_eq(of.population[2], 500);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("made costs");
    TCase *tests = tcase_create("all");
    tcase_add_loop_test(tests, made_panels_change_as_real_ones, 0, 3);
    tcase_add_loop_test(tests, the_real_panel_is_as_its_summary_says, 0, 3);
    tcase_add_test(tests, members_that_are_joined_are_euros_over_inhabitants);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
