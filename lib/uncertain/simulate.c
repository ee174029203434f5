/* Simulating: draws in chunks over threads, each chunk in blocks that are drawn, computed and tallied while they are in
 * the cache. */
#include "uncertain/simulation.h"

#include <stdlib.h>
#include <string.h>

#include "base/exact.h"
#include "base/options.h"
#include "base/threads.h"

#define CHUNK 4096 /* draws that a thread does in one go */
#define BLOCK 512  /* of these, side by side */
#define BLOCK_MOST 65536
/* The most figures that are tallied, over all threads: each takes some hundreds of kilobytes at most. */
#define TALLIES_MOST 8192

/* ---- options --------------------------------------------------------------------------------------------- */

static const mkba_simulate_options DEFAULTS = {
    .draws = 10000, .seed = 1, .plan = MKBA_PLAN_RANDOM, .actors = true, .threads = 1, .replicates = 1};

void mkba_simulate_options_init_size(mkba_simulate_options *options, size_t size)
{
    mkba_i_options_init(options, size, &DEFAULTS, sizeof DEFAULTS);
}

static mkba_status check_draws(mkba_simulate_options *options, mkba_error *error)
{
    if (options->draws < 1 || options->draws > MKBA_I_DRAWS_MOST)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "draws", "draws must be at least 1 and at most 2^40, not %llu",
                           (unsigned long long) options->draws);
    if (options->first >= options->draws)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "first", "first must be below draws, which is %llu, not %llu",
                           (unsigned long long) options->draws, (unsigned long long) options->first);
    if (options->count > options->draws - options->first)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "count",
                           "count must be at most %llu, for draws that begin with number %llu of %llu, not %llu",
                           (unsigned long long) (options->draws - options->first), (unsigned long long) options->first,
                           (unsigned long long) options->draws, (unsigned long long) options->count);
    if (options->count == 0)
        options->count = options->draws - options->first;
    return MKBA_OK;
}

static mkba_status check_replicates(mkba_simulate_options *options, mkba_error *error)
{
    if (options->replicates == 0)
        options->replicates = 1;
    if (options->replicates > MKBA_I_REPLICATES_MOST)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "replicates", "replicates must be at most %d, not %zu",
                           MKBA_I_REPLICATES_MOST, options->replicates);
    if (options->replicates > 1 && options->plan == MKBA_PLAN_RANDOM)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "replicates",
                           "replicates are for the plans lhs and sobol: of plan random the draws themselves tell the "
                           "standard error, and better");
    if (options->draws % options->replicates != 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "replicates",
                           "draws must be a multiple of replicates, which are equal parts of them: %llu is none of %zu",
                           (unsigned long long) options->draws, options->replicates);
    return MKBA_OK;
}

static mkba_status check_options(mkba_simulate_options *options, mkba_i_variant *variant, mkba_error *error)
{
    mkba_status status = check_draws(options, error);

    if (status != MKBA_OK)
        return status;
    if ((unsigned) options->plan > MKBA_PLAN_SOBOL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "plan", "%d is no plan: it is random, lhs or sobol",
                           (int) options->plan);
    status = check_replicates(options, error);
    if (status != MKBA_OK)
        return status;
    if (options->block > BLOCK_MOST)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "block", "block must be at most %d draws, not %zu", BLOCK_MOST,
                           options->block);
    if (options->block == 0)
        options->block = BLOCK;
    *variant = mkba_i_variant_best();
    return options->variant == NULL ? MKBA_OK : mkba_i_variant_from_name(options->variant, "variant", variant, error);
}

/* ---- the work -------------------------------------------------------------------------------------------- */

typedef struct worker {
    mkba_i_study_space *space;
    mkba_i_tally **tallies;       /* of the first worker: the simulation's */
    mkba_i_replicate *replicates; /* the same; NULL where there is one */
    mkba_i_replicate *marks;      /* per quantity: the tally before the chunk at hand */
} worker;

typedef struct work {
    const mkba_i_study *study;
    const mkba_simulate_options *options;
    mkba_i_variant variant;
    mkba_simulation *simulation;
    size_t chunk;    /* draws of one, but at the end of a replicate */
    uint64_t length; /* draws of a replicate */
    worker *workers;
    size_t n_workers;
} work;

static void copy(const double *from, double *to, size_t n)
{
    for (size_t d = 0; d < n; d++)
        to[d] = from[d] + 0.0; /* -0 + 0 is 0 */
}

static void keep(const work *w, mkba_i_study_space *space, const double *const *quantities, uint64_t at, size_t n)
{
    mkba_simulation *simulation = w->simulation;
    size_t column = 0, n_draws = (size_t) w->options->count;

    for (size_t k = 0; k < simulation->n_drawn; k++)
        copy(mkba_i_study_values(space, k), simulation->kept + column++ * n_draws + at, n);
    for (size_t q = 0; q < simulation->n_quantities; q++)
        if (mkba_i_quantity_is_kept(&simulation->quantities[q]))
            copy(quantities[q], simulation->kept + column++ * n_draws + at, n);
}

