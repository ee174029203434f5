/* Proofs that a polynomial has no root, or at most one, in an interval of positive numbers. */
#ifndef MKBA_I_MONEY_IRR_BOUNDS_H
#define MKBA_I_MONEY_IRR_BOUNDS_H

#include <stdbool.h>
#include <stddef.h>

/* A polynomial p, and its slope: x^(s+1) times the derivative of x^-s p(x), whose coefficients are (k - s) c[k]. Where
 * the slope has no root p has at most one, because x^-s p(x) has the roots of p. The shift s is that of the proof of
 * Descartes' rule of signs: it takes one change of sign away. */
typedef struct mkba_i_sums {
    const double *c;
    size_t n;
    double shift;
    double gamma;  /* relative error of a sum of terms of one sign */
    double *parts; /* four per coefficient: positive and negative ones of p, and of the slope */
} mkba_i_sums;

/* The sums of the positive and of the negative terms at x, and the sign of p there: 1, -1, or 0 when rounding may
 * have made it. */
typedef struct mkba_i_point {
    double x;
    double plus, minus;
    double slope_plus, slope_minus;
    int sign;
} mkba_i_point;

/* `parts` has room for 4 n. */
void mkba_i_sums_start(mkba_i_sums *sums, const double *c, size_t n, double *parts);

mkba_i_point mkba_i_point_at(const mkba_i_sums *sums, double x);

/* Whether it is certain that p has no root, or at most one, from a to b. */
bool mkba_i_no_root(const mkba_i_sums *sums, const mkba_i_point *a, const mkba_i_point *b);
bool mkba_i_at_most_one(const mkba_i_sums *sums, const mkba_i_point *a, const mkba_i_point *b);

#endif
