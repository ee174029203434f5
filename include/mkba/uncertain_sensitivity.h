/** @file
 *  libmkba, uncertain: which parameter the uncertainty of a figure comes from: Sobol indices, regression- and rank-based
 *  measures. Of samples that a caller holds. The conventions are those of mkba/base.h. */
#ifndef MKBA_UNCERTAIN_SENSITIVITY_H
#define MKBA_UNCERTAIN_SENSITIVITY_H

#include <mkba/uncertain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Draws of several quantities: quantity j in draw i is values[i * draw_stride + j * column_stride]. Nothing is copied
 *  or owned. */
typedef struct mkba_samples {
    const double *values;     ///< finite
    size_t n_draws;           ///< at least 2
    size_t n_columns;         ///< at least 1
    ptrdiff_t draw_stride;    ///< elements from a draw to the next; may be 0 or negative
    ptrdiff_t column_stride;  ///< elements from a quantity to the next; may be 0 or negative
} mkba_samples;

/** How measures are made. Fill with mkba_measure_options_init, then set what differs. */
typedef struct mkba_measure_options {
    size_t size;       ///< set by the initialiser; lets the struct grow
    double level;      ///< coverage of intervals, above 0.5 and below 1; 0.95
    size_t resamples;  ///< of the bootstrap of Sobol indices, 20 to 100 000; 0, the default: the asymptotic formula
    uint64_t seed;     ///< of random numbers; 1
    bool joint;        ///< of EVPPI: all parameters together, not one by one; false
    /* What follows is of cases alone; samples have it in them. */
    const char *scenario;           ///< name of a scenario, or NULL, the default; what it gives a value is not drawn
    uint64_t draws;                 ///< 0, the default: 10 000; of Sobol indices rows of the design, 4096
    mkba_plan plan;                 ///< how draws are spread; MKBA_PLAN_RANDOM
    size_t threads;                 ///< 1; 0: as many as there are. Changes no figure
    const char *const *parameters;  ///< n_parameters that are asked about; NULL, the default: every uncertain one; none is refused
    size_t n_parameters;            ///< 0
} mkba_measure_options;

/** Fills options with what they are without saying; `size` is sizeof(mkba_measure_options). */
MKBA_API void mkba_measure_options_init_size(mkba_measure_options *options, size_t size);
/** The same with the size of the caller's headers. */
#define mkba_measure_options_init(options) mkba_measure_options_init_size((options), sizeof(mkba_measure_options))

