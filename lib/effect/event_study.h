/* What an event study shares: the events with their covariance, and the tests of those before the start. */
#ifndef MKBA_I_EFFECT_EVENT_STUDY_H
#define MKBA_I_EFFECT_EVENT_STUDY_H

#include "effect/did_model.h"

/* Room for the events: one row each in the table of effects, and all but the reference beside each other. */
mkba_status mkba_i_event_room(mkba_i_did_study *study, size_t n_rows);
/* event_study_starts.c: of several starts. */
mkba_status mkba_i_event_study_starts(mkba_i_did_study *study);

/* event_study_tests.c: from the events of the estimate and their covariance. `rank` is p among placebos, NAN where p follows
 * from the degrees of freedom. */
mkba_status mkba_i_event_tests(mkba_i_did_study *study, double rank);

/* x' A^-1 x of the first n rows and columns of a covariance of `size`; NAN where it has no inverse. `work` has n x n + n
 * places. */
double mkba_i_event_distance(const double *covariance, size_t size, size_t n, const double *x, double *work);

/* event_study_bounds.c: a step between neighbouring events before the start, per period. */
typedef struct mkba_i_step {
    double size, variance, with_effect; /* covariance with the overall effect */
} mkba_i_step;

typedef struct mkba_i_bounds {
    double effect, variance, reach; /* reach: c of mkba_did_sensitivity */
    double critical;                /* standard errors of half an interval */
    const mkba_i_step *steps;
    size_t n_steps;
} mkba_i_bounds;

/* Of a magnitude. */
void mkba_i_identified(const mkba_i_bounds *bounds, double magnitude, double *low, double *high);
void mkba_i_robust_interval(const mkba_i_bounds *bounds, double magnitude, double *low, double *high);

#endif
