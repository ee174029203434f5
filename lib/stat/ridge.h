/* Ridge regression: least squares with a penalty on the size of coefficients (Hoerl and Kennard, Technometrics 12, 1970). */
#ifndef MKBA_I_STAT_RIDGE_H
#define MKBA_I_STAT_RIDGE_H

#include "stat/least_squares.h"

typedef enum mkba_i_penalty {
    MKBA_I_PENALTY_GCV, /* least n rss / (n - edf)^2: Golub, Heath and Wahba, Technometrics 21, 1979 */
    MKBA_I_PENALTY_LOO, /* least sum of (e_i / (1 - h_i))^2: what is missed of each row when it is left out */
    MKBA_I_PENALTY_GIVEN
} mkba_i_penalty;

/* The first n_free columns bear no penalty; the others are taken as what is left of them after these, divided by its
 * spread (with n), so that units do not matter. Their singular values are d_1 >= d_2 >= ... */
typedef struct mkba_i_ridge {
    mkba_i_least_squares fit; /* as of least squares; `inverse` is (X'WX + penalty)^-1 in the units of x */
    double penalty;           /* added to each d^2, as in lm.ridge of MASS */
    double edf;               /* sum of leverages */
    double gcv, loo;          /* at the penalty, per row */
    bool at_edge;             /* the best penalty is the largest or smallest that was looked at */
} mkba_i_ridge;

/* Chooses the penalty between 1e-8 and 1e4 times the largest d^2: on a grid of 121, then by golden section around the best.
 * Columns may follow from one another when the penalty is above 0, but the free ones may not. `given` counts for
 * MKBA_I_PENALTY_GIVEN, not below 0. MKBA_ERROR_ARGUMENT as mkba_i_least_squares_fit, of the free columns, and of all at a
 * penalty of 0; and for a column of which nothing is left after the free ones. Then out->fit.dependent is the column. */
mkba_status mkba_i_ridge_fit(mkba_i_arena *arena, const mkba_i_design *design, size_t n_free, mkba_i_penalty choice,
                             double given, double tolerance, mkba_i_ridge *out, mkba_error *error);

#endif
