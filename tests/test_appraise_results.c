/* What is made of an appraisal, against the independent evaluator (tests/data/appraise/make_results.py): rates of return,
 * payback, alternatives against each other, scenarios, the sensitivity set. And what these calls refuse. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "support.h"

static mkba_i_json *results;

static void set_up(void)
{
    char *text = support_data("appraise/results.json", NULL);
    results = support_json(text);
    free(text);
}

static void tear_down(void)
{
    mkba_i_json_free(results);
}

static void check_near(double found, double expected, const char *what)
{
    if (!(fabs(found - expected) <= fmax(1e-9, 1e-10 * fabs(expected))))
        ck_abort_msg("%s: %.17g, not %.17g", what, found, expected);
}

/* A figure of the table, or that it is missing. */
static void check_cell(const mkba_table *table, size_t row, const char *column, const cJSON *expected)
{
    char what[300];
    snprintf(what, sizeof what, "%s, row %zu, %s", mkba_table_name(table), row, column);
    if (expected == NULL)
        ck_abort_msg("%s: nothing is expected", what);
    if (mkba_table_is_missing(table, row, support_column(table, column)) != cJSON_IsNull(expected))
        ck_abort_msg("%s: missing, or not expected", what);
    if (cJSON_IsString(expected))
        ck_assert_str_eq(support_text(table, row, column), expected->valuestring);
    else if (!cJSON_IsNull(expected))
        check_near(support_real(table, row, column), expected->valuedouble, what);
}

static const cJSON *member(const cJSON *item, const char *name)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(item, name);
    if (found == NULL)
        ck_abort_msg("the expected results have no \"%s\"", name);
    return found;
}

/* ---- each kind of result --------------------------------------------------------------------------------- */

static void check_irr(const mkba_appraisal *appraisal, const cJSON *expected)
{
    mkba_table *table = support_table(appraisal, MKBA_VIEW_IRR);
    size_t row = 0;
    const cJSON *rates;
    cJSON_ArrayForEach(rates, expected)
    {
        int n = cJSON_GetArraySize(rates);
        for (int i = 0; i < n || i == 0; i++, row++) {
            const char *kind = support_text(table, row, "kind");
            ck_assert_str_eq(support_text(table, row, "alternative"), rates->string);
            ck_assert_int_eq(strcmp(kind, "root") == 0, n > 0);
            if (n == 0)
                continue;
            check_cell(table, row, "rate", cJSON_GetArrayItem(rates, i));
            ck_assert(support_real(table, row, "low") <= support_real(table, row, "rate"));
            ck_assert(support_real(table, row, "high") >= support_real(table, row, "rate"));
        }
    }
    ck_assert_uint_eq(row, mkba_table_n_rows(table));
    mkba_table_free(table);
}

static void check_payback(const mkba_appraisal *appraisal, const cJSON *expected)
{
    mkba_table *table = support_table(appraisal, MKBA_VIEW_PAYBACK);
    size_t is_payback = support_column(table, "is_payback"), n = 0, wanted = 0;
    const cJSON *alternative, *measure;
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        if (mkba_table_integers(table, is_payback)[row] == 0)
            continue;
        n++;
        check_cell(
            table, row, "tau",
            member(member(expected, support_text(table, row, "alternative")), support_text(table, row, "measure")));
        ck_assert_str_eq(support_text(table, row, "direction"), "up");
    }
    cJSON_ArrayForEach(alternative, expected) cJSON_ArrayForEach(measure, alternative) wanted +=
        cJSON_IsNumber(measure) ? 1 : 0;
    ck_assert_uint_eq(n, wanted);
    mkba_table_free(table);
}

/* The summary has what the two views above have in full. */
static void check_summary(const mkba_appraisal *appraisal, const cJSON *expected, double base_year)
{
    mkba_table *table = support_table(appraisal, MKBA_VIEW_SUMMARY);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        const char *alternative = support_text(table, row, "alternative");
        const cJSON *rates = member(member(expected, "irr"), alternative);
        const cJSON *payback = member(member(expected, "payback"), alternative);
        ck_assert_int_eq(mkba_table_is_missing(table, row, support_column(table, "irr")),
                         cJSON_GetArraySize(rates) != 1);
        if (cJSON_GetArraySize(rates) == 1)
            check_cell(table, row, "irr", cJSON_GetArrayItem(rates, 0));
        check_cell(table, row, "payback", member(payback, "simple"));
        check_cell(table, row, "discounted_payback", member(payback, "discounted"));
        if (cJSON_IsNumber(member(payback, "simple")))
            check_near(support_real(table, row, "payback_year"), base_year + member(payback, "simple")->valuedouble,
                       "year");
    }
    mkba_table_free(table);
}

