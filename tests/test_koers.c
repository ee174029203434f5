/* The Koers document. One bad input per rule: tests/data/koers/refused.json edits the valid base.json, and says with
 * which status that is refused, where, and what must be in the message; findings.json does so for findings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/koers.h>

#include "case/reader.h"
#include "koers/koers.h"
#include "run_suite.h"
#include "support.h"

/* Read before the tests fork. */
static mkba_i_json *refused, *findings, *base;

static mkba_table *check_text(const char *text)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_koers_check(text, strlen(text), &table, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    return table;
}

/* ---- refused ----------------------------------------------------------------------------------------------- */

static void check_refused(const cJSON *entry)
{
    mkba_koers *const untouched = (mkba_koers *) &base; /* any address */
    mkba_koers *out = untouched;
    mkba_error error = {.status = MKBA_OK};
    char *text = support_edited(base, entry);
    mkba_status status = mkba_koers_parse(text, strlen(text), &out, &error);
    ck_assert_ptr_eq(out, untouched);
    support_refused_as(entry, status, &error);
    ck_assert_uint_gt(error.line, 0);
    ck_assert_str_eq(error.source, "");
    ck_assert_int_eq(mkba_koers_parse(text, strlen(text), &out, NULL), status);
    mkba_table *rows = check_text(text);
    if (mkba_table_n_rows(rows) != 1 || strcmp(support_text(rows, 0, "severity"), "error") != 0 ||
        strcmp(support_text(rows, 0, "message"), error.message) != 0)
        ck_abort_msg("%s: %zu errors, the last: %s", support_entry(entry, "id"), mkba_table_n_rows(rows),
                     support_text(rows, mkba_table_n_rows(rows) - 1, "message"));
    mkba_table_free(rows);
    mkba_text_free(text);
}

/* A test takes a block of entries: one process each would take valgrind minutes. */
enum { BLOCK = 10 };

START_TEST(a_broken_rule_is_refused_at_its_place_and_nothing_else_is)
{
    const cJSON *entry = cJSON_GetArrayItem(mkba_i_json_root(refused), _i * BLOCK);
    for (int i = 0; i < BLOCK && entry != NULL; i++, entry = entry->next)
        check_refused(entry);
}
END_TEST

START_TEST(independent_errors_are_all_reported)
{
    static const char *const places[] = {
        "/title",         "/case/pad",   "/opgaven/samenwerken/titel",      "/nodes/samen/x",
        "/edges/0/share", "/edges/1/to", "/indicators/wachttijd/direction", "/measurements/0/value"};
    mkba_draft *draft = support_draft(mkba_i_json_text(base));
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        support_set(draft, places[i], "[]");
    char *text = support_finish(draft);
    mkba_table *rows = check_text(text);
    ck_assert_uint_eq(mkba_table_n_rows(rows), sizeof places / sizeof *places);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        bool found = false;
        for (size_t row = 0; row < mkba_table_n_rows(rows); row++)
            found = found || strcmp(support_text(rows, row, "place"), places[i]) == 0;
        ck_assert_msg(found, "%s", places[i]);
    }
    mkba_table_free(rows);
    mkba_text_free(text);
}
END_TEST

START_TEST(an_error_says_line_and_column_in_the_text_and_the_file)
{
    static const char text[] = "{\n  \"format\": \"mkba-koers/1\", \"title\": \"t\",\n  \"opgave\": 1\n}";
    mkba_koers *koers = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_koers_parse(text, strlen(text), &koers, &error), MKBA_ERROR_KOERS);
    ck_assert_str_eq(error.where, "/opgave");
    ck_assert_uint_eq(error.line, 3);
    ck_assert_uint_eq(error.column, 13);
    ck_assert_int_eq(mkba_koers_read("nergens/koers.json", &koers, &error), MKBA_ERROR_FILE);
    ck_assert_str_eq(error.source, "nergens/koers.json");
    ck_assert_ptr_null(koers);
}
END_TEST

