/* Panels made from panels: parts of one, two as one, with more said of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "panel/build.h"
#include "panel/members.h"

/* ---- copying --------------------------------------------------------------------------------------------- */

static size_t from_of(const size_t *list, size_t position, size_t n_from)
{
    return list != NULL ? list[position] : position < n_from ? position : MKBA_I_NONE;
}

static void copy_cells(const mkba_panel *from, const mkba_i_plan *plan, mkba_panel *to)
{
    for (size_t i = 0; i < to->n_indicators; i++)
        for (size_t a = 0; a < to->n_areas; a++)
            for (size_t p = 0; p < to->n_periods; p++) {
                size_t fi = from_of(plan->indicators, i, from->n_indicators);
                size_t fa = from_of(plan->areas, a, from->n_areas);
                size_t at = mkba_i_cell_at(to, i, a, p);
                size_t source = fi == MKBA_I_NONE || fa == MKBA_I_NONE
                                    ? MKBA_I_NONE
                                    : mkba_i_cell_at(from, fi, fa, from_of(plan->periods, p, from->n_periods));
                if (source == MKBA_I_NONE)
                    continue;
                to->values[at] = from->values[source];
                to->statuses[at] = from->statuses[source];
                to->cell_sources[at] = from->cell_sources[source];
            }
}

static bool copy_parts(const mkba_panel *from, const mkba_i_plan *plan, mkba_panel *to)
{
    for (size_t a = 0; a < to->n_areas; a++) {
        size_t at = from_of(plan->areas, a, from->n_areas);
        if (at == MKBA_I_NONE)
            continue;
        if (!mkba_i_panel_set_area(to, a, from->areas[at].code, from->areas[at].name) ||
            !mkba_i_panel_take_members(to, a, &from->areas[at]))
            return false;
    }
    for (size_t p = 0; p < to->n_periods; p++)
        to->periods[p] = from->periods[from_of(plan->periods, p, from->n_periods)];
    for (size_t i = 0; i < to->n_indicators; i++) {
        size_t at = from_of(plan->indicators, i, from->n_indicators);
        if (at != MKBA_I_NONE && !mkba_i_panel_set_indicator(to, i, &from->indicators[at]))
            return false;
    }
    return mkba_i_panel_take_sources(to, from) && mkba_i_panel_take_notes(to, from) &&
           mkba_i_panel_take_attributes(to, from);
}

mkba_status mkba_i_panel_copy(const mkba_panel *from, const mkba_i_plan *plan, mkba_panel **out, mkba_error *error)
{
    mkba_panel *to = NULL;
    mkba_status status = mkba_i_panel_new(plan->n_areas, plan->n_periods, plan->n_indicators, &to, error);

    if (status != MKBA_OK)
        return status;
    if (!copy_parts(from, plan, to)) {
        mkba_panel_free(to);
        return mkba_i_fail_memory(error);
    }
    copy_cells(from, plan, to);
    *out = to;
    return MKBA_OK;
}

mkba_status mkba_i_panel_copy_all(const mkba_panel *from, mkba_panel **out, mkba_error *error)
{
    mkba_i_plan plan = {.n_areas = from->n_areas, .n_periods = from->n_periods, .n_indicators = from->n_indicators};

    return mkba_i_panel_copy(from, &plan, out, error);
}

/* ---- attributes ------------------------------------------------------------------------------------------ */

/* An attribute of that name, of no area yet; one that is there is emptied. NULL when memory is short. */
static mkba_i_attribute *make_attribute(mkba_panel *panel, const char *name, const char *unit, bool texts)
{
    mkba_i_arena *arena = &panel->arena;
    mkba_i_attribute made = {.name = mkba_i_arena_text(arena, name, strlen(name)),
                             .unit = mkba_i_arena_text(arena, unit, strlen(unit)),
                             .present = mkba_i_arena_new(arena, panel->n_areas, sizeof(bool))};
    mkba_i_attribute *all = mkba_i_arena_new(arena, panel->n_attributes + 1, sizeof *all);
    size_t at = 0;

    if (texts)
        made.texts = mkba_i_arena_new(arena, panel->n_areas, sizeof *made.texts);
    else
        made.numbers = mkba_i_arena_new(arena, panel->n_areas, sizeof *made.numbers);
    if (made.name == NULL || made.unit == NULL || made.present == NULL || all == NULL ||
        (made.texts == NULL && made.numbers == NULL))
        return NULL;
    while (at < panel->n_attributes && strcmp(panel->attributes[at].name, name) != 0)
        at++;
    for (size_t i = 0; i < panel->n_attributes; i++)
        all[i] = panel->attributes[i];
    all[at] = made;
    panel->n_attributes += at == panel->n_attributes;
    panel->attributes = all;
    return &all[at];
}

