/* What Python and R see of the library: one module over the public headers. Each language brings its typemaps, which
 * give arguments and results their native form and turn a status with its mkba_error into an exception or condition.
 * Nobody calls this raw layer: mkba (Python) and mkba (R) are written on top of it. */
%module mkba_raw

%{
#include <string.h>

#include <mkba/mkba.h>

#include "options.h"
%}

/* ---- not wrapped: freed by capsules and finalizers, or crossing as native values -------------------------- */
%ignore mkba_case_free;
%ignore mkba_appraisal_free;
%ignore mkba_catalog_free;
%ignore mkba_table_free;
%ignore mkba_table_new;             /* data frames cross whole */
%ignore mkba_column;
%ignore mkba_text_free;
%ignore mkba_draft_free;
%ignore mkba_draft_new;             /* a dict or list is what a case is built of: a draft changes one that is there */
%ignore mkba_draft_text;
%ignore mkba_draft_set_text;        /* all values cross as JSON */
%ignore mkba_draft_set_number;
%ignore mkba_draft_set_bool;
%ignore mkba_appraise_options_init_size;
%ignore mkba_appraise_options;      /* a scenario's name or nothing */
%ignore mkba_case_options_init_size;
%ignore mkba_case_options;          /* a catalog or nothing */
%ignore mkba_sensitivity_options_init_size;
%ignore mkba_sensitivity_options;   /* a tuple or list */
%ignore mkba_segment;               /* pairs of numbers */
%ignore mkba_error;                 /* an exception or condition */
%ignore mkba_status;
%ignore mkba_view;                  /* names: see mkba_view_from_name */
%ignore mkba_view_name;
%ignore mkba_view_from_name;
%ignore mkba_catalog_view;
%ignore mkba_catalog_view_name;
%ignore mkba_catalog_view_from_name;
%ignore mkba_bounds;                /* dicts or lists: see options.h */
%ignore mkba_tornado_options;
%ignore mkba_tornado_options_init_size;
%ignore mkba_two_way_options;
%ignore mkba_two_way_options_init_size;
%ignore mkba_break_even_options;
%ignore mkba_break_even_options_init_size;
%ignore mkba_joint_options;
%ignore mkba_joint_options_init_size;
%ignore mkba_plan;
%ignore mkba_plan_name;
%ignore mkba_plan_from_name;
%ignore mkba_simulation_free;
%ignore mkba_bytes_free;
%ignore mkba_simulate_options;      /* a dict or list: see options.h */
%ignore mkba_simulate_options_init_size;
%ignore mkba_simulated;
%ignore mkba_simulated_init_size;
%ignore mkba_simulation_view;
%ignore mkba_simulation_view_name;
%ignore mkba_simulation_view_from_name;
%ignore mkba_samples;               /* matrices */
%ignore mkba_measure_options;       /* a dict or list: see options.h */
%ignore mkba_measure_options_init_size;
%ignore mkba_flows;                 /* arrays of one or two dimensions */
%ignore mkba_timing;                /* names, like views */
%ignore mkba_timing_name;
%ignore mkba_timing_from_name;
%ignore mkba_depreciation_method;
%ignore mkba_depreciation_method_name;
%ignore mkba_depreciation_method_from_name;
%ignore mkba_panel_free;
%ignore mkba_crosswalk_free;
%ignore mkba_peers_free;
%ignore mkba_comparison_free;
%ignore mkba_expectation_free;
%ignore mkba_synthetic_free;
%ignore mkba_effect_free;
%ignore mkba_koers_free;
%ignore mkba_koers_view;             /* names, like views */
%ignore mkba_koers_view_name;
%ignore mkba_koers_view_from_name;
%ignore mkba_compass_free;
%ignore mkba_compass_view;
%ignore mkba_compass_view_name;
%ignore mkba_compass_view_from_name;
%ignore mkba_compass_scale;
%ignore mkba_compass_scale_name;
%ignore mkba_compass_scale_from_name;
%ignore mkba_compass_options;       /* a dict or list: see options.h */
%ignore mkba_compass_options_init_size;
%ignore mkba_register_free;
%ignore mkba_register_view;
%ignore mkba_register_view_name;
%ignore mkba_register_view_from_name;
%ignore mkba_forecast_method;
%ignore mkba_forecast_method_name;
%ignore mkba_forecast_method_from_name;
%ignore mkba_register_options;      /* a dict or list: see options.h */
%ignore mkba_register_options_init_size;
%ignore mkba_allocation_view;
%ignore mkba_allocation_view_name;
%ignore mkba_allocation_view_from_name;
%ignore mkba_allocation_of;
%ignore mkba_allocation_of_name;
%ignore mkba_allocation_of_from_name;
%ignore mkba_allocation_options;     /* a dict or list: see options.h */
%ignore mkba_allocation_options_init_size;
%ignore mkba_synthetic_did_free;
%ignore mkba_placebo_free;
%ignore mkba_panel_indicator;       /* a table has them all */
%ignore mkba_panel_values;          /* so with the cells */
%ignore mkba_panel_statuses;
%ignore mkba_panel_options;         /* a dict or list: see options.h */
%ignore mkba_suspect_options;
%ignore mkba_stream_options;
%ignore mkba_indicator;
%ignore mkba_break;
%ignore mkba_panel_options_init_size;
%ignore mkba_suspect_options_init_size;
%ignore mkba_stream_options_init_size;
%ignore mkba_cell_has_value;        /* a cell without a value has none */
%ignore mkba_period_kind;             /* names, like views */
%ignore mkba_period_kind_name;
%ignore mkba_period_kind_from_name;
%ignore mkba_cell_status;
%ignore mkba_cell_status_name;
%ignore mkba_cell_status_from_name;
%ignore mkba_indicator_kind;
%ignore mkba_indicator_kind_name;
%ignore mkba_indicator_kind_from_name;
%ignore mkba_panel_format;
%ignore mkba_panel_format_name;
%ignore mkba_panel_format_from_name;
%ignore mkba_encoding;
%ignore mkba_encoding_name;
%ignore mkba_encoding_from_name;
%ignore mkba_peers_codes;           /* a table has them */
%ignore mkba_peers_n;
%ignore mkba_peers_options;         /* a dict or list: see options.h */
%ignore mkba_peers_options_init_size;
%ignore mkba_compare_options;
%ignore mkba_compare_options_init_size;
%ignore mkba_did_free;
%ignore mkba_did_options;           /* a dict or list: see options.h */
%ignore mkba_did_options_init_size;
%ignore mkba_did_method;
%ignore mkba_did_method_name;
%ignore mkba_did_method_from_name;
%ignore mkba_did_control;
%ignore mkba_did_control_name;
%ignore mkba_did_control_from_name;
%ignore mkba_did_base;
%ignore mkba_did_base_name;
%ignore mkba_did_base_from_name;
%ignore mkba_did_adjustment;
%ignore mkba_did_adjustment_name;
%ignore mkba_did_adjustment_from_name;
%ignore mkba_did_inference;
%ignore mkba_did_inference_name;
%ignore mkba_did_inference_from_name;
%ignore mkba_did_view;
%ignore mkba_did_view_name;
%ignore mkba_did_view_from_name;
%ignore mkba_comparison_view;       /* names, like views */
%ignore mkba_comparison_view_name;
%ignore mkba_comparison_view_from_name;
%ignore mkba_predictor;             /* a record of the next */
%ignore mkba_synthetic_options;     /* a dict or list: see options.h */
%ignore mkba_synthetic_options_init_size;
%ignore mkba_synthetic_v;           /* names, like views */
%ignore mkba_synthetic_v_name;
%ignore mkba_synthetic_v_from_name;
%ignore mkba_synthetic_form;
%ignore mkba_synthetic_form_name;
%ignore mkba_synthetic_form_from_name;
%ignore mkba_synthetic_view;
%ignore mkba_synthetic_view_name;
%ignore mkba_synthetic_view_from_name;
%ignore mkba_effect_options;        /* a dict or list: see options.h */
%ignore mkba_effect_options_init_size;
%ignore mkba_effect_use;
%ignore mkba_effect_use_init_size;
%ignore mkba_effect_verdict;        /* a column of the estimate */
%ignore mkba_effect_method;
%ignore mkba_effect_method_name;
%ignore mkba_effect_method_from_name;
%ignore mkba_verdict;
%ignore mkba_verdict_name;
%ignore mkba_verdict_from_name;
%ignore mkba_language;
%ignore mkba_language_name;
%ignore mkba_language_from_name;
%ignore mkba_effect_view;
%ignore mkba_effect_view_name;
%ignore mkba_effect_view_from_name;
%ignore mkba_effect_shape;
%ignore mkba_effect_shape_name;
%ignore mkba_effect_shape_from_name;
%ignore mkba_effect_series;
%ignore mkba_effect_series_name;
%ignore mkba_effect_series_from_name;
%ignore mkba_effect_role;
%ignore mkba_effect_role_name;
%ignore mkba_effect_role_from_name;
%ignore mkba_placebo_options;
%ignore mkba_placebo_options_init_size;
%ignore mkba_placebo_statistic;
%ignore mkba_placebo_statistic_name;
%ignore mkba_placebo_statistic_from_name;
%ignore mkba_placebo_side;
%ignore mkba_placebo_side_name;
%ignore mkba_placebo_side_from_name;
%ignore mkba_placebo_view;
%ignore mkba_placebo_view_name;
%ignore mkba_placebo_view_from_name;
%ignore mkba_synthetic_did_options;
%ignore mkba_synthetic_did_options_init_size;
%ignore mkba_synthetic_did_form;
%ignore mkba_synthetic_did_form_name;
%ignore mkba_synthetic_did_form_from_name;
%ignore mkba_synthetic_did_solver;
%ignore mkba_synthetic_did_solver_name;
%ignore mkba_synthetic_did_solver_from_name;
%ignore mkba_synthetic_did_inference;
%ignore mkba_synthetic_did_inference_name;
%ignore mkba_synthetic_did_inference_from_name;
%ignore mkba_synthetic_did_view;
%ignore mkba_synthetic_did_view_name;
%ignore mkba_synthetic_did_view_from_name;
%ignore mkba_expected_options;      /* a dict or list: see options.h */
%ignore mkba_expected_options_init_size;
%ignore mkba_expected_method;       /* names, like views */
%ignore mkba_expected_method_name;
%ignore mkba_expected_method_from_name;
%ignore mkba_expected_errors;
%ignore mkba_expected_errors_name;
%ignore mkba_expected_errors_from_name;
%ignore mkba_expected_penalty;
%ignore mkba_expected_penalty_name;
%ignore mkba_expected_penalty_from_name;
%ignore mkba_expectation_view;
%ignore mkba_expectation_view_name;
%ignore mkba_expectation_view_from_name;
%ignore mkba_game_free;
%ignore mkba_game_from_function;    /* both languages ask a function themselves, for every coalition */
%ignore mkba_worth;
%ignore mkba_game_kind;             /* names, like views */
%ignore mkba_game_kind_name;
%ignore mkba_game_kind_from_name;
%ignore mkba_scale_level;           /* a record of the next */
%ignore mkba_scale_options;
%ignore mkba_scale_options_init_size;
%ignore mkba_scale_view;
%ignore mkba_scale_view_name;
%ignore mkba_scale_view_from_name;
%ignore mkba_game_concept;
%ignore mkba_game_concept_name;
%ignore mkba_game_concept_from_name;
%ignore mkba_solution_view;
%ignore mkba_solution_view_name;
%ignore mkba_solution_view_from_name;
%ignore mkba_keys_view;
%ignore mkba_keys_view_name;
%ignore mkba_keys_view_from_name;
%ignore mkba_cost_key;              /* a record of the next */
%ignore mkba_keys_options;
%ignore mkba_keys_options_init_size;
%ignore mkba_shapley_options;       /* a dict or list: see options.h */
%ignore mkba_shapley_options_init_size;
%ignore mkba_peers_method;          /* names, like views */
%ignore mkba_peers_method_name;
%ignore mkba_peers_method_from_name;
%ignore mkba_peers_missing;
%ignore mkba_peers_missing_name;
%ignore mkba_peers_missing_from_name;
%ignore mkba_peers_view;
%ignore mkba_peers_view_name;
%ignore mkba_peers_view_from_name;
%ignore mkba_scaling;
%ignore mkba_scaling_name;
%ignore mkba_scaling_from_name;
%ignore mkba_interval_options;
%ignore mkba_interval_options_init_size;
%ignore mkba_funnel_options;
%ignore mkba_funnel_options_init_size;
%ignore mkba_decomposition_options;
%ignore mkba_decomposition_options_init_size;
%ignore mkba_learning_options;
%ignore mkba_learning_options_init_size;
%ignore mkba_overview_options;
%ignore mkba_overview_options_init_size;
%ignore mkba_overview_item;
%ignore mkba_interval_method;
%ignore mkba_interval_method_name;
%ignore mkba_interval_method_from_name;
%ignore mkba_funnel_family;
%ignore mkba_funnel_family_name;
%ignore mkba_funnel_family_from_name;
%ignore mkba_funnel_limits;
%ignore mkba_funnel_limits_name;
%ignore mkba_funnel_limits_from_name;
%ignore mkba_overdispersion;
%ignore mkba_overdispersion_name;
%ignore mkba_overdispersion_from_name;
%ignore mkba_funnel_scale;
%ignore mkba_funnel_scale_name;
%ignore mkba_funnel_scale_from_name;
%ignore mkba_funnel_trim;
%ignore mkba_funnel_trim_name;
%ignore mkba_funnel_trim_from_name;
%ignore mkba_funnel_view;
%ignore mkba_funnel_view_name;
%ignore mkba_funnel_view_from_name;
%ignore mkba_learning_reference;
%ignore mkba_learning_reference_name;
%ignore mkba_learning_reference_from_name;
%ignore mkba_aspect;
%ignore mkba_aspect_name;
%ignore mkba_aspect_from_name;
%ignore mkba_better;
%ignore mkba_better_name;
%ignore mkba_better_from_name;
%ignore mkba_statistic;
%ignore mkba_statistic_name;
%ignore mkba_statistic_from_name;
%ignore mkba_missing;
%ignore mkba_missing_name;
%ignore mkba_missing_from_name;
%ignore mkba_column_type;
%ignore mkba_column_type_name;
%ignore ArrowSchema;                /* capsules, as other packages have them */
%ignore ArrowArray;
%ignore ArrowArrayStream;
%rename($ignore, regextarget=1, %$isfunction)
    "^mkba_table_(column_type|texts|integers|reals|is_missing)";  /* columns cross whole */
