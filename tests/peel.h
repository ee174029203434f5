/* The real panel of municipalities, for several test programs: costs per inhabitant, and what municipalities are alike by. */
#ifndef MKBA_TESTS_PEEL_H
#define MKBA_TESTS_PEEL_H

#include <mkba/panel.h>

#define PEEL_N 5
extern const char *const PEEL[PEEL_N];
#define PEEL_N_TRAITS 5
extern const char *const PEEL_TRAITS[PEEL_N_TRAITS];

/* $MKBA_SHARED/data/gemeenten, with wmo, jeugd and beide in euros per inhabitant; NULL, and said so, when it is not there. */
mkba_panel *peel_panel(void);

#endif
