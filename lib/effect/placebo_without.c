/* The treated without one donor at a time. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "effect/placebo_model.h"

static void measure(mkba_placebo *made, const double *gaps, mkba_i_placebo_without *without)
{
    without->before = mkba_i_placebo_rms(gaps, 0, made->n_before);
    without->mean = mkba_i_placebo_mean(gaps, made->n_before, made->n_periods);
    made->without_low = fmin(made->without_low, without->mean);
    made->without_high = fmax(made->without_high, without->mean);
    for (size_t t = 0; t < made->n_after; t++) {
        double gap = gaps[made->path[t].period];
        made->path[t].without_low = fmin(made->path[t].without_low, gap);
        made->path[t].without_high = fmax(made->path[t].without_high, gap);
    }
}

/* fmin and fmax take the other where one is NAN. */
static void start(mkba_placebo *made)
{
    made->without_low = made->without_high = NAN;
    for (size_t t = 0; t < made->n_after; t++)
        made->path[t].without_low = made->path[t].without_high = NAN;
}

static mkba_status refit_without(mkba_i_placebo_maker *m, mkba_i_placebo_refit *refits, double *gaps)
{
    const mkba_i_synthetic_fit *fit = &m->from->fit;
    mkba_placebo *made = m->made;
    size_t n = 0;
    mkba_status status;

    for (size_t j = 0; j < m->from->n_donors; j++) {
        if (fit->weights[j] == 0.0)
            continue;
        made->without[n] = (mkba_i_placebo_without){.code = made->units[j + 1].code,
                                                    .name = made->units[j + 1].name,
                                                    .weight = fit->weights[j],
                                                    .before = NAN,
                                                    .mean = NAN};
        refits[n] =
            (mkba_i_placebo_refit){.task = &m->task, .except = m->from->donors[j], .gaps = &gaps[n * made->n_periods]};
        n++;
    }
    made->n_without = n;
    status = mkba_i_placebo_refit_all(m, refits, n);
    for (size_t i = 0; status == MKBA_OK && i < n; i++)
        if (refits[i].fitted)
            measure(made, refits[i].gaps, &made->without[i]);
    return status;
}

mkba_status mkba_i_placebo_leave_out(mkba_i_placebo_maker *m)
{
    mkba_placebo *made = m->made;
    size_t n = m->from->n_donors;
    mkba_i_arena arena = {0};
    mkba_status status = MKBA_OK;

    start(made);
    if (!made->options.leave_one_out)
        return MKBA_OK;
    made->without = mkba_i_arena_new(&made->arena, n, sizeof *made->without);
    mkba_i_placebo_refit *refits = mkba_i_arena_new(&arena, n, sizeof *refits);
    double *gaps = mkba_i_arena_new(&arena, n * made->n_periods, sizeof *gaps);
    status = made->without == NULL || refits == NULL || gaps == NULL ? mkba_i_fail_memory(m->error)
                                                                     : refit_without(m, refits, gaps);
    mkba_i_arena_free(&arena);
    return status;
}
