/* CBS OData v4 Observations, CSV or JSON: a row per figure, Measure its indicator, ValueAttribute the reason when
 * there is none. */
#include <string.h>

#include "panel/read.h"

typedef struct columns {
    mkba_i_keys keys;
    mkba_i_dimensions dimensions;
    size_t measure, attribute, value, text;
    size_t unit;    /* of cbsodata4, in R */
    size_t n_texts; /* rows with a text in the place of a figure */
} columns;

static bool is_json(const mkba_i_input *input)
{
    const char *text = input->text;
    size_t length = input->length;
    size_t at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (at < length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t'))
        at++;
    return at < length && text[at] == '{';
}

static mkba_status find_columns(mkba_i_intake *intake, columns *found)
{
    static const char *const usual[] = {"RegioS", "Regios", "WijkenEnBuurten", "Wijken", NULL};
    const char *what = mkba_i_intake_what(intake);
    mkba_i_grid *grid = &intake->grid;
    size_t *others, n = 0, id;
    mkba_status status = mkba_i_intake_keys(intake, usual, &found->keys);

    if (status == MKBA_OK)
        status = mkba_i_intake_column(intake, "Measure", what, &found->measure);
    if (status == MKBA_OK)
        status = mkba_i_intake_column(intake, "ValueAttribute", what, &found->attribute);
    if (status == MKBA_OK)
        status = mkba_i_intake_find(intake, "Value", what, &found->value);
    if (status == MKBA_OK)
        status = mkba_i_intake_optional(intake, "StringValue", false, what, &found->text);
    if (status == MKBA_OK)
        status = mkba_i_intake_optional(intake, "Id", false, what, &id);
    if (status == MKBA_OK)
        status = mkba_i_intake_optional(intake, "Unit", false, what, &found->unit);
    if (status == MKBA_OK)
        status = mkba_i_intake_labels(intake, &found->keys);
    if (status == MKBA_OK)
        status = mkba_i_intake_skip(intake);
    if (status != MKBA_OK)
        return status;
    others = mkba_i_arena_new(&grid->arena, grid->n_columns, sizeof *others);
    if (others == NULL)
        return mkba_i_fail_memory(intake->error);
    for (size_t i = 0; i < grid->n_columns; i++)
        if (!intake->used[i])
            others[n++] = i;
    return mkba_i_intake_dimensions(intake, others, n, &found->dimensions);
}

/* What an attribute says of a row: a figure, or why there is none. */
static mkba_status read_attribute(mkba_i_intake *intake, const columns *found, size_t row, bool has_value,
                                  mkba_cell_status *meant)
{
    static const struct {
        const char *name;
        mkba_cell_status status;
    } attributes[] = {{"Impossible", MKBA_CELL_IMPOSSIBLE},
                      {"Unknown", MKBA_CELL_SUPPRESSED},
                      {"Secret", MKBA_CELL_SUPPRESSED},
                      {"Unreliable", MKBA_CELL_SUPPRESSED}};
    const char *text = mkba_i_grid_text(&intake->grid, row, found->attribute);

    *meant = has_value ? MKBA_CELL_MEASURED : MKBA_CELL_ABSENT;
    if (text == NULL || text[0] == '\0' || strcmp(text, "None") == 0)
        return MKBA_OK;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (strcmp(text, attributes[i].name) == 0) {
            *meant = attributes[i].status;
            if (!has_value)
                return MKBA_OK;
            return mkba_i_grid_fail(&intake->grid, row, found->attribute, intake->error, MKBA_ERROR_PANEL,
                                    "\"%s\" beside a value", text);
        }
    return mkba_i_grid_fail(&intake->grid, row, found->attribute, intake->error, MKBA_ERROR_PANEL,
                            "\"%.60s\" is no attribute that is known: None, Impossible, Unknown, Secret, Unreliable",
                            text);
}

static bool is_wanted(const mkba_panel_options *options, mkba_i_span measure)
{
    for (size_t i = 0; i < options->n_indicators; i++)
        if (strlen(options->indicators[i]) == measure.length &&
            memcmp(options->indicators[i], measure.text, measure.length) == 0)
            return true;
    return options->indicators == NULL;
}

static mkba_status read_figure(mkba_i_intake *intake, columns *found, size_t row, mkba_i_stand *stand,
                               mkba_i_span measure, size_t source)
{
    const char *text = found->text == MKBA_I_NONE ? NULL : mkba_i_grid_text(&intake->grid, row, found->text);
    mkba_i_cell cell;
    size_t indicator;
    mkba_status status = mkba_i_intake_cell(intake, row, found->value, "", &cell);

    if (status == MKBA_OK)
        status = read_attribute(intake, found, row, mkba_cell_has_value(cell.status), &cell.status);
    if (status != MKBA_OK)
        return status;
    if (text != NULL && text[0] != '\0' && cell.status == MKBA_CELL_ABSENT) {
        found->n_texts++;
        return MKBA_OK;
    }
    status = mkba_i_builder_indicator(&intake->builder, measure.text, measure.length, &indicator, intake->error);
    if (status != MKBA_OK)
        return mkba_i_grid_place(&intake->grid, row, found->measure, status, intake->error);
    if (found->unit != MKBA_I_NONE)
        status = mkba_i_builder_unit(&intake->builder, indicator, mkba_i_grid_text(&intake->grid, row, found->unit),
                                     intake->error);
    return status == MKBA_OK ? mkba_i_intake_put(intake, stand, row, &cell, indicator, source)
                             : mkba_i_grid_place(&intake->grid, row, found->unit, status, intake->error);
}

static mkba_status read_row(mkba_i_intake *intake, columns *found, size_t row, size_t source)
{
    mkba_i_span measure = mkba_i_trim(mkba_i_grid_text(&intake->grid, row, found->measure));
    mkba_i_stand stand = {.taken = false};
    bool taken = false;
    mkba_status status;

    if (!is_wanted(&intake->options, measure))
        return MKBA_OK;
    status = mkba_i_intake_chosen(intake, &found->dimensions, row, &taken);
    if (status == MKBA_OK && taken)
        status = mkba_i_intake_stand(intake, &found->keys, row, &stand);
    if (status == MKBA_OK && stand.taken)
        status = read_figure(intake, found, row, &stand, measure, source);
    return status;
}

mkba_status mkba_i_read_odata4(mkba_i_intake *intake)
{
    columns found = {.n_texts = 0};
    size_t source = 0;
    mkba_status status = is_json(&intake->input) ? mkba_i_intake_open_json(intake) : mkba_i_intake_open(intake);

    if (status == MKBA_OK)
        status = find_columns(intake, &found);
    if (status == MKBA_OK)
        status = mkba_i_builder_source(&intake->builder, intake->options.source, &source, intake->error);
    for (size_t row = 0; status == MKBA_OK && row < intake->grid.n_rows; row++)
        status = read_row(intake, &found, row, source);
    if (status == MKBA_OK && found.n_texts > 0)
        status = mkba_i_builder_note(&intake->builder, NULL, NULL, NULL, found.n_texts,
                                     "rows with a text in the place of a figure are left out", intake->error);
    return status;
}
