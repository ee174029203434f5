#' Need adjustment: what do areas of such need have?
#'
#' Explains an indicator by factors of need over many areas, and puts the figure of a region beside what areas of its need
#' have, with a prediction interval. By default the region is not in the fit; every area is expected without itself.
#' Descriptive: what the factors do not explain may be policy, other needs, prices, booking or chance. `docs/effect.md` has
#' the formulas.
#'
#' @param panel a panel, as [mkba_panel()] makes
#' @param region codes of the areas that ask
#' @param indicator a figure per inhabitant; with `"poisson"` and `"negbin"` a count
#' @param factors indicators of need; the indicator itself, and what it is made of, are refused
#' @param years of the indicator; several get a level each, with errors clustered by area; `NULL` for the only one
#' @param ... options: `method` (`"ols"`, `"wls"` with `weights`, `"huber"`, `"bisquare"`, `"ridge"`, `"poisson"`, `"negbin"`),
#'   `errors` (`"default"`, `"classical"`, `"hc1"`, `"hc2"`, `"hc3"`, `"clustered"`), `weights` (an indicator), `population` (an
#'   indicator: the exposure of counts, and by what the region is added up), `penalty_by` (`"gcv"`, `"loo"`, `"given"`) and
#'   `penalty` of ridge, `include_region`, `level` (0.95), `region_name`
#' @param start explains the growth since this year, in per cent, by the factors at its start
#' @param factor_year of the factors, where it is not that of the figure
#' @param areas codes of those that may be in the fit; `NULL` for all of the kind of the region
#' @return An object of class `mkba_expectation`. `as.data.frame()` has the region: `observed`, `expected`, `difference`,
#'   `ratio`, `low`, `high`, `position`; `coef()` the estimates; [mkba_expected_table()] has all tables.
#' @seealso [plot.mkba_expectation()]
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = paste0("GM", 1:12), jaar = 2020, clienten = 20 + 1:12 + 1:12 %% 3,
#'   inwoners = 1000 + 100 * 1:12, nood = 1:12 %% 4
#' ))
#' made <- mkba_expected(panel, c("GM3", "GM4"), "clienten", "nood", method = "poisson",
#'   population = "inwoners")
#' made
#' as.data.frame(made)[c("name", "observed", "expected", "low", "high")]
#' mkba_expected_table(made, "findings")$id
#' @export
mkba_expected <- function(panel, region, indicator, factors, years = NULL, ..., start = NULL, factor_year = NULL,
                          areas = NULL) {
  region <- as_texts(region, "region")
  options <- funnel_options(list(...))
  if (is.null(options$region_name)) options$region_name <- paste(region, collapse = ", ")
  if (is.null(options$level)) options$level <- 0.95
  options$region <- region
  options$indicator <- as_text(indicator, "indicator")
  options$factors <- as_texts(factors, "factors")
  options$periods <- if (!is.null(years)) period_texts(years, "years")
  options$start <- optional_period(start, "start")
  options$factor_period <- optional_period(factor_year, "factor_year")
  options$areas <- optional_texts(areas, "areas")
  handle <- raw_mkba_panel_expected(panel_handle(panel), options)
  views <- c("region", "coefficients", "areas", "summary", "findings")
  tables <- lapply(stats::setNames(views, views), function(view) table_frame(raw_mkba_expectation_table(handle, view)))
  structure(c(list(members = region, region_name = options$region_name, indicator = options$indicator,
                   level = options$level), tables = list(tables)), class = "mkba_expectation")
}

expected_part <- function(made, name) {
  if (!inherits(made, "mkba_expectation") || !is.list(made)) {
    refuse_argument("expectation", "an expectation, as mkba_expected() makes")
  }
  unclass(made)[[name]]
}

