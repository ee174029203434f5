/* Effects of panels that are made for them: draws, ranks, verdicts, who is compared with, parts of a case, what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/case_distribution.h>

#include "base/memory.h"
#include "effects.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

/* ---- draws ------------------------------------------------------------------------------------------------------- */

/* Mean and spread of the mean gap over the draws. */
static void expect_draws(const mkba_effect *effect, size_t n, double tolerance)
{
    mkba_table *draws = effects_table(effect, MKBA_EFFECT_DRAWS);
    size_t n_periods = mkba_table_n_columns(draws) - 1, rows = mkba_table_n_rows(draws);
    double sum = 0, squares = 0, estimate = effects_figure(effect, "estimate");
    ck_assert_uint_eq(rows, n);
    for (size_t row = 0; row < rows; row++) {
        double mean = 0;
        for (size_t p = 0; p < n_periods; p++)
            mean += mkba_table_reals(draws, p + 1)[row] / (double) n_periods;
        sum += mean / (double) rows;
        squares += pow(mean - estimate, 2) / (double) rows;
    }
    ck_assert_double_eq_tol(sum, estimate, 1e-10);
    ck_assert_double_eq_tol(sqrt(squares), effects_figure(effect, "std_error"), tolerance);
    mkba_table_free(draws);
}

START_TEST(draws_have_the_mean_and_the_spread_of_the_estimate)
{
    mkba_panel *panel = effects_panel(20, 8, 2005, 5, 2);
    mkba_effect_options options = effects_options("2005");
    for (int method = MKBA_EFFECT_DID; method <= MKBA_EFFECT_SDID; method++) {
        options.method = (mkba_effect_method) method;
        mkba_effect *effect = effects_make(panel, &options);
        expect_draws(effect, 40, 1e-10);
        mkba_effect_free(effect);
    }
    mkba_panel_free(panel);
}
END_TEST

/* Three are drawn in groups of donors, six by clustered errors and Student's t: its spread is wider than the standard error. */
START_TEST(several_treated_units_have_draws_too)
{
    static const char *const region[] = {"T", "D01", "D02", "D03", "D04", "D05"};
    mkba_panel *panel = effects_panel(30, 8, 2005, 5, 2);
    mkba_effect_options options = effects_options("2005");
    options.region = region;
    options.separate = true;
    options.n_region = 3;
    mkba_effect *three = effects_make(panel, &options);
    expect_draws(three, 1000, 1e-9);
    mkba_table *estimate = effects_table(three, MKBA_EFFECT_ESTIMATE);
    ck_assert_int_eq(support_integer(estimate, 0, "treated"), 3);
    mkba_table_free(estimate);
    mkba_effect_free(three);
    options.n_region = 6;
    mkba_effect *six = effects_make(panel, &options);
    double df = effects_figure(six, "df"), error = effects_figure(six, "std_error");
    ck_assert(df > 3 && df < 36);
    expect_draws(six, 1000, 0.35 * error);
    mkba_effect_free(six);
    mkba_panel_free(panel);
}
END_TEST

/* Of 12 donors with gaps counted by hand: what is rejected at a tenth is beyond the largest; 0.6 of them lie below 7. */
START_TEST(p_is_a_rank_and_what_is_detectable_follows_from_the_placebos)
{
    mkba_panel *panel = effects_panel(12, 8, 2005, 50, 2);
    mkba_effect_options options = effects_options("2005");
    options.method = MKBA_EFFECT_DID;
    mkba_effect *effect = effects_make(panel, &options);
    double sizes[12], sum[13], mean = 0;
    for (size_t area = 0; area < 13; area++) {
        const double *x = mkba_panel_values(panel, 0, area);
        sum[area] = (x[5] + x[6] + x[7]) / 3 - (x[0] + x[1] + x[2] + x[3] + x[4]) / 5;
        mean += area > 0 ? sum[area] : 0;
    }
    for (size_t j = 1; j < 13; j++)
        sizes[j - 1] = fabs(sum[j] - (mean - sum[j]) / 11);
    for (size_t i = 0; i < 12; i++)
        for (size_t j = i + 1; j < 12; j++)
            if (sizes[j] < sizes[i]) {
                double kept = sizes[i];
                sizes[i] = sizes[j];
                sizes[j] = kept;
            }
    double position = 0.6 * 11, between = sizes[6] + (position - 6) * (sizes[7] - sizes[6]);
    ck_assert_double_eq_tol(effects_figure(effect, "estimate"), sum[0] - mean / 12, 1e-10);
    ck_assert_double_eq_tol(effects_figure(effect, "p"), 1.0 / 13, 1e-12);
    ck_assert_double_eq_tol(effects_figure(effect, "grid"), 1.0 / 13, 1e-12);
    ck_assert_double_eq_tol(effects_figure(effect, "detectable"), sizes[11] + between, 1e-10);
    mkba_effect_free(effect);
    mkba_panel_free(panel);
}
END_TEST

