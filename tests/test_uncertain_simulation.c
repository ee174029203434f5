/* Simulating a case: figures that are known, tables, what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "simulation.h"
#include "support.h"

/* Two alternatives, everything the format knows, in small; and a sum of normals, of which all is known. */
static mkba_case *all, *sum;

static void set_up(void)
{
    char *text = support_data("uncertain/sum.json", NULL);

    all = support_case("alles");
    sum = support_parse(text);
    free(text);
}

static void tear_down(void)
{
    mkba_case_free(all);
    mkba_case_free(sum);
}

/* ---- figures that are known ------------------------------------------------------------------------------ */

/* The row of a figure in the summary. */
static size_t row_of(const mkba_table *table, const char *alternative, const char *measure)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        if (strcmp(support_text(table, row, "alternative"), alternative) == 0 &&
            strcmp(support_text(table, row, "measure"), measure) == 0)
            return row;
    ck_abort_msg("there is no %s of %s", measure, alternative);
    return 0;
}

/* A sum of three normals in one year, EUR 1000 + 700 - 1500 with sd 200, 150 and 90; the first two have a normal
 * correlation of 2 sin(pi / 6 x 0.5): the sum is normal, and all of it is known in closed form. */
START_TEST(a_sum_of_correlated_normals_is_normal)
{
    const double mean = 200.0, sd = 318.838964702093, z05 = 1.644853627, z25 = 0.6744897502;
    mkba_simulate_options options = options_of(200000);

    for (int plan = 0; plan <= (int) MKBA_PLAN_SOBOL; plan++) {
        mkba_simulation *simulation;
        mkba_table *table;
        size_t row;
        double se, loose;

        options.plan = (mkba_plan) plan;
        simulation = simulate(sum, &options);
        table = table_of(simulation, MKBA_SIMULATION_SUMMARY);
        row = row_of(table, "p", "npv");
        se = sd / sqrt(200000.0);
        loose = 4 * se;
        support_expect(table, row, "point", mean, 1e-9);
        support_expect(table, row, "mean", mean, plan == 0 ? loose : loose / 20); /* others are far more precise */
        support_expect(table, row, "sd", sd, loose);
        support_expect(table, row, "se", se, 0.01 * se);
        support_expect(table, row, "q05", mean - z05 * sd, 4 * loose);
        support_expect(table, row, "q25", mean - z25 * sd, 2 * loose);
        support_expect(table, row, "q50", mean, 2 * loose);
        support_expect(table, row, "q75", mean + z25 * sd, 2 * loose);
        support_expect(table, row, "q95", mean + z05 * sd, 4 * loose);
        support_expect(table, row, "p_positive", 0.734760802427, 4 * sqrt(0.25 / 200000.0)); /* Phi(200 / sd) */
        ck_assert_str_eq(support_text(table, row, "se_is"), plan == 0 ? "estimate" : "upper bound");
        ck_assert_int_eq(support_integer(table, row, "n"), 200000);
        mkba_table_free(table);
        mkba_simulation_free(simulation);
    }
}
END_TEST

/* ---- tables ---------------------------------------------------------------------------------------------- */

START_TEST(actors_add_up_to_the_balance_draw_by_draw)
{
    mkba_simulate_options options = options_of(1000);
    mkba_simulation *simulation = simulate(all, &options);
    mkba_table *summary = table_of(simulation, MKBA_SIMULATION_SUMMARY);
    mkba_table *actors = table_of(simulation, MKBA_SIMULATION_ACTORS);
    double net = 0.0;

    for (size_t row = 0; row < mkba_table_n_rows(actors); row++)
        if (strcmp(support_text(actors, row, "alternative"), "plan") == 0 &&
            strcmp(support_text(actors, row, "measure"), "net") == 0)
            net += support_real(actors, row, "mean");
    support_expect(summary, row_of(summary, "plan", "npv"), "mean", net, 1e-9 * fabs(net));
    mkba_table_free(summary);
    mkba_table_free(actors);
    mkba_simulation_free(simulation);
}
END_TEST

START_TEST(what_was_not_simulated_is_named_with_its_option)
{
    static const struct {
        mkba_simulation_view view;
        const char *option;
    } ASKED[] = {{MKBA_SIMULATION_ACTORS, "actors"},
                 {MKBA_SIMULATION_STREAMS, "streams"},
                 {MKBA_SIMULATION_YEARS, "years"},
                 {MKBA_SIMULATION_CLIENTS, "years and streams"},
                 {MKBA_SIMULATION_DRAWS, "keep"}};
    mkba_simulate_options options = options_of(10);
    mkba_simulation *simulation;
    mkba_table *table = NULL;
    mkba_error error;

    options.actors = false;
    simulation = simulate(all, &options);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_int_eq(mkba_simulation_table(simulation, ASKED[i].view, &table, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, "view");
        ck_assert_msg(strstr(error.message, ASKED[i].option) != NULL, "%s", error.message);
    }
    ck_assert_int_eq(mkba_simulation_table(simulation, (mkba_simulation_view) 99, &table, &error), MKBA_ERROR_UNKNOWN);
    mkba_simulation_free(simulation);
}
END_TEST

