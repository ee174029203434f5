/* mkba/case_distribution.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/case_distribution.h>

#include "run_suite.h"
#include "support.h"

static mkba_table *fit_quantiles(const char *family, const double p[2], double low, double high, const double *extra,
                                 size_t n_extra)
{
    double values[2] = {low, high};
    mkba_table *table = NULL;
    mkba_error error;
    mkba_status status = mkba_distribution_fit_quantiles(family, p, 2, values, 2, extra, n_extra, &table, &error);
    ck_assert_msg(status == MKBA_OK, "%s", status == MKBA_OK ? "" : error.message);
    return table;
}

static const double ninety[2] = {0.05, 0.95};
static const double eighty[2] = {0.1, 0.9};
static const double ends[2] = {0.0, 1.0};

/* ---- quantiles --------------------------------------------------------------------------------------------- */

/* z of 5 % and 95 % from tables of the normal distribution; a triangular distribution by hand. */
START_TEST(quantiles_are_those_of_the_distribution_of_the_text)
{
    static const double p[] = {0.05, 0.5, 0.95};
    double out[3];
    ck_assert_int_eq(mkba_distribution_quantile("{\"normal\": {\"mean\": 100, \"sd\": 10}}", p, 3, out, 3, NULL),
                     MKBA_OK);
    ck_assert_double_eq_tol(out[0], 83.551463730485, 1e-11);
    ck_assert_double_eq(out[1], 100.0);
    ck_assert_double_eq_tol(out[2], 116.448536269515, 1e-11);
    ck_assert_int_eq(mkba_distribution_quantile("{\"triangular\": [0, 1, 2]}", p + 1, 1, out, 1, NULL), MKBA_OK);
    ck_assert_double_eq(out[0], 1.0);
    ck_assert_int_eq(mkba_distribution_quantile("{\"uniform\": [0, 10], \"truncate\": [2, 4]}", p + 1, 1, out, 1, NULL),
                     MKBA_OK);
    ck_assert_double_eq(out[0], 3.0);
}
END_TEST

START_TEST(a_distribution_has_a_mean_a_spread_and_perhaps_ends)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_distribution_table("{\"pert\": [0, 3, 12]}", &table, NULL), MKBA_OK);
    ck_assert_double_eq_tol(support_real(table, 0, "mean"), 4.0, 1e-15);
    ck_assert_double_eq_tol(support_real(table, 0, "sd"), sqrt(4.0 * 8.0 / 7.0), 1e-14);
    ck_assert_double_eq(support_real(table, 0, "low"), 0.0);
    ck_assert_double_eq(support_real(table, 0, "high"), 12.0);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_distribution_table("{\"normal\": {\"mean\": 1, \"sd\": 2}}", &table, NULL), MKBA_OK);
    ck_assert(mkba_table_is_missing(table, 0, support_column(table, "low")));
    ck_assert(mkba_table_is_missing(table, 0, support_column(table, "high")));
    mkba_table_free(table);
}
END_TEST

/* ---- from quantiles ---------------------------------------------------------------------------------------- */

/* 2 x 1.6448536269514722 standard deviations between them. */
START_TEST(a_normal_distribution_has_its_sd_from_the_width_of_the_interval)
{
    mkba_table *table = fit_quantiles("normal", ninety, 10.0, 20.0, NULL, 0);
    ck_assert_double_eq_tol(support_real(table, 0, "mean"), 15.0, 1e-14);
    ck_assert_double_eq_tol(support_real(table, 0, "sd"), 10.0 / (2.0 * 1.6448536269514722), 1e-14);
    mkba_table_free(table);
}
END_TEST

