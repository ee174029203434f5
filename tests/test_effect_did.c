/* Difference-in-differences: against figures of others. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "did.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

static mkba_did *estimate(const mkba_panel *panel, const mkba_did_options *options)
{
    mkba_did *did = NULL;
    mkba_error error;
    if (mkba_panel_did(panel, options, &did, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return did;
}

/* ---- group-time effects ---------------------------------------------------------------------------------- */

static double at(const cJSON *row, int column)
{
    return cJSON_GetArrayItem(row, column)->valuedouble;
}

static void expect_effects(const mkba_did *did, const cJSON *expected, double tolerance)
{
    mkba_table *effects = did_view(did, MKBA_DID_EFFECTS);
    const cJSON *row;
    size_t i = 0;
    ck_assert_uint_eq(mkba_table_n_rows(effects), (size_t) cJSON_GetArraySize(expected));
    cJSON_ArrayForEach(row, expected)
    {
        ck_assert_str_eq(support_text(effects, i, "group"), cJSON_GetArrayItem(row, 0)->valuestring);
        ck_assert_str_eq(support_text(effects, i, "period"), cJSON_GetArrayItem(row, 1)->valuestring);
        support_expect(effects, i, "estimate", at(row, 2), tolerance);
        if (cJSON_IsNull(cJSON_GetArrayItem(row, 3)))
            ck_assert(support_missing(effects, i, "std_error"));
        else
            support_expect(effects, i, "std_error", at(row, 3), tolerance);
        i++;
    }
    mkba_table_free(effects);
}

static void expect_aggregates(const mkba_did *did, const cJSON *expected)
{
    mkba_table *aggregates = did_view(did, MKBA_DID_AGGREGATES);
    const cJSON *row;
    cJSON_ArrayForEach(row, expected)
    {
        const char *name = cJSON_GetArrayItem(row, 0)->valuestring, *where = cJSON_GetArrayItem(row, 1)->valuestring;
        size_t i = did_row(aggregates, "aggregation", name);
        while (strcmp(where == NULL ? "" : where,
                      support_missing(aggregates, i, "at") ? "" : support_text(aggregates, i, "at")) != 0)
            i++;
        ck_assert_str_eq(support_text(aggregates, i, "aggregation"), name);
        support_expect(aggregates, i, "estimate", at(row, 2), 1e-9);
        support_expect(aggregates, i, "std_error", at(row, 3), 1e-9);
    }
    mkba_table_free(aggregates);
}

