#' Discount factors
#'
#' The factor of tau is the product over segments of `(1 + rate)^-(length of [0, tau] inside the segment)`: rates are
#' forward. Before the base year (tau below 0) the first rate compounds upward.
#'
#' @param scheme name of a scheme of [mkba_schemes()] (`"NL-2026"`, its part `standard`) or `"name/part"`
#'   (`"NL-HTA-2024/effects"`); or one yearly rate (`0.0225`); or a data frame or list with the columns `from` and
#'   `rate`: from which tau each rate holds, the first 0, ascending.
#' @param tau times in years from the base year, not necessarily whole
#' @return A number for each tau.
#' @examples
#' mkba_discount_factor("NL-2026", 0:3)
#' mkba_discount_factor(list(from = c(0, 35), rate = c(0.028, 0.018)), c(30, 40))
#' @export
mkba_discount_factor <- function(scheme, tau) {
  times <- as_doubles(tau, "tau")
  factors <- if (is.character(scheme)) {
    raw_mkba_discount_factor(as_text(scheme, "scheme"), times, length(times))
  } else {
    raw_mkba_segments_factor(segments_of(scheme), times, length(times))
  }
  structure(factors, names = names(tau))
}

segments_of <- function(scheme) {
  if (is.character(scheme)) {
    table <- raw_mkba_scheme_segments(as_text(scheme, "scheme"))
    return(cbind(table$from, table$rate, deparse.level = 0))
  }
  if (is.numeric(scheme) && length(scheme) == 1 && !is.object(scheme)) scheme <- list(from = 0, rate = scheme)
  if (!is.list(scheme) || !setequal(names(scheme), c("from", "rate")) || length(scheme$from) != length(scheme$rate)) {
    refuse_argument("scheme", "the name of a scheme, one rate, or a list of `from` and `rate` of equal length")
  }
  cbind(as_doubles(scheme$from, "from"), as_doubles(scheme$rate, "rate"), deparse.level = 0)
}

#' An amount at another price level
#'
#' Amount times the index of `to_year` over that of `from_year`.
#'
#' @param amount amounts
#' @param from_year,to_year price level of what is given and of what is wanted; one year each, or one for each amount
#' @param index `"cpi"` (CBS 83131NED) or `"ova_ppc"` (VNG); see [mkba_indices()]
#' @return A number for each amount.
#' @examples
#' mkba_convert_price(c(64, 18.80), 2022, 2024)
#' @export
mkba_convert_price <- function(amount, from_year, to_year, index = "cpi") {
  index <- as_text(index, "index")
  amounts <- as_doubles(amount, "amount")
  year_of <- function(year, where) {
    if (!length(year) %in% c(1, length(amounts))) refuse_argument(where, "one year, or one for each amount")
    rep_len(as_doubles(year, where), length(amounts))
  }
  from <- year_of(from_year, "from_year")
  to <- year_of(to_year, "to_year")
  converted <- vapply(seq_along(amounts), function(i) raw_mkba_convert_price(amounts[i], index, from[i], to[i]), 0)
  structure(converted, names = names(amount))
}

#' A value in another unit
#'
#' Units are products of symbols, such as `"EUR/uur"` or `"uur/client/jaar"`; 60 minuut is 1 uur, 1 dagdeel is 4 uur, 1
#' week is 7 etmaal, 12 maand is 1 jaar, 1 % is 0.01. Units that do not agree are refused, showing both sides.
#'
#' @param value values
#' @param from_unit,to_unit units
#' @return A number for each value.
#' @examples
#' mkba_convert_unit(90, "EUR/uur", "EUR/minuut")
#' @export
mkba_convert_unit <- function(value, from_unit, to_unit) {
  values <- as_doubles(value, "value")
  from <- as_text(from_unit, "from_unit")
  to <- as_text(to_unit, "to_unit")
  structure(vapply(values, function(each) raw_mkba_convert_unit(each, from, to), 0), names = names(value))
}

#' Discount schemes and price indices that come with the package
#'
#' @return A data frame. Of schemes a row for each segment: `scheme`, `part`, `applies_from`, `applies_to`, `from_tau`,
#'   `rate`, `evidence`, `source`. Of indices a row for each year: `index`, `year`, `level`, `status` (definitive or
#'   provisional), `source`.
#' @examples
#' mkba_schemes()[c("scheme", "part", "from_tau", "rate", "evidence")]
#' tail(mkba_indices()[1:4])
#' @export
mkba_schemes <- function() table_frame(raw_mkba_catalog_schemes())

#' @rdname mkba_schemes
#' @export
mkba_indices <- function() table_frame(raw_mkba_catalog_indices())

#' The version of the library
#'
#' @return `"MAJOR.MINOR.PATCH"`
#' @examples
#' mkba_version()
#' @export
mkba_version <- function() raw_mkba_version()
