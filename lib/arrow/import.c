/* An Arrow struct array as a table: see mkba/arrow.h. */
#include <string.h>

#include "arrow/chunks.h"
#include "arrow/column.h"
#include "arrow/view.h"
#include "base/table.h"
#include "base/text.h"

/* ---- chunks ---------------------------------------------------------------------------------------------- */

/* A record batch has no nulls of its own: a row that is null as a whole is no row. */
static mkba_status check_rows(const struct ArrowArray *chunk, size_t first, mkba_error *error)
{
    const uint8_t *valid = chunk->buffers[0];
    if (valid == NULL && chunk->null_count > 0)
        return mkba_i_arrow_damaged("array", "it has nulls, and no buffer that says where", error);
    for (int64_t i = 0; valid != NULL && i < chunk->length; i++)
        if (!mkba_i_arrow_bit(valid, chunk->offset + i))
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "array",
                               "row %zu (from 0) is null as a whole; give rows of which values may be null",
                               first + (size_t) i);
    return MKBA_OK;
}

static mkba_status count_rows(const struct ArrowArray *chunks, size_t n_chunks, int64_t n_columns, size_t *n_rows,
                              mkba_error *error)
{
    size_t n = 0;
    for (size_t i = 0; i < n_chunks; i++) {
        const struct ArrowArray *chunk = &chunks[i];
        mkba_status status = mkba_i_arrow_check_array("array", chunk, n_columns, error);
        if (status != MKBA_OK)
            return status;
        if (chunk->n_buffers != 1 || chunk->dictionary != NULL)
            return mkba_i_arrow_damaged("array", "a struct has one buffer and no dictionary", error);
        if (chunk->length > (int64_t) (MKBA_I_TABLE_ROWS - n))
            return mkba_i_fail(error, MKBA_ERROR_LIMIT, "array", "a table has at most %d rows", MKBA_I_TABLE_ROWS);
        status = check_rows(chunk, n, error);
        if (status != MKBA_OK)
            return status;
        n += (size_t) chunk->length;
    }
    *n_rows = n;
    return MKBA_OK;
}

/* ---- table ----------------------------------------------------------------------------------------------- */

static mkba_status make_table(const char *name, const mkba_i_arrow_column *columns, size_t n_columns, size_t n_rows,
                              mkba_i_arena *arena, mkba_table **table, mkba_error *error)
{
    mkba_i_column *made = mkba_i_arena_new(arena, n_columns, sizeof *made);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < n_columns; i++)
        made[i] = (mkba_i_column){columns[i].name, columns[i].values->type, columns[i].unit};
    return mkba_i_table_new(name, made, n_columns, n_rows, table, error);
}

static mkba_status fill_table(mkba_table *table, const mkba_i_arrow_column *columns, const struct ArrowArray *chunks,
                              size_t n_chunks, mkba_error *error)
{
    mkba_status status = MKBA_OK;
    size_t row = 0;
    for (size_t i = 0; i < n_chunks; i++) {
        for (size_t j = 0; j < mkba_table_n_columns(table) && status == MKBA_OK; j++)
            status = mkba_i_arrow_fill(&(mkba_i_arrow_piece){.column = &columns[j],
                                                             .array = chunks[i].children[j],
                                                             .from = chunks[i].offset,
                                                             .n = chunks[i].length,
                                                             .table = table,
                                                             .position = j,
                                                             .row = row},
                                       error);
        row += (size_t) chunks[i].length;
    }
    return status;
}

mkba_status mkba_i_arrow_table(const struct ArrowSchema *schema, const struct ArrowArray *chunks, size_t n_chunks,
                               const char *name, mkba_table **out, mkba_error *error)
{
    mkba_i_arena arena = {0};
    mkba_i_arrow_column *columns = NULL;
    mkba_table *table = NULL;
    size_t n_rows = 0;
    mkba_status status = mkba_i_arrow_check_schema(schema, error);
    if (status == MKBA_OK) /* first: a schema with more columns than the chunks may have no more of them than they */
        status = count_rows(chunks, n_chunks, schema->n_children, &n_rows, error);
    if (status == MKBA_OK)
        status = mkba_i_arrow_columns(schema, &arena, &columns, error);
    if (status == MKBA_OK && name == NULL)
        name = schema->name == NULL ? "" : schema->name;
    if (status == MKBA_OK && !mkba_i_utf8_valid(name, strlen(name)))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "name", "the name of a table must be UTF-8");
    if (status == MKBA_OK)
        status = make_table(name, columns, (size_t) schema->n_children, n_rows, &arena, &table, error);
    if (status == MKBA_OK)
        status = fill_table(table, columns, chunks, n_chunks, error);
    if (status == MKBA_OK)
        *out = table;
    else
        mkba_table_free(table);
    mkba_i_arena_free(&arena);
    return status;
}

mkba_status mkba_table_import(const struct ArrowSchema *schema, const struct ArrowArray *array, const char *name,
                              mkba_table **table, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(schema), MKBA_I_GIVEN(array), MKBA_I_GIVEN(table));
    return status == MKBA_OK ? mkba_i_arrow_table(schema, array, 1, name, table, error) : status;
}
