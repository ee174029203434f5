/* The tables of an appraisal: columns, units, rows; the same figures as in its JSON; and that they add up. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "support.h"

static mkba_case *mkba;
static mkba_appraisal *appraisal;
static mkba_i_json *json;

static void set_up(void)
{
    mkba = support_case("alles");
    appraisal = support_appraise(mkba, NULL);
    json = support_result(appraisal);
}

static void tear_down(void)
{
    mkba_i_json_free(json);
    mkba_appraisal_free(appraisal);
    mkba_case_free(mkba);
}

/* What the JSON has at a place made of parts; NAN for null. */
static double figure(const char *alternative, const char *part, const char *name, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(mkba_i_json_root(json), alternative);
    const char *const parts[] = {part, name, key};
    for (size_t i = 0; i < 3; i++)
        if (parts[i] != NULL)
            item = cJSON_GetObjectItemCaseSensitive(item, parts[i]);
    if (!cJSON_IsNumber(item) && !cJSON_IsNull(item))
        ck_abort_msg("no %s %s %s in %s", part, name == NULL ? "" : name, key == NULL ? "" : key, alternative);
    return cJSON_IsNull(item) ? (double) NAN : item->valuedouble;
}

static size_t members(const char *alternative, const char *part)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(mkba_i_json_root(json), alternative);
    return (size_t) cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(item, part));
}

static const char *year_text(const mkba_table *table, size_t row, char text[16])
{
    snprintf(text, 16, "%d", (int) support_integer(table, row, "year"));
    return text;
}

static void check_near(double a, double b)
{
    ck_assert_double_eq_tol(a, b, 1e-9 * (1 + fabs(a)));
}

/* ---- shape ----------------------------------------------------------------------------------------------- */

typedef struct shape {
    const char *name;
    mkba_column_type type;
    const char *unit;
} shape;

#define TEXT(name)                                                                                                     \
  {                                                                                                                    \
    name, MKBA_COLUMN_TEXT, ""                                                                                         \
  }
#define YEAR                                                                                                           \
  {                                                                                                                    \
    "year", MKBA_COLUMN_INTEGER, "jaar"                                                                                \
  }
#define EURO(name)                                                                                                     \
  {                                                                                                                    \
    name, MKBA_COLUMN_REAL, "EUR"                                                                                      \
  }
#define CLIENT(name)                                                                                                   \
  {                                                                                                                    \
    name, MKBA_COLUMN_REAL, "client"                                                                                   \
  }
#define PURE(name)                                                                                                     \
  {                                                                                                                    \
    name, MKBA_COLUMN_REAL, "1"                                                                                        \
  }
#define RATE(name)                                                                                                     \
  {                                                                                                                    \
    name, MKBA_COLUMN_REAL, "1/jaar"                                                                                   \
  }
#define MOMENT(name)                                                                                                   \
  {                                                                                                                    \
    name, MKBA_COLUMN_REAL, "jaar"                                                                                     \
  }

