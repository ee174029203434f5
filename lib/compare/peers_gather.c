/* Who has which figure, and what becomes of those that have not. See peers_search.h. */
#include "compare/peers_search.h"

/* So many are named in a message. */
#define MOST_NAMED 5

static bool takes_part(const mkba_i_entrant *entrant)
{
    return entrant->role != MKBA_I_ROLE_OTHER && entrant->role != MKBA_I_ROLE_MISSING;
}

static mkba_i_cell cell_of(const mkba_i_search *search, const mkba_i_trait *trait, size_t area)
{
    return mkba_i_variable_cell(search->panel, &trait->is, area, search->period);
}

/* ---- areas of other years ---------------------------------------------------------------------------------- */

static bool has_cells(const mkba_i_search *search, size_t area)
{
    const mkba_panel *panel = search->panel;

    for (size_t i = 0; i < panel->n_indicators; i++)
        if (panel->statuses[mkba_i_cell_at(panel, i, area, search->period)] != MKBA_CELL_ABSENT)
            return true;
    return false;
}

/* An area of which the panel says nothing in the period, such as a municipality of another year, is no candidate. */
static void pass_over(mkba_i_search *search)
{
    for (size_t i = 0; search->period != MKBA_I_NONE && i < search->panel->n_areas; i++) {
        mkba_i_entrant *entrant = &search->entrants[i];
        if (!takes_part(entrant) || entrant->role == MKBA_I_ROLE_REGION || has_cells(search, i))
            continue;
        entrant->role = MKBA_I_ROLE_OTHER;
        entrant->note = "the panel has nothing of it in this period";
    }
}

/* ---- counting -------------------------------------------------------------------------------------------- */

static void count(const mkba_i_search *search, mkba_i_trait *trait)
{
    for (size_t i = 0; i < search->panel->n_areas; i++) {
        mkba_cell_status status = cell_of(search, trait, i).status;
        if (!takes_part(&search->entrants[i]))
            continue;
        trait->n += mkba_cell_has_value(status);
        trait->missing += !mkba_cell_has_value(status);
        trait->provisional += status == MKBA_CELL_PROVISIONAL;
        trait->suspect += status == MKBA_CELL_SUSPECT;
    }
}

/* "GM0003 wmo (suppressed), GM0005 wmo (absent) and 3 more": the cells of a trait, or of all used ones, that have no
 * figure; of members only, when asked. */
static size_t list_missing(const mkba_i_search *search, const mkba_i_trait *only, bool members, mkba_i_text *text)
{
    size_t n = 0;

    for (size_t i = 0; i < search->panel->n_areas; i++) {
        size_t area = search->order[i];
        const mkba_i_entrant *entrant = &search->entrants[area];
        if (!takes_part(entrant) || (members && entrant->role != MKBA_I_ROLE_REGION))
            continue;
        for (size_t t = 0; t < search->n_traits; t++) {
            const mkba_i_trait *trait = &search->traits[t];
            mkba_cell_status status = cell_of(search, trait, area).status;
            if (!trait->used || (only != NULL && only != trait) || mkba_cell_has_value(status))
                continue;
            if (n++ < MOST_NAMED)
                mkba_i_text_format(text, "%s%s %.60s (%s)", n == 1 ? "" : ", ", search->panel->areas[area].code,
                                   trait->is.name, mkba_cell_status_name(status));
        }
    }
    if (n > MOST_NAMED)
        mkba_i_text_format(text, " and %zu more", n - MOST_NAMED);
    return n;
}

/* ---- what becomes of what is missing --------------------------------------------------------------------- */

/* Refuses when a cell has no figure: of any area, or of a member. */
static mkba_status refuse(const mkba_i_search *search, bool members)
{
    mkba_i_text text = {.data = NULL};
    size_t n = list_missing(search, NULL, members, &text);
    mkba_status status = MKBA_OK;

    if (text.failed)
        status = mkba_i_fail_memory(search->error);
    else if (n > 0 && members)
        status = mkba_i_fail(search->error, MKBA_ERROR_PANEL, "region",
                             "%s: no figure of a member of the region, which is never left out; leave out the variable",
                             text.data);
    else if (n > 0)
        status =
            mkba_i_fail(search->error, MKBA_ERROR_PANEL, "by",
                        "%s: no figure; leave out these areas or these variables by the option missing", text.data);
    mkba_i_text_drop(&text);
    return status;
}

