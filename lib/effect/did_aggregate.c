/* Means of group-time effects (Callaway and Sant'Anna 2021, section 3). */
#include "base/exact.h"

#include <string.h>

#include "effect/did_group_placebo.h"

mkba_i_judged mkba_i_judge_clustered(const mkba_i_did_study *s, const mkba_i_influenced *effect)
{
    double sum = 0;

    for (size_t i = 0; i < s->n; i++)
        sum += effect->influence[i] * effect->influence[i];
    if (effect->n_treated < MKBA_I_FEW_TREATED)
        sum = NAN;
    return mkba_i_did_judged(effect->estimate, sqrt(sum), INFINITY, s->options->level);
}

mkba_status mkba_i_judge_influenced(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *effect,
                                    mkba_i_judged *out)
{
    if (s->made->chosen == MKBA_DID_INFERENCE_PLACEBO)
        return mkba_i_group_placebo_judge(s, g, effect, out);
    *out = mkba_i_judge_clustered(s, effect);
    return MKBA_OK;
}

mkba_status mkba_i_judge_overall(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *overall)
{
    mkba_did *made = s->made;
    bool few = s->n_treated < MKBA_I_FEW_TREATED;
    mkba_status status;

    made->judgements = mkba_i_arena_new(&made->arena, 2, sizeof *made->judgements);
    if (made->judgements == NULL)
        return mkba_i_fail_memory(s->error);
    made->judgements[0] = (mkba_i_did_judgement){.inference = made->chosen, .note = ""};
    made->n_judgements = 1;
    status = mkba_i_judge_influenced(s, g, overall, &made->judgements[0].judged);
    if (made->chosen == MKBA_DID_INFERENCE_PLACEBO)
        made->judgements[made->n_judgements++] = (mkba_i_did_judgement){
            MKBA_DID_INFERENCE_CLUSTERED, mkba_i_judge_clustered(s, overall),
            few ? "refused: with fewer than five treated areas it is far too small; use placebo" : ""};
    return status;
}

static mkba_status start_mean(mkba_i_did_study *s, const mkba_i_groups *g, mkba_i_influenced *out)
{
    bool placebo = s->made->chosen == MKBA_DID_INFERENCE_PLACEBO;

    *out = (mkba_i_influenced){.influence = mkba_i_arena_new(&s->work, s->n, sizeof(double))};
    if (placebo)
        out->times = mkba_i_arena_new(&s->work, g->n_effects, sizeof(double));
    return out->influence == NULL || (placebo && out->times == NULL) ? mkba_i_fail_memory(s->error) : MKBA_OK;
}

/* What a part brings to a mean in which it has this share. */
static void add_part(const mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *part, double share,
                     mkba_i_influenced *out)
{
    for (size_t i = 0; i < s->n; i++)
        out->influence[i] += part->influence[i] * share;
    for (size_t e = 0; out->times != NULL && e < g->n_effects; e++)
        out->times[e] += share * mkba_i_figure_times(part, e);
}

/* Areas that the parts rest on: each group once. */
static size_t count_treated(const mkba_i_groups *g, const mkba_i_part *parts, size_t n)
{
    size_t sum = 0;

    for (size_t k = 0; k < g->n_groups; k++)
        for (size_t p = 0; p < n; p++)
            if (parts[p].group == k) {
                sum += g->sizes[k];
                break;
            }
    return sum;
}

mkba_status mkba_i_mean_by_size(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_part *parts, size_t n,
                                mkba_i_influenced *out)
{
    double sum = 0;
    mkba_status status = start_mean(s, g, out);

    if (status != MKBA_OK)
        return status;
    for (size_t p = 0; p < n; p++)
        sum += g->shares[parts[p].group];
    for (size_t p = 0; p < n; p++)
        out->estimate += parts[p].effect->estimate * g->shares[parts[p].group] / sum;
    for (size_t p = 0; p < n; p++) {
        double share = g->shares[parts[p].group];
        double off = (parts[p].effect->estimate - out->estimate) / (sum * (double) s->n);
        add_part(s, g, parts[p].effect, share / sum, out);
        for (size_t i = 0; i < s->n; i++)
            out->influence[i] += ((s->start[i] == g->starts[parts[p].group] ? s->weight[i] : 0) - share) * off;
    }
    out->n_treated = count_treated(g, parts, n);
    return MKBA_OK;
}

