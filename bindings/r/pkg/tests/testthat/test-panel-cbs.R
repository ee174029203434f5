# Frames as the clients of CBS return them. The clients are not installed here: the frames are made as their source says
# (cbs_get_data, cbs_add_label_columns, cbs_add_date_column, cbs_add_unit_column of cbsodataR; cbs4_get_observations,
# cbs4_get_data and cbs4_add_label_columns), or recorded from them.

# cbs_get_data hangs labels and units on its columns, and leaves the padding of codes out.
fetched_frame <- function() {
  frame <- data.frame(RegioS = c("NL01", "GM0743", "GM0743"), Perioden = c("2020JJ00", "2020JJ00", "2021JJ00"),
                      WmoClienten_1 = c(1180000L, NA, 1105L), Per1000Inwoners_2 = c(67.8, NA, 66))
  attr(frame$RegioS, "labels") <- c(Nederland = "NL01", Asten = "GM0743", Deurne = "GM0762")
  attr(frame$Perioden, "labels") <- c("2020" = "2020JJ00", "2021*" = "2021JJ00")
  attr(frame$Perioden, "is_time") <- TRUE
  attr(frame$WmoClienten_1, "unit") <- "aantal"
  attr(frame$Per1000Inwoners_2, "unit") <- "per 1 000 inwoners"
  class(frame) <- c("tbl_df", "tbl", "data.frame")
  frame
}

test_that("a frame of cbs_get_data is read with what hangs on it", {
  panel <- mkba_panel_from_cbs(fetched_frame())
  expect_identical(mkba_panel_areas(panel)$name, c("Nederland", "Asten"))
  expect_identical(mkba_panel_indicators(panel)$indicator, c("WmoClienten", "Per1000Inwoners"))
  expect_identical(mkba_panel_indicators(panel)$unit, c("aantal", "per 1 000 inwoners"))
  expect_identical(mkba_panel_cell(panel, "GM0743", 2021, "WmoClienten"), list(value = 1105, status = "provisional"))
  expect_identical(mkba_panel_cell(panel, "NL01", 2020, "WmoClienten"), list(value = 1180000, status = "measured"))
  expect_identical(status_of(panel, "GM0743", 2020, "WmoClienten"), "absent")
  only <- mkba_panel_from_cbs(fetched_frame(), area_prefix = "GM", indicators = "WmoClienten")
  expect_identical(mkba_panel_areas(only)$area, "GM0743")
})

test_that("the columns that cbsodataR adds give the same panel", {
  frame <- as.data.frame(fetched_frame())
  added <- data.frame(
    ID = 1:3, RegioS = as.vector(frame$RegioS), RegioS_label = factor(c("Nederland", "Asten", "Asten")),
    Perioden = as.vector(frame$Perioden), Perioden_Date = as.Date(c("2020-01-01", "2020-01-01", "2021-01-01")),
    Perioden_freq = factor("Y"), Perioden_label = factor(c("2020", "2020", "2021*")),
    WmoClienten_1 = c(1180000L, NA, 1105L),
    WmoClienten_1_unit = "aantal", Per1000Inwoners_2 = c(67.8, NA, 66), Per1000Inwoners_2_unit = "per 1 000 inwoners"
  )
  panel <- mkba_panel(added, provisional = "2021JJ00")
  expect_identical(panel$format, "odata3-typed")
  expect_identical(as.data.frame(panel), as.data.frame(mkba_panel_from_cbs(frame)))
  expect_identical(sum(grepl("repeats another", mkba_panel_notes(panel)$note)), 3L)
})

test_that("a table is fetched by the client that is given", {
  asked <- NULL
  client <- function(id, ...) {
    asked <<- list(id, ...)
    fetched_frame()
  }
  panel <- mkba_panel_from_cbs("83262NED", "GM0743", 2021, client = client)
  expect_identical(asked, list("83262NED", RegioS = "GM0743", Perioden = "2021JJ00", typed = FALSE))
  figures <- as.data.frame(panel)
  expect_identical(figures$value, c(1105, 66))
  expect_identical(unique(figures$source), "CBS 83262NED")
  expect_identical(figures$value, as.data.frame(mkba_panel_from_cbs(fetched_frame(), "GM0743", 2021))$value)
  all <- mkba_panel_from_cbs("83262NED", client = client)
  expect_identical(status_of(all, "GM0743", 2020, "WmoClienten"), "impossible")  # the untyped data give the reason
  if (length(find.package("cbsodataR", quiet = TRUE)) > 0) skip("cbsodataR is installed")
  expect_match(expect_refused(mkba_panel_from_cbs("83262NED"), "argument", "x")$message, "cbsodataR is not installed")
})

