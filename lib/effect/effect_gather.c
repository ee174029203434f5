/* The region of an effect, who it is compared with, and their figures: see effect_model.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <mkba/compare.h>

#include "base/text.h"
#include "compare/peers_search.h"
#include "effect/effect_model.h"
#include "effect/effect_suspects.h"
#include "effect/effect_words.h"
#include "panel/derive.h"
#include "panel/euros.h"
#include "panel/members.h"

/* ---- the region -------------------------------------------------------------------------------------------- */

static bool keep(const char **to, mkba_i_arena *arena, const char *text)
{
    *to = mkba_i_arena_text(arena, text, strlen(text));
    return *to != NULL;
}

/* The texts of areas behind one another. */
static mkba_status join(mkba_i_effect_study *s, const char *between, bool names, const char **to)
{
    mkba_i_text text = {0};
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < s->options->n_region; i++) {
        size_t at = 0;
        status = mkba_i_panel_find_area(s->panel, s->options->region[i], "region", &at, s->error);
        if (status == MKBA_OK)
            mkba_i_text_format(&text, "%s%s", i == 0 ? "" : between,
                               names && s->panel->areas[at].name[0] != '\0' ? s->panel->areas[at].name
                                                                            : s->panel->areas[at].code);
    }
    if (status == MKBA_OK && (text.failed || !keep(to, &s->made->arena, text.data)))
        status = mkba_i_fail_memory(s->error);
    mkba_i_text_drop(&text);
    return status;
}

static mkba_status set_names(mkba_i_effect_study *s)
{
    const mkba_effect_options *o = s->options;
    mkba_effect *made = s->made;
    mkba_status status = join(s, "+", false, &made->codes);

    if (status == MKBA_OK)
        status = o->name == NULL                            ? join(s, ", ", true, &made->name)
                 : keep(&made->name, &made->arena, o->name) ? MKBA_OK
                                                            : mkba_i_fail_memory(s->error);
    if (status == MKBA_OK && !keep(&made->start, &made->arena, o->start))
        status = mkba_i_fail_memory(s->error);
    return status;
}

/* The areas of which the treated are made: themselves, or what a region among them holds that is in the panel. */
static mkba_status set_members(mkba_i_effect_study *s)
{
    size_t room = s->panel->n_areas;

    s->members = mkba_i_arena_new(&s->work, room, sizeof *s->members);
    if (s->members == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < s->options->n_region; i++) {
        size_t at = mkba_i_roll_find(&s->panel->area_codes, s->options->region[i]);
        const mkba_i_area *area = &s->panel->areas[at];
        size_t before = s->n_members;
        for (size_t h = 0; h < area->n_holds && s->n_members < room; h++) {
            size_t held = mkba_i_roll_find(&s->panel->area_codes, area->holds[h]);
            if (held != MKBA_I_NONE && !mkba_i_is_made(&s->panel->areas[held]))
                s->members[s->n_members++] = s->panel->areas[held].code;
        }
        if (s->n_members == before && before < room)
            s->members[s->n_members++] = area->code;
    }
    return MKBA_OK;
}

/* One unit of several areas: a region of the panel. */
static mkba_status set_treated(mkba_i_effect_study *s)
{
    const mkba_effect_options *o = s->options;
    mkba_status status = MKBA_OK;

    s->n_treated = o->separate ? o->n_region : 1;
    s->treated = mkba_i_arena_new(&s->work, o->n_region, sizeof *s->treated);
    if (s->treated == NULL)
        return mkba_i_fail_memory(s->error);
    memcpy(s->treated, o->region, o->n_region * sizeof *s->treated);
    if (o->n_region > 1 && !o->separate) {
        status = mkba_panel_region(s->panel, s->made->codes, s->made->name, o->region, o->n_region,
                                   MKBA_MISSING_SPREADS, &s->own, s->error);
        if (status == MKBA_OK) {
            s->panel = s->own;
            s->treated[0] = s->made->codes;
        }
    }
    s->made->n_treated = s->n_treated;
    return status;
}

