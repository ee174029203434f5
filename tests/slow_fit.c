/* Goodness of fit: what a simulation draws of every distribution of the case format, against distribution functions that
 * are not ours (GSL's, or formulas), over 1e8 draws of tests/data/uncertain/every_distribution.json.
 *
 * Cells have a probability of a thousandth each, the first and the last of them split down to 1e-7; those of counts and
 * listed values lie around values, and hold at least ten draws. The statistic is Pearson's, once over all cells and once
 * over those of tails beyond 1e-5. A test fails below a probability of LEVEL or above 1 - LEVEL: of all that is tested
 * here together less than one in a hundred would fail by chance. Seeds are fixed, so none does. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "base/threads.h"
#include "run_suite.h"
#include "support.h"
#include "uncertain/study.h"

#define DRAWS UINT64_C(100000000)
#define LEVEL 5e-5
#define LEAST_EXPECTED 10.0
#define TAIL 1e-5
/* Draws are right within 1e-9 of a standard deviation. So cells are ten thousand times as wide, or more. */
#define NARROWEST 1e-5

enum { BLOCK = 2048, CHUNK = 64 * BLOCK, CELLS = 4096, THREADS = 2, PARAMETERS = 31 };

/* ---- distribution functions ---------------------------------------------------------------------------------- */

/* Probabilities of at most x and of more, each with its own digits. */
typedef struct tails {
    double lower, upper;
} tails;

static tails gamma_tails(double x, double mean, double sd)
{
    double shape = mean / sd * (mean / sd);
    return (tails){gsl_cdf_gamma_P(fmax(x, 0.0), shape, mean / shape),
                   gsl_cdf_gamma_Q(fmax(x, 0.0), shape, mean / shape)};
}

static tails beta_tails(double x, double a, double b, double low, double high)
{
    double at = fmin(fmax((x - low) / (high - low), 0.0), 1.0);
    return (tails){gsl_cdf_beta_P(at, a, b), gsl_cdf_beta_Q(at, a, b)};
}

static tails lognormal_tails(double x, double mean, double sd)
{
    double variance = log1p(sd / mean * (sd / mean));
    double mu = log(mean) - variance / 2;
    return x <= 0.0 ? (tails){0.0, 1.0}
                    : (tails){gsl_cdf_lognormal_P(x, mu, sqrt(variance)), gsl_cdf_lognormal_Q(x, mu, sqrt(variance))};
}

static tails triangular_tails(double x, double low, double mode, double high)
{
    double at = fmin(fmax(x, low), high);
    double rise = (at - low) * (at - low) / ((high - low) * (mode - low));
    double fall = (high - at) * (high - at) / ((high - low) * (high - mode));
    return at < mode ? (tails){rise, 1.0 - rise} : high > mode ? (tails){1.0 - fall, fall} : (tails){1.0, 0.0};
}

static tails listed_tails(double x, const mkba_i_distribution *d)
{
    tails t = {0.0, 0.0};
    for (size_t i = 0; i < d->n; i++) {
        *(d->values[i] <= x ? &t.lower : &t.upper) += d->weights == NULL ? 1.0 : d->weights[i];
    }
    return (tails){t.lower / (t.lower + t.upper), t.upper / (t.lower + t.upper)};
}

static tails count_tails(double x, const mkba_i_distribution *d)
{
    if (x < 0.0) {
        return (tails){0.0, 1.0};
    }
    unsigned k = (unsigned) floor(x), n = (unsigned) d->a;
    return d->family == MKBA_I_POISSON ? (tails){gsl_cdf_poisson_P(k, d->a), gsl_cdf_poisson_Q(k, d->a)}
           : k >= n                    ? (tails){1.0, 0.0}
                                       : (tails){gsl_cdf_binomial_P(k, d->b, n), gsl_cdf_binomial_Q(k, d->b, n)};
}

