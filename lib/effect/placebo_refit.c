/* Fits of units of a block, one like another, spread over threads. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "base/threads.h"
#include "effect/placebo_model.h"

typedef struct room {
    size_t *donors;
    double *weights, *v;
} room;

typedef struct work {
    const mkba_synthetic *from;
    mkba_i_placebo_refit *refits;
    room *rooms; /* per worker */
} work;

static void set_gaps(const mkba_i_placebo_refit *refit, const room *in, size_t n_donors,
                     const mkba_i_synthetic_fit *fit)
{
    const mkba_i_block *block = refit->task->block;

    for (size_t p = 0; p < block->n_periods; p++) {
        double synthetic = fit->intercept;
        for (size_t j = 0; j < n_donors; j++)
            if (in->weights[j] != 0.0)
                synthetic += in->weights[j] * mkba_i_block_of(block, in->donors[j])[p];
        refit->gaps[p] = mkba_i_block_of(block, refit->unit)[p] - synthetic;
    }
}

/* Weights that cannot be told leave the unit out; they are no failure of the whole. */
static mkba_status refit_one(void *context, size_t worker, uint64_t chunk, mkba_error *error)
{
    const work *w = context;
    mkba_i_placebo_refit *refit = &w->refits[chunk];
    const room *in = &w->rooms[worker];
    mkba_i_synthetic_fit fit = {.weights = in->weights, .v = in->v};
    size_t n = 0;
    mkba_status status;

    for (size_t j = 0; j < w->from->n_donors; j++)
        if (w->from->donors[j] != refit->unit && w->from->donors[j] != refit->except)
            in->donors[n++] = w->from->donors[j];
    status = mkba_i_synthetic_fit_unit(refit->task, refit->unit, in->donors, n, &fit, error);
    refit->fitted = status == MKBA_OK;
    if (status == MKBA_OK)
        set_gaps(refit, in, n, &fit);
    return status == MKBA_ERROR_EVALUATION ? MKBA_OK : status;
}

mkba_status mkba_i_placebo_refit_all(const mkba_i_placebo_maker *m, mkba_i_placebo_refit *refits, size_t n)
{
    work w = {.from = m->from, .refits = refits};
    mkba_i_arena arena = {0};
    size_t threads = mkba_i_threads(m->made->options.threads), n_donors = m->from->n_donors;
    mkba_status status = MKBA_OK;

    w.rooms = mkba_i_arena_new(&arena, threads, sizeof *w.rooms);
    for (size_t t = 0; w.rooms != NULL && status == MKBA_OK && t < threads; t++) {
        room *in = &w.rooms[t];
        in->donors = mkba_i_arena_new(&arena, n_donors, sizeof *in->donors);
        in->weights = mkba_i_arena_new(&arena, n_donors, sizeof *in->weights);
        in->v = mkba_i_arena_new(&arena, m->task.n_predictors + 1, sizeof *in->v);
        if (in->donors == NULL || in->weights == NULL || in->v == NULL)
            status = mkba_i_fail_memory(m->error);
    }
    if (w.rooms == NULL)
        status = mkba_i_fail_memory(m->error);
    if (status == MKBA_OK)
        status = mkba_i_parallel(threads, n, refit_one, &w, NULL, NULL, m->error);
    mkba_i_arena_free(&arena);
    return status;
}

double mkba_i_placebo_rms(const double *gaps, size_t first, size_t last)
{
    double sum = 0.0;
    size_t n = 0;

    for (size_t p = first; p < last; p++)
        if (!isnan(gaps[p])) {
            sum += gaps[p] * gaps[p];
            n++;
        }
    return n > 0 ? sqrt(sum / (double) n) : NAN;
}

double mkba_i_placebo_mean(const double *gaps, size_t first, size_t last)
{
    double sum = 0.0;
    size_t n = 0;

    for (size_t p = first; p < last; p++)
        if (!isnan(gaps[p])) {
            sum += gaps[p];
            n++;
        }
    return n > 0 ? sum / (double) n : NAN;
}
