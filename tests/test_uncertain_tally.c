/* A tally against exact fractions, and the same bits however draws are split, ordered and merged. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/order.h"
#include "support.h"
#include "uncertain/tally_inside.h"

/* ---- numbers --------------------------------------------------------------------------------------------- */

typedef struct numbers {
    const char *name;
    double centre, *values;
    size_t n;
} numbers;

static mkba_i_json *entries(char **bytes)
{
    *bytes = support_data("uncertain/tally.json", NULL);
    return support_json(*bytes);
}

static double number_at(const cJSON *item, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(item, name)->valuedouble;
}

static numbers read_numbers(const cJSON *item)
{
    const cJSON *values = cJSON_GetObjectItemCaseSensitive(item, "values");
    numbers made = {.name = cJSON_GetObjectItemCaseSensitive(item, "name")->valuestring,
                    .centre = number_at(item, "centre")};
    made.values = malloc((size_t) cJSON_GetArraySize(values) * sizeof *made.values);
    ck_assert_ptr_nonnull(made.values);
    for (const cJSON *value = values->child; value != NULL; value = value->next)
        made.values[made.n++] = value->valuedouble;
    return made;
}

static mkba_i_tally *new_tally(double centre)
{
    mkba_i_tally *tally = NULL;
    ck_assert_int_eq(mkba_i_tally_make(centre, &tally, NULL), MKBA_OK);
    return tally;
}

static void add(mkba_i_tally *tally, const double *x, size_t n)
{
    ck_assert_int_eq(mkba_i_tally_add(tally, x, n, mkba_i_variant_best(), NULL), MKBA_OK);
}

static mkba_i_tally *tally_of(const numbers *n)
{
    mkba_i_tally *tally = new_tally(n->centre);
    add(tally, n->values, n->n);
    return tally;
}

/* ---- figures --------------------------------------------------------------------------------------------- */

static void close_to(double found, double expected, double within, const char *name, const char *what)
{
    if (!(fabs(found - expected) <= within))
        ck_abort_msg("%s: %s is %.17g, not %.17g", name, what, found, expected);
}

static void check_sum(const mkba_i_exact_sum *sum, const cJSON *item, const char *name, const char *what)
{
    const cJSON *mantissa = cJSON_GetObjectItemCaseSensitive(item, what)->child;
    mkba_i_scaled found = mkba_i_exact_value(sum);
    if (found.mantissa != mantissa->valuedouble || found.exponent != (int) mantissa->next->valuedouble)
        ck_abort_msg("%s: %s is %.17g x 2^%d, not %.17g x 2^%d", name, what, found.mantissa, found.exponent,
                     mantissa->valuedouble, (int) mantissa->next->valuedouble);
}

START_TEST(sums_are_exact_until_they_are_rounded)
{
    char *bytes;
    mkba_i_json *json = entries(&bytes);
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next)
        for (int variant = 0; variant < MKBA_I_VARIANTS; variant++) {
            numbers n = read_numbers(item);
            mkba_i_tally *tally = new_tally(n.centre);
            if (mkba_i_variant_runs((mkba_i_variant) variant)) {
                ck_assert_int_eq(mkba_i_tally_add(tally, n.values, n.n, (mkba_i_variant) variant, NULL), MKBA_OK);
                check_sum(&tally->sum, item, n.name, "sum");
                check_sum(&tally->squares, item, n.name, "squares");
            }
            mkba_i_tally_free(tally);
            free(n.values);
        }
    mkba_i_json_free(json);
    free(bytes);
}
END_TEST

static void check_shape(const mkba_i_tally *tally, const cJSON *item, const char *name)
{
    double skewness = 0, kurtosis = 0;
    bool known = mkba_i_tally_shape(tally, &skewness, &kurtosis);
    if (number_at(item, "sd") < 1e-300 || strcmp(name, "far from the centre") == 0) {
        ck_assert_msg(!known, "%s: no shape can be known", name);
        return;
    }
    ck_assert_msg(known, "%s: the shape is not known", name);
    double far = fabs(mkba_i_tally_mean(tally) - mkba_i_tally_centre(tally)) / mkba_i_tally_sd(tally);
    close_to(skewness, number_at(item, "skewness"), 0x1p-8 * (1 + far) * number_at(item, "third"), name,
             "the skewness");
    close_to(kurtosis, number_at(item, "kurtosis"), 0x1p-8 * (1 + far) * kurtosis, name, "the kurtosis");
    double error = mkba_i_tally_sd_error(tally) / mkba_i_tally_sd(tally),
           exact = number_at(item, "sd_error") / number_at(item, "sd");
    double within = 0x1p-8 * (1 + far) * kurtosis / 4 / (double) mkba_i_tally_count(tally).draws;
    close_to(error * error, exact * exact, within, name, "the squared error of the standard deviation");
}

