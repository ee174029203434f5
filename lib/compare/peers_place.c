/* Standardised figures, and the region among them. See peers_search.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "compare/peers_search.h"

static mkba_status beyond(const mkba_i_search *search, const mkba_i_trait *trait)
{
    return mkba_i_fail(search->error, MKBA_ERROR_EVALUATION, "by",
                       "\"%.100s\": a mean, a spread or a distance is beyond the range of a double", trait->is.name);
}

/* ---- variables ------------------------------------------------------------------------------------------- */

static mkba_status check_spread(const mkba_i_search *search, const mkba_i_trait *trait)
{
    char text[MKBA_I_NUMBER_TEXT];

    if (trait->scale.spread > 0)
        return MKBA_OK;
    if (search->options->scaling == MKBA_SCALING_ROBUST)
        return mkba_i_fail(search->error, MKBA_ERROR_PANEL, "by",
                           "the MAD of \"%.100s\" is 0: more than half of the areas have %s; use zscore, or leave the "
                           "variable out",
                           trait->is.name, mkba_i_number_say(trait->scale.centre, text));
    return mkba_i_fail(search->error, MKBA_ERROR_PANEL, "by",
                       "\"%.100s\" is %s in each of %zu areas, so it tells none apart: leave it out", trait->is.name,
                       mkba_i_number_say(trait->scale.centre, text), search->points.n);
}

/* Fills a row of standardised figures. */
static mkba_status standardise(mkba_i_search *search, size_t u, double *values, double *work)
{
    mkba_i_trait *trait = &search->traits[search->used[u]];
    double *row = search->points.z + u * search->points.stride;
    size_t n = search->points.n;
    mkba_status status;

    for (size_t i = 0; i < n; i++)
        values[i] = mkba_i_variable_cell(search->panel, &trait->is, search->areas[i], search->period).value;
    if (!mkba_i_scale_of(values, n, search->options->scaling, work, &trait->scale))
        return beyond(search, trait);
    status = check_spread(search, trait);
    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        row[i] = (values[i] - trait->scale.centre) / trait->scale.spread;
        if (!isfinite(row[i] * row[i] * trait->weight))
            status = beyond(search, trait);
    }
    return status;
}

static mkba_status standardise_all(mkba_i_search *search)
{
    size_t n = search->points.n;
    double *weights = mkba_i_arena_new(&search->arena, search->n_used, sizeof *weights);
    double *work = mkba_i_arena_new(&search->arena, 3 * n, sizeof *work);
    mkba_status status = MKBA_OK;

    if (weights == NULL || work == NULL ||
        !mkba_i_standardised_make(&search->arena, n, search->n_used, &search->points))
        return mkba_i_fail_memory(search->error);
    search->points.weights = weights;
    search->points.mahalanobis = search->options->method == MKBA_PEERS_MAHALANOBIS;
    for (size_t u = 0; status == MKBA_OK && u < search->n_used; u++) {
        weights[u] = search->traits[search->used[u]].weight;
        status = standardise(search, u, work, work + n);
    }
    return status;
}

/* ---- the region ------------------------------------------------------------------------------------------ */

/* The members' standardised figures; what is told of the region is their mean. */
static void target_members(mkba_i_search *search)
{
    size_t n = 0;

    for (size_t i = 0; i < search->points.n; i++) {
        if (search->entrants[search->areas[i]].role != MKBA_I_ROLE_REGION)
            continue;
        for (size_t u = 0; u < search->n_used; u++) {
            mkba_i_trait *trait = &search->traits[search->used[u]];
            search->targets[n * search->n_used + u] = search->points.z[u * search->points.stride + i];
            trait->region += mkba_i_variable_cell(search->panel, &trait->is, search->areas[i], search->period).value /
                             (double) search->n_members;
        }
        n++;
    }
    search->n_targets = n;
}

/* A panel of the members and the period, with their sum as one area more: the last. */
static mkba_status add_up(const mkba_i_search *search, const char **codes, mkba_panel **out)
{
    const mkba_panel *panel = search->panel;
    const char *period;
    char text[MKBA_I_PERIOD_TEXT];
    mkba_panel *part = NULL;
    mkba_i_text code = {.data = NULL};
    mkba_status status;

    for (size_t i = 0; i < search->n_members; i++) {
        codes[i] = panel->areas[search->members[i]].code;
        mkba_i_text_format(&code, "%s%s", i == 0 ? "" : "+", codes[i]);
    }
    mkba_i_period_print(&panel->periods[search->period], text);
    period = text;
    status = code.failed
                 ? mkba_i_fail_memory(search->error)
                 : mkba_panel_selected(panel, codes, search->n_members, &period, 1, NULL, 0, &part, search->error);
    if (status == MKBA_OK)
        status = mkba_panel_region(part, code.data, NULL, codes, search->n_members, MKBA_MISSING_SPREADS, out,
                                   search->error);
    mkba_panel_free(part);
    mkba_i_text_drop(&code);
    return status;
}

