/* Structs that a caller fills by name: a table of fields for each. From it the typemaps of Python fill the struct from a
 * dict, those of R from a named list. A test compares each table with the struct in its public header.
 *
 * A table names the fields; what a field holds follows from its C type, so that the two cannot differ. The field `size`
 * is the initialiser's, and a list brings its own count: neither is in a table. */
#ifndef MKBA_BINDINGS_OPTIONS_H
#define MKBA_BINDINGS_OPTIONS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <mkba/mkba.h>

#include "base/error.h"
#include "base/text.h"

/* What a field holds. */
typedef enum mkba_field_type {
    MKBA_FIELD_TEXT,    /* const char *; nothing is NULL */
    MKBA_FIELD_BOOLEAN, /* bool */
    MKBA_FIELD_REAL,    /* double */
    MKBA_FIELD_INTEGER, /* int */
    MKBA_FIELD_SIZE,    /* size_t */
    MKBA_FIELD_SEED,    /* uint64_t, where that is no size_t */
    MKBA_FIELD_CHAR,    /* char: one of ASCII */
    MKBA_FIELD_TEXTS,   /* const char *const *, and a count; nothing is NULL and 0 */
    MKBA_FIELD_REALS,   /* const double *, and a count */
    MKBA_FIELD_CHOICE,  /* an enum, by the name of its value */
    MKBA_FIELD_RECORDS, /* structs with a table of their own, and a count */
    MKBA_FIELD_CATALOG, /* const mkba_catalog *; nothing is what is shipped */
    MKBA_FIELD_NONE     /* a type that no table can have: the test of the tables finds it */
} mkba_field_type;

typedef struct mkba_fields mkba_fields;

typedef struct mkba_field {
    const char *name;
    mkba_field_type type;
    size_t offset;
    size_t count;                                                            /* offset of the count of a list */
    mkba_status (*choose)(const char *name, void *value, mkba_error *error); /* of a choice */
    const mkba_fields *records;                                              /* of records */
} mkba_field;

struct mkba_fields {
    const char *what; /* for a sentence: "an option of reading a panel" */
    const mkba_field *list;
    size_t n;
    size_t size; /* of the struct */
};

/* ---- tables ------------------------------------------------------------------------------------------------ */

#define MKBA_FIELD_TYPE(value)                                                                                         \
  _Generic((value),                                                                                                    \
      const char *: MKBA_FIELD_TEXT,                                                                                   \
      bool: MKBA_FIELD_BOOLEAN,                                                                                        \
      double: MKBA_FIELD_REAL,                                                                                         \
      int: MKBA_FIELD_INTEGER,                                                                                         \
      size_t: MKBA_FIELD_SIZE,                                                                                         \
      char: MKBA_FIELD_CHAR,                                                                                           \
      const char *const *: MKBA_FIELD_TEXTS,                                                                           \
      const double *: MKBA_FIELD_REALS,                                                                                \
      const mkba_catalog *: MKBA_FIELD_CATALOG,                                                                        \
      default: _Generic((value), uint64_t: MKBA_FIELD_SEED, default: MKBA_FIELD_NONE))

/* A field of one value. */
#define MKBA_FIELD(STRUCT, NAME)                                                                                       \
  {                                                                                                                    \
    .name = #NAME, .type = MKBA_FIELD_TYPE(((STRUCT *) 0)->NAME), .offset = offsetof(STRUCT, NAME)                     \
  }
/* A list, and the field that says how long it is; two lists may share one. */
#define MKBA_FIELD_LIST(STRUCT, NAME, COUNT)                                                                           \
  {                                                                                                                    \
    .name = #NAME, .type = MKBA_FIELD_TYPE(((STRUCT *) 0)->NAME), .offset = offsetof(STRUCT, NAME),                    \
    .count = offsetof(STRUCT, COUNT)                                                                                   \
  }
/* An enum: MKBA_CHOOSER(TYPE) comes before. */
#define MKBA_FIELD_OF(STRUCT, NAME, TYPE)                                                                              \
  {                                                                                                                    \
    .name = #NAME, .type = MKBA_FIELD_CHOICE, .offset = offsetof(STRUCT, NAME), .choose = TYPE##_choose                \
  }
