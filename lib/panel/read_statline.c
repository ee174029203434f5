/* CSV of the StatLine portal. Three layouts:
 *  - one header line, then rows;
 *  - a title, header lines that begin with an empty cell, a line with units, rows, "Bron: CBS";
 *  - the older cross table: the same, in which the last column of row labels has the names of what the header lines
 *    tell apart, and a copyright line at the end. */
#include <string.h>

#include "panel/read.h"

/* Rows of the text, and columns of row labels, in the last two layouts. */
typedef struct layout {
    size_t header;   /* first header line */
    size_t units;    /* the line with units; MKBA_I_NONE in the first layout */
    size_t n_labels; /* columns of row labels */
    size_t width;
} layout;

static mkba_status fail_row(mkba_i_intake *intake, size_t row, const char *message)
{
    return mkba_i_csv_fail(&intake->grid.csv, row, 0, intake->error, MKBA_ERROR_PANEL, "%s", message);
}

static bool is_empty(const char *text)
{
    return text == NULL || mkba_i_trim(text).length == 0;
}

static size_t leading_empty(const mkba_i_csv *csv, size_t row)
{
    size_t n = 0;

    while (n < mkba_i_csv_n_cells(csv, row) && is_empty(mkba_i_csv_text(csv, row, n)))
        n++;
    return n;
}

static bool is_same(const mkba_i_csv *csv, size_t a, size_t b)
{
    size_t n = mkba_i_csv_n_cells(csv, a), i = 0;

    while (i < n && mkba_i_csv_n_cells(csv, b) == n &&
           strcmp(mkba_i_csv_text(csv, a, i), mkba_i_csv_text(csv, b, i)) == 0)
        i++;
    return i == n;
}

/* ---- the header ------------------------------------------------------------------------------------------ */

/* Header lines have the width of the table, or name in two cells what is told apart below (`labelled`). */
static mkba_status check_header(mkba_i_intake *intake, layout *found)
{
    const mkba_i_csv *csv = &intake->grid.csv;
    size_t empty = MKBA_I_NONE;
    bool labelled = false;

    for (size_t row = found->header; row < found->units; row++) {
        if (mkba_i_csv_n_cells(csv, row) != found->width) {
            labelled = true;
            if (mkba_i_csv_n_cells(csv, row) > found->width)
                return fail_row(intake, row, "a header line is longer than the line with units");
            continue;
        }
        if (row > found->header && is_same(csv, row - 1, row))
            return fail_row(intake, row, "this header line is the one above it once more");
        if (empty != MKBA_I_NONE && empty != leading_empty(csv, row))
            return fail_row(intake, row, "the header lines do not begin with equally many empty cells");
        empty = leading_empty(csv, row);
    }
    if (empty == MKBA_I_NONE)
        return fail_row(intake, found->units, "no header line is as long as this line, which should hold the units");
    found->n_labels = labelled ? empty : empty + 1;
    return found->n_labels < found->width ? MKBA_OK : fail_row(intake, found->units, "the table has no figures");
}

static mkba_status find_layout(mkba_i_intake *intake, layout *found)
{
    const mkba_i_csv *csv = &intake->grid.csv;
    size_t row = 0;

    while (row < csv->n_rows && mkba_i_csv_n_cells(csv, row) == 1)
        row++; /* titles */
    if (row == csv->n_rows)
        return mkba_i_intake_place(intake, 0,
                                   mkba_i_fail(intake->error, MKBA_ERROR_PANEL, "row 1",
                                               "no line has two cells or more: the separator may be another"));
    *found = (layout){.header = row, .units = MKBA_I_NONE, .width = mkba_i_csv_n_cells(csv, row)};
    if (!is_empty(mkba_i_csv_text(csv, row, 0)))
        return MKBA_OK;
    while (row < csv->n_rows && is_empty(mkba_i_csv_text(csv, row, 0)))
        row++;
    if (row == csv->n_rows)
        return fail_row(intake, csv->n_rows - 1, "after the header lines comes a line with units, and then rows");
    found->units = row;
    found->width = mkba_i_csv_n_cells(csv, row);
    return check_header(intake, found);
}

/* ---- names of columns ------------------------------------------------------------------------------------ */

