/* The object: made of a study, merged with another, freed. */
#include "uncertain/simulation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "base/hash.h"
#include "uncertain/drawn.h"

/* ---- what it is of --------------------------------------------------------------------------------------- */

/* A number for the document and for all that the catalog made of it: the operations of its program and their constants.
 * Added up, because compilers may make them in another order. */
static uint64_t fingerprint(const mkba_i_study *study, const mkba_case *mkba)
{
    const mkba_i_program *program = &mkba_i_study_plan(study)->program;
    const char *text = mkba_case_text(mkba);
    uint64_t start = mkba_i_hash(text, strlen(text)), sum = start;

    for (size_t i = 0; i < program->n; i++) {
        const mkba_i_operation *operation = &program->operations[i];

        sum +=
            mkba_i_hash_number(mkba_i_hash_number(start, mkba_i_bits_of(operation->number)), (uint64_t) operation->op);
    }
    return sum;
}

/* ---- making ---------------------------------------------------------------------------------------------- */

/* A copy that lives as long as the simulation; NULL is NULL. */
static bool copy(mkba_simulation *simulation, const char *text, const char **to)
{
    *to = text == NULL ? NULL : mkba_i_arena_text(&simulation->arena, text, strlen(text));
    return text == NULL || *to != NULL;
}

/* With an empty tally, whose centre is the quantity in an appraisal. */
static bool copy_quantity(mkba_simulation *simulation, const mkba_i_quantity *quantity, double point)
{
    mkba_i_quantity *to = &simulation->quantities[simulation->n_quantities];

    *to = *quantity;
    simulation->points[simulation->n_quantities] = point;
    if (!copy(simulation, quantity->alternative, &to->alternative) || !copy(simulation, quantity->name, &to->name) ||
        mkba_i_tally_make(point, &simulation->tallies[simulation->n_quantities], NULL) != MKBA_OK)
        return false;
    simulation->n_quantities++;
    return true;
}

bool mkba_i_simulation_make_room(mkba_simulation *simulation, size_t n_quantities, size_t n_drawn, size_t n_stretches)
{
    mkba_i_arena *arena = &simulation->arena;
    bool made = true;

    if (n_quantities > 0) {
        simulation->quantities = mkba_i_arena_new(arena, n_quantities, sizeof *simulation->quantities);
        simulation->points = mkba_i_arena_new(arena, n_quantities, sizeof *simulation->points);
        simulation->tallies = mkba_i_arena_new(arena, n_quantities, sizeof(mkba_i_tally *));
        made = simulation->quantities != NULL && simulation->points != NULL && simulation->tallies != NULL;
    }
    if (n_drawn > 0) {
        simulation->drawn = mkba_i_arena_new(arena, n_drawn, sizeof *simulation->drawn);
        made = made && simulation->drawn != NULL;
    }
    if (n_stretches > 0) {
        simulation->stretches = mkba_i_arena_new(arena, n_stretches, sizeof *simulation->stretches);
        made = made && simulation->stretches != NULL;
    }
    return made;
}

bool mkba_i_simulation_make_replicates(mkba_simulation *simulation, size_t n_quantities)
{
    size_t n = n_quantities * simulation->n_replicates;

    if (simulation->n_replicates == 1)
        return true;
    simulation->replicates = mkba_i_arena_new(&simulation->arena, n, sizeof *simulation->replicates);
    for (size_t i = 0; simulation->replicates != NULL && i < n; i++)
        mkba_i_replicate_start(&simulation->replicates[i]);
    return simulation->replicates != NULL;
}

static mkba_status fill(mkba_simulation *simulation, const mkba_i_study *study, mkba_error *error)
{
    size_t n_quantities = mkba_i_study_n_quantities(study), n_drawn = mkba_i_study_n_parameters(study);

    if (!mkba_i_simulation_make_room(simulation, n_quantities, n_drawn, 1) ||
        !mkba_i_simulation_make_replicates(simulation, n_quantities))
        return mkba_i_fail_memory(error);
    for (size_t q = 0; q < n_quantities; q++)
        if (!copy_quantity(simulation, mkba_i_study_quantity(study, q), mkba_i_study_point(study, q)))
            return mkba_i_fail_memory(error);
    for (size_t k = 0; k < n_drawn; k++)
        if (!mkba_i_drawn_make(&simulation->arena, study, k, &simulation->drawn[simulation->n_drawn++]))
            return mkba_i_fail_memory(error);
    return MKBA_OK;
}

