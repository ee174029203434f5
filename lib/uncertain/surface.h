/* A smooth surface through figures over several parameters: regression on a pool of functions, of which the best is added
 * one at a time (orthogonal least squares; Chen, Billings and Luo, International Journal of Control 50 (1989) 1873) up to
 * the least generalised cross-validation, in which each counts three degrees of freedom for having been searched for
 * (Friedman, Annals of Statistics 19 (1991) 1). The pool: each parameter, its square and its hinges at five quantiles,
 * products of two of these of two parameters, and products of three parameters; with many parameters fewer kinds. */
#ifndef MKBA_I_UNCERTAIN_SURFACE_H
#define MKBA_I_UNCERTAIN_SURFACE_H

#include "uncertain/measures.h"

/* Most parameters. */
#define MKBA_I_SURFACE_PARAMETERS 200

typedef struct mkba_i_surface mkba_i_surface;

/* Over the columns of x, which must be standardised and outlive the surface. */
mkba_status mkba_i_surface_make(const mkba_i_columns *x, mkba_i_surface **out, mkba_error *error);
void mkba_i_surface_free(mkba_i_surface *surface);

/* The surface at every draw, and the standard errors of its points, as of mkba_i_spline_fit. */
mkba_status mkba_i_surface_fit(const mkba_i_surface *surface, const double *y, double *fitted, double *errors,
                               mkba_error *error);

#endif
