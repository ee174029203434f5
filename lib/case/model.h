/* What a case is, once read: plain data, everything in one arena, names resolved to positions. */
#ifndef MKBA_I_CASE_MODEL_H
#define MKBA_I_CASE_MODEL_H

#include <mkba/money.h>

#include "base/memory.h"
#include "case/expression.h"
#include "case/names.h"
#include "catalog/schemes.h"
#include "money/index.h"
#include "money/unit.h"
#include "stat/distribution.h"

#define MKBA_I_ALTERNATIVES 100 /* the most in a case */
#define MKBA_I_SCENARIOS 1000
#define MKBA_I_SHARES 1000 /* the most actors that share a payment */

/* Place of something in the document. */
typedef struct mkba_i_place {
    const char *where; /* JSON pointer */
    size_t line, column;
} mkba_i_place;

mkba_i_place mkba_i_place_of(const mkba_i_expression *expression);

typedef enum mkba_i_timing { MKBA_I_BEGIN, MKBA_I_MID, MKBA_I_END } mkba_i_timing;

/* Years after the base year at which a flow of year y falls: y - base_year + this. */
double mkba_i_timing_offset(mkba_i_timing timing);

/* A stretch of a discount scheme whose rate is a number or an expression of parameters. */
typedef struct mkba_i_rate {
    double from;
    const mkba_i_expression *rate;
} mkba_i_rate;

typedef struct mkba_i_discount {
    const char *name;            /* as written, NULL when it was given as rates */
    const mkba_i_scheme *scheme; /* of the catalog, or NULL */
    const mkba_i_rate *segments;
    size_t n_segments;
    mkba_i_place place;
} mkba_i_discount;

/* What a scenario can change beside parameters. */
typedef struct mkba_i_settings {
    int first, last; /* years counted */
    mkba_i_timing timing;
    const mkba_i_discount *discount;
} mkba_i_settings;

/* ---- parameters ---------------------------------------------------------------------------------------- */

typedef enum mkba_i_parameter_kind {
    MKBA_I_ONE_VALUE, /* one value for all years */
    MKBA_I_SERIES,    /* a value per year */
    MKBA_I_DERIVED    /* an expression of other parameters */
} mkba_i_parameter_kind;

typedef enum mkba_i_vat { MKBA_I_VAT_NONE, MKBA_I_VAT_INCL, MKBA_I_VAT_EXCL } mkba_i_vat;

/* A parameter. Numbers are as given, in its own unit, price year and VAT basis: mkba_i_parameter_convert makes
 * them those of the case. */
typedef struct mkba_i_parameter {
    const char *name;
    mkba_i_place place;
    mkba_i_parameter_kind kind;
    double value; /* given: the value, or the mean of the distribution */
    mkba_i_expression derived;
    int first_year;       /* series: first year, */
    size_t n_years;       /* how many, */
    const double *series; /* and their values */
    const double *draws;  /* n_draws rows of n_years joint draws, or NULL */
    size_t n_draws;
    const mkba_i_distribution *distribution; /* of a given value, or NULL */
    const mkba_i_distribution *factor;       /* of the random factor of a series, or NULL */
    double factor_mean;                      /* its mean; 1 without a factor */
    bool value_is_mean;                      /* no value was given */
    bool is_uncertain;                       /* it has a distribution or a factor, be it a wrong one */
    /* conversion */
    bool has_unit;    /* derived: all that it is made of has one */
    mkba_i_unit unit; /* canonical */
    mkba_i_scale scale;
    int price_year; /* 0 when not given */
    const mkba_i_index *index;
    bool has_index;
    mkba_i_vat vat;
    double vat_rate;
    bool has_vat_rate;
    double price_factor; /* I(case price_year) / I(price_year), and VAT */
    bool price_is_provisional;
    /* kept and reported */
    const char *source, *evidence, *note;
    const char *verdict; /* of the estimate that it came from; NULL: none is told */
} mkba_i_parameter;

/* A number for this parameter, in converted units and the case's price year and basis. */
double mkba_i_parameter_convert(const mkba_i_parameter *parameter, double value);
/* Where in a series a year stands: beyond its ends the nearest end holds. */
size_t mkba_i_parameter_column(const mkba_i_parameter *parameter, int year);
/* The value of a series in a year, as given. */
double mkba_i_parameter_at(const mkba_i_parameter *parameter, int year);

/* ---- lines and streams --------------------------------------------------------------------------------- */

/* When something holds, and how strongly. */
typedef struct mkba_i_profile {
    bool has_from, has_to, has_decay_from;
    int from, to, decay_from;
    const double *ramp_up;
    size_t n_ramp_up;
    const mkba_i_expression *decay; /* or NULL */
} mkba_i_profile;

/* A profile with its years filled in for a case that runs from `first` to `last`. */
typedef struct mkba_i_span {
    int from, to, decay_from;
} mkba_i_span;
mkba_i_span mkba_i_profile_span(const mkba_i_profile *profile, int first, int last, bool once);

typedef struct mkba_i_share {
    size_t actor;
    double share;
} mkba_i_share;

/* Who pays or receives. */
typedef struct mkba_i_party {
    const mkba_i_share *shares;
    size_t n;
    bool assumed; /* not given: maatschappij */
} mkba_i_party;

