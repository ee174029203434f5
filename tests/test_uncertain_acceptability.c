/* Effects and costs over thresholds: BCEA's example, options by hand. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "support.h"
#include <mkba/uncertain_value.h>

static const char *const names[] = {"none", "care", "home", "clinic", "both"};

static mkba_samples rows(const double *values, size_t n, size_t k)
{
    return (mkba_samples){values, n, k, (ptrdiff_t) k, 1};
}

static mkba_table *over(const mkba_samples *effects, const mkba_samples *costs, const double *thresholds, size_t n)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_acceptability(effects, costs, names, effects->n_columns, thresholds, n, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

static mkba_table *icer(const mkba_samples *effects, const mkba_samples *costs)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_icer(effects, costs, names, effects->n_columns, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

/* ---- the vaccine of BCEA --------------------------------------------------------------------------------- */

/* Draws of bcea_vaccine.csv: e0, e1, c0, c1. Free with free; NULL when it is not there. */
static double *read_draws(const char *shared, size_t *n)
{
    char path[1000];
    double *made = NULL;
    snprintf(path, sizeof path, "%s/reference/uncertainty/bcea_vaccine.csv", shared);
    char *bytes = support_file(path, NULL), *at;
    if (bytes == NULL)
        return NULL;
    made = malloc(strlen(bytes) * sizeof *made);
    at = strchr(bytes, '\n') + 1;
    for (*n = 0; *at != '\0'; at += *at == ',' || *at == '\n')
        made[(*n)++] = strtod(at, &at);
    *n /= 4;
    free(bytes);
    return made;
}

static void hold_published(const cJSON *published, const char *what, const mkba_table *table, size_t row,
                           const char *column, const char *threshold, double tolerance)
{
    const cJSON *figures = cJSON_GetObjectItemCaseSensitive(published, what);
    const cJSON *figure = cJSON_GetObjectItemCaseSensitive(figures, threshold);
    if (figure == NULL)
        return;
    double found = support_real(table, row, column);
    if (!(fabs(found - figure->valuedouble) <= tolerance))
        ck_abort_msg("%s at %s: %.9g, not %.9g", what, threshold, found, figure->valuedouble);
}

START_TEST(the_vaccine_of_bcea_comes_out)
{
    static const char *const texts[] = {"0", "10000", "20000", "25000", "30000", "50000"};
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    double thresholds[6];
    size_t n = 0;
    double *draws = read_draws(shared == NULL ? "." : shared, &n);
    if (draws == NULL) {
        printf("# SKIP the vaccine of BCEA: MKBA_SHARED names no folder with reference/ in it\n");
        return;
    }
    snprintf(path, sizeof path, "%s/reference/published.json", shared);
    char *bytes = support_file(path, NULL);
    mkba_i_json *json = support_json(bytes);
    const cJSON *published = support_at(mkba_i_json_root(json), "/bcea_vaccine");
    ck_assert_uint_eq(n, 1000);
    for (size_t t = 0; t < 6; t++)
        thresholds[t] = strtod(texts[t], NULL);
    mkba_samples effects = {draws, n, 2, 4, 1}, costs = {draws + 2, n, 2, 4, 1};
    mkba_table *table = over(&effects, &costs, thresholds, 6), *ratio = icer(&effects, &costs);
    ck_assert_uint_eq(mkba_table_n_rows(table), 12);
    for (size_t t = 0; t < 6; t++) {
        hold_published(published, "EVPI", table, 2 * t + 1, "evpi", texts[t], 0.51e-6);
        hold_published(published, "EIB", table, 2 * t + 1, "increment", texts[t], 0.51e-6);
        hold_published(published, "CEAC", table, 2 * t + 1, "p_best", texts[t], 1e-12);
        ck_assert_double_eq_tol(support_real(table, 2 * t, "p_best") + support_real(table, 2 * t + 1, "p_best"), 1,
                                1e-12);
    }
    double published_icer = cJSON_GetObjectItemCaseSensitive(published, "ICER")->valuedouble;
    ck_assert_str_eq(support_text(ratio, 1, "against"), "none");
    ck_assert_double_eq_tol(support_real(ratio, 1, "icer"), published_icer, 0.51e-4);
    mkba_table_free(table);
    mkba_table_free(ratio);
    mkba_i_json_free(json);
    free(bytes);
    free(draws);
}
END_TEST

/* ---- by hand --------------------------------------------------------------------------------------------- */

/* Two draws of doing nothing and of care. At 10 a unit: net 0 and 0 beside 10 x 1 - 5 and 10 x 1 - 25. */
START_TEST(two_draws_are_those_by_hand)
{
    const double e[] = {0, 1, 0, 1}, c[] = {0, 5, 0, 25}, thresholds[] = {10, 20};
    mkba_samples effects = rows(e, 2, 2), costs = rows(c, 2, 2);
    mkba_table *table = over(&effects, &costs, thresholds, 2);
    ck_assert_double_eq(support_real(table, 1, "threshold"), 10);
    ck_assert_str_eq(support_text(table, 1, "alternative"), "care");
    ck_assert_double_eq(support_real(table, 1, "net_benefit"), -5);
    ck_assert_double_eq_tol(support_real(table, 1, "net_benefit_error"), 10, 1e-14);
    ck_assert_double_eq(support_real(table, 1, "increment"), -5);
    ck_assert_double_eq(support_real(table, 1, "p_best"), 0.5);
    ck_assert_int_eq(support_integer(table, 0, "frontier"), 1);
    ck_assert_int_eq(support_integer(table, 1, "frontier"), 0);
    ck_assert_double_eq(support_real(table, 0, "evpi"), 2.5);
    ck_assert_int_eq(support_integer(table, 3, "frontier"), 1);
    ck_assert_double_eq(support_real(table, 3, "net_benefit"), 5);
    ck_assert_double_eq(support_real(table, 3, "evpi"), 2.5);
    mkba_table_free(table);
}
END_TEST

/* Mean effect and cost of five options: home (1, 100) is beaten by a mix of none (0, 0) and care (3, 120); clinic (2,
 * 130) costs more than care for less; both (4, 200) costs 80 for one more. */
START_TEST(options_that_are_beaten_have_no_ratio)
{
    const double e[] = {0, 3, 1, 2, 4, 0, 3, 1, 2, 4}, c[] = {0, 120, 100, 130, 200, 0, 120, 100, 130, 200};
    static const char *const order[] = {"none", "home", "care", "clinic", "both"};
    static const char *const status[] = {"frontier", "extended", "frontier", "dominated", "frontier"};
    mkba_samples effects = rows(e, 2, 5), costs = rows(c, 2, 5);
    mkba_table *table = icer(&effects, &costs);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_str_eq(support_text(table, i, "alternative"), order[i]);
        ck_assert_str_eq(support_text(table, i, "status"), status[i]);
        ck_assert(mkba_table_is_missing(table, i, support_column(table, "icer")) == (i != 2 && i != 4));
    }
    ck_assert_double_eq(support_real(table, 2, "icer"), 40);
    ck_assert_str_eq(support_text(table, 4, "against"), "care");
    ck_assert_double_eq(support_real(table, 4, "increment_effect"), 1);
    ck_assert_double_eq(support_real(table, 4, "increment_cost"), 80);
    ck_assert_double_eq(support_real(table, 4, "icer"), 80);
    mkba_table_free(table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain acceptability");
    TCase *tcase = tcase_create("acceptability");

    tcase_add_test(tcase, the_vaccine_of_bcea_comes_out);
    tcase_add_test(tcase, two_draws_are_those_by_hand);
    tcase_add_test(tcase, options_that_are_beaten_have_no_ratio);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
