#' Simulates a case: distributions in the place of points
#'
#' Draws the uncertain parameters of a case and appraises it for each draw. Draw i of a parameter depends on the seed,
#' the plan, the parameter's name and i (under `lhs` also on `draws`; where it is correlated, on its group): another
#' parameter changes none.
#'
#' @param case a case
#' @param draws how many there are in all
#' @param seed of the random numbers
#' @param plan `"random"`; `"lhs"`, a Latin hypercube; `"sobol"`, a scrambled low-discrepancy sequence, whose means
#'   converge fastest
#' @param threads 0 is as many as there are. Changes no figure
#' @param progress a function of what is done and what there is to do, or `NULL`; `FALSE`, or a condition, stops the
#'   simulation, and so does an interrupt
#' @param scenario one of the case; a parameter that it gives a value is not drawn
#' @param ... options by name: `first`, `count` (only these draws, counted from 0, to be merged with others), `actors`
#'   (`TRUE`), `streams`, `years` (which figures are simulated beside those of the alternatives), `keep` (every draw, 2 GiB
#'   at most; quantiles are then exact), `block`, `variant` (change no figure), `replicates` (1; in how many equal parts the draws
#'   are done that are randomised independently of each other: of `lhs` and `sobol` with two and more, at most 256, the
#'   standard errors of means and of `p_positive` follow from how far these lie apart; 16 to 32 are enough, `draws` is a
#'   multiple)
#' @param simulation,x,object,other a simulation
#' @param view `"summary"`, `"incremental"`, `"actors"`, `"streams"`, `"years"`, `"clients"`, `"parameters"`, `"draws"`,
#'   `"about"` or `"findings"`
#' @param row.names,optional not used: they belong to [as.data.frame()]. A view may be given in the place of `row.names`
#' @param p probabilities
#' @param above a value
#' @param alternative may be `NULL` where there is one policy alternative
#' @param measure `"npv"`, `"pv_costs"`, `"pv_benefits"`, `"bcr"`, `"annual_equivalent"`; of an actor `"pv_costs"`,
#'   `"pv_benefits"`, `"net"`; `"effect"` (of a stream); `"net"` (of a year); `"clients"` (of a stream in a year)
#' @param actor,stream,year of which
#' @param compared_with npv minus that of this alternative, which is listed before it
#' @param bins at most 1000; 0 is as many as suit the number of draws
#' @param precision what is wanted: a share of the figure's sd; of a probability, the probability itself
#' @param bytes a raw vector
#' @return `mkba_simulate()` gives an object of class `mkba_simulation`; `n_draws` is how many draws it holds.
#'   `summary()` has per alternative and measure the `point` (in an appraisal), `mean`, `sd`, `se` (of the mean: sd /
#'   sqrt(draws); under `lhs` and `sobol` an upper bound, and with replicates that between them, as `se_is` says; its
#'   interval then takes Student's t with replicates - 1 degrees of freedom), `least`, `q05` to `q95`, `most`,
#'   `quantile_error` (how far the worst of the five may lie off the quantile of the draws), `p_positive` and `n`;
#'   `mkba_simulation_table()` the view that is asked for. `mkba_simulation_quantile()` and
#'   `mkba_simulation_probability()` give numbers, with an attribute `error_bound`. `mkba_simulation_merge()` makes one of
#'   two parts: in which order parts are merged makes no difference to a single bit. `mkba_simulation_bytes()` gives a raw
#'   vector, the same on every machine, of which `mkba_simulation_of_bytes()` makes the simulation again.
#' @seealso [plot.mkba_simulation()]
#' @examples
#' simulation <- mkba_simulate(mkba_example(), draws = 2000, seed = 1)
#' simulation
#' mkba_simulation_quantile(simulation, c(0.05, 0.95))
#' mkba_simulation_probability(simulation)
#' head(mkba_simulation_table(simulation, "actors"))
#' half <- mkba_simulate(mkba_example(), draws = 2000, count = 1000)
#' whole <- mkba_simulation_merge(half, mkba_simulate(mkba_example(), draws = 2000, first = 1000))
#' identical(mkba_simulation_bytes(whole), mkba_simulation_bytes(simulation))
#' @export
mkba_simulate <- function(case, draws = 10000, seed = 1, plan = "random", threads = 0, progress = NULL,
                          scenario = NULL, ...) {
  options <- funnel_options(list(...))
  options[c("draws", "seed", "plan", "threads")] <- list(draws, seed, plan, threads)
  options$scenario <- optional_text(scenario, "scenario")
  new_simulation(raw_mkba_case_simulate(case_handle(case), options, progress))
}

