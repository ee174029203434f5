/* The object: making, freeing, looking at it. */
#include "panel/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define MOST_TRIED 1000

/* ---- making ---------------------------------------------------------------------------------------------- */

static bool make_cells(mkba_panel *panel, size_t n)
{
    panel->areas = mkba_i_arena_new(&panel->arena, panel->n_areas, sizeof *panel->areas);
    panel->periods = mkba_i_arena_new(&panel->arena, panel->n_periods, sizeof *panel->periods);
    panel->indicators = mkba_i_arena_new(&panel->arena, panel->n_indicators, sizeof *panel->indicators);
    panel->values = mkba_i_arena_new(&panel->arena, n, sizeof *panel->values);
    panel->statuses = mkba_i_arena_new(&panel->arena, n, sizeof *panel->statuses);
    panel->cell_sources = mkba_i_arena_new(&panel->arena, n, sizeof *panel->cell_sources);
    return panel->areas != NULL && panel->periods != NULL && panel->indicators != NULL && panel->values != NULL &&
           panel->statuses != NULL && panel->cell_sources != NULL;
}

static bool too_many(size_t n_areas, size_t n_periods, size_t n_indicators)
{
    size_t left = MKBA_I_PANEL_CELLS;

    if (n_areas > left || n_periods > left || n_indicators > left)
        return true;
    if (n_areas == 0 || n_periods == 0 || n_indicators == 0)
        return false;
    return n_periods > left / n_areas || n_indicators > left / (n_areas * n_periods);
}

mkba_status mkba_i_panel_new(size_t n_areas, size_t n_periods, size_t n_indicators, mkba_panel **out, mkba_error *error)
{
    mkba_panel *panel;

    if (too_many(n_areas, n_periods, n_indicators))
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "",
                           "%zu areas x %zu periods x %zu indicators: a panel holds at most %zu cells; read fewer "
                           "indicators",
                           n_areas, n_periods, n_indicators, MKBA_I_PANEL_CELLS);
    panel = calloc(1, sizeof *panel);
    if (panel == NULL)
        return mkba_i_fail_memory(error);
    panel->n_areas = n_areas;
    panel->n_periods = n_periods;
    panel->n_indicators = n_indicators;
    if (!make_cells(panel, n_areas * n_periods * n_indicators)) {
        mkba_panel_free(panel);
        return mkba_i_fail_memory(error);
    }
    *out = panel;
    return MKBA_OK;
}

void mkba_panel_free(mkba_panel *panel)
{
    if (panel == NULL)
        return;
    mkba_i_roll_free(&panel->area_codes);
    mkba_i_roll_free(&panel->indicator_names);
    mkba_i_roll_free(&panel->sources);
    free(panel->notes);
    mkba_i_arena_free(&panel->arena);
    free(panel);
}

/* ---- setting parts --------------------------------------------------------------------------------------- */

static const char *keep(mkba_panel *panel, const char *text)
{
    return mkba_i_arena_text(&panel->arena, text, strlen(text));
}

bool mkba_i_panel_set_area(mkba_panel *panel, size_t area, const char *code, const char *name)
{
    mkba_i_area *to = &panel->areas[area];

    to->code = keep(panel, code);
    to->name = keep(panel, name == NULL ? "" : name);
    return to->code != NULL && to->name != NULL && mkba_i_roll_add(&panel->area_codes, to->code);
}

static bool copy_breaks(mkba_panel *panel, const mkba_indicator *from, mkba_indicator *to)
{
    mkba_break *breaks = mkba_i_arena_new(&panel->arena, from->n_breaks, sizeof *breaks);

    for (size_t i = 0; breaks != NULL && i < from->n_breaks; i++) {
        breaks[i] = from->breaks[i];
        breaks[i].note = keep(panel, from->breaks[i].note == NULL ? "" : from->breaks[i].note);
        if (breaks[i].note == NULL)
            return false;
    }
    to->breaks = breaks;
    return breaks != NULL;
}

static bool copy_total(mkba_panel *panel, const mkba_indicator *from, mkba_indicator *to)
{
    const char **parts = NULL;

    to->parts = NULL;
    if (from->n_parts == 0)
        return true;
    parts = mkba_i_arena_new(&panel->arena, from->n_parts, sizeof *parts);
    if (parts == NULL)
        return false;
    for (size_t i = 0; i < from->n_parts; i++) {
        parts[i] = keep(panel, from->parts[i]);
        if (parts[i] == NULL)
            return false;
    }
    to->parts = parts;
    return true;
}

