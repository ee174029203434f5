/* The register of benefits, held against figures worked out by hand, in the comments. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "koers/register_model.h"
#include "run_suite.h"
#include "support.h"

static mkba_koers *read(const char *name)
{
    char *text = support_data(name, NULL);
    mkba_koers *koers = support_koers(text);
    free(text);
    return koers;
}

static mkba_register *make(const mkba_koers *koers, const mkba_case *mkba, const mkba_register_options *options)
{
    mkba_register *made = NULL;
    mkba_error error;
    if (mkba_koers_register(koers, NULL, mkba, options, &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return made;
}

static mkba_table *table_of(const mkba_register *made, mkba_register_view view)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_register_table(made, view, MKBA_LANGUAGE_EN, &table, NULL), MKBA_OK);
    return table;
}

/* tests/data/koers/register.json: indicators are named by the rule that they are to show. */
START_TEST(every_rule_gives_its_status)
{
    mkba_koers *koers = read("koers/register.json");
    mkba_register *made = make(koers, NULL, NULL);
    mkba_table *table = table_of(made, MKBA_REGISTER_INDICATORS), *rules = table_of(made, MKBA_REGISTER_RULES);
    mkba_table *dutch = NULL;
    bool seen[MKBA_I_STATUS_RULES] = {false};
    ck_assert_int_eq(mkba_register_table(made, MKBA_REGISTER_INDICATORS, MKBA_LANGUAGE_NL, &dutch, NULL), MKBA_OK);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        const char *rule = support_text(table, row, "rule"), *named = support_text(table, row, "indicator");
        size_t of = support_row(rules, "rule", rule);
        ck_assert_msg(strncmp(named, rule, strlen(rule)) == 0, "%s: %s", named, rule);
        ck_assert_str_eq(support_text(table, row, "status"), support_text(rules, of, "status"));
        ck_assert_ptr_null(strchr(support_text(table, row, "why"), '{'));
        ck_assert_str_ne(support_text(table, row, "why"), support_text(dutch, row, "why"));
        seen[of] = true;
    }
    for (size_t i = 0; i < MKBA_I_STATUS_RULES; i++)
        ck_assert_msg(seen[i], "no indicator shows %s", support_text(rules, i, "rule"));
    ck_assert_ptr_nonnull(strstr(support_text(table, support_row(table, "indicator", "missed"), "why"),
                                 "of 2025, does not meet the target of 2024, 20, taken as it is"));
    ck_assert_ptr_nonnull(strstr(support_text(table, support_row(table, "indicator", "reached"), "why"),
                                 "of 2027, 20, with probability > 0.99"));
    mkba_table_free(dutch);
    mkba_table_free(rules);
    mkba_table_free(table);
    mkba_register_free(made);
    mkba_koers_free(koers);
}
END_TEST

/* tests/data/koers/base.json without its scenario. */
static mkba_koers *base(void)
{
    char *text = support_data("koers/base.json", NULL);
    mkba_draft *draft = support_draft(text);
    mkba_koers *koers;
    support_set(draft, "/case/scenario", NULL);
    free(text);
    text = support_finish(draft);
    koers = support_koers(text);
    mkba_text_free(text);
    return koers;
}

#define CASE(help)                                                                                                             \
  "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2026], \"price_year\": 2024, "       \
  "\"discount\": {\"rate\": 0.02}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}}, \"parameters\": {\"p\": " help \
  "}, \"lines\": [{\"id\": \"hulp\", \"kind\": \"benefit\", \"value\": \"p\"}, {\"id\": \"inzet\", \"kind\": \"cost\", "       \
  "\"value\": 50}, {\"id\": \"pad\", \"kind\": \"benefit\", \"value\": 100}]}"

