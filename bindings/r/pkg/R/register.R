# The batenregister of a Koers.

#' The register of benefits (batenregister) of a Koers
#'
#' Per benefit the planned against the realised path, a forecast with its prediction interval, what is left to go, what it cost
#' so far and brings per euro, a status by stated rules, progress over the network, and what to measure next. No status stands
#' without its rule, its figures and how sure it is; what is not known is `NA`, never 0. `docs/koers.md` has the formulas;
#' `mkba_benefits_table(x, "rules")` has the rules with these numbers.
#'
#' @param koers a Koers, as [mkba_koers()] makes
#' @param panel figures of the indicators with `panel`, as [mkba_panel()] makes; `NULL` for the document alone
#' @param case the benefits and costs of its lines, as [mkba_case()] makes; `NULL` for a register without them
#' @param ... options: `as_of` (what has ended with this period is known and spent: `2025`, `"2025HJ01"`; by default the last
#'   figure), `level` (of all intervals, 0.9), `certainty` (from which probability a status is said, 0.8), `method` of the
#'   forecast (`"trend"`, a straight line by least squares, or `"drift"`, a random walk on from the last figure), `alternative`
#'   and `scenario` of the case (by default those of the Koers), `draws` of its uncertain parameters (1000) and their `seed`
#' @return An object of class `mkba_benefits`, with `$title` and `$as_of` (years: 2026 is the end of 2025). `summary()` has a row
#'   per baat; [mkba_benefits_table()] has all tables.
#' @examples
#' koers <- mkba_koers(list(
#'   format = "mkba-koers/1", title = "Koers", opgaven = list(),
#'   nodes = list(zelf = list(
#'     level = "baat", title = "Langer zelfstandig", indicators = list("eigen")
#'   )),
#'   indicators = list(eigen = list(
#'     title = "Redt zich zelf", unit = "%", direction = "up",
#'     start = list(period = 2021, value = 40), targets = list("2027" = 52)
#'   )),
#'   measurements = Map(function(year, value) list(indicator = "eigen", period = year, value = value),
#'                      2022:2025, c(41, 43, 44, 45), USE.NAMES = FALSE)
#' ))
#' benefits <- mkba_koers_benefits(koers)
#' benefits
#' summary(benefits)[c("node", "status", "progress", "planned_progress")]
#' mkba_benefits_table(benefits, "targets")
#' @export
mkba_koers_benefits <- function(koers, panel = NULL, case = NULL, ...) {
  handle <- koers_handle(koers)
  options <- funnel_options(list(...))
  options$as_of <- optional_period(options$as_of, "as_of")
  panel <- if (is.null(panel)) NULL else panel_handle(panel)
  case <- if (is.null(case)) NULL else case_handle(case)
  made <- raw_mkba_koers_register(handle, panel, case, options)
  structure(list(title = koers$title, as_of = raw_mkba_register_as_of(made), handle = made), class = "mkba_benefits")
}

benefits_handle <- function(benefits) {
  if (!inherits(benefits, "mkba_benefits") || !is.list(benefits)) {
    refuse_argument("benefits", "a register, as mkba_koers_benefits() makes")
  }
  unclass(benefits)$handle
}

#' Tables of a register of benefits
#'
#' | view | a row per |
#' | --- | --- |
#' | `benefits` | baat: status, progress beside the plan, spent and budget, benefit and cost, benefit per euro with intervals |
#' | `indicators` | indicator: last figure, forecast, probability that the target is met, status with rule and why, what is left |
#' | `targets` | indicator and target: its figure or forecast |
#' | `paths` | point to draw: planned, realised, forecast, norm |
#' | `progress` | node and opgave: its own, of what leads to it, of what it is for, each with the part that is measured |
#' | `costs` | baat, elsewhere, not linked: to the cent, summing to the totals |
#' | `next` | indicator to measure next, first what resolves most |
#' | `rules` | status rule, with its numbers |
#' | `findings` | what to know before believing it |
#'
#' @param benefits a register, as [mkba_koers_benefits()] makes
#' @param view one of these
#' @param language of sentences, rules and findings: `"en"` or `"nl"`
#' @return A data frame.
#' @examples
#' koers <- mkba_koers(list(format = "mkba-koers/1", title = "Koers", opgaven = list(),
#'                          nodes = list()))
#' mkba_benefits_table(mkba_koers_benefits(koers), "rules", "nl")[c("status", "text")]
#' @export
mkba_benefits_table <- function(benefits, view = "benefits", language = "en") {
  table_frame(raw_mkba_register_table(benefits_handle(benefits), as_text(view, "view"), as_text(language, "language")))
}

#' @rdname mkba_koers_benefits
#' @param x,object a register
#' @param row.names,optional not used
#' @export
as.data.frame.mkba_benefits <- function(x, row.names = NULL, optional = FALSE, ...) mkba_benefits_table(x, "benefits")

#' @rdname mkba_koers_benefits
#' @export
summary.mkba_benefits <- function(object, ...) mkba_benefits_table(object, "benefits")

#' @rdname mkba_koers_benefits
#' @export
print.mkba_benefits <- function(x, ...) {
  cat("Register of benefits of ", x$title, ", as of ", format(x$as_of), "\n", sep = "")
  rows <- mkba_benefits_table(x, "indicators")
  for (i in seq_len(nrow(rows))) {
    cat(strwrap(paste0(rows$title[i], ": ", rows$status[i], ". ", rows$why[i]), 100, exdent = 2), sep = "\n")
  }
  invisible(x)
}
