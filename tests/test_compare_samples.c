/* Proportions, means, medians, LMDI: published figures, an independent computation, what holds always, what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "support.h"
#include <mkba/compare_service.h>

#include "run_suite.h"

#define MOST 16

static mkba_i_json *data_of(const char *name)
{
    char *bytes = support_data(name, NULL);
    mkba_i_json *json = support_json(bytes);
    free(bytes);
    return json;
}

static double number(const cJSON *item, const char *key, double otherwise)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(item, key);
    return found == NULL ? otherwise : found->valuedouble;
}

static const char *text(const cJSON *item, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(item, key)->valuestring;
}

/* The numbers of a list; none when it is not there. */
static size_t list(const cJSON *item, const char *key, double to[MOST])
{
    size_t n = 0;
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(item, key);
    for (const cJSON *each = found == NULL ? NULL : found->child; each != NULL; each = each->next) {
        ck_assert_uint_lt(n, MOST);
        to[n++] = each->valuedouble;
    }
    return n;
}

static mkba_interval_options options_of(const char *method, double level)
{
    mkba_interval_options options;
    mkba_interval_options_init(&options);
    ck_assert_int_eq(mkba_interval_method_from_name(method, &options.method, NULL), MKBA_OK);
    options.level = level;
    return options;
}

static mkba_table *interval(double successes, double trials, double population, const mkba_interval_options *options)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_proportion_interval(&successes, 1, &trials, 1, population > 0 ? &population : NULL, population > 0,
                                 options, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

/* ---- proportions ----------------------------------------------------------------------------------------- */

START_TEST(single_proportions_are_those_of_newcombe)
{
    mkba_i_json *json = data_of("compare/published.json");
    const cJSON *rows = support_at(mkba_i_json_root(json), "/single/rows");
    ck_assert_int_eq(cJSON_GetArraySize(rows), 12);
    for (const cJSON *row = rows->child; row != NULL; row = row->next) {
        mkba_interval_options options = options_of(text(row, "method"), 0.95);
        mkba_table *table = interval(number(row, "successes", 0), number(row, "trials", 0), 0, &options);
        support_expect(table, 0, "lower", number(row, "lower", 0), 0.5001e-4);
        support_expect(table, 0, "upper", number(row, "upper", 0), 0.5001e-4);
        mkba_table_free(table);
    }
    mkba_i_json_free(json);
}
END_TEST

START_TEST(differences_are_those_of_newcombe)
{
    mkba_i_json *json = data_of("compare/published.json");
    const cJSON *rows = support_at(mkba_i_json_root(json), "/difference/rows");
    ck_assert_int_eq(cJSON_GetArraySize(rows), 11);
    for (const cJSON *row = rows->child; row != NULL; row = row->next) {
        mkba_interval_options options = options_of(text(row, "method"), 0.95);
        double first[MOST], second[MOST];
        mkba_table *table = NULL;
        list(row, "first", first);
        list(row, "second", second);
        ck_assert_int_eq(mkba_proportion_difference(&first[0], 1, &first[1], 1, &second[0], 1, &second[1], 1, &options,
                                                    &table, NULL),
                         MKBA_OK);
        support_expect(table, 0, "difference", first[0] / first[1] - second[0] / second[1], 1e-15);
        support_expect(table, 0, "lower", number(row, "lower", 0), 0.5001e-4);
        support_expect(table, 0, "upper", number(row, "upper", 0), 0.5001e-4);
        mkba_table_free(table);
    }
    mkba_i_json_free(json);
}
END_TEST

START_TEST(every_method_solves_its_own_equation)
{
    mkba_i_json *json = data_of("compare/intervals.json");
    const cJSON *rows = support_at(mkba_i_json_root(json), "/proportions");
    ck_assert_int_eq(cJSON_GetArraySize(rows), 8 * 3 * 5);
    for (const cJSON *row = rows->child; row != NULL; row = row->next) {
        mkba_interval_options options = options_of(text(row, "method"), number(row, "level", 0));
        mkba_table *table = interval(number(row, "successes", 0), number(row, "trials", 0), 0, &options);
        support_expect(table, 0, "lower", number(row, "lower", 0), 1e-13);
        support_expect(table, 0, "upper", number(row, "upper", 0), 1e-13);
        mkba_table_free(table);
    }
    mkba_i_json_free(json);
}
END_TEST

START_TEST(intervals_hold_their_proportion_and_mirror)
{
    for (int method = 0; method < 5; method++)
        for (double n = 1; n < 60; n += 7)
            for (double x = 0; x <= n; x++) {
                mkba_interval_options options =
                    options_of(mkba_interval_method_name((mkba_interval_method) method), 0.9);
                mkba_table *one = interval(x, n, 0, &options), *other = interval(n - x, n, 0, &options);
                double lower = support_real(one, 0, "lower"), upper = support_real(one, 0, "upper");
                ck_assert(0 <= lower && lower <= x / n && x / n <= upper && upper <= 1 && lower < upper);
                ck_assert_double_eq_tol(lower, 1 - support_real(other, 0, "upper"), 1e-12);
                options.level = 0.95;
                mkba_table *wider = interval(x, n, 0, &options);
                ck_assert(support_real(wider, 0, "lower") <= lower && support_real(wider, 0, "upper") >= upper);
                mkba_table_free(one);
                mkba_table_free(other);
                mkba_table_free(wider);
            }
}
END_TEST

/* By hand: 20 of 50 out of 99 counts as 50 x 98 / 49 = 100 answers; a design effect of 2 halves them again. */
START_TEST(known_clients_and_weights_change_what_an_answer_counts)
{
    mkba_interval_options options = options_of("wilson", 0.95);
    mkba_table *finite = interval(20, 50, 99, &options), *hundred = interval(40, 100, 0, &options), *designed, *whole;
    support_expect(finite, 0, "effective", 100, 1e-12);
    support_expect(finite, 0, "lower", support_real(hundred, 0, "lower"), 1e-15);
    support_expect(finite, 0, "upper", support_real(hundred, 0, "upper"), 1e-15);
    options.design_effect = 2;
    designed = interval(20, 50, 99, &options);
    support_expect(designed, 0, "effective", 50, 1e-12);
    whole = interval(20, 50, 50, &options);
    ck_assert(mkba_table_is_missing(whole, 0, support_column(whole, "effective")));
    support_expect(whole, 0, "lower", 0.4, 0);
    support_expect(whole, 0, "upper", 0.4, 0);
    ck_assert_int_eq(support_integer(whole, 0, "small"), 0);
    mkba_table_free(finite);
    mkba_table_free(hundred);
    mkba_table_free(designed);
    mkba_table_free(whole);
}
END_TEST

START_TEST(small_samples_are_flagged)
{
    static const struct {
        double successes, trials;
        int small;
    } cases[] = {{10, 29, 1}, {10, 30, 0}, {4, 100, 1}, {96, 100, 1}, {5, 100, 0}};
    mkba_interval_options options = options_of("wilson", 0.95);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_table *table = interval(cases[i].successes, cases[i].trials, 0, &options);
        ck_assert_int_eq(support_integer(table, 0, "small"), cases[i].small);
        mkba_table_free(table);
    }
}
END_TEST

