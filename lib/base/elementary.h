/* Elementary functions of our own, because libm's results depend on the processor that it finds (design.md, principle
 * 6). The same bits come out for one number and for several side by side (elementary_body.h), in every variant, on every
 * processor with IEEE 754 doubles.
 *
 * Errors are in ulps of the result. Signed zeros, infinities, NaN, overflow and underflow are as in C11's Annex F, save that
 * flags of floating-point exceptions are raised freely and errno is let be. */
#ifndef MKBA_I_BASE_ELEMENTARY_H
#define MKBA_I_BASE_ELEMENTARY_H

/* At most 1 ulp. */
double mkba_i_exp(double x);
double mkba_i_log(double x);

#endif
