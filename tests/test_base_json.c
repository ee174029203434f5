/* base/json.h: reading. Tables of texts are in data/json. */
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/file.h"
#include "base/json.h"
#include "run_suite.h"

/* ---- data ------------------------------------------------------------------------------------------------ */

static char *read_data(const char *name, size_t *length)
{
    char path[4096], *bytes = NULL;
    const char *data = getenv("MKBA_TEST_DATA");
    mkba_error error;
    snprintf(path, sizeof path, "%s/json/%s", data == NULL ? "tests/data" : data, name);
    if (mkba_i_file_read(path, SIZE_MAX, &bytes, length, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", path, error.message);
    return bytes;
}

/* The bytes of a field in which %XX is a byte, in memory of exactly their number (at least 1): a read beyond
 * them is found by valgrind and ASan. */
static char *decode(const char *field, size_t size, size_t *length)
{
    char *bytes = malloc(size == 0 ? 1 : size);
    ck_assert_ptr_nonnull(bytes);
    *length = 0;
    for (size_t i = 0; i < size; i++) {
        char byte = field[i];
        if (byte == '%') {
            byte = (char) strtol((char[]){field[i + 1], field[i + 2], '\0'}, NULL, 16);
            i += 2;
        }
        bytes[(*length)++] = byte;
    }
    char *exact = malloc(*length == 0 ? 1 : *length);
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, bytes, *length);
    free(bytes);
    return exact;
}

static mkba_i_json *parse(const char *text, size_t length)
{
    mkba_i_json *json = NULL;
    mkba_error error;
    if (mkba_i_json_parse(text, length, &json, &error) != MKBA_OK)
        ck_abort_msg("%.*s: %zu:%zu %s", (int) length, text, error.line, error.column, error.message);
    ck_assert_ptr_nonnull(json);
    return json;
}

/* ---- what holds for every document ----------------------------------------------------------------------- */

/* The byte at a line and column, found by counting lines. */
static const char *at_place(const char *text, size_t line, size_t column)
{
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3;
    for (; line > 1; text++)
        line -= *text == '\n' || (*text == '\r' && text[1] != '\n');
    return text + column - 1;
}

static bool begins_as(const cJSON *item, const char *value)
{
    switch (item->type & 0xFF) {
    case cJSON_False: return strncmp(value, "false", 5) == 0;
    case cJSON_True: return strncmp(value, "true", 4) == 0;
    case cJSON_NULL: return strncmp(value, "null", 4) == 0;
    case cJSON_Number: return item->valuedouble == strtod(value, NULL); /* in the locale "C" */
    case cJSON_String: return *value == '"';
    case cJSON_Array: return *value == '[';
    case cJSON_Object: return *value == '{';
    default: return false;
    }
}

/* The item that a pointer means, by RFC 6901. */
static const cJSON *resolve(const cJSON *item, const char *pointer)
{
    while (*pointer == '/' && item != NULL) {
        char token[MKBA_ERROR_TEXT];
        size_t n = 0;
        for (pointer++; *pointer != '\0' && *pointer != '/'; pointer++) {
            bool escaped = *pointer == '~';
            pointer += escaped;
            token[n++] = escaped ? (*pointer == '0' ? '~' : '/') : *pointer;
        }
        token[n] = '\0';
        item =
            cJSON_IsArray(item) ? cJSON_GetArrayItem(item, atoi(token)) : cJSON_GetObjectItemCaseSensitive(item, token);
    }
    return item;
}

static void check_items(const mkba_i_json *json, const cJSON *item, int *n)
{
    char where[MKBA_ERROR_TEXT];
    size_t line = 0, column = 0;
    ck_assert_int_eq(item->valueint, (*n)++);
    mkba_i_json_place(json, item, &line, &column);
    mkba_i_json_where(json, item, where);
    if (!begins_as(item, at_place(mkba_i_json_text(json), line, column)))
        ck_abort_msg("%s is not at %zu:%zu", where, line, column);
    ck_assert_ptr_eq(resolve(mkba_i_json_root(json), where), item);
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        check_items(json, child, n);
}

/* Place, pointer and number of every value. */
static void check_document(const char *text, size_t length)
{
    int n = 0;
    mkba_i_json *json = parse(text, length);
    ck_assert_mem_eq(mkba_i_json_text(json), text, length);
    ck_assert_int_eq(mkba_i_json_text(json)[length], '\0');
    check_items(json, mkba_i_json_root(json), &n);
    mkba_i_json_free(json);
}

/* ---- accepted -------------------------------------------------------------------------------------------- */

START_TEST(every_value_of_accepted_texts_has_its_place_pointer_and_number)
{
    size_t size, n = 0;
    char *table = read_data("accepted.tsv", &size);
    for (const char *line = table; *line != '\0'; line += strcspn(line, "\n") + 1) {
        if (*line == '#')
            continue;
        size_t length;
        char *text = decode(line, strcspn(line, "\n"), &length);
        check_document(text, length);
        free(text);
        n++;
    }
    ck_assert_uint_gt(n, 30);
    free(table);
}
END_TEST

START_TEST(all_kinds_of_values_are_read)
{
    size_t length;
    char *text = read_data("kinds.json", &length);
    check_document(text, length);
    mkba_i_json *json = parse(text, length);
    const cJSON *root = mkba_i_json_root(json);
    const cJSON *texts = cJSON_GetObjectItemCaseSensitive(root, "text");
    const cJSON *numbers = cJSON_GetObjectItemCaseSensitive(root, "number");
    ck_assert_str_eq(cJSON_GetArrayItem(texts, 4)->valuestring, "\xF0\x9F\x98\x80");
    ck_assert_str_eq(cJSON_GetArrayItem(texts, 5)->valuestring, "\xE2\x82\xAC");
    ck_assert_str_eq(cJSON_GetArrayItem(texts, 6)->valuestring, "\xF0\x9F\x98\x80");
    ck_assert_str_eq(cJSON_GetArrayItem(texts, 7)->valuestring, "\"\\/\b\f\n\r\t");
    ck_assert(signbit(cJSON_GetArrayItem(numbers, 1)->valuedouble));
    ck_assert_double_eq(cJSON_GetArrayItem(numbers, 14)->valuedouble, 123456789012345678901234567890.0);
    ck_assert_double_eq(cJSON_GetArrayItem(numbers, 18)->valuedouble, 0.1);
    ck_assert_double_eq(cJSON_GetArrayItem(numbers, 19)->valuedouble, 3.14159265358979323846);
    const cJSON *keys = cJSON_GetObjectItemCaseSensitive(root, "keys");
    ck_assert_double_eq(cJSON_GetObjectItemCaseSensitive(keys, "A")->valuedouble, 3);
    ck_assert_double_eq(cJSON_GetObjectItemCaseSensitive(keys, "a")->valuedouble, 4);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

START_TEST(places_are_those_an_editor_shows)
{
    static const char text[] = "{\n  \"a\": [10,\r\n    20],\r  \"\xC3\xA9\": \"x\"\n}";
    static const struct {
        const char *pointer;
        size_t line, column;
    } places[] = {{"", 1, 1}, {"/a", 2, 8}, {"/a/0", 2, 9}, {"/a/1", 3, 5}, {"/\xC3\xA9", 4, 9}};
    mkba_i_json *json = parse(text, sizeof text - 1);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t line = 0, column = 0;
        mkba_i_json_place(json, resolve(mkba_i_json_root(json), places[i].pointer), &line, &column);
        ck_assert_uint_eq(line, places[i].line);
        ck_assert_uint_eq(column, places[i].column);
    }
    mkba_i_json_free(json);
}
END_TEST

START_TEST(numbers_are_read_alike_where_the_comma_is_decimal)
{
    if (setlocale(LC_ALL, "nl_NL.UTF-8") == NULL) {
        printf("# SKIP numbers and locale: there is no locale nl_NL.UTF-8 here\n");
        return;
    }
    mkba_i_json *json = parse("[1.5,-2.25e3]", 13);
    const cJSON *root = mkba_i_json_root(json);
    ck_assert_double_eq(cJSON_GetArrayItem(root, 0)->valuedouble, 1.5);
    ck_assert_double_eq(cJSON_GetArrayItem(root, 1)->valuedouble, -2250);
    mkba_i_json_free(json);
}
END_TEST

START_TEST(free_of_nothing_is_allowed)
{
    mkba_i_json_free(NULL);
}
END_TEST

/* ---- refused --------------------------------------------------------------------------------------------- */

static const char *next_field(const char *field)
{
    return field + strcspn(field, "\t") + 1;
}

/* One line of the table: input, status, line, column, pointer. */
static void check_refused(const char *row)
{
    const char *status = next_field(row), *line = next_field(status), *column = next_field(line);
    const char *pointer = next_field(column) + 1;
    size_t length, where_length;
    char *text = decode(row, strcspn(row, "\t"), &length);
    char *where = decode(pointer, strcspn(pointer, "\n"), &where_length);
    mkba_i_json *json = NULL;
    mkba_error error;
    mkba_status got = mkba_i_json_parse(text, length, &json, &error);
    const char *name = mkba_status_name(got);
    if (json != NULL || error.status != got || strncmp(status, name, strlen(name)) != 0 ||
        error.line != strtoul(line, NULL, 10) || error.column != strtoul(column, NULL, 10) ||
        strlen(error.where) != where_length || memcmp(error.where, where, where_length) != 0 ||
        error.message[0] == '\0' || error.source[0] != '\0')
        ck_abort_msg("%.*s\ngot %s %zu:%zu %s %s", (int) strcspn(row, "\n"), row, name, error.line, error.column,
                     error.where, error.message);
    free(text);
    free(where);
}

START_TEST(what_is_not_strict_is_refused_at_its_place)
{
    size_t size, n = 0;
    char *table = read_data("refused.tsv", &size);
    for (const char *line = table; *line != '\0'; line += strcspn(line, "\n") + 1)
        if (*line != '#') {
            check_refused(line);
            n++;
        }
    ck_assert_uint_gt(n, 250);
    free(table);
}
END_TEST

START_TEST(no_text_at_all_is_refused)
{
    mkba_i_json *json = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_i_json_parse(NULL, 0, &json, &error), MKBA_ERROR_SYNTAX);
    ck_assert_int_eq(mkba_i_json_parse("[1,]", 4, &json, NULL), MKBA_ERROR_SYNTAX);
    ck_assert_ptr_null(json);
}
END_TEST

