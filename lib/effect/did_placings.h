/* Areas change places: the sums that an effect is made of, in every placing. Two-way and group-time effects share it. */
#ifndef MKBA_I_EFFECT_DID_PLACINGS_H
#define MKBA_I_EFFECT_DID_PLACINGS_H

#include <stdint.h>

#include "effect/did_model.h"

/* Of n places the first `n_placed` change with others. The true placing comes first and is not written down. */
typedef struct mkba_i_placings {
    size_t n, n_placed;
    size_t count;     /* with the true one */
    uint32_t *places; /* per placing but the true one: with which place each of the placed changes, one after another */
    uint32_t *path;   /* room: what is in each place */
} mkba_i_placings;

/* All placings of one; of more `replicates` are drawn, or with `all` every one where there are not more than that.
 * MKBA_ERROR_MEMORY. */
mkba_status mkba_i_placings_make(mkba_i_did_study *study, mkba_i_arena *room, size_t n, size_t n_placed, bool all,
                                 mkba_i_placings *placings);

/* Per placing the sum over places i and `ways` w of weight(i, w) x rest(path in i, w); both have a row per place. */
void mkba_i_placings_sums(const mkba_i_placings *placings, size_t ways, const double *weight, const double *rest,
                          double *sums);

/* Statistic, p and interval of an estimate with this standard error: from the sum of each placing, and from what one more
 * of a supposed effect takes off it. */
void mkba_i_placings_judge(const mkba_i_placings *placings, const double *values, const double *treated, double level,
                           double std_error, mkba_i_judged *out);

#endif
