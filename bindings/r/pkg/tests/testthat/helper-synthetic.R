# What functions of synthetic controls and synthetic difference-in-differences refuse, by class and place: for
# test-errors.R.
synthetic_refusals <- local({
  panel <- function() {
    mkba_panel(data.frame(gm_code = rep(c("T", "A", "B"), each = 2), jaar = 2016:2017, k = c(1, 2, 0, 3, 4, 5)))
  }
  list(
    mkba_synthetic_control = function() {
      expect_refused(mkba_synthetic_control(5, "T", "k", 2017), "argument", "panel")
      expect_refused(mkba_synthetic_control(panel(), 5, "k", 2017), "argument", "treated")
      expect_refused(mkba_synthetic_control(panel(), "T", "q", 2017), "unknown", "indicator")
      expect_refused(mkba_synthetic_control(panel(), "T", "k", 2016), "panel", "start")
      expect_refused(mkba_synthetic_control(panel(), "T", "k", 2017, 5), "argument", "donors")
      expect_refused(mkba_synthetic_control(panel(), "T", "k", 2017, years = 2016), "argument", "years")
      expect_refused(mkba_synthetic_control(panel(), "T", "k", 2017, predictors = list("k")), "argument", "predictors")
      expect_refused(mkba_synthetic_control(panel(), "T", "k", 2017, "A"), "panel", "donors")
    },
    mkba_synthetic_controls = function() {
      expect_refused(mkba_synthetic_controls(5, c("T", "A"), "k", 2017), "argument", "panel")
      expect_refused(mkba_synthetic_controls(panel(), 5, "k", 2017), "argument", "treated")
      expect_refused(mkba_synthetic_controls(panel(), c("T", "T"), "k", 2017), "argument", "treated")
      expect_refused(mkba_synthetic_controls(panel(), "T", "k", 2017, years = 2016), "argument", "years")
      expect_refused(mkba_synthetic_controls(panel(), "T", "k", 2017, c("T", "A")), "argument", "donors")
      expect_refused(mkba_synthetic_controls(panel(), "T", "q", 2017), "unknown", "indicator")
      expect_refused(mkba_synthetic_controls(panel(), "T", "k", 2016), "panel", "start")
    },
    mkba_synthetic_table = function() {
      expect_refused(mkba_synthetic_table(5), "argument", "synthetic")
      expect_refused(mkba_synthetic_table(mkba_synthetic_control(panel(), "T", "k", 2017), "paths"), "unknown", "view")
    },
    mkba_synthetic_placebo = function() {
      made <- mkba_synthetic_control(panel(), "T", "k", 2017)
      expect_refused(mkba_synthetic_placebo(5), "argument", "synthetic")
      expect_refused(mkba_synthetic_placebo(made, level = 2), "argument", "level")
      expect_refused(mkba_synthetic_placebo(made), "panel", "synthetic")
    },
    mkba_placebo_table = function() expect_refused(mkba_placebo_table(5), "argument", "placebo"),
    mkba_synthetic_did = function() {
      expect_refused(mkba_synthetic_did(5, "T", "k", 2017), "argument", "panel")
      expect_refused(mkba_synthetic_did(panel(), 5, "k", 2017), "argument", "treated")
      expect_refused(mkba_synthetic_did(panel(), "T", "q", 2017), "unknown", "indicator")
      expect_refused(mkba_synthetic_did(panel(), "T", "k", 2016:2017), "argument", "start")
      expect_refused(mkba_synthetic_did(panel(), "T", "k", 2016), "panel", "start")
      expect_refused(mkba_synthetic_did(panel(), "T", "k", 2017, 5), "argument", "donors")
      expect_refused(mkba_synthetic_did(panel(), "T", "k", 2017, years = 2016), "argument", "years")
      expect_refused(mkba_synthetic_did(panel(), "T", "k", 2017, form = "sdid"), "unknown", "form")
      expect_refused(mkba_synthetic_did(panel(), "T", "k", 2017, level = 2), "argument", "level")
      expect_refused(mkba_synthetic_did(panel(), "T", "k", 2017, form = "did", inference = "jackknife"), "panel",
                     "inference")
      expect_refused(mkba_synthetic_did(panel(), "T", "k", 2017), "panel", "start")
    },
    mkba_synthetic_did_table = function() {
      made <- mkba_synthetic_did(panel(), "T", "k", 2017, form = "did", inference = "none")
      expect_refused(mkba_synthetic_did_table(5), "argument", "made")
      expect_refused(mkba_synthetic_did_table(made, "paths"), "unknown", "view")
    }
  )
})
