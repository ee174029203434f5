/* Every allocation of a simulation, and of what is made of one, fails once: the call says so, and nothing leaks. */
#include <stdint.h>
#include <stdlib.h>

#include <check.h>

#include <mkba/uncertain.h>

#include "fault.h"
#include "run_suite.h"
#include "support.h"

#define UNTOUCHED(type) ((type *) (uintptr_t) 1)

static mkba_case *mkba;
static mkba_simulation *simulation, *other;
static unsigned char *bytes;
static size_t n_bytes;

static mkba_simulate_options options_of(uint64_t first)
{
    mkba_simulate_options options;

    mkba_simulate_options_init(&options);
    options.draws = 60;
    options.first = first;
    options.count = 30;
    options.plan = MKBA_PLAN_SOBOL;
    options.replicates = 3;
    options.streams = options.years = options.keep = true;
    return options;
}

static void set_up(void)
{
    mkba_simulate_options first = options_of(0), second = options_of(30);

    mkba = support_case("alles");
    ck_assert_int_eq(mkba_case_simulate(mkba, &first, NULL, NULL, &simulation, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_case_simulate(mkba, &second, NULL, NULL, &other, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_simulation_to_bytes(simulation, &bytes, &n_bytes, NULL), MKBA_OK);
}

static void tear_down(void)
{
    mkba_bytes_free(bytes);
    mkba_simulation_free(simulation);
    mkba_simulation_free(other);
    mkba_case_free(mkba);
}

/* What a scenario answers of an output. */
static int finish(mkba_status status, mkba_simulation *out)
{
    if (status != MKBA_OK)
        return out == UNTOUCHED(mkba_simulation) ? (int) status : -1;
    mkba_simulation_free(out);
    return MKBA_OK;
}

static int finish_table(mkba_status status, mkba_table *out)
{
    if (status != MKBA_OK)
        return out == UNTOUCHED(mkba_table) ? (int) status : -1;
    mkba_table_free(out);
    return MKBA_OK;
}

static int simulate(mkba_error *error)
{
    mkba_simulate_options options = options_of(0);
    mkba_simulation *out = UNTOUCHED(mkba_simulation);
    mkba_status status = mkba_case_simulate(mkba, &options, NULL, NULL, &out, error);

    return finish(status, out);
}

static int merge(mkba_error *error)
{
    mkba_simulation *out = UNTOUCHED(mkba_simulation);
    mkba_status status = mkba_simulation_merge(simulation, other, &out, error);

    return finish(status, out);
}

static int write_bytes(mkba_error *error)
{
    unsigned char *out = UNTOUCHED(unsigned char);
    size_t n = 0;
    mkba_status status = mkba_simulation_to_bytes(simulation, &out, &n, error);

    if (status != MKBA_OK)
        return out == UNTOUCHED(unsigned char) ? (int) status : -1;
    mkba_bytes_free(out);
    return MKBA_OK;
}

static int read_bytes(mkba_error *error)
{
    mkba_simulation *out = UNTOUCHED(mkba_simulation);
    mkba_status status = mkba_simulation_from_bytes(bytes, n_bytes, &out, error);

    return finish(status, out);
}

static int make_tables(mkba_error *error)
{
    for (int view = MKBA_SIMULATION_SUMMARY; view <= (int) MKBA_SIMULATION_FINDINGS; view++) {
        mkba_table *out = UNTOUCHED(mkba_table);
        mkba_status status = mkba_simulation_table(simulation, (mkba_simulation_view) view, &out, error);
        int finished = finish_table(status, out);

        if (finished != MKBA_OK)
            return finished;
    }
    return MKBA_OK;
}

static mkba_simulated plan(void)
{
    mkba_simulated of;

    mkba_simulated_init(&of);
    of.alternative = "plan";
    return of;
}

static int make_histogram(mkba_error *error)
{
    mkba_simulated of = plan();
    mkba_table *out = UNTOUCHED(mkba_table);
    mkba_status status = mkba_simulation_histogram(simulation, &of, 0, &out, error);

    return finish_table(status, out);
}

static int make_convergence(mkba_error *error)
{
    mkba_table *out = UNTOUCHED(mkba_table);
    mkba_status status = mkba_simulation_convergence(simulation, 0.01, &out, error);

    return finish_table(status, out);
}

static int find_quantile(mkba_error *error)
{
    mkba_simulated of = plan();
    double value = 7.0, bound = 7.0;
    mkba_status status = mkba_simulation_quantile(simulation, &of, 0.5, &value, &bound, error);

    return status == MKBA_OK || (value == 7.0 && bound == 7.0) ? (int) status : -1;
}

static int write_json(mkba_error *error)
{
    char *out = UNTOUCHED(char);
    mkba_status status = mkba_simulation_json(simulation, &out, error);

    if (status != MKBA_OK)
        return out == UNTOUCHED(char) ? (int) status : -1;
    mkba_text_free(out);
    return MKBA_OK;
}

static fault_scenario *const SCENARIOS[] = {
    simulate, merge, write_bytes, read_bytes, make_tables, make_histogram, make_convergence, find_quantile, write_json};

START_TEST(no_failed_allocation_does_harm)
{
    fault_sweep(SCENARIOS[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fault_uncertain");
    TCase *tcase = tcase_create("fault");
    int n = (int) (sizeof SCENARIOS / sizeof *SCENARIOS);

    tcase_set_timeout(tcase, 300);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, no_failed_allocation_does_harm, 0, n);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