/* Before truncation. */
static tails whole_tails(double x, const mkba_i_distribution *d)
{
    if (isinf(x)) {
        return x < 0.0 ? (tails){0.0, 1.0} : (tails){1.0, 0.0};
    }
    switch (d->family) {
    case MKBA_I_NORMAL: return (tails){gsl_cdf_gaussian_P(x - d->a, d->b), gsl_cdf_gaussian_Q(x - d->a, d->b)};
    case MKBA_I_LOGNORMAL: return lognormal_tails(x, d->a, d->b);
    case MKBA_I_UNIFORM: return (tails){gsl_cdf_flat_P(x, d->a, d->b), gsl_cdf_flat_Q(x, d->a, d->b)};
    case MKBA_I_TRIANGULAR: return triangular_tails(x, d->a, d->b, d->c);
    case MKBA_I_PERT: {
        double width = d->c - d->a;
        return beta_tails(x, 1 + 4 * (d->b - d->a) / width, 1 + 4 * (d->c - d->b) / width, d->a, d->c);
    }
    case MKBA_I_BETA: return beta_tails(x, d->a, d->b, d->c, d->d);
    case MKBA_I_GAMMA: return gamma_tails(x, d->a, d->b);
    case MKBA_I_POISSON:
    case MKBA_I_BINOMIAL: return count_tails(x, d);
    default: return listed_tails(x, d);
    }
}

static bool is_listed(const mkba_i_distribution *d)
{
    return d->family >= MKBA_I_POISSON;
}

/* Of more than `low` and at most `high`, of the distribution after truncation. */
static double between(double low, double high, const mkba_i_distribution *d)
{
    /* a truncation of counts has its ends in it */
    double least = !d->truncated ? -INFINITY : is_listed(d) ? ceil(d->low) - 0.5 : d->low;
    double most = d->truncated ? d->high : INFINITY;
    const double ends[2][2] = {{fmin(fmax(low, least), most), fmin(fmax(high, least), most)}, {least, most}};
    double probability[2];
    for (int i = 0; i < 2; i++) {
        tails a = whole_tails(ends[i][0], d), b = whole_tails(ends[i][1], d);
        probability[i] = a.lower < 0.5 ? b.lower - a.lower : a.upper - b.upper;
    }
    return probability[0] / probability[1];
}

/* ---- cells ----------------------------------------------------------------------------------------------------- */

/* Cell i holds what is above ends[i - 1] and at most ends[i]; the last end is infinite. */
typedef struct cells {
    const char *name;
    mkba_i_distribution distribution;
    double sd;
    double ends[CELLS];
    double expected[CELLS];
    size_t n;
} cells;

static double end_before(const cells *c, size_t cell)
{
    return cell == 0 ? -INFINITY : c->ends[cell - 1];
}

/* Adds a cell, unless too few draws are expected in it or it is too narrow: then it goes on to the next end. */
static void add_cell(cells *c, double end, double draws)
{
    double expected = draws * between(end_before(c, c->n), end, &c->distribution);
    double low = fmax(end_before(c, c->n), mkba_i_distribution_quantile(&c->distribution, 0.0));
    if (expected >= LEAST_EXPECTED * (1 - 1e-6) && end - low >= NARROWEST * c->sd) {
        ck_assert_uint_lt(c->n, CELLS);
        c->ends[c->n] = end;
        c->expected[c->n++] = expected;
    }
}

/* What is left above the last end belongs to a cell of its own, or to the last. */
static void close_cells(cells *c, double draws)
{
    size_t before = c->n;
    add_cell(c, INFINITY, draws);
    if (c->n == before) {
        c->ends[c->n - 1] = INFINITY;
        c->expected[c->n - 1] = draws * between(end_before(c, c->n - 1), INFINITY, &c->distribution);
    }
}

/* Ends at these quantiles: wherever they lie, what is expected between them is exact. */
static void cut_evenly(cells *c, double draws)
{
    static const double tail[] = {1e-7, 1e-6, 1e-5, 1e-4};
    for (int i = 0; i < 4; i++) {
        add_cell(c, mkba_i_distribution_quantile(&c->distribution, tail[i]), draws);
    }
    for (int i = 1; i < 1000; i++) {
        add_cell(c, mkba_i_distribution_quantile(&c->distribution, i / 1000.0), draws);
    }
    for (int i = 3; i >= 0; i--) {
        add_cell(c, mkba_i_distribution_quantile(&c->distribution, 1.0 - tail[i]), draws);
    }
}

