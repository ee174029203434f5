/* How sure an effect is: placebos, draws, what could be detected. See mkba/effect.h for the formulas. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "effect/did_model.h"
#include "effect/effect_model.h"
#include "effect/noise.h"
#include "stat/order.h"
#include "stat/quantile.h"
#include "stat/random.h"

#define DRAWS 1000
#define AS_LARGE (1 - 1e-9) /* a placebo that is as large but for rounding counts as as large */
#define POWER 0.8

/* ---- placebos --------------------------------------------------------------------------------------------------- */

/* What makes the gaps of each donor those of an area of the size of the treated; false where nothing moves. `room` has two
 * numbers per unit. */
static bool set_scales(const mkba_i_block *flat, const double *means, double *room, double *scales)
{
    size_t n = flat->n_units;
    double *squares = room, *inverse = flat->population == NULL ? NULL : room + n, most = 0.0;
    mkba_i_noise noise;

    for (size_t i = 0; i < n; i++) {
        squares[i] = means[i] * means[i];
        most = i > 0 ? fmax(most, squares[i]) : most;
        if (inverse != NULL)
            inverse[i] = 1.0 / flat->population[i];
        scales[i] = 1.0;
    }
    noise = mkba_i_noise_fit(squares + 1, inverse == NULL ? NULL : inverse + 1, n - 1);
    for (size_t i = 1; i < n && inverse != NULL; i++) {
        double own = noise.flat + noise.slope * inverse[i];
        scales[i] = own > 0 ? sqrt((noise.flat + noise.slope * inverse[0]) / own) : 1.0;
    }
    return most > 0;
}

mkba_status mkba_i_effect_by_placebos(const mkba_i_effect_study *s, const double *means, double chance, double *scales,
                                      mkba_i_effect_judged *out)
{
    size_t n = s->flat.n_units, as_large = 1, critical;
    mkba_i_arena room = {NULL};
    double *sizes = mkba_i_arena_new(&room, n, sizeof *sizes);
    double *work = mkba_i_arena_new(&room, 2 * n, sizeof *work);

    *out = (mkba_i_effect_judged){NAN, 1.0 / (double) n, NAN, NAN};
    if (sizes == NULL || work == NULL) {
        mkba_i_arena_free(&room);
        return mkba_i_fail_memory(s->error);
    }
    if (set_scales(&s->flat, means, work, scales)) {
        for (size_t j = 1; j < n; j++) {
            sizes[j - 1] = fabs(scales[j] * means[j]);
            as_large += sizes[j - 1] >= AS_LARGE * fabs(means[0]);
        }
        mkba_i_sort(sizes, n - 1);
        out->p = (double) as_large / (double) n;
        /* An effect of a size above the critical one, the m-th largest, has m placings of at least its size, itself among
         * them, of the m that the level allows. */
        critical = (size_t) floor(chance * (double) n * (1 + 1e-12));
        if (critical >= 1 && critical < n) {
            out->critical = sizes[n - 1 - critical];
            out->detectable = out->critical + mkba_i_quantile_sorted(sizes, n - 1, 2 * POWER - 1);
        }
    }
    mkba_i_arena_free(&room);
    return MKBA_OK;
}

/* ---- draws ---------------------------------------------------------------------------------------------------------- */

static mkba_status make_draws(mkba_i_effect_study *s, size_t n)
{
    s->made->draws = mkba_i_arena_new(&s->made->arena, n * s->made->n_after, sizeof *s->made->draws);
    if (s->made->draws == NULL)
        return mkba_i_fail_memory(s->error);
    s->made->n_draws = n;
    return MKBA_OK;
}

/* Adds a unit's gaps, times a weight, to a draw. */
static void add_gaps(const mkba_i_effect_study *s, size_t unit, double weight, double *draw)
{
    for (size_t k = 0; k < s->made->n_after; k++)
        draw[k] += weight * s->gaps[unit * s->flat.n_periods + s->made->after[k]];
}

static void draw_each(mkba_i_effect_study *s)
{
    for (size_t j = 1; j < s->flat.n_units; j++)
        add_gaps(s, j, s->scales[j], &s->made->draws[(j - 1) * s->made->n_after]);
}

