/* The builder: see build.h. */
#include "panel/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void mkba_i_builder_free(mkba_i_builder *builder)
{
    mkba_i_roll_free(&builder->areas);
    mkba_i_roll_free(&builder->period_texts);
    mkba_i_roll_free(&builder->indicators);
    mkba_i_roll_free(&builder->sources);
    free((void *) builder->area_names);
    free(builder->named_in);
    free(builder->periods);
    free(builder->known);
    free(builder->records);
    free(builder->notes);
    mkba_i_arena_free(&builder->arena);
    *builder = (mkba_i_builder){.n_records = 0};
}

/* ---- parts ----------------------------------------------------------------------------------------------- */

/* The number of a name, added when new: then *added. Looks near *last first, which becomes the number. */
static mkba_status number_of(mkba_i_builder *builder, mkba_i_roll *roll, const char *what, const char *name,
                             size_t length, size_t *last, size_t *number, bool *added, mkba_error *error)
{
    const char *kept;

    *number = mkba_i_roll_find_near(roll, *last, name, length);
    *added = *number == MKBA_I_NONE;
    if (!*added) {
        *last = *number;
        return MKBA_OK;
    }
    if (length == 0)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "", "the %s is empty", what);
    if (roll->n >= MKBA_I_PANEL_CELLS)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "", "too many different ones: %s", what);
    kept = mkba_i_arena_text(&builder->arena, name, length);
    if (kept == NULL || !mkba_i_roll_add(roll, kept))
        return mkba_i_fail_memory(error);
    *number = roll->n - 1;
    return MKBA_OK;
}

mkba_status mkba_i_builder_area(mkba_i_builder *builder, const char *code, size_t length, size_t *area,
                                mkba_error *error)
{
    void *names = (void *) builder->area_names, *named = builder->named_in;
    bool added;
    mkba_status status =
        number_of(builder, &builder->areas, "code of the area", code, length, &builder->last.area, area, &added, error);

    if (status != MKBA_OK || !added)
        return status;
    if (!mkba_i_grow(&names, &builder->name_capacity, *area + 1, sizeof *builder->area_names))
        return mkba_i_fail_memory(error);
    builder->area_names = names;
    if (!mkba_i_grow(&named, &builder->named_capacity, *area + 1, sizeof *builder->named_in))
        return mkba_i_fail_memory(error);
    builder->named_in = named;
    builder->area_names[*area] = NULL;
    builder->named_in[*area] = (mkba_i_period){.kind = MKBA_PERIOD_ANY};
    return MKBA_OK;
}

static bool is_text(const char *kept, const char *text, size_t length)
{
    return strncmp(kept, text, length) == 0 && kept[length] == '\0';
}

mkba_status mkba_i_builder_name(mkba_i_builder *builder, size_t area, size_t period, const char *name, size_t length,
                                mkba_error *error)
{
    const char *before = builder->area_names[area], *kept = before;

    if (name == NULL || length == 0 ||
        (before != NULL && mkba_i_period_compare(&builder->periods[period], &builder->named_in[area]) < 0))
        return MKBA_OK;
    if (before == NULL || !is_text(before, name, length))
        kept = mkba_i_arena_text(&builder->arena, name, length);
    if (kept == NULL)
        return mkba_i_fail_memory(error);
    builder->area_names[area] = kept;
    builder->named_in[area] = builder->periods[period];
    return MKBA_OK;
}

mkba_status mkba_i_builder_period(mkba_i_builder *builder, const mkba_i_period *period, size_t *number,
                                  mkba_error *error)
{
    char text[MKBA_I_PERIOD_TEXT];
    void *periods = builder->periods;
    bool added;
    mkba_status status;

    if (builder->period_texts.n > 0 && builder->periods[0].kind != period->kind)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "",
                           "a %s beside a %s: a panel has periods of one kind; say which to read",
                           mkba_period_kind_name(period->kind), mkba_period_kind_name(builder->periods[0].kind));
    mkba_i_period_print(period, text);
    if (!mkba_i_grow(&periods, &builder->period_capacity, builder->period_texts.n + 1, sizeof *builder->periods))
        return mkba_i_fail_memory(error);
    builder->periods = periods;
    builder->periods[builder->period_texts.n] = *period;
    status = number_of(builder, &builder->period_texts, "period", text, strlen(text), &builder->last.period, number,
                       &added, error);
    return status;
}

