/* What the measures on samples refuse: a table of bad input, NULL. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "support.h"
#include <mkba/uncertain_value.h>

#include "run_suite.h"

#define MOST 64
#define MANY 25 /* draws of "many", enough for a regression */

static double value_of(const cJSON *item)
{
    if (item->valuestring == NULL)
        return item->valuedouble;
    return strcmp(item->valuestring, "nan") == 0 ? NAN : strcmp(item->valuestring, "inf") == 0 ? HUGE_VAL : -HUGE_VAL;
}

static double number(const cJSON *row, const char *key, double otherwise)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(row, key);
    return found == NULL ? otherwise : value_of(found);
}

static const char *text(const cJSON *row, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(row, key)->valuestring;
}

static size_t list(const cJSON *row, const char *key, double to[MOST])
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(row, key);
    size_t n = 0;
    for (const cJSON *each = found == NULL ? NULL : found->child; each != NULL; each = each->next)
        to[n++] = value_of(each);
    return n;
}

static size_t names_of(const cJSON *row, const char *to[MOST])
{
    size_t n = 0;
    for (const cJSON *each = cJSON_GetObjectItemCaseSensitive(row, "names")->child; each != NULL; each = each->next)
        to[n++] = each->valuestring;
    return n;
}

/* A list of draws, each a list; "many" and "huge" are MANY draws of one column. */
static mkba_samples samples(const cJSON *row, const char *key, double to[MOST])
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(row, key);
    size_t n = 0, k = 1, draws = 0;
    if (found == NULL)
        return (mkba_samples){0};
    if (found->valuestring != NULL) {
        for (size_t i = 0; i < MANY; i++)
            to[i] = ((double) (i * i % 7) - 3) * (strcmp(found->valuestring, "many") == 0 ? 1 : 5e307);
        return (mkba_samples){to, MANY, 1, 1, 1};
    }
    for (const cJSON *draw = found->child; draw != NULL; draw = draw->next, draws++) {
        k = (size_t) cJSON_GetArraySize(draw);
        for (const cJSON *each = draw->child; each != NULL; each = each->next)
            to[n++] = value_of(each);
    }
    return (mkba_samples){to, draws, k, (ptrdiff_t) k, 1};
}

static mkba_status call_design(const cJSON *row, const char *const *names, size_t n_names, mkba_error *error)
{
    double out[MOST] = {-7};
    mkba_status status =
        mkba_sobol_design(names, n_names, (size_t) number(row, "draws", 0), 1, (mkba_plan) number(row, "plan", 0), out,
                          (size_t) number(row, "room", 0), error);
    ck_assert_double_eq(out[0], -7);
    return status;
}

static mkba_status call(const cJSON *row, mkba_table **table, mkba_error *error)
{
    double net_values[MOST], x_values[MOST], y[MOST], prior_sizes[MOST], sizes[MOST];
    const char *what = text(row, "call"), *names[MOST];
    size_t n = names_of(row, names), n_y = list(row, "y", y), n_priors = list(row, "prior_sizes", prior_sizes);
    size_t n_sizes = list(row, "sizes", sizes);
    mkba_samples x = samples(row, "x", x_values), net = samples(row, "net", net_values);
    mkba_measure_options options;
    mkba_measure_options_init(&options);
    options.level = number(row, "level", options.level);
    options.resamples = (size_t) number(row, "resamples", 0);
    options.joint = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(row, "joint"));
    if (strcmp(what, "sobol") == 0)
        return mkba_sobol_indices(y, n_y, names, n, &options, table, error);
    if (strcmp(what, "design") == 0)
        return call_design(row, names, n, error);
    if (strcmp(what, "importance") == 0)
        return mkba_importance(&x, y, n_y, names, n, table, error);
    if (strcmp(what, "evpi") == 0)
        return mkba_evpi(&net, names, n, &options, table, error);
    if (strcmp(what, "evppi") == 0)
        return mkba_evppi(&net, &x, names, n, &options, table, error);
    if (strcmp(what, "evsi") == 0)
        return mkba_evsi(&net, &x, names, n, prior_sizes, n_priors, sizes, n_sizes, &options, table, error);
    mkba_samples effects = samples(row, "effects", net_values), costs = samples(row, "costs", x_values);
    if (strcmp(what, "icer") == 0)
        return mkba_icer(&effects, &costs, names, n, table, error);
    ck_assert_str_eq(what, "acceptability");
    n_y = list(row, "thresholds", y);
    return mkba_acceptability(&effects, &costs, names, n, y, n_y, table, error);
}

