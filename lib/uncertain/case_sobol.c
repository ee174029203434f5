/* Sobol indices of the npv of a case. */
#include "base/exact.h"

#include <stdlib.h>
#include <string.h>

#include "base/threads.h"
#include "uncertain/case_study.h"
#include "uncertain/sobol.h"

#define DRAWS 4096

/* The figures of a design: for each alternative draws x (k + 2), a row of the design after the other. */
typedef struct design {
    mkba_i_case_study a; /* sample A; what is evaluated */
    mkba_i_case_study b; /* sample B */
    double *y;           /* heap: alternative j from j draws (k + 2) */
} design;

static mkba_status check_uncorrelated(const mkba_i_case_study *of, mkba_error *error)
{
    const char *first = NULL;

    for (size_t j = 0; j < of->k; j++) {
        if (!mkba_i_study_is_correlated(of->study, j))
            continue;
        if (first != NULL)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "correlations",
                               "\"%.100s\" and \"%.100s\" are correlated, and Sobol indices share out the variance of "
                               "independent parameters only: use importance (regression, ranks) or EVPPI",
                               first, of->names[j]);
        first = of->names[j];
    }
    return MKBA_OK;
}

/* ---- evaluating ------------------------------------------------------------------------------------------ */

/* Runs n draws of sample `row` of the design (0: A, 1..k: AB, k + 1: B) and puts their npv in place. */
static mkba_status run(const design *at, const mkba_i_case_study *of, size_t worker, uint64_t first, size_t n,
                       size_t row, mkba_error *error)
{
    size_t width = at->a.k + 2;
    const double *const *quantities;
    mkba_status status = mkba_i_study_run(of->study, of->spaces[worker], first, n, &quantities, error);

    for (size_t j = 1; status == MKBA_OK && j < of->d; j++) {
        double *to = at->y + (size_t) at->a.draws * width * (j - 1) + (size_t) first * width + row;
        for (size_t i = 0; i < n; i++)
            to[i * width] = quantities[of->npv[j]][i];
    }
    return status;
}

/* Sample AB_j: A with the column of j out of B. */
static mkba_status run_mixed(const design *at, size_t worker, uint64_t first, size_t n, size_t j, mkba_error *error)
{
    double kept[MKBA_I_CASE_CHUNK];
    double *own = mkba_i_study_values(at->a.spaces[worker], j);
    const double *other = mkba_i_study_values(at->b.spaces[worker], j);
    mkba_status status;

    memcpy(kept, own, n * sizeof *own);
    memcpy(own, other, n * sizeof *own);
    status = run(at, &at->a, worker, first, n, j + 1, error);
    memcpy(own, kept, n * sizeof *own);
    return status;
}

static mkba_status evaluate_chunk(void *context, size_t worker, uint64_t chunk, mkba_error *error)
{
    const design *at = context;
    uint64_t first;
    size_t n = mkba_i_case_study_chunk(&at->a, chunk, &first);
    mkba_status status;

    mkba_i_study_sample(at->a.study, at->a.spaces[worker], first, n);
    mkba_i_study_sample(at->b.study, at->b.spaces[worker], first, n);
    status = run(at, &at->a, worker, first, n, 0, error);
    if (status == MKBA_OK)
        status = run(at, &at->b, worker, first, n, at->a.k + 1, error);
    for (size_t j = 0; status == MKBA_OK && j < at->a.k; j++)
        status = run_mixed(at, worker, first, n, j, error);
    return status;
}

static mkba_status evaluate(design *at, mkba_progress progress, void *data, mkba_error *error)
{
    size_t draws = (size_t) at->a.draws, width = at->a.k + 2, figures = at->a.d - 1;

    if (draws > MKBA_I_CASE_NUMBERS / width / (figures + 1))
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "draws",
                           "%zu draws of %zu parameters take more memory than the 2 GiB that are kept", draws, at->a.k);
    at->y = malloc((draws * width * figures + 1) * sizeof *at->y);
    if (at->y == NULL)
        return mkba_i_fail_memory(error);
    return mkba_i_parallel(at->a.threads, mkba_i_case_study_chunks(&at->a), evaluate_chunk, at, progress, data, error);
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static mkba_status tabulate(const design *at, const mkba_measure_options *options, mkba_table **table,
                            mkba_error *error)
{
    size_t k = at->a.k, draws = (size_t) at->a.draws, each = draws * (k + 2), varying = 0;
    mkba_table *made = NULL;
    mkba_status status;

    for (size_t j = 1; j < at->a.d; j++)
        varying += mkba_i_draws_vary(at->y + each * (j - 1), each);
    if (varying == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters",
                           "no npv of this case hangs on an uncertain parameter: there is nothing to share out");
    status = mkba_i_sobol_table(true, varying * k, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t j = 1; status == MKBA_OK && j < at->a.d; j++)
        if (mkba_i_draws_vary(at->y + each * (j - 1), each))
            status = mkba_i_sobol_write(&row, at->a.alternatives[j], at->y + each * (j - 1), draws, k, at->a.names,
                                        options, error);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

mkba_status mkba_case_sobol(const mkba_case *mkba, const mkba_measure_options *options, mkba_progress progress,
                            void *data, mkba_table **table, mkba_error *error)
{
    mkba_measure_options taken;
    design at = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, {"case", mkba}, MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_measure_options(options, &taken, error);
    if (status == MKBA_OK)
        status = mkba_i_case_of_all(&taken, error);
    if (status == MKBA_OK)
        status = mkba_i_case_study_make(mkba, &taken, taken.seed, DRAWS, NULL, &at.a, error);
    if (status == MKBA_OK)
        status = check_uncorrelated(&at.a, error);
    if (status == MKBA_OK)
        status = mkba_i_case_study_make(mkba, &taken, mkba_i_sobol_other_seed(taken.seed), DRAWS, NULL, &at.b, error);
    if (status == MKBA_OK)
        status = evaluate(&at, progress, data, error);
    if (status == MKBA_OK)
        status = tabulate(&at, &taken, table, error);
    free(at.y);
    mkba_i_case_study_free(&at.a);
    mkba_i_case_study_free(&at.b);
    return status;
}
