/* Orthonormal columns: see orthonormal.h. */
#include "base/exact.h"

#include <math.h>

#include "stat/dot.h"
#include "stat/orthonormal.h"

static void take_off(const double *q, size_t n, size_t k, double *values, double *shares, bool again)
{
    for (size_t j = 0; j < k; j++) {
        const double *column = q + j * n;
        double share = mkba_i_dot(column, values, n);
        for (size_t i = 0; i < n; i++) {
            values[i] -= share * column[i];
        }
        shares[j] = again ? shares[j] + share : share;
    }
}

void mkba_i_project_off(const double *q, size_t n, size_t k, double *values, double *shares)
{
    take_off(q, n, k, values, shares, false);
    take_off(q, n, k, values, shares, true);
}

/* The length without overflow of its squares. */
static double length_of(const double *values, size_t n)
{
    double largest = 0.0, sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(values[i]));
    }
    if (!(largest > 0.0) || isinf(largest)) {
        return largest;
    }
    for (size_t i = 0; i < n; i++) {
        sum += (values[i] / largest) * (values[i] / largest);
    }
    return largest * sqrt(sum);
}

bool mkba_i_orthonormalise(double *columns, size_t n, size_t k, double *r, size_t *dependent)
{
    for (size_t j = 0; j < k; j++) {
        double *column = columns + j * n;
        double before = length_of(column, n), scale = before > 0.0 && isfinite(before) ? before : 1.0;
        for (size_t i = 0; i < n; i++) {
            column[i] /= scale;
        }
        /* The shares of a column stand in row j of R for a moment: they are contiguous there. */
        mkba_i_project_off(columns, n, j, column, r + j * k);
        double left = length_of(column, n);
        if (!(left > MKBA_I_DEPENDENT) || !isfinite(before)) {
            *dependent = j;
            return false;
        }
        for (size_t i = 0; i < n; i++) {
            column[i] /= left;
        }
        for (size_t l = 0; l < j; l++) {
            r[l * k + j] = r[j * k + l] * scale;
            r[j * k + l] = 0.0;
        }
        r[j * k + j] = left * scale;
    }
    return true;
}

void mkba_i_back_substitute(const double *r, size_t k, double *shares)
{
    for (size_t j = k; j-- > 0;) {
        shares[j] = (shares[j] - mkba_i_dot(r + j * k + j + 1, shares + j + 1, k - j - 1)) / r[j * k + j];
    }
}

double mkba_i_leverage(const double *q, size_t n, size_t k, size_t row)
{
    double sum = 0.0;
    for (size_t j = 0; j < k; j++) {
        sum += q[j * n + row] * q[j * n + row];
    }
    return sum;
}