/* ---- without a period before the start ----------------------------------------------------------------------- */

/* What was observed, which is all there is. */
static mkba_status keep_observed(mkba_i_effect_study *s, size_t first, size_t last)
{
    mkba_effect *made = s->made;
    size_t indicator = mkba_i_roll_find(&s->panel->indicator_names, s->options->indicator);
    size_t area = mkba_i_roll_find(&s->panel->area_codes, s->treated[0]);
    double **const paths[] = {&made->observed, &made->counterfactual, &made->range_low, &made->range_high, &made->low,
                              &made->high};

    made->n_periods = last - first + 1;
    made->periods = mkba_i_arena_new(&made->arena, made->n_periods, sizeof *made->periods);
    for (size_t i = 0; i < MKBA_I_LENGTH(paths); i++) {
        *paths[i] = mkba_i_arena_new(&made->arena, made->n_periods, sizeof **paths[i]);
        if (*paths[i] == NULL)
            return mkba_i_fail_memory(s->error);
        for (size_t p = 0; p < made->n_periods; p++)
            (*paths[i])[p] = NAN;
    }
    for (size_t p = 0; made->periods != NULL && p < made->n_periods; p++) {
        mkba_i_cell cell = mkba_i_panel_get(s->panel, indicator, area, first + p);
        char text[MKBA_I_PERIOD_TEXT];
        mkba_i_period_print(&s->panel->periods[first + p], text);
        if (!keep(&made->periods[p], &made->arena, text))
            return mkba_i_fail_memory(s->error);
        if (s->n_treated == 1 && mkba_cell_has_value(cell.status))
            made->observed[p] = cell.value;
    }
    return made->periods == NULL ? mkba_i_fail_memory(s->error) : MKBA_OK;
}

static mkba_status find_bound(const mkba_i_effect_study *s, const char *text, const char *where, size_t otherwise,
                              size_t *at)
{
    *at = otherwise;
    return text == NULL ? MKBA_OK : mkba_i_panel_find_period(s->panel, text, where, at, s->error);
}

mkba_status mkba_i_effect_has_before(mkba_i_effect_study *s, bool *has)
{
    size_t first = 0, last = 0, indicator = 0;
    mkba_i_period start;
    mkba_status status =
        mkba_i_panel_find_indicator(s->panel, s->options->indicator, "indicator", &indicator, s->error);

    *has = true;
    if (status == MKBA_OK && s->panel->n_periods == 0)
        status = mkba_i_fail(s->error, MKBA_ERROR_PANEL, "panel", "the panel has no periods");
    if (status == MKBA_OK)
        status = find_bound(s, s->options->first, "first", 0, &first);
    if (status == MKBA_OK)
        status = find_bound(s, s->options->last, "last", s->panel->n_periods - 1, &last);
    if (status != MKBA_OK || first > last || !mkba_i_period_parse_given(s->options->start, &start) ||
        start.kind != mkba_panel_period_kind(s->panel) || mkba_i_period_compare(&start, &s->panel->periods[first]) > 0)
        return status; /* what is wrong with the periods is said with the figures */
    *has = false;
    if (!keep(&s->made->indicator, &s->made->arena, s->panel->indicators[indicator].name) ||
        !keep(&s->made->unit, &s->made->arena, s->panel->indicators[indicator].unit))
        return mkba_i_fail_memory(s->error);
    status = keep_observed(s, first, last);
    if (status == MKBA_OK)
        s->made->last = s->made->periods[s->made->n_periods - 1];
    return status;
}

/* ---- who it is compared with ----------------------------------------------------------------------------------- */

static mkba_i_block_request request_of(const mkba_i_effect_study *s, const char *const *donors, size_t n_donors)
{
    const mkba_effect_options *o = s->options;

    return (mkba_i_block_request){.panel = s->panel,
                                  .indicator = o->indicator,
                                  .treated = s->treated,
                                  .n_treated = s->n_treated,
                                  .donors = donors,
                                  .n_donors = n_donors,
                                  .start = o->start,
                                  .first = o->first,
                                  .last = o->last,
                                  .population = o->population};
}

