# What the functions of peers refuse, for test-errors.R.
peers_panel <- function() {
  mkba_panel(data.frame(gm_code = c("A", "B", "C"), jaar = 2017, x = c(1, 2, 4), same = 3))
}

peers_refusals <- list(
  mkba_peers = function() {
    panel <- peers_panel()
    expect_refused(mkba_peers("panel", "A", "x"), "argument", "panel")
    expect_refused(mkba_peers(panel, NA, "x"), "argument", "region")
    expect_refused(mkba_peers(panel, character(), "x"), "argument", "region")
    expect_refused(mkba_peers(panel, "D", "x", k = 1), "unknown", "region")
    expect_refused(mkba_peers(panel, "A"), "argument", "by")
    expect_refused(mkba_peers(panel, "A", "y", k = 1), "unknown", "by")
    expect_refused(mkba_peers(panel, "A", "same", k = 1), "panel", "by")
    expect_refused(mkba_peers(panel, "A", "x", 2018, k = 1), "unknown", "year")
    expect_refused(mkba_peers(panel, "A", "x", c(2016, 2017), k = 1), "argument", "year")
    expect_refused(mkba_peers(panel, "A", "x", 2017, k = 1, before = 2017), "argument", "year")
    expect_refused(mkba_peers(panel, "A", "x", k = 3), "argument", "k")
    expect_refused(mkba_peers(panel, "A", "x", k = "1"), "argument", "k")
    expect_refused(mkba_peers(panel, "A", "x", k = 1, method = "cosine"), "unknown", "method")
    expect_refused(mkba_peers(panel, "A", "x", k = 1, scaling = "minmax"), "unknown", "scaling")
    expect_refused(mkba_peers(panel, "A", "x", k = 1, missing = "zero"), "unknown", "missing")
    expect_refused(mkba_peers(panel, "A", "x", k = 1, as_one = NA), "argument", "as_one")
    expect_refused(mkba_peers(panel, "A", "x", k = 1, weights = c(y = 1)), "argument", "weights")
    expect_refused(mkba_peers(panel, "A", "x", k = 1, weights = -1), "argument", "weights")
    expect_refused(mkba_peers(panel, "A", "x", k = 1, exclude = "D"), "unknown", "exclude")
    expect_refused(mkba_peers(panel, "A", "x", k = 1, outcomes = "x"), "argument", "by")
  },
  mkba_all_peers = function() {
    expect_refused(mkba_all_peers(peers_panel(), "x", k = 3), "argument", "k")
    expect_refused(mkba_all_peers(peers_panel(), "x", k = 1, method = "class"), "argument", "method")
    expect_refused(mkba_all_peers(5, "x"), "argument", "panel")
  },
  mkba_peers_table = function() {
    expect_refused(mkba_peers_table(5), "argument", "peers")
    expect_refused(mkba_peers_table(mkba_peers(peers_panel(), "A", "x", k = 1), "peer"), "unknown", "view")
  },
  mkba_panel_scores = function() {
    expect_refused(mkba_panel_scores(peers_panel(), "y"), "unknown", "indicators")
    expect_refused(mkba_panel_scores(peers_panel(), "x", "minmax"), "unknown", "scaling")
  },
  mkba_panel_classified = function() {
    expect_refused(mkba_panel_classified(peers_panel(), "k", "x", 2017, c(2, 1)), "argument", "bounds")
    expect_refused(mkba_panel_classified(peers_panel(), "k", "x", 2017, "2"), "argument", "bounds")
    expect_refused(mkba_panel_classified(peers_panel(), "x", "x", 2017, 2), "argument", "attribute")
    expect_refused(mkba_panel_classified(peers_panel(), "k", "y", 2017, 2), "unknown", "indicator")
    expect_refused(mkba_panel_classified(peers_panel(), "k", "x", 2016:2017, 2), "argument", "year")
  }
)
