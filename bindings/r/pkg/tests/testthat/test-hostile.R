# Whatever is given, the answer is a result or an mkba_error: no crash, no warning, no other error.
junk <- list(
  NULL, NA, NaN, Inf, -1, 0, 1e300, 5L, NA_integer_, numeric(), TRUE, "", " ", "x", NA_character_, character(),
  c("a", "b"), strrep("x", 1e5), "caf\u00e9", "\xff\xfe", list(), list(1), list(a = NaN), list(NULL), factor("a"),
  Sys.time(), 1i, raw(3), sum, quote(x + y), as.name("x"), new.env(), data.frame(), data.frame(a = 1), matrix(0, 2, 2),
  matrix(list(), 0, 0), expression(a), ~x, function() NULL, structure(5, class = "mkba_case"),
  structure(list(), class = "mkba_case"), structure(list(), class = "mkba_appraisal"),
  structure(list(handle = 5), class = "mkba_case"), structure(list(handle = NULL), class = "mkba_appraisal")
)

# TRUE, or what else came.
answers <- function(call) {
  other <- function(condition) paste(class(condition)[1], substr(conditionMessage(condition), 1, 200))
  tryCatch({
    call()
    TRUE
  }, mkba_error = function(e) TRUE, warning = other, error = other)
}

# One expectation for all junk: testthat takes longer over each than the call does.
expect_answers <- function(f) {
  answer <- lapply(junk, function(value) answers(function() f(value)))
  wrong <- which(!vapply(answer, isTRUE, NA))
  expect(length(wrong) == 0, paste(sprintf("junk %d: %s", wrong, answer[wrong]), collapse = "; "))
}

test_that("any argument may be anything", {
  case <- mkba_case(small())
  appraisal <- mkba_appraise(case)
  expect_answers(mkba_case)
  expect_answers(mkba_check)
  expect_answers(mkba_appraise)
  expect_answers(function(x) mkba_appraise(case, x))
  expect_answers(mkba_findings)
  expect_answers(function(x) mkba_findings(case, x))
  expect_answers(mkba_scenarios)
  expect_answers(function(x) mkba_with_parameters(case, x))
  expect_answers(function(x) mkba_with_parameters(case, effect = x))
  expect_answers(function(x) mkba_with_parameters(x, effect = 1))
  expect_answers(function(x) mkba_write(x, tempfile()))
  expect_answers(mkba_table)
  expect_answers(function(x) mkba_table(appraisal, x))
  expect_answers(function(x) as.data.frame(appraisal, x))
  expect_answers(mkba_json)
  expect_answers(function(x) mkba_discount_factor(x, 1))
  expect_answers(function(x) mkba_discount_factor("NL-2026", 1, x))
  expect_answers(function(x) mkba_catalog(x))
  expect_answers(function(x) mkba_catalog(indices = x))
  expect_answers(function(x) mkba_catalog(catalog = x))
  expect_answers(function(x) mkba_case(small(), catalog = x))
  expect_answers(function(x) mkba_check(small(), x))
  expect_answers(mkba_schemes)
  expect_answers(mkba_scheme_in_force)
  expect_answers(mkba_prices)
  expect_answers(function(x) mkba_price(x, 2022))
  expect_answers(function(x) mkba_price("nursingday_excl_personnel", x))
  expect_answers(function(x) mkba_codes(x))
  expect_answers(function(x) mkba_codes("taakvelden", x))
  expect_answers(function(x) mkba_codes("taakvelden", 2025, x))
  expect_answers(function(x) mkba_mapping(x, 2017, 2023))
  expect_answers(function(x) mkba_discount_factor("NL-2026", x))
  expect_answers(function(x) mkba_discount_factor(list(from = x, rate = x), 1))
  expect_answers(function(x) mkba_convert_price(x, 2022, 2024))
  expect_answers(function(x) mkba_convert_price(1, x, 2024))
  expect_answers(function(x) mkba_convert_price(1, 2022, 2024, x))
  expect_answers(function(x) mkba_case(small(title = x)))
  expect_answers(function(x) mkba_case(small(years = x)))
  expect_answers(function(x) mkba_case(small(parameters = x)))
  expect_answers(function(x) mkba_case(small(lines = x)))
  expect_answers(function(x) mkba_case(small(discount = list(rate = x))))
})

