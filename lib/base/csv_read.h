/* CSV: a strict reader. Strict is RFC 4180, and further: every row has as many cells as the first, valid UTF-8, no
 * NUL, at most MKBA_I_CSV_BYTES bytes, MKBA_I_CSV_COLUMNS columns and MKBA_I_CSV_CELLS cells. Lines end in CRLF or
 * LF; the last one may go without. A leading byte order mark is passed over. Blanks belong to their cell. */
#ifndef MKBA_I_BASE_CSV_READ_H
#define MKBA_I_BASE_CSV_READ_H

#include <stdint.h>

#include "base/error.h"

#define MKBA_I_CSV_BYTES ((size_t) 256 * 1024 * 1024)
#define MKBA_I_CSV_COLUMNS ((size_t) 10000)
#define MKBA_I_CSV_CELLS ((size_t) 16 * 1024 * 1024)

/* Rows and columns of cells; the first row is the header, if the file has one. Immutable once read. */
typedef struct mkba_i_csv {
    const char *input; /* not owned: it lives as long as this does */
    size_t length;
    char *texts;     /* a copy of the input, in which every cell is closed with NUL */
    uint32_t *cells; /* row by row: where each begins, in the input and in the copy */
    size_t n_rows;
    size_t n_columns; /* of the first row; of the longest one when the rows may differ */
    size_t capacity;
    size_t *starts; /* per row, and one more: its first cell; NULL when all rows are as long as the first */
    size_t start_capacity;
} mkba_i_csv;

/* Reads a text of which the cells are apart by `separator` (',' or ';'). Status: _SYNTAX, _LIMIT, _MEMORY; the
 * error has line and column (from 1, in bytes, a byte order mark not counted), and `where` is "row 3, column 2".
 * An empty text has no rows. The text is to live as long as the cells. On failure *csv is untouched. */
mkba_status mkba_i_csv_read(const char *text, size_t length, char separator, mkba_i_csv *csv, mkba_error *error);
/* The same of a text whose rows may differ in length, such as a table with titles above and a source below. */
mkba_status mkba_i_csv_read_ragged(const char *text, size_t length, char separator, mkba_i_csv *csv, mkba_error *error);
void mkba_i_csv_free(mkba_i_csv *csv);

/* How many cells a row has. */
static inline size_t mkba_i_csv_n_cells(const mkba_i_csv *csv, size_t row)
{
    return csv->starts == NULL ? csv->n_columns : csv->starts[row + 1] - csv->starts[row];
}

/* Where a cell that is there begins in the input. */
static inline size_t mkba_i_csv_begin(const mkba_i_csv *csv, size_t row, size_t column)
{
    return csv->cells[(csv->starts == NULL ? row * csv->n_columns : csv->starts[row]) + column];
}

/* A cell by row and column, from 0, its quotes taken off, closed with NUL; the row must be there. NULL beyond the last
 * cell of a row. */
static inline const char *mkba_i_csv_text(const mkba_i_csv *csv, size_t row, size_t column)
{
    if (column >= mkba_i_csv_n_cells(csv, row))
        return NULL;
    const char *cell = csv->texts + mkba_i_csv_begin(csv, row, column);
    return *cell == '"' ? cell + 1 : cell;
}

/* Line and column, from 1, at which the cell begins; of the row when it has no such cell. */
void mkba_i_csv_place(const mkba_i_csv *csv, size_t row, size_t column, size_t *line, size_t *at);

/* As mkba_i_fail, with line and column of the cell; `where` is "row 3, NAME": the row counted from 1, the name that
 * the first row gives the column, or "column 2" when it has none or the rows differ in length. */
mkba_status mkba_i_csv_fail(const mkba_i_csv *csv, size_t row, size_t column, mkba_error *error, mkba_status status,
                            const char *format, ...) MKBA_I_PRINTF(6, 7);

#endif
