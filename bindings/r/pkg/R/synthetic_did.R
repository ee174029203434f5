#' Synthetic difference-in-differences
#'
#' The mean effect on treated areas from a start on: what changed in them beside what changed in a weighted mean of donors that
#' moved alike before, from a weighted mean of periods before that were like those after (Arkhangelsky, Athey, Hirshberg, Imbens
#' and Wager 2021). It is an effect only where, without the treatment, the treated would have moved on like their weighted
#' donors. `docs/effect.md` has the formulas.
#'
#' @param panel a panel, as [mkba_panel()] makes
#' @param treated codes of the treated areas; or a named vector, names the codes and values the first treated period of
#'   each (several starts). A region made by [mkba_panel_region()] is one area
#' @param indicator the outcome
#' @param start the first period that is treated, of all of them
#' @param donors codes; `NULL` for all areas of the sort of the treated that are never treated
#' @param ... options: `covariates` (indicators that the outcome is adjusted for, by their figures in every period; one that
#'   the treatment itself changes takes that part of the effect away), `population` (an indicator by which the noise of placebos is scaled), `form` (`"synthetic-did"`,
#'   `"synthetic-control"` or `"did"`), `solver` (`"exact"`, or `"frank-wolfe"`: where the search of the package synthdid stops),
#'   `inference` (`"placebo"`, `"none"`, or from five treated areas on `"jackknife"` or `"bootstrap"`), `level` (0.95),
#'   `replicates` (200), `seed` (1)
#' @param years the first and the last period that count; `NULL` for all
#' @return An object of class `mkba_synthetic_did`. `summary()` has the estimate and how sure it is, `as.data.frame()` the path:
#'   `observed`, `counterfactual`, `gap`, the `weight` of periods before the start, and the `start`;
#'   [mkba_synthetic_did_table()] has all tables. Of several starts the estimate is the mean over treated cells (areas times
#'   periods from their start on) of an estimate of each.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("T", "B", "C", "D"), each = 4), jaar = 2016:2019,
#'   kosten = c(2, 4, 3, 10, 1, 6, 2, 4, 3, 2, 4, 8, 9, 9, 0, 1)))
#' made <- mkba_synthetic_did(panel, "T", "kosten", 2019)
#' made
#' as.data.frame(made)
#' several <- mkba_synthetic_did(panel, c(T = 2019, B = 2018), "kosten", form = "did",
#'   inference = "none")
#' mkba_synthetic_did_table(several, "starts")[c("start", "weight", "estimate")]
#' both <- mkba_panel(data.frame(gm_code = rep(c("T", "B", "C", "D"), each = 4), jaar = 2016:2019,
#'   kosten = c(2, 4, 3, 10, 1, 6, 2, 4, 3, 2, 4, 8, 9, 9, 0, 1),
#'   ouderen = c(0, 3, 5, 6, 6, 5, 3, 0, 3, 5, 6, 1, 5, 3, 0, 3)))
#' made <- mkba_synthetic_did(both, "T", "kosten", 2019, covariates = "ouderen", form = "did",
#'   inference = "none")
#' mkba_synthetic_did_table(made, "covariates")
#' @export
mkba_synthetic_did <- function(panel, treated, indicator, start = NULL, donors = NULL, ..., years = NULL) {
  options <- treated_options(funnel_options(list(...)), treated, indicator, start, donors)
  handle <- raw_mkba_panel_synthetic_did(panel_handle(panel), within_years(options, years))
  views <- c("summary", "path", "areas", "placebos", "findings", "starts", "events", "covariates")
  tables <- lapply(stats::setNames(views, views), function(view) table_frame(raw_mkba_synthetic_did_table(handle, view)))
  first <- options[["start"]]
  if (is.null(first)) first <- tables$starts$start[1]
  structure(list(indicator = options$indicator, start = first, tables = tables), class = "mkba_synthetic_did")
}

