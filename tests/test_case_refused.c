/* One bad input per rule of the case format: tests/data/refused/table.json edits the valid tests/data/refused/base.json.
 * Of each edit it says with which status it is refused, where, and what must be in the message; `at` is "appraise" for
 * what only an appraisal can tell. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "case/case.h"
#include "run_suite.h"
#include "support.h"

/* Read before the tests fork, so without Check. */
static mkba_i_json *table, *base;

static mkba_status appraise(const mkba_case *mkba, const char *scenario, mkba_appraisal **out, mkba_error *error)
{
    mkba_appraise_options options;
    mkba_appraise_options_init(&options);
    options.scenario = scenario;
    return mkba_case_appraise(mkba, &options, out, error);
}

/* What is refused when it is appraised is a case, and without the scenario it is a good one. */
static void check_appraisal(const cJSON *entry, const char *text)
{
    mkba_appraisal *const untouched = (mkba_appraisal *) &base; /* any address */
    mkba_appraisal *out = untouched;
    mkba_case *mkba = support_parse(text);
    const char *scenario = support_entry(entry, "scenario");
    mkba_error error = {.status = MKBA_OK};
    mkba_status status = appraise(mkba, scenario, &out, &error);
    ck_assert_ptr_eq(out, untouched);
    if (scenario != NULL) {
        char named[MKBA_ERROR_TEXT];
        snprintf(named, sizeof named, "scenario \"%s\": %.300s", scenario, error.message);
        strcpy(error.message, named);
        mkba_appraisal_free(support_appraise(mkba, NULL));
    }
    support_refused_as(entry, status, &error);
    ck_assert_str_eq(error.source, "");
    ck_assert_int_eq(appraise(mkba, scenario, &out, NULL), status);
    mkba_case_free(mkba);
}

static void check_parse(const cJSON *entry, const char *text)
{
    mkba_case *const untouched = (mkba_case *) &base;
    mkba_case *out = untouched;
    mkba_error error = {.status = MKBA_OK};
    mkba_status status = mkba_case_parse(text, strlen(text), NULL, &out, &error);
    ck_assert_ptr_eq(out, untouched);
    support_refused_as(entry, status, &error);
    ck_assert_str_eq(error.source, "");
    ck_assert_uint_gt(error.line, 0);
    ck_assert_int_eq(mkba_case_parse(text, strlen(text), NULL, &out, NULL), status);
    ck_assert_ptr_eq(out, untouched);
}

/* mkba_case_check has as many errors as there should be (one, unless the entry says more), and this one. */
static void check_check(const cJSON *entry, const char *text)
{
    mkba_table *rows = support_check(text);
    const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(entry, "errors");
    size_t n_wanted = wanted == NULL ? 1 : (size_t) wanted->valuedouble, n = 0;
    bool found = false;
    for (; n < mkba_table_n_rows(rows) && strcmp(support_text(rows, n, "severity"), "error") == 0; n++)
        found = found || (strcmp(support_text(rows, n, "id"), support_entry(entry, "status")) == 0 &&
                          strcmp(support_text(rows, n, "place"), support_entry(entry, "where")) == 0);
    if (!found || n != n_wanted)
        ck_abort_msg("%s: %zu errors, the last: %s", support_entry(entry, "id"), n,
                     n == 0 ? "" : support_text(rows, n - 1, "message"));
    mkba_table_free(rows);
}

static void check_entry(const cJSON *entry)
{
    const char *at = support_entry(entry, "at");
    char *text = support_edited(base, entry);
    if (at != NULL && strcmp(at, "appraise") == 0)
        check_appraisal(entry, text);
    else
        check_parse(entry, text);
    check_check(entry, text);
    mkba_text_free(text);
}

/* A test takes a block of entries: one process each would take valgrind minutes. */
enum { BLOCK = 10 };

START_TEST(a_broken_rule_is_refused_at_its_place_and_nothing_else_is)
{
    const cJSON *entry = cJSON_GetArrayItem(mkba_i_json_root(table), _i * BLOCK);
    for (int i = 0; i < BLOCK && entry != NULL; i++, entry = entry->next)
        check_entry(entry);
}
END_TEST

