/* Every allocation of the comparison fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they were and
 * loses nothing. */
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include "fault.h"
#include "panel.h"
#include "peers.h"
#include "run_suite.h"

static mkba_panel *panel;
static mkba_peers_options options;
static const char *const region[] = {"B", "A"};

static int finish(mkba_status status, mkba_table *made)
{
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_table_free(made);
    return MKBA_OK;
}

static int peers(mkba_error *error)
{
    mkba_peers *made = NULL;
    mkba_status status = mkba_panel_peers(panel, region, 2, &options, &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_peers_free(made);
    return MKBA_OK;
}

static int all_peers(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_panel_all_peers(panel, &options, &made, error);
    return finish(status, made);
}

static int scores(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_panel_scores(panel, NULL, 0, MKBA_SCALING_ROBUST, &made, error);
    return finish(status, made);
}

static int classified(mkba_error *error)
{
    static const double bounds[] = {2, 4};
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_classified(panel, "size", "x", "2017", bounds, 2, &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_panel_free(made);
    return MKBA_OK;
}

/* Stocks, so that a region as one exists; one figure is suppressed. */
static mkba_panel *sample(void)
{
    static const mkba_indicator known[] = {{.name = "x", .kind = MKBA_INDICATOR_STOCK},
                                           {.name = "y", .kind = MKBA_INDICATOR_STOCK},
                                           {.name = "z", .kind = MKBA_INDICATOR_STOCK}};
    mkba_panel *read = panel_tidy("A,,2017,x,1,,\nB,,2017,x,2,,\nC,,2017,x,4,,\nD,,2017,x,8,,\nE,,2017,x,3,,\n"
                                  "A,,2017,y,3,,\nB,,2017,y,1,,\nC,,2017,y,2,,\nD,,2017,y,5,,\nE,,2017,y,9,,\n"
                                  "A,,2017,z,3,,\nB,,2017,z,1,,\nC,,2017,z,.,,\nD,,2017,z,5,,\nE,,2017,z,7,,\n");
    mkba_panel *said = NULL;
    ck_assert_int_eq(mkba_panel_described(read, known, 3, &said, NULL), MKBA_OK);
    mkba_panel_free(read);
    return said;
}

START_TEST(every_way_to_peers)
{
    static const char *const by[] = {"x", "y", "z"}, *const class[] = {"q"}, *const codes[] = {"A", "B", "C", "D", "E"};
    static const double q[] = {1, 1, 1, 2, 1};
    mkba_panel *bare = sample();
    ck_assert_int_eq(mkba_panel_with_attribute(bare, "q", NULL, codes, 5, NULL, q, &panel, NULL), MKBA_OK);
    mkba_panel_free(bare);
    mkba_peers_options_init(&options);
    options.by = by;
    options.n_by = 3;
    options.k = 1;
    options.missing = MKBA_PEERS_MISSING_DROPS_AREA;
    fault_sweep(peers);
    options.missing = MKBA_PEERS_MISSING_DROPS_VARIABLE;
    fault_sweep(peers);
    options.method = MKBA_PEERS_MAHALANOBIS;
    options.as_one = true;
    fault_sweep(peers);
    options.as_one = false;
    fault_sweep(all_peers);
    options.method = MKBA_PEERS_CLASS;
    options.by = class;
    options.n_by = 1;
    fault_sweep(peers);
    mkba_panel_free(panel);
}
END_TEST

/* A refusal that names cells, or variables, needs memory too. */
START_TEST(every_refusal_that_tells_more)
{
    static const char *const by[] = {"x", "twice", "z"};
    mkba_error error;
    panel = panel_tidy("A,,2017,x,1,,\nB,,2017,x,2,,\nC,,2017,x,4,,\nA,,2017,twice,2,,\nB,,2017,twice,4,,\n"
                       "C,,2017,twice,8,,\nD,,2017,twice,8,,\nD,,2017,x,4,,\nA,,2017,z,2,,\n");
    mkba_peers_options_init(&options);
    options.by = by;
    options.k = 1;
    for (size_t n_by = 2; n_by <= 3; n_by++) {
        options.n_by = n_by;
        options.method = MKBA_PEERS_MAHALANOBIS;
        for (size_t n = 1; fault_works(); n++) {
            size_t live = fault_live();
            fault_arm(n, FAULT_ONCE);
            int status = peers(&error);
            fault_disarm();
            ck_assert_uint_eq(fault_live(), live);
            ck_assert_int_eq(status, fault_injected() ? MKBA_ERROR_MEMORY : MKBA_ERROR_PANEL);
            if (!fault_injected())
                break;
        }
    }
    mkba_panel_free(panel);
}
END_TEST

START_TEST(scores_and_classes)
{
    panel = sample();
    fault_sweep(scores);
    fault_sweep(classified);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compare, allocations that fail");
    TCase *fault = tcase_create("fault");
    tcase_add_test(fault, every_way_to_peers);
    tcase_add_test(fault, every_refusal_that_tells_more);
    tcase_add_test(fault, scores_and_classes);
    suite_add_tcase(suite, fault);
    return run_suite(suite);
}
