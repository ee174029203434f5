/* Group-time effects of all groups and periods. */
#include "base/exact.h"

#include "effect/did_group_placebo.h"

/* Influences of all effects, as numbers. */
#define MOST_INFLUENCES ((size_t) 100 * 1000 * 1000)

static mkba_status find_groups(mkba_i_did_study *s, mkba_i_groups *g)
{
    g->n = s->n;
    g->n_periods = s->n_periods;
    g->starts = mkba_i_arena_new(&s->work, s->n_periods, sizeof *g->starts);
    g->shares = mkba_i_arena_new(&s->work, s->n_periods, sizeof *g->shares);
    g->sizes = mkba_i_arena_new(&s->work, s->n_periods, sizeof *g->sizes);
    if (g->starts == NULL || g->shares == NULL || g->sizes == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t t = 1; t < s->n_periods; t++) {
        size_t size = 0;
        double share = 0;
        for (size_t i = 0; i < s->n_treated; i++)
            if (s->start[i] == t) {
                size++;
                share += s->weight[i];
            }
        if (size == 0)
            continue;
        g->starts[g->n_groups] = t;
        g->sizes[g->n_groups] = size;
        g->shares[g->n_groups++] = share / (double) s->n;
    }
    return MKBA_OK;
}

mkba_status mkba_i_groups_make(mkba_i_did_study *s, mkba_did_base base, mkba_i_groups *g)
{
    mkba_status status;

    *g = (mkba_i_groups){0};
    status = find_groups(s, g);
    if (status != MKBA_OK)
        return status;
    if (g->n_groups * s->n_periods > MOST_INFLUENCES / s->n)
        return mkba_i_fail(s->error, MKBA_ERROR_LIMIT, "panel",
                           "%zu starts, %zu periods and %zu areas are too many together: select fewer", g->n_groups,
                           s->n_periods, s->n);
    g->effects = mkba_i_arena_new(&s->work, g->n_groups * s->n_periods, sizeof *g->effects);
    if (g->effects == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t k = 0; k < g->n_groups; k++)
        for (size_t t = 0; status == MKBA_OK && t < s->n_periods; t++) {
            size_t start = g->starts[k], from = t < start && base == MKBA_DID_VARYING ? t - 1 : start - 1;
            if (t == 0 && base == MKBA_DID_VARYING)
                continue; /* nothing is before it */
            mkba_i_group_effect *effect = &g->effects[g->n_effects++];
            status = mkba_i_group_effect_make(s, start, t, from, effect);
            effect->effect.number = g->n_effects - 1;
        }
    return status == MKBA_OK && s->made->chosen == MKBA_DID_INFERENCE_PLACEBO ? mkba_i_group_placebo_make(s, g)
                                                                              : status;
}

static mkba_status keep_effects(mkba_i_did_study *s, const mkba_i_groups *g)
{
    mkba_did *made = s->made;
    mkba_status status = MKBA_OK;

    made->effects = mkba_i_arena_new(&made->arena, g->n_effects, sizeof *made->effects);
    if (made->effects == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t e = 0; status == MKBA_OK && e < g->n_effects; e++) {
        const mkba_i_group_effect *from = &g->effects[e];
        mkba_i_did_effect *to = &made->effects[made->n_effects++];
        *to = (mkba_i_did_effect){.group = from->group,
                                  .period = from->period,
                                  .event = mkba_i_event_of(from),
                                  .n_treated = from->effect.n_treated,
                                  .n_controls = from->n_controls};
        status = mkba_i_judge_influenced(s, g, &from->effect, &to->judged);
    }
    return status;
}

static mkba_status say(mkba_i_did_study *s, const mkba_i_groups *g)
{
    size_t small = 0;

    for (size_t k = 0; k < g->n_groups; k++)
        small += g->sizes[k] < MKBA_I_FEW_TREATED;
    if (s->made->chosen == MKBA_DID_INFERENCE_PLACEBO)
        return mkba_i_did_say(s);
    if (small > 0)
        return mkba_i_say(&s->made->said, s->error, "small_groups", false, NULL, NULL, NULL,
                          "%zu of %zu starts have fewer than five areas: their own effects have no clustered errors; "
                          "inference placebo has errors for all",
                          small, g->n_groups);
    return MKBA_OK;
}

mkba_status mkba_i_did_group_time(mkba_i_did_study *s)
{
    mkba_i_groups groups;
    mkba_status status = mkba_i_groups_make(s, s->options->base, &groups);

    if (status == MKBA_OK)
        status = keep_effects(s, &groups);
    if (status == MKBA_OK)
        status = mkba_i_did_aggregate_all(s, &groups);
    return status == MKBA_OK ? say(s, &groups) : status;
}
