/* The growth of the Peel against the nation, on the real panel of municipalities in $MKBA_SHARED/data, where it is there.
 * The figures expected were computed from the file by pandas: sums over sums, indexes of 2017. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "growth.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

static const char *const PEEL[] = {"GM0743", "GM0762", "GM1652", "GM1659", "GM0847"};
static const char *const WMO_AND_YOUTH[] = {"lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen"};

/* The wide panel, its indicators said: euros in thousands, and their sum; NULL, and said so, when it is not there. */
static mkba_panel *read_peel(void)
{
    static const char *const wanted[] = {"inwoners",
                                         "lasten_wmo_voorzieningen",
                                         "lasten_jeugd_voorzieningen",
                                         "lasten_tv_6.1",
                                         "lasten_tv_6.2",
                                         "wmo_hbh_clienten",
                                         "wmo_clienten",
                                         "wmo_hbh_clienten_per_1000",
                                         "wmo_clienten_per_1000"};
    static const mkba_indicator said[] = {
        {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK},
        {.name = "wmo_hbh_clienten", .kind = MKBA_INDICATOR_STOCK, .rounding = 5},
        {.name = "wmo_clienten", .kind = MKBA_INDICATOR_STOCK, .rounding = 5},
        {.name = "wmo_hbh_clienten_per_1000",
         .kind = MKBA_INDICATOR_RATE,
         .numerator = "wmo_hbh_clienten",
         .denominator = "inwoners",
         .per = 1000},
        {.name = "wmo_clienten_per_1000",
         .kind = MKBA_INDICATOR_RATE,
         .numerator = "wmo_clienten",
         .denominator = "inwoners",
         .per = 1000},
        {.name = "lasten_wmo_voorzieningen", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW},
        {.name = "lasten_jeugd_voorzieningen", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW},
        {.name = "lasten_tv_6.1", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW},
        {.name = "lasten_tv_6.2", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW}};
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    mkba_panel *read = NULL, *known = NULL, *total = NULL, *made = NULL;
    mkba_panel_options options;
    mkba_error error;

    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/gemeenten/paneel_breed_2017_2024",
                 ".csv");
    mkba_panel_options_init(&options);
    options.indicators = wanted;
    options.n_indicators = sizeof wanted / sizeof *wanted;
    mkba_status status = mkba_panel_read(path, MKBA_PANEL_WIDE, &options, &read, &error);
    if (status == MKBA_ERROR_FILE) {
        printf("# SKIP the Peel: %s is not there\n", path);
        return NULL;
    }
    if (status != MKBA_OK || mkba_panel_described(read, said, sizeof said / sizeof *said, &known, &error) != MKBA_OK ||
        mkba_panel_total(known, "lasten", WMO_AND_YOUTH, 2, &total, &error) != MKBA_OK ||
        mkba_panel_rate(total, "lasten_per_inwoner", "lasten", "inwoners", 1000, "euro per inwoner", &made, &error) !=
            MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_panel_free(read);
    mkba_panel_free(known);
    mkba_panel_free(total);
    return made;
}

