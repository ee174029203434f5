/* Distributions as JSON of the case format; documented in mkba/case_distribution.h. */
#include "base/exact.h"

#include <mkba/case_distribution.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/number.h"
#include "base/table.h"
#include "case/reader.h"
#include "stat/fit.h"
#include "stat/order.h"

#define TEXT 256

/* An array that must be given unless it is empty. */
/* clang-format off */
#define GIVEN_SOME(array, n) {#array, (n) > 0 ? (const void *) (array) : ""}
/* clang-format on */
#define LEAST_VALUES 3

/* ---- from text --------------------------------------------------------------------------------------------- */

typedef struct given {
    mkba_i_json *json;
    mkba_i_arena arena;
    const mkba_i_distribution *distribution;
} given;

static void free_given(given *read)
{
    mkba_i_json_free(read->json);
    mkba_i_arena_free(&read->arena);
}

static mkba_status read_given(const char *text, given *out, mkba_error *error)
{
    mkba_i_problems problems = {0};
    mkba_i_model model = {0};
    given read = {0};
    mkba_status status = mkba_i_json_parse(text, strlen(text), &read.json, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_reader reader = {
        .json = read.json, .broken = MKBA_ERROR_CASE, .arena = &read.arena, .model = &model, .problems = &problems};
    if (!mkba_i_read_distribution(&reader, mkba_i_json_root(read.json), &read.distribution))
        status = mkba_i_problems_first(&problems, error);
    mkba_i_problems_free(&problems);
    if (status == MKBA_OK)
        *out = read;
    else
        free_given(&read);
    return status;
}

/* ---- to text ----------------------------------------------------------------------------------------------- */

static const struct {
    mkba_i_family family;
    const char *name;
    const char *keys[4]; /* none: a list of three */
} WRITTEN[] = {
    {MKBA_I_NORMAL, "normal", {"mean", "sd"}}, {MKBA_I_LOGNORMAL, "lognormal", {"mean", "sd"}},
    {MKBA_I_GAMMA, "gamma", {"mean", "sd"}},   {MKBA_I_BETA, "beta", {"alpha", "beta", "min", "max"}},
    {MKBA_I_TRIANGULAR, "triangular", {NULL}}, {MKBA_I_PERT, "pert", {NULL}},
};
#define N_WRITTEN MKBA_I_LENGTH(WRITTEN)

/* {"gamma": {"mean": 10, "sd": 3}} */
static void write_distribution(const mkba_i_distribution *d, size_t kind, char text[TEXT])
{
    double numbers[4] = {d->a, d->b, d->c, d->d};
    bool list = WRITTEN[kind].keys[0] == NULL;
    size_t at = (size_t) snprintf(text, TEXT, "{\"%s\": %c", WRITTEN[kind].name, list ? '[' : '{');

    for (size_t i = 0; i < (list ? 3 : 4) && (list || WRITTEN[kind].keys[i] != NULL); i++) {
        char number[MKBA_I_NUMBER_TEXT];
        const char *comma = i > 0 ? ", " : "";
        mkba_i_number_print(numbers[i], number);
        at += (size_t) (list ? snprintf(text + at, TEXT - at, "%s%s", comma, number)
                             : snprintf(text + at, TEXT - at, "%s\"%s\": %s", comma, WRITTEN[kind].keys[i], number));
    }
    snprintf(text + at, TEXT - at, "%s", list ? "]}" : "}}");
}

static void write_fit(mkba_i_row *row, const mkba_i_distribution *d, size_t kind)
{
    char text[TEXT];
    double mean = 0, sd = 0;

    write_distribution(d, kind, text);
    if (row->status == MKBA_OK)
        row->status = mkba_i_distribution_mean(d, &mean, row->error);
    if (row->status == MKBA_OK)
        row->status = mkba_i_distribution_sd(d, &sd, row->error);
    mkba_i_row_text(row, WRITTEN[kind].name);
    mkba_i_row_text(row, text);
    mkba_i_row_real(row, mean);
    mkba_i_row_real(row, sd);
}

/* ---- quantiles, mean and spread ---------------------------------------------------------------------------- */

mkba_status mkba_distribution_quantile(const char *distribution, const double *p, size_t n_p, double *out, size_t n_out,
                                       mkba_error *error)
{
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(distribution), GIVEN_SOME(p, n_p), GIVEN_SOME(out, n_out));
    given read;

    if (status == MKBA_OK && n_out != n_p)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "out",
                             "p has %zu elements and out has %zu: as many are needed", n_p, n_out);
    for (size_t i = 0; status == MKBA_OK && i < n_p; i++) {
        char where[TEXT], number[MKBA_I_NUMBER_TEXT];
        snprintf(where, sizeof where, "p[%zu]", i);
        if (!(p[i] > 0 && p[i] < 1))
            status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "a probability is above 0 and below 1, not %s",
                                 mkba_i_number_say(p[i], number));
    }
    if (status == MKBA_OK)
        status = read_given(distribution, &read, error);
    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < n_p; i++)
        out[i] = mkba_i_distribution_quantile(read.distribution, p[i]);
    free_given(&read);
    return MKBA_OK;
}

