/* Limits of a funnel as numbers: exact ones, and those with more spread than chance gives. */
#ifndef MKBA_I_COMPARE_SPREAD_H
#define MKBA_I_COMPARE_SPREAD_H

#include <mkba/compare_service.h>

#include "base/error.h"

/* What was estimated from the areas. Figures are observed / E of a Poisson, x / n of a binomial. */
typedef struct mkba_i_spread {
    mkba_funnel_options options;
    double target; /* observed / size */
    double phi;
    double tau_squared;
    mkba_overdispersion applied; /* none where there is no over-dispersion */
} mkba_i_spread;

/* Estimates phi and tau_squared of n areas; the target is set. `work` holds 2 n numbers. */
void mkba_i_spread_estimate(mkba_i_spread *spread, const double *observed, const double *sizes, size_t n, double *work);

/* The z-score of a figure, with the over-dispersion that is applied or, `plain`, without. */
double mkba_i_spread_z(const mkba_i_spread *spread, double observed, double size, bool plain);

/* The limits of a figure observed / size at a coverage. */
void mkba_i_spread_limits(const mkba_i_spread *spread, double size, double coverage, double *lower, double *upper);

#endif
