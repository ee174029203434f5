/* Figures of areas that can be set beside each other: see compass_peers.h. */
#include "base/exact.h"

#include <math.h>

#include "base/number.h"
#include "koers/compass_peers.h"
#include "panel/derive.h"
#include "stat/total.h"

#define PER 1000.0 /* of a count: per so many of the population */

/* What is compared: per x up / down, or `up` as it is. */
typedef struct measure {
    size_t up, down; /* indicators of the panel; down may be MKBA_I_NONE */
    double per;
} measure;

/* A sum of cells, and how far rounding may have moved it. False where a cell has no figure. */
static bool add_up(const mkba_panel *panel, size_t indicator, const size_t *areas, size_t n, size_t period, double *sum,
                   double *off)
{
    mkba_i_total total = {0};

    for (size_t i = 0; i < n; i++) {
        mkba_i_cell cell = mkba_i_panel_get(panel, indicator, areas[i], period);

        if (!mkba_cell_has_value(cell.status) || cell.status == MKBA_CELL_SUSPECT)
            return false;
        mkba_i_total_add(&total, cell.value);
    }
    *sum = total.sum + total.rest;
    *off = (double) n * panel->indicators[indicator].rounding / 2;
    return true;
}

/* The level of some areas together; false where there is none. */
static bool level_of(const mkba_panel *panel, const measure *m, const size_t *areas, size_t n, size_t period,
                     mkba_i_bounds *level)
{
    double up, up_off, down = 1, down_off = 0;

    if (!add_up(panel, m->up, areas, n, period, &up, &up_off))
        return false;
    if (m->down != MKBA_I_NONE && !add_up(panel, m->down, areas, n, period, &down, &down_off))
        return false;
    if (!(down - down_off > 0))
        return false;
    *level = (mkba_i_bounds){m->per * up / down, HUGE_VAL, -HUGE_VAL};
    for (int i = 0; i < 4; i++) {
        double end = m->per * (up + (i / 2 == 0 ? -up_off : up_off)) / (down + (i % 2 == 0 ? -down_off : down_off));

        level->lower = fmin(level->lower, end);
        level->upper = fmax(level->upper, end);
    }
    return isfinite(level->at) && isfinite(level->lower) && isfinite(level->upper);
}

/* ---- what is compared ----------------------------------------------------------------------------------------------- */

static const char *unit_of(const mkba_indicator *known)
{
    return known->unit[0] != '\0' ? known->unit : known->name;
}

static mkba_status describe(mkba_compass *compass, const mkba_panel *panel, const measure *m, bool counted,
                            const mkba_indicator *known, mkba_i_peered *peers, mkba_error *error)
{
    char per[MKBA_I_NUMBER_TEXT];

    peers->compared = peers->unit = known->name;
    if (m->down != MKBA_I_NONE)
        peers->compared = mkba_i_arena_format(&compass->arena, "%s x %s / %s", mkba_i_number_say(m->per, per),
                                              panel->indicators[m->up].name, panel->indicators[m->down].name);
    else
        peers->compared = mkba_i_arena_format(&compass->arena, "%s", known->name);
    peers->unit = counted ? mkba_i_arena_format(&compass->arena, "%s per %s %s", unit_of(known), per,
                                                unit_of(&panel->indicators[m->down]))
                          : mkba_i_arena_format(&compass->arena, "%s", known->unit);
    return peers->compared == NULL || peers->unit == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
}

/* Why it cannot be compared, or NULL. */
static const char *choose(const mkba_i_peering *p, size_t at, measure *m, bool *counted)
{
    const mkba_indicator *known = &p->panel->indicators[at];

    *m = (measure){.up = at, .down = MKBA_I_NONE, .per = 1};
    *counted = known->kind == MKBA_INDICATOR_FLOW || known->kind == MKBA_INDICATOR_STOCK;
    if (known->kind == MKBA_INDICATOR_UNKNOWN)
        return "the panel does not say whether it is a count or a rate: describe it first";
    if (*counted) {
        m->down = p->population;
        m->per = PER;
        if (p->population == at)
            return "it is the population itself";
        return p->population == MKBA_I_NONE ? "it is a count, and no population was named to divide it by" : NULL;
    }
    if (mkba_i_rate_parts(p->panel, known, &m->up, &m->down)) {
        m->per = known->per;
        return NULL;
    }
    *m = (measure){.up = at, .down = MKBA_I_NONE, .per = 1};
    return p->n_areas > 1 ? "a rate whose numerator and denominator are not known does not add up over areas" : NULL;
}

mkba_status mkba_i_peering_levels(mkba_i_peering *p, mkba_compass *compass, mkba_i_standing *standing, size_t *n,
                                  mkba_error *error)
{
    mkba_i_peered *peers = &standing->peers;
    size_t at = 0, period = p->panel->n_periods;
    measure m;
    bool counted, found = false;
    mkba_status status =
        mkba_i_panel_find_indicator(p->panel, standing->indicator->panel_indicator, "indicator", &at, error);

    if (status != MKBA_OK)
        return status;
    peers->note =
        p->n_areas == 0 ? "nothing says which areas of the panel are the region" : choose(p, at, &m, &counted);
    if (peers->note != NULL)
        return MKBA_OK;
    while (!found && period-- > 0)
        found = mkba_i_period_end(&p->panel->periods[period]) <= compass->until &&
                level_of(p->panel, &m, p->areas, p->n_areas, period, &peers->value.of);
    if (!found) {
        peers->note = "the panel has no figure of the region as a whole";
        return MKBA_OK;
    }
    mkba_i_period_print(&p->panel->periods[period], peers->period);
    peers->value.basis = peers->value.of.lower < peers->value.of.upper ? MKBA_I_BY_INTERVAL : MKBA_I_BY_FIGURE;
    *n = 0;
    for (size_t i = 0; i < p->n_peers; i++)
        *n += level_of(p->panel, &m, &p->peers[i], 1, period, &p->levels[*n]);
    return describe(compass, p->panel, &m, counted, &p->panel->indicators[at], peers, error);
}
