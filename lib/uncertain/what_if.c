/* Making a case a function of its parameters, and computing points of it. */
#include "uncertain/what_if.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "appraise/appraisal.h"
#include "base/exact.h"
#include "base/number.h"
#include "base/text.h"
#include "stat/distribution.h"

/* ---- what moves ------------------------------------------------------------------------------------------ */

/* What a scenario says a parameter is, or NULL. */
static const double *override_of(const mkba_i_scenario *scenario, size_t position)
{
    for (size_t i = 0; scenario != NULL && i < scenario->n_overrides; i++)
        if (scenario->overrides[i].parameter == position)
            return &scenario->overrides[i].value;
    return NULL;
}

/* Why a parameter cannot move, or NULL. */
static const char *why_fixed(const mkba_i_parameter *parameter)
{
    if (parameter->kind == MKBA_I_DERIVED)
        return "is worked out from others, which can be moved instead";
    if (parameter->draws != NULL)
        return "has joint draws over years, which are no one number";
    if (parameter->kind == MKBA_I_SERIES && parameter->factor == NULL)
        return "has a number per year and no factor that could move";
    return NULL;
}

static mkba_status check_moves(const mkba_case *mkba, const mkba_i_scenario *scenario, const bool *moves,
                               mkba_error *error)
{
    for (size_t i = 0; moves != NULL && i < mkba->model.parameter_names.n; i++) {
        const mkba_i_parameter *parameter = &mkba->model.parameters[i];

        if (moves[i] && override_of(scenario, i) == NULL && why_fixed(parameter) != NULL)
            return mkba_i_fail(error, MKBA_ERROR_CASE, parameter->place.where, "\"%.100s\" %s", parameter->name,
                               why_fixed(parameter));
    }
    return MKBA_OK;
}

/* Those that must be made inputs: a factor is one already. */
static bool *list_free(const mkba_case *mkba, const mkba_i_scenario *scenario, const bool *moves, mkba_i_arena *arena)
{
    size_t n = mkba->model.parameter_names.n;
    bool *is_free = mkba_i_arena_new(arena, n, sizeof *is_free);

    for (size_t i = 0; is_free != NULL && moves != NULL && i < n; i++)
        is_free[i] =
            moves[i] && (mkba->model.parameters[i].kind == MKBA_I_ONE_VALUE || override_of(scenario, i) != NULL);
    return is_free;
}

static bool is_uncertain(const mkba_i_what_if *w, size_t position)
{
    const mkba_i_parameter *parameter = &w->plan.model->parameters[position];

    return (parameter->distribution != NULL || parameter->factor != NULL) &&
           override_of(w->plan.scenario, position) == NULL;
}

static void add_axis(mkba_i_what_if *w, size_t input)
{
    const mkba_i_plan_input *of = &w->plan.inputs[input];
    const mkba_i_parameter *parameter = &w->plan.model->parameters[of->parameter];
    mkba_i_axis *axis = &w->axes[of->parameter];

    axis->is_used = axis->is_used || mkba_i_batch_uses(w->batch, input);
    if (axis->parameter != NULL)
        return;
    *axis = (mkba_i_axis){.parameter = parameter,
                          .position = of->parameter,
                          .is_joint = of->kind == MKBA_I_INPUT_ROW,
                          .is_used = axis->is_used,
                          .has_input = of->kind != MKBA_I_INPUT_ROW,
                          .input = input,
                          .scale = 1.0};
    if (axis->is_joint)
        return;
    if (is_uncertain(w, of->parameter))
        axis->distribution = of->kind == MKBA_I_INPUT_FACTOR ? parameter->factor : parameter->distribution;
    if (of->kind == MKBA_I_INPUT_VALUE)
        axis->scale = mkba_i_parameter_convert(parameter, 1.0);
    axis->value = w->plan.program.inputs[input] / axis->scale;
    if (of->kind == MKBA_I_INPUT_VALUE && override_of(w->plan.scenario, of->parameter) == NULL)
        axis->value = parameter->value;
}

/* One axis per parameter with an input that matters, or that has to move. */
static bool list_axes(mkba_i_what_if *w, const mkba_i_what_if_setup *setup)
{
    size_t n = w->plan.model->parameter_names.n;

    w->axes = mkba_i_arena_new(&w->arena, n, sizeof *w->axes);
    if (w->axes == NULL)
        return false;
    for (size_t i = 0; i < w->plan.program.n_inputs; i++)
        add_axis(w, i);
    for (size_t i = 0; i < n; i++) {
        const mkba_i_axis *axis = &w->axes[i];
        bool has_to = setup->moves != NULL && setup->moves[i];

        if (axis->parameter != NULL && (has_to || axis->is_used) && (setup->is_joint || !axis->is_joint))
            w->axes[w->n_axes++] = *axis;
    }
    return true;
}

