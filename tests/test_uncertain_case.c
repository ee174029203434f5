/* Measures of cases: exact figures of the reference cases, the same whatever the number of threads, what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/quantile.h"
#include "support.h"
#include <mkba/uncertain_value.h>

#define LINE 400

typedef mkba_status measure(const mkba_case *mkba, const mkba_measure_options *options, mkba_progress progress,
                            void *data, mkba_table **table, mkba_error *error);

/* A small case of which everything is known: npv = 40 + 3 a + b, a normal with mean 0 and sd 10, b with sd 20; c, which
 * is uncertain too, is in no line. */
static const char small[] =
    "{\"format\": \"mkba-case/1\", \"title\": \"Klein\", \"base_year\": 2026, \"price_year\": 2026, \"years\": [2026, 2026], \"timing\": \"begin\", "
    "\"discount\": {\"rate\": 0.02}, \"parameters\": {"
    "\"a\": {\"distribution\": {\"normal\": {\"mean\": 0, \"sd\": 10}}}, "
    "\"b\": {\"distribution\": {\"normal\": {\"mean\": 0, \"sd\": 20}}}, "
    "\"c\": {\"distribution\": {\"uniform\": [0, 1]}}, \"d\": {\"value\": 40}, \"e\": {\"value\": \"d * 2\"}}, "
    "\"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}}, "
    "\"lines\": [{\"id\": \"x\", \"kind\": \"benefit\", \"value\": \"d + 3 * a + b\", \"receiver\": \"inwoner\"}]}";

static mkba_measure_options options_of(uint64_t draws)
{
    mkba_measure_options options;
    mkba_measure_options_init(&options);
    options.draws = draws;
    return options;
}

