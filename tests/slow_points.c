/* The draws of stat/points.h in large numbers: even, one by one, in runs and between names. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include "run_suite.h"
#include "stat/points.h"
#include "stat/quantile.h"

enum { BLOCK = 4096, NAMES = 60 };

static mkba_i_points *make(mkba_i_draw_plan plan, const char *name, uint64_t n)
{
    mkba_i_points *points = NULL;
    mkba_error error;
    ck_assert_msg(mkba_i_points_make(plan, 20211201, name, n, mkba_i_variant_best(), &points, &error) == MKBA_OK, "%s",
                  error.message);
    return points;
}

static void *room(size_t n, size_t size)
{
    void *made = calloc(n, size);
    ck_assert_ptr_nonnull(made);
    return made;
}

static void assert_likely(double chi_squared, double freedom, const char *what)
{
    double p = mkba_i_chi_squared_cdf(chi_squared, freedom);
    ck_assert_msg(p > 1e-4 && p < 1.0 - 1e-4, "%s: chi-squared %g with %g degrees of freedom", what, chi_squared,
                  freedom);
}

/* The sum of count^2 / expected - n over cells is chi-squared. */
static void assert_even(const uint32_t *counts, size_t cells, double n, const char *what)
{
    double expected = n / (double) cells, sum = 0.0;
    for (size_t i = 0; i < cells; i++) {
        sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    assert_likely(sum, (double) cells - 1.0, what);
}

/* The cell of `length` numbers one after another, `side` cells in each direction. */
static size_t cell_of(const double *u, size_t length, size_t side)
{
    size_t cell = 0;
    for (size_t i = 0; i < length; i++) {
        cell = cell * side + (size_t) (u[i] * (double) side);
    }
    return cell;
}

/* 2^27 draws alone, in pairs, threes and fours that follow each other. */
START_TEST(random_draws_are_even_alone_and_in_runs)
{
    static const struct {
        size_t length, side;
        const char *what;
    } runs[] = {{1, 1 << 16, "alone"}, {2, 256, "pairs"}, {3, 40, "threes"}, {4, 16, "fours"}};
    const uint64_t n = UINT64_C(1) << 27;
    mkba_i_points *points = make(MKBA_I_PLAN_RANDOM, "inflow", n);
    uint32_t *counts[4];
    double u[BLOCK + 4];
    for (size_t r = 0; r < 4; r++) {
        counts[r] = room(1 << 16, sizeof *counts[r]);
    }
    for (uint64_t first = 0; first < n; first += BLOCK) {
        mkba_i_points_uniforms(points, first, u, BLOCK);
        for (size_t r = 0; r < 4; r++) {
            for (size_t i = 0; i + runs[r].length <= BLOCK; i += runs[r].length) {
                counts[r][cell_of(u + i, runs[r].length, runs[r].side)]++;
            }
        }
    }
    for (size_t r = 0; r < 4; r++) {
        double cells = pow((double) runs[r].side, (double) runs[r].length);
        double taken = (double) (BLOCK / runs[r].length) * (double) (n / BLOCK);
        assert_even(counts[r], (size_t) cells, taken, runs[r].what);
        free(counts[r]);
    }
    mkba_i_points_free(points);
}
END_TEST

/* Without dependence n r^2 of a pair is chi-squared with one degree of freedom: so are all 1770 pairs together. */
START_TEST(draws_of_sixty_names_are_uncorrelated)
{
    enum { N = 1 << 20 };
    mkba_i_points *points[NAMES];
    double *u = room((size_t) NAMES * BLOCK, sizeof *u);
    double *products = room(NAMES * NAMES, sizeof *products);
    double largest = 0.0, sum = 0.0;
    for (size_t j = 0; j < NAMES; j++) {
        char name[30];
        snprintf(name, sizeof name, "parameter_%zu", j);
        points[j] = make((mkba_i_draw_plan) _i, name, N);
    }
    for (uint64_t first = 0; first < N; first += BLOCK) {
        for (size_t j = 0; j < NAMES; j++) {
            mkba_i_points_uniforms(points[j], first, u + j * BLOCK, BLOCK);
            for (size_t k = 0; k < j; k++) {
                double product = 0.0;
                for (size_t i = 0; i < BLOCK; i++) {
                    product += (u[j * BLOCK + i] - 0.5) * (u[k * BLOCK + i] - 0.5);
                }
                products[j * NAMES + k] += product;
            }
        }
    }
    for (size_t i = 0; i < NAMES * NAMES; i++) {
        double r = 12.0 * products[i] / N;
        largest = fabs(r) > largest ? fabs(r) : largest;
        sum += r * r * N;
    }
    ck_assert_double_lt(largest, 5.0 / sqrt(N));
    assert_likely(sum, NAMES * (NAMES - 1) / 2.0, "all pairs");
    for (size_t j = 0; j < NAMES; j++) {
        mkba_i_points_free(points[j]);
    }
    free(products);
    free(u);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("slow_points");
    TCase *all = tcase_create("points");
    tcase_set_timeout(all, 900);
    tcase_add_test(all, random_draws_are_even_alone_and_in_runs);
    tcase_add_loop_test(all, draws_of_sixty_names_are_uncorrelated, MKBA_I_PLAN_RANDOM, MKBA_I_PLAN_LHS + 1);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
