/* Indicators computed from others: totals, rates, prices of one year. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mkba/catalog.h>

#include "base/text.h"
#include "catalog/catalog.h"
#include "panel/derive.h"

/* Hands out a panel that is filled, or frees it. */
static mkba_status hand_out(mkba_status status, mkba_panel *made, mkba_panel **out)
{
    if (status != MKBA_OK)
        mkba_panel_free(made);
    else
        *out = made;
    return status;
}

static bool adds_up(mkba_indicator_kind kind)
{
    return kind == MKBA_INDICATOR_FLOW || kind == MKBA_INDICATOR_STOCK;
}

/* The breaks of several indicators, each once, in *breaks, which is to be freed. */
static mkba_status gather_breaks(const mkba_panel *panel, const size_t *list, size_t n, mkba_break **breaks,
                                 size_t *n_breaks, mkba_error *error)
{
    size_t most = 1, kept = 0;
    mkba_break *all;

    for (size_t i = 0; i < n; i++)
        most += panel->indicators[list[i]].n_breaks;
    all = calloc(most, sizeof *all);
    if (all == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        for (size_t b = 0; b < panel->indicators[list[i]].n_breaks; b++) {
            const mkba_break *from = &panel->indicators[list[i]].breaks[b];
            size_t at = 0;
            while (at < kept && (all[at].year != from->year || strcmp(all[at].note, from->note) != 0))
                at++;
            all[at] = *from;
            kept += at == kept;
        }
    *breaks = all;
    *n_breaks = kept;
    return MKBA_OK;
}

/* ---- totals ---------------------------------------------------------------------------------------------- */

static mkba_status find_parts(const mkba_panel *panel, const char *const *parts, size_t n, size_t *list,
                              mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        status = mkba_i_panel_find_indicator(panel, parts[i], "parts", &list[i], error);
        if (status != MKBA_OK)
            return status;
        const mkba_indicator *part = &panel->indicators[list[i]], *first = &panel->indicators[list[0]];
        for (size_t j = 0; j < i; j++)
            if (list[j] == list[i])
                return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parts", "\"%.100s\" comes twice", part->name);
        if (!adds_up(part->kind))
            return mkba_i_fail(error, MKBA_ERROR_PANEL, "parts",
                               "\"%.100s\" is of kind %s and does not add up: only flows and stocks do; describe it "
                               "first",
                               part->name, mkba_indicator_kind_name(part->kind));
        if (part->kind != first->kind || strcmp(part->unit, first->unit) != 0)
            return mkba_i_fail(error, MKBA_ERROR_PANEL, "parts",
                               "\"%.100s\" (%s, \"%.40s\") and \"%.100s\" (%s, \"%.40s\") differ in kind or unit",
                               first->name, mkba_indicator_kind_name(first->kind), first->unit, part->name,
                               mkba_indicator_kind_name(part->kind), part->unit);
    }
    return status;
}

static mkba_status note_total(mkba_panel *made, const size_t *list, size_t n, mkba_error *error)
{
    mkba_i_text how = {0};

    for (size_t i = 0; i < n; i++) {
        mkba_i_text_add(&how, i == 0 ? "sum of " : ", ");
        mkba_i_text_add(&how, made->indicators[list[i]].name);
    }
    return mkba_i_panel_note_made(made, "total", &how, error);
}

static mkba_status fill_total(mkba_panel *made, const size_t *list, size_t n, mkba_error *error)
{
    mkba_status status = note_total(made, list, n, error);

    for (size_t a = 0; a < made->n_areas; a++)
        for (size_t p = 0; status == MKBA_OK && p < made->n_periods; p++) {
            mkba_i_sum sum = {.n = 0};
            for (size_t i = 0; i < n; i++)
                mkba_i_sum_add(&sum, mkba_i_panel_get(made, list[i], a, p), 1, false);
            status = mkba_i_panel_put(made, made->n_indicators - 1, a, p, mkba_i_sum_cell(&sum), error);
        }
    return status;
}

mkba_status mkba_panel_total(const mkba_panel *panel, const char *indicator, const char *const *parts, size_t n_parts,
                             mkba_panel **out, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_break *breaks = NULL;
    size_t *list = NULL, n_breaks = 0;
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(indicator), MKBA_I_GIVEN(parts), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    if (n_parts == 0 || indicator[0] == '\0')
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, n_parts == 0 ? "parts" : "indicator",
                           "a total has a name and at least one part");
    list = calloc(n_parts, sizeof *list);
    status = list == NULL ? mkba_i_fail_memory(error) : find_parts(panel, parts, n_parts, list, error);
    if (status == MKBA_OK)
        status = gather_breaks(panel, list, n_parts, &breaks, &n_breaks, error);
    if (status == MKBA_OK) {
        const mkba_indicator *first = &panel->indicators[list[0]];
        mkba_indicator added = {.name = indicator,
                                .unit = first->unit,
                                .kind = first->kind,
                                .parts = parts,
                                .n_parts = n_parts,
                                .breaks = breaks,
                                .n_breaks = n_breaks};
        status = mkba_i_panel_add_indicator(panel, &added, &made, error);
    }
    if (status == MKBA_OK)
        status = fill_total(made, list, n_parts, error);
    free(breaks);
    free(list);
    return hand_out(status, made, out);
}

/* ---- rates ----------------------------------------------------------------------------------------------- */

static mkba_status check_part(const mkba_panel *panel, size_t part, const char *where, mkba_error *error)
{
    const mkba_indicator *known = &panel->indicators[part];

    if (known->kind != MKBA_INDICATOR_RATE)
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_PANEL, where, "\"%.100s\" is itself a rate", known->name);
}

