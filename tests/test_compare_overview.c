/* Use, cost and quality side by side. Figures by hand. */
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
    return panel_said(panel_tidy(text), known, sizeof known / sizeof *known);
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
    support_expect(table, cost, "region", 400.0 / 3000, 1e-15);
    support_expect(table, cost, "peers", 710.0 / 5000, 1e-15);
    support_expect(table, cost, "nation", 1110.0 / 8000, 1e-15);
    support_expect(table, cost, "difference_peers", 400.0 / 3000 - 710.0 / 5000, 1e-15);
    ck_assert(support_missing(table, cost, "region_lower") && support_missing(table, cost, "difference_peers_lower"));
    ck_assert_int_eq(support_integer(table, cost, "worse_peers"), 1); /* 0.125 and 0.21 */
    support_expect(table, use, "region", 50, 1e-12);
    support_expect(table, use, "peers", 48, 1e-12);
    ck_assert_str_eq(support_text(table, use, "verdict_peers"), "higher");
    ck_assert(support_missing(table, use, "worse_peers"));
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
    support_expect(table, row, "region", 70, 1e-12);
    ck_assert_ptr_nonnull(strstr(support_text(table, row, "note"), "by their answers, not by their clients"));
    mkba_table_free(table);
    items[0].population = "clienten";
    table = overview(panel, &options);
    row = row_of(table, "wmo", "quality");
    support_expect(table, row, "region", 75, 1e-12);
    support_expect(table, row, "region_lower", 100 * (middle - reach) / (2 * (effective + z * z)), 1e-10);
    support_expect(table, row, "region_upper", 100 * (middle + reach) / (2 * (effective + z * z)), 1e-10);
    support_expect(table, row, "peers", 80, 1e-12); /* GM03 alone */
    support_expect(table, row, "answers", 100, 0);
    ck_assert_int_eq(support_integer(table, row, "small"), 0);
    ck_assert_int_eq(support_integer(table, row, "peers_missing"), 1);
    ck_assert_ptr_nonnull(
        strstr(support_text(table, row, "note"), "1 of 2 areas of the peers have no figure (GM04: suppressed)"));
    double low = support_real(table, row, "region_lower"), high = support_real(table, row, "peers_upper");
    support_expect(table, row, "difference_peers_lower", -5 - sqrt(pow(75 - low, 2) + pow(high - 80, 2)), 1e-10);
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
    support_expect(table, row, "region", 25, 1e-12);
    support_expect(table, row, "region_upper", 25 + 1.99343 * sqrt(0.625), 2e-5);
    support_expect(table, row, "region_lower", 25 - 1.99343 * sqrt(0.625), 2e-5);
    support_expect(table, row, "peers", (500 * 15.0 + 40 * 12.0) / 540, 1e-12);
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
    ck_assert(support_missing(table, row, "region"));
    ck_assert_str_eq(support_text(table, row, "verdict_nation"), "absent");
    ck_assert_str_eq(support_text(table, row, "verdict_peers"), "absent");
    ck_assert_ptr_nonnull(strstr(support_text(table, row, "note"), "of the region have no figure (GM04: suppressed)"));
    ck_assert_ptr_nonnull(strstr(support_text(table, row, "note"), "no peers were given"));
    ck_assert_uint_lt(row_of(table, "wmo", "cost"), row); /* worse */
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(the_nation_of_an_overview_counts_no_area_twice)
{
    static const mkba_overview_item items[] = {COST};
    static const char *const made[] = {"GM99"};
    mkba_panel *plain = services(), *panel = NULL;
    ck_assert_int_eq(mkba_panel_region(plain, "GM99", NULL, region, 2, MKBA_MISSING_SPREADS, &panel, NULL), MKBA_OK);
    for (int i = 0; i < 2; i++) { /* its members ask, or it asks itself */
        mkba_overview_options options = looked(items, 1);
        options.region = i == 0 ? region : made;
        options.n_region = i == 0 ? 2 : 1;
        mkba_table *table = overview(panel, &options);
        size_t row = row_of(table, "wmo", "cost");
        support_expect(table, row, "region", 400.0 / 3000, 1e-15);
        support_expect(table, row, "nation", 1110.0 / 8000, 1e-15);
        ck_assert_int_eq(support_integer(table, row, "n_nation"), 4);
        mkba_table_free(table);
    }
    mkba_panel_free(panel);
    mkba_panel_free(plain);
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

START_TEST(a_part_of_less_than_one_client_is_refused)
{
    static const mkba_overview_item items[] = {{.domain = "w",
                                                .indicator = "tevreden",
                                                .denominator = "antwoorden",
                                                .population = "clienten",
                                                .better = MKBA_BETTER_HIGHER,
                                                .statistic = MKBA_STATISTIC_PROPORTION,
                                                .aspect = MKBA_ASPECT_QUALITY}};
    static const mkba_indicator known[] = {{.name = "tevreden", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "antwoorden", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "clienten", .kind = MKBA_INDICATOR_STOCK}};
    mkba_panel *panel = panel_said(panel_tidy("GM01,,2021,tevreden,0.2,,\nGM01,,2021,antwoorden,0.5,,\n"
                                              "GM01,,2021,clienten,0.8,,\n"),
                                   known, 3);
    mkba_overview_options options = looked(items, 1);
    mkba_table *table = NULL;
    mkba_error error;
    options.n_region = 1;
    options.n_peers = 0;
    ck_assert_int_eq(mkba_panel_overview(panel, &options, &table, &error), MKBA_ERROR_PANEL);
    ck_assert_str_eq(error.where, "items");
    ck_assert_ptr_nonnull(strstr(error.message, "are more than one"));
    ck_assert_ptr_null(table);
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
    TCase *service = tcase_create("overview");
    tcase_add_test(service, every_domain_has_use_cost_and_quality_the_worst_first);
    tcase_add_test(service, rates_are_sums_over_sums_and_peers_are_counted);
    tcase_add_test(service, a_region_s_proportion_weighs_its_members_by_their_clients);
    tcase_add_test(service, a_region_s_mean_has_student_s_interval);
    tcase_add_test(service, absent_figures_are_told_and_stand_before_good_ones);
    tcase_add_test(service, items_that_cannot_be_are_refused);
    tcase_add_test(service, a_part_of_less_than_one_client_is_refused);
    tcase_add_test(service, the_nation_of_an_overview_counts_no_area_twice);
    tcase_add_test(service, options_of_an_overview_are_checked);
    tcase_add_test(service, words_have_names_both_ways);
    suite_add_tcase(suite, service);
    return run_suite(suite);
}
