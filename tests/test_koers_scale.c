/* One task at several levels: costs as by hand, the frontier, where levels cost the same, the case they make, what is refused. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "support.h"
#include <mkba/koers_scale.h>

#include "run_suite.h"

static const char *const members[] = {"a", "b", "c", "d"}, *const pairs[] = {"x", "x", "y", "y"};
static const double volumes[] = {10, 20, 30, 40};
static const mkba_scale_level levels[] = {
    {.name = "local", .fixed = 100, .unit_cost = 9, .elasticity = 1, .quality = 6, .distance = 1, .alone = true},
    {.name = "pairs",
     .fixed = 150,
     .unit_cost = 10,
     .elasticity = 0.9,
     .coordination = 5,
     .quality = 7,
     .distance = 4,
     .groups = pairs,
     .n_groups = 4},
    {.name = "region",
     .title = "De regio",
     .fixed = 200,
     .unit_cost = 10,
     .elasticity = 0.9,
     .coordination = 30,
     .quality = 7,
     .distance = 9},
    {.name = "nation",
     .fixed = 5000,
     .unit_cost = 9,
     .elasticity = 1,
     .coordination = 5,
     .quality = 7,
     .distance = 50,
     .other_volume = 900,
     .other_partners = 96}};

static mkba_scale_options task(void)
{
    mkba_scale_options options;
    mkba_scale_options_init(&options);
    options.title = "Jeugdhulp";
    options.members = members;
    options.n_members = 4;
    options.volumes = volumes;
    options.n_volumes = 4;
    options.levels = levels;
    options.n_levels = 4;
    return options;
}

static mkba_table *table_of(const mkba_scale_options *options, mkba_scale_view view)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_scale_table(options, view, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

/* By hand, with libm's powers. */
static void costs(double cost[4])
{
    cost[0] = 4 * 100 + 9 * 100;
    cost[1] = 2 * 150 + 10 * (pow(30, 0.9) + pow(70, 0.9)) + 2 * 5;
    cost[2] = 200 + 10 * pow(100, 0.9) + 3 * 30;
    cost[3] = (5000 + 9 * 1000 + 99 * 5) / 10.0; /* a tenth of the volume */
}

START_TEST(levels_cost_what_the_formula_says)
{
    mkba_scale_options options = task();
    double cost[4];

    costs(cost);
    mkba_table *table = table_of(&options, MKBA_SCALE_LEVELS);
    for (size_t r = 0; r < 4; r++) {
        ck_assert_str_eq(support_text(table, r, "level"), levels[r].name);
        support_expect(table, r, "cost", cost[r], 1e-9);
        support_expect(table, r, "cost_per_client", cost[r] / 100, 1e-11);
        support_expect(table, r, "public_value", -cost[r], 1e-9);
        double parts = support_real(table, r, "fixed") + support_real(table, r, "volume_cost");
        support_expect(table, r, "coordination", cost[r] - parts, 1e-9);
        ck_assert(support_missing(table, r, "quality_worth"));
    }
    support_expect(table, 3, "coordination", 49.5, 1e-12);
    ck_assert_int_eq(support_integer(table, 1, "coalitions"), 2);
    ck_assert_int_eq(support_integer(table, 3, "partners"), 100);
    ck_assert_str_eq(support_text(table, 2, "title"), "De regio");
    mkba_table_free(table);
    table = table_of(&options, MKBA_SCALE_COALITIONS);
    ck_assert_uint_eq(mkba_table_n_rows(table), 8);
    ck_assert_str_eq(support_text(table, 5, "coalition"), "y");
    support_expect(table, 5, "cost", 150 + 10 * pow(70, 0.9) + 5, 1e-9);
    support_expect(table, 5, "cost_per_client", (155 + 10 * pow(70, 0.9)) / 70, 1e-11);
    support_expect(table, 7, "cost", 14495, 1e-9);
    support_expect(table, 7, "volume", 1000, 0);
    support_expect(table, 7, "cost_of_members", 1449.5, 1e-10);
    mkba_table_free(table);
}
END_TEST

/* Without a price quality is an axis: local is near, pairs better, region cheaper; nation is beaten by pairs in cost and
 * nearness. With a price of quality only value and distance count. */
