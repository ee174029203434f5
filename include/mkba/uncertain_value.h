/** @file
 *  libmkba, uncertain: what knowing more is worth: the value of perfect information about everything (EVPI) or some
 *  parameters (EVPPI), of a study (EVSI), and how acceptable options are over a threshold. Of samples that a caller holds.
 *  The conventions are those of mkba/base.h. */
#ifndef MKBA_UNCERTAIN_VALUE_H
#define MKBA_UNCERTAIN_VALUE_H

#include <mkba/uncertain_sensitivity.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The expected value of perfect information: what is lost on average by having to choose before anything is known, one
 *  row: draws, best, value, value_error, p_best, evpi, evpi_error, evpi_lower, evpi_upper.
 *
 *  evpi = E[max over options of net benefit] - max over options of E[net benefit] (Raiffa and Schlaifer 1961). best is the
 *  option with the highest mean, the first of equals, value that mean, p_best the share of draws in which no other is
 *  better. Never below 0. Its error is the standard deviation over draws of what another option would have been better by,
 *  divided by sqrt(draws), together with the resolution, the standard deviation of the difference with the next best
 *  option divided by draws: what is rarer than a draw is not seen. The interval is evpi -+ z x error, cut at 0. Errors
 *  take draws for independent, and the best option for the best.
 *
 *  @param net           draws of the net benefits of options, a column each; one column alone is held against 0, the
 *                       nulalternatief
 *  @param alternatives  n_alternatives == net->n_columns names
 *  @param options       NULL for the defaults
 *  @param[out] table    to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place ("net[7][0]"); MKBA_ERROR_EVALUATION beyond the range of a double;
 *          MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_evpi(const mkba_samples *net, const char *const *alternatives,
                                            size_t n_alternatives, const mkba_measure_options *options,
                                            mkba_table **table, mkba_error *error);