#' Tables of a synthetic difference-in-differences
#'
#' | view | a row per |
#' | --- | --- |
#' | `summary` | one: `estimate`, `std_error`, `p` (a multiple of `p_step`), `low`, `high`, and what they rest on |
#' | `path` | start and period: `after`, `observed`, `counterfactual`, `gap`, `weight` |
#' | `areas` | start and area: `role`, `population`, `weight`, `note` |
#' | `placebos` | placebo and period from the start on, and of their mean (`period` is `NA`): `gap`, `scale`, `rmspe_before` |
#' | `starts` | start: `treated`, `weight` (share of the treated cells), `estimate`, how sure it is, what it rests on |
#' | `events` | period since the start, whenever that was: `event`, `treated`, `estimate`, how sure it is |
#' | `covariates` | covariate: the `coefficient` by which the outcome is adjusted |
#' | `findings` | what to know before believing it: `id`, `severity`, `area`, `period`, `text` |
#'
#' @param made as [mkba_synthetic_did()] makes
#' @param view one of these
#' @return A data frame.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("T", "B", "C", "D"), each = 4), jaar = 2016:2019,
#'   kosten = c(2, 4, 3, 10, 1, 6, 2, 4, 3, 2, 4, 8, 9, 9, 0, 1)))
#' mkba_synthetic_did_table(mkba_synthetic_did(panel, "T", "kosten", 2019), "areas")
#' @export
mkba_synthetic_did_table <- function(made, view = "summary") {
  if (!inherits(made, "mkba_synthetic_did") || !is.list(made)) {
    refuse_argument("made", "an estimate, as mkba_synthetic_did() makes")
  }
  tables <- unclass(made)$tables
  view <- as_text(view, "view")
  if (!view %in% names(tables)) {
    mkba_signal("unknown", sprintf("view must be one of %s, not \"%s\"", paste(names(tables), collapse = ", "), view), "view")
  }
  tables[[view]]
}

#' @rdname mkba_synthetic_did
#' @param x,object an estimate
#' @param row.names,optional not used
#' @export
as.data.frame.mkba_synthetic_did <- function(x, row.names = NULL, optional = FALSE, ...) {
  mkba_synthetic_did_table(x, "path")
}

#' @rdname mkba_synthetic_did
#' @export
summary.mkba_synthetic_did <- function(object, ...) mkba_synthetic_did_table(object, "summary")

#' @rdname mkba_synthetic_did
#' @export
print.mkba_synthetic_did <- function(x, ...) {
  one <- summary(x)
  starts <- if (one$starts > 1) sprintf(" in %d starts", as.integer(one$starts)) else ""
  cat("MKBA ", one$form, " of ", unclass(x)$indicator, " from ", unclass(x)$start, starts, "\n", sep = "")
  sure <- if (is.na(one$p)) "" else sprintf(" (%s: standard error %s, p %s)", one$inference, signif(one$std_error, 4),
                                            signif(one$p, 3))
  cat("effect ", signif(one$estimate, 4), sure, ", ", one$treated, " treated, ", one$donors, " donors\n", sep = "")
  print_findings(mkba_synthetic_did_table(x, "findings")[c("id", "severity", "area", "period", "text")])
  invisible(x)
}

synthetic_did_words <- list(
  path = c("Treated beside their counterfactual", "Behandeld naast wat anders gebeurd zou zijn"),
  areas = c("The weights of donors", "De gewichten van vergelijkingsgebieden"),
  placebos = c("The effect among placebos", "Het effect tussen placebo's"),
  events = c("The effect by periods since the start", "Het effect naar perioden sinds de start"),
  sure = c("Lines: intervals of %s.", "Lijnen: intervallen van %s."),
  unsure = c("There is no inference.", "Er is geen inferentie."),
  observed = c("observed", "waargenomen"),
  counterfactual = c("counterfactual", "zonder behandeling"),
  treated = c("treated", "behandeld"),
  others = c("donors in their place", "andere gebieden op hun plaats"),
  bars = c("Bars: the weights of the periods before %s, with which later ones are compared.",
           "Staven: de gewichten van de perioden voor %s, waarmee latere vergeleken worden."),
  most = c("The %d largest of %d.", "De %d grootste van %d."),
  claim = c("It is an effect only where the treated would have moved on like their weighted donors.",
            "Het is alleen een effect als behandelde gebieden anders als hun gewogen donoren waren gegaan.")
)

#' A picture of a synthetic difference-in-differences
#'
#' The path beside the counterfactual with the weights of periods, the weights of donors, the gaps of placebos, or the effects
#' by periods since the start with their intervals.
#'
#' @param x an estimate, as [mkba_synthetic_did()] makes
#' @param y,view `"path"`, `"areas"`, `"placebos"` or `"events"` (of several starts only this); `view` when it is given, else `y`
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param ... not used
#' @return The estimate, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("T", "B", "C", "D"), each = 4), jaar = 2016:2019,
#'   kosten = c(2, 4, 3, 10, 1, 6, 2, 4, 3, 2, 4, 8, 9, 9, 0, 1)))
#' plot(mkba_synthetic_did(panel, "T", "kosten", 2019), "path")
#' @export
plot.mkba_synthetic_did <- function(x, y = "path", ..., view = y, language = "en") {
  say <- plot_words(language, synthetic_did_words)
  drawers <- list(path = synthetic_did_path, areas = synthetic_did_areas, placebos = synthetic_did_placebos,
                  events = synthetic_did_events)
  view <- plot_view(view, names(drawers))
  if (view != "events" && summary(x)$starts > 1) {
    refuse_argument("view", "events where there are several starts, or estimate one start by itself")
  }
  restore <- plot_restoring()
  on.exit(restore())
  drawers[[view]](x, say, language)
  invisible(x)
}