mkba_status mkba_distribution_table(const char *distribution, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"mean", MKBA_COLUMN_REAL, NULL},
                                            {"sd", MKBA_COLUMN_REAL, NULL},
                                            {"low", MKBA_COLUMN_REAL, NULL},
                                            {"high", MKBA_COLUMN_REAL, NULL}};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(distribution), MKBA_I_GIVEN(table));
    double mean = 0, sd = 0, low, high;
    mkba_table *made = NULL;
    given read;

    if (status == MKBA_OK)
        status = read_given(distribution, &read, error);
    if (status != MKBA_OK)
        return status;
    low = mkba_i_distribution_quantile(read.distribution, 0);
    high = mkba_i_distribution_quantile(read.distribution, 1);
    status = mkba_i_distribution_mean(read.distribution, &mean, error);
    if (status == MKBA_OK)
        status = mkba_i_distribution_sd(read.distribution, &sd, error);
    free_given(&read);
    if (status == MKBA_OK)
        status = mkba_i_table_new("distribution", COLUMNS, MKBA_I_LENGTH(COLUMNS), 1, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_row_real(&row, mean);
    mkba_i_row_real(&row, sd);
    mkba_i_row_real_if(&row, low, isfinite(low));
    mkba_i_row_real_if(&row, high, isfinite(high));
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- from quantiles ---------------------------------------------------------------------------------------- */

static const mkba_i_column FIT_COLUMNS[] = {
    {"family", MKBA_COLUMN_TEXT, NULL},         {"distribution", MKBA_COLUMN_TEXT, NULL},
    {"mean", MKBA_COLUMN_REAL, NULL},           {"sd", MKBA_COLUMN_REAL, NULL},
    {"log_likelihood", MKBA_COLUMN_REAL, NULL}, {"aic", MKBA_COLUMN_REAL, NULL},
    {"kolmogorov", MKBA_COLUMN_REAL, NULL},     {"anderson", MKBA_COLUMN_REAL, NULL},
};
#define OF_QUANTILES 4 /* the first columns */

static mkba_status need_length(const char *name, size_t n, size_t needed, const char *what, mkba_error *error)
{
    return n == needed ? MKBA_OK
                       : mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%s must have %zu element%s (%s), not %zu", name,
                                     needed, needed == 1 ? "" : "s", what, n);
}

static mkba_status find_family(const char *family, size_t *kind, mkba_error *error)
{
    const char *names[N_WRITTEN];

    for (size_t i = 0; i < N_WRITTEN; i++)
        names[i] = WRITTEN[i].name;
    return mkba_i_choose(family, names, N_WRITTEN, "family", kind, error);
}

