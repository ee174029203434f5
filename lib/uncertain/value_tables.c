/* The value of information as tables: see value_tables.h. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "uncertain/importance.h"
#include "uncertain/surface.h"
#include "uncertain/value.h"
#include "uncertain/value_tables.h"

#define LEAST_DRAWS 20 /* of a regression */
#define PLACE_TEXT 64
#define NUL "nul"

/* ---- what is common -------------------------------------------------------------------------------------- */

/* Value, error and the interval, which is not below 0. */
static void write_value(mkba_i_row *row, const char *what, mkba_i_voi value)
{
    mkba_i_row_measured(row, what, (mkba_i_measured){value.value, value.error, fmax(0, value.lower), value.upper});
}

/* Everything that regressions of one call work with. */
typedef struct regressions {
    double reach;
    mkba_i_decision decision;
    mkba_i_columns *x;
    mkba_i_expected expected;
    bool varies; /* what is known */
} regressions;

static void free_regressions(regressions *of)
{
    free(of->decision.differences);
    free(of->expected.means);
}

static mkba_status start_regressions(const mkba_i_columns *net, mkba_i_columns *x, const mkba_measure_options *options,
                                     regressions *of, mkba_error *error)
{
    mkba_status status;

    if (x->n != net->n)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "x",
                           "x has %zu draws and net has %zu: they must be the same draws", x->n, net->n);
    if (x->n < LEAST_DRAWS)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "x", "%zu draws are too few for a regression: at least %d", x->n,
                           LEAST_DRAWS);
    of->x = x;
    of->reach = mkba_i_measure_reach(options->level);
    status = mkba_i_decision_of(net->values, net->n, net->k, &of->decision, error);
    return status == MKBA_OK ? mkba_i_expected_make(&of->decision, &of->expected, error) : status;
}

static mkba_status refuse_range(size_t j, const char *name, mkba_error *error)
{
    char where[PLACE_TEXT];

    snprintf(where, sizeof where, "x[][%zu]", j);
    return mkba_i_fail(
        error, MKBA_ERROR_ARGUMENT, where,
        "the draws of \"%s\" vary too little, or beyond the range of a double, for a regression: scale them", name);
}

/* Who knows what does not vary expects what was expected before. */
static void expect_nothing_new(regressions *of)
{
    size_t n = of->decision.n;

    for (size_t i = 0; i < of->decision.d * n; i++) {
        of->expected.means[i] = of->decision.means[i / n];
        of->expected.errors[i] = 0;
    }
}

/* Keeps the columns that vary, standardised. */
static mkba_status standardise(regressions *of, const char *const *names, mkba_error *error)
{
    size_t n = of->x->n, k = 0;

    for (size_t j = 0; j < of->x->k; j++) {
        double *to = of->x->values + k * n;

        if (!mkba_i_draws_vary(of->x->values + j * n, n))
            continue;
        memmove(to, of->x->values + j * n, n * sizeof *to);
        if (!mkba_i_standardise(to, n))
            return refuse_range(j, names[j], error);
        k++;
    }
    of->x->k = k;
    of->varies = k > 0;
    if (k <= MKBA_I_SURFACE_PARAMETERS)
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_LIMIT, "names", "%zu parameters together are too many: at most %d", k,
                       MKBA_I_SURFACE_PARAMETERS);
}

static mkba_status expect(regressions *of, size_t j, const char *name, mkba_error *error)
{
    const double *x = of->x->values + j * of->x->n;
    mkba_status status = MKBA_OK;

    of->varies = mkba_i_draws_vary(x, of->x->n);
    if (of->varies)
        status = mkba_i_expect_one(&of->decision, x, &of->expected, error);
    else
        expect_nothing_new(of);
    return status == MKBA_ERROR_ARGUMENT ? refuse_range(j, name, error) : status;
}

/* Of draws that do not vary it is 0, and what they may be when they are rarer than a draw is its error. */
static mkba_status value_of(const regressions *of, double part, mkba_i_voi *out, mkba_error *error)
{
    mkba_status status = mkba_i_value_of(&of->decision, &of->expected, part, of->reach, out, error);

    if (status == MKBA_OK && !of->varies) {
        out->error = sqrt(part) * mkba_i_resolution(&of->decision);
        out->upper = of->reach * out->error;
    }
    return status;
}

/* ---- EVPI ------------------------------------------------------------------------------------------------ */