static const struct view {
    const char *name;
    size_t n_rows; /* of the case alles: 2 policy alternatives, 4 or 5 lines, 3 streams, 3 years */
    shape columns[14];
} views[] = {
    {"summary",
     2,
     {TEXT("alternative"),
      TEXT("title"),
      EURO("pv_costs"),
      EURO("pv_benefits"),
      EURO("npv"),
      PURE("bcr"),
      {"annual_equivalent", MKBA_COLUMN_REAL, "EUR/jaar"},
      {"pm", MKBA_COLUMN_INTEGER, "1"},
      RATE("irr"),
      {"irr_roots", MKBA_COLUMN_INTEGER, "1"},
      MOMENT("payback"),
      MOMENT("payback_year"),
      MOMENT("discounted_payback")}},
    {"lines",
     9 + 6 + 2,
     {TEXT("alternative"), TEXT("line"), TEXT("title"), TEXT("kind"), EURO("undiscounted"), EURO("pv"),
      TEXT("evidence"), TEXT("source")}},
    {"years",
     2 * 3,
     {TEXT("alternative"), YEAR, EURO("costs"), EURO("benefits"), EURO("net"), EURO("pv_costs"), EURO("pv_benefits"),
      EURO("pv_net"), EURO("cumulative_pv_net"), PURE("discount_factor")}},
    {"actors",
     2 * 4,
     {TEXT("alternative"), TEXT("actor"), TEXT("title"), EURO("pv_costs"), EURO("pv_benefits"), EURO("net"),
      EURO("pv_paid"), EURO("pv_received")}},
    {"streams",
     3 * 3 * 3,
     {TEXT("alternative"), TEXT("stream"), YEAR, CLIENT("begin"), CLIENT("inflow"), CLIENT("received"),
      CLIENT("outflow"), CLIENT("end"), CLIENT("mean"), CLIENT("users"), EURO("cost")}},
    {"budget",
     2 * 4 * 3,
     {TEXT("alternative"), TEXT("actor"), YEAR, EURO("cash"), EURO("paid"), EURO("received"), EURO("cashable")}},
    {"amounts",
     15 * 3,
     {TEXT("alternative"),
      TEXT("line"),
      TEXT("kind"),
      YEAR,
      EURO("amount"),
      PURE("discount_factor"),
      EURO("pv"),
      {"volume", MKBA_COLUMN_REAL, ""},
      TEXT("unit")}},
    {"findings",
     11,
     {TEXT("id"),
      TEXT("severity"),
      TEXT("place"),
      {"line", MKBA_COLUMN_INTEGER, ""},
      {"column", MKBA_COLUMN_INTEGER, ""},
      TEXT("message"),
      TEXT("source")}},
    {"irr", 2, {TEXT("alternative"), TEXT("kind"), RATE("rate"), RATE("low"), RATE("high")}},
    {"payback",
     4,
     {TEXT("alternative"),
      TEXT("measure"),
      MOMENT("tau"),
      MOMENT("interpolated"),
      TEXT("direction"),
      {"is_payback", MKBA_COLUMN_BOOLEAN, ""}}},
    {"incremental",
     3,
     {TEXT("alternative"), TEXT("compared_with"), EURO("pv_costs"), EURO("pv_benefits"), EURO("costs_added"),
      EURO("benefits_added"), EURO("npv_added"), PURE("incremental_bcr"), TEXT("status")}},
};
enum { N_VIEWS = sizeof views / sizeof *views };

START_TEST(every_view_has_its_columns_units_and_rows)
{
    for (size_t i = 0; i < N_VIEWS; i++) {
        mkba_table *table = support_table(appraisal, (mkba_view) i);
        size_t n = 0;
        for (; views[i].columns[n].name != NULL; n++) {
            ck_assert_str_eq(mkba_table_column_name(table, n), views[i].columns[n].name);
            ck_assert_str_eq(mkba_table_column_unit(table, n), views[i].columns[n].unit);
            ck_assert_int_eq((int) mkba_table_column_type(table, n), (int) views[i].columns[n].type);
        }
        ck_assert_str_eq(mkba_table_name(table), views[i].name);
        ck_assert_uint_eq(mkba_table_n_columns(table), n);
        if (mkba_table_n_rows(table) != views[i].n_rows)
            ck_abort_msg("%s has %zu rows", views[i].name, mkba_table_n_rows(table));
        mkba_table_free(table);
    }
}
END_TEST

