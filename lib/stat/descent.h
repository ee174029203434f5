/* The least of a function of which only values are known. */
#ifndef MKBA_I_STAT_DESCENT_H
#define MKBA_I_STAT_DESCENT_H

#include <stdbool.h>
#include <stddef.h>

typedef double mkba_i_descent_function(const double *at, void *with);

/* The simplex search of Nelder and Mead (Computer Journal 7, 1965, 308-313), within bounds: a point beyond one is put on it.
 * From `at`, with a first simplex of edges `step`; it ends when values differ by less than `share` of the least, or after
 * `most` calls. Puts the best point at `at` and answers its value. `work` has (n + 4)(n + 1) places. Values that are not
 * finite are worse than any. The same on every machine, when the function is. */
double mkba_i_descend(mkba_i_descent_function *value, void *with, size_t n, double *at, double low, double high,
                      double step, double share, size_t most, double *work);

#endif