new_simulation <- function(handle) {
  structure(list(n_draws = raw_mkba_simulation_n_draws(handle), handle = handle), class = "mkba_simulation")
}

simulation_handle <- function(simulation, where = "simulation") {
  if (!inherits(simulation, "mkba_simulation") || !is.list(simulation)) {
    refuse_argument(where, "a simulation, as mkba_simulate() makes")
  }
  unclass(simulation)$handle
}

# The figure that is meant, as C takes it.
simulated <- function(alternative, measure, actor, stream, compared_with, year) {
  of <- list()
  of$alternative <- optional_text(alternative, "alternative")
  of$measure <- optional_text(measure, "measure")
  of$actor <- optional_text(actor, "actor")
  of$stream <- optional_text(stream, "stream")
  of$compared_with <- optional_text(compared_with, "compared_with")
  of$year <- year
  of
}

#' @rdname mkba_simulate
#' @export
mkba_simulation_table <- function(simulation, view = "summary") {
  table_frame(raw_mkba_simulation_table(simulation_handle(simulation), as_text(view, "view")))
}

#' @rdname mkba_simulate
#' @export
mkba_simulation_quantile <- function(simulation, p, alternative = NULL, measure = NULL, actor = NULL, stream = NULL,
                                     compared_with = NULL, year = NULL) {
  handle <- simulation_handle(simulation)
  of <- simulated(alternative, measure, actor, stream, compared_with, year)
  found <- vapply(as_doubles(p, "p"), function(one) raw_mkba_simulation_quantile(handle, of, one), c(0, 0))
  structure(found[1, ], error_bound = found[2, ])
}

#' @rdname mkba_simulate
#' @export
mkba_simulation_probability <- function(simulation, above = 0, alternative = NULL, measure = NULL, actor = NULL,
                                        stream = NULL, compared_with = NULL, year = NULL) {
  handle <- simulation_handle(simulation)
  of <- simulated(alternative, measure, actor, stream, compared_with, year)
  found <- vapply(as_doubles(above, "above"), function(one) raw_mkba_simulation_probability(handle, of, one), c(0, 0))
  structure(found[1, ], error_bound = found[2, ])
}

#' @rdname mkba_simulate
#' @export
mkba_simulation_histogram <- function(simulation, bins = 0, alternative = NULL, measure = NULL, actor = NULL,
                                      stream = NULL, compared_with = NULL, year = NULL) {
  of <- simulated(alternative, measure, actor, stream, compared_with, year)
  table_frame(raw_mkba_simulation_histogram(simulation_handle(simulation), of, bins))
}

#' @rdname mkba_simulate
#' @export
mkba_simulation_convergence <- function(simulation, precision = 0.01) {
  table_frame(raw_mkba_simulation_convergence(simulation_handle(simulation), precision))
}

#' @rdname mkba_simulate
#' @export
mkba_simulation_merge <- function(simulation, other) {
  new_simulation(raw_mkba_simulation_merge(simulation_handle(simulation), simulation_handle(other, "other")))
}

#' @rdname mkba_simulate
#' @export
mkba_simulation_bytes <- function(simulation) raw_mkba_simulation_to_bytes(simulation_handle(simulation))

#' @rdname mkba_simulate
#' @export
mkba_simulation_of_bytes <- function(bytes) new_simulation(raw_mkba_simulation_from_bytes(bytes))

#' @export
`$.mkba_simulation` <- function(x, name) element(x, name)

#' @rdname mkba_simulate
#' @export
summary.mkba_simulation <- function(object, ...) mkba_simulation_table(object, "summary")

#' @rdname mkba_simulate
#' @export
as.data.frame.mkba_simulation <- function(x, row.names = NULL, optional = FALSE, ..., view = "summary") {
  if (missing(view) && !is.null(row.names)) view <- row.names
  mkba_simulation_table(x, view)
}