static void expect(const mkba_table *table, size_t row, const char *const *columns, const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isnan(values[i]))
            ck_assert_msg(support_missing(table, row, columns[i]), "%s", columns[i]);
        else
            support_expect(table, row, columns[i], values[i], 1e-9);
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* As of 2024: training spent 900 of 1000 due and 2500.50 in all; 0.7 of it is for minder, 0.2 for sneller, 0.1 stays with
 * vakmanschap. hulp 1000 (0.8 minder, 0.2 sneller), pad 100 (0.5 minder); inzet 50 of loket is all for sneller. gebruik went
 * 5 of 100, wachttijd 3.5 of 20. */
START_TEST(costs_and_benefits_meet_at_the_first_baat)
{
    static const char *const columns[] = {"spent",         "budget_due",      "budget",   "benefit",       "cost",
                                          "per_cost_euro", "per_budget_euro", "realised", "per_spent_euro"};
    const double minder[] = {630, 700, 1750.35, 850, NAN, NAN, 850 / 1750.35, 42.5, 42.5 / 630};
    const double sneller[] = {180, 200, 500.1, 200, 50, 4, 200 / 500.1, 22.5, 0.125};
    mkba_koers *koers = base();
    mkba_case *mkba = support_parse(CASE("{\"value\": 1000}"));
    mkba_register *made = make(koers, mkba, NULL), *without = make(koers, NULL, NULL);
    mkba_table *table = table_of(made, MKBA_REGISTER_BENEFITS);
    ck_assert_double_eq(mkba_register_as_of(made), 2025);
    expect(table, support_row(table, "node", "minder"), columns, minder, COUNT(columns));
    expect(table, support_row(table, "node", "sneller"), columns, sneller, COUNT(columns));
    mkba_table_free(table);
    table = table_of(without, MKBA_REGISTER_BENEFITS);
    ck_assert(support_missing(table, 0, "benefit") && support_missing(table, 0, "per_budget_euro"));
    support_expect(table, 0, "spent", 630, 0);
    mkba_table_free(table);
    table = table_of(made, MKBA_REGISTER_COSTS);
    ck_assert_uint_eq(mkba_table_n_rows(table), 4);
    support_expect(table, support_row(table, "kind", "elsewhere"), "spent", 90, 0);
    support_expect(table, support_row(table, "kind", "elsewhere"), "budget", 250.05, 0);
    support_expect(table, support_row(table, "kind", "not linked"), "benefit", 50, 0);
    mkba_table_free(table);
    mkba_register_free(without);
    mkba_register_free(made);
    mkba_case_free(mkba);
    mkba_koers_free(koers);
}
END_TEST

/* benefit: 0.8 N(1000, 100) + 50; realised: times N(0.05, 0.05 / qnorm(0.95)), by eight million draws of numpy: 0.0 to
 * 86.25. */
START_TEST(what_is_uncertain_has_an_interval)
{
    mkba_koers *koers = base();
    mkba_case *mkba = support_parse(CASE("{\"distribution\": {\"normal\": {\"mean\": 1000, \"sd\": 100}}}"));
    mkba_register_options options;
    mkba_register *made;
    mkba_table *table;
    mkba_register_options_init(&options);
    options.draws = 20000;
    made = make(koers, mkba, &options);
    table = table_of(made, MKBA_REGISTER_BENEFITS);
    support_expect(table, 0, "benefit_low", 850 - 80 * 1.6448536, 3);
    support_expect(table, 0, "benefit_high", 850 + 80 * 1.6448536, 3);
    support_expect(table, 0, "per_budget_euro_low", (850 - 80 * 1.6448536) / 1750.35, 0.002);
    support_expect(table, 0, "realised_low", 0.0, 0.4);
    support_expect(table, 0, "realised_high", 86.246, 0.4);
    support_expect(table, support_row(table, "node", "sneller"), "per_cost_euro_high", (200 + 20 * 1.6448536) / 50,
                   0.02);
    mkba_table_free(table);
    mkba_register_free(made);
    mkba_case_free(mkba);
    mkba_koers_free(koers);
}
END_TEST

