/* Quantiles and standard deviations of distributions: stat/distribution.h. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/distribution.h"
#include "support.h"

/* ---- fifty digits ------------------------------------------------------------------------------------------ */

typedef struct row {
    mkba_i_distribution distribution;
    double p;
    double quantile;
    double sd;
    const char *line;
} row;

static mkba_i_family family_of(const char *name)
{
    static const char *const names[] = {"normal", "lognormal", "uniform", "triangular", "pert",
                                        "beta",   "gamma",     "poisson", "binomial"};
    int family = 0;
    while (strcmp(names[family], name) != 0) {
        family++;
    }
    return (mkba_i_family) family;
}

/* Takes a row off the text: family,a,b,c,d,low,high,p,quantile,sd; low and high are empty without truncation. */
static bool next_row(char **text, row *r)
{
    char family[32];
    mkba_i_distribution d = {.family = MKBA_I_NORMAL};
    char *line = *text;
    char *end = strchr(line, '\n');
    int used = 0;
    if (end == NULL) {
        return false;
    }
    *end = '\0';
    *text = end + 1;
    ck_assert_int_eq(sscanf(line, "%31[^,],%lf,%lf,%lf,%lf,%n", family, &d.a, &d.b, &d.c, &d.d, &used), 5);
    d.family = family_of(family);
    char *rest = line + used;
    d.truncated = *rest != ',';
    if (d.truncated) {
        ck_assert_int_eq(sscanf(rest, "%lf,%lf,%n", &d.low, &d.high, &used), 2);
    }
    rest += d.truncated ? used : 2;
    ck_assert_int_eq(sscanf(rest, "%lf,%lf,%lf", &r->p, &r->quantile, &r->sd), 3);
    r->distribution = d;
    r->line = line;
    return true;
}

/* Of tests/data/distribution_quantiles.csv, after its heading; to be freed by `whole`. */
static char *open_rows(char **whole)
{
    *whole = support_data("distribution_quantiles.csv", NULL);
    return strchr(*whole, '\n') + 1;
}

/* Promised is 1e-9 of the quantile or the standard deviation; found is a hundredth of that. */
START_TEST(quantiles_agree_with_fifty_digits)
{
    char *whole;
    char *text = open_rows(&whole);
    size_t n = 0;
    for (row r; next_row(&text, &r); n++) {
        double found = mkba_i_distribution_quantile(&r.distribution, r.p);
        double error = fabs(found - r.quantile) / fmax(fabs(r.quantile), r.sd);
        ck_assert_msg(error <= 1e-11, "%s: %.17g is off by %g", r.line, found, error);
    }
    ck_assert_uint_gt(n, 1000);
    free(whole);
}
END_TEST

START_TEST(standard_deviations_agree_with_fifty_digits)
{
    char *whole;
    char *text = open_rows(&whole);
    for (row r; next_row(&text, &r);) {
        double sd = NAN;
        ck_assert_int_eq(mkba_i_distribution_sd(&r.distribution, &sd, NULL), MKBA_OK);
        ck_assert_msg(fabs(sd - r.sd) <= 1e-11 * r.sd, "%s: %.17g", r.line, sd);
    }
    free(whole);
}
END_TEST

START_TEST(every_distribution_held_against_fifty_digits_is_one_that_is_accepted)
{
    char *whole;
    char *text = open_rows(&whole);
    mkba_error error;
    for (row r; next_row(&text, &r);) {
        ck_assert_msg(mkba_i_distribution_check(&r.distribution, &error) == MKBA_OK, "%s: %s", r.line, error.message);
    }
    free(whole);
}
END_TEST

/* ---- ends -------------------------------------------------------------------------------------------------- */

