/* Which coalitions follow from others: sets as vectors of 0 and 1, in whole numbers, so that nothing is rounded. */
#ifndef MKBA_I_KOERS_GAME_SPAN_H
#define MKBA_I_KOERS_GAME_SPAN_H

#include "koers/game.h"

/* Vectors that are independent, each with a 0 where an earlier one begins. All zero is none. Their elements, divided by what
 * they have in common, are determinants of 0 and 1 of at most 12 rows: below 4000, and products of two far within 64 bits. */
typedef struct mkba_i_span {
    int64_t rows[MKBA_GAME_SOLVED_PLAYERS][MKBA_GAME_SOLVED_PLAYERS];
    size_t pivots[MKBA_GAME_SOLVED_PLAYERS];
    size_t rank;
} mkba_i_span;

bool mkba_i_span_holds(const mkba_i_span *span, size_t coalition, size_t n);
/* Takes it in; false when it was there. */
bool mkba_i_span_add(mkba_i_span *span, size_t coalition, size_t n);

#endif
