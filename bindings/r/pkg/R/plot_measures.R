#' Pictures of what drives the uncertainty, and of what knowing more is worth
#'
#' `mkba_plot_sobol()`: a bar per parameter for the first order, a dot for the total, lines for their intervals.
#' `mkba_plot_evppi()`: what perfect information about each parameter is worth, with its interval.
#' `mkba_plot_acceptability()`: how likely each alternative is the best, over the value of a parameter or of a unit of effect;
#' thick where its mean is the highest.
#'
#' @param table what `mkba_sobol()` or `mkba_sobol_indices()`, `mkba_case_evppi()` or `mkba_evppi()`,
#'   `mkba_case_acceptability()` or `mkba_acceptability()` gave
#' @param alternative of several, which
#' @param most parameters, the largest
#' @param language `"en"` or `"nl"`
#' @return `table`, invisibly
#' @examples
#' case <- mkba_example()
#' mkba_plot_sobol(mkba_sobol(case, draws = 256))
#' mkba_plot_evppi(mkba_case_evppi(case, draws = 500))
#' over <- mkba_case_acceptability(case, "qaly_waarde", c(0, 50e3, 100e3), draws = 500)
#' mkba_plot_acceptability(over)
#' @export
mkba_plot_sobol <- function(table, alternative = NULL, most = 12, language = "en") {
  say <- plot_words(language, measure_words)
  rows <- measure_rows(table, c("first", "total", "first_lower", "total_upper"), alternative)
  shown <- rev_largest(rows, "total", most)
  restore <- plot_restoring()
  on.exit(restore())
  places <- seq_len(nrow(shown))
  plot_margins(left = shown$parameter, right = 1)
  plot_frame(range(0, shown$first_lower, shown$total_lower, shown$first_upper, shown$total_upper),
             c(0.5, nrow(shown) + 0.5), grid = "x")
  graphics::rect(0, places - 0.3, shown$first, places + 0.3, col = plot_colours$region_band, border = NA)
  graphics::segments(shown$first_lower, places + 0.12, shown$first_upper, col = plot_colours$region, lwd = 1.4)
  graphics::segments(shown$total_lower, places - 0.12, shown$total_upper, col = plot_colours$nation, lwd = 1.4)
  graphics::points(shown$total, places - 0.12, pch = 19, cex = 0.7, col = plot_colours$nation)
  measure_axes(shown, language)
  what <- if (is.null(rows$alternative)) "y" else sprintf(say$npv, rows$alternative[1])
  plot_heading(say$sobol, sprintf(say$variance, what),
               stats::setNames(c(plot_colours$region, plot_colours$nation), c(say$first, say$total)))
  plot_note(say$interval)
  invisible(table)
}

#' @rdname mkba_plot_sobol
#' @export
mkba_plot_evppi <- function(table, most = 12, language = "en") {
  say <- plot_words(language, measure_words)
  rows <- measure_rows(table, c("evppi", "evppi_lower", "evppi_upper"), NULL)
  shown <- rev_largest(rows, "evppi", most)
  money <- plot_money(max(shown$evppi_upper), language)
  restore <- plot_restoring()
  on.exit(restore())
  places <- seq_len(nrow(shown))
  plot_margins(left = shown$parameter, right = 1)
  plot_frame(range(0, shown$evppi_upper), c(0.5, nrow(shown) + 0.5), grid = "x")
  graphics::rect(0, places - 0.3, shown$evppi, places + 0.3, col = plot_colours$gains, border = NA)
  graphics::segments(shown$evppi_lower, places, shown$evppi_upper, col = plot_colours$ink, lwd = 1.4)
  measure_axes(shown, language, money$scale)
  plot_heading(say$evppi, sprintf(say$worth, money$unit))
  plot_note(say$interval)
  invisible(table)
}

#' @rdname mkba_plot_sobol
#' @export
mkba_plot_acceptability <- function(table, language = "en") {
  say <- plot_words(language, measure_words)
  over <- if ("value" %in% names(table)) "value" else "threshold"
  rows <- measure_rows(table, c(over, "alternative", "p_best", "frontier"), unique(table$alternative))
  known <- unique(rows$alternative)
  colours <- rep_len(plot_colours$series, length(known))
  restore <- plot_restoring()
  on.exit(restore())
  plot_margins(left = 4, right = known)
  plot_frame(range(rows[[over]]), c(0, 100), grid = "y")
  ends <- vapply(seq_along(known), function(i) {
    own <- rows[rows$alternative == known[i], ]
    own <- own[order(own[[over]]), ]
    graphics::lines(own[[over]], 100 * own$p_best, col = colours[i], lwd = 1.2)
    graphics::lines(own[[over]], ifelse(own$frontier, 100 * own$p_best, NA), col = colours[i], lwd = 3.2)
    100 * own$p_best[nrow(own)]
  }, 0)
  plot_axis(1, language)
  plot_axis(2, language, digits = 0)
  plot_labels(rep(max(rows[[over]]), length(known)), ends, known, colours)
  plot_heading(say$accept, say$chance)
  plot_note(if (is.null(rows$parameter)) "" else sprintf(say$over, rows$parameter[1]), say$frontier)
  invisible(table)
}

measure_words <- list(
  sobol = c("What the uncertainty comes from", "Waar de onzekerheid vandaan komt"),
  variance = c("share of the variance of %s", "aandeel in de variantie van %s"),
  npv = c("the npv of %s", "de ncw van %s"),
  first = c("alone", "alleen"),
  total = c("with what it does together", "met wat het samen doet"),
  evppi = c("What knowing more is worth", "Wat meer weten waard is"),
  worth = c("expected gain of knowing it before choosing, %s", "verwachte winst van weten v\u00f3\u00f3r de keuze, %s"),
  accept = c("Which alternative is probably best", "Welk alternatief waarschijnlijk het beste is"),
  chance = c("probability of being best, per cent", "kans de beste te zijn, procenten"),
  over = c("Over %s.", "Over %s."),
  interval = c("Lines: intervals.", "Lijnen: intervallen."),
  frontier = c("Thick: the alternative with the highest mean.", "Dik: het alternatief met het hoogste gemiddelde.")
)

# The rows of a table that has these columns, of one alternative or (NULL) of the only one.
measure_rows <- function(table, columns, alternative) {
  missing <- setdiff(columns, names(table))
  if (!is.data.frame(table) || length(missing) > 0) refuse_argument("table", "a table of the kind that is drawn")
  known <- unique(table$alternative)
  if (is.null(known)) return(table)
  if (is.null(alternative) && length(known) == 1) alternative <- known
  if (is.null(alternative) || !all(alternative %in% known)) {
    refuse_argument("alternative", paste("one of:", paste(known, collapse = ", ")))
  }
  table[table$alternative %in% alternative, ]
}

# The rows with the largest figures, the largest last, as bars are drawn.
rev_largest <- function(rows, column, most) {
  shown <- utils::head(rows[order(-rows[[column]]), ], as_number(most, "most"))
  shown[rev(seq_len(nrow(shown))), ]
}

measure_axes <- function(shown, language, scale = 1) {
  graphics::abline(v = 0, col = plot_colours$ink, lwd = 0.8)
  plot_axis(1, language, scale = scale)
  graphics::axis(2, at = seq_len(nrow(shown)), labels = shown$parameter, tick = FALSE, cex.axis = 0.9)
}