static mkba_status tabulate_evpi(const mkba_i_decision *decision, const char *best, double reach, mkba_table **table,
                                 mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"draws", MKBA_COLUMN_INTEGER, "1"},    {"best", MKBA_COLUMN_TEXT, NULL},
        {"value", MKBA_COLUMN_REAL, NULL},      {"value_error", MKBA_COLUMN_REAL, NULL},
        {"p_best", MKBA_COLUMN_REAL, "1"},      {"evpi", MKBA_COLUMN_REAL, NULL},
        {"evpi_error", MKBA_COLUMN_REAL, NULL}, {"evpi_lower", MKBA_COLUMN_REAL, NULL},
        {"evpi_upper", MKBA_COLUMN_REAL, NULL}};
    mkba_table *made = NULL;
    double p_best;
    mkba_i_voi value = mkba_i_value_of_all(decision, &p_best);
    mkba_status status = mkba_i_table_new("evpi", columns, MKBA_I_LENGTH(columns), 1, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_row_integer(&row, (int64_t) decision->n);
    mkba_i_row_text(&row, best);
    mkba_i_row_real(&row, decision->value);
    mkba_i_row_real(&row, decision->value_error);
    mkba_i_row_real(&row, p_best);
    value.lower = value.value - reach * value.error;
    value.upper = value.value + reach * value.error;
    write_value(&row, "evpi", value);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_i_evpi_of(const mkba_i_columns *net, const char *const *alternatives,
                           const mkba_measure_options *options, mkba_table **table, mkba_error *error)
{
    mkba_i_decision decision = {0};
    mkba_status status = mkba_i_decision_of(net->values, net->n, net->k, &decision, error);

    if (status == MKBA_OK)
        status = tabulate_evpi(&decision, decision.best < net->k ? alternatives[decision.best] : NUL,
                               mkba_i_measure_reach(options->level), table, error);
    free(decision.differences);
    return status;
}

/* ---- EVPPI ----------------------------------------------------------------------------------------------- */

static mkba_status write_evppi(mkba_i_row *row, regressions *of, const char *name, double evpi, mkba_error *error)
{
    mkba_i_voi value = {0};
    mkba_status status = value_of(of, 1, &value, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row_text(row, name);
    write_value(row, "evppi", value);
    mkba_i_row_real(row, value.bias);
    mkba_i_row_real_if(row, evpi > 0 ? value.value / evpi : 0, evpi > 0);
    mkba_i_row_next(row);
    return row->status;
}

/* Of all parameters together: one row, "a + b". */
static mkba_status tabulate_joint(regressions *of, const char *const *names, mkba_table *made, mkba_error *error)
{
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_text all = {0};
    double p_best, evpi = mkba_i_value_of_all(&of->decision, &p_best).value;
    size_t k = of->x->k; /* also those that do not vary */
    mkba_status status = standardise(of, names, error);

    if (status == MKBA_OK && !of->varies)
        expect_nothing_new(of);
    else if (status == MKBA_OK)
        status = mkba_i_expect_joint(&of->decision, of->x, &of->expected, error);
    for (size_t j = 0; j < k; j++) {
        mkba_i_text_add(&all, j > 0 ? " + " : "");
        mkba_i_text_add(&all, names[j]);
    }
    if (status == MKBA_OK && all.failed)
        status = mkba_i_fail_memory(error);
    if (status == MKBA_OK)
        status = write_evppi(&row, of, all.data, evpi, error);
    mkba_i_text_drop(&all);
    return status;
}

/* Of every parameter by itself. */
static mkba_status tabulate_each(regressions *of, const char *const *names, mkba_table *made, mkba_error *error)
{
    mkba_i_row row = mkba_i_row_start(made, error);
    double p_best, evpi = mkba_i_value_of_all(&of->decision, &p_best).value;
    mkba_status status = MKBA_OK;

    for (size_t j = 0; status == MKBA_OK && j < of->x->k; j++) {
        status = expect(of, j, names[j], error);
        if (status == MKBA_OK)
            status = write_evppi(&row, of, names[j], evpi, error);
    }
    return status;
}

mkba_status mkba_i_evppi_of(const mkba_i_columns *net, mkba_i_columns *x, const char *const *names,
                            const mkba_measure_options *options, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"parameter", MKBA_COLUMN_TEXT, NULL},   {"evppi", MKBA_COLUMN_REAL, NULL},
        {"evppi_error", MKBA_COLUMN_REAL, NULL}, {"evppi_lower", MKBA_COLUMN_REAL, NULL},
        {"evppi_upper", MKBA_COLUMN_REAL, NULL}, {"bias", MKBA_COLUMN_REAL, NULL},
        {"share", MKBA_COLUMN_REAL, "1"}};
    regressions of = {0};
    mkba_table *made = NULL;
    mkba_status status = start_regressions(net, x, options, &of, error);

    if (status == MKBA_OK)
        status = mkba_i_table_new("evppi", columns, MKBA_I_LENGTH(columns), options->joint ? 1 : x->k, &made, error);
    if (status == MKBA_OK)
        status = (options->joint ? tabulate_joint : tabulate_each)(&of, names, made, error);
    free_regressions(&of);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

/* ---- EVSI ------------------------------------------------------------------------------------------------ */

static mkba_status check_sizes(const char *name, const double *sizes, size_t n, bool zero, mkba_error *error)
{
    char where[PLACE_TEXT], text[MKBA_I_NUMBER_TEXT];

    if (sizes == NULL || n == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%s has no element: at least one is needed", name);
    for (size_t i = 0; i < n; i++) {
        if (isfinite(sizes[i]) && (sizes[i] > 0 || (zero && sizes[i] >= 0)))
            continue;
        snprintf(where, sizeof where, "%s[%zu]", name, i);
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s is %s: a number of observations is finite and %s 0",
                           where, mkba_i_number_say(sizes[i], text), zero ? "at least" : "above");
    }
    return MKBA_OK;
}

static mkba_status write_studies(mkba_i_row *row, regressions *of, const char *name, double prior, const double *sizes,
                                 size_t n_sizes, mkba_error *error)
{
    mkba_i_voi all = {0}, value = {0};
    mkba_status status = value_of(of, 1, &all, error);

    for (size_t s = 0; status == MKBA_OK && s < n_sizes; s++) {
        double part = sizes[s] / (sizes[s] + prior);
        status = value_of(of, part, &value, error);
        if (status != MKBA_OK)
            break;
        mkba_i_row_text(row, name);
        mkba_i_row_real(row, sizes[s]);
        mkba_i_row_real(row, part);
        write_value(row, "evsi", value);
        mkba_i_row_real(row, all.value);
        mkba_i_row_next(row);
        status = row->status;
    }
    return status;
}

static mkba_status tabulate_studies(regressions *of, const char *const *names, const double *prior_sizes,
                                    const double *sizes, size_t n_sizes, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"parameter", MKBA_COLUMN_TEXT, NULL},  {"size", MKBA_COLUMN_REAL, "1"},
        {"part", MKBA_COLUMN_REAL, "1"},        {"evsi", MKBA_COLUMN_REAL, NULL},
        {"evsi_error", MKBA_COLUMN_REAL, NULL}, {"evsi_lower", MKBA_COLUMN_REAL, NULL},
        {"evsi_upper", MKBA_COLUMN_REAL, NULL}, {"evppi", MKBA_COLUMN_REAL, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("evsi", columns, MKBA_I_LENGTH(columns), of->x->k * n_sizes, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t j = 0; status == MKBA_OK && j < of->x->k; j++) {
        status = expect(of, j, names[j], error);
        if (status == MKBA_OK)
            status = write_studies(&row, of, names[j], prior_sizes[j], sizes, n_sizes, error);
    }
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

mkba_status mkba_i_check_studies(const double *prior_sizes, size_t n_prior_sizes, size_t wanted, const double *sizes,
                                 size_t n_sizes, const mkba_measure_options *options, mkba_error *error)
{
    mkba_status status = check_sizes("prior_sizes", prior_sizes, n_prior_sizes, false, error);

    if (status == MKBA_OK && n_prior_sizes != wanted)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "prior_sizes",
                             "%zu prior_sizes for %zu parameters: one for each is needed", n_prior_sizes, wanted);
    if (status == MKBA_OK)
        status = check_sizes("sizes", sizes, n_sizes, true, error);
    if (status == MKBA_OK && options->joint)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "joint",
                             "a study is of one parameter at a time: joint is false here");
    return status;
}

mkba_status mkba_i_evsi_of(const mkba_i_columns *net, mkba_i_columns *x, const char *const *names,
                           const double *prior_sizes, const double *sizes, size_t n_sizes,
                           const mkba_measure_options *options, mkba_table **table, mkba_error *error)
{
    regressions of = {0};
    mkba_status status = start_regressions(net, x, options, &of, error);

    if (status == MKBA_OK)
        status = tabulate_studies(&of, names, prior_sizes, sizes, n_sizes, table, error);
    free_regressions(&of);
    return status;
}