START_TEST(fitted_distributions_have_the_quantiles_that_were_said)
{
    static const double mode[] = {13.0}, bounds[] = {0.0, 50.0}, edge[] = {10.0};
    static const struct {
        const char *family;
        const double *p;
        const double *extra;
        size_t n_extra;
    } cases[] = {
        {"normal", ninety, NULL, 0},     {"lognormal", ninety, NULL, 0}, {"gamma", ninety, NULL, 0},
        {"gamma", eighty, NULL, 0},      {"beta", ninety, bounds, 2},    {"beta", eighty, bounds, 2},
        {"triangular", eighty, mode, 1}, {"pert", eighty, mode, 1},      {"pert", ninety, mode, 1},
        {"triangular", eighty, edge, 1}, {"pert", ends, mode, 1},        {"triangular", ends, mode, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mkba_table *table = fit_quantiles(cases[i].family, cases[i].p, 10.0, 20.0, cases[i].extra, cases[i].n_extra);
        double p[2] = {fmax(cases[i].p[0], 1e-15), fmin(cases[i].p[1], 1.0 - 1e-15)};
        double out[2];
        const char *text = support_text(table, 0, "distribution");
        ck_assert_int_eq(mkba_distribution_quantile(text, p, 2, out, 2, NULL), MKBA_OK);
        double most = cases[i].p == ends ? 0.02 : 2e-9; /* 1e-15 is not 0 */
        ck_assert_msg(fabs(out[0] - 10.0) <= most && fabs(out[1] - 20.0) <= most, "%s", text);
        mkba_table_free(table);
    }
}
END_TEST

/* How many pairs of values have a distribution; its quantiles, asked for again, are the values. */
static int found_in_grid(const char *family, const double (*values)[2], size_t n_values, const double *extra,
                         size_t n_extra)
{
    static const double p[][2] = {{0.05, 0.95}, {0.1, 0.9},    {0.25, 0.75}, {0.01, 0.99},
                                  {0.5, 0.9},   {1e-4, 0.999}, {0.9, 0.99},  {0.1, 0.5}};
    int found = 0;
    for (size_t i = 0; i < n_values * 8; i++) {
        const double *v = values[i / 8], *at = p[i % 8];
        mkba_table *table = NULL;
        double out[2];
        if (mkba_distribution_fit_quantiles(family, at, 2, v, 2, extra, n_extra, &table, NULL) != MKBA_OK)
            continue;
        const char *text = support_text(table, 0, "distribution");
        ck_assert_int_eq(mkba_distribution_quantile(text, at, 2, out, 2, NULL), MKBA_OK);
        double most = 2e-9 * (v[1] - v[0]);
        ck_assert_msg(fabs(out[0] - v[0]) <= most && fabs(out[1] - v[1]) <= most, "%s: %g, %g", text, out[0], out[1]);
        mkba_table_free(table);
        found++;
    }
    return found;
}

START_TEST(every_pair_of_values_that_has_a_distribution_gets_it)
{
    static const double positive[][2] = {{0.01, 3}, {1, 1.01},        {1e-6, 1}, {10, 20},
                                         {1, 1e6},  {1000, 1000.001}, {1e-12, 1}};
    static const double inside[][2] = {{0.01, 0.02}, {0.001, 0.999}, {0.4, 0.6},    {0.9, 0.99},
                                       {0.01, 0.9},  {1e-4, 0.5},    {0.3, 0.3001}, {1e-9, 1 - 1e-9}};
    static const double around[][2] = {{1, 5}}, unit[] = {0, 1}, modes[] = {1, 1.5, 3, 4.9, 5};
    ck_assert_int_eq(found_in_grid("normal", positive, 7, NULL, 0), 7 * 8);
    ck_assert_int_eq(found_in_grid("gamma", positive, 7, NULL, 0), 7 * 8);
    ck_assert_int_eq(found_in_grid("beta", inside, 8, unit, 2), 8 * 8);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_int_eq(found_in_grid("pert", around, 1, &modes[i], 1), 8);
        ck_assert_int_eq(found_in_grid("triangular", around, 1, &modes[i], 1), 8);
    }
    ck_assert_int_eq(found_in_grid("lognormal", positive, 4, NULL, 0), 4 * 8 - 4); /* four are wider than allowed */
}
END_TEST