static void check_incremental(const mkba_appraisal *appraisal, const cJSON *expected)
{
    static const char *const columns[] = {"compared_with", "status", "npv_added", "incremental_bcr"};
    mkba_table *table = support_table(appraisal, MKBA_VIEW_INCREMENTAL);
    size_t row = 0;
    const cJSON *option;
    cJSON_ArrayForEach(option, expected)
    {
        ck_assert_str_eq(support_text(table, row, "alternative"), option->string);
        for (size_t i = 0; i < 4; i++)
            check_cell(table, row, columns[i], member(option, columns[i]));
        row++;
    }
    ck_assert_uint_eq(row, mkba_table_n_rows(table));
    mkba_table_free(table);
}

static void check_scenarios(const mkba_case *mkba, const cJSON *expected)
{
    mkba_table *table = NULL;
    size_t row = 0;
    const cJSON *scenario, *alternative, *figure, *base = expected->child;
    ck_assert_int_eq(mkba_case_compare_scenarios(mkba, &table, NULL), MKBA_OK);
    cJSON_ArrayForEach(scenario, expected) cJSON_ArrayForEach(alternative, scenario)
    {
        const char *name = support_text(table, row, "scenario");
        ck_assert_str_eq(name == NULL ? "" : name, scenario->string);
        ck_assert_str_eq(support_text(table, row, "alternative"), alternative->string);
        cJSON_ArrayForEach(figure, alternative) check_cell(table, row, figure->string, figure);
        check_near(support_real(table, row, "npv_difference"),
                   member(alternative, "npv")->valuedouble -
                       member(member(base, alternative->string), "npv")->valuedouble,
                   "npv_difference");
        row++;
    }
    ck_assert_uint_eq(row, mkba_table_n_rows(table));
    mkba_table_free(table);
}

static int sign_of(double value)
{
    return (value > 0) - (value < 0);
}

static void check_sensitivity(const mkba_case *mkba, const cJSON *expected)
{
    static const char *const columns[] = {"pv_costs", "pv_benefits", "npv", "bcr"};
    mkba_table *table = NULL;
    size_t changed, n = 0;
    const cJSON *variant;
    ck_assert_int_eq(mkba_case_sensitivity(mkba, NULL, &table, NULL), MKBA_OK);
    changed = support_column(table, "sign_changed");
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        char name[100];
        const char *alternative = support_text(table, row, "alternative");
        snprintf(name, sizeof name, "%s %s", support_text(table, row, "group"), support_text(table, row, "variant"));
        const cJSON *figures = member(member(expected, name), alternative);
        double base = member(member(member(expected, "base base"), alternative), "npv")->valuedouble;
        double npv = member(figures, "npv")->valuedouble;
        for (size_t i = 0; i < 4; i++)
            check_cell(table, row, columns[i], member(figures, columns[i]));
        check_near(support_real(table, row, "npv_difference"), npv - base, name);
        ck_assert_int_eq((int) mkba_table_integers(table, changed)[row], sign_of(npv) != sign_of(base));
    }
    cJSON_ArrayForEach(variant, expected) n += (size_t) cJSON_GetArraySize(variant);
    ck_assert_uint_eq(mkba_table_n_rows(table), n);
    mkba_table_free(table);
}

START_TEST(results_are_those_of_the_independent_evaluator)
{
    const cJSON *expected;
    cJSON_ArrayForEach(expected, mkba_i_json_root(results))
    {
        char path[200];
        snprintf(path, sizeof path, "cases/%s.json", expected->string);
        char *text = support_data(path, NULL);
        mkba_i_json *document = support_json(text);
        mkba_case *mkba = support_case(expected->string);
        mkba_appraisal *appraisal = support_appraise(mkba, NULL);
        printf("# %s\n", expected->string);
        check_irr(appraisal, member(expected, "irr"));
        check_payback(appraisal, member(expected, "payback"));
        check_summary(appraisal, expected, member(mkba_i_json_root(document), "base_year")->valuedouble);
        check_incremental(appraisal, member(expected, "incremental"));
        check_scenarios(mkba, member(expected, "scenarios"));
        check_sensitivity(mkba, member(expected, "sensitivity"));
        mkba_appraisal_free(appraisal);
        mkba_case_free(mkba);
        mkba_i_json_free(document);
        free(text);
    }
    ck_assert_int_ge(cJSON_GetArraySize(mkba_i_json_root(results)), 13);
}
END_TEST

