# Panels in R: what is computed, by hand.
test_that("a data frame is read as the text that it would be", {
  frame <- small_frame()
  path <- tempfile(fileext = ".csv")
  write.csv(frame, path, row.names = FALSE, quote = FALSE, na = "")
  of_frame <- as.data.frame(mkba_panel(frame))
  expect_identical(of_frame, as.data.frame(mkba_panel(path)))
  expect_identical(of_frame, as.data.frame(mkba_panel(readLines(path))))
  expect_identical(of_frame, as.data.frame(mkba_panel(paste0(paste(readLines(path), collapse = "\n"), "\n"), "wide")))
  expect_named(of_frame, c("area", "name", "period", "indicator", "value", "status", "unit", "source"))
  expect_identical(nrow(of_frame), 7L)
  expect_identical(mkba_panel(path)$source, path)
  expect_identical(mkba_panel(frame)$format, "wide")
})

test_that("columns of every kind are read", {
  tidy <- data.frame(gm_code = factor(c("B", "A", "A")), jaar = c(2021, 2020, 2021), indicator = "x",
                     waarde = c(NA, 2L, 3L), eenheid = factor("stuks"), bron = NA)
  panel <- mkba_panel(tidy)
  expect_identical(value_of(panel, "A", 2020, "x"), 2)
  expect_identical(status_of(panel, "B", 2021, "x"), "absent")
  expect_identical(mkba_panel_indicators(panel)$unit, "stuks")
  dates <- mkba_panel(data.frame(gm_code = "A", jaar = as.Date("2021-01-31"), x = 4))
  expect_identical(as.data.frame(dates)$period, "2021-01-31")
  latin <- "Caf\xe9"
  Encoding(latin) <- "latin1"
  expect_identical(mkba_panel_areas(mkba_panel(data.frame(gm_code = "A", gemeente = latin, jaar = 2020, x = 1)))$name,
                   "Caf\u00e9")
})

test_that("a file of another encoding and notation is recognised, or named", {
  path <- tempfile(fileext = ".csv")
  writeBin(c(charToRaw("gm_code;gemeente;jaar;x\nA;Caf"), as.raw(0xe9), charToRaw(";2020;1.5\n")), path)
  panel <- mkba_panel(path)
  expect_identical(panel$codes, c(A = "Caf\u00e9"))
  expect_identical(as.data.frame(mkba_panel(path, "wide", encoding = "latin1", separator = ";")), as.data.frame(panel))
  expect_refused(mkba_panel(path, "wide", separator = ";"), "syntax")
})

test_that("options go by name", {
  frame <- data.frame(code = "A", naam = "Aa", wat = c("x", "y"), hoeveel = c("1,5", "."))
  panel <- mkba_panel(frame, "tidy", area = "code", name = "naam", indicator = "wat", value = "hoeveel", decimal = ",",
                      fixed_period = 2020, source = "Bron")
  expect_identical(value_of(panel, "A", 2020, "x"), 1.5)
  expect_identical(status_of(panel, "A", 2020, "y"), "suppressed")
  expect_identical(unique(as.data.frame(panel)$source), "Bron")
  only <- mkba_panel(frame, "tidy", area = "code", name = "", indicator = "wat", value = "hoeveel", decimal = ",",
                     fixed_period = "2020", indicators = "x")
  expect_identical(mkba_panel_indicators(only)$indicator, "x")
})

test_that("regions add up, and rates are sum over sum", {
  panel <- mkba_panel_rate(small_panel(), "gebruik", "clienten", "inwoners", unit = "per 1000")
  expect_equal(value_of(panel, "GM0743", 2020, "gebruik"), 50, tolerance = 1e-12)
  region <- mkba_panel_region(panel, "Samen", c("GM0743", "GM0762"), code = "P")
  expect_identical(value_of(region, "P", 2020, "inwoners"), 48000)
  expect_equal(value_of(region, "P", 2020, "gebruik"), 1000 * 2400 / 48000, tolerance = 1e-12)
  expect_identical(mkba_panel_cell(region, "P", 2021, "clienten"), list(value = NA_real_, status = "absent"))
  others <- mkba_panel_region(panel, "P", c("GM0743", "GM0762"), missing = "left out")
  expect_equal(value_of(others, "P", 2021, "gebruik"), 1000 * 805 / 16100, tolerance = 1e-12)
  expect_true("region" %in% mkba_panel_notes(others)$step)
})

test_that("totals, prices, selections and unions", {
  panel <- mkba_panel_described(mkba_panel(small_frame(wmo = 1:4, jeugd = 2:5)),
                                wmo = list(kind = "flow", unit = "EUR"),
                                jeugd = list(kind = "flow", unit = "EUR"))
  panel <- mkba_panel_total(panel, "samen", c("wmo", "jeugd"))
  expect_identical(value_of(panel, "GM0762", 2021, "samen"), 9)
  deflated <- mkba_panel_deflated(panel, "reeel", "samen", 2024)
  expect_identical(value_of(deflated, "GM0762", 2021, "reeel"), mkba_convert_price(9, 2021, 2024))
  one <- mkba_panel_selected(panel, areas = "GM0762", periods = 2021, indicators = c("jeugd", "wmo"))
  expect_identical(as.data.frame(one)$value, c(5, 4))
  rest <- mkba_panel_selected(panel, areas = "GM0743")
  both <- mkba_panel_joined(one, rest)
  expect_setequal(mkba_panel_areas(both)$area, c("GM0743", "GM0762"))
  expect_identical(value_of(both, "GM0743", 2020, "samen"), 3)
})

