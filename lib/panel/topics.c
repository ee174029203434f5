/* Columns as indicators, columns of texts, and columns as dimensions: see read.h. */
#include <stdlib.h>
#include <string.h>

#include "panel/read.h"

/* ---- topics ---------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The length of a key without its number: WmoClienten of WmoClienten_86. */
static size_t base_length(const char *key)
{
    size_t length = strlen(key), end = length;

    while (end > 0 && is_digit(key[end - 1]))
        end--;
    return end > 1 && end < length && key[end - 1] == '_' ? end - 1 : length;
}

static bool same_base(const char *a, const char *b)
{
    size_t length = base_length(a);
    return base_length(b) == length && memcmp(a, b, length) == 0;
}

/* How many columns that are not used have the base of this one; *other is another. */
static size_t count_base(const mkba_i_intake *intake, size_t column, size_t *other)
{
    size_t n = 0;

    for (size_t i = 0; i < intake->grid.n_columns; i++)
        if (!intake->used[i] && same_base(intake->grid.names[i], intake->grid.names[column])) {
            *other = i != column ? i : *other;
            n++;
        }
    return n;
}

mkba_status mkba_i_intake_no_topics(mkba_i_intake *intake, mkba_i_topics *topics)
{
    mkba_i_arena *arena = &intake->grid.arena;
    size_t n = intake->grid.n_columns;

    *topics = (mkba_i_topics){.indicators = mkba_i_arena_new(arena, n, sizeof *topics->indicators),
                              .units = mkba_i_arena_new(arena, n, sizeof *topics->units)};
    if (topics->indicators == NULL || topics->units == NULL)
        return mkba_i_fail_memory(intake->error);
    for (size_t i = 0; i < n; i++)
        topics->indicators[i] = topics->units[i] = MKBA_I_NONE;
    return mkba_i_builder_source(&intake->builder, intake->options.source, &topics->source, intake->error);
}

static mkba_status add_topic(mkba_i_intake *intake, size_t column, size_t length, size_t *indicators)
{
    const char *name = intake->grid.names[column];
    mkba_status status;

    if (indicators[column] != MKBA_I_NONE)
        return mkba_i_fail(intake->error, MKBA_ERROR_ARGUMENT, "indicators", "\"%.100s\" is named twice", name);
    status = mkba_i_builder_indicator(&intake->builder, name, length, &indicators[column], intake->error);
    return status;
}

static mkba_status fail_ambiguous(const mkba_i_intake *intake, size_t column, size_t other)
{
    const char *name = intake->grid.names[column];

    return mkba_i_fail(intake->error, MKBA_ERROR_PANEL, "indicators",
                       "\"%.*s\" can be \"%.100s\" and \"%.100s\": name in the options (indicators) the topics to "
                       "read, these whole",
                       (int) base_length(name), name, name, intake->grid.names[other]);
}

/* A topic that the options name. */
static mkba_status add_named(mkba_i_intake *intake, const char *wanted, bool numbered, size_t *indicators)
{
    mkba_i_grid *grid = &intake->grid;
    size_t column = mkba_i_grid_column(grid, wanted), other = 0;

    if (column != MKBA_I_NONE && !intake->used[column]) {
        size_t n = numbered ? count_base(intake, column, &other) : 2;
        return add_topic(intake, column, n > 1 ? strlen(wanted) : base_length(wanted), indicators);
    }
    for (column = 0; numbered && column < grid->n_columns; column++)
        if (!intake->used[column] && base_length(grid->names[column]) == strlen(wanted) &&
            strncmp(grid->names[column], wanted, strlen(wanted)) == 0)
            return count_base(intake, column, &other) > 1 ? fail_ambiguous(intake, column, other)
                                                          : add_topic(intake, column, strlen(wanted), indicators);
    return mkba_i_intake_find(intake, wanted, "indicators", &column) == MKBA_OK
               ? mkba_i_fail(intake->error, MKBA_ERROR_ARGUMENT, "indicators",
                             "\"%.100s\" is no indicator: it is a key, or skipped", wanted)
               : MKBA_ERROR_UNKNOWN;
}