START_TEST(moments_are_those_of_exact_fractions)
{
    char *bytes;
    mkba_i_json *json = entries(&bytes);
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        numbers n = read_numbers(item);
        mkba_i_tally *tally = tally_of(&n);
        double mean = number_at(item, "mean"), sd = number_at(item, "sd");
        close_to(mkba_i_tally_mean(tally), mean, DBL_EPSILON * (fabs(n.centre) + fabs(mean)), n.name, "the mean");
        close_to(mkba_i_tally_sd(tally), sd, 2 * DBL_EPSILON * sd + 5e-324, n.name, "the standard deviation");
        check_shape(tally, item, n.name);
        mkba_i_tally_free(tally);
        free(n.values);
    }
    mkba_i_json_free(json);
    free(bytes);
}
END_TEST

START_TEST(quantiles_lie_within_their_bounds_and_bounds_are_narrow)
{
    static const double levels[] = {0, 1e-4, 0.01, 0.05, 0.25, 0.5, 0.6, 0.75, 0.95, 0.999, 1};
    char *bytes;
    mkba_i_json *json = entries(&bytes);
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        numbers n = read_numbers(item);
        mkba_i_tally *tally = tally_of(&n);
        mkba_i_sort(n.values, n.n);
        for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
            double exact = mkba_i_quantile_sorted(n.values, n.n, levels[i]);
            mkba_i_estimate found = mkba_i_tally_quantile(tally, levels[i]);
            size_t last = n.n - 1, rank = (size_t) ((double) last * levels[i]), next = rank < last ? rank + 1 : last;
            double reach = fmax(fabs(n.values[rank] - n.centre), fabs(n.values[next] - n.centre));
            close_to(found.value, exact, found.bound, n.name, "the quantile");
            close_to(found.bound, 0, reach / 512 + 8 * DBL_EPSILON * (fabs(n.centre) + reach) + 0x1p-1031, n.name,
                     "the bound");
        }
        ck_assert(mkba_i_tally_quantile(tally, 0).value == n.values[0]);
        ck_assert(mkba_i_tally_quantile(tally, 1).value == n.values[n.n - 1]);
        mkba_i_tally_free(tally);
        free(n.values);
    }
    mkba_i_json_free(json);
    free(bytes);
}
END_TEST

static size_t count_above(const numbers *n, double threshold)
{
    size_t count = 0;
    for (size_t i = 0; i < n->n; i++)
        count += n->values[i] > threshold;
    return count;
}

START_TEST(probabilities_lie_within_their_bounds)
{
    char *bytes;
    mkba_i_json *json = entries(&bytes);
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        numbers n = read_numbers(item);
        mkba_i_tally *tally = tally_of(&n);
        for (size_t i = 0; i < n.n; i += 7) {
            double threshold = n.values[i], exact = (double) count_above(&n, threshold) / (double) n.n;
            mkba_i_estimate found = mkba_i_tally_probability_above(tally, threshold);
            close_to(found.value, exact, found.bound, n.name, "the probability");
        }
        mkba_i_estimate zero = mkba_i_tally_probability_above(tally, 0);
        ck_assert(zero.bound == 0 && zero.value == (double) count_above(&n, 0) / (double) n.n);
        ck_assert(mkba_i_tally_probability_above(tally, DBL_MAX).value == 0);
        ck_assert(mkba_i_tally_probability_above(tally, -DBL_MAX).value == 1);
        mkba_i_tally_free(tally);
        free(n.values);
    }
    mkba_i_json_free(json);
    free(bytes);
}
END_TEST

START_TEST(what_has_no_value_is_counted_apart)
{
    static const double draws[] = {1, NAN, -2, INFINITY, 0, -0.0, 3, -INFINITY, 7};
    mkba_i_tally *tally = new_tally(NAN);
    add(tally, draws, 9);
    mkba_i_tally_counts c = mkba_i_tally_count(tally);
    ck_assert(c.draws == 6 && c.undefined == 3 && c.above == 3 && c.zero == 2);
    ck_assert(c.least == -2 && c.most == 7);
    ck_assert(mkba_i_tally_mean(tally) == 1.5);
    ck_assert(mkba_i_tally_quantile(tally, 0.4).value == 0 && mkba_i_tally_quantile(tally, 0.4).bound == 0);
    mkba_i_tally_free(tally);
}
END_TEST

