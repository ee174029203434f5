/* Distributions of uncertain parameters: what is given of them, and their mean. */
#ifndef MKBA_I_STAT_DISTRIBUTION_H
#define MKBA_I_STAT_DISTRIBUTION_H

#include <stdbool.h>

#include "base/error.h"

typedef enum mkba_i_family {
    MKBA_I_NORMAL,     /* a = mean, b = sd > 0 */
    MKBA_I_LOGNORMAL,  /* a = mean > 0, b = sd > 0, of the variable itself; b / a from 1e-7 to 1e12 */
    MKBA_I_UNIFORM,    /* a = lo < b = hi */
    MKBA_I_TRIANGULAR, /* a = lo <= b = mode <= c = hi, lo < hi */
    MKBA_I_PERT,       /* the same; beta-PERT with lambda 4 */
    MKBA_I_BETA,       /* a = alpha > 0, b = beta > 0, both from 1e-9 to 1e15, one at least 1e-3; c = min < d = max */
    MKBA_I_GAMMA,      /* a = mean > 0, b = sd > 0; b / a from 1e-7 to 1e12 */
    MKBA_I_POISSON,    /* a = mean > 0, at most 1e9 */
    MKBA_I_BINOMIAL,   /* a = n, whole, from 0 to 1e9; b = p in [0, 1] */
    MKBA_I_DISCRETE,   /* values and weights (>= 0, not all 0) */
    MKBA_I_EMPIRICAL   /* values, each as likely */
} mkba_i_family;

/* A distribution as given. Ranges as above; arrays are not owned. */
typedef struct mkba_i_distribution {
    mkba_i_family family;
    double a, b, c, d;
    const double *values;  /* discrete, empirical: n of them, at least one */
    const double *weights; /* discrete */
    size_t n;
    bool truncated;
    double low, high; /* finite, low < high (low <= high for discrete kinds), both included; when truncated */
} mkba_i_distribution;

/* Checks every range above. MKBA_ERROR_CASE with a sentence that names the value and what is allowed (no
 * place: the caller adds it); also when the truncation leaves no (or less than 1e-25) probability. */
mkba_status mkba_i_distribution_check(const mkba_i_distribution *distribution, mkba_error *error);

/* From a 90 % interval lo < hi (5 % and 95 % quantiles): the normal or (lo > 0) lognormal with exactly these. */
mkba_status mkba_i_distribution_from_ci90(double lo, double hi, bool lognormal, mkba_i_distribution *out,
                                          mkba_error *error);

/* The mean after truncation of a checked distribution, to 1e-11 relative (for a beta whose range has 0 inside, of the
 * end nearest to 0); MKBA_ERROR_CASE when it is not finite. */
mkba_status mkba_i_distribution_mean(const mkba_i_distribution *distribution, double *mean, mkba_error *error);

/* The standard deviation after truncation, to 1e-9 relative; MKBA_ERROR_CASE when it is not finite. */
mkba_status mkba_i_distribution_sd(const mkba_i_distribution *distribution, double *sd, mkba_error *error);

/* The value at most which the truncated distribution has probability p, within 1e-9 of it or of the standard deviation,
 * whichever is larger; of counts and listed values the smallest with at least p. At p = 0 and p = 1 the end of the
 * support, which may be infinite. Of a p above 1/2 the digits of 1 - p count. */
double mkba_i_distribution_quantile(const mkba_i_distribution *distribution, double p);

#endif