test_that("any argument of a panel may be anything", {
  panel <- small_panel()
  expect_answers(mkba_panel)
  expect_answers(function(x) mkba_panel(small_frame(), x))
  expect_answers(function(x) mkba_panel(structure(c(small_frame(), list(x = x)), row.names = 1:4,
                                                  class = "data.frame")))
  expect_answers(function(x) mkba_panel(x, "wide"))
  for (option in c("area", "skipped", "chosen", "kind", "area_codes", "provisional", "split_units", "fixed_period")) {
    expect_answers(function(x) do.call(mkba_panel, c(list(small_frame()), stats::setNames(list(x), option)),
                                       quote = TRUE))
  }
  expect_answers(mkba_panel_areas)
  expect_answers(function(x) mkba_panel_cell(panel, x, x, x))
  expect_answers(function(x) mkba_panel_cell(panel, "GM0743", x, "inwoners"))
  expect_answers(function(x) mkba_panel_selected(panel, x))
  expect_answers(function(x) mkba_panel_selected(panel, periods = x))
  expect_answers(function(x) mkba_panel_joined(panel, x))
  expect_answers(function(x) mkba_panel_described(panel, inwoners = x))
  expect_answers(function(x) mkba_panel_described(panel, inwoners = list(kind = "stock", breaks = x)))
  expect_answers(function(x) mkba_panel_recognised(panel, x))
  expect_answers(function(x) mkba_panel_with_attribute(panel, x, x))
  expect_answers(function(x) mkba_panel_with_attribute(panel, "k", c(GM0743 = x)))
  expect_answers(function(x) mkba_panel_region(panel, x, x, x, x))
  expect_answers(function(x) mkba_panel_region(panel, "P", x))
  expect_answers(function(x) mkba_panel_total(panel, "t", x))
  expect_answers(function(x) mkba_panel_rate(panel, "r", "clienten", "inwoners", x, x))
  expect_answers(function(x) mkba_panel_deflated(panel, "r", "clienten", x))
  expect_answers(function(x) mkba_panel_taakveld(panel, "t", x))
  expect_answers(function(x) mkba_crosswalk(x, x))
  expect_answers(function(x) mkba_panel_merged(panel, x, 2021))
  expect_answers(function(x) mkba_panel_suspects(panel, x, x))
  expect_answers(function(x) mkba_panel_with_suspects(panel, x))
  expect_answers(function(x) mkba_panel_with_suspects(panel, data.frame(area = "GM0743", period = 2021,
                                                                        indicator = "inwoners"), x))
  expect_answers(mkba_panel_from_cbs)
  expect_answers(mkba_panel_from_iv3)
})

test_that("the raw layer checks by itself", {
  raw <- asNamespace("mkba")
  functions <- grep("^raw_", ls(raw), value = TRUE)
  expect_gt(length(functions), 15)
  for (name in functions) {
    f <- get(name, raw)
    n <- length(setdiff(names(formals(f)), ".copy"))
    if (n > 0) expect_answers(function(x) do.call(f, rep(list(x), n), quote = TRUE))
  }
})

test_that("a handle that was saved and read back says so", {
  case <- mkba_case(small())
  appraisal <- mkba_appraise(case)
  path <- tempfile()
  saveRDS(list(case, appraisal), path)
  back <- readRDS(path)
  expect_refused(mkba_appraise(back[[1]]), "argument", "case")
  expect_refused(as.list(back[[1]]), "argument", "case")
  expect_refused(print(back[[2]]), "argument")
  expect_refused(mkba_table(back[[2]]), "argument", "appraisal")
  expect_identical(back[[2]]$npv, appraisal$npv)
  expect_identical(mkba_appraise(case)$npv, appraisal$npv)
})

test_that("large and crowded cases", {
  many <- lapply(seq_len(2000), function(i) {
    list(id = paste0("lijn", i), kind = "cost", value = i, payer = paste0("actor", i %% 50))
  })
  appraisal <- mkba_appraise(mkba_case(small(lines = many)))
  expect_equal(-appraisal$npv[["plan"]], sum(as.double(1:2000)) * sum(1.0225^-(0:2)), tolerance = 1e-12)
  expect_identical(nrow(mkba_table(appraisal, "amounts")), 6000L)
  draws <- matrix(seq_len(2e4) / 7, 1e4)
  effect <- list(series = c("2026" = 1, "2027" = 2), draws = draws)
  case <- mkba_case(small(parameters = list(effect = effect), scenarios = NULL))
  expect_identical(do.call(rbind, as.list(case)$parameters$effect$draws), draws)
  expect_refused(mkba_case(small(title = strrep("x", 65 * 1024^2))), "limit")
})
