#' Does a region grow less than its peers and than the nation?
#'
#' Compares the growth of a region with that of comparable areas and of the nation. Levels are sums over sums, never means
#' of rates. No figure stands alone: the parts of a total, and the indicator with what its costs may have moved to (the
#' waterbed), are beside it, and the findings say what to know before believing it. A difference with a reference is a
#' difference: nothing here says that a policy caused it.
#'
#' Intervals are percentile intervals over replicates in which the peers are drawn anew and rounded or suppressed figures
#' are drawn from what they may be (Efron and Tibshirani 1993). The nation is no sample.
#'
#' @param panel a panel, as [mkba_panel()] makes
#' @param region codes of its members
#' @param indicator a rate whose parts are known (or can be recognised); a flow or stock, which is divided by `per`; or
#'   several that are added up. What is named here and not described is taken to add up.
#' @param years the first and the last
#' @param peers codes; peers as [mkba_peers()] finds them; or `"nearest"`, `"mahalanobis"` or `"class"`, with `by` and what
#'   else [mkba_peers()] takes in `...`; `NULL` for the nation only
#' @param per what flows and stocks are divided by; `NULL` compares sums
#' @param times 1000 for "per 1000"; `NULL` is 1, or makes euros of `1000 euro`
#' @param unit of what is counted, such as `"1000 euro"`, where the file does not say it
#' @param name of the rate that is made
#' @param region_name for titles
#' @param waterbed the indicators to which costs may have moved; `NULL` looks for taakveld 6.1 and 6.2
#' @param nation the code of an area that stands for it; `NULL` for the sum of all areas
#' @param policy_date from when a policy can have worked: `"2021"`, `"2021-06-01"`
#' @param at_end the name of the indicator at the end, when it has another: refused, with the reason
#' @param missing a member of the region without a figure: `"spreads"` (refused) or `"left out"`
#' @param centre_regions `TRUE`: the areas are whole centre regions, so that taakveld 6.81 may be compared
#' @param suppressed_most a suppressed cell of a rounded indicator is between 0 and this; 0: it is no figure
#' @param start_difference a start level that differs by more than this share is a finding
#' @param replicates,seed,level of the intervals
#' @param peers_missing as `missing` of [mkba_peers()]
#' @param ... when peers are looked for: `by`, `k`, `year` (the first of `years` when not given) and the like
#' @return An object of class `mkba_comparison`. `summary(comparison)` has a row per indicator and group; other tables by
#'   [mkba_comparison_table()]; `as.data.frame(comparison)` has the years, `plot(comparison)` draws them.
#' @seealso [mkba_comparison_table()], [mkba_peers()], [plot.mkba_comparison()]
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = rep(c("GM1", "GM2", "GM3"), each = 2), jaar = 2020:2021, wmo = c(5, 8, 5, 6, 9, 10),
#'   jeugd = c(5, 4, 5, 8, 9, 12), inwoners = c(1, 1, 1, 1, 2, 2)
#' ))
#' comparison <- mkba_compare(panel, "GM1", c("wmo", "jeugd"), c(2020, 2021), peers = c("GM2", "GM3"))
#' comparison
#' summary(comparison)[c("indicator", "group", "growth", "difference")]
#' mkba_comparison_table(comparison, "findings")$id
#' @export
mkba_compare <- function(panel, region, indicator, years, peers = NULL, ..., per = "inwoners", times = NULL, unit = NULL,
                         name = NULL, region_name = NULL, waterbed = NULL, nation = NULL, policy_date = NULL,
                         at_end = NULL, missing = "spreads", centre_regions = FALSE, suppressed_most = 0,
                         start_difference = 0.1, replicates = 2000, seed = 1, level = 0.95, peers_missing = "drops area") {
  region <- as_texts(region, "region")
  indicator <- as_texts(indicator, "indicator")
  if (!is.numeric(years) || length(years) != 2 || anyNA(years)) refuse_argument("years", "the first year and the last")
  made <- compare_panel(panel, indicator, optional_text(per, "per"), times, optional_text(unit, "unit"), name,
                        optional_texts(waterbed, "waterbed"))
  found <- compare_peers(made, region, peers, years[1], peers_missing, list(...))
  titled <- if (is.null(region_name)) paste(region, collapse = ", ") else as_text(region_name, "region_name")
  if (!is.null(policy_date)) policy_date <- period_texts(policy_date, "policy_date")
  options <- list(
    region = region, region_name = titled, indicators = made$indicator, indicators_at_end = optional_texts(at_end, "at_end"),
    first = years[1], last = years[2], peers = if (inherits(found, "mkba_peers")) found$codes else found,
    nation = optional_text(nation, "nation"), waterbed = optional_texts(waterbed, "waterbed"), policy_date = policy_date,
    missing = as_text(missing, "missing"), centre_regions = centre_regions, suppressed_most = suppressed_most,
    start_difference = start_difference, replicates = replicates, seed = seed, level = level
  )
  handle <- raw_mkba_panel_compare(panel_handle(made$panel), options)
  structure(list(region = region, region_name = titled, indicators = made$indicator, years = as.integer(years),
                 peers = if (inherits(found, "mkba_peers")) found, handle = handle), class = "mkba_comparison")
}

