#include "catalog/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/read_own.h"

const mkba_i_content *mkba_i_catalog_content(const mkba_catalog *catalog)
{
    return catalog == NULL ? &mkba_i_data_content : &catalog->content;
}

mkba_catalog *mkba_i_catalog_hold(const mkba_catalog *catalog)
{
    mkba_catalog *held = (mkba_catalog *) catalog; /* only the count of holders changes */

    if (held != NULL) {
        atomic_fetch_add(&held->holders, 1);
    }
    return held;
}

/* A loop, because catalogs made one from another may be many. */
void mkba_catalog_free(mkba_catalog *catalog)
{
    while (catalog != NULL && atomic_fetch_sub(&catalog->holders, 1) == 1) {
        mkba_catalog *parent = catalog->parent;

        mkba_i_arena_free(&catalog->arena);
        free(catalog);
        catalog = parent;
    }
}

/* Adds the rows of a CSV text to a catalog that still has the content of its parent. */
typedef mkba_status adding(mkba_catalog *catalog, const mkba_i_csv *csv, mkba_error *error);

static mkba_status add(mkba_catalog *catalog, adding *adder, const char *text, size_t length, mkba_error *error)
{
    mkba_i_csv csv = {.n_rows = 0};
    mkba_status status = mkba_i_csv_read(text, length, ',', &csv, error);

    if (status == MKBA_OK) {
        status = adder(catalog, &csv, error);
    }
    mkba_i_csv_free(&csv);
    return status;
}

static mkba_status make(const mkba_catalog *parent, adding *adder, const char *text, size_t length, mkba_catalog **out,
                        mkba_error *error)
{
    mkba_catalog *made;
    mkba_status status;

    if (text == NULL || out == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, text == NULL ? "text" : "out", "%s must not be NULL",
                           text == NULL ? "text" : "out");
    }
    made = calloc(1, sizeof *made);
    if (made == NULL) {
        return mkba_i_fail_memory(error);
    }
    atomic_init(&made->holders, 1);
    made->parent = mkba_i_catalog_hold(parent);
    made->content = *mkba_i_catalog_content(parent);
    status = add(made, adder, text, length, error);
    if (status != MKBA_OK) {
        mkba_catalog_free(made);
        return status;
    }
    *out = made;
    return MKBA_OK;
}

mkba_status mkba_catalog_with_schemes(const mkba_catalog *catalog, const char *text, size_t length, mkba_catalog **out,
                                      mkba_error *error)
{
    return make(catalog, mkba_i_catalog_add_schemes, text, length, out, error);
}

mkba_status mkba_catalog_with_indices(const mkba_catalog *catalog, const char *text, size_t length, mkba_catalog **out,
                                      mkba_error *error)
{
    return make(catalog, mkba_i_catalog_add_indices, text, length, out, error);
}
