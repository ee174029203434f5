# What the plots of the package share: colours, labels, numbers, the line with the source. The same as those of the
# Python package. Base graphics; each plot restores par() when it is done. The parts of a plot, in turn:
#
#   say <- plot_words(language, WORDS)                      its words, in English or Dutch
#   restore <- plot_restoring(); on.exit(restore())         par() is put back whatever happens
#   plot_margins(left = 4, right = 8, note = 1)
#   plot_frame(xlim, ylim, grid = "y")                      an empty plot with a faint grid
#   lines(..., col = plot_colours$peers)                    peers muted, nation dark, the region on top
#   plot_axis(2, language, scale = 1e6)
#   plot_heading(title, subtitle, coloured = c(region = plot_colours$region))
#   plot_labels(x, y, texts, colours)                       in the place of a legend
#   plot_note("Source: ...", "Four cells are suspect.")

# Of the palette of Okabe and Ito (2008), which people with any colour vision tell apart; in a grey print region, peers
# and nation still differ, by lightness and by width.
plot_colours <- list(
  region = "#D55E00", region_band = "#F6D2B8", peers = "#A9B2BB", peers_band = "#E4E7EA", peers_text = "#5F6973",
  nation = "#1F2D3A", pays = "#D55E00", gains = "#0072B2", ink = "#1F2D3A", grid = "#E4E7EA",
  series = c("#1F2D3A", "#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00") # where none is the region
)
plot_widths <- list(region = 2.6, nation = 1.8, peers = 0.9)

# The words of a plot in one language, from a list of pairs of English and Dutch.
plot_words <- function(language, both) {
  at <- match(language, c("en", "nl"))
  if (length(at) != 1 || is.na(at)) refuse_argument("language", "\"en\" or \"nl\"")
  lapply(both, function(pair) pair[at])
}

# The view that a picture is asked for: one of those there are.
plot_view <- function(view, among) {
  view <- as_text(view, "view")
  if (!view %in% among) {
    named <- paste0("\"", among, "\"")
    choice <- paste(paste(named[-length(named)], collapse = ", "), named[length(named)], sep = " or ")
    mkba_signal("unknown", sprintf("view must be %s, not \"%s\"", choice, view), "view")
  }
  view
}

# A number for people: 1,234.5 in English, 1.234,5 in Dutch.
plot_number <- function(value, language = "en", digits = 0, signed = FALSE) {
  dutch <- language == "nl"
  text <- formatC(abs(value), format = "f", digits = digits, big.mark = if (dutch) "." else ",",
                  decimal.mark = if (dutch) "," else ".")
  sign <- ifelse(value < 0 & grepl("[1-9]", text), "-", ifelse(signed & value > 0, "+", ""))
  paste0(sign, text)
}

# Euros in the unit that keeps their numbers short.
plot_money <- function(largest, language = "en") {
  said <- plot_words(language, list(e6 = c("million euros", "mln euro"), e3 = c("thousand euros", "duizend euro"),
                                    e0 = c("euros", "euro")))
  if (abs(largest) >= 1e6) return(list(scale = 1e6, unit = said$e6, digits = 1))
  if (abs(largest) >= 1e4) list(scale = 1e3, unit = said$e3, digits = 0) else list(scale = 1, unit = said$e0, digits = 0)
}

# A function that puts back what plot_margins() changes of par().
plot_restoring <- function() {
  old <- graphics::par(c("mar", "mgp", "las", "xpd", "col.axis"))
  function() graphics::par(old)
}

# Begins a plot; margins in lines of text. `left` and `right` may be the texts that must fit there.
plot_margins <- function(left = 4, right = 6, note = 1) {
  graphics::plot.new()  # from here on widths of text are known
  graphics::par(mar = c(2.6 + note, plot_room(left), 3.4, plot_room(right)), mgp = c(2, 0.4, 0), las = 1, xpd = FALSE,
                col.axis = plot_colours$ink, new = TRUE)
}

plot_room <- function(x) {
  if (is.numeric(x)) x else max(graphics::strwidth(x, units = "inches", cex = 0.9)) / graphics::par("csi") + 1.2
}

plot_frame <- function(xlim, ylim, grid = "y") {
  graphics::plot.new()
  graphics::plot.window(xlim, ylim, yaxs = "r")
  if (grid %in% c("x", "both")) graphics::abline(v = graphics::axTicks(1), col = plot_colours$grid)
  if (grid %in% c("y", "both")) graphics::abline(h = graphics::axTicks(2), col = plot_colours$grid)
}

