/* The V whose best weights come nearest to given ones. */
#ifndef MKBA_I_EFFECT_SYNTHETIC_INVERSE_H
#define MKBA_I_EFFECT_SYNTHETIC_INVERSE_H

#include "effect/synthetic_trial.h"

typedef struct mkba_i_synthetic_inverse {
    double *table;       /* a row per donor and one of gains, a column per predictor and one of limits */
    size_t *rows, *cols; /* which variable stands for a row or a column: those of predictors come first */
    size_t *used;        /* predictors that are not matched exactly */
    double *gaps;
} mkba_i_synthetic_inverse;

/* Room for a trial of such size. False: memory is short. */
bool mkba_i_synthetic_inverse_room(mkba_i_synthetic_inverse *room, mkba_i_arena *arena, size_t k_n, size_t n);

/* Weights w, of sum 1, are the best of a V when, with g(k) the gap that they leave in predictor k and d(k, j) what donor j is
 * more than the target, the sum over k of v(k) g(k) d(k, j) is at least that of v(k) g(k)^2 for every donor j. With
 * p(k) = v(k) g(k)^2 of sum 1 that is: the sum of p(k) (1 - d(k, j) / g(k)) is at most 0. The p for which the greatest of these
 * sums is least is a player's part of a matrix game, and so of a linear programme, by the simplex method (Dantzig, Linear
 * Programming and Extensions, 1963, chapter 13). Where the greatest is 0 the weights are the best of this V (compare Malo, Eskelinen, Zhou and Kuosmanen, Computational Economics, 2023).
 *
 * Puts the logarithms of V, the greatest 0 and none below `least`. False where every predictor is matched. A step costs
 * O(K n); there are mostly less than 3 K. */
bool mkba_i_synthetic_invert(const mkba_i_synthetic_trial *trial, const double *weights, double least,
                             mkba_i_synthetic_inverse *room, double *logs);

#endif
