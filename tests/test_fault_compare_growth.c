/* Every allocation of a comparison, and of its tables, fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs
 * as they were and loses nothing. */
#include <stdlib.h>

#include <mkba/compare.h>

#include <check.h>

#include "fault.h"
#include "panel.h"
#include "run_suite.h"

static mkba_panel *panel;
static mkba_comparison *compared;

/* Totals, a rate, breaks, suspects, a peer that ends: so that each step has something to do. */
static void make_panel(void)
{
    static const mkba_break at = {2021, false, "n"};
    static const mkba_indicator known[] = {
        {.name = "k_tv_6.6", .kind = MKBA_INDICATOR_FLOW, .breaks = &at, .n_breaks = 1, .rounding = 1},
        {.name = "k_tv_6.72", .kind = MKBA_INDICATOR_FLOW},
        {.name = "k_tv_6.2", .kind = MKBA_INDICATOR_FLOW},
        {.name = "i", .kind = MKBA_INDICATOR_STOCK}};
    static const char *const parts[] = {"k_tv_6.6", "k_tv_6.72"};
    mkba_panel *read =
        panel_tidy("A,,2020,k_tv_6.6,5,,\nA,,2021,k_tv_6.6,9,,\nA,,2020,k_tv_6.72,5,,\nA,,2021,k_tv_6.72,1,,\n"
                   "B,,2020,k_tv_6.6,5,,\nB,,2021,k_tv_6.6,5,,\nB,,2020,k_tv_6.72,5,,\nB,,2021,k_tv_6.72,5,,\n"
                   "C,,2020,k_tv_6.6,5,,\nC,,2020,k_tv_6.72,5,,\nA,,2020,k_tv_6.2,1,,\nA,,2021,k_tv_6.2,1,,\n"
                   "B,,2020,k_tv_6.2,1,,\nB,,2021,k_tv_6.2,1,,\nA,,2020,i,5,,\nA,,2021,i,5,,\nB,,2020,i,4,,\n"
                   "B,,2021,i,4,,\nC,,2020,i,9,,\n");
    mkba_panel *said = NULL, *total = NULL;
    ck_assert_int_eq(mkba_panel_described(read, known, 4, &said, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_total(said, "t", parts, 2, &total, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_rate(total, "r", "t", "i", 1, "", &panel, NULL), MKBA_OK);
    mkba_panel_free(read);
    mkba_panel_free(said);
    mkba_panel_free(total);
}

static mkba_status make(mkba_comparison **made, mkba_error *error)
{
    static const char *const region[] = {"A"}, *const peers[] = {"B", "C"}, *const indicator[] = {"r"};
    mkba_compare_options options;

    mkba_compare_options_init(&options);
    options.region = region;
    options.n_region = 1;
    options.peers = peers;
    options.n_peers = 2;
    options.indicators = indicator;
    options.n_indicators = 1;
    options.first = 2020;
    options.last = 2021;
    options.replicates = 100;
    return mkba_panel_compare(panel, &options, made, error);
}

static int comparing(mkba_error *error)
{
    mkba_comparison *made = NULL;
    mkba_status status = make(&made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_comparison_free(made);
    return MKBA_OK;
}

static mkba_comparison_view wanted;

static int tabulating(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_comparison_table(compared, wanted, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return MKBA_OK;
}

START_TEST(a_comparison_and_its_tables)
{
    make_panel();
    fault_sweep(comparing);
    ck_assert_int_eq(make(&compared, NULL), MKBA_OK);
    for (int v = MKBA_COMPARISON_SUMMARY; v <= (int) MKBA_COMPARISON_FINDINGS; v++) {
        wanted = (mkba_comparison_view) v;
        fault_sweep(tabulating);
    }
    mkba_comparison_free(compared);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compare, allocations that fail");
    TCase *fault = tcase_create("fault");
    tcase_add_test(fault, a_comparison_and_its_tables);
    suite_add_tcase(suite, fault);
    return run_suite(suite);
}