START_TEST(views_are_known_by_name)
{
    mkba_view view = MKBA_VIEW_BUDGET;
    mkba_error error;
    for (size_t i = 0; i < N_VIEWS; i++) {
        ck_assert_str_eq(mkba_view_name((mkba_view) i), views[i].name);
        ck_assert_int_eq(mkba_view_from_name(views[i].name, &view, NULL), MKBA_OK);
        ck_assert_uint_eq((size_t) view, i);
    }
    ck_assert_str_eq(mkba_view_name((mkba_view) N_VIEWS), "unknown view");
    ck_assert_str_eq(mkba_view_name((mkba_view) -1), "unknown view");
    ck_assert_int_eq(mkba_view_from_name("streems", &view, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "did you mean \"streams\"?"));
    ck_assert_str_eq(error.where, "view");
    ck_assert_int_eq(mkba_view_from_name("", &view, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_uint_eq((size_t) view, N_VIEWS - 1);
}
END_TEST

/* ---- as the JSON ----------------------------------------------------------------------------------------- */

START_TEST(the_summary_is_the_head_of_the_json)
{
    static const char *const keys[] = {"pv_costs", "pv_benefits", "npv", "annual_equivalent", "bcr"};
    mkba_table *table = support_table(appraisal, MKBA_VIEW_SUMMARY);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        const char *alternative = support_text(table, row, "alternative");
        for (size_t i = 0; i < 5; i++)
            ck_assert_double_eq(support_real(table, row, keys[i]), figure(alternative, keys[i], NULL, NULL));
        ck_assert_int_eq(support_integer(table, row, "pm"), 1);
        ck_assert_str_eq(alternative, mkba_appraisal_alternative(appraisal, row));
    }
    ck_assert_str_eq(support_text(table, 0, "title"), "Plan");
    ck_assert(mkba_table_is_missing(table, 1, support_column(table, "title")));
    mkba_table_free(table);
}
END_TEST

START_TEST(lines_have_kind_and_sums_and_pm_lines_have_none)
{
    mkba_table *table = support_table(appraisal, MKBA_VIEW_LINES);
    size_t undiscounted = support_column(table, "undiscounted"), pv = support_column(table, "pv"), n_pm = 0;
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        const char *alternative = support_text(table, row, "alternative"), *line = support_text(table, row, "line");
        bool is_pm = strcmp(support_text(table, row, "kind"), "pm") == 0;
        n_pm += is_pm;
        ck_assert_int_eq(mkba_table_is_missing(table, row, pv), is_pm);
        ck_assert_int_eq(mkba_table_is_missing(table, row, undiscounted), is_pm);
        if (is_pm)
            continue;
        ck_assert_double_eq(support_real(table, row, "pv"), figure(alternative, "lines", line, "pv"));
        ck_assert_double_eq(support_real(table, row, "undiscounted"),
                            figure(alternative, "lines", line, "undiscounted"));
    }
    ck_assert_uint_eq(n_pm, 2);
    ck_assert_str_eq(support_text(table, 0, "evidence"), "begroot");
    ck_assert_str_eq(support_text(table, 0, "source"), "begroting");
    ck_assert_str_eq(support_text(table, 5, "line"), "hulp");
    mkba_table_free(table);
}
END_TEST

START_TEST(actors_and_budget_are_those_of_the_json)
{
    static const char *const keys[] = {"pv_costs", "pv_benefits", "net"};
    char year[16];
    mkba_table *table = support_table(appraisal, MKBA_VIEW_ACTORS);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        for (size_t i = 0; i < 3; i++)
            ck_assert_double_eq(
                support_real(table, row, keys[i]),
                figure(support_text(table, row, "alternative"), "actors", support_text(table, row, "actor"), keys[i]));
    ck_assert_uint_eq(members("plan", "actors") + members("klein", "actors"), mkba_table_n_rows(table));
    mkba_table_free(table);
    table = support_table(appraisal, MKBA_VIEW_BUDGET);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        ck_assert_double_eq(support_real(table, row, "cash"),
                            figure(support_text(table, row, "alternative"), "budget", support_text(table, row, "actor"),
                                   year_text(table, row, year)));
    ck_assert_uint_eq((members("plan", "budget") + members("klein", "budget")) * 3, mkba_table_n_rows(table));
    mkba_table_free(table);
}
END_TEST

