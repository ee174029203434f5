test_that("discount factors", {
  tau <- c(a = -1, b = 0, c = 0.5, d = 40)
  forward <- function(tau) 1.028^-pmin(tau, 35) * 1.018^-pmax(tau - 35, 0)
  segments <- list(from = c(0, 35), rate = c(0.028, 0.018))
  expect_equal(mkba_discount_factor(segments, tau), forward(tau), tolerance = 1e-14)
  expect_identical(mkba_discount_factor(as.data.frame(segments), tau), mkba_discount_factor(segments, tau))
  expect_equal(mkba_discount_factor(0.0225, 0:50), 1.0225^-(0:50), tolerance = 1e-14)
  expect_identical(mkba_discount_factor("NL-2021", 3L), mkba_discount_factor("NL-2021/standard", 3))
  expect_identical(mkba_discount_factor("NL-2026", numeric()), numeric())
  expect_identical(names(mkba_discount_factor("NL-2026", tau)), names(tau))
})

test_that("the catalog's segments give the named scheme's factors", {
  schemes <- mkba_schemes()
  tau <- seq(0, 120, 0.5)
  for (scheme in unique(schemes$scheme)) {
    for (part in unique(schemes$part[schemes$scheme == scheme])) {
      rows <- schemes[schemes$scheme == scheme & schemes$part == part, ]
      segments <- list(from = as.double(rows$from_tau), rate = rows$rate)
      expect_identical(mkba_discount_factor(paste(scheme, part, sep = "/"), tau), mkba_discount_factor(segments, tau))
    }
  }
})

test_that("price levels", {
  levels <- mkba_indices()
  cpi <- levels[levels$index == "cpi", ]
  level <- stats::setNames(cpi$level, cpi$year)
  amounts <- c(x = 64, y = 18.8)
  expect_equal(mkba_convert_price(amounts, 2022, 2024), amounts * level[["2024"]] / level[["2022"]], tolerance = 1e-14)
  by_year <- unname(level[["2024"]] / level[c("2020", "2021")])
  expect_equal(mkba_convert_price(c(1, 1), c(2020, 2021), 2024L), by_year, tolerance = 1e-14)
  expect_identical(mkba_convert_price(numeric(), 2022, 2024), numeric())
  expect_identical(mkba_convert_price(5, 2022, 2022, "ova_ppc"), 5)
})

test_that("the catalog says where it comes from", {
  expect_true(all(nzchar(mkba_schemes()$source)))
  expect_true(all(mkba_indices()$status %in% c("definitive", "provisional")))
  expect_type(mkba_indices()$year, "integer")
})

test_that("the version is the package's", {
  expect_identical(mkba_version(), as.character(utils::packageVersion("mkba")))
})