/* Means of groups of donors, as many as are treated, each at most once in a group. */
static mkba_status draw_groups(mkba_i_effect_study *s)
{
    const mkba_i_random stream = mkba_i_random_stream(s->options->seed, "effect_groups");
    size_t n = s->made->n_donors, k_n = s->n_treated < n ? s->n_treated : n;
    size_t *order = mkba_i_arena_new(&s->work, n, sizeof *order);

    if (order == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t j = 0; j < n; j++)
        order[j] = j + 1;
    for (size_t d = 0; d < DRAWS / 2; d++)
        for (size_t k = 0; k < k_n; k++) {
            size_t at = k + mkba_i_random_below(&stream, d * k_n + k, (uint32_t) (n - k)), taken = order[at];
            order[at] = order[k];
            order[k] = taken;
            add_gaps(s, taken, s->scales[taken] / (double) k_n, &s->made->draws[d * s->made->n_after]);
        }
    return MKBA_OK;
}

/* What is left of each area in a period when the mean change of its kind is taken off. */
static double rest_of(const mkba_i_block *block, size_t unit, size_t period)
{
    bool treated = unit < block->n_treated;
    size_t from = treated ? 0 : block->n_treated, to = treated ? block->n_treated : block->n_units;
    double own = 0.0, all = 0.0;

    for (size_t i = from; i < to; i++) {
        const double *values = mkba_i_block_of(block, i);
        double change = values[period];
        for (size_t p = 0; p < block->n_before; p++)
            change -= values[p] / (double) block->n_before;
        all += change / (double) (to - from);
        own = i == unit ? change : own;
    }
    return own - all;
}

/* Sums of what is left times normal numbers have the clustered covariance over the periods. */
static mkba_status draw_clustered(mkba_i_effect_study *s)
{
    const mkba_i_random normals = mkba_i_random_stream(s->options->seed, "effect_normals");
    const mkba_i_block *block = &s->block;
    size_t n = block->n_units, n_after = s->made->n_after;
    double *rest = mkba_i_arena_new(&s->work, n * n_after, sizeof *rest);

    if (rest == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < n; i++) {
        double of = (double) (i < block->n_treated ? block->n_treated : n - block->n_treated);
        for (size_t k = 0; k < n_after; k++)
            rest[i * n_after + k] = rest_of(block, i, s->made->after[k]) / sqrt(of * fmax(of - 1, 1));
    }
    for (size_t d = 0; d < DRAWS / 2; d++)
        for (size_t i = 0; i < n; i++) {
            double z = mkba_i_normal_quantile(mkba_i_random_uniform(&normals, d * n + i));
            for (size_t k = 0; k < n_after; k++)
                s->made->draws[d * n_after + k] += z * rest[i * n_after + k];
        }
    return MKBA_OK;
}

/* The first half of the draws are errors: with one factor, so that the standard deviation of their mean over the periods is
 * the standard error, each is added to the gaps and taken off. */
static void centre(mkba_i_effect_study *s)
{
    const mkba_i_random chances = mkba_i_random_stream(s->options->seed, "effect_student");
    mkba_effect *made = s->made;
    size_t half = made->n_draws / 2, n = made->n_after;
    double squares = 0.0, factor;

    for (size_t d = 0; d < half; d++) {
        double mean = 0.0;
        for (size_t k = 0; k < n; k++)
            mean += made->draws[d * n + k] / (double) n;
        squares += mean * mean / (double) half;
    }
    factor = squares > 0 ? made->std_error / sqrt(squares) : 0.0;
    for (size_t d = half; d-- > 0;) {
        double wide = factor;
        if (isfinite(made->df))
            wide *= sqrt(made->df / mkba_i_chi_squared_quantile(mkba_i_random_uniform(&chances, d), made->df));
        for (size_t k = n; k-- > 0;) {
            double error = wide * made->draws[d * n + k], gap = s->gaps[made->after[k]];
            made->draws[(d + half) * n + k] = gap - error;
            made->draws[d * n + k] = gap + error;
        }
    }
}