START_TEST(the_base_breaks_none)
{
    mkba_table *rows = support_check(mkba_i_json_text(base));
    for (size_t i = 0; i < mkba_table_n_rows(rows); i++)
        ck_assert_str_ne(support_text(rows, i, "severity"), "error");
    mkba_table_free(rows);
}
END_TEST

/* ---- several at once ------------------------------------------------------------------------------------- */

/* How many rows have severity error; the place of each is among the n that are given. */
static void check_places(const char *text, const char *const *places, size_t n)
{
    mkba_table *rows = support_check(text);
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t row = 0; row < mkba_table_n_rows(rows); row++)
            found += strcmp(support_text(rows, row, "place"), places[i]) == 0 &&
                     strcmp(support_text(rows, row, "severity"), "error") == 0;
    if (found != n || mkba_table_n_rows(rows) != n)
        ck_abort_msg("%zu of %zu places are among %zu rows", found, n, mkba_table_n_rows(rows));
    mkba_table_free(rows);
}

START_TEST(independent_errors_are_all_reported)
{
    static const char *const places[] = {"/timing",
                                         "/lnes",
                                         "/actors/inwoner/titel",
                                         "/indices/loon/2022",
                                         "/parameters/uren/unit",
                                         "/parameters/golf/series",
                                         "/discount/rate",
                                         "/alternatives/plan/nul",
                                         "/overlap/groep",
                                         "/streams/hulp/cash",
                                         "/streams/hulp/changes/plan/shift/to",
                                         "/streams/pad/stock",
                                         "/streams/pad/stok",
                                         "/lines/0/payer",
                                         "/lines/0/valeu",
                                         "/lines/2/to",
                                         "/lines/3/value",
                                         "/scenarios/laag/efect",
                                         "/correlations/0/matrix"};
    static const char *const edits[][2] = {{"/timing", "\"noon\""},
                                           {"/lnes", "[]"},
                                           {"/actors/inwoner/titel", "1"},
                                           {"/indices/loon/2022", "-1"},
                                           {"/parameters/uren/unit", "\"uur//client\""},
                                           {"/parameters/golf/series", "{\"2026\": 1, \"2028\": 2}"},
                                           {"/discount", "{\"rate\": \"rente\"}"},
                                           {"/alternatives/plan/nul", "true"},
                                           {"/overlap/groep", "{}"},
                                           {"/streams/hulp/cash", "1"},
                                           {"/streams/hulp/changes/plan/shift/to", "\"weg\""},
                                           {"/streams/pad/stock", "1"},
                                           {"/streams/pad/stok", "1"},
                                           {"/lines/0/payer", "{\"gemeente\": 0.5}"},
                                           {"/lines/0/valeu", "1"},
                                           {"/lines/2/to", "\"2027\""},
                                           {"/lines/3/value", "1"},
                                           {"/scenarios/laag/efect", "1"},
                                           {"/correlations/0/matrix", "[]"}};
    mkba_draft *draft = support_draft(mkba_i_json_text(base));
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        support_set(draft, edits[i][0], edits[i][1]);
    char *text = support_finish(draft);
    check_places(text, places, sizeof places / sizeof *places);
    mkba_text_free(text);
}
END_TEST

START_TEST(unit_errors_are_all_reported)
{
    static const char *const places[] = {"/lines/0/value", "/lines/2/value", "/streams/pad/unit_cost",
                                         "/overlap/groep/alpha"};
    mkba_draft *draft = support_draft(mkba_i_json_text(base));
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        support_set(draft, places[i], "\"uren * 2\"");
    char *text = support_finish(draft);
    check_places(text, places, sizeof places / sizeof *places);
    mkba_text_free(text);
}
END_TEST