/* Candidates that lack a figure are out, with the reason. */
static mkba_status drop_areas(mkba_i_search *search)
{
    for (size_t i = 0; i < search->panel->n_areas; i++) {
        mkba_i_entrant *entrant = &search->entrants[i];
        mkba_i_text text = {.data = NULL};
        for (size_t t = 0; takes_part(entrant) && t < search->n_traits; t++) {
            const mkba_i_trait *trait = &search->traits[t];
            mkba_cell_status status = cell_of(search, trait, i).status;
            if (trait->used && !mkba_cell_has_value(status))
                mkba_i_text_format(&text, "%s%s %s", text.length == 0 ? "" : ", ", trait->is.name,
                                   mkba_cell_status_name(status));
        }
        if (text.length == 0 && !text.failed)
            continue;
        entrant->role = MKBA_I_ROLE_MISSING;
        entrant->note = mkba_i_search_keep(search, &text);
        if (entrant->note == NULL)
            return mkba_i_fail_memory(search->error);
    }
    return MKBA_OK;
}

/* Variables that some area lacks are out, with the areas. */
static mkba_status drop_traits(mkba_i_search *search)
{
    for (size_t t = 0; t < search->n_traits; t++) {
        mkba_i_trait *trait = &search->traits[t];
        mkba_i_text text = {.data = NULL};
        if (trait->used && trait->missing > 0) {
            mkba_i_text_add(&text, "no figure of ");
            (void) list_missing(search, trait, false, &text);
            trait->note = mkba_i_search_keep(search, &text);
            trait->used = false;
        }
        if (trait->note == NULL)
            return mkba_i_fail_memory(search->error);
    }
    return MKBA_OK;
}

/* ---- what is left ---------------------------------------------------------------------------------------- */

/* Adds to the note of an area which of its figures are provisional or suspect. */
static mkba_status note_doubts(mkba_i_search *search, size_t area)
{
    mkba_i_entrant *entrant = &search->entrants[area];
    mkba_i_text text = {.data = NULL};

    for (size_t u = 0; u < search->n_used; u++) {
        const mkba_i_trait *trait = &search->traits[search->used[u]];
        mkba_cell_status status = cell_of(search, trait, area).status;
        if (status == MKBA_CELL_PROVISIONAL || status == MKBA_CELL_SUSPECT)
            mkba_i_text_format(&text, "%s%s %s", text.length == 0 ? "" : ", ", trait->is.name,
                               mkba_cell_status_name(status));
    }
    if (text.length == 0 && !text.failed)
        return MKBA_OK;
    entrant->note = mkba_i_search_keep(search, &text);
    return entrant->note == NULL ? mkba_i_fail_memory(search->error) : MKBA_OK;
}

static mkba_status collect(mkba_i_search *search)
{
    size_t n = 0, candidates = 0;

    search->areas = mkba_i_arena_new(&search->arena, search->panel->n_areas, sizeof *search->areas);
    if (search->areas == NULL)
        return mkba_i_fail_memory(search->error);
    for (size_t t = 0; t < search->n_traits; t++)
        if (search->traits[t].used)
            search->used[search->n_used++] = t;
    for (size_t i = 0; i < search->panel->n_areas; i++) {
        size_t area = search->order[i];
        if (!takes_part(&search->entrants[area]))
            continue;
        search->areas[n++] = area;
        candidates += search->entrants[area].role == MKBA_I_ROLE_CANDIDATE;
        mkba_status status = note_doubts(search, area);
        if (status != MKBA_OK)
            return status;
    }
    search->points.n = n;
    if (search->n_traits > 0 && search->n_used == 0)
        return mkba_i_fail(search->error, MKBA_ERROR_PANEL, "by",
                           "no variable is left: each has weight 0, or no figure of some area");
    if (candidates == 0)
        return mkba_i_fail(search->error, MKBA_ERROR_PANEL, "candidates", "no area is left that may be a peer");
    return MKBA_OK;
}

mkba_status mkba_i_search_gather(mkba_i_search *search)
{
    mkba_peers_missing missing = search->options->missing;
    bool drops_variable = missing == MKBA_PEERS_MISSING_DROPS_VARIABLE;
    mkba_status status = MKBA_OK;

    pass_over(search);
    for (size_t t = 0; t < search->n_traits; t++)
        count(search, &search->traits[t]);
    if (search->n_traits > 0 && drops_variable)
        status = drop_traits(search);
    else if (missing == MKBA_PEERS_MISSING_REFUSED)
        status = refuse(search, false);
    else
        status = refuse(search, true);
    if (status == MKBA_OK && missing == MKBA_PEERS_MISSING_DROPS_AREA)
        status = drop_areas(search);
    return status == MKBA_OK ? collect(search) : status;
}
