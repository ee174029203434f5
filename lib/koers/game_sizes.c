/* How large a coalition should be; mkba_game_sizes is documented in mkba/koers_coalition.h. */
#include "base/exact.h"

#include <math.h>

#include "koers/game_coalitions.h"

/* Of the coalitions of one size. */
typedef struct size_found {
    size_t best;
    int64_t n, steps, gaining;
    double gain, least, sum, next;
} size_found;

static double gain_of(const mkba_game *game, size_t coalition)
{
    double gain = -game->worths[coalition];

    for (size_t i = 0; i < game->n; i++)
        if (coalition >> i & 1)
            gain += game->worths[(size_t) 1 << i];
    return game->kind == MKBA_GAME_COST ? gain : -gain;
}

/* A step with a member more gains what the gain grows by. */
static void look(const mkba_game *game, size_t coalition, double equal, size_found *found)
{
    double gain = gain_of(game, coalition);

    if (found->n == 0 || gain > found->gain + equal) {
        found->best = coalition;
        found->gain = gain;
    }
    found->least = found->n == 0 ? gain : fmin(found->least, gain);
    found->n++;
    found->sum += gain;
    for (size_t i = 0; i < game->n; i++) {
        if (coalition >> i & 1)
            continue;
        double more = gain_of(game, coalition | (size_t) 1 << i) - gain;
        found->steps++;
        found->gaining += more > equal;
        found->next += more;
    }
}

static void add_size(mkba_i_row *row, const mkba_game *game, size_t size, const size_found *f, double equal,
                     mkba_i_text *text)
{
    mkba_i_row_integer(row, (int64_t) size);
    mkba_i_row_integer(row, f->n);
    mkba_i_row_coalition(row, game, f->best, text);
    mkba_i_row_real(row, game->worths[f->best]);
    mkba_i_row_real(row, f->gain);
    mkba_i_row_real(row, f->gain / (double) size);
    mkba_i_row_real(row, f->sum / (double) f->n);
    mkba_i_row_real(row, f->least);
    mkba_i_row_real_if(row, f->steps > 0 ? (double) f->gaining / (double) f->steps : 0, f->steps > 0);
    mkba_i_row_real_if(row, f->steps > 0 ? f->next / (double) f->steps : 0, f->steps > 0);
    mkba_i_row_boolean(row, f->gain > equal);
    mkba_i_row_next(row);
}

mkba_status mkba_game_sizes(const mkba_game *game, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"size", MKBA_COLUMN_INTEGER, "1"},    {"coalitions", MKBA_COLUMN_INTEGER, "1"},
        {"best", MKBA_COLUMN_TEXT, NULL},      {"worth", MKBA_COLUMN_REAL, NULL},
        {"gain", MKBA_COLUMN_REAL, NULL},      {"gain_per_member", MKBA_COLUMN_REAL, NULL},
        {"gain_mean", MKBA_COLUMN_REAL, NULL}, {"gain_least", MKBA_COLUMN_REAL, NULL},
        {"adding", MKBA_COLUMN_REAL, "1"},     {"next", MKBA_COLUMN_REAL, NULL},
        {"adds", MKBA_COLUMN_BOOLEAN, NULL}};
    size_found found[MKBA_GAME_PLAYERS + 1] = {{0}};
    mkba_i_text text = {0};
    mkba_table *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(game), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_game_listed(game, "what each size gains", error);
    if (status == MKBA_OK)
        status = mkba_i_table_new("sizes", columns, MKBA_I_LENGTH(columns), game->n, &made, error);
    if (status != MKBA_OK)
        return status;
    double equal = MKBA_I_GAME_EQUAL * mkba_i_game_magnitude(game);
    for (size_t s = 1; s <= mkba_i_everybody(game); s++)
        look(game, s, equal, &found[mkba_i_coalition_size(s)]);
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t size = 1; size <= game->n; size++)
        add_size(&row, game, size, &found[size], equal, &text);
    mkba_i_text_drop(&text);
    return mkba_i_row_hand_out(&row, table);
}
