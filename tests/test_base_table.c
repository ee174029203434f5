/* base/table.h, and tables in base.h. */
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/table.h"
#include "run_suite.h"

static const mkba_i_column columns[] = {
    {"naam", MKBA_COLUMN_TEXT, NULL},
    {"jaar", MKBA_COLUMN_INTEGER, "jaar"},
    {"waarde", MKBA_COLUMN_REAL, "EUR"},
    {"totaal", MKBA_COLUMN_BOOLEAN, NULL},
};
enum { n_columns = 4 };

static mkba_table *new_table(size_t n_rows)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_i_table_new("lines", columns, n_columns, n_rows, &table, NULL), MKBA_OK);
    ck_assert_ptr_nonnull(table);
    return table;
}

/* A table of one column of texts, a row for each. */
static mkba_table *texts_table(const char *name, const char *const *texts, size_t n)
{
    mkba_i_column column = {name, MKBA_COLUMN_TEXT, NULL};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_i_table_new("t", &column, 1, n, &table, NULL), MKBA_OK);
    for (size_t i = 0; i < n; i++)
        ck_assert_int_eq(mkba_i_table_set_text(table, i, 0, texts[i], NULL), MKBA_OK);
    return table;
}

static char *csv(const mkba_table *table)
{
    char *text = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_table_csv(table, &text, &error), MKBA_OK);
    return text;
}

/* ---- making and reading ---------------------------------------------------------------------------------- */

START_TEST(a_new_table_misses_every_value)
{
    mkba_table *table = new_table(3);
    ck_assert_str_eq(mkba_table_name(table), "lines");
    ck_assert_uint_eq(mkba_table_n_rows(table), 3);
    ck_assert_uint_eq(mkba_table_n_columns(table), n_columns);
    for (size_t column = 0; column < n_columns; column++) {
        ck_assert_str_eq(mkba_table_column_name(table, column), columns[column].name);
        ck_assert_int_eq(mkba_table_column_type(table, column), columns[column].type);
        for (size_t row = 0; row < 3; row++)
            ck_assert(mkba_table_is_missing(table, row, column));
    }
    ck_assert_str_eq(mkba_table_column_unit(table, 0), "");
    ck_assert_str_eq(mkba_table_column_unit(table, 2), "EUR");
    for (size_t row = 0; row < 3; row++) {
        ck_assert_ptr_null(mkba_table_texts(table, 0)[row]);
        ck_assert_int_eq(mkba_table_integers(table, 1)[row], 0);
        ck_assert_double_eq(mkba_table_reals(table, 2)[row], 0);
        ck_assert_int_eq(mkba_table_integers(table, 3)[row], 0);
    }
    mkba_table_free(table);
}
END_TEST

