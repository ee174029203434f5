/* A tally: see tally.h. */
#include "base/exact.h"

#include "uncertain/tally_inside.h"

#include <math.h>
#include <stdlib.h>

mkba_status mkba_i_tally_make(double centre, mkba_i_tally **out, mkba_error *error)
{
    mkba_i_tally *made = calloc(1, sizeof *made);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    made->centre = isfinite(centre) ? centre + 0.0 : 0.0; /* + 0.0: never -0 */
    mkba_i_exact_start(&made->sum, 1);
    mkba_i_exact_start(&made->squares, 2);
    *out = made;
    return MKBA_OK;
}

void mkba_i_tally_free(mkba_i_tally *tally)
{
    if (tally == NULL)
        return;
    mkba_i_sketch_free(&tally->sketch);
    free(tally);
}

/* ---- adding ---------------------------------------------------------------------------------------------- */

mkba_status mkba_i_tally_add(mkba_i_tally *tally, const double *x, size_t n, mkba_i_variant variant, mkba_error *error)
{
    mkba_i_tally_block block;
    for (size_t done = 0; done < n; done += MKBA_I_TALLY_BLOCK) {
        size_t left = n - done;
        mkba_i_tally_take(tally, x + done, left < MKBA_I_TALLY_BLOCK ? left : MKBA_I_TALLY_BLOCK, variant, &block);
        if (!mkba_i_sketch_add(&tally->sketch, block.d, block.n))
            return mkba_i_fail_memory(error);
        mkba_i_tally_add_powers(tally, &block, variant);
    }
    return MKBA_OK;
}

static void merge_counts(mkba_i_tally_counts *into, const mkba_i_tally_counts *from)
{
    if (from->draws > 0 && (into->draws == 0 || from->least < into->least))
        into->least = from->least;
    if (from->draws > 0 && (into->draws == 0 || from->most > into->most))
        into->most = from->most;
    into->draws += from->draws;
    into->undefined += from->undefined;
    into->above += from->above;
    into->zero += from->zero;
}

mkba_status mkba_i_tally_merge(mkba_i_tally *into, const mkba_i_tally *from, mkba_error *error)
{
    uint64_t most = MKBA_I_TALLY_MOST_DRAWS - into->counts.draws - into->counts.undefined;
    if (into->centre != from->centre)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "centre",
                           "tallies around different centres cannot be merged: they are of different cases");
    if (from->counts.draws + from->counts.undefined >= most)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "draws", "together these are more draws than can be counted");
    if (!mkba_i_sketch_merge(&into->sketch, &from->sketch))
        return mkba_i_fail_memory(error);
    merge_counts(&into->counts, &from->counts);
    mkba_i_exact_merge(&into->sum, &from->sum);
    mkba_i_exact_merge(&into->squares, &from->squares);
    return MKBA_OK;
}

/* ---- moments --------------------------------------------------------------------------------------------- */

double mkba_i_tally_centre(const mkba_i_tally *tally)
{
    return tally->centre;
}

mkba_i_tally_counts mkba_i_tally_count(const mkba_i_tally *tally)
{
    return tally->counts;
}

static mkba_i_scaled mean_distance(const mkba_i_tally *tally)
{
    return mkba_i_scaled_divide(mkba_i_exact_value(&tally->sum), (double) tally->counts.draws);
}

static bool is_constant(const mkba_i_tally *tally)
{
    return tally->counts.draws == 0 || tally->counts.least == tally->counts.most;
}

double mkba_i_tally_mean(const mkba_i_tally *tally)
{
    if (is_constant(tally))
        return tally->counts.least;
    double mean = tally->centre + mkba_i_scaled_double(mean_distance(tally));
    return fmin(fmax(mean, tally->counts.least), tally->counts.most);
}

/* The sum of squared distances to the mean, divided by n and by `divisor`. */
static mkba_i_scaled spread(const mkba_i_tally *tally, double divisor)
{
    double n = (double) tally->counts.draws;
    return mkba_i_scaled_divide(
        mkba_i_scaled_divide(mkba_i_exact_spread(&tally->sum, &tally->squares, tally->counts.draws), n), divisor);
}

static mkba_i_scaled root(mkba_i_scaled a)
{
    if (a.exponent % 2 != 0)
        a = (mkba_i_scaled){a.mantissa * 2, a.exponent - 1};
    mkba_i_scaled made = mkba_i_scaled_of(sqrt(a.mantissa));
    made.exponent += a.exponent / 2;
    return made;
}

double mkba_i_tally_sd(const mkba_i_tally *tally)
{
    if (is_constant(tally))
        return 0;
    return mkba_i_scaled_double(root(spread(tally, (double) (tally->counts.draws - 1))));
}
