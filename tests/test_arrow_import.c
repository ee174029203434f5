/* mkba/arrow.h: tables taken in, from arrays laid out by hand after the specification of the Arrow columnar format. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/table.h"
#include "made_arrow.h"
#include "run_suite.h"
#include "support.h"

static mkba_table *import(const made_arrow *made)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_table_import(&made->schema, &made->array, "t", &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

/* The only column of a batch of `n` rows. */
static mkba_table *import_one(const char *format, int64_t n, const void *const *buffers)
{
    made_arrow made;
    made_start(&made, n);
    made_add(&made, "x", format, buffers);
    return import(&made);
}

static void expect_text(const mkba_table *table, size_t row, const char *expected)
{
    const char *found = support_text(table, row, "x");
    ck_assert_int_eq(found == NULL, expected == NULL);
    ck_assert_int_eq(mkba_table_is_missing(table, row, 0), expected == NULL);
    if (expected != NULL)
        ck_assert_str_eq(found, expected);
}

/* ---- numbers --------------------------------------------------------------------------------------------- */

START_TEST(whole_numbers_of_every_width_are_read)
{
    static const int8_t c[] = {-128, 127};
    static const uint8_t C[] = {0, 255};
    static const int16_t s[] = {-32768, 32767};
    static const uint16_t S[] = {0, 65535};
    static const int32_t i[] = {INT32_MIN, INT32_MAX};
    static const uint32_t I[] = {0, UINT32_MAX};
    static const int64_t l[] = {INT64_MIN, INT64_MAX};
    static const uint64_t L[] = {0, INT64_MAX};
    static const struct {
        const char *format;
        const void *values;
        int64_t low, high;
    } widths[] = {{"c", c, -128, 127},
                  {"C", C, 0, 255},
                  {"s", s, -32768, 32767},
                  {"S", S, 0, 65535},
                  {"i", i, INT32_MIN, INT32_MAX},
                  {"I", I, 0, UINT32_MAX},
                  {"l", l, INT64_MIN, INT64_MAX},
                  {"L", L, 0, INT64_MAX}};
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        mkba_table *table = import_one(widths[w].format, 2, MADE_BUFFERS_OF(NULL, widths[w].values));
        ck_assert_int_eq(mkba_table_column_type(table, 0), MKBA_COLUMN_INTEGER);
        ck_assert_int_eq(support_integer(table, 0, "x"), widths[w].low);
        ck_assert_int_eq(support_integer(table, 1, "x"), widths[w].high);
        ck_assert(!mkba_table_is_missing(table, 1, 0));
        mkba_table_free(table);
    }
}
END_TEST

/* The halves are examples of IEEE 754 binary16: 1, -2, the largest, the smallest normal and subnormal, 1/3, -0. */
START_TEST(real_numbers_of_every_width_are_read)
{
    static const uint16_t e[] = {0x3C00, 0xC000, 0x7BFF, 0x0400, 0x0001, 0x3555, 0x8000};
    static const double halves[] = {1, -2, 65504, 0x1p-14, 0x1p-24, 0.333251953125, -0.0};
    static const float f[] = {0.1F, -FLT_MAX, FLT_TRUE_MIN};
    static const double g[] = {0.1, -DBL_MAX, DBL_TRUE_MIN};
    mkba_table *table = import_one("e", 7, MADE_BUFFERS_OF(NULL, e));
    ck_assert_mem_eq(mkba_table_reals(table, 0), halves, sizeof halves);
    mkba_table_free(table);
    table = import_one("f", 3, MADE_BUFFERS_OF(NULL, f));
    for (size_t i = 0; i < 3; i++)
        ck_assert_double_eq(mkba_table_reals(table, 0)[i], (double) f[i]);
    mkba_table_free(table);
    table = import_one("g", 3, MADE_BUFFERS_OF(NULL, g));
    ck_assert_mem_eq(mkba_table_reals(table, 0), g, sizeof g);
    mkba_table_free(table);
}
END_TEST

