#' Coalition games: what every group of municipalities costs or is worth
#'
#' `mkba_game()` takes a figure per coalition; `mkba_game_of_scale()` computes it of volumes:
#' C(S) = fixed + unit_cost x V(S)^elasticity + coordination x (|S| - 1). `docs/scale.md` has formulas and sources.
#'
#' @param players names
#' @param worths a function of a vector of names, asked for each of the 2^n - 1 coalitions; or 2^n numbers, the one at position
#'   s (counted from 0) being of the players i for which bit i of s is set
#' @param kind `"cost"` (less is better) or `"value"`
#' @param volumes named numbers above 0, such as clients per year; to 1000 players, beyond 20 only [mkba_shapley()] with draws
#' @param fixed,unit_cost,coordination costs, at least 0
#' @param elasticity from 0 to 4: below 1 a larger volume is cheaper per unit
#' @return An object of class `mkba_game`.
#' @seealso [mkba_shapley()], [mkba_core()], [mkba_coalitions()], [mkba_cost_keys()]
#' @examples
#' gloves <- mkba_game(c("left", "right 1", "right 2"),
#'   function(names) as.numeric("left" %in% names && length(names) > 1), kind = "value")
#' gloves
#' mkba_shapley(gloves)[c("player", "amount")]
#' together <- mkba_game_of_scale(c(Asten = 16, Deurne = 32, Someren = 19), fixed = 4e5,
#'   unit_cost = 9e3, elasticity = 0.95, coordination = 2e4)
#' mkba_game_sizes(together)[c("size", "best", "gain", "adds")]
#' @export
mkba_game <- function(players, worths, kind = "cost") {
  players <- as_texts(players, "players")
  if (is.function(worths)) {
    if (length(players) > 20) mkba_signal("limit", "every coalition is given to 20 players", "players")
    members <- function(s) players[bitwAnd(s, 2^(seq_along(players) - 1)) > 0]
    worths <- c(0, vapply(seq_len(2^length(players) - 1), function(s) as_number(worths(members(s)), "worths"), 0))
  }
  handle <- raw_mkba_game_new(players, as_doubles(worths, "worths"), as_text(kind, "kind"))
  structure(list(handle = handle, players = players, kind = kind), class = "mkba_game")
}

#' @rdname mkba_game
#' @export
mkba_game_of_scale <- function(volumes, fixed = 0, unit_cost, elasticity = 1, coordination = 0) {
  if (is.null(names(volumes))) refuse_argument("volumes", "numbers with the names of the players")
  handle <- raw_mkba_game_of_scale(
    as_texts(names(volumes), "volumes"), as_doubles(unname(volumes), "volumes"), as_number(fixed, "fixed"),
    as_number(unit_cost, "unit_cost"), as_number(elasticity, "elasticity"), as_number(coordination, "coordination")
  )
  structure(list(handle = handle, players = names(volumes), kind = "cost"), class = "mkba_game")
}

game_handle <- function(game) {
  if (!inherits(game, "mkba_game") || !is.list(game)) refuse_argument("game", "a game, as mkba_game() makes")
  unclass(game)$handle
}

# An amount per player, in their order.
game_amounts <- function(game, amounts, where) {
  players <- unclass(game)$players
  if (!is.null(names(amounts))) {
    unknown <- setdiff(names(amounts), players)
    if (length(unknown) > 0) mkba_signal("unknown", sprintf("there is no player \"%s\"", unknown[1]), "players")
    missing <- setdiff(players, names(amounts))
    if (length(missing) > 0) refuse_argument(where, sprintf("an amount per player; there is none of \"%s\"", missing[1]))
    amounts <- amounts[players]
  }
  as_doubles(unname(amounts), where)
}

#' @rdname mkba_game
#' @param x a game
#' @param ... not used
#' @export
print.mkba_game <- function(x, ...) {
  cat("<mkba_game> of ", unclass(x)$kind, ", ", raw_mkba_game_n_players(game_handle(x)), " players\n", sep = "")
  invisible(x)
}

