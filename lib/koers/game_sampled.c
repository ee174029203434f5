/* The Shapley value by permutations, each with its reverse, in chunks that do not depend on the threads. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "base/elementary.h"
#include "base/threads.h"
#include "koers/game_shapley.h"
#include "stat/random.h"

/* Parts of the draws; what each finds is put together in their order. */
#define CHUNKS 256

/* What is known of a player: mean and sum of squared deviations, of pairs. */
typedef struct tally {
    double mean, squares;
} tally;

typedef struct sampling {
    const mkba_game *game;
    uint64_t pairs, n_chunks;
    mkba_i_random stream;
    tally *tallies; /* chunks x players */
    size_t *orders; /* threads x players */
    double *worths; /* threads x players */
    double *added;  /* threads x players */
} sampling;

/* ---- what a player can add ------------------------------------------------------------------------------- */

static void widen(double value, double *least, double *most)
{
    *least = fmin(*least, value);
    *most = fmax(*most, value);
}

/* Alone, or to a volume between that of the smallest other and that of all others: what is added there rises or falls
 * with the volume throughout, so its ends are the extremes. */
static void additions_of_scale(const mkba_game *game, size_t player, double *least, double *most)
{
    const mkba_i_scale_cost *c = &game->cost;
    double own = game->volumes[player], smallest = INFINITY, others = 0;

    *least = *most = mkba_i_scale_cost_of(c, own, 1);
    for (size_t i = 0; i < game->n; i++) {
        if (i == player)
            continue;
        smallest = fmin(smallest, game->volumes[i]);
        others += game->volumes[i];
    }
    if (game->n == 1)
        return;
    widen(mkba_i_scale_cost_of(c, smallest + own, 2) - mkba_i_scale_cost_of(c, smallest, 1), least, most);
    widen(mkba_i_scale_cost_of(c, others + own, 2) - mkba_i_scale_cost_of(c, others, 1), least, most);
}

bool mkba_i_game_additions(const mkba_game *game, size_t player, double *least, double *most)
{
    if (game->worths == NULL && game->volumes == NULL)
        return false;
    *least = INFINITY;
    *most = -INFINITY;
    if (game->worths == NULL)
        additions_of_scale(game, player, least, most);
    else
        for (size_t s = 0; s <= mkba_i_everybody(game); s++)
            if ((s >> player & 1) == 0)
                widen(game->worths[s | (size_t) 1 << player] - game->worths[s], least, most);
    return true;
}

/* ---- draws ----------------------------------------------------------------------------------------------- */

/* Fisher and Yates: the draws n x pair .. are its own. */
static void shuffle(const sampling *s, uint64_t pair, size_t *order)
{
    size_t n = s->game->n;

    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (size_t i = n - 1; i > 0; i--) {
        size_t j = mkba_i_random_below(&s->stream, pair * n + i, (uint32_t) (i + 1));
        size_t other = order[j];
        order[j] = order[i];
        order[i] = other;
    }
}

static void reverse(size_t *order, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        size_t other = order[i];
        order[i] = order[n - 1 - i];
        order[n - 1 - i] = other;
    }
}

/* Half of what each adds in this order. */
static mkba_status add_order(const mkba_game *game, const size_t *order, double *worths, double *added,
                             mkba_error *error)
{
    mkba_status status = mkba_i_game_walk(game, order, worths, error);
    double before = 0;

    for (size_t k = 0; status == MKBA_OK && k < game->n; k++) {
        added[order[k]] += 0.5 * (worths[k] - before);
        before = worths[k];
    }
    return status;
}

static mkba_status draw_pair(const sampling *s, size_t worker, uint64_t pair, mkba_error *error)
{
    size_t n = s->game->n, *order = s->orders + worker * n;
    double *worths = s->worths + worker * n, *added = s->added + worker * n;
    mkba_status status;

    for (size_t i = 0; i < n; i++)
        added[i] = 0;
    shuffle(s, pair, order);
    status = add_order(s->game, order, worths, added, error);
    reverse(order, n);
    return status == MKBA_OK ? add_order(s->game, order, worths, added, error) : status;
}

