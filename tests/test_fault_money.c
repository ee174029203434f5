/* Every allocation of the cash-flow measures fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they
 * were and loses nothing. */
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include <mkba/catalog.h>
#include <mkba/money.h>

#include "fault.h"
#include "money/irr.h"
#include "money/payback.h"
#include "run_suite.h"

static const double values[] = {-1000, 2300, -1320, 0, -100, 60, 60, -10, -100, 110, 0, 0, 0, 0, 0, 0, -1, 3, -3, 1};
static const mkba_flows flows = {values, 5, 4, 4, 1};
static const mkba_segment five = {0.0, 0.05};

/* Answers its status, or -1 when an output was touched by a failure. */
typedef int scenario(mkba_error *error);

static int after_table(mkba_status status, mkba_table *table)
{
    bool touched = status != MKBA_OK && table != NULL;
    mkba_table_free(status == MKBA_OK ? table : NULL);
    return touched ? -1 : (int) status;
}

static int after_value(mkba_status status, double value)
{
    return status != MKBA_OK && value != 42.0 ? -1 : (int) status;
}

static int make_irr(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_irr(&flows, 1.0, &table, error);
    return after_table(status, table);
}

static int find_one_irr(mkba_error *error)
{
    mkba_i_roots roots = {.n = 42};
    mkba_status status = mkba_i_irr(values, 4, 0.5, &roots, error);
    bool touched = status != MKBA_OK && roots.n != 42;
    free(roots.items);
    return touched ? -1 : (int) status;
}

static int make_payback(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_payback(&five, 1, NULL, 0, &flows, &table, error);
    return after_table(status, table);
}

static int make_depreciation(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_depreciation(100, 10, 5, 0.05, MKBA_DEPRECIATION_ANNUITY, &table, error);
    return after_table(status, table);
}

static int make_segments(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_catalog_scheme(NULL, "NL-2026", &table, error);
    return after_table(status, table);
}

static int find_npv(mkba_error *error)
{
    double out[5] = {42.0, 42.0, 42.0, 42.0, 42.0};
    mkba_status status = mkba_npv(&five, 1, NULL, 0, &flows, out, 5, error);
    return after_value(status, out[0]);
}

static int find_mirr(mkba_error *error)
{
    double out[2] = {42.0, 42.0};
    mkba_flows two = {values, 2, 4, 4, 1};
    mkba_status status = mkba_mirr(&two, 0.1, 0.1, out, 2, error);
    return after_value(status, out[0]);
}

static int find_annuity(mkba_error *error)
{
    double years = 10.0;
    double out = 42.0;
    mkba_status status = mkba_annuity(&five, 1, MKBA_TIMING_MID, &years, 1, &out, 1, error);
    return after_value(status, out);
}

static int find_equivalent(mkba_error *error)
{
    double out = 42.0;
    mkba_status status = mkba_annual_equivalent(100, &five, 1, MKBA_TIMING_MID, 10, &out, error);
    return after_value(status, out);
}

static int find_rate(mkba_error *error)
{
    double out = 42.0;
    mkba_status status = mkba_rate(10, 0, -3500, 10000, MKBA_TIMING_END, &out, error);
    return after_value(status, out);
}

static void sweep(scenario *run, fault_mode mode)
{
    size_t n = 1;
    for (; fault_sweeps(n); n++) {
        mkba_error error = {.status = MKBA_OK};
        size_t live = fault_live();
        fault_arm(n, mode);
        int status = run(&error);
        fault_disarm();
        mkba_status expected = fault_injected() ? MKBA_ERROR_MEMORY : MKBA_OK;
        if (status != (int) expected || error.status != expected || fault_live() != live) {
            ck_abort_msg("allocation %zu: status %d, %zu blocks before and %zu after", n, status, live, fault_live());
        }
    }
    ck_assert_uint_ge(n, 2);
}

static scenario *const scenarios[] = {make_irr, find_one_irr, make_payback, make_depreciation, make_segments,
                                      find_npv, find_mirr,    find_annuity, find_equivalent,   find_rate};

START_TEST(a_measure_survives)
{
    if (!fault_works()) {
        printf("# SKIP allocation failures: malloc is not the one of this program here\n");
        return;
    }
    sweep(scenarios[_i], FAULT_ONCE);
    sweep(scenarios[_i], FAULT_ONWARD);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("allocation failures in money");
    TCase *measures = tcase_create("measures");
    tcase_add_loop_test(measures, a_measure_survives, 0, (int) (sizeof scenarios / sizeof scenarios[0]));
    suite_add_tcase(suite, measures);
    return run_suite(suite);
}
