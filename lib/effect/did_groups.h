/* Group-time effects with their influence functions, and weighted means of them. */
#ifndef MKBA_I_EFFECT_DID_GROUPS_H
#define MKBA_I_EFFECT_DID_GROUPS_H

#include "effect/did_model.h"

/* An effect as a sum: the estimate is off by the sum of `influence` over areas, but for what vanishes in large samples. */
typedef struct mkba_i_influenced {
    double estimate;
    double *influence;
    size_t n_treated; /* areas on whose treatment it rests */
    size_t number;    /* which effect it is; else */
    double *times;    /* how often each effect counts in it; NULL without placebos */
} mkba_i_influenced;

typedef struct mkba_i_group_effect {
    size_t group, period, base; /* periods, from the first used */
    mkba_i_influenced effect;
    double *share; /* per area: the estimate is the sum of share x change; NULL without placebos */
    size_t n_controls;
    bool is_reference; /* 0 by definition */
} mkba_i_group_effect;

typedef struct mkba_i_groups {
    size_t n, n_groups, n_effects, n_periods;
    size_t *starts; /* of the groups, ascending */
    double *shares; /* of each group: the sum of its weights over n */
    size_t *sizes;
    mkba_i_group_effect *effects; /* by group, then period */
    /* With placebos, else NULL. */
    double *left;    /* per effect and donor: what is left of its change beside donors, in units of its own chance */
    double *inverse; /* per donor 1 / population; NULL when none was named */
} mkba_i_groups;

/* did_groups.c */
mkba_status mkba_i_groups_make(mkba_i_did_study *study, mkba_did_base base, mkba_i_groups *groups);
/* did_group_effect.c: of one group and period beside one base period. */
mkba_status mkba_i_group_effect_make(mkba_i_did_study *study, size_t group, size_t period, size_t base,
                                     mkba_i_group_effect *effect);
/* Whether an effect compares its group with an area. */
bool mkba_i_is_control(const mkba_i_did_study *study, size_t area, size_t group, size_t period, size_t base);

/* did_aggregate.c: means of effects. By size: by group size, whose own chance counts too; else all the same. */
typedef struct mkba_i_part {
    const mkba_i_influenced *effect;
    size_t group; /* position */
} mkba_i_part;
mkba_status mkba_i_mean_by_size(mkba_i_did_study *study, const mkba_i_groups *groups, const mkba_i_part *parts,
                                size_t n_parts, mkba_i_influenced *out);
mkba_status mkba_i_mean_alike(mkba_i_did_study *study, const mkba_i_groups *groups, const mkba_i_part *parts,
                              size_t n_parts, mkba_i_influenced *out);
/* The mean by size of the effects of an event; false when there are none. */
mkba_status mkba_i_mean_of_event(mkba_i_did_study *study, const mkba_i_groups *groups, long event, bool *any,
                                 mkba_i_influenced *out);
/* By placebos or by influences, as was chosen. */
mkba_status mkba_i_judge_influenced(mkba_i_did_study *study, const mkba_i_groups *groups,
                                    const mkba_i_influenced *effect, mkba_i_judged *out);
mkba_i_judged mkba_i_judge_clustered(const mkba_i_did_study *study, const mkba_i_influenced *effect);
/* The rows of the summary: that chosen first. */
mkba_status mkba_i_judge_overall(mkba_i_did_study *study, const mkba_i_groups *groups,
                                 const mkba_i_influenced *overall);
/* All of them, into the estimate; the overall one is that of the groups. */
mkba_status mkba_i_did_aggregate_all(mkba_i_did_study *study, const mkba_i_groups *groups);

static inline long mkba_i_event_of(const mkba_i_group_effect *effect)
{
    return (long) effect->period - (long) effect->group;
}

#endif
