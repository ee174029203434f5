/* The equations of a nucleolus: see game_equations.h. */
#include "base/exact.h"

#include "koers/game_equations.h"

#include <math.h>
#include <string.h>

#include "stat/total.h"

#define MOST (2 * MKBA_GAME_SOLVED_PLAYERS + 1)
/* Each round takes most of what is left. */
#define ROUNDS 3
/* Pivots of such equations are fractions of small determinants. */
#define NO_PIVOT 1e-7

typedef struct equations {
    size_t n; /* unknowns */
    double a[MOST][MOST], right[MOST];
    double lu[MOST][MOST];
    size_t order[MOST];
} equations;

static void put(equations *e, size_t r, size_t coalition, size_t n, double cost)
{
    memset(e->a[r], 0, sizeof e->a[r]);
    for (size_t i = 0; i < n; i++)
        e->a[r][i] = (double) (coalition >> i & 1);
    e->right[r] = cost;
}

static bool pivot(equations *e, size_t k)
{
    size_t best = k;

    for (size_t r = k + 1; r < e->n; r++)
        if (fabs(e->lu[r][k]) > fabs(e->lu[best][k]))
            best = r;
    for (size_t j = 0; j < e->n; j++) {
        double other = e->lu[k][j];
        e->lu[k][j] = e->lu[best][j];
        e->lu[best][j] = other;
    }
    size_t other = e->order[k];
    e->order[k] = e->order[best];
    e->order[best] = other;
    return fabs(e->lu[k][k]) > NO_PIVOT;
}

static bool factorise(equations *e)
{
    memcpy(e->lu, e->a, sizeof e->lu);
    for (size_t r = 0; r < e->n; r++)
        e->order[r] = r;
    for (size_t k = 0; k < e->n; k++) {
        if (!pivot(e, k))
            return false;
        for (size_t r = k + 1; r < e->n; r++) {
            double factor = e->lu[r][k] /= e->lu[k][k];
            for (size_t j = k + 1; j < e->n; j++)
                e->lu[r][j] -= factor * e->lu[k][j];
        }
    }
    return true;
}

static void add_solution(const equations *e, const double *right, double *x)
{
    double y[MOST];

    for (size_t r = 0; r < e->n; r++) {
        y[r] = right[e->order[r]];
        for (size_t j = 0; j < r; j++)
            y[r] -= e->lu[r][j] * y[j];
    }
    for (size_t r = e->n; r-- > 0;) {
        for (size_t j = r + 1; j < e->n; j++)
            y[r] -= e->lu[r][j] * y[j];
        y[r] /= e->lu[r][r];
    }
    for (size_t r = 0; r < e->n; r++)
        x[r] += y[r];
}

/* The coefficients are 0, 1 and -1: products are exact, and the sum keeps what it rounds. */
static void left_over(const equations *e, const double *x, double *left)
{
    for (size_t r = 0; r < e->n; r++) {
        mkba_i_total total = {e->right[r], 0};
        for (size_t j = 0; j < e->n; j++)
            mkba_i_total_add(&total, -e->a[r][j] * x[j]);
        left[r] = total.sum + total.rest;
    }
}

bool mkba_i_game_equations(size_t n, const double *costs, mkba_i_solved *solved)
{
    equations e = {.n = n + solved->n_levels};
    double x[MOST] = {0}, left[MOST];

    if (e.n > MOST || solved->n_deciders + 1 != e.n)
        return false;
    for (size_t d = 0; d < solved->n_deciders; d++) {
        put(&e, d, solved->deciders[d].coalition, n, costs[solved->deciders[d].coalition]);
        e.a[d][n + solved->deciders[d].level] = -1;
    }
    put(&e, solved->n_deciders, ((size_t) 1 << n) - 1, n, costs[((size_t) 1 << n) - 1]);
    if (!factorise(&e))
        return false;
    for (int round = 0; round < ROUNDS; round++) {
        left_over(&e, x, left);
        add_solution(&e, left, x);
    }
    memcpy(solved->amounts, x, n * sizeof *x);
    memcpy(solved->epsilons, x + n, solved->n_levels * sizeof *x);
    return true;
}
