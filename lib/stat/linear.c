/* Cholesky: see linear.h. */
#include "base/exact.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "stat/dot.h"
#include "stat/linear.h"

mkba_status mkba_i_cholesky(double *matrix, size_t n, size_t *pivot, mkba_error *error)
{
    for (size_t i = 0; i < n; i++) {
        double *row = matrix + i * n;
        for (size_t j = 0; j < i; j++) {
            row[j] = (row[j] - mkba_i_dot(row, matrix + j * n, j)) / matrix[j * n + j];
        }
        double left = row[i] - mkba_i_dot(row, row, i);
        if (!(left > MKBA_I_SMALLEST_PIVOT * row[i]) || isinf(left)) {
            if (pivot != NULL) {
                *pivot = i;
            }
            return mkba_i_fail(
                error, MKBA_ERROR_ARGUMENT, "matrix",
                "row %zu of the matrix follows from those before it; a matrix without such rows is needed", i + 1);
        }
        row[i] = sqrt(left);
    }
    return MKBA_OK;
}

void mkba_i_cholesky_forward(const double *factor, size_t n, double *vector)
{
    for (size_t i = 0; i < n; i++) {
        vector[i] = (vector[i] - mkba_i_dot(factor + i * n, vector, i)) / factor[i * n + i];
    }
}

void mkba_i_cholesky_solve(const double *factor, size_t n, double *vector)
{
    mkba_i_cholesky_forward(factor, n, vector);
    for (size_t i = n; i-- > 0;) {
        vector[i] /= factor[i * n + i];
        for (size_t j = 0; j < i; j++) {
            vector[j] -= factor[i * n + j] * vector[i];
        }
    }
}

/* ---- the smallest eigenvalue --------------------------------------------------------------------------------------- */

#define HALVINGS 30
#define ITERATIONS 40

/* Whether A - shift I is positive definite; its factor in `work`. */
static bool factor_shifted(const double *matrix, size_t n, double shift, double *work)
{
    memcpy(work, matrix, n * n * sizeof *work);
    for (size_t i = 0; i < n; i++) {
        work[i * n + i] -= shift;
    }
    return mkba_i_cholesky(work, n, NULL, NULL) == MKBA_OK;
}

/* Bounds of the smallest eigenvalue: the discs of Gershgorin, and the least element of the diagonal. */
static void bound_eigenvalues(const double *matrix, size_t n, double *low, double *high)
{
    *low = INFINITY;
    *high = INFINITY;
    for (size_t i = 0; i < n; i++) {
        double others = 0.0;
        for (size_t j = 0; j < n; j++) {
            others += j == i ? 0.0 : fabs(matrix[i * n + j]);
        }
        double least = matrix[i * n + i] - others - 1e-3 * (fabs(matrix[i * n + i]) + others);
        *low = least < *low ? least : *low;
        *high = matrix[i * n + i] < *high ? matrix[i * n + i] : *high;
    }
}

/* x' A x */
static double quadratic_form(const double *matrix, size_t n, const double *vector)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += vector[i] * mkba_i_dot(matrix + i * n, vector, n);
    }
    return sum;
}

void mkba_i_smallest_eigenvalue(const double *matrix, size_t n, double *work, double *value, double *vector)
{
    double low, high;
    bound_eigenvalues(matrix, n, &low, &high);
    for (int i = 0; i < HALVINGS; i++) {
        double middle = low + (high - low) / 2.0;
        *(factor_shifted(matrix, n, middle, work) ? &low : &high) = middle;
    }
    factor_shifted(matrix, n, low, work);
    for (size_t i = 0; i < n; i++) {
        vector[i] = 1.0 + (double) (i % 7) / 8.0; /* no symmetry that an eigenvector could be at right angles to */
    }
    for (int k = 0; k < ITERATIONS; k++) {
        mkba_i_cholesky_solve(work, n, vector);
        double length = sqrt(mkba_i_dot(vector, vector, n));
        for (size_t i = 0; i < n; i++) {
            vector[i] /= length;
        }
    }
    *value = quadratic_form(matrix, n, vector);
}
