/* Documents far larger than a person writes: tens of thousands of each thing are read, appraised and looked through in
 * about a second, and a small text cannot ask for much memory. What would take time or memory by the square of it runs
 * into the timeout. MKBA_TEST_ROUNDS makes them smaller. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "appraise/compile.h"
#include "run_suite.h"
#include "support.h"

static mkba_i_text text;
static size_t many;

static void set_up(void)
{
    const char *wanted = getenv("MKBA_TEST_ROUNDS");
    many = wanted == NULL ? 50000 : (size_t) atol(wanted) / 20 + 10;
    text = (mkba_i_text){0};
    mkba_i_text_add(&text,
                    "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"price_year\": 2024,"
                    "\"discount\": {\"rate\": 0.02}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}},");
}

static void tear_down(void)
{
    mkba_i_text_drop(&text);
}

static void add(const char *piece)
{
    mkba_i_text_add(&text, piece);
}

/* `n` times the format with the position twice, with commas between, inside brackets. */
static void add_all(const char *before, const char *format, const char *after, size_t n)
{
    char piece[400];
    add(before);
    for (size_t i = 0; i < n; i++) {
        snprintf(piece, sizeof piece, format, i, i);
        add(i == 0 ? "" : ",");
        add(piece);
    }
    add(after);
}

static void add_year(void)
{
    add("\"years\": [2026, 2026]}");
}

/* Closes the text and counts the rows of mkba_case_check in which a column has this text. */
static size_t rows_with(const char *column, const char *wanted)
{
    size_t n = 0;
    add_year();
    ck_assert(!text.failed);
    mkba_table *rows = support_check(text.data);
    const char *const *texts = mkba_table_texts(rows, support_column(rows, column));
    for (size_t i = 0; i < mkba_table_n_rows(rows); i++)
        n += strcmp(texts[i], wanted) == 0;
    mkba_table_free(rows);
    return n;
}

static void check_good(void)
{
    add_year();
    ck_assert(!text.failed);
    mkba_table *rows = support_check(text.data);
    if (mkba_table_n_rows(rows) > 0 && strcmp(support_text(rows, 0, "severity"), "error") == 0)
        ck_abort_msg("%s: %s", support_text(rows, 0, "place"), support_text(rows, 0, "message"));
    mkba_table_free(rows);
}

START_TEST(lines_each_with_an_actor_of_its_own)
{
    add_all("\"lines\": [", "{\"id\": \"l%zu\", \"kind\": \"cost\", \"value\": 1, \"payer\": \"actor %zu\"}", "],",
            many);
    add_year();
    mkba_case *mkba = support_parse(text.data);
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    mkba_table *table = support_table(appraisal, MKBA_VIEW_BUDGET);
    ck_assert_uint_eq(mkba_table_n_rows(table), many);
    mkba_table_free(table);
    mkba_appraisal_free(appraisal);
    mkba_case_free(mkba);
}
END_TEST

START_TEST(a_chain_of_derived_parameters)
{
    char piece[80];
    add("\"parameters\": {\"p0\": 1");
    for (size_t i = 1; i < many; i++) {
        snprintf(piece, sizeof piece, ", \"p%zu\": {\"value\": \"p%zu + 1\"}", i, i - 1);
        add(piece);
    }
    snprintf(piece, sizeof piece, "p%zu\"}],", many - 1);
    add("}, \"lines\": [{\"id\": \"a\", \"kind\": \"cost\", \"payer\": \"g\", \"value\": \"");
    add(piece);
    check_good();
}
END_TEST

START_TEST(a_parameter_made_of_thousands)
{
    add("\"lines\": [{\"id\": \"a\", \"kind\": \"cost\", \"payer\": \"g\", \"value\": \"som\"}],");
    add_all("\"parameters\": {", "\"p%zu\": %zu", ", \"som\": {\"value\": \"", 8000);
    for (size_t i = 0; i < 8000; i++) {
        char piece[20];
        snprintf(piece, sizeof piece, "%sp%zu", i == 0 ? "" : "+", i);
        add(piece);
    }
    add("\"}}, \"scenarios\": {\"lang\": {\"years\": [2026, 2225]}},");
    check_good();
}
END_TEST