START_TEST(effects_of_mpdta_are_those_of_other_programs)
{
    char *text = support_data("effect/mpdta.json", NULL);
    mkba_i_json *json = support_json(text);
    const cJSON *run;
    static did_options o;
    mkba_panel *panel = did_mpdta(&o);
    if (panel == NULL) {
        printf("# SKIP effects_of_mpdta_are_those_of_other_programs: mpdta is not there\n");
    } else {
        cJSON_ArrayForEach(run, support_at(mkba_i_json_root(json), "/runs"))
        {
            static did_options said;
            did_options_read(&said, run);
            o.options.covariates = said.options.covariates;
            o.options.n_covariates = said.options.n_covariates;
            o.options.adjustment = said.options.adjustment;
            o.options.control = said.options.control;
            o.options.base = said.options.base;
            mkba_did *did = estimate(panel, &o.options);
            expect_effects(did, cJSON_GetObjectItem(run, "effects"), support_at(run, "/tolerance")->valuedouble);
            expect_aggregates(did, cJSON_GetObjectItem(run, "aggregates"));
            mkba_did_free(did);
        }
    }
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

/* Printed by the authors. */
START_TEST(effects_of_mpdta_are_those_printed)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    static did_options o;
    mkba_panel *panel = did_mpdta(&o);
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "reference/published", ".json");
    char *text = support_file(path, NULL);
    if (panel == NULL || text == NULL) {
        printf("# SKIP effects_of_mpdta_are_those_printed: mpdta or its figures are not there\n");
    } else {
        mkba_i_json *json = support_json(text);
        const cJSON *printed = support_at(mkba_i_json_root(json), "/mpdta_callaway_santanna"), *item;
        mkba_did *did = estimate(panel, &o.options);
        mkba_table *effects = did_view(did, MKBA_DID_EFFECTS), *aggregates = did_view(did, MKBA_DID_AGGREGATES);
        cJSON_ArrayForEach(item, cJSON_GetObjectItem(printed, "att_gt"))
        {
            size_t row = did_row(effects, "group",
                                 (char[]){item->string[0], item->string[1], item->string[2], item->string[3], 0});
            while (strcmp(support_text(effects, row, "period"), item->string + 5) != 0)
                row++;
            support_expect(effects, row, "estimate", item->valuedouble, 5.0001e-5);
        }
        cJSON_ArrayForEach(item, cJSON_GetObjectItem(printed, "dynamic"))
        {
            bool overall = strcmp(item->string, "overall") == 0;
            size_t row = did_row(aggregates, "aggregation", "dynamic");
            while (strcmp(overall ? "" : item->string,
                          support_missing(aggregates, row, "at") ? "" : support_text(aggregates, row, "at")) != 0)
                row++;
            support_expect(aggregates, row, "estimate", item->valuedouble, 5.0001e-5);
        }
        cJSON_ArrayForEach(item, cJSON_GetObjectItem(printed, "group"))
        {
            bool overall = strcmp(item->string, "overall") == 0;
            size_t row = did_row(aggregates, "aggregation", "group");
            while (strcmp(overall ? "" : item->string,
                          support_missing(aggregates, row, "at") ? "" : support_text(aggregates, row, "at")) != 0)
                row++;
            support_expect(aggregates, row, "estimate", item->valuedouble, 5.0001e-5);
        }
        support_expect(aggregates, did_row(aggregates, "aggregation", "simple"), "estimate",
                       cJSON_GetObjectItem(printed, "simple")->valuedouble, 5.0001e-5);
        mkba_table_free(effects);
        mkba_table_free(aggregates);
        mkba_did_free(did);
        mkba_i_json_free(json);
    }
    free(text);
    mkba_panel_free(panel);
}
END_TEST

/* ---- two-way --------------------------------------------------------------------------------------------- */

/* synthdid 0.0.9 prints -27.3491110836 for its difference-in-differences. */
START_TEST(california_is_that_of_synthdid)
{
    const char *const treated[] = {"California"};
    mkba_panel *panel = did_study("prop99_synthdid", "State", "Year", ';');
    mkba_did_options options;
    if (panel == NULL) {
        printf("# SKIP california_is_that_of_synthdid: prop99_synthdid is not there\n");
        return;
    }
    mkba_did_options_init(&options);
    options.indicator = "PacksPerCapita";
    options.treated = treated;
    options.n_treated = 1;
    options.start = "1989";
    mkba_did *did = estimate(panel, &options);
    mkba_table *summary = did_view(did, MKBA_DID_SUMMARY);
    ck_assert_str_eq(support_text(summary, 0, "inference"), "placebo");
    support_expect(summary, 0, "estimate", -27.3491110836, 1e-9);
    ck_assert(fabs(support_real(summary, 0, "p") * 39 - round(support_real(summary, 0, "p") * 39)) < 1e-9);
    ck_assert_uint_eq(mkba_table_n_rows(summary), 5);
    for (size_t row = 1; row < 5; row++) {
        ck_assert(support_missing(summary, row, "std_error"));
        ck_assert_ptr_nonnull(strstr(support_text(summary, row, "note"), "use placebo"));
    }
    mkba_table_free(summary);
    mkba_did_free(did);
    mkba_panel_free(panel);
}
END_TEST

