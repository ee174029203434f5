/* mkba/arrow.h: streams taken in. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "made_arrow.h"
#include "run_suite.h"
#include "support.h"

/* ---- streams --------------------------------------------------------------------------------------------- */

/* A stream of `n` batches made by hand. With a code it fails after them, or, when n is -1, at its schema. */
typedef struct hand_stream {
    made_arrow *chunks;
    int n, next, code;
    const char *reason;
} hand_stream;

static int hand_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    hand_stream *hand = stream->private_data;
    *out = hand->chunks[0].schema;
    return hand->n < 0 ? hand->code : 0;
}

static int hand_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    hand_stream *hand = stream->private_data;
    if (hand->next == hand->n && hand->code != 0)
        return hand->code;
    *out = hand->next < hand->n ? hand->chunks[hand->next].array : (struct ArrowArray){0};
    hand->next++;
    return 0;
}

static const char *hand_reason(struct ArrowArrayStream *stream)
{
    return ((hand_stream *) stream->private_data)->reason;
}

static void hand_release(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
}

static struct ArrowArrayStream stream_of(hand_stream *hand)
{
    return (struct ArrowArrayStream){hand_schema, hand_next, hand_reason, hand_release, hand};
}

/* Two batches of two rows, with dictionaries of their own. */
static void two_batches(made_arrow made[2])
{
    static const double values[] = {1, 2, 3, 4};
    static const int8_t indices[] = {0, 1};
    static const int32_t offsets[] = {0, 1, 2};
    static const char *const entries[] = {"ab", "cd"};
    for (int i = 0; i < 2; i++) {
        made_start(&made[i], 2);
        made_add(&made[i], "g", "g", MADE_BUFFERS_OF(NULL, values + 2 * i));
        made_column *column = made_add(&made[i], "x", "c", MADE_BUFFERS_OF(NULL, indices));
        made_dictionary(column, "u", 2, MADE_BUFFERS_OF(NULL, offsets, entries[i]));
    }
}

START_TEST(chunks_become_one_table)
{
    made_arrow made[2];
    mkba_table *table = NULL;
    two_batches(made);
    for (int n = 0; n <= 2; n++) {
        hand_stream hand = {.chunks = made, .n = n};
        struct ArrowArrayStream stream = stream_of(&hand);
        ck_assert_int_eq(mkba_table_import_stream(&stream, "t", &table, NULL), MKBA_OK);
        ck_assert_uint_eq(mkba_table_n_rows(table), 2 * (size_t) n);
        for (size_t row = 0; row < 2 * (size_t) n; row++) {
            ck_assert_double_eq(support_real(table, row, "g"), 1.0 + (double) row);
            ck_assert_int_eq(support_text(table, row, "x")[0], "abcd"[row]);
        }
        ck_assert(stream.release != NULL); /* the caller's */
        mkba_table_free(table);
    }
}
END_TEST

START_TEST(a_stream_that_fails_is_quoted)
{
    made_arrow made[2];
    mkba_table *table = NULL;
    mkba_error error;
    two_batches(made);
    static const int lengths[] = {-1, 0, 1};
    for (int i = 0; i < 3; i++) {
        hand_stream hand = {.chunks = made, .n = lengths[i], .code = EIO, .reason = "the disk is gone\n  at line 3"};
        struct ArrowArrayStream stream = stream_of(&hand);
        ck_assert_int_eq(mkba_table_import_stream(&stream, "t", &table, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, "stream");
        ck_assert_ptr_nonnull(strstr(error.message, "the disk is gone"));
        ck_assert_ptr_null(strchr(error.message, '\n'));
        hand = (hand_stream){.chunks = made, .n = lengths[i], .code = ENOMEM};
        ck_assert_int_eq(mkba_table_import_stream(&stream, "t", &table, &error), MKBA_ERROR_MEMORY);
        hand = (hand_stream){.chunks = made, .n = lengths[i], .code = EINVAL};
        stream.get_last_error = i == 0 ? NULL : hand_reason;
        ck_assert_int_eq(mkba_table_import_stream(&stream, "t", &table, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_ptr_null(table);
    }
}
END_TEST

START_TEST(a_released_stream_is_refused)
{
    made_arrow made[2];
    mkba_table *table = NULL;
    mkba_error error;
    hand_stream hand = {.chunks = made, .n = 1};
    two_batches(made);
    for (int i = 0; i < 3; i++) {
        struct ArrowArrayStream stream = stream_of(&hand);
        if (i == 0)
            stream.release = NULL;
        else if (i == 1)
            stream.get_schema = NULL;
        else
            stream.get_next = NULL;
        ck_assert_int_eq(mkba_table_import_stream(&stream, "t", &table, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, "stream");
    }
    made[0].schema.release = NULL; /* a stream that gives a schema already released */
    struct ArrowArrayStream stream = stream_of(&hand);
    ck_assert_int_eq(mkba_table_import_stream(&stream, "t", &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "schema");
    ck_assert_ptr_null(table);
}
END_TEST

/* ---- there and back -------------------------------------------------------------------------------------- */

START_TEST(a_table_that_goes_out_comes_back_the_same)
{
    mkba_case *mkba = support_case("alles");
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    for (mkba_view view = MKBA_VIEW_SUMMARY; strcmp(mkba_view_name(view), "unknown view") != 0; view++) {
        mkba_table *table = support_table(appraisal, view), *back = NULL;
        struct ArrowArrayStream stream;
        char *there = NULL, *again = NULL;
        ck_assert_int_eq(mkba_table_export_stream(table, &stream, NULL), MKBA_OK);
        ck_assert_int_eq(mkba_table_import_stream(&stream, NULL, &back, NULL), MKBA_OK);
        stream.release(&stream);
        ck_assert_str_eq(mkba_table_name(back), mkba_table_name(table));
        for (size_t i = 0; i < mkba_table_n_columns(table); i++) {
            ck_assert_int_eq(mkba_table_column_type(back, i), mkba_table_column_type(table, i));
            ck_assert_str_eq(mkba_table_column_unit(back, i), mkba_table_column_unit(table, i));
        }
        ck_assert_int_eq(mkba_table_json(table, &there, NULL), MKBA_OK);
        ck_assert_int_eq(mkba_table_json(back, &again, NULL), MKBA_OK);
        ck_assert_str_eq(there, again);
        mkba_text_free(there);
        mkba_text_free(again);
        mkba_table_free(table);
        mkba_table_free(back);
    }
    mkba_appraisal_free(appraisal);
    mkba_case_free(mkba);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arrow, streams");
    TCase *streams = tcase_create("streams");
    tcase_add_test(streams, chunks_become_one_table);
    tcase_add_test(streams, a_stream_that_fails_is_quoted);
    tcase_add_test(streams, a_released_stream_is_refused);
    tcase_add_test(streams, a_table_that_goes_out_comes_back_the_same);
    suite_add_tcase(suite, streams);
    return run_suite(suite);
}
