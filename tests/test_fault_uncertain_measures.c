/* Every allocation of a measure fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they were and loses
 * nothing. */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "fault.h"
#include <mkba/uncertain_value.h>

#include "run_suite.h"

#define DRAWS 24

static double values[2 * DRAWS], others[2 * DRAWS];
static const mkba_samples net = {values, DRAWS, 2, 1, DRAWS}, x = {others, DRAWS, 2, 1, DRAWS};
static const char *const names[] = {"a", "b"};
static const double sizes[] = {3, 5};
static mkba_case *mkba;

static const char small[] =
    "{\"format\": \"mkba-case/1\", \"title\": \"Klein\", \"base_year\": 2026, \"price_year\": 2026, "
    "\"years\": [2026, 2026], \"timing\": \"begin\", \"discount\": {\"rate\": 0.02}, \"parameters\": {"
    "\"a\": {\"distribution\": {\"normal\": {\"mean\": 0, \"sd\": 10}}}, "
    "\"b\": {\"distribution\": {\"uniform\": [-1, 1]}}, \"d\": {\"value\": 40}}, "
    "\"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}}, "
    "\"lines\": [{\"id\": \"x\", \"kind\": \"benefit\", \"value\": \"d + 3 * a + b\", \"receiver\": \"inwoner\"}]}";

static int finish(mkba_status status, mkba_table *made)
{
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_table_free(made);
    return MKBA_OK;
}

static mkba_measure_options options_of(size_t resamples, bool joint)
{
    mkba_measure_options options;
    mkba_measure_options_init(&options);
    options.resamples = resamples;
    options.joint = joint;
    options.draws = DRAWS;
    return options;
}

static int design(mkba_error *error)
{
    double out[2 * 4 * 2] = {-1};
    mkba_status status = mkba_sobol_design(names, 2, 2, 1, MKBA_PLAN_LHS, out, sizeof out / sizeof *out, error);
    return status == MKBA_OK || out[0] == -1 ? (int) status : -1;
}

static int indices(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_sobol_indices(values, DRAWS, names, 2, NULL, &made, error);
    return finish(status, made);
}

static int resampled(mkba_error *error)
{
    mkba_measure_options options = options_of(20, false);
    mkba_table *made = NULL;
    mkba_status status = mkba_sobol_indices(values, DRAWS, names, 2, &options, &made, error);
    return finish(status, made);
}

static int importance(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_importance(&x, values, DRAWS, names, 2, &made, error);
    return finish(status, made);
}

static int evpi(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_evpi(&net, names, 2, NULL, &made, error);
    return finish(status, made);
}

static int evppi(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_evppi(&net, &x, names, 2, NULL, &made, error);
    return finish(status, made);
}

static int joint_evppi(mkba_error *error)
{
    mkba_measure_options options = options_of(0, true);
    mkba_table *made = NULL;
    mkba_status status = mkba_evppi(&net, &x, names, 2, &options, &made, error);
    return finish(status, made);
}

static int evsi(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_evsi(&net, &x, names, 2, sizes, 2, sizes, 2, NULL, &made, error);
    return finish(status, made);
}

static int acceptability(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_acceptability(&net, &x, names, 2, sizes, 2, &made, error);
    return finish(status, made);
}

static int icer(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_icer(&net, &x, names, 2, &made, error);
    return finish(status, made);
}

static int case_sobol(mkba_error *error)
{
    mkba_measure_options options = options_of(0, false);
    mkba_table *made = NULL;
    mkba_status status = mkba_case_sobol(mkba, &options, NULL, NULL, &made, error);
    return finish(status, made);
}

static int case_importance(mkba_error *error)
{
    mkba_measure_options options = options_of(0, false);
    mkba_table *made = NULL;
    mkba_status status = mkba_case_importance(mkba, &options, NULL, NULL, &made, error);
    return finish(status, made);
}

static int case_evpi(mkba_error *error)
{
    mkba_measure_options options = options_of(0, false);
    mkba_table *made = NULL;
    mkba_status status = mkba_case_evpi(mkba, &options, NULL, NULL, &made, error);
    return finish(status, made);
}

static int case_evppi(mkba_error *error)
{
    mkba_measure_options options = options_of(0, true);
    mkba_table *made = NULL;
    mkba_status status = mkba_case_evppi(mkba, &options, NULL, NULL, &made, error);
    return finish(status, made);
}

static int case_evsi(mkba_error *error)
{
    mkba_measure_options options = options_of(0, false);
    mkba_table *made = NULL;
    mkba_status status = mkba_case_evsi(mkba, sizes, 2, sizes, 2, &options, NULL, NULL, &made, error);
    return finish(status, made);
}

static int case_acceptability(mkba_error *error)
{
    mkba_measure_options options = options_of(0, false);
    mkba_table *made = NULL;
    mkba_status status = mkba_case_acceptability(mkba, "d", sizes, 2, &options, NULL, NULL, &made, error);
    return finish(status, made);
}

START_TEST(measures_survive_short_memory)
{
    mkba_error error;
    for (size_t i = 0; i < 2 * DRAWS; i++) {
        values[i] = (double) (i * i % 11) - 5 + (double) i / 100;
        others[i] = (double) (i * i * i % 17) + (double) i / 50;
    }
    ck_assert_int_eq(mkba_case_parse(small, strlen(small), NULL, &mkba, &error), MKBA_OK);
    fault_sweep(design);
    fault_sweep(indices);
    fault_sweep(resampled);
    fault_sweep(importance);
    fault_sweep(evpi);
    fault_sweep(evppi);
    fault_sweep(joint_evppi);
    fault_sweep(evsi);
    fault_sweep(acceptability);
    fault_sweep(icer);
    fault_sweep(case_sobol);
    fault_sweep(case_importance);
    fault_sweep(case_evpi);
    fault_sweep(case_evppi);
    fault_sweep(case_evsi);
    fault_sweep(case_acceptability);
    mkba_case_free(mkba);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("failing allocations of measures");
    TCase *all = tcase_create("faults");
    tcase_add_test(all, measures_survive_short_memory);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
