/* Penalised and augmented synthetic control: see synthetic_forms.h. */
#include "base/exact.h"

#include "effect/synthetic_forms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "stat/dot.h"
#include "stat/semidefinite.h"
#include "stat/simplex_squares.h"

static double mean_of(const double *values, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double) n;
}

static void take_off(double *values, size_t n, double mean)
{
    for (size_t i = 0; i < n; i++)
        values[i] -= mean;
}

/* Of each column its mean comes after the columns; then that of the target. */
static void centre(const mkba_i_synthetic_rows *x, double *means)
{
    for (size_t j = 0; j <= x->n_columns; j++) {
        double *column = j == x->n_columns ? x->target : &x->columns[j * x->n_rows];
        means[j] = x->intercept ? mean_of(column, x->n_rows) : 0.0;
        take_off(column, x->n_rows, means[j]);
    }
}

/* ---- penalised ---------------------------------------------------------------------------------------------- */

/* |x - X w|^2 + lambda sum of w |x - x_j|^2. `linear`: room per column. */
static mkba_status penalise(double lambda, const mkba_i_synthetic_rows *x, double *linear, double *weights,
                            mkba_i_simplex_fit *found, mkba_error *error)
{
    const mkba_i_simplex_squares problem = {.columns = x->columns,
                                            .target = x->target,
                                            .n_rows = x->n_rows,
                                            .n_columns = x->n_columns,
                                            .linear = lambda > 0.0 ? linear : NULL};

    for (size_t j = 0; j < x->n_columns; j++) {
        double sum = 0.0;
        for (size_t i = 0; i < x->n_rows; i++) {
            double off = x->columns[j * x->n_rows + i] - x->target[i];
            sum += off * off;
        }
        linear[j] = lambda * sum;
    }
    return mkba_i_simplex_squares_solve(&problem, weights, found, error);
}

/* ---- augmented ---------------------------------------------------------------------------------------------- */

/* Takes the mean over columns off each row, and fills X X' (rows by rows) and what is left of the target. */
static void set_ridge(const mkba_i_synthetic_rows *x, const double *weights, double *square, double *left)
{
    size_t m = x->n_rows;

    memcpy(left, x->target, m * sizeof *left);
    for (size_t j = 0; j < x->n_columns; j++)
        for (size_t i = 0; i < m; i++)
            left[i] -= weights[j] * x->columns[j * m + i];
    for (size_t i = 0; i < m; i++) {
        double mean = 0.0;
        for (size_t j = 0; j < x->n_columns; j++)
            mean += x->columns[j * m + i] / (double) x->n_columns;
        for (size_t j = 0; j < x->n_columns; j++)
            x->columns[j * m + i] -= mean;
    }
    memset(square, 0, m * m * sizeof *square);
    for (size_t j = 0; j < x->n_columns; j++)
        for (size_t i = 0; i < m; i++)
            for (size_t h = 0; h <= i; h++)
                square[i * m + h] += x->columns[j * m + i] * x->columns[j * m + h];
}

/* weights + X'(X X' + lambda)^-1 left. `factor`: room of m x m, `solved` of m. */
static void augment(double lambda, const mkba_i_synthetic_rows *x, const double *square, const double *left,
                    const double *weights, double *factor, double *solved, double *out)
{
    size_t m = x->n_rows;

    memcpy(factor, square, m * m * sizeof *factor);
    memcpy(solved, left, m * sizeof *solved);
    for (size_t i = 0; i < m; i++)
        factor[i * m + i] += lambda;
    mkba_i_semidefinite_factor(factor, m, 1e-15);
    mkba_i_semidefinite_solve(factor, m, solved);
    for (size_t j = 0; j < x->n_columns; j++)
        out[j] = weights[j] + mkba_i_dot(&x->columns[j * m], solved, m);
}

mkba_status mkba_i_synthetic_reform(mkba_synthetic_form form, double lambda, const mkba_i_synthetic_rows *rows,
                                    mkba_i_synthetic_fit *fit, mkba_error *error)
{
    size_t m = rows->n_rows, n = rows->n_columns;
    double *room = calloc(2 * n + 1 + 2 * m * m + 2 * m, sizeof *room);
    double *means = room, *linear = means + n + 1, *square, *factor, *left;
    mkba_status status = MKBA_OK;

    if (room == NULL)
        return mkba_i_fail_memory(error);
    square = linear + n;
    factor = square + m * m;
    left = factor + m * m;
    centre(rows, means);
    if (form == MKBA_SYNTHETIC_PENALISED) {
        mkba_i_simplex_fit found = {0};
        status = penalise(lambda, rows, linear, fit->weights, &found, error);
        fit->optimality = found.gap;
        fit->unique = found.unique;
    } else {
        set_ridge(rows, fit->weights, square, left);
        augment(lambda, rows, square, left, fit->weights, factor, left + m, fit->weights);
    }
    fit->intercept = means[n] - mkba_i_dot(fit->weights, means, n);
    free(room);
    return status;
}