/* A list of structs: the table of TYPE comes before. */
#define MKBA_FIELD_LIST_OF(STRUCT, NAME, COUNT, TYPE)                                                                  \
  {                                                                                                                    \
    .name = #NAME, .type = MKBA_FIELD_RECORDS, .offset = offsetof(STRUCT, NAME), .count = offsetof(STRUCT, COUNT),     \
    .records = &TYPE##_fields                                                                                          \
  }

#define MKBA_CHOOSER(TYPE)                                                                                             \
  static mkba_status TYPE##_choose(const char *name, void *value, mkba_error *error)                                   \
  {                                                                                                                    \
    return TYPE##_from_name(name, (TYPE *) value, error);                                                              \
  }
/* The table of a struct, after its list TYPE_list. */
#define MKBA_FIELDS(TYPE, WHAT)                                                                                        \
  static const mkba_fields TYPE##_fields = {WHAT, TYPE##_list, sizeof TYPE##_list / sizeof *TYPE##_list, sizeof(TYPE)};

MKBA_CHOOSER(mkba_encoding)
MKBA_CHOOSER(mkba_indicator_kind)
MKBA_CHOOSER(mkba_missing)
MKBA_CHOOSER(mkba_peers_method)
MKBA_CHOOSER(mkba_peers_missing)
MKBA_CHOOSER(mkba_allocation_of)
MKBA_CHOOSER(mkba_expected_method)
MKBA_CHOOSER(mkba_expected_errors)
MKBA_CHOOSER(mkba_expected_penalty)
MKBA_CHOOSER(mkba_synthetic_v)
MKBA_CHOOSER(mkba_synthetic_form)
MKBA_CHOOSER(mkba_synthetic_did_form)
MKBA_CHOOSER(mkba_synthetic_did_solver)
MKBA_CHOOSER(mkba_synthetic_did_inference)
MKBA_CHOOSER(mkba_placebo_statistic)
MKBA_CHOOSER(mkba_placebo_side)
MKBA_CHOOSER(mkba_period_kind)
MKBA_CHOOSER(mkba_scaling)
MKBA_CHOOSER(mkba_aspect)
MKBA_CHOOSER(mkba_better)
MKBA_CHOOSER(mkba_funnel_family)
MKBA_CHOOSER(mkba_funnel_limits)
MKBA_CHOOSER(mkba_funnel_scale)
MKBA_CHOOSER(mkba_funnel_trim)
MKBA_CHOOSER(mkba_interval_method)
MKBA_CHOOSER(mkba_did_adjustment)
MKBA_CHOOSER(mkba_did_base)
MKBA_CHOOSER(mkba_did_control)
MKBA_CHOOSER(mkba_did_inference)
MKBA_CHOOSER(mkba_did_method)
MKBA_CHOOSER(mkba_learning_reference)
MKBA_CHOOSER(mkba_overdispersion)
MKBA_CHOOSER(mkba_plan)
MKBA_CHOOSER(mkba_statistic)

static const mkba_field mkba_panel_options_list[] = {
    MKBA_FIELD_OF(mkba_panel_options, encoding, mkba_encoding),
    MKBA_FIELD(mkba_panel_options, separator),
    MKBA_FIELD(mkba_panel_options, decimal),
    MKBA_FIELD(mkba_panel_options, source),
    MKBA_FIELD(mkba_panel_options, area),
    MKBA_FIELD(mkba_panel_options, name),
    MKBA_FIELD(mkba_panel_options, period),
    MKBA_FIELD(mkba_panel_options, indicator),
    MKBA_FIELD(mkba_panel_options, value),
    MKBA_FIELD(mkba_panel_options, unit),
    MKBA_FIELD(mkba_panel_options, bron),
    MKBA_FIELD(mkba_panel_options, status),
    MKBA_FIELD(mkba_panel_options, split_units),
    MKBA_FIELD(mkba_panel_options, fixed_area),
    MKBA_FIELD(mkba_panel_options, fixed_period),
    MKBA_FIELD_LIST(mkba_panel_options, indicators, n_indicators),
    MKBA_FIELD_LIST(mkba_panel_options, skipped, n_skipped),
    MKBA_FIELD_LIST(mkba_panel_options, chosen, n_chosen),
    MKBA_FIELD_OF(mkba_panel_options, kind, mkba_period_kind),
    MKBA_FIELD_LIST(mkba_panel_options, provisional, n_provisional),
    MKBA_FIELD(mkba_panel_options, area_prefix),
    MKBA_FIELD_LIST(mkba_panel_options, area_codes, n_area_names),
    MKBA_FIELD_LIST(mkba_panel_options, area_names, n_area_names),
    MKBA_FIELD(mkba_panel_options, report),
};
MKBA_FIELDS(mkba_panel_options, "option of reading a panel")