/* Figures 40 to 46 with an error of 1, at 2022.5 to 2025.5: the forecast for 2026.5 is 48. A target a little above it is met
 * with a probability a little below a half, which two decimals do not tell from it. */
START_TEST(a_sentence_says_periods_in_words_and_no_probability_as_its_limit)
{
    static const char *const text =
        "{\"format\": \"mkba-koers/1\", \"title\": \"Koers\", \"opgaven\": {}, \"nodes\": {\"b\": {\"level\": \"baat\", "
        "\"title\": \"b\", \"indicators\": [\"near\", \"quarter\"]}}, \"indicators\": {\"near\": {\"title\": \"near\", "
        "\"direction\": \"up\", \"targets\": {\"2026\": 48.004}}, \"quarter\": {\"title\": \"quarter\", \"direction\": "
        "\"up\", \"targets\": {\"2027\": 6}}}, \"measurements\": ["
        "{\"indicator\": \"near\", \"period\": 2022, \"value\": 40, \"low\": 39, \"high\": 41}, "
        "{\"indicator\": \"near\", \"period\": 2023, \"value\": 42, \"low\": 41, \"high\": 43}, "
        "{\"indicator\": \"near\", \"period\": 2024, \"value\": 44, \"low\": 43, \"high\": 45}, "
        "{\"indicator\": \"near\", \"period\": 2025, \"value\": 46, \"low\": 45, \"high\": 47}, "
        "{\"indicator\": \"quarter\", \"period\": \"2027KW03\", \"value\": 7}]}";
    mkba_koers *koers = support_koers(text);
    mkba_register_options options;
    mkba_table *dutch = NULL;
    mkba_register_options_init(&options);
    options.certainty = 0.504;
    mkba_register *made = make(koers, NULL, &options);
    mkba_table *table = table_of(made, MKBA_REGISTER_INDICATORS);
    size_t near = support_row(table, "indicator", "near"), quarter = support_row(table, "indicator", "quarter");
    ck_assert_int_eq(mkba_register_table(made, MKBA_REGISTER_INDICATORS, MKBA_LANGUAGE_NL, &dutch, NULL), MKBA_OK);
    ck_assert_str_eq(support_text(table, near, "rule"), "undecided");
    ck_assert_str_eq(support_text(table, near, "why"),
                     "The target of 2026, 48.0, is met with probability just below 0.50: too uncertain to say.");
    ck_assert_str_eq(support_text(dutch, near, "why"),
                     "De streefwaarde van 2026, 48,0, wordt gehaald met kans net onder "
                     "0,50: te onzeker om iets te zeggen.");
    ck_assert_ptr_nonnull(strstr(support_text(table, quarter, "why"), "7 of quarter 3 of 2027, meets"));
    ck_assert_ptr_nonnull(strstr(support_text(dutch, quarter, "why"), "7 van kwartaal 3 van 2027, haalt"));
    ck_assert_str_eq(support_text(table, quarter, "last_period"), "2027KW03");
    mkba_table_free(dutch);
    mkba_table_free(table);
    mkba_register_free(made);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(a_figure_stands_beside_its_plan_and_what_is_left)
{
    static const char *const columns[] = {"start",        "last",          "planned",         "ahead",
                                          "gap",          "gap_low",       "gap_high",        "progress",
                                          "progress_low", "progress_high", "planned_progress"};
    const double use[] = {500, 495, 490, -5, 95, 90, 100, 0.05, 0, 0.1, 0.1};
    /* 2023HJ02 is 2023.75, 2024KW02 2024.375: 0.625 of the 2.75 years to 2026.5, of 20 */
    const double wait[] = {
        60, 63.5, 60 + 20 * 0.625 / 2.75, 3.5 - 20 * 0.625 / 2.75, 16.5, NAN, NAN, 0.175, NAN, NAN, 0.625 / 2.75};
    mkba_koers *koers = base();
    mkba_register *made = make(koers, NULL, NULL);
    mkba_table *table = table_of(made, MKBA_REGISTER_INDICATORS);
    expect(table, support_row(table, "indicator", "gebruik"), columns, use, COUNT(columns));
    expect(table, support_row(table, "indicator", "wachttijd"), columns, wait, COUNT(columns));
    ck_assert_int_eq(support_integer(table, support_row(table, "indicator", "gebruik"), "target_year"), 2025);
    ck_assert_int_eq(support_integer(table, support_row(table, "indicator", "gebruik"), "end_year"), 2028);
    ck_assert_str_eq(support_text(table, support_row(table, "indicator", "gebruik"), "nodes"), "minder; sneller");
    mkba_table_free(table);
    mkba_register_free(made);
    mkba_koers_free(koers);
}
END_TEST

/* gewoon: (0.6 x 0.05 + 0.2 x 0.1125) / 0.8; vakmanschap: (0.7 x 0.05 + 0.2 x 0.1125) / 0.9. */
START_TEST(progress_goes_up_by_share_and_down_by_split)
{
    static const char *const columns[] = {"own", "below", "below_measured", "above", "above_measured"};
    static const struct {
        const char *name;
        double values[5];
    } expected[] = {{"minder", {0.05, 0.1125, 0.1, NAN, 0}},
                    {"sneller", {0.1125, NAN, 0, 0.05, 0.5}},
                    {"gewoon", {NAN, 0.065625, 0.8, NAN, 0}},
                    {"samen", {NAN, 0.1125, 0.3, NAN, 0}},
                    {"vakmanschap", {NAN, NAN, 0, 0.0575 / 0.9, 0.9}},
                    {"training", {NAN, NAN, 0, 0.0575 / 0.9, 0.9}},
                    {"loket", {NAN, NAN, 0, 0.1125, 1}}};
    mkba_koers *koers = base();
    mkba_register *made = make(koers, NULL, NULL);
    mkba_table *table = table_of(made, MKBA_REGISTER_PROGRESS);
    size_t opgave = support_row(table, "kind", "opgave");
    for (size_t i = 0; i < COUNT(expected); i++)
        expect(table, support_row(table, "name", expected[i].name), columns, expected[i].values, COUNT(columns));
    ck_assert_str_eq(support_text(table, opgave, "name"), "normaliseren");
    support_expect(table, opgave, "below", 0.065625, 1e-12);
    support_expect(table, opgave, "below_measured", 1, 0);
    ck_assert(support_missing(table, opgave, "below_low")); /* one doel does not lie apart */
    mkba_table_free(table);
    mkba_register_free(made);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(what_to_measure_next_comes_in_the_order_of_its_use)
{
    static const struct {
        const char *indicator, *reason;
    } expected[] = {{"no-target", "no-target"},
                    {"not-measured", "not-measured"},
                    {"not-measured.start", "not-measured"},
                    {"no-line", "too-few"},
                    {"no-spread", "too-few"},
                    {"undecided", "undecided"},
                    {"undecided.past", "undecided"},
                    {"behind", "overdue"}};
    mkba_koers *koers = read("koers/register.json");
    mkba_register_options options;
    mkba_register *made;
    mkba_table *table;
    mkba_register_options_init(&options);
    options.as_of = "2026KW02";
    made = make(koers, NULL, &options);
    table = table_of(made, MKBA_REGISTER_NEXT);
    for (size_t i = 0; i < COUNT(expected); i++)
        ck_assert_str_eq(support_text(table, support_row(table, "indicator", expected[i].indicator), "reason"),
                         expected[i].reason);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        ck_assert_int_eq(support_integer(table, row, "rank"), (int64_t) row + 1);
    ck_assert_str_eq(support_text(table, 0, "indicator"), "undecided"); /* the widest of what nothing is said of */
    ck_assert_str_eq(support_text(table, mkba_table_n_rows(table) - 1, "indicator"), "behind");
    support_expect(table, mkba_table_n_rows(table) - 1, "due", 2026.25, 0);
    mkba_table_free(table);
    table = table_of(made, MKBA_REGISTER_FINDINGS);
    ck_assert_str_eq(support_text(table, support_row(table, "id", "frequency-unknown"), "indicator"), "undecided");
    mkba_table_free(table);
    mkba_register_free(made);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(frequencies_are_read_from_words)
{
    static const struct {
        const char *text;
        double years;
    } expected[] = {
        {"jaar", 1},        {"elk jaar", 1},       {"per kwartaal", 0.25},   {"halfjaar", 0.5}, {"elk half jaar", 0.5},
        {"twee jaar", 2},   {"om het jaar", 2},    {"elke 3 maanden", 0.25}, {"", 0},           {"twee", 0},
        {"als het kan", 0}, {"jaar of langer", 0}, {"maand jaar", 0}};
    for (size_t i = 0; i < COUNT(expected); i++)
        ck_assert_double_eq_tol(mkba_i_frequency_years(expected[i].text), expected[i].years, 1e-15);
    ck_assert_double_eq(mkba_i_frequency_years(NULL), 0);
}
END_TEST

/* As of 2023 the document has the nulmeting of gebruik only: nothing is measured, and that is not 0. */
START_TEST(an_earlier_moment_knows_less)
{
    mkba_koers *koers = base();
    mkba_register_options options;
    mkba_register *made;
    mkba_table *table;
    mkba_register_options_init(&options);
    options.as_of = "2023";
    made = make(koers, NULL, &options);
    ck_assert_double_eq(mkba_register_as_of(made), 2024);
    table = table_of(made, MKBA_REGISTER_BENEFITS);
    ck_assert(support_missing(table, 0, "progress"));
    ck_assert_int_eq(support_integer(table, 0, "n_measured"), 0);
    support_expect(table, 0, "spent", 0, 0);
    ck_assert_str_eq(support_text(table, 0, "status"), "cannot be said");
    mkba_table_free(table);
    table = table_of(made, MKBA_REGISTER_FINDINGS);
    ck_assert_ptr_nonnull(strstr(support_text(table, support_row(table, "id", "spent-later"), "text"), "EUR 900.00"));
    mkba_table_free(table);
    mkba_register_free(made);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(paths_have_all_that_a_picture_needs)
{
    mkba_koers *koers = read("koers/register.json");
    mkba_register *made = make(koers, NULL, NULL);
    mkba_table *table = table_of(made, MKBA_REGISTER_PATHS);
    size_t counts[3] = {0};
    static const char *const kinds[] = {"planned", "realised", "forecast"};
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        for (size_t k = 0; k < 3 && strcmp(support_text(table, row, "indicator"), "on-course") == 0; k++)
            counts[k] += strcmp(support_text(table, row, "kind"), kinds[k]) == 0;
    ck_assert_uint_eq(counts[0], 2);
    ck_assert_uint_eq(counts[1], 5);
    ck_assert_uint_eq(counts[2], 3); /* 2025.5, 2026.5, 2027.5 */
    mkba_table_free(table);
    mkba_register_free(made);
    mkba_koers_free(koers);
}
END_TEST

/* ---- what is refused --------------------------------------------------------------------------------------------------- */

static void set_level(mkba_register_options *options)
{
    options->level = 1;
}
static void set_level_nan(mkba_register_options *options)
{
    options->level = (double) NAN;
}
static void set_certainty(mkba_register_options *options)
{
    options->certainty = 0.4;
}
static void set_method(mkba_register_options *options)
{
    options->method = (mkba_forecast_method) 7;
}
static void set_draws(mkba_register_options *options)
{
    options->draws = -1;
}
static void set_as_of(mkba_register_options *options)
{
    options->as_of = "later";
}
static void set_alternative(mkba_register_options *options)
{
    options->alternative = "plam";
}
static void set_scenario(mkba_register_options *options)
{
    options->scenario = "laag";
}

START_TEST(options_out_of_range_are_refused)
{
    static const struct {
        void (*set)(mkba_register_options *options);
        mkba_status status;
        const char *where, *message;
    } cases[] = {{set_level, MKBA_ERROR_ARGUMENT, "level", "between 0 and 1, not 1"},
                 {set_level_nan, MKBA_ERROR_ARGUMENT, "level", "not a number"},
                 {set_certainty, MKBA_ERROR_ARGUMENT, "certainty", "from 0.5"},
                 {set_method, MKBA_ERROR_UNKNOWN, "method", "7"},
                 {set_draws, MKBA_ERROR_ARGUMENT, "draws", "not -1"},
                 {set_as_of, MKBA_ERROR_ARGUMENT, "as_of", "\"later\" is no period"},
                 {set_alternative, MKBA_ERROR_UNKNOWN, "alternative", "did you mean \"plan\"?"},
                 {set_scenario, MKBA_ERROR_UNKNOWN, "scenario", "laag"}};
    mkba_koers *koers = base();
    mkba_case *mkba = support_parse(CASE("{\"value\": 1000}"));
    for (size_t i = 0; i < COUNT(cases); i++) {
        mkba_register_options options;
        mkba_register *made = NULL;
        mkba_error error;
        mkba_register_options_init(&options);
        cases[i].set(&options);
        ck_assert_int_eq(mkba_koers_register(koers, NULL, mkba, &options, &made, &error), cases[i].status);
        ck_assert_str_eq(error.where, cases[i].where);
        ck_assert_msg(strstr(error.message, cases[i].message) != NULL, "%s", error.message);
        ck_assert_ptr_null(made);
    }
    mkba_case_free(mkba);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(findings_have_both_languages)
{
    static const char *const files[] = {"koers/register.json", "koers/base.json"};
    for (size_t i = 0; i < COUNT(files); i++) {
        mkba_koers *koers = read(files[i]);
        mkba_register *made = make(koers, NULL, NULL);
        mkba_table *english = table_of(made, MKBA_REGISTER_FINDINGS), *dutch = NULL;
        ck_assert_int_eq(mkba_register_table(made, MKBA_REGISTER_FINDINGS, MKBA_LANGUAGE_NL, &dutch, NULL), MKBA_OK);
        ck_assert_uint_gt(mkba_table_n_rows(dutch), 0);
        support_two_languages(english, dutch);
        mkba_table_free(english);
        mkba_table_free(dutch);
        mkba_register_free(made);
        mkba_koers_free(koers);
    }
}
END_TEST

START_TEST(a_choice_in_a_case_asks_for_the_case)
{
    static const struct {
        void (*set)(mkba_register_options *options);
        const char *where, *message;
    } cases[] = {{set_alternative, "alternative", "alternative is of a case: give the case too"},
                 {set_scenario, "scenario", "scenario is of a case: give the case too"}};
    mkba_koers *koers = base();
    for (size_t i = 0; i < COUNT(cases); i++) {
        mkba_register_options options;
        mkba_register *made = NULL;
        mkba_error error;
        mkba_register_options_init(&options);
        cases[i].set(&options);
        ck_assert_int_eq(mkba_koers_register(koers, NULL, NULL, &options, &made, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, cases[i].where);
        ck_assert_str_eq(error.message, cases[i].message);
        ck_assert_ptr_null(made);
    }
    mkba_koers_free(koers);
}
END_TEST

START_TEST(what_is_not_given_is_refused)
{
    mkba_koers *koers = base();
    mkba_register *made = NULL;
    mkba_table *table = NULL;
    mkba_register_view view;
    ck_assert_int_eq(mkba_koers_register(NULL, NULL, NULL, NULL, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_register(koers, NULL, NULL, NULL, NULL, NULL), MKBA_ERROR_ARGUMENT);
    made = make(koers, NULL, NULL);
    ck_assert_int_eq(mkba_register_table(NULL, MKBA_REGISTER_RULES, MKBA_LANGUAGE_EN, &table, NULL),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_register_table(made, MKBA_REGISTER_RULES, MKBA_LANGUAGE_EN, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_register_table(made, (mkba_register_view) 9, MKBA_LANGUAGE_EN, &table, NULL),
                     MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_register_table(made, MKBA_REGISTER_RULES, (mkba_language) 2, &table, NULL),
                     MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_null(table);
    ck_assert_int_eq(mkba_register_view_from_name("path", &view, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_register_view_from_name("paths", &view, NULL), MKBA_OK);
    ck_assert_int_eq(view, MKBA_REGISTER_PATHS);
    ck_assert_str_eq(mkba_register_view_name((mkba_register_view) 9), "unknown view");
    ck_assert_str_eq(mkba_forecast_method_name(MKBA_FORECAST_DRIFT), "drift");
    ck_assert_double_eq(mkba_register_as_of(NULL), 0);
    mkba_register_free(NULL);
    mkba_register_free(made);
    mkba_koers_free(koers);
}
END_TEST

/* Figures at the ends of what a double holds: refused or missing, never a number that is none. */
START_TEST(figures_at_the_ends_of_a_double_do_no_harm)
{
    mkba_koers *koers = support_koers(
        "{\"format\": \"mkba-koers/1\", \"title\": \"t\", \"opgaven\": {}, \"nodes\": {\"b\": {\"level\": \"baat\", "
        "\"title\": \"b\", \"indicators\": [\"x\"]}}, \"indicators\": {\"x\": {\"title\": \"x\", \"direction\": \"up\", "
        "\"start\": {\"period\": 2020, \"value\": -1.7e308}, \"targets\": {\"2030\": 1.7e308}}}, \"measurements\": ["
        "{\"indicator\": \"x\", \"period\": 2021, \"value\": 1.7e308, \"low\": -1.7e308, \"high\": 1.7e308, \"level\": "
        "0.01}, {\"indicator\": \"x\", \"period\": 2022, \"value\": -1.7e308}]}");
    mkba_register *made = make(koers, NULL, NULL);
    for (int view = MKBA_REGISTER_BENEFITS; view <= MKBA_REGISTER_FINDINGS; view++)
        mkba_table_free(table_of(made, (mkba_register_view) view));
    mkba_register_free(made);
    mkba_koers_free(koers);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("koers register");
    TCase *registers = tcase_create("registers");
    tcase_add_test(registers, every_rule_gives_its_status);
    tcase_add_test(registers, costs_and_benefits_meet_at_the_first_baat);
    tcase_add_test(registers, what_is_uncertain_has_an_interval);
    tcase_add_test(registers, a_sentence_says_periods_in_words_and_no_probability_as_its_limit);
    tcase_add_test(registers, a_figure_stands_beside_its_plan_and_what_is_left);
    tcase_add_test(registers, progress_goes_up_by_share_and_down_by_split);
    tcase_add_test(registers, what_to_measure_next_comes_in_the_order_of_its_use);
    tcase_add_test(registers, frequencies_are_read_from_words);
    tcase_add_test(registers, an_earlier_moment_knows_less);
    tcase_add_test(registers, paths_have_all_that_a_picture_needs);
    tcase_add_test(registers, options_out_of_range_are_refused);
    tcase_add_test(registers, findings_have_both_languages);
    tcase_add_test(registers, a_choice_in_a_case_asks_for_the_case);
    tcase_add_test(registers, what_is_not_given_is_refused);
    tcase_add_test(registers, figures_at_the_ends_of_a_double_do_no_harm);
    suite_add_tcase(suite, registers);
    return run_suite(suite);
}
