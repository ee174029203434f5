/* Simulations against figures that are known exactly: the cases of $MKBA_SHARED/reference/uncertainty, where they are
 * there. MKBA_TEST_DRAWS says how many draws; the slow suite takes ten million. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/uncertain.h>

#include "run_suite.h"
#include "support.h"

static uint64_t n_draws(void)
{
    const char *text = getenv("MKBA_TEST_DRAWS");

    return text == NULL ? 200000 : strtoull(text, NULL, 10);
}

/* A file of the reference, or NULL, and then it is said that the test is skipped. */
static char *reference(const char *name)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    char *text;

    snprintf(path, sizeof path, "%s/reference/uncertainty/%s", shared == NULL ? "" : shared, name);
    text = support_file(path, NULL);
    if (text == NULL)
        printf("# SKIP reference/uncertainty/%s: MKBA_SHARED names no folder that has it\n", name);
    return text;
}

static mkba_simulation *simulate(const mkba_case *mkba, mkba_plan plan)
{
    mkba_simulate_options options;
    mkba_simulation *simulation = NULL;
    mkba_error error = {.status = MKBA_OK};

    mkba_simulate_options_init(&options);
    options.draws = n_draws();
    options.plan = plan;
    options.threads = 0;
    ck_assert_msg(mkba_case_simulate(mkba, &options, NULL, NULL, &simulation, &error) == MKBA_OK, "%s", error.message);
    return simulation;
}

/* ---- within four standard errors -------------------------------------------------------------------------- */

/* A statistic of the npv, and its standard error as the library tells it. */
static void check_statistic(const mkba_table *convergence, const mkba_table *summary, const char *statistic,
                            double expected)
{
    for (size_t row = 0; row < mkba_table_n_rows(convergence); row++) {
        bool is_quantile = statistic[0] == 'q';
        double value, allowed;

        if (strcmp(support_text(convergence, row, "measure"), "npv") != 0 ||
            strcmp(support_text(convergence, row, "statistic"), statistic) != 0)
            continue;
        value = support_real(convergence, row, "value");
        allowed =
            4 * support_real(convergence, row, "se") + (is_quantile ? support_real(summary, 0, "quantile_error") : 0.0);
        ck_assert_msg(fabs(value - expected) <= allowed, "%s: %.10g, not %.10g within %.3g", statistic, value, expected,
                      allowed);
        return;
    }
    ck_abort_msg("there is no %s of npv", statistic);
}

static void check_npv(const mkba_simulation *simulation, const cJSON *expected)
{
    mkba_table *convergence = NULL, *summary = NULL;
    const cJSON *item;

    ck_assert_int_eq(mkba_simulation_convergence(simulation, 0.01, &convergence, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_simulation_table(simulation, MKBA_SIMULATION_SUMMARY, &summary, NULL), MKBA_OK);
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(expected, "npv"))
        check_statistic(convergence, summary, item->string, item->valuedouble);
    item = cJSON_GetObjectItemCaseSensitive(expected, "p_npv_positive");
    if (item != NULL)
        check_statistic(convergence, summary, "p_positive", item->valuedouble);
    mkba_table_free(convergence);
    mkba_table_free(summary);
}

static void check_actors(const mkba_simulation *simulation, const cJSON *expected)
{
    mkba_table *actors = NULL;
    size_t n = 0;

    ck_assert_int_eq(mkba_simulation_table(simulation, MKBA_SIMULATION_ACTORS, &actors, NULL), MKBA_OK);
    for (size_t row = 0; row < mkba_table_n_rows(actors); row++) {
        const cJSON *item = cJSON_GetObjectItemCaseSensitive(expected, support_text(actors, row, "actor"));

        if (item == NULL || strcmp(support_text(actors, row, "measure"), "net") != 0)
            continue;
        support_expect(actors, row, "mean", item->valuedouble, 4 * support_real(actors, row, "se"));
        n++;
    }
    ck_assert_int_eq((int) n, cJSON_GetArraySize(expected));
    mkba_table_free(actors);
}

/* A low-discrepancy plan is more precise than chance: half a standard error at most, and for the reference of many
 * parameters 1e-4 of the mean. */
static void check_sobol(const mkba_simulation *simulation, const cJSON *expected, bool is_large)
{
    const cJSON *npv = cJSON_GetObjectItemCaseSensitive(expected, "npv");
    double mean = cJSON_GetObjectItemCaseSensitive(npv, "mean")->valuedouble;
    mkba_table *summary = NULL;

    ck_assert_int_eq(mkba_simulation_table(simulation, MKBA_SIMULATION_SUMMARY, &summary, NULL), MKBA_OK);
    support_expect(summary, 0, "mean", mean, support_real(summary, 0, "se") / 2);
    if (is_large)
        support_expect(summary, 0, "mean", mean, 1e-4 * fabs(mean));
    mkba_table_free(summary);
}

static void check(const char *name)
{
    char path[100];
    char *text, *results;
    mkba_case *mkba;
    mkba_i_json *known;
    const cJSON *expected;

    snprintf(path, sizeof path, "%s.json", name);
    text = reference(path);
    if (text == NULL)
        return;
    snprintf(path, sizeof path, "expected-%s.json", name);
    results = reference(path);
    ck_assert_ptr_nonnull(results);
    mkba = support_parse(text);
    known = support_json(results);
    expected = mkba_i_json_root(known)->child; /* of the one alternative */
    for (int plan = 0; plan <= (int) MKBA_PLAN_SOBOL; plan++) {
        mkba_simulation *simulation = simulate(mkba, (mkba_plan) plan);

        check_npv(simulation, expected);
        check_actors(simulation, cJSON_GetObjectItemCaseSensitive(expected, "actors_net_mean"));
        if (plan == (int) MKBA_PLAN_SOBOL)
            check_sobol(simulation, expected, strcmp(name, "effects40x20") == 0);
        mkba_simulation_free(simulation);
    }
    mkba_i_json_free(known);
    mkba_case_free(mkba);
    free(results);
    free(text);
}

START_TEST(a_sum_of_normals_has_its_moments_and_quantiles)
{
    check("normals");
}
END_TEST

START_TEST(a_product_of_lognormals_has_its_moments_and_quantiles)
{
    check("lognormals");
}
END_TEST

START_TEST(forty_effects_over_twenty_years_have_their_moments)
{
    check("effects40x20");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain_reference");
    TCase *tcase = tcase_create("reference");

    tcase_set_timeout(tcase, 1200);
    tcase_add_test(tcase, a_sum_of_normals_has_its_moments_and_quantiles);
    tcase_add_test(tcase, a_product_of_lognormals_has_its_moments_and_quantiles);
    tcase_add_test(tcase, forty_effects_over_twenty_years_have_their_moments);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