mkba_status mkba_i_builder_indicator(mkba_i_builder *builder, const char *name, size_t length, size_t *indicator,
                                     mkba_error *error)
{
    void *known = builder->known;
    bool added;
    mkba_status status = number_of(builder, &builder->indicators, "name of the indicator", name, length,
                                   &builder->last.indicator, indicator, &added, error);

    if (status != MKBA_OK || !added)
        return status;
    if (!mkba_i_grow(&known, &builder->known_capacity, *indicator + 1, sizeof *builder->known))
        return mkba_i_fail_memory(error);
    builder->known = known;
    builder->known[*indicator] = (mkba_indicator){.name = builder->indicators.items[*indicator], .unit = ""};
    return MKBA_OK;
}

mkba_status mkba_i_builder_unit(mkba_i_builder *builder, size_t indicator, const char *unit, mkba_error *error)
{
    mkba_indicator *known = &builder->known[indicator];

    if (unit == NULL || unit[0] == '\0' || strcmp(unit, known->unit) == 0)
        return MKBA_OK;
    if (known->unit[0] != '\0')
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "",
                           "the unit of \"%.100s\" is \"%.60s\" here and \"%.60s\" before: give one of them another "
                           "name",
                           known->name, unit, known->unit);
    known->unit = mkba_i_arena_text(&builder->arena, unit, strlen(unit));
    if (known->unit != NULL)
        return MKBA_OK;
    known->unit = "";
    return mkba_i_fail_memory(error);
}

mkba_status mkba_i_builder_source(mkba_i_builder *builder, const char *name, size_t *source, mkba_error *error)
{
    bool added;
    mkba_status status;

    *source = 0;
    if (name == NULL || name[0] == '\0')
        return MKBA_OK;
    if (builder->sources.n >= MKBA_I_PANEL_SOURCES && mkba_i_roll_find(&builder->sources, name) == MKBA_I_NONE)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "", "more than %d different sources", MKBA_I_PANEL_SOURCES);
    status = number_of(builder, &builder->sources, "source", name, strlen(name), &builder->last.source, source, &added,
                       error);
    *source += status == MKBA_OK;
    return status;
}

/* ---- cells and notes ------------------------------------------------------------------------------------- */

mkba_status mkba_i_builder_cell(mkba_i_builder *builder, const mkba_i_record *record, mkba_error *error)
{
    if (builder->n_records == builder->record_capacity) {
        void *records = builder->records;
        if (!mkba_i_grow(&records, &builder->record_capacity, builder->n_records + 1, sizeof *builder->records))
            return mkba_i_fail_memory(error);
        builder->records = records;
    }
    builder->records[builder->n_records++] = *record;
    return MKBA_OK;
}

static bool keep_optional(mkba_i_builder *builder, const char *text, const char **kept)
{
    *kept = text == NULL ? NULL : mkba_i_arena_text(&builder->arena, text, strlen(text));
    return text == NULL || *kept != NULL;
}

mkba_status mkba_i_builder_note(mkba_i_builder *builder, const char *area, const char *period, const char *indicator,
                                size_t n, const char *text, mkba_error *error)
{
    mkba_i_note note = {.step = "read", .n = n};
    void *notes = builder->notes;

    if (!keep_optional(builder, area, &note.area) || !keep_optional(builder, period, &note.period) ||
        !keep_optional(builder, indicator, &note.indicator) || !keep_optional(builder, text, &note.text) ||
        !mkba_i_grow(&notes, &builder->note_capacity, builder->n_notes + 1, sizeof *builder->notes))
        return mkba_i_fail_memory(error);
    builder->notes = notes;
    builder->notes[builder->n_notes++] = note;
    return MKBA_OK;
}

/* ---- the panel ------------------------------------------------------------------------------------------- */