static mkba_status keep_dropped(mkba_i_effect_study *s, const mkba_i_area *area, const char *why, const char *waarom)
{
    mkba_i_effect_donor *to;

    if (s->dropped == NULL)
        s->dropped = mkba_i_arena_new(&s->work, s->panel->n_areas, sizeof *s->dropped);
    if (s->dropped == NULL)
        return mkba_i_fail_memory(s->error);
    to = &s->dropped[s->n_dropped];
    *to = (mkba_i_effect_donor){.weight = NAN};
    if (!keep(&to->code, &s->made->arena, area->code) || !keep(&to->name, &s->made->arena, area->name) ||
        !keep(&to->left_out[MKBA_LANGUAGE_EN], &s->made->arena, why) ||
        !keep(&to->left_out[MKBA_LANGUAGE_NL], &s->made->arena, waarom))
        return mkba_i_fail_memory(s->error);
    s->n_dropped++;
    return MKBA_OK;
}

mkba_status mkba_i_effect_drop(mkba_i_effect_study *s, const char *code, const char *why, const char *waarom)
{
    size_t n = 0;

    for (size_t j = 0; j < s->n_donors; j++)
        if (strcmp(s->donors[j], code) != 0)
            s->donors[n++] = s->donors[j];
    s->n_donors = n;
    return keep_dropped(s, &s->panel->areas[mkba_i_roll_find(&s->panel->area_codes, code)], why, waarom);
}

/* The donors of the block whose returns are no copies. */
static mkba_status sift(mkba_i_effect_study *s, const mkba_i_block *all)
{
    bool *copied = NULL;
    mkba_status status;

    s->donors = mkba_i_arena_new(&s->work, all->n_units, sizeof *s->donors);
    copied = mkba_i_arena_new(&s->work, s->panel->n_areas, sizeof *copied);
    if (s->donors == NULL || copied == NULL)
        return mkba_i_fail_memory(s->error);
    status = mkba_i_effect_suspects(s, all, copied);
    s->n_donors = 0;
    for (size_t j = all->n_treated; status == MKBA_OK && j < all->n_units; j++)
        if (!copied[all->areas[j]])
            s->donors[s->n_donors++] = s->panel->areas[all->areas[j]].code;
        else
            status = keep_dropped(s, &s->panel->areas[all->areas[j]], "a return is a copy of the one before, or empty",
                                  "een opgave is een kopie van die ervoor, of leeg");
    return status;
}

static mkba_status choose_peers(mkba_i_effect_study *s, const mkba_i_block *all)
{
    const mkba_effect_options *o = s->options;
    const char *outcomes[] = {o->indicator};
    mkba_peers *peers = NULL;
    mkba_peers_options options;
    mkba_status status;

    mkba_peers_options_init(&options);
    options.by = o->peers_by;
    options.n_by = o->n_peers_by;
    options.year = o->peers_year != NULL ? o->peers_year : all->periods[all->n_before - 1];
    options.before = o->start;
    options.k = o->peers_k;
    options.missing = MKBA_PEERS_MISSING_DROPS_AREA;
    options.candidates = s->donors;
    options.n_candidates = s->n_donors;
    options.outcomes = outcomes;
    options.n_outcomes = 1;
    status = mkba_panel_peers(s->panel, s->members, s->n_members, &options, &peers, s->error);
    if (status != MKBA_OK) {
        mkba_i_peers_rename_where(s->error);
        return status;
    }
    status = mkba_i_say(&s->made->said, s->error, "peers", false, NULL, options.year, NULL,
                        "the donors are the %zu of %zu areas with every figure that are nearest by what was known "
                        "before the start; the outcome had no part in the choice",
                        mkba_peers_n(peers), s->n_donors);
    s->n_donors = mkba_peers_n(peers);
    for (size_t j = 0; status == MKBA_OK && j < s->n_donors; j++) {
        size_t at = mkba_i_roll_find(&s->panel->area_codes, mkba_peers_codes(peers)[j]);
        s->donors[j] = s->panel->areas[at].code;
    }
    mkba_peers_free(peers);
    return status;
}

