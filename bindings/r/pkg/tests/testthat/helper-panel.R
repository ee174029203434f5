# Two municipalities, two years; the figures can be worked out by hand.
small_frame <- function(...) {
  data.frame(gm_code = rep(c("GM0743", "GM0762"), each = 2), gemeente = rep(c("Asten", "Deurne"), each = 2),
             jaar = rep(2020:2021, 2), inwoners = c(16000, 16100, 32000, 32400), clienten = c(800, 805, 1600, NA), ...)
}

small_panel <- function(...) {
  mkba_panel_described(mkba_panel(small_frame(...)), inwoners = "stock", clienten = "stock")
}

stream_panel <- function() {
  panel <- mkba_panel(data.frame(
    gm_code = rep(c("A", "B"), each = 4), jaar = rep(2020:2023, 2), stand = c(200, 210, 190, 215, 100, 105, 100, 108),
    instroom = c(60, 50, 66, NA, 31, 24, 30, NA), uitstroom = c(47, 71, 40, NA, 26, 30, 22, NA),
    gebruikers = c(260, 258, 257, NA, 131, 129, 130, NA),
    inwoners = c(10000, 10100, 10200, 10300, 5000, 5050, 5100, 5150), lasten = c(410, 500, 520, NA, 205, 240, 260, NA)
  ))
  mkba_panel_described(panel, stand = "stock", instroom = "flow", uitstroom = "flow", gebruikers = "flow",
                       inwoners = "stock", lasten = list(kind = "flow", unit = "1000 euro"))
}

# A file of real figures, beside the reference cases.
shared_data <- function(...) {
  path <- file.path(Sys.getenv("MKBA_SHARED"), "data", ...)
  if (!file.exists(path)) skip(paste(basename(path), "is not there: MKBA_SHARED says where the real figures are"))
  path
}

value_of <- function(panel, area, period, indicator) mkba_panel_cell(panel, area, period, indicator)$value
status_of <- function(panel, area, period, indicator) mkba_panel_cell(panel, area, period, indicator)$status

