/* What every coalition gains or loses; mkba_game_coalitions is documented in mkba/koers_coalition.h. */
#include "base/exact.h"

#include "koers/game_coalitions.h"

#include <math.h>
#include <stdlib.h>

#include "compare/shared_arrays.h"
#include "stat/total.h"

double mkba_i_game_saving(const mkba_game *game, size_t player, double amount)
{
    double alone = game->worths[(size_t) 1 << player];

    return game->kind == MKBA_GAME_COST ? alone - amount : amount - alone;
}

/* ---- names ------------------------------------------------------------------------------------------------- */

void mkba_i_coalition_name(const mkba_game *game, size_t coalition, mkba_i_text *text)
{
    const char *between = "";

    text->length = 0;
    for (size_t i = 0; i < game->n; i++) {
        if ((coalition >> i & 1) == 0)
            continue;
        mkba_i_text_add(text, between);
        mkba_i_text_add(text, game->players[i]);
        between = " + ";
    }
}

void mkba_i_row_coalition(mkba_i_row *row, const mkba_game *game, size_t coalition, mkba_i_text *text)
{
    mkba_i_coalition_name(game, coalition, text);
    if (text->failed && row->status == MKBA_OK)
        row->status = mkba_i_fail_memory(row->error);
    mkba_i_row_text(row, text->failed ? NULL : text->data);
}

/* ---- excesses ----------------------------------------------------------------------------------------------- */

static int by_excess(const void *one, const void *two)
{
    const mkba_i_excess *a = one, *b = two;

    if (a->excess != b->excess)
        return a->excess > b->excess ? -1 : 1;
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    return a->coalition < b->coalition ? -1 : a->coalition > b->coalition;
}

static mkba_i_excess excess_of(const mkba_game *game, size_t coalition, const double *allocation)
{
    mkba_i_total allocated = {0, 0}, excess;
    double sign = game->kind == MKBA_GAME_COST ? 1 : -1;

    for (size_t i = 0; i < game->n; i++)
        if (coalition >> i & 1)
            mkba_i_total_add(&allocated, allocation[i]);
    excess = allocated;
    mkba_i_total_add(&excess, -game->worths[coalition]);
    return (mkba_i_excess){coalition, mkba_i_coalition_size(coalition), allocated.sum + allocated.rest,
                           sign * (excess.sum + excess.rest)};
}

mkba_status mkba_i_game_excesses(const mkba_game *game, const double *allocation, mkba_i_excess **out,
                                 mkba_error *error)
{
    size_t n = mkba_i_everybody(game);
    mkba_i_excess *made = calloc(n, sizeof *made);

    if (made == NULL)
        return mkba_i_fail_memory(error);
    for (size_t s = 1; s <= n; s++)
        made[s - 1] = excess_of(game, s, allocation);
    qsort(made, n, sizeof *made, by_excess);
    *out = made;
    return MKBA_OK;
}

bool mkba_i_game_leaves(const mkba_game *game, double excess)
{
    return excess > MKBA_I_GAME_EQUAL * mkba_i_game_magnitude(game);
}

void mkba_i_row_excess(mkba_i_row *row, const mkba_game *game, const mkba_i_excess *excess, mkba_i_text *text)
{
    mkba_i_row_coalition(row, game, excess->coalition, text);
    mkba_i_row_integer(row, (int64_t) excess->coalition);
    mkba_i_row_integer(row, excess->size);
    mkba_i_row_real(row, game->worths[excess->coalition]);
    mkba_i_row_real(row, excess->allocated);
    mkba_i_row_real(row, excess->excess);
    mkba_i_row_real(row, excess->excess / excess->size);
}

/* ---- the table ------------------------------------------------------------------------------------------------ */

static mkba_status check(const mkba_game *game, const double *allocation, size_t n_allocation, mkba_error *error)
{
    mkba_status status = mkba_i_game_listed(game, "what every coalition gains", error);

    if (status == MKBA_OK && n_allocation != game->n)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "allocation", "there is an amount per player: %zu, not %zu",
                             game->n, n_allocation);
    for (size_t i = 0; status == MKBA_OK && i < n_allocation; i++)
        if (!(fabs(allocation[i]) <= MKBA_I_GAME_WORTH))
            status = mkba_i_element_fail("allocation", i, "an amount is a finite number of at most 1e100",
                                         allocation[i], error);
    return status;
}

static mkba_status make_table(const mkba_game *game, const mkba_i_excess *excesses, size_t n, mkba_table **table,
                              mkba_error *error)
{
    static const mkba_i_column columns[] = {MKBA_I_COALITION_COLUMNS};
    double least = MKBA_I_GAME_EQUAL * mkba_i_game_magnitude(game);
    mkba_i_text text = {0};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("coalitions", columns, MKBA_I_LENGTH(columns), n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n; i++) {
        mkba_i_row_excess(&row, game, &excesses[i], &text);
        mkba_i_row_boolean(&row, excesses[i].excess > least);
        mkba_i_row_next(&row);
    }
    mkba_i_text_drop(&text);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_game_coalitions(const mkba_game *game, const double *allocation, size_t n_allocation, size_t most,
                                 mkba_table **table, mkba_error *error)
{
    mkba_i_excess *excesses = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(game), MKBA_I_GIVEN(allocation), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = check(game, allocation, n_allocation, error);
    if (status == MKBA_OK)
        status = mkba_i_game_excesses(game, allocation, &excesses, error);
    if (status != MKBA_OK)
        return status;
    size_t n = mkba_i_everybody(game);
    status = make_table(game, excesses, most == 0 || most > n ? n : most, table, error);
    free(excesses);
    return status;
}
