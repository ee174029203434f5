/* A table as an Arrow struct array: see mkba/arrow.h. */
#include "arrow/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/table_columns.h"

/* What a schema or array of ours has behind it. Each column has its own, so that it can be moved out of its parent
 * and live longer. The arena has what was made for it; the rest is the table's. */
typedef struct holding {
    mkba_table *table;
    mkba_i_arena arena;
} holding;

static holding *new_held(const mkba_table *table)
{
    holding *made = calloc(1, sizeof *made);
    if (made != NULL)
        made->table = mkba_i_table_hold(table);
    return made;
}

static void drop_held(holding *held)
{
    mkba_i_arena_free(&held->arena);
    mkba_table_free(held->table);
    free(held);
}

/* ---- schema ---------------------------------------------------------------------------------------------- */

static void release_schema(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++)
        if (schema->children[i]->release != NULL)
            schema->children[i]->release(schema->children[i]);
    schema->release = NULL;
    drop_held(schema->private_data);
}

static const char *format_of(mkba_column_type type)
{
    switch (type) {
    case MKBA_COLUMN_TEXT: return "U";
    case MKBA_COLUMN_INTEGER: return "l";
    case MKBA_COLUMN_REAL: return "g";
    case MKBA_COLUMN_BOOLEAN: break;
    }
    return "b";
}

/* Metadata of one pair: the number of pairs, and each text after its length, as int32 of this machine. */
static char *unit_metadata(mkba_i_arena *arena, const char *unit)
{
    static const char key[] = "unit";
    const int32_t n_pairs = 1, n_key = (int32_t) strlen(key), n_unit = (int32_t) strlen(unit);
    char *made = mkba_i_arena_new(arena, 1, 3 * sizeof(int32_t) + (size_t) n_key + (size_t) n_unit);
    char *at = made;
    if (made == NULL)
        return NULL;
    memcpy(at, &n_pairs, sizeof n_pairs);
    at += sizeof n_pairs;
    memcpy(at, &n_key, sizeof n_key);
    at += sizeof n_key;
    memcpy(at, key, (size_t) n_key);
    at += n_key;
    memcpy(at, &n_unit, sizeof n_unit);
    at += sizeof n_unit;
    memcpy(at, unit, (size_t) n_unit);
    return made;
}

static bool make_column_schema(const mkba_table *table, const mkba_i_values *column, struct ArrowSchema *schema)
{
    holding *held = new_held(table);
    if (held == NULL)
        return false;
    *schema = (struct ArrowSchema){.format = format_of(column->type),
                                   .name = column->name,
                                   .flags = ARROW_FLAG_NULLABLE,
                                   .release = release_schema,
                                   .private_data = held};
    if (column->unit[0] != '\0')
        schema->metadata = unit_metadata(&held->arena, column->unit);
    return column->unit[0] == '\0' || schema->metadata != NULL;
}

/* On failure `schema` may be half made; it is then released, or nothing. */
static bool make_schema(const mkba_table *table, struct ArrowSchema *schema)
{
    holding *held = new_held(table);
    if (held == NULL)
        return false;
    *schema =
        (struct ArrowSchema){.format = "+s", .name = table->name, .release = release_schema, .private_data = held};
    struct ArrowSchema *children = mkba_i_arena_new(&held->arena, table->n_columns, sizeof *children);
    schema->children = mkba_i_arena_new(&held->arena, table->n_columns, sizeof(struct ArrowSchema *));
    if (children == NULL || schema->children == NULL)
        return false;
    for (size_t i = 0; i < table->n_columns; i++) {
        schema->children[i] = &children[i];
        schema->n_children++;
        if (!make_column_schema(table, &table->columns[i], &children[i]))
            return false;
    }
    return true;
}

/* ---- array ----------------------------------------------------------------------------------------------- */

static void release_array(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++)
        if (array->children[i]->release != NULL)
            array->children[i]->release(array->children[i]);
    array->release = NULL;
    drop_held(array->private_data);
}

static size_t n_bytes_of_bits(size_t n)
{
    return n / 8 + (n % 8 != 0);
}

/* A bit per row, set where the value is present; NULL when memory is short. */
static uint8_t *presence_bits(mkba_i_arena *arena, const bool *present, size_t n)
{
    uint8_t *bits = mkba_i_arena_new(arena, n_bytes_of_bits(n), 1);
    for (size_t i = 0; bits != NULL && i < n; i++)
        bits[i / 8] |= (uint8_t) (present[i] << i % 8);
    return bits;
}

static uint8_t *boolean_bits(mkba_i_arena *arena, const int64_t *values, size_t n)
{
    uint8_t *bits = mkba_i_arena_new(arena, n_bytes_of_bits(n), 1);
    for (size_t i = 0; bits != NULL && i < n; i++)
        bits[i / 8] |= (uint8_t) ((values[i] != 0) << i % 8);
    return bits;
}

