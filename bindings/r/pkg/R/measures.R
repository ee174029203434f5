#' What drives the uncertainty of a figure
#'
#' Of draws that you hold; `mkba_sobol()` and `mkba_case_importance()` do it for a case.
#'
#' `mkba_sobol_design()` makes the design of Saltelli: for each draw a row of sample A, one of A with the column of each
#' parameter in turn out of B, and one of B. Put each column through the quantile function of its parameter, evaluate the
#' figure in every row, and give the figures to `mkba_sobol_indices()`. A parameter's column depends on seed, plan and name,
#' and on no other parameter.
#'
#' `mkba_sobol_indices()` gives the share of the variance that goes when a parameter is known (first order; Saltelli et al.
#' 2010) and that stays when all others are (total; Jansen 1999). An index of nearly 0 may come out below 0: what is below
#' is noise. Indices share out the variance only when parameters are independent.
#'
#' `mkba_importance()` gives correlation, standardised regression coefficient and partial correlation, of figures and of
#' ranks, also of correlated parameters. Where `r_squared` is far below 1 the rest of the table tells little. A parameter that
#' does not vary goes together with nothing: its coefficient is 0, the others are `NA`.
#'
#' @param names of the parameters; one number is how many there are, `x1`, `x2`, ...
#' @param draws rows of each of the two samples
#' @param seed of the random numbers
#' @param plan `"random"`, `"lhs"` (Latin hypercube) or `"sobol"` (a scrambled low-discrepancy sequence)
#' @param y the figures, for `mkba_sobol_indices()` in the order of the design
#' @param level coverage of the intervals
#' @param resamples of rows, for errors by bootstrap; 0 is the asymptotic formula (Janon et al. 2014)
#' @param x draws of the parameters: a matrix or data frame with a column each
#' @return `mkba_sobol_design()`: a matrix with a column per parameter, inside (0, 1). `mkba_sobol_indices()`: a data frame
#'   with a row per parameter: `parameter`, `first`, `first_error`, `first_lower`, `first_upper`, `total` and its three, `mean`
#'   and `sd` of the figures. `mkba_importance()`: `parameter`, `correlation`, `coefficient`, `partial`, `rank`,
#'   `partial_rank`, each with its `_error`, `tolerance`, `r_squared`, `rank_r_squared`.
#' @examples
#' design <- mkba_sobol_design(c("a", "b"), 1024)
#' y <- 2 * design[, 1] + design[, 2]
#' mkba_sobol_indices(y, c("a", "b"))
#' mkba_importance(design, y, c("a", "b"))
#' @export
mkba_sobol_design <- function(names, draws, seed = 1, plan = "random") {
  names <- parameter_names(names)
  many <- as_number(draws, "draws")
  made <- raw_mkba_sobol_design(names, many, as_number(seed, "seed"), as_text(plan, "plan"),
                                max(many, 0) * (length(names) + 2) * length(names))
  matrix(made, ncol = length(names), byrow = TRUE, dimnames = list(NULL, names))
}

#' @rdname mkba_sobol_design
#' @export
mkba_sobol_indices <- function(y, names, level = 0.95, resamples = 0, seed = 1) {
  options <- list(level = as_number(level, "level"), resamples = as_number(resamples, "resamples"),
                  seed = as_number(seed, "seed"))
  table_frame(raw_mkba_sobol_indices(as_doubles(y, "y"), parameter_names(names), options))
}

#' @rdname mkba_sobol_design
#' @export
mkba_importance <- function(x, y, names = NULL) {
  x <- as_samples(x, "x", names, "x")
  table_frame(raw_mkba_importance(x$values, as_doubles(y, "y"), x$names))
}

