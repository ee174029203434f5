#' Panels of CBS tables and of Iv3
#'
#' `mkba_panel_from_cbs()` takes a table as `cbs_get_data()` of the package cbsodataR returns it, or fetches one with
#' that package where it is installed. What the client hangs on the columns is used: labels of areas as names, units
#' of topics, and the star in the title of a period, which says that its figures are provisional. What is fetched are
#' the untyped data: the typed ones have lost why a figure is missing. `mkba_panel_from_iv3()` reads the Iv3 returns of
#' municipalities, per taakveld and category.
#'
#' cbsodataR was not at hand when this was written: the functions are tested with frames that are made as its source
#' says, and with a client of the tests.
#'
#' @param x a data frame; or the identifier of a table, such as `"83262NED"`. Of Iv3 a file, text or data frame, as for
#'   [mkba_panel()].
#' @param areas,periods codes of areas and periods (`2021`, `"2021JJ00"`), as the table has them; `NULL` for all
#' @param ... options of [mkba_panel()]; what is `chosen` is all that is fetched
#' @param client the function that fetches, called as `client(id, RegioS = areas, Perioden = periods, typed = FALSE)`;
#'   `NULL` for `cbsodataR::cbs_get_data`
#' @param format as of [mkba_panel()]; `NULL` is `"odata3-untyped"` for what is fetched, else `"odata3-typed"`
#' @param report `"X005"` (jaarrekening), `"X000"` (begroting) or a quarter; `NULL` when there is only one
#' @return A panel.
#' @examples
#' frame <- data.frame(
#'   RegioS = "GM0743", Perioden = c("2020JJ00", "2021JJ00"), WmoClienten_1 = c(1080, 1105)
#' )
#' attr(frame$RegioS, "labels") <- c(Asten = "GM0743")
#' attr(frame$Perioden, "labels") <- c("2020" = "2020JJ00", "2021*" = "2021JJ00")
#' as.data.frame(mkba_panel_from_cbs(frame))
#' @export
mkba_panel_from_cbs <- function(x, areas = NULL, periods = NULL, ..., client = NULL, format = NULL) {
  options <- named_parts(list(...), "options by name")
  areas <- optional_texts(areas, "areas")
  periods <- if (!is.null(periods)) period_texts(periods, "periods")
  if (!is.data.frame(x)) {
    id <- as_text(x, "x")
    x <- fetched(id, areas, periods, options, client)
    if (is.null(options$source)) options$source <- paste("CBS", id)
    if (is.null(format)) format <- "odata3-untyped"
  }
  moments <- attr(x[[if (is.null(options$period)) "Perioden" else options$period]], "labels")
  provisional <- unname(moments)[grepl("\\*$", names(moments))]
  if (length(provisional) > 0 && is.null(options$provisional)) options$provisional <- provisional
  format <- if (is.null(format)) "odata3-typed" else format
  panel <- do.call(mkba_panel, c(list(labelled(x), format), options), quote = TRUE)
  if (is.null(areas) && is.null(periods)) panel else mkba_panel_selected(panel, areas, periods)
}

fetched <- function(id, areas, periods, options, client) {
  if (is.null(client)) {
    client <- tryCatch(getExportedValue("cbsodataR", "cbs_get_data"), error = function(e) {
      mkba_signal("argument", "the package cbsodataR is not installed: install it, or give a data frame", "x")
    })
  }
  wanted <- list(areas, if (!is.null(periods)) cbs_periods(periods))
  names(wanted) <- c(if (is.null(options$area)) "RegioS" else options$area,
                     if (is.null(options$period)) "Perioden" else options$period)
  wanted <- c(wanted, as.list(options$chosen)[nzchar(names_of(options$chosen))])
  wanted <- wanted[!vapply(wanted, is.null, NA)]
  frame <- tryCatch(do.call(client, c(list(id), wanted, typed = FALSE)), error = function(e) {
    mkba_signal("file", paste("the table cannot be fetched:", conditionMessage(e)), source = id)
  })
  if (!is.data.frame(frame)) mkba_signal("file", "the client gave no data frame", source = id)
  frame
}

# Periods as the tables of CBS have them.
cbs_periods <- function(periods) ifelse(grepl("^[0-9]{4}$", periods), paste0(periods, "JJ00"), gsub("-", "", periods))

# What a client hangs on a column, as the columns that its own functions add.
labelled <- function(frame) {
  columns <- as.list(frame)
  areas <- intersect(c("RegioS", "Regios"), names(columns))
  for (name in areas) {
    labels <- attr(columns[[name]], "labels")
    added <- paste0(name, "_label")
    if (!is.null(labels) && !added %in% names(columns)) {
      columns[[added]] <- names(labels)[match(trimws(columns[[name]]), trimws(labels))]
    }
  }
  for (name in names(columns)) {
    unit <- attr(columns[[name]], "unit")
    added <- paste0(name, "_unit")
    if (is.character(unit) && length(unit) == 1 && !added %in% names(columns)) {
      columns[[added]] <- rep(unit, length(columns[[name]]))
    }
  }
  structure(columns, row.names = .set_row_names(nrow(frame)), class = "data.frame")
}

#' @rdname mkba_panel_from_cbs
#' @export
mkba_panel_from_iv3 <- function(x, ..., report = NULL) mkba_panel(x, "iv3", ..., report = report)