START_TEST(years_are_pooled_and_held_against_each_other)
{
    mkba_i_json *json = data_of("compare/intervals.json");
    const cJSON *rows = support_at(mkba_i_json_root(json), "/pooled");
    for (const cJSON *row = rows->child; row != NULL; row = row->next) {
        double successes[MOST], trials[MOST], wilson[MOST];
        size_t n = list(row, "successes", successes);
        mkba_table *table = NULL;
        list(row, "trials", trials);
        list(row, "wilson", wilson);
        ck_assert_int_eq(mkba_proportion_pooled(successes, n, trials, n, NULL, 0, NULL, &table, NULL), MKBA_OK);
        support_expect(table, 0, "chi_squared", number(row, "chi_squared", 0), 1e-12);
        support_expect(table, 0, "p_value", number(row, "p_value", 0), 1e-13);
        support_expect(table, 0, "i_squared", number(row, "i_squared", 0), 1e-13);
        support_expect(table, 0, "lower", wilson[0], 1e-13);
        support_expect(table, 0, "upper", wilson[1], 1e-13);
        ck_assert_int_eq(support_integer(table, 0, "df"), 1);
        mkba_table_free(table);
    }
    mkba_i_json_free(json);
}
END_TEST

/* The year of which all answered adds no chance, but the other year does: variance 9 x 10 / 10 of 10 + 10 answers. */
START_TEST(a_year_in_which_all_answered_does_not_make_the_others_certain)
{
    static const double successes[] = {5, 6}, trials[] = {10, 10}, population[] = {10, 1e15};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_proportion_pooled(successes, 2, trials, 2, population, 2, NULL, &table, NULL), MKBA_OK);
    support_expect(table, 0, "effective", 20.0 * 20.0 / 10.0, 1e-9);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_proportion_pooled(successes, 1, trials, 1, NULL, 0, NULL, &table, NULL), MKBA_OK);
    ck_assert_int_eq(support_integer(table, 0, "df"), 0);
    support_expect(table, 0, "p_value", 1, 0);
    mkba_table_free(table);
}
END_TEST

