# Pictures of where a Koers stands: thermometers of the opgaven, the compass rose, the path of an indicator. As in the Python package.

koers_words <- list(
  thermometer = c("How warm each opgave is", "Hoe warm elke opgave is"),
  way = c("part of the way from nulmeting to target; line: interval", "deel van de weg van nulmeting naar streven; lijn: interval"),
  plan = c("where the plan is", "waar het plan is"), none = c("no figure", "geen cijfer"),
  compass = c("The compass: two yardsticks", "Het kompas: twee maatlatten"),
  residents = c("residents", "inwoners"), administrative = c("administration", "bestuur"),
  ring = c("Outer ring: the target. Filled: the lowest score; open: the highest.",
           "Buitenring: het streven. Gevuld: de laagste score; open: de hoogste."),
  empty = c("Dashed: not measured.", "Gestreept: niet gemeten."),
  planned = c("planned", "gepland"), realised = c("measured", "gemeten"), forecast = c("expected", "verwacht"),
  norm = c("norm", "norm")
)
koers_way <- "#8FB8D4"

#' Pictures of where a Koers stands
#'
#' A thermometer per opgave, from the nulmeting to the last target, with its interval and where the plan is. Of a compass the
#' rose: a petal per criterion of the residents (left) and per result area (right), filled to the lowest score. What is not
#' measured is dashed. There is no average: nobody said how criteria weigh.
#'
#' @param x as [mkba_koers_compass()] and [mkba_koers_thermometer()] make
#' @param y not used
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param ... not used
#' @return `x`, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' koers <- mkba_koers(list(format = "mkba-koers/1", title = "Koers", nodes = list(),
#'   opgaven = list(gewoon = list(title = "Normaliseren", weights = list(eigen = 1))),
#'   indicators = list(eigen = list(title = "Redt zich zelf", direction = "up", criterion = "maatwerk",
#'     start = list(period = 2023, value = 44), targets = list("2027" = 56))),
#'   measurements = list(list(indicator = "eigen", period = 2025, value = 53, low = 51, high = 55))))
#' plot(mkba_koers_thermometer(koers))
#' plot(mkba_koers_compass(koers), language = "nl")
#' @export
plot.mkba_thermometer <- function(x, y = NULL, ..., language = "en") {
  say <- plot_words(language, koers_words)
  table <- mkba_compass_table(x, "thermometer")
  restore <- plot_restoring()
  on.exit(restore())
  places <- rev(seq_len(nrow(table)))
  titles <- vapply(table$title, function(title) paste(strwrap(title, 26), collapse = "\n"), "", USE.NAMES = FALSE)
  plot_margins(left = if (length(titles) > 0) titles else 1, right = 1)
  known <- c(0, 1, table$score_scored, table$low, table$high, table$mark)
  plot_frame(range(known, na.rm = TRUE), c(0.4, max(1, length(places)) + 0.6), "")
  if (length(places) > 0) {
    graphics::rect(0, places - 0.25, 1, places + 0.25, border = plot_colours$peers)
    graphics::rect(pmin(0, table$score_scored), places - 0.25, pmax(0, table$score_scored), places + 0.25, col = koers_way,
                   border = NA)
    graphics::segments(table$low, places, table$high, places, col = plot_colours$ink, lwd = 1.8)
    graphics::segments(table$mark, places - 0.34, table$mark, places + 0.34, col = plot_colours$region, lwd = 3)
    without <- is.na(table$score_scored)
    if (any(without)) graphics::text(0.5, places[without], say$none, cex = 0.85, col = plot_colours$peers_text)
    graphics::axis(2, places, titles, tick = FALSE, cex.axis = 0.9)
  }
  graphics::abline(v = 0, col = plot_colours$ink)
  plot_axis(1, language)
  plot_heading(say$thermometer, say$way, stats::setNames(plot_colours$region, say$plan))
  invisible(x)
}

#' @rdname plot.mkba_thermometer
#' @export
plot.mkba_compass <- function(x, y = NULL, ..., language = "en") {
  say <- plot_words(language, koers_words)
  table <- mkba_compass_table(x, "yardsticks")
  restore <- plot_restoring()
  on.exit(restore())
  plot_margins(left = 0.6, right = 0.6)
  tall <- 2.8
  wide <- max(4, tall * graphics::par("pin")[1] / graphics::par("pin")[2])
  plot_frame(c(-wide, wide) / 2, c(-1.3, 1.5), "")
  for (yardstick in c("residents", "administrative")) {
    rows <- table[table$yardstick == yardstick, ]
    turn <- if (yardstick == "residents") 1 else -1
    for (i in seq_len(nrow(rows))) compass_petal(rows[i, ], 90 + turn * 180 * (i - 1) / nrow(rows), 90 + turn * 180 * i / nrow(rows))
    graphics::text(-1.9 * turn, 1.4, say[[yardstick]], adj = c((1 - turn) / 2, 0.5), font = 2, cex = 0.85,
                   col = plot_colours$peers_text)
  }
  plot_heading(say$compass, say$way, stats::setNames(plot_colours$region, say$plan))
  plot_note(say$ring, say$empty)
  invisible(x)
}

