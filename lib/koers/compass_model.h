/* A compass, and the steps that make it: see mkba/koers_compass.h. */
#ifndef MKBA_I_KOERS_COMPASS_MODEL_H
#define MKBA_I_KOERS_COMPASS_MODEL_H

#include <mkba/koers_compass.h>

#include "base/text.h"
#include "compare/samples_interval.h"
#include "compare/shared_said.h"
#include "koers/koers.h"
#include "koers/series.h"

#define MKBA_I_SCALES 4
#define MKBA_I_OLD 2.0 /* years after which a figure is said to be old */

typedef enum mkba_i_against {
    MKBA_I_NORM,
    MKBA_I_PLAN,
    MKBA_I_TARGET,
    MKBA_I_SINCE_START,
    MKBA_I_YEAR_BEFORE,
    MKBA_I_AMONG_PEERS
} mkba_i_against;
#define MKBA_I_AGAINST 6
extern const char *const mkba_i_against_words[MKBA_I_AGAINST];

typedef enum mkba_i_judgement {
    MKBA_I_MET,
    MKBA_I_NOT_MET,
    MKBA_I_BETTER,
    MKBA_I_WORSE,
    MKBA_I_EQUAL,
    MKBA_I_CANNOT_BE_SAID,
    MKBA_I_NOT_JUDGED
} mkba_i_judgement;
extern const char *const mkba_i_judgement_words[MKBA_I_NOT_JUDGED]; /* not judged is missing */

/* What an interval rests on. */
typedef enum mkba_i_compass_basis { MKBA_I_BY_INTERVAL, MKBA_I_BY_PART, MKBA_I_BY_FIGURE } mkba_i_compass_basis;
extern const char *const mkba_i_compass_basis_words[3];

/* A figure; where its error is not known lower and upper are the figure itself, and the basis says so. */
typedef struct mkba_i_reading {
    mkba_i_bounds of;
    mkba_i_compass_basis basis;
} mkba_i_reading;

typedef struct mkba_i_compass_comparison {
    bool made;
    const char *note; /* why not */
    double reference;
    char period[MKBA_I_PERIOD_TEXT]; /* "" is none */
    mkba_i_reading difference;
    mkba_i_judgement judgement;
} mkba_i_compass_comparison;

typedef struct mkba_i_score {
    bool made, has_mark;
    const char *note; /* why not */
    mkba_i_reading of;
    double mark;
} mkba_i_score;

typedef struct mkba_i_peered {
    bool made;
    const char *note;            /* why not */
    const char *compared, *unit; /* what is */
    char period[MKBA_I_PERIOD_TEXT];
    mkba_i_reading value; /* of the region */
    size_t n, n_without;
    double quartiles[5]; /* lowest to highest */
    mkba_i_bounds rank, percentile, z;
    bool has_z;
    mkba_i_judgement judgement;
} mkba_i_peered;

/* An indicator as it stands. */
typedef struct mkba_i_standing {
    const mkba_i_indicator *indicator;
    mkba_i_series series;       /* until the moment */
    const mkba_i_point *figure; /* the last of them, or NULL */
    bool measured;              /* after the nulmeting */
    mkba_i_reading value;
    double age;
    mkba_i_compass_comparison against[MKBA_I_AGAINST];
    mkba_i_score scores[MKBA_I_SCALES];
    mkba_i_peered peers;
    size_t n_words;
} mkba_i_standing;

/* An indicator of an opgave. */
typedef struct mkba_i_degree {
    size_t indicator;
    double weight; /* 0: it leads to a goal of the opgave, and has none */
} mkba_i_degree;

typedef struct mkba_i_thermometer {
    const mkba_i_opgave *opgave;
    mkba_i_degree *degrees; /* those with a weight first */
    size_t n, n_weighed, n_scored;
    double weight_scored, weight_not_scored;
    mkba_i_reading score; /* of what is scored */
    bool has_mark;
    double mark, ahead, behind;
    size_t lowest, highest; /* indicators, or MKBA_I_NONE */
    const char *note;       /* why there is no score */
} mkba_i_thermometer;

struct mkba_compass {
    mkba_koers *koers; /* held */
    mkba_i_arena arena;
    mkba_i_said_list said;
    double level;
    double until;        /* what has ended then counts; infinite without a moment */
    double moment;       /* to which ages count */
    mkba_i_period as_of; /* with an end that is finite */
    mkba_compass_scale scale;
    size_t n_peers;
    mkba_i_standing *standings;       /* as the indicators of the model */
    mkba_i_thermometer *thermometers; /* as its opgaven */
};

static inline const mkba_i_koers_model *mkba_i_compass_model(const mkba_compass *compass)
{
    return &compass->koers->model;
}

static inline const mkba_i_score *mkba_i_compass_score(const mkba_compass *compass, size_t indicator)
{
    return &compass->standings[indicator].scores[compass->scale];
}

/* Whether a measurement is a quote or story of a period that counts. */
static inline bool mkba_i_compass_has_words(const mkba_compass *compass, const mkba_i_measurement *m)
{
    return m->kind != MKBA_I_FIGURE && mkba_i_period_end(&m->period) <= compass->until;
}

/* ---- arithmetic of intervals ------------------------------------------------------------------------------------- */

/* The reading of a point at a level. */
mkba_i_reading mkba_i_reading_of(const mkba_i_point *point, double level);
/* a - b of independent figures. */
mkba_i_reading mkba_i_reading_minus(const mkba_i_reading *a, const mkba_i_reading *b);
/* (of - zero) / (one - zero). False where that is beyond the range of a double. */
bool mkba_i_reading_scaled(const mkba_i_reading *of, double zero, double one, mkba_i_reading *out);
/* A figure that is known without error. */
mkba_i_reading mkba_i_reading_exact(double value);
bool mkba_i_reading_is_finite(const mkba_i_reading *reading);

/* ---- steps -------------------------------------------------------------------------------------------------------- */

/* Against norm, plan, target and own past, and the scores that need no peers. */
void mkba_i_compass_judge(const mkba_compass *compass, mkba_i_standing *standing);

/* The peers of all indicators, their comparison and scores. */
mkba_status mkba_i_compass_peers(mkba_compass *compass, const mkba_panel *panel, const mkba_compass_options *options,
                                 mkba_error *error);

mkba_status mkba_i_thermometers_make(mkba_compass *compass, mkba_error *error);

/* Says what to know of it. */
mkba_status mkba_i_compass_find(mkba_compass *compass, mkba_error *error);

/* ---- words -------------------------------------------------------------------------------------------------------- */

void mkba_i_compass_say(const mkba_compass *compass, size_t indicator, mkba_language language, mkba_i_text *to);
void mkba_i_thermometer_say(const mkba_compass *compass, size_t opgave, mkba_language language, mkba_i_text *to);

typedef mkba_status mkba_i_compass_table_maker(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                               mkba_error *error);
#endif
