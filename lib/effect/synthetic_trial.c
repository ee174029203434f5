/* Weights of one V after another: see synthetic_trial.h. */
#include "base/exact.h"

#include "effect/synthetic_trial.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "stat/dot.h"
#include "stat/simplex_squares.h"

double *mkba_i_synthetic_trial_room(mkba_i_synthetic_trial *x, mkba_i_arena *arena, size_t k_n, size_t n)
{
    double *rows = mkba_i_arena_new(arena, k_n * n + 1, sizeof *rows);
    double *room = mkba_i_arena_new(arena, n + (k_n + 8) * (k_n + 2), sizeof *room);

    x->set = mkba_i_arena_new(arena, 2 * (k_n + 2), sizeof *x->set);
    if (rows == NULL || room == NULL || x->set == NULL)
        return NULL;
    x->k_n = k_n;
    x->n = n;
    x->rows = rows;
    x->gradient = room;
    x->weights = room + n;
    x->solved = x->weights + k_n + 2;
    x->gaps = x->solved + k_n + 2;
    x->side = x->gaps + k_n;
    x->squares = x->side + k_n;
    x->roots = x->squares + k_n;
    x->matrix = x->roots + k_n;
    return rows;
}

void mkba_i_synthetic_trial_begin(mkba_i_synthetic_trial *x)
{
    for (size_t k = 0; k < x->k_n; k++) {
        x->squares[k] = 0.0;
        for (size_t j = 0; j < x->n; j++) {
            double square = x->rows[k * x->n + j] * x->rows[k * x->n + j];
            x->squares[k] = square > x->squares[k] ? square : x->squares[k];
        }
    }
    x->n_set = 0;
}

/* ---- the nearest point of the plane through the points of the set ------------------------------------------ */

/* Column by column: the differences of the set to its last member; the side is that member, below 0. */
static void set_matrix(mkba_i_synthetic_trial *x)
{
    size_t k_n = x->k_n, members = x->n_set - 1, last = x->set[members];

    for (size_t k = 0; k < k_n; k++) {
        const double *row = &x->rows[k * x->n];
        x->side[k] = -x->roots[k] * row[last];
        for (size_t i = 0; i < members; i++)
            x->matrix[i * k_n + k] = x->roots[k] * (row[x->set[i]] - row[last]);
    }
}

/* Householder's reflections of the columns and the side. False where a column depends on those before it. */
static bool reflect(mkba_i_synthetic_trial *x, double least)
{
    size_t k_n = x->k_n, members = x->n_set - 1;

    for (size_t j = 0; j < members; j++) {
        double *column = &x->matrix[j * k_n + j];
        size_t rest = k_n - j;
        double length = sqrt(mkba_i_dot(column, column, rest));
        if (!(length > least))
            return false;
        double first = column[0] > 0.0 ? -length : length;
        column[0] -= first;
        double half = -first * column[0];
        for (size_t h = j + 1; h <= members; h++) {
            double *to = h < members ? &x->matrix[h * k_n + j] : &x->side[j];
            double share = mkba_i_dot(column, to, rest) / half;
            for (size_t i = 0; i < rest; i++)
                to[i] -= share * column[i];
        }
        column[0] = first;
    }
    return true;
}

static bool solve_set(mkba_i_synthetic_trial *x, double scale)
{
    size_t k_n = x->k_n, members = x->n_set - 1;
    double sum = 0.0;

    if (members > k_n)
        return false;
    set_matrix(x);
    if (!reflect(x, 4.0 * DBL_EPSILON * sqrt(scale)))
        return false;
    for (size_t j = members; j-- > 0;) {
        double rest = x->side[j];
        for (size_t i = j + 1; i < members; i++)
            rest -= x->matrix[i * k_n + j] * x->solved[i];
        x->solved[j] = rest / x->matrix[j * k_n + j];
        sum += x->solved[j];
    }
    x->solved[members] = 1.0 - sum;
    return isfinite(sum);
}

/* ---- the active set ---------------------------------------------------------------------------------------- */

static void drop(mkba_i_synthetic_trial *x, size_t member)
{
    x->n_set--;
    memmove(&x->set[member], &x->set[member + 1], (x->n_set - member) * sizeof *x->set);
    memmove(&x->weights[member], &x->weights[member + 1], (x->n_set - member) * sizeof *x->weights);
}

