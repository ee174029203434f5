/* base/csv_read.h. Tables of texts are in data/csv. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/csv_read.h"
#include "base/text.h"
#include "run_suite.h"
#include "support.h"

/* ---- data ------------------------------------------------------------------------------------------------ */

/* The bytes of a field in which %XX is a byte, in memory of exactly their number (at least 1): a read beyond them is
 * found by valgrind and ASan. */
static char *decode(const char *field, size_t *length)
{
    char *bytes = malloc(strlen(field) + 1);
    *length = 0;
    for (size_t i = 0; field[i] != '\0'; i++) {
        bool escaped = field[i] == '%';
        bytes[(*length)++] = escaped ? (char) strtol((char[]){field[i + 1], field[i + 2], '\0'}, NULL, 16) : field[i];
        i += escaped ? 2 : 0;
    }
    char *exact = malloc(*length == 0 ? 1 : *length);
    memcpy(exact, bytes, *length);
    free(bytes);
    return exact;
}

/* Cuts the next field off a line; an absent one is "". */
static char *next_field(char **rest)
{
    char *field = *rest;
    *rest += strcspn(field, "\t");
    if (**rest != '\0')
        *(*rest)++ = '\0';
    return field;
}

/* Runs a check on every line of a table that is no comment. */
static void for_each_line(const char *name, void (*check)(char *line), size_t least)
{
    char *table = support_data(name, NULL), *next;
    size_t n = 0;
    for (char *line = table; *line != '\0'; line = next) {
        next = line + strcspn(line, "\n");
        if (*next != '\0')
            *next++ = '\0';
        if (*line != '#') {
            check(line);
            n++;
        }
    }
    ck_assert_uint_ge(n, least);
    free(table);
}

/* ---- accepted -------------------------------------------------------------------------------------------- */

/* The cells with | between them, escaped as in the table. */
static char *joined(const mkba_i_csv *csv)
{
    mkba_i_text text = {NULL, 0, 0, false};
    for (size_t i = 0; i < csv->n_rows * csv->n_columns; i++) {
        mkba_i_text_add(&text, i > 0 ? "|" : "");
        for (const char *byte = mkba_i_csv_text(csv, i / csv->n_columns, i % csv->n_columns); *byte != '\0'; byte++)
            if (*byte < ' ' || *byte == 127)
                mkba_i_text_format(&text, "%%%02X", (unsigned) (unsigned char) *byte);
            else
                mkba_i_text_append(&text, byte, 1);
    }
    return mkba_i_text_take(&text);
}

static void check_accepted(char *line)
{
    mkba_i_csv csv;
    mkba_error error;
    size_t length;
    char *text = decode(next_field(&line), &length);
    size_t rows = strtoul(next_field(&line), NULL, 10), columns = strtoul(next_field(&line), NULL, 10);
    if (mkba_i_csv_read(text, length, ',', &csv, &error) != MKBA_OK)
        ck_abort_msg("%.*s: %s", (int) length, text, error.message);
    char *cells = joined(&csv);
    ck_assert_uint_eq(csv.n_rows, rows);
    ck_assert_uint_eq(csv.n_columns, columns);
    ck_assert_str_eq(cells, next_field(&line));
    free(cells);
    free(text);
    mkba_i_csv_free(&csv);
}

START_TEST(accepted_texts_have_their_cells)
{
    for_each_line("csv/accepted.tsv", check_accepted, 17);
}
END_TEST

START_TEST(a_semicolon_may_be_between_the_cells)
{
    mkba_i_csv csv;
    ck_assert_int_eq(mkba_i_csv_read("a;b,c\n\"x;y\";z\n", 14, ';', &csv, NULL), MKBA_OK);
    ck_assert_uint_eq(csv.n_columns, 2);
    ck_assert_str_eq(mkba_i_csv_text(&csv, 0, 1), "b,c");
    ck_assert_str_eq(mkba_i_csv_text(&csv, 1, 0), "x;y");
    mkba_i_csv_free(&csv);
}
END_TEST