/** The design of Saltelli: probabilities at which a figure is to be evaluated for mkba_sobol_indices.
 *
 *  Two samples A and B of draws x parameters, and for each parameter j the sample AB_j: A with the column of j out of B.
 *  Each column is that of a stream of random numbers named as the parameter, under the plan; those of B have another
 *  seed. So a parameter's draws depend on nothing but seed, plan, name and number (and, under MKBA_PLAN_LHS, `draws`).
 *  Probabilities are inside (0, 1): put them through the quantile function of each parameter.
 *
 *  @param names    n_names parameters, at least one, no two equal
 *  @param draws    rows of A, at least 1; evaluations are draws x (n_names + 2)
 *  @param seed     of the random numbers
 *  @param plan     how draws are spread over each distribution
 *  @param[out] out  n_out == draws x (n_names + 2) x n_names numbers: a row of n_names per evaluation, for draw 0 those of
 *                  A, AB_1, ..., AB_k, B, then for draw 1: the order of SALib's saltelli.sample without second order, and
 *                  of mkba_sobol_indices
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_sobol_design(const char *const *names, size_t n_names, size_t draws,
                                                    uint64_t seed, mkba_plan plan, double *out, size_t n_out,
                                                    mkba_error *error);

/** Sobol indices of a figure that was evaluated over a design of Saltelli, a row per parameter: parameter, first,
 *  first_error, first_lower, first_upper, total, total_error, total_lower, total_upper, mean, sd.
 *
 *  The design has two independent samples A and B of n draws, and for each parameter j the sample AB_j: A with the column
 *  of j out of B. With y centred on its mean over A and B, and V its variance over them:
 *  first_j = mean(y_B (y_ABj - y_A)) / V: the share of the variance that goes when j alone is known (Saltelli et al.,
 *  Computer Physics Communications 181 (2010) 259, table 2 b);
 *  total_j = mean((y_A - y_ABj)^2) / (2 V): the share that stays when everything but j is known (Jansen, Computer Physics
 *  Communications 117 (1999) 35).
 *  mean and sd are those of the 2 n draws of A and B, the same in every row.
 *
 *  Intervals are value -+ z x error. An error is asymptotic: both are ratios of means over rows of the design, u and v, so
 *  that its square is mean((u - value v)^2) / (n mean(v)^2) (Janon et al., ESAIM: Probability and Statistics 18 (2014)
 *  342); or the standard deviation over `resamples` samples of rows with replacement. Both take rows for independent:
 *  with a Latin hypercube or a low-discrepancy plan indices are more precise than they say. An index of nearly 0 may come
 *  out below 0, and intervals are not cut at 0 or 1: what lies beyond is noise. Indices share out the variance only when
 *  parameters are independent; of correlated ones use mkba_importance or mkba_evppi. Takes time in proportion to n x
 *  parameters x (1 + resamples).
 *
 *  @param y        of n rows the figures of A, AB_1, ..., AB_k, B, a row after the other, as SALib's saltelli.sample
 *                  without second order has them: n_y == n (k + 2), n at least 2
 *  @param names    n_names == k parameters, at least one
 *  @param options  NULL for the defaults
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place ("y[7]"): a length that does not fit, a figure that is not finite,
 *          figures that do not vary; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_sobol_indices(const double *y, size_t n_y, const char *const *names,
                                                     size_t n_names, const mkba_measure_options *options,
                                                     mkba_table **table, mkba_error *error);

/** How strongly a figure goes together with each parameter, by correlation and by linear regression of figures and of
 *  ranks, a row per parameter: parameter, correlation, correlation_error, coefficient, coefficient_error, partial,
 *  partial_error, rank, rank_error, partial_rank, partial_rank_error, tolerance, r_squared, rank_r_squared.
 *
 *  - correlation: Pearson's r of the parameter and y. coefficient: that of the regression of y on all parameters, all
 *    standardised to mean 0 and variance 1 (SRC): standard deviations of y per standard deviation of the parameter.
 *    partial: the correlation of what the other parameters leave of the parameter and of y (PCC); missing when they leave
 *    nothing. rank and partial_rank: the same of ranks (Spearman's rho, PRCC), for relations that are monotone and not
 *    straight; ties have the mean of their ranks.
 *  - r_squared, rank_r_squared, the same in every row: the part of the variance of y that the regression explains. Where
 *    it is far below 1 coefficients tell little, and Sobol indices more. tolerance: the part of the variance of the
 *    parameter that the others do not explain; near 0 its coefficient is hardly known.
 *  - Errors of correlation, coefficient and partial follow from the influence of every draw, whatever the distribution
 *    and however the spread of y changes; those of ranks are Bonett and Wright's (Psychometrika 65 (2000) 23), for
 *    continuous figures. All take draws for independent.
 *  - A parameter whose draws do not vary goes together with nothing: its coefficient is 0, as that of a standard deviation
 *    of 0, and what is no number for it (correlations, ranks, tolerance) is missing. The others are as without it.
 *  Parameters may be correlated. Sources: Saltelli et al., Global Sensitivity Analysis: The Primer (2008), 1.2; Helton et
 *  al., Reliability Engineering and System Safety 91 (2006) 1175. Takes time in proportion to draws x parameters^2.
 *
 *  @param x        the draws of parameters, a column each; at least 4 draws more than parameters
 *  @param y        n_y == x->n_draws figures
 *  @param names    n_names == x->n_columns parameters
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place ("x[7][0]", "y[7]"): lengths that do not fit, figures that are not
 *          finite, a y that does not vary, a spread beyond the range of a double, a parameter that follows from those before it
 *          ("x[][2]"); MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_importance(const mkba_samples *x, const double *y, size_t n_y,
                                                  const char *const *names, size_t n_names, mkba_table **table,
                                                  mkba_error *error);

/* ---- of a case ------------------------------------------------------------------------------------------- */

/** Sobol indices of the npv of every policy alternative, a row per alternative and uncertain parameter: alternative, and
 *  the columns of mkba_sobol_indices.
 *
 *  The case is appraised draws x (parameters + 2) times, over the design of mkba_sobol_design: sample A has the draws of
 *  mkba_case_simulate with the same seed and plan. An alternative whose npv does not vary has no rows. A parameter that no
 *  npv hangs on is none. Joint draws over years are one parameter, as are the random factors of a series.
 *
 *  @param options   NULL for the defaults; parameters must be NULL: indices are of all
 *  @param progress  NULL for none
 *  @param data      for `progress`
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT for correlated parameters, naming two of them (of these no indices exist that
 *          share out the variance: use mkba_case_importance or mkba_case_evppi), for a case in which nothing is uncertain
 *          and for options out of range; MKBA_ERROR_UNKNOWN for the scenario; the statuses of mkba_case_simulate.
 *          Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_sobol(const mkba_case *mkba, const mkba_measure_options *options,
                                                  mkba_progress progress, void *data, mkba_table **table,
                                                  mkba_error *error);

/** Correlation and regression of the npv of every policy alternative on the uncertain parameters, a row per alternative
 *  and parameter: alternative, and the columns of mkba_importance.
 *
 *  The draws are those of mkba_case_simulate with the same seed and plan. Joint draws over years count by their mean over
 *  the years. An alternative whose npv does not vary has no rows.
 *
 *  @param options   NULL for the defaults; parameters must be NULL
 *  @return as mkba_case_sobol and mkba_importance, but correlated parameters are welcome. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_importance(const mkba_case *mkba, const mkba_measure_options *options,
                                                       mkba_progress progress, void *data, mkba_table **table,
                                                       mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
