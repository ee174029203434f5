# Coalition games: published values, an independent computation, forms of worths, what is refused.

tva <- function() {
  mkba_game(c("navigation", "flood control", "power"),
            c(0, 163520, 140826, 301607, 250096, 378821, 367370, 412584))
}

test_that("published values come out", {
  # Straffin and Heaney, International Journal of Game Theory 10, 1981.
  expect_equal(mkba_shapley(tva())$amount, c(117829, 100756.5, 193998.5), tolerance = 1e-5)
  skip_if_not(mkba_can_solve(), "built without GLPK")
  expect_equal(as.data.frame(mkba_nucleolus(tva()))$amount, c(116234, 93540, 202810), tolerance = 1e-5)
  expect_false(mkba_core(tva())$core_empty)
  majority <- mkba_core(mkba_game(c("a", "b", "c"), function(names) as.numeric(length(names) > 1), "value"))
  expect_true(majority$core_empty)
  expect_equal(majority$epsilon, 1 / 3)
  expect_equal(majority$coalitions$weight, rep(0.5, 3))
  expect_output(print(majority), "core empty")
})

orders <- function(x) if (length(x) < 2) list(x) else do.call(c,
                                                              lapply(seq_along(x),
                                                                     function(i) lapply(orders(x[-i]),
                                                                                        function(o) c(x[i], o))))

test_that("values are means over all orders", {
  cost <- function(names) if (length(names) == 0) 0 else 100 + sum(utf8ToInt(paste(names, collapse = "")) - 90)^0.7 * 13
  players <- letters[1:5]
  added <- vapply(orders(players), function(order) {
    along <- vapply(0:5, function(k) cost(order[seq_len(k)]), 0)
    diff(along)[match(players, order)]
  }, numeric(5))
  game <- mkba_game(players, cost)
  expect_equal(mkba_shapley(game)$amount, rowMeans(added), tolerance = 1e-12)
  sampled <- mkba_shapley(game, draws = 2000, seed = 5, threads = 2)
  expect_true(all(abs(sampled$amount - rowMeans(added)) <= sampled$bound))
  expect_identical(sampled, mkba_shapley(game, draws = 2000, seed = 5))
})

test_that("coalitions, properties, sizes and keys are tables", {
  game <- tva()
  expect_identical(nrow(mkba_coalitions(game, c(112584, 1e5, 2e5))), 7L)
  expect_identical(mkba_coalitions(game, c(power = 2e5, navigation = 112584, "flood control" = 1e5)),
                   mkba_coalitions(game, c(112584, 1e5, 2e5)))
  properties <- mkba_game_properties(game)
  expect_identical(properties$property, c("essential", "monotone", "additive together", "convex", "shapley in core"))
  expect_identical(mkba_game_sizes(game)$adds, c(FALSE, TRUE, TRUE))
  keys <- mkba_cost_keys(game, list(use = c(1, 2, 3)), nucleolus = FALSE)
  expect_equal(keys$amount[1:3], 412584 * 1:3 / 6)
  summary <- mkba_cost_keys(game, list(use = c(1, 2, 3)), "summary", nucleolus = FALSE)
  expect_identical(summary$key, c("use", "equal", "shapley"))
  expect_identical(nrow(mkba_cost_keys(game, view = "leaving", nucleolus = FALSE)), as.integer(summary$leaving[2]))
  scale <- mkba_game_of_scale(c(a = 10, b = 20, c = 30), fixed = 90, unit_cost = 5, coordination = 3)
  expect_equal(mkba_shapley(scale)$amount, c(82, 132, 182))
  expect_output(print(scale), "of cost, 3 players")
})

test_that("levels stand side by side and become a case", {
  levels <- list(
    local = list(fixed = 100, unit_cost = 9, quality = 6, distance = 1, groups = "alone"),
    pairs = list(fixed = 150, unit_cost = 10, elasticity = 0.9, coordination = 5, quality = 7, distance = 4,
                 groups = c(d = "y", a = "x", b = "x", c = "y")),
    nation = list(fixed = 5000, unit_cost = 9, coordination = 5, quality = 7, distance = 50, other_volume = 900,
                  other_partners = 96)
  )
  made <- mkba_scale(c(a = 10, b = 20, c = 30, d = 40), levels, quality_value = 2)
  costs <- c(1300, 310 + 10 * (30^0.9 + 70^0.9), 1449.5)
  expect_equal(as.data.frame(made)$cost, costs)
  expect_equal(as.data.frame(made)$efficient, c(TRUE, TRUE, FALSE))
  expect_identical(nrow(mkba_scale_table(made, "coalitions")), 7L)
  npv <- mkba_appraise(mkba_scale_case(made))$npv
  expect_equal(unname(npv), sum(1.028^-(0:9)) * (costs[1] - costs[2:3] + 200))
  expect_output(print(made), "4 members")
})
