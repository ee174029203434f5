/* How indicators hang together: what is of a piece with an outcome cannot explain it, nor choose who is compared with it. */
#ifndef MKBA_I_COMPARE_SHARED_OUTCOME_H
#define MKBA_I_COMPARE_SHARED_OUTCOME_H

#include "panel/model.h"

/* How a characteristic is of a piece with an outcome, as a verb: it is it, is divided by it, or counts what makes it (a
 * numerator, a part of a total). NULL when it is not. */
const char *mkba_i_outcome_relation(const mkba_panel *panel, const mkba_indicator *by, const char *outcome);

#endif
