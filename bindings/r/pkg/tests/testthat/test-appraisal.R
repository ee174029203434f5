test_that("an appraisal has its figures by alternative", {
  appraisal <- mkba_appraise(mkba_example())
  expect_s3_class(appraisal, "mkba_appraisal", exact = TRUE)
  expect_named(appraisal$npv, "teams")
  expect_null(appraisal$scenario)
  expect_identical(mkba_appraise(mkba_example(), "laag")$scenario, "laag")
  expect_identical(appraisal$case$title, mkba_example()$title)
})

test_that("bcr is NA where there are no costs", {
  case <- small()
  case$lines <- case$lines[2]
  appraisal <- mkba_appraise(mkba_case(case))
  expect_identical(appraisal$bcr, c(plan = NA_real_))
  expect_identical(summary(appraisal)$bcr, NA_real_)
  expect_identical(as.list(appraisal)$plan$bcr, NA_real_)
  expect_output(print(appraisal), "plan .* -\n")
})

test_that("every view is a data frame with units", {
  appraisal <- mkba_appraise(mkba_example())
  views <- c("summary", "lines", "years", "actors", "streams", "budget", "amounts", "findings", "irr", "payback",
             "incremental")
  for (view in views) {
    table <- mkba_table(appraisal, view)
    expect_identical(class(table), "data.frame")
    expect_named(attr(table, "units"), names(table))
    expect_identical(table, as.data.frame(appraisal, view = view))
    expect_identical(table, as.data.frame(appraisal, view))
    expect_gt(nrow(table), 0)
  }
  expect_identical(as.data.frame(appraisal), mkba_table(appraisal, "lines"))
  expect_identical(summary(appraisal), mkba_table(appraisal))
})

test_that("columns have R's types and missing values are NA", {
  appraisal <- mkba_appraise(mkba_case(small()))
  lines <- mkba_table(appraisal, "lines")
  expect_type(lines$pv, "double")
  expect_identical(is.na(lines$pv), lines$kind == "pm")
  expect_identical(lines$title[1], NA_character_)
  years <- mkba_table(appraisal, "years")
  expect_identical(years$year, 2026:2028)
  expect_identical(attr(years, "units")[["net"]], "EUR")
  expect_identical(nrow(mkba_table(appraisal, "streams")), 0L)
  expect_identical(mkba_table(mkba_appraise(mkba_case(small()), "kort"), "years")$year, 2026L)
})

test_that("as.list is the JSON as R", {
  appraisal <- mkba_appraise(mkba_case(small()))
  nested <- as.list(appraisal)
  expect_identical(nested$plan$npv, appraisal$npv[["plan"]])
  expect_identical(nested$plan$pm, "rust")
  expect_identical(as.list(mkba_appraise(mkba_case(small(lines = small()$lines[1:2]))))$plan$pm, character())
})

test_that("an appraisal outlives its case, and a name that is not there is no NULL", {
  appraisal <- local({
    case <- mkba_case(small())
    mkba_appraise(case)
  })
  invisible(gc())
  expect_identical(mkba_table(appraisal)$npv, unname(appraisal$npv))
  expect_refused(appraisal$ncw, "unknown", "ncw")
  expect_refused(appraisal$case$titel, "unknown", "titel")
})

test_that("a person can read it", {
  appraisal <- mkba_appraise(mkba_case(small()), "hoog")
  printed <- capture.output(returned <- withVisible(print(appraisal)))
  expect_false(returned$visible)
  expect_match(printed, "Klein", fixed = TRUE, all = FALSE)
  expect_match(printed, "scenario +hoog", all = FALSE)
  expect_match(printed, "100 000", fixed = TRUE, all = FALSE)
  expect_match(printed, "pro memorie, in no figure: Rust in het gezin", fixed = TRUE, all = FALSE)
  expect_match(printed, "findings: [0-9]+ ", all = FALSE)
  expect_output(print(appraisal$case), "plan, against nul")
  amounts <- mkba:::euro(c(NA, -1234567.5, 1e15, 0.4, 999))
  expect_identical(amounts, c("-", "-1 234 568", "1 000 000 000 000 000", "0", "999"))
  old <- options(OutDec = ",", scipen = -10, digits = 3)
  on.exit(options(old))
  expect_identical(capture.output(print(appraisal))[5:6], printed[5:6])
})

test_that("returns and payback are those of the flows", {
  # -100000, then 30000 (ramp-up) in 2026, 60000 in 2027 and 2028: -70000, 60000, 60000
  row <- summary(mkba_appraise(mkba_case(small())))
  root <- uniroot(function(r) -70000 + 60000 / (1 + r) + 60000 / (1 + r)^2, c(0, 1), tol = 1e-12)$root
  expect_equal(row$irr, root, tolerance = 1e-9)
  expect_identical(row[c("irr_roots", "payback", "payback_year", "discounted_payback")],
                   data.frame(irr_roots = 1L, payback = 2, payback_year = 2028, discounted_payback = 2),
                   ignore_attr = TRUE)
  expect_identical(mkba_table(mkba_appraise(mkba_case(small())), "payback")$is_payback, c(TRUE, TRUE))
})

test_that("alternatives are compared with the nulalternatief", {
  table <- mkba_table(mkba_appraise(mkba_case(small())), "incremental")
  expect_identical(table$alternative, c("nul", "plan"))
  expect_identical(table$compared_with, c(NA, "nul"))
  expect_identical(table$status, c("efficient", "efficient"))
})

test_that("an explanation ends in the figure", {
  appraisal <- mkba_appraise(mkba_case(small()))
  steps <- mkba_explain(appraisal, "gezondheid", 2026)
  expect_identical(steps$value[nrow(steps)], 30000)
  expect_identical(steps$step, seq_len(nrow(steps)))
  totals <- mkba_explain(appraisal)
  expect_identical(totals$value[totals$name == "npv"], appraisal$npv[["plan"]])
  all_years <- mkba_explain(appraisal, "aanleg", alternative = "plan")
  expect_identical(all_years$value[all_years$name == "pv"], 100000)
})
