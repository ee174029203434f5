/* What only an appraisal can tell of a case. */
#ifndef MKBA_I_APPRAISE_CHECK_H
#define MKBA_I_APPRAISE_CHECK_H

#include "appraise/appraisal.h"
#include "case/findings.h"

/* The findings of the case under the appraisal's scenario, and those of its figures. */
void mkba_i_find_in_appraisal(const mkba_appraisal *appraisal, mkba_i_findings *findings);

#endif