/* ---- verdicts ------------------------------------------------------------------------------------------------------ */

START_TEST(a_large_effect_is_supported_and_a_small_one_not_shown)
{
    mkba_panel *large = effects_panel(19, 8, 2005, -10, 1), *small = effects_panel(19, 8, 2005, -1.2, 1);
    mkba_effect_options options = effects_options("2005");
    mkba_effect *supported = effects_make(large, &options), *hidden = effects_make(small, &options);
    effects_expect(supported, MKBA_VERDICT_SUPPORTED, "The figures support an effect",
                   "De cijfers ondersteunen een effect");
    effects_expect(supported, MKBA_VERDICT_SUPPORTED, "lower than", "lager dan");
    effects_expect(supported, MKBA_VERDICT_SUPPORTED, "90.0 % interval from", "interval van 90,0 %");
    effects_expect(hidden, MKBA_VERDICT_NOT_SHOWN, "hidden by noise: to be seen it would have to be at least",
                   "in de ruis verborgen");
    effects_expect(hidden, MKBA_VERDICT_NOT_SHOWN, "it counts as chance", "geldt dat als toeval");
    ck_assert(effects_finds(supported, "method"));
    mkba_effect_free(supported);
    mkba_effect_free(hidden);
    mkba_panel_free(large);
    mkba_panel_free(small);
}
END_TEST

START_TEST(figures_are_written_as_people_write_them)
{
    static const struct {
        const char *unit, *english, *dutch;
    } said[] = {{"euro", " 8.85 euro lower", " 8,85 euro lager"},
                {"1000 euro", " 8,850 euro lower", " 8.850 euro lager"},
                {"mln euro", " 8.85 million euro lower", " 8,85 miljoen euro lager"},
                {"100000 uur", " 885,000 uur lower", " 885.000 uur lager"}};
    mkba_panel *panel = effects_panel(19, 8, 2005, -10, 1);
    for (size_t i = 0; i < MKBA_I_LENGTH(said); i++) {
        const mkba_indicator indicator = {.name = "x", .unit = said[i].unit};
        mkba_panel *described = NULL;
        mkba_effect_options options = effects_options("2005");
        ck_assert_int_eq(mkba_panel_described(panel, &indicator, 1, &described, NULL), MKBA_OK);
        mkba_effect *effect = effects_make(described, &options);
        effects_expect(effect, MKBA_VERDICT_SUPPORTED, said[i].english, said[i].dutch);
        mkba_effect_free(effect);
        mkba_panel_free(described);
    }
    mkba_panel_free(panel);
}
END_TEST

/* No finding is left in English, and none has a name to fill in; a reason has the words of the language, too. */
START_TEST(findings_and_reasons_are_in_dutch_where_that_is_asked_for)
{
    mkba_panel *panel = effects_panel(40, 8, 2002, -1.2, 1);
    mkba_effect_options options = effects_options("2002");
    for (int method = MKBA_EFFECT_AUTO; method <= MKBA_EFFECT_SDID; method++) {
        options.method = (mkba_effect_method) method;
        mkba_effect *effect = effects_make(panel, &options);
        mkba_table *english = effects_table(effect, MKBA_EFFECT_FINDINGS), *dutch = NULL;
        ck_assert_int_eq(mkba_effect_table(effect, MKBA_EFFECT_FINDINGS, MKBA_LANGUAGE_NL, &dutch, NULL), MKBA_OK);
        ck_assert_uint_eq(mkba_table_n_rows(dutch), mkba_table_n_rows(english));
        ck_assert_uint_gt(mkba_table_n_rows(dutch), 0);
        for (size_t row = 0; row < mkba_table_n_rows(dutch); row++) {
            const char *text = support_text(dutch, row, "text");
            ck_assert_str_eq(support_text(dutch, row, "id"), support_text(english, row, "id"));
            if (strcmp(text, support_text(english, row, "text")) == 0 || strpbrk(text, "{}") != NULL)
                ck_abort_msg("%s: %s", support_text(dutch, row, "id"), text);
        }
        mkba_table_free(english);
        mkba_table_free(dutch);
        mkba_effect_free(effect);
    }
    mkba_panel_free(panel);
}
END_TEST

