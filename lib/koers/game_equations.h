/* The amounts of a nucleolus from the coalitions that decide its levels. */
#ifndef MKBA_I_KOERS_GAME_EQUATIONS_H
#define MKBA_I_KOERS_GAME_EQUATIONS_H

#include "koers/game_solve.h"

/* Sets amounts and epsilons anew: x(S) - epsilon of its level = c(S) for every decider, and x(N) = c(N). False when there are
 * not as many equations as unknowns, or they do not determine them. */
bool mkba_i_game_equations(size_t n, const double *costs, mkba_i_solved *solved);

#endif
