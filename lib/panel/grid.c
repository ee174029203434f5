/* Grids: see grid.h. */
#include "panel/grid.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/roll.h"

/* ---- names of columns ------------------------------------------------------------------------------------ */

static mkba_status fail_twice(const mkba_i_grid *grid, size_t column, mkba_error *error)
{
    static const char sentence[] = "the column \"%.100s\" comes twice";
    char where[64];

    if (grid->table == NULL)
        return mkba_i_csv_fail(&grid->csv, 0, column, error, MKBA_ERROR_PANEL, sentence, grid->names[column]);
    snprintf(where, sizeof where, "column %zu", column + 1);
    return mkba_i_fail(error, MKBA_ERROR_PANEL, where, sentence, grid->names[column]);
}

static mkba_status fail_first_line(mkba_error *error, const char *message)
{
    mkba_status status = mkba_i_fail(error, MKBA_ERROR_PANEL, "row 1", "%s", message);

    if (error != NULL) {
        error->line = 1;
        error->column = 1;
    }
    return status;
}

mkba_status mkba_i_grid_check_names(const mkba_i_grid *grid, mkba_error *error)
{
    mkba_i_roll seen = {0};
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < grid->n_columns; i++) {
        const char *name = grid->names[i];
        if (name[0] == '\0')
            continue;
        if (mkba_i_roll_find(&seen, name) != MKBA_I_NONE)
            status = fail_twice(grid, i, error);
        else if (!mkba_i_roll_add(&seen, name))
            status = mkba_i_fail_memory(error);
    }
    if (status == MKBA_OK && seen.n == 0 && grid->table != NULL)
        status = mkba_i_fail(error, MKBA_ERROR_PANEL, "table", "the table has no column with a name");
    else if (status == MKBA_OK && seen.n == 0)
        status = fail_first_line(error, "the first row must be a header: the names of columns");
    mkba_i_roll_free(&seen);
    return status;
}

/* ---- CSV ------------------------------------------------------------------------------------------------- */

mkba_status mkba_i_grid_read_csv(mkba_i_grid *grid, const char *text, size_t length, char separator, mkba_error *error)
{
    mkba_status status = mkba_i_csv_read(text, length, separator, &grid->csv, error);

    if (status != MKBA_OK)
        return status;
    if (grid->csv.n_rows == 0)
        return fail_first_line(error, "the text is empty: it needs a header line");
    grid->n_columns = grid->csv.n_columns;
    grid->first = 1;
    grid->n_rows = grid->csv.n_rows - 1;
    grid->names = mkba_i_arena_new(&grid->arena, grid->n_columns, sizeof *grid->names);
    if (grid->names == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < grid->n_columns; i++)
        grid->names[i] = mkba_i_csv_text(&grid->csv, 0, i);
    return mkba_i_grid_check_names(grid, error);
}

/* ---- JSON ------------------------------------------------------------------------------------------------ */

/* Gives every key that comes up a column. */
static mkba_status find_columns(const mkba_i_grid *grid, mkba_i_roll *keys, mkba_error *error)
{
    for (size_t row = 0; row < grid->n_rows; row++)
        for (const cJSON *item = grid->items[row]->child; item != NULL; item = item->next) {
            if (mkba_i_roll_find(keys, item->string) != MKBA_I_NONE)
                continue;
            if (keys->n >= MKBA_I_CSV_COLUMNS)
                return mkba_i_json_fail(grid->json, item, error, MKBA_ERROR_LIMIT, "more than %zu different keys",
                                        MKBA_I_CSV_COLUMNS);
            if (!mkba_i_roll_add(keys, item->string))
                return mkba_i_fail_memory(error);
        }
    return MKBA_OK;
}

static mkba_status cell_text(mkba_i_grid *grid, const cJSON *item, const char **text, mkba_error *error)
{
    char number[MKBA_I_NUMBER_TEXT];
    size_t length;

    if (cJSON_IsNull(item))
        return MKBA_OK;
    if (cJSON_IsString(item)) {
        *text = item->valuestring;
        return MKBA_OK;
    }
    if (!cJSON_IsNumber(item))
        return mkba_i_json_fail(grid->json, item, error, MKBA_ERROR_PANEL, "a cell is a number, a text or null");
    length = mkba_i_number_print(item->valuedouble, number);
    *text = mkba_i_arena_text(&grid->arena, number, length);
    return *text == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
}