mkba_status mkba_i_mean_alike(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_part *parts, size_t n,
                              mkba_i_influenced *out)
{
    mkba_status status = start_mean(s, g, out);

    if (status != MKBA_OK)
        return status;
    for (size_t p = 0; p < n; p++) {
        const mkba_i_influenced *effect = parts[p].effect;
        out->estimate += effect->estimate / (double) n;
        add_part(s, g, effect, 1 / (double) n, out);
        out->n_treated = effect->n_treated > out->n_treated ? effect->n_treated : out->n_treated;
    }
    return MKBA_OK;
}

/* The position of the group of an effect. */
static size_t group_of(const mkba_i_groups *g, const mkba_i_group_effect *effect)
{
    size_t k = 0;

    while (g->starts[k] != effect->group)
        k++;
    return k;
}

/* Which effects are wanted: from the start on, of a group, a period, an event; MKBA_I_NONE is any. */
typedef struct wanted {
    bool by_event;
    long event;
    size_t group, period;
} wanted;

static bool is_wanted(const mkba_i_group_effect *effect, const wanted *w)
{
    long event = mkba_i_event_of(effect);

    if (w->by_event)
        return event == w->event;
    return event >= 0 && (w->group == MKBA_I_NONE || effect->group == w->group) &&
           (w->period == MKBA_I_NONE || effect->period == w->period);
}

static size_t gather(const mkba_i_groups *g, const wanted *w, mkba_i_part *parts)
{
    size_t n = 0;

    for (size_t e = 0; e < g->n_effects; e++)
        if (is_wanted(&g->effects[e], w))
            parts[n++] = (mkba_i_part){&g->effects[e].effect, group_of(g, &g->effects[e])};
    return n;
}

static mkba_i_part *new_parts(mkba_i_did_study *s, size_t n)
{
    return mkba_i_arena_new(&s->work, n, sizeof(mkba_i_part));
}

mkba_status mkba_i_mean_of_event(mkba_i_did_study *s, const mkba_i_groups *g, long event, bool *any,
                                 mkba_i_influenced *out)
{
    const wanted w = {.by_event = true, .event = event};
    mkba_i_part *parts = new_parts(s, g->n_effects);
    size_t n;

    if (parts == NULL)
        return mkba_i_fail_memory(s->error);
    n = gather(g, &w, parts);
    *any = n > 0;
    return n > 0 ? mkba_i_mean_by_size(s, g, parts, n, out) : MKBA_OK;
}

/* ---- all of them ----------------------------------------------------------------------------------------- */

static mkba_status keep(mkba_i_did_study *s, const mkba_i_groups *g, const char *aggregation, const char *at,
                        const mkba_i_influenced *effect)
{
    mkba_i_did_aggregate *kept = &s->made->aggregates[s->made->n_aggregates++];
    mkba_status status = mkba_i_did_check(s, effect->estimate);

    *kept = (mkba_i_did_aggregate){.aggregation = aggregation, .at = at};
    return status == MKBA_OK ? mkba_i_judge_influenced(s, g, effect, &kept->judged) : status;
}

static mkba_status keep_simple(mkba_i_did_study *s, const mkba_i_groups *g)
{
    const wanted w = {.group = MKBA_I_NONE, .period = MKBA_I_NONE};
    mkba_i_part *parts = new_parts(s, g->n_effects);
    mkba_i_influenced all;
    mkba_status status =
        parts == NULL ? mkba_i_fail_memory(s->error) : mkba_i_mean_by_size(s, g, parts, gather(g, &w, parts), &all);

    return status == MKBA_OK ? keep(s, g, "simple", NULL, &all) : status;
}

