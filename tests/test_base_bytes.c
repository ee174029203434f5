/* Sealed blocks: what is written is read back, and what is not as written is refused with a reason. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/bytes.h"
#include "run_suite.h"

static const char MAGIC[] = "mkba try";

static unsigned char *seal(mkba_i_bytes *bytes, size_t *n)
{
    unsigned char *made = NULL;
    ck_assert_int_eq(mkba_i_bytes_seal(bytes, &made, n, NULL), MKBA_OK);
    return made;
}

static mkba_i_byte_reader open_block(const unsigned char *bytes, size_t n)
{
    mkba_i_byte_reader reader;
    ck_assert_int_eq(mkba_i_bytes_open(bytes, n, MAGIC, 3, "a try", &reader, NULL), MKBA_OK);
    return reader;
}

START_TEST(what_is_written_is_read_back)
{
    static const uint64_t integers[] = {0, 1, 127, 128, 16383, 16384, UINT32_MAX, UINT64_MAX - 1, UINT64_MAX};
    static const double doubles[] = {0, 1, -1, 0.1, DBL_MAX, -DBL_MAX, DBL_MIN, 5e-324};
    mkba_i_bytes bytes = {0};
    size_t n, length;
    mkba_i_bytes_begin(&bytes, MAGIC, 3);
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        mkba_i_bytes_integer(&bytes, integers[i]);
    for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++)
        mkba_i_bytes_double(&bytes, doubles[i]);
    mkba_i_bytes_double(&bytes, -NAN);
    mkba_i_bytes_text(&bytes, "één");
    mkba_i_bytes_text(&bytes, "");
    mkba_i_bytes_text(&bytes, NULL);
    unsigned char *made = seal(&bytes, &n);
    mkba_i_byte_reader reader = open_block(made, n);
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        ck_assert_uint_eq(mkba_i_bytes_read_integer(&reader, UINT64_MAX), integers[i]);
    for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++)
        ck_assert(mkba_i_bytes_read_double(&reader) == doubles[i]);
    ck_assert(isnan(mkba_i_bytes_read_double_or_nan(&reader)));
    const char *text = mkba_i_bytes_read_text(&reader, &length);
    ck_assert(length == strlen("één") && memcmp(text, "één", length) == 0);
    ck_assert(mkba_i_bytes_read_text(&reader, &length) != NULL && length == 0);
    ck_assert_ptr_null(mkba_i_bytes_read_text(&reader, &length));
    ck_assert_int_eq(mkba_i_bytes_close(&reader, NULL), MKBA_OK);
    free(made);
}
END_TEST

/* The bytes of the form are part of what it promises: they are read on other machines, by later versions. */
START_TEST(the_form_is_little_endian)
{
    static const unsigned char expected[] = {'m', 'k', 'b', 'a', ' ',  't', 'r', 'y', 3, 0, 0, 0, 11,   0,    0, 0,
                                             0,   0,   0,   0,   0xAC, 2,   0,   0,   0, 0, 0, 0, 0xF0, 0x3F, 0};
    mkba_i_bytes bytes = {0};
    size_t n;
    mkba_i_bytes_begin(&bytes, MAGIC, 3);
    mkba_i_bytes_integer(&bytes, 300);
    mkba_i_bytes_double(&bytes, 1.0);
    mkba_i_bytes_text(&bytes, NULL);
    unsigned char *made = seal(&bytes, &n);
    ck_assert_uint_eq(n, 20 + 11 + 8);
    ck_assert_mem_eq(made, expected, sizeof expected);
    free(made);
}
END_TEST

static mkba_status open_bytes(const unsigned char *bytes, size_t n, const char *magic, mkba_error *error)
{
    mkba_i_byte_reader reader;
    return mkba_i_bytes_open(bytes, n, magic, 3, "a try", &reader, error);
}

