/* The block of figures that an effect is estimated from: see block.h. */
#include "effect/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/shared_codes.h"
#include "compare/shared_sides.h"
#include "panel/derive.h"
#include "panel/members.h"

typedef struct maker {
    const mkba_i_block_request *request;
    const mkba_panel *panel;
    mkba_i_block *made;
    mkba_error *error;
    size_t indicator, population; /* in the panel; MKBA_I_NONE: no population is asked for */
    size_t *candidates;           /* heap: areas */
    size_t n_candidates;
    mkba_i_roll taken; /* codes of the treated and what they hold; then of donors that were named */
} maker;

void mkba_i_block_free(mkba_i_block *block)
{
    if (block == NULL)
        return;
    mkba_i_arena_free(&block->arena);
    memset(block, 0, sizeof *block);
}

static bool keep_text(maker *m, const char *text, const char **to)
{
    *to = mkba_i_arena_text(&m->made->arena, text, strlen(text));
    return *to != NULL;
}

/* ---- periods --------------------------------------------------------------------------------------------- */

static mkba_status find_bound(maker *m, const char *text, const char *where, size_t otherwise, size_t *at)
{
    *at = otherwise;
    return text == NULL ? MKBA_OK : mkba_i_panel_find_period(m->panel, text, where, at, m->error);
}

/* A start beyond the panel is no unknown name: what is wrong is that there is nothing to compare with. */
static mkba_status find_start(maker *m, size_t first, size_t last, size_t *start)
{
    const char *text = m->request->start;
    mkba_i_period read;
    bool provisional = false;
    char bound[MKBA_I_PERIOD_TEXT];
    bool same_kind = mkba_i_period_parse(text, &read, &provisional) && m->panel->n_periods > 0 &&
                     read.kind == mkba_panel_period_kind(m->panel);

    mkba_i_period_print(&m->panel->periods[first], bound);
    if (same_kind && mkba_i_period_compare(&read, &m->panel->periods[first]) <= 0)
        return mkba_i_fail(m->error, MKBA_ERROR_ARGUMENT, "start",
                           "there is no period before the start %.40s: the figures begin in %s, and without a period "
                           "before it nothing says what would have happened otherwise",
                           text, bound);
    mkba_i_period_print(&m->panel->periods[last], bound);
    if (same_kind && mkba_i_period_compare(&read, &m->panel->periods[last]) > 0)
        return mkba_i_fail(m->error, MKBA_ERROR_ARGUMENT, "start",
                           "the start %.40s is after the last period, %s: there is no effect to see yet", text, bound);
    return mkba_i_panel_find_period(m->panel, text, "start", start, m->error);
}

static mkba_status set_periods(maker *m)
{
    mkba_i_block *made = m->made;
    size_t first = 0, last = 0, start = 0;
    mkba_status status;

    if (m->panel->n_periods == 0)
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "panel", "the panel has no periods");
    status = find_bound(m, m->request->first, "first", 0, &first);
    if (status == MKBA_OK)
        status = find_bound(m, m->request->last, "last", m->panel->n_periods - 1, &last);
    if (status == MKBA_OK && first > last)
        status = mkba_i_fail(m->error, MKBA_ERROR_ARGUMENT, "first",
                             "the first period must not be after the last, %.40s", m->request->last);
    if (status == MKBA_OK)
        status = find_start(m, first, last, &start);
    if (status == MKBA_OK)
        status = mkba_i_breaks_check(&m->panel->indicators[m->indicator], m->panel->periods[first].year,
                                     m->panel->periods[last].year, "indicator", m->error);
    if (status != MKBA_OK)
        return status;
    made->n_periods = last - first + 1;
    made->n_before = start - first;
    made->periods = mkba_i_arena_new(&made->arena, made->n_periods, sizeof *made->periods);
    made->at_periods = mkba_i_arena_new(&made->arena, made->n_periods, sizeof *made->at_periods);
    if (made->periods == NULL || made->at_periods == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t p = 0; p < made->n_periods; p++) {
        char text[MKBA_I_PERIOD_TEXT];
        made->at_periods[p] = first + p;
        mkba_i_period_print(&m->panel->periods[first + p], text);
        if (!keep_text(m, text, &made->periods[p]))
            return mkba_i_fail_memory(m->error);
    }
    return MKBA_OK;
}

/* ---- units ----------------------------------------------------------------------------------------------- */

static mkba_status take_named(maker *m, const char *const *codes, size_t n, const char *where)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        const char *shared;
        size_t at = 0;
        status = mkba_i_panel_find_area(m->panel, codes[i], where, &at, m->error);
        if (status != MKBA_OK)
            return status;
        shared = mkba_i_area_taken(&m->taken, &m->panel->areas[at]);
        if (shared != NULL)
            return mkba_i_fail(m->error, MKBA_ERROR_ARGUMENT, where,
                               "\"%.60s\" cannot be among the %s: \"%.60s\" is already treated or named, itself or as "
                               "a part of a region",
                               codes[i], where, shared);
        if (!mkba_i_area_take(&m->taken, &m->panel->areas[at]))
            return mkba_i_fail_memory(m->error);
        m->candidates[m->n_candidates++] = at;
    }
    return status;
}

