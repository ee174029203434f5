/* Which Arrow formats a table takes, and the columns that a schema describes. */
#ifndef MKBA_I_ARROW_FORMAT_H
#define MKBA_I_ARROW_FORMAT_H

#include <mkba/arrow.h>

#include "base/memory.h"
#include "base/table.h"

/* How values are laid out. */
typedef enum mkba_i_arrow_layout {
    MKBA_I_ARROW_NOTHING, /* every value is null */
    MKBA_I_ARROW_BITS,    /* booleans */
    MKBA_I_ARROW_SIGNED,  /* numbers of `width` bytes */
    MKBA_I_ARROW_UNSIGNED,
    MKBA_I_ARROW_FLOATING,
    MKBA_I_ARROW_OFFSETS, /* text between offsets of `width` bytes */
    MKBA_I_ARROW_VIEWS,   /* utf8_view: 16 bytes each, long texts elsewhere */
    MKBA_I_ARROW_DATE,    /* 4 bytes: days; 8 bytes: milliseconds */
    MKBA_I_ARROW_TIMESTAMP
} mkba_i_arrow_layout;

typedef struct mkba_i_arrow_format {
    const char *format; /* as in a schema; one that ends in a colon goes on there */
    mkba_i_arrow_layout layout;
    size_t width;
    int64_t per_second; /* of a timestamp */
    mkba_column_type type;
} mkba_i_arrow_format;

typedef struct mkba_i_arrow_column {
    const char *name;                   /* the schema's */
    const char *unit;                   /* in the arena; "" when there is none */
    const mkba_i_arrow_format *values;  /* of the dictionary, when there is one */
    const mkba_i_arrow_format *indices; /* into the dictionary, else NULL */
    bool zoned;                         /* a timestamp with a time zone */
} mkba_i_arrow_column;

/* Whether a schema is one of rows, before its columns are looked at. */
mkba_status mkba_i_arrow_check_schema(const struct ArrowSchema *schema, mkba_error *error);

/* The columns of such a schema, schema->n_children of them, in the arena. */
mkba_status mkba_i_arrow_columns(const struct ArrowSchema *schema, mkba_i_arena *arena, mkba_i_arrow_column **columns,
                                 mkba_error *error);

#endif