%rename($ignore, regextarget=1, %$isenumitem) ".*";
%rename($ignore, regextarget=1, %$isconstant) ".*";

#if defined(SWIGPYTHON)
%include "python/mkba_python.i"
#elif defined(SWIGR)
%include "r/mkba_r.i"
#else
#  error "mkba.i: no typemaps for this language"
#endif

/* ---- patterns that the typemaps serve, by parameter name --------------------------------------------------- */
%apply (const double *IN_REALS, size_t IN_LENGTH)   { (const double *values, size_t n_values), (const double *years, size_t n_years),
    (const double *bounds, size_t n_bounds), (const double *successes, size_t n_successes),
    (const double *trials, size_t n_trials), (const double *other_successes, size_t n_other_successes),
    (const double *other_trials, size_t n_other_trials), (const double *weights, size_t n_weights),
    (const double *means, size_t n_means), (const double *sds, size_t n_sds), (const double *sizes, size_t n_sizes),
    (const double *observed, size_t n_observed), (const double *start, size_t n_start),
    (const double *end, size_t n_end), (const double *y, size_t n_y), (const double *thresholds, size_t n_thresholds),
    (const double *prior_sizes, size_t n_prior_sizes), (const double *worths, size_t n_worths),
    (const double *volumes, size_t n_volumes), (const double *allocation, size_t n_allocation), (const double *p, size_t n_p) };
