/* Equations with a semidefinite matrix: see semidefinite.h. */
#include "base/exact.h"

#include "stat/semidefinite.h"

#include <math.h>

void mkba_i_semidefinite_factor(double *matrix, size_t n, double least)
{
    for (size_t j = 0; j < n; j++) {
        double *row = &matrix[j * n], before = row[j], pivot = before;
        for (size_t k = 0; k < j; k++)
            pivot -= row[k] * row[k];
        pivot = pivot > least * before ? sqrt(pivot) : 0.0;
        row[j] = pivot;
        for (size_t i = j + 1; i < n; i++) {
            double sum = matrix[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= matrix[i * n + k] * row[k];
            matrix[i * n + j] = pivot > 0.0 ? sum / pivot : 0.0;
        }
    }
}

void mkba_i_semidefinite_solve(const double *factor, size_t n, double *vector)
{
    for (size_t i = 0; i < n; i++) {
        double sum = vector[i], pivot = factor[i * n + i];
        for (size_t k = 0; k < i; k++)
            sum -= factor[i * n + k] * vector[k];
        vector[i] = pivot > 0.0 ? sum / pivot : 0.0;
    }
    for (size_t i = n; i-- > 0;) {
        double sum = vector[i], pivot = factor[i * n + i];
        for (size_t k = i + 1; k < n; k++)
            sum -= factor[k * n + i] * vector[k];
        vector[i] = pivot > 0.0 ? sum / pivot : 0.0;
    }
}
