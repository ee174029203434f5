/* What an effect holds, and the steps that make one: see mkba/effect.h for what it means. */
#ifndef MKBA_I_EFFECT_MODEL_H
#define MKBA_I_EFFECT_MODEL_H

#include <mkba/effect.h>
#include <mkba/effect_placebo.h>

#include "compare/shared_said.h"
#include "effect/block.h"
#include "effect/synthetic_model.h"

/* In the order in which they are listed. The words are in effect_words.c. */
typedef enum mkba_i_check_id {
    MKBA_I_CHECK_BEFORE,
    MKBA_I_CHECK_FIT,
    MKBA_I_CHECK_RANGE,
    MKBA_I_CHECK_TREND,
    MKBA_I_CHECK_TREND_POWER,
    MKBA_I_CHECK_IN_TIME,
    MKBA_I_CHECK_DONORS,
    MKBA_I_CHECK_ONE_OUT,
    MKBA_I_CHECK_PLACEBO,
    MKBA_I_CHECK_DETECTABLE,
    MKBA_I_CHECK_NOISE,
    MKBA_I_CHECK_SUSPECTS,
    MKBA_I_CHECK_BREAKS,
    MKBA_I_CHECKS
} mkba_i_check_id;

typedef enum mkba_i_outcome { MKBA_I_PASSED, MKBA_I_FAILED, MKBA_I_NOT_POSSIBLE } mkba_i_outcome;
/* What a failure does to the verdict. */
typedef enum mkba_i_weight { MKBA_I_TELLS, MKBA_I_WEAKENS, MKBA_I_REFUSES } mkba_i_weight;

typedef struct mkba_i_check {
    bool made; /* else it says nothing of the method */
    mkba_i_outcome outcome;
    double figure, limit; /* NAN: none */
} mkba_i_check;

typedef struct mkba_i_effect_donor {
    const char *code, *name;
    const char *left_out[2]; /* the reason by mkba_language, NULL of one that takes part */
    double weight;
} mkba_i_effect_donor;

struct mkba_effect {
    mkba_i_arena arena;
    mkba_i_said_list said;
    const char *indicator, *unit, *codes, *name, *start, *last;
    mkba_effect_method method;
    double level;
    uint64_t seed;
    size_t n_treated;
    const char **periods;
    size_t n_periods, n_before;
    double *observed, *counterfactual; /* per period; NAN: none */
    double *range_low, *range_high;    /* of the gap; NAN: none */
    double *low, *high;                /* of the gap, by the draws; NAN: none */
    size_t *after;                     /* the periods from the start on that have a figure */
    size_t n_after;
    double estimate, std_error, df, p, grid, interval_low, interval_high;
    double att_low, att_high; /* over weights that fit equally well */
    double counterfactual_mean, detectable, noise;
    double *draws; /* n_draws x n_after: gaps */
    size_t n_draws;
    mkba_i_effect_donor *donors; /* those that take part first */
    size_t n_donors, n_listed;
    mkba_i_check checks[MKBA_I_CHECKS];
    mkba_verdict verdict;
};

/* What the steps share while one is made. */
typedef struct mkba_i_effect_study {
    const mkba_panel *panel; /* with the region as an area of it */
    mkba_panel *own;         /* where the region was added, to be freed */
    const mkba_effect_options *options;
    mkba_effect *made;
    mkba_error *error;
    mkba_i_arena work;
    const char **treated; /* codes of the treated units */
    size_t n_treated;
    const char **members; /* of all the treated */
    size_t n_members;
    mkba_i_block block;
    /* The block with one treated unit: the mean of the treated. Unit 0, then the donors. */
    mkba_i_block flat;
    const char **donors; /* codes */
    size_t n_donors;
    double *gaps;   /* unit by period: of the treated and, each by the other donors, of the donors */
    double *means;  /* per unit, over the periods of `after` */
    double *scales; /* per donor: what makes its gaps those of an area of the size of the treated */
    double *rmspe;  /* per unit, before the start */
    /* With method sc: of the treated by the donors, whose units are those of `flat`. NULL with others. */
    mkba_synthetic *synthetic;
    mkba_placebo *placebo;        /* the same; NULL also with fewer than three donors */
    mkba_i_effect_donor *dropped; /* by the study, with the reason */
    size_t n_dropped;
    bool *out;           /* per period of the block of all: left out, as a figure of the treated looks wrong */
    mkba_panel *thinned; /* the panel without those, to be freed */
} mkba_i_effect_study;