static mkba_status take_extra(mkba_i_elicited *said, const double *extra, size_t n_extra, mkba_error *error)
{
    bool with_mode = said->family == MKBA_I_TRIANGULAR || said->family == MKBA_I_PERT;
    mkba_status status = with_mode ? need_length("mode", n_extra, 1, "a number", error)
                         : said->family == MKBA_I_BETA
                             ? need_length("bounds", n_extra, 2, "the lowest and the highest value", error)
                             : need_length("extra", n_extra, 0, "neither mode nor bounds", error);

    if (status == MKBA_OK && with_mode)
        said->mode = extra[0];
    if (status == MKBA_OK && said->family == MKBA_I_BETA)
        said->min = extra[0], said->max = extra[1];
    return status;
}

mkba_status mkba_distribution_fit_quantiles(const char *family, const double *p, size_t n_p, const double *values,
                                            size_t n_values, const double *extra, size_t n_extra, mkba_table **table,
                                            mkba_error *error)
{
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(family), GIVEN_SOME(p, n_p), GIVEN_SOME(values, n_values),
                           GIVEN_SOME(extra, n_extra), MKBA_I_GIVEN(table));
    mkba_i_distribution found;
    mkba_table *made = NULL;
    size_t kind = 0;

    if (status == MKBA_OK)
        status = find_family(family, &kind, error);
    if (status == MKBA_OK)
        status = need_length("p", n_p, 2, "two probabilities", error);
    if (status == MKBA_OK)
        status = need_length("values", n_values, 2, "the values at them", error);
    if (status != MKBA_OK)
        return status;
    mkba_i_elicited said = {.family = WRITTEN[kind].family, .p = {p[0], p[1]}, .values = {values[0], values[1]}};
    status = take_extra(&said, extra, n_extra, error);
    if (status == MKBA_OK)
        status = mkba_i_fit_quantiles(&said, &found, error);
    if (status == MKBA_OK)
        status = mkba_i_table_new("fit", FIT_COLUMNS, OF_QUANTILES, 1, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    write_fit(&row, &found, kind);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- from data --------------------------------------------------------------------------------------------- */

typedef struct candidate {
    mkba_i_distribution distribution;
    mkba_i_fit_measures measures;
    size_t kind;
} candidate;

static mkba_status check_values(const double *values, size_t n, mkba_error *error)
{
    char where[TEXT];
    bool same = true;

    if (n < LEAST_VALUES)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "values", "at least %d values are needed, not %zu", LEAST_VALUES,
                           n);
    for (size_t i = 0; i < n; i++) {
        snprintf(where, sizeof where, "values[%zu]", i);
        if (!isfinite(values[i]))
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "a value must be a finite number");
        same = same && values[i] == values[0];
    }
    return same ? mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "values",
                              "the values are all the same: there is no spread to fit")
                : MKBA_OK;
}

/* Bounds are for the beta distribution, which has all values inside. */
static mkba_status check_inside(const double *values, size_t n, const double *bounds, mkba_error *error)
{
    char where[TEXT], value[MKBA_I_NUMBER_TEXT], low[MKBA_I_NUMBER_TEXT], high[MKBA_I_NUMBER_TEXT];

    for (size_t i = 0; i < n; i++) {
        if (values[i] > bounds[0] && values[i] < bounds[1])
            continue;
        snprintf(where, sizeof where, "values[%zu]", i);
        return mkba_i_fail(
            error, MKBA_ERROR_ARGUMENT, where,
            "%s is %s, which is not inside the bounds %s and %s of a beta distribution: leave bounds out, "
            "or give wider ones",
            where, mkba_i_number_say(values[i], value), mkba_i_number_say(bounds[0], low),
            mkba_i_number_say(bounds[1], high));
    }
    return MKBA_OK;
}

