# Synthetic difference-in-differences, by hand.

figures <- function() {
  mkba_panel(data.frame(gm_code = rep(c("T", "B", "C", "D"), each = 4), jaar = 2016:2019,
                        kosten = c(2, 4, 3, 10, 1, 6, 2, 4, 3, 2, 4, 8, 9, 9, 0, 1)))
}

test_that("equal weights are difference-in-differences", {
  made <- mkba_synthetic_did(figures(), "T", "kosten", 2019, form = "did")
  expect_equal(summary(made)$estimate, 20 / 3)
  expect_equal(as.data.frame(made)$weight, c(1, 1, 1, NA) / 3)
  expect_equal(nrow(mkba_synthetic_did_table(made, "placebos")), 6)
  expect_output(print(made), "effect 6.667 \\(placebo: standard error .*, p 0.75\\), 1 treated, 3 donors")
  expect_error(mkba_synthetic_did_table(made, "paths"), class = "mkba_error_unknown")
})

test_that("without weights of periods it is the synthetic control", {
  made <- mkba_synthetic_did(figures(), "T", "kosten", 2019, form = "synthetic-control", inference = "none")
  expect_equal(summary(made)$estimate, 4)
  expect_equal(mkba_synthetic_did_table(made, "areas")$weight, c(1, 0.5, 0.5, 0))
  expect_equal(summary(mkba_synthetic_control(figures(), "T", "kosten", 2019))$att, 4)
})

test_that("weights and effect are those of the optimum", {
  made <- mkba_synthetic_did(figures(), c("T", "B"), "kosten", 2019, c("C", "D"), inference = "none",
                             years = c(2017, 2019))
  weights <- mkba_synthetic_did_table(made, "areas")$weight[3:4]
  path <- as.data.frame(made)
  expect_equal(sum(weights), 1)
  gap <- path$observed - (weights[1] * c(2, 4, 8) + weights[2] * c(9, 0, 1))
  expect_equal(path$gap, gap - sum(path$weight[1:2] * gap[1:2]))
  expect_error(mkba_synthetic_did(figures(), "T", "kosten", 2019, inference = "jackknife"), "use placebo")
  expect_error(mkba_synthetic_did(figures(), "T", "kosten", 2016), "without a period before the start")
})

test_that("several starts count by their treated cells", {
  made <- mkba_synthetic_did(figures(), c(T = 2019, B = 2018), "kosten", form = "did", inference = "none")
  starts <- mkba_synthetic_did_table(made, "starts")
  expect_equal(starts$start, c("2018", "2019"))
  expect_equal(starts$estimate, c(2, 7))
  expect_equal(starts$weight, c(2, 1) / 3)
  expect_equal(summary(made)$estimate, (2 * 2 + 7) / 3)
  events <- mkba_synthetic_did_table(made, "events")
  expect_equal(events$treated, c(2, 1))
  expect_equal(sum(events$estimate * events$treated), 3 * summary(made)$estimate)
  expect_output(print(made), "from 2018 in 2 starts")
  expect_error(mkba_synthetic_did(figures(), c(T = 2019), "kosten", 2019), class = "mkba_error_argument")
  expect_error(mkba_synthetic_did(figures(), "T", "kosten"), class = "mkba_error_argument")
  expect_error(mkba_synthetic_did(figures(), c(T = 2016), "kosten"), "without a period before the start")
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  expect_error(plot(made, "path"), class = "mkba_error_argument")
  expect_identical(plot(made, "events"), made)
})

test_that("covariates are taken off by a regression with dummies", {
  frame <- data.frame(gm_code = rep(c("T", "B", "C", "D", "E"), each = 5), jaar = rep(2015:2019, 5))
  i <- seq_len(nrow(frame))
  frame$x <- (i * 37) %% 11
  frame$kosten <- (i * 17) %% 13 + 2 * frame$x
  made <- mkba_synthetic_did(mkba_panel(frame), "T", "kosten", 2018, covariates = "x", form = "did", inference = "none")
  free <- frame[frame$gm_code != "T" | frame$jaar < 2018, ]
  slope <- unname(stats::coef(stats::lm(kosten ~ x + gm_code + factor(jaar), free))["x"])
  expect_equal(mkba_synthetic_did_table(made, "covariates")$coefficient, slope)
  frame$rest <- frame$kosten - slope * frame$x
  frame <- frame[c("gm_code", "jaar", "rest")]
  plain <- mkba_synthetic_did(mkba_panel(frame), "T", "rest", 2018, form = "did", inference = "none")
  expect_equal(summary(made)$estimate, summary(plain)$estimate)
  expect_error(mkba_synthetic_did(figures(), "T", "kosten", 2019, covariates = "kosten"), "outcome itself")
})

test_that("plots restore what they change", {
  made <- mkba_synthetic_did(figures(), "T", "kosten", 2018)
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  before <- graphics::par(no.readonly = TRUE)
  for (view in c("path", "areas", "placebos", "events")) {
    for (language in c("en", "nl")) expect_identical(plot(made, view, language = language), made)
  }
  expect_identical(graphics::par("mar"), before$mar)
  expect_error(plot(made, "pie"), class = "mkba_error_unknown")
})
