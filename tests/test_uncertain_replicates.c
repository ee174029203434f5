/* Replicates: the standard error that they give, against chance itself and against the draws. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "simulation.h"
#include "support.h"
#include "uncertain/replicates.h"

/* A sum of normals, of which all is known; and two alternatives, everything the format knows, in small. */
static mkba_case *sum, *all;

static void set_up(void)
{
    char *text = support_data("uncertain/sum.json", NULL);

    sum = support_parse(text);
    all = support_case("alles");
    free(text);
}

static void tear_down(void)
{
    mkba_case_free(sum);
    mkba_case_free(all);
}

static mkba_simulate_options replicated(mkba_plan plan, uint64_t draws, size_t replicates)
{
    mkba_simulate_options options = options_of(draws);

    options.plan = plan;
    options.replicates = replicates;
    return options;
}

/* The row of a statistic of the npv. */
static size_t row_of(const mkba_table *convergence, const char *statistic)
{
    size_t row = 0;

    while (strcmp(support_text(convergence, row, "measure"), "npv") != 0 ||
           strcmp(support_text(convergence, row, "statistic"), statistic) != 0)
        row++;
    return row;
}

static mkba_table *convergence_of(const mkba_simulation *simulation)
{
    mkba_table *table = NULL;

    ck_assert_int_eq(mkba_simulation_convergence(simulation, 0.01, &table, NULL), MKBA_OK);
    return table;
}

/* ---- how sure -------------------------------------------------------------------------------------------- */

enum { LENGTH = 512 };

/* 100, or with the slow tests 500. */
static int seeds(void)
{
    const char *wanted = getenv("MKBA_TEST_SEEDS");

    return wanted == NULL ? 100 : atoi(wanted);
}

/* Of n intervals of 95 % so many cover, within four standard deviations of the binomial distribution. */
static bool is_nominal(int covering, int n)
{
    return fabs(covering - 0.95 * n) <= 4.0 * sqrt(0.95 * 0.05 * n);
}

typedef struct coverage {
    int mean, p_positive;
    double se; /* of the mean, on average */
} coverage;

static bool covers(const mkba_table *convergence, const char *statistic, double exact, double t)
{
    size_t row = row_of(convergence, statistic);

    return fabs(support_real(convergence, row, "value") - exact) <= t * support_real(convergence, row, "se");
}

/* The npv is normal with mean 200 and sd 318.84; t: the 97.5 % quantile of Student's distribution. */
static coverage cover(mkba_plan plan, size_t replicates, double t, int n)
{
    mkba_simulate_options options = replicated(plan, replicates * LENGTH, replicates);
    coverage found = {0, 0, 0.0};

    options.actors = false;
    for (options.seed = 1; options.seed <= (uint64_t) n; options.seed++) {
        mkba_simulation *simulation = simulate(sum, &options);
        mkba_table *convergence = convergence_of(simulation);

        ck_assert_str_eq(support_text(convergence, row_of(convergence, "mean"), "se_is"), "between replicates");
        found.mean += covers(convergence, "mean", 200.0, t);
        found.p_positive += covers(convergence, "p_positive", 0.734760802427, t);
        found.se += support_real(convergence, row_of(convergence, "mean"), "se") / n;
        mkba_table_free(convergence);
        mkba_simulation_free(simulation);
    }
    return found;
}

START_TEST(intervals_of_student_cover_at_their_rate)
{
    static const struct {
        size_t replicates;
        double t;
    } OF[] = {{4, 3.182446305284263}, {16, 2.131449545559323}}; /* tables of t, with 3 and 15 degrees of freedom */

    int n = seeds();

    for (int plan = MKBA_PLAN_LHS; plan <= (int) MKBA_PLAN_SOBOL; plan++)
        for (size_t i = 0; i < 2; i++) {
            coverage found = cover((mkba_plan) plan, OF[i].replicates, OF[i].t, n);
            double independent = 318.838964702093 / sqrt((double) (OF[i].replicates * LENGTH));

            printf("# plan %d, %zu replicates: of %d intervals %d cover the mean, %d the probability\n", plan,
                   OF[i].replicates, n, found.mean, found.p_positive);
            ck_assert(is_nominal(found.mean, n) && is_nominal(found.p_positive, n));
            ck_assert_double_lt(found.se, independent / 3.0); /* of a sum, plans are much better than chance */
        }
}
END_TEST

/* ---- what they are --------------------------------------------------------------------------------------- */