typedef struct mkba_i_cashable {
    bool given;
    double share; /* 1 when not given */
    bool has_from;
    int from;
} mkba_i_cashable;

typedef enum mkba_i_kind { MKBA_I_KIND_COST, MKBA_I_KIND_BENEFIT, MKBA_I_KIND_TRANSFER, MKBA_I_KIND_PM } mkba_i_kind;
const char *mkba_i_kind_name(mkba_i_kind kind);

typedef struct mkba_i_line {
    const char *id;
    mkba_i_place place;
    mkba_i_kind kind;
    const char *title;
    const bool *holds;               /* per alternative */
    const mkba_i_expression *value;  /* NULL for pm */
    const mkba_i_expression *volume; /* or NULL */
    mkba_i_party payer, receiver;    /* n = 0 where the kind has none */
    mkba_i_profile profile;
    bool once;
    const mkba_i_expression *growth; /* or NULL */
    bool has_timing;
    mkba_i_timing timing;
    const mkba_i_discount *discount; /* NULL: the case's */
    size_t overlap;                  /* group, or MKBA_I_NONE */
    bool cash;
    mkba_i_cashable cashable;
    bool gross;
    const char *unit, *source, *evidence, *note;
} mkba_i_line;

typedef struct mkba_i_shift {
    size_t to; /* stream */
    const mkba_i_expression *share;
    bool of_stock;
    mkba_i_place place;
} mkba_i_shift;

/* What an alternative does to a stream; a NULL expression is 1. */
typedef struct mkba_i_change {
    size_t alternative;
    mkba_i_place place;
    const mkba_i_expression *inflow, *outflow, *unit_cost, *clients;
    const mkba_i_shift *shifts;
    size_t n_shifts;
    mkba_i_profile profile;
} mkba_i_change;

typedef struct mkba_i_stream {
    const char *name;
    mkba_i_place place;
    const char *title, *domain, *cbs, *taakveld;
    const mkba_i_expression *path;       /* a stream with a path has the next four NULL */
    const mkba_i_expression *population; /* or NULL */
    const mkba_i_expression *stock, *inflow, *outflow;
    const mkba_i_expression *unit_cost;
    bool continuous; /* turnover */
    bool per_user;   /* cost_basis users */
    mkba_i_party payer;
    size_t overlap;
    bool cash;
    mkba_i_cashable cashable;
    const mkba_i_change *changes; /* of the alternatives that have any */
    size_t n_changes;
} mkba_i_stream;

/* What an alternative does to a stream, NULL when nothing. */
const mkba_i_change *mkba_i_stream_change(const mkba_i_stream *stream, size_t alternative);

/* ---- the rest ------------------------------------------------------------------------------------------ */

typedef struct mkba_i_actor {
    const char *name;
    const char *title;
    bool declared;
    bool is_public;
    mkba_i_place place; /* where it is declared, or first used */
} mkba_i_actor;

typedef struct mkba_i_alternative {
    const char *name;
    const char *title;
    bool is_null;
} mkba_i_alternative;

typedef struct mkba_i_group {
    const char *name;
    const mkba_i_expression *alpha;
    mkba_i_place place;
} mkba_i_group;

typedef struct mkba_i_override {
    size_t parameter;
    double value; /* in the parameter's own unit, price year and VAT basis */
} mkba_i_override;

typedef struct mkba_i_scenario {
    const char *name;
    mkba_i_place place;
    const mkba_i_override *overrides;
    size_t n_overrides;
    bool has_timing, has_years;
    mkba_i_timing timing;
    int first, last;
    const mkba_i_discount *discount; /* NULL: the case's */
} mkba_i_scenario;

typedef struct mkba_i_correlation {
    const size_t *parameters;
    size_t n;
    const double *matrix; /* n x n */
} mkba_i_correlation;

/* An expression that could not be checked because a parameter in it has no unit. */
typedef struct mkba_i_unchecked {
    const mkba_i_expression *expression;
    size_t parameter;
    struct mkba_i_unchecked *next;
} mkba_i_unchecked;

typedef struct mkba_i_model {
    const char *title, *description;
    const char **region;
    size_t n_region;
    int base_year, price_year;
    bool factor_costs; /* price_basis factor */
    bool basis_assumed, timing_assumed;
    bool actors_declared; /* `actors` was there */
    mkba_i_settings settings;
    mkba_i_names index_names, parameter_names, stream_names, alternative_names, group_names, scenario_names;
    mkba_i_index *indices; /* own ones; as many as their names, and so what follows */
    mkba_i_place *index_places;
    mkba_i_parameter *parameters;
    mkba_i_stream *streams;
    mkba_i_alternative *alternatives;
    mkba_i_group *groups;
    size_t null_alternative;
    mkba_i_line *lines;
    size_t n_lines;
    mkba_i_actor *actors;             /* declared ones first, then in order of first use */
    size_t n_actors, actors_capacity; /* on the heap while reading */
    mkba_i_scenario *scenarios;
    mkba_i_correlation *correlations;
    size_t n_correlations;
    mkba_i_unchecked *unchecked;
} mkba_i_model;

/* The settings under a scenario; NULL is the case as it stands. */
mkba_i_settings mkba_i_model_settings(const mkba_i_model *model, const mkba_i_scenario *scenario);

#endif
