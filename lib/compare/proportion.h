/* libmkba, compare: proportions, means and medians of samples, such as client-experience surveys (cliëntervaringsonderzoek).
 *
 * Written as a part of the public header mkba/compare.h, to move there with the bindings. */
#ifndef MKBA_I_COMPARE_PROPORTION_H
#define MKBA_I_COMPARE_PROPORTION_H

#include <mkba/base.h>

/* ---- proportions, means, medians of samples -------------------------------------------------------------- */

/** How an interval around a proportion x / n is made. The interval of a normal distribution (Wald) is not among them:
 *  in small samples it covers far less than it says (Brown, Cai and DasGupta 2001). */
typedef enum mkba_interval_method {
    MKBA_INTERVAL_WILSON = 0,            ///< score interval, Wilson 1927
    MKBA_INTERVAL_WILSON_CORRECTED = 1,  ///< the same with a correction for continuity: Newcombe 1998, method 4
    MKBA_INTERVAL_CLOPPER_PEARSON = 2,   ///< exact, from the binomial distribution; never too narrow, so often wide
    MKBA_INTERVAL_JEFFREYS = 3,          ///< quantiles of beta(x + 1/2, n - x + 1/2); 0 at x = 0, 1 at x = n
    MKBA_INTERVAL_AGRESTI_COULL = 4      ///< normal after z^2 / 2 successes and failures more, cut at 0 and 1
} mkba_interval_method;

/** "wilson", "wilson-corrected", "clopper-pearson", "jeffreys", "agresti-coull"; "unknown method" for a number that is
 *  none. */
MKBA_API const char *mkba_interval_method_name(mkba_interval_method method);
/** The method of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_interval_method_from_name(const char *name, mkba_interval_method *method,
                                                                 mkba_error *error);

/** How intervals are made. Fill with mkba_interval_options_init, then set what differs. */
typedef struct mkba_interval_options {
    size_t size;                  ///< set by the initialiser; lets the struct grow
    mkba_interval_method method;  ///< of proportions; Wilson
    double level;                 ///< coverage, above 0.5 and below 1; 0.95
    double design_effect;         ///< n counts as n / design_effect: weights, clusters; above 0; 1
    double small;                 ///< a sample of fewer than this is flagged; 30
} mkba_interval_options;

/** Fills options with what they are without saying; `size` is sizeof(mkba_interval_options). */
MKBA_API void mkba_interval_options_init_size(mkba_interval_options *options, size_t size);
/** The same with the size of the caller's headers. */
#define mkba_interval_options_init(options) mkba_interval_options_init_size((options), sizeof(mkba_interval_options))

/** Intervals around proportions, a row each: successes, trials, proportion, lower, upper, effective (the sample size
 *  that counts), small (boolean).
 *
 *  The effective size is n / design_effect, and of a sample without replacement out of N clients times
 *  (N - 1) / (N - n): the finite population correction. A whole population has no interval but its value. `small` is
 *  n below options.small, or fewer than five successes or failures. Sources: Brown, Cai and DasGupta, Statistical
 *  Science 16 (2001) 101; Newcombe, Statistics in Medicine 17 (1998) 857; for effective sizes Korn and Graubard, Survey
 *  Methodology 24 (1998) 193. The correction takes those who answered for a random part of the clients; that those who
 *  did not answer differ is not in any interval.
 *
 *  @param successes   x, 0 to its n; not whole where answers were weighted
 *  @param trials      n, above 0, as many as successes
 *  @param population  N of each, at least n; n_population 0 (NULL) where it is not known
 *  @param options     NULL for the defaults
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place ("successes[2]"); MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_proportion_interval(const double *successes, size_t n_successes,
                                                           const double *trials, size_t n_trials,
                                                           const double *population, size_t n_population,
                                                           const mkba_interval_options *options, mkba_table **table,
                                                           mkba_error *error);

/** Differences between independent proportions, a row each: first, second (the proportions), difference (first -
 *  second), lower, upper, small (one of the two is).
 *
 *  Newcombe's hybrid of the two intervals l..u: difference - sqrt((p1 - l1)^2 + (u2 - p2)^2) and difference +
 *  sqrt((u1 - p1)^2 + (p2 - l2)^2). With Wilson's it is his method 10, with Wilson's corrected method 11. Source:
 *  Newcombe, Statistics in Medicine 17 (1998) 873. Parameters, options and statuses as in mkba_proportion_interval. */
