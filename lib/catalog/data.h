/* The tables that embed.py makes of data/ *.csv. */
#ifndef MKBA_I_CATALOG_DATA_H
#define MKBA_I_CATALOG_DATA_H

#include "base/table.h"
#include "catalog/schemes.h"

/* An index with the source of each of its levels. */
typedef struct mkba_i_index_data {
    mkba_i_index index;
    const char *const *sources;
} mkba_i_index_data;

/* What a catalog computes with. */
typedef struct mkba_i_content {
    const mkba_i_scheme *schemes;
    size_t n_schemes;
    const mkba_i_index_data *indices;
    size_t n_indices;
} mkba_i_content;

/* What is only looked up: cells as text, row by row, NULL where missing. */
typedef struct mkba_i_data_table {
    const char *name;
    const mkba_i_column *columns;
    size_t n_columns;
    const char *const *cells;
    size_t n_rows;
} mkba_i_data_table;

extern const mkba_i_content mkba_i_data_content;

/* By mkba_catalog_view, from MKBA_CATALOG_PRICES. */
extern const mkba_i_data_table mkba_i_data_tables[];
extern const size_t mkba_i_data_n_tables;

#endif