/* All of the sort of the treated; a region that shares an area with them is a sum, which is none anyhow. */
static void take_all(maker *m)
{
    const char *sort = mkba_i_nation_sort(m->panel, m->request->treated[0]);

    for (size_t a = 0; a < m->panel->n_areas; a++) {
        const mkba_i_area *area = &m->panel->areas[a];
        if (mkba_i_is_of_nation(area, sort) && mkba_i_area_taken(&m->taken, area) == NULL)
            m->candidates[m->n_candidates++] = a;
    }
}

static mkba_status find_units(maker *m)
{
    const mkba_i_block_request *request = m->request;
    mkba_status status;

    if (request->treated == NULL || request->n_treated == 0)
        return mkba_i_fail(m->error, MKBA_ERROR_ARGUMENT, "treated", "name at least one area that is treated");
    status = mkba_i_check_list(request->treated, request->n_treated, "treated", m->error);
    if (status == MKBA_OK)
        status = mkba_i_check_list(request->donors, request->n_donors, "donors", m->error);
    if (status != MKBA_OK)
        return status;
    /* Areas that are named differ, or are refused before the list is full. */
    m->candidates = calloc(m->panel->n_areas + 1, sizeof *m->candidates);
    if (m->candidates == NULL)
        return mkba_i_fail_memory(m->error);
    status = take_named(m, request->treated, request->n_treated, "treated");
    if (status == MKBA_OK && request->donors != NULL)
        status = take_named(m, request->donors, request->n_donors, "donors");
    else if (status == MKBA_OK)
        take_all(m);
    return status;
}

/* ---- figures --------------------------------------------------------------------------------------------- */

static bool has_figure(mkba_i_cell cell)
{
    return mkba_cell_has_value(cell.status);
}

static mkba_i_cell cell_of(const maker *m, size_t area, size_t period)
{
    return mkba_i_panel_get(m->panel, m->indicator, area, m->made->at_periods[period]);
}

static mkba_i_cell people_of(const maker *m, size_t area)
{
    return mkba_i_panel_get(m->panel, m->population, area, m->made->at_periods[m->made->n_before - 1]);
}

static bool has_people(const maker *m, size_t area)
{
    mkba_i_cell people;

    if (m->population == MKBA_I_NONE)
        return true;
    people = people_of(m, area);
    return has_figure(people) && people.value > 0;
}

static bool add_unit(maker *m, size_t area)
{
    mkba_i_block *made = m->made;
    size_t unit = made->n_units++;

    made->areas[unit] = area;
    for (size_t p = 0; p < made->n_periods; p++) {
        mkba_i_cell cell = cell_of(m, area, p);
        made->values[unit * made->n_periods + p] = has_figure(cell) ? cell.value : NAN;
        made->statuses[unit * made->n_periods + p] = (unsigned char) cell.status;
    }
    if (m->population != MKBA_I_NONE)
        made->population[unit] = people_of(m, area).value;
    return keep_text(m, m->panel->areas[area].code, &made->codes[unit]) &&
           keep_text(m, m->panel->areas[area].name, &made->names[unit]);
}

static mkba_status add_treated(maker *m, size_t area)
{
    const char *code = m->panel->areas[area].code;
    size_t before = 0, after = 0;

    for (size_t p = 0; p < m->made->n_periods; p++)
        *(p < m->made->n_before ? &before : &after) += has_figure(cell_of(m, area, p));
    if (before == 0 || after == 0)
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "treated",
                           "\"%.60s\" has no figure of \"%.100s\" in any period %s", code, m->made->indicator,
                           before == 0 ? "before the start" : "from the start on");
    if (!has_people(m, area))
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "population",
                           "\"%.60s\" has no \"%.100s\" above 0 in %s, the last period before the start", code,
                           m->request->population, m->made->periods[m->made->n_before - 1]);
    return add_unit(m, area) ? MKBA_OK : mkba_i_fail_memory(m->error);
}

static mkba_status leave_out(maker *m, size_t area, const char *indicator, size_t period, mkba_cell_status why)
{
    mkba_i_left_out *to = &m->made->left_out[m->made->n_left_out++];

    to->period = m->made->periods[period];
    to->status = why;
    return keep_text(m, m->panel->areas[area].code, &to->code) && keep_text(m, m->panel->areas[area].name, &to->name) &&
                   keep_text(m, indicator, &to->indicator)
               ? MKBA_OK
               : mkba_i_fail_memory(m->error);
}

static mkba_status add_donor(maker *m, size_t area)
{
    for (size_t p = 0; p < m->made->n_periods; p++) {
        mkba_i_cell cell = cell_of(m, area, p);
        if (!has_figure(cell) || cell.status == MKBA_CELL_SUSPECT)
            return leave_out(m, area, m->made->indicator, p, cell.status);
    }
    if (!has_people(m, area))
        return leave_out(m, area, m->request->population, m->made->n_before - 1, people_of(m, area).status);
    return add_unit(m, area) ? MKBA_OK : mkba_i_fail_memory(m->error);
}