static mkba_status say_all(mkba_i_effect_study *s, const mkba_i_block *all)
{
    if (s->options->donors != NULL || s->n_donors <= 2 * all->n_before)
        return MKBA_OK;
    return mkba_i_say(
        &s->made->said, s->error, "not_chosen", true, NULL, NULL, NULL,
        "no characteristics were given by which donors are like the region (peers_by): it is compared with "
        "all %zu areas that have every figure",
        s->n_donors);
}

/* ---- the figures ------------------------------------------------------------------------------------------------- */

/* Treated units become one, their mean. */
static mkba_status flatten(mkba_i_effect_study *s)
{
    const mkba_i_block *from = &s->block;
    mkba_i_block *to = &s->flat;
    size_t n = from->n_treated, width = from->n_periods;

    *to = *from;
    to->n_treated = 1;
    to->n_units = from->n_units - n + 1;
    to->codes = from->codes + (n - 1);
    to->names = from->names + (n - 1);
    to->areas = from->areas + (n - 1);
    to->values = mkba_i_arena_new(&s->work, to->n_units * width, sizeof *to->values);
    to->population = from->population == NULL ? NULL : mkba_i_arena_new(&s->work, to->n_units, sizeof *to->population);
    if (to->values == NULL || (from->population != NULL && to->population == NULL))
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < from->n_units; i++) {
        size_t at = i < n ? 0 : i - n + 1;
        double share = i < n ? 1.0 / (double) n : 1.0;
        for (size_t p = 0; p < width; p++)
            to->values[at * width + p] += share * mkba_i_block_of(from, i)[p];
        if (from->population != NULL)
            to->population[at] += share * from->population[i];
    }
    return MKBA_OK;
}

static mkba_status keep_figures(mkba_i_effect_study *s)
{
    mkba_effect *made = s->made;
    const mkba_i_block *flat = &s->flat;
    double **const paths[] = {&made->observed, &made->counterfactual, &made->range_low, &made->range_high, &made->low,
                              &made->high};

    made->n_periods = flat->n_periods;
    made->n_before = flat->n_before;
    made->periods = mkba_i_arena_new(&made->arena, made->n_periods, sizeof *made->periods);
    made->after = mkba_i_arena_new(&made->arena, made->n_periods, sizeof *made->after);
    if (made->periods == NULL || made->after == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < MKBA_I_LENGTH(paths); i++) {
        *paths[i] = mkba_i_arena_new(&made->arena, made->n_periods, sizeof **paths[i]);
        if (*paths[i] == NULL)
            return mkba_i_fail_memory(s->error);
    }
    for (size_t p = 0; p < made->n_periods; p++) {
        if (!keep(&made->periods[p], &made->arena, flat->periods[p]))
            return mkba_i_fail_memory(s->error);
        made->observed[p] = flat->values[p];
        made->counterfactual[p] = made->range_low[p] = made->range_high[p] = made->low[p] = made->high[p] = NAN;
        if (p >= made->n_before && !isnan(flat->values[p]))
            made->after[made->n_after++] = p;
    }
    made->last = made->periods[made->n_periods - 1];
    return keep(&made->indicator, &made->arena, flat->indicator) && keep(&made->unit, &made->arena, flat->unit)
               ? MKBA_OK
               : mkba_i_fail_memory(s->error);
}

