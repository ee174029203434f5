/* The block of figures that an effect is estimated from: see block.h. */
#include "effect/block.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "compare/shared_sides.h"
#include "effect/parties.h"
#include "effect/window.h"
#include "panel/derive.h"

typedef struct maker {
    const mkba_i_block_request *request;
    const mkba_panel *panel;
    mkba_i_block *made;
    mkba_error *error;
    size_t indicator, population; /* in the panel; MKBA_I_NONE: no population is asked for */
    mkba_i_parties parties;
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

/* ---- periods and units ----------------------------------------------------------------------------------- */

/* When each of the treated starts, and the first of these. */
static mkba_status set_starts(maker *m, const mkba_i_window *window)
{
    const mkba_i_block_request *request = m->request;
    mkba_i_block *made = m->made;
    mkba_status status = MKBA_OK;

    made->starts = mkba_i_arena_new(&made->arena, request->n_treated, sizeof *made->starts);
    if (made->starts == NULL)
        return mkba_i_fail_memory(m->error);
    made->n_before = window->n;
    if (request->starts == NULL)
        status = mkba_i_window_start(m->panel, window, request->start, "start", &made->n_before, m->error);
    for (size_t i = 0; status == MKBA_OK && i < request->n_treated; i++) {
        char where[32];
        snprintf(where, sizeof where, "starts[%zu]", i);
        if (request->starts != NULL)
            status = mkba_i_window_start(m->panel, window, request->starts[i], where, &made->starts[i], m->error);
        else
            made->starts[i] = made->n_before;
        made->n_before = made->starts[i] < made->n_before ? made->starts[i] : made->n_before;
    }
    return status;
}

static mkba_status set_periods(maker *m)
{
    const mkba_i_block_request *request = m->request;
    mkba_i_block *made = m->made;
    mkba_i_window window;
    mkba_status status = mkba_i_window_make(m->panel, request->first, request->last, &made->arena, &window, m->error);

    if (status == MKBA_OK)
        status = set_starts(m, &window);
    if (status == MKBA_OK)
        status = mkba_i_breaks_check(&m->panel->indicators[m->indicator], m->panel->periods[window.first].year,
                                     m->panel->periods[window.first + window.n - 1].year, "indicator", m->error);
    for (size_t c = 0; status == MKBA_OK && c < made->n_covariates; c++)
        status =
            mkba_i_breaks_check(&m->panel->indicators[made->covariates[c].at], m->panel->periods[window.first].year,
                                m->panel->periods[window.first + window.n - 1].year, "covariates", m->error);
    if (status != MKBA_OK)
        return status;
    made->n_periods = window.n;
    made->periods = window.names;
    made->at_periods = mkba_i_arena_new(&made->arena, made->n_periods, sizeof *made->at_periods);
    if (made->at_periods == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t p = 0; p < made->n_periods; p++)
        made->at_periods[p] = window.first + p;
    return MKBA_OK;
}

static mkba_status find_units(maker *m)
{
    const mkba_i_block_request *r = m->request;

    return mkba_i_parties_find(m->panel, r->treated, r->n_treated, r->donors, r->n_donors, &m->made->arena, &m->parties,
                               m->error);
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

/* The outcome, or after it a covariate. */
static mkba_i_cell part_of(const maker *m, size_t part, size_t area, size_t period)
{
    size_t indicator = part == 0 ? m->indicator : m->made->covariates[part - 1].at;

    return mkba_i_panel_get(m->panel, indicator, area, m->made->at_periods[period]);
}

/* Whether there is a figure of the outcome and of all covariates. */
static bool has_all(const maker *m, size_t area, size_t period)
{
    for (size_t c = 0; c <= m->made->n_covariates; c++)
        if (!has_figure(part_of(m, c, area, period)))
            return false;
    return true;
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
        made->values[unit * made->n_periods + p] = has_all(m, area, p) ? cell.value : NAN;
        made->statuses[unit * made->n_periods + p] = (unsigned char) cell.status;
        for (size_t c = 0; c < made->n_covariates; c++) {
            mkba_i_cell part = part_of(m, c + 1, area, p);
            made->covariates[c].values[unit * made->n_periods + p] = has_figure(part) ? part.value : NAN;
            made->covariates[c].statuses[unit * made->n_periods + p] = (unsigned char) part.status;
        }
    }
    if (m->population != MKBA_I_NONE)
        made->population[unit] = people_of(m, area).value;
    return keep_text(m, m->panel->areas[area].code, &made->codes[unit]) &&
           keep_text(m, m->panel->areas[area].name, &made->names[unit]);
}

/* What to do about a region that has no figure of what its areas have. */
static const char *hint(mkba_cell_status status)
{
    return status == MKBA_CELL_UNDEFINED
               ? ": how it adds up over its areas is not known; describe it (flow, stock, or rate "
                 "of what) before the region is made"
               : "";
}

static mkba_status add_treated(maker *m, size_t area, size_t start)
{
    const char *code = m->panel->areas[area].code;
    size_t before = 0, after = 0;

    for (size_t p = 0; p < m->made->n_periods; p++)
        *(p < start ? &before : &after) += has_all(m, area, p);
    if (before == 0 || after == 0)
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "treated",
                           "\"%.60s\" has no figure of \"%.100s\"%s in any period %s%s", code, m->made->indicator,
                           m->made->n_covariates > 0 ? " and of the covariates" : "",
                           before == 0 ? "before the start" : "from the start on",
                           hint(cell_of(m, area, before == 0 ? 0 : start).status));
    if (!has_people(m, area))
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "population",
                           "\"%.60s\" has no \"%.100s\" above 0 in %s, the last period before the start%s", code,
                           m->request->population, m->made->periods[m->made->n_before - 1],
                           hint(people_of(m, area).status));
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
    for (size_t p = 0; p < m->made->n_periods; p++)
        for (size_t c = 0; c <= m->made->n_covariates; c++) {
            mkba_i_cell cell = part_of(m, c, area, p);
            if (!has_figure(cell) || cell.status == MKBA_CELL_SUSPECT)
                return leave_out(m, area, c == 0 ? m->made->indicator : m->made->covariates[c - 1].name, p,
                                 cell.status);
        }
    if (!has_people(m, area))
        return leave_out(m, area, m->request->population, m->made->n_before - 1, people_of(m, area).status);
    return add_unit(m, area) ? MKBA_OK : mkba_i_fail_memory(m->error);
}

