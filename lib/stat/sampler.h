/* A distribution made ready for drawing: its quantile function, at many probabilities side by side. */
#ifndef MKBA_I_STAT_SAMPLER_H
#define MKBA_I_STAT_SAMPLER_H

#include <stddef.h>

#include "base/lanes.h"
#include "stat/distribution.h"

typedef struct mkba_i_sampler mkba_i_sampler; /* immutable: threads may share it */

/* Of a checked distribution, whose arrays are copied. MKBA_ERROR_CASE when its quantiles cannot be kept within the bound,
 * or are beyond the doubles; MKBA_ERROR_MEMORY. Freed with mkba_i_sampler_free. */
mkba_status mkba_i_sampler_make(const mkba_i_distribution *distribution, mkba_i_variant variant, mkba_i_sampler **out,
                                mkba_error *error);
void mkba_i_sampler_free(mkba_i_sampler *sampler);

/* Quantiles at u, strictly inside (0, 1); a u nearer to an end than 2^-53 may count as that far. `out` may be u. The same
 * bits in every variant, whatever n. */
void mkba_i_sampler_draws(const mkba_i_sampler *sampler, const double *u, double *out, size_t n);

/* The largest error of a draw beside the exact quantile, relative to it or to the standard deviation (of a lognormal or a gamma
 * also the mean, if that is smaller), whichever is larger, as found when the sampler was made: at most 1e-9; 0 of counts and
 * listed values. */
double mkba_i_sampler_bound(const mkba_i_sampler *sampler);

#endif