START_TEST(more_draws_than_can_be_counted_are_refused)
{
    static const double x[] = {1, 2, NAN};
    mkba_i_tally *a = new_tally(0), *b = new_tally(0);
    mkba_error error;
    add(a, x, 3);
    add(b, x, 3);
    b->counts.draws = MKBA_I_TALLY_MOST_DRAWS - 4;
    ck_assert_int_eq(mkba_i_tally_merge(a, b, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "draws");
    ck_assert_uint_eq(mkba_i_tally_count(a).draws, 2);
    b->counts.draws--;
    ck_assert_int_eq(mkba_i_tally_merge(a, b, &error), MKBA_OK);
    mkba_i_tally_free(a);
    mkba_i_tally_free(b);
}
END_TEST

/* A limb holds what 2^27 terms bring: then it is carried. */
START_TEST(a_sum_is_carried_before_it_is_full)
{
    mkba_i_exact_sum sum;
    mkba_i_exact_start(&sum, 1);
    mkba_i_exact_add(&sum, 0x1.fffffffffffffp0, 0);
    sum.pending = ((uint32_t) 1 << 27) - 1;
    mkba_i_exact_add(&sum, -0x1p-1074, 0);
    ck_assert_uint_eq(sum.pending, 0);
    for (int i = 0; i + 1 < MKBA_I_EXACT_LIMBS(1); i++)
        ck_assert(sum.limbs[i] >= 0 && sum.limbs[i] <= UINT32_MAX);
    mkba_i_exact_add(&sum, -0x1.fffffffffffffp0, 0);
    mkba_i_scaled left = mkba_i_exact_value(&sum);
    ck_assert(left.mantissa == -0.5 && left.exponent == -1073);
}
END_TEST

static double sum_of_three(double a, double b, double c)
{
    mkba_i_exact_sum sum;
    mkba_i_exact_start(&sum, 1);
    mkba_i_exact_add(&sum, a, 0);
    mkba_i_exact_add(&sum, b, 0);
    mkba_i_exact_add(&sum, c, 0);
    return mkba_i_scaled_double(mkba_i_exact_value(&sum));
}

START_TEST(a_sum_is_rounded_to_the_nearest_and_of_two_to_the_even_one)
{
    ck_assert(sum_of_three(1, 0x1p-53, 0) == 1);
    ck_assert(sum_of_three(1 + 0x1p-52, 0x1p-53, 0) == 1 + 0x1p-51);
    ck_assert(sum_of_three(1, 0x1p-53, 0x1p-1074) == 1 + 0x1p-52);
    ck_assert(sum_of_three(1, 0x1p-53, 0x1p-70) == 1 + 0x1p-52);
    ck_assert(sum_of_three(1, 0x1p-53, -0x1p-1074) == 1);
    ck_assert(sum_of_three(-1, -0x1p-53, -0x1p-1074) == -1 - 0x1p-52);
    ck_assert(sum_of_three(0x1.fffffffffffffp0, 0x1p-53, 0) == 2);
    ck_assert(sum_of_three(0x1p-1074, 0x1p-1074, -0x1p-1073) == 0);
    ck_assert(sum_of_three(0x1p-1074, 0x1p-1074, 0x1p-1074) == 0x1.8p-1073);
}
END_TEST

/* ---- how sure -------------------------------------------------------------------------------------------- */

/* 1 / n, 2 / n, ..., 1: a uniform distribution. */
static mkba_i_tally *uniform_tally(size_t n)
{
    double *x = malloc(n * sizeof *x);
    mkba_i_tally *tally = new_tally(0);
    ck_assert_ptr_nonnull(x);
    for (size_t i = 0; i < n; i++)
        x[i] = (double) (i + 1) / (double) n;
    add(tally, x, n);
    free(x);
    return tally;
}

/* The asymptotic error of a quantile is sqrt(p (1 - p) / n) over the density, which is 1 here. */
START_TEST(errors_are_those_of_a_uniform_distribution)
{
    enum { DRAWS = 10000 };
    static const double levels[] = {0.05, 0.25, 0.5, 0.95};
    mkba_i_tally *tally = uniform_tally(DRAWS);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        double p = levels[i], expected = sqrt(p * (1 - p) / DRAWS);
        close_to(mkba_i_tally_quantile_error(tally, p), expected, 0.02 * expected, "uniform", "the quantile's error");
        close_to(mkba_i_tally_probability_error(tally, p), expected, 1e-15, "uniform", "the probability's error");
    }
    close_to(mkba_i_tally_mean_error(tally), sqrt(1.0 / 12 / DRAWS), 1e-6, "uniform", "the mean's error");
    mkba_i_tally_free(tally);
}
END_TEST