test_that("indicators are described, with breaks, and rates recognised", {
  panel <- mkba_panel_described(
    small_panel(), clienten = list(kind = "stock", rounding = 5,
                                   breaks = list(list(year = 2021, refuse = TRUE, note = "n")))
  )
  found <- mkba_panel_indicators(panel)
  expect_identical(found$rounding[found$indicator == "clienten"], 5)
  expect_match(found$breaks[found$indicator == "clienten"], "2021")
  frame <- small_frame()
  frame$clienten_per_1000 <- round(1000 * frame$clienten / frame$inwoners, 1)
  known <- mkba_panel_indicators(mkba_panel_recognised(mkba_panel(frame)))
  expect_identical(known$kind[known$indicator == "clienten_per_1000"], "rate")
})

test_that("attributes are texts or numbers by code", {
  panel <- mkba_panel_with_attribute(small_panel(), "provincie", c(GM0762 = "Noord-Brabant"))
  panel <- mkba_panel_with_attribute(panel, "dichtheid", c(GM0743 = 229L, GM0762 = 278L), unit = "inwoner/km2")
  areas <- mkba_panel_areas(panel)
  expect_identical(areas$provincie, c(NA, "Noord-Brabant"))
  expect_identical(areas$dichtheid, c(229, 278))
})

test_that("a merger takes figures to the map of a year", {
  crosswalk <- mkba_crosswalk(
    data.frame(jaar_ingang = 2021, oud_code = c("A", "B"), nieuw_code = "N", aandeel_adressen = 1),
    data.frame(jaar = c(2020, 2020, 2021), gm_code = c("A", "B", "N"), gemeente = c("Aa", "Bee", "Nieuw"))
  )
  expect_output(print(crosswalk), "crosswalk")
  panel <- mkba_panel(data.frame(gm_code = c("A", "B", "N"), jaar = c(2020, 2020, 2021), inwoners = c(5, 8, 14)))
  merged <- mkba_panel_merged(mkba_panel_described(panel, inwoners = "stock"), crosswalk, 2021)
  expect_identical(value_of(merged, "N", 2020, "inwoners"), 13)
  expect_identical(status_of(merged, "N", 2020, "inwoners"), "derived")
})

test_that("a copied return is found, and suspect when somebody says so", {
  frame <- data.frame(gm_code = "A", jaar = 2020:2021, a = c(10, 10), b = c(50, 50), c = c(70, 70))
  panel <- mkba_panel_described(mkba_panel(frame), a = "flow", b = "flow")
  found <- mkba_panel_suspects(panel)
  expect_identical(unique(found$rule), "copied_return")
  expect_identical(nrow(mkba_panel_suspects(panel, least = 4)), 0L)
  suspect <- mkba_panel_with_suspects(panel, found)
  expect_identical(mkba_panel_cell(suspect, "A", 2021, "b"), list(value = 50, status = "suspect"))
  total <- mkba_panel_total(suspect, "t", c("a", "b"))
  expect_identical(mkba_panel_cell(total, "A", 2021, "t"), list(value = 60, status = "suspect"))
  expect_true(any(grepl("copied_return", mkba_panel_notes(total)$note)))
  expect_true(any(grepl("gezien", mkba_panel_notes(mkba_panel_with_suspects(panel, found, "gezien"))$note)))
  expect_identical(status_of(panel, "A", 2021, "b"), "measured")
})

test_that("a taakveld of 2017 goes on after 2023", {
  frame <- data.frame(gm_code = "A", jaar = 2022:2024, `lasten_tv_6.81` = c(500, NA, NA),
                      `lasten_tv_6.81a` = c(NA, 200, 210), `lasten_tv_6.81b` = c(NA, 150, NA), check.names = FALSE)
  panel <- mkba_panel_described(mkba_panel(frame), `lasten_tv_6.81` = "flow", `lasten_tv_6.81a` = "flow",
                                `lasten_tv_6.81b` = "flow")
  panel <- mkba_panel_taakveld(panel, "maatwerk 18+", "6.81")
  expect_identical(value_of(panel, "A", 2022, "maatwerk 18+"), 500)
  expect_identical(value_of(panel, "A", 2023, "maatwerk 18+"), 350)
  expect_identical(status_of(panel, "A", 2024, "maatwerk 18+"), "absent")
})

test_that("a panel prints and sums up", {
  expect_output(print(small_panel()), "2 areas, 2 years \\(2020 to 2021\\), 2 indicators")
  expect_identical(summary(small_panel())$measured, c(4L, 3L))
  expect_identical(small_panel()$periods, c("2020", "2021"))
  expect_identical(small_panel()$period_kind, "year")
  expect_identical(small_panel()$codes, c(GM0743 = "Asten", GM0762 = "Deurne"))
  expect_refused(small_panel()$nergens, "unknown", "nergens")
})

test_that("the data frame of a panel is read back", {
  panel <- mkba_panel_rate(small_panel(), "gebruik", "clienten", "inwoners")
  expect_identical(as.data.frame(mkba_panel(as.data.frame(panel))), as.data.frame(panel))
})

test_that("a panel that was saved and read back says so", {
  path <- tempfile()
  saveRDS(small_panel(), path)
  expect_refused(mkba_panel_areas(readRDS(path)), "argument", "panel")
})
