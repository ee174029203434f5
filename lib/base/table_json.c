/* Tables as JSON: see mkba_table_json. */
#include "base/json.h"
#include "base/table_columns.h"

static void write_value(mkba_i_writer *writer, const mkba_i_values *column, size_t row)
{
    if (!column->present[row]) {
        mkba_i_write_null(writer);
        return;
    }
    switch (column->type) {
    case MKBA_COLUMN_TEXT: mkba_i_write_text(writer, column->as.texts[row]); break;
    case MKBA_COLUMN_INTEGER: mkba_i_write_integer(writer, column->as.integers[row]); break;
    case MKBA_COLUMN_REAL: mkba_i_write_number(writer, column->as.reals[row]); break;
    case MKBA_COLUMN_BOOLEAN: mkba_i_write_bool(writer, column->as.integers[row] != 0); break;
    }
}

static void write_row(mkba_i_writer *writer, const mkba_table *table, size_t row)
{
    mkba_i_write_open(writer, '{');
    for (size_t i = 0; i < table->n_columns; i++) {
        mkba_i_write_key(writer, table->columns[i].name);
        write_value(writer, &table->columns[i], row);
    }
    mkba_i_write_close(writer, '}');
}

mkba_status mkba_table_json(const mkba_table *table, char **text, mkba_error *error)
{
    if (table == NULL || text == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, table == NULL ? "table" : "text", "the pointer is NULL");
    mkba_i_writer writer = {0};
    mkba_i_write_open(&writer, '[');
    for (size_t row = 0; row < table->n_rows && !writer.text.failed; row++)
        write_row(&writer, table, row);
    mkba_i_write_close(&writer, ']');
    mkba_i_text_add(&writer.text, "\n");
    char *made = mkba_i_text_take(&writer.text);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    *text = made;
    return MKBA_OK;
}
