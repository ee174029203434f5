# Pictures of who pays, and at which scale. As in the Python package.

scale_words <- list(
  shapley = c("What each pays together, by the Shapley value", "Wat ieder samen betaalt, volgens de Shapleywaarde"),
  obtains = c("What each obtains together, by the Shapley value", "Wat ieder samen krijgt, volgens de Shapleywaarde"),
  alone = c("alone", "alleen"), together = c("together", "samen"),
  sampled = c("Of %s orders; lines: intervals.", "Uit %s volgordes; lijnen: intervallen."),
  whole = c("Together %s, alone %s.", "Samen %s, alleen %s."),
  frontier = c("What each scale gives, and how near it is", "Wat elke schaal oplevert, en hoe nabij"),
  value = c("public value a year, %s", "publieke waarde per jaar, %s"),
  cost = c("costs a year, %s; quality has no price", "kosten per jaar, %s; kwaliteit heeft geen prijs"),
  distance = c("distance to the resident", "afstand tot de inwoner"),
  beaten = c("Hollow: another is no worse in anything and better in something.",
             "Open: een andere is nergens slechter en ergens beter."),
  quality = c("In brackets: quality.", "Tussen haakjes: kwaliteit.")
)

#' Pictures of who pays, and of levels of a task
#'
#' Of a game: bars of what each player pays by the Shapley value, beside what it costs alone; an interval where it is
#' sampled. Of a task: public value over the distance to the resident. What no other level beats is joined by a line;
#' without a price of quality minus the costs are drawn, and quality is written.
#'
#' @param x a game, as [mkba_game()] makes, or a task, as [mkba_scale()] makes
#' @param y not used
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param unit of the worths; euros are written in thousands or millions
#' @param ... of a game: `draws` and the other options of [mkba_shapley()]
#' @return `x`, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' plot(mkba_game(c("A", "B"), c(0, 11000, 7000, 15000)))
#' plot(mkba_scale(c(a = 10, b = 30), list(
#'   local = list(fixed = 100, unit_cost = 9, distance = 1, groups = "alone"),
#'   region = list(fixed = 100, unit_cost = 8, coordination = 20, distance = 5)
#' )), language = "nl")
#' @name plot.mkba_game
#' @export
plot.mkba_game <- function(x, y = NULL, ..., language = "en", unit = "EUR") {
  say <- plot_words(language, scale_words)
  unit <- as_text(unit, "unit")
  table <- mkba_shapley(x, ...)
  table <- table[order(table$amount), ]
  largest <- max(abs(table$alone), abs(table$amount))
  money <- if (unit == "EUR") plot_money(largest, language) else list(scale = 1, unit = unit, digits = 0)
  number <- function(value) plot_number(value / money$scale, language, 1)
  restore <- plot_restoring()
  on.exit(restore())
  places <- seq_len(nrow(table))
  sampled <- any(table$se > 0)
  plot_margins(left = table$player, right = 1, note = 1)
  plot_frame(range(0, table$amount, table$alone, if (sampled) c(table$lower, table$upper)), c(0.5, length(places) + 0.5), "x")
  graphics::rect(pmin(0, table$amount), places - 0.31, pmax(0, table$amount), places + 0.31, col = plot_colours$region_band,
                 border = NA)
  graphics::segments(table$alone, places - 0.31, table$alone, places + 0.31, col = plot_colours$nation, lwd = 2.4)
  if (sampled) graphics::segments(table$lower, places, table$upper, places, col = plot_colours$region, lwd = 1.6)
  graphics::abline(v = 0, col = plot_colours$ink)
  graphics::axis(2, places, table$player, tick = FALSE, cex.axis = 0.9)
  plot_axis(1, language, scale = money$scale)
  plot_heading(say[[if (unclass(x)$kind == "cost") "shapley" else "obtains"]], money$unit,
               stats::setNames(c(plot_colours$region, plot_colours$nation), c(say$together, say$alone)))
  plot_note(sprintf(say$whole, number(sum(table$amount)), number(sum(table$alone))),
            if (sampled) sprintf(say$sampled, plot_number(table$draws[1], language)) else "")
  invisible(x)
}

#' @rdname plot.mkba_game
#' @export
plot.mkba_scale <- function(x, y = NULL, ..., language = "en") {
  say <- plot_words(language, scale_words)
  frame <- mkba_scale_table(x)
  priced <- !anyNA(frame$quality_worth)
  money <- plot_money(max(abs(frame$public_value)), language)
  texts <- if (priced) frame$title else paste0(frame$title, " (", plot_number(frame$quality, language, 1), ")")
  restore <- plot_restoring()
  on.exit(restore())
  plot_margins(left = 5, right = texts, note = 2)
  wide <- function(values) mean(range(values)) + c(-0.6, 0.6) * max(diff(range(values)), 1e-9 * max(abs(values)), 1e-9)
  plot_frame(wide(frame$distance), wide(frame$public_value), "both")
  best <- frame[frame$efficient, ]
  best <- best[order(best$distance), ]
  graphics::lines(best$distance, best$public_value, col = plot_colours$region_band, lwd = 2)
  graphics::points(frame$distance, frame$public_value, pch = 21, cex = 1.4, col = plot_colours$region, lwd = 1.6,
                   bg = ifelse(frame$efficient, plot_colours$region, "white"))
  plot_axis(1, language)
  plot_axis(2, language, scale = money$scale)
  graphics::text(frame$distance, frame$public_value, paste0("  ", texts), adj = c(0, -0.5), cex = 0.85, col = plot_colours$ink,
                 xpd = NA)
  graphics::mtext(say$distance, side = 1, line = 1.5, cex = 0.8 * graphics::par("cex"), col = plot_colours$peers_text)
  plot_heading(say$frontier, sprintf(say[[if (priced) "value" else "cost"]], money$unit))
  plot_note(if (all(frame$efficient)) "" else say$beaten, if (priced) "" else say$quality, below = 1)
  invisible(x)
}
