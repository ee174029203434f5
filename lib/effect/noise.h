/* How noisy areas of a size are: a variance that falls with population to a floor. */
#ifndef MKBA_I_EFFECT_NOISE_H
#define MKBA_I_EFFECT_NOISE_H

#include <stddef.h>

/* Variance = flat + slope / population, neither part below 0. */
typedef struct mkba_i_noise {
    double flat, slope;
} mkba_i_noise;

/* By least squares of n squares of what is left on 1 / population of each (Ferman and Pinto, Review of Economics and Statistics
 * 101, 2019); `inverse` NULL: the same for all. */
mkba_i_noise mkba_i_noise_fit(const double *squares, const double *inverse, size_t n);

#endif
