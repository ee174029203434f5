/* What growth of costs consists of, what members could learn, and use, cost and quality side by side. Figures by hand. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "compare/decompose.h"
#include "compare/learning.h"
#include "compare/overview.h"
#include "panel.h"
#include "support.h"

static void expect(const mkba_table *table, size_t row, const char *column, double expected, double tolerance)
{
    double found = support_real(table, row, column);
    if (!(fabs(found - expected) <= tolerance))
        ck_abort_msg("%s, row %zu: %.17g, not %.17g", column, row, found, expected);
}

static bool is_missing(const mkba_table *table, size_t row, const char *column)
{
    return mkba_table_is_missing(table, row, support_column(table, column));
}

/* The panel with kinds said; the one given is freed. */
static mkba_panel *say(mkba_panel *panel, const mkba_indicator *given, size_t n)
{
    mkba_panel *said = NULL;
    mkba_error error;
    if (mkba_panel_described(panel, given, n, &said, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    mkba_panel_free(panel);
    return said;
}

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
    return say(panel_tidy(text), known, sizeof known / sizeof *known);
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
        expect(table, k, "start", start[k], 1e-12);
        expect(table, k, "end", end[k], 1e-12);
        expect(table, k, "contribution", mean * log(end[k] / start[k]), 1e-10);
        expect(table, k, "multiplier", end[k] / start[k], 1e-13);
        sum += support_real(table, k, "points");
        product *= support_real(table, k, "multiplier");
    }
    expect(table, 4, "contribution", 80, 0);
    expect(table, 4, "growth", 100 * 80 / 300.0, 1e-12);
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
    expect(table, 9, "start", 400, 0); /* GM03 alone, in both periods */
    expect(table, 9, "end", 500, 0);
    ck_assert_int_eq(support_integer(table, 9, "n_missing"), 1);
    expect(table, 14, "start", 700, 0); /* all of GM but GM04 */
    ck_assert_int_eq(support_integer(table, 14, "n_areas"), 3);
    mkba_table_free(table);
    options.peers = NULL;
    options.target = NULL;
    options.nation = "GM04";
    options.users = "stand";
    ck_assert_int_eq(mkba_panel_decomposition(panel, &options, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 12);
    ck_assert(is_missing(table, 7, "contribution"));
    ck_assert_str_eq(support_text(table, 7, "note"), "no areas were given");
    expect(table, 11, "start", 70, 0);
    ck_assert_ptr_nonnull(strstr(support_text(table, 2, "note"), "at a moment"));
    mkba_table_free(table);
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
    expect(table, 4, "start", 100, 0);
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

/* ---- learning potential ---------------------------------------------------------------------------------- */

/* Costs per inhabitant of the region 0.1, 0.2, 0.4 (x 1000 euro); of the peers 0.15. One member has no figure. */
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
    return say(panel_tidy("A,Aa,2021,kosten,100,1000 euro,\nA,,2021,inwoners,1000,personen,\n"
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
            expect(table, i, "reference", references[r], 1e-15);
            expect(table, i, "potential", expected, 1e-9);
            total += expected;
        }
        ck_assert_str_eq(support_text(table, 3, "area"), "D");
        ck_assert_str_eq(support_text(table, 3, "status"), "suppressed");
        ck_assert(is_missing(table, 3, "potential"));
        expect(table, 4, "potential", total, 1e-9);
        expect(table, 4, "share", 100 * total / 700e3, 1e-12);
        ck_assert_str_eq(support_text(table, 4, "status"), "1 of 4 members without a figure");
        ck_assert_ptr_nonnull(strstr(support_text(table, 4, "note"), "no forecast of savings: not adjusted for need"));
        mkba_table_free(table);
    }
    mkba_panel_free(panel);
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
    expect(table, 0, "reference", 0.15, 1e-15);
    expect(table, 4, "potential", 125e3 + 100e3, 1e-9);
    mkba_table_free(table);
    mkba_panel_free(panel);
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

/* ---- overview -------------------------------------------------------------------------------------------- */

/* Satisfied clients out of answers out of clients; waiting days with their sd; costs and users per inhabitant. */
static mkba_panel *services(void)
{
    static const mkba_indicator known[] = {
        {.name = "kosten", .kind = MKBA_INDICATOR_FLOW},     {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK},
        {.name = "gebruik", .kind = MKBA_INDICATOR_FLOW},    {.name = "tevreden", .kind = MKBA_INDICATOR_FLOW},
        {.name = "antwoorden", .kind = MKBA_INDICATOR_FLOW}, {.name = "clienten", .kind = MKBA_INDICATOR_STOCK}};
    static const struct {
        const char *name, *unit;
        const char *figures[4];
    } data[] = {{"kosten", "euro", {"100", "300", "500", "210"}},
                {"inwoners", "personen", {"1000", "2000", "4000", "1000"}},
                {"gebruik", "personen", {"50", "100", "180", "60"}},
                {"tevreden", "personen", {"30", "40", "400", "."}},
                {"antwoorden", "personen", {"50", "50", "500", "40"}},
                {"clienten", "personen", {"100", "300", "2000", "400"}},
                {"wachttijd", "dagen", {"20", "30", "15", "12"}},
                {"sd", "dagen", {"5", "10", "6", "4"}}};
    char text[4000] = "", line[100];
    for (size_t i = 0; i < sizeof data / sizeof *data; i++)
        for (int a = 0; a < 4; a++) {
            snprintf(line, sizeof line, "GM0%d,,2021,%s,%s,%s,\n", a + 1, data[i].name, data[i].figures[a],
                     data[i].unit);
            strcat(text, line);
        }
    return say(panel_tidy(text), known, sizeof known / sizeof *known);
}

#define COST                                                                                                           \
  {                                                                                                                    \
    .domain = "wmo", .indicator = "kosten", .denominator = "inwoners", .aspect = MKBA_ASPECT_COST,                     \
    .better = MKBA_BETTER_LOWER                                                                                        \
  }
#define USE                                                                                                            \
  {                                                                                                                    \
    .domain = "wmo", .indicator = "gebruik", .denominator = "inwoners", .aspect = MKBA_ASPECT_USE,                     \
    .better = MKBA_BETTER_NEITHER, .per = 1000                                                                         \
  }
#define SATISFIED                                                                                                      \
  {                                                                                                                    \
    .domain = "wmo", .indicator = "tevreden", .denominator = "antwoorden", .aspect = MKBA_ASPECT_QUALITY,              \
    .better = MKBA_BETTER_HIGHER, .statistic = MKBA_STATISTIC_PROPORTION, .per = 100                                   \
  }
#define WAITING                                                                                                        \
  {                                                                                                                    \
    .domain = "jeugd", .indicator = "wachttijd", .denominator = "antwoorden", .sd = "sd",                              \
    .aspect = MKBA_ASPECT_QUALITY, .better = MKBA_BETTER_LOWER, .statistic = MKBA_STATISTIC_MEAN                       \
  }

static mkba_overview_options looked(const mkba_overview_item *items, size_t n)
{
    mkba_overview_options options;
    mkba_overview_options_init(&options);
    options.region = region;
    options.n_region = 2;
    options.peers = peers;
    options.n_peers = 2;
    options.period = "2021";
    options.items = items;
    options.n_items = n;
    return options;
}

static mkba_table *overview(const mkba_panel *panel, const mkba_overview_options *options)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_panel_overview(panel, options, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

static size_t row_of(const mkba_table *table, const char *domain, const char *aspect)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        if (strcmp(support_text(table, row, "domain"), domain) == 0 &&
            strcmp(support_text(table, row, "aspect"), aspect) == 0)
            return row;
    ck_abort_msg("no row of %s, %s", domain, aspect);
    return 0;
}

START_TEST(every_domain_has_use_cost_and_quality_the_worst_first)
{
    static const mkba_overview_item items[] = {USE, COST, SATISFIED, WAITING};
    static const char *const domains[] = {"jeugd", "jeugd", "jeugd", "wmo", "wmo", "wmo"};
    static const char *const aspects[] = {"quality", "use", "cost", "quality", "use", "cost"};
    static const char *const verdicts[] = {"worse", "absent", "absent", "worse", "higher", "better"};
    mkba_panel *panel = services();
    mkba_overview_options options = looked(items, 4);
    mkba_table *table = overview(panel, &options);
    ck_assert_uint_eq(mkba_table_n_rows(table), 6);
    for (size_t i = 0; i < 6; i++) {
        ck_assert_str_eq(support_text(table, i, "domain"), domains[i]);
        ck_assert_str_eq(support_text(table, i, "aspect"), aspects[i]);
        if (strcmp(support_text(table, i, "verdict_peers"), verdicts[i]) != 0)
            ck_abort_msg("row %zu is %s", i, support_text(table, i, "verdict_peers"));
    }
    ck_assert_ptr_nonnull(strstr(support_text(table, 1, "note"), "nothing was given for the use of jeugd"));
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(rates_are_sums_over_sums_and_peers_are_counted)
{
    static const mkba_overview_item items[] = {USE, COST};
    mkba_panel *panel = services();
    mkba_overview_options options = looked(items, 2);
    mkba_table *table = overview(panel, &options);
    size_t cost = row_of(table, "wmo", "cost"), use = row_of(table, "wmo", "use");
    expect(table, cost, "region", 400.0 / 3000, 1e-15);
    expect(table, cost, "peers", 710.0 / 5000, 1e-15);
    expect(table, cost, "nation", 1110.0 / 8000, 1e-15);
    expect(table, cost, "difference_peers", 400.0 / 3000 - 710.0 / 5000, 1e-15);
    ck_assert(is_missing(table, cost, "region_lower") && is_missing(table, cost, "difference_peers_lower"));
    ck_assert_int_eq(support_integer(table, cost, "worse_peers"), 1); /* 0.125 and 0.21 */
    expect(table, use, "region", 50, 1e-12);
    expect(table, use, "peers", 48, 1e-12);
    ck_assert_str_eq(support_text(table, use, "verdict_peers"), "higher");
    ck_assert(is_missing(table, use, "worse_peers"));
    ck_assert_str_eq(support_text(table, use, "unit"), "personen / 1000 personen");
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

/* Weighted by clients: (100 x 0.6 + 300 x 0.8) / 400 = 0.75. Effective sizes 50 x 99 / 50 and 50 x 299 / 250; of both
 * 1 / (0.25^2 / 99 + 0.75^2 / 59.8). Limits are those of Wilson with that size. */
START_TEST(a_region_s_proportion_weighs_its_members_by_their_clients)
{
    mkba_overview_item items[] = {SATISFIED, SATISFIED};
    mkba_panel *panel = services();
    mkba_overview_options options = looked(items, 1);
    double effective = 1 / (0.0625 / 99 + 0.5625 / 59.8), z = 1.959963984540054, p = 0.75;
    double middle = 2 * effective * p + z * z, reach = z * sqrt(z * z + 4 * effective * p * (1 - p));
    mkba_table *table = overview(panel, &options);
    size_t row = row_of(table, "wmo", "quality");
    expect(table, row, "region", 70, 1e-12);
    ck_assert_ptr_nonnull(strstr(support_text(table, row, "note"), "by their answers, not by their clients"));
    mkba_table_free(table);
    items[0].population = "clienten";
    table = overview(panel, &options);
    row = row_of(table, "wmo", "quality");
    expect(table, row, "region", 75, 1e-12);
    expect(table, row, "region_lower", 100 * (middle - reach) / (2 * (effective + z * z)), 1e-10);
    expect(table, row, "region_upper", 100 * (middle + reach) / (2 * (effective + z * z)), 1e-10);
    expect(table, row, "peers", 80, 1e-12); /* GM03 alone */
    expect(table, row, "answers", 100, 0);
    ck_assert_int_eq(support_integer(table, row, "small"), 0);
    ck_assert_int_eq(support_integer(table, row, "peers_missing"), 1);
    ck_assert_ptr_nonnull(
        strstr(support_text(table, row, "note"), "1 of 2 areas of the peers have no figure (GM04: suppressed)"));
    double low = support_real(table, row, "region_lower"), high = support_real(table, row, "peers_upper");
    expect(table, row, "difference_peers_lower", -5 - sqrt(pow(75 - low, 2) + pow(high - 80, 2)), 1e-10);
    ck_assert_str_eq(support_text(table, row, "verdict_peers"), "unclear");
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

/* Means of 20 and 30 days out of 50 answers each: 25; se^2 = 0.25 (25 / 50) + 0.25 (100 / 50) = 0.625, df by Satterthwaite
 * 0.625^2 / (0.125^2 / 49 + 0.5^2 / 49) = 72.05..., t = 1.9934 (tables). */
START_TEST(a_region_s_mean_has_student_s_interval)
{
    static const mkba_overview_item items[] = {WAITING};
    mkba_panel *panel = services();
    mkba_overview_options options = looked(items, 1);
    mkba_table *table = overview(panel, &options);
    size_t row = row_of(table, "jeugd", "quality");
    double df = 0.625 * 0.625 / (0.015625 / 49 + 0.25 / 49);
    ck_assert_double_eq_tol(df, 72.06, 0.01);
    expect(table, row, "region", 25, 1e-12);
    expect(table, row, "region_upper", 25 + 1.99343 * sqrt(0.625), 2e-5);
    expect(table, row, "region_lower", 25 - 1.99343 * sqrt(0.625), 2e-5);
    expect(table, row, "peers", (500 * 15.0 + 40 * 12.0) / 540, 1e-12);
    ck_assert_str_eq(support_text(table, row, "verdict_peers"), "worse");
    ck_assert_int_eq(support_integer(table, row, "worse_peers"), 0);
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(absent_figures_are_told_and_stand_before_good_ones)
{
    static const char *const secret[] = {"GM04"};
    static const mkba_overview_item items[] = {COST, SATISFIED};
    mkba_panel *panel = services();
    mkba_overview_options options = looked(items, 2);
    options.region = secret;
    options.n_region = 1;
    options.peers = NULL;
    mkba_table *table = overview(panel, &options);
    size_t row = row_of(table, "wmo", "quality");
    ck_assert(is_missing(table, row, "region"));
    ck_assert_str_eq(support_text(table, row, "verdict_nation"), "absent");
    ck_assert_str_eq(support_text(table, row, "verdict_peers"), "absent");
    ck_assert_ptr_nonnull(strstr(support_text(table, row, "note"), "of the region have no figure (GM04: suppressed)"));
    ck_assert_ptr_nonnull(strstr(support_text(table, row, "note"), "no peers were given"));
    ck_assert_uint_lt(row_of(table, "wmo", "cost"), row); /* worse */
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(items_that_cannot_be_are_refused)
{
    static const struct {
        mkba_overview_item item;
        mkba_status status;
        const char *where, *says;
    } cases[] = {
        {{.domain = "", .indicator = "kosten"}, MKBA_ERROR_ARGUMENT, "items[1].domain", "has a domain"},
        {{.domain = "w"}, MKBA_ERROR_ARGUMENT, "items[1].indicator", "has an indicator"},
        {{.domain = "w", .indicator = "kosten"}, MKBA_ERROR_ARGUMENT, "items[1].better", "higher, lower or neither"},
        {{.domain = "w", .indicator = "kosten", .better = MKBA_BETTER_LOWER, .aspect = (mkba_aspect) 3},
         MKBA_ERROR_ARGUMENT,
         "items[1].aspect",
         "use, cost or quality"},
        {{.domain = "w", .indicator = "kosten", .better = MKBA_BETTER_LOWER, .aspect = MKBA_ASPECT_COST},
         MKBA_ERROR_ARGUMENT,
         "items[1].denominator",
         "per?"},
        {{.domain = "w", .indicator = "kosten", .denominator = "inwoners", .better = MKBA_BETTER_LOWER},
         MKBA_ERROR_PANEL,
         "items[1].aspect",
         "money is cost"},
        {{.domain = "w",
          .indicator = "gebruik",
          .denominator = "inwoners",
          .better = MKBA_BETTER_LOWER,
          .aspect = MKBA_ASPECT_COST},
         MKBA_ERROR_PANEL,
         "items[1].aspect",
         "cost is in money"},
        {{.domain = "w", .indicator = "tevreden", .better = MKBA_BETTER_HIGHER, .statistic = MKBA_STATISTIC_PROPORTION},
         MKBA_ERROR_ARGUMENT,
         "items[1].denominator",
         "number of answers"},
        {{.domain = "w", .indicator = "gebruik", .denominator = "inwoners", .sd = "sd", .better = MKBA_BETTER_LOWER},
         MKBA_ERROR_ARGUMENT,
         "items[1].sd",
         "belongs to a mean"},
        {{.domain = "w", .indicator = "gebruik", .denominator = "inwoners", .per = -1, .better = MKBA_BETTER_LOWER},
         MKBA_ERROR_ARGUMENT,
         "items[1].per",
         "above 0"},
        {{.domain = "w", .indicator = "wachttijd", .denominator = "inwoners", .better = MKBA_BETTER_LOWER},
         MKBA_ERROR_PANEL,
         "items[1].indicator",
         "describe them first"},
        {{.domain = "w", .indicator = "gebruikt", .denominator = "inwoners", .better = MKBA_BETTER_LOWER},
         MKBA_ERROR_UNKNOWN,
         "items[1].indicator",
         "gebruik"},
        {{.domain = "w",
          .indicator = "inwoners",
          .denominator = "antwoorden",
          .better = MKBA_BETTER_HIGHER,
          .statistic = MKBA_STATISTIC_PROPORTION},
         MKBA_ERROR_PANEL,
         "items",
         "from 0 to the number of answers"},
        {{.domain = "w",
          .indicator = "tevreden",
          .denominator = "antwoorden",
          .population = "gebruik",
          .better = MKBA_BETTER_HIGHER,
          .statistic = MKBA_STATISTIC_PROPORTION,
          .aspect = MKBA_ASPECT_QUALITY},
         MKBA_ERROR_PANEL,
         "items",
         "more answers than clients"},
        {COST, MKBA_ERROR_ARGUMENT, "items[1].indicator", "twice"}};
    mkba_panel *panel = services();
    mkba_table *table = NULL;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_overview_item items[] = {COST, cases[i].item};
        mkba_overview_options options = looked(items, 2);
        mkba_error error = {.status = MKBA_OK};
        mkba_status status = mkba_panel_overview(panel, &options, &table, &error);
        if (status != cases[i].status || strcmp(error.where, cases[i].where) != 0 ||
            strstr(error.message, cases[i].says) == NULL || table != NULL)
            ck_abort_msg("case %zu: %s, %s: %s", i, mkba_status_name(status), error.where, error.message);
    }
    mkba_panel_free(panel);
}
END_TEST

START_TEST(options_of_an_overview_are_checked)
{
    static const mkba_overview_item items[] = {COST};
    static const char *const where[] = {"period", "items", "items", "missing", "level", "options"};
    mkba_panel *panel = services();
    mkba_table *table = NULL;
    mkba_error error;
    for (size_t i = 0; i < 6; i++) {
        mkba_overview_options options = looked(items, 1);
        options.period = i == 0 ? NULL : options.period;
        options.items = i == 1 ? NULL : options.items;
        options.n_items = i == 2 ? 0 : options.n_items;
        options.missing = i == 3 ? (mkba_missing) 9 : options.missing;
        options.level = i == 4 ? 2 : options.level;
        options.size = i == 5 ? 1 : options.size;
        ck_assert_int_eq(mkba_panel_overview(panel, &options, &table, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, where[i]);
    }
    ck_assert_int_eq(mkba_panel_overview(panel, NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(words_have_names_both_ways)
{
    mkba_aspect aspect;
    mkba_better better;
    mkba_statistic statistic;
    ck_assert_int_eq(mkba_aspect_from_name("quality", &aspect, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_aspect_name(aspect), "quality");
    ck_assert_int_eq(mkba_better_from_name("neither", &better, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_better_name(better), "neither");
    ck_assert_int_eq(mkba_statistic_from_name("proportion", &statistic, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_statistic_name(statistic), "proportion");
    ck_assert_int_eq(mkba_statistic_from_name("median", &statistic, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_str_eq(mkba_aspect_name((mkba_aspect) 3), "unknown aspect");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("overview");
    TCase *growth = tcase_create("decomposition");
    tcase_add_test(growth, growth_is_the_sum_and_the_product_of_its_factors);
    tcase_add_test(growth, peers_and_nation_leave_out_who_has_no_figure);
    tcase_add_test(growth, a_member_without_a_figure_is_refused_or_left_out);
    tcase_add_test(growth, definitions_that_do_not_match_are_refused);
    tcase_add_test(growth, sides_that_cannot_be_are_refused);
    suite_add_tcase(suite, growth);
    TCase *learning = tcase_create("learning potential");
    tcase_add_test(learning, members_above_the_reference_have_a_potential_in_euros);
    tcase_add_test(learning, the_reference_may_be_that_of_peers);
    tcase_add_test(learning, what_cannot_be_learned_is_refused);
    suite_add_tcase(suite, learning);
    TCase *service = tcase_create("overview");
    tcase_add_test(service, every_domain_has_use_cost_and_quality_the_worst_first);
    tcase_add_test(service, rates_are_sums_over_sums_and_peers_are_counted);
    tcase_add_test(service, a_region_s_proportion_weighs_its_members_by_their_clients);
    tcase_add_test(service, a_region_s_mean_has_student_s_interval);
    tcase_add_test(service, absent_figures_are_told_and_stand_before_good_ones);
    tcase_add_test(service, items_that_cannot_be_are_refused);
    tcase_add_test(service, options_of_an_overview_are_checked);
    tcase_add_test(service, words_have_names_both_ways);
    suite_add_tcase(suite, service);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
