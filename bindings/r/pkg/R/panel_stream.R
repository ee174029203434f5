#' Known breaks in the series of a panel
#'
#' `mkba_panel_with_breaks()` gives indicators the breaks that the catalog knows ([mkba_breaks()]): growth across one that
#' refuses is refused, one that warns goes with the result. Totals and rates have the breaks of their parts.
#'
#' @param panel a panel
#' @param codes of breaks, such as `"wmo-2020"`; `NULL` for all
#' @param indicators to which they are given; `NULL`: by name, each to those whose name begins as the catalog says
#' @return The panel; or a data frame with a row per break of an indicator: `indicator`, `year` (the first of what comes
#'   after), `action` (refuse, warn), `areas` (how many have figures on both sides) and `note`.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = "A", jaar = c(2019, 2022), wmo_clienten = c(50, 90)))
#' mkba_panel_breaks(mkba_panel_with_breaks(panel))[c("indicator", "year", "action", "areas")]
#' @export
mkba_panel_with_breaks <- function(panel, codes = NULL, indicators = NULL) {
  handle <- panel_handle(panel)
  panel_after(panel, raw_mkba_panel_with_breaks(handle, optional_texts(codes, "codes"),
                                                optional_texts(indicators, "indicators")))
}

#' @rdname mkba_panel_with_breaks
#' @export
mkba_panel_breaks <- function(panel) table_frame(raw_mkba_panel_breaks(panel_handle(panel)))

#' Quarters and months as years
#'
#' A flow of a year is the sum over all its periods: where one has no figure, the year has none. Rates are computed anew
#' from the years of their parts. What is of unknown kind is undefined, and noted.
#'
#' @param panel a panel of quarters, months or half-years
#' @param stock what a stock of a year is: `"begin"` (of its first period), `"end"` or `"mean"`; `NULL` when the panel
#'   has no stocks
#' @param half_years `"add up"` when the source allows it; who is there in both is counted twice
#' @return A panel of years.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = "A", jaar = paste0("2020KW0", 1:4), instroom = 1:4, stand = c(10, 20, 30, 40)
#' ))
#' panel <- mkba_panel_described(panel, instroom = "flow", stand = "stock")
#' as.data.frame(mkba_panel_yearly(panel, stock = "end"))[c("period", "indicator", "value", "status")]
#' @export
mkba_panel_yearly <- function(panel, stock = NULL, half_years = "refused") {
  handle <- panel_handle(panel)
  panel_after(panel, raw_mkba_panel_yearly(handle, optional_text(stock, "stock"), as_text(half_years, "half_years")))
}

#' A provision as a stream of a case
#'
#' Estimates stock, inflow, outflow, users and unit cost of a provision per year, from counts and costs of a panel. In a
#' year `end = begin + inflow - outflow` and `users = begin + inflow`; what was not observed follows from these. With more
#' observed than is needed, the outflow (or inflow) gives way and has a residual; with less, an outflow can be assumed.
#' Series that do not count the same (the users in a year are no clients at a moment) are refused:
#' [mkba_panel_described()] says what they are.
#'
#' @param panel a panel of years
#' @param region code of an area, or of several, which are added up; `NULL` when the panel has one
#' @param name of the stream, of a-z, 0-9 and _
#' @param cost indicator of the euros spent on these clients
#' @param ... by name: `stock` (an indicator) with `stock_at` (`"begin"` or `"end"` of the year), `inflow`, `outflow`,
#'   `users`, `population` (indicators); `cost_in`: 1 or 1000 euro, where the unit does not say it; `cost_basis`:
#'   `"clients"` or `"users"`; `turnover`: `"discrete"` or `"continuous"`; `gives_way`: `"outflow"` or `"inflow"`;
#'   `assumed_outflow`: share per year, where no series says it; `rates`: `"per-year"` reproduces the years, `"constant"`
#'   fits one rate for all; `first` and `last`: years; `title`, `domain`, `cbs`, `taakveld`, `payer` and `source` go into
#'   the case
#' @return An object of class `mkba_stream`: `parameters` and `streams` go into a case, whose nulalternatief then has the
#'   stocks, flows and costs of the years observed; `findings` is a data frame of what is to be known of it.
#'   `as.data.frame()` gives a row per year and quantity, with `observed`, `estimated`, `residual` and `origin` (observed,
#'   implied, assumed, fitted).
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = "A", jaar = 2020:2022, stand = c(200, 210, 190), instroom = c(60, 50, NA),
#'   lasten = c(410, 500, NA)
#' ))
#' panel <- mkba_panel_described(panel, stand = "stock", instroom = "flow", lasten = "flow")
#' stream <- mkba_panel_stream(
#'   panel, name = "wmo", cost = "lasten", cost_in = 1000, stock = "stand", stock_at = "begin",
#'   inflow = "instroom"
#' )
#' stream
#' subset(as.data.frame(stream), year == 2020, c(quantity, observed, estimated, origin))
#' stream$streams$wmo$unit_cost
#' @export
mkba_panel_stream <- function(panel, region = NULL, name, cost, ...) {
  handle <- panel_handle(panel)
  options <- named_parts(list(...), "options by name")
  if (!is.null(region)) region <- as_texts(region, "region")
  if (length(region) > 1) {
    area <- paste(region, collapse = "+")
    handle <- raw_mkba_panel_region(handle, area, area, region, "spreads")
    region <- area
  }
  options <- c(list(name = as_text(name, "name"), cost = as_text(cost, "cost"), area = region), options)
  part <- from_json(raw_mkba_panel_stream_case(handle, options))
  structure(
    list(parameters = part$parameters, streams = part$streams,
         findings = table_frame(raw_mkba_panel_stream_findings(handle, options)),
         years = table_frame(raw_mkba_panel_stream(handle, options))),
    class = "mkba_stream"
  )
}

#' @rdname mkba_panel_stream
#' @param x a stream
#' @param row.names,optional not used
#' @export
as.data.frame.mkba_stream <- function(x, row.names = NULL, optional = FALSE, ...) {
  x$years
}

#' @export
print.mkba_stream <- function(x, ...) {
  years <- range(x$years$year)
  cat("MKBA stream: ", names(x$streams), " of ", x$years$area[1], ", ", years[1], " to ", years[2], "\n", sep = "")
  wanted <- c("begin", "inflow", "outflow", "end", "unit_cost")
  shown <- x$years[x$years$quantity %in% wanted, ]
  print(tapply(shown$estimated, list(shown$year, factor(shown$quantity, wanted)), identity), digits = 6)
  cat("findings: ", sum(x$findings$severity == "richtlijn"), " richtlijn, ", sum(x$findings$severity == "advies"),
      " advies\n", sep = "")
  invisible(x)
}
