/* Cases that are built in code: tests/data/draft has what edits give, written by hand, and what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "case/draft.h"
#include "run_suite.h"
#include "support.h"

static mkba_i_json *load(const char *name)
{
    char path[200];
    support_path(path, sizeof path, "draft", name, ".json");
    char *text = support_data(path, NULL);
    mkba_i_json *json = support_json(text);
    free(text);
    return json;
}

static const char *text_at(const cJSON *list, int position)
{
    return cJSON_GetArrayItem(list, position)->valuestring;
}

/* One edit of a table: [what, pointer, value]. */
static mkba_status change(mkba_draft *draft, const cJSON *edit, mkba_error *error)
{
    const char *what = text_at(edit, 0), *pointer = text_at(edit, 1);
    const cJSON *value = cJSON_GetArrayItem(edit, 2);
    if (strcmp(what, "remove") == 0)
        return mkba_draft_remove(draft, pointer, error);
    if (strcmp(what, "number") == 0)
        return mkba_draft_set_number(draft, pointer, value->valuedouble, error);
    if (strcmp(what, "text") == 0)
        return mkba_draft_set_text(draft, pointer, value->valuestring, error);
    if (strcmp(what, "bool") == 0)
        return mkba_draft_set_bool(draft, pointer, cJSON_IsTrue(value), error);
    ck_assert_str_eq(what, "json");
    return mkba_draft_set_json(draft, pointer, value->valuestring, strlen(value->valuestring), error);
}

/* Takes blanks outside texts out. */
static void squeeze(char *text)
{
    bool inside = false;
    char *to = text;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"')
            inside = !inside;
        if (inside && *at == '\\')
            *to++ = *at++;
        if (inside || strchr(" \t\r\n", *at) == NULL)
            *to++ = *at;
    }
    *to = '\0';
}

/* ---- edits ----------------------------------------------------------------------------------------------- */

START_TEST(an_edit_gives_what_it_should_and_nothing_else_changes)
{
    mkba_i_json *table = load("edits");
    const cJSON *entry, *edit;
    cJSON_ArrayForEach(entry, mkba_i_json_root(table))
    {
        const cJSON *refused = cJSON_GetObjectItemCaseSensitive(entry, "refused");
        mkba_draft *draft = support_draft(cJSON_GetObjectItemCaseSensitive(entry, "from")->valuestring);
        int n = 0;
        cJSON_ArrayForEach(edit, cJSON_GetObjectItemCaseSensitive(entry, "do")) n +=
            change(draft, edit, NULL) != MKBA_OK;
        char *text = support_finish(draft);
        squeeze(text);
        ck_assert_str_eq(text, cJSON_GetObjectItemCaseSensitive(entry, "gives")->valuestring);
        ck_assert_int_eq(n, refused == NULL ? 0 : (int) refused->valuedouble);
        mkba_text_free(text);
    }
    mkba_i_json_free(table);
}
END_TEST

static void check_refused(const cJSON *entry)
{
    static const char text[] = "{\"title\": \"t\", \"base_year\": 2026, \"lines\": [{\"id\": \"a\", \"value\": 1.50}]}";
    const cJSON *edit = cJSON_GetObjectItemCaseSensitive(entry, "do"), *word;
    const cJSON *line = cJSON_GetObjectItemCaseSensitive(entry, "line");
    mkba_draft *draft = support_draft(text);
    mkba_error error = {.status = MKBA_OK};
    mkba_status status = change(draft, edit, &error);
    if (error.status != status ||
        strcmp(mkba_status_name(status), cJSON_GetObjectItemCaseSensitive(entry, "status")->valuestring) != 0 ||
        strcmp(error.where, cJSON_GetObjectItemCaseSensitive(entry, "where")->valuestring) != 0)
        ck_abort_msg("%s: %s at \"%s\": %s", text_at(edit, 1), mkba_status_name(status), error.where, error.message);
    cJSON_ArrayForEach(word, cJSON_GetObjectItemCaseSensitive(entry, "says")) ck_assert_msg(
        strstr(error.message, word->valuestring) != NULL, "no %s in: %s", word->valuestring, error.message);
    if (line != NULL) {
        ck_assert_uint_eq(error.line, (size_t) line->valuedouble);
        ck_assert_uint_eq(error.column, (size_t) cJSON_GetObjectItemCaseSensitive(entry, "column")->valuedouble);
    }
    ck_assert_int_eq(change(draft, edit, NULL), status);
    char *after = support_finish(draft), *before = support_finish(support_draft(text));
    ck_assert_str_eq(after, before);
    mkba_text_free(after);
    mkba_text_free(before);
}

