#' Appraises a case
#'
#' Every policy alternative against the nulalternatief: costs and benefits per year, discounted; who bears and who
#' receives them.
#'
#' @param case a case
#' @param scenario name of a scenario, or `NULL` for the case as it stands
#' @return An object of class `mkba_appraisal`: `npv` (net present value, netto contante waarde) and `bcr` (benefit-cost
#'   ratio, `NA` where there are no costs) are vectors named by alternative, `scenario` is its name or `NULL`, `case`
#'   the case. Amounts are in EUR of the case's price year. Its tables come from [mkba_table()].
#' @seealso [mkba_table()], [mkba_json()]
#' @examples
#' case <- mkba_example()
#' appraisal <- mkba_appraise(case)
#' appraisal
#' appraisal$npv
#' summary(mkba_appraise(case, "laag"))
#' @export
mkba_appraise <- function(case, scenario = NULL) {
  handle <- raw_mkba_case_appraise(case_handle(case), scenario_name(scenario))
  positions <- seq_len(raw_mkba_appraisal_n_alternatives(handle)) - 1
  names <- vapply(positions, function(i) raw_mkba_appraisal_alternative(handle, i), "")
  npv <- vapply(names, function(name) raw_mkba_appraisal_npv(handle, name), 0)
  bcr <- vapply(names, function(name) raw_mkba_appraisal_bcr(handle, name), 0)
  structure(list(npv = npv, bcr = bcr, scenario = scenario, case = case, handle = handle), class = "mkba_appraisal")
}

appraisal_handle <- function(appraisal) {
  if (!inherits(appraisal, "mkba_appraisal") || !is.list(appraisal)) {
    refuse_argument("appraisal", "an appraisal, as mkba_appraise() makes")
  }
  unclass(appraisal)$handle
}

#' The tables of an appraisal
#'
#' | view | a row for each | with |
#' | --- | --- | --- |
#' | `summary` | alternative | pv_costs, pv_benefits, npv, bcr, annual_equivalent, number of PM lines, irr, payback |
#' | `lines` | alternative and line, streams last | kind, undiscounted sum, pv; `NA` where a line is PM |
#' | `years` | alternative and year | costs, benefits, net, their present values, cumulative balance, discount factor |
#' | `actors` | alternative and actor | pv_costs, pv_benefits, net; pv_paid, pv_received |
#' | `streams` | alternative (nulalternatief too), stream and year | clients: begin, inflow, ..., mean, users; cost |
#' | `budget` | alternative, actor and year | undiscounted cash = cashable - paid; received |
#' | `amounts` | alternative, line and year | amount, discount factor, pv, volume |
#' | `findings` | finding | id, severity, place, message, source |
#' | `irr` | alternative and internal rate of return | kind, rate, low, high |
#' | `payback` | alternative, measure and turn of the balance | tau, interpolated, direction, is_payback |
#' | `incremental` | alternative, ranked by costs | compared_with, what is added, incremental_bcr, status |
#'
#' - `summary`: `irr` where there is exactly one rate of return, and it is certified, `irr_roots` how many there are;
#'   `payback` in years after the base year, `payback_year` on the calendar (2031.5 is the middle of 2031, 2032 its end).
#' - `actors`: pv_costs and pv_benefits contain the transfers pv_paid and pv_received.
#' - `budget`: of what is received only cashable can be taken out of the budget.
#' - `irr`: of undiscounted benefits minus costs; the rate lies in \[low, high\]. Kind: root (one simple root in the
#'   bracket, certified), multiple (in the bracket the value cannot be told from zero: no root, one, or several), none
#'   (certified), every (there is no flow); see [mkba_irr_table()].
#' - `payback`: each moment at which the cumulative balance (simple, or discounted) turns; interpolated as if the flow
#'   that does it were spread evenly since the moment before; is_payback: from there on the balance stays >= 0.
#' - `incremental`: status dominated (one before it costs no more and yields no less), extendedly dominated (the next
#'   adds more benefit per euro) or efficient. Sources: Drummond et al., Methods for the Economic Evaluation of Health
#'   Care Programmes (2015), ch. 4; Sullivan et al., Engineering Economy, ch. 10.
#'
#' @param appraisal,x,object an appraisal
#' @param view name of a view
#' @param row.names,optional not used: they belong to [as.data.frame()]. A view may be given in the place of
#'   `row.names`.
#' @param ... not used
#' @return A data frame. Its attribute `units` says in what each column is measured (`""` where it has no unit). Text
#'   that is missing is `NA`, and so are figures that do not exist. `summary()` gives the view `summary`, `as.list()`
#'   the whole appraisal as a nested list, as [mkba_json()] has it.
#' @examples
#' appraisal <- mkba_appraise(mkba_example())
#' mkba_table(appraisal, "actors")
#' attr(mkba_table(appraisal, "actors"), "units")
#' head(as.data.frame(appraisal, view = "budget"))
#' as.list(appraisal)$teams$actors$gemeente$net
#' @export
mkba_table <- function(appraisal, view = "summary") {
  table_frame(raw_mkba_appraisal_table(appraisal_handle(appraisal), as_text(view, "view")))
}

