#' A panel: figures of areas over time
#'
#' Area by period by indicator, each cell a value with a status, read from a file, from text or from a data frame.
#' Nothing is guessed: a cell that is neither figure nor sign, a second figure for a cell, a column that is not there,
#' periods of two kinds, units that differ are refused, with their place. What is left out stands in
#' [mkba_panel_notes()].
#'
#' @param x the path of a file; text (it holds a line break; lines may be given as a vector); a data frame, a tibble
#'   or what a client of CBS returns; or a panel, which is returned as it is
#' @param format `"tidy"` (a row per figure), `"wide"` (a column per indicator), `"odata3-untyped"`, `"odata3-typed"`,
#'   `"odata4"` (tables of CBS), `"statline"` (a file of the portal, no data frame), `"iv3"` (Iv3 dataderden) or `"pdok"`. `NULL` looks
#'   at the header, and refuses what it does not know; `panel$format` says what it was taken for.
#' @param ... options by name, see below
#' @return An object of class `mkba_panel`. `panel$periods`, `panel$period_kind`, `panel$codes` (names of areas by code),
#'   `panel$format` and `panel$source` look into it; `as.data.frame(panel)` has a row for each cell that is not absent,
#'   which `mkba_panel()` reads back, `summary(panel)` one for each indicator. Panels are never changed: what changes one
#'   makes a new one. It cannot be saved with [saveRDS()] and used after: save the data frame.
#'
#' @section Options:
#' | name | meaning |
#' | --- | --- |
#' | `area`, `name`, `period` | columns of codes, names and periods, where they are not the usual ones of the format |
#' | `indicator`, `value`, `unit`, `bron`, `status` | columns of a tidy text; `""` for none |
#' | `fixed_area`, `fixed_period` | the one area or period of a text without such a column |
#' | `indicators` | only these; of OData v3 without the number at the end |
#' | `skipped` | columns, or indicators of a tidy text, that are left out |
#' | `chosen` | for each further dimension the one value to read: `c(TypeMaatwerkarrangement = "T001024")` |
#' | `kind` | which periods: `"year"`, `"half-year"`, `"quarter"`, `"month"`, `"date"` |
#' | `provisional` | keys of periods whose figures are provisional |
#' | `area_prefix` | only areas whose code begins so: `"GM"` |
#' | `area_codes` | codes by name, `c(Asten = "GM0743")`, where there are names and no codes |
#' | `split_units` | `TRUE`: an indicator in several units is read as several |
#' | `report` | of Iv3: `"X005"` (jaarrekening) to `"X000"` (begroting) |
#' | `source` | the source of figures that do not name their own |
#' | `encoding`, `separator`, `decimal` | of a text: `"utf-8"` or `"latin1"`, `","` or `";"`, `"."` or `","` |
#'
#' @section Data frames:
#' A data frame is read by the same rules as a text. A number is the figure itself; as code or year it is read as its
#' text. Factors are their labels, dates `2021-01-31`, `NA` is an empty cell. Rows of errors are counted from 1.
#'
#' @section Status of a cell:
#' `measured`, `provisional` (still to be revised), `derived` (computed by the library) and `suspect` (declared so) have
#' a value. `suppressed` (unknown or secret), `impossible` (cannot occur), `not delivered` (the area handed in no
#' return), `undefined` (cannot be computed) and `absent` (no reason given) have none: `NA`, never zero.
#'
#' @seealso [mkba_panel_region()], [mkba_panel_rate()], [mkba_panel_merged()], [mkba_panel_suspects()],
#'   [mkba_panel_selected()], [mkba_panel_from_cbs()]
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = c("GM0743", "GM0743", "GM0762"), gemeente = c("Asten", "Asten", "Deurne"),
#'   jaar = c(2021, 2022, 2021), inwoners = c(16736, 16834, 32588), clienten = c(1105, NA, 2830)
#' ))
#' panel
#' as.data.frame(panel)
#' mkba_panel_cell(panel, "GM0743", 2022, "clienten")
#' @export
mkba_panel <- function(x, format = NULL, ...) {
  options <- panel_options(list(...))
  if (!is.null(format)) format <- as_text(format, "format")
  if (inherits(x, "mkba_panel")) {
    if (!is.null(format) || length(options) > 0) refuse_argument("x", "a file, text or data frame: a panel has been read")
    return(x)
  }
  if (is.data.frame(x)) {
    return(panel_of_frame(x, format, options))
  }
  if (is.character(x) && length(x) == 1 && !is.na(x) && nzchar(x) && !grepl("[\r\n]", x, useBytes = TRUE)) {
    return(panel_of_file(as_path(x, "x"), format, options))
  }
  if (!is.character(x) || length(x) == 0 || anyNA(x)) refuse_argument("x", "the path of a file, text or a data frame")
  text <- if (length(x) == 1) as_text(unclass(x), "x") else paste0(as_text(paste(x, collapse = "\n"), "x"), "\n")
  panel_of_text(text, format, options, "")
}

panel_of_file <- function(path, format, options) {
  force(path)  # what is wrong with it is no matter of the file
  if (!is.null(format)) {
    return(new_panel(raw_mkba_panel_read(path, format, options), format, path))
  }
  panel_of_text(file_content(path), format, options, path)
}

