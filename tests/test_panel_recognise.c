/* Rates among bare figures: recognised when every figure agrees, else left. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "run_suite.h"
#include "support.h"

static bool has_note(const mkba_panel *panel, const char *indicator, int64_t n, const char *piece)
{
    mkba_table *table = NULL;
    bool found = false;
    ck_assert_int_eq(mkba_panel_notes(panel, &table, NULL), MKBA_OK);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        found =
            found || (strcmp(support_text(table, row, "step"), "recognised") == 0 &&
                      strcmp(support_text(table, row, "indicator"), indicator) == 0 &&
                      support_integer(table, row, "n") == n && strstr(support_text(table, row, "note"), piece) != NULL);
    mkba_table_free(table);
    return found;
}

static const mkba_indicator *known(const mkba_panel *panel, const char *name)
{
    for (size_t i = 0; i < mkba_panel_n_indicators(panel); i++)
        if (strcmp(mkba_panel_indicator(panel, i)->name, name) == 0)
            return mkba_panel_indicator(panel, i);
    ck_abort_msg("no indicator %s", name);
    return NULL;
}

static void expect_rate(const mkba_panel *panel, const char *name, const char *numerator, const char *denominator,
                        double per)
{
    const mkba_indicator *rate = known(panel, name);
    ck_assert_int_eq(rate->kind, MKBA_INDICATOR_RATE);
    ck_assert_str_eq(rate->numerator, numerator);
    ck_assert_str_eq(rate->denominator, denominator);
    ck_assert_double_eq(rate->per, per);
}

/* By hand: 5000 x 1000 / 20000 = 250 euro; 12 clients of 20000 are 0.6 per 1000; 3000 children of 20000 are 15 %. */
static const char figures[] =
    "A,,2020,inwoners,20000,,\nA,,2021,inwoners,20010,,\nA,,2020,lasten,5000,1000 euro,\nA,,2021,lasten,5001,1000 euro,\n"
    "A,,2020,lasten_per_inwoner,250,,\nA,,2021,lasten_per_inwoner,249.93,,\nA,,2020,clienten,12,,\n"
    "A,,2020,clienten_per_1000,0.6,,\nA,,2021,clienten_per_1000,7,,\nA,,2020,bevolking_0_14,3000,,\n"
    "A,,2020,aandeel_0_14,15.00,,\nA,,2020,los_per_1000,3,,\nA,,2020,clienten_per_uur,3,,\n";

START_TEST(rates_are_recognised_when_every_cell_agrees)
{
    mkba_panel *bare = panel_tidy(figures), *panel = NULL;
    ck_assert_int_eq(mkba_panel_recognised(bare, NULL, &panel, NULL), MKBA_OK);
    expect_rate(panel, "lasten_per_inwoner", "lasten", "inwoners", 1000);
    expect_rate(panel, "clienten_per_1000", "clienten", "inwoners", 1000);
    expect_rate(panel, "aandeel_0_14", "bevolking_0_14", "inwoners", 100);
    ck_assert_int_eq(known(panel, "lasten")->kind, MKBA_INDICATOR_FLOW);
    ck_assert_int_eq(known(panel, "clienten")->kind, MKBA_INDICATOR_STOCK);
    ck_assert_int_eq(known(panel, "inwoners")->kind, MKBA_INDICATOR_STOCK);
    ck_assert_int_eq(known(panel, "los_per_1000")->kind, MKBA_INDICATOR_UNKNOWN);
    ck_assert_int_eq(known(panel, "clienten_per_uur")->kind, MKBA_INDICATOR_UNKNOWN);
    ck_assert(has_note(panel, "lasten_per_inwoner", 2, "1000 x lasten / inwoners"));
    ck_assert(has_note(panel, "lasten_per_inwoner", 2, "in thousands"));
    ck_assert(has_note(panel, "clienten_per_1000", 1, "every cell that has all three"));
    ck_assert(has_note(panel, "lasten", 2, "flow: its name or unit says euros"));
    panel_expect(panel, "A", "2021", "lasten_per_inwoner", 249.93, "measured");
    mkba_panel_free(panel);
    mkba_panel_free(bare);
}
END_TEST