START_TEST(years_and_streams_are_those_of_the_json)
{
    char year[16];
    mkba_table *table = support_table(appraisal, MKBA_VIEW_YEARS);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        ck_assert_double_eq(support_real(table, row, "net"), figure(support_text(table, row, "alternative"),
                                                                    "net_by_year", year_text(table, row, year), NULL));
    mkba_table_free(table);
    table = support_table(appraisal, MKBA_VIEW_STREAMS);
    for (size_t row = 9; row < mkba_table_n_rows(table); row++)
        ck_assert_double_eq(support_real(table, row, "mean"),
                            figure(support_text(table, row, "alternative"), "clients",
                                   support_text(table, row, "stream"), year_text(table, row, year)));
    for (size_t row = 0; row < 9; row++)
        ck_assert_str_eq(support_text(table, row, "alternative"), "nul");
    mkba_table_free(table);
}
END_TEST

/* ---- sums ------------------------------------------------------------------------------------------------ */

static bool same_line(const mkba_table *a, size_t row, const mkba_table *b, size_t other)
{
    return strcmp(support_text(a, row, "alternative"), support_text(b, other, "alternative")) == 0 &&
           strcmp(support_text(a, row, "line"), support_text(b, other, "line")) == 0;
}

START_TEST(amounts_add_up_to_lines)
{
    mkba_table *amounts = support_table(appraisal, MKBA_VIEW_AMOUNTS),
               *lines = support_table(appraisal, MKBA_VIEW_LINES);
    for (size_t row = 0; row < mkba_table_n_rows(lines); row++) {
        double undiscounted = 0, pv = 0;
        for (size_t i = 0; i < mkba_table_n_rows(amounts); i++)
            if (same_line(lines, row, amounts, i)) {
                undiscounted += support_real(amounts, i, "amount");
                pv += support_real(amounts, i, "pv");
                check_near(support_real(amounts, i, "pv"),
                           support_real(amounts, i, "amount") * support_real(amounts, i, "discount_factor"));
            }
        check_near(undiscounted, support_real(lines, row, "undiscounted"));
        check_near(pv, support_real(lines, row, "pv"));
    }
    mkba_table_free(amounts);
    mkba_table_free(lines);
}
END_TEST

/* The sum of a column over the rows of an alternative, of a kind or (NULL) of all. */
static double sum(const mkba_table *table, const char *alternative, const char *kind, const char *column)
{
    double total = 0;
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        if (strcmp(support_text(table, row, "alternative"), alternative) == 0 &&
            (kind == NULL || strcmp(support_text(table, row, "kind"), kind) == 0))
            total += support_real(table, row, column);
    return total;
}

START_TEST(lines_years_and_actors_add_up_to_the_summary)
{
    mkba_table *lines = support_table(appraisal, MKBA_VIEW_LINES), *actors = support_table(appraisal, MKBA_VIEW_ACTORS);
    mkba_table *years = support_table(appraisal, MKBA_VIEW_YEARS),
               *summary = support_table(appraisal, MKBA_VIEW_SUMMARY);
    for (size_t row = 0; row < 2; row++) {
        const char *alternative = support_text(summary, row, "alternative");
        double costs = support_real(summary, row, "pv_costs"), benefits = support_real(summary, row, "pv_benefits");
        check_near(sum(lines, alternative, "cost", "pv"), costs);
        check_near(sum(lines, alternative, "benefit", "pv"), benefits);
        check_near(sum(years, alternative, NULL, "pv_costs"), costs);
        check_near(sum(years, alternative, NULL, "pv_benefits"), benefits);
        check_near(support_real(years, row * 3 + 2, "cumulative_pv_net"), benefits - costs);
        check_near(sum(actors, alternative, NULL, "net"), benefits - costs);
        check_near(support_real(summary, row, "npv"), benefits - costs);
        check_near(support_real(summary, row, "bcr"), benefits / costs);
        check_near(support_real(summary, row, "annual_equivalent"),
                   (benefits - costs) / sum(years, alternative, NULL, "discount_factor"));
        check_near(sum(years, alternative, NULL, "benefits") - sum(years, alternative, NULL, "costs"),
                   sum(years, alternative, NULL, "net"));
    }
    mkba_table_free(lines);
    mkba_table_free(actors);
    mkba_table_free(years);
    mkba_table_free(summary);
}
END_TEST

