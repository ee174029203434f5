/* Changing a JSON tree: see json_edit.h. */
#include "base/json_edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_scan.h"
#include "base/number.h"

/* ---- items ------------------------------------------------------------------------------------------------- */

/* Makes a number the text that stands for it in the document: the tokens were scanned, so their end is known. */
static bool keep_token(const mkba_i_json *json, cJSON *item)
{
    const char *token = json->text + json->values[item->valueint].start;
    size_t length = strspn(token, "+-.0123456789eE");
    char *text = cJSON_malloc(length + 1);

    if (text == NULL)
        return false;
    memcpy(text, token, length);
    text[length] = '\0';
    item->type = cJSON_Raw;
    item->valuestring = text;
    return true;
}

/* Depth is bounded by MKBA_I_JSON_DEPTH: the tree was read by us. */
static bool keep_tokens(const mkba_i_json *json, cJSON *item)
{
    bool ok = true;

    if (cJSON_IsNumber(item))
        return keep_token(json, item);
    for (cJSON *child = item->child; child != NULL && ok; child = child->next)
        ok = keep_tokens(json, child);
    return ok;
}

cJSON *mkba_i_edit_copy(const mkba_i_json *json)
{
    cJSON *copy = cJSON_Duplicate(json->root, true);

    if (copy != NULL && !keep_tokens(json, copy)) {
        cJSON_Delete(copy);
        return NULL;
    }
    return copy;
}

cJSON *mkba_i_edit_number(double value)
{
    char text[MKBA_I_NUMBER_TEXT];

    mkba_i_number_print(value, text);
    return cJSON_CreateRaw(text);
}

cJSON *mkba_i_edit_text(const char *text)
{
    return cJSON_CreateString(text);
}

/* ---- pointers ---------------------------------------------------------------------------------------------- */

/* A step down: what stands between two slashes. */
typedef struct step {
    const char *raw; /* behind its slash */
    size_t length;
} step;

/* A pointer, taken apart. */
typedef struct path {
    const char *pointer;
    step steps[MKBA_I_JSON_DEPTH];
    size_t n;
    char *key; /* room for any step, unescaped; heap */
} path;

/* "~" stands before 0 or 1 only, and all is UTF-8. */
static const char *step_fault(const char *raw, size_t length)
{
    for (size_t i = 0, n; i < length; i += n) {
        n = mkba_i_utf8_length(raw + i, length - i);
        if (n == 0)
            return "it is not UTF-8";
        if (raw[i] == '~' && (i + 1 == length || (raw[i + 1] != '0' && raw[i + 1] != '1')))
            return "a ~ in a key is written ~0, and a / in a key ~1";
    }
    return NULL;
}

static mkba_status fail_pointer(mkba_error *error, const char *pointer, const char *fault)
{
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, pointer, "\"%.100s\" is no JSON pointer such as /lines/0/value: %s",
                       pointer, fault);
}

static mkba_status split(path *to, mkba_error *error)
{
    const char *at = to->pointer, *fault;

    if (*at != '\0' && *at != '/')
        return fail_pointer(error, to->pointer, "it begins with a /, or is empty");
    while (*at == '/') {
        size_t length = strcspn(++at, "/");

        if (to->n == MKBA_I_JSON_DEPTH)
            return mkba_i_fail(error, MKBA_ERROR_LIMIT, to->pointer,
                               "a pointer has at most %d steps: a document is no deeper", MKBA_I_JSON_DEPTH);
        fault = step_fault(at, length);
        if (fault != NULL)
            return fail_pointer(error, to->pointer, fault);
        to->steps[to->n++] = (step){at, length};
        at += length;
    }
    to->key = malloc(strlen(to->pointer) + 1);
    return to->key != NULL ? MKBA_OK : mkba_i_fail_memory(error);
}

/* What a step stands for; holds until the next one is asked for. */
static const char *key_of(const path *from, size_t position)
{
    const step *part = &from->steps[position];
    size_t n = 0;

    for (size_t i = 0; i < part->length; i++) {
        bool escaped = part->raw[i] == '~';

        i += escaped;
        from->key[n++] = (char) (!escaped ? part->raw[i] : part->raw[i] == '1' ? '/' : '~');
    }
    from->key[n] = '\0';
    return from->key;
}

static bool is_behind(const path *from, size_t position)
{
    return from->steps[position].length == 1 && from->steps[position].raw[0] == '-';
}

/* The element that digits without a leading zero name; NULL when there is none. */
static cJSON *element_of(const cJSON *list, const char *digits)
{
    size_t n = strspn(digits, "0123456789");

    if (n == 0 || n > 9 || digits[n] != '\0' || (digits[0] == '0' && n > 1))
        return NULL;
    return cJSON_GetArrayItem(list, (int) strtol(digits, NULL, 10));
}

static cJSON *child_of(const path *from, size_t position, const cJSON *parent)
{
    const char *key = key_of(from, position);

    return cJSON_IsArray(parent) ? element_of(parent, key) : cJSON_GetObjectItemCaseSensitive(parent, key);
}

/* Goes down as far as something stands; *n is how many steps that were. */
static cJSON *descend(const path *from, cJSON *root, size_t *n)
{
    cJSON *item = root, *child;

    for (*n = 0; *n < from->n; ++*n, item = child) {
        child = child_of(from, *n, item);
        if (child == NULL)
            break;
    }
    return item;
}

/* ---- setting ----------------------------------------------------------------------------------------------- */

