/* What would have been of any unit of a block by any donors: see effect_model.h. */
#include "base/exact.h"

#include <math.h>

#include "effect/effect_model.h"
#include "effect/synthetic_did_model.h"
#include "effect/synthetic_model.h"

/* ---- any unit ------------------------------------------------------------------------------------------------ */

static double mean_before(const mkba_i_block *block, size_t unit)
{
    const double *own = mkba_i_block_of(block, unit);
    double sum = 0.0;

    for (size_t p = 0; p < block->n_before; p++)
        sum += own[p];
    return sum / (double) block->n_before;
}

/* Its own mean before the start, and what changed on average among the donors. */
static void by_differences(const mkba_i_block *block, size_t unit, const size_t *donors, size_t n_donors,
                           double *counterfactual, double *weights)
{
    double share = 1.0 / (double) n_donors, before = mean_before(block, unit);

    for (size_t p = 0; p < block->n_periods; p++)
        counterfactual[p] = before;
    for (size_t j = 0; j < n_donors; j++) {
        double mean = mean_before(block, donors[j]);
        for (size_t p = 0; p < block->n_periods; p++)
            counterfactual[p] += share * (mkba_i_block_of(block, donors[j])[p] - mean);
        if (weights != NULL)
            weights[j] = share;
    }
}

static mkba_status by_synthetic(const mkba_i_effect_study *s, const mkba_i_block *block, size_t unit,
                                const size_t *donors, size_t n_donors, double *counterfactual, double *weights)
{
    mkba_i_synthetic_task task;
    mkba_i_arena room = {NULL};
    double v[MKBA_I_MOST_PREDICTORS];
    mkba_i_synthetic_fit fit = {.v = v};
    mkba_status status = mkba_i_effect_control_task(s, block, &room, &task);

    fit.weights = weights != NULL ? weights : mkba_i_arena_new(&room, n_donors, sizeof *fit.weights);
    if (status == MKBA_OK)
        status = fit.weights == NULL ? mkba_i_fail_memory(s->error)
                                     : mkba_i_synthetic_fit_unit(&task, unit, donors, n_donors, &fit, s->error);
    for (size_t p = 0; status == MKBA_OK && p < block->n_periods; p++) {
        counterfactual[p] = fit.intercept;
        for (size_t j = 0; j < n_donors; j++)
            if (fit.weights[j] != 0.0)
                counterfactual[p] += fit.weights[j] * mkba_i_block_of(block, donors[j])[p];
    }
    mkba_i_arena_free(&room);
    return status;
}

/* The block without the periods in which the treated has no figure: they do not count. `at` has the others. */
static mkba_status counted(const mkba_i_block *block, mkba_i_arena *room, mkba_i_sdid_task *task, size_t **at)
{
    double *values = mkba_i_arena_new(room, block->n_units * block->n_periods, sizeof *values);

    *at = mkba_i_arena_new(room, block->n_periods, sizeof **at);
    if (values == NULL || *at == NULL)
        return MKBA_ERROR_MEMORY;
    for (size_t p = 0; p < block->n_periods; p++)
        if (!isnan(block->values[p])) {
            task->n_before += p < block->n_before;
            (*at)[task->n_periods++] = p;
        }
    for (size_t u = 0; u < block->n_units; u++)
        for (size_t p = 0; p < task->n_periods; p++)
            values[u * task->n_periods + p] = mkba_i_block_of(block, u)[(*at)[p]];
    task->values = values;
    return MKBA_OK;
}

/* The standard deviation of the changes of all donors before the start, by which weights are held back. */
static double noise_of(const mkba_i_sdid_task *task, size_t n_units)
{
    double sum = 0.0, squares = 0.0, n = (double) ((n_units - 1) * (task->n_before - 1));

    for (int turn = 0; turn < 2; turn++)
        for (size_t j = 1; j < n_units; j++)
            for (size_t p = 1; p < task->n_before; p++) {
                const double *values = &task->values[j * task->n_periods];
                double change = values[p] - values[p - 1];
                if (turn == 0)
                    sum += change;
                else
                    squares += (change - sum / n) * (change - sum / n);
            }
    return n > 1 ? sqrt(squares / (n - 1)) : 0.0;
}

static mkba_status by_synthetic_did(const mkba_i_block *block, size_t unit, const size_t *donors, size_t n_donors,
                                    double *counterfactual, double *weights, mkba_error *error)
{
    const mkba_i_sdid_sides sides = {&unit, donors, 1, n_donors};
    mkba_i_arena room = {NULL};
    mkba_i_sdid_task task = {.n_periods = 0};
    size_t *at = NULL;
    mkba_i_sdid_fit fit = {.units = weights != NULL ? weights : mkba_i_arena_new(&room, n_donors, sizeof *fit.units),
                           .periods = mkba_i_arena_new(&room, block->n_before, sizeof *fit.periods),
                           .gaps = mkba_i_arena_new(&room, block->n_periods, sizeof *fit.gaps)};
    mkba_status status = counted(block, &room, &task, &at);

    if (status != MKBA_OK || fit.units == NULL || fit.periods == NULL || fit.gaps == NULL) {
        mkba_i_arena_free(&room);
        return mkba_i_fail_memory(error);
    }
    task.noise = noise_of(&task, block->n_units);
    task.zeta = task.noise * sqrt(sqrt((double) (task.n_periods - task.n_before)));
    status = mkba_i_sdid_fit_sides(&task, &sides, &fit, error);
    for (size_t p = 0; p < block->n_periods; p++)
        counterfactual[p] = NAN;
    for (size_t p = 0; status == MKBA_OK && p < task.n_periods; p++)
        counterfactual[at[p]] = mkba_i_block_of(block, unit)[at[p]] - fit.gaps[p];
    mkba_i_arena_free(&room);
    return status;
}

mkba_status mkba_i_effect_expect(const mkba_i_effect_study *s, const mkba_i_block *block, size_t unit,
                                 const size_t *donors, size_t n_donors, double *counterfactual, double *weights)
{
    if (s->made->method == MKBA_EFFECT_SC)
        return by_synthetic(s, block, unit, donors, n_donors, counterfactual, weights);
    if (s->made->method == MKBA_EFFECT_SDID)
        return by_synthetic_did(block, unit, donors, n_donors, counterfactual, weights, s->error);
    by_differences(block, unit, donors, n_donors, counterfactual, weights);
    return MKBA_OK;
}

/* ---- the gaps of all ------------------------------------------------------------------------------------------ */

/* All donors but one, or all for none. */
size_t mkba_i_effect_others(const mkba_i_block *block, size_t unit, size_t *donors)
{
    size_t n = 0;

    for (size_t j = 1; j < block->n_units; j++)
        if (j != unit)
            donors[n++] = j;
    return n;
}

mkba_status mkba_i_effect_gaps(const mkba_i_effect_study *s, const mkba_i_block *block, double *gaps, double *weights)
{
    mkba_i_arena room = {NULL};
    size_t *donors = mkba_i_arena_new(&room, block->n_units, sizeof *donors);
    mkba_status status = donors == NULL ? mkba_i_fail_memory(s->error) : MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < block->n_units; i++) {
        size_t n = mkba_i_effect_others(block, i, donors);
        double *to = &gaps[i * block->n_periods];
        status = mkba_i_effect_expect(s, block, i, donors, n, to, i == 0 ? weights : NULL);
        for (size_t p = 0; p < block->n_periods; p++)
            to[p] = mkba_i_block_of(block, i)[p] - to[p];
    }
    mkba_i_arena_free(&room);
    return status;
}
