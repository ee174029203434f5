/* Making a study: a program of the case, and a way to draw each of its inputs. */
#include "uncertain/study_inside.h"

#include <stdlib.h>

#include "uncertain/replicates.h"

/* ---- parameters ------------------------------------------------------------------------------------------ */

/* Where in the study each parameter of the case stands, and whether a scenario makes it a constant. */
static bool place_parameters(mkba_i_study *study)
{
    const mkba_i_scenario *scenario = study->setup.scenario;
    size_t n = study->plan.model->parameter_names.n;

    study->places = mkba_i_arena_new(&study->arena, n, sizeof *study->places);
    study->is_fixed = mkba_i_arena_new(&study->arena, n, sizeof *study->is_fixed);
    if (study->places == NULL || study->is_fixed == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        study->places[i] = MKBA_I_NONE;
    for (size_t i = 0; scenario != NULL && i < scenario->n_overrides; i++)
        study->is_fixed[scenario->overrides[i].parameter] = true;
    return true;
}

/* What the value or factor is drawn from, where it is drawn at all. */
static const mkba_i_distribution *drawn_from(const mkba_i_study *study, size_t position, mkba_i_input_kind kind)
{
    const mkba_i_parameter *parameter = &study->plan.model->parameters[position];

    if (study->is_fixed[position])
        return NULL;
    return kind == MKBA_I_INPUT_FACTOR ? parameter->factor : parameter->distribution;
}

/* The value in an appraisal, in the parameter's own unit. */
static double mean_of(const mkba_i_study *study, size_t input)
{
    const mkba_i_plan_input *of = &study->plan.inputs[input];
    const mkba_i_parameter *parameter = &study->plan.model->parameters[of->parameter];

    if (of->kind == MKBA_I_INPUT_FACTOR)
        return parameter->factor_mean;
    if (parameter->kind == MKBA_I_ONE_VALUE && !study->is_fixed[of->parameter])
        return parameter->value;
    return study->plan.program.inputs[input] / mkba_i_parameter_convert(parameter, 1.0);
}

/* The place of a parameter that is drawn; MKBA_I_NONE where it is not. */
static size_t place_drawn(const mkba_i_study *study, size_t position)
{
    size_t place = study->places[position];

    return place != MKBA_I_NONE && study->parameters[place].distribution != NULL ? place : MKBA_I_NONE;
}

/* The rows of a year of joint draws, converted. */
static bool add_column(mkba_i_study *study, mkba_i_variable *p, size_t input, mkba_i_study_column *column)
{
    const mkba_i_parameter *parameter = p->parameter;
    double *rows = mkba_i_arena_new(&study->arena, parameter->n_draws, sizeof *rows);

    if (rows == NULL)
        return false;
    for (size_t row = 0; row < parameter->n_draws; row++)
        rows[row] = mkba_i_parameter_convert(
            parameter, parameter->draws[row * parameter->n_years + study->plan.inputs[input].column]);
    *column = (mkba_i_study_column){input, study->plan.program.inputs[input], rows};
    return true;
}

static bool is_column(const mkba_i_study *study, const mkba_i_variable *p, size_t input)
{
    return study->plan.inputs[input].parameter == p->position && mkba_i_batch_uses(study->batch, input);
}

static bool add_columns(mkba_i_study *study, mkba_i_variable *p)
{
    mkba_i_study_column *columns;
    size_t n_inputs = study->plan.program.n_inputs, n = 0;

    for (size_t i = p->input; i < n_inputs; i++)
        n += is_column(study, p, i);
    p->columns = columns = mkba_i_arena_new(&study->arena, n, sizeof *columns);
    if (columns == NULL)
        return false;
    for (size_t i = p->input; i < n_inputs; i++)
        if (is_column(study, p, i) && !add_column(study, p, i, &columns[p->n_columns++]))
            return false;
    return true;
}

/* The parameter that an input belongs to. */
static bool add_parameter(mkba_i_study *study, size_t input)
{
    const mkba_i_plan_input *of = &study->plan.inputs[input];
    mkba_i_variable *p = &study->parameters[study->n_parameters];

    *p = (mkba_i_variable){.parameter = &study->plan.model->parameters[of->parameter],
                           .position = of->parameter,
                           .group = MKBA_I_NONE,
                           .input = input,
                           .mean = -1.0};
    if (of->kind != MKBA_I_INPUT_ROW) {
        p->distribution = drawn_from(study, of->parameter, of->kind);
        p->converts = of->kind == MKBA_I_INPUT_VALUE && mkba_i_parameter_convert(p->parameter, 1.0) != 1.0;
        p->mean = mean_of(study, input);
    } else if (!add_columns(study, p))
        return false;
    study->places[of->parameter] = study->n_parameters;
    study->means[study->n_parameters++] = p->mean;
    return true;
}

/* One parameter for each that an input of use, or a free one, belongs to. */
static bool list_parameters(mkba_i_study *study)
{
    const mkba_i_plan *plan = &study->plan;
    size_t n = plan->program.n_inputs;

    study->parameters = mkba_i_arena_new(&study->arena, n, sizeof *study->parameters);
    study->means = mkba_i_arena_new(&study->arena, n, sizeof *study->means);
    if (study->parameters == NULL || study->means == NULL || !place_parameters(study))
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t position = plan->inputs[i].parameter;
        bool is_free = study->setup.free != NULL && study->setup.free[position];

        if ((mkba_i_batch_uses(study->batch, i) || is_free) && study->places[position] == MKBA_I_NONE &&
            !add_parameter(study, i))
            return false;
    }
    return true;
}