bool mkba_i_panel_set_indicator(mkba_panel *panel, size_t indicator, const mkba_indicator *from)
{
    mkba_indicator *to = &panel->indicators[indicator];
    bool rate = from->numerator != NULL && from->denominator != NULL;

    *to = *from;
    to->name = keep(panel, from->name);
    to->unit = keep(panel, from->unit == NULL ? "" : from->unit);
    to->numerator = rate ? keep(panel, from->numerator) : NULL;
    to->denominator = rate ? keep(panel, from->denominator) : NULL;
    return to->name != NULL && to->unit != NULL && (!rate || (to->numerator != NULL && to->denominator != NULL)) &&
           copy_breaks(panel, from, to) && copy_total(panel, from, to) &&
           mkba_i_roll_add(&panel->indicator_names, to->name);
}

size_t mkba_i_panel_source(mkba_panel *panel, const char *name)
{
    size_t source = mkba_i_roll_find(&panel->sources, name);
    const char *kept;

    if (source != MKBA_I_NONE)
        return source + 1;
    kept = panel->sources.n < MKBA_I_PANEL_SOURCES ? keep(panel, name) : NULL;
    return kept != NULL && mkba_i_roll_add(&panel->sources, kept) ? panel->sources.n : MKBA_I_NONE;
}

bool mkba_i_panel_take_sources(mkba_panel *panel, const mkba_panel *from)
{
    for (size_t i = 0; i < from->sources.n; i++)
        if (mkba_i_panel_source(panel, from->sources.items[i]) == MKBA_I_NONE)
            return false;
    return true;
}

static bool keep_optional(mkba_panel *panel, const char *text, const char **kept)
{
    *kept = text == NULL ? NULL : keep(panel, text);
    return text == NULL || *kept != NULL;
}

bool mkba_i_panel_note(mkba_panel *panel, const char *step, const char *area, const char *period, const char *indicator,
                       size_t n, const char *text)
{
    mkba_i_note note = {.n = n};
    void *notes = panel->notes;

    if (!keep_optional(panel, step, &note.step) || !keep_optional(panel, area, &note.area) ||
        !keep_optional(panel, period, &note.period) || !keep_optional(panel, indicator, &note.indicator) ||
        !keep_optional(panel, text, &note.text) ||
        !mkba_i_grow(&notes, &panel->note_capacity, panel->n_notes + 1, sizeof *panel->notes))
        return false;
    panel->notes = notes;
    panel->notes[panel->n_notes++] = note;
    return true;
}

bool mkba_i_panel_take_notes(mkba_panel *panel, const mkba_panel *from)
{
    for (size_t i = 0; i < from->n_notes; i++) {
        const mkba_i_note *note = &from->notes[i];
        if (!mkba_i_panel_note(panel, note->step, note->area, note->period, note->indicator, note->n, note->text))
            return false;
    }
    return true;
}

/* ---- finding --------------------------------------------------------------------------------------------- */

mkba_status mkba_i_panel_unknown(const mkba_i_roll *roll, const char *what, const char *name, const char *where,
                                 mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    char hint[MKBA_I_HINT];

    for (size_t i = 0; i < roll->n && i < MOST_TRIED; i++)
        mkba_i_nearest_try(&nearest, roll->items[i]);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, where, "the panel has no %s \"%.100s\"%s", what, name, hint);
}

static mkba_status find(const mkba_i_roll *roll, const char *what, const char *name, const char *where,
                        size_t *position, mkba_error *error)
{
    size_t found;

    if (name == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "the name of an %s must not be NULL", what);
    found = mkba_i_roll_find(roll, name);
    if (found == MKBA_I_NONE)
        return mkba_i_panel_unknown(roll, what, name, where, error);
    *position = found;
    return MKBA_OK;
}

mkba_status mkba_i_panel_find_area(const mkba_panel *panel, const char *code, const char *where, size_t *area,
                                   mkba_error *error)
{
    return find(&panel->area_codes, "area", code, where, area, error);
}

