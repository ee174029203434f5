/* Proposition 99: 39 states, in $MKBA_SHARED/reference/causal. What goes wrong in here ends the test. */
#ifndef MKBA_TESTS_PROP99_H
#define MKBA_TESTS_PROP99_H

#include <mkba/effect_synthetic.h>

/* NULL, and said so, when it is not there; then neither are the oracles. */
mkba_panel *prop99_read(void);

/* California from 1989 on, by its outcomes; and with the predictors of Abadie, Diamond and Hainmueller (2010). */
mkba_synthetic_options prop99_california(void);
mkba_synthetic_options prop99_of_2010(void);

/* The text of a file of figures of all states, to be freed with free; and a figure in a field of a state's row. */
char *prop99_oracle(const char *name);
double prop99_figure(const char *oracle, const char *state, const char *column);

#endif
