/* Panels made from panels: with more said of their indicators, parts of one, two as one. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "panel/build.h"
#include "panel/members.h"

/* ---- described ------------------------------------------------------------------------------------------- */

static bool is_total(const mkba_indicator *indicator)
{
    return indicator->kind == MKBA_INDICATOR_FLOW || indicator->kind == MKBA_INDICATOR_STOCK;
}

static mkba_status check_parts(const mkba_indicator *given, mkba_error *error)
{
    if (given->n_parts > 0 && !is_total(given))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicators",
                           "\"%.100s\": only a flow or a stock is the sum of parts", given->name);
    for (size_t i = 0; i < given->n_parts; i++) {
        const char *part = given->parts == NULL ? NULL : given->parts[i];
        if (part == NULL || strcmp(part, given->name) == 0)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicators",
                               "\"%.100s\": part %zu is NULL or the indicator itself", given->name, i + 1);
        for (size_t j = 0; j < i; j++)
            if (strcmp(part, given->parts[j]) == 0)
                return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicators", "\"%.100s\": part \"%.100s\" comes twice",
                                   given->name, part);
    }
    return MKBA_OK;
}

static mkba_status check_indicator(const mkba_indicator *given, mkba_error *error)
{
    bool rate = given->kind == MKBA_INDICATOR_RATE;

    if ((unsigned) given->kind > (unsigned) MKBA_INDICATOR_RATE)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicators", "\"%.100s\": %d is no kind", given->name,
                           (int) given->kind);
    if ((given->numerator == NULL) != (given->denominator == NULL))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicators",
                           "\"%.100s\": a rate has a numerator and a denominator, or neither is known", given->name);
    if (given->numerator != NULL && !rate)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicators",
                           "\"%.100s\": only a rate has a numerator and a denominator", given->name);
    if (given->numerator != NULL &&
        (strcmp(given->numerator, given->name) == 0 || strcmp(given->denominator, given->name) == 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicators", "\"%.100s\" is part of itself", given->name);
    if (given->numerator != NULL && !(isfinite(given->per) && given->per > 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicators", "\"%.100s\": per must be above 0, such as 1000",
                           given->name);
    if (!(isfinite(given->rounding) && given->rounding >= 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicators", "\"%.100s\": rounding must not be below 0",
                           given->name);
    return check_parts(given, error);
}

/* Copies without those indicators, then adds them anew: a name is set once. */
static mkba_status describe(mkba_panel *to, const mkba_panel *from, const mkba_indicator *const *given)
{
    for (size_t i = 0; i < from->n_indicators; i++) {
        mkba_indicator known = from->indicators[i];
        if (given[i] != NULL) {
            known = *given[i];
            known.unit = known.unit == NULL ? from->indicators[i].unit : known.unit;
            if (known.n_parts == 0 && is_total(&known)) {
                known.parts = from->indicators[i].parts;
                known.n_parts = from->indicators[i].n_parts;
            }
        }
        if (!mkba_i_panel_set_indicator(to, i, &known))
            return MKBA_ERROR_MEMORY;
    }
    return MKBA_OK;
}

static mkba_status find_given(const mkba_panel *panel, const mkba_indicator *indicators, size_t n,
                              const mkba_indicator **given, mkba_error *error)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        mkba_status status = mkba_i_panel_find_indicator(panel, indicators[i].name, "indicators", &at, error);
        if (status == MKBA_OK)
            status = check_indicator(&indicators[i], error);
        if (status != MKBA_OK)
            return status;
        given[at] = &indicators[i];
    }
    return MKBA_OK;
}