START_TEST(not_a_number_is_a_missing_value)
{
    static const uint16_t e[] = {0x7E00, 0x3C00};
    const float f[] = {(float) NAN, 1};
    const double g[] = {(double) NAN, 1};
    const void *const values[] = {e, f, g};
    static const char *const formats[] = {"e", "f", "g"};
    for (size_t i = 0; i < 3; i++) {
        mkba_table *table = import_one(formats[i], 2, MADE_BUFFERS_OF(NULL, values[i]));
        ck_assert(mkba_table_is_missing(table, 0, 0));
        ck_assert(!mkba_table_is_missing(table, 1, 0));
        ck_assert_double_eq(mkba_table_reals(table, 0)[0], 0);
        mkba_table_free(table);
    }
}
END_TEST

START_TEST(booleans_are_bits)
{
    static const uint8_t bits[] = {0x05, 0x02}; /* 1 0 1 0 0 0 0 0 | 0 1 */
    mkba_table *table = import_one("b", 10, MADE_BUFFERS_OF(NULL, bits));
    ck_assert_int_eq(mkba_table_column_type(table, 0), MKBA_COLUMN_BOOLEAN);
    for (size_t i = 0; i < 10; i++)
        ck_assert_int_eq(mkba_table_integers(table, 0)[i], i == 0 || i == 2 || i == 9);
    mkba_table_free(table);
}
END_TEST

START_TEST(values_need_not_be_aligned)
{
    unsigned char bytes[1 + 2 * sizeof(double)];
    const double values[] = {0.1, -7};
    memcpy(bytes + 1, values, sizeof values);
    mkba_table *table = import_one("g", 2, MADE_BUFFERS_OF(NULL, bytes + 1));
    ck_assert_mem_eq(mkba_table_reals(table, 0), values, sizeof values);
    mkba_table_free(table);
}
END_TEST

/* ---- texts ----------------------------------------------------------------------------------------------- */

static const char characters[] = "caf\xC3\xA9tarief";

START_TEST(texts_between_offsets_are_read)
{
    static const int32_t u[] = {0, 5, 5, 11};
    static const int64_t U[] = {0, 5, 5, 11};
    for (int i = 0; i < 2; i++) {
        mkba_table *table =
            import_one(i == 0 ? "u" : "U", 3, MADE_BUFFERS_OF(NULL, i == 0 ? (const void *) u : U, characters));
        expect_text(table, 0, "caf\xC3\xA9");
        expect_text(table, 1, "");
        expect_text(table, 2, "tarief");
        mkba_table_free(table);
    }
}
END_TEST

/* Twelve bytes stand in the view itself, thirteen elsewhere. */
START_TEST(texts_of_views_are_read)
{
    struct {
        int32_t length;
        char text[12];
    } views[3] = {{12, "twaalf bytes"}, {13, "dert"}, {0, ""}};
    static const char elsewhere[] = "....dertien bytes";
    static const int64_t sizes[] = {0, 17};
    const int32_t place[] = {1, 4}; /* buffer and offset */
    memcpy(views[1].text + 4, place, sizeof place);
    mkba_table *table = import_one("vu", 3, MADE_BUFFERS_OF(NULL, views, "", elsewhere, sizes));
    expect_text(table, 0, "twaalf bytes");
    expect_text(table, 1, "dertien bytes");
    expect_text(table, 2, "");
    mkba_table_free(table);
}
END_TEST

