/* How many euros one of a unit is. */
#ifndef MKBA_I_PANEL_EUROS_H
#define MKBA_I_PANEL_EUROS_H

/* 1 of "euro", "EUR" and the sign, 1000 of "1000 euro", "1 000 euro", "x 1.000 euro", "duizend euro" and "euro x 1000", a
 * million of "mln euro" and "miljoen euro", a milliard of "mld euro"; also with "(prijzen 2024)" behind it. 0 of any other:
 * a factor that is guessed would make figures wrong by a thousand. */
double mkba_i_euros_of(const char *unit);

#endif
