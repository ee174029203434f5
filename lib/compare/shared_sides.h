/* The sides of a comparison: the region that asks, its peers, the nation. */
#ifndef MKBA_I_COMPARE_SHARED_SIDES_H
#define MKBA_I_COMPARE_SHARED_SIDES_H

#include "panel/derive.h"

#define MKBA_I_SIDES 3

/* Areas of a panel, by position. */
typedef struct mkba_i_side {
    const char *name; /* "region", "peers", "nation" */
    const size_t *areas;
    size_t n;
} mkba_i_side;

typedef struct mkba_i_sides {
    mkba_i_side of[MKBA_I_SIDES];
    size_t *areas; /* heap: all of them */
} mkba_i_sides;

/* Codes as a caller gives them. */
typedef struct mkba_i_asked {
    const char *const *region; /* at least one */
    size_t n_region;
    const char *const *peers; /* may be NULL: there are none */
    size_t n_peers;
    const char *nation; /* an area that stands for it; NULL: all areas of the kind of the region */
} mkba_i_asked;

/* Areas of the kind of the region: see mkba_i_nation_sort. MKBA_ERROR_UNKNOWN for an area, MKBA_ERROR_ARGUMENT for no region, an area
 * that comes twice in the region or the peers, or is in both; MKBA_ERROR_MEMORY. */
mkba_status mkba_i_sides_find(const mkba_panel *panel, const mkba_i_asked *asked, mkba_i_sides *out, mkba_error *error);
void mkba_i_sides_free(mkba_i_sides *sides);

/* The sums of indicators over those areas of a side that have all of them in a period. */
#define MKBA_I_PARTS 4
typedef struct mkba_i_sums {
    double of[MKBA_I_PARTS];
    size_t n_areas, n_missing;
    size_t missing_area, missing_indicator; /* the first that has no figure */
    mkba_cell_status worst;                 /* measured, provisional, derived or suspect: what the sums rest on */
} mkba_i_sums;

/* Whether an area has a figure of each part in each period; the first that it lacks is told. */
bool mkba_i_has_all(const mkba_panel *panel, size_t area, const size_t *parts, size_t n_parts, const size_t *periods,
                    size_t n_periods, size_t *lacking);
/* Sums in periods[0], over the areas that have all parts in all of `periods`. */
void mkba_i_side_sum(const mkba_panel *panel, const mkba_i_side *side, const size_t *parts, size_t n_parts,
                     const size_t *periods, size_t n_periods, mkba_i_sums *out);

/* What an indicator is in: its name where the unit is not known. */
static inline const char *mkba_i_unit_or_name(const mkba_indicator *indicator)
{
    return indicator->unit[0] != '\0' ? indicator->unit : indicator->name;
}

/* Whether a unit is money. */
bool mkba_i_is_money(const char *unit);

/* MKBA_ERROR_PANEL for the first break that refuses a comparison of two years. */
mkba_status mkba_i_breaks_check(const mkba_indicator *indicator, int from, int to, const char *where,
                                mkba_error *error);

#endif