#' @rdname mkba_simulate
#' @export
print.mkba_simulation <- function(x, ...) {
  about <- mkba_simulation_table(x, "about")
  cat("MKBA simulation: ", about$title, if (!is.na(about$scenario)) paste0(" (", about$scenario, ")"), "\n", sep = "")
  field("draws", format(about$done, big.mark = ","), ", plan ", about$plan, ", seed ", about$seed)
  table <- summary(x)
  for (i in which(table$measure == "npv")) {
    field(paste("npv of", table$alternative[i]), "mean ", euro(table$mean[i]), ", 90 % from ", euro(table$q05[i]), " to ",
          euro(table$q95[i]), ", above 0 in ", format(100 * table$p_positive[i], digits = 3), " %")
  }
  invisible(x)
}

simulation_words <- list(
  distribution = c("How likely which balance is", "Hoe waarschijnlijk welk saldo is"),
  actors = c("Who gains, who pays, and how surely", "Wie wint, wie betaalt, en hoe zeker"),
  years = c("The balance of each year", "Het saldo per jaar"),
  npv = c("net present value", "netto contante waarde"),
  net = c("net present value, mean and 90 % interval", "netto contante waarde, gemiddelde en 90%-interval"),
  nets = c("benefits minus costs, undiscounted, median", "baten min kosten, niet verdisconteerd, mediaan"),
  half = c("50 %", "50%"), most = c("90 %", "90%"),
  positive = c("%s %% of the draws above 0", "%s%% van de trekkingen boven 0"),
  negative = c("%s %% below", "%s%% eronder"), mean = c("mean", "gemiddeld"),
  draws = c("%s draws, plan %s, seed %s.", "%s trekkingen, plan %s, seed %s."),
  interval = c("90 %% of the draws lie between %s and %s %s.", "90%% van de trekkingen ligt tussen %s en %s %s.")
)

#' A picture of a simulation
#'
#' @param x a simulation
#' @param y,view `"distribution"` of the npv, with the chance of a positive balance; `"actors"`: who gains and who pays,
#'   with 90 % intervals; `"years"`: the net of each year as bands of 50 % and 90 % (simulate with `years = TRUE`)
#' @param ... not used
#' @param alternative may be `NULL` where there is one
#' @param language of the words: `"en"` or `"nl"`
#' @return the simulation, invisibly
#' @examples
#' simulation <- mkba_simulate(mkba_example(), draws = 2000, years = TRUE)
#' plot(simulation)
#' plot(simulation, "years", language = "nl")
#' @export
plot.mkba_simulation <- function(x, y = "distribution", ..., view = y, alternative = NULL, language = "en") {
  say <- plot_words(language, simulation_words)
  drawers <- list(distribution = plot_distribution, actors = plot_simulated_actors, years = plot_bands)
  draw <- drawers[[plot_view(view, names(drawers))]]
  known <- unique(summary(x)$alternative)
  if (is.null(alternative) && length(known) == 1) alternative <- known
  if (length(alternative) != 1) refuse_argument("alternative", paste("one of:", paste(known, collapse = ", ")))
  if (!alternative %in% known) {
    mkba_signal("unknown", sprintf("there is no policy alternative \"%s\"; there are %s", alternative,
                                   paste(known, collapse = ", ")), "alternative")
  }
  restore <- plot_restoring()
  on.exit(restore())
  draw(x, alternative, language, say)
  invisible(x)
}

simulation_note <- function(x, language, say) {
  about <- mkba_simulation_table(x, "about")
  sprintf(say$draws, plot_number(about$done, language), about$plan, about$seed)
}

