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
/* The areas that are the nation together, when no area stands for it: `letters` are those of its codes (a code that
 * begins with them, NULL is any). They are those of the first of the region or, where that is no code of CBS, GM if
 * there is one. Sums of others and the nation itself are never among them: they would count twice. */
const char *mkba_i_nation_letters(const mkba_panel *panel, const char *first);
bool mkba_i_in_nation(const mkba_i_area *area, const char *letters);

/* Whether it is two capitals and figures, such as GM0743, WK074300, PV30. */
bool mkba_i_is_cbs_code(const char *code);

#endif
