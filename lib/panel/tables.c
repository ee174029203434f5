/* Panels as tables. */
#include "panel/model.h"

#include "base/table.h"
#include "base/text.h"

#define MOST_ROWS ((size_t) 10 * 1000 * 1000)

static mkba_status check(const mkba_panel *panel, const mkba_table *const *table, mkba_error *error)
{
    return MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(table));
}

/* Hands out a table whose rows are all written, or frees it. */
static mkba_status hand_out(const mkba_i_row *row, mkba_table *made, mkba_table **table)
{
    if (row->status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return row->status;
}

/* ---- cells ----------------------------------------------------------------------------------------------- */

static size_t count_present(const mkba_panel *panel)
{
    size_t n = panel->n_areas * panel->n_periods * panel->n_indicators, present = 0;

    for (size_t i = 0; i < n; i++)
        present += panel->statuses[i] != MKBA_CELL_ABSENT;
    return present;
}

static void write_cell(const mkba_panel *panel, size_t i, size_t a, size_t p, mkba_i_row *row)
{
    size_t at = mkba_i_cell_at(panel, i, a, p);
    mkba_cell_status status = (mkba_cell_status) panel->statuses[at];
    uint16_t source = panel->cell_sources[at];
    char period[MKBA_I_PERIOD_TEXT];

    if (status == MKBA_CELL_ABSENT)
        return;
    mkba_i_period_print(&panel->periods[p], period);
    mkba_i_row_text(row, panel->areas[a].code);
    mkba_i_row_text(row, panel->areas[a].name);
    mkba_i_row_text(row, period);
    mkba_i_row_text(row, panel->indicators[i].name);
    if (mkba_cell_has_value(status))
        mkba_i_row_real(row, panel->values[at]);
    else
        mkba_i_row_missing(row);
    mkba_i_row_text(row, mkba_cell_status_name(status));
    mkba_i_row_text(row, panel->indicators[i].unit);
    mkba_i_row_text(row, source == 0 ? "" : panel->sources.items[source - 1]);
    mkba_i_row_next(row);
}

mkba_status mkba_panel_table(const mkba_panel *panel, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"area", MKBA_COLUMN_TEXT, NULL},   {"name", MKBA_COLUMN_TEXT, NULL},
                                            {"period", MKBA_COLUMN_TEXT, NULL}, {"indicator", MKBA_COLUMN_TEXT, NULL},
                                            {"value", MKBA_COLUMN_REAL, NULL},  {"status", MKBA_COLUMN_TEXT, NULL},
                                            {"unit", MKBA_COLUMN_TEXT, NULL},   {"source", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = check(panel, (const mkba_table *const *) table, error);
    size_t n_rows;

    if (status != MKBA_OK)
        return status;
    n_rows = count_present(panel);
    if (n_rows > MOST_ROWS)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "panel", "%zu cells are more than a table of %zu rows holds",
                           n_rows, MOST_ROWS);
    status = mkba_i_table_new("panel", columns, sizeof columns / sizeof *columns, n_rows, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < panel->n_indicators; i++)
        for (size_t a = 0; a < panel->n_areas; a++)
            for (size_t p = 0; p < panel->n_periods && row.status == MKBA_OK; p++)
                write_cell(panel, i, a, p, &row);
    return hand_out(&row, made, table);
}

/* ---- areas ----------------------------------------------------------------------------------------------- */

static void write_area(const mkba_panel *panel, size_t a, mkba_i_row *row)
{
    mkba_i_row_text(row, panel->areas[a].code);
    mkba_i_row_text(row, panel->areas[a].name);
    for (size_t i = 0; i < panel->n_attributes; i++) {
        const mkba_i_attribute *attribute = &panel->attributes[i];
        if (!attribute->present[a])
            mkba_i_row_missing(row);
        else if (attribute->texts != NULL)
            mkba_i_row_text(row, attribute->texts[a]);
        else
            mkba_i_row_real(row, attribute->numbers[a]);
    }
    mkba_i_row_next(row);
}

