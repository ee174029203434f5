/* Weighted least squares: see least_squares.h. */
#include "base/exact.h"

#include "stat/least_squares.h"

#include <math.h>
#include <string.h>

#include "stat/dot.h"

/* A combination names the columns that make at least this share of the one that depends on them. */
#define MATTERS 1e-6
/* Above this leverage a row decides a coefficient alone. */
#define ALONE (1.0 - 1e-10)

mkba_status mkba_i_least_squares_new(mkba_i_arena *arena, size_t n, size_t p, mkba_i_least_squares *out,
                                     mkba_error *error)
{
    mkba_i_least_squares made = {.n = n, .p = p};

    made.beta = mkba_i_arena_new(arena, p, sizeof *made.beta);
    made.rows = mkba_i_arena_new(arena, n * p, sizeof *made.rows);
    made.residuals = mkba_i_arena_new(arena, n, sizeof *made.residuals);
    made.leverage = mkba_i_arena_new(arena, n, sizeof *made.leverage);
    made.inverse = mkba_i_arena_new(arena, p * p, sizeof *made.inverse);
    made.combination = mkba_i_arena_new(arena, p, sizeof *made.combination);
    made.work = mkba_i_arena_new(arena, 2 * n * p + n + p + p * p, sizeof *made.work);
    if (made.beta == NULL || made.rows == NULL || made.residuals == NULL || made.leverage == NULL ||
        made.inverse == NULL || made.combination == NULL || made.work == NULL)
        return mkba_i_fail_memory(error);
    *out = made;
    return MKBA_OK;
}

/* What the steps share: columns are of length n, one after the other. Below the diagonal of a column stands its
 * reflection, on it the first part of that; the diagonal of R stands apart. */
typedef struct factor {
    size_t n, p;
    double *columns, *q, *right, *diagonal, *r_inverse;
} factor;

/* right -= 2 v v'right / v'v, from k on. */
static void reflect(const double *v, double square, double *right, size_t k, size_t n)
{
    double share = 2 * mkba_i_dot(v + k, right + k, n - k) / square;
    for (size_t i = k; i < n; i++)
        right[i] -= share * v[i];
}

static void start(const mkba_i_design *d, factor *f, mkba_i_least_squares *out)
{
    for (size_t i = 0; i < d->n; i++) {
        double root = d->weights == NULL ? 1 : sqrt(d->weights[i]);
        f->right[i] = root * d->y[i];
        for (size_t j = 0; j < d->p; j++) {
            out->rows[i * d->p + j] = root * d->x[i * d->p + j];
            f->columns[j * d->n + i] = out->rows[i * d->p + j];
        }
    }
}

/* Of column k, which follows from those before it: solves R c = its part above the diagonal. */
static void find_combination(const factor *f, const mkba_i_least_squares *fit, size_t k, double *c)
{
    const double *column = f->columns + k * f->n;
    double length = sqrt(mkba_i_dot(column, column, k));

    memset(c, 0, f->p * sizeof *c);
    for (size_t j = k; j-- > 0;) {
        double left = column[j];
        for (size_t m = j + 1; m < k; m++)
            left -= f->columns[m * f->n + j] * c[m];
        c[j] = left / f->diagonal[j];
    }
    for (size_t j = 0; j < k; j++) {
        double square = 0;
        for (size_t i = 0; i < f->n; i++)
            square += fit->rows[i * f->p + j] * fit->rows[i * f->p + j];
        if (!(fabs(c[j]) * sqrt(square) > MATTERS * length))
            c[j] = 0;
    }
}

/* The columns become R and the reflections; the right side is reflected with them. */
static mkba_status triangulate(factor *f, double tolerance, mkba_i_least_squares *out, mkba_error *error)
{
    for (size_t k = 0; k < f->p; k++) {
        double *v = f->columns + k * f->n;
        double before = sqrt(mkba_i_dot(v, v, f->n)), left = sqrt(mkba_i_dot(v + k, v + k, f->n - k));
        if (!isfinite(before))
            return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "design", "the figures are beyond the range of a double");
        if (!(left > tolerance * before)) {
            out->dependent = k;
            find_combination(f, out, k, out->combination);
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "design", "column %zu follows from those before it", k + 1);
        }
        f->diagonal[k] = v[k] > 0 ? -left : left;
        v[k] -= f->diagonal[k];
        double square = mkba_i_dot(v + k, v + k, f->n - k);
        for (size_t j = k + 1; j < f->p; j++)
            reflect(v, square, f->columns + j * f->n, k, f->n);
        reflect(v, square, f->right, k, f->n);
    }
    return MKBA_OK;
}