START_TEST(streams_that_shift_to_each_other)
{
    add("\"lines\": [],");
    add_all("\"streams\": {",
            "\"s%zu\": {\"stock\": 1, \"inflow\": 1, \"outflow\": 0.5, \"unit_cost\": 1, \"payer\": \"g\","
            "\"changes\": {\"plan\": {\"shift\": {\"to\": \"doel\", \"share\": 0.%zu}}}}",
            ", \"doel\": {\"stock\": 1, \"inflow\": 1, \"outflow\": 0.5, \"unit_cost\": 1}},", many);
    check_good();
}
END_TEST

START_TEST(scenarios_and_indices)
{
    add("\"lines\": [{\"id\": \"a\", \"kind\": \"cost\", \"payer\": \"g\", \"value\": \"p\"}],");
    add_all("\"scenarios\": {", "\"een scenario met een lange naam, nummer %zu\": {\"p\": %zu}", "},",
            many < 10000 ? many / 10 : 1000);
    add_all("\"indices\": {", "\"een index met een lange naam, nummer %zu\": {\"2024\": 1, \"2023\": 2}", "},", many);
    add_all("\"parameters\": {\"p\": 1,",
            "\"p%zu\": {\"value\": 1, \"price_year\": 2023, \"index\": "
            "\"een index met een lange naam, nummer %zu\"}",
            "},", many);
    check_good();
}
END_TEST

START_TEST(overlap_groups_of_one_line_each)
{
    add_all("\"lines\": [",
            "{\"id\": \"l%zu\", \"kind\": \"cost\", \"value\": 1, \"payer\": \"g\", \"overlap\": \"g%zu\"}", "],",
            many);
    add_all("\"overlap\": {", "\"g%zu\": {\"alpha\": 0.%zu}", "},", many);
    check_good();
}
END_TEST

START_TEST(benefits_of_one_change_are_told_once_each)
{
    add("\"streams\": {\"s\": {\"path\": 1, \"unit_cost\": 1, \"payer\": \"x\"}}, \"parameters\": {\"w\": 1},");
    add_all("\"lines\": [",
            "{\"id\": \"l%zu\", \"kind\": \"benefit\", \"value\": \"w * s.change + %zu\", \"receiver\": \"g\"}", "],",
            many);
    ck_assert_uint_eq(rows_with("id", "double-count"), many - 1);
}
END_TEST

START_TEST(actors_that_are_not_declared)
{
    add_all("\"actors\": {", "\"een actor met een lange naam, nummer %zu\": {}", "},", many);
    add_all(
        "\"lines\": [",
        "{\"id\": \"l%zu\", \"kind\": \"cost\", \"value\": 1, \"payer\": \"een aktor met een lange naam, nummer %zu\"}",
        "],", many);
    ck_assert_uint_eq(rows_with("id", "actor-undeclared"), many);
}
END_TEST

START_TEST(names_that_are_not_there)
{
    add_all("\"parameters\": {", "\"een_parameter_met_een_lange_naam_nummer_%zu\": %zu", "},", many);
    add_all("\"lines\": [",
            "{\"id\": \"l%zu\", \"kind\": \"cost\", \"value\": \"een_barameter_met_een_lange_naam_nummer_%zu\"}", "],",
            many);
    ck_assert_uint_eq(rows_with("id", "case"), 50);
}
END_TEST

START_TEST(keys_that_are_not_known)
{
    add_all("\"lines\": [],", "\"een sleutel die niet bestaat, nummer %zu\": %zu", ",", many);
    ck_assert_uint_eq(rows_with("id", "case"), 50);
}
END_TEST

/* ---- little text, much memory ---------------------------------------------------------------------------- */

static void check_refused(mkba_status status, const char *where)
{
    mkba_case *mkba = NULL;
    mkba_error error;
    add_year();
    ck_assert_int_eq(mkba_case_parse(text.data, text.length, NULL, &mkba, &error), status);
    ck_assert_str_eq(error.where, where);
}

