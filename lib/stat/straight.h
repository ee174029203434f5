/* Uniform and triangular distributions, truncated or not: a density of at most two straight pieces. */
#ifndef MKBA_I_STAT_STRAIGHT_H
#define MKBA_I_STAT_STRAIGHT_H

#include "stat/distribution.h"

/* Area under a piece from its outer end (the end of the support) to t inside: t (start + rise t / 2), up to `area`. */
typedef struct mkba_i_straight_piece {
    double width;
    double area; /* of both pieces together 1 */
    double start;
    double rise;
} mkba_i_straight_piece;

/* The mode lies between the pieces; one of them may be empty. */
typedef struct mkba_i_straight {
    double low, high;
    mkba_i_straight_piece left, right;
} mkba_i_straight;

/* Of a checked uniform or triangular distribution. */
mkba_i_straight mkba_i_straight_of(const mkba_i_distribution *distribution);

double mkba_i_straight_quantile(const mkba_i_straight *straight, double p);

double mkba_i_straight_sd(const mkba_i_straight *straight);

#endif