/* Kish: (1 + 1 + 2)^2 / (1 + 1 + 4); whatever the scale. */
START_TEST(weights_cost_answers)
{
    static const double weights[] = {1, 1, 2}, huge[] = {1e300, 1e300, 2e300};
    double effective = 0;
    ck_assert_int_eq(mkba_effective_size(weights, 3, &effective, NULL), MKBA_OK);
    ck_assert_double_eq_tol(effective, 16.0 / 6.0, 1e-14);
    ck_assert_int_eq(mkba_effective_size(huge, 3, &effective, NULL), MKBA_OK);
    ck_assert_double_eq_tol(effective, 16.0 / 6.0, 1e-14);
}
END_TEST

/* ---- means, medians -------------------------------------------------------------------------------------- */

START_TEST(means_have_student_s_interval)
{
    mkba_i_json *json = data_of("compare/intervals.json");
    const cJSON *rows = support_at(mkba_i_json_root(json), "/means");
    ck_assert_int_eq(cJSON_GetArraySize(rows), 5);
    for (const cJSON *row = rows->child; row != NULL; row = row->next) {
        double mean = number(row, "mean", 0), sd = number(row, "sd", 0), n = number(row, "n", 0);
        double population = number(row, "population", 0);
        mkba_interval_options options = options_of("wilson", number(row, "level", 0));
        mkba_table *table = NULL;
        ck_assert_int_eq(mkba_mean_interval(&mean, 1, &sd, 1, &n, 1, population > 0 ? &population : NULL,
                                            population > 0, &options, &table, NULL),
                         MKBA_OK);
        support_expect(table, 0, "lower", number(row, "lower", 0), 1e-11);
        support_expect(table, 0, "upper", number(row, "upper", 0), 1e-11);
        ck_assert_int_eq(support_integer(table, 0, "small"), n < 30);
        mkba_table_free(table);
    }
    mkba_i_json_free(json);
}
END_TEST

START_TEST(one_answer_has_no_interval_and_all_clients_need_none)
{
    static const double mean = 3, sd = 1, one = 1, all = 12;
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_mean_interval(&mean, 1, &sd, 1, &one, 1, NULL, 0, NULL, &table, NULL), MKBA_OK);
    ck_assert(mkba_table_is_missing(table, 0, support_column(table, "lower")));
    mkba_table_free(table);
    ck_assert_int_eq(mkba_mean_interval(&mean, 1, &sd, 1, &all, 1, &all, 1, NULL, &table, NULL), MKBA_OK);
    support_expect(table, 0, "lower", 3, 0);
    support_expect(table, 0, "upper", 3, 0);
    mkba_table_free(table);
}
END_TEST

