/* Linear programmes over the weights that make the same point, by the simplex method: see simplex_face.h. */
#include "base/exact.h"

#include "stat/simplex_face.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/dot.h"
#include "stat/semidefinite.h"
#include "stat/simplex_squares.h"

#define LEAST_PIVOT 1e-9
#define INDEPENDENT 1e-10 /* of the unit of the rows: less is what rounding leaves */
#define FRESH_EVERY 40    /* steps */
#define FRESH_TURNS 3     /* optima from a fresh inverse */
#define IDLE_MOST 30      /* steps without gain, after which the rule of Bland holds */
#define STEPS_PER_COLUMN 50

/* Rows: the sum of weights, and the points less w0's, scaled to a length of at most 1. The basis has a member per row: a
 * column, or from n on an unknown that stands for the row n + i alone and stays 0. */
struct mkba_i_simplex_face {
    mkba_i_arena arena;
    size_t p, n;
    double *columns;         /* n of p */
    size_t *basis;           /* per row */
    double *inverse, *fresh; /* p x p, row by row; its rows are those of the basis */
    double *level;           /* per row: the weight of its member */
    double *prices, *way;    /* per row */
    bool *within;            /* per column: in the basis */
    double *costs, *work;    /* per column */
    bool bland;
};

static double element(const mkba_i_simplex_face *x, size_t member, size_t row)
{
    return member < x->n ? x->columns[member * x->p + row] : (double) (member - x->n == row);
}

/* ---- the inverse of the basis ----------------------------------------------------------------------------- */

static void swap_rows(double *matrix, size_t p, size_t a, size_t b)
{
    for (size_t j = 0; a != b && j < p; j++) {
        double kept = matrix[a * p + j];
        matrix[a * p + j] = matrix[b * p + j];
        matrix[b * p + j] = kept;
    }
}

/* By Gauss and Jordan with the greatest pivot of each column. False when a column depends on those before it. */
static bool invert(mkba_i_simplex_face *x)
{
    size_t p = x->p;
    double *from = x->fresh, *to = x->inverse;

    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            from[i * p + j] = element(x, x->basis[j], i);
            to[i * p + j] = i == j;
        }
    for (size_t j = 0; j < p; j++) {
        size_t best = j;
        for (size_t i = j + 1; i < p; i++)
            if (fabs(from[i * p + j]) > fabs(from[best * p + j]))
                best = i;
        if (!(fabs(from[best * p + j]) > 1e-14))
            return false;
        swap_rows(from, p, j, best);
        swap_rows(to, p, j, best);
        double pivot = 1.0 / from[j * p + j];
        for (size_t k = 0; k < p; k++) {
            from[j * p + k] *= pivot;
            to[j * p + k] *= pivot;
        }
        for (size_t i = 0; i < p; i++) {
            double share = from[i * p + j];
            for (size_t k = 0; i != j && share != 0.0 && k < p; k++) {
                from[i * p + k] -= share * from[j * p + k];
                to[i * p + k] -= share * to[j * p + k];
            }
        }
    }
    return true;
}

/* The right sides are 1 and zeros. Unknowns of rows are 0 but for rounding. */
static bool refresh(mkba_i_simplex_face *x)
{
    bool made = invert(x);

    for (size_t i = 0; made && i < x->p; i++)
        x->level[i] = x->basis[i] < x->n ? fmax(0.0, x->inverse[i * x->p]) : 0.0;
    return made;
}

/* ---- steps ------------------------------------------------------------------------------------------------- */

static double cost_of(const mkba_i_simplex_face *x, size_t member)
{
    return member < x->n ? x->costs[member] : 0.0;
}

static void set_prices(mkba_i_simplex_face *x)
{
    memset(x->prices, 0, x->p * sizeof *x->prices);
    for (size_t i = 0; i < x->p; i++) {
        double cost = cost_of(x, x->basis[i]);
        for (size_t j = 0; cost != 0.0 && j < x->p; j++)
            x->prices[j] += cost * x->inverse[i * x->p + j];
    }
}