/* Of what goes on in a stream: begin + inflow + received - outflow = end, users = begin + inflow + received, and but
 * for what is shifted out of the stock, the next year begins with end. A path has a mean and a cost only. */
START_TEST(clients_are_neither_lost_nor_found)
{
    static const char *const flows[] = {"begin", "inflow", "received", "outflow", "end", "users"};
    mkba_table *table = support_table(appraisal, MKBA_VIEW_STREAMS);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        bool is_path = strcmp(support_text(table, row, "stream"), "vast") == 0;
        double users = support_real(table, row, "begin") + support_real(table, row, "inflow") +
                       support_real(table, row, "received");
        for (size_t i = 0; i < 6; i++)
            ck_assert_int_eq(mkba_table_is_missing(table, row, support_column(table, flows[i])), is_path);
        check_near(users, support_real(table, row, "users"));
        check_near(users - support_real(table, row, "outflow"), support_real(table, row, "end"));
        if (row > 0 && row < 9 && row % 3 > 0)
            check_near(support_real(table, row - 1, "end"), support_real(table, row, "begin"));
    }
    mkba_table_free(table);
}
END_TEST

START_TEST(volumes_are_missing_where_a_line_does_not_hold)
{
    mkba_appraisal *longer = support_appraise(mkba, "lang"); /* 2027 to 2030; the line ends in 2028 */
    mkba_table *table = support_table(longer, MKBA_VIEW_AMOUNTS);
    size_t volume = support_column(table, "volume"), n = 0;
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        if (strcmp(support_text(table, row, "line"), "rust") != 0)
            continue;
        ck_assert_int_eq(mkba_table_is_missing(table, row, volume), support_integer(table, row, "year") > 2028);
        ck_assert_str_eq(support_text(table, row, "unit"), "client");
        n++;
    }
    ck_assert_uint_eq(n, 8);
    mkba_table_free(table);
    mkba_appraisal_free(longer);
}
END_TEST

/* ---- edges ----------------------------------------------------------------------------------------------- */

static mkba_appraisal *appraise_lines(const char *lines)
{
    char text[2000];
    snprintf(
        text, sizeof text,
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2027], \"price_year\": 2024,"
        "\"timing\": \"end\", \"discount\": {\"rate\": 99}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}},"
        "\"lines\": [%s]}",
        lines);
    mkba_case *made = support_parse(text);
    mkba_appraisal *result = support_appraise(made, NULL);
    mkba_case_free(made);
    return result;
}

START_TEST(a_case_without_lines_or_streams_has_tables_too)
{
    static const size_t rows[N_VIEWS] = {1, 0, 2, 0, 0, 0, 0, 2, 1, 0, 2};
    mkba_appraisal *empty = appraise_lines("");
    double bcr = 42;
    bool defined = true;
    for (size_t i = 0; i < N_VIEWS; i++) {
        mkba_table *table = support_table(empty, (mkba_view) i);
        ck_assert_uint_eq(mkba_table_n_rows(table), rows[i]);
        mkba_table_free(table);
    }
    ck_assert_int_eq(mkba_appraisal_bcr(empty, "plan", &bcr, &defined, NULL), MKBA_OK);
    ck_assert(!defined && bcr == 42);
    mkba_appraisal_free(empty);
}
END_TEST

START_TEST(there_is_no_bcr_without_costs)
{
    static const char *const lines[] = {
        "{\"id\": \"b\", \"kind\": \"benefit\", \"value\": 5}",
        "{\"id\": \"b\", \"kind\": \"benefit\", \"value\": 5}, {\"id\": \"k\", \"kind\": \"cost\", \"value\": -3}",
        "{\"id\": \"b\", \"kind\": \"benefit\", \"value\": 5}, {\"id\": \"k\", \"kind\": \"cost\", \"value\": 0}",
        "{\"id\": \"b\", \"kind\": \"benefit\", \"value\": 1e300}, {\"id\": \"k\", \"kind\": \"cost\", \"value\": 1e-300}"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        mkba_appraisal *result = appraise_lines(lines[i]);
        mkba_table *table = support_table(result, MKBA_VIEW_SUMMARY);
        ck_assert(mkba_table_is_missing(table, 0, support_column(table, "bcr")));
        mkba_table_free(table);
        mkba_appraisal_free(result);
    }
}
END_TEST