/* ---- the lambda that foretells best ------------------------------------------------------------------------- */

#define PENALTIES 19 /* from 1e-4 to 1e2, three per decade */
#define RIDGES 20    /* from the trace of X X' down to 1e-8 of it */

static double penalty(size_t at)
{
    return mkba_i_pow(10.0, (double) at / 3.0 - 4.0);
}

typedef struct chooser {
    const mkba_synthetic *made;
    mkba_i_synthetic_rows rows;
    double *columns, *target, *linear, *weights; /* room for all donors */
    size_t *others;
    mkba_error *error;
} chooser;

static bool make_chooser(chooser *x, mkba_i_arena *arena, size_t most_rows)
{
    size_t n = x->made->n_donors;

    x->columns = mkba_i_arena_new(arena, n * most_rows, sizeof *x->columns);
    x->target = mkba_i_arena_new(arena, most_rows, sizeof *x->target);
    x->linear = mkba_i_arena_new(arena, n, sizeof *x->linear);
    x->weights = mkba_i_arena_new(arena, 2 * n, sizeof *x->weights);
    x->others = mkba_i_arena_new(arena, n, sizeof *x->others);
    return x->columns != NULL && x->target != NULL && x->linear != NULL && x->weights != NULL && x->others != NULL;
}

/* Squares of the gaps from the start on of a donor, fitted by the others with each penalty. */
static mkba_status foretell_donor(chooser *x, size_t which, const double *v, double *squares)
{
    const mkba_synthetic *made = x->made;
    const mkba_i_synthetic_task *task = &made->task;
    size_t own = made->donors[which], n = 0;
    mkba_status status = MKBA_OK;

    for (size_t j = 0; j < made->n_donors; j++)
        if (j != which)
            x->others[n++] = made->donors[j];
    x->rows = (mkba_i_synthetic_rows){x->columns, x->target, mkba_i_synthetic_n_rows(task), n, false};
    mkba_i_synthetic_columns(task, x->others, n, v, x->columns);
    mkba_i_synthetic_columns(task, &own, 1, v, x->target);
    for (size_t at = 0; status == MKBA_OK && at < PENALTIES; at++) {
        mkba_i_simplex_fit found;
        status = penalise(penalty(at), &x->rows, x->linear, x->weights, &found, x->error);
        for (size_t p = made->block.n_before; status == MKBA_OK && p < made->block.n_periods; p++) {
            double gap = mkba_i_synthetic_part(task, own, p);
            for (size_t j = 0; j < n; j++)
                gap -= x->weights[j] * mkba_i_synthetic_part(task, x->others[j], p);
            squares[at] += gap * gap;
        }
    }
    return status;
}

static mkba_status choose_penalty(chooser *x, const double *v, double *lambda)
{
    double squares[PENALTIES] = {0};
    size_t best = 0;
    mkba_status status = MKBA_OK;

    for (size_t j = 0; status == MKBA_OK && j < x->made->n_donors; j++)
        status = foretell_donor(x, j, v, squares);
    for (size_t at = 1; at < PENALTIES; at++)
        best = squares[at] < squares[best] ? at : best;
    *lambda = penalty(best);
    return status;
}

/* The columns of the treated without one of its rows; the row itself comes after them. */
static void leave_out(chooser *x, const double *all, const double *target, size_t m, size_t row, double *out)
{
    size_t n = x->made->n_donors;

    x->rows = (mkba_i_synthetic_rows){x->columns, x->target, m - 1, n, x->made->task.intercept};
    for (size_t j = 0; j <= n; j++) {
        const double *from = j == n ? target : &all[j * m];
        double *to = j == n ? x->target : &x->columns[j * (m - 1)];
        for (size_t i = 0; i < m; i++)
            if (i != row)
                *to++ = from[i];
        out[j] = from[row];
    }
}

