/* What the readers share: see read.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "panel/read.h"

/* ---- text ------------------------------------------------------------------------------------------------ */

static size_t blank_before(const char *text, size_t length)
{
    if (length >= 1 && (text[0] == ' ' || text[0] == '\t'))
        return 1;
    return length >= 2 && text[0] == '\xC2' && text[1] == '\xA0' ? 2 : 0;
}

static size_t blank_after(const char *text, size_t length)
{
    if (length >= 1 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        return 1;
    return length >= 2 && text[length - 2] == '\xC2' && text[length - 1] == '\xA0' ? 2 : 0;
}

/* Whether a byte may begin or end a blank; most do not. */
static bool may_be_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\xC2' || c == '\xA0';
}

mkba_i_span mkba_i_trim(const char *text)
{
    mkba_i_span span = {text == NULL ? "" : text, text == NULL ? 0 : strlen(text)};
    size_t blank;

    if (span.length > 0 && !may_be_blank(span.text[0]) && !may_be_blank(span.text[span.length - 1]))
        return span;
    while ((blank = blank_before(span.text, span.length)) > 0) {
        span.text += blank;
        span.length -= blank;
    }
    while ((blank = blank_after(span.text, span.length)) > 0)
        span.length -= blank;
    return span;
}

static bool is_span(mkba_i_span span, const char *text)
{
    return strlen(text) == span.length && memcmp(span.text, text, span.length) == 0;
}

static bool is_listed(mkba_i_span span, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_span(span, list[i]))
            return true;
    return false;
}

/* ---- the grid -------------------------------------------------------------------------------------------- */

mkba_status mkba_i_intake_columns(mkba_i_intake *intake)
{
    intake->used = mkba_i_arena_new(&intake->grid.arena, intake->grid.n_columns, sizeof *intake->used);
    return intake->used == NULL ? mkba_i_fail_memory(intake->error) : MKBA_OK;
}

const char *mkba_i_intake_what(const mkba_i_intake *intake)
{
    return intake->input.table == NULL ? "text" : "table";
}

