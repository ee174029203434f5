/* Gamma and beta densities over the logarithm (of the odds), where both are log-concave and without singularities
 * whatever their shape; relative to their peak, which lies at 0. */
#ifndef MKBA_I_STAT_LOG_DENSITY_H
#define MKBA_I_STAT_LOG_DENSITY_H

#include <stdbool.h>

/* log(1 + w) - w, w > -1; sharp for w from -0.5 to 0.5. */
double mkba_i_log_rest(double w);

/* log(x / from), to the last digits also for x near `from`. */
double mkba_i_log_ratio(double x, double from);

/* log(1 + p (e^v - 1)): of 1 / (1 - y) relative to the peak, y the modelled part, v the log odds from the peak. */
double mkba_i_log_growth(double p, double v);

/* Gamma with shape k, v = log(x / k): k log x - k x, up to a constant. */
double mkba_i_gamma_log_density(double shape, double v);

/* Beta with mean p <= 1/2, v the log odds from those at p, sum = alpha + beta:
 * alpha log y + beta log(1 - y) = sum (p v - log(1 + p (e^v - 1))). */
double mkba_i_beta_log_density(double sum, double p, double v);

typedef double (*mkba_i_log_function)(const void *context, double v);

/* Where, between `peak` and `end` (may be infinite), a concave function has fallen so far that what lies beyond does
 * not count; `end` if nowhere. */
double mkba_i_where_fallen(mkba_i_log_function function, const void *context, double peak, double end);

/* The integral of exp(function) over (-inf, from], or with `upper` over [from, inf), for `from` on that side of the peak, of a function that is nearly
 * a parabola there: tilt and bend are the sizes of its derivatives at `from`. */
double mkba_i_integrate_far(mkba_i_log_function function, const void *context, double from, bool upper, double tilt,
                            double bend);

#endif
