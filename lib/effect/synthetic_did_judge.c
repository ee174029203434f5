/* How sure a synthetic difference-in-differences is: placebos, each area left out, areas drawn again. See
 * mkba_panel_synthetic_did. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "effect/did_model.h"
#include "effect/noise.h"
#include "effect/synthetic_did_model.h"
#include "stat/random.h"

#define AS_LARGE (1 - 1e-9) /* a placebo as large but for rounding counts as as large */
#define DRAW_TRIES 100      /* samples without treated areas or without donors are drawn again */

/* Room of one estimate of other units. */
typedef struct again {
    mkba_i_arena arena;
    mkba_i_sdid_fit fit;
    size_t *units;
    mkba_i_random stream;
} again;

static bool make_again(again *x, const mkba_synthetic_did *made)
{
    size_t n = made->n_treated + made->n_donors;

    x->fit.units = mkba_i_arena_new(&x->arena, n, sizeof *x->fit.units);
    x->fit.periods = mkba_i_arena_new(&x->arena, made->task.n_before, sizeof *x->fit.periods);
    x->fit.gaps = mkba_i_arena_new(&x->arena, made->task.n_periods, sizeof *x->fit.gaps);
    x->units = mkba_i_arena_new(&x->arena, n, sizeof *x->units);
    x->stream = mkba_i_random_stream(made->seed, "synthetic did");
    return x->fit.units != NULL && x->fit.periods != NULL && x->fit.gaps != NULL && x->units != NULL;
}

/* ---- what so few areas do not bear ------------------------------------------------------------------------- */

mkba_status mkba_i_sdid_check_inference(const mkba_synthetic_did *made, mkba_error *error)
{
    mkba_synthetic_did_inference asked = made->inference;

    if (asked == MKBA_SYNTHETIC_DID_PLACEBO && made->n_donors < made->n_treated + 2)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "inference",
                           "placebos take the place of %zu treated, and leave fewer than two of %zu donors to compare "
                           "with: name more donors, or use none",
                           made->n_treated, made->n_donors);
    if ((asked == MKBA_SYNTHETIC_DID_JACKKNIFE || asked == MKBA_SYNTHETIC_DID_BOOTSTRAP) &&
        made->n_treated < MKBA_I_FEW_TREATED)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "inference",
                           "%s errors learn the noise of the treated from the treated, and %zu are too few for that "
                           "(fewer than %d): use placebo",
                           mkba_synthetic_did_inference_name(asked), made->n_treated, MKBA_I_FEW_TREATED);
    return MKBA_OK;
}

/* ---- placebos ---------------------------------------------------------------------------------------------- */

/* Units: as many donors as are treated first, by chance or by number, then the other donors. */
static void place(again *x, const mkba_synthetic_did *made, size_t number)
{
    size_t n = made->n_donors, draws = made->n_treated;
    bool all = made->n_treated == 1 && made->n_placebos == n;

    for (size_t j = 0; j < n; j++)
        x->units[j] = made->n_treated + j;
    for (size_t i = 0; i < draws; i++) {
        size_t left = n - i;
        size_t with = i + (all ? number : mkba_i_random_below(&x->stream, number * draws + i, (uint32_t) left));
        size_t swapped = x->units[i];
        x->units[i] = x->units[with];
        x->units[with] = swapped;
    }
}

static mkba_status set_placebo(mkba_synthetic_did *made, again *x, size_t number, mkba_error *error)
{
    mkba_i_sdid_placebo *to = &made->placebos[number];
    size_t n_before = made->task.n_before, n_after = mkba_i_sdid_n_after(made);

    place(x, made, number);
    const mkba_i_sdid_sides sides = {x->units, x->units + made->n_treated, made->n_treated,
                                     made->n_donors - made->n_treated};
    mkba_status status = mkba_i_sdid_fit_sides(&made->task, &sides, &x->fit, error);
    if (status != MKBA_OK)
        return status;
    to->unit = made->n_treated == 1 ? x->units[0] : MKBA_I_NONE;
    to->scale = 1.0;
    to->mean = x->fit.estimate;
    to->rmspe_before = x->fit.rmspe_before;
    memcpy(to->gaps, x->fit.gaps + n_before, n_after * sizeof *to->gaps);
    for (size_t i = 0; made->block.population != NULL && i < made->n_treated; i++)
        to->inverse += 1.0 / made->block.population[x->units[i]] / (double) made->n_treated;
    return MKBA_OK;
}

