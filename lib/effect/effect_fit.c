/* The estimate, and what the method itself says of it: see effect_model.h. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include <mkba/effect_did.h>
#include <mkba/effect_synthetic_did.h>

#include "effect/did_model.h"
#include "effect/effect_model.h"
#include "effect/synthetic_did_model.h"

#define LEAST_PLACEBOS 20 /* that mkba_panel_synthetic_did can be asked for */

/* ---- the gaps of all ---------------------------------------------------------------------------------------- */

/* Per unit the mean gap over the periods of `after`, and the root mean squared gap before the start. */
static void set_means(mkba_i_effect_study *s)
{
    const mkba_i_block *flat = &s->flat;

    for (size_t i = 0; i < flat->n_units; i++) {
        const double *gaps = &s->gaps[i * flat->n_periods];
        double sum = 0.0, squares = 0.0;
        size_t n = 0;
        for (size_t k = 0; k < s->made->n_after; k++)
            sum += gaps[s->made->after[k]];
        for (size_t p = 0; p < flat->n_before; p++)
            if (!isnan(gaps[p])) {
                squares += gaps[p] * gaps[p];
                n++;
            }
        s->means[i] = sum / (double) s->made->n_after;
        s->rmspe[i] = sqrt(squares / (double) n);
    }
}

static mkba_status make_room(mkba_i_effect_study *s)
{
    size_t n = s->flat.n_units;

    s->gaps = mkba_i_arena_new(&s->work, n * s->flat.n_periods, sizeof *s->gaps);
    s->means = mkba_i_arena_new(&s->work, n, sizeof *s->means);
    s->scales = mkba_i_arena_new(&s->work, n, sizeof *s->scales);
    s->rmspe = mkba_i_arena_new(&s->work, n, sizeof *s->rmspe);
    return s->gaps != NULL && s->means != NULL && s->scales != NULL && s->rmspe != NULL ? MKBA_OK
                                                                                        : mkba_i_fail_memory(s->error);
}

static mkba_status set_gaps(mkba_i_effect_study *s)
{
    mkba_effect *made = s->made;
    double *weights = mkba_i_arena_new(&s->work, s->flat.n_units, sizeof *weights);
    mkba_status status = weights == NULL ? mkba_i_fail_memory(s->error) : make_room(s);

    if (status == MKBA_OK)
        status = made->method == MKBA_EFFECT_SC ? mkba_i_effect_control(s, weights)
                                                : mkba_i_effect_gaps(s, &s->flat, s->gaps, weights);
    if (status != MKBA_OK)
        return status;
    set_means(s);
    for (size_t j = 0; j < made->n_donors; j++)
        made->donors[j].weight = weights[j];
    for (size_t p = 0; p < s->flat.n_periods; p++)
        made->counterfactual[p] = made->observed[p] - s->gaps[p];
    made->estimate = s->means[0];
    for (size_t k = 0; k < made->n_after; k++)
        made->counterfactual_mean += made->counterfactual[made->after[k]] / (double) made->n_after;
    return isfinite(made->estimate) && isfinite(made->counterfactual_mean)
               ? MKBA_OK
               : mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "indicator", "an effect is beyond the range of a double");
}

/* ---- what the method itself says ------------------------------------------------------------------------------- */

/* Findings of the estimate that are not said elsewhere. */
mkba_status mkba_i_effect_take_said(mkba_i_effect_study *s, const mkba_i_said_list *from)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < from->n; i++) {
        const mkba_i_said *it = &from->all[i];
        if (strcmp(it->id, "left_out") != 0)
            status = mkba_i_say(&s->made->said, s->error, it->id, it->warning, it->area, it->period, it->indicator,
                                "%s", it->text);
    }
    return status;
}

static mkba_did_options did_options(const mkba_i_effect_study *s)
{
    const mkba_effect_options *o = s->options;
    mkba_did_options options;

    mkba_did_options_init(&options);
    options.indicator = o->indicator;
    options.treated = s->treated;
    options.n_treated = s->n_treated;
    options.start = o->start;
    options.first = o->first;
    options.last = o->last;
    options.donors = s->donors;
    options.n_donors = s->n_donors;
    options.population = o->population;
    options.level = o->level;
    options.seed = o->seed;
    return options;
}

