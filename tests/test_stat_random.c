/* stat/random.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/hash.h"
#include "run_suite.h"
#include "stat/quantile.h"
#include "stat/random.h"

/* kat_vectors of Random123 1.14 (D. E. Shaw Research), philox4x32 10: counter, key, output. */
START_TEST(the_cipher_gives_the_known_answers_of_random123)
{
    static const uint32_t vectors[][10] = {
        {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6,
         0x6d5451fd},
        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420,
         0x24126ea1},
    };
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        uint32_t out[4];
        mkba_i_philox(vectors[i], vectors[i] + 4, out);
        ck_assert_mem_eq(out, vectors[i] + 6, sizeof out);
    }
}
END_TEST

/* The test suite of Noll's site, also in RFC 9923. */
START_TEST(names_are_hashed_by_fnv_1a)
{
    ck_assert_uint_eq(mkba_i_hash("", 0), UINT64_C(0xcbf29ce484222325));
    ck_assert_uint_eq(mkba_i_hash("a", 1), UINT64_C(0xaf63dc4c8601ec8c));
    ck_assert_uint_eq(mkba_i_hash("foobar", 6), UINT64_C(0x85944171f73967e8));
}
END_TEST

START_TEST(a_number_is_hashed_as_its_bytes_the_lowest_first)
{
    ck_assert_uint_eq(mkba_i_hash_number(mkba_i_hash("mkba", 4), UINT64_C(0x00007261626f6f66)),
                      mkba_i_hash("mkbafoobar\0\0", 12));
}
END_TEST

START_TEST(a_draw_is_half_a_block_of_seed_name_and_number)
{
    static const uint32_t key[2] = {0x89abcdef, 0x01234567};
    static const uint32_t counter[4] = {0x80000001, 0x7fffffff, 0xf73967e8, 0x85944171};
    uint32_t words[4];
    mkba_i_random stream = mkba_i_random_stream(UINT64_C(0x0123456789abcdef), "foobar");
    mkba_i_philox(counter, key, words);
    ck_assert_uint_eq(mkba_i_random_bits(&stream, UINT64_C(0xffffffff00000002)), (uint64_t) words[1] << 32 | words[0]);
    ck_assert_uint_eq(mkba_i_random_bits(&stream, UINT64_C(0xffffffff00000003)), (uint64_t) words[3] << 32 | words[2]);
}
END_TEST

START_TEST(uniform_numbers_are_midpoints_of_the_highest_bits)
{
    mkba_i_random stream = mkba_i_random_stream(1, "x");
    for (uint64_t i = 0; i < 1000; i++) {
        double expected = ((double) (mkba_i_random_bits(&stream, i) >> 12) + 0.5) / 4503599627370496.0;
        ck_assert_double_eq(mkba_i_random_uniform(&stream, i), expected);
    }
    /* The least and the most that bits can give. */
    ck_assert_double_gt(0.5 / 4503599627370496.0, 0.0);
    ck_assert_double_lt((4503599627370495.0 + 0.5) / 4503599627370496.0, 1.0);
}
END_TEST

/* The sum of count^2 / expected - n over cells is chi-squared. */
static void assert_even(const size_t *counts, size_t cells, double n)
{
    double expected = n / (double) cells;
    double sum = 0.0;
    for (size_t i = 0; i < cells; i++) {
        sum += ((double) counts[i] - expected) * ((double) counts[i] - expected) / expected;
    }
    double p = mkba_i_chi_squared_cdf(sum, (double) cells - 1.0);
    ck_assert_msg(p > 1e-4 && p < 1.0 - 1e-4, "chi-squared %g of %zu cells", sum, cells);
}

START_TEST(uniform_numbers_fill_zero_to_one_evenly_also_in_pairs_and_between_streams)
{
    enum { N = 200000, SIDE = 20 };
    size_t singles[SIDE * SIDE] = {0}, pairs[SIDE * SIDE] = {0}, streams[SIDE * SIDE] = {0}, seeds[SIDE * SIDE] = {0};
    mkba_i_random one = mkba_i_random_stream(20211201, "inflow");
    mkba_i_random other_name = mkba_i_random_stream(20211201, "outflow");
    mkba_i_random other_seed = mkba_i_random_stream(20211202, "inflow");
    for (uint64_t i = 0; i < N; i++) {
        double u = mkba_i_random_uniform(&one, i);
        ck_assert(u > 0.0 && u < 1.0);
        size_t row = (size_t) (SIDE * u) * SIDE;
        singles[(size_t) (SIDE * SIDE * u)]++;
        pairs[row + (size_t) (SIDE * mkba_i_random_uniform(&one, i + 1))]++;
        streams[row + (size_t) (SIDE * mkba_i_random_uniform(&other_name, i))]++;
        seeds[row + (size_t) (SIDE * mkba_i_random_uniform(&other_seed, i))]++;
    }
    assert_even(singles, SIDE * SIDE, N);
    assert_even(pairs, SIDE * SIDE, N);
    assert_even(streams, SIDE * SIDE, N);
    assert_even(seeds, SIDE * SIDE, N);
}
END_TEST