static double mean_effect(const mkba_synthetic_did *made)
{
    double sum = 0.0;

    for (size_t d = 0; d < made->n_placebos; d++)
        sum += made->placebos[d].mean;
    return sum / (double) made->n_placebos;
}

/* Makes gaps as large as those of a set of the size of the treated would be. `room`: two per placebo. */
static void scale_to_size(mkba_synthetic_did *made, double *room)
{
    size_t n = made->n_placebos;
    double *squares = room, *inverse = room + n, mean = mean_effect(made), own = 0.0;

    for (size_t i = 0; i < made->n_treated; i++)
        own += 1.0 / made->block.population[i] / (double) made->n_treated;
    for (size_t d = 0; d < n; d++) {
        squares[d] = (made->placebos[d].mean - mean) * (made->placebos[d].mean - mean);
        inverse[d] = made->placebos[d].inverse;
    }
    const mkba_i_noise noise = mkba_i_noise_fit(squares, inverse, n);
    double treated = noise.flat + noise.slope * own;
    for (size_t d = 0; d < n; d++) {
        mkba_i_sdid_placebo *placebo = &made->placebos[d];
        double variance = noise.flat + noise.slope * placebo->inverse;
        placebo->scale = variance > 0.0 ? sqrt(treated / variance) : 1.0;
        placebo->mean *= placebo->scale;
        for (size_t p = 0; p < mkba_i_sdid_n_after(made); p++)
            placebo->gaps[p] *= placebo->scale;
    }
}

static int compare_sizes(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x < y) - (x > y);
}

/* p, its step, and the effects that it does not reject: estimate -+ the size of the placebo that is as rare as that. */
static void rank(mkba_synthetic_did *made, double *sizes)
{
    size_t n = made->n_placebos, as_large = 1;
    double mean = mean_effect(made), squares = 0.0;
    size_t rare = (size_t) floor((1.0 - made->level) * (double) (n + 1) + 1e-9);

    for (size_t d = 0; d < n; d++) {
        sizes[d] = fabs(made->placebos[d].mean);
        as_large += sizes[d] >= AS_LARGE * fabs(made->fit.estimate);
        squares += (made->placebos[d].mean - mean) * (made->placebos[d].mean - mean);
    }
    qsort(sizes, n, sizeof *sizes, compare_sizes);
    made->std_error = sqrt(squares / (double) n);
    made->p_step = 1.0 / (double) (n + 1);
    made->p = (double) as_large * made->p_step;
    if (rare == 0)
        return;
    made->low = made->fit.estimate - sizes[rare - 1];
    made->high = made->fit.estimate + sizes[rare - 1];
}

static mkba_status make_placebos(mkba_synthetic_did *made)
{
    size_t n_after = mkba_i_sdid_n_after(made), n;

    made->n_placebos = made->n_treated == 1 && made->n_donors <= made->replicates ? made->n_donors : made->replicates;
    n = made->n_placebos;
    made->placebos = mkba_i_arena_new(&made->arena, n, sizeof *made->placebos);
    double *gaps = mkba_i_arena_new(&made->arena, n * n_after, sizeof *gaps);
    for (size_t d = 0; made->placebos != NULL && gaps != NULL && d < n; d++)
        made->placebos[d].gaps = gaps + d * n_after;
    return made->placebos != NULL && gaps != NULL ? MKBA_OK : MKBA_ERROR_MEMORY;
}

static mkba_status judge_placebo(mkba_synthetic_did *made, again *x, mkba_error *error)
{
    mkba_status status = make_placebos(made);
    double *room;

    if (status != MKBA_OK)
        return mkba_i_fail_memory(error);
    for (size_t d = 0; status == MKBA_OK && d < made->n_placebos; d++)
        status = set_placebo(made, x, d, error);
    if (status != MKBA_OK)
        return status;
    room = mkba_i_arena_new(&x->arena, 2 * made->n_placebos, sizeof *room);
    if (room == NULL)
        return mkba_i_fail_memory(error);
    if (made->block.population != NULL)
        scale_to_size(made, room);
    rank(made, room);
    return MKBA_OK;
}

/* ---- areas left out, areas drawn --------------------------------------------------------------------------- */

static void judge_normal(mkba_synthetic_did *made, double variance)
{
    const mkba_i_judged judged = mkba_i_did_judged(made->fit.estimate, sqrt(variance), INFINITY, made->level);

    made->std_error = judged.std_error;
    made->p = judged.p;
    made->low = judged.low;
    made->high = judged.high;
}