static const mkba_field mkba_suspect_options_list[] = {
    MKBA_FIELD_LIST(mkba_suspect_options, indicators, n_indicators),
    MKBA_FIELD(mkba_suspect_options, least),
    MKBA_FIELD(mkba_suspect_options, jump),
    MKBA_FIELD(mkba_suspect_options, shift),
    MKBA_FIELD(mkba_suspect_options, steady),
};
MKBA_FIELDS(mkba_suspect_options, "option of looking for suspect figures")

static const mkba_field mkba_stream_options_list[] = {
    MKBA_FIELD(mkba_stream_options, name),
    MKBA_FIELD(mkba_stream_options, area),
    MKBA_FIELD(mkba_stream_options, stock),
    MKBA_FIELD(mkba_stream_options, stock_at),
    MKBA_FIELD(mkba_stream_options, inflow),
    MKBA_FIELD(mkba_stream_options, outflow),
    MKBA_FIELD(mkba_stream_options, users),
    MKBA_FIELD(mkba_stream_options, population),
    MKBA_FIELD(mkba_stream_options, cost),
    MKBA_FIELD(mkba_stream_options, cost_in),
    MKBA_FIELD(mkba_stream_options, cost_basis),
    MKBA_FIELD(mkba_stream_options, turnover),
    MKBA_FIELD(mkba_stream_options, gives_way),
    MKBA_FIELD(mkba_stream_options, assumed_outflow),
    MKBA_FIELD(mkba_stream_options, rates),
    MKBA_FIELD(mkba_stream_options, first),
    MKBA_FIELD(mkba_stream_options, last),
    MKBA_FIELD(mkba_stream_options, title),
    MKBA_FIELD(mkba_stream_options, domain),
    MKBA_FIELD(mkba_stream_options, cbs),
    MKBA_FIELD(mkba_stream_options, taakveld),
    MKBA_FIELD(mkba_stream_options, payer),
    MKBA_FIELD(mkba_stream_options, source),
};
MKBA_FIELDS(mkba_stream_options, "option of a stream")

static const mkba_field mkba_break_list[] = {
    MKBA_FIELD(mkba_break, year),
    MKBA_FIELD(mkba_break, refuse),
    MKBA_FIELD(mkba_break, note),
};
MKBA_FIELDS(mkba_break, "field of a break")

static const mkba_field mkba_indicator_list[] = {
    MKBA_FIELD(mkba_indicator, name),
    MKBA_FIELD(mkba_indicator, unit),
    MKBA_FIELD_OF(mkba_indicator, kind, mkba_indicator_kind),
    MKBA_FIELD(mkba_indicator, numerator),
    MKBA_FIELD(mkba_indicator, denominator),
    MKBA_FIELD(mkba_indicator, per),
    MKBA_FIELD_LIST(mkba_indicator, parts, n_parts),
    MKBA_FIELD(mkba_indicator, rounding),
    MKBA_FIELD_LIST_OF(mkba_indicator, breaks, n_breaks, mkba_break),
};
MKBA_FIELDS(mkba_indicator, "field of an indicator")

static const mkba_field mkba_peers_options_list[] = {
    MKBA_FIELD_OF(mkba_peers_options, method, mkba_peers_method),
    MKBA_FIELD_LIST(mkba_peers_options, by, n_by),
    MKBA_FIELD(mkba_peers_options, year),
    MKBA_FIELD(mkba_peers_options, before),
    MKBA_FIELD(mkba_peers_options, k),
    MKBA_FIELD_OF(mkba_peers_options, scaling, mkba_scaling),
    MKBA_FIELD_LIST(mkba_peers_options, weights, n_weights),
    MKBA_FIELD_OF(mkba_peers_options, missing, mkba_peers_missing),
    MKBA_FIELD(mkba_peers_options, as_one),
    MKBA_FIELD_LIST(mkba_peers_options, candidates, n_candidates),
    MKBA_FIELD(mkba_peers_options, prefix),
    MKBA_FIELD_LIST(mkba_peers_options, exclude, n_exclude),
    MKBA_FIELD_LIST(mkba_peers_options, outcomes, n_outcomes),
};
MKBA_FIELDS(mkba_peers_options, "option of finding peers")

