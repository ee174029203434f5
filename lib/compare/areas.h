/* Areas by their codes: which are of one sort, and an order that does not depend on the input. */
#ifndef MKBA_I_COMPARE_AREAS_H
#define MKBA_I_COMPARE_AREAS_H

#include "base/memory.h"
#include "panel/model.h"

/* The areas of a panel in order of code: sums that run in it do not depend on the order of the input. NULL when memory
 * is short. */
size_t *mkba_i_areas_by_code(mkba_i_arena *arena, const mkba_panel *panel);

/* Whether a code is of the nation: NL, NL01, ... */
bool mkba_i_is_nation(const char *code);
/* Whether it is two capitals and figures, such as GM0743, WK074300, PV30. */
bool mkba_i_is_cbs_code(const char *code);

#endif
