#' Discount factors
#'
#' The factor of tau is the product over segments of `(1 + rate)^-(length of [0, tau] inside the segment)`: rates are
#' forward. Before the base year (tau below 0) the first rate compounds upward. A number carries no finding: `NL-2026`
#' rests on secondary sources and is read as forward rates, as `evidence` in [mkba_schemes()] says; a case that uses it
#' has that among its findings.
#'
#' @param scheme name of a scheme of [mkba_schemes()] (`"NL-2026"`, its part `standard`) or `"name/part"`
#'   (`"NL-HTA-2024/effects"`); or one yearly rate (`0.0225`); or a data frame or list with the columns `from` and
#'   `rate`: from which tau each rate holds, the first 0, ascending.
#' @param tau times in years from the base year, not necessarily whole
#' @param catalog where the name is looked up, as [mkba_catalog()] makes; `NULL` for the shipped one
#' @return A number for each tau.
#' @examples
#' mkba_discount_factor("NL-2026", 0:3)
#' mkba_discount_factor(list(from = c(0, 35), rate = c(0.028, 0.018)), c(30, 40))
#' @export
mkba_discount_factor <- function(scheme, tau, catalog = NULL) {
  own <- catalog_handle(catalog)
  times <- as_doubles(tau, "tau")
  factors <- if (is.character(scheme)) {
    raw_mkba_discount_factor(own, as_text(scheme, "scheme"), times, length(times))
  } else {
    raw_mkba_segments_factor(segments_of(scheme, "scheme", catalog), times, length(times))
  }
  structure(factors, names = names(tau))
}