START_TEST(every_beginning_of_a_document_is_refused)
{
    size_t length;
    char *text = read_data("kinds.json", &length);
    while (text[length - 1] != '}')
        length--;
    for (size_t n = 0; n < length; n++) {
        mkba_i_json *json = NULL;
        mkba_error error;
        if (mkba_i_json_parse(text, n, &json, &error) != MKBA_ERROR_SYNTAX)
            ck_abort_msg("the first %zu bytes", n);
        ck_assert_uint_le((size_t) (at_place(text, error.line, error.column) - text), n);
    }
    free(text);
}
END_TEST

/* ---- limits ---------------------------------------------------------------------------------------------- */

static mkba_status parse_repeated(const char *piece, size_t times, mkba_error *error)
{
    size_t length = strlen(piece);
    char *text = malloc(times * length);
    mkba_i_json *json = NULL;
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * length, piece, length);
    mkba_status status = mkba_i_json_parse(text, times * length, &json, error);
    mkba_i_json_free(json);
    free(text);
    return status;
}

START_TEST(the_65th_level_is_refused)
{
    mkba_error error;
    ck_assert_int_eq(parse_repeated("[", 64, &error), MKBA_ERROR_SYNTAX);
    ck_assert_int_eq(parse_repeated("[", 65, &error), MKBA_ERROR_LIMIT);
    ck_assert_uint_eq(error.line, 1);
    ck_assert_uint_eq(error.column, 65);
    ck_assert_uint_eq(strlen(error.where), 2 * 64);
    ck_assert_int_eq(parse_repeated("{\"a\":", 65, &error), MKBA_ERROR_LIMIT);
    ck_assert_uint_eq(error.column, 64 * 5 + 1);
}
END_TEST

