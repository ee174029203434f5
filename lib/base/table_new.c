/* Tables of columns that a caller holds: see mkba/base.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/roll.h"
#include "base/table_columns.h"
#include "base/text.h"

/* ---- what was given -------------------------------------------------------------------------------------- */

static mkba_status fail_column(size_t column, const char *message, mkba_error *error)
{
    char where[64];

    snprintf(where, sizeof where, "column %zu", column + 1);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s", message);
}

static mkba_status fail_value(const mkba_column *column, size_t row, const char *message, mkba_error *error)
{
    char where[MKBA_ERROR_TEXT];

    snprintf(where, sizeof where, "row %zu, %.200s", row + 1, column->name);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s", message);
}

static bool is_utf8(const char *text)
{
    return mkba_i_utf8_valid(text, strlen(text));
}

static bool has_values(const mkba_column *column)
{
    switch (column->type) {
    case MKBA_COLUMN_TEXT: return column->texts != NULL;
    case MKBA_COLUMN_REAL: return column->reals != NULL;
    case MKBA_COLUMN_INTEGER:
    case MKBA_COLUMN_BOOLEAN: break;
    }
    return column->integers != NULL;
}

static mkba_status check_column(const mkba_column *columns, size_t i, size_t n_rows, mkba_error *error)
{
    const mkba_column *column = &columns[i];

    if (column->name == NULL || !is_utf8(column->name))
        return fail_column(i, "a column has a name, in UTF-8", error);
    if (column->unit != NULL && !is_utf8(column->unit))
        return fail_column(i, "the unit of a column is UTF-8", error);
    if ((unsigned) column->type > (unsigned) MKBA_COLUMN_BOOLEAN)
        return fail_column(i, "the type of a column is text, integer, real or boolean", error);
    if (n_rows > 0 && !has_values(column))
        return fail_column(i, "the values of the column's type are NULL", error);
    return MKBA_OK;
}

static mkba_status check_columns(const mkba_column *columns, size_t n_columns, size_t n_rows, mkba_error *error)
{
    mkba_i_roll names = {0};
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < n_columns; i++) {
        status = check_column(columns, i, n_rows, error);
        if (status == MKBA_OK && mkba_i_roll_find(&names, columns[i].name) != MKBA_I_NONE)
            status = fail_column(i, "its name is that of a column before it: give one of them another", error);
        if (status == MKBA_OK && !mkba_i_roll_add(&names, columns[i].name))
            status = mkba_i_fail_memory(error);
    }
    mkba_i_roll_free(&names);
    return status;
}

static mkba_status check_table(const char *name, const mkba_column *columns, size_t n_columns, size_t n_rows,
                               mkba_error *error)
{
    if (n_columns > 0 && columns == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "columns", "columns is NULL");
    if (name != NULL && !is_utf8(name))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "name", "the name of a table must be UTF-8");
    if (n_columns > MKBA_I_TABLE_COLUMNS)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "n_columns", "a table has at most %d columns",
                           MKBA_I_TABLE_COLUMNS);
    if (n_rows > MKBA_I_TABLE_ROWS)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "n_rows", "a table has at most %d rows", MKBA_I_TABLE_ROWS);
    return check_columns(columns, n_columns, n_rows, error);
}

/* ---- copying --------------------------------------------------------------------------------------------- */

/* Equal texts often follow each other (codes, years, units): these are kept once. */
static mkba_status copy_texts(mkba_table *table, const mkba_column *from, mkba_i_values *to, mkba_error *error)
{
    const char *given = NULL, *kept = NULL;

    for (size_t row = 0; row < table->n_rows; row++) {
        if (from->texts[row] == NULL || (from->missing != NULL && from->missing[row]))
            continue;
        if (given == NULL || strcmp(given, from->texts[row]) != 0) {
            given = from->texts[row];
            if (!is_utf8(given))
                return fail_value(from, row, "the text must be UTF-8", error);
            kept = mkba_i_arena_text(&table->arena, given, strlen(given));
            if (kept == NULL)
                return mkba_i_fail_memory(error);
        }
        to->as.texts[row] = kept;
        to->present[row] = true;
    }
    return MKBA_OK;
}

static mkba_status copy_integers(mkba_table *table, const mkba_column *from, mkba_i_values *to, mkba_error *error)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        if (from->missing != NULL && from->missing[row])
            continue;
        if (from->type == MKBA_COLUMN_BOOLEAN && from->integers[row] != 0 && from->integers[row] != 1)
            return fail_value(from, row, "a boolean is 0 or 1", error);
        to->as.integers[row] = from->integers[row];
        to->present[row] = true;
    }
    return MKBA_OK;
}

static mkba_status copy_reals(mkba_table *table, const mkba_column *from, mkba_i_values *to, mkba_error *error)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        if (from->missing != NULL && from->missing[row])
            continue;
        if (!isfinite(from->reals[row]))
            return fail_value(from, row, "the number is not finite: mark it as missing, or give a finite one", error);
        to->as.reals[row] = from->reals[row];
        to->present[row] = true;
    }
    return MKBA_OK;
}

static mkba_status copy_column(mkba_table *table, const mkba_column *from, mkba_i_values *to, mkba_error *error)
{
    switch (from->type) {
    case MKBA_COLUMN_TEXT: return copy_texts(table, from, to, error);
    case MKBA_COLUMN_REAL: return copy_reals(table, from, to, error);
    case MKBA_COLUMN_INTEGER:
    case MKBA_COLUMN_BOOLEAN: break;
    }
    return copy_integers(table, from, to, error);
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

static mkba_status make(const char *name, const mkba_column *columns, size_t n_columns, size_t n_rows,
                        mkba_table **made, mkba_error *error)
{
    mkba_i_arena arena = {0};
    mkba_i_column *shape = mkba_i_arena_new(&arena, n_columns, sizeof *shape);
    mkba_status status = shape == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < n_columns; i++)
        shape[i] = (mkba_i_column){columns[i].name, columns[i].type, columns[i].unit};
    if (status == MKBA_OK)
        status = mkba_i_table_new(name == NULL ? "" : name, shape, n_columns, n_rows, made, error);
    mkba_i_arena_free(&arena);
    return status;
}

mkba_status mkba_table_new(const char *name, const mkba_column *columns, size_t n_columns, size_t n_rows,
                           mkba_table **table, mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = check_table(name, columns, n_columns, n_rows, error);
    if (status == MKBA_OK)
        status = make(name, columns, n_columns, n_rows, &made, error);
    for (size_t i = 0; status == MKBA_OK && i < n_columns; i++)
        status = copy_column(made, &columns[i], &made->columns[i], error);
    if (status == MKBA_OK)
        *table = made;
    else
        mkba_table_free(made);
    return status;
}
