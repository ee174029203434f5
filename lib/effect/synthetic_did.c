/* Synthetic difference-in-differences: options, the object. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "base/choice.h"
#include "base/options.h"
#include "effect/synthetic_did_model.h"

#define LEVEL 0.95
#define REPLICATES 200
#define LEAST_REPLICATES 20
#define MOST_REPLICATES 100000

static const char *const FORMS[] = {"synthetic-did", "synthetic-control", "did"};
static const char *const SOLVERS[] = {"exact", "frank-wolfe"};
static const char *const INFERENCES[] = {"placebo", "none", "jackknife", "bootstrap"};

MKBA_I_CHOICE(mkba_synthetic_did_form, FORMS, "form", "form")
MKBA_I_CHOICE(mkba_synthetic_did_solver, SOLVERS, "solver", "solver")
MKBA_I_CHOICE(mkba_synthetic_did_inference, INFERENCES, "inference", "inference")

void mkba_synthetic_did_options_init_size(mkba_synthetic_did_options *options, size_t size)
{
    mkba_synthetic_did_options made = {.level = LEVEL, .replicates = REPLICATES, .seed = 1};

    mkba_i_options_init(options, size, &made, sizeof made);
}

static mkba_status check_options(const mkba_synthetic_did_options *o, mkba_error *error)
{
    const struct {
        const char *name;
        size_t value, n;
    } chosen[] = {{"form", (size_t) o->form, MKBA_I_LENGTH(FORMS)},
                  {"solver", (size_t) o->solver, MKBA_I_LENGTH(SOLVERS)},
                  {"inference", (size_t) o->inference, MKBA_I_LENGTH(INFERENCES)}};

    for (size_t i = 0; i < MKBA_I_LENGTH(chosen); i++)
        if (chosen[i].value >= chosen[i].n)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, chosen[i].name, "there is no %s %d", chosen[i].name,
                               (int) chosen[i].value);
    if (!(o->level > 0 && o->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level", "the level is above 0 and below 1, such as 0.95");
    if (o->replicates < LEAST_REPLICATES || o->replicates > MOST_REPLICATES)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "replicates", "%zu replicates: take %d to %d", o->replicates,
                           LEAST_REPLICATES, MOST_REPLICATES);
    return MKBA_OK;
}

static mkba_status take_options(const mkba_synthetic_did_options *given, mkba_synthetic_did_options *taken,
                                mkba_error *error)
{
    mkba_status status;

    mkba_synthetic_did_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_synthetic_did_options_init", error);
    if (status == MKBA_OK)
        status = MKBA_I_CHECK_GIVEN(error, {"indicator", taken->indicator}, {"treated", taken->treated},
                                    {"start", taken->start});
    return status == MKBA_OK ? check_options(taken, error) : status;
}

static mkba_status make_block(mkba_synthetic_did *made, const mkba_panel *panel, const mkba_synthetic_did_options *o,
                              mkba_error *error)
{
    const mkba_i_block_request request = {.panel = panel,
                                          .indicator = o->indicator,
                                          .treated = o->treated,
                                          .n_treated = o->n_treated,
                                          .donors = o->donors,
                                          .n_donors = o->n_donors,
                                          .start = o->start,
                                          .first = o->first,
                                          .last = o->last,
                                          .population = o->population};
    mkba_status status = mkba_i_block_make(&request, &made->block, error);

    made->n_treated = made->block.n_treated;
    made->n_donors = made->block.n_units - made->block.n_treated;
    made->inference = o->inference;
    made->level = o->level;
    made->replicates = o->replicates;
    made->seed = o->seed;
    made->task.form = o->form;
    made->task.solver = o->solver;
    return status;
}

/* A period counts when all of the treated have a figure; donors have them all. */
static bool counts(const mkba_i_block *block, size_t period)
{
    for (size_t i = 0; i < block->n_treated; i++)
        if (isnan(mkba_i_block_of(block, i)[period]))
            return false;
    return true;
}

static mkba_status check_periods(const mkba_synthetic_did *made, mkba_error *error)
{
    size_t n_before = made->task.n_before, least = made->task.form == MKBA_SYNTHETIC_DID_BOTH ? 2 : 1;

    if (n_before < least)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "start",
                           "%zu period%s before %.40s in which all treated have a figure: the form %s needs %zu%s",
                           n_before, n_before == 1 ? "" : "s", made->block.periods[made->block.n_before],
                           mkba_synthetic_did_form_name(made->task.form), least,
                           least > 1 ? ", as the noise is learnt from changes before the start" : "");
    if (made->task.n_periods == n_before)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "start",
                           "there is no period from %.40s on in which all treated have a figure",
                           made->block.periods[made->block.n_before]);
    return MKBA_OK;
}

