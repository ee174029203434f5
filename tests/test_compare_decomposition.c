/* What growth of costs consists of, and what members could learn. Figures by hand. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "support.h"
#include <mkba/compare_service.h>

#include "run_suite.h"

static const char *const region[] = {"GM01", "GM02"};
static const char *const peers[] = {"GM03", "GM04"};

/* ---- decomposition --------------------------------------------------------------------------------------- */

static const mkba_break refused_break = {2019, true, "users are counted otherwise"};
static const mkba_break noted_break = {2019, false, "another source"};

/* Of GM04 the users of 2021 are secret. */
static mkba_panel *costs_and_users(void)
{
    static const mkba_indicator known[] = {
        {.name = "kosten", .kind = MKBA_INDICATOR_FLOW},
        {.name = "jongeren", .kind = MKBA_INDICATOR_STOCK, .breaks = &noted_break, .n_breaks = 1},
        {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK},
        {.name = "gebruik", .kind = MKBA_INDICATOR_FLOW},
        {.name = "stand", .kind = MKBA_INDICATOR_STOCK},
        {.name = "breuk", .kind = MKBA_INDICATOR_FLOW, .breaks = &refused_break, .n_breaks = 1},
        {.name = "per_1000",
         .kind = MKBA_INDICATOR_RATE,
         .numerator = "gebruik",
         .denominator = "inwoners",
         .per = 1000},
        {.name = "prijzen", .kind = MKBA_INDICATOR_FLOW}};
    static const char *const lines[] = {
        "GM01,Een,2017,%s,%g,%s,\nGM01,Een,2021,%s,%g,%s,\n", "GM02,Twee,2017,%s,%g,%s,\nGM02,Twee,2021,%s,%g,%s,\n",
        "GM03,Drie,2017,%s,%g,%s,\nGM03,Drie,2021,%s,%g,%s,\n", "GM04,Vier,2017,%s,%g,%s,\nGM04,Vier,2021,%s,%g,%s,\n"};
    static const struct {
        const char *name, *unit;
        double figures[8];
    } data[] = {{"kosten", "1000 euro", {100, 150, 200, 230, 400, 500, 70, 80}},
                {"jongeren", "personen", {200, 210, 500, 480, 900, 880, 100, 100}},
                {"inwoners", "personen", {1000, 1100, 2000, 2000, 4000, 4100, 500, 510}},
                {"gebruik", "personen", {20, 25, 40, 45, 90, 100, 9, -1}},
                {"stand", "personen", {20, 25, 40, 45, 90, 100, 9, 9}},
                {"breuk", "personen", {20, 25, 40, 45, 90, 100, 9, 9}},
                {"per_1000", "", {1, 1, 1, 1, 1, 1, 1, 1}},
                {"onbekend", "personen", {1, 1, 1, 1, 1, 1, 1, 1}},
                {"prijzen", "euro (prijzen 2021)", {1, 1, 1, 1, 1, 1, 1, 1}}};
    char text[8000] = "", line[200];
    for (size_t i = 0; i < sizeof data / sizeof *data; i++)
        for (size_t a = 0; a < 4; a++) {
            snprintf(line, sizeof line, lines[a], data[i].name, data[i].figures[2 * a], data[i].unit, data[i].name,
                     data[i].figures[2 * a + 1], data[i].unit);
            char *secret = strstr(line, ",-1,");
            if (secret != NULL)
                memcpy(secret, ", .,", 4); /* a point between blanks is one too */
            strcat(text, line);
        }
    return panel_said(panel_tidy(text), known, sizeof known / sizeof *known);
}

static mkba_decomposition_options asked(void)
{
    mkba_decomposition_options options;
    mkba_decomposition_options_init(&options);
    options.region = region;
    options.n_region = 2;
    options.peers = peers;
    options.n_peers = 2;
    options.costs = "kosten";
    options.users = "gebruik";
    options.target = "jongeren";
    options.population = "inwoners";
    options.from = "2017";
    options.to = "2021";
    return options;
}

