#include "appraise/appraisal.h"
#include "base/options.h"

#include <math.h>
#include <stdlib.h>

#include "base/exact.h"

void mkba_appraise_options_init_size(mkba_appraise_options *options, size_t size)
{
    mkba_i_options_init(options, size, NULL, 0);
}

/* The fields that the caller's version of the struct has. */
static mkba_status take_options(const mkba_appraise_options *given, mkba_appraise_options *taken, mkba_error *error)
{
    mkba_appraise_options_init(taken);
    return mkba_i_options_take(given, taken, sizeof *taken, "mkba_appraise_options_init", error);
}

mkba_status mkba_i_under(mkba_error *error, mkba_status status, const char *what, const char *name)
{
    mkba_error inner;

    if (error == NULL || status == MKBA_ERROR_MEMORY)
        return status;
    inner = *error;
    mkba_i_fail(error, status, inner.where, "%s \"%.100s\": %s", what, name, inner.message);
    error->line = inner.line;
    error->column = inner.column;
    return status;
}

/* ---- making and freeing ---------------------------------------------------------------------------------- */

static mkba_status run(mkba_appraisal *appraisal, mkba_error *error)
{
    const mkba_i_program *program = &appraisal->plan.program;

    appraisal->values = calloc(program->n, sizeof *appraisal->values);
    if (appraisal->values == NULL)
        return mkba_i_fail_memory(error);
    return mkba_i_program_run(program, program->inputs, appraisal->values, error);
}

mkba_status mkba_i_appraise(const mkba_case *mkba, const mkba_i_setup *setup, mkba_appraisal **out, mkba_error *error)
{
    mkba_appraisal *appraisal = calloc(1, sizeof *appraisal);
    mkba_status status;

    if (appraisal == NULL)
        return mkba_i_fail_memory(error);
    appraisal->mkba = mkba_i_case_hold(mkba);
    status = mkba_i_plan_make(mkba, setup, &appraisal->plan, error);
    if (status == MKBA_OK)
        status = run(appraisal, error);
    if (status != MKBA_OK) {
        mkba_appraisal_free(appraisal);
        return status;
    }
    *out = appraisal;
    return MKBA_OK;
}

mkba_status mkba_case_appraise(const mkba_case *mkba, const mkba_appraise_options *options, mkba_appraisal **out,
                               mkba_error *error)
{
    const mkba_i_scenario *scenario = NULL;
    mkba_appraise_options taken;
    mkba_i_setup setup;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(out));
    if (status != MKBA_OK)
        return status;
    status = take_options(options, &taken, error);
    if (status == MKBA_OK)
        status = mkba_i_case_scenario(mkba, taken.scenario, &scenario, error);
    if (status != MKBA_OK)
        return status;
    setup = mkba_i_setup_of(mkba, scenario);
    return mkba_i_appraise(mkba, &setup, out, error);
}

void mkba_appraisal_free(mkba_appraisal *appraisal)
{
    if (appraisal == NULL)
        return;
    mkba_i_plan_free(&appraisal->plan);
    mkba_case_free(appraisal->mkba);
    free(appraisal->values);
    free(appraisal);
}

/* ---- figures --------------------------------------------------------------------------------------------- */

double mkba_i_figure(const mkba_appraisal *appraisal, mkba_i_node node)
{
    return appraisal->values[node] + 0.0; /* -0 + 0 is 0 */
}

const char *mkba_i_outcome_name(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome)
{
    return appraisal->plan.model->alternatives[outcome->alternative].name;
}

bool mkba_i_bcr(double benefits, double costs, double *bcr)
{
    double ratio = costs > 0.0 ? benefits / costs : NAN;

    if (!isfinite(ratio))
        return false;
    *bcr = ratio;
    return true;
}

bool mkba_i_outcome_bcr(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, double *bcr)
{
    return mkba_i_bcr(mkba_i_figure(appraisal, outcome->pv_benefits), mkba_i_figure(appraisal, outcome->pv_costs), bcr);
}

size_t mkba_appraisal_n_alternatives(const mkba_appraisal *appraisal)
{
    return appraisal == NULL ? 0 : appraisal->plan.n_outcomes;
}

const char *mkba_appraisal_alternative(const mkba_appraisal *appraisal, size_t position)
{
    return position < mkba_appraisal_n_alternatives(appraisal)
               ? mkba_i_outcome_name(appraisal, &appraisal->plan.outcomes[position])
               : NULL;
}

mkba_status mkba_i_outcome_find(const mkba_appraisal *appraisal, const char *alternative,
                                const mkba_i_outcome **outcome, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(appraisal), MKBA_I_GIVEN(alternative));

    if (status != MKBA_OK)
        return status;
    return mkba_i_plan_outcome(&appraisal->plan, alternative, "alternative", outcome, error);
}

mkba_status mkba_appraisal_npv(const mkba_appraisal *appraisal, const char *alternative, double *npv, mkba_error *error)
{
    const mkba_i_outcome *outcome = NULL;
    mkba_status status = mkba_i_outcome_find(appraisal, alternative, &outcome, error);

    if (status != MKBA_OK)
        return status;
    status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(npv));
    if (status != MKBA_OK)
        return status;
    *npv = mkba_i_figure(appraisal, outcome->npv);
    return MKBA_OK;
}

mkba_status mkba_appraisal_bcr(const mkba_appraisal *appraisal, const char *alternative, double *bcr, bool *defined,
                               mkba_error *error)
{
    const mkba_i_outcome *outcome = NULL;
    mkba_status status = mkba_i_outcome_find(appraisal, alternative, &outcome, error);

    if (status != MKBA_OK)
        return status;
    status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(bcr), MKBA_I_GIVEN(defined));
    if (status != MKBA_OK)
        return status;
    *defined = mkba_i_outcome_bcr(appraisal, outcome, bcr);
    return MKBA_OK;
}
