/* Finding discount schemes and price indices. */
#include "catalog/schemes.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "catalog/catalog.h"

#define STANDARD "standard"
#define QUOTE_TEXT 64

static bool has_name(const mkba_i_scheme *scheme, const char *name, size_t length)
{
    return strncmp(scheme->name, name, length) == 0 && scheme->name[length] == '\0';
}

/* Adds a name, or, where there is no room for it and for what may follow, "..." as the last. */
static void list_add(char list[MKBA_I_CATALOG_LIST], const char *name, const char *part)
{
    static const char more[] = ", ...";
    size_t length = strlen(list), needed = strlen(name) + (part == NULL ? 0 : strlen(part) + 3);
    const char *comma = length > 0 ? ", " : "";

    if (length >= sizeof more && strcmp(list + length - strlen(more), more) == 0) {
        return;
    }
    if (length + strlen(comma) + needed + sizeof more > MKBA_I_CATALOG_LIST) {
        snprintf(list + length, MKBA_I_CATALOG_LIST - length, "%s", more);
    } else if (part == NULL) {
        snprintf(list + length, MKBA_I_CATALOG_LIST - length, "%s%s", comma, name);
    } else {
        snprintf(list + length, MKBA_I_CATALOG_LIST - length, "%s\"%s/%s\"", comma, name, part);
    }
}

static mkba_status fail_name(const mkba_i_content *content, const char *name, mkba_error *error)
{
    char quote[QUOTE_TEXT];
    char hint[MKBA_I_HINT];
    char list[MKBA_I_CATALOG_LIST] = "";
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    for (size_t i = 0; i < content->n_schemes; i++) {
        const char *candidate = content->schemes[i].name;
        mkba_i_nearest_try(&nearest, candidate);
        if (i == 0 || strcmp(candidate, content->schemes[i - 1].name) != 0) {
            list_add(list, candidate, NULL);
        }
    }
    mkba_i_copy_text(quote, sizeof quote, name);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "scheme", "there is no discount scheme \"%s\"%s; the catalog has %s",
                       quote, hint, list);
}

static mkba_status fail_part(const mkba_i_content *content, const char *name, const char *part, size_t length,
                             mkba_error *error)
{
    char quote[QUOTE_TEXT];
    char hint[MKBA_I_HINT];
    char list[MKBA_I_CATALOG_LIST] = "";
    mkba_i_nearest nearest = mkba_i_nearest_start(part);
    const char *scheme = "";
    for (size_t i = 0; i < content->n_schemes; i++) {
        const mkba_i_scheme *candidate = &content->schemes[i];
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

mkba_status mkba_i_catalog_scheme(const mkba_catalog *catalog, const char *name, const mkba_i_scheme **scheme,
                                  mkba_error *error)
{
    const mkba_i_content *content = mkba_i_catalog_content(catalog);
    const char *slash = strchr(name, '/');
    const char *part = slash == NULL ? STANDARD : slash + 1;
    size_t length = slash == NULL ? strlen(name) : (size_t) (slash - name);
    bool known = false;
    for (size_t i = 0; i < content->n_schemes; i++) {
        if (!has_name(&content->schemes[i], name, length)) {
            continue;
        }
        known = true;
        if (strcmp(content->schemes[i].part, part) == 0) {
            *scheme = &content->schemes[i];
            return MKBA_OK;
        }
    }
    return known ? fail_part(content, name, part, length, error) : fail_name(content, name, error);
}

bool mkba_i_catalog_has_scheme(const mkba_catalog *catalog, const char *name)
{
    const mkba_i_content *content = mkba_i_catalog_content(catalog);
    for (size_t i = 0; i < content->n_schemes; i++) {
        if (strcmp(content->schemes[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

const mkba_i_scheme *mkba_i_catalog_scheme_in_force(const mkba_catalog *catalog, int year)
{
    const mkba_i_content *content = mkba_i_catalog_content(catalog);
    const mkba_i_scheme *latest = NULL;
    for (size_t i = 0; i < content->n_schemes; i++) {
        const mkba_i_scheme *scheme = &content->schemes[i];
        if (strncmp(scheme->name, "NL-", 3) == 0 && strcmp(scheme->part, STANDARD) == 0 &&
            scheme->applies_from <= year && (scheme->applies_to == 0 || year <= scheme->applies_to) &&
            (latest == NULL || scheme->applies_from > latest->applies_from)) {
            latest = scheme;
        }
    }
    return latest;
}

const mkba_i_index *mkba_i_catalog_index_at(const mkba_catalog *catalog, size_t position)
{
    const mkba_i_content *content = mkba_i_catalog_content(catalog);
    return position < content->n_indices ? &content->indices[position].index : NULL;
}

const mkba_i_index *mkba_i_catalog_index(const mkba_catalog *catalog, const char *name)
{
    const mkba_i_index *index;
    for (size_t i = 0; (index = mkba_i_catalog_index_at(catalog, i)) != NULL; i++) {
        if (strcmp(index->name, name) == 0) {
            return index;
        }
    }
    return NULL;
}

void mkba_i_catalog_index_names(const mkba_catalog *catalog, char list[MKBA_I_CATALOG_LIST])
{
    const mkba_i_index *index;
    list[0] = '\0';
    for (size_t i = 0; (index = mkba_i_catalog_index_at(catalog, i)) != NULL; i++) {
        list_add(list, index->name, NULL);
    }
}

mkba_status mkba_i_catalog_need_index(const mkba_catalog *catalog, const char *name, const mkba_i_index_data **index,
                                      mkba_error *error)
{
    const mkba_i_content *content = mkba_i_catalog_content(catalog);
    char quote[QUOTE_TEXT];
    char hint[MKBA_I_HINT];
    char list[MKBA_I_CATALOG_LIST];
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    for (size_t i = 0; i < content->n_indices; i++) {
        if (strcmp(content->indices[i].index.name, name) == 0) {
            *index = &content->indices[i];
            return MKBA_OK;
        }
        mkba_i_nearest_try(&nearest, content->indices[i].index.name);
    }
    mkba_i_catalog_index_names(catalog, list);
    mkba_i_copy_text(quote, sizeof quote, name);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "index", "there is no price index \"%s\"%s; the catalog has %s",
                       quote, hint, list);
}
