# Samples, funnels, decomposition, learning potential, the overview: figures by hand or computed anew in R.

clients <- function() {
  panel <- mkba_panel(data.frame(
    gm_code = c("GM1", "GM2", "GM3", "GM4"), gemeente = c("Een", "Twee", "Drie", "Vier"), jaar = 2021,
    clienten = c(100, 60, NA, 50), inwoners = c(2000, 2000, 900, 1000), kosten = c(100, 400, 200, 150),
    tevreden = c(30, 40, 400, 20), antwoorden = c(50, 50, 500, 40)
  ))
  mkba_panel_described(panel, clienten = "flow", inwoners = "stock", kosten = list(kind = "flow", unit = "1000 euro"),
                       tevreden = "flow", antwoorden = "flow")
}

test_that("Wilson's interval is that of prop.test without correction", {
  for (x in c(0, 1, 7, 19, 20)) {
    made <- mkba_proportion_interval(x, 20)
    expect_equal(c(made$lower, made$upper), as.vector(suppressWarnings(prop.test(x, 20, correct = FALSE))$conf.int))
  }
})

test_that("the exact interval is that of binom.test, the beta quantiles those of R", {
  for (x in c(0, 1, 7, 20)) {
    made <- mkba_proportion_interval(x, 20, method = "clopper-pearson", level = 0.9)
    expect_equal(c(made$lower, made$upper), as.vector(binom.test(x, 20, conf.level = 0.9)$conf.int))
  }
  made <- mkba_proportion_interval(7, 20, method = "jeffreys")
  expect_equal(c(made$lower, made$upper), qbeta(c(0.025, 0.975), 7.5, 13.5))
})

test_that("years are held against each other as chisq.test does", {
  made <- mkba_proportion_pooled(c(30, 40, 20), c(50, 60, 50))
  by_r <- chisq.test(rbind(c(30, 40, 20), c(20, 20, 30)), correct = FALSE)
  expect_equal(c(made$chi_squared, made$p_value), c(unname(by_r$statistic), by_r$p.value))
  expect_equal(made$proportion, 90 / 160)
})

test_that("differences, means, medians and weights", {
  made <- mkba_proportion_difference(56, 70, 48, 80)
  expect_equal(c(made$difference, made$lower, made$upper), c(0.2, 0.0524, 0.3339), tolerance = 1e-3)
  sample <- c(12, 30, 7, 9, 45, 22, 18)
  made <- mkba_mean_interval(mean(sample), sd(sample), length(sample))
  expect_equal(c(made$lower, made$upper), as.vector(t.test(sample)$conf.int))
  made <- mkba_median_interval(sample)
  expect_identical(c(made$median, made$lower, made$upper), c(18, 7, 45))
  expect_equal(made$coverage, 1 - 2 * pbinom(0, 7, 0.5))
  expect_identical(mkba_effective_size(c(1, 1, 1, 3)), 3)
  expect_equal(mkba_proportion_interval(20, 50, 99)$effective, 100)
})

test_that("contributions add up and multipliers multiply", {
  start <- rbind(c(1, 10, 2), c(4, 5, 3))
  end <- rbind(c(4, 5, 3), c(5, 6, 4))
  made <- mkba_lmdi(start, end)
  expect_equal(made$contribution, c(69.79006598, -9.455125793, 39.66505981, 100), tolerance = 1e-9)
  expect_equal(prod(made$multiplier[1:3]), made$multiplier[4])
  expect_identical(mkba_lmdi(as.data.frame(start), as.data.frame(end)), made)
  expect_equal(mkba_lmdi(c(2, 3), c(4, 3))$multiplier, c(2, 1, 2))
})

