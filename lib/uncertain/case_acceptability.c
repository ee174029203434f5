/* How acceptable the alternatives of a case are over the value of a parameter. */
#include "base/exact.h"

#include <stdlib.h>
#include <string.h>

#include <mkba/uncertain_value.h>

#include "base/threads.h"
#include "uncertain/case_study.h"
#include "uncertain/value.h"

/* Draws of npv at every value of the parameter: of value v from v d draws, the nulalternatief first. */
typedef struct sweep {
    mkba_i_case_study study;
    const char *parameter;
    size_t free; /* its position among those of the study */
    const double *values;
    size_t n_values;
    double *net; /* heap */
} sweep;

/* ---- the parameter --------------------------------------------------------------------------------------- */

static mkba_status find(const mkba_case *mkba, const char *name, size_t *out, mkba_error *error)
{
    mkba_status status = mkba_i_case_parameter(mkba, name, "parameter", out, error);

    if (status != MKBA_OK || mkba->model.parameters[*out].kind == MKBA_I_ONE_VALUE)
        return status;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameter",
                       "\"%.100s\" is %s: only a parameter with one value can be set", name,
                       mkba->model.parameters[*out].kind == MKBA_I_SERIES ? "a series" : "derived");
}

static mkba_status make_sweep(const mkba_case *mkba, const char *parameter, const mkba_measure_options *options,
                              sweep *out, mkba_error *error)
{
    size_t n = mkba->model.parameter_names.n, position = 0, at;
    bool *free_ones = calloc(n + 1, sizeof *free_ones);
    mkba_status status = free_ones == NULL ? mkba_i_fail_memory(error) : find(mkba, parameter, &position, error);

    if (status == MKBA_OK) {
        free_ones[position] = true;
        status = mkba_i_case_study_make(mkba, options, options->seed, MKBA_I_CASE_DRAWS, free_ones, &out->study, error);
    }
    free(free_ones);
    out->free = MKBA_I_NONE;
    for (size_t k = 0; status == MKBA_OK && k < out->study.k; k++) {
        mkba_i_study_parameter(out->study.study, k, &at);
        if (at == position)
            out->free = k;
    }
    if (status == MKBA_OK && out->free == MKBA_I_NONE)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameter", "no npv hangs on \"%.100s\"", parameter);
    if (status == MKBA_OK && mkba_i_study_is_correlated(out->study.study, out->free))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameter",
                           "\"%.100s\" is correlated with others: what they are when it is fixed is not drawn here",
                           parameter);
    return status;
}

/* ---- evaluating ------------------------------------------------------------------------------------------ */

static mkba_status sweep_chunk(void *context, size_t worker, uint64_t chunk, mkba_error *error)
{
    const sweep *at = context;
    const mkba_i_case_study *of = &at->study;
    mkba_i_study_space *space = of->spaces[worker];
    double *values = mkba_i_study_values(space, at->free);
    const double *const *quantities;
    uint64_t first;
    size_t n = mkba_i_case_study_chunk(of, chunk, &first);
    mkba_status status = MKBA_OK;

    mkba_i_study_sample(of->study, space, first, n);
    for (size_t v = 0; status == MKBA_OK && v < at->n_values; v++) {
        for (size_t i = 0; i < n; i++)
            values[i] = at->values[v];
        status = mkba_i_study_run(of->study, space, first, n, &quantities, error);
        for (size_t j = 1; status == MKBA_OK && j < of->d; j++)
            memcpy(at->net + ((v * of->d + j) * (size_t) of->draws + (size_t) first), quantities[of->npv[j]],
                   n * sizeof(double));
    }
    return status;
}

static mkba_status evaluate(sweep *at, mkba_progress progress, void *data, mkba_error *error)
{
    const mkba_i_case_study *of = &at->study;
    size_t draws = (size_t) of->draws;

    if (draws > MKBA_I_CASE_NUMBERS / of->d / at->n_values)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "draws",
                           "%zu draws at %zu values take more memory than the 2 GiB that are kept", draws,
                           at->n_values);
    at->net = calloc(at->n_values * of->d * draws, sizeof *at->net);
    if (at->net == NULL)
        return mkba_i_fail_memory(error);
    return mkba_i_parallel(of->threads, mkba_i_case_study_chunks(of), sweep_chunk, at, progress, data, error);
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static double share_above(const double *values, size_t n)
{
    size_t above = 0;

    for (size_t i = 0; i < n; i++)
        above += values[i] > 0;
    return (double) above / (double) n;
}

