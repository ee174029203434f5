/* Means as numbers: what their table and the overview share. */
#ifndef MKBA_I_COMPARE_MEAN_H
#define MKBA_I_COMPARE_MEAN_H

#include "compare/interval.h"

/* The standard error of a mean: sd / sqrt(n / design_effect) x sqrt(1 - n / N); N 0 where it is not known. */
double mkba_i_mean_error(double sd, double n, double population, double design_effect);

/* The interval of a mean; false when the sample is too small to have one, then it is the mean alone. */
bool mkba_i_mean_interval(double mean, double sd, double n, double population, const mkba_interval_options *options,
                          mkba_i_bounds *out);

#endif
