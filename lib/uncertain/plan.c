/* How draws are spread: the words for it. */
#include <mkba/uncertain.h>

#include "base/choice.h"
#include "case/reader.h"

static const char *const PLANS[] = {"random", "lhs", "sobol"};

const char *mkba_plan_name(mkba_plan plan)
{
    return (size_t) plan < MKBA_I_LENGTH(PLANS) ? PLANS[plan] : "unknown plan";
}

mkba_status mkba_plan_from_name(const char *name, mkba_plan *plan, mkba_error *error)
{
    size_t position = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(name), MKBA_I_GIVEN(plan));

    if (status == MKBA_OK)
        status = mkba_i_choose(name, PLANS, MKBA_I_LENGTH(PLANS), "plan", &position, error);
    if (status == MKBA_OK)
        *plan = (mkba_plan) position;
    return status;
}
