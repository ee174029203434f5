/* stat/simplex_squares.h, stat/simplex_face.h: random problems of every shape against a bound that the dual gives in long
 * double, whatever the weights are; and Proposition 99, of which others computed the weights. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/csv_read.h"
#include "base/memory.h"
#include "base/number.h"
#include "run_suite.h"
#include "stat/random.h"
#include "stat/simplex_face.h"
#include "stat/simplex_squares.h"
#include "support.h"

#define MOST_ROWS 60
#define MOST_COLUMNS 400

/* ---- random problems -------------------------------------------------------------------------------------- */

static mkba_i_random stream;
static uint64_t drawn;

static double uniform(void)
{
    return mkba_i_random_uniform(&stream, drawn++);
}

static double normal(void)
{
    double radius = sqrt(-2 * log(uniform()));
    return radius * cos(6.283185307179586 * uniform());
}

static size_t below(size_t n)
{
    return (size_t) (uniform() * (double) n);
}

typedef struct made {
    mkba_i_simplex_squares problem;
    double columns[MOST_ROWS * MOST_COLUMNS], target[MOST_ROWS], weights[MOST_COLUMNS], linear[MOST_COLUMNS];
} made;

typedef enum shape { FULL, DUPLICATED, LOW_RANK, COLLINEAR, GRID, WALKS, SHAPES } shape;

static void make_column(made *to, shape kind, size_t j, size_t rank, const double *factors)
{
    size_t m = to->problem.n_rows, one = j > 0 ? below(j) : 0, two = j > 0 ? below(j) : 0;
    double *column = &to->columns[j * m], share = uniform();
    bool copies = j > 0 && (kind == DUPLICATED || kind == COLLINEAR) && uniform() < 0.5;
    memset(column, 0, m * sizeof *column);
    for (size_t q = 0; kind == LOW_RANK && q < rank; q++) {
        double loading = normal();
        for (size_t i = 0; i < m; i++)
            column[i] += loading * factors[q * m + i];
    }
    for (size_t i = 0; kind != LOW_RANK && i < m; i++)
        if (copies)
            column[i] = kind == DUPLICATED ? to->columns[one * m + i]
                                           : share * to->columns[one * m + i] + (1 - share) * to->columns[two * m + i];
        else if (kind == GRID)
            column[i] = floor(3 * uniform());
        else
            column[i] = kind == WALKS && i > 0 ? column[i - 1] + 0.01 * normal() : normal();
}

/* In the hull of the columns, on the grid, or anywhere. */
static void make_target(made *to, shape kind)
{
    size_t m = to->problem.n_rows, n = to->problem.n_columns;
    double far = exp(3 * normal() - 3), sum = 0, size;
    bool inside = uniform() < 0.3;
    memset(to->target, 0, m * sizeof *to->target);
    for (size_t j = 0; inside && j < n; j++) {
        size = j == 0 || uniform() < 0.3 ? -log(uniform()) : 0;
        sum += size;
        for (size_t i = 0; i < m; i++)
            to->target[i] += size * to->columns[j * m + i];
    }
    for (size_t i = 0; i < m; i++)
        to->target[i] = inside ? to->target[i] / sum : kind == GRID ? floor(3 * uniform()) : far * normal();
}

static shape make_problem(made *to, size_t number, bool with_ridge)
{
    double factors[5 * MOST_ROWS], level;
    shape kind = (shape) (number % SHAPES);
    drawn = (uint64_t) number << 32;
    size_t m = 1 + below(MOST_ROWS), n = 2 + below(uniform() < 0.5 ? 40 : MOST_COLUMNS - 1), rank = 1 + below(5);
    to->problem = (mkba_i_simplex_squares){
        .columns = to->columns, .target = to->target, .n_rows = m, .n_columns = n, .intercept = uniform() < 0.3};
    for (size_t i = 0; i < MKBA_I_LENGTH(factors); i++)
        factors[i] = normal();
    for (size_t j = 0; j < n; j++)
        make_column(to, kind, j, rank, factors);
    make_target(to, kind);
    level = uniform() < 0.5 ? 0 : floor(100 * uniform());
    for (size_t i = 0; i < m * n; i++)
        to->columns[i] += level;
    for (size_t i = 0; i < m; i++)
        to->target[i] += level;
    if (with_ridge && uniform() < 0.4)
        to->problem.ridge = pow(10, 8 * uniform() - 6);
    return kind;
}