/* The column that comes in; n when none gains more than `least`. */
static size_t entering(const mkba_i_simplex_face *x, double least)
{
    size_t best = x->n;
    double gain = least;

    for (size_t j = 0; j < x->n; j++) {
        double own;
        if (x->within[j])
            continue;
        own = mkba_i_dot(x->prices, &x->columns[j * x->p], x->p) - x->costs[j];
        if (own > gain) {
            best = j;
            gain = own;
            if (x->bland)
                return best;
        }
    }
    return best;
}

/* The row whose member leaves; p when there is none. */
static size_t leaving(const mkba_i_simplex_face *x, double *distance)
{
    size_t best = x->p;

    *distance = INFINITY;
    for (size_t i = 0; i < x->p; i++) {
        double ratio;
        if (x->basis[i] >= x->n || !(x->way[i] > LEAST_PIVOT))
            continue;
        ratio = x->level[i] / x->way[i];
        bool ties = best < x->p && ratio == *distance;
        if (best == x->p || ratio < *distance ||
            (ties && (x->bland ? x->basis[i] < x->basis[best] : x->way[i] > x->way[best]))) {
            *distance = ratio;
            best = i;
        }
    }
    return best;
}

static void exchange(mkba_i_simplex_face *x, size_t row, size_t column, double distance)
{
    size_t p = x->p;
    double *own = &x->inverse[row * p];

    for (size_t i = 0; i < p; i++)
        x->level[i] = i == row ? distance : x->basis[i] < x->n ? fmax(0.0, x->level[i] - distance * x->way[i]) : 0.0;
    for (size_t k = 0; k < p; k++)
        own[k] /= x->way[row];
    for (size_t i = 0; i < p; i++)
        for (size_t k = 0; i != row && k < p; k++)
            x->inverse[i * p + k] -= x->way[i] * own[k];
    if (x->basis[row] < x->n)
        x->within[x->basis[row]] = false;
    x->basis[row] = column;
    x->within[column] = true;
}

static void set_way(mkba_i_simplex_face *x, size_t column)
{
    for (size_t i = 0; i < x->p; i++)
        x->way[i] = mkba_i_dot(&x->inverse[i * x->p], &x->columns[column * x->p], x->p);
}

/* From basis to basis until nothing gains. */
static bool minimise(mkba_i_simplex_face *x, double least)
{
    size_t idle = 0, most = STEPS_PER_COLUMN * (x->n + x->p);

    x->bland = false;
    for (size_t step = 1; step < most; step++) {
        double distance;
        set_prices(x);
        size_t column = entering(x, least), row;
        if (column == x->n)
            return true;
        set_way(x, column);
        row = leaving(x, &distance);
        if (row == x->p)
            return false;
        exchange(x, row, column, distance);
        idle = distance > 0.0 ? 0 : idle + 1;
        x->bland = idle > IDLE_MOST;
        if (step % FRESH_EVERY == 0 && !refresh(x))
            return false;
    }
    return false;
}

/* ---- an end ------------------------------------------------------------------------------------------------ */

/* The least c'w, and how far that can be from it: by the dual, and by how far the weights are from where they should be. */
static bool solve(mkba_i_simplex_face *x, double greatest, double *value, double *unsure)
{
    double reduced = 0.0, off = 0.0, sum = 0.0;

    for (int turn = 0; turn < FRESH_TURNS; turn++)
        if (!minimise(x, 1e-12 * greatest) || !refresh(x))
            return false;
    set_prices(x);
    *value = 0.0;
    for (size_t i = 0; i < x->p; i++) {
        *value += cost_of(x, x->basis[i]) * x->level[i];
        sum += x->basis[i] < x->n ? x->level[i] : 0.0;
    }
    for (size_t j = 0; j < x->n; j++)
        reduced = fmin(reduced, x->costs[j] - mkba_i_dot(x->prices, &x->columns[j * x->p], x->p));
    for (size_t k = 0; k < x->p; k++) {
        double at = k == 0 ? -1.0 : 0.0;
        for (size_t i = 0; i < x->p; i++)
            at += x->basis[i] < x->n ? x->level[i] * element(x, x->basis[i], k) : 0.0;
        off += fabs(at);
    }
    *unsure = fabs(*value - (x->prices[0] + reduced)) + greatest * off;
    return sum > 0.0;
}