#' The Shapley value: what each adds, on the mean of all orders
#'
#' Exact by subsets to 20 players, with a bound of what rounding does; beyond by sampled orders, with an interval and a bound
#' that holds whatever the distribution.
#'
#' @param game as [mkba_game()] and [mkba_game_of_scale()] make
#' @param draws 0 is exact; else so many orders, an even number: pairs of an order and its reverse
#' @param seed of the orders
#' @param confidence of `lower`, `upper` and `bound`
#' @param wanted a standard error: `needed` says the draws that it takes; 0 asks nothing
#' @param threads the figures are the same
#' @param progress a function of what is done and what there is to do, or `NULL`; `FALSE` stops
#' @return A data frame with a row per player: `player`, `amount`, `se`, `lower`, `upper`, `bound`, `alone`, `last` (what it
#'   adds as the last), `saving`, `needed`, `draws`.
#' @examples
#' towns <- mkba_game(c("A", "B"), c(0, 11, 7, 15))
#' mkba_shapley(towns)[c("player", "amount", "alone", "saving")]
#' @export
mkba_shapley <- function(game, draws = 0, seed = 1, confidence = 0.95, wanted = 0, threads = 1, progress = NULL) {
  options <- list(
    draws = as_number(draws, "draws"), seed = as_number(seed, "seed"), confidence = as_number(confidence, "confidence"),
    wanted = as_number(wanted, "wanted"), threads = as_number(threads, "threads")
  )
  table_frame(raw_mkba_game_shapley(game_handle(game), options, progress))
}

#' Who would rather leave, and how large a coalition should be
#'
#' `mkba_coalitions()`: what every coalition gains or loses by an allocation, those that would rather leave first.
#' `mkba_game_properties()`: essential, monotone, additive together, convex, Shapley value in the core, each with its margin.
#' `mkba_game_sizes()`: the best coalition of each size, what it gains, and what a member more adds.
#'
#' @inheritParams mkba_shapley
#' @param allocation an amount per player, by name or in their order
#' @param most rows; 0 is every coalition
#' @return A data frame. `mkba_coalitions()`: `coalition`, `position`, `size`, `worth`, `allocated`, `excess`, `per_member`,
#'   `leaves`.
#' @examples
#' towns <- mkba_game(c("A", "B"), c(0, 11, 7, 15))
#' mkba_coalitions(towns, c(A = 12, B = 3))[c("coalition", "excess", "leaves")]
#' mkba_game_properties(towns)
#' mkba_game_sizes(towns)[c("size", "gain", "adds")]
#' @export
mkba_coalitions <- function(game, allocation, most = 0) {
  handle <- game_handle(game)
  table_frame(raw_mkba_game_coalitions(handle, game_amounts(game, allocation, "allocation"), as_number(most, "most")))
}

#' @rdname mkba_coalitions
#' @export
mkba_game_properties <- function(game) table_frame(raw_mkba_game_properties(game_handle(game)))

#' @rdname mkba_coalitions
#' @export
mkba_game_sizes <- function(game) table_frame(raw_mkba_game_sizes(game_handle(game)))

#' Core, least core and nucleolus
#'
#' To 12 players, by linear programming: `mkba_can_solve()` says whether the package was built with GLPK. The core is empty
#' when in every allocation some coalition would rather leave.
#'
#' @inheritParams mkba_shapley
#' @return `mkba_core()` and `mkba_nucleolus()`: an object of class `mkba_solution`: `$core_empty`, `$epsilon` (the least
#'   largest excess), `$amounts` (`player`, `amount`, `alone`, `saving`), `$coalitions` (those that decide, level by level; the
#'   weights of level 1 prove it), `$summary`. `as.data.frame()` has the amounts.
#' @examples
#' majority <- mkba_game(c("a", "b", "c"), function(names) as.numeric(length(names) > 1),
#'   kind = "value")
#' if (mkba_can_solve()) mkba_core(majority)
#' if (mkba_can_solve()) as.data.frame(mkba_nucleolus(majority))
#' @export
mkba_core <- function(game) game_solution(game, "least core")

#' @rdname mkba_core
#' @export
mkba_nucleolus <- function(game) game_solution(game, "nucleolus")

#' @rdname mkba_core
#' @export
mkba_can_solve <- function() raw_mkba_game_can_solve()

