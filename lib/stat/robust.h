/* Regression that outlying values do not pull: M-estimators by iteratively reweighted least squares. They resist outlying
 * y; rows that lie far out in x (a large leverage) pull them as they pull least squares. */
#ifndef MKBA_I_STAT_ROBUST_H
#define MKBA_I_STAT_ROBUST_H

#include "stat/least_squares.h"

typedef enum mkba_i_psi {
    MKBA_I_PSI_HUBER,   /* weight min(1, 1.345 / |u|): Huber, Robust Statistics, 1981 */
    MKBA_I_PSI_BISQUARE /* (1 - (u / 4.685)^2)^2 up to 4.685, then 0: Beaton and Tukey, Technometrics 16, 1974 */
} mkba_i_psi;

typedef struct mkba_i_robust {
    mkba_i_least_squares fit; /* least squares with the weights of the rows times the robust ones */
    double *weights;          /* n: the robust ones, from 0 to 1 */
    double *covariance; /* p x p: Huber 1981, section 7.6, with the correction for small samples K, from (X'WX)^-1 */
    double scale;       /* median |e| / 0.6745 of residuals times the root of the row's weight */
    size_t iterations;
    bool converged;
} mkba_i_robust;

/* Starts Huber's at least squares, the bisquare at Huber's, so that outliers do not choose among its local solutions. A
 * step takes the scale of the residuals, from it the weights, and fits; it has converged when residuals change by less than
 * 1e-10 of their length; 500 steps are the most, and then `converged` is false. More than n / 2 residuals of 0 have no scale:
 * MKBA_ERROR_EVALUATION. Other statuses as mkba_i_least_squares_fit, and MKBA_ERROR_MEMORY; everything is in the arena. */
mkba_status mkba_i_robust_fit(mkba_i_arena *arena, const mkba_i_design *design, mkba_i_psi psi, double tolerance,
                              mkba_i_robust *out, mkba_error *error);

#endif