/* The shape 0.63282 has the quotient of these quantiles, 300. */
START_TEST(a_wide_gamma_distribution_is_found)
{
    mkba_table *table = fit_quantiles("gamma", ninety, 0.01, 3.0, NULL, 0);
    ck_assert_double_eq_tol(support_real(table, 0, "mean"), 0.849873, 5e-7);
    ck_assert_double_eq_tol(support_real(table, 0, "sd"), 1.068355, 5e-7);
    mkba_table_free(table);
}
END_TEST

/* ---- from data --------------------------------------------------------------------------------------------- */

/* Hours between failures of an air conditioner (Proschan, Technometrics 5, 1963). Davison and Hinkley, Bootstrap Methods
 * and their Application, 1997, example 4.2 give the shape 0.707 of the gamma distribution; further digits, the likelihood and
 * the distances by mpmath from the equations of the likelihood. */
static const double failures[] = {3, 5, 7, 18, 43, 85, 91, 98, 100, 130, 230, 487};

static size_t row_of(const mkba_table *table, const char *family)
{
    size_t row = 0;
    while (strcmp(support_text(table, row, "family"), family) != 0) {
        row++;
    }
    return row;
}

START_TEST(the_likeliest_distributions_of_failures_are_the_published_ones)
{
    static const double range[] = {0.0, 500.0};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_distribution_fit_values(failures, 12, range, 2, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 4);
    size_t gamma = row_of(table, "gamma");
    double mean = support_real(table, gamma, "mean");
    double sd = support_real(table, gamma, "sd");
    ck_assert_double_eq_tol((mean / sd) * (mean / sd), 0.707, 6e-4);
    ck_assert_double_eq_tol(sd, 128.58927410961280, 1e-9);
    ck_assert_double_eq_tol(support_real(table, gamma, "log_likelihood"), -67.645424555801946, 1e-11);
    ck_assert_double_eq_tol(support_real(table, gamma, "aic"), 4.0 + 2.0 * 67.645424555801946, 1e-11);
    ck_assert_double_eq_tol(support_real(table, gamma, "kolmogorov"), 0.16770117725236361, 1e-12);
    ck_assert_double_eq_tol(support_real(table, gamma, "anderson"), 0.32485309765855884, 1e-11);
    size_t lognormal = row_of(table, "lognormal");
    ck_assert_double_eq_tol(support_real(table, lognormal, "mean"), 148.09490478307832, 1e-10);
    ck_assert_double_eq_tol(support_real(table, lognormal, "sd"), 453.22822840528140, 1e-9);
    size_t beta = row_of(table, "beta");
    double a = 0.45152361061607295, b = 1.1904457635029073;
    ck_assert_double_eq_tol(support_real(table, beta, "mean"), 500.0 * a / (a + b), 1e-9);
    ck_assert_double_eq_tol(support_real(table, row_of(table, "normal"), "mean"), 1297.0 / 12.0, 1e-12);
    mkba_table_free(table);
}
END_TEST

START_TEST(fits_are_ordered_by_their_likelihood)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_distribution_fit_values(failures, 12, NULL, 0, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3);
    for (size_t row = 1; row < 3; row++) {
        ck_assert_double_le(support_real(table, row - 1, "aic"), support_real(table, row, "aic"));
    }
    mkba_table_free(table);
}
END_TEST

START_TEST(a_family_that_cannot_have_the_values_is_left_out)
{
    static const double values[] = {-1.0, 2.0, 5.0, 0.0};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_distribution_fit_values(values, 4, NULL, 0, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 1);
    ck_assert_str_eq(support_text(table, 0, "family"), "normal");
    mkba_table_free(table);
}
END_TEST

/* ---- errors ------------------------------------------------------------------------------------------------ */

static void assert_error(const mkba_error *error, mkba_status status, mkba_status expected, const char *where,
                         const char *part)
{
    ck_assert_int_eq(status, expected);
    ck_assert_str_eq(error->where, where);
    ck_assert_msg(strstr(error->message, part) != NULL, "%s", error->message);
}

