test_that("nothing is lost to a garbage collection at any moment", {
  text <- mkba_json(mkba_case(small()))
  figures <- mkba_json(mkba_appraise(mkba_case(text)))
  raw <- asNamespace("mkba")
  gctorture(TRUE)
  on.exit(gctorture(FALSE))
  case <- raw$raw_mkba_case_parse(text, NULL)
  changed <- raw$raw_mkba_case_with_parameters(case, "effect", 0.1)
  appraisal <- raw$raw_mkba_case_appraise(case, NULL)
  tables <- lapply(c("lines", "budget", "findings"), function(view) raw$raw_mkba_appraisal_table(appraisal, view))
  checked <- raw$raw_mkba_case_check(text, NULL)
  json <- raw$raw_mkba_appraisal_json(appraisal)
  catalog <- raw$raw_mkba_catalog_with_indices(NULL, "index,year,level,status,source\ni,2024,1,definitive,x\n")
  levels <- raw$raw_mkba_catalog_table(catalog, "indices")
  in_force <- raw$raw_mkba_catalog_scheme_in_force(catalog, 2026)
  factors <- raw$raw_mkba_segments_factor(matrix(c(0, 0.02), 1), c(0, 1), 2)
  refused <- tryCatch(raw$raw_mkba_case_appraise(case, "hog"), mkba_error = function(e) e)
  columns <- list(gm_code = c("A", NA), jaar = 2020:2021, f = factor(c("1", "2")), x = c(1.5, NA), l = c(NA, TRUE))
  no_panel <- tryCatch(raw$raw_mkba_panel_from_table(columns, "wide", NULL), mkba_error = function(e) e)
  columns <- lapply(columns, `[`, 1)
  panel <- raw$raw_mkba_panel_from_table(columns, "wide", list(indicators = c("f", "x"), chosen = NULL))
  figures_of_panel <- raw$raw_mkba_panel_table(panel)
  gctorture(FALSE)
  expect_identical(no_panel$where, "row 2, gm_code")
  expect_identical(figures_of_panel$value, c(1, 1.5))
  expect_identical(json, figures)
  expect_identical(tables[[1]]$line, c("aanleg", "gezondheid", "rust"))
  expect_identical(factors, c(1, 1 / 1.02))
  expect_identical(refused$status, "unknown")
  expect_gt(length(checked$id), 0)
  expect_identical(utils::tail(levels$index, 1), "i")
  expect_identical(in_force, "NL-2026")
})

resident <- function() {
  statm <- "/proc/self/statm"
  if (!file.exists(statm)) skip("memory is measured on Linux only")
  invisible(gc())
  scan(statm, quiet = TRUE)[2] * 4096
}

# Growth over many rounds, after some that fill the pools of the allocator. A case that is lost is some 50 kB.
expect_bounded <- function(round, rounds = 1500, most = 16 * 1024^2) {
  again <- function(n) {
    for (i in seq_len(n)) {
      round()
      if (i %% 25 == 0) invisible(gc())
    }
  }
  again(300)
  before <- resident()
  again(rounds)
  expect_lt(resident() - before, most)
}

test_that("cases, appraisals, tables and texts are freed", {
  text <- mkba_json(mkba_example())
  expect_bounded(function() {
    appraisal <- mkba_appraise(mkba_case(text))
    mkba_json(appraisal)
    mkba_table(appraisal, "amounts")
  })
})

test_that("panels and the tables they are made of are freed", {
  frame <- small_frame()
  frame <- frame[rep(1:4, 200), ]
  frame$gm_code <- sprintf("GM%04d", seq_len(nrow(frame)))
  expect_bounded(function() {
    panel <- mkba_panel_described(mkba_panel(frame), inwoners = "stock")
    as.data.frame(mkba_panel_region(panel, "P", frame$gm_code[1:3]))
    tryCatch(mkba_panel(frame, "tidy"), mkba_error = identity)
  }, rounds = 300)
})

test_that("what is refused is freed", {
  text <- mkba_json(mkba_example())
  broken <- sub("\"inwoners \\*", "\"inwoner *", sub("\"base_year\": [0-9]+", "\"base_year\": 5", text))
  case <- mkba_case(text)
  expect_bounded(function() {
    tryCatch(mkba_case(broken), mkba_error = identity)
    tryCatch(mkba_appraise(case, "nergens"), mkba_error = identity)
    mkba_check(broken)
  })
})

test_that("a forked process appraises too", {
  skip_on_os("windows")
  case <- mkba_example()
  figures <- mkba_appraise(case)$npv
  expect_identical(parallel::mclapply(1:2, function(i) mkba_appraise(case)$npv, mc.cores = 2), list(figures, figures))
})
