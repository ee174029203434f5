/* The same draws give the same bytes, however they are ordered, split, merged or computed; and bytes are read as written. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "support.h"
#include "uncertain/tally_bytes.h"
#include "uncertain/tally_inside.h"

static const char MAGIC[] = "a tally.";

/* ---- draws ----------------------------------------------------------------------------------------------- */

enum { N = 2500 };

static uint64_t state;

/* splitmix64 */
static uint64_t next_bits(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static size_t below(size_t n)
{
    return (size_t) (next_bits() % n);
}

static double uniform(void)
{
    return (double) (next_bits() >> 11) * 0x1p-53;
}

/* Ordinary ones; ones of every magnitude, subnormals and what has no value among them; few values. */
static void make_draws(int kind, double x[N])
{
    state = (uint64_t) kind;
    for (size_t i = 0; i < N; i++) {
        double u = uniform() - 0.5;
        if (kind == 0)
            x[i] = 8e7 + 1e7 * (u + uniform() + uniform());
        else if (kind == 1)
            x[i] = u * ldexp(1, (int) below(2000) - 1060);
        else
            x[i] = (double) below(3) - 1;
        if (kind == 1 && below(50) == 0)
            x[i] = below(2) == 0 ? NAN : u * INFINITY;
    }
}

static const double centres[] = {8.1e7, 0, 1.0 / 3};
enum { KINDS = 3 };

static void shuffle(double *x, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = below(i);
        double kept = x[i - 1];
        x[i - 1] = x[j];
        x[j] = kept;
    }
}

/* ---- tallies --------------------------------------------------------------------------------------------- */

