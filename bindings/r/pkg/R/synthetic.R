#' Synthetic control: what would have happened otherwise?
#'
#' Puts an area beside a weighted mean of donors, weights of 0 or above and sum 1, that was like it before the start. The gap
#' after it is the effect of a policy only where that mean is what would have happened otherwise. Where weights that fit
#' equally well leave other gaps, their range is the answer. `docs/effect.md` has the formulas.
#'
#' @param panel a panel, as [mkba_panel()] makes
#' @param treated the code of the area; a region made by [mkba_panel_region()] is one
#' @param indicator the outcome
#' @param start the first period that is treated
#' @param donors codes; `NULL` for all areas of the sort of the treated
#' @param ... options: `intercept` (a constant difference is allowed), `ridge` (0), `v` (how much each predictor counts:
#'   `"optimised"`, `"regression"`, or `"given"` with `given_v`), `form` (`"plain"`, `"penalised"` or
#'   `"augmented"`, with a `penalty` or the one that foretells best), `starts` (20, or fewer with more than 1000 donors x
#'   predictors, unless given) and `seed` (1) of the optimisation
#' @param years the first and the last period that count; `NULL` for all
#' @param predictors a list of vectors: indicator, first and last period (or one): means over periods before the start that are
#'   matched instead of the outcomes
#' @return An object of class `mkba_synthetic`. `as.data.frame()` has the path: `observed`, `synthetic`, `gap`, `gap_low`,
#'   `gap_high`; [mkba_synthetic_table()] has all tables.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("T", "A", "B", "C", "D"), 2),
#'   jaar = rep(2016:2017, each = 5), kosten = c(1.5, 0, 1, 2, 3, 2.25, 0, 1, 4, 9)))
#' made <- mkba_synthetic_control(panel, "T", "kosten", 2017)
#' made
#' as.data.frame(made)
#' @export
mkba_synthetic_control <- function(panel, treated, indicator, start, donors = NULL, ..., years = NULL, predictors = list()) {
  options <- synthetic_options(list(...), indicator, start, donors, years, predictors)
  options$treated <- as_text(treated, "treated")
  handle <- raw_mkba_panel_synthetic_control(panel_handle(panel), options)
  views <- c("path", "weights", "predictors", "summary", "findings")
  tables <- lapply(stats::setNames(views, views), function(view) table_frame(raw_mkba_synthetic_table(handle, view)))
  structure(list(start = options$start, tables = tables, handle = handle), class = "mkba_synthetic")
}

synthetic_options <- function(more, indicator, start, donors, years, predictors) {
  options <- funnel_options(more)
  options$indicator <- as_text(indicator, "indicator")
  options$start <- one_period(start, "start")
  options$donors <- optional_texts(donors, "donors")
  if (length(predictors) > 0) options$predictors <- lapply(predictors, as_predictor)
  within_years(options, years)
}

#' Several treated areas, each beside its own synthetic control
#'
#' Of the same donors, none of them treated; and their mean. How sure the mean effect is, [mkba_synthetic_did()] tells with
#' `form = "synthetic-control"`, which fits the mean of the treated.
#'
#' @inheritParams mkba_synthetic_control
#' @param treated codes of the treated areas, of one start
#' @return A data frame, per area (`NA` is the mean over areas) and period (`NA` is the mean from the start on): `after`,
#'   `observed`, `synthetic`, `gap`, `gap_low`, `gap_high`, and of each area `rmspe_before`.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = rep(c("S", "T", "B", "C", "D"), each = 4), jaar = 2016:2019,
#'   kosten = c(2, 4, 3, 9, 2, 4, 3, 10, 1, 6, 2, 4, 3, 2, 4, 8, 9, 9, 0, 1)))
#' made <- mkba_synthetic_controls(panel, c("S", "T"), "kosten", 2019)
#' made[is.na(made$period), c("treated", "gap")]
#' @export
mkba_synthetic_controls <- function(panel, treated, indicator, start, donors = NULL, ..., years = NULL,
                                    predictors = list()) {
  options <- synthetic_options(list(...), indicator, start, donors, years, predictors)
  table_frame(raw_mkba_panel_synthetic_controls(panel_handle(panel), options, as_texts(treated, "treated")))
}

as_predictor <- function(one) {
  if (!length(one) %in% 2:3) refuse_argument("predictors", "vectors of an indicator and its first and last period")
  list(indicator = as.character(one[[1]]), first = as.character(one[[2]]), last = as.character(one[[length(one)]]))
}

