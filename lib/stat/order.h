/* Order statistics. Values are finite (or infinite), never NaN. Nothing here fails or allocates. */
#ifndef MKBA_I_STAT_ORDER_H
#define MKBA_I_STAT_ORDER_H

#include <stddef.h>

/* Ascending. In the worst case n log n comparisons. */
void mkba_i_sort(double *values, size_t n);

/* Of n >= 1 ascending values, p in [0, 1]: type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The
 * American Statistician 50 (1996), as R, numpy and pandas have it by default: linear between the values around
 * position (n - 1) p. */
double mkba_i_quantile_sorted(const double *sorted, size_t n, double p);

/* The same of values in any order, which it reorders; faster than sorting them. */
double mkba_i_quantile(double *values, size_t n, double p);

/* Of n >= 1 values, which it reorders. Of an even number the mean of the two in the middle. */
double mkba_i_median(double *values, size_t n);

/* The median of |x - centre| (without the factor 1.4826 that makes it a standard deviation of normal values); `work`
 * holds n numbers. */
double mkba_i_mad(const double *values, size_t n, double centre, double *work);

#endif
