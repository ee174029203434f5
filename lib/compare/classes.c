/* Peers by class or by list, and classes of an indicator. */
#include "compare/peers_search.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

/* ---- peers ----------------------------------------------------------------------------------------------- */

static bool same_classes(const mkba_i_search *search, size_t a, size_t b)
{
    for (size_t u = 0; u < search->n_used; u++)
        if (!mkba_i_variable_same(search->panel, &search->traits[search->used[u]].is, a, b, search->period))
            return false;
    return true;
}

static bool is_peer(const mkba_i_search *search, size_t area)
{
    if (search->options->method == MKBA_PEERS_LIST)
        return true;
    for (size_t i = 0; i < search->n_members; i++)
        if (same_classes(search, area, search->members[i]))
            return true;
    return false;
}

/* "stedelijkheid 4, provincie Noord-Brabant", before what was noted already. */
static mkba_status note_classes(mkba_i_search *search, size_t area)
{
    mkba_i_entrant *entrant = &search->entrants[area];
    mkba_i_text text = {.data = NULL};

    for (size_t u = 0; u < search->n_used; u++) {
        const mkba_i_variable *is = &search->traits[search->used[u]].is;
        mkba_i_text_format(&text, "%s%s ", u == 0 ? "" : ", ", is->name);
        if (mkba_i_variable_is_text(is))
            mkba_i_text_add(&text, is->attribute->texts[area]);
        else
            mkba_i_text_number(&text, mkba_i_variable_cell(search->panel, is, area, search->period).value);
    }
    if (entrant->note[0] != '\0')
        mkba_i_text_format(&text, "%s%s", text.length == 0 ? "" : "; ", entrant->note);
    entrant->note = mkba_i_search_keep(search, &text);
    return entrant->note == NULL ? mkba_i_fail_memory(search->error) : MKBA_OK;
}

mkba_status mkba_i_search_by_class(mkba_i_search *search)
{
    search->peers = mkba_i_arena_new(&search->arena, search->points.n, sizeof *search->peers);
    if (search->peers == NULL)
        return mkba_i_fail_memory(search->error);
    for (size_t i = 0; i < search->points.n; i++) {
        size_t area = search->areas[i];
        mkba_status status = note_classes(search, area);
        if (status != MKBA_OK)
            return status;
        if (search->entrants[area].role == MKBA_I_ROLE_CANDIDATE && is_peer(search, area)) {
            search->peers[search->n_peers++] = area;
            search->entrants[area].rank = search->n_peers;
        }
    }
    return search->n_peers > 0 ? MKBA_OK
                               : mkba_i_fail(search->error, MKBA_ERROR_PANEL, "by",
                                             "no candidate is in the class of a member of the region");
}

/* ---- classes of an indicator ----------------------------------------------------------------------------- */

static mkba_status check_bounds(const double *bounds, size_t n, mkba_error *error)
{
    if (n == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bounds", "classes need at least one bound");
    for (size_t i = 0; i < n; i++)
        if (!isfinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1]))
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bounds",
                               "bound %zu is not above the one before it, or not finite: bounds ascend", i + 1);
    return MKBA_OK;
}

/* Per class its name: n + 1 of them; NULL when memory is short. */
static const char **name_classes(mkba_i_arena *arena, const double *bounds, size_t n)
{
    const char **names = mkba_i_arena_new(arena, n + 1, sizeof *names);
    char low[MKBA_I_NUMBER_TEXT], high[MKBA_I_NUMBER_TEXT];

    for (size_t i = 0; names != NULL && i <= n; i++) {
        mkba_i_text text = {.data = NULL};
        if (i > 0)
            (void) mkba_i_number_print(bounds[i - 1], low);
        if (i < n)
            (void) mkba_i_number_print(bounds[i], high);
        if (i == 0)
            mkba_i_text_format(&text, "below %s", high);
        else if (i == n)
            mkba_i_text_format(&text, "%s and more", low);
        else
            mkba_i_text_format(&text, "%s to %s", low, high);
        names[i] = text.failed ? NULL : mkba_i_arena_text(arena, text.data, text.length);
        mkba_i_text_drop(&text);
        if (names[i] == NULL)
            return NULL;
    }
    return names;
}

static size_t class_of(double value, const double *bounds, size_t n)
{
    size_t at = 0;

    while (at < n && value >= bounds[at])
        at++;
    return at;
}

static mkba_status classify(const mkba_panel *panel, const char *attribute, size_t indicator, size_t period,
                            const double *bounds, size_t n_bounds, mkba_panel **out, mkba_error *error)
{
    mkba_i_arena arena = {NULL};
    const char **names = name_classes(&arena, bounds, n_bounds);
    const char **codes = mkba_i_arena_new(&arena, panel->n_areas, sizeof *codes);
    const char **classes = mkba_i_arena_new(&arena, panel->n_areas, sizeof *classes);
    mkba_status status = MKBA_OK;

    if (names == NULL || codes == NULL || classes == NULL)
        status = mkba_i_fail_memory(error);
    for (size_t i = 0; status == MKBA_OK && i < panel->n_areas; i++) {
        size_t at = mkba_i_cell_at(panel, indicator, i, period);
        bool there = mkba_cell_has_value((mkba_cell_status) panel->statuses[at]);
        codes[i] = panel->areas[i].code;
        classes[i] = there ? names[class_of(panel->values[at], bounds, n_bounds)] : NULL;
    }
    if (status == MKBA_OK)
        status = mkba_panel_with_attribute(panel, attribute, panel->indicators[indicator].unit, codes, panel->n_areas,
                                           classes, NULL, out, error);
    mkba_i_arena_free(&arena);
    return status;
}

mkba_status mkba_panel_classified(const mkba_panel *panel, const char *attribute, const char *indicator,
                                  const char *period, const double *bounds, size_t n_bounds, mkba_panel **out,
                                  mkba_error *error)
{
    size_t indicator_at = 0, period_at = 0;
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(attribute), MKBA_I_GIVEN(indicator),
                           MKBA_I_GIVEN(period), MKBA_I_GIVEN(bounds), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = mkba_i_panel_find_indicator(panel, indicator, "indicator", &indicator_at, error);
    if (status == MKBA_OK)
        status = mkba_i_panel_find_period(panel, period, "period", &period_at, error);
    if (status == MKBA_OK)
        status = check_bounds(bounds, n_bounds, error);
    if (status == MKBA_OK && mkba_i_roll_find(&panel->indicator_names, attribute) != MKBA_I_NONE)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "attribute",
                             "\"%.100s\" is an indicator of the panel: give its classes another name", attribute);
    return status == MKBA_OK ? classify(panel, attribute, indicator_at, period_at, bounds, n_bounds, out, error)
                             : status;
}