static mkba_status copy_described(const mkba_panel *panel, const mkba_indicator *const *given, mkba_panel **out,
                                  mkba_error *error)
{
    size_t n = panel->n_indicators;
    size_t *none = malloc((n == 0 ? 1 : n) * sizeof *none);
    mkba_i_plan plan = {
        .n_areas = panel->n_areas, .n_periods = panel->n_periods, .indicators = none, .n_indicators = n};
    mkba_panel *made = NULL;
    mkba_status status;

    if (none == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        none[i] = MKBA_I_NONE;
    status = mkba_i_panel_copy(panel, &plan, &made, error);
    free(none);
    if (status != MKBA_OK)
        return status;
    if (describe(made, panel, given) != MKBA_OK) {
        mkba_panel_free(made);
        return mkba_i_fail_memory(error);
    }
    size_t n_cells = panel->n_areas * panel->n_periods * n;
    memcpy(made->values, panel->values, n_cells * sizeof *panel->values);
    memcpy(made->statuses, panel->statuses, n_cells);
    memcpy(made->cell_sources, panel->cell_sources, n_cells * sizeof *panel->cell_sources);
    *out = made;
    return MKBA_OK;
}

mkba_status mkba_panel_described(const mkba_panel *panel, const mkba_indicator *indicators, size_t n_indicators,
                                 mkba_panel **out, mkba_error *error)
{
    const mkba_indicator **given;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(out));

    if (status == MKBA_OK && n_indicators > 0)
        status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(indicators));
    if (status != MKBA_OK)
        return status;
    given = calloc(panel->n_indicators + 1, sizeof *given);
    if (given == NULL)
        return mkba_i_fail_memory(error);
    status = find_given(panel, indicators, n_indicators, given, error);
    if (status == MKBA_OK)
        status = copy_described(panel, given, out, error);
    free((void *) given);
    return status;
}

/* ---- selected -------------------------------------------------------------------------------------------- */

typedef mkba_status finder(const mkba_panel *panel, const char *name, const char *where, size_t *position,
                           mkba_error *error);

/* The positions of names, NULL for all; *list is to be freed. */
static mkba_status positions(const mkba_panel *panel, finder *find, const char *where, const char *const *names,
                             size_t n, size_t n_all, size_t **list, mkba_error *error)
{
    bool *taken = calloc(n_all + 1, sizeof *taken);
    size_t *made = malloc((names == NULL ? n_all + 1 : n + 1) * sizeof *made);
    mkba_status status = taken == NULL || made == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && names == NULL && i < n_all; i++)
        made[i] = i;
    for (size_t i = 0; status == MKBA_OK && names != NULL && i < n; i++) {
        status = find(panel, names[i], where, &made[i], error);
        if (status == MKBA_OK && taken[made[i]])
            status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "\"%.100s\" comes twice", names[i]);
        if (status == MKBA_OK)
            taken[made[i]] = true;
    }
    free(taken);
    *list = made; /* freed by the caller in any case */
    return status;
}

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *) a, y = *(const size_t *) b;
    return (x > y) - (x < y);
}

mkba_status mkba_panel_selected(const mkba_panel *panel, const char *const *areas, size_t n_areas,
                                const char *const *periods, size_t n_periods, const char *const *indicators,
                                size_t n_indicators, mkba_panel **out, mkba_error *error)
{
    size_t *area_list = NULL, *period_list = NULL, *indicator_list = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = positions(panel, mkba_i_panel_find_area, "areas", areas, n_areas, panel->n_areas, &area_list, error);
    if (status == MKBA_OK)
        status = positions(panel, mkba_i_panel_find_period, "periods", periods, n_periods, panel->n_periods,
                           &period_list, error);
    if (status == MKBA_OK)
        status = positions(panel, mkba_i_panel_find_indicator, "indicators", indicators, n_indicators,
                           panel->n_indicators, &indicator_list, error);
    if (status == MKBA_OK) {
        mkba_i_plan plan = {area_list,      areas == NULL ? panel->n_areas : n_areas,
                            period_list,    periods == NULL ? panel->n_periods : n_periods,
                            indicator_list, indicators == NULL ? panel->n_indicators : n_indicators};
        qsort(period_list, plan.n_periods, sizeof *period_list, by_size); /* always in order of time */
        status = mkba_i_panel_copy(panel, &plan, out, error);
    }
    free(area_list);
    free(period_list);
    free(indicator_list);
    return status;
}

/* ---- joined ---------------------------------------------------------------------------------------------- */

/* Hands the cells of a panel to a builder. */
static mkba_status pour_cells(const mkba_panel *panel, mkba_i_builder *builder, const size_t *areas,
                              const size_t *periods, size_t indicator, size_t number, mkba_error *error)
{
    for (size_t a = 0; a < panel->n_areas; a++)
        for (size_t p = 0; p < panel->n_periods; p++) {
            size_t at = mkba_i_cell_at(panel, indicator, a, p), source = 0;
            uint16_t from = panel->cell_sources[at];
            mkba_status status;
            if (panel->statuses[at] == MKBA_CELL_ABSENT)
                continue;
            status = mkba_i_builder_source(builder, from == 0 ? NULL : panel->sources.items[from - 1], &source, error);
            mkba_i_record record = {panel->values[at], (uint32_t) areas[a], (uint32_t) periods[p], (uint32_t) number, 0,
                                    (uint16_t) source, panel->statuses[at]};
            if (status == MKBA_OK)
                status = mkba_i_builder_cell(builder, &record, error);
            if (status != MKBA_OK)
                return status;
        }
    return MKBA_OK;
}

