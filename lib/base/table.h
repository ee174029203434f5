/* Tables: making one. Reading one is in mkba/base.h. */
#ifndef MKBA_I_BASE_TABLE_H
#define MKBA_I_BASE_TABLE_H

#include "base/error.h"

/* How large a table from outside may be. */
#define MKBA_I_TABLE_COLUMNS 10000
#define MKBA_I_TABLE_ROWS INT32_MAX

typedef struct mkba_i_column {
    const char *name;
    mkba_column_type type;
    const char *unit; /* NULL is "" */
} mkba_i_column;

/* A table of n_rows in which every value is missing. Names and units are copied. */
mkba_status mkba_i_table_new(const char *name, const mkba_i_column *columns, size_t n_columns, size_t n_rows,
                             mkba_table **out, mkba_error *error);

/* The same table, held once more: mkba_table_free gives up one hold, the last frees it. */
mkba_table *mkba_i_table_hold(const mkba_table *table);

/* Sets a value; the text is copied (NULL leaves it missing). A row, column, type that does not fit or a number
 * that is not finite is MKBA_ERROR_INTERNAL. */
mkba_status mkba_i_table_set_text(mkba_table *table, size_t row, size_t column, const char *text, mkba_error *error);
mkba_status mkba_i_table_set_integer(mkba_table *table, size_t row, size_t column, int64_t value, mkba_error *error);
mkba_status mkba_i_table_set_real(mkba_table *table, size_t row, size_t column, double value, mkba_error *error);
mkba_status mkba_i_table_set_boolean(mkba_table *table, size_t row, size_t column, bool value, mkba_error *error);

/* A row at a time, in the order of the columns; a mistake sticks in `status` (and in *error), so that a row is
 * written as a list of calls and checked once. */
typedef struct mkba_i_row {
    mkba_table *table;
    size_t row;
    size_t column;
    mkba_status status;
    mkba_error *error;
} mkba_i_row;
mkba_i_row mkba_i_row_start(mkba_table *table, mkba_error *error); /* before the first row */
void mkba_i_row_text(mkba_i_row *row, const char *text);
void mkba_i_row_integer(mkba_i_row *row, int64_t value);
void mkba_i_row_real(mkba_i_row *row, double value);
void mkba_i_row_boolean(mkba_i_row *row, bool value);
void mkba_i_row_missing(mkba_i_row *row);
/* A number where there is one, never -0; else missing. */
void mkba_i_row_real_if(mkba_i_row *row, double value, bool there);
/* The same, there being one where it is finite. */
void mkba_i_row_maybe(mkba_i_row *row, double value);
void mkba_i_row_next(mkba_i_row *row); /* a row that is not complete is MKBA_ERROR_INTERNAL */

/* Hands out the table of which all rows were written, or frees it; the status is that of the rows. */
mkba_status mkba_i_row_hand_out(const mkba_i_row *row, mkba_table **table);

#endif
