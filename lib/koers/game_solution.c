/* Least core and nucleolus as tables; documented in mkba/koers_coalition.h. */
#include "base/exact.h"

#include <math.h>

#include "base/choice.h"
#include "koers/game_coalitions.h"
#include "koers/game_solve.h"
#include "stat/programme.h"

static const char *const concepts[] = {"least core", "nucleolus"};
static const char *const views[] = {"amounts", "coalitions", "summary"};

MKBA_I_CHOICE(mkba_game_concept, concepts, "concept", "concept")
MKBA_I_CHOICE(mkba_solution_view, views, "view", "view")

bool mkba_game_can_solve(void)
{
    return mkba_i_programme_built();
}

static mkba_status make_amounts(const mkba_game *game, const mkba_i_solved *solved, mkba_table **table,
                                mkba_error *error)
{
    static const mkba_i_column columns[] = {{"player", MKBA_COLUMN_TEXT, NULL},
                                            {"amount", MKBA_COLUMN_REAL, NULL},
                                            {"alone", MKBA_COLUMN_REAL, NULL},
                                            {"saving", MKBA_COLUMN_REAL, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("amounts", columns, MKBA_I_LENGTH(columns), game->n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < game->n; i++) {
        mkba_i_row_text(&row, game->players[i]);
        mkba_i_row_maybe(&row, solved->amounts[i]);
        mkba_i_row_real(&row, game->worths[(size_t) 1 << i]);
        mkba_i_row_maybe(&row, mkba_i_game_saving(game, i, solved->amounts[i]));
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_coalitions(const mkba_game *game, const mkba_i_solved *solved, mkba_table **table,
                                   mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"level", MKBA_COLUMN_INTEGER, "1"},   {"epsilon", MKBA_COLUMN_REAL, NULL},
        {"coalition", MKBA_COLUMN_TEXT, NULL}, {"position", MKBA_COLUMN_INTEGER, "1"},
        {"size", MKBA_COLUMN_INTEGER, "1"},    {"worth", MKBA_COLUMN_REAL, NULL},
        {"weight", MKBA_COLUMN_REAL, "1"}};
    mkba_i_text text = {0};
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("coalitions", columns, MKBA_I_LENGTH(columns), solved->n_deciders, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t d = 0; d < solved->n_deciders; d++) {
        const mkba_i_decider *decider = &solved->deciders[d];
        mkba_i_row_integer(&row, (int64_t) decider->level + 1);
        mkba_i_row_maybe(&row, solved->epsilons[decider->level]);
        mkba_i_row_coalition(&row, game, decider->coalition, &text);
        mkba_i_row_integer(&row, (int64_t) decider->coalition);
        mkba_i_row_integer(&row, mkba_i_coalition_size(decider->coalition));
        mkba_i_row_real(&row, game->worths[decider->coalition]);
        mkba_i_row_real_if(&row, decider->weight, decider->level == 0);
        mkba_i_row_next(&row);
    }
    mkba_i_text_drop(&text);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_summary(const mkba_game *game, mkba_game_concept concept, const mkba_i_solved *solved,
                                mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"concept", MKBA_COLUMN_TEXT, NULL},  {"core_empty", MKBA_COLUMN_BOOLEAN, NULL},
        {"epsilon", MKBA_COLUMN_REAL, NULL},  {"gap", MKBA_COLUMN_REAL, NULL},
        {"levels", MKBA_COLUMN_INTEGER, "1"}, {"programmes", MKBA_COLUMN_INTEGER, "1"}};
    bool any = solved->n_levels > 0; /* a single player has no coalition that could leave */
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("summary", columns, MKBA_I_LENGTH(columns), 1, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_row_text(&row, mkba_game_concept_name(concept));
    mkba_i_row_boolean(&row, any && mkba_i_game_leaves(game, solved->epsilons[0]));
    mkba_i_row_real_if(&row, solved->epsilons[0], any);
    mkba_i_row_real(&row, solved->gap);
    mkba_i_row_integer(&row, (int64_t) solved->n_levels);
    mkba_i_row_integer(&row, (int64_t) solved->n_programmes);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_game_solve(const mkba_game *game, mkba_game_concept concept, mkba_solution_view view,
                            mkba_table **table, mkba_error *error)
{
    mkba_i_solved solved;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(game), MKBA_I_GIVEN(table));

    if (status == MKBA_OK && (size_t) concept >= MKBA_I_LENGTH(concepts))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "concept", "a concept is least core or nucleolus");
    if (status == MKBA_OK && (size_t) view >= MKBA_I_LENGTH(views))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "view",
                             "a solution has the views amounts, coalitions and "
                             "summary");
    if (status == MKBA_OK)
        status = mkba_i_game_solve(game, concept, &solved, error);
    if (status != MKBA_OK)
        return status;
    if (view == MKBA_SOLUTION_AMOUNTS)
        return make_amounts(game, &solved, table, error);
    if (view == MKBA_SOLUTION_COALITIONS)
        return make_coalitions(game, &solved, table, error);
    return make_summary(game, concept, &solved, table, error);
}