/* How many levels of objects and lists an item has. */
static size_t depth_of(const cJSON *item)
{
    size_t deepest = 0;

    if (!cJSON_IsObject(item) && !cJSON_IsArray(item))
        return 0;
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        size_t depth = depth_of(child);

        deepest = depth > deepest ? depth : deepest;
    }
    return deepest + 1;
}

/* Whether a step can lead to something new in `parent`. */
static mkba_status check_parent(const path *to, size_t position, const cJSON *parent, mkba_error *error)
{
    const char *key = key_of(to, position);

    if (cJSON_IsObject(parent) || (cJSON_IsArray(parent) && is_behind(to, position)))
        return MKBA_OK;
    if (cJSON_IsArray(parent))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, to->pointer,
                           "\"%.60s\" is none of the %d elements of the list; \"-\" stands behind the last one", key,
                           cJSON_GetArraySize(parent));
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, to->pointer,
                       "nothing can stand at \"%.60s\": above it is neither an object nor a list", key);
}

static bool attach(const path *to, size_t position, cJSON *parent, cJSON *value)
{
    if (cJSON_IsArray(parent))
        return cJSON_AddItemToArray(parent, value);
    return cJSON_AddItemToObject(parent, key_of(to, position), value);
}

/* The value inside what the steps behind `position` need above it, innermost first. Takes it over; NULL when memory is
 * short. */
static cJSON *wrap(const path *to, size_t position, cJSON *value)
{
    for (size_t i = to->n; value != NULL && i > position + 1; i--) {
        cJSON *parent = is_behind(to, i - 1) ? cJSON_CreateArray() : cJSON_CreateObject();

        if (parent == NULL || !attach(to, i - 1, parent, value)) {
            cJSON_Delete(parent);
            cJSON_Delete(value);
            return NULL;
        }
        value = parent;
    }
    return value;
}

/* Puts an item in the place of another one, whose key it takes over: cJSON's own call copies the key, and goes on
 * without one when memory is short. */
static void take_place(cJSON **root, cJSON *parent, cJSON *old, cJSON *item)
{
    if (old == *root) {
        cJSON_Delete(old);
        *root = item;
        return;
    }
    item->string = old->string;
    old->string = NULL;
    cJSON_ReplaceItemViaPointer(parent, old, item);
}

static mkba_status set_new(const path *to, size_t position, cJSON *parent, cJSON **value, mkba_error *error)
{
    mkba_status status = check_parent(to, position, parent, error);

    if (status != MKBA_OK)
        return status;
    *value = wrap(to, position, *value);
    if (*value == NULL || !attach(to, position, parent, *value))
        return mkba_i_fail_memory(error);
    *value = NULL;
    return MKBA_OK;
}

/* As mkba_i_edit_set; what was used of *value is NULL after it. */
static mkba_status set(cJSON **root, path *to, cJSON **value, mkba_error *error)
{
    mkba_status status = split(to, error);
    cJSON *item, *parent;
    size_t n;

    if (status != MKBA_OK)
        return status;
    if (to->n + depth_of(*value) > MKBA_I_JSON_DEPTH)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, to->pointer, "the document would be deeper than %d levels",
                           MKBA_I_JSON_DEPTH);
    item = descend(to, *root, &n);
    if (n < to->n)
        return set_new(to, n, item, value, error);
    to->n -= to->n > 0;
    parent = descend(to, *root, &n);
    take_place(root, parent, item, *value);
    *value = NULL;
    return MKBA_OK;
}

mkba_status mkba_i_edit_set(cJSON **root, const char *pointer, cJSON *value, mkba_error *error)
{
    path to = {.pointer = pointer};
    mkba_status status = value == NULL ? mkba_i_fail_memory(error) : set(root, &to, &value, error);

    cJSON_Delete(value);
    free(to.key);
    return status;
}

/* ---- removing ---------------------------------------------------------------------------------------------- */

static mkba_status fail_absent(const path *to, size_t position, const cJSON *parent, mkba_error *error)
{
    const char *key = key_of(to, position);
    mkba_i_nearest nearest = mkba_i_nearest_start(key);
    char hint[MKBA_I_HINT];

    for (const cJSON *child = cJSON_IsObject(parent) ? parent->child : NULL; child != NULL; child = child->next)
        mkba_i_nearest_try(&nearest, child->string);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, to->pointer, "\"%.60s\" of this pointer is not there%s", key, hint);
}

static mkba_status take(cJSON *root, path *to, mkba_error *error)
{
    mkba_status status = split(to, error);
    cJSON *item, *parent;
    size_t n;

    if (status != MKBA_OK)
        return status;
    if (to->n == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "pointer", "the whole document cannot be taken out of itself");
    item = descend(to, root, &n);
    if (n < to->n)
        return fail_absent(to, n, item, error);
    to->n--;
    parent = descend(to, root, &n);
    cJSON_Delete(cJSON_DetachItemViaPointer(parent, item));
    return MKBA_OK;
}

mkba_status mkba_i_edit_remove(cJSON *root, const char *pointer, mkba_error *error)
{
    path to = {.pointer = pointer};
    mkba_status status = take(root, &to, error);

    free(to.key);
    return status;
}

void mkba_i_edit_take_out(cJSON *list, const bool *marked)
{
    cJSON *next;
    size_t i = 0;

    for (cJSON *item = list->child; item != NULL; item = next, i++) {
        next = item->next;
        if (marked[i])
            cJSON_Delete(cJSON_DetachItemViaPointer(list, item));
    }
}
