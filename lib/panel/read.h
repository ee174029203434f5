/* What the readers share: the text or table as a grid, its columns, areas and periods, and the builder that they fill. */
#ifndef MKBA_I_PANEL_READ_H
#define MKBA_I_PANEL_READ_H

#include "panel/build.h"
#include "panel/grid.h"

/* What is read: a text, or a table (text is NULL). */
typedef struct mkba_i_input {
    const char *text;
    size_t length;
    const mkba_table *table;
} mkba_i_input;

/* A row's area and period: whether it is to be read at all, and under which numbers. */
typedef struct mkba_i_stand {
    bool taken;
    bool provisional;
    size_t area;
    size_t period;
} mkba_i_stand;

typedef struct mkba_i_intake {
    mkba_panel_options options; /* with the defaults of the format filled in */
    mkba_i_input input;
    mkba_i_grid grid;
    mkba_i_builder builder;
    mkba_i_signs signs;
    bool *used; /* per column of the grid: something is read from it, or it is skipped */
    mkba_error *error;
    /* The period read last: rows of one period often follow each other. */
    char period_text[64];
    size_t period;
    bool provisional, taken;
    /* The row read last: its cells of area, name and period, and where it stands. Rows of one stand follow each other. */
    const char *keys_before[3];
    mkba_i_stand stand_before;
    size_t n_other_kinds, n_other_areas; /* rows left out */
} mkba_i_intake;

/* Which columns have them; MKBA_I_NONE where the options fix the one, or there is none. */
typedef struct mkba_i_keys {
    size_t area;
    size_t name;
    size_t period;
} mkba_i_keys;

/* The grid of the input, a CSV text or a table, in intake->grid, and intake->used. */
mkba_status mkba_i_intake_open(mkba_i_intake *intake);
/* The same of a JSON text. */
mkba_status mkba_i_intake_open_json(mkba_i_intake *intake);
/* A text whose last line does not end has been cut off, perhaps in the middle of a figure; one with a byte order mark
 * inside has been joined of two. Both are refused. */
mkba_status mkba_i_intake_check_text(mkba_i_intake *intake);
/* Gives the error the place of a byte of the text (a byte order mark not counted), and its status back. */
mkba_status mkba_i_intake_place(const mkba_i_intake *intake, size_t at, mkba_status status);
/* "text" or "table": `where` of an error that is about all of it. */
const char *mkba_i_intake_what(const mkba_i_intake *intake);
/* Only `used`, for a grid that the reader made itself. */
mkba_status mkba_i_intake_columns(mkba_i_intake *intake);

/* The column of that name, marked as used. One that is not there is MKBA_ERROR_UNKNOWN, with what the text does have;
 * `where` is the field of the options that says otherwise. */
mkba_status mkba_i_intake_find(mkba_i_intake *intake, const char *name, const char *where, size_t *column);
/* The same of a column that is read as texts; one that is only found has figures. */
mkba_status mkba_i_intake_column(mkba_i_intake *intake, const char *name, const char *where, size_t *column);
/* The same for what may be missing: MKBA_I_NONE for "" and, unless `demanded`, a name that is not there. */
mkba_status mkba_i_intake_optional(mkba_i_intake *intake, const char *name, bool demanded, const char *where,
                                   size_t *column);
/* The columns of area, name and period by the options; a list of usual names of the area's column, closed by NULL, is
 * tried when the options have none. */
mkba_status mkba_i_intake_keys(mkba_i_intake *intake, const char *const *usual, mkba_i_keys *keys);
/* Marks the columns that the options skip, and notes them. */
mkba_status mkba_i_intake_skip(mkba_i_intake *intake);

/* Area and period of a row. */
mkba_status mkba_i_intake_stand(mkba_i_intake *intake, const mkba_i_keys *keys, size_t row, mkba_i_stand *stand);
/* The cell of a row and column; one that is neither figure nor sign is refused, with `advice` ("" for none). */
mkba_status mkba_i_intake_cell(mkba_i_intake *intake, size_t row, size_t column, const char *advice, mkba_i_cell *cell);
/* A cell that was read as the figure of an indicator. */
mkba_status mkba_i_intake_put(mkba_i_intake *intake, const mkba_i_stand *stand, size_t row, const mkba_i_cell *cell,
                              size_t indicator, size_t source);

/* A text without the blanks around it, also those that do not break (U+00A0). */
typedef struct mkba_i_span {
    const char *text;
    size_t length;
} mkba_i_span;
mkba_i_span mkba_i_trim(const char *text);

/* What becomes of the columns of a text whose topics are columns. */
typedef struct mkba_i_topics {
    size_t *indicators; /* per column: its number in the builder, MKBA_I_NONE for one that is not read */
    size_t *units;      /* per column: the column that has its unit in every row, MKBA_I_NONE for none */
    size_t source;
} mkba_i_topics;
/* With no indicator yet, in the arena of the grid. */
mkba_status mkba_i_intake_no_topics(mkba_i_intake *intake, mkba_i_topics *topics);
/* Columns as indicators: those of `used` false, or of these only the ones that the options name, by name or, with
 * `numbered`, by name without its number. Two topics that only a number tells apart are refused unless they are named
 * whole. */
mkba_status mkba_i_intake_topics(mkba_i_intake *intake, bool numbered, const mkba_i_topics *topics);
/* The figures of a row: of every column that is a topic. */
mkba_status mkba_i_intake_row(mkba_i_intake *intake, const mkba_i_topics *topics, const mkba_i_stand *stand,
                              size_t row);

/* Columns that the clients of CBS (cbsodataR, cbsodata4) add to a table, and that say again what another column says:
 * X_label and XLabel beside X (of the area: its name, unless the options have a column of names), dates beside the
 * period. They are marked as used, and noted. */
mkba_status mkba_i_intake_labels(mkba_i_intake *intake, mkba_i_keys *keys);
/* Of cbsodataR too: X_unit beside the topic X. */
mkba_status mkba_i_intake_units(mkba_i_intake *intake, mkba_i_topics *topics);

/* Marks as used, and notes, the columns that hold words and not one figure; one that the options name is refused. */
mkba_status mkba_i_intake_texts(mkba_i_intake *intake);

/* Dimensions: columns with one value that is read. */
typedef struct mkba_i_dimensions {
    size_t *columns;
    mkba_i_span *chosen; /* text NULL: none is chosen, and all rows must have the same */
    size_t n;
} mkba_i_dimensions;
/* The dimensions of `columns`, in the arena of the grid. A choice for a column that is no dimension is refused. */
mkba_status mkba_i_intake_dimensions(mkba_i_intake *intake, const size_t *columns, size_t n,
                                     mkba_i_dimensions *dimensions);
/* Whether a row has the chosen values. A second value of a dimension for which none is chosen is refused. */
mkba_status mkba_i_intake_chosen(mkba_i_intake *intake, mkba_i_dimensions *dimensions, size_t row, bool *taken);

/* The readers: each fills the builder from the input; StatLine only from a text. */
mkba_status mkba_i_read_tidy(mkba_i_intake *intake);
mkba_status mkba_i_read_wide(mkba_i_intake *intake);
mkba_status mkba_i_read_odata3(mkba_i_intake *intake);
mkba_status mkba_i_read_odata4(mkba_i_intake *intake);
mkba_status mkba_i_read_statline(mkba_i_intake *intake);
mkba_status mkba_i_read_iv3(mkba_i_intake *intake);

#endif
