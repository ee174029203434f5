/* Reading the rank correlations between parameters. */
#include "base/exact.h"

#include <string.h>

#include "base/number.h"
#include "case/reader.h"
#include "stat/copula.h"

/* The position of a parameter that can be correlated. */
static bool find_correlated(mkba_i_reader *reader, const cJSON *item, size_t *position)
{
    const mkba_i_model *model = reader->model;
    const char *name = NULL;
    char hint[MKBA_I_HINT];

    if (!mkba_i_read_text(reader, item, &name))
        return false;
    *position = mkba_i_names_find(&model->parameter_names, name, strlen(name));
    if (*position == MKBA_I_NONE) {
        mkba_i_hint(reader, &model->parameter_names, name, hint);
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "\"%.100s\" is no parameter of this case%s", name, hint);
    }
    if (model->parameters[*position].n_draws > 0)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "\"%.100s\" has joint draws, which are taken as they are, and cannot be correlated", name);
    if (!model->parameters[*position].is_uncertain)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "\"%.100s\" has no distribution and cannot be correlated",
                             name);
    return true;
}

/* `taken` has of each parameter the number, from 1, of the correlation that it stands in. */
static bool read_correlated(mkba_i_reader *reader, const cJSON *item, size_t *taken, mkba_i_correlation *correlation)
{
    size_t n = mkba_i_count(item), i = 0, number = reader->model->n_correlations;
    size_t *parameters = mkba_i_make(reader, n, sizeof *parameters);

    if (parameters == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next, i++) {
        if (!find_correlated(reader, child, &parameters[i]))
            return false;
        if (taken[parameters[i]] == number)
            return mkba_i_refuse(reader, child, MKBA_ERROR_CASE, "\"%.100s\" stands twice in one correlation",
                                 child->valuestring);
        if (taken[parameters[i]] != 0)
            return mkba_i_refuse(reader, child, MKBA_ERROR_CASE,
                                 "\"%.100s\" stands in /correlations/%zu already; what hangs together stands in one",
                                 child->valuestring, taken[parameters[i]] - 1);
        taken[parameters[i]] = number;
    }
    correlation->parameters = parameters;
    correlation->n = n;
    return true;
}

static bool check_shape(mkba_i_reader *reader, const cJSON *matrix, size_t n)
{
    if (mkba_i_count(matrix) != n)
        return mkba_i_refuse(reader, matrix, MKBA_ERROR_CASE, "the matrix has %zu rows for %zu parameters",
                             mkba_i_count(matrix), n);
    for (const cJSON *row = matrix->child; row != NULL; row = row->next) {
        if (!mkba_i_read_array(reader, row, "a row of the matrix"))
            return false;
        if (mkba_i_count(row) != n)
            return mkba_i_refuse(reader, row, MKBA_ERROR_CASE, "a row of the matrix holds %zu numbers, not %zu", n,
                                 mkba_i_count(row));
    }
    return true;
}

static bool read_row(mkba_i_reader *reader, const cJSON *item, size_t row, size_t n, double *matrix)
{
    const double *values = NULL;
    size_t count = 0;
    char one[MKBA_I_NUMBER_TEXT], other[MKBA_I_NUMBER_TEXT];

    if (!mkba_i_read_numbers(reader, item, &values, &count))
        return false;
    memcpy(matrix + row * n, values, n * sizeof *matrix);
    if (values[row] != 1.0)
        return mkba_i_refuse_number(reader, item, "a parameter's correlation with itself is 1", values[row]);
    for (size_t j = 0; j < n; j++) {
        if (!(values[j] >= -1.0 && values[j] <= 1.0))
            return mkba_i_refuse_number(reader, item, "a correlation lies between -1 and 1", values[j]);
        if (j < row && values[j] != matrix[j * n + row])
            return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                                 "the matrix is not symmetric: row %zu, column %zu holds %s, its counterpart %s",
                                 row + 1, j + 1, mkba_i_number_say(values[j], one),
                                 mkba_i_number_say(matrix[j * n + row], other));
    }
    return true;
}

static bool read_matrix(mkba_i_reader *reader, const cJSON *item, mkba_i_correlation *correlation)
{
    double *values = mkba_i_make(reader, correlation->n, correlation->n * sizeof *values);
    size_t row = 0;

    if (values == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        if (!read_row(reader, child, row++, correlation->n, values))
            return false;
    correlation->matrix = values;
    return true;
}

/* Whether the parameters can be correlated so: what a simulation would find out only later. */
static bool check_definite(mkba_i_reader *reader, const cJSON *item, const mkba_i_correlation *correlation)
{
    const char **names = mkba_i_make(reader, correlation->n, sizeof *names);
    mkba_error error;
    mkba_status status;

    if (names == NULL)
        return false;
    for (size_t i = 0; i < correlation->n; i++)
        names[i] = reader->model->parameters[correlation->parameters[i]].name;
    status = mkba_i_copula_check(correlation->matrix, correlation->n, names, &error);
    return status == MKBA_OK || mkba_i_refuse_error(reader, item, &error);
}

static bool read_correlation(mkba_i_reader *reader, const cJSON *item, size_t *taken, mkba_i_correlation *correlation)
{
    static const char *const CORRELATION_KEYS[] = {"parameters", "matrix"};
    const cJSON *parameters, *matrix;

    if (!mkba_i_read_object(reader, item, "a correlation", CORRELATION_KEYS, 2) ||
        !mkba_i_need(reader, item, "parameters", "a correlation") ||
        !mkba_i_need(reader, item, "matrix", "a correlation"))
        return false;
    parameters = mkba_i_member(item, "parameters");
    matrix = mkba_i_member(item, "matrix");
    return mkba_i_read_array(reader, parameters, "parameters") && mkba_i_read_array(reader, matrix, "matrix") &&
           check_shape(reader, matrix, mkba_i_count(parameters)) &&
           read_correlated(reader, parameters, taken, correlation) && read_matrix(reader, matrix, correlation) &&
           (correlation->n == 0 || check_definite(reader, matrix, correlation));
}

bool mkba_i_read_correlations(mkba_i_reader *reader, const cJSON *item)
{
    mkba_i_model *model = reader->model;
    size_t *taken;
    bool ok = true;

    if (item == NULL)
        return true;
    if (!mkba_i_read_array(reader, item, "correlations"))
        return false;
    model->correlations = mkba_i_make(reader, mkba_i_count(item), sizeof *model->correlations);
    taken = mkba_i_make(reader, model->parameter_names.n, sizeof *taken);
    if (model->correlations == NULL || taken == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        mkba_i_correlation *correlation = &model->correlations[model->n_correlations++];
        ok = read_correlation(reader, child, taken, correlation) && ok;
    }
    return ok;
}