START_TEST(dictionaries_become_their_texts)
{
    static const int8_t c[] = {1, 0, 1, 2};
    static const uint64_t L[] = {1, 0, 1, 2};
    static const int32_t offsets[] = {0, 5, 11, 11};
    static const uint8_t two_of_three[] = {3};
    for (int i = 0; i < 2; i++) {
        made_arrow made;
        made_start(&made, 4);
        made_column *column =
            made_add(&made, "x", i == 0 ? "c" : "L", MADE_BUFFERS_OF(NULL, i == 0 ? (const void *) c : L));
        made_dictionary(column, "u", 3, MADE_BUFFERS_OF(two_of_three, offsets, characters));
        mkba_table *table = import(&made);
        expect_text(table, 0, "tarief");
        expect_text(table, 1, "caf\xC3\xA9");
        expect_text(table, 2, "tarief");
        expect_text(table, 3, NULL); /* the entry itself is null */
        mkba_table_free(table);
    }
}
END_TEST

START_TEST(a_dictionary_without_entries_serves_missing_values)
{
    static const int8_t indices[] = {-1, -1};
    static const uint8_t none[] = {0};
    made_arrow made;
    made_start(&made, 2);
    made_dictionary(made_add(&made, "x", "c", MADE_BUFFERS_OF(none, indices)), "n", 0, MADE_BUFFERS_OF(MADE_END));
    mkba_table *table = import(&made);
    expect_text(table, 0, NULL);
    expect_text(table, 1, NULL);
    mkba_table_free(table);
}
END_TEST

START_TEST(nulls_without_a_type_are_missing_texts)
{
    for (int i = 0; i < 2; i++) { /* some producers give it a buffer */
        mkba_table *table = import_one("n", 2, i == 0 ? MADE_BUFFERS_OF(MADE_END) : MADE_BUFFERS_OF(NULL));
        ck_assert_int_eq(mkba_table_column_type(table, 0), MKBA_COLUMN_TEXT);
        expect_text(table, 1, NULL);
        mkba_table_free(table);
    }
}
END_TEST

/* ---- days and moments ------------------------------------------------------------------------------------ */

START_TEST(days_are_texts)
{
    static const int32_t days[] = {0, -1, 11016, 18321, 20484, -719528, 2932896};
    static const char *const expected[] = {"1970-01-01", "1969-12-31", "2000-02-29", "2020-02-29",
                                           "2026-01-31", "0000-01-01", "9999-12-31"};
    int64_t milliseconds[7];
    for (size_t i = 0; i < 7; i++)
        milliseconds[i] = days[i] * (int64_t) 86400000;
    for (int k = 0; k < 2; k++) {
        mkba_table *table =
            import_one(k == 0 ? "tdD" : "tdm", 7, MADE_BUFFERS_OF(NULL, k == 0 ? (const void *) days : milliseconds));
        for (size_t i = 0; i < 7; i++)
            expect_text(table, i, expected[i]);
        mkba_table_free(table);
    }
}
END_TEST

/* 1234567890 s is 2009-02-13 23:31:30 UTC, 2147483647 s is 2038-01-19 03:14:07. */
START_TEST(moments_are_texts)
{
    static const struct {
        const char *format;
        int64_t ticks;
        const char *expected;
    } moments[] = {{"tss:", 1234567890, "2009-02-13T23:31:30"},
                   {"tss:UTC", 2147483647, "2038-01-19T03:14:07Z"},
                   {"tsm:", -1, "1969-12-31T23:59:59.999"},
                   {"tsm:Europe/Amsterdam", 1234567890000, "2009-02-13T23:31:30Z"},
                   {"tsu:", 1234567890000050, "2009-02-13T23:31:30.000050"},
                   {"tsn:UTC", 1234567890123456789, "2009-02-13T23:31:30.123456789Z"},
                   {"tsn:", INT64_MIN, "1677-09-21T00:12:43.145224192"},
                   {"tsn:", INT64_MAX, "2262-04-11T23:47:16.854775807"}};
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        mkba_table *table = import_one(moments[i].format, 1, MADE_BUFFERS_OF(NULL, &moments[i].ticks));
        expect_text(table, 0, moments[i].expected);
        mkba_table_free(table);
    }
}
END_TEST

/* ---- offsets and nulls ----------------------------------------------------------------------------------- */

