/* stat/sampler.h: draws against exact quantiles. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/random.h"
#include "stat/sampler.h"
#include "stat/sampler_parts.h"

static const double values[] = {4.0, -2.5, 10.0, 4.0, 0.0, 1e-3, 6.0};
static const double weights[] = {0.25, 0.5, 0.125, 0.125, 0.0, 3.0, 1e-9};

/* Every family, shapes at their limits, truncations in the middle, in tails, narrow. */
#define DISTRIBUTIONS                                                                                                  \
  {.family = MKBA_I_NORMAL, .a = 3470, .b = 350}, {.family = MKBA_I_NORMAL, .a = 1e15, .b = 1e-3},                     \
      {.family = MKBA_I_NORMAL, .a = 0, .b = 1e-300}, {.family = MKBA_I_LOGNORMAL, .a = 7, .b = 2},                    \
      {.family = MKBA_I_LOGNORMAL, .a = 1, .b = 1e12}, {.family = MKBA_I_LOGNORMAL, .a = 1, .b = 1e-7},                \
      {.family = MKBA_I_UNIFORM, .a = -3, .b = 8}, {.family = MKBA_I_TRIANGULAR, .a = 0, .b = 3, .c = 10},             \
      {.family = MKBA_I_TRIANGULAR, .a = 0, .b = 0, .c = 10}, {.family = MKBA_I_TRIANGULAR, .a = 0, .b = 10, .c = 10}, \
      {.family = MKBA_I_PERT, .a = 0, .b = 3, .c = 10}, {.family = MKBA_I_PERT, .a = -1, .b = -1, .c = 10},            \
      {.family = MKBA_I_PERT, .a = -9, .b = 0, .c = 0}, {.family = MKBA_I_BETA, .a = 2, .b = 3, .c = 0, .d = 1},       \
      {.family = MKBA_I_BETA, .a = 0.5, .b = 0.5, .c = -1, .d = 1},                                                    \
      {.family = MKBA_I_BETA, .a = 1e-3, .b = 1e-3, .c = 0, .d = 1},                                                   \
      {.family = MKBA_I_BETA, .a = 1e-9, .b = 1e-3, .c = 0, .d = 1},                                                   \
      {.family = MKBA_I_BETA, .a = 1e-9, .b = 3, .c = 0, .d = 1},                                                      \
      {.family = MKBA_I_BETA, .a = 1e15, .b = 1e-9, .c = 0, .d = 1},                                                   \
      {.family = MKBA_I_BETA, .a = 1e15, .b = 1e15, .c = -1, .d = 1},                                                  \
      {.family = MKBA_I_BETA, .a = 1e-2, .b = 1e15, .c = -1, .d = 1},                                                  \
      {.family = MKBA_I_BETA, .a = 300, .b = 2, .c = 0, .d = 1}, {.family = MKBA_I_GAMMA, .a = 10, .b = 3},            \
      {.family = MKBA_I_GAMMA, .a = 1, .b = 1}, {.family = MKBA_I_GAMMA, .a = 1, .b = 30},                             \
      {.family = MKBA_I_GAMMA, .a = 1, .b = 1e12}, {.family = MKBA_I_GAMMA, .a = 1, .b = 1e-7},                        \
      {.family = MKBA_I_NORMAL, .a = 0, .b = 1, .truncated = true, .low = 5, .high = 40},                              \
      {.family = MKBA_I_NORMAL, .a = 0, .b = 1, .truncated = true, .low = -8.1, .high = 8.1},                          \
      {.family = MKBA_I_NORMAL, .a = 0, .b = 1, .truncated = true, .low = -1e-9, .high = 2e-9},                        \
      {.family = MKBA_I_LOGNORMAL, .a = 5, .b = 20, .truncated = true, .low = 5, .high = 5000},                        \
      {.family = MKBA_I_TRIANGULAR, .a = 0, .b = 3, .c = 10, .truncated = true, .low = 2, .high = 4},                  \
      {.family = MKBA_I_PERT, .a = 0, .b = 3, .c = 10, .truncated = true, .low = 9, .high = 10},                       \
      {.family = MKBA_I_BETA, .a = 0.01, .b = 0.02, .c = 0, .d = 1, .truncated = true, .low = 0.1, .high = 1},         \
      {.family = MKBA_I_GAMMA, .a = 10, .b = 2, .truncated = true, .low = 0, .high = 9},                               \
      {.family = MKBA_I_GAMMA, .a = 1, .b = 1000, .truncated = true, .low = 1e-9, .high = 50},                         \
      {.family = MKBA_I_POISSON, .a = 0.01}, {.family = MKBA_I_POISSON, .a = 7.5},                                     \
      {.family = MKBA_I_POISSON, .a = 12345.6},                                                                        \
      {.family = MKBA_I_POISSON, .a = 3, .truncated = true, .low = 18, .high = 40},                                    \
      {.family = MKBA_I_BINOMIAL, .a = 100, .b = 0.3}, {.family = MKBA_I_BINOMIAL, .a = 0, .b = 0.3},                  \
      {.family = MKBA_I_BINOMIAL, .a = 5, .b = 0}, {.family = MKBA_I_BINOMIAL, .a = 5, .b = 1},                        \
      {.family = MKBA_I_DISCRETE, .values = values, .weights = weights, .n = 7},                                       \
      {.family = MKBA_I_EMPIRICAL, .values = values, .n = 7}, {.family = MKBA_I_EMPIRICAL, .values = values, .n = 1},  \
  {                                                                                                                    \
    .family = MKBA_I_DISCRETE, .values = values, .weights = weights, .n = 7, .truncated = true, .low = 0, .high = 6    \
  }
