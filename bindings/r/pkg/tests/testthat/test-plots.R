# What the plots of an appraisal draw.

# Whole numbers with their sign, written without the code under test.
signed <- function(x) sprintf("%+.0f", x)

# One alternative: 100000 euros paid in the first year, 60000 a year gained from half to whole.
appraisal <- function(...) mkba_appraise(mkba_case(small(...)))

test_that("who pays and gains is drawn in euros, with the net of each actor", {
  calls <- drawn(plot(appraisal()))
  table <- mkba_table(appraisal(), "actors")
  expect_length(calls$C_rect, 2)
  expect_equal(calls$C_rect[[1]][[1]], pmin(0, -table$pv_costs))
  expect_equal(calls$C_rect[[2]][[3]], table$pv_benefits)
  expect_equal(calls$C_plotXY[[1]][[1]]$x, table$net)
  said <- texts(calls)
  expect_true(all(c("Who pays, who gains", "pays", "gains", "gemeente", "inwoner") %in% said))
  expect_true("present value, thousand euros (price level 2024)" %in% said)
  expect_true("Pro memorie, in no figure: Rust in het gezin." %in% said)
  net <- signed(table$net / 1000)
  expect_true(all(paste0("  net ", net) %in% said))
})

test_that("the balance over the years is drawn to its end, which is labelled", {
  calls <- drawn(plot(appraisal(), "years"))
  table <- mkba_table(appraisal(), "years")
  expect_length(calls$C_plotXY, 1)
  expect_equal(calls$C_plotXY[[1]][[1]]$y, table$cumulative_pv_net)
  expect_true(paste0("  plan ", signed(table$cumulative_pv_net[3] / 1000)) %in% texts(calls))
})

test_that("several alternatives have a line each, and who pays asks for one", {
  two <- small(alternatives = list(nul = list(null = TRUE), plan = list(), groot = list()))
  both <- mkba_appraise(mkba_case(two))
  expect_length(drawn(plot(both, view = "years"))$C_plotXY, 2)
  expect_length(drawn(plot(both, "years", alternative = "groot"))$C_plotXY, 1)
  expect_refused(plot(both), "argument", "alternative")
  expect_refused(plot(both, alternative = "klein"), "unknown", "alternative")
})

test_that("words and numbers are Dutch when asked", {
  said <- texts(drawn(plot(mkba_appraise(mkba_example()), language = "nl")))
  expect_true("Wie betaalt, wie baat heeft" %in% said)
  expect_true(any(grepl("^  saldo [+]7,3$", said)))
  expect_refused(plot(appraisal(), language = "de"), "argument", "language")
  expect_refused(plot(appraisal(), "lijnen"), "unknown", "view")
})

test_that("numbers of plots are written for people", {
  number <- mkba:::plot_number
  expect_identical(number(c(-1234.56, 0.04, 0, -0.04), "nl", 1), c("-1.234,6", "0,0", "0,0", "0,0"))
  expect_identical(number(c(5, 0, -5), signed = TRUE), c("+5", "0", "-5"))
})

test_that("labels that would overlap are moved apart, as little as needed", {
  expect_equal(mkba:::plot_spread(c(0, 1, 30), 10), c(-4.5, 5.5, 30))
  expect_equal(mkba:::plot_spread(c(30, 1, 0), 10), c(30, 5.5, -4.5))
  expect_equal(mkba:::plot_spread(c(5, 5, 5), 2), c(3, 5, 7))
})

test_that("the words of a heading stand beside each other, also where figures share a page", {
  for (side in 1:3) {
    grDevices::pdf(NULL)
    grDevices::dev.control("enable")
    graphics::par(mfrow = c(side, side))
    mkba_plot_sobol(mkba_sobol(mkba_example(), draws = 64))
    calls <- lapply(grDevices::recordPlot()[[1]], function(call) as.list(call[[2]]))
    words <- Filter(function(call) call[[1]]$name == "C_mtext" && call[[3]] == 3 && call[[4]] < 1, calls)
    # mtext() draws in cex as it is, strwidth() in cex times that of par().
    ends <- vapply(words, function(word) {
      word[[6]] + graphics::strwidth(word[[2]], cex = word[[9]] / graphics::par("cex"), font = word[[11]])
    }, 0)
    starts <- vapply(words, function(word) word[[6]], 0)
    expect_length(words, 3)
    expect_true(all(ends[-3] < starts[-1]))
    expect_lt(ends[3], graphics::grconvertX(1, "nfc", "user"))
    grDevices::dev.off()
  }
})
