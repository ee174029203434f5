#' Distributions of uncertain parameters by themselves
#'
#' Quantiles, mean and spread of a distribution as a case gives it, and how to come by one: from two quantiles ("between 10
#' and 20, nine times out of ten"), or from data.
#'
#' A quantile is within 1e-9 of itself or of the standard deviation, whichever is larger, for p from 1e-12 to 1 - 1e-12; of
#' counts and listed values it is the smallest with at least probability p. A truncation is counted with. Fits to data are
#' by maximum likelihood: normal, lognormal and gamma where all values are above 0, beta where bounds are given.
#'
#' @param distribution as in a case: a list such as `list(pert = c(1, 2, 5), truncate = c(0, 4))`, or that as JSON
#' @param p probabilities, above 0 and below 1; in `mkba_elicit_distribution()` two, of at most `values`, of triangular and pert
#'   `c(0, 1)` makes those the ends
#' @param family `"normal"`, `"lognormal"`, `"gamma"`, `"beta"`, `"triangular"` or `"pert"`
#' @param values `mkba_elicit_distribution()`: two, ascending; `mkba_fit_distribution()`: data, at least three, not all equal
#' @param mode of triangular and pert, between the values; others take none
#' @param bounds the lowest and the highest value of a beta distribution, with all values inside; others take none
#' @return `mkba_distribution_quantile()`: a number for each p. `mkba_distribution_summary()`: a list of `mean`, `sd`, `low`,
#'   `high` (`NA` where there is no end). `mkba_elicit_distribution()`: a list that can be put in a case.
#'   `mkba_fit_distribution()`: a data frame, the best first, with `family`, `distribution` (JSON that can be put in a case),
#'   `mean`, `sd`, `log_likelihood`, `aic` (Akaike 1974), `kolmogorov` (the largest distance between the distribution
#'   functions of data and fit) and `anderson` (A^2 of Anderson and Darling 1952, to which tails count more).
#' @examples
#' mkba_distribution_quantile(list(normal = list(mean = 100, sd = 15)), c(0.05, 0.5, 0.95))
#' mkba_distribution_summary(list(gamma = list(mean = 10, sd = 2)))
#' mkba_elicit_distribution("pert", c(1, 5), c(0, 1), mode = 2)
#' mkba_fit_distribution(c(3, 5, 7, 18, 43, 85, 91, 98, 100, 130, 230, 487))
#' @export
mkba_distribution_quantile <- function(distribution, p) {
  given <- as_doubles(p, "p")
  structure(raw_mkba_distribution_quantile(distribution_text(distribution), given, length(given)), names = names(p))
}

#' @rdname mkba_distribution_quantile
#' @export
mkba_distribution_summary <- function(distribution) {
  found <- table_frame(raw_mkba_distribution_table(distribution_text(distribution)))
  lapply(stats::setNames(nm = names(found)), function(name) found[[name]])
}

#' @rdname mkba_distribution_quantile
#' @export
mkba_elicit_distribution <- function(family, values, p = c(0.05, 0.95), mode = NULL, bounds = NULL) {
  needed <- c(normal = "", lognormal = "", gamma = "", beta = "bounds", triangular = "mode", pert = "mode")
  family <- as_text(family, "family")
  for (name in c("mode", "bounds")) {
    given <- !is.null(if (name == "mode") mode else bounds)
    if (given && family %in% names(needed) && needed[[family]] != name) {
      refuse_argument(name, paste("NULL: a", family, "distribution takes none"))
    }
  }
  extra <- if (is.null(mode)) optional_doubles(bounds, "bounds") else as_doubles(mode, "mode")
  found <- table_frame(raw_mkba_distribution_fit_quantiles(family, as_doubles(p, "p"),
                                                           as_doubles(values, "values"), extra))
  from_json(found$distribution)
}

#' @rdname mkba_distribution_quantile
#' @export
mkba_fit_distribution <- function(values, bounds = NULL) {
  table_frame(raw_mkba_distribution_fit_values(as_doubles(values, "values"), optional_doubles(bounds, "bounds")))
}

distribution_text <- function(distribution) {
  if (is.character(distribution)) as_text(distribution, "distribution") else to_json(distribution)
}
