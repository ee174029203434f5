/* What the draws of a figure amount to: statistics, quantiles, probabilities, histograms. From the kept draws where they
 * are there, else from the tally. */
#include "uncertain/simulation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/exact.h"
#include "base/number.h"
#include "stat/order.h"
#include "stat/quantile.h"

const double MKBA_I_QUANTILES_AT[MKBA_I_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

/* ---- chance ---------------------------------------------------------------------------------------------- */

#define WIDTH 1.959963984540054 /* the 97.5 % quantile of the normal distribution */

mkba_i_chance mkba_i_simulation_chance(const mkba_simulation *simulation, double se)
{
    return (mkba_i_chance){se, WIDTH, simulation->plan == MKBA_I_PLAN_RANDOM ? "estimate" : "upper bound"};
}

typedef double (*between)(const mkba_i_replicate *replicates, size_t n);

static mkba_i_chance chance_of(const mkba_simulation *simulation, size_t q, between error_of, double se)
{
    size_t n = simulation->n_replicates;
    double found = NAN;

    if (n > 1 && mkba_simulation_n_draws(simulation) == simulation->draws)
        found = error_of(simulation->replicates + q * n, n);
    return found > 0.0 ? (mkba_i_chance){found, mkba_i_student_quantile(0.975, (double) (n - 1)), "between replicates"}
                       : mkba_i_simulation_chance(simulation, se);
}

mkba_i_chance mkba_i_simulation_mean_chance(const mkba_simulation *simulation, size_t q)
{
    return chance_of(simulation, q, mkba_i_replicates_mean_error, mkba_i_tally_mean_error(simulation->tallies[q]));
}

mkba_i_chance mkba_i_simulation_share_chance(const mkba_simulation *simulation, size_t q, double share)
{
    return chance_of(simulation, q, mkba_i_replicates_share_error,
                     mkba_i_tally_probability_error(simulation->tallies[q], share));
}

/* ---- kept draws ------------------------------------------------------------------------------------------ */

/* Those in which there is a figure, ascending; NULL in *sorted where none are kept. To be freed. */
static mkba_status sort_kept(const mkba_simulation *simulation, size_t quantity, double **sorted, size_t *n,
                             mkba_error *error)
{
    const double *kept = mkba_i_simulation_kept(simulation, quantity);
    uint64_t n_draws = mkba_simulation_n_draws(simulation);

    *sorted = NULL;
    *n = 0;
    if (kept == NULL)
        return MKBA_OK;
    *sorted = malloc((size_t) n_draws * sizeof **sorted);
    if (*sorted == NULL)
        return mkba_i_fail_memory(error);
    for (size_t d = 0; d < n_draws; d++)
        if (isfinite(kept[d]))
            (*sorted)[(*n)++] = kept[d];
    mkba_i_sort(*sorted, *n);
    return MKBA_OK;
}

/* A quantile of sorted draws, or of the tally. */
static mkba_i_estimate quantile(const mkba_i_tally *tally, const double *sorted, size_t n, double p)
{
    return sorted != NULL ? (mkba_i_estimate){mkba_i_quantile_sorted(sorted, n, p), 0.0}
                          : mkba_i_tally_quantile(tally, p);
}

/* ---- statistics ------------------------------------------------------------------------------------------ */

mkba_status mkba_i_statistics_make(const mkba_simulation *simulation, size_t q, mkba_i_statistics *statistics,
                                   mkba_error *error)
{
    const mkba_i_tally *tally = simulation->tallies[q];
    mkba_i_tally_counts counts = mkba_i_tally_count(tally);
    double *sorted;
    size_t n;
    mkba_status status = sort_kept(simulation, q, &sorted, &n, error);

    if (status != MKBA_OK)
        return status;
    *statistics = (mkba_i_statistics){.n = counts.draws, .least = counts.least, .most = counts.most};
    statistics->has_sd = counts.draws > 1;
    statistics->mean = mkba_i_tally_mean(tally);
    statistics->sd = mkba_i_tally_sd(tally);
    statistics->chance = mkba_i_simulation_mean_chance(simulation, q);
    for (size_t i = 0; i < MKBA_I_QUANTILES && counts.draws > 0; i++) {
        mkba_i_estimate estimate = quantile(tally, sorted, n, MKBA_I_QUANTILES_AT[i]);

        statistics->quantiles[i] = estimate.value;
        statistics->quantile_error = fmax(statistics->quantile_error, estimate.bound);
    }
    if (counts.draws > 0)
        statistics->p_positive = (double) counts.above / (double) counts.draws;
    free(sorted);
    return MKBA_OK;
}

/* ---- one figure ------------------------------------------------------------------------------------------ */

/* The figure that is meant, of which there is at least one draw. */
mkba_status mkba_i_simulation_find_drawn(const mkba_simulation *simulation, const mkba_simulated *of, size_t *quantity,
                                         mkba_error *error)
{
    mkba_status status = mkba_i_simulation_find(simulation, of, quantity, error);

    if (status == MKBA_OK && mkba_i_tally_count(simulation->tallies[*quantity]).draws == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "measure", "%s is there in none of the draws",
                             mkba_i_measure_name(simulation->quantities[*quantity].measure));
    return status;
}

mkba_status mkba_simulation_quantile(const mkba_simulation *simulation, const mkba_simulated *of, double p,
                                     double *value, double *error_bound, mkba_error *error)
{
    size_t quantity = 0, n = 0;
    double *sorted = NULL;
    char text[MKBA_I_NUMBER_TEXT];
    mkba_i_estimate estimate;
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(simulation), MKBA_I_GIVEN(value), MKBA_I_GIVEN(error_bound));

    if (status == MKBA_OK && !(p >= 0.0 && p <= 1.0))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "p", "p must lie from 0 to 1, and is %s",
                             mkba_i_number_say(p, text));
    if (status == MKBA_OK)
        status = mkba_i_simulation_find_drawn(simulation, of, &quantity, error);
    if (status == MKBA_OK)
        status = sort_kept(simulation, quantity, &sorted, &n, error);
    if (status != MKBA_OK)
        return status;
    estimate = quantile(simulation->tallies[quantity], sorted, n, p);
    *value = estimate.value + 0.0;
    *error_bound = estimate.bound;
    free(sorted);
    return MKBA_OK;
}

static mkba_i_estimate share_above(const mkba_simulation *simulation, size_t quantity, double above)
{
    const double *kept = mkba_i_simulation_kept(simulation, quantity);
    uint64_t n_draws = mkba_simulation_n_draws(simulation), n_above = 0, n = 0;

    if (kept == NULL)
        return mkba_i_tally_probability_above(simulation->tallies[quantity], above);
    for (size_t d = 0; d < n_draws; d++) {
        if (!isfinite(kept[d]))
            continue;
        n++;
        if (kept[d] > above)
            n_above++;
    }
    return (mkba_i_estimate){(double) n_above / (double) n, 0.0};
}

mkba_status mkba_simulation_probability(const mkba_simulation *simulation, const mkba_simulated *of, double above,
                                        double *probability, double *error_bound, mkba_error *error)
{
    size_t quantity = 0;
    mkba_i_estimate estimate;
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(simulation), MKBA_I_GIVEN(probability), MKBA_I_GIVEN(error_bound));

    if (status == MKBA_OK && !isfinite(above))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "above", "above must be a finite number");
    if (status == MKBA_OK)
        status = mkba_i_simulation_find_drawn(simulation, of, &quantity, error);
    if (status != MKBA_OK)
        return status;
    estimate = share_above(simulation, quantity, above);
    *probability = estimate.value;
    *error_bound = estimate.bound;
    return MKBA_OK;
}
