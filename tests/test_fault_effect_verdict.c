/* Every allocation of an effect, its tables and texts, and its way into a case fails once: the call answers
 * MKBA_ERROR_MEMORY, leaves its outputs as they were and loses nothing. */
#include <stdlib.h>

#include <check.h>

#include <mkba/koers_effect.h>

#include "effects.h"
#include "fault.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

static const char *const REGION[] = {"T", "D01"};
static const char CASE[] =
    "{\"format\": \"mkba-case/1\", \"title\": \"x\", \"base_year\": 2003, \"years\": [2003, 2004], \"price_year\": 2003,"
    " \"discount\": {\"rate\": 0}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}},"
    " \"parameters\": {\"clienten\": 100, \"prijs\": 500},"
    " \"streams\": {\"hulp\": {\"path\": \"clienten\", \"unit_cost\": \"prijs\", \"payer\": \"gemeente\"}}, \"lines\": []}";

static mkba_panel *panel;
static mkba_effect *effect;
static mkba_case *plain;
static mkba_effect_options options;
static mkba_effect_view view;
static mkba_effect_role role;

static void set_up(void)
{
    panel = effects_panel(4, 5, 2003, 5, 2);
    options = effects_options("2003");
    effect = effects_make(panel, &options);
    plain = support_parse(CASE);
}

static void tear_down(void)
{
    mkba_case_free(plain);
    mkba_effect_free(effect);
    mkba_panel_free(panel);
}

static int making(mkba_error *error)
{
    mkba_effect *made = NULL;
    mkba_status status = mkba_panel_effect(panel, &options, &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_effect_free(made);
    return MKBA_OK;
}

static int tabulating(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_effect_table(effect, view, MKBA_LANGUAGE_NL, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return MKBA_OK;
}

static int saying(mkba_error *error)
{
    char *text = NULL;
    mkba_status status = mkba_effect_text(effect, MKBA_LANGUAGE_EN, &text, error);
    if (status != MKBA_OK)
        return text == NULL ? (int) status : -1;
    mkba_text_free(text);
    return MKBA_OK;
}

static int using(mkba_error *error)
{
    mkba_effect_use use;
    mkba_case *made = NULL;
    mkba_effect_use_init(&use);
    use.role = role;
    use.parameter = "nieuw";
    use.stream = role == MKBA_EFFECT_AS_PATH ? "hulp" : NULL;
    mkba_status status = mkba_case_with_effect(plain, effect, &use, &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_case_free(made);
    return MKBA_OK;
}

START_TEST(an_effect_by_each_method)
{
    for (int method = MKBA_EFFECT_DID; method <= MKBA_EFFECT_SDID; method++) {
        options.method = (mkba_effect_method) method;
        fault_sweep(making);
    }
}
END_TEST

START_TEST(an_effect_by_predictors_without_a_suspect_period)
{
    static const mkba_predictor predictors[] = {{"x", "2000", NULL}};
    static const char *const areas[] = {"T"}, *const periods[] = {"2001"}, *const indicators[] = {"x"};
    mkba_panel *plainly = panel;
    ck_assert_int_eq(mkba_panel_with_suspects(plainly, areas, periods, indicators, 1, NULL, &panel, NULL), MKBA_OK);
    mkba_panel_free(plainly);
    options.method = MKBA_EFFECT_SC;
    options.form = MKBA_SYNTHETIC_PENALISED;
    options.predictors = predictors;
    options.n_predictors = 1;
    options.leave_out_suspects = true;
    fault_sweep(making);
}
END_TEST

START_TEST(an_effect_of_several_units_and_one_without_a_period_before)
{
    options.method = MKBA_EFFECT_DID;
    options.region = REGION;
    options.n_region = 2;
    options.separate = true;
    fault_sweep(making);
    options.separate = false;
    options.start = "2000";
    mkba_effect *made = NULL;
    mkba_error error; /* x has no kind: there is no sum of it */
    ck_assert_int_eq(mkba_panel_effect(panel, &options, &made, &error), MKBA_OK);
    mkba_effect_free(made);
    fault_sweep(making);
}
END_TEST

START_TEST(tables_texts_and_cases)
{
    for (int i = 0; i < 6; i++) {
        view = (mkba_effect_view) i;
        fault_sweep(tabulating);
    }
    fault_sweep(saying);
    for (int i = 0; i < 3; i++) {
        role = (mkba_effect_role) i;
        fault_sweep(using);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("failing allocations of verdicts");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, an_effect_by_each_method);
    tcase_add_test(all, an_effect_by_predictors_without_a_suspect_period);
    tcase_add_test(all, an_effect_of_several_units_and_one_without_a_period_before);
    tcase_add_test(all, tables_texts_and_cases);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
