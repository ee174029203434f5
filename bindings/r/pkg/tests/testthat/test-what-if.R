product <- function() {
  mkba_case(list(
    format = "mkba-case/1", title = "t", base_year = 2026, years = c(2026, 2026), price_year = 2026, timing = "begin",
    discount = list(rate = 0.03),
    parameters = list(a = list(distribution = list(normal = list(mean = 38, sd = 3.8))),
                      b = list(distribution = list(normal = list(mean = 54, sd = 2.7))), last = list(value = 1140)),
    alternatives = list(n = list(null = TRUE), p = setNames(list(), character())),
    lines = list(list(id = "x", kind = "benefit", value = "a * b"), list(id = "y", kind = "cost", value = "last"))
  ))
}

test_that("a tornado of a product is that by hand", {
  table <- mkba_tornado(product(), bounds = list(last = c(1000, 2100)))
  expect_equal(table$parameter, c("last", "a", "b"))
  expect_equal(table$swing, c(1100, 2 * qnorm(0.95) * 3.8 * 54, 2 * qnorm(0.95) * 2.7 * 38), tolerance = 1e-12)
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  plot(table)
  grDevices::dev.off()
  expect_gt(file.size(file), 1000)
})

test_that("break-even values, a grid and the nearest point of a product", {
  found <- mkba_break_even(product())
  expect_equal(found$break_even, c(1140 / 54, 30), tolerance = 1e-12)
  expect_equal(found$found, c("linear", "linear"))
  grid <- mkba_two_way(product(), "a", "b", list(a = c(20, 30), b = c(30, 40, 60)))
  expect_equal(grid$outcome, c(20 * c(30, 40, 60), 30 * c(30, 40, 60)) - 1140)
  expect_equal(grid$zero, c(NA, 57, NA, 38, NA, NA), tolerance = 1e-12)
  joint <- mkba_joint_break_even(product())
  expect_equal(joint$distance[1], 4.261350761434608, tolerance = 1e-9)
  expect_equal(joint$break_even[1] * joint$break_even[2], 1140, tolerance = 1e-9)
})

# A case whose npv is `value`, an expression of x and y.
of_two <- function(value, x, y) {
  mkba_case(list(
    format = "mkba-case/1", title = "t", base_year = 2026, years = c(2026, 2026), price_year = 2026, timing = "begin",
    discount = list(rate = 0.03), parameters = list(x = list(distribution = x), y = list(distribution = y)),
    alternatives = list(n = list(null = TRUE), p = setNames(list(), character())),
    lines = list(list(id = "x", kind = "benefit", value = value))
  ))
}

test_that("a parameter that cannot be sought stops no other", {
  case <- of_two("log(x) + y", list(uniform = c(-1, 5)), list(normal = list(mean = 10, sd = 2)))
  table <- mkba_break_even(case)
  expect_equal(table$found, c("failed", "linear"))
  expect_match(table$why[1], "x = -1")
  expect_equal(is.na(table$why), c(FALSE, TRUE))
  expect_error(mkba_break_even(case, "x"), "x = -1", class = "mkba_error")
})

test_that("a list of nothing is not all", {
  expect_error(mkba_joint_break_even(product(), character()), "at least one", class = "mkba_error")
  expect_error(mkba_case_evppi(product(), character()), "at least one", class = "mkba_error")
  expect_error(mkba_case_evsi(product(), 1, 1, character()), "at least one", class = "mkba_error")
  expect_error(mkba_two_way(product(), "a", "b", list(b = numeric())), "no value", class = "mkba_error")
  expect_equal(mkba_tornado(product(), bounds = list()), mkba_tornado(product()))
})

test_that("what is no option of a what-if analysis is refused", {
  expect_error(mkba_tornado(product(), bounds = list(c(1, 2))), class = "mkba_error")
  expect_error(mkba_tornado(product(), low = 2), class = "mkba_error")
  expect_error(mkba_two_way(product(), "a", "a"), class = "mkba_error")
  expect_error(mkba_two_way(product(), "a", "b", list(c = 1)), class = "mkba_error")
  expect_error(mkba_break_even(product(), "c"), class = "mkba_error")
  expect_error(mkba_joint_break_even(product(), "last"), class = "mkba_error")
})
