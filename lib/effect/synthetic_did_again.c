/* Synthetic difference-in-differences of other units: donors in the place of the treated, each area left out, areas
 * drawn again. See mkba_panel_synthetic_did. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "effect/synthetic_did_model.h"
#include "stat/random.h"

#define DRAW_TRIES 100 /* samples without treated areas or without donors are drawn again */

/* Units that are estimated, and room for it. */
typedef struct again {
    mkba_i_arena arena;
    mkba_synthetic_did *made;
    size_t *units; /* those in the place of the treated, then those they are compared with */
    size_t n_treated, n_donors;
    size_t *cohorts;               /* per unit in the place of the treated, whose */
    size_t *side;                  /* those of one cohort */
    size_t left_out;               /* the unit that is, if any */
    double *coefficients, *values; /* of the covariates; figures of a cohort without what they explain */
    mkba_i_sdid_task task;
    mkba_i_sdid_fit fit;
    mkba_i_random stream;
    mkba_error *error;
} again;

static bool make_again(again *x)
{
    const mkba_synthetic_did *made = x->made;
    size_t n = made->n_treated + made->n_donors;

    x->fit.units = mkba_i_arena_new(&x->arena, n, sizeof *x->fit.units);
    x->fit.periods = mkba_i_arena_new(&x->arena, made->block.n_periods, sizeof *x->fit.periods);
    x->fit.gaps = mkba_i_arena_new(&x->arena, made->block.n_periods, sizeof *x->fit.gaps);
    x->units = mkba_i_arena_new(&x->arena, n, sizeof *x->units);
    x->cohorts = mkba_i_arena_new(&x->arena, n, sizeof *x->cohorts);
    x->side = mkba_i_arena_new(&x->arena, n, sizeof *x->side);
    x->coefficients = mkba_i_arena_new(&x->arena, made->block.n_covariates, sizeof *x->coefficients);
    x->values = mkba_i_arena_new(&x->arena, made->block.n_units * made->block.n_periods, sizeof *x->values);
    x->stream = mkba_i_random_stream(made->seed, "synthetic did");
    return x->fit.units != NULL && x->fit.periods != NULL && x->fit.gaps != NULL && x->units != NULL &&
           x->cohorts != NULL && x->side != NULL && x->coefficients != NULL && x->values != NULL;
}

static mkba_i_sdid_sides sides_of(again *x, size_t cohort)
{
    size_t n = 0;

    for (size_t i = 0; i < x->n_treated; i++)
        if (x->cohorts[i] == cohort)
            x->side[n++] = x->units[i];
    return (mkba_i_sdid_sides){x->side, x->units + x->n_treated, n, x->n_donors};
}

/* The task of a cohort, with figures by the coefficients of these units. */
static void set_task(again *x, size_t cohort)
{
    const mkba_i_sdid_cohort *of = &x->made->cohorts[cohort];

    x->task = of->task;
    if (x->made->block.n_covariates == 0)
        return;
    mkba_i_sdid_adjust(x->made, of, x->coefficients, x->values);
    x->task.values = x->values;
}

/* Weights found anew. */
static mkba_status fit_cohort(again *x, size_t cohort, const mkba_i_sdid_sides *sides)
{
    (void) cohort;
    return mkba_i_sdid_fit_sides(&x->task, sides, &x->fit, x->error);
}

/* Weights as they are, of those that are left in proportion. MKBA_ERROR_PANEL when no weight is left. */
static mkba_status keep_cohort(again *x, size_t cohort, const mkba_i_sdid_sides *sides)
{
    const mkba_i_sdid_cohort *of = &x->made->cohorts[cohort];
    double sum = 0.0;

    for (size_t j = 0; j < sides->n_donors; j++)
        sum += of->fit.units[sides->donors[j] - x->made->n_treated];
    if (!(sum > 0.0))
        return mkba_i_fail(x->error, MKBA_ERROR_PANEL, "inference",
                           "\"%.60s\" has all of the weight: without it there is nothing to compare with; use placebo",
                           x->made->block.codes[x->left_out]);
    for (size_t j = 0; j < sides->n_donors; j++)
        x->fit.units[j] = of->fit.units[sides->donors[j] - x->made->n_treated] / sum;
    memcpy(x->fit.periods, of->fit.periods, of->task.n_before * sizeof *x->fit.periods);
    mkba_i_sdid_measure(&x->task, sides, &x->fit);
    return MKBA_OK;
}

/* Every cohort in which somebody stands. */
static mkba_status estimate(again *x, mkba_status (*cohort)(again *x, size_t cohort, const mkba_i_sdid_sides *sides),
                            mkba_i_sdid_effects *to)
{
    const mkba_i_sdid_sample sample = {x->units, x->cohorts, x->n_treated, x->n_donors};
    mkba_status status =
        mkba_i_sdid_regress(x->made, &sample, "inference", "use none, or leave it out", x->coefficients, x->error);

    for (size_t k = 0; status == MKBA_OK && k < x->made->n_cohorts; k++) {
        const mkba_i_sdid_sides sides = sides_of(x, k);
        if (sides.n_treated == 0)
            continue;
        set_task(x, k);
        status = cohort(x, k, &sides);
        if (status == MKBA_OK)
            mkba_i_sdid_effects_take(x->made, k, sides.n_treated, &x->fit, to);
    }
    return status;
}

/* ---- placebos ---------------------------------------------------------------------------------------------- */

