/* A case with other values for parameters: the document is edited and read again, so that what is written out
 * later is what was appraised. */
#include "case/case.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- writing a tree ---------------------------------------------------------------------------------------- */

static void write_item(mkba_i_writer *writer, const cJSON *item);

/* Depth is bounded by MKBA_I_JSON_DEPTH: the tree was read by us. */
static void write_children(mkba_i_writer *writer, const cJSON *item, bool with_keys)
{
    mkba_i_write_open(writer, with_keys ? '{' : '[');
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        if (with_keys)
            mkba_i_write_key(writer, child->string);
        write_item(writer, child);
    }
    mkba_i_write_close(writer, with_keys ? '}' : ']');
}

static void write_item(mkba_i_writer *writer, const cJSON *item)
{
    if (cJSON_IsObject(item) || cJSON_IsArray(item))
        write_children(writer, item, cJSON_IsObject(item));
    else if (cJSON_IsString(item))
        mkba_i_write_text(writer, item->valuestring);
    else if (cJSON_IsNumber(item))
        mkba_i_write_number(writer, item->valuedouble);
    else if (cJSON_IsBool(item))
        mkba_i_write_bool(writer, cJSON_IsTrue(item));
    else
        mkba_i_write_null(writer);
}

/* ---- editing ----------------------------------------------------------------------------------------------- */

/* Puts an item in the place of another one, whose key it takes over: cJSON's own call copies the key, and goes on
 * without one when memory is short. */
static bool take_place(cJSON *object, cJSON *old, cJSON *item)
{
    item->string = old->string;
    old->string = NULL;
    return cJSON_ReplaceItemViaPointer(object, old, item);
}

/* Sets a key of an object that lives in our copy; false when memory is short. */
static bool set_key(cJSON *object, const char *key, cJSON *item)
{
    cJSON *old = cJSON_GetObjectItemCaseSensitive(object, key);
    bool ok;

    if (item == NULL)
        return false;
    ok = old != NULL ? take_place(object, old, item) : cJSON_AddItemToObject(object, key, item);
    if (!ok)
        cJSON_Delete(item);
    return ok;
}

/* A derived parameter that becomes a number keeps its unit: the number is in converted units. */
static bool keep_unit(cJSON *object, const mkba_i_parameter *parameter)
{
    char unit[MKBA_I_UNIT_TEXT];

    if (parameter->kind != MKBA_I_DERIVED || !parameter->has_unit)
        return true;
    mkba_i_unit_print(&parameter->unit, unit);
    return set_key(object, "unit", cJSON_CreateString(unit));
}

/* The value for each parameter of the case, by position; NULL where it keeps its own. */
typedef struct edits {
    const mkba_i_model *model;
    const double **values;
} edits;

static bool is_edited(const edits *e, const char *name)
{
    return e->values[mkba_i_names_find(&e->model->parameter_names, name, strlen(name))] != NULL;
}

/* Takes out of a list the items of the marked positions. */
static void take_out(cJSON *list, const bool *marked)
{
    cJSON *next;
    size_t i = 0;

    for (cJSON *item = list->child; item != NULL; item = next, i++) {
        next = item->next;
        if (marked[i])
            cJSON_Delete(cJSON_DetachItemViaPointer(list, item));
    }
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
    take_out(parameters, marked);
    take_out(matrix, marked);
    cJSON_ArrayForEach(row, matrix) take_out(row, marked);
    free(marked);
    return true;
}

static bool set_parameter(cJSON *item, const mkba_i_parameter *parameter, double value)
{
    static const char *const REPLACED[] = {"series", "draws", "factor", "distribution", "origin"};

    if (!cJSON_IsObject(item)) {
        item->valuedouble = value;
        return true;
    }
    for (size_t i = 0; i < MKBA_I_LENGTH(REPLACED); i++)
        cJSON_DeleteItemFromObjectCaseSensitive(item, REPLACED[i]);
    return set_key(item, "value", cJSON_CreateNumber(value)) && keep_unit(item, parameter);
}

static bool set_parameters(cJSON *root, const edits *e)
{
    cJSON *correlation, *item;
    size_t i = 0;

    cJSON_ArrayForEach(correlation, cJSON_GetObjectItemCaseSensitive(
                                        root, "correlations")) if (!drop_correlated(correlation, e)) return false;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(root, "parameters"))
    {
        if (e->values[i] != NULL && !set_parameter(item, &e->model->parameters[i], *e->values[i]))
            return false;
        i++;
    }
    return true;
}

static mkba_status check_values(const mkba_case *mkba, const char *const *names, const double *values, size_t n,
                                mkba_error *error)
{
    const mkba_i_names *known = &mkba->model.parameter_names;
    char hint[MKBA_I_HINT];

    for (size_t i = 0; i < n; i++) {
        if (names[i] == NULL)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "names", "names[%zu] must not be NULL", i);
        if (mkba_i_names_find(known, names[i], strlen(names[i])) == MKBA_I_NONE) {
            mkba_i_names_hint(known, names[i], hint);
            return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, names[i], "\"%.100s\" is no parameter of this case%s",
                               names[i], hint);
        }
        if (!isfinite(values[i]))
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, names[i], "the value for \"%.100s\" must be a finite number",
                               names[i]);
    }
    return MKBA_OK;
}

/* The edited document as text; NULL when memory is short. */
static char *write_edited(const mkba_case *mkba, const edits *e)
{
    cJSON *copy = cJSON_Duplicate(mkba_i_json_root(mkba->json), true);
    mkba_i_writer writer = {0};
    bool ok = copy != NULL && set_parameters(copy, e);

    if (ok)
        write_item(&writer, copy);
    cJSON_Delete(copy);
    if (!ok) {
        mkba_i_text_drop(&writer.text);
        return NULL;
    }
    return mkba_i_text_take(&writer.text);
}

static char *edit(const mkba_case *mkba, const char *const *names, const double *values, size_t n)
{
    const mkba_i_names *known = &mkba->model.parameter_names;
    edits e = {&mkba->model, calloc(known->n + 1, sizeof *e.values)};
    char *text;

    if (e.values == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        e.values[mkba_i_names_find(known, names[i], strlen(names[i]))] = &values[i];
    text = write_edited(mkba, &e);
    free(e.values);
    return text;
}

mkba_status mkba_case_with_parameters(const mkba_case *mkba, const char *const *names, size_t n_names,
                                      const double *values, size_t n_values, mkba_case **out, mkba_error *error)
{
    char *text = NULL;
    mkba_status status;

    if (mkba == NULL || out == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, mkba == NULL ? "mkba" : "out", "%s must not be NULL",
                           mkba == NULL ? "mkba" : "out");
    if (n_names != n_values || (n_names > 0 && (names == NULL || values == NULL)))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "values", "as many values as names are needed, not %zu for %zu",
                           n_values, n_names);
    status = check_values(mkba, names, values, n_names, error);
    if (status != MKBA_OK)
        return status;
    text = edit(mkba, names, values, n_names);
    if (text == NULL)
        return mkba_i_fail_memory(error);
    status = mkba_case_parse(text, strlen(text), out, error);
    free(text);
    return status;
}