START_TEST(without_a_period_before_the_start_there_is_no_claim)
{
    static const char *const starts[] = {"2000", "1990"};
    mkba_panel *panel = effects_panel(19, 8, 2000, -10, 1);
    for (size_t i = 0; i < 2; i++) {
        mkba_effect_options options = effects_options(starts[i]);
        mkba_effect *effect = effects_make(panel, &options);
        mkba_table *estimate = effects_table(effect, MKBA_EFFECT_ESTIMATE),
                   *path = effects_table(effect, MKBA_EFFECT_PATH);
        mkba_table *draws = effects_table(effect, MKBA_EFFECT_DRAWS),
                   *checks = effects_table(effect, MKBA_EFFECT_CHECKS);
        char *json = NULL;
        mkba_error error;
        effects_expect(effect, MKBA_VERDICT_REFUSED, "There is no period before", "Er is geen periode vóór");
        ck_assert(support_missing(estimate, 0, "estimate") && !support_missing(path, 0, "observed"));
        ck_assert(support_missing(path, 0, "counterfactual"));
        ck_assert_uint_eq(mkba_table_n_rows(draws), 0);
        ck_assert_uint_eq(mkba_table_n_rows(checks), 1);
        ck_assert_int_eq(mkba_effect_distribution(effect, MKBA_EFFECT_DRAWN, NULL, 1, &json, &error), MKBA_ERROR_PANEL);
        ck_assert_ptr_nonnull(strstr(error.message, "no period before"));
        ck_assert_int_eq(mkba_effect_path(effect, MKBA_EFFECT_GAP, NULL, 1, &json, &error), MKBA_ERROR_PANEL);
        ck_assert_ptr_null(json);
        mkba_table_free(estimate);
        mkba_table_free(path);
        mkba_table_free(draws);
        mkba_table_free(checks);
        mkba_effect_free(effect);
    }
    mkba_panel_free(panel);
}
END_TEST

/* Each check fails where it is made to, and says so. */
START_TEST(each_check_fails_where_it_should)
{
    static const struct {
        const char *check, *outcome, *start;
        size_t n_donors;
        mkba_effect_method method;
        double effect;
        mkba_verdict verdict;
    } made[] = {
        {"before", "failed", "2001", 19, MKBA_EFFECT_DID, -10, MKBA_VERDICT_NOT_SHOWN}, /* one period */
        {"trend", "not possible", "2001", 19, MKBA_EFFECT_DID, -10, MKBA_VERDICT_NOT_SHOWN},
        {"range", "failed", "2002", 40, MKBA_EFFECT_SC, -1.2, MKBA_VERDICT_REFUSED},
        {"fit", "not possible", "2002", 40, MKBA_EFFECT_SC, -1.2, MKBA_VERDICT_REFUSED},
        {"placebo", "not possible", "2005", 8, MKBA_EFFECT_DID, -10, MKBA_VERDICT_NOT_SHOWN}, /* steps of a ninth */
        {"detectable", "not possible", "2005", 8, MKBA_EFFECT_DID, -10, MKBA_VERDICT_NOT_SHOWN},
        {"placebo", "failed", "2005", 19, MKBA_EFFECT_DID, -1.2, MKBA_VERDICT_NOT_SHOWN},
        {"detectable", "failed", "2005", 19, MKBA_EFFECT_DID, -1.2, MKBA_VERDICT_NOT_SHOWN},
        {"noise", "failed", "2005", 19, MKBA_EFFECT_DID, -1.2, MKBA_VERDICT_NOT_SHOWN},
        {"one_out", "not possible", "2005", 2, MKBA_EFFECT_DID, -10, MKBA_VERDICT_NOT_SHOWN},
    };
    for (size_t i = 0; i < MKBA_I_LENGTH(made); i++) {
        mkba_panel *panel = effects_panel(made[i].n_donors, 8, atoi(made[i].start), made[i].effect, 1);
        mkba_effect_options options = effects_options(made[i].start);
        options.method = made[i].method;
        mkba_effect *effect = effects_make(panel, &options);
        mkba_table *checks = effects_table(effect, MKBA_EFFECT_CHECKS);
        const char *outcome = support_text(checks, support_row(checks, "id", made[i].check), "outcome");
        if (strcmp(outcome, made[i].outcome) != 0 || mkba_effect_verdict(effect) != made[i].verdict)
            ck_abort_msg("row %zu, %s: %s, %s", i, made[i].check, outcome,
                         mkba_verdict_name(mkba_effect_verdict(effect)));
        mkba_table_free(checks);
        mkba_effect_free(effect);
        mkba_panel_free(panel);
    }
}
END_TEST

