/* Placebos of group-time effects and of means of them: each is a sum of shares x changes of areas, whose places can be
 * changed. See mkba_panel_did. */
#ifndef MKBA_I_EFFECT_DID_GROUP_PLACEBO_H
#define MKBA_I_EFFECT_DID_GROUP_PLACEBO_H

#include "effect/did_groups.h"
#include "effect/did_placings.h"

/* The areas that figures rest on, and how these change places. */
typedef struct mkba_i_pool {
    size_t n, n_placed;
    size_t *who; /* areas: first those of the groups that the figures are of, then those they are compared with */
    mkba_i_placings placings;
} mkba_i_pool;

/* One figure beside a pool; a row per area of the pool, a column per effect that it is a mean of. Its estimate is the sum of
 * weight x rest. */
typedef struct mkba_i_figure {
    size_t n_used;
    size_t *used; /* effects */
    double *weight, *rest;
    double *treated;         /* the rest of one more of a supposed effect */
    double *noise, variance; /* of areas; of the figure, NAN where nothing moves */
} mkba_i_figure;

/* What is left of the donors' changes, once the effects are there. MKBA_ERROR_PANEL where one donor decides a coefficient. */
mkba_status mkba_i_group_placebo_make(mkba_i_did_study *study, mkba_i_groups *groups);

/* How often an effect counts in a figure. */
double mkba_i_figure_times(const mkba_i_influenced *figure, size_t effect);

/* A pool for n figures together. */
mkba_status mkba_i_pool_make(mkba_i_did_study *study, const mkba_i_groups *groups, const mkba_i_influenced *figures,
                             size_t n, mkba_i_arena *room, mkba_i_pool *pool);
/* A figure in a pool that it is one of. */
mkba_status mkba_i_figure_make(mkba_i_did_study *study, const mkba_i_groups *groups, const mkba_i_influenced *from,
                               const mkba_i_pool *pool, mkba_i_arena *room, mkba_i_figure *figure);
/* Of each donor the square of what chance makes of the changes that a figure rests on, summed over groups; `squares` has
 * room for two numbers per donor. */
void mkba_i_figure_squares(const mkba_i_did_study *study, const mkba_i_groups *groups, const mkba_i_influenced *figure,
                           double *squares);

/* How sure a figure is, by its own placings. */
mkba_status mkba_i_group_placebo_judge(mkba_i_did_study *study, const mkba_i_groups *groups,
                                       const mkba_i_influenced *figure, mkba_i_judged *out);

/* event_study_placebo.c: the covariance of n events from what is left of the donors; false when nothing of them is. And
 * the share of placings whose first events together are as far from zero as the true ones. */
mkba_status mkba_i_group_placebo_covary(mkba_i_did_study *study, const mkba_i_groups *groups,
                                        const mkba_i_influenced *events, size_t n, double *covariance, bool *moves);
mkba_status mkba_i_group_placebo_rank(mkba_i_did_study *study, const mkba_i_groups *groups,
                                      const mkba_i_influenced *events, size_t n, double *rank);

#endif
