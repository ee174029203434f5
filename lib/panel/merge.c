/* Panels on the map of one year. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "panel/crosswalk.h"
#include "panel/derive.h"

typedef struct merger {
    const mkba_panel *from;
    const mkba_crosswalk *crosswalk;
    int year;
    mkba_panel *to;
    mkba_i_arena arena;
    size_t *new_area; /* per code of the crosswalk: its area in `to`, MKBA_I_NONE when it has none */
    size_t *old_area; /* per code: its area in `from` */
    mkba_error *error;
} merger;

/* ---- areas ----------------------------------------------------------------------------------------------- */

/* Areas that no year of the crosswalk has stay; of the others there are those of the year, all of them. */
static mkba_status make_areas(merger *m)
{
    const mkba_panel *from = m->from;
    size_t n_codes = m->crosswalk->codes.n, n = 0;
    size_t *list = mkba_i_arena_new(&m->arena, from->n_areas + n_codes, sizeof *list);
    size_t *codes = mkba_i_arena_new(&m->arena, from->n_areas + n_codes, sizeof *codes);
    mkba_i_plan plan = {.areas = list, .n_periods = from->n_periods, .n_indicators = from->n_indicators};
    mkba_status status;

    m->new_area = mkba_i_arena_new(&m->arena, n_codes, sizeof *m->new_area);
    m->old_area = mkba_i_arena_new(&m->arena, n_codes, sizeof *m->old_area);
    if (list == NULL || codes == NULL || m->new_area == NULL || m->old_area == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t a = 0; a < from->n_areas; a++) {
        size_t code = mkba_i_roll_find(&m->crosswalk->codes, from->areas[a].code);
        if (code == MKBA_I_NONE || mkba_i_crosswalk_exists(m->crosswalk, code, m->year)) {
            codes[n] = code;
            list[n++] = a;
        }
    }
    for (size_t code = 0; code < n_codes; code++) {
        m->old_area[code] = mkba_i_roll_find(&from->area_codes, m->crosswalk->codes.items[code]);
        m->new_area[code] = MKBA_I_NONE;
        if (m->old_area[code] == MKBA_I_NONE && mkba_i_crosswalk_exists(m->crosswalk, code, m->year)) {
            codes[n] = code;
            list[n++] = MKBA_I_NONE;
        }
    }
    plan.n_areas = n;
    status = mkba_i_panel_copy(from, &plan, &m->to, m->error);
    for (size_t a = 0; status == MKBA_OK && a < n; a++) {
        if (codes[a] != MKBA_I_NONE)
            m->new_area[codes[a]] = a;
        if (list[a] == MKBA_I_NONE && !mkba_i_panel_set_area(m->to, a, m->crosswalk->codes.items[codes[a]],
                                                             mkba_i_crosswalk_name(m->crosswalk, codes[a], m->year)))
            status = mkba_i_fail_memory(m->error);
    }
    return status;
}

/* ---- cells ----------------------------------------------------------------------------------------------- */

static mkba_i_cell old_cell(const merger *m, size_t indicator, size_t code, size_t period)
{
    size_t area = m->old_area[code];

    return area == MKBA_I_NONE ? (mkba_i_cell){0, MKBA_CELL_ABSENT}
                               : mkba_i_panel_get(m->from, indicator, area, period);
}

/* The sum over what an area is made of; *unknown: a share is not known. */
static mkba_i_cell sum_parts(const merger *m, size_t indicator, size_t code, size_t period, const mkba_i_part *parts,
                             size_t n_parts, bool *unknown)
{
    mkba_i_sum sum = {.n = 0};

    for (size_t i = 0; i < n_parts; i++)
        if (parts[i].to == code) {
            bool not_known = isnan(parts[i].share);
            mkba_i_cell cell = old_cell(m, indicator, parts[i].code, period);
            *unknown = *unknown || not_known;
            mkba_i_sum_add(&sum, not_known ? (mkba_i_cell){0, MKBA_CELL_UNDEFINED} : cell,
                           not_known ? 0 : parts[i].share, false);
        }
    return mkba_i_sum_cell(&sum);
}

/* Whether all parts of an area are of the area itself. */
static bool is_untouched(size_t code, const mkba_i_part *parts, size_t n_parts)
{
    size_t n = 0;

    for (size_t i = 0; i < n_parts; i++) {
        if (parts[i].to == code && parts[i].code != code)
            return false;
        n += parts[i].to == code;
    }
    return n == 1;
}

static mkba_status note_once(const merger *m, size_t area, size_t period, size_t n, const char *why)
{
    char text[MKBA_I_PERIOD_TEXT];

    mkba_i_period_print(&m->to->periods[period], text);
    return n == 0 || mkba_i_panel_note(m->to, "merged", m->to->areas[area].code, text, NULL, n, why)
               ? MKBA_OK
               : mkba_i_fail_memory(m->error);
}

