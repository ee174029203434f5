/* Rates of return and payback of an alternative, from what its lines and streams pay and yield over time. */
#ifndef MKBA_I_APPRAISE_RETURNS_H
#define MKBA_I_APPRAISE_RETURNS_H

#include "appraise/appraisal.h"
#include "money/irr.h"
#include "money/payback.h"

/* Benefits minus costs, after overlap, per moment: a year and a timing give tau, so moments lie half a year apart, or
 * a year where every flow falls at the same point of its year. The first moment is that of the first flow that is
 * not 0; without any, n is 0. `discounted` has each line by its own factor. */
typedef struct mkba_i_flows {
    double *tau, *amounts, *discounted;
    size_t n;
    double step; /* years between moments */
} mkba_i_flows;

/* MKBA_ERROR_EVALUATION where a sum is too large. */
mkba_status mkba_i_flows_make(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, mkba_i_flows *flows,
                              mkba_error *error);
void mkba_i_flows_free(mkba_i_flows *flows);

/* In one line what the views irr and payback have in full. */
typedef struct mkba_i_returns {
    bool has_roots; /* false where the roots lie beyond what can be computed */
    size_t n_roots;
    bool has_irr; /* there is one root, and it is certified */
    double irr;
    bool has_payback, has_discounted;
    double payback, discounted; /* tau */
} mkba_i_returns;

/* What cannot be computed is not there; the only failure is a lack of memory. */
mkba_status mkba_i_returns_make(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, mkba_i_returns *returns,
                                mkba_error *error);

#endif
