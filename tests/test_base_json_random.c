/* base/json.h against cJSON's own reader, on random documents and on damaged ones. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/json.h"
#include "run_suite.h"

static uint64_t state;

/* A random whole number below n: splitmix64. */
static unsigned below(unsigned n)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (unsigned) ((z ^ z >> 31) >> 33) % n;
}

/* How many documents are tried; fewer where every step is slow, as under valgrind. */
static int rounds(void)
{
    const char *wanted = getenv("MKBA_TEST_ROUNDS");
    return wanted == NULL ? 20000 : atoi(wanted) / 50;
}

static const char *pick(const char *const *from)
{
    unsigned n = 0;
    while (from[n] != NULL)
        n++;
    return from[below(n)];
}

/* ---- random documents ------------------------------------------------------------------------------------ */

static void blanks(mkba_i_text *text)
{
    static const char *const some[] = {"", "", "", " ", "\n", "\r\n", "\t", "  ", "\r", NULL};
    mkba_i_text_add(text, pick(some));
}

static void string(mkba_i_text *text, unsigned unique)
{
    static const char *const pieces[] = {"a",   "B",    "key",  " ",   "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                         "\\n", "\\\"", "\\\\", "\\/", "\\u0001",  "\\u20aC",      "\\ud83d\\ude00",
                                         "~",   "/",    "0",    "{",   ",",        "//",           NULL};
    mkba_i_text_add(text, "\"");
    for (unsigned n = below(6); n > 0; n--)
        mkba_i_text_add(text, pick(pieces));
    if (unique > 0)
        mkba_i_text_format(text, "%u", unique);
    mkba_i_text_add(text, "\"");
}

static void number(mkba_i_text *text)
{
    static const char *const exponents[] = {"", "", "", "e5", "E-7", "e+30", "e-300", "e250", NULL};
    mkba_i_text_format(text, "%s%u", below(2) ? "-" : "", below(4) == 0 ? 0 : below(100000));
    if (below(2))
        mkba_i_text_format(text, ".%u", below(100000000));
    mkba_i_text_add(text, pick(exponents));
}

static void value(mkba_i_text *text, int depth);

static void container(mkba_i_text *text, int depth, bool object)
{
    mkba_i_text_add(text, object ? "{" : "[");
    blanks(text);
    for (unsigned n = below(5), i = 0; i < n; i++) {
        if (i > 0)
            mkba_i_text_add(text, ",");
        blanks(text);
        if (object) {
            string(text, i + 1000); /* four digits at the end: no key twice */
            blanks(text);
            mkba_i_text_add(text, ":");
            blanks(text);
        }
        value(text, depth - 1);
        blanks(text);
    }
    mkba_i_text_add(text, object ? "}" : "]");
}

static void value(mkba_i_text *text, int depth)
{
    static const char *const words[] = {"true", "false", "null", NULL};
    unsigned kind = below(depth > 0 ? 7 : 3);
    if (kind == 0)
        mkba_i_text_add(text, pick(words));
    else if (kind == 1)
        string(text, 0);
    else if (kind == 2)
        number(text);
    else
        container(text, depth, kind < 5);
}

static void document(mkba_i_text *text)
{
    blanks(text);
    value(text, 5);
    blanks(text);
}

/* ---- damage ---------------------------------------------------------------------------------------------- */

static void damage(mkba_i_text *text)
{
    static const char bytes[] = "{}[]:,\"\\ \n\r\t\0/*'+-.0123456789eEtrufalsnNI_"
                                "\x01\x1F\x7F\x80\xBF\xC3\xE2\xED\xF0\xFF";
    size_t at = text->length == 0 ? 0 : below((unsigned) text->length);
    switch (below(4)) {
    case 0: /* another byte */
        if (at < text->length)
            text->data[at] = bytes[below(sizeof bytes - 1)];
        break;
    case 1: /* a byte less */
        if (at < text->length)
            memmove(text->data + at, text->data + at + 1, text->length-- - at);
        break;
    case 2: /* a byte more */
        mkba_i_text_add(text, "x");
        memmove(text->data + at + 1, text->data + at, text->length - 1 - at);
        text->data[at] = bytes[below(sizeof bytes - 1)];
        break;
    default: /* a piece twice */ mkba_i_text_append(text, (char[]){text->data[at], text->data[at / 2]}, 2);
    }
}

