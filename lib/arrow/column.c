/* Values into a table: see column.h. */
#include "arrow/column.h"

#include <math.h>
#include <string.h>

#include "arrow/time.h"
#include "arrow/view.h"
#include "base/exact.h"
#include "base/table_columns.h"
#include "base/text.h"

/* ---- numbers --------------------------------------------------------------------------------------------- */

static mkba_status set_integer(const mkba_i_arrow_piece *piece, const mkba_i_arrow_view *view, int64_t i,
                               mkba_error *error)
{
    size_t row = piece->row + (size_t) i;
    if (view->format->layout == MKBA_I_ARROW_SIGNED)
        return mkba_i_table_set_integer(piece->table, row, piece->position, mkba_i_arrow_signed(view, i), error);
    uint64_t value = mkba_i_arrow_unsigned(view, i);
    if (value > INT64_MAX)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, view->column,
                           "column \"%s\", row %zu (from 0): the number is beyond 9223372036854775807, the largest "
                           "whole number of a table",
                           view->column, row);
    return mkba_i_table_set_integer(piece->table, row, piece->position, (int64_t) value, error);
}

static mkba_status set_real(const mkba_i_arrow_piece *piece, const mkba_i_arrow_view *view, int64_t i,
                            mkba_error *error)
{
    double value = mkba_i_arrow_floating(view, i);
    size_t row = piece->row + (size_t) i;
    if (isnan(value))
        return MKBA_OK; /* missing, as it was */
    if (isinf(value))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, view->column,
                           "column \"%s\", row %zu (from 0): the number is infinite; give a finite one or none",
                           view->column, row);
    return mkba_i_table_set_real(piece->table, row, piece->position, value, error);
}

/* ---- texts ----------------------------------------------------------------------------------------------- */

/* A copy of a text in the arena of the table; `what` and `number` say where it stands. */
static mkba_status copy_text(const mkba_i_arrow_piece *piece, const mkba_i_arrow_view *view, int64_t i,
                             const char *what, size_t number, const char **copy, mkba_error *error)
{
    const char *text = NULL;
    size_t length = 0;
    mkba_status status = mkba_i_arrow_text(view, i, &text, &length, error);
    if (status != MKBA_OK)
        return status;
    if (!mkba_i_utf8_valid(text, length) || memchr(text, '\0', length) != NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, view->column,
                           "column \"%s\", %s %zu (from 0): the text must be UTF-8 without NUL", view->column, what,
                           number);
    *copy = mkba_i_arena_text(&piece->table->arena, text, length);
    return *copy == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
}

static void put_text(const mkba_i_arrow_piece *piece, int64_t i, const char *text)
{
    mkba_i_values *values = &piece->table->columns[piece->position];
    size_t row = piece->row + (size_t) i;
    values->as.texts[row] = text;
    values->present[row] = text != NULL;
}

static mkba_status set_text(const mkba_i_arrow_piece *piece, const mkba_i_arrow_view *view, int64_t i,
                            mkba_error *error)
{
    const char *copy = NULL;
    mkba_status status = copy_text(piece, view, i, "row", piece->row + (size_t) i, &copy, error);
    if (status == MKBA_OK)
        put_text(piece, i, copy);
    return status;
}

static mkba_status set_time(const mkba_i_arrow_piece *piece, const mkba_i_arrow_view *view, int64_t i,
                            mkba_error *error)
{
    const int64_t milliseconds = 86400000;
    char text[MKBA_I_TIME_TEXT];
    int64_t value = mkba_i_arrow_signed(view, i);
    size_t row = piece->row + (size_t) i;
    bool printed;
    if (view->format->layout == MKBA_I_ARROW_TIMESTAMP)
        printed = mkba_i_moment_print(value, view->format->per_second, piece->column->zoned, text);
    else if (view->format->width == sizeof(int32_t))
        printed = mkba_i_day_print(value, text);
    else
        printed = value % milliseconds == 0 && mkba_i_day_print(value / milliseconds, text);
    if (!printed)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, view->column,
                           "column \"%s\", row %zu (from 0): that is no day of the years 0000 to 9999", view->column,
                           row);
    return mkba_i_table_set_text(piece->table, row, piece->position, text, error);
}

/* ---- columns --------------------------------------------------------------------------------------------- */

