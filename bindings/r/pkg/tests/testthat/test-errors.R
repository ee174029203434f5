# For every function that takes something: what it refuses, by class and place.
case <- mkba_case(small())
appraisal <- mkba_appraise(case)
missing_file <- file.path(tempdir(), "nergens.json")

refusals <- list(
  mkba_case = function() {
    e <- expect_refused(mkba_case(missing_file), "file")
    expect_identical(e$source, missing_file)
    expect_refused(mkba_case(tempdir()), "file")
    expect_refused(mkba_case(""), "argument", "x")
    expect_refused(mkba_case(5), "argument", "x")
    expect_refused(mkba_case(c("{", NA)), "argument", "x")
    expect_refused(mkba_case("a\xff{\n"), "argument", "x")
    e <- expect_refused(mkba_case("{\n  \"a\": }"), "syntax")
    expect_identical(c(e$line, e$column), c(2, 8))
    expect_refused(mkba_case("{}"), "case", "")
    expect_refused(mkba_case(list()), "case", "")
    expect_refused(mkba_case(small(title = NA)), "case", "/title")
    e <- expect_refused(mkba_case(small(titel = "x")), "case", "/titel")
    expect_identical(c(e$line, e$column), c(NA_real_, NA_real_))
    expect_refused(mkba_case(small(discount = "NL-2062")), "unknown", "/discount")
    expect_refused(mkba_case(), "case", "")
    expect_refused(mkba_case(small(), 5), "argument", "...")
    expect_refused(mkba_case(small(), title = "a", title = "b"), "argument", "...")
    expect_refused(mkba_case(small(), title = NA), "case", "/title")
    expect_refused(mkba_case(case, title = NULL), "case", "")
    expect_refused(mkba_case(case, region = NULL), "unknown", "/region")
    broken <- small(parameters = list(u = list(value = 1, unit = "uur")), scenarios = NULL)
    broken$lines[[1]]$value <- "u"
    expect_refused(mkba_case(broken), "unit", "/lines/0/value")
    expect_refused(mkba_case(paste0(strrep("[", 100), "\n", strrep("]", 100))), "limit")
    e <- expect_refused(mkba_case(file_with("{\"format\": 1}")), "case")
    expect_identical(e$line, 1)
    expect_match(e$source, "[.]json$")
    expect_match(conditionMessage(e), e$source, fixed = TRUE)
  },
  mkba_check = function() {
    expect_refused(mkba_check(missing_file), "file")
    expect_refused(mkba_check(NULL), "argument", "x")
    expect_refused(mkba_check(list(a = NaN)), "case", "/a")
  },
  mkba_findings = function() {
    expect_refused(mkba_findings("x"), "argument", "case")
    expect_refused(mkba_findings(case, "hog"), "unknown", "scenario")
    expect_refused(mkba_findings(case, 1), "argument", "scenario")
  },
  mkba_explain = function() {
    expect_refused(mkba_explain(case), "argument", "appraisal")
    expect_refused(mkba_explain(appraisal, "gezondheit"), "unknown", "line")
    expect_refused(mkba_explain(appraisal, "rust"), "unknown", "line")
    expect_refused(mkba_explain(appraisal, 5), "argument", "line")
    expect_refused(mkba_explain(appraisal, year = 2031), "argument", "year")
    expect_refused(mkba_explain(appraisal, year = 0), "argument", "year")
    expect_refused(mkba_explain(appraisal, year = "2026"), "argument", "year")
    expect_refused(mkba_explain(appraisal, alternative = "plen"), "unknown", "alternative")
    two <- small(alternatives = list(nul = list(null = TRUE), plan = list(title = "Plan"), ander = list(title = "B")))
    expect_refused(mkba_explain(mkba_appraise(mkba_case(two))), "argument", "alternative")
  },
  mkba_did = function() {
    panel <- did_panel()
    expect_refused(mkba_did(5, "A", "x", start = 2021), "argument", "panel")
    expect_refused(mkba_did(panel, "A", "q", start = 2021), "unknown", "indicator")
    expect_refused(mkba_did(panel, "A", "x"), "argument", "start")
    expect_refused(mkba_did(panel, c(A = 2021), "x", start = 2021), "argument", "start")
    expect_refused(mkba_did(panel, "A", "x", start = 2019), "panel", "start")
    expect_refused(mkba_did(panel, "A", "x", start = 2021, donors = "B"), "panel", "donors")
    expect_refused(mkba_did(panel, "A", "x", start = 2021, donors = c("A", "B")), "argument", "donors")
    expect_refused(mkba_did(panel, "A", "x", start = 2021, method = "twoway"), "unknown", "method")
    e <- expect_refused(mkba_did(panel, "A", "x", start = 2021, inference = "clustered"), "panel", "inference")
    expect_match(conditionMessage(e), "use placebo")
  },
  mkba_event_study = function() {
    panel <- did_panel()
    expect_refused(mkba_event_study(panel, "A", "x", start = 2020), "panel", "start")
    expect_refused(mkba_event_study(panel, "A", "x", start = 2021, inference = "wild"), "panel", "inference")
  },
  mkba_did_table = function() {
    expect_refused(mkba_did_table(5), "argument", "did")
    expect_refused(mkba_did_table(mkba_did(did_panel(), "A", "x", start = 2021), "sumary"), "unknown", "view")
  },
  mkba_did_sensitivity = function() {
    did <- mkba_did(did_panel(), "A", "x", start = 2021)
    expect_refused(mkba_did_sensitivity(did), "argument", "did")
    study <- mkba_event_study(did_panel(), "A", "x", start = 2021)
    expect_refused(mkba_did_sensitivity(study, -1), "argument", "magnitudes[0]")
    expect_refused(mkba_did_sensitivity(study, level = 1), "argument", "level")
  },
  mkba_compare_scenarios = function() expect_refused(mkba_compare_scenarios(5), "argument", "case"),
  mkba_tornado = function() {
    expect_refused(mkba_tornado(5), "argument", "case")
    expect_refused(mkba_tornado(case, "laag"), "unknown", "scenario")
    expect_refused(mkba_tornado(case, low = 2), "argument", "low")
    expect_refused(mkba_tornado(case, measure = "irr"), "unknown", "measure")
    expect_refused(mkba_tornado(case, bounds = list(c(1, 2))), "argument", "bounds")
  },
  mkba_two_way = function() {
    expect_refused(mkba_two_way(case, "nee", "ook niet"), "unknown", "first")
    expect_refused(mkba_two_way(case, 1, "b"), "argument", "first")
    expect_refused(mkba_two_way(case, "a", "b", list(c = 1)), "argument", "values")
    expect_refused(mkba_two_way(case, "a", "b", steps = 1), "argument", "steps")
  },
  mkba_break_even = function() {
    expect_refused(mkba_break_even(case, "nee"), "unknown", "parameter")
    expect_refused(mkba_break_even(case, draws = 1e9), "argument", "draws")
    expect_refused(mkba_break_even(case, alternative = "nee"), "unknown", "alternative")
  },
  mkba_joint_break_even = function() {
    expect_refused(mkba_joint_break_even(case, "nee"), "unknown", "parameters")
    expect_refused(mkba_joint_break_even(case, 5), "argument", "parameters")
  },
  mkba_sensitivity = function() {
    expect_refused(mkba_sensitivity(5), "argument", "case")
    expect_refused(mkba_sensitivity(case, "laag"), "unknown", "scenario")
    expect_refused(mkba_sensitivity(case, rate = 2), "argument", "rate")
    expect_refused(mkba_sensitivity(case, rate = "a lot"), "argument", "rate")
    expect_refused(mkba_sensitivity(case, price = NaN), "argument", "price")
    expect_refused(mkba_sensitivity(case, longer = 1:2), "argument", "longer")
    expect_refused(mkba_sensitivity(case, timing = NA), "argument", "timing")
  },
  mkba_sobol_design = function() {
    expect_refused(mkba_sobol_design(c("a", "a"), 4), "argument", "names[1]")
    expect_refused(mkba_sobol_design("a", 4, plan = "halton"), "unknown", "plan")
  },
  mkba_sobol_indices = function() {
    expect_refused(mkba_sobol_indices(1:4, 1), "argument", "y")
    expect_refused(mkba_sobol_indices(c(1:5, NaN), 1), "argument", "y[5]")
    expect_refused(mkba_sobol_indices(1:6, TRUE), "argument", "names")
  },
  mkba_importance = function() {
    expect_refused(mkba_importance(1:9, c(1:8, NA)), "argument", "y[8]")
    expect_refused(mkba_importance("a", 1), "argument", "x")
  },
  mkba_evpi = function() {
    expect_refused(mkba_evpi(cbind(1:2, c(1, NaN))), "argument", "net[1][1]")
    expect_refused(mkba_evpi(1:3, level = 1), "argument", "level")
  },
  mkba_evppi = function() {
    expect_refused(mkba_evppi(1:30, 1e307 * (1:30 - 15)), "argument", "x[][0]")
    expect_refused(mkba_evppi(1:30, 1:30, joint = 1), "argument", "joint")
  },
  mkba_evsi = function() expect_refused(mkba_evsi(1:30, 1:30, 0, 1), "argument", "prior_sizes[0]"),
  mkba_acceptability = function() {
    expect_refused(mkba_acceptability(1:3, 1:3, 1), "argument", "effects")
    expect_refused(mkba_acceptability(cbind(1:2, 3:4), cbind(1:2, 3:4), numeric()), "argument", "thresholds")
  },
  mkba_icer = function() expect_refused(mkba_icer(cbind(1:2, 3:4), 1:2), "argument", "costs"),
  mkba_sobol = function() {
    expect_refused(mkba_sobol(5), "argument", "case")
    expect_refused(mkba_sobol(case, resamples = 3), "argument", "resamples")
    expect_refused(mkba_sobol(case, progress = 3), "argument", "progress")
  },
  mkba_case_importance = function() expect_refused(mkba_case_importance(case, scenario = "nergens"), "unknown",
                                                   "scenario"),
  mkba_case_evpi = function() expect_refused(mkba_case_evpi(case, draws = 1), "argument", "draws"),
  mkba_case_evppi = function() expect_refused(mkba_case_evppi(case, "nergens"), "unknown", "parameters"),
  mkba_case_evsi = function() expect_refused(mkba_case_evsi(mkba_example(), 0, 1), "argument", "prior_sizes[0]"),
  mkba_case_acceptability = function() {
    expect_refused(mkba_case_acceptability(case, "nergens", 1), "unknown", "parameter")
  },
  mkba_plot_sobol = function() expect_refused(mkba_plot_sobol(data.frame(a = 1)), "argument", "table"),
  mkba_plot_evppi = function() expect_refused(mkba_plot_evppi(data.frame(a = 1)), "argument", "table"),
  mkba_plot_acceptability = function() expect_refused(mkba_plot_acceptability(data.frame(a = 1)), "argument", "table"),
  mkba_distribution_quantile = function() {
    expect_refused(mkba_distribution_quantile(list(gama = list(mean = 1, sd = 1)), 0.5), "case", "/gama")
    expect_refused(mkba_distribution_quantile(c("a", "b"), 0.5), "argument", "distribution")
    expect_refused(mkba_distribution_quantile(list(uniform = c(0, 1)), c(0.5, 1)), "argument", "p[1]")
    expect_refused(mkba_distribution_quantile(list(uniform = c(0, 1)), "0.5"), "argument", "p")
  },
  mkba_distribution_summary = function() {
    expect_refused(mkba_distribution_summary(list(pert = c(1, 2))), "case", "/pert")
  },
  mkba_elicit_distribution = function() {
    expect_refused(mkba_elicit_distribution("norml", c(1, 2)), "unknown", "family")
    expect_refused(mkba_elicit_distribution("normal", c(2, 1)), "argument", "values")
    expect_refused(mkba_elicit_distribution("normal", c(1, 2), c(0, 0.9)), "argument", "p")
    expect_refused(mkba_elicit_distribution("pert", c(1, 2)), "argument", "mode")
    expect_refused(mkba_elicit_distribution("pert", c(1, 2), mode = 3), "argument", "mode")
    expect_refused(mkba_elicit_distribution("beta", c(1, 2), bounds = c(0, 1)), "argument", "bounds")
  },
  mkba_fit_distribution = function() {
    expect_refused(mkba_fit_distribution(c(1, 1, 1)), "argument", "values")
    expect_refused(mkba_fit_distribution(c(1, NA, 2)), "argument", "values[1]")
    expect_refused(mkba_fit_distribution(c(1, 2, 3), bounds = c(5, 1)), "argument", "bounds")
  },
  mkba_proportion_interval = function() {
    expect_refused(mkba_proportion_interval(c(1, 5), c(2, 4)), "argument", "successes[1]")
    expect_refused(mkba_proportion_interval("1", 2), "argument", "successes")
    expect_refused(mkba_proportion_interval(1, NA), "argument", "trials")
    expect_refused(mkba_proportion_interval(1, 2, 1), "argument", "population[0]")
    expect_refused(mkba_proportion_interval(1, 2, method = "wald"), "unknown", "method")
    expect_refused(mkba_proportion_interval(1, 2, level = 2), "argument", "level")
    expect_refused(mkba_proportion_interval(1, 2, design_effect = 0), "argument", "design_effect")
    expect_refused(mkba_proportion_interval(1, 2, small = "a few"), "argument", "small")
  },
  mkba_proportion_difference = function() {
    expect_refused(mkba_proportion_difference(1, 2, 3, 2), "argument", "other_successes[0]")
    expect_refused(mkba_proportion_difference(1, 2, 1:2, 2:3), "argument", "other_successes")
  },
  mkba_proportion_pooled = function() expect_refused(mkba_proportion_pooled(numeric(), numeric()), "argument",
                                                     "successes"),
  mkba_effective_size = function() expect_refused(mkba_effective_size(c(1, -1)), "argument", "weights[1]"),
  mkba_mean_interval = function() {
    expect_refused(mkba_mean_interval(1, -1, 3), "argument", "sds[0]")
    expect_refused(mkba_mean_interval(1, 1, 3, 2), "argument", "population[0]")
  },
  mkba_median_interval = function() {
    expect_refused(mkba_median_interval(c(1, NaN)), "argument", "values[1]")
    expect_refused(mkba_median_interval(1, 5), "argument", "level")
  },
  mkba_lmdi = function() {
    expect_refused(mkba_lmdi(c(1, 0), c(1, 1)), "argument", "start[1]")
    expect_refused(mkba_lmdi(c(1, 2), 1), "argument", "end")
    expect_refused(mkba_lmdi("a", 1), "argument", "start")
  },
  mkba_funnel = function() {
    panel <- mkba_panel(data.frame(gm_code = "A", jaar = 2021, n = 1, d = 5))
    expect_refused(mkba_funnel(1, 0), "argument", "sizes[0]")
    expect_refused(mkba_funnel("a", 1), "argument", "x")
    expect_refused(mkba_funnel(1, 2, 3), "argument", "...")
    expect_refused(mkba_funnel(1, 2, levels = 3), "unknown", "levels")
    expect_refused(mkba_funnel(1, 2, limits = "normal"), "unknown", "limits")
    expect_refused(mkba_funnel(0, 2), "evaluation", "target")
    expect_refused(mkba_funnel(panel, "m", 2021, "d"), "unknown", "indicator")
    expect_refused(mkba_funnel(panel, "n", 2020, "d"), "unknown", "period")
    expect_refused(mkba_funnel(panel, "n", 2020:2021, "d"), "argument", "year")
    expect_refused(mkba_funnel(panel, "n", 2021), "argument", "denominator")
    expect_refused(mkba_funnel(panel, "n", 2021, "d", areas = "B"), "unknown", "areas")
  },
  mkba_expected = function() {
    panel <- mkba_panel(data.frame(gm_code = paste0("GM", 1:9), jaar = 2020, k = 1:9 + c(0, 1, 0), f = (1:9 * 4) %% 7))
    expect_refused(mkba_expected(5, "GM1", "k", "f"), "argument", "panel")
    expect_refused(mkba_expected(panel, 5, "k", "f"), "argument", "region")
    expect_refused(mkba_expected(panel, "GM1", "k", "g"), "unknown", "factors")
    expect_refused(mkba_expected(panel, "GM1", "k", "f", 2020, 3), "argument", "...")
    expect_refused(mkba_expected(panel, "GM1", "k", "f", method = "wls"), "argument", "weights")
    expect_refused(mkba_expected(panel, "GM1", "k", "k"), "panel", "factors")
  },
  mkba_expected_table = function() expect_refused(mkba_expected_table(5), "argument", "expectation"),
  mkba_effect = function() {
    panel <- mkba_panel(data.frame(gm_code = rep(c("T", "A", "B"), each = 2), jaar = 2016:2017,
                                   k = c(1, 2, 0, 3, 4, 5)))
    expect_refused(mkba_effect(5, "T", "k", 2017), "argument", "panel")
    expect_refused(mkba_effect(panel, "T", 5, 2017), "argument", "indicator")
    expect_refused(mkba_effect(panel, "T", "q", 2017), "unknown", "indicator")
    expect_refused(mkba_effect(panel, 5, "k", 2017), "argument", "region")
    expect_refused(mkba_effect(panel, "Z", "k", 2017), "unknown", "region")
    expect_refused(mkba_effect(panel, "T", "k", 2017:2018), "argument", "start")
    expect_refused(mkba_effect(panel, "T", "k", 2017, 5), "argument", "donors")
    expect_refused(mkba_effect(panel, "T", "k", 2017, years = 2016), "argument", "years")
    expect_refused(mkba_effect(panel, "T", "k", 2017, method = "scm"), "unknown", "method")
    expect_refused(mkba_effect(panel, "T", "k", 2017, level = 2), "argument", "level")
  },
  mkba_effect_table = function() expect_refused(mkba_effect_table(5), "argument", "effect"),
  mkba_effect_text = function() expect_refused(mkba_effect_text(5), "argument", "effect"),
  mkba_effect_distribution = function() {
    panel <- mkba_panel(data.frame(gm_code = c("A", "B", "C"), jaar = 2017, k = 1:3))
    expect_refused(mkba_effect_distribution(5), "argument", "effect")
    expect_refused(mkba_effect_distribution(mkba_effect(panel, "A", "k", 2017)), "panel", "effect")
  },
  mkba_effect_path = function() {
    panel <- mkba_panel(data.frame(gm_code = c("A", "B", "C"), jaar = 2017, k = 1:3))
    expect_refused(mkba_effect_path(5), "argument", "effect")
    expect_refused(mkba_effect_path(mkba_effect(panel, "A", "k", 2017), "gaps"), "unknown", "series")
  },
  mkba_with_effect = function() {
    panel <- mkba_panel(data.frame(gm_code = c("A", "B", "C"), jaar = 2017, k = 1:3))
    effect <- mkba_effect(panel, "A", "k", 2017)
    expect_refused(mkba_with_effect(5, effect, "x"), "argument", "case")
    expect_refused(mkba_with_effect(mkba_example(), 5, "x"), "argument", "effect")
    expect_refused(mkba_with_effect(mkba_example(), effect, 5), "argument", "parameter")
    expect_refused(mkba_with_effect(mkba_example(), effect, "x", "line"), "unknown", "role")
    expect_refused(mkba_with_effect(mkba_example(), effect, "x"), "panel", "effect")
  },
  mkba_with_panel_effect = function() {
    panel <- mkba_panel(data.frame(gm_code = c("A", "B", "C"), jaar = 2017, k = 1:3))
    expect_refused(mkba_with_panel_effect(5, panel, "x", "A", "k", 2017), "argument", "case")
    expect_refused(mkba_with_panel_effect(mkba_example(), 5, "x", "A", "k", 2017), "argument", "panel")
    expect_refused(mkba_with_panel_effect(mkba_example(), panel, "x", "A", "k", 2017, use = 5), "argument", "use")
    expect_refused(mkba_with_panel_effect(mkba_example(), panel, "x", "A", "k", 2017), "panel", "effect")
  },
  mkba_funnel_curve = function() expect_refused(mkba_funnel_curve(5), "argument", "funnel"),
  mkba_decomposition = function() {
    panel <- mkba_panel(data.frame(gm_code = "A", jaar = 2020:2021, n = 1, d = 5))
    expect_refused(mkba_decomposition(5, "A", "n", "n", "d", 2020:2021), "argument", "panel")
    expect_refused(mkba_decomposition(panel, "A", "n", "n", "d", 2021), "argument", "years")
    expect_refused(mkba_decomposition(panel, "A", "n", "n", "d", 2020:2021), "panel", "population")
    expect_refused(mkba_decomposition(panel, "B", "n", "n", "d", 2020:2021, missing = "never"), "unknown", "missing")
  },
  mkba_learning_potential = function() {
    panel <- mkba_panel(data.frame(gm_code = "A", jaar = 2021, n = 1, d = 5))
    expect_refused(mkba_learning_potential(5, "A", "n", 2021), "argument", "panel")
    expect_refused(mkba_learning_potential(panel, "A", "n", 2021, "d"), "panel", "indicator")
    expect_refused(mkba_learning_potential(panel, "A", "n", 2021, "d", "worst"), "unknown", "reference")
  },
  mkba_overview = function() {
    panel <- mkba_panel(data.frame(gm_code = "A", jaar = 2021, n = 1, d = 5))
    item <- list(domain = "w", aspect = "use", indicator = "n", denominator = "d")
    expect_refused(mkba_overview(5, "A", 2021, list(item)), "argument", "panel")
    expect_refused(mkba_overview(panel, "A", 2021, list(item)), "argument", "items[0].better")
    expect_refused(mkba_overview(panel, "A", 2021, list(c(item, better = "lower"))), "panel", "items[0].indicator")
    expect_refused(mkba_overview(panel, "A", 2021, "n"), "argument", "items")
    expect_refused(mkba_overview(panel, "A", 2021, list(c(item, better = "lower")), level = 5), "argument", "level")
  },
  mkba_scenarios = function() expect_refused(mkba_scenarios(list()), "argument", "case"),
  mkba_with_parameters = function() {
    expect_refused(mkba_with_parameters(1, effect = 1), "argument", "case")
    expect_refused(mkba_with_parameters(case, efect = 1), "unknown", "efect")
    expect_refused(mkba_with_parameters(case, effect = Inf), "argument", "effect")
    expect_refused(mkba_with_parameters(case, effect = NA), "argument", "effect")
    expect_refused(mkba_with_parameters(case, effect = "1"), "argument", "effect")
    expect_refused(mkba_with_parameters(case, effect = 1:2), "argument", "effect")
    expect_refused(mkba_with_parameters(case, effect = factor(1)), "argument", "effect")
    expect_refused(mkba_with_parameters(case, 5), "argument", "...")
    expect_refused(mkba_with_parameters(case, effect = 1, c(effect = 2)), "argument", "...")
  },
  mkba_edit = function() {
    expect_refused(mkba_edit(1, "/title" = "x"), "argument", "case")
    expect_refused(mkba_edit(case, "x"), "argument", "...")
    expect_refused(mkba_edit(case, title = "x"), "argument", "title")
    expect_refused(mkba_edit(case, "/a~b" = "x"), "argument", "/a~b")
    expect_refused(mkba_edit(case, "/lines/9/value" = 1), "argument", "/lines/9/value")
    expect_refused(mkba_edit(case, "/title/x" = 1), "argument", "/title/x")
    expect_refused(mkba_edit(case, "/titel" = NULL), "unknown", "/titel")
    expect_refused(mkba_edit(case, "/lines/0/value" = NA), "case", "/lines/0/value")
    expect_refused(mkba_edit(case, "/lines/0" = list(value = Inf)), "case", "/lines/0/value")
    e <- expect_refused(mkba_edit(case, "/timng" = "mid"), "case", "/timng")
    expect_identical(e$line, NA_real_)
  },
  mkba_write = function() {
    expect_refused(mkba_write(5, tempfile()), "argument", "case")
    expect_refused(mkba_write(case, NA), "argument", "path")
    e <- expect_refused(mkba_write(case, file.path(missing_file, "x.json")), "file")
    expect_identical(e$source, file.path(missing_file, "x.json"))
    expect_refused(mkba_write(case, tempdir()), "file")
  },
  mkba_appraise = function() {
    expect_refused(mkba_appraise("x"), "argument", "case")
    expect_refused(mkba_appraise(case, "hog"), "unknown", "scenario")
    expect_refused(mkba_appraise(case, c("hoog", "kort")), "argument", "scenario")
    broken <- small(parameters = list(bedrag = 1000), scenarios = NULL)
    broken$lines[[1]]$value <- "bedrag / (bedrag - bedrag)"
    expect_refused(mkba_appraise(mkba_case(broken)), "evaluation", "/lines/0/value")
  },
  mkba_table = function() {
    expect_refused(mkba_table(case), "argument", "appraisal")
    expect_refused(mkba_table(appraisal, "lins"), "unknown", "view")
    expect_refused(mkba_table(appraisal, NULL), "argument", "view")
    expect_refused(mkba_table(appraisal, c("lines", "years")), "argument", "view")
    expect_refused(as.data.frame(appraisal, 1:3), "argument", "view")
  },
  mkba_json = function() expect_refused(mkba_json("x"), "argument", "x"),
  mkba_discount_factor = function() {
    expect_refused(mkba_discount_factor("NL-2062", 0), "unknown", "scheme")
    expect_refused(mkba_discount_factor("NL-2026/nergens", 0), "unknown", "scheme")
    expect_refused(mkba_discount_factor(c("NL-2026", "NL-2021"), 0), "argument", "scheme")
    expect_refused(mkba_discount_factor(NULL, 0), "argument", "scheme")
    expect_refused(mkba_discount_factor(c(0.1, 0.2), 0), "argument", "scheme")
    expect_refused(mkba_discount_factor(list(from = 0:1, rate = 0.1), 0), "argument", "scheme")
    expect_refused(mkba_discount_factor(list(from = 0, rate = "x"), 0), "argument", "rate")
    expect_refused(mkba_discount_factor(list(from = 1, rate = 0.1), 0), "argument", "segments[0].from")
    expect_refused(mkba_discount_factor(list(from = numeric(), rate = numeric()), 0), "argument")
    expect_refused(mkba_discount_factor(-1, 0), "argument")
    expect_refused(mkba_discount_factor("NL-2026", "0"), "argument", "tau")
    expect_refused(mkba_discount_factor("NL-2026", c(0, NA)), "argument", "tau[1]")
    expect_refused(mkba_discount_factor("NL-2026", Sys.Date()), "argument", "tau")
  },
  mkba_catalog = function() {
    wrong <- data.frame(index = "i", year = 2024, level = 0, status = "definitive", source = "x")
    e <- expect_refused(mkba_catalog(indices = wrong), "case", "row 2, level")
    expect_identical(e$line, NA_real_)
    e <- expect_refused(mkba_catalog("scheme\nx\n"), "case", "row 1")
    expect_identical(e$line, 1)
    expect_refused(mkba_catalog("a,b\n1\n"), "syntax", "row 2, column 2")
    expect_refused(mkba_catalog(schemes = data.frame(a = Sys.Date())), "argument", "schemes")
    expect_refused(mkba_catalog(schemes = 5), "argument", "schemes")
    expect_identical(expect_refused(mkba_catalog(indices = missing_file), "file")$source, missing_file)
    expect_refused(mkba_catalog(catalog = 5), "argument", "catalog")
  },
  mkba_schemes = function() expect_refused(mkba_schemes("x"), "argument", "catalog"),
  mkba_indices = function() expect_refused(mkba_indices("x"), "argument", "catalog"),
  mkba_scheme = function() {
    expect_refused(mkba_scheme("NL-2062"), "unknown", "scheme")
    expect_refused(mkba_scheme(2026), "argument", "name")
    expect_refused(mkba_scheme("NL-2026", "x"), "argument", "catalog")
  },
  mkba_index = function() {
    expect_refused(mkba_index("cpj"), "unknown", "index")
    expect_refused(mkba_index(NULL), "argument", "name")
  },
  mkba_scheme_in_force = function() {
    expect_refused(mkba_scheme_in_force(1999), "argument", "year")
    expect_refused(mkba_scheme_in_force("2026"), "argument", "year")
  },
  mkba_prices = function() expect_refused(mkba_prices(5), "argument", "words"),
  mkba_price = function() {
    expect_refused(mkba_price("nursingday_exclpersonnel", 2022), "unknown", "id")
    expect_refused(mkba_price("nursingday_excl_personnel", 2021), "argument", "price_year")
  },
  mkba_codes = function() {
    expect_refused(mkba_codes("taakvelden", 2025, "6.6"), "unknown", "code")
    expect_refused(mkba_codes("taakvelden"), "argument", "vintage")
    expect_refused(mkba_codes("regoin"), "unknown", "classification")
  },
  mkba_mapping = function() expect_refused(mkba_mapping("6.71", 2017, 2025), "argument", "to_vintage"),
  mkba_convert_price = function() {
    expect_refused(mkba_convert_price("64", 2022, 2024), "argument", "amount")
    expect_refused(mkba_convert_price(64, 2022.5, 2024), "argument", "from_year")
    expect_refused(mkba_convert_price(64, 2022, NA), "argument", "to_year")
    expect_refused(mkba_convert_price(1:3, 2022, 2023:2024), "argument", "to_year")
    expect_refused(mkba_convert_price(64, 2022, 1e12), "argument", "to_year")
    expect_refused(mkba_convert_price(64, 2022, 2300), "argument", "to_year")
    expect_refused(mkba_convert_price(64, 2022, 2024, "cpj"), "unknown", "index")
    expect_refused(mkba_convert_price(64, 2022, 2024, 5), "argument", "index")
    expect_refused(mkba_convert_price(Inf, 2022, 2024), "argument", "amount")
  },
  mkba_convert_unit = function() {
    expect_refused(mkba_convert_unit("1", "uur", "uur"), "argument", "value")
    expect_refused(mkba_convert_unit(Inf, "uur", "uur"), "argument", "value")
    expect_refused(mkba_convert_unit(1, 5, "uur"), "argument", "from_unit")
    e <- expect_refused(mkba_convert_unit(1, "EUR/uur", "EUR/client"), "unit", "to_unit")
    expect_match(e$message, "EUR/uur.*EUR/client")
  },
  mkba_npv = function() {
    expect_refused(mkba_npv("NL-2062", 1), "unknown", "scheme")
    expect_refused(mkba_npv(-1, 1), "argument", "segments[0].rate")
    expect_refused(mkba_npv(list(rate = 0.02), 1), "argument", "rate")
    expect_refused(mkba_npv(0, "1"), "argument", "flows")
    expect_refused(mkba_npv(0, numeric()), "argument", "flows")
    expect_refused(mkba_npv(0, array(0, c(1, 1, 1))), "argument", "flows")
    expect_refused(mkba_npv(0, data.frame(a = "x")), "argument", "flows")
    expect_refused(mkba_npv(0, rbind(c(1, 2), c(3, NA))), "argument", "flows[1][1]")
    expect_refused(mkba_npv(0, c(1, 2), tau = 0), "argument", "tau")
    expect_refused(mkba_npv(0, c(1, 2), tau = c(0, 0)), "argument", "tau[1]")
  },
  mkba_irr = function() {
    expect_refused(mkba_irr("1"), "argument", "flows")
    expect_refused(mkba_irr(c(0, 0)), "argument", "flows")
    expect_refused(mkba_irr(c(-1, NA)), "argument", "flows[0][1]")
    expect_refused(mkba_irr(c(-1, 2), step = 0), "argument", "step")
  },
  mkba_irr_table = function() expect_refused(mkba_irr_table(c(-1, 2), step = "1"), "argument", "step"),
  mkba_mirr = function() {
    expect_refused(mkba_mirr(c(1, 2), 0.1, 0.1), "argument", "flows[0]")
    expect_refused(mkba_mirr(c(-1, 2), -1, 0.1), "argument", "finance_rate")
    expect_refused(mkba_mirr(c(-1, 2), 0.1, NULL), "argument", "reinvest_rate")
  },
  mkba_payback = function() {
    expect_refused(mkba_payback(c(-1, Inf)), "argument", "flows[0][1]")
    expect_refused(mkba_payback(c(-1, 2), "NL-2062"), "unknown", "scheme")
  },
  mkba_payback_table = function() expect_refused(mkba_payback_table(NULL), "argument", "flows"),
  mkba_annuity = function() {
    expect_refused(mkba_annuity(0.05, 1.5), "argument", "years[0]")
    expect_refused(mkba_annuity(0.05, 5, "mit"), "unknown", "timing")
  },
  mkba_annual_equivalent = function() expect_refused(mkba_annual_equivalent(1, 0.05, 0), "argument", "years"),
  mkba_equipment_annuity = function() {
    expect_refused(mkba_equipment_annuity(1, 2, 3, 0.05), "argument", "residual")
    expect_refused(mkba_equipment_annuity(1, 0, 3.5, 0.05), "argument", "years")
  },
  mkba_depreciation = function() {
    expect_refused(mkba_depreciation(-1, 0, 3, 0.05), "argument", "value")
    expect_refused(mkba_depreciation(1, 0, 3, 0.05, "lineair"), "unknown", "method")
  },
  mkba_future_value = function() expect_refused(mkba_future_value(0.1, 2, 1, 1, "mid"), "argument", "timing"),
  mkba_present_value = function() expect_refused(mkba_present_value(-1, 2, 1), "argument", "rate"),
  mkba_payment = function() expect_refused(mkba_payment(0.1, 0, 1), "argument", "n_periods"),
  mkba_periods = function() expect_refused(mkba_periods(0.1, 0, 1, 1), "evaluation"),
  mkba_rate = function() expect_refused(mkba_rate(3, 1, 1, 1), "evaluation")
)
compare_refusals <- list(
  mkba_compare = function() {
    panel <- mkba_panel(data.frame(gm_code = rep(c("A", "B"), each = 2), jaar = 2020:2021, x = c(4, 5, 8, 8)))
    expect_refused(mkba_compare(panel, "A", "x", c(2021, 2020), per = NULL), "argument", "first")
    expect_refused(mkba_compare(panel, "C", "x", c(2020, 2021), per = NULL), "unknown", "region")
    expect_refused(mkba_compare(panel, "A", "x", 2020), "argument", "years")
  },
  mkba_comparison_table = function() expect_refused(mkba_comparison_table(1), "argument", "comparison")
)
# of helper-koers.R, helper-panel.R, helper-peers.R, helper-scale.R, helper-simulation.R and helper-synthetic.R
refusals <- c(refusals, panel_refusals, peers_refusals, compare_refusals, simulation_refusals, scale_refusals,
              koers_refusals,
              synthetic_refusals)

for (name in names(refusals)) {
  test_that(paste(name, "refuses with class and place"), {
    refusals[[name]]()
  })
}

test_that("every function that takes something is in the list above", {
  exports <- getNamespaceExports("mkba")
  takes <- exports[vapply(exports, function(name) length(formals(getExportedValue("mkba", name))) > 0, NA)]
  expect_setequal(takes, names(refusals))
})

test_that("conditions can be caught by group and say where", {
  caught <- tryCatch(mkba_case(small(title = 5)), mkba_error = function(e) e)
  expect_named(caught, c("message", "call", "where", "status", "line", "column", "source"))
  expect_match(conditionMessage(caught), "/title", fixed = TRUE)
  expect_false(grepl("/title", caught$message, fixed = TRUE))
  expect_error(mkba_case(small(title = 5)), class = "mkba_error_case")
})
