/* What a table is made of; only for the table's own sources, and those that copy whole columns (arrow). */
#ifndef MKBA_I_BASE_TABLE_COLUMNS_H
#define MKBA_I_BASE_TABLE_COLUMNS_H

#include <stdatomic.h>

#include "base/memory.h"
#include "base/table.h"

typedef struct mkba_i_values {
    const char *name;
    const char *unit;
    mkba_column_type type;
    union {
        const char **texts;
        int64_t *integers; /* booleans too */
        double *reals;
    } as;
    bool *present; /* per row; where false the value is NULL or 0 */
} mkba_i_values;

struct mkba_table {
    atomic_size_t holders;
    mkba_i_arena arena; /* has all that follows */
    const char *name;
    size_t n_rows;
    size_t n_columns;
    mkba_i_values *columns;
};

#endif
