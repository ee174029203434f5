/* stat/quantile.h. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/quantile.h"
#include "support.h"

typedef double (*function)(double at, double a, double b);

static double normal_cdf(double x, double a, double b)
{
    (void) a, (void) b;
    return mkba_i_normal_cdf(x);
}

static double normal_upper(double x, double a, double b)
{
    (void) a, (void) b;
    return mkba_i_normal_upper(x);
}

static double normal_quantile(double p, double a, double b)
{
    (void) a, (void) b;
    return mkba_i_normal_quantile(p);
}

/* Functions of one parameter as functions of two. */
#define ONE_PARAMETER(name)                                                                                            \
  static double name(double at, double a, double b)                                                                    \
  {                                                                                                                    \
    (void) b;                                                                                                          \
    return mkba_i_##name(at, a);                                                                                       \
  }
ONE_PARAMETER(student_cdf)
ONE_PARAMETER(student_upper)
ONE_PARAMETER(student_quantile)
ONE_PARAMETER(chi_squared_cdf)
ONE_PARAMETER(chi_squared_upper)
ONE_PARAMETER(chi_squared_quantile)
ONE_PARAMETER(gamma_cdf)
ONE_PARAMETER(gamma_upper)
ONE_PARAMETER(gamma_quantile)
ONE_PARAMETER(poisson_cdf)
ONE_PARAMETER(poisson_upper)

typedef struct distribution {
    const char *name;
    function cdf, upper, quantile; /* quantile NULL: a distribution of counts */
} distribution;

static const distribution distributions[] = {
    {"normal", normal_cdf, normal_upper, normal_quantile},
    {"student", student_cdf, student_upper, student_quantile},
    {"chi_squared", chi_squared_cdf, chi_squared_upper, chi_squared_quantile},
    {"gamma", gamma_cdf, gamma_upper, gamma_quantile},
    {"beta", mkba_i_beta_cdf, mkba_i_beta_upper, mkba_i_beta_quantile},
    {"poisson", poisson_cdf, poisson_upper, NULL},
    {"binomial", mkba_i_binomial_cdf, mkba_i_binomial_upper, NULL},
};

static const distribution *find(const char *name)
{
    size_t i = 0;
    while (strcmp(distributions[i].name, name) != 0) {
        i++;
    }
    return &distributions[i];
}

/* A row of a file: a name, five numbers, and what may follow. */
typedef struct row {
    const distribution *of;
    double v[5];
    const char *line;
} row;

/* Takes a row off the text; false at its end. */
static bool next_row(char **text, row *r)
{
    char name[32];
    char *line = *text;
    char *end = strchr(line, '\n');
    if (end == NULL) {
        return false;
    }
    *end = '\0';
    *text = end + 1;
    ck_assert_int_eq(
        sscanf(line, "%31[^,],%lf,%lf,%lf,%lf,%lf", name, &r->v[0], &r->v[1], &r->v[2], &r->v[3], &r->v[4]), 6);
    r->of = find(name);
    r->line = line;
    return true;
}

/* Of a file of tests/data, after its heading; to be freed by `whole`. */
static char *open_rows(const char *name, char **whole)
{
    *whole = support_data(name, NULL);
    return strchr(*whole, '\n') + 1;
}

/* ---- both tails ------------------------------------------------------------------------------------------ */

static void assert_tail(const row *r, double found, double expected)
{
    double relative = expected >= 1e-30 ? 3e-14 : expected >= 1e-300 ? 1e-12 : 1.0;
    ck_assert_msg(fabs(found - expected) <= relative * expected, "%s: %.17g is not %.17g", r->line, found, expected);
}

/* tests/data/tails.py made the figures, by mpmath with eighty digits. */
START_TEST(both_tails_agree_with_twenty_five_digits)
{
    char *whole;
    char *text = open_rows("tails.csv", &whole);
    size_t n = 0;
    for (row r; next_row(&text, &r); n++) {
        assert_tail(&r, r.of->cdf(r.v[0], r.v[1], r.v[2]), r.v[3]);
        assert_tail(&r, r.of->upper(r.v[0], r.v[1], r.v[2]), r.v[4]);
    }
    ck_assert_uint_eq(n, 558);
    free(whole);
}
END_TEST

