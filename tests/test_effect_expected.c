/* mkba/effect_expected.h, against lm, glm, rlm, glm.nb and lm.ridge of R (tests/data/effect/expected.json), and what it
 * refuses and says. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_expected.h>

#include "panel.h"
#include "run_suite.h"
#include "support.h"

#define MOST 32

/* ---- a panel of a data set: areas A001, A002, ...; period 2020 ---------------------------------------------- */

static mkba_panel *panel_of_columns(const cJSON *data)
{
    size_t room = 1000;
    for (const cJSON *column = data->child; column != NULL; column = column->next)
        room += 100 * (size_t) cJSON_GetArraySize(column);
    char *text = calloc(room, 1), *at = text;
    for (const cJSON *column = data->child; column != NULL; column = column->next) {
        int i = 1;
        for (const cJSON *cell = column->child; cell != NULL; cell = cell->next, i++)
            at += sprintf(at, "A%03d,,2020,%s,%.17g,,\n", i, column->string, cell->valuedouble);
    }
    mkba_panel *made = panel_tidy(text);
    free(text);
    return made;
}

typedef struct asked {
    mkba_expected_options options;
    const char *region[MOST], *factors[MOST], *periods[MOST];
} asked;

static size_t texts(const cJSON *from, const char **to)
{
    size_t n = 0;
    for (const cJSON *item = from == NULL ? NULL : from->child; item != NULL; item = item->next) {
        ck_assert_uint_lt(n, MOST);
        to[n++] = item->valuestring;
    }
    return n;
}

static const char *word(const cJSON *from, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(from, name);
    return item == NULL ? NULL : item->valuestring;
}

static double real(const cJSON *from, const char *name, double otherwise)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(from, name);
    return item == NULL ? otherwise : item->valuedouble;
}

static void ask(const cJSON *from, asked *to)
{
    const cJSON *options = cJSON_GetObjectItemCaseSensitive(from, "options");
    mkba_expected_options *o = &to->options;
    mkba_expected_options_init(o);
    o->region = to->region;
    o->n_region = texts(cJSON_GetObjectItemCaseSensitive(from, "region"), to->region);
    o->factors = to->factors;
    o->n_factors = texts(cJSON_GetObjectItemCaseSensitive(from, "factors"), to->factors);
    o->indicator = word(from, "indicator");
    o->n_periods = texts(cJSON_GetObjectItemCaseSensitive(options, "periods"), to->periods);
    o->periods = o->n_periods > 0 ? to->periods : NULL;
    o->weights = word(options, "weights");
    o->population = word(options, "population");
    o->start = word(options, "start");
    o->factor_period = word(options, "factor_period");
    o->penalty = real(options, "penalty", 0);
    o->level = real(options, "level", 0.95);
    if (word(options, "method") != NULL)
        ck_assert_int_eq(mkba_expected_method_from_name(word(options, "method"), &o->method, NULL), MKBA_OK);
    if (word(options, "errors") != NULL)
        ck_assert_int_eq(mkba_expected_errors_from_name(word(options, "errors"), &o->errors, NULL), MKBA_OK);
    if (word(options, "penalty_by") != NULL)
        ck_assert_int_eq(mkba_expected_penalty_from_name(word(options, "penalty_by"), &o->penalty_by, NULL), MKBA_OK);
}

static mkba_expectation *expected(const mkba_panel *panel, const mkba_expected_options *options)
{
    mkba_expectation *made = NULL;
    mkba_error error;
    if (mkba_panel_expected(panel, options, &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return made;
}

static mkba_table *table_of(const mkba_expectation *made, mkba_expectation_view view)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_expectation_table(made, view, &table, NULL), MKBA_OK);
    return table;
}

/* ---- the same as others find ------------------------------------------------------------------------------- */

static void expect_cell(const char *name, const mkba_table *table, size_t row, const char *column, const cJSON *value,
                        double tolerance)
{
    if (cJSON_IsNull(value)) {
        ck_assert(support_missing(table, row, column));
        return;
    }
    double found = support_real(table, row, column);
    if (!(fabs(found - value->valuedouble) <= tolerance * fmax(fabs(value->valuedouble), 1)))
        ck_abort_msg("%s: %s[%zu] is %.17g, expected %.17g", name, column, row, found, value->valuedouble);
}

