/** @file
 *  libmkba, uncertain: from a point to a distribution. */
#ifndef MKBA_UNCERTAIN_H
#define MKBA_UNCERTAIN_H

#include <mkba/appraise.h>
#include <mkba/base.h>
#include <mkba/case.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How the draws of each parameter are spread over its distribution. Under every plan a parameter's draws depend on the
 *  seed and the parameter's name, and not on which other parameters there are. */
typedef enum mkba_plan {
    MKBA_PLAN_RANDOM = 0,  ///< pseudo-random and independent: the standard errors are exact in the long run
    MKBA_PLAN_LHS = 1,     ///< Latin hypercube: of N draws one in each Nth part of every parameter's distribution
    MKBA_PLAN_SOBOL = 2    ///< a scrambled low-discrepancy sequence: means converge fastest
} mkba_plan;

/** "random", "lhs" or "sobol"; "unknown plan" for a number that is none. */
MKBA_API const char *mkba_plan_name(mkba_plan plan);
/** The plan of this name.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_plan_from_name(const char *name, mkba_plan *plan, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
