/* Payback: where the cumulative balance of a flow crosses zero. */
#ifndef MKBA_I_MONEY_PAYBACK_H
#define MKBA_I_MONEY_PAYBACK_H

#include <stdbool.h>

#include "base/error.h"

/* A moment at which the balance becomes >= 0 (`up`) or < 0: at `tau`, the moment of the flow that does it, or, as if
 * that flow were spread evenly since the moment before, at `interpolated`. */
typedef struct mkba_i_crossing {
    double tau, interpolated;
    bool up;
    bool is_payback; /* after this one the balance stays >= 0 */
} mkba_i_crossing;

/* Every crossing of the balance flows[0] + ... + flows[k], in order of time. A balance that is never below 0 has one:
 * up, at tau[0]. `has_payback` is false when the balance ends below 0. Flows are as the caller wants them, discounted
 * or not; all is finite and tau ascends. MKBA_ERROR_ARGUMENT ("flows[3]") when the balance is beyond the range of a
 * double. The caller frees *items with free. */
mkba_status mkba_i_payback(const double *tau, const double *flows, size_t n, mkba_i_crossing **items, size_t *n_items,
                           bool *has_payback, mkba_error *error);

#endif