mkba_status mkba_i_intake_place(const mkba_i_intake *intake, size_t at, mkba_status status)
{
    const char *text = intake->input.text;
    size_t line = 1, start = 0;

    if (intake->error == NULL)
        return status;
    for (size_t i = 0; i < at; i++)
        if (text[i] == '\n') {
            line++;
            start = i + 1;
        }
    intake->error->line = line;
    intake->error->column = at - start + 1;
    if (line == 1 && at >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        intake->error->column -= 3;
    return status;
}

/* Where a mark first stands at or after `from`; MKBA_I_NONE when nowhere. */
static size_t find_text(const char *text, size_t length, size_t from, const char *mark)
{
    size_t n = strlen(mark);

    for (size_t at = from; at + n <= length; at++) {
        const char *found = memchr(text + at, mark[0], length - n + 1 - at);
        if (found == NULL)
            return MKBA_I_NONE;
        at = (size_t) (found - text);
        if (memcmp(found, mark, n) == 0)
            return at;
    }
    return MKBA_I_NONE;
}

/* The first byte order mark that is not at the begin, also one that was taken for three letters of ISO-8859-1. */
static size_t find_mark(const char *text, size_t length)
{
    size_t mark = find_text(text, length, 1, "\xEF\xBB\xBF");
    size_t letters = find_text(text, length, 0, "\xC3\xAF\xC2\xBB\xC2\xBF");

    return mark < letters ? mark : letters;
}

static mkba_status check_marks(const mkba_i_intake *intake)
{
    const mkba_i_input *input = &intake->input;
    size_t at = find_mark(input->text, input->length);

    if (at == MKBA_I_NONE)
        return MKBA_OK;
    return mkba_i_intake_place(
        intake, at,
        mkba_i_fail(intake->error, MKBA_ERROR_SYNTAX, "text",
                    "a byte order mark inside the text, or one read in another encoding: files seem to have "
                    "been joined"));
}

mkba_status mkba_i_intake_check_text(mkba_i_intake *intake)
{
    const mkba_i_input *input = &intake->input;
    mkba_status status = check_marks(intake);

    if (status != MKBA_OK || input->length == 0 || input->text[input->length - 1] == '\n')
        return status;
    return mkba_i_intake_place(intake, input->length,
                               mkba_i_fail(intake->error, MKBA_ERROR_PANEL, "text",
                                           "the last line does not end: the text seems to be cut off"));
}

static mkba_status read_csv(mkba_i_intake *intake)
{
    mkba_status status = mkba_i_intake_check_text(intake);

    return status == MKBA_OK ? mkba_i_grid_read_csv(&intake->grid, intake->input.text, intake->input.length,
                                                    intake->options.separator, intake->error)
                             : status;
}

mkba_status mkba_i_intake_open(mkba_i_intake *intake)
{
    mkba_status status = intake->input.table == NULL
                             ? read_csv(intake)
                             : mkba_i_grid_read_table(&intake->grid, intake->input.table, intake->error);

    return status == MKBA_OK ? mkba_i_intake_columns(intake) : status;
}

mkba_status mkba_i_intake_open_json(mkba_i_intake *intake)
{
    mkba_status status = check_marks(intake);

    if (status == MKBA_OK)
        status = mkba_i_grid_read_json(&intake->grid, intake->input.text, intake->input.length, intake->error);
    return status == MKBA_OK ? mkba_i_intake_columns(intake) : status;
}

/* ---- columns --------------------------------------------------------------------------------------------- */

static mkba_status fail_no_column(const mkba_i_intake *intake, const char *name, const char *where, const char *hint)
{
    char header[64] = "the table";

    if (intake->input.table == NULL)
        snprintf(header, sizeof header, "the header (row %zu)", intake->grid.first);
    if (intake->grid.json != NULL)
        snprintf(header, sizeof header, "the text");
    mkba_status status =
        mkba_i_fail(intake->error, MKBA_ERROR_UNKNOWN, where,
                    "%s has no column \"%.100s\"%s; name the right one in the options (%s)", header, name, hint, where);
    if (intake->input.table != NULL || intake->error == NULL)
        return status;
    if (intake->grid.json != NULL)
        return mkba_i_intake_place(intake, 0, status);
    mkba_i_csv_place(&intake->grid.csv, intake->grid.first - 1, 0, &intake->error->line, &intake->error->column);
    return status;
}

mkba_status mkba_i_intake_find(mkba_i_intake *intake, const char *name, const char *where, size_t *column)
{
    const mkba_i_grid *grid = &intake->grid;
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    char hint[MKBA_I_HINT];

    *column = mkba_i_grid_column(grid, name);
    if (*column != MKBA_I_NONE) {
        intake->used[*column] = true;
        return MKBA_OK;
    }
    for (size_t i = 0; i < grid->n_columns && i < 1000; i++)
        mkba_i_nearest_try(&nearest, grid->names[i]);
    mkba_i_nearest_hint(&nearest, hint);
    return fail_no_column(intake, name, where, hint);
}

mkba_status mkba_i_intake_column(mkba_i_intake *intake, const char *name, const char *where, size_t *column)
{
    mkba_status status = mkba_i_intake_find(intake, name, where, column);

    return status == MKBA_OK ? mkba_i_grid_need_text(&intake->grid, *column, intake->error) : status;
}

mkba_status mkba_i_intake_optional(mkba_i_intake *intake, const char *name, bool demanded, const char *where,
                                   size_t *column)
{
    *column = MKBA_I_NONE;
    if (name == NULL || name[0] == '\0' || (!demanded && mkba_i_grid_column(&intake->grid, name) == MKBA_I_NONE))
        return MKBA_OK;
    return mkba_i_intake_column(intake, name, where, column);
}

mkba_status mkba_i_intake_keys(mkba_i_intake *intake, const char *const *usual, mkba_i_keys *keys)
{
    const mkba_panel_options *options = &intake->options;
    const char *area = options->area;
    mkba_status status = MKBA_OK;

    *keys = (mkba_i_keys){MKBA_I_NONE, MKBA_I_NONE, MKBA_I_NONE};
    for (size_t i = 0; area == NULL && usual[i] != NULL; i++)
        if (mkba_i_grid_column(&intake->grid, usual[i]) != MKBA_I_NONE)
            area = usual[i];
    if (area == NULL)
        area = usual[0];
    if (options->fixed_area == NULL)
        status = mkba_i_intake_column(intake, area, "area", &keys->area);
    if (status == MKBA_OK && options->fixed_period == NULL)
        status = mkba_i_intake_column(intake, options->period, "period", &keys->period);
    if (status == MKBA_OK)
        status = mkba_i_intake_optional(intake, options->name, false, "name", &keys->name);
    return status;
}

mkba_status mkba_i_intake_skip(mkba_i_intake *intake)
{
    const mkba_panel_options *options = &intake->options;
    mkba_status status = MKBA_OK;
    size_t column;

    for (size_t i = 0; status == MKBA_OK && i < options->n_skipped; i++) {
        status = mkba_i_intake_find(intake, options->skipped[i], "skipped", &column);
        if (status == MKBA_OK)
            status = mkba_i_builder_note(&intake->builder, NULL, NULL, options->skipped[i], intake->grid.n_rows,
                                         "this column is left out, as asked", intake->error);
    }
    return status;
}

/* ---- area and period of a row ---------------------------------------------------------------------------- */

/* The code of a name that is listed, also without " (gemeente)". NULL when there is none. */
static const char *code_of_name(const mkba_panel_options *options, mkba_i_span name)
{
    static const char ending[] = " (gemeente)";
    size_t length = sizeof ending - 1;

    for (size_t i = 0; i < options->n_area_names; i++)
        if (is_span(name, options->area_names[i]))
            return options->area_codes[i];
    if (name.length <= length || memcmp(name.text + name.length - length, ending, length) != 0)
        return NULL;
    name.length -= length;
    for (size_t i = 0; i < options->n_area_names; i++)
        if (is_span(name, options->area_names[i]))
            return options->area_codes[i];
    return NULL;
}

static mkba_status read_code(mkba_i_intake *intake, const mkba_i_keys *keys, size_t row, mkba_i_span *code)
{
    const mkba_panel_options *options = &intake->options;

    *code = keys->area == MKBA_I_NONE ? mkba_i_trim(options->fixed_area)
                                      : mkba_i_trim(mkba_i_grid_text(&intake->grid, row, keys->area));
    if (options->area_names != NULL && keys->area != MKBA_I_NONE) {
        const char *found = code_of_name(options, *code);
        if (found == NULL)
            return mkba_i_grid_fail(&intake->grid, row, keys->area, intake->error, MKBA_ERROR_UNKNOWN,
                                    "\"%.*s\" is not among the names of areas in the options", (int) code->length,
                                    code->text);
        *code = mkba_i_trim(found);
    }
    if (code->length == 0 && keys->area != MKBA_I_NONE)
        return mkba_i_grid_fail(&intake->grid, row, keys->area, intake->error, MKBA_ERROR_PANEL,
                                "the code of the area is empty");
    return MKBA_OK;
}

static bool is_provisional(const mkba_panel_options *options, const char *text)
{
    mkba_i_span span = mkba_i_trim(text);
    return is_listed(span, options->provisional, options->n_provisional);
}

/* Reads the period of a row into the intake, unless it is that of the row before. */
static mkba_status read_period(mkba_i_intake *intake, const mkba_i_keys *keys, size_t row)
{
    const mkba_panel_options *options = &intake->options;
    const char *text =
        keys->period == MKBA_I_NONE ? options->fixed_period : mkba_i_grid_text(&intake->grid, row, keys->period);
    size_t column = keys->period == MKBA_I_NONE ? 0 : keys->period;
    mkba_i_period period;
    mkba_status status;

    if (text != NULL && intake->period_text[0] != '\0' && strcmp(text, intake->period_text) == 0)
        return MKBA_OK;
    intake->period_text[0] = '\0';
    if (text == NULL || !mkba_i_period_parse(text, &period, &intake->provisional))
        return mkba_i_grid_fail(&intake->grid, row, column, intake->error, MKBA_ERROR_PANEL,
                                "\"%.60s\" is no period, such as 2021, 2021JJ00, 2021HJ01, 2021KW04, 2021MM12 or "
                                "2021-01-31",
                                text == NULL ? "" : text);
    intake->provisional = intake->provisional || is_provisional(options, text);
    intake->taken = options->kind == MKBA_PERIOD_ANY || options->kind == period.kind;
    if (intake->taken) {
        status = mkba_i_builder_period(&intake->builder, &period, &intake->period, intake->error);
        if (status != MKBA_OK)
            return mkba_i_grid_place(&intake->grid, row, column, status, intake->error);
    }
    if (strlen(text) < sizeof intake->period_text)
        memcpy(intake->period_text, text, strlen(text) + 1);
    return MKBA_OK;
}

/* Area and period of a row that is not like the one before. */
static mkba_status read_stand(mkba_i_intake *intake, const mkba_i_keys *keys, size_t row, mkba_i_stand *stand)
{
    const char *prefix = intake->options.area_prefix;
    size_t column = keys->area == MKBA_I_NONE ? 0 : keys->area;
    mkba_i_span code, name;
    mkba_status status = read_code(intake, keys, row, &code);

    if (status != MKBA_OK)
        return status;
    if (prefix != NULL && (code.length < strlen(prefix) || memcmp(code.text, prefix, strlen(prefix)) != 0)) {
        intake->n_other_areas++;
        return MKBA_OK;
    }
    status = read_period(intake, keys, row);
    if (status != MKBA_OK || !intake->taken) {
        intake->n_other_kinds += status == MKBA_OK;
        return status;
    }
    *stand = (mkba_i_stand){.taken = true, .provisional = intake->provisional, .period = intake->period};
    status = mkba_i_builder_area(&intake->builder, code.text, code.length, &stand->area, intake->error);
    if (status != MKBA_OK)
        return mkba_i_grid_place(&intake->grid, row, column, status, intake->error);
    if (keys->name == MKBA_I_NONE && intake->options.area_names == NULL)
        return MKBA_OK;
    name = mkba_i_trim(mkba_i_grid_text(&intake->grid, row, keys->name == MKBA_I_NONE ? keys->area : keys->name));
    return mkba_i_builder_name(&intake->builder, stand->area, stand->period, name.text, name.length, intake->error);
}

/* Whether the cells of area, name and period are those of the row before; they are kept for the next. */
static bool is_repeated(mkba_i_intake *intake, const mkba_i_keys *keys, size_t row)
{
    const size_t columns[] = {keys->period, keys->area, keys->name};
    bool repeated = intake->stand_before.taken;

    for (size_t i = 0; i < 3; i++) {
        const char *text = columns[i] == MKBA_I_NONE ? "" : mkba_i_grid_text(&intake->grid, row, columns[i]);
        repeated = repeated && text != NULL && strcmp(text, intake->keys_before[i]) == 0;
        intake->keys_before[i] = text == NULL ? "" : text;
    }
    return repeated;
}

mkba_status mkba_i_intake_stand(mkba_i_intake *intake, const mkba_i_keys *keys, size_t row, mkba_i_stand *stand)
{
    mkba_status status = MKBA_OK;

    if (!is_repeated(intake, keys, row)) {
        intake->stand_before = (mkba_i_stand){.taken = false};
        status = read_stand(intake, keys, row, &intake->stand_before);
    }
    *stand = intake->stand_before;
    return status;
}

/* ---- cells ----------------------------------------------------------------------------------------------- */

mkba_status mkba_i_intake_put(mkba_i_intake *intake, const mkba_i_stand *stand, size_t row, const mkba_i_cell *cell,
                              size_t indicator, size_t source)
{
    bool provisional = stand->provisional && cell->status == MKBA_CELL_MEASURED;
    mkba_i_record record = {.value = cell->value,
                            .area = (uint32_t) stand->area,
                            .period = (uint32_t) stand->period,
                            .indicator = (uint32_t) indicator,
                            .row = (uint32_t) mkba_i_grid_row_number(&intake->grid, row),
                            .source = (uint16_t) source,
                            .status = (unsigned char) (provisional ? MKBA_CELL_PROVISIONAL : cell->status)};

    return mkba_i_builder_cell(&intake->builder, &record, intake->error);
}

mkba_status mkba_i_intake_cell(mkba_i_intake *intake, size_t row, size_t column, const char *advice, mkba_i_cell *cell)
{
    char number[MKBA_I_NUMBER_TEXT];
    const char *text = number, *reason = NULL;
    double value = 0;

    if (mkba_i_grid_number(&intake->grid, row, column, &value)) {
        if (mkba_i_cell_number(value, &intake->signs, cell, &reason))
            return MKBA_OK;
        mkba_i_number_print(value, number);
    } else {
        text = mkba_i_grid_text(&intake->grid, row, column);
        if (mkba_i_cell_read(text, &intake->signs, cell, &reason))
            return MKBA_OK;
    }
    return mkba_i_grid_fail(&intake->grid, row, column, intake->error, MKBA_ERROR_PANEL, "\"%.60s\" %s%s", text, reason,
                            advice);
}
