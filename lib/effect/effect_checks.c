/* What speaks for an effect and what against it, and the verdict: see docs/effect.md. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "effect/effect_model.h"
#include "panel/model.h"

#define EXACT 1e-9    /* of the level: a fit without error */
#define FEW_CARRY 3.0 /* donors that weigh as much as so many equal ones are few */
#define IN_TIME 3     /* periods before the start from which on some can play the part of those after it */

static void set(mkba_effect *made, mkba_i_check_id id, mkba_i_outcome outcome, double figure, double limit)
{
    made->checks[id] = (mkba_i_check){true, outcome, figure, limit};
}

static mkba_i_outcome passed_if(bool passed)
{
    return passed ? MKBA_I_PASSED : MKBA_I_FAILED;
}

double mkba_i_effect_chance(const mkba_effect *effect)
{
    double all = 1.0 - effect->level, half = all / 2.0, least = 1.0 / (double) (effect->n_donors + 1);

    return half < least && least <= all * (1 + EXACT) ? least : half;
}

/* Beside the same method on donors. */
static mkba_status check_fit(mkba_i_effect_study *s)
{
    mkba_effect *made = s->made;
    double *scales = mkba_i_arena_new(&s->work, s->flat.n_units, sizeof *scales);
    double chance = fmax(mkba_i_effect_chance(made), 1.0 / (double) s->flat.n_units);
    mkba_i_effect_judged judged;
    mkba_status status;

    if (scales == NULL)
        return mkba_i_fail_memory(s->error);
    status = mkba_i_effect_by_placebos(s, s->rmspe, chance, scales, &judged);
    if (status != MKBA_OK)
        return status;
    if (s->rmspe[0] <= EXACT * fabs(made->counterfactual_mean))
        set(made, MKBA_I_CHECK_FIT, MKBA_I_NOT_POSSIBLE, s->rmspe[0], NAN);
    else
        set(made, MKBA_I_CHECK_FIT, passed_if(!(s->rmspe[0] > judged.critical * (1 + EXACT))), s->rmspe[0],
            judged.critical);
    return MKBA_OK;
}

/* ---- in time -------------------------------------------------------------------------------------------------------- */

/* The block without the periods from the start on, the last third of the others being those after a start that never was. */
static mkba_status earlier(mkba_i_effect_study *s, mkba_i_block *to)
{
    const mkba_i_block *from = &s->flat;
    size_t width = from->n_before, after = width / IN_TIME;

    *to = *from;
    to->n_periods = width;
    to->n_before = width - after;
    to->values = mkba_i_arena_new(&s->work, from->n_units * width, sizeof *to->values);
    if (to->values == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < from->n_units; i++)
        memcpy(&to->values[i * width], mkba_i_block_of(from, i), width * sizeof *to->values);
    return MKBA_OK;
}

/* Whether the treated has a figure on both sides of the start that never was. */
static bool has_both(const mkba_i_block *block)
{
    size_t before = 0, after = 0;

    for (size_t p = 0; p < block->n_periods; p++)
        *(p < block->n_before ? &before : &after) += isnan(block->values[p]) ? 0 : 1;
    return before > 0 && after > 0;
}

static mkba_status check_in_time(mkba_i_effect_study *s)
{
    size_t n = s->flat.n_units;
    double *gaps = mkba_i_arena_new(&s->work, n * s->flat.n_before, sizeof *gaps);
    double *means = mkba_i_arena_new(&s->work, n, sizeof *means),
           *scales = mkba_i_arena_new(&s->work, n, sizeof *scales), chance = mkba_i_effect_chance(s->made);
    mkba_i_effect_judged judged;
    mkba_i_block block;
    mkba_status status;

    set(s->made, MKBA_I_CHECK_IN_TIME, MKBA_I_NOT_POSSIBLE, NAN, NAN);
    if (s->flat.n_before < IN_TIME)
        return MKBA_OK;
    if (gaps == NULL || means == NULL || scales == NULL)
        return mkba_i_fail_memory(s->error);
    status = earlier(s, &block);
    if (status != MKBA_OK || !has_both(&block) || !mkba_i_effect_control_possible(s, &block))
        return status;
    status = mkba_i_effect_gaps(s, &block, gaps, NULL);
    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        size_t count = 0;
        for (size_t p = block.n_before; p < block.n_periods; p++)
            if (!isnan(block.values[p])) {
                means[i] += gaps[i * block.n_periods + p];
                count++;
            }
        means[i] /= (double) count;
    }
    if (status == MKBA_OK)
        status = mkba_i_effect_by_placebos(s, means, chance, scales, &judged);
    if (status == MKBA_OK && !isnan(judged.critical))
        set(s->made, MKBA_I_CHECK_IN_TIME, passed_if(judged.p > chance * (1 + EXACT)), judged.p, chance);
    return status;
}

/* ---- donors ----------------------------------------------------------------------------------------------------------- */

static void check_donors(mkba_effect *made)
{
    double squares = 0.0;

    for (size_t j = 0; j < made->n_donors; j++)
        squares += made->donors[j].weight * made->donors[j].weight;
    set(made, MKBA_I_CHECK_DONORS, passed_if(1.0 / squares >= FEW_CARRY * (1 - EXACT)), 1.0 / squares, FEW_CARRY);
}

