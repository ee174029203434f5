/* Formats and schemas: see format.h. */
#include "arrow/format.h"

#include <string.h>

#include "base/text.h"

static const mkba_i_arrow_format FORMATS[] = {
    {"n", MKBA_I_ARROW_NOTHING, 0, 0, MKBA_COLUMN_TEXT},
    {"b", MKBA_I_ARROW_BITS, 0, 0, MKBA_COLUMN_BOOLEAN},
    {"c", MKBA_I_ARROW_SIGNED, 1, 0, MKBA_COLUMN_INTEGER},
    {"C", MKBA_I_ARROW_UNSIGNED, 1, 0, MKBA_COLUMN_INTEGER},
    {"s", MKBA_I_ARROW_SIGNED, 2, 0, MKBA_COLUMN_INTEGER},
    {"S", MKBA_I_ARROW_UNSIGNED, 2, 0, MKBA_COLUMN_INTEGER},
    {"i", MKBA_I_ARROW_SIGNED, 4, 0, MKBA_COLUMN_INTEGER},
    {"I", MKBA_I_ARROW_UNSIGNED, 4, 0, MKBA_COLUMN_INTEGER},
    {"l", MKBA_I_ARROW_SIGNED, 8, 0, MKBA_COLUMN_INTEGER},
    {"L", MKBA_I_ARROW_UNSIGNED, 8, 0, MKBA_COLUMN_INTEGER},
    {"e", MKBA_I_ARROW_FLOATING, 2, 0, MKBA_COLUMN_REAL},
    {"f", MKBA_I_ARROW_FLOATING, 4, 0, MKBA_COLUMN_REAL},
    {"g", MKBA_I_ARROW_FLOATING, 8, 0, MKBA_COLUMN_REAL},
    {"u", MKBA_I_ARROW_OFFSETS, 4, 0, MKBA_COLUMN_TEXT},
    {"U", MKBA_I_ARROW_OFFSETS, 8, 0, MKBA_COLUMN_TEXT},
    {"vu", MKBA_I_ARROW_VIEWS, 16, 0, MKBA_COLUMN_TEXT},
    {"tdD", MKBA_I_ARROW_DATE, 4, 0, MKBA_COLUMN_TEXT},
    {"tdm", MKBA_I_ARROW_DATE, 8, 0, MKBA_COLUMN_TEXT},
    {"tss:", MKBA_I_ARROW_TIMESTAMP, 8, 1, MKBA_COLUMN_TEXT},
    {"tsm:", MKBA_I_ARROW_TIMESTAMP, 8, 1000, MKBA_COLUMN_TEXT},
    {"tsu:", MKBA_I_ARROW_TIMESTAMP, 8, 1000000, MKBA_COLUMN_TEXT},
    {"tsn:", MKBA_I_ARROW_TIMESTAMP, 8, 1000000000, MKBA_COLUMN_TEXT},
};

/* What the beginnings of other formats are called, longer ones first. */
static const struct {
    const char *format, *name;
} OTHERS[] = {{"vz", "binary_view"},
              {"z", "binary"},
              {"Z", "large_binary"},
              {"w:", "fixed-size binary"},
              {"d:", "decimal"},
              {"tt", "time"},
              {"tD", "duration"},
              {"ti", "interval"},
              {"+l", "list"},
              {"+L", "large_list"},
              {"+vl", "list_view"},
              {"+vL", "large_list_view"},
              {"+w:", "fixed-size list"},
              {"+s", "struct"},
              {"+m", "map"},
              {"+u", "union"},
              {"+r", "run-end encoded"}};

static const mkba_i_arrow_format *find_format(const char *format)
{
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
        size_t length = strlen(FORMATS[i].format);
        bool open = FORMATS[i].format[length - 1] == ':';
        if (strncmp(format, FORMATS[i].format, length) == 0 && (open || format[length] == '\0'))
            return &FORMATS[i];
    }
    return NULL;
}

static const char *name_of(const char *format)
{
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (strncmp(format, OTHERS[i].format, strlen(OTHERS[i].format)) == 0)
            return OTHERS[i].name;
    return "a format that is not known here";
}

static mkba_status refuse_format(const char *column, const char *format, mkba_error *error)
{
    const mkba_i_arrow_format *known = find_format(format);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, column,
                       "column \"%s\" has the Arrow format \"%s\" (%s), which no table holds; give text, numbers, "
                       "booleans, dates or a dictionary of texts",
                       column, format, known == NULL ? name_of(format) : "as a dictionary of other than texts");
}

/* ---- metadata -------------------------------------------------------------------------------------------- */

/* The next length, and the text of that length after it; false when the length is negative. */
static bool next_text(const char **at, const char **text, size_t *length)
{
    int32_t n;
    memcpy(&n, *at, sizeof n);
    if (n < 0)
        return false;
    *text = *at + sizeof n;
    *length = (size_t) n;
    *at = *text + n;
    return true;
}

