/* Cells that look wrong, and cells that somebody declared suspect. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/options.h"
#include "base/table.h"
#include "panel/derive.h"

#define LEAST 3
#define JUMP 0.35
#define SHIFT 0.1
#define STEADY 0.1

void mkba_suspect_options_init_size(mkba_suspect_options *options, size_t size)
{
    mkba_suspect_options made = {.least = LEAST, .jump = JUMP, .shift = SHIFT, .steady = STEADY};

    mkba_i_options_init(options, size, &made, sizeof made);
}

/* A suspect cell. */
typedef struct finding {
    const char *rule;
    size_t area, period, indicator;
    bool compared; /* the period before has a part in it */
} finding;

typedef struct search {
    const mkba_panel *panel;
    mkba_suspect_options options;
    size_t *indicators;
    size_t n_indicators;
    finding *findings; /* heap */
    size_t n, capacity;
} search;

static bool add(search *s, const char *rule, size_t area, size_t period, size_t indicator, bool compared)
{
    void *findings = s->findings;

    if (!mkba_i_grow(&findings, &s->capacity, s->n + 1, sizeof *s->findings))
        return false;
    s->findings = findings;
    s->findings[s->n++] = (finding){rule, area, period, indicator, compared};
    return true;
}

static bool value_at(const search *s, size_t i, size_t area, size_t period, double *value)
{
    mkba_i_cell cell = mkba_i_panel_get(s->panel, s->indicators[i], area, period);

    *value = cell.value;
    return mkba_cell_has_value(cell.status);
}

/* ---- a return, and the one before ------------------------------------------------------------------------ */

/* What the figures of an area in a period, and in the one before it, have in common. */
typedef struct comparison {
    size_t n, n_both;     /* figures; figures in both periods */
    bool zero, same;      /* all zero; all as before */
    double total, before; /* of the figures in both */
} comparison;

static comparison compare(const search *s, size_t area, size_t period)
{
    comparison c = {.zero = true, .same = true};
    double value = 0, previous = 0;

    for (size_t i = 0; i < s->n_indicators; i++) {
        bool there = value_at(s, i, area, period, &value);
        bool there_before = period > 0 && value_at(s, i, area, period - 1, &previous);
        c.n += there;
        c.zero = c.zero && (!there || value == 0);
        c.same = c.same && there == there_before && (!there || value == previous);
        if (!there || !there_before)
            continue;
        c.n_both++;
        c.total += value;
        c.before += previous;
    }
    return c;
}

/* Each figure of a return under one rule. */
static bool add_all(search *s, const char *rule, size_t area, size_t period, bool compared)
{
    double value = 0;

    for (size_t i = 0; i < s->n_indicators; i++)
        if (value_at(s, i, area, period, &value) && !add(s, rule, area, period, s->indicators[i], compared))
            return false;
    return true;
}

/* Which figures moved from one line to another: +1 those that rose, -1 those that fell. */
static int direction(const search *s, const comparison *c, size_t i, size_t area, size_t period)
{
    double value = 0, previous = 0, change;

    if (!value_at(s, i, area, period, &value) || !value_at(s, i, area, period - 1, &previous))
        return 0;
    change = (value - previous) / c->before;
    return change > s->options.shift ? 1 : change < -s->options.shift ? -1 : 0;
}

static bool is_shift(const search *s, const comparison *c, size_t area, size_t period)
{
    bool up = false, down = false;

    if (!(c->before > 0) || fabs(c->total / c->before - 1) > s->options.steady)
        return false;
    for (size_t i = 0; i < s->n_indicators; i++) {
        int moved = direction(s, c, i, area, period);
        up = up || moved > 0;
        down = down || moved < 0;
    }
    return up && down;
}

static bool is_jump(const search *s, size_t i, size_t area, size_t period)
{
    double value = 0, previous = 0;

    return value_at(s, i, area, period, &value) && value_at(s, i, area, period - 1, &previous) && value > 0 &&
           previous > 0 && fabs(value / previous - 1) > s->options.jump;
}

static bool look_at_changes(search *s, const comparison *c, size_t area, size_t period)
{
    bool shift = is_shift(s, c, area, period);

    for (size_t i = 0; i < s->n_indicators; i++) {
        bool moved = shift && direction(s, c, i, area, period) != 0;
        if (moved && !add(s, "booking_shift", area, period, s->indicators[i], true))
            return false;
        if (!moved && is_jump(s, i, area, period) && !add(s, "jump", area, period, s->indicators[i], true))
            return false;
    }
    return true;
}

