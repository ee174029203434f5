# Measures of uncertainty: formulas in R, the value of information by hand, measures of a case.

figures <- function() {
  set.seed(3)
  matrix(rnorm(2500), 500) + rnorm(500)
}

test_that("indices are the formulas of Saltelli and Jansen", {
  y <- figures()
  made <- mkba_sobol_indices(t(y), 3)
  both <- c(y[, 1], y[, 5])
  variance <- mean((both - mean(both))^2)
  expect_equal(made$first, colMeans((y[, 5] - mean(both)) * (y[, 2:4] - y[, 1])) / variance)
  expect_equal(made$total, colMeans((y[, 2:4] - y[, 1])^2) / 2 / variance)
  expect_equal(c(made$mean[1], made$sd[1]), c(mean(both), sd(both)))
  expect_equal(made$parameter, c("x1", "x2", "x3"))
})

test_that("a design has its rows in order, and repeats", {
  design <- mkba_sobol_design(c("a", "b"), 4, seed = 5, plan = "lhs")
  expect_equal(dim(design), c(16, 2))
  expect_equal(design[2, ], c(a = design[[4, "a"]], b = design[[1, "b"]]))
  expect_identical(design, mkba_sobol_design(c("a", "b"), 4, seed = 5, plan = "lhs"))
})

test_that("importance is cor and lm", {
  set.seed(1)
  x <- data.frame(a = rnorm(200), b = runif(200))
  y <- x$a - 2 * x$b + rnorm(200)
  made <- mkba_importance(x, y)
  expect_equal(made$coefficient, unname(coef(lm(scale(y) ~ scale(as.matrix(x))))[-1]))
  expect_equal(made$rank, c(cor(x$a, y, method = "spearman"), cor(x$b, y, method = "spearman")))
  expect_equal(made$r_squared[1], summary(lm(y ~ a + b, x))$r.squared)
})

test_that("the value of information is that by hand", {
  net <- cbind(nul = 0, plan = c(-1, 3, 1))
  made <- mkba_evpi(net)
  expect_equal(c(made$value, made$evpi, made$p_best), c(1, 1 / 3, 2 / 3))
  expect_equal(made$best, "plan")
  expect_equal(mkba_evpi(net[, "plan"])$evpi, made$evpi)
  u <- mkba_sobol_design("a", 4000)[, "a"]
  parts <- mkba_evppi(10 * u - 4, u, "a")
  expect_lt(abs(parts$evppi - 0.8), 3 * parts$evppi_error)
  study <- mkba_evsi(10 * u - 4, u, 10, c(0, 30), "a")
  expect_equal(study$part, c(0, 0.75))
  expect_equal(study$evsi[1], 0)
})

test_that("acceptability and the ICER are those by hand", {
  effects <- cbind(none = c(0, 0), care = c(1, 1))
  costs <- cbind(c(0, 0), c(5, 25))
  made <- mkba_acceptability(effects, costs, c(10, 20))
  expect_equal(made$net_benefit, c(0, -5, 0, 5))
  expect_equal(made$p_best[2], 0.5)
  expect_equal(mkba_icer(effects, costs)$icer[2], 15)
})

test_that("a case is measured, and threads change nothing", {
  case <- mkba_example()
  once <- mkba_case_evppi(case, draws = 400, seed = 4, threads = 1)
  expect_identical(once, mkba_case_evppi(case, draws = 400, seed = 4, threads = 2))
  expect_setequal(mkba_sobol(case, draws = 64)$parameter, once$parameter)
  expect_setequal(mkba_case_importance(case, draws = 100)$parameter, once$parameter)
  expect_lte(max(once$evppi), mkba_case_evpi(case, draws = 400, seed = 4)$evpi)
  joint <- mkba_case_evppi(case, c("effect_jeugd", "effect_wmo"), draws = 400, joint = TRUE)
  expect_equal(joint$parameter, "effect_jeugd + effect_wmo")
  study <- mkba_case_evsi(case, 90, c(10, 1000), "effect_jeugd", draws = 400)
  expect_lte(study$evsi[1], study$evsi[2])
  curve <- mkba_case_acceptability(case, "qaly_waarde", c(0, 1e5), draws = 400)
  expect_equal(curve$alternative, c("nul", "teams", "nul", "teams"))
})

test_that("progress is told, and can stop", {
  calls <- list()
  mkba_case_evpi(mkba_example(), draws = 2000, progress = function(done, total) {
    calls[[length(calls) + 1]] <<- c(done, total)
    TRUE
  })
  last <- calls[[length(calls)]]
  expect_equal(last[1], last[2])
  expect_error(mkba_case_evpi(mkba_example(), progress = function(done, total) FALSE), class = "mkba_error_cancelled")
  expect_error(mkba_case_evpi(mkba_example(), progress = function(done, total) stop("mine")), "mine")
})

test_that("pictures are drawn", {
  case <- mkba_example()
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  expect_invisible(mkba_plot_sobol(mkba_sobol(case, draws = 64), language = "nl"))
  expect_invisible(mkba_plot_evppi(mkba_case_evppi(case, draws = 100)))
  expect_invisible(mkba_plot_acceptability(mkba_case_acceptability(case, "qaly_waarde", c(0, 1e5), draws = 100)))
})

test_that("a case may stand in the place of draws", {
  case <- mkba_example()
  expect_identical(mkba_evpi(case, draws = 200), mkba_case_evpi(case, draws = 200))
  expect_identical(mkba_evppi(case, draws = 200), mkba_case_evppi(case, draws = 200))
  expect_identical(mkba_evppi(case, "effect_jeugd", draws = 200), mkba_case_evppi(case, "effect_jeugd", draws = 200))
  expect_error(mkba_evpi(1:9, draws = 200), class = "mkba_error_argument")
  for (measure in list(mkba_sobol, mkba_case_importance, mkba_case_evpi, mkba_case_evppi)) {
    refused <- tryCatch(measure(mkba_example(), draws = 0), mkba_error_argument = identity)
    expect_identical(refused$where, "draws")
    expect_match(refused$message, "at least 1, not 0")
  }
})

test_that("a parameter of one value is worth nothing and stops no other", {
  set.seed(1)
  x <- cbind(a = rnorm(200), b = 7)
  evppi <- mkba_evppi(0.2 + x[, "a"], x)
  expect_equal(evppi$evppi[2], 0)
  expect_gt(evppi$evppi[1], 0.1)
  importance <- mkba_importance(x, x[, "a"] + rnorm(200))
  expect_equal(importance$coefficient[2], 0)
  expect_equal(is.na(importance$rank), c(FALSE, TRUE))
})
