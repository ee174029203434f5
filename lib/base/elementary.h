/* Elementary functions of our own, because libm's results depend on the processor that it finds (design.md, principle
 * 6). The same bits come out for one number and for several side by side (elementary_body.h), in every variant, on every
 * processor with IEEE 754 doubles.
 *
 * Errors are in ulps of the result, measured (tests/test_base_elementary.c). Signed zeros, infinities, NaN, overflow and underflow are as in C11's Annex F, save that
 * flags of floating-point exceptions are raised freely and errno is let be. */
#ifndef MKBA_I_BASE_ELEMENTARY_H
#define MKBA_I_BASE_ELEMENTARY_H

/* At most 1 ulp. */
double mkba_i_exp(double x);
double mkba_i_log(double x);
double mkba_i_expm1(double x);
double mkba_i_log1p(double x);

/* At most 1 ulp, and exact where a double is exact: whole powers of small numbers. */
double mkba_i_pow(double x, double y);

/* At most 2 ulps. */
double mkba_i_erf(double x);

/* At most 5 ulps. */
double mkba_i_erfc(double x);

/* At most 1 ulp. NaN where |x| is above pi / 2 as a double, and above 1. */
double mkba_i_sin(double x);
double mkba_i_asin(double x);

#endif