static const mkba_field mkba_compare_options_list[] = {
    MKBA_FIELD_LIST(mkba_compare_options, region, n_region),
    MKBA_FIELD(mkba_compare_options, region_name),
    MKBA_FIELD_LIST(mkba_compare_options, indicators, n_indicators),
    MKBA_FIELD_LIST(mkba_compare_options, indicators_at_end, n_indicators),
    MKBA_FIELD(mkba_compare_options, first),
    MKBA_FIELD(mkba_compare_options, last),
    MKBA_FIELD_LIST(mkba_compare_options, peers, n_peers),
    MKBA_FIELD(mkba_compare_options, nation),
    MKBA_FIELD_LIST(mkba_compare_options, waterbed, n_waterbed),
    MKBA_FIELD(mkba_compare_options, policy_date),
    MKBA_FIELD_OF(mkba_compare_options, missing, mkba_missing),
    MKBA_FIELD(mkba_compare_options, centre_regions),
    MKBA_FIELD(mkba_compare_options, suppressed_most),
    MKBA_FIELD(mkba_compare_options, start_difference),
    MKBA_FIELD(mkba_compare_options, replicates),
    MKBA_FIELD(mkba_compare_options, seed),
    MKBA_FIELD(mkba_compare_options, level),
};
MKBA_FIELDS(mkba_compare_options, "option of a comparison")

static const mkba_field mkba_expected_options_list[] = {
    MKBA_FIELD_LIST(mkba_expected_options, region, n_region),
    MKBA_FIELD(mkba_expected_options, region_name),
    MKBA_FIELD(mkba_expected_options, indicator),
    MKBA_FIELD_LIST(mkba_expected_options, factors, n_factors),
    MKBA_FIELD_LIST(mkba_expected_options, periods, n_periods),
    MKBA_FIELD(mkba_expected_options, start),
    MKBA_FIELD(mkba_expected_options, factor_period),
    MKBA_FIELD_OF(mkba_expected_options, method, mkba_expected_method),
    MKBA_FIELD_OF(mkba_expected_options, errors, mkba_expected_errors),
    MKBA_FIELD(mkba_expected_options, weights),
    MKBA_FIELD(mkba_expected_options, population),
    MKBA_FIELD_OF(mkba_expected_options, penalty_by, mkba_expected_penalty),
    MKBA_FIELD(mkba_expected_options, penalty),
    MKBA_FIELD_LIST(mkba_expected_options, areas, n_areas),
    MKBA_FIELD(mkba_expected_options, include_region),
    MKBA_FIELD(mkba_expected_options, level),
};
MKBA_FIELDS(mkba_expected_options, "option of need adjustment")

static const mkba_field mkba_predictor_list[] = {
    MKBA_FIELD(mkba_predictor, indicator),
    MKBA_FIELD(mkba_predictor, first),
    MKBA_FIELD(mkba_predictor, last),
};
MKBA_FIELDS(mkba_predictor, "part of a predictor")

static const mkba_field mkba_synthetic_options_list[] = {
    MKBA_FIELD(mkba_synthetic_options, indicator),
    MKBA_FIELD(mkba_synthetic_options, treated),
    MKBA_FIELD(mkba_synthetic_options, start),
    MKBA_FIELD(mkba_synthetic_options, first),
    MKBA_FIELD(mkba_synthetic_options, last),
    MKBA_FIELD_LIST(mkba_synthetic_options, donors, n_donors),
    MKBA_FIELD(mkba_synthetic_options, intercept),
    MKBA_FIELD(mkba_synthetic_options, ridge),
    MKBA_FIELD_LIST_OF(mkba_synthetic_options, predictors, n_predictors, mkba_predictor),
    MKBA_FIELD_OF(mkba_synthetic_options, v, mkba_synthetic_v),
    MKBA_FIELD_LIST(mkba_synthetic_options, given_v, n_given_v),
    MKBA_FIELD_OF(mkba_synthetic_options, form, mkba_synthetic_form),
    MKBA_FIELD(mkba_synthetic_options, penalty),
    MKBA_FIELD(mkba_synthetic_options, starts),
    MKBA_FIELD(mkba_synthetic_options, seed),
    MKBA_FIELD(mkba_synthetic_options, population),
};
MKBA_FIELDS(mkba_synthetic_options, "option of a synthetic control")

