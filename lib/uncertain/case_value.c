/* Importance, and the value of information, of draws of a case. */
#include "base/exact.h"

#include <stdlib.h>
#include <string.h>

#include <mkba/uncertain_value.h>

#include "uncertain/case_study.h"
#include "uncertain/importance.h"
#include "uncertain/value_tables.h"

/* ---- draws ----------------------------------------------------------------------------------------------- */

/* Draws of a case, and of which parameters something is asked. */
typedef struct drawn {
    mkba_measure_options options;
    mkba_i_case_study study;
    mkba_i_columns x;
    mkba_i_columns net;
    mkba_i_columns chosen; /* columns of x in the order in which they were asked for */
    const char **names;    /* heap: theirs */
} drawn;

static void free_drawn(drawn *of)
{
    free(of->x.values);
    free(of->net.values);
    free(of->chosen.values);
    free(of->names);
    mkba_i_case_study_free(&of->study);
}

static mkba_status draw(const mkba_case *mkba, mkba_progress progress, void *data, drawn *of, mkba_error *error)
{
    mkba_status status =
        mkba_i_case_study_make(mkba, &of->options, of->options.seed, MKBA_I_CASE_DRAWS, NULL, &of->study, error);

    return status == MKBA_OK ? mkba_i_case_study_draw(&of->study, progress, data, &of->x, &of->net, error) : status;
}

/* ---- which parameters ------------------------------------------------------------------------------------ */

static mkba_status find(const mkba_case *mkba, const drawn *of, const char *name, size_t *out, mkba_error *error)
{
    size_t position;
    mkba_status status;

    for (size_t j = 0; j < of->study.k; j++)
        if (strcmp(of->study.names[j], name) == 0) {
            *out = j;
            return MKBA_OK;
        }
    status = mkba_i_case_parameter(mkba, name, "parameters", &position, error);
    if (status != MKBA_OK)
        return status;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters",
                       "\"%.100s\" is not uncertain here, or no npv hangs on it: there is nothing to know about it",
                       name);
}

/* The columns that options ask about; all where they name none. */
static mkba_status choose(const mkba_case *mkba, drawn *of, mkba_error *error)
{
    bool all = of->options.n_parameters == 0;
    size_t k = all ? of->study.k : of->options.n_parameters, n = of->x.n, from = 0;
    const char *const *wanted = all ? of->study.names : of->options.parameters;
    mkba_status status = mkba_i_check_names("parameters", wanted, k, k, error);

    if (status == MKBA_OK && k == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters",
                             "no npv of this case hangs on an uncertain parameter: there is nothing to know");
    if (status != MKBA_OK)
        return status;
    of->names = malloc(k * sizeof *of->names);
    of->chosen = (mkba_i_columns){n, k, k > MKBA_I_CASE_NUMBERS / n ? NULL : malloc(k * n * sizeof(double))};
    if (of->names == NULL || of->chosen.values == NULL)
        return mkba_i_fail_memory(error);
    for (size_t j = 0; status == MKBA_OK && j < k; j++) {
        status = find(mkba, of, wanted[j], &from, error);
        of->names[j] = wanted[j];
        if (status == MKBA_OK)
            memcpy(of->chosen.values + j * n, of->x.values + from * n, n * sizeof(double));
    }
    return status;
}

/* ---- how every measure begins ---------------------------------------------------------------------------- */

/* What a measure is asked of: of all parameters, so that options may name none, or of those that they name. */
typedef enum asked_of { OF_ALL, OF_CHOSEN } asked_of;

/* Checks what a caller gave, draws, and takes the columns that are asked about. To be freed whatever comes of it. */
static mkba_status begin(const mkba_case *mkba, const mkba_measure_options *options, asked_of which,
                         mkba_progress progress, void *data, mkba_table **table, drawn *of, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, {"case", mkba}, MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_measure_options(options, &of->options, error);
    if (status == MKBA_OK && which == OF_ALL)
        status = mkba_i_case_of_all(&of->options, error);
    if (status == MKBA_OK)
        status = draw(mkba, progress, data, of, error);
    if (status == MKBA_OK && which == OF_CHOSEN)
        status = choose(mkba, of, error);
    return status;
}

/* ---- importance ------------------------------------------------------------------------------------------ */

static mkba_status tabulate_importance(const drawn *of, mkba_table **table, mkba_error *error)
{
    size_t varying = 0, n = of->x.n;
    mkba_table *made = NULL;
    mkba_status status;

    for (size_t j = 1; j < of->study.d; j++)
        varying += mkba_i_draws_vary(of->net.values + j * n, n);
    if (varying == 0 || of->study.k == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters",
                           "no npv of this case hangs on an uncertain parameter: there is nothing to explain");
    if (n < of->study.k + 4)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "draws",
                           "%zu draws of %zu parameters: at least 4 draws more than parameters are needed", n,
                           of->study.k);
    status = mkba_i_importance_table(true, varying * of->study.k, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t j = 1; status == MKBA_OK && j < of->study.d; j++)
        if (mkba_i_draws_vary(of->net.values + j * n, n))
            status = mkba_i_importance_write(&row, of->study.alternatives[j], &of->x, of->net.values + j * n,
                                             of->study.names, error);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

mkba_status mkba_case_importance(const mkba_case *mkba, const mkba_measure_options *options, mkba_progress progress,
                                 void *data, mkba_table **table, mkba_error *error)
{
    drawn of = {0};
    mkba_status status = begin(mkba, options, OF_ALL, progress, data, table, &of, error);

    if (status == MKBA_OK)
        status = tabulate_importance(&of, table, error);
    free_drawn(&of);
    return status;
}

/* ---- the value of information ---------------------------------------------------------------------------- */

mkba_status mkba_case_evpi(const mkba_case *mkba, const mkba_measure_options *options, mkba_progress progress,
                           void *data, mkba_table **table, mkba_error *error)
{
    drawn of = {0};
    mkba_status status = begin(mkba, options, OF_ALL, progress, data, table, &of, error);

    if (status == MKBA_OK)
        status = mkba_i_evpi_of(&of.net, of.study.alternatives, &of.options, table, error);
    free_drawn(&of);
    return status;
}

mkba_status mkba_case_evppi(const mkba_case *mkba, const mkba_measure_options *options, mkba_progress progress,
                            void *data, mkba_table **table, mkba_error *error)
{
    drawn of = {0};
    mkba_status status = begin(mkba, options, OF_CHOSEN, progress, data, table, &of, error);

    if (status == MKBA_OK)
        status = mkba_i_evppi_of(&of.net, &of.chosen, of.names, &of.options, table, error);
    free_drawn(&of);
    return status;
}

mkba_status mkba_case_evsi(const mkba_case *mkba, const double *prior_sizes, size_t n_prior_sizes, const double *sizes,
                           size_t n_sizes, const mkba_measure_options *options, mkba_progress progress, void *data,
                           mkba_table **table, mkba_error *error)
{
    drawn of = {0};
    mkba_status status = begin(mkba, options, OF_CHOSEN, progress, data, table, &of, error);

    if (status == MKBA_OK)
        status = mkba_i_check_studies(prior_sizes, n_prior_sizes, of.chosen.k, sizes, n_sizes, &of.options, error);
    if (status == MKBA_OK)
        status = mkba_i_evsi_of(&of.net, &of.chosen, of.names, prior_sizes, sizes, n_sizes, &of.options, table, error);
    free_drawn(&of);
    return status;
}