# Codes, peers, or those that are looked for.
compare_peers <- function(made, region, peers, first, missing, choice) {
  methods <- c(nearest = "euclidean", euclidean = "euclidean", mahalanobis = "mahalanobis", class = "class")
  if (is.character(peers) && length(peers) == 1 && peers %in% names(methods)) {
    given <- list(panel = made$panel, region = region, method = methods[[peers]], year = first, missing = missing,
                  outcomes = made$counted)
    given[names(choice)] <- choice
    return(do.call(mkba_peers, given))
  }
  if (length(choice) > 0) {
    refuse_argument(c(names(choice), "...")[1], "left out: it goes with peers that are looked for, \"nearest\" or \"class\"")
  }
  if (is.null(peers) || inherits(peers, "mkba_peers")) peers else as_texts(peers, "peers")
}

# The panel with the one indicator that is compared, its name, and what it counts.
compare_panel <- function(panel, indicator, per, times, unit, name, waterbed) {
  if (!is.null(times)) {
    times <- as_number(times, "times")
    if (is.na(times)) refuse_argument("times", "one number")
  }
  known <- mkba_panel_indicators(panel)
  kinds <- known$kind[match(indicator, known$indicator)]
  if (!is.null(per) && per %in% known$indicator && any(kinds == "unknown", na.rm = TRUE)) {
    panel <- mkba_panel_recognised(panel, per)
    known <- mkba_panel_indicators(panel)
  }
  rows <- known[match(indicator, known$indicator), ]
  rates <- !is.na(rows$numerator)
  if (any(rates) && !all(rates)) {
    mkba_signal("panel", sprintf("\"%s\" is a rate and others are not: add up what is of one kind", indicator[rates][1]),
                "indicator")
  }
  if (any(rates)) {
    if (length(unique(paste(rows$denominator, rows$per))) > 1) {
      mkba_signal("panel", sprintf("\"%s\" and others are not divided by the same", indicator[1]), "indicator")
    }
    if (!is.null(times) && times != rows$per[1]) {
      refuse_argument("times", sprintf("left out: \"%s\" is a rate per %s already", indicator[1], format(rows$per[1])))
    }
    per <- rows$denominator[1]
    times <- rows$per[1]
  }
  numerators <- ifelse(rates, rows$numerator, indicator)
  beds <- if (is.null(waterbed)) compare_beds(known, numerators) else waterbed
  panel <- compare_described(panel, known, c(numerators, per, beds), per, unit)
  counted <- unique(c(indicator, numerators))
  if (length(indicator) == 1 && (any(rates) || is.null(per))) {
    return(list(panel = panel, indicator = indicator, counted = counted))
  }
  total <- paste(numerators, collapse = " + ")
  if (length(numerators) > 1 && !total %in% known$indicator) panel <- mkba_panel_total(panel, total, numerators)
  if (is.null(per)) return(list(panel = panel, indicator = total, counted = c(counted, total)))
  of <- mkba_panel_indicators(panel)
  thousands <- isTRUE(startsWith(of$unit[match(total, of$indicator)], "1000 euro"))
  if (is.null(times)) times <- if (thousands) 1000 else 1
  shown <- if (times == 1 || thousands) "" else paste0(format(times, scientific = FALSE), " ")
  rate <- if (is.null(name)) paste0(total, " per ", shown, per) else as_text(name, "name")
  said <- if (thousands && times == 1000) paste("euro per", per) else ""
  panel <- mkba_panel_rate(panel, rate, total, per, per = times, unit = said)
  list(panel = panel, indicator = rate, counted = unique(c(counted, total, rate)))
}

