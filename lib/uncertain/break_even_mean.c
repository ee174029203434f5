#include "uncertain/break_even_mean.h"

#include <stdlib.h>
#include <string.h>

#include "base/exact.h"

enum { BLOCK = 4096 };

/* The quantity of an alternative, or of an actor in it; MKBA_I_NONE where the actor bears nothing. */
static size_t find_quantity(const mkba_i_study *study, const char *alternative, const char *actor)
{
    mkba_i_measure measure = actor == NULL ? MKBA_I_MEASURE_NPV : MKBA_I_MEASURE_ACTOR_NET;

    for (size_t q = 0; q < mkba_i_study_n_quantities(study); q++) {
        const mkba_i_quantity *quantity = mkba_i_study_quantity(study, q);

        if (quantity->measure == measure && strcmp(quantity->alternative, alternative) == 0 &&
            (actor == NULL || strcmp(quantity->name, actor) == 0))
            return q;
    }
    return MKBA_I_NONE;
}

static bool list_quantities(mkba_i_mean *mean, const mkba_i_what_if *w, const mkba_i_what_if_setup *setup)
{
    mean->n_targets = w->n_targets;
    mean->plus = calloc(w->n_targets + 1, sizeof *mean->plus);
    mean->minus = calloc(w->n_targets + 1, sizeof *mean->minus);
    if (mean->plus == NULL || mean->minus == NULL)
        return false;
    for (size_t t = 0; t < w->n_targets; t++) {
        mean->plus[t] = find_quantity(mean->study, w->targets[t].alternative, setup->actor);
        mean->minus[t] =
            setup->against == NULL ? MKBA_I_NONE : find_quantity(mean->study, setup->against, setup->actor);
    }
    return true;
}

mkba_status mkba_i_mean_make(const mkba_i_what_if *w, const mkba_i_what_if_setup *setup, uint64_t draws, uint64_t seed,
                             mkba_i_mean *mean, mkba_error *error)
{
    mkba_i_study_setup made = {.scenario = w->plan.scenario,
                               .free = setup->moves,
                               .plan = MKBA_I_PLAN_SOBOL,
                               .seed = seed,
                               .draws = draws,
                               .what = setup->actor != NULL ? MKBA_I_STUDY_ACTORS : 0,
                               .variant = mkba_i_variant_best()};
    mkba_status status;

    *mean = (mkba_i_mean){.draws = draws};
    status = mkba_i_study_make(w->mkba, &made, &mean->study, error);
    if (status == MKBA_OK)
        status = mkba_i_study_space_make(mean->study, BLOCK, &mean->space, error);
    if (status == MKBA_OK && !list_quantities(mean, w, setup))
        status = mkba_i_fail_memory(error);
    if (status != MKBA_OK)
        mkba_i_mean_free(mean);
    return status;
}

void mkba_i_mean_free(mkba_i_mean *mean)
{
    mkba_i_study_space_free(mean->space);
    mkba_i_study_free(mean->study);
    free(mean->plus);
    free(mean->minus);
    *mean = (mkba_i_mean){.draws = 0};
}

static size_t place_of(const mkba_i_study *study, size_t position)
{
    for (size_t k = 0; k < mkba_i_study_n_parameters(study); k++) {
        size_t at = 0;

        (void) mkba_i_study_parameter(study, k, &at);
        if (at == position)
            return k;
    }
    return MKBA_I_NONE;
}

static double sum_of(const double *const *quantities, size_t q, size_t n)
{
    double sum = 0.0;

    for (size_t d = 0; q != MKBA_I_NONE && d < n; d++)
        sum += quantities[q][d];
    return sum;
}

mkba_status mkba_i_mean_run(mkba_i_mean *mean, size_t position, double x, double *means, mkba_error *error)
{
    size_t k = place_of(mean->study, position);
    mkba_status status = MKBA_OK;

    memset(means, 0, mean->n_targets * sizeof *means);
    for (uint64_t first = 0; first < mean->draws && status == MKBA_OK; first += BLOCK) {
        size_t n = mean->draws - first < BLOCK ? (size_t) (mean->draws - first) : BLOCK;
        const double *const *quantities = NULL;

        mkba_i_study_sample(mean->study, mean->space, first, n);
        for (size_t d = 0; k != MKBA_I_NONE && d < n; d++)
            mkba_i_study_values(mean->space, k)[d] = x;
        status = mkba_i_study_run(mean->study, mean->space, first, n, &quantities, error);
        for (size_t t = 0; t < mean->n_targets && status == MKBA_OK; t++)
            means[t] += sum_of(quantities, mean->plus[t], n) - sum_of(quantities, mean->minus[t], n);
    }
    for (size_t t = 0; t < mean->n_targets; t++)
        means[t] /= (double) mean->draws;
    return status;
}