/* ---- a bound that holds whatever the weights are ---------------------------------------------------------- */

/* The same problem in long double: points are columns less the target, and less their means with an intercept. */
static long double points[MOST_COLUMNS][MOST_ROWS];

static long double mean(const double *values, size_t n)
{
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (long double) n;
}

static long double set_points(const mkba_i_simplex_squares *p)
{
    long double scale = 0, of_target = p->intercept ? mean(p->target, p->n_rows) : 0;
    for (size_t j = 0; j < p->n_columns; j++) {
        const double *column = &p->columns[j * p->n_rows];
        long double own = p->intercept ? mean(column, p->n_rows) : 0, size = 0;
        for (size_t i = 0; i < p->n_rows; i++) {
            points[j][i] = (column[i] - own) - (p->target[i] - of_target);
            size += points[j][i] * points[j][i];
        }
        scale = size > scale ? size : scale;
    }
    return scale;
}

typedef struct verdict {
    long double objective, bound; /* of these weights; of any */
    size_t steepest;              /* the column that the bound comes from */
} verdict;

/* The least that a change d of a weight can bring: slope d + ridge d^2, for d >= -weight. */
static long double least_of(long double slope, long double ridge, long double weight)
{
    if (slope > 2 * ridge * weight)
        return -slope * weight + ridge * weight * weight;
    return ridge > 0 ? -slope * slope / (4 * ridge) : 0;
}

/* For weights w and v of sum 1 the objective is f(v) = f(w) + g'd + |C d|^2 + ridge |d|^2, d = v - w, g the slopes. Without a
 * ridge f(v) >= f(w) + min g - g'w (Frank and Wolfe, 1956). With one, sum d = 0 lets any number m go off g:
 * f(v) >= f(w) + sum_j min_d (g_j - m) d + ridge d^2; m = g'w. Weights count as shares of their sum. */
static verdict judge(const mkba_i_simplex_squares *p, const long double *weights)
{
    long double at[MOST_ROWS] = {0}, slopes[MOST_COLUMNS], sum = 0, level = 0, lowest = INFINITY, least = 0;
    verdict found = {0};
    for (size_t j = 0; j < p->n_columns; j++)
        sum += weights[j];
    for (size_t j = 0; j < p->n_columns; j++)
        for (size_t i = 0; i < p->n_rows; i++)
            at[i] += weights[j] / sum * points[j][i];
    for (size_t i = 0; i < p->n_rows; i++)
        found.objective += at[i] * at[i];
    for (size_t j = 0; j < p->n_columns; j++) {
        long double share = weights[j] / sum;
        slopes[j] = 2 * p->ridge * share;
        for (size_t i = 0; i < p->n_rows; i++)
            slopes[j] += 2 * at[i] * points[j][i];
        found.objective += p->ridge * share * share;
        level += share * slopes[j];
        found.steepest = slopes[j] < lowest ? j : found.steepest;
        lowest = fminl(slopes[j], lowest);
    }
    for (size_t j = 0; j < p->n_columns; j++)
        least += least_of(slopes[j] - level, p->ridge, weights[j] / sum);
    found.bound = fmaxl(0, found.objective + (p->ridge > 0 ? least : lowest - level)); /* squares */
    return found;
}

static long double matrix[MOST_COLUMNS + 1][MOST_COLUMNS + 2];

/* Gauss's elimination of n rows, the greatest pivot first; the solution comes into the last column. False when singular. */
static bool eliminate(size_t n)
{
    for (size_t k = 0; k < n; k++) {
        size_t best = k;
        for (size_t a = k + 1; a < n; a++)
            best = fabsl(matrix[a][k]) > fabsl(matrix[best][k]) ? a : best;
        if (matrix[best][k] == 0)
            return false;
        for (size_t b = 0; b <= n; b++) {
            long double kept = matrix[k][b];
            matrix[k][b] = matrix[best][b];
            matrix[best][b] = kept;
        }
        for (size_t a = 0; a < n; a++) {
            long double share = a == k ? 0 : matrix[a][k] / matrix[k][k];
            for (size_t b = k; share != 0 && b <= n; b++)
                matrix[a][b] -= share * matrix[k][b];
        }
    }
    for (size_t k = 0; k < n; k++)
        matrix[k][n] /= matrix[k][k];
    return true;
}