# Indicators of taakveld 6.1 and 6.2 of the same return, by their names.
compare_beds <- function(known, numerators) {
  word <- function(x) sub("_.*", "", x)
  known$indicator[grepl("^(.*_)?6\\.[12]$", known$indicator) & word(known$indicator) %in% word(numerators)]
}

# What the caller adds up or divides by does add up; its unit where the file does not say it. What cannot be said anew
# without loss is refused further on.
compare_described <- function(panel, known, adding, per, unit) {
  rows <- known[known$indicator %in% adding & known$kind != "rate" & (is.na(known$breaks) | known$breaks == ""), ]
  lacks <- !is.null(unit) & rows$unit == "" & !rows$indicator %in% per
  rows$lacks <- if (is.null(unit)) FALSE else lacks
  rows <- rows[rows$kind == "unknown" | rows$lacks, ]
  if (nrow(rows) == 0) return(panel)
  said <- lapply(seq_len(nrow(rows)), function(i) {
    kind <- if (rows$kind[i] != "unknown") rows$kind[i] else if (rows$indicator[i] %in% per) "stock" else "flow"
    c(list(kind = kind, rounding = if (is.na(rows$rounding[i])) 0 else rows$rounding[i]),
      if (rows$lacks[i]) list(unit = unit))
  })
  do.call(mkba_panel_described, c(list(panel), stats::setNames(said, rows$indicator)))
}

#' Tables of a comparison
#'
#' | view | a row per |
#' | --- | --- |
#' | `summary` | indicator and group (`region`, `peers`, `nation`): levels, growth, index, difference with the group |
#' | `years` | indicator, group and year: level and index (first year = 100) |
#' | `growth` | indicator, group and pair of years: `growth`, `cagr`, `log_linear`, `difference` |
#' | `ranks` | indicator, reference and measure (`growth`, `level`): `rank`, `out_of`, `percentile` |
#' | `differences` | indicator, year, reference and method (`index`, `level`): per cent, and an amount; never what was avoided |
#' | `variants` | the same without each member, without suspect areas, with the areas of the nation that have every year |
#' | `areas` | area: whether it takes part, its growth, and why not |
#' | `findings` | what to know before believing it: `id`, `severity`, `area`, `period`, `indicator`, `text` |
#'
#' `role` is `indicator` (asked for), `part` or `waterbed`; `_low` and `_high` are intervals.
#'
#' @param comparison as [mkba_compare()] makes
#' @param view one of these
#' @return A data frame.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("A", "B"), each = 2), jaar = 2020:2021,
#'   x = c(4, 5, 8, 8)))
#' comparison <- mkba_compare(mkba_panel_described(panel, x = "flow"), "A", "x", c(2020, 2021),
#'   per = NULL)
#' mkba_comparison_table(comparison, "years")[c("group", "year", "index")]
#' @export
mkba_comparison_table <- function(comparison, view = "summary") {
  if (!inherits(comparison, "mkba_comparison") || !is.list(comparison)) {
    refuse_argument("comparison", "a comparison, as mkba_compare() makes")
  }
  table_frame(raw_mkba_comparison_table(unclass(comparison)$handle, as_text(view, "view")))
}

