/* Making a plan: the nulalternatief, then each policy alternative. */
#include "appraise/compile.h"

#include <stdlib.h>
#include <string.h>

static size_t terms_of(const mkba_i_expression *expression)
{
    return expression == NULL ? 0 : expression->n_terms;
}

/* Terms of all lines and derived parameters. */
static size_t count_terms(const mkba_i_model *model)
{
    size_t n = 0;

    for (size_t i = 0; i < model->n_lines; i++)
        n += terms_of(model->lines[i].value) + terms_of(model->lines[i].volume);
    for (size_t i = 0; i < model->parameter_names.n; i++)
        n += model->parameters[i].derived.n_terms;
    for (size_t i = 0; i < model->settings.discount->n_segments; i++)
        n += terms_of(model->settings.discount->segments[i].rate);
    return n;
}

/* So that a small document cannot ask for more memory or time than there is. */
static bool check_size(mkba_i_compiler *compiler)
{
    static const mkba_i_place ROOT = {"", 1, 1};
    const mkba_i_model *model = compiler->model;
    size_t n_effects = model->n_lines + model->stream_names.n;

    if ((model->alternative_names.n * n_effects + model->parameter_names.n) * compiler->n_years <= MKBA_I_FIGURES &&
        count_terms(model) * (model->alternative_names.n - 1) * compiler->n_years <= MKBA_I_VISITS)
        return true;
    mkba_i_compile_refuse(
        compiler, MKBA_ERROR_LIMIT, &ROOT,
        "the case is too large: %zu alternatives, %zu lines and streams, %zu parameters and %zu years",
        model->alternative_names.n, n_effects, model->parameter_names.n, compiler->n_years);
    return false;
}

/* One per parameter, and of joint draws one per year. */
static size_t most_inputs(const mkba_i_model *model)
{
    size_t n = model->parameter_names.n;

    for (size_t i = 0; i < model->parameter_names.n; i++)
        if (model->parameters[i].draws != NULL)
            n += model->parameters[i].n_years;
    return n;
}

static bool start(mkba_i_compiler *compiler)
{
    const mkba_i_model *model = compiler->model;
    const mkba_i_scenario *scenario = compiler->plan->scenario;
    size_t n = model->parameter_names.n;

    if (!check_size(compiler))
        return false;
    compiler->plan->parameters = mkba_i_compile_no_nodes(compiler, n * compiler->n_years);
    compiler->inputs = mkba_i_compile_no_nodes(compiler, n);
    compiler->rows = mkba_i_compile_make(compiler, n, sizeof *compiler->rows);
    compiler->plan->inputs = mkba_i_compile_make(compiler, most_inputs(model), sizeof *compiler->plan->inputs);
    compiler->positions = mkba_i_compile_no_nodes(compiler, model->n_actors);
    compiler->overrides = mkba_i_compile_make(compiler, n, sizeof *compiler->overrides);
    compiler->stack = mkba_i_compile_make(compiler, n, sizeof *compiler->stack);
    if (compiler->program->failed)
        return false;
    for (size_t i = 0; scenario != NULL && i < scenario->n_overrides; i++)
        compiler->overrides[scenario->overrides[i].parameter] = &scenario->overrides[i].value;
    mkba_i_compile_origin(compiler, MKBA_I_SUBJECT_TOTAL, NULL, "total", 0, MKBA_I_NOWHERE);
    return !compiler->program->failed;
}

static void compile_alternatives(mkba_i_compiler *compiler)
{
    mkba_i_plan *plan = compiler->plan;
    const mkba_i_model *model = compiler->model;

    plan->outcomes = mkba_i_compile_make(compiler, model->alternative_names.n, sizeof *plan->outcomes);
    for (size_t i = 0; i < model->alternative_names.n && !mkba_i_compile_failed(compiler); i++) {
        mkba_i_outcome *outcome;

        if (model->alternatives[i].is_null)
            continue;
        outcome = &plan->outcomes[plan->n_outcomes++];
        outcome->alternative = i;
        compiler->alternative = model->alternatives[i].name;
        outcome->streams = mkba_i_compile_streams(compiler, i);
        outcome->changes = mkba_i_compile_no_nodes(compiler, model->stream_names.n * compiler->n_years);
        compiler->outcome = outcome;
        if (!mkba_i_compile_failed(compiler))
            mkba_i_compile_outcome(compiler, outcome);
        compiler->outcome = NULL;
        compiler->alternative = NULL;
    }
}

static void compile(mkba_i_compiler *compiler)
{
    mkba_i_plan *plan = compiler->plan;

    if (!start(compiler))
        return;
    plan->discounting = mkba_i_compile_discounting(compiler, plan->settings.discount, plan->settings.timing);
    if (mkba_i_compile_failed(compiler))
        return;
    plan->null_streams = mkba_i_compile_streams(compiler, MKBA_I_NONE);
    if (!mkba_i_compile_failed(compiler))
        compile_alternatives(compiler);
}

mkba_status mkba_i_plan_outcome(const mkba_i_plan *plan, const char *alternative, const char *where,
                                const mkba_i_outcome **outcome, mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(alternative);
    char hint[MKBA_I_HINT];

    for (size_t i = 0; i < plan->n_outcomes; i++) {
        const char *name = plan->model->alternatives[plan->outcomes[i].alternative].name;

        if (strcmp(name, alternative) == 0) {
            *outcome = &plan->outcomes[i];
            return MKBA_OK;
        }
        mkba_i_nearest_try(&nearest, name);
    }
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, where, "\"%.100s\" is no policy alternative of this case%s",
                       alternative, hint);
}

double mkba_i_plan_tau(const mkba_i_plan *plan, mkba_i_timing timing, size_t year)
{
    return plan->settings.first + (int) year - plan->model->base_year + mkba_i_timing_offset(timing);
}

void mkba_i_plan_free(mkba_i_plan *plan)
{
    mkba_i_program_free(&plan->program);
    free(plan->checks);
    mkba_i_arena_free(&plan->arena);
    *plan = (mkba_i_plan){.n_years = 0};
}

mkba_i_setup mkba_i_setup_of(const mkba_case *mkba, const mkba_i_scenario *scenario)
{
    return (mkba_i_setup){.scenario = scenario, .settings = mkba_i_model_settings(&mkba->model, scenario)};
}

mkba_status mkba_i_plan_make(const mkba_case *mkba, const mkba_i_setup *setup, mkba_i_plan *plan, mkba_error *error)
{
    mkba_i_setup taken = setup != NULL ? *setup : mkba_i_setup_of(mkba, NULL);
    mkba_i_compiler compiler = {
        .plan = plan, .program = &plan->program, .model = &mkba->model, .free = taken.free, .error = error};
    mkba_status status;

    *plan = (mkba_i_plan){
        .model = &mkba->model, .scenario = taken.scenario, .settings = taken.settings, .rate_shift = taken.rate_shift};
    plan->n_years = (size_t) (plan->settings.last - plan->settings.first + 1);
    compiler.n_years = plan->n_years;
    compile(&compiler);
    free(compiler.terms);
    status = compiler.status;
    if (status == MKBA_OK && compiler.program->too_large)
        status = mkba_i_fail(error, MKBA_ERROR_LIMIT, "", "the case is too large: it takes more than %d operations",
                             MKBA_I_OPERATIONS);
    else if (status == MKBA_OK && compiler.program->failed)
        status = mkba_i_fail_memory(error);
    if (status != MKBA_OK)
        mkba_i_plan_free(plan);
    return status;
}
