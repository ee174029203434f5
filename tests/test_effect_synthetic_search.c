/* effect/synthetic_trial.h, effect/synthetic_inverse.h: the conditions of the optimum, computed here in long double. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "effect/synthetic_inverse.h"
#include "run_suite.h"
#include "stat/random.h"
#include "support.h"

#define MOST_PREDICTORS 14
#define MOST_DONORS 60
#define PROBLEMS 400

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

typedef struct problem {
    mkba_i_arena arena;
    mkba_i_synthetic_trial trial;
    mkba_i_synthetic_inverse inverse;
    size_t k_n, n;
    double v[MOST_PREDICTORS], weights[MOST_DONORS];
} problem;

/* Donors around a target; some the same, some on a line, predictors that add up: as shares of sectors do. */
static void make_problem(problem *p)
{
    memset(p, 0, sizeof *p);
    p->k_n = 2 + (size_t) (uniform() * (MOST_PREDICTORS - 2));
    p->n = 2 + (size_t) (uniform() * (MOST_DONORS - 2));
    double *rows = mkba_i_synthetic_trial_room(&p->trial, &p->arena, p->k_n, p->n), off = 3 * uniform();
    ck_assert_ptr_nonnull(rows);
    ck_assert(mkba_i_synthetic_inverse_room(&p->inverse, &p->arena, p->k_n, p->n));
    for (size_t k = 0; k < p->k_n; k++)
        for (size_t j = 0; j < p->n; j++)
            rows[k * p->n + j] = off + normal();
    for (size_t j = 2; j < p->n && uniform() < 0.2; j++)
        for (size_t k = 0; k < p->k_n; k++)
            rows[k * p->n + j] = (rows[k * p->n] + rows[k * p->n + 1]) / 2;
    for (size_t j = 0; j < p->n && p->k_n > 3 && uniform() < 0.9; j++)
        rows[(p->k_n - 1) * p->n + j] = -rows[j] - rows[p->n + j];
    mkba_i_synthetic_trial_begin(&p->trial);
}

/* From 1e-8 to 1. */
static void draw_v(problem *p)
{
    for (size_t k = 0; k < p->k_n; k++)
        p->v[k] = exp(-18.4 * fmax(0.0, uniform() - 0.35) / 0.65);
}

static void spread_weights(problem *p)
{
    memset(p->weights, 0, sizeof p->weights);
    for (size_t i = 0; i < p->trial.n_set; i++)
        p->weights[p->trial.set[i]] = p->trial.weights[i];
}

/* w'g - min g of half the objective, as a share of it: 0 at the optimum; with the sum of squares as `scale` of such figures
 * where they are next to nothing. */
static double off_optimum(const problem *p, double *squares)
{
    long double level = 0, least = INFINITY, greatest = 0;
    for (size_t j = 0; j < p->n; j++) {
        long double slope = 0, own = 0;
        for (size_t k = 0; k < p->k_n; k++) {
            const double *row = &p->trial.rows[k * p->n];
            long double gap = 0;
            for (size_t i = 0; i < p->n; i++)
                gap += (long double) p->weights[i] * row[i];
            slope += p->v[k] * gap * row[j];
            own += (long double) p->v[k] * row[j] * row[j];
        }
        level += p->weights[j] * slope;
        least = fminl(least, slope);
        greatest = fmaxl(greatest, own);
    }
    *squares = (double) (level / greatest);
    return (double) ((level - least) / greatest);
}

START_TEST(weights_of_one_v_after_another_are_the_best)
{
    size_t told = 0, asked = 0;
    stream = mkba_i_random_stream(1, "one after another"), drawn = 0;
    for (int turn = 0; turn < PROBLEMS; turn++) {
        problem p;
        make_problem(&p);
        for (int i = 0; i < 10; i++, asked++) {
            double squares = 0, sum = 0;
            draw_v(&p);
            if (!mkba_i_synthetic_trial_solve(&p.trial, p.v))
                continue;
            told++;
            spread_weights(&p);
            for (size_t j = 0; j < p.n; j++) {
                ck_assert(p.weights[j] >= 0);
                sum += p.weights[j];
            }
            ck_assert_double_eq_tol(sum, 1, 1e-13);
            ck_assert_double_le(off_optimum(&p, &squares), 1e-10 * (double) p.k_n);
        }
        mkba_i_arena_free(&p.arena);
    }
    ck_assert_uint_ge(told, asked * 97 / 100); /* the others are left to stat/simplex_squares.h */
}
END_TEST

