/* The estimate, and what the method itself says of it: see effect_model.h. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include <mkba/effect_did.h>
#include <mkba/effect_placebo.h>
#include <mkba/effect_synthetic_did.h>

#include "effect/did_model.h"
#include "effect/effect_model.h"
#include "effect/placebo_model.h"
#include "effect/synthetic_did_model.h"
#include "effect/synthetic_model.h"

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

static mkba_status set_gaps(mkba_i_effect_study *s)
{
    size_t n = s->flat.n_units, width = s->flat.n_periods;
    mkba_effect *made = s->made;
    double *weights = mkba_i_arena_new(&s->work, n, sizeof *weights);
    mkba_status status;

    s->gaps = mkba_i_arena_new(&s->work, n * width, sizeof *s->gaps);
    s->means = mkba_i_arena_new(&s->work, n, sizeof *s->means);
    s->scales = mkba_i_arena_new(&s->work, n, sizeof *s->scales);
    s->rmspe = mkba_i_arena_new(&s->work, n, sizeof *s->rmspe);
    if (weights == NULL || s->gaps == NULL || s->means == NULL || s->scales == NULL || s->rmspe == NULL)
        return mkba_i_fail_memory(s->error);
    status = mkba_i_effect_gaps(s, &s->flat, s->gaps, weights);
    if (status != MKBA_OK)
        return status;
    set_means(s);
    for (size_t j = 0; j < made->n_donors; j++)
        made->donors[j].weight = weights[j];
    /* A period without a figure has what would have been all the same. */
    for (size_t p = 0; p < width; p++) {
        made->counterfactual[p] = made->observed[p] - s->gaps[p];
        for (size_t j = 0; isnan(made->observed[p]) && made->method == MKBA_EFFECT_SC && j < made->n_donors; j++)
            made->counterfactual[p] =
                (j == 0 ? 0.0 : made->counterfactual[p]) + weights[j] * mkba_i_block_of(&s->flat, j + 1)[p];
    }
    made->estimate = s->means[0];
    for (size_t k = 0; k < made->n_after; k++)
        made->counterfactual_mean += made->counterfactual[made->after[k]] / (double) made->n_after;
    return isfinite(made->estimate) && isfinite(made->counterfactual_mean)
               ? MKBA_OK
               : mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "indicator", "an effect is beyond the range of a double");
}

/* ---- what the method itself says ------------------------------------------------------------------------------- */

/* Findings of the estimate that are not said elsewhere. */
static mkba_status take_said(mkba_i_effect_study *s, const mkba_i_said_list *from)
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
    double limit = 1.0 - made->level;

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
        status = take_said(s, &did->said);
    }
    mkba_did_free(did);
    return status == MKBA_OK ? study_events(s, &options) : status;
}

static void take_ranges(mkba_effect *made, const mkba_synthetic *from)
{
    bool known = !isnan(from->att_low) && !isnan(from->att_high);
    double nothing = 1e-9 * fmax(fabs(made->counterfactual_mean), fabs(made->estimate));
    bool one = from->fit.unique || from->att_high - from->att_low <= nothing;

    made->att_low = from->att_low;
    made->att_high = from->att_high;
    for (size_t p = 0; p < made->n_periods; p++) {
        made->range_low[p] = from->path[p].low;
        made->range_high[p] = from->path[p].high;
        made->counterfactual[p] = from->path[p].synthetic;
    }
    made->checks[MKBA_I_CHECK_RANGE] =
        (mkba_i_check){true,
                       one                                                      ? MKBA_I_PASSED
                       : !known                                                 ? MKBA_I_NOT_POSSIBLE
                       : from->att_low <= nothing && from->att_high >= -nothing ? MKBA_I_FAILED
                                                                                : MKBA_I_PASSED,
                       made->att_low, made->att_high};
}

/* Fewer than three donors leave nothing to rank. */
static mkba_status take_placebos(mkba_i_effect_study *s, const mkba_synthetic *synthetic)
{
    mkba_effect *made = s->made;
    mkba_placebo_options options;
    mkba_placebo *placebo = NULL;
    mkba_status status;

    if (made->n_donors < 3)
        return MKBA_OK;
    mkba_placebo_options_init(&options);
    options.level = made->level;
    options.in_time = options.leave_one_out = options.conformal = false;
    status = mkba_synthetic_placebo(synthetic, &options, &placebo, s->error);
    if (status == MKBA_OK) {
        made->std_error = placebo->std_error;
        made->p = placebo->overall.p;
        made->interval_low = placebo->overall.low;
        made->interval_high = placebo->overall.high;
        made->detectable = placebo->detectable;
        for (size_t i = 0; i < placebo->n_units; i++)
            s->scales[i] = placebo->units[0].scale / placebo->units[i].scale;
        status = take_said(s, &placebo->said);
    }
    mkba_placebo_free(placebo);
    return status;
}

static mkba_status fit_synthetic(mkba_i_effect_study *s)
{
    const mkba_effect_options *o = s->options;
    mkba_synthetic *synthetic = NULL;
    mkba_synthetic_options options;
    mkba_status status;

    mkba_synthetic_options_init(&options);
    options.indicator = o->indicator;
    options.treated = s->treated[0];
    options.start = o->start;
    options.first = o->first;
    options.last = o->last;
    options.donors = s->donors;
    options.n_donors = s->n_donors;
    options.population = o->population;
    status = mkba_panel_synthetic_control(s->panel, &options, &synthetic, s->error);
    if (status == MKBA_OK) {
        take_ranges(s->made, synthetic);
        status = take_said(s, &synthetic->said);
    }
    if (status == MKBA_OK)
        status = take_placebos(s, synthetic);
    mkba_synthetic_free(synthetic);
    return status;
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
        made->std_error = did->std_error;
        made->p = did->p;
        made->interval_low = did->low;
        made->interval_high = did->high;
        status = take_said(s, &did->said);
    }
    mkba_synthetic_did_free(did);
    return status;
}

mkba_status mkba_i_effect_fit(mkba_i_effect_study *s)
{
    mkba_status status = set_gaps(s);

    if (status != MKBA_OK)
        return status;
    return s->made->method == MKBA_EFFECT_SC     ? fit_synthetic(s)
           : s->made->method == MKBA_EFFECT_SDID ? fit_synthetic_did(s)
                                                 : fit_did(s);
}