mkba_status mkba_i_intake_topics(mkba_i_intake *intake, bool numbered, const mkba_i_topics *topics)
{
    const mkba_panel_options *options = &intake->options;
    size_t *indicators = topics->indicators;
    size_t n = intake->grid.n_columns, other = 0;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < options->n_indicators; i++)
        status = add_named(intake, options->indicators[i], numbered, indicators);
    if (options->indicators != NULL)
        return status;
    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        const char *name = intake->grid.names[i];
        if (intake->used[i] || name[0] == '\0')
            continue;
        if (numbered && count_base(intake, i, &other) > 1)
            return fail_ambiguous(intake, i, other);
        status = add_topic(intake, i, numbered ? base_length(name) : strlen(name), indicators);
    }
    return status;
}

/* The unit of a figure, where a column has it. */
static mkba_status read_unit(mkba_i_intake *intake, const mkba_i_topics *topics, size_t row, size_t column)
{
    size_t unit = topics->units[column];
    mkba_status status;

    if (unit == MKBA_I_NONE)
        return MKBA_OK;
    status = mkba_i_builder_unit(&intake->builder, topics->indicators[column],
                                 mkba_i_grid_text(&intake->grid, row, unit), intake->error);
    return mkba_i_grid_place(&intake->grid, row, unit, status, intake->error);
}

mkba_status mkba_i_intake_row(mkba_i_intake *intake, const mkba_i_topics *topics, const mkba_i_stand *stand, size_t row)
{
    mkba_status status = MKBA_OK;
    mkba_i_cell cell;

    for (size_t i = 0; status == MKBA_OK && i < intake->grid.n_columns; i++) {
        if (topics->indicators[i] == MKBA_I_NONE)
            continue;
        status = read_unit(intake, topics, row, i);
        if (status == MKBA_OK)
            status = mkba_i_intake_cell(intake, row, i,
                                        "; a column without figures can be named in the options (skipped)", &cell);
        if (status == MKBA_OK)
            status = mkba_i_intake_put(intake, stand, row, &cell, topics->indicators[i], topics->source);
    }
    return status;
}

/* ---- texts ----------------------------------------------------------------------------------------------- */

/* "kopie_vorig_jaar", not "3,5": a figure in another notation is to be refused, not passed over. */
static bool is_word(mkba_i_span text)
{
    unsigned char first = text.length == 0 ? 0 : (unsigned char) text.text[0];
    return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first == 0xC3; /* 0xC3: é, ü, ... */
}

/* The first word of a column of words and empty cells; MKBA_I_NONE for any other column. */
static size_t find_word(const mkba_i_grid *grid, size_t column)
{
    size_t found = MKBA_I_NONE;

    if (grid->table != NULL && grid->texts[column] == NULL)
        return MKBA_I_NONE; /* numbers */
    for (size_t row = 0; row < grid->n_rows; row++) {
        mkba_i_span text = mkba_i_trim(mkba_i_grid_text(grid, row, column));
        if (text.length > 0 && !is_word(text))
            return MKBA_I_NONE;
        if (text.length > 0 && found == MKBA_I_NONE)
            found = row;
    }
    return found;
}

static bool is_wanted(const mkba_panel_options *options, const char *name)
{
    for (size_t i = 0; i < options->n_indicators; i++)
        if (strcmp(options->indicators[i], name) == 0)
            return true;
    return false;
}

mkba_status mkba_i_intake_texts(mkba_i_intake *intake)
{
    const mkba_panel_options *options = &intake->options;
    mkba_i_grid *grid = &intake->grid;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < grid->n_columns; i++) {
        bool wanted = is_wanted(options, grid->names[i]);
        size_t row = intake->used[i] || (options->indicators != NULL && !wanted) ? MKBA_I_NONE : find_word(grid, i);
        if (row == MKBA_I_NONE)
            continue;
        if (wanted)
            return mkba_i_grid_fail(grid, row, i, intake->error, MKBA_ERROR_PANEL,
                                    "\"%.60s\" is no figure, and no cell of this column is: it holds texts",
                                    mkba_i_grid_text(grid, row, i));
        intake->used[i] = true;
        status = mkba_i_builder_note(&intake->builder, NULL, NULL, grid->names[i], grid->n_rows,
                                     "this column holds texts, not one figure: left out", intake->error);
    }
    return status;
}