START_TEST(medians_lie_between_order_statistics)
{
    mkba_i_json *json = data_of("compare/published.json");
    const cJSON *rows = support_at(mkba_i_json_root(json), "/median/rows");
    for (const cJSON *row = rows->child; row != NULL; row = row->next) {
        size_t n = (size_t) row->child->valuedouble, k = (size_t) row->child->next->valuedouble;
        double coverage = row->child->next->next->valuedouble, values[MOST + MOST];
        mkba_table *table = NULL;
        for (size_t i = 0; i < n; i++)
            values[i] = (double) (n - 1 - i);
        ck_assert_int_eq(mkba_median_interval(values, n, 0.95, &table, NULL), MKBA_OK);
        support_expect(table, 0, "median", (double) (n - 1) / 2, 0);
        ck_assert_int_eq(mkba_table_is_missing(table, 0, support_column(table, "lower")), k == 0);
        if (k > 0) {
            support_expect(table, 0, "lower", (double) (k - 1), 0);
            support_expect(table, 0, "upper", (double) (n - k), 0);
            support_expect(table, 0, "coverage", coverage / 100, 1e-14);
        }
        mkba_table_free(table);
    }
    mkba_i_json_free(json);
}
END_TEST

/* ---- LMDI ------------------------------------------------------------------------------------------------ */

START_TEST(lmdi_is_that_of_another_package)
{
    mkba_i_json *json = data_of("compare/published.json");
    const cJSON *rows = support_at(mkba_i_json_root(json), "/lmdi/rows");
    ck_assert_int_eq(cJSON_GetArraySize(rows), 3);
    for (const cJSON *row = rows->child; row != NULL; row = row->next) {
        double start[MOST], end[MOST], contributions[MOST], multipliers[MOST], sum = 0, product = 1;
        size_t n = list(row, "start", start);
        mkba_table *table = NULL;
        list(row, "end", end);
        list(row, "contributions", contributions);
        list(row, "multipliers", multipliers);
        ck_assert_int_eq(mkba_lmdi(start, n, end, n, 3, &table, NULL), MKBA_OK);
        for (size_t k = 0; k < 3; k++) {
            support_expect(table, k, "contribution", contributions[k], 1e-7);
            support_expect(table, k, "multiplier", multipliers[k], 1e-8);
            sum += support_real(table, k, "contribution");
            product *= support_real(table, k, "multiplier");
        }
        support_expect(table, 3, "contribution", number(row, "change", 0), 0);
        support_expect(table, 3, "multiplier", number(row, "ratio", 0), 1e-8);
        ck_assert_double_eq_tol(sum, number(row, "change", 0), 1e-11); /* no residual */
        ck_assert_double_eq_tol(product, support_real(table, 3, "multiplier"), 1e-13);
        mkba_table_free(table);
    }
    mkba_i_json_free(json);
}
END_TEST

START_TEST(a_factor_that_stands_still_contributes_nothing)
{
    static const double start[] = {2, 3, 5}, end[] = {2, 3.0000000001, 5};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_lmdi(start, 3, end, 3, 3, &table, NULL), MKBA_OK);
    support_expect(table, 0, "contribution", 0, 0);
    support_expect(table, 1, "contribution", 10 * (3.0000000001 - 3), 1e-15);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_lmdi(start, 3, start, 3, 3, &table, NULL), MKBA_OK);
    support_expect(table, 3, "contribution", 0, 0);
    support_expect(table, 3, "multiplier", 1, 0);
    mkba_table_free(table);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------------------- */

