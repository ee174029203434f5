/* Funnel limits: published ones, an independent computation, and those of panels. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "support.h"
#include <mkba/compare_service.h>

#include "run_suite.h"

#define MOST 16

static size_t numbers(const cJSON *items, double to[MOST])
{
    size_t n = 0;
    for (const cJSON *item = items->child; item != NULL; item = item->next) {
        ck_assert_uint_lt(n, MOST);
        to[n++] = item->valuedouble;
    }
    return n;
}

static mkba_table *funnel(const double *observed, const double *sizes, size_t n, const mkba_funnel_options *options,
                          mkba_funnel_view view)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_funnel(observed, n, sizes, n, options, view, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

static mkba_funnel_options defaults(void)
{
    mkba_funnel_options options;
    mkba_funnel_options_init(&options);
    return options;
}

/* ---- published ------------------------------------------------------------------------------------------- */

/* The tests of FunnelPlotR; NULL where the folder is not there. */
static mkba_i_json *published(const char *test)
{
    char path[4096], *bytes;
    const char *shared = getenv("MKBA_SHARED");
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "reference/published", ".json");
    bytes = support_file(path, NULL);
    if (bytes == NULL) {
        printf("# SKIP %s: %s is not there\n", test, path);
        return NULL;
    }
    mkba_i_json *json = support_json(bytes);
    free(bytes);
    return json;
}

START_TEST(poisson_limits_are_those_of_funnelplotr)
{
    static const char *const keys[] = {"ll95", "ul95", "ll998", "ul998"};
    static const char *const columns[] = {"lower_warning", "upper_warning", "lower_alarm", "upper_alarm"};
    mkba_i_json *json = published("poisson_limits_are_those_of_funnelplotr");
    mkba_funnel_options options = defaults();
    double expected[MOST], limits[MOST];
    if (json == NULL)
        return;
    const cJSON *tests = support_at(mkba_i_json_root(json), "/funnelplotr_tests");
    size_t n = numbers(support_at(tests, "/poisson_expected"), expected);
    ck_assert_uint_eq(n, 3);
    options.target = 1;
    options.limits = MKBA_FUNNEL_INTERVAL;
    mkba_table *table = funnel(expected, expected, n, &options, MKBA_FUNNEL_AREAS);
    for (size_t c = 0; c < 4; c++) {
        numbers(cJSON_GetObjectItemCaseSensitive(tests, keys[c]), limits);
        for (size_t i = 0; i < n; i++)
            support_expect(table, i, columns[c], limits[i], 5.01e-7); /* seven digits are printed */
    }
    mkba_table_free(table);
    mkba_i_json_free(json);
}
END_TEST

START_TEST(overdispersion_is_that_of_funnelplotr)
{
    mkba_i_json *json = published("overdispersion_is_that_of_funnelplotr");
    mkba_funnel_options options = defaults();
    double observed[MOST], sizes[MOST];
    if (json == NULL)
        return;
    const cJSON *test = support_at(mkba_i_json_root(json), "/funnelplotr_tests/phi_num_denom");
    size_t n = numbers(support_at(test, "/num"), observed);
    numbers(support_at(test, "/denom"), sizes);
    options.target = 1;
    options.share = 0;
    mkba_table *table = funnel(observed, sizes, n, &options, MKBA_FUNNEL_SUMMARY);
    support_expect(table, 0, "phi", support_at(test, "/phi")->valuedouble, 5.01e-7);
    mkba_table_free(table);
    mkba_i_json_free(json);
}
END_TEST

/* ---- independent ----------------------------------------------------------------------------------------- */

