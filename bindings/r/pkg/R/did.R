#' The effect of a treatment, by difference-in-differences
#'
#' The change of treated areas beside that of areas that were not treated. It assumes that without the treatment both would
#' have changed alike (parallel trends). `mkba_event_study()` gives the effect per period since the start, and before it,
#' where it should be zero; `mkba_did_sensitivity()` says how far trends may have differed before the conclusion is lost.
#'
#' With fewer than five treated areas only placebo inference is offered: areas change places, and the noise of each is
#' scaled by its population. Other errors learn the noise of the treated from the treated, and are far too small then. It
#' goes with several starts too: the pattern of starts stays, areas change places; with covariates it needs `adjustment`
#' `"regression"`.
#'
#' @param panel a panel, as [mkba_panel()] makes
#' @param treated codes of the treated areas; or a named vector, names the codes and values the first treated period of
#'   each (staggered adoption), which makes `method` `"group-time"`
#' @param indicator the outcome
#' @param start the first treated period of all of them
#' @param donors codes of the areas compared with; `NULL` for all others that hold no others
#' @param ... options: `covariates` (indicators on which the trend may depend, by their figures before the start),
#'   `population` (the indicator by which noise is scaled: small areas are noisier), `weighted` (areas weigh by population),
#'   `method` (`"two-way"`, or `"group-time"`, Callaway and Sant'Anna 2021, which never compares with areas that are treated
#'   already), of group-time effects `control` (`"never-treated"` or `"not-yet-treated"`), `base` (`"varying"` or
#'   `"universal"`) and `adjustment` (`"doubly-robust"` or `"regression"`); `inference` (`"auto"`, `"placebo"`,
#'   `"clustered"`, `"cr1"`, `"jackknife"` or `"wild"`; of group-time effects and of an event study one of the first three), `level`
#'   (of the intervals, 0.95), `replicates` and `seed` (of placebos of several treated areas, and of the bootstrap); for methods not used
#' @param years the first and the last period that count; `NULL` for all
#' @return An object of class `mkba_did`. `summary(did)` has the overall effect, a row per way to judge it;
#'   `as.data.frame(did)` the effects; other tables by [mkba_did_table()]. `plot(did)` draws the effects.
#' @seealso [mkba_did_table()], [mkba_did_sensitivity()]
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("A", "B", "C", "D"), each = 3), jaar = 2019:2021,
#'   x = c(1, 2, 9, 2, 3, 4, 4, 6, 7, 3, 4.5, 6)))
#' did <- mkba_did(panel, "A", "x", start = 2021)
#' did
#' summary(did)[1, c("inference", "estimate", "p")]
#' study <- mkba_event_study(panel, "A", "x", start = 2021)
#' as.data.frame(study)[c("event", "estimate")]
#' plot(study)
#' @export
mkba_did <- function(panel, treated, indicator, start = NULL, donors = NULL, ..., years = NULL) {
  options <- did_options(treated, indicator, start, donors, years, list(...))
  new_did(raw_mkba_panel_did(panel_handle(panel), options), options, event_study = FALSE)
}

#' @rdname mkba_did
#' @export
mkba_event_study <- function(panel, treated, indicator, start = NULL, donors = NULL, ..., years = NULL) {
  options <- did_options(treated, indicator, start, donors, years, list(...))
  new_did(raw_mkba_panel_event_study(panel_handle(panel), options), options, event_study = TRUE)
}

new_did <- function(handle, options, event_study) {
  level <- if (is.null(options$level)) 0.95 else options$level
  structure(list(indicator = options$indicator, event_study = event_study, level = level, handle = handle),
            class = "mkba_did")
}

did_options <- function(treated, indicator, start, donors, years, more) {
  options <- treated_options(funnel_options(more), treated, indicator, start, donors)
  if (is.null(options$method) && !is.null(options$starts)) options$method <- "group-time"
  within_years(options, years)
}

# Who is treated from when on, beside whom. Names of `treated` are codes, each with its own start.
treated_options <- function(options, treated, indicator, start, donors) {
  if (!is.null(names(treated))) {
    if (!is.null(start)) refuse_argument("start", "left out: treated has one of each area")
    options$starts <- period_texts(unname(treated), "treated")
    treated <- names(treated)
  }
  options$treated <- as_texts(treated, "treated")
  options$indicator <- as_text(indicator, "indicator")
  options$start <- optional_period(start, "start")
  options$donors <- optional_texts(donors, "donors")
  options$covariates <- optional_texts(options$covariates, "covariates")
  options
}

did_handle <- function(did) {
  if (!inherits(did, "mkba_did") || !is.list(did)) refuse_argument("did", "an estimate, as mkba_did() makes")
  unclass(did)$handle
}