START_TEST(another_origin_another_form_and_bytes_too_many_are_told_apart)
{
    mkba_i_bytes bytes = {0};
    mkba_error error;
    size_t n;
    mkba_i_bytes_begin(&bytes, MAGIC, 4);
    unsigned char *made = seal(&bytes, &n);
    ck_assert_int_eq(open_bytes(made, n, "mkba foo", &error), MKBA_ERROR_SYNTAX);
    ck_assert_str_eq(error.message, "these are not the bytes of a try");
    ck_assert_int_eq(open_bytes(made, n, MAGIC, &error), MKBA_ERROR_LIMIT);
    ck_assert_ptr_nonnull(strstr(error.message, "a newer form (4)"));
    free(made);
    mkba_i_bytes_begin(&bytes, MAGIC, 2);
    made = seal(&bytes, &n);
    ck_assert_int_eq(open_bytes(made, n, MAGIC, &error), MKBA_ERROR_LIMIT);
    ck_assert_ptr_nonnull(strstr(error.message, "an older form (2)"));
    free(made);
    mkba_i_bytes_begin(&bytes, MAGIC, 3);
    mkba_i_bytes_integer(&bytes, 1);
    mkba_i_bytes_integer(&bytes, 2);
    made = seal(&bytes, &n);
    ck_assert_int_eq(open_bytes(made, n - 1, MAGIC, &error), MKBA_ERROR_SYNTAX);
    ck_assert_ptr_nonnull(strstr(error.message, "cut off"));
    mkba_i_byte_reader reader = open_block(made, n);
    ck_assert_uint_eq(mkba_i_bytes_read_integer(&reader, 9), 1);
    ck_assert_int_eq(mkba_i_bytes_close(&reader, &error), MKBA_ERROR_SYNTAX);
    ck_assert_ptr_nonnull(strstr(error.message, "more bytes"));
    ck_assert_uint_eq(mkba_i_bytes_read_integer(&reader, 1), 0); /* 2 is above 1 */
    ck_assert_int_eq(mkba_i_bytes_close(&reader, &error), MKBA_ERROR_SYNTAX);
    ck_assert_ptr_nonnull(strstr(error.message, "out of range"));
    free(made);
}
END_TEST

typedef struct wrong {
    const char *bytes;
    size_t n;
} wrong;

#define WRONG(text)                                                                                                    \
  {                                                                                                                    \
    text, sizeof(text) - 1                                                                                             \
  }

START_TEST(a_number_is_written_in_one_way)
{
    static const wrong integers[] = {WRONG(""), WRONG("\x80"), WRONG("\x80\x00"),
                                     WRONG("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"),
                                     WRONG("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01")};
    static const wrong doubles[] = {WRONG("\0\0\0\0\0\0\xF0"), WRONG("\0\0\0\0\0\0\0\x80"),
                                    WRONG("\0\0\0\0\0\0\xF0\x7F"), WRONG("\1\0\0\0\0\0\xF8\x7F")};
    static const wrong texts[] = {WRONG("\x02\xFF"), WRONG("\x02"),
                                  WRONG("\x03"
                                        "a\0"),
                                  WRONG("\xFF\xFF\xFF\xFF\x0F")};
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
        mkba_i_byte_reader reader = {(const unsigned char *) integers[i].bytes, integers[i].n, NULL};
        ck_assert_uint_eq(mkba_i_bytes_read_integer(&reader, UINT64_MAX), 0);
        ck_assert_int_eq(mkba_i_bytes_close(&reader, NULL), MKBA_ERROR_SYNTAX);
    }
    for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++) {
        mkba_i_byte_reader reader = {(const unsigned char *) doubles[i].bytes, doubles[i].n, NULL};
        ck_assert(mkba_i_bytes_read_double_or_nan(&reader) == 0);
        ck_assert_int_eq(mkba_i_bytes_close(&reader, NULL), MKBA_ERROR_SYNTAX);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mkba_i_byte_reader reader = {(const unsigned char *) texts[i].bytes, texts[i].n, NULL};
        size_t length = 1;
        ck_assert_ptr_null(mkba_i_bytes_read_text(&reader, &length));
        ck_assert_uint_eq(length, 0);
        ck_assert_int_eq(mkba_i_bytes_close(&reader, NULL), MKBA_ERROR_SYNTAX);
    }
}
END_TEST

START_TEST(no_more_items_are_promised_than_fit)
{
    static const unsigned char four[] = {3, 0, 0, 0, 0, 0, 0};
    mkba_i_byte_reader fits = {four, 7, NULL}, not = {four, 6, NULL};
    ck_assert_uint_eq(mkba_i_bytes_read_count(&fits, 2), 3);
    ck_assert_uint_eq(mkba_i_bytes_read_count(&not, 2), 0);
    ck_assert_int_eq(mkba_i_bytes_close(&not, NULL), MKBA_ERROR_SYNTAX);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bytes");
    TCase *bytes = tcase_create("bytes");
    tcase_add_test(bytes, what_is_written_is_read_back);
    tcase_add_test(bytes, the_form_is_little_endian);
    tcase_add_test(bytes, another_origin_another_form_and_bytes_too_many_are_told_apart);
    tcase_add_test(bytes, a_number_is_written_in_one_way);
    tcase_add_test(bytes, no_more_items_are_promised_than_fit);
    suite_add_tcase(suite, bytes);
    return run_suite(suite);
}
