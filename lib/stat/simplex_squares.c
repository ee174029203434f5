/* Least squares over the simplex, by the active set method of Wolfe: see simplex_squares.h. */
#include "base/exact.h"

#include "stat/simplex_squares.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/dot.h"
#include "stat/semidefinite.h"

#define REFINEMENTS 3
#define STEPS_PER_COLUMN 10 /* then gains are rounding: what was found is measured anyhow */
#define TIED 1e-14          /* of the objective: a difference that is rounding */
#define EXACT 1e-27         /* of the scale: squares that are rounding */

typedef struct work {
    mkba_i_arena arena;
    const mkba_i_simplex_squares *problem;
    size_t m, n;
    double *points; /* columns less the target: n of m */
    double scale;   /* the greatest squared length of a point */
    double ridge;
    const double *linear;   /* half of it; NULL: none */
    double *weights, *best; /* per column */
    size_t *set;            /* columns with weight */
    size_t n_set;
    double *solved;   /* per member of the set */
    double *at;       /* the point that the weights make */
    double *gradient; /* per column */
    bool *tried;      /* per column: adding it brought nothing since the last gain */
    double *matrix, *side, *other;
} work;

static const double *point(const work *x, size_t column)
{
    return &x->points[column * x->m];
}

/* ---- the nearest point of the plane through the points of a set -------------------------------------------- */

/* Reflects the column `j` of an r x c matrix (column by column) onto its first place, and later columns and the side with
 * it. False when nothing is left of it. */
static bool reflect(double *matrix, size_t r, size_t c, size_t j, double *side)
{
    double *column = &matrix[j * r + j];
    size_t rest = r - j;
    double length = sqrt(mkba_i_dot(column, column, rest));

    if (!(length > 0.0))
        return false;
    double first = column[0] > 0.0 ? -length : length;
    column[0] -= first;
    double half = mkba_i_dot(column, column, rest) / 2.0;
    for (size_t k = j + 1; k <= c; k++) {
        double *to = k < c ? &matrix[k * r + j] : &side[j];
        double share = mkba_i_dot(column, to, rest) / half;
        for (size_t i = 0; i < rest; i++)
            to[i] -= share * column[i];
    }
    column[0] = first;
    return true;
}

/* The last point of the set stays as it is; of the others the differences to it count. */
static void set_matrix(work *x, size_t r)
{
    size_t k = x->n_set - 1;
    const double *last = point(x, x->set[k]);
    double root = sqrt(x->ridge);

    memset(x->matrix, 0, k * r * sizeof *x->matrix);
    memset(x->side, 0, r * sizeof *x->side);
    for (size_t j = 0; j < k; j++) {
        const double *from = point(x, x->set[j]);
        double *to = &x->matrix[j * r];
        for (size_t i = 0; i < x->m; i++)
            to[i] = from[i] - last[i];
        if (x->ridge > 0.0) {
            to[x->m + j] = root;
            to[x->m + k] = -root;
        }
    }
    for (size_t i = 0; i < x->m; i++)
        x->side[i] = -last[i];
    if (x->ridge > 0.0)
        x->side[x->m + k] = -root;
}

/* Householder's columns, until one depends on those before it. */
static size_t reflect_all(work *x, size_t r)
{
    size_t k = x->n_set - 1, j = 0;

    while (j < k && j < r && reflect(x->matrix, r, k, j, x->side) &&
           fabs(x->matrix[j * r + j]) > 4.0 * DBL_EPSILON * sqrt(x->scale))
        j++;
    return j;
}

/* Takes the linear part off the side: R'z = its differences to that of the last column. */
static void take_linear_off(work *x, size_t r)
{
    size_t k = x->n_set - 1;
    double *z = x->other;

    for (size_t j = 0; j < k; j++) {
        z[j] = x->linear[x->set[j]] - x->linear[x->set[k]];
        for (size_t i = 0; i < j; i++)
            z[j] -= x->matrix[j * r + i] * z[i];
        z[j] /= x->matrix[j * r + j];
        x->side[j] -= z[j];
    }
}

static bool solve_by_columns(work *x)
{
    size_t k = x->n_set - 1, r = x->m + (x->ridge > 0.0 ? x->n_set : 0);
    double sum = 0.0;

    if (r < k)
        return false;
    set_matrix(x, r);
    if (reflect_all(x, r) < k)
        return false;
    if (x->linear != NULL)
        take_linear_off(x, r);
    for (size_t j = k; j-- > 0;) {
        double rest = x->side[j];
        for (size_t i = j + 1; i < k; i++)
            rest -= x->matrix[i * r + j] * x->solved[i];
        x->solved[j] = rest / x->matrix[j * r + j];
        sum += x->solved[j];
    }
    x->solved[k] = 1.0 - sum;
    return true;
}

