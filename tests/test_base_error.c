/* base/error.h and what base.h says of errors. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/error.h"
#include "base/text.h"
#include "run_suite.h"

#define EURO "\xE2\x82\xAC"

START_TEST(every_status_has_its_own_name)
{
    static const mkba_status all[] = {MKBA_OK,
                                      MKBA_ERROR_MEMORY,
                                      MKBA_ERROR_CANCELLED,
                                      MKBA_ERROR_INTERNAL,
                                      MKBA_ERROR_ARGUMENT,
                                      MKBA_ERROR_UNKNOWN,
                                      MKBA_ERROR_UNSUPPORTED,
                                      MKBA_ERROR_FILE,
                                      MKBA_ERROR_SYNTAX,
                                      MKBA_ERROR_LIMIT,
                                      MKBA_ERROR_CASE,
                                      MKBA_ERROR_UNIT,
                                      MKBA_ERROR_EVALUATION,
                                      MKBA_ERROR_PANEL};
    size_t n = sizeof all / sizeof *all;
    for (size_t i = 0; i < n; i++) {
        ck_assert_str_ne(mkba_status_name(all[i]), "unknown status");
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(mkba_status_name(all[i]), mkba_status_name(all[j]));
    }
    ck_assert_str_eq(mkba_status_name(MKBA_OK), "ok");
    ck_assert_str_eq(mkba_status_name(MKBA_ERROR_EVALUATION), "evaluation");
    ck_assert_str_eq(mkba_status_name(MKBA_ERROR_PANEL), "panel");
    ck_assert_str_eq(mkba_status_name(MKBA_ERROR_KOERS), "koers");
}
END_TEST

START_TEST(a_code_that_is_no_status_has_a_name_too)
{
    ck_assert_str_eq(mkba_status_name((mkba_status) 4), "unknown status");
    ck_assert_str_eq(mkba_status_name((mkba_status) 29), "unknown status");
}
END_TEST

START_TEST(the_version_is_that_of_the_header)
{
    char expected[64];
    snprintf(expected, sizeof expected, "%d.%d.%d", MKBA_VERSION_MAJOR, MKBA_VERSION_MINOR, MKBA_VERSION_PATCH);
    ck_assert_str_eq(mkba_version(), expected);
}
END_TEST

START_TEST(a_failure_fills_all_of_an_error)
{
    mkba_error error;
    memset(&error, 'x', sizeof error);
    ck_assert_int_eq(mkba_i_fail(&error, MKBA_ERROR_CASE, "/lines/2", "%s is %d", "value", 7), MKBA_ERROR_CASE);
    ck_assert_int_eq(error.status, MKBA_ERROR_CASE);
    ck_assert_str_eq(error.where, "/lines/2");
    ck_assert_str_eq(error.message, "value is 7");
    ck_assert_str_eq(error.source, "");
    ck_assert_uint_eq(error.line, 0);
    ck_assert_uint_eq(error.column, 0);
}
END_TEST

START_TEST(a_failure_without_a_place_or_without_an_error_is_fine)
{
    mkba_error error;
    ck_assert_int_eq(mkba_i_fail(NULL, MKBA_ERROR_UNIT, NULL, "no %s", "matter"), MKBA_ERROR_UNIT);
    ck_assert_int_eq(mkba_i_fail(&error, MKBA_ERROR_UNIT, NULL, "no matter"), MKBA_ERROR_UNIT);
    ck_assert_str_eq(error.where, "");
    ck_assert_int_eq(mkba_i_fail_memory(NULL), MKBA_ERROR_MEMORY);
    ck_assert_int_eq(mkba_i_fail_memory(&error), MKBA_ERROR_MEMORY);
    ck_assert_int_eq(error.status, MKBA_ERROR_MEMORY);
    ck_assert_uint_gt(strlen(error.message), 0);
}
END_TEST

START_TEST(an_error_may_be_made_from_its_own_texts)
{
    mkba_error error;
    ck_assert_int_eq(mkba_i_fail(&error, MKBA_ERROR_CASE, "/a", "first"), MKBA_ERROR_CASE);
    ck_assert_int_eq(mkba_i_fail(&error, MKBA_ERROR_CASE, error.where, "then %s", error.message), MKBA_ERROR_CASE);
    ck_assert_str_eq(error.where, "/a");
    ck_assert_str_eq(error.message, "then first");
}
END_TEST

static bool is_utf8(const char *text)
{
    size_t length = strlen(text), step;
    for (size_t at = 0; at < length; at += step)
        if ((step = mkba_i_utf8_length(text + at, length - at)) == 0)
            return false;
    return true;
}

/* `n` times the three bytes of a euro after `before` single bytes. */
static char *euros(size_t before, size_t n)
{
    char *text = malloc(before + 3 * n + 1);
    ck_assert_ptr_nonnull(text);
    memset(text, 'a', before);
    for (size_t i = 0; i < n; i++)
        memcpy(text + before + 3 * i, EURO, 3);
    text[before + 3 * n] = '\0';
    return text;
}