/* What is known of an indicator, unless the builder knows it already. */
static mkba_status pour_indicator(const mkba_indicator *from, mkba_i_builder *builder, size_t *number,
                                  mkba_error *error)
{
    size_t before = builder->indicators.n;
    mkba_status status = mkba_i_builder_indicator(builder, from->name, strlen(from->name), number, error);

    if (status == MKBA_OK)
        status = mkba_i_builder_unit(builder, *number, from->unit, error);
    if (status == MKBA_OK && (*number == before || builder->known[*number].kind == MKBA_INDICATOR_UNKNOWN)) {
        mkba_indicator known = *from;
        known.name = builder->known[*number].name;
        known.unit = builder->known[*number].unit;
        builder->known[*number] = known;
    }
    return status;
}

static mkba_status pour_axes(const mkba_panel *panel, mkba_i_builder *builder, size_t *areas, size_t *periods,
                             mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t p = 0; status == MKBA_OK && p < panel->n_periods; p++)
        status = mkba_i_builder_period(builder, &panel->periods[p], &periods[p], error);
    for (size_t a = 0; status == MKBA_OK && a < panel->n_areas; a++) {
        const mkba_i_area *area = &panel->areas[a];
        status = mkba_i_builder_area(builder, area->code, strlen(area->code), &areas[a], error);
        if (status == MKBA_OK && panel->n_periods > 0 && builder->area_names[areas[a]] == NULL)
            status = mkba_i_builder_name(builder, areas[a], periods[0], area->name, strlen(area->name), error);
    }
    return status;
}

static mkba_status pour(const mkba_panel *panel, mkba_i_builder *builder, mkba_error *error)
{
    size_t *areas = malloc((panel->n_areas + 1) * sizeof *areas);
    size_t *periods = malloc((panel->n_periods + 1) * sizeof *periods);
    mkba_status status = areas == NULL || periods == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    if (status == MKBA_OK)
        status = pour_axes(panel, builder, areas, periods, error);
    for (size_t i = 0; status == MKBA_OK && i < panel->n_indicators; i++) {
        size_t number = 0;
        status = pour_indicator(&panel->indicators[i], builder, &number, error);
        if (status == MKBA_OK)
            status = pour_cells(panel, builder, areas, periods, i, number, error);
    }
    free(areas);
    free(periods);
    return status;
}

static bool take_regions(mkba_panel *panel, const mkba_panel *from)
{
    for (size_t i = 0; i < from->n_areas; i++) {
        const mkba_i_area *area = &from->areas[i];
        if (mkba_i_is_made(area) &&
            !mkba_i_panel_take_members(panel, mkba_i_roll_find(&panel->area_codes, area->code), area))
            return false;
    }
    return true;
}

/* Also what a builder does not hold: what regions are made of; attributes and notes. Of the second first, so that the
 * first one's stand. */
static bool take_rest(mkba_panel *panel, const mkba_panel *first, const mkba_panel *second)
{
    return take_regions(panel, second) && take_regions(panel, first) && mkba_i_panel_take_attributes(panel, second) &&
           mkba_i_panel_take_attributes(panel, first) && mkba_i_panel_take_notes(panel, first) &&
           mkba_i_panel_take_notes(panel, second);
}

mkba_status mkba_panel_joined(const mkba_panel *first, const mkba_panel *second, mkba_panel **out, mkba_error *error)
{
    mkba_i_builder builder = {.n_records = 0};
    mkba_panel *made = NULL;
    size_t row = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(first), MKBA_I_GIVEN(second), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = pour(first, &builder, error);
    if (status == MKBA_OK)
        status = pour(second, &builder, error);
    if (status == MKBA_OK)
        status = mkba_i_builder_finish(&builder, &row, &made, error);
    if (status == MKBA_OK && !take_rest(made, first, second)) {
        mkba_panel_free(made);
        status = mkba_i_fail_memory(error);
    }
    mkba_i_builder_free(&builder);
    if (status == MKBA_OK)
        *out = made;
    return status;
}
