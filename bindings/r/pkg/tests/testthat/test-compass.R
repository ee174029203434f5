# Compass and thermometer. The figures are those of tests/test_koers_compass.c and its panel, worked out by hand.

compass_koers <- function() {
  mkba_koers(list(
    format = "mkba-koers/1", title = "Kompas van de proef", region = c("GM9001", "GM9002"), nodes = list(),
    opgaven = list(
      normaliseren = list(title = "Normaliseren", weights = list(hulp = 0.6, eigen = 0.4)),
      zakelijk = list(title = "Zakelijk")
    ),
    indicators = list(
      hulp = list(title = "Jeugdigen met hulp", unit = "client", direction = "down", norm = 2900,
                  start = list(period = 2021, value = 3340), targets = list("2026" = 3150, "2030" = 2900),
                  result_area = "transformatie"),
      eigen = list(title = "Redt zich zonder maatwerk", unit = "%", direction = "up", norm = 46,
                   start = list(period = 2023, value = 44), targets = list("2026" = 50, "2030" = 56),
                   phase = "onderzoeken", criterion = "maatwerk"),
      gebruik = list(title = "Gebruik", direction = "down", panel = list(indicator = "gebruik"))
    ),
    measurements = list(
      list(indicator = "hulp", period = 2023, value = 3265, low = 3253, high = 3277),
      list(indicator = "hulp", period = 2024, value = 3240, low = 3228, high = 3252),
      list(indicator = "eigen", period = 2024, value = 46, low = 42.1, high = 49.9),
      list(indicator = "eigen", period = 2025, value = 47.5, low = 43.7, high = 51.3),
      list(indicator = "eigen", period = 2025, kind = "quote", text = "Ik wist bij wie.", source = "gesprek")
    )
  ))
}

compass_panel <- function() {
  panel <- mkba_panel(data.frame(
    gm_code = paste0("GM", 9001:9006), jaar = 2024, gebruik = c(200, 100, 20, 50, 40, 35),
    inwoners = c(8000, 2000, 1000, 2000, 1000, 1000)
  ))
  mkba_panel_described(panel, gebruik = list(kind = "stock"), inwoners = list(kind = "stock"))
}

test_that("a thermometer weighs scores by the weights of the document", {
  warm <- mkba_koers_thermometer(compass_koers())
  row <- summary(warm)[1, ]
  expect_equal(row$score, 0.6 * 100 / 440 + 0.4 * 3.5 / 12)
  reach <- sqrt((0.6 * 12 / 440)^2 + (0.4 * 3.8 / 12)^2)
  expect_equal(c(row$low, row$high), row$score + c(-1, 1) * reach)
  expect_equal(row$mark, 0.6 * 114 / 440 + 0.4 * 4 / 12)
  expect_identical(is.na(summary(warm)$score), c(FALSE, TRUE))
  expect_output(print(warm), "Zakelijk: no figure, because nobody said how its indicators weigh.", fixed = TRUE)
  expect_identical(as.data.frame(warm), summary(warm))
  expect_equal(mkba_compass_table(warm, "weights")$contribution, c(0.6 * 100 / 440, 0.4 * 3.5 / 12))
})

test_that("a compass has verdicts, and words beside figures", {
  compass <- mkba_koers_compass(compass_koers())
  rows <- summary(compass)
  expect_identical(rows$norm, c("not met", "cannot be said", NA))
  expect_identical(rows$plan, c("not met", "cannot be said", NA))
  expect_identical(rows$since_start, c("better", "cannot be said", NA))
  expect_identical(as.data.frame(compass), rows)
  expect_output(print(compass), "Jeugdigen met hulp: 3,240 client in 2024 (3,228 to 3,252 client).", fixed = TRUE)
  together <- mkba_compass_table(compass, "together", "nl")
  expect_match(together$text[together$kind == "sentence"][1], "De norm van 2.900 client is niet gehaald.", fixed = TRUE)
  expect_identical(together$source[together$kind == "quote"], "gesprek")
  expect_identical(mkba_compass_table(mkba_koers_compass(compass_koers(), as_of = 2024))$period, c("2024", "2024", NA))
  expect_match(mkba_compass_table(compass, "rules")$text[3], "probability 0.0250 at most", fixed = TRUE)
})

test_that("a count is placed among peers by inhabitant", {
  panel <- compass_panel()
  others <- paste0("GM", 9003:9006)
  row <- mkba_compass_table(mkba_koers_compass(compass_koers(), panel, peers = others, population = "inwoners"),
                            "peers")
  expect_equal(row$value, 30)
  expect_equal(unlist(row[c("lowest", "q1", "median", "q3", "highest")], use.names = FALSE),
               unname(stats::quantile(c(20, 25, 40, 35))))
  expect_equal(row$z, -(30 - mean(c(20, 25, 40, 35))) / stats::sd(c(20, 25, 40, 35)))
  wilson <- suppressWarnings(stats::prop.test(2, 4, correct = FALSE))$conf.int # of few it warns
  expect_equal(c(row$percentile_low, row$percentile_high), as.numeric(wilson))
  found <- mkba_peers(panel, c("GM9001", "GM9002"), "inwoners", year = 2024, k = 2)
  given <- mkba_koers_compass(compass_koers(), panel, peers = found, population = "inwoners")
  chosen <- mkba_koers_compass(compass_koers(), panel, peers_by = "inwoners", peers_year = 2024, peers_k = 2,
                               population = "inwoners")
  expect_identical(mkba_compass_table(given, "peers"), mkba_compass_table(chosen, "peers"))
})