/* Rows 2 and 3 of a batch that begins at 1, of columns that begin elsewhere. */
START_TEST(offsets_of_batch_and_column_add_up)
{
    static const int64_t values[] = {0, 1, 2, 3, 4, 5, 6, 7};
    static const uint8_t valid[] = {0xEF}; /* all but the fourth value */
    static const int32_t offsets[] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    static const uint8_t bits[] = {0x10};
    static const int64_t starts[] = {0, 2, 3};
    for (int i = 0; i < 3; i++) {
        made_arrow made;
        made_start(&made, 2);
        made.array.offset = 1;
        made_column *columns[] = {made_add(&made, "l", "l", MADE_BUFFERS_OF(valid, values)),
                                  made_add(&made, "u", "u", MADE_BUFFERS_OF(valid, offsets, "abcdefgh")),
                                  made_add(&made, "b", "b", MADE_BUFFERS_OF(valid, bits))};
        for (int j = 0; j < 3; j++) {
            columns[j]->array.offset = starts[i];
            columns[j]->array.length = 4;
        }
        mkba_table *table = import(&made);
        for (size_t row = 0; row < 2; row++) {
            size_t at = (size_t) starts[i] + 1 + row;
            for (size_t column = 0; column < 3; column++)
                ck_assert_int_eq(mkba_table_is_missing(table, row, column), at == 4);
            if (at == 4)
                continue;
            ck_assert_int_eq(support_integer(table, row, "l"), values[at]);
            ck_assert_int_eq(support_text(table, row, "u")[0], "abcdefgh"[at]);
            ck_assert_int_eq(support_integer(table, row, "b"), 0);
        }
        mkba_table_free(table);
    }
}
END_TEST

START_TEST(a_null_count_is_no_more_than_a_hint)
{
    static const int64_t values[] = {1, 2, 3}, counts[] = {-1, 0, 1, 3};
    static const uint8_t valid[] = {5};
    for (int i = 0; i < 4; i++) {
        made_arrow made;
        made_start(&made, 3);
        made_add(&made, "x", "l", MADE_BUFFERS_OF(valid, values))->array.null_count = counts[i];
        mkba_table *table = import(&made);
        for (size_t row = 0; row < 3; row++)
            ck_assert_int_eq(mkba_table_is_missing(table, row, 0), row == 1);
        mkba_table_free(table);
    }
}
END_TEST

START_TEST(what_stands_under_a_null_is_not_looked_at)
{
    static const uint64_t L[] = {UINT64_MAX, 7};
    const double g[] = {(double) INFINITY, 7};
    static const int32_t u[] = {0, 1, 2};
    static const uint8_t second[] = {2};
    made_arrow made;
    made_start(&made, 2);
    made_add(&made, "L", "L", MADE_BUFFERS_OF(second, L));
    made_add(&made, "g", "g", MADE_BUFFERS_OF(second, g));
    made_add(&made, "x", "u", MADE_BUFFERS_OF(second, u, "\xFFz"));
    mkba_table *table = import(&made);
    ck_assert_int_eq(support_integer(table, 1, "L"), 7);
    ck_assert_double_eq(support_real(table, 1, "g"), 7);
    ck_assert_str_eq(support_text(table, 1, "x"), "z");
    mkba_table_free(table);
}
END_TEST

START_TEST(tables_without_rows_or_columns_are_taken)
{
    made_arrow made;
    made_start(&made, 0);
    mkba_table *table = import(&made);
    ck_assert_uint_eq(mkba_table_n_columns(table), 0);
    mkba_table_free(table);
    static const char *const formats[] = {"u", "l", "g", "b", "vu"};
    for (int i = 0; i < 5; i++) /* buffers of nothing may be NULL */
        made_add(&made, formats[i], formats[i],
                 i == 0 || i == 4 ? MADE_BUFFERS_OF(NULL, NULL, NULL) : MADE_BUFFERS_OF(NULL, NULL));
    table = import(&made);
    ck_assert_uint_eq(mkba_table_n_columns(table), 5);
    ck_assert_uint_eq(mkba_table_n_rows(table), 0);
    mkba_table_free(table);
}
END_TEST