/* The first p columns of Q, and the lengths of its rows. */
static void find_leverage(const factor *f, mkba_i_least_squares *out)
{
    memset(f->q, 0, f->n * f->p * sizeof *f->q);
    for (size_t j = 0; j < f->p; j++) {
        double *column = f->q + j * f->n;
        column[j] = 1;
        for (size_t k = j + 1; k-- > 0;) {
            const double *v = f->columns + k * f->n;
            reflect(v, mkba_i_dot(v + k, v + k, f->n - k), column, k, f->n);
        }
    }
    for (size_t i = 0; i < f->n; i++) {
        double sum = 0;
        for (size_t j = 0; j < f->p; j++)
            sum += f->q[j * f->n + i] * f->q[j * f->n + i];
        out->leverage[i] = fmin(sum, 1);
    }
}

static void find_beta(const factor *f, mkba_i_least_squares *out)
{
    for (size_t j = f->p; j-- > 0;) {
        double left = f->right[j];
        for (size_t m = j + 1; m < f->p; m++)
            left -= f->columns[m * f->n + j] * out->beta[m];
        out->beta[j] = left / f->diagonal[j];
    }
}

/* (R'R)^-1 from the inverse of R, which is upper triangular. */
static void find_inverse(const factor *f, mkba_i_least_squares *out)
{
    size_t p = f->p;

    for (size_t c = 0; c < p; c++)
        for (size_t j = p; j-- > 0;) {
            double left = j == c;
            for (size_t m = j + 1; m <= c; m++)
                left -= f->columns[m * f->n + j] * f->r_inverse[m * p + c];
            f->r_inverse[j * p + c] = j > c ? 0 : left / f->diagonal[j];
        }
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            out->inverse[a * p + b] = mkba_i_dot(f->r_inverse + a * p, f->r_inverse + b * p, p);
}

static mkba_status find_residuals(const mkba_i_design *d, mkba_i_least_squares *out, mkba_error *error)
{
    bool finite = true;

    out->rss = 0;
    for (size_t i = 0; i < d->n; i++) {
        double root = d->weights == NULL ? 1 : sqrt(d->weights[i]);
        out->residuals[i] = root * d->y[i] - mkba_i_dot(out->rows + i * d->p, out->beta, d->p);
        out->rss += out->residuals[i] * out->residuals[i];
    }
    for (size_t j = 0; j < d->p; j++)
        finite = finite && isfinite(out->beta[j]) && isfinite(out->inverse[j * d->p + j]);
    return finite && isfinite(out->rss)
               ? MKBA_OK
               : mkba_i_fail(error, MKBA_ERROR_EVALUATION, "design", "the fit is beyond the range of a double");
}

mkba_status mkba_i_least_squares_fit(const mkba_i_design *design, double tolerance, mkba_i_least_squares *out,
                                     mkba_error *error)
{
    size_t n = design->n, p = design->p;
    factor f = {.n = n, .p = p, .columns = out->work};
    mkba_status status;

    f.q = f.columns + n * p;
    f.right = f.q + n * p;
    f.diagonal = f.right + n;
    f.r_inverse = f.diagonal + p;
    start(design, &f, out);
    status = triangulate(&f, tolerance, out, error);
    if (status != MKBA_OK)
        return status;
    find_leverage(&f, out);
    find_beta(&f, out);
    find_inverse(&f, out);
    return find_residuals(design, out, error);
}

/* ---- rows ------------------------------------------------------------------------------------------------- */

mkba_i_influence mkba_i_influence_of(double residual, double leverage, double variance, double df, double p)
{
    mkba_i_influence made = {NAN, NAN, NAN, NAN, NAN};
    double free = 1 - leverage;

    if (leverage > ALONE || !(variance > 0))
        return made;
    made.standardised = residual / sqrt(variance * free);
    made.cook = made.standardised * made.standardised * leverage / (free * p);
    if (!(df > 1))
        return made;
    made.variance = fmax((df * variance - residual * residual / free) / (df - 1), 0);
    if (!(made.variance > 0))
        return made;
    made.studentised = residual / sqrt(made.variance * free);
    made.dffits = made.studentised * sqrt(leverage / free);
    return made;
}