#' Tables of need adjustment
#'
#' | view | a row per |
#' | --- | --- |
#' | `region` | period and area of the region, and all together (without a code): `observed`, `expected`, `low`, `high`, `position` |
#' | `coefficients` | constant and factor: `estimate`, `error`, `statistic`, `low`, `high`, `vif`; of counts the rate ratio |
#' | `areas` | area and period: `role`, what is expected of it without itself, `leverage`, `studentised`, `cook`, `dffits`, `flag`, `reason` |
#' | `summary` | one: method, errors, how many, degrees of freedom, fit |
#' | `findings` | what to know before believing it: `id`, `severity`, `area`, `period`, `indicator`, `text` |
#'
#' @param expectation as [mkba_expected()] makes
#' @param view one of these
#' @return A data frame.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = paste0("GM", 1:9), jaar = 2020,
#'   kosten = 100 + 3 * 1:9 + c(1, -1, 0), ouderen = 1:9))
#' mkba_expected_table(mkba_expected(panel, "GM5", "kosten", "ouderen"), "coefficients")
#' @export
mkba_expected_table <- function(expectation, view = "region") {
  tables <- expected_part(expectation, "tables")
  view <- as_text(view, "view")
  if (!view %in% names(tables)) {
    mkba_signal("unknown", sprintf("view must be one of %s, not \"%s\"", paste(names(tables), collapse = ", "), view), "view")
  }
  tables[[view]]
}

#' @export
`$.mkba_expectation` <- function(x, name) element(x, name)

#' @rdname mkba_expected
#' @param x,object an expectation
#' @param row.names,optional not used
#' @export
as.data.frame.mkba_expectation <- function(x, row.names = NULL, optional = FALSE, ...) mkba_expected_table(x, "region")

#' @rdname mkba_expected
#' @export
summary.mkba_expectation <- function(object, ...) mkba_expected_table(object, "summary")

#' @rdname mkba_expected
#' @importFrom stats coef
#' @export
coef.mkba_expectation <- function(object, ...) {
  table <- mkba_expected_table(object, "coefficients")
  stats::setNames(table$estimate, table$term)
}

#' @rdname mkba_expected
#' @export
print.mkba_expectation <- function(x, ...) {
  cat("MKBA expectation of ", expected_part(x, "region_name"), ": ", expected_part(x, "indicator"), "\n", sep = "")
  table <- as.data.frame(x)
  shown <- table[c("area", "name", "period", "observed", "expected", "low", "high", "position")]
  shown[4:7] <- lapply(shown[4:7], signif, 4)
  print(shown, row.names = FALSE)
  print_findings(mkba_expected_table(x, "findings"))
  invisible(x)
}

expected_words <- list(
  caterpillar = c("%s beside what its need explains", "%s naast wat de behoefte verklaart"),
  funnel = c("%s beside what its need explains, by size", "%s naast wat de behoefte verklaart, naar omvang"),
  difference = c("%s: observed minus expected", "%s: waargenomen min verwacht"),
  share = c("%s: observed minus expected, in per cent of expected", "%s: waargenomen min verwacht, in procenten van verwacht"),
  ratio = c("%s: observed / expected", "%s: waargenomen / verwacht"),
  size = c("To the right: larger areas.", "Naar rechts: grotere gebieden."),
  line = c("Line: %s %% prediction interval of an area with such needs, the area itself not in the fit.",
           "Lijn: %s %% voorspellingsinterval van een gebied met die behoefte, het gebied zelf telt niet mee."),
  beyond = c("Interval without 0: %d of %d.", "Interval zonder 0: %d van %d."),
  outside = c("Outside its interval: %d of %d.", "Buiten het eigen interval: %d van %d."),
  out = c("Left out for lack of figures: %d.", "Weggelaten, cijfers ontbreken: %d."),
  descriptive = c("What need does not explain is not the effect of a policy.",
                  "Wat de behoefte niet verklaart is geen effect van beleid.")
)

#' A picture of need adjustment
#'
#' `caterpillar`: observed minus expected of each area with its prediction interval, sorted. `funnel`: observed / expected (of
#' growth: observed minus expected) over the size of areas.
#'
#' @param x an expectation, as [mkba_expected()] makes
#' @param y,view `"caterpillar"` or `"funnel"`; `view` when it is given, else `y`
#' @param period of several; `NULL` for the last
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param ... not used
#' @return The expectation, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = paste0("GM", 1:9), jaar = 2020,
#'   kosten = 100 + 3 * 1:9 + c(1, -1, 0), ouderen = 1:9))
#' plot(mkba_expected(panel, "GM5", "kosten", "ouderen"))
#' @export
plot.mkba_expectation <- function(x, y = "caterpillar", ..., view = y, period = NULL, language = "en") {
  say <- plot_words(language, expected_words)
  view <- plot_view(view, c("caterpillar", "funnel"))
  areas <- mkba_expected_table(x, "areas")
  period <- if (is.null(period)) max(areas$period) else one_period(period, "period")
  if (!period %in% areas$period) {
    mkba_signal("unknown", sprintf("the expectation has no period \"%s\"", period), "period")
  }
  areas <- areas[areas$period == period, ]
  shown <- areas[!is.na(areas$low), ]
  restore <- plot_restoring()
  on.exit(restore())
  own <- if (view == "caterpillar") expected_caterpillar(x, shown, language, say) else expected_funnel(x, shown, language, say)
  left <- sum(areas$role == "left out")
  plot_note(paste(c(own, if (left > 0) sprintf(say$out, left)), collapse = " "), say$descriptive)
  invisible(x)
}

