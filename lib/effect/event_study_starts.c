/* Event studies of several starts: dynamic means of group-time effects with a universal base. */
#include "base/exact.h"

#include "effect/did_group_placebo.h"
#include "effect/event_study.h"

static void covary_influences(mkba_i_did_study *s, const mkba_i_influenced *means, size_t n)
{
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b <= a; b++) {
            double sum = 0;
            for (size_t i = 0; i < s->n; i++)
                sum += means[a].influence[i] * means[b].influence[i];
            s->made->covariance[a * n + b] = s->made->covariance[b * n + a] = sum;
        }
}

/* The effect of an event among the others; kept for tests and means unless it is the reference, or rests on too few areas
 * for the errors that were chosen. */
static mkba_status keep_event(mkba_i_did_study *s, const mkba_i_groups *g, long event, const mkba_i_influenced *mean)
{
    mkba_did *made = s->made;
    mkba_i_did_effect *effect = &made->effects[made->n_effects++];
    bool few = made->chosen != MKBA_DID_INFERENCE_PLACEBO && mean->n_treated < MKBA_I_FEW_TREATED;

    *effect = (mkba_i_did_effect){.group = MKBA_I_NONE,
                                  .period = MKBA_I_NONE,
                                  .event = event,
                                  .n_treated = mean->n_treated,
                                  .n_controls = s->n - s->n_treated};
    if (event != -1 && !few) {
        made->event_numbers[made->n_events] = event;
        made->events[made->n_events++] = mean->estimate;
        made->n_before += event < 0;
    }
    return mkba_i_judge_influenced(s, g, mean, &effect->judged);
}

static mkba_status mean_events(mkba_i_did_study *s, const mkba_i_groups *g, long first, long last,
                               mkba_i_influenced *means)
{
    mkba_status status = MKBA_OK;

    for (long event = first; status == MKBA_OK && event <= last; event++) {
        mkba_i_influenced *mean = &means[s->made->n_events];
        bool any = false;
        status = mkba_i_mean_of_event(s, g, event, &any, mean);
        if (status == MKBA_OK && any)
            status = keep_event(s, g, event, mean);
    }
    return status;
}

static mkba_status check_events(mkba_i_did_study *s)
{
    const mkba_did *made = s->made;
    size_t kept = made->n_events + 1;

    if (made->n_before == 0 || made->n_before == made->n_events)
        return mkba_i_fail(
            s->error, MKBA_ERROR_PANEL, "starts",
            "no period %s the start has five treated areas in it, as clustered errors need: use inference "
            "placebo",
            made->n_before == 0 ? "before" : "after");
    if (kept < made->n_effects)
        return mkba_i_say(
            &s->made->said, s->error, "small_events", false, NULL, NULL, NULL,
            "%zu periods since the start rest on fewer than five areas: they have no clustered errors and are in no "
            "test and no mean; inference placebo has errors for all",
            made->n_effects - kept);
    return MKBA_OK;
}

static mkba_status mean_later(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *means)
{
    mkba_did *made = s->made;
    size_t n = made->n_events - made->n_before;
    mkba_i_part *later = mkba_i_arena_new(&s->work, n, sizeof *later);
    mkba_i_influenced mean;
    mkba_status status = later == NULL ? mkba_i_fail_memory(s->error) : MKBA_OK;

    for (size_t e = 0; status == MKBA_OK && e < n; e++)
        later[e] = (mkba_i_part){&means[made->n_before + e], 0};
    if (status == MKBA_OK)
        status = mkba_i_mean_alike(s, g, later, n, &mean);
    return status == MKBA_OK ? mkba_i_judge_overall(s, g, &mean) : status;
}

/* As two-way has it: donors less the coefficients that their own changes decide. */
static mkba_status judge_by_placebos(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *means)
{
    mkba_did *made = s->made;
    bool moves = false;
    double rank = NAN;
    mkba_status status = mkba_i_group_placebo_covary(s, g, means, made->n_events, made->covariance, &moves);

    if (status == MKBA_OK && !moves)
        status = mkba_i_fail(s->error, MKBA_ERROR_PANEL, "donors",
                             "all donors change alike: nothing says what chance makes");
    if (status == MKBA_OK)
        status = mkba_i_group_placebo_rank(s, g, means, made->n_before, &rank);
    if (status == MKBA_OK)
        status = mkba_i_did_say(s);
    made->df = fmax((double) (s->n - s->n_treated) - (double) (s->n_covariates + 1), 1);
    return status == MKBA_OK ? mkba_i_event_tests(s, rank) : status;
}

mkba_status mkba_i_event_study_starts(mkba_i_did_study *s)
{
    size_t most = 2 * s->n_periods;
    mkba_i_groups groups;
    mkba_i_influenced *means = mkba_i_arena_new(&s->work, most, sizeof *means);
    mkba_status status = means == NULL ? mkba_i_fail_memory(s->error) : mkba_i_event_room(s, most);

    if (status == MKBA_OK)
        status = mkba_i_groups_make(s, MKBA_DID_UNIVERSAL, &groups);
    if (status == MKBA_OK)
        status = mean_events(s, &groups, -(long) groups.starts[groups.n_groups - 1],
                             (long) s->n_periods - 1 - (long) groups.starts[0], means);
    if (status == MKBA_OK)
        status = check_events(s);
    if (status == MKBA_OK)
        status = mean_later(s, &groups, means);
    if (status == MKBA_OK && s->made->chosen == MKBA_DID_INFERENCE_PLACEBO)
        return judge_by_placebos(s, &groups, means);
    if (status != MKBA_OK)
        return status;
    covary_influences(s, means, s->made->n_events);
    s->made->df = INFINITY;
    return mkba_i_event_tests(s, NAN);
}
