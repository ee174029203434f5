/* Figures that look wrong among those of an effect: the rules are those of mkba_panel_suspects. */
#ifndef MKBA_I_EFFECT_SUSPECTS_H
#define MKBA_I_EFFECT_SUSPECTS_H

#include "effect/effect_model.h"

/* Says which figures of the members look wrong, counts them in the check, and marks the areas of the panel whose return of
 * any period of the block is a copy of the one before: no observations, which show no noise. Where the options say so, the
 * treated have no figure any more in those periods. */
mkba_status mkba_i_effect_suspects(mkba_i_effect_study *study, const mkba_i_block *all, bool *copied);

#endif
