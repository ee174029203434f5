/* Event studies: against figures of others. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "did.h"
#include "run_suite.h"
#include "support.h"

static mkba_did *study(const mkba_panel *panel, const mkba_did_options *options)
{
    mkba_did *did = NULL;
    mkba_error error;
    if (mkba_panel_event_study(panel, options, &did, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return did;
}

static double number_at(const cJSON *from, const char *pointer)
{
    return support_at(from, pointer)->valuedouble;
}

static void expect_test(const mkba_did *did, const char *test, double value, double tolerance)
{
    mkba_table *tests = did_view(did, MKBA_DID_TESTS);
    support_expect(tests, did_row(tests, "test", test), "value", value, tolerance);
    mkba_table_free(tests);
}

static void expect_p(const mkba_did *did, double p, double tolerance)
{
    mkba_table *tests = did_view(did, MKBA_DID_TESTS);
    support_expect(tests, did_row(tests, "test", "pretrend"), "p", p, tolerance);
    mkba_table_free(tests);
}

static mkba_did_options small(did_options *keep, size_t n_treated)
{
    static const char *const treated[] = {"A00", "A01", "A02", "A03", "A04", "A05"};
    mkba_did_options_init(&keep->options);
    keep->options.indicator = "y";
    keep->options.treated = treated;
    keep->options.n_treated = n_treated;
    keep->options.start = "2020";
    return keep->options;
}

static void expect_regression(const mkba_panel *panel, const cJSON *expected, const char *const *covariates)
{
    static did_options keep;
    static const char *const tests[] = {"pretrend", "trend_explains", "power_trend", "slope_half", "slope_80"};
    mkba_did_options options = small(&keep, 6);
    options.covariates = covariates;
    options.n_covariates = covariates == NULL ? 0 : 1;
    mkba_did *did = study(panel, &options);
    mkba_table *effects = did_view(did, MKBA_DID_EFFECTS);
    ck_assert_uint_eq(mkba_table_n_rows(effects), 6);
    for (size_t row = 0, e = 0; row < 6; row++) {
        ck_assert_int_eq(support_integer(effects, row, "event"), (int64_t) row - 3);
        if (row == 2) {
            support_expect(effects, row, "estimate", 0, 0);
            ck_assert(support_missing(effects, row, "std_error"));
            continue;
        }
        support_expect(effects, row, "estimate",
                       cJSON_GetArrayItem(support_at(expected, "/effects"), (int) e)->valuedouble, 1e-8);
        support_expect(effects, row, "std_error",
                       cJSON_GetArrayItem(support_at(expected, "/std_errors"), (int) e++)->valuedouble, 1e-7);
    }
    for (size_t t = 0; t < sizeof tests / sizeof *tests; t++)
        expect_test(did, tests[t], cJSON_GetObjectItem(expected, tests[t])->valuedouble, 1e-7);
    expect_p(did, number_at(expected, "/p"), 1e-8);
    mkba_table_free(effects);
    mkba_did_free(did);
}

/* The same regression with all its dummies, its errors from the whole matrices, in numpy; noncentral F of scipy. */
START_TEST(one_start_is_the_whole_regression)
{
    static const char *const x[] = {"x"};
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *panel = did_panel(support_at(mkba_i_json_root(json), "/lines"));
    expect_regression(panel, support_at(mkba_i_json_root(json), "/events"), NULL);
    expect_regression(panel, support_at(mkba_i_json_root(json), "/events_x"), x);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

START_TEST(several_starts_are_those_of_another_program)
{
    char *text = support_data("effect/mpdta.json", NULL);
    mkba_i_json *json = support_json(text);
    const cJSON *root = mkba_i_json_root(json), *row;
    static did_options o;
    mkba_panel *panel = did_mpdta(&o);
    if (panel == NULL) {
        printf("# SKIP several_starts_are_those_of_another_program: mpdta is not there\n");
    } else {
        mkba_did *did = study(panel, &o.options);
        mkba_table *effects = did_view(did, MKBA_DID_EFFECTS);
        size_t i = 0;
        cJSON_ArrayForEach(row, support_at(root, "/events"))
        {
            ck_assert_int_eq(support_integer(effects, i, "event"), atoi(cJSON_GetArrayItem(row, 0)->valuestring));
            support_expect(effects, i, "estimate", cJSON_GetArrayItem(row, 1)->valuedouble, 1e-9);
            if (!cJSON_IsNull(cJSON_GetArrayItem(row, 2)))
                support_expect(effects, i, "std_error", cJSON_GetArrayItem(row, 2)->valuedouble, 1e-9);
            i++;
        }
        ck_assert_uint_eq(mkba_table_n_rows(effects), i);
        expect_test(did, "pretrend", number_at(root, "/pretrend/value"), 1e-7);
        expect_p(did, number_at(root, "/pretrend/p"), 1e-8);
        mkba_table_free(effects);
        mkba_did_free(did);
    }
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

/* One treated area: its events are those of a placebo wherever it stands, and p of the years before is a rank. */
START_TEST(the_test_of_one_area_is_a_rank)
{
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *panel = did_panel(support_at(mkba_i_json_root(json), "/alone/lines"));
    static did_options keep;
    mkba_did_options options = small(&keep, 1);
    mkba_did *did = study(panel, &options);
    mkba_table *tests = did_view(did, MKBA_DID_TESTS), *summary = did_view(did, MKBA_DID_SUMMARY);
    double p = support_real(tests, 0, "p");
    ck_assert_str_eq(support_text(tests, 0, "note"), "p is a rank among placebos");
    ck_assert_double_eq_tol(p * 30, round(p * 30), 1e-9);
    ck_assert_double_ge(p, 1.0 / 30 - 1e-12);
    ck_assert_str_eq(support_text(summary, 0, "inference"), "placebo");
    mkba_table_free(tests);
    mkba_table_free(summary);
    mkba_did_free(did);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

/* A trend is told apart from an effect as soon as it is steep; a test that would miss it says so. */
START_TEST(a_test_that_proves_little_says_so)
{
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *panel = did_panel(support_at(mkba_i_json_root(json), "/lines"));
    static did_options keep;
    mkba_did_options options = small(&keep, 6);
    mkba_did *did = study(panel, &options);
    mkba_table *findings = did_view(did, MKBA_DID_FINDINGS);
    size_t row = did_row(findings, "id", "weak_pretest");
    ck_assert_str_eq(support_text(findings, row, "severity"), "warning");
    mkba_table_free(findings);
    mkba_did_free(did);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

/* ---- sensitivity ------------------------------------------------------------------------------------------- */

static mkba_table *sensitivity(const mkba_did *did, const double *magnitudes, size_t n, double level)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_did_sensitivity(did, magnitudes, n, level, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

static void expect_sensitivity(const mkba_panel *panel, const cJSON *expected, const char *const *covariates)
{
    static did_options keep;
    static const double magnitudes[] = {0, 0.25, 1, 3};
    static const char *const columns[] = {"magnitude", "set_low", "set_high", "low", "high"};
    mkba_did_options options = small(&keep, 6);
    options.covariates = covariates;
    options.n_covariates = covariates == NULL ? 0 : 1;
    mkba_did *did = study(panel, &options);
    mkba_table *table = sensitivity(did, magnitudes, 4, 0.9);
    for (size_t row = 0; row < 4; row++)
        for (int c = 0; c < 5; c++)
            support_expect(
                table, row, columns[c],
                cJSON_GetArrayItem(cJSON_GetArrayItem(support_at(expected, "/rows"), (int) row), c)->valuedouble, 1e-7);
    support_expect(table, 4, "magnitude", number_at(expected, "/breakdown_set"), 1e-8);
    support_expect(table, 4, "set_high", 0, 1e-8);
    mkba_table_free(table);
    table = sensitivity(did, magnitudes, 0, 0.1);
    support_expect(table, 1, "magnitude", number_at(expected, "/breakdown_interval_10"), 1e-8);
    support_expect(table, 1, "high", 0, 1e-7);
    mkba_table_free(table);
    mkba_did_free(did);
}

/* The set by linear programmes of scipy, the interval and the breakdown from the whole covariance in numpy. */
START_TEST(bounds_are_those_of_linear_programmes)
{
    static const char *const x[] = {"x"};
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *panel = did_panel(support_at(mkba_i_json_root(json), "/lines"));
    expect_sensitivity(panel, support_at(mkba_i_json_root(json), "/events/sensitivity"), NULL);
    expect_sensitivity(panel, support_at(mkba_i_json_root(json), "/events_x/sensitivity"), x);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

/* Without drift the interval is the usual one; ranges only grow with the magnitude. */
START_TEST(bounds_begin_at_the_usual_interval_and_grow)
{
    static did_options o;
    mkba_panel *panel = did_mpdta(&o);
    if (panel == NULL) {
        printf("# SKIP bounds_begin_at_the_usual_interval_and_grow: mpdta is not there\n");
        return;
    }
    mkba_did *did = study(panel, &o.options);
    mkba_table *summary = did_view(did, MKBA_DID_SUMMARY), *table = sensitivity(did, NULL, 0, 0.95);
    ck_assert_uint_eq(mkba_table_n_rows(table), 7);
    support_expect(table, 0, "low", support_real(summary, 0, "low"), 1e-12);
    support_expect(table, 0, "high", support_real(summary, 0, "high"), 1e-12);
    for (size_t row = 1; row < 5; row++) {
        ck_assert_double_lt(support_real(table, row, "set_low"), support_real(table, row - 1, "set_low"));
        ck_assert_double_gt(support_real(table, row, "set_high"), support_real(table, row - 1, "set_high"));
        ck_assert_double_lt(support_real(table, row, "low"), support_real(table, row - 1, "low"));
        ck_assert_double_gt(support_real(table, row, "high"), support_real(table, row - 1, "high"));
        ck_assert_double_lt(support_real(table, row, "low"), support_real(table, row, "set_low"));
    }
    mkba_table_free(summary);
    mkba_table_free(table);
    mkba_did_free(did);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(bounds_refuse_what_has_none)
{
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *panel = did_panel(support_at(mkba_i_json_root(json), "/lines"));
    static did_options keep;
    mkba_did_options options = small(&keep, 6);
    mkba_did *did = NULL, *events = study(panel, &options);
    mkba_table *table = NULL;
    mkba_error error;
    const double below[] = {1, -1}, none[] = {NAN}, far[] = {2e6};
    ck_assert_int_eq(mkba_panel_did(panel, &options, &did, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_did_sensitivity(did, NULL, 0, 0.95, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "did");
    ck_assert_int_eq(mkba_did_sensitivity(events, below, 2, 0.95, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "magnitudes[1]");
    ck_assert_int_eq(mkba_did_sensitivity(events, none, 1, 0.95, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_did_sensitivity(events, far, 1, 0.95, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_did_sensitivity(events, NULL, 0, 1, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "level");
    ck_assert_int_eq(mkba_did_sensitivity(NULL, NULL, 0, 0.95, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_did_sensitivity(events, NULL, 0, 0.95, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    mkba_did_free(did);
    mkba_did_free(events);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("effect event study");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, one_start_is_the_whole_regression);
    tcase_add_test(tests, several_starts_are_those_of_another_program);
    tcase_add_test(tests, the_test_of_one_area_is_a_rank);
    tcase_add_test(tests, a_test_that_proves_little_says_so);
    tcase_add_test(tests, bounds_are_those_of_linear_programmes);
    tcase_add_test(tests, bounds_begin_at_the_usual_interval_and_grow);
    tcase_add_test(tests, bounds_refuse_what_has_none);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