static const mkba_field mkba_synthetic_did_options_list[] = {
    MKBA_FIELD(mkba_synthetic_did_options, indicator),
    MKBA_FIELD_LIST(mkba_synthetic_did_options, treated, n_treated),
    MKBA_FIELD(mkba_synthetic_did_options, start),
    MKBA_FIELD(mkba_synthetic_did_options, first),
    MKBA_FIELD(mkba_synthetic_did_options, last),
    MKBA_FIELD_LIST(mkba_synthetic_did_options, donors, n_donors),
    MKBA_FIELD(mkba_synthetic_did_options, population),
    MKBA_FIELD_OF(mkba_synthetic_did_options, form, mkba_synthetic_did_form),
    MKBA_FIELD_OF(mkba_synthetic_did_options, solver, mkba_synthetic_did_solver),
    MKBA_FIELD_OF(mkba_synthetic_did_options, inference, mkba_synthetic_did_inference),
    MKBA_FIELD(mkba_synthetic_did_options, level),
    MKBA_FIELD(mkba_synthetic_did_options, replicates),
    MKBA_FIELD(mkba_synthetic_did_options, seed),
    MKBA_FIELD_LIST(mkba_synthetic_did_options, starts, n_starts),
    MKBA_FIELD_LIST(mkba_synthetic_did_options, covariates, n_covariates),
};
MKBA_FIELDS(mkba_synthetic_did_options, "option of synthetic difference-in-differences")

static const mkba_field mkba_placebo_options_list[] = {
    MKBA_FIELD_OF(mkba_placebo_options, statistic, mkba_placebo_statistic),
    MKBA_FIELD_OF(mkba_placebo_options, side, mkba_placebo_side),
    MKBA_FIELD(mkba_placebo_options, level),
    MKBA_FIELD(mkba_placebo_options, power),
    MKBA_FIELD(mkba_placebo_options, noise),
    MKBA_FIELD(mkba_placebo_options, in_time),
    MKBA_FIELD(mkba_placebo_options, leave_one_out),
    MKBA_FIELD(mkba_placebo_options, conformal),
    MKBA_FIELD(mkba_placebo_options, least_before),
    MKBA_FIELD(mkba_placebo_options, threads),
};
MKBA_FIELDS(mkba_placebo_options, "option of placebos")

static const mkba_field mkba_allocation_options_list[] = {
    MKBA_FIELD(mkba_allocation_options, alternative),
    MKBA_FIELD(mkba_allocation_options, scenario),
    MKBA_FIELD_OF(mkba_allocation_options, of, mkba_allocation_of),
    MKBA_FIELD(mkba_allocation_options, draws),
    MKBA_FIELD(mkba_allocation_options, seed),
    MKBA_FIELD(mkba_allocation_options, level),
};
MKBA_FIELDS(mkba_allocation_options, "option of an allocation")

static const mkba_field mkba_interval_options_list[] = {
    MKBA_FIELD_OF(mkba_interval_options, method, mkba_interval_method),
    MKBA_FIELD(mkba_interval_options, level),
    MKBA_FIELD(mkba_interval_options, design_effect),
    MKBA_FIELD(mkba_interval_options, small),
};
MKBA_FIELDS(mkba_interval_options, "option of an interval")

static const mkba_field mkba_funnel_options_list[] = {
    MKBA_FIELD_OF(mkba_funnel_options, family, mkba_funnel_family),
    MKBA_FIELD_OF(mkba_funnel_options, limits, mkba_funnel_limits),
    MKBA_FIELD_OF(mkba_funnel_options, overdispersion, mkba_overdispersion),
    MKBA_FIELD_OF(mkba_funnel_options, scale, mkba_funnel_scale),
    MKBA_FIELD_OF(mkba_funnel_options, trim, mkba_funnel_trim),
    MKBA_FIELD(mkba_funnel_options, share),
    MKBA_FIELD(mkba_funnel_options, target),
    MKBA_FIELD(mkba_funnel_options, warning),
    MKBA_FIELD(mkba_funnel_options, alarm),
    MKBA_FIELD(mkba_funnel_options, per),
    MKBA_FIELD(mkba_funnel_options, points),
    MKBA_FIELD(mkba_funnel_options, expected),
    MKBA_FIELD(mkba_funnel_options, denominator),
    MKBA_FIELD_LIST(mkba_funnel_options, areas, n_areas),
};
MKBA_FIELDS(mkba_funnel_options, "option of a funnel")