/* ---- what must hold -------------------------------------------------------------------------------------- */

/* A text without a closing NUL, so that reading beyond it is found by valgrind and ASan. */
static mkba_status parse(const mkba_i_text *text, mkba_i_json **json, mkba_error *error)
{
    char *exact = malloc(text->length == 0 ? 1 : text->length);
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, text->data, text->length);
    mkba_status status = mkba_i_json_parse(exact, text->length, json, error);
    free(exact);
    return status;
}

static void check_same_as_cjson(const mkba_i_text *text, const mkba_i_json *json)
{
    const char *end = NULL;
    cJSON *tree = cJSON_ParseWithLengthOpts(text->data, text->length + 1, &end, 1);
    if (tree == NULL || !cJSON_Compare(tree, mkba_i_json_root(json), 1))
        ck_abort_msg("read otherwise than by cJSON: %s", text->data);
    cJSON_Delete(tree);
}

static void check_error(const mkba_i_text *text, const mkba_error *error)
{
    size_t lines = 1, message = strlen(error->message), step;
    for (size_t i = 0; i < text->length; i++)
        lines += text->data[i] == '\n' || text->data[i] == '\r';
    bool sound = error->line >= 1 && error->line <= lines && error->column >= 1 && error->column <= text->length + 1 &&
                 message > 0 && (error->where[0] == '\0' || error->where[0] == '/');
    for (size_t i = 0; i < message && sound; i += step)
        sound = (step = mkba_i_utf8_length(error->message + i, message - i)) > 0;
    if (!sound)
        ck_abort_msg("%zu:%zu %s %s for %s", error->line, error->column, error->where, error->message, text->data);
}

START_TEST(random_documents_are_read_as_cjson_reads_them)
{
    for (int i = 0; i < rounds(); i++) {
        mkba_i_text text = {0};
        mkba_i_json *json = NULL;
        mkba_error error;
        state = (uint64_t) i;
        document(&text);
        if (parse(&text, &json, &error) != MKBA_OK)
            ck_abort_msg("%s: %zu:%zu %s", text.data, error.line, error.column, error.message);
        check_same_as_cjson(&text, json);
        mkba_i_json_free(json);
        mkba_i_text_drop(&text);
    }
}
END_TEST

START_TEST(damaged_documents_are_refused_soundly_or_read_as_cjson_reads_them)
{
    int refused = 0, accepted = 0;
    for (int i = 0; i < rounds() * 2; i++) {
        mkba_i_text text = {0};
        mkba_i_json *json = NULL;
        mkba_error error;
        state = 1000000u + (uint64_t) i;
        document(&text);
        for (unsigned n = 1 + below(3); n > 0; n--)
            damage(&text);
        if (parse(&text, &json, &error) == MKBA_OK) {
            check_same_as_cjson(&text, json);
            accepted++;
        } else {
            ck_assert_ptr_null(json);
            check_error(&text, &error);
            refused++;
        }
        mkba_i_json_free(json);
        mkba_i_text_drop(&text);
    }
    ck_assert_int_gt(refused, 0);
    ck_assert_int_gt(accepted, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base json, random");
    TCase *random = tcase_create("random documents");
    tcase_set_timeout(random, 120);
    tcase_add_test(random, random_documents_are_read_as_cjson_reads_them);
    tcase_add_test(random, damaged_documents_are_refused_soundly_or_read_as_cjson_reads_them);
    suite_add_tcase(suite, random);
    return run_suite(suite);
}
