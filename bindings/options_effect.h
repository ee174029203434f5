/* Structs of options of effects: their tables. Included by options.h, which says what a table is. */
#ifndef MKBA_BINDINGS_OPTIONS_EFFECT_H
#define MKBA_BINDINGS_OPTIONS_EFFECT_H

MKBA_CHOOSER(mkba_effect_method)
MKBA_CHOOSER(mkba_effect_role)
MKBA_CHOOSER(mkba_effect_shape)

static const mkba_field mkba_effect_options_list[] = {
    MKBA_FIELD(mkba_effect_options, indicator),
    MKBA_FIELD_LIST(mkba_effect_options, region, n_region),
    MKBA_FIELD(mkba_effect_options, separate),
    MKBA_FIELD(mkba_effect_options, name),
    MKBA_FIELD(mkba_effect_options, start),
    MKBA_FIELD(mkba_effect_options, first),
    MKBA_FIELD(mkba_effect_options, last),
    MKBA_FIELD_LIST(mkba_effect_options, donors, n_donors),
    MKBA_FIELD_LIST(mkba_effect_options, peers_by, n_peers_by),
    MKBA_FIELD(mkba_effect_options, peers_year),
    MKBA_FIELD(mkba_effect_options, peers_k),
    MKBA_FIELD(mkba_effect_options, population),
    MKBA_FIELD_OF(mkba_effect_options, method, mkba_effect_method),
    MKBA_FIELD(mkba_effect_options, level),
    MKBA_FIELD(mkba_effect_options, seed),
    MKBA_FIELD_OF(mkba_effect_options, form, mkba_synthetic_form),
    MKBA_FIELD(mkba_effect_options, penalty),
    MKBA_FIELD(mkba_effect_options, intercept),
    MKBA_FIELD_LIST_OF(mkba_effect_options, predictors, n_predictors, mkba_predictor),
    MKBA_FIELD(mkba_effect_options, leave_out_suspects),
};
MKBA_FIELDS(mkba_effect_options, "option of an effect")

static const mkba_field mkba_effect_use_list[] = {
    MKBA_FIELD_OF(mkba_effect_use, role, mkba_effect_role),
    MKBA_FIELD(mkba_effect_use, parameter),
    MKBA_FIELD(mkba_effect_use, stream),
    MKBA_FIELD(mkba_effect_use, alternative),
    MKBA_FIELD_OF(mkba_effect_use, shape, mkba_effect_shape),
    MKBA_FIELD(mkba_effect_use, unit),
    MKBA_FIELD(mkba_effect_use, factor),
};
MKBA_FIELDS(mkba_effect_use, "part of how a case uses an effect")

#endif