static void take_judged(mkba_effect *made, const mkba_did *did)
{
    for (size_t i = 0; i < did->n_judgements; i++) {
        const mkba_i_judged *of = &did->judgements[i].judged;
        if (did->judgements[i].inference != did->chosen)
            continue;
        made->std_error = of->std_error;
        made->p = of->p;
        made->df = of->df;
        made->interval_low = of->low;
        made->interval_high = of->high;
    }
}

/* The test of the periods before the start, and how much it is worth. */
static void take_tests(mkba_effect *made, const mkba_did *study)
{
    double limit = mkba_i_effect_chance(made);

    for (size_t i = 0; i < study->n_tests; i++) {
        const mkba_i_did_test *test = &study->tests[i];
        if (strcmp(test->test, "pretrend") == 0 && !isnan(test->p))
            made->checks[MKBA_I_CHECK_TREND] =
                (mkba_i_check){true, test->p <= limit * (1 + 1e-9) ? MKBA_I_FAILED : MKBA_I_PASSED, test->p, limit};
        if (strcmp(test->test, "power_trend") == 0 && !isnan(test->value))
            made->checks[MKBA_I_CHECK_TREND_POWER] =
                (mkba_i_check){true, test->value < 0.8 ? MKBA_I_FAILED : MKBA_I_PASSED, test->value, 0.8};
    }
}

static mkba_status study_events(mkba_i_effect_study *s, const mkba_did_options *options)
{
    mkba_did *study = NULL;
    mkba_status status = MKBA_OK;

    s->made->checks[MKBA_I_CHECK_TREND] = (mkba_i_check){true, MKBA_I_NOT_POSSIBLE, NAN, NAN};
    if (s->made->n_before >= 2)
        status = mkba_panel_event_study(s->panel, options, &study, s->error);
    if (status == MKBA_OK && study != NULL)
        take_tests(s->made, study);
    mkba_did_free(study);
    return status;
}

static mkba_status fit_did(mkba_i_effect_study *s)
{
    const mkba_did_options options = did_options(s);
    mkba_did *did = NULL;
    mkba_status status = mkba_panel_did(s->panel, &options, &did, s->error);

    if (status == MKBA_OK) {
        take_judged(s->made, did);
        status = mkba_i_effect_take_said(s, &did->said);
    }
    mkba_did_free(did);
    return status == MKBA_OK ? study_events(s, &options) : status;
}

static mkba_status fit_synthetic_did(mkba_i_effect_study *s)
{
    const mkba_effect_options *o = s->options;
    mkba_effect *made = s->made;
    mkba_synthetic_did *did = NULL;
    mkba_synthetic_did_options options;
    mkba_status status;

    mkba_synthetic_did_options_init(&options);
    options.indicator = o->indicator;
    options.treated = s->treated;
    options.n_treated = s->n_treated;
    options.start = o->start;
    options.first = o->first;
    options.last = o->last;
    options.donors = s->donors;
    options.n_donors = s->n_donors;
    options.population = o->population;
    options.level = o->level;
    options.seed = o->seed;
    options.replicates = made->n_donors < LEAST_PLACEBOS ? LEAST_PLACEBOS : made->n_donors;
    if (made->n_donors < 3)
        options.inference = MKBA_SYNTHETIC_DID_NONE;
    status = mkba_panel_synthetic_did(s->panel, &options, &did, s->error);
    if (status == MKBA_OK) {
        made->std_error = did->all.std_error;
        made->p = did->all.p;
        made->interval_low = did->all.low;
        made->interval_high = did->all.high;
        status = mkba_i_effect_take_said(s, &did->said);
    }
    mkba_synthetic_did_free(did);
    return status;
}

mkba_status mkba_i_effect_fit(mkba_i_effect_study *s)
{
    mkba_effect_method method = s->made->method;
    /* Before the gaps, as it refuses a treated unit that lacks a figure. */
    mkba_status status = method == MKBA_EFFECT_DID ? fit_did(s) : MKBA_OK;

    if (status == MKBA_OK)
        status = set_gaps(s);
    if (status == MKBA_OK && method == MKBA_EFFECT_SC)
        status = mkba_i_effect_control_judge(s);
    if (status == MKBA_OK && method == MKBA_EFFECT_SDID)
        status = fit_synthetic_did(s);
    return status;
}
