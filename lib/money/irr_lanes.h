/* The common flow: its signs change once, so it has exactly one root. Several are solved side by side. */
#ifndef MKBA_I_MONEY_IRR_LANES_H
#define MKBA_I_MONEY_IRR_LANES_H

#include "money/irr_isolate.h"

#define MKBA_I_LANES 8

/* Solves c[0][i] + c[1][i] x + ... + c[n - 1][i] x^(n - 1) = 0 for each lane i: coefficients of which the signs change
 * once, at `shift[i]`, with the root in (0, 1] or barely above it. `done[i]` tells whether `found[i]` is there:
 * a bracket with certain signs; what is not easy is left to mkba_i_isolate. A lane's result does not depend on
 * the others. */
void mkba_i_lanes_solve(const double *c, size_t n, const double shift[MKBA_I_LANES], mkba_i_bracket found[MKBA_I_LANES],
                        bool done[MKBA_I_LANES]);

#endif