static mkba_status fill_cells(mkba_i_grid *grid, const mkba_i_roll *keys, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    grid->n_columns = keys->n;
    if (keys->n > 0 && grid->n_rows > MKBA_I_CSV_CELLS / keys->n)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "", "the text has more than %zu cells", MKBA_I_CSV_CELLS);
    grid->names = mkba_i_arena_new(&grid->arena, keys->n, sizeof *grid->names);
    grid->json_cells = mkba_i_arena_new(&grid->arena, grid->n_rows * keys->n, sizeof *grid->json_cells);
    if (grid->names == NULL || grid->json_cells == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < keys->n; i++)
        grid->names[i] = keys->items[i];
    for (size_t row = 0; row < grid->n_rows; row++)
        for (const cJSON *item = grid->items[row]->child; status == MKBA_OK && item != NULL; item = item->next) {
            size_t column = mkba_i_roll_find(keys, item->string);
            status = cell_text(grid, item, &grid->json_cells[row * keys->n + column], error);
        }
    return status;
}

static mkba_status find_rows(mkba_i_grid *grid, mkba_error *error)
{
    const cJSON *root = mkba_i_json_root(grid->json);
    const cJSON *rows = cJSON_IsObject(root) ? cJSON_GetObjectItemCaseSensitive(root, "value") : NULL;
    size_t n = 0;

    if (!cJSON_IsArray(rows))
        return mkba_i_json_fail(grid->json, rows == NULL ? root : rows, error, MKBA_ERROR_PANEL,
                                "the JSON of OData is an object with the rows in \"value\"");
    for (const cJSON *item = rows->child; item != NULL; item = item->next)
        n++;
    grid->items = mkba_i_arena_new(&grid->arena, n, sizeof *grid->items);
    if (grid->items == NULL)
        return mkba_i_fail_memory(error);
    for (const cJSON *item = rows->child; item != NULL; item = item->next) {
        if (!cJSON_IsObject(item))
            return mkba_i_json_fail(grid->json, item, error, MKBA_ERROR_PANEL, "a row is an object");
        grid->items[grid->n_rows++] = item;
    }
    return MKBA_OK;
}

mkba_status mkba_i_grid_read_json(mkba_i_grid *grid, const char *text, size_t length, mkba_error *error)
{
    mkba_i_roll keys = {0};
    mkba_status status = mkba_i_json_parse(text, length, &grid->json, error);

    if (status == MKBA_OK)
        status = find_rows(grid, error);
    if (status == MKBA_OK)
        status = find_columns(grid, &keys, error);
    if (status == MKBA_OK)
        status = fill_cells(grid, &keys, error);
    mkba_i_roll_free(&keys);
    return status;
}

/* ---- tables ---------------------------------------------------------------------------------------------- */

mkba_status mkba_i_grid_read_table(mkba_i_grid *grid, const mkba_table *table, mkba_error *error)
{
    mkba_status status;

    grid->table = table;
    grid->n_columns = mkba_table_n_columns(table);
    grid->n_rows = mkba_table_n_rows(table);
    if (grid->n_columns > 0 && grid->n_rows > MKBA_I_CSV_CELLS / grid->n_columns)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "table", "the table has more than %zu cells", MKBA_I_CSV_CELLS);
    grid->names = mkba_i_arena_new(&grid->arena, grid->n_columns, sizeof *grid->names);
    grid->texts = mkba_i_arena_new(&grid->arena, grid->n_columns, sizeof *grid->texts);
    if (grid->names == NULL || grid->texts == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < grid->n_columns; i++) {
        grid->names[i] = mkba_table_column_name(table, i);
        grid->texts[i] = mkba_table_texts(table, i);
    }
    status = mkba_i_grid_check_names(grid, error);
    for (size_t i = 0; status == MKBA_OK && i < grid->n_columns; i++)
        if (mkba_table_column_type(table, i) == MKBA_COLUMN_BOOLEAN) /* no numbers */
            status = mkba_i_grid_need_text(grid, i, error);
    return status;
}