# Rows of from and rate; `where` is the argument.
segments_of <- function(scheme, where, catalog) {
  own <- catalog_handle(catalog)
  if (is.character(scheme)) {
    table <- raw_mkba_catalog_scheme(own, as_text(scheme, where))
    return(cbind(table$from_tau, table$rate, deparse.level = 0))
  }
  if (is.numeric(scheme) && length(scheme) == 1 && !is.object(scheme)) scheme <- list(from = 0, rate = scheme)
  if (!is.list(scheme) || !setequal(names(scheme), c("from", "rate")) || length(scheme$from) != length(scheme$rate)) {
    refuse_argument(where, "the name of a scheme, one rate, or a list of `from` and `rate` of equal length")
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
#' @param catalog where the index is looked up, as [mkba_catalog()] makes; `NULL` for the shipped one
#' @return A number for each amount.
#' @examples
#' mkba_convert_price(c(64, 18.80), 2022, 2024)
#' @export
mkba_convert_price <- function(amount, from_year, to_year, index = "cpi", catalog = NULL) {
  own <- catalog_handle(catalog)
  index <- as_text(index, "index")
  amounts <- as_doubles(amount, "amount")
  year_of <- function(year, where) {
    if (!length(year) %in% c(1, length(amounts))) refuse_argument(where, "one year, or one for each amount")
    rep_len(as_doubles(year, where), length(amounts))
  }
  from <- year_of(from_year, "from_year")
  to <- year_of(to_year, "to_year")
  convert <- function(i) raw_mkba_convert_price(own, amounts[i], index, from[i], to[i])
  converted <- vapply(seq_along(amounts), convert, 0)
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

#' A catalog with own discount schemes and price indices
#'
#' The shipped schemes and indices, with own ones beside them. A name that exists already is refused: nothing is
#' replaced. The evidence of a scheme is among the findings of a case that uses it.
#'
#' @param schemes,indices own ones: CSV text, the path of a CSV file, or a data frame, with the columns of
#'   [mkba_schemes()] or [mkba_indices()], in any order; `NULL` for none
#' @param catalog the catalog that they are added to; `NULL` for the shipped one
#' @return An object of class `mkba_catalog`, to be given as `catalog` to [mkba_case()], [mkba_check()],
#'   [mkba_discount_factor()], [mkba_convert_price()], [mkba_npv()], [mkba_payback()], [mkba_annuity()] and their kin,
#'   [mkba_schemes()] and [mkba_indices()]. It cannot be saved with [saveRDS()] and used after.
#' @examples
#' own <- mkba_catalog(schemes = data.frame(
#'   scheme = "Peel-2026", applies_from = 2026, applies_to = 2030, part = "standard",
#'   from_tau = c(0, 10), rate = c(0.03, 0.01), evidence = "official", source = "Besluit GR"
#' ))
#' own
#' mkba_discount_factor("Peel-2026", c(1, 12), catalog = own)
#' @export
mkba_catalog <- function(schemes = NULL, indices = NULL, catalog = NULL) {
  handle <- catalog_handle(catalog)
  if (!is.null(schemes)) handle <- add_own(schemes, "schemes", handle, raw_mkba_catalog_with_schemes)
  if (!is.null(indices)) handle <- add_own(indices, "indices", handle, raw_mkba_catalog_with_indices)
  structure(list(handle = handle), class = "mkba_catalog")
}

add_own <- function(rows, where, handle, add) {
  path <- if (is.character(rows) && length(rows) == 1 && !is.na(rows) && !grepl("[\r\n]", rows, useBytes = TRUE)) {
    as_path(rows, where)
  }
  if (is.data.frame(rows)) {
    text <- frame_csv(rows, where)
  } else if (is.null(path)) {
    if (!is.character(rows) || length(rows) == 0 || anyNA(rows)) {
      refuse_argument(where, "CSV text, the path of a file or a data frame")
    }
    text <- as_text(paste(unclass(rows), collapse = "\n"), where)
  } else {
    text <- file_content(path)
  }
  tryCatch(add(handle, text), mkba_error = function(e) {
    if (is.data.frame(rows)) e <- without_line(e)  # nobody sees the text that was made of it
    if (!is.null(path)) e$source <- path
    stop(e)
  })
}

file_content <- function(path) {
  force(path)  # what is wrong with it is no matter of the file
  refuse <- function(e) mkba_signal("file", paste("the file cannot be opened:", conditionMessage(e)), source = path)
  tryCatch(readBin(path, "raw", file.size(path)), error = refuse, warning = refuse)
}

# A data frame as CSV: numbers with every bit, NA as an empty cell.
frame_csv <- function(rows, where) {
  cells <- lapply(rows, function(column) {
    if (is.factor(column)) column <- as.character(column)
    if (is.object(column) || !(is.numeric(column) || is.character(column) || is.logical(column))) {
      refuse_argument(where, "a data frame of texts and numbers")
    }
    written <- if (is.numeric(column)) number_json(column) else quoted(to_utf8(as.character(column)))
    written[is.na(column)] <- ""
    written
  })
  lines <- if (nrow(rows) > 0) do.call(paste, c(unname(cells), sep = ","))
  paste0(paste(c(paste(quoted(to_utf8(names(rows))), collapse = ","), lines), collapse = "\n"), "\n")
}

quoted <- function(text) paste0("\"", gsub("\"", "\"\"", text, fixed = TRUE), "\"")

catalog_handle <- function(catalog) {
  if (is.null(catalog)) {
    return(NULL)
  }
  if (!inherits(catalog, "mkba_catalog") || !is.list(catalog)) {
    refuse_argument("catalog", "a catalog, as mkba_catalog() makes, or NULL")
  }
  unclass(catalog)$handle
}

#' @rdname mkba_catalog
#' @param x a catalog
#' @param ... not used
#' @export
print.mkba_catalog <- function(x, ...) {
  own <- function(all, shipped) setdiff(all, shipped)
  schemes <- own(mkba_schemes(x)$scheme, mkba_schemes()$scheme)
  indices <- own(mkba_indices(x)$index, mkba_indices()$index)
  cat("MKBA catalog: what is shipped", if (length(c(schemes, indices)) > 0) ", and", "\n", sep = "")
  if (length(schemes) > 0) field("schemes", paste(schemes, collapse = ", "))
  if (length(indices) > 0) field("indices", paste(indices, collapse = ", "))
  invisible(x)
}

#' Discount schemes and price indices
#'
#' `evidence` is `official` (read in the primary source), `secondary` (read in a source that cites it) or `unconfirmed`
#' (to be confirmed before anything uses it as a default).
#'
#' @param catalog a catalog, as [mkba_catalog()] makes, whose own ones come last; `NULL` for the shipped one
#' @param name name of one scheme (`"NL-2026"`, its part `standard`, or `"NL-HTA-2024/effects"`) or of one index
#' @param year the year in which an MKBA is started
#' @return A data frame. Of schemes a row for each segment: `scheme`, `part`, `applies_from`, `applies_to`, `from_tau`,
#'   `rate`, `evidence`, `source`. Of indices a row for each year: `index`, `year`, `level`, `status` (definitive or
#'   provisional), `source`. `mkba_scheme()` and `mkba_index()` give the rows of one. `mkba_notes()`: how figures of the
#'   catalog are to be read, with `about`, `note`, `evidence`, `source`. `mkba_breaks()`: known breaks in
#'   series, with `code`, `year` (the first of what comes after), `action` (refuse or warn), `indicators` (how the names of
#'   those begin that it holds for), `note`, `evidence`, `source`. `mkba_scheme_in_force()` gives the name of the Dutch
#'   scheme for an MKBA started in `year`.
#' @examples
#' mkba_scheme("NL-2026")[c("from_tau", "rate", "source")]
#' tail(mkba_index("ova_ppc")$status, 1)
#' mkba_notes()$about
#' mkba_breaks()[c("code", "year", "action")]
#' mkba_schemes()[c("scheme", "part", "from_tau", "rate", "evidence")]
#' tail(mkba_indices()[1:4])
#' mkba_scheme_in_force(2026)
#' @export
mkba_schemes <- function(catalog = NULL) table_frame(raw_mkba_catalog_table(catalog_handle(catalog), "schemes"))

#' @rdname mkba_schemes
#' @export
mkba_indices <- function(catalog = NULL) table_frame(raw_mkba_catalog_table(catalog_handle(catalog), "indices"))

#' @rdname mkba_schemes
#' @export
mkba_scheme <- function(name, catalog = NULL) {
  table_frame(raw_mkba_catalog_scheme(catalog_handle(catalog), as_text(name, "name")))
}

#' @rdname mkba_schemes
#' @export
mkba_index <- function(name, catalog = NULL) {
  table_frame(raw_mkba_catalog_index(catalog_handle(catalog), as_text(name, "name")))
}

#' @rdname mkba_schemes
#' @export
mkba_notes <- function() table_frame(raw_mkba_catalog_table(NULL, "notes"))

#' @rdname mkba_schemes
#' @export
mkba_breaks <- function() table_frame(raw_mkba_catalog_table(NULL, "breaks"))

#' @rdname mkba_schemes
#' @export
mkba_scheme_in_force <- function(year, catalog = NULL) raw_mkba_catalog_scheme_in_force(catalog_handle(catalog), year)

#' Reference prices
#'
#' Those of the Dutch Costing Manual 2024, as collected in the R package tatooheene 1.0.0; 2023 and 2024 are 2022 times
#' 1.038 and 1.073. `mkba_values()` says what a QALY is worth, by whom.
#'
#' @param words texts that must all stand in `id`, `domain`, `category` or `unit`; `""` for all prices
#' @param id id of a price
#' @param year 2022, 2023 or 2024; for others convert it with [mkba_convert_price()]
#' @return `mkba_prices()`: a data frame with `id`, `domain`, `category`, `unit`, `eur_2022`, `eur_2023`, `eur_2024`,
#'   `vintage`, `evidence`, `source`. `mkba_price()`: a number in EUR of `year`. `mkba_values()`: a data frame with `id`,
#'   `label`, `value`, `unit`, `vintage`, `evidence`, `source`, `note`.
#' @examples
#' mkba_prices("nursing day")[c("id", "unit", "eur_2024")]
#' mkba_price("nursingday_excl_personnel", 2022)
#' mkba_values()[c("label", "value", "evidence")]
#' @export
mkba_prices <- function(words = "") {
  if (!is.character(words) || anyNA(words)) refuse_argument("words", "texts")
  table_frame(raw_mkba_catalog_find_prices(NULL, as_text(paste(words, collapse = " "), "words")))
}

#' @rdname mkba_prices
#' @export
mkba_price <- function(id, year) raw_mkba_catalog_price(NULL, as_text(id, "id"), year)

#' @rdname mkba_prices
#' @export
mkba_values <- function() table_frame(raw_mkba_catalog_table(NULL, "values"))

#' Classifications
#'
#' Codes are text: `"6.60"` is not `"6.6"`. The lists of taakvelden of 2023 and 2025 hold only what changed.
#'
#' @param classification a classification of `mkba_classifications()`
#' @param vintage 2017, 2023 or 2025 for taakvelden; `NULL` for other classifications, which have none
#' @param code one code, or `NULL` for all
#' @param to_vintage the vintage after or before `vintage`
#' @return A data frame. `mkba_classifications()`: `classification`, `vintage`, `codes` (how many), `title`, `evidence`,
#'   `source`, `note`. `mkba_codes()`: `classification`, `code`, `label`, `note`; of taakvelden `vintage`, `code`, `name`,
#'   `domain`, `parent`, `maps_to_prev`, `mapping`. `mkba_mapping()`: what a taakveld became, or was, a row each, with
#'   `to_code`, `to_name`, `mapping` (from the newer to the older), `one_to_one` and `note`.
#' @examples
#' mkba_classifications()[c("classification", "vintage", "codes")]
#' mkba_codes("tariff_unit")
#' mkba_codes("taakvelden", 2025, "6.60")$name
#' mkba_mapping("6.71", 2017, 2023)[c("to_code", "mapping", "one_to_one")]
#' @export
mkba_classifications <- function() table_frame(raw_mkba_catalog_table(NULL, "classifications"))

#' @rdname mkba_classifications
#' @export
mkba_codes <- function(classification, vintage = NULL, code = NULL) {
  code <- if (is.null(code)) NULL else as_text(code, "code")
  vintage <- if (is.null(vintage)) 0 else vintage
  table_frame(raw_mkba_catalog_code(NULL, as_text(classification, "classification"), vintage, code))
}

#' @rdname mkba_classifications
#' @export
mkba_mapping <- function(code, vintage, to_vintage) {
  table_frame(raw_mkba_catalog_mapping(NULL, as_text(code, "code"), vintage, to_vintage))
}

#' The version of the library
#'
#' @return `"MAJOR.MINOR.PATCH"`
#' @examples
#' mkba_version()
#' @export
mkba_version <- function() raw_mkba_version()
