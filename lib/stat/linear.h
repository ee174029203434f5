/* Linear equations with a symmetric positive definite matrix, and how far one is from being so. Matrices are square,
 * n x n, row by row. Nothing here allocates. */
#ifndef MKBA_I_STAT_LINEAR_H
#define MKBA_I_STAT_LINEAR_H

#include <stddef.h>

#include "base/error.h"

/* A pivot this small beside its diagonal element is refused: what is left of a variable's variance when those before it
 * are known. */
#define MKBA_I_SMALLEST_PIVOT 1e-10

/* Replaces the lower triangle of a matrix A by the L with A = L L' (Cholesky, row by row; Golub and Van Loan, Matrix
 * Computations, 4.2). The upper triangle is neither read nor written. MKBA_ERROR_ARGUMENT when a pivot is not above
 * MKBA_I_SMALLEST_PIVOT times its diagonal element, or a figure is not finite: then `pivot` (may be NULL) is its
 * position, from 0, the matrix is of no use any more, and the caller, who knows the variables, says it better. */
mkba_status mkba_i_cholesky(double *matrix, size_t n, size_t *pivot, mkba_error *error);

/* Solves L y = b in place, so that y'y = b' A^-1 b. */
void mkba_i_cholesky_forward(const double *factor, size_t n, double *vector);

/* Solves A x = b in place. */
void mkba_i_cholesky_solve(const double *factor, size_t n, double *vector);

/* The smallest eigenvalue of a symmetric matrix of finite figures (n at least 1), and an eigenvector of length 1 that belongs
 * to it; the value within 1e-12 times the sum of the sizes of a row. By bisection on whether A - s I has a Cholesky factor,
 * and inverse iteration from the largest s that has (Golub and Van Loan, 8.2). `work` has n x n places. */
void mkba_i_smallest_eigenvalue(const double *matrix, size_t n, double *work, double *value, double *vector);

#endif
