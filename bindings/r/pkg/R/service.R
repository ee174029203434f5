#' What a growth of costs consists of
#'
#' Costs are population (inhabitants) x demography (target population per inhabitant) x volume (users per member of the
#' target population) x price (costs per user); their growth is that of these factors, without a residual (LMDI-I: see
#' [mkba_lmdi()]). It says what costs consist of, not why they grew: a longer or heavier provision is price as much as a
#' higher tariff.
#'
#' @param panel a panel, as [mkba_panel()] makes
#' @param region codes of its members
#' @param costs a flow of money
#' @param users persons with the provision, a flow or a stock
#' @param population inhabitants, a stock
#' @param years the first period and the last
#' @param target persons for whom the provision is meant, a stock; `NULL` leaves demography out
#' @param peers codes of the comparable areas; `NULL` for none
#' @param nation an area that stands for it; `NULL` for the sum of all areas of the kind of the region
#' @param missing a member of the region without a figure: `"spreads"` refuses, `"left out"` leaves it out of both years
#' @return A data frame with a row per group (`region`, `peers`, `nation`) and factor, then their total: `group`, `factor`, `start`,
#'   `end`, `unit`, `growth` (%), `contribution` (in the unit of costs), `points` (percentage points of the growth of costs),
#'   `multiplier`, `n_areas`, `n_missing`, `note`.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = "A", jaar = c(2017, 2021), kosten = c(100, 150), gebruik = c(20, 25),
#'   inwoners = c(1000, 1100)
#' ))
#' panel <- mkba_panel_described(panel, kosten = list(kind = "flow", unit = "1000 euro"),
#'   gebruik = "flow",
#'                               inwoners = "stock")
#' parts <- mkba_decomposition(panel, "A", "kosten", "gebruik", "inwoners", c(2017, 2021))
#' parts[parts$group == "region", c("factor", "contribution", "multiplier")]
#' @export
mkba_decomposition <- function(panel, region, costs, users, population, years, target = NULL, peers = NULL, nation = NULL,
                               missing = "spreads") {
  handle <- panel_handle(panel)
  years <- period_texts(years, "years")
  if (length(years) != 2) refuse_argument("years", "two periods, the first and the last")
  options <- given(
    region = as_texts(region, "region"), costs = as_text(costs, "costs"), users = as_text(users, "users"),
    population = as_text(population, "population"), from = years[1], to = years[2],
    target = optional_text(target, "target"), peers = peer_codes(peers), nation = optional_text(nation, "nation"),
    missing = as_text(missing, "missing")
  )
  table_frame(raw_mkba_panel_decomposition(handle, options))
}

#' Learning potential inside a region
#'
#' What it would come to if members whose costs per unit lie above a reference had that reference. It is arithmetic, no
#' forecast of savings: not adjusted for need, and not every difference can be influenced.
#'
#' @inheritParams mkba_decomposition
#' @param indicator costs, a flow of money; or a rate of them whose parts are known
#' @param year the period
#' @param denominator inhabitants, young people; `NULL` for that of the rate
#' @param reference of the members: `"mean"` (sum over sum), `"median"`, `"best-quartile"` or `"best"`
#' @param peers codes of areas whose level is the reference instead; `NULL` for the region's own
#' @return A data frame with a row per member, the highest potential first, then the total: `area`, `name`, `status`,
#'   `numerator`, `denominator`, `value`, `reference`, `difference`, `potential` (EUR), `share` (of the member's costs, %), `note`.
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = c("A", "B"), jaar = 2021, kosten = c(100, 400),
#'   inwoners = c(1000, 2000)))
#' panel <- mkba_panel_described(panel, kosten = list(kind = "flow", unit = "1000 euro"),
#'   inwoners = "stock")
#' mkba_learning_potential(panel, c("A", "B"), "kosten", 2021, "inwoners", reference = "best")
#' @export
mkba_learning_potential <- function(panel, region, indicator, year, denominator = NULL, reference = "mean", peers = NULL) {
  handle <- panel_handle(panel)
  options <- given(
    region = as_texts(region, "region"), indicator = as_text(indicator, "indicator"), period = one_period(year, "year"),
    denominator = optional_text(denominator, "denominator"), reference = as_text(reference, "reference"),
    peers = peer_codes(peers)
  )
  table_frame(raw_mkba_panel_learning_potential(handle, options))
}

#' Use, cost and quality side by side
#'
#' For a region, its peers and the nation, so that no poor figure hides behind a good one: each domain has all three, absent
#' ones too; there is no score over rows; the worst stands first. `docs/compare.md` has the columns, and how figures and
#' verdicts are made.
#'
#' @inheritParams mkba_decomposition
#' @param year the period
#' @param items a list of lists: `domain`; `aspect` (`"use"`, `"cost"`, `"quality"`); `indicator`; `better` (`"higher"`, `"lower"`,
#'   `"neither"`), which has to be said; `statistic`: `"rate"` (everybody was counted; the default), `"proportion"` (so many of
#'   those who answered) or `"mean"`; `denominator`: what it is per, or how many answered; `population`: the clients out of
#'   whom; `sd`: of a mean; `per`: 100 for per cent
#' @param missing a member of the region without a figure: `"spreads"`: the region has none; `"left out"`: it is the figure
#'   of the others, and the note says so
#' @param method,level,design_effect,small of samples, as for [mkba_proportion_interval()]
#' @return A data frame.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = c("GM1", "GM2"), jaar = 2021, tevreden = c(40, 300), antwoorden = c(50, 500)
#' ))
#' panel <- mkba_panel_described(panel, tevreden = "flow", antwoorden = "flow")
#' overview <- mkba_overview(panel, "GM1", 2021, peers = "GM2", items = list(list(
#'   domain = "wmo", aspect = "quality", indicator = "tevreden", denominator = "antwoorden",
#'   statistic = "proportion",
#'   better = "higher", per = 100
#' )))
#' overview[c("domain", "aspect", "region", "peers", "verdict_peers")]
#' @export
mkba_overview <- function(panel, region, year, items, peers = NULL, nation = NULL, missing = "spreads", method = "wilson",
                          level = 0.95, design_effect = 1, small = 30) {
  handle <- panel_handle(panel)
  if (!is.list(items) || is.object(items)) refuse_argument("items", "a list of lists")
  options <- given(
    region = as_texts(region, "region"), period = one_period(year, "year"), items = items, peers = peer_codes(peers),
    nation = optional_text(nation, "nation"), missing = as_text(missing, "missing")
  )
  table_frame(raw_mkba_panel_overview(handle, c(options, interval_options(method, level, design_effect, small))))
}

# Options that are not NULL: what is left out stays as it is in C.
given <- function(...) {
  all <- list(...)
  all[!vapply(all, is.null, NA)]
}

# Codes, or what mkba_peers() makes.
peer_codes <- function(peers) {
  if (inherits(peers, "mkba_peers")) peers <- peers$codes
  optional_texts(peers, "peers")
}