%apply (const double *REALS_OR_NULL, size_t IN_LENGTH) { (const double *tau, size_t n_tau), (const double *population, size_t n_population),
    (const double *extra, size_t n_extra), (const double *magnitudes, size_t n_magnitudes) };
%apply (double *OUT_REALS, size_t OUT_LENGTH)       { (double *out, size_t n_out) };
%apply (const char *const *IN_TEXTS, size_t IN_LENGTH) { (const char *const *names, size_t n_names), (const char *const *players, size_t n_players),
    (const char *const *alternatives, size_t n_alternatives),
    (const char *const *treated, size_t n_treated) };
%apply const mkba_samples *SAMPLES { const mkba_samples *x, const mkba_samples *net, const mkba_samples *effects,
    const mkba_samples *costs };
%apply (const char *IN_BYTES, size_t IN_LENGTH)     { (const char *text, size_t length) };
%apply const char *OR_NULL                          { const char *scenario, const char *code, const char *line,
    const char *parameter };
%apply double *OUT_REAL                             { double *npv, double *converted, double *price, double *value, double *equivalent, double *yearly, double *effective };
%apply const char **OUT_NAME                        { const char **name };
%apply char **OUT_TEXT                              { char **text, char **json };

%apply (const char *const *TEXTS_OR_NULL, size_t IN_LENGTH) {
    (const char *const *areas, size_t n_areas), (const char *const *periods, size_t n_periods),
    (const char *const *codes, size_t n_codes),
    (const char *const *indicators, size_t n_indicators) };