START_TEST(what_is_beaten_in_everything_is_not_on_the_frontier)
{
    mkba_scale_options options = task();
    mkba_table *table = table_of(&options, MKBA_SCALE_LEVELS);
    const bool efficient[] = {true, true, true, false};

    for (size_t r = 0; r < 4; r++)
        ck_assert_int_eq(support_integer(table, r, "efficient"), efficient[r]);
    ck_assert_str_eq(support_text(table, 3, "dominated_by"), "pairs");
    mkba_table_free(table);
    options.quality_value = 2;
    table = table_of(&options, MKBA_SCALE_LEVELS);
    support_expect(table, 0, "quality_worth", 2 * 6 * 100, 0);
    support_expect(table, 0, "public_value", 1200 - 1300, 1e-9);
    mkba_table_free(table);
}
END_TEST

/* 4 x 100 + 9 V against 600 + 5 V cross at V = 50; what never crosses says who is cheaper. */
START_TEST(levels_cost_the_same_where_their_costs_cross)
{
    static const mkba_scale_level two[] = {
        {.name = "near", .fixed = 100, .unit_cost = 9, .elasticity = 1, .alone = true},
        {.name = "far", .fixed = 600, .unit_cost = 5, .elasticity = 1},
        {.name = "dear", .fixed = 900, .unit_cost = 10, .elasticity = 1}};
    mkba_scale_options options = task();

    options.levels = two;
    options.n_levels = 3;
    mkba_table *table = table_of(&options, MKBA_SCALE_BREAK_EVEN);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3);
    support_expect(table, 0, "volume", 50, 1e-10);
    support_expect(table, 0, "factor", 0.5, 1e-12);
    ck_assert_str_eq(support_text(table, 0, "below"), "near");
    ck_assert_str_eq(support_text(table, 0, "above"), "far");
    ck_assert(support_missing(table, 2, "factor"));
    ck_assert_str_eq(support_text(table, 2, "below"), "far");
    ck_assert_str_eq(support_text(table, 2, "above"), "far");
    mkba_table_free(table);
    /* 1000 + V^2 and 100 V: equal at V = 50 -/+ sqrt(1500) */
    static const mkba_scale_level curved[] = {{.name = "square", .fixed = 1000, .unit_cost = 1, .elasticity = 2},
                                              {.name = "line", .unit_cost = 100, .elasticity = 1}};
    options.levels = curved;
    options.n_levels = 2;
    table = table_of(&options, MKBA_SCALE_BREAK_EVEN);
    ck_assert_uint_eq(mkba_table_n_rows(table), 2);
    support_expect(table, 0, "volume", 50 - sqrt(1500), 1e-9);
    support_expect(table, 1, "volume", 50 + sqrt(1500), 1e-9);
    ck_assert_str_eq(support_text(table, 0, "below"), "line");
    ck_assert_str_eq(support_text(table, 1, "below"), "square");
    ck_assert_str_eq(support_text(table, 1, "above"), "line");
    mkba_table_free(table);
}
END_TEST

/* The case has the value that follows by hand: yearly differences x the sum of 1.028^-t over ten years. */
START_TEST(levels_become_a_case_with_their_values)
{
    mkba_scale_options options = task();
    mkba_appraisal *appraisal = NULL;
    double cost[4], factor = 0;
    char *text = NULL;

    costs(cost);
    options.quality_value = 2;
    options.source = "verzonnen";
    ck_assert_int_eq(mkba_scale_case(&options, &text, NULL), MKBA_OK);
    mkba_case *made = support_parse(text);
    appraisal = support_appraise(made, NULL);
    mkba_table *table = support_table(appraisal, MKBA_VIEW_SUMMARY);
    for (int t = 0; t < 10; t++)
        factor += pow(1.028, -t);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3);
    for (size_t r = 0; r < 3; r++) {
        double quality = 2 * (levels[r + 1].quality - 6) * 100;
        ck_assert_str_eq(support_text(table, r, "alternative"), levels[r + 1].name);
        support_expect(table, r, "npv", factor * (cost[0] - cost[r + 1] + quality), 1e-7);
        support_expect(table, r, "pv_costs", factor * cost[r + 1], 1e-7);
    }
    mkba_table_free(table);
    mkba_appraisal_free(appraisal);
    mkba_case_free(made);
    mkba_text_free(text);
    options.null_level = "region";
    ck_assert_int_eq(mkba_scale_case(&options, &text, NULL), MKBA_OK);
    made = support_parse(text);
    mkba_case_free(made);
    mkba_text_free(text);
}
END_TEST

