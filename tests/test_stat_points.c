/* stat/points.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/points.h"
#include "stat/quantile.h"
#include "stat/random.h"

static const mkba_i_draw_plan plans[] = {MKBA_I_PLAN_RANDOM, MKBA_I_PLAN_LHS, MKBA_I_PLAN_SOBOL};
enum { PLANS = 3 };

static mkba_i_points *make(mkba_i_draw_plan plan, uint64_t seed, const char *name, uint64_t n, mkba_i_variant variant)
{
    mkba_i_points *points = NULL;
    mkba_error error;
    ck_assert_msg(mkba_i_points_make(plan, seed, name, n, variant, &points, &error) == MKBA_OK, "%s", error.message);
    return points;
}

static void *room(size_t n, size_t size)
{
    void *made = calloc(n, size);
    ck_assert_ptr_nonnull(made);
    return made;
}

/* All n draws of a stream. */
static double *draws_of(mkba_i_draw_plan plan, uint64_t seed, const char *name, size_t n)
{
    mkba_i_points *points = make(plan, seed, name, n, mkba_i_variant_best());
    double *u = room(n, sizeof *u);
    mkba_i_points_uniforms(points, 0, u, n);
    mkba_i_points_free(points);
    return u;
}

START_TEST(the_random_plan_is_the_stream_of_its_name)
{
    enum { N = 1000 };
    double found[N], expected[N];
    mkba_i_random stream = mkba_i_random_stream(UINT64_C(0xfedcba9876543210), "uurtarief");
    mkba_i_points *points = make(MKBA_I_PLAN_RANDOM, UINT64_C(0xfedcba9876543210), "uurtarief", 0, (mkba_i_variant) _i);
    mkba_i_points_uniforms(points, UINT64_C(0xfffffffff0), found, N);
    mkba_i_random_uniforms(&stream, UINT64_C(0xfffffffff0), expected, N);
    ck_assert_mem_eq(found, expected, sizeof found);
    mkba_i_points_free(points);
}
END_TEST

START_TEST(draws_do_not_depend_on_how_they_are_asked_for)
{
    enum { N = 700, GUARD = 8 };
    static const uint64_t firsts[] = {0, 1, 2, 63, 64, 65, 127, 1000003};
    double whole[N], part[N + GUARD];
    for (size_t p = 0; p < PLANS; p++) {
        mkba_i_points *points = make(plans[p], 5, "clienten", 1001000, mkba_i_variant_best());
        for (size_t f = 0; f < sizeof firsts / sizeof firsts[0]; f++) {
            size_t n = firsts[f] > 1000000 ? 300 : N;
            mkba_i_points_uniforms(points, firsts[f], whole, n);
            for (size_t start = 0; start < 140; start += 3) {
                for (size_t length = 0; length + start <= n && length < 150; length += 1 + length / 9) {
                    part[length] = -1.0;
                    mkba_i_points_uniforms(points, firsts[f] + start, part, length);
                    ck_assert_mem_eq(part, whole + start, length * sizeof *part);
                    ck_assert_double_eq(part[length], -1.0);
                }
            }
        }
        mkba_i_points_free(points);
    }
}
END_TEST

START_TEST(every_variant_gives_the_same_bits)
{
    enum { N = 3001 };
    static const uint64_t strata[] = {1, 2, 3, 7, 64, 4095, 4096, 4097, 1000003, UINT64_C(1) << 40};
    double expected[N], found[N];
    for (size_t p = 0; p < PLANS; p++) {
        for (size_t s = 0; s < sizeof strata / sizeof strata[0]; s++) {
            size_t n = strata[s] < N ? (size_t) strata[s] : N;
            uint64_t first = strata[s] - n;
            mkba_i_points *plain = make(plans[p], 11, "inflow", strata[s], MKBA_I_VARIANT_PLAIN);
            mkba_i_points *other = make(plans[p], 11, "inflow", strata[s], (mkba_i_variant) _i);
            mkba_i_points_uniforms(plain, first, expected, n);
            mkba_i_points_uniforms(other, first, found, n);
            ck_assert_mem_eq(found, expected, n * sizeof *found);
            mkba_i_points_free(plain);
            mkba_i_points_free(other);
        }
    }
}
END_TEST