static mkba_status take_sum(mkba_i_search *search, const mkba_panel *added, size_t u)
{
    mkba_i_trait *trait = &search->traits[search->used[u]];
    size_t last = added->n_areas - 1;
    mkba_cell_status status = (mkba_cell_status) added->statuses[mkba_i_cell_at(added, trait->is.indicator, last, 0)];

    if (!mkba_cell_has_value(status))
        return mkba_i_fail(
            search->error, MKBA_ERROR_PANEL, "as_one",
            "the region as one has no \"%.100s\" (%s): say by mkba_panel_described whether it is a flow, "
            "a stock, or a rate of which parts that the panel has",
            trait->is.name, mkba_cell_status_name(status));
    trait->region = added->values[mkba_i_cell_at(added, trait->is.indicator, last, 0)];
    search->targets[u] = (trait->region - trait->scale.centre) / trait->scale.spread;
    return isfinite(search->targets[u] * search->targets[u] * trait->weight) ? MKBA_OK : beyond(search, trait);
}

/* The region as one area, sum over sum. */
static mkba_status target_sum(mkba_i_search *search)
{
    const char **codes = mkba_i_arena_new(&search->arena, search->n_members, sizeof *codes);
    mkba_panel *added = NULL;
    mkba_status status;

    if (codes == NULL)
        return mkba_i_fail_memory(search->error);
    for (size_t u = 0; u < search->n_used; u++)
        if (search->traits[search->used[u]].is.attribute != NULL)
            return mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "as_one",
                               "\"%.100s\" is an attribute, which a region as one does not have",
                               search->traits[search->used[u]].is.name);
    status = add_up(search, codes, &added);
    for (size_t u = 0; status == MKBA_OK && u < search->n_used; u++)
        status = take_sum(search, added, u);
    search->n_targets = 1;
    mkba_panel_free(added);
    return status;
}

static mkba_status target(mkba_i_search *search)
{
    size_t room = search->n_members * search->n_used;

    search->targets = mkba_i_arena_new(&search->arena, room, sizeof *search->targets);
    if (search->targets == NULL)
        return mkba_i_fail_memory(search->error);
    if (search->options->as_one && search->n_members > 1)
        return target_sum(search);
    target_members(search);
    return MKBA_OK;
}

/* ---- the space ------------------------------------------------------------------------------------------- */

/* Which variables the pivot follows from, in the order of the search. */
static mkba_status refuse_singular(const mkba_i_search *search, size_t pivot, const double *follows)
{
    mkba_i_text text = {.data = NULL};
    size_t n = 0;
    mkba_status status;

    for (size_t v = 0; v < pivot; v++)
        if (fabs(follows[v]) > 1e-4)
            mkba_i_text_format(&text, "%s\"%.60s\"", n++ == 0 ? "" : ", ", search->traits[search->used[v]].is.name);
    status =
        text.failed
            ? mkba_i_fail_memory(search->error)
            : mkba_i_fail(search->error, MKBA_ERROR_PANEL, "by",
                          "the covariance is singular: in these %zu areas \"%.60s\" follows from %s; leave one out",
                          search->points.n, search->traits[search->used[pivot]].is.name,
                          n == 0 ? "the variables before it" : text.data);
    mkba_i_text_drop(&text);
    return status;
}

mkba_status mkba_i_search_place(mkba_i_search *search)
{
    size_t pivot = 0;
    double *follows = NULL;
    mkba_status status;

    if (search->points.n < 2)
        return mkba_i_fail(search->error, MKBA_ERROR_PANEL, "candidates",
                           "one area is left: there is nothing to compare it with");
    status = standardise_all(search);
    if (status == MKBA_OK && search->points.mahalanobis && search->points.n <= search->n_used)
        return mkba_i_fail(search->error, MKBA_ERROR_PANEL, "by",
                           "mahalanobis needs more areas than variables: there are %zu areas and %zu variables",
                           search->points.n, search->n_used);
    if (status == MKBA_OK && search->n_members > 0)
        status = target(search);
    if (status != MKBA_OK)
        return status;
    status = mkba_i_space_make(&search->arena, &search->points, MKBA_I_NONE, &search->space, &pivot, &follows,
                               search->error);
    return status == MKBA_ERROR_PANEL ? refuse_singular(search, pivot, follows) : status;
}