START_TEST(long_texts_are_cut_at_a_whole_character)
{
    for (size_t before = 0; before < 3; before++) {
        char *text = euros(before, 400);
        size_t fits = before + (MKBA_ERROR_TEXT - 1 - before) / 3 * 3;
        mkba_error error;
        ck_assert_int_eq(mkba_i_fail(&error, MKBA_ERROR_CASE, text, "%s", text), MKBA_ERROR_CASE);
        ck_assert_uint_eq(strlen(error.where), fits);
        ck_assert_uint_eq(strlen(error.message), fits);
        ck_assert(is_utf8(error.where) && is_utf8(error.message));
        free(text);
    }
}
END_TEST

START_TEST(a_precision_leaves_no_half_characters)
{
    char *text = euros(1, 100);
    mkba_error error;
    for (int precision = 1; precision < 20; precision++) {
        mkba_i_fail(&error, MKBA_ERROR_CASE, "", "\"%.*s\" and \"%.*s\"", precision, text, precision, text + 1);
        ck_assert(is_utf8(error.message));
        ck_assert_uint_eq(strlen(error.message), 9 + 1 + (size_t) (precision - 1) / 3 * 3 + (size_t) precision / 3 * 3);
    }
    free(text);
}
END_TEST

START_TEST(bytes_that_are_no_utf8_are_left_out_of_an_error)
{
    mkba_error error;
    ck_assert_int_eq(mkba_i_fail(&error, MKBA_ERROR_UNKNOWN, "caf\xE9", "no \"%s\" here", "\xFFx\xC3y\xE2\x82"),
                     MKBA_ERROR_UNKNOWN);
    ck_assert_str_eq(error.where, "caf");
    ck_assert_str_eq(error.message, "no \"xy\" here");
}
END_TEST

START_TEST(a_text_that_just_fits_is_not_cut)
{
    char *text = euros(1, 170); /* 511 bytes */
    mkba_error error;
    ck_assert_int_eq(mkba_i_fail(&error, MKBA_ERROR_CASE, text, "%s", text), MKBA_ERROR_CASE);
    ck_assert_str_eq(error.where, text);
    ck_assert_str_eq(error.message, text);
    free(text);
}
END_TEST

START_TEST(copies_fit_in_any_size)
{
    static const char text[] = "a\xC3\xA9" EURO "\xF0\x9F\x98\x80"
                               "b"; /* 1 + 2 + 3 + 4 + 1 bytes */
    static const size_t kept[] = {0, 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
    for (size_t size = 1; size < sizeof kept / sizeof *kept; size++) {
        char to[32];
        memset(to, 'x', sizeof to);
        mkba_i_copy_text(to, size, text);
        ck_assert_uint_eq(strlen(to), kept[size]);
        ck_assert_mem_eq(to, text, kept[size]);
        ck_assert_int_eq(to[size], 'x');
    }
}
END_TEST

START_TEST(a_copy_of_size_zero_writes_nothing)
{
    char to[2] = "x";
    mkba_i_copy_text(to, 0, "abc");
    ck_assert_str_eq(to, "x");
}
END_TEST

START_TEST(bytes_that_are_no_utf8_are_cut_anywhere)
{
    char to[8];
    mkba_i_copy_text(to, sizeof to, "\x80\x80\x80\x80\x80\x80\x80\x80\x80");
    ck_assert_uint_eq(strlen(to), 7);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base error");
    TCase *names = tcase_create("names");
    tcase_add_test(names, every_status_has_its_own_name);
    tcase_add_test(names, a_code_that_is_no_status_has_a_name_too);
    tcase_add_test(names, the_version_is_that_of_the_header);
    suite_add_tcase(suite, names);
    TCase *failures = tcase_create("failures");
    tcase_add_test(failures, a_failure_fills_all_of_an_error);
    tcase_add_test(failures, a_failure_without_a_place_or_without_an_error_is_fine);
    tcase_add_test(failures, an_error_may_be_made_from_its_own_texts);
    suite_add_tcase(suite, failures);
    TCase *cutting = tcase_create("cutting");
    tcase_add_test(cutting, long_texts_are_cut_at_a_whole_character);
    tcase_add_test(cutting, a_precision_leaves_no_half_characters);
    tcase_add_test(cutting, bytes_that_are_no_utf8_are_left_out_of_an_error);
    tcase_add_test(cutting, a_text_that_just_fits_is_not_cut);
    tcase_add_test(cutting, copies_fit_in_any_size);
    tcase_add_test(cutting, a_copy_of_size_zero_writes_nothing);
    tcase_add_test(cutting, bytes_that_are_no_utf8_are_cut_anywhere);
    suite_add_tcase(suite, cutting);
    return run_suite(suite);
}
