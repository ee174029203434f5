/* Synthetic difference-in-differences: options, the object. */
#include "base/exact.h"

#include <stdlib.h>

#include "base/choice.h"
#include "base/options.h"
#include "effect/parties.h"
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
                                    {"start", taken->starts != NULL ? "" : taken->start});
    if (status == MKBA_OK)
        status = mkba_i_check_starts(taken->start, taken->starts, taken->n_starts, taken->n_treated, error);
    if (status == MKBA_OK)
        status = mkba_i_check_list(taken->covariates, taken->n_covariates, "covariates", error);
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
                                          .starts = o->starts,
                                          .first = o->first,
                                          .last = o->last,
                                          .population = o->population,
                                          .covariates = o->covariates,
                                          .n_covariates = o->n_covariates};
    mkba_status status = mkba_i_block_make(&request, &made->block, error);

    made->n_treated = made->block.n_treated;
    made->n_donors = made->block.n_units - made->block.n_treated;
    made->form = o->form;
    made->solver = o->solver;
    made->inference = o->inference;
    made->level = o->level;
    made->replicates = o->replicates;
    made->seed = o->seed;
    return status;
}

/* An estimate of each start. */
static mkba_status fit_treated(mkba_synthetic_did *made, mkba_error *error)
{
    mkba_status status =
        mkba_i_sdid_effects_new(&made->arena, made, &made->effects) ? MKBA_OK : mkba_i_fail_memory(error);

    for (size_t k = 0; status == MKBA_OK && k < made->n_cohorts; k++) {
        mkba_i_sdid_cohort *cohort = &made->cohorts[k];
        const mkba_i_sdid_sides sides = {cohort->treated, made->units + made->n_treated, cohort->n_treated,
                                         made->n_donors};
        status = mkba_i_sdid_fit_sides(&cohort->task, &sides, &cohort->fit, error);
        if (status == MKBA_OK)
            mkba_i_sdid_effects_take(made, k, cohort->n_treated, &cohort->fit, &made->effects);
    }
    if (status == MKBA_OK)
        made->rmspe_before = mkba_i_sdid_rmspe(made, &made->effects);
    return status;
}

static mkba_status make(mkba_synthetic_did *made, const mkba_panel *panel, const mkba_synthetic_did_options *options,
                        mkba_error *error)
{
    mkba_status status = make_block(made, panel, options, error);

    if (status == MKBA_OK)
        status = mkba_i_sdid_make_cohorts(made, error);
    if (status == MKBA_OK)
        status = mkba_i_sdid_check_inference(made, error);
    if (status == MKBA_OK)
        status = fit_treated(made, error);
    if (status == MKBA_OK)
        status = mkba_i_sdid_judge(made, error);
    return status == MKBA_OK ? mkba_i_sdid_find(made, panel, error) : status;
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
    status = make(made, panel, &taken, error);
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