/* Replicate r of R has the draws of a simulation of its own, with a seed of its own. */
START_TEST(a_replicate_is_a_simulation_with_a_seed_of_its_own)
{
    enum { REPLICATES = 5, OWN = 40 };

    for (int plan = MKBA_PLAN_LHS; plan <= (int) MKBA_PLAN_SOBOL; plan++) {
        mkba_simulate_options options = replicated((mkba_plan) plan, REPLICATES * OWN, REPLICATES);
        mkba_simulation *whole;
        mkba_table *draws;

        options.keep = true;
        whole = simulate(all, &options);
        draws = table_of(whole, MKBA_SIMULATION_DRAWS);
        for (size_t r = 0; r < REPLICATES; r++) {
            mkba_simulate_options own = replicated((mkba_plan) plan, OWN, 1);
            mkba_simulation *alone;
            mkba_table *table;

            own.keep = true;
            own.seed = mkba_i_replicate_seed(options.seed, r);
            alone = simulate(all, &own);
            table = table_of(alone, MKBA_SIMULATION_DRAWS);
            for (size_t d = 0; d < OWN; d++)
                for (size_t column = 1; column < mkba_table_n_columns(table); column++) {
                    const char *name = mkba_table_column_name(table, column);

                    ck_assert(support_missing(table, d, name) == support_missing(draws, r * OWN + d, name));
                    if (!support_missing(table, d, name))
                        ck_assert_double_eq(support_real(table, d, name), support_real(draws, r * OWN + d, name));
                }
            mkba_table_free(table);
            mkba_simulation_free(alone);
        }
        mkba_table_free(draws);
        mkba_simulation_free(whole);
    }
}
END_TEST

/* From the draws themselves, by the formula of a mean of equal parts. */
START_TEST(the_standard_error_is_that_of_the_means_of_the_parts)
{
    enum { REPLICATES = 8, OWN = 32 };
    mkba_simulate_options options = replicated(MKBA_PLAN_LHS, REPLICATES * OWN, REPLICATES);
    double means[REPLICATES] = {0}, shares[REPLICATES] = {0}, mean = 0.0, share = 0.0, of_mean = 0.0, of_share = 0.0;
    double wanted, needed;
    mkba_simulation *simulation;
    mkba_table *draws, *convergence;

    options.keep = true;
    simulation = simulate(sum, &options);
    draws = table_of(simulation, MKBA_SIMULATION_DRAWS);
    convergence = convergence_of(simulation);
    for (size_t d = 0; d < REPLICATES * OWN; d++) {
        means[d / OWN] += support_real(draws, d, "p.npv") / OWN;
        shares[d / OWN] += (support_real(draws, d, "p.npv") > 0.0) / (double) OWN;
    }
    for (size_t r = 0; r < REPLICATES; r++) {
        mean += means[r] / REPLICATES;
        share += shares[r] / REPLICATES;
    }
    for (size_t r = 0; r < REPLICATES; r++) {
        of_mean += (means[r] - mean) * (means[r] - mean) / (REPLICATES * (REPLICATES - 1));
        of_share += (shares[r] - share) * (shares[r] - share) / (REPLICATES * (REPLICATES - 1));
    }
    support_expect(convergence, row_of(convergence, "mean"), "se", sqrt(of_mean), 1e-9 * sqrt(of_mean));
    support_expect(convergence, row_of(convergence, "p_positive"), "se", sqrt(of_share), 1e-9 * sqrt(of_share));
    /* its interval is one of t with 7 degrees of freedom */
    wanted = support_real(convergence, row_of(convergence, "mean"), "wanted");
    needed = ceil(REPLICATES * OWN * pow(2.364624251592785 * sqrt(of_mean) / wanted, 2.0));
    ck_assert_double_eq_tol((double) support_integer(convergence, row_of(convergence, "mean"), "draws_needed"), needed,
                            1);
    /* of other statistics the draws are taken for independent */
    ck_assert_str_eq(support_text(convergence, row_of(convergence, "q50"), "se_is"), "upper bound");
    mkba_table_free(draws);
    mkba_table_free(convergence);
    mkba_simulation_free(simulation);
}
END_TEST

/* Parts that are not of one length, as of a ratio that not every draw has: by the formula of a ratio, done by hand. Of
 * three parts one has no draw, one the figures 1 and 3, one the figure 5: the mean is 3, shares of the draws are 0, 2/3,
 * 1/3, deviations -1 and 2; 3/2 ((2/3)^2 + (2/3)^2) = 4/3. */
