/* mkba/arrow.h: tables handed out. The bytes expected are those of the specification of the Arrow columnar format. */
#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <mkba/arrow.h>

#include "base/table.h"
#include "run_suite.h"

/* Three rows, of which the second misses every value. */
static mkba_table *sample(void)
{
    static const mkba_i_column columns[] = {{"naam", MKBA_COLUMN_TEXT, NULL},
                                            {"jaar", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"waarde", MKBA_COLUMN_REAL, "EUR/client"},
                                            {"totaal", MKBA_COLUMN_BOOLEAN, NULL}};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_i_table_new("lines", columns, 4, 3, &table, NULL), MKBA_OK);
    mkba_i_row row = mkba_i_row_start(table, NULL);
    for (int i = 0; i < 3; i++, mkba_i_row_next(&row)) {
        if (i == 1) {
            for (int j = 0; j < 4; j++)
                mkba_i_row_missing(&row);
            continue;
        }
        mkba_i_row_text(&row, i == 0 ? "caf\xC3\xA9" : "");
        mkba_i_row_integer(&row, i == 0 ? 2026 : INT64_MIN);
        mkba_i_row_real(&row, i == 0 ? -0.1 : 1e300);
        mkba_i_row_boolean(&row, i == 2);
    }
    ck_assert_int_eq(row.status, MKBA_OK);
    return table;
}

typedef struct exported {
    struct ArrowSchema schema;
    struct ArrowArray array;
} exported;

static exported export(mkba_table *table)
{
    exported made;
    ck_assert_int_eq(mkba_table_export(table, &made.schema, &made.array, NULL), MKBA_OK);
    return made;
}

static void drop(exported *made)
{
    made->schema.release(&made->schema);
    made->array.release(&made->array);
}

START_TEST(the_schema_has_names_formats_and_units)
{
    static const char *const names[] = {"naam", "jaar", "waarde", "totaal"}, *const formats[] = {"U", "l", "g", "b"};
    mkba_table *table = sample();
    exported made = export(table);
    mkba_table_free(table); /* what follows holds on to it */
    ck_assert_str_eq(made.schema.format, "+s");
    ck_assert_str_eq(made.schema.name, "lines");
    ck_assert_int_eq(made.schema.n_children, 4);
    for (int i = 0; i < 4; i++) {
        ck_assert_str_eq(made.schema.children[i]->name, names[i]);
        ck_assert_str_eq(made.schema.children[i]->format, formats[i]);
        ck_assert_int_eq(made.schema.children[i]->flags, ARROW_FLAG_NULLABLE);
        ck_assert_int_eq(made.schema.children[i]->n_children, 0);
        ck_assert_ptr_null(made.schema.children[i]->dictionary);
    }
    const int32_t one = 1, four = 4, ten = 10;
    char expected[26];
    memcpy(expected, &one, 4);
    memcpy(expected + 4, &four, 4);
    memcpy(expected + 8, "unit", 4);
    memcpy(expected + 12, &ten, 4);
    memcpy(expected + 16, "EUR/client", 10);
    ck_assert_mem_eq(made.schema.children[2]->metadata, expected, sizeof expected);
    ck_assert_ptr_null(made.schema.children[0]->metadata);
    drop(&made);
}
END_TEST

START_TEST(the_array_has_the_buffers_of_the_columnar_format)
{
    static const int64_t offsets[] = {0, 5, 5, 5};
    mkba_table *table = sample();
    exported made = export(table);
    ck_assert_int_eq(made.array.length, 3);
    ck_assert_int_eq(made.array.null_count, 0);
    ck_assert_int_eq(made.array.n_buffers, 1);
    ck_assert_ptr_null(made.array.buffers[0]);
    for (int i = 0; i < 4; i++) {
        const struct ArrowArray *column = made.array.children[i];
        ck_assert_int_eq(column->length, 3);
        ck_assert_int_eq(column->null_count, 1);
        ck_assert_int_eq(column->offset, 0);
        ck_assert_int_eq(column->n_buffers, i == 0 ? 3 : 2);
        ck_assert_int_eq(*(const uint8_t *) column->buffers[0], 5); /* 101 */
    }
    ck_assert_mem_eq(made.array.children[0]->buffers[1], offsets, sizeof offsets);
    ck_assert_mem_eq(made.array.children[0]->buffers[2], "caf\xC3\xA9", 5);
    ck_assert_int_eq(*(const uint8_t *) made.array.children[3]->buffers[1], 4); /* 100 */
    /* Numbers are not copied. */
    ck_assert_ptr_eq(made.array.children[1]->buffers[1], mkba_table_integers(table, 1));
    ck_assert_ptr_eq(made.array.children[2]->buffers[1], mkba_table_reals(table, 2));
    mkba_table_free(table);
    ck_assert_double_eq(((const double *) made.array.children[2]->buffers[1])[2], 1e300);
    drop(&made);
}
END_TEST

