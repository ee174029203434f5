/* Tidy CSV: a row per figure. */
#include <string.h>

#include "panel/read.h"

typedef struct tidy_columns {
    mkba_i_keys keys;
    size_t indicator, value, unit, bron, status;
    mkba_i_roll names; /* indicators with the first unit of each, when units are to be split */
    const char **units;
    bool *several;
    uint32_t *of_row;      /* the number of each row's name */
    const char *bron_text; /* the source read last, and its number */
    size_t source;
    size_t n_skipped; /* rows */
} tidy_columns;

static mkba_status find_columns(mkba_i_intake *intake, tidy_columns *columns)
{
    static const char *const usual[] = {"gm_code", NULL};
    const mkba_panel_options *options = &intake->options;
    mkba_status status = mkba_i_intake_keys(intake, usual, &columns->keys);

    if (status == MKBA_OK)
        status = mkba_i_intake_column(intake, options->indicator, "indicator", &columns->indicator);
    if (status == MKBA_OK)
        status = mkba_i_intake_find(intake, options->value, "value", &columns->value);
    if (status == MKBA_OK)
        status = mkba_i_intake_optional(intake, options->unit, false, "unit", &columns->unit);
    if (status == MKBA_OK)
        status = mkba_i_intake_optional(intake, options->bron, false, "bron", &columns->bron);
    if (status == MKBA_OK)
        status = mkba_i_intake_optional(intake, options->status, true, "status", &columns->status);
    return status;
}

/* ---- units ----------------------------------------------------------------------------------------------- */

/* Finds the indicators that come in several units. */
static mkba_status find_units(mkba_i_intake *intake, tidy_columns *columns)
{
    const mkba_i_grid *grid = &intake->grid;
    mkba_i_arena *arena = &intake->grid.arena;

    columns->units = mkba_i_arena_new(arena, grid->n_rows, sizeof *columns->units);
    columns->several = mkba_i_arena_new(arena, grid->n_rows, sizeof *columns->several);
    columns->of_row = mkba_i_arena_new(arena, grid->n_rows, sizeof *columns->of_row);
    if (columns->units == NULL || columns->several == NULL || columns->of_row == NULL)
        return mkba_i_fail_memory(intake->error);
    for (size_t row = 0, at = 0; row < grid->n_rows; row++) {
        mkba_i_span span = mkba_i_trim(mkba_i_grid_text(grid, row, columns->indicator));
        const char *unit = mkba_i_grid_text(grid, row, columns->unit);
        at = mkba_i_roll_find_near(&columns->names, at, span.text, span.length);
        if (at == MKBA_I_NONE) {
            const char *name = mkba_i_arena_text(arena, span.text, span.length);
            if (name == NULL || !mkba_i_roll_add(&columns->names, name))
                return mkba_i_fail_memory(intake->error);
            at = columns->names.n - 1;
            columns->units[at] = unit;
        } else if (strcmp(columns->units[at], unit) != 0) {
            columns->several[at] = true;
        }
        columns->of_row[row] = (uint32_t) at;
    }
    return MKBA_OK;
}

/* The name of a row's indicator: with its unit when it comes in several. */
static mkba_status name_of(mkba_i_intake *intake, const tidy_columns *columns, size_t row, mkba_i_text *text,
                           mkba_i_span *name)
{
    size_t at;

    if (columns->of_row == NULL) {
        *name = mkba_i_trim(mkba_i_grid_text(&intake->grid, row, columns->indicator));
        return MKBA_OK;
    }
    at = columns->of_row[row];
    *name = (mkba_i_span){columns->names.items[at], columns->names.lengths[at]};
    if (!columns->several[at])
        return MKBA_OK;
    text->length = 0;
    mkba_i_text_append(text, name->text, name->length);
    mkba_i_text_format(text, " [%s]", mkba_i_grid_text(&intake->grid, row, columns->unit));
    if (text->failed)
        return mkba_i_fail_memory(intake->error);
    *name = (mkba_i_span){text->data, text->length};
    return MKBA_OK;
}

/* ---- indicators ------------------------------------------------------------------------------------------ */

/* The indicators that the options name, added first, so that one that no row has is found. */
static mkba_status add_wanted(mkba_i_intake *intake)
{
    const mkba_panel_options *options = &intake->options;
    mkba_status status = MKBA_OK;
    size_t number;

    for (size_t i = 0; status == MKBA_OK && i < options->n_indicators; i++)
        status = mkba_i_builder_indicator(&intake->builder, options->indicators[i], strlen(options->indicators[i]),
                                          &number, intake->error);
    return status;
}

static bool is_skipped(mkba_i_intake *intake, mkba_i_span name)
{
    const mkba_panel_options *options = &intake->options;

    for (size_t i = 0; i < options->n_skipped; i++)
        if (strlen(options->skipped[i]) == name.length && memcmp(options->skipped[i], name.text, name.length) == 0)
            return true;
    return false;
}

static mkba_status check_wanted(mkba_i_intake *intake, size_t n_wanted)
{
    const mkba_i_builder *builder = &intake->builder;

    for (size_t i = 0; i < n_wanted; i++) {
        size_t record = 0;
        while (record < builder->n_records && builder->records[record].indicator != i)
            record++;
        if (record < builder->n_records)
            continue;
        mkba_status status = mkba_i_fail(intake->error, MKBA_ERROR_UNKNOWN, "indicators",
                                         "no row has the indicator \"%.100s\"", builder->indicators.items[i]);
        return intake->input.table != NULL ? status : mkba_i_intake_place(intake, intake->input.length, status);
    }
    return MKBA_OK;
}