START_TEST(what_is_no_json_is_one_error)
{
    static const char *const texts[] = {"", "{", "[]", "3", "null", "{\"format\": 01}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mkba_table *rows = check_text(texts[i]);
        ck_assert_uint_eq(mkba_table_n_rows(rows), 1);
        ck_assert_str_eq(support_text(rows, 0, "severity"), "error");
        mkba_table_free(rows);
    }
}
END_TEST

/* A chain of more baten than any recursion or message could take: the path is cut in its middle. */
START_TEST(a_long_circle_is_shown_without_its_middle)
{
    mkba_i_text text = {.data = NULL};
    mkba_error error;
    mkba_koers *koers = NULL;
    mkba_i_text_add(&text, "{\"format\": \"mkba-koers/1\", \"title\": \"t\", \"opgaven\": {}, \"nodes\": {");
    for (int i = 0; i < MKBA_I_KOERS_NODES; i++)
        mkba_i_text_format(&text, "%s\"b%d\": {\"level\": \"baat\", \"title\": \"b\"}", i == 0 ? "" : ", ", i);
    mkba_i_text_add(&text, "}, \"edges\": [");
    for (int i = 0; i < MKBA_I_KOERS_NODES; i++)
        mkba_i_text_format(&text, "%s{\"from\": \"b%d\", \"to\": \"b%d\", \"share\": 1}", i == 0 ? "" : ", ", i,
                           (i + 1) % MKBA_I_KOERS_NODES);
    mkba_i_text_add(&text, "]}");
    ck_assert_int_eq(mkba_koers_parse(text.data, text.length, &koers, &error), MKBA_ERROR_KOERS);
    ck_assert_str_eq(error.where, "/edges/1998");
    ck_assert_ptr_nonnull(
        strstr(error.message, "b1999 -> b0 -> b1 -> b2 -> b3 -> b4 -> b5 -> b6 -> ... -> b1997 -> b1998 -> b1999;"));
    mkba_i_text_drop(&text);
}
END_TEST

START_TEST(too_many_nodes_are_refused_as_a_limit)
{
    mkba_i_text text = {.data = NULL};
    mkba_error error;
    mkba_koers *koers = NULL;
    mkba_i_text_add(&text, "{\"format\": \"mkba-koers/1\", \"title\": \"t\", \"opgaven\": {}, \"nodes\": {");
    for (int i = 0; i <= MKBA_I_KOERS_NODES; i++)
        mkba_i_text_format(&text, "%s\"b%d\": {\"level\": \"baat\", \"title\": \"b\"}", i == 0 ? "" : ", ", i);
    mkba_i_text_add(&text, "}}");
    ck_assert_int_eq(mkba_koers_parse(text.data, text.length, &koers, &error), MKBA_ERROR_LIMIT);
    ck_assert_str_eq(error.where, "/nodes");
    ck_assert_str_eq(error.message, "a Koers has at most 2000 nodes, not 2001");
    mkba_i_text_drop(&text);
}
END_TEST