START_TEST(kept_draws_are_those_that_the_figures_are_of)
{
    mkba_simulate_options options = options_of(999), no_draws = options;
    mkba_simulation *keeping, *other;
    mkba_table *draws, *summary, *rough;
    double mean = 0.0, exact, tallied, bound, zero, of_draws;
    size_t row;

    options.keep = true;
    keeping = simulate(all, &options);
    other = simulate(all, &no_draws);
    draws = table_of(keeping, MKBA_SIMULATION_DRAWS);
    summary = table_of(keeping, MKBA_SIMULATION_SUMMARY);
    rough = table_of(other, MKBA_SIMULATION_SUMMARY);
    ck_assert_uint_eq(mkba_table_n_rows(draws), 999);
    for (size_t d = 0; d < 999; d++) {
        ck_assert_int_eq(support_integer(draws, d, "draw"), (int64_t) d);
        mean += support_real(draws, d, "plan.npv") / 999;
    }
    row = row_of(summary, "plan", "npv");
    support_expect(summary, row, "mean", mean, 1e-9 * fabs(mean));
    support_expect(summary, row, "quantile_error", 0.0, 0.0);
    exact = support_real(summary, row, "q75");
    tallied = support_real(rough, row, "q75");
    ck_assert_double_le(fabs(exact - tallied), support_real(rough, row, "quantile_error") * (1 + 1e-9));
    {
        mkba_simulated of;

        mkba_simulated_init(&of);
        of.alternative = "plan";
        ck_assert_int_eq(mkba_simulation_quantile(other, &of, 0.75, &of_draws, &bound, NULL), MKBA_OK);
        ck_assert_double_eq(of_draws, tallied);
        ck_assert_int_eq(mkba_simulation_quantile(keeping, &of, 0.75, &of_draws, &zero, NULL), MKBA_OK);
        ck_assert_double_eq(of_draws, exact);
        ck_assert_double_eq(zero, 0.0);
        ck_assert_int_eq(mkba_simulation_probability(keeping, &of, exact, &of_draws, &zero, NULL), MKBA_OK);
        ck_assert_double_eq_tol(of_draws, 0.25, 2e-3);
    }
    mkba_table_free(draws);
    mkba_table_free(summary);
    mkba_table_free(rough);
    mkba_simulation_free(keeping);
    mkba_simulation_free(other);
}
END_TEST

START_TEST(a_histogram_counts_every_draw_once)
{
    mkba_simulate_options options = options_of(5000);
    mkba_simulation *simulation = simulate(sum, &options);
    mkba_table *table = NULL;

    for (size_t bins = 0; bins <= 50; bins += 25) {
        double count = 0.0, share = 0.0;
        size_t n;

        ck_assert_int_eq(mkba_simulation_histogram(simulation, NULL, bins, &table, NULL), MKBA_OK);
        n = mkba_table_n_rows(table);
        ck_assert_uint_eq(n, bins == 0 ? 35 : bins); /* twice the cube root of 5000, rounded up */
        for (size_t i = 0; i < n; i++) {
            count += support_real(table, i, "count");
            share += support_real(table, i, "share");
            if (i > 0)
                ck_assert_double_eq(support_real(table, i, "from"), support_real(table, i - 1, "to"));
        }
        ck_assert_double_eq_tol(count, 5000.0, 1e-6);
        ck_assert_double_eq_tol(share, 1.0, 1e-9);
        mkba_table_free(table);
    }
    mkba_simulation_free(simulation);
}
END_TEST

