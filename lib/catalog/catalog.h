/* The object behind mkba_catalog: what is shipped, and what somebody added. */
#ifndef MKBA_I_CATALOG_CATALOG_H
#define MKBA_I_CATALOG_CATALOG_H

#include <stdatomic.h>

#include "base/memory.h"
#include "catalog/data.h"

#define MKBA_I_CATALOG_MOST 1000 /* schemes with their parts, and indices, of one catalog */

struct mkba_catalog {
    atomic_size_t holders; /* the caller, catalogs made from this one, and cases */
    mkba_catalog *parent;  /* held, because the content points into it; NULL: the shipped one */
    mkba_i_arena arena;
    mkba_i_content content; /* of the parent, then the own ones */
};

/* What a catalog holds; of NULL what is shipped. */
const mkba_i_content *mkba_i_catalog_content(const mkba_catalog *catalog);

/* Another holder, released by mkba_catalog_free; NULL for NULL. */
mkba_catalog *mkba_i_catalog_hold(const mkba_catalog *catalog);

/* An index with its sources. MKBA_ERROR_UNKNOWN names the nearest and what there is. */
mkba_status mkba_i_catalog_need_index(const mkba_catalog *catalog, const char *name, const mkba_i_index_data **index,
                                      mkba_error *error);

/* A looked-up table. */
const mkba_i_data_table *mkba_i_catalog_data(mkba_catalog_view view);
/* A cell by the name of its column, NULL where it is missing. */
const char *mkba_i_data_cell(const mkba_i_data_table *data, size_t row, const char *column);
/* The rows of a table for which wanted[row] holds; NULL takes all. */
mkba_status mkba_i_data_to_table(const mkba_i_data_table *data, const bool *wanted, mkba_table **table,
                                 mkba_error *error);

#endif
