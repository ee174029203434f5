/* A Koers among comparable areas: who they are, what of an indicator can be compared, and where the region stands. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <mkba/compare.h>

#include "compare/peers_search.h"
#include "compare/shared_scale.h"
#include "koers/compass_peers.h"
#include "panel/derive.h"
#include "stat/order.h"
#include "stat/quantile.h"

/* Marks of areas and indicators of the panel, by position. */
typedef struct marks {
    bool *region, *outcome; /* areas of the Koers, its indicators */
} marks;

/* ---- who ---------------------------------------------------------------------------------------------------------- */

/* The areas of an indicator: its own, else those of the Koers, else the only one of the panel. */
static mkba_status find_areas(mkba_i_peering *p, const mkba_i_indicator *indicator, mkba_error *error)
{
    bool own = indicator->n_areas > 0;
    const char *const *codes = own ? indicator->areas : p->model->region;
    mkba_status status = MKBA_OK;

    p->n_areas = own ? indicator->n_areas : p->model->n_region;
    for (size_t i = 0; i < p->n_areas && status == MKBA_OK; i++)
        status = mkba_i_panel_find_area(p->panel, codes[i], "areas", &p->areas[i], error);
    if (p->n_areas == 0 && p->panel->n_areas == 1) {
        p->areas[0] = 0;
        p->n_areas = 1;
    }
    return status;
}

static mkba_status mark(mkba_i_peering *p, marks *marked, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < p->model->indicator_names.n && status == MKBA_OK; i++) {
        const mkba_i_indicator *indicator = &p->model->indicators[i];
        size_t at = 0;

        if (indicator->panel_indicator == NULL)
            continue;
        status = mkba_i_panel_find_indicator(p->panel, indicator->panel_indicator, "indicator", &at, error);
        if (status == MKBA_OK)
            status = find_areas(p, indicator, error);
        if (status != MKBA_OK)
            return status;
        marked->outcome[at] = true;
        for (size_t k = 0; k < p->n_areas; k++)
            marked->region[p->areas[k]] = true;
    }
    return status;
}

static mkba_status take_peers(mkba_i_peering *p, const marks *marked, const char *const *codes, size_t n,
                              mkba_error *error)
{
    for (size_t i = 0; i < n; i++) {
        size_t area = 0;
        mkba_status status = mkba_i_panel_find_area(p->panel, codes[i], "peers", &area, error);

        if (status != MKBA_OK)
            return status;
        if (marked->region[area])
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "peers",
                               "\"%.100s\" is an area of the Koers: it is no peer of itself", codes[i]);
        for (size_t k = 0; k < i; k++)
            if (p->peers[k] == area)
                return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "peers", "\"%.100s\" comes twice", codes[i]);
        p->peers[i] = area;
    }
    p->n_peers = n;
    return MKBA_OK;
}

static mkba_status choose_peers(mkba_i_peering *p, const marks *marked, const mkba_compass_options *o,
                                mkba_error *error)
{
    size_t n_region = 0, n_outcomes = 0;
    const char **region = calloc(p->panel->n_areas + 1, sizeof *region);
    const char **outcomes = calloc(p->panel->n_indicators + 1, sizeof *outcomes);
    mkba_peers_options options;
    mkba_peers *peers = NULL;
    mkba_status status = region == NULL || outcomes == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < p->panel->n_areas; i++)
        if (marked->region[i])
            region[n_region++] = p->panel->areas[i].code;
    for (size_t i = 0; status == MKBA_OK && i < p->panel->n_indicators; i++)
        if (marked->outcome[i])
            outcomes[n_outcomes++] = p->panel->indicators[i].name;
    mkba_peers_options_init(&options);
    options.by = o->peers_by;
    options.n_by = o->n_peers_by;
    options.year = o->peers_year;
    options.k = o->peers_k;
    options.missing = MKBA_PEERS_MISSING_DROPS_AREA;
    options.outcomes = outcomes;
    options.n_outcomes = n_outcomes;
    if (status == MKBA_OK && n_region == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "peers_by",
                             "no area of the panel is one of the Koers: there is nothing to be like");
    if (status == MKBA_OK) {
        status = mkba_panel_peers(p->panel, region, n_region, &options, &peers, error);
        if (status != MKBA_OK)
            mkba_i_peers_rename_where(error);
    }
    if (status == MKBA_OK)
        status = take_peers(p, marked, mkba_peers_codes(peers), mkba_peers_n(peers), error);
    mkba_peers_free(peers);
    free(outcomes);
    free(region);
    return status;
}

