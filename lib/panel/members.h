/* What regions are made of. */
#ifndef MKBA_I_PANEL_MEMBERS_H
#define MKBA_I_PANEL_MEMBERS_H

#include "panel/model.h"

/* Whether an area was added up of others by mkba_panel_region. */
static inline bool mkba_i_is_made(const mkba_i_area *area)
{
    return area->n_holds > 0;
}

/* Remembers what an area holds: n areas of another panel (or the same), by code, and all that those hold. Codes stay where
 * their areas go: what was added up is still in the sum. False when memory is short. */
bool mkba_i_panel_set_members(mkba_panel *panel, size_t area, const mkba_panel *from, const size_t *members, size_t n);
/* What an area of another panel holds. */
bool mkba_i_panel_take_members(mkba_panel *panel, size_t area, const mkba_i_area *from);

/* The code of an area, or of one that it holds, which is among those taken; NULL when none is. */
const char *mkba_i_area_taken(const mkba_i_roll *taken, const mkba_i_area *area);
/* Takes an area and all that it holds. False when memory is short. */
bool mkba_i_area_take(mkba_i_roll *taken, const mkba_i_area *area);
/* Finds the area of a code and takes it; refused when it is taken already, or shares an area with what is. `where` is the
 * argument. */
mkba_status mkba_i_area_take_named(const mkba_panel *panel, const char *code, const char *where, mkba_i_roll *taken,
                                   size_t *area, mkba_error *error);

#endif
