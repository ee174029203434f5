/* Distributions of counts and of listed values: quantiles and standard deviations. The distributions are checked. */
#ifndef MKBA_I_STAT_STEPS_H
#define MKBA_I_STAT_STEPS_H

#include "stat/distribution.h"

/* Probabilities of counts, relative to each other: that of k + 1 over that of k is the rise at k. */
typedef struct mkba_i_terms {
    double rate; /* poisson: its mean; binomial: p / (1 - p), perhaps infinite */
    double last; /* poisson: infinite; binomial: n */
    double mode;
} mkba_i_terms;

mkba_i_terms mkba_i_terms_of(const mkba_i_distribution *distribution);
double mkba_i_terms_rise(const mkba_i_terms *terms, double k);

/* Poisson and binomial: the smallest count in the truncation with at least the probability p; the largest at p = 1 (of a
 * poisson without truncation infinite). */
double mkba_i_count_quantile(const mkba_i_distribution *distribution, double p);

double mkba_i_count_sd(const mkba_i_distribution *distribution);

/* Discrete and empirical: the smallest value inside the truncation of which the share at most so large is at least p. */
double mkba_i_listed_quantile(const mkba_i_distribution *distribution, double p);

double mkba_i_listed_sd(const mkba_i_distribution *distribution);

/* The values that a distribution of counts or of listed values takes, ascending, each once, with weights in proportion to
 * their probabilities. Of counts those that matter. */
typedef struct mkba_i_weighted {
    double *values;
    double *weights;
    size_t n;
} mkba_i_weighted;

mkba_status mkba_i_weighted_make(const mkba_i_distribution *distribution, mkba_i_weighted *out, mkba_error *error);
void mkba_i_weighted_free(mkba_i_weighted *weighted);

#endif