START_TEST(every_cell_has_its_place)
{
    static const char text[] = "\xEF\xBB\xBF"
                               "a,\"b\nb\",c\r\n1,2,\xC3\xA9\n";
    static const struct {
        size_t row, column, line, at;
    } places[] = {{0, 0, 1, 1}, {0, 1, 1, 3}, {0, 2, 2, 4}, {1, 0, 3, 1}, {1, 2, 3, 5}};
    mkba_i_csv csv;
    ck_assert_int_eq(mkba_i_csv_read(text, sizeof text - 1, ',', &csv, NULL), MKBA_OK);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t line = 0, at = 0;
        mkba_i_csv_place(&csv, places[i].row, places[i].column, &line, &at);
        ck_assert_uint_eq(line, places[i].line);
        ck_assert_uint_eq(at, places[i].at);
    }
    mkba_error error;
    ck_assert_int_eq(mkba_i_csv_fail(&csv, 1, 2, &error, MKBA_ERROR_CASE, "%d is wrong", 3), MKBA_ERROR_CASE);
    ck_assert_str_eq(error.where, "row 2, c");
    ck_assert_str_eq(error.message, "3 is wrong");
    ck_assert_uint_eq(error.line, 3);
    ck_assert_uint_eq(error.column, 5);
    mkba_i_csv_free(&csv);
}
END_TEST

/* ---- refused --------------------------------------------------------------------------------------------- */

static void check_refused(char *line)
{
    mkba_i_csv csv = {.n_rows = 42};
    mkba_error error = {0};
    size_t length;
    char *field = next_field(&line), *text = decode(field, &length);
    const char *status = next_field(&line);
    mkba_status found = mkba_i_csv_read(text, length, ',', &csv, &error);
    ck_assert_msg(strcmp(mkba_status_name(found), status) == 0, "%s: %s", field, mkba_status_name(found));
    ck_assert_msg(error.line == strtoul(next_field(&line), NULL, 10), "%s: line %zu", field, error.line);
    ck_assert_msg(error.column == strtoul(next_field(&line), NULL, 10), "%s: column %zu", field, error.column);
    ck_assert_str_eq(error.where, next_field(&line));
    ck_assert_msg(strstr(error.message, line) != NULL, "%s: %s", field, error.message);
    ck_assert_uint_eq(csv.n_rows, 42);
    ck_assert_int_eq(mkba_i_csv_read(text, length, ',', &csv, NULL), found);
    free(text);
}

START_TEST(what_is_no_strict_csv_is_refused_where_it_goes_wrong)
{
    for_each_line("csv/refused.tsv", check_refused, 24);
}
END_TEST

START_TEST(limits_are_kept)
{
    mkba_i_csv csv;
    mkba_error error;
    char *text = malloc(MKBA_I_CSV_BYTES + 1);
    memset(text, ',', MKBA_I_CSV_BYTES + 1);
    ck_assert_int_eq(mkba_i_csv_read(text, MKBA_I_CSV_BYTES + 1, ',', &csv, &error), MKBA_ERROR_LIMIT);
    ck_assert_int_eq(mkba_i_csv_read(text, MKBA_I_CSV_COLUMNS, ',', &csv, &error), MKBA_ERROR_LIMIT);
    ck_assert_str_eq(error.where, "row 1, column 10001");
    ck_assert_int_eq(mkba_i_csv_read(text, MKBA_I_CSV_COLUMNS - 1, ',', &csv, &error), MKBA_OK);
    ck_assert_uint_eq(csv.n_columns, MKBA_I_CSV_COLUMNS);
    mkba_i_csv_free(&csv);
    memset(text, '\n', MKBA_I_CSV_CELLS + 1);
    ck_assert_int_eq(mkba_i_csv_read(text, MKBA_I_CSV_CELLS + 1, ',', &csv, &error), MKBA_ERROR_LIMIT);
    free(text);
}
END_TEST

/* ---- random texts ---------------------------------------------------------------------------------------- */

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

/* Cells as CSV, each in quotes. */
static char *written(const mkba_i_csv *csv)
{
    mkba_i_text text = {NULL, 0, 0, false};
    for (size_t i = 0; i < csv->n_rows * csv->n_columns; i++) {
        mkba_i_text_add(&text, i == 0 ? "\"" : i % csv->n_columns == 0 ? "\"\r\n\"" : "\",\"");
        for (const char *byte = mkba_i_csv_text(csv, i / csv->n_columns, i % csv->n_columns); *byte != '\0'; byte++)
            mkba_i_text_append(&text, *byte == '"' ? "\"\"" : byte, *byte == '"' ? 2 : 1);
    }
    mkba_i_text_add(&text, csv->n_rows > 0 ? "\"" : "");
    return mkba_i_text_take(&text);
}

