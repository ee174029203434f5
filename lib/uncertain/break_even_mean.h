/* The mean of an outcome over draws of all parameters but one. */
#ifndef MKBA_I_UNCERTAIN_BREAK_EVEN_MEAN_H
#define MKBA_I_UNCERTAIN_BREAK_EVEN_MEAN_H

#include "uncertain/study.h"
#include "uncertain/what_if.h"

typedef struct mkba_i_mean {
    mkba_i_study *study;
    mkba_i_study_space *space;
    uint64_t draws;
    size_t *plus, *minus; /* heap: per target the quantities it is made of; MKBA_I_NONE is 0 */
    size_t n_targets;
} mkba_i_mean;

/* Of the targets of w; `moves` as in its setup. */
mkba_status mkba_i_mean_make(const mkba_i_what_if *w, const mkba_i_what_if_setup *setup, uint64_t draws, uint64_t seed,
                             mkba_i_mean *mean, mkba_error *error);
void mkba_i_mean_free(mkba_i_mean *mean);
/* The means of all targets where the parameter at this position of the case is x. */
mkba_status mkba_i_mean_run(mkba_i_mean *mean, size_t position, double x, double *means, mkba_error *error);

#endif