/* Offsets and characters one after the other, as large_utf8 has them. */
static bool text_buffers(mkba_i_arena *arena, const char *const *texts, size_t n, const void **buffers)
{
    int64_t *offsets = mkba_i_arena_new(arena, n + 1, sizeof *offsets);
    if (offsets == NULL)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t length = texts[i] == NULL ? 0 : strlen(texts[i]);
        if (length > (size_t) (INT64_MAX - offsets[i]))
            return false;
        offsets[i + 1] = offsets[i] + (int64_t) length;
    }
    char *data = mkba_i_arena_new(arena, (size_t) offsets[n], 1);
    if (data == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        if (texts[i] != NULL)
            memcpy(data + offsets[i], texts[i], (size_t) (offsets[i + 1] - offsets[i]));
    buffers[1] = offsets;
    buffers[2] = data;
    return true;
}

static bool column_buffers(mkba_i_arena *arena, const mkba_i_values *column, size_t n, const void **buffers)
{
    switch (column->type) {
    case MKBA_COLUMN_TEXT: return text_buffers(arena, column->as.texts, n, buffers);
    case MKBA_COLUMN_INTEGER: buffers[1] = column->as.integers; break;
    case MKBA_COLUMN_REAL: buffers[1] = column->as.reals; break;
    case MKBA_COLUMN_BOOLEAN: buffers[1] = boolean_bits(arena, column->as.integers, n); break;
    }
    return buffers[1] != NULL;
}

static bool make_column_array(const mkba_table *table, const mkba_i_values *column, struct ArrowArray *array)
{
    size_t n = table->n_rows;
    holding *held = new_held(table);
    if (held == NULL)
        return false;
    *array = (struct ArrowArray){.length = (int64_t) n, .release = release_array, .private_data = held};
    array->n_buffers = column->type == MKBA_COLUMN_TEXT ? 3 : 2;
    array->buffers = mkba_i_arena_new(&held->arena, (size_t) array->n_buffers, sizeof(void *));
    if (array->buffers == NULL || !column_buffers(&held->arena, column, n, array->buffers))
        return false;
    for (size_t i = 0; i < n; i++)
        array->null_count += !column->present[i];
    if (array->null_count > 0)
        array->buffers[0] = presence_bits(&held->arena, column->present, n);
    return array->null_count == 0 || array->buffers[0] != NULL;
}

/* As make_schema. */
static bool make_array(const mkba_table *table, struct ArrowArray *array)
{
    holding *held = new_held(table);
    if (held == NULL)
        return false;
    *array = (struct ArrowArray){
        .length = (int64_t) table->n_rows, .n_buffers = 1, .release = release_array, .private_data = held};
    struct ArrowArray *children = mkba_i_arena_new(&held->arena, table->n_columns, sizeof *children);
    array->children = mkba_i_arena_new(&held->arena, table->n_columns, sizeof(struct ArrowArray *));
    array->buffers = mkba_i_arena_new(&held->arena, 1, sizeof(void *));
    if (children == NULL || array->children == NULL || array->buffers == NULL)
        return false;
    for (size_t i = 0; i < table->n_columns; i++) {
        array->children[i] = &children[i];
        array->n_children++;
        if (!make_column_array(table, &table->columns[i], &children[i]))
            return false;
    }
    return true;
}

/* ---- both ------------------------------------------------------------------------------------------------ */

mkba_status mkba_i_arrow_schema(const mkba_table *table, struct ArrowSchema *schema, mkba_error *error)
{
    struct ArrowSchema made = {0};
    if (!make_schema(table, &made)) {
        if (made.release != NULL)
            made.release(&made);
        return mkba_i_fail_memory(error);
    }
    *schema = made;
    return MKBA_OK;
}

mkba_status mkba_i_arrow_array(const mkba_table *table, struct ArrowArray *array, mkba_error *error)
{
    struct ArrowArray made = {0};
    if (!make_array(table, &made)) {
        if (made.release != NULL)
            made.release(&made);
        return mkba_i_fail_memory(error);
    }
    *array = made;
    return MKBA_OK;
}

mkba_status mkba_table_export(const mkba_table *table, struct ArrowSchema *schema, struct ArrowArray *array,
                              mkba_error *error)
{
    struct ArrowSchema made = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table), MKBA_I_GIVEN(schema), MKBA_I_GIVEN(array));
    if (status == MKBA_OK)
        status = mkba_i_arrow_schema(table, &made, error);
    if (status != MKBA_OK)
        return status;
    status = mkba_i_arrow_array(table, array, error);
    if (status == MKBA_OK)
        *schema = made;
    else
        made.release(&made);
    return status;
}
