#' How sure a synthetic control is
#'
#' What the same method finds where nothing happened: placebos in space and in time, without each donor that has weight in
#' turn, conformal intervals, and which effect could have been found at all. `docs/effect.md` of the library has the method.
#'
#' @param synthetic as [mkba_synthetic_control()] makes, in this session
#' @param ... `statistic` (`"auto"`, `"ratio"` of the errors after and before the start, `"standardised"` gap), `side`
#'   (`"two-sided"`, `"decrease"`, `"increase"`: chosen before looking at the outcome), `level` of intervals (0.9), `power`
#'   (0.8), `noise` (standard deviation that booking gives a gap), `in_time`, `leave_one_out`, `conformal` (`TRUE`),
#'   `least_before` (periods that a placebo in time needs before its start, 3), `threads` (1; 0: as many as there are)
#' @return An object of class `mkba_placebo`. `as.data.frame()` has the periods from the start on: `gap`, `p`, `low`, `high` and
#'   more; [mkba_placebo_table()] has all tables.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("T", "A", "B", "C", "D"), 2),
#'   jaar = rep(2016:2017, each = 5), kosten = c(10, 10, 10, 10, 10, 20, 11, 9, 12, 8)))
#' made <- mkba_synthetic_placebo(mkba_synthetic_control(panel, "T", "kosten", 2017), level = 0.6)
#' made
#' mkba_placebo_table(made, "areas")
#' @export
mkba_synthetic_placebo <- function(synthetic, ...) {
  if (!inherits(synthetic, "mkba_synthetic") || !is.list(synthetic)) {
    refuse_argument("synthetic", "a synthetic control, as mkba_synthetic_control() makes")
  }
  handle <- raw_mkba_synthetic_placebo(unclass(synthetic)$handle, funnel_options(list(...)))
  views <- c("summary", "areas", "gaps", "periods", "time", "without", "power", "findings")
  tables <- lapply(stats::setNames(views, views), function(view) table_frame(raw_mkba_placebo_table(handle, view)))
  structure(list(start = unclass(synthetic)$start, tables = tables), class = "mkba_placebo")
}

#' Tables of placebos
#'
#' | view | rows and columns |
#' | --- | --- |
#' | `summary` | one: `statistic`, `why`, `rank`, `p`, `att`, `std_error`, `low`, `high`, `detectable` and more |
#' | `areas` | area, the treated first: `rmspe_before`, `rmspe_after`, `ratio`, `att`, `noise`, `value`, `rank`, `left_out` |
#' | `gaps` | area and period: `gap` |
#' | `periods` | period from the start on: `gap`, `p`, `low`, `high`, `without_low`, `without_high`, `conformal_p` and limits |
#' | `time` | start before the start: errors, `att`, or why it is `refused` |
#' | `without` | donor with weight: `weight`, `rmspe_before`, `att` without it |
#' | `power` | effect: with which power it is detected |
#' | `findings` | what to know before believing it: `id`, `severity`, `area`, `period`, `text` |
#'
#' @param placebo as [mkba_synthetic_placebo()] makes
#' @param view see above
#' @return A data frame.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("T", "A", "B", "C", "D"), 2),
#'   jaar = rep(2016:2017, each = 5), kosten = c(10, 10, 10, 10, 10, 20, 11, 9, 12, 8)))
#' made <- mkba_synthetic_control(panel, "T", "kosten", 2017)
#' mkba_placebo_table(mkba_synthetic_placebo(made), "areas")
#' @export
mkba_placebo_table <- function(placebo, view = "summary") {
  if (!inherits(placebo, "mkba_placebo") || !is.list(placebo)) {
    refuse_argument("placebo", "placebos, as mkba_synthetic_placebo() makes")
  }
  tables <- unclass(placebo)$tables
  view <- as_text(view, "view")
  if (!view %in% names(tables)) {
    mkba_signal("unknown", sprintf("there is no view \"%s\": one of %s", view, paste(names(tables), collapse = ", ")), "view")
  }
  tables[[view]]
}

#' @rdname mkba_synthetic_placebo
#' @param x,object placebos
#' @param row.names,optional not used
#' @export
as.data.frame.mkba_placebo <- function(x, row.names = NULL, optional = FALSE, ...) mkba_placebo_table(x, "periods")

#' @rdname mkba_synthetic_placebo
#' @export
summary.mkba_placebo <- function(object, ...) mkba_placebo_table(object, "summary")