mkba_status mkba_i_simplex_face_range(mkba_i_simplex_face *face, const double *costs, mkba_i_simplex_range *out,
                                      mkba_error *error)
{
    double greatest = 0.0, low = 0.0, high = 0.0, of_low = 0.0, of_high = 0.0;
    bool solved;

    for (size_t j = 0; j < face->n; j++)
        greatest = fmax(greatest, fabs(costs[j]));
    memcpy(face->costs, costs, face->n * sizeof *costs);
    solved = solve(face, greatest, &low, &of_low);
    for (size_t j = 0; j < face->n; j++)
        face->costs[j] = -costs[j];
    solved = solved && solve(face, greatest, &high, &of_high);
    if (!solved || !(fmax(of_low, of_high) <= MKBA_I_SIMPLEX_FACE_SURE * greatest))
        return mkba_i_fail(
            error, MKBA_ERROR_EVALUATION, "weights",
            "how far weights that fit equally well can go cannot be told in the digits that numbers have");
    *out = (mkba_i_simplex_range){low, -high, fmax(of_low, of_high)};
    return MKBA_OK;
}

/* ---- the object -------------------------------------------------------------------------------------------- */

static bool make_room(mkba_i_simplex_face *x)
{
    x->columns = mkba_i_arena_new(&x->arena, x->n * x->p, sizeof *x->columns);
    x->basis = mkba_i_arena_new(&x->arena, x->p, sizeof *x->basis);
    x->inverse = mkba_i_arena_new(&x->arena, x->p * x->p, sizeof *x->inverse);
    x->fresh = mkba_i_arena_new(&x->arena, x->p * x->p, sizeof *x->fresh);
    x->level = mkba_i_arena_new(&x->arena, x->p, sizeof *x->level);
    x->prices = mkba_i_arena_new(&x->arena, x->p, sizeof *x->prices);
    x->way = mkba_i_arena_new(&x->arena, x->p, sizeof *x->way);
    x->within = mkba_i_arena_new(&x->arena, x->n, sizeof *x->within);
    x->costs = mkba_i_arena_new(&x->arena, x->n, sizeof *x->costs);
    x->work = mkba_i_arena_new(&x->arena, x->n * x->p, sizeof *x->work);
    return x->columns != NULL && x->basis != NULL && x->inverse != NULL && x->fresh != NULL && x->level != NULL &&
           x->prices != NULL && x->way != NULL && x->within != NULL && x->costs != NULL && x->work != NULL;
}

/* The points less that of w0, and a 1 before each; a difference that is rounding of the figures is 0. False for what is no
 * number any more. */
static bool set_columns(mkba_i_simplex_face *x, const double *columns, const double *weights)
{
    size_t m = x->p - 1;
    double *middle = x->way, longest = 0.0, greatest = 0.0;

    for (size_t i = 0; i < x->n * m; i++)
        greatest = fmax(greatest, fabs(columns[i]));
    for (size_t j = 0; j < x->n; j++)
        for (size_t i = 0; i < m; i++)
            middle[i] += weights[j] * columns[j * m + i];
    for (size_t j = 0; j < x->n; j++) {
        double *to = &x->columns[j * x->p];
        to[0] = 1.0;
        for (size_t i = 0; i < m; i++) {
            double off = columns[j * m + i] - middle[i];
            to[i + 1] = fabs(off) > 4.0 * DBL_EPSILON * greatest ? off : 0.0;
        }
        longest = fmax(longest, sqrt(mkba_i_dot(to + 1, to + 1, m)));
    }
    for (size_t j = 0; j < x->n; j++)
        for (size_t i = 0; i < m && longest > 0.0; i++)
            x->columns[j * x->p + i + 1] /= longest;
    return isfinite(longest);
}

