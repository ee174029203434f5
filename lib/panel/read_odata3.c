/* CBS OData v3: a row per combination of dimensions, a column per topic, whose key ends in a number. */
#include <string.h>

#include "panel/read.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_topic(const char *key)
{
    size_t end = strlen(key);
    bool numbered = end > 0 && is_digit(key[end - 1]);

    while (end > 0 && is_digit(key[end - 1]))
        end--;
    return numbered && end > 1 && key[end - 1] == '_';
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Topics that hold text in the tables of CBS; only Gemeentenaam is the name of the row's own area. */
static bool is_text_topic(const char *key)
{
    static const char *const texts[] = {"Gemeentenaam_", "Naam_", "SoortRegio_",
                                        "Codering_",     "Code_", "SorteringNaam_"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (begins(key, texts[i]))
            return true;
    return false;
}

/* Row numbers: of the table (ID), and of a data frame that was written with its index. */
static bool is_row_number(const char *key)
{
    return key[0] == '\0' || strcmp(key, "ID") == 0;
}

/* Sets apart the columns that are no topics: row numbers, texts, dimensions. */
static mkba_status sort_columns(mkba_i_intake *intake, mkba_i_keys *keys, mkba_i_dimensions *dimensions)
{
    mkba_i_grid *grid = &intake->grid;
    size_t *columns = mkba_i_arena_new(&grid->arena, grid->n_columns, sizeof *columns), n = 0;
    mkba_status status = MKBA_OK;

    if (columns == NULL)
        return mkba_i_fail_memory(intake->error);
    for (size_t i = 0; status == MKBA_OK && i < grid->n_columns; i++) {
        const char *key = grid->names[i];
        if (intake->used[i])
            continue;
        if (is_row_number(key)) {
            intake->used[i] = true;
        } else if (!is_topic(key)) {
            columns[n++] = i;
        } else if (is_text_topic(key)) {
            intake->used[i] = true;
            if (keys->name == MKBA_I_NONE && begins(key, "Gemeentenaam_")) {
                keys->name = i;
                status = mkba_i_grid_need_text(grid, i, intake->error);
            } else
                status = mkba_i_builder_note(&intake->builder, NULL, NULL, key, grid->n_rows,
                                             "this topic holds texts: left out", intake->error);
        }
    }
    return status == MKBA_OK ? mkba_i_intake_dimensions(intake, columns, n, dimensions) : status;
}

static mkba_status read_row(mkba_i_intake *intake, const mkba_i_keys *keys, mkba_i_dimensions *dimensions,
                            const mkba_i_topics *topics, size_t row)
{
    mkba_i_stand stand = {.taken = false};
    bool taken = false;
    mkba_status status = mkba_i_intake_chosen(intake, dimensions, row, &taken);

    if (status == MKBA_OK && taken)
        status = mkba_i_intake_stand(intake, keys, row, &stand);
    return status == MKBA_OK && stand.taken ? mkba_i_intake_row(intake, topics, &stand, row) : status;
}

mkba_status mkba_i_read_odata3(mkba_i_intake *intake)
{
    static const char *const usual[] = {"RegioS", "Regios", "WijkenEnBuurten", "Wijken", "Gemeenten", NULL};
    mkba_i_topics topics;
    mkba_i_keys keys;
    mkba_i_dimensions dimensions;
    mkba_status status = mkba_i_intake_open(intake);

    if (status == MKBA_OK)
        status = mkba_i_intake_keys(intake, usual, &keys);
    if (status == MKBA_OK)
        status = mkba_i_intake_skip(intake);
    if (status == MKBA_OK)
        status = mkba_i_intake_labels(intake, &keys);
    if (status == MKBA_OK)
        status = mkba_i_intake_no_topics(intake, &topics);
    if (status == MKBA_OK)
        status = mkba_i_intake_units(intake, &topics);
    if (status == MKBA_OK)
        status = sort_columns(intake, &keys, &dimensions);
    if (status == MKBA_OK)
        status = mkba_i_intake_topics(intake, true, &topics);
    for (size_t row = 0; status == MKBA_OK && row < intake->grid.n_rows; row++)
        status = read_row(intake, &keys, &dimensions, &topics, row);
    return status;
}
