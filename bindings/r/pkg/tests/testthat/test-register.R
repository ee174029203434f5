# The register of benefits. Forecasts are held against predict.lm, euros and progress against figures worked out by
# hand.

register_koers <- function(values, target = 52, ...) {
  mkba_koers(list(
    format = "mkba-koers/1", title = "Proef", opgaven = list(),
    nodes = list(
      zelf = list(level = "baat", title = "Zelf", indicators = list("eigen"), lines = list(jeugdhulp = 0.5)),
      kennis = list(level = "vermogen", title = "Kennis"),
      team = list(level = "inspanning", title = "Team", spent = list("2024" = 100.01, "2026" = 50),
                  budget = list("2024" = 300))
    ),
    edges = list(list(from = "team", to = "kennis", share = 0.6, split = 0.5),
                 list(from = "kennis", to = "zelf", share = 0.5)),
    indicators = list(eigen = list(title = "Eigen", direction = "up", start = list(period = 2021, value = 40),
                                   targets = list("2027" = target))),
    measurements = Map(function(year, value) list(indicator = "eigen", period = year, value = value, ...),
                       2021 + seq_along(values), values, USE.NAMES = FALSE)
  ))
}

test_that("a forecast is that of predict.lm", {
  data <- data.frame(t = 2021.5 + 0:4, y = c(40, 41, 43, 44, 45.5))
  expected <- predict(lm(y ~ t, data), data.frame(t = 2027.5), interval = "prediction", level = 0.95)
  found <- mkba_benefits_table(mkba_koers_benefits(register_koers(data$y[-1]), level = 0.95), "targets")
  expect_equal(unlist(found[c("forecast", "low", "high")], use.names = FALSE), unname(expected[1, ]))
})

test_that("euros go to the first baat, and are not 0 where they are not known", {
  benefits <- mkba_koers_benefits(register_koers(c(41, 43)), NULL, mkba_example(), alternative = "teams", draws = 100,
                                  as_of = 2024)
  row <- summary(benefits)
  help <- mkba_koers_allocate(register_koers(41), mkba_example(), "nodes", alternative = "teams", of = "benefits")
  expect_equal(row$benefit, help$linked[help$node == "zelf"])
  expect_equal(c(row$spent, row$budget), c(50.01, 150)) # of two halves of a cent the first, that of the edge
  expect_equal(row$per_budget_euro, row$benefit / 150)
  expect_equal(row$realised, row$benefit * 3 / 12)
  expect_lt(row$realised_low, row$realised)
  expect_identical(as.data.frame(benefits), row)
  expect_equal(sum(mkba_benefits_table(benefits, "costs")$spent), 100.01)
  expect_true(is.na(summary(mkba_koers_benefits(register_koers(41)))$benefit))
})

test_that("options that are no number or period are named with what is right", {
  koers <- register_koers(41:44)
  expect_error(mkba_koers_benefits(koers, level = c(0.5, 0.6)), "level must be one number, not 2 (level)", fixed = TRUE)
  expect_error(mkba_koers_benefits(koers, level = "x"), "level must be one number, not a text", fixed = TRUE)
  expect_error(mkba_koers_benefits(koers, level = NA), "level must be one number, not NA", fixed = TRUE)
  expect_error(mkba_koers_benefits(koers, certainty = TRUE), "certainty must be one number, not TRUE or FALSE",
               fixed = TRUE)
  expect_error(mkba_koers_benefits(koers, draws = TRUE), "draws must be one whole number from", fixed = TRUE)
  expect_error(mkba_koers_compass(koers, level = c(0.5, 0.6)), "level must be one number, not 2", fixed = TRUE)
  expect_error(mkba_koers_benefits(koers, as_of = NA), 'as_of must be one period, a year or a text: 2022, "2022HJ01"',
               fixed = TRUE)
  expect_error(mkba_koers_benefits(koers, as_of = "2022 "), '"2022 " is no period', fixed = TRUE)
})

test_that("what is no panel or case, and a choice without a case, are named", {
  koers <- register_koers(41)
  expect_error(mkba_koers_benefits(koers, panel = 3), "panel must be a panel", class = "mkba_error_argument")
  expect_error(mkba_koers_benefits(koers, case = "x"), "case must be", class = "mkba_error_argument")
  expect_error(mkba_koers_benefits(koers, alternative = "nope"), "alternative is of a case: give the case too",
               class = "mkba_error_argument")
})

test_that("a status has its rule, its figures and its reason", {
  benefits <- mkba_koers_benefits(register_koers(c(41, 43, 44, 45)))
  expect_equal(benefits$as_of, 2026)
  expect_output(print(benefits), "Eigen: behind. The forecast for 2027 is", fixed = TRUE)
  expect_match(mkba_benefits_table(benefits, "indicators", "nl")$why, "De prognose voor 2027 is", fixed = TRUE)
  rules <- mkba_benefits_table(benefits, "rules")
  expect_true("behind" %in% rules$rule)
  expect_identical(mkba_benefits_table(mkba_koers_benefits(register_koers(41)), "next")$reason, "too-few")
  expect_equal(mkba_koers_benefits(register_koers(41), as_of = 2023)$as_of, 2024)
})