/* How many of the first `draws` numbers of u fill one of n strata before each of them has been filled equally often. */
static size_t out_of_turn(const double *u, size_t draws, size_t n)
{
    size_t wrong = 0;
    size_t *hits = room(n, sizeof *hits);
    for (size_t i = 0; i < draws; i++) {
        bool inside = u[i] > 0.0 && u[i] < 1.0;
        wrong += !inside || hits[(size_t) (u[i] * (double) n)]++ != i / n;
    }
    free(hits);
    return wrong;
}

START_TEST(a_latin_hypercube_hits_each_stratum_once)
{
    static const size_t sizes[] = {1,    2,    3,    4,    5,     7,     16,     97,     100,    1024,
                                   4095, 4096, 4097, 9973, 65536, 99991, 262144, 524287, 1000000};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        double *u = draws_of(MKBA_I_PLAN_LHS, 20 + s, "price", sizes[s]);
        ck_assert_uint_eq(out_of_turn(u, sizes[s], sizes[s]), 0);
        free(u);
    }
}
END_TEST

/* The first 2^m, and each 2^m that follow them; of fewer than 16 nothing is promised. */
START_TEST(a_low_discrepancy_stream_hits_each_stratum_once_in_every_power_of_two)
{
    enum { N = 1 << 18 };
    double *u = draws_of(MKBA_I_PLAN_SOBOL, 3, "effect", N);
    for (size_t n = 16; n <= N; n *= 2) {
        ck_assert_uint_eq(out_of_turn(u, N, n), 0);
    }
    free(u);
}
END_TEST

/* The sum of count^2 / expected - n over cells is chi-squared. */
static void assert_even(const unsigned *counts, size_t cells, double freedom, double n, const char *what)
{
    double expected = n / (double) cells;
    double sum = 0.0;
    for (size_t i = 0; i < cells; i++) {
        sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    double p = mkba_i_chi_squared_cdf(sum, freedom);
    ck_assert_msg(p > 1e-4 && p < 1.0 - 1e-4, "%s: chi-squared %g of %zu cells", what, sum, cells);
}

/* Of 1 to 5 strata: all n! orders are as likely. */
START_TEST(a_latin_hypercube_of_few_draws_takes_every_order_as_often)
{
    enum { NAMES = 60000 };
    size_t orders = 1;
    for (uint64_t n = 2; n <= 5; n++) {
        unsigned counts[120] = {0};
        orders *= n;
        for (uint64_t seed = 0; seed < NAMES; seed++) {
            double u[5];
            size_t code = 0;
            mkba_i_points *points = make(MKBA_I_PLAN_LHS, seed, "order", n, MKBA_I_VARIANT_PLAIN);
            mkba_i_points_uniforms(points, 0, u, n);
            mkba_i_points_free(points);
            for (size_t i = 0; i < n; i++) {
                size_t below = 0;
                for (size_t j = i + 1; j < n; j++) {
                    below += u[j] < u[i];
                }
                code = code * (n - i) + below;
            }
            counts[code]++;
        }
        assert_even(counts, orders, (double) orders - 1.0, NAMES, "orders");
    }
}
END_TEST

/* Draws of two names, neighbouring draws and draws far apart. Every row and column holds as many: so there are 9 x 9 degrees
 * of freedom. */
START_TEST(a_latin_hypercube_pairs_strata_as_if_at_random)
{
    enum { SIDE = 10, CELLS = SIDE * SIDE, DRAWS = 400000 };
    static const size_t sizes[] = {1000, 4000, 5000, 100000};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        size_t n = sizes[s];
        unsigned names[CELLS] = {0}, next[CELLS] = {0}, far[CELLS] = {0};
        for (size_t seed = 0; seed < DRAWS / n; seed++) {
            double *u = draws_of(MKBA_I_PLAN_LHS, seed, "one", n);
            double *v = draws_of(MKBA_I_PLAN_LHS, seed, "other", n);
            for (size_t i = 0; i < n; i++) {
                size_t row = (size_t) (u[i] * SIDE) * SIDE;
                names[row + (size_t) (v[i] * SIDE)]++;
                next[row + (size_t) (u[(i + 1) % n] * SIDE)]++;
                far[row + (size_t) (u[(i + n / 2) % n] * SIDE)]++;
            }
            free(u);
            free(v);
        }
        assert_even(names, CELLS, 81.0, DRAWS, "names");
        assert_even(next, CELLS, 81.0, DRAWS, "neighbours");
        assert_even(far, CELLS, 81.0, DRAWS, "far apart");
    }
}
END_TEST

