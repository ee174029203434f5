/* base/memory.h */
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/memory.h"
#include "run_suite.h"

static bool is_all(const unsigned char *bytes, size_t n, unsigned char value)
{
    for (size_t i = 0; i < n; i++)
        if (bytes[i] != value)
            return false;
    return true;
}

static bool is_zero(const unsigned char *bytes, size_t n)
{
    return is_all(bytes, n, 0);
}

START_TEST(blocks_are_zeroed_aligned_and_apart)
{
    enum { n = 3000 };
    mkba_i_arena arena = {0};
    static unsigned char *blocks[n];
    static size_t sizes[n];
    for (size_t i = 0; i < n; i++) {
        sizes[i] = i * 7919 % 501;
        blocks[i] = mkba_i_arena_new(&arena, sizes[i], 1);
        ck_assert_ptr_nonnull(blocks[i]);
        ck_assert_uint_eq((uintptr_t) blocks[i] % alignof(max_align_t), 0);
        ck_assert(is_zero(blocks[i], sizes[i]));
        memset(blocks[i], (int) (i % 255 + 1), sizes[i]);
    }
    for (size_t i = 0; i < n; i++)
        ck_assert(is_all(blocks[i], sizes[i], (unsigned char) (i % 255 + 1)));
    mkba_i_arena_free(&arena);
    ck_assert_ptr_null(arena.chunks);
}
END_TEST

START_TEST(a_block_may_be_larger_than_a_chunk)
{
    mkba_i_arena arena = {0};
    size_t large = (size_t) 4 * MKBA_ARENA_CHUNK + 3;
    for (int i = 0; i < 4; i++) {
        unsigned char *small = mkba_i_arena_new(&arena, 5, 3);
        unsigned char *block = mkba_i_arena_new(&arena, large, 1);
        ck_assert(small != NULL && block != NULL);
        ck_assert(is_zero(small, 15) && is_zero(block, large));
        memset(small, 1, 15);
        memset(block, 2, large);
    }
    mkba_i_arena_free(&arena);
}
END_TEST

START_TEST(a_chunk_is_used_to_its_last_byte)
{
    mkba_i_arena arena = {0};
    char *blocks[100];
    for (size_t i = 0; i < 2 * MKBA_ARENA_CHUNK + 100; i++) {
        blocks[i % 100] = mkba_i_arena_text(&arena, "", 0); /* one byte, that ASan or valgrind watches */
        if (blocks[i % 100] == NULL)
            ck_abort_msg("no block %zu", i);
    }
    for (size_t i = 0; i < 100; i++)
        ck_assert_str_eq(blocks[i], "");
    mkba_i_arena_free(&arena);
}
END_TEST

START_TEST(zero_bytes_give_a_pointer)
{
    mkba_i_arena arena = {0};
    void *first = mkba_i_arena_new(&arena, 0, 8);
    void *second = mkba_i_arena_new(&arena, 8, 0);
    ck_assert(first != NULL && second != NULL && first != second);
    mkba_i_arena_free(&arena);
}
END_TEST

START_TEST(sizes_that_overflow_are_refused)
{
    mkba_i_arena arena = {0};
    ck_assert_ptr_null(mkba_i_arena_new(&arena, SIZE_MAX, 2));
    ck_assert_ptr_null(mkba_i_arena_new(&arena, SIZE_MAX / 8 + 1, 8));
    ck_assert_ptr_null(mkba_i_arena_new(&arena, SIZE_MAX, 1));
    ck_assert_ptr_null(mkba_i_arena_new(&arena, 1, SIZE_MAX - 8));
    ck_assert_ptr_null(mkba_i_arena_text(&arena, "a", SIZE_MAX));
    ck_assert_ptr_nonnull(mkba_i_arena_new(&arena, 1, 1));
    ck_assert_ptr_null(mkba_i_arena_new(&arena, SIZE_MAX, 1));
    mkba_i_arena_free(&arena);
}
END_TEST

START_TEST(texts_are_copied_and_closed)
{
    mkba_i_arena arena = {0};
    char *text = mkba_i_arena_text(&arena, "abcdef", 3);
    char *empty = mkba_i_arena_text(&arena, NULL, 0);
    char *bytes = mkba_i_arena_text(&arena, "a\0b", 3);
    void *block = mkba_i_arena_new(&arena, 1, sizeof(double));
    ck_assert_str_eq(text, "abc");
    ck_assert_str_eq(empty, "");
    ck_assert_mem_eq(bytes, "a\0b", 4);
    ck_assert_uint_eq((uintptr_t) block % alignof(max_align_t), 0);
    mkba_i_arena_free(&arena);
}
END_TEST

START_TEST(an_empty_arena_may_be_freed_twice)
{
    mkba_i_arena arena = {0};
    mkba_i_arena_free(&arena);
    mkba_i_arena_free(&arena);
    ck_assert_ptr_null(arena.chunks);
}
END_TEST

START_TEST(an_array_keeps_its_items_as_it_grows)
{
    int *items = NULL;
    size_t capacity = 0, moves = 0;
    for (size_t n = 0; n < 10000; n++) {
        size_t before = capacity;
        void *grown = items;
        ck_assert(mkba_i_grow(&grown, &capacity, n + 1, sizeof *items));
        items = grown;
        ck_assert_uint_gt(capacity, n);
        moves += capacity != before;
        items[n] = (int) n;
    }
    for (size_t n = 0; n < 10000; n++)
        ck_assert_int_eq(items[n], (int) n);
    ck_assert_uint_le(moves, 15); /* doubling: 2^14 > 10000 */
    free(items);
}
END_TEST

START_TEST(an_array_with_room_stays)
{
    char block[4];
    void *items = block;
    size_t capacity = 4;
    ck_assert(mkba_i_grow(&items, &capacity, 4, 1));
    ck_assert_ptr_eq(items, block);
    ck_assert_uint_eq(capacity, 4);
}
END_TEST

START_TEST(an_array_too_large_changes_nothing)
{
    char block[4];
    void *items = block;
    size_t capacity = 4;
    ck_assert(!mkba_i_grow(&items, &capacity, SIZE_MAX, 2));
    ck_assert(!mkba_i_grow(&items, &capacity, SIZE_MAX / 8 + 1, 8));
    ck_assert_ptr_eq(items, block);
    ck_assert_uint_eq(capacity, 4);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base memory");
    TCase *arenas = tcase_create("arenas");
    tcase_add_test(arenas, blocks_are_zeroed_aligned_and_apart);
    tcase_add_test(arenas, a_block_may_be_larger_than_a_chunk);
    tcase_add_test(arenas, a_chunk_is_used_to_its_last_byte);
    tcase_add_test(arenas, zero_bytes_give_a_pointer);
    tcase_add_test(arenas, sizes_that_overflow_are_refused);
    tcase_add_test(arenas, texts_are_copied_and_closed);
    tcase_add_test(arenas, an_empty_arena_may_be_freed_twice);
    suite_add_tcase(suite, arenas);
    TCase *arrays = tcase_create("arrays");
    tcase_add_test(arrays, an_array_keeps_its_items_as_it_grows);
    tcase_add_test(arrays, an_array_with_room_stays);
    tcase_add_test(arrays, an_array_too_large_changes_nothing);
    suite_add_tcase(suite, arrays);
    return run_suite(suite);
}
