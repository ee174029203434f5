/* Coalitions as rows of tables. */
#ifndef MKBA_I_KOERS_GAME_COALITIONS_H
#define MKBA_I_KOERS_GAME_COALITIONS_H

#include "base/table.h"
#include "base/text.h"
#include "koers/game.h"

/* An amount that a player has saved or gained against standing alone. */
double mkba_i_game_saving(const mkba_game *game, size_t player, double amount);

/* Writes the names of a coalition, joined by " + ", into `text`, which is emptied first; mkba_i_text_drop frees it. */
void mkba_i_coalition_name(const mkba_game *game, size_t coalition, mkba_i_text *text);
/* The same as a cell of a row. */
void mkba_i_row_coalition(mkba_i_row *row, const mkba_game *game, size_t coalition, mkba_i_text *text);

/* What every coalition would gain by leaving. Every coalition is there. */
typedef struct mkba_i_excess {
    size_t coalition;
    unsigned size;
    double allocated, excess;
} mkba_i_excess;

/* All coalitions, those that lose most first; free with free. Differences within rounding are as good as equal. */
mkba_status mkba_i_game_excesses(const mkba_game *game, const double *allocation, mkba_i_excess **out,
                                 mkba_error *error);

/* Whether a coalition that loses so much leaves. */
bool mkba_i_game_leaves(const mkba_game *game, double excess);

/* The columns of mkba_game_coalitions. */
#define MKBA_I_COALITION_COLUMNS                                                                                       \
  {"coalition", MKBA_COLUMN_TEXT, NULL}, {"position", MKBA_COLUMN_INTEGER, "1"}, {"size", MKBA_COLUMN_INTEGER, "1"},   \
      {"worth", MKBA_COLUMN_REAL, NULL}, {"allocated", MKBA_COLUMN_REAL, NULL}, {"excess", MKBA_COLUMN_REAL, NULL},    \
      {"per_member", MKBA_COLUMN_REAL, NULL},                                                                          \
  {                                                                                                                    \
    "leaves", MKBA_COLUMN_BOOLEAN, NULL                                                                                \
  }
void mkba_i_row_excess(mkba_i_row *row, const mkba_game *game, const mkba_i_excess *excess, mkba_i_text *text);

#endif
