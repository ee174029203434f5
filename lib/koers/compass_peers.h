/* Peers of a compass: what is compared, and how it is for the region and each of them. */
#ifndef MKBA_I_KOERS_COMPASS_PEERS_H
#define MKBA_I_KOERS_COMPASS_PEERS_H

#include "koers/compass_model.h"
#include "panel/model.h"

typedef struct mkba_i_peering {
    const mkba_panel *panel; /* or NULL */
    const mkba_i_koers_model *model;
    size_t population; /* of the panel, or MKBA_I_NONE */
    size_t *peers, n_peers;
    size_t *areas, n_areas; /* of the indicator at hand */
    mkba_i_bounds *levels;  /* of the peers that have one */
    double *values, *work_values;
    mkba_i_arena work;
} mkba_i_peering;

/* What of an indicator is compared, in which period, the figure of the region, and those of the *n peers that have one, into
 * `levels`; or a note why nothing is. */
mkba_status mkba_i_peering_levels(mkba_i_peering *peering, mkba_compass *compass, mkba_i_standing *standing, size_t *n,
                                  mkba_error *error);

#endif