START_TEST(the_largest_text_of_brackets_is_refused_for_its_depth)
{
    mkba_error error;
    ck_assert_int_eq(parse_repeated("[", MKBA_I_JSON_BYTES, &error), MKBA_ERROR_LIMIT);
    ck_assert_uint_eq(error.column, 65);
    ck_assert_int_eq(parse_repeated("{\"a\":[", MKBA_I_JSON_BYTES / 6, &error), MKBA_ERROR_LIMIT);
    ck_assert_uint_eq(error.line, 1);
}
END_TEST

START_TEST(texts_beyond_the_largest_are_refused)
{
    mkba_error error;
    char *text = malloc(MKBA_I_JSON_BYTES + 1);
    mkba_i_json *json = NULL;
    ck_assert_ptr_nonnull(text);
    memset(text, ' ', MKBA_I_JSON_BYTES + 1);
    text[MKBA_I_JSON_BYTES - 1] = '7';
    ck_assert_int_eq(mkba_i_json_parse(text, MKBA_I_JSON_BYTES + 1, &json, &error), MKBA_ERROR_LIMIT);
    ck_assert_uint_eq(error.line, 0);
    ck_assert_ptr_null(json);
    ck_assert_int_eq(mkba_i_json_parse(text, MKBA_I_JSON_BYTES, &json, &error), MKBA_OK);
    ck_assert_double_eq(mkba_i_json_root(json)->valuedouble, 7);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

START_TEST(a_number_longer_than_the_limit_is_refused)
{
    char text[1002];
    mkba_i_json *json = NULL;
    mkba_error error;
    memset(text, '0', sizeof text);
    memcpy(text, "3.", 2);
    ck_assert_int_eq(mkba_i_json_parse(text, 1001, &json, &error), MKBA_ERROR_LIMIT);
    ck_assert_uint_eq(error.column, 1);
    ck_assert_int_eq(mkba_i_json_parse(text, 1000, &json, &error), MKBA_OK);
    ck_assert_double_eq(mkba_i_json_root(json)->valuedouble, 3);
    mkba_i_json_free(json);
}
END_TEST

/* An object with `n` keys; the key numbered `again` is written like the first. */
static char *many_keys(size_t n, size_t again)
{
    char *text = malloc(20 * n + 3), *to = text;
    ck_assert_ptr_nonnull(text);
    *to++ = '{';
    for (size_t i = 0; i < n; i++)
        to += snprintf(to, 20, "%s\"key%zu\":%zu", i == 0 ? "" : ",", i == again ? 0 : i * 7919 % n, i);
    memcpy(to, "}", 2);
    return text;
}

START_TEST(a_hundred_thousand_keys_are_held_apart)
{
    size_t n = 100000;
    char *text = many_keys(n, n);
    mkba_i_json *json = parse(text, strlen(text));
    ck_assert_int_eq(cJSON_GetArraySize(mkba_i_json_root(json)), (int) n);
    mkba_i_json_free(json);
    free(text);
    text = many_keys(n, n - 1);
    mkba_error error;
    json = NULL;
    ck_assert_int_eq(mkba_i_json_parse(text, strlen(text), &json, &error), MKBA_ERROR_SYNTAX);
    ck_assert_str_eq(error.where, "/key0");
    ck_assert_uint_eq(error.column, strlen(text) - strlen("99999"));
    free(text);
}
END_TEST

/* ---- where ----------------------------------------------------------------------------------------------- */

START_TEST(a_failure_of_an_item_has_its_place)
{
    mkba_i_json *json = parse("{\"a\":\n [1]}", 11);
    const cJSON *item = mkba_i_json_root(json)->child->child;
    mkba_error error;
    ck_assert_int_eq(mkba_i_json_fail(json, item, &error, MKBA_ERROR_CASE, "no %s", "good"), MKBA_ERROR_CASE);
    ck_assert_int_eq(error.status, MKBA_ERROR_CASE);
    ck_assert_str_eq(error.where, "/a/0");
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_eq(error.column, 3);
    ck_assert_str_eq(error.message, "no good");
    ck_assert_int_eq(mkba_i_json_fail(json, item, NULL, MKBA_ERROR_UNIT, "no"), MKBA_ERROR_UNIT);
    ck_assert_int_eq(mkba_i_json_fail(json, NULL, &error, MKBA_ERROR_UNIT, "no"), MKBA_ERROR_UNIT);
    ck_assert_str_eq(error.where, "");
    ck_assert_uint_eq(error.line, 0);
    ck_assert_uint_eq(error.column, 0);
    mkba_i_json_free(json);
}
END_TEST

START_TEST(a_pointer_that_just_fits_is_whole)
{
    for (size_t n = MKBA_ERROR_TEXT - 8; n < MKBA_ERROR_TEXT + 8; n++) {
        char text[MKBA_ERROR_TEXT + 32] = "{\"", where[MKBA_ERROR_TEXT];
        memset(text + 2, 'k', n);
        memcpy(text + 2 + n, "\":1}", 5);
        mkba_i_json *json = parse(text, n + 6);
        mkba_i_json_where(json, mkba_i_json_root(json)->child, where);
        ck_assert_uint_eq(strlen(where), n + 1 < MKBA_ERROR_TEXT ? n + 1 : MKBA_ERROR_TEXT - 1);
        mkba_i_json_free(json);
    }
}
END_TEST

START_TEST(a_pointer_too_long_is_cut_at_a_whole_character)
{
    char text[1024] = "{\"a\":{\"", where[MKBA_ERROR_TEXT];
    for (int i = 0; i < 200; i++)
        strcat(text, "\xE2\x82\xAC");
    strcat(text, "\":{\"b\":1}}}");
    mkba_i_json *json = parse(text, strlen(text));
    mkba_i_json_where(json, mkba_i_json_root(json)->child->child->child, where);
    ck_assert_uint_eq(strlen(where), 3 + 508 / 3 * 3);
    ck_assert_mem_eq(where, "/a/\xE2\x82\xAC", 6);
    ck_assert_mem_eq(where + strlen(where) - 3, "\xE2\x82\xAC", 3);
    mkba_i_json_free(json);
}
END_TEST

static void reset_locale(void)
{
    setlocale(LC_ALL, "C");
}

int main(void)
{
    Suite *suite = suite_create("base json");
    TCase *accepted = tcase_create("accepted");
    tcase_add_checked_fixture(accepted, NULL, reset_locale);
    tcase_add_test(accepted, every_value_of_accepted_texts_has_its_place_pointer_and_number);
    tcase_add_test(accepted, all_kinds_of_values_are_read);
    tcase_add_test(accepted, places_are_those_an_editor_shows);
    tcase_add_test(accepted, numbers_are_read_alike_where_the_comma_is_decimal);
    tcase_add_test(accepted, free_of_nothing_is_allowed);
    suite_add_tcase(suite, accepted);
    TCase *refused = tcase_create("refused");
    tcase_add_test(refused, what_is_not_strict_is_refused_at_its_place);
    tcase_add_test(refused, no_text_at_all_is_refused);
    tcase_add_test(refused, every_beginning_of_a_document_is_refused);
    suite_add_tcase(suite, refused);
    TCase *limits = tcase_create("limits");
    tcase_set_timeout(limits, 60);
    tcase_add_test(limits, the_65th_level_is_refused);
    tcase_add_test(limits, the_largest_text_of_brackets_is_refused_for_its_depth);
    tcase_add_test(limits, texts_beyond_the_largest_are_refused);
    tcase_add_test(limits, a_number_longer_than_the_limit_is_refused);
    tcase_add_test(limits, a_hundred_thousand_keys_are_held_apart);
    suite_add_tcase(suite, limits);
    TCase *where = tcase_create("where");
    tcase_add_test(where, a_failure_of_an_item_has_its_place);
    tcase_add_test(where, a_pointer_that_just_fits_is_whole);
    tcase_add_test(where, a_pointer_too_long_is_cut_at_a_whole_character);
    suite_add_tcase(suite, where);
    return run_suite(suite);
}