/* Squares of the gap in the row left out, of each ridge. `room`: n + 1 for the row, n + 1 for means, 2 m m + 2 m. */
static mkba_status foretell_row(chooser *x, const double *ridges, double *room, double *squares)
{
    size_t m = x->rows.n_rows, n = x->rows.n_columns;
    double *row = room, *means = row + n + 1, *square = means + n + 1, *factor = square + m * m, *left = factor + m * m;
    const mkba_i_simplex_squares problem = {.columns = x->columns, .target = x->target, .n_rows = m, .n_columns = n};
    mkba_i_simplex_fit found;
    mkba_status status;

    centre(&x->rows, means);
    status = mkba_i_simplex_squares_solve(&problem, x->weights, &found, x->error);
    if (status != MKBA_OK)
        return status;
    set_ridge(&x->rows, x->weights, square, left);
    for (size_t at = 0; at < RIDGES; at++) {
        double *weights = x->weights + n, gap = row[n] - means[n];
        augment(ridges[at], &x->rows, square, left, x->weights, factor, left + m, weights);
        for (size_t j = 0; j < n; j++)
            gap -= weights[j] * (row[j] - means[j]);
        squares[at] = gap * gap;
    }
    return MKBA_OK;
}

/* The largest ridge whose mean square is within a standard error of the least (Ben-Michael, Feller and Rothstein 2021). */
static double largest_near_least(const double *ridges, const double *squares, size_t m)
{
    double means[RIDGES], bound, spread = 0.0;
    size_t best = 0;

    for (size_t at = 0; at < RIDGES; at++) {
        means[at] = 0.0;
        for (size_t t = 0; t < m; t++)
            means[at] += squares[t * RIDGES + at] / (double) m;
        best = means[at] < means[best] ? at : best;
    }
    for (size_t t = 0; t < m; t++)
        spread += (squares[t * RIDGES + best] - means[best]) * (squares[t * RIDGES + best] - means[best]);
    bound = means[best] + sqrt(spread / (double) (m - 1) / (double) m);
    for (size_t at = 0; at < RIDGES; at++)
        if (means[at] <= bound)
            return ridges[at];
    return ridges[best];
}

static mkba_status choose_ridge(chooser *x, mkba_i_arena *arena, double *lambda)
{
    const mkba_synthetic *made = x->made;
    size_t n = made->n_donors, m = mkba_i_synthetic_n_rows(&made->task), treated = 0;
    double *all = mkba_i_arena_new(arena, (n + 1) * m, sizeof *all), *target = all == NULL ? NULL : all + n * m;
    double *room = mkba_i_arena_new(arena, 2 * (n + 1) + 2 * m * m + 2 * m, sizeof *room);
    double *squares = mkba_i_arena_new(arena, m * RIDGES, sizeof *squares), ridges[RIDGES], trace = 0.0;
    mkba_status status = MKBA_OK;

    if (all == NULL || room == NULL || squares == NULL)
        return mkba_i_fail_memory(x->error);
    mkba_i_synthetic_columns(&made->task, made->donors, n, NULL, all);
    mkba_i_synthetic_columns(&made->task, &treated, 1, NULL, target);
    for (size_t i = 0; i < m; i++) {
        double mean = 0.0;
        for (size_t j = 0; j < n; j++)
            mean += all[j * m + i] / (double) n;
        for (size_t j = 0; j < n; j++)
            trace += (all[j * m + i] - mean) * (all[j * m + i] - mean);
    }
    for (size_t at = 0; at < RIDGES; at++)
        ridges[at] = trace * mkba_i_pow(1e-8, (double) at / (RIDGES - 1));
    for (size_t t = 0; status == MKBA_OK && t < m; t++) {
        leave_out(x, all, target, m, t, room);
        status = foretell_row(x, ridges, room, &squares[t * RIDGES]);
    }
    *lambda = largest_near_least(ridges, squares, m);
    return status;
}

mkba_status mkba_i_synthetic_choose(const mkba_synthetic *made, const double *v, double *lambda, mkba_error *error)
{
    mkba_i_arena arena = {0};
    chooser x = {.made = made, .error = error};
    size_t m = made->block.n_before > made->task.n_predictors ? made->block.n_before : made->task.n_predictors;
    mkba_status status;

    if (made->task.form == MKBA_SYNTHETIC_AUGMENTED && mkba_i_synthetic_n_rows(&made->task) < 2)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "penalty",
                           "one period before the start: no penalty can be chosen by leaving out periods; give one");
    if (!make_chooser(&x, &arena, m))
        status = mkba_i_fail_memory(error);
    else
        status = made->task.form == MKBA_SYNTHETIC_PENALISED ? choose_penalty(&x, v, lambda)
                                                             : choose_ridge(&x, &arena, lambda);
    mkba_i_arena_free(&arena);
    return status;
}
