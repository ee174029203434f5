/* Who is compared with whom: the areas that are treated, and the donors. */
#ifndef MKBA_I_EFFECT_PARTIES_H
#define MKBA_I_EFFECT_PARTIES_H

#include <mkba/panel.h>

#include "base/memory.h"

typedef struct mkba_i_parties {
    size_t *areas;       /* in the panel: the treated as they were named, then the donors by code */
    size_t n, n_treated; /* all; those that are treated */
} mkba_i_parties;

/* Finds them; `areas` is in the arena. Donors that are not named (NULL) are all areas of the sort of the first treated one that
 * are neither treated, nor a part of what is, nor a sum of others. MKBA_ERROR_ARGUMENT: none is treated, one is named twice, by
 * itself or as a part of a region, or a donor is treated; MKBA_ERROR_UNKNOWN: no such area; MKBA_ERROR_MEMORY. */
mkba_status mkba_i_parties_find(const mkba_panel *panel, const char *const *treated, size_t n_treated,
                                const char *const *donors, size_t n_donors, mkba_i_arena *arena, mkba_i_parties *out,
                                mkba_error *error);

/* Either a start of all or one of each treated area is given: of two structs of options that both have them. */
mkba_status mkba_i_check_starts(const char *start, const char *const *starts, size_t n_starts, size_t n_treated,
                                mkba_error *error);

#endif
