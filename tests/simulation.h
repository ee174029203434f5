/* Simulations, for several test programs. What goes wrong in here ends the test. */
#ifndef MKBA_TESTS_SIMULATION_H
#define MKBA_TESTS_SIMULATION_H

#include <mkba/uncertain.h>

/* The defaults, with so many draws. */
mkba_simulate_options options_of(uint64_t draws);
mkba_simulation *simulate(const mkba_case *mkba, const mkba_simulate_options *options);
mkba_table *table_of(const mkba_simulation *simulation, mkba_simulation_view view);

#endif