/* ---- by hand --------------------------------------------------------------------------------------------- */

/* 100 at the start of 2026, 60 halfway 2026 and 2027: -100 + 60 x + 60 x^3 = 0 in x = (1 + r)^-1/2 has the root
 * x = 0.913..., and the balance turns at tau = 1.5. */
START_TEST(flows_at_the_edge_and_in_the_middle_of_a_year)
{
    mkba_case *mkba = support_parse(
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2027], \"price_year\": 2024,"
        "\"timing\": \"mid\", \"discount\": {\"rate\": 0}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}}, \"lines\": ["
        "{\"id\": \"k\", \"kind\": \"cost\", \"value\": 100, \"once\": true, \"timing\": \"begin\"},"
        "{\"id\": \"b\", \"kind\": \"benefit\", \"value\": 60}]}");
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    mkba_table *summary = support_table(appraisal, MKBA_VIEW_SUMMARY),
               *payback = support_table(appraisal, MKBA_VIEW_PAYBACK);
    double x = 1 / sqrt(1 + support_real(summary, 0, "irr"));
    check_near(60 * x + 60 * x * x * x, 100, "the value at the irr");
    ck_assert_double_eq(support_real(summary, 0, "payback"), 1.5);
    ck_assert_double_eq(support_real(summary, 0, "payback_year"), 2027.5);
    /* The second 60 is spread from 1 to 1.5, of which 40 is needed. */
    check_near(support_real(payback, 0, "interpolated"), 1 + 0.5 * 40 / 60, "interpolated");
    mkba_table_free(payback);
    mkba_table_free(summary);
    mkba_appraisal_free(appraisal);
    mkba_case_free(mkba);
}
END_TEST

/* ---- options and errors ---------------------------------------------------------------------------------- */

static mkba_table *sensitivity(const mkba_case *mkba, const mkba_sensitivity_options *options)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_case_sensitivity(mkba, options, &table, NULL), MKBA_OK);
    return table;
}

START_TEST(options_leave_groups_out_and_set_how_much)
{
    mkba_case *mkba = support_case("alles");
    mkba_sensitivity_options options;
    mkba_sensitivity_options_init(&options);
    options.rate = options.shorter = options.effect = 0;
    options.longer = 1;
    options.timing = false;
    options.price = 0.5;
    options.scenario = "lang";
    mkba_table *table = sensitivity(mkba, &options);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3 * 2);
    ck_assert_str_eq(support_text(table, 0, "what"), "the scenario \"lang\"");
    ck_assert_str_eq(support_text(table, 2, "what"), "all costs times 0.5");
    ck_assert_double_eq(support_real(table, 2, "pv_costs"), 0.5 * support_real(table, 0, "pv_costs"));
    mkba_table_free(table);
    options.size = offsetof(mkba_sensitivity_options, rate); /* an older program, without the rest */
    table = sensitivity(mkba, &options);
    ck_assert_uint_gt(mkba_table_n_rows(table), 3 * 2);
    mkba_table_free(table);
    mkba_case_free(mkba);
}
END_TEST

static const struct {
    const char *name;
    double rate, shorter, longer, effect, price;
} refused[] = {
    {"rate", -0.01, 0.5, 1.5, 0.25, 0.1},       {"rate", 1.01, 0.5, 1.5, 0.25, 0.1},
    {"rate", NAN, 0.5, 1.5, 0.25, 0.1},         {"shorter", 0.01, -0.5, 1.5, 0.25, 0.1},
    {"shorter", 0.01, 1.5, 1.5, 0.25, 0.1},     {"longer", 0.01, 0.5, 0.5, 0.25, 0.1},
    {"longer", 0.01, 0.5, INFINITY, 0.25, 0.1}, {"effect", 0.01, 0.5, 1.5, 1.5, 0.1},
    {"price", 0.01, 0.5, 1.5, 0.25, -1},
};