/* ---- parts of a case ------------------------------------------------------------------------------------------------------ */

static cJSON *parameter_of(const mkba_effect *effect, mkba_effect_shape shape, double factor, mkba_i_json **holder)
{
    char *text = NULL;
    ck_assert_int_eq(mkba_effect_distribution(effect, shape, "EUR/jaar", factor, &text, NULL), MKBA_OK);
    *holder = support_json(text);
    mkba_text_free(text);
    return support_at(mkba_i_json_root(*holder), "");
}

START_TEST(a_distribution_has_the_mean_and_spread_of_the_estimate)
{
    mkba_panel *panel = effects_panel(20, 8, 2005, 5, 2);
    mkba_effect_options options = effects_options("2005");
    mkba_effect *effect = effects_make(panel, &options);
    double estimate = effects_figure(effect, "estimate"), error = effects_figure(effect, "std_error");
    const double spreads[] = {error, error, error * sqrt(19.0 / 17.0)}; /* df 20 - 1 */
    for (int shape = 0; shape < 3; shape++) {
        mkba_i_json *holder = NULL;
        cJSON *parameter = parameter_of(effect, (mkba_effect_shape) shape, -1000, &holder);
        char *distribution = support_print(support_at(parameter, "/distribution"));
        mkba_table *table = NULL;
        ck_assert_int_eq(mkba_distribution_table(distribution, &table, NULL), MKBA_OK);
        support_expect(table, 0, "mean", -1000 * estimate, 1e-7);
        support_expect(table, 0, "sd", 1000 * spreads[shape], 1e-7 * error);
        ck_assert_double_eq_tol(support_at(parameter, "/value")->valuedouble, -1000 * estimate, 1e-9);
        ck_assert_str_eq(support_at(parameter, "/origin/verdict")->valuestring, "supported");
        ck_assert_str_eq(support_at(parameter, "/origin/method")->valuestring, "sdid");
        ck_assert_str_eq(support_at(parameter, "/origin/region")->valuestring, "T");
        ck_assert_str_eq(support_at(parameter, "/unit")->valuestring, "EUR/jaar");
        mkba_table_free(table);
        mkba_text_free(distribution);
        mkba_i_json_free(holder);
    }
    mkba_effect_free(effect);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_path_is_what_was_observed_less_the_draws_of_the_gap)
{
    mkba_panel *panel = effects_panel(20, 8, 2005, 5, 2);
    mkba_effect_options options = effects_options("2005");
    mkba_effect *effect = effects_make(panel, &options);
    mkba_table *path = effects_table(effect, MKBA_EFFECT_PATH), *draws = effects_table(effect, MKBA_EFFECT_DRAWS);
    char *text = NULL;
    ck_assert_int_eq(mkba_effect_path(effect, MKBA_EFFECT_COUNTERFACTUAL, "client", 2, &text, NULL), MKBA_OK);
    mkba_i_json *json = support_json(text);
    const cJSON *root = mkba_i_json_root(json);
    ck_assert_int_eq(cJSON_GetArraySize(support_at(root, "/series")), 3);
    ck_assert_double_eq_tol(support_at(root, "/series/2006")->valuedouble, 2 * support_real(path, 6, "counterfactual"),
                            1e-9);
    ck_assert_int_eq(cJSON_GetArraySize(support_at(root, "/draws")), 40);
    ck_assert_double_eq_tol(support_at(root, "/draws/7/2")->valuedouble,
                            2 * (support_real(path, 7, "observed") - support_real(draws, 7, "2007")), 1e-9);
    mkba_i_json_free(json);
    mkba_text_free(text);
    ck_assert_int_eq(mkba_effect_path(effect, MKBA_EFFECT_OBSERVED, NULL, 1, &text, NULL), MKBA_OK);
    ck_assert(strstr(text, "draws") == NULL && strstr(text, "\"unit\"") == NULL);
    mkba_text_free(text);
    mkba_table_free(path);
    mkba_table_free(draws);
    mkba_effect_free(effect);
    mkba_panel_free(panel);
}
END_TEST