/** The expected value of perfect information about parameters, a row for each: parameter, evppi, evppi_error,
 *  evppi_lower, evppi_upper, bias, share.
 *
 *  evppi = E[max over options of E[net benefit | parameter]] - max over options of E[net benefit]. What is expected when
 *  the parameter is known is estimated by regression of the net benefits on it (Strong, Oakley and Brennan, Medical
 *  Decision Making 34 (2014) 311). On one parameter: penalised cubic B-splines with knots at quantiles, a penalty that
 *  leaves straight lines free, and generalised cross-validation. With options.joint all parameters together are one row,
 *  "a + b": powers, hinges and products of them, chosen one after the other as long as generalised cross-validation falls
 *  (as in Friedman's multivariate adaptive regression splines, Annals of Statistics 19 (1991) 1).
 *
 *  Never below 0, and share is its part of the EVPI (missing when that is 0). The error is that of the value of choosing
 *  by the regression: the standard deviation over draws of the net benefit of the option it chooses less that of the best,
 *  divided by sqrt(draws), with the resolution as in mkba_evpi. bias is how much of evppi the noise of the regression is
 *  expected to have added, because the best of uncertain figures looks too good; it is not taken off. A bias of the size
 *  of evppi says that nothing is known of it: use more draws. The interval is that of a value which bends where two options
 *  are about as good: what evppi becomes over the ellipse of z standard errors of the means and of the rest of its error;
 *  evppi -+ z x error where it does not bend; cut at 0. It is not symmetric. A parameter
 *  whose draws do not vary has an evppi of 0; its error is the resolution, for what may be rarer than a draw.
 *
 *  @param net      draws of net benefits as in mkba_evpi
 *  @param x        the same draws of parameters, a column each
 *  @param names    n_names == x->n_columns parameters
 *  @param options  NULL for the defaults
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place: lengths that do not fit, fewer than 20 draws, figures that are not
 *          finite, a spread of a parameter beyond the range of a double ("x[][2]"); MKBA_ERROR_EVALUATION; MKBA_ERROR_MEMORY.
 *          Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_evppi(const mkba_samples *net, const mkba_samples *x, const char *const *names,
                                             size_t n_names, const mkba_measure_options *options, mkba_table **table,
                                             mkba_error *error);

/** The expected value of sample information: what a study of a parameter is worth before it is done, a row per parameter
 *  and size of the study: parameter, size, part, evsi, evsi_error, evsi_lower, evsi_upper, evppi.
 *
 *  What is known now counts as `prior_size` observations: the variance of one observation divided by the variance of the
 *  parameter (of a beta distribution alpha + beta, of a proportion; of a gamma distribution the rate). After a study of
 *  `size` observations the mean of the parameter moves with part = size / (size + prior_size) of its variance, and what is
 *  expected of net benefits is taken to move as what is expected when the parameter is known, shrunk to sqrt(part) of its
 *  distance from the mean (Heath, Manolopoulou and Baio, Medical Decision Making 38 (2018) 163, with the variance of Jalal
 *  and Alarid-Escudero, Medical Decision Making 38 (2018) 174). Exact where net benefits are straight in a parameter that
 *  is normal and so are observations; else an approximation that is right for no study and an endless one.
 *  The interval is as in mkba_evppi: of a small study it is wide, since its value hangs on how far the means are apart.
 *  The costs of the study are not in it: compare evsi with them.
 *
 *  @param net, x, names     as in mkba_evppi; the regression is on one parameter at a time
 *  @param prior_sizes       n_prior_sizes == n_names, finite and above 0
 *  @param sizes             n_sizes of studies, at least one; finite, at least 0
 *  @param options           NULL for the defaults; joint is refused
 *  @param[out] table        to be freed with mkba_table_free
 *  @return as mkba_evppi. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_evsi(const mkba_samples *net, const mkba_samples *x, const char *const *names,
                                            size_t n_names, const double *prior_sizes, size_t n_prior_sizes,
                                            const double *sizes, size_t n_sizes, const mkba_measure_options *options,
                                            mkba_table **table, mkba_error *error);

/** How acceptable options are over what a unit of effect is worth, a row per threshold and option: threshold, alternative,
 *  net_benefit, net_benefit_error, increment, p_best, frontier, evpi, evpi_error.
 *
 *  The net benefit of an option is threshold x effect - cost in every draw; net_benefit is its mean. increment is
 *  net_benefit less that of the first option. p_best is the share of draws in which the option is the best (of equals the
 *  first): over thresholds the acceptability curve (CEAC; van Hout et al., Health Economics 3 (1994) 309). frontier is
 *  true for the option with the highest mean, whose p_best is the acceptability frontier (CEAF; Fenwick et al., Health
 *  Economics 10 (2001) 779). evpi as in mkba_evpi, the same for every option of a threshold.
 *
 *  @param effects       draws of effects, a column per option, at least two
 *  @param costs         the same draws of costs, of the same shape
 *  @param alternatives  n_alternatives == effects->n_columns names
 *  @param thresholds    n_thresholds values of a unit of effect, finite, at least one
 *  @param[out] table    to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place; MKBA_ERROR_EVALUATION beyond the range of a double;
 *          MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_acceptability(const mkba_samples *effects, const mkba_samples *costs,
                                                     const char *const *alternatives, size_t n_alternatives,
                                                     const double *thresholds, size_t n_thresholds, mkba_table **table,
                                                     mkba_error *error);

/** Mean effects and costs of options, and what another unit of effect costs, a row per option in the order of rising
 *  cost: alternative, effect, cost, status, against, increment_effect, increment_cost, icer.
 *
 *  status is "frontier" for an option that is the best at some threshold, "dominated" for one that costs at least as much
 *  as another with at least as much effect, "extended" for one that a mix of two others beats. An option of the frontier
 *  is set against the one before it, a dominated or extended one has no ICER; icer = increment_cost / increment_effect,
 *  in money per unit of effect (Drummond et al., Methods for the Economic Evaluation of Health Care Programmes, 2015, 4).
 *  Parameters but thresholds, and statuses as in mkba_acceptability. */
