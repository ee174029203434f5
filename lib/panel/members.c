/* What regions are made of: see members.h. */
#include "panel/members.h"

#include <string.h>

static bool keep(mkba_panel *panel, mkba_i_area *to, const char *code)
{
    to->holds[to->n_holds] = mkba_i_arena_text(&panel->arena, code, strlen(code));
    return to->holds[to->n_holds++] != NULL;
}

bool mkba_i_panel_take_members(mkba_panel *panel, size_t area, const mkba_i_area *from)
{
    mkba_i_area *to = &panel->areas[area];
    bool kept = true;

    to->n_holds = 0;
    if (from->n_holds == 0)
        return true;
    to->holds = mkba_i_arena_new(&panel->arena, from->n_holds, sizeof *to->holds);
    if (to->holds == NULL)
        return false;
    for (size_t i = 0; kept && i < from->n_holds; i++)
        kept = keep(panel, to, from->holds[i]);
    return kept;
}

bool mkba_i_panel_set_members(mkba_panel *panel, size_t area, const mkba_panel *from, const size_t *members, size_t n)
{
    mkba_i_area *to = &panel->areas[area];
    size_t room = n;
    bool kept = true;

    for (size_t i = 0; i < n; i++)
        room += from->areas[members[i]].n_holds;
    to->n_holds = 0;
    to->holds = mkba_i_arena_new(&panel->arena, room, sizeof *to->holds);
    if (to->holds == NULL)
        return false;
    for (size_t i = 0; kept && i < n; i++) {
        const mkba_i_area *member = &from->areas[members[i]];
        kept = keep(panel, to, member->code);
        for (size_t k = 0; kept && k < member->n_holds; k++)
            kept = keep(panel, to, member->holds[k]);
    }
    return kept;
}

const char *mkba_i_area_taken(const mkba_i_roll *taken, const mkba_i_area *area)
{
    if (mkba_i_roll_find(taken, area->code) != MKBA_I_NONE)
        return area->code;
    for (size_t i = 0; i < area->n_holds; i++)
        if (mkba_i_roll_find(taken, area->holds[i]) != MKBA_I_NONE)
            return area->holds[i];
    return NULL;
}

bool mkba_i_area_take(mkba_i_roll *taken, const mkba_i_area *area)
{
    bool fits = mkba_i_roll_add(taken, area->code);

    for (size_t i = 0; fits && i < area->n_holds; i++)
        fits = mkba_i_roll_find(taken, area->holds[i]) != MKBA_I_NONE || mkba_i_roll_add(taken, area->holds[i]);
    return fits;
}

mkba_status mkba_i_area_take_named(const mkba_panel *panel, const char *code, const char *where, mkba_i_roll *taken,
                                   size_t *area, mkba_error *error)
{
    mkba_status status = mkba_i_panel_find_area(panel, code, where, area, error);
    const char *twice = status == MKBA_OK ? mkba_i_area_taken(taken, &panel->areas[*area]) : NULL;

    if (twice != NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                           "\"%.60s\" comes twice: an area counts once, itself or in a region made of it", twice);
    if (status == MKBA_OK && !mkba_i_area_take(taken, &panel->areas[*area]))
        return mkba_i_fail_memory(error);
    return status;
}
