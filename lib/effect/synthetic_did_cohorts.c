/* The treated of a synthetic difference-in-differences by their starts: figures and noise of each. */
#include "base/exact.h"

#include <math.h>

#include "effect/synthetic_did_model.h"

/* The place of a start among the cohorts, which are in order; a new one is put in. */
static size_t place_of(mkba_synthetic_did *made, size_t start)
{
    size_t k = 0;

    while (k < made->n_cohorts && made->cohorts[k].start < start)
        k++;
    if (k < made->n_cohorts && made->cohorts[k].start == start)
        return k;
    for (size_t i = made->n_cohorts++; i > k; i--)
        made->cohorts[i] = made->cohorts[i - 1];
    made->cohorts[k] = (mkba_i_sdid_cohort){.start = start};
    return k;
}

static mkba_status find_cohorts(mkba_synthetic_did *made, mkba_error *error)
{
    const mkba_i_block *block = &made->block;

    made->cohorts = mkba_i_arena_new(&made->arena, made->n_treated, sizeof *made->cohorts);
    made->cohort_of = mkba_i_arena_new(&made->arena, made->n_treated, sizeof *made->cohort_of);
    made->units = mkba_i_arena_new(&made->arena, block->n_units, sizeof *made->units);
    if (made->cohorts == NULL || made->cohort_of == NULL || made->units == NULL)
        return mkba_i_fail_memory(error);
    for (size_t u = 0; u < block->n_units; u++)
        made->units[u] = u;
    for (size_t i = 0; i < made->n_treated; i++)
        made->cohorts[place_of(made, block->starts[i])].n_treated++;
    for (size_t k = 0; k < made->n_cohorts; k++) {
        mkba_i_sdid_cohort *cohort = &made->cohorts[k];
        size_t n = 0;
        cohort->treated = mkba_i_arena_new(&made->arena, cohort->n_treated, sizeof *cohort->treated);
        if (cohort->treated == NULL)
            return mkba_i_fail_memory(error);
        for (size_t i = 0; i < made->n_treated; i++)
            if (block->starts[i] == cohort->start) {
                made->cohort_of[i] = k;
                cohort->treated[n++] = i;
            }
    }
    return MKBA_OK;
}

/* A period counts when all of the treated have a figure; donors have them all. */
static bool counts(const mkba_i_block *block, const mkba_i_sdid_cohort *cohort, size_t period)
{
    for (size_t i = 0; i < cohort->n_treated; i++)
        if (isnan(mkba_i_block_of(block, cohort->treated[i])[period]))
            return false;
    return true;
}

static mkba_status check_periods(const mkba_synthetic_did *made, const mkba_i_sdid_cohort *cohort, mkba_error *error)
{
    size_t n_before = cohort->task.n_before, least = made->form == MKBA_SYNTHETIC_DID_BOTH ? 2 : 1;
    const char *where = made->n_cohorts > 1 ? "starts" : "start", *start = made->block.periods[cohort->start];

    if (n_before < least)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, where,
                           "%zu period%s before %.40s in which all treated have a figure: the form %s needs %zu%s",
                           n_before, n_before == 1 ? "" : "s", start, mkba_synthetic_did_form_name(made->form), least,
                           least > 1 ? ", as the noise is learnt from changes before the start" : "");
    if (cohort->task.n_periods == n_before)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, where,
                           "there is no period from %.40s on in which all treated have a figure", start);
    return MKBA_OK;
}

static mkba_status take_figures(mkba_synthetic_did *made, mkba_i_sdid_cohort *cohort, mkba_error *error)
{
    const mkba_i_block *block = &made->block;
    mkba_i_sdid_task *task = &cohort->task;
    double *values = mkba_i_arena_new(&made->arena, block->n_units * block->n_periods, sizeof *values);

    cohort->periods = mkba_i_arena_new(&made->arena, block->n_periods, sizeof *cohort->periods);
    cohort->fit.units = mkba_i_arena_new(&made->arena, made->n_donors, sizeof *cohort->fit.units);
    cohort->fit.periods = mkba_i_arena_new(&made->arena, cohort->start, sizeof *cohort->fit.periods);
    cohort->fit.gaps = mkba_i_arena_new(&made->arena, block->n_periods, sizeof *cohort->fit.gaps);
    if (values == NULL || cohort->periods == NULL || cohort->fit.units == NULL || cohort->fit.periods == NULL ||
        cohort->fit.gaps == NULL)
        return mkba_i_fail_memory(error);
    task->form = made->form;
    task->solver = made->solver;
    for (size_t p = 0; p < block->n_periods; p++)
        if (counts(block, cohort, p)) {
            task->n_before += p < cohort->start;
            cohort->periods[task->n_periods++] = p;
        }
    mkba_i_sdid_adjust(made, cohort, made->coefficients, values);
    task->values = values;
    return check_periods(made, cohort, error);
}

/* The standard deviation (n - 1) of the changes of donors before the start, and z. */
static mkba_status set_noise(const mkba_synthetic_did *made, mkba_i_sdid_cohort *cohort, mkba_error *error)
{
    mkba_i_sdid_task *task = &cohort->task;
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
    task->zeta = sqrt(sqrt((double) (cohort->n_treated * mkba_i_sdid_n_after(cohort)))) * task->noise;
    if (!isfinite(task->zeta * task->zeta * (double) task->n_before))
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "indicator", "the figures are too large to be squared");
    return MKBA_OK;
}

/* Coefficients of the covariates, from all that are not treated. */
static mkba_status regress(mkba_synthetic_did *made, mkba_error *error)
{
    const mkba_i_sdid_sample all = {made->units, made->cohort_of, made->n_treated, made->n_donors};

    made->coefficients = mkba_i_arena_new(&made->arena, made->block.n_covariates, sizeof *made->coefficients);
    if (made->coefficients == NULL)
        return mkba_i_fail_memory(error);
    return mkba_i_sdid_regress(made, &all, "covariates", "leave it out", made->coefficients, error);
}

mkba_status mkba_i_sdid_make_cohorts(mkba_synthetic_did *made, mkba_error *error)
{
    mkba_status status = find_cohorts(made, error);

    if (status == MKBA_OK)
        status = regress(made, error);
    for (size_t k = 0; status == MKBA_OK && k < made->n_cohorts; k++) {
        mkba_i_sdid_cohort *cohort = &made->cohorts[k];
        status = take_figures(made, cohort, error);
        if (status == MKBA_OK)
            status = set_noise(made, cohort, error);
        cohort->first = made->n_gaps;
        made->n_gaps += mkba_i_sdid_n_after(cohort);
    }
    return status;
}
