#' What did a policy do, and do the figures bear it?
#'
#' Puts a region beside what would have happened without the policy, says how sure the difference is, what speaks against it,
#' and concludes: `supported`, `not shown` or `refused`. `docs/effect.md` has the formulas and the checks.
#'
#' @param panel a panel, as [mkba_panel()] makes
#' @param region codes of the areas with the policy; several are one region, unless `separate`
#' @param indicator the outcome
#' @param start the first period with the policy
#' @param donors codes of the areas compared with; `NULL` for peers, or all of the sort of the region
#' @param ... options: `method` (`"auto"`, `"did"`, `"sc"`, `"sdid"`), `separate` (the areas are treated units of their own),
#'   `name` (what to call the region), `peers_k` (how many peers, 19), `population` (an indicator by which noise is scaled),
#'   `level` (of the intervals, 0.9), `seed` (1); with method `"sc"` `form`, `penalty`, `intercept` and `predictors`, as in
#'   [mkba_synthetic_control()]; `leave_out_suspects` (periods in which a figure of the region looks wrong count for nobody)
#' @param years the first and the last period that count; `NULL` for all
#' @param peers_by characteristics by which peers are chosen, never the outcome
#' @param peers_year their period, before the start; `NULL` for the last before it
#' @return An object of class `mkba_effect`. `summary()` has the estimate, `as.data.frame()` the path; [mkba_effect_table()] has
#'   all tables, [mkba_effect_text()] the verdict in sentences.
#' @examples
#' codes <- c("T", LETTERS[1:12])
#' figures <- expand.grid(jaar = 2016:2021, at = seq_along(codes) - 1)
#' panel <- mkba_panel(data.frame(gm_code = codes[figures$at + 1], jaar = figures$jaar,
#'   kosten = 10 * figures$at + (figures$jaar * (figures$at + 3)) %% 7 +
#'     9 * (figures$at == 0 & figures$jaar > 2019)))
#' effect <- mkba_effect(panel, "T", "kosten", 2020)
#' effect
#' summary(effect)$verdict
#' @export
mkba_effect <- function(panel, region, indicator, start, donors = NULL, ..., years = NULL, peers_by = NULL,
                        peers_year = NULL) {
  options <- effect_options(region, indicator, start, donors, years, peers_by, peers_year, list(...))
  handle <- raw_mkba_panel_effect(panel_handle(panel), options)
  structure(list(start = options$start, handle = handle), class = "mkba_effect")
}

effect_options <- function(region, indicator, start, donors, years, peers_by, peers_year, more) {
  options <- funnel_options(more)
  options$indicator <- as_text(indicator, "indicator")
  options$region <- as_texts(region, "region")
  options$start <- one_period(start, "start")
  options$donors <- optional_texts(donors, "donors")
  options$peers_by <- optional_texts(peers_by, "peers_by")
  if (!is.null(options$predictors)) options$predictors <- lapply(options$predictors, as_predictor)
  if (!is.null(peers_year)) options$peers_year <- one_period(peers_year, "peers_year")
  within_years(options, years)
}

effect_handle <- function(effect) {
  if (!inherits(effect, "mkba_effect") || !is.list(effect)) refuse_argument("effect", "an effect, as mkba_effect() makes")
  unclass(effect)$handle
}

#' Tables and sentences of an effect
#'
#' | view | a row per |
#' | --- | --- |
#' | `estimate` | one: estimate, standard error, p, interval, what could be detected, verdict, how it was estimated |
#' | `path` | period: `observed`, `counterfactual`, `gap`, its interval, its range over weights that fit equally well |
#' | `draws` | joint draw of the gap, with a column per period from the start on |
#' | `checks` | what speaks for it and against it: `id`, `outcome`, what a failure `counts` for, `figure`, `limit`, `text` |
#' | `weights` | donor: `weight`, or why it is `left_out` |
#' | `findings` | what to know: `id`, `severity`, `area`, `period`, `indicator`, `text` |
#'
#' @param effect as [mkba_effect()] makes
#' @param view one of these
#' @param language of sentences, of checks, findings and reasons: `"en"` or `"nl"`
#' @return `mkba_effect_table()` a data frame, `mkba_effect_text()` the verdict in sentences.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = c("A", "B", "C"), jaar = 2017, kosten = 1:3))
#' effect <- mkba_effect(panel, "A", "kosten", 2017)
#' mkba_effect_table(effect, "checks")$text
#' mkba_effect_text(effect, "nl")
#' @export
mkba_effect_table <- function(effect, view = "estimate", language = "en") {
  table_frame(raw_mkba_effect_table(effect_handle(effect), as_text(view, "view"), as_text(language, "language")))
}

#' @rdname mkba_effect_table
#' @export
mkba_effect_text <- function(effect, language = "en") {
  raw_mkba_effect_text(effect_handle(effect), as_text(language, "language"))
}

