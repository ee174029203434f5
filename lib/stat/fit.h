/* Distributions from what people know: quantiles, or data. */
#ifndef MKBA_I_STAT_FIT_H
#define MKBA_I_STAT_FIT_H

#include <stddef.h>

#include "stat/distribution.h"

/* What is said of a distribution: its values at two probabilities p[0] < p[1], and what the family asks for besides. */
typedef struct mkba_i_elicited {
    mkba_i_family family; /* normal, lognormal, triangular, pert, beta, gamma */
    double p[2];          /* in (0, 1); of triangular and pert 0 and 1 as well */
    double values[2];     /* ascending */
    double mode;          /* triangular, pert: between the values */
    double min, max;      /* beta */
} mkba_i_elicited;

/* The distribution with these quantiles, to 1e-9 of their difference. MKBA_ERROR_CASE with a sentence when there is none. */
mkba_status mkba_i_fit_quantiles(const mkba_i_elicited *said, mkba_i_distribution *out, mkba_error *error);

/* Of n >= 2 finite values, not all equal, ascending: the likeliest normal, lognormal, gamma, or beta on out->c .. out->d (which
 * are given); out->family says which. MKBA_ERROR_CASE with a sentence when the family cannot have these values. */
mkba_status mkba_i_fit_values(const double *sorted, size_t n, mkba_i_distribution *out, mkba_error *error);

/* How well values fit a distribution of mkba_i_fit_values. */
typedef struct mkba_i_fit_measures {
    double log_likelihood;
    double kolmogorov; /* largest distance of the distribution functions */
    double anderson;   /* A^2 of Anderson and Darling (1952): tails count more */
} mkba_i_fit_measures;

mkba_i_fit_measures mkba_i_fit_measure(const mkba_i_distribution *distribution, const double *sorted, size_t n);

#endif
