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
    mkba_koers_benefits = function() {
      expect_refused(mkba_koers_benefits(5), "argument", "koers")
      expect_refused(mkba_koers_benefits(koers(), 5), "argument", "panel")
      expect_refused(mkba_koers_benefits(koers(), NULL, 5), "argument", "case")
      expect_refused(mkba_koers_benefits(koers(), level = 2), "argument", "level")
      expect_refused(mkba_koers_benefits(koers(), certainty = 0.1), "argument", "certainty")
      expect_refused(mkba_koers_benefits(koers(), as_of = "toen"), "argument", "as_of")
      expect_refused(mkba_koers_benefits(koers(), method = "holt"), "unknown", "method")
      expect_refused(mkba_koers_benefits(koers(), NULL, mkba_example()), "argument", "alternative")
      expect_refused(mkba_koers_benefits(koers(), NULL, mkba_example(), alternative = "x"), "unknown", "alternative")
    },
    mkba_benefits_table = function() {
      expect_refused(mkba_benefits_table(5), "argument", "benefits")
      expect_refused(mkba_benefits_table(mkba_koers_benefits(koers()), "path"), "unknown", "view")
      expect_refused(mkba_benefits_table(mkba_koers_benefits(koers()), "rules", "fr"), "unknown", "language")
    },
    mkba_koers_compass = function() {
      panel <- mkba_panel(data.frame(gm_code = c("A", "B", "C"), jaar = 2024, x = 1:3))
      expect_refused(mkba_koers_compass(5), "argument", "koers")
      expect_refused(mkba_koers_compass(koers(), 5), "argument", "panel")
      expect_refused(mkba_koers_compass(koers(), 5 > 4), "argument", "panel")
      expect_refused(mkba_koers_compass(koers(), level = 2), "argument", "level")
      expect_refused(mkba_koers_compass(koers(), as_of = "toen"), "argument", "as_of")
      expect_refused(mkba_koers_compass(koers(), scale = "ster"), "unknown", "scale")
      expect_refused(mkba_koers_compass(koers(), peers = "A"), "argument", "panel")
      expect_refused(mkba_koers_compass(koers(), panel, peers = "D"), "unknown", "peers")
      expect_refused(mkba_koers_compass(koers(), panel, peers = c("A", "A")), "argument", "peers")
      expect_refused(mkba_koers_compass(koers(), panel, peers = "A", peers_by = "x"), "argument", "peers_by")
      expect_refused(mkba_koers_compass(koers(), panel, peers_year = 2024), "argument", "peers_year")
      expect_refused(mkba_koers_compass(koers(), panel, population = "n"), "unknown", "population")
      expect_refused(mkba_koers_compass(koers(), panel, population = "x"), "panel", "population")
    },
    mkba_koers_thermometer = function() {
      expect_refused(mkba_koers_thermometer(5), "argument", "koers")
      expect_refused(mkba_koers_thermometer(koers(), scale = "ster"), "unknown", "scale")
    },
    mkba_compass_table = function() {
      expect_refused(mkba_compass_table(5), "argument", "compass")
      expect_refused(mkba_compass_table(mkba_koers_compass(koers()), "weight"), "unknown", "view")
      expect_refused(mkba_compass_table(mkba_koers_thermometer(koers()), "rules", "fr"), "unknown", "language")
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
