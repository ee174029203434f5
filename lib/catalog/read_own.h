/* Reading own schemes and indices: CSV with the columns of mkba_catalog_table, by the rules of embed_read.py. */
#ifndef MKBA_I_CATALOG_READ_OWN_H
#define MKBA_I_CATALOG_READ_OWN_H

#include "base/csv_read.h"
#include "catalog/catalog.h"

/* Adds what the rows hold to the catalog, which still has the content of its parent; in its arena. */
mkba_status mkba_i_catalog_add_schemes(mkba_catalog *catalog, const mkba_i_csv *csv, mkba_error *error);
mkba_status mkba_i_catalog_add_indices(mkba_catalog *catalog, const mkba_i_csv *csv, mkba_error *error);

/* ---- what both read ------------------------------------------------------------------------------------- */

#define MKBA_I_OWN_COLUMNS 8

typedef struct mkba_i_own {
    const mkba_i_csv *csv;
    mkba_catalog *catalog;
    mkba_error *error;
    size_t at[MKBA_I_OWN_COLUMNS]; /* where each column stands: they may come in any order */
} mkba_i_own;

/* The first row has these columns, and at least one row follows. */
mkba_status mkba_i_own_columns(mkba_i_own *s, const char *const *columns, size_t n);

/* A cell, by row from 0 and column in the order of `columns`. A name points into the CSV; a text is copied to the catalog. */
mkba_status mkba_i_own_name(const mkba_i_own *s, size_t row, size_t column, const char **name);
mkba_status mkba_i_own_text(const mkba_i_own *s, size_t row, size_t column, const char **text);
mkba_status mkba_i_own_year(const mkba_i_own *s, size_t row, size_t column, int *year);
mkba_status mkba_i_own_number(const mkba_i_own *s, size_t row, size_t column, double *number);
/* One of n words, its position; `message` says which there are. */
mkba_status mkba_i_own_word(const mkba_i_own *s, size_t row, size_t column, const char *const *words, size_t n,
                            const char *message, size_t *position);

/* The cell as it stands. */
const char *mkba_i_own_cell(const mkba_i_own *s, size_t row, size_t column);

/* Refuses: "COLUMN message; it is ...", or a sentence about the row. */
mkba_status mkba_i_own_fail(const mkba_i_own *s, size_t row, size_t column, const char *message);
mkba_status mkba_i_own_fail_row(const mkba_i_own *s, size_t row, const char *message);

#endif