/* Of a parameter that no line uses: it can move, and nothing happens. */
static mkba_i_axis idle_axis(const mkba_i_what_if *w, size_t position)
{
    const mkba_i_parameter *parameter = &w->plan.model->parameters[position];
    const double *override = override_of(w->plan.scenario, position);
    mkba_i_axis axis = {.parameter = parameter, .position = position, .scale = 1.0};

    axis.value = override != NULL ? *override : parameter->factor != NULL ? parameter->factor_mean : parameter->value;
    if (override == NULL)
        axis.distribution = parameter->factor != NULL ? parameter->factor : parameter->distribution;
    return axis;
}

static bool add_idle(mkba_i_what_if *w, const mkba_i_what_if_setup *setup)
{
    size_t n = w->plan.model->parameter_names.n, n_axes = 0;
    mkba_i_axis *axes = mkba_i_arena_new(&w->arena, n, sizeof *axes);

    for (size_t i = 0, k = 0; axes != NULL && i < n; i++)
        if (k < w->n_axes && w->axes[k].position == i)
            axes[n_axes++] = w->axes[k++];
        else if (setup->moves != NULL && setup->moves[i])
            axes[n_axes++] = idle_axis(w, i);
    w->axes = axes;
    w->n_axes = n_axes;
    return axes != NULL;
}

/* ---- what is looked at ----------------------------------------------------------------------------------- */

/* The npv of an alternative, of all (MKBA_I_NONE) or of one actor: of one that it does not touch it is 0. */
static mkba_i_node npv_of(mkba_i_what_if *w, const mkba_i_outcome *outcome, size_t actor)
{
    if (actor == MKBA_I_NONE)
        return outcome->npv;
    for (size_t i = 0; i < outcome->n_actors; i++)
        if (outcome->actors[i].actor == actor)
            return outcome->actors[i].net;
    return mkba_i_constant(&w->plan.program, 0.0);
}

static void add_target(mkba_i_what_if *w, bool is_bcr, size_t actor, const mkba_i_outcome *outcome,
                       const mkba_i_outcome *against)
{
    mkba_i_target *target = &w->targets[w->n_targets++];

    target->alternative = w->plan.model->alternatives[outcome->alternative].name;
    target->node = is_bcr ? outcome->pv_benefits : npv_of(w, outcome, actor);
    target->by = is_bcr ? outcome->pv_costs : MKBA_I_NO_NODE;
    if (against != NULL)
        target->node = mkba_i_subtract(&w->plan.program, target->node, npv_of(w, against, actor));
}

/* Against itself every alternative comes out at 0. */
static mkba_status check_against(const mkba_i_what_if *w, const mkba_i_outcome *only, const mkba_i_outcome *against,
                                 mkba_error *error)
{
    if (against == NULL || (only != against && w->plan.n_outcomes > 1))
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "against",
                       "against must be another policy alternative than \"%.100s\"%s",
                       w->plan.model->alternatives[against->alternative].name,
                       w->plan.n_outcomes > 1 ? "" : ", which is the only one");
}