MKBA_API MKBA_CHECKED mkba_status mkba_icer(const mkba_samples *effects, const mkba_samples *costs,
                                            const char *const *alternatives, size_t n_alternatives, mkba_table **table,
                                            mkba_error *error);

/* ---- of a case ------------------------------------------------------------------------------------------- */

/** mkba_evpi of a case: the choice between the nulalternatief, whose npv is 0, and every policy alternative.
 *
 *  The draws are those of mkba_case_simulate with the same seed and plan.
 *
 *  @param options   NULL for the defaults; parameters must be NULL
 *  @param progress  NULL for none
 *  @param data      for `progress`
 *  @param[out] table  to be freed with mkba_table_free; the columns of mkba_evpi
 *  @return as mkba_evpi; MKBA_ERROR_UNKNOWN for the scenario; the statuses of mkba_case_simulate. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_evpi(const mkba_case *mkba, const mkba_measure_options *options,
                                                 mkba_progress progress, void *data, mkba_table **table,
                                                 mkba_error *error);

/** mkba_evppi of a case: of every uncertain parameter, of options.parameters, or of these together (options.joint), for
 *  the choice of mkba_case_evpi. Joint draws over years count by their mean over the years: what else is in them is not
 *  taken for known. Parameters may be correlated: to know one is then to know something of the other.
 *
 *  @param options   NULL for the defaults
 *  @return as mkba_evppi and mkba_case_evpi; MKBA_ERROR_UNKNOWN for a parameter that is not in the case,
 *          MKBA_ERROR_ARGUMENT for one that is not uncertain or that no npv hangs on. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_evppi(const mkba_case *mkba, const mkba_measure_options *options,
                                                  mkba_progress progress, void *data, mkba_table **table,
                                                  mkba_error *error);

/** mkba_evsi of a case: studies of options.parameters (of all uncertain ones when NULL), for the choice of
 *  mkba_case_evpi.
 *
 *  @param prior_sizes  n_prior_sizes, one for each of the parameters
 *  @param sizes        n_sizes of studies, at least one
 *  @param options      NULL for the defaults; joint is refused
 *  @return as mkba_evsi and mkba_case_evppi. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_evsi(const mkba_case *mkba, const double *prior_sizes, size_t n_prior_sizes,
                                                 const double *sizes, size_t n_sizes,
                                                 const mkba_measure_options *options, mkba_progress progress,
                                                 void *data, mkba_table **table, mkba_error *error);

/** How acceptable the alternatives of a case are over the value of a parameter, such as what a QALY is worth or the
 *  discount rate, a row per value and alternative (the nulalternatief too): parameter, value, alternative, npv, npv_error,
 *  p_positive, p_best, frontier, evpi, evpi_error.
 *
 *  At each value the parameter is fixed there, whatever its distribution, and all else is drawn: the same draws at every
 *  value, so that curves are smooth. p_positive is the share of draws with an npv above 0, p_best that in which the
 *  alternative is the best of all (of equals the first, and before all the nulalternatief), frontier is true for the one with the
 *  highest mean, evpi as in mkba_case_evpi. The parameter may not be correlated with others, nor be a series.
 *
 *  @param parameter  name of a parameter with a value
 *  @param values     n_values in the parameter's own unit and price year, finite, at least one
 *  @param options    NULL for the defaults; parameters must be NULL
 *  @return as mkba_case_evpi; MKBA_ERROR_UNKNOWN for the parameter; MKBA_ERROR_ARGUMENT for one that no npv hangs on, that
 *          is derived, a series, or correlated. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_acceptability(const mkba_case *mkba, const char *parameter,
                                                          const double *values, size_t n_values,
                                                          const mkba_measure_options *options, mkba_progress progress,
                                                          void *data, mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
