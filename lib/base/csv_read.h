/* CSV: a strict reader. Strict is RFC 4180, and further: every row has as many cells as the first, valid UTF-8, no
 * NUL, at most MKBA_I_CSV_BYTES bytes, MKBA_I_CSV_COLUMNS columns and MKBA_I_CSV_CELLS cells. Lines end in CRLF or
 * LF; the last one may go without. A leading byte order mark is passed over. Blanks belong to their cell. */
#ifndef MKBA_I_BASE_CSV_READ_H
#define MKBA_I_BASE_CSV_READ_H

#include "base/error.h"

#define MKBA_I_CSV_BYTES ((size_t) 256 * 1024 * 1024)
#define MKBA_I_CSV_COLUMNS ((size_t) 10000)
#define MKBA_I_CSV_CELLS ((size_t) 16 * 1024 * 1024)

/* A cell: its text, quotes taken off, closed with NUL, and where it begins in the input. */
typedef struct mkba_i_csv_cell {
    const char *text;
    size_t offset;
} mkba_i_csv_cell;

/* Rows and columns of cells; the first row is the header, if the file has one. Immutable once read. */
typedef struct mkba_i_csv {
    char *bytes; /* the input; the cells are closed and their quotes taken off in `texts` */
    char *texts;
    size_t length;
    mkba_i_csv_cell *cells; /* row by row */
    size_t n_rows;
    size_t n_columns; /* of the first row; of the longest one when the rows may differ */
    size_t capacity;
    size_t *starts; /* per row, and one more: its first cell; NULL when all rows are as long as the first */
    size_t start_capacity;
} mkba_i_csv;

/* Reads a text of which the cells are apart by `separator` (',' or ';'). Status: _SYNTAX, _LIMIT, _MEMORY; the
 * error has line and column (from 1, in bytes, a byte order mark not counted), and `where` is "row 3, column 2".
 * An empty text has no rows. On failure *csv is untouched. */
mkba_status mkba_i_csv_read(const char *text, size_t length, char separator, mkba_i_csv *csv, mkba_error *error);
/* The same of a text whose rows may differ in length, such as a table with titles above and a source below. */
mkba_status mkba_i_csv_read_ragged(const char *text, size_t length, char separator, mkba_i_csv *csv, mkba_error *error);
void mkba_i_csv_free(mkba_i_csv *csv);

/* How many cells a row has. */
size_t mkba_i_csv_n_cells(const mkba_i_csv *csv, size_t row);
/* A cell by row and column, from 0; the row must be there. NULL beyond the last cell of a row. */
const char *mkba_i_csv_text(const mkba_i_csv *csv, size_t row, size_t column);
/* Line and column, from 1, at which the cell begins; of the row when it has no such cell. */
void mkba_i_csv_place(const mkba_i_csv *csv, size_t row, size_t column, size_t *line, size_t *at);

/* As mkba_i_fail, with line and column of the cell; `where` is "row 3, NAME": the row counted from 1, the name that
 * the first row gives the column, or "column 2" when it has none or the rows differ in length. */
mkba_status mkba_i_csv_fail(const mkba_i_csv *csv, size_t row, size_t column, mkba_error *error, mkba_status status,
                            const char *format, ...) MKBA_I_PRINTF(6, 7);

#endif