START_TEST(exact_limits_solve_their_equations)
{
    char *bytes = support_data("compare/intervals.json", NULL);
    mkba_i_json *json = support_json(bytes);
    const cJSON *rows = support_at(mkba_i_json_root(json), "/funnels");
    free(bytes);
    ck_assert_int_eq(cJSON_GetArraySize(rows), 18);
    for (const cJSON *row = rows->child; row != NULL; row = row->next) {
        mkba_funnel_options options = defaults();
        double coverage = support_at(row, "/coverage")->valuedouble, size = support_at(row, "/size")->valuedouble;
        bool inner = coverage < 0.99;
        options.target = support_at(row, "/target")->valuedouble;
        options.warning = inner ? coverage : 0.9;
        options.alarm = inner ? 0.999 : coverage;
        ck_assert_int_eq(mkba_funnel_family_from_name(support_at(row, "/family")->valuestring, &options.family, NULL),
                         MKBA_OK);
        ck_assert_int_eq(mkba_funnel_limits_from_name(support_at(row, "/limits")->valuestring, &options.limits, NULL),
                         MKBA_OK);
        mkba_table *table = funnel(&(double){0}, &size, 1, &options, MKBA_FUNNEL_AREAS);
        support_expect(table, 0, inner ? "lower_warning" : "lower_alarm", support_at(row, "/lower")->valuedouble,
                       1e-11);
        support_expect(table, 0, inner ? "upper_warning" : "upper_alarm", support_at(row, "/upper")->valuedouble,
                       1e-11);
        mkba_table_free(table);
    }
    mkba_i_json_free(json);
}
END_TEST

static const double counts[] = {100, 150, 180, 80, 120, 225};
static const double expecteds[] = {108, 112, 165, 95, 100, 220};

/* Of the log scale w = 1 / s^2 = E: tau^2 = (sum z^2 - (n - 1)) / (sum E - sum E^2 / sum E), and limits
 * exp(-+ 1.959964 sqrt(1 / E + tau^2)), as Spiegelhalter 2005 has them. */
START_TEST(random_effects_widen_limits)
{
    mkba_funnel_options options = defaults();
    double squares = 0, sum = 0, sum_squares = 0;
    options.target = 1;
    options.share = 0;
    options.overdispersion = MKBA_OVERDISPERSION_ADDITIVE;
    for (size_t i = 0; i < 6; i++) {
        squares += expecteds[i] * pow(log(counts[i] / expecteds[i]), 2);
        sum += expecteds[i];
        sum_squares += expecteds[i] * expecteds[i];
    }
    double tau_squared = (squares - 5) / (sum - sum_squares / sum);
    mkba_table *table = funnel(counts, expecteds, 6, &options, MKBA_FUNNEL_SUMMARY);
    support_expect(table, 0, "tau_squared", tau_squared, 1e-15);
    ck_assert_str_eq(support_text(table, 0, "limits"), "additive");
    mkba_table_free(table);
    table = funnel(counts, expecteds, 6, &options, MKBA_FUNNEL_AREAS);
    for (size_t i = 0; i < 6; i++) {
        double error = sqrt(1 / expecteds[i] + tau_squared);
        support_expect(table, i, "upper_warning", exp(1.959963984540054 * error), 1e-12);
        support_expect(table, i, "lower_alarm", exp(-3.090232306167813 * error), 1e-12);
        support_expect(table, i, "z", sqrt(expecteds[i]) * log(counts[i] / expecteds[i]), 1e-12);
        support_expect(table, i, "z_adjusted", log(counts[i] / expecteds[i]) / error, 1e-12);
        ck_assert_str_eq(support_text(table, i, "status"), "in");
    }
    mkba_table_free(table);
}
END_TEST

/* Of the root scale z = 2 (sqrt O - sqrt E); quantiles of type 7 at 0.1 of six z-scores lie halfway between the first two
 * and the last two. Winsorised they count as these, truncated four are left. */
