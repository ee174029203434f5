/* The moment at which a Koers is looked at, and periods in words. */
#ifndef MKBA_I_KOERS_MOMENT_H
#define MKBA_I_KOERS_MOMENT_H

#include <mkba/effect.h>

#include "base/say.h"
#include "koers/koers.h"

/* The period of an option `as_of`, which is not NULL. MKBA_ERROR_ARGUMENT: it is none, or has blanks or stars around it. */
mkba_status mkba_i_moment_read(const char *as_of, mkba_i_period *period, mkba_error *error);

/* A period as people say it: "2025", "quarter 3 of 2027", "halfjaar 1 van 2025", "2025-03-31". */
void mkba_i_period_say(const mkba_i_period *period, mkba_language language, char text[MKBA_I_SAID]);

#endif
