/* Coalition games: making, freeing, asking; documented in mkba/koers_coalition.h. */
#include "base/exact.h"

#include "koers/game.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/elementary.h"
#include "base/roll.h"
#include "base/text.h"
#include "compare/shared_arrays.h"

#define MOST_ELASTICITY 4.0

static const char *const kinds[] = {"cost", "value"};

MKBA_I_CHOICE(mkba_game_kind, kinds, "kind", "kind")

/* ---- checks ---------------------------------------------------------------------------------------------- */

static mkba_status player_fail(size_t player, const char *sentence, mkba_error *error)
{
    char where[MKBA_I_ELEMENT_TEXT];

    snprintf(where, sizeof where, "players[%zu]", player);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s", sentence);
}

static mkba_status check_players(const char *const *players, size_t n, size_t most, mkba_error *error)
{
    mkba_i_roll roll = {0};
    mkba_status status = MKBA_OK;

    if (players == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "players", "players is NULL");
    if (n == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "players", "a game has at least one player");
    if (n > most)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "players", "such a game has at most %zu players, here are %zu",
                           most, n);
    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        if (players[i] == NULL || players[i][0] == '\0' || !mkba_i_utf8_valid(players[i], strlen(players[i])))
            status = player_fail(i, "a player has a name, in UTF-8", error);
        else if (mkba_i_roll_find(&roll, players[i]) != MKBA_I_NONE)
            status = player_fail(i, "two players have the same name", error);
        else if (!mkba_i_roll_add(&roll, players[i]))
            status = mkba_i_fail_memory(error);
    }
    mkba_i_roll_free(&roll);
    return status;
}

static mkba_status check_worths(const double *worths, size_t n_worths, size_t n, mkba_error *error)
{
    if (n_worths != (size_t) 1 << n)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "worths",
                           "%zu players have %zu coalitions, the empty one counted; worths has %zu", n, (size_t) 1 << n,
                           n_worths);
    if (worths[0] != 0)
        return mkba_i_element_fail("worths", 0, "the coalition of nobody costs and is worth 0", worths[0], error);
    for (size_t s = 1; s < n_worths; s++)
        if (!(fabs(worths[s]) <= MKBA_I_GAME_WORTH))
            return mkba_i_element_fail("worths", s, "a worth is a finite number of at most 1e100", worths[s], error);
    return MKBA_OK;
}

static mkba_status check_kind(mkba_game_kind kind, mkba_error *error)
{
    return (size_t) kind < MKBA_I_LENGTH(kinds)
               ? MKBA_OK
               : mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "kind", "a game is one of cost or of value");
}

/* ---- making ---------------------------------------------------------------------------------------------- */

void mkba_game_free(mkba_game *game)
{
    if (game == NULL)
        return;
    mkba_i_arena_free(&game->arena);
    free(game->worths);
    free(game);
}

size_t mkba_game_n_players(const mkba_game *game)
{
    return game == NULL ? 0 : game->n;
}

/* With names, and to 20 players with room for every coalition, all of them 0. */
static mkba_status start(const char *const *players, size_t n, mkba_game_kind kind, mkba_game **out, mkba_error *error)
{
    mkba_game *made = calloc(1, sizeof *made);

    if (made == NULL)
        return mkba_i_fail_memory(error);
    made->n = n;
    made->kind = kind;
    made->players = mkba_i_arena_new(&made->arena, n, sizeof *made->players);
    bool good = made->players != NULL;
    for (size_t i = 0; good && i < n; i++) {
        made->players[i] = mkba_i_arena_text(&made->arena, players[i], strlen(players[i]));
        good = made->players[i] != NULL;
    }
    if (good && n <= MKBA_GAME_PLAYERS) {
        made->worths = calloc((size_t) 1 << n, sizeof *made->worths);
        good = made->worths != NULL;
    }
    if (good) {
        *out = made;
        return MKBA_OK;
    }
    mkba_game_free(made);
    return mkba_i_fail_memory(error);
}

mkba_status mkba_game_new(const char *const *players, size_t n_players, const double *worths, size_t n_worths,
                          mkba_game_kind kind, mkba_game **out, mkba_error *error)
{
    mkba_game *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(players), MKBA_I_GIVEN(worths), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = check_players(players, n_players, MKBA_GAME_PLAYERS, error);
    if (status == MKBA_OK)
        status = check_worths(worths, n_worths, n_players, error);
    if (status == MKBA_OK)
        status = check_kind(kind, error);
    if (status == MKBA_OK)
        status = start(players, n_players, kind, &made, error);
    if (status != MKBA_OK)
        return status;
    memcpy(made->worths, worths, n_worths * sizeof *worths);
    *out = made;
    return MKBA_OK;
}

/* ---- of a function ---------------------------------------------------------------------------------------- */

static mkba_status ask(const mkba_game *game, uint64_t coalition, double *worth, mkba_error *error)
{
    double answer = NAN;

    if (!game->function(game->data, coalition, &answer))
        return mkba_i_fail(error, MKBA_ERROR_CANCELLED, "worth", "the function gave no figure of coalition %llu",
                           (unsigned long long) coalition);
    if (!(fabs(answer) <= MKBA_I_GAME_WORTH))
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "worth",
                           "a worth is a finite number of at most 1e100; that of coalition %llu is none",
                           (unsigned long long) coalition);
    *worth = answer;
    return MKBA_OK;
}