#' @rdname mkba_table
#' @export
as.data.frame.mkba_appraisal <- function(x, row.names = NULL, optional = FALSE, ..., view = "lines") {
  if (missing(view) && !is.null(row.names)) view <- row.names
  mkba_table(x, view)
}

#' @rdname mkba_table
#' @export
summary.mkba_appraisal <- function(object, ...) {
  mkba_table(object, "summary")
}

#' @rdname mkba_table
#' @export
as.list.mkba_appraisal <- function(x, ...) {
  lapply(from_json(mkba_json(x)), function(alternative) {
    if (is.null(alternative$bcr)) alternative["bcr"] <- list(NA_real_)
    alternative$pm <- as.character(alternative$pm)
    alternative
  })
}

#' How a figure came about
#'
#' Step by step, parts before the whole that they make. Every value is the one that the appraisal itself worked with;
#' doing what `numbers` says gives `value`, but for rounding.
#'
#' @param appraisal an appraisal
#' @param line a line or stream; `NULL` for the totals
#' @param year a year; `NULL` for all: the present values per year of a line, or the totals over all lines
#' @param alternative a policy alternative; may be left out where there is one
#' @return A data frame with the columns `step`, `depth` (how deep inside another), `kind`, `name`, `formula` (in
#'   symbols), `numbers` (the same with numbers), `value`, `unit`, `source` and `place` (JSON pointer).
#' @examples
#' appraisal <- mkba_appraise(mkba_example())
#' tail(mkba_explain(appraisal, "wmo_begeleiding", 2028)[c("kind", "formula", "numbers", "value")])
#' mkba_explain(appraisal)[c("name", "value")]
#' @export
mkba_explain <- function(appraisal, line = NULL, year = NULL, alternative = NULL) {
  handle <- appraisal_handle(appraisal)
  if (is.null(alternative)) {
    alternative <- names(appraisal$npv)
    if (length(alternative) != 1) {
      refuse_argument("alternative", paste("one of:", paste(alternative, collapse = ", ")))
    }
  }
  if (!is.null(line)) line <- as_text(line, "line")
  if (identical(as.double(year), 0)) refuse_argument("year", "a year of this case")
  table_frame(raw_mkba_appraisal_explain(handle, as_text(alternative, "alternative"), line,
                                         if (is.null(year)) 0 else year))
}

#' An appraisal or a case as JSON text
#'
#' @param x an appraisal or a case
#' @return One text. That of an appraisal has the policy alternatives as keys, each with `pv_costs`, `pv_benefits`,
#'   `npv`, `bcr` (null when there is none), `annual_equivalent`, `lines`, `actors`, `net_by_year`, `clients`, `budget`
#'   and `pm`; the same case gives the same bytes. That of a case is its document.
#' @examples
#' cat(substr(mkba_json(mkba_appraise(mkba_example())), 1, 200))
#' @export
mkba_json <- function(x) {
  if (inherits(x, "mkba_appraisal")) {
    raw_mkba_appraisal_json(appraisal_handle(x))
  } else if (inherits(x, "mkba_case")) {
    raw_mkba_case_text(case_handle(x))
  } else if (inherits(x, "mkba_simulation")) {
    raw_mkba_simulation_json(simulation_handle(x))
  } else {
    refuse_argument("x", "an appraisal, a simulation or a case")
  }
}

# A list of columns, as C gives it, as a data frame.
table_frame <- function(columns) {
  units <- attr(columns, "units")
  n <- if (length(columns) > 0) length(columns[[1]]) else 0L
  attributes(columns) <- list(names = names(columns), row.names = .set_row_names(n), class = "data.frame")
  attr(columns, "units") <- units
  columns
}

# A name that is not there is an error: NULL would pass for a figure.
element <- function(x, name) {
  fields <- unclass(x)
  if (!name %in% names(fields)) {
    there <- paste(setdiff(names(fields), "handle"), collapse = ", ")
    mkba_signal("unknown", sprintf("there is no \"%s\": there are %s", name, there), name)
  }
  fields[[name]]
}

#' @export
`$.mkba_case` <- element

#' @export
`$.mkba_appraisal` <- element