/* ---- who is compared with ------------------------------------------------------------------------------------------------- */

START_TEST(donors_are_peers_or_those_named_or_all_with_a_warning)
{
    static const char *const by[] = {"y"}, *const donors[] = {"D01", "D02", "D03"};
    mkba_panel *panel = effects_panel(20, 8, 2005, 5, 2);
    mkba_effect_options options = effects_options("2005");
    mkba_effect *all = effects_make(panel, &options);
    ck_assert(effects_finds(all, "not_chosen"));
    options.donors = donors;
    options.n_donors = 3;
    mkba_effect *named = effects_make(panel, &options);
    mkba_table *weights = effects_table(named, MKBA_EFFECT_WEIGHTS);
    ck_assert_uint_eq(mkba_table_n_rows(weights), 3);
    ck_assert(!effects_finds(named, "not_chosen"));
    options.peers_by = by;
    options.n_peers_by = 1;
    mkba_effect *none = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_panel_effect(panel, &options, &none, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "peers_by");
    mkba_table_free(weights);
    mkba_effect_free(all);
    mkba_effect_free(named);
    mkba_panel_free(panel);
}
END_TEST

/* ---- what is refused --------------------------------------------------------------------------------------------------------- */

static void expect_refused(const mkba_panel *panel, const mkba_effect_options *options, mkba_status status,
                           const char *where, const char *says)
{
    mkba_effect *made = NULL;
    mkba_error error;
    support_refused(mkba_panel_effect(panel, options, &made, &error), status, &error, where, says);
    ck_assert_ptr_null(made);
}

