/* The Shapley value: options, the table; documented in mkba/koers_coalition.h. */
#include "base/exact.h"

#include "koers/game_shapley.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/options.h"
#include "base/table.h"
#include "stat/quantile.h"

#define LEAST_DRAWS 4
#define MOST_DRAWS 1000000000
#define CONFIDENCE 0.95
/* Draws that `needed` can say: the whole numbers of a double. */
#define MOST_NEEDED 0x1p53

/* ---- options --------------------------------------------------------------------------------------------- */

void mkba_shapley_options_init_size(mkba_shapley_options *options, size_t size)
{
    mkba_shapley_options made = {.seed = 1, .confidence = CONFIDENCE, .threads = 1};

    mkba_i_options_init(options, size, &made, sizeof made);
}

static mkba_status check(const mkba_shapley_options *o, mkba_error *error)
{
    char text[MKBA_I_NUMBER_TEXT];

    if (o->draws != 0 && (o->draws % 2 != 0 || o->draws < LEAST_DRAWS || o->draws > MOST_DRAWS))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "draws",
                           "draws is 0, which is exact, or an even number from 4 to 1e9: orders come in pairs; it is "
                           "%llu",
                           (unsigned long long) o->draws);
    if (!(o->confidence > 0 && o->confidence < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "confidence", "a confidence is above 0 and below 1; it is %s",
                           mkba_i_number_say(o->confidence, text));
    if (!(isfinite(o->wanted) && o->wanted >= 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "wanted",
                           "a wanted standard error is above 0, or 0 to ask nothing; it is %s",
                           mkba_i_number_say(o->wanted, text));
    return MKBA_OK;
}

static mkba_status take_options(const mkba_game *game, const mkba_shapley_options *given, mkba_shapley_options *taken,
                                mkba_error *error)
{
    mkba_status status;

    mkba_shapley_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_shapley_options_init", error);
    if (status == MKBA_OK)
        status = check(taken, error);
    if (status == MKBA_OK && taken->draws == 0 && game->worths == NULL)
        status = mkba_i_fail(error, MKBA_ERROR_LIMIT, "draws",
                             "a Shapley value is exact to %d players; here are %zu: give draws, to sample it",
                             MKBA_GAME_PLAYERS, game->n);
    return status;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

/* What a player costs or obtains alone, and what it adds as the last. Its worths in the order 0, 1, ... with the player
 * first and with it last. */
static mkba_status ends_of(const mkba_game *game, size_t player, size_t *order, double *worths, double *alone,
                           double *last, mkba_error *error)
{
    mkba_status status;
    size_t n = game->n;

    for (size_t i = 0, k = 0; i < n; i++)
        if (i != player)
            order[k++] = i;
    order[n - 1] = player;
    status = mkba_i_game_walk(game, order, worths, error);
    if (status != MKBA_OK)
        return status;
    *last = worths[n - 1] - (n > 1 ? worths[n - 2] : 0);
    order[n - 1] = order[0];
    order[0] = player;
    status = mkba_i_game_walk(game, order, worths, error);
    *alone = worths[0];
    return status;
}

static void add_needed(mkba_i_row *row, const mkba_shapley_options *o, double variance)
{
    double needed = o->wanted > 0 && o->draws > 0 ? fmax(2 * ceil(variance / o->wanted / o->wanted), LEAST_DRAWS) : NAN;

    if (needed <= MOST_NEEDED)
        mkba_i_row_integer(row, (int64_t) needed);
    else
        mkba_i_row_missing(row);
}

static void add_player(mkba_i_row *row, const mkba_game *game, const mkba_shapley_options *o, size_t player,
                       const mkba_i_shapley *found, double alone, double last)
{
    double sign = game->kind == MKBA_GAME_COST ? 1 : -1;
    double half = o->draws == 0 ? found->bound : mkba_i_normal_quantile(0.5 + o->confidence / 2) * found->se;

    mkba_i_row_text(row, game->players[player]);
    mkba_i_row_real(row, found->amount);
    mkba_i_row_real(row, found->se);
    mkba_i_row_real(row, found->amount - half);
    mkba_i_row_real(row, found->amount + half);
    mkba_i_row_maybe(row, found->bound);
    mkba_i_row_real(row, alone);
    mkba_i_row_real(row, last);
    mkba_i_row_real(row, sign * (alone - found->amount));
    add_needed(row, o, found->difference);
    mkba_i_row_integer(row, (int64_t) o->draws);
    mkba_i_row_next(row);
}

static mkba_status make_table(const mkba_game *game, const mkba_shapley_options *o, const mkba_i_shapley *found,
                              size_t *order, double *worths, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"player", MKBA_COLUMN_TEXT, NULL},   {"amount", MKBA_COLUMN_REAL, NULL}, {"se", MKBA_COLUMN_REAL, NULL},
        {"lower", MKBA_COLUMN_REAL, NULL},    {"upper", MKBA_COLUMN_REAL, NULL},  {"bound", MKBA_COLUMN_REAL, NULL},
        {"alone", MKBA_COLUMN_REAL, NULL},    {"last", MKBA_COLUMN_REAL, NULL},   {"saving", MKBA_COLUMN_REAL, NULL},
        {"needed", MKBA_COLUMN_INTEGER, "1"}, {"draws", MKBA_COLUMN_INTEGER, "1"}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("shapley", columns, MKBA_I_LENGTH(columns), game->n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; status == MKBA_OK && i < game->n; i++) {
        double alone = 0, last = 0;
        status = ends_of(game, i, order, worths, &alone, &last, error);
        add_player(&row, game, o, i, &found[i], alone, last);
    }
    if (status == MKBA_OK)
        return mkba_i_row_hand_out(&row, table);
    mkba_table_free(made);
    return status;
}

mkba_status mkba_game_shapley(const mkba_game *game, const mkba_shapley_options *options, mkba_progress progress,
                              void *data, mkba_table **table, mkba_error *error)
{
    mkba_shapley_options taken;
    mkba_i_arena arena = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(game), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = take_options(game, options, &taken, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_shapley *found = mkba_i_arena_new(&arena, game->n, sizeof *found);
    size_t *order = mkba_i_arena_new(&arena, game->n, sizeof *order);
    double *worths = mkba_i_arena_new(&arena, game->n, sizeof *worths);
    if (found == NULL || order == NULL || worths == NULL)
        status = mkba_i_fail_memory(error);
    else
        status = taken.draws == 0 ? mkba_i_shapley_exact(game, &taken, found, error)
                                  : mkba_i_shapley_sampled(game, &taken, progress, data, found, error);
    if (status == MKBA_OK)
        status = make_table(game, &taken, found, order, worths, table, error);
    mkba_i_arena_free(&arena);
    return status;
}
