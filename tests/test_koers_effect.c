/* From a panel to a case: what is simulated is what was estimated. Means and spreads of the npv are computed here from the
 * draws of the effect, by themselves. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/catalog.h>
#include <mkba/koers_effect.h>
#include <mkba/uncertain.h>

#include "effects.h"
#include "panel.h"
#include "run_suite.h"
#include "simulation.h"
#include "support.h"

#define DRAWS 40000
#define RATE 0.04
#define COST 500.0

/* A stream of clients, and a line that takes a saving; undiscounted but for RATE, from 2005. */
static const char CASE[] =
    "{\"format\": \"mkba-case/1\", \"title\": \"x\", \"base_year\": 2005, \"years\": [2005, 2007], \"price_year\": 2005,"
    " \"discount\": {\"rate\": 0.04}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}},"
    " \"parameters\": {\"clienten\": 100, \"prijs\": 500, \"besparing\": 0},"
    " \"streams\": {\"hulp\": {\"path\": \"clienten\", \"unit_cost\": \"prijs\", \"payer\": \"gemeente\"}},"
    " \"lines\": [{\"id\": \"baat\", \"kind\": \"benefit\", \"value\": \"-besparing * prijs\", \"receiver\": \"gemeente\"}]}";

static mkba_panel *panel;
static mkba_effect *effect;

static void set_up(void)
{
    panel = effects_panel(20, 8, 2005, -4, 2);
    const mkba_effect_options options = effects_options("2005");
    effect = effects_make(panel, &options);
}

static void tear_down(void)
{
    mkba_effect_free(effect);
    mkba_panel_free(panel);
}

static mkba_effect_use use_as(mkba_effect_role role, const char *parameter)
{
    mkba_effect_use use;
    mkba_effect_use_init(&use);
    use.role = role;
    use.parameter = parameter;
    use.stream = role == MKBA_EFFECT_AS_PATH ? "hulp" : NULL;
    return use;
}

