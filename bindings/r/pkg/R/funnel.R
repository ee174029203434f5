#' Funnels: who differs from a target by more than chance allows
#'
#' Observed counts against limits of chance around a target, where numbers are small (Spiegelhalter 2005). Limits with
#' over-dispersion are made only where there is any; else they are exact.
#'
#' @param x a panel, as [mkba_panel()] makes; or counts
#' @param indicator of a panel: counts, such as clients, or a rate whose numerator and denominator are known. Euros are
#'   refused: they are no counts
#' @param year of a panel: the period
#' @param denominator of a panel: what the counts are out of; `NULL` for that of the rate
#' @param expected of a panel, instead: the counts that are expected; the target is then 1
#' @param areas of a panel: codes of those to compare; `NULL` for all but regions made of others and the nation
#' @param region codes of areas that `plot()` highlights
#' @param sizes what each count is out of: expected (with `target = 1`), inhabitants, clients
#' @param ... options: `family` (`"poisson"`, `"binomial"`), `target` (observed / size; left out: of all together), `limits`
#'   (`"quantile"` of the count itself, interpolated; `"interval"` as FunnelPlotR has them, too narrow below where little is
#'   expected: a count of 0 is always beyond them), `overdispersion` (`"none"`, `"multiplicative"`, `"additive"`: random
#'   effects), `scale` (`"log"`, `"root"`, `"identity"`) on which, `trim` (`"winsorise"`, `"truncate"`) and `share` (0.1 at
#'   either end) of extreme z-scores, `warning` (0.95) and `alarm` (0.998), `per` (1), `points` of the curve (200)
#' @return An object of class `mkba_funnel`. `as.data.frame()` has a row per area: `observed`, `denominator`, `expected`, `value`,
#'   `ratio`, `z`, `z_adjusted`, `lower_warning`, `upper_warning`, `lower_alarm`, `upper_alarm`, `status` (`in`, `warning`, `alarm`), `side`,
#'   and of a panel `area`, `name`, `cell` (why there is no figure) and `rounding_decides`. `summary()` is one row: `n`,
#'   `n_missing`, `target`, `phi`, `tau_squared`, `limits` (`exact`, `multiplicative`, `additive`), `n_warning`, `by_chance_warning`,
#'   `n_alarm`, `by_chance_alarm`. `mkba_funnel_curve()` has the limits over a range of sizes.
#' @examples
#' funnel <- mkba_funnel(c(100, 150, 180, 80, 120, 225), c(108, 112, 165, 95, 100, 220), target = 1)
#' funnel
#' panel <- mkba_panel(data.frame(
#'   gm_code = c("A", "B", "C"), jaar = 2021, clienten = c(100, 60, 50), inwoners = c(2000, 2000, 1000)
#' ))
#' funnel <- mkba_funnel(panel, "clienten", 2021, "inwoners", per = 1000, region = "A")
#' as.data.frame(funnel)[c("area", "value", "status")]
#' plot(funnel)
#' @export
mkba_funnel <- function(x, ...) UseMethod("mkba_funnel")

#' @rdname mkba_funnel
#' @export
mkba_funnel.default <- function(x, sizes, ...) {
  x <- as_doubles(x, "x")
  sizes <- as_doubles(sizes, "sizes")
  options <- funnel_options(list(...))
  new_funnel(function(view) raw_mkba_funnel(x, sizes, options, view), "", character())
}

#' @rdname mkba_funnel
#' @export
mkba_funnel.mkba_panel <- function(x, indicator, year, denominator = NULL, expected = NULL, areas = NULL, region = NULL,
                                   ...) {
  handle <- panel_handle(x, "x")
  indicator <- as_text(indicator, "indicator")
  period <- one_period(year, "year")
  options <- funnel_options(list(...))
  per <- if (is.null(options$per)) "" else paste(" per", format(options$per, scientific = FALSE), denominator)
  options$denominator <- optional_text(denominator, "denominator")
  options$expected <- optional_text(expected, "expected")
  options$areas <- optional_texts(areas, "areas")
  region <- if (is.null(region)) character() else as_texts(region, "region")
  new_funnel(function(view) raw_mkba_panel_funnel(handle, indicator, period, options, view),
             paste0(indicator, per, ", ", period), region)
}

