/* Every allocation of a compass and of its tables fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they
 * were and loses nothing. */
#include <stdlib.h>

#include <check.h>

#include "compass.h"
#include "fault.h"
#include "run_suite.h"

static mkba_koers *koers;
static mkba_panel *panel;
static mkba_compass *compass;
static mkba_compass_options options;
static mkba_compass_view view;

static int make(mkba_error *error)
{
    mkba_compass *made = NULL;
    mkba_status status = mkba_koers_compass(koers, panel, &options, &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_compass_free(made);
    return (int) status;
}

static int tabulate(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_compass_table(compass, view, MKBA_LANGUAGE_NL, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return (int) status;
}

static void set_up(void)
{
    koers = compass_base();
    panel = compass_panel(10);
    mkba_compass_options_init(&options);
    options.population = "inwoners";
}

static void tear_down(void)
{
    mkba_panel_free(panel);
    mkba_koers_free(koers);
}

START_TEST(with_peers_that_are_named)
{
    set_up();
    options.peers = compass_others;
    options.n_peers = 6;
    fault_sweep(make);
    compass = compass_of(koers, panel, &options);
    for (int wanted = MKBA_COMPASS_INDICATORS; wanted <= MKBA_COMPASS_FINDINGS; wanted++) {
        view = (mkba_compass_view) wanted;
        fault_sweep(tabulate);
    }
    mkba_compass_free(compass);
    tear_down();
}
END_TEST

START_TEST(with_peers_that_are_chosen)
{
    static const char *const by[] = {"inwoners"};
    set_up();
    options.peers_by = by;
    options.n_peers_by = 1;
    options.peers_year = "2024";
    options.peers_k = 2;
    fault_sweep(make);
    tear_down();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fault_compass");
    TCase *cases = tcase_create("all");
    tcase_add_test(cases, with_peers_that_are_named);
    tcase_add_test(cases, with_peers_that_are_chosen);
    tcase_set_timeout(cases, 60);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
