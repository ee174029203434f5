# Where a Koers stands: the Koerskompas of two yardsticks, and the thermometer of each opgave.

#' Where a Koers stands
#'
#' `mkba_koers_compass()` holds each indicator against its norm, its planned path, its target, comparable areas and its own
#' past, and gathers them on the two yardsticks: the residents' and the administrative one. `mkba_koers_thermometer()` weighs
#' the scores of each opgave by the weights that its document states: without weights there is no figure. `docs/koers.md` has
#' the formulas; `mkba_compass_table(x, "rules")` has the rules with these numbers.
#'
#' @param koers a Koers, as [mkba_koers()] makes
#' @param panel figures of the indicators with `panel`, and of the peers, as [mkba_panel()] makes; `NULL` for the document alone
#' @param ... options: `as_of` (figures of periods that have ended with this one: `2025`, `"2025HJ01"`), `scale` (`"target"` or
#'   `"norm"`: part of the way from the nulmeting; `"percentile"` or `"z"`: among the peers), `population` (the indicator by
#'   which counts are divided before areas are compared), `peers_k` (how many peers are chosen, 15), `level` (of the intervals
#'   and the verdicts, 0.95)
#' @param peers codes of comparable areas, or peers as [mkba_peers()] makes
#' @param peers_by characteristics by which peers are chosen
#' @param peers_year their period; `NULL` for the only one that the panel has
#' @return An object of class `mkba_compass` or `mkba_thermometer`. `summary()` has a row per indicator or opgave, with a
#'   sentence; [mkba_compass_table()] has all tables of both.
#' @examples
#' koers <- mkba_koers(list(
#'   format = "mkba-koers/1", title = "Koers", nodes = list(),
#'   opgaven = list(gewoon = list(title = "Normaliseren", weights = list(eigen = 1)),
#'                  zakelijk = list(title = "Zakelijk")),
#'   indicators = list(eigen = list(
#'     title = "Redt zich zelf", unit = "%", direction = "up", criterion = "maatwerk",
#'     start = list(period = 2023, value = 44), targets = list("2027" = 56)
#'   )),
#'   measurements = list(list(indicator = "eigen", period = 2025, value = 53, low = 51, high = 55))
#' ))
#' compass <- mkba_koers_compass(koers)
#' compass
#' summary(compass)[c("score", "mark", "plan")]
#' mkba_koers_thermometer(koers)
#' mkba_compass_table(compass, "together")[c("part", "kind", "value", "text")]
#' @export
mkba_koers_compass <- function(koers, panel = NULL, ..., peers = NULL, peers_by = NULL, peers_year = NULL) {
  new_compass(koers, panel, list(...), peers, peers_by, peers_year, "mkba_compass")
}

#' @rdname mkba_koers_compass
#' @export
mkba_koers_thermometer <- function(koers, panel = NULL, ..., peers = NULL, peers_by = NULL, peers_year = NULL) {
  new_compass(koers, panel, list(...), peers, peers_by, peers_year, "mkba_thermometer")
}

new_compass <- function(koers, panel, more, peers, peers_by, peers_year, class) {
  options <- funnel_options(more)
  options$as_of <- optional_period(options$as_of, "as_of")
  options$peers <- if (inherits(peers, "mkba_peers")) peers$codes else optional_texts(peers, "peers")
  options$peers_by <- optional_texts(peers_by, "peers_by")
  options$peers_year <- optional_period(peers_year, "peers_year")
  handle <- koers_handle(koers)
  panel <- if (is.null(panel)) NULL else panel_handle(panel)
  structure(list(title = koers$title, handle = raw_mkba_koers_compass(handle, panel, options)), class = class)
}

compass_handle <- function(compass) {
  if (!inherits(compass, c("mkba_compass", "mkba_thermometer")) || !is.list(compass)) {
    refuse_argument("compass", "a compass or thermometer, as mkba_koers_compass() makes")
  }
  unclass(compass)$handle
}

#' Tables of a compass or a thermometer
#'
#' | view | a row per |
#' | --- | --- |
#' | `indicators` | indicator: its last figure with interval, the verdicts, score, mark, a sentence |
#' | `comparisons` | indicator and what it is held against: reference, difference with interval, verdict, basis |
#' | `scores` | indicator and scale: score with interval, mark |
#' | `peers` | indicator with a panel: what is compared, spread of the peers, rank, percentile, z |
#' | `yardsticks` | criterion of the residents and result area: lowest and highest score, how many are measured |
#' | `phases` | phase of the inwonersreis and criterion of the residents |
#' | `thermometer` | opgave: score with interval, mark, what is compensated, spread, weight that has no score |
#' | `weights` | opgave and indicator: weight, score, contribution |
#' | `together` | data, plaatje, praatje: sentence, points to draw, quotes and stories of an indicator |
#' | `rules` | rule, with its numbers |
#' | `findings` | what to know before believing it |
#'
#' @param compass as [mkba_koers_compass()] or [mkba_koers_thermometer()] makes
#' @param view one of these
#' @param language of sentences, rules and findings: `"en"` or `"nl"`
#' @return A data frame.
#' @examples
#' koers <- mkba_koers(list(format = "mkba-koers/1", title = "Koers", opgaven = list(),
#'                          nodes = list()))
#' compass <- mkba_koers_compass(koers)
#' mkba_compass_table(compass, "yardsticks")[c("yardstick", "criterion", "n")]
#' mkba_compass_table(compass, "rules", "nl")$text[3]
#' @export
mkba_compass_table <- function(compass, view = "indicators", language = "en") {
  table_frame(raw_mkba_compass_table(compass_handle(compass), as_text(view, "view"), as_text(language, "language")))
}

#' @rdname mkba_koers_compass
#' @param x,object a compass or a thermometer
#' @param row.names,optional not used
#' @export
as.data.frame.mkba_compass <- function(x, row.names = NULL, optional = FALSE, ...) mkba_compass_table(x, "indicators")

#' @rdname mkba_koers_compass
#' @export
as.data.frame.mkba_thermometer <- function(x, row.names = NULL, optional = FALSE, ...) mkba_compass_table(x, "thermometer")

#' @rdname mkba_koers_compass
#' @export
summary.mkba_compass <- function(object, ...) mkba_compass_table(object, "indicators")

#' @rdname mkba_koers_compass
#' @export
summary.mkba_thermometer <- function(object, ...) mkba_compass_table(object, "thermometer")

#' @rdname mkba_koers_compass
#' @export
print.mkba_compass <- function(x, ...) {
  cat("Compass of ", x$title, "\n", sep = "")
  for (sentence in summary(x)$sentence) cat(strwrap(sentence, 100, exdent = 2), sep = "\n")
  invisible(x)
}

#' @rdname mkba_koers_compass
#' @export
print.mkba_thermometer <- function(x, ...) {
  cat("Thermometer of ", x$title, "\n", sep = "")
  for (sentence in summary(x)$sentence) cat(strwrap(sentence, 100, exdent = 2), sep = "\n")
  invisible(x)
}