static mkba_table *measured(measure *of, const mkba_case *mkba, const mkba_measure_options *options)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (of(mkba, options, NULL, NULL, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

static void expect(const mkba_table *table, size_t row, const char *column, double exact, double errors, double floor)
{
    char its_error[64];
    snprintf(its_error, sizeof its_error, "%s_error", column);
    double found = support_real(table, row, column), error = support_real(table, row, its_error);
    if (!(fabs(found - exact) <= errors * error + floor))
        ck_abort_msg("%s in row %zu: %g, not %g (error %g)", column, row, found, exact, error);
}

/* E[max(0, X)] - max(0, E[X]) of a normal X. */
static double normal_value(double mean, double sd)
{
    double z = fabs(mean) / sd;
    return sd * exp(-z * z / 2) / sqrt(2 * acos(-1)) - fabs(mean) * mkba_i_normal_upper(z);
}

/* ---- a case of which everything is known ----------------------------------------------------------------- */

/* Variance 900 + 400: a has 9 / 13 of it and b 4 / 13, alone and in all. */
START_TEST(shares_of_a_sum_are_those_of_its_variances)
{
    mkba_case *mkba = support_parse(small);
    mkba_measure_options options = options_of(20000);
    mkba_table *sobol = measured(mkba_case_sobol, mkba, &options);
    mkba_table *importance = measured(mkba_case_importance, mkba, &options);
    const double shares[] = {9.0 / 13, 4.0 / 13};
    ck_assert_uint_eq(mkba_table_n_rows(sobol), 2);
    ck_assert_uint_eq(mkba_table_n_rows(importance), 2);
    for (size_t j = 0; j < 2; j++) {
        ck_assert_str_eq(support_text(sobol, j, "alternative"), "plan");
        ck_assert_str_eq(support_text(sobol, j, "parameter"), j == 0 ? "a" : "b");
        expect(sobol, j, "first", shares[j], 3, 0);
        expect(sobol, j, "total", shares[j], 3, 0);
        ck_assert_double_eq_tol(support_real(sobol, j, "mean"), 40, 1);
        ck_assert_double_eq_tol(support_real(sobol, j, "sd"), sqrt(1300), 0.5);
        expect(importance, j, "coefficient", sqrt(shares[j]), 3, 0);
        expect(importance, j, "correlation", sqrt(shares[j]), 3, 0);
        ck_assert_double_eq_tol(support_real(importance, j, "r_squared"), 1, 1e-9);
    }
    mkba_table_free(sobol);
    mkba_table_free(importance);
    mkba_case_free(mkba);
}
END_TEST

START_TEST(information_about_a_sum_is_worth_what_theory_says)
{
    static const char *const both[] = {"b", "a"};
    const double prior = 8, size = 24;
    mkba_case *mkba = support_parse(small);
    mkba_measure_options options = options_of(40000);
    mkba_table *all = measured(mkba_case_evpi, mkba, &options), *each = measured(mkba_case_evppi, mkba, &options),
               *study = NULL;
    mkba_error error;
    ck_assert_str_eq(support_text(all, 0, "best"), "plan");
    ck_assert_int_eq(support_integer(all, 0, "draws"), 40000);
    expect(all, 0, "evpi", normal_value(40, sqrt(1300)), 3, 0);
    expect(each, 0, "evppi", normal_value(40, 30), 3, 0);
    expect(each, 1, "evppi", normal_value(40, 20), 3, 0);
    options.parameters = both;
    options.n_parameters = 2;
    options.joint = true;
    mkba_table *joint = measured(mkba_case_evppi, mkba, &options);
    ck_assert_str_eq(support_text(joint, 0, "parameter"), "b + a");
    ck_assert_double_eq_tol(support_real(joint, 0, "evppi"), support_real(all, 0, "evpi"), 1e-6);
    options.joint = false;
    options.n_parameters = 1;
    ck_assert_int_eq(mkba_case_evsi(mkba, &prior, 1, &size, 1, &options, NULL, NULL, &study, &error), MKBA_OK);
    ck_assert_str_eq(support_text(study, 0, "parameter"), "b");
    expect(study, 0, "evsi", normal_value(40, 20 * sqrt(0.75)), 3, 0);
    mkba_table_free(all);
    mkba_table_free(each);
    mkba_table_free(joint);
    mkba_table_free(study);
    mkba_case_free(mkba);
}
END_TEST

/* npv = d + 3 a + b is above 0 with the probability of a normal; the nulalternatief is best else. */
START_TEST(acceptability_follows_the_parameter)
{
    const double values[] = {-40, 0, 40};
    mkba_case *mkba = support_parse(small);
    mkba_measure_options options = options_of(20000);
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_case_acceptability(mkba, "d", values, 3, &options, NULL, NULL, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    ck_assert_uint_eq(mkba_table_n_rows(table), 6);
    for (size_t v = 0; v < 3; v++) {
        double p = mkba_i_normal_cdf(values[v] / sqrt(1300));
        ck_assert_str_eq(support_text(table, 2 * v, "alternative"), "nul");
        ck_assert_str_eq(support_text(table, 2 * v + 1, "alternative"), "plan");
        ck_assert_double_eq(support_real(table, 2 * v, "npv"), 0);
        ck_assert_double_eq(support_real(table, 2 * v, "p_positive"), 0);
        expect(table, 2 * v + 1, "npv", values[v], 3, 0);
        ck_assert_double_eq_tol(support_real(table, 2 * v + 1, "p_positive"), p, 0.012);
        ck_assert_double_eq(support_real(table, 2 * v + 1, "p_best"), support_real(table, 2 * v + 1, "p_positive"));
        ck_assert_double_eq_tol(support_real(table, 2 * v, "p_best"), 1 - p, 0.012);
        expect(table, 2 * v, "evpi", normal_value(values[v], sqrt(1300)), 3, 0);
    }
    ck_assert_int_eq(support_integer(table, 0, "frontier"), 1);
    ck_assert_int_eq(support_integer(table, 5, "frontier"), 1);
    mkba_table_free(table);
    mkba_case_free(mkba);
}
END_TEST

/* The draws are common: a parameter that is uncertain itself is fixed, and the same draws of all else stay. */
START_TEST(the_same_draws_serve_every_value)
{
    const double values[] = {-1, 1};
    mkba_case *mkba = support_parse(small);
    mkba_measure_options options = options_of(1000);
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_case_acceptability(mkba, "a", values, 2, &options, NULL, NULL, &table, NULL), MKBA_OK);
    ck_assert_double_eq_tol(support_real(table, 3, "npv") - support_real(table, 1, "npv"), 6, 1e-9);
    ck_assert_double_eq_tol(support_real(table, 3, "npv_error"), support_real(table, 1, "npv_error"), 1e-9);
    mkba_table_free(table);
    mkba_case_free(mkba);
}
END_TEST

static bool same_reals(const mkba_table *a, const mkba_table *b)
{
    for (size_t c = 0; c < mkba_table_n_columns(a); c++)
        if (mkba_table_column_type(a, c) == MKBA_COLUMN_REAL &&
            memcmp(mkba_table_reals(a, c), mkba_table_reals(b, c), mkba_table_n_rows(a) * sizeof(double)) != 0)
            return false;
    return mkba_table_n_rows(a) == mkba_table_n_rows(b);
}

START_TEST(threads_change_no_bit)
{
    measure *const measures[] = {mkba_case_sobol, mkba_case_importance, mkba_case_evpi, mkba_case_evppi};
    mkba_case *mkba = support_parse(small);
    for (int plan = MKBA_PLAN_RANDOM; plan <= MKBA_PLAN_SOBOL; plan++)
        for (size_t m = 0; m < 4; m++) {
            mkba_measure_options options = options_of(1700);
            options.plan = (mkba_plan) plan;
            mkba_table *one = measured(measures[m], mkba, &options);
            options.threads = 3;
            mkba_table *three = measured(measures[m], mkba, &options);
            ck_assert(same_reals(one, three));
            mkba_table_free(one);
            mkba_table_free(three);
        }
    mkba_case_free(mkba);
}
END_TEST

/* ---- the reference cases --------------------------------------------------------------------------------- */

static mkba_case *reference_case(const char *name)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    snprintf(path, sizeof path, "%s/reference/uncertainty/%s.json", shared == NULL ? "." : shared, name);
    char *bytes = support_file(path, NULL);
    if (bytes == NULL) {
        printf("# SKIP %s: MKBA_SHARED names no folder with reference/ in it\n", name);
        return NULL;
    }
    mkba_case *made = support_parse(bytes);
    free(bytes);
    return made;
}

START_TEST(normals_have_their_evpi)
{
    mkba_case *mkba = reference_case("normals");
    if (mkba == NULL)
        return;
    mkba_measure_options options = options_of(200000);
    mkba_table *table = measured(mkba_case_evpi, mkba, &options);
    expect(table, 0, "evpi", 235.55114133642644, 3, 0);
    expect(table, 0, "value", 915.9414374389067, 3, 0);
    mkba_table_free(table);
    mkba_case_free(mkba);
}
END_TEST

/* Rows of oracle_effects40x20.csv: parameter, dist, mean, sd, sobol_first, sobol_total, evppi, switching_value. */
typedef struct oracle {
    char name[64];
    double first, total, evppi;
} oracle;

static size_t read_oracle(oracle rows[64])
{
    char path[1000];
    snprintf(path, sizeof path, "%s/reference/uncertainty/oracle_effects40x20.csv", getenv("MKBA_SHARED"));
    char *bytes = support_file(path, NULL), *line = strchr(bytes, '\n') + 1;
    size_t n = 0;
    for (; *line != '\0' && n < 64; line = strchr(line, '\n') + 1, n++)
        ck_assert_int_eq(sscanf(line, "%63[^,],%*[^,],%*[^,],%*[^,],%lf,%lf,%lf", rows[n].name, &rows[n].first,
                                &rows[n].total, &rows[n].evppi),
                         4);
    free(bytes);
    return n;
}

static const oracle *oracle_of(const oracle *rows, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    ck_abort_msg("%s is not in the oracle", name);
    return NULL;
}

/* Of 120 intervals of 95 % fewer than 103 cover with a probability of 1e-4. */
START_TEST(sixty_parameters_have_their_indices)
{
    mkba_case *mkba = reference_case("effects40x20");
    oracle rows[64];
    int covered = 0;
    if (mkba == NULL)
        return;
    size_t n = read_oracle(rows);
    mkba_measure_options options = options_of(4096);
    mkba_table *table = measured(mkba_case_sobol, mkba, &options);
    ck_assert_uint_eq(mkba_table_n_rows(table), n);
    for (size_t j = 0; j < n; j++) {
        const oracle *exact = oracle_of(rows, n, support_text(table, j, "parameter"));
        covered += support_real(table, j, "first_lower") <= exact->first &&
                   exact->first <= support_real(table, j, "first_upper");
        covered += support_real(table, j, "total_lower") <= exact->total &&
                   exact->total <= support_real(table, j, "total_upper");
        expect(table, j, "first", exact->first, 4, 0);
        expect(table, j, "total", exact->total, 4, 0);
    }
    if (covered < 103)
        ck_abort_msg("%d of 120 intervals cover", covered);
    mkba_table_free(table);
    mkba_case_free(mkba);
}
END_TEST

START_TEST(sixty_parameters_are_worth_knowing_what_the_oracle_says)
{
    mkba_case *mkba = reference_case("effects40x20");
    oracle rows[64];
    if (mkba == NULL)
        return;
    size_t n = read_oracle(rows);
    mkba_measure_options options = options_of(10000);
    mkba_table *table = measured(mkba_case_evppi, mkba, &options);
    ck_assert_uint_eq(mkba_table_n_rows(table), n);
    for (size_t j = 0; j < n; j++)
        expect(table, j, "evppi", oracle_of(rows, n, support_text(table, j, "parameter"))->evppi, 3, 0);
    mkba_table_free(table);
    mkba_case_free(mkba);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------------------- */

#define REFUSES(expected, place, words, call)                                                                          \
  do {                                                                                                                 \
    ck_assert_int_eq(call, expected);                                                                                  \
    ck_assert_str_eq(error.where, place);                                                                              \
    if (strstr(error.message, words) == NULL)                                                                          \
      ck_abort_msg("%s", error.message);                                                                               \
    ck_assert_ptr_null(table);                                                                                         \
  } while (0)

START_TEST(wrong_questions_are_refused)
{
    static const char *const nobody[] = {"aa"}, *const certain[] = {"d"}, *const unused[] = {"c"},
                             *const twice[] = {"a", "a"};
    const double one = 1, nothing = NAN;
    mkba_case *mkba = support_parse(small);
    mkba_table *table = NULL;
    mkba_error error;
    mkba_measure_options options = options_of(100), bad = options_of(1);
    REFUSES(MKBA_ERROR_ARGUMENT, "case", "NULL", mkba_case_sobol(NULL, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "table", "NULL", mkba_case_sobol(mkba, NULL, NULL, NULL, NULL, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "case", "NULL", mkba_case_importance(NULL, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "case", "NULL", mkba_case_evpi(NULL, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "case", "NULL", mkba_case_evppi(NULL, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "case", "NULL",
            mkba_case_evsi(NULL, &one, 1, &one, 1, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "parameter", "NULL",
            mkba_case_acceptability(mkba, NULL, &one, 1, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "values", "NULL",
            mkba_case_acceptability(mkba, "d", NULL, 1, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "draws", "draws are 2 to", mkba_case_evpi(mkba, &bad, NULL, NULL, &table, &error));
    bad.draws = UINT64_C(1) << 27;
    REFUSES(MKBA_ERROR_LIMIT, "draws", "2 GiB", mkba_case_evpi(mkba, &bad, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_LIMIT, "draws", "2 GiB", mkba_case_sobol(mkba, &bad, NULL, NULL, &table, &error));
    bad = options_of(5);
    REFUSES(MKBA_ERROR_ARGUMENT, "draws", "4 draws more", mkba_case_importance(mkba, &bad, NULL, NULL, &table, &error));
    bad.plan = (mkba_plan) 9;
    REFUSES(MKBA_ERROR_ARGUMENT, "plan", "no plan 9", mkba_case_evpi(mkba, &bad, NULL, NULL, &table, &error));
    bad = options_of(100);
    bad.scenario = "laag";
    REFUSES(MKBA_ERROR_UNKNOWN, "scenario", "no scenario", mkba_case_evpi(mkba, &bad, NULL, NULL, &table, &error));
    options.n_parameters = 1;
    options.parameters = nobody;
    REFUSES(MKBA_ERROR_UNKNOWN, "parameters", "no parameter of this case",
            mkba_case_evppi(mkba, &options, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "parameters", "leave them out",
            mkba_case_sobol(mkba, &options, NULL, NULL, &table, &error));
    options.parameters = certain;
    REFUSES(MKBA_ERROR_ARGUMENT, "parameters", "is not uncertain here",
            mkba_case_evppi(mkba, &options, NULL, NULL, &table, &error));
    options.parameters = unused;
    REFUSES(MKBA_ERROR_ARGUMENT, "parameters", "no npv hangs on it",
            mkba_case_evppi(mkba, &options, NULL, NULL, &table, &error));
    options.parameters = twice;
    options.n_parameters = 2;
    REFUSES(MKBA_ERROR_ARGUMENT, "parameters[1]", "twice", mkba_case_evppi(mkba, &options, NULL, NULL, &table, &error));
    options.n_parameters = 0;
    REFUSES(MKBA_ERROR_ARGUMENT, "parameters", "at least one",
            mkba_case_evppi(mkba, &options, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "parameters", "at least one",
            mkba_case_importance(mkba, &options, NULL, NULL, &table, &error));
    options = options_of(100);
    REFUSES(MKBA_ERROR_ARGUMENT, "prior_sizes", "1 prior_sizes for 2",
            mkba_case_evsi(mkba, &one, 1, &one, 1, &options, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "values", "at least one",
            mkba_case_acceptability(mkba, "d", &one, 0, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "values[0]", "not a number",
            mkba_case_acceptability(mkba, "d", &nothing, 1, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_UNKNOWN, "parameter", "no parameter of this case",
            mkba_case_acceptability(mkba, "dd", &one, 1, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "parameter", "is derived",
            mkba_case_acceptability(mkba, "e", &one, 1, NULL, NULL, NULL, &table, &error));
    mkba_case_free(mkba);
}
END_TEST

START_TEST(correlated_parameters_have_no_sobol_indices)
{
    mkba_draft *draft = support_draft(small);
    support_set(draft, "/correlations", "[{\"parameters\": [\"a\", \"b\"], \"matrix\": [[1, 0.5], [0.5, 1]]}]");
    char *text = support_finish(draft);
    mkba_case *mkba = support_parse(text);
    mkba_table *table = NULL;
    mkba_error error;
    const double one = 1;
    REFUSES(MKBA_ERROR_ARGUMENT, "correlations", "\"a\" and \"b\" are correlated",
            mkba_case_sobol(mkba, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "parameter", "is correlated with others",
            mkba_case_acceptability(mkba, "a", &one, 1, NULL, NULL, NULL, &table, &error));
    mkba_measure_options options = options_of(2000);
    table = measured(mkba_case_importance, mkba, &options);
    ck_assert_double_lt(support_real(table, 0, "tolerance"), 0.8);
    mkba_table_free(table);
    mkba_case_free(mkba);
    mkba_text_free(text);
}
END_TEST

START_TEST(a_case_without_uncertainty_has_nothing_to_measure)
{
    mkba_draft *draft = support_draft(small);
    support_set(draft, "/lines/0/value", "\"d\"");
    char *text = support_finish(draft);
    mkba_case *mkba = support_parse(text);
    mkba_table *table = NULL;
    mkba_error error;
    REFUSES(MKBA_ERROR_ARGUMENT, "parameters", "nothing to share out",
            mkba_case_sobol(mkba, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "parameters", "nothing to explain",
            mkba_case_importance(mkba, NULL, NULL, NULL, &table, &error));
    REFUSES(MKBA_ERROR_ARGUMENT, "parameters", "nothing to know",
            mkba_case_evppi(mkba, NULL, NULL, NULL, &table, &error));
    ck_assert_int_eq(mkba_case_evpi(mkba, NULL, NULL, NULL, &table, &error), MKBA_OK);
    ck_assert_double_eq(support_real(table, 0, "evpi"), 0);
    mkba_table_free(table);
    mkba_case_free(mkba);
    mkba_text_free(text);
}
END_TEST

/* c is in the npv, and is always 3. */
START_TEST(a_distribution_of_one_value_stops_no_other)
{
    mkba_draft *draft = support_draft(small);
    support_set(draft, "/lines/0/value", "\"d + 3 * a + b + c\"");
    support_set(draft, "/parameters/c/distribution", "{\"discrete\": {\"values\": [3], \"weights\": [1]}}");
    char *text = support_finish(draft);
    mkba_case *mkba = support_parse(text);
    mkba_measure_options options = options_of(2000);
    mkba_table *sobol = measured(mkba_case_sobol, mkba, &options), *evppi = measured(mkba_case_evppi, mkba, &options),
               *importance = measured(mkba_case_importance, mkba, &options);
    ck_assert_str_eq(support_text(evppi, 2, "parameter"), "c");
    ck_assert_double_eq(support_real(evppi, 2, "evppi"), 0);
    expect(evppi, 0, "evppi", normal_value(43, 30), 3, 0);
    ck_assert_double_eq(support_real(sobol, 2, "first"), 0);
    ck_assert_double_eq(support_real(sobol, 2, "total"), 0);
    ck_assert(support_missing(importance, 2, "correlation"));
    ck_assert_double_eq(support_real(importance, 2, "coefficient"), 0);
    expect(importance, 0, "coefficient", 3 / sqrt(13), 3, 0);
    mkba_table_free(sobol);
    mkba_table_free(evppi);
    mkba_table_free(importance);
    mkba_case_free(mkba);
    mkba_text_free(text);
}
END_TEST

static bool stop(void *data, uint64_t done, uint64_t total)
{
    ck_assert_uint_le(done, total);
    return ++*(int *) data < 0;
}

START_TEST(a_callback_can_stop_it)
{
    const double one = 1;
    mkba_case *mkba = support_parse(small);
    mkba_table *table = NULL;
    mkba_error error;
    int calls = 0;
    ck_assert_int_eq(mkba_case_sobol(mkba, NULL, stop, &calls, &table, &error), MKBA_ERROR_CANCELLED);
    ck_assert_int_eq(mkba_case_evppi(mkba, NULL, stop, &calls, &table, &error), MKBA_ERROR_CANCELLED);
    ck_assert_int_eq(mkba_case_acceptability(mkba, "d", &one, 1, NULL, stop, &calls, &table, &error),
                     MKBA_ERROR_CANCELLED);
    ck_assert_int_ge(calls, 3);
    ck_assert_ptr_null(table);
    mkba_case_free(mkba);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain case");
    TCase *tcase = tcase_create("case");

    tcase_add_test(tcase, shares_of_a_sum_are_those_of_its_variances);
    tcase_add_test(tcase, information_about_a_sum_is_worth_what_theory_says);
    tcase_add_test(tcase, acceptability_follows_the_parameter);
    tcase_add_test(tcase, the_same_draws_serve_every_value);
    tcase_add_test(tcase, threads_change_no_bit);
    tcase_add_test(tcase, normals_have_their_evpi);
    tcase_add_test(tcase, sixty_parameters_have_their_indices);
    tcase_add_test(tcase, sixty_parameters_are_worth_knowing_what_the_oracle_says);
    tcase_add_test(tcase, wrong_questions_are_refused);
    tcase_add_test(tcase, correlated_parameters_have_no_sobol_indices);
    tcase_add_test(tcase, a_case_without_uncertainty_has_nothing_to_measure);
    tcase_add_test(tcase, a_distribution_of_one_value_stops_no_other);
    tcase_add_test(tcase, a_callback_can_stop_it);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
