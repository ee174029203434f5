/* The lines of a case over the network: present values, as an appraisal has them, and as draws have them. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "base/choice.h"
#include "base/number.h"
#include "base/options.h"
#include "koers/allocate.h"
#include "uncertain/study.h"

#define CHUNK 512 /* draws that are done together */
#define MOST_DRAWS 1000000
#define MOST_NUMBERS ((size_t) 1 << 26)

static const char *const OF[] = {"net", "benefits", "costs"};
MKBA_I_CHOICE(mkba_allocation_of, OF, "of", "part of a case")

/* ---- options --------------------------------------------------------------------------------------------------------- */

void mkba_allocation_options_init_size(mkba_allocation_options *options, size_t size)
{
    const mkba_allocation_options defaults = {.seed = 1, .level = 0.9};

    mkba_i_options_init(options, size, &defaults, sizeof defaults);
}

static mkba_status take_options(const mkba_koers *koers, const mkba_allocation_options *given,
                                mkba_allocation_options *taken, mkba_error *error)
{
    char number[MKBA_I_NUMBER_TEXT];
    mkba_status status;

    mkba_allocation_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_allocation_options_init", error);
    if (status != MKBA_OK)
        return status;
    if (taken->alternative == NULL)
        taken->alternative = koers->model.case_alternative;
    if (taken->scenario == NULL)
        taken->scenario = koers->model.case_scenario;
    if (taken->alternative == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "alternative",
                           "an alternative is needed: the Koers does not name one under \"case\"");
    if (taken->draws < 0 || taken->draws > MOST_DRAWS)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "draws", "draws must be from 0 to %d, not %d", MOST_DRAWS,
                           taken->draws);
    if (!(taken->level > 0 && taken->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level", "level must lie between 0 and 1, not %s",
                           mkba_i_number_say(taken->level, number));
    if ((size_t) taken->of >= MKBA_I_LENGTH(OF))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "of", "%d is no part of a case", (int) taken->of);
    return MKBA_OK;
}

/* ---- lines ----------------------------------------------------------------------------------------------------------- */

/* Lines and streams of a case by name, with the sign that each counts with, and the quantity that has its present value
 * (MKBA_I_NONE where it does not hold, or has no euros). */
typedef struct case_lines {
    const char **names;
    double *signs, *amounts, *drawn;
    size_t *quantities;
    size_t n;
} case_lines;

static double sign_of(mkba_i_kind kind, mkba_allocation_of of)
{
    if (kind == MKBA_I_KIND_BENEFIT)
        return of == MKBA_ALLOCATION_COSTS ? 0 : 1;
    if (kind == MKBA_I_KIND_COST)
        return of == MKBA_ALLOCATION_BENEFITS ? 0 : of == MKBA_ALLOCATION_COSTS ? 1 : -1;
    return 0;
}

static size_t find_quantity(const mkba_i_study *study, const char *alternative, const char *name)
{
    for (size_t q = 0; q < mkba_i_study_n_quantities(study); q++) {
        const mkba_i_quantity *quantity = mkba_i_study_quantity(study, q);

        if (quantity->measure == MKBA_I_MEASURE_LINE && strcmp(quantity->alternative, alternative) == 0 &&
            strcmp(quantity->name, name) == 0)
            return q;
    }
    return MKBA_I_NONE;
}

static mkba_status gather_lines(const mkba_case *mkba, const mkba_i_study *study,
                                const mkba_allocation_options *options, mkba_i_arena *arena, case_lines *lines,
                                mkba_error *error)
{
    const mkba_i_model *model = &mkba->model;
    size_t n = model->n_lines + model->stream_names.n;

    *lines = (case_lines){.names = mkba_i_arena_new(arena, n, sizeof *lines->names),
                          .signs = mkba_i_arena_new(arena, n, sizeof *lines->signs),
                          .amounts = mkba_i_arena_new(arena, n, sizeof *lines->amounts),
                          .drawn = mkba_i_arena_new(arena, n * (size_t) options->draws, sizeof *lines->drawn),
                          .quantities = mkba_i_arena_new(arena, n, sizeof *lines->quantities),
                          .n = n};
    if (lines->names == NULL || lines->signs == NULL || lines->amounts == NULL || lines->drawn == NULL ||
        lines->quantities == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        bool is_line = i < model->n_lines;
        size_t q;

        lines->names[i] = is_line ? model->lines[i].id : model->streams[i - model->n_lines].name;
        lines->signs[i] = sign_of(is_line ? model->lines[i].kind : MKBA_I_KIND_BENEFIT, options->of);
        q = lines->quantities[i] = find_quantity(study, options->alternative, lines->names[i]);
        lines->amounts[i] =
            q == MKBA_I_NONE || lines->signs[i] == 0 ? 0 : lines->signs[i] * mkba_i_study_point(study, q);
    }
    return MKBA_OK;
}