static const mkba_field mkba_did_options_list[] = {
    MKBA_FIELD(mkba_did_options, indicator),
    MKBA_FIELD_LIST(mkba_did_options, treated, n_treated),
    MKBA_FIELD(mkba_did_options, start),
    MKBA_FIELD_LIST(mkba_did_options, starts, n_starts),
    MKBA_FIELD_LIST(mkba_did_options, donors, n_donors),
    MKBA_FIELD(mkba_did_options, first),
    MKBA_FIELD(mkba_did_options, last),
    MKBA_FIELD_LIST(mkba_did_options, covariates, n_covariates),
    MKBA_FIELD(mkba_did_options, population),
    MKBA_FIELD(mkba_did_options, weighted),
    MKBA_FIELD_OF(mkba_did_options, method, mkba_did_method),
    MKBA_FIELD_OF(mkba_did_options, control, mkba_did_control),
    MKBA_FIELD_OF(mkba_did_options, base, mkba_did_base),
    MKBA_FIELD_OF(mkba_did_options, adjustment, mkba_did_adjustment),
    MKBA_FIELD_OF(mkba_did_options, inference, mkba_did_inference),
    MKBA_FIELD(mkba_did_options, level),
    MKBA_FIELD(mkba_did_options, replicates),
    MKBA_FIELD(mkba_did_options, seed),
};
MKBA_FIELDS(mkba_did_options, "option of difference-in-differences")

static const mkba_field mkba_decomposition_options_list[] = {
    MKBA_FIELD_LIST(mkba_decomposition_options, region, n_region),
    MKBA_FIELD_LIST(mkba_decomposition_options, peers, n_peers),
    MKBA_FIELD(mkba_decomposition_options, nation),
    MKBA_FIELD(mkba_decomposition_options, costs),
    MKBA_FIELD(mkba_decomposition_options, users),
    MKBA_FIELD(mkba_decomposition_options, target),
    MKBA_FIELD(mkba_decomposition_options, population),
    MKBA_FIELD(mkba_decomposition_options, from),
    MKBA_FIELD(mkba_decomposition_options, to),
    MKBA_FIELD_OF(mkba_decomposition_options, missing, mkba_missing),
};
MKBA_FIELDS(mkba_decomposition_options, "option of a decomposition")

static const mkba_field mkba_learning_options_list[] = {
    MKBA_FIELD_LIST(mkba_learning_options, region, n_region),
    MKBA_FIELD_LIST(mkba_learning_options, peers, n_peers),
    MKBA_FIELD(mkba_learning_options, indicator),
    MKBA_FIELD(mkba_learning_options, denominator),
    MKBA_FIELD(mkba_learning_options, period),
    MKBA_FIELD_OF(mkba_learning_options, reference, mkba_learning_reference),
};
MKBA_FIELDS(mkba_learning_options, "option of a learning potential")

static const mkba_field mkba_overview_item_list[] = {
    MKBA_FIELD(mkba_overview_item, domain),
    MKBA_FIELD(mkba_overview_item, indicator),
    MKBA_FIELD(mkba_overview_item, denominator),
    MKBA_FIELD(mkba_overview_item, population),
    MKBA_FIELD(mkba_overview_item, sd),
    MKBA_FIELD_OF(mkba_overview_item, aspect, mkba_aspect),
    MKBA_FIELD_OF(mkba_overview_item, better, mkba_better),
    MKBA_FIELD_OF(mkba_overview_item, statistic, mkba_statistic),
    MKBA_FIELD(mkba_overview_item, per),
};
MKBA_FIELDS(mkba_overview_item, "field of an item of an overview")