static mkba_status keep_donors(mkba_i_effect_study *s, const mkba_i_block *all)
{
    mkba_effect *made = s->made;
    size_t n = s->flat.n_units - 1;

    made->n_donors = n;
    made->donors = mkba_i_arena_new(&made->arena, n + all->n_left_out + s->n_dropped, sizeof *made->donors);
    if (made->donors == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < s->n_dropped; i++)
        made->donors[n + all->n_left_out + i] = s->dropped[i];
    for (size_t j = 0; j < n; j++)
        if (!keep(&made->donors[j].code, &made->arena, s->flat.codes[j + 1]) ||
            !keep(&made->donors[j].name, &made->arena, s->flat.names[j + 1]))
            return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < all->n_left_out; i++) {
        const mkba_i_left_out *out = &all->left_out[i];
        mkba_i_effect_donor *to = &made->donors[n + i];
        to->left_out[MKBA_LANGUAGE_EN] = mkba_i_arena_format(&made->arena, "%.200s of %.40s is %s", out->indicator,
                                                             out->period, mkba_cell_status_name(out->status));
        to->left_out[MKBA_LANGUAGE_NL] = mkba_i_arena_format(&made->arena, "%.200s van %.40s is %s", out->indicator,
                                                             out->period, mkba_i_effect_status(out->status));
        to->weight = NAN;
        if (to->left_out[MKBA_LANGUAGE_EN] == NULL || to->left_out[MKBA_LANGUAGE_NL] == NULL ||
            !keep(&to->code, &made->arena, out->code) || !keep(&to->name, &made->arena, out->name))
            return mkba_i_fail_memory(s->error);
    }
    made->n_listed = n + all->n_left_out + s->n_dropped;
    return MKBA_OK;
}

static mkba_status gather_from(mkba_i_effect_study *s, const mkba_i_block *all)
{
    mkba_i_block_request request;
    mkba_status status = sift(s, all);

    if (status == MKBA_OK)
        status = mkba_i_effect_noise_of_one(s, all, &s->made->noise);
    if (status == MKBA_OK)
        status = s->options->n_peers_by > 0 && s->options->donors == NULL ? choose_peers(s, all) : say_all(s, all);
    if (status == MKBA_OK)
        status = mkba_i_effect_control_donors(s);
    if (status != MKBA_OK)
        return status;
    request = request_of(s, s->donors, s->n_donors);
    status = mkba_i_block_make(&request, &s->block, s->error);
    if (status == MKBA_OK)
        status = flatten(s);
    if (status == MKBA_OK)
        status = keep_figures(s);
    return status == MKBA_OK ? keep_donors(s, all) : status;
}

/* A sum of several is calmer than one of them, so placebos of single areas are too noisy for it. */
static mkba_status say_several(mkba_i_effect_study *s)
{
    bool alike = false;

    for (size_t j = 0; j < s->n_donors; j++)
        alike = alike || s->panel->areas[mkba_i_roll_find(&s->panel->area_codes, s->donors[j])].n_holds == s->n_members;
    if (s->n_treated > 1 || s->n_members < 2 || alike)
        return MKBA_OK;
    return mkba_i_say(
        &s->made->said, s->error, "region_of_several", true, NULL, NULL, NULL,
        "the region is the sum of %zu areas, calmer than any of them, and the donors are single areas: an "
        "effect is seen less often than it could be; make regions of %zu areas each, and name them as donors",
        s->n_members, s->n_members);
}

/* Euros of one year beside euros of another. */
static mkba_status say_prices(mkba_i_effect_study *s)
{
    if (!(mkba_i_euros_each(s->made->unit) > 0) || mkba_i_price_year_of(s->made->unit) != 0)
        return MKBA_OK;
    return mkba_i_say(&s->made->said, s->error, "prices", true, NULL, NULL, s->made->indicator,
                      "the figures are in prices of each year, so gaps grow with prices too, and a case takes them for "
                      "amounts of its own price year: take them to the prices of one year first");
}

mkba_status mkba_i_effect_gather(mkba_i_effect_study *s)
{
    const mkba_i_block_request request = request_of(s, s->options->donors, s->options->n_donors);
    mkba_i_block all = {0};
    mkba_status status = mkba_i_block_make(&request, &all, s->error);

    if (status == MKBA_OK)
        status = gather_from(s, &all);
    mkba_i_block_free(&all);
    if (status == MKBA_OK)
        status = say_several(s);
    return status == MKBA_OK ? say_prices(s) : status;
}

mkba_status mkba_i_effect_region(mkba_i_effect_study *s)
{
    mkba_status status = set_names(s);

    if (status == MKBA_OK)
        status = set_members(s);
    return status == MKBA_OK ? set_treated(s) : status;
}