START_TEST(extreme_scores_are_trimmed_before_the_spread_is_estimated)
{
    mkba_funnel_options options = defaults();
    double z[6], sorted[6], low, high, winsorised = 0, truncated = 0;
    options.target = 1;
    options.scale = MKBA_FUNNEL_ROOT;
    options.overdispersion = MKBA_OVERDISPERSION_MULTIPLICATIVE;
    for (size_t i = 0; i < 6; i++)
        sorted[i] = z[i] = 2 * (sqrt(counts[i]) - sqrt(expecteds[i]));
    for (size_t i = 0; i < 6; i++)
        for (size_t k = i + 1; k < 6; k++)
            if (sorted[k] < sorted[i]) {
                double kept = sorted[i];
                sorted[i] = sorted[k];
                sorted[k] = kept;
            }
    low = (sorted[0] + sorted[1]) / 2;
    high = (sorted[4] + sorted[5]) / 2;
    for (size_t i = 0; i < 6; i++) {
        winsorised += pow(fmin(fmax(z[i], low), high), 2) / 6;
        truncated += z[i] > low && z[i] < high ? z[i] * z[i] / 4 : 0;
    }
    mkba_table *table = funnel(counts, expecteds, 6, &options, MKBA_FUNNEL_SUMMARY);
    support_expect(table, 0, "phi", winsorised, 1e-12);
    mkba_table_free(table);
    table = funnel(counts, expecteds, 6, &options, MKBA_FUNNEL_AREAS);
    support_expect(table, 1, "upper_warning", pow(1 + 1.959963984540054 * sqrt(winsorised) / (2 * sqrt(112)), 2),
                   1e-12);
    mkba_table_free(table);
    options.trim = MKBA_FUNNEL_TRUNCATE;
    table = funnel(counts, expecteds, 6, &options, MKBA_FUNNEL_SUMMARY);
    support_expect(table, 0, "phi", truncated, 1e-12);
    mkba_table_free(table);
}
END_TEST

/* Of proportions by hand: the arcsine has s = 1 / (2 sqrt n), the logit 1 / sqrt(n t (1 - t)). */
START_TEST(proportions_have_their_own_scales)
{
    static const double observed[] = {3, 30, 12}, sizes[] = {20, 60, 40};
    double t = 45.0 / 120.0;
    mkba_funnel_options options = defaults();
    options.family = MKBA_FUNNEL_BINOMIAL;
    mkba_table *table = funnel(observed, sizes, 3, &options, MKBA_FUNNEL_AREAS);
    support_expect(table, 0, "z", (log(3.0 / 17.0) - log(t / (1 - t))) * sqrt(20 * t * (1 - t)), 1e-12);
    mkba_table_free(table);
    options.scale = MKBA_FUNNEL_ROOT;
    table = funnel(observed, sizes, 3, &options, MKBA_FUNNEL_AREAS);
    support_expect(table, 1, "z", (asin(sqrt(0.5)) - asin(sqrt(t))) * 2 * sqrt(60), 1e-12);
    mkba_table_free(table);
    options.scale = MKBA_FUNNEL_IDENTITY;
    table = funnel(observed, sizes, 3, &options, MKBA_FUNNEL_AREAS);
    support_expect(table, 2, "z", (0.3 - t) / sqrt(t * (1 - t) / 40), 1e-12);
    support_expect(table, 2, "expected", 40 * t, 1e-12);
    mkba_table_free(table);
}
END_TEST

/* With 5 expected, none has probability exp(-5) = 0.0067: below 0.025, above 0.001; with 1 expected 0.37. */
START_TEST(nothing_observed_has_a_score_and_is_judged_by_its_probability)
{
    static const double observed[] = {0, 10, 0}, sizes[] = {5, 5, 1};
    mkba_funnel_options options = defaults();
    options.target = 1;
    mkba_table *table = funnel(observed, sizes, 3, &options, MKBA_FUNNEL_AREAS);
    support_expect(table, 0, "z", log(0.5 / 5) * sqrt(5), 1e-12);
    support_expect(table, 0, "value", 0, 0);
    ck_assert_str_eq(support_text(table, 0, "status"), "warning");
    ck_assert_str_eq(support_text(table, 0, "side"), "below");
    ck_assert_str_eq(support_text(table, 2, "status"), "in");
    mkba_table_free(table);
    options.limits = MKBA_FUNNEL_INTERVAL;
    table = funnel(observed, sizes, 3, &options, MKBA_FUNNEL_AREAS);
    ck_assert_str_eq(support_text(table, 2, "status"), "alarm");
    mkba_table_free(table);
}
END_TEST