START_TEST(many_draws_at_once_are_the_draws_one_by_one)
{
    mkba_i_random stream = mkba_i_random_stream(7, "bootstrap");
    for (uint64_t first = 0; first < 20; first++) {
        for (size_t n = 0; n < 20; n++) {
            double uniforms[20];
            uint32_t below[20];
            mkba_i_random_uniforms(&stream, first, uniforms, n);
            mkba_i_random_below_all(&stream, first, 350, below, n);
            for (size_t i = 0; i < n; i++) {
                ck_assert_double_eq(uniforms[i], mkba_i_random_uniform(&stream, first + i));
                ck_assert_uint_eq(below[i], mkba_i_random_below(&stream, first + i, 350));
            }
        }
    }
}
END_TEST

/* By doubling and adding, bit after bit: the highest 64 of 96 bits. */
static uint64_t product_shifted(uint64_t bits, uint32_t n)
{
    uint64_t high = 0, low = 0;
    for (int bit = 63; bit >= 0; bit--) {
        high = high << 1 | low >> 63;
        low <<= 1;
        uint64_t sum = low + (bits >> bit & 1) * n;
        high += sum < low;
        low = sum;
    }
    return high;
}

START_TEST(whole_numbers_are_the_high_part_of_a_product)
{
    static const uint32_t bounds[] = {1, 2, 3, 10, 350, 65536, 0x7fffffff, 0x80000001, 0xffffffff};
    mkba_i_random stream = mkba_i_random_stream(3, "whole");
    for (size_t b = 0; b < sizeof bounds / sizeof bounds[0]; b++) {
        for (uint64_t i = 0; i < 1000; i++) {
            uint32_t found = mkba_i_random_below(&stream, i, bounds[b]);
            ck_assert_uint_eq(found, product_shifted(mkba_i_random_bits(&stream, i), bounds[b]));
            ck_assert_uint_lt(found, bounds[b]);
        }
    }
    ck_assert_uint_eq(mkba_i_random_below(&stream, 0, 0), 0);
}
END_TEST

START_TEST(whole_numbers_are_equally_likely)
{
    size_t counts[350] = {0};
    mkba_i_random stream = mkba_i_random_stream(20211201, "municipality");
    for (uint64_t i = 0; i < 350000; i++) {
        counts[mkba_i_random_below(&stream, i, 350)]++;
    }
    assert_even(counts, 350, 350000.0);
}
END_TEST

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *) a;
    uint64_t y = *(const uint64_t *) b;
    return (x > y) - (x < y);
}

START_TEST(many_names_have_streams_of_their_own)
{
    enum { N = 200000 };
    uint64_t *names = malloc(N * sizeof *names);
    ck_assert_ptr_nonnull(names);
    for (size_t i = 0; i < N; i++) {
        char name[64];
        snprintf(name, sizeof name, i % 2 == 0 ? "parameter_%zu" : "GM%04zu/inflow", i / 2);
        mkba_i_random stream = mkba_i_random_stream(0, name);
        names[i] = (uint64_t) stream.name[1] << 32 | stream.name[0];
    }
    qsort(names, N, sizeof *names, compare);
    for (size_t i = 1; i < N; i++) {
        ck_assert_uint_ne(names[i - 1], names[i]);
    }
    free(names);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stat_random");
    TCase *all = tcase_create("random");
    tcase_add_test(all, the_cipher_gives_the_known_answers_of_random123);
    tcase_add_test(all, names_are_hashed_by_fnv_1a);
    tcase_add_test(all, a_number_is_hashed_as_its_bytes_the_lowest_first);
    tcase_add_test(all, a_draw_is_half_a_block_of_seed_name_and_number);
    tcase_add_test(all, uniform_numbers_are_midpoints_of_the_highest_bits);
    tcase_add_test(all, uniform_numbers_fill_zero_to_one_evenly_also_in_pairs_and_between_streams);
    tcase_add_test(all, many_draws_at_once_are_the_draws_one_by_one);
    tcase_add_test(all, whole_numbers_are_the_high_part_of_a_product);
    tcase_add_test(all, whole_numbers_are_equally_likely);
    tcase_add_test(all, many_names_have_streams_of_their_own);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