MKBA_API MKBA_CHECKED mkba_status mkba_proportion_difference(const double *successes, size_t n_successes,
                                                             const double *trials, size_t n_trials,
                                                             const double *other_successes, size_t n_other_successes,
                                                             const double *other_trials, size_t n_other_trials,
                                                             const mkba_interval_options *options, mkba_table **table,
                                                             mkba_error *error);

/** One proportion out of samples of several years (or groups), one row: samples, successes, trials, proportion, lower,
 *  upper, effective, small, chi_squared, df, p_value, i_squared.
 *
 *  The proportion p is the sum of successes over the sum of trials n, its effective size (sum of n)^2 / sum of (n^2 /
 *  effective size). The samples are held against each other as samples out of an endless population: chi_squared = sum
 *  of n / design_effect x (p_i - p)^2 / (p (1 - p)) with df = samples - 1, its p_value, and i_squared = max(0, (chi_squared - df) / chi_squared), the share of the
 *  differences that chance does not explain (Higgins and Thompson, Statistics in Medicine 21 (2002) 1539). Where the
 *  p_value is small (0.1 is usual) the years differ, and one figure for all of them hides a change. Of one sample, and
 *  where all or none succeeded, df or chi_squared is 0, p_value 1 and i_squared 0.
 *  Parameters, options and statuses as in mkba_proportion_interval; at least one sample. */
MKBA_API MKBA_CHECKED mkba_status mkba_proportion_pooled(const double *successes, size_t n_successes,
                                                         const double *trials, size_t n_trials,
                                                         const double *population, size_t n_population,
                                                         const mkba_interval_options *options, mkba_table **table,
                                                         mkba_error *error);

/** The size of an unweighted sample that is as precise as a weighted one: (sum of w)^2 / sum of w^2 (Kish 1965). n
 *  divided by it is the design effect of the weights.
 *  @param weights  finite, at least 0, not all 0; at least one
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_effective_size(const double *weights, size_t n_weights, double *effective,
                                                      mkba_error *error);

/** Intervals around means of samples, such as waiting times or marks, a row each: mean, sd, n, lower, upper, small.
 *
 *  mean -+ t(n - 1) sd / sqrt(n), times sqrt(1 - n / N) for a sample out of N (Cochran 1977, 2.6); n counts as n /
 *  design_effect. A sample of one has no interval: lower and upper are missing.
 *
 *  @param means       finite
 *  @param sds         of the sample (divisor n - 1), at least 0
 *  @param sizes       n, at least 1
 *  @param population  N of each, at least n; n_population 0 (NULL) where it is not known
 *  @param options     NULL for the defaults; `method` does not count
 *  @return as mkba_proportion_interval; MKBA_ERROR_EVALUATION for a limit beyond the range of a double */
MKBA_API MKBA_CHECKED mkba_status mkba_mean_interval(const double *means, size_t n_means, const double *sds,
                                                     size_t n_sds, const double *sizes, size_t n_sizes,
                                                     const double *population, size_t n_population,
                                                     const mkba_interval_options *options, mkba_table **table,
                                                     mkba_error *error);

/** The median of a sample, and an interval of two of its values, one row: n, median, lower, upper, coverage, small.
 *
 *  lower is the kth smallest value and upper the kth largest, k the largest whole number for which
 *  1 - 2 P(B < k) >= level, B binomial(n, 1/2); that is the coverage, whatever the distribution (Conover 1999, 3.2). A
 *  sample too small for it (at 0.95 fewer than 6) has no interval: lower, upper and coverage are missing.
 *
 *  @param values  finite, at least one, at most a million, in any order
 *  @param level   coverage, above 0.5 and below 1
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_median_interval(const double *values, size_t n_values, double level,
                                                       mkba_table **table, mkba_error *error);

#endif