START_TEST(draws_needed_follow_from_the_square_root)
{
    mkba_simulate_options options = options_of(10000);
    mkba_simulation *simulation = simulate(sum, &options);
    mkba_table *table = NULL;

    ck_assert_int_eq(mkba_simulation_convergence(simulation, 0.01, &table, NULL), MKBA_OK);
    ck_assert_str_eq(support_text(table, 0, "statistic"), "mean");
    /* half width 1.96 sd / sqrt(n) = 0.01 sd at n = 38 415 */
    ck_assert_int_ge(support_integer(table, 0, "draws_needed"), 38410);
    ck_assert_int_le(support_integer(table, 0, "draws_needed"), 38420);
    ck_assert_int_eq(support_integer(table, 0, "draws_more"), support_integer(table, 0, "draws_needed") - 10000);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_simulation_convergence(simulation, 0.0, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_simulation_convergence(simulation, 1.5, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_simulation_convergence(simulation, (double) NAN, &table, NULL), MKBA_ERROR_ARGUMENT);
    mkba_simulation_free(simulation);
}
END_TEST

/* ---- edges ----------------------------------------------------------------------------------------------- */

START_TEST(without_uncertainty_every_draw_is_the_appraisal)
{
    char *text = support_data("uncertain/certain.json", NULL);
    mkba_case *certain = support_parse(text);
    mkba_simulate_options options = options_of(1000);
    mkba_simulation *simulation = simulate(certain, &options);
    mkba_table *summary = table_of(simulation, MKBA_SIMULATION_SUMMARY);
    mkba_table *findings = table_of(simulation, MKBA_SIMULATION_FINDINGS);

    support_expect(summary, 0, "mean", support_real(summary, 0, "point"), 0.0);
    support_expect(summary, 0, "sd", 0.0, 0.0);
    support_expect(summary, 0, "q05", support_real(summary, 0, "point"), 0.0);
    ck_assert_uint_eq(mkba_table_n_rows(findings), 2); /* and it has no costs */
    ck_assert_str_eq(support_text(findings, 0, "id"), "nothing-uncertain");
    ck_assert_str_eq(support_text(findings, 1, "id"), "ratio-undefined");
    ck_assert(support_missing(summary, row_of(summary, "p", "bcr"), "mean"));
    mkba_table_free(summary);
    mkba_table_free(findings);
    mkba_simulation_free(simulation);
    mkba_case_free(certain);
    free(text);
}
END_TEST

START_TEST(one_draw_has_no_spread)
{
    mkba_simulate_options options = options_of(1);
    mkba_simulation *simulation = simulate(sum, &options);
    mkba_table *summary = table_of(simulation, MKBA_SIMULATION_SUMMARY);

    ck_assert(support_missing(summary, 0, "sd"));
    ck_assert(support_missing(summary, 0, "se"));
    support_expect(summary, 0, "q50", support_real(summary, 0, "mean"), 1e-9);
    mkba_table_free(summary);
    mkba_simulation_free(simulation);
}
END_TEST

/* Every figure has its rows, whether there is something to say of chance or not. */
START_TEST(of_one_draw_convergence_has_the_values_and_no_standard_error)
{
    static const char *const UNKNOWN[] = {"se", "se_is", "wanted", "reached", "draws_needed", "draws_more"};
    mkba_simulate_options one = options_of(1), two = options_of(2);
    mkba_simulation *simulation = simulate(sum, &one), *other = simulate(sum, &two);
    mkba_table *table = NULL, *more = NULL;

    ck_assert_int_eq(mkba_simulation_convergence(simulation, 0.01, &table, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_simulation_convergence(other, 0.01, &more, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), mkba_table_n_rows(more));
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        ck_assert_str_eq(support_text(table, row, "statistic"), support_text(more, row, "statistic"));
        ck_assert(support_missing(table, row, "value") == (strcmp(support_text(table, row, "statistic"), "sd") == 0));
        for (size_t i = 0; i < 6; i++)
            ck_assert(support_missing(table, row, UNKNOWN[i]));
    }
    ck_assert(!support_missing(more, 0, "se"));
    mkba_table_free(table);
    mkba_table_free(more);
    mkba_simulation_free(simulation);
    mkba_simulation_free(other);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------------------- */

static void check_refused(mkba_simulate_options options, mkba_status status, const char *where, const char *message)
{
    mkba_simulation *out = NULL;
    mkba_error error = {.status = MKBA_OK};

    ck_assert_int_eq(mkba_case_simulate(all, &options, NULL, NULL, &out, &error), status);
    ck_assert_str_eq(error.where, where);
    ck_assert_msg(strstr(error.message, message) != NULL, "%s", error.message);
    ck_assert_ptr_null(out);
}

START_TEST(options_out_of_range_are_refused)
{
    mkba_simulate_options options = options_of(0);

    check_refused(options, MKBA_ERROR_ARGUMENT, "draws", "at least 1");
    options.draws = (UINT64_C(1) << 40) + 1;
    check_refused(options, MKBA_ERROR_ARGUMENT, "draws", "at most 2^40");
    options = options_of(100);
    options.first = 100;
    check_refused(options, MKBA_ERROR_ARGUMENT, "first", "below draws");
    options.first = 60;
    options.count = 41;
    check_refused(options, MKBA_ERROR_ARGUMENT, "count", "at most 40");
    options = options_of(100);
    options.block = 65537;
    check_refused(options, MKBA_ERROR_ARGUMENT, "block", "at most 65536");
    options.block = 0;
    options.plan = (mkba_plan) 3;
    check_refused(options, MKBA_ERROR_ARGUMENT, "plan", "random, lhs or sobol");
    options.plan = MKBA_PLAN_RANDOM;
    options.variant = "avx3";
    check_refused(options, MKBA_ERROR_UNKNOWN, "variant", "avx2");
    options.variant = NULL;
    options.scenario = "hoog";
    check_refused(options, MKBA_ERROR_UNKNOWN, "scenario", "hoog");
    options = options_of(1000000000);
    options.keep = true;
    check_refused(options, MKBA_ERROR_LIMIT, "keep", "2 GiB");
}
END_TEST

START_TEST(figures_that_are_not_there_are_refused_by_name)
{
    static const struct {
        mkba_simulated of;
        mkba_status status;
        const char *where, *message;
    } ASKED[] = {
        {{.alternative = "plam"}, MKBA_ERROR_UNKNOWN, "alternative", "\"plan\""},
        {{.alternative = NULL}, MKBA_ERROR_ARGUMENT, "alternative", "more than one"},
        {{.alternative = "plan", .measure = "npw"}, MKBA_ERROR_UNKNOWN, "measure", "\"npv\""},
        {{.alternative = "plan", .measure = "net", .actor = "gemente"}, MKBA_ERROR_UNKNOWN, "actor", "\"gemeente\""},
        {{.alternative = "plan", .measure = "bcr", .actor = "gemeente"}, MKBA_ERROR_ARGUMENT, "measure", "does not go"},
        {{.alternative = "plan", .measure = "effect", .stream = "hulp"}, MKBA_ERROR_ARGUMENT, "measure", "streams"},
        {{.alternative = "plan", .measure = "net", .year = 2027}, MKBA_ERROR_ARGUMENT, "measure", "years"},
        {{.alternative = "klein", .compared_with = "plna"}, MKBA_ERROR_UNKNOWN, "compared_with", "\"plan\""},
        {{.alternative = "plan", .compared_with = "plan"}, MKBA_ERROR_ARGUMENT, "compared_with", "another"},
    };
    mkba_simulate_options options = options_of(100);
    mkba_simulation *simulation = simulate(all, &options);
    double value = 7.0, bound = 7.0;
    mkba_error error;

    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
        mkba_simulated of = ASKED[i].of;

        of.size = sizeof of;
        ck_assert_int_eq(mkba_simulation_quantile(simulation, &of, 0.5, &value, &bound, &error), ASKED[i].status);
        ck_assert_str_eq(error.where, ASKED[i].where);
        ck_assert_msg(strstr(error.message, ASKED[i].message) != NULL, "%s", error.message);
    }
    ck_assert_double_eq(value, 7.0);
    mkba_simulation_free(simulation);
}
END_TEST

/* ---- progress -------------------------------------------------------------------------------------------- */

typedef struct watch {
    uint64_t calls, done, total, stop_at;
} watch;

static bool watching(void *data, uint64_t done, uint64_t total)
{
    watch *w = data;

    w->calls++;
    w->done = done;
    w->total = total;
    return done < w->stop_at;
}

START_TEST(progress_ends_with_all_done_and_can_stop)
{
    mkba_simulate_options options = options_of(50000);
    mkba_simulation *simulation = NULL;
    watch w = {.stop_at = UINT64_MAX}, stop = {.stop_at = 0};
    mkba_error error;

    ck_assert_int_eq(mkba_case_simulate(sum, &options, watching, &w, &simulation, &error), MKBA_OK);
    ck_assert_uint_ge(w.calls, 1);
    ck_assert_uint_eq(w.done, w.total);
    mkba_simulation_free(simulation);
    simulation = NULL;
    for (options.threads = 1; options.threads <= 3; options.threads++) {
        ck_assert_int_eq(mkba_case_simulate(sum, &options, watching, &stop, &simulation, &error), MKBA_ERROR_CANCELLED);
        ck_assert_ptr_null(simulation);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain_simulation");
    TCase *tcase = tcase_create("simulation");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_sum_of_correlated_normals_is_normal);
    tcase_add_test(tcase, actors_add_up_to_the_balance_draw_by_draw);
    tcase_add_test(tcase, what_was_not_simulated_is_named_with_its_option);
    tcase_add_test(tcase, kept_draws_are_those_that_the_figures_are_of);
    tcase_add_test(tcase, a_histogram_counts_every_draw_once);
    tcase_add_test(tcase, draws_needed_follow_from_the_square_root);
    tcase_add_test(tcase, without_uncertainty_every_draw_is_the_appraisal);
    tcase_add_test(tcase, one_draw_has_no_spread);
    tcase_add_test(tcase, of_one_draw_convergence_has_the_values_and_no_standard_error);
    tcase_add_test(tcase, options_out_of_range_are_refused);
    tcase_add_test(tcase, figures_that_are_not_there_are_refused_by_name);
    tcase_add_test(tcase, progress_ends_with_all_done_and_can_stop);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