#' @rdname mkba_effect
#' @param x,object an effect
#' @param row.names,optional not used
#' @export
as.data.frame.mkba_effect <- function(x, row.names = NULL, optional = FALSE, ...) mkba_effect_table(x, "path")

#' @rdname mkba_effect
#' @export
summary.mkba_effect <- function(object, ...) mkba_effect_table(object, "estimate")

#' @rdname mkba_effect
#' @export
print.mkba_effect <- function(x, ...) {
  one <- summary(x)
  cat("MKBA effect on ", one$indicator, " of ", one$name, " from ", one$start, ": ", one$verdict, "\n", sep = "")
  cat(strwrap(mkba_effect_text(x), 100), sep = "\n")
  invisible(x)
}

#' An effect as a part of a case
#'
#' A parameter of a case, as a list: the mean gap per period with its distribution, or a path over the years from the start on
#' with joint draws. `origin` keeps where it came from, with the verdict.
#'
#' @param effect as [mkba_effect()] makes
#' @param shape `"drawn"` (the draws themselves), `"normal"`, or `"student"` (quantiles of Student's t, as the format has no t)
#' @param unit in units of a case, such as `"EUR/jaar"`; `NULL` for none
#' @param factor what one of the indicator's unit is of that unit
#' @return A list, to be put in `parameters` of [mkba_case()].
#' @examples
#' codes <- c("T", LETTERS[1:12])
#' figures <- expand.grid(jaar = 2016:2021, at = seq_along(codes) - 1)
#' panel <- mkba_panel(data.frame(gm_code = codes[figures$at + 1], jaar = figures$jaar,
#'   kosten = 10 * figures$at + (figures$jaar * (figures$at + 3)) %% 7 +
#'     9 * (figures$at == 0 & figures$jaar > 2019)))
#' effect <- mkba_effect(panel, "T", "kosten", 2020)
#' mkba_effect_distribution(effect, "normal", "EUR/jaar")$distribution
#' mkba_effect_path(effect)$series
#' @export
mkba_effect_distribution <- function(effect, shape = "drawn", unit = NULL, factor = 1) {
  from_json(raw_mkba_effect_distribution(effect_handle(effect), as_text(shape, "shape"), optional_text(unit, "unit"), factor))
}

#' @rdname mkba_effect_distribution
#' @param series `"counterfactual"` (the nulalternatief), `"gap"` or `"observed"` (without draws)
#' @export
mkba_effect_path <- function(effect, series = "counterfactual", unit = NULL, factor = 1) {
  from_json(raw_mkba_effect_path(effect_handle(effect), as_text(series, "series"), optional_text(unit, "unit"), factor))
}

#' From a panel to a case
#'
#' `mkba_with_effect()` puts an effect in a case; `mkba_with_panel_effect()` does so from a panel, in one call. As a
#' `distribution` the effect is a parameter with the mean gap per period; as a `gap` one with the gap of each year and joint
#' draws; as a `path` the counterfactual becomes the `path` of a stream, and what the alternative does to its clients observed /
#' counterfactual. A verdict that is not `supported` is a finding of the case.
#'
#' @param case a case, as [mkba_case()] makes; it stays as it is
#' @param effect as [mkba_effect()] makes
#' @param parameter the name of the parameter that is made, in the place of one of that name
#' @param role `"distribution"` (the default without a stream), `"gap"` or `"path"` (the default with one)
#' @param stream,alternative of a path; an only alternative need not be named
#' @inheritParams mkba_effect_distribution
#' @return A case.
#' @examples
#' codes <- c("T", LETTERS[1:12])
#' figures <- expand.grid(jaar = 2016:2021, at = seq_along(codes) - 1)
#' panel <- mkba_panel(data.frame(gm_code = codes[figures$at + 1], jaar = figures$jaar,
#'   kosten = 10 * figures$at + (figures$jaar * (figures$at + 3)) %% 7 +
#'     9 * (figures$at == 0 & figures$jaar > 2019)))
#' case <- mkba_case(title = "Effect", base_year = 2020, price_year = 2020, years = c(2020, 2021),
#'   discount = list(rate = 0),
#'   alternatives = list(nul = list(null = TRUE), plan = list(title = "plan")),
#'   parameters = list(besparing = 0),
#'   lines = list(list(id = "baat", kind = "benefit", value = "-besparing", receiver = "gemeente")))
#' made <- mkba_with_panel_effect(case, panel, "besparing", "T", "kosten", 2020,
#'   use = list(role = "gap"))
#' mkba_appraise(made)$npv
#' @export
mkba_with_effect <- function(case, effect, parameter, role = NULL, stream = NULL, alternative = NULL, shape = "drawn",
                             unit = NULL, factor = 1) {
  use <- effect_use(parameter, list(role = role, stream = stream, alternative = alternative, shape = shape, unit = unit,
                                    factor = factor))
  new_case(raw_mkba_case_with_effect(case_handle(case), effect_handle(effect), use), "", case$catalog)
}