START_TEST(beyond_fifty_errors_it_is_told_how_many_more_there_are)
{
    mkba_draft *draft = support_draft(mkba_i_json_text(base));
    for (int i = 0; i < MKBA_I_PROBLEMS + 7; i++) {
        char pointer[40];
        snprintf(pointer, sizeof pointer, "/parameters/p%d", i);
        support_set(draft, pointer, "[]");
    }
    char *text = support_finish(draft);
    mkba_table *rows = support_check(text);
    ck_assert_uint_eq(mkba_table_n_rows(rows), MKBA_I_PROBLEMS + 1);
    ck_assert_str_eq(support_text(rows, MKBA_I_PROBLEMS, "message"), "7 more errors are not shown");
    ck_assert_str_eq(support_text(rows, MKBA_I_PROBLEMS, "severity"), "error");
    mkba_table_free(rows);
    mkba_text_free(text);
}
END_TEST

START_TEST(so_it_is_of_ids_that_stand_twice)
{
    mkba_draft *draft = support_draft(mkba_i_json_text(base));
    for (int i = 0; i < MKBA_I_PROBLEMS + 2; i++)
        support_set(draft, "/lines/-", "{\"id\": \"x\", \"kind\": \"pm\"}");
    char *text = support_finish(draft);
    mkba_table *rows = support_check(text);
    ck_assert_uint_eq(mkba_table_n_rows(rows), MKBA_I_PROBLEMS + 1);
    ck_assert_str_eq(support_text(rows, MKBA_I_PROBLEMS, "message"), "1 more errors are not shown");
    mkba_table_free(rows);
    mkba_text_free(text);
}
END_TEST

START_TEST(an_error_of_the_case_is_not_repeated_for_each_scenario)
{
    mkba_draft *draft = support_draft(mkba_i_json_text(base));
    support_set(draft, "/lines/0/value", "\"bedrag / niets\"");
    char *text = support_finish(draft);
    check_places(text, (const char *const[]){"/lines/0/value"}, 1);
    mkba_text_free(text);
}
END_TEST

START_TEST(an_error_says_line_and_column_in_the_text)
{
    static const char text[] = "{\n  \"format\": \"mkba-case/1\", \"title\": \"t\",\n  \"timng\": 1\n}";
    mkba_case *mkba = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_case_parse(text, strlen(text), NULL, &mkba, &error), MKBA_ERROR_CASE);
    ck_assert_str_eq(error.where, "/timng");
    ck_assert_uint_eq(error.line, 3);
    ck_assert_uint_eq(error.column, 12);
}
END_TEST

START_TEST(what_is_no_json_is_one_error)
{
    static const char *const texts[] = {"", "{", "[]", "3", "null", "{\"format\": 01}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mkba_table *rows = support_check(texts[i]);
        ck_assert_uint_ge(mkba_table_n_rows(rows), 1);
        ck_assert_str_eq(support_text(rows, 0, "severity"), "error");
        mkba_table_free(rows);
    }
}
END_TEST

int main(void)
{
    table = support_entries("refused", "table.json");
    base = support_entries("refused", "base.json");
    Suite *suite = suite_create("case refused");
    TCase *rules = tcase_create("rules");
    tcase_add_test(rules, the_base_breaks_none);
    tcase_add_loop_test(rules, a_broken_rule_is_refused_at_its_place_and_nothing_else_is, 0,
                        (cJSON_GetArraySize(mkba_i_json_root(table)) + BLOCK - 1) / BLOCK);
    suite_add_tcase(suite, rules);
    TCase *several = tcase_create("several");
    tcase_add_test(several, independent_errors_are_all_reported);
    tcase_add_test(several, unit_errors_are_all_reported);
    tcase_add_test(several, beyond_fifty_errors_it_is_told_how_many_more_there_are);
    tcase_add_test(several, so_it_is_of_ids_that_stand_twice);
    tcase_add_test(several, an_error_of_the_case_is_not_repeated_for_each_scenario);
    tcase_add_test(several, an_error_says_line_and_column_in_the_text);
    tcase_add_test(several, what_is_no_json_is_one_error);
    suite_add_tcase(suite, several);
    int status = run_suite(suite);
    mkba_i_json_free(table);
    mkba_i_json_free(base);
    return status;
}
