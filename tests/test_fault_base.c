/* Every allocation of lib/base fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they were
 * and loses nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/file.h"
#include "base/json.h"
#include "base/table.h"
#include "fault.h"
#include "run_suite.h"

/* ---- scenarios ------------------------------------------------------------------------------------------- */

static int parse(const char *text, mkba_error *error)
{
    mkba_i_json *const untouched = (mkba_i_json *) error; /* any address */
    mkba_i_json *json = untouched;
    mkba_status status = mkba_i_json_parse(text, strlen(text), &json, error);
    if (status == MKBA_OK)
        mkba_i_json_free(json);
    else if (json != untouched)
        return -1;
    return (int) status;
}

static int parse_document(mkba_error *error)
{
    return parse("{\"a\": [1, 2.5, {\"b\": \"x\\u20ac\", \"c\": null}], \"d\": {}, \"e\": {\"f\": true, \"g\": [[]]}}",
                 error);
}

/* More values than are made room for at first. */
static int parse_long_array(mkba_error *error)
{
    char text[1000] = "[0";
    for (size_t i = 2; i < 900; i += 2)
        memcpy(text + i, ",1", 2);
    text[900] = ']';
    return parse(text, error);
}

/* The duplicate is an error of its own, unless memory runs out before it is found. */
static int parse_duplicate(mkba_error *error)
{
    int status = parse("{\"a\": 1, \"b\": 2, \"a\": 3}", error);
    if (status != MKBA_ERROR_SYNTAX)
        return status == MKBA_OK ? -1 : status;
    error->status = MKBA_OK;
    return MKBA_OK;
}

static mkba_status fill(mkba_table *table, mkba_error *error)
{
    mkba_i_row row = mkba_i_row_start(table, error);
    for (int i = 0; i < 3; i++) {
        mkba_i_row_text(&row, i == 1 ? NULL : "een \"tekst\", lang genoeg om het geheugen te laten groeien");
        mkba_i_row_real(&row, i / 3.0);
        mkba_i_row_integer(&row, i);
        mkba_i_row_boolean(&row, i == 2);
        mkba_i_row_next(&row);
    }
    return row.status;
}

static int make_and_write_table(mkba_error *error)
{
    static const mkba_i_column columns[] = {{"naam", MKBA_COLUMN_TEXT, NULL},
                                            {"waarde", MKBA_COLUMN_REAL, "EUR"},
                                            {"jaar", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"totaal", MKBA_COLUMN_BOOLEAN, NULL}};
    mkba_table *table = NULL;
    char *text = NULL, *json = NULL;
    mkba_status status = mkba_i_table_new("lines", columns, 4, 3, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    status = fill(table, error);
    if (status == MKBA_OK)
        status = mkba_table_csv(table, &text, error);
    bool touched = status != MKBA_OK && text != NULL;
    if (status == MKBA_OK)
        status = mkba_table_json(table, &json, error);
    touched = touched || (status != MKBA_OK && json != NULL);
    mkba_text_free(json);
    mkba_text_free(text);
    mkba_table_free(table);
    return touched ? -1 : (int) status;
}

static int copy_columns(mkba_error *error)
{
    static const char *const texts[] = {"a", NULL, "b"};
    static const double reals[] = {1, 2, 3};
    static const mkba_column columns[] = {{.name = "naam", .type = MKBA_COLUMN_TEXT, .texts = texts},
                                          {.name = "waarde", .type = MKBA_COLUMN_REAL, .unit = "EUR", .reals = reals}};
    mkba_table *table = NULL;
    mkba_status status = mkba_table_new("frame", columns, 2, 3, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return MKBA_OK;
}

static int write_json(mkba_error *error)
{
    mkba_i_writer writer = {0};
    mkba_i_write_open(&writer, '{');
    for (int i = 0; i < 20; i++) {
        mkba_i_write_key(&writer, "sleutel");
        mkba_i_write_number(&writer, i / 3.0);
    }
    mkba_i_write_close(&writer, '}');
    char *text = mkba_i_text_take(&writer.text);
    int status = text == NULL ? (int) mkba_i_fail_memory(error) : MKBA_OK;
    mkba_text_free(text);
    return status;
}

static int take_nothing(mkba_error *error)
{
    mkba_i_text text = {0};
    char *taken = mkba_i_text_take(&text);
    int status = taken == NULL ? (int) mkba_i_fail_memory(error) : MKBA_OK;
    mkba_text_free(taken);
    return status;
}

static int read_file(mkba_error *error)
{
    char *bytes = NULL;
    size_t length = 42;
    mkba_status status = mkba_i_file_read("test_fault_base.tmp", 1000000, &bytes, &length, error);
    bool touched = status != MKBA_OK && (bytes != NULL || length != 42);
    free(bytes);
    return touched ? -1 : (int) status;
}

/* ---- tests ----------------------------------------------------------------------------------------------- */

START_TEST(reading_a_document_survives)
{
    fault_sweep(parse_document);
}
END_TEST

START_TEST(reading_a_long_array_survives)
{
    fault_sweep(parse_long_array);
}
END_TEST

START_TEST(finding_a_duplicate_survives)
{
    fault_sweep(parse_duplicate);
}
END_TEST

START_TEST(making_and_writing_a_table_survives)
{
    fault_sweep(make_and_write_table);
    fault_sweep(copy_columns);
}
END_TEST

START_TEST(writing_json_survives)
{
    fault_sweep(write_json);
}
END_TEST

START_TEST(taking_an_empty_text_survives)
{
    fault_sweep(take_nothing);
}
END_TEST

START_TEST(reading_a_file_survives)
{
    FILE *file = fopen("test_fault_base.tmp", "wb");
    ck_assert_ptr_nonnull(file);
    for (int i = 0; i < 200000; i++)
        fputc('x', file);
    ck_assert_int_eq(fclose(file), 0);
    fault_sweep(read_file);
}
END_TEST

static void forget_file(void)
{
    remove("test_fault_base.tmp");
}

int main(void)
{
    Suite *suite = suite_create("allocation failures in base");
    TCase *json = tcase_create("json");
    tcase_add_test(json, reading_a_document_survives);
    tcase_add_test(json, reading_a_long_array_survives);
    tcase_add_test(json, finding_a_duplicate_survives);
    tcase_add_test(json, writing_json_survives);
    suite_add_tcase(suite, json);
    TCase *others = tcase_create("tables, texts and files");
    tcase_add_checked_fixture(others, NULL, forget_file);
    tcase_add_test(others, making_and_writing_a_table_survives);
    tcase_add_test(others, taking_an_empty_text_survives);
    tcase_add_test(others, reading_a_file_survives);
    suite_add_tcase(suite, others);
    return run_suite(suite);
}