plot_axis <- function(side, language = "en", digits = NULL, scale = 1, signed = FALSE) {
  places <- graphics::axTicks(side)
  if (is.null(digits)) {
    shown <- places / scale
    digits <- Find(function(d) all(abs(shown * 10^d - round(shown * 10^d)) < 1e-6), 0:5, nomatch = 6)
  }
  graphics::axis(side, places, plot_number(places / scale, language, digits, signed), tick = FALSE, cex.axis = 0.9)
}

# A title at the left, and under it what is measured, after words in the colour that they name: a legend that reads as
# a sentence.
plot_heading <- function(title, subtitle = "", coloured = character()) {
  plot_line_of(title, plot_colours$ink, 2, 1.1, 1.7)
  words <- c(names(coloured), subtitle[nzchar(subtitle)])
  colours <- c(unname(unlist(coloured)), plot_colours$peers_text)[seq_along(words)]
  plot_line_of(words, colours, rep(c(2, 1), c(length(coloured), 1))[seq_along(words)], 0.85, 0.5)
}

# Words after each other in a line of the upper margin, smaller where they would run out of the figure into the next one.
plot_line_of <- function(words, colours, fonts, cex, line) {
  if (length(words) == 0) return(invisible())
  wide <- function(unit) {
    vapply(seq_along(words), function(i) {
      graphics::strwidth(paste0(words[i], "  "), units = unit, cex = cex, font = fonts[i])
    }, 0)
  }
  shrunk <- min(1, 0.96 * graphics::par("fin")[1] / sum(wide("inches")))
  at <- plot_edge() + shrunk * cumsum(c(0, wide("user")))[seq_along(words)]
  for (i in seq_along(words)) {
    plot_margin_text(words[i], 3, line, at[i], cex * shrunk, colours[i], fonts[i])
  }
}

# Text in a margin, in the size of the other text: mtext() alone leaves out what par("cex") is, below 1 where figures
# stand beside each other.
plot_margin_text <- function(text, side, line, at, cex, colour, font = 1) {
  graphics::mtext(text, side = side, line = line, at = at, adj = 0, cex = cex * graphics::par("cex"), col = colour,
                  font = font)
}

# Where a line of text begins: near the left edge of the figure, so that it has room.
plot_edge <- function() graphics::grconvertX(0.02, "nfc", "user")

# Small print under the plot, `below` lines lower: the source, the price level, what the figure leaves out.
plot_note <- function(..., below = 0) {
  said <- c(...)
  said <- paste(said[nzchar(said)], collapse = " ")
  if (!nzchar(said)) return(invisible())
  one <- graphics::strwidth("n", units = "inches", cex = 0.75)
  lines <- strwrap(said, max(40, floor(0.96 * graphics::par("fin")[1] / one)))
  plot_margin_text(lines, 1, 1.8 + below + 0.85 * (seq_along(lines) - 1), plot_edge(), 0.75, plot_colours$peers_text)
}

# Each text to the right of its point; where two would overlap they are moved up and down.
plot_labels <- function(x, y, texts, colours, font = 1) {
  gap <- 1.35 * graphics::strheight("X", cex = 0.85)
  graphics::text(x, plot_spread(y, gap), paste0("  ", texts), adj = c(0, 0.5), cex = 0.85, col = colours, font = font,
                 xpd = NA)
}

# Places moved as little as needed to be `gap` apart: neighbours that are too near share their mean.
plot_spread <- function(places, gap) {
  rank <- order(places)
  means <- counts <- numeric()
  for (i in seq_along(rank)) {
    mean <- places[rank[i]] - (i - 1) * gap
    n <- 1
    while (length(means) > 0 && means[length(means)] > mean) {
      last <- length(means)
      mean <- (mean * n + means[last] * counts[last]) / (n + counts[last])
      n <- n + counts[last]
      means <- means[-last]
      counts <- counts[-last]
    }
    means <- c(means, mean)
    counts <- c(counts, n)
  }
  moved <- numeric(length(places))
  moved[rank] <- rep(means, counts) + (seq_along(rank) - 1) * gap
  moved
}

appraisal_words <- list(
  actors = c("Who pays, who gains", "Wie betaalt, wie baat heeft"),
  years = c("When it pays for itself", "Wanneer het zich terugverdient"),
  pays = c("pays", "betaalt"), gains = c("gains", "ontvangt"), net = c("net", "saldo"),
  pv = c("present value", "contante waarde"),
  cumulative = c("cumulative net present value", "opgeteld saldo, contante waarde"),
  level = c("price level", "prijspeil"),
  pm = c("Pro memorie, in no figure: ", "Pro memorie, in geen bedrag: ")
)