#' Tables of difference-in-differences
#'
#' | view | a row per |
#' | --- | --- |
#' | `summary` | way to judge the overall effect, that chosen first; of one that is refused the note has the reason |
#' | `effects` | group (the start), period and event (periods since the start): `estimate`, `std_error`, `p`, `low`, `high` |
#' | `aggregates` | mean of group-time effects: `simple`, `group`, `calendar`, `dynamic` |
#' | `tests` | test of an event study: `pretrend`, `trend_explains`, `power_trend`, `slope_half`, `slope_80` |
#' | `areas` | area: its role, start, population, weight |
#' | `findings` | thing to know before believing it: `id`, `severity`, `text` |
#'
#' @param did as [mkba_did()] or [mkba_event_study()] makes
#' @param view one of these
#' @return A data frame.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("A", "B", "C", "D"), each = 3), jaar = 2019:2021,
#'   x = c(1, 2, 9, 2, 3, 4, 4, 6, 7, 3, 4.5, 6)))
#' mkba_did_table(mkba_event_study(panel, "A", "x", start = 2021), "tests")[c("test", "value")]
#' @export
mkba_did_table <- function(did, view = "summary") {
  table_frame(raw_mkba_did_table(did_handle(did), as_text(view, "view")))
}

#' How far trends may have differed before the conclusion is lost
#'
#' After the start treated and donors may drift apart, from one period to the next, by at most `magnitude` times the largest
#' drift before it (Rambachan and Roth 2023).
#'
#' @param did an event study, as [mkba_event_study()] makes
#' @param magnitudes from 0 on; `NULL` for 0, 0.5, 1, 1.5, 2
#' @param level of the interval
#' @return A data frame: a row per magnitude, then two with the smallest magnitudes at which the identified set and the
#'   interval hold 0: `what`, `magnitude`, `set_low`, `set_high`, `low`, `high`, `holds_zero`.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("A", "B", "C", "D"), each = 3), jaar = 2019:2021,
#'   x = c(1, 2, 9, 2, 3, 4, 4, 6, 7, 3, 4.5, 6)))
#' mkba_did_sensitivity(mkba_event_study(panel, "A", "x", start = 2021), c(0, 1))
#' @export
mkba_did_sensitivity <- function(did, magnitudes = NULL, level = 0.95) {
  if (!is.null(magnitudes)) magnitudes <- as_doubles(magnitudes, "magnitudes")
  table_frame(raw_mkba_did_sensitivity(did_handle(did), magnitudes, as_number(level, "level")))
}

#' @rdname mkba_did
#' @param x,object an estimate
#' @export
print.mkba_did <- function(x, ...) {
  cat(if (x$event_study) "MKBA event study of " else "MKBA difference-in-differences of ", x$indicator, "\n", sep = "")
  table <- mkba_did_table(x, "summary")
  print(table[c("inference", "estimate", "std_error", "p", "low", "high", "treated", "areas")], row.names = FALSE)
  print_findings(mkba_did_table(x, "findings"), c("warning", "note"))
  invisible(x)
}

#' @rdname mkba_did
#' @export
summary.mkba_did <- function(object, ...) mkba_did_table(object, "summary")

#' @rdname mkba_did
#' @param row.names,optional not used
#' @export
as.data.frame.mkba_did <- function(x, row.names = NULL, optional = FALSE, ...) mkba_did_table(x, "effects")

did_words <- list(
  events = c("%s: effect by periods since the start", "%s: effect naar perioden sinds de start"),
  periods = c("%s: effect by period", "%s: effect per periode"),
  overall = c("overall %s", "gemiddeld %s"),
  reference = c("Hollow: the reference, 0 by definition.", "Open: de referentie, per definitie 0."),
  assumed = c("Assumes parallel trends without the treatment.",
              "Neemt aan dat trends zonder de maatregel gelijk op zouden gaan."),
  interval = c("Lines: %s %% intervals.", "Lijnen: %s %%-intervallen."),
  none = c("No intervals: too few areas.", "Geen intervallen: te weinig gebieden.")
)

#' @rdname mkba_did
#' @param language of words and numbers: `"en"` or `"nl"`
#' @export
plot.mkba_did <- function(x, ..., language = "en") {
  say <- plot_words(language, did_words)
  table <- mkba_did_table(x, "effects")
  at <- if (x$event_study) table$event else match(table$period, sort(unique(table$period)))
  restore <- plot_restoring()
  on.exit(restore())
  plot_margins(right = 1, note = 2.6)
  plot_frame(range(at), range(table$estimate, table$low, table$high, 0, na.rm = TRUE))
  graphics::abline(h = 0, col = plot_colours$ink)
  if (x$event_study) graphics::abline(v = -0.5, col = plot_colours$peers, lty = 2)
  known <- !is.na(table$low)
  graphics::segments(at[known], table$low[known], at[known], table$high[known], col = plot_colours$region, lwd = 1.6)
  hollow <- x$event_study & table$event == -1
  graphics::points(at, table$estimate, pch = ifelse(hollow, 1, 19), col = plot_colours$region)
  ticks <- sort(unique(at))
  graphics::axis(1, ticks, if (x$event_study) ticks else sort(unique(table$period)), tick = FALSE, cex.axis = 0.9)
  plot_axis(2, language)
  overall <- mkba_did_table(x, "summary")$estimate[1]
  plot_heading(sprintf(if (x$event_study) say$events else say$periods, x$indicator),
               sprintf(say$overall, plot_number(overall, language, 2, signed = TRUE)))
  said <- c(say$assumed, if (any(known)) sprintf(say$interval, plot_number(100 * x$level, language)) else say$none)
  do.call(plot_note, as.list(c(said, if (x$event_study) say$reference)))
  invisible(x)
}
