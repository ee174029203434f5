/* How draws are spread: the words for it. */
#include <mkba/uncertain.h>

#include "base/choice.h"

static const char *const PLANS[] = {"random", "lhs", "sobol"};

MKBA_I_CHOICE(mkba_plan, PLANS, "plan", "plan")