/* Of each group over its periods; the overall one by size goes to the summary too. */
static mkba_status keep_groups(mkba_i_did_study *s, const mkba_i_groups *g)
{
    mkba_i_part *parts = new_parts(s, g->n_effects), *groups = new_parts(s, g->n_groups);
    mkba_i_influenced *means = mkba_i_arena_new(&s->work, g->n_groups + 1, sizeof *means);
    mkba_status status = parts == NULL || groups == NULL || means == NULL ? mkba_i_fail_memory(s->error) : MKBA_OK;

    for (size_t k = 0; status == MKBA_OK && k < g->n_groups; k++) {
        const wanted w = {.group = g->starts[k], .period = MKBA_I_NONE};
        groups[k] = (mkba_i_part){&means[k], k};
        status = mkba_i_mean_alike(s, g, parts, gather(g, &w, parts), &means[k]);
        if (status == MKBA_OK)
            status = keep(s, g, "group", s->made->periods[g->starts[k]], &means[k]);
    }
    if (status == MKBA_OK)
        status = mkba_i_mean_by_size(s, g, groups, g->n_groups, &means[g->n_groups]);
    if (status != MKBA_OK)
        return status;
    status = mkba_i_judge_overall(s, g, &means[g->n_groups]);
    return status == MKBA_OK ? keep(s, g, "group", NULL, &means[g->n_groups]) : status;
}

/* Means over what is wanted, one after another, and then their mean. */
static mkba_status keep_series(mkba_i_did_study *s, const mkba_i_groups *g, const char *aggregation, long first,
                               long last)
{
    bool by_event = strcmp(aggregation, "dynamic") == 0;
    size_t n = (size_t) (last - first + 1), n_later = 0;
    mkba_i_part *parts = new_parts(s, g->n_effects), *later = new_parts(s, n);
    mkba_i_influenced *means = mkba_i_arena_new(&s->work, n + 1, sizeof *means);
    mkba_status status = parts == NULL || later == NULL || means == NULL ? mkba_i_fail_memory(s->error) : MKBA_OK;

    for (long at = first; status == MKBA_OK && at <= last; at++) {
        const wanted w = {by_event, at, MKBA_I_NONE, by_event ? MKBA_I_NONE : (size_t) at};
        mkba_i_influenced *mean = &means[at - first];
        size_t n_parts = gather(g, &w, parts);
        const char *name;
        if (n_parts == 0)
            continue;
        name = by_event ? mkba_i_arena_format(&s->made->arena, "%ld", at) : s->made->periods[at];
        status = name == NULL ? mkba_i_fail_memory(s->error) : mkba_i_mean_by_size(s, g, parts, n_parts, mean);
        if (status == MKBA_OK)
            status = keep(s, g, aggregation, name, mean);
        if (!by_event || at >= 0)
            later[n_later++] = (mkba_i_part){mean, 0};
    }
    if (status == MKBA_OK)
        status = mkba_i_mean_alike(s, g, later, n_later, &means[n]);
    return status == MKBA_OK ? keep(s, g, aggregation, NULL, &means[n]) : status;
}

mkba_status mkba_i_did_aggregate_all(mkba_i_did_study *s, const mkba_i_groups *g)
{
    mkba_did *made = s->made;
    long periods = (long) s->n_periods, earliest = (long) g->starts[0], latest = (long) g->starts[g->n_groups - 1];
    mkba_status status;

    made->aggregates = mkba_i_arena_new(&made->arena, g->n_groups + 3 * s->n_periods + 4, sizeof *made->aggregates);
    if (made->aggregates == NULL)
        return mkba_i_fail_memory(s->error);
    status = keep_simple(s, g);
    if (status == MKBA_OK)
        status = keep_groups(s, g);
    if (status == MKBA_OK)
        status = keep_series(s, g, "calendar", earliest, periods - 1);
    if (status == MKBA_OK)
        status = keep_series(s, g, "dynamic", -latest, periods - 1 - earliest);
    return status;
}
