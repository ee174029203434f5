/* Of all weights over the simplex that make the same point, those of minimum norm: see simplex_squares.h. */
#include "base/exact.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/dot.h"
#include "stat/semidefinite.h"
#include "stat/simplex_squares.h"

#define MOST_STEPS 200
#define NEAR 1e-8      /* from where on the columns that have weight may be those of the end */
#define FEASIBLE 1e-12 /* of the unit of the rows */

/* minimise |max(0, M'y)|^2 / 2 - t'y; M has a row of ones, and the points, scaled to a length of at most 1. */
typedef struct work {
    mkba_i_arena arena;
    size_t p, n;
    double *columns; /* of M: n of p */
    double *target;  /* t */
    double *y, *way, *slope;
    double *value, *change, *weight; /* M'y, M'way, and the weights that come of it */
    double *matrix;
    double excess; /* how far M max(0, M'y) is from t */
} work;

static void find_slope(work *x)
{
    for (size_t i = 0; i < x->p; i++)
        x->slope[i] = -x->target[i];
    for (size_t j = 0; j < x->n; j++) {
        x->value[j] = mkba_i_dot(&x->columns[j * x->p], x->y, x->p);
        for (size_t i = 0; x->value[j] > 0.0 && i < x->p; i++)
            x->slope[i] += x->value[j] * x->columns[j * x->p + i];
    }
    x->excess = 0.0;
    for (size_t i = 0; i < x->p; i++)
        x->excess = fmax(x->excess, fabs(x->slope[i]));
}

/* A little is added to the diagonal: where the columns with weight leave directions free, others are to be reached. */
static void find_curvature(work *x)
{
    size_t p = x->p;
    double greatest = 0.0;

    memset(x->matrix, 0, p * p * sizeof *x->matrix);
    for (size_t j = 0; j < x->n; j++)
        for (size_t i = 0; x->value[j] > 0.0 && i < p; i++)
            for (size_t h = 0; h <= i; h++)
                x->matrix[i * p + h] += x->columns[j * p + i] * x->columns[j * p + h];
    for (size_t i = 0; i < p; i++)
        greatest = fmax(greatest, x->matrix[i * p + i]);
    greatest = greatest > 0.0 ? greatest : 1.0;
    for (size_t i = 0; i < p; i++)
        x->matrix[i * p + i] += 1e-13 * greatest;
    mkba_i_semidefinite_factor(x->matrix, p, 0.0);
}

static void find_way(work *x)
{
    for (size_t i = 0; i < x->p; i++)
        x->way[i] = -x->slope[i];
    mkba_i_semidefinite_solve(x->matrix, x->p, x->way);
    for (size_t j = 0; j < x->n; j++)
        x->change[j] = mkba_i_dot(&x->columns[j * x->p], x->way, x->p);
}

/* The slope along the way at a distance: it grows, in straight pieces. */
static double slope_at(const work *x, double distance, double *growth)
{
    double slope = -mkba_i_dot(x->target, x->way, x->p);

    *growth = 0.0;
    for (size_t j = 0; j < x->n; j++) {
        double value = x->value[j] + distance * x->change[j];
        if (value > 0.0) {
            slope += value * x->change[j];
            *growth += x->change[j] * x->change[j];
        }
    }
    return slope;
}

/* Where the slope is 0: Newton's method between bounds, exact once both lie on one piece. */
static double find_distance(const work *x)
{
    double low = 0.0, high = INFINITY, at = 1.0, growth;

    for (int turn = 0; turn < 100; turn++) {
        double slope = slope_at(x, at, &growth), next;
        if (slope == 0.0)
            return at;
        *(slope < 0.0 ? &low : &high) = at;
        next = growth > 0.0 ? at - slope / growth : INFINITY;
        if (!(next > low && next < high))
            next = isinf(high) ? 4.0 * at : low + (high - low) / 2.0;
        if (fabs(next - at) <= 1e-15 * at)
            return next;
        at = next;
    }
    return at;
}

static bool make_work(work *x, const double *points, size_t n_rows, const bool *within, const double *weights, size_t n)
{
    double longest = 0.0;

    x->p = n_rows + 1;
    for (size_t j = 0; j < n; j++) {
        x->n += within[j];
        longest = fmax(longest, sqrt(mkba_i_dot(&points[j * n_rows], &points[j * n_rows], n_rows)));
    }
    x->columns = mkba_i_arena_new(&x->arena, x->n * x->p, sizeof *x->columns);
    x->target = mkba_i_arena_new(&x->arena, 4 * x->p, sizeof *x->target);
    x->value = mkba_i_arena_new(&x->arena, 3 * x->n, sizeof *x->value);
    x->matrix = mkba_i_arena_new(&x->arena, x->p * x->p, sizeof *x->matrix);
    if (x->columns == NULL || x->target == NULL || x->value == NULL || x->matrix == NULL)
        return false;
    x->y = x->target + x->p;
    x->way = x->y + x->p;
    x->slope = x->way + x->p;
    x->change = x->value + x->n;
    x->weight = x->change + x->n;
    for (size_t j = 0, k = 0; j < n; j++) {
        double *to = &x->columns[k * x->p];
        if (!within[j])
            continue;
        to[0] = 1.0;
        for (size_t i = 0; i < n_rows; i++)
            to[i + 1] = longest > 0.0 ? points[j * n_rows + i] / longest : 0.0;
        for (size_t i = 0; i < x->p; i++)
            x->target[i] += weights[j] * to[i];
        k++;
    }
    x->y[0] = 1.0 / (double) x->n;
    return true;
}

/* Newton's steps once more over the columns that have weight, in weights instead of in y, which may be far larger: what is
 * left is rounding of weights. True when they make the point. */
static bool polish(work *x)
{
    size_t p = x->p;
    double *weight = x->weight, off = DBL_MAX, before = INFINITY;

    for (size_t j = 0; j < x->n; j++)
        weight[j] = fmax(0.0, x->value[j]);
    while (off < before / 2.0) {
        before = off;
        memcpy(x->way, x->target, p * sizeof *x->way);
        for (size_t j = 0; j < x->n; j++)
            for (size_t i = 0; weight[j] > 0.0 && i < p; i++)
                x->way[i] -= weight[j] * x->columns[j * p + i];
        off = sqrt(mkba_i_dot(x->way, x->way, p));
        mkba_i_semidefinite_solve(x->matrix, p, x->way);
        for (size_t j = 0; j < x->n; j++)
            if (weight[j] > 0.0)
                weight[j] = fmax(0.0, weight[j] + mkba_i_dot(&x->columns[j * p], x->way, p));
    }
    return off <= FEASIBLE;
}

static bool minimise(work *x)
{
    for (int step = 0; step < MOST_STEPS; step++) {
        find_slope(x);
        find_curvature(x);
        if (x->excess < NEAR && polish(x))
            return true;
        find_way(x);
        double distance = find_distance(x);
        for (size_t i = 0; i < x->p; i++)
            x->y[i] += distance * x->way[i];
    }
    return false;
}

bool mkba_i_simplex_least_norm(const double *points, size_t n_rows, size_t n, const bool *within, double *weights)
{
    work x = {0};
    bool made = make_work(&x, points, n_rows, within, weights, n);

    if (made && minimise(&x))
        for (size_t j = 0, k = 0; j < n; j++)
            if (within[j])
                weights[j] = x.weight[k++];
    mkba_i_arena_free(&x.arena);
    return made;
}