panel_of_text <- function(text, format, options, source) {
  with_source <- function(e) {
    if (nzchar(source)) e$source <- source
    stop(e)
  }
  tryCatch({
    if (is.null(format)) {
      found <- raw_mkba_panel_detect(text)
      format <- found[1]
      seen <- list(encoding = found[2], separator = found[3], decimal = found[4])
      options <- c(options, seen[setdiff(names(seen), names(options))])
    }
    new_panel(raw_mkba_panel_parse(text, format, options), format, source)
  }, mkba_error = with_source)
}

panel_of_frame <- function(frame, format, options) {
  columns <- plain_columns(frame)
  if (is.null(format) && all(c("area", "period", "indicator", "value", "status") %in% names(columns))) {
    format <- "tidy"  # as.data.frame(panel), read back
    own <- list(area = "area", name = "name", period = "period", indicator = "indicator", value = "value",
                status = "status", unit = "unit", bron = "source")
    options <- c(options, own[setdiff(names(own), names(options))])
  }
  if (is.null(format)) format <- raw_mkba_panel_detect_table(columns)
  new_panel(raw_mkba_panel_from_table(columns, format, options), format, "")
}

# Columns as C takes them: dates as text, nothing else that is more than its values.
plain_columns <- function(frame) {
  columns <- lapply(as.list(frame), function(column) if (inherits(column, "Date")) format(column, "%Y-%m-%d") else column)
  # What stands for other values than it holds would give wrong figures.
  strange <- vapply(columns, function(column) {
    is.object(column) && !is.factor(column) && !inherits(column, c("AsIs", "noquote", "haven_labelled", "labelled"))
  }, NA)
  strange <- strange | vapply(columns, function(column) length(dim(column)) > 1, NA)
  if (any(strange)) {
    name <- names(columns)[strange][1]
    refuse_argument(if (nzchar(name)) name else "x", paste0(
      "a vector of texts, numbers, TRUE and FALSE or dates, or a factor, not ", class(columns[[which(strange)[1]]])[1]
    ))
  }
  names(columns) <- to_utf8(names(columns))
  columns
}

# Options as C takes them: codes and years as text, named vectors as two lists or as "NAME=VALUE".
panel_options <- function(options) {
  options <- named_parts(options, "options by name")
  options <- options[!vapply(options, is.null, NA)]
  years <- intersect(names(options), c("fixed_period", "provisional"))
  options[years] <- lapply(years, function(name) period_texts(options[[name]], name))
  if (!is.null(names(options$area_codes)) && is.null(options$area_names)) {
    options$area_names <- names(options$area_codes)
    options$area_codes <- as_texts(options$area_codes, "area_codes")
  }
  if (!is.null(names(options$chosen))) {
    options$chosen <- paste0(names(options$chosen), "=", as_texts(options$chosen, "chosen"))
  }
  lapply(options, function(value) if (is.character(value)) to_utf8(unname(as.vector(value))) else value)
}

# Periods as text: 2021 may be a number.
period_texts <- function(x, where) {
  if (is.numeric(x) && !is.object(x) && all(is.finite(x))) {
    return(number_json(x))
  }
  as_texts(x, where)
}

# Options with the first and the last period that count; NULL leaves both to the panel.
within_years <- function(options, years) {
  if (is.null(years)) return(options)
  if (length(years) != 2) refuse_argument("years", "the first and the last period")
  options$first <- one_period(years[1], "years")
  options$last <- one_period(years[2], "years")
  options
}

# One period; NA and dates are none.
one_period <- function(x, where) {
  if (length(x) != 1 || is.na(x) || !(is.numeric(x) || is.character(x) || is.factor(x))) {
    refuse_argument(where, "one period, a year or a text: 2022, \"2022HJ01\", \"2022-12-31\"")
  }
  period_texts(x, where)
}

optional_period <- function(x, where) if (!is.null(x)) one_period(x, where)

# Texts as UTF-8, of factors too.
as_texts <- function(x, where) {
  if (is.factor(x)) x <- as.character(x)
  if (!is.character(x) || anyNA(x)) refuse_argument(where, "a vector of texts")
  x <- to_utf8(unname(as.vector(x)))
  if (anyNA(x)) refuse_argument(where, "valid texts")
  x
}

optional_text <- function(x, where) if (!is.null(x)) as_text(x, where)

optional_texts <- function(x, where) if (!is.null(x)) as_texts(x, where)

new_panel <- function(handle, format, source) {
  structure(list(format = format, source = source, handle = handle), class = "mkba_panel")
}

panel_handle <- function(panel, where = "panel") {
  if (!inherits(panel, "mkba_panel") || !is.list(panel)) refuse_argument(where, "a panel, as mkba_panel() makes")
  unclass(panel)$handle
}

# The same panel, further on.
panel_after <- function(panel, handle) {
  force(handle) # refuses what is no panel, before its fields are asked for
  fields <- unclass(panel)
  new_panel(handle, fields$format, fields$source)
}