#' A picture of an appraisal
#'
#' `actors`: who pays and who gains, in present value. `years`: the balance of costs and benefits added up over the
#' years, in present value; where its line crosses 0, the alternative has paid for itself.
#'
#' @param x an appraisal
#' @param y,view `"actors"` or `"years"`; `view` when it is given, else `y`
#' @param alternative a policy alternative; may be left out where there is one, and `years` then draws all
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param ... not used
#' @return The appraisal, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' appraisal <- mkba_appraise(mkba_example())
#' plot(appraisal)
#' plot(appraisal, "years", language = "nl")
#' @export
plot.mkba_appraisal <- function(x, y = "actors", ..., view = y, alternative = NULL, language = "en") {
  say <- plot_words(language, appraisal_words)
  view <- plot_view(view, c("actors", "years"))
  known <- names(x$npv)
  if (is.null(alternative)) alternative <- known
  if (!all(alternative %in% known)) {
    mkba_signal("unknown", sprintf("there is no policy alternative \"%s\"; the case has %s",
                                   setdiff(alternative, known)[1], paste(known, collapse = ", ")), "alternative")
  }
  if (view == "actors" && length(alternative) != 1) {
    refuse_argument("alternative", paste("one of:", paste(known, collapse = ", ")))
  }
  restore <- plot_restoring()
  on.exit(restore())
  if (view == "actors") plot_actors(x, alternative, language, say) else plot_years(x, alternative, language, say)
  unvalued <- mkba_table(x, "lines")
  unvalued <- unvalued[unvalued$kind == "pm" & unvalued$alternative %in% alternative, ]
  titles <- unique(ifelse(is.na(unvalued$title), unvalued$line, unvalued$title))
  if (length(titles) > 0) plot_note(paste0(say$pm, paste(titles, collapse = ", "), "."))
  invisible(x)
}

plot_actors <- function(x, alternative, language, say) {
  table <- mkba_table(x, "actors")
  table <- table[table$alternative == alternative, ]
  unit <- plot_money(max(0, abs(table$pv_costs), abs(table$pv_benefits)), language)
  names <- ifelse(is.na(table$title), table$actor, table$title)
  rows <- rev(seq_along(names))
  net <- paste(say$net, plot_number(table$net / unit$scale, language, unit$digits, signed = TRUE))
  plot_margins(left = names, right = net)
  plot_frame(range(0, -table$pv_costs, table$pv_benefits, table$net), c(0.5, length(rows) + 0.5), grid = "x")
  graphics::rect(pmin(0, -table$pv_costs), rows - 0.31, pmax(0, -table$pv_costs), rows + 0.31, col = plot_colours$pays,
                 border = NA)
  graphics::rect(pmin(0, table$pv_benefits), rows - 0.31, pmax(0, table$pv_benefits), rows + 0.31,
                 col = plot_colours$gains, border = NA)
  graphics::abline(v = 0, col = plot_colours$ink)
  graphics::points(table$net, rows, pch = 23, bg = plot_colours$ink, col = "white", cex = 1.2)
  graphics::axis(2, rows, names, tick = FALSE, cex.axis = 0.9)
  plot_axis(1, language, scale = unit$scale)
  plot_labels(pmax(0, -table$pv_costs, table$pv_benefits, table$net), rows, net, plot_colours$ink)
  plot_heading(say$actors, plot_unit(x, say$pv, unit, say),
               stats::setNames(c(plot_colours$pays, plot_colours$gains), c(say$pays, say$gains)))
}

plot_years <- function(x, alternative, language, say) {
  table <- mkba_table(x, "years")
  table <- table[table$alternative %in% alternative, ]
  unit <- plot_money(max(abs(table$cumulative_pv_net)), language)
  last <- table[table$year == max(table$year), ]
  last <- last[match(alternative, last$alternative), ]
  named <- if (is.null(x$scenario)) alternative else paste0(alternative, " (", x$scenario, ")")
  texts <- paste(named, plot_number(last$cumulative_pv_net / unit$scale, language, unit$digits, signed = TRUE))
  plot_margins(right = texts)
  plot_frame(range(table$year), range(0, table$cumulative_pv_net))
  graphics::abline(h = 0, col = plot_colours$ink)
  colours <- rep_len(plot_colours$series, length(alternative))
  for (i in seq_along(alternative)) {
    rows <- table[table$alternative == alternative[i], ]
    graphics::lines(rows$year, rows$cumulative_pv_net, col = colours[i], lwd = if (i == 1) 2.4 else 1.6)
  }
  graphics::axis(1, pretty(table$year), tick = FALSE, cex.axis = 0.9)
  plot_axis(2, language, scale = unit$scale)
  plot_labels(last$year, last$cumulative_pv_net, texts, colours)
  plot_heading(say$years, plot_unit(x, say$cumulative, unit, say))
}

plot_unit <- function(x, what, unit, say) {
  sprintf("%s, %s (%s %s)", what, unit$unit, say$level, as.list(x$case)$price_year)
}
