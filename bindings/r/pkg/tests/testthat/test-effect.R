# Effects: what R gives is what C computes; a case takes it over.

figures <- function(more) {
  codes <- c("T", LETTERS[1:12])
  rows <- expand.grid(jaar = 2016:2021, at = seq_along(codes) - 1)
  data.frame(gm_code = codes[rows$at + 1], jaar = rows$jaar,
             kosten = 10 * rows$at + (rows$jaar * (rows$at + 3)) %% 7 + more * (rows$at == 0 & rows$jaar > 2019))
}

test_that("difference-in-differences is the change beside that of the donors", {
  rows <- figures(9)
  change <- tapply(rows$kosten * ifelse(rows$jaar > 2019, 1 / 2, -1 / 4), rows$gm_code, sum)
  effect <- mkba_effect(mkba_panel(rows), "T", "kosten", 2020, method = "did")
  one <- summary(effect)
  expect_equal(one$estimate, change[["T"]] - mean(change[names(change) != "T"]))
  expect_equal(one$p, 1 / 13)
  expect_equal(one$verdict, "supported")
  expect_output(print(effect), "The figures support an effect")
  expect_match(mkba_effect_text(effect, "nl"), "De cijfers ondersteunen een effect")
  path <- as.data.frame(effect)
  expect_equal(mean(path$gap[path$after]), one$estimate)
  expect_equal(mkba_effect_table(effect, "weights")$weight, rep(1 / 12, 12))
  expect_equal(dim(mkba_effect_table(effect, "draws")), c(24L, 3L))
  expect_true(all(c("placebo", "noise") %in% mkba_effect_table(effect, "checks", "nl")$id))
})

test_that("a case has the effect, its origin and what is said of it", {
  case <- mkba_case(title = "Effect", base_year = 2020, price_year = 2020, years = c(2020, 2021),
                    discount = list(rate = 0),
    alternatives = list(nul = list(null = TRUE), plan = list(title = "plan")),
    parameters = list(besparing = 0, aantal = 5, prijs = 2),
    streams = list(hulp = list(path = "aantal", unit_cost = "prijs", payer = "gemeente")),
    lines = list(list(id = "baat", kind = "benefit", value = "-besparing", receiver = "gemeente")))
  panel <- mkba_panel(figures(-30))
  effect <- mkba_effect(panel, "T", "kosten", 2020)
  gaps <- as.data.frame(effect)$gap[5:6]
  expect_equal(unlist(mkba_effect_path(effect, "gap")$series, use.names = FALSE), gaps)
  expect_equal(mkba_effect_distribution(effect, "normal")$distribution$normal$mean, mean(gaps))
  made <- mkba_with_effect(case, effect, "besparing", "gap")
  expect_equal(mkba_appraise(made)$npv[["plan"]], -sum(gaps))
  path <- mkba_with_effect(case, effect, "zonder", stream = "hulp")
  expect_equal(mkba_appraise(path)$npv[["plan"]], -2 * sum(gaps))
  expect_equal(as.list(path)$parameters$zonder$origin$verdict, "supported")
  quiet <- mkba_with_panel_effect(case, mkba_panel(figures(0)), "besparing", "T", "kosten", 2020)
  expect_true("effect-not-shown" %in% mkba_findings(quiet)$id)
  expect_false("effect-not-shown" %in% mkba_findings(made)$id)
})

test_that("a start that is no period is told what would be one", {
  panel <- mkba_panel(data.frame(gm_code = rep(c("T", "A", "B"), each = 4), jaar = 2016:2019, kosten = sin(1:12)))
  for (start in list(NA, as.Date("2018-01-01"), c(2017, 2018), TRUE)) {
    expect_error(mkba_effect(panel, region = "T", indicator = "kosten", start = start),
                 "start must be one period, a year or a text: 2022,",
                 fixed = TRUE)
    expect_error(mkba_did(panel, treated = "T", indicator = "kosten", start = start),
                 "start must be one period, a year or a text: 2022,",
                 fixed = TRUE)
  }
  expect_error(mkba_effect(panel, region = "T", indicator = "kosten", start = "2018 "), '"2018 " is no period',
               fixed = TRUE)
})

test_that("without a period before the start the claim is refused in words", {
  effect <- mkba_effect(mkba_panel(figures(9)), "T", "kosten", 2016)
  expect_equal(summary(effect)$verdict, "refused")
  expect_match(mkba_effect_text(effect), "There is no period before 2016")
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  expect_silent(plot(effect))
})

test_that("plots restore what they change", {
  effect <- mkba_effect(mkba_panel(figures(9)), "T", "kosten", 2020)
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  before <- graphics::par("mar")
  for (view in c("path", "gap")) expect_silent(plot(effect, view, language = "nl"))
  expect_equal(graphics::par("mar"), before)
  expect_error(plot(effect, "paths"), class = "mkba_error_unknown")
})

test_that("every form of synthetic control is that of its own call, and suspect periods can be left out", {
  panel <- mkba_panel(figures(9))
  before <- list(c("kosten", "2017"), c("kosten", "2018", "2019"))
  made <- mkba_effect(panel, "T", "kosten", 2020, method = "sc", form = "penalised", penalty = 0.2, predictors = before)
  alone <- mkba_synthetic_control(panel, "T", "kosten", 2020, form = "penalised", penalty = 0.2, predictors = before)
  expect_equal(as.data.frame(made)$gap, as.data.frame(alone)$gap)
  expect_error(mkba_effect(panel, "T", "kosten", 2020, intercept = TRUE), "method sc")
  suspect <- mkba_panel_with_suspects(panel, data.frame(area = "T", period = "2018", indicator = "kosten"), "odd")
  left <- mkba_effect(suspect, "T", "kosten", 2020, leave_out_suspects = TRUE)
  expect_true("left_out_period" %in% mkba_effect_table(left, "findings", "nl")$id)
  expect_true(is.na(as.data.frame(left)$gap[3]))
})