/* ---- names and units ------------------------------------------------------------------------------------- */

/* Pairs of metadata, written as Arrow has them. */
static size_t put_pair(char *at, const char *key, const char *value)
{
    int32_t n_key = (int32_t) strlen(key), n_value = (int32_t) strlen(value);
    memcpy(at, &n_key, 4);
    memcpy(at + 4, key, (size_t) n_key);
    memcpy(at + 4 + n_key, &n_value, 4);
    memcpy(at + 8 + n_key, value, (size_t) n_value);
    return (size_t) (8 + n_key + n_value);
}

START_TEST(the_unit_is_found_among_other_metadata)
{
    char metadata[128];
    const int32_t n = 3;
    static const double values[] = {1};
    memcpy(metadata, &n, 4);
    size_t at = 4;
    at += put_pair(metadata + at, "units", "no");
    at += put_pair(metadata + at, "unit", "EUR/client");
    put_pair(metadata + at, "ARROW:extension:name", "x");
    made_arrow made;
    made_start(&made, 1);
    made_add(&made, "x", "g", MADE_BUFFERS_OF(NULL, values))->schema.metadata = metadata;
    made_add(&made, "y", "g", MADE_BUFFERS_OF(NULL, values));
    mkba_table *table = import(&made);
    memset(metadata, 0, sizeof metadata);
    ck_assert_str_eq(mkba_table_column_unit(table, 0), "EUR/client");
    ck_assert_str_eq(mkba_table_column_unit(table, 1), "");
    mkba_table_free(table);
}
END_TEST

START_TEST(the_table_has_the_name_given_or_that_of_the_schema)
{
    made_arrow made;
    mkba_table *table = NULL;
    made_start(&made, 0);
    ck_assert_int_eq(mkba_table_import(&made.schema, &made.array, NULL, &table, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_table_name(table), "");
    mkba_table_free(table);
    made.schema.name = "own";
    ck_assert_int_eq(mkba_table_import(&made.schema, &made.array, NULL, &table, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_table_name(table), "own");
    mkba_table_free(table);
    ck_assert_int_eq(mkba_table_import(&made.schema, &made.array, "given", &table, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_table_name(table), "given");
    mkba_table_free(table);
    ck_assert(made.schema.release != NULL); /* only read */
    ck_assert(made.array.release != NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arrow, in");
    TCase *values = tcase_create("values");
    tcase_add_test(values, whole_numbers_of_every_width_are_read);
    tcase_add_test(values, real_numbers_of_every_width_are_read);
    tcase_add_test(values, not_a_number_is_a_missing_value);
    tcase_add_test(values, booleans_are_bits);
    tcase_add_test(values, values_need_not_be_aligned);
    tcase_add_test(values, texts_between_offsets_are_read);
    tcase_add_test(values, texts_of_views_are_read);
    tcase_add_test(values, dictionaries_become_their_texts);
    tcase_add_test(values, a_dictionary_without_entries_serves_missing_values);
    tcase_add_test(values, nulls_without_a_type_are_missing_texts);
    tcase_add_test(values, days_are_texts);
    tcase_add_test(values, moments_are_texts);
    suite_add_tcase(suite, values);
    TCase *tables = tcase_create("tables");
    tcase_add_test(tables, offsets_of_batch_and_column_add_up);
    tcase_add_test(tables, a_null_count_is_no_more_than_a_hint);
    tcase_add_test(tables, what_stands_under_a_null_is_not_looked_at);
    tcase_add_test(tables, tables_without_rows_or_columns_are_taken);
    tcase_add_test(tables, the_unit_is_found_among_other_metadata);
    tcase_add_test(tables, the_table_has_the_name_given_or_that_of_the_schema);
    suite_add_tcase(suite, tables);
    return run_suite(suite);
}