/* ---- effect_gather.c: the region, who is compared with, the figures ------------------------------------------- */

/* The names, the treated and what they are made of. */
mkba_status mkba_i_effect_region(mkba_i_effect_study *study);
mkba_status mkba_i_effect_gather(mkba_i_effect_study *study);
/* Takes a donor out of the study, and keeps why. */
mkba_status mkba_i_effect_drop(mkba_i_effect_study *study, const char *code, const char *why, const char *waarom);
/* Whether a period lies before the start; if not, what was observed is all there is. */
mkba_status mkba_i_effect_has_before(mkba_i_effect_study *study, bool *has);

/* ---- effect_expect.c: any unit by any donors, by the method ------------------------------------------------------- */

/* What would have been of a unit of a block, per period; weights may be NULL. */
mkba_status mkba_i_effect_expect(const mkba_i_effect_study *study, const mkba_i_block *block, size_t unit,
                                 const size_t *donors, size_t n_donors, double *counterfactual, double *weights);
/* The donors of a block of one treated unit but one of them; answers how many. */
size_t mkba_i_effect_others(const mkba_i_block *block, size_t unit, size_t *donors);
/* The gaps of every unit of a block of one treated unit, by the donors, but itself; `weights` those of the treated. */
mkba_status mkba_i_effect_gaps(const mkba_i_effect_study *study, const mkba_i_block *block, double *gaps,
                               double *weights);
/* effect_fit.c: the estimate, and the gaps of all units; findings of the estimate that are not said elsewhere. */
mkba_status mkba_i_effect_take_said(mkba_i_effect_study *study, const mkba_i_said_list *from);
mkba_status mkba_i_effect_fit(mkba_i_effect_study *study);

/* ---- effect_control.c: the estimate by synthetic control ------------------------------------------------------------ */

/* Donors that lack a predictor leave the study, before its block is made. */
mkba_status mkba_i_effect_control_donors(mkba_i_effect_study *study);
/* The weights of the treated, and the gaps of all. */
mkba_status mkba_i_effect_control(mkba_i_effect_study *study, double *weights);
/* The task of any unit of a block with the units of `flat`: where it ends earlier, predictors that look at periods from its
 * start on are left out. `room` holds what it needs. */
mkba_status mkba_i_effect_control_task(const mkba_i_effect_study *study, const mkba_i_block *block, mkba_i_arena *room,
                                       mkba_i_synthetic_task *task);
/* Whether a predictor is left for it, where there are any. */
bool mkba_i_effect_control_possible(const mkba_i_effect_study *study, const mkba_i_block *block);
/* What it says: ranges, placebos, findings. */
mkba_status mkba_i_effect_control_judge(mkba_i_effect_study *study);

/* ---- effect_noise.c: how sure ------------------------------------------------------------------------------------ */

mkba_status mkba_i_effect_judge(mkba_i_effect_study *study);
/* What placebos say of a mean gap, `means` of all units, the treated first, in a test that rejects by chance with `chance` at
 * most; `scales` are filled. */
typedef struct mkba_i_effect_judged {
    double p, grid;    /* p NAN: none of the donors moves */
    double critical;   /* sizes above it are rejected; NAN: none can be */
    double detectable; /* NAN: the same */
} mkba_i_effect_judged;
mkba_status mkba_i_effect_by_placebos(const mkba_i_effect_study *study, const double *means, double chance,
                                      double *scales, mkba_i_effect_judged *out);
/* How far one area's figures go from one period to the next beside those of all, before the start: a share; NAN: not known. */
mkba_status mkba_i_effect_noise_of_one(mkba_i_effect_study *study, const mkba_i_block *block, double *noise);

/* ---- effect_checks.c --------------------------------------------------------------------------------------------- */

mkba_status mkba_i_effect_check(mkba_i_effect_study *study);
/* With which a check that refuses may fail where all is well. Two of them test, of which either refuses: each at half of what
 * the level leaves, so that together they stay within it (Bonferroni). Or the least p that so few donors have, where that is
 * above the half. */
double mkba_i_effect_chance(const mkba_effect *effect);
/* The verdict that follows from the checks. */
void mkba_i_effect_conclude(mkba_effect *effect);

/* effect_words.c */
mkba_i_weight mkba_i_check_weight(mkba_i_check_id id);

#endif