/* One step to the optimum on a set of columns: (C'C + ridge) d + m = -(C'C + ridge) w, sum d = 1 - sum w. Once more, it takes
 * away rounding. The weights need not be right, nor above 0: the bound holds for any of sum 1. */
static bool step_on_set(const mkba_i_simplex_squares *p, const size_t *set, size_t n, long double *weights)
{
    long double at[MOST_ROWS] = {0}, left = 1;
    for (size_t a = 0; a < n; a++) {
        left -= weights[set[a]];
        for (size_t i = 0; i < p->n_rows; i++)
            at[i] += weights[set[a]] * points[set[a]][i];
    }
    for (size_t a = 0; a <= n; a++)
        for (size_t b = 0; b <= n; b++) {
            matrix[a][b] = a == n ? (b != n) : b == n ? 1 : a == b ? p->ridge : 0;
            for (size_t i = 0; a < n && b < n && i < p->n_rows; i++)
                matrix[a][b] += points[set[a]][i] * points[set[b]][i];
        }
    matrix[n][n + 1] = left;
    for (size_t a = 0; a < n; a++) {
        matrix[a][n + 1] = -p->ridge * weights[set[a]];
        for (size_t i = 0; i < p->n_rows; i++)
            matrix[a][n + 1] -= at[i] * points[set[a]][i];
    }
    if (!eliminate(n + 1))
        return false;
    for (size_t a = 0; a < n; a++)
        weights[set[a]] += matrix[a][n + 1];
    return true;
}

static bool solve_set(const mkba_i_simplex_squares *p, const double *from, long double *weights)
{
    size_t set[MOST_COLUMNS], n = 0;
    for (size_t j = 0; j < p->n_columns; j++) {
        weights[j] = 0;
        if (from[j] > 0)
            set[n++] = j;
    }
    return step_on_set(p, set, n, weights) && step_on_set(p, set, n, weights);
}

/* Ends the test when the weights are not within 1e-9 of the optimum. The bound is made better until it says so: by the
 * optimum on the set of columns with weight, with one column more each time, the one that the bound suffers from. */
static void expect_optimal(const made *from, size_t number)
{
    static long double weights[MOST_COLUMNS];
    const mkba_i_simplex_squares *p = &from->problem;
    mkba_i_simplex_squares basic = *p;
    double set[MOST_COLUMNS];
    mkba_i_simplex_fit fit;
    long double scale = set_points(p), sum = 0, most;
    for (size_t j = 0; j < p->n_columns; j++) {
        ck_assert(from->weights[j] >= 0 && from->weights[j] <= 1 + 1e-15);
        sum += from->weights[j];
        weights[j] = from->weights[j];
    }
    ck_assert(fabsl(sum - 1) < 1e-14);
    verdict found = judge(p, weights), better = found;
    most = (found.objective - 1e-18L * scale - 1e-26L) / (1 + 1e-9L); /* figures are up to 100 */
    basic.basic = true;
    if (better.bound < most)
        ck_assert_int_eq(mkba_i_simplex_squares_solve(&basic, set, &fit, NULL), MKBA_OK);
    for (int turn = 0; better.bound < most && turn < 20 && solve_set(p, set, weights); turn++) {
        verdict now_at = judge(p, weights);
        better.bound = fmaxl(better.bound, now_at.bound);
        for (size_t j = 0; j < p->n_columns; j++)
            set[j] = weights[j] > 0;
        set[now_at.steepest] = 1;
    }
    if (better.bound < most)
        ck_abort_msg("problem %zu, %zu x %zu, ridge %g: %.14Lg, optimum from %.14Lg", number, p->n_rows, p->n_columns,
                     p->ridge, found.objective, better.bound);
}

static size_t n_problems(size_t otherwise)
{
    const char *wanted = getenv("MKBA_TEST_PROBLEMS");
    return wanted == NULL ? otherwise : (size_t) strtoul(wanted, NULL, 10);
}

static made now;

