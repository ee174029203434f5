case <- mkba_example()

test_that("the same bits whatever the way", {
  whole <- mkba_simulation_bytes(mkba_simulate(case, draws = 3000, years = TRUE, keep = TRUE))
  same <- function(simulation) expect_identical(mkba_simulation_bytes(simulation), whole)
  same(mkba_simulate(case, draws = 3000, years = TRUE, keep = TRUE, threads = 3))
  same(mkba_simulate(case, draws = 3000, years = TRUE, keep = TRUE, block = 1, variant = "plain"))
  same(mkba_simulation_merge(
    mkba_simulate(case, draws = 3000, first = 1500, years = TRUE, keep = TRUE),
    mkba_simulate(case, draws = 3000, count = 1500, years = TRUE, keep = TRUE)
  ))
  same(mkba_simulation_of_bytes(whole))
})

test_that("tables are data frames", {
  simulation <- mkba_simulate(case, draws = 400, streams = TRUE, years = TRUE, keep = TRUE)
  expect_equal(simulation$n_draws, 400)
  expect_setequal(summary(simulation)$measure, c("npv", "pv_costs", "pv_benefits", "bcr", "annual_equivalent"))
  draws <- mkba_simulation_table(simulation, "draws")
  expect_equal(nrow(draws), 400)
  npv <- summary(simulation)[summary(simulation)$measure == "npv", ]
  expect_equal(mean(draws$teams.npv), npv$mean)
  expect_equal(as.numeric(mkba_simulation_quantile(simulation, 0.5)), stats::median(draws$teams.npv))
  expect_equal(as.numeric(mkba_simulation_probability(simulation)), mean(draws$teams.npv > 0))
  expect_identical(as.data.frame(simulation, "actors"), mkba_simulation_table(simulation, "actors"))
  expect_equal(sum(mkba_simulation_histogram(simulation)$share), 1)
  expect_true(all(mkba_simulation_convergence(simulation)$se >= 0))
  for (view in c("incremental", "streams", "years", "clients", "parameters", "about", "findings")) {
    expect_s3_class(mkba_simulation_table(simulation, view), "data.frame")
  }
  expect_output(print(simulation), "400")
})

test_that("replicates tell the standard error of means", {
  simulation <- mkba_simulate(case, draws = 1600, plan = "lhs", replicates = 16, keep = TRUE)
  npv <- summary(simulation)[summary(simulation)$measure == "npv", ]
  means <- colMeans(matrix(mkba_simulation_table(simulation, "draws")$teams.npv, 100, 16))
  expect_equal(npv$se_is, "between replicates")
  expect_equal(npv$se, stats::sd(means) / 4)
  expect_equal(mkba_simulation_table(simulation, "about")$replicates, 16)
  expect_error(mkba_simulate(case, draws = 1600, replicates = 16), "plans lhs and sobol", class = "mkba_error_argument")
  expect_error(mkba_simulate(case, draws = 100, plan = "lhs", replicates = 3), class = "mkba_error_argument")
})

test_that("one draw has values and no standard error", {
  convergence <- mkba_simulation_convergence(mkba_simulate(case, draws = 1))
  expect_gt(nrow(convergence), 0)
  expect_true(all(is.na(convergence$se)))
  expect_false(anyNA(convergence$value[convergence$statistic == "mean"]))
})

test_that("what is refused says where", {
  expect_error(mkba_simulate(case, draws = 0), class = "mkba_error_argument")
  expect_error(mkba_simulate(case, plan = "sobl"), class = "mkba_error_unknown")
  expect_error(mkba_simulate(case, drawz = 1), class = "mkba_error_unknown")
  expect_error(mkba_simulate(1), class = "mkba_error_argument")
  expect_error(mkba_simulate(case, draws = 1e9, keep = TRUE), class = "mkba_error_limit")
  expect_error(mkba_simulation_of_bytes(as.raw(1:10)), class = "mkba_error_syntax")
  expect_error(mkba_simulation_of_bytes("x"), class = "mkba_error_argument")
  simulation <- mkba_simulate(case, draws = 10)
  expect_error(mkba_simulation_table(simulation, "years"), class = "mkba_error_argument")
  expect_error(mkba_simulation_quantile(simulation, 0.5, measure = "npw"), class = "mkba_error_unknown")
  expect_error(mkba_simulation_merge(simulation, simulation), class = "mkba_error_argument")
  expect_error(plot(simulation, "bars"), class = "mkba_error_unknown")
})

test_that("every language gives the same text", {
  data <- Sys.getenv("MKBA_TEST_DATA")
  skip_if_not(dir.exists(data), "MKBA_TEST_DATA names no folder with the library's test data")
  text <- function(...) readChar(file.path(data, ...), 1e6, useBytes = TRUE)
  simulation <- mkba_simulate(mkba_case(file.path(data, "cases", "alles.json")), 1000, 7, "lhs", streams = TRUE,
                              years = TRUE)
  expect_identical(mkba_json(simulation), text("uncertain", "simulated.json"))
})

test_that("progress is told, and stops a simulation", {
  seen <- c(NA, NA)
  mkba_simulate(case, draws = 50000, progress = function(done, total) seen <<- c(done, total))
  expect_equal(seen[1], seen[2])
  expect_error(mkba_simulate(case, draws = 1e9, progress = function(done, total) FALSE), class = "mkba_error_cancelled")
  expect_error(mkba_simulate(case, draws = 1e9, progress = function(done, total) stop("mine")), "mine")
  caught <- tryCatch(mkba_simulate(case, draws = 1e9, progress = function(done, total) signalCondition(
    structure(class = c("own", "condition"), list(message = "", call = NULL)))), own = function(condition) "own")
  expect_equal(caught, "own")
  expect_error(mkba_simulate(case, progress = 1), class = "mkba_error_argument")
  expect_equal(mkba_simulate(case, draws = 10)$n_draws, 10)  # and nothing of it is left
})

test_that("pictures are made", {
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  simulation <- mkba_simulate(case, draws = 500, years = TRUE)
  for (view in c("distribution", "actors", "years")) {
    expect_invisible(plot(simulation, view))
    expect_invisible(plot(simulation, view, language = "nl"))
  }
})