static const char *keep(mkba_i_intake *intake, mkba_i_span span)
{
    return mkba_i_arena_text(&intake->grid.arena, span.text, span.length);
}

/* What the header lines say of a column, apart by "|". NULL when memory is short. */
static const char *join_header(mkba_i_intake *intake, const layout *found, size_t column)
{
    mkba_i_text name = {0};
    char *made;
    const char *kept;

    for (size_t row = found->header; row < found->units; row++) {
        mkba_i_span part = mkba_i_trim(mkba_i_csv_text(&intake->grid.csv, row, column));
        if (mkba_i_csv_n_cells(&intake->grid.csv, row) != found->width || part.length == 0)
            continue;
        if (name.length > 0)
            mkba_i_text_add(&name, "|");
        mkba_i_text_append(&name, part.text, part.length);
    }
    made = mkba_i_text_take(&name);
    kept = made == NULL ? NULL : mkba_i_arena_text(&intake->grid.arena, made, strlen(made));
    mkba_text_free(made);
    return kept;
}

static mkba_status name_columns(mkba_i_intake *intake, const layout *found)
{
    mkba_i_grid *grid = &intake->grid;
    bool plain = found->units == MKBA_I_NONE;
    size_t label_row = plain ? found->header : found->units;

    grid->n_columns = found->width;
    grid->names = mkba_i_arena_new(&grid->arena, grid->n_columns, sizeof *grid->names);
    if (grid->names == NULL)
        return mkba_i_fail_memory(intake->error);
    for (size_t i = 0; i < grid->n_columns; i++) {
        grid->names[i] = plain || i < found->n_labels
                             ? keep(intake, mkba_i_trim(mkba_i_csv_text(&grid->csv, label_row, i)))
                             : join_header(intake, found, i);
        if (grid->names[i] == NULL)
            return mkba_i_fail_memory(intake->error);
    }
    return mkba_i_grid_check_names(grid, intake->error);
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

static bool is_closing(const mkba_i_csv *csv, size_t row)
{
    const char *text = mkba_i_csv_text(csv, row, 0);

    return mkba_i_csv_n_cells(csv, row) == 1 &&
           (strncmp(text, "Bron", 4) == 0 || strncmp(text, "Source", 6) == 0 || strncmp(text, "\xC2\xA9", 2) == 0);
}

/* Rows from the header to the closing line; each as wide as the table, so that nothing is cut off unseen. */
static mkba_status find_rows(mkba_i_intake *intake, const layout *found)
{
    mkba_i_grid *grid = &intake->grid;
    const mkba_i_csv *csv = &grid->csv;
    size_t row;

    grid->first = (found->units == MKBA_I_NONE ? found->header : found->units) + 1;
    for (row = grid->first; row < csv->n_rows && !is_closing(csv, row); row++)
        if (mkba_i_csv_n_cells(csv, row) != found->width)
            return fail_row(intake, row, "the row is not as long as the header: cells are missing, or too many");
    grid->n_rows = row - grid->first;
    if (row == csv->n_rows && found->units != MKBA_I_NONE)
        return fail_row(intake, row - 1,
                        "the closing line (\"Bron: CBS\" or the copyright) is missing: the text seems to be cut off");
    for (; row < csv->n_rows; row++)
        if (!is_closing(csv, row))
            return fail_row(intake, row, "there is something after the closing line");
    return MKBA_OK;
}

/* Columns that are no topics beside area and period: row labels, or what the options choose. */
static mkba_status find_dimensions(mkba_i_intake *intake, const layout *found, mkba_i_dimensions *dimensions)
{
    mkba_i_grid *grid = &intake->grid;
    size_t *columns = mkba_i_arena_new(&grid->arena, grid->n_columns, sizeof *columns), n = 0;

    if (columns == NULL)
        return mkba_i_fail_memory(intake->error);
    for (size_t i = 0; i < grid->n_columns; i++) {
        bool label = found->units != MKBA_I_NONE && i < found->n_labels;
        for (size_t c = 0; c < intake->options.n_chosen; c++) {
            size_t length = strlen(grid->names[i]);
            label = label || (strncmp(intake->options.chosen[c], grid->names[i], length) == 0 &&
                              intake->options.chosen[c][length] == '=');
        }
        if (label && !intake->used[i])
            columns[n++] = i;
    }
    return mkba_i_intake_dimensions(intake, columns, n, dimensions);
}

static mkba_status set_units(mkba_i_intake *intake, const layout *found, const size_t *indicators)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && found->units != MKBA_I_NONE && i < found->width; i++) {
        const char *unit;
        if (indicators[i] == MKBA_I_NONE)
            continue;
        unit = keep(intake, mkba_i_trim(mkba_i_csv_text(&intake->grid.csv, found->units, i)));
        status = unit == NULL ? mkba_i_fail_memory(intake->error)
                              : mkba_i_builder_unit(&intake->builder, indicators[i], unit, intake->error);
    }
    return status;
}