/* All indicators of an area that is made of others, in one period. */
static mkba_status map_area(const merger *m, size_t code, size_t area, size_t period, const mkba_i_part *parts,
                            size_t n_parts)
{
    size_t n_unknown = 0, n_unmapped = 0;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < m->to->n_indicators; i++) {
        const mkba_indicator *known = &m->to->indicators[i];
        size_t up = 0, down = 0;
        bool unknown = false;
        mkba_i_cell cell = {0, MKBA_CELL_UNDEFINED};
        if (known->kind == MKBA_INDICATOR_FLOW || known->kind == MKBA_INDICATOR_STOCK)
            cell = sum_parts(m, i, code, period, parts, n_parts, &unknown);
        else if (known->kind == MKBA_INDICATOR_RATE && mkba_i_rate_parts(m->to, known, &up, &down))
            cell = mkba_i_rate_cell(sum_parts(m, up, code, period, parts, n_parts, &unknown),
                                    sum_parts(m, down, code, period, parts, n_parts, &unknown), known->per);
        else
            n_unmapped++;
        n_unknown += unknown;
        status = mkba_i_panel_put(m->to, i, area, period, cell, m->error);
    }
    if (status == MKBA_OK)
        status = note_once(m, area, period, n_unknown, "indicators undefined: a share of a split is not known");
    if (status == MKBA_OK)
        status = note_once(m, area, period, n_unmapped,
                           "indicators undefined: of unknown kind, or rates without their parts");
    return status;
}

/* Figures on a later map: what changed in between cannot be taken apart. */
static mkba_status refuse_area(const merger *m, size_t code, size_t area, size_t period, const mkba_i_part *parts,
                               size_t n_parts)
{
    bool changed = false;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < n_parts; i++)
        changed = changed || ((parts[i].code == code) != (parts[i].to == code));
    for (size_t i = 0; status == MKBA_OK && changed && i < m->to->n_indicators; i++)
        status = mkba_i_panel_put(m->to, i, area, period, (mkba_i_cell){0, MKBA_CELL_UNDEFINED}, m->error);
    if (status == MKBA_OK && changed)
        status = note_once(m, area, period, m->to->n_indicators,
                           "indicators undefined: figures on a later map cannot be taken apart");
    return status;
}

/* A figure of an area that was not there: the figures are on another map than was said. */
static mkba_status check_map(const merger *m, size_t period, int map_year)
{
    for (size_t code = 0; code < m->crosswalk->codes.n; code++) {
        if (m->old_area[code] == MKBA_I_NONE || mkba_i_crosswalk_exists(m->crosswalk, code, map_year))
            continue;
        for (size_t i = 0; i < m->from->n_indicators; i++)
            if (mkba_i_panel_get(m->from, i, m->old_area[code], period).status != MKBA_CELL_ABSENT) {
                char text[MKBA_I_PERIOD_TEXT];
                mkba_i_period_print(&m->from->periods[period], text);
                return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "map_year",
                                   "\"%.60s\" has \"%.100s\" for %s, and is not on the map of %d: say which map the "
                                   "figures are on",
                                   m->crosswalk->codes.items[code], m->from->indicators[i].name, text, map_year);
            }
    }
    return MKBA_OK;
}

static mkba_status map_period(merger *m, size_t period, int map_year)
{
    mkba_i_arena arena = {0};
    mkba_i_part *parts = NULL;
    size_t n_parts = 0;
    int earlier = map_year < m->year ? map_year : m->year, later = map_year < m->year ? m->year : map_year;
    mkba_status status = check_map(m, period, map_year);

    if (status == MKBA_OK)
        status = mkba_i_crosswalk_parts(m->crosswalk, earlier, later, &arena, &parts, &n_parts, m->error);

    for (size_t code = 0; status == MKBA_OK && code < m->crosswalk->codes.n; code++) {
        size_t area = m->new_area[code];
        if (area == MKBA_I_NONE)
            continue;
        if (map_year > m->year)
            status = refuse_area(m, code, area, period, parts, n_parts);
        else if (!is_untouched(code, parts, n_parts))
            status = map_area(m, code, area, period, parts, n_parts);
    }
    mkba_i_arena_free(&arena);
    return status;
}

static mkba_status check_years(const mkba_panel *panel, const mkba_crosswalk *crosswalk, int year, int map_year,
                               mkba_error *error)
{
    int first = crosswalk->first_year, last = crosswalk->last_year;

    if (year < first || year > last || (map_year != 0 && (map_year < first || map_year > last)))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, year < first || year > last ? "year" : "map_year",
                           "the crosswalk has the maps of %d to %d", first, last);
    for (size_t p = 0; map_year == 0 && p < panel->n_periods; p++)
        if (panel->periods[p].year < first || panel->periods[p].year > last)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "panel",
                               "the panel has figures of %d, the crosswalk maps of %d to %d: select periods first, or "
                               "say which map the figures are on",
                               panel->periods[p].year, first, last);
    return MKBA_OK;
}

mkba_status mkba_panel_merged(const mkba_panel *panel, const mkba_crosswalk *crosswalk, int year, int map_year,
                              mkba_panel **out, mkba_error *error)
{
    merger m = {.from = panel, .crosswalk = crosswalk, .year = year, .error = error};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(crosswalk), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = check_years(panel, crosswalk, year, map_year, error);
    if (status != MKBA_OK)
        return status;
    status = make_areas(&m);
    for (size_t p = 0; status == MKBA_OK && p < panel->n_periods; p++)
        status = map_period(&m, p, map_year == 0 ? panel->periods[p].year : map_year);
    mkba_i_arena_free(&m.arena);
    if (status != MKBA_OK)
        mkba_panel_free(m.to);
    else
        *out = m.to;
    return status;
}