static mkba_i_tally *tally_of(int kind, const double *x, size_t n, mkba_i_variant variant)
{
    mkba_i_tally *tally = NULL;
    ck_assert_int_eq(mkba_i_tally_make(centres[kind], &tally, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_tally_add(tally, x, n, variant, NULL), MKBA_OK);
    return tally;
}

static unsigned char *bytes_of(const mkba_i_tally *tally, size_t *n)
{
    mkba_i_bytes bytes = {0};
    unsigned char *made = NULL;
    mkba_i_bytes_begin(&bytes, MAGIC, 1);
    mkba_i_tally_write(tally, &bytes);
    ck_assert_int_eq(mkba_i_bytes_seal(&bytes, &made, n, NULL), MKBA_OK);
    return made;
}

static mkba_i_tally *read_bytes(const unsigned char *bytes, size_t n)
{
    mkba_i_byte_reader reader;
    mkba_i_tally *tally = NULL;
    ck_assert_int_eq(mkba_i_bytes_open(bytes, n, MAGIC, 1, "a tally", &reader, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_tally_read(&reader, &tally, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_bytes_close(&reader, NULL), MKBA_OK);
    return tally;
}

/* Frees both. */
static void same(mkba_i_tally *a, mkba_i_tally *b)
{
    size_t n_a, n_b;
    unsigned char *bytes_a = bytes_of(a, &n_a), *bytes_b = bytes_of(b, &n_b);
    ck_assert_uint_eq(n_a, n_b);
    ck_assert_mem_eq(bytes_a, bytes_b, n_a);
    free(bytes_a);
    free(bytes_b);
    mkba_i_tally_free(a);
    mkba_i_tally_free(b);
}

static void merge(mkba_i_tally *into, mkba_i_tally *from)
{
    ck_assert_int_eq(mkba_i_tally_merge(into, from, NULL), MKBA_OK);
    mkba_i_tally_free(from);
}

START_TEST(every_variant_gives_the_same_bytes)
{
    double x[N];
    for (int kind = 0; kind < KINDS; kind++) {
        make_draws(kind, x);
        for (int variant = 1; variant < MKBA_I_VARIANTS; variant++)
            if (mkba_i_variant_runs((mkba_i_variant) variant))
                same(tally_of(kind, x, N, MKBA_I_VARIANT_PLAIN), tally_of(kind, x, N, (mkba_i_variant) variant));
    }
}
END_TEST

START_TEST(any_order_gives_the_same_bytes)
{
    double x[N];
    for (int kind = 0; kind < KINDS; kind++)
        for (int round = 0; round < 5; round++) {
            make_draws(kind, x);
            mkba_i_tally *expected = tally_of(kind, x, N, mkba_i_variant_best());
            shuffle(x, N);
            same(expected, tally_of(kind, x, N, mkba_i_variant_best()));
        }
}
END_TEST

START_TEST(any_block_gives_the_same_bytes)
{
    static const size_t blocks[] = {1, 2, 7, 100, 511, 512, 513, N};
    double x[N];
    for (int kind = 0; kind < KINDS; kind++)
        for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
            make_draws(kind, x);
            mkba_i_tally *tally = tally_of(kind, x, 0, MKBA_I_VARIANT_PLAIN);
            for (size_t done = 0; done < N; done += blocks[i]) {
                size_t n = N - done < blocks[i] ? N - done : blocks[i];
                ck_assert_int_eq(mkba_i_tally_add(tally, x + done, n, mkba_i_variant_best(), NULL), MKBA_OK);
            }
            same(tally, tally_of(kind, x, N, mkba_i_variant_best()));
        }
}
END_TEST

START_TEST(any_merging_gives_the_same_bytes)
{
    double x[N];
    for (int kind = 0; kind < KINDS; kind++)
        for (int round = 0; round < 10; round++) {
            mkba_i_tally *parts[5];
            size_t from = 0;
            make_draws(kind, x);
            state = (uint64_t) (1000 + round);
            for (int i = 0; i < 5; i++) { /* some of them empty */
                size_t n = i == 4 ? N - from : below(3) == 0 ? 0 : below(N - from);
                parts[i] = tally_of(kind, x + from, n, mkba_i_variant_best());
                from += n;
            }
            for (size_t n = 5; n > 1; n--) { /* two of them, in either order, become one */
                size_t i = below(n), j = (i + 1 + below(n - 1)) % n;
                merge(parts[i], parts[j]);
                parts[j] = parts[n - 1];
            }
            same(parts[0], tally_of(kind, x, N, mkba_i_variant_best()));
        }
}
END_TEST

START_TEST(bytes_read_back_as_the_same_tally)
{
    double x[N];
    for (int kind = 0; kind < KINDS; kind++)
        for (size_t n = 0; n <= N; n += n < 10 ? 1 : N / 2 - 5) {
            size_t length;
            make_draws(kind, x);
            mkba_i_tally *tally = tally_of(kind, x, n, mkba_i_variant_best());
            unsigned char *bytes = bytes_of(tally, &length);
            mkba_i_tally *again = read_bytes(bytes, length);
            if (mkba_i_tally_count(tally).draws > 0) {
                ck_assert(mkba_i_tally_mean(tally) == mkba_i_tally_mean(again));
                ck_assert(mkba_i_tally_sd(tally) == mkba_i_tally_sd(again));
                ck_assert(mkba_i_tally_quantile(tally, 0.3).value == mkba_i_tally_quantile(again, 0.3).value);
            }
            same(tally, again);
            free(bytes);
        }
}
END_TEST

START_TEST(tallies_around_different_centres_are_not_merged)
{
    double x[N];
    mkba_error error;
    make_draws(0, x);
    mkba_i_tally *a = tally_of(0, x, N, MKBA_I_VARIANT_PLAIN), *b = tally_of(1, x, N, MKBA_I_VARIANT_PLAIN);
    ck_assert_int_eq(mkba_i_tally_merge(a, b, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "centre");
    same(a, tally_of(0, x, N, MKBA_I_VARIANT_PLAIN));
    mkba_i_tally_free(b);
}
END_TEST

/* ---- damage ---------------------------------------------------------------------------------------------- */

START_TEST(a_byte_that_was_changed_or_lost_is_found)
{
    double x[N];
    size_t n;
    make_draws(0, x);
    mkba_i_tally *tally = tally_of(0, x, 20, MKBA_I_VARIANT_PLAIN);
    unsigned char *bytes = bytes_of(tally, &n);
    for (size_t i = 0; i < n; i++) {
        mkba_i_byte_reader reader;
        mkba_error error = {.status = MKBA_OK};
        bytes[i] ^= (unsigned char) (1 + below(255));
        mkba_status status = mkba_i_bytes_open(bytes, n, MAGIC, 1, "a tally", &reader, &error);
        ck_assert(status == MKBA_ERROR_SYNTAX || (status == MKBA_ERROR_LIMIT && i >= 8 && i < 12));
        ck_assert_int_eq(error.status, status);
        free(bytes);
        bytes = bytes_of(tally, &n);
        unsigned char *cut = malloc(i + 1); /* so that a sanitizer sees what lies beyond */
        ck_assert_ptr_nonnull(cut);
        memcpy(cut, bytes, i);
        ck_assert_int_eq(mkba_i_bytes_open(cut, i, MAGIC, 1, "a tally", &reader, NULL), MKBA_ERROR_SYNTAX);
        free(cut);
    }
    free(bytes);
    mkba_i_tally_free(tally);
}
END_TEST

/* What no draws give. */
static const char *spoil(mkba_i_tally *tally, int how)
{
    switch (how) {
    case 0: tally->counts.above = 0; return "the counts do not agree with the least and the most";
    case 1: tally->counts.draws++; return "the bins do not hold as many draws as there are";
    case 2: tally->counts.least -= 1e9; return "the counts do not agree with the least and the most";
    case 3: tally->counts.least /= 2; return "the bins do not agree with the least and the most";
    case 4: tally->counts.most *= 2; return "the bins do not agree with the least and the most";
    case 5: mkba_i_exact_start(&tally->squares, 2); return "the sums cannot be of such draws";
    case 6: mkba_i_exact_add(&tally->squares, 1e300, 0); return "the sums cannot be of such draws";
    case 7: mkba_i_exact_add(&tally->sum, 1e300, 0); return "the sums cannot be of such draws";
    default: return NULL;
    }
}

START_TEST(parts_that_do_not_agree_are_refused)
{
    double x[N];
    make_draws(0, x);
    for (int how = 0; how < 8; how++) {
        mkba_i_tally *tally = tally_of(0, x, 20, MKBA_I_VARIANT_PLAIN), *again = NULL;
        const char *sentence = spoil(tally, how);
        mkba_i_byte_reader reader;
        mkba_error error;
        size_t n;
        unsigned char *bytes = bytes_of(tally, &n);
        ck_assert_int_eq(mkba_i_bytes_open(bytes, n, MAGIC, 1, "a tally", &reader, NULL), MKBA_OK);
        ck_assert_int_eq(mkba_i_tally_read(&reader, &again, NULL), MKBA_OK);
        ck_assert_ptr_null(again);
        ck_assert_int_eq(mkba_i_bytes_close(&reader, &error), MKBA_ERROR_SYNTAX);
        ck_assert_str_eq(error.message, sentence);
        free(bytes);
        mkba_i_tally_free(tally);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tallies that are the same");
    TCase *same_bytes = tcase_create("same bytes");
    tcase_add_test(same_bytes, every_variant_gives_the_same_bytes);
    tcase_add_test(same_bytes, any_order_gives_the_same_bytes);
    tcase_add_test(same_bytes, any_block_gives_the_same_bytes);
    tcase_add_test(same_bytes, any_merging_gives_the_same_bytes);
    suite_add_tcase(suite, same_bytes);
    TCase *bytes = tcase_create("bytes");
    tcase_add_test(bytes, bytes_read_back_as_the_same_tally);
    tcase_add_test(bytes, tallies_around_different_centres_are_not_merged);
    tcase_add_test(bytes, a_byte_that_was_changed_or_lost_is_found);
    tcase_add_test(bytes, parts_that_do_not_agree_are_refused);
    suite_add_tcase(suite, bytes);
    return run_suite(suite);
}
