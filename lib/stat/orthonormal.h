/* Orthonormal columns, and what is left of values beside them. A matrix of n rows is its columns one after another, each n long. Nothing here
 * allocates. */
#ifndef MKBA_I_STAT_ORTHONORMAL_H
#define MKBA_I_STAT_ORTHONORMAL_H

#include <stdbool.h>
#include <stddef.h>

/* What is left of a column when those before it are known, beside its length: below this it follows from them. */
#define MKBA_I_DEPENDENT 1e-10

/* Replaces k columns by orthonormal ones that span the same, each the next in order, with columns = Q R; R (k x k, row by
 * row) is upper triangular with a diagonal above 0. By Gram and Schmidt done twice, orthogonal to the last bits (Giraud,
 * Langou and Rozloznik, Computers and Mathematics with Applications 50, 2005). False when a column follows from those
 * before it: then `dependent` is its position, and the columns are of no use any more. */
bool mkba_i_orthonormalise(double *columns, size_t n, size_t k, double *r, size_t *dependent);

/* Takes from `values` what the first k columns of Q explain, twice, so that the rest is orthogonal to them. The shares of
 * each column go to `shares` (k long). */
void mkba_i_project_off(const double *q, size_t n, size_t k, double *values, double *shares);

/* Solves R x = shares in place. */
void mkba_i_back_substitute(const double *r, size_t k, double *shares);

/* The leverage of a row: the sum of squares of it over the first k columns of Q. */
double mkba_i_leverage(const double *q, size_t n, size_t k, size_t row);

#endif
