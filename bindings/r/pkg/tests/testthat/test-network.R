# The picture of a network: where its parts stand, what is drawn, what is refused.

example_network <- function() {
  nodes <- list()
  edges <- list()
  levels <- c("inspanning", "vermogen", "baat", "doel")
  orders <- list(c(0, 1, 2), c(1, 2, 0), c(2, 0, 1), c(0, 2, 1))
  for (k in 1:4) {
    for (i in orders[[k]]) nodes[[paste0(levels[k], i)]] <- list(level = levels[k], title = paste(levels[k], i))
  }
  for (k in 1:3) {
    for (i in 0:2) edges <- c(edges, list(list(from = paste0(levels[k], i), to = paste0(levels[k + 1], i),
                                               share = 0.2 + 0.1 * i)))
  }
  nodes$doel0$opgave <- "gewoon"
  nodes$inspanning1$programme <- "teams"
  list(format = "mkba-koers/1", title = "Drie ketens", opgaven = list(gewoon = list(title = "Gewoon opgroeien")),
       programmes = list(teams = list(title = "Sterke teams")), nodes = nodes, edges = edges)
}

crossings <- function(made, rows) {
  lines <- made$lines[lengths(made$lines$rows) == 0, ]
  column <- made$boxes$column[lines$begin]
  both <- which(outer(column, column, "=="), arr.ind = TRUE)
  both <- both[both[, 1] < both[, 2], , drop = FALSE]
  sum((rows[lines$begin[both[, 1]]] - rows[lines$begin[both[, 2]]]) *
        (rows[lines$end[both[, 1]]] - rows[lines$end[both[, 2]]]) < 0)
}

test_that("where no line need cross none does", {
  skip_if_not_installed("igraph")
  made <- mkba:::network_layout(mkba_koers(example_network()))
  expect_gt(crossings(made, seq_len(nrow(made$boxes))), 0)
  expect_identical(crossings(made, made$boxes$row), 0L)
  expect_identical(made$boxes$column, c(1L, rep(2:5, each = 3), 6L))
})

test_that("every part has a place of its own and lines lead to the right", {
  skip_if_not_installed("igraph")
  document <- example_network()
  document$edges <- c(document$edges, list(list(from = "baat0", to = "baat1", share = 0.1),
                                           list(from = "inspanning0", to = "doel2", share = 0.1)))
  made <- mkba:::network_layout(mkba_koers(document))
  passed <- lengths(made$lines$rows)
  begin <- made$boxes$column[made$lines$begin]
  expect_identical(passed, made$boxes$column[made$lines$end] - begin - 1L)
  expect_true(all(passed >= 0) && any(passed > 0))
  column <- c(made$boxes$column, unlist(mapply(function(b, n) b + seq_len(n), begin, passed)))
  row <- c(made$boxes$row, unlist(made$lines$rows))
  apart <- tapply(row, column, function(rows) min(diff(sort(rows)), Inf))
  expect_true(all(apart >= 1 - 1e-9))
})

test_that("all that the Koers names is drawn, and lines are as thick as their share", {
  skip_if_not_installed("igraph")
  calls <- drawn(plot(mkba_koers(example_network()), language = "nl"), 11, 7)
  shown <- gsub("\n", " ", texts(calls))
  expect_true(all(c("Drie ketens", "Sterke teams", "Gewoon opgroeien", "programma's", "vermogens", "30%",
                    "baat 2") %in% shown))
  expect_length(calls$C_plotXY, 9 + 2)
})

test_that("a picture of a Koers without nodes is empty", {
  skip_if_not_installed("igraph")
  calls <- drawn(plot(mkba_koers(list(format = "mkba-koers/1", title = "Leeg", opgaven = list(), nodes = list()))))
  expect_true("Leeg" %in% texts(calls))
})