/* ---- how they are drawn ---------------------------------------------------------------------------------- */

static mkba_status at_parameter(const mkba_i_parameter *parameter, mkba_status status, mkba_error *error)
{
    if (status != MKBA_OK && status != MKBA_ERROR_MEMORY && error != NULL) {
        mkba_i_copy_text(error->where, sizeof error->where, parameter->place.where);
        error->line = parameter->place.line;
        error->column = parameter->place.column;
    }
    return status;
}

/* Per replicate. */
static mkba_status make_points(mkba_i_study *study, const mkba_i_parameter *parameter, mkba_i_points ***points,
                               mkba_error *error)
{
    const mkba_i_study_setup *setup = &study->setup;
    size_t n = setup->replicates;
    mkba_status status = MKBA_OK;

    *points = mkba_i_arena_new(&study->arena, n, sizeof(mkba_i_points *));
    if (*points == NULL)
        return mkba_i_fail_memory(error);
    for (size_t r = 0; r < n && status == MKBA_OK; r++)
        status = mkba_i_points_make(setup->plan, n > 1 ? mkba_i_replicate_seed(setup->seed, r) : setup->seed,
                                    parameter->name, setup->draws / n, setup->variant, &(*points)[r], error);
    return status;
}

static void free_points(const mkba_i_study *study, mkba_i_points **points)
{
    for (size_t r = 0; points != NULL && r < study->setup.replicates; r++)
        mkba_i_points_free(points[r]);
}

static mkba_status draw_parameter(mkba_i_study *study, mkba_i_variable *p, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    if (p->distribution != NULL)
        status = at_parameter(p->parameter,
                              mkba_i_sampler_make(p->distribution, study->setup.variant, &p->sampler, error), error);
    if (status == MKBA_OK && p->group == MKBA_I_NONE && (p->distribution != NULL || p->columns != NULL))
        status = make_points(study, p->parameter, &p->points, error);
    return status;
}

/* ---- correlated ones ------------------------------------------------------------------------------------- */

static bool matters(const mkba_i_study *study, const mkba_i_correlation *correlation)
{
    for (size_t i = 0; i < correlation->n; i++)
        if (place_drawn(study, correlation->parameters[i]) != MKBA_I_NONE)
            return true;
    return false;
}

static bool make_members(mkba_i_study *study, const mkba_i_correlation *correlation, mkba_i_study_group *group)
{
    group->n = correlation->n;
    group->members = mkba_i_arena_new(&study->arena, group->n, sizeof *group->members);
    group->points = mkba_i_arena_new(&study->arena, group->n, sizeof(mkba_i_points **));
    if (group->members == NULL || group->points == NULL)
        return false;
    for (size_t i = 0; i < group->n; i++) {
        group->members[i] = place_drawn(study, correlation->parameters[i]);
        if (group->members[i] != MKBA_I_NONE)
            study->parameters[group->members[i]].group = study->n_groups;
    }
    return true;
}

static mkba_status make_group(mkba_i_study *study, const mkba_i_correlation *correlation, mkba_error *error)
{
    const mkba_i_parameter *parameters = study->plan.model->parameters;
    const char **names = calloc(correlation->n, sizeof *names);
    mkba_i_study_group *group = &study->groups[study->n_groups];
    mkba_status status = MKBA_OK;

    if (names == NULL || !make_members(study, correlation, group)) {
        free(names);
        return mkba_i_fail_memory(error);
    }
    study->n_groups++;
    if (group->n > study->most_members)
        study->most_members = group->n;
    for (size_t i = 0; i < group->n && status == MKBA_OK; i++) {
        names[i] = parameters[correlation->parameters[i]].name;
        status = make_points(study, &parameters[correlation->parameters[i]], &group->points[i], error);
    }
    if (status == MKBA_OK)
        status = mkba_i_copula_make(correlation->matrix, group->n, names, study->setup.variant, &group->copula, error);
    free(names);
    return status;
}

static mkba_status make_groups(mkba_i_study *study, mkba_error *error)
{
    const mkba_i_model *model = study->plan.model;
    mkba_status status = MKBA_OK;

    study->groups = mkba_i_arena_new(&study->arena, model->n_correlations, sizeof *study->groups);
    if (study->groups == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < model->n_correlations && status == MKBA_OK; i++)
        if (matters(study, &model->correlations[i]))
            status = make_group(study, &model->correlations[i], error);
    return status;
}

/* ---- what an appraisal gives ----------------------------------------------------------------------------- */