static mkba_status set_units(maker *m)
{
    mkba_i_block *made = m->made;
    size_t n = m->n_candidates;
    mkba_status status = MKBA_OK;

    made->codes = mkba_i_arena_new(&made->arena, n, sizeof *made->codes);
    made->names = mkba_i_arena_new(&made->arena, n, sizeof *made->names);
    made->areas = mkba_i_arena_new(&made->arena, n, sizeof *made->areas);
    made->values = mkba_i_arena_new(&made->arena, n * made->n_periods, sizeof *made->values);
    made->statuses = mkba_i_arena_new(&made->arena, n * made->n_periods, sizeof *made->statuses);
    made->left_out = mkba_i_arena_new(&made->arena, n, sizeof *made->left_out);
    if (m->population != MKBA_I_NONE)
        made->population = mkba_i_arena_new(&made->arena, n, sizeof *made->population);
    if (made->codes == NULL || made->names == NULL || made->areas == NULL || made->values == NULL ||
        made->statuses == NULL || made->left_out == NULL || (m->population != MKBA_I_NONE && made->population == NULL))
        return mkba_i_fail_memory(m->error);
    made->n_treated = m->request->n_treated;
    for (size_t i = 0; status == MKBA_OK && i < n; i++)
        status = i < made->n_treated ? add_treated(m, m->candidates[i]) : add_donor(m, m->candidates[i]);
    return status;
}

/* ---- what bears no estimate ------------------------------------------------------------------------------ */

/* The same figure wherever both have one. */
static bool are_equal(const mkba_i_block *block, size_t a, size_t b)
{
    const double *x = mkba_i_block_of(block, a), *y = mkba_i_block_of(block, b);
    bool equal = true;

    for (size_t p = 0; equal && p < block->n_periods; p++)
        equal = isnan(x[p]) || x[p] == y[p];
    return equal;
}

static bool is_constant(const mkba_i_block *block)
{
    double one = NAN;

    for (size_t i = 0; i < block->n_units * block->n_periods; i++) {
        if (!isnan(one) && !isnan(block->values[i]) && block->values[i] != one)
            return false;
        one = isnan(one) ? block->values[i] : one;
    }
    return true;
}

static mkba_status check_block(const maker *m)
{
    const mkba_i_block *made = m->made;
    size_t n_donors = made->n_units - made->n_treated;

    if (n_donors < 2)
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "donors",
                           "%zu of %zu donors have every figure of \"%.100s\" from %s to %s: at least two are needed",
                           n_donors, n_donors + made->n_left_out, made->indicator, made->periods[0],
                           made->periods[made->n_periods - 1]);
    if (is_constant(made))
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "indicator",
                           "\"%.100s\" is the same figure in every area and period: there is nothing to compare",
                           made->indicator);
    for (size_t t = 0; t < made->n_treated; t++)
        for (size_t d = made->n_treated; d < made->n_units; d++)
            if (are_equal(made, t, d))
                return mkba_i_fail(
                    m->error, MKBA_ERROR_PANEL, "donors",
                    "\"%.60s\" has the figures of \"%.60s\", which is treated, in every period: it is the "
                    "same area, or a copy",
                    made->codes[d], made->codes[t]);
    return MKBA_OK;
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

static mkba_status find_indicators(maker *m)
{
    const mkba_indicator *found;
    mkba_status status =
        mkba_i_panel_find_indicator(m->panel, m->request->indicator, "indicator", &m->indicator, m->error);

    if (status == MKBA_OK && m->request->population != NULL)
        status = mkba_i_panel_find_indicator(m->panel, m->request->population, "population", &m->population, m->error);
    if (status != MKBA_OK)
        return status;
    found = &m->panel->indicators[m->indicator];
    if (!keep_text(m, found->name, &m->made->indicator) || !keep_text(m, found->unit, &m->made->unit))
        return mkba_i_fail_memory(m->error);
    return MKBA_OK;
}

mkba_status mkba_i_block_make(const mkba_i_block_request *request, mkba_i_block *out, mkba_error *error)
{
    static mkba_status (*const steps[])(maker * m) = {find_indicators, set_periods, find_units, set_units};
    mkba_i_block made = {0};
    maker m = {.request = request, .panel = request->panel, .made = &made, .error = error, .population = MKBA_I_NONE};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, {"panel", request->panel}, {"indicator", request->indicator},
                                            {"start", request->start});

    for (size_t i = 0; status == MKBA_OK && i < MKBA_I_LENGTH(steps); i++)
        status = steps[i](&m);
    if (status == MKBA_OK)
        status = check_block(&m);
    free(m.candidates);
    mkba_i_roll_free(&m.taken);
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_i_block_free(&made);
    return status;
}