game_solution <- function(game, concept) {
  handle <- game_handle(game)
  table <- function(view) table_frame(raw_mkba_game_solve(handle, concept, view))
  summary <- table("summary")
  structure(list(core_empty = summary$core_empty, epsilon = summary$epsilon, amounts = table("amounts"),
                 coalitions = table("coalitions"), summary = summary), class = "mkba_solution")
}

#' @rdname mkba_core
#' @param x a solution
#' @param ... not used
#' @export
print.mkba_solution <- function(x, ...) {
  cat("<mkba_solution> ", x$summary$concept, ": core ", if (x$core_empty) "empty" else "not empty", "\n", sep = "")
  print(x$amounts, row.names = FALSE)
  invisible(x)
}

#' @export
as.data.frame.mkba_solution <- function(x, ...) x$amounts

#' Cost keys in use, beside the Shapley value and the nucleolus
#'
#' A key gives each player its share of the weights in the costs of all together.
#'
#' @inheritParams mkba_shapley
#' @param keys a named list of weights per player, by name or in their order: inhabitants, clients, use
#' @param view `"amounts"` (a row per key and player), `"summary"` (a row per key: in the core, who loses most) or
#'   `"leaving"` (a row per key and coalition that would rather leave)
#' @param equal,shapley also equal parts, the Shapley value
#' @param nucleolus also the nucleolus; `NULL`: where it can be found
#' @return A data frame.
#' @examples
#' towns <- mkba_game(c("A", "B"), c(0, 11, 7, 15))
#' mkba_cost_keys(towns, list("per client" = c(A = 4, B = 1)), nucleolus = FALSE)
#' mkba_cost_keys(towns, list("per client" = c(A = 4, B = 1)), "summary", nucleolus = FALSE)
#' @export
mkba_cost_keys <- function(game, keys = list(), view = "amounts", equal = TRUE, shapley = TRUE, nucleolus = NULL) {
  handle <- game_handle(game)
  if (length(keys) > 0 && (!is.list(keys) || is.null(names(keys)))) refuse_argument("keys", "a list of weights with names")
  records <- lapply(names(keys), function(name) list(name = name, weights = game_amounts(game, keys[[name]], "weights")))
  if (is.null(nucleolus)) nucleolus <- mkba_can_solve() && length(unclass(game)$players) <= 12
  options <- list(keys = records, equal = as_flag(equal, "equal"), shapley = as_flag(shapley, "shapley"),
                  nucleolus = as_flag(nucleolus, "nucleolus"))
  table_frame(raw_mkba_game_keys(handle, options, as_text(view, "view")))
}

#' One task at several levels: at which scale?
#'
#' Sets levels (alone, in the Peel, in the region, nationally) side by side. At a level the members form coalitions; one costs
#' fixed + unit_cost x V^elasticity + coordination x (partners - 1) a year. Distance to the resident is an axis of its own,
#' never in euros.
#'
#' @param volumes named numbers above 0: of each member, such as clients a year
#' @param levels a named list (names of letters a to z, digits and `_`) of lists with `title`, `fixed`, `unit_cost`, `elasticity`
#'   (default 1), `coordination`, `quality`, `distance`, `groups` (`"together"`, the default, `"alone"`, or the coalition of
#'   each member), `other_volume` and `other_partners` (from outside, in each coalition)
#' @param title of the task
#' @param quality_value what a point of quality is worth, EUR a year for a volume of 1; 0 gives it no price, and quality is an
#'   axis of its own
#' @param null_level,years,price_year,discount,source of the case; `null_level` `NULL` is the first
#' @return An object of class `mkba_scale`. `as.data.frame()` has a row per level: `cost`, its parts, `cost_per_client`,
#'   `quality`, `public_value`, `distance`, `efficient`, `dominated_by`.
#' @examples
#' made <- mkba_scale(c(a = 10, b = 30), list(
#'   local = list(fixed = 100, unit_cost = 9, distance = 1, groups = "alone"),
#'   region = list(fixed = 100, unit_cost = 8, coordination = 20, distance = 5)
#' ))
#' as.data.frame(made)[c("level", "cost", "efficient")]
#' mkba_scale_table(made, "break-even")
#' mkba_appraise(mkba_scale_case(made))
#' @export
mkba_scale <- function(volumes, levels, title = "task", quality_value = 0, null_level = NULL, years = c(2026, 2035),
                       price_year = 2024, discount = "NL-2026", source = NULL) {
  if (is.null(names(volumes))) refuse_argument("volumes", "numbers with the names of the members")
  if (!is.list(levels) || is.null(names(levels))) refuse_argument("levels", "a list of lists with names")
  if (!is.numeric(years) || length(years) != 2) refuse_argument("years", "the first and the last")
  records <- lapply(names(levels), function(name) scale_level(name, levels[[name]], names(volumes)))
  options <- given(
    title = as_text(title, "title"), members = as_texts(names(volumes), "volumes"),
    volumes = as_doubles(unname(volumes), "volumes"), levels = records,
    quality_value = as_number(quality_value, "quality_value"), null_level = optional_text(null_level, "null_level"),
    first_year = years[1], last_year = years[2], price_year = as_number(price_year, "price_year"),
    discount = as_text(discount, "discount"), source = optional_text(source, "source")
  )
  made <- structure(list(options = options), class = "mkba_scale")
  mkba_scale_table(made) # refuses what is wrong now
  made
}

