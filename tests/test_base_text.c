/* base/text.h */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/latin1.h"
#include "base/text.h"
#include "run_suite.h"

/* ---- building -------------------------------------------------------------------------------------------- */

START_TEST(pieces_become_one_text)
{
    mkba_i_text text = {0};
    mkba_i_text_add(&text, "a");
    mkba_i_text_append(&text, "bcd", 2);
    mkba_i_text_append(&text, NULL, 0);
    mkba_i_text_format(&text, " %s=%d ", "x", -3);
    mkba_i_text_number(&text, 0.1);
    ck_assert_str_eq(text.data, "abc x=-3 0.1");
    ck_assert_uint_eq(text.length, 12);
    char *taken = mkba_i_text_take(&text);
    ck_assert_str_eq(taken, "abc x=-3 0.1");
    ck_assert_ptr_null(text.data);
    mkba_text_free(taken);
}
END_TEST

START_TEST(a_long_text_is_whole)
{
    mkba_i_text text = {0};
    for (int i = 0; i < 20000; i++)
        mkba_i_text_format(&text, "%05d", i);
    ck_assert(!text.failed);
    ck_assert_uint_eq(strlen(text.data), 100000);
    for (int i = 0; i < 20000; i++)
        ck_assert_int_eq(atoi((char[]){text.data[5 * i], text.data[5 * i + 1], text.data[5 * i + 2],
                                       text.data[5 * i + 3], text.data[5 * i + 4], '\0'}),
                         i);
    mkba_i_text_drop(&text);
}
END_TEST

START_TEST(nothing_written_is_an_empty_text)
{
    mkba_i_text text = {0};
    char *taken = mkba_i_text_take(&text);
    ck_assert_str_eq(taken, "");
    mkba_text_free(taken);
    mkba_text_free(NULL);
}
END_TEST

START_TEST(a_failure_sticks)
{
    mkba_i_text text = {0};
    mkba_i_text_add(&text, "a");
    mkba_i_text_append(&text, "b", SIZE_MAX);
    ck_assert(text.failed);
    mkba_i_text_add(&text, "c");
    mkba_i_text_format(&text, "%d", 1);
    ck_assert(text.failed);
    ck_assert_str_eq(text.data, "a");
    ck_assert_ptr_null(mkba_i_text_take(&text));
    ck_assert(!text.failed);
    ck_assert_ptr_null(text.data);
}
END_TEST

START_TEST(a_dropped_text_can_be_used_again)
{
    mkba_i_text text = {0};
    mkba_i_text_append(&text, "b", SIZE_MAX - 9);
    mkba_i_text_drop(&text);
    mkba_i_text_drop(&text);
    mkba_i_text_add(&text, "again");
    ck_assert_str_eq(text.data, "again");
    mkba_i_text_drop(&text);
}
END_TEST

/* ---- UTF-8 ----------------------------------------------------------------------------------------------- */

