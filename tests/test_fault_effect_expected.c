/* Every allocation of an expectation fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they were and
 * loses nothing. */
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include <mkba/effect_expected.h>

#include "fault.h"
#include "panel.h"
#include "run_suite.h"

static mkba_panel *panel;
static mkba_expected_options options;

static int expect(mkba_error *error)
{
    mkba_expectation *made = NULL;
    mkba_table *table = NULL;
    mkba_status status = mkba_panel_expected(panel, &options, &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    status = mkba_expectation_table(made, MKBA_EXPECTATION_FINDINGS, &table, error);
    mkba_expectation_free(made);
    mkba_table_free(table);
    return (int) status;
}

/* Ten areas, one of them without its factor; `twice` follows from `old`. */
static mkba_panel *sample(void)
{
    char text[4000], *at = text;
    for (int a = 1; a <= 10; a++) {
        at += sprintf(at, "GM%04d,,2020,clients,%d,,\n", a, 20 + 3 * a + (a * 7) % 5);
        at += sprintf(at, "GM%04d,,2020,people,%d,,\n", a, 1000 + 100 * a);
        if (a < 10)
            at += sprintf(at, "GM%04d,,2020,old,%d,,\n", a, (a * 5) % 11);
        at += sprintf(at, "GM%04d,,2020,twice,%d,,\n", a, 2 * ((a * 5) % 11));
    }
    return panel_tidy(text);
}

START_TEST(every_method)
{
    static const char *const region[] = {"GM0002", "GM0003"}, *const factors[] = {"old", "twice"};
    panel = sample();
    for (int method = 0; method <= MKBA_EXPECTED_NEGBIN; method++) {
        mkba_expected_options_init(&options);
        options.method = (mkba_expected_method) method;
        options.region = region;
        options.n_region = 2;
        options.indicator = "clients";
        options.factors = factors;
        options.n_factors = options.method == MKBA_EXPECTED_RIDGE ? 2 : 1;
        options.weights = options.method == MKBA_EXPECTED_WLS ? "people" : NULL;
        options.population = "people";
        options.errors =
            options.method == MKBA_EXPECTED_OLS ? MKBA_EXPECTED_ERRORS_CLUSTERED : MKBA_EXPECTED_ERRORS_DEFAULT;
        fault_sweep(expect);
    }
    mkba_panel_free(panel);
}
END_TEST

/* A refusal that names factors needs memory too. */
START_TEST(a_refusal_that_names_factors)
{
    static const char *const region[] = {"GM0002"}, *const factors[] = {"old", "twice"};
    mkba_error error;
    panel = sample();
    mkba_expected_options_init(&options);
    options.region = region;
    options.n_region = 1;
    options.indicator = "clients";
    options.factors = factors;
    options.n_factors = 2;
    for (size_t n = 1; fault_works(); n++) {
        size_t live = fault_live();
        fault_arm(n, FAULT_ONCE);
        int status = expect(&error);
        fault_disarm();
        ck_assert_uint_eq(fault_live(), live);
        ck_assert_int_eq(status, fault_injected() ? MKBA_ERROR_MEMORY : MKBA_ERROR_PANEL);
        if (!fault_injected())
            break;
    }
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("need adjustment, allocations that fail");
    TCase *fault = tcase_create("fault");
    tcase_set_timeout(fault, 120);
    tcase_add_test(fault, every_method);
    tcase_add_test(fault, a_refusal_that_names_factors);
    suite_add_tcase(suite, fault);
    return run_suite(suite);
}