START_TEST(tails_at_the_ends_of_the_support_are_exactly_nothing_and_all)
{
    static const struct {
        const char *name;
        double at, a, b, cdf;
    } cases[] = {
        {"normal", -INFINITY, 0, 0, 0},
        {"normal", INFINITY, 0, 0, 1},
        {"normal", 40, 0, 0, 1},
        {"normal", -1e300, 0, 0, 0},
        {"student", -INFINITY, 3, 0, 0},
        {"student", INFINITY, 3, 0, 1},
        {"student", 0, 3, 0, 0.5},
        {"normal", 0, 0, 0, 0.5},
        {"gamma", 0, 2, 0, 0},
        {"gamma", -1, 2, 0, 0},
        {"gamma", INFINITY, 2, 0, 1},
        {"gamma", 1e300, 1e14, 0, 1},
        {"gamma", 1e300, 1e-24, 0, 1},
        {"chi_squared", 0, 2, 0, 0},
        {"beta", 0, 2, 3, 0},
        {"beta", -INFINITY, 2, 3, 0},
        {"beta", 1, 2, 3, 1},
        {"beta", INFINITY, 2, 3, 1},
        {"poisson", -0.5, 2, 0, 0},
        {"poisson", INFINITY, 2, 0, 1},
        {"poisson", 0, 0, 0, 1},
        {"poisson", -1, 0, 0, 0},
        {"binomial", -1, 5, 0.5, 0},
        {"binomial", 5, 5, 0.5, 1},
        {"binomial", INFINITY, 5, 0.5, 1},
        {"binomial", 0, 0, 0.5, 1},
        {"binomial", 3, 5, 0, 1},
        {"binomial", 3, 5, 1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const distribution *of = find(cases[i].name);
        ck_assert_double_eq(of->cdf(cases[i].at, cases[i].a, cases[i].b), cases[i].cdf);
        ck_assert_double_eq(of->upper(cases[i].at, cases[i].a, cases[i].b), 1.0 - cases[i].cdf);
    }
}
END_TEST

START_TEST(the_fraction_of_a_count_does_not_count)
{
    ck_assert_double_eq(mkba_i_poisson_cdf(3.9, 2.5), mkba_i_poisson_cdf(3.0, 2.5));
    ck_assert_double_eq(mkba_i_poisson_upper(3.9, 2.5), mkba_i_poisson_upper(3.0, 2.5));
    ck_assert_double_eq(mkba_i_binomial_cdf(3.9, 9.0, 0.3), mkba_i_binomial_cdf(3.0, 9.0, 0.3));
    ck_assert_double_eq(mkba_i_binomial_upper(3.9, 9.0, 0.3), mkba_i_binomial_upper(3.0, 9.0, 0.3));
}
END_TEST

/* Shapes at the ends of their ranges, points everywhere. */
static const double shapes[] = {1e-9, 1e-4, 0.5, 1.0, 7.0, 9e3, 1.1e4, 1e9, 1e14};
#define N_SHAPES (sizeof shapes / sizeof shapes[0])

static void assert_tails(const distribution *of, double at, double a, double b)
{
    double lower = of->cdf(at, a, b);
    double upper = of->upper(at, a, b);
    ck_assert_msg(lower >= 0.0 && lower <= 1.0 && upper >= 0.0 && upper <= 1.0 && fabs(lower + upper - 1.0) < 1e-12,
                  "%s at %.17g with %g and %g: %.17g and %.17g", of->name, at, a, b, lower, upper);
}

START_TEST(tails_are_probabilities_that_add_up_to_one_everywhere)
{
    for (size_t i = 0; i < N_SHAPES; i++) {
        for (int exponent = -300; exponent <= 300; exponent += 7) {
            double at = pow(10.0, exponent);
            assert_tails(find("gamma"), at, shapes[i], 0.0);
            assert_tails(find("gamma"), at, 1e-24, 0.0);
            assert_tails(find("normal"), at, 0.0, 0.0);
            assert_tails(find("student"), at, fmin(fmax(shapes[i], 1e-3), 1e10), 0.0);
            for (size_t j = 0; exponent <= 0 && j < N_SHAPES; j++) {
                assert_tails(find("beta"), at, shapes[i], shapes[j]);
                assert_tails(find("beta"), 1.0 - at, shapes[i], shapes[j]);
                assert_tails(find("beta"), shapes[i] / (shapes[i] + shapes[j]) * (1.0 + 1e-8), shapes[i], shapes[j]);
            }
        }
    }
}
END_TEST

/* ---- quantiles ------------------------------------------------------------------------------------------- */

START_TEST(quantiles_agree_with_published_tables)
{
    char *whole;
    char *text = open_rows("published_quantiles.csv", &whole);
    size_t n = 0;
    for (row r; next_row(&text, &r); n++) {
        double found = r.of->quantile(r.v[0], r.v[1], r.v[2]);
        ck_assert_msg(fabs(found - r.v[3]) <= r.v[4] * (1.0 + 1e-9), "%s: %.17g", r.line, found);
    }
    ck_assert_uint_eq(n, 23);
    free(whole);
}
END_TEST

/* Of a probability p that is not tiny beside 1: by the smaller tail. */
static double excess(const distribution *of, double x, const row *r, double p)
{
    return p <= 0.5 ? of->cdf(x, r->v[1], r->v[2]) / p - 1.0 : 1.0 - of->upper(x, r->v[1], r->v[2]) / (1.0 - p);
}

/* The functions themselves are held against mpmath above. */
START_TEST(a_quantile_lies_between_doubles_whose_probabilities_enclose_p)
{
    char *whole;
    char *text = open_rows("tails.csv", &whole);
    size_t n = 0;
    for (row r; next_row(&text, &r);) {
        double p = r.v[3];
        if (r.of->quantile == NULL || !(p > 1e-290 && p < 0.9999)) {
            continue;
        }
        double x = r.of->quantile(p, r.v[1], r.v[2]);
        ck_assert_msg(excess(r.of, nextafter(x, -INFINITY), &r, p) <= 1e-13 &&
                          excess(r.of, nextafter(x, INFINITY), &r, p) >= -1e-13,
                      "%s: %.17g", r.line, x);
        n++;
    }
    ck_assert_uint_gt(n, 300);
    free(whole);
}
END_TEST

START_TEST(quantiles_at_nothing_and_all_are_the_ends_of_the_support)
{
    static const struct {
        const char *name;
        double a, b, low, high;
    } cases[] = {
        {"normal", 0, 0, -INFINITY, INFINITY},
        {"student", 3, 0, -INFINITY, INFINITY},
        {"gamma", 2, 0, 0, INFINITY},
        {"chi_squared", 2, 0, 0, INFINITY},
        {"beta", 2, 3, 0, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const distribution *of = find(cases[i].name);
        for (double beyond = 0.0; beyond < 2.0; beyond += 1.0) {
            ck_assert_double_eq(of->quantile(0.0 - beyond, cases[i].a, cases[i].b), cases[i].low);
            ck_assert_double_eq(of->quantile(1.0 + beyond, cases[i].a, cases[i].b), cases[i].high);
        }
    }
    ck_assert_double_eq(mkba_i_normal_quantile(0.5), 0.0);
    ck_assert_double_eq(mkba_i_student_quantile(0.5, 7.0), 0.0);
    ck_assert_double_eq_tol(mkba_i_beta_quantile(0.5, 7.0, 7.0), 0.5, DBL_EPSILON);
}
END_TEST

/* Neighbouring doubles and far ones, around every place where a formula changes. */
START_TEST(quantiles_rise_with_p_to_the_last_bit)
{
    static const double starts[] = {DBL_MIN, 1e-20,           1e-3, 0.0749999999999999, 0.4999999999999990,
                                    0.9,     0.99999999999999};
    static const struct {
        const char *name;
        double a, b;
    } cases[] = {{"student", 0.7, 0}, {"student", 349, 0},  {"gamma", 1e-3, 0}, {"gamma", 3.3, 0}, {"gamma", 1e6, 0},
                 {"beta", 2, 350},    {"beta", 0.01, 0.02}, {"beta", 3e4, 2e4}, {"beta", 40, 1e-5}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const distribution *of = find(cases[i].name);
        double before = -INFINITY;
        for (size_t j = 0; j < sizeof starts / sizeof starts[0]; j++) {
            double p = starts[j];
            for (int k = 0; k < 30; k++, p = nextafter(p, 1.0)) {
                double x = of->quantile(p, cases[i].a, cases[i].b);
                ck_assert_msg(x >= before, "%s at %.17g falls to %.17g", of->name, p, x);
                before = x;
            }
        }
    }
}
END_TEST

START_TEST(normal_quantiles_rise_with_p)
{
    double before = -INFINITY;
    for (double p = 1e-300; p < 1.0; p = p < 1e-4 ? p * 1.01 : p + 1e-5) {
        double z = mkba_i_normal_quantile(p);
        ck_assert_double_gt(z, before);
        before = z;
    }
}
END_TEST

START_TEST(a_quantile_beyond_the_doubles_is_the_nearest_one)
{
    double smallest = nextafter(0.0, 1.0);
    ck_assert_double_eq(mkba_i_gamma_quantile(0.5, 1e-9), smallest);
    ck_assert_double_eq(mkba_i_beta_quantile(0.5, 1e-9, 3.0), smallest);
    ck_assert_double_eq(mkba_i_student_quantile(1e-300, 0.01), -DBL_MAX);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stat_quantile");
    TCase *tails = tcase_create("tails");
    tcase_add_test(tails, both_tails_agree_with_twenty_five_digits);
    tcase_add_test(tails, tails_at_the_ends_of_the_support_are_exactly_nothing_and_all);
    tcase_add_test(tails, the_fraction_of_a_count_does_not_count);
    tcase_add_test(tails, tails_are_probabilities_that_add_up_to_one_everywhere);
    suite_add_tcase(suite, tails);
    TCase *quantiles = tcase_create("quantiles");
    tcase_add_test(quantiles, quantiles_agree_with_published_tables);
    tcase_add_test(quantiles, a_quantile_lies_between_doubles_whose_probabilities_enclose_p);
    tcase_add_test(quantiles, quantiles_at_nothing_and_all_are_the_ends_of_the_support);
    tcase_add_test(quantiles, quantiles_rise_with_p_to_the_last_bit);
    tcase_add_test(quantiles, normal_quantiles_rise_with_p);
    tcase_add_test(quantiles, a_quantile_beyond_the_doubles_is_the_nearest_one);
    suite_add_tcase(suite, quantiles);
    return run_suite(suite);
}