START_TEST(options_out_of_range_are_named)
{
    mkba_case *mkba = support_case("alles");
    mkba_table *const untouched = (mkba_table *) mkba;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        mkba_sensitivity_options options;
        mkba_table *table = untouched;
        mkba_error error;
        mkba_sensitivity_options_init(&options);
        options.rate = refused[i].rate;
        options.shorter = refused[i].shorter;
        options.longer = refused[i].longer;
        options.effect = refused[i].effect;
        options.price = refused[i].price;
        ck_assert_int_eq(mkba_case_sensitivity(mkba, &options, &table, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, refused[i].name);
        ck_assert_int_eq(mkba_case_sensitivity(mkba, &options, &table, NULL), MKBA_ERROR_ARGUMENT);
        ck_assert_ptr_eq(table, untouched);
    }
    mkba_case_free(mkba);
}
END_TEST

START_TEST(a_variant_or_scenario_that_cannot_be_appraised_is_named)
{
    mkba_case *mkba = support_parse(
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2027], \"price_year\": 2024,"
        "\"parameters\": {\"n\": 1}, \"scenarios\": {\"niets\": {\"n\": 0}},"
        "\"discount\": {\"rate\": -0.995}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}}, \"lines\": ["
        "{\"id\": \"k\", \"kind\": \"cost\", \"value\": \"1 / n\"}]}");
    mkba_table *const untouched = (mkba_table *) mkba;
    mkba_table *table = untouched;
    mkba_sensitivity_options options;
    mkba_error error;
    ck_assert_int_eq(mkba_case_sensitivity(mkba, NULL, &table, &error), MKBA_ERROR_EVALUATION);
    ck_assert_ptr_nonnull(strstr(error.message, "variant \"discount rate lower\": "));
    ck_assert_ptr_nonnull(strstr(error.message, "must lie above -1"));
    ck_assert_str_eq(error.where, "/discount");
    ck_assert_int_eq(mkba_case_compare_scenarios(mkba, &table, &error), MKBA_ERROR_EVALUATION);
    ck_assert_ptr_nonnull(strstr(error.message, "scenario \"niets\": line \"k\""));
    ck_assert_int_eq(mkba_case_compare_scenarios(mkba, &table, NULL), MKBA_ERROR_EVALUATION);
    mkba_sensitivity_options_init(&options);
    options.scenario = "nits";
    ck_assert_int_eq(mkba_case_sensitivity(mkba, &options, &table, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "did you mean \"niets\"?"));
    options.scenario = "niets";
    ck_assert_int_eq(mkba_case_sensitivity(mkba, &options, &table, NULL), MKBA_ERROR_EVALUATION);
    ck_assert_ptr_eq(table, untouched);
    mkba_case_free(mkba);
}
END_TEST

START_TEST(no_pointer_may_be_null)
{
    mkba_case *mkba = support_case("alles");
    mkba_table *table = NULL;
    mkba_sensitivity_options options = {.size = 0};
    mkba_error error;
    ck_assert_int_eq(mkba_case_compare_scenarios(NULL, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "mkba");
    ck_assert_int_eq(mkba_case_compare_scenarios(mkba, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_case_sensitivity(NULL, NULL, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "mkba");
    ck_assert_int_eq(mkba_case_sensitivity(mkba, NULL, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_case_sensitivity(mkba, &options, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "options");
    mkba_sensitivity_options_init_size(NULL, sizeof options);
    mkba_case_free(mkba);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("appraise results");
    TCase *reference = tcase_create("reference");
    tcase_add_checked_fixture(reference, set_up, tear_down);
    tcase_add_test(reference, results_are_those_of_the_independent_evaluator);
    suite_add_tcase(suite, reference);
    TCase *calls = tcase_create("calls");
    tcase_add_test(calls, flows_at_the_edge_and_in_the_middle_of_a_year);
    tcase_add_test(calls, options_leave_groups_out_and_set_how_much);
    tcase_add_test(calls, options_out_of_range_are_named);
    tcase_add_test(calls, a_variant_or_scenario_that_cannot_be_appraised_is_named);
    tcase_add_test(calls, no_pointer_may_be_null);
    suite_add_tcase(suite, calls);
    return run_suite(suite);
}
