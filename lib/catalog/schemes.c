/* Finding discount schemes and price indices. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "catalog/data.h"

#define STANDARD "standard"
#define LIST_TEXT 256
#define QUOTE_TEXT 64

static bool has_name(const mkba_i_scheme *scheme, const char *name, size_t length)
{
    return strncmp(scheme->name, name, length) == 0 && scheme->name[length] == '\0';
}

/* What does not fit in `list` is left out: the catalog's own names do. */
static void list_add(char list[LIST_TEXT], const char *name, const char *part)
{
    size_t length = strlen(list);
    const char *comma = length > 0 ? ", " : "";
    if (part == NULL) {
        snprintf(list + length, LIST_TEXT - length, "%s%s", comma, name);
    } else {
        snprintf(list + length, LIST_TEXT - length, "%s\"%s/%s\"", comma, name, part);
    }
}

static mkba_status fail_name(const char *name, mkba_error *error)
{
    char quote[QUOTE_TEXT];
    char hint[MKBA_I_HINT];
    char list[LIST_TEXT] = "";
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    for (size_t i = 0; i < mkba_i_data_n_schemes; i++) {
        const char *candidate = mkba_i_data_schemes[i].name;
        mkba_i_nearest_try(&nearest, candidate);
        if (i == 0 || strcmp(candidate, mkba_i_data_schemes[i - 1].name) != 0) {
            list_add(list, candidate, NULL);
        }
    }
    mkba_i_copy_text(quote, sizeof quote, name);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "scheme", "there is no discount scheme \"%s\"%s; the catalog has %s",
                       quote, hint, list);
}

static mkba_status fail_part(const char *name, const char *part, size_t length, mkba_error *error)
{
    char quote[QUOTE_TEXT];
    char hint[MKBA_I_HINT];
    char list[LIST_TEXT] = "";
    mkba_i_nearest nearest = mkba_i_nearest_start(part);
    const char *scheme = "";
    for (size_t i = 0; i < mkba_i_data_n_schemes; i++) {
        const mkba_i_scheme *candidate = &mkba_i_data_schemes[i];
        if (has_name(candidate, name, length)) {
            scheme = candidate->name;
            mkba_i_nearest_try(&nearest, candidate->part);
            list_add(list, candidate->name, candidate->part);
        }
    }
    mkba_i_copy_text(quote, sizeof quote, part);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "scheme", "discount scheme %s has no part \"%s\"%s; it has %s",
                       scheme, quote, hint, list);
}

mkba_status mkba_i_catalog_scheme(const char *name, const mkba_i_scheme **scheme, mkba_error *error)
{
    const char *slash = strchr(name, '/');
    const char *part = slash == NULL ? STANDARD : slash + 1;
    size_t length = slash == NULL ? strlen(name) : (size_t) (slash - name);
    bool known = false;
    for (size_t i = 0; i < mkba_i_data_n_schemes; i++) {
        if (!has_name(&mkba_i_data_schemes[i], name, length)) {
            continue;
        }
        known = true;
        if (strcmp(mkba_i_data_schemes[i].part, part) == 0) {
            *scheme = &mkba_i_data_schemes[i];
            return MKBA_OK;
        }
    }
    return known ? fail_part(name, part, length, error) : fail_name(name, error);
}

const mkba_i_scheme *mkba_i_catalog_scheme_of_year(int year)
{
    for (size_t i = 0; i < mkba_i_data_n_schemes; i++) {
        const mkba_i_scheme *scheme = &mkba_i_data_schemes[i];
        if (strncmp(scheme->name, "NL-", 3) == 0 && strcmp(scheme->part, STANDARD) == 0 &&
            scheme->applies_from <= year && (scheme->applies_to == 0 || year <= scheme->applies_to)) {
            return scheme;
        }
    }
    return NULL;
}

const mkba_i_index *mkba_i_catalog_index_at(size_t position)
{
    return position < mkba_i_data_n_indices ? &mkba_i_data_indices[position].index : NULL;
}

const mkba_i_index *mkba_i_catalog_index(const char *name)
{
    for (size_t i = 0; i < mkba_i_data_n_indices; i++) {
        if (strcmp(mkba_i_data_indices[i].index.name, name) == 0) {
            return &mkba_i_data_indices[i].index;
        }
    }
    return NULL;
}
