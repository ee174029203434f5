/* Drawing and computing a block: what one thread works in. */
#include "uncertain/study_inside.h"

#include <math.h>
#include <stdlib.h>

#include "base/exact.h"

/* ---- the space ------------------------------------------------------------------------------------------- */

static size_t count_columns(const mkba_i_study *study)
{
    size_t n = 0;

    for (size_t k = 0; k < study->n_parameters; k++)
        n += study->parameters[k].n_columns;
    return n;
}

static size_t count_converted(const mkba_i_study *study)
{
    size_t n = 0;

    for (size_t k = 0; k < study->n_parameters; k++)
        n += study->parameters[k].converts;
    return n;
}

/* Between arrays: a line of the cache, so that those of a page's length do not all fall on the same lines of it. */
#define APART 8

static size_t array_length(const mkba_i_study_space *space)
{
    return space->most_draws + APART;
}

/* The next array of draws. */
static double *take(mkba_i_study_space *space)
{
    double *numbers = space->next;

    space->next += array_length(space);
    return numbers;
}

/* Every array gets its place; what is the same in every run is set. */
static void lay_out(mkba_i_study_space *space)
{
    const mkba_i_study *study = space->study;
    size_t column = 0, quotient = 0;

    for (size_t k = 0; k < study->n_parameters; k++) {
        const mkba_i_variable *p = &study->parameters[k];

        space->values[k] = take(space);
        space->converted[k] = p->converts ? take(space) : space->values[k];
        if (p->columns == NULL)
            space->inputs[p->input] = space->converted[k];
        for (size_t i = 0; i < p->n_columns; i++)
            space->inputs[p->columns[i].input] = space->columns[column++] = take(space);
    }
    for (size_t q = 0; q < study->n_quantities; q++)
        if (study->sources[q].by != MKBA_I_NONE)
            space->quotients[quotient++] = take(space);
    space->spare = space->next;
}

static bool allocate(mkba_i_study_space *space)
{
    const mkba_i_study *study = space->study;
    size_t n_columns = count_columns(study);
    size_t n_arrays =
        study->n_parameters + count_converted(study) + n_columns + study->n_quotients + study->most_members;
    mkba_i_arena *arena = &space->arena;

    space->numbers = space->next = mkba_i_arena_new(arena, n_arrays, array_length(space) * sizeof *space->numbers);
    space->values = mkba_i_arena_new(arena, study->n_parameters, sizeof *space->values);
    space->converted = mkba_i_arena_new(arena, study->n_parameters, sizeof *space->converted);
    space->columns = mkba_i_arena_new(arena, n_columns, sizeof *space->columns);
    space->quotients = mkba_i_arena_new(arena, study->n_quotients, sizeof *space->quotients);
    space->members = mkba_i_arena_new(arena, study->most_members, sizeof *space->members);
    space->inputs = mkba_i_arena_new(arena, study->plan.program.n_inputs, sizeof *space->inputs);
    space->results = mkba_i_arena_new(arena, study->n_wanted, sizeof *space->results);
    space->quantities = mkba_i_arena_new(arena, study->n_quantities, sizeof *space->quantities);
    return space->numbers != NULL && space->values != NULL && space->converted != NULL && space->columns != NULL &&
           space->quotients != NULL && space->members != NULL && space->inputs != NULL && space->results != NULL &&
           space->quantities != NULL;
}

mkba_status mkba_i_study_space_make(const mkba_i_study *study, size_t most_draws, mkba_i_study_space **out,
                                    mkba_error *error)
{
    mkba_i_study_space *space = calloc(1, sizeof *space);
    mkba_status status;

    if (space == NULL)
        return mkba_i_fail_memory(error);
    space->study = study;
    space->most_draws = most_draws;
    status = allocate(space) ? MKBA_OK : mkba_i_fail_memory(error);
    if (status == MKBA_OK) {
        lay_out(space);
        status = mkba_i_batch_space_make(study->batch, most_draws, &space->batch, error);
    }
    if (status != MKBA_OK) {
        mkba_i_study_space_free(space);
        return status;
    }
    *out = space;
    return MKBA_OK;
}

void mkba_i_study_space_free(mkba_i_study_space *space)
{
    if (space == NULL)
        return;
    mkba_i_batch_space_free(space->batch);
    mkba_i_arena_free(&space->arena);
    free(space);
}

double *mkba_i_study_values(mkba_i_study_space *space, size_t k)
{
    return space->values[k];
}

/* ---- drawing --------------------------------------------------------------------------------------------- */

static void fill(double *values, double value, size_t n)
{
    for (size_t d = 0; d < n; d++)
        values[d] = value;
}

/* Of n_rows equally likely ones. */
static void choose_rows(double *u, size_t n_rows, size_t n)
{
    double most = (double) (n_rows - 1);

    for (size_t d = 0; d < n; d++) {
        double row = floor(u[d] * (double) n_rows);

        u[d] = row < most ? row : most; /* the product may round up */
    }
}