%apply (const char *const *IN_TEXTS, size_t IN_LENGTH) {
    (const char *const *members, size_t n_members), (const char *const *region, size_t n_region),
    (const char *const *parts, size_t n_parts) };
%apply (const char *IN_BYTES, size_t IN_LENGTH) {
    (const char *steps, size_t steps_length), (const char *areas, size_t areas_length) };
%apply const char *OR_NULL { const char *unit, const char *reason, const char *denominator, const char *stock, const char *half_years };

%include "mkba/base.h"
%include "mkba/money.h"
%include "mkba/catalog.h"
%include "mkba/case.h"
%apply (const double *REALS_OR_NULL, size_t IN_LENGTH) { (const double *bounds, size_t n_bounds) };
%include "mkba/case_distribution.h"
%apply (const double *IN_REALS, size_t IN_LENGTH) { (const double *bounds, size_t n_bounds) };
%include "mkba/appraise.h"
%include "mkba/uncertain.h"
%include "mkba/uncertain_what_if.h"
%include "mkba/uncertain_sensitivity.h"
%include "mkba/uncertain_value.h"
%apply const char *OR_NULL { const char *name };
%include "mkba/arrow.h"
%include "mkba/panel.h"
%include "mkba/compare.h"
%include "mkba/compare_service.h"
%include "mkba/effect_expected.h"
%include "mkba/effect_did.h"
%include "mkba/effect_synthetic.h"
%include "mkba/effect.h"
%include "mkba/koers_effect.h"
%include "mkba/effect_synthetic_did.h"
%include "mkba/effect_placebo.h"
%clear const char *name;
%include "mkba/koers_coalition.h"
%include "mkba/koers_scale.h"
%apply (const char *const *IN_TEXTS, size_t IN_LENGTH) { (const char *const *lines, size_t n_lines) };
%apply (const double *IN_REALS, size_t IN_LENGTH) { (const double *amounts, size_t n_amounts) };
%include "mkba/koers.h"
%include "mkba/koers_din.h"
%apply const mkba_panel *OR_NULL { const mkba_panel *panel };
%include "mkba/koers_compass.h"
%apply const mkba_case *OR_NULL { const mkba_case *mkba };
%include "mkba/koers_register.h"
%clear const mkba_case *mkba;
%clear const mkba_panel *panel;