# A sector of the circle of that radius, as a polygon.
compass_sector <- function(radius, begin, end, ...) {
  at <- seq(begin, end, length.out = 40) * pi / 180
  graphics::polygon(c(0, radius * cos(at)), c(0, radius * sin(at)), ...)
}

compass_petal <- function(row, begin, end) {
  cut <- function(value) min(max(value, 0), 1.25)
  turn <- sign(end - begin)
  measured <- !is.na(row$lowest)
  compass_sector(1, begin, end, border = plot_colours$peers, lty = if (measured) 1 else 2)
  middle <- (begin + end) / 2 * pi / 180
  if (measured) {
    compass_sector(cut(row$lowest), begin + 2 * turn, end - 2 * turn, col = koers_way, border = NA)
    if (row$highest > row$lowest) {
      compass_sector(cut(row$highest), begin + 2 * turn, end - 2 * turn, border = plot_colours$gains, lwd = 1.4)
    }
    if (!is.na(row$lowest_low)) {
      reach <- c(cut(row$lowest_low), cut(row$lowest_high))
      graphics::lines(reach * cos(middle), reach * sin(middle), col = plot_colours$ink, lwd = 1.6)
    }
    if (!is.na(row$lowest_mark)) {
      at <- seq(begin + 2 * turn, end - 2 * turn, length.out = 30) * pi / 180
      graphics::lines(cut(row$lowest_mark) * cos(at), cut(row$lowest_mark) * sin(at), col = plot_colours$region, lwd = 2.8)
    }
  }
  where <- 1.1 * c(cos(middle), sin(middle))
  across <- if (where[1] > 0.15) 0 else if (where[1] < -0.15) 1 else 0.5
  up <- if (where[2] > 0.5) 0 else if (where[2] < -0.5) 1 else 0.5
  graphics::text(where[1], where[2], paste(strwrap(row$criterion, 16), collapse = "\n"), adj = c(across, up), cex = 0.8,
                 col = if (measured) plot_colours$ink else plot_colours$peers_text)
}

#' The path of an indicator
#'
#' What was planned (dashed), what was measured with its intervals, what is expected with its prediction interval, and the norm.
#'
#' @param x a register, as [mkba_koers_benefits()] makes
#' @param y,indicator the name of the indicator; `indicator` when it is given, else `y`; by default the first
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param ... not used
#' @return The register, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' benefits <- mkba_koers_benefits(mkba_example_koers())
#' plot(benefits, "op_eigen_kracht", language = "nl")
#' @export
plot.mkba_benefits <- function(x, y = NULL, ..., indicator = y, language = "en") {
  say <- plot_words(language, koers_words)
  table <- mkba_benefits_table(x, "paths")
  known <- unique(table$indicator)
  indicator <- if (is.null(indicator)) known[1] else as_text(indicator, "indicator")
  if (!indicator %in% known) {
    mkba_signal("unknown", paste("indicator must be one of:", paste(known, collapse = ", ")), "indicator")
  }
  rows <- table[table$indicator == indicator, ]
  colours <- c(realised = plot_colours$nation, planned = plot_colours$peers_text, norm = plot_colours$gains,
               forecast = plot_colours$region)
  restore <- plot_restoring()
  on.exit(restore())
  plot_margins(right = 1)
  years <- rows$time[rows$kind != "norm"]
  plot_frame(range(if (length(years) > 0) years else rows$time), range(rows$value, rows$low, rows$high, na.rm = TRUE))
  for (kind in rev(names(colours))) benefit_path(rows[rows$kind == kind, ], kind, colours[[kind]])  # the band lies below
  plot_axis(2, language)
  whole <- pretty(years)
  graphics::axis(1, whole[whole == round(whole)], tick = FALSE, cex.axis = 0.9)
  there <- names(colours)[names(colours) %in% rows$kind]
  plot_heading(rows$title[1], if (is.na(rows$unit[1])) "" else rows$unit[1],
               stats::setNames(colours[there], unlist(say[there])))
  invisible(x)
}

benefit_path <- function(part, kind, colour) {
  if (nrow(part) == 0) return(invisible())
  part <- part[order(part$time), ]
  known <- part[!is.na(part$low) & !is.na(part$high), ]
  if (kind == "norm") {
    graphics::abline(h = part$value[1], col = colour, lty = 3, lwd = 1.4)
  } else if (kind == "planned") {
    graphics::lines(part$time, part$value, col = colour, lty = 2, lwd = 1.5)
  } else {
    if (kind == "forecast" && nrow(known) > 1) {
      graphics::polygon(c(known$time, rev(known$time)), c(known$low, rev(known$high)), col = plot_colours$region_band,
                        border = NA)
    } else if (nrow(known) > 0) {
      graphics::segments(known$time, known$low, known$time, known$high, col = colour, lwd = 1.5)
    }
    graphics::lines(part$time, part$value, col = colour, lty = if (kind == "forecast") 3 else 1, lwd = 2)
    graphics::points(part$time, part$value, pch = 21, col = colour, bg = if (kind == "forecast") "white" else colour)
  }
  invisible()
}
