/* What an estimate by difference-in-differences holds, and the steps that make it: see mkba/effect_did.h for what it
 * means. */
#ifndef MKBA_I_EFFECT_DID_MODEL_H
#define MKBA_I_EFFECT_DID_MODEL_H

#include <math.h>

#include <mkba/effect_did.h>

#include "base/memory.h"
#include "base/table.h"
#include "base/text.h"
#include "compare/shared_said.h"
#include "effect/parties.h"
#include "effect/window.h"
#include "panel/model.h"

/* Fewer treated areas than this bear no errors that are learnt from the treated. */
#define MKBA_I_FEW_TREATED 5

/* An effect and how sure it is; NAN is not known. */
typedef struct mkba_i_judged {
    double estimate, std_error, statistic, df, p, low, high;
} mkba_i_judged;

#define MKBA_I_JUDGED_NONE(value) ((mkba_i_judged){value, NAN, NAN, NAN, NAN, NAN, NAN})

typedef struct mkba_i_did_effect {
    size_t group, period; /* MKBA_I_NONE where pooled */
    long event;
    mkba_i_judged judged;
    size_t n_treated, n_controls;
} mkba_i_did_effect;

typedef struct mkba_i_did_judgement {
    mkba_did_inference inference;
    mkba_i_judged judged;
    const char *note;
} mkba_i_did_judgement;

typedef struct mkba_i_did_aggregate {
    const char *aggregation, *at; /* `at` NULL: overall */
    mkba_i_judged judged;
} mkba_i_did_aggregate;

typedef struct mkba_i_did_test {
    const char *test, *note;
    double value, df, p;
} mkba_i_did_test;

typedef struct mkba_i_did_area {
    const char *code, *name, *note; /* of one left out the reason */
    size_t start;                   /* MKBA_I_NONE: never */
    double population, weight;      /* NAN: not known */
    bool left_out;
} mkba_i_did_area;

struct mkba_did {
    mkba_i_arena arena;
    bool is_event_study;
    mkba_did_inference chosen;
    double level;
    const char *unit;
    const char **periods;
    size_t n_periods;
    mkba_i_did_area *areas; /* treated as given, donors by code, those left out */
    size_t n_areas;
    size_t n, n_treated; /* that take part */
    mkba_i_did_judgement *judgements;
    size_t n_judgements;
    mkba_i_did_effect *effects;
    size_t n_effects;
    mkba_i_did_aggregate *aggregates;
    size_t n_aggregates;
    mkba_i_did_test *tests;
    size_t n_tests;
    mkba_i_said_list said;
    /* Event study: the events but the reference, before it first, with their covariance. */
    double *events, *covariance;
    long *event_numbers;
    double df; /* of the covariance; INFINITY: normal */
    size_t n_events, n_before;
};

/* What the steps share while an estimate is made. */
typedef struct mkba_i_did_study {
    const mkba_panel *panel;
    const mkba_did_options *options;
    mkba_did *made;
    mkba_error *error;
    mkba_i_arena work; /* what is gone afterwards */
    size_t n, n_treated, n_periods, n_covariates;
    size_t n_suspect;        /* figures of the treated */
    size_t n_provisional[2]; /* of the treated, of the donors */
    size_t outcome;          /* the indicator */
    size_t *covariates;      /* indicators */
    mkba_i_window window;
    mkba_i_parties parties;
    size_t *area_at;           /* areas that take part, in the panel */
    size_t *start;             /* per area, a period counted from the first used; MKBA_I_NONE: never */
    size_t first_start;        /* the earliest */
    double *values;            /* area by period */
    double **covariate_values; /* of each, area by period */
    double *population;        /* per area; NULL when none was named */
    double *weight;            /* per area, their mean is 1 */
} mkba_i_did_study;

/* ---- the steps ------------------------------------------------------------------------------------------- */

/* did_gather.c: periods, areas, figures; everything that is refused of these. */
mkba_status mkba_i_did_gather(mkba_i_did_study *study);
/* did_two_way.c: effects per period and overall; did_groups.c: group-time effects and aggregates. */
mkba_status mkba_i_did_two_way(mkba_i_did_study *study);
mkba_status mkba_i_did_group_time(mkba_i_did_study *study);
/* event_study.c: effects per event, by either method, with their covariance and tests. */
mkba_status mkba_i_event_study(mkba_i_did_study *study);

/* ---- what they share (did.c) ------------------------------------------------------------------------------ */

/* Which inference is meant, or MKBA_ERROR_PANEL when so few treated areas do not bear it. */
mkba_status mkba_i_did_choose_inference(mkba_i_did_study *study);
/* Of an estimate, its standard error and degrees of freedom (INFINITY: normal). */
mkba_i_judged mkba_i_did_judged(double estimate, double std_error, double df, double level);
/* MKBA_ERROR_EVALUATION for an estimate that is not finite. */
mkba_status mkba_i_did_check(mkba_i_did_study *study, double estimate);

/* did_two_way.c: MKBA_ERROR_PANEL for several starts. */
mkba_status mkba_i_did_check_one_start(mkba_i_did_study *study);
/* did_two_way.c: what is to be said once the overall effect is judged. */
mkba_status mkba_i_did_say(mkba_i_did_study *study);
/* did_two_way.c: per area the mean over the periods from the start on, less that over those before it. */
void mkba_i_did_change(const mkba_i_did_study *study, double *change);

static inline bool mkba_i_did_is_treated(const mkba_i_did_study *study, size_t area)
{
    return area < study->n_treated;
}

#endif
