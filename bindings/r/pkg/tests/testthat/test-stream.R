# Streams of a panel, down to the case whose nulalternatief reproduces the years; breaks of the catalog.
ways <- list(
  list(stock = "stand", stock_at = "begin", inflow = "instroom", population = "inwoners"),
  list(stock = "stand", stock_at = "begin", users = "gebruikers", cost_basis = "users"),
  list(stock = "stand", stock_at = "begin", inflow = "instroom", turnover = "continuous"),
  list(users = "gebruikers", assumed_outflow = 0.25, rates = "constant")
)

test_that("the nulalternatief of a case is the stream", {
  for (way in ways) {
    stream <- do.call(mkba_panel_stream, c(list(stream_panel(), c("A", "B"), name = "wmo", cost = "lasten"), way))
    case <- mkba_case(
      title = "Calibratie", base_year = 2020, price_year = 2024, years = c(2020, 2022), discount = "NL-2026",
      alternatives = list(nul = list(null = TRUE), beleid = structure(list(), names = character())),
      lines = list(list(id = "niets", kind = "cost", value = 0, payer = "gemeente")),
      parameters = stream$parameters, streams = stream$streams
    )
    table <- mkba_table(mkba_appraise(case), "streams")
    table <- table[table$alternative == "nul", ]
    years <- as.data.frame(stream)
    for (quantity in c("begin", "inflow", "outflow", "end", "mean", "users", "cost")) {
      expect_equal(table[[quantity]], years$estimated[years$quantity == quantity], tolerance = 1e-13)
    }
  }
})

test_that("what was observed comes back, and what gives way has a residual", {
  stream <- mkba_panel_stream(stream_panel(), "A", "wmo", "lasten", stock = "stand", stock_at = "begin",
                              inflow = "instroom", outflow = "uitstroom", source = "CBS")
  years <- as.data.frame(stream)
  of <- function(quantity, column = "estimated") years[[column]][years$quantity == quantity]
  expect_identical(of("begin"), c(200, 210, 190))
  expect_identical(of("outflow"), c(50, 70, 41)) # begin + inflow - end, by hand
  expect_identical(of("outflow", "residual"), c(-3, 1, -1))
  expect_identical(of("outflow", "origin"), rep("implied", 3))
  expect_true(all(c("residual", "prices", "definition") %in% stream$findings$id))
  expect_identical(stream$parameters$wmo_inflow$source, "CBS")
  expect_identical(stream$streams$wmo$stock, "wmo_stock")
  expect_output(print(stream), "MKBA stream: wmo of A, 2020 to 2022")
})

test_that("quarters become years", {
  panel <- mkba_panel(data.frame(gm_code = "A", jaar = paste0("2020KW0", 1:4), instroom = 1:4, stand = 1:4 * 10))
  panel <- mkba_panel_described(panel, instroom = "flow", stand = "stock")
  expect_identical(value_of(mkba_panel_yearly(panel, "end"), "A", 2020, "instroom"), 10)
  stands <- vapply(c("begin", "end", "mean"), function(w) value_of(mkba_panel_yearly(panel, w), "A", 2020, "stand"), 0)
  expect_identical(unname(stands), c(10, 40, 25))
  expect_refused(mkba_panel_yearly(panel), "argument", "stock")
})

test_that("breaks of the catalog are given by name", {
  panel <- mkba_panel_with_breaks(mkba_panel(data.frame(gm_code = "A", jaar = c(2019, 2022), wmo_clienten = 5:6,
                                                        x = 5)))
  breaks <- mkba_panel_breaks(panel)
  expect_identical(unique(breaks$indicator), "wmo_clienten")
  expect_setequal(paste(breaks$year, breaks$action), c("2019 warn", "2020 warn", "2021 refuse"))
  expect_identical(breaks$areas[breaks$year == 2021], 1L)
  one <- mkba_panel_breaks(mkba_panel_with_breaks(panel, "iv3-2025", "x"))
  expect_identical(one$year[one$indicator == "x"], 2025L)
  expect_true("wmo-2020" %in% mkba_breaks()$code)
})
