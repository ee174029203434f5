/* The logarithm of the gamma function and its derivatives, x above 0. Nothing here fails. */
#ifndef MKBA_I_STAT_LOG_GAMMA_H
#define MKBA_I_STAT_LOG_GAMMA_H

/* log Gamma(x) */
double mkba_i_log_gamma(double x);
/* Its first and second derivative: Abramowitz and Stegun, 6.3.5, 6.3.18; 6.4.6, 6.4.12. */
double mkba_i_digamma(double x);
double mkba_i_trigamma(double x);

#endif