/* Goes from the weights towards those solved for, until one is 0; it is dropped. */
static void step_to_edge(mkba_i_synthetic_trial *x)
{
    double share = 1.0;
    size_t edge = 0;

    for (size_t i = 0; i < x->n_set; i++) {
        double from = x->weights[i], to = x->solved[i];
        if (to <= 0.0 && from <= share * (from - to)) {
            share = from > 0.0 ? from / (from - to) : 0.0;
            edge = i;
        }
    }
    for (size_t i = 0; i < x->n_set; i++) {
        x->weights[i] += share * (x->solved[i] - x->weights[i]);
        x->weights[i] = x->weights[i] > 0.0 ? x->weights[i] : 0.0;
    }
    drop(x, edge);
}

static bool settle(mkba_i_synthetic_trial *x, double scale)
{
    while (x->n_set > 1) {
        bool inside = true;
        if (!solve_set(x, scale))
            return false;
        for (size_t i = 0; i < x->n_set; i++)
            inside = inside && x->solved[i] > 0.0;
        if (inside) {
            memcpy(x->weights, x->solved, x->n_set * sizeof *x->weights);
            return true;
        }
        step_to_edge(x);
    }
    x->weights[0] = 1.0;
    return true;
}

void mkba_i_synthetic_trial_gaps(mkba_i_synthetic_trial *x)
{
    for (size_t k = 0; k < x->k_n; k++) {
        const double *row = &x->rows[k * x->n];
        double gap = 0.0;
        for (size_t i = 0; i < x->n_set; i++)
            gap += x->weights[i] * row[x->set[i]];
        x->gaps[k] = gap;
    }
}

/* The sum of squares; leaves the gaps, and how each donor would change half of it. */
static double measure(mkba_i_synthetic_trial *x, const double *v)
{
    double level = 0.0;

    mkba_i_synthetic_trial_gaps(x);
    memset(x->gradient, 0, x->n * sizeof *x->gradient);
    for (size_t k = 0; k < x->k_n; k++) {
        const double *row = &x->rows[k * x->n];
        double pull = v[k] * x->gaps[k];
        level += pull * x->gaps[k];
        for (size_t j = 0; j < x->n; j++)
            x->gradient[j] += pull * row[j];
    }
    return level;
}

static size_t least_gradient(const mkba_i_synthetic_trial *x)
{
    size_t least = 0;

    for (size_t j = 1; j < x->n; j++)
        least = x->gradient[j] < x->gradient[least] ? j : least;
    return least;
}

static void start(mkba_i_synthetic_trial *x, const double *v)
{
    if (x->n_set > 0)
        return;
    memset(x->gradient, 0, x->n * sizeof *x->gradient);
    for (size_t k = 0; k < x->k_n; k++)
        for (size_t j = 0; j < x->n; j++)
            x->gradient[j] += v[k] * x->rows[k * x->n + j] * x->rows[k * x->n + j];
    x->set[0] = least_gradient(x);
    x->weights[0] = 1.0;
    x->n_set = 1;
}

static bool in_set(const mkba_i_synthetic_trial *x, size_t donor)
{
    for (size_t i = 0; i < x->n_set; i++)
        if (x->set[i] == donor)
            return true;
    return false;
}

static bool improve(mkba_i_synthetic_trial *x, const double *v, double scale)
{
    double before = INFINITY;

    if (!settle(x, scale))
        return false;
    for (size_t step = 0; step < 10 * (x->k_n + 10); step++) {
        double level = measure(x, v);
        size_t least = least_gradient(x);
        double off = level - x->gradient[least];
        if (off <= 1e-13 * level + 8.0 * DBL_EPSILON * sqrt(scale * level) || level <= 1e-27 * scale)
            return true;
        if (in_set(x, least) || !(level < before))
            return off <= MKBA_I_SIMPLEX_SQUARES_OPTIMAL * scale;
        before = level;
        if (x->n_set > x->k_n)
            return false;
        x->weights[x->n_set] = 0.0;
        x->set[x->n_set++] = least;
        if (!settle(x, scale))
            return false;
    }
    return false;
}

bool mkba_i_synthetic_trial_solve(mkba_i_synthetic_trial *x, const double *v)
{
    double scale = 0.0;

    for (size_t k = 0; k < x->k_n; k++) {
        x->roots[k] = sqrt(v[k]);
        scale += v[k] * x->squares[k];
    }
    start(x, v);
    if (improve(x, v, scale))
        return true;
    x->n_set = 0;
    return false;
}