/* As many donors as are treated first, by chance or by number, in the order of the treated; then the other donors. */
static void place(again *x, size_t number)
{
    const mkba_synthetic_did *made = x->made;
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
        x->cohorts[i] = made->cohort_of[i];
    }
    x->n_treated = draws;
    x->n_donors = n - draws;
}

static mkba_status make_placebos(mkba_synthetic_did *made)
{
    bool all = made->n_treated == 1 && made->n_donors <= made->replicates;

    made->n_placebos = all ? made->n_donors : made->replicates;
    made->placebos = mkba_i_arena_new(&made->arena, made->n_placebos, sizeof *made->placebos);
    for (size_t d = 0; made->placebos != NULL && d < made->n_placebos; d++) {
        mkba_i_sdid_placebo *placebo = &made->placebos[d];
        placebo->units = mkba_i_arena_new(&made->arena, made->n_treated, sizeof *placebo->units);
        if (placebo->units == NULL || !mkba_i_sdid_effects_new(&made->arena, made, &placebo->effects))
            return MKBA_ERROR_MEMORY;
    }
    return made->placebos != NULL ? MKBA_OK : MKBA_ERROR_MEMORY;
}

mkba_status mkba_i_sdid_place(mkba_synthetic_did *made, mkba_error *error)
{
    const mkba_i_sdid_question all = {MKBA_I_SDID_ALL, 0};
    again x = {.made = made, .error = error};
    mkba_status status = make_again(&x) && make_placebos(made) == MKBA_OK ? MKBA_OK : mkba_i_fail_memory(error);

    for (size_t d = 0; status == MKBA_OK && d < made->n_placebos; d++) {
        mkba_i_sdid_placebo *placebo = &made->placebos[d];
        place(&x, d);
        status = estimate(&x, fit_cohort, &placebo->effects);
        memcpy(placebo->units, x.units, made->n_treated * sizeof *placebo->units);
        placebo->scale = 1.0;
        placebo->mean = mkba_i_sdid_ask(made, all, &placebo->effects);
        placebo->rmspe_before = mkba_i_sdid_rmspe(made, &placebo->effects);
    }
    mkba_i_arena_free(&x.arena);
    return status;
}

/* ---- areas left out, areas drawn --------------------------------------------------------------------------- */

static mkba_i_sdid_effects *make_effects(const mkba_synthetic_did *made, mkba_i_arena *arena, size_t n)
{
    mkba_i_sdid_effects *all = mkba_i_arena_new(arena, n, sizeof *all);

    for (size_t i = 0; all != NULL && i < n; i++)
        if (!mkba_i_sdid_effects_new(arena, made, &all[i]))
            return NULL;
    return all;
}

static void leave_out(again *x, size_t unit)
{
    const mkba_synthetic_did *made = x->made;
    size_t n = made->n_treated + made->n_donors, kept = 0;

    for (size_t i = 0; i < n; i++)
        if (i != unit) {
            x->cohorts[kept] = i < made->n_treated ? made->cohort_of[i] : MKBA_I_NONE;
            x->units[kept++] = i;
        }
    x->left_out = unit;
    x->n_treated = made->n_treated - (unit < made->n_treated);
    x->n_donors = kept - x->n_treated;
}

mkba_status mkba_i_sdid_leave_out(mkba_synthetic_did *made, mkba_i_arena *arena, mkba_i_sdid_effects **out, size_t *n,
                                  mkba_error *error)
{
    again x = {.made = made, .error = error};

    *n = made->n_treated + made->n_donors;
    *out = make_effects(made, arena, *n);
    mkba_status status = make_again(&x) && *out != NULL ? MKBA_OK : mkba_i_fail_memory(error);
    for (size_t unit = 0; status == MKBA_OK && unit < *n; unit++) {
        leave_out(&x, unit);
        status = estimate(&x, keep_cohort, &(*out)[unit]);
    }
    mkba_i_arena_free(&x.arena);
    return status;
}

/* False for a sample that lacks either side. */
static bool draw(again *x, size_t number)
{
    const mkba_synthetic_did *made = x->made;
    size_t n = made->n_treated + made->n_donors, last = n;

    x->n_treated = 0;
    for (size_t i = 0; i < n; i++) {
        size_t unit = mkba_i_random_below(&x->stream, number * n + i, (uint32_t) n);
        if (unit < made->n_treated) {
            x->cohorts[x->n_treated] = made->cohort_of[unit];
            x->units[x->n_treated++] = unit;
        } else {
            x->units[--last] = unit;
        }
    }
    x->n_donors = n - x->n_treated;
    return x->n_treated > 0 && x->n_donors > 0;
}

mkba_status mkba_i_sdid_draw(mkba_synthetic_did *made, mkba_i_arena *arena, mkba_i_sdid_effects **out, size_t *n,
                             mkba_error *error)
{
    again x = {.made = made, .error = error};
    size_t number = 0;

    *n = made->n_placebos = made->replicates;
    *out = make_effects(made, arena, *n);
    mkba_status status = make_again(&x) && *out != NULL ? MKBA_OK : mkba_i_fail_memory(error);
    for (size_t d = 0; status == MKBA_OK && d < *n; number++) {
        if (number > DRAW_TRIES * made->replicates)
            status = mkba_i_fail(error, MKBA_ERROR_PANEL, "inference", "too few areas to be drawn again: use placebo");
        else if (draw(&x, number))
            status = estimate(&x, fit_cohort, &(*out)[d++]);
    }
    mkba_i_arena_free(&x.arena);
    return status;
}