START_TEST(parts_of_unequal_length_count_by_it)
{
    static const double FIGURES[] = {1.0, 3.0, 5.0};
    mkba_i_replicate replicates[3], mark;
    mkba_i_tally *tally = NULL;

    ck_assert_int_eq(mkba_i_tally_make(2.0, &tally, NULL), MKBA_OK);
    for (size_t r = 0; r < 3; r++) {
        mkba_i_replicate_start(&replicates[r]);
        mkba_i_replicate_mark(tally, &mark);
        ck_assert_int_eq(
            mkba_i_tally_add(tally, r == 2 ? FIGURES + 2 : FIGURES, (size_t[]){0, 2, 1}[r], MKBA_I_VARIANT_PLAIN, NULL),
            MKBA_OK);
        mkba_i_replicate_add_since(&replicates[r], tally, &mark);
    }
    ck_assert_double_eq_tol(mkba_i_replicates_mean_error(replicates, 3), sqrt(4.0 / 3.0), 1e-15);
    ck_assert_double_eq(mkba_i_replicates_share_error(replicates, 3), 0.0); /* all are above 0 */
    ck_assert(isnan(mkba_i_replicates_mean_error(replicates, 2)));          /* one has draws */
    ck_assert(mkba_i_replicates_agree(replicates, 3, tally));
    ck_assert(!mkba_i_replicates_agree(replicates, 2, tally));
    mkba_i_tally_free(tally);
}
END_TEST

/* ---- where they say nothing ------------------------------------------------------------------------------ */

static void check_upper_bound(const mkba_simulation *simulation, const char *statistic)
{
    mkba_table *convergence = convergence_of(simulation);

    ck_assert_str_eq(support_text(convergence, row_of(convergence, statistic), "se_is"), "upper bound");
    ck_assert_double_gt(support_real(convergence, row_of(convergence, statistic), "se"), 0.0);
    mkba_table_free(convergence);
}

START_TEST(a_part_of_the_draws_has_an_upper_bound)
{
    mkba_simulate_options options = replicated(MKBA_PLAN_SOBOL, 256, 4);
    mkba_simulation *simulation;

    options.count = 192;
    simulation = simulate(sum, &options);
    check_upper_bound(simulation, "mean");
    mkba_simulation_free(simulation);
}
END_TEST

/* Of all 64 draws none is above 0: 0 between replicates, and no certainty. */
START_TEST(replicates_that_agree_are_no_certainty)
{
    mkba_simulate_options options = replicated(MKBA_PLAN_SOBOL, 64, 4);
    char *text = support_data("uncertain/sum.json", NULL);
    mkba_draft *draft = support_draft(text);
    mkba_simulation *simulation;
    mkba_case *poor;
    char *changed;

    support_set(draft, "/parameters/c", "{\"distribution\": {\"normal\": {\"mean\": 9000, \"sd\": 90}}}");
    changed = support_finish(draft);
    poor = support_parse(changed);
    simulation = simulate(poor, &options);
    check_upper_bound(simulation, "p_positive");
    mkba_simulation_free(simulation);
    mkba_case_free(poor);
    mkba_text_free(changed);
    free(text);
}
END_TEST

START_TEST(replicates_that_cannot_be_are_refused)
{
    static const struct {
        mkba_plan plan;
        uint64_t draws;
        size_t replicates;
        const char *message;
    } REFUSED[] = {{MKBA_PLAN_LHS, 2570, 257, "at most 256, not 257"},
                   {MKBA_PLAN_RANDOM, 100, 10, "plans lhs and sobol"},
                   {MKBA_PLAN_SOBOL, 100, 3, "100 is none of 3"},
                   {MKBA_PLAN_SOBOL, 2, 3, "2 is none of 3"}};

    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        mkba_simulate_options options = replicated(REFUSED[i].plan, REFUSED[i].draws, REFUSED[i].replicates);
        mkba_simulation *out = NULL;
        mkba_error error = {.status = MKBA_OK};

        ck_assert_int_eq(mkba_case_simulate(sum, &options, NULL, NULL, &out, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, "replicates");
        ck_assert_msg(strstr(error.message, REFUSED[i].message) != NULL, "%s", error.message);
        ck_assert_ptr_null(out);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain_replicates");
    TCase *tcase = tcase_create("replicates");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, intervals_of_student_cover_at_their_rate);
    tcase_add_test(tcase, a_replicate_is_a_simulation_with_a_seed_of_its_own);
    tcase_add_test(tcase, the_standard_error_is_that_of_the_means_of_the_parts);
    tcase_add_test(tcase, parts_of_unequal_length_count_by_it);
    tcase_add_test(tcase, a_part_of_the_draws_has_an_upper_bound);
    tcase_add_test(tcase, replicates_that_agree_are_no_certainty);
    tcase_add_test(tcase, replicates_that_cannot_be_are_refused);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