#' What knowing more is worth
#'
#' Of draws that you hold; `mkba_case_evpi()`, `mkba_case_evppi()`, `mkba_case_evsi()` and `mkba_case_acceptability()` do it
#' for a case.
#'
#' `mkba_evpi()`: what is lost on average by choosing before anything is known. `mkba_evppi()`: the same of parameters, by
#' regression (Strong, Oakley and Brennan 2014); `bias` is how much the noise of the regression is expected to have added.
#' `mkba_evsi()`: what a study is worth before it is done, exact where net benefits are straight in a normal parameter with
#' normal observations, else an approximation (Heath et al. 2018). `mkba_acceptability()`: which option is probably the best
#' over what a unit of effect is worth (CEAC, CEAF). `mkba_icer()`: what another unit of effect costs.
#'
#' @param net_benefits draws, a column per option; one column alone is held against 0, `"nul"`
#' @param alternatives names of the options; those of the columns, or `a1`, `a2`, ..., when left out
#' @param x the same draws of parameters, a column each
#' @param names of the parameters; those of the columns, or `x1`, `x2`, ..., when left out
#' @param joint of all parameters together, one row, rather than of each
#' @param prior_sizes as how many observations each parameter counts now: the variance of one observation divided by that
#'   of the parameter; of a beta distribution alpha + beta
#' @param sizes how many observations the study makes
#' @param effects,costs draws, a column per option, at least two; doing nothing is a column of zeros
#' @param thresholds values of a unit of effect
#' @param level coverage of the intervals
#' @param ... when `net_benefits` is a case: what `mkba_case_evpi()` or `mkba_case_evppi()` take, such as `draws`; `x` is then
#'   the names of parameters, all when left out
#' @return A data frame. `mkba_evpi()`, one row: `draws`, `best`, `value`, `value_error`, `p_best`, `evpi`, `evpi_error`,
#'   `evpi_lower`, `evpi_upper`. `mkba_evppi()`: `parameter`, `evppi` and its three, `bias`, `share` (of the EVPI).
#'   `mkba_evsi()`: `parameter`, `size`, `part`, `evsi` and its three, `evppi`. `mkba_acceptability()`: `threshold`,
#'   `alternative`, `net_benefit`, `net_benefit_error`, `increment`, `p_best`, `frontier`, `evpi`, `evpi_error`. `mkba_icer()`:
#'   `alternative`, `effect`, `cost`, `status`, `against`, `increment_effect`, `increment_cost`, `icer`.
#' @examples
#' u <- mkba_sobol_design(c("a", "b"), 500)
#' net <- cbind(nul = 0, plan = 10 * u[, 1] - 4 + u[, 2] - 0.5)
#' mkba_evpi(net)
#' mkba_evppi(net, u)
#' mkba_evsi(net, u[, "a", drop = FALSE], prior_sizes = 10, sizes = c(0, 30))
#' mkba_acceptability(cbind(0, u[, 1]), cbind(0, 5 + u[, 2]), c(5, 10, 20))
#' mkba_icer(cbind(0, u[, 1]), cbind(0, 5 + u[, 2]))
#' @export
mkba_evpi <- function(net_benefits, alternatives = NULL, level = 0.95, ...) {
  if (inherits(net_benefits, "mkba_case")) return(mkba_case_evpi(net_benefits, level = level, ...))
  none_left(...)
  net <- as_samples(net_benefits, "net", alternatives, "a")
  table_frame(raw_mkba_evpi(net$values, net$names, list(level = as_number(level, "level"))))
}

#' @rdname mkba_evpi
#' @export
mkba_evppi <- function(net_benefits, x = NULL, names = NULL, joint = FALSE, level = 0.95, ...) {
  if (inherits(net_benefits, "mkba_case")) return(mkba_case_evppi(net_benefits, x, joint = joint, level = level, ...))
  none_left(...)
  net <- as_samples(net_benefits, "net", NULL, "a")
  x <- as_samples(x, "x", names, "x")
  options <- list(level = as_number(level, "level"), joint = as_flag(joint, "joint"))
  table_frame(raw_mkba_evppi(net$values, x$values, x$names, options))
}

