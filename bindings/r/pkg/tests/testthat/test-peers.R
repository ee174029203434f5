# Peers in R: against distances computed here step by step, and what is drawn.
characteristics <- function(n = 40) {
  set.seed(7)
  size <- round(exp(rnorm(n, 10, 0.8)))
  frame <- data.frame(gm_code = sprintf("GM%04d", seq_len(n)), jaar = 2017, inwoners = size,
                      dichtheid = round(size / 40 * exp(rnorm(n, 0, 0.4)), 1), ouderen = round(rnorm(n, 20, 3), 1))
  frame[sample(n), ]
}
by <- c("inwoners", "dichtheid", "ouderen")

# The recipe of CIPFA: standardise, weight, measure, average over the members, rebase, rank.
by_hand <- function(frame, members, by, k, weights = rep(1, length(by))) {
  frame <- frame[order(frame$gm_code), ]
  z <- scale(as.matrix(frame[by]))
  to <- function(code) sqrt(colSums(weights * (t(z) - z[frame$gm_code == code, ])^2))
  distance <- rowMeans(vapply(members, to, numeric(nrow(frame))))
  others <- !frame$gm_code %in% members
  found <- data.frame(area = frame$gm_code, distance = distance, rebased = distance / max(distance[others]))[others, ]
  head(found[order(found$distance), ], k)
}

test_that("the nearest are those of the recipe", {
  frame <- characteristics()
  panel <- mkba_panel(frame)
  members <- c("GM0004", "GM0017")
  expected <- by_hand(frame, members, by, 12, c(1, 0.5, 3))
  peers <- mkba_peers(panel, members, by, 2017, k = 12, weights = c(1, 0.5, 3))
  found <- as.data.frame(peers)
  expect_identical(peers$codes, expected$area)
  expect_identical(found$area, expected$area)
  expect_equal(found$distance, expected$distance, tolerance = 1e-12)
  expect_equal(found$rebased, expected$rebased, tolerance = 1e-12)
  named <- mkba_peers(panel, members, by, 2017, k = 12, weights = c(ouderen = 3, dichtheid = 0.5))
  expect_identical(as.data.frame(named), found)
})

test_that("mahalanobis is that of stats", {
  frame <- characteristics()
  frame <- frame[order(frame$gm_code), ]
  x <- as.matrix(frame[by])
  expected <- sqrt(stats::mahalanobis(x, x[3, ], stats::cov(x)))[-3]
  peers <- mkba_peers(mkba_panel(frame), "GM0003", by, k = 5, method = "mahalanobis")
  expect_equal(as.data.frame(peers)$distance, unname(sort(expected)[1:5]), tolerance = 1e-10)
  expect_equal(unname(tapply(mkba_peers_table(peers, "profile")$share, rep(1:5, each = 3), sum)), rep(1, 5),
               tolerance = 1e-12, ignore_attr = TRUE)
})

test_that("leaving one variable out says who would leave and come", {
  frame <- characteristics()
  peers <- mkba_peers(mkba_panel(frame), "GM0003", by, k = 6)
  stability <- mkba_peers_table(peers, "stability")
  for (i in seq_along(by)) {
    then <- by_hand(frame, "GM0003", by[-i], 6)$area
    expect_identical(stability$without[i], by[i])
    expect_identical(stability$remain[i], length(intersect(then, peers$codes)))
    expect_setequal(strsplit(stability$leave[i], ", ")[[1]], setdiff(peers$codes, then))
  }
})

test_that("the peers of all are those of each", {
  panel <- mkba_panel(characteristics())
  everyone <- mkba_all_peers(panel, by, k = 3)
  one <- as.data.frame(mkba_peers(panel, "GM0011", by, k = 3))
  expect_identical(everyone$peer[everyone$area == "GM0011"], one$area)
  expect_identical(everyone$distance[everyone$area == "GM0011"], one$distance)
})

test_that("classes, lists, scores", {
  frame <- characteristics()
  panel <- mkba_panel_classified(mkba_panel(frame), "grootte", "inwoners", 2017, c(20000, 50000))
  peers <- mkba_peers(panel, "GM0003", "grootte", method = "class")
  class <- findInterval(frame$inwoners, c(20000, 50000))
  same <- frame$gm_code[class == class[frame$gm_code == "GM0003"]]
  expect_identical(peers$codes, sort(setdiff(same, "GM0003")))
  expect_identical(mkba_peers(panel, "GM0003", method = "list", candidates = c("GM0009", "GM0002"))$codes,
                   c("GM0002", "GM0009"))
  scores <- mkba_panel_scores(panel, "ouderen", "robust")
  x <- frame$ouderen[order(frame$gm_code)]
  expect_equal(scores$score, (x - median(x)) / mad(x, constant = 1), tolerance = 1e-13)
  expect_output(print(peers), "MKBA peers of GM0003 (class)", fixed = TRUE)
})

test_that("what is missing is refused until somebody says what is left out", {
  frame <- characteristics()
  frame$ouderen[frame$gm_code == "GM0011"] <- NA
  panel <- mkba_panel(frame)
  e <- expect_refused(mkba_peers(panel, "GM0003", by), "panel", "by")
  expect_match(conditionMessage(e), "GM0011 ouderen (absent)", fixed = TRUE)
  without <- mkba_peers_table(mkba_peers(panel, "GM0003", by, missing = "drops area"), "candidates")
  expect_identical(without$status[without$area == "GM0011"], "missing")
  used <- summary(mkba_peers(panel, "GM0003", by, missing = "drops variable"))
  expect_identical(used$used, c(TRUE, TRUE, FALSE))
})

test_that("peers are drawn with their distances, and in what they differ", {
  peers <- mkba_peers(mkba_panel(characteristics()), "GM0003", by, k = 4)
  calls <- drawn(plot(peers))
  expect_equal(calls$C_plotXY[[1]][[1]]$x, as.data.frame(peers)$rebased)
  said <- texts(calls)
  expect_true(all(c("Who is comparable, and how near", "all candidates", paste0(peers$codes, "  ", 1:4)) %in% said))
  said <- texts(drawn(plot(peers, "profile", language = "nl")))
  expect_true(all(c("minder dan de regio", by) %in% said))
  expect_refused(plot(peers, "map"), "unknown", "view")
  expect_refused(plot(peers, language = "fr"), "argument", "language")
  listed <- mkba_peers(mkba_panel(characteristics()), "GM0003", method = "list", candidates = "GM0002")
  expect_refused(plot(listed), "argument", "x")
})
