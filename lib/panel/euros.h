/* Units of money: which they are, and how many euros one is. */
#ifndef MKBA_I_PANEL_EUROS_H
#define MKBA_I_PANEL_EUROS_H

#include <stdbool.h>

/* Whether a unit names euros, also euros of an unknown multiple or per something. */
bool mkba_i_is_money(const char *unit);

/* How many euros one of it is: 1000 of "1000 euro", a million of "mln euro"; what deflating adds, "(prijzen 2021)", may
 * stand behind. 0 of anything else: a multiple is never guessed. */
double mkba_i_euros(const char *unit);

#endif
