/* Placebos in space: the gaps of all donors, each fitted by the others; the floor of noise. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "effect/placebo_model.h"

#define DIGITS 1e-9 /* of the largest figure: what weights and sums of it are told to */
/* Of a figure: what numbers in double and in single precision are told to, and up to how many units a multiple can be told
 * from another number so. */
#define DOUBLE 1e-15
#define MOST_DOUBLE 1e12
#define SINGLE 1e-7
#define MOST_SINGLE 1e5

static const char *keep(mkba_placebo *made, const char *text)
{
    return mkba_i_arena_text(&made->arena, text, strlen(text));
}

static mkba_status make_room(mkba_i_placebo_maker *m)
{
    const mkba_i_block *block = &m->from->block;
    mkba_placebo *made = m->made;

    made->n_units = m->from->n_donors + 1;
    made->n_periods = block->n_periods;
    made->n_before = block->n_before;
    made->n_after = m->from->n_after;
    made->indicator = keep(made, block->indicator);
    made->unit = keep(made, block->unit);
    made->periods = mkba_i_arena_new(&made->arena, made->n_periods, sizeof *made->periods);
    made->units = mkba_i_arena_new(&made->arena, made->n_units, sizeof *made->units);
    made->gaps = mkba_i_arena_new(&made->arena, made->n_units * made->n_periods, sizeof *made->gaps);
    made->after = mkba_i_arena_new(&made->arena, made->n_units * made->n_after, sizeof *made->after);
    made->path = mkba_i_arena_new(&made->arena, made->n_after, sizeof *made->path);
    if (made->indicator == NULL || made->unit == NULL || made->periods == NULL || made->units == NULL ||
        made->gaps == NULL || made->after == NULL || made->path == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t p = 0; p < made->n_periods; p++)
        if ((made->periods[p] = keep(made, block->periods[p])) == NULL)
            return mkba_i_fail_memory(m->error);
    for (size_t u = 0; u < made->n_units; u++) {
        size_t at = u == 0 ? 0 : m->from->donors[u - 1];
        made->units[u].code = keep(made, block->codes[at]);
        made->units[u].name = keep(made, block->names[at]);
        if (made->units[u].code == NULL || made->units[u].name == NULL)
            return mkba_i_fail_memory(m->error);
    }
    return MKBA_OK;
}

static mkba_status fit_donors(mkba_i_placebo_maker *m)
{
    mkba_placebo *made = m->made;
    mkba_i_placebo_refit *refits = calloc(made->n_units, sizeof *refits);
    mkba_status status;

    if (refits == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t u = 1; u < made->n_units; u++)
        refits[u - 1] = (mkba_i_placebo_refit){
            .task = &m->task, .unit = m->from->donors[u - 1], .gaps = &made->gaps[u * made->n_periods]};
    status = mkba_i_placebo_refit_all(m, refits, made->n_units - 1);
    for (size_t u = 1; status == MKBA_OK && u < made->n_units; u++) {
        made->units[u].left_out = refits[u - 1].fitted ? NULL : "its weights cannot be told";
        for (size_t p = 0; !refits[u - 1].fitted && p < made->n_periods; p++)
            made->gaps[u * made->n_periods + p] = NAN;
    }
    free(refits);
    return status;
}

/* Only periods in which the treated has a figure count for the others. */
static void measure(mkba_i_placebo_maker *m, size_t u)
{
    mkba_placebo *made = m->made;
    const double *own = made->gaps;
    double *gaps = &made->gaps[u * made->n_periods], *after = &made->after[u * made->n_after];
    size_t n = 0;

    for (size_t p = 0; p < made->n_periods; p++) {
        gaps[p] = isnan(own[p]) ? NAN : gaps[p];
        if (p >= made->n_before && !isnan(own[p])) {
            made->path[n].period = p;
            after[n++] = gaps[p];
        }
    }
    made->units[u].before = mkba_i_placebo_rms(gaps, 0, made->n_before);
    made->units[u].after = mkba_i_placebo_rms(gaps, made->n_before, made->n_periods);
    made->units[u].mean = mkba_i_placebo_mean(gaps, made->n_before, made->n_periods);
    made->n_ranked += made->units[u].left_out == NULL;
}

/* ---- the floor of noise ------------------------------------------------------------------------------------ */

static bool are_multiples(const mkba_i_block *block, double unit)
{
    bool all = true;

    for (size_t i = 0; all && i < block->n_units * block->n_periods; i++) {
        double units = fabs(block->values[i] / unit), off = fabs(units - floor(units + 0.5));
        if (!isnan(units))
            all = (units < MOST_DOUBLE && off <= DOUBLE * units) || (units < MOST_SINGLE && off <= SINGLE * units);
    }
    return all;
}

static void set_floor(mkba_i_placebo_maker *m)
{
    static const double UNITS[] = {1e6, 1e5, 1e4, 1e3, 1e2, 1e1, 1.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
    const mkba_i_block *block = &m->from->block;
    mkba_placebo *made = m->made;
    double greatest = 0.0;

    for (size_t i = 0; i < block->n_units * block->n_periods; i++)
        if (!isnan(block->values[i]))
            greatest = fmax(greatest, fabs(block->values[i]));
    for (size_t i = 0; made->rounding == 0.0 && i < MKBA_I_LENGTH(UNITS); i++)
        made->rounding = are_multiples(block, UNITS[i]) ? UNITS[i] : 0.0;
    made->floor = fmax(DIGITS * greatest,
                       sqrt(made->rounding * made->rounding / 6.0 + made->options.noise * made->options.noise));
}

mkba_status mkba_i_placebo_space(mkba_i_placebo_maker *m)
{
    const mkba_synthetic *from = m->from;
    mkba_status status = MKBA_OK;

    if (from->n_donors < 3)
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "synthetic",
                           "%zu donors: to fit each by the others, at least three are needed", from->n_donors);
    status = make_room(m);
    for (size_t p = 0; status == MKBA_OK && p < from->block.n_periods; p++)
        m->made->gaps[p] = from->path[p].observed - from->path[p].synthetic;
    if (status == MKBA_OK)
        status = fit_donors(m);
    if (status != MKBA_OK)
        return status;
    for (size_t u = 1; u <= m->made->n_units; u++)
        measure(m, u % m->made->n_units); /* the treated last, as its gaps say which periods count */
    set_floor(m);
    if (m->made->n_ranked < 2)
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "synthetic", "the weights of no donor can be told");
    return MKBA_OK;
}