test_that("limits of a funnel are quantiles of R", {
  expected <- c(15, 20, 30)
  made <- as.data.frame(mkba_funnel(expected, expected, target = 1, limits = "interval"))
  expect_equal(made$lower_warning, qchisq(0.025, 2 * expected) / 2 / expected)
  expect_equal(made$upper_alarm, qchisq(0.999, 2 * (expected + 1)) / 2 / expected)
  z <- sqrt(expected) * log(c(18, 10, 33) / expected)
  expect_equal(summary(mkba_funnel(c(18, 10, 33), expected, target = 1, share = 0))$phi, mean(z^2))
})

test_that("a panel's funnel tells who has no figure", {
  funnel <- mkba_funnel(clients(), "clienten", 2021, "inwoners", per = 1000, region = "GM1")
  areas <- as.data.frame(funnel)
  expect_identical(areas$value, c(50, 30, NA, 50))
  expect_identical(areas$cell[3], "absent")
  expect_identical(summary(funnel)$n_missing, 1L)
  expect_identical(nrow(mkba_funnel_curve(funnel)), 200L)
  expect_output(print(funnel), "MKBA funnel of 3: clienten per 1000 inwoners, 2021")
  expect_identical(funnel$region, "GM1")
})

test_that("a funnel is drawn with its limits and names", {
  funnel <- mkba_funnel(clients(), "clienten", 2021, "inwoners", per = 1000, region = "GM1")
  calls <- drawn(plot(funnel))
  expect_length(calls$C_polygon, 2)
  expect_equal(calls$C_polygon[[1]][[2]], c(funnel$curve$lower_alarm, rev(funnel$curve$upper_alarm)))
  said <- texts(calls)
  expect_true(all(c("Who differs by more than chance", "  Een") %in% said))
  expect_true(any(grepl("Without a figure: 1", said)))
  expect_true("Wie meer dan toevallig afwijkt" %in% texts(drawn(plot(funnel, language = "nl"))))
  wide <- mkba_funnel(c(3, 4000), c(5, 5000), target = 1, overdispersion = "multiplicative")
  expect_true(any(grepl("widened by the over-dispersion", texts(drawn(plot(wide))))))
})

test_that("growth of costs is that of its factors", {
  panel <- mkba_panel(data.frame(
    gm_code = "GM1", jaar = c(2017, 2021), kosten = c(100, 150), gebruik = c(20, 25), inwoners = c(1000, 1100)
  ))
  panel <- mkba_panel_described(panel, kosten = list(kind = "flow", unit = "euro"), gebruik = "flow",
                                inwoners = "stock")
  made <- mkba_decomposition(panel, "GM1", "kosten", "gebruik", "inwoners", c(2017, 2021))
  region <- made[made$group == "region", ]
  expect_equal(region$contribution, c(50 / log(1.5) * log(c(1.1, 25 / 22, 1.2)), 50))
  expect_identical(made$note[made$group == "peers"][1], "no areas were given")
})

test_that("potential is the distance to the reference, and no forecast", {
  made <- mkba_learning_potential(clients(), c("GM1", "GM2", "GM4"), "kosten", 2021, "inwoners", reference = "best")
  expect_identical(made$area, c("GM2", "GM4", "GM1", NA))
  expect_equal(made$potential, c(300e3, 100e3, 0, 400e3))
  expect_match(made$note[4], "no forecast of savings: not adjusted for need")
})

test_that("an overview has all three aspects, the worst first", {
  items <- list(
    list(domain = "wmo", aspect = "cost", indicator = "kosten", denominator = "inwoners", better = "lower"),
    list(domain = "wmo", aspect = "quality", indicator = "tevreden", denominator = "antwoorden", better = "higher",
         statistic = "proportion", per = 100)
  )
  made <- mkba_overview(clients(), c("GM1", "GM2"), 2021, items, peers = c("GM3", "GM4"))
  expect_identical(made$aspect, c("use", "quality", "cost"))
  expect_identical(made$verdict_peers, c("absent", "unclear", "better"))
  expect_equal(made$region[made$aspect == "cost"], 500 / 4000)
  expect_equal(made$peers[made$aspect == "quality"], 100 * 420 / 540)
})
