/* The sum of products of two rows of numbers, in their order. */
#ifndef MKBA_I_STAT_DOT_H
#define MKBA_I_STAT_DOT_H

#include <stddef.h>

static inline double mkba_i_dot(const double *a, const double *b, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

#endif
