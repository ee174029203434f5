/** @file
 *  libmkba, case: distributions of uncertain parameters, as a case gives them: quantiles, mean and spread, and how to come by
 *  one. The conventions are those of mkba/base.h. */
#ifndef MKBA_CASE_DISTRIBUTION_H
#define MKBA_CASE_DISTRIBUTION_H

#include <mkba/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Quantiles: the values at most which a distribution has the probabilities p.
 *
 *  Within 1e-9 of the value or of the standard deviation, whichever is larger, for p from 1e-12 to 1 - 1e-12; of counts and
 *  listed values the smallest with at least probability p. A truncation is counted with: the quantile is that of
 *  F(low) + p (F(high) - F(low)), F the distribution function before truncation (Johnson, Kotz and Balakrishnan, Continuous
 *  Univariate Distributions 1, 1994, chapter 10).
 *
 *  @param distribution  JSON of the case format, such as {"pert": [1, 2, 5], "truncate": [0, 4]}
 *  @param p             n_p probabilities, above 0 and below 1
 *  @param[out] out      n_out == n_p values, in the unit of the distribution; may be p
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT: a NULL, lengths that differ, a p that is none ("p[2]"); MKBA_ERROR_SYNTAX, _CASE,
 *          _UNKNOWN: the distribution, with a pointer into it; MKBA_ERROR_MEMORY
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_distribution_quantile(const char *distribution, const double *p, size_t n_p,
                                                             double *out, size_t n_out, mkba_error *error);

/** Mean, standard deviation and range of a distribution after truncation, as a table of one row.
 *
 *  Columns: mean, sd, low, high; low and high are missing where it has no end. The mean is the value that a deterministic
 *  appraisal uses.
 *
 *  @param distribution  JSON of the case format
 *  @param[out] table    to be freed with mkba_table_free
 *  @return as mkba_distribution_quantile; MKBA_ERROR_CASE also when the mean or the sd is beyond the range of a double
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_distribution_table(const char *distribution, mkba_table **table,
                                                          mkba_error *error);

/** The distribution that has two given quantiles: what somebody says who knows "between 10 and 20, nine times out of ten".
 *
 *  Columns: family, distribution (JSON that can be put in a case), mean, sd; one row. normal and lognormal in closed form,
 *  the others by halving, in one unknown each (beta: two, one inside the other), to 1e-9 of the difference of the values:
 *  what there is within the shapes that a case allows is found. A pert or triangular distribution is said by
 *  its mode too; with p 0 and 1 the values are its ends.
 *
 *  @param family    "normal", "lognormal", "gamma", "beta", "triangular", "pert"
 *  @param p         n_p == 2 probabilities, ascending, above 0 and below 1; of triangular and pert 0 and 1 are allowed
 *  @param values    n_values == 2 values at them, ascending; of lognormal and gamma above 0
 *  @param extra     triangular, pert: the mode (n_extra 1), between the values; beta: the lowest and the highest value
 *                   (n_extra 2), around them; others: NULL, 0
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN: the family (the nearest is named); MKBA_ERROR_ARGUMENT naming the array (of extra "mode" or "bounds");
 *          MKBA_ERROR_CASE: no distribution of the family with these quantiles was found; MKBA_ERROR_MEMORY
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_distribution_fit_quantiles(const char *family, const double *p, size_t n_p,
                                                                  const double *values, size_t n_values,
                                                                  const double *extra, size_t n_extra,
                                                                  mkba_table **table, mkba_error *error);

/** Distributions fitted to data by maximum likelihood, the best first.
 *
 *  Columns: family, distribution (JSON that can be put in a case), mean, sd, log_likelihood, aic, kolmogorov, anderson. A row
 *  for normal, for lognormal and gamma where all values are above 0, for beta where bounds are given;
 *  ordered by aic = 2 k - 2 log L with k = 2 parameters (Akaike 1974). kolmogorov is the largest distance between
 *  the distribution functions of data and fit, anderson is A^2 of Anderson and Darling (1952), to which tails count more;
 *  their tables of significance do not hold for parameters that were fitted.
 *
 *  @param values    n_values finite numbers, at least 3, not all equal
 *  @param bounds    n_bounds == 2, the lowest and the highest value of a beta distribution, with all values inside; or
 *                   NULL, 0
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT naming array or element ("values[3]": not inside the bounds); MKBA_ERROR_CASE: the
 *          values are spread too little or too widely for a normal distribution ("values"), or with bounds for a beta one
 *          ("bounds"); MKBA_ERROR_MEMORY
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_distribution_fit_values(const double *values, size_t n_values,
                                                               const double *bounds, size_t n_bounds,
                                                               mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif

#endif