/* The unit among the pairs of the metadata, or "". */
static mkba_status read_unit(const struct ArrowSchema *schema, mkba_i_arena *arena, const char **unit,
                             mkba_error *error)
{
    const char *at = schema->metadata, *key, *value;
    size_t n_key, n_value;
    int32_t n = 0;
    *unit = "";
    if (at == NULL)
        return MKBA_OK;
    memcpy(&n, at, sizeof n);
    at += sizeof n;
    for (int32_t i = 0; i < n; i++) {
        if (!next_text(&at, &key, &n_key) || !next_text(&at, &value, &n_value))
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, schema->name,
                               "the metadata of column \"%s\" has a negative length", schema->name);
        if (n_key != strlen("unit") || memcmp(key, "unit", n_key) != 0)
            continue;
        if (memchr(value, '\0', n_value) != NULL || !mkba_i_utf8_valid(value, n_value))
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, schema->name,
                               "the unit of column \"%s\" must be UTF-8 without NUL", schema->name);
        *unit = mkba_i_arena_text(arena, value, n_value);
    }
    return *unit == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
}

/* ---- schema ---------------------------------------------------------------------------------------------- */

static bool is_text(const mkba_i_arrow_format *format)
{
    return format->layout == MKBA_I_ARROW_OFFSETS || format->layout == MKBA_I_ARROW_VIEWS ||
           format->layout == MKBA_I_ARROW_NOTHING; /* of a dictionary without entries */
}

static mkba_status read_dictionary(const char *name, const struct ArrowSchema *dictionary, mkba_i_arrow_column *column,
                                   mkba_error *error)
{
    if (dictionary->release == NULL || dictionary->format == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "the dictionary of column \"%s\" has been released", name);
    column->indices = column->values;
    column->values = find_format(dictionary->format);
    if (column->indices->layout != MKBA_I_ARROW_SIGNED && column->indices->layout != MKBA_I_ARROW_UNSIGNED)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name,
                           "the indices of the dictionary of column \"%s\" are no whole numbers", name);
    if (column->values == NULL || !is_text(column->values) || dictionary->dictionary != NULL)
        return refuse_format(name, dictionary->format, error);
    return MKBA_OK;
}

static mkba_status read_column(const struct ArrowSchema *schema, size_t position, mkba_i_arena *arena,
                               mkba_i_arrow_column *column, mkba_error *error)
{
    if (schema == NULL || schema->release == NULL || schema->format == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "schema", "column %zu (from 0) is missing or released",
                           position);
    if (schema->name == NULL || !mkba_i_utf8_valid(schema->name, strlen(schema->name)))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "schema", "column %zu (from 0) must have a name in UTF-8",
                           position);
    column->name = schema->name;
    column->values = find_format(schema->format);
    if (column->values == NULL)
        return refuse_format(schema->name, schema->format, error);
    column->zoned = column->values->layout == MKBA_I_ARROW_TIMESTAMP && schema->format[strlen("tss:")] != '\0';
    mkba_status status = MKBA_OK;
    if (schema->dictionary != NULL)
        status = read_dictionary(schema->name, schema->dictionary, column, error);
    return status == MKBA_OK ? read_unit(schema, arena, &column->unit, error) : status;
}

mkba_status mkba_i_arrow_check_schema(const struct ArrowSchema *schema, mkba_error *error)
{
    if (schema->release == NULL || schema->format == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "schema", "the schema has been released: give a fresh one");
    if (strcmp(schema->format, "+s") != 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "schema",
                           "the schema has the Arrow format \"%s\"; a table is a struct, \"+s\"", schema->format);
    if (schema->n_children < 0 || (schema->n_children > 0 && schema->children == NULL))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "schema", "the schema is damaged: its columns are not there");
    if (schema->n_children > MKBA_I_TABLE_COLUMNS)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "schema", "a table has at most %d columns", MKBA_I_TABLE_COLUMNS);
    return MKBA_OK;
}

static mkba_status check_name(const mkba_i_arrow_column *columns, size_t position, mkba_error *error)
{
    for (size_t i = 0; i < position; i++)
        if (strcmp(columns[i].name, columns[position].name) == 0)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, columns[i].name,
                               "columns %zu and %zu (from 0) are both called \"%s\"; names must differ", i, position,
                               columns[i].name);
    return MKBA_OK;
}

mkba_status mkba_i_arrow_columns(const struct ArrowSchema *schema, mkba_i_arena *arena, mkba_i_arrow_column **columns,
                                 mkba_error *error)
{
    mkba_status status = MKBA_OK;
    size_t n = (size_t) schema->n_children;
    mkba_i_arrow_column *made = mkba_i_arena_new(arena, n, sizeof *made);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < n && status == MKBA_OK; i++) {
        status = read_column(schema->children[i], i, arena, &made[i], error);
        if (status == MKBA_OK)
            status = check_name(made, i, error);
    }
    if (status == MKBA_OK)
        *columns = made;
    return status;
}