START_TEST(a_bad_pointer_or_fragment_is_refused_and_leaves_the_draft)
{
    mkba_i_json *table = load("refused");
    const cJSON *entry;
    cJSON_ArrayForEach(entry, mkba_i_json_root(table)) check_refused(entry);
    mkba_i_json_free(table);
}
END_TEST

/* The pointers of RFC 6901, section 5, each meet the key that they are said to meet. */
START_TEST(the_pointers_of_the_standard_meet_their_keys)
{
    static const char document[] =
        "{\"foo\": [\"bar\", \"baz\"], \"\": 0, \"a/b\": 1, \"c%d\": 2, \"e^f\": 3, \"g|h\": 4,"
        "\"i\\\\j\": 5, \"k\\\"l\": 6, \" \": 7, \"m~n\": 8}";
    static const struct {
        const char *pointer, *value;
    } rows[] = {{"/foo/0", "\"bar\""}, {"/", "0"},     {"/a~1b", "1"}, {"/c%d", "2"}, {"/e^f", "3"},
                {"/g|h", "4"},         {"/i\\j", "5"}, {"/k\"l", "6"}, {"/ ", "7"},   {"/m~0n", "8"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_draft *draft = support_draft(document);
        support_set(draft, rows[i].pointer, "999");
        char *text = support_finish(draft);
        char *expected = support_finish(support_draft(document));
        squeeze(text);
        squeeze(expected);
        const char *at = strstr(expected, rows[i].value);
        ck_assert_ptr_nonnull(at);
        ck_assert_uint_eq(strlen(text), strlen(expected) - strlen(rows[i].value) + 3);
        ck_assert_int_eq(strncmp(text, expected, (size_t) (at - expected)), 0);
        ck_assert_str_eq(text + (at - expected) + 3, at + strlen(rows[i].value));
        mkba_text_free(text);
        mkba_text_free(expected);
    }
}
END_TEST

/* ---- what is not touched --------------------------------------------------------------------------------- */

static const char *const names[] = {
#include "data/cases/names.inc"
};

/* The committed cases have no escapes that a writer could leave out: so blanks are all that may differ. */
START_TEST(a_draft_that_is_not_edited_writes_what_was_read)
{
    char path[200];
    support_path(path, sizeof path, "cases", names[_i], ".json");
    char *text = support_data(path, NULL);
    mkba_case *mkba = support_parse(text);
    mkba_draft *draft = NULL;
    ck_assert_int_eq(mkba_draft_of_case(mkba, &draft, NULL), MKBA_OK);
    char *written = support_finish(draft);
    squeeze(text);
    squeeze(written);
    ck_assert_str_eq(written, text);
    mkba_text_free(written);
    mkba_case_free(mkba);
    free(text);
}
END_TEST

START_TEST(writing_twice_gives_the_same_bytes)
{
    char *text = support_data("cases/alles.json", NULL);
    char *once = support_finish(support_draft(text));
    char *twice = support_finish(support_draft(once));
    ck_assert_str_eq(twice, once);
    mkba_text_free(once);
    mkba_text_free(twice);
    free(text);
}
END_TEST

START_TEST(parameters_that_change_leave_the_numbers_of_others)
{
    char *text = support_data("refused/base.json", NULL);
    mkba_draft *draft = support_draft(text);
    support_set(draft, "/parameters/uren/value", "10.00");
    support_set(draft, "/parameters/bedrag/value", "1e3");
    mkba_case *mkba = NULL, *changed = NULL;
    ck_assert_int_eq(mkba_draft_case(draft, NULL, &mkba, NULL), MKBA_OK);
    ck_assert_int_eq(
        mkba_case_with_parameters(mkba, (const char *const[]){"los"}, 1, &(const double){3}, 1, &changed, NULL),
        MKBA_OK);
    support_set(draft, "/parameters/los", "3");
    char *expected = support_finish(draft);
    ck_assert_str_eq(mkba_case_text(changed), expected);
    ck_assert_ptr_nonnull(strstr(expected, "10.00"));
    ck_assert_ptr_nonnull(strstr(expected, "1e3"));
    mkba_text_free(expected);
    mkba_case_free(mkba);
    mkba_case_free(changed);
    free(text);
}
END_TEST

/* ---- from nothing to a case ------------------------------------------------------------------------------ */

static void build(mkba_draft *draft)
{
    ck_assert_int_eq(mkba_draft_set_text(draft, "/title", "Fietsnetwerk", NULL), MKBA_OK);
    ck_assert_int_eq(mkba_draft_set_number(draft, "/base_year", 2026, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_draft_set_number(draft, "/price_year", 2024, NULL), MKBA_OK);
    support_set(draft, "/years", "[2026, 2028]");
    ck_assert_int_eq(mkba_draft_set_number(draft, "/discount/rate", 0.0225, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_draft_set_bool(draft, "/alternatives/nul/null", true, NULL), MKBA_OK);
    support_set(draft, "/alternatives/plan", "{}");
    ck_assert_int_eq(mkba_draft_set_text(draft, "/lines/-/id", "aanleg", NULL), MKBA_OK);
    ck_assert_int_eq(mkba_draft_set_text(draft, "/lines/0/kind", "cost", NULL), MKBA_OK);
    ck_assert_int_eq(mkba_draft_set_number(draft, "/lines/0/value", 1000, NULL), MKBA_OK);
}

/* 1000 * (1 + 1.0225^-1 + 1.0225^-2) = 2934.469545256186, worked out with decimals. */
START_TEST(a_case_from_nothing_has_its_figure)
{
    mkba_draft *draft = NULL;
    mkba_case *mkba = NULL;
    double npv = 0;
    ck_assert_int_eq(mkba_draft_new(&draft, NULL), MKBA_OK);
    build(draft);
    ck_assert_int_eq(mkba_draft_case(draft, NULL, &mkba, NULL), MKBA_OK);
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    ck_assert_int_eq(mkba_appraisal_npv(appraisal, "plan", &npv, NULL), MKBA_OK);
    ck_assert_double_eq_tol(npv, -2934.46954525618569951, 1e-9);
    mkba_appraisal_free(appraisal);
    mkba_case_free(mkba);
    mkba_draft_free(draft);
}
END_TEST

START_TEST(a_draft_that_is_no_case_yet_says_where_and_can_go_on)
{
    mkba_draft *draft = NULL;
    mkba_case *mkba = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_draft_new(&draft, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_draft_case(draft, NULL, &mkba, &error), MKBA_ERROR_CASE);
    build(draft);
    support_set(draft, "/lines/0/kind", "\"kost\"");
    ck_assert_int_eq(mkba_draft_case(draft, NULL, &mkba, &error), MKBA_ERROR_CASE);
    ck_assert_str_eq(error.where, "/lines/0/kind");
    ck_assert_ptr_null(mkba);
    support_set(draft, "/lines/0/kind", "\"cost\"");
    ck_assert_int_eq(mkba_draft_case(draft, NULL, &mkba, &error), MKBA_OK);
    mkba_case_free(mkba);
    mkba_draft_free(draft);
}
END_TEST

START_TEST(a_draft_leaves_its_case_alone)
{
    char *text = support_data("refused/base.json", NULL);
    mkba_case *mkba = support_parse(text);
    mkba_draft *draft = NULL;
    ck_assert_int_eq(mkba_draft_of_case(mkba, &draft, NULL), MKBA_OK);
    support_set(draft, "/title", "\"anders\"");
    mkba_draft_free(draft);
    ck_assert_str_eq(mkba_case_text(mkba), text);
    mkba_case_free(mkba);
    free(text);
}
END_TEST

/* What it says is tested in Python, which has a reader of schemas. */
START_TEST(the_schema_is_one_json_document)
{
    mkba_i_json *schema = support_json(mkba_case_schema());
    ck_assert_str_eq(support_at(mkba_i_json_root(schema), "/title")->valuestring, "mkba-case/1");
    ck_assert_ptr_nonnull(support_at(mkba_i_json_root(schema), "/properties/$schema"));
    mkba_i_json_free(schema);
}
END_TEST

/* ---- limits and arguments -------------------------------------------------------------------------------- */

/* "/a/a/a...", so many steps. */
static void repeat(char *pointer, size_t steps)
{
    *pointer = '\0';
    for (size_t i = 0; i < steps; i++)
        strcat(pointer, "/a");
}

START_TEST(a_draft_is_no_deeper_than_what_is_read)
{
    char pointer[400];
    mkba_draft *draft = support_draft("{}");
    mkba_error error;
    repeat(pointer, MKBA_I_JSON_DEPTH + 1);
    ck_assert_int_eq(mkba_draft_set_number(draft, pointer, 1, &error), MKBA_ERROR_LIMIT);
    ck_assert_str_eq(error.where, pointer);
    repeat(pointer, MKBA_I_JSON_DEPTH);
    ck_assert_int_eq(mkba_draft_set_json(draft, pointer, "{}", 2, &error), MKBA_ERROR_LIMIT);
    ck_assert_int_eq(mkba_draft_set_number(draft, pointer, 1, &error), MKBA_OK);
    char *text = support_finish(draft);
    mkba_draft_free(support_draft(text));
    mkba_text_free(text);
}
END_TEST

START_TEST(a_document_that_is_no_object_is_no_draft)
{
    static const char *const texts[] = {"[]", "3", "\"x\"", "null"};
    mkba_draft *draft = NULL;
    mkba_error error;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ck_assert_int_eq(mkba_draft_parse(texts[i], strlen(texts[i]), &draft, &error), MKBA_ERROR_CASE);
        ck_assert_ptr_nonnull(strstr(error.message, "an object"));
    }
    ck_assert_int_eq(mkba_draft_parse("{", 1, &draft, &error), MKBA_ERROR_SYNTAX);
    ck_assert_ptr_null(draft);
}
END_TEST

START_TEST(values_that_no_document_holds_are_refused)
{
    static const double numbers[] = {NAN, INFINITY, -INFINITY};
    mkba_draft *draft = support_draft("{}");
    mkba_error error;
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(mkba_draft_set_number(draft, "/a", numbers[i], &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, "/a");
    }
    ck_assert_int_eq(mkba_draft_set_text(draft, "/a", "\xff", &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_draft_set_text(draft, "/\xc3", "a", &error), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "UTF-8"));
    char *text = support_finish(draft);
    ck_assert_str_eq(text, "{}\n");
    mkba_text_free(text);
}
END_TEST

#define CHECK_ARGUMENT(call, name)                                                                                     \
  do {                                                                                                                 \
    mkba_error other = {.status = MKBA_OK}, *error = &other;                                                           \
    ck_assert_int_eq((call), MKBA_ERROR_ARGUMENT);                                                                     \
    ck_assert_str_eq(other.where, name);                                                                               \
    error = NULL;                                                                                                      \
    ck_assert_int_eq((call), MKBA_ERROR_ARGUMENT);                                                                     \
  } while (0)

START_TEST(null_is_refused_by_name)
{
    mkba_draft *draft = support_draft("{}"), *none = NULL;
    mkba_case *mkba = NULL;
    char *text = NULL;
    CHECK_ARGUMENT(mkba_draft_new(NULL, error), "out");
    CHECK_ARGUMENT(mkba_draft_of_case(NULL, &none, error), "mkba");
    CHECK_ARGUMENT(mkba_draft_parse(NULL, 0, &none, error), "text");
    CHECK_ARGUMENT(mkba_draft_parse("{}", 2, NULL, error), "out");
    CHECK_ARGUMENT(mkba_draft_set_text(NULL, "/a", "b", error), "draft");
    CHECK_ARGUMENT(mkba_draft_set_text(draft, NULL, "b", error), "pointer");
    CHECK_ARGUMENT(mkba_draft_set_text(draft, "/a", NULL, error), "value");
    CHECK_ARGUMENT(mkba_draft_set_number(NULL, "/a", 1, error), "draft");
    CHECK_ARGUMENT(mkba_draft_set_number(draft, NULL, 1, error), "pointer");
    CHECK_ARGUMENT(mkba_draft_set_bool(NULL, "/a", true, error), "draft");
    CHECK_ARGUMENT(mkba_draft_set_bool(draft, NULL, true, error), "pointer");
    CHECK_ARGUMENT(mkba_draft_set_json(NULL, "/a", "1", 1, error), "draft");
    CHECK_ARGUMENT(mkba_draft_set_json(draft, NULL, "1", 1, error), "pointer");
    CHECK_ARGUMENT(mkba_draft_set_json(draft, "/a", NULL, 1, error), "text");
    CHECK_ARGUMENT(mkba_draft_remove(NULL, "/a", error), "draft");
    CHECK_ARGUMENT(mkba_draft_remove(draft, NULL, error), "pointer");
    CHECK_ARGUMENT(mkba_draft_text(NULL, &text, error), "draft");
    CHECK_ARGUMENT(mkba_draft_text(draft, NULL, error), "text");
    CHECK_ARGUMENT(mkba_draft_case(NULL, NULL, &mkba, error), "draft");
    CHECK_ARGUMENT(mkba_draft_case(draft, NULL, NULL, error), "out");
    CHECK_ARGUMENT(mkba_case_write(NULL, "x", error), "mkba");
    mkba_draft_free(NULL);
    mkba_draft_free(draft);
}
END_TEST

/* ---- writing --------------------------------------------------------------------------------------------- */

START_TEST(a_case_is_written_byte_for_byte)
{
    static const char path[] = "test_case_draft.tmp";
    char *text = support_data("cases/alles.json", NULL);
    mkba_case *mkba = support_parse(text), *again = NULL;
    mkba_error failed;
    ck_assert_int_eq(mkba_case_write(mkba, path, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_case_read(path, NULL, &again, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_case_text(again), text);
    remove(path);
    CHECK_ARGUMENT(mkba_case_write(mkba, NULL, error), "path");
    ck_assert_int_eq(mkba_case_write(mkba, "no/such/folder/a.json", &failed), MKBA_ERROR_FILE);
    ck_assert_str_eq(failed.source, "no/such/folder/a.json");
    mkba_case_free(mkba);
    mkba_case_free(again);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("case draft");
    TCase *drafts = tcase_create("drafts");
    tcase_add_test(drafts, an_edit_gives_what_it_should_and_nothing_else_changes);
    tcase_add_test(drafts, a_bad_pointer_or_fragment_is_refused_and_leaves_the_draft);
    tcase_add_test(drafts, the_pointers_of_the_standard_meet_their_keys);
    tcase_add_loop_test(drafts, a_draft_that_is_not_edited_writes_what_was_read, 0, sizeof names / sizeof *names);
    tcase_add_test(drafts, writing_twice_gives_the_same_bytes);
    tcase_add_test(drafts, parameters_that_change_leave_the_numbers_of_others);
    tcase_add_test(drafts, a_case_from_nothing_has_its_figure);
    tcase_add_test(drafts, a_draft_that_is_no_case_yet_says_where_and_can_go_on);
    tcase_add_test(drafts, a_draft_leaves_its_case_alone);
    tcase_add_test(drafts, the_schema_is_one_json_document);
    tcase_add_test(drafts, a_draft_is_no_deeper_than_what_is_read);
    tcase_add_test(drafts, a_document_that_is_no_object_is_no_draft);
    tcase_add_test(drafts, values_that_no_document_holds_are_refused);
    tcase_add_test(drafts, null_is_refused_by_name);
    tcase_add_test(drafts, a_case_is_written_byte_for_byte);
    suite_add_tcase(suite, drafts);
    return run_suite(suite);
}
