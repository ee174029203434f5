/* A case as a function of its uncertain parameters: sampled and evaluated in blocks of draws. Simulation, sensitivity and
 * the value of information are all built on it.
 *
 * A study is immutable: threads share it, each with a space of its own. Parameters are those that an outcome hangs on (or
 * that are free); joint draws over years are one parameter, whose value is the number of the row, from 0. */
#ifndef MKBA_I_UNCERTAIN_STUDY_H
#define MKBA_I_UNCERTAIN_STUDY_H

#include "appraise/batch.h"
#include "appraise/plan.h"
#include "base/lanes.h"
#include "case/case.h"
#include "stat/points.h"

/* What is computed beside the npv of every alternative, and of every alternative minus each one listed before it. */
#define MKBA_I_STUDY_SUMMARY 1u /* per alternative: pv_costs, pv_benefits, bcr, annual equivalent */
#define MKBA_I_STUDY_ACTORS 2u  /* per actor: pv_costs, pv_benefits, net */
#define MKBA_I_STUDY_STREAMS 4u /* per stream: the pv of the effect on it */
#define MKBA_I_STUDY_YEARS 8u   /* per year: net, undiscounted; with STREAMS too: mean clients */

#define MKBA_I_STUDY_LINES 16u  /* per line, of streams too: the pv */

#define MKBA_I_STUDY_ALL 15u /* what a simulation can be asked for */

typedef enum mkba_i_measure {
    MKBA_I_MEASURE_NPV,
    MKBA_I_MEASURE_PV_COSTS,
    MKBA_I_MEASURE_PV_BENEFITS,
    MKBA_I_MEASURE_BCR, /* NaN where costs are not above 0 */
    MKBA_I_MEASURE_ANNUAL_EQUIVALENT,
    MKBA_I_MEASURE_ADDED_NPV, /* npv of the alternative minus that of `against` */
    MKBA_I_MEASURE_ACTOR_COSTS,
    MKBA_I_MEASURE_ACTOR_BENEFITS,
    MKBA_I_MEASURE_ACTOR_NET,
    MKBA_I_MEASURE_STREAM_EFFECT,
    MKBA_I_MEASURE_YEAR_NET,
    MKBA_I_MEASURE_CLIENTS, /* of the nulalternatief too */
    MKBA_I_MEASURE_LINE
} mkba_i_measure;

/* What is computed: a number per draw. Names are the case's. */
typedef struct mkba_i_quantity {
    mkba_i_measure measure;
    const char *alternative;
    const char *name; /* of the actor, the stream, the line, or the alternative compared with; else NULL */
    int year;         /* 0 where it is one number for all years */
} mkba_i_quantity;

typedef struct mkba_i_study_setup {
    const mkba_i_scenario *scenario; /* NULL: the case as it stands */
    const bool *free; /* per parameter of the case: can be set, whatever the case says of it; may be NULL */
    mkba_i_draw_plan plan;
    uint64_t seed, draws; /* how many there are in all */
    size_t replicates; /* parts of the draws, of equal length, with seeds of their own; 0 and 1: one, with this seed */
    unsigned what;
    mkba_i_variant variant;
} mkba_i_study_setup;

typedef struct mkba_i_study mkba_i_study;

/* The study refers to the case, which outlives it. Statuses are those of mkba_case_appraise, and MKBA_ERROR_CASE for a
 * distribution or correlation that cannot be drawn from, MKBA_ERROR_LIMIT for a plan that has not so many draws. */
mkba_status mkba_i_study_make(const mkba_case *mkba, const mkba_i_study_setup *setup, mkba_i_study **out,
                              mkba_error *error);
void mkba_i_study_free(mkba_i_study *study);

const mkba_i_plan *mkba_i_study_plan(const mkba_i_study *study);

size_t mkba_i_study_n_parameters(const mkba_i_study *study);
/* Parameter k, and its position in the case. */
const mkba_i_parameter *mkba_i_study_parameter(const mkba_i_study *study, size_t k, size_t *position);
/* What parameter k is drawn from; NULL for joint draws, and for a free parameter without a distribution. */
const mkba_i_distribution *mkba_i_study_distribution(const mkba_i_study *study, size_t k);
/* Whether parameter k is correlated with another one that is uncertain in this study. */
bool mkba_i_study_is_correlated(const mkba_i_study *study, size_t k);
/* The value of each parameter in an appraisal, in its own unit; -1 for joint draws, which stands for the series itself. */
const double *mkba_i_study_means(const mkba_i_study *study);

size_t mkba_i_study_n_quantities(const mkba_i_study *study);
const mkba_i_quantity *mkba_i_study_quantity(const mkba_i_study *study, size_t q);
/* Quantity q in an appraisal; NaN for a ratio that is not there. */
double mkba_i_study_point(const mkba_i_study *study, size_t q);

/* What one thread works in. */
typedef struct mkba_i_study_space mkba_i_study_space;
mkba_status mkba_i_study_space_make(const mkba_i_study *study, size_t most_draws, mkba_i_study_space **out,
                                    mkba_error *error);
void mkba_i_study_space_free(mkba_i_study_space *space);

/* Draws first .. first + n - 1 of every parameter, all in one replicate; a free one without a distribution gets its mean. */
void mkba_i_study_sample(const mkba_i_study *study, mkba_i_study_space *space, uint64_t first, size_t n);
/* Every parameter at its value in an appraisal. */
void mkba_i_study_set_means(const mkba_i_study *study, mkba_i_study_space *space, size_t n);
/* The values of parameter k, in its own unit and price year: may be overwritten before a run. */
double *mkba_i_study_values(mkba_i_study_space *space, size_t k);
/* Computes n draws from the space's values. Quantity q of draw d is at quantities[q][d], in the space, until the next
 * run. MKBA_ERROR_EVALUATION names the smallest draw that has none, counted from first + 1. */
mkba_status mkba_i_study_run(const mkba_i_study *study, mkba_i_study_space *space, uint64_t first, size_t n,
                             const double *const **quantities, mkba_error *error);

#endif