/* ---- draws ------------------------------------------------------------------------------------------------------------ */

static mkba_status draw_lines(const mkba_i_study *study, size_t draws, case_lines *lines, mkba_error *error)
{
    mkba_i_study_space *space = NULL;
    mkba_status status = mkba_i_study_space_make(study, CHUNK, &space, error);

    for (size_t first = 0; first < draws && status == MKBA_OK; first += CHUNK) {
        size_t n = draws - first < CHUNK ? draws - first : CHUNK;
        const double *const *quantities = NULL;

        mkba_i_study_sample(study, space, first, n);
        status = mkba_i_study_run(study, space, first, n, &quantities, error);
        for (size_t i = 0; i < lines->n && status == MKBA_OK; i++)
            for (size_t d = 0; d < n && lines->quantities[i] != MKBA_I_NONE && lines->signs[i] != 0; d++)
                lines->drawn[i * draws + first + d] = lines->signs[i] * quantities[lines->quantities[i]][d];
    }
    mkba_i_study_space_free(space);
    return status;
}

/* ---- the whole -------------------------------------------------------------------------------------------------------- */

static mkba_status find_alternative(const mkba_case *mkba, const char *name, mkba_error *error)
{
    const mkba_i_names *names = &mkba->model.alternative_names;
    size_t position = mkba_i_names_find(names, name, strlen(name));
    char hint[MKBA_I_HINT];

    if (position != MKBA_I_NONE && !mkba->model.alternatives[position].is_null)
        return MKBA_OK;
    mkba_i_names_hint(names, name, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "alternative", "\"%.100s\" is no policy alternative of the case%s",
                       name, position != MKBA_I_NONE ? ": it is the nulalternatief" : hint);
}

static mkba_status make_study(const mkba_case *mkba, const mkba_allocation_options *options, mkba_i_study **study,
                              mkba_error *error)
{
    mkba_i_study_setup setup = {.seed = options->seed,
                                .draws = options->draws > 0 ? (uint64_t) options->draws : 1,
                                .what = MKBA_I_STUDY_LINES,
                                .variant = mkba_i_variant_best()};
    mkba_status status = find_alternative(mkba, options->alternative, error);

    if (status == MKBA_OK)
        status = mkba_i_case_scenario(mkba, options->scenario, &setup.scenario, error);
    return status == MKBA_OK ? mkba_i_study_make(mkba, &setup, study, error) : status;
}

static mkba_status allocate(const mkba_koers *koers, const mkba_case *mkba, const mkba_allocation_options *options,
                            mkba_i_allocation *allocation, const mkba_i_study *study, mkba_error *error)
{
    size_t draws = (size_t) options->draws, n = mkba->model.n_lines + mkba->model.stream_names.n;
    size_t nodes = koers->model.node_names.n + koers->model.opgave_names.n + koers->model.programme_names.n;
    case_lines lines;
    mkba_status status;

    if (draws > 0 && n + 2 * nodes + 2 > MOST_NUMBERS / draws)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "draws",
                           "%d draws of %zu lines and %zu nodes are more than is kept", options->draws, n,
                           koers->model.node_names.n);
    status = gather_lines(mkba, study, options, &allocation->arena, &lines, error);
    if (status == MKBA_OK && draws > 0)
        status = draw_lines(study, draws, &lines, error);
    if (status == MKBA_OK)
        status = mkba_i_allocation_make(allocation, koers, lines.names, lines.n, lines.amounts, true, error);
    allocation->n_draws = draws;
    allocation->level = options->level;
    allocation->drawn = lines.drawn;
    return status;
}

mkba_status mkba_i_allocation_of_case(const mkba_koers *koers, const mkba_case *mkba,
                                      const mkba_allocation_options *options, mkba_i_allocation *allocation,
                                      mkba_error *error)
{
    mkba_allocation_options taken;
    mkba_i_study *study = NULL;
    mkba_status status = take_options(koers, options, &taken, error);

    if (status == MKBA_OK)
        status = make_study(mkba, &taken, &study, error);
    if (status == MKBA_OK)
        status = allocate(koers, mkba, &taken, allocation, study, error);
    mkba_i_study_free(study);
    return status;
}

mkba_status mkba_koers_allocate_case(const mkba_koers *koers, const mkba_case *mkba,
                                     const mkba_allocation_options *options, mkba_allocation_view view,
                                     mkba_table **table, mkba_error *error)
{
    mkba_i_allocation allocation = {.n_draws = 0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(koers), {"case", mkba}, MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_allocation_of_case(koers, mkba, options, &allocation, error);
    if (status == MKBA_OK)
        status = mkba_i_allocation_table(&allocation, view, table, error);
    mkba_i_allocation_free(&allocation);
    return status;
}