#' @export
`$.mkba_panel` <- function(x, name) {
  handle <- panel_handle(x)
  switch(name,
    periods = raw_mkba_panel_periods(handle)[[1]],
    period_kind = raw_mkba_panel_period_kind(handle),
    codes = with(raw_mkba_panel_areas(handle), structure(name, names = area)),
    element(x, name)
  )
}

#' @rdname mkba_panel
#' @export
print.mkba_panel <- function(x, ...) {
  handle <- panel_handle(x)
  count <- function(n, one, many = paste0(one, "s")) paste(format(n, big.mark = " "), if (n == 1) one else many)
  periods <- x$periods
  span <- if (length(periods) > 0) paste0(" (", paste(unique(periods[c(1, length(periods))]), collapse = " to "), ")")
  cat("MKBA panel: ", count(raw_mkba_panel_n_areas(handle), "area"), ", ",
      count(raw_mkba_panel_n_periods(handle), raw_mkba_panel_period_kind(handle)), span, ", ",
      count(raw_mkba_panel_n_indicators(handle), "indicator"), "\n", sep = "")
  if (nzchar(x$source)) field("read from", x$source)
  indicators <- mkba_panel_indicators(x)$indicator
  shown <- indicators[seq_len(min(12, length(indicators)))]
  more <- length(indicators) - length(shown)
  listed <- paste0(paste(shown, collapse = ", "), if (more > 0) paste0(", and ", more, " more"))
  lines <- strwrap(listed, width = 84)
  field("indicators", paste(lines, collapse = paste0("\n", strrep(" ", 16))))
  notes <- mkba_panel_notes(x)
  if (nrow(notes) > 0) field("notes", count(nrow(notes), "note"), " (see mkba_panel_notes(x))")
  invisible(x)
}

#' @rdname mkba_panel
#' @param object a panel
#' @export
summary.mkba_panel <- function(object, ...) mkba_panel_indicators(object)

#' @rdname mkba_panel
#' @param row.names,optional not used: they belong to [as.data.frame()]
#' @export
as.data.frame.mkba_panel <- function(x, row.names = NULL, optional = FALSE, ...) {
  table_frame(raw_mkba_panel_table(panel_handle(x)))
}

#' What is in a panel
#'
#' @param panel a panel
#' @param area code of an area
#' @param period a period: `2021`, `"2021HJ01"`, `"2021-01-31"`
#' @param indicator name of an indicator
#' @return `mkba_panel_areas()`: a data frame with a row per area, `code`, `name` and a column per attribute.
#'   `mkba_panel_indicators()`: a row per indicator, with what is known of it and how many cells it has of each status.
#'   `mkba_panel_notes()`: what was done to the data on the way, and what was left out: `step`, `area`, `period`,
#'   `indicator` (`NA` where it concerns all), `n`, `note`. `mkba_panel_cell()`: a list of `value` (`NA` where there is
#'   none) and `status`.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = c("A", "B"), jaar = 2021, inwoners = c(1000, NA)))
#' mkba_panel_areas(panel)
#' mkba_panel_indicators(panel)
#' mkba_panel_notes(panel)
#' mkba_panel_cell(panel, "B", 2021, "inwoners")
#' @export
mkba_panel_areas <- function(panel) table_frame(raw_mkba_panel_areas(panel_handle(panel)))

#' @rdname mkba_panel_areas
#' @export
mkba_panel_indicators <- function(panel) table_frame(raw_mkba_panel_indicators(panel_handle(panel)))

#' @rdname mkba_panel_areas
#' @export
mkba_panel_notes <- function(panel) table_frame(raw_mkba_panel_notes(panel_handle(panel)))

#' @rdname mkba_panel_areas
#' @export
mkba_panel_cell <- function(panel, area, period, indicator) {
  handle <- panel_handle(panel)
  period <- period_texts(period, "period")
  if (length(period) != 1) refuse_argument("period", "one period")
  cell <- raw_mkba_panel_cell(handle, as_text(area, "area"), period, as_text(indicator, "indicator"))
  list(value = cell[[1]], status = cell[[2]])
}

#' Part of a panel, or two panels as one
#'
#' @param panel,other panels
#' @param areas,periods,indicators codes and names, in the order that is wanted (periods stay in order of time); `NULL`
#'   for all
#' @return A panel. Of two joined it has all areas, periods and indicators of both; a cell that both have is refused, as
#'   are indicators of other units.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = c("A", "B"), jaar = 2021, inwoners = c(1000, 4000), clienten = c(20, 60)
#' ))
#' mkba_panel_selected(panel, areas = "B", indicators = "clienten")
#' @export
mkba_panel_selected <- function(panel, areas = NULL, periods = NULL, indicators = NULL) {
  handle <- panel_handle(panel)
  if (!is.null(periods)) periods <- period_texts(periods, "periods")
  panel_after(panel, raw_mkba_panel_selected(handle, optional_texts(areas, "areas"), periods,
                                             optional_texts(indicators, "indicators")))
}

#' @rdname mkba_panel_selected
#' @export
mkba_panel_joined <- function(panel, other) {
  panel_after(panel, raw_mkba_panel_joined(panel_handle(panel), panel_handle(other, "other")))
}