START_TEST(weights_are_optimal)
{
    size_t several = 0, n = n_problems(300);
    stream = mkba_i_random_stream(1, "squares");
    for (size_t number = 0; number < n; number++) {
        mkba_i_simplex_fit fit;
        mkba_error error;
        make_problem(&now, number, true);
        if (mkba_i_simplex_squares_solve(&now.problem, now.weights, &fit, &error) != MKBA_OK)
            ck_abort_msg("problem %zu: %s", number, error.message);
        ck_assert(fit.gap <= MKBA_I_SIMPLEX_SQUARES_OPTIMAL);
        several += !fit.unique;
        expect_optimal(&now, number);
    }
    ck_assert_uint_gt(several, n / 5); /* ties and exact fits are among them */
}
END_TEST

/* Weights w of minimum norm of those that make the same point: w'v >= w'w for all others v, as the set is convex. The least
 * w'v is a linear programme. */
/* Of f(w) = |C w|^2 + linear'w the least is f(w) + min g - g'w or more, g its slopes, as f is convex. */
START_TEST(with_a_linear_part_weights_are_optimal_too)
{
    mkba_i_simplex_squares *p = &now.problem;
    mkba_i_simplex_fit fit;
    for (size_t number = 0, n = n_problems(300); number < n; number++) {
        make_problem(&now, number, false);
        long double scale = set_points(p), by = expl(18 * uniform() - 14), at[MOST_ROWS] = {0}, level = 0,
                    low = INFINITY;
        for (size_t j = 0; j < p->n_columns; j++)
            now.linear[j] = (double) (by * scale) * (number % 2 == 0 ? uniform() : floor(3 * uniform()));
        p->linear = now.linear;
        ck_assert_int_eq(mkba_i_simplex_squares_solve(p, now.weights, &fit, NULL), MKBA_OK);
        for (size_t k = 0; k < p->n_columns * p->n_rows; k++)
            at[k % p->n_rows] += now.weights[k / p->n_rows] * points[k / p->n_rows][k % p->n_rows];
        for (size_t j = 0; j < p->n_columns; j++) {
            long double slope = now.linear[j];
            for (size_t i = 0; i < p->n_rows; i++)
                slope += 2 * at[i] * points[j][i];
            level += now.weights[j] * slope, low = fminl(low, slope);
        }
        ck_assert_ldouble_le(level - low, 1e-9L * fit.squares + 1e-13L * (1 + by) * scale);
    }
}
END_TEST

START_TEST(of_several_optimal_weights_they_are_those_of_minimum_norm)
{
    size_t told = 0, n = n_problems(300) / 5;
    stream = mkba_i_random_stream(2, "face");
    for (size_t number = 0; number < n; number++) {
        mkba_i_simplex_fit fit;
        mkba_i_simplex_face *face = NULL;
        mkba_i_simplex_range range;
        double norm = 0;
        make_problem(&now, number, false);
        const mkba_i_simplex_squares *p = &now.problem;
        ck_assert_int_eq(mkba_i_simplex_squares_solve(p, now.weights, &fit, NULL), MKBA_OK);
        ck_assert_int_eq(mkba_i_simplex_face_make(now.columns, p->n_rows, p->n_columns, now.weights, &face, NULL),
                         MKBA_OK);
        for (size_t j = 0; j < p->n_columns; j++)
            norm += now.weights[j] * now.weights[j];
        if (mkba_i_simplex_face_range(face, now.weights, &range, NULL) == MKBA_OK) {
            told++;
            if (fabs(range.low - norm) > 1e-9 * norm || range.high < norm * (1 - 1e-9))
                ck_abort_msg("problem %zu: %.17g, not from %.17g to %.17g", number, norm, range.low, range.high);
        }
        mkba_i_simplex_face_free(face);
    }
    ck_assert_uint_ge(1000 * told, 998 * n);
}
END_TEST

/* ---- ranges ------------------------------------------------------------------------------------------------ */

