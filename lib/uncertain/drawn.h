/* What was drawn, in words and numbers. */
#ifndef MKBA_I_UNCERTAIN_DRAWN_H
#define MKBA_I_UNCERTAIN_DRAWN_H

#include "uncertain/simulation.h"

/* Parameter k of a study; texts are in the arena. False when memory is short. */
bool mkba_i_drawn_make(mkba_i_arena *arena, const mkba_i_study *study, size_t k, mkba_i_drawn *drawn);

#endif
