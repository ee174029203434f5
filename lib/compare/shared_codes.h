/* Areas by their codes: which are of one sort, and an order that does not depend on the input. */
#ifndef MKBA_I_COMPARE_SHARED_CODES_H
#define MKBA_I_COMPARE_SHARED_CODES_H

#include "base/memory.h"
#include "panel/model.h"

/* The areas of a panel in order of code: sums that run in it do not depend on the order of the input. NULL when memory
 * is short. */
size_t *mkba_i_areas_by_code(mkba_i_arena *arena, const mkba_panel *panel);

/* Whether a code is of the nation: NL, NL01, ... */
bool mkba_i_is_nation(const char *code);
/* Whether it is two capitals and figures, such as GM0743, WK074300, PV30. */
bool mkba_i_is_cbs_code(const char *code);

/* Whether an area is the sum of others of the panel: a region made of them, or the nation. Beside these it counts for
 * nothing. */
bool mkba_i_holds_others(const mkba_i_area *area);

/* The nation as a sum of areas. Its areas are of the sort that nation_sort finds by the code of the first area of a
 * region: that one where it is a code of CBS, else GM where the panel has municipalities, else NULL, any. Regions made of
 * other areas are no part of it, and neither is the nation itself: both would count areas twice. */
const char *mkba_i_nation_sort(const mkba_panel *panel, const char *first);
bool mkba_i_is_of_nation(const mkba_i_area *area, const char *sort);

#endif