/* Columns of figures, row by row; of the areas those of the fit only. */
static void expect_columns(const char *name, const mkba_table *table, const cJSON *columns, double tolerance)
{
    bool areas = strcmp(columns->string, "areas") == 0;
    for (const cJSON *column = columns->child; column != NULL; column = column->next) {
        size_t row = 0;
        if (!cJSON_IsArray(column)) {
            expect_cell(name, table, 0, column->string, column, tolerance);
            continue;
        }
        for (const cJSON *value = column->child; value != NULL; value = value->next, row++) {
            while (areas && strcmp(support_text(table, row, "role"), "fit") != 0)
                row++;
            expect_cell(name, table, row, column->string, value, tolerance);
        }
    }
}

START_TEST(figures_are_those_of_lm_glm_and_mass)
{
    char *text = support_data("effect/expected.json", NULL);
    mkba_i_json *json = support_json(text);
    const cJSON *cases = support_at(mkba_i_json_root(json), "/cases");
    free(text);
    ck_assert_int_eq(cJSON_GetArraySize(cases), 10);
    for (const cJSON *one = cases->child; one != NULL; one = one->next) {
        mkba_panel *panel = panel_of_columns(support_at(one, "/data"));
        asked given;
        ask(one, &given);
        mkba_expectation *made = expected(panel, &given.options);
        mkba_panel_free(panel);
        for (const cJSON *columns = support_at(one, "/expected")->child; columns != NULL; columns = columns->next) {
            mkba_expectation_view view;
            ck_assert_int_eq(mkba_expectation_view_from_name(columns->string, &view, NULL), MKBA_OK);
            mkba_table *table = table_of(made, view);
            expect_columns(word(one, "name"), table, columns, support_at(one, "/tolerance")->valuedouble);
            mkba_table_free(table);
        }
        mkba_expectation_free(made);
    }
    mkba_i_json_free(json);
}
END_TEST

/* ---- a made panel ------------------------------------------------------------------------------------------- */

/* Twelve areas GM0001 .. and two periods: cost = 100 + 3 old + 5 low income + wobble; inhabitants. */
#define AREAS 14

static double wobble(int area, int year)
{
    return (double) ((area * 37 + year * 11) % 7) - 3;
}

static double old(int area)
{
    return 10 + (double) ((area * 5) % 13);
}

static double poor(int area)
{
    return 4 + (double) ((area * 7) % 11) / 2;
}

static double people(int area)
{
    return 10000 + 1000.0 * area;
}

static mkba_panel *made_panel(const char *more)
{
    char *text = calloc(20000 + strlen(more), 1), *at = text;
    for (int year = 2019; year <= 2020; year++)
        for (int a = 1; a <= AREAS; a++) {
            double cost = 100 + 3 * old(a) + 5 * poor(a) + wobble(a, year) + 10 * (year - 2019);
            at += sprintf(at, "GM%04d,,%d,cost,%.17g,,\n", a, year, cost);
            at += sprintf(at, "GM%04d,,%d,old,%.17g,,\n", a, year, old(a));
            at += sprintf(at, "GM%04d,,%d,poor,%.17g,,\n", a, year, poor(a));
            at += sprintf(at, "GM%04d,,%d,people,%.17g,,\n", a, year, people(a));
            at += sprintf(at, "GM%04d,,%d,clients,%.17g,,\n", a, year, 50 + 9 * old(a) + 3 * wobble(a, year));
        }
    strcpy(at, more);
    mkba_panel *made = panel_tidy(text);
    free(text);
    return made;
}

static const char *const factors[] = {"old", "poor"};
static const char *const both_years[] = {"2019", "2020"}, *const last_year[] = {"2020"};
static const char *const region[] = {"GM0003"}, *const two[] = {"GM0003", "GM0008"};

static mkba_expected_options defaults(void)
{
    mkba_expected_options options;
    mkba_expected_options_init(&options);
    options.region = region;
    options.n_region = 1;
    options.indicator = "cost";
    options.factors = factors;
    options.n_factors = 2;
    options.periods = last_year;
    options.n_periods = 1;
    return options;
}

/* Whether there is a finding of that id, and of which severity. */
static bool finds(const mkba_expectation *made, const char *id, const char *severity)
{
    mkba_table *table = table_of(made, MKBA_EXPECTATION_FINDINGS);
    bool found = false;
    for (size_t i = 0; i < mkba_table_n_rows(table); i++)
        found = found || (strcmp(support_text(table, i, "id"), id) == 0 &&
                          strcmp(support_text(table, i, "severity"), severity) == 0);
    mkba_table_free(table);
    return found;
}

