/* How a side of a comparison stands by one figure of the overview, and how two sides differ. */
#ifndef MKBA_I_COMPARE_STANDING_H
#define MKBA_I_COMPARE_STANDING_H

#include "compare/interval.h"
#include "compare/sides.h"

/* An item with its indicators found. */
typedef struct mkba_i_item {
    const mkba_overview_item *given;
    size_t index;                  /* in the list given */
    size_t indicator, denominator; /* denominator MKBA_I_NONE of a mean whose numbers are not known */
    size_t population, sd;         /* MKBA_I_NONE where they are not known */
    double per;
} mkba_i_item;

/* The figure of a side. Without an interval its limits are not set. */
typedef struct mkba_i_standing {
    bool has, interval, small;
    mkba_i_bounds value;
    double variance, df; /* of a mean: squared standard error */
    double answers;      /* of a sample */
    size_t n_areas, n_missing;
    mkba_cell_status reason; /* why there is none, or why areas are missing: of the first */
    size_t first_missing;    /* that area */
} mkba_i_standing;

/* What the standings of a panel share. */
typedef struct mkba_i_stand {
    const mkba_panel *panel;
    size_t period;
    mkba_interval_options interval;
    mkba_error *error;
} mkba_i_stand;

/* The standing of areas; those without a figure are left out, or with `spreads` take it away. MKBA_ERROR_PANEL for
 * figures that cannot be, MKBA_ERROR_EVALUATION. */
mkba_status mkba_i_stand_of(const mkba_i_stand *stand, const mkba_i_item *item, const size_t *areas, size_t n_areas,
                            bool spreads, mkba_i_standing *out);

/* region - reference, both with figures; false in *interval where it has none. */
mkba_i_bounds mkba_i_stand_difference(const mkba_i_stand *stand, const mkba_i_item *item, const mkba_i_standing *region,
                                      const mkba_i_standing *reference, bool *interval);

#endif
