/* Correlations and linear regression: see importance.h. */
#include "base/exact.h"

#include "uncertain/importance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/linear.h"
#include "stat/order.h"

/* ---- columns --------------------------------------------------------------------------------------------- */

static double mean_product(const double *a, const double *b, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum / (double) n;
}

bool mkba_i_standardise(double *values, size_t n)
{
    double mean = mkba_i_draws_mean(values, n), square;
    bool varies = false;

    for (size_t i = 0; i < n; i++) {
        varies = varies || values[i] != values[0];
        values[i] -= mean;
    }
    square = mean_product(values, values, n);
    if (!varies || !isfinite(square) || !(square > 0))
        return false;
    for (size_t i = 0; i < n; i++)
        values[i] /= sqrt(square);
    return true;
}

/* How many of the ascending values are below x, or at most x. */
static size_t count_below(const double *sorted, size_t n, double x, bool also_equal)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] < x || (also_equal && sorted[middle] == x))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void mkba_i_rank(double *values, size_t n, double *work)
{
    memcpy(work, values, n * sizeof *work);
    mkba_i_sort(work, n);
    for (size_t i = 0; i < n; i++) {
        size_t below = count_below(work, n, values[i], false), most = count_below(work, n, values[i], true);
        values[i] = ((double) below + 1 + (double) most) / 2;
    }
}

/* ---- regression ------------------------------------------------------------------------------------------ */

/* What a regression works with: all of one allocation. */
typedef struct work {
    double *inverse;      /* k x k: of the correlations of parameters */
    double *factor;       /* k x k */
    double *coefficients; /* k */
    double *residuals;    /* n: of y on all */
    double *own;          /* n: sum over a of inverse[j][a] x_a, in proportion to what the others leave of x_j */
    double *rest;         /* n: what the others leave of y */
} work;

static bool make_work(size_t n, size_t k, work *out)
{
    double *all = malloc((2 * k * k + k + 3 * n) * sizeof *all), *next;

    if (all == NULL)
        return false;
    next = all + 2 * k * k + k;
    *out = (work){all, all + k * k, all + 2 * k * k, next, next + n, next + 2 * n};
    return true;
}

static mkba_status invert(const mkba_i_columns *x, const work *at, size_t *pivot, mkba_error *error)
{
    size_t k = x->k;
    mkba_status status;

    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b <= a; b++)
            at->factor[a * k + b] = mean_product(x->values + a * x->n, x->values + b * x->n, x->n);
    status = mkba_i_cholesky(at->factor, k, pivot, error);
    for (size_t j = 0; status == MKBA_OK && j < k; j++) {
        memset(at->inverse + j * k, 0, k * sizeof *at->inverse);
        at->inverse[j * k + j] = 1;
        mkba_i_cholesky_solve(at->factor, k, at->inverse + j * k);
    }
    return status;
}

static void add_multiple(double *to, double factor, const double *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] += factor * from[i];
}

/* sqrt(mean square of the influences of draws / draws), with the degrees of freedom that are left. */
static double error_of(double squares, size_t n, size_t k)
{
    return sqrt(squares / (double) n / (double) (n - k - 1));
}

/* Correlation r of standardised a and b: a draw's influence is a b - r (a^2 + b^2) / 2. */
static double correlation_error(const double *a, double a_scale, const double *b, double b_scale, double r, size_t n,
                                size_t k)
{
    double squares = 0;

    for (size_t i = 0; i < n; i++) {
        double u = a[i] * a_scale, v = b[i] * b_scale, off = u * v - r * (u * u + v * v) / 2;
        squares += off * off;
    }
    return error_of(squares, n, k);
}

/* A standardised coefficient c of x_j: a draw's influence is own e + c (x_j^2 - y^2) / 2, e what is left of y. */
static double coefficient_error(const double *x, const double *y, const work *at, double c, size_t n, size_t k)
{
    double squares = 0;

    for (size_t i = 0; i < n; i++) {
        double off = at->own[i] * at->residuals[i] + c * (x[i] * x[i] - y[i] * y[i]) / 2;
        squares += off * off;
    }
    return error_of(squares, n, k);
}

/* The correlation of what the other parameters leave of x_j and of y. */
static void partial(const work *at, double own_square, double c, size_t n, size_t k, mkba_i_linear *out)
{
    double left, tolerance = 1 / own_square;

    memcpy(at->rest, at->residuals, n * sizeof *at->rest);
    add_multiple(at->rest, c * tolerance, at->own, n);
    left = mean_product(at->rest, at->rest, n);
    out->has_partial = left > 0;
    if (!out->has_partial)
        return;
    out->partial = fmax(-1, fmin(1, c * sqrt(tolerance) / sqrt(left)));
    out->partial_error = correlation_error(at->own, sqrt(tolerance), at->rest, 1 / sqrt(left), out->partial, n, k);
}

static void measure(const mkba_i_columns *x, const double *y, const work *at, size_t j, mkba_i_linear *out)
{
    size_t n = x->n, k = x->k;
    const double *own = x->values + j * n, *inverse = at->inverse + j * k;

    memset(at->own, 0, n * sizeof *at->own);
    for (size_t a = 0; a < k; a++)
        add_multiple(at->own, inverse[a], x->values + a * n, n);
    *out = (mkba_i_linear){.tolerance = 1 / inverse[j], .coefficient = at->coefficients[j]};
    out->correlation = mean_product(own, y, n);
    out->correlation_error = correlation_error(own, 1, y, 1, out->correlation, n, 1);
    out->coefficient_error = coefficient_error(own, y, at, out->coefficient, n, k);
    partial(at, inverse[j], out->coefficient, n, k, out);
}

mkba_status mkba_i_linear_measures(const mkba_i_columns *x, const double *y, mkba_i_linear *out, double *r_squared,
                                   size_t *pivot, mkba_error *error)
{
    work at = {0};
    mkba_status status;

    if (!make_work(x->n, x->k, &at))
        return mkba_i_fail_memory(error);
    status = invert(x, &at, pivot, error);
    for (size_t j = 0; status == MKBA_OK && j < x->k; j++)
        at.coefficients[j] = mean_product(x->values + j * x->n, y, x->n);
    if (status == MKBA_OK) {
        mkba_i_cholesky_solve(at.factor, x->k, at.coefficients);
        memcpy(at.residuals, y, x->n * sizeof *y);
        for (size_t j = 0; j < x->k; j++)
            add_multiple(at.residuals, -at.coefficients[j], x->values + j * x->n, x->n);
        *r_squared = fmax(0, 1 - mean_product(at.residuals, at.residuals, x->n));
    }
    for (size_t j = 0; status == MKBA_OK && j < x->k; j++)
        measure(x, y, &at, j, &out[j]);
    free(at.inverse);
    return status;
}
