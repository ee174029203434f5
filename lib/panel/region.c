/* Regions: areas added up. */
#include "base/exact.h"

#include <stdio.h>
#include <stdlib.h>

#include "panel/derive.h"
#include "panel/members.h"

typedef struct region {
    mkba_panel *panel; /* the copy; its last area is the region */
    const char *code;
    const size_t *members;
    size_t n_members;
    bool left_out;
    mkba_error *error;
} region;

static mkba_status note_left_out(const region *r, size_t indicator, size_t period, size_t n, mkba_cell_status reason)
{
    char text[MKBA_I_PERIOD_TEXT], note[160];

    if (!r->left_out || n == 0)
        return MKBA_OK;
    mkba_i_period_print(&r->panel->periods[period], text);
    snprintf(note, sizeof note, "%zu of %zu members have no figure and are left out (%s)", n, r->n_members,
             mkba_cell_status_name(reason));
    return mkba_i_panel_note(r->panel, "region", r->code, text, r->panel->indicators[indicator].name, n, note)
               ? MKBA_OK
               : mkba_i_fail_memory(r->error);
}

static mkba_status add_up(const region *r, size_t indicator, size_t period)
{
    mkba_i_sum sum = {.n = 0};
    mkba_status status;

    for (size_t m = 0; m < r->n_members; m++)
        mkba_i_sum_add(&sum, mkba_i_panel_get(r->panel, indicator, r->members[m], period), 1, r->left_out);
    status = mkba_i_panel_put(r->panel, indicator, r->panel->n_areas - 1, period, mkba_i_sum_cell(&sum), r->error);
    return status == MKBA_OK ? note_left_out(r, indicator, period, sum.missing, sum.reason) : status;
}

/* Sum of numerators / sum of denominators, over the members that have both when others are left out. */
static mkba_status divide(const region *r, size_t indicator, size_t numerator, size_t denominator, size_t period)
{
    mkba_i_sum up = {.n = 0}, down = {.n = 0};
    mkba_i_cell rate;
    mkba_status status;

    for (size_t m = 0; m < r->n_members; m++) {
        mkba_i_cell n = mkba_i_panel_get(r->panel, numerator, r->members[m], period);
        mkba_i_cell d = mkba_i_panel_get(r->panel, denominator, r->members[m], period);
        mkba_cell_status both = mkba_i_cell_combine(n.status, d.status);
        if (!mkba_cell_has_value(both)) {
            n.status = both;
            d.status = both;
        }
        mkba_i_sum_add(&up, n, 1, r->left_out);
        mkba_i_sum_add(&down, d, 1, r->left_out);
    }
    rate = mkba_i_rate_cell(mkba_i_sum_cell(&up), mkba_i_sum_cell(&down), r->panel->indicators[indicator].per);
    status = mkba_i_panel_put(r->panel, indicator, r->panel->n_areas - 1, period, rate, r->error);
    return status == MKBA_OK ? note_left_out(r, indicator, period, up.missing, up.reason) : status;
}

/* An indicator of which it is not known how it adds up. */
static mkba_status give_up(const region *r, size_t indicator)
{
    const mkba_indicator *known = &r->panel->indicators[indicator];
    const char *why = known->kind == MKBA_INDICATOR_RATE
                          ? "a rate whose numerator and denominator are not known or not in the panel"
                          : "its kind is not known, so it is not added up: describe it first";
    mkba_status status = MKBA_OK;

    for (size_t p = 0; status == MKBA_OK && p < r->panel->n_periods; p++)
        status = mkba_i_panel_put(r->panel, indicator, r->panel->n_areas - 1, p, (mkba_i_cell){0, MKBA_CELL_UNDEFINED},
                                  r->error);
    if (status == MKBA_OK &&
        !mkba_i_panel_note(r->panel, "region", r->code, NULL, known->name, r->panel->n_periods, why))
        status = mkba_i_fail_memory(r->error);
    return status;
}

static mkba_status fill(const region *r)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < r->panel->n_indicators; i++) {
        const mkba_indicator *known = &r->panel->indicators[i];
        size_t numerator = 0, denominator = 0;
        bool adds = known->kind == MKBA_INDICATOR_FLOW || known->kind == MKBA_INDICATOR_STOCK;
        bool divides =
            known->kind == MKBA_INDICATOR_RATE && mkba_i_rate_parts(r->panel, known, &numerator, &denominator);
        if (!adds && !divides)
            status = give_up(r, i);
        for (size_t p = 0; status == MKBA_OK && (adds || divides) && p < r->panel->n_periods; p++)
            status = adds ? add_up(r, i, p) : divide(r, i, numerator, denominator, p);
    }
    return status;
}

static mkba_status find_members(const mkba_panel *panel, const char *const *codes, size_t n, size_t *members,
                                mkba_error *error)
{
    mkba_i_roll taken = {.n = 0};
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        const char *twice = NULL;
        status = mkba_i_panel_find_area(panel, codes[i], "members", &members[i], error);
        if (status != MKBA_OK)
            break;
        twice = mkba_i_area_taken(&taken, &panel->areas[members[i]]);
        if (twice != NULL)
            status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "members", "\"%.60s\" comes twice", twice);
        else if (!mkba_i_area_take(&taken, &panel->areas[members[i]]))
            status = mkba_i_fail_memory(error);
    }
    mkba_i_roll_free(&taken);
    return status;
}

static mkba_status make(const mkba_panel *panel, const char *code, const char *name, const size_t *members,
                        size_t n_members, mkba_panel **made, mkba_error *error)
{
    mkba_i_plan plan = {
        .n_areas = panel->n_areas + 1, .n_periods = panel->n_periods, .n_indicators = panel->n_indicators};
    mkba_status status;

    if (code[0] == '\0' || mkba_i_roll_find(&panel->area_codes, code) != MKBA_I_NONE)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "code",
                           "the code of the region is empty, or the panel has an area \"%.60s\" already", code);
    status = mkba_i_panel_copy(panel, &plan, made, error);
    if (status == MKBA_OK && (!mkba_i_panel_set_area(*made, panel->n_areas, code, name) ||
                              !mkba_i_panel_set_members(*made, panel->n_areas, panel, members, n_members)))
        status = mkba_i_fail_memory(error);
    return status;
}

mkba_status mkba_panel_region(const mkba_panel *panel, const char *code, const char *name, const char *const *members,
                              size_t n_members, mkba_missing missing, mkba_panel **out, mkba_error *error)
{
    mkba_panel *made = NULL;
    size_t *list = NULL;
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(code), MKBA_I_GIVEN(members), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    if (n_members == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "members", "a region has at least one member");
    if (missing != MKBA_MISSING_SPREADS && missing != MKBA_MISSING_LEFT_OUT)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "missing", "%d is no way to treat what is missing",
                           (int) missing);
    list = calloc(n_members, sizeof *list);
    status = list == NULL ? mkba_i_fail_memory(error) : find_members(panel, members, n_members, list, error);
    if (status == MKBA_OK)
        status = make(panel, code, name, list, n_members, &made, error);
    if (status == MKBA_OK) {
        region r = {made, code, list, n_members, missing == MKBA_MISSING_LEFT_OUT, error};
        status = fill(&r);
    }
    free(list);
    if (status != MKBA_OK) {
        mkba_panel_free(made);
        return status;
    }
    *out = made;
    return MKBA_OK;
}