static mkba_status appraise(mkba_i_study *study, mkba_error *error)
{
    const mkba_i_program *program = &study->plan.program;
    double *values = calloc(program->n, sizeof *values);
    mkba_status status;

    study->points = mkba_i_arena_new(&study->arena, study->n_quantities, sizeof *study->points);
    if (study->points == NULL || values == NULL) {
        free(values);
        return mkba_i_fail_memory(error);
    }
    status = mkba_i_program_run(program, program->inputs, values, error);
    for (size_t q = 0; q < study->n_quantities && status == MKBA_OK; q++) {
        const mkba_i_study_source *source = &study->sources[q];
        double value = values[study->wanted[source->node]];

        if (source->by != MKBA_I_NONE)
            value = mkba_i_study_quotient(value, values[study->wanted[source->by]]);
        study->points[q] = value + 0.0; /* -0 + 0 is 0 */
    }
    free(values);
    return status;
}

/* ---- making and freeing ---------------------------------------------------------------------------------- */

static mkba_status make_batch(mkba_i_study *study, mkba_error *error)
{
    const mkba_i_plan *plan = &study->plan;
    mkba_i_batch_setup setup = {.wanted = study->wanted,
                                .n_wanted = study->n_wanted,
                                .checks = plan->checks,
                                .n_checks = plan->n_checks,
                                .variant = study->setup.variant};

    return mkba_i_batch_make(&plan->program, &setup, &study->batch, error);
}

static mkba_status make(mkba_i_study *study, const mkba_case *mkba, mkba_error *error)
{
    mkba_i_setup setup = mkba_i_setup_of(mkba, study->setup.scenario);
    mkba_status status;

    setup.free = study->setup.free;
    status = mkba_i_plan_make(mkba, &setup, &study->plan, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_study_list(study);
    status = study->failed ? mkba_i_fail_memory(error) : appraise(study, error);
    if (status == MKBA_OK)
        status = make_batch(study, error);
    if (status != MKBA_OK)
        return status;
    status = list_parameters(study) ? make_groups(study, error) : mkba_i_fail_memory(error);
    for (size_t k = 0; k < study->n_parameters && status == MKBA_OK; k++)
        status = draw_parameter(study, &study->parameters[k], error);
    return status;
}

mkba_status mkba_i_study_make(const mkba_case *mkba, const mkba_i_study_setup *setup, mkba_i_study **out,
                              mkba_error *error)
{
    mkba_i_study *study = calloc(1, sizeof *study);
    mkba_status status;

    if (study == NULL)
        return mkba_i_fail_memory(error);
    study->setup = *setup;
    if (study->setup.replicates == 0)
        study->setup.replicates = 1;
    status = make(study, mkba, error);
    study->setup.free = NULL; /* the caller's */
    if (status != MKBA_OK) {
        mkba_i_study_free(study);
        return status;
    }
    *out = study;
    return MKBA_OK;
}

static void free_group(const mkba_i_study *study, mkba_i_study_group *group)
{
    for (size_t i = 0; i < group->n && group->points != NULL; i++)
        free_points(study, group->points[i]);
    mkba_i_copula_free(group->copula);
}

void mkba_i_study_free(mkba_i_study *study)
{
    if (study == NULL)
        return;
    for (size_t k = 0; k < study->n_parameters; k++) {
        free_points(study, study->parameters[k].points);
        mkba_i_sampler_free(study->parameters[k].sampler);
    }
    for (size_t i = 0; i < study->n_groups; i++)
        free_group(study, &study->groups[i]);
    mkba_i_batch_free(study->batch);
    mkba_i_plan_free(&study->plan);
    mkba_i_arena_free(&study->arena);
    free(study->quantities);
    free(study->sources);
    free(study->wanted);
    free(study);
}

/* ---- looking at it --------------------------------------------------------------------------------------- */

const mkba_i_plan *mkba_i_study_plan(const mkba_i_study *study)
{
    return &study->plan;
}

size_t mkba_i_study_n_parameters(const mkba_i_study *study)
{
    return study->n_parameters;
}

const mkba_i_parameter *mkba_i_study_parameter(const mkba_i_study *study, size_t k, size_t *position)
{
    *position = study->parameters[k].position;
    return study->parameters[k].parameter;
}

const mkba_i_distribution *mkba_i_study_distribution(const mkba_i_study *study, size_t k)
{
    return study->parameters[k].distribution;
}

bool mkba_i_study_is_correlated(const mkba_i_study *study, size_t k)
{
    const mkba_i_study_group *group;
    size_t n = 0;

    if (study->parameters[k].group == MKBA_I_NONE)
        return false;
    group = &study->groups[study->parameters[k].group];
    for (size_t i = 0; i < group->n; i++)
        n += group->members[i] != MKBA_I_NONE;
    return n > 1;
}

const double *mkba_i_study_means(const mkba_i_study *study)
{
    return study->means;
}

size_t mkba_i_study_n_quantities(const mkba_i_study *study)
{
    return study->n_quantities;
}

const mkba_i_quantity *mkba_i_study_quantity(const mkba_i_study *study, size_t q)
{
    return &study->quantities[q];
}

double mkba_i_study_point(const mkba_i_study *study, size_t q)
{
    return study->points[q];
}
