/* Distribution functions and their inverses. Of each distribution: the probability of at most x (`_cdf`), of more than
 * x (`_upper`, with its own digits where `_cdf` is near 1), and the x at a probability (`_quantile`).
 *
 * Probabilities are in [0, 1]; x may be infinite. A quantile is the smallest double whose probability, as computed, is
 * not below p; it does not fall when p rises. At p = 0 and p = 1 it is the end of the support, which may be infinite;
 * p outside counts as the nearest of the two. Nothing here fails, allocates or has state: who calls checks that the
 * arguments are in the ranges given here, and then nothing is NaN.
 *
 * Relative error of probabilities: below 3e-14 where they are above 1e-30, below 1e-12 down to 1e-300; in the middle of
 * the distribution some units of the last digit. */
#ifndef MKBA_I_STAT_QUANTILE_H
#define MKBA_I_STAT_QUANTILE_H

/* Mean 0, standard deviation 1. The quantile is Wichura's algorithm AS 241 (Applied Statistics 37, 1988), with a relative
 * error of about 1e-16; of neighbouring p it may stand still or step back by its last bit. */
double mkba_i_normal_cdf(double x);
double mkba_i_normal_upper(double x);
double mkba_i_normal_quantile(double p);

/* Student's t; df from 1e-3 to 1e10. A quantile is that of |T| with a sign; one beyond the largest double
 * is that one. */
double mkba_i_student_cdf(double t, double df);
double mkba_i_student_upper(double t, double df);
double mkba_i_student_quantile(double p, double df);

/* Chi-squared; df from 1e-20 to 1e14. */
double mkba_i_chi_squared_cdf(double x, double df);
double mkba_i_chi_squared_upper(double x, double df);
double mkba_i_chi_squared_quantile(double p, double df);

/* Gamma with scale 1: the regularised incomplete gamma functions P(shape, x) and Q(shape, x). Shape from 1e-24 to 1e14. Of
 * a small shape a quantile may lie below the smallest double above 0: then it is that one. */
double mkba_i_gamma_cdf(double x, double shape);
double mkba_i_gamma_upper(double x, double shape);
double mkba_i_gamma_quantile(double p, double shape);

/* Beta on [0, 1]: the regularised incomplete beta function I_x(a, b). a and b from 1e-9 to 1e15. */
double mkba_i_beta_cdf(double x, double a, double b);
double mkba_i_beta_upper(double x, double a, double b);
double mkba_i_beta_quantile(double p, double a, double b);

/* Counts: of at most k, of more than k; k any number, its fraction does not count. Mean from 0 to 1e9, n whole from 0 to
 * 1e9, p in [0, 1]. */
double mkba_i_poisson_cdf(double k, double mean);
double mkba_i_poisson_upper(double k, double mean);
double mkba_i_binomial_cdf(double k, double n, double p);
double mkba_i_binomial_upper(double k, double n, double p);

#endif
