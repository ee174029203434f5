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

/* The value of a node; zero is never negative. */
double mkba_i_figure(const mkba_appraisal *appraisal, mkba_i_node node);
const char *mkba_i_outcome_name(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome);
/* Benefit-cost ratio; false where there is none, because costs are not above 0. */
bool mkba_i_outcome_bcr(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, double *bcr);

#endif
