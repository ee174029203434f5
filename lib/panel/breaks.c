/* Breaks: those that the catalog knows, given to the indicators that they hold for; and all that a panel has. */
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "panel/model.h"

typedef struct known {
    const mkba_i_data_table *data;
    bool *chosen; /* per row */
} known;

/* ---- which hold for which ----------------------------------------------------------------------------------- */

static mkba_status fail_code(const mkba_i_data_table *data, const char *code, mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(code);
    char hint[MKBA_I_HINT];

    for (size_t row = 0; row < data->n_rows; row++)
        mkba_i_nearest_try(&nearest, mkba_i_data_cell(data, row, "code"));
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "codes", "the catalog has no break \"%.60s\"%s", code, hint);
}

static mkba_status choose(known *breaks, const char *const *codes, size_t n, mkba_error *error)
{
    const mkba_i_data_table *data = breaks->data;

    for (size_t row = 0; row < data->n_rows; row++)
        breaks->chosen[row] = codes == NULL;
    for (size_t i = 0; codes != NULL && i < n; i++) {
        size_t row = 0;
        if (codes[i] == NULL)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "codes", "item %zu of the list is NULL", i + 1);
        while (row < data->n_rows && strcmp(mkba_i_data_cell(data, row, "code"), codes[i]) != 0)
            row++;
        if (row == data->n_rows)
            return fail_code(data, codes[i], error);
        breaks->chosen[row] = true;
    }
    return MKBA_OK;
}

/* Whether a name begins with one of the words. */
static bool begins_with_one(const char *name, const char *words)
{
    while (*words != '\0') {
        size_t length = strcspn(words, " ");
        if (strncmp(name, words, length) == 0)
            return true;
        words += length + (words[length] == ' ');
    }
    return false;
}

static bool has_break(const mkba_indicator *indicator, int year, const char *note)
{
    for (size_t i = 0; i < indicator->n_breaks; i++)
        if (indicator->breaks[i].year == year && strcmp(indicator->breaks[i].note, note) == 0)
            return true;
    return false;
}

/* ---- a panel with them -------------------------------------------------------------------------------------- */

/* What an indicator has, and those of the catalog that it does not have yet; each is noted. */
static mkba_status add_breaks(mkba_panel *panel, mkba_i_arena *arena, const known *breaks, bool by_name,
                              mkba_indicator *to, mkba_error *error)
{
    const mkba_i_data_table *data = breaks->data;
    mkba_break *all = mkba_i_arena_new(arena, to->n_breaks + data->n_rows, sizeof *all);
    size_t n = to->n_breaks;

    if (all == NULL)
        return mkba_i_fail_memory(error);
    if (n > 0)
        memcpy(all, to->breaks, n * sizeof *all);
    for (size_t row = 0; row < data->n_rows; row++) {
        const char *note = mkba_i_data_cell(data, row, "note");
        int year = (int) strtol(mkba_i_data_cell(data, row, "year"), NULL, 10); /* embed_read.py sees to it */
        if (!breaks->chosen[row] || has_break(to, year, note) ||
            (by_name && !begins_with_one(to->name, mkba_i_data_cell(data, row, "indicators"))))
            continue;
        all[n++] = (mkba_break){year, strcmp(mkba_i_data_cell(data, row, "action"), "refuse") == 0, note};
        if (!mkba_i_panel_note(panel, "breaks", NULL, NULL, to->name, 1, note))
            return mkba_i_fail_memory(error);
    }
    to->breaks = all;
    to->n_breaks = n;
    return MKBA_OK;
}

static mkba_status make(const mkba_panel *panel, const known *breaks, const char *const *indicators, size_t n,
                        mkba_panel **out, mkba_error *error)
{
    mkba_i_arena arena = {0};
    mkba_panel *noted = NULL;
    mkba_indicator *said = calloc(panel->n_indicators + 1, sizeof *said);
    mkba_status status = said == NULL ? mkba_i_fail_memory(error) : mkba_i_panel_copy_all(panel, &noted, error);

    if (status == MKBA_OK)
        memcpy(said, panel->indicators, panel->n_indicators * sizeof *said);
    for (size_t i = 0; status == MKBA_OK && i < (indicators == NULL ? panel->n_indicators : n); i++) {
        size_t at = i;
        if (indicators != NULL)
            status = mkba_i_panel_find_indicator(panel, indicators[i], "indicators", &at, error);
        if (status == MKBA_OK)
            status = add_breaks(noted, &arena, breaks, indicators == NULL, &said[at], error);
    }
    if (status == MKBA_OK)
        status = mkba_panel_described(noted, said, panel->n_indicators, out, error);
    mkba_panel_free(noted);
    mkba_i_arena_free(&arena);
    free(said);
    return status;
}

mkba_status mkba_panel_with_breaks(const mkba_panel *panel, const char *const *codes, size_t n_codes,
                                   const char *const *indicators, size_t n_indicators, mkba_panel **out,
                                   mkba_error *error)
{
    known breaks = {.data = mkba_i_catalog_data(MKBA_CATALOG_BREAKS)};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    breaks.chosen = calloc(breaks.data->n_rows, sizeof *breaks.chosen);
    status = breaks.chosen == NULL ? mkba_i_fail_memory(error) : choose(&breaks, codes, n_codes, error);
    if (status == MKBA_OK)
        status = make(panel, &breaks, indicators, n_indicators, out, error);
    free(breaks.chosen);
    return status;
}

/* ---- as a table --------------------------------------------------------------------------------------------- */

/* How many areas have a figure before the year, and one from it on. */
static size_t count_across(const mkba_panel *panel, size_t indicator, int year)
{
    size_t across = 0;

    for (size_t a = 0; a < panel->n_areas; a++) {
        bool before = false, after = false;
        for (size_t p = 0; p < panel->n_periods; p++) {
            size_t at = mkba_i_cell_at(panel, indicator, a, p);
            bool there = mkba_cell_has_value((mkba_cell_status) panel->statuses[at]);
            before = before || (there && panel->periods[p].year < year);
            after = after || (there && panel->periods[p].year >= year);
        }
        across += before && after;
    }
    return across;
}

mkba_status mkba_panel_breaks(const mkba_panel *panel, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"indicator", MKBA_COLUMN_TEXT, NULL},
                                            {"year", MKBA_COLUMN_INTEGER, NULL},
                                            {"action", MKBA_COLUMN_TEXT, NULL},
                                            {"areas", MKBA_COLUMN_INTEGER, NULL},
                                            {"note", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    size_t n = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(table));

    for (size_t i = 0; status == MKBA_OK && i < panel->n_indicators; i++)
        n += panel->indicators[i].n_breaks;
    if (status == MKBA_OK)
        status = mkba_i_table_new("breaks", columns, sizeof columns / sizeof *columns, n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < panel->n_indicators; i++)
        for (size_t b = 0; b < panel->indicators[i].n_breaks; b++) {
            const mkba_break *at = &panel->indicators[i].breaks[b];
            mkba_i_row_text(&row, panel->indicators[i].name);
            mkba_i_row_integer(&row, at->year);
            mkba_i_row_text(&row, at->refuse ? "refuse" : "warn");
            mkba_i_row_integer(&row, (int64_t) count_across(panel, i, at->year));
            mkba_i_row_text(&row, at->note);
            mkba_i_row_next(&row);
        }
    if (row.status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return row.status;
}
