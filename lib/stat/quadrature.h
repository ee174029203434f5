/* Integration of pairs of positive functions on the same nodes. */
#ifndef MKBA_I_STAT_QUADRATURE_H
#define MKBA_I_STAT_QUADRATURE_H

#include <stddef.h>

/* The probability and the probability times the value, each on its own scale. */
typedef struct mkba_i_pair {
    double mass;
    double moment;
} mkba_i_pair;

typedef mkba_i_pair (*mkba_i_pair_function)(const void *context, double at);

/* The integrals over [points[0], points[n - 1]], to about 1e-14 relative, of functions that are >= 0, smooth
 * inside each piece between neighbouring points, and do not fall by more than about e^100 there unless they are
 * negligible. Points ascend. */
mkba_i_pair mkba_i_integrate(mkba_i_pair_function function, const void *context, const double *points, size_t n_points);

#endif