/* By the normal equations in long double, an independent way: periods as dummies, CR1 over areas. */
START_TEST(pooled_periods_have_clustered_errors)
{
    enum { P = 4 };
    mkba_panel *panel = made_panel("");
    mkba_expected_options options = defaults();
    options.periods = both_years;
    options.n_periods = 2;
    mkba_expectation *made = expected(panel, &options);
    mkba_table *table = table_of(made, MKBA_EXPECTATION_COEFFICIENTS);
    long double a[P][2 * P] = {{0}}, right[P] = {0}, beta[P] = {0}, scores[AREAS + 1][P] = {{0}};
    for (int pass = 0; pass < 2; pass++)
        for (int area = 1; area <= AREAS; area++)
            for (int year = 2019; area != 3 && year <= 2020; year++) {
                long double x[P] = {1, year == 2020, old(area), poor(area)};
                long double y = 100 + 3 * old(area) + 5 * poor(area) + wobble(area, year) + 10 * (year - 2019);
                for (int j = 0; j < P; j++)
                    y -= pass * beta[j] * x[j];
                for (int j = 0; j < P; j++) {
                    right[j] += pass == 0 ? x[j] * y : 0;
                    scores[area][j] += pass == 1 ? x[j] * y : 0;
                    for (int k = 0; pass == 0 && k < P; k++)
                        a[j][k] += x[j] * x[k];
                }
                if (pass == 0 && area == AREAS && year == 2020) { /* all are in: invert by Gauss and Jordan */
                    for (int j = 0; j < P; j++)
                        a[j][P + j] = 1;
                    for (int j = 0; j < P; j++) {
                        long double pivot = a[j][j];
                        for (int k = 0; k < 2 * P; k++)
                            a[j][k] /= pivot;
                        for (int i = 0; i < P; i++) {
                            long double times = a[i][j];
                            for (int k = 0; i != j && k < 2 * P; k++)
                                a[i][k] -= times * a[j][k];
                        }
                    }
                    for (int j = 0; j < P; j++)
                        for (int k = 0; k < P; k++)
                            beta[j] += a[j][P + k] * right[k];
                }
            }
    double n = 2 * (AREAS - 1), groups = AREAS - 1;
    for (int j = 0; j < P; j++) {
        long double sum = 0;
        for (int area = 1; area <= AREAS; area++) {
            long double part = 0;
            for (int k = 0; k < P; k++)
                part += a[j][P + k] * scores[area][k];
            sum += part * part;
        }
        double error = sqrt((double) sum * groups / (groups - 1) * (n - 1) / (n - P));
        support_expect(table, (size_t) j, "estimate", (double) beta[j], 1e-9);
        support_expect(table, (size_t) j, "error", error, 1e-9);
        /* qt(0.975, 12) of R */
        support_expect(table, (size_t) j, "high", (double) beta[j] + 2.1788128296672284 * error, 1e-9);
    }
    ck_assert_str_eq(support_text(table, 0, "term"), "constant");
    ck_assert_str_eq(support_text(table, 1, "term"), "2020");
    ck_assert(finds(made, "few_clusters", "warning"));
    mkba_table_free(table);
    mkba_expectation_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* Members together: means by inhabitants, and a spread that is less than that of one. */
START_TEST(members_are_added_up_by_population)
{
    mkba_panel *panel = made_panel("");
    mkba_expected_options options = defaults();
    options.region = two;
    options.n_region = 2;
    mkba_expectation *made = expected(panel, &options);
    mkba_table *table = table_of(made, MKBA_EXPECTATION_REGION);
    ck_assert_uint_eq(mkba_table_n_rows(table), 2);
    ck_assert(finds(made, "not_added_up", "note"));
    mkba_table_free(table);
    mkba_expectation_free(made);
    options.population = "people";
    options.region_name = "Samen";
    made = expected(panel, &options);
    table = table_of(made, MKBA_EXPECTATION_REGION);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3);
    ck_assert(support_missing(table, 2, "area"));
    ck_assert_str_eq(support_text(table, 2, "name"), "Samen");
    double all = people(3) + people(8);
    const char *const columns[] = {"observed", "expected"};
    for (size_t c = 0; c < 2; c++) {
        double mean =
            (people(3) * support_real(table, 0, columns[c]) + people(8) * support_real(table, 1, columns[c])) / all;
        support_expect(table, 2, columns[c], mean, 1e-10);
    }
    ck_assert(support_real(table, 2, "high") - support_real(table, 2, "low") <
              support_real(table, 0, "high") - support_real(table, 0, "low"));
    mkba_table_free(table);
    mkba_expectation_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* Growth of area a: cost in 2020 over that in 2019; the factors those of 2019. */
START_TEST(growth_is_explained_by_factors_of_its_start)
{
    mkba_panel *panel = made_panel("");
    mkba_expected_options options = defaults();
    options.start = "2019";
    mkba_expectation *made = expected(panel, &options);
    mkba_table *table = table_of(made, MKBA_EXPECTATION_REGION);
    double start = 100 + 3 * old(3) + 5 * poor(3) + wobble(3, 2019);
    double growth = 100 * ((start - wobble(3, 2019) + wobble(3, 2020) + 10) / start - 1);
    support_expect(table, 0, "observed", growth, 1e-10);
    ck_assert_str_eq(mkba_table_column_unit(table, support_column(table, "expected")), "%");
    ck_assert(support_missing(table, 0, "ratio"));
    mkba_table_free(table);
    mkba_expectation_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* A region made of two areas is one: neither it nor they are in the fit. */
START_TEST(a_region_made_of_areas_keeps_them_out_of_the_fit)
{
    static const mkba_indicator said[] = {{.name = "cost", .kind = MKBA_INDICATOR_FLOW},
                                          {.name = "old", .kind = MKBA_INDICATOR_STOCK},
                                          {.name = "poor", .kind = MKBA_INDICATOR_STOCK}};
    mkba_panel *panel = panel_said(made_panel(""), said, 3), *with = NULL;
    mkba_expected_options options = defaults();
    const char *const whole[] = {"R"};
    mkba_error error;
    if (mkba_panel_region(panel, "R", "Samen", two, 2, MKBA_MISSING_SPREADS, &with, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    options.region = whole;
    mkba_expectation *made = expected(with, &options);
    mkba_table *table = table_of(made, MKBA_EXPECTATION_AREAS);
    ck_assert_uint_eq(mkba_table_n_rows(table), AREAS - 1);
    for (size_t i = 0; i < mkba_table_n_rows(table); i++) {
        ck_assert_str_ne(support_text(table, i, "area"), "GM0003");
        ck_assert_str_ne(support_text(table, i, "area"), "GM0008");
        ck_assert_str_eq(support_text(table, i, "role"),
                         strcmp(support_text(table, i, "area"), "R") == 0 ? "region" : "fit");
    }
    ck_assert(finds(made, "extrapolation", "warning")); /* twice as many as any */
    ck_assert(finds(made, "total", "warning"));
    mkba_table_free(table);
    mkba_expectation_free(made);
    mkba_panel_free(with);
    mkba_panel_free(panel);
}
END_TEST

/* In the fit or not, what is expected of the region is what the others say. */
START_TEST(a_region_in_the_fit_is_expected_without_itself)
{
    mkba_panel *panel = made_panel("");
    mkba_expected_options options = defaults();
    options.errors = MKBA_EXPECTED_ERRORS_CLASSICAL;
    mkba_expectation *without = expected(panel, &options);
    options.include_region = true;
    mkba_expectation *within = expected(panel, &options);
    mkba_table *a = table_of(without, MKBA_EXPECTATION_REGION), *b = table_of(within, MKBA_EXPECTATION_REGION);
    support_expect(b, 0, "expected", support_real(a, 0, "expected"), 1e-9);
    support_expect(b, 0, "low", support_real(a, 0, "low"), 1e-9);
    support_expect(b, 0, "high", support_real(a, 0, "high"), 1e-9);
    ck_assert(finds(within, "region_in_fit", "note"));
    mkba_table_free(a);
    mkba_table_free(b);
    mkba_expectation_free(without);
    mkba_expectation_free(within);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(areas_without_figures_are_left_out_and_named)
{
    const char *const more = "GM0099,,2020,cost,180,,\nGM0098,,2020,old,12,,\nGM0097,,2020,other,12,,\n"
                             "NL01,,2020,cost,170,,\n";
    mkba_panel *panel = made_panel(more);
    mkba_expected_options options = defaults();
    mkba_expectation *made = expected(panel, &options);
    mkba_table *table = table_of(made, MKBA_EXPECTATION_AREAS);
    ck_assert_uint_eq(mkba_table_n_rows(table), AREAS + 2);
    ck_assert_str_eq(support_text(table, AREAS, "area"), "GM0098");
    ck_assert_str_eq(support_text(table, AREAS, "reason"), "no figure of \"cost\" in 2020: absent");
    ck_assert_str_eq(support_text(table, AREAS + 1, "reason"), "no figure of \"old\" in 2020: absent");
    ck_assert_str_eq(support_text(table, AREAS + 1, "role"), "left out");
    support_expect(table, AREAS + 1, "observed", 180, 0);
    ck_assert(support_missing(table, AREAS + 1, "expected"));
    ck_assert(finds(made, "left_out", "note"));
    ck_assert(finds(made, "descriptive", "note"));
    ck_assert(finds(made, "few_areas", "warning"));
    mkba_table_free(table);
    mkba_expectation_free(made);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(collinear_factors_are_named_and_ridge_takes_them)
{
    char more[4000], *at = more;
    const char *const three[] = {"old", "poor", "needy"};
    mkba_expected_options options = defaults();
    mkba_expectation *made = NULL;
    mkba_error error;
    for (int a = 1; a <= AREAS; a++)
        at += sprintf(at, "GM%04d,,2020,needy,%.17g,,\n", a, 2 * old(a) - 7);
    mkba_panel *panel = made_panel(more);
    options.factors = three;
    options.n_factors = 3;
    ck_assert_int_eq(mkba_panel_expected(panel, &options, &made, &error), MKBA_ERROR_PANEL);
    ck_assert_str_eq(error.where, "factors");
    ck_assert_str_eq(error.message,
                     "\"needy\" follows from \"the constant\", \"old\": leave one of them out, or use ridge");
    options.method = MKBA_EXPECTED_RIDGE;
    made = expected(panel, &options);
    mkba_table *table = table_of(made, MKBA_EXPECTATION_COEFFICIENTS);
    /* of standardised factors the shares are equal; needy has twice the spread */
    support_expect(table, 3, "estimate", support_real(table, 1, "estimate") / 2, 1e-9);
    ck_assert(finds(made, "collinear", "note"));
    mkba_table_free(table);
    mkba_expectation_free(made);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(counts_are_judged_together)
{
    mkba_panel *panel = made_panel("");
    mkba_expected_options options = defaults();
    options.indicator = "clients";
    options.region = two;
    options.n_region = 2;
    options.population = "people";
    for (int negbin = 0; negbin < 2; negbin++) {
        options.method = negbin ? MKBA_EXPECTED_NEGBIN : MKBA_EXPECTED_POISSON;
        mkba_expectation *made = expected(panel, &options);
        mkba_table *table = table_of(made, MKBA_EXPECTATION_REGION);
        support_expect(table, 2, "observed", support_real(table, 0, "observed") + support_real(table, 1, "observed"),
                       0);
        support_expect(table, 2, "expected", support_real(table, 0, "expected") + support_real(table, 1, "expected"),
                       1e-9);
        double low = support_real(table, 2, "low"), high = support_real(table, 2, "high");
        ck_assert(low < support_real(table, 2, "expected") && high > support_real(table, 2, "expected"));
        ck_assert(low == floor(low) && high == floor(high));
        mkba_table_free(table);
        mkba_expectation_free(made);
    }
    mkba_panel_free(panel);
}
END_TEST

/* ---- refused ------------------------------------------------------------------------------------------------ */

START_TEST(what_cannot_be_asked_is_refused)
{
    char *text = support_data("effect/expected_refused.json", NULL);
    mkba_i_json *json = support_json(text);
    const cJSON *cases = mkba_i_json_root(json);
    free(text);
    for (const cJSON *one = cases->child; one != NULL; one = one->next) {
        static const mkba_break otherwise = {2020, true, "counted otherwise"};
        static const mkba_indicator said[] = {
            {.name = "spent", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW},
            {.name = "rate", .kind = MKBA_INDICATOR_RATE, .numerator = "cost", .denominator = "people", .per = 1},
            {.name = "broken", .kind = MKBA_INDICATOR_UNKNOWN, .breaks = &otherwise, .n_breaks = 1}};
        char more[6000] = "", *at = more;
        for (int a = 1; a <= AREAS; a++)
            at += sprintf(at,
                          "GM%04d,,2020,spent,%d,,\nGM%04d,,2020,rate,%d,,\nGM%04d,,2020,broken,%d,,\n"
                          "GM%04d,,2020,same,5,,\nGM%04d,,2020,zero,0,,\nGM%04d,,2020,below,%d,,\n",
                          a, 9 * a, a, a % 5, a, a, a, a, a, a - 3);
        mkba_panel *panel = panel_said(made_panel(more), said, 3);
        mkba_expectation *made = NULL;
        mkba_error error;
        asked given;
        ask(one, &given);
        mkba_status status = mkba_panel_expected(panel, &given.options, &made, &error);
        if (strcmp(mkba_status_name(status), word(one, "status")) != 0 ||
            strcmp(error.where, word(one, "where")) != 0 || strstr(error.message, word(one, "says")) == NULL)
            ck_abort_msg("%s: %s, %s: %s", word(one, "name"), mkba_status_name(status), error.where, error.message);
        ck_assert_ptr_null(made);
        mkba_panel_free(panel);
    }
    mkba_i_json_free(json);
}
END_TEST

START_TEST(null_and_words_that_are_none_are_refused)
{
    mkba_panel *panel = made_panel("");
    mkba_expected_options options = defaults();
    mkba_expectation *made = NULL;
    mkba_table *table = NULL;
    mkba_expected_method method = MKBA_EXPECTED_WLS;
    mkba_error error;
    ck_assert_int_eq(mkba_panel_expected(NULL, &options, &made, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "panel");
    ck_assert_int_eq(mkba_panel_expected(panel, NULL, &made, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "options");
    ck_assert_int_eq(mkba_panel_expected(panel, &options, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "out");
    ck_assert_int_eq(mkba_expectation_table(NULL, MKBA_EXPECTATION_REGION, &table, &error), MKBA_ERROR_ARGUMENT);
    made = expected(panel, &options);
    ck_assert_int_eq(mkba_expectation_table(made, (mkba_expectation_view) 9, &table, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_expectation_table(made, MKBA_EXPECTATION_REGION, NULL, &error), MKBA_ERROR_ARGUMENT);
    mkba_expectation_free(made);
    mkba_expectation_free(NULL);
    made = NULL;
    options.method = (mkba_expected_method) 17;
    ck_assert_int_eq(mkba_panel_expected(panel, &options, &made, &error), MKBA_ERROR_ARGUMENT);
    options.method = MKBA_EXPECTED_OLS;
    options.errors = (mkba_expected_errors) 17;
    ck_assert_int_eq(mkba_panel_expected(panel, &options, &made, &error), MKBA_ERROR_ARGUMENT);
    options.errors = MKBA_EXPECTED_ERRORS_DEFAULT;
    options.penalty_by = (mkba_expected_penalty) 17;
    ck_assert_int_eq(mkba_panel_expected(panel, &options, &made, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_expected_method_from_name("rige", &method, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "ridge"));
    ck_assert_int_eq(method, MKBA_EXPECTED_WLS);
    ck_assert_str_eq(mkba_expected_method_name((mkba_expected_method) 17), "unknown method");
    ck_assert_str_eq(mkba_expected_errors_name((mkba_expected_errors) 17), "unknown errors");
    ck_assert_str_eq(mkba_expected_penalty_name((mkba_expected_penalty) 17), "unknown choice");
    ck_assert_str_eq(mkba_expectation_view_name((mkba_expectation_view) 17), "unknown view");
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("effect_expected");
    TCase *all = tcase_create("expected");
    tcase_add_test(all, figures_are_those_of_lm_glm_and_mass);
    tcase_add_test(all, pooled_periods_have_clustered_errors);
    tcase_add_test(all, members_are_added_up_by_population);
    tcase_add_test(all, growth_is_explained_by_factors_of_its_start);
    tcase_add_test(all, a_region_made_of_areas_keeps_them_out_of_the_fit);
    tcase_add_test(all, a_region_in_the_fit_is_expected_without_itself);
    tcase_add_test(all, areas_without_figures_are_left_out_and_named);
    tcase_add_test(all, collinear_factors_are_named_and_ridge_takes_them);
    tcase_add_test(all, counts_are_judged_together);
    tcase_add_test(all, what_cannot_be_asked_is_refused);
    tcase_add_test(all, null_and_words_that_are_none_are_refused);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