synthetic_did_path <- function(x, say, language) {
  path <- as.data.frame(x)
  at <- seq_len(nrow(path))
  plot_margins(right = 1, note = 3.6)
  span <- range(path$observed, path$counterfactual, na.rm = TRUE)
  plot_frame(range(at), span)
  weight <- ifelse(is.na(path$weight), 0, path$weight)
  graphics::rect(at - 0.4, span[1], at + 0.4, span[1] + weight * diff(span) / 4, border = NA, col = plot_colours$peers_band)
  graphics::lines(at, path$counterfactual, col = plot_colours$nation, lwd = plot_widths$nation)
  graphics::lines(at, path$observed, col = plot_colours$region, lwd = plot_widths$region)
  graphics::abline(v = match(unclass(x)$start, path$period) - 0.5, lty = 3, col = plot_colours$peers_text)
  graphics::axis(1, at, path$period, tick = FALSE, cex.axis = 0.9)
  plot_axis(2, language)
  plot_heading(say$path, unclass(x)$indicator,
               stats::setNames(c(plot_colours$region, plot_colours$nation), c(say$observed, say$counterfactual)))
  plot_note(sprintf(say$bars, unclass(x)$start), say$claim)
}

synthetic_did_areas <- function(x, say, language) {
  areas <- mkba_synthetic_did_table(x, "areas")
  used <- areas[areas$role == "donor" & areas$weight > 0, ]
  used <- utils::tail(used[order(used$weight), ], 20)
  at <- seq_len(nrow(used))
  names <- ifelse(used$name == "", used$area, used$name)
  plot_margins(left = names, right = 1, note = 3.6)
  plot_frame(c(0, max(used$weight)), range(at) + c(-0.5, 0.5))
  graphics::rect(0, at - 0.31, used$weight, at + 0.31, border = NA, col = plot_colours$nation)
  graphics::axis(2, at, names, tick = FALSE, las = 1, cex.axis = 0.8)
  plot_axis(1, language)
  plot_heading(say$areas, unclass(x)$indicator, character())
  plot_note(sprintf(say$most, nrow(used), sum(areas$role == "donor")), say$claim)
}

synthetic_did_placebos <- function(x, say, language) {
  placebos <- mkba_synthetic_did_table(x, "placebos")
  if (nrow(placebos) == 0) refuse_argument("view", "one of path and areas: there are no placebos")
  path <- as.data.frame(x)
  path <- path[path$after & !is.na(path$gap), ]
  placebos <- placebos[!is.na(placebos$period), ]
  at <- seq_len(nrow(path))
  plot_margins(right = 1, note = 3.6)
  plot_frame(range(at), range(0, path$gap, placebos$gap))
  kind <- if (length(at) > 1) "l" else "p"
  for (one in split(placebos$gap, placebos$placebo)) {
    graphics::lines(at, one, type = kind, col = plot_colours$peers, lwd = plot_widths$peers)
  }
  graphics::abline(h = 0, col = plot_colours$ink)
  graphics::lines(at, path$gap, type = kind, col = plot_colours$region, lwd = plot_widths$region)
  graphics::axis(1, at, path$period, tick = FALSE, cex.axis = 0.9)
  plot_axis(2, language)
  plot_heading(say$placebos, unclass(x)$indicator,
               stats::setNames(c(plot_colours$region, plot_colours$peers_text), c(say$treated, say$others)))
  plot_note(say$claim)
}

synthetic_did_events <- function(x, say, language) {
  events <- mkba_synthetic_did_table(x, "events")
  events <- events[!is.na(events$estimate), ]
  plot_margins(right = 1, note = 3.6)
  plot_frame(range(events$event) + c(-0.5, 0.5), range(0, events$estimate, events$low, events$high, na.rm = TRUE))
  graphics::abline(h = 0, col = plot_colours$ink)
  graphics::segments(events$event, events$low, y1 = events$high, col = plot_colours$region)
  graphics::points(events$event, events$estimate, pch = 19, col = plot_colours$region)
  graphics::axis(1, events$event, tick = FALSE, cex.axis = 0.9)
  plot_axis(2, language)
  plot_heading(say$events, unclass(x)$indicator, character())
  level <- summary(x)$level
  plot_note(if (is.na(level)) say$unsure else sprintf(say$sure, paste0(100 * level, " %")), say$claim)
}