static void expect_run(const mkba_panel *panel, const cJSON *json, const cJSON *run)
{
    static did_options o;
    static const char *const treated[] = {"A00", "A01", "A02", "A03", "A04", "A05"};
    did_options_read(&o, run);
    o.options.indicator = "y";
    o.options.treated = treated;
    o.options.n_treated = 6;
    o.options.start = support_at(json, "/start")->valuestring;
    o.options.population = o.options.weighted ? "pop" : NULL;
    mkba_did *did = estimate(panel, &o.options);
    mkba_table *effects = did_view(did, MKBA_DID_EFFECTS), *summary = did_view(did, MKBA_DID_SUMMARY);
    size_t row = did_inference(summary, "clustered");
    for (size_t e = 0; e < 3; e++)
        support_expect(effects, e, "estimate", at(cJSON_GetObjectItem(run, "effects"), (int) e), 1e-9);
    support_expect(summary, row, "estimate", cJSON_GetObjectItem(run, "overall")->valuedouble, 1e-9);
    support_expect(summary, row, "std_error", cJSON_GetObjectItem(run, "cr2")->valuedouble, 1e-8);
    support_expect(summary, row, "df", cJSON_GetObjectItem(run, "df")->valuedouble, 1e-6);
    support_expect(summary, did_inference(summary, "cr1"), "std_error", cJSON_GetObjectItem(run, "cr1")->valuedouble,
                   1e-8);
    support_expect(summary, did_inference(summary, "jackknife"), "std_error",
                   cJSON_GetObjectItem(run, "jackknife")->valuedouble, 1e-8);
    mkba_table_free(effects);
    mkba_table_free(summary);
    mkba_did_free(did);
}