static const mkba_i_distribution distributions[] = {DISTRIBUTIONS};
#define N_DISTRIBUTIONS ((int) (sizeof distributions / sizeof distributions[0]))

static mkba_i_sampler *make(const mkba_i_distribution *d, mkba_i_variant variant)
{
    mkba_i_sampler *sampler = NULL;
    mkba_error error;
    ck_assert_msg(mkba_i_distribution_check(d, &error) == MKBA_OK, "%s", error.message);
    ck_assert_msg(mkba_i_sampler_make(d, variant, &sampler, &error) == MKBA_OK, "%s", error.message);
    return sampler;
}

static double draw(const mkba_i_sampler *sampler, double u)
{
    double x;
    mkba_i_sampler_draws(sampler, &u, &x, 1);
    return x;
}

static bool is_listed(const mkba_i_distribution *d)
{
    return d->family >= MKBA_I_POISSON;
}

typedef struct pair {
    const mkba_i_distribution *distribution;
    const mkba_i_sampler *sampler;
    double sd;
} pair;

static pair pair_of(int i, mkba_i_sampler **sampler)
{
    pair p = {.distribution = &distributions[i]};
    *sampler = make(p.distribution, mkba_i_variant_best());
    p.sampler = *sampler;
    ck_assert_int_eq(mkba_i_distribution_sd(p.distribution, &p.sd, NULL), MKBA_OK);
    return p;
}

static void assert_draw(const pair *p, double u)
{
    double found = draw(p->sampler, u);
    double exact = mkba_i_distribution_quantile(p->distribution, u);
    double bound = is_listed(p->distribution) ? 0.0 : mkba_i_sampler_bound(p->sampler) + 1e-11;
    ck_assert_msg(fabs(found - exact) <= bound * fmax(fabs(exact), p->sd),
                  "distribution %d at %.17g: %.17g is not %.17g, off by %g of %g",
                  (int) (p->distribution - distributions), u, found, exact,
                  fabs(found - exact) / fmax(fabs(exact), p->sd), bound);
}

/* ---- the bound --------------------------------------------------------------------------------------------- */

START_TEST(the_bound_is_what_is_promised)
{
    mkba_i_sampler *sampler = make(&distributions[_i], MKBA_I_VARIANT_PLAIN);
    ck_assert_double_le(mkba_i_sampler_bound(sampler), is_listed(&distributions[_i]) ? 0.0 : 1e-9);
    mkba_i_sampler_free(sampler);
}
END_TEST

START_TEST(draws_are_within_the_bound_at_random_places_and_in_the_tails)
{
    mkba_i_sampler *sampler;
    pair p = pair_of(_i, &sampler);
    mkba_i_random stream = mkba_i_random_stream(3, "places");
    for (uint64_t i = 0; i < 500; i++) {
        double u = mkba_i_random_uniform(&stream, i);
        double near = 0x1p-53 * floor(1.0 + exp2(52.0 * u)); /* of every order of size */
        assert_draw(&p, u);
        assert_draw(&p, near);
        assert_draw(&p, 1.0 - near);
    }
    assert_draw(&p, 0.5);
    assert_draw(&p, 0x1p-53);
    assert_draw(&p, 1.0 - 0x1p-53);
    mkba_i_sampler_free(sampler);
}
END_TEST

/* In each cell where a polynomial that is short of two powers is worst: the extremes of the sixth polynomial of Chebyshev,
 * between them, and the ends of the cell. Of an octave at most some cells are asked. */
