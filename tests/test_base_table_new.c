/* mkba_table_new: tables of columns that a caller holds. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "mkba/base.h"
#include "run_suite.h"

START_TEST(columns_are_copied_with_what_is_missing)
{
    char name[] = "naam", first[] = "Asten";
    const char *texts[] = {first, NULL, "Deurne", "Deurne"};
    int64_t years[] = {2021, 2022, INT64_MIN, 0}, flags[] = {1, 0, 7, 1};
    double values[] = {0.1, -2.5, NAN, 1e308};
    const bool missing[] = {false, false, true, false};
    const mkba_column columns[] = {
        {.name = name, .type = MKBA_COLUMN_TEXT, .texts = texts},
        {.name = "jaar", .type = MKBA_COLUMN_INTEGER, .unit = "jaar", .integers = years},
        {.name = "", .type = MKBA_COLUMN_REAL, .reals = values, .missing = missing},
        {.name = "totaal", .type = MKBA_COLUMN_BOOLEAN, .integers = flags, .missing = missing}};
    mkba_table *table = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_table_new("frame", columns, 4, 4, &table, &error), MKBA_OK);
    memset(name, 'x', 2);
    memset(first, 'x', 2);
    memset(years, 0, sizeof years);
    memset(values, 0, sizeof values);
    ck_assert_str_eq(mkba_table_name(table), "frame");
    ck_assert_uint_eq(mkba_table_n_rows(table), 4);
    ck_assert_str_eq(mkba_table_column_name(table, 0), "naam");
    ck_assert_str_eq(mkba_table_texts(table, 0)[0], "Asten");
    ck_assert(mkba_table_is_missing(table, 1, 0));
    ck_assert_str_eq(mkba_table_texts(table, 0)[3], "Deurne");
    ck_assert_str_eq(mkba_table_column_unit(table, 1), "jaar");
    ck_assert_int_eq(mkba_table_integers(table, 1)[2], INT64_MIN);
    ck_assert_str_eq(mkba_table_column_unit(table, 2), "");
    ck_assert_double_eq(mkba_table_reals(table, 2)[0], 0.1);
    ck_assert(mkba_table_is_missing(table, 2, 2));
    ck_assert_double_eq(mkba_table_reals(table, 2)[2], 0);
    ck_assert_int_eq(mkba_table_integers(table, 3)[0], 1);
    ck_assert_int_eq(mkba_table_integers(table, 3)[2], 0);
    ck_assert(mkba_table_is_missing(table, 2, 3));
    mkba_table_free(table);
}
END_TEST

START_TEST(a_table_may_be_empty)
{
    const mkba_column column = {.name = "x"};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_table_new(NULL, NULL, 0, 0, &table, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_table_name(table), "");
    mkba_table_free(table);
    ck_assert_int_eq(mkba_table_new(NULL, &column, 1, 0, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_columns(table), 1);
    mkba_table_free(table);
}
END_TEST

static const char *const good[] = {"a", "b"}, *const bad[] = {"a", "caf\xE9"};
static const double infinite[] = {1, INFINITY}, not_a_number[] = {1, NAN};
static const int64_t two[] = {1, 2};

static const struct {
    mkba_column column;
    const char *where;
    const char *message;
} refused[] = {
    {{.name = "x", .type = MKBA_COLUMN_TEXT, .texts = bad}, "row 2, x", "UTF-8"},
    {{.name = "x", .type = MKBA_COLUMN_REAL, .reals = infinite}, "row 2, x", "not finite"},
    {{.name = "x", .type = MKBA_COLUMN_REAL, .reals = not_a_number}, "row 2, x", "mark it as missing"},
    {{.name = "x", .type = MKBA_COLUMN_BOOLEAN, .integers = two}, "row 2, x", "0 or 1"},
    {{.name = "x", .type = MKBA_COLUMN_TEXT}, "column 2", "NULL"},
    {{.name = "x", .type = MKBA_COLUMN_REAL, .texts = good}, "column 2", "NULL"},
    {{.name = "x", .type = MKBA_COLUMN_INTEGER, .texts = good}, "column 2", "NULL"},
    {{.name = "x", .type = (mkba_column_type) 9, .texts = good}, "column 2", "type"},
    {{.name = NULL, .type = MKBA_COLUMN_TEXT, .texts = good}, "column 2", "name"},
    {{.name = "caf\xE9", .type = MKBA_COLUMN_TEXT, .texts = good}, "column 2", "UTF-8"},
    {{.name = "x", .type = MKBA_COLUMN_TEXT, .unit = "\xE9", .texts = good}, "column 2", "unit"},
    {{.name = "first", .type = MKBA_COLUMN_TEXT, .texts = good}, "column 2", "before it"},
};

START_TEST(what_is_wrong_is_refused_with_its_place)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const mkba_column columns[] = {{.name = "first", .type = MKBA_COLUMN_TEXT, .texts = good}, refused[i].column};
        mkba_table *table = NULL;
        mkba_error error;
        ck_assert_int_eq(mkba_table_new("t", columns, 2, 2, &table, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, refused[i].where);
        ck_assert_ptr_nonnull(strstr(error.message, refused[i].message));
        ck_assert_ptr_null(table);
        ck_assert_int_eq(mkba_table_new("t", columns, 2, 2, &table, NULL), MKBA_ERROR_ARGUMENT);
    }
}
END_TEST

START_TEST(what_is_too_large_or_null_is_refused)
{
    const mkba_column column = {.name = "x", .type = MKBA_COLUMN_TEXT, .texts = good};
    mkba_table *table = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_table_new("t", &column, 10001, 2, &table, &error), MKBA_ERROR_LIMIT);
    ck_assert_str_eq(error.where, "n_columns");
    ck_assert_int_eq(mkba_table_new("t", &column, 1, (size_t) INT32_MAX + 1, &table, &error), MKBA_ERROR_LIMIT);
    ck_assert_str_eq(error.where, "n_rows");
    ck_assert_int_eq(mkba_table_new("t", NULL, 1, 2, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "columns");
    ck_assert_int_eq(mkba_table_new("\xE9", &column, 1, 2, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "name");
    ck_assert_int_eq(mkba_table_new("t", &column, 1, 2, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_ptr_null(table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tables of columns");
    TCase *columns = tcase_create("columns");
    tcase_add_test(columns, columns_are_copied_with_what_is_missing);
    tcase_add_test(columns, a_table_may_be_empty);
    tcase_add_test(columns, what_is_wrong_is_refused_with_its_place);
    tcase_add_test(columns, what_is_too_large_or_null_is_refused);
    suite_add_tcase(suite, columns);
    return run_suite(suite);
}
