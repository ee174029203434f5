/* Breaks of series: those of the catalog, given by name or to whom they are to be given, and what is made of them. */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "run_suite.h"
#include "support.h"

static const mkba_indicator *known(const mkba_panel *panel, const char *name)
{
    for (size_t i = 0; i < mkba_panel_n_indicators(panel); i++)
        if (strcmp(mkba_panel_indicator(panel, i)->name, name) == 0)
            return mkba_panel_indicator(panel, i);
    ck_abort_msg("no indicator %s", name);
    return NULL;
}

static bool breaks_in(const mkba_panel *panel, const char *name, int year, bool refuse)
{
    const mkba_indicator *indicator = known(panel, name);
    for (size_t i = 0; i < indicator->n_breaks; i++)
        if (indicator->breaks[i].year == year && indicator->breaks[i].refuse == refuse)
            return true;
    return false;
}

static const char lines[] =
    "A,,2019,wmo_clienten,10,,\nA,,2022,wmo_clienten,30,,\nB,,2022,wmo_clienten,5,,\nA,,2019,jeugdzorg_natura_jongeren,7,,\n"
    "A,,2019,lasten_wmo_voorzieningen,9,,\nA,,2019,lasten_tv_6.2,9,,\nA,,2019,inwoners,90,,\n";

