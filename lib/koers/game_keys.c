/* Cost keys in use beside the Shapley value and the nucleolus; documented in mkba/koers_coalition.h. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/options.h"
#include "compare/shared_arrays.h"
#include "koers/game_coalitions.h"
#include "koers/game_shapley.h"
#include "koers/game_solve.h"

#define MOST_KEYS 1000

static const char *const views[] = {"amounts", "summary", "leaving"};

MKBA_I_CHOICE(mkba_keys_view, views, "view", "view")

void mkba_keys_options_init_size(mkba_keys_options *options, size_t size)
{
    mkba_keys_options made = {.equal = true, .shapley = true};

    mkba_i_options_init(options, size, &made, sizeof made);
}

/* An allocation and its name. */
typedef struct shared {
    const char *name;
    double *amounts;
    mkba_i_excess *excesses; /* worst first */
    size_t n_leaving;
} shared;

typedef struct keys {
    const mkba_game *game;
    shared *list; /* heap, as are its excesses */
    size_t n;
    const shared *shapley; /* NULL: not among them */
    mkba_i_arena arena;
} keys;

/* ---- checks ------------------------------------------------------------------------------------------------- */

static mkba_status check_name(const mkba_cost_key *given, size_t k, mkba_error *error)
{
    static const char *const taken[] = {"equal", "shapley", "nucleolus"};
    const char *name = given[k].name, *reason = NULL;
    char where[MKBA_I_ELEMENT_TEXT];

    snprintf(where, sizeof where, "keys[%zu]", k);
    if (name == NULL || name[0] == '\0' || !mkba_i_utf8_valid(name, strlen(name)))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "a key has a name, in UTF-8");
    for (size_t i = 0; i < MKBA_I_LENGTH(taken); i++)
        if (strcmp(name, taken[i]) == 0)
            reason = "a key of that name is made by the library";
    for (size_t i = 0; i < k; i++)
        if (strcmp(name, given[i].name) == 0)
            reason = "two keys have the same name";
    return reason == NULL ? MKBA_OK : mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s", reason);
}

static mkba_status check_key(const mkba_game *game, const mkba_cost_key *given, size_t k, mkba_error *error)
{
    const mkba_i_array weights = {
        "weights", given[k].weights, given[k].n_weights, 0, false, "a weight is a finite number, at least 0"};
    mkba_status status = check_name(given, k, error);
    double sum = 0;

    if (status == MKBA_OK && (given[k].weights == NULL || given[k].n_weights != game->n))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "weights",
                             "the key \"%.100s\" has a weight per player: %zu, not %zu", given[k].name, game->n,
                             given[k].n_weights);
    if (status == MKBA_OK)
        status = mkba_i_arrays_check(&weights, 1, error);
    for (size_t i = 0; status == MKBA_OK && i < game->n; i++)
        sum += given[k].weights[i];
    if (status == MKBA_OK && !(sum > 0 && isfinite(sum)))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "weights",
                             "the weights of \"%.100s\" add up to a number above 0", given[k].name);
    return status;
}

static mkba_status check(const mkba_game *game, const mkba_keys_options *o, mkba_error *error)
{
    mkba_status status = mkba_i_game_listed(game, "keys side by side", error);

    if (status == MKBA_OK && o->keys == NULL && o->n_keys > 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "keys", "keys is NULL");
    if (status == MKBA_OK && o->n_keys > MOST_KEYS)
        status = mkba_i_fail(error, MKBA_ERROR_LIMIT, "keys", "there are at most %d keys", MOST_KEYS);
    for (size_t k = 0; status == MKBA_OK && k < o->n_keys; k++)
        status = check_key(game, o->keys, k, error);
    return status;
}

/* ---- allocations ------------------------------------------------------------------------------------------------ */

static shared *next_of(keys *k, const char *name)
{
    shared *made = &k->list[k->n++];

    made->name = name;
    made->amounts = mkba_i_arena_new(&k->arena, k->game->n, sizeof *made->amounts);
    return made->amounts == NULL ? NULL : made;
}

