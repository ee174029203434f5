# Synthetic control, by hand.

parabola <- function() {
  mkba_panel(data.frame(gm_code = rep(c("T", "A", "B", "C", "D"), 2), jaar = rep(2016:2017, each = 5),
                        kosten = c(1.5, 0, 1, 2, 3, 2.25, 0, 1, 4, 9)))
}

test_that("the range is that of all weights that fit equally well", {
  made <- mkba_synthetic_control(parabola(), "T", "kosten", 2017)
  path <- as.data.frame(made)
  expect_equal(unlist(path[2, c("gap", "gap_low", "gap_high")], use.names = FALSE), c(-1.25, -2.25, -0.25))
  expect_equal(mkba_synthetic_table(made, "weights")$weight, rep(0.25, 4))
  expect_equal(summary(made)$att, -1.25)
  expect_true(all(c("many_donors", "exact_fit", "many_weights") %in% mkba_synthetic_table(made, "findings")$id))
  expect_output(print(made), "mean gap -1.25, from -2.25 to -0.25")
  expect_error(mkba_synthetic_table(made, "paths"), class = "mkba_error_unknown")
})

test_that("predictors, a ridge and an intercept are options", {
  panel <- parabola()
  made <- mkba_synthetic_control(panel, "T", "kosten", 2017, predictors = list(c("kosten", "2016")), v = "given",
                                 given_v = 1)
  expect_equal(mkba_synthetic_table(made, "predictors")$synthetic, 1.5)
  expect_equal(mkba_synthetic_control(panel, "T", "kosten", 2017, ridge = 1)$tables$summary$donors, 4)
  expect_equal(summary(mkba_synthetic_control(panel, "T", "kosten", 2017, c("A", "D"), intercept = TRUE,
                                              years = 2016:2017))$intercept, 0)
})

test_that("a penalty makes one of many weights that fit equally well", {
  made <- mkba_synthetic_control(parabola(), "T", "kosten", 2017, form = "penalised", penalty = 1e-6)
  expect_equal(mkba_synthetic_table(made, "weights")$weight, c(0, 0.5, 0.5, 0))
  expect_equal(summary(made)$att, 2.25 - 2.5)
  made <- mkba_synthetic_control(parabola(), "T", "kosten", 2017, form = "augmented", penalty = 1)
  expect_equal(sum(mkba_synthetic_table(made, "weights")$weight), 1)
  expect_error(mkba_synthetic_control(parabola(), "T", "kosten", 2017, penalty = 1), "choose form")
})

test_that("several treated have each their own, and a mean", {
  panel <- mkba_panel(data.frame(gm_code = rep(c("S", "T", "B", "C", "D"), each = 4), jaar = 2016:2019,
    kosten = c(2, 4, 3, 9, 2, 4, 3, 10, 1, 6, 2, 4, 3, 2, 4, 8, 9, 9, 0, 1)))
  made <- mkba_synthetic_controls(panel, c("S", "T"), "kosten", 2019)
  expect_equal(made$gap[is.na(made$period)], c(3, 4, 3.5))
  expect_equal(made$treated[is.na(made$period)], c("S", "T", NA))
  expect_error(mkba_synthetic_controls(panel, c("S", "T"), "kosten", 2019, donors = c("T", "B")), "must not be")
})

test_that("plots restore what they change", {
  made <- mkba_synthetic_control(parabola(), "T", "kosten", 2017)
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  before <- graphics::par(no.readonly = TRUE)
  for (view in c("path", "gap")) for (language in c("en", "nl")) expect_identical(plot(made, view, language = language),
                                                                                  made)
  expect_identical(graphics::par("mar"), before$mar)
  expect_error(plot(made, "pie"), class = "mkba_error_unknown")
})