# Options by name; the wrong ones are refused in C, which knows them.
funnel_options <- function(options) {
  if (length(options) > 0 && (is.null(names(options)) || any(!nzchar(names(options))))) {
    refuse_argument("...", "options, each with its name")
  }
  options
}

new_funnel <- function(make, title, region) {
  tables <- lapply(list(areas = "areas", curve = "curve", summary = "summary"), function(view) table_frame(make(view)))
  structure(c(tables, list(title = title, region = region)), class = "mkba_funnel")
}

funnel_part <- function(funnel, part) {
  if (!inherits(funnel, "mkba_funnel") || !is.list(funnel)) refuse_argument("funnel", "a funnel, as mkba_funnel() makes")
  unclass(funnel)[[part]]
}

#' @rdname mkba_funnel
#' @param funnel,object a funnel
#' @export
mkba_funnel_curve <- function(funnel) funnel_part(funnel, "curve")

#' @export
`$.mkba_funnel` <- function(x, name) element(x, name)

#' @rdname mkba_funnel
#' @param row.names,optional not used: they belong to [as.data.frame()]
#' @export
as.data.frame.mkba_funnel <- function(x, row.names = NULL, optional = FALSE, ...) funnel_part(x, "areas")

#' @rdname mkba_funnel
#' @export
summary.mkba_funnel <- function(object, ...) funnel_part(object, "summary")

#' @rdname mkba_funnel
#' @export
print.mkba_funnel <- function(x, ...) {
  all <- summary(x)
  cat("MKBA funnel of ", all$n, if (nzchar(x$title)) paste0(": ", x$title), "\n", sep = "")
  field("limits", all$limits, ", phi ", format(all$phi, digits = 3))
  field("beyond the inner ones", all$n_warning, ", by chance ", format(all$by_chance_warning, digits = 2))
  field("beyond the outer ones", all$n_alarm, ", by chance ", format(all$by_chance_alarm, digits = 2))
  if (all$n_missing > 0) field("without a figure", all$n_missing)
  invisible(x)
}

funnel_words <- list(
  title = c("Who differs by more than chance", "Wie meer dan toevallig afwijkt"),
  size = c("To the right: larger areas (denominator, or expected).", "Naar rechts: grotere gebieden (noemer, of verwacht)."),
  value = c("figure", "cijfer"), region = c("region", "regio"),
  limits = c("Limits that chance alone crosses in %s and %s %% of the areas%s.",
             "Grenzen die toeval alleen bij %s en %s %% van de gebieden overschrijdt%s."),
  multiplicative = c(", widened by the over-dispersion, phi %s", ", verruimd met de overdispersie, phi %s"),
  additive = c(", widened by the spread between areas, tau squared %s",
               ", verruimd met de spreiding tussen gebieden, tau-kwadraat %s"),
  beyond = c("Beyond the outer limits: %s, by chance %s.", "Buiten de buitenste grenzen: %s, door toeval %s."),
  phi = c("More spread than chance gives: phi %s.", "Meer spreiding dan toeval geeft: phi %s."),
  missing = c("Without a figure: %s.", "Zonder cijfer: %s.")
)

