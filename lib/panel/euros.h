/* How many euros one of a unit is, and in prices of which year. */
#ifndef MKBA_I_PANEL_EUROS_H
#define MKBA_I_PANEL_EUROS_H

#include "base/say.h"

/* 1 of "euro", "EUR" and the sign, 1000 of "1000 euro", "1 000 euro", "x 1.000 euro", "duizend euro" and "euro x 1000", a
 * million of "mln euro" and "miljoen euro", a milliard of "mld euro"; also with "(prijzen 2024)" behind it. 0 of any other:
 * a factor that is guessed would make figures wrong by a thousand. */
double mkba_i_euros_of(const char *unit);
/* The same, also of an amount per something: 1 of "euro per inwoner", 1000 of "1000 euro / client". */
double mkba_i_euros_each(const char *unit);
/* The price year at the end of "1000 euro (prijzen 2024)"; 0 when the unit says none. */
int mkba_i_price_year_of(const char *unit);

/* A figure for people, with its unit: 1644 of "1000 euro" is 1.64 million euro. The unit may be NULL. */
void mkba_i_say_figure(double value, const char *unit, bool dutch, char text[MKBA_I_SAID]);

#endif
