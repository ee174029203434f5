/* Reading a panel: options, encoding, the reader of the format, and what was left out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/latin1.h"
#include "base/options.h"
#include "base/text.h"
#include "panel/read.h"

/* ---- options --------------------------------------------------------------------------------------------- */

void mkba_panel_options_init_size(mkba_panel_options *options, size_t size)
{
    mkba_i_options_init(options, size, NULL, 0);
}

static const char *or_else(const char *given, const char *usual)
{
    return given == NULL ? usual : given;
}

/* The columns that are usual for a format, where the options have none. The area's are the reader's. */
static void fill_in(mkba_panel_options *options, mkba_panel_format format)
{
    bool own = format == MKBA_PANEL_TIDY || format == MKBA_PANEL_WIDE || format == MKBA_PANEL_PDOK;

    options->name = or_else(options->name, format == MKBA_PANEL_PDOK ? "gemeentenaam" : own ? "gemeente" : "");
    options->period = or_else(options->period, own ? "jaar" : "Perioden");
    options->indicator = or_else(options->indicator, "indicator");
    options->value = or_else(options->value, "waarde");
    options->unit = or_else(options->unit, "eenheid");
    options->bron = or_else(options->bron, "bron");
    if (options->separator == '\0')
        options->separator = format == MKBA_PANEL_STATLINE ? ';' : ',';
    if (options->decimal == '\0')
        options->decimal = format == MKBA_PANEL_STATLINE ? ',' : '.';
}

static mkba_status check_lists(const mkba_panel_options *options, mkba_error *error)
{
    const struct {
        const char *const *list;
        size_t n;
        const char *where;
    } lists[] = {{options->indicators, options->n_indicators, "indicators"},
                 {options->skipped, options->n_skipped, "skipped"},
                 {options->chosen, options->n_chosen, "chosen"},
                 {options->provisional, options->n_provisional, "provisional"},
                 {options->area_codes, options->n_area_names, "area_codes"},
                 {options->area_names, options->n_area_names, "area_names"}};
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < sizeof lists / sizeof *lists; i++)
        status = mkba_i_check_list(lists[i].list, lists[i].n, lists[i].where, error);
    return status;
}

/* The fields that the caller's version of the struct has. */
static mkba_status take_options(const mkba_panel_options *given, mkba_panel_format format, mkba_panel_options *taken,
                                mkba_error *error)
{
    mkba_status status;

    mkba_panel_options_init(taken);
    if ((unsigned) format > (unsigned) MKBA_PANEL_PDOK)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "format", "%d is no format", (int) format);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_panel_options_init", error);
    if (status != MKBA_OK)
        return status;
    fill_in(taken, format);
    if (taken->separator != ',' && taken->separator != ';')
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "separator", "the separator is ',' or ';'");
    if (taken->decimal != '.' && taken->decimal != ',')
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "decimal", "the decimal sign is '.' or ','");
    if ((unsigned) taken->encoding > (unsigned) MKBA_ENCODING_LATIN1)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "encoding", "%d is no encoding", (int) taken->encoding);
    if ((unsigned) taken->kind > (unsigned) MKBA_PERIOD_DATE)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "kind", "%d is no kind of periods", (int) taken->kind);
    return check_lists(taken, error);
}

/* What an empty or blank cell says depends on the form: see docs/panel.md. */
static mkba_i_signs signs_of(mkba_panel_format format, char decimal)
{
    bool untyped = format == MKBA_PANEL_ODATA3_UNTYPED, statline = format == MKBA_PANEL_STATLINE;

    return (mkba_i_signs){.decimal = decimal,
                          .nothing = untyped ? MKBA_CELL_IMPOSSIBLE : MKBA_CELL_ABSENT,
                          .blank = untyped || statline ? MKBA_CELL_IMPOSSIBLE : MKBA_CELL_ABSENT,
                          .iv3 = format == MKBA_PANEL_IV3,
                          .pdok = format == MKBA_PANEL_PDOK};
}

/* ---- reading --------------------------------------------------------------------------------------------- */

static mkba_status read_format(mkba_i_intake *intake, mkba_panel_format format)
{
    switch (format) {
    case MKBA_PANEL_TIDY: return mkba_i_read_tidy(intake);
    case MKBA_PANEL_WIDE:
    case MKBA_PANEL_PDOK: return mkba_i_read_wide(intake);
    case MKBA_PANEL_ODATA3_UNTYPED:
    case MKBA_PANEL_ODATA3_TYPED: return mkba_i_read_odata3(intake);
    case MKBA_PANEL_ODATA4: return mkba_i_read_odata4(intake);
    case MKBA_PANEL_STATLINE: return mkba_i_read_statline(intake);
    case MKBA_PANEL_IV3: return mkba_i_read_iv3(intake);
    }
    return mkba_i_fail(intake->error, MKBA_ERROR_INTERNAL, "format", "this format has no reader: please report this");
}

