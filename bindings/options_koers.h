/* Structs of options of games and levels: their tables. Included by options.h, which says what a table is. */
#ifndef MKBA_BINDINGS_OPTIONS_KOERS_H
#define MKBA_BINDINGS_OPTIONS_KOERS_H

static const mkba_field mkba_shapley_options_list[] = {
    MKBA_FIELD(mkba_shapley_options, draws),      MKBA_FIELD(mkba_shapley_options, seed),
    MKBA_FIELD(mkba_shapley_options, confidence), MKBA_FIELD(mkba_shapley_options, wanted),
    MKBA_FIELD(mkba_shapley_options, threads),
};
MKBA_FIELDS(mkba_shapley_options, "option of a Shapley value")

static const mkba_field mkba_cost_key_list[] = {
    MKBA_FIELD(mkba_cost_key, name),
    MKBA_FIELD_LIST(mkba_cost_key, weights, n_weights),
};
MKBA_FIELDS(mkba_cost_key, "key of costs")

static const mkba_field mkba_keys_options_list[] = {
    MKBA_FIELD_LIST_OF(mkba_keys_options, keys, n_keys, mkba_cost_key),
    MKBA_FIELD(mkba_keys_options, equal),
    MKBA_FIELD(mkba_keys_options, shapley),
    MKBA_FIELD(mkba_keys_options, nucleolus),
};
MKBA_FIELDS(mkba_keys_options, "option of keys")

static const mkba_field mkba_scale_level_list[] = {
    MKBA_FIELD(mkba_scale_level, name),
    MKBA_FIELD(mkba_scale_level, title),
    MKBA_FIELD(mkba_scale_level, fixed),
    MKBA_FIELD(mkba_scale_level, unit_cost),
    MKBA_FIELD(mkba_scale_level, elasticity),
    MKBA_FIELD(mkba_scale_level, coordination),
    MKBA_FIELD(mkba_scale_level, quality),
    MKBA_FIELD(mkba_scale_level, distance),
    MKBA_FIELD(mkba_scale_level, alone),
    MKBA_FIELD_LIST(mkba_scale_level, groups, n_groups),
    MKBA_FIELD(mkba_scale_level, other_volume),
    MKBA_FIELD(mkba_scale_level, other_partners),
};
MKBA_FIELDS(mkba_scale_level, "key of a level")

static const mkba_field mkba_scale_options_list[] = {
    MKBA_FIELD(mkba_scale_options, title),
    MKBA_FIELD_LIST(mkba_scale_options, members, n_members),
    MKBA_FIELD_LIST(mkba_scale_options, volumes, n_volumes),
    MKBA_FIELD_LIST_OF(mkba_scale_options, levels, n_levels, mkba_scale_level),
    MKBA_FIELD(mkba_scale_options, quality_value),
    MKBA_FIELD(mkba_scale_options, null_level),
    MKBA_FIELD(mkba_scale_options, first_year),
    MKBA_FIELD(mkba_scale_options, last_year),
    MKBA_FIELD(mkba_scale_options, price_year),
    MKBA_FIELD(mkba_scale_options, discount),
    MKBA_FIELD(mkba_scale_options, source),
};
MKBA_FIELDS(mkba_scale_options, "option of a task")

/* ---- registers of benefits ----------------------------------------------------------------------------------- */

MKBA_CHOOSER(mkba_forecast_method)

static const mkba_field mkba_register_options_list[] = {
    MKBA_FIELD(mkba_register_options, as_of),
    MKBA_FIELD(mkba_register_options, level),
    MKBA_FIELD(mkba_register_options, certainty),
    MKBA_FIELD_OF(mkba_register_options, method, mkba_forecast_method),
    MKBA_FIELD(mkba_register_options, alternative),
    MKBA_FIELD(mkba_register_options, scenario),
    MKBA_FIELD(mkba_register_options, draws),
    MKBA_FIELD(mkba_register_options, seed),
};
MKBA_FIELDS(mkba_register_options, "option of a register of benefits")

MKBA_CHOOSER(mkba_compass_scale)

static const mkba_field mkba_compass_options_list[] = {
    MKBA_FIELD(mkba_compass_options, as_of),
    MKBA_FIELD(mkba_compass_options, level),
    MKBA_FIELD_OF(mkba_compass_options, scale, mkba_compass_scale),
    MKBA_FIELD_LIST(mkba_compass_options, peers, n_peers),
    MKBA_FIELD_LIST(mkba_compass_options, peers_by, n_peers_by),
    MKBA_FIELD(mkba_compass_options, peers_year),
    MKBA_FIELD(mkba_compass_options, peers_k),
    MKBA_FIELD(mkba_compass_options, population),
};
MKBA_FIELDS(mkba_compass_options, "option of a compass")

#endif
