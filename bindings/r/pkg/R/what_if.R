# What if one parameter moves, two, or all of them.

# Named pairs of numbers, as the raw layer takes them.
bounds_records <- function(bounds) {
  if (is.null(bounds) || identical(bounds, list())) return(list())
  named <- !is.null(names(bounds)) && all(nzchar(names(bounds)))
  if (!is.list(bounds) || !named || !all(vapply(bounds, function(x) is.numeric(x) && length(x) == 2, NA))) {
    refuse_argument("bounds", "a list of two numbers each, named by parameter")
  }
  Map(function(name, pair) list(parameter = name, low = as.double(pair[[1]]), high = as.double(pair[[2]])),
      names(bounds), bounds, USE.NAMES = FALSE)
}

what_if_options <- function(...) {
  options <- list(...)
  options[!vapply(options, is.null, NA)]
}

#' Tornado: each parameter low and high
#'
#' Each uncertain parameter at its low and its high value, one at a time, the others at their own value. Correlation is left
#' out of account. `plot()` makes a picture of it.
#'
#' @param case a case
#' @param scenario name of the scenario on top of which parameters move, or `NULL` for the case as it stands
#' @param measure `"npv"` or `"bcr"`
#' @param actor whose npv; `NULL` is that of all
#' @param low,high probabilities at which the quantiles of a distribution are taken
#' @param bounds a list of two numbers each, named by parameter, in its own unit and price year, in place of quantiles;
#'   parameters without a distribution move too when they have bounds
#' @return A data frame with a row per parameter and alternative, the largest swing first: `alternative`, `parameter`, `unit`,
#'   `value`, `low`, `high`, `outcome` (at the values), `outcome_low`, `outcome_high`, `swing` and `share` (of the sum of
#'   squared swings). Joint draws have no `low` and `high`; their outcomes are quantiles of those of the rows.
#' @examples
#' mkba_tornado(mkba_example())[c("parameter", "low", "high", "swing")]
#' @export
mkba_tornado <- function(case, scenario = NULL, measure = "npv", actor = NULL, low = 0.05, high = 0.95, bounds = NULL) {
  handle <- case_handle(case)
  options <- what_if_options(scenario = scenario, measure = measure, actor = actor, low = low, high = high,
                             bounds = bounds_records(bounds))
  table <- table_frame(raw_mkba_case_tornado(handle, options))
  class(table) <- c("mkba_tornado", class(table))
  table
}

#' @rdname mkba_tornado
#' @param x a tornado
#' @param alternative whose bars; may be left out where there is one
#' @param most how many parameters, those with the largest swing
#' @param ... passed to `graphics::barplot()`
#' @export
plot.mkba_tornado <- function(x, alternative = NULL, most = 12, ...) {
  known <- unique(x$alternative)
  if (is.null(alternative) && length(known) != 1) refuse_argument("alternative", paste("one of", toString(known)))
  rows <- x[x$alternative == (if (is.null(alternative)) known else alternative) & !is.na(x$swing) & x$swing > 0, ]
  if (nrow(rows) == 0) refuse_argument("x", "a tornado with swings in this alternative")
  rows <- rows[rev(seq_len(min(most, nrow(rows)))), ]
  base <- rows$outcome[1]
  old <- graphics::par(mar = c(4, 10, 3, 1))
  on.exit(graphics::par(old))
  sides <- rbind(rows$outcome_low - base, rows$outcome_high - base)
  limits <- range(sides, 0)
  at <- graphics::barplot(sides[1, ], horiz = TRUE, names.arg = rows$parameter, las = 1, col = "#0072B2", border = NA,
                          xlim = limits, axes = FALSE, main = "What moves the balance", ...)
  graphics::barplot(sides[2, ], horiz = TRUE, col = "#D55E00", border = NA, add = TRUE, axes = FALSE)
  ticks <- pretty(limits + base)
  graphics::axis(1, at = ticks - base, labels = format(ticks, big.mark = ",", scientific = FALSE))
  graphics::abline(v = 0)
  graphics::legend("bottomright", c("low value", "high value"), fill = c("#0072B2", "#D55E00"), border = NA, bty = "n")
  invisible(at)
}