static mkba_case *with_effect(const mkba_effect_use *use)
{
    mkba_case *plain = support_parse(CASE), *made = NULL;
    mkba_error error;
    if (mkba_case_with_effect(plain, effect, use, &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_case_free(plain);
    return made;
}

/* Of the npv: minus the gap of each year times COST, discounted; of one mean gap the same in each year. */
static void expect_by_hand(const mkba_effect *of, bool one, double *mean, double *sd)
{
    mkba_table *draws = effects_table(of, MKBA_EFFECT_DRAWS);
    size_t n = mkba_table_n_rows(draws);
    double sum = 0, squares = 0;
    for (size_t d = 0; d < n; d++) {
        double npv = 0, gap = 0;
        for (size_t y = 0; y < 3; y++)
            gap += mkba_table_reals(draws, y + 1)[d] / 3;
        for (size_t y = 0; y < 3; y++)
            npv -= COST * (one ? gap : mkba_table_reals(draws, y + 1)[d]) / pow(1 + RATE, (double) y);
        sum += npv / (double) n;
        squares += npv * npv / (double) n;
    }
    *mean = sum;
    *sd = sqrt(squares - sum * sum);
    mkba_table_free(draws);
}

static void expect_simulated(const mkba_case *mkba, double mean, double sd)
{
    const mkba_simulate_options options = options_of(DRAWS);
    mkba_simulation *simulation = simulate(mkba, &options);
    mkba_table *summary = table_of(simulation, MKBA_SIMULATION_SUMMARY);
    size_t row = 0;
    while (strcmp(support_text(summary, row, "measure"), "npv") != 0)
        row++;
    support_expect(summary, row, "mean", mean, 5 * sd / sqrt(DRAWS));
    support_expect(summary, row, "sd", sd, 0.03 * sd);
    mkba_table_free(summary);
    mkba_simulation_free(simulation);
}

static double appraised(const mkba_case *mkba)
{
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    mkba_table *summary = support_table(appraisal, MKBA_VIEW_SUMMARY);
    double npv = support_real(summary, 0, "npv");
    mkba_table_free(summary);
    mkba_appraisal_free(appraisal);
    return npv;
}

static bool says(const mkba_case *mkba, const char *id, const char *place)
{
    mkba_table *findings = NULL;
    bool found = false;
    ck_assert_int_eq(mkba_case_findings(mkba, NULL, &findings, NULL), MKBA_OK);
    for (size_t row = 0; row < mkba_table_n_rows(findings); row++)
        found = found || (strcmp(support_text(findings, row, "id"), id) == 0 &&
                          strcmp(support_text(findings, row, "place"), place) == 0);
    mkba_table_free(findings);
    return found;
}

START_TEST(a_counterfactual_path_is_simulated_with_its_joint_draws)
{
    mkba_effect_use use = use_as(MKBA_EFFECT_AS_PATH, "zonder");
    mkba_case *made = with_effect(&use);
    double mean, sd;
    expect_by_hand(effect, false, &mean, &sd);
    ck_assert(mean > 0 && sd > 100);
    ck_assert_double_eq_tol(appraised(made), mean, 1e-6);
    expect_simulated(made, mean, sd);
    mkba_case_free(made);
}
END_TEST

START_TEST(gaps_by_year_are_simulated_with_their_joint_draws)
{
    mkba_effect_use use = use_as(MKBA_EFFECT_AS_GAP, "besparing");
    mkba_case *made = with_effect(&use);
    double mean, sd;
    expect_by_hand(effect, false, &mean, &sd);
    ck_assert_double_eq_tol(appraised(made), mean, 1e-6);
    expect_simulated(made, mean, sd);
    mkba_case_free(made);
}
END_TEST

START_TEST(a_distribution_is_simulated_with_its_mean_and_spread)
{
    for (int shape = 0; shape < 2; shape++) {
        mkba_effect_use use = use_as(MKBA_EFFECT_AS_DISTRIBUTION, "besparing");
        use.shape = (mkba_effect_shape) shape;
        mkba_case *made = with_effect(&use);
        double mean, sd;
        expect_by_hand(effect, true, &mean, &sd);
        ck_assert_double_eq_tol(appraised(made), mean, 1e-6);
        expect_simulated(made, mean, sd);
        mkba_case_free(made);
    }
}
END_TEST

static mkba_case *plain_with(const char *pointer, const char *json)
{
    mkba_case *plain = support_parse(CASE), *made = NULL;
    mkba_draft *draft = NULL;
    ck_assert_int_eq(mkba_draft_of_case(plain, &draft, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_draft_set_json(draft, pointer, json, strlen(json), NULL), MKBA_OK);
    ck_assert_int_eq(mkba_draft_case(draft, NULL, &made, NULL), MKBA_OK);
    mkba_draft_free(draft);
    mkba_case_free(plain);
    return made;
}

/* The series of a path hold before their first year too; the effect does not. */
START_TEST(before_the_start_of_an_effect_its_path_has_none)
{
    mkba_effect_use use = use_as(MKBA_EFFECT_AS_PATH, "zonder");
    mkba_case *earlier = plain_with("/years", "[2001, 2007]"), *made = NULL, *as_it_starts = with_effect(&use);
    ck_assert_int_eq(mkba_case_with_effect(earlier, effect, &use, &made, NULL), MKBA_OK);
    ck_assert_double_eq_tol(appraised(made), appraised(as_it_starts), 1e-6);
    mkba_case_free(as_it_starts);
    mkba_case_free(made);
    mkba_case_free(earlier);
}
END_TEST

/* A change that grows, begins later, ends or fades while the effect was observed makes another alternative than that. */
START_TEST(what_the_alternative_does_to_a_stream_must_hold_in_full_while_it_was_observed)
{
    static const struct {
        const char *change, *key;
    } cases[] = {
        {"{\"clients\": 0.9, \"ramp_up\": [0.5]}", "ramp_up"},
        {"{\"clients\": 0.9, \"from\": 2006}", "from"},
        {"{\"clients\": 0.9, \"to\": 2006}", "to"},
        {"{\"clients\": 0.9, \"decay\": 0.1}", "decay"},
        {"{\"clients\": 0.9, \"from\": 2005, \"ramp_up\": [1], \"to\": 2007, \"decay\": 0.1, \"decay_from\": 2007}",
         NULL}};
    const mkba_effect_use use = use_as(MKBA_EFFECT_AS_PATH, "zonder");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char changes[200], says[40];
        snprintf(changes, sizeof changes, "{\"plan\": %s}", cases[i].change);
        mkba_case *plain = plain_with("/streams/hulp/changes", changes), *made = NULL;
        mkba_error error = {.message = ""};
        mkba_status status = mkba_case_with_effect(plain, effect, &use, &made, &error);
        ck_assert_msg(status == (cases[i].key == NULL ? MKBA_OK : MKBA_ERROR_ARGUMENT), "%s: %s", changes,
                      error.message);
        if (cases[i].key != NULL) {
            snprintf(says, sizeof says, "by \"%s\"", cases[i].key);
            ck_assert_str_eq(error.where, "stream");
            ck_assert_ptr_nonnull(strstr(error.message, says));
        }
        mkba_case_free(made);
        mkba_case_free(plain);
    }
}
END_TEST

/* The effect of the same figures in a unit. */
static mkba_effect *effect_in(const char *unit)
{
    const mkba_indicator known[] = {{.name = "x", .kind = MKBA_INDICATOR_FLOW, .unit = unit}};
    mkba_panel *of = panel_said(effects_panel(20, 8, 2005, -4, 2), known, 1);
    const mkba_effect_options options = effects_options("2005");
    mkba_effect *made = effects_make(of, &options);
    mkba_panel_free(of);
    return made;
}

/* By the index of consumer prices. */
START_TEST(euros_of_one_year_become_those_of_the_case_and_euros_of_each_year_are_a_finding)
{
    mkba_effect *real = effect_in("euro (prijzen 2020)"), *each_year = effect_in("euro per inwoner");
    mkba_effect_use use = use_as(MKBA_EFFECT_AS_GAP, "besparing");
    mkba_case *plain = plain_with("/price_year", "2024"), *made = NULL, *unconverted = NULL;
    double factor = 0;
    use.unit = "EUR";
    ck_assert_int_eq(mkba_convert_price(NULL, 1, "cpi", 2020, 2024, &factor, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_case_with_effect(plain, real, &use, &made, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_case_with_effect(plain, each_year, &use, &unconverted, NULL), MKBA_OK);
    ck_assert(factor > 1.1);
    ck_assert_double_eq_tol(appraised(made), factor * appraised(unconverted), 1e-6);
    ck_assert(!says(made, "price-year-assumed", "/parameters/besparing"));
    ck_assert(says(unconverted, "price-year-assumed", "/parameters/besparing"));
    ck_assert(effects_finds(each_year, "prices") && !effects_finds(real, "prices") && !effects_finds(effect, "prices"));
    mkba_case_free(unconverted);
    mkba_case_free(made);
    mkba_case_free(plain);
    mkba_effect_free(each_year);
    mkba_effect_free(real);
}
END_TEST

START_TEST(thousands_of_euros_are_no_euros)
{
    mkba_effect *thousands = effect_in("1000 euro per inwoner");
    char *json = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_effect_distribution(thousands, MKBA_EFFECT_NORMAL, "EUR/jaar", 1, &json, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "factor");
    ck_assert_ptr_nonnull(strstr(error.message, "1000"));
    ck_assert_int_eq(mkba_effect_distribution(thousands, MKBA_EFFECT_NORMAL, "EUR/jaar", 1000, &json, &error), MKBA_OK);
    mkba_text_free(json);
    ck_assert_int_eq(mkba_effect_distribution(thousands, MKBA_EFFECT_NORMAL, NULL, 1, &json, &error), MKBA_OK);
    mkba_text_free(json);
    mkba_effect_free(thousands);
}
END_TEST

START_TEST(a_path_replaces_what_an_effect_made_and_no_parameter_of_the_case)
{
    const mkba_effect_use use = use_as(MKBA_EFFECT_AS_PATH, "zonder");
    mkba_case *plain = plain_with("/parameters/zonder_observed", "3"), *made = with_effect(&use), *again = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_case_with_effect(plain, effect, &use, &again, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "parameter");
    ck_assert_ptr_nonnull(strstr(error.message, "\"zonder_observed\" of its own"));
    ck_assert_int_eq(mkba_case_with_effect(made, effect, &use, &again, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_case_text(again), mkba_case_text(made));
    mkba_case_free(again);
    mkba_case_free(made);
    mkba_case_free(plain);
}
END_TEST

START_TEST(a_verdict_that_is_not_supported_is_a_finding_that_stays)
{
    mkba_panel *quiet = effects_panel(20, 8, 2005, -1.2, 1);
    const mkba_effect_options options = effects_options("2005");
    const mkba_effect_use use = use_as(MKBA_EFFECT_AS_PATH, "zonder");
    mkba_case *plain = support_parse(CASE), *made = NULL;
    ck_assert_int_eq(mkba_case_with_panel_effect(plain, quiet, &options, &use, &made, NULL), MKBA_OK);
    mkba_case *again = support_parse(mkba_case_text(made));
    ck_assert(says(made, "effect-not-shown", "/parameters/zonder"));
    ck_assert(says(again, "effect-not-shown", "/parameters/zonder"));
    ck_assert(says(again, "effect-not-shown", "/parameters/zonder_observed"));
    mkba_case *shown = with_effect(&use);
    ck_assert(!says(shown, "effect-not-shown", "/parameters/zonder"));
    ck_assert(!says(plain, "effect-not-shown", "/parameters/clienten"));
    mkba_case_free(shown);
    mkba_case_free(again);
    mkba_case_free(made);
    mkba_case_free(plain);
    mkba_panel_free(quiet);
}
END_TEST

static void expect_refused(mkba_effect_use use, mkba_status status, const char *where, const char *text)
{
    mkba_case *plain = support_parse(CASE), *made = NULL;
    mkba_error error;
    support_refused(mkba_case_with_effect(plain, effect, &use, &made, &error), status, &error, where, text);
    ck_assert_ptr_null(made);
    mkba_case_free(plain);
}

START_TEST(a_use_that_contradicts_itself_or_the_case_is_refused)
{
    const mkba_effect_use path = use_as(MKBA_EFFECT_AS_PATH, "zonder"), gap = use_as(MKBA_EFFECT_AS_GAP, "besparing");
    mkba_effect_use use = path;
    use.stream = NULL;
    expect_refused(use, MKBA_ERROR_ARGUMENT, "stream", "needs the stream");
    use = path, use.stream = "hlup";
    expect_refused(use, MKBA_ERROR_UNKNOWN, "stream", "\"hulp\"");
    use = path, use.alternative = "nul";
    expect_refused(use, MKBA_ERROR_UNKNOWN, "alternative", "with a policy");
    use = gap, use.stream = "hulp";
    expect_refused(use, MKBA_ERROR_ARGUMENT, "stream", "go with the role path");
    use = gap, use.parameter = NULL;
    expect_refused(use, MKBA_ERROR_ARGUMENT, "parameter", "NULL");
    use = gap, use.parameter = "Nieuw";
    expect_refused(use, MKBA_ERROR_CASE, "/parameters/Nieuw", "cannot name a parameter");
    use = gap, use.unit = "EUR per";
    expect_refused(use, MKBA_ERROR_UNIT, "/parameters/besparing/unit", "");
    use = gap, use.role = (mkba_effect_role) 4;
    expect_refused(use, MKBA_ERROR_ARGUMENT, "role", "no role 4");
    use = gap, use.factor = 0;
    expect_refused(use, MKBA_ERROR_ARGUMENT, "factor", "not 0");

    mkba_case *plain = support_parse(CASE), *made = NULL;
    ck_assert_int_eq(mkba_case_with_effect(NULL, effect, &gap, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_case_with_effect(plain, NULL, &gap, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_case_with_effect(plain, effect, NULL, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_case_with_effect(plain, effect, &gap, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_case_with_panel_effect(plain, NULL, NULL, &gap, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(made);
    mkba_case_free(plain);
    for (int i = 0; i < 3; i++) {
        mkba_effect_role role;
        ck_assert_int_eq(mkba_effect_role_from_name(mkba_effect_role_name((mkba_effect_role) i), &role, NULL), MKBA_OK);
        ck_assert_int_eq(role, i);
        ck_assert_int_eq(mkba_effect_role_from_name("line", &role, NULL), MKBA_ERROR_UNKNOWN);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("effects in a case");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, a_counterfactual_path_is_simulated_with_its_joint_draws);
    tcase_add_test(all, gaps_by_year_are_simulated_with_their_joint_draws);
    tcase_add_test(all, a_distribution_is_simulated_with_its_mean_and_spread);
    tcase_add_test(all, before_the_start_of_an_effect_its_path_has_none);
    tcase_add_test(all, what_the_alternative_does_to_a_stream_must_hold_in_full_while_it_was_observed);
    tcase_add_test(all, euros_of_one_year_become_those_of_the_case_and_euros_of_each_year_are_a_finding);
    tcase_add_test(all, thousands_of_euros_are_no_euros);
    tcase_add_test(all, a_path_replaces_what_an_effect_made_and_no_parameter_of_the_case);
    tcase_add_test(all, a_verdict_that_is_not_supported_is_a_finding_that_stays);
    tcase_add_test(all, a_use_that_contradicts_itself_or_the_case_is_refused);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