static const mkba_field mkba_overview_options_list[] = {
    MKBA_FIELD_LIST(mkba_overview_options, region, n_region),
    MKBA_FIELD_LIST(mkba_overview_options, peers, n_peers),
    MKBA_FIELD(mkba_overview_options, nation),
    MKBA_FIELD(mkba_overview_options, period),
    MKBA_FIELD_LIST_OF(mkba_overview_options, items, n_items, mkba_overview_item),
    MKBA_FIELD_OF(mkba_overview_options, missing, mkba_missing),
    MKBA_FIELD_OF(mkba_overview_options, method, mkba_interval_method),
    MKBA_FIELD(mkba_overview_options, level),
    MKBA_FIELD(mkba_overview_options, design_effect),
    MKBA_FIELD(mkba_overview_options, small),
};
MKBA_FIELDS(mkba_overview_options, "option of an overview")

static const mkba_field mkba_simulate_options_list[] = {
    MKBA_FIELD(mkba_simulate_options, scenario),
    MKBA_FIELD(mkba_simulate_options, draws),
    MKBA_FIELD(mkba_simulate_options, seed),
    MKBA_FIELD_OF(mkba_simulate_options, plan, mkba_plan),
    MKBA_FIELD(mkba_simulate_options, first),
    MKBA_FIELD(mkba_simulate_options, count),
    MKBA_FIELD(mkba_simulate_options, actors),
    MKBA_FIELD(mkba_simulate_options, streams),
    MKBA_FIELD(mkba_simulate_options, years),
    MKBA_FIELD(mkba_simulate_options, keep),
    MKBA_FIELD(mkba_simulate_options, threads),
    MKBA_FIELD(mkba_simulate_options, block),
    MKBA_FIELD(mkba_simulate_options, variant),
    MKBA_FIELD(mkba_simulate_options, replicates),
};
MKBA_FIELDS(mkba_simulate_options, "option of a simulation")

static const mkba_field mkba_simulated_list[] = {
    MKBA_FIELD(mkba_simulated, alternative),
    MKBA_FIELD(mkba_simulated, measure),
    MKBA_FIELD(mkba_simulated, actor),
    MKBA_FIELD(mkba_simulated, stream),
    MKBA_FIELD(mkba_simulated, compared_with),
    MKBA_FIELD(mkba_simulated, year),
};
MKBA_FIELDS(mkba_simulated, "word for a figure of a simulation")
static const mkba_field mkba_bounds_list[] = {
    MKBA_FIELD(mkba_bounds, parameter),
    MKBA_FIELD(mkba_bounds, low),
    MKBA_FIELD(mkba_bounds, high),
};
MKBA_FIELDS(mkba_bounds, "key of bounds")

static const mkba_field mkba_tornado_options_list[] = {
    MKBA_FIELD(mkba_tornado_options, scenario),
    MKBA_FIELD(mkba_tornado_options, measure),
    MKBA_FIELD(mkba_tornado_options, actor),
    MKBA_FIELD(mkba_tornado_options, low),
    MKBA_FIELD(mkba_tornado_options, high),
    MKBA_FIELD_LIST_OF(mkba_tornado_options, bounds, n_bounds, mkba_bounds),
};
MKBA_FIELDS(mkba_tornado_options, "option of a tornado")

static const mkba_field mkba_two_way_options_list[] = {
    MKBA_FIELD(mkba_two_way_options, scenario),
    MKBA_FIELD(mkba_two_way_options, alternative),
    MKBA_FIELD(mkba_two_way_options, against),
    MKBA_FIELD(mkba_two_way_options, actor),
    MKBA_FIELD_LIST(mkba_two_way_options, first, n_first),
    MKBA_FIELD_LIST(mkba_two_way_options, second, n_second),
    MKBA_FIELD(mkba_two_way_options, steps),
};
MKBA_FIELDS(mkba_two_way_options, "option of a two-way table")

static const mkba_field mkba_break_even_options_list[] = {
    MKBA_FIELD(mkba_break_even_options, scenario),
    MKBA_FIELD(mkba_break_even_options, alternative),
    MKBA_FIELD(mkba_break_even_options, against),
    MKBA_FIELD(mkba_break_even_options, actor),
    MKBA_FIELD_LIST_OF(mkba_break_even_options, bounds, n_bounds, mkba_bounds),
    MKBA_FIELD(mkba_break_even_options, draws),
    MKBA_FIELD(mkba_break_even_options, seed),
};
MKBA_FIELDS(mkba_break_even_options, "option of a break-even value")

