/* A case with other values for parameters: the document is edited and read again, so that what is written out
 * later is what was appraised. */
#include "base/memory.h"
#include "case/case.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case/draft.h"

/* The value for each parameter of the case, by position; NULL where it keeps its own. */
typedef struct edits {
    const mkba_i_model *model;
    const double **values; /* heap */
} edits;

static bool is_edited(const edits *e, const char *name)
{
    return e->values[mkba_i_names_find(&e->model->parameter_names, name, strlen(name))] != NULL;
}

/* What has no distribution any more cannot be correlated: the others keep their correlations with each other. False
 * when memory is short. */
static bool drop_correlated(cJSON *correlation, const edits *e)
{
    cJSON *parameters = cJSON_GetObjectItemCaseSensitive(correlation, "parameters");
    cJSON *matrix = cJSON_GetObjectItemCaseSensitive(correlation, "matrix"), *row;
    bool *marked = calloc(mkba_i_count(parameters) + 1, sizeof *marked);
    size_t i = 0;

    if (marked == NULL)
        return false;
    for (const cJSON *item = parameters->child; item != NULL; item = item->next)
        marked[i++] = is_edited(e, item->valuestring);
    mkba_i_edit_take_out(parameters, marked);
    mkba_i_edit_take_out(matrix, marked);
    for (row = matrix->child; row != NULL; row = row->next)
        mkba_i_edit_take_out(row, marked);
    free(marked);
    return true;
}

/* The pointer of a key of a parameter, or of the parameter itself: their names need no escapes. Names of any length
 * are parameters, so it is on the heap; NULL when memory is short. */
static char *pointer_to(const mkba_i_parameter *parameter, const char *key)
{
    mkba_i_text pointer = {0};

    mkba_i_text_add(&pointer, "/parameters/");
    mkba_i_text_add(&pointer, parameter->name);
    mkba_i_text_add(&pointer, key);
    return mkba_i_text_take(&pointer);
}

static mkba_status set_key(mkba_draft *draft, const mkba_i_parameter *parameter, const char *key, cJSON *value,
                           mkba_error *error)
{
    char *pointer = pointer_to(parameter, key);
    mkba_status status = MKBA_ERROR_MEMORY;

    if (pointer != NULL)
        status = mkba_i_edit_set(&draft->root, pointer, value, error);
    else {
        cJSON_Delete(value);
        mkba_i_fail_memory(error);
    }
    free(pointer);
    return status;
}

/* A number instead of all that gave the parameter its values. A derived one keeps its unit: the number is in
 * converted units. */
static mkba_status set_parameter(mkba_draft *draft, const mkba_i_parameter *parameter, cJSON *item, double value,
                                 mkba_error *error)
{
    static const char *const REPLACED[] = {"series", "draws", "factor", "distribution", "origin"};
    char unit[MKBA_I_UNIT_TEXT];
    mkba_status status;

    if (!cJSON_IsObject(item))
        return set_key(draft, parameter, "", mkba_i_edit_number(value), error);
    for (size_t i = 0; i < MKBA_I_LENGTH(REPLACED); i++)
        cJSON_DeleteItemFromObjectCaseSensitive(item, REPLACED[i]);
    status = set_key(draft, parameter, "/value", mkba_i_edit_number(value), error);
    if (status != MKBA_OK || parameter->kind != MKBA_I_DERIVED || !parameter->has_unit)
        return status;
    mkba_i_unit_print(&parameter->unit, unit);
    return set_key(draft, parameter, "/unit", mkba_i_edit_text(unit), error);
}

static mkba_status set_parameters(mkba_draft *draft, const edits *e, mkba_error *error)
{
    cJSON *correlations = cJSON_GetObjectItemCaseSensitive(draft->root, "correlations"), *item, *next;
    cJSON *parameters = cJSON_GetObjectItemCaseSensitive(draft->root, "parameters");
    mkba_status status = MKBA_OK;
    size_t i = 0;

    for (item = correlations == NULL ? NULL : correlations->child; item != NULL; item = item->next)
        if (!drop_correlated(item, e))
            return mkba_i_fail_memory(error);
    for (item = parameters == NULL ? NULL : parameters->child; item != NULL && status == MKBA_OK; item = next, i++) {
        next = item->next;
        if (e->values[i] != NULL)
            status = set_parameter(draft, &e->model->parameters[i], item, *e->values[i], error);
    }
    return status;
}

/* Puts each value at the position of its parameter. */
static mkba_status place_values(const mkba_case *mkba, const char *const *names, const double *values, size_t n,
                                const double **by_position, mkba_error *error)
{
    for (size_t i = 0; i < n; i++) {
        size_t position;
        mkba_status status;

        if (names[i] == NULL)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "names", "names[%zu] must not be NULL", i);
        status = mkba_i_case_parameter(mkba, names[i], names[i], &position, error);
        if (status != MKBA_OK)
            return status;
        if (!isfinite(values[i]))
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, names[i], "the value for \"%.100s\" must be a finite number",
                               names[i]);
        by_position[position] = &values[i];
    }
    return MKBA_OK;
}

mkba_status mkba_case_with_parameters(const mkba_case *mkba, const char *const *names, size_t n_names,
                                      const double *values, size_t n_values, mkba_case **out, mkba_error *error)
{
    mkba_draft *draft = NULL;
    edits e;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    if (n_names != n_values || (n_names > 0 && (names == NULL || values == NULL)))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "values", "as many values as names are needed, not %zu for %zu",
                           n_values, n_names);
    e = (edits){&mkba->model, calloc(mkba->model.parameter_names.n + 1, sizeof *e.values)};
    if (e.values == NULL)
        return mkba_i_fail_memory(error);
    status = place_values(mkba, names, values, n_names, e.values, error);
    if (status == MKBA_OK)
        status = mkba_draft_of_case(mkba, &draft, error);
    if (status == MKBA_OK)
        status = set_parameters(draft, &e, error);
    if (status == MKBA_OK)
        status = mkba_draft_case(draft, NULL, out, error);
    mkba_draft_free(draft);
    free(e.values);
    return status;
}