static void assert_octave(const pair *p, int k, bool upper)
{
    static const double worst[] = {0.0, 0.067, 0.146, 0.25, 0.37, 0.5, 0.63, 0.75, 0.854, 0.933, 0.999999};
    uint64_t entry;
    memcpy(&entry, &p->sampler->guide.entries[k + (upper ? MKBA_I_HALF : 0)], sizeof entry);
    int cells = 1 << (52 - (int) (entry & 63));
    for (int cell = 0; cell<cells; cell += cells> 32 ? cells / 32 : 1) {
        for (size_t i = 0; i < sizeof worst / sizeof worst[0]; i++) {
            double v = ldexp(1.0 + (cell + worst[i]) / cells, k - 53);
            assert_draw(p, upper ? 1.0 - v : v);
        }
    }
}

START_TEST(draws_are_within_the_bound_at_the_worst_places_of_every_octave)
{
    mkba_i_sampler *sampler;
    pair p = pair_of(_i, &sampler);
    for (int k = 0; k < MKBA_I_OCTAVES && sampler->kind == MKBA_I_SAMPLER_CURVE; k++) {
        assert_octave(&p, k, false);
        if (k > 12) { /* deeper, 1 - v cannot be told apart */
            assert_octave(&p, k, true);
        }
    }
    mkba_i_sampler_free(sampler);
}
END_TEST

START_TEST(no_draw_lies_outside_the_support)
{
    mkba_i_sampler *sampler;
    pair p = pair_of(_i, &sampler);
    double low = mkba_i_distribution_quantile(p.distribution, 0.0);
    double high = mkba_i_distribution_quantile(p.distribution, 1.0);
    for (int k = 1; k <= 53; k++) {
        for (double more = 1.0; more < 2.0; more += 0.0625) {
            double u = ldexp(more, -k);
            double left = draw(sampler, fmin(u, 0.99));
            double right = draw(sampler, fmax(1.0 - u, 0.01));
            ck_assert(left >= low && left <= high && right >= low && right <= high);
        }
    }
    mkba_i_sampler_free(sampler);
}
END_TEST

/* Whole numbers of draws may be asked for with a place that is an end: the loop neither stops nor leaves the support. */
START_TEST(a_place_at_an_end_gives_a_value_of_the_support)
{
    mkba_i_sampler *sampler = make(&distributions[_i], MKBA_I_VARIANT_PLAIN);
    ck_assert_double_ge(draw(sampler, 0.0), mkba_i_distribution_quantile(&distributions[_i], 0.0));
    ck_assert_double_le(draw(sampler, 1.0), mkba_i_distribution_quantile(&distributions[_i], 1.0));
    mkba_i_sampler_free(sampler);
}
END_TEST

/* ---- the same bits ----------------------------------------------------------------------------------------- */

#define N 1003

static void draw_by(const mkba_i_distribution *d, mkba_i_variant variant, const double *u, double *out, size_t step)
{
    mkba_i_sampler *sampler = make(d, variant);
    memcpy(out, u, N * sizeof *out);
    for (size_t i = 0; i < N; i += step) {
        mkba_i_sampler_draws(sampler, out + i, out + i, step < N - i ? step : N - i); /* in place */
    }
    mkba_i_sampler_free(sampler);
}

START_TEST(draws_have_the_same_bits_in_every_variant_however_they_are_cut)
{
    double u[N], expected[N], found[N];
    mkba_i_random stream = mkba_i_random_stream(4, "bits");
    mkba_i_random_uniforms(&stream, 0, u, N);
    u[0] = 0.0, u[1] = 0.5, u[2] = 1.0;
    draw_by(&distributions[_i], MKBA_I_VARIANT_PLAIN, u, expected, N);
    for (int variant = 0; variant < MKBA_I_VARIANTS; variant++) {
        if (mkba_i_variant_runs((mkba_i_variant) variant)) {
            for (size_t step = 1; step <= N; step = step * 5 + 1) {
                draw_by(&distributions[_i], (mkba_i_variant) variant, u, found, step);
                ck_assert_mem_eq(found, expected, sizeof expected);
            }
        }
    }
}
END_TEST

/* ---- ties -------------------------------------------------------------------------------------------------- */

/* Shares that a double holds exactly: at a share the value below it, just beyond the one above. */
START_TEST(listed_values_change_exactly_at_their_shares)
{
    static const double shares[] = {0.5, 0.875};
    static const double drawn[] = {-2.5, 4.0, 10.0};
    const mkba_i_distribution d = {.family = MKBA_I_DISCRETE, .values = values, .weights = weights, .n = 4};
    mkba_i_sampler *sampler = make(&d, MKBA_I_VARIANT_PLAIN);
    for (int i = 0; i < 2; i++) {
        ck_assert_double_eq(draw(sampler, shares[i]), drawn[i]);
        ck_assert_double_eq(draw(sampler, nextafter(shares[i], 1.0)), drawn[i + 1]);
        ck_assert_double_eq(draw(sampler, nextafter(shares[i], 0.0)), drawn[i]);
    }
    mkba_i_sampler_free(sampler);
}
END_TEST

