/* How much one node contributes to another. */
#ifndef MKBA_I_KOERS_CONTRIBUTE_H
#define MKBA_I_KOERS_CONTRIBUTE_H

#include "koers/koers.h"

/* What of each node is due to `from` (upward), or what of `from` is due to each node (downward): sums over paths of products
 * of shares. `part` has room for all nodes; that of `from` is 1, of one that is not reached 0. */
void mkba_i_koers_contribution(const mkba_i_koers_model *model, size_t from, bool upward, double *part);

#endif