START_TEST(growth_is_the_sum_and_the_product_of_its_factors)
{
    /* region: inhabitants 3000 -> 3100, young people 700 -> 690, users 60 -> 70, costs 300 -> 380 */
    static const double start[] = {3000, 700.0 / 3000, 60.0 / 700, 5},
                        end[] = {3100, 690.0 / 3100, 70.0 / 690, 38.0 / 7};
    static const char *const factors[] = {"population", "demography", "volume", "price", "total"};
    mkba_panel *panel = costs_and_users();
    mkba_decomposition_options options = asked();
    mkba_table *table = NULL;
    double mean = 80 / log(380.0 / 300), sum = 0, product = 1;
    ck_assert_int_eq(mkba_panel_decomposition(panel, &options, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 15);
    for (size_t k = 0; k < 5; k++) {
        ck_assert_str_eq(support_text(table, k, "group"), "region");
        ck_assert_str_eq(support_text(table, k, "factor"), factors[k]);
        if (k == 4)
            break;
        support_expect(table, k, "start", start[k], 1e-12);
        support_expect(table, k, "end", end[k], 1e-12);
        support_expect(table, k, "contribution", mean * log(end[k] / start[k]), 1e-10);
        support_expect(table, k, "multiplier", end[k] / start[k], 1e-13);
        sum += support_real(table, k, "points");
        product *= support_real(table, k, "multiplier");
    }
    support_expect(table, 4, "contribution", 80, 0);
    support_expect(table, 4, "growth", 100 * 80 / 300.0, 1e-12);
    ck_assert_double_eq_tol(sum, 100 * 80 / 300.0, 1e-11);
    ck_assert_double_eq_tol(product, 380.0 / 300, 1e-13);
    ck_assert_ptr_nonnull(strstr(support_text(table, 1, "note"), "break in 2019: another source"));
    ck_assert_ptr_nonnull(strstr(support_text(table, 3, "note"), "how long and how heavy"));
    ck_assert_ptr_nonnull(strstr(support_text(table, 3, "note"), "in prices of each period"));
    ck_assert_str_eq(support_text(table, 3, "unit"), "1000 euro / personen");
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(peers_and_nation_leave_out_who_has_no_figure)
{
    mkba_panel *panel = costs_and_users();
    mkba_decomposition_options options = asked();
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_decomposition(panel, &options, &table, NULL), MKBA_OK);
    support_expect(table, 9, "start", 400, 0); /* GM03 alone, in both periods */
    support_expect(table, 9, "end", 500, 0);
    ck_assert_int_eq(support_integer(table, 9, "n_missing"), 1);
    support_expect(table, 14, "start", 700, 0); /* all of GM but GM04 */
    ck_assert_int_eq(support_integer(table, 14, "n_areas"), 3);
    mkba_table_free(table);
    options.peers = NULL;
    options.target = NULL;
    options.nation = "GM04";
    options.users = "stand";
    ck_assert_int_eq(mkba_panel_decomposition(panel, &options, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 12);
    ck_assert(support_missing(table, 7, "contribution"));
    ck_assert_str_eq(support_text(table, 7, "note"), "no areas were given");
    support_expect(table, 11, "start", 70, 0);
    ck_assert_ptr_nonnull(strstr(support_text(table, 2, "note"), "at a moment"));
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

/* A region and a total in the panel are sums of areas that are there too. */
START_TEST(the_nation_counts_no_area_twice)
{
    static const char *const all[] = {"GM01", "GM02", "GM03"}, *const asks[] = {"Regio"};
    mkba_panel *panel = costs_and_users(), *with_region = NULL, *with_total = NULL;
    mkba_decomposition_options options = asked();
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_region(panel, "Regio", "Regio", region, 2, MKBA_MISSING_SPREADS, &with_region, NULL),
                     MKBA_OK);
    ck_assert_int_eq(
        mkba_panel_region(with_region, "NL01", "Nederland", all, 3, MKBA_MISSING_SPREADS, &with_total, NULL), MKBA_OK);
    options.region = asks;
    options.n_region = 1;
    options.n_peers = 0;
    ck_assert_int_eq(mkba_panel_decomposition(with_total, &options, &table, NULL), MKBA_OK);
    size_t row = mkba_table_n_rows(table) - 1;
    ck_assert_str_eq(support_text(table, row, "group"), "nation");
    ck_assert_str_eq(support_text(table, row, "factor"), "total");
    support_expect(table, row, "contribution", 150 + 230 + 500 - (100 + 200 + 400),
                   1e-9); /* GM04 has no users of 2021 */
    mkba_table_free(table);
    mkba_panel_free(with_total);
    mkba_panel_free(with_region);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_member_without_a_figure_is_refused_or_left_out)
{
    static const char *const wide[] = {"GM01", "GM04"};
    mkba_panel *panel = costs_and_users();
    mkba_decomposition_options options = asked();
    mkba_table *table = NULL;
    mkba_error error;
    options.region = wide;
    options.peers = NULL;
    ck_assert_int_eq(mkba_panel_decomposition(panel, &options, &table, &error), MKBA_ERROR_PANEL);
    ck_assert_ptr_nonnull(strstr(error.message, "GM04 has no figure of \"gebruik\""));
    options.missing = MKBA_MISSING_LEFT_OUT;
    ck_assert_int_eq(mkba_panel_decomposition(panel, &options, &table, NULL), MKBA_OK);
    support_expect(table, 4, "start", 100, 0);
    ck_assert_int_eq(support_integer(table, 4, "n_missing"), 1);
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(definitions_that_do_not_match_are_refused)
{
    static const struct {
        const char *costs, *users, *target, *population, *from, *to;
        mkba_status status;
        const char *where, *says;
    } cases[] = {
        {"kosten", "breuk", NULL, "inwoners", "2017", "2021", MKBA_ERROR_PANEL, "users", "counted otherwise"},
        {"kosten", "onbekend", NULL, "inwoners", "2017", "2021", MKBA_ERROR_PANEL, "users", "is not known"},
        {"kosten", "per_1000", NULL, "inwoners", "2017", "2021", MKBA_ERROR_PANEL, "users", "is a rate"},
        {"kosten", "kosten", NULL, "inwoners", "2017", "2021", MKBA_ERROR_PANEL, "users", "money"},
        {"gebruik", "gebruik", NULL, "inwoners", "2017", "2021", MKBA_ERROR_PANEL, "costs", "no money"},
        {"kosten", "gebruik", "gebruik", "inwoners", "2017", "2021", MKBA_ERROR_PANEL, "target", "is a flow"},
        {"kosten", "gebruik", "inwoners", "inwoners", "2017", "2021", MKBA_ERROR_ARGUMENT, "target", "named twice"},
        {"kosten", "gebruik", NULL, "inwoners", "2021", "2017", MKBA_ERROR_ARGUMENT, "to", "is not after"},
        {"kosten", "gebruik", NULL, "inwoners", "2017", "2018", MKBA_ERROR_UNKNOWN, "to", "2018"},
        {"kosten", "gebruik", NULL, NULL, "2017", "2021", MKBA_ERROR_ARGUMENT, "population", "not given"},
        {"kosten", "gebruk", NULL, "inwoners", "2017", "2021", MKBA_ERROR_UNKNOWN, "users", "gebruik"},
        {"kosten", "gebruik", NULL, "inwoners", NULL, "2021", MKBA_ERROR_ARGUMENT, "from", "NULL"}};
    mkba_panel *panel = costs_and_users();
    mkba_table *table = NULL;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_decomposition_options options = asked();
        mkba_error error = {.status = MKBA_OK};
        options.costs = cases[i].costs;
        options.users = cases[i].users;
        options.target = cases[i].target;
        options.population = cases[i].population;
        options.from = cases[i].from;
        options.to = cases[i].to;
        mkba_status status = mkba_panel_decomposition(panel, &options, &table, &error);
        if (status != cases[i].status || strcmp(error.where, cases[i].where) != 0 ||
            strstr(error.message, cases[i].says) == NULL || table != NULL)
            ck_abort_msg("case %zu: %s, %s: %s", i, mkba_status_name(status), error.where, error.message);
    }
    mkba_panel_free(panel);
}
END_TEST

START_TEST(sides_that_cannot_be_are_refused)
{
    static const char *const twice[] = {"GM01", "GM01"}, *const both[] = {"GM02"}, *const unknown[] = {"GM09"};
    mkba_panel *panel = costs_and_users();
    mkba_table *table = NULL;
    mkba_error error;
    for (int i = 0; i < 6; i++) {
        mkba_decomposition_options options = asked();
        options.region = i == 0 ? twice : i == 1 ? NULL : region;
        options.peers = i == 2 ? both : i == 3 ? unknown : NULL;
        options.n_peers = i == 2 || i == 3 ? 1 : 0;
        options.nation = i == 4 ? "NL01" : NULL;
        options.missing = i == 5 ? (mkba_missing) 7 : MKBA_MISSING_SPREADS;
        mkba_status status = mkba_panel_decomposition(panel, &options, &table, &error);
        ck_assert_int_eq(status, i == 3 || i == 4 ? MKBA_ERROR_UNKNOWN : MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, i < 2 ? "region" : i < 4 ? "peers" : i == 4 ? "nation" : "missing");
    }
    ck_assert_int_eq(mkba_panel_decomposition(panel, NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_decomposition(panel, &(mkba_decomposition_options){.size = 1}, &table, NULL),
                     MKBA_ERROR_ARGUMENT);
    mkba_panel_free(panel);
}
END_TEST

/* Costs per inhabitant of the region 0.1, 0.2, 0.4 (x 1000 euro); of the peers 0.15. One member has no figure. */
START_TEST(the_nation_holds_no_region_made_of_its_areas)
{
    static const char *const members[] = {"A", "B"}, *const made[] = {"R"};
    static const mkba_indicator known[] = {{.name = "kosten", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "gebruik", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK}};
    char text[2000] = "", line[100];
    for (int i = 0; i < 8;
         i++) /* kosten 100 and 200 in A, 300 and 400 in B, ..., of the nation itself as many as it has */
        for (int k = 0; k < 3; k++) {
            snprintf(line, sizeof line, "%s,,%d,%s,%d,%s,\n", i < 6 ? (const char *[]){"A", "B", "C"}[i / 2] : "NL01",
                     2017 + i % 2, (const char *[]){"kosten", "gebruik", "inwoners"}[k],
                     i < 6 ? 100 * (i + 1) : 900 + 300 * (i % 2), k == 0 ? "euro" : "personen");
            strcat(text, line);
        }
    mkba_panel *plain = panel_said(panel_tidy(text), known, 3), *panel = NULL;
    mkba_decomposition_options options;
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_region(plain, "R", NULL, members, 2, MKBA_MISSING_SPREADS, &panel, NULL), MKBA_OK);
    mkba_decomposition_options_init(&options);
    options.costs = "kosten";
    options.users = "gebruik";
    options.population = "inwoners";
    options.from = "2017";
    options.to = "2018";
    for (int i = 0; i < 2; i++) { /* its members ask, or it asks itself */
        options.region = i == 0 ? members : made;
        options.n_region = i == 0 ? 2 : 1;
        ck_assert_int_eq(mkba_panel_decomposition(panel, &options, &table, NULL), MKBA_OK);
        support_expect(table, 3, "start", 400, 0);
        support_expect(table, 11, "start", 900, 0);
        support_expect(table, 11, "end", 1200, 0);
        ck_assert_int_eq(support_integer(table, 11, "n_areas"), 3);
        mkba_table_free(table);
    }
    mkba_panel_free(panel);
    mkba_panel_free(plain);
}
END_TEST

/* ---- learning potential ---------------------------------------------------------------------------------- */

static mkba_panel *four_members(void)
{
    static const mkba_indicator known[] = {{.name = "kosten", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK},
                                           {.name = "per_inwoner",
                                            .kind = MKBA_INDICATOR_RATE,
                                            .numerator = "kosten",
                                            .denominator = "inwoners",
                                            .per = 1},
                                           {.name = "gebruik", .kind = MKBA_INDICATOR_FLOW}};
    return panel_said(panel_tidy("A,Aa,2021,kosten,100,1000 euro,\nA,,2021,inwoners,1000,personen,\n"
                                 "B,Be,2021,kosten,400,1000 euro,\nB,,2021,inwoners,2000,personen,\n"
                                 "C,Ce,2021,kosten,200,1000 euro,\nC,,2021,inwoners,500,personen,\n"
                                 "D,De,2021,kosten,.,1000 euro,\nD,,2021,inwoners,500,personen,\n"
                                 "E,Ee,2021,kosten,150,1000 euro,\nE,,2021,inwoners,1000,personen,\n"
                                 "A,,2021,per_inwoner,0.1,,\nA,,2021,gebruik,3,personen,\nA,,2021,geld,3,euro,\n"
                                 "B,,2021,nul,0,,\n"),
                      known, 4);
}

static mkba_learning_options learners(void)
{
    static const char *const members[] = {"A", "B", "C", "D"};
    mkba_learning_options options;
    mkba_learning_options_init(&options);
    options.region = members;
    options.n_region = 4;
    options.indicator = "kosten";
    options.denominator = "inwoners";
    options.period = "2021";
    return options;
}

START_TEST(members_above_the_reference_have_a_potential_in_euros)
{
    static const double references[] = {700.0 / 3500, 0.2, 0.15, 0.1};
    static const double potentials[][2] = {{100e3, 0}, {100e3, 0}, {125e3, 100e3}, {150e3, 200e3}}; /* of C, of B */
    mkba_panel *panel = four_members();
    for (size_t r = 0; r < 4; r++) {
        mkba_learning_options options = learners();
        mkba_table *table = NULL;
        double total = 0;
        options.reference = (mkba_learning_reference) r;
        ck_assert_int_eq(mkba_panel_learning_potential(panel, &options, &table, NULL), MKBA_OK);
        ck_assert_uint_eq(mkba_table_n_rows(table), 5);
        for (size_t i = 0; i < 3; i++) {
            const char *area = support_text(table, i, "area");
            double expected = area[0] == 'C' ? potentials[r][0] : area[0] == 'B' ? potentials[r][1] : 0;
            support_expect(table, i, "reference", references[r], 1e-15);
            support_expect(table, i, "potential", expected, 1e-9);
            total += expected;
        }
        ck_assert_str_eq(support_text(table, 3, "area"), "D");
        ck_assert_str_eq(support_text(table, 3, "status"), "suppressed");
        ck_assert(support_missing(table, 3, "potential"));
        support_expect(table, 4, "potential", total, 1e-9);
        support_expect(table, 4, "share", 100 * total / 700e3, 1e-12);
        ck_assert_str_eq(support_text(table, 4, "status"), "1 of 4 members without a figure");
        ck_assert_ptr_nonnull(strstr(support_text(table, 4, "note"), "no forecast of savings: not adjusted for need"));
        mkba_table_free(table);
    }
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_potential_is_in_euros_whatever_the_unit_of_the_costs)
{
    static const struct {
        const char *unit;
        double euros; /* 0: refused */
    } units[] = {{"euro", 1},           {"EUR (prijzen 2024)", 1}, {"1 000 euro", 1e3},    {"x 1.000 euro", 1e3},
                 {"euro x 1000", 1e3},  {"mln. euro", 1e6},        {"x 1 mln euro", 1e6},  {"1 000 000 euro", 1e6},
                 {"miljard euro", 1e9}, {"euro per maand", 0},     {"tientallen euro", 0}, {"1 000 00 euro", 0}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const mkba_indicator unit = {.name = "kosten", .kind = MKBA_INDICATOR_FLOW, .unit = units[i].unit};
        mkba_panel *panel = panel_said(four_members(), &unit, 1);
        mkba_learning_options options = learners();
        mkba_table *table = NULL;
        mkba_error error;
        mkba_status status = mkba_panel_learning_potential(panel, &options, &table, &error);
        if (units[i].euros > 0) {
            ck_assert_int_eq(status, MKBA_OK);
            support_expect(table, 4, "potential", 100 * units[i].euros, 1e-9 * units[i].euros);
            mkba_table_free(table);
        } else {
            ck_assert_int_eq(status, MKBA_ERROR_PANEL);
            ck_assert_ptr_nonnull(strstr(error.message, "how many euros"));
        }
        mkba_panel_free(panel);
    }
}
END_TEST

START_TEST(the_reference_may_be_that_of_peers)
{
    static const char *const others[] = {"E"};
    mkba_panel *panel = four_members();
    mkba_learning_options options = learners();
    mkba_table *table = NULL;
    options.peers = others;
    options.n_peers = 1;
    options.indicator = "per_inwoner";
    options.denominator = NULL;
    ck_assert_int_eq(mkba_panel_learning_potential(panel, &options, &table, NULL), MKBA_OK);
    support_expect(table, 0, "reference", 0.15, 1e-15);
    support_expect(table, 4, "potential", 125e3 + 100e3, 1e-9);
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

/* A million of "mln euro"; a multiple that is not known is not guessed. */
START_TEST(the_unit_says_how_many_euros)
{
    static const struct {
        const char *unit;
        double euros; /* 0 is refused */
    } units[] = {{"euro", 1},
                 {"1000 euro", 1e3},
                 {"x 1 000 euro", 1e3},
                 {"x 1000 euro", 1e3},
                 {"1 mln euro", 1e6},
                 {"mld euro", 1e9},
                 {"EUR", 1},
                 {"duizend euro (prijzen 2021)", 1e3},
                 {"per 100 euro", 0},
                 {"euro per inwoner", 0},
                 {"euro x 1000", 1e3},
                 {"1000 eurocent", 0}};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        const mkba_indicator unit = {.name = "kosten", .unit = units[u].unit, .kind = MKBA_INDICATOR_FLOW};
        mkba_panel *panel = panel_said(four_members(), &unit, 1);
        mkba_learning_options options = learners();
        mkba_table *table = NULL;
        mkba_error error;
        options.reference = MKBA_LEARNING_BEST;
        mkba_status status = mkba_panel_learning_potential(panel, &options, &table, &error);
        ck_assert_msg(status == (units[u].euros > 0 ? MKBA_OK : MKBA_ERROR_PANEL), "%s", units[u].unit);
        if (units[u].euros > 0)
            support_expect(table, 4, "potential", 350 * units[u].euros, 350 * units[u].euros * 1e-12);
        else
            ck_assert_ptr_nonnull(strstr(error.message, "how many euros"));
        mkba_table_free(table);
        mkba_panel_free(panel);
    }
}
END_TEST

START_TEST(members_of_equal_potential_stand_in_the_order_of_their_codes)
{
    static const mkba_indicator known[] = {{.name = "kosten", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK}};
    static const char *const codes[] = {"A", "B", "C", "D"};
    mkba_panel *panel = panel_said(panel_tidy("D,,2021,kosten,300,euro,\nD,,2021,inwoners,1000,,\n"
                                              "B,,2021,kosten,300,euro,\nB,,2021,inwoners,1000,,\n"
                                              "C,,2021,kosten,100,euro,\nC,,2021,inwoners,1000,,\n"
                                              "A,,2021,kosten,100,euro,\nA,,2021,inwoners,1000,,\n"),
                                   known, 2);
    static const char *const expected[] = {"B", "D", "A", "C"}, *const turned[] = {"D", "C", "B", "A"};
    for (int order = 0; order < 2; order++) {
        mkba_learning_options options = learners();
        mkba_table *table = NULL;
        options.region = order == 0 ? codes : turned;
        ck_assert_int_eq(mkba_panel_learning_potential(panel, &options, &table, NULL), MKBA_OK);
        for (size_t i = 0; i < 4; i++)
            ck_assert_str_eq(support_text(table, i, "area"), expected[i]);
        mkba_table_free(table);
    }
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_made_region_and_what_it_holds_are_no_peers_of_each_other)
{
    static const char *const made[] = {"R"}, *const member[] = {"A"};
    mkba_panel *plain = four_members(), *panel = NULL;
    ck_assert_int_eq(mkba_panel_region(plain, "R", NULL, learners().region, 3, MKBA_MISSING_SPREADS, &panel, NULL),
                     MKBA_OK);
    for (int i = 0; i < 2; i++) {
        mkba_learning_options options = learners();
        mkba_table *table = NULL;
        mkba_error error;
        options.region = i == 0 ? made : member;
        options.peers = i == 0 ? member : made;
        options.n_region = options.n_peers = 1;
        ck_assert_int_eq(mkba_panel_learning_potential(panel, &options, &table, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, "peers");
        ck_assert_ptr_nonnull(strstr(error.message, "\"A\" comes twice"));
    }
    mkba_panel_free(panel);
    mkba_panel_free(plain);
}
END_TEST

START_TEST(what_cannot_be_learned_is_refused)
{
    static const char *const alone[] = {"A"}, *const secret[] = {"D"};
    static const struct {
        const char *indicator, *denominator, *period;
        const char *const *members, *const *others;
        mkba_status status;
        const char *where, *says;
    } cases[] = {{"gebruik", "inwoners", "2021", NULL, NULL, MKBA_ERROR_PANEL, "indicator", "no money"},
                 {"geld", "inwoners", "2021", NULL, NULL, MKBA_ERROR_PANEL, "indicator", "describe it first"},
                 {"kosten", NULL, "2021", NULL, NULL, MKBA_ERROR_ARGUMENT, "denominator", "is no rate"},
                 {"per_inwoner", "inwoners", "2021", NULL, NULL, MKBA_ERROR_ARGUMENT, "denominator", "has its own"},
                 {"kosten", "nul", "2021", NULL, NULL, MKBA_ERROR_PANEL, "denominator", "describe it first"},
                 {"kosten", "inwoners", "2020", NULL, NULL, MKBA_ERROR_UNKNOWN, "period", "2020"},
                 {NULL, "inwoners", "2021", NULL, NULL, MKBA_ERROR_ARGUMENT, "indicator", "NULL"},
                 {"kosten", "inwoners", "2021", alone, NULL, MKBA_ERROR_PANEL, "region", "too few"},
                 {"kosten", "inwoners", "2021", NULL, secret, MKBA_ERROR_ARGUMENT, "peers", "comes twice"},
                 {"kosten", "inwoners", "2021", alone, secret, MKBA_ERROR_PANEL, "peers", "too few"}};
    mkba_panel *panel = four_members();
    mkba_table *table = NULL;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_learning_options options = learners();
        mkba_error error = {.status = MKBA_OK};
        options.indicator = cases[i].indicator;
        options.denominator = cases[i].denominator;
        options.period = cases[i].period;
        options.region = cases[i].members == NULL ? options.region : cases[i].members;
        options.n_region = cases[i].members == NULL ? options.n_region : 1;
        options.peers = cases[i].others;
        options.n_peers = cases[i].others == NULL ? 0 : 1;
        mkba_status status = mkba_panel_learning_potential(panel, &options, &table, &error);
        if (status != cases[i].status || strcmp(error.where, cases[i].where) != 0 ||
            strstr(error.message, cases[i].says) == NULL || table != NULL)
            ck_abort_msg("case %zu: %s, %s: %s", i, mkba_status_name(status), error.where, error.message);
    }
    mkba_learning_reference reference;
    ck_assert_int_eq(mkba_learning_reference_from_name("best-quartile", &reference, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_learning_reference_name(reference), "best-quartile");
    ck_assert_str_eq(mkba_learning_reference_name((mkba_learning_reference) 4), "unknown reference");
    ck_assert_int_eq(mkba_panel_learning_potential(panel, NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("decomposition");
    TCase *growth = tcase_create("decomposition");
    tcase_add_test(growth, growth_is_the_sum_and_the_product_of_its_factors);
    tcase_add_test(growth, the_nation_counts_no_area_twice);
    tcase_add_test(growth, peers_and_nation_leave_out_who_has_no_figure);
    tcase_add_test(growth, the_nation_holds_no_region_made_of_its_areas);
    tcase_add_test(growth, a_member_without_a_figure_is_refused_or_left_out);
    tcase_add_test(growth, definitions_that_do_not_match_are_refused);
    tcase_add_test(growth, sides_that_cannot_be_are_refused);
    suite_add_tcase(suite, growth);
    TCase *learning = tcase_create("learning potential");
    tcase_add_test(learning, members_above_the_reference_have_a_potential_in_euros);
    tcase_add_test(learning, a_potential_is_in_euros_whatever_the_unit_of_the_costs);
    tcase_add_test(learning, the_reference_may_be_that_of_peers);
    tcase_add_test(learning, the_unit_says_how_many_euros);
    tcase_add_test(learning, what_cannot_be_learned_is_refused);
    tcase_add_test(learning, members_of_equal_potential_stand_in_the_order_of_their_codes);
    tcase_add_test(learning, a_made_region_and_what_it_holds_are_no_peers_of_each_other);
    suite_add_tcase(suite, learning);
    return run_suite(suite);
}
