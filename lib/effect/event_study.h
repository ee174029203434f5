/* What an event study shares: the events with their covariance, and the tests of those before the start. */
#ifndef MKBA_I_EFFECT_EVENT_STUDY_H
#define MKBA_I_EFFECT_EVENT_STUDY_H

#include "effect/did_model.h"

/* event_study_tests.c: from the events of the estimate and their covariance. `df` of the covariance (INFINITY: normal); `rank`
 * is p among placebos, NAN where p follows from df. */
mkba_status mkba_i_event_tests(mkba_i_did_study *study, const long *events, double df, double rank);

/* x' A^-1 x of the first n rows and columns of a covariance of `size`; NAN where it has no inverse. `work` has n x n + n
 * places. */
double mkba_i_event_distance(const double *covariance, size_t size, size_t n, const double *x, double *work);

#endif
