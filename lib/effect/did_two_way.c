/* Two-way difference-in-differences: effects per period and overall. */
#include "base/exact.h"

#include "effect/did_fit.h"

/* Beyond so many treated areas placebos are not counted beside clustered errors, which serve then. */
#define MOST_PLACEBOS 100

mkba_status mkba_i_did_check_one_start(mkba_i_did_study *s)
{
    for (size_t i = 1; i < s->n_treated; i++)
        if (s->start[i] != s->start[0])
            return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "method",
                               "several starts: two-way would compare areas with others that are treated already; use "
                               "group-time");
    return MKBA_OK;
}

/* The mean of an area over periods. */
static double mean_of(const double *values, size_t from, size_t to)
{
    double sum = 0;

    for (size_t t = from; t < to; t++)
        sum += values[t];
    return sum / (double) (to - from);
}

void mkba_i_did_change(const mkba_i_did_study *s, double *change)
{
    for (size_t i = 0; i < s->n; i++) {
        const double *values = s->values + i * s->n_periods;
        change[i] = mean_of(values, s->first_start, s->n_periods) - mean_of(values, 0, s->first_start);
    }
}

static mkba_status judge_periods(mkba_i_did_study *s, mkba_i_did_fit *fit, double *change)
{
    mkba_did *made = s->made;
    size_t before = s->first_start;

    made->n_effects = s->n_periods - before;
    made->effects = mkba_i_arena_new(&made->arena, made->n_effects, sizeof *made->effects);
    if (made->effects == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t e = 0; e < made->n_effects; e++) {
        mkba_i_did_effect *effect = &made->effects[e];
        for (size_t i = 0; i < s->n; i++) {
            const double *values = s->values + i * s->n_periods;
            change[i] = values[before + e] - mean_of(values, 0, before);
        }
        *effect = (mkba_i_did_effect){.group = before,
                                      .period = before + e,
                                      .event = (long) e,
                                      .n_treated = s->n_treated,
                                      .n_controls = s->n - s->n_treated};
        mkba_i_did_judge(fit, change, made->chosen, &effect->judged);
        mkba_status status = mkba_i_did_check(s, effect->judged.estimate);
        if (status != MKBA_OK)
            return status;
    }
    return MKBA_OK;
}

/* A row per inference, that chosen first; those that are refused with the reason. */
static mkba_status judge_overall(mkba_i_did_study *s, mkba_i_did_fit *fit, const double *change)
{
    static const mkba_did_inference all[] = {MKBA_DID_INFERENCE_PLACEBO, MKBA_DID_INFERENCE_CLUSTERED,
                                             MKBA_DID_INFERENCE_CR1, MKBA_DID_INFERENCE_JACKKNIFE,
                                             MKBA_DID_INFERENCE_WILD};
    mkba_did *made = s->made;
    bool few = s->n_treated < MKBA_I_FEW_TREATED;

    made->judgements = mkba_i_arena_new(&made->arena, MKBA_I_LENGTH(all), sizeof *made->judgements);
    if (made->judgements == NULL)
        return mkba_i_fail_memory(s->error);
    made->n_judgements = 1;
    for (size_t k = 0; k < MKBA_I_LENGTH(all); k++) {
        bool chosen = all[k] == made->chosen, placebo = all[k] == MKBA_DID_INFERENCE_PLACEBO;
        mkba_i_did_judgement *row = &made->judgements[chosen ? 0 : made->n_judgements++];
        *row = (mkba_i_did_judgement){all[k], MKBA_I_JUDGED_NONE(mkba_i_did_fit_effect(fit, change)), ""};
        if (few && !placebo)
            row->note = "refused: with fewer than five treated areas it is far too small; use placebo";
        else if (placebo && !chosen && s->n_treated > MOST_PLACEBOS)
            row->note = "not counted: of more than a hundred treated areas clustered errors serve";
        else
            mkba_i_did_judge(fit, change, all[k], &row->judged);
    }
    return mkba_i_did_check(s, made->judgements[0].judged.estimate);
}

mkba_status mkba_i_did_say(mkba_i_did_study *s)
{
    const mkba_i_judged *overall = &s->made->judgements[0].judged;
    size_t latest = 0;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < s->n_treated; i++)
        latest = s->start[i] > latest ? s->start[i] : latest;
    if (s->n_treated < MKBA_I_FEW_TREATED)
        status = mkba_i_say(&s->made->said, s->error, "few_treated", false, NULL, NULL, NULL,
                            "%zu treated: only placebo inference is offered, and it takes the donors for as noisy as "
                            "the treated%s",
                            s->n_treated, s->population == NULL ? "; name a population, small areas are noisier" : "");
    if (status == MKBA_OK && latest < 2)
        status = mkba_i_say(&s->made->said, s->error, "one_before", true, NULL, NULL, NULL,
                            "one period before the start: whether trends were parallel cannot be seen");
    if (status == MKBA_OK && isnan(overall->std_error))
        status = mkba_i_say(&s->made->said, s->error, "no_noise", true, NULL, NULL, NULL,
                            "all donors change alike: nothing says what chance makes");
    else if (status == MKBA_OK && isnan(overall->low))
        status = mkba_i_say(&s->made->said, s->error, "no_interval", true, NULL, NULL, NULL,
                            "too few areas or draws for an interval of this level: no effect could be rejected");
    return status;
}

mkba_status mkba_i_did_two_way(mkba_i_did_study *s)
{
    mkba_i_did_fit fit;
    double *change = mkba_i_arena_new(&s->work, s->n, sizeof *change);
    mkba_status status = change == NULL ? mkba_i_fail_memory(s->error) : mkba_i_did_check_one_start(s);

    if (status == MKBA_OK)
        status = mkba_i_did_fit_make(s, &fit);
    if (status == MKBA_OK && (s->n_treated <= MOST_PLACEBOS || s->made->chosen == MKBA_DID_INFERENCE_PLACEBO))
        status = mkba_i_did_fit_place(s, &fit);
    if (status == MKBA_OK)
        status = judge_periods(s, &fit, change);
    if (status != MKBA_OK)
        return status;
    mkba_i_did_change(s, change);
    status = judge_overall(s, &fit, change);
    for (size_t i = 0; i < s->n; i++)
        s->made->areas[i].weight = fit.share[i];
    return status == MKBA_OK ? mkba_i_did_say(s) : status;
}
