/* Least squares over the simplex: the weights of a synthetic control. */
#ifndef MKBA_I_STAT_SIMPLEX_SQUARES_H
#define MKBA_I_STAT_SIMPLEX_SQUARES_H

#include "base/error.h"

/* The optimum is told to this share of the scale of a problem, the greatest squared distance of a column to the target. */
#define MKBA_I_SIMPLEX_SQUARES_OPTIMAL 1e-10

/* minimise |A w + a - b|^2 + ridge |w|^2 + linear'w over w >= 0 of sum 1, and over a where there is an intercept; else a is 0. */
typedef struct mkba_i_simplex_squares {
    const double *columns; /* A, column by column: n_columns of n_rows */
    const double *target;  /* b */
    size_t n_rows, n_columns;
    double ridge;         /* 0 or above; 0 with a linear part */
    const double *linear; /* per column, 0 or above; NULL: none */
    bool intercept;
    bool warm; /* `weights` holds the optimum of a problem like this one: it is looked for from there */
    bool
        basic; /* of several optimal weights any, of columns that do not depend on each other, instead of minimum norm */
} mkba_i_simplex_squares;

typedef struct mkba_i_simplex_fit {
    double intercept; /* a */
    double squares;   /* |A w + a - b|^2 */
    /* How far the optimality conditions are from holding, as a share of the scale: with the gradient g of half the
     * objective, w'g - min g. The objective is at most twice this, times the scale, above its minimum (the gap of Frank and
     * Wolfe, Naval Research Logistics Quarterly 3, 1956). */
    double gap;
    bool unique; /* no column outside the set is as near: there are no other optimal weights. False: there may be */
} mkba_i_simplex_fit;

/* The weights (n_columns of them) of a problem with at least one row and one column of finite figures. Of several that are
 * optimal, those of minimum norm. The same on every machine; where columns tie, the first is tried first.
 *
 * Sum 1 makes A w - b = C w with columns c_j = a_j - b, so the optimum is the point of the hull of the c_j that is nearest
 * to the origin: found by the active set method of Wolfe (Mathematical Programming 11, 1976, 128-149), which keeps a set of
 * columns with weights above 0, and adds or drops one at a time. Each time the equations of the set are solved anew by
 * Householder reflections, or, with a ridge and more columns in the set than rows, by those of the rows; so errors do not add
 * up. With a linear part the columns of a set can depend on each other where another is better still: then the weights slide
 * along what leaves the point as it is, until one is 0. An intercept takes the means off the columns and the target first. A step costs O(n_rows n_columns + n_rows k^2), k the
 * size of the set; there are mostly less than 3 k.
 *
 * Where columns outside the set are as near, and there is no linear part, weights of minimum norm follow from the dual: w = max(0, m + C'l), where m and l
 * minimise a convex function of pieces of squares, by Newton's method with an exact search along the line. A step costs
 * O(n_rows^2 n_columns), there are mostly less than 20.
 *
 * MKBA_ERROR_EVALUATION when figures are too large, or the optimum cannot be told to MKBA_I_SIMPLEX_SQUARES_OPTIMAL;
 * MKBA_ERROR_MEMORY. */
mkba_status mkba_i_simplex_squares_solve(const mkba_i_simplex_squares *problem, double *weights,
                                         mkba_i_simplex_fit *fit, mkba_error *error);

/* The second part. Replaces weights of points (n columns of n_rows) by those of minimum norm that make the same point;
 * `within`: which may have weight. False when memory is short. Weights stay as they are where Newton's method does not end
 * with such. */
bool mkba_i_simplex_least_norm(const double *points, size_t n_rows, size_t n, const bool *within, double *weights);

#endif