/* ---- what holds always ----------------------------------------------------------------------------------- */

START_TEST(limits_nest_and_narrow)
{
    mkba_funnel_options options = defaults();
    options.per = 1000;
    options.points = 50;
    for (int family = 0; family < 2; family++)
        for (int kind = 0; kind < 2; kind++)
            for (int scale = 0; scale < 3; scale++)
                for (int spread = 0; spread < 3; spread++) {
                    static const double observed[] = {40, 90, 500}, sizes[] = {1000, 1200, 5000};
                    options.family = (mkba_funnel_family) family;
                    options.limits = (mkba_funnel_limits) kind;
                    options.scale = (mkba_funnel_scale) scale;
                    options.overdispersion = (mkba_overdispersion) spread;
                    mkba_table *table = funnel(observed, sizes, 3, &options, MKBA_FUNNEL_CURVE);
                    ck_assert_uint_eq(mkba_table_n_rows(table), 50);
                    for (size_t i = 0; i < 50; i++) {
                        double target = support_real(table, i, "target"), low = support_real(table, i, "lower_warning");
                        double high = support_real(table, i, "upper_warning");
                        ck_assert_double_eq_tol(target, 1000 * 630.0 / 7200.0, 1e-9);
                        ck_assert(support_real(table, i, "lower_alarm") <= low && low < target && target < high &&
                                  high <= support_real(table, i, "upper_alarm"));
                        if (i > 0 && kind == (int) MKBA_FUNNEL_INTERVAL)
                            ck_assert(high <= support_real(table, i - 1, "upper_warning"));
                    }
                    mkba_table_free(table);
                }
}
END_TEST

START_TEST(without_more_spread_than_chance_the_limits_stay_exact)
{
    static const double observed[] = {10, 20, 30};
    mkba_funnel_options options = defaults();
    mkba_table *exact = funnel(observed, observed, 3, &options, MKBA_FUNNEL_AREAS);
    for (int spread = 1; spread < 3; spread++) {
        options.overdispersion = (mkba_overdispersion) spread;
        mkba_table *table = funnel(observed, observed, 3, &options, MKBA_FUNNEL_AREAS);
        for (size_t i = 0; i < 3; i++)
            support_expect(table, i, "upper_alarm", support_real(exact, i, "upper_alarm"), 0);
        mkba_table_free(table);
        table = funnel(observed, observed, 3, &options, MKBA_FUNNEL_SUMMARY);
        ck_assert_str_eq(support_text(table, 0, "limits"), "exact");
        support_expect(table, 0, "by_chance_warning", 0.15, 1e-12);
        ck_assert_int_eq(support_integer(table, 0, "n_warning"), 0);
        mkba_table_free(table);
    }
    mkba_table_free(exact);
}
END_TEST

/* ---- panels ---------------------------------------------------------------------------------------------- */

/* Clients out of inhabitants of five areas, of which one is secret and one has no inhabitants' figure. */
static mkba_panel *clients(void)
{
    static const mkba_indicator known[] = {{.name = "clienten", .kind = MKBA_INDICATOR_FLOW, .rounding = 5},
                                           {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK},
                                           {.name = "kosten", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "per_1000",
                                            .kind = MKBA_INDICATOR_RATE,
                                            .numerator = "clienten",
                                            .denominator = "inwoners",
                                            .per = 1000}};
    mkba_panel *panel = panel_tidy("A,Aa,2021,clienten,100,,\nA,,2021,inwoners,2000,,\nB,Be,2021,clienten,60,,\n"
                                   "B,,2021,inwoners,2000,,\nC,Ce,2021,clienten,.,,\nC,,2021,inwoners,900,,\n"
                                   "D,De,2021,clienten,25,,\nE,Ee,2021,clienten,50,,\nE,,2021,inwoners,1000,,\n"
                                   "A,,2021,per_1000,50,,\nA,,2021,kosten,7,1000 euro,\nA,,2021,verwacht,80,,\n"
                                   "B,,2021,verwacht,80,,\nE,,2021,verwacht,40,,\nA,,2021,nul,0,,\n"
                                   "A,,2021,neg,-1,,\n");
    mkba_panel *said = NULL;
    ck_assert_int_eq(mkba_panel_described(panel, known, 4, &said, NULL), MKBA_OK);
    mkba_panel_free(panel);
    return said;
}

