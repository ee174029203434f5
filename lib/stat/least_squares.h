/* Weighted least squares by Householder reflections, and what each row does to the fit.
 *
 * Matrices are row by row. A fit works on rows that are multiplied by the root of their weight: `rows`, `residuals` and
 * `leverage` are of these, so that formulas for equal weights hold as they stand. */
#ifndef MKBA_I_STAT_LEAST_SQUARES_H
#define MKBA_I_STAT_LEAST_SQUARES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/memory.h"

/* What is fitted: y by n rows of p columns. Figures are finite, weights not below 0; NULL weighs all alike. */
typedef struct mkba_i_design {
    size_t n, p;
    const double *x;
    const double *y;
    const double *weights;
} mkba_i_design;

typedef struct mkba_i_least_squares {
    size_t n, p;
    double *beta;        /* p */
    double *rows;        /* n x p: sqrt(weight) x */
    double *residuals;   /* n: sqrt(weight) (y - fitted) */
    double *leverage;    /* n: diagonal of the projection on the columns; adds up to p */
    double *inverse;     /* p x p: (X'WX)^-1 */
    double rss;          /* sum of squared residuals */
    size_t dependent;    /* when refused: the first column that follows from those before it */
    double *combination; /* p: its coefficients on these, as far as they matter; else 0 */
    double *work;        /* column by column, n x p; then n */
} mkba_i_least_squares;

/* Room for n rows of p columns, in the arena. MKBA_ERROR_MEMORY. */
mkba_status mkba_i_least_squares_new(mkba_i_arena *arena, size_t n, size_t p, mkba_i_least_squares *out,
                                     mkba_error *error);

/* Fits (Golub and Van Loan, Matrix Computations, 5.3; Q is formed, so that a leverage does not suffer from columns that
 * nearly depend on each other). Needs n >= p >= 1; does not allocate, and may be called again for other y and weights of
 * the same size. MKBA_ERROR_ARGUMENT when of a column less than `tolerance` times its length is left after those before
 * it; MKBA_ERROR_EVALUATION when something is beyond the range of a double. */
mkba_status mkba_i_least_squares_fit(const mkba_i_design *design, double tolerance, mkba_i_least_squares *out,
                                     mkba_error *error);

/* What one row does. NAN where it is not defined: of a row that alone decides a coefficient (leverage 1) all are. */
typedef struct mkba_i_influence {
    double standardised; /* e / (s sqrt(1 - h)) */
    double studentised;  /* the same with the s of the other rows: follows t with df - 1 */
    double cook;         /* Cook, Technometrics 19 (1977) 15 */
    double dffits;       /* Belsley, Kuh and Welsch, Regression Diagnostics, 1980 */
    double variance;     /* s^2 without the row */
} mkba_i_influence;

/* Of row i, from s^2 = variance with `df` degrees of freedom and p columns. */
mkba_i_influence mkba_i_influence_of(double residual, double leverage, double variance, double df, double p);

/* x' M y for a p x p matrix. */
double mkba_i_form(const double *matrix, const double *x, const double *y, size_t p);

/* ---- how sure the coefficients are --------------------------------------------------------------------------- */

typedef enum mkba_i_errors {
    MKBA_I_ERRORS_CLASSICAL, /* variance x (X'WX)^-1 */
    /* (X'WX)^-1 [sum a_i a_i' e_i^2 f_i] (X'WX)^-1 (White, Econometrica 48, 1980; MacKinnon and White, Journal of
     * Econometrics 29, 1985) with f = n / (n - p), 1 / (1 - h_i), 1 / (1 - h_i)^2 */
    MKBA_I_ERRORS_HC1,
    MKBA_I_ERRORS_HC2,
    MKBA_I_ERRORS_HC3,
    /* Sums of scores per cluster, times G / (G - 1) x (n - 1) / (n - p) (CR1; Cameron and Miller, Journal of Human
     * Resources 50, 2015) */
    MKBA_I_ERRORS_CLUSTERED
} mkba_i_errors;

typedef struct mkba_i_clusters {
    const size_t *of; /* per row, below n */
    size_t n;
} mkba_i_clusters;

/* The covariance of the coefficients, p x p, of rows, residuals, leverage and inverse of a fit. `clusters` for
 * clustered errors only. MKBA_ERROR_ARGUMENT for HC2 and HC3 where a row has leverage 1 (`row` is it, may be NULL), fewer
 * than two clusters, n = p; MKBA_ERROR_MEMORY. */
mkba_status mkba_i_covariance(const mkba_i_least_squares *fit, mkba_i_errors errors, double variance,
                              const mkba_i_clusters *clusters, double *out, size_t *row, mkba_error *error);

#endif