mkba_status mkba_i_simulation_new(const mkba_i_study *study, const mkba_case *mkba, const mkba_i_study_setup *setup,
                                  mkba_simulation **out, mkba_error *error)
{
    mkba_simulation *simulation = calloc(1, sizeof *simulation);
    mkba_status status;

    if (simulation == NULL)
        return mkba_i_fail_memory(error);
    simulation->fingerprint = fingerprint(study, mkba);
    simulation->seed = setup->seed;
    simulation->draws = setup->draws;
    simulation->plan = setup->plan;
    simulation->n_replicates = setup->replicates;
    simulation->what = setup->what;
    status = copy(simulation, mkba_case_title(mkba), &simulation->title) &&
                     copy(simulation, setup->scenario == NULL ? NULL : setup->scenario->name, &simulation->scenario) &&
                     copy(simulation, mkba_version(), &simulation->version)
                 ? fill(simulation, study, error)
                 : mkba_i_fail_memory(error);
    if (status != MKBA_OK) {
        mkba_simulation_free(simulation);
        return status;
    }
    *out = simulation;
    return MKBA_OK;
}

static bool copy_drawn(mkba_simulation *simulation, const mkba_i_drawn *drawn)
{
    mkba_i_drawn *to = &simulation->drawn[simulation->n_drawn++];

    *to = *drawn; /* `what` is a word of ours */
    return copy(simulation, drawn->name, &to->name) && copy(simulation, drawn->distribution, &to->distribution);
}

static bool copy_all(const mkba_simulation *from, size_t n_stretches, mkba_simulation *to)
{
    if (!copy(to, from->title, &to->title) || !copy(to, from->scenario, &to->scenario) ||
        !copy(to, from->version, &to->version) ||
        !mkba_i_simulation_make_room(to, from->n_quantities, from->n_drawn, n_stretches) ||
        !mkba_i_simulation_make_replicates(to, from->n_quantities))
        return false;
    for (size_t q = 0; q < from->n_quantities; q++)
        if (!copy_quantity(to, &from->quantities[q], from->points[q]))
            return false;
    for (size_t k = 0; k < from->n_drawn; k++)
        if (!copy_drawn(to, &from->drawn[k]))
            return false;
    return true;
}

mkba_status mkba_i_simulation_like(const mkba_simulation *simulation, size_t n_stretches, mkba_simulation **out,
                                   mkba_error *error)
{
    mkba_simulation *made = calloc(1, sizeof *made);

    if (made == NULL)
        return mkba_i_fail_memory(error);
    made->fingerprint = simulation->fingerprint;
    made->seed = simulation->seed;
    made->draws = simulation->draws;
    made->plan = simulation->plan;
    made->n_replicates = simulation->n_replicates;
    made->what = simulation->what;
    if (!copy_all(simulation, n_stretches, made)) {
        mkba_simulation_free(made);
        return mkba_i_fail_memory(error);
    }
    *out = made;
    return MKBA_OK;
}

void mkba_simulation_free(mkba_simulation *simulation)
{
    if (simulation == NULL)
        return;
    for (size_t q = 0; q < simulation->n_quantities; q++)
        mkba_i_tally_free(simulation->tallies[q]);
    mkba_i_arena_free(&simulation->arena);
    free(simulation->kept);
    free(simulation);
}

uint64_t mkba_simulation_n_draws(const mkba_simulation *simulation)
{
    uint64_t n = 0;

    for (size_t i = 0; simulation != NULL && i < simulation->n_stretches; i++)
        n += simulation->stretches[i].count;
    return n;
}

/* ---- draws that are kept --------------------------------------------------------------------------------- */

bool mkba_i_quantity_is_kept(const mkba_i_quantity *quantity)
{
    return quantity->year == 0;
}

size_t mkba_i_simulation_n_columns(const mkba_simulation *simulation)
{
    size_t n = simulation->n_drawn;

    for (size_t q = 0; q < simulation->n_quantities; q++)
        n += mkba_i_quantity_is_kept(&simulation->quantities[q]);
    return n;
}

mkba_status mkba_i_simulation_keep(mkba_simulation *simulation, uint64_t n_draws, mkba_error *error)
{
    uint64_t most = MKBA_I_KEPT_BYTES / sizeof *simulation->kept;

    simulation->n_columns = mkba_i_simulation_n_columns(simulation);
    if (n_draws > most / simulation->n_columns)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "keep",
                           "%llu draws of %zu figures and parameters take more memory than the 2 GiB that are kept: "
                           "keep no draws (quantiles need none), or at most %llu of them",
                           (unsigned long long) n_draws, simulation->n_columns,
                           (unsigned long long) (most / simulation->n_columns));
    simulation->kept = malloc((size_t) n_draws * simulation->n_columns * sizeof *simulation->kept);
    return simulation->kept != NULL ? MKBA_OK : mkba_i_fail_memory(error);
}

const double *mkba_i_simulation_kept(const mkba_simulation *simulation, size_t quantity)
{
    size_t column = simulation->n_drawn;

    if (simulation->kept == NULL || !mkba_i_quantity_is_kept(&simulation->quantities[quantity]))
        return NULL;
    for (size_t q = 0; q < quantity; q++)
        column += mkba_i_quantity_is_kept(&simulation->quantities[q]);
    return simulation->kept + column * (size_t) mkba_simulation_n_draws(simulation);
}