#' @rdname mkba_synthetic_placebo
#' @export
print.mkba_placebo <- function(x, ...) {
  one <- summary(x)
  cat("MKBA placebos of ", one$treated, ": ", one$indicator, " from ", unclass(x)$start, "\n", sep = "")
  cat(sprintf("rank %d of %d by the %s, p %s\n", one$rank, one$areas,
              if (one$statistic == "ratio") "ratio" else "standardised gap", signif(one$p, 3)))
  print_findings(mkba_placebo_table(x, "findings")[c("id", "severity", "period", "text")])
  invisible(x)
}

placebo_words <- list(
  gaps = c("%s: gap beside those of areas where nothing happened", "%s: gat naast dat van gebieden waar niets gebeurde"),
  ranks = c("%s: rank among areas where nothing happened", "%s: rang onder gebieden waar niets gebeurde"),
  without = c("%s: mean gap without one donor", "%s: gemiddeld gat zonder een donor"),
  power = c("%s: which effect could have been found", "%s: welk effect gevonden had kunnen worden"),
  claim = c("Exact where areas are exchangeable but for their size.",
            "Exact als gebieden op hun omvang na uitwisselbaar zijn.")
)

#' A picture of placebos
#'
#' The gaps of all areas, their ranks, the mean gap without one donor, or the power to find an effect.
#'
#' @param x placebos, as [mkba_synthetic_placebo()] makes
#' @param y,view `"gaps"`, `"ranks"`, `"without"` or `"power"`; `view` when it is given, else `y`
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param ... not used
#' @return The placebos, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("T", "A", "B", "C", "D"), 2),
#'   jaar = rep(2016:2017, each = 5), kosten = c(10, 10, 10, 10, 10, 20, 11, 9, 12, 8)))
#' plot(mkba_synthetic_placebo(mkba_synthetic_control(panel, "T", "kosten", 2017)), "ranks")
#' @export
plot.mkba_placebo <- function(x, y = "gaps", ..., view = y, language = "en") {
  say <- plot_words(language, placebo_words)
  view <- plot_view(view, c("gaps", "ranks", "without", "power"))
  restore <- plot_restoring()
  on.exit(restore())
  plot_margins(right = 1, note = 3.6)
  of <- summary(x)
  switch(view, gaps = placebo_gaps(x), ranks = placebo_ranks(x), without = placebo_without(x, of$att), power = placebo_power(x))
  plot_axis(2, language)
  plot_heading(sprintf(say[[view]], of$treated), of$indicator, character())
  plot_note(say$claim)
  invisible(x)
}

placebo_gaps <- function(x) {
  table <- mkba_placebo_table(x, "gaps")
  periods <- unique(table$period)
  at <- seq_along(periods)
  plot_frame(range(at), range(0, table$gap, na.rm = TRUE))
  for (area in rev(unique(table$area))) {
    own <- table[table$area == area, ]
    treated <- own$treated[1]
    graphics::lines(at, own$gap, col = if (treated) plot_colours$region else plot_colours$peers_band,
                    lwd = if (treated) plot_widths$region else 1)
  }
  graphics::abline(h = 0, col = plot_colours$ink)
  graphics::abline(v = match(unclass(x)$start, periods) - 0.5, lty = 3, col = plot_colours$peers_text)
  graphics::axis(1, at, periods, tick = FALSE, cex.axis = 0.9)
}

placebo_ranks <- function(x) {
  areas <- mkba_placebo_table(x, "areas")
  areas <- areas[!is.na(areas$rank), ]
  areas <- areas[order(-areas$value), ]
  at <- seq_len(nrow(areas))
  plot_frame(range(at), range(0, areas$value))
  graphics::points(at, areas$value, pch = 19, col = ifelse(areas$treated, plot_colours$region, plot_colours$nation))
}

placebo_without <- function(x, att) {
  without <- mkba_placebo_table(x, "without")
  at <- seq_len(nrow(without))
  plot_frame(range(0, at), range(0, att, without$att, na.rm = TRUE))
  graphics::points(at, without$att, pch = 19, col = plot_colours$nation)
  graphics::abline(h = att, col = plot_colours$region)
  graphics::axis(1, at, without$name, tick = FALSE, cex.axis = 0.8)
}

placebo_power <- function(x) {
  power <- mkba_placebo_table(x, "power")
  plot_frame(range(0, power$effect), c(0, 1))
  graphics::lines(power$effect, power$power, type = "s", col = plot_colours$region, lwd = plot_widths$region)
  graphics::axis(1, tick = FALSE, cex.axis = 0.9)
}