START_TEST(bad_samples_are_refused_with_their_place)
{
    char *bytes = support_data("uncertain/refused.json", NULL);
    mkba_i_json *json = support_json(bytes);
    for (const cJSON *row = mkba_i_json_root(json)->child; row != NULL; row = row->next) {
        mkba_table *table = NULL;
        mkba_error error = {.status = MKBA_OK};
        const cJSON *name = cJSON_GetObjectItemCaseSensitive(row, "status");
        mkba_status status = call(row, &table, &error);
        if (strcmp(mkba_status_name(status), name == NULL ? "argument" : name->valuestring) != 0 || table != NULL ||
            strcmp(error.where, text(row, "where")) != 0 || strstr(error.message, text(row, "says")) == NULL)
            ck_abort_msg("%s, %s, \"%s\": %s, %s: %s", text(row, "call"), text(row, "where"), text(row, "says"),
                         mkba_status_name(status), error.where, error.message);
    }
    mkba_i_json_free(json);
    free(bytes);
}
END_TEST

#define REFUSES(place, call)                                                                                           \
  do {                                                                                                                 \
    ck_assert_int_eq(call, MKBA_ERROR_ARGUMENT);                                                                       \
    ck_assert_str_eq(error.where, place);                                                                              \
    ck_assert_ptr_null(table);                                                                                         \
  } while (0)

START_TEST(null_is_refused)
{
    const double y[] = {1, 2, 3, 4, 5, 6};
    const char *const names[] = {"a"}, *const missing[] = {NULL};
    const mkba_samples some = {y, 6, 1, 1, 1}, none = {NULL, 6, 1, 1, 1};
    mkba_measure_options options = {0};
    mkba_table *table = NULL;
    mkba_error error;
    double out[3];
    REFUSES("y", mkba_sobol_indices(NULL, 6, names, 1, NULL, &table, &error));
    REFUSES("names", mkba_sobol_indices(y, 6, NULL, 1, NULL, &table, &error));
    REFUSES("names[0]", mkba_sobol_indices(y, 6, missing, 1, NULL, &table, &error));
    REFUSES("table", mkba_sobol_indices(y, 6, names, 1, NULL, NULL, &error));
    REFUSES("options", mkba_sobol_indices(y, 6, names, 1, &options, &table, &error));
    REFUSES("names", mkba_sobol_design(NULL, 1, 1, 1, MKBA_PLAN_RANDOM, out, 3, &error));
    REFUSES("out", mkba_sobol_design(names, 1, 1, 1, MKBA_PLAN_RANDOM, NULL, 3, &error));
    REFUSES("x", mkba_importance(NULL, y, 6, names, 1, &table, &error));
    REFUSES("x", mkba_importance(&none, y, 6, names, 1, &table, &error));
    REFUSES("y", mkba_importance(&some, NULL, 6, names, 1, &table, &error));
    REFUSES("names", mkba_importance(&some, y, 6, NULL, 1, &table, &error));
    REFUSES("table", mkba_importance(&some, y, 6, names, 1, NULL, &error));
    REFUSES("net", mkba_evpi(NULL, names, 1, NULL, &table, &error));
    REFUSES("net", mkba_evpi(&none, names, 1, NULL, &table, &error));
    REFUSES("alternatives", mkba_evpi(&some, NULL, 1, NULL, &table, &error));
    REFUSES("table", mkba_evpi(&some, names, 1, NULL, NULL, &error));
    REFUSES("net", mkba_evppi(NULL, &some, names, 1, NULL, &table, &error));
    REFUSES("x", mkba_evppi(&some, NULL, names, 1, NULL, &table, &error));
    REFUSES("names", mkba_evppi(&some, &some, NULL, 1, NULL, &table, &error));
    REFUSES("table", mkba_evppi(&some, &some, names, 1, NULL, NULL, &error));
    REFUSES("prior_sizes", mkba_evsi(&some, &some, names, 1, NULL, 1, y, 1, NULL, &table, &error));
    REFUSES("sizes", mkba_evsi(&some, &some, names, 1, y, 1, NULL, 1, NULL, &table, &error));
    REFUSES("table", mkba_evsi(&some, &some, names, 1, y, 1, y, 1, NULL, NULL, &error));
    REFUSES("effects", mkba_acceptability(NULL, &some, names, 1, y, 1, &table, &error));
    REFUSES("costs", mkba_acceptability(&some, NULL, names, 1, y, 1, &table, &error));
    REFUSES("thresholds", mkba_acceptability(&some, &some, names, 1, NULL, 1, &table, &error));
    REFUSES("table", mkba_acceptability(&some, &some, names, 1, y, 1, NULL, &error));
    REFUSES("effects", mkba_icer(NULL, &some, names, 1, &table, &error));
    REFUSES("costs", mkba_icer(&some, NULL, names, 1, &table, &error));
    REFUSES("table", mkba_icer(&some, &some, names, 1, NULL, &error));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain refused");
    TCase *tcase = tcase_create("refused");

    tcase_add_test(tcase, bad_samples_are_refused_with_their_place);
    tcase_add_test(tcase, null_is_refused);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