scale_level <- function(name, given_level, members) {
  known <- c("title", "fixed", "unit_cost", "elasticity", "coordination", "quality", "distance", "groups", "other_volume",
             "other_partners")
  unknown <- setdiff(names(given_level), known)
  if (length(unknown) > 0) mkba_signal("unknown", sprintf("a level has no \"%s\"", unknown[1]), "levels")
  groups <- given_level$groups
  if (is.null(groups)) groups <- "together"
  whole <- length(groups) == 1 && groups %in% c("together", "alone") && length(members) > 0
  if (!whole && !is.null(names(groups))) {
    if (!all(members %in% names(groups))) refuse_argument("groups", "a group for each member")
    groups <- groups[members]
  }
  level <- given_level[setdiff(names(given_level), "groups")]
  level$name <- name
  if (is.null(level$elasticity)) level$elasticity <- 1
  if (whole) level$alone <- groups == "alone" else level$groups <- as_texts(unname(groups), "groups")
  level
}

scale_options <- function(scale) {
  if (!inherits(scale, "mkba_scale") || !is.list(scale)) refuse_argument("scale", "a task, as mkba_scale() makes")
  unclass(scale)$options
}

#' Tables of a task at several levels, and the case that they make
#'
#' In the case every other level is an alternative to the null level; every figure is a parameter (`volume_1`, `fixed_peel`,
#' ...), so that each may be given a distribution. Distance is in no line.
#'
#' @param scale as [mkba_scale()] makes
#' @param view `"levels"`, `"coalitions"` or `"break-even"` (where two levels cost the same)
#' @return A data frame; `mkba_scale_case()`: a case.
#' @examples
#' made <- mkba_scale(c(a = 10, b = 30), list(
#'   local = list(fixed = 100, unit_cost = 9, groups = "alone"),
#'   region = list(fixed = 100, unit_cost = 8)
#' ))
#' mkba_scale_table(made, "coalitions")
#' mkba_scale_case(made)
#' @export
mkba_scale_table <- function(scale, view = "levels") {
  table_frame(raw_mkba_scale_table(scale_options(scale), as_text(view, "view")))
}

#' @rdname mkba_scale_table
#' @export
mkba_scale_case <- function(scale) mkba_case(raw_mkba_scale_case(scale_options(scale)))

#' @export
as.data.frame.mkba_scale <- function(x, ...) mkba_scale_table(x)

#' @rdname mkba_scale
#' @param x a task
#' @param ... not used
#' @export
print.mkba_scale <- function(x, ...) {
  options <- scale_options(x)
  cat("<mkba_scale> ", options$title, ", ", length(options$members), " members\n", sep = "")
  print(mkba_scale_table(x)[c("level", "cost", "public_value", "distance", "efficient")], row.names = FALSE)
  invisible(x)
}