/* The same regression with all its dummies, its errors from the whole matrices, in numpy. */
START_TEST(two_way_is_the_whole_regression)
{
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *panel = did_panel(support_at(mkba_i_json_root(json), "/lines"));
    const cJSON *run;
    cJSON_ArrayForEach(run, support_at(mkba_i_json_root(json), "/runs")) expect_run(panel, mkba_i_json_root(json), run);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

START_TEST(a_placebo_of_one_is_a_rank_among_all_areas)
{
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *panel = did_panel(support_at(mkba_i_json_root(json), "/alone/lines"));
    const char *const treated[] = {"A00"};
    mkba_did_options options;
    mkba_did_options_init(&options);
    options.indicator = "y";
    options.treated = treated;
    options.n_treated = 1;
    options.start = "2020";
    options.level = 0.9;
    mkba_did *did = estimate(panel, &options);
    mkba_table *summary = did_view(did, MKBA_DID_SUMMARY);
    support_expect(summary, 0, "p", support_at(mkba_i_json_root(json), "/alone/p")->valuedouble, 1e-12);
    ck_assert_double_lt(support_real(summary, 0, "low"), support_real(summary, 0, "estimate"));
    ck_assert_double_gt(support_real(summary, 0, "high"), support_real(summary, 0, "estimate"));
    mkba_table_free(summary);
    mkba_did_free(did);
    /* Of 30 areas no effect can be rejected at 99 %. */
    options.level = 0.99;
    did = estimate(panel, &options);
    summary = did_view(did, MKBA_DID_SUMMARY);
    ck_assert(support_missing(summary, 0, "low"));
    mkba_table *findings = did_view(did, MKBA_DID_FINDINGS);
    did_row(findings, "id", "no_interval");
    mkba_table_free(findings);
    mkba_table_free(summary);
    mkba_did_free(did);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

static double p_of(const mkba_panel *panel, mkba_did_options options, mkba_did_inference inference)
{
    options.inference = inference;
    mkba_did *did = estimate(panel, &options);
    mkba_table *summary = did_view(did, MKBA_DID_SUMMARY);
    double p = support_real(summary, 0, "p");
    mkba_table_free(summary);
    mkba_did_free(did);
    return p;
}

/* Against 20,000 draws in numpy: a p of 10,000 draws of ours has a standard error of at most 0.005. */
START_TEST(draws_come_to_the_p_of_other_draws)
{
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *panel = did_panel(support_at(mkba_i_json_root(json), "/lines"));
    static const char *const treated[] = {"A00", "A01", "A02", "A03", "A04", "A05"};
    mkba_did_options options;
    mkba_did_options_init(&options);
    options.indicator = "y";
    options.treated = treated;
    options.n_treated = 6;
    options.start = "2020";
    options.replicates = 10000;
    ck_assert_double_eq_tol(p_of(panel, options, MKBA_DID_INFERENCE_WILD),
                            support_at(mkba_i_json_root(json), "/p_wild")->valuedouble, 0.02);
    ck_assert_double_eq_tol(p_of(panel, options, MKBA_DID_INFERENCE_PLACEBO),
                            support_at(mkba_i_json_root(json), "/p_placebo")->valuedouble, 0.02);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

START_TEST(a_placebo_allows_for_population)
{
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *panel = did_panel(support_at(mkba_i_json_root(json), "/alone/lines"));
    static const char *const treated[] = {"A00"};
    mkba_did_options options;
    mkba_did_options_init(&options);
    options.indicator = "y";
    options.treated = treated;
    options.n_treated = 1;
    options.start = "2020";
    options.population = "pop";
    ck_assert_double_eq_tol(p_of(panel, options, MKBA_DID_INFERENCE_AUTO),
                            support_at(mkba_i_json_root(json), "/alone/p_population")->valuedouble, 1e-12);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

/* Without covariates one start by groups is the two-way event study: shares, placings, noise and covariance are the same. */
START_TEST(one_start_by_groups_is_the_two_way_event_study)
{
    static const mkba_did_method methods[] = {MKBA_DID_TWO_WAY, MKBA_DID_GROUP_TIME};
    static const char *const treated[] = {"A00"}, *const columns[] = {"estimate", "std_error", "p", "low", "high"};
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *panel = did_panel(support_at(mkba_i_json_root(json), "/alone/lines"));
    mkba_table *effects[2], *bounds[2] = {NULL, NULL};
    mkba_did_options options;
    mkba_did_options_init(&options);
    options.indicator = "y";
    options.treated = treated;
    options.n_treated = 1;
    options.start = "2020";
    options.population = "pop";
    options.level = 0.9;
    for (int m = 0; m < 2; m++) {
        mkba_did *did = NULL;
        options.method = methods[m];
        ck_assert_int_eq(mkba_panel_event_study(panel, &options, &did, NULL), MKBA_OK);
        ck_assert_int_eq(mkba_did_sensitivity(did, NULL, 0, 0.9, &bounds[m], NULL), MKBA_OK);
        effects[m] = did_view(did, MKBA_DID_EFFECTS);
        mkba_did_free(did);
    }
    ck_assert_uint_eq(mkba_table_n_rows(effects[0]), mkba_table_n_rows(effects[1]));
    for (size_t row = 0; row < mkba_table_n_rows(effects[0]); row++)
        for (size_t c = 0; c < 5; c++) {
            bool missing = support_missing(effects[0], row, columns[c]);
            ck_assert_int_eq(missing, support_missing(effects[1], row, columns[c]));
            if (!missing)
                support_expect(effects[1], row, columns[c], support_real(effects[0], row, columns[c]), 1e-9);
        }
    for (size_t row = 0; row < 5; row++)
        support_expect(bounds[1], row, "low", support_real(bounds[0], row, "low"), 1e-7);
    for (int m = 0; m < 2; m++) {
        mkba_table_free(effects[m]);
        mkba_table_free(bounds[m]);
    }
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

/* ---- names ----------------------------------------------------------------------------------------------- */

#define EXPECT_NAMES(type, n)                                                                                          \
  for (int i = 0; i < n; i++) {                                                                                        \
    type value = (type) (n + 1);                                                                                       \
    ck_assert_int_eq(type##_from_name(type##_name((type) i), &value, NULL), MKBA_OK);                                  \
    ck_assert_int_eq((int) value, i);                                                                                  \
  }                                                                                                                    \
  ck_assert_ptr_eq(strstr(type##_name((type) n), "unknown"), type##_name((type) n))

START_TEST(names_go_both_ways)
{
    mkba_did_method method = MKBA_DID_TWO_WAY;
    mkba_error error;
    EXPECT_NAMES(mkba_did_method, 2);
    EXPECT_NAMES(mkba_did_control, 2);
    EXPECT_NAMES(mkba_did_base, 2);
    EXPECT_NAMES(mkba_did_adjustment, 2);
    EXPECT_NAMES(mkba_did_inference, 6);
    EXPECT_NAMES(mkba_did_view, 6);
    ck_assert_int_eq(mkba_did_method_from_name("group-tine", &method, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "group-time"));
    ck_assert_int_eq(mkba_did_view_from_name(NULL, NULL, &error), MKBA_ERROR_ARGUMENT);
}
END_TEST

START_TEST(nothing_given_is_refused)
{
    mkba_panel *panel = panel_tidy("A,,2020,y,1,,\n");
    mkba_did_options options;
    mkba_did *did = NULL;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_did_options_init(&options);
    ck_assert_int_eq(mkba_panel_did(NULL, &options, &did, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_did(panel, NULL, &did, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_did(panel, &options, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_event_study(panel, &options, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_did_table(NULL, MKBA_DID_SUMMARY, &table, &error), MKBA_ERROR_ARGUMENT);
    options.size = 0;
    ck_assert_int_eq(mkba_panel_did(panel, &options, &did, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "mkba_did_options_init"));
    ck_assert_ptr_null(did);
    mkba_did_free(NULL);
    mkba_panel_free(panel);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------------------- */

static void expect_refused(const mkba_panel *panel, const cJSON *entry)
{
    static did_options o;
    mkba_did *did = NULL;
    mkba_error error;
    const char *call = cJSON_GetStringValue(cJSON_GetObjectItem(entry, "call"));
    const char *name = cJSON_GetObjectItem(entry, "name")->valuestring;
    const cJSON *where = cJSON_GetObjectItem(entry, "where");
    did_options_read(&o, cJSON_GetObjectItem(entry, "options"));
    mkba_status status = call == NULL ? mkba_panel_did(panel, &o.options, &did, &error)
                                      : mkba_panel_event_study(panel, &o.options, &did, &error);
    ck_assert_msg(status != MKBA_OK, "%s is not refused", name);
    ck_assert_ptr_null(did);
    ck_assert_msg(strcmp(mkba_status_name(status), cJSON_GetObjectItem(entry, "status")->valuestring) == 0,
                  "%s: %s: %s", name, mkba_status_name(status), error.message);
    ck_assert_msg(strstr(error.message, cJSON_GetObjectItem(entry, "message")->valuestring) != NULL, "%s: %s", name,
                  error.message);
    ck_assert_msg(strcmp(error.where, where->valuestring) == 0, "%s: %s", name, error.where);
}

START_TEST(what_cannot_be_estimated_is_refused)
{
    char *text = support_data("effect/did_refused.json", NULL);
    mkba_i_json *json = support_json(text);
    const cJSON *entry, *lines = support_at(mkba_i_json_root(json), "/lines");
    cJSON_ArrayForEach(entry, support_at(mkba_i_json_root(json), "/refused"))
    {
        const cJSON *own = cJSON_GetObjectItem(entry, "lines");
        mkba_panel *panel = did_panel(own == NULL ? lines : own);
        expect_refused(panel, entry);
        mkba_panel_free(panel);
    }
    mkba_i_json_free(json);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("effect did");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, effects_of_mpdta_are_those_of_other_programs);
    tcase_add_test(tests, effects_of_mpdta_are_those_printed);
    tcase_add_test(tests, california_is_that_of_synthdid);
    tcase_add_test(tests, two_way_is_the_whole_regression);
    tcase_add_test(tests, a_placebo_of_one_is_a_rank_among_all_areas);
    tcase_add_test(tests, draws_come_to_the_p_of_other_draws);
    tcase_add_test(tests, a_placebo_allows_for_population);
    tcase_add_test(tests, one_start_by_groups_is_the_two_way_event_study);
    tcase_add_test(tests, names_go_both_ways);
    tcase_add_test(tests, nothing_given_is_refused);
    tcase_add_test(tests, what_cannot_be_estimated_is_refused);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