/* By hand: weights of 0, 1, 2, 3 with mean 1.5; those of 0 and 3, or of 1 and 2, are halves. */
START_TEST(ranges_are_those_of_the_known_programmes)
{
    static const double columns[] = {0, 1, 2, 3}, weights[] = {0.25, 0.25, 0.25, 0.25};
    static const struct {
        double costs[4], low, high;
    } cases[] = {{{0, 1, 4, 9}, 2.5, 4.5},     /* 1 and 2: (1 + 4) / 2; 0 and 3: 9 / 2 */
                 {{0, 1, 2, 3}, 1.5, 1.5},     /* what is held */
                 {{7, 7, 7, 7}, 7, 7},         /* the sum is */
                 {{1, 0, 0, 0}, 0, 0.5},       /* at most half at 0 */
                 {{0, -1, 1, 0}, -0.75, 0.75}, /* 1 with 0.75, 3 with 0.25 */
                 {{0, 0, 0, 0}, 0, 0}};
    mkba_i_simplex_face *face = NULL;
    ck_assert_int_eq(mkba_i_simplex_face_make(columns, 1, 4, weights, &face, NULL), MKBA_OK);
    for (size_t i = 0; i < MKBA_I_LENGTH(cases); i++) {
        mkba_i_simplex_range range;
        ck_assert_int_eq(mkba_i_simplex_face_range(face, cases[i].costs, &range, NULL), MKBA_OK);
        ck_assert_double_eq_tol(range.low, cases[i].low, 1e-12);
        ck_assert_double_eq_tol(range.high, cases[i].high, 1e-12);
    }
    mkba_i_simplex_face_free(face);
}
END_TEST