START_TEST(zero_is_never_negative)
{
    mkba_appraisal *result =
        appraise_lines("{\"id\": \"b\", \"kind\": \"benefit\", \"value\": -0},"
                       "{\"id\": \"k\", \"kind\": \"cost\", \"value\": \"-0 * 5\", \"payer\": \"x\"}");
    char *text = NULL;
    for (int view = 0; view < N_VIEWS; view++) {
        mkba_table *table = support_table(result, (mkba_view) view);
        ck_assert_int_eq(mkba_table_csv(table, &text, NULL), MKBA_OK);
        ck_assert_ptr_null(strstr(text, ",-0"));
        mkba_text_free(text);
        mkba_table_free(table);
    }
    ck_assert_int_eq(mkba_appraisal_json(result, &text, NULL), MKBA_OK);
    ck_assert_ptr_null(strstr(text, "-0"));
    mkba_text_free(text);
    mkba_appraisal_free(result);
}
END_TEST

/* Costs and benefits that cancel year by year, so that every figure of the program is finite and the sum of the costs
 * alone is not. */
START_TEST(a_sum_that_only_a_table_has_may_be_too_large)
{
    mkba_appraisal *result =
        appraise_lines("{\"id\": \"a\", \"kind\": \"cost\", \"value\": 1.5e308, \"once\": true, \"cash\": false},"
                       "{\"id\": \"b\", \"kind\": \"benefit\", \"value\": 1.5e308, \"once\": true, \"cash\": false},"
                       "{\"id\": \"c\", \"kind\": \"cost\", \"value\": 1.5e308, \"once\": true, \"cash\": false},"
                       "{\"id\": \"d\", \"kind\": \"benefit\", \"value\": 1.5e308, \"once\": true, \"cash\": false}");
    mkba_table *const untouched = (mkba_table *) result;
    mkba_table *table = untouched;
    mkba_error error;
    ck_assert_int_eq(mkba_appraisal_table(result, MKBA_VIEW_YEARS, &table, &error), MKBA_ERROR_EVALUATION);
    ck_assert_ptr_eq(table, untouched);
    ck_assert_ptr_nonnull(strstr(error.message, "2026"));
    ck_assert_int_eq(mkba_appraisal_table(result, MKBA_VIEW_YEARS, &table, NULL), MKBA_ERROR_EVALUATION);
    mkba_table_free(support_table(result, MKBA_VIEW_LINES));
    mkba_appraisal_free(result);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("appraise tables");
    TCase *tables = tcase_create("tables");
    tcase_add_checked_fixture(tables, set_up, tear_down);
    tcase_add_test(tables, every_view_has_its_columns_units_and_rows);
    tcase_add_test(tables, views_are_known_by_name);
    tcase_add_test(tables, the_summary_is_the_head_of_the_json);
    tcase_add_test(tables, lines_have_kind_and_sums_and_pm_lines_have_none);
    tcase_add_test(tables, actors_and_budget_are_those_of_the_json);
    tcase_add_test(tables, years_and_streams_are_those_of_the_json);
    tcase_add_test(tables, amounts_add_up_to_lines);
    tcase_add_test(tables, lines_years_and_actors_add_up_to_the_summary);
    tcase_add_test(tables, clients_are_neither_lost_nor_found);
    tcase_add_test(tables, volumes_are_missing_where_a_line_does_not_hold);
    suite_add_tcase(suite, tables);
    TCase *edges = tcase_create("edges");
    tcase_add_test(edges, a_case_without_lines_or_streams_has_tables_too);
    tcase_add_test(edges, there_is_no_bcr_without_costs);
    tcase_add_test(edges, zero_is_never_negative);
    tcase_add_test(edges, a_sum_that_only_a_table_has_may_be_too_large);
    suite_add_tcase(suite, edges);
    return run_suite(suite);
}