static mkba_status make_covariates(maker *m, size_t n)
{
    mkba_i_block *made = m->made;

    for (size_t c = 0; c < made->n_covariates; c++) {
        mkba_i_block_covariate *covariate = &made->covariates[c];
        covariate->values = mkba_i_arena_new(&made->arena, n * made->n_periods, sizeof *covariate->values);
        covariate->statuses = mkba_i_arena_new(&made->arena, n * made->n_periods, sizeof *covariate->statuses);
        if (covariate->values == NULL || covariate->statuses == NULL)
            return mkba_i_fail_memory(m->error);
    }
    return MKBA_OK;
}

static mkba_status set_units(maker *m)
{
    mkba_i_block *made = m->made;
    size_t n = m->parties.n;
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
    made->n_treated = m->parties.n_treated;
    status = make_covariates(m, n);
    for (size_t i = 0; status == MKBA_OK && i < n; i++)
        status = i < made->n_treated ? add_treated(m, m->parties.areas[i], made->starts[i])
                                     : add_donor(m, m->parties.areas[i]);
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
                           "%zu of %zu donors have every figure of \"%.100s\"%s from %s to %s: at least two are needed",
                           n_donors, n_donors + made->n_left_out, made->indicator,
                           made->n_covariates > 0 ? " and of the covariates" : "", made->periods[0],
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

static mkba_status find_covariates(maker *m)
{
    const mkba_i_block_request *request = m->request;
    mkba_i_block *made = m->made;
    mkba_status status = MKBA_OK;

    made->covariates = mkba_i_arena_new(&made->arena, request->n_covariates, sizeof *made->covariates);
    if (made->covariates == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t c = 0; status == MKBA_OK && c < request->n_covariates; c++) {
        mkba_i_block_covariate *to = &made->covariates[made->n_covariates++];
        status = mkba_i_panel_find_indicator(m->panel, request->covariates[c], "covariates", &to->at, m->error);
        if (status == MKBA_OK && to->at == m->indicator)
            status = mkba_i_fail(m->error, MKBA_ERROR_ARGUMENT, "covariates", "\"%.100s\" is the outcome itself",
                                 request->covariates[c]);
        if (status == MKBA_OK && !keep_text(m, m->panel->indicators[to->at].name, &to->name))
            status = mkba_i_fail_memory(m->error);
    }
    return status;
}

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
    static mkba_status (*const steps[])(maker * m) = {find_indicators, find_covariates, set_periods, find_units,
                                                      set_units};
    mkba_i_block made = {0};
    maker m = {.request = request, .panel = request->panel, .made = &made, .error = error, .population = MKBA_I_NONE};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, {"panel", request->panel}, {"indicator", request->indicator},
                                            {"start", request->starts != NULL ? "" : request->start});

    for (size_t i = 0; status == MKBA_OK && i < MKBA_I_LENGTH(steps); i++)
        status = steps[i](&m);
    if (status == MKBA_OK)
        status = check_block(&m);
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_i_block_free(&made);
    return status;
}