START_TEST(rows_of_draws_that_are_empty_take_no_room)
{
    add("\"lines\": [], \"parameters\": {\"p\": {\"series\": {");
    for (size_t year = 1000; year < 10000; year++) {
        char piece[20];
        snprintf(piece, sizeof piece, "%s\"%zu\": 1", year == 1000 ? "" : ",", year);
        add(piece);
    }
    add("}, \"draws\": [[]");
    for (size_t i = 0; i < 200000; i++)
        add(",[]");
    add("]}},");
    check_refused(MKBA_ERROR_CASE, "/parameters/p/draws/0");
}
END_TEST

START_TEST(a_matrix_of_empty_rows_takes_no_room)
{
    add("\"lines\": [],");
    add_all("\"parameters\": {", "\"p%zu\": {\"distribution\": {\"uniform\": [0, 1%zu]}}", "},", many);
    add_all("\"correlations\": [{\"parameters\": [", "\"p%zu\"", "], \"matrix\": [", many);
    add_all("", "[]", "]}],", many);
    check_refused(MKBA_ERROR_CASE, "/correlations/0/matrix/0");
}
END_TEST

START_TEST(more_alternatives_than_a_hundred_are_refused)
{
    mkba_i_text_drop(&text);
    add("{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"price_year\": 2024, \"discount\": {\"rate\": 0.02},");
    add_all("\"alternatives\": {\"nul\": {\"null\": true}, ", "\"a%zu\": {}", "}, \"lines\": [],", 100);
    check_refused(MKBA_ERROR_LIMIT, "/alternatives");
}
END_TEST

/* Alternatives times lines times years, beyond what is computed. */
START_TEST(a_plan_that_is_too_large_is_refused)
{
    mkba_appraisal *appraisal = NULL;
    mkba_error error;
    mkba_i_text_drop(&text);
    add("{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"price_year\": 2024, \"discount\": {\"rate\": 0.02},");
    add_all("\"alternatives\": {\"nul\": {\"null\": true}, ", "\"a%zu\": {}", "},", 99);
    add_all("\"lines\": [", "{\"id\": \"l%zu\", \"kind\": \"cost\", \"value\": 1}", "], \"years\": [2026, 2225]}",
            MKBA_I_FIGURES / 20000 + 1);
    mkba_case *mkba = support_parse(text.data);
    ck_assert_int_eq(mkba_case_appraise(mkba, NULL, &appraisal, &error), MKBA_ERROR_LIMIT);
    ck_assert_ptr_nonnull(strstr(error.message, "too large"));
    ck_assert_ptr_null(appraisal);
    mkba_case_free(mkba);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("case large");
    TCase *large = tcase_create("large");
    tcase_add_checked_fixture(large, set_up, tear_down);
    tcase_set_timeout(large, 60);
    tcase_add_test(large, lines_each_with_an_actor_of_its_own);
    tcase_add_test(large, a_chain_of_derived_parameters);
    tcase_add_test(large, a_parameter_made_of_thousands);
    tcase_add_test(large, streams_that_shift_to_each_other);
    tcase_add_test(large, scenarios_and_indices);
    tcase_add_test(large, overlap_groups_of_one_line_each);
    tcase_add_test(large, benefits_of_one_change_are_told_once_each);
    tcase_add_test(large, actors_that_are_not_declared);
    tcase_add_test(large, names_that_are_not_there);
    tcase_add_test(large, keys_that_are_not_known);
    suite_add_tcase(suite, large);
    TCase *memory = tcase_create("memory");
    tcase_add_checked_fixture(memory, set_up, tear_down);
    tcase_set_timeout(memory, 60);
    tcase_add_test(memory, rows_of_draws_that_are_empty_take_no_room);
    tcase_add_test(memory, a_matrix_of_empty_rows_takes_no_room);
    tcase_add_test(memory, more_alternatives_than_a_hundred_are_refused);
    tcase_add_test(memory, a_plan_that_is_too_large_is_refused);
    suite_add_tcase(suite, memory);
    return run_suite(suite);
}