/* Takes a column into the basis of unknowns, for the row in which it is largest. False when it depends on those there. */
static bool take_column(mkba_i_simplex_face *x, size_t column, double weight)
{
    size_t row = x->p;

    set_way(x, column);
    for (size_t i = 0; i < x->p; i++)
        if (x->basis[i] >= x->n && fabs(x->way[i]) > INDEPENDENT &&
            (row == x->p || fabs(x->way[i]) > fabs(x->way[row])))
            row = i;
    if (row == x->p)
        return false;
    exchange(x, row, column, 0.0);
    x->level[row] = weight;
    return true;
}

/* The weight of a column that depends on those of the basis goes to these, until one of them has none left: then they
 * change places. `way` is that of the column. */
static void share_weight(mkba_i_simplex_face *x, size_t column, double weight)
{
    size_t row = x->p;
    double most = weight;

    for (size_t i = 0; i < x->p; i++)
        if (x->basis[i] < x->n && x->way[i] < -INDEPENDENT && x->level[i] < -x->way[i] * most) {
            most = -x->level[i] / x->way[i];
            row = i;
        }
    if (row < x->p) {
        exchange(x, row, column, -most);
        x->level[row] = weight - most;
        return;
    }
    for (size_t i = 0; i < x->p; i++)
        x->level[i] += x->basis[i] < x->n ? weight * x->way[i] : 0.0;
}

/* Columns that make the point are the first of the basis; then any that do not depend on those there. Unknowns that are left
 * are of rows that follow from others: they stay. */
static bool set_basis(mkba_i_simplex_face *x, const double *weights)
{
    for (size_t i = 0; i < x->p; i++)
        x->basis[i] = x->n + i;
    if (!refresh(x))
        return false;
    for (size_t j = 0; j < x->n; j++)
        if (weights[j] > 0.0 && !take_column(x, j, weights[j]))
            share_weight(x, j, weights[j]);
    if (!refresh(x))
        return false;
    for (size_t j = 0; j < x->n; j++)
        if (!x->within[j])
            take_column(x, j, 0.0);
    return refresh(x);
}

/* Weights of a basis that make the middle point, which is the origin now. */
static mkba_status find_basis(mkba_i_simplex_face *x, mkba_error *error)
{
    size_t m = x->p - 1;
    mkba_i_simplex_squares origin = {
        .columns = x->work, .target = x->prices, .n_rows = m, .n_columns = x->n, .basic = true};
    mkba_i_simplex_fit fit;
    mkba_status status;

    memset(x->prices, 0, x->p * sizeof *x->prices);
    for (size_t j = 0; j < x->n; j++)
        memcpy(&x->work[j * m], &x->columns[j * x->p + 1], m * sizeof *x->work);
    status = mkba_i_simplex_squares_solve(&origin, x->costs, &fit, error);
    if (status == MKBA_OK && !set_basis(x, x->costs))
        status = mkba_i_fail(error, MKBA_ERROR_EVALUATION, "weights",
                             "weights that fit equally well cannot be told apart in the digits that numbers have");
    return status;
}

mkba_status mkba_i_simplex_face_make(const double *columns, size_t n_rows, size_t n_columns, const double *weights,
                                     mkba_i_simplex_face **out, mkba_error *error)
{
    mkba_i_simplex_face *made = calloc(1, sizeof *made);
    mkba_status status;

    if (made == NULL)
        return mkba_i_fail_memory(error);
    made->p = n_rows + 1;
    made->n = n_columns;
    status = make_room(made) ? MKBA_OK : mkba_i_fail_memory(error);
    if (status == MKBA_OK && !set_columns(made, columns, weights))
        status = mkba_i_fail(error, MKBA_ERROR_EVALUATION, "columns", "the figures are too large to be squared");
    if (status == MKBA_OK)
        status = find_basis(made, error);
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_i_simplex_face_free(made);
    return status;
}

void mkba_i_simplex_face_free(mkba_i_simplex_face *face)
{
    if (face == NULL)
        return;
    mkba_i_arena_free(&face->arena);
    free(face);
}