#' @rdname mkba_compare
#' @param x,object a comparison
#' @export
print.mkba_comparison <- function(x, ...) {
  cat("MKBA comparison of ", x$region_name, ", ", x$years[1], "-", x$years[2], "\n", sep = "")
  table <- mkba_comparison_table(x, "summary")
  shown <- table[c("indicator", "role", "group", "growth", "growth_low", "growth_high", "difference")]
  shown[4:7] <- lapply(shown[4:7], round, 1)
  print(shown, row.names = FALSE)
  print_findings(mkba_comparison_table(x, "findings"))
  invisible(x)
}

#' @rdname mkba_compare
#' @export
summary.mkba_comparison <- function(object, ...) mkba_comparison_table(object, "summary")

#' @rdname mkba_compare
#' @param row.names,optional not used
#' @export
as.data.frame.mkba_comparison <- function(x, row.names = NULL, optional = FALSE, ...) mkba_comparison_table(x, "years")

compare_words <- list(
  index = c("How %s grew", "Hoe %s groeide"), ranking = c("%s among %d areas", "%s tussen %d gemeenten"),
  grown = c("growth in per cent", "groei in procenten"), peers = c("peers", "vergelijkbaar"),
  nation = c("nation", "Nederland"),
  interval = c("Band: interval of the peers, from drawing them anew.",
               "Band: interval van de vergelijkbare gemeenten, door ze telkens opnieuw te trekken."),
  opposite = c("Rises otherwise than the whole: ", "Stijgt anders dan het geheel: "),
  current = c("Current prices.", "Lopende prijzen."), copied = c("Copied return: ", "Gekopieerde opgave: "),
  difference = c("A difference, not an effect of policy.", "Een verschil, geen effect van beleid."),
  below = c("grew less: %d of %d", "minder gegroeid: %d van %d")
)

#' A picture of a comparison
#'
#' `index`: how the region, its peers and the nation grew, the first year being 100, with the interval of the peers.
#' `ranking`: the growth of each peer (without peers: of each area), and of the region.
#'
#' @param x a comparison
#' @param y,view `"index"` or `"ranking"`; `view` when it is given, else `y`
#' @param indicator one of the tables; `NULL` for the first asked for
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param ... not used
#' @return The comparison, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = rep(c("A", "B", "C"), each = 2), jaar = 2020:2021,
#'   x = c(4, 5, 8, 8, 4, 6)))
#' panel <- mkba_panel_described(panel, x = "flow")
#' plot(mkba_compare(panel, "A", "x", c(2020, 2021), peers = c("B", "C"), per = NULL))
#' @export
plot.mkba_comparison <- function(x, y = "index", ..., view = y, indicator = NULL, language = "en") {
  say <- plot_words(language, compare_words)
  view <- plot_view(view, c("index", "ranking"))
  table <- mkba_comparison_table(x, "summary")
  if (is.null(indicator)) indicator <- x$indicators[1]
  if (!indicator %in% table$indicator) {
    mkba_signal("unknown", sprintf("the comparison has no indicator \"%s\"", indicator), "indicator")
  }
  restore <- plot_restoring()
  on.exit(restore())
  own <- if (view == "index") compare_index(x, indicator, language, say) else compare_ranking(x, indicator, language, say)
  do.call(plot_note, as.list(c(own, compare_said(x, indicator, say), say$difference)))
  invisible(x)
}

# What may not be missing under the picture.
compare_said <- function(x, indicator, say) {
  findings <- mkba_comparison_table(x, "findings")
  said <- if (any(findings$id == "current_prices" & findings$indicator %in% indicator)) say$current
  opposite <- sort(unique(findings$indicator[findings$id == "part_opposite"]))
  if (length(opposite) > 0 && indicator %in% x$indicators) {
    said <- c(said, paste0(say$opposite, paste(opposite, collapse = ", "), "."))
  }
  copied <- findings[findings$id == "copied_return" & !is.na(findings$area), ]
  if (nrow(copied) > 0) {
    said <- c(said, paste0(say$copied, paste(copied$area, copied$period, collapse = ", "), "."))
  }
  said
}