static const mkba_field mkba_joint_options_list[] = {
    MKBA_FIELD(mkba_joint_options, scenario),
    MKBA_FIELD(mkba_joint_options, alternative),
    MKBA_FIELD(mkba_joint_options, against),
    MKBA_FIELD(mkba_joint_options, actor),
    MKBA_FIELD(mkba_joint_options, relative),
    MKBA_FIELD_LIST(mkba_joint_options, parameters, n_parameters),
};
MKBA_FIELDS(mkba_joint_options, "option of a smallest joint change")
static const mkba_field mkba_measure_options_list[] = {
    MKBA_FIELD(mkba_measure_options, level),
    MKBA_FIELD(mkba_measure_options, resamples),
    MKBA_FIELD(mkba_measure_options, seed),
    MKBA_FIELD(mkba_measure_options, joint),
    MKBA_FIELD(mkba_measure_options, scenario),
    MKBA_FIELD(mkba_measure_options, draws),
    MKBA_FIELD_OF(mkba_measure_options, plan, mkba_plan),
    MKBA_FIELD(mkba_measure_options, threads),
    MKBA_FIELD_LIST(mkba_measure_options, parameters, n_parameters),
};
MKBA_FIELDS(mkba_measure_options, "option of a measure")

#include "options_effect.h"
#include "options_koers.h"

/* ---- filling, for both languages --------------------------------------------------------------------------- */

/* The field that a keyword names; NULL with an error that names the nearest. */
static const mkba_field *mkba_field_find(const mkba_fields *fields, const char *name, mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    char hint[MKBA_I_HINT];

    for (size_t i = 0; i < fields->n; i++) {
        if (strcmp(fields->list[i].name, name) == 0)
            return &fields->list[i];
        mkba_i_nearest_try(&nearest, fields->list[i].name);
    }
    mkba_i_nearest_hint(&nearest, hint);
    (void) mkba_i_fail(error, MKBA_ERROR_UNKNOWN, name, "\"%.60s\" is no %s%s", name, fields->what, hint);
    return NULL;
}

/* "separator must be one character of ASCII": what a field takes. */
static void mkba_field_refuse(const mkba_field *field, mkba_error *error)
{
    static const char *const wanted[] = {[MKBA_FIELD_TEXT] = "a text",
                                         [MKBA_FIELD_BOOLEAN] = "true or false",
                                         [MKBA_FIELD_REAL] = "a number",
                                         [MKBA_FIELD_INTEGER] = "a whole number",
                                         [MKBA_FIELD_SIZE] = "a whole number, not below 0",
                                         [MKBA_FIELD_SEED] = "a whole number, not below 0",
                                         [MKBA_FIELD_CHAR] = "one character, such as ;",
                                         [MKBA_FIELD_TEXTS] = "a list of texts",
                                         [MKBA_FIELD_REALS] = "a list of numbers",
                                         [MKBA_FIELD_CHOICE] = "the name of a choice, a text",
                                         [MKBA_FIELD_RECORDS] = "a list of named values",
                                         [MKBA_FIELD_CATALOG] = "a catalog",
                                         [MKBA_FIELD_NONE] = "left out: please report this"};

    (void) mkba_i_fail(error, MKBA_ERROR_ARGUMENT, field->name, "%s must be %s", field->name, wanted[field->type]);
}

/* Sets a list of n and its count. Two lists that share a count are of one length. */
static mkba_status mkba_field_set_list(const mkba_fields *fields, const mkba_field *field, void *to, const void *list,
                                       size_t n, mkba_error *error)
{
    size_t *count = (size_t *) ((char *) to + field->count);

    for (size_t i = 0; i < fields->n; i++) {
        const mkba_field *other = &fields->list[i];
        const void *set = NULL;

        if (other == field || other->count != field->count || other->count == 0)
            continue;
        memcpy(&set, (const char *) to + other->offset, sizeof set);
        if (set != NULL && *count != n)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, field->name, "%s has %zu items, %s has %zu: give as many",
                               field->name, n, other->name, *count);
    }
    memcpy((char *) to + field->offset, &list, sizeof list);
    *count = n;
    return MKBA_OK;
}

#endif