mkba_status mkba_game_from_function(const char *const *players, size_t n_players, mkba_worth worth, void *data,
                                    mkba_game_kind kind, mkba_game **out, mkba_error *error)
{
    mkba_game *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(players), MKBA_I_GIVEN(out));

    if (status == MKBA_OK && worth == NULL)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "worth", "worth is NULL");
    if (status == MKBA_OK)
        status = check_players(players, n_players, MKBA_I_GAME_FUNCTION_PLAYERS, error);
    if (status == MKBA_OK)
        status = check_kind(kind, error);
    if (status == MKBA_OK)
        status = start(players, n_players, kind, &made, error);
    if (status != MKBA_OK)
        return status;
    made->function = worth;
    made->data = data;
    for (size_t s = 1; status == MKBA_OK && made->worths != NULL && s <= mkba_i_everybody(made); s++)
        status = ask(made, s, &made->worths[s], error);
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_game_free(made);
    return status;
}

/* ---- of scale -------------------------------------------------------------------------------------------- */

double mkba_i_scale_cost_of(const mkba_i_scale_cost *cost, double volume, size_t members)
{
    return cost->fixed + cost->unit_cost * mkba_i_pow(volume, cost->elasticity) +
           cost->coordination * ((double) members - 1);
}

static mkba_status check_cost(const mkba_i_scale_cost *cost, mkba_error *error)
{
    const mkba_i_array parts[] = {
        {"fixed", &cost->fixed, 1, 0, false, "a cost is a finite number, at least 0"},
        {"unit_cost", &cost->unit_cost, 1, 0, false, "a cost is a finite number, at least 0"},
        {"coordination", &cost->coordination, 1, 0, false, "a cost is a finite number, at least 0"},
        {"elasticity", &cost->elasticity, 1, 0, false, "an elasticity is from 0 to 4"}};
    mkba_status status = mkba_i_arrays_check(parts, MKBA_I_LENGTH(parts), error);

    if (status == MKBA_OK && cost->elasticity > MOST_ELASTICITY)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "elasticity", "an elasticity is from 0 to 4");
    return status;
}

static double volume_of(const mkba_game *game, size_t coalition)
{
    double volume = 0;

    for (size_t i = 0; i < game->n; i++)
        if (coalition >> i & 1)
            volume += game->volumes[i];
    return volume;
}

static mkba_status cost_all(mkba_game *game, mkba_error *error)
{
    double total = 0;

    for (size_t i = 0; i < game->n; i++)
        total += game->volumes[i];
    if (!(mkba_i_scale_cost_of(&game->cost, total, game->n) <= MKBA_I_GAME_WORTH))
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "volumes", "the cost of all together is beyond 1e100");
    for (size_t s = 1; game->worths != NULL && s <= mkba_i_everybody(game); s++)
        game->worths[s] = mkba_i_scale_cost_of(&game->cost, volume_of(game, s), mkba_i_coalition_size(s));
    return MKBA_OK;
}

mkba_status mkba_game_of_scale(const char *const *players, size_t n_players, const double *volumes, size_t n_volumes,
                               double fixed, double unit_cost, double elasticity, double coordination, mkba_game **out,
                               mkba_error *error)
{
    const mkba_i_scale_cost cost = {fixed, unit_cost, elasticity, coordination};
    const mkba_i_array given = {"volumes", volumes, n_volumes, 0, true, "a volume is a finite number above 0"};
    mkba_game *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(players), MKBA_I_GIVEN(volumes), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = check_players(players, n_players, MKBA_I_GAME_SCALE_PLAYERS, error);
    if (status == MKBA_OK && n_volumes != n_players)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "volumes", "there is a volume per player: %zu, not %zu",
                             n_players, n_volumes);
    if (status == MKBA_OK)
        status = mkba_i_arrays_check(&given, 1, error);
    if (status == MKBA_OK)
        status = check_cost(&cost, error);
    if (status == MKBA_OK)
        status = start(players, n_players, MKBA_GAME_COST, &made, error);
    if (status != MKBA_OK)
        return status;
    made->cost = cost;
    double *copied = mkba_i_arena_new(&made->arena, n_players, sizeof *copied);
    if (copied == NULL) {
        mkba_game_free(made);
        return mkba_i_fail_memory(error);
    }
    memcpy(copied, volumes, n_players * sizeof *copied);
    made->volumes = copied;
    status = cost_all(made, error);
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_game_free(made);
    return status;
}

/* ---- asking ---------------------------------------------------------------------------------------------- */

static void walk_scale(const mkba_game *game, const size_t *order, double *worths)
{
    double volume = 0;

    for (size_t k = 0; k < game->n; k++) {
        volume += game->volumes[order[k]];
        worths[k] = mkba_i_scale_cost_of(&game->cost, volume, k + 1);
    }
}

mkba_status mkba_i_game_walk(const mkba_game *game, const size_t *order, double *worths, mkba_error *error)
{
    mkba_status status = MKBA_OK;
    uint64_t coalition = 0;

    if (game->worths == NULL && game->volumes != NULL) {
        walk_scale(game, order, worths);
        return MKBA_OK;
    }
    for (size_t k = 0; status == MKBA_OK && k < game->n; k++) {
        coalition |= UINT64_C(1) << order[k];
        if (game->worths != NULL)
            worths[k] = game->worths[coalition];
        else
            status = ask(game, coalition, &worths[k], error);
    }
    return status;
}

double mkba_i_game_magnitude(const mkba_game *game)
{
    double largest = DBL_MIN;

    for (size_t s = 1; s <= mkba_i_everybody(game); s++)
        largest = fmax(largest, fabs(game->worths[s]));
    return largest;
}

mkba_status mkba_i_game_listed(const mkba_game *game, const char *what, mkba_error *error)
{
    if (game->worths != NULL)
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_LIMIT, "game",
                       "%s takes every coalition, which is done to %d players; here are %zu", what, MKBA_GAME_PLAYERS,
                       game->n);
}
