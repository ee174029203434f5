/* Provisions as streams: figures by hand from the flow equation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "run_suite.h"
#include "support.h"

static mkba_panel *described(const char *lines)
{
    static const mkba_indicator all[] = {
        {.name = "stand", .kind = MKBA_INDICATOR_STOCK},    {.name = "instroom", .kind = MKBA_INDICATOR_FLOW},
        {.name = "uitstroom", .kind = MKBA_INDICATOR_FLOW}, {.name = "gebruikers", .kind = MKBA_INDICATOR_FLOW},
        {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK}, {.name = "lasten", .kind = MKBA_INDICATOR_FLOW}};
    mkba_panel *bare = panel_tidy(lines), *said = NULL;
    mkba_indicator here[6];
    size_t n = 0;
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < mkba_panel_n_indicators(bare); j++)
            if (strcmp(mkba_panel_indicator(bare, j)->name, all[i].name) == 0)
                here[n++] = all[i];
    ck_assert_int_eq(mkba_panel_described(bare, here, n, &said, NULL), MKBA_OK);
    mkba_panel_free(bare);
    return said;
}

static mkba_stream_options options_of(const char *stock_at)
{
    mkba_stream_options options;
    mkba_stream_options_init(&options);
    options.name = "wmo";
    options.cost = "lasten";
    options.cost_in = 1000;
    options.stock = stock_at == NULL ? NULL : "stand";
    options.stock_at = stock_at;
    return options;
}

static mkba_table *make(const mkba_panel *panel, const mkba_stream_options *options)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_panel_stream(panel, options, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

static size_t row_of(const mkba_table *table, int year, const char *quantity)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        if (support_integer(table, row, "year") == year && strcmp(support_text(table, row, "quantity"), quantity) == 0)
            return row;
    ck_abort_msg("no %s in %d", quantity, year);
    return 0;
}

static void expect(const mkba_table *table, int year, const char *quantity, double value, const char *origin)
{
    size_t row = row_of(table, year, quantity);
    double found = support_real(table, row, "estimated");
    if (found < value - 1e-9 * (1 + value) || found > value + 1e-9 * (1 + value))
        ck_abort_msg("%s in %d is %.12g, not %.12g", quantity, year, found, value);
    ck_assert_str_eq(support_text(table, row, "origin"), origin);
}

static bool finds(const mkba_panel *panel, const mkba_stream_options *options, const char *id, const char *piece)
{
    mkba_table *table = NULL;
    bool found = false;
    ck_assert_int_eq(mkba_panel_stream_findings(panel, options, &table, NULL), MKBA_OK);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        found = found || (strcmp(support_text(table, row, "id"), id) == 0 &&
                          strstr(support_text(table, row, "note"), piece) != NULL);
    mkba_table_free(table);
    return found;
}

/* ---- what follows from what -------------------------------------------------------------------------------- */

/* Begin 200, 210, 190 at 1 January; in 60 and 50. By hand: out = 200 + 60 - 210 = 50 and 70; 50 / 200 = 0.25,
 * 70 / 210 = 1 / 3; mean 205 and 200; 410 thousand / 205 = 2000 euro; 60 of 20000 are 3 per 1000. */
static const char stand[] =
    "A,,2020,stand,200,,\nA,,2021,stand,210,,\nA,,2022,stand,190,,\nA,,2020,lasten,410,,\nA,,2021,lasten,500,,\n"
    "A,,2022,lasten,1,,\nA,,2020,instroom,60,,\nA,,2021,instroom,50,,\nA,,2020,inwoners,20000,,\n"
    "A,,2021,inwoners,20000,,\n";

