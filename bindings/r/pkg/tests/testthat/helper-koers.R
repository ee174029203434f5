# What functions of a Koers refuse, by class and place: for test-errors.R.
koers_refusals <- local({
  document <- list(
    format = "mkba-koers/1", title = "Koers", opgaven = list(gewoon = list(title = "Gewoon")),
    nodes = list(groei = list(level = "doel", title = "Groei", opgave = "gewoon"),
                 minder = list(level = "baat", title = "Minder", lines = list(hulp = 1)),
                 training = list(level = "inspanning", title = "Training")),
    edges = list(list(from = "training", to = "minder", share = 0.4), list(from = "minder", to = "groei", share = 0.5))
  )
  koers <- function() mkba_koers(document)
  missing_file <- file.path(tempdir(), "nergens.json")
  list(
    mkba_koers = function() {
      expect_refused(mkba_koers(5), "argument", "x")
      expect_refused(mkba_koers(missing_file), "file")
      expect_refused(mkba_koers("{\n  \"a\": }"), "syntax")
      expect_refused(mkba_koers("{}"), "koers", "")
      expect_refused(mkba_koers(c(document, titel = "x")), "koers", "/titel")
      document$edges[[1]]$share <- 2
      expect_refused(mkba_koers(document), "koers", "/edges/0/share")
    },
    mkba_koers_check = function() {
      expect_refused(mkba_koers_check(missing_file), "file")
      expect_refused(mkba_koers_check(NULL), "argument", "x")
    },
    mkba_koers_edit = function() {
      expect_refused(mkba_koers_edit(5), "argument", "koers")
      expect_refused(mkba_koers_edit(koers(), 5), "argument", "...")
      expect_refused(mkba_koers_edit(koers(), "/edges/0/share" = 2), "koers", "/edges/0/share")
      expect_refused(mkba_koers_edit(koers(), "/edges/7/share" = 1), "argument", "/edges/7/share")
    },
    mkba_koers_write = function() {
      expect_refused(mkba_koers_write(5, "x"), "argument", "koers")
      expect_refused(mkba_koers_write(koers(), 5), "argument", "path")
      expect_refused(mkba_koers_write(koers(), file.path(tempdir(), "nergens", "x")), "file")
    },
    mkba_koers_table = function() {
      expect_refused(mkba_koers_table(5), "argument", "koers")
      expect_refused(mkba_koers_table(koers(), "node"), "unknown", "view")
    },
    mkba_koers_walk = function() {
      expect_refused(mkba_koers_walk(5, "groei"), "argument", "koers")
      expect_refused(mkba_koers_walk(koers(), 5), "argument", "node")
      expect_refused(mkba_koers_walk(koers(), "groe"), "unknown", "node")
      expect_refused(mkba_koers_walk(koers(), "groei", NA), "argument", "upward")
      expect_refused(mkba_koers_walk(koers(), "groei", list()), "argument", "upward")
    },
    mkba_koers_contributions = function() expect_refused(mkba_koers_contributions(5), "argument", "koers"),
    mkba_koers_stop = function() {
      expect_refused(mkba_koers_stop(5, "training"), "argument", "koers")
      expect_refused(mkba_koers_stop(koers(), "treinen"), "unknown", "effort")
      expect_refused(mkba_koers_stop(koers(), "groei"), "argument", "effort")
    },
    mkba_koers_dot = function() expect_refused(mkba_koers_dot(5), "argument", "koers"),
    mkba_koers_allocate = function() {
      expect_refused(mkba_koers_allocate(5, c(hulp = 1)), "argument", "koers")
      expect_refused(mkba_koers_allocate(koers(), 1), "argument", "case")
      expect_refused(mkba_koers_allocate(koers(), c(hulp = NA)), "argument", "case")
      expect_refused(mkba_koers_allocate(koers(), c(pad = 1)), "unknown", "lines")
      expect_refused(mkba_koers_allocate(koers(), c(hulp = 1), "opgave"), "unknown", "view")
      expect_refused(mkba_koers_allocate(koers(), mkba_example(), alternative = "x"), "unknown", "alternative")
      expect_refused(mkba_koers_allocate(koers(), c(hulp = 1), draws = 5), "argument", "draws")
    }
  )
})