#' @rdname mkba_evpi
#' @export
mkba_evsi <- function(net_benefits, x, prior_sizes, sizes, names = NULL, level = 0.95) {
  net <- as_samples(net_benefits, "net", NULL, "a")
  x <- as_samples(x, "x", names, "x")
  table_frame(raw_mkba_evsi(net$values, x$values, x$names, as_doubles(prior_sizes, "prior_sizes"),
                            as_doubles(sizes, "sizes"), list(level = as_number(level, "level"))))
}

#' @rdname mkba_evpi
#' @export
mkba_acceptability <- function(effects, costs, thresholds, alternatives = NULL) {
  effects <- as_samples(effects, "effects", alternatives, "a")
  costs <- as_samples(costs, "costs", NULL, "a")
  table_frame(raw_mkba_acceptability(effects$values, costs$values, effects$names, as_doubles(thresholds, "thresholds")))
}

#' @rdname mkba_evpi
#' @export
mkba_icer <- function(effects, costs, alternatives = NULL) {
  effects <- as_samples(effects, "effects", alternatives, "a")
  costs <- as_samples(costs, "costs", NULL, "a")
  table_frame(raw_mkba_icer(effects$values, costs$values, effects$names))
}

#' What drives the uncertainty of a case, and what knowing more is worth
#'
#' The case is drawn and appraised: draw i of a parameter depends on the seed, the plan, the parameter's name and i. The
#' choice is between the nulalternatief, whose npv is 0, and the policy alternatives. Joint draws over years count by their
#' mean over the years, but in `mkba_sobol()`.
#'
#' @param case a case
#' @param draws how many; of `mkba_sobol()` rows of each of its two samples
#' @param seed of the random numbers
#' @param plan `"random"`, `"lhs"` or `"sobol"`
#' @param threads 0 is as many as there are; changes no figure
#' @param progress a function of what is done and what there is to do, called now and then; when it answers `FALSE` the call
#'   stops
#' @param scenario one of the case
#' @param level coverage of the intervals, which take draws for independent
#' @param resamples errors by bootstrap; 0 is the asymptotic formula
#' @param parameters of each of which, at least one; `NULL` is every uncertain one
#' @param joint of all of them together, one row
#' @param prior_sizes,sizes as for `mkba_evsi()`
#' @param parameter a parameter with a value, which is fixed at each of `values`, in its own unit and price year, whatever
#'   its distribution
#' @param values of that parameter
#' @return A data frame with the columns of `mkba_sobol_indices()`, `mkba_importance()`, `mkba_evpi()`, `mkba_evppi()` and
#'   `mkba_evsi()`, the first two with `alternative` before them. `mkba_case_acceptability()`: `parameter`, `value`,
#'   `alternative` (the nulalternatief too), `npv`, `npv_error`, `p_positive`, `p_best`, `frontier`, `evpi`, `evpi_error`.
#'   Correlated parameters have no Sobol indices that share out the variance: use the others.
#' @examples
#' case <- mkba_example()
#' mkba_sobol(case, draws = 256)
#' mkba_case_importance(case, draws = 500)
#' mkba_case_evpi(case, draws = 500)
#' mkba_case_evppi(case, draws = 500)
#' mkba_case_evsi(case, 90, c(50, 200), "effect_jeugd", draws = 500)
#' mkba_case_acceptability(case, "qaly_waarde", c(0, 50e3, 100e3), draws = 500)
#' @export
mkba_sobol <- function(case, draws = 4096, seed = 1, plan = "random", threads = 0, progress = NULL, scenario = NULL,
                            level = 0.95, resamples = 0) {
  options <- measure_options(draws, seed, plan, threads, scenario, level = as_number(level, "level"),
                             resamples = as_number(resamples, "resamples"))
  table_frame(raw_mkba_case_sobol(case_handle(case), options, progress))
}

#' @rdname mkba_sobol
#' @export
mkba_case_importance <- function(case, draws = 10000, seed = 1, plan = "random", threads = 0, progress = NULL,
                                 scenario = NULL) {
  options <- measure_options(draws, seed, plan, threads, scenario)
  table_frame(raw_mkba_case_importance(case_handle(case), options, progress))
}