mkba_status mkba_panel_areas(const mkba_panel *panel, mkba_table **table, mkba_error *error)
{
    mkba_i_arena arena = {0};
    mkba_i_column *columns;
    mkba_table *made = NULL;
    mkba_status status = check(panel, (const mkba_table *const *) table, error);

    if (status != MKBA_OK)
        return status;
    columns = mkba_i_arena_new(&arena, panel->n_attributes + 2, sizeof *columns);
    if (columns == NULL)
        return mkba_i_fail_memory(error);
    columns[0] = (mkba_i_column){"area", MKBA_COLUMN_TEXT, NULL};
    columns[1] = (mkba_i_column){"name", MKBA_COLUMN_TEXT, NULL};
    for (size_t i = 0; i < panel->n_attributes; i++) {
        const mkba_i_attribute *from = &panel->attributes[i];
        columns[i + 2] =
            (mkba_i_column){from->name, from->texts != NULL ? MKBA_COLUMN_TEXT : MKBA_COLUMN_REAL, from->unit};
    }
    status = mkba_i_table_new("areas", columns, panel->n_attributes + 2, panel->n_areas, &made, error);
    mkba_i_arena_free(&arena);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t a = 0; a < panel->n_areas; a++)
        write_area(panel, a, &row);
    return hand_out(&row, made, table);
}

/* ---- indicators ------------------------------------------------------------------------------------------ */

/* "2020 (refuse): Wmo counts provisions; 2019 (warn): ..." */
static char *breaks_text(const mkba_indicator *indicator)
{
    mkba_i_text text = {0};

    for (size_t i = 0; i < indicator->n_breaks; i++) {
        const mkba_break *at = &indicator->breaks[i];
        mkba_i_text_format(&text, "%s%d (%s): %s", i == 0 ? "" : "; ", at->year, at->refuse ? "refuse" : "warn",
                           at->note);
    }
    return mkba_i_text_take(&text);
}

/* "a + b"; NULL when memory is short. */
static char *parts_text(const mkba_indicator *indicator)
{
    mkba_i_text text = {0};

    for (size_t i = 0; i < indicator->n_parts; i++) {
        mkba_i_text_add(&text, i == 0 ? "" : " + ");
        mkba_i_text_add(&text, indicator->parts[i]);
    }
    return mkba_i_text_take(&text);
}

static void write_indicator(const mkba_panel *panel, size_t i, mkba_i_row *row)
{
    const mkba_indicator *indicator = &panel->indicators[i];
    size_t first = mkba_i_cell_at(panel, i, 0, 0), n = panel->n_areas * panel->n_periods;
    size_t counts[MKBA_CELL_UNDEFINED + 1] = {0};
    char *breaks = breaks_text(indicator), *parts = parts_text(indicator);

    if ((breaks == NULL || parts == NULL) && row->status == MKBA_OK)
        row->status = mkba_i_fail_memory(row->error);
    for (size_t at = first; at < first + n; at++)
        counts[panel->statuses[at]]++;
    mkba_i_row_text(row, indicator->name);
    mkba_i_row_text(row, indicator->unit);
    mkba_i_row_text(row, mkba_indicator_kind_name(indicator->kind));
    mkba_i_row_text(row, indicator->numerator);
    mkba_i_row_text(row, indicator->denominator);
    if (indicator->numerator != NULL)
        mkba_i_row_real(row, indicator->per);
    else
        mkba_i_row_missing(row);
    mkba_i_row_text(row, indicator->n_parts == 0 ? NULL : parts);
    if (indicator->rounding > 0)
        mkba_i_row_real(row, indicator->rounding);
    else
        mkba_i_row_missing(row);
    mkba_i_row_text(row, breaks);
    for (size_t status = 0; status <= MKBA_CELL_UNDEFINED; status++)
        mkba_i_row_integer(row, (int64_t) counts[status]);
    mkba_i_row_next(row);
    mkba_text_free(breaks);
    mkba_text_free(parts);
}

