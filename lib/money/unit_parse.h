/* Units: the steps between reading one and its canonical form. */
#ifndef MKBA_I_MONEY_UNIT_PARSE_H
#define MKBA_I_MONEY_UNIT_PARSE_H

#include "money/unit.h"

/* Multiplies `unit` by symbol^power (not 0), in place. False, and `unit` unchanged, when it does not fit. */
bool mkba_i_unit_add(mkba_i_unit *unit, const char *symbol, int power);

/* The canonical form of a unit as written (minuut and the like still there). False when powers do not fit. */
bool mkba_i_unit_canonical(const mkba_i_unit *written, mkba_i_unit *unit, mkba_i_scale *scale);

#endif