#' Two-way table: a grid of two parameters
#'
#' The npv over a grid of two parameters, and where its sign changes.
#'
#' @param case a case
#' @param first,second names of the parameters
#' @param values a list of ascending values, named by parameter, in its own unit; of one that is not there, `steps` values from
#'   the 5 % to the 95 % quantile of its distribution
#' @param steps how many of those
#' @param scenario name of the scenario on top of which they move, or `NULL`
#' @param alternative a policy alternative; `NULL` is all
#' @param against the outcome is the npv minus that of this policy alternative, or `NULL`
#' @param actor whose npv; `NULL` is that of all
#' @return A data frame with a row per cell: `alternative`, `first`, `second`, `outcome` and `zero`, the value of the second
#'   parameter, from this one to the next, at which the outcome is 0 (`NA` where its sign does not change).
#' @examples
#' mkba_two_way(mkba_example(), "effect_jeugd", "kosten_jeugdhulp", steps = 3)
#' @export
mkba_two_way <- function(case, first, second, values = list(), steps = 5, scenario = NULL, alternative = NULL,
                         against = NULL, actor = NULL) {
  handle <- case_handle(case)
  first <- as_text(first, "first")
  second <- as_text(second, "second")
  if (!is.list(values) || !all(names(values) %in% c(first, second))) {
    refuse_argument("values", "a list of numbers, named by the two parameters")
  }
  options <- what_if_options(scenario = scenario, alternative = alternative, against = against, actor = actor,
                             steps = steps, first = values[[first]], second = values[[second]])
  table_frame(raw_mkba_case_two_way(handle, first, second, options))
}

#' Break-even values: where the npv is 0
#'
#' Switching values of one parameter. Every root is certain: it follows from the operations that the npv is linear in the
#' parameter, or the sign changes between two neighbouring numbers. Of an npv that is not linear all roots in the range are
#' sought at 1024 steps (64 with draws); two within one step are not seen.
#'
#' @inheritParams mkba_two_way
#' @param parameter its name; `NULL` is every uncertain one, and every one with bounds, each with a row whether or not a value
#'   can be sought
#' @param bounds a list of two numbers each, named by parameter: the range; else the support of its distribution, of which an
#'   end without limit is cut at a probability of 1e-6 (of a normal 4.7534 standard deviations from the mean); without a
#'   distribution from 0 to ten times its value
#' @param draws 0: the others at their own values. Else the npv is its mean over so many draws of the others, which differs
#'   where it is not linear in them.
#' @param seed of these draws
#' @return A data frame with a row per root: `alternative`, `parameter`, `unit`, `value`, `outcome` (at it), `low`, `high`,
#'   `outcome_low`, `outcome_high`, `found` (`linear`, `bracket`, `jump`, `flat`, `none`, `no effect` or `failed`), `break_even`,
#'   `change`, `probability` (that the parameter is at most `break_even`), `in_range`, `possible` (the case can be appraised
#'   there), `residual`, `flat_low` and `flat_high` (the ends of a stretch on which the npv is 0), `why` (it failed: a sentence,
#'   such as that the case cannot be appraised at an end of the range). Where there is no root, a row with `break_even` `NA`.
#' @examples
#' mkba_break_even(mkba_example())[c("parameter", "found", "break_even")]
#' @export
mkba_break_even <- function(case, parameter = NULL, scenario = NULL, alternative = NULL, against = NULL, actor = NULL,
                            bounds = NULL, draws = 0, seed = 1) {
  handle <- case_handle(case)
  parameter <- optional_text(parameter, "parameter")
  options <- what_if_options(scenario = scenario, alternative = alternative, against = against, actor = actor,
                             bounds = bounds_records(bounds), draws = draws, seed = seed)
  table_frame(raw_mkba_case_break_even(handle, parameter, options))
}

#' The smallest joint change
#'
#' The values nearest to the parameters' own, all together, at which the npv is 0: nearest by the sum of squared changes, in
#' standard deviations or relative to the values. Where the npv is linear in all that moves it is the nearest point there is
#' (column `linear`); otherwise a local optimum, another may be nearer.
#'
#' @inheritParams mkba_two_way
#' @param parameters names of those that move, at least one; `NULL` is all with a distribution
#' @param relative measure changes relative to the value
#' @return A data frame with a row per parameter and alternative, the largest change first: `alternative`, `parameter`, `unit`,
#'   `value`, `break_even`, `change`, `z`, `share`, `probability`, `distance`, `outcome`, `residual`, `angle`, `linear`,
#'   `found`: `least` (nearest of all), `local` (a minimum, the nearest seen), `boundary` (the npv is 0, as at a kink, but it
#'   need not be a minimum) or `none` (then `break_even` and what follows from it are `NA`).
#' @examples
#' mkba_joint_break_even(mkba_example())[c("parameter", "value", "break_even", "z")]
#' @export
mkba_joint_break_even <- function(case, parameters = NULL, relative = FALSE, scenario = NULL, alternative = NULL,
                                  against = NULL, actor = NULL) {
  handle <- case_handle(case)
  options <- what_if_options(scenario = scenario, alternative = alternative, against = against, actor = actor,
                             relative = relative, parameters = if (!is.null(parameters)) as_texts(parameters, "parameters"))
  table_frame(raw_mkba_case_joint_break_even(handle, options))
}
