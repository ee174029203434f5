/* Tables: see table.h and mkba/base.h. */
#include "base/table_columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *mkba_column_type_name(mkba_column_type type)
{
    switch (type) {
    case MKBA_COLUMN_TEXT: return "text";
    case MKBA_COLUMN_INTEGER: return "integer";
    case MKBA_COLUMN_REAL: return "real";
    case MKBA_COLUMN_BOOLEAN: return "boolean";
    }
    return "unknown type";
}

/* ---- making ---------------------------------------------------------------------------------------------- */

static size_t value_size(mkba_column_type type)
{
    switch (type) {
    case MKBA_COLUMN_TEXT: return sizeof(const char *);
    case MKBA_COLUMN_REAL: return sizeof(double);
    case MKBA_COLUMN_INTEGER:
    case MKBA_COLUMN_BOOLEAN: break;
    }
    return sizeof(int64_t);
}

static bool make_column(mkba_table *table, const mkba_i_column *from, mkba_i_values *to)
{
    mkba_i_arena *arena = &table->arena;
    const char *unit = from->unit == NULL ? "" : from->unit;
    void *values = mkba_i_arena_new(arena, table->n_rows, value_size(from->type));
    to->type = from->type;
    to->name = mkba_i_arena_text(arena, from->name, strlen(from->name));
    to->unit = mkba_i_arena_text(arena, unit, strlen(unit));
    to->present = mkba_i_arena_new(arena, table->n_rows, sizeof *to->present);
    switch (from->type) {
    case MKBA_COLUMN_TEXT: to->as.texts = values; break;
    case MKBA_COLUMN_REAL: to->as.reals = values; break;
    case MKBA_COLUMN_INTEGER:
    case MKBA_COLUMN_BOOLEAN: to->as.integers = values; break;
    }
    return values != NULL && to->name != NULL && to->unit != NULL && to->present != NULL;
}

static bool make_columns(mkba_table *table, const char *name, const mkba_i_column *columns)
{
    table->name = mkba_i_arena_text(&table->arena, name, strlen(name));
    table->columns = mkba_i_arena_new(&table->arena, table->n_columns, sizeof *table->columns);
    if (table->name == NULL || table->columns == NULL)
        return false;
    for (size_t i = 0; i < table->n_columns; i++)
        if (!make_column(table, &columns[i], &table->columns[i]))
            return false;
    return true;
}

mkba_status mkba_i_table_new(const char *name, const mkba_i_column *columns, size_t n_columns, size_t n_rows,
                             mkba_table **out, mkba_error *error)
{
    mkba_table *table = calloc(1, sizeof *table);
    if (table == NULL)
        return mkba_i_fail_memory(error);
    atomic_init(&table->holders, 1);
    table->n_rows = n_rows;
    table->n_columns = n_columns;
    if (!make_columns(table, name, columns)) {
        mkba_table_free(table);
        return mkba_i_fail_memory(error);
    }
    *out = table;
    return MKBA_OK;
}

mkba_table *mkba_i_table_hold(const mkba_table *table)
{
    mkba_table *held = (mkba_table *) table; /* only the count of holders changes */
    atomic_fetch_add(&held->holders, 1);
    return held;
}

void mkba_table_free(mkba_table *table)
{
    if (table == NULL || atomic_fetch_sub(&table->holders, 1) > 1)
        return;
    mkba_i_arena_free(&table->arena);
    free(table);
}

/* ---- setting --------------------------------------------------------------------------------------------- */

static mkba_status check_cell(const mkba_table *table, size_t row, size_t column, mkba_error *error)
{
    if (row < table->n_rows && column < table->n_columns)
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_INTERNAL, table->name,
                       "table \"%s\" has no row %zu, column %zu; please report this", table->name, row, column);
}

static mkba_status check_set(const mkba_table *table, size_t row, size_t column, mkba_column_type type,
                             mkba_error *error)
{
    mkba_status status = check_cell(table, row, column, error);
    if (status != MKBA_OK || table->columns[column].type == type)
        return status;
    return mkba_i_fail(error, MKBA_ERROR_INTERNAL, table->columns[column].name,
                       "column \"%s\" of table \"%s\" holds %s, not %s; please report this",
                       table->columns[column].name, table->name, mkba_column_type_name(table->columns[column].type),
                       mkba_column_type_name(type));
}

mkba_status mkba_i_table_set_text(mkba_table *table, size_t row, size_t column, const char *text, mkba_error *error)
{
    mkba_status status = check_set(table, row, column, MKBA_COLUMN_TEXT, error);
    if (status != MKBA_OK)
        return status;
    const char *copy = text == NULL ? NULL : mkba_i_arena_text(&table->arena, text, strlen(text));
    if (text != NULL && copy == NULL)
        return mkba_i_fail_memory(error);
    table->columns[column].as.texts[row] = copy;
    table->columns[column].present[row] = copy != NULL;
    return MKBA_OK;
}

static mkba_status set_whole(mkba_table *table, size_t row, size_t column, mkba_column_type type, int64_t value,
                             mkba_error *error)
{
    mkba_status status = check_set(table, row, column, type, error);
    if (status != MKBA_OK)
        return status;
    table->columns[column].as.integers[row] = value;
    table->columns[column].present[row] = true;
    return MKBA_OK;
}

mkba_status mkba_i_table_set_integer(mkba_table *table, size_t row, size_t column, int64_t value, mkba_error *error)
{
    return set_whole(table, row, column, MKBA_COLUMN_INTEGER, value, error);
}