/* RFC 3629, section 3, written out. */
static size_t encode(uint32_t code, char bytes[4])
{
    if (code < 0x80) {
        bytes[0] = (char) code;
        return 1;
    }
    if (code < 0x800) {
        bytes[0] = (char) (0xC0 | code >> 6);
        bytes[1] = (char) (0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        bytes[0] = (char) (0xE0 | code >> 12);
        bytes[1] = (char) (0x80 | (code >> 6 & 0x3F));
        bytes[2] = (char) (0x80 | (code & 0x3F));
        return 3;
    }
    bytes[0] = (char) (0xF0 | code >> 18);
    bytes[1] = (char) (0x80 | (code >> 12 & 0x3F));
    bytes[2] = (char) (0x80 | (code >> 6 & 0x3F));
    bytes[3] = (char) (0x80 | (code & 0x3F));
    return 4;
}

START_TEST(every_code_point_and_no_surrogate_is_a_character)
{
    for (uint32_t code = 0; code <= 0x1FFFFF; code++) {
        char bytes[4];
        size_t length = encode(code, bytes);
        bool valid = code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
        if (mkba_i_utf8_length(bytes, length) != (valid ? length : 0))
            ck_abort_msg("code point %X", (unsigned) code);
        if (mkba_i_utf8_length(bytes, length - 1) != 0)
            ck_abort_msg("code point %X cut off", (unsigned) code);
    }
}
END_TEST

/* Of all sequences of up to three bytes exactly those that encode() makes are characters: so no overlong ones. */
START_TEST(nothing_else_is_a_character)
{
    size_t found[4] = {0};
    for (uint32_t all = 0; all <= 0xFFFFFF; all++) {
        char bytes[3] = {(char) (all >> 16), (char) (all >> 8 & 0xFF), (char) (all & 0xFF)};
        found[mkba_i_utf8_length(bytes, 3)]++;
    }
    ck_assert_uint_eq(found[1], (size_t) 0x80 << 16);
    ck_assert_uint_eq(found[2], (size_t) (0x800 - 0x80) << 8);
    ck_assert_uint_eq(found[3], (size_t) (0x10000 - 0x800 - 0x800));
}
END_TEST

START_TEST(overlong_forms_of_four_bytes_are_none)
{
    ck_assert_uint_eq(mkba_i_utf8_length("\xF0\x8F\xBF\xBF", 4), 0);
    ck_assert_uint_eq(mkba_i_utf8_length("\xF0\x90\x80\x80", 4), 4);
    ck_assert_uint_eq(mkba_i_utf8_length("\xF4\x90\x80\x80", 4), 0);
    ck_assert_uint_eq(mkba_i_utf8_length("\xF8\x88\x80\x80\x80", 5), 0);
    ck_assert_uint_eq(mkba_i_utf8_length("\xF0\x9F\x98", 3), 0);
    ck_assert_uint_eq(mkba_i_utf8_length("\xF0\x9F\x98z", 4), 0);
    ck_assert_uint_eq(mkba_i_utf8_length("\xF0\x9Fz\x80", 4), 0);
}
END_TEST

START_TEST(half_a_character_is_taken_out)
{
    char text[] = "x\xC3y\xE2\x82\xC3\xA9\xF0\x9F\x98";
    mkba_i_arena arena = {NULL};

    mkba_i_utf8_mend(text);
    ck_assert_str_eq(text, "xy\xC3\xA9");
    ck_assert_str_eq(mkba_i_arena_format(&arena, "\"%.2s\"", "a\xC3\xA9"), "\"a\"");
    mkba_i_arena_free(&arena);
}
END_TEST

/* ---- the nearest name ------------------------------------------------------------------------------------ */

static const char *nearest(const char *written, const char *const *candidates)
{
    mkba_i_nearest found = mkba_i_nearest_start(written);
    for (; *candidates != NULL; candidates++)
        mkba_i_nearest_try(&found, *candidates);
    return found.best;
}

START_TEST(latin1_becomes_utf8)
{
    char *made = NULL;
    size_t length = 0;
    mkba_error error;
    ck_assert_int_eq(mkba_i_latin1_to_utf8("caf\xE9 \xA9\n", 7, &made, &length, NULL), MKBA_OK);
    ck_assert_str_eq(made, "caf\xC3\xA9 \xC2\xA9\n");
    ck_assert_uint_eq(length, 9);
    free(made);
    made = NULL;
    ck_assert_int_eq(mkba_i_latin1_to_utf8("a\nb\x80", 4, &made, &length, &error), MKBA_ERROR_SYNTAX);
    ck_assert(error.line == 2 && error.column == 2);
    ck_assert_ptr_null(made);
}
END_TEST

START_TEST(a_name_with_a_small_mistake_is_found)
{
    static const char *const names[] = {"klanten", "uren", "prijs_per_uur", "discontovoet", "co\xC3\xB6rdinatie", NULL};
    ck_assert_str_eq(nearest("klant", names), "klanten");
    ck_assert_str_eq(nearest("klnaten", names), "klanten");
    ck_assert_str_eq(nearest("urne", names), "uren");
    ck_assert_str_eq(nearest("prijs per uur", names), "prijs_per_uur");
    ck_assert_str_eq(nearest("Discontovoet", names), "discontovoet");
    ck_assert_str_eq(nearest("DISCONTOVOET", names), "discontovoet");
    ck_assert_str_eq(nearest("coordinatie", names), "co\xC3\xB6rdinatie");
    ck_assert_str_eq(nearest("co\xF6rdinatie", names), "co\xC3\xB6rdinatie"); /* Latin-1: no UTF-8 */
}
END_TEST

START_TEST(a_name_far_off_has_none)
{
    static const char *const names[] = {"klanten", "uren", "a", NULL};
    ck_assert_ptr_null(nearest("huur", names));
    ck_assert_ptr_null(nearest("b", names));
    ck_assert_ptr_null(nearest("", names));
    ck_assert_ptr_null(nearest("xyz", names));
    ck_assert_ptr_null(nearest(NULL, names));
}
END_TEST

START_TEST(the_nearest_of_several_wins_and_the_first_of_equals)
{
    static const char *const names[] = {"kosten_wmo", "kosten_wm", "kosten_jw", NULL};
    ck_assert_str_eq(nearest("kosten_wmx", names), "kosten_wmo");
    ck_assert_str_eq(nearest("kosten_w", names), "kosten_wm");
    ck_assert_str_eq(nearest("Kosten_JW", names), "kosten_jw");
}
END_TEST

START_TEST(a_third_of_the_characters_may_differ)
{
    static const char *const names[] = {"abcdef", NULL};
    ck_assert_ptr_nonnull(nearest("abcdxx", names));
    ck_assert_ptr_null(nearest("abcxxx", names));
    ck_assert_ptr_nonnull(nearest("abcd", names));
    ck_assert_ptr_null(nearest("abc", names));
}
END_TEST

START_TEST(names_beyond_64_bytes_have_none)
{
    char name[66], other[66];
    memset(name, 'a', sizeof name);
    name[65] = '\0';
    memcpy(other, name, sizeof other);
    const char *const names[] = {other, NULL};
    ck_assert_ptr_null(nearest(name, names));
    name[64] = '\0';
    ck_assert_ptr_null(nearest(name, names));
    other[64] = '\0';
    other[3] = 'b';
    ck_assert_ptr_eq(nearest(name, names), other);
}
END_TEST

/* The distance by its definition, without a table. */
static size_t plain_distance(const char *a, size_t n, const char *b, size_t m)
{
    if (n == 0 || m == 0)
        return n + m;
    size_t best = plain_distance(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]);
    size_t without_a = plain_distance(a, n - 1, b, m) + 1;
    size_t without_b = plain_distance(a, n, b, m - 1) + 1;
    best = without_a < best ? without_a : best;
    best = without_b < best ? without_b : best;
    if (n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1]) {
        size_t swapped = plain_distance(a, n - 2, b, m - 2) + 1;
        best = swapped < best ? swapped : best;
    }
    return best;
}

