# The Koers: its document and its network. The figures are those of tests/test_koers_din.c, worked out by hand.

koers_document <- function() {
  list(
    format = "mkba-koers/1", title = "Koers van de proef",
    opgaven = list(normaliseren = list(title = "Normaliseren"), samenwerken = list(title = "Samenwerken")),
    programmes = list(teams = list(title = "Teams", opgaven = "normaliseren")),
    nodes = list(
      gewoon = list(level = "doel", title = "Gewoon", opgave = "normaliseren"),
      samen = list(level = "doel", title = "Samen", opgave = "samenwerken"),
      minder = list(level = "baat", title = "Minder", indicators = "gebruik", lines = list(hulp = 0.8, pad = 0.5)),
      sneller = list(level = "baat", title = "Sneller", lines = list(hulp = 0.2)),
      vakmanschap = list(level = "vermogen", title = "Vakmanschap"),
      toegang = list(level = "vermogen", title = "Toegang"),
      training = list(level = "inspanning", title = "Training", programme = "teams"),
      loket = list(level = "inspanning", title = "Loket", programme = "teams")
    ),
    edges = list(
      list(from = "training", to = "vakmanschap", share = 0.6), list(from = "loket", to = "toegang", share = 1),
      list(from = "vakmanschap", to = "minder", share = 0.5, split = 0.7),
      list(from = "vakmanschap", to = "sneller", share = 0.25, split = 0.2),
      list(from = "toegang", to = "sneller", share = 0.5), list(from = "sneller", to = "minder", share = 0.1,
                                                                split = 0.5),
      list(from = "minder", to = "gewoon", share = 0.6), list(from = "sneller", to = "gewoon", share = 0.2,
                                                              split = 0.25),
      list(from = "sneller", to = "samen", share = 0.3, split = 0.25)
    ),
    indicators = list(gebruik = list(title = "Gebruik", direction = "down"))
  )
}

test_that("a document is read, written and given back", {
  koers <- mkba_koers(koers_document())
  path <- tempfile(fileext = ".json")
  mkba_koers_write(koers, path)
  again <- mkba_koers(path)
  expect_identical(as.list(again), as.list(koers))
  expect_identical(again$source, path)
  expect_identical(mkba_koers(again), again)
  expect_output(print(koers), "2 doelen, 2 baten, 2 vermogens, 2 inspanningen")
  expect_identical(mkba_koers_table(koers, "edges")$split[6], 0.5)
  expect_match(mkba_koers_schema(), "mkba-koers/1", fixed = TRUE)
})

test_that("a broken rule is a condition with its place", {
  koers <- mkba_koers(koers_document())
  error <- tryCatch(mkba_koers_edit(koers, "/edges/0/share" = 2), mkba_error_koers = identity)
  expect_identical(error$where, "/edges/0/share")
  expect_identical(error$line, NA_real_)
  expect_error(mkba_koers_edit(koers, "/edges/-" = list(from = "samen", to = "gewoon", share = 0.1),
                               "/edges/-" = list(from = "gewoon", to = "samen", share = 0.1)),
               "samen -> gewoon -> samen|gewoon -> samen -> gewoon", class = "mkba_error_koers")
  expect_error(mkba_koers(1), class = "mkba_error_argument")
  expect_error(mkba_koers_table(list(), "nodes"), class = "mkba_error_argument")
  expect_error(mkba_koers_table(koers, "node"), "nodes", class = "mkba_error_unknown")
  expect_true("error" %in% mkba_koers_check(list(format = "mkba-koers/1"))$severity)
  expect_true("split-assumed" %in% mkba_koers_check(mkba_koers_edit(koers, "/edges/2/split" = NULL,
                                                                    "/edges/3/split" = NULL))$id)
})

test_that("contributions are sums over paths", {
  koers <- mkba_koers(koers_document())
  table <- mkba_koers_contributions(koers)
  expect_equal(as.vector(tapply(table$contribution, table$node, sum)), rep(1, 4))
  expect_equal(table$contribution[which(table$effort == "training" & table$node == "gewoon")], 0.219)
  walk <- mkba_koers_walk(koers, "toegang", upward = TRUE)
  expect_equal(walk$contribution[walk$node == "samen"], 0.15)
  stopped <- mkba_koers_stop(koers, "loket")
  expect_true(stopped$unsupported[stopped$node == "toegang"])
  expect_error(mkba_koers_walk(koers, "toegan"), "toegang", class = "mkba_error_unknown")
  expect_error(mkba_koers_walk(koers, "toegang", upward = NA), class = "mkba_error_argument")
  expect_error(mkba_koers_stop(koers, "samen"), "only an inspanning", class = "mkba_error_argument")
  expect_match(mkba_koers_dot(koers), "^digraph din")
})

test_that("euros add up to the cent", {
  koers <- mkba_koers(koers_document())
  euros <- c(hulp = 1000, pad = 100)
  up <- mkba_koers_allocate(koers, euros)
  expect_identical(up$euros, c(1000, 50, 0, 50))
  down <- mkba_koers_allocate(koers, euros, "programmes")
  expect_identical(down$euros, c(440.25, 609.75, 50))
  set.seed(1)
  for (i in 1:20) {
    euros <- c(hulp = stats::rnorm(1, 0, 1e6), pad = stats::rnorm(1, 0, 1e6))
    total <- sum(round(mkba_koers_allocate(koers, euros, "lines")$euros * 100))
    for (view in c("opgaven", "programmes")) {
      expect_identical(sum(round(mkba_koers_allocate(koers, euros, view)$euros * 100)), total)
    }
  }
  expect_error(mkba_koers_allocate(koers, c(hulp = 1)), "pad", class = "mkba_error_unknown")
  expect_error(mkba_koers_allocate(koers, c(hulp = NA, pad = 1)), class = "mkba_error_argument")
  expect_error(mkba_koers_allocate(koers, c(hulp = 1, pad = 1), draws = 5), class = "mkba_error_argument")
})

test_that("a case is allocated with its draws", {
  document <- koers_document()
  document$nodes$minder$lines <- list(jeugdhulp = 1, licht = 1)
  document$nodes$sneller$lines <- list(wmo_begeleiding = 0.5)
  koers <- mkba_koers(document)
  case <- mkba_example()
  table <- mkba_koers_allocate(koers, case, alternative = "teams", draws = 300, seed = 2)
  expect_equal(sum(table$euros), unname(mkba_appraise(case)$npv[["teams"]]), tolerance = 1e-6)
  simulated <- summary(mkba_simulate(case, draws = 300, seed = 2))
  expect_equal(sum(table$mean), simulated$mean[simulated$measure == "npv"], tolerance = 1e-9)
  expect_error(mkba_koers_allocate(koers, case), "alternative", class = "mkba_error_argument")
  expect_error(mkba_koers_allocate(koers, case, alternative = "x"), class = "mkba_error_unknown")
  expect_error(mkba_koers_allocate(koers, case, alternative = "teams", drows = 3), class = "mkba_error")
})
