#' Peers: the areas that are comparable to a region
#'
#' The k nearest by characteristics, or all of a class, or a list. Characteristics are standardised over all candidates
#' and members of the region, weighted, and put together to a distance; distances are rebased so that the farthest
#' candidate is 1. The distance to a region of several members is the mean of the distances to each.
#'
#' Candidates are areas of the members' sort (`GM`): no region made by [mkba_panel_region()], not the nation, and not those
#' of which the panel has nothing in that year. Distances that are equal in their first 12 digits are ranked by code.
#'
#' @param panel a panel, as [mkba_panel()] makes
#' @param region codes of its members
#' @param by the characteristics: indicators, or attributes of areas (for distances those of numbers)
#' @param year the period of the indicators; `NULL` for the only one that the panel has
#' @param k how many of the nearest
#' @param method `"euclidean"`: sqrt(sum of weight x difference^2); `"mahalanobis"`: what varies together counts once;
#'   `"class"`: all areas that are in the classes of a member by each of `by`; `"list"`: the candidates as they are
#' @param exclude codes of areas that shall be no peers
#' @param weights as long as `by`, or named by characteristics (the others weigh 1); 0 leaves one out; `NULL` for 1 each
#' @param scaling `"zscore"`: mean and sd (n - 1); `"robust"`: median and MAD, without a factor
#' @param missing what is done where a characteristic has no figure: `"refused"`, `"drops area"`, `"drops variable"`
#' @param as_one `TRUE`: a region of several members as one area, sum over sum; what kind each indicator is must be known
#' @param candidates codes of those that may be peers; `NULL` for all areas of the same sort
#' @param prefix only areas whose code begins so
#' @param outcomes the indicators that are going to be compared: they may not be among the characteristics
#' @param before the period in which the comparison begins: `year` must lie before it
#' @return An object of class `mkba_peers`; `as.data.frame()` has a row per peer, `peers$codes` their codes, and
#'   [mkba_peers_table()] the other tables. `mkba_all_peers()`: a data frame with the k nearest of every area: `area`,
#'   `name`, `rank`, `peer`, `peer_name`, `distance`, `rebased`; who is excluded is nobody's peer, and has peers.
#' @seealso [mkba_peers_table()], [mkba_panel_classified()], [mkba_panel_scores()]
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = paste0("GM", 1:5), jaar = 2017, inwoners = c(16, 30, 18, 90, 25),
#'   ouderen = c(20, 18, 21, 15, 24)
#' ))
#' peers <- mkba_peers(panel, "GM1", by = c("inwoners", "ouderen"), year = 2017, k = 2)
#' peers
#' mkba_peers_table(peers, "stability")
#' mkba_all_peers(panel, by = "inwoners", k = 1)
#' @export
mkba_peers <- function(panel, region, by = NULL, year = NULL, k = 15, method = "euclidean", exclude = NULL, weights = NULL,
                       scaling = "zscore", missing = "refused", as_one = FALSE, candidates = NULL, prefix = NULL,
                       outcomes = NULL, before = NULL) {
  handle <- panel_handle(panel)
  region <- as_texts(region, "region")
  options <- peers_options(by, year, k, method, exclude, weights, scaling, missing, candidates, prefix, outcomes, before)
  if (!isTRUE(as_one) && !isFALSE(as_one)) refuse_argument("as_one", "TRUE or FALSE")
  options$as_one <- as_one
  made <- raw_mkba_panel_peers(handle, region, options)
  codes <- table_frame(raw_mkba_peers_table(made, "peers"))$area
  structure(list(codes = codes, region = region, method = options$method, handle = made), class = "mkba_peers")
}

#' @rdname mkba_peers
#' @export
mkba_all_peers <- function(panel, by, year = NULL, k = 15, method = "euclidean", exclude = NULL, weights = NULL,
                           scaling = "zscore", missing = "refused", candidates = NULL, prefix = NULL, outcomes = NULL,
                           before = NULL) {
  handle <- panel_handle(panel)
  options <- peers_options(by, year, k, method, exclude, weights, scaling, missing, candidates, prefix, outcomes, before)
  table_frame(raw_mkba_panel_all_peers(handle, options))
}

