# Placebos, by hand: before the start all are alike, so each is fitted by the mean of the others.

alike <- function() {
  panel <- mkba_panel(data.frame(gm_code = rep(c("T", "A", "B", "C", "D"), 2), jaar = rep(2016:2017, each = 5),
                                 kosten = c(10, 10, 10, 10, 10, 20, 11, 9, 12, 8)))
  mkba_synthetic_control(panel, "T", "kosten", 2017)
}

test_that("the treated is ranked among areas where nothing happened", {
  made <- mkba_synthetic_placebo(alike(), level = 0.6, power = 0.75)
  one <- summary(made)
  expect_equal(one$p, 0.2)
  expect_equal(c(one$low, one$high), 10 + c(-8, 8) / 3, tolerance = 1e-6)
  expect_equal(one$detectable, 4, tolerance = 1e-6)
  expect_equal(mkba_placebo_table(made, "areas")$att, c(10, c(4, -4, 8, -8) / 3))
  expect_equal(as.data.frame(made)$without_low, 28 / 3)
  expect_true(all(c("no_ratio", "no_population", "no_time") %in% mkba_placebo_table(made, "findings")$id))
  expect_output(print(made), "rank 1 of 5 by the standardised gap, p 0.2")
  expect_error(mkba_placebo_table(made, "gap"), class = "mkba_error_unknown")
  expect_error(mkba_synthetic_placebo(alike(), statistic = "ratio"), class = "mkba_error_panel")
})

test_that("plots restore what they change", {
  made <- mkba_synthetic_placebo(alike(), level = 0.6)
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  before <- graphics::par(no.readonly = TRUE)
  for (view in c("gaps", "ranks", "without", "power")) expect_invisible(plot(made, view, language = "nl"))
  expect_identical(graphics::par("mar"), before$mar)
  expect_error(plot(made, "path"), class = "mkba_error_unknown")
})