/* into = what (ridge + C'C)^-1 makes of q over the set: (q - C'(ridge + C C')^-1 C q) / ridge. */
static void apply_inverse(work *x, const double *q, double *into)
{
    memset(x->side, 0, x->m * sizeof *x->side);
    for (size_t j = 0; j < x->n_set; j++)
        for (size_t i = 0; i < x->m; i++)
            x->side[i] += q[j] * point(x, x->set[j])[i];
    mkba_i_semidefinite_solve(x->matrix, x->m, x->side);
    for (size_t j = 0; j < x->n_set; j++)
        into[j] += (q[j] - mkba_i_dot(point(x, x->set[j]), x->side, x->m)) / x->ridge;
}

static void solve_by_rows(work *x)
{
    size_t m = x->m;
    double *left = x->other, *at = x->side, sum = 0.0;

    memset(x->matrix, 0, m * m * sizeof *x->matrix);
    for (size_t j = 0; j < x->n_set; j++)
        for (size_t i = 0; i < m; i++)
            for (size_t h = 0; h <= i; h++)
                x->matrix[i * m + h] += point(x, x->set[j])[i] * point(x, x->set[j])[h];
    for (size_t i = 0; i < m; i++)
        x->matrix[i * m + i] += x->ridge;
    mkba_i_semidefinite_factor(x->matrix, m, DBL_EPSILON);
    memset(x->solved, 0, x->n_set * sizeof *x->solved);
    for (int turn = 0; turn < REFINEMENTS; turn++) {
        memset(at, 0, m * sizeof *at);
        for (size_t j = 0; j < x->n_set; j++)
            for (size_t i = 0; i < m; i++)
                at[i] += x->solved[j] * point(x, x->set[j])[i];
        for (size_t j = 0; j < x->n_set; j++)
            left[j] = 1.0 - mkba_i_dot(point(x, x->set[j]), at, m) - x->ridge * x->solved[j];
        apply_inverse(x, left, x->solved);
    }
    for (size_t j = 0; j < x->n_set; j++)
        sum += x->solved[j];
    for (size_t j = 0; j < x->n_set; j++)
        x->solved[j] /= sum;
}

static bool solve_set(work *x)
{
    bool solved = true;

    if (x->ridge > 0.0 && x->n_set > x->m)
        solve_by_rows(x);
    else
        solved = solve_by_columns(x);
    for (size_t j = 0; solved && j < x->n_set; j++)
        solved = isfinite(x->solved[j]);
    return solved;
}

/* ---- weights ---------------------------------------------------------------------------------------------- */

static double objective(work *x)
{
    memset(x->at, 0, x->m * sizeof *x->at);
    for (size_t j = 0; j < x->n_set; j++)
        for (size_t i = 0; i < x->m; i++)
            x->at[i] += x->weights[x->set[j]] * point(x, x->set[j])[i];
    return mkba_i_dot(x->at, x->at, x->m) + x->ridge * mkba_i_dot(x->weights, x->weights, x->n) +
           (x->linear == NULL ? 0.0 : 2.0 * mkba_i_dot(x->linear, x->weights, x->n));
}

static void drop(work *x, size_t member)
{
    x->weights[x->set[member]] = 0.0;
    memmove(&x->set[member], &x->set[member + 1], (--x->n_set - member) * sizeof *x->set);
}

/* Goes from the weights towards those solved for, until one is 0; it is dropped. */
static void step_to_edge(work *x)
{
    double share = 1.0;
    size_t edge = 0;

    for (size_t j = 0; j < x->n_set; j++) {
        double from = x->weights[x->set[j]], to = x->solved[j];
        if (to <= 0.0 && from <= share * (from - to)) {
            share = from > 0.0 ? from / (from - to) : 0.0;
            edge = j;
        }
    }
    for (size_t j = 0; j < x->n_set; j++) {
        double *weight = &x->weights[x->set[j]];
        *weight += share * (x->solved[j] - *weight);
        *weight = *weight > 0.0 ? *weight : 0.0;
    }
    drop(x, edge);
}

/* Where the points of a set depend on each other and there is a linear part: goes downhill along what leaves the point as it
 * is, until a weight is 0; it is dropped. */
