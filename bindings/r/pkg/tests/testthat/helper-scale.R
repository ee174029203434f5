# What functions of games and levels refuse, by class and place: for test-errors.R.
scale_refusals <- local({
  game <- function() mkba_game(c("a", "b"), c(0, 11, 7, 15))
  levels <- list(local = list(unit_cost = 1, groups = "alone"), region = list(unit_cost = 1))
  list(
    mkba_game = function() {
      expect_refused(mkba_game(c("a", "b"), c(0, 1, 2)), "argument", "worths")
      expect_refused(mkba_game(c("a", "a"), c(0, 1, 2, 3)), "argument", "players[1]")
      expect_refused(mkba_game("a", c(0, 1), "costs"), "unknown", "kind")
      expect_refused(mkba_game(paste0("p", 1:21), length), "limit", "players")
      expect_refused(mkba_game("a", "x"), "argument", "worths")
    },
    mkba_game_of_scale = function() {
      expect_refused(mkba_game_of_scale(c(a = 0), unit_cost = 1), "argument", "volumes[0]")
      expect_refused(mkba_game_of_scale(1, unit_cost = 1), "argument", "volumes")
      expect_refused(mkba_game_of_scale(c(a = 1), unit_cost = 1, elasticity = 5), "argument", "elasticity")
    },
    mkba_shapley = function() {
      expect_refused(mkba_shapley(game(), draws = 3), "argument", "draws")
      expect_refused(mkba_shapley(1), "argument", "game")
    },
    mkba_coalitions = function() {
      expect_refused(mkba_coalitions(game(), 1), "argument", "allocation")
      expect_refused(mkba_coalitions(game(), c(energy = 1)), "unknown", "players")
      expect_refused(mkba_coalitions(game(), c(a = 1)), "argument", "allocation")
    },
    mkba_game_properties = function() expect_refused(mkba_game_properties(1), "argument", "game"),
    mkba_game_sizes = function() expect_refused(mkba_game_sizes(1), "argument", "game"),
    mkba_core = function() {
      large <- mkba_game_of_scale(stats::setNames(rep(1, 13), letters[1:13]), unit_cost = 1)
      expect_refused(mkba_core(large), "limit", "game")
    },
    mkba_nucleolus = function() expect_refused(mkba_nucleolus("x"), "argument", "game"),
    mkba_cost_keys = function() {
      expect_refused(mkba_cost_keys(game(), list(equal = c(1, 1))), "argument", "keys[0]")
      expect_refused(mkba_cost_keys(game(), list(use = c(0, 0))), "argument", "weights")
      expect_refused(mkba_cost_keys(game(), 5), "argument", "keys")
      expect_refused(mkba_cost_keys(game(), view = "amount"), "unknown", "view")
    },
    mkba_scale = function() {
      expect_refused(mkba_scale(c(a = 0), levels), "argument", "volumes[0]")
      expect_refused(mkba_scale(1, levels), "argument", "volumes")
      expect_refused(mkba_scale(c(a = 1), list(x = list(fixed = -1))), "argument", "levels[0]/fixed")
      expect_refused(mkba_scale(c(a = 1), list("De Peel" = list())), "argument", "levels[0]/name")
      expect_refused(mkba_scale(c(a = 1), list(x = list(distnce = 1))), "unknown", "levels")
      expect_refused(mkba_scale(c(a = 1, b = 1), list(x = list(groups = c(a = "y")))), "argument", "groups")
    },
    mkba_scale_table = function() {
      expect_refused(mkba_scale_table(1), "argument", "scale")
      expect_refused(mkba_scale_table(mkba_scale(c(a = 1), levels), "level"), "unknown", "view")
    },
    mkba_scale_case = function() {
      expect_refused(mkba_scale_case(mkba_scale(c(a = 1), levels, null_level = "locl")), "unknown", "null_level")
    }
  )
})