static mkba_status fill_rate(mkba_panel *made, size_t up, size_t down, mkba_error *error)
{
    const mkba_indicator *rate = &made->indicators[made->n_indicators - 1];
    mkba_i_text how = {0};
    mkba_status status;

    mkba_i_text_number(&how, rate->per);
    mkba_i_text_format(&how, " x %s / %s", rate->numerator, rate->denominator);
    status = mkba_i_panel_note_made(made, "rate", &how, error);
    for (size_t a = 0; a < made->n_areas; a++)
        for (size_t p = 0; status == MKBA_OK && p < made->n_periods; p++) {
            mkba_i_cell cell =
                mkba_i_rate_cell(mkba_i_panel_get(made, up, a, p), mkba_i_panel_get(made, down, a, p), rate->per);
            status = mkba_i_panel_put(made, made->n_indicators - 1, a, p, cell, error);
        }
    return status;
}

mkba_status mkba_panel_rate(const mkba_panel *panel, const char *indicator, const char *numerator,
                            const char *denominator, double per, const char *unit, mkba_panel **out, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_break *breaks = NULL;
    size_t up = 0, down = 0, n_breaks = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(indicator),
                                            MKBA_I_GIVEN(numerator), MKBA_I_GIVEN(denominator), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    if (!(isfinite(per) && per > 0) || indicator[0] == '\0')
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, indicator[0] == '\0' ? "indicator" : "per",
                           "a rate has a name, and per is above 0, such as 1000");
    status = mkba_i_panel_find_indicator(panel, numerator, "numerator", &up, error);
    if (status == MKBA_OK)
        status = mkba_i_panel_find_indicator(panel, denominator, "denominator", &down, error);
    if (status == MKBA_OK)
        status = check_part(panel, up, "numerator", error);
    if (status == MKBA_OK)
        status = check_part(panel, down, "denominator", error);
    if (status == MKBA_OK)
        status = gather_breaks(panel, (const size_t[]){up, down}, 2, &breaks, &n_breaks, error);
    if (status != MKBA_OK)
        return status;
    mkba_indicator added = {.name = indicator,
                            .unit = unit,
                            .breaks = breaks,
                            .n_breaks = n_breaks,
                            .kind = MKBA_INDICATOR_RATE,
                            .numerator = numerator,
                            .denominator = denominator,
                            .per = per};
    status = mkba_i_panel_add_indicator(panel, &added, &made, error);
    free(breaks);
    if (status == MKBA_OK)
        status = fill_rate(made, up, down, error);
    return hand_out(status, made, out);
}

/* ---- prices of one year ---------------------------------------------------------------------------------- */

/* Whether the level of one of two years is still to be revised. */
static bool is_provisional(const mkba_i_index *index, int a, int b)
{
    for (size_t i = 0; i < index->n_levels; i++)
        if ((index->levels[i].year == a || index->levels[i].year == b) && index->levels[i].provisional)
            return true;
    return false;
}

static mkba_status fill_prices(mkba_panel *made, size_t from, const mkba_catalog *catalog, const char *index,
                               int to_year, mkba_error *error)
{
    const mkba_i_index_data *levels = NULL;
    mkba_i_text how = {0};
    mkba_status status = mkba_i_catalog_need_index(catalog, index, &levels, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_text_format(&how, "%s in prices of %d, by the index %s", made->indicators[from].name, to_year, index);
    status = mkba_i_panel_note_made(made, "deflated", &how, error);
    for (size_t p = 0; status == MKBA_OK && p < made->n_periods; p++) {
        double factor = 0;
        int year = made->periods[p].year;
        bool provisional = year != to_year && is_provisional(&levels->index, year, to_year);
        status = mkba_convert_price(catalog, 1, index, year, to_year, &factor, error);
        for (size_t a = 0; status == MKBA_OK && a < made->n_areas; a++) {
            mkba_i_cell cell = mkba_i_panel_get(made, from, a, p);
            cell.value *= factor;
            cell.status = provisional ? mkba_i_cell_combine(cell.status, MKBA_CELL_PROVISIONAL)
                                      : mkba_i_cell_derived(cell.status);
            status = mkba_i_panel_put(made, made->n_indicators - 1, a, p, cell, error);
        }
    }
    return status;
}

mkba_status mkba_panel_deflated(const mkba_panel *panel, const mkba_catalog *catalog, const char *indicator,
                                const char *from, const char *index, int to_year, mkba_panel **out, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_i_text unit = {0};
    size_t at = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(indicator), MKBA_I_GIVEN(from),
                                            MKBA_I_GIVEN(index), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    if (indicator[0] == '\0')
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicator", "the name of the new indicator is empty");
    status = mkba_i_panel_find_indicator(panel, from, "from", &at, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_text_format(&unit, "%s (prijzen %d)", panel->indicators[at].unit, to_year);
    if (unit.failed) {
        mkba_i_text_drop(&unit);
        return mkba_i_fail_memory(error);
    }
    mkba_indicator added = panel->indicators[at];
    added.name = indicator;
    added.unit = unit.data[0] == ' ' ? unit.data + 1 : unit.data;
    added.numerator = NULL;
    added.denominator = NULL;
    added.parts = NULL;
    added.n_parts = 0;
    added.rounding = 0;
    status = mkba_i_panel_add_indicator(panel, &added, &made, error);
    mkba_i_text_drop(&unit);
    if (status == MKBA_OK)
        status = fill_prices(made, at, catalog, index, to_year, error);
    return hand_out(status, made, out);
}