plot_distribution <- function(x, alternative, language, say) {
  table <- summary(x)
  of <- table[table$alternative == alternative & table$measure == "npv", ]
  wide <- of$q95 - of$q05  # the tails of a skewed outcome would leave the rest no room
  low <- max(of$least, of$q05 - wide)
  high <- min(of$most, of$q95 + wide)
  bins <- if (high > low) min(1000, round(60 * (of$most - of$least) / (high - low))) else 0
  table <- mkba_simulation_histogram(x, bins, alternative = alternative)
  table <- table[table$to >= low & table$from <= high, ]
  unit <- plot_money(max(abs(low), abs(high)), language)
  short <- function(value) plot_number(value / unit$scale, language, unit$digits)
  top <- max(table$count)
  plot_margins(left = 1, right = 1, note = 2)
  plot_frame(range(table$from, table$to), c(-0.05, 1.1) * top, grid = "")
  for (below in c(TRUE, FALSE)) {
    some <- table[if (below) table$from < 0 else table$to >= 0, ]
    graphics::rect(if (below) some$from else pmax(0, some$from), 0, if (below) pmin(0, some$to) else some$to, some$count,
                   col = if (below) plot_colours$pays else plot_colours$gains, border = "white", lwd = 0.4)
  }
  if (low < 0 && high > 0) graphics::abline(v = 0, col = plot_colours$ink)
  graphics::segments(of$mean, 0, of$mean, 1.05 * top, col = plot_colours$ink, lwd = 1.6)
  graphics::text(of$mean, 1.06 * top, paste("", say$mean, short(of$mean)), adj = c(0, 0.5), cex = 0.85,
                 col = plot_colours$ink, xpd = NA)
  graphics::segments(of$q05, -0.03 * top, of$q95, lwd = 1.2, col = plot_colours$ink)
  graphics::segments(of$q25, -0.03 * top, of$q75, lwd = 4, lend = "butt", col = plot_colours$ink)
  plot_axis(1, language, scale = unit$scale)
  share <- 100 * of$p_positive
  coloured <- stats::setNames(plot_colours$gains, sprintf(say$positive, plot_number(share, language, 1)))
  if (share < 100) {
    coloured[[sprintf(say$negative, plot_number(100 - share, language, 1))]] <- plot_colours$pays
  }
  plot_heading(say$distribution, sprintf("%s: %s, %s", alternative, say$npv, unit$unit), coloured)
  plot_note(sprintf(say$interval, short(of$q05), short(of$q95), unit$unit), simulation_note(x, language, say))
}

plot_simulated_actors <- function(x, alternative, language, say) {
  table <- mkba_simulation_table(x, "actors")
  table <- table[table$alternative == alternative & table$measure == "net", ]
  unit <- plot_money(max(0, abs(table$q05), abs(table$q95)), language)
  rows <- rev(seq_len(nrow(table)))
  texts <- plot_number(table$mean / unit$scale, language, unit$digits, signed = TRUE)
  colours <- ifelse(table$mean >= 0, plot_colours$gains, plot_colours$pays)
  plot_margins(left = table$actor, right = texts, note = 2)
  plot_frame(range(0, table$q05, table$q95), c(0.5, length(rows) + 0.5), grid = "x")
  graphics::abline(v = 0, col = plot_colours$ink)
  graphics::segments(table$q05, rows, table$q95, lwd = 2, lend = "butt", col = colours)
  graphics::segments(table$q25, rows, table$q75, lwd = 7, lend = "butt", col = colours)
  graphics::points(table$mean, rows, pch = 23, bg = plot_colours$ink, col = "white", cex = 1.2)
  graphics::axis(2, rows, table$actor, tick = FALSE, cex.axis = 0.9)
  plot_axis(1, language, scale = unit$scale)
  plot_labels(pmax(0, table$q95), rows, texts, plot_colours$ink)
  plot_heading(say$actors, sprintf("%s: %s, %s", alternative, say$net, unit$unit))
  plot_note(simulation_note(x, language, say))
}

plot_bands <- function(x, alternative, language, say) {
  table <- mkba_simulation_table(x, "years")
  table <- table[table$alternative == alternative, ]
  unit <- plot_money(max(0, abs(table$q05), abs(table$q95)), language)
  last <- table[nrow(table), ]
  texts <- c(say$most, say$half, plot_number(last$q50 / unit$scale, language, unit$digits))
  band <- function(low, high, opacity) {
    graphics::polygon(c(table$year, rev(table$year)), c(low, rev(high)), border = NA,
                      col = grDevices::adjustcolor(plot_colours$gains, opacity))
  }
  plot_margins(right = texts, note = 2)
  plot_frame(range(table$year), range(0, table$q05, table$q95))
  graphics::abline(h = 0, col = plot_colours$ink)
  band(table$q05, table$q95, 0.18)
  band(table$q25, table$q75, 0.35)
  graphics::lines(table$year, table$q50, col = plot_colours$ink, lwd = 2.2)
  graphics::axis(1, pretty(table$year), tick = FALSE, cex.axis = 0.9)
  plot_axis(2, language, scale = unit$scale)
  plot_labels(last$year, c(last$q95, last$q75, last$q50), texts,
              c(plot_colours$peers_text, plot_colours$peers_text, plot_colours$ink))
  plot_heading(say$years, sprintf("%s: %s, %s", alternative, say$nets, unit$unit))
  plot_note(simulation_note(x, language, say))
}
