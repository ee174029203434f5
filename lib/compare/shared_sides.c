/* The sides of a comparison: see shared_sides.h. */
#include "base/exact.h"

#include "compare/shared_sides.h"

#include <stdlib.h>
#include <string.h>

#include "compare/shared_codes.h"
#include "panel/members.h"

typedef struct search {
    const mkba_panel *panel;
    size_t *areas;     /* the next place */
    mkba_i_roll taken; /* codes: of the areas named, and of all that these hold */
    mkba_error *error;
} search;

static mkba_status add_named(search *s, const char *const *codes, size_t n, const char *what, mkba_i_side *side)
{
    mkba_status status = MKBA_OK;

    side->areas = s->areas;
    side->n = n;
    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        size_t area = 0;
        status = mkba_i_area_take_named(s->panel, codes[i], what, &s->taken, &area, s->error);
        if (status == MKBA_OK)
            *s->areas++ = area;
    }
    return status;
}

static mkba_status add_nation(search *s, const mkba_i_asked *asked, mkba_i_side *side)
{
    const char *sort = mkba_i_nation_sort(s->panel, asked->region[0]);
    size_t area = 0;
    mkba_status status;

    side->areas = s->areas;
    if (asked->nation != NULL) {
        status = mkba_i_panel_find_area(s->panel, asked->nation, "nation", &area, s->error);
        side->n = 1;
        *s->areas++ = area;
        return status;
    }
    for (area = 0; area < s->panel->n_areas; area++) {
        if (!mkba_i_is_of_nation(&s->panel->areas[area], sort))
            continue;
        *s->areas++ = area;
        side->n++;
    }
    return MKBA_OK;
}

mkba_status mkba_i_sides_find(const mkba_panel *panel, const mkba_i_asked *asked, mkba_i_sides *out, mkba_error *error)
{
    mkba_i_sides made = {.of = {{.name = "region"}, {.name = "peers"}, {.name = "nation"}}};
    search s = {.panel = panel, .error = error};
    size_t n_peers = asked->peers == NULL ? 0 : asked->n_peers;
    mkba_status status = MKBA_OK;

    if (asked->region == NULL || asked->n_region == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "region", "a region has at least one area");
    made.areas = calloc(asked->n_region + n_peers + panel->n_areas + 1, sizeof *made.areas);
    s.areas = made.areas;
    if (made.areas == NULL)
        status = mkba_i_fail_memory(error);
    if (status == MKBA_OK)
        status = add_named(&s, asked->region, asked->n_region, "region", &made.of[0]);
    if (status == MKBA_OK)
        status = add_named(&s, asked->peers, n_peers, "peers", &made.of[1]);
    if (status == MKBA_OK)
        status = add_nation(&s, asked, &made.of[2]);
    mkba_i_roll_free(&s.taken);
    if (status != MKBA_OK)
        mkba_i_sides_free(&made);
    else
        *out = made;
    return status;
}

void mkba_i_sides_free(mkba_i_sides *sides)
{
    free(sides->areas);
    *sides = (mkba_i_sides){.areas = NULL};
}

bool mkba_i_has_all(const mkba_panel *panel, size_t area, const size_t *parts, size_t n_parts, const size_t *periods,
                    size_t n_periods, size_t *lacking)
{
    for (size_t p = 0; p < n_periods; p++)
        for (size_t i = 0; i < n_parts; i++)
            if (!mkba_cell_has_value(mkba_i_panel_get(panel, parts[i], area, periods[p]).status)) {
                *lacking = parts[i];
                return false;
            }
    return true;
}

void mkba_i_side_sum(const mkba_panel *panel, const mkba_i_side *side, const size_t *parts, size_t n_parts,
                     const size_t *periods, size_t n_periods, mkba_i_sums *out)
{
    bool any = false;

    *out = (mkba_i_sums){.missing_area = MKBA_I_NONE, .missing_indicator = MKBA_I_NONE};
    for (size_t a = 0; a < side->n; a++) {
        size_t lacking = 0;
        if (!mkba_i_has_all(panel, side->areas[a], parts, n_parts, periods, n_periods, &lacking)) {
            if (out->n_missing++ == 0) {
                out->missing_area = side->areas[a];
                out->missing_indicator = lacking;
            }
            continue;
        }
        out->n_areas++;
        for (size_t i = 0; i < n_parts; i++) {
            mkba_i_cell cell = mkba_i_panel_get(panel, parts[i], side->areas[a], periods[0]);
            out->of[i] += cell.value;
            out->worst = any ? mkba_i_cell_combine(out->worst, cell.status) : cell.status;
            any = true;
        }
    }
}

bool mkba_i_is_money(const char *unit)
{
    return strstr(unit, "euro") != NULL || strstr(unit, "EUR") != NULL || strstr(unit, "Euro") != NULL ||
           strstr(unit, "\xE2\x82\xAC") != NULL;
}

mkba_status mkba_i_breaks_check(const mkba_indicator *indicator, int from, int to, const char *where, mkba_error *error)
{
    for (size_t i = 0; i < indicator->n_breaks; i++) {
        const mkba_break *at = &indicator->breaks[i];
        if (at->refuse && at->year > from && at->year <= to)
            return mkba_i_fail(
                error, MKBA_ERROR_PANEL, where,
                "\"%.100s\" cannot be compared between %d and %d, it is another figure from %d on: %.200s",
                indicator->name, from, to, at->year, at->note);
    }
    return MKBA_OK;
}
