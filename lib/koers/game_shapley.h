/* Shapley values: what the table is made of. */
#ifndef MKBA_I_KOERS_GAME_SHAPLEY_H
#define MKBA_I_KOERS_GAME_SHAPLEY_H

#include "koers/game.h"

typedef struct mkba_i_shapley {
    double amount;
    double se;         /* 0: exact */
    double bound;      /* infinite: not known */
    double difference; /* variance of a pair of draws; 0: exact */
} mkba_i_shapley;

/* What a player can add, at least and at most, over all coalitions; false where that is not known. */
bool mkba_i_game_additions(const mkba_game *game, size_t player, double *least, double *most);

/* Every coalition is there. `found` has one per player. */
mkba_status mkba_i_shapley_exact(const mkba_game *game, const mkba_shapley_options *options, mkba_i_shapley *found,
                                 mkba_error *error);
/* By permutations; the options are checked. */
mkba_status mkba_i_shapley_sampled(const mkba_game *game, const mkba_shapley_options *options, mkba_progress progress,
                                   void *data, mkba_i_shapley *found, mkba_error *error);

#endif