static mkba_status list_targets(mkba_i_what_if *w, const mkba_i_what_if_setup *setup, mkba_error *error)
{
    const mkba_i_outcome *only = NULL, *against = NULL;
    size_t actor = MKBA_I_NONE;
    mkba_i_origin origin = {.subject = MKBA_I_SUBJECT_TOTAL, .what = "difference of npv", .place = {"", 0, 0}};
    mkba_status status = MKBA_OK;

    w->targets = mkba_i_arena_new(&w->arena, w->plan.n_outcomes, sizeof *w->targets);
    if (w->targets == NULL)
        return mkba_i_fail_memory(error);
    if (setup->alternative != NULL)
        status = mkba_i_plan_outcome(&w->plan, setup->alternative, "alternative", &only, error);
    if (status == MKBA_OK && setup->against != NULL)
        status = mkba_i_plan_outcome(&w->plan, setup->against, "against", &against, error);
    if (status == MKBA_OK)
        status = check_against(w, only, against, error);
    if (status == MKBA_OK && setup->actor != NULL)
        status = mkba_i_case_actor(w->mkba, setup->actor, "actor", &actor, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_program_origin(&w->plan.program, &origin);
    for (size_t i = 0; i < w->plan.n_outcomes; i++)
        if ((only == NULL && &w->plan.outcomes[i] != against) || &w->plan.outcomes[i] == only)
            add_target(w, setup->is_bcr, actor, &w->plan.outcomes[i], against);
    return w->plan.program.failed ? mkba_i_fail_memory(error) : MKBA_OK;
}

/* ---- making and freeing ---------------------------------------------------------------------------------- */

static mkba_status make_batch(mkba_i_what_if *w, mkba_error *error)
{
    mkba_i_node *wanted = mkba_i_arena_new(&w->arena, 2 * w->n_targets, sizeof *wanted);
    mkba_i_batch_setup setup = {.wanted = wanted,
                                .n_wanted = 2 * w->n_targets,
                                .checks = w->plan.checks,
                                .n_checks = w->plan.n_checks,
                                .variant = mkba_i_variant_best()};

    if (wanted == NULL)
        return mkba_i_fail_memory(error);
    for (size_t t = 0; t < w->n_targets; t++) {
        wanted[2 * t] = w->targets[t].node;
        wanted[2 * t + 1] = w->targets[t].by != MKBA_I_NO_NODE ? w->targets[t].by : w->targets[t].node;
    }
    return mkba_i_batch_make(&w->plan.program, &setup, &w->batch, error);
}

static bool make_points(mkba_i_what_if *w)
{
    const mkba_i_program *program = &w->plan.program;

    w->points = mkba_i_arena_new(&w->arena, program->n_inputs, sizeof *w->points);
    w->results = mkba_i_arena_new(&w->arena, 2 * w->n_targets, sizeof *w->results);
    w->outcomes = mkba_i_arena_new(&w->arena, w->n_targets, sizeof *w->outcomes);
    if (w->points == NULL || w->results == NULL || w->outcomes == NULL)
        return false;
    for (size_t i = 0; i < program->n_inputs; i++) {
        w->points[i] = mkba_i_arena_new(&w->arena, MKBA_I_WHAT_IF_POINTS, sizeof **w->points);
        for (size_t d = 0; w->points[i] != NULL && d < MKBA_I_WHAT_IF_POINTS; d++)
            w->points[i][d] = program->inputs[i];
        if (w->points[i] == NULL)
            return false;
    }
    for (size_t t = 0; t < w->n_targets; t++) {
        w->outcomes[t] = mkba_i_arena_new(&w->arena, MKBA_I_WHAT_IF_POINTS, sizeof **w->outcomes);
        if (w->outcomes[t] == NULL)
            return false;
    }
    return true;
}

static mkba_status make(mkba_i_what_if *w, const mkba_i_what_if_setup *setup, mkba_error *error)
{
    const mkba_i_scenario *scenario = NULL;
    mkba_i_setup compiled;
    mkba_status status = mkba_i_case_scenario(w->mkba, setup->scenario, &scenario, error);

    if (status == MKBA_OK)
        status = check_moves(w->mkba, scenario, setup->moves, error);
    if (status != MKBA_OK)
        return status;
    compiled = mkba_i_setup_of(w->mkba, scenario);
    compiled.free = list_free(w->mkba, scenario, setup->moves, &w->arena);
    if (compiled.free == NULL)
        return mkba_i_fail_memory(error);
    status = mkba_i_plan_make(w->mkba, &compiled, &w->plan, error);
    if (status == MKBA_OK)
        status = list_targets(w, setup, error);
    if (status == MKBA_OK)
        status = make_batch(w, error);
    if (status == MKBA_OK)
        status = mkba_i_batch_space_make(w->batch, MKBA_I_WHAT_IF_POINTS, &w->space, error);
    if (status == MKBA_OK && (!list_axes(w, setup) || !add_idle(w, setup) || !make_points(w)))
        status = mkba_i_fail_memory(error);
    return status;
}

mkba_status mkba_i_what_if_make(const mkba_case *mkba, const mkba_i_what_if_setup *setup, mkba_i_what_if *w,
                                mkba_error *error)
{
    mkba_status status;

    *w = (mkba_i_what_if){.mkba = mkba};
    status = make(w, setup, error);
    if (status != MKBA_OK)
        mkba_i_what_if_free(w);
    return status;
}

void mkba_i_what_if_free(mkba_i_what_if *w)
{
    mkba_i_batch_space_free(w->space);
    mkba_i_batch_free(w->batch);
    mkba_i_plan_free(&w->plan);
    mkba_i_arena_free(&w->arena);
    *w = (mkba_i_what_if){.n_axes = 0};
}

/* ---- points ---------------------------------------------------------------------------------------------- */

size_t mkba_i_what_if_axis(const mkba_i_what_if *w, size_t position)
{
    for (size_t k = 0; k < w->n_axes; k++)
        if (w->axes[k].position == position)
            return k;
    return MKBA_I_NONE;
}

static void set_row(mkba_i_what_if *w, const mkba_i_axis *axis, size_t d, size_t row)
{
    const mkba_i_parameter *parameter = axis->parameter;

    for (size_t i = 0; i < w->plan.program.n_inputs; i++)
        if (w->plan.inputs[i].parameter == axis->position)
            w->points[i][d] = mkba_i_parameter_convert(
                parameter, parameter->draws[row * parameter->n_years + w->plan.inputs[i].column]);
}

void mkba_i_what_if_set(mkba_i_what_if *w, size_t axis, size_t d, double value)
{
    const mkba_i_axis *of = &w->axes[axis];

    if (of->is_joint)
        set_row(w, of, d, (size_t) value);
    else if (of->has_input)
        w->points[of->input][d] = value == of->value ? w->plan.program.inputs[of->input] : value * of->scale;
}

void mkba_i_what_if_reset(mkba_i_what_if *w, size_t axis)
{
    for (size_t i = 0; i < w->plan.program.n_inputs; i++)
        for (size_t d = 0; w->plan.inputs[i].parameter == w->axes[axis].position && d < MKBA_I_WHAT_IF_POINTS; d++)
            w->points[i][d] = w->plan.program.inputs[i];
}

static void describe(const mkba_i_what_if *w, size_t axis, size_t d, char *text, size_t size)
{
    const mkba_i_axis *of = &w->axes[axis];
    char number[MKBA_I_NUMBER_TEXT];

    mkba_i_number_say(of->has_input ? w->points[of->input][d] / of->scale : 0.0, number);
    snprintf(text, size, of->has_input ? "%.60s = %s" : "%.60s", of->parameter->name, number);
}

/* Runs the point that failed alone, for words that count no draws, and says which point it is. */
static mkba_status refuse(mkba_i_what_if *w, size_t moved, size_t also, mkba_error *error)
{
    const mkba_i_program *program = &w->plan.program;
    size_t d = (size_t) mkba_i_batch_failed(w->space) - 1;
    double *inputs = calloc(program->n_inputs + 1, sizeof *inputs), *values = calloc(program->n + 1, sizeof *values);
    char point[160], second[80];
    mkba_status status = MKBA_ERROR_EVALUATION;

    if (inputs != NULL && values != NULL) {
        for (size_t i = 0; i < program->n_inputs; i++)
            inputs[i] = w->points[i][d];
        if (mkba_i_program_run(program, inputs, values, error) == MKBA_OK)
            status = MKBA_ERROR_INTERNAL;
    } else
        status = mkba_i_fail_memory(error);
    free(inputs);
    free(values);
    if (status != MKBA_ERROR_EVALUATION || moved == MKBA_I_NONE)
        return status;
    describe(w, moved, d, point, sizeof point);
    if (also != MKBA_I_NONE) {
        describe(w, also, d, second, sizeof second);
        snprintf(point + strlen(point), sizeof point - strlen(point), ", %s", second);
    }
    return mkba_i_under(error, status, "point", point);
}

static double quotient(double benefits, double costs)
{
    double bcr = 0.0;

    return mkba_i_bcr(benefits, costs, &bcr) ? bcr : NAN;
}

mkba_status mkba_i_what_if_run(mkba_i_what_if *w, size_t n, size_t moved, size_t also, mkba_error *error)
{
    mkba_error problem;
    mkba_status status =
        mkba_i_batch_run(w->batch, w->space, (const double *const *) w->points, n, 0, w->results, &problem);

    if (status != MKBA_OK)
        return refuse(w, moved, also, error);
    for (size_t t = 0; t < w->n_targets; t++)
        for (size_t d = 0; d < n; d++)
            w->outcomes[t][d] = w->targets[t].by == MKBA_I_NO_NODE
                                    ? w->results[2 * t][d] + 0.0 /* -0 + 0 is 0 */
                                    : quotient(w->results[2 * t][d], w->results[2 * t + 1][d]);
    return MKBA_OK;
}
