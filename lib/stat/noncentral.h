/* Noncentral chi-squared numbers, and their ratio to central ones. */
#ifndef MKBA_I_STAT_NONCENTRAL_H
#define MKBA_I_STAT_NONCENTRAL_H

/* The probability that a chi-squared number with df degrees of freedom and that noncentrality is above x; with a finite
 * `other`: above x times an independent central one with `other` degrees of freedom. x at least 0; df and other from 1e-3
 * to 1e6, noncentrality from 0 to 1e6 (beyond it the spread of the first number is let be). Absolute error below 1e-12. */
double mkba_i_noncentral_upper(double x, double df, double other, double noncentrality);

/* The noncentrality at which that probability is p; x above 0, p above that of noncentrality 0 and below 1. */
double mkba_i_noncentrality(double x, double df, double other, double p);

#endif
