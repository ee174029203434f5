/* Placebos in time: the treated with a start before the start, when nothing had happened yet. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "effect/placebo_model.h"

/* Which predictors end before a period of the block. */
static bool ends_before(const mkba_synthetic *from, size_t k, size_t period)
{
    return from->predictor_ends[k] < from->block.at_periods[period];
}

static size_t periods_of_treated(const mkba_synthetic *from, size_t first, size_t last)
{
    size_t n = 0;

    for (size_t p = first; p < last; p++)
        n += isnan(mkba_i_block_of(&from->block, 0)[p]) ? 0 : 1;
    return n;
}

/* The task with that start: a block that ends before the periods treated is the same but for where it is split. */
static mkba_status set_task(mkba_i_placebo_maker *m, mkba_i_arena *arena, size_t start, mkba_i_block *block,
                            mkba_i_synthetic_task *task)
{
    const mkba_synthetic *from = m->from;
    size_t k_n = from->task.n_predictors, n = 0;
    double *predictors, *v;

    *block = from->block;
    block->n_before = start;
    *task = m->task;
    task->block = block;
    if (k_n == 0)
        return MKBA_OK;
    predictors = mkba_i_arena_new(arena, block->n_units * k_n, sizeof *predictors);
    v = mkba_i_arena_new(arena, k_n, sizeof *v);
    if (predictors == NULL || v == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t k = 0; k < k_n; k++)
        if (ends_before(from, k, start))
            v[n++] = from->fit.v[k];
    for (size_t u = 0; u < block->n_units; u++)
        for (size_t k = 0, i = 0; k < k_n; k++)
            if (ends_before(from, k, start))
                predictors[u * n + i++] = from->task.predictors[u * k_n + k];
    task->n_predictors = n;
    task->predictors = predictors;
    task->given_v = v;
    return MKBA_OK;
}

/* NULL: it can be fitted. */
static const char *why_not(const mkba_i_placebo_maker *m, const mkba_i_placebo_time *time)
{
    const mkba_synthetic *from = m->from;
    bool some = from->task.n_predictors == 0;

    if (time->n_before < m->made->options.least_before)
        return "too few periods before it";
    if (time->n_after == 0)
        return "no figure from it on and before the start";
    for (size_t k = 0; k < from->task.n_predictors; k++)
        some = some ||
               (ends_before(from, k, time->start) && (from->task.v != MKBA_SYNTHETIC_V_GIVEN || from->fit.v[k] > 0));
    return some ? NULL : "no predictor ends before it";
}

static void measure(mkba_placebo *made, const mkba_i_placebo_refit *refit, mkba_i_placebo_time *time)
{
    if (time->refused != NULL)
        return;
    if (!refit->fitted) {
        time->refused = "its weights cannot be told";
        return;
    }
    time->before = mkba_i_placebo_rms(refit->gaps, 0, time->start);
    time->after = mkba_i_placebo_rms(refit->gaps, time->start, made->n_before);
    time->mean = mkba_i_placebo_mean(refit->gaps, time->start, made->n_before);
}

static mkba_status fit_all(mkba_i_placebo_maker *m, mkba_i_arena *arena)
{
    mkba_placebo *made = m->made;
    mkba_i_placebo_refit *refits = mkba_i_arena_new(arena, made->n_times, sizeof *refits);
    mkba_i_synthetic_task *tasks = mkba_i_arena_new(arena, made->n_times, sizeof *tasks);
    mkba_i_block *blocks = mkba_i_arena_new(arena, made->n_times, sizeof *blocks);
    double *gaps = mkba_i_arena_new(arena, made->n_times * made->n_periods, sizeof *gaps);
    size_t n = 0;
    mkba_status status = MKBA_OK;

    if (refits == NULL || tasks == NULL || blocks == NULL || gaps == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t i = 0; status == MKBA_OK && i < made->n_times; i++) {
        mkba_i_placebo_time *time = &made->times[i];
        *time = (mkba_i_placebo_time){.start = i + 1, .before = NAN, .after = NAN, .mean = NAN};
        time->n_before = periods_of_treated(m->from, 0, time->start);
        time->n_after = periods_of_treated(m->from, time->start, made->n_before);
        time->refused = why_not(m, time);
        if (time->refused != NULL)
            continue;
        status = set_task(m, arena, time->start, &blocks[i], &tasks[i]);
        refits[n] = (mkba_i_placebo_refit){.task = &tasks[i], .gaps = &gaps[n * made->n_periods]};
        n++;
    }
    if (status == MKBA_OK)
        status = mkba_i_placebo_refit_all(m, refits, n);
    for (size_t i = 0, at = 0; status == MKBA_OK && i < made->n_times; i++)
        measure(made, &refits[made->times[i].refused == NULL ? at++ : 0], &made->times[i]);
    return status;
}

mkba_status mkba_i_placebo_in_time(mkba_i_placebo_maker *m)
{
    mkba_placebo *made = m->made;
    mkba_i_arena arena = {0};
    mkba_status status;

    if (!made->options.in_time || made->n_before < 2)
        return MKBA_OK;
    made->n_times = made->n_before - 1;
    made->times = mkba_i_arena_new(&made->arena, made->n_times, sizeof *made->times);
    status = made->times == NULL ? mkba_i_fail_memory(m->error) : fit_all(m, &arena);
    mkba_i_arena_free(&arena);
    return status;
}
