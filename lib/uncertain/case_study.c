/* A case of which the net present values are measured: see case_study.h. */
#include "base/exact.h"

#include "uncertain/case_study.h"

#include <stdlib.h>
#include <string.h>

#include "base/threads.h"

/* ---- making ---------------------------------------------------------------------------------------------- */

mkba_status mkba_i_case_of_all(const mkba_measure_options *options, mkba_error *error)
{
    if (options->n_parameters == 0)
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters", "this is measured of all parameters: leave them out");
}

void mkba_i_case_study_free(mkba_i_case_study *of)
{
    for (size_t t = 0; of->spaces != NULL && t < of->threads; t++)
        mkba_i_study_space_free(of->spaces[t]);
    free(of->spaces);
    free(of->names);
    free(of->alternatives);
    free(of->npv);
    mkba_i_study_free(of->study);
}

static mkba_status make_study(const mkba_case *mkba, const mkba_measure_options *options, uint64_t seed,
                              const bool *free, mkba_i_case_study *out, mkba_error *error)
{
    mkba_i_study_setup setup = {.free = free,
                                .plan = (mkba_i_draw_plan) options->plan,
                                .seed = seed,
                                .draws = out->draws,
                                .variant = mkba_i_variant_best()};
    mkba_status status = mkba_i_case_scenario(mkba, options->scenario, &setup.scenario, error);

    return status == MKBA_OK ? mkba_i_study_make(mkba, &setup, &out->study, error) : status;
}

static mkba_status make_spaces(mkba_i_case_study *out, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    out->spaces = calloc(out->threads, sizeof *out->spaces);
    if (out->spaces == NULL)
        return mkba_i_fail_memory(error);
    for (size_t t = 0; status == MKBA_OK && t < out->threads; t++)
        status = mkba_i_study_space_make(out->study, MKBA_I_CASE_CHUNK, &out->spaces[t], error);
    return status;
}

/* Names of parameters and alternatives, and where the npv of each stands. */
static mkba_status name_all(const mkba_i_model *model, mkba_i_case_study *out, mkba_error *error)
{
    size_t quantities = mkba_i_study_n_quantities(out->study), position;

    out->k = mkba_i_study_n_parameters(out->study);
    out->names = malloc((out->k + 1) * sizeof *out->names);
    out->alternatives = malloc((model->alternative_names.n + 1) * sizeof *out->alternatives);
    out->npv = malloc((model->alternative_names.n + 1) * sizeof *out->npv);
    if (out->names == NULL || out->alternatives == NULL || out->npv == NULL)
        return mkba_i_fail_memory(error);
    for (size_t j = 0; j < out->k; j++)
        out->names[j] = mkba_i_study_parameter(out->study, j, &position)->name;
    out->alternatives[0] = model->alternatives[model->null_alternative].name;
    out->npv[0] = MKBA_I_NONE;
    out->d = 1;
    for (size_t q = 0; q < quantities; q++) {
        const mkba_i_quantity *quantity = mkba_i_study_quantity(out->study, q);
        if (quantity->measure != MKBA_I_MEASURE_NPV)
            continue;
        out->alternatives[out->d] = quantity->alternative;
        out->npv[out->d++] = q;
    }
    return MKBA_OK;
}

mkba_status mkba_i_case_study_make(const mkba_case *mkba, const mkba_measure_options *options, uint64_t seed,
                                   uint64_t draws, const bool *free, mkba_i_case_study *out, mkba_error *error)
{
    mkba_i_case_study made = {.draws = options->draws == 0 ? draws : options->draws,
                              .threads = mkba_i_threads(options->threads)};
    mkba_status status = MKBA_OK;

    if (made.draws < 2 || made.draws > MKBA_I_CASE_NUMBERS)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "draws", "draws are 2 to %zu, or 0 for the default",
                           MKBA_I_CASE_NUMBERS);
    if ((size_t) options->plan > MKBA_PLAN_SOBOL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "plan", "there is no plan %d", (int) options->plan);
    status = make_study(mkba, options, seed, free, &made, error);
    if (status == MKBA_OK)
        status = make_spaces(&made, error);
    if (status == MKBA_OK)
        status = name_all(&mkba->model, &made, error);
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_i_case_study_free(&made);
    return status;
}

/* ---- draws ----------------------------------------------------------------------------------------------- */

uint64_t mkba_i_case_study_chunks(const mkba_i_case_study *of)
{
    return (of->draws + MKBA_I_CASE_CHUNK - 1) / MKBA_I_CASE_CHUNK;
}

size_t mkba_i_case_study_chunk(const mkba_i_case_study *of, uint64_t chunk, uint64_t *first)
{
    *first = chunk * MKBA_I_CASE_CHUNK;
    return of->draws - *first < MKBA_I_CASE_CHUNK ? (size_t) (of->draws - *first) : MKBA_I_CASE_CHUNK;
}

/* What the threads fill. */
typedef struct drawing {
    const mkba_i_case_study *of;
    mkba_i_columns x;
    mkba_i_columns net;
} drawing;

static mkba_status draw_chunk(void *context, size_t worker, uint64_t chunk, mkba_error *error)
{
    const drawing *at = context;
    const mkba_i_case_study *of = at->of;
    mkba_i_study_space *space = of->spaces[worker];
    const double *const *quantities;
    uint64_t first;
    size_t n = mkba_i_case_study_chunk(of, chunk, &first);
    mkba_status status;

    mkba_i_study_sample(of->study, space, first, n);
    for (size_t j = 0; j < of->k; j++)
        memcpy(at->x.values + j * at->x.n + first, mkba_i_study_values(space, j), n * sizeof(double));
    status = mkba_i_study_run(of->study, space, first, n, &quantities, error);
    for (size_t j = 1; status == MKBA_OK && j < of->d; j++)
        memcpy(at->net.values + j * at->net.n + first, quantities[of->npv[j]], n * sizeof(double));
    return status;
}

/* The numbers of rows become the means of the rows. */
static void mean_rows(const mkba_i_parameter *parameter, double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        values[i] = mkba_i_draws_mean(parameter->draws + (size_t) values[i] * parameter->n_years, parameter->n_years);
}

mkba_status mkba_i_case_study_draw(const mkba_i_case_study *of, mkba_progress progress, void *data, mkba_i_columns *x,
                                   mkba_i_columns *net, mkba_error *error)
{
    size_t n = (size_t) of->draws, position;
    drawing at = {of, {n, of->k, NULL}, {n, of->d, NULL}};
    mkba_status status = MKBA_OK;

    if (n > MKBA_I_CASE_NUMBERS / (of->k + of->d))
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "draws",
                           "%zu draws of %zu parameters take more memory than the 2 GiB that are kept", n, of->k);
    at.x.values = malloc((n * of->k + 1) * sizeof *at.x.values);
    at.net.values = calloc(n * of->d, sizeof *at.net.values);
    if (at.x.values == NULL || at.net.values == NULL)
        status = mkba_i_fail_memory(error);
    if (status == MKBA_OK)
        status = mkba_i_parallel(of->threads, mkba_i_case_study_chunks(of), draw_chunk, &at, progress, data, error);
    if (status != MKBA_OK) {
        free(at.x.values);
        free(at.net.values);
        return status;
    }
    for (size_t j = 0; j < of->k; j++) {
        const mkba_i_parameter *parameter = mkba_i_study_parameter(of->study, j, &position);
        if (parameter->draws != NULL)
            mean_rows(parameter, at.x.values + j * n, n);
    }
    *x = at.x;
    *net = at.net;
    return MKBA_OK;
}
