/* Which effect could have been found: every donor in turn is taken for treated. No figure of the treated from the start on
 * is looked at. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "effect/placebo_model.h"
#include "stat/order.h"

#define STEPS 20 /* of the table, up to the smallest detectable effect, and as many beyond it */
#define AS_LARGE 1e-9

/* From which effect on a donor's is rejected, as a decrease and as an increase; INFINITY where that side is not looked for. */
static void thresholds(const mkba_placebo *made, const mkba_i_placebo_test *test, size_t u, double critical,
                       double *decrease, double *increase)
{
    const mkba_i_placebo_unit *unit = &made->units[u], *treated = &made->units[0];
    double low, high;

    mkba_i_placebo_limits(test, &made->after[u * made->n_after], treated->scale / unit->scale, treated->scale,
                          critical + AS_LARGE * fabs(critical), &low, &high);
    *decrease = low > high ? 0.0 : fmax(0.0, high);
    *increase = low > high ? 0.0 : fmax(0.0, -low);
}

static double share_below(const double *sorted, size_t n, double effect)
{
    size_t below = 0;

    while (below < n && sorted[below] <= effect)
        below++;
    return (double) below / (double) n;
}

static mkba_status set_table(mkba_i_placebo_maker *m, const double *decreases, const double *increases,
                             const double *either, size_t n, size_t n_either)
{
    mkba_placebo *made = m->made;

    made->power = mkba_i_arena_new(&made->arena, 2 * STEPS + 1, sizeof *made->power);
    if (made->power == NULL)
        return mkba_i_fail_memory(m->error);
    made->n_power = 2 * STEPS + 1;
    for (size_t i = 0; i < made->n_power; i++) {
        double effect = made->detectable * (double) i / STEPS;
        made->power[i] =
            (mkba_i_placebo_power){effect, share_below(decreases, n, effect), share_below(increases, n, effect),
                                   share_below(either, n_either, effect)};
    }
    return MKBA_OK;
}

/* `room`: of n donors their values, sorted; thresholds of a decrease, of an increase and of both. */
static mkba_status detect(mkba_i_placebo_maker *m, double *room, size_t n, size_t allowed)
{
    mkba_placebo *made = m->made;
    const mkba_i_placebo_test test = {made->statistic, made->options.side, made->n_after};
    double *values = room, *decreases = values + n, *increases = decreases + n, *either = increases + n;
    size_t i = 0, n_either = 0;

    for (size_t u = 1; u < made->n_units; u++)
        if (made->units[u].left_out == NULL)
            values[i++] = made->units[u].value;
    mkba_i_sort(values, n);
    i = 0;
    for (size_t u = 1; u < made->n_units; u++) {
        if (made->units[u].left_out != NULL)
            continue;
        bool above = made->units[u].value >= values[n - allowed]; /* it is one of the largest itself */
        double critical = values[n - allowed - above];
        thresholds(made, &test, u, critical, &decreases[i], &increases[i]);
        if (made->options.side != MKBA_PLACEBO_INCREASE)
            either[n_either++] = decreases[i];
        if (made->options.side != MKBA_PLACEBO_DECREASE)
            either[n_either++] = increases[i];
        i++;
    }
    mkba_i_sort(decreases, n);
    mkba_i_sort(increases, n);
    mkba_i_sort(either, n_either);
    size_t at = (size_t) ceil(made->options.power * (double) n_either - 1e-9);
    made->detectable = either[at > 0 ? at - 1 : 0];
    return set_table(m, decreases, increases, either, n, n_either);
}

mkba_status mkba_i_placebo_detect(mkba_i_placebo_maker *m)
{
    size_t n = m->made->n_ranked - 1, allowed = mkba_i_placebo_allowed(m->made->options.level, n);
    double *room;
    mkba_status status;

    m->made->detectable = NAN;
    if (allowed == 0 || allowed >= n)
        return MKBA_OK;
    room = calloc(5 * n, sizeof *room);
    if (room == NULL)
        return mkba_i_fail_memory(m->error);
    status = detect(m, room, n, allowed);
    free(room);
    return status;
}
