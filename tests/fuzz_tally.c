/* Bytes of tallies, damaged at random and then sealed as if they were right: each is refused with a reason, or is a
 * tally whose figures are all finite, and which is written as the bytes that it was read from. The same damage each time;
 * MKBA_TEST_ROUNDS says how much. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/hash.h"
#include "run_suite.h"
#include "uncertain/tally_bytes.h"

static const char MAGIC[] = "a tally.";

enum { HEAD = 20, TAIL = 8, MOST = 1 << 16 };

static void demand(bool holds, const char *what)
{
    if (holds)
        return;
    ck_abort_msg("%s", what);
}

/* ---- chance ---------------------------------------------------------------------------------------------- */

static uint64_t state;

/* splitmix64, below n */
static size_t below(size_t n)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return n == 0 ? 0 : (size_t) ((z ^ z >> 31) % n);
}

/* ---- bytes ----------------------------------------------------------------------------------------------- */

static unsigned char *bytes_of(const mkba_i_tally *tally, size_t *n)
{
    mkba_i_bytes bytes = {0};
    unsigned char *made = NULL;
    mkba_i_bytes_begin(&bytes, MAGIC, 1);
    mkba_i_tally_write(tally, &bytes);
    demand(mkba_i_bytes_seal(&bytes, &made, n, NULL) == MKBA_OK, "no memory");
    return made;
}

static unsigned char *seed_bytes(int kind, size_t *n)
{
    mkba_i_tally *tally = NULL;
    double x[40];
    size_t draws = kind == 0 ? 0 : kind == 1 ? 1 : 40;
    for (size_t i = 0; i < draws; i++)
        x[i] = kind == 2 ? (double) below(5) - 2 : ldexp((double) below(1000) - 500, kind * 40 - (int) below(100));
    demand(mkba_i_tally_make(kind == 2 ? 0 : 0.5, &tally, NULL) == MKBA_OK, "no memory");
    demand(mkba_i_tally_add(tally, x, draws, MKBA_I_VARIANT_PLAIN, NULL) == MKBA_OK, "no memory");
    unsigned char *made = bytes_of(tally, n);
    mkba_i_tally_free(tally);
    return made;
}

static void seal(unsigned char *bytes, size_t n)
{
    uint64_t inside = n - HEAD - TAIL;
    for (int i = 0; i < 8; i++)
        bytes[12 + i] = (unsigned char) (inside >> 8 * i);
    uint64_t sum = mkba_i_hash(bytes, n - TAIL);
    for (int i = 0; i < 8; i++)
        bytes[n - TAIL + (size_t) i] = (unsigned char) (sum >> 8 * i);
}

/* Changes, takes out or puts in bytes between head and tail. */
static size_t damage(unsigned char *bytes, size_t n)
{
    static const unsigned char odd[] = {0, 1, 2, 0x7F, 0x80, 0xFF, 0x3F, 0xF0};
    size_t inside = n - HEAD - TAIL, at = HEAD + below(inside + 1), length = 1 + below(8);
    switch (below(4)) {
    case 0:
        if (at < n - TAIL)
            bytes[at] = (unsigned char) (bytes[at] ^ 1u << below(8));
        return n;
    case 1:
        if (at < n - TAIL)
            bytes[at] = odd[below(sizeof odd)];
        return n;
    case 2:
        if (at + length > n - TAIL)
            return n;
        memmove(bytes + at, bytes + at + length, n - at - length);
        return n - length;
    default:
        if (n + length > MOST)
            return n;
        memmove(bytes + at + length, bytes + at, n - at);
        memset(bytes + at, odd[below(sizeof odd)], length);
        return n + length;
    }
}

/* ---- what must hold -------------------------------------------------------------------------------------- */

static void check_figures(const mkba_i_tally *tally)
{
    double skewness, kurtosis, counts[7];
    mkba_i_tally_counts c = mkba_i_tally_count(tally);
    demand(isfinite(mkba_i_tally_mean(tally)) && isfinite(mkba_i_tally_sd(tally)), "a moment that is not finite");
    mkba_i_tally_shape(tally, &skewness, &kurtosis);
    demand(isfinite(skewness) && isfinite(kurtosis), "a shape that is not finite");
    demand(isfinite(mkba_i_tally_sd_error(tally)), "an error that is not finite");
    for (double p = 0; c.draws > 0 && p <= 1; p += 0.125) {
        mkba_i_estimate q = mkba_i_tally_quantile(tally, p);
        demand(q.value >= c.least && q.value <= c.most && isfinite(q.bound), "a quantile outside the draws");
        mkba_i_estimate above = mkba_i_tally_probability_above(tally, q.value);
        demand(above.value >= 0 && above.value <= 1 && above.bound >= 0 && isfinite(above.bound), "no probability");
    }
    if (c.draws > 0 && c.least < c.most)
        mkba_i_tally_histogram(tally, c.least, c.most, 7, counts);
}

static bool read_one(const unsigned char *bytes, size_t n)
{
    unsigned char *exact = malloc(n); /* so that a sanitizer sees what lies beyond */
    mkba_i_byte_reader reader;
    mkba_i_tally *tally = NULL;
    mkba_error error = {.status = MKBA_OK};
    demand(exact != NULL, "no memory");
    memcpy(exact, bytes, n);
    demand(mkba_i_bytes_open(exact, n, MAGIC, 1, "a tally", &reader, &error) == MKBA_OK, error.message);
    demand(mkba_i_tally_read(&reader, &tally, &error) == MKBA_OK, "no memory");
    mkba_status status = mkba_i_bytes_close(&reader, &error);
    demand(status == MKBA_OK || (status == MKBA_ERROR_SYNTAX && error.message[0] != '\0'), "no reason");
    demand((tally == NULL) == (reader.wrong != NULL), "a tally beside a reason");
    if (status == MKBA_OK) {
        size_t n_again;
        unsigned char *again = bytes_of(tally, &n_again);
        demand(n == n_again && memcmp(again, exact, n) == 0, "a tally with other bytes than those it was read from");
        check_figures(tally);
        free(again);
    }
    mkba_i_tally_free(tally);
    free(exact);
    return status == MKBA_OK;
}

START_TEST(whatever_is_sealed_is_refused_or_sound)
{
    const char *wanted = getenv("MKBA_TEST_ROUNDS");
    size_t rounds = wanted == NULL ? 10000 : (size_t) atol(wanted), n_read = 0;
    unsigned char *bytes = malloc(MOST);
    demand(bytes != NULL, "no memory");
    for (size_t round = 0; round < rounds; round++) {
        size_t n;
        unsigned char *seed = seed_bytes((int) below(5), &n);
        memcpy(bytes, seed, n);
        for (size_t i = 1 + below(3); i > 0; i--)
            n = damage(bytes, n);
        seal(bytes, n);
        n_read += read_one(bytes, n);
        free(seed);
    }
    demand(n_read > rounds / 100, "hardly any could be read: the damage is too great to test anything");
    demand(n_read < rounds, "nothing was refused");
    free(bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tallies, damaged bytes");
    TCase *fuzz = tcase_create("fuzz");
    tcase_add_test(fuzz, whatever_is_sealed_is_refused_or_sound);
    suite_add_tcase(suite, fuzz);
    return run_suite(suite);
}
