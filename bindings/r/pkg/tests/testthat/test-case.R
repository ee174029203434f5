test_that("a case comes from a file, text, lines or a list", {
  path <- file_with(mkba_json(mkba_example()))
  file <- mkba_case(path)
  expect_s3_class(file, "mkba_case", exact = TRUE)
  expect_identical(file$source, path)
  text <- mkba_case(mkba_json(file))
  expect_identical(text$source, "")
  lines <- mkba_case(readLines(path, warn = FALSE, encoding = "UTF-8"))
  listed <- mkba_case(as.list(file))
  figures <- mkba_json(mkba_appraise(file))
  for (case in list(text, lines, listed)) {
    expect_identical(case$title, file$title)
    expect_identical(mkba_json(mkba_appraise(case)), figures)
  }
  expect_identical(mkba_case(file), file)
  expect_identical(mkba_case(paste0("\ufeff ", mkba_json(file)))$title, file$title)
  expect_identical(as.list(mkba_case(paste0("\ufeff", mkba_json(file)))), as.list(file))
})

test_that("as.list is the document", {
  document <- as.list(mkba_case(small()))
  expect_identical(document$years, c(2026L, 2028L))
  expect_identical(document$lines[[2]]$receiver, list(inwoner = 0.75, gemeente = 0.25))
  expect_identical(document$lines[[2]]$ramp_up, 0.5)
  expect_true(document$alternatives$nul$null)
  expect_identical(document, as.list(mkba_case(document)))
})

test_that("scenarios", {
  expect_identical(mkba_scenarios(mkba_case(small())), c("hoog", "kort"))
  expect_identical(mkba_scenarios(mkba_case(small(scenarios = NULL))), character())
})

test_that("findings and checks are data frames", {
  case <- mkba_case(small())
  found <- mkba_findings(case)
  expect_s3_class(found, "data.frame")
  expect_true(all(c("id", "severity", "place", "message", "source") %in% names(found)))
  expect_true("pm" %in% found$id)
  expect_identical(found$place[found$id == "pm"], "/lines/2")
  expect_s3_class(mkba_findings(case, "kort"), "data.frame")
  expect_false("error" %in% mkba_check(case)$severity)
})

test_that("a check tells every error of a document that is refused", {
  broken <- small(base_year = "nu", price_year = 12)
  broken$lines[[1]]$knid <- "cost"
  found <- mkba_check(broken)
  expect_true(all(c("/base_year", "/price_year", "/lines/0/knid") %in% found$place))
  expect_setequal(found$severity, "error")
  expect_true(all(is.na(found$line)))
  text <- mkba_check("{\"format\": \"mkba-case/1\",\n \"title\": 5}")
  expect_identical(text$line[text$place == "/title"], 2L)
  path <- file_with("{ no json")
  expect_identical(mkba_check(path)$severity, "error")
  binary <- tempfile()
  writeBin(as.raw(c(0x7b, 0, 0xff, 0xfe)), binary)
  expect_identical(mkba_check(binary)$severity, "error")
  expect_true("error" %in% mkba_check("{}")$severity)
})

test_that("parameters are replaced in a new case", {
  case <- mkba_example()
  before <- mkba_appraise(case)$npv
  changed <- mkba_with_parameters(case, effect_wmo = 0, fte = 12L)
  expect_identical(mkba_appraise(case)$npv, before)
  expect_identical(as.list(changed)$parameters$effect_wmo$value, 0L)
  expect_false(identical(mkba_appraise(changed)$npv, before))
  figures <- mkba_json(mkba_appraise(changed))
  by_vector <- mkba_with_parameters(case, c(effect_wmo = 0, fte = 12))
  by_list <- mkba_with_parameters(case, list(fte = 12), effect_wmo = 0)
  expect_identical(mkba_json(mkba_appraise(by_vector)), figures)
  expect_identical(mkba_json(mkba_appraise(by_list)), figures)
  expect_identical(mkba_with_parameters(case), case)
  sum <- as.list(mkba_with_parameters(case, fte = 0.1 + 0.2))$parameters$fte$value
  expect_identical(sum, 0.1 + 0.2)
})

test_that("a case is written as it was given, and replaces a file", {
  text <- paste0("\n", mkba_json(mkba_example()), "\n\n")
  path <- tempfile(fileext = ".json")
  expect_identical(mkba_write(mkba_case(text), path), path)
  expect_identical(readBin(path, "raw", 1e6), charToRaw(text))
  Sys.chmod(path, "600")
  mkba_write(mkba_case(small()), path)
  expect_identical(mkba_case(path)$title, "Klein")
  if (.Platform$OS.type == "unix") expect_identical(file.mode(path), as.octmode("600"))
  expect_identical(list.files(dirname(path), "^[.]mkba-", all.files = TRUE), character())
})