static mkba_status set_value(const mkba_i_arrow_piece *piece, const mkba_i_arrow_view *view, int64_t i,
                             mkba_error *error)
{
    switch (view->format->layout) {
    case MKBA_I_ARROW_NOTHING: break;
    case MKBA_I_ARROW_BITS:
        return mkba_i_table_set_boolean(piece->table, piece->row + (size_t) i, piece->position,
                                        mkba_i_arrow_bit(view->data, view->start + i), error);
    case MKBA_I_ARROW_SIGNED:
    case MKBA_I_ARROW_UNSIGNED: return set_integer(piece, view, i, error);
    case MKBA_I_ARROW_FLOATING: return set_real(piece, view, i, error);
    case MKBA_I_ARROW_OFFSETS:
    case MKBA_I_ARROW_VIEWS: return set_text(piece, view, i, error);
    case MKBA_I_ARROW_DATE:
    case MKBA_I_ARROW_TIMESTAMP: return set_time(piece, view, i, error);
    }
    return MKBA_OK;
}

static mkba_status fill_plain(const mkba_i_arrow_piece *piece, const mkba_i_arrow_view *view, mkba_error *error)
{
    mkba_status status = MKBA_OK;
    for (int64_t i = 0; i < piece->n && status == MKBA_OK; i++)
        if (!mkba_i_arrow_is_null(view, i))
            status = set_value(piece, view, i, error);
    return status;
}

/* The entries of a dictionary, copied once; NULL for one that is null. */
static mkba_status copy_entries(const mkba_i_arrow_piece *piece, mkba_i_arena *arena, const char ***entries,
                                mkba_error *error)
{
    mkba_i_arrow_view view;
    const struct ArrowArray *dictionary = piece->array->dictionary;
    mkba_status status = mkba_i_arrow_view_open(piece->column->name, piece->column->values, dictionary, 0,
                                                dictionary->length, &view, error);
    if (status != MKBA_OK)
        return status;
    *entries = mkba_i_arena_new(arena, (size_t) dictionary->length, sizeof **entries);
    if (*entries == NULL)
        return mkba_i_fail_memory(error);
    for (int64_t i = 0; i < dictionary->length && status == MKBA_OK; i++)
        if (!mkba_i_arrow_is_null(&view, i))
            status = copy_text(piece, &view, i, "dictionary entry", (size_t) i, &(*entries)[i], error);
    return status;
}

static mkba_status put_entries(const mkba_i_arrow_piece *piece, const mkba_i_arrow_view *indices,
                               const char *const *entries, mkba_error *error)
{
    uint64_t n = (uint64_t) piece->array->dictionary->length;
    for (int64_t i = 0; i < piece->n; i++) {
        if (mkba_i_arrow_is_null(indices, i))
            continue;
        uint64_t index = indices->format->layout == MKBA_I_ARROW_UNSIGNED ? mkba_i_arrow_unsigned(indices, i)
                                                                          : (uint64_t) mkba_i_arrow_signed(indices, i);
        if (index >= n) /* so is a negative one */
            return mkba_i_arrow_damaged(indices->column, "an index is not in its dictionary", error);
        put_text(piece, i, entries[index]);
    }
    return MKBA_OK;
}

static mkba_status fill_from_dictionary(const mkba_i_arrow_piece *piece, const mkba_i_arrow_view *indices,
                                        mkba_error *error)
{
    mkba_i_arena arena = {0};
    const char **entries = NULL;
    mkba_status status = copy_entries(piece, &arena, &entries, error);
    if (status == MKBA_OK)
        status = put_entries(piece, indices, entries, error);
    mkba_i_arena_free(&arena);
    return status;
}

mkba_status mkba_i_arrow_fill(const mkba_i_arrow_piece *piece, mkba_error *error)
{
    const mkba_i_arrow_column *column = piece->column;
    const mkba_i_arrow_format *format = column->indices == NULL ? column->values : column->indices;
    mkba_i_arrow_view view;
    mkba_status status =
        mkba_i_arrow_view_open(column->name, format, piece->array, piece->from, piece->n, &view, error);
    if (status != MKBA_OK)
        return status;
    if ((piece->array->dictionary != NULL) != (column->indices != NULL))
        return mkba_i_arrow_damaged(column->name, "schema and array do not agree on a dictionary", error);
    return column->indices == NULL ? fill_plain(piece, &view, error) : fill_from_dictionary(piece, &view, error);
}
