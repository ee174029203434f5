/* How far the peers depend on one variable: each is left out in turn, the areas being the same. See peers_search.h. */
#include "compare/peers_search.h"

#include <string.h>

/* Codes of areas that are in one list and not in the other, "GM0743, GM0762". */
static const char *difference(mkba_i_search *search, const size_t *list, size_t n, const bool *other)
{
    mkba_i_text text = {.data = NULL};

    for (size_t i = 0; i < n; i++)
        if (!other[list[i]])
            mkba_i_text_format(&text, "%s%s", text.length == 0 ? "" : ", ", search->panel->areas[list[i]].code);
    return mkba_i_search_keep(search, &text);
}

/* Room that every trial uses anew. */
typedef struct bench {
    double *distances;
    size_t *found;      /* points, then areas */
    bool *before, *now; /* per area: is it among the peers */
} bench;

static bool make_bench(mkba_i_search *search, bench *b)
{
    mkba_i_arena *arena = &search->arena;
    size_t n = search->panel->n_areas;

    b->distances = mkba_i_arena_new(arena, search->points.stride, sizeof *b->distances);
    b->found = mkba_i_arena_new(arena, search->n_peers, sizeof *b->found);
    b->before = mkba_i_arena_new(arena, n, sizeof *b->before);
    b->now = mkba_i_arena_new(arena, n, sizeof *b->now);
    search->trials = mkba_i_arena_new(arena, search->n_used, sizeof *search->trials);
    if (b->distances == NULL || b->found == NULL || b->before == NULL || b->now == NULL || search->trials == NULL)
        return false;
    for (size_t i = 0; i < search->n_peers; i++)
        b->before[search->peers[i]] = true;
    return true;
}

static bool compare_sets(mkba_i_search *search, bench *b, mkba_i_trial *trial)
{
    size_t n = search->n_peers;

    memset(b->now, 0, search->panel->n_areas * sizeof *b->now);
    for (size_t i = 0; i < n; i++) {
        b->found[i] = search->areas[b->found[i]];
        b->now[b->found[i]] = true;
        trial->remain += b->before[b->found[i]];
        search->entrants[b->found[i]].stays += b->before[b->found[i]];
    }
    trial->leave = difference(search, search->peers, n, b->now);
    trial->come = difference(search, b->found, n, b->before);
    return trial->leave != NULL && trial->come != NULL;
}

static mkba_status try_without(mkba_i_search *search, bench *b, size_t skip)
{
    mkba_i_trial *trial = &search->trials[skip];
    mkba_i_space space;
    size_t n = 0, pivot = 0;
    double *follows = NULL;
    mkba_status status =
        mkba_i_space_make(&search->arena, &search->points, skip, &space, &pivot, &follows, search->error);

    /* A part of correlations that are not singular is not singular either, but for rounding. */
    if (status == MKBA_ERROR_PANEL)
        return mkba_i_fail(search->error, MKBA_ERROR_PANEL, "by",
                           "the covariance is all but singular without \"%.100s\"",
                           search->traits[search->used[skip]].is.name);
    if (status != MKBA_OK)
        return status;
    trial->without = search->traits[search->used[skip]].is.name;
    if (!mkba_i_search_distances(search, &space, b->distances))
        return mkba_i_fail_memory(search->error);
    mkba_i_coarsen(b->distances, search->points.n, b->distances);
    mkba_i_nearest_points(search, b->distances, MKBA_I_NONE, search->n_peers, b->found, &n);
    return compare_sets(search, b, trial) ? MKBA_OK : mkba_i_fail_memory(search->error);
}

mkba_status mkba_i_search_try_without(mkba_i_search *search)
{
    bench b = {.distances = NULL};
    mkba_status status = MKBA_OK;

    if (search->n_used < 2)
        return MKBA_OK;
    if (!make_bench(search, &b))
        return mkba_i_fail_memory(search->error);
    search->n_trials = search->n_used;
    for (size_t u = 0; status == MKBA_OK && u < search->n_used; u++)
        status = try_without(search, &b, u);
    return status;
}