/* A family that was asked for and cannot be: normal always, beta with bounds. The others are left out where they cannot. */
static mkba_status refuse_fit(mkba_i_family family, const mkba_error *problem, mkba_error *error)
{
    bool is_beta = family == MKBA_I_BETA;

    return mkba_i_fail(error, MKBA_ERROR_CASE, is_beta ? "bounds" : "values",
                       "the values are spread too little or too widely for a %s distribution%s: %.200s",
                       is_beta ? "beta" : "normal", is_beta ? " within the bounds" : "", problem->message);
}

/* Those that can be, the smallest AIC (the largest likelihood: all have two parameters) first. */
static mkba_status find_candidates(const double *sorted, size_t n, const double *bounds, candidate found[N_WRITTEN],
                                   size_t *n_found, mkba_error *error)
{
    static const mkba_i_family FAMILIES[] = {MKBA_I_NORMAL, MKBA_I_LOGNORMAL, MKBA_I_GAMMA, MKBA_I_BETA};

    *n_found = 0;
    for (size_t kind = 0; kind < (bounds != NULL ? 4 : 3); kind++) {
        candidate one = {.distribution = {.family = FAMILIES[kind]}, .kind = kind};
        if (bounds != NULL)
            one.distribution.c = bounds[0], one.distribution.d = bounds[1];
        mkba_error problem;
        mkba_status status = mkba_i_fit_values(sorted, n, &one.distribution, &problem);
        if (status != MKBA_OK && (FAMILIES[kind] == MKBA_I_NORMAL || FAMILIES[kind] == MKBA_I_BETA))
            return refuse_fit(FAMILIES[kind], &problem, error);
        if (status != MKBA_OK)
            continue;
        one.measures = mkba_i_fit_measure(&one.distribution, sorted, n);
        size_t at = (*n_found)++;
        for (; at > 0 && found[at - 1].measures.log_likelihood < one.measures.log_likelihood; at--)
            found[at] = found[at - 1];
        found[at] = one;
    }
    return MKBA_OK;
}

static mkba_status fit_sorted(const double *sorted, size_t n, const double *bounds, mkba_table **table,
                              mkba_error *error)
{
    candidate found[N_WRITTEN];
    size_t n_found = 0;
    mkba_table *made = NULL;
    mkba_status status = find_candidates(sorted, n, bounds, found, &n_found, error);

    if (status == MKBA_OK)
        status = mkba_i_table_new("fit", FIT_COLUMNS, MKBA_I_LENGTH(FIT_COLUMNS), n_found, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n_found; i++) {
        write_fit(&row, &found[i].distribution, found[i].kind);
        mkba_i_row_real(&row, found[i].measures.log_likelihood);
        mkba_i_row_real(&row, 4 - 2 * found[i].measures.log_likelihood);
        mkba_i_row_real(&row, found[i].measures.kolmogorov);
        mkba_i_row_real(&row, found[i].measures.anderson);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_distribution_fit_values(const double *values, size_t n_values, const double *bounds, size_t n_bounds,
                                         mkba_table **table, mkba_error *error)
{
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, GIVEN_SOME(values, n_values), GIVEN_SOME(bounds, n_bounds), MKBA_I_GIVEN(table));
    double *sorted;

    if (status == MKBA_OK)
        status = check_values(values, n_values, error);
    if (status == MKBA_OK && n_bounds != 0)
        status = need_length("bounds", n_bounds, 2, "the lowest and the highest value", error);
    if (status == MKBA_OK && n_bounds != 0 && !(bounds[0] < bounds[1] && isfinite(bounds[1] - bounds[0])))
        status =
            mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bounds", "bounds must be two finite numbers, the lower one first");
    if (status == MKBA_OK && n_bounds != 0)
        status = check_inside(values, n_values, bounds, error);
    if (status != MKBA_OK)
        return status;
    sorted = malloc(n_values * sizeof *sorted);
    if (sorted == NULL)
        return mkba_i_fail_memory(error);
    memcpy(sorted, values, n_values * sizeof *sorted);
    mkba_i_sort(sorted, n_values);
    status = fit_sorted(sorted, n_values, n_bounds != 0 ? bounds : NULL, table, error);
    free(sorted);
    return status;
}