START_TEST(quantiles_at_nothing_and_all_are_the_ends_of_the_support)
{
    static const double values[] = {3.0, -1.0, 7.0};
    static const double weights[] = {1.0, 2.0, 0.0};
    const struct {
        mkba_i_distribution distribution;
        double low, high;
    } cases[] = {
        {{.family = MKBA_I_NORMAL, .a = 1, .b = 2}, -INFINITY, INFINITY},
        {{.family = MKBA_I_NORMAL, .a = 1, .b = 2, .truncated = true, .low = 0.1, .high = 0.3}, 0.1, 0.3},
        {{.family = MKBA_I_LOGNORMAL, .a = 1, .b = 2}, 0, INFINITY},
        {{.family = MKBA_I_GAMMA, .a = 1, .b = 2, .truncated = true, .low = -1, .high = 3}, 0, 3},
        {{.family = MKBA_I_UNIFORM, .a = 1, .b = 2}, 1, 2},
        {{.family = MKBA_I_TRIANGULAR, .a = 1, .b = 2, .c = 5, .truncated = true, .low = 0, .high = 4}, 1, 4},
        {{.family = MKBA_I_PERT, .a = 1, .b = 2, .c = 5}, 1, 5},
        {{.family = MKBA_I_BETA, .a = 1, .b = 2, .c = -5, .d = 5}, -5, 5},
        {{.family = MKBA_I_POISSON, .a = 1}, 0, INFINITY},
        {{.family = MKBA_I_POISSON, .a = 1, .truncated = true, .low = 1.5, .high = 6.5}, 2, 6},
        {{.family = MKBA_I_BINOMIAL, .a = 9, .b = 0.2}, 0, 9},
        {{.family = MKBA_I_DISCRETE, .values = values, .weights = weights, .n = 3}, -1, 3},
        {{.family = MKBA_I_EMPIRICAL, .values = values, .n = 3}, -1, 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (double beyond = 0.0; beyond < 2.0; beyond += 1.0) {
            ck_assert_double_eq(mkba_i_distribution_quantile(&cases[i].distribution, -beyond), cases[i].low);
            ck_assert_double_eq(mkba_i_distribution_quantile(&cases[i].distribution, 1.0 + beyond), cases[i].high);
        }
    }
}
END_TEST

/* ---- listed values ----------------------------------------------------------------------------------------- */

START_TEST(a_listed_value_is_the_smallest_whose_share_reaches_p)
{
    static const double values[] = {4.0, -2.5, 10.0, 4.0};
    static const double weights[] = {0.25, 0.5, 0.125, 0.125};
    const mkba_i_distribution d = {.family = MKBA_I_DISCRETE, .values = values, .weights = weights, .n = 4};
    ck_assert_double_eq(mkba_i_distribution_quantile(&d, 0.5), -2.5);
    ck_assert_double_eq(mkba_i_distribution_quantile(&d, nextafter(0.5, 1.0)), 4.0);
    ck_assert_double_eq(mkba_i_distribution_quantile(&d, 0.875), 4.0);
    ck_assert_double_eq(mkba_i_distribution_quantile(&d, nextafter(0.875, 1.0)), 10.0);
}
END_TEST

START_TEST(listed_values_outside_the_truncation_do_not_count)
{
    static const double values[] = {1.0, 2.0, 3.0, 4.0};
    mkba_i_distribution d = {.family = MKBA_I_EMPIRICAL, .values = values, .n = 4};
    d.truncated = true, d.low = 2.0, d.high = 3.5;
    ck_assert_double_eq(mkba_i_distribution_quantile(&d, 0.5), 2.0);
    ck_assert_double_eq(mkba_i_distribution_quantile(&d, 0.51), 3.0);
}
END_TEST

/* Population standard deviations, by hand. */
START_TEST(standard_deviations_of_listed_values_weigh_squares)
{
    static const double values[] = {2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0};
    static const double weights[] = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    static const double large[] = {1e308, -1e308};
    static const double apart[] = {1e15, 1e15 + 2.0};
    const struct {
        mkba_i_distribution distribution;
        double sd;
    } cases[] = {
        {{.family = MKBA_I_EMPIRICAL, .values = values, .n = 8}, 2.0},
        {{.family = MKBA_I_DISCRETE, .values = values, .weights = weights, .n = 8}, 2.0},
        {{.family = MKBA_I_EMPIRICAL, .values = values, .n = 1}, 0.0},
        {{.family = MKBA_I_EMPIRICAL, .values = large, .n = 2}, 1e308},
        {{.family = MKBA_I_EMPIRICAL, .values = apart, .n = 2}, 1.0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double sd = NAN;
        ck_assert_int_eq(mkba_i_distribution_sd(&cases[i].distribution, &sd, NULL), MKBA_OK);
        ck_assert_double_le(fabs(sd - cases[i].sd), 1e-14 * cases[i].sd);
    }
}
END_TEST

/* ---- order ------------------------------------------------------------------------------------------------- */

/* Neighbouring p may differ by the rounding of the distribution function; p a thousandth apart do not. */
START_TEST(quantiles_rise_with_p)
{
    const mkba_i_distribution cases[] = {
        {.family = MKBA_I_GAMMA, .a = 10, .b = 3},
        {.family = MKBA_I_GAMMA, .a = 1, .b = 3},
        {.family = MKBA_I_BETA, .a = 0.3, .b = 0.2, .c = 0, .d = 1},
        {.family = MKBA_I_BETA, .a = 3e4, .b = 2e4, .c = 0, .d = 1},
        {.family = MKBA_I_PERT, .a = 0, .b = 3, .c = 4, .truncated = true, .low = 1, .high = 1.1},
        {.family = MKBA_I_NORMAL, .a = 0, .b = 1, .truncated = true, .low = 7, .high = 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double before = -INFINITY;
        for (double p = 1e-12; p < 1.0; p = p < 0.01 ? p * 1.1 : p + 1e-3) {
            double x = mkba_i_distribution_quantile(&cases[i], p);
            ck_assert_double_gt(x, before);
            before = x;
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stat_distribution_quantile");
    TCase *digits = tcase_create("digits");
    tcase_add_test(digits, quantiles_agree_with_fifty_digits);
    tcase_add_test(digits, standard_deviations_agree_with_fifty_digits);
    tcase_add_test(digits, every_distribution_held_against_fifty_digits_is_one_that_is_accepted);
    suite_add_tcase(suite, digits);
    TCase *others = tcase_create("others");
    tcase_add_test(others, quantiles_at_nothing_and_all_are_the_ends_of_the_support);
    tcase_add_test(others, a_listed_value_is_the_smallest_whose_share_reaches_p);
    tcase_add_test(others, listed_values_outside_the_truncation_do_not_count);
    tcase_add_test(others, standard_deviations_of_listed_values_weigh_squares);
    tcase_add_test(others, quantiles_rise_with_p);
    suite_add_tcase(suite, others);
    return run_suite(suite);
}