expected_level <- function(x) format(100 * expected_part(x, "level"))

expected_caterpillar <- function(x, shown, language, say) {
  counts <- summary(x)$method %in% c("poisson", "negbin")
  scale <- if (counts) shown$expected / 100 else 1
  shown$at <- shown$difference / scale
  shown$least <- (shown$observed - shown$high) / scale
  shown$most <- (shown$observed - shown$low) / scale
  shown <- shown[order(shown$at, shown$area), ]
  ours <- shown$role == "region"
  beyond <- shown$least > 0 | shown$most < 0
  named <- nrow(shown) <= 45
  names <- ifelse(shown$name == "", shown$area, shown$name)
  colours <- ifelse(ours, plot_colours$region, ifelse(beyond, plot_colours$ink, plot_colours$peers))
  plot_margins(left = if (named) names else 2, right = if (named) NULL else names[ours], note = 3.6)
  rows <- seq_len(nrow(shown))
  plot_frame(range(0, shown$least, shown$most), c(0.4, length(rows) + 0.6), grid = "x")
  graphics::abline(v = 0, col = plot_colours$ink)
  draw <- order(ours, beyond)
  graphics::segments(shown$least[draw], rows[draw], shown$most[draw], rows[draw], col = colours[draw],
                     lwd = ifelse(ours[draw], plot_widths$region, 1))
  graphics::points(shown$at[draw], rows[draw], pch = 16, col = colours[draw], cex = ifelse(ours[draw], 1.2, if (named) 1 else 0.6))
  if (named) graphics::axis(2, rows, names, tick = FALSE, cex.axis = 0.8, las = 1)
  plot_axis(1, language)
  if (!named) plot_labels(shown$most[ours], rows[ours], names[ours], plot_colours$region, font = 2)
  plot_heading(sprintf(say$caterpillar, expected_part(x, "region_name")),
               sprintf(if (counts) say$share else say$difference, expected_part(x, "indicator")))
  c(sprintf(say$line, expected_level(x)), sprintf(say$beyond, sum(beyond), nrow(shown)))
}

expected_funnel <- function(x, shown, language, say) {
  if (all(is.na(shown$size))) refuse_argument("view", "caterpillar: a funnel needs the size of areas, give population")
  growth <- all(is.na(shown$ratio))
  scale <- if (growth) 1 else shown$expected
  shift <- if (growth) shown$expected else 0
  at <- (shown$observed - shift) / scale
  low <- (shown$low - shift) / scale
  high <- (shown$high - shift) / scale
  ours <- shown$role == "region"
  outside <- shown$position != "within"
  sizes <- log10(shown$size)
  names <- ifelse(shown$name == "", shown$area, shown$name)[ours]
  plot_margins(right = names, note = 3.6)
  plot_frame(range(sizes), range(at, low, high))
  graphics::segments(sizes, low, sizes, high, col = plot_colours$peers_band)
  graphics::abline(h = if (growth) 0 else 1, col = plot_colours$nation)
  graphics::points(sizes[!ours], at[!ours], pch = 16, cex = 0.6,
                   col = ifelse(outside[!ours], plot_colours$peers_text, plot_colours$peers))
  graphics::points(sizes[ours], at[ours], pch = 16, col = plot_colours$region)
  ticks <- as.vector(outer(c(1, 2, 5), 10^(0:9)))
  ticks <- ticks[log10(ticks) >= min(sizes) & log10(ticks) <= max(sizes)]
  graphics::axis(1, log10(ticks), plot_number(ticks, language), tick = FALSE, cex.axis = 0.9)
  plot_axis(2, language)
  plot_labels(sizes[ours], at[ours], names, plot_colours$region, font = 2)
  plot_heading(sprintf(say$funnel, expected_part(x, "region_name")),
               sprintf(if (growth) say$difference else say$ratio, expected_part(x, "indicator")))
  c(sprintf(say$line, expected_level(x)), sprintf(say$outside, sum(outside), nrow(shown)), say$size)
}