START_TEST(a_panel_s_funnel_is_that_of_its_areas)
{
    static const double observed[] = {100, 60, 50}, sizes[] = {2000, 2000, 1000};
    static const size_t rows[] = {0, 1, 4};
    mkba_panel *panel = clients();
    mkba_funnel_options options = defaults();
    mkba_table *table = NULL, *plain;
    ck_assert_int_eq(mkba_panel_funnel(panel, "per_1000", "2021", NULL, MKBA_FUNNEL_AREAS, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 5);
    options.per = 1000;
    plain = funnel(observed, sizes, 3, &options, MKBA_FUNNEL_AREAS);
    for (size_t i = 0; i < 3; i++) {
        support_expect(table, rows[i], "value", support_real(plain, i, "value"), 0);
        support_expect(table, rows[i], "upper_alarm", support_real(plain, i, "upper_alarm"), 0);
        ck_assert_str_eq(support_text(table, rows[i], "status"), support_text(plain, i, "status"));
    }
    ck_assert_str_eq(support_text(table, 0, "name"), "Aa");
    ck_assert(mkba_table_is_missing(table, 2, support_column(table, "value")));
    ck_assert_str_eq(support_text(table, 2, "cell"), "suppressed");
    ck_assert_str_eq(support_text(table, 3, "cell"), "absent");
    mkba_table_free(plain);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_panel_funnel(panel, "per_1000", "2021", NULL, MKBA_FUNNEL_SUMMARY, &table, NULL), MKBA_OK);
    ck_assert_int_eq(support_integer(table, 0, "n"), 3);
    ck_assert_int_eq(support_integer(table, 0, "n_missing"), 2);
    support_expect(table, 0, "target", 42, 1e-12);
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

/* Upper limit of 80 expected by chi-squared: 99.57 (qchisq(0.975, 162) / 2); 100 is above it, 97.5 is not. */
START_TEST(areas_that_hold_others_are_in_no_funnel_unless_named)
{
    static const char *const members[] = {"A", "B"}, *const named[] = {"A", "R"};
    const mkba_indicator known[] = {{.name = "n", .kind = MKBA_INDICATOR_FLOW},
                                    {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK}};
    mkba_panel *plain = panel_tidy("A,,2021,n,10,,\nA,,2021,inwoners,100,,\nB,,2021,n,20,,\nB,,2021,inwoners,100,,\n"
                                   "C,,2021,n,60,,\nC,,2021,inwoners,100,,\nNL01,,2021,n,99,,\n"
                                   "NL01,,2021,inwoners,300,,\n");
    mkba_panel *said = NULL, *panel = NULL;
    mkba_funnel_options options;
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_described(plain, known, 2, &said, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_region(said, "R", NULL, members, 2, MKBA_MISSING_SPREADS, &panel, NULL), MKBA_OK);
    mkba_funnel_options_init(&options);
    options.denominator = "inwoners";
    ck_assert_int_eq(mkba_panel_funnel(panel, "n", "2021", &options, MKBA_FUNNEL_SUMMARY, &table, NULL), MKBA_OK);
    ck_assert_int_eq(support_integer(table, 0, "n"), 3);
    ck_assert_double_eq_tol(support_real(table, 0, "target"), 0.3, 1e-15);
    mkba_table_free(table);
    options.areas = named;
    options.n_areas = 2;
    ck_assert_int_eq(mkba_panel_funnel(panel, "n", "2021", &options, MKBA_FUNNEL_SUMMARY, &table, NULL), MKBA_OK);
    ck_assert_double_eq_tol(support_real(table, 0, "target"), 40.0 / 300, 1e-15);
    mkba_table_free(table);
    mkba_panel_free(panel);
    mkba_panel_free(said);
    mkba_panel_free(plain);
}
END_TEST

START_TEST(rounding_that_decides_is_told)
{
    static const char *const areas[] = {"A", "B", "E"};
    mkba_panel *panel = clients();
    mkba_funnel_options options = defaults();
    mkba_table *table = NULL;
    options.expected = "verwacht";
    options.limits = MKBA_FUNNEL_INTERVAL;
    options.areas = areas;
    options.n_areas = 3;
    ck_assert_int_eq(mkba_panel_funnel(panel, "clienten", "2021", &options, MKBA_FUNNEL_AREAS, &table, NULL), MKBA_OK);
    support_expect(table, 0, "upper_warning", 99.57 / 80, 1e-4);
    ck_assert_str_eq(support_text(table, 0, "status"), "warning");
    ck_assert_int_eq(support_integer(table, 0, "rounding_decides"), 1);
    ck_assert_str_eq(support_text(table, 2, "status"), "in");
    ck_assert_int_eq(support_integer(table, 2, "rounding_decides"), 0);
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(what_is_no_count_is_refused)
{
    static const char *const twice[] = {"A", "A"}, *const unknown[] = {"Z"}, *const empty[] = {"C"},
                             *const one[] = {"A"};
    static const struct {
        const char *indicator, *period, *denominator, *expected;
        const char *const *areas;
        size_t n_areas;
        mkba_status status;
        const char *where, *says;
    } cases[] = {{"kosten", "2021", "inwoners", NULL, NULL, 0, MKBA_ERROR_PANEL, "indicator", "euros are no counts"},
                 {"per_1000", "2021", "inwoners", NULL, NULL, 0, MKBA_ERROR_PANEL, "indicator", "is a rate"},
                 {"clienten", "2021", NULL, NULL, NULL, 0, MKBA_ERROR_ARGUMENT, "denominator", "give `expected`"},
                 {"clienten", "2021", "inwoners", "verwacht", NULL, 0, MKBA_ERROR_ARGUMENT, "expected", "not both"},
                 {"clienten", "2020", "inwoners", NULL, NULL, 0, MKBA_ERROR_UNKNOWN, "period", "2020"},
                 {"klienten", "2021", "inwoners", NULL, NULL, 0, MKBA_ERROR_UNKNOWN, "indicator", "clienten"},
                 {"clienten", "2021", "inwoner", NULL, NULL, 0, MKBA_ERROR_UNKNOWN, "denominator", "inwoners"},
                 {"clienten", "2021", "inwoners", NULL, twice, 2, MKBA_ERROR_PANEL, "areas", "named twice"},
                 {"clienten", "2021", "inwoners", NULL, unknown, 1, MKBA_ERROR_UNKNOWN, "areas", "Z"},
                 {"clienten", "2021", "inwoners", NULL, empty, 1, MKBA_ERROR_PANEL, "indicator", "no area has figures"},
                 {"clienten", "2021", "nul", NULL, one, 1, MKBA_ERROR_PANEL, "denominator", "not above 0"},
                 {"neg", "2021", "inwoners", NULL, one, 1, MKBA_ERROR_PANEL, "indicator", "not between 0"}};
    mkba_panel *panel = clients();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_funnel_options options = defaults();
        mkba_table *table = NULL;
        mkba_error error = {.status = MKBA_OK};
        options.denominator = cases[i].denominator;
        options.expected = cases[i].expected;
        options.areas = cases[i].areas;
        options.n_areas = cases[i].n_areas;
        mkba_status status =
            mkba_panel_funnel(panel, cases[i].indicator, cases[i].period, &options, MKBA_FUNNEL_AREAS, &table, &error);
        if (status != cases[i].status || strcmp(error.where, cases[i].where) != 0 ||
            strstr(error.message, cases[i].says) == NULL || table != NULL)
            ck_abort_msg("case %zu: %s, %s: %s", i, mkba_status_name(status), error.where, error.message);
    }
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_funnel(NULL, "a", "2021", NULL, MKBA_FUNNEL_AREAS, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_funnel(panel, NULL, "2021", NULL, MKBA_FUNNEL_AREAS, &table, NULL),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_funnel(panel, "a", NULL, NULL, MKBA_FUNNEL_AREAS, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_funnel(panel, "a", "2021", NULL, MKBA_FUNNEL_AREAS, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_funnel(NULL, 1, counts, 1, NULL, MKBA_FUNNEL_AREAS, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_funnel(counts, 1, NULL, 1, NULL, MKBA_FUNNEL_AREAS, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_funnel(counts, 1, counts, 1, NULL, MKBA_FUNNEL_AREAS, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(
        mkba_funnel(counts, 1, counts, 1, &(mkba_funnel_options){.size = 1}, MKBA_FUNNEL_AREAS, &table, NULL),
        MKBA_ERROR_ARGUMENT);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(choices_have_names_both_ways)
{
    mkba_funnel_family family;
    mkba_funnel_limits limits;
    mkba_overdispersion overdispersion;
    mkba_funnel_scale scale;
    mkba_funnel_trim trim;
    mkba_funnel_view view;
    ck_assert_int_eq(mkba_funnel_family_from_name("binomial", &family, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_funnel_family_name(family), "binomial");
    ck_assert_int_eq(mkba_funnel_limits_from_name("quantile", &limits, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_funnel_limits_name(limits), "quantile");
    ck_assert_int_eq(mkba_overdispersion_from_name("additive", &overdispersion, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_overdispersion_name(overdispersion), "additive");
    ck_assert_int_eq(mkba_funnel_scale_from_name("root", &scale, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_funnel_scale_name(scale), "root");
    ck_assert_int_eq(mkba_funnel_trim_from_name("truncate", &trim, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_funnel_trim_name(trim), "truncate");
    ck_assert_int_eq(mkba_funnel_view_from_name("curve", &view, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_funnel_view_name(view), "curve");
    ck_assert_str_eq(mkba_funnel_view_name((mkba_funnel_view) 3), "unknown view");
    ck_assert_int_eq(mkba_funnel_view_from_name("curves", &view, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_funnel_scale_from_name(NULL, &scale, NULL), MKBA_ERROR_ARGUMENT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("funnel");
    TCase *funnels = tcase_create("funnel");
    tcase_add_test(funnels, poisson_limits_are_those_of_funnelplotr);
    tcase_add_test(funnels, overdispersion_is_that_of_funnelplotr);
    tcase_add_test(funnels, exact_limits_solve_their_equations);
    tcase_add_test(funnels, random_effects_widen_limits);
    tcase_add_test(funnels, extreme_scores_are_trimmed_before_the_spread_is_estimated);
    tcase_add_test(funnels, proportions_have_their_own_scales);
    tcase_add_test(funnels, nothing_observed_has_a_score_and_is_judged_by_its_probability);
    tcase_add_test(funnels, limits_nest_and_narrow);
    tcase_add_test(funnels, without_more_spread_than_chance_the_limits_stay_exact);
    tcase_add_test(funnels, a_panel_s_funnel_is_that_of_its_areas);
    tcase_add_test(funnels, areas_that_hold_others_are_in_no_funnel_unless_named);
    tcase_add_test(funnels, rounding_that_decides_is_told);
    tcase_add_test(funnels, what_is_no_count_is_refused);
    tcase_add_test(funnels, choices_have_names_both_ways);
    suite_add_tcase(suite, funnels);
    return run_suite(suite);
}