START_TEST(a_null_argument_is_named)
{
    mkba_koers *koers = support_koers(mkba_i_json_text(base)), *out = NULL;
    mkba_table *table = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_koers_parse(NULL, 0, &out, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "text");
    ck_assert_int_eq(mkba_koers_parse("", 0, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_read(NULL, &out, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "path");
    ck_assert_int_eq(mkba_koers_write(koers, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_write(NULL, "x", &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_check(NULL, 0, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_table(NULL, MKBA_KOERS_NODES, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_table(koers, MKBA_KOERS_NODES, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_koers_table(koers, (mkba_koers_view) 99, &table, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_null(mkba_koers_title(NULL));
    ck_assert_ptr_null(mkba_koers_text(NULL));
    mkba_koers_free(NULL);
    mkba_koers_free(koers);
}
END_TEST

/* ---- findings ---------------------------------------------------------------------------------------------- */

/* Entries: as refused.json, with `finds`: "id place" of what the edit adds to what the base has. */
static void check_finds(const cJSON *entry, const mkba_table *before)
{
    char *text = support_edited(base, entry);
    mkba_table *after = check_text(text);
    const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(entry, "finds"), *pair;
    size_t added = 0;
    for (size_t row = 0; row < mkba_table_n_rows(after); row++) {
        char found[300];
        bool old = false, listed = false;
        snprintf(found, sizeof found, "%s %s", support_text(after, row, "id"), support_text(after, row, "place"));
        for (size_t k = 0; k < mkba_table_n_rows(before); k++)
            old = old || (strcmp(support_text(before, k, "message"), support_text(after, row, "message")) == 0);
        cJSON_ArrayForEach(pair, wanted) listed = listed || strcmp(pair->valuestring, found) == 0;
        if (!old && !listed)
            ck_abort_msg("%s: also %s: %s", support_entry(entry, "id"), found, support_text(after, row, "message"));
        added += !old;
    }
    if ((int) added != cJSON_GetArraySize(wanted))
        ck_abort_msg("%s: %zu findings", support_entry(entry, "id"), added);
    mkba_table_free(after);
    mkba_text_free(text);
}

START_TEST(each_finding_is_made_where_it_should_and_nowhere_else)
{
    mkba_table *before = check_text(mkba_i_json_text(base));
    const cJSON *entry;
    cJSON_ArrayForEach(entry, mkba_i_json_root(findings)) check_finds(entry, before);
    mkba_table_free(before);
}
END_TEST

START_TEST(every_rule_has_an_entry_and_a_row_in_the_docs)
{
    char *docs = support_data("../../docs/koers-format.md", NULL);
    const mkba_i_rulebook *book = mkba_i_koers_book();
    for (size_t i = 0; i < book->n; i++) {
        char row[100];
        bool tried = false;
        const cJSON *entry, *pair;
        snprintf(row, sizeof row, "| `%s` | %s |", book->rules[i].id, book->rules[i].severity);
        ck_assert_msg(strstr(docs, row) != NULL, "%s", row);
        cJSON_ArrayForEach(entry, mkba_i_json_root(findings))
            cJSON_ArrayForEach(pair, cJSON_GetObjectItemCaseSensitive(entry, "finds")) tried =
                tried || strncmp(pair->valuestring, book->rules[i].id, strlen(book->rules[i].id)) == 0;
        ck_assert_msg(tried, "%s", book->rules[i].id);
    }
    free(docs);
}
END_TEST

/* ---- what is read ------------------------------------------------------------------------------------------ */

static mkba_table *table_of(const mkba_koers *koers, mkba_koers_view view)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_koers_table(koers, view, &table, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    return table;
}

START_TEST(the_text_is_given_back_byte_for_byte)
{
    mkba_koers *koers = support_koers(mkba_i_json_text(base));
    ck_assert_str_eq(mkba_koers_text(koers), mkba_i_json_text(base));
    ck_assert_str_eq(mkba_koers_title(koers), "Koers van de proef");
    mkba_koers_free(koers);
}
END_TEST

/* tests/data/koers/tables.json was written by hand from base.json. */
START_TEST(the_tables_say_what_the_document_says)
{
    mkba_koers *koers = support_koers(mkba_i_json_text(base));
    mkba_i_json *expected = support_entries("koers", "tables.json");
    for (int view = MKBA_KOERS_LINKS; view < MKBA_KOERS_FINDINGS; view++) {
        const char *name = mkba_koers_view_name((mkba_koers_view) view);
        mkba_table *table = table_of(koers, (mkba_koers_view) view);
        const cJSON *rows = cJSON_GetObjectItemCaseSensitive(mkba_i_json_root(expected), name), *cells;
        char *text = NULL, where[MKBA_ERROR_TEXT] = "";
        size_t row = 0;
        ck_assert_str_eq(mkba_table_name(table), name);
        ck_assert_int_eq(mkba_table_json(table, &text, NULL), MKBA_OK);
        mkba_i_json *found = support_json(text);
        ck_assert_int_eq(cJSON_GetArraySize(rows), (int) mkba_table_n_rows(table));
        cJSON_ArrayForEach(cells, rows)
        {
            const cJSON *cell, *all = cJSON_GetArrayItem(mkba_i_json_root(found), (int) row++);
            cJSON_ArrayForEach(
                cell, cells) if (!support_agree(cell, cJSON_GetObjectItemCaseSensitive(all, cell->string), where))
                ck_abort_msg("%s, row %zu: %s", name, row, cell->string);
        }
        mkba_i_json_free(found);
        mkba_text_free(text);
        mkba_table_free(table);
    }
    mkba_i_json_free(expected);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(an_empty_koers_is_one)
{
    mkba_koers *koers =
        support_koers("{\"format\": \"mkba-koers/1\", \"title\": \"\", \"opgaven\": {}, \"nodes\": {}}");
    for (int view = MKBA_KOERS_LINKS; view <= MKBA_KOERS_FINDINGS; view++) {
        mkba_table *table = table_of(koers, (mkba_koers_view) view);
        ck_assert_uint_eq(mkba_table_n_rows(table), view == MKBA_KOERS_LINKS ? 1 : 0);
        mkba_table_free(table);
    }
    mkba_koers_free(koers);
}
END_TEST

START_TEST(views_have_names)
{
    mkba_koers_view view = MKBA_KOERS_LINKS;
    mkba_error error;
    ck_assert_int_eq(mkba_koers_view_from_name("edges", &view, &error), MKBA_OK);
    ck_assert_int_eq(view, MKBA_KOERS_EDGES);
    ck_assert_int_eq(mkba_koers_view_from_name("edge", &view, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "edges"));
    ck_assert_str_eq(mkba_koers_view_name((mkba_koers_view) 99), "unknown view");
}
END_TEST

START_TEST(the_schema_is_that_of_the_format)
{
    mkba_i_json *json = support_json(mkba_koers_schema());
    ck_assert_str_eq(support_entry(mkba_i_json_root(json), "title"), "mkba-koers/1");
    mkba_i_json_free(json);
}
END_TEST

int main(void)
{
    refused = support_entries("koers", "refused.json");
    findings = support_entries("koers", "findings.json");
    base = support_entries("koers", "base.json");
    Suite *suite = suite_create("koers");
    TCase *rules = tcase_create("rules");
    tcase_add_loop_test(rules, a_broken_rule_is_refused_at_its_place_and_nothing_else_is, 0,
                        (cJSON_GetArraySize(mkba_i_json_root(refused)) + BLOCK - 1) / BLOCK);
    tcase_add_test(rules, independent_errors_are_all_reported);
    tcase_add_test(rules, an_error_says_line_and_column_in_the_text_and_the_file);
    tcase_add_test(rules, what_is_no_json_is_one_error);
    tcase_add_test(rules, a_long_circle_is_shown_without_its_middle);
    tcase_add_test(rules, too_many_nodes_are_refused_as_a_limit);
    tcase_add_test(rules, a_null_argument_is_named);
    suite_add_tcase(suite, rules);
    TCase *found = tcase_create("findings");
    tcase_add_test(found, each_finding_is_made_where_it_should_and_nowhere_else);
    tcase_add_test(found, every_rule_has_an_entry_and_a_row_in_the_docs);
    suite_add_tcase(suite, found);
    TCase *read = tcase_create("read");
    tcase_add_test(read, the_text_is_given_back_byte_for_byte);
    tcase_add_test(read, the_tables_say_what_the_document_says);
    tcase_add_test(read, an_empty_koers_is_one);
    tcase_add_test(read, views_have_names);
    tcase_add_test(read, the_schema_is_that_of_the_format);
    suite_add_tcase(suite, read);
    int status = run_suite(suite);
    mkba_i_json_free(refused);
    mkba_i_json_free(findings);
    mkba_i_json_free(base);
    return status;
}
