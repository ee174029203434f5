/* The estimate by synthetic control, in any of its forms: see effect_model.h. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "effect/effect_model.h"
#include "effect/placebo_model.h"

/* ---- the weights ------------------------------------------------------------------------------------------------ */

static mkba_synthetic_options control_options(const mkba_i_effect_study *s)
{
    const mkba_effect_options *o = s->options;
    mkba_synthetic_options options;

    mkba_synthetic_options_init(&options);
    options.indicator = o->indicator;
    options.treated = s->treated[0];
    options.start = o->start;
    options.first = o->first;
    options.last = o->last;
    options.donors = s->donors;
    options.n_donors = s->n_donors;
    options.population = o->population;
    options.form = o->form;
    options.penalty = o->penalty;
    options.intercept = o->intercept;
    options.predictors = o->predictors;
    options.n_predictors = o->n_predictors;
    options.seed = o->seed;
    return options;
}

/* A V by regression, which takes no time, tells who lacks what. */
mkba_status mkba_i_effect_control_donors(mkba_i_effect_study *s)
{
    mkba_synthetic_options options = control_options(s);
    mkba_synthetic *made = NULL;
    mkba_status status;

    if (s->options->n_predictors == 0)
        return MKBA_OK;
    options.v = MKBA_SYNTHETIC_V_REGRESSION;
    options.form = MKBA_SYNTHETIC_PLAIN;
    options.penalty = -1;
    status = mkba_panel_synthetic_control(s->panel, &options, &made, s->error);
    for (size_t i = 0; status == MKBA_OK && i < made->n_lacking; i++) {
        const mkba_i_left_out *one = &made->lacking[i];
        char why[MKBA_I_LEFT_OUT_TEXT], waarom[MKBA_I_LEFT_OUT_TEXT];
        snprintf(why, sizeof why, "%.200s of %.40s is not there", one->indicator, one->period);
        snprintf(waarom, sizeof waarom, "%.200s van %.40s ontbreekt", one->indicator, one->period);
        status = mkba_i_effect_drop(s, one->code, why, waarom);
    }
    mkba_synthetic_free(made);
    return status;
}

/* ---- any unit ------------------------------------------------------------------------------------------------------ */

mkba_status mkba_i_effect_control_task(const mkba_i_effect_study *s, const mkba_i_block *block, mkba_i_arena *room,
                                       mkba_i_synthetic_task *task)
{
    const mkba_synthetic *from = s->synthetic;
    size_t k_n = from->task.n_predictors, n = 0;
    double *predictors;

    *task = from->task;
    task->block = block;
    if (k_n == 0 || block->n_periods == s->flat.n_periods)
        return MKBA_OK;
    predictors = mkba_i_arena_new(room, block->n_units * k_n, sizeof *predictors);
    if (predictors == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t u = 0; u < block->n_units; u++)
        for (size_t k = 0; k < k_n; k++)
            if (from->predictor_ends[k] < block->at_periods[block->n_before])
                predictors[n++] = from->task.predictors[u * k_n + k];
    task->predictors = predictors;
    task->n_predictors = n / block->n_units;
    return MKBA_OK;
}

bool mkba_i_effect_control_possible(const mkba_i_effect_study *s, const mkba_i_block *block)
{
    const mkba_synthetic *from = s->synthetic;
    bool some = from == NULL || from->task.n_predictors == 0;

    for (size_t k = 0; !some && k < from->task.n_predictors; k++)
        some = from->predictor_ends[k] < block->at_periods[block->n_before];
    return some;
}

/* ---- the gaps of all -------------------------------------------------------------------------------------------- */

/* Those that placebos have: a unit whose weights cannot be told leaves none. */
static mkba_status take_gaps(mkba_i_effect_study *s)
{
    const mkba_placebo *placebo = s->placebo;
    size_t n = s->flat.n_units * s->flat.n_periods;

    for (size_t i = 0; i < placebo->n_units; i++)
        if (placebo->units[i].left_out != NULL)
            return mkba_i_fail(
                s->error, MKBA_ERROR_EVALUATION, "donors",
                "the weights of \"%.60s\", as if it were treated, cannot be told: leave it out of donors",
                placebo->units[i].code);
    memcpy(s->gaps, placebo->gaps, n * sizeof *s->gaps);
    return MKBA_OK;
}

/* Fewer than three donors leave nothing to rank. Where noise goes by size, gaps are ranked by what is noise for their size:
 * an area that others resemble is fitted well before the start whatever its noise after it, so that a ratio to that fit makes
 * a region look special. */
static mkba_status place(mkba_i_effect_study *s)
{
    mkba_placebo_options options;

    mkba_placebo_options_init(&options);
    options.level = s->made->level;
    options.in_time = options.leave_one_out = options.conformal = false;
    if (s->options->population != NULL)
        options.statistic = MKBA_PLACEBO_STANDARDISED;
    return mkba_synthetic_placebo(s->synthetic, &options, &s->placebo, s->error);
}

mkba_status mkba_i_effect_control(mkba_i_effect_study *s, double *weights)
{
    const mkba_synthetic_options options = control_options(s);
    mkba_status status = mkba_panel_synthetic_control(s->panel, &options, &s->synthetic, s->error);

    if (status != MKBA_OK)
        return status;
    memcpy(weights, s->synthetic->fit.weights, s->made->n_donors * sizeof *weights);
    if (s->made->n_donors < 3)
        return mkba_i_effect_gaps(s, &s->flat, s->gaps, NULL);
    status = place(s);
    return status == MKBA_OK ? take_gaps(s) : status;
}

/* ---- what it says ------------------------------------------------------------------------------------------------- */

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

static void take_judged(mkba_i_effect_study *s)
{
    const mkba_placebo *placebo = s->placebo;
    mkba_effect *made = s->made;

    made->std_error = placebo->std_error;
    made->p = placebo->overall.p;
    made->interval_low = placebo->overall.low;
    made->interval_high = placebo->overall.high;
    made->detectable = placebo->detectable;
    for (size_t i = 0; i < placebo->n_units; i++)
        s->scales[i] = placebo->units[0].scale / placebo->units[i].scale;
}

mkba_status mkba_i_effect_control_judge(mkba_i_effect_study *s)
{
    mkba_status status;

    take_ranges(s->made, s->synthetic);
    status = mkba_i_effect_take_said(s, &s->synthetic->said);
    if (status != MKBA_OK || s->placebo == NULL)
        return status;
    take_judged(s);
    return mkba_i_effect_take_said(s, &s->placebo->said);
}
