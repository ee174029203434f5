/* The values of a column of one chunk go into a table. */
#ifndef MKBA_I_ARROW_COLUMN_H
#define MKBA_I_ARROW_COLUMN_H

#include "arrow/format.h"
#include "base/table.h"

/* Values `from` to from + n of `array` go into column `position`, from row `row` on. */
typedef struct mkba_i_arrow_piece {
    const mkba_i_arrow_column *column;
    const struct ArrowArray *array;
    int64_t from;
    int64_t n;
    mkba_table *table;
    size_t position;
    size_t row;
} mkba_i_arrow_piece;
mkba_status mkba_i_arrow_fill(const mkba_i_arrow_piece *piece, mkba_error *error);

#endif