static bool look_at(search *s, size_t area, size_t period)
{
    comparison c = compare(s, area, period);
    double value = 0;

    if (c.n >= s->options.least && c.zero)
        return add_all(s, "zero_return", area, period, false);
    for (size_t i = 0; i < s->n_indicators; i++)
        if (value_at(s, i, area, period, &value) && value < 0 &&
            !add(s, "negative", area, period, s->indicators[i], false))
            return false;
    if (period == 0)
        return true;
    if (c.n_both >= s->options.least && c.same)
        return add_all(s, "copied_return", area, period, true);
    return look_at_changes(s, &c, area, period);
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static void write_finding(const search *s, const finding *f, mkba_i_row *row)
{
    const mkba_panel *panel = s->panel;
    double value = mkba_i_panel_get(panel, f->indicator, f->area, f->period).value;
    double previous = f->compared ? mkba_i_panel_get(panel, f->indicator, f->area, f->period - 1).value : 0;
    char period[MKBA_I_PERIOD_TEXT], note[64] = "";

    mkba_i_period_print(&panel->periods[f->period], period);
    if (f->compared && previous != 0 && fabs(value / previous) < 1e6)
        snprintf(note, sizeof note, "%+ld%%", lround(100 * (value / previous - 1)));
    mkba_i_row_text(row, f->rule);
    mkba_i_row_text(row, panel->areas[f->area].code);
    mkba_i_row_text(row, panel->areas[f->area].name);
    mkba_i_row_text(row, period);
    mkba_i_row_text(row, panel->indicators[f->indicator].name);
    mkba_i_row_real(row, value);
    if (f->compared)
        mkba_i_row_real(row, previous);
    else
        mkba_i_row_missing(row);
    mkba_i_row_text(row, note);
    mkba_i_row_next(row);
}

static mkba_status make_table(const search *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"rule", MKBA_COLUMN_TEXT, NULL},      {"area", MKBA_COLUMN_TEXT, NULL},
                                            {"name", MKBA_COLUMN_TEXT, NULL},      {"period", MKBA_COLUMN_TEXT, NULL},
                                            {"indicator", MKBA_COLUMN_TEXT, NULL}, {"value", MKBA_COLUMN_REAL, NULL},
                                            {"previous", MKBA_COLUMN_REAL, NULL},  {"note", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("suspects", columns, sizeof columns / sizeof *columns, s->n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < s->n; i++)
        write_finding(s, &s->findings[i], &row);
    return mkba_i_row_hand_out(&row, table);
}

static bool is_share(double value)
{
    return isfinite(value) && value > 0;
}

static mkba_status take_options(const mkba_suspect_options *given, mkba_suspect_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_suspect_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_suspect_options_init", error);
    if (status != MKBA_OK)
        return status;
    if (taken->least < 1 || !is_share(taken->jump) || !is_share(taken->shift) || !is_share(taken->steady))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "options", "least, jump, shift and steady are above 0");
    return MKBA_OK;
}

static mkba_status find_indicators(search *s, mkba_error *error)
{
    const mkba_suspect_options *options = &s->options;
    bool all = options->indicators == NULL;
    mkba_status status = MKBA_OK;

    s->n_indicators = all ? s->panel->n_indicators : options->n_indicators;
    s->indicators = calloc(s->n_indicators + 1, sizeof *s->indicators);
    if (s->indicators == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; status == MKBA_OK && i < s->n_indicators; i++) {
        s->indicators[i] = i;
        if (!all)
            status =
                mkba_i_panel_find_indicator(s->panel, options->indicators[i], "indicators", &s->indicators[i], error);
    }
    return status;
}

mkba_status mkba_panel_suspects(const mkba_panel *panel, const mkba_suspect_options *options, mkba_table **table,
                                mkba_error *error)
{
    search s = {.panel = panel};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = take_options(options, &s.options, error);
    if (status == MKBA_OK)
        status = find_indicators(&s, error);
    for (size_t a = 0; status == MKBA_OK && a < panel->n_areas; a++)
        for (size_t p = 0; status == MKBA_OK && p < panel->n_periods; p++)
            if (!look_at(&s, a, p))
                status = mkba_i_fail_memory(error);
    if (status == MKBA_OK)
        status = make_table(&s, table, error);
    free(s.indicators);
    free(s.findings);
    return status;
}

/* ---- declared suspect ------------------------------------------------------------------------------------ */

static mkba_status declare(mkba_panel *made, const char *area, const char *period, const char *indicator,
                           const char *reason, mkba_error *error)
{
    size_t a = 0, p = 0, i = 0, at;
    mkba_status status = mkba_i_panel_find_area(made, area, "areas", &a, error);

    if (status == MKBA_OK)
        status = mkba_i_panel_find_period(made, period, "periods", &p, error);
    if (status == MKBA_OK)
        status = mkba_i_panel_find_indicator(made, indicator, "indicators", &i, error);
    if (status != MKBA_OK)
        return status;
    at = mkba_i_cell_at(made, i, a, p);
    if (!mkba_cell_has_value((mkba_cell_status) made->statuses[at]))
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "areas", "%.60s, %.20s, %.100s has no figure that can be suspect",
                           area, period, indicator);
    made->statuses[at] = MKBA_CELL_SUSPECT;
    return mkba_i_panel_note(made, "suspect", area, period, indicator, 1, reason) ? MKBA_OK : mkba_i_fail_memory(error);
}

mkba_status mkba_panel_with_suspects(const mkba_panel *panel, const char *const *areas, const char *const *periods,
                                     const char *const *indicators, size_t n, const char *reason, mkba_panel **out,
                                     mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(out));

    if (status == MKBA_OK && n > 0)
        status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(areas), MKBA_I_GIVEN(periods), MKBA_I_GIVEN(indicators));
    if (status == MKBA_OK)
        status = mkba_i_panel_copy_all(panel, &made, error);
    for (size_t i = 0; status == MKBA_OK && i < n; i++)
        status = declare(made, areas[i], periods[i], indicators[i], reason, error);
    if (status != MKBA_OK)
        mkba_panel_free(made);
    else
        *out = made;
    return status;
}