/* The interval of each period by the draws. */
static mkba_status set_bands(mkba_i_effect_study *s)
{
    mkba_effect *made = s->made;
    double *drawn = mkba_i_arena_new(&s->work, made->n_draws, sizeof *drawn), tail = (1.0 - made->level) / 2.0;

    if (drawn == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t k = 0; k < made->n_after; k++) {
        for (size_t d = 0; d < made->n_draws; d++)
            drawn[d] = made->draws[d * made->n_after + k];
        made->low[made->after[k]] = mkba_i_quantile(drawn, made->n_draws, tail);
        made->high[made->after[k]] = mkba_i_quantile(drawn, made->n_draws, 1.0 - tail);
    }
    return MKBA_OK;
}

static mkba_status set_draws(mkba_i_effect_study *s)
{
    bool one = s->n_treated == 1, few = s->n_treated < MKBA_I_FEW_TREATED;
    mkba_status status;

    if (!(s->made->std_error > 0))
        return mkba_i_say(&s->made->said, s->error, "no_draws", true, NULL, NULL, NULL,
                          "there is no standard error, and so there are no draws");
    status = make_draws(s, one ? 2 * s->made->n_donors : DRAWS);
    if (status == MKBA_OK && one)
        draw_each(s);
    else if (status == MKBA_OK)
        status = few ? draw_groups(s) : draw_clustered(s);
    if (status != MKBA_OK)
        return status;
    centre(s);
    return set_bands(s);
}

/* ---- all of it ---------------------------------------------------------------------------------------------------- */

mkba_status mkba_i_effect_judge(mkba_i_effect_study *s)
{
    mkba_effect *made = s->made;
    mkba_i_effect_judged judged = {NAN, 1.0 / (double) s->flat.n_units, NAN, NAN};
    mkba_status status = MKBA_OK;

    /* Those of a synthetic control are its own. */
    if (made->method != MKBA_EFFECT_SC)
        status = mkba_i_effect_by_placebos(s, s->means, 1.0 - made->level, s->scales, &judged);
    if (status != MKBA_OK)
        return status;
    if (s->n_treated == 1) {
        made->grid = judged.grid;
        if (made->method != MKBA_EFFECT_SC)
            made->detectable = judged.detectable;
    } else if (isfinite(made->df)) {
        made->detectable = made->std_error * (mkba_i_student_quantile((1.0 + made->level) / 2.0, made->df) +
                                              mkba_i_student_quantile(POWER, made->df));
    } else if (made->std_error > 0) {
        made->detectable =
            made->std_error * (mkba_i_normal_quantile((1.0 + made->level) / 2.0) + mkba_i_normal_quantile(POWER));
    }
    return set_draws(s);
}

/* ---- the noise of one area -------------------------------------------------------------------------------------------- */

static double growth(const mkba_i_block *block, size_t unit, size_t period)
{
    const double *values = mkba_i_block_of(block, unit);

    return values[period - 1] > 0 && values[period] > 0 ? values[period] / values[period - 1] : NAN;
}

mkba_status mkba_i_effect_noise_of_one(mkba_i_effect_study *s, const mkba_i_block *block, double *noise)
{
    size_t n = block->n_units - block->n_treated, filled = 0;
    double *all = mkba_i_arena_new(&s->work, n * (block->n_before + 1), sizeof *all), *room = all;

    *noise = NAN;
    if (all == NULL)
        return mkba_i_fail_memory(s->error);
    room += n * block->n_before;
    for (size_t p = 1; p < block->n_before; p++) {
        size_t count = 0;
        double middle;
        for (size_t j = block->n_treated; j < block->n_units; j++)
            if (!isnan(growth(block, j, p)))
                room[count++] = growth(block, j, p);
        if (count == 0)
            continue;
        middle = mkba_i_median(room, count);
        for (size_t j = block->n_treated; j < block->n_units; j++)
            if (!isnan(growth(block, j, p)))
                all[filled++] = fabs(growth(block, j, p) / middle - 1.0);
    }
    if (filled > 0)
        *noise = mkba_i_median(all, filled);
    return MKBA_OK;
}
