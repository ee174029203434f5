/* JSON documents: see json.h. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_scan.h"
#include "base/memory.h"

/* ---- the tree -------------------------------------------------------------------------------------------- */

/* cJSON's own parser is not used: it reads numbers as the locale has them, and writes to a global on every call. */
static cJSON *make_item(const mkba_i_json_value *value, const char *text, char *scratch)
{
    switch (text[value->start]) {
    case '{': return cJSON_CreateObject();
    case '[': return cJSON_CreateArray();
    case 't': return cJSON_CreateTrue();
    case 'f': return cJSON_CreateFalse();
    case 'n': return cJSON_CreateNull();
    case '"': mkba_i_json_decode(text + value->start, scratch); return cJSON_CreateString(scratch);
    default: return cJSON_CreateNumber(value->number);
    }
}

/* Hangs an item under its parent, or makes it the root. */
static bool attach(mkba_i_json *json, const mkba_i_json_value *value, cJSON *item, cJSON *parent, char *scratch)
{
    if (parent == NULL) {
        json->root = item;
        return true;
    }
    if (!value->member)
        return cJSON_AddItemToArray(parent, item);
    mkba_i_json_decode(json->text + value->name, scratch);
    return cJSON_AddItemToObject(parent, scratch, item);
}

/* Makes the tree of the values, in document order; `items` and `scratch` are for work in between. */
static bool make_items(mkba_i_json *json, cJSON **items, char *scratch)
{
    for (size_t n = 0; n < json->n_values; n++) {
        const mkba_i_json_value *value = &json->values[n];
        cJSON *parent = value->parent == MKBA_I_JSON_NONE ? NULL : items[value->parent];
        items[n] = make_item(value, json->text, scratch);
        if (items[n] == NULL)
            return false;
        items[n]->valueint = (int) n;
        if (!attach(json, value, items[n], parent, scratch)) {
            cJSON_Delete(items[n]);
            return false;
        }
    }
    return true;
}

static mkba_status make_tree(mkba_i_json *json, mkba_error *error)
{
    cJSON **items = malloc(json->n_values * sizeof *items);
    char *scratch = malloc(json->length + 1);
    bool made = items != NULL && scratch != NULL && make_items(json, items, scratch);
    free(items);
    free(scratch);
    return made ? MKBA_OK : mkba_i_fail_memory(error);
}

/* The item after this one in document order; NULL after the last. `parents` has the open containers. */
typedef struct walker {
    cJSON *item;
    cJSON *parents[MKBA_I_JSON_DEPTH];
    size_t depth;
} walker;

static void step(walker *walk)
{
    if (walk->item->child != NULL) {
        walk->parents[walk->depth++] = walk->item;
        walk->item = walk->item->child;
        return;
    }
    while (walk->item->next == NULL && walk->depth > 0)
        walk->item = walk->parents[--walk->depth];
    walk->item = walk->item->next;
}

/* ---- keys ------------------------------------------------------------------------------------------------ */

/* Members of one object at a time, to be sorted: comparing each with each would take days for a large one. */
typedef struct key_list {
    const cJSON **items;
    size_t n;
    size_t capacity;
} key_list;

static bool comes_before(const cJSON *a, const cJSON *b)
{
    int order = strcmp(a->string, b->string);
    return order < 0 || (order == 0 && a->valueint < b->valueint);
}

static void sift(const cJSON **items, size_t start, size_t n)
{
    const cJSON *moved = items[start];
    for (size_t child; child = 2 * start + 1, child < n; start = child) {
        if (child + 1 < n && comes_before(items[child], items[child + 1]))
            child++;
        if (!comes_before(moved, items[child]))
            break;
        items[start] = items[child];
    }
    items[start] = moved;
}

/* Heapsort: never quadratic, and unlike the qsort of some systems it does not allocate. */
static void sort(key_list *keys)
{
    for (size_t i = keys->n / 2; i > 0; i--)
        sift(keys->items, i - 1, keys->n);
    for (size_t n = keys->n; n > 1; n--) {
        const cJSON *last = keys->items[0];
        keys->items[0] = keys->items[n - 1];
        keys->items[n - 1] = last;
        sift(keys->items, 0, n - 1);
    }
}

