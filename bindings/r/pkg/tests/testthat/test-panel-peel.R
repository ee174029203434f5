# The Peel question on the real figures, as a user would type it. The figures expected are those of a published report,
# computed by others from the same files.
peel <- c("GM0743", "GM0762", "GM1652", "GM1659", "GM0847")

peel_panel <- function() {
  panel <- mkba_panel(shared_data("gemeenten", "paneel_breed_2017_2024.csv"))
  panel <- mkba_panel_described(
    panel, inwoners = "stock", lasten_wmo_voorzieningen = list(kind = "flow", unit = "1000 EUR"),
    lasten_jeugd_voorzieningen = list(kind = "flow", unit = "1000 EUR")
  )
  panel <- mkba_panel_total(panel, "lasten", c("lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen"))
  for (what in c("lasten", "lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen")) {
    panel <- mkba_panel_rate(panel, paste(what, "per inwoner"), what, "inwoners", per = 1000, unit = "EUR/inwoner")
  }
  nation <- mkba_panel_areas(panel)$area
  panel <- mkba_panel_region(panel, "De Peel", peel, code = "PEEL")
  panel <- mkba_panel_region(panel, "De Peel zonder Asten", setdiff(peel, "GM0743"), code = "PEEL4")
  mkba_panel_region(panel, "Nederland", nation, code = "NL", missing = "left out")
}

test_that("costs per inhabitant rose less in the Peel, which is youth", {
  panel <- peel_panel()
  level <- function(area, year, what = "lasten") value_of(panel, area, year, paste(what, "per inwoner"))
  index <- function(area, year, what = "lasten") 100 * level(area, year, what) / level(area, 2017, what)
  expect_identical(round(c(level("PEEL", 2017), level("PEEL", 2021), level("NL", 2017), level("NL", 2021)), 1),
                   c(375.2, 429.9, 448.0, 567.4))
  expect_identical(round(c(index("PEEL", 2021), index("NL", 2021), index("PEEL", 2024), index("NL", 2024)), 1),
                   c(114.6, 126.6, 127.4, 151.9))
  expect_identical(round(c(index("PEEL", 2021, "lasten_jeugd_voorzieningen"),
                           index("NL", 2021, "lasten_jeugd_voorzieningen")), 1), c(108.1, 130.7))
  expect_identical(round(c(index("PEEL", 2021, "lasten_wmo_voorzieningen"),
                           index("NL", 2021, "lasten_wmo_voorzieningen")), 1), c(122.3, 121.8))
  expect_identical(round(c(index("PEEL", 2022, "lasten_wmo_voorzieningen"),
                           index("NL", 2022, "lasten_wmo_voorzieningen")), 1), c(132.9, 123.1))
  expect_identical(round(index("PEEL4", 2021), 1), 112.2)
})

test_that("the copied return of Asten and the bookings on 6.82 are found", {
  iv3 <- mkba_panel_selected(mkba_panel(shared_data("gemeenten", "iv3_jaarrekening_2017_2024.csv")), areas = peel)
  lines <- paste0("lasten_tv_6.", c("1", "2", "6", "71", "72", "81", "82"))
  found <- mkba_panel_suspects(iv3, indicators = lines)
  copied <- found[found$rule == "copied_return", ]
  expect_identical(unique(copied[, c("area", "period")]), data.frame(area = "GM0743", period = "2021"),
                   ignore_attr = TRUE)
  expect_setequal(copied$indicator, lines)
  booked <- found[found$rule == "booking_shift" & found$indicator == "lasten_tv_6.82", ]
  expect_true("GM1659" %in% booked$area)
  suspect <- mkba_panel_with_suspects(iv3, copied)
  expect_identical(status_of(suspect, "GM0743", 2021, "lasten_tv_6.72"), "suspect")
})