/* With n = 6: two of ten. 0.2 * 0.8 / 10 = 0.016. */
START_TEST(draws_that_agree_leave_doubt_about_a_probability)
{
    mkba_i_tally *tally = uniform_tally(6);
    close_to(mkba_i_tally_probability_error(tally, 0), sqrt(0.016), 1e-15, "none", "the probability's error");
    close_to(mkba_i_tally_probability_error(tally, 1), sqrt(0.016), 1e-15, "all", "the probability's error");
    mkba_i_tally_free(tally);
}
END_TEST

START_TEST(with_fewer_than_two_draws_there_is_no_error)
{
    for (size_t n = 0; n < 2; n++) {
        mkba_i_tally *tally = uniform_tally(n);
        ck_assert(mkba_i_tally_mean_error(tally) == 0 && mkba_i_tally_sd_error(tally) == 0);
        ck_assert(mkba_i_tally_quantile_error(tally, 0.5) == 0 && mkba_i_tally_probability_error(tally, 0.5) == 0);
        ck_assert(mkba_i_tally_mean(tally) == (double) n && mkba_i_tally_sd(tally) == 0);
        mkba_i_tally_free(tally);
    }
}
END_TEST

START_TEST(half_the_error_takes_four_times_the_draws)
{
    ck_assert_uint_eq(mkba_i_tally_draws_needed(1000, 2, 1), 4000);
    ck_assert_uint_eq(mkba_i_tally_draws_needed(1000, 1, 2), 250);
    ck_assert_uint_eq(mkba_i_tally_draws_needed(10, 1, 3), 2);
    ck_assert_uint_eq(mkba_i_tally_draws_needed(1000, 0, 1), 0);
    ck_assert_uint_eq(mkba_i_tally_draws_needed(1000, 1e300, 1e-300), MKBA_I_TALLY_MOST_DRAWS);
}
END_TEST

START_TEST(a_histogram_holds_every_draw)
{
    enum { DRAWS = 10000 };
    double counts[10], total = 0;
    mkba_i_tally *tally = uniform_tally(DRAWS);
    mkba_i_tally_histogram(tally, 0, 1, 10, counts);
    for (size_t i = 0; i < 10; i++) {
        close_to(counts[i], DRAWS / 10, 25, "uniform", "a bin"); /* at most two bins of the sketch are shared */
        total += counts[i];
    }
    close_to(total, DRAWS, 1e-6, "uniform", "the sum of the bins");
    mkba_i_tally_free(tally);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tally");
    TCase *figures = tcase_create("figures");
    tcase_add_test(figures, sums_are_exact_until_they_are_rounded);
    tcase_add_test(figures, moments_are_those_of_exact_fractions);
    tcase_add_test(figures, quantiles_lie_within_their_bounds_and_bounds_are_narrow);
    tcase_add_test(figures, probabilities_lie_within_their_bounds);
    tcase_add_test(figures, what_has_no_value_is_counted_apart);
    tcase_add_test(figures, more_draws_than_can_be_counted_are_refused);
    tcase_add_test(figures, a_sum_is_rounded_to_the_nearest_and_of_two_to_the_even_one);
    tcase_add_test(figures, a_sum_is_carried_before_it_is_full);
    suite_add_tcase(suite, figures);
    TCase *sure = tcase_create("how sure");
    tcase_add_test(sure, errors_are_those_of_a_uniform_distribution);
    tcase_add_test(sure, draws_that_agree_leave_doubt_about_a_probability);
    tcase_add_test(sure, with_fewer_than_two_draws_there_is_no_error);
    tcase_add_test(sure, half_the_error_takes_four_times_the_draws);
    tcase_add_test(sure, a_histogram_holds_every_draw);
    suite_add_tcase(suite, sure);
    return run_suite(suite);
}