START_TEST(the_catalog_gives_breaks_by_name)
{
    mkba_panel *panel = panel_tidy(lines), *with = NULL, *again = NULL;
    ck_assert_int_eq(mkba_panel_with_breaks(panel, NULL, 0, NULL, 0, &with, NULL), MKBA_OK);
    ck_assert(breaks_in(with, "wmo_clienten", 2021, true));
    ck_assert(breaks_in(with, "wmo_clienten", 2019, false));
    ck_assert(breaks_in(with, "wmo_clienten", 2020, false));
    ck_assert(breaks_in(with, "jeugdzorg_natura_jongeren", 2021, true));
    ck_assert(breaks_in(with, "jeugdzorg_natura_jongeren", 2022, false));
    ck_assert(breaks_in(with, "lasten_wmo_voorzieningen", 2025, true));
    ck_assert(!breaks_in(with, "lasten_wmo_voorzieningen", 2021, true));
    ck_assert_uint_eq(known(with, "lasten_tv_6.2")->n_breaks, 0);
    ck_assert_uint_eq(known(with, "inwoners")->n_breaks, 0);
    ck_assert_int_eq(mkba_panel_with_breaks(with, NULL, 0, NULL, 0, &again, NULL), MKBA_OK);
    ck_assert_uint_eq(known(again, "wmo_clienten")->n_breaks, known(with, "wmo_clienten")->n_breaks); /* each once */
    mkba_panel_free(again);
    mkba_panel_free(with);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_break_can_be_given_to_an_indicator)
{
    static const char *const codes[] = {"iv3-2025"}, *const indicators[] = {"inwoners"}, *const wrong[] = {"iv-2025"};
    mkba_panel *panel = panel_tidy(lines), *with = NULL, *no = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_panel_with_breaks(panel, codes, 1, indicators, 1, &with, NULL), MKBA_OK);
    ck_assert_uint_eq(known(with, "inwoners")->n_breaks, 1);
    ck_assert(breaks_in(with, "inwoners", 2025, true));
    ck_assert_uint_eq(known(with, "wmo_clienten")->n_breaks, 0);
    ck_assert_int_eq(mkba_panel_with_breaks(panel, wrong, 1, NULL, 0, &no, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "\"iv3-2025\""));
    ck_assert_int_eq(mkba_panel_with_breaks(panel, NULL, 0, wrong, 1, &no, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_with_breaks(NULL, NULL, 0, NULL, 0, &no, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_with_breaks(panel, NULL, 0, NULL, 0, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(no);
    mkba_panel_free(with);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_table_counts_who_crosses_a_break)
{
    mkba_panel *panel = panel_tidy(lines), *with = NULL;
    mkba_table *table = NULL;
    size_t found = 0;
    ck_assert_int_eq(mkba_panel_with_breaks(panel, NULL, 0, NULL, 0, &with, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_breaks(with, &table, NULL), MKBA_OK);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        if (strcmp(support_text(table, row, "indicator"), "wmo_clienten") != 0)
            continue;
        /* A has 2019 and 2022, B only 2022: nobody has a figure before 2019. */
        ck_assert_int_eq(support_integer(table, row, "areas"), support_integer(table, row, "year") == 2019 ? 0 : 1);
        found++;
    }
    ck_assert_uint_eq(found, 3);
    mkba_table_free(table);
    table = NULL;
    ck_assert_int_eq(mkba_panel_breaks(NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_breaks(with, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    mkba_panel_free(with);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(totals_and_rates_have_the_breaks_of_their_parts)
{
    const mkba_break one = {2020, true, "one"}, two = {2021, false, "two"}, both[] = {one, two};
    const mkba_indicator said[] = {{.name = "a", .kind = MKBA_INDICATOR_FLOW, .breaks = &one, .n_breaks = 1},
                                   {.name = "b", .kind = MKBA_INDICATOR_FLOW, .breaks = both, .n_breaks = 2}};
    static const char *const parts[] = {"a", "b"};
    mkba_panel *bare = panel_tidy("A,,2020,a,1,,\nA,,2020,b,2,,\nA,,2020,c,2,,\n"), *panel = NULL, *total = NULL;
    mkba_panel *rate = NULL;
    ck_assert_int_eq(mkba_panel_described(bare, said, 2, &panel, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_total(panel, "t", parts, 2, &total, NULL), MKBA_OK);
    ck_assert_uint_eq(known(total, "t")->n_breaks, 2);
    ck_assert(breaks_in(total, "t", 2020, true) && breaks_in(total, "t", 2021, false));
    ck_assert_int_eq(mkba_panel_rate(total, "r", "t", "c", 1, NULL, &rate, NULL), MKBA_OK);
    ck_assert_uint_eq(known(rate, "r")->n_breaks, 2);
    mkba_panel_free(rate);
    mkba_panel_free(total);
    mkba_panel_free(panel);
    mkba_panel_free(bare);
}
END_TEST

/* The level of ova_ppc is provisional in 2025 only; amounts of 2024 stay derived. */
START_TEST(a_provisional_level_makes_a_deflated_figure_provisional)
{
    mkba_panel *panel = panel_tidy("A,,2024,a,1,euro,\nA,,2025,a,1,euro,\nA,,2023,a,.,euro,\n"), *prices = NULL;
    mkba_panel *to = NULL;
    ck_assert_int_eq(mkba_panel_deflated(panel, NULL, "p", "a", "ova_ppc", 2024, &prices, NULL), MKBA_OK);
    panel_expect(prices, "A", "2024", "p", 1, "derived");
    ck_assert_int_eq(mkba_panel_statuses(prices, 1, 0)[2], MKBA_CELL_PROVISIONAL);
    ck_assert_int_eq(mkba_panel_statuses(prices, 1, 0)[0], MKBA_CELL_SUPPRESSED);
    ck_assert_int_eq(mkba_panel_deflated(panel, NULL, "p", "a", "ova_ppc", 2025, &to, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_statuses(to, 1, 0)[1], MKBA_CELL_PROVISIONAL);
    panel_expect(to, "A", "2025", "p", 1, "derived"); /* its own prices: no level is used */
    mkba_panel_free(to);
    mkba_panel_free(prices);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel, breaks");
    TCase *breaks = tcase_create("breaks");
    tcase_add_test(breaks, the_catalog_gives_breaks_by_name);
    tcase_add_test(breaks, a_break_can_be_given_to_an_indicator);
    tcase_add_test(breaks, a_table_counts_who_crosses_a_break);
    tcase_add_test(breaks, totals_and_rates_have_the_breaks_of_their_parts);
    tcase_add_test(breaks, a_provisional_level_makes_a_deflated_figure_provisional);
    suite_add_tcase(suite, breaks);
    return run_suite(suite);
}
