/* The object behind mkba_appraisal: a plan that has been run. */
#ifndef MKBA_I_APPRAISE_APPRAISAL_H
#define MKBA_I_APPRAISE_APPRAISAL_H

#include <mkba/appraise.h>

#include "appraise/plan.h"

struct mkba_appraisal {
    mkba_case *mkba; /* held */
    mkba_i_plan plan;
    double *values; /* of the program's operations */
};

/* Appraises under any setup. */
mkba_status mkba_i_appraise(const mkba_case *mkba, const mkba_i_setup *setup, mkba_appraisal **out, mkba_error *error);
/* The value of a node; zero is never negative. */
double mkba_i_figure(const mkba_appraisal *appraisal, mkba_i_node node);
const char *mkba_i_outcome_name(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome);
/* The outcome of a policy alternative. MKBA_ERROR_UNKNOWN names the nearest; MKBA_ERROR_ARGUMENT for NULL. */
mkba_status mkba_i_outcome_find(const mkba_appraisal *appraisal, const char *alternative,
                                const mkba_i_outcome **outcome, mkba_error *error);
/* Says under which scenario or variant it is that something is wrong; returns the status. */
mkba_status mkba_i_under(mkba_error *error, mkba_status status, const char *what, const char *name);
/* Benefit-cost ratio; false where there is none, because costs are not above 0. */
bool mkba_i_bcr(double benefits, double costs, double *bcr);
bool mkba_i_outcome_bcr(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, double *bcr);

#endif
