test_that("net present values", {
  flows <- rbind(c(-100, 60, 60), c(-50, 20, 40))
  factors <- 1.05^-(0:2)
  expect_equal(mkba_npv(0.05, flows), drop(flows %*% factors), tolerance = 1e-14)
  expect_identical(mkba_npv(0.05, flows)[2], mkba_npv(0.05, flows[2, ]))
  expect_identical(mkba_npv(0.05, as.data.frame(flows)), mkba_npv(0.05, flows))
  expect_equal(mkba_npv("NL-2026", c(1, 1), tau = c(0.5, 40)), sum(mkba_discount_factor("NL-2026", c(0.5, 40))),
               tolerance = 1e-15)
  expect_equal(mkba_npv(0.08, c(-40000, 5000, 8000, 12000, 30000)), 3065.2226681795255, tolerance = 1e-14)
})

# Figures: numpy-financial 1.0.0, documentation of irr and mirr.
test_that("rates of return, all of them or none", {
  expect_equal(mkba_irr(c(-250000, 100000, 150000, 200000, 250000, 300000)), 0.5672303344358536, tolerance = 1e-14)
  expect_equal(mkba_irr(c(-1000, 6000, -11000, 6000)), c(0, 1, 2), tolerance = 1e-12)
  expect_identical(mkba_irr(c(100, -300, 250)), numeric())
  expect_equal(mkba_irr(c(-100, 121), step = 2), 0.1, tolerance = 1e-14)
  expect_equal(mkba_mirr(c(-100, 50, -60, 70), 0.10, 0.12), -0.03909366594356467, tolerance = 1e-13)
  table <- mkba_irr_table(rbind(c(-100, 220, -121), c(0, 0, 0), c(-1, -1, -1), c(-1000, 2300, -1320)))
  expect_identical(table$flow, c(0L, 1L, 2L, 3L, 3L))
  expect_identical(table$kind, c("multiple", "every", "none", "root", "root"))
  expect_identical(is.na(table$rate), c(FALSE, TRUE, TRUE, FALSE, FALSE))
  found <- table[!is.na(table$rate), ]
  expect_true(all(found$low <= found$rate & found$rate <= found$high))
  expect_identical(mkba_irr(rbind(c(-100, 110)))$rate, mkba_irr(c(-100, 110)))
})

test_that("payback", {
  expect_identical(mkba_payback(c(-100, 40, 40, 40)), 3)
  expect_identical(mkba_payback(rbind(c(-100, 40, 40), c(-10, 5, 5), c(1, 1, 1))), c(NA, 2, 0))
  expect_identical(mkba_payback(c(-100, 150, -60, 20), tau = c(0, 1, 2.5, 4)), 4)
  table <- mkba_payback_table(c(-100, 150, -60, 20))
  expect_identical(table$direction, c("up", "down", "up"))
  expect_equal(table$interpolated, c(2 / 3, 1 + 50 / 60, 2.5), tolerance = 1e-15)
})

# Figures: Green Book annuities of tests/data/published_discount.csv; numpy-financial 1.0.0.
test_that("annuities, depreciation and the time value of money", {
  expect_equal(mkba_annuity("NL-2026", c(5, 36)), c(4.6059773451, 22.5022307372), tolerance = 1e-11)
  expect_equal(mkba_annuity(0.05, 3, "begin"), sum(1.05^-(0:2)), tolerance = 1e-14)
  expect_equal(mkba_annual_equivalent(mkba_annuity(0.05, 7), 0.05, 7), 1, tolerance = 1e-15)
  expect_equal(mkba_equipment_annuity(50000, 5000, 10, 0.025), 5266.6443429713, tolerance = 1e-13)
  annuity <- mkba_depreciation(50000, 5000, 10, 0.025, "annuity")
  expect_equal(sum(annuity$depreciation), 45000, tolerance = 1e-13)
  expect_identical(annuity$book_value[10], 5000)
  expect_equal(mkba_future_value(0.05 / 12, 120, -100, -100), 15692.928894335748, tolerance = 1e-13)
  expect_equal(mkba_present_value(0.05 / 12, 120, -100, 15692.93), -100.00067131625819, tolerance = 1e-12)
  expect_equal(mkba_payment(0.075 / 12, 180, 200000), -1854.0247200054619, tolerance = 1e-13)
  expect_equal(mkba_periods(0.07 / 12, -150, 8000), 64.07334877066185, tolerance = 1e-13)
  expect_equal(mkba_rate(10, 0, -3500, 10000), 0.11069085371426898, tolerance = 1e-9)
})

test_that("units", {
  expect_identical(mkba_convert_unit(c(a = 90, b = 30), "EUR/uur", "EUR/minuut"), c(a = 1.5, b = 0.5))
})
