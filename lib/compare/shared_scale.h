/* The middle of figures, and how far they lie apart. */
#ifndef MKBA_I_COMPARE_SHARED_SCALE_H
#define MKBA_I_COMPARE_SHARED_SCALE_H

#include <mkba/compare.h>

typedef struct mkba_i_middle {
    double centre;
    double spread; /* 0 when there is none: all the same, or for the MAD more than half of them */
} mkba_i_middle;

/* Of n >= 2 figures: mean and sd (n - 1), or median and MAD. `work` has room for 2 n. The order of the figures may show
 * in the last bits of the mean. False when one of the two is beyond the range of a double. */
bool mkba_i_scale_of(const double *values, size_t n, mkba_scaling scaling, double *work, mkba_i_middle *scale);

#endif