START_TEST(values_that_were_set_are_there)
{
    mkba_table *table = new_table(2);
    char name[] = "Asten";
    ck_assert_int_eq(mkba_i_table_set_text(table, 1, 0, name, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_table_set_integer(table, 1, 1, INT64_MIN, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_table_set_real(table, 1, 2, -0.1, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_table_set_boolean(table, 1, 3, true, NULL), MKBA_OK);
    name[0] = 'x';
    ck_assert_str_eq(mkba_table_texts(table, 0)[1], "Asten");
    ck_assert_int_eq(mkba_table_integers(table, 1)[1], INT64_MIN);
    ck_assert_double_eq(mkba_table_reals(table, 2)[1], -0.1);
    ck_assert_int_eq(mkba_table_integers(table, 3)[1], 1);
    for (size_t column = 0; column < n_columns; column++) {
        ck_assert(mkba_table_is_missing(table, 0, column));
        ck_assert(!mkba_table_is_missing(table, 1, column));
    }
    mkba_table_free(table);
}
END_TEST

START_TEST(no_text_leaves_or_makes_a_value_missing)
{
    mkba_table *table = new_table(1);
    ck_assert_int_eq(mkba_i_table_set_text(table, 0, 0, NULL, NULL), MKBA_OK);
    ck_assert(mkba_table_is_missing(table, 0, 0));
    ck_assert_int_eq(mkba_i_table_set_text(table, 0, 0, "", NULL), MKBA_OK);
    ck_assert(!mkba_table_is_missing(table, 0, 0));
    ck_assert_int_eq(mkba_i_table_set_text(table, 0, 0, NULL, NULL), MKBA_OK);
    ck_assert(mkba_table_is_missing(table, 0, 0));
    mkba_table_free(table);
}
END_TEST

START_TEST(names_and_units_are_copied)
{
    char name[] = "a", unit[] = "EUR", title[] = "t";
    mkba_i_column column = {name, MKBA_COLUMN_REAL, unit};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_i_table_new(title, &column, 1, 1, &table, NULL), MKBA_OK);
    name[0] = unit[0] = title[0] = 'x';
    ck_assert_str_eq(mkba_table_name(table), "t");
    ck_assert_str_eq(mkba_table_column_name(table, 0), "a");
    ck_assert_str_eq(mkba_table_column_unit(table, 0), "EUR");
    mkba_table_free(table);
}
END_TEST

START_TEST(a_column_is_read_only_as_what_it_holds)
{
    mkba_table *table = new_table(1);
    for (size_t column = 0; column <= n_columns; column++) {
        mkba_column_type type = mkba_table_column_type(table, column);
        bool there = column < n_columns;
        ck_assert_int_eq(mkba_table_texts(table, column) != NULL, there && type == MKBA_COLUMN_TEXT);
        ck_assert_int_eq(mkba_table_reals(table, column) != NULL, there && type == MKBA_COLUMN_REAL);
        ck_assert_int_eq(mkba_table_integers(table, column) != NULL,
                         type == MKBA_COLUMN_INTEGER || type == MKBA_COLUMN_BOOLEAN);
    }
    mkba_table_free(table);
}
END_TEST

START_TEST(outside_the_table_nothing_is_there)
{
    mkba_table *table = new_table(1);
    ck_assert_ptr_null(mkba_table_column_name(table, n_columns));
    ck_assert_ptr_null(mkba_table_column_unit(table, SIZE_MAX));
    ck_assert_int_eq(mkba_table_column_type(table, n_columns), MKBA_COLUMN_TEXT);
    ck_assert(mkba_table_is_missing(table, 1, 0));
    ck_assert(mkba_table_is_missing(table, 0, n_columns));
    mkba_table_free(table);
}
END_TEST

START_TEST(no_table_is_an_empty_one)
{
    mkba_table_free(NULL);
    ck_assert_ptr_null(mkba_table_name(NULL));
    ck_assert_uint_eq(mkba_table_n_rows(NULL), 0);
    ck_assert_uint_eq(mkba_table_n_columns(NULL), 0);
    ck_assert_ptr_null(mkba_table_column_name(NULL, 0));
    ck_assert_ptr_null(mkba_table_texts(NULL, 0));
    ck_assert_ptr_null(mkba_table_integers(NULL, 0));
    ck_assert_ptr_null(mkba_table_reals(NULL, 0));
    ck_assert(mkba_table_is_missing(NULL, 0, 0));
}
END_TEST

START_TEST(types_have_names)
{
    ck_assert_str_eq(mkba_column_type_name(MKBA_COLUMN_TEXT), "text");
    ck_assert_str_eq(mkba_column_type_name(MKBA_COLUMN_INTEGER), "integer");
    ck_assert_str_eq(mkba_column_type_name(MKBA_COLUMN_REAL), "real");
    ck_assert_str_eq(mkba_column_type_name(MKBA_COLUMN_BOOLEAN), "boolean");
    ck_assert_str_eq(mkba_column_type_name((mkba_column_type) 9), "unknown type");
}
END_TEST

/* ---- mistakes of ours ------------------------------------------------------------------------------------ */

START_TEST(a_cell_outside_the_table_is_internal)
{
    mkba_table *table = new_table(2);
    mkba_error error;
    ck_assert_int_eq(mkba_i_table_set_text(table, 2, 0, "x", &error), MKBA_ERROR_INTERNAL);
    ck_assert_int_eq(error.status, MKBA_ERROR_INTERNAL);
    ck_assert_int_eq(mkba_i_table_set_text(table, 0, n_columns, "x", &error), MKBA_ERROR_INTERNAL);
    ck_assert_int_eq(mkba_i_table_set_integer(table, 2, 1, 1, &error), MKBA_ERROR_INTERNAL);
    ck_assert_int_eq(mkba_i_table_set_real(table, 2, 2, 1, NULL), MKBA_ERROR_INTERNAL);
    ck_assert_int_eq(mkba_i_table_set_boolean(table, 2, 3, true, NULL), MKBA_ERROR_INTERNAL);
    mkba_table_free(table);
}
END_TEST

START_TEST(a_value_of_another_type_is_internal)
{
    mkba_table *table = new_table(1);
    mkba_error error;
    for (size_t column = 0; column < n_columns; column++) {
        mkba_column_type type = columns[column].type;
        mkba_status text = mkba_i_table_set_text(table, 0, column, "x", &error);
        mkba_status integer = mkba_i_table_set_integer(table, 0, column, 1, &error);
        mkba_status real = mkba_i_table_set_real(table, 0, column, 1, &error);
        mkba_status boolean = mkba_i_table_set_boolean(table, 0, column, true, &error);
        ck_assert_int_eq(text, type == MKBA_COLUMN_TEXT ? MKBA_OK : MKBA_ERROR_INTERNAL);
        ck_assert_int_eq(integer, type == MKBA_COLUMN_INTEGER ? MKBA_OK : MKBA_ERROR_INTERNAL);
        ck_assert_int_eq(real, type == MKBA_COLUMN_REAL ? MKBA_OK : MKBA_ERROR_INTERNAL);
        ck_assert_int_eq(boolean, type == MKBA_COLUMN_BOOLEAN ? MKBA_OK : MKBA_ERROR_INTERNAL);
    }
    mkba_table_free(table);
}
END_TEST

START_TEST(a_number_that_is_not_finite_is_internal)
{
    mkba_table *table = new_table(1);
    mkba_error error;
    ck_assert_int_eq(mkba_i_table_set_real(table, 0, 2, (double) NAN, &error), MKBA_ERROR_INTERNAL);
    ck_assert_str_eq(error.where, "waarde");
    ck_assert_int_eq(mkba_i_table_set_real(table, 0, 2, (double) INFINITY, &error), MKBA_ERROR_INTERNAL);
    ck_assert(mkba_table_is_missing(table, 0, 2));
    mkba_table_free(table);
}
END_TEST

START_TEST(a_table_too_large_for_memory_is_a_memory_error)
{
    mkba_table *table = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_i_table_new("t", columns, n_columns, SIZE_MAX / 2, &table, &error), MKBA_ERROR_MEMORY);
    ck_assert_int_eq(error.status, MKBA_ERROR_MEMORY);
    ck_assert_ptr_null(table);
}
END_TEST

/* ---- rows ------------------------------------------------------------------------------------------------ */

START_TEST(a_table_can_be_written_row_by_row)
{
    mkba_table *table = new_table(2);
    mkba_i_row row = mkba_i_row_start(table, NULL);
    mkba_i_row_text(&row, "Deurne");
    mkba_i_row_integer(&row, 2024);
    mkba_i_row_real(&row, 1.5);
    mkba_i_row_boolean(&row, false);
    mkba_i_row_next(&row);
    mkba_i_row_missing(&row);
    mkba_i_row_missing(&row);
    mkba_i_row_real(&row, 2.5);
    mkba_i_row_boolean(&row, true);
    mkba_i_row_next(&row);
    ck_assert_int_eq(row.status, MKBA_OK);
    char *text = csv(table);
    ck_assert_str_eq(text, "naam,jaar,waarde,totaal\nDeurne,2024,1.5,false\n,,2.5,true\n");
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

START_TEST(a_row_that_is_not_complete_is_internal)
{
    mkba_table *table = new_table(1);
    mkba_error error;
    mkba_i_row row = mkba_i_row_start(table, &error);
    mkba_i_row_text(&row, "x");
    mkba_i_row_next(&row);
    ck_assert_int_eq(row.status, MKBA_ERROR_INTERNAL);
    ck_assert_int_eq(error.status, MKBA_ERROR_INTERNAL);
    mkba_table_free(table);
}
END_TEST

START_TEST(a_value_or_a_row_too_many_is_internal)
{
    mkba_table *table = new_table(1);
    mkba_error error;
    mkba_i_row row = mkba_i_row_start(table, &error);
    for (size_t i = 0; i < n_columns; i++)
        mkba_i_row_missing(&row);
    ck_assert_int_eq(row.status, MKBA_OK);
    mkba_i_row beyond = row;
    mkba_i_row_missing(&beyond);
    ck_assert_int_eq(beyond.status, MKBA_ERROR_INTERNAL);
    mkba_i_row_next(&row);
    ck_assert_int_eq(row.status, MKBA_OK);
    mkba_i_row_text(&row, "x");
    ck_assert_int_eq(row.status, MKBA_ERROR_INTERNAL);
    mkba_table_free(table);
}
END_TEST

START_TEST(a_mistake_in_a_row_sticks)
{
    mkba_table *table = new_table(1);
    mkba_error error;
    mkba_i_row row = mkba_i_row_start(table, &error);
    mkba_i_row_integer(&row, 1); /* the column holds texts */
    ck_assert_str_eq(error.where, "naam");
    mkba_i_row_text(&row, "x");
    mkba_i_row_integer(&row, 1);
    mkba_i_row_real(&row, 1);
    mkba_i_row_boolean(&row, true);
    mkba_i_row_missing(&row);
    mkba_i_row_next(&row);
    ck_assert_int_eq(row.status, MKBA_ERROR_INTERNAL);
    ck_assert_str_eq(error.where, "naam");
    ck_assert(mkba_table_is_missing(table, 0, 0));
    mkba_table_free(table);
}
END_TEST

/* ---- CSV ------------------------------------------------------------------------------------------------- */

START_TEST(fields_are_quoted_by_rfc_4180)
{
    static const char *const texts[] = {"a b", "a,b", "a\"b", "\"", "a\nb", "a\rb", "a;b", " a ", "\xC3\xA9", "'a"};
    mkba_table *table = texts_table("x,y", texts, sizeof texts / sizeof *texts);
    char *text = csv(table);
    ck_assert_str_eq(text, "\"x,y\"\na b\n\"a,b\"\n\"a\"\"b\"\n\"\"\"\"\n\"a\nb\"\n\"a\rb\"\na;b\n a \n\xC3\xA9\n'a\n");
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

START_TEST(texts_that_a_spreadsheet_would_run_are_held_off)
{
    static const char *const texts[] = {"=1+1", "+31", "-5", "@SUM(A1)", "\tx", "\rx", "=A1,\"x\"", "a=b", "1-2", "-"};
    mkba_table *table = texts_table("=name", texts, sizeof texts / sizeof *texts);
    char *text = csv(table);
    ck_assert_str_eq(text, "'=name\n'=1+1\n'+31\n'-5\n'@SUM(A1)\n'\tx\n\"'\rx\"\n\"'=A1,\"\"x\"\"\"\na=b\n1-2\n'-\n");
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

/* A program that trims blanks, knows full-width characters, or takes another separator (a Dutch spreadsheet: the
 * semicolon) sees other cells than RFC 4180 has. */
START_TEST(formulas_are_held_off_in_other_readings_too)
{
    static const struct {
        const char *text, *written;
    } fields[] = {{"  =1", "'  =1"},
                  {"\xC2\xA0@x", "'\xC2\xA0@x"},
                  {"\xEF\xBB\xBF=1", "'\xEF\xBB\xBF=1"},
                  {"\xE3\x80\x80+1", "'\xE3\x80\x80+1"},
                  {"\n=1", "\"'\n'=1\""},
                  {"\nx", "\"'\nx\""},
                  {";x", "';x"},
                  {"\xEF\xBC\x9D"
                   "1",
                   "'\xEF\xBC\x9D"
                   "1"},
                  {"\xEF\xBC\x8B"
                   "1",
                   "'\xEF\xBC\x8B"
                   "1"},
                  {"\xEF\xBC\x8D"
                   "1",
                   "'\xEF\xBC\x8D"
                   "1"},
                  {"\xEF\xBC\xA0"
                   "x",
                   "'\xEF\xBC\xA0"
                   "x"},
                  {"\xEF\xBC\x9E"
                   "1",
                   "\xEF\xBC\x9E"
                   "1"},
                  {"a;=1", "a;'=1"},
                  {"a; -1", "a;' -1"},
                  {"a\t@x", "a\t'@x"},
                  {"a\r\n=\"1\"", "\"a\r\n'=\"\"1\"\"\""},
                  {"a; b; c", "a; b; c"},
                  {"a, =1", "\"a, =1\""},
                  {" ", " "}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        char expected[64];
        mkba_table *table = texts_table(fields[i].text, &fields[i].text, 1);
        char *text = csv(table);
        snprintf(expected, sizeof expected, "%s\n%s\n", fields[i].written, fields[i].written);
        ck_assert_str_eq(text, expected);
        mkba_text_free(text);
        mkba_table_free(table);
    }
}
END_TEST

START_TEST(numbers_are_written_as_they_are_in_any_locale)
{
    static const mkba_i_column numbers[] = {{"r", MKBA_COLUMN_REAL, NULL}, {"i", MKBA_COLUMN_INTEGER, NULL}};
    static const double reals[] = {-0.1, 0.1 + 0.2, 1e21, -0.0, 5e-324};
    mkba_table *table = NULL;
    setlocale(LC_ALL, "nl_NL.UTF-8"); /* where it is installed */
    ck_assert_int_eq(mkba_i_table_new("t", numbers, 2, 5, &table, NULL), MKBA_OK);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_int_eq(mkba_i_table_set_real(table, i, 0, reals[i], NULL), MKBA_OK);
        ck_assert_int_eq(mkba_i_table_set_integer(table, i, 1, i == 0 ? INT64_MIN : INT64_MAX, NULL), MKBA_OK);
    }
    char *text = csv(table);
    ck_assert_str_eq(text, "r,i\n-0.1,-9223372036854775808\n0.30000000000000004,9223372036854775807\n"
                           "1e+21,9223372036854775807\n-0,9223372036854775807\n"
                           "4.94065645841247e-324,9223372036854775807\n");
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

START_TEST(an_empty_text_differs_from_a_missing_one)
{
    static const mkba_i_column two[] = {{"a", MKBA_COLUMN_TEXT, NULL}, {"b", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_i_table_new("t", two, 2, 2, &table, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_table_set_text(table, 0, 0, "", NULL), MKBA_OK);
    char *text = csv(table);
    ck_assert_str_eq(text, "a,b\n\"\",\n,\n");
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

START_TEST(no_line_is_empty)
{
    static const char *const texts[] = {"x", NULL, ""};
    mkba_table *table = texts_table("a", texts, 3);
    char *text = csv(table);
    ck_assert_str_eq(text, "a\nx\n\"\"\n\"\"\n");
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

START_TEST(a_table_without_rows_is_its_header)
{
    mkba_table *table = new_table(0);
    char *text = csv(table);
    ck_assert_str_eq(text, "naam,jaar,waarde,totaal\n");
    ck_assert_ptr_nonnull(mkba_table_texts(table, 0));
    mkba_text_free(text);
    mkba_table_free(table);
}
END_TEST

START_TEST(a_null_pointer_is_an_argument_error)
{
    mkba_table *table = new_table(0);
    char *text = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_table_csv(NULL, &text, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_table_csv(table, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "text");
    ck_assert_int_eq(mkba_table_csv(NULL, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(text);
    mkba_table_free(table);
}
END_TEST

static void reset_locale(void)
{
    setlocale(LC_ALL, "C");
}

int main(void)
{
    Suite *suite = suite_create("base table");
    TCase *making = tcase_create("making and reading");
    tcase_add_test(making, a_new_table_misses_every_value);
    tcase_add_test(making, values_that_were_set_are_there);
    tcase_add_test(making, no_text_leaves_or_makes_a_value_missing);
    tcase_add_test(making, names_and_units_are_copied);
    tcase_add_test(making, a_column_is_read_only_as_what_it_holds);
    tcase_add_test(making, outside_the_table_nothing_is_there);
    tcase_add_test(making, no_table_is_an_empty_one);
    tcase_add_test(making, types_have_names);
    suite_add_tcase(suite, making);
    TCase *mistakes = tcase_create("mistakes of ours");
    tcase_add_test(mistakes, a_cell_outside_the_table_is_internal);
    tcase_add_test(mistakes, a_value_of_another_type_is_internal);
    tcase_add_test(mistakes, a_number_that_is_not_finite_is_internal);
    tcase_add_test(mistakes, a_table_too_large_for_memory_is_a_memory_error);
    suite_add_tcase(suite, mistakes);
    TCase *rows = tcase_create("rows");
    tcase_add_test(rows, a_table_can_be_written_row_by_row);
    tcase_add_test(rows, a_row_that_is_not_complete_is_internal);
    tcase_add_test(rows, a_value_or_a_row_too_many_is_internal);
    tcase_add_test(rows, a_mistake_in_a_row_sticks);
    suite_add_tcase(suite, rows);
    TCase *csvs = tcase_create("CSV");
    tcase_add_checked_fixture(csvs, NULL, reset_locale);
    tcase_add_test(csvs, fields_are_quoted_by_rfc_4180);
    tcase_add_test(csvs, texts_that_a_spreadsheet_would_run_are_held_off);
    tcase_add_test(csvs, formulas_are_held_off_in_other_readings_too);
    tcase_add_test(csvs, numbers_are_written_as_they_are_in_any_locale);
    tcase_add_test(csvs, an_empty_text_differs_from_a_missing_one);
    tcase_add_test(csvs, no_line_is_empty);
    tcase_add_test(csvs, a_table_without_rows_is_its_header);
    tcase_add_test(csvs, a_null_pointer_is_an_argument_error);
    suite_add_tcase(suite, csvs);
    return run_suite(suite);
}
