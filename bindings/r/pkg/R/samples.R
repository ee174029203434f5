#' Proportions, means and medians of samples
#'
#' For samples such as client-experience surveys (clientervaringsonderzoek), which are small. The normal interval is not
#' among the methods: in small samples it covers far less than it says (Brown, Cai and DasGupta 2001).
#'
#' With a population N the finite population correction takes those who answered for a random part of the clients: that
#' those who did not answer differ is in no interval. A sample is `small` when it has fewer than `small` answers, or fewer
#' than five successes or failures.
#'
#' @param successes how many of `trials`
#' @param trials sizes of the samples, as many as `successes`
#' @param population the clients out of whom; `NULL` where they are not known
#' @param method `"wilson"` (score), `"wilson-corrected"` (for continuity), `"clopper-pearson"` (exact, wide), `"jeffreys"` or
#'   `"agresti-coull"`
#' @param level coverage, above 0.5 and below 1
#' @param design_effect a size counts as size / design_effect, as of weights: see `mkba_effective_size()`
#' @param small a sample of fewer answers is flagged
#' @param other_successes,other_trials the samples with which those are compared
#' @param weights of answers, at least 0
#' @param means,sds,sizes means of samples, their standard deviations (divisor n - 1), how many answered
#' @param values a sample
#' @return A data frame with a row per sample. `mkba_proportion_interval()`: `successes`, `trials`, `proportion`, `lower`,
#'   `upper`, `effective` (the size that counts; `NA` of a whole population), `small`. `mkba_proportion_difference()`, by
#'   Newcombe's (1998) hybrid of two intervals: `first`, `second`, `difference`, `lower`, `upper`, `small`.
#'   `mkba_proportion_pooled()`, one row: also `samples`, and whether the years differ: `chi_squared`, `df`, `p_value`,
#'   `i_squared`. `mkba_mean_interval()` (Student's t): `mean`, `sd`, `n`, `lower`, `upper`, `small`.
#'   `mkba_median_interval()`, one row, between two of the values: `n`, `median`, `lower`, `upper`, `coverage`, `small`.
#'   `mkba_effective_size()`: the size of an unweighted sample that is as precise, (sum of w)^2 / sum of w^2 (Kish 1965).
#' @examples
#' mkba_proportion_interval(c(15, 81), c(148, 263))
#' mkba_proportion_difference(56, 70, 48, 80)
#' mkba_proportion_pooled(c(40, 60), c(50, 90))
#' mkba_effective_size(c(1, 1, 1, 3))
#' mkba_mean_interval(7.4, sds = 1.2, sizes = 31)
#' mkba_median_interval(c(3, 8, 1, 12, 5, 7, 9, 2, 6, 20))
#' @export
mkba_proportion_interval <- function(successes, trials, population = NULL, method = "wilson", level = 0.95,
                                     design_effect = 1, small = 30) {
  options <- interval_options(method, level, design_effect, small)
  table_frame(raw_mkba_proportion_interval(as_doubles(successes, "successes"), as_doubles(trials, "trials"),
                                           optional_doubles(population, "population"), options))
}

#' @rdname mkba_proportion_interval
#' @export
mkba_proportion_difference <- function(successes, trials, other_successes, other_trials, method = "wilson", level = 0.95,
                                       design_effect = 1, small = 30) {
  options <- interval_options(method, level, design_effect, small)
  table_frame(raw_mkba_proportion_difference(
    as_doubles(successes, "successes"), as_doubles(trials, "trials"), as_doubles(other_successes, "other_successes"),
    as_doubles(other_trials, "other_trials"), options))
}

#' @rdname mkba_proportion_interval
#' @export
mkba_proportion_pooled <- function(successes, trials, population = NULL, method = "wilson", level = 0.95,
                                   design_effect = 1, small = 30) {
  options <- interval_options(method, level, design_effect, small)
  table_frame(raw_mkba_proportion_pooled(as_doubles(successes, "successes"), as_doubles(trials, "trials"),
                                         optional_doubles(population, "population"), options))
}

#' @rdname mkba_proportion_interval
#' @export
mkba_effective_size <- function(weights) raw_mkba_effective_size(as_doubles(weights, "weights"))

#' @rdname mkba_proportion_interval
#' @export
mkba_mean_interval <- function(means, sds, sizes, population = NULL, level = 0.95, design_effect = 1, small = 30) {
  options <- interval_options("wilson", level, design_effect, small)
  table_frame(raw_mkba_mean_interval(as_doubles(means, "means"), as_doubles(sds, "sds"), as_doubles(sizes, "sizes"),
                                     optional_doubles(population, "population"), options))
}

#' @rdname mkba_proportion_interval
#' @export
mkba_median_interval <- function(values, level = 0.95) {
  table_frame(raw_mkba_median_interval(as_doubles(values, "values"), as_number(level, "level")))
}

#' What a change of a sum of products consists of
#'
#' The logarithmic mean Divisia index, LMDI-I (Ang 2005): no residual.
#'
#' @param start the factors of an item, or a matrix or data frame with a row of factors per item; above 0
#' @param end the same at the end
#' @return A data frame with a row per factor and one of the total: `factor` (from 1; `NA` for the total), `contribution`
#'   (they add up to the change), `multiplier` (they multiply to the ratio).
#' @examples
#' mkba_lmdi(rbind(c(1, 10, 2), c(4, 5, 3)), rbind(c(4, 5, 3), c(5, 6, 4)))
#' @export
mkba_lmdi <- function(start, end) {
  rows <- function(x, where) {
    if (is.data.frame(x)) x <- as.matrix(x)
    if (!is.numeric(x) || is.object(x)) refuse_argument(where, "numbers: a vector, matrix or data frame")
    if (is.matrix(x)) x else matrix(x, nrow = 1)
  }
  start <- rows(start, "start")
  end <- rows(end, "end")
  if (ncol(start) != ncol(end)) refuse_argument("end", "as wide as start: it has a column per factor")
  table_frame(raw_mkba_lmdi(as.double(t(start)), as.double(t(end)), ncol(start)))
}

interval_options <- function(method, level, design_effect, small) {
  list(method = as_text(method, "method"), level = as_number(level, "level"),
       design_effect = as_number(design_effect, "design_effect"), small = as_number(small, "small"))
}

optional_doubles <- function(x, where) if (!is.null(x)) as_doubles(x, where)
