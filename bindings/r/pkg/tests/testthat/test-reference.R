# docs/case-format.md: 1e-10 relative, or 1e-6 in EUR and 1e-9 in clients and in bcr.
absolute <- function(path) if (any(path %in% c("clients", "bcr"))) 1e-9 else 1e-6

expect_figures <- function(found, expected, path = character()) {
  at <- paste(path, collapse = "/")
  if (is.list(expected)) {
    expect_identical(sort(names(found)), sort(names(expected)), info = at)
    expect_identical(length(found), length(expected), info = at)
    for (i in seq_along(expected)) {
      step <- if (is.null(names(expected))) i else names(expected)[i]
      expect_figures(found[[step]], expected[[i]], c(path, step))
    }
  } else if (is.numeric(expected)) {
    near <- abs(found - expected) <= max(1e-10 * abs(expected), absolute(path))
    expect(isTRUE(near), sprintf("%s is %.17g, not %.17g", at, found, expected))
  } else {
    expect_identical(found, expected, info = at)
  }
}

test_that("every reference case and scenario comes out as expected", {
  files <- list.files(reference(), "^expected-.*[.]json$")
  expect_gte(length(files), 10)
  for (file in files) {
    parts <- strsplit(sub("^expected-(.*)[.]json$", "\\1", file), ".", fixed = TRUE)[[1]]
    case <- mkba_case(reference("cases", paste0(parts[1], ".json")))
    appraisal <- mkba_appraise(case, if (length(parts) > 1) parts[2])
    expected <- paste(readLines(reference(file), warn = FALSE), collapse = "\n")
    expect_figures(parsed(mkba_json(appraisal)), parsed(expected), file)
    listed <- mkba_appraise(mkba_case(as.list(case)), appraisal$scenario)
    expect_identical(mkba_json(listed), mkba_json(appraisal), info = file)
  }
})

test_that("a small case comes out as worked out in R", {
  appraisal <- mkba_appraise(mkba_case(small()))
  discount <- 1.0225^-(0:2)
  benefits <- sum(60000 * c(0.5, 1, 1) * discount)
  expect_equal(appraisal$npv, c(plan = benefits - 100000), tolerance = 1e-12)
  expect_equal(appraisal$bcr, c(plan = benefits / 100000), tolerance = 1e-12)
  actors <- mkba_table(appraisal, "actors")
  expect_equal(actors$net[actors$actor == "inwoner"], 0.75 * benefits, tolerance = 1e-12)
  expect_equal(mkba_table(appraisal, "years")$pv_benefits, 60000 * c(0.5, 1, 1) * discount, tolerance = 1e-12)
  expect_equal(summary(appraisal)$annual_equivalent, (benefits - 100000) / sum(discount), tolerance = 1e-12)
})

expect_same_bits <- function(appraisal, name, json) {
  rows <- function(view) {
    table <- mkba_table(appraisal, view)
    table[table$alternative == name, ]
  }
  column <- function(list, key) unlist(lapply(list, function(x) as.double(x[[key]])))
  lines <- rows("lines")
  lines <- lines[lines$kind != "pm", ]
  expect_identical(stats::setNames(lines$pv, lines$line), column(json$lines, "pv"))
  expect_identical(stats::setNames(lines$undiscounted, lines$line), column(json$lines, "undiscounted"))
  actors <- rows("actors")
  expect_identical(stats::setNames(actors$net, actors$actor), column(json$actors, "net"))
  years <- rows("years")
  expect_identical(stats::setNames(years$net, years$year), unlist(lapply(json$net_by_year, as.double)))
  streams <- rows("streams")
  budget <- rows("budget")
  nested <- function(list) unlist(lapply(list, lapply, as.double))
  expect_identical(stats::setNames(streams$mean, paste(streams$stream, streams$year, sep = ".")), nested(json$clients))
  expect_identical(stats::setNames(budget$cash, paste(budget$actor, budget$year, sep = ".")), nested(json$budget))
}

test_that("tables, fields and JSON hold the same bits", {
  for (scenario in c(list(NULL), as.list(mkba_scenarios(mkba_example())))) {
    appraisal <- mkba_appraise(mkba_example(), scenario)
    json <- parsed(mkba_json(appraisal))
    summary <- mkba_table(appraisal)
    expect_identical(summary$alternative, names(json))
    expect_identical(appraisal$npv, vapply(json, `[[`, 0, "npv"))
    expect_identical(appraisal$bcr, vapply(json, `[[`, 0, "bcr"))
    for (column in c("pv_costs", "pv_benefits", "npv", "bcr", "annual_equivalent")) {
      expect_identical(summary[[column]], unname(vapply(json, function(x) as.double(x[[column]]), 0)))
    }
    for (name in names(json)) expect_same_bits(appraisal, name, json[[name]])
  }
})