/* Between whole numbers, as far as there are draws. */
static void cut_at_counts(cells *c, double draws)
{
    double last = mkba_i_distribution_quantile(&c->distribution, 1.0 - 1.0 / draws);
    for (double k = mkba_i_distribution_quantile(&c->distribution, 1.0 / draws); k <= last; k += 1.0) {
        add_cell(c, k + 0.5, draws);
    }
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;
    return x < y ? -1 : x > y;
}

static void cut_at_values(cells *c, double draws)
{
    double values[CELLS];
    memcpy(values, c->distribution.values, c->distribution.n * sizeof *values);
    qsort(values, c->distribution.n, sizeof *values, compare);
    for (size_t i = 0; i + 1 < c->distribution.n; i++) {
        add_cell(c, values[i] / 2 + values[i + 1] / 2, draws);
    }
}

static void cut(cells *c, double draws)
{
    switch (c->distribution.family) {
    case MKBA_I_POISSON:
    case MKBA_I_BINOMIAL: cut_at_counts(c, draws); break;
    case MKBA_I_DISCRETE:
    case MKBA_I_EMPIRICAL: cut_at_values(c, draws); break;
    default: cut_evenly(c, draws);
    }
    close_cells(c, draws);
}

/* ---- counting ------------------------------------------------------------------------------------------------ */

typedef struct counting {
    mkba_case *mkba;
    mkba_i_study *study;
    mkba_i_study_space *spaces[THREADS];
    cells *cells; /* per parameter */
    size_t n_parameters;
    uint64_t (*counts[THREADS])[CELLS]; /* [parameter][cell]; after counting all are in the first */
    uint64_t draws;
} counting;

/* The first cell whose end is not below x. */
static size_t cell_of(const cells *c, double x)
{
    const double *base = c->ends;
    for (size_t n = c->n; n > 1; n -= n / 2) {
        base += (n / 2) * (size_t) (base[n / 2 - 1] < x); /* no branch: which way is anybody's guess */
    }
    return (size_t) (base - c->ends);
}

static mkba_status count_chunk(void *context, size_t worker, uint64_t chunk, mkba_error *error)
{
    counting *all = context;
    uint64_t end = (chunk + 1) * CHUNK < all->draws ? (chunk + 1) * CHUNK : all->draws;
    (void) error;
    for (uint64_t first = chunk * CHUNK; first < end; first += BLOCK) {
        size_t n = end - first < BLOCK ? (size_t) (end - first) : BLOCK;
        mkba_i_study_sample(all->study, all->spaces[worker], first, n);
        for (size_t k = 0; k < all->n_parameters; k++) {
            const double *x = mkba_i_study_values(all->spaces[worker], k);
            for (size_t i = 0; i < n; i++) {
                all->counts[worker][k][cell_of(&all->cells[k], x[i])]++;
            }
        }
    }
    return MKBA_OK;
}