# Options as C takes them; what is NULL stays as it is there.
peers_options <- function(by, year, k, method, exclude, weights, scaling, missing, candidates, prefix, outcomes, before) {
  by <- optional_texts(by, "by")
  options <- list(
    by = by, year = optional_period(year, "year"), k = k, method = as_text(method, "method"),
    exclude = optional_texts(exclude, "exclude"), weights = peers_weights(weights, by),
    scaling = as_text(scaling, "scaling"), missing = as_text(missing, "missing"),
    candidates = optional_texts(candidates, "candidates"), prefix = optional_text(prefix, "prefix"),
    outcomes = optional_texts(outcomes, "outcomes"), before = optional_period(before, "before")
  )
  options[!vapply(options, is.null, NA)]
}

# A weight per characteristic; those that are not named weigh 1.
peers_weights <- function(weights, by) {
  if (is.null(weights)) return(NULL)
  named <- names(weights)
  weights <- as_doubles(unname(weights), "weights")
  if (is.null(named)) return(weights)
  strange <- setdiff(named, by)
  if (length(strange) > 0) {
    mkba_signal("argument", sprintf("\"%s\" has a weight and is not in by", strange[1]), "weights")
  }
  all <- rep(1, length(by))
  all[match(named, by)] <- weights
  all
}

peers_handle <- function(peers) {
  if (!inherits(peers, "mkba_peers") || !is.list(peers)) refuse_argument("peers", "peers, as mkba_peers() makes")
  unclass(peers)$handle
}

#' @export
`$.mkba_peers` <- function(x, name) element(x, name)

#' @rdname mkba_peers
#' @param x peers
#' @param ... not used
#' @export
print.mkba_peers <- function(x, ...) {
  table <- as.data.frame(x)
  cat("MKBA peers of ", paste(x$region, collapse = ", "), " (", x$method, ")\n", sep = "")
  shown <- if (all(is.na(table$rank))) c("area", "name", "note") else c("rank", "area", "name", "rebased", "stays", "note")
  table <- table[shown]
  if (all(table$note == "")) table$note <- NULL
  print(table, row.names = FALSE, digits = 4)
  out <- mkba_peers_table(x, "candidates")$status
  field("left out", sum(out == "missing"), " for want of a figure, ", sum(out == "excluded"), " excluded")
  invisible(x)
}

#' @rdname mkba_peers
#' @param row.names,optional not used: they belong to [as.data.frame()]
#' @export
as.data.frame.mkba_peers <- function(x, row.names = NULL, optional = FALSE, ...) mkba_peers_table(x, "peers")

#' @rdname mkba_peers
#' @param object peers
#' @export
summary.mkba_peers <- function(object, ...) mkba_peers_table(object, "variables")

#' Tables of peers
#'
#' | view | a row per |
#' | --- | --- |
#' | `peers` | peer: `rank`, `area`, `name`, `distance`, `rebased`, `tied` (another candidate is as far), `stays` (in how many of the sets of `stability`), `note` (figures that are provisional or suspect) |
#' | `candidates` | area of the panel: `status` (`peer`, `candidate`, `excluded`, `missing`, `region`, `other`), and why |
#' | `profile` | peer and variable, why it is near: `value`, `region`, `difference` (standardised), `weight`, `share` of the squared distance; with mahalanobis a share can be below 0 |
#' | `stability` | variable that is left out: `remain`, `k`, and who would `leave` and `come` |
#' | `variables` | characteristic: `n`, `missing`, `provisional`, `suspect`, `centre`, `spread`, `region`, `note` |
#'
#' @param peers as [mkba_peers()] makes
#' @param view one of these
#' @return A data frame.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = c("A", "B", "C"), jaar = 2017, x = c(1, 2, 4),
#'   y = c(1, 5, 2)))
#' peers <- mkba_peers(panel, "A", by = c("x", "y"), k = 1)
#' mkba_peers_table(peers, "profile")
#' mkba_peers_table(peers, "candidates")
#' @export
mkba_peers_table <- function(peers, view = "peers") {
  table_frame(raw_mkba_peers_table(peers_handle(peers), as_text(view, "view")))
}