/* The status of a row that says it: it agrees with whether there is a value. */
static mkba_status read_status(mkba_i_intake *intake, const tidy_columns *columns, size_t row, mkba_i_cell *cell)
{
    const char *text = mkba_i_grid_text(&intake->grid, row, columns->status);
    bool has_value = mkba_cell_has_value(cell->status);

    if (mkba_cell_status_from_name(text, &cell->status, NULL) != MKBA_OK)
        return mkba_i_grid_fail(&intake->grid, row, columns->status, intake->error, MKBA_ERROR_PANEL,
                                "\"%.60s\" is no status, such as measured, provisional, suppressed or impossible",
                                text);
    if (mkba_cell_has_value(cell->status) != has_value)
        return mkba_i_grid_fail(&intake->grid, row, columns->status, intake->error, MKBA_ERROR_PANEL,
                                has_value ? "\"%.60s\" beside a value" : "\"%.60s\" without a value", text);
    return MKBA_OK;
}

static mkba_status read_value(mkba_i_intake *intake, const tidy_columns *columns, const mkba_i_stand *stand, size_t row,
                              size_t indicator, size_t source)
{
    mkba_i_cell cell;
    mkba_status status = mkba_i_intake_cell(intake, row, columns->value, "", &cell);

    if (status == MKBA_OK && columns->status != MKBA_I_NONE)
        status = read_status(intake, columns, row, &cell);
    return status == MKBA_OK ? mkba_i_intake_put(intake, stand, row, &cell, indicator, source) : status;
}

/* The source of a row: mostly that of the row before. */
static mkba_status read_source(mkba_i_intake *intake, tidy_columns *columns, size_t row)
{
    const char *text =
        columns->bron == MKBA_I_NONE ? intake->options.source : mkba_i_grid_text(&intake->grid, row, columns->bron);

    if (text != NULL && columns->bron_text != NULL && strcmp(text, columns->bron_text) == 0)
        return MKBA_OK;
    columns->bron_text = text;
    return mkba_i_builder_source(&intake->builder, text, &columns->source, intake->error);
}

/* Area, period, unit and source of a figure, and then its value. */
static mkba_status read_figure(mkba_i_intake *intake, tidy_columns *columns, size_t row, mkba_i_span name)
{
    const mkba_i_grid *grid = &intake->grid;
    mkba_i_builder *builder = &intake->builder;
    size_t indicator = 0;
    mkba_i_stand stand = {.taken = false};
    mkba_status status = mkba_i_intake_stand(intake, &columns->keys, row, &stand);

    if (status != MKBA_OK || !stand.taken)
        return status;
    status = mkba_i_builder_indicator(builder, name.text, name.length, &indicator, intake->error);
    if (status != MKBA_OK)
        return mkba_i_grid_place(grid, row, columns->indicator, status, intake->error);
    if (columns->unit != MKBA_I_NONE)
        status = mkba_i_builder_unit(builder, indicator, mkba_i_grid_text(grid, row, columns->unit), intake->error);
    if (status != MKBA_OK)
        return mkba_i_grid_place(grid, row, columns->unit, status, intake->error);
    status = read_source(intake, columns, row);
    return status == MKBA_OK ? read_value(intake, columns, &stand, row, indicator, columns->source) : status;
}

static mkba_status read_row(mkba_i_intake *intake, tidy_columns *columns, size_t row, mkba_i_text *text)
{
    bool all = intake->options.indicators == NULL;
    mkba_i_span name;
    mkba_status status = name_of(intake, columns, row, text, &name);

    if (status != MKBA_OK)
        return status;
    if (is_skipped(intake, name)) {
        columns->n_skipped++;
        return MKBA_OK;
    }
    if (!all && mkba_i_roll_find_span(&intake->builder.indicators, name.text, name.length) == MKBA_I_NONE)
        return MKBA_OK;
    return read_figure(intake, columns, row, name);
}

mkba_status mkba_i_read_tidy(mkba_i_intake *intake)
{
    tidy_columns columns = {.n_skipped = 0};
    mkba_i_text name = {0};
    size_t n_wanted;
    mkba_status status = mkba_i_intake_open(intake);

    if (status == MKBA_OK)
        status = find_columns(intake, &columns);
    if (status == MKBA_OK && intake->options.split_units && columns.unit != MKBA_I_NONE)
        status = find_units(intake, &columns);
    if (status == MKBA_OK)
        status = add_wanted(intake);
    n_wanted = intake->builder.indicators.n;
    for (size_t row = 0; status == MKBA_OK && row < intake->grid.n_rows; row++)
        status = read_row(intake, &columns, row, &name);
    if (status == MKBA_OK && columns.n_skipped > 0)
        status = mkba_i_builder_note(&intake->builder, NULL, NULL, NULL, columns.n_skipped,
                                     "rows of these indicators are left out, as asked", intake->error);
    mkba_i_text_drop(&name);
    mkba_i_roll_free(&columns.names);
    return status == MKBA_OK ? check_wanted(intake, n_wanted) : status;
}
