/* What a truncation leaves of a distribution. */
#ifndef MKBA_I_STAT_TRUNCATED_H
#define MKBA_I_STAT_TRUNCATED_H

#include "stat/distribution.h"

/* Limits of the parameters, so that every figure keeps its digits and every sum ends soon. */
#define MKBA_I_LARGEST_COUNT 1e9   /* mean of a poisson, n of a binomial */
#define MKBA_I_SMALLEST_SHAPE 1e-9 /* alpha and beta of a beta */
#define MKBA_I_LARGEST_SHAPE 1e15
#define MKBA_I_SMALLEST_LARGER_SHAPE 1e-3 /* of alpha and beta of a beta the larger */
#define MKBA_I_SMALLEST_SPREAD 1e-7       /* sd / mean of a lognormal and a gamma */
#define MKBA_I_LARGEST_SPREAD 1e12

/* Probability before truncation of [low, high], and the mean there (meaningless when mass is 0). */
typedef struct mkba_i_truncated {
    double mass;
    double mean;
} mkba_i_truncated;

/* Of a truncated distribution whose parameters are right. */
mkba_i_truncated mkba_i_truncated_of(const mkba_i_distribution *distribution);

/* The same, per family. */
mkba_i_truncated mkba_i_truncated_uniform(double from, double to, double low, double high);
mkba_i_truncated mkba_i_truncated_triangular(double from, double mode, double to, double low, double high);
mkba_i_truncated mkba_i_truncated_normal(double mean, double sd, double low, double high);
mkba_i_truncated mkba_i_truncated_lognormal(double mean, double sd, double low, double high);
mkba_i_truncated mkba_i_truncated_gamma(double mean, double sd, double low, double high);
mkba_i_truncated mkba_i_truncated_beta(double alpha, double beta, double min, double max, double low, double high);
mkba_i_truncated mkba_i_truncated_count(const mkba_i_distribution *distribution); /* poisson, binomial */
/* Values with weights, or without (NULL); low and high may be infinite. */
mkba_i_truncated mkba_i_truncated_values(const double *values, const double *weights, size_t n, double low,
                                         double high);

#endif
