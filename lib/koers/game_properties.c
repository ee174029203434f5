/* What kind of game it is, and how large a coalition should be; documented in mkba/koers_coalition.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "koers/game_coalitions.h"
#include "koers/game_shapley.h"

/* Most players of whom all pairs of coalitions without a common one are looked at: 3^16 are 43 million. */
#define MOST_OF_PAIRS 16

/* The least by which something holds, and where. */
typedef struct margin {
    double least;
    size_t first, second;
    bool known;
} margin;

/* What a coalition costs; of a value with the sign reversed. */
static double cost_of(const mkba_game *game, size_t coalition)
{
    return game->kind == MKBA_GAME_COST ? game->worths[coalition] : -game->worths[coalition];
}

static void find(margin *m, double by, size_t first, size_t second)
{
    if (m->known && by >= m->least)
        return;
    *m = (margin){by, first, second, true};
}

static margin essential(const mkba_game *game)
{
    margin m = {0};
    double alone = 0;

    for (size_t i = 0; i < game->n; i++)
        alone += cost_of(game, (size_t) 1 << i);
    find(&m, alone - cost_of(game, mkba_i_everybody(game)), mkba_i_everybody(game), 0);
    return m;
}

/* Of a cost and of a value alike: more members cost more, and are worth more. */
static margin monotone(const mkba_game *game)
{
    margin m = {0};

    for (size_t s = 0; s <= mkba_i_everybody(game); s++)
        for (size_t i = 0; i < game->n; i++)
            if ((s >> i & 1) == 0)
                find(&m, game->worths[s | (size_t) 1 << i] - game->worths[s], s, (size_t) 1 << i);
    return m;
}

static margin convex(const mkba_game *game)
{
    margin m = {0};

    for (size_t s = 0; s <= mkba_i_everybody(game); s++)
        for (size_t i = 0; i < game->n; i++)
            for (size_t j = i + 1; j < game->n; j++) {
                size_t a = s | (size_t) 1 << i, b = s | (size_t) 1 << j;
                if (a != s && b != s)
                    find(&m, (cost_of(game, a) - cost_of(game, s)) - (cost_of(game, a | b) - cost_of(game, b)), a, b);
            }
    return m;
}

/* Each pair once: S has the lowest player of both. */
static margin additive(const mkba_game *game)
{
    margin m = {0};
    size_t all = mkba_i_everybody(game);

    if (game->n > MOST_OF_PAIRS)
        return m;
    for (size_t both = 3; both <= all; both++)
        for (size_t s = (both - 1) & both; s != 0; s = (s - 1) & both)
            if ((s & (~both + 1) & both) == (both & (~both + 1)))
                find(&m, cost_of(game, s) + cost_of(game, both ^ s) - cost_of(game, both), s, both ^ s);
    return m;
}

static mkba_status shapley_in_core(const mkba_game *game, margin *m, mkba_error *error)
{
    mkba_shapley_options options;
    mkba_i_shapley found[MKBA_GAME_PLAYERS];
    double amounts[MKBA_GAME_PLAYERS], sign = game->kind == MKBA_GAME_COST ? 1 : -1;

    mkba_shapley_options_init(&options);
    mkba_status status = mkba_i_shapley_exact(game, &options, found, error);
    for (size_t i = 0; i < game->n; i++)
        amounts[i] = sign * found[i].amount;
    for (size_t s = 1; status == MKBA_OK && s <= mkba_i_everybody(game); s++) {
        double allocated = 0;
        for (size_t i = 0; i < game->n; i++)
            allocated += s >> i & 1 ? amounts[i] : 0;
        find(m, cost_of(game, s) - allocated, s, 0);
    }
    return status;
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

/* Holds when the margin is not below 0 but for rounding; strictly: when it is above. */
static void add_property(mkba_i_row *row, const mkba_game *game, const char *property, const margin *m, bool strictly,
                         mkba_i_text *text)
{
    double equal = MKBA_I_GAME_EQUAL * mkba_i_game_magnitude(game);

    mkba_i_row_text(row, property);
    if (m->known)
        mkba_i_row_boolean(row, strictly ? m->least > equal : m->least >= -equal);
    else
        mkba_i_row_missing(row);
    mkba_i_row_real_if(row, m->least, m->known);
    for (int k = 0; k < 2; k++) {
        size_t coalition = k == 0 ? m->first : m->second;
        if (m->known && coalition != 0)
            mkba_i_row_coalition(row, game, coalition, text);
        else
            mkba_i_row_missing(row);
    }
    mkba_i_row_next(row);
}

static mkba_status make_table(const mkba_game *game, const margin *shapley, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"property", MKBA_COLUMN_TEXT, NULL},
                                            {"holds", MKBA_COLUMN_BOOLEAN, NULL},
                                            {"margin", MKBA_COLUMN_REAL, NULL},
                                            {"first", MKBA_COLUMN_TEXT, NULL},
                                            {"second", MKBA_COLUMN_TEXT, NULL}};
    const margin found[] = {essential(game), monotone(game), additive(game), convex(game), *shapley};
    static const char *const names[] = {"essential", "monotone", "additive together", "convex", "shapley in core"};
    mkba_i_text text = {0};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("properties", columns, MKBA_I_LENGTH(columns), 5, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t k = 0; k < 5; k++)
        add_property(&row, game, names[k], &found[k], k == 0, &text);
    mkba_i_text_drop(&text);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_game_properties(const mkba_game *game, mkba_table **table, mkba_error *error)
{
    margin shapley = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(game), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_game_listed(game, "what kind of game it is", error);
    if (status == MKBA_OK)
        status = shapley_in_core(game, &shapley, error);
    return status == MKBA_OK ? make_table(game, &shapley, table, error) : status;
}
