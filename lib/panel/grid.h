/* A grid: rows and named columns of cells, from CSV, from the JSON of OData, or from a table. Cells are texts; those of
 * a table's column of numbers are numbers too. */
#ifndef MKBA_I_PANEL_GRID_H
#define MKBA_I_PANEL_GRID_H

#include "base/csv_read.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/number.h"

typedef struct mkba_i_grid {
    mkba_i_arena arena;
    mkba_i_csv csv;          /* of CSV */
    size_t first;            /* of CSV: the row of the first data row */
    mkba_i_json *json;       /* of JSON, else NULL */
    const cJSON **items;     /* of JSON: a row's object */
    const char **json_cells; /* of JSON: row by row, NULL where the object has none, or null */
    const mkba_table *table; /* of a table, else NULL; not owned */
    const char *const *
        *texts;         /* of a table: of each column its texts; NULL for numbers, unless mkba_i_grid_need_text */
    const char **names; /* of the columns; "" where there is none */
    size_t n_columns;
    size_t n_rows;
} mkba_i_grid;

/* Reads CSV with one header line. A header that is empty, a column name that comes twice: MKBA_ERROR_PANEL. Free the
 * grid in any case. */
mkba_status mkba_i_grid_read_csv(mkba_i_grid *grid, const char *text, size_t length, char separator, mkba_error *error);
/* Reads {"value": [{"NAME": value, ...}, ...]}; numbers as their shortest text. */
mkba_status mkba_i_grid_read_json(mkba_i_grid *grid, const char *text, size_t length, mkba_error *error);
/* The columns of a table, which must outlive the grid. A missing value is an empty cell. */
mkba_status mkba_i_grid_read_table(mkba_i_grid *grid, const mkba_table *table, mkba_error *error);
/* No name of a column twice, and at least one that is not empty. */
mkba_status mkba_i_grid_check_names(const mkba_i_grid *grid, mkba_error *error);
void mkba_i_grid_free(mkba_i_grid *grid);

/* Before the cells of a column are asked for as texts: those of a table's column of numbers are printed, as they would
 * stand in a text. */
mkba_status mkba_i_grid_need_text(mkba_i_grid *grid, size_t column, mkba_error *error);
/* A cell, NULL when it is not there (JSON only, or beyond the last of a ragged row). */
static inline const char *mkba_i_grid_text(const mkba_i_grid *grid, size_t row, size_t column)
{
    if (grid->json != NULL)
        return grid->json_cells[row * grid->n_columns + column];
    if (grid->table != NULL)
        return grid->texts[column] == NULL || grid->texts[column][row] == NULL ? "" : grid->texts[column][row];
    return mkba_i_csv_text(&grid->csv, grid->first + row, column);
}
/* Whether a cell is a number of a table; then *value is that. Others are to be read as texts. */
bool mkba_i_grid_table_number(const mkba_i_grid *grid, size_t row, size_t column, double *value);
static inline bool mkba_i_grid_number(const mkba_i_grid *grid, size_t row, size_t column, double *value)
{
    return grid->table != NULL && mkba_i_grid_table_number(grid, row, column, value);
}
/* The number of a row in the input, from 1, for messages; of CSV the header counts. */
static inline size_t mkba_i_grid_row_number(const mkba_i_grid *grid, size_t row)
{
    return grid->first + row + 1;
}
/* The column of a name, MKBA_I_NONE when it is not there. */
size_t mkba_i_grid_column(const mkba_i_grid *grid, const char *name);

/* As mkba_i_fail, with the place of a cell. */
mkba_status mkba_i_grid_fail(const mkba_i_grid *grid, size_t row, size_t column, mkba_error *error, mkba_status status,
                             const char *format, ...) MKBA_I_PRINTF(6, 7);
/* Gives an error that is there the place of a cell, and its status back. */
mkba_status mkba_i_grid_place(const mkba_i_grid *grid, size_t row, size_t column, mkba_status status,
                              mkba_error *error);

#endif
