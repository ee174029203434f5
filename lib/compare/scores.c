/* How far areas are from the middle of all, per period. */
#include "base/exact.h"

#include <math.h>

#include "base/table.h"
#include "compare/shared_codes.h"
#include "compare/shared_scale.h"

#define MOST_ROWS ((size_t) 10 * 1000 * 1000)

typedef struct scoring {
    const mkba_panel *panel;
    mkba_scaling scaling;
    size_t *indicators;
    size_t n_indicators;
    size_t *order;  /* areas by code */
    double *values; /* of the areas that count */
    double *work;
    mkba_error *error;
} scoring;

static size_t count_rows(const scoring *s)
{
    size_t n = 0, cells = s->panel->n_areas * s->panel->n_periods;

    for (size_t i = 0; i < s->n_indicators; i++)
        for (size_t c = 0; c < cells; c++)
            n += s->panel->statuses[s->indicators[i] * cells + c] != MKBA_CELL_ABSENT;
    return n;
}

/* The middle and spread of an indicator in a period; spread 0 when there are not two areas. */
static mkba_status measure(const scoring *s, size_t indicator, size_t period, mkba_i_middle *scale, bool *there)
{
    size_t n = 0;
    char text[MKBA_I_PERIOD_TEXT];

    for (size_t i = 0; i < s->panel->n_areas; i++) {
        const mkba_i_area *area = &s->panel->areas[s->order[i]];
        size_t at = mkba_i_cell_at(s->panel, indicator, s->order[i], period);
        if (!mkba_i_holds_others(area) && mkba_cell_has_value((mkba_cell_status) s->panel->statuses[at]))
            s->values[n++] = s->panel->values[at];
    }
    *there = n >= 2;
    if (n < 2 || mkba_i_scale_of(s->values, n, s->scaling, s->work, scale))
        return MKBA_OK;
    mkba_i_period_print(&s->panel->periods[period], text);
    return mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "indicators",
                       "the mean or spread of \"%.100s\" in %s is beyond the range of a double",
                       s->panel->indicators[indicator].name, text);
}

static void write_cell(const scoring *s, mkba_i_row *row, size_t indicator, size_t period, size_t area,
                       const mkba_i_middle *scale, bool there)
{
    size_t at = mkba_i_cell_at(s->panel, indicator, area, period);
    mkba_cell_status status = (mkba_cell_status) s->panel->statuses[at];
    bool has_value = mkba_cell_has_value(status), scored = there && has_value && scale->spread > 0;
    double score = scored ? (s->panel->values[at] - scale->centre) / scale->spread : 0;
    char text[MKBA_I_PERIOD_TEXT];

    if (status == MKBA_CELL_ABSENT || row->status != MKBA_OK)
        return;
    mkba_i_period_print(&s->panel->periods[period], text);
    mkba_i_row_text(row, s->panel->areas[area].code);
    mkba_i_row_text(row, s->panel->areas[area].name);
    mkba_i_row_text(row, text);
    mkba_i_row_text(row, s->panel->indicators[indicator].name);
    mkba_i_row_real_if(row, s->panel->values[at], has_value);
    mkba_i_row_text(row, mkba_cell_status_name(status));
    mkba_i_row_real_if(row, scale->centre, there);
    mkba_i_row_real_if(row, scale->spread, there);
    if (!isfinite(score))
        row->status = mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "indicators",
                                  "the score of %.60s, %s, %.100s is beyond the range of a double",
                                  s->panel->areas[area].code, text, s->panel->indicators[indicator].name);
    else
        mkba_i_row_real_if(row, score, scored);
    if (row->status == MKBA_OK)
        mkba_i_row_next(row);
}

static mkba_status write_all(const scoring *s, mkba_table *made)
{
    mkba_i_row row = mkba_i_row_start(made, s->error);

    for (size_t i = 0; i < s->n_indicators; i++)
        for (size_t p = 0; p < s->panel->n_periods; p++) {
            mkba_i_middle scale = {0, 0};
            bool there = false;
            mkba_status status = measure(s, s->indicators[i], p, &scale, &there);
            if (status != MKBA_OK)
                return status;
            for (size_t a = 0; a < s->panel->n_areas; a++)
                write_cell(s, &row, s->indicators[i], p, s->order[a], &scale, there);
            if (row.status != MKBA_OK)
                return row.status;
        }
    return MKBA_OK;
}

static mkba_status make(const scoring *s, mkba_table **table)
{
    static const mkba_i_column columns[] = {
        {"area", MKBA_COLUMN_TEXT, NULL},      {"name", MKBA_COLUMN_TEXT, NULL},   {"period", MKBA_COLUMN_TEXT, NULL},
        {"indicator", MKBA_COLUMN_TEXT, NULL}, {"value", MKBA_COLUMN_REAL, NULL},  {"status", MKBA_COLUMN_TEXT, NULL},
        {"centre", MKBA_COLUMN_REAL, NULL},    {"spread", MKBA_COLUMN_REAL, NULL}, {"score", MKBA_COLUMN_REAL, "1"}};
    size_t n = count_rows(s);
    mkba_table *made = NULL;
    mkba_status status;

    if (n > MOST_ROWS)
        return mkba_i_fail(s->error, MKBA_ERROR_LIMIT, "indicators",
                           "%zu scores are more than %zu rows; name fewer indicators", n, MOST_ROWS);
    status = mkba_i_table_new("scores", columns, sizeof columns / sizeof *columns, n, &made, s->error);
    if (status == MKBA_OK)
        status = write_all(s, made);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

static mkba_status prepare(scoring *s, mkba_i_arena *arena, const char *const *indicators, size_t n_indicators)
{
    size_t n = s->panel->n_areas;

    s->n_indicators = indicators == NULL ? s->panel->n_indicators : n_indicators;
    s->indicators = mkba_i_arena_new(arena, s->n_indicators, sizeof *s->indicators);
    s->order = mkba_i_areas_by_code(arena, s->panel);
    s->values = mkba_i_arena_new(arena, n, sizeof *s->values);
    s->work = mkba_i_arena_new(arena, 2 * n, sizeof *s->work);
    if (s->indicators == NULL || s->order == NULL || s->values == NULL || s->work == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < s->n_indicators; i++) {
        mkba_status status = MKBA_OK;
        s->indicators[i] = i;
        if (indicators != NULL)
            status = mkba_i_panel_find_indicator(s->panel, indicators[i], "indicators", &s->indicators[i], s->error);
        if (status != MKBA_OK)
            return status;
    }
    return MKBA_OK;
}

mkba_status mkba_panel_scores(const mkba_panel *panel, const char *const *indicators, size_t n_indicators,
                              mkba_scaling scaling, mkba_table **table, mkba_error *error)
{
    scoring s = {.panel = panel, .scaling = scaling, .error = error};
    mkba_i_arena arena = {NULL};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(table));

    if (status == MKBA_OK && (unsigned) scaling > (unsigned) MKBA_SCALING_ROBUST)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "scaling", "%d is no scaling", (int) scaling);
    if (status == MKBA_OK)
        status = prepare(&s, &arena, indicators, n_indicators);
    if (status == MKBA_OK)
        status = make(&s, table);
    mkba_i_arena_free(&arena);
    return status;
}