/* ---- dimensions ------------------------------------------------------------------------------------------ */

static size_t dimension_of(const mkba_i_intake *intake, const mkba_i_dimensions *dimensions, const char *name,
                           size_t length)
{
    for (size_t i = 0; i < dimensions->n; i++) {
        const char *column = intake->grid.names[dimensions->columns[i]];
        if (strlen(column) == length && memcmp(column, name, length) == 0)
            return i;
    }
    return MKBA_I_NONE;
}

static mkba_status choose(mkba_i_intake *intake, mkba_i_dimensions *dimensions, const char *choice)
{
    const char *equals = strchr(choice, '=');
    size_t at = equals == NULL ? MKBA_I_NONE : dimension_of(intake, dimensions, choice, (size_t) (equals - choice));

    if (at == MKBA_I_NONE)
        return mkba_i_fail(intake->error, MKBA_ERROR_UNKNOWN, "chosen",
                           "\"%.100s\" does not begin with a dimension of the text and \"=\", such as "
                           "\"TypeMaatwerkarrangement=T001024\"",
                           choice);
    dimensions->chosen[at] = mkba_i_trim(equals + 1);
    return MKBA_OK;
}

mkba_status mkba_i_intake_dimensions(mkba_i_intake *intake, const size_t *columns, size_t n,
                                     mkba_i_dimensions *dimensions)
{
    mkba_i_arena *arena = &intake->grid.arena;
    mkba_status status = MKBA_OK;

    *dimensions = (mkba_i_dimensions){.columns = mkba_i_arena_new(arena, n, sizeof *dimensions->columns),
                                      .chosen = mkba_i_arena_new(arena, n, sizeof *dimensions->chosen),
                                      .n = n};
    if (dimensions->columns == NULL || dimensions->chosen == NULL)
        return mkba_i_fail_memory(intake->error);
    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        dimensions->columns[i] = columns[i];
        intake->used[columns[i]] = true;
        status = mkba_i_grid_need_text(&intake->grid, columns[i], intake->error);
    }
    for (size_t i = 0; status == MKBA_OK && i < intake->options.n_chosen; i++)
        status = choose(intake, dimensions, intake->options.chosen[i]);
    /* What is left, the first row decides, and the others must have the same. */
    return status;
}

static bool same(mkba_i_span a, mkba_i_span b)
{
    return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

static bool is_chosen(const mkba_i_intake *intake, size_t column)
{
    const char *name = intake->grid.names[column];
    size_t length = strlen(name);

    for (size_t i = 0; i < intake->options.n_chosen; i++)
        if (strncmp(intake->options.chosen[i], name, length) == 0 && intake->options.chosen[i][length] == '=')
            return true;
    return false;
}

mkba_status mkba_i_intake_chosen(mkba_i_intake *intake, mkba_i_dimensions *dimensions, size_t row, bool *taken)
{
    *taken = true;
    for (size_t i = 0; i < dimensions->n; i++) {
        size_t column = dimensions->columns[i];
        mkba_i_span value = mkba_i_trim(mkba_i_grid_text(&intake->grid, row, column));
        if (dimensions->chosen[i].text != NULL && !same(value, dimensions->chosen[i]) && is_chosen(intake, column))
            *taken = false;
    }
    for (size_t i = 0; *taken && i < dimensions->n; i++) {
        size_t column = dimensions->columns[i];
        mkba_i_span value = mkba_i_trim(mkba_i_grid_text(&intake->grid, row, column));
        if (dimensions->chosen[i].text == NULL)
            dimensions->chosen[i] = value;
        if (!same(value, dimensions->chosen[i]))
            return mkba_i_grid_fail(&intake->grid, row, column, intake->error, MKBA_ERROR_PANEL,
                                    "a second value of this dimension: \"%.*s\" beside \"%.*s\"; choose one in the "
                                    "options (chosen)",
                                    (int) value.length, value.text, (int) dimensions->chosen[i].length,
                                    dimensions->chosen[i].text);
    }
    return MKBA_OK;
}