/* The estimate without one donor. */
static mkba_status without(mkba_i_effect_study *s, size_t donor, size_t *donors, double *room, double *estimate)
{
    size_t n = mkba_i_effect_others(&s->flat, donor, donors);
    mkba_status status = mkba_i_effect_expect(s, &s->flat, 0, donors, n, room, NULL);

    *estimate = 0.0;
    for (size_t k = 0; k < s->made->n_after; k++) {
        size_t p = s->made->after[k];
        *estimate += (s->flat.values[p] - room[p]) / (double) s->made->n_after;
    }
    return status;
}

static mkba_status check_one_out(mkba_i_effect_study *s)
{
    mkba_effect *made = s->made;
    size_t *donors = mkba_i_arena_new(&s->work, s->flat.n_units, sizeof *donors);
    double *room = mkba_i_arena_new(&s->work, s->flat.n_periods, sizeof *room), most = 0.0;
    mkba_status status = MKBA_OK;

    set(made, MKBA_I_CHECK_ONE_OUT, MKBA_I_NOT_POSSIBLE, NAN, NAN);
    if (made->n_donors < 3 || !(made->std_error > 0))
        return MKBA_OK;
    if (donors == NULL || room == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t j = 1; status == MKBA_OK && j < s->flat.n_units; j++) {
        double estimate = made->estimate;
        if (made->donors[j - 1].weight != 0)
            status = without(s, j, donors, room, &estimate);
        most = fmax(most, fabs(estimate - made->estimate));
    }
    if (status == MKBA_OK)
        set(made, MKBA_I_CHECK_ONE_OUT, passed_if(most <= made->std_error), most, made->std_error);
    return status;
}

/* ---- noise -------------------------------------------------------------------------------------------------------------- */

static void check_noise(mkba_effect *made)
{
    double limit = 1.0 - made->level, share = fabs(made->estimate / made->counterfactual_mean);
    bool possible = !isnan(made->p) && !(made->grid > limit * (1 + EXACT));

    if (possible)
        set(made, MKBA_I_CHECK_PLACEBO, passed_if(made->p <= limit * (1 + EXACT)), made->p, limit);
    else
        set(made, MKBA_I_CHECK_PLACEBO, MKBA_I_NOT_POSSIBLE, made->grid, limit);
    if (isnan(made->detectable))
        set(made, MKBA_I_CHECK_DETECTABLE, MKBA_I_NOT_POSSIBLE, NAN, NAN);
    else
        set(made, MKBA_I_CHECK_DETECTABLE, passed_if(fabs(made->estimate) >= made->detectable), made->detectable,
            fabs(made->estimate));
    if (isnan(made->noise) || !isfinite(share))
        set(made, MKBA_I_CHECK_NOISE, MKBA_I_NOT_POSSIBLE, NAN, NAN);
    else
        set(made, MKBA_I_CHECK_NOISE, passed_if(share >= made->noise), share, made->noise);
}

static void check_breaks(mkba_i_effect_study *s)
{
    const mkba_panel *panel = s->panel;
    const mkba_indicator *of = &panel->indicators[mkba_i_roll_find(&panel->indicator_names, s->options->indicator)];
    int first = panel->periods[s->block.at_periods[0]].year;
    int last = panel->periods[s->block.at_periods[s->block.n_periods - 1]].year;
    double n = 0;

    for (size_t i = 0; i < of->n_breaks; i++)
        n += of->breaks[i].year > first && of->breaks[i].year <= last;
    set(s->made, MKBA_I_CHECK_BREAKS, passed_if(n == 0), n, 0);
}

mkba_status mkba_i_effect_check(mkba_i_effect_study *s)
{
    mkba_effect *made = s->made;
    mkba_status status;

    set(made, MKBA_I_CHECK_BEFORE, passed_if(made->n_before >= 2), (double) made->n_before, 2);
    made->checks[MKBA_I_CHECK_SUSPECTS].outcome = passed_if(made->checks[MKBA_I_CHECK_SUSPECTS].figure == 0);
    check_donors(made);
    check_noise(made);
    check_breaks(s);
    status = check_fit(s);
    if (status == MKBA_OK)
        status = check_one_out(s);
    if (status == MKBA_OK && made->method != MKBA_EFFECT_DID)
        status = check_in_time(s);
    return status;
}

/* ---- the verdict ---------------------------------------------------------------------------------------------------------- */

/* A check that could not be made does what its failure does, where the claim rests on it. */
static bool speaks_against(const mkba_effect *effect, mkba_i_check_id id)
{
    const mkba_i_check *check = &effect->checks[id];
    bool needed = id == MKBA_I_CHECK_PLACEBO || id == MKBA_I_CHECK_BEFORE || id == MKBA_I_CHECK_RANGE;

    return check->made && (check->outcome == MKBA_I_FAILED || (check->outcome == MKBA_I_NOT_POSSIBLE && needed));
}

void mkba_i_effect_conclude(mkba_effect *effect)
{
    effect->verdict = MKBA_VERDICT_SUPPORTED;
    for (size_t i = 0; i < MKBA_I_CHECKS; i++) {
        mkba_i_check_id id = (mkba_i_check_id) i;
        mkba_i_weight weight = mkba_i_check_weight(id);
        /* One period before the start is too few to see a trend; none is no claim at all. */
        if (id == MKBA_I_CHECK_BEFORE && effect->n_before > 0)
            weight = MKBA_I_WEAKENS;
        if (!speaks_against(effect, id))
            continue;
        if (weight == MKBA_I_REFUSES)
            effect->verdict = MKBA_VERDICT_REFUSED;
        else if (weight == MKBA_I_WEAKENS && effect->verdict == MKBA_VERDICT_SUPPORTED)
            effect->verdict = MKBA_VERDICT_NOT_SHOWN;
    }
}