/* The mean of (u - 1/2) (v - 1/2) over n draws of two names: over many seeds its mean is 0, and its mean square hardly above
 * that of independent draws, 1 / (144 n), although most are far smaller. (Two rows of 4 bits, neither of them 0, are equal
 * 1 / 15 more often than two of any 4 bits: so much is the most that it can be above.) */
START_TEST(low_discrepancy_streams_are_independent_over_seeds)
{
    enum { SEEDS = 20000, N = 64 };
    double sum = 0.0, squares = 0.0;
    size_t small = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        double u[N], v[N], mean = 0.0;
        mkba_i_points *one = make(MKBA_I_PLAN_SOBOL, seed, "one", N, MKBA_I_VARIANT_PLAIN);
        mkba_i_points *other = make(MKBA_I_PLAN_SOBOL, seed, "other", N, MKBA_I_VARIANT_PLAIN);
        mkba_i_points_uniforms(one, 0, u, N);
        mkba_i_points_uniforms(other, 0, v, N);
        for (size_t i = 0; i < N; i++) {
            mean += (u[i] - 0.5) * (v[i] - 0.5) / N;
        }
        sum += mean;
        squares += mean * mean;
        small += fabs(mean) < 0.25 / (12.0 * sqrt(N));
        mkba_i_points_free(one);
        mkba_i_points_free(other);
    }
    ck_assert_double_lt(fabs(sum), 4.0 * sqrt(squares));
    ck_assert_double_eq_tol(squares / SEEDS * 144.0 * N, 1.0 + 1.0 / 15.0, 0.15);
    ck_assert_uint_gt(small, SEEDS * 3 / 4); /* of independent draws one in five */
}
END_TEST

START_TEST(a_latin_hypercube_of_no_or_too_many_draws_is_refused)
{
    static const uint64_t wrong[] = {0, (UINT64_C(1) << 40) + 1, UINT64_MAX};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        mkba_i_points *points = NULL;
        mkba_error error;
        ck_assert_int_eq(mkba_i_points_make(MKBA_I_PLAN_LHS, 1, "x", wrong[i], MKBA_I_VARIANT_PLAIN, &points, &error),
                         MKBA_ERROR_ARGUMENT);
        ck_assert_ptr_null(points);
        ck_assert_str_eq(error.message, "a Latin hypercube has from 1 to 2^40 draws");
        ck_assert_str_eq(error.where, "draws");
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stat_points");
    TCase *all = tcase_create("points");
    int variants = (int) mkba_i_variant_best() + 1;
    tcase_add_loop_test(all, the_random_plan_is_the_stream_of_its_name, 0, variants);
    tcase_add_test(all, draws_do_not_depend_on_how_they_are_asked_for);
    tcase_add_loop_test(all, every_variant_gives_the_same_bits, 0, variants);
    tcase_add_test(all, a_latin_hypercube_hits_each_stratum_once);
    tcase_add_test(all, a_low_discrepancy_stream_hits_each_stratum_once_in_every_power_of_two);
    tcase_add_test(all, a_latin_hypercube_of_few_draws_takes_every_order_as_often);
    tcase_add_test(all, a_latin_hypercube_pairs_strata_as_if_at_random);
    tcase_add_test(all, low_discrepancy_streams_are_independent_over_seeds);
    tcase_add_test(all, a_latin_hypercube_of_no_or_too_many_draws_is_refused);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