START_TEST(texts_that_are_no_distribution_are_refused_with_their_place)
{
    static const struct {
        const char *text;
        mkba_status status;
        const char *where;
        const char *part;
    } cases[] = {
        {"{\"normal\": {\"mean\": 1, \"sd\": -1}}", MKBA_ERROR_CASE, "", "sd of a normal distribution must be"},
        {"{\"gama\": {\"mean\": 1, \"sd\": 1}}", MKBA_ERROR_CASE, "/gama", "did you mean \"gamma\"?"},
        {"{\"pert\": [1, 2]}", MKBA_ERROR_CASE, "/pert", "pert must hold 3 numbers"},
        {"{\"normal\": ", MKBA_ERROR_SYNTAX, "/normal", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mkba_error error;
        mkba_table *table = NULL;
        double p = 0.5, out = 42.0;
        mkba_status status = mkba_distribution_quantile(cases[i].text, &p, 1, &out, 1, &error);
        assert_error(&error, status, cases[i].status, cases[i].where, cases[i].part);
        status = mkba_distribution_table(cases[i].text, &table, &error);
        assert_error(&error, status, cases[i].status, cases[i].where, cases[i].part);
        ck_assert_double_eq(out, 42.0);
        ck_assert_ptr_null(table);
    }
}
END_TEST

START_TEST(probabilities_that_are_none_are_refused)
{
    static const char normal[] = "{\"normal\": {\"mean\": 1, \"sd\": 1}}";
    static const double wrong[] = {0.0, 1.0, -0.5, NAN, INFINITY};
    double out[2] = {42.0, 42.0};
    mkba_error error;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        double p[2] = {0.5, wrong[i]};
        mkba_status status = mkba_distribution_quantile(normal, p, 2, out, 2, &error);
        assert_error(&error, status, MKBA_ERROR_ARGUMENT, "p[1]", "a probability is above 0 and below 1");
    }
    mkba_status status = mkba_distribution_quantile(normal, out, 2, out, 1, &error);
    assert_error(&error, status, MKBA_ERROR_ARGUMENT, "out", "as many are needed");
    ck_assert_double_eq(out[0], 42.0);
}
END_TEST