/* Where each period of the builder stands in order of time. */
static bool sort_periods(const mkba_i_builder *builder, mkba_panel *panel, size_t **places)
{
    size_t n = panel->n_periods;
    size_t *place = calloc(n == 0 ? 1 : n, sizeof *place);

    if (place == NULL)
        return false;
    for (size_t i = 0; i < n; i++) /* insertion: they come nearly sorted, and a panel has few */
        for (size_t j = 0; j < i; j++) {
            bool before = mkba_i_period_compare(&builder->periods[i], &builder->periods[j]) < 0;
            place[before ? j : i]++;
        }
    for (size_t i = 0; i < n; i++)
        panel->periods[place[i]] = builder->periods[i];
    *places = place;
    return true;
}

static bool set_parts(const mkba_i_builder *builder, mkba_panel *panel)
{
    for (size_t i = 0; i < panel->n_areas; i++)
        if (!mkba_i_panel_set_area(panel, i, builder->areas.items[i], builder->area_names[i]))
            return false;
    for (size_t i = 0; i < panel->n_indicators; i++)
        if (!mkba_i_panel_set_indicator(panel, i, &builder->known[i]))
            return false;
    for (size_t i = 0; i < builder->sources.n; i++)
        if (mkba_i_panel_source(panel, builder->sources.items[i]) == MKBA_I_NONE)
            return false;
    for (size_t i = 0; i < builder->n_notes; i++) {
        const mkba_i_note *note = &builder->notes[i];
        if (!mkba_i_panel_note(panel, note->step, note->area, note->period, note->indicator, note->n, note->text))
            return false;
    }
    return true;
}

static mkba_status fail_double(const mkba_i_builder *builder, const mkba_i_record *second, mkba_error *error)
{
    const mkba_i_record *first = builder->records;
    char before[64];

    while (first < second &&
           (first->area != second->area || first->period != second->period || first->indicator != second->indicator))
        first++;
    if (second->row == 0)
        snprintf(before, sizeof before, "both panels have one");
    else
        snprintf(before, sizeof before, "row %lu has one already", (unsigned long) first->row);
    return mkba_i_fail(error, MKBA_ERROR_PANEL, "", "a second figure for %.60s, %.20s, %.100s: %s (%s)",
                       builder->areas.items[second->area], builder->period_texts.items[second->period],
                       builder->indicators.items[second->indicator], before,
                       first->status == second->status && first->value == second->value ? "the same" : "another");
}

/* Each place is filled once: `filled` tells, because a cell may be there and absent. */
static mkba_status fill(const mkba_i_builder *builder, const size_t *places, bool *filled, mkba_panel *panel,
                        size_t *row, mkba_error *error)
{
    for (size_t i = 0; i < builder->n_records; i++) {
        const mkba_i_record *record = &builder->records[i];
        size_t at = mkba_i_cell_at(panel, record->indicator, record->area, places[record->period]);
        if (filled[at]) {
            *row = record->row;
            return fail_double(builder, record, error);
        }
        filled[at] = true;
        panel->values[at] = record->value;
        panel->statuses[at] = record->status;
        panel->cell_sources[at] = record->source;
    }
    return MKBA_OK;
}

mkba_status mkba_i_builder_finish(const mkba_i_builder *builder, size_t *row, mkba_panel **out, mkba_error *error)
{
    mkba_panel *panel = NULL;
    size_t *places = NULL;
    bool *filled = NULL;
    size_t n_cells;
    mkba_status status =
        mkba_i_panel_new(builder->areas.n, builder->period_texts.n, builder->indicators.n, &panel, error);

    *row = 0;
    if (status != MKBA_OK)
        return status;
    n_cells = panel->n_areas * panel->n_periods * panel->n_indicators;
    filled = calloc(n_cells == 0 ? 1 : n_cells, sizeof *filled);
    if (filled == NULL || !sort_periods(builder, panel, &places) || !set_parts(builder, panel))
        status = mkba_i_fail_memory(error);
    if (status == MKBA_OK)
        status = fill(builder, places, filled, panel, row, error);
    free(filled);
    free(places);
    if (status != MKBA_OK) {
        mkba_panel_free(panel);
        return status;
    }
    *out = panel;
    return MKBA_OK;
}