START_TEST(a_region_of_recognised_rates_is_sum_over_sum)
{
    static const char *const members[] = {"A", "B"};
    mkba_panel *bare = panel_tidy("A,,2020,inwoners,100,,\nB,,2020,inwoners,300,,\nA,,2020,x,10,,\nB,,2020,x,90,,\n"
                                  "A,,2020,x_per_1000,100,,\nB,,2020,x_per_1000,300,,\n");
    mkba_panel *panel = NULL, *region = NULL;
    ck_assert_int_eq(mkba_panel_recognised(bare, "inwoners", &panel, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_region(panel, "R", NULL, members, 2, MKBA_MISSING_SPREADS, &region, NULL), MKBA_OK);
    panel_expect(region, "R", "2020", "x_per_1000", 250, "derived"); /* 1000 x 100 / 400, not the mean 200 */
    mkba_panel_free(region);
    mkba_panel_free(panel);
    mkba_panel_free(bare);
}
END_TEST

START_TEST(one_cell_that_disagrees_leaves_a_rate_as_it_is)
{
    /* 2 of 200 are 10 per 1000; 3 of 200 are 15, not 16. */
    mkba_panel *bare = panel_tidy("A,,2020,inwoners,200,,\nB,,2020,inwoners,200,,\nA,,2020,x,2,,\nB,,2020,x,3,,\n"
                                  "A,,2020,x_per_1000,10.0,,\nB,,2020,x_per_1000,18.5,,\n");
    mkba_panel *panel = NULL;
    ck_assert_int_eq(mkba_panel_recognised(bare, NULL, &panel, NULL), MKBA_OK);
    ck_assert_int_eq(known(panel, "x_per_1000")->kind, MKBA_INDICATOR_UNKNOWN);
    ck_assert_int_eq(known(panel, "x")->kind, MKBA_INDICATOR_UNKNOWN);
    ck_assert(has_note(panel, "x_per_1000", 1, "18.5 here is not 1000 x x / inwoners, 15,"));
    mkba_panel_free(panel);
    mkba_panel_free(bare);
}
END_TEST

START_TEST(figures_near_zero_tell_nothing)
{
    mkba_panel *bare = panel_tidy("A,,2020,inwoners,200,,\nA,,2020,x,0,,\nA,,2020,x_per_1000,0,,\nA,,2020,y,0,,\n"
                                  "B,,2020,y_per_1000,4,,\nA,,2020,z,1,,\nA,,2020,z_per_inwoner,0,,\n");
    mkba_panel *panel = NULL;
    ck_assert_int_eq(mkba_panel_recognised(bare, NULL, &panel, NULL), MKBA_OK);
    ck_assert_int_eq(known(panel, "x_per_1000")->kind, MKBA_INDICATOR_UNKNOWN);
    ck_assert_int_eq(known(panel, "y_per_1000")->kind, MKBA_INDICATOR_UNKNOWN);
    ck_assert_int_eq(known(panel, "z_per_inwoner")->kind, MKBA_INDICATOR_UNKNOWN);
    ck_assert(has_note(panel, "x_per_1000", 1, "units from thousands"));
    ck_assert(has_note(panel, "y_per_1000", 0, "whether it is a rate"));
    mkba_panel_free(panel);
    mkba_panel_free(bare);
}
END_TEST

START_TEST(counts_rounded_to_five_leave_room)
{
    /* Published: 13 per 1000 of 1003 inhabitants; the count of 13 was rounded to 15, so 14.96 alone would not agree. */
    mkba_panel *bare = panel_tidy("A,,2020,inwoners,1003,,\nA,,2020,x,15,,\nA,,2020,x_per_1000,13,,\n"), *panel = NULL;
    const mkba_indicator rounded = {.name = "x", .kind = MKBA_INDICATOR_STOCK, .rounding = 5};
    mkba_panel *said = NULL;
    ck_assert_int_eq(mkba_panel_recognised(bare, NULL, &panel, NULL), MKBA_OK);
    ck_assert_int_eq(known(panel, "x_per_1000")->kind, MKBA_INDICATOR_UNKNOWN);
    mkba_panel_free(panel);
    ck_assert_int_eq(mkba_panel_described(bare, &rounded, 1, &said, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_recognised(said, NULL, &panel, NULL), MKBA_OK);
    expect_rate(panel, "x_per_1000", "x", "inwoners", 1000);
    ck_assert_double_eq(known(panel, "x")->rounding, 5);
    mkba_panel_free(panel);
    mkba_panel_free(said);
    mkba_panel_free(bare);
}
END_TEST

START_TEST(other_denominators_and_none)
{
    mkba_panel *bare = panel_tidy("A,,2020,jongeren,50,,\nA,,2020,x,5,,\nA,,2020,x_per_100_jongeren,10,,\n"
                                  "A,,2020,x_per_jongere,0.1,,\nA,,2020,x_per_7,3,,\n");
    mkba_panel *panel = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_panel_recognised(bare, "jongeren", &panel, NULL), MKBA_OK);
    expect_rate(panel, "x_per_100_jongeren", "x", "jongeren", 100);
    expect_rate(panel, "x_per_jongere", "x", "jongeren", 1);
    ck_assert_int_eq(known(panel, "x_per_7")->kind, MKBA_INDICATOR_UNKNOWN);
    mkba_panel_free(panel);
    ck_assert_int_eq(mkba_panel_recognised(bare, NULL, &panel, NULL), MKBA_OK);
    ck_assert_int_eq(known(panel, "x_per_jongere")->kind, MKBA_INDICATOR_UNKNOWN);
    mkba_panel *again = NULL, *no = NULL;
    ck_assert_int_eq(mkba_panel_recognised(bare, "jongere", &no, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "\"jongeren\""));
    ck_assert_int_eq(mkba_panel_recognised(NULL, NULL, &no, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_recognised(bare, NULL, NULL, &error), MKBA_ERROR_ARGUMENT);
    const mkba_indicator rate = {.name = "jongeren", .kind = MKBA_INDICATOR_RATE};
    ck_assert_int_eq(mkba_panel_described(bare, &rate, 1, &again, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_recognised(again, "jongeren", &no, &error), MKBA_ERROR_PANEL);
    ck_assert_ptr_null(no);
    mkba_panel_free(again);
    mkba_panel_free(panel);
    mkba_panel_free(bare);
}
END_TEST

/* The counts of agreeing cells were taken with pandas from the same file. */
START_TEST(the_wide_panel_of_municipalities)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    mkba_panel *bare = NULL, *panel = NULL;
    mkba_error error;
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/",
                 "gemeenten/paneel_breed_2017_2024.csv");
    mkba_status status = mkba_panel_read(path, MKBA_PANEL_WIDE, NULL, &bare, &error);
    if (status == MKBA_ERROR_FILE) {
        printf("# SKIP the_wide_panel_of_municipalities: %s is not there\n", path);
        return;
    }
    ck_assert_int_eq(status, MKBA_OK);
    ck_assert_int_eq(mkba_panel_recognised(bare, NULL, &panel, NULL), MKBA_OK);
    ck_assert(has_note(panel, "lasten_wmo_voorzieningen_per_inwoner", 2848, "in thousands"));
    ck_assert(has_note(panel, "lasten_jeugd_voorzieningen_per_inwoner", 2848, "in thousands"));
    ck_assert(has_note(panel, "wmo_hbh_clienten_per_1000", 923, "1000 x wmo_hbh_clienten"));
    ck_assert(has_note(panel, "wmo_clienten_per_1000", 361, "1000 x wmo_clienten"));
    ck_assert(has_note(panel, "aandeel_0_14", 1657, "100 x bevolking_0_14"));
    ck_assert(has_note(panel, "aandeel_65plus", 1657, "100 x bevolking_65plus"));
    mkba_panel_free(panel);
    mkba_panel_free(bare);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel, recognised rates");
    TCase *rates = tcase_create("rates");
    tcase_add_test(rates, rates_are_recognised_when_every_cell_agrees);
    tcase_add_test(rates, a_region_of_recognised_rates_is_sum_over_sum);
    tcase_add_test(rates, one_cell_that_disagrees_leaves_a_rate_as_it_is);
    tcase_add_test(rates, figures_near_zero_tell_nothing);
    tcase_add_test(rates, counts_rounded_to_five_leave_room);
    tcase_add_test(rates, other_denominators_and_none);
    tcase_add_test(rates, the_wide_panel_of_municipalities);
    suite_add_tcase(suite, rates);
    return run_suite(suite);
}
