/* base/json.h: writing. */
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/json.h"
#include "run_suite.h"

START_TEST(a_document_is_laid_out_with_two_spaces)
{
    mkba_i_writer writer = {0};
    mkba_i_write_open(&writer, '{');
    mkba_i_write_key(&writer, "naam");
    mkba_i_write_text(&writer, "Koers");
    mkba_i_write_key(&writer, "leeg");
    mkba_i_write_open(&writer, '{');
    mkba_i_write_close(&writer, '}');
    mkba_i_write_key(&writer, "rij");
    mkba_i_write_open(&writer, '[');
    mkba_i_write_number(&writer, 0.1);
    mkba_i_write_null(&writer);
    mkba_i_write_open(&writer, '[');
    mkba_i_write_close(&writer, ']');
    mkba_i_write_open(&writer, '{');
    mkba_i_write_key(&writer, "a");
    mkba_i_write_number(&writer, -3470);
    mkba_i_write_close(&writer, '}');
    mkba_i_write_close(&writer, ']');
    mkba_i_write_key(&writer, "slot");
    mkba_i_write_null(&writer);
    mkba_i_write_close(&writer, '}');
    char *text = mkba_i_text_take(&writer.text);
    ck_assert_str_eq(text, "{\n"
                           "  \"naam\": \"Koers\",\n"
                           "  \"leeg\": {},\n"
                           "  \"rij\": [\n"
                           "    0.1,\n"
                           "    null,\n"
                           "    [],\n"
                           "    {\n"
                           "      \"a\": -3470\n"
                           "    }\n"
                           "  ],\n"
                           "  \"slot\": null\n"
                           "}");
    mkba_text_free(text);
}
END_TEST

static char *written_text(const char *text)
{
    mkba_i_writer writer = {0};
    mkba_i_write_text(&writer, text);
    return mkba_i_text_take(&writer.text);
}

static char *written_number(double number)
{
    mkba_i_writer writer = {0};
    mkba_i_write_number(&writer, number);
    return mkba_i_text_take(&writer.text);
}

START_TEST(a_value_alone_is_a_document)
{
    mkba_i_writer writer = {0};
    mkba_i_write_null(&writer);
    ck_assert_str_eq(writer.text.data, "null");
    mkba_i_text_drop(&writer.text);
}
END_TEST

START_TEST(booleans_are_words)
{
    mkba_i_writer writer = {0};
    mkba_i_write_open(&writer, '[');
    mkba_i_write_bool(&writer, true);
    mkba_i_write_bool(&writer, false);
    mkba_i_write_close(&writer, ']');
    ck_assert_str_eq(writer.text.data, "[\n  true,\n  false\n]");
    mkba_i_text_drop(&writer.text);
}
END_TEST

START_TEST(texts_are_escaped)
{
    static const struct {
        const char *text, *written;
    } texts[] = {{"", "\"\""},
                 {"a\"b\\c/d", "\"a\\\"b\\\\c/d\""},
                 {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
                 {"\x01\x1F\x7F", "\"\\u0001\\u001f\x7F\""},
                 {"\xC3\xA9\xE2\x82\xAC", "\"\xC3\xA9\xE2\x82\xAC\""},
                 {"a\xE9"
                  "b",
                  "\"a\\ufffdb\""},
                 {"\xE2\x82", "\"\\ufffd\\ufffd\""},
                 {NULL, "null"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *written = written_text(texts[i].text);
        ck_assert_str_eq(written, texts[i].written);
        mkba_text_free(written);
    }
}
END_TEST

START_TEST(keys_are_escaped)
{
    mkba_i_writer writer = {0};
    mkba_i_write_open(&writer, '{');
    mkba_i_write_key(&writer, "a\"\n");
    mkba_i_write_null(&writer);
    mkba_i_write_close(&writer, '}');
    ck_assert_str_eq(writer.text.data, "{\n  \"a\\\"\\n\": null\n}");
    mkba_i_text_drop(&writer.text);
}
END_TEST

START_TEST(every_character_reads_back)
{
    for (uint32_t code = 1; code < 0x800; code++) {
        char text[3] = {(char) code, '\0', '\0'};
        if (code >= 0x80) {
            text[0] = (char) (0xC0 | code >> 6);
            text[1] = (char) (0x80 | (code & 0x3F));
        }
        char *written = written_text(text);
        mkba_i_json *json = NULL;
        ck_assert_int_eq(mkba_i_json_parse(written, strlen(written), &json, NULL), MKBA_OK);
        ck_assert_str_eq(mkba_i_json_root(json)->valuestring, text);
        mkba_i_json_free(json);
        mkba_text_free(written);
    }
}
END_TEST

START_TEST(numbers_read_back_as_the_same_bits)
{
    static const double numbers[] = {0, -0.0, 0.1, 0.1 + 0.2, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, -1.0 / 3};
    setlocale(LC_ALL, "nl_NL.UTF-8"); /* where it is installed */
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char *written = written_number(numbers[i]);
        mkba_i_json *json = NULL;
        ck_assert_int_eq(mkba_i_json_parse(written, strlen(written), &json, NULL), MKBA_OK);
        ck_assert_mem_eq(&mkba_i_json_root(json)->valuedouble, &numbers[i], sizeof(double));
        mkba_i_json_free(json);
        mkba_text_free(written);
    }
}
END_TEST

START_TEST(what_is_not_finite_is_null)
{
    double numbers[] = {(double) NAN, (double) INFINITY, -(double) INFINITY};
    for (size_t i = 0; i < 3; i++) {
        char *written = written_number(numbers[i]);
        ck_assert_str_eq(written, "null");
        mkba_text_free(written);
    }
}
END_TEST

static void reset_locale(void)
{
    setlocale(LC_ALL, "C");
}

int main(void)
{
    Suite *suite = suite_create("base json, writing");
    TCase *layout = tcase_create("layout");
    tcase_add_test(layout, a_document_is_laid_out_with_two_spaces);
    tcase_add_test(layout, a_value_alone_is_a_document);
    suite_add_tcase(suite, layout);
    TCase *values = tcase_create("values");
    tcase_add_checked_fixture(values, NULL, reset_locale);
    tcase_add_test(values, booleans_are_words);
    tcase_add_test(values, texts_are_escaped);
    tcase_add_test(values, keys_are_escaped);
    tcase_add_test(values, every_character_reads_back);
    tcase_add_test(values, numbers_read_back_as_the_same_bits);
    tcase_add_test(values, what_is_not_finite_is_null);
    suite_add_tcase(suite, values);
    return run_suite(suite);
}