/* The replicate that a draw is in, and its number there. */
static size_t replicate_of(const mkba_i_study *study, uint64_t *draw)
{
    uint64_t length = study->setup.draws / study->setup.replicates, replicate = 0;

    if (study->setup.replicates > 1) { /* one replicate may go on beyond the draws that were meant */
        replicate = *draw / length;
        *draw %= length;
    }
    return (size_t) replicate;
}

static void sample_parameter(const mkba_i_variable *p, double *values, size_t replicate, uint64_t first, size_t n)
{
    mkba_i_points_uniforms(p->points[replicate], first, values, n);
    if (p->sampler != NULL)
        mkba_i_sampler_draws(p->sampler, values, values, n);
    else
        choose_rows(values, p->parameter->n_draws, n);
}

static void sample_group(const mkba_i_study *study, const mkba_i_study_group *group, mkba_i_study_space *space,
                         size_t replicate, uint64_t first, size_t n)
{
    for (size_t i = 0; i < group->n; i++) {
        size_t k = group->members[i];

        space->members[i] = k != MKBA_I_NONE ? space->values[k] : space->spare + i * space->most_draws;
        mkba_i_points_uniforms(group->points[i][replicate], first, space->members[i], n);
    }
    mkba_i_copula_apply(group->copula, space->members, n);
    for (size_t i = 0; i < group->n; i++)
        if (group->members[i] != MKBA_I_NONE)
            mkba_i_sampler_draws(study->parameters[group->members[i]].sampler, space->members[i], space->members[i], n);
}

void mkba_i_study_sample(const mkba_i_study *study, mkba_i_study_space *space, uint64_t first, size_t n)
{
    size_t replicate = replicate_of(study, &first);

    for (size_t k = 0; k < study->n_parameters; k++) {
        const mkba_i_variable *p = &study->parameters[k];

        if (p->points != NULL)
            sample_parameter(p, space->values[k], replicate, first, n);
        else if (p->group == MKBA_I_NONE)
            fill(space->values[k], p->mean, n);
    }
    for (size_t i = 0; i < study->n_groups; i++)
        sample_group(study, &study->groups[i], space, replicate, first, n);
}

void mkba_i_study_set_means(const mkba_i_study *study, mkba_i_study_space *space, size_t n)
{
    for (size_t k = 0; k < study->n_parameters; k++)
        fill(space->values[k], study->means[k], n);
}

/* ---- computing ------------------------------------------------------------------------------------------- */

static void convert(const mkba_i_study *study, mkba_i_study_space *space, size_t n)
{
    for (size_t k = 0; k < study->n_parameters; k++) {
        const mkba_i_variable *p = &study->parameters[k];

        for (size_t d = 0; d < n && p->converts; d++)
            space->converted[k][d] = mkba_i_parameter_convert(p->parameter, space->values[k][d]);
    }
}

/* The years of the rows that were drawn. */
static void look_up(const mkba_i_study *study, mkba_i_study_space *space, size_t n)
{
    size_t at = 0;

    for (size_t k = 0; k < study->n_parameters; k++)
        for (size_t i = 0; i < study->parameters[k].n_columns; i++) {
            const mkba_i_study_column *column = &study->parameters[k].columns[i];
            double *to = space->columns[at++];

            for (size_t d = 0; d < n; d++)
                to[d] = space->values[k][d] < 0.0 ? column->series : column->rows[(size_t) space->values[k][d]];
        }
}

double mkba_i_study_quotient(double benefits, double costs)
{
    double ratio = benefits / costs;

    return costs > 0.0 && isfinite(ratio) ? ratio : NAN;
}

static void divide(const double *benefits, const double *costs, double *bcr, size_t n)
{
    for (size_t d = 0; d < n; d++)
        bcr[d] = mkba_i_study_quotient(benefits[d], costs[d]);
}

static void gather(const mkba_i_study *study, mkba_i_study_space *space, size_t n)
{
    size_t quotient = 0;

    for (size_t q = 0; q < study->n_quantities; q++) {
        const mkba_i_study_source *source = &study->sources[q];

        space->quantities[q] = space->results[source->node];
        if (source->by == MKBA_I_NONE)
            continue;
        divide(space->results[source->node], space->results[source->by], space->quotients[quotient], n);
        space->quantities[q] = space->quotients[quotient++];
    }
}

mkba_status mkba_i_study_run(const mkba_i_study *study, mkba_i_study_space *space, uint64_t first, size_t n,
                             const double *const **quantities, mkba_error *error)
{
    mkba_status status;

    convert(study, space, n);
    look_up(study, space, n);
    status = mkba_i_batch_run(study->batch, space->batch, space->inputs, n, first, space->results, error);
    if (status != MKBA_OK)
        return status;
    gather(study, space, n);
    *quantities = space->quantities;
    return MKBA_OK;
}
