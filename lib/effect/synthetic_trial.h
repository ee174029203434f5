/* The weights of one V after another, where only a few donors have weight: what the search for V does most of the time. */
#ifndef MKBA_I_EFFECT_SYNTHETIC_TRIAL_H
#define MKBA_I_EFFECT_SYNTHETIC_TRIAL_H

#include "base/memory.h"

typedef struct mkba_i_synthetic_trial {
    size_t k_n, n;      /* predictors, donors */
    const double *rows; /* predictor by predictor: what each donor is more than the target */
    double *squares;    /* per predictor, the greatest square in its row */
    size_t *set;        /* donors with weight, at most one more than there are predictors */
    size_t n_set;       /* 0: none is known */
    double *weights;    /* of the set */
    double *gaps;       /* per predictor: what the weighted donors are more than the target */
    double *solved, *gradient, *matrix, *side, *roots;
} mkba_i_synthetic_trial;

/* Room for donors and predictors; `rows` is to be filled, then mkba_i_synthetic_trial_begin called. NULL: memory is short. */
double *mkba_i_synthetic_trial_room(mkba_i_synthetic_trial *trial, mkba_i_arena *arena, size_t k_n, size_t n);
void mkba_i_synthetic_trial_begin(mkba_i_synthetic_trial *trial);

/* The gaps that the weights of the set leave. */
void mkba_i_synthetic_trial_gaps(mkba_i_synthetic_trial *trial);

/* Minimises the sum of v(k) x gap(k)^2 over weights of 0 or above and sum 1, from the set as it is: the active set method of
 * stat/simplex_squares.h with rows that stay and weigh otherwise. It takes O(K n) and little more where the set stays. False
 * where the optimum is not told to MKBA_I_SIMPLEX_SQUARES_OPTIMAL; then there is no set. */
bool mkba_i_synthetic_trial_solve(mkba_i_synthetic_trial *trial, const double *v);

#endif