#' Scores: how far each area is from the middle of all
#'
#' (x - mean) / sd, the sd with n - 1, or (x - median) / MAD, without a factor, per period. Regions made by
#' [mkba_panel_region()] and the nation get a score and count for nothing. There is no score where the spread is 0.
#'
#' @param panel a panel
#' @param indicators `NULL` for all
#' @param scaling `"zscore"` or `"robust"`
#' @return A data frame with `area`, `name`, `period`, `indicator`, `value`, `status`, `centre`, `spread`, `score`.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = c("A", "B", "C"), jaar = 2017, x = c(1, 2, 6)))
#' mkba_panel_scores(panel, scaling = "robust")
#' @export
mkba_panel_scores <- function(panel, indicators = NULL, scaling = "zscore") {
  handle <- panel_handle(panel)
  table_frame(raw_mkba_panel_scores(handle, optional_texts(indicators, "indicators"), as_text(scaling, "scaling")))
}

#' Classes of areas by an indicator
#'
#' The panel with one attribute more, such as size classes by inhabitants, for [mkba_peers()] of the method `class`.
#'
#' @param panel a panel
#' @param attribute its name
#' @param indicator an indicator
#' @param year its period
#' @param bounds ascending; `c(20000, 50000)` makes the classes `below 20000`, `20000 to 50000` (the lower bound is in it)
#'   and `50000 and more`
#' @return A panel. An area without a figure has no class.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = c("A", "B", "C"), jaar = 2017,
#'   inwoners = c(9000, 30000, 15000)))
#' sized <- mkba_panel_classified(panel, "grootte", "inwoners", 2017, bounds = 20000)
#' mkba_peers(sized, "A", by = "grootte", method = "class")
#' @export
mkba_panel_classified <- function(panel, attribute, indicator, year, bounds) {
  handle <- panel_handle(panel)
  year <- period_texts(year, "year")
  if (length(year) != 1) refuse_argument("year", "one period")
  panel_after(panel, raw_mkba_panel_classified(handle, as_text(attribute, "attribute"), as_text(indicator, "indicator"),
                                               year, as_doubles(bounds, "bounds")))
}

peers_words <- list(
  distances = c("Who is comparable, and how near", "Wie vergelijkbaar is, en hoe dichtbij"),
  profile = c("In what peers differ from the region", "Waarin de vergelijkbare gemeenten verschillen"),
  axis = c("distance, the farthest candidate = 1", "afstand, de verste kandidaat = 1"),
  spread = c("difference, standardised", "verschil, gestandaardiseerd"),
  peers = c("peers", "vergelijkbaar"), all = c("all candidates", "alle kandidaten"), of = c("of", "van"),
  sets = c("Behind a dot: how often it stays when one variable at a time is left out.",
           "Achter een punt: hoe vaak de gemeente blijft als telkens \u00e9\u00e9n kenmerk wegvalt."),
  beyond = c("Candidates farther than shown: ", "Kandidaten verder weg dan getoond: "),
  excluded = c("Excluded: ", "Uitgesloten: "),
  missing = c("Left out for want of a figure: ", "Weggelaten omdat een cijfer ontbreekt: "),
  doubt = c("Some figures are provisional or suspect: ", "Sommige cijfers zijn voorlopig of verdacht: "),
  less = c("less than the region", "minder dan de regio"), more = c("more", "meer")
)

#' A picture of peers
#'
#' `distances`: how far each peer is, and under them all candidates. `profile`: in which characteristics each differs from
#' the region.
#'
#' @param x peers of the method `euclidean` or `mahalanobis`
#' @param y,view `"distances"` or `"profile"`; `view` when it is given, else `y`
#' @param language of words and numbers: `"en"` or `"nl"`
#' @param ... not used
#' @return The peers, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = paste0("GM", 1:5), jaar = 2017, inwoners = c(16, 30, 18, 90, 25),
#'   ouderen = c(20, 18, 21, 15, 24)
#' ))
#' peers <- mkba_peers(panel, "GM1", by = c("inwoners", "ouderen"), k = 3)
#' plot(peers)
#' plot(peers, "profile", language = "nl")
#' @export
plot.mkba_peers <- function(x, y = "distances", ..., view = y, language = "en") {
  say <- plot_words(language, peers_words)
  view <- plot_view(view, c("distances", "profile"))
  if (x$method %in% c("class", "list")) refuse_argument("x", sprintf("peers with distances: those of a %s have none", x$method))
  restore <- plot_restoring()
  on.exit(restore())
  candidates <- mkba_peers_table(x, "candidates")
  said <- character()
  below <- 0
  if (view == "distances") {
    said <- plot_distances(x, candidates, language, say)
  } else {
    below <- plot_profile(x, language, say)
  }
  shown <- function(rows) paste(ifelse(is.na(rows$name) | rows$name == "", rows$area, rows$name), collapse = ", ")
  excluded <- candidates[candidates$status == "excluded", ]
  doubtful <- candidates[candidates$status %in% c("peer", "region") & candidates$note != "", ]
  lost <- sum(candidates$status == "missing")
  plot_note(said, if (nrow(excluded) > 0) paste0(say$excluded, shown(excluded), "."),
            if (nrow(doubtful) > 0) paste0(say$doubt, shown(doubtful), "."), if (lost > 0) paste0(say$missing, lost, "."),
            below = below)
  invisible(x)
}