START_TEST(what_is_said_of_quantiles_must_fit)
{
    static const double mode[] = {25.0}, bounds[] = {0.0, 15.0};
    static const struct {
        const char *family;
        double p[2], values[2];
        const double *extra;
        size_t n_extra;
        mkba_status status;
        const char *where, *part;
    } cases[] = {
        {"norml", {0.1, 0.9}, {10, 20}, NULL, 0, MKBA_ERROR_UNKNOWN, "family", "did you mean \"normal\"?"},
        {"normal", {0.9, 0.1}, {10, 20}, NULL, 0, MKBA_ERROR_ARGUMENT, "p", "the lower one first"},
        {"normal", {0.0, 0.9}, {10, 20}, NULL, 0, MKBA_ERROR_ARGUMENT, "p", "above 0 and below 1"},
        {"normal", {0.1, 0.9}, {20, 10}, NULL, 0, MKBA_ERROR_ARGUMENT, "values", "the lower one first"},
        {"normal", {0.1, 0.9}, {10, INFINITY}, NULL, 0, MKBA_ERROR_ARGUMENT, "values", "finite"},
        {"normal", {0.1, 0.9}, {10, 20}, mode, 1, MKBA_ERROR_ARGUMENT, "extra", "0 elements"},
        {"gamma", {0.1, 0.9}, {0, 20}, NULL, 0, MKBA_ERROR_ARGUMENT, "values", "above 0"},
        {"pert", {0.1, 0.9}, {10, 20}, NULL, 0, MKBA_ERROR_ARGUMENT, "mode", "1 element ("},
        {"pert", {0.1, 0.9}, {10, 20}, mode, 1, MKBA_ERROR_ARGUMENT, "mode", "between"},
        {"beta", {0.1, 0.9}, {10, 20}, bounds, 2, MKBA_ERROR_ARGUMENT, "bounds", "inside"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mkba_table *table = NULL;
        mkba_error error;
        mkba_status status = mkba_distribution_fit_quantiles(cases[i].family, cases[i].p, 2, cases[i].values, 2,
                                                             cases[i].extra, cases[i].n_extra, &table, &error);
        assert_error(&error, status, cases[i].status, cases[i].where, cases[i].part);
        ck_assert_ptr_null(table);
    }
}
END_TEST

START_TEST(data_that_cannot_be_fitted_are_refused)
{
    static const double same[] = {3, 3, 3}, broken[] = {1, NAN, 3}, range[] = {5, 5}, narrow[] = {3, 487},
                        huge[] = {-1.7e308, 1.7e308, 1.6e308}, close[] = {1, 1 + 3e-16, 1}, wide[] = {0, 2};
    mkba_table *table = NULL;
    mkba_error error;
    mkba_status status = mkba_distribution_fit_values(same, 3, NULL, 0, &table, &error);
    assert_error(&error, status, MKBA_ERROR_ARGUMENT, "values", "all the same");
    status = mkba_distribution_fit_values(same, 2, NULL, 0, &table, &error);
    assert_error(&error, status, MKBA_ERROR_ARGUMENT, "values", "at least 3");
    status = mkba_distribution_fit_values(broken, 3, NULL, 0, &table, &error);
    assert_error(&error, status, MKBA_ERROR_ARGUMENT, "values[1]", "finite");
    status = mkba_distribution_fit_values(failures, 12, range, 2, &table, &error);
    assert_error(&error, status, MKBA_ERROR_ARGUMENT, "bounds", "the lower one first");
    status = mkba_distribution_fit_values(failures, 12, range, 1, &table, &error);
    assert_error(&error, status, MKBA_ERROR_ARGUMENT, "bounds", "2 elements");
    status = mkba_distribution_fit_values(failures, 12, narrow, 2, &table, &error);
    assert_error(&error, status, MKBA_ERROR_ARGUMENT, "values[0]", "not inside the bounds 3 and 487");
    status = mkba_distribution_fit_values(huge, 3, NULL, 0, &table, &error);
    assert_error(&error, status, MKBA_ERROR_CASE, "values", "too widely for a normal distribution");
    status = mkba_distribution_fit_values(close, 3, wide, 2, &table, &error);
    assert_error(&error, status, MKBA_ERROR_CASE, "bounds", "for a beta distribution within the bounds");
    ck_assert_ptr_null(table);
}
END_TEST

START_TEST(null_is_refused_by_name)
{
    double x[2] = {0.1, 0.9};
    mkba_table *table = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_distribution_quantile(NULL, x, 1, x, 1, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "distribution");
    ck_assert_int_eq(mkba_distribution_quantile("{}", NULL, 1, x, 1, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "p");
    ck_assert_int_eq(mkba_distribution_table("{}", NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_distribution_fit_quantiles(NULL, x, 2, x, 2, NULL, 0, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "family");
    ck_assert_int_eq(mkba_distribution_fit_values(NULL, 2, NULL, 0, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "values");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("case_distribution");
    TCase *all = tcase_create("all");
    tcase_add_test(all, quantiles_are_those_of_the_distribution_of_the_text);
    tcase_add_test(all, a_distribution_has_a_mean_a_spread_and_perhaps_ends);
    tcase_add_test(all, a_normal_distribution_has_its_sd_from_the_width_of_the_interval);
    tcase_add_test(all, fitted_distributions_have_the_quantiles_that_were_said);
    tcase_add_test(all, every_pair_of_values_that_has_a_distribution_gets_it);
    tcase_add_test(all, a_wide_gamma_distribution_is_found);
    tcase_add_test(all, the_likeliest_distributions_of_failures_are_the_published_ones);
    tcase_add_test(all, fits_are_ordered_by_their_likelihood);
    tcase_add_test(all, a_family_that_cannot_have_the_values_is_left_out);
    tcase_add_test(all, texts_that_are_no_distribution_are_refused_with_their_place);
    tcase_add_test(all, probabilities_that_are_none_are_refused);
    tcase_add_test(all, what_is_said_of_quantiles_must_fit);
    tcase_add_test(all, data_that_cannot_be_fitted_are_refused);
    tcase_add_test(all, null_is_refused_by_name);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