static double variance_of(const double *values, size_t n)
{
    double sum = 0.0, squares = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    for (size_t i = 0; i < n; i++)
        squares += (values[i] - sum / (double) n) * (values[i] - sum / (double) n);
    return squares / (double) n;
}

/* The effect without a unit, weights of the others in proportion. NAN when no weight is left. */
static double without(const mkba_synthetic_did *made, again *x, size_t unit)
{
    size_t n = made->n_treated + made->n_donors, n_treated = made->n_treated - (unit < made->n_treated), kept = 0;
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        if (i != unit)
            x->units[kept++] = i;
    const mkba_i_sdid_sides sides = {x->units, x->units + n_treated, n_treated, n - 1 - n_treated};
    for (size_t j = 0; j < sides.n_donors; j++)
        sum += made->fit.units[sides.donors[j] - made->n_treated];
    if (!(sum > 0.0))
        return NAN;
    for (size_t j = 0; j < sides.n_donors; j++)
        x->fit.units[j] = made->fit.units[sides.donors[j] - made->n_treated] / sum;
    memcpy(x->fit.periods, made->fit.periods, made->task.n_before * sizeof *x->fit.periods);
    mkba_i_sdid_measure(&made->task, &sides, &x->fit);
    return x->fit.estimate;
}

static mkba_status judge_jackknife(mkba_synthetic_did *made, again *x, mkba_error *error)
{
    size_t n = made->n_treated + made->n_donors;
    double *effects = mkba_i_arena_new(&x->arena, n, sizeof *effects);

    if (effects == NULL)
        return mkba_i_fail_memory(error);
    for (size_t unit = 0; unit < n; unit++) {
        effects[unit] = without(made, x, unit);
        if (isnan(effects[unit]))
            return mkba_i_fail(error, MKBA_ERROR_PANEL, "inference",
                               "\"%.60s\" has all of the weight: without it there is nothing to compare with; use "
                               "placebo",
                               made->block.codes[unit]);
    }
    judge_normal(made, (double) (n - 1) * variance_of(effects, n));
    return MKBA_OK;
}

/* Treated first; false for a sample that lacks either side. */
static bool draw(again *x, const mkba_synthetic_did *made, size_t number, size_t *n_treated)
{
    size_t n = made->n_treated + made->n_donors, last = n;

    *n_treated = 0;
    for (size_t i = 0; i < n; i++) {
        size_t unit = mkba_i_random_below(&x->stream, number * n + i, (uint32_t) n);
        if (unit < made->n_treated)
            x->units[(*n_treated)++] = unit;
        else
            x->units[--last] = unit;
    }
    return *n_treated > 0 && *n_treated < n;
}

static mkba_status judge_bootstrap(mkba_synthetic_did *made, again *x, mkba_error *error)
{
    size_t n = made->n_treated + made->n_donors, number = 0, n_treated = 0;
    double *effects = mkba_i_arena_new(&x->arena, made->replicates, sizeof *effects);
    mkba_status status = effects == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    for (size_t d = 0; status == MKBA_OK && d < made->replicates; number++) {
        if (number > DRAW_TRIES * made->replicates)
            return mkba_i_fail(error, MKBA_ERROR_PANEL, "inference", "too few areas to be drawn again: use placebo");
        if (!draw(x, made, number, &n_treated))
            continue;
        const mkba_i_sdid_sides sides = {x->units, x->units + n_treated, n_treated, n - n_treated};
        status = mkba_i_sdid_fit_sides(&made->task, &sides, &x->fit, error);
        effects[d++] = x->fit.estimate;
    }
    if (status != MKBA_OK)
        return status;
    made->n_placebos = made->replicates;
    judge_normal(made, variance_of(effects, made->replicates));
    return MKBA_OK;
}

mkba_status mkba_i_sdid_judge(mkba_synthetic_did *made, mkba_error *error)
{
    static mkba_status (*const ways[])(mkba_synthetic_did * made, again * x,
                                       mkba_error * error) = {[MKBA_SYNTHETIC_DID_PLACEBO] = judge_placebo,
                                                              [MKBA_SYNTHETIC_DID_JACKKNIFE] = judge_jackknife,
                                                              [MKBA_SYNTHETIC_DID_BOOTSTRAP] = judge_bootstrap};
    again x = {0};
    mkba_status status = MKBA_OK;

    made->std_error = made->p = made->p_step = made->low = made->high = NAN;
    if (ways[made->inference] == NULL)
        return MKBA_OK;
    status = make_again(&x, made) ? ways[made->inference](made, &x, error) : mkba_i_fail_memory(error);
    mkba_i_arena_free(&x.arena);
    return status;
}
