failures <- c(3, 5, 7, 18, 43, 85, 91, 98, 100, 130, 230, 487)

test_that("quantiles are those of R's own distributions", {
  p <- c(1e-9, 0.05, 0.5, 0.95, 1 - 1e-9)
  expect_equal(mkba_distribution_quantile(list(normal = list(mean = 3, sd = 2)), p), qnorm(p, 3, 2), tolerance = 1e-12)
  expect_equal(mkba_distribution_quantile(list(gamma = list(mean = 10, sd = 5)), p), qgamma(p, 4, 0.4),
               tolerance = 1e-9)
  expect_equal(mkba_distribution_quantile(list(beta = list(alpha = 2, beta = 3)), p), qbeta(p, 2, 3), tolerance = 1e-9)
  expect_equal(mkba_distribution_quantile('{"poisson": {"mean": 7.5}}', p), qpois(p, 7.5))
})

test_that("names of probabilities are kept", {
  expect_named(mkba_distribution_quantile(list(uniform = c(0, 1)), c(low = 0.1, high = 0.9)), c("low", "high"))
})

test_that("a truncation is counted with", {
  found <- mkba_distribution_summary(list(uniform = c(0, 10), truncate = c(2, 4)))
  expect_equal(found, list(mean = 3, sd = 2 / sqrt(12), low = 2, high = 4))
})

test_that("a distribution has the quantiles that were said, and can be asked for them", {
  for (family in c("normal", "lognormal", "gamma")) {
    made <- mkba_elicit_distribution(family, c(10, 20))
    expect_equal(mkba_distribution_quantile(made, c(0.05, 0.95)), c(10, 20), tolerance = 1e-9)
  }
  made <- mkba_elicit_distribution("beta", c(10, 20), bounds = c(0, 50))
  expect_equal(mkba_distribution_quantile(made, c(0.05, 0.95)), c(10, 20), tolerance = 1e-9)
})

test_that("the likeliest gamma distribution of Proschan's failures has shape 0.707 (Davison and Hinkley 1997)", {
  found <- mkba_fit_distribution(failures)
  gamma <- found[found$family == "gamma", ]
  expect_equal((gamma$mean / gamma$sd)^2, 0.707, tolerance = 1e-3)
  expect_equal(found$aic, sort(found$aic))
})

test_that("what is no distribution, probability or family is refused with its place", {
  expect_error(mkba_distribution_quantile(list(gama = list(mean = 1, sd = 1)), 0.5), class = "mkba_error_case")
  expect_error(mkba_distribution_quantile(list(uniform = c(0, 1)), 1), class = "mkba_error_argument")
  expect_error(mkba_elicit_distribution("norml", c(1, 2)), class = "mkba_error_unknown")
  expect_error(mkba_fit_distribution(c(1, 1, 1)), class = "mkba_error_argument")
  expect_error(mkba_fit_distribution(c(1, 2, 9), bounds = c(0, 9)), "not inside the bounds",
               class = "mkba_error_argument")
  expect_error(mkba_fit_distribution(c(-1.7e308, 1.7e308, 1.6e308)), "too widely", class = "mkba_error")
  expect_error(mkba_elicit_distribution("gamma", c(1, 2), bounds = c(0, 9)), "takes none",
               class = "mkba_error_argument")
  expect_error(mkba_elicit_distribution("beta", c(1, 2), mode = 1), "takes none", class = "mkba_error_argument")
})
