/* Net present values: the factors of the periods of a flow. */
#ifndef MKBA_I_MONEY_NPV_H
#define MKBA_I_MONEY_NPV_H

#include <mkba/money.h>

#include "base/error.h"

/* Checks segments and times as mkba_npv does, and fills `factors`, one per period. */
mkba_status mkba_i_tau_factors(const mkba_segment *segments, size_t n_segments, const double *tau, size_t n_tau,
                               size_t n_periods, double *factors, mkba_error *error);

#endif