START_TEST(weights_that_are_best_for_some_v_get_such_a_v)
{
    size_t found = 0, asked = 0;
    stream = mkba_i_random_stream(2, "inverse"), drawn = 0;
    for (int turn = 0; turn < PROBLEMS; turn++) {
        problem p;
        double logs[MOST_PREDICTORS], squares;
        make_problem(&p);
        for (size_t k = 0; k < p.k_n; k++)
            p.v[k] = exp(-4 * uniform());
        if (mkba_i_synthetic_trial_solve(&p.trial, p.v)) {
            spread_weights(&p);
            off_optimum(&p, &squares);
            if (squares > 1e-4) { /* else every V fits, and none is told */
                ck_assert(mkba_i_synthetic_invert(&p.trial, p.weights, log(1e-8), &p.inverse, logs));
                asked++;
                for (size_t k = 0; k < p.k_n; k++)
                    p.v[k] = exp(logs[k]);
                found += off_optimum(&p, &squares) < 1e-6;
            }
        }
        mkba_i_arena_free(&p.arena);
    }
    ck_assert_uint_ge(asked, PROBLEMS / 4);
    ck_assert_uint_eq(found, asked);
}
END_TEST

/* The greatest, over donors, of what the weights lack to be the best of V, as a share of the squares. */
static double lack(const problem *p)
{
    double squares, off = off_optimum(p, &squares);
    return off / squares;
}

START_TEST(no_v_comes_nearer_to_weights_that_are_best_for_none)
{
    stream = mkba_i_random_stream(3, "nearest"), drawn = 0;
    for (int turn = 0; turn < PROBLEMS / 4; turn++) {
        problem p;
        double logs[MOST_PREDICTORS], sum = 0;
        make_problem(&p);
        for (size_t j = 0; j < p.n; j++)
            sum += p.weights[j] = -log(uniform());
        for (size_t j = 0; j < p.n; j++)
            p.weights[j] /= sum;
        ck_assert(mkba_i_synthetic_invert(&p.trial, p.weights, log(1e-30), &p.inverse, logs));
        for (size_t k = 0; k < p.k_n; k++)
            p.v[k] = exp(logs[k]);
        double ours = lack(&p);
        for (int i = 0; i < 50; i++) {
            draw_v(&p);
            ck_assert_double_le(ours, lack(&p) * (1 + 1e-6) + 1e-9);
            for (size_t k = 0; k < p.k_n; k++)
                p.v[k] = exp(logs[k]) * exp(0.1 * normal());
            ck_assert_double_le(ours, lack(&p) * (1 + 1e-6) + 1e-9);
        }
        mkba_i_arena_free(&p.arena);
    }
}
END_TEST

START_TEST(where_every_predictor_is_matched_no_v_is_told)
{
    problem p = {.k_n = 1, .n = 2};
    double *rows = mkba_i_synthetic_trial_room(&p.trial, &p.arena, 1, 2), logs[1];
    ck_assert(rows != NULL && mkba_i_synthetic_inverse_room(&p.inverse, &p.arena, 1, 2));
    rows[0] = -1, rows[1] = 1;
    mkba_i_synthetic_trial_begin(&p.trial);
    p.v[0] = 1;
    ck_assert(mkba_i_synthetic_trial_solve(&p.trial, p.v));
    spread_weights(&p);
    ck_assert_double_eq_tol(p.weights[0], 0.5, 1e-15);
    ck_assert(!mkba_i_synthetic_invert(&p.trial, p.weights, -18, &p.inverse, logs));
    mkba_i_arena_free(&p.arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("synthetic search");
    TCase *tests = tcase_create("synthetic search");
    tcase_add_test(tests, weights_of_one_v_after_another_are_the_best);
    tcase_add_test(tests, weights_that_are_best_for_some_v_get_such_a_v);
    tcase_add_test(tests, no_v_comes_nearer_to_weights_that_are_best_for_none);
    tcase_add_test(tests, where_every_predictor_is_matched_no_v_is_told);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