static mkba_status do_block(const work *w, const worker *own, uint64_t first, size_t n, mkba_error *error)
{
    const double *const *quantities;
    mkba_status status;

    mkba_i_study_sample(w->study, own->space, first, n);
    status = mkba_i_study_run(w->study, own->space, first, n, &quantities, error);
    if (status != MKBA_OK)
        return status;
    for (size_t q = 0; q < w->simulation->n_quantities && status == MKBA_OK; q++)
        status = mkba_i_tally_add(own->tallies[q], quantities[q], n, w->variant, error);
    if (w->simulation->kept != NULL)
        keep(w, own->space, quantities, first - w->options->first, n);
    return status;
}

/* The chunk that a draw is in. Chunks begin anew with every replicate. */
static uint64_t chunk_of(const work *w, uint64_t draw)
{
    uint64_t per_replicate = (w->length - 1) / w->chunk + 1;

    return draw / w->length * per_replicate + draw % w->length / w->chunk;
}

/* The draws of a chunk, as far as they are done here. */
static mkba_i_stretch stretch_of(const work *w, uint64_t chunk)
{
    uint64_t per_replicate = (w->length - 1) / w->chunk + 1, begin = chunk % per_replicate * w->chunk;
    uint64_t first = chunk / per_replicate * w->length, end = first + w->length;

    first += begin;
    end = w->length - begin < w->chunk ? end : first + w->chunk;
    if (end > w->options->first + w->options->count)
        end = w->options->first + w->options->count;
    if (first < w->options->first)
        first = w->options->first;
    return (mkba_i_stretch){first, end - first};
}

static void mark(const work *w, const worker *own)
{
    for (size_t q = 0; own->replicates != NULL && q < w->simulation->n_quantities; q++)
        mkba_i_replicate_mark(own->tallies[q], &own->marks[q]);
}

/* What came since the mark goes to the replicate of these draws. */
static void add_since(const work *w, const worker *own, uint64_t draw)
{
    size_t n = w->simulation->n_replicates;

    for (size_t q = 0; own->replicates != NULL && q < w->simulation->n_quantities; q++)
        mkba_i_replicate_add_since(&own->replicates[q * n + (size_t) (draw / w->length)], own->tallies[q],
                                   &own->marks[q]);
}

static mkba_status do_chunk(void *context, size_t number, uint64_t chunk, mkba_error *error)
{
    const work *w = context;
    const worker *own = &w->workers[number];
    mkba_i_stretch stretch = stretch_of(w, chunk_of(w, w->options->first) + chunk);
    mkba_status status = MKBA_OK;

    mark(w, own);
    for (uint64_t done = 0; done < stretch.count && status == MKBA_OK; done += w->options->block) {
        uint64_t left = stretch.count - done;

        status =
            do_block(w, own, stretch.first + done, left < w->options->block ? (size_t) left : w->options->block, error);
    }
    add_since(w, own, stretch.first);
    return status;
}

/* ---- workers --------------------------------------------------------------------------------------------- */

static mkba_status make_tallies(const mkba_simulation *simulation, worker *own, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    own->tallies = calloc(simulation->n_quantities, sizeof(mkba_i_tally *));
    if (own->tallies == NULL)
        return mkba_i_fail_memory(error);
    for (size_t q = 0; q < simulation->n_quantities && status == MKBA_OK; q++)
        status = mkba_i_tally_make(mkba_i_tally_centre(simulation->tallies[q]), &own->tallies[q], error);
    return status;
}

/* Of the first worker the simulation's, as its tallies are. */
static mkba_status make_replicates(const mkba_simulation *simulation, worker *own, mkba_error *error)
{
    size_t n = simulation->n_quantities * simulation->n_replicates;

    if (simulation->replicates == NULL)
        return MKBA_OK;
    if (own->replicates == NULL)
        own->replicates = calloc(n, sizeof *own->replicates);
    own->marks = calloc(simulation->n_quantities, sizeof *own->marks);
    if (own->replicates == NULL || own->marks == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        mkba_i_replicate_start(&own->replicates[i]);
    return MKBA_OK;
}

static mkba_status make_workers(work *w, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    w->workers = calloc(w->n_workers, sizeof *w->workers);
    if (w->workers == NULL)
        return mkba_i_fail_memory(error);
    w->workers[0].tallies = w->simulation->tallies;
    w->workers[0].replicates = w->simulation->replicates;
    for (size_t i = 0; i < w->n_workers && status == MKBA_OK; i++) {
        status = mkba_i_study_space_make(w->study, w->options->block, &w->workers[i].space, error);
        if (status == MKBA_OK && i > 0)
            status = make_tallies(w->simulation, &w->workers[i], error);
        if (status == MKBA_OK)
            status = make_replicates(w->simulation, &w->workers[i], error);
    }
    return status;
}

/* What the workers found, in one: exact, so that it does not matter who did what. */
static mkba_status gather(const work *w, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 1; i < w->n_workers; i++)
        for (size_t q = 0; q < w->simulation->n_quantities && status == MKBA_OK; q++)
            status = mkba_i_tally_merge(w->simulation->tallies[q], w->workers[i].tallies[q], error);
    for (size_t i = 1; i < w->n_workers && w->simulation->replicates != NULL; i++)
        for (size_t k = 0; k < w->simulation->n_quantities * w->simulation->n_replicates; k++)
            mkba_i_replicate_merge(&w->simulation->replicates[k], &w->workers[i].replicates[k]);
    return status;
}