static void refused(const mkba_scale_options *options, mkba_status wanted, const char *where)
{
    mkba_table *table = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_scale_table(options, MKBA_SCALE_LEVELS, &table, &error), wanted);
    ck_assert_str_eq(error.where, where);
    ck_assert_ptr_null(table);
}

START_TEST(tasks_that_are_none_are_refused_with_their_place)
{
    const double zero[] = {1, 0, 1, 1};
    const char *const twice[] = {"a", "a", "b", "c"};
    const struct {
        mkba_scale_level level;
        const char *where;
    } wrong[] = {{{.name = NULL}, "levels[1]/name"},
                 {{.name = "De Peel"}, "levels[1]/name"},
                 {{.name = "local"}, "levels[1]/name"},
                 {{.name = "b", .title = ""}, "levels[1]/title"},
                 {{.name = "b", .fixed = -1}, "levels[1]/fixed"},
                 {{.name = "b", .unit_cost = NAN}, "levels[1]/unit_cost"},
                 {{.name = "b", .elasticity = 4.5}, "levels[1]/elasticity"},
                 {{.name = "b", .coordination = -1}, "levels[1]/coordination"},
                 {{.name = "b", .quality = INFINITY}, "levels[1]/quality"},
                 {{.name = "b", .distance = -1}, "levels[1]/distance"},
                 {{.name = "b", .other_volume = -1}, "levels[1]/other_volume"},
                 {{.name = "b", .other_volume = 1}, "levels[1]/other_partners"},
                 {{.name = "b", .other_partners = 1}, "levels[1]/other_partners"},
                 {{.name = "b", .alone = true, .groups = pairs, .n_groups = 4}, "levels[1]/groups"},
                 {{.name = "b", .groups = pairs, .n_groups = 3}, "levels[1]/groups"}};
    mkba_scale_options options = task();
    mkba_table *table = NULL;
    mkba_error e;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        mkba_scale_level two[] = {levels[0], wrong[i].level};
        options.levels = two;
        options.n_levels = 2;
        refused(&options, MKBA_ERROR_ARGUMENT, wrong[i].where);
    }
    options = task();
    options.volumes = zero;
    refused(&options, MKBA_ERROR_ARGUMENT, "volumes[1]");
    options = task();
    options.n_volumes = 3;
    refused(&options, MKBA_ERROR_ARGUMENT, "volumes");
    options = task();
    options.members = twice;
    refused(&options, MKBA_ERROR_ARGUMENT, "members[1]");
    options = task();
    options.n_members = 0;
    refused(&options, MKBA_ERROR_ARGUMENT, "members");
    options = task();
    options.n_levels = 0;
    refused(&options, MKBA_ERROR_ARGUMENT, "levels");
    options = task();
    options.quality_value = -1;
    refused(&options, MKBA_ERROR_ARGUMENT, "quality_value");
    options = task();
    ck_assert_int_eq(mkba_scale_table(&options, (mkba_scale_view) 3, &table, &e), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_scale_table(NULL, MKBA_SCALE_LEVELS, &table, &e), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_scale_table(&options, MKBA_SCALE_LEVELS, NULL, &e), MKBA_ERROR_ARGUMENT);
}
END_TEST

START_TEST(cases_of_levels_that_are_none_are_refused)
{
    mkba_scale_options options = task();
    char *text = NULL;
    mkba_error e;

    options.null_level = "locl";
    ck_assert_int_eq(mkba_scale_case(&options, &text, &e), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(e.message, "local"));
    options = task();
    options.n_levels = 1;
    ck_assert_int_eq(mkba_scale_case(&options, &text, &e), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(e.where, "levels");
    options = task();
    options.last_year = 2025;
    ck_assert_int_eq(mkba_scale_case(&options, &text, &e), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(e.where, "last_year");
    ck_assert_int_eq(mkba_scale_case(&options, NULL, &e), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_scale_case(NULL, &text, &e), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(text);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("scale");
    tcase_add_test(tests, levels_cost_what_the_formula_says);
    tcase_add_test(tests, what_is_beaten_in_everything_is_not_on_the_frontier);
    tcase_add_test(tests, levels_cost_the_same_where_their_costs_cross);
    tcase_add_test(tests, levels_become_a_case_with_their_values);
    tcase_add_test(tests, tasks_that_are_none_are_refused_with_their_place);
    tcase_add_test(tests, cases_of_levels_that_are_none_are_refused);
    Suite *suite = suite_create("test_koers_scale");
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