double mkba_i_form(const double *matrix, const double *x, const double *y, size_t p)
{
    double sum = 0;
    for (size_t j = 0; j < p; j++)
        sum += x[j] * mkba_i_dot(matrix + j * p, y, p);
    return sum;
}

/* ---- covariances --------------------------------------------------------------------------------------------- */

/* meat += factor x score x score' */
static void add_outer(double *meat, const double *score, double scale, size_t p)
{
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            meat[a * p + b] += scale * score[a] * score[b];
}

static mkba_status add_rows(const mkba_i_least_squares *fit, mkba_i_errors errors, double *meat, size_t *row,
                            mkba_error *error)
{
    for (size_t i = 0; i < fit->n; i++) {
        double free = 1 - fit->leverage[i], square = fit->residuals[i] * fit->residuals[i];
        if (errors != MKBA_I_ERRORS_HC1 && fit->leverage[i] > ALONE) {
            if (row != NULL)
                *row = i;
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "errors", "row %zu alone decides a coefficient", i + 1);
        }
        double scale = errors == MKBA_I_ERRORS_HC1   ? (double) fit->n / (double) (fit->n - fit->p)
                       : errors == MKBA_I_ERRORS_HC2 ? 1 / free
                                                     : 1 / (free * free);
        add_outer(meat, fit->rows + i * fit->p, scale * square, fit->p);
    }
    return MKBA_OK;
}

static void add_clusters(const mkba_i_least_squares *fit, const mkba_i_clusters *clusters, double *scores, double *meat)
{
    double groups = (double) clusters->n, n = (double) fit->n, p = (double) fit->p;
    double scale = groups / (groups - 1) * (n - 1) / (n - p);

    for (size_t i = 0; i < fit->n; i++)
        for (size_t j = 0; j < fit->p; j++)
            scores[clusters->of[i] * fit->p + j] += fit->rows[i * fit->p + j] * fit->residuals[i];
    for (size_t g = 0; g < clusters->n; g++)
        add_outer(meat, scores + g * fit->p, scale, fit->p);
}

/* inverse x meat x inverse */
static void sandwich(const double *inverse, const double *meat, double *half, double *out, size_t p)
{
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++) /* meat is symmetric */
            half[a * p + b] = mkba_i_dot(inverse + a * p, meat + b * p, p);
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            out[a * p + b] = mkba_i_dot(half + a * p, inverse + b * p, p);
}

mkba_status mkba_i_covariance(const mkba_i_least_squares *fit, mkba_i_errors errors, double variance,
                              const mkba_i_clusters *clusters, double *out, size_t *row, mkba_error *error)
{
    size_t square = fit->p * fit->p;
    mkba_i_arena arena = {NULL};
    mkba_status status = MKBA_OK;

    if (errors == MKBA_I_ERRORS_CLASSICAL) {
        for (size_t i = 0; i < square; i++)
            out[i] = variance * fit->inverse[i];
        return MKBA_OK;
    }
    if (fit->n <= fit->p)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "errors", "there are no more rows than coefficients");
    if (errors == MKBA_I_ERRORS_CLUSTERED && clusters->n < 2)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "errors", "clustered errors need two clusters at least");
    double *meat = mkba_i_arena_new(&arena, 2 * square, sizeof *meat);
    double *scores =
        mkba_i_arena_new(&arena, errors == MKBA_I_ERRORS_CLUSTERED ? clusters->n * fit->p : 1, sizeof *scores);
    if (meat == NULL || scores == NULL)
        status = mkba_i_fail_memory(error);
    else if (errors == MKBA_I_ERRORS_CLUSTERED)
        add_clusters(fit, clusters, scores, meat);
    else
        status = add_rows(fit, errors, meat, row, error);
    if (status == MKBA_OK)
        sandwich(fit->inverse, meat, meat + square, out, fit->p);
    mkba_i_arena_free(&arena);
    return status;
}
