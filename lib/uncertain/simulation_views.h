/* The views of a simulation that are no lists of figures. */
#ifndef MKBA_I_UNCERTAIN_SIMULATION_VIEWS_H
#define MKBA_I_UNCERTAIN_SIMULATION_VIEWS_H

#include "uncertain/simulation.h"

typedef mkba_status mkba_i_simulation_viewer(const mkba_simulation *simulation, mkba_table **table, mkba_error *error);

mkba_i_simulation_viewer mkba_i_view_parameters, mkba_i_view_draws, mkba_i_view_about, mkba_i_view_findings;

/* The fingerprint of its case, as sixteen hexadecimal digits. */
void mkba_i_simulation_fingerprint(const mkba_simulation *simulation, char text[17]);

#endif