#' @rdname mkba_with_effect
#' @param use what else goes there, as a list: `role`, `stream`, `alternative`, `shape`, `unit`, `factor`
#' @inheritParams mkba_effect
#' @export
mkba_with_panel_effect <- function(case, panel, parameter, region, indicator, start, donors = NULL, ..., years = NULL,
                                   peers_by = NULL, peers_year = NULL, use = list()) {
  options <- effect_options(region, indicator, start, donors, years, peers_by, peers_year, list(...))
  made <- raw_mkba_case_with_panel_effect(case_handle(case), panel_handle(panel), options, effect_use(parameter, use))
  new_case(made, "", case$catalog)
}

effect_use <- function(parameter, use) {
  if (!is.list(use)) refuse_argument("use", "a list of role, stream, alternative, shape, unit, factor")
  use <- Filter(Negate(is.null), use)
  if (is.null(use$role)) use$role <- if (is.null(use$stream)) "distribution" else "path"
  use$parameter <- as_text(parameter, "parameter")
  use
}

effect_words <- list(
  path = c("%s: observed, and without the policy", "%s: waargenomen, en zonder het beleid"),
  gap = c("%s: observed minus counterfactual", "%s: waargenomen min zonder beleid"),
  observed = c("observed", "waargenomen"),
  counterfactual = c("without the policy", "zonder het beleid"),
  supported = c("Verdict: the figures support an effect.", "Oordeel: de cijfers ondersteunen een effect."),
  `not shown` = c("Verdict: an effect is not shown.", "Oordeel: een effect is niet aangetoond."),
  refused = c("Verdict: no causal claim can be made.", "Oordeel: geen uitspraak over oorzaak mogelijk."),
  draws = c("Thin lines: what the method finds where nothing happened, around the estimate.",
            "Dunne lijnen: wat de methode vindt waar niets gebeurde, rond de schatting.")
)

#' A picture of an effect
#'
#' The path beside the counterfactual, or the gap with its interval and its draws.
#'
#' @param x an effect, as [mkba_effect()] makes
#' @param y,view `"path"` or `"gap"`; `view` when it is given, else `y`
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param ... not used
#' @return The effect, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = rep(c("T", "A", "B", "C", "D"), 3), jaar = rep(2016:2018, each = 5),
#'   kosten = c(1.5, 0, 1, 2, 3, 2.25, 0, 1, 4, 9, 3, 1, 1, 5, 8)))
#' plot(mkba_effect(panel, "T", "kosten", 2018), "gap")
#' @export
plot.mkba_effect <- function(x, y = "path", ..., view = y, language = "en") {
  say <- plot_words(language, effect_words)
  view <- plot_view(view, c("path", "gap"))
  table <- as.data.frame(x)
  of <- summary(x)
  path <- view == "path"
  at <- seq_len(nrow(table))
  draws <- if (path) NULL else mkba_effect_table(x, "draws")[-1]
  line <- if (path) table$observed else table$gap
  low <- if (path) table$observed - table$high else table$low
  high <- if (path) table$observed - table$low else table$high
  restore <- plot_restoring()
  on.exit(restore())
  plot_margins(right = 1, note = 3.6)
  plot_frame(range(at), range(line, low, high, unlist(draws), if (path) table$counterfactual else 0, na.rm = TRUE))
  there <- !is.na(low)
  graphics::polygon(c(at[there], rev(at[there])), c(low[there], rev(high[there])), border = NA, col = plot_colours$peers_band)
  for (i in seq_len(NROW(draws))) {
    graphics::lines(match(names(draws), table$period), unlist(draws[i, ]), col = plot_colours$peers, lwd = plot_widths$peers)
  }
  if (path) graphics::lines(at, table$counterfactual, col = plot_colours$nation, lwd = plot_widths$nation)
  if (!path) graphics::abline(h = 0, col = plot_colours$ink)
  graphics::lines(at, line, col = plot_colours$region, lwd = plot_widths$region)
  start <- match(unclass(x)$start, table$period)
  if (!is.na(start)) graphics::abline(v = start - 0.5, lty = 3, col = plot_colours$peers_text)
  graphics::axis(1, at, table$period, tick = FALSE, cex.axis = 0.9)
  plot_axis(2, language)
  colours <- stats::setNames(c(plot_colours$region, plot_colours$nation), c(say$observed, say$counterfactual))
  plot_heading(sprintf(say[[view]], of$name), of$indicator, if (path) colours else character())
  plot_note(say[[of$verdict]], if (NROW(draws) > 0) say$draws else "")
  invisible(x)
}