static bool set_attribute(mkba_panel *panel, mkba_i_attribute *attribute, size_t area, const char *text, double number)
{
    attribute->present[area] = true;
    if (attribute->texts == NULL) {
        attribute->numbers[area] = number;
        return true;
    }
    attribute->texts[area] = mkba_i_arena_text(&panel->arena, text, strlen(text));
    return attribute->texts[area] != NULL;
}

static bool take_attribute(mkba_panel *panel, const mkba_panel *from, const mkba_i_attribute *attribute)
{
    mkba_i_attribute *made = make_attribute(panel, attribute->name, attribute->unit, attribute->texts != NULL);

    if (made == NULL)
        return false;
    for (size_t i = 0; i < from->n_areas; i++) {
        size_t area = mkba_i_roll_find(&panel->area_codes, from->areas[i].code);
        if (area == MKBA_I_NONE || !attribute->present[i])
            continue;
        if (!set_attribute(panel, made, area, attribute->texts == NULL ? NULL : attribute->texts[i],
                           attribute->texts == NULL ? attribute->numbers[i] : 0))
            return false;
    }
    return true;
}

bool mkba_i_panel_take_attributes(mkba_panel *panel, const mkba_panel *from)
{
    for (size_t i = 0; i < from->n_attributes; i++)
        if (!take_attribute(panel, from, &from->attributes[i]))
            return false;
    return true;
}

static mkba_status fill_attribute(mkba_panel *panel, mkba_i_attribute *attribute, const char *const *codes, size_t n,
                                  const char *const *texts, const double *numbers, mkba_error *error)
{
    for (size_t i = 0; i < n; i++) {
        size_t area = 0;
        mkba_status status = mkba_i_panel_find_area(panel, codes[i], "codes", &area, error);
        if (status != MKBA_OK)
            return status;
        if (attribute->present[area])
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "codes", "area \"%.60s\" comes twice", codes[i]);
        if (numbers != NULL && !isfinite(numbers[i]))
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "numbers", "the number of area \"%.60s\" is not finite",
                               codes[i]);
        if (texts != NULL && texts[i] == NULL)
            continue;
        if (!set_attribute(panel, attribute, area, texts == NULL ? NULL : texts[i], numbers == NULL ? 0 : numbers[i]))
            return mkba_i_fail_memory(error);
    }
    return MKBA_OK;
}

mkba_status mkba_panel_with_attribute(const mkba_panel *panel, const char *attribute, const char *unit,
                                      const char *const *codes, size_t n_codes, const char *const *texts,
                                      const double *numbers, mkba_panel **out, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_i_attribute *place;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(attribute), MKBA_I_GIVEN(out));

    if (status == MKBA_OK && n_codes > 0)
        status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(codes));
    if (status != MKBA_OK)
        return status;
    if ((texts == NULL) == (numbers == NULL))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "texts", "give texts or numbers, one of the two");
    status = mkba_i_panel_copy_all(panel, &made, error);
    if (status != MKBA_OK)
        return status;
    place = make_attribute(made, attribute, unit == NULL ? "" : unit, texts != NULL);
    status =
        place == NULL ? mkba_i_fail_memory(error) : fill_attribute(made, place, codes, n_codes, texts, numbers, error);
    if (status != MKBA_OK) {
        mkba_panel_free(made);
        return status;
    }
    *out = made;
    return MKBA_OK;
}