START_TEST(without_missing_values_there_is_no_bitmap)
{
    mkba_i_column column = {"x", MKBA_COLUMN_REAL, NULL};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_i_table_new("t", &column, 1, 1, &table, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_table_set_real(table, 0, 0, 1, NULL), MKBA_OK);
    exported made = export(table);
    ck_assert_int_eq(made.array.children[0]->null_count, 0);
    ck_assert_ptr_null(made.array.children[0]->buffers[0]);
    drop(&made);
    mkba_table_free(table);
}
END_TEST

/* Arrow: a child is moved by copying the struct and marking the original released. */
START_TEST(columns_can_be_moved_out_and_outlive_all_else)
{
    mkba_table *table = sample();
    exported made = export(table);
    struct ArrowSchema schema = *made.schema.children[2];
    struct ArrowArray numbers = *made.array.children[2], texts = *made.array.children[0];
    made.schema.children[2]->release = NULL;
    made.array.children[2]->release = NULL;
    made.array.children[0]->release = NULL;
    drop(&made);
    ck_assert(made.schema.release == NULL);
    ck_assert(made.array.release == NULL);
    mkba_table_free(table);
    ck_assert_str_eq(schema.name, "waarde");
    ck_assert_double_eq(((const double *) numbers.buffers[1])[0], -0.1);
    ck_assert_mem_eq(texts.buffers[2], "caf", 3);
    schema.release(&schema);
    numbers.release(&numbers);
    texts.release(&texts);
    ck_assert(numbers.release == NULL);
}
END_TEST

START_TEST(a_stream_gives_the_table_once_and_ends)
{
    mkba_table *table = sample();
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray chunk, end;
    ck_assert_int_eq(mkba_table_export_stream(table, &stream, NULL), MKBA_OK);
    mkba_table_free(table);
    for (int i = 0; i < 2; i++) { /* a schema can be asked for again */
        ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
        ck_assert_int_eq(schema.n_children, 4);
        schema.release(&schema);
    }
    ck_assert_int_eq(stream.get_next(&stream, &chunk), 0);
    ck_assert_int_eq(stream.get_next(&stream, &end), 0);
    ck_assert(end.release == NULL);
    ck_assert_ptr_null(stream.get_last_error(&stream));
    stream.release(&stream);
    ck_assert(stream.release == NULL);
    ck_assert_int_eq(chunk.length, 3);
    chunk.release(&chunk);
}
END_TEST

START_TEST(an_empty_table_has_empty_buffers)
{
    mkba_i_column columns[] = {{"a", MKBA_COLUMN_TEXT, NULL}, {"b", MKBA_COLUMN_BOOLEAN, NULL}};
    for (size_t n = 0; n <= 2; n++) {
        mkba_table *table = NULL;
        ck_assert_int_eq(mkba_i_table_new("t", columns, n, 0, &table, NULL), MKBA_OK);
        exported made = export(table);
        ck_assert_int_eq(made.array.length, 0);
        ck_assert_int_eq(made.array.n_children, (int64_t) n);
        if (n > 0)
            ck_assert_int_eq(*(const int64_t *) made.array.children[0]->buffers[1], 0);
        drop(&made);
        mkba_table_free(table);
    }
}
END_TEST

START_TEST(a_null_pointer_is_an_argument_error)
{
    mkba_table *table = sample();
    mkba_error error;
    struct ArrowSchema schema = {.name = "untouched"};
    struct ArrowArray array = {.length = 42};
    struct ArrowArrayStream stream = {0};
    ck_assert_int_eq(mkba_table_export(NULL, &schema, &array, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_table_export(table, NULL, &array, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "schema");
    ck_assert_int_eq(mkba_table_export(table, &schema, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "array");
    ck_assert_int_eq(mkba_table_export_stream(NULL, &stream, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_table_export_stream(table, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "out");
    ck_assert_str_eq(schema.name, "untouched");
    ck_assert_int_eq(array.length, 42);
    ck_assert(stream.release == NULL);
    mkba_table_free(table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arrow, out");
    TCase *out = tcase_create("export");
    tcase_add_test(out, the_schema_has_names_formats_and_units);
    tcase_add_test(out, the_array_has_the_buffers_of_the_columnar_format);
    tcase_add_test(out, without_missing_values_there_is_no_bitmap);
    tcase_add_test(out, columns_can_be_moved_out_and_outlive_all_else);
    tcase_add_test(out, a_stream_gives_the_table_once_and_ends);
    tcase_add_test(out, an_empty_table_has_empty_buffers);
    tcase_add_test(out, a_null_pointer_is_an_argument_error);
    suite_add_tcase(suite, out);
    return run_suite(suite);
}