static void free_workers(work *w)
{
    for (size_t i = 0; w->workers != NULL && i < w->n_workers; i++) {
        mkba_i_study_space_free(w->workers[i].space);
        for (size_t q = 0; i > 0 && w->workers[i].tallies != NULL && q < w->simulation->n_quantities; q++)
            mkba_i_tally_free(w->workers[i].tallies[q]);
        free(w->workers[i].marks);
        if (i > 0) {
            free(w->workers[i].tallies);
            free(w->workers[i].replicates);
        }
    }
    free(w->workers);
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

static mkba_status check_size(const work *w, mkba_error *error)
{
    uint64_t n = w->simulation->n_quantities, replicates = w->simulation->n_replicates;
    bool is_large = n * w->n_workers > TALLIES_MOST;

    if (!is_large && (replicates == 1 || n * w->n_workers * replicates <= MKBA_I_REPLICATES_KEPT))
        return MKBA_OK;
    return mkba_i_fail(
        error, MKBA_ERROR_LIMIT, w->simulation->what & MKBA_I_STUDY_YEARS ? "years" : "actors",
        "%llu figures on %zu threads%s take more memory than simulating takes: leave out years, streams or "
        "actors, or take fewer threads%s",
        (unsigned long long) n, w->n_workers, is_large ? "" : ", in replicates,", is_large ? "" : " or replicates");
}

static mkba_status run(work *w, mkba_progress progress, void *data, mkba_error *error)
{
    uint64_t n_chunks;
    mkba_status status;

    w->chunk = w->options->block > CHUNK ? w->options->block : CHUNK;
    w->length = w->options->draws / w->options->replicates;
    n_chunks = chunk_of(w, w->options->first + w->options->count - 1) - chunk_of(w, w->options->first) + 1;
    w->n_workers = mkba_i_threads(w->options->threads);
    if (w->n_workers > n_chunks)
        w->n_workers = (size_t) n_chunks;
    status = check_size(w, error);
    if (status == MKBA_OK && w->options->keep)
        status = mkba_i_simulation_keep(w->simulation, w->options->count, error);
    if (status == MKBA_OK)
        status = make_workers(w, error);
    if (status == MKBA_OK)
        status = mkba_i_parallel(w->n_workers, n_chunks, do_chunk, w, progress, data, error);
    if (status == MKBA_OK)
        status = gather(w, error);
    free_workers(w);
    return status;
}

static mkba_status simulate(const mkba_case *mkba, const mkba_i_study_setup *setup,
                            const mkba_simulate_options *options, mkba_progress progress, void *data,
                            mkba_simulation **out, mkba_error *error)
{
    work w = {.options = options, .variant = setup->variant};
    mkba_i_study *study = NULL;
    mkba_status status = mkba_i_study_make(mkba, setup, &study, error);

    w.study = study;
    if (status == MKBA_OK)
        status = mkba_i_simulation_new(study, mkba, setup, &w.simulation, error);
    if (status == MKBA_OK)
        status = run(&w, progress, data, error);
    mkba_i_study_free(study);
    if (status != MKBA_OK) {
        mkba_simulation_free(w.simulation);
        return status;
    }
    w.simulation->stretches[w.simulation->n_stretches++] = (mkba_i_stretch){options->first, options->count};
    *out = w.simulation;
    return MKBA_OK;
}

mkba_status mkba_case_simulate(const mkba_case *mkba, const mkba_simulate_options *options, mkba_progress progress,
                               void *data, mkba_simulation **out, mkba_error *error)
{
    mkba_simulate_options taken = DEFAULTS;
    mkba_i_study_setup setup = {.scenario = NULL};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = mkba_i_options_take(options, &taken, sizeof taken, "mkba_simulate_options_init", error);
    if (status == MKBA_OK)
        status = check_options(&taken, &setup.variant, error);
    if (status == MKBA_OK)
        status = mkba_i_case_scenario(mkba, taken.scenario, &setup.scenario, error);
    if (status != MKBA_OK)
        return status;
    setup.plan = (mkba_i_draw_plan) taken.plan;
    setup.seed = taken.seed;
    setup.draws = taken.draws;
    setup.replicates = taken.replicates;
    setup.what = MKBA_I_STUDY_SUMMARY | (taken.actors ? MKBA_I_STUDY_ACTORS : 0) |
                 (taken.streams ? MKBA_I_STUDY_STREAMS : 0) | (taken.years ? MKBA_I_STUDY_YEARS : 0);
    return simulate(mkba, &setup, &taken, progress, data, out, error);
}