mkba_status mkba_panel_indicators(const mkba_panel *panel, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"indicator", MKBA_COLUMN_TEXT, NULL},
                                            {"unit", MKBA_COLUMN_TEXT, NULL},
                                            {"kind", MKBA_COLUMN_TEXT, NULL},
                                            {"numerator", MKBA_COLUMN_TEXT, NULL},
                                            {"denominator", MKBA_COLUMN_TEXT, NULL},
                                            {"per", MKBA_COLUMN_REAL, NULL},
                                            {"parts", MKBA_COLUMN_TEXT, NULL},
                                            {"rounding", MKBA_COLUMN_REAL, NULL},
                                            {"breaks", MKBA_COLUMN_TEXT, NULL},
                                            {"absent", MKBA_COLUMN_INTEGER, NULL},
                                            {"measured", MKBA_COLUMN_INTEGER, NULL},
                                            {"provisional", MKBA_COLUMN_INTEGER, NULL},
                                            {"derived", MKBA_COLUMN_INTEGER, NULL},
                                            {"suspect", MKBA_COLUMN_INTEGER, NULL},
                                            {"suppressed", MKBA_COLUMN_INTEGER, NULL},
                                            {"impossible", MKBA_COLUMN_INTEGER, NULL},
                                            {"not_delivered", MKBA_COLUMN_INTEGER, NULL},
                                            {"undefined", MKBA_COLUMN_INTEGER, NULL}};
    mkba_table *made = NULL;
    mkba_status status = check(panel, (const mkba_table *const *) table, error);

    if (status == MKBA_OK)
        status = mkba_i_table_new("indicators", columns, sizeof columns / sizeof *columns, panel->n_indicators, &made,
                                  error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < panel->n_indicators; i++)
        write_indicator(panel, i, &row);
    return hand_out(&row, made, table);
}

/* ---- periods --------------------------------------------------------------------------------------------- */

mkba_status mkba_panel_periods(const mkba_panel *panel, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"period", MKBA_COLUMN_TEXT, NULL}, {"year", MKBA_COLUMN_INTEGER, NULL}};
    mkba_table *made = NULL;
    mkba_status status = check(panel, (const mkba_table *const *) table, error);

    if (status == MKBA_OK)
        status = mkba_i_table_new("periods", columns, sizeof columns / sizeof *columns, panel->n_periods, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t p = 0; p < panel->n_periods; p++) {
        char period[MKBA_I_PERIOD_TEXT];
        mkba_i_period_print(&panel->periods[p], period);
        mkba_i_row_text(&row, period);
        mkba_i_row_integer(&row, panel->periods[p].year);
        mkba_i_row_next(&row);
    }
    return hand_out(&row, made, table);
}

/* ---- notes ----------------------------------------------------------------------------------------------- */

mkba_status mkba_panel_notes(const mkba_panel *panel, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"step", MKBA_COLUMN_TEXT, NULL},   {"area", MKBA_COLUMN_TEXT, NULL},
                                            {"period", MKBA_COLUMN_TEXT, NULL}, {"indicator", MKBA_COLUMN_TEXT, NULL},
                                            {"n", MKBA_COLUMN_INTEGER, NULL},   {"note", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = check(panel, (const mkba_table *const *) table, error);

    if (status == MKBA_OK)
        status = mkba_i_table_new("notes", columns, sizeof columns / sizeof *columns, panel->n_notes, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < panel->n_notes; i++) {
        const mkba_i_note *note = &panel->notes[i];
        mkba_i_row_text(&row, note->step);
        mkba_i_row_text(&row, note->area);
        mkba_i_row_text(&row, note->period);
        mkba_i_row_text(&row, note->indicator);
        mkba_i_row_integer(&row, (int64_t) note->n);
        mkba_i_row_text(&row, note->text);
        mkba_i_row_next(&row);
    }
    return hand_out(&row, made, table);
}
