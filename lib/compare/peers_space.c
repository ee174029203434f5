/* Areas as points: see peers_space.h. */
#include "base/exact.h"

#include "compare/peers_space.h"

#include <math.h>
#include <string.h>

#include "base/pair.h"
#include "base/roll.h"
#include "stat/linear.h"

#define LANES MKBA_I_SPACE_LANES

bool mkba_i_standardised_make(mkba_i_arena *arena, size_t n, size_t n_variables, mkba_i_standardised *points)
{
    points->n = n;
    points->stride = (n + LANES - 1) / LANES * LANES;
    points->n_variables = n_variables;
    points->z = mkba_i_arena_new(arena, points->stride * n_variables, sizeof *points->z);
    return points->z != NULL;
}

/* ---- correlations ---------------------------------------------------------------------------------------- */

/* Over the points, with n - 1; of z-scores the diagonal is 1. */
static void correlate(const mkba_i_space *space, double *matrix)
{
    const mkba_i_standardised *from = space->from;
    size_t n = space->n_variables;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            const double *a = from->z + space->variables[i] * from->stride;
            const double *b = from->z + space->variables[j] * from->stride;
            double sum = 0;
            for (size_t p = 0; p < from->n; p++)
                sum += a[p] * b[p];
            matrix[i * n + j] = sum / (double) (from->n - 1);
            matrix[j * n + i] = matrix[i * n + j];
        }
}

/* How the pivot follows from the variables before it: the regression on them, whose factor exists. */
static mkba_status explain(mkba_i_arena *arena, const mkba_i_space *space, const double *matrix, size_t pivot,
                           double **follows, mkba_error *error)
{
    size_t n = space->n_variables, unused = 0;
    double *part = mkba_i_arena_new(arena, pivot * pivot, sizeof *part);
    double *by = mkba_i_arena_new(arena, n, sizeof *by);

    if (part == NULL || by == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < pivot; i++) {
        memcpy(part + i * pivot, matrix + i * n, pivot * sizeof *part);
        by[i] = matrix[pivot * n + i];
    }
    if (pivot > 0 && mkba_i_cholesky(part, pivot, &unused, NULL) == MKBA_OK)
        mkba_i_cholesky_solve(part, pivot, by);
    *follows = by;
    return MKBA_ERROR_PANEL;
}

static mkba_status factorise(mkba_i_arena *arena, mkba_i_space *space, size_t *pivot, double **follows,
                             mkba_error *error)
{
    size_t n = space->n_variables;
    double *matrix = mkba_i_arena_new(arena, n * n, sizeof *matrix);

    space->factor = mkba_i_arena_new(arena, n * n, sizeof *space->factor);
    if (matrix == NULL || space->factor == NULL)
        return mkba_i_fail_memory(error);
    correlate(space, matrix);
    memcpy(space->factor, matrix, n * n * sizeof *matrix);
    if (mkba_i_cholesky(space->factor, n, pivot, NULL) == MKBA_OK)
        return MKBA_OK;
    return explain(arena, space, matrix, *pivot, follows, error);
}

/* ---- the space ------------------------------------------------------------------------------------------- */

/* Every point to its place. */
static void move(const mkba_i_space *space, double *z, double *place)
{
    const mkba_i_standardised *from = space->from;

    for (size_t i = 0; i < from->n; i++) {
        for (size_t v = 0; v < from->n_variables; v++)
            z[v] = from->z[v * from->stride + i];
        mkba_i_space_place(space, z, place);
        for (size_t v = 0; v < space->n_variables; v++)
            space->x[v * from->stride + i] = place[v];
    }
}

mkba_status mkba_i_space_make(mkba_i_arena *arena, const mkba_i_standardised *points, size_t skip, mkba_i_space *space,
                              size_t *pivot, double **follows, mkba_error *error)
{
    size_t n = points->n_variables;
    double *work = mkba_i_arena_new(arena, 2 * n, sizeof *work);
    mkba_status status = MKBA_OK;

    *space = (mkba_i_space){.from = points};
    space->variables = mkba_i_arena_new(arena, n, sizeof *space->variables);
    if (work == NULL || space->variables == NULL)
        return mkba_i_fail_memory(error);
    for (size_t v = 0; v < n; v++)
        if (v != skip)
            space->variables[space->n_variables++] = v;
    space->x = mkba_i_arena_new(arena, space->n_variables * points->stride, sizeof *space->x);
    if (space->x == NULL)
        return mkba_i_fail_memory(error);
    if (points->mahalanobis)
        status = factorise(arena, space, pivot, follows, error);
    if (status == MKBA_OK)
        move(space, work, work + n);
    return status;
}

void mkba_i_space_place(const mkba_i_space *space, const double *z, double *place)
{
    for (size_t v = 0; v < space->n_variables; v++)
        place[v] = z[space->variables[v]];
    if (space->factor != NULL)
        mkba_i_cholesky_forward(space->factor, space->n_variables, place);
    else
        for (size_t v = 0; v < space->n_variables; v++)
            place[v] *= sqrt(space->from->weights[space->variables[v]]);
}

/* ---- distances ------------------------------------------------------------------------------------------- */

/* sum + (x - at)^2 */
static inline mkba_i_pair add_square(mkba_i_pair sum, const double *x, mkba_i_pair at)
{
    mkba_i_pair difference = mkba_i_pair_difference(mkba_i_pair_load(x), at);

    return mkba_i_pair_add_product(sum, difference, difference);
}

/* The squared distances of eight points, whose first variable stands at x. */
static void sum_squares(const double *x, size_t stride, const double *place, size_t n, double sums[LANES])
{
    mkba_i_pair zero = mkba_i_pair_both(0), s0 = zero, s1 = zero, s2 = zero, s3 = zero;

    for (size_t v = 0; v < n; v++, x += stride) {
        mkba_i_pair at = mkba_i_pair_both(place[v]);
        s0 = add_square(s0, x, at);
        s1 = add_square(s1, x + 2, at);
        s2 = add_square(s2, x + 4, at);
        s3 = add_square(s3, x + 6, at);
    }
    mkba_i_pair_store(s0, sums);
    mkba_i_pair_store(s1, sums + 2);
    mkba_i_pair_store(s2, sums + 4);
    mkba_i_pair_store(s3, sums + 6);
}

void mkba_i_space_distances(const mkba_i_space *space, const double *place, double *distances)
{
    size_t stride = space->from->stride;

    for (size_t first = 0; first < stride; first += LANES) {
        sum_squares(space->x + first, stride, place, space->n_variables, distances + first);
        for (size_t i = 0; i < LANES; i++)
            distances[first + i] = sqrt(distances[first + i]);
    }
}

void mkba_i_space_parts(const mkba_i_space *space, const double *a, const double *b, double *parts, double *work)
{
    size_t n = space->n_variables;

    for (size_t v = 0; v < n; v++)
        work[v] = a[space->variables[v]] - b[space->variables[v]];
    memcpy(parts, work, n * sizeof *parts);
    if (space->factor != NULL)
        mkba_i_cholesky_solve(space->factor, n, parts);
    else
        for (size_t v = 0; v < n; v++)
            parts[v] *= space->from->weights[space->variables[v]];
    for (size_t v = 0; v < n; v++)
        parts[v] *= work[v];
}