static mkba_status take_figures(mkba_synthetic_did *made, mkba_error *error)
{
    const mkba_i_block *block = &made->block;
    mkba_i_sdid_task *task = &made->task;
    double *values = mkba_i_arena_new(&made->arena, block->n_units * block->n_periods, sizeof *values);

    made->periods = mkba_i_arena_new(&made->arena, block->n_periods, sizeof *made->periods);
    made->units = mkba_i_arena_new(&made->arena, block->n_units, sizeof *made->units);
    made->fit.units = mkba_i_arena_new(&made->arena, made->n_donors, sizeof *made->fit.units);
    made->fit.periods = mkba_i_arena_new(&made->arena, block->n_before, sizeof *made->fit.periods);
    made->fit.gaps = mkba_i_arena_new(&made->arena, block->n_periods, sizeof *made->fit.gaps);
    if (values == NULL || made->periods == NULL || made->units == NULL || made->fit.units == NULL ||
        made->fit.periods == NULL || made->fit.gaps == NULL)
        return mkba_i_fail_memory(error);
    for (size_t p = 0; p < block->n_periods; p++)
        if (counts(block, p)) {
            task->n_before += p < block->n_before;
            made->periods[task->n_periods++] = p;
        }
    for (size_t u = 0; u < block->n_units; u++) {
        made->units[u] = u;
        for (size_t p = 0; p < task->n_periods; p++)
            values[u * task->n_periods + p] = mkba_i_block_of(block, u)[made->periods[p]];
    }
    task->values = values;
    return check_periods(made, error);
}

/* The standard deviation (n - 1) of the changes of donors before the start, and z. */
static mkba_status set_noise(mkba_synthetic_did *made, mkba_error *error)
{
    mkba_i_sdid_task *task = &made->task;
    double sum = 0.0, squares = 0.0, n = (double) (made->n_donors * (task->n_before - 1));

    for (int turn = 0; turn < 2; turn++)
        for (size_t j = made->n_treated; j < made->block.n_units; j++)
            for (size_t p = 1; p < task->n_before; p++) {
                double change = task->values[j * task->n_periods + p] - task->values[j * task->n_periods + p - 1];
                if (turn == 0)
                    sum += change;
                else
                    squares += (change - sum / n) * (change - sum / n);
            }
    task->noise = n > 1.0 ? sqrt(squares / (n - 1.0)) : 0.0;
    task->zeta = sqrt(sqrt((double) (made->n_treated * mkba_i_sdid_n_after(made)))) * task->noise;
    if (!isfinite(task->zeta * task->zeta * (double) task->n_before))
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "indicator", "the figures are too large to be squared");
    return MKBA_OK;
}

static mkba_status fit_treated(mkba_synthetic_did *made, mkba_error *error)
{
    const mkba_i_sdid_sides sides = {made->units, made->units + made->n_treated, made->n_treated, made->n_donors};

    return mkba_i_sdid_fit_sides(&made->task, &sides, &made->fit, error);
}

mkba_status mkba_panel_synthetic_did(const mkba_panel *panel, const mkba_synthetic_did_options *options,
                                     mkba_synthetic_did **out, mkba_error *error)
{
    mkba_synthetic_did_options taken;
    mkba_synthetic_did *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = take_options(options, &taken, error);
    if (status != MKBA_OK)
        return status;
    made = calloc(1, sizeof *made);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    status = make_block(made, panel, &taken, error);
    if (status == MKBA_OK)
        status = take_figures(made, error);
    if (status == MKBA_OK)
        status = set_noise(made, error);
    if (status == MKBA_OK)
        status = mkba_i_sdid_check_inference(made, error);
    if (status == MKBA_OK)
        status = fit_treated(made, error);
    if (status == MKBA_OK)
        status = mkba_i_sdid_judge(made, error);
    if (status == MKBA_OK)
        status = mkba_i_sdid_find(made, panel, error);
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_synthetic_did_free(made);
    return status;
}

void mkba_synthetic_did_free(mkba_synthetic_did *did)
{
    if (did == NULL)
        return;
    mkba_i_block_free(&did->block);
    mkba_i_arena_free(&did->arena);
    mkba_i_said_free(&did->said);
    free(did);
}