test_that("what is too large, or in another language, is refused", {
  nodes <- stats::setNames(rep(list(list(level = "doel", title = "x")), 301), paste0("n", 1:301))
  large <- mkba_koers(list(format = "mkba-koers/1", title = "t", opgaven = list(), nodes = nodes))
  expect_error(drawn(plot(large)), "mkba_koers_dot", class = "mkba_error_limit")
  expect_error(drawn(plot(large, language = "de")), class = "mkba_error_argument")
})

test_that("bars are what each pays, marks what it costs alone", {
  calls <- drawn(plot(mkba_game(c("Asten", "Deurne"), c(0, 11000, 7000, 15000)), language = "nl"))
  table <- mkba_shapley(mkba_game(c("Asten", "Deurne"), c(0, 11000, 7000, 15000)))
  expect_equal(sort(calls$C_rect[[1]][[3]]), sort(table$amount))
  expect_equal(sort(calls$C_segments[[1]][[1]]), sort(table$alone))
  expect_true(any(grepl("Samen 15,0, alleen 18,0", texts(calls), fixed = TRUE)))
})

test_that("the frontier joins what no other level beats, and leaves the others hollow", {
  levels <- list(local = list(fixed = 100, unit_cost = 9, distance = 1, groups = "alone"),
                 region = list(fixed = 100, unit_cost = 8, coordination = 20, distance = 5),
                 far = list(fixed = 500, unit_cost = 9, distance = 9))
  made <- mkba_scale(c(a = 10, b = 30), levels)
  calls <- drawn(plot(made))
  frame <- mkba_scale_table(made)
  joined <- Filter(function(call) length(call[[1]]$x) == sum(frame$efficient), calls$C_plotXY)
  expect_equal(joined[[1]][[1]]$y, frame$public_value[frame$efficient])
  expect_true(any(grepl("Hollow", texts(calls))))
})

test_that("a path is drawn from its table, with a band where something is expected", {
  benefits <- mkba_koers_benefits(mkba_example_koers())
  calls <- drawn(plot(benefits, "op_eigen_kracht", language = "nl"))
  table <- mkba_benefits_table(benefits, "paths")
  rows <- table[table$indicator == "op_eigen_kracht", ]
  expect_setequal(calls$C_polygon[[1]][[2]], unlist(rows[rows$kind == "forecast", c("low", "high")]))
  expect_true(all(c("Redt zich zonder maatwerk  ", "verwacht  ") %in% paste0(trimws(texts(calls), "right"), "  ")))
  expect_error(drawn(plot(benefits, "geen")), "one of: jeugd_met_hulp", class = "mkba_error_unknown")
  expect_error(drawn(plot(benefits, language = "de")), class = "mkba_error_argument")
})

test_that("thermometers and the rose are drawn from their tables", {
  document <- list(
    format = "mkba-koers/1", title = "Koers", nodes = list(),
    opgaven = list(gewoon = list(title = "Normaliseren", weights = list(eigen = 1)),
                   leeg = list(title = "Zonder gewicht")),
    indicators = list(eigen = list(title = "Redt zich zelf", direction = "up", criterion = "maatwerk",
                                   start = list(period = 2023, value = 44), targets = list("2027" = 56))),
    measurements = list(list(indicator = "eigen", period = 2025, value = 53, low = 51, high = 55))
  )
  calls <- drawn(plot(mkba_koers_thermometer(mkba_koers(document)), language = "nl"))
  expect_equal(calls$C_rect[[2]][[3]][1], 0.75)
  expect_true(all(c("Normaliseren", "geen cijfer") %in% texts(calls)))
  rose <- drawn(plot(mkba_koers_compass(mkba_koers(document)), language = "nl"))
  expect_length(rose$C_polygon, 8 + 1)
  expect_true(all(c("maatwerk", "inwoners", "bestuur") %in% texts(rose)))
  expect_error(drawn(plot(mkba_koers_thermometer(mkba_koers(document)), language = "de")),
               class = "mkba_error_argument")
})
