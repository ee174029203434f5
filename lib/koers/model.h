/* What a Koers is, once read: plain data in one arena, names resolved to positions. */
#ifndef MKBA_I_KOERS_MODEL_H
#define MKBA_I_KOERS_MODEL_H

#include "case/model.h"
#include "panel/period.h"

#define MKBA_I_KOERS_OPGAVEN 1000
#define MKBA_I_KOERS_PROGRAMMES 1000
#define MKBA_I_KOERS_INDICATORS 10000
#define MKBA_I_KOERS_NODES 2000
#define MKBA_I_KOERS_EDGES 100000
#define MKBA_I_KOERS_SLACK 1e-9 /* by which sums of shares may pass 1 */

typedef enum mkba_i_din_level {
    MKBA_I_INSPANNING, /* in the order of edges */
    MKBA_I_VERMOGEN,
    MKBA_I_BAAT,
    MKBA_I_DOEL,
    MKBA_I_NO_LEVEL /* of a node that is refused */
} mkba_i_din_level;
#define MKBA_I_DIN_LEVELS 4
extern const char *const mkba_i_din_words[MKBA_I_DIN_LEVELS];

/* Something with a share: a line of the case, or the weight of an indicator. */
typedef struct mkba_i_portion {
    const char *name; /* of a line */
    size_t indicator;
    double share;
    mkba_i_place place;
} mkba_i_portion;

/* A number per year. */
typedef struct mkba_i_yearlies {
    const mkba_i_level *items; /* ascending by year; the number is its `level` */
    size_t n;
} mkba_i_yearlies;

typedef struct mkba_i_opgave {
    const char *name, *title, *description;
    mkba_i_place place;
    const mkba_i_portion *weights;
    size_t n_weights;
} mkba_i_opgave;

typedef struct mkba_i_programme {
    const char *name, *title, *description, *owner;
    mkba_i_place place;
    const size_t *opgaven;
    size_t n_opgaven;
} mkba_i_programme;

typedef struct mkba_i_profile_fields {
    const char *recipient, *measuring, *conditions, *risks;
} mkba_i_profile_fields;

typedef struct mkba_i_din_node {
    const char *name, *title, *description, *owner, *note;
    mkba_i_place place;
    mkba_i_din_level level;
    const size_t *indicators;
    size_t n_indicators;
    const mkba_i_portion *lines;
    size_t n_lines;
    size_t opgave;    /* of a doel, or MKBA_I_NONE */
    size_t programme; /* of an inspanning, or MKBA_I_NONE */
    mkba_i_profile_fields profile;
    size_t state; /* of mkba_i_state_words */
    bool has_from, has_to;
    int from, to;
    mkba_i_yearlies budget, spent;
} mkba_i_din_node;

typedef struct mkba_i_edge {
    size_t from, to; /* nodes */
    double share;
    double split; /* as written, or in proportion to the shares */
    bool has_split;
    const char *source, *evidence, *note;
    mkba_i_place place, share_place, split_place;
} mkba_i_edge;

typedef struct mkba_i_indicator {
    const char *name, *title, *definition, *source, *unit, *frequency, *note;
    mkba_i_place place;
    bool down; /* less is better */
    bool has_norm, has_start;
    double norm, start;
    mkba_i_period start_period;
    mkba_i_yearlies targets;
    size_t scale, phase, criterion, result_area; /* of their words, or MKBA_I_NONE */
    const char *panel_indicator;                 /* or NULL */
    const char **areas;
    size_t n_areas;
} mkba_i_indicator;

typedef enum mkba_i_measurement_kind { MKBA_I_FIGURE, MKBA_I_QUOTE, MKBA_I_STORY } mkba_i_measurement_kind;

typedef struct mkba_i_measurement {
    size_t indicator;
    mkba_i_period period;
    mkba_i_measurement_kind kind;
    mkba_i_place place;
    bool has_interval;
    double value, low, high, level;
    int64_t n; /* 0: not said */
    const char *text, *area, *source, *note;
} mkba_i_measurement;

extern const char *const mkba_i_state_words[4];
extern const char *const mkba_i_scale_words[7];
extern const char *const mkba_i_phase_words[6];
extern const char *const mkba_i_criterion_words[5];
extern const char *const mkba_i_result_area_words[3];
extern const char *const mkba_i_measurement_words[3];

/* Edges at each node, and an order in which every edge leads from an earlier node to a later one. */
typedef struct mkba_i_network {
    const size_t *order;                 /* nodes, lowest first */
    const size_t *up_begin, *down_begin; /* node -> first of its edges in `up`, `down`; one more at the end */
    const size_t *up, *down;             /* edges out of a node, edges into it, in the order of the document */
} mkba_i_network;

typedef struct mkba_i_koers_model {
    const char *title, *description;
    const char *case_path, *case_alternative, *case_scenario, *panel_path; /* or NULL */
    const char **region;                                                   /* codes */
    size_t n_region;
    mkba_i_names opgave_names, programme_names, node_names, indicator_names;
    mkba_i_opgave *opgaven; /* as many as their names, and so what follows */
    mkba_i_programme *programmes;
    mkba_i_din_node *nodes;
    mkba_i_indicator *indicators;
    mkba_i_edge *edges;
    size_t n_edges;
    mkba_i_measurement *measurements;
    size_t n_measurements;
    mkba_i_network network;
} mkba_i_koers_model;

/* The middle of a period, in years: 2025 is 2025.5. */
double mkba_i_period_middle(const mkba_i_period *period);
/* Its end: 2025 ends at 2026, 2025-03-31 at 2025.25. */
double mkba_i_period_end(const mkba_i_period *period);

#endif
