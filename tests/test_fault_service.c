/* Every allocation of samples, funnels, decompositions, learning potential and overviews fails once: the call answers
 * MKBA_ERROR_MEMORY, leaves its outputs as they were and loses nothing. */
#include <stdlib.h>

#include <check.h>

#include "fault.h"
#include "panel.h"
#include <mkba/compare_service.h>

#include "run_suite.h"

static mkba_panel *panel;
static const double some[] = {3, 1, 2}, sizes[] = {30, 10, 20};
static const char *const areas[] = {"A", "B"}, *const others[] = {"C"};

static int finish(mkba_status status, mkba_table *made)
{
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_table_free(made);
    return MKBA_OK;
}

static int interval(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_proportion_interval(some, 3, sizes, 3, NULL, 0, NULL, &made, error);
    return finish(status, made);
}

static int difference(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_proportion_difference(some, 3, sizes, 3, some, 3, sizes, 3, NULL, &made, error);
    return finish(status, made);
}

static int pooled(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_proportion_pooled(some, 3, sizes, 3, NULL, 0, NULL, &made, error);
    return finish(status, made);
}

static int mean(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_mean_interval(some, 3, some, 3, sizes, 3, NULL, 0, NULL, &made, error);
    return finish(status, made);
}

static int median(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_median_interval(some, 3, 0.95, &made, error);
    return finish(status, made);
}

static int lmdi(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_lmdi(some, 3, sizes, 3, 3, &made, error);
    return finish(status, made);
}

static int funnel(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_funnel(some, 3, sizes, 3, NULL, MKBA_FUNNEL_CURVE, &made, error);
    return finish(status, made);
}

static int panel_funnel(mkba_error *error)
{
    mkba_funnel_options options;
    mkba_table *made = NULL;
    mkba_funnel_options_init(&options);
    options.denominator = "d";
    mkba_status status = mkba_panel_funnel(panel, "u", "2020", &options, MKBA_FUNNEL_AREAS, &made, error);
    return finish(status, made);
}

static int decomposition(mkba_error *error)
{
    mkba_decomposition_options options;
    mkba_table *made = NULL;
    mkba_decomposition_options_init(&options);
    options.region = areas;
    options.n_region = 2;
    options.peers = others;
    options.n_peers = 1;
    options.costs = "k";
    options.users = "u";
    options.population = "d";
    options.from = "2020";
    options.to = "2021";
    mkba_status status = mkba_panel_decomposition(panel, &options, &made, error);
    return finish(status, made);
}

static int learning(mkba_error *error)
{
    mkba_learning_options options;
    mkba_table *made = NULL;
    mkba_learning_options_init(&options);
    options.region = areas;
    options.n_region = 2;
    options.indicator = "k";
    options.denominator = "d";
    options.period = "2020";
    mkba_status status = mkba_panel_learning_potential(panel, &options, &made, error);
    return finish(status, made);
}

static int overview(mkba_error *error)
{
    static const mkba_overview_item items[] = {
        {.domain = "w", .indicator = "k", .denominator = "d", .aspect = MKBA_ASPECT_COST, .better = MKBA_BETTER_LOWER}};
    mkba_overview_options options;
    mkba_table *made = NULL;
    mkba_overview_options_init(&options);
    options.region = areas;
    options.n_region = 2;
    options.peers = others;
    options.n_peers = 1;
    options.period = "2020";
    options.items = items;
    options.n_items = 1;
    mkba_status status = mkba_panel_overview(panel, &options, &made, error);
    return finish(status, made);
}

START_TEST(samples)
{
    fault_sweep(interval);
    fault_sweep(difference);
    fault_sweep(pooled);
    fault_sweep(mean);
    fault_sweep(median);
    fault_sweep(lmdi);
    fault_sweep(funnel);
}
END_TEST

START_TEST(panels)
{
    static const mkba_indicator known[] = {{.name = "k", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "u", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "d", .kind = MKBA_INDICATOR_STOCK}};
    mkba_panel *plain =
        panel_tidy("A,,2020,k,10,euro,\nB,,2020,k,30,euro,\nC,,2020,k,20,euro,\nA,,2021,k,12,euro,\n"
                   "B,,2021,k,33,euro,\nC,,2021,k,25,euro,\nA,,2020,u,1,,\nB,,2020,u,2,,\n"
                   "C,,2020,u,2,,\nA,,2021,u,2,,\nB,,2021,u,2,,\nC,,2021,u,.,,\nA,,2020,d,100,,\n"
                   "B,,2020,d,200,,\nC,,2020,d,100,,\nA,,2021,d,110,,\nB,,2021,d,200,,\nC,,2021,d,90,,\n");
    ck_assert_int_eq(mkba_panel_described(plain, known, 3, &panel, NULL), MKBA_OK);
    mkba_panel_free(plain);
    fault_sweep(panel_funnel);
    fault_sweep(decomposition);
    fault_sweep(learning);
    fault_sweep(overview);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("failing allocations of samples and funnels");
    TCase *all = tcase_create("faults");
    tcase_add_test(all, samples);
    tcase_add_test(all, panels);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