static bool slide(work *x)
{
    size_t r = x->m, k = x->n_set - 1, free, edge = x->n_set;
    double slope = 0.0, sum = 0.0, far = INFINITY;

    set_matrix(x, r);
    free = reflect_all(x, r);
    if (free == k)
        return false;
    for (size_t j = k; j-- > 0;) {
        double rest = j < free ? -x->matrix[free * r + j] : 0.0;
        for (size_t i = j + 1; i < free; i++)
            rest -= x->matrix[i * r + j] * x->solved[i];
        x->solved[j] = j < free ? rest / x->matrix[j * r + j] : j == free ? 1.0 : 0.0;
        sum += x->solved[j];
    }
    x->solved[k] = -sum;
    for (size_t j = 0; j <= k; j++)
        slope += x->solved[j] * x->linear[x->set[j]];
    for (size_t j = 0; j <= k; j++) {
        double way = slope > 0.0 ? -x->solved[j] : x->solved[j];
        x->solved[j] = way;
        if (way < 0.0 && x->weights[x->set[j]] < -way * far) {
            far = x->weights[x->set[j]] / -way;
            edge = j;
        }
    }
    if (edge == x->n_set || !isfinite(far))
        return false;
    for (size_t j = 0; j <= k; j++)
        x->weights[x->set[j]] = fmax(0.0, x->weights[x->set[j]] + far * x->solved[j]);
    drop(x, edge);
    return true;
}

/* The optimum over the set, from which members are dropped on the way. False when its points depend on each other. */
static bool settle(work *x)
{
    while (x->n_set > 1) {
        bool inside = true;
        if (!solve_set(x)) {
            if (x->linear == NULL || !slide(x))
                return false;
            continue;
        }
        for (size_t j = 0; j < x->n_set; j++)
            inside = inside && x->solved[j] > 0.0;
        if (!inside) {
            step_to_edge(x);
            continue;
        }
        for (size_t j = 0; j < x->n_set; j++)
            x->weights[x->set[j]] = x->solved[j];
        return true;
    }
    x->weights[x->set[0]] = 1.0;
    return true;
}

static double dot_gradient(work *x)
{
    for (size_t j = 0; j < x->n; j++)
        x->gradient[j] =
            mkba_i_dot(point(x, j), x->at, x->m) + x->ridge * x->weights[j] + (x->linear == NULL ? 0.0 : x->linear[j]);
    return mkba_i_dot(x->weights, x->gradient, x->n);
}

/* The column that brings most, or n when none brings more than rounding. */
static size_t best_column(const work *x, double level, double value)
{
    double least = 1e-13 * value + 8.0 * DBL_EPSILON * sqrt(x->scale * mkba_i_dot(x->at, x->at, x->m));
    size_t best = x->n;

    if (x->linear != NULL)
        least = 8.0 * DBL_EPSILON * (sqrt(x->scale * mkba_i_dot(x->at, x->at, x->m)) + fabs(level));
    for (size_t j = 0; j < x->n; j++)
        if (x->weights[j] <= 0.0 && !x->tried[j] && level - x->gradient[j] > least &&
            (best == x->n || x->gradient[j] < x->gradient[best]))
            best = j;
    return best;
}

static void take_back(work *x, const size_t *set, size_t n_set)
{
    memcpy(x->weights, x->best, x->n * sizeof *x->weights);
    memcpy(x->set, set, n_set * sizeof *set);
    x->n_set = n_set;
}

/* `ties`: a column may come in without a gain that can be told from rounding, each once between gains that can. */
static void improve(work *x, size_t *set, bool ties)
{
    double value = objective(x);

    for (size_t step = 0; step < STEPS_PER_COLUMN * (x->n + 10); step++) {
        double level = dot_gradient(x), now;
        size_t n_set = x->n_set, column = best_column(x, level, value);
        if (column == x->n || (x->linear == NULL && value <= EXACT * x->scale))
            return;
        memcpy(set, x->set, n_set * sizeof *set);
        memcpy(x->best, x->weights, x->n * sizeof *x->best);
        x->set[x->n_set++] = column;
        bool settled = settle(x), tie;
        now = objective(x);
        tie = ties && !(now < value) && now <= (1.0 + TIED) * value;
        if (!settled || !(now < value || tie)) {
            take_back(x, set, n_set);
            x->tried[column] = true;
            value = objective(x);
            continue;
        }
        value = now;
        if (!tie)
            memset(x->tried, 0, x->n * sizeof *x->tried);
        x->tried[column] = tie;
    }
}

