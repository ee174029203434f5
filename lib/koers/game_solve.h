/* Least core and nucleolus by linear programmes. */
#ifndef MKBA_I_KOERS_GAME_SOLVE_H
#define MKBA_I_KOERS_GAME_SOLVE_H

#include "koers/game.h"

/* A coalition that decides a level. */
typedef struct mkba_i_decider {
    size_t coalition, level; /* from 0 */
    double weight;           /* of level 0: balanced, adding up to 1 for every player; else 0 */
} mkba_i_decider;

/* Each level of n players but the last has two deciders at least, and there are as many equations as unknowns. */
#define MKBA_I_DECIDERS (2 * MKBA_GAME_SOLVED_PLAYERS)

typedef struct mkba_i_solved {
    double amounts[MKBA_GAME_SOLVED_PLAYERS];
    double epsilons[MKBA_GAME_SOLVED_PLAYERS]; /* of each level */
    size_t n_levels;
    mkba_i_decider deciders[MKBA_I_DECIDERS];
    size_t n_deciders;
    double gap;
    size_t n_programmes;
} mkba_i_solved;

mkba_status mkba_i_game_solve(const mkba_game *game, mkba_game_concept concept, mkba_i_solved *solved,
                              mkba_error *error);

#endif