static mkba_status call_funnel(const cJSON *row, mkba_table **table, mkba_error *error)
{
    mkba_funnel_options options;
    double observed[MOST], sizes[MOST];
    size_t n = list(row, "observed", observed), n_sizes = list(row, "sizes", sizes);
    mkba_funnel_options_init(&options);
    options.family = (mkba_funnel_family) number(row, "family", 0);
    options.limits = (mkba_funnel_limits) number(row, "limits", 0);
    options.target = number(row, "target", options.target);
    options.share = number(row, "share", options.share);
    options.warning = number(row, "warning", options.warning);
    options.alarm = number(row, "alarm", options.alarm);
    options.per = number(row, "per", options.per);
    options.points = (size_t) number(row, "points", (double) options.points);
    return mkba_funnel(observed, n, sizes, n_sizes, &options, (mkba_funnel_view) number(row, "view", 0), table, error);
}

static mkba_status call(const cJSON *row, mkba_table **table, mkba_error *error)
{
    const char *name = text(row, "call");
    mkba_interval_options options;
    double a[MOST], b[MOST], c[MOST], d[MOST];
    size_t n_c;
    mkba_interval_options_init(&options);
    options.method = (mkba_interval_method) number(row, "method", 0);
    options.level = number(row, "level", options.level);
    options.design_effect = number(row, "design_effect", options.design_effect);
    options.small = number(row, "small", options.small);
    if (strcmp(name, "funnel") == 0)
        return call_funnel(row, table, error);
    if (strcmp(name, "effective") == 0)
        return mkba_effective_size(a, list(row, "weights", a), &b[0], error);
    if (strcmp(name, "median") == 0)
        return mkba_median_interval(a, list(row, "values", a), options.level, table, error);
    if (strcmp(name, "lmdi") == 0)
        return mkba_lmdi(a, list(row, "start", a), b, list(row, "end", b), (int) number(row, "factors", 0), table,
                         error);
    n_c = list(row, "population", c);
    if (strcmp(name, "mean") == 0)
        return mkba_mean_interval(a, list(row, "means", a), b, list(row, "sds", b), d, list(row, "sizes", d),
                                  n_c > 0 ? c : NULL, n_c, &options, table, error);
    size_t n_a = list(row, "successes", a), n_b = list(row, "trials", b);
    if (strcmp(name, "pooled") == 0)
        return mkba_proportion_pooled(a, n_a, b, n_b, n_c > 0 ? c : NULL, n_c, &options, table, error);
    if (strcmp(name, "difference") == 0)
        return mkba_proportion_difference(a, n_a, b, n_b, c, list(row, "other_successes", c), d,
                                          list(row, "other_trials", d), &options, table, error);
    ck_assert_str_eq(name, "interval");
    return mkba_proportion_interval(a, n_a, b, n_b, n_c > 0 ? c : NULL, n_c, &options, table, error);
}

START_TEST(bad_figures_are_refused_with_their_place)
{
    mkba_i_json *json = data_of("compare/refused.json");
    for (const cJSON *row = mkba_i_json_root(json)->child; row != NULL; row = row->next) {
        mkba_table *table = NULL;
        mkba_error error = {.status = MKBA_OK};
        const cJSON *name = cJSON_GetObjectItemCaseSensitive(row, "status");
        mkba_status status = call(row, &table, &error);
        if (strcmp(mkba_status_name(status), name == NULL ? "argument" : name->valuestring) != 0 || table != NULL ||
            strcmp(error.where, text(row, "where")) != 0 || strstr(error.message, text(row, "says")) == NULL)
            ck_abort_msg("%s, %s: %s, %s: %s", text(row, "call"), text(row, "where"), mkba_status_name(status),
                         error.where, error.message);
    }
    mkba_i_json_free(json);
}
END_TEST

#define REFUSES(call)                                                                                                  \
  do {                                                                                                                 \
    mkba_error error = {.status = MKBA_OK};                                                                            \
    ck_assert_int_eq((call), MKBA_ERROR_ARGUMENT);                                                                     \
    ck_assert(error.where[0] != '\0');                                                                                 \
  } while (0)