/* ---- the problem ------------------------------------------------------------------------------------------ */

static double mean(const double *values, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double) n;
}

static bool make_work(work *x)
{
    size_t m = x->m, n = x->n, most = m + 1 < n ? m + 1 : n, rows = x->ridge > 0.0 ? m + most : m;
    size_t larger = rows * most > m * m ? rows * most : m * m;

    x->points = mkba_i_arena_new(&x->arena, m * n, sizeof *x->points);
    x->best = mkba_i_arena_new(&x->arena, 2 * n, sizeof *x->best);
    x->set = mkba_i_arena_new(&x->arena, 2 * n + 2, sizeof *x->set);
    x->solved = mkba_i_arena_new(&x->arena, n, sizeof *x->solved);
    x->at = mkba_i_arena_new(&x->arena, m, sizeof *x->at);
    x->gradient = mkba_i_arena_new(&x->arena, n, sizeof *x->gradient);
    x->tried = mkba_i_arena_new(&x->arena, n, sizeof *x->tried);
    x->matrix = mkba_i_arena_new(&x->arena, larger, sizeof *x->matrix);
    x->side = mkba_i_arena_new(&x->arena, rows, sizeof *x->side);
    x->other = mkba_i_arena_new(&x->arena, n, sizeof *x->other);
    return x->points != NULL && x->best != NULL && x->set != NULL && x->solved != NULL && x->at != NULL &&
           x->gradient != NULL && x->tried != NULL && x->matrix != NULL && x->side != NULL && x->other != NULL;
}

/* Of finite figures; fmax, which looks for others, costs a call. */
static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* Columns less the target, and less their means where there is an intercept. A difference that is rounding is 0. */
static mkba_status set_points(work *x, mkba_error *error)
{
    const mkba_i_simplex_squares *p = x->problem;
    double target_mean = p->intercept ? mean(p->target, x->m) : 0.0, greatest = 0.0;

    if (p->linear != NULL) {
        double *half = x->best + x->n;
        for (size_t j = 0; j < x->n; j++)
            half[j] = p->linear[j] / 2.0;
        x->linear = half;
    }
    for (size_t i = 0; i < x->m; i++)
        greatest = larger(greatest, fabs(p->target[i]));
    for (size_t i = 0; i < x->m * x->n; i++)
        greatest = larger(greatest, fabs(p->columns[i]));
    for (size_t j = 0; j < x->n; j++) {
        const double *column = &p->columns[j * x->m];
        double own = p->intercept ? mean(column, x->m) : 0.0, *to = &x->points[j * x->m];
        for (size_t i = 0; i < x->m; i++) {
            to[i] = (column[i] - own) - (p->target[i] - target_mean);
            to[i] = fabs(to[i]) > 4.0 * DBL_EPSILON * greatest ? to[i] : 0.0;
        }
        x->scale = fmax(x->scale, mkba_i_dot(to, to, x->m));
        if (!isfinite(x->scale))
            return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "columns", "the figures are too large to be squared");
    }
    return MKBA_OK;
}

/* From weights of a problem like this one. False where their points are too many or depend on each other. */
static bool start_warm(work *x)
{
    x->n_set = 0;
    for (size_t j = 0; j < x->n; j++)
        if (x->weights[j] > 0.0) {
            if (x->n_set == x->m + 1)
                return false;
            x->set[x->n_set++] = j;
        }
    return x->n_set > 0 && settle(x);
}

/* From the nearest point; with a ridge from all of them, of which most will stay. */
static void start(work *x)
{
    size_t nearest = 0;

    if (x->problem->warm && start_warm(x))
        return;

    for (size_t j = 1; j < x->n; j++)
        if (mkba_i_dot(point(x, j), point(x, j), x->m) < mkba_i_dot(point(x, nearest), point(x, nearest), x->m))
            nearest = j;
    memset(x->weights, 0, x->n * sizeof *x->weights);
    x->n_set = 0;
    for (size_t j = 0; j < x->n; j++)
        if (x->ridge > 0.0 || j == nearest) {
            x->set[x->n_set++] = j;
            x->weights[j] = x->ridge > 0.0 ? 1.0 / (double) x->n : 1.0;
        }
    if (x->ridge > 0.0 && !settle(x)) {
        memset(x->weights, 0, x->n * sizeof *x->weights);
        x->weights[nearest] = 1.0;
        x->set[0] = nearest;
        x->n_set = 1;
    }
}