peer_names <- function(table) paste0(ifelse(table$name == "", table$area, table$name), "  ", table$rank)

plot_distances <- function(x, candidates, language, say) {
  table <- as.data.frame(x)
  n <- nrow(table)
  rows <- rev(seq_len(n))
  trials <- nrow(mkba_peers_table(x, "stability"))
  texts <- if (trials > 0) paste(table$stays, say$of, trials) else rep("", n)
  others <- candidates$rebased[candidates$status == "candidate"]
  # One town far off should not squeeze all others.
  most <- min(1.02, 4 * max(table$rebased, 0.01))
  plot_margins(left = c(peer_names(table), say$all), right = 1, note = 2)
  plot_frame(c(0, most), c(-1.4, n + 0.4), grid = "x")
  graphics::segments(0, rows, table$rebased, rows, col = plot_colours$region_band, lwd = 4)
  graphics::abline(v = 0, col = plot_colours$ink)
  graphics::points(table$rebased, rows, pch = 19, col = plot_colours$region, cex = 1.1)
  near <- others[others <= most]
  graphics::segments(near, rep(-1.2, length(near)), near, rep(-0.6, length(near)), col = plot_colours$peers)
  graphics::segments(table$rebased, -1.2, table$rebased, -0.6, col = plot_colours$region)
  graphics::axis(2, c(rows, -0.9), c(peer_names(table), say$all), tick = FALSE, cex.axis = 0.9)
  plot_axis(1, language)
  plot_labels(table$rebased, rows, texts, plot_colours$peers_text)
  plot_heading(say$distances, say$axis, stats::setNames(plot_colours$region, say$peers))
  beyond <- sum(others > most)
  c(if (trials > 0) say$sets, if (beyond > 0) paste0(say$beyond, beyond, "."))
}

# Draws, and says by how many lines the names of the variables, which are written at an angle, go lower than an axis.
plot_profile <- function(x, language, say) {
  table <- as.data.frame(x)
  profile <- mkba_peers_table(x, "profile")
  variables <- unique(profile$variable)
  figures <- matrix(profile$difference, nrow = length(variables))
  n <- nrow(table)
  most <- max(1, abs(figures))
  shades <- grDevices::colorRampPalette(c(plot_colours$gains, "white", plot_colours$pays))(201)
  shade <- function(value) shades[round(100 * value / most) + 101]
  labels <- gsub("_", " ", variables)
  plot_margins(left = peer_names(table), right = 1, note = 1)
  wide <- max(graphics::strwidth(labels, units = "inches", cex = 0.8)) / graphics::par("csi")
  below <- max(0, 0.6 * wide - 1.2)
  graphics::par(mar = graphics::par("mar") + c(below, 0, 0, 0), new = TRUE)
  plot_frame(c(0.5, length(variables) + 0.5), c(0.5, n + 0.5), grid = "")
  for (i in seq_len(n)) {
    value <- figures[, i]
    graphics::rect(seq_along(variables) - 0.5, n - i + 0.5, seq_along(variables) + 0.5, n - i + 1.5, col = shade(value),
                   border = NA)
    graphics::text(seq_along(variables), n - i + 1, plot_number(value, language, 1), cex = 0.75,
                   col = ifelse(abs(value) > 0.62 * most, "white", plot_colours$ink))
  }
  graphics::axis(2, n - seq_len(n) + 1, peer_names(table), tick = FALSE, cex.axis = 0.9)
  start <- graphics::grconvertY(graphics::grconvertY(0.5, "user", "inches") - 0.08, "inches", "user")
  graphics::text(seq_along(variables), start, labels, srt = 35, adj = c(1, 1), cex = 0.8, xpd = NA, col = plot_colours$ink)
  plot_heading(say$profile, say$spread,
               stats::setNames(c(plot_colours$gains, plot_colours$pays), c(say$less, say$more)))
  below
}
