/* Tables as CSV: see mkba_table_csv. */
#include <inttypes.h>
#include <string.h>

#include "base/table_columns.h"
#include "base/text.h"

/* A text field. A spreadsheet runs a text that begins with one of these characters as a formula, quoted or not;
 * an apostrophe before it prevents that. An empty text is "", so that it differs from a missing one. */
static void add_text(mkba_i_text *csv, const char *text)
{
    const char *guard = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL ? "'" : "";
    if (text[0] != '\0' && strpbrk(text, ",\"\r\n") == NULL) {
        mkba_i_text_add(csv, guard);
        mkba_i_text_add(csv, text);
        return;
    }
    mkba_i_text_add(csv, "\"");
    mkba_i_text_add(csv, guard);
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        mkba_i_text_append(csv, text, (size_t) (quote - text));
        mkba_i_text_add(csv, "\"\"");
    }
    mkba_i_text_add(csv, text);
    mkba_i_text_add(csv, "\"");
}

static void add_value(mkba_i_text *csv, const mkba_i_values *column, size_t row)
{
    switch (column->type) {
    case MKBA_COLUMN_TEXT: add_text(csv, column->as.texts[row]); break;
    case MKBA_COLUMN_INTEGER: mkba_i_text_format(csv, "%" PRId64, column->as.integers[row]); break;
    case MKBA_COLUMN_REAL: mkba_i_text_number(csv, column->as.reals[row]); break;
    case MKBA_COLUMN_BOOLEAN: mkba_i_text_add(csv, column->as.integers[row] != 0 ? "true" : "false"); break;
    }
}

/* Many readers skip an empty line, so in a table of one column a missing value is "". */
static void add_missing(mkba_i_text *csv, const mkba_table *table)
{
    if (table->n_columns == 1)
        mkba_i_text_add(csv, "\"\"");
}

static void add_row(mkba_i_text *csv, const mkba_table *table, size_t row)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (i > 0)
            mkba_i_text_add(csv, ",");
        if (table->columns[i].present[row])
            add_value(csv, &table->columns[i], row);
        else
            add_missing(csv, table);
    }
    mkba_i_text_add(csv, "\n");
}

mkba_status mkba_table_csv(const mkba_table *table, char **text, mkba_error *error)
{
    if (table == NULL || text == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, table == NULL ? "table" : "text", "the pointer is NULL");
    mkba_i_text csv = {0};
    for (size_t i = 0; i < table->n_columns; i++) {
        if (i > 0)
            mkba_i_text_add(&csv, ",");
        add_text(&csv, table->columns[i].name);
    }
    mkba_i_text_add(&csv, "\n");
    for (size_t row = 0; row < table->n_rows && !csv.failed; row++)
        add_row(&csv, table, row);
    char *made = mkba_i_text_take(&csv);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    *text = made;
    return MKBA_OK;
}
