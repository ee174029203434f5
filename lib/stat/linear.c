/* Cholesky: see linear.h. */
#include "base/exact.h"

#include <math.h>

#include "stat/linear.h"

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

mkba_status mkba_i_cholesky(double *matrix, size_t n, size_t *pivot, mkba_error *error)
{
    for (size_t i = 0; i < n; i++) {
        double *row = matrix + i * n;
        for (size_t j = 0; j < i; j++) {
            row[j] = (row[j] - dot(row, matrix + j * n, j)) / matrix[j * n + j];
        }
        double left = row[i] - dot(row, row, i);
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
        vector[i] = (vector[i] - dot(factor + i * n, vector, i)) / factor[i * n + i];
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