static mkba_status note_left_out(mkba_i_intake *intake)
{
    mkba_status status = MKBA_OK;

    if (intake->n_other_kinds > 0)
        status = mkba_i_builder_note(&intake->builder, NULL, NULL, NULL, intake->n_other_kinds,
                                     "rows of another kind of period are left out, as asked", intake->error);
    if (status == MKBA_OK && intake->n_other_areas > 0)
        status = mkba_i_builder_note(&intake->builder, NULL, NULL, NULL, intake->n_other_areas,
                                     "rows of other areas are left out, as asked", intake->error);
    return status;
}

static mkba_status fail_empty(const mkba_i_intake *intake)
{
    mkba_status status = mkba_i_fail(intake->error, MKBA_ERROR_PANEL, mkba_i_intake_what(intake),
                                     "there is no figure to read: no row is left, or no column of figures");

    return intake->input.table != NULL ? status : mkba_i_intake_place(intake, intake->input.length, status);
}

static size_t find_row(const mkba_i_intake *intake, size_t number)
{
    return number > intake->grid.first ? number - intake->grid.first - 1 : 0;
}

static mkba_status note_format(mkba_i_intake *intake, mkba_panel_format format)
{
    char note[64];

    snprintf(note, sizeof note, "figures are read as %s", mkba_panel_format_name(format));
    return mkba_i_builder_note(&intake->builder, NULL, NULL, NULL, intake->builder.n_records, note, intake->error);
}

static mkba_status finish(mkba_i_intake *intake, mkba_panel_format format, mkba_panel **out)
{
    size_t row = 0;
    mkba_status status = note_format(intake, format);

    if (status == MKBA_OK)
        status = note_left_out(intake);
    if (status == MKBA_OK && intake->builder.n_records == 0)
        status = fail_empty(intake);
    if (status != MKBA_OK)
        return status;
    status = mkba_i_builder_finish(&intake->builder, &row, out, intake->error);
    return row == 0 ? status : mkba_i_grid_place(&intake->grid, find_row(intake, row), 0, status, intake->error);
}

/* Reads intake->input, and frees the intake. */
static mkba_status read_input(mkba_i_intake *intake, mkba_panel_format format, mkba_panel **out)
{
    mkba_status status;

    intake->signs = signs_of(format, intake->options.decimal);
    status = read_format(intake, format);
    if (status == MKBA_OK)
        status = finish(intake, format, out);
    mkba_i_builder_free(&intake->builder);
    mkba_i_grid_free(&intake->grid);
    return status;
}

mkba_status mkba_panel_parse(const char *text, size_t length, mkba_panel_format format,
                             const mkba_panel_options *options, mkba_panel **out, mkba_error *error)
{
    mkba_i_intake intake = {.error = error};
    char *decoded = NULL;
    mkba_status status;

    status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(text), MKBA_I_GIVEN(out));
    if (status == MKBA_OK)
        status = take_options(options, format, &intake.options, error);
    if (status == MKBA_OK && intake.options.encoding == MKBA_ENCODING_LATIN1) {
        status = mkba_i_latin1_to_utf8(text, length, &decoded, &length, error);
        text = decoded;
    }
    intake.input = (mkba_i_input){.text = text, .length = length};
    if (status == MKBA_OK)
        status = read_input(&intake, format, out);
    free(decoded);
    return status;
}

/* What belongs to bytes has no place where a table is read. */
static mkba_status check_table_options(const mkba_panel_options *options, mkba_panel_format format, mkba_error *error)
{
    if (format == MKBA_PANEL_STATLINE)
        return mkba_i_fail(
            error, MKBA_ERROR_ARGUMENT, "format",
            "a file of the StatLine portal has titles and header lines, so it is read as a text; a table "
            "of its rows is wide");
    if (options != NULL && options->separator != '\0')
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "separator", "a table has columns, and no separator");
    if (options != NULL && options->encoding != MKBA_ENCODING_UTF8)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "encoding", "the texts of a table are UTF-8 already");
    return MKBA_OK;
}

mkba_status mkba_panel_from_table(const mkba_table *table, mkba_panel_format format, const mkba_panel_options *options,
                                  mkba_panel **out, mkba_error *error)
{
    mkba_i_intake intake = {.input = {.table = table}, .error = error};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = take_options(options, format, &intake.options, error);
    if (status == MKBA_OK)
        status = check_table_options(options, format, error);
    return status == MKBA_OK ? read_input(&intake, format, out) : status;
}

mkba_status mkba_panel_read(const char *path, mkba_panel_format format, const mkba_panel_options *options,
                            mkba_panel **out, mkba_error *error)
{
    char *bytes = NULL;
    size_t length = 0;
    mkba_status status;

    status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(path), MKBA_I_GIVEN(out));
    if (status == MKBA_OK)
        status = mkba_i_file_read(path, MKBA_I_CSV_BYTES, &bytes, &length, error);
    if (status != MKBA_OK)
        return status;
    status = mkba_panel_parse(bytes, length, format, options, out, error);
    if (status != MKBA_OK && error != NULL)
        mkba_i_copy_text(error->source, sizeof error->source, path);
    free(bytes);
    return status;
}