/* ---- goodness of fit --------------------------------------------------------------------------------------- */

#define BINS 50

/* Whether bins are so wide that the bound of draws does not count. */
static bool are_wide(const double *ends, double sd)
{
    for (int b = 2; b < BINS; b++) {
        if (!(ends[b] - ends[b - 1] > 1e-5 * fmax(fabs(ends[b]), sd))) {
            return false;
        }
    }
    return true;
}

/* Chi-squared over bins of equal probability, whose ends are exact quantiles; of continuous distributions. */
START_TEST(draws_fall_as_often_as_they_should_between_quantiles)
{
    enum { DRAWS = 100000 };
    if (is_listed(&distributions[_i])) {
        return;
    }
    mkba_i_sampler *sampler = make(&distributions[_i], mkba_i_variant_best());
    mkba_i_random stream = mkba_i_random_stream(5, "fit");
    double ends[BINS];
    double counts[BINS] = {0.0};
    double *x = malloc(DRAWS * sizeof *x);
    for (int b = 1; b < BINS; b++) {
        ends[b] = mkba_i_distribution_quantile(&distributions[_i], (double) b / BINS);
    }
    mkba_i_random_uniforms(&stream, 0, x, DRAWS);
    mkba_i_sampler_draws(sampler, x, x, DRAWS);
    for (int i = 0; i < DRAWS; i++) {
        int bin = 0;
        while (bin + 1 < BINS && x[i] > ends[bin + 1]) {
            bin++;
        }
        counts[bin] += 1.0;
    }
    double chi_squared = 0.0;
    for (int b = 0; b < BINS; b++) {
        chi_squared += pow(counts[b] - (double) DRAWS / BINS, 2.0) / ((double) DRAWS / BINS);
    }
    double sd = NAN;
    ck_assert_int_eq(mkba_i_distribution_sd(&distributions[_i], &sd, NULL), MKBA_OK);
    /* 49 degrees of freedom: one in ten thousand is beyond */
    ck_assert_msg(!are_wide(ends, sd) || chi_squared < 94.0, "%g", chi_squared);
    free(x);
    mkba_i_sampler_free(sampler);
}
END_TEST

/* ---- refusals ---------------------------------------------------------------------------------------------- */

START_TEST(draws_beyond_the_doubles_are_refused)
{
    const mkba_i_distribution d = {.family = MKBA_I_LOGNORMAL, .a = 1e295, .b = 1e305};
    mkba_i_sampler *sampler = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_i_sampler_make(&d, MKBA_I_VARIANT_PLAIN, &sampler, &error), MKBA_ERROR_CASE);
    ck_assert_str_eq(error.message, "draws from this distribution would be beyond the range of a double");
    ck_assert_ptr_null(sampler);
}
END_TEST

START_TEST(a_beta_distribution_that_is_two_points_is_refused)
{
    const mkba_i_distribution d = {.family = MKBA_I_BETA, .a = 1e-9, .b = 5e-4, .c = 0, .d = 1};
    mkba_error error;
    ck_assert_int_eq(mkba_i_distribution_check(&d, &error), MKBA_ERROR_CASE);
    ck_assert_str_eq(error.message,
                     "the larger of alpha and beta of a beta distribution must be at least 0.001 (with less "
                     "it is two points: say so by a discrete distribution); it is 0.0005");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stat_sampler");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, the_bound_is_what_is_promised, 0, N_DISTRIBUTIONS);
    tcase_add_loop_test(all, draws_are_within_the_bound_at_random_places_and_in_the_tails, 0, N_DISTRIBUTIONS);
    tcase_add_loop_test(all, draws_are_within_the_bound_at_the_worst_places_of_every_octave, 0, N_DISTRIBUTIONS);
    tcase_add_loop_test(all, no_draw_lies_outside_the_support, 0, N_DISTRIBUTIONS);
    tcase_add_loop_test(all, a_place_at_an_end_gives_a_value_of_the_support, 0, N_DISTRIBUTIONS);
    tcase_add_loop_test(all, draws_have_the_same_bits_in_every_variant_however_they_are_cut, 0, N_DISTRIBUTIONS);
    tcase_add_loop_test(all, draws_fall_as_often_as_they_should_between_quantiles, 0, N_DISTRIBUTIONS);
    tcase_add_test(all, listed_values_change_exactly_at_their_shares);
    tcase_add_test(all, draws_beyond_the_doubles_are_refused);
    tcase_add_test(all, a_beta_distribution_that_is_two_points_is_refused);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