static mkba_status find_peers(mkba_i_peering *p, const mkba_compass_options *o, mkba_error *error)
{
    marks marked = {.region = mkba_i_arena_new(&p->work, p->panel->n_areas, sizeof(bool)),
                    .outcome = mkba_i_arena_new(&p->work, p->panel->n_indicators, sizeof(bool))};
    mkba_status status =
        marked.region == NULL || marked.outcome == NULL ? mkba_i_fail_memory(error) : mark(p, &marked, error);

    if (status != MKBA_OK)
        return status;
    return o->n_peers_by > 0 ? choose_peers(p, &marked, o, error) : take_peers(p, &marked, o->peers, o->n_peers, error);
}

static mkba_status find_population(mkba_i_peering *p, const char *name, mkba_error *error)
{
    mkba_indicator_kind kind;
    mkba_status status;

    p->population = MKBA_I_NONE;
    if (name == NULL)
        return MKBA_OK;
    status = mkba_i_panel_find_indicator(p->panel, name, "population", &p->population, error);
    if (status != MKBA_OK)
        return status;
    kind = p->panel->indicators[p->population].kind;
    if (kind != MKBA_INDICATOR_FLOW && kind != MKBA_INDICATOR_STOCK)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "population",
                           "\"%.100s\" is of kind %s and does not add up: only flows and stocks do; describe it first",
                           name, mkba_indicator_kind_name(kind));
    return MKBA_OK;
}

/* ---- where -------------------------------------------------------------------------------------------------------- */

/* How many peers are better and worse than the region, surely and at the point; a tie counts half. */
typedef struct tally {
    double better, worse, surely_better, surely_worse;
} tally;

static tally count(const mkba_i_peering *p, const mkba_i_bounds *region, size_t n, bool down)
{
    tally made = {0};

    for (size_t i = 0; i < n; i++) {
        const mkba_i_bounds *peer = &p->levels[i];
        bool above = peer->at > region->at, equal = peer->at == region->at;
        bool surely_above = peer->lower > region->upper, surely_below = peer->upper < region->lower;

        made.better += equal ? 0.5 : above != down ? 1 : 0;
        made.worse += equal ? 0.5 : above != down ? 0 : 1;
        made.surely_better += down ? surely_below : surely_above;
        made.surely_worse += down ? surely_above : surely_below;
    }
    return made;
}

/* Wilson's around the part that is worse; by rounding from those that surely are to those that may be. */
static mkba_i_bounds percentile_of(const tally *counted, size_t n, double level)
{
    const mkba_interval_options options = {.method = MKBA_INTERVAL_WILSON, .level = level};
    double trials = (double) n, most = trials - counted->surely_better;
    const mkba_i_sample low = {counted->surely_worse, trials, 0, trials}, high = {most, trials, 0, trials};

    return (mkba_i_bounds){counted->worse / trials, mkba_i_proportion(&low, &options).lower,
                           mkba_i_proportion(&high, &options).upper};
}

/* Standard deviations better than the mean, with the error of mean and deviation of n normal figures, and rounding. */
static bool z_of(mkba_i_peering *p, const mkba_i_bounds *region, size_t n, double level, bool down, mkba_i_bounds *z)
{
    double reach = mkba_i_normal_quantile((1 + level) / 2), sign = down ? -1 : 1, least, most;
    mkba_i_middle scale;

    if (!mkba_i_scale_of(p->values, n, MKBA_SCALING_ZSCORE, p->work_values, &scale) || !(scale.spread > 0))
        return false;
    z->at = sign * (region->at - scale.centre) / scale.spread;
    least = sign * ((down ? region->upper : region->lower) - scale.centre) / scale.spread;
    most = sign * ((down ? region->lower : region->upper) - scale.centre) / scale.spread;
    z->lower = least - reach * sqrt(1 / (double) n + least * least / (2 * (double) (n - 1)));
    z->upper = most + reach * sqrt(1 / (double) n + most * most / (2 * (double) (n - 1)));
    return isfinite(z->at) && isfinite(z->lower) && isfinite(z->upper);
}

static void place(const mkba_compass *compass, mkba_i_peering *p, size_t n, mkba_i_standing *standing)
{
    mkba_i_peered *peers = &standing->peers;
    const mkba_i_bounds *region = &peers->value.of;
    bool down = standing->indicator->down;
    tally counted = count(p, region, n, down);

    for (size_t i = 0; i < n; i++)
        p->values[i] = p->levels[i].at;
    mkba_i_sort(p->values, n); /* so that the order of the panel shows nowhere */
    for (int i = 0; i < 5; i++)
        peers->quartiles[i] = mkba_i_quantile_sorted(p->values, n, i / 4.0);
    peers->n = n;
    peers->n_without = p->n_peers - n;
    peers->rank = (mkba_i_bounds){1 + counted.better, 1 + counted.surely_better, 1 + (double) n - counted.surely_worse};
    peers->percentile = percentile_of(&counted, n, compass->level);
    peers->has_z = z_of(p, region, n, compass->level, down, &peers->z);
    peers->judgement = peers->percentile.lower > 0.5   ? MKBA_I_BETTER
                       : peers->percentile.upper < 0.5 ? MKBA_I_WORSE
                                                       : MKBA_I_CANNOT_BE_SAID;
    peers->made = true;
}

