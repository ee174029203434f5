/* Means of the effects of several starts: see synthetic_did_model.h. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "effect/synthetic_did_model.h"

bool mkba_i_sdid_effects_new(mkba_i_arena *arena, const mkba_synthetic_did *made, mkba_i_sdid_effects *out)
{
    out->treated = mkba_i_arena_new(arena, made->n_cohorts, sizeof *out->treated);
    out->means = mkba_i_arena_new(arena, made->n_cohorts, sizeof *out->means);
    out->gaps = mkba_i_arena_new(arena, made->n_gaps, sizeof *out->gaps);
    out->rmspe = mkba_i_arena_new(arena, made->n_cohorts, sizeof *out->rmspe);
    return out->treated != NULL && out->means != NULL && out->gaps != NULL && out->rmspe != NULL;
}

void mkba_i_sdid_effects_take(const mkba_synthetic_did *made, size_t cohort, size_t n_treated,
                              const mkba_i_sdid_fit *fit, mkba_i_sdid_effects *to)
{
    const mkba_i_sdid_cohort *of = &made->cohorts[cohort];

    to->treated[cohort] = n_treated;
    to->means[cohort] = fit->estimate;
    to->rmspe[cohort] = fit->rmspe_before;
    memcpy(to->gaps + of->first, fit->gaps + of->task.n_before, mkba_i_sdid_n_after(of) * sizeof *to->gaps);
}

/* Where a cohort's gap of so many periods after its start stands among its gaps; MKBA_I_NONE: that does not count. */
static size_t event_of(const mkba_i_sdid_cohort *cohort, size_t event)
{
    for (size_t t = cohort->task.n_before; t < cohort->task.n_periods; t++)
        if (cohort->periods[t] == cohort->start + event)
            return t - cohort->task.n_before;
    return MKBA_I_NONE;
}

/* In how many cells an area of a cohort counts. */
static size_t cells(const mkba_synthetic_did *made, mkba_i_sdid_question question, size_t cohort)
{
    const mkba_i_sdid_cohort *of = &made->cohorts[cohort];

    if (question.asked == MKBA_I_SDID_ALL)
        return mkba_i_sdid_n_after(of);
    if (question.asked == MKBA_I_SDID_START)
        return question.at == cohort;
    return event_of(of, question.at) != MKBA_I_NONE;
}

size_t mkba_i_sdid_asks(const mkba_synthetic_did *made, mkba_i_sdid_question question,
                        const mkba_i_sdid_effects *effects, size_t cohort)
{
    return cells(made, question, cohort) > 0 ? effects->treated[cohort] : 0;
}

double mkba_i_sdid_share(const mkba_synthetic_did *made, mkba_i_sdid_question question,
                         const mkba_i_sdid_effects *effects, size_t cohort)
{
    size_t all = 0;

    for (size_t k = 0; k < made->n_cohorts; k++)
        all += effects->treated[k] * cells(made, question, k);
    return (double) (effects->treated[cohort] * cells(made, question, cohort)) / (double) all;
}

double mkba_i_sdid_ask(const mkba_synthetic_did *made, mkba_i_sdid_question question,
                       const mkba_i_sdid_effects *effects)
{
    double sum = 0.0;
    size_t n = 0;

    for (size_t k = 0; k < made->n_cohorts; k++) {
        const mkba_i_sdid_cohort *of = &made->cohorts[k];
        if (mkba_i_sdid_asks(made, question, effects, k) == 0)
            continue;
        sum += mkba_i_sdid_share(made, question, effects, k) *
               (question.asked == MKBA_I_SDID_EVENT ? effects->gaps[of->first + event_of(of, question.at)]
                                                    : effects->means[k]);
        n++;
    }
    return n > 0 ? sum : NAN;
}

double mkba_i_sdid_inverse(const mkba_synthetic_did *made, mkba_i_sdid_question question, const size_t *units)
{
    double sum = 0.0, squares = 0.0;

    for (size_t k = 0; k < made->n_cohorts; k++) {
        double one = (double) cells(made, question, k);
        squares += one * one * (double) made->cohorts[k].n_treated;
    }
    for (size_t i = 0; i < made->n_treated; i++) {
        double one = (double) cells(made, question, made->cohort_of[i]);
        if (one > 0.0)
            sum += 1.0 / made->block.population[units[i]] / (squares / (one * one));
    }
    return sum;
}

double mkba_i_sdid_rmspe(const mkba_synthetic_did *made, const mkba_i_sdid_effects *effects)
{
    const mkba_i_sdid_question all = {MKBA_I_SDID_ALL, 0};
    double sum = 0.0;

    for (size_t k = 0; k < made->n_cohorts; k++)
        sum += mkba_i_sdid_share(made, all, effects, k) * effects->rmspe[k] * effects->rmspe[k];
    return sqrt(sum);
}
