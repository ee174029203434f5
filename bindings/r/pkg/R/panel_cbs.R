#' Panels of CBS tables and of Iv3
#'
#' `mkba_panel_from_cbs()` takes a table as `cbs_get_data()` of the package cbsodataR returns it, or fetches one with
#' that package where it is installed. What the client hangs on the columns is used: labels of areas as names, units
#' of topics, and the star in the title of a period, which says that its figures are provisional.
#' `mkba_panel_from_iv3()` reads the Iv3 returns of municipalities, per taakveld and category.
#'
#' @param x a data frame; or the identifier of a table, such as `"83262NED"`. Of Iv3 a file, text or data frame, as for
#'   [mkba_panel()].
#' @param ... options of [mkba_panel()]
#' @param select a list of what the client is to fetch, by column: `list(Perioden = "2021JJ00")`
#' @param client the function that fetches, called as `client(id, ...)`; `NULL` for `cbsodataR::cbs_get_data`
#' @param format as of [mkba_panel()]
#' @param report `"X005"` (jaarrekening), `"X000"` (begroting) or a quarter; `NULL` when there is only one
#' @return A panel.
#' @examples
#' frame <- data.frame(RegioS = "GM0743", Perioden = c("2020JJ00", "2021JJ00"), WmoClienten_1 = c(1080, 1105))
#' attr(frame$RegioS, "labels") <- c(Asten = "GM0743")
#' attr(frame$Perioden, "labels") <- c("2020" = "2020JJ00", "2021*" = "2021JJ00")
#' as.data.frame(mkba_panel_from_cbs(frame))
#' @export
mkba_panel_from_cbs <- function(x, ..., select = list(), client = NULL, format = "odata3-typed") {
  if (!is.data.frame(x)) x <- fetched(as_text(x, "x"), select, client)
  options <- list(...)
  labels <- attr(x$Perioden, "labels")
  if (!is.null(labels) && is.null(options$provisional)) {
    options$provisional <- unname(labels)[grepl("\\*$", names(labels))]
    if (length(options$provisional) == 0) options$provisional <- NULL
  }
  do.call(mkba_panel, c(list(labelled(x), format), options))
}

fetched <- function(id, select, client) {
  if (is.null(client)) {
    client <- tryCatch(getExportedValue("cbsodataR", "cbs_get_data"), error = function(e) {
      mkba_signal("argument", "the package cbsodataR is not installed: install it, or give a data frame", "x")
    })
  }
  frame <- tryCatch(do.call(client, c(list(id), select)), error = function(e) {
    mkba_signal("file", paste("the table cannot be fetched:", conditionMessage(e)), source = id)
  })
  if (!is.data.frame(frame)) mkba_signal("file", "the client gave no data frame", source = id)
  frame
}

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