#' @rdname mkba_sobol
#' @export
mkba_case_evpi <- function(case, draws = 10000, seed = 1, plan = "random", threads = 0, progress = NULL, scenario = NULL,
                           level = 0.95) {
  options <- measure_options(draws, seed, plan, threads, scenario, level = as_number(level, "level"))
  table_frame(raw_mkba_case_evpi(case_handle(case), options, progress))
}

#' @rdname mkba_sobol
#' @export
mkba_case_evppi <- function(case, parameters = NULL, draws = 10000, seed = 1, plan = "random", threads = 0,
                            progress = NULL, scenario = NULL, joint = FALSE, level = 0.95) {
  options <- measure_options(draws, seed, plan, threads, scenario, level = as_number(level, "level"),
                             joint = as_flag(joint, "joint"), parameters = parameters)
  table_frame(raw_mkba_case_evppi(case_handle(case), options, progress))
}

#' @rdname mkba_sobol
#' @export
mkba_case_evsi <- function(case, prior_sizes, sizes, parameters = NULL, draws = 10000, seed = 1, plan = "random",
                           threads = 0, progress = NULL, scenario = NULL, level = 0.95) {
  options <- measure_options(draws, seed, plan, threads, scenario, level = as_number(level, "level"),
                             parameters = parameters)
  table_frame(raw_mkba_case_evsi(case_handle(case), as_doubles(prior_sizes, "prior_sizes"), as_doubles(sizes, "sizes"),
                                 options, progress))
}

#' @rdname mkba_sobol
#' @export
mkba_case_acceptability <- function(case, parameter, values, draws = 10000, seed = 1, plan = "random", threads = 0,
                                    progress = NULL, scenario = NULL) {
  options <- measure_options(draws, seed, plan, threads, scenario)
  table_frame(raw_mkba_case_acceptability(case_handle(case), as_text(parameter, "parameter"),
                                          as_doubles(values, "values"), options, progress))
}

measure_options <- function(draws, seed, plan, threads, scenario, ...) {
  draws <- as_number(draws, "draws")
  # In C 0 draws are the default; who gives 0 here did not mean that.
  if (isTRUE(draws == 0)) refuse_argument("draws", "at least 1, not 0")
  given <- list(draws = draws, seed = as_number(seed, "seed"), plan = as_text(plan, "plan"),
                threads = as_number(threads, "threads"), scenario = scenario, ...)
  given[!vapply(given, is.null, NA)]
}

parameter_names <- function(names) {
  if (is.numeric(names) && length(names) == 1) names <- paste0("x", seq_len(names))
  if (!is.character(names)) refuse_argument("names", "texts, or how many there are")
  names
}

# Draws as a matrix of doubles, and the names of its columns.
as_samples <- function(x, where, names, letter) {
  if (is.data.frame(x)) {
    if (!all(vapply(x, is.numeric, NA))) refuse_argument(where, "a data frame of numbers")
    x <- as.matrix(x)
  }
  if (!is.numeric(x) || is.object(x) || length(dim(x)) == 1 || length(dim(x)) > 2) {
    refuse_argument(where, "a vector or a matrix of numbers")
  }
  columns <- if (is.matrix(x)) ncol(x) else 1
  if (is.null(names)) names <- if (is.null(colnames(x))) paste0(letter, seq_len(columns)) else colnames(x)
  list(values = if (is.matrix(x)) matrix(as.double(x), nrow(x)) else as.double(x), names = as.character(names))
}

as_flag <- function(x, where) {
  if (!isTRUE(x) && !isFALSE(x)) refuse_argument(where, "TRUE or FALSE")
  x
}

# What nobody takes is a slip of the pen.
none_left <- function(...) {
  if (...length() == 0) return(invisible())
  name <- names(list(...))[1]
  refuse_argument(if (is.null(name) || name == "") "..." else name, "left out: only a case takes it")
}
