test_that("the package has functions only: nothing S4 of the wrapper is left", {
  namespace <- asNamespace("mkba")
  expect_length(methods::getClasses(namespace), 0)
  expect_length(methods::getGenerics(namespace)@.Data, 0)
  expect_false(any(vapply(ls(namespace, all.names = TRUE), function(name) isS4(get(name, namespace)), NA)))
})

test_that("native routines are registered and found by registration only", {
  dll <- getLoadedDLLs()[["mkba"]]
  routines <- getDLLRegisteredRoutines(dll)$.Call
  raw <- grep("^raw_", ls(asNamespace("mkba")), value = TRUE)
  expect_setequal(names(routines), paste0("R_swig_", raw))
  expect_false(is.loaded("mkba_case_read", PACKAGE = "mkba"))
})

# What R sees of the C library, and what it has other means for.
other_means <- c(
  "mkba_case_free", "mkba_appraisal_free", "mkba_table_free", "mkba_text_free",         # finalizers
  "mkba_catalog_free", "mkba_case_options_init_size", "mkba_catalog_view_name", "mkba_catalog_view_from_name",
  "mkba_draft_free", "mkba_draft_new", "mkba_draft_text", "mkba_draft_set_text", "mkba_draft_set_number",
  "mkba_draft_set_bool",                                                                 # lists, and values as JSON
  "mkba_appraise_options_init_size", "mkba_sensitivity_options_init_size", "mkba_status_name", "mkba_view_name",
  "mkba_view_from_name",                                                                 # names and NULL
  "mkba_timing_name", "mkba_timing_from_name", "mkba_depreciation_method_name", "mkba_depreciation_method_from_name",
  "mkba_plan_name", "mkba_plan_from_name",
  "mkba_column_type_name", "mkba_table_name", "mkba_table_n_rows", "mkba_table_n_columns", "mkba_table_column_name",
  "mkba_table_column_unit", "mkba_table_column_type", "mkba_table_texts", "mkba_table_integers", "mkba_table_reals",
  "mkba_table_is_missing", "mkba_table_csv", "mkba_table_json", "mkba_table_export", "mkba_table_export_stream",
  "mkba_table_import", "mkba_table_import_stream", "mkba_table_new",                    # data frames
  "mkba_panel_free", "mkba_crosswalk_free", "mkba_peers_free", "mkba_comparison_free", "mkba_expectation_free",
  "mkba_register_free", "mkba_register_options_init_size", "mkba_register_view_name", "mkba_register_view_from_name",
  "mkba_forecast_method_name", "mkba_forecast_method_from_name",
  "mkba_compass_free", "mkba_compass_options_init_size", "mkba_compass_view_name", "mkba_compass_view_from_name",
  "mkba_compass_scale_name", "mkba_compass_scale_from_name",
  "mkba_koers_free", "mkba_koers_view_name", "mkba_koers_view_from_name", "mkba_allocation_view_name",
  "mkba_allocation_view_from_name", "mkba_allocation_of_name", "mkba_allocation_of_from_name",
  "mkba_allocation_options_init_size",                                                # names, lists
  "mkba_did_free", "mkba_synthetic_free", "mkba_placebo_free", "mkba_placebo_options_init_size",
  "mkba_synthetic_did_free", "mkba_effect_free", "mkba_effect_use_init_size",           # finalizers, named lists
  "mkba_effect_verdict",                                                                # a column of the estimate
  "mkba_panel_options_init_size", "mkba_suspect_options_init_size",
  "mkba_stream_options_init_size", "mkba_peers_options_init_size", "mkba_compare_options_init_size",  # named lists
  "mkba_peers_n", "mkba_peers_codes",                                                   # a table
  "mkba_panel_indicator", "mkba_panel_values", "mkba_panel_statuses", "mkba_cell_has_value",  # tables
  outer(
    c("period_kind", "cell_status", "indicator_kind", "panel_format", "encoding", "missing", "scaling", "peers_method",
      "peers_missing", "peers_view", "comparison_view", "expected_method", "expected_errors", "expected_penalty",
      "expectation_view", "did_method", "did_control", "did_base", "did_adjustment", "did_inference", "did_view",
      "synthetic_v",
      "synthetic_view", "synthetic_form", "placebo_statistic", "placebo_side", "placebo_view", "synthetic_did_form",
      "synthetic_did_solver", "synthetic_did_inference", "synthetic_did_view", "effect_method", "verdict", "language",
      "effect_view", "effect_shape", "effect_series", "effect_role"),
    c("_name", "_from_name"),
    function(enum, name) paste0("mkba_", enum, name)
  ),
  outer(
    c("interval_method", "funnel_family", "funnel_limits", "overdispersion", "funnel_scale", "funnel_trim",
      "funnel_view",
      "learning_reference", "aspect", "better", "statistic"), c("_name", "_from_name"),
    function(enum, name) paste0("mkba_", enum, name)
  ),
  "mkba_effect_free", "mkba_effect_options_init_size", "mkba_effect_use_init_size",
  "mkba_effect_verdict",  # a column of a table
  outer(c("effect_method", "verdict", "language", "effect_view", "effect_shape", "effect_series", "effect_role"),
        c("_name", "_from_name"), function(enum, name) paste0("mkba_", enum, name)),
  "mkba_game_free", "mkba_game_from_function", "mkba_shapley_options_init_size", "mkba_keys_options_init_size",
  "mkba_scale_options_init_size",
  outer(c("game_kind", "game_concept", "solution_view", "keys_view", "scale_view"), c("_name", "_from_name"),
        function(enum, name) paste0("mkba_", enum, name)),
  "mkba_simulation_free", "mkba_bytes_free", "mkba_simulate_options_init_size", "mkba_simulated_init_size",
  "mkba_simulation_view_name", "mkba_simulation_view_from_name",                        # finalizers, named lists, names
  paste0("mkba_", c("did", "interval", "funnel", "decomposition", "learning", "overview", "measure", "tornado",
                    "two_way",
                    "break_even", "expected", "synthetic", "synthetic_did", "effect", "joint"),
         "_options_init_size")                                                          # named lists
)

test_that("every public function of the library is bound or has other means", {
  headers <- list.files(test_path("../../src/include/mkba"), "[.]h$", full.names = TRUE)
  if (length(headers) == 0) skip("the headers are not beside this package")
  text <- paste(unlist(lapply(headers, readLines)), collapse = "\n")
  declared <- regmatches(text, gregexpr("\\nMKBA_API [^;(]*?\\b(mkba_[a-z0-9_]+)\\(", text, perl = TRUE))[[1]]
  declared <- sub("\\($", "", sub(".*\\b(mkba_[a-z0-9_]+\\($)", "\\1", declared))
  bound <- sub("^raw_", "", grep("^raw_", ls(asNamespace("mkba")), value = TRUE))
  expect_setequal(c(bound, other_means), declared)
})

test_that("the examples of the help pages run", {
  pages <- tools::Rd_db("mkba")
  if (length(pages) == 0) skip("the package is installed without help pages")
  grDevices::pdf(NULL)  # plots of examples leave no file
  on.exit(grDevices::dev.off())
  for (name in names(pages)) {
    script <- tempfile(fileext = ".R")
    tools::Rd2ex(pages[[name]], script)
    if (!file.exists(script)) next
    expect_error(capture.output(source(script, local = new.env(), echo = FALSE, print.eval = TRUE)), NA, info = name)
  }
})