START_TEST(stock_and_inflow_give_the_outflow)
{
    mkba_panel *panel = described(stand);
    mkba_stream_options options = options_of("begin");
    options.inflow = "instroom";
    options.population = "inwoners";
    mkba_table *table = make(panel, &options);
    expect(table, 2020, "begin", 200, "observed");
    expect(table, 2020, "outflow", 50, "implied");
    expect(table, 2020, "outflow_rate", 0.25, "implied");
    expect(table, 2021, "outflow_rate", 1.0 / 3, "implied");
    expect(table, 2020, "mean", 205, "implied");
    expect(table, 2021, "users", 260, "implied");
    expect(table, 2020, "inflow_rate", 3, "implied");
    expect(table, 2020, "unit_cost", 2000, "implied");
    expect(table, 2021, "unit_cost", 2500, "implied");
    expect(table, 2021, "end", 190, "observed");
    ck_assert_uint_eq(mkba_table_n_rows(table), 22); /* two years: 2022 has no end */
    ck_assert_double_eq(support_real(table, row_of(table, 2020, "cost"), "residual"), 0);
    ck_assert(finds(panel, &options, "years", "2020 to 2021 of 2020 to 2022"));
    ck_assert(finds(panel, &options, "implied", "in 2 of 2 years the outflow follows"));
    ck_assert(finds(panel, &options, "prices", "prices of each year"));
    ck_assert(finds(panel, &options, "definition", "own contributions"));
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_stock_at_the_end_is_that_of_the_begin_after)
{
    mkba_panel *panel = described(stand);
    mkba_stream_options options = options_of("end");
    options.inflow = "instroom";
    mkba_table *table = make(panel, &options);
    expect(table, 2021, "begin", 200, "observed");
    expect(table, 2021, "outflow", 40, "implied");  /* 200 + 50 - 210 */
    ck_assert_uint_eq(mkba_table_n_rows(table), 9); /* one year, no population */
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(users_in_a_year_are_begin_and_inflow)
{
    /* Users 260 and 255 from 200 and 210: in 60 and 45; out 50 and 255 - 190 = 65. */
    mkba_panel *panel = described("A,,2020,stand,200,,\nA,,2021,stand,210,,\nA,,2022,stand,190,,\nA,,2020,lasten,1,,\n"
                                  "A,,2021,lasten,1,,\nA,,2020,gebruikers,260,,\nA,,2021,gebruikers,255,,\n");
    mkba_stream_options options = options_of("begin");
    options.users = "gebruikers";
    options.cost_basis = "users";
    mkba_table *table = make(panel, &options);
    expect(table, 2020, "inflow", 60, "implied");
    expect(table, 2021, "outflow", 65, "implied");
    expect(table, 2021, "users", 255, "implied");
    expect(table, 2020, "unit_cost", 1000.0 / 260, "implied");
    ck_assert_str_eq(support_text(table, row_of(table, 2020, "unit_cost"), "unit"), "EUR/client");
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(one_stock_and_both_flows_give_the_others)
{
    /* 100 + 30 - 20 = 110; 110 + 10 - 15 = 105. */
    mkba_panel *panel = described("A,,2020,stand,100,,\nA,,2020,instroom,30,,\nA,,2020,uitstroom,20,,\n"
                                  "A,,2021,instroom,10,,\nA,,2021,uitstroom,15,,\nA,,2020,lasten,1,,\n"
                                  "A,,2021,lasten,1,,\n");
    mkba_stream_options options = options_of("begin");
    options.inflow = "instroom";
    options.outflow = "uitstroom";
    mkba_table *table = make(panel, &options);
    expect(table, 2021, "begin", 110, "implied");
    expect(table, 2021, "end", 105, "implied");
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

/* ---- contradictions ---------------------------------------------------------------------------------------- */

START_TEST(what_gives_way_has_a_residual)
{
    /* 100 + 30 - 25 = 105, and the stock says 110: out is 20 or in 35. */
    mkba_panel *panel = described("A,,2020,stand,100,,\nA,,2021,stand,110,,\nA,,2020,instroom,30,,\n"
                                  "A,,2020,uitstroom,25,,\nA,,2020,lasten,1,,\nA,,2020,gebruikers,137,,\n");
    const mkba_indicator rounded[] = {{.name = "stand", .kind = MKBA_INDICATOR_STOCK, .rounding = 5},
                                      {.name = "uitstroom", .kind = MKBA_INDICATOR_FLOW, .rounding = 5}};
    mkba_panel *said = NULL;
    mkba_stream_options options = options_of("begin");
    options.inflow = "instroom";
    options.outflow = "uitstroom";
    options.users = "gebruikers";
    mkba_table *table = make(panel, &options);
    expect(table, 2020, "outflow", 20, "implied");
    ck_assert_double_eq(support_real(table, row_of(table, 2020, "outflow"), "residual"), 5);
    ck_assert_double_eq(support_real(table, row_of(table, 2020, "users"), "residual"), 7);
    ck_assert(finds(panel, &options, "residual", "the outflow is 25, the flow equation makes it 20"));
    ck_assert(finds(panel, &options, "residual", "the users is 137, the flow equation makes it 130"));
    ck_assert_int_eq(mkba_panel_described(panel, rounded, 2, &said, NULL), MKBA_OK);
    ck_assert(finds(said, &options, "residual_rounding", "outflow is 25"));
    mkba_table_free(table);
    options.gives_way = "inflow";
    table = make(panel, &options);
    expect(table, 2020, "inflow", 35, "implied");
    expect(table, 2020, "outflow", 25, "observed");
    mkba_table_free(table);
    mkba_panel_free(said);
    mkba_panel_free(panel);
}
END_TEST

/* ---- assumptions ------------------------------------------------------------------------------------------- */

START_TEST(what_is_assumed_is_said)
{
    /* Stocks only, a fifth leaves: in = 110 - 100 x 0.8 = 30. */
    mkba_panel *panel = described("A,,2020,stand,100,,\nA,,2021,stand,110,,\nA,,2020,lasten,1,,\n");
    mkba_stream_options options = options_of("begin");
    mkba_table *table = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_panel_stream(panel, &options, &table, &error), MKBA_ERROR_PANEL);
    ck_assert_ptr_nonnull(strstr(error.message, "assumed_outflow"));
    ck_assert_ptr_null(table);
    options.assumed_outflow = 0.2;
    table = make(panel, &options);
    expect(table, 2020, "outflow", 20, "assumed");
    expect(table, 2020, "inflow", 30, "assumed");
    ck_assert(finds(panel, &options, "assumed_outflow", "0.2 per year is assumed"));
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(users_alone_need_an_outflow_and_start_in_balance)
{
    /* 120 / 1.25 = 96 at the begin, 24 come in, a quarter of 96 leave: 96 again. Then 130 - 96 = 34 come in. */
    mkba_panel *panel = described("A,,2020,gebruikers,120,,\nA,,2021,gebruikers,130,,\nA,,2020,lasten,1,,\n"
                                  "A,,2021,lasten,1,,\n");
    mkba_stream_options options = options_of(NULL);
    options.users = "gebruikers";
    options.assumed_outflow = 0.25;
    mkba_table *table = make(panel, &options);
    expect(table, 2020, "begin", 96, "assumed");
    expect(table, 2020, "end", 96, "assumed");
    expect(table, 2021, "inflow", 34, "assumed");
    expect(table, 2021, "end", 106, "assumed");
    expect(table, 2021, "users", 130, "assumed");
    ck_assert_double_eq(support_real(table, row_of(table, 2021, "users"), "residual"), 0);
    ck_assert(finds(panel, &options, "assumed_stock", "as many leave as come in"));
    mkba_table_free(table);
    options.turnover = "continuous"; /* the same begin: e - b = 0 whatever the hazard */
    table = make(panel, &options);
    expect(table, 2020, "begin", 96, "assumed");
    expect(table, 2020, "end", 96, "assumed");
    expect(table, 2020, "outflow_rate", 0.25, "assumed");
    expect(table, 2020, "mean", 96, "assumed");
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

/* ---- continuous, constant ---------------------------------------------------------------------------------- */

START_TEST(care_of_months_has_a_hazard)
{
    /* From docs/case-format.md with h = ln 2: end = 100 / 2 + 200 x 0.5 / ln 2; here chosen: begin 100, in 300, and the
     * end computed with bc: 100 * 0.5 + 300 * 0.5 / 0.693147180559945309 = 266.404256. Out 133.595744, more than 100. */
    mkba_panel *panel = described("A,,2020,stand,100,,\nA,,2021,stand,266.4042561333445,,\nA,,2020,instroom,300,,\n"
                                  "A,,2020,lasten,1,,\n");
    mkba_stream_options options = options_of("begin");
    mkba_table *table = NULL;
    mkba_error error;
    options.inflow = "instroom";
    ck_assert_int_eq(mkba_panel_stream(panel, &options, &table, &error), MKBA_ERROR_PANEL);
    ck_assert_str_eq(error.where, "turnover");
    options.turnover = "continuous";
    table = make(panel, &options);
    expect(table, 2020, "outflow_rate", 0.693147180559945309, "implied");
    expect(table, 2020, "mean", 133.5957438666555 / 0.693147180559945309, "implied");
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(constant_rates_are_sums_over_sums)
{
    /* out (50 + 70) / (200 + 210) = 12 / 41; in 1000 x 110 / 40000 = 2.75 per 1000, 55 a year. Path: 200, then
     * 200 x 29 / 41 + 55 = 196.463414634, then x 29 / 41 + 55 = 193.961927424. */
    mkba_panel *panel = described(stand);
    mkba_stream_options options = options_of("begin");
    options.inflow = "instroom";
    options.population = "inwoners";
    options.rates = "constant";
    mkba_table *table = make(panel, &options);
    double second = 200 * 29.0 / 41 + 55, third = second * 29.0 / 41 + 55;
    double means = (200 + second) / 2 + (second + third) / 2;
    expect(table, 2021, "outflow_rate", 12.0 / 41, "fitted");
    expect(table, 2020, "inflow_rate", 2.75, "fitted");
    expect(table, 2021, "begin", second, "fitted");
    expect(table, 2021, "end", third, "fitted");
    expect(table, 2021, "unit_cost", 910000 / means, "fitted");
    ck_assert(support_real(table, row_of(table, 2020, "end"), "residual") > 13.5); /* 210 - 196.46 */
    ck_assert(finds(panel, &options, "fitted", "up to 13.5 clients"));
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

/* ---- into a case ------------------------------------------------------------------------------------------- */

START_TEST(the_part_of_a_case_names_where_it_came_from)
{
    mkba_panel *panel = described(stand);
    mkba_stream_options options = options_of("begin");
    char *text = NULL;
    options.inflow = "instroom";
    options.population = "inwoners";
    options.domain = "wmo";
    options.source = "CBS";
    ck_assert_int_eq(mkba_panel_stream_case(panel, &options, &text, NULL), MKBA_OK);
    mkba_i_json *json = support_json(text);
    const cJSON *root = mkba_i_json_root(json);
    const cJSON *parameters = cJSON_GetObjectItemCaseSensitive(root, "parameters");
    const cJSON *outflow = cJSON_GetObjectItemCaseSensitive(parameters, "wmo_outflow");
    const cJSON *stream = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(root, "streams"), "wmo");
    ck_assert_str_eq(cJSON_GetObjectItemCaseSensitive(stream, "inflow")->valuestring, "wmo_inflow");
    ck_assert_str_eq(cJSON_GetObjectItemCaseSensitive(stream, "domain")->valuestring, "wmo");
    ck_assert_double_eq(
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(outflow, "series"), "2020")->valuedouble,
        0.25);
    const cJSON *origin = cJSON_GetObjectItemCaseSensitive(outflow, "origin");
    ck_assert_str_eq(cJSON_GetObjectItemCaseSensitive(origin, "figures")->valuestring, "implied");
    ck_assert_str_eq(cJSON_GetObjectItemCaseSensitive(origin, "region")->valuestring, "A");
    mkba_i_json_free(json);
    mkba_text_free(text);
    mkba_panel_free(panel);
}
END_TEST

/* ---- refused ----------------------------------------------------------------------------------------------- */

typedef struct refusal {
    mkba_stream_options options;
    mkba_status status;
    const char *where;
    const char *piece;
} refusal;

START_TEST(series_that_do_not_fit_are_refused)
{
    mkba_panel *panel =
        described("A,,2020,stand,200,clienten,\nA,,2021,stand,210,clienten,\nA,,2020,lasten,410,,\n"
                  "A,,2020,instroom,60,uren,\nA,,2020,gebruikers,260,clienten,\nA,,2020,inwoners,0,,\n"
                  "A,,2020,uitstroom,5,clienten,\nA,,2020,los,1,,\nA,,2021,los,1,,\nA,,2020,e,1,euro,\n");
    refusal refusals[12];
    size_t n = 0;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        refusals[i].options = options_of("begin");
        refusals[i].options.users = "gebruikers";
    }
#define REFUSED(FIELD, VALUE, STATUS, WHERE, PIECE)                                                                    \
  refusals[n].options.FIELD = VALUE;                                                                                   \
  refusals[n].status = STATUS;                                                                                         \
  refusals[n].where = WHERE;                                                                                           \
  refusals[n++].piece = PIECE
    REFUSED(stock, "gebruikers", MKBA_ERROR_PANEL, "stock", "users in a year are not the clients at a moment");
    REFUSED(users, "stand", MKBA_ERROR_PANEL, "users", "are not the users in a year");
    REFUSED(users, "los", MKBA_ERROR_PANEL, "users", "kind is not known");
    REFUSED(inflow, "instroom", MKBA_ERROR_PANEL, "inflow", "different things");
    REFUSED(stock_at, NULL, MKBA_ERROR_ARGUMENT, "stock_at", "at the begin or at the end");
    REFUSED(stock_at, "midden", MKBA_ERROR_UNKNOWN, "stock_at", "begin or end");
    REFUSED(cost, NULL, MKBA_ERROR_ARGUMENT, "cost", "a stream has costs");
    REFUSED(cost_in, 0, MKBA_ERROR_PANEL, "cost_in", "1 or 1000");
    REFUSED(population, "inwoners", MKBA_ERROR_PANEL, "population", "above zero");
    REFUSED(name, "Wmo", MKBA_ERROR_ARGUMENT, "name", "a-z");
    REFUSED(area, "B", MKBA_ERROR_UNKNOWN, "area", "no area");
    REFUSED(outflow, "gebruikers", MKBA_ERROR_ARGUMENT, "users", "cannot be the outflow and the users");
    for (size_t i = 0; i < n; i++) {
        mkba_table *table = NULL;
        mkba_error error;
        mkba_status status = mkba_panel_stream(panel, &refusals[i].options, &table, &error);
        if (status != refusals[i].status || strcmp(error.where, refusals[i].where) != 0 ||
            strstr(error.message, refusals[i].piece) == NULL)
            ck_abort_msg("%zu: %d, %s: %s", i, (int) status, error.where, error.message);
        ck_assert_ptr_null(table);
    }
    mkba_panel_free(panel);
}
END_TEST

START_TEST(years_with_holes_breaks_and_flows_below_zero_are_refused)
{
    const mkba_break at = {2021, true, "counted otherwise"};
    const mkba_indicator broken = {.name = "stand", .kind = MKBA_INDICATOR_STOCK, .breaks = &at, .n_breaks = 1};
    mkba_panel *panel = described(stand), *said = NULL;
    mkba_panel *hole = described("A,,2020,stand,200,,\nA,,2021,stand,210,,\nA,,2022,stand,190,,\nA,,2023,stand,190,,\n"
                                 "A,,2020,lasten,410,,\nA,,2021,lasten,.,,\nA,,2022,lasten,1,,\nA,,2020,instroom,1,,\n"
                                 "A,,2022,instroom,1,,\n");
    mkba_stream_options options = options_of("begin");
    mkba_table *table = NULL;
    mkba_error error;
    options.inflow = "instroom";
    ck_assert_int_eq(mkba_panel_described(panel, &broken, 1, &said, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_stream(said, &options, &table, &error), MKBA_ERROR_PANEL);
    ck_assert_ptr_nonnull(strstr(error.message, "counted otherwise"));
    ck_assert_int_eq(mkba_panel_stream(hole, &options, &table, &error), MKBA_ERROR_PANEL);
    ck_assert_ptr_nonnull(strstr(error.message, "2021: \"lasten\" has no figure (suppressed)"));
    options.first = 2020;
    options.last = 2020; /* in 1, 10 more at the end: out -9 */
    ck_assert_int_eq(mkba_panel_stream(hole, &options, &table, &error), MKBA_ERROR_PANEL);
    ck_assert_str_eq(error.where, "outflow");
    ck_assert_ptr_nonnull(strstr(error.message, "-9"));
    options.first = 2019;
    ck_assert_int_eq(mkba_panel_stream(hole, &options, &table, &error), MKBA_ERROR_ARGUMENT);
    options.last = 2018;
    ck_assert_int_eq(mkba_panel_stream(hole, &options, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    mkba_panel_free(hole);
    mkba_panel_free(said);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(null_is_refused)
{
    mkba_panel *panel = described(stand);
    mkba_stream_options options = options_of("begin"), empty;
    mkba_table *table = NULL;
    char *text = NULL;
    memset(&empty, 0, sizeof empty);
    ck_assert_int_eq(mkba_panel_stream(NULL, &options, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_stream(panel, NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_stream(panel, &options, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_stream(panel, &empty, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_stream_findings(panel, NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_stream_case(panel, &options, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_stream_case(panel, &empty, &text, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    ck_assert_ptr_null(text);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel, streams");
    TCase *made = tcase_create("made");
    tcase_add_test(made, stock_and_inflow_give_the_outflow);
    tcase_add_test(made, a_stock_at_the_end_is_that_of_the_begin_after);
    tcase_add_test(made, users_in_a_year_are_begin_and_inflow);
    tcase_add_test(made, one_stock_and_both_flows_give_the_others);
    tcase_add_test(made, what_gives_way_has_a_residual);
    tcase_add_test(made, what_is_assumed_is_said);
    tcase_add_test(made, users_alone_need_an_outflow_and_start_in_balance);
    tcase_add_test(made, care_of_months_has_a_hazard);
    tcase_add_test(made, constant_rates_are_sums_over_sums);
    tcase_add_test(made, the_part_of_a_case_names_where_it_came_from);
    suite_add_tcase(suite, made);
    TCase *refused = tcase_create("refused");
    tcase_add_test(refused, series_that_do_not_fit_are_refused);
    tcase_add_test(refused, years_with_holes_breaks_and_flows_below_zero_are_refused);
    tcase_add_test(refused, null_is_refused);
    suite_add_tcase(suite, refused);
    return run_suite(suite);
}