/* Whatever is read is the same when it is written with all quotes and read again. */
static void check_again(const mkba_i_csv *csv)
{
    mkba_i_csv again;
    char *text = written(csv), *cells = joined(csv);
    ck_assert_int_eq(mkba_i_csv_read(text, strlen(text), ',', &again, NULL), MKBA_OK);
    char *cells_again = joined(&again);
    ck_assert_uint_eq(again.n_rows, csv->n_rows);
    ck_assert_uint_eq(again.n_columns, csv->n_columns);
    ck_assert_str_eq(cells_again, cells);
    free(cells_again);
    free(cells);
    free(text);
    mkba_i_csv_free(&again);
}

START_TEST(random_texts_are_refused_with_a_place_or_read_the_same_again)
{
    static const char *const pieces[] = {",",    ",",        "\n",  "\r\n",     "\"",
                                         "\"\"", "a",        "1.5", "\xC3\xA9", "\xEF\xBB\xBF",
                                         " ",    "\"x,\n\"", "\r",  "\xFF",     ";"};
    unsigned state = 20260101u;
    size_t n_read = 0, n_refused = 0;
    for (int round = 0; round < 20000; round++) {
        char text[64] = "";
        mkba_i_csv csv;
        mkba_error error = {0};
        for (unsigned n = next_random(&state) % 10; n > 0; n--)
            strcat(text, pieces[next_random(&state) % (sizeof pieces / sizeof *pieces)]);
        if (mkba_i_csv_read(text, strlen(text), ',', &csv, &error) == MKBA_OK) {
            check_again(&csv);
            mkba_i_csv_free(&csv);
            n_read++;
        } else {
            ck_assert_int_eq(error.status, MKBA_ERROR_SYNTAX);
            ck_assert(error.line > 0 && error.column > 0 && error.column <= strlen(text) + 1);
            n_refused++;
        }
    }
    ck_assert_uint_gt(n_read, 2000);
    ck_assert_uint_gt(n_refused, 2000);
}
END_TEST

/* ---- rows that differ in length -------------------------------------------------------------------------- */

START_TEST(rows_may_differ_in_length_when_asked)
{
    static const char text[] = "titel\n\"\";b\n1;2;3\n\nbron\n";
    mkba_i_csv csv;
    mkba_error error;
    size_t line, column;
    ck_assert_int_eq(mkba_i_csv_read_ragged(text, strlen(text), ';', &csv, NULL), MKBA_OK);
    ck_assert_uint_eq(csv.n_rows, 5);
    ck_assert_uint_eq(csv.n_columns, 3);
    ck_assert_uint_eq(mkba_i_csv_n_cells(&csv, 1), 2);
    ck_assert_str_eq(mkba_i_csv_text(&csv, 1, 0), "");
    ck_assert_str_eq(mkba_i_csv_text(&csv, 2, 2), "3");
    ck_assert_ptr_null(mkba_i_csv_text(&csv, 1, 2));
    ck_assert_str_eq(mkba_i_csv_text(&csv, 3, 0), "");
    ck_assert_str_eq(mkba_i_csv_text(&csv, 4, 0), "bron");
    mkba_i_csv_place(&csv, 2, 1, &line, &column);
    ck_assert(line == 3 && column == 3);
    mkba_i_csv_fail(&csv, 4, 2, &error, MKBA_ERROR_PANEL, "x");
    ck_assert_str_eq(error.where, "row 5, column 3");
    ck_assert_uint_eq(error.line, 5);
    mkba_i_csv_free(&csv);
    ck_assert_int_eq(mkba_i_csv_read_ragged("", 0, ';', &csv, NULL), MKBA_OK);
    ck_assert_uint_eq(csv.n_rows, 0);
    mkba_i_csv_free(&csv);
    ck_assert_int_eq(mkba_i_csv_read_ragged("a\n\"b", 4, ';', &csv, &error), MKBA_ERROR_SYNTAX);
    ck_assert_uint_eq(error.line, 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base csv");
    TCase *reading = tcase_create("reading");
    tcase_add_test(reading, accepted_texts_have_their_cells);
    tcase_add_test(reading, a_semicolon_may_be_between_the_cells);
    tcase_add_test(reading, every_cell_has_its_place);
    tcase_add_test(reading, what_is_no_strict_csv_is_refused_where_it_goes_wrong);
    tcase_add_test(reading, limits_are_kept);
    tcase_add_test(reading, random_texts_are_refused_with_a_place_or_read_the_same_again);
    tcase_add_test(reading, rows_may_differ_in_length_when_asked);
    suite_add_tcase(suite, reading);
    return run_suite(suite);
}