/* Weights alone cannot leave the range of a face that is all of the simplex, and of one that is a single point. */
START_TEST(a_face_is_all_of_the_simplex_or_a_point)
{
    static const double same[] = {5, 5, 5}, corner[] = {0, 0, 1, 0, 0, 1}, costs[] = {3, -1, 2};
    static const double third[] = {0.2, 0.3, 0.5};
    mkba_i_simplex_face *face = NULL;
    mkba_i_simplex_range range;
    ck_assert_int_eq(mkba_i_simplex_face_make(same, 1, 3, third, &face, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_simplex_face_range(face, costs, &range, NULL), MKBA_OK);
    ck_assert(range.low == -1 && range.high == 3);
    mkba_i_simplex_face_free(face);
    ck_assert_int_eq(mkba_i_simplex_face_make(corner, 2, 3, third, &face, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_simplex_face_range(face, costs, &range, NULL), MKBA_OK);
    ck_assert_double_eq_tol(range.low, 0.6 - 0.3 + 1, 1e-14);
    ck_assert_double_eq_tol(range.high, 0.6 - 0.3 + 1, 1e-14);
    mkba_i_simplex_face_free(face);
}
END_TEST

/* The dual bounds both ends, and a point between two ends of a face is in its range. */
START_TEST(ranges_are_certain_and_hold_the_weights)
{
    size_t told = 0, wide = 0, n = n_problems(300) / 5;
    stream = mkba_i_random_stream(3, "range");
    for (size_t number = 0; number < n; number++) {
        double costs[MOST_COLUMNS], at = 0;
        mkba_i_simplex_fit fit;
        mkba_i_simplex_face *face = NULL;
        mkba_i_simplex_range range;
        make_problem(&now, number, false);
        const mkba_i_simplex_squares *p = &now.problem;
        ck_assert_int_eq(mkba_i_simplex_squares_solve(p, now.weights, &fit, NULL), MKBA_OK);
        ck_assert_int_eq(mkba_i_simplex_face_make(now.columns, p->n_rows, p->n_columns, now.weights, &face, NULL),
                         MKBA_OK);
        for (size_t j = 0; j < p->n_columns; j++) {
            costs[j] = normal();
            at += costs[j] * now.weights[j];
        }
        if (mkba_i_simplex_face_range(face, costs, &range, NULL) == MKBA_OK) {
            told++;
            ck_assert(range.unsure <= 5e-9);
            if (at < range.low - 1e-8 || at > range.high + 1e-8)
                ck_abort_msg("problem %zu: %g is not from %g to %g", number, at, range.low, range.high);
            ck_assert(!fit.unique || range.high - range.low < 1e-6);
            wide += range.high - range.low > 0.1;
        }
        mkba_i_simplex_face_free(face);
    }
    ck_assert_uint_ge(1000 * told, 998 * n);
    ck_assert_uint_gt(wide, n / 4);
}
END_TEST

/* ---- small ones, by hand ---------------------------------------------------------------------------------- */
START_TEST(small_problems_have_the_weights_worked_out_by_hand)
{
    static const struct {
        const char *what;
        double columns[6], target[2];
        size_t n_rows, n_columns;
        double ridge;
        bool intercept;
        double weights[3], constant, squares;
        bool unique;
    } cases[] = {
        {"between", {0, 4}, {1}, 1, 2, 0, false, {0.75, 0.25}, 0, 0, true},
        {"beyond the hull", {0, 4}, {9}, 1, 2, 0, false, {0, 1}, 0, 25, true},
        {"three on a line, of minimum norm", {0, 1, 2}, {1}, 1, 3, 0, false, {1. / 3, 1. / 3, 1. / 3}, 0, 0, false},
        {"a copy shares", {3, 3, 0}, {3}, 1, 3, 0, false, {0.5, 0.5, 0}, 0, 0, false},
        {"a copy shares beyond the hull", {3, 3, 0}, {5}, 1, 3, 0, false, {0.5, 0.5, 0}, 0, 4, false},
        {"a corner", {0, 0, 2, 0, 0, 2}, {-1, -1}, 2, 3, 0, false, {1, 0, 0}, 0, 2, true},
        {"an intercept", {0, 1, 5, 9}, {13, 14}, 2, 2, 0, true, {1, 0}, 13, 0, false},
        {"an intercept between slopes", {0, 1, 0, 3}, {5, 7}, 2, 2, 0, true, {0.5, 0.5}, 5, 0, true},
        {"a ridge evens out", {0, 4}, {0}, 1, 2, 16, false, {2. / 3, 1. / 3}, 0, 16. / 9, true},
        {"one column", {2}, {5}, 1, 1, 0, false, {1}, 0, 9, true},
        {"a gain that is rounding", {1, 0, 1 - 5e-9, 1}, {0, 0}, 2, 2, 0, false, {1 - 5e-9, 5e-9}, 0, 1, false},
        {"all the same", {2, 2, 2}, {2}, 1, 3, 0, false, {1. / 3, 1. / 3, 1. / 3}, 0, 0, false}};
    for (size_t i = 0; i < MKBA_I_LENGTH(cases); i++) {
        mkba_i_simplex_squares problem = {.columns = cases[i].columns,
                                          .target = cases[i].target,
                                          .n_rows = cases[i].n_rows,
                                          .n_columns = cases[i].n_columns,
                                          .ridge = cases[i].ridge,
                                          .intercept = cases[i].intercept};
        double weights[3];
        mkba_i_simplex_fit fit;
        ck_assert_int_eq(mkba_i_simplex_squares_solve(&problem, weights, &fit, NULL), MKBA_OK);
        for (size_t j = 0; j < problem.n_columns; j++)
            if (fabs(weights[j] - cases[i].weights[j]) > 1e-14)
                ck_abort_msg("%s: weight %zu is %.17g", cases[i].what, j, weights[j]);
        if (fabs(fit.squares - cases[i].squares) > 1e-13 || fabs(fit.intercept - cases[i].constant) > 1e-13 ||
            fit.unique != cases[i].unique)
            ck_abort_msg("%s: %.17g %.17g %d", cases[i].what, fit.squares, fit.intercept, fit.unique);
    }
}
END_TEST

START_TEST(figures_that_cannot_be_squared_are_refused)
{
    static const double columns[] = {1e200, 1}, target[] = {0}, weights[] = {0.5, 0.5};
    mkba_i_simplex_squares problem = {.columns = columns, .target = target, .n_rows = 1, .n_columns = 2};
    mkba_i_simplex_face *face = NULL;
    mkba_i_simplex_fit fit;
    double found[2];
    mkba_error error;
    ck_assert_int_eq(mkba_i_simplex_squares_solve(&problem, found, &fit, &error), MKBA_ERROR_EVALUATION);
    ck_assert_str_eq(error.where, "columns");
    ck_assert_int_eq(mkba_i_simplex_face_make(columns, 1, 2, weights, &face, &error), MKBA_ERROR_EVALUATION);
    ck_assert_ptr_null(face);
}
END_TEST

/* ---- Proposition 99 ---------------------------------------------------------------------------------------- */

#define STATES 39
#define YEARS 31
#define BEFORE 19

/* Cigarette sales by state and year, and the names; false, and said so, when the file is not there. */
static bool read_states(double sales[STATES][YEARS], char names[STATES][40])
{
    char path[1000];
    const char *shared = getenv("MKBA_SHARED");
    size_t length = 0;
    mkba_i_csv csv = {0};
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "reference/causal/prop99_smoking", ".csv");
    char *text = support_file(path, &length);
    if (text == NULL) {
        printf("# SKIP Proposition 99: %s is not there\n", path);
        return false;
    }
    ck_assert_int_eq(mkba_i_csv_read(text, length, ',', &csv, NULL), MKBA_OK);
    ck_assert_uint_eq(csv.n_rows, 1 + STATES * YEARS);
    for (size_t row = 1; row < csv.n_rows; row++) {
        const char *figure = mkba_i_csv_text(&csv, row, 2);
        size_t state = (row - 1) / YEARS;
        snprintf(names[state], sizeof names[state], "%s", mkba_i_csv_text(&csv, row, 0));
        ck_assert_int_eq(mkba_i_number_parse(figure, strlen(figure), &sales[state][(row - 1) % YEARS]),
                         MKBA_I_NUMBER_OK);
    }
    mkba_i_csv_free(&csv);
    free(text);
    return true;
}

static double share_in(const char *list, const char *name)
{
    char start[60];
    double share = 0;
    snprintf(start, sizeof start, "%s=", name);
    for (const char *at = list; at != NULL; at = strchr(at, ';') == NULL ? NULL : strchr(at, ';') + 1)
        if (strncmp(at, start, strlen(start)) == 0)
            share = strtod(at + strlen(start), NULL);
    return share;
}

START_TEST(all_states_of_proposition_99_have_their_published_weights)
{
    static double sales[STATES][YEARS];
    static char names[STATES][40];
    char path[1000];
    size_t length = 0;
    mkba_i_csv csv = {0};
    if (!read_states(sales, names))
        return;
    support_path(path, sizeof path, getenv("MKBA_SHARED") == NULL ? "../shared" : getenv("MKBA_SHARED"),
                 "reference/causal/oracle_prop99_outcome_only", ".csv");
    char *text = support_file(path, &length);
    ck_assert_ptr_nonnull(text);
    ck_assert_int_eq(mkba_i_csv_read(text, length, ',', &csv, NULL), MKBA_OK);
    ck_assert_uint_eq(csv.n_rows, 1 + STATES);
    for (size_t row = 1; row < csv.n_rows; row++) {
        double columns[(STATES - 1) * BEFORE], weights[STATES - 1];
        const char *list = mkba_i_csv_text(&csv, row, 6);
        size_t state = 0, donor = 0;
        mkba_i_simplex_fit fit;
        while (strcmp(names[state], mkba_i_csv_text(&csv, row, 0)) != 0)
            state++;
        for (size_t j = 0; j < STATES; j++)
            if (j != state)
                memcpy(&columns[donor++ * BEFORE], sales[j], BEFORE * sizeof *columns);
        mkba_i_simplex_squares problem = {
            .columns = columns, .target = sales[state], .n_rows = BEFORE, .n_columns = STATES - 1};
        ck_assert_int_eq(mkba_i_simplex_squares_solve(&problem, weights, &fit, NULL), MKBA_OK);
        ck_assert_double_eq_tol(fit.squares, strtod(mkba_i_csv_text(&csv, row, 1), NULL), 1e-8 * fit.squares + 1e-8);
        for (size_t j = 0; j < STATES - 1; j++)
            ck_assert_double_eq_tol(weights[j], share_in(list, names[j < state ? j : j + 1]), 1e-8);
    }
    mkba_i_csv_free(&csv);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("least squares and linear programmes over the simplex");
    TCase *all = tcase_create("all");
    tcase_add_test(all, small_problems_have_the_weights_worked_out_by_hand);
    tcase_add_test(all, figures_that_cannot_be_squared_are_refused);
    tcase_add_test(all, weights_are_optimal);
    tcase_add_test(all, with_a_linear_part_weights_are_optimal_too);
    tcase_add_test(all, of_several_optimal_weights_they_are_those_of_minimum_norm);
    tcase_add_test(all, ranges_are_those_of_the_known_programmes);
    tcase_add_test(all, a_face_is_all_of_the_simplex_or_a_point);
    tcase_add_test(all, ranges_are_certain_and_hold_the_weights);
    tcase_add_test(all, all_states_of_proposition_99_have_their_published_weights);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