/* `weights` NULL is 1 each. */
static mkba_status add_weights(keys *k, const char *name, const double *weights, mkba_error *error)
{
    const mkba_game *game = k->game;
    shared *made = next_of(k, name);
    double sum = 0;

    if (made == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < game->n; i++)
        sum += weights == NULL ? 1 : weights[i];
    for (size_t i = 0; i < game->n; i++)
        made->amounts[i] = game->worths[mkba_i_everybody(game)] * ((weights == NULL ? 1 : weights[i]) / sum);
    return MKBA_OK;
}

static mkba_status add_shapley(keys *k, mkba_error *error)
{
    mkba_i_shapley found[MKBA_GAME_PLAYERS];
    mkba_shapley_options options;
    shared *made = next_of(k, "shapley");

    if (made == NULL)
        return mkba_i_fail_memory(error);
    mkba_shapley_options_init(&options);
    mkba_status status = mkba_i_shapley_exact(k->game, &options, found, error);
    for (size_t i = 0; status == MKBA_OK && i < k->game->n; i++)
        made->amounts[i] = found[i].amount;
    k->shapley = made;
    return status;
}

static mkba_status add_nucleolus(keys *k, mkba_error *error)
{
    mkba_i_solved solved;
    shared *made = next_of(k, "nucleolus");
    mkba_status status =
        made == NULL ? mkba_i_fail_memory(error) : mkba_i_game_solve(k->game, MKBA_GAME_NUCLEOLUS, &solved, error);

    for (size_t i = 0; status == MKBA_OK && i < k->game->n; i++)
        made->amounts[i] = solved.amounts[i];
    return status;
}

static mkba_status add_all(keys *k, const mkba_keys_options *o, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < o->n_keys; i++)
        status = add_weights(k, o->keys[i].name, o->keys[i].weights, error);
    if (status == MKBA_OK && o->equal)
        status = add_weights(k, "equal", NULL, error);
    if (status == MKBA_OK && o->shapley)
        status = add_shapley(k, error);
    if (status == MKBA_OK && o->nucleolus)
        status = add_nucleolus(k, error);
    double equal = MKBA_I_GAME_EQUAL * mkba_i_game_magnitude(k->game);
    for (size_t i = 0; status == MKBA_OK && i < k->n; i++) {
        shared *each = &k->list[i];
        status = mkba_i_game_excesses(k->game, each->amounts, &each->excesses, error);
        while (status == MKBA_OK && each->n_leaving < mkba_i_everybody(k->game) &&
               each->excesses[each->n_leaving].excess > equal)
            each->n_leaving++;
    }
    return status;
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

static mkba_status make_amounts(const keys *k, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"key", MKBA_COLUMN_TEXT, NULL},    {"player", MKBA_COLUMN_TEXT, NULL},
                                            {"amount", MKBA_COLUMN_REAL, NULL}, {"share", MKBA_COLUMN_REAL, "1"},
                                            {"alone", MKBA_COLUMN_REAL, NULL},  {"saving", MKBA_COLUMN_REAL, NULL}};
    const mkba_game *game = k->game;
    double whole = game->worths[mkba_i_everybody(game)];
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("amounts", columns, MKBA_I_LENGTH(columns), k->n * game->n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t a = 0; a < k->n; a++)
        for (size_t i = 0; i < game->n; i++) {
            double amount = k->list[a].amounts[i];
            mkba_i_row_text(&row, k->list[a].name);
            mkba_i_row_text(&row, game->players[i]);
            mkba_i_row_maybe(&row, amount);
            mkba_i_row_maybe(&row, amount / whole);
            mkba_i_row_real(&row, game->worths[(size_t) 1 << i]);
            mkba_i_row_maybe(&row, mkba_i_game_saving(game, i, amount));
            mkba_i_row_next(&row);
        }
    return mkba_i_row_hand_out(&row, table);
}

static double from_shapley(const keys *k, const shared *each)
{
    double moved = 0;

    for (size_t i = 0; k->shapley != NULL && i < k->game->n; i++)
        moved += fabs(each->amounts[i] - k->shapley->amounts[i]) / 2;
    return moved;
}

