/* Tables as JSON, and that what CSV and JSON hold reads back. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/table.h"
#include "run_suite.h"
#include "support.h"

static char *json(const mkba_table *table)
{
    char *text = NULL;
    ck_assert_int_eq(mkba_table_json(table, &text, NULL), MKBA_OK);
    return text;
}

START_TEST(a_row_is_an_object_with_the_columns_in_their_order)
{
    static const mkba_i_column columns[] = {{"naam", MKBA_COLUMN_TEXT, NULL},
                                            {"waarde", MKBA_COLUMN_REAL, "EUR"},
                                            {"jaar \"n\"", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"totaal", MKBA_COLUMN_BOOLEAN, NULL}};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_i_table_new("t", columns, 4, 2, &table, NULL), MKBA_OK);
    mkba_i_row row = mkba_i_row_start(table, NULL);
    mkba_i_row_text(&row, "=a\n");
    mkba_i_row_real(&row, -0.1);
    mkba_i_row_integer(&row, INT64_MIN);
    mkba_i_row_boolean(&row, true);
    mkba_i_row_next(&row);
    ck_assert_int_eq(row.status, MKBA_OK);
    char *text = json(table);
    ck_assert_str_eq(text, "[\n"
                           "  {\n"
                           "    \"naam\": \"=a\\n\",\n"
                           "    \"waarde\": -0.1,\n"
                           "    \"jaar \\\"n\\\"\": -9223372036854775808,\n"
                           "    \"totaal\": true\n"
                           "  },\n"
                           "  {\n"
                           "    \"naam\": null,\n"
                           "    \"waarde\": null,\n"
                           "    \"jaar \\\"n\\\"\": null,\n"
                           "    \"totaal\": null\n"
                           "  }\n"
                           "]\n");
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

START_TEST(a_table_without_rows_is_an_empty_array)
{
    mkba_i_column column = {"a", MKBA_COLUMN_REAL, NULL};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_i_table_new("t", &column, 1, 0, &table, NULL), MKBA_OK);
    char *text = json(table);
    ck_assert_str_eq(text, "[]\n");
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

START_TEST(a_null_pointer_is_an_argument_error)
{
    mkba_i_column column = {"a", MKBA_COLUMN_REAL, NULL};
    mkba_table *table = NULL;
    char untouched[] = "x", *text = untouched;
    mkba_error error;
    ck_assert_int_eq(mkba_table_json(NULL, &text, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_ptr_eq(text, untouched);
    ck_assert_int_eq(mkba_i_table_new("t", &column, 1, 0, &table, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_table_json(table, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "text");
    mkba_table_free(table);
}
END_TEST

/* ---- every double reads back ----------------------------------------------------------------------------- */

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

enum { n_doubles = 5000 };

/* A column of doubles of random bits, the finite ones, and some that are hard to print. */
static mkba_table *random_doubles(double values[n_doubles])
{
    static const double hard[] = {
        0.0,  -0.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993.0, 0.1,
        1e21, 1e22, 1e23,   123456789012345.6,       2.2250738585072011e-308};
    mkba_i_column column = {"x", MKBA_COLUMN_REAL, NULL};
    mkba_table *table = NULL;
    uint64_t state = 20260101;
    ck_assert_int_eq(mkba_i_table_new("t", &column, 1, n_doubles, &table, NULL), MKBA_OK);
    for (size_t i = 0; i < n_doubles; i++) {
        values[i] = (double) NAN;
        if (i < sizeof hard / sizeof *hard)
            values[i] = hard[i];
        while (!isfinite(values[i])) {
            uint64_t bits = next_random(&state);
            memcpy(&values[i], &bits, sizeof bits);
        }
        ck_assert_int_eq(mkba_i_table_set_real(table, i, 0, values[i], NULL), MKBA_OK);
    }
    return table;
}

/* The C library is the reader that is not ours; in the C locale, which a test program begins in. */
START_TEST(every_double_reads_back_from_csv)
{
    static double values[n_doubles];
    mkba_table *table = random_doubles(values);
    char *text = NULL;
    ck_assert_int_eq(mkba_table_csv(table, &text, NULL), MKBA_OK);
    char *at = strchr(text, '\n') + 1;
    for (size_t i = 0; i < n_doubles; i++) {
        double found = strtod(at, &at);
        ck_assert_int_eq(*at++, '\n');
        ck_assert_mem_eq(&found, &values[i], sizeof found);
    }
    ck_assert_int_eq(*at, '\0');
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

START_TEST(every_double_reads_back_from_json_by_the_c_library_and_by_us)
{
    static double values[n_doubles];
    mkba_table *table = random_doubles(values);
    char *text = json(table), *at = text;
    mkba_i_json *read = support_json(text);
    const cJSON *object = mkba_i_json_root(read)->child;
    for (size_t i = 0; i < n_doubles; i++, object = object->next) {
        at = strstr(at, "\"x\": ") + 5;
        double found = strtod(at, &at);
        ck_assert_int_eq(*at, '\n');
        ck_assert_mem_eq(&found, &values[i], sizeof found);
        ck_assert_mem_eq(&object->child->valuedouble, &values[i], sizeof found);
    }
    ck_assert_ptr_null(object);
    mkba_i_json_free(read);
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tables as text");
    TCase *layout = tcase_create("json");
    tcase_add_test(layout, a_row_is_an_object_with_the_columns_in_their_order);
    tcase_add_test(layout, a_table_without_rows_is_an_empty_array);
    tcase_add_test(layout, a_null_pointer_is_an_argument_error);
    suite_add_tcase(suite, layout);
    TCase *back = tcase_create("reading back");
    tcase_add_test(back, every_double_reads_back_from_csv);
    tcase_add_test(back, every_double_reads_back_from_json_by_the_c_library_and_by_us);
    suite_add_tcase(suite, back);
    return run_suite(suite);
}