test_that("titles in the place of codes need a list of codes", {
  frame <- data.frame(ID = 0:1, RegioS = c("Asten", "Deurne"), Perioden = c("2019", "2020*"),
                      WmoClienten_1 = c(355, 410))
  panel <- mkba_panel(frame, area_codes = c(Asten = "GM0743", Deurne = "GM0762"))
  expect_identical(mkba_panel_cell(panel, "GM0762", 2020, "WmoClienten"), list(value = 410, status = "provisional"))
  expect_refused(mkba_panel(frame, area_codes = c(Asten = "GM0743")), "unknown", "row 2, RegioS")
})

test_that("observations and wide tables of OData v4", {
  observations <- data.frame(
    Id = 0:1, Measure = "M001", MeasureLabel = "Clienten", ValueAttribute = c("None", "Impossible"),
    Value = c(12.5, NA),
    Unit = "aantal", RegioS = c("GM0743", "GM0762"), RegioSLabel = c("Asten", "Deurne"), Perioden = "2020JJ00",
    PeriodenLabel = "2020", Perioden_Date = as.Date("2020-01-01"), Perioden_freq = "Y"
  )
  panel <- mkba_panel(observations)
  expect_identical(panel$format, "odata4")
  expect_identical(value_of(panel, "GM0743", 2020, "M001"), 12.5)
  expect_identical(status_of(panel, "GM0762", 2020, "M001"), "impossible")
  expect_identical(mkba_panel_areas(panel)$name, c("Asten", "Deurne"))
  expect_identical(mkba_panel_indicators(panel)$unit, "aantal")
  wide <- data.frame(RegioS = c("GM0743", "GM0762"), RegioSLabel = c("Asten", "Deurne"), Perioden = "2020JJ00",
                     PeriodenLabel = "2020", Clienten = c(12.5, 14))
  panel <- mkba_panel(wide, "wide", area = "RegioS", period = "Perioden")
  expect_identical(mkba_panel_areas(panel)$name, c("Asten", "Deurne"))
  expect_identical(as.data.frame(panel)$value, c(12.5, 14))
})

test_that("the recorded frame of cbsodata in Python is read", {
  frame <- read.csv(shared_data("cbs_shapes", "cbsodata_py_titels_wmo_hbh_2017_2019.csv"))
  panel <- mkba_panel(frame, "wide", area = "gemeentenaam", period = "perioden",
                      area_codes = c(Asten = "GM0743", Deurne = "GM0762", `Gemert-Bakel` = "GM1652",
                                     Laarbeek = "GM1659", Someren = "GM0847"))
  expect_identical(value_of(panel, "GM0743", 2019, "wmoclienten"), 400)
  expect_identical(value_of(panel, "GM0743", 2017, "wmoclientenper1000inwoners"), 20)
  expect_identical(value_of(panel, "GM1652", 2018, "wmoclienten"), 760)
  expect_true("typemaatwerkarrangement" %in% mkba_panel_notes(panel)$indicator)
})

test_that("real files give one panel, as file and as data frame", {
  path <- shared_data("cbs_shapes", "odata3_untyped_pandasdump_85335NED_2022.csv")
  frame <- read.csv(path, check.names = FALSE, colClasses = "character", strip.white = FALSE)
  expect_identical(as.data.frame(mkba_panel(frame, "odata3-untyped")),
                   as.data.frame(mkba_panel(path, "odata3-untyped")))
  path <- shared_data("gemeenten", "gebruik_wmo_jeugd.csv")
  expect_identical(as.data.frame(mkba_panel(read.csv(path))), as.data.frame(mkba_panel(path)))
  path <- shared_data("cbs_shapes", "odata4_observations_80416ned.csv")
  expect_identical(as.data.frame(mkba_panel(read.csv(path), fixed_area = "NL01")),
                   as.data.frame(mkba_panel(path, fixed_area = "NL01")))
})

test_that("Iv3 returns are read by report", {
  frame <- data.frame(
    Gemeenten = "GM0743   ", TaakveldBalanspost = c("6.6 Maatwerkvoorzieningen (WMO)", "6.71 Maatwerk 18+",
                                                    "A111 Activa"),
    Categorie = c("L3.8", "L3.8", "Ultimo"), Verslagsoort = rep(c("2020X000", "2020X005"), each = 3),
    k_1ePlaatsing_1 = c(400, 2500, 9, 450, 2614, 9), k_2ePlaatsing_2 = c(NA, NA, NA, 451, 2615, 9)
  )
  expect_refused(mkba_panel_from_iv3(frame), "panel", "row 4, Verslagsoort")
  panel <- mkba_panel_from_iv3(frame, report = "X005")
  expect_identical(value_of(panel, "GM0743", 2020, "lasten_tv_6.6"), 451)
  expect_identical(mkba_panel_indicators(panel)$kind, c("flow", "flow"))
  expect_identical(status_of(mkba_panel_from_iv3(frame, report = "X000"), "GM0743", 2020, "lasten_tv_6.71"),
                   "provisional")
})