static mkba_status write_value(mkba_i_row *row, const sweep *at, size_t v, double *shares, mkba_error *error)
{
    size_t draws = (size_t) at->study.draws, d = at->study.d;
    const double *net = at->net + v * d * draws;
    mkba_i_decision decision = {0};
    double p_best;
    mkba_status status = mkba_i_decision_of(net, draws, d, &decision, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_voi evpi = mkba_i_value_of_all(&decision, &p_best);
    mkba_i_count_best(&decision, shares);
    for (size_t j = 0; j < d; j++) {
        mkba_i_row_text(row, at->parameter);
        mkba_i_row_real(row, at->values[v]);
        mkba_i_row_text(row, at->study.alternatives[j]);
        mkba_i_row_real(row, decision.value + decision.means[j]);
        mkba_i_row_real(row, mkba_i_draws_error(net + j * draws, draws));
        mkba_i_row_real(row, share_above(net + j * draws, draws));
        mkba_i_row_real(row, shares[j]);
        mkba_i_row_boolean(row, j == decision.best);
        mkba_i_row_real(row, evpi.value);
        mkba_i_row_real(row, evpi.error);
        mkba_i_row_next(row);
    }
    free(decision.differences);
    return row->status;
}

static mkba_status tabulate(const sweep *at, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"parameter", MKBA_COLUMN_TEXT, NULL},   {"value", MKBA_COLUMN_REAL, NULL},
        {"alternative", MKBA_COLUMN_TEXT, NULL}, {"npv", MKBA_COLUMN_REAL, "EUR"},
        {"npv_error", MKBA_COLUMN_REAL, "EUR"},  {"p_positive", MKBA_COLUMN_REAL, "1"},
        {"p_best", MKBA_COLUMN_REAL, "1"},       {"frontier", MKBA_COLUMN_BOOLEAN, NULL},
        {"evpi", MKBA_COLUMN_REAL, "EUR"},       {"evpi_error", MKBA_COLUMN_REAL, "EUR"}};
    mkba_table *made = NULL;
    double *shares = malloc(at->study.d * sizeof *shares);
    mkba_status status = shares == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    if (status == MKBA_OK)
        status = mkba_i_table_new("acceptability", columns, MKBA_I_LENGTH(columns), at->n_values * at->study.d, &made,
                                  error);
    if (status == MKBA_OK) {
        mkba_i_row row = mkba_i_row_start(made, error);
        for (size_t v = 0; status == MKBA_OK && v < at->n_values; v++)
            status = write_value(&row, at, v, shares, error);
    }
    free(shares);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

mkba_status mkba_case_acceptability(const mkba_case *mkba, const char *parameter, const double *values, size_t n_values,
                                    const mkba_measure_options *options, mkba_progress progress, void *data,
                                    mkba_table **table, mkba_error *error)
{
    mkba_measure_options taken;
    sweep at = {.parameter = parameter, .values = values, .n_values = n_values};
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, {"case", mkba}, MKBA_I_GIVEN(parameter), MKBA_I_GIVEN(values), MKBA_I_GIVEN(table));

    if (status == MKBA_OK && n_values == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "values", "there is no value: at least one is needed");
    if (status == MKBA_OK)
        status = mkba_i_check_figures("values", values, n_values, error);
    if (status == MKBA_OK)
        status = mkba_i_measure_options(options, &taken, error);
    if (status == MKBA_OK)
        status = mkba_i_case_of_all(&taken, error);
    if (status == MKBA_OK)
        status = make_sweep(mkba, parameter, &taken, &at, error);
    if (status == MKBA_OK)
        status = evaluate(&at, progress, data, error);
    if (status == MKBA_OK)
        status = tabulate(&at, table, error);
    free(at.net);
    mkba_i_case_study_free(&at.study);
    return status;
}
