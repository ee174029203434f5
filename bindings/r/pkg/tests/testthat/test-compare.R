# The growth of a region: figures by hand, the Peel, what is refused, pictures.

made_up <- function() {
  mkba_panel(data.frame(
    gm_code = rep(c("GM1", "GM2", "GM3"), each = 2), jaar = 2020:2021, wmo = c(5, 8, 5, 6, 9, 10),
    jeugd = c(5, 4, 5, 8, 9, 12), inwoners = c(1, 1, 1, 1, 2, 2)
  ))
}
both <- c("wmo", "jeugd")
years <- c(2020, 2021)

test_that("growth, parts and differences are those computed by hand", {
  comparison <- mkba_compare(made_up(), "GM1", both, years, peers = c("GM2", "GM3"))
  table <- summary(comparison)
  figure <- function(indicator, group, column) table[table$indicator == indicator & table$group == group, column]
  whole <- "wmo + jeugd per inwoners"
  expect_equal(figure(whole, "region", "growth"), 20)
  expect_equal(figure(whole, "peers", "growth"), 100 * (36 / 28 - 1))
  expect_equal(figure("wmo", "peers", "difference"), 60 - 100 * (16 / 14 - 1))
  expect_equal(figure("jeugd", "nation", "growth"), 100 * (24 / 19 - 1))
  expect_identical(unique(table$role), c("indicator", "part"))
  differences <- mkba_comparison_table(comparison, "differences")
  row <- differences[differences$indicator == whole & differences$year == 2021 & differences$reference == "peers" &
                       differences$method == "level", ]
  expect_equal(row$amount, 12 - 12)
  expect_true("part_opposite" %in% mkba_comparison_table(comparison, "findings")$id)
  expect_equal(as.data.frame(comparison)$index[1:2], c(100, 120))
  expect_output(print(comparison), "wmo \\+ jeugd per inwoners")
})

test_that("the interval of two peers goes from the growth of one to that of the other", {
  table <- summary(mkba_compare(made_up(), "GM1", "wmo", years, peers = c("GM2", "GM3")))
  peers <- table[table$group == "peers", ]
  expect_equal(c(peers$growth_low, peers$growth_high), c(100 / 9, 20))
  expect_true(is.na(table$growth_low[table$group == "nation"]))
})

test_that("wrong arguments are refused in words, not by what fails inside", {
  panel <- made_up()
  for (times in list(NA, NaN, NA_real_, c(1, 2), numeric(0), "1", list(1))) {
    expect_error(mkba_compare(panel, "GM1", "wmo", years, times = times), "times must be one number",
                 class = "mkba_error_argument")
  }
  rated <- mkba_panel_described(panel, wmo = "flow", inwoners = "stock")
  rated <- mkba_panel_rate(rated, "wmo_per", "wmo", "inwoners", per = 1000)
  expect_error(mkba_compare(rated, "GM1", "wmo_per", years, times = 1), "is a rate per 1000 already",
               class = "mkba_error_argument")
  for (wrong in list(c(-1, 2021), c(2020, 12021))) {
    expect_error(mkba_compare(panel, "GM1", "wmo", wrong), "is no year", class = "mkba_error_argument")
  }
  for (x in list(1, mean, NULL)) expect_error(mkba_panel_recognised(x), "must be a panel",
                                              class = "mkba_error_argument")
})

test_that("peers may be codes, found, or looked for", {
  panel <- made_up()
  found <- mkba_peers(panel, "GM1", by = "inwoners", year = 2020, k = 1)
  looked <- mkba_compare(panel, "GM1", "wmo", years, "nearest", by = "inwoners", k = 1)
  expect_identical(looked$peers$codes, found$codes)
  expect_identical(summary(looked), summary(mkba_compare(panel, "GM1", "wmo", years, found)))
  expect_error(mkba_compare(panel, "GM1", "wmo", years, "GM2", k = 1), class = "mkba_error_argument")
})

test_that("what cannot be compared is refused", {
  panel <- made_up()
  expect_error(mkba_compare(panel, "GM9", "wmo", years), class = "mkba_error_unknown")
  expect_error(mkba_compare(panel, "GM1", "wmoo", years), class = "mkba_error_unknown")
  expect_error(mkba_compare(panel, "GM1", "wmo", c(2021, 2020)), class = "mkba_error_argument")
  expect_error(mkba_compare(panel, "GM1", "wmo", 2021), class = "mkba_error_argument")
  expect_error(mkba_compare(panel, "GM1", "wmo", years, "GM1"), "in the region itself", class = "mkba_error_argument")
  expect_error(mkba_compare(panel, "GM1", "wmo", years, at_end = "jeugd", per = NULL), "change of definition",
               class = "mkba_error_panel")
  expect_error(mkba_compare(1, "GM1", "wmo", years), class = "mkba_error_argument")
  comparison <- mkba_compare(panel, "GM1", "wmo", years)
  expect_error(mkba_comparison_table(comparison, "sumary"), class = "mkba_error_unknown")
  expect_error(mkba_comparison_table(panel), class = "mkba_error_argument")
})

test_that("pictures are drawn, and par() is as it was", {
  comparison <- mkba_compare(made_up(), "GM1", both, years, peers = c("GM2", "GM3"), region_name = "Streek")
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  before <- graphics::par("mar")
  expect_invisible(plot(comparison))
  expect_identical(plot(comparison, "ranking", language = "nl"), comparison)
  expect_identical(graphics::par("mar"), before)
  expect_error(plot(comparison, "pie"), class = "mkba_error_unknown")
  expect_error(plot(comparison, indicator = "pie"), class = "mkba_error_unknown")
})

test_that("the Peel grows less than the nation, and its Wmo more", {
  shared <- Sys.getenv("MKBA_SHARED")
  path <- file.path(shared, "data", "gemeenten", "paneel_breed_2017_2024.csv")
  if (shared == "" || !file.exists(path)) skip("MKBA_SHARED does not have the real panel")
  peel <- c("GM0743", "GM0762", "GM1652", "GM1659", "GM0847")
  costs <- c("lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen")
  table <- summary(mkba_compare(mkba_panel(path), peel, costs, c(2017, 2021), unit = "1000 euro"))
  index <- function(role, group) round(table$index[table$role == role & table$group == group], 1)
  expect_equal(c(index("indicator", "region"), index("indicator", "nation")), c(114.6, 126.6))
  expect_equal(index("part", "region"), c(122.3, 108.1))
  expect_equal(index("part", "nation"), c(121.8, 130.7))
  expect_equal(index("waterbed", "region")[2], 110.9)
})