START_TEST(the_distance_is_optimal_string_alignment)
{
    uint32_t state = 1;
    for (int i = 0; i < 4000; i++) {
        char words[2][8] = {"", ""};
        size_t lengths[2];
        for (int w = 0; w < 2; w++) {
            state = state * 1664525u + 1013904223u;
            lengths[w] = 1 + (state >> 16) % 6;
            for (size_t j = 0; j < lengths[w]; j++) {
                state = state * 1664525u + 1013904223u;
                words[w][j] = (char) ('a' + (state >> 16) % 3);
            }
        }
        size_t expected = plain_distance(words[0], lengths[0], words[1], lengths[1]);
        size_t longest = lengths[0] > lengths[1] ? lengths[0] : lengths[1];
        mkba_i_nearest found = mkba_i_nearest_start(words[0]);
        mkba_i_nearest_try(&found, words[1]);
        if (expected * 3 <= longest)
            ck_assert_uint_eq(found.distance, expected);
        else
            ck_assert_ptr_null(found.best);
    }
}
END_TEST

START_TEST(the_hint_names_it)
{
    char hint[MKBA_I_HINT];
    char longest[65];
    mkba_i_nearest found = mkba_i_nearest_start("klant");
    mkba_i_nearest_hint(&found, hint);
    ck_assert_str_eq(hint, "");
    mkba_i_nearest_try(&found, "klanten");
    mkba_i_nearest_hint(&found, hint);
    ck_assert_str_eq(hint, "; did you mean \"klanten\"?");
    memset(longest, 'a', 64);
    longest[64] = '\0';
    found = mkba_i_nearest_start(longest);
    mkba_i_nearest_try(&found, longest);
    mkba_i_nearest_hint(&found, hint);
    ck_assert_uint_eq(strlen(hint), 64 + strlen("; did you mean \"\"?"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base text");
    TCase *building = tcase_create("building");
    tcase_add_test(building, pieces_become_one_text);
    tcase_add_test(building, a_long_text_is_whole);
    tcase_add_test(building, nothing_written_is_an_empty_text);
    tcase_add_test(building, a_failure_sticks);
    tcase_add_test(building, a_dropped_text_can_be_used_again);
    suite_add_tcase(suite, building);
    TCase *utf8 = tcase_create("UTF-8");
    tcase_add_test(utf8, every_code_point_and_no_surrogate_is_a_character);
    tcase_add_test(utf8, nothing_else_is_a_character);
    tcase_add_test(utf8, overlong_forms_of_four_bytes_are_none);
    tcase_add_test(utf8, half_a_character_is_taken_out);
    suite_add_tcase(suite, utf8);
    TCase *near = tcase_create("the nearest name");
    tcase_add_test(near, latin1_becomes_utf8);
    tcase_add_test(near, a_name_with_a_small_mistake_is_found);
    tcase_add_test(near, a_name_far_off_has_none);
    tcase_add_test(near, the_nearest_of_several_wins_and_the_first_of_equals);
    tcase_add_test(near, a_third_of_the_characters_may_differ);
    tcase_add_test(near, names_beyond_64_bytes_have_none);
    tcase_add_test(near, the_distance_is_optimal_string_alignment);
    tcase_add_test(near, the_hint_names_it);
    suite_add_tcase(suite, near);
    return run_suite(suite);
}