mkba_status mkba_i_panel_find_indicator(const mkba_panel *panel, const char *name, const char *where, size_t *indicator,
                                        mkba_error *error)
{
    return find(&panel->indicator_names, "indicator", name, where, indicator, error);
}

size_t mkba_i_panel_period_at(const mkba_panel *panel, const mkba_i_period *period)
{
    size_t low = 0, high = panel->n_periods;

    if (mkba_panel_period_kind(panel) != period->kind)
        return MKBA_I_NONE;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = mkba_i_period_compare(period, &panel->periods[middle]);
        if (order == 0)
            return middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return MKBA_I_NONE;
}

mkba_status mkba_i_panel_find_period(const mkba_panel *panel, const char *text, const char *where, size_t *period,
                                     mkba_error *error)
{
    mkba_i_period read;
    size_t found;

    if (text == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "a period must not be NULL");
    if (!mkba_i_period_parse_given(text, &read))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                           "\"%.60s\" is no period: write 2021, 2021HJ01, 2021KW04, 2021MM12 or 2021-01-31", text);
    found = mkba_i_panel_period_at(panel, &read);
    if (found == MKBA_I_NONE)
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, where, "the panel has no period \"%.60s\"; it has %zu of kind %s",
                           text, panel->n_periods, mkba_period_kind_name(mkba_panel_period_kind(panel)));
    *period = found;
    return MKBA_OK;
}

/* ---- looking at it --------------------------------------------------------------------------------------- */

size_t mkba_panel_n_areas(const mkba_panel *panel)
{
    return panel == NULL ? 0 : panel->n_areas;
}

size_t mkba_panel_n_periods(const mkba_panel *panel)
{
    return panel == NULL ? 0 : panel->n_periods;
}

size_t mkba_panel_n_indicators(const mkba_panel *panel)
{
    return panel == NULL ? 0 : panel->n_indicators;
}

mkba_period_kind mkba_panel_period_kind(const mkba_panel *panel)
{
    return panel == NULL || panel->n_periods == 0 ? MKBA_PERIOD_ANY : panel->periods[0].kind;
}

const char *mkba_panel_area_code(const mkba_panel *panel, size_t area)
{
    return area < mkba_panel_n_areas(panel) ? panel->areas[area].code : NULL;
}

const char *mkba_panel_area_name(const mkba_panel *panel, size_t area)
{
    return area < mkba_panel_n_areas(panel) ? panel->areas[area].name : NULL;
}

const mkba_indicator *mkba_panel_indicator(const mkba_panel *panel, size_t indicator)
{
    return indicator < mkba_panel_n_indicators(panel) ? &panel->indicators[indicator] : NULL;
}

mkba_status mkba_panel_cell(const mkba_panel *panel, const char *area, const char *period, const char *indicator,
                            double *value, mkba_cell_status *status, mkba_error *error)
{
    size_t area_at = 0, period_at = 0, indicator_at = 0;
    mkba_status found = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(value));

    if (found == MKBA_OK)
        found = mkba_i_panel_find_area(panel, area, "area", &area_at, error);
    if (found == MKBA_OK)
        found = mkba_i_panel_find_period(panel, period, "period", &period_at, error);
    if (found == MKBA_OK)
        found = mkba_i_panel_find_indicator(panel, indicator, "indicator", &indicator_at, error);
    if (found != MKBA_OK)
        return found;
    size_t at = mkba_i_cell_at(panel, indicator_at, area_at, period_at);
    *value = panel->values[at];
    if (status != NULL)
        *status = (mkba_cell_status) panel->statuses[at];
    return MKBA_OK;
}

const double *mkba_panel_values(const mkba_panel *panel, size_t indicator, size_t area)
{
    bool there = indicator < mkba_panel_n_indicators(panel) && area < mkba_panel_n_areas(panel);
    return there ? &panel->values[mkba_i_cell_at(panel, indicator, area, 0)] : NULL;
}

const unsigned char *mkba_panel_statuses(const mkba_panel *panel, size_t indicator, size_t area)
{
    bool there = indicator < mkba_panel_n_indicators(panel) && area < mkba_panel_n_areas(panel);
    return there ? &panel->statuses[mkba_i_cell_at(panel, indicator, area, 0)] : NULL;
}
