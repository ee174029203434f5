/* Distributions of counts and of listed values: quantiles and standard deviations. The distributions are checked. */
#ifndef MKBA_I_STAT_STEPS_H
#define MKBA_I_STAT_STEPS_H

#include "stat/distribution.h"

/* Poisson and binomial: the smallest count in the truncation with at least the probability p; the largest at p = 1 (of a
 * poisson without truncation infinite). */
double mkba_i_count_quantile(const mkba_i_distribution *distribution, double p);

double mkba_i_count_sd(const mkba_i_distribution *distribution);

/* Discrete and empirical: the smallest value inside the truncation of which the share at most so large is at least p. */
double mkba_i_listed_quantile(const mkba_i_distribution *distribution, double p);

double mkba_i_listed_sd(const mkba_i_distribution *distribution);

#endif
