/* Linear programmes over the weights that make the same point: how far a figure can go while a fit stays as it is. */
#ifndef MKBA_I_STAT_SIMPLEX_FACE_H
#define MKBA_I_STAT_SIMPLEX_FACE_H

#include "base/error.h"

/* The least and the greatest c'w over {w >= 0, sum w = 1, A w = A w0}, for one c after another. */
typedef struct mkba_i_simplex_face mkba_i_simplex_face;

/* How far the ends may be from the true ones, as a share of the greatest |c_j|. */
#define MKBA_I_SIMPLEX_FACE_SURE 1e-9

typedef struct mkba_i_simplex_range {
    double low, high;
    /* How far low and high can be from the optimum at most, by the dual: with prices y of the rows, c'w is at least
     * y't + min(0, min_j c_j - y'a_j) for any such w, as their sum is 1. */
    double unsure;
} mkba_i_simplex_range;

/* Columns (n_columns of n_rows, one at least of each) and weights w0 of sum 1. Copied. Free with mkba_i_simplex_face_free.
 * MKBA_ERROR_EVALUATION for figures that are too large; MKBA_ERROR_MEMORY. */
mkba_status mkba_i_simplex_face_make(const double *columns, size_t n_rows, size_t n_columns, const double *weights,
                                     mkba_i_simplex_face **out, mkba_error *error);
void mkba_i_simplex_face_free(mkba_i_simplex_face *face);

/* The range of c'w. By the simplex method (Dantzig, Linear Programming and Extensions, 1963) with an explicit inverse of the
 * basis, made anew every so many steps; the first basis is that of mkba_i_simplex_squares_solve, each next one the last
 * optimum. The column that gains most comes in; after many steps that gain nothing the first that gains (Bland, Mathematics of
 * Operations Research 2, 1977, 103-107), which cannot go round in circles. A step costs O(n_rows n_columns + n_rows^2).
 *
 * MKBA_ERROR_EVALUATION when an end cannot be told to MKBA_I_SIMPLEX_FACE_SURE. */
mkba_status mkba_i_simplex_face_range(mkba_i_simplex_face *face, const double *costs, mkba_i_simplex_range *out,
                                      mkba_error *error);

#endif
