/* A smooth curve through figures over one parameter: penalised cubic B-splines (Eilers and Marx, Statistical Science 11
 * (1996) 89). Knots are quantiles of the parameter; the penalty is on second differences of the coefficients, weighted for
 * unequal knots so that a straight line costs nothing (Li and Cao, general P-splines, arXiv:2201.06808); its weight has the
 * least generalised cross-validation, in which degrees of freedom count 1.4 times (Kim and Gu, Journal of the Royal
 * Statistical Society B 66 (2004) 337). Of few distinct values it comes close to their means. */
#ifndef MKBA_I_UNCERTAIN_SPLINE_H
#define MKBA_I_UNCERTAIN_SPLINE_H

#include "base/error.h"

/* The curve family over given values of the parameter: immutable once made. */
typedef struct mkba_i_spline mkba_i_spline;

/* Of n >= 2 finite values. MKBA_ERROR_ARGUMENT when they do not vary: then the caller, who knows the name, says it. */
mkba_status mkba_i_spline_make(const double *x, size_t n, mkba_i_spline **out, mkba_error *error);
void mkba_i_spline_free(mkba_i_spline *spline);

/* The curve at every x, and the standard errors of its points (NULL: not wanted). `fitted` may not be y. Means of y and
 * of `fitted` agree but for rounding. MKBA_ERROR_MEMORY. */
mkba_status mkba_i_spline_fit(const mkba_i_spline *spline, const double *y, double *fitted, double *errors,
                              mkba_error *error);

#endif