/* What follows from it for the comparison and the two scores. */
static void carry(mkba_i_standing *standing)
{
    const mkba_i_peered *peers = &standing->peers;
    mkba_i_compass_comparison *to = &standing->against[MKBA_I_AMONG_PEERS];
    mkba_i_score *percentile = &standing->scores[MKBA_COMPASS_SCALE_PERCENTILE];
    mkba_i_score *z = &standing->scores[MKBA_COMPASS_SCALE_Z];
    double median = peers->quartiles[2];

    to->note = percentile->note = z->note = peers->note;
    to->judgement = MKBA_I_NOT_JUDGED;
    if (!peers->made)
        return;
    *to = (mkba_i_compass_comparison){.made = true, .reference = median, .judgement = peers->judgement};
    memcpy(to->period, peers->period, sizeof to->period);
    to->difference.of =
        (mkba_i_bounds){peers->value.of.at - median, peers->value.of.lower - median, peers->value.of.upper - median};
    to->difference.basis = peers->value.basis;
    *percentile =
        (mkba_i_score){.made = true, .has_mark = true, .of = {peers->percentile, MKBA_I_BY_INTERVAL}, .mark = 0.5};
    if (peers->has_z)
        *z = (mkba_i_score){.made = true, .has_mark = true, .of = {peers->z, MKBA_I_BY_INTERVAL}, .mark = 0};
    else
        z->note = "the peers do not differ: there is no spread to measure by";
}

/* ---- all indicators ------------------------------------------------------------------------------------------------- */

static mkba_status compare(mkba_compass *compass, mkba_i_peering *p, mkba_i_standing *standing, mkba_error *error)
{
    mkba_i_peered *peers = &standing->peers;
    size_t n = 0;
    mkba_status status;

    if (p->panel == NULL)
        peers->note = "there is no panel";
    else if (standing->indicator->panel_indicator == NULL)
        peers->note = "the indicator is not linked to a panel";
    else if (p->n_peers == 0)
        peers->note = "no peers were named";
    if (peers->note != NULL)
        return MKBA_OK;
    status = find_areas(p, standing->indicator, error);
    if (status == MKBA_OK)
        status = mkba_i_peering_levels(p, compass, standing, &n, error);
    if (status != MKBA_OK || peers->note != NULL)
        return status;
    if (n < 2)
        peers->note = "fewer than two peers have a figure of the period";
    else
        place(compass, p, n, standing);
    return MKBA_OK;
}

static bool make_room(mkba_i_peering *p, size_t n_areas)
{
    size_t most = p->model->n_region;

    for (size_t i = 0; i < p->model->indicator_names.n; i++)
        if (p->model->indicators[i].n_areas > most)
            most = p->model->indicators[i].n_areas;
    p->areas = mkba_i_arena_new(&p->work, most + 1, sizeof *p->areas);
    p->peers = mkba_i_arena_new(&p->work, n_areas, sizeof *p->peers);
    p->levels = mkba_i_arena_new(&p->work, n_areas, sizeof *p->levels);
    p->values = mkba_i_arena_new(&p->work, n_areas, sizeof *p->values);
    p->work_values = mkba_i_arena_new(&p->work, 2 * n_areas, sizeof *p->work_values);
    return p->areas != NULL && p->peers != NULL && p->levels != NULL && p->values != NULL && p->work_values != NULL;
}

mkba_status mkba_i_compass_peers(mkba_compass *compass, const mkba_panel *panel, const mkba_compass_options *options,
                                 mkba_error *error)
{
    mkba_i_peering p = {.panel = panel, .model = mkba_i_compass_model(compass)};
    size_t n = p.model->indicator_names.n;
    mkba_status status = MKBA_OK;

    if (panel != NULL) {
        if (options->n_peers > panel->n_areas)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "peers", "%zu peers of a panel with %zu areas",
                               options->n_peers, panel->n_areas);
        status = make_room(&p, panel->n_areas) ? find_peers(&p, options, error) : mkba_i_fail_memory(error);
        if (status == MKBA_OK)
            status = find_population(&p, options->population, error);
    }
    for (size_t i = 0; i < n && status == MKBA_OK; i++) {
        status = compare(compass, &p, &compass->standings[i], error);
        carry(&compass->standings[i]);
    }
    compass->n_peers = p.n_peers;
    mkba_i_arena_free(&p.work);
    return status;
}