START_TEST(what_makes_no_sense_is_refused_with_its_place)
{
    static const char *const unknown[] = {"Z"}, *const both[] = {"T", "D01"}, *const outcome[] = {"x"},
                             *const one[] = {"D01"}, *const gap[] = {NULL};
    mkba_panel *panel = effects_panel(12, 8, 2005, 5, 2);
    const mkba_effect_options usual = effects_options("2005");
    mkba_effect_options o = usual;

    o.indicator = NULL;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "indicator", "NULL");
    o = usual, o.indicator = "z";
    expect_refused(panel, &o, MKBA_ERROR_UNKNOWN, "indicator", "\"z\"");
    o = usual, o.region = unknown;
    expect_refused(panel, &o, MKBA_ERROR_UNKNOWN, "region", "\"Z\"");
    o = usual, o.region = gap;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "region", "NULL");
    o = usual, o.n_region = 0;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "region", "at least one");
    o = usual, o.start = "2010";
    expect_refused(panel, &o, MKBA_ERROR_PANEL, "start", "no effect to see yet");
    o = usual, o.start = "soon";
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "start", "soon");
    o = usual, o.start = "2005 ";
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "start", "\"2005 \" is no period");
    o = usual, o.first = " 2003";
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "first", "\" 2003\" is no period");
    o = usual, o.donors = one, o.n_donors = 1;
    expect_refused(panel, &o, MKBA_ERROR_PANEL, "donors", "");
    o = usual, o.level = 1;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "level", "below 1");
    o = usual, o.method = (mkba_effect_method) 9;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "method", "no method 9");
    o = usual, o.region = both, o.n_region = 2, o.separate = true, o.method = MKBA_EFFECT_SC;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "separate", "method did");
    o = usual, o.peers_year = "2004";
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "peers_year", "peers_by");
    o = usual, o.peers_by = outcome, o.n_peers_by = 1;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "peers_by", "is the outcome");
    o.peers_k = 1;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "peers_k", "at least 2");

    mkba_effect *made = effects_make(panel, &usual);
    mkba_table *table = NULL;
    char *text = NULL;
    ck_assert_int_eq(mkba_panel_effect(NULL, &usual, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_effect(panel, NULL, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_effect(panel, &usual, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_effect_table(made, (mkba_effect_view) 9, MKBA_LANGUAGE_EN, &table, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_effect_table(made, MKBA_EFFECT_PATH, (mkba_language) 2, &table, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_effect_table(NULL, MKBA_EFFECT_PATH, MKBA_LANGUAGE_EN, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_effect_text(made, (mkba_language) 2, &text, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_effect_text(NULL, MKBA_LANGUAGE_EN, &text, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_effect_distribution(made, (mkba_effect_shape) 3, NULL, 1, &text, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_effect_distribution(made, MKBA_EFFECT_DRAWN, NULL, 0, &text, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_effect_distribution(made, MKBA_EFFECT_DRAWN, NULL, 1e308, &text, NULL),
                     MKBA_ERROR_EVALUATION);
    ck_assert_int_eq(mkba_effect_distribution(NULL, MKBA_EFFECT_DRAWN, NULL, 1, &text, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_effect_path(made, (mkba_effect_series) 3, NULL, 1, &text, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_effect_path(made, MKBA_EFFECT_GAP, NULL, NAN, &text, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert(table == NULL && text == NULL);
    ck_assert_int_eq(mkba_effect_verdict(NULL), MKBA_VERDICT_REFUSED);
    mkba_effect_free(made);
    mkba_effect_free(NULL);
    mkba_panel_free(panel);
}
END_TEST

/* Region of areas of which it is not known whether they are added up. */
START_TEST(an_indicator_that_is_not_described_has_no_region_and_is_told_so)
{
    static const char *const both[] = {"T", "D01"};
    mkba_panel *panel = effects_panel(12, 8, 2005, 5, 2);
    mkba_effect_options o = effects_options("2005");
    o.region = both, o.n_region = 2;
    expect_refused(panel, &o, MKBA_ERROR_PANEL, "treated", "describe it");
    mkba_panel_free(panel);
}
END_TEST

START_TEST(figures_that_are_not_final_are_a_finding_of_every_method)
{
    static const char FINAL[] = "T,,2000,x,1,,\nT,,2001,x,4,,\nT,,2002,x,2,,\n"
                                "A,,2000,x,1,,\nA,,2001,x,3,,\nA,,2002,x,2,,\nB,,2000,x,2,,\nB,,2001,x,1,,\n"
                                "B,,2002,x,4,,\nC,,2000,x,4,,\nC,,2001,x,2,,\nC,,2002,x,3,,\n";
    static const char *const last[] = {"T,,2003,x,3,,\nA,,2003,x,5,,\nB,,2003,x,3,,\nC,,2003,x,1,,\n",
                                       "T,,2003*,x,3,,\nA,,2003*,x,5,,\nB,,2003,x,3,,\nC,,2003*,x,1,,\n"};
    for (int method = MKBA_EFFECT_DID; method <= MKBA_EFFECT_SDID; method++)
        for (int provisional = 0; provisional < 2; provisional++) {
            char text[600];
            snprintf(text, sizeof text, "%s%s", FINAL, last[provisional]);
            mkba_panel *panel = panel_tidy(text);
            mkba_effect_options o = effects_options("2003");
            o.method = (mkba_effect_method) method;
            mkba_effect *made = effects_make(panel, &o);
            ck_assert_int_eq(effects_finds(made, "provisional"), provisional);
            mkba_effect_free(made);
            mkba_panel_free(panel);
        }
}
END_TEST

/* Fewer donors than five are as few as so many treated are. */
START_TEST(few_donors_of_many_treated_are_a_finding)
{
    static const char *const treated[] = {"D03", "D04", "D05", "D06", "D07", "D08"}, *const donors[] = {"T", "D01",
                                                                                                        "D02", "D09",
                                                                                                        "D10"};
    mkba_panel *panel = effects_panel(12, 8, 2005, 5, 2);
    mkba_effect_options o = effects_options("2005");
    o.region = treated, o.n_region = 6, o.separate = true, o.donors = donors;
    for (o.n_donors = 4; o.n_donors <= 5; o.n_donors++) {
        mkba_effect *made = effects_make(panel, &o);
        ck_assert_int_eq(effects_finds(made, "few_donors"), o.n_donors == 4);
        mkba_effect_free(made);
    }
    mkba_panel_free(panel);
}
END_TEST

/* Five lower than -50 is 10 % lower, in the table as in the words. */
START_TEST(a_share_has_the_sign_of_the_effect_where_figures_are_below_zero)
{
    mkba_panel *panel = panel_tidy("T,,2000,x,-50,,\nT,,2001,x,-50,,\nT,,2002,x,-55,,\n"
                                   "A,,2000,x,-40,,\nA,,2001,x,-41,,\nA,,2002,x,-41,,\n"
                                   "B,,2000,x,-60,,\nB,,2001,x,-59,,\nB,,2002,x,-59,,\n");
    mkba_effect_options o = effects_options("2002");
    o.method = MKBA_EFFECT_DID;
    mkba_effect *made = effects_make(panel, &o);
    ck_assert_double_eq_tol(effects_figure(made, "estimate"), -5, 1e-12);
    ck_assert_double_eq_tol(effects_figure(made, "per_cent"), -10, 1e-12);
    mkba_effect_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* Not as a figure beyond the range of numbers, which is what its mean would be. */
START_TEST(differences_refuse_a_region_that_lacks_a_figure_and_name_it)
{
    mkba_panel *panel = panel_tidy("T,,2000,x,1,,\nT,,2002,x,2,,\nT,,2003,x,3,,\n"
                                   "A,,2000,x,1,,\nA,,2001,x,3,,\nA,,2002,x,2,,\nA,,2003,x,5,,\n"
                                   "B,,2000,x,2,,\nB,,2001,x,1,,\nB,,2002,x,4,,\nB,,2003,x,3,,\n"
                                   "C,,2000,x,4,,\nC,,2001,x,2,,\nC,,2002,x,3,,\nC,,2003,x,1,,\n");
    mkba_effect_options o = effects_options("2003");
    o.method = MKBA_EFFECT_DID;
    expect_refused(panel, &o, MKBA_ERROR_PANEL, "treated", "no figure of x in 2001");
    mkba_panel_free(panel);
}
END_TEST

#define EXPECT_NAMES(type, n, wrong)                                                                                   \
  for (int i = 0; i < n; i++) {                                                                                        \
    type value;                                                                                                        \
    ck_assert_int_eq(type##_from_name(type##_name((type) i), &value, NULL), MKBA_OK);                                  \
    ck_assert_int_eq(value, i);                                                                                        \
    ck_assert_int_eq(type##_from_name(wrong, &value, NULL), MKBA_ERROR_UNKNOWN);                                       \
  }

START_TEST(choices_have_names){EXPECT_NAMES(mkba_effect_method, 4, "scm") EXPECT_NAMES(mkba_verdict, 3, "proven")
                                   EXPECT_NAMES(mkba_language, 2, "de") EXPECT_NAMES(mkba_effect_view, 6, "paths")
                                       EXPECT_NAMES(mkba_effect_shape, 3, "t")
                                           EXPECT_NAMES(mkba_effect_series, 3, "gaps")} END_TEST

    int main(void)
{
    Suite *suite = suite_create("effects");
    TCase *all = tcase_create("all");
    tcase_add_test(all, draws_have_the_mean_and_the_spread_of_the_estimate);
    tcase_add_test(all, several_treated_units_have_draws_too);
    tcase_add_test(all, p_is_a_rank_and_what_is_detectable_follows_from_the_placebos);
    tcase_add_test(all, a_large_effect_is_supported_and_a_small_one_not_shown);
    tcase_add_test(all, figures_are_written_as_people_write_them);
    tcase_add_test(all, findings_and_reasons_are_in_dutch_where_that_is_asked_for);
    tcase_add_test(all, without_a_period_before_the_start_there_is_no_claim);
    tcase_add_test(all, each_check_fails_where_it_should);
    tcase_add_test(all, a_distribution_has_the_mean_and_spread_of_the_estimate);
    tcase_add_test(all, a_path_is_what_was_observed_less_the_draws_of_the_gap);
    tcase_add_test(all, donors_are_peers_or_those_named_or_all_with_a_warning);
    tcase_add_test(all, what_makes_no_sense_is_refused_with_its_place);
    tcase_add_test(all, an_indicator_that_is_not_described_has_no_region_and_is_told_so);
    tcase_add_test(all, figures_that_are_not_final_are_a_finding_of_every_method);
    tcase_add_test(all, a_share_has_the_sign_of_the_effect_where_figures_are_below_zero);
    tcase_add_test(all, few_donors_of_many_treated_are_a_finding);
    tcase_add_test(all, differences_refuse_a_region_that_lacks_a_figure_and_name_it);
    tcase_add_test(all, choices_have_names);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