mkba_status mkba_i_table_set_boolean(mkba_table *table, size_t row, size_t column, bool value, mkba_error *error)
{
    return set_whole(table, row, column, MKBA_COLUMN_BOOLEAN, value, error);
}

mkba_status mkba_i_table_set_real(mkba_table *table, size_t row, size_t column, double value, mkba_error *error)
{
    mkba_status status = check_set(table, row, column, MKBA_COLUMN_REAL, error);
    if (status != MKBA_OK)
        return status;
    if (!isfinite(value))
        return mkba_i_fail(error, MKBA_ERROR_INTERNAL, table->columns[column].name,
                           "a value of column \"%s\" of table \"%s\" is not finite; please report this",
                           table->columns[column].name, table->name);
    table->columns[column].as.reals[row] = value;
    table->columns[column].present[row] = true;
    return MKBA_OK;
}

/* ---- a row at a time ------------------------------------------------------------------------------------- */

mkba_i_row mkba_i_row_start(mkba_table *table, mkba_error *error)
{
    return (mkba_i_row){.table = table, .status = MKBA_OK, .error = error};
}

void mkba_i_row_text(mkba_i_row *row, const char *text)
{
    if (row->status == MKBA_OK)
        row->status = mkba_i_table_set_text(row->table, row->row, row->column++, text, row->error);
}

void mkba_i_row_integer(mkba_i_row *row, int64_t value)
{
    if (row->status == MKBA_OK)
        row->status = mkba_i_table_set_integer(row->table, row->row, row->column++, value, row->error);
}

void mkba_i_row_real(mkba_i_row *row, double value)
{
    if (row->status == MKBA_OK)
        row->status = mkba_i_table_set_real(row->table, row->row, row->column++, value, row->error);
}

void mkba_i_row_boolean(mkba_i_row *row, bool value)
{
    if (row->status == MKBA_OK)
        row->status = mkba_i_table_set_boolean(row->table, row->row, row->column++, value, row->error);
}

void mkba_i_row_missing(mkba_i_row *row)
{
    if (row->status == MKBA_OK)
        row->status = check_cell(row->table, row->row, row->column++, row->error);
}

void mkba_i_row_real_if(mkba_i_row *row, double value, bool there)
{
    if (there)
        mkba_i_row_real(row, value + 0.0); /* -0 + 0 is 0 */
    else
        mkba_i_row_missing(row);
}

void mkba_i_row_maybe(mkba_i_row *row, double value)
{
    mkba_i_row_real_if(row, value, isfinite(value));
}

mkba_status mkba_i_row_hand_out(const mkba_i_row *row, mkba_table **table)
{
    if (row->status != MKBA_OK)
        mkba_table_free(row->table);
    else
        *table = row->table;
    return row->status;
}

void mkba_i_row_next(mkba_i_row *row)
{
    if (row->status != MKBA_OK)
        return;
    if (row->column != row->table->n_columns)
        row->status = mkba_i_fail(row->error, MKBA_ERROR_INTERNAL, row->table->name,
                                  "row %zu of table \"%s\" has %zu of its %zu values; please report this", row->row,
                                  row->table->name, row->column, row->table->n_columns);
    row->row++;
    row->column = 0;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

const char *mkba_table_name(const mkba_table *table)
{
    return table == NULL ? NULL : table->name;
}

size_t mkba_table_n_rows(const mkba_table *table)
{
    return table == NULL ? 0 : table->n_rows;
}

size_t mkba_table_n_columns(const mkba_table *table)
{
    return table == NULL ? 0 : table->n_columns;
}

static const mkba_i_values *find_column(const mkba_table *table, size_t column)
{
    return table == NULL || column >= table->n_columns ? NULL : &table->columns[column];
}

const char *mkba_table_column_name(const mkba_table *table, size_t column)
{
    const mkba_i_values *values = find_column(table, column);
    return values == NULL ? NULL : values->name;
}

const char *mkba_table_column_unit(const mkba_table *table, size_t column)
{
    const mkba_i_values *values = find_column(table, column);
    return values == NULL ? NULL : values->unit;
}

mkba_column_type mkba_table_column_type(const mkba_table *table, size_t column)
{
    const mkba_i_values *values = find_column(table, column);
    return values == NULL ? MKBA_COLUMN_TEXT : values->type;
}

const char *const *mkba_table_texts(const mkba_table *table, size_t column)
{
    const mkba_i_values *values = find_column(table, column);
    return values == NULL || values->type != MKBA_COLUMN_TEXT ? NULL : values->as.texts;
}

const int64_t *mkba_table_integers(const mkba_table *table, size_t column)
{
    const mkba_i_values *values = find_column(table, column);
    bool whole = values != NULL && (values->type == MKBA_COLUMN_INTEGER || values->type == MKBA_COLUMN_BOOLEAN);
    return whole ? values->as.integers : NULL;
}

const double *mkba_table_reals(const mkba_table *table, size_t column)
{
    const mkba_i_values *values = find_column(table, column);
    return values == NULL || values->type != MKBA_COLUMN_REAL ? NULL : values->as.reals;
}

bool mkba_table_is_missing(const mkba_table *table, size_t row, size_t column)
{
    const mkba_i_values *values = find_column(table, column);
    return values == NULL || row >= table->n_rows || !values->present[row];
}
