/* Which format a text or table seems to have: from its header, and what its cells look like. */
#include <mkba/panel.h>

#include <string.h>

#include "base/text.h"

#define LOOKED_AT ((size_t) 65536)
#define MARK "\xEF\xBB\xBF"

static bool is_utf8(const char *text, size_t length)
{
    size_t step = 1;

    for (size_t at = 0; at < length && step > 0; at += step) {
        step = mkba_i_utf8_length(text + at, length - at);
        if (step == 0 && length - at < 4 && length == LOOKED_AT)
            return true; /* cut through by where we stopped looking */
    }
    return step > 0;
}

static size_t count(const char *text, size_t length, char c)
{
    size_t n = 0;

    for (size_t i = 0; i < length; i++)
        n += text[i] == c;
    return n;
}

static bool has(const char *text, size_t length, const char *piece)
{
    size_t n = strlen(piece);

    for (size_t i = 0; i + n <= length; i++)
        if (memcmp(text + i, piece, n) == 0)
            return true;
    return false;
}

/* A cell of this name in a line: with a quote, separator or nothing on both sides. */
static bool has_cell(const char *line, size_t length, const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i + n <= length; i++) {
        char before = i == 0 ? ',' : line[i - 1], after = i + n == length ? ',' : line[i + n];
        if (memcmp(line + i, name, n) == 0 && strchr(",;\"", before) != NULL && strchr(",;\"\r", after) != NULL &&
            before != '\0' && after != '\0')
            return true;
    }
    return false;
}

static size_t line_length(const char *text, size_t length)
{
    const char *end = memchr(text, '\n', length);
    return end == NULL ? length : (size_t) (end - text);
}

/* What is looked at: a text and the length of its first line, or a table. */
typedef struct input {
    const char *text;
    size_t length, line;
    const mkba_table *table;
} input;

static bool has_column(const input *in, const char *name)
{
    if (in->table == NULL)
        return has_cell(in->text, in->line, name);
    for (size_t i = 0; i < mkba_table_n_columns(in->table); i++)
        if (strcmp(mkba_table_column_name(in->table, i), name) == 0)
            return true;
    return false;
}

static bool has_padded_cell(const mkba_table *table, size_t column)
{
    const char *const *texts = mkba_table_texts(table, column);
    size_t n = texts == NULL ? 0 : mkba_table_n_rows(table);

    for (size_t row = 0; row < n && row < LOOKED_AT; row++)
        if (texts[row] != NULL && strncmp(texts[row], "  ", 2) == 0)
            return true;
    return false;
}

/* Numbers of an untyped table are padded with blanks; typed ones are not. */
static bool is_padded(const input *in)
{
    const char *rows = in->text + in->line;
    size_t length = in->length - in->line;

    if (in->table == NULL)
        return has(rows, length, "\"  ") || has(rows, length, ",  ") || has(rows, length, ";  ");
    for (size_t i = 0; i < mkba_table_n_columns(in->table); i++)
        if (has_padded_cell(in->table, i))
            return true;
    return false;
}

/* OData v3: clients leave the numbers of the rows (ID) out of a table, but not the names of CBS. */
static bool is_odata3(const input *in)
{
    return has_column(in, "Perioden") &&
           (has_column(in, "ID") || (in->table != NULL && (has_column(in, "RegioS") || has_column(in, "Regios"))));
}

/* Whether the header is of the kind that StatLine has: names of columns, or an empty cell under a title. */
static bool is_statline(const char *text, size_t length)
{
    size_t first = text == NULL ? 0 : line_length(text, length);

    if (text == NULL)
        return false;
    if (has_cell(text, first, "Regio's") || has_cell(text, first, "Wijken en buurten"))
        return true;
    return count(text, first, ';') == 0 && (has(text, length, "\n\"\";\"") || has(text, length, "\n\"\"\r\n\"\";\""));
}

static bool detect(const input *in, mkba_panel_format *format)
{
    if (has_column(in, "Measure") && has_column(in, "ValueAttribute"))
        *format = MKBA_PANEL_ODATA4;
    else if (has_column(in, "TaakveldBalanspost"))
        *format = MKBA_PANEL_IV3;
    else if (has_column(in, "gm_code") && has_column(in, "indicator") && has_column(in, "waarde"))
        *format = MKBA_PANEL_TIDY;
    else if (has_column(in, "gemeentecode"))
        *format = MKBA_PANEL_PDOK;
    else if (has_column(in, "gm_code"))
        *format = MKBA_PANEL_WIDE;
    else if (is_odata3(in))
        *format = is_padded(in) ? MKBA_PANEL_ODATA3_UNTYPED : MKBA_PANEL_ODATA3_TYPED;
    else if (is_statline(in->text, in->length))
        *format = MKBA_PANEL_STATLINE;
    else
        return false;
    return true;
}

mkba_status mkba_panel_detect(const char *text, size_t length, mkba_panel_options *options, mkba_panel_format *format,
                              mkba_error *error)
{
    mkba_panel_format found = MKBA_PANEL_ODATA4;
    mkba_encoding encoding;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(text), MKBA_I_GIVEN(options), MKBA_I_GIVEN(format));
    input in;

    if (status != MKBA_OK)
        return status;
    if (length >= strlen(MARK) && memcmp(text, MARK, strlen(MARK)) == 0) {
        text += strlen(MARK);
        length -= strlen(MARK);
    }
    encoding = is_utf8(text, length) ? MKBA_ENCODING_UTF8 : MKBA_ENCODING_LATIN1;
    length = length < LOOKED_AT ? length : LOOKED_AT;
    in = (input){.text = text, .length = length, .line = line_length(text, length)};
    if (!(length > 0 && text[0] == '{' && has(text, length, "\"Measure\"")) && !detect(&in, &found))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "text",
                           "the text has the header of no format that is known; name the format and its columns");
    *format = found;
    options->encoding = encoding;
    options->separator =
        found == MKBA_PANEL_STATLINE || count(text, in.line, ';') > count(text, in.line, ',') ? ';' : ',';
    options->decimal = found == MKBA_PANEL_STATLINE ? ',' : '.';
    return MKBA_OK;
}

mkba_status mkba_panel_detect_table(const mkba_table *table, mkba_panel_format *format, mkba_error *error)
{
    input in = {.table = table};
    mkba_panel_format found = MKBA_PANEL_TIDY;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table), MKBA_I_GIVEN(format));

    if (status != MKBA_OK)
        return status;
    if (!detect(&in, &found))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "table",
                           "the table has the columns of no format that is known; name the format and its columns");
    *format = found;
    return MKBA_OK;
}