/* What is drawn of a parameter: of joint draws the number of a row. */
static mkba_i_distribution distribution_of(const mkba_i_study *study, size_t k, const char **name)
{
    static const double rows[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    size_t position;
    const mkba_i_parameter *parameter = mkba_i_study_parameter(study, k, &position);
    const mkba_i_distribution *d = mkba_i_study_distribution(study, k);
    *name = parameter->name;
    return d != NULL ? *d : (mkba_i_distribution){.family = MKBA_I_EMPIRICAL, .values = rows, .n = parameter->n_draws};
}

static void make_room(counting *all)
{
    all->n_parameters = mkba_i_study_n_parameters(all->study);
    ck_assert_uint_eq(all->n_parameters, PARAMETERS);
    all->cells = calloc(all->n_parameters, sizeof *all->cells);
    ck_assert_ptr_nonnull(all->cells);
    for (size_t k = 0; k < all->n_parameters; k++) {
        all->cells[k].distribution = distribution_of(all->study, k, &all->cells[k].name);
        ck_assert_int_eq(mkba_i_distribution_sd(&all->cells[k].distribution, &all->cells[k].sd, NULL), MKBA_OK);
        cut(&all->cells[k], (double) all->draws);
    }
    for (size_t i = 0; i < THREADS; i++) {
        all->counts[i] = calloc(all->n_parameters, sizeof *all->counts[i]);
        ck_assert_ptr_nonnull(all->counts[i]);
        ck_assert_int_eq(mkba_i_study_space_make(all->study, BLOCK, &all->spaces[i], NULL), MKBA_OK);
    }
}

static counting count(mkba_i_draw_plan plan, uint64_t draws)
{
    counting all = {.draws = draws};
    mkba_i_study_setup setup = {.plan = plan, .seed = 20260101, .draws = draws, .variant = mkba_i_variant_best()};
    mkba_error error = {.status = MKBA_OK};
    char *text = support_data("uncertain/every_distribution.json", NULL);
    all.mkba = support_parse(text);
    free(text);
    gsl_set_error_handler_off();
    ck_assert_msg(mkba_i_study_make(all.mkba, &setup, &all.study, &error) == MKBA_OK, "%s", error.message);
    make_room(&all);
    ck_assert_int_eq(mkba_i_parallel(THREADS, (draws + CHUNK - 1) / CHUNK, count_chunk, &all, NULL, NULL, NULL),
                     MKBA_OK);
    for (size_t i = 1; i < THREADS; i++) {
        for (size_t cell = 0; cell < all.n_parameters * CELLS; cell++) {
            all.counts[0][cell / CELLS][cell % CELLS] += all.counts[i][cell / CELLS][cell % CELLS];
        }
    }
    return all;
}

static void drop(counting *all)
{
    for (size_t i = 0; i < THREADS; i++) {
        mkba_i_study_space_free(all->spaces[i]);
        free(all->counts[i]);
    }
    mkba_i_study_free(all->study);
    mkba_case_free(all->mkba);
    free(all->cells);
}

/* ---- the statistics ---------------------------------------------------------------------------------------------- */

/* Probabilities that chance alone gives a Pearson statistic that is higher. */
typedef struct verdict {
    double all, tails; /* tails: NAN where no cell lies beyond TAIL */
} verdict;

static double pearson(double counted, double expected)
{
    return (counted - expected) * (counted - expected) / expected;
}

/* The cells beyond TAIL, and all others as one. */
static double judge_tails(const cells *c, const uint64_t *counts, double draws)
{
    double statistic = 0.0, in_tails = 0.0, expected = 0.0, freedom = 0.0;
    for (size_t i = 0; i < c->n; i++) {
        bool is_tail = between(-INFINITY, c->ends[i], &c->distribution) <= TAIL * (1 + 1e-6) ||
                       between(end_before(c, i), INFINITY, &c->distribution) <= TAIL * (1 + 1e-6);
        if (is_tail) {
            statistic += pearson((double) counts[i], c->expected[i]);
            in_tails += (double) counts[i];
            expected += c->expected[i];
            freedom += 1.0;
        }
    }
    statistic += pearson(draws - in_tails, draws - expected);
    return freedom > 0.0 ? gsl_cdf_chisq_Q(statistic, freedom) : NAN;
}

static verdict judge(const cells *c, const uint64_t *counts, double draws)
{
    double statistic = 0.0;
    for (size_t i = 0; i < c->n; i++) {
        statistic += pearson((double) counts[i], c->expected[i]);
    }
    return (verdict){gsl_cdf_chisq_Q(statistic, (double) c->n - 1.0), judge_tails(c, counts, draws)};
}

static bool is_likely(double probability)
{
    return probability > LEVEL && probability < 1.0 - LEVEL;
}

/* The same cells, with what a distribution would lead to of which one number, or the scale, is one per cent off. */
static cells slightly_wrong(const cells *c, double draws, double *weights)
{
    cells wrong = *c;
    mkba_i_distribution *d = &wrong.distribution;
    switch (d->family) {
    case MKBA_I_TRIANGULAR:
    case MKBA_I_PERT: d->a -= 0.01 * (d->c - d->a); break;
    case MKBA_I_LOGNORMAL: d->a *= 1.01, d->b *= 1.01; break;
    case MKBA_I_POISSON: d->a *= 1.01; break;
    case MKBA_I_DISCRETE:
    case MKBA_I_EMPIRICAL:
        for (size_t i = 0; i < d->n; i++) {
            weights[i] = (d->weights == NULL ? 1.0 : d->weights[i]) * (i == 0 ? 1.01 : 1.0);
        }
        d->weights = weights;
        break;
    default: d->b *= 1.01;
    }
    for (size_t i = 0; i < c->n; i++) {
        wrong.expected[i] = fmax(draws * between(end_before(c, i), c->ends[i], d), 1e-3);
    }
    return wrong;
}

/* Of a sampler that keeps within the quantiles at 1e-6 and 1 - 1e-6 what lies beyond them. */
static void cut_tails(const cells *c, uint64_t *counts)
{
    counts[2] += counts[0] + counts[1];
    counts[c->n - 3] += counts[c->n - 1] + counts[c->n - 2];
    counts[0] = counts[1] = counts[c->n - 1] = counts[c->n - 2] = 0;
}

START_TEST(draws_fit_their_distribution_and_none_that_is_one_per_cent_off)
{
    counting all = count(MKBA_I_PLAN_RANDOM, DRAWS);
    double draws = (double) all.draws, weights[16];
    for (size_t k = 0; k < all.n_parameters; k++) {
        cells *c = &all.cells[k], wrong = slightly_wrong(c, draws, weights);
        uint64_t *counts = all.counts[0][k];
        verdict found = judge(c, counts, draws), other = judge(&wrong, counts, draws);
        printf("# %s: %zu cells, p %.3g, tails %.3g\n", c->name, c->n, found.all, found.tails);
        ck_assert_msg(is_likely(found.all), "%s: %zu cells, p = %g", c->name, c->n, found.all);
        ck_assert_msg(isnan(found.tails) || is_likely(found.tails), "%s: tails, p = %g", c->name, found.tails);
        ck_assert_msg(other.all < LEVEL, "%s: a wrong number is not found, p = %g", c->name, other.all);
        ck_assert(is_listed(&c->distribution) || c->n > 900);
        if (!is_listed(&c->distribution) && !isnan(found.tails)) {
            cut_tails(c, counts);
            ck_assert_msg(judge(c, counts, draws).tails < LEVEL, "%s: tails that are cut are not found", c->name);
        }
    }
    drop(&all);
}
END_TEST

/* Of N draws of a Latin hypercube one lies in each Nth part. So a cell has as many as it should but for one at either end,
 * and what 1e-9 of a standard deviation, by which draws may be off, makes of that. */
START_TEST(a_latin_hypercube_leaves_nothing_to_chance)
{
    counting all = count(MKBA_I_PLAN_LHS, DRAWS / 10);
    for (size_t k = 0; k < all.n_parameters; k++) {
        const cells *c = &all.cells[k];
        for (size_t i = 0; i < c->n && !mkba_i_study_is_correlated(all.study, k); i++) {
            double counted = (double) all.counts[0][k][i];
            ck_assert_msg(fabs(counted - c->expected[i]) < 3.0, "%s: %g draws up to %g, not %.2f", c->name, counted,
                          c->ends[i], c->expected[i]);
        }
    }
    drop(&all);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("slow_fit");
    TCase *all = tcase_create("fit");
    tcase_set_timeout(all, 1200);
    tcase_add_test(all, draws_fit_their_distribution_and_none_that_is_one_per_cent_off);
    tcase_add_test(all, a_latin_hypercube_leaves_nothing_to_chance);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