# As test-errors.R has them for the rest.
panel_refusals <- list(
  mkba_panel = function() {
    expect_refused(mkba_panel(5), "argument", "x")
    expect_refused(mkba_panel(small_panel(), "wide"), "argument", "x")
    expect_refused(mkba_panel(small_frame(), "wijd"), "unknown", "format")
    expect_refused(mkba_panel(small_frame(), "statline"), "argument", "format")
    expect_refused(mkba_panel(small_frame(), "wide", "x"), "argument", "...")
    expect_refused(mkba_panel(small_frame(), areas = "x"), "unknown", "areas")
    expect_refused(mkba_panel(small_frame(), area = "x"), "unknown", "area")
    expect_refused(mkba_panel(small_frame(), area = 5), "argument", "area")
    expect_refused(mkba_panel(small_frame(), separator = ";"), "argument", "separator")
    expect_refused(mkba_panel(small_frame(), kind = "jaar"), "unknown", "kind")
    expect_refused(mkba_panel(data.frame(a = 1)), "unknown", "table")
    expect_refused(mkba_panel(small_frame(x = c("1", "2", "3,5", "x"))), "panel", "row 3, x")
    expect_refused(mkba_panel(small_frame(x = c(1, 2, Inf, 4))), "argument", "row 3, x")
    expect_refused(mkba_panel(small_frame(x = Sys.time())), "argument", "x")
    expect_refused(mkba_panel(small_frame(x = I(list(1, 2, 3, 4)))), "argument", "x")
    expect_refused(mkba_panel(small_frame()[c(1, 1), ]), "panel", "row 2, gm_code")
    expect_refused(mkba_panel("a,b\n1,2\n"), "unknown", "text")
    e <- expect_refused(mkba_panel("gm_code,jaar,x\nA,2020,y\nA,2021,4\n", "wide"), "panel", "row 2, x")
    expect_identical(c(e$line, e$column), c(2, 8))
    missing_file <- file.path(tempdir(), "nergens.csv")
    expect_identical(expect_refused(mkba_panel(missing_file), "file")$source, missing_file)
    expect_identical(expect_refused(mkba_panel(missing_file, "wide"), "file")$source, missing_file)
    path <- file_with("gm_code,jaar,x\nA,20201,4\n")
    expect_identical(expect_refused(mkba_panel(path), "panel", "row 2, jaar")$source, path)
  },
  mkba_panel_areas = function() expect_refused(mkba_panel_areas(5), "argument", "panel"),
  mkba_panel_indicators = function() expect_refused(mkba_panel_indicators("x"), "argument", "panel"),
  mkba_panel_breaks = function() expect_refused(mkba_panel_breaks(1), "argument", "panel"),
  mkba_panel_with_breaks = function() {
    expect_refused(mkba_panel_with_breaks(small_panel(), "wmo-1"), "unknown", "codes")
    expect_refused(mkba_panel_with_breaks(small_panel(), 5), "argument", "codes")
    expect_refused(mkba_panel_with_breaks(small_panel(), NULL, "y"), "unknown", "indicators")
    expect_refused(mkba_panel_with_breaks(1), "argument", "panel")
  },
  mkba_panel_stream = function() {
    panel <- stream_panel()
    refuse <- function(...) mkba_panel_stream(panel, "A", "wmo", "lasten", ...)
    expect_refused(refuse(stock = "gebruikers", stock_at = "begin"), "panel", "stock")
    expect_refused(refuse(users = "stand"), "panel", "users")
    expect_refused(refuse(stock = "stand"), "argument", "stock_at")
    expect_refused(refuse(stok = "stand"), "unknown", "stok")
    expect_refused(refuse("stand"), "argument", "...")
    expect_refused(refuse(users = "gebruikers"), "panel", "stock")
    expect_refused(mkba_panel_stream(panel, c("A", "C"), "wmo", "lasten", users = "gebruikers"), "unknown", "members")
    expect_refused(mkba_panel_stream(panel, NULL, "wmo", "lasten", users = "gebruikers"), "argument", "area")
    expect_refused(mkba_panel_stream(panel, "A", 5, "lasten"), "argument", "name")
    expect_refused(mkba_panel_stream(1, "A", "wmo", "lasten"), "argument", "panel")
  },
  mkba_panel_yearly = function() {
    expect_refused(mkba_panel_yearly(small_panel()), "panel", "panel")
    expect_refused(mkba_panel_yearly(small_panel(), "middle"), "unknown", "stock")
    expect_refused(mkba_panel_yearly(small_panel(), 5), "argument", "stock")
    expect_refused(mkba_panel_yearly(1), "argument", "panel")
  },
  mkba_panel_notes = function() expect_refused(mkba_panel_notes(NULL), "argument", "panel"),
  mkba_panel_cell = function() {
    expect_refused(mkba_panel_cell(small_panel(), "GM0744", 2020, "inwoners"), "unknown", "area")
    expect_refused(mkba_panel_cell(small_panel(), "GM0743", 2020:2021, "inwoners"), "argument", "period")
    expect_refused(mkba_panel_cell(small_panel(), "GM0743", 2020.5, "inwoners"), "argument", "period")
    expect_match(expect_refused(mkba_panel_cell(small_panel(), "GM0743", 2020, "inwoner"), "unknown")$message,
                 "inwoners")
  },
  mkba_panel_selected = function() {
    expect_refused(mkba_panel_selected(small_panel(), areas = "x"), "unknown")
    expect_refused(mkba_panel_selected(small_panel(), areas = NA), "argument", "areas")
    expect_refused(mkba_panel_selected(small_panel(), periods = c(2020, 2020)), "argument")
  },
  mkba_panel_joined = function() {
    expect_refused(mkba_panel_joined(small_panel(), 5), "argument", "other")
    expect_refused(mkba_panel_joined(small_panel(), small_panel()), "panel")
  },
  mkba_panel_described = function() {
    expect_refused(mkba_panel_described(small_panel(), inwoner = "stock"), "unknown")
    expect_refused(mkba_panel_described(small_panel(), inwoners = "voorraad"), "unknown", "kind")
    expect_refused(mkba_panel_described(small_panel(), inwoners = list(soort = "stock")), "unknown", "soort")
    expect_refused(mkba_panel_described(small_panel(), inwoners = list("stock", 1)), "argument", "inwoners")
    expect_refused(mkba_panel_described(small_panel(), "stock"), "argument", "...")
    expect_refused(mkba_panel_described(small_panel(), clienten = list(kind = "rate", per = -1, numerator = "x",
                                                                      denominator = "inwoners")), "argument")
  },
  mkba_panel_recognised = function() {
    expect_refused(mkba_panel_recognised(small_panel(), 5), "argument", "denominator")
    expect_refused(mkba_panel_recognised(small_panel(), "mensen"), "unknown", "denominator")
  },
  mkba_panel_with_attribute = function() {
    expect_refused(mkba_panel_with_attribute(small_panel(), "k", 1:2), "argument", "values")
    expect_refused(mkba_panel_with_attribute(small_panel(), "k", c(X = 1)), "unknown")
    expect_refused(mkba_panel_with_attribute(small_panel(), "k", c(GM0743 = NA)), "argument")
  },
  mkba_panel_region = function() {
    expect_refused(mkba_panel_region(small_panel(), "P", c("GM0743", "x")), "unknown")
    expect_refused(mkba_panel_region(small_panel(), "GM0743", "GM0762"), "argument")
    expect_refused(mkba_panel_region(small_panel(), "P", "GM0743", missing = "weg"), "unknown")
    expect_refused(mkba_panel_region(small_panel(), "P", character()), "argument")
  },
  mkba_panel_total = function() {
    expect_refused(mkba_panel_total(small_panel(), "t", c("inwoners", "x")), "unknown")
    expect_refused(mkba_panel_total(mkba_panel(small_frame()), "t", "inwoners"), "panel")
  },
  mkba_panel_rate = function() {
    expect_refused(mkba_panel_rate(small_panel(), "r", "x", "inwoners"), "unknown")
    expect_refused(mkba_panel_rate(small_panel(), "r", "clienten", "inwoners", per = 0), "argument", "per")
    expect_refused(mkba_panel_rate(small_panel(), "r", "clienten", "inwoners", per = "1000"), "argument", "per")
  },
  mkba_panel_deflated = function() {
    expect_refused(mkba_panel_deflated(small_panel(), "r", "x", 2021), "unknown")
    expect_refused(mkba_panel_deflated(small_panel(), "r", "clienten", 2300), "argument")
    expect_refused(mkba_panel_deflated(small_panel(), "r", "clienten", 2021, "cpj"), "unknown")
  },
  mkba_panel_taakveld = function() {
    expect_refused(mkba_panel_taakveld(small_panel(), "t", "6.99"), "unknown")
    expect_refused(mkba_panel_taakveld(small_panel(), "t", 6.6), "argument", "code")
  },
  mkba_crosswalk = function() {
    expect_refused(mkba_crosswalk(5, "x"), "argument", "steps")
    expect_refused(mkba_crosswalk("a\n", file.path(tempdir(), "nergens.csv")), "file")
    expect_refused(mkba_crosswalk("a,b\n1,2\n", "jaar,gm_code,gemeente\n2020,A,A\n"), "unknown")
  },
  mkba_panel_merged = function() {
    crosswalk <- mkba_crosswalk("jaar_ingang,oud_code,nieuw_code,aandeel_adressen\n",
                                "jaar,gm_code,gemeente\n2020,GM0743,Asten\n2021,GM0743,Asten\n")
    expect_refused(mkba_panel_merged(small_panel(), "x", 2021), "argument", "crosswalk")
    expect_refused(mkba_panel_merged(small_panel(), crosswalk, 2022), "argument", "year")
    expect_refused(mkba_panel_merged(small_panel(), crosswalk, "2021"), "argument", "year")
    expect_refused(mkba_panel_merged(small_panel(), crosswalk, 2021, 0), "argument", "map_year")
  },
  mkba_panel_suspects = function() {
    expect_refused(mkba_panel_suspects(small_panel(), indicators = "x"), "unknown")
    expect_refused(mkba_panel_suspects(small_panel(), jump = -1), "argument")
    expect_refused(mkba_panel_suspects(small_panel(), least = 1.5), "argument", "least")
  },
  mkba_panel_with_suspects = function() {
    expect_refused(mkba_panel_with_suspects(small_panel(), data.frame(area = "x")), "argument", "cells")
    missing <- data.frame(area = "GM0762", period = 2021, indicator = "clienten")
    expect_refused(mkba_panel_with_suspects(small_panel(), missing), "panel")
  },
  mkba_panel_from_cbs = function() {
    expect_refused(mkba_panel_from_cbs(5), "argument", "x")
    expect_refused(mkba_panel_from_cbs("83262NED", client = function(...) stop("geen netwerk")), "file")
    expect_refused(mkba_panel_from_cbs("83262NED", client = function(...) 5), "file")
    expect_refused(mkba_panel_from_cbs(data.frame(a = 1)), "unknown", "area")
  },
  mkba_panel_from_iv3 = function() expect_refused(mkba_panel_from_iv3(small_frame()), "unknown", "area")
)
