/* Areas by their codes: see shared_codes.h. */
#include "compare/shared_codes.h"

#include <stdlib.h>
#include <string.h>

#include "panel/members.h"

typedef struct coded {
    const char *code;
    size_t area;
} coded;

static int by_code(const void *a, const void *b)
{
    return strcmp(((const coded *) a)->code, ((const coded *) b)->code);
}

size_t *mkba_i_areas_by_code(mkba_i_arena *arena, const mkba_panel *panel)
{
    coded *list = mkba_i_arena_new(arena, panel->n_areas, sizeof *list);
    size_t *order = mkba_i_arena_new(arena, panel->n_areas, sizeof *order);

    if (list == NULL || order == NULL)
        return NULL;
    for (size_t i = 0; i < panel->n_areas; i++)
        list[i] = (coded){panel->areas[i].code, i};
    qsort(list, panel->n_areas, sizeof *list, by_code);
    for (size_t i = 0; i < panel->n_areas; i++)
        order[i] = list[i].area;
    return order;
}

/* Figures, one at least, to the end. */
static bool all_figures(const char *text)
{
    size_t n = strspn(text, "0123456789");

    return n > 0 && text[n] == '\0';
}

bool mkba_i_is_nation(const char *code)
{
    return strncmp(code, "NL", 2) == 0 && (code[2] == '\0' || all_figures(code + 2));
}

bool mkba_i_is_cbs_code(const char *code)
{
    return strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2 && all_figures(code + 2);
}

bool mkba_i_holds_others(const mkba_i_area *area)
{
    return mkba_i_is_made(area) || mkba_i_is_nation(area->code);
}

static bool is_of_sort(const char *code, const char *sort)
{
    return mkba_i_is_cbs_code(code) && strncmp(code, sort, 2) == 0;
}

const char *mkba_i_nation_sort(const mkba_panel *panel, const char *first)
{
    size_t at = mkba_i_roll_find(&panel->area_codes, first);

    if (mkba_i_is_cbs_code(first) && (at == MKBA_I_NONE || !mkba_i_is_made(&panel->areas[at])))
        return first;
    for (size_t a = 0; a < panel->n_areas; a++)
        if (is_of_sort(panel->areas[a].code, "GM"))
            return "GM";
    return NULL;
}

bool mkba_i_is_of_nation(const mkba_i_area *area, const char *sort)
{
    return sort == NULL ? !mkba_i_holds_others(area) : !mkba_i_is_made(area) && is_of_sort(area->code, sort);
}
