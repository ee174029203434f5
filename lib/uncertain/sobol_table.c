/* Sobol indices of figures that a caller holds, as a table. */
#include "base/exact.h"

#include <stdlib.h>

#include "base/memory.h"
#include "uncertain/sobol.h"

static mkba_status check_figures(const double *y, size_t n_y, size_t k, mkba_error *error)
{
    if (n_y < 2 * (k + 2) || n_y % (k + 2) != 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "y",
                           "y has %zu figures: a design of %zu parameters has %zu a row (A, one per parameter, B), and "
                           "at least 2 rows",
                           n_y, k, k + 2);
    return mkba_i_check_figures("y", y, n_y, error);
}

mkba_status mkba_i_sobol_table(bool alternatives, size_t n_rows, mkba_table **out, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"alternative", MKBA_COLUMN_TEXT, NULL}, {"parameter", MKBA_COLUMN_TEXT, NULL},
        {"first", MKBA_COLUMN_REAL, "1"},        {"first_error", MKBA_COLUMN_REAL, "1"},
        {"first_lower", MKBA_COLUMN_REAL, "1"},  {"first_upper", MKBA_COLUMN_REAL, "1"},
        {"total", MKBA_COLUMN_REAL, "1"},        {"total_error", MKBA_COLUMN_REAL, "1"},
        {"total_lower", MKBA_COLUMN_REAL, "1"},  {"total_upper", MKBA_COLUMN_REAL, "1"},
        {"mean", MKBA_COLUMN_REAL, NULL},        {"sd", MKBA_COLUMN_REAL, NULL}};
    size_t skipped = alternatives ? 0 : 1;

    return mkba_i_table_new("sobol", columns + skipped, MKBA_I_LENGTH(columns) - skipped, n_rows, out, error);
}

mkba_status mkba_i_sobol_write(mkba_i_row *row, const char *alternative, const double *y, size_t n, size_t k,
                               const char *const *names, const mkba_measure_options *options, mkba_error *error)
{
    mkba_i_sobol_terms terms = {0};
    mkba_i_sobol_index *indices = NULL;
    double sd = 0;
    mkba_status status = mkba_i_sobol_terms_make(y, n, k, &terms, error);

    if (status == MKBA_OK) {
        indices = malloc(k * sizeof *indices);
        status = indices == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
    }
    if (status == MKBA_OK)
        status = mkba_i_sobol_indices(&terms, options, indices, &sd, error);
    for (size_t j = 0; status == MKBA_OK && j < k; j++) {
        if (alternative != NULL)
            mkba_i_row_text(row, alternative);
        mkba_i_row_text(row, names[j]);
        mkba_i_row_measured(row, "first", indices[j].first);
        mkba_i_row_measured(row, "total", indices[j].total);
        mkba_i_row_real(row, terms.mean);
        mkba_i_row_real(row, sd);
        mkba_i_row_next(row);
        status = row->status;
    }
    free(indices);
    free(terms.values);
    return status;
}

mkba_status mkba_sobol_indices(const double *y, size_t n_y, const char *const *names, size_t n_names,
                               const mkba_measure_options *options, mkba_table **table, mkba_error *error)
{
    mkba_measure_options taken;
    mkba_table *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(y), MKBA_I_GIVEN(names), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_measure_options(options, &taken, error);
    if (status == MKBA_OK)
        status = mkba_i_check_names("names", names, n_names, n_names, error);
    if (status == MKBA_OK && n_names == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "names", "a design has at least one parameter");
    if (status == MKBA_OK)
        status = check_figures(y, n_y, n_names, error);
    if (status == MKBA_OK)
        status = mkba_i_sobol_table(false, n_names, &made, error);
    if (status == MKBA_OK) {
        mkba_i_row row = mkba_i_row_start(made, error);
        status = mkba_i_sobol_write(&row, NULL, y, n_y / (n_names + 2), n_names, names, &taken, error);
    }
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}
