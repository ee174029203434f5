test_that("the effect is the change beside that of the donors", {
  did <- mkba_did(did_panel(), "A", "x", start = 2021)
  expect_equal(summary(did)$estimate[1], 9 - 1.5 - mean(c(4 - 2.5, 7 - 5, 6 - 3.75)))
  expect_equal(summary(did)$p[1], 0.25)
  expect_identical(summary(did)$inference, c("placebo", "clustered", "cr1", "jackknife", "wild"))
  expect_match(summary(did)$note[2], "use placebo")
  expect_identical(as.data.frame(did)$period, "2021")
  expect_identical(mkba_did_table(did, "areas")$role, c("treated", "donor", "donor", "donor"))
  expect_output(print(did), "difference-in-differences of x")
})

test_that("an event study has its reference, tests and bounds", {
  study <- mkba_event_study(did_panel(), "A", "x", start = 2021)
  expect_equal(as.data.frame(study)$event, c(-2, -1, 0))
  expect_equal(as.data.frame(study)$estimate, c(0.5, 0, 35 / 6))
  tests <- mkba_did_table(study, "tests")
  expect_identical(tests$test, c("pretrend", "trend_explains", "power_trend", "slope_half", "slope_80"))
  expect_equal(tests$value[2], 35 / 6)
  bounds <- mkba_did_sensitivity(study, c(0, 2))
  expect_equal(bounds$set_low[1:2], c(35 / 6, 35 / 6 - 2 * 0.5))
  expect_equal(bounds$magnitude[3], 35 / 3)
  expect_output(print(study), "event study of x")
})

test_that("several starts are estimated group by group", {
  panel <- mkba_panel(data.frame(gm_code = rep(LETTERS[1:4], each = 3), jaar = 2019:2021,
                                 x = c(1, 5, 9, 2, 3, 8, 4, 6, 7, 3, 4.5, 6)))
  did <- mkba_did(panel, c(A = 2020, B = 2021), "x")
  effects <- as.data.frame(did)
  expect_equal(effects$estimate[effects$group == "2020"], c(4 - 1.75, 8 - 3))
  # C and D change by 2 and 1.5 until 2020, and alike until 2021.
  expect_equal(effects$std_error[effects$group == "2020"], c(sqrt(1.5 * 0.125), NA))
  expect_equal(effects$p[effects$group == "2020"], c(1 / 3, NA))
  expect_equal(effects$p[effects$group == "2021"], c(2 / 3, 1 / 3))
  expect_identical(unique(mkba_did_table(did, "aggregates")$aggregation), c("simple", "group", "calendar", "dynamic"))
})

test_that("pictures are drawn in both languages", {
  for (language in c("en", "nl")) {
    expect_silent(drawn(plot(mkba_event_study(did_panel(), "A", "x", start = 2021), language = language)))
    expect_silent(drawn(plot(mkba_did(did_panel(), "A", "x", start = 2021), language = language)))
  }
})