#' The picture of a funnel
#'
#' Areas as points between the limits of chance; those of the region, and those farthest beyond the outer limits, are named.
#'
#' @param x a funnel, as [mkba_funnel()] makes
#' @param region codes of areas to highlight; `NULL` for those given to [mkba_funnel()]
#' @param language `"en"` or `"nl"`
#' @param ... not used
#' @return The funnel, invisibly.
#' @examples
#' plot(mkba_funnel(c(12, 30, 18, 50), c(15, 20, 20, 40)), language = "nl")
#' @export
plot.mkba_funnel <- function(x, region = NULL, language = "en", ...) {
  say <- plot_words(language, funnel_words)
  region <- if (is.null(region)) x$region else as_texts(region, "region")
  areas <- x$areas[!is.na(x$areas$value), ]
  curve <- x$curve
  ours <- areas$area %in% region
  if (!length(ours)) ours <- rep(FALSE, nrow(areas))
  wide <- max(curve$denominator) > 20 * min(curve$denominator)
  at <- if (wide) log10 else identity
  restore <- plot_restoring()
  on.exit(restore())
  plot_margins(left = 3.5, right = if (any(ours)) areas$name[ours] else 2, note = 3)
  graphics::plot.window(range(at(curve$denominator)), funnel_range(areas, curve))
  funnel_band(at(curve$denominator), curve$lower_alarm, curve$upper_alarm, grDevices::adjustcolor(plot_colours$peers_band, 0.6))
  funnel_band(at(curve$denominator), curve$lower_warning, curve$upper_warning, plot_colours$peers_band)
  graphics::lines(at(curve$denominator), curve$target, col = plot_colours$nation, lwd = 1.2)
  graphics::points(at(areas$denominator[!ours]), areas$value[!ours], pch = 16, cex = 0.6, col = plot_colours$peers_text)
  graphics::points(at(areas$denominator[ours]), areas$value[ours], pch = 16, cex = 1.2, col = plot_colours$region)
  if (wide) funnel_powers(language) else plot_axis(1, language)
  plot_axis(2, language)
  funnel_names(areas, ours, at)
  plot_heading(say$title, if (nzchar(x$title)) x$title else say$value,
               if (any(ours)) stats::setNames(plot_colours$region, say$region) else character())
  funnel_note(x$summary, say, language)
  invisible(x)
}

# All areas, and the limits as far as they do not squeeze them.
funnel_range <- function(areas, curve) {
  low <- min(areas$value)
  high <- max(areas$value)
  reach <- max(high - low, 0.05 * abs(high))
  c(min(low, max(min(curve$lower_alarm), low - reach / 2)), max(high, min(max(curve$upper_alarm), high + reach / 2)))
}

funnel_band <- function(x, low, high, colour) graphics::polygon(c(x, rev(x)), c(low, rev(high)), col = colour, border = NA)

# Sizes on a logarithmic axis: powers of ten, and where there are few of them 2 and 5 times these.
funnel_powers <- function(language) {
  ends <- graphics::par("usr")[1:2]
  all <- outer(c(1, 2, 5), 10^(floor(ends[1]):ceiling(ends[2])))
  places <- if (diff(ends) > 2) all[1, ] else as.vector(all)
  places <- places[log10(places) >= ends[1] & log10(places) <= ends[2]]
  graphics::axis(1, log10(places), plot_number(places, language), tick = FALSE, cex.axis = 0.9)
}

funnel_names <- function(areas, ours, at) {
  if (!"area" %in% names(areas)) return(invisible())
  named <- ifelse(nzchar(areas$name), areas$name, areas$area)
  far <- which(!ours & areas$status == "alarm")
  far <- utils::head(far[order(-abs(areas$z_adjusted[far]))], 6)
  if (length(far) > 0) {
    plot_labels(at(areas$denominator[far]), areas$value[far], named[far], plot_colours$ink)
  }
  if (any(ours)) plot_labels(at(areas$denominator[ours]), areas$value[ours], named[ours], plot_colours$region)
}

funnel_note <- function(all, say, language) {
  number <- function(x, digits) plot_number(x, language, digits)
  n <- max(all$n, 1)
  widened <- switch(all$limits, exact = "", multiplicative = sprintf(say$multiplicative, number(all$phi, 1)),
                    additive = sprintf(say$additive, number(all$tau_squared, 3)))
  plot_note(
    say$size, sprintf(say$limits, number(100 * all$by_chance_warning / n, 0), number(100 * all$by_chance_alarm / n, 1), widened),
    sprintf(say$beyond, all$n_alarm, number(all$by_chance_alarm, 1)),
    if (all$limits == "exact" && all$phi > 1.5) sprintf(say$phi, number(all$phi, 1)) else "",
    if (all$n_missing > 0) sprintf(say$missing, all$n_missing) else ""
  )
}