START_TEST(numbers_that_are_not_finite_and_null_are_refused)
{
    double one = 1, bad = NAN, two = 2, out;
    mkba_interval_options options = {.size = 0};
    mkba_table *table = NULL;
    mkba_interval_method method;
    REFUSES(mkba_proportion_interval(&bad, 1, &two, 1, NULL, 0, NULL, &table, &error));
    REFUSES(mkba_proportion_interval(&one, 1, &two, 1, NULL, 1, NULL, &table, &error));
    REFUSES(mkba_proportion_interval(NULL, 1, &two, 1, NULL, 0, NULL, &table, &error));
    REFUSES(mkba_proportion_interval(&one, 1, &two, 1, NULL, 0, &options, &table, &error));
    REFUSES(mkba_proportion_interval(&one, 1, &two, 1, NULL, 0, NULL, NULL, &error));
    REFUSES(mkba_proportion_difference(&one, 1, &two, 1, &one, 1, &two, 1, NULL, NULL, &error));
    REFUSES(mkba_proportion_difference(&one, 1, &two, 1, NULL, 1, &two, 1, NULL, &table, &error));
    REFUSES(mkba_proportion_pooled(&one, 1, &two, 1, NULL, 0, NULL, NULL, &error));
    REFUSES(mkba_effective_size(NULL, 1, &out, &error));
    REFUSES(mkba_effective_size(&one, 1, NULL, &error));
    REFUSES(mkba_mean_interval(&bad, 1, &one, 1, &two, 1, NULL, 0, NULL, &table, &error));
    REFUSES(mkba_mean_interval(&one, 1, &one, 1, &two, 1, NULL, 0, NULL, NULL, &error));
    REFUSES(mkba_median_interval(&bad, 1, 0.95, &table, &error));
    REFUSES(mkba_median_interval(NULL, 1, 0.95, &table, &error));
    REFUSES(mkba_median_interval(&one, 1, 0.95, NULL, &error));
    REFUSES(mkba_median_interval(&one, 1, NAN, &table, &error));
    REFUSES(mkba_lmdi(NULL, 1, &one, 1, 1, &table, &error));
    REFUSES(mkba_lmdi(&one, 1, NULL, 1, 1, &table, &error));
    REFUSES(mkba_lmdi(&one, 1, &one, 1, 1, NULL, &error));
    REFUSES(mkba_interval_method_from_name(NULL, &method, &error));
    REFUSES(mkba_interval_method_from_name("wilson", NULL, &error));
    ck_assert_int_eq(mkba_interval_method_from_name("wald", &method, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_str_eq(mkba_interval_method_name((mkba_interval_method) 9), "unknown method");
    ck_assert_ptr_null(table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("samples");
    TCase *samples = tcase_create("samples");
    tcase_add_test(samples, single_proportions_are_those_of_newcombe);
    tcase_add_test(samples, differences_are_those_of_newcombe);
    tcase_add_test(samples, every_method_solves_its_own_equation);
    tcase_add_test(samples, intervals_hold_their_proportion_and_mirror);
    tcase_add_test(samples, known_clients_and_weights_change_what_an_answer_counts);
    tcase_add_test(samples, small_samples_are_flagged);
    tcase_add_test(samples, years_are_pooled_and_held_against_each_other);
    tcase_add_test(samples, a_year_in_which_all_answered_does_not_make_the_others_certain);
    tcase_add_test(samples, weights_cost_answers);
    tcase_add_test(samples, means_have_student_s_interval);
    tcase_add_test(samples, one_answer_has_no_interval_and_all_clients_need_none);
    tcase_add_test(samples, medians_lie_between_order_statistics);
    tcase_add_test(samples, lmdi_is_that_of_another_package);
    tcase_add_test(samples, a_factor_that_stands_still_contributes_nothing);
    tcase_add_test(samples, bad_figures_are_refused_with_their_place);
    tcase_add_test(samples, numbers_that_are_not_finite_and_null_are_refused);
    suite_add_tcase(suite, samples);
    return run_suite(suite);
}
