/* Linear equations with a symmetric matrix that is positive semidefinite up to rounding. Square, n x n, row by row; nothing
 * here allocates. Where the matrix must be definite, see stat/linear.h. */
#ifndef MKBA_I_STAT_SEMIDEFINITE_H
#define MKBA_I_STAT_SEMIDEFINITE_H

#include <stddef.h>

/* Replaces the lower triangle of A by the L with A = L L'; a pivot that is at most `least` times its diagonal element counts
 * as 0, and its column of L as none (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 10.3). */
void mkba_i_semidefinite_factor(double *matrix, size_t n, double least);

/* Solves A x = b in place; x is 0 where a pivot is. */
void mkba_i_semidefinite_solve(const double *factor, size_t n, double *vector);

#endif