compare_colours <- function(groups) {
  unlist(list(region = plot_colours$region, peers = plot_colours$peers_text, nation = plot_colours$nation)[groups])
}

compare_index <- function(x, indicator, language, say) {
  table <- mkba_comparison_table(x, "years")
  table <- table[table$indicator == indicator & !is.na(table$index), ]
  groups <- intersect(c("peers", "nation", "region"), table$group)
  last <- table[table$year == max(table$year), ]
  last <- last[match(groups, last$group), ]
  names <- c(region = x$region_name, peers = say$peers, nation = say$nation)[groups]
  texts <- paste(names, plot_number(last$index, language, 1))
  plot_margins(right = texts, note = 2.6)
  plot_frame(range(table$year), range(table$index, table$index_low, table$index_high, na.rm = TRUE))
  peers <- table[table$group == "peers", ]
  banded <- any(!is.na(peers$index_low))
  if (banded) {
    low <- ifelse(is.na(peers$index_low), peers$index, peers$index_low)
    high <- ifelse(is.na(peers$index_high), peers$index, peers$index_high)
    graphics::polygon(c(peers$year, rev(peers$year)), c(low, rev(high)), col = plot_colours$peers_band, border = NA)
  }
  for (group in groups) {
    rows <- table[table$group == group, ]
    graphics::lines(rows$year, rows$index, col = compare_colours(group), lty = if (group == "peers") 2 else 1,
                    lwd = if (group == "region") plot_widths$region else plot_widths$nation)
  }
  graphics::axis(1, unique(table$year), tick = FALSE, cex.axis = 0.9)
  plot_axis(2, language)
  plot_labels(last$year, last$index, texts, compare_colours(groups), font = ifelse(groups == "region", 2, 1))
  plot_heading(sprintf(say$index, x$region_name), paste0(indicator, ", ", min(table$year), " = 100"))
  if (banded) say$interval
}

compare_ranking <- function(x, indicator, language, say) {
  areas <- mkba_comparison_table(x, "areas")
  areas <- areas[areas$indicator == indicator & !is.na(areas$growth), ]
  group <- if (any(areas$group == "peers")) "peers" else "nation"
  others <- areas[areas$group == group & !areas$area %in% x$region, ]
  summary <- mkba_comparison_table(x, "summary")
  summary <- summary[summary$indicator == indicator, ]
  own <- summary$growth[summary$group == "region"]
  reference <- summary$growth[summary$group == group]
  growth <- c(others$growth, own)
  names <- c(ifelse(others$name == "", others$area, others$name), x$region_name)
  order <- order(growth)
  is_region <- order == length(growth)
  named <- length(growth) <= 45
  label <- plot_number(own, language, 1, signed = TRUE)
  if (!named) label <- paste(x$region_name, label)
  plot_margins(left = if (named) names else 2, right = label, note = 2.6)
  rows <- seq_along(order)
  plot_frame(range(0, growth), c(0.4, length(rows) + 0.6), grid = "x")
  graphics::rect(0, rows - 0.36, growth[order], rows + 0.36, border = NA,
                 col = ifelse(is_region, plot_colours$region, plot_colours$peers))
  graphics::abline(v = 0, col = plot_colours$ink)
  graphics::abline(v = reference, col = plot_colours$nation, lty = 2)
  if (named) graphics::axis(2, rows, names[order], tick = FALSE, cex.axis = 0.8)
  plot_axis(1, language)
  plot_labels(max(own, 0), which(is_region), label, plot_colours$region, font = 2)
  less <- sprintf(say$below, sum(others$growth < own), nrow(others))
  plot_heading(sprintf(say$ranking, x$region_name, nrow(others)),
               sprintf("%s; - - %s %s; %s", say$grown, say[[group]], plot_number(reference, language, 1, signed = TRUE), less))
  paste0(indicator, ".")
}