/* Municipalities that are no more come as rows without a figure. */
static bool has_figure(const mkba_i_intake *intake, const size_t *indicators, size_t row)
{
    for (size_t i = 0; i < intake->grid.n_columns; i++)
        if (indicators[i] != MKBA_I_NONE && mkba_i_grid_text(&intake->grid, row, i)[0] != '\0')
            return true;
    return false;
}

static mkba_status read_rows(mkba_i_intake *intake, const mkba_i_keys *keys, mkba_i_dimensions *dimensions,
                             const mkba_i_topics *topics)
{
    size_t n_empty = 0;
    mkba_status status = MKBA_OK;

    for (size_t row = 0; status == MKBA_OK && row < intake->grid.n_rows; row++) {
        mkba_i_stand stand = {.taken = false};
        bool taken = has_figure(intake, topics->indicators, row);
        n_empty += !taken;
        if (taken)
            status = mkba_i_intake_chosen(intake, dimensions, row, &taken);
        if (status == MKBA_OK && taken)
            status = mkba_i_intake_stand(intake, keys, row, &stand);
        if (status == MKBA_OK && stand.taken)
            status = mkba_i_intake_row(intake, topics, &stand, row);
    }
    if (status == MKBA_OK && n_empty > 0)
        status = mkba_i_builder_note(&intake->builder, NULL, NULL, NULL, n_empty, "rows without a figure are left out",
                                     intake->error);
    return status;
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

static mkba_status read_table(mkba_i_intake *intake, const layout *found)
{
    static const char *const usual[] = {"Regio's", "Regio\xE2\x80\x99s", "Wijken en buurten", "Gemeenten", "Regio",
                                        NULL};
    mkba_i_topics topics;
    mkba_i_dimensions dimensions;
    mkba_i_keys keys;
    mkba_status status = mkba_i_intake_no_topics(intake, &topics);

    if (status == MKBA_OK)
        status = mkba_i_intake_keys(intake, usual, &keys);

    if (status == MKBA_OK) {
        keys.name = keys.area;
        status = mkba_i_intake_skip(intake);
    }
    if (status == MKBA_OK)
        status = find_dimensions(intake, found, &dimensions);
    if (status == MKBA_OK)
        status = mkba_i_intake_topics(intake, false, &topics);
    if (status == MKBA_OK)
        status = set_units(intake, found, topics.indicators);
    if (status == MKBA_OK && keys.area != MKBA_I_NONE && intake->options.area_names == NULL)
        status = mkba_i_builder_note(&intake->builder, NULL, NULL, NULL, intake->grid.n_rows,
                                     "the text has no codes of areas: their names serve as codes", intake->error);
    return status == MKBA_OK ? read_rows(intake, &keys, &dimensions, &topics) : status;
}

mkba_status mkba_i_read_statline(mkba_i_intake *intake)
{
    layout found = {0};
    mkba_status status = mkba_i_intake_check_text(intake);

    if (status == MKBA_OK)
        status = mkba_i_csv_read_ragged(intake->input.text, intake->input.length, intake->options.separator,
                                        &intake->grid.csv, intake->error);
    if (status == MKBA_OK)
        status = find_layout(intake, &found);
    if (status == MKBA_OK)
        status = name_columns(intake, &found);
    if (status == MKBA_OK)
        status = mkba_i_intake_columns(intake);
    if (status == MKBA_OK)
        status = find_rows(intake, &found);
    return status == MKBA_OK ? read_table(intake, &found) : status;
}
