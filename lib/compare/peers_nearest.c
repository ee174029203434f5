/* The nearest areas. See peers_search.h. */
#include "base/exact.h"

#include <math.h>

#include "compare/peers_search.h"

/* 2^13 + 1: 13 of 53 bits go. */
#define COARSE 8193.0

/* ---- distances ------------------------------------------------------------------------------------------- */

bool mkba_i_search_distances(mkba_i_search *search, const mkba_i_space *space, double *distances)
{
    size_t stride = search->points.stride;
    double *place = mkba_i_arena_new(&search->arena, search->n_used, sizeof *place);
    double *one = mkba_i_arena_new(&search->arena, stride, sizeof *one);

    if (place == NULL || one == NULL)
        return false;
    for (size_t i = 0; i < stride; i++)
        distances[i] = 0;
    for (size_t t = 0; t < search->n_targets; t++) {
        mkba_i_space_place(space, search->targets + t * search->n_used, place);
        mkba_i_space_distances(space, place, one);
        for (size_t i = 0; i < stride; i++)
            distances[i] += one[i];
    }
    for (size_t i = 0; i < stride; i++)
        distances[i] /= (double) search->n_targets;
    return true;
}

/* Veltkamp's splitting (Dekker, Numerische Mathematik 18 (1971) 224-242): the upper bits of a double. */
void mkba_i_coarsen(const double *distances, size_t n, double *coarse)
{
    for (size_t i = 0; i < n; i++) {
        double wide = distances[i] * COARSE;
        coarse[i] = wide - (wide - distances[i]);
    }
}

void mkba_i_nearest_points(const mkba_i_search *search, const double *coarse, size_t except, size_t k, size_t *nearest,
                           size_t *n)
{
    size_t found = 0;

    for (size_t i = 0; i < search->points.n; i++) {
        size_t at;
        if (i == except || search->entrants[search->areas[i]].role != MKBA_I_ROLE_CANDIDATE ||
            (found == k && coarse[i] >= coarse[nearest[k - 1]]))
            continue;
        at = found < k ? found++ : k - 1;
        for (; at > 0 && coarse[nearest[at - 1]] > coarse[i]; at--)
            nearest[at] = nearest[at - 1];
        nearest[at] = i; /* points come by code, so an equal distance goes behind */
    }
    *n = found;
}

/* ---- ranks ----------------------------------------------------------------------------------------------- */

/* Distances of all that are no members, and how far each is of the way to the farthest. */
static mkba_status tell_distances(mkba_i_search *search, const double *distances)
{
    double farthest = 0;

    for (size_t i = 0; i < search->points.n; i++)
        if (search->entrants[search->areas[i]].role != MKBA_I_ROLE_REGION)
            farthest = fmax(farthest, distances[i]);
    if (!isfinite(farthest))
        return mkba_i_fail(search->error, MKBA_ERROR_EVALUATION, "by", "a distance is beyond the range of a double");
    for (size_t i = 0; i < search->points.n; i++) {
        mkba_i_entrant *entrant = &search->entrants[search->areas[i]];
        if (entrant->role == MKBA_I_ROLE_REGION)
            continue;
        entrant->placed = true;
        entrant->distance = distances[i];
        entrant->rebased = farthest > 0 ? distances[i] / farthest : 0;
    }
    return MKBA_OK;
}

/* Marks candidates that are as far as the one before them; `all` are those that may be peers, nearest first. */
static void tell_ties(const mkba_i_search *search, const double *coarse, const size_t *all, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (coarse[all[i]] == coarse[all[i - 1]]) {
            search->entrants[search->areas[all[i]]].tied = true;
            search->entrants[search->areas[all[i - 1]]].tied = true;
        }
}

/* By variable, its part of the squared distances between a peer and all targets. */
static void share_out(const mkba_i_search *search, size_t point, double *parts, double *work)
{
    size_t n = search->n_used;

    for (size_t u = 0; u < n; u++)
        work[u] = search->points.z[u * search->points.stride + point];
    for (size_t t = 0; t < search->n_targets; t++) {
        mkba_i_space_parts(&search->space, work, search->targets + t * n, work + n, work + 2 * n);
        for (size_t u = 0; u < n; u++)
            parts[u] += work[n + u];
    }
}

static mkba_status tell_peers(mkba_i_search *search, const size_t *all)
{
    size_t n = search->n_used;
    double *work = mkba_i_arena_new(&search->arena, 3 * n, sizeof *work);

    search->peers = mkba_i_arena_new(&search->arena, search->n_peers, sizeof *search->peers);
    search->parts = mkba_i_arena_new(&search->arena, search->n_peers * n, sizeof *search->parts);
    if (work == NULL || search->peers == NULL || search->parts == NULL)
        return mkba_i_fail_memory(search->error);
    for (size_t i = 0; i < search->n_peers; i++) {
        search->peers[i] = search->areas[all[i]];
        search->entrants[search->peers[i]].rank = i + 1;
        share_out(search, all[i], search->parts + i * n, work);
    }
    return MKBA_OK;
}

mkba_status mkba_i_search_rank(mkba_i_search *search)
{
    size_t k = search->options->k, n = 0;
    double *distances = mkba_i_arena_new(&search->arena, search->points.stride, sizeof *distances);
    double *coarse = mkba_i_arena_new(&search->arena, search->points.stride, sizeof *coarse);
    size_t *all = mkba_i_arena_new(&search->arena, search->points.n, sizeof *all);
    mkba_status status;

    if (distances == NULL || coarse == NULL || all == NULL ||
        !mkba_i_search_distances(search, &search->space, distances))
        return mkba_i_fail_memory(search->error);
    status = tell_distances(search, distances);
    if (status != MKBA_OK)
        return status;
    mkba_i_coarsen(distances, search->points.n, coarse);
    mkba_i_nearest_points(search, coarse, MKBA_I_NONE, search->points.n, all, &n);
    if (k > n)
        return mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "k", "k is %zu, and only %zu areas may be peers", k, n);
    tell_ties(search, coarse, all, n);
    search->n_peers = k;
    return tell_peers(search, all);
}