/* Of all but the whole, which has what it costs; NULL of a single player. */
static const mkba_i_excess *worst_of(const mkba_game *game, const shared *each)
{
    size_t all = mkba_i_everybody(game), first = each->excesses[0].coalition == all ? 1 : 0;

    return first < all ? &each->excesses[first] : NULL;
}

static mkba_status make_summary(const keys *k, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"key", MKBA_COLUMN_TEXT, NULL},       {"in_core", MKBA_COLUMN_BOOLEAN, NULL},
        {"leaving", MKBA_COLUMN_INTEGER, "1"}, {"worst", MKBA_COLUMN_TEXT, NULL},
        {"excess", MKBA_COLUMN_REAL, NULL},    {"from_shapley", MKBA_COLUMN_REAL, NULL}};
    mkba_i_text text = {0};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("summary", columns, MKBA_I_LENGTH(columns), k->n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t a = 0; a < k->n; a++) {
        const shared *each = &k->list[a];
        const mkba_i_excess *worst = worst_of(k->game, each);
        mkba_i_row_text(&row, each->name);
        mkba_i_row_boolean(&row, each->n_leaving == 0);
        mkba_i_row_integer(&row, (int64_t) each->n_leaving);
        if (worst != NULL)
            mkba_i_row_coalition(&row, k->game, worst->coalition, &text);
        else
            mkba_i_row_missing(&row);
        mkba_i_row_real_if(&row, worst == NULL ? 0 : worst->excess, worst != NULL);
        mkba_i_row_real_if(&row, from_shapley(k, each), k->shapley != NULL);
        mkba_i_row_next(&row);
    }
    mkba_i_text_drop(&text);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_leaving(const keys *k, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"key", MKBA_COLUMN_TEXT, NULL}, MKBA_I_COALITION_COLUMNS};
    size_t n = 0;
    mkba_i_text text = {0};
    mkba_table *made = NULL;

    for (size_t a = 0; a < k->n; a++)
        n += k->list[a].n_leaving;
    mkba_status status = mkba_i_table_new("leaving", columns, MKBA_I_LENGTH(columns), n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t a = 0; a < k->n; a++)
        for (size_t i = 0; i < k->list[a].n_leaving; i++) {
            mkba_i_row_text(&row, k->list[a].name);
            mkba_i_row_excess(&row, k->game, &k->list[a].excesses[i], &text);
            mkba_i_row_boolean(&row, true);
            mkba_i_row_next(&row);
        }
    mkba_i_text_drop(&text);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_view(const keys *k, mkba_keys_view view, mkba_table **table, mkba_error *error)
{
    if (view == MKBA_KEYS_AMOUNTS)
        return make_amounts(k, table, error);
    return view == MKBA_KEYS_SUMMARY ? make_summary(k, table, error) : make_leaving(k, table, error);
}

mkba_status mkba_game_keys(const mkba_game *game, const mkba_keys_options *options, mkba_keys_view view,
                           mkba_table **table, mkba_error *error)
{
    mkba_keys_options taken;
    keys k = {.game = game};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(game), MKBA_I_GIVEN(table));

    mkba_keys_options_init(&taken);
    if (status == MKBA_OK)
        status = mkba_i_options_take(options, &taken, sizeof taken, "mkba_keys_options_init", error);
    if (status == MKBA_OK && (size_t) view >= MKBA_I_LENGTH(views))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "view", "keys have the views amounts, summary and leaving");
    if (status == MKBA_OK)
        status = check(game, &taken, error);
    if (status != MKBA_OK)
        return status;
    k.list = calloc(taken.n_keys + 3, sizeof *k.list);
    status = k.list == NULL ? mkba_i_fail_memory(error) : add_all(&k, &taken, error);
    if (status == MKBA_OK)
        status = make_view(&k, view, table, error);
    for (size_t i = 0; i < k.n; i++)
        free(k.list[i].excesses);
    free(k.list);
    mkba_i_arena_free(&k.arena);
    return status;
}