test_that("a case made of a list is written for people", {
  path <- tempfile()
  mkba_write(mkba_case(small()), path)
  lines <- readLines(path)
  expect_true("  \"years\": [2026, 2028]," %in% lines)
  expect_true("  \"parameters\": {\"effect\": {\"value\": 0.1, \"unit\": \"1\"}}," %in% lines)
  expect_true("  \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {\"title\": \"Plan\"}}," %in% lines)
})

test_that("texts keep their letters", {
  title <- "Zorg & co\u00f6rdinatie: \u20ac 5 \u2013 \"basis\""
  case <- mkba_case(small(title = title))
  expect_identical(case$title, title)
  expect_identical(Encoding(case$title), "UTF-8")
  expect_identical(as.list(case)$title, title)
  latin <- mkba_case(small(title = iconv("co\u00f6rdinatie", "UTF-8", "latin1")))
  expect_identical(latin$title, "co\u00f6rdinatie")
})

test_that("keys by name make a case, or replace those of one", {
  document <- small()
  parts <- document[names(document) != "format"]
  made <- do.call(mkba_case, parts)
  expect_identical(mkba_json(mkba_appraise(made)), mkba_json(mkba_appraise(mkba_case(document))))
  text <- mkba_json(mkba_case(document))
  path <- tempfile(fileext = ".json")
  mkba_write(mkba_case(document), path)
  for (x in list(document, text, path, mkba_case(document))) {
    changed <- mkba_case(x, title = "Anders", region = "GM0743")
    expect_identical(changed$title, "Anders")
    expect_identical(as.list(changed)$region, "GM0743")
    expect_identical(as.list(changed)$lines, as.list(mkba_case(document))$lines)
  }
  expect_identical(mkba_case(c(document, description = "x"), description = NULL)$title, document$title)
})

test_that("an edit changes what it names and nothing else", {
  text <- sub("\\b2028\\b", "2028.0", mkba_json(mkba_case(small())))
  case <- mkba_case(text)
  changed <- mkba_edit(case,
    "/lines/0/value" = 12.5, "/lines/0/ramp_up" = 0.5, "/lines/-" = list(id = "nieuw", kind = "pm"),
    "/actors/a~1b" = list(public = TRUE), "/scenarios" = NULL
  )
  document <- as.list(changed)
  expect_identical(document$lines[[1]]$value, 12.5)
  expect_match(mkba_json(changed), "\"ramp_up\": \\[\\s*0.5\\s*\\]", perl = TRUE)
  expect_identical(document$lines[[length(document$lines)]]$id, "nieuw")
  expect_identical(names(document$actors)[length(document$actors)], "a/b")
  expect_null(document$scenarios)
  expect_match(mkba_json(changed), "2028.0", fixed = TRUE)
  expect_identical(mkba_json(case), text)
  expect_identical(mkba_edit(case), case)
})

test_that("the schema of a case is JSON", {
  schema <- jsonlite::parse_json(mkba_case_schema())
  expect_identical(schema$title, "mkba-case/1")
  expect_true(all(c("lines", "$schema") %in% names(schema$properties)))
})

test_that("scenarios stand side by side", {
  case <- mkba_example()
  table <- mkba_compare_scenarios(case)
  expect_identical(table$scenario, c(NA, mkba_scenarios(case)))
  expect_identical(table$npv[table$scenario %in% "laag"], mkba_appraise(case, "laag")$npv[["teams"]])
  expect_identical(table$npv_difference, table$npv - table$npv[1])
})

test_that("the sensitivity set changes one thing at a time", {
  case <- mkba_case(small())
  table <- mkba_sensitivity(case)
  base <- table[table$group == "base", ]
  lower <- table[table$group == "effect" & table$variant == "lower", ]
  expect_identical(lower$pv_benefits, 0.75 * base$pv_benefits)
  expect_identical(lower$pv_costs, base$pv_costs)
  expect_identical(table$npv_difference, table$npv - base$npv)
  # at 3.25 % instead of 2.25 %
  higher <- table[table$group == "discount rate" & table$variant == "higher", ]
  expect_equal(higher$npv, -100000 + 30000 + 60000 / 1.0325 + 60000 / 1.0325^2, tolerance = 1e-12)
  some <- mkba_sensitivity(case, "hoog", rate = 0, shorter = 0, longer = 1, effect = 0, timing = FALSE)
  expect_identical(some$group, c("base", "price", "price"))
})

test_that("the example Koers comes with the package, and what it is linked to beside it", {
  koers <- mkba_example_koers()
  links <- mkba_koers_table(koers, "links")
  expect_true(all(file.exists(file.path(dirname(koers$source), c(links$case, links$panel)))))
})

test_that("the synthetic region comes with the package", {
  files <- list.files(mkba_example_region())
  expect_length(files, 7)
  costs <- read.csv(file.path(mkba_example_region(), "kosten.csv"))
  expect_true(all(startsWith(costs$gm_code, "GM9")))
})