static bool collect(key_list *keys, const cJSON *object)
{
    keys->n = 0;
    for (const cJSON *item = object->child; item != NULL; item = item->next) {
        void *items = (void *) keys->items;
        if (!mkba_i_grow(&items, &keys->capacity, keys->n + 1, sizeof *keys->items))
            return false;
        keys->items = items;
        keys->items[keys->n++] = item;
    }
    return true;
}

static mkba_status check_object(const mkba_i_json *json, const cJSON *object, key_list *keys, mkba_error *error)
{
    const cJSON *first = NULL, *again = NULL;
    size_t line, column;
    if (!collect(keys, object))
        return mkba_i_fail_memory(error);
    sort(keys);
    for (size_t i = 1; i < keys->n; i++)
        if (strcmp(keys->items[i - 1]->string, keys->items[i]->string) == 0 &&
            (again == NULL || keys->items[i]->valueint < again->valueint)) {
            first = keys->items[i - 1];
            again = keys->items[i];
        }
    if (again == NULL)
        return MKBA_OK;
    mkba_i_json_place(json, first, &line, &column);
    return mkba_i_json_fail(json, again, error, MKBA_ERROR_SYNTAX,
                            "this key occurs twice in one object, first at line %zu, column %zu", line, column);
}

static mkba_status check_keys(const mkba_i_json *json, mkba_error *error)
{
    key_list keys = {0};
    mkba_status status = MKBA_OK;
    for (walker walk = {.item = json->root}; walk.item != NULL && status == MKBA_OK; step(&walk))
        if (cJSON_IsObject(walk.item))
            status = check_object(json, walk.item, &keys, error);
    free((void *) keys.items);
    return status;
}

/* ---- documents ------------------------------------------------------------------------------------------- */

static mkba_status read_text(mkba_i_json *json, const char *text, mkba_error *error)
{
    mkba_status status;
    json->text = malloc(json->length + 1);
    if (json->text == NULL)
        return mkba_i_fail_memory(error);
    if (json->length > 0)
        memcpy(json->text, text, json->length);
    json->text[json->length] = '\0';
    status = mkba_i_scan_text(json, error);
    if (status == MKBA_OK)
        status = make_tree(json, error);
    return status == MKBA_OK ? check_keys(json, error) : status;
}

mkba_status mkba_i_json_parse(const char *text, size_t length, mkba_i_json **out, mkba_error *error)
{
    if (length > MKBA_I_JSON_BYTES)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "", "the text has %zu bytes, more than the %zu that are read",
                           length, MKBA_I_JSON_BYTES);
    mkba_i_json *json = calloc(1, sizeof *json);
    if (json == NULL)
        return mkba_i_fail_memory(error);
    json->length = length;
    mkba_status status = read_text(json, text, error);
    if (status != MKBA_OK) {
        mkba_i_json_free(json);
        return status;
    }
    *out = json;
    return MKBA_OK;
}

void mkba_i_json_free(mkba_i_json *json)
{
    if (json == NULL)
        return;
    cJSON_Delete(json->root);
    free(json->values);
    free(json->text);
    free(json);
}

const cJSON *mkba_i_json_root(const mkba_i_json *json)
{
    return json->root;
}

const char *mkba_i_json_text(const mkba_i_json *json)
{
    return json->text;
}

void mkba_i_json_where(const mkba_i_json *json, const cJSON *item, char where[MKBA_ERROR_TEXT])
{
    mkba_i_json_pointer(json, item == NULL ? MKBA_I_JSON_NONE : (uint32_t) item->valueint, where);
}

void mkba_i_json_place(const mkba_i_json *json, const cJSON *item, size_t *line, size_t *column)
{
    *line = item == NULL ? 0 : json->values[item->valueint].line;
    *column = item == NULL ? 0 : json->values[item->valueint].column;
}

mkba_status mkba_i_json_fail(const mkba_i_json *json, const cJSON *item, mkba_error *error, mkba_status status,
                             const char *format, ...)
{
    char where[MKBA_ERROR_TEXT];
    mkba_i_json_where(json, item, where);
    va_list args;
    va_start(args, format);
    mkba_i_vfail(error, status, where, format, args);
    va_end(args);
    if (error != NULL)
        mkba_i_json_place(json, item, &error->line, &error->column);
    return status;
}