/* A number, boolean or missing value of a table as it would stand in a text; empty for what is missing. */
static void print_value(const mkba_table *table, size_t row, size_t column, char text[MKBA_I_NUMBER_TEXT])
{
    const int64_t *integers = mkba_table_integers(table, column);

    if (mkba_table_is_missing(table, row, column))
        text[0] = '\0';
    else if (integers == NULL)
        mkba_i_number_print(mkba_table_reals(table, column)[row], text);
    else if (mkba_table_column_type(table, column) == MKBA_COLUMN_BOOLEAN)
        snprintf(text, MKBA_I_NUMBER_TEXT, "%s", integers[row] != 0 ? "true" : "false");
    else
        snprintf(text, MKBA_I_NUMBER_TEXT, "%" PRId64, integers[row]);
}

mkba_status mkba_i_grid_need_text(mkba_i_grid *grid, size_t column, mkba_error *error)
{
    const char **texts, *last = "";
    char text[MKBA_I_NUMBER_TEXT];

    if (grid->table == NULL || grid->texts[column] != NULL)
        return MKBA_OK;
    texts = mkba_i_arena_new(&grid->arena, grid->n_rows, sizeof *texts);
    for (size_t row = 0; texts != NULL && row < grid->n_rows; row++) {
        print_value(grid->table, row, column, text);
        if (strcmp(text, last) != 0) /* rows of one year or code follow each other */
            last = mkba_i_arena_text(&grid->arena, text, strlen(text));
        if (last == NULL)
            return mkba_i_fail_memory(error);
        texts[row] = last;
    }
    grid->texts[column] = texts;
    return texts == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
}

bool mkba_i_grid_table_number(const mkba_i_grid *grid, size_t row, size_t column, double *value)
{
    mkba_column_type type = mkba_table_column_type(grid->table, column);
    const double *reals = mkba_table_reals(grid->table, column);

    if ((type != MKBA_COLUMN_REAL && type != MKBA_COLUMN_INTEGER) || mkba_table_is_missing(grid->table, row, column))
        return false;
    *value = reals != NULL ? reals[row] : (double) mkba_table_integers(grid->table, column)[row];
    return true;
}

/* ---- looking at it --------------------------------------------------------------------------------------- */

void mkba_i_grid_free(mkba_i_grid *grid)
{
    mkba_i_csv_free(&grid->csv);
    mkba_i_json_free(grid->json);
    mkba_i_arena_free(&grid->arena);
    *grid = (mkba_i_grid){.n_rows = 0};
}

size_t mkba_i_grid_column(const mkba_i_grid *grid, const char *name)
{
    for (size_t i = 0; i < grid->n_columns; i++)
        if (strcmp(grid->names[i], name) == 0)
            return i;
    return MKBA_I_NONE;
}

mkba_status mkba_i_grid_place(const mkba_i_grid *grid, size_t row, size_t column, mkba_status status, mkba_error *error)
{
    const cJSON *item;
    char where[MKBA_ERROR_TEXT];

    if (error == NULL || status == MKBA_OK || status == MKBA_ERROR_MEMORY)
        return status;
    if (grid->json != NULL) {
        item = cJSON_GetObjectItemCaseSensitive(grid->items[row], grid->names[column]);
        item = item == NULL ? grid->items[row] : item;
        mkba_i_json_where(grid->json, item, error->where);
        mkba_i_json_place(grid->json, item, &error->line, &error->column);
        return status;
    }
    if (grid->names[column][0] == '\0')
        snprintf(where, sizeof where, "row %zu, column %zu", mkba_i_grid_row_number(grid, row), column + 1);
    else
        snprintf(where, sizeof where, "row %zu, %.200s", mkba_i_grid_row_number(grid, row), grid->names[column]);
    mkba_i_fail(error, status, where, "%s", error->message); /* which keeps it UTF-8 */
    if (grid->table == NULL)
        mkba_i_csv_place(&grid->csv, grid->first + row, column, &error->line, &error->column);
    return status;
}

mkba_status mkba_i_grid_fail(const mkba_i_grid *grid, size_t row, size_t column, mkba_error *error, mkba_status status,
                             const char *format, ...)
{
    va_list args;

    va_start(args, format);
    mkba_i_vfail(error, status, "", format, args);
    va_end(args);
    return mkba_i_grid_place(grid, row, column, status, error);
}
