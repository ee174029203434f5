/* Tables as CSV: see mkba_table_csv. */
#include <inttypes.h>
#include <string.h>

#include "base/table_columns.h"
#include "base/text.h"

/* ---- formulas -------------------------------------------------------------------------------------------- */

/* A spreadsheet runs a cell that begins with one of these as a formula, quoted or not; the full-width forms of them
 * too, in some languages. An apostrophe before it prevents that. */
static const char *const STARTS[] = {"=",           "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                     "\xEF\xBC\xA0"};
/* What some programs trim from a cell first: blank, no-break blank, ideographic blank, byte order mark. */
static const char *const BLANKS[] = {" ", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};
/* What begins a cell for a program that was told (or, by its country, expects) another separator than the comma. */
#define SEPARATORS ";\t\r\n"

/* The length of the piece that the text begins with, 0 when it begins with none. */
static size_t begins_with(const char *text, const char *const *pieces, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(text, pieces[i], strlen(pieces[i])) == 0)
            return strlen(pieces[i]);
    return 0;
}

static bool begins_formula(const char *text)
{
    for (size_t step; (step = begins_with(text, BLANKS, sizeof BLANKS / sizeof *BLANKS)) > 0;)
        text += step;
    return begins_with(text, STARTS, sizeof STARTS / sizeof *STARTS) > 0;
}

/* ---- fields ---------------------------------------------------------------------------------------------- */

/* The characters of a field: quotes doubled, and an apostrophe wherever a cell could begin with a formula. */
static void add_characters(mkba_i_text *csv, const char *text)
{
    const char *from = text;
    for (; *text != '\0'; text++) {
        bool guard = strchr(SEPARATORS, *text) != NULL && begins_formula(text + 1);
        if (!guard && *text != '"')
            continue;
        mkba_i_text_append(csv, from, (size_t) (text + 1 - from));
        mkba_i_text_add(csv, guard ? "'" : "\"");
        from = text + 1;
    }
    mkba_i_text_add(csv, from);
}

/* A text field. An empty text is "", so that it differs from a missing one. */
static void add_text(mkba_i_text *csv, const char *text)
{
    bool separated = text[0] != '\0' && strchr(SEPARATORS, text[0]) != NULL;
    const char *quote = text[0] == '\0' || strpbrk(text, ",\"\r\n") != NULL ? "\"" : "";
    mkba_i_text_add(csv, quote);
    if (separated || begins_formula(text))
        mkba_i_text_add(csv, "'");
    add_characters(csv, text);
    mkba_i_text_add(csv, quote);
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