#' Tables of a synthetic control
#'
#' | view | a row per |
#' | --- | --- |
#' | `path` | period: `after`, `observed`, `synthetic`, `gap`, `gap_low`, `gap_high` |
#' | `weights` | donor: `weight`, or why it is `left_out` |
#' | `predictors` | predictor: `treated`, `synthetic`, `donors`, `v` |
#' | `summary` | one: errors before and after, `att` with its range, donors, periods |
#' | `findings` | what to know before believing it: `id`, `severity`, `area`, `period`, `text` |
#'
#' @param synthetic as [mkba_synthetic_control()] makes
#' @param view one of these
#' @return A data frame.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("T", "A", "B", "C", "D"), 2),
#'   jaar = rep(2016:2017, each = 5), kosten = c(1.5, 0, 1, 2, 3, 2.25, 0, 1, 4, 9)))
#' mkba_synthetic_table(mkba_synthetic_control(panel, "T", "kosten", 2017), "weights")
#' @export
mkba_synthetic_table <- function(synthetic, view = "path") {
  if (!inherits(synthetic, "mkba_synthetic") || !is.list(synthetic)) {
    refuse_argument("synthetic", "a synthetic control, as mkba_synthetic_control() makes")
  }
  tables <- unclass(synthetic)$tables
  view <- as_text(view, "view")
  if (!view %in% names(tables)) {
    mkba_signal("unknown", sprintf("view must be one of %s, not \"%s\"", paste(names(tables), collapse = ", "), view), "view")
  }
  tables[[view]]
}

#' @rdname mkba_synthetic_control
#' @param x,object a synthetic control
#' @param row.names,optional not used
#' @export
as.data.frame.mkba_synthetic <- function(x, row.names = NULL, optional = FALSE, ...) mkba_synthetic_table(x, "path")

#' @rdname mkba_synthetic_control
#' @export
summary.mkba_synthetic <- function(object, ...) mkba_synthetic_table(object, "summary")

#' @rdname mkba_synthetic_control
#' @export
print.mkba_synthetic <- function(x, ...) {
  one <- summary(x)
  cat("MKBA synthetic control of ", one$treated, ": ", one$indicator, " from ", synthetic_start(x), "\n", sep = "")
  cat(sprintf("mean gap %s, from %s to %s over all weights that fit equally well\n", signif(one$att, 4),
              signif(one$att_low, 4), signif(one$att_high, 4)))
  print_findings(mkba_synthetic_table(x, "findings")[c("id", "severity", "period", "text")])
  invisible(x)
}

synthetic_words <- list(
  path = c("%s beside its synthetic control", "%s naast de synthetische controle"),
  gap = c("%s: observed minus synthetic", "%s: waargenomen min synthetisch"),
  observed = c("observed", "waargenomen"),
  synthetic = c("synthetic", "synthetisch"),
  range = c("Band: all weights that fit equally well before %s; the line is one of them.",
            "Band: alle gewichten die voor %s even goed passen; de lijn is er een van."),
  claim = c("The gap is an effect only where the weighted mean is what would have happened otherwise.",
            "Het gat is alleen een effect als het gewogen gemiddelde is wat anders gebeurd zou zijn.")
)

#' A picture of a synthetic control
#'
#' The path beside its synthetic control, or the gap, with the range of all weights that fit equally well.
#'
#' @param x a synthetic control, as [mkba_synthetic_control()] makes
#' @param y,view `"path"` or `"gap"`; `view` when it is given, else `y`
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param ... not used
#' @return The synthetic control, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("T", "A", "B", "C", "D"), 2),
#'   jaar = rep(2016:2017, each = 5), kosten = c(1.5, 0, 1, 2, 3, 2.25, 0, 1, 4, 9)))
#' plot(mkba_synthetic_control(panel, "T", "kosten", 2017), "gap")
#' @export
plot.mkba_synthetic <- function(x, y = "path", ..., view = y, language = "en") {
  say <- plot_words(language, synthetic_words)
  view <- plot_view(view, c("path", "gap"))
  table <- as.data.frame(x)
  path <- view == "path"
  at <- seq_len(nrow(table))
  line <- if (path) table$observed else table$gap
  low <- if (path) table$observed - table$gap_high else table$gap_low
  high <- if (path) table$observed - table$gap_low else table$gap_high
  restore <- plot_restoring()
  on.exit(restore())
  plot_margins(right = 1, note = 3.6)
  plot_frame(range(at), range(line, low, high, if (path) table$synthetic else 0, na.rm = TRUE))
  there <- !is.na(low)
  graphics::polygon(c(at[there], rev(at[there])), c(low[there], rev(high[there])), border = NA, col = plot_colours$peers_band)
  if (path) graphics::lines(at, table$synthetic, col = plot_colours$nation, lwd = plot_widths$nation)
  if (!path) graphics::abline(h = 0, col = plot_colours$ink)
  graphics::lines(at, line, col = plot_colours$region, lwd = plot_widths$region)
  graphics::abline(v = match(synthetic_start(x), table$period) - 0.5, lty = 3, col = plot_colours$peers_text)
  graphics::axis(1, at, table$period, tick = FALSE, cex.axis = 0.9)
  plot_axis(2, language)
  of <- summary(x)
  colours <- stats::setNames(c(plot_colours$region, plot_colours$nation), c(say$observed, say$synthetic))
  plot_heading(sprintf(say[[view]], of$treated), of$indicator, if (path) colours else character())
  plot_note(sprintf(say$range, synthetic_start(x)), say$claim)
  invisible(x)
}

synthetic_start <- function(x) unclass(x)$start
