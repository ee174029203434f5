/* The logit model by maximum likelihood. */
#ifndef MKBA_I_STAT_LOGIT_H
#define MKBA_I_STAT_LOGIT_H

#include <stdbool.h>
#include <stddef.h>

/* How a fit ended. */
typedef enum mkba_i_logit_end {
    MKBA_I_LOGIT_FITTED,
    MKBA_I_LOGIT_DEPENDENT, /* a column follows from those before it */
    MKBA_I_LOGIT_SEPARATED  /* the columns tell the ones from the zeros: there is no maximum */
} mkba_i_logit_end;

/* P(y = 1) = 1 / (1 + exp(-x b)) with weights, by Newton's method. `columns` has k of n rows, one after another; y is 0 or
 * 1. Afterwards `probability` has n, `r` (k x k, row by row, upper triangular) the factor of the information R'R, and
 * `coefficients` k. `work` has n x k + 2 n + k places. */
mkba_i_logit_end mkba_i_logit(const double *columns, size_t n, size_t k, const double *y, const double *weight,
                              double *probability, double *r, double *coefficients, double *work);

#endif