static double squares_of(work *x, const double *weights)
{
    memset(x->side, 0, x->m * sizeof *x->side);
    for (size_t j = 0; j < x->n; j++)
        for (size_t i = 0; weights[j] > 0.0 && i < x->m; i++)
            x->side[i] += weights[j] * point(x, j)[i];
    return mkba_i_dot(x->side, x->side, x->m);
}

/* Columns as near as those of the set: when there are any, other weights may make the same point. */
static mkba_status take_least(work *x, mkba_i_simplex_fit *fit, mkba_error *error)
{
    double value = squares_of(x, x->weights), level = dot_gradient(x);
    double near = 1e-10 * sqrt(x->scale * mkba_i_dot(x->at, x->at, x->m));
    size_t n_near = 0;

    for (size_t j = 0; j < x->n; j++) {
        x->tried[j] =
            x->weights[j] > 0.0 || x->gradient[j] - level <= near || (x->linear == NULL && level <= 1e-24 * x->scale);
        n_near += x->tried[j];
    }
    fit->unique = x->ridge > 0.0 || n_near == x->n_set;
    if (fit->unique || x->problem->basic || x->linear != NULL)
        return MKBA_OK;
    memcpy(x->best, x->weights, x->n * sizeof *x->best);
    if (!mkba_i_simplex_least_norm(x->points, x->m, x->n, x->tried, x->weights))
        return mkba_i_fail_memory(error);
    if (squares_of(x, x->weights) > (1.0 + 1e-10) * value + 1e-24 * x->scale)
        memcpy(x->weights, x->best, x->n * sizeof *x->best);
    return MKBA_OK;
}

static void measure(work *x, mkba_i_simplex_fit *fit)
{
    const mkba_i_simplex_squares *p = x->problem;
    double lowest, level, scale, sum = 0.0;

    for (size_t j = 0; j < x->n; j++)
        sum += x->weights[j];
    x->n_set = 0;
    for (size_t j = 0; j < x->n; j++) {
        x->weights[j] /= sum;
        if (x->weights[j] > 0.0)
            x->set[x->n_set++] = j;
    }
    objective(x);
    level = dot_gradient(x);
    lowest = level;
    for (size_t j = 0; j < x->n; j++)
        lowest = fmin(lowest, x->gradient[j]);
    fit->squares = mkba_i_dot(x->at, x->at, x->m);
    scale = x->scale + x->ridge;
    for (size_t j = 0; x->linear != NULL && j < x->n; j++)
        scale = fmax(scale, x->scale + 2.0 * x->linear[j]);
    fit->gap = scale > 0.0 ? (level - lowest) / scale : 0.0;
    fit->intercept = p->intercept ? mean(p->target, x->m) : 0.0;
    for (size_t j = 0; p->intercept && j < x->n_set; j++)
        fit->intercept -= x->weights[x->set[j]] * mean(&p->columns[x->set[j] * x->m], x->m);
}

/* Verifies the conditions of the optimum. A weight may be so small that the gain of its column is rounding, though the
 * conditions show that it is missing: then columns may come in without a gain. */
static mkba_status verify(work *x, mkba_i_simplex_fit *fit, mkba_error *error)
{
    measure(x, fit);
    if (!(fit->gap <= MKBA_I_SIMPLEX_SQUARES_OPTIMAL)) {
        memset(x->tried, 0, x->n * sizeof *x->tried);
        improve(x, x->set + x->n + 1, true);
        measure(x, fit);
    }
    if (!(fit->gap <= MKBA_I_SIMPLEX_SQUARES_OPTIMAL))
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "weights",
                           "the best weights cannot be told from others in the digits that numbers have");
    return MKBA_OK;
}

mkba_status mkba_i_simplex_squares_solve(const mkba_i_simplex_squares *problem, double *weights,
                                         mkba_i_simplex_fit *fit, mkba_error *error)
{
    work x = {
        .problem = problem, .m = problem->n_rows, .n = problem->n_columns, .ridge = problem->ridge, .weights = weights};
    mkba_i_simplex_fit made = {0};
    mkba_status status = make_work(&x) ? set_points(&x, error) : mkba_i_fail_memory(error);

    if (status == MKBA_OK) {
        start(&x);
        improve(&x, x.set + x.n + 1, false);
    }
    if (status == MKBA_OK)
        status = take_least(&x, &made, error);
    if (status == MKBA_OK)
        status = verify(&x, &made, error);
    mkba_i_arena_free(&x.arena);
    if (status == MKBA_OK)
        *fit = made;
    return status;
}