/* The Peel from the area `first` on, from 2017; without peers. */
static mkba_comparison *compare_peel(const mkba_panel *panel, const char *indicator, int to, size_t first)
{
    const char *const indicators[] = {indicator};
    mkba_compare_options options;
    mkba_comparison *made = NULL;
    mkba_error error;

    mkba_compare_options_init(&options);
    options.region = PEEL + first;
    options.n_region = 5 - first;
    options.indicators = indicators;
    options.n_indicators = 1;
    options.first = 2017;
    options.last = to;
    options.policy_date = "2021-06-01";
    if (mkba_panel_compare(panel, &options, &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return made;
}

/* The row of an indicator, a group and, where the table has years, a year. */
static size_t row_of(const mkba_table *table, const char *indicator, const char *group, int64_t year)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        if (strcmp(support_text(table, row, "indicator"), indicator) == 0 &&
            strcmp(support_text(table, row, "group"), group) == 0 &&
            (year == 0 || support_integer(table, row, "year") == year))
            return row;
    ck_abort_msg("no row of %s, %s, %d", indicator, group, (int) year);
}

/* Whether a figure has this value when it is written with `decimals`. */
static void expect(double found, double wanted, int decimals)
{
    double unit = pow(10, -decimals);
    if (fabs(found - wanted) > unit / 2 * (1 + 1e-9))
        ck_abort_msg("%.10g, not %.10g", found, wanted);
}

START_TEST(costs_rise_less_than_in_the_nation_and_wmo_alone_more)
{
    static const struct {
        const char *indicator, *group;
        int year;
        double index;
    } wanted[] = {{"lasten_per_inwoner", "region", 2021, 114.6},
                  {"lasten_per_inwoner", "nation", 2021, 126.6},
                  {"lasten_per_inwoner", "region", 2024, 127.4},
                  {"lasten_per_inwoner", "nation", 2024, 151.9},
                  {"lasten_jeugd_voorzieningen", "region", 2021, 108.1},
                  {"lasten_jeugd_voorzieningen", "nation", 2021, 130.7},
                  {"lasten_wmo_voorzieningen", "region", 2021, 122.3},
                  {"lasten_wmo_voorzieningen", "nation", 2021, 121.8},
                  {"lasten_wmo_voorzieningen", "region", 2022, 132.9},
                  {"lasten_wmo_voorzieningen", "nation", 2022, 123.1},
                  {"lasten_per_inwoner + lasten_tv_6.2", "region", 2021, 110.9},
                  {"lasten_per_inwoner + lasten_tv_6.2", "nation", 2021, 125.5},
                  {"lasten_per_inwoner + lasten_tv_6.1 + lasten_tv_6.2", "nation", 2021, 121.8},
                  {"lasten_per_inwoner + lasten_tv_6.1 + lasten_tv_6.2", "region", 2024, 140.2}};
    mkba_panel *panel = read_peel();
    if (panel == NULL)
        return;
    mkba_comparison *comparison = compare_peel(panel, "lasten_per_inwoner", 2024, 0);
    mkba_table *years = growth_view(comparison, MKBA_COMPARISON_YEARS);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        expect(support_real(years, row_of(years, wanted[i].indicator, wanted[i].group, wanted[i].year), "index"),
               wanted[i].index, 1);
    expect(support_real(years, row_of(years, "lasten_per_inwoner", "region", 2017), "level"), 375.2, 1);
    expect(support_real(years, row_of(years, "lasten_per_inwoner", "region", 2021), "level"), 429.9, 1);
    expect(support_real(years, row_of(years, "lasten_per_inwoner", "nation", 2017), "level"), 448.0, 1);
    expect(support_real(years, row_of(years, "lasten_per_inwoner", "nation", 2021), "level"), 567.4, 1);
    mkba_table_free(years);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(without_asten_and_with_the_same_areas_throughout)
{
    mkba_panel *panel = read_peel();
    if (panel == NULL)
        return;
    mkba_comparison *comparison = compare_peel(panel, "lasten_per_inwoner", 2021, 0);
    mkba_table *variants = growth_view(comparison, MKBA_COMPARISON_VARIANTS);
    size_t n = 0;
    for (size_t row = 0; row < mkba_table_n_rows(variants); row++) {
        const char *variant = support_text(variants, row, "variant"), *without = support_text(variants, row, "without");
        if (strcmp(support_text(variants, row, "indicator"), "lasten_per_inwoner") != 0)
            continue;
        bool region = strcmp(support_text(variants, row, "group"), "region") == 0;
        bool asten = without != NULL && strcmp(without, "GM0743") == 0;
        if (region && (asten || strcmp(variant, "without suspect members") == 0))
            expect(support_real(variants, row, "growth"), 12.2, 1), n++;
        if (!region && asten)
            expect(support_real(variants, row, "growth"), 26.6, 1), n++;
        if (!region && strcmp(variant, "nation with every year") == 0)
            expect(support_real(variants, row, "index"), 125.98, 2), n++;
    }
    ck_assert_uint_eq(n, 4);
    mkba_table_free(variants);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

/* Whether there is a finding of that id, area, period and indicator (NULL is any) whose text has the piece. */
static bool is_said(const mkba_table *findings, const char *id, const char *area, const char *period,
                    const char *indicator, const char *piece)
{
    for (size_t row = 0; row < mkba_table_n_rows(findings); row++) {
        const char *of[] = {support_text(findings, row, "id"), support_text(findings, row, "area"),
                            support_text(findings, row, "period"), support_text(findings, row, "indicator")};
        const char *wanted[] = {id, area, period, indicator};
        bool same = strstr(support_text(findings, row, "text"), piece) != NULL;
        for (size_t k = 0; k < 4; k++)
            same = same && (wanted[k] == NULL || (of[k] != NULL && strcmp(of[k], wanted[k]) == 0));
        if (same)
            return true;
    }
    return false;
}

START_TEST(what_hides_behind_the_whole_is_said)
{
    mkba_panel *panel = read_peel();
    if (panel == NULL)
        return;
    mkba_comparison *comparison = compare_peel(panel, "lasten_per_inwoner", 2021, 0);
    mkba_table *said = growth_view(comparison, MKBA_COMPARISON_FINDINGS);
    ck_assert(is_said(said, "part_opposite", NULL, NULL, "lasten_wmo_voorzieningen", "0.5 percentage points more"));
    ck_assert(is_said(said, "start_level", NULL, NULL, "lasten_per_inwoner", "16.3 % below the nation"));
    ck_assert(is_said(said, "copied_return", "GM0743", "2021", NULL, "no observation"));
    ck_assert(is_said(said, "jump", "GM0762", "2019", "lasten_wmo_voorzieningen", "+46%"));
    ck_assert(is_said(said, "policy_after_start", NULL, "2021-06-01", NULL, "2021"));
    ck_assert(is_said(said, "current_prices", NULL, NULL, "lasten_per_inwoner", "inflation"));
    ck_assert(is_said(said, "no_peers", NULL, NULL, NULL, "comparable"));
    ck_assert(is_said(said, "nation_changes", NULL, NULL, "lasten_per_inwoner", "388 have one in 2017, 352 in 2021"));
    mkba_table_free(said);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(home_help_and_all_wmo_are_not_one_series)
{
    static const char *const start[] = {"wmo_hbh_clienten_per_1000"}, *const end[] = {"wmo_clienten_per_1000"};
    mkba_compare_options options;
    mkba_comparison *none = NULL;
    mkba_error error;
    mkba_panel *panel = read_peel();
    if (panel == NULL)
        return;
    mkba_compare_options_init(&options);
    options.region = PEEL;
    options.n_region = 5;
    options.indicators = start;
    options.n_indicators = 1;
    options.indicators_at_end = end;
    options.first = 2019;
    options.last = 2021;
    ck_assert_int_eq(mkba_panel_compare(panel, &options, &none, &error), MKBA_ERROR_PANEL);
    ck_assert_ptr_nonnull(strstr(error.message, "change of definition, not growth"));
    options.indicators_at_end = NULL; /* the one indicator has no figures at the end */
    ck_assert_int_eq(mkba_panel_compare(panel, &options, &none, &error), MKBA_ERROR_PANEL);
    ck_assert_ptr_nonnull(strstr(error.message, "no area has a figure in 2021: the series has ended by then"));
    mkba_break definition = {2021, true, "2017-2019 is home help only, from 2021 all of the Wmo"};
    mkba_indicator broken = {
        .name = "wmo_clienten", .kind = MKBA_INDICATOR_STOCK, .breaks = &definition, .n_breaks = 1};
    mkba_panel *said = NULL;
    ck_assert_int_eq(mkba_panel_described(panel, &broken, 1, &said, NULL), MKBA_OK);
    options.indicators = end;
    ck_assert_int_eq(mkba_panel_compare(said, &options, &none, &error), MKBA_ERROR_PANEL);
    ck_assert_ptr_nonnull(strstr(error.message, "home help only"));
    ck_assert_ptr_null(none);
    mkba_panel_free(said);
    mkba_panel_free(panel);
}
END_TEST

/* In the returns themselves: Laarbeek books youth on 6.82 from 2018 to 2022, Asten in 2022 and 2023. */
START_TEST(bookings_on_another_line_are_said)
{
    static const mkba_indicator flow = {.name = "lasten_jeugd_voorzieningen", .kind = MKBA_INDICATOR_FLOW};
    static const char *const indicator[] = {"lasten_jeugd_voorzieningen"};
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    mkba_panel *read = NULL, *panel = NULL;
    mkba_comparison *comparison = NULL;
    mkba_compare_options options;
    mkba_error error;
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/gemeenten/iv3_jaarrekening_2017_2024",
                 ".csv");
    mkba_status status = mkba_panel_read(path, MKBA_PANEL_TIDY, NULL, &read, &error);
    if (status == MKBA_ERROR_FILE) {
        printf("# SKIP bookings_on_another_line_are_said: %s is not there\n", path);
        return;
    }
    ck_assert_int_eq(status, MKBA_OK);
    ck_assert_int_eq(mkba_panel_described(read, &flow, 1, &panel, NULL), MKBA_OK);
    mkba_compare_options_init(&options);
    options.region = PEEL;
    options.n_region = 5;
    options.indicators = indicator;
    options.n_indicators = 1;
    options.first = 2017;
    options.last = 2024;
    if (mkba_panel_compare(panel, &options, &comparison, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_table *said = growth_view(comparison, MKBA_COMPARISON_FINDINGS);
    ck_assert(is_said(said, "booking_shift", "GM1659", "2018", NULL, "lasten_tv_6.72 -95%, lasten_tv_6.82 +1079%"));
    ck_assert(is_said(said, "booking_shift", "GM0743", "2022", NULL, "lasten_tv_6.82 +562%"));
    ck_assert(is_said(said, "copied_return", "GM0743", "2021", NULL, "lasten_tv_6.71"));
    ck_assert(is_said(said, "not_per_inhabitant", NULL, NULL, "lasten_jeugd_voorzieningen", "population"));
    mkba_table_free(said);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
    mkba_panel_free(read);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compare, growth of real files");
    TCase *real = tcase_create("real files");
    tcase_add_test(real, costs_rise_less_than_in_the_nation_and_wmo_alone_more);
    tcase_add_test(real, without_asten_and_with_the_same_areas_throughout);
    tcase_add_test(real, what_hides_behind_the_whole_is_said);
    tcase_add_test(real, home_help_and_all_wmo_are_not_one_series);
    tcase_add_test(real, bookings_on_another_line_are_said);
    suite_add_tcase(suite, real);
    return run_suite(suite);
}