static uint64_t first_pair(const sampling *s, uint64_t chunk)
{
    return s->pairs / s->n_chunks * chunk + (chunk < s->pairs % s->n_chunks ? chunk : s->pairs % s->n_chunks);
}

/* B.P. Welford, Note on a method for calculating corrected sums of squares and products, Technometrics 4, 1962. */
static mkba_status draw_chunk(void *context, size_t worker, uint64_t chunk, mkba_error *error)
{
    const sampling *s = context;
    uint64_t first = first_pair(s, chunk), end = first_pair(s, chunk + 1);
    size_t n = s->game->n;
    tally *tallies = s->tallies + chunk * n;
    mkba_status status = MKBA_OK;

    for (uint64_t pair = first; status == MKBA_OK && pair < end; pair++) {
        status = draw_pair(s, worker, pair, error);
        for (size_t i = 0; status == MKBA_OK && i < n; i++) {
            double added = s->added[worker * n + i], from = added - tallies[i].mean;
            tallies[i].mean += from / (double) (pair - first + 1);
            tallies[i].squares += from * (added - tallies[i].mean);
        }
    }
    return status;
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

/* Of all chunks: T. Chan, G. Golub and R. LeVeque, Updating formulae and a pairwise algorithm, COMPSTAT 1982. */
static tally merged(const sampling *s, size_t player)
{
    tally all = {0, 0};

    for (uint64_t chunk = 0; chunk < s->n_chunks; chunk++) {
        const tally *part = &s->tallies[chunk * s->game->n + player];
        double before = (double) first_pair(s, chunk), after = (double) first_pair(s, chunk + 1);
        double from = part->mean - all.mean;
        all.squares += part->squares + from * from * before / after * (after - before);
        all.mean += from * ((after - before) / after);
    }
    return all;
}

static mkba_i_shapley found_of(const sampling *s, const mkba_shapley_options *o, size_t player)
{
    tally all = merged(s, player);
    double m = (double) s->pairs, variance = all.squares / (m - 1), least, most;
    double x = mkba_i_log(3 / (1 - o->confidence));
    mkba_i_shapley found = {all.mean, sqrt(variance / m), INFINITY, variance};

    if (mkba_i_game_additions(s->game, player, &least, &most))
        found.bound = sqrt(2 * (all.squares / m) * x / m) + 3 * (most - least) * x / m;
    return found;
}

mkba_status mkba_i_shapley_sampled(const mkba_game *game, const mkba_shapley_options *options, mkba_progress progress,
                                   void *data, mkba_i_shapley *found, mkba_error *error)
{
    size_t threads = game->function != NULL ? 1 : mkba_i_threads(options->threads);
    sampling s = {.game = game, .pairs = options->draws / 2, .stream = mkba_i_random_stream(options->seed, "orders")};
    mkba_i_arena arena = {0};
    mkba_status status;

    s.n_chunks = s.pairs < CHUNKS ? s.pairs : CHUNKS;
    s.tallies = mkba_i_arena_new(&arena, (size_t) s.n_chunks * game->n, sizeof *s.tallies);
    s.orders = mkba_i_arena_new(&arena, threads * game->n, sizeof *s.orders);
    s.worths = mkba_i_arena_new(&arena, threads * game->n, sizeof *s.worths);
    s.added = mkba_i_arena_new(&arena, threads * game->n, sizeof *s.added);
    if (s.tallies == NULL || s.orders == NULL || s.worths == NULL || s.added == NULL)
        status = mkba_i_fail_memory(error);
    else
        status = mkba_i_parallel(threads, s.n_chunks, draw_chunk, &s, progress, data, error);
    for (size_t i = 0; status == MKBA_OK && i < game->n; i++)
        found[i] = found_of(&s, options, i);
    mkba_i_arena_free(&arena);
    return status;
}
