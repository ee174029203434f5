/* Sentences for people: numbers rounded as one says them, with a point or a comma, and words filled in. */
#ifndef MKBA_I_BASE_SAY_H
#define MKBA_I_BASE_SAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define MKBA_I_SAID 400 /* room for a number and its unit */

/* With so many decimals, 0 to 8, whole numbers from a thousand on in groups of three; beyond 1e12 as it is. In Dutch with a
 * comma, and points between the groups. */
void mkba_i_say_decimals(double value, int decimals, bool dutch, char text[MKBA_I_SAID]);
/* Three digits that count, of a whole number all, and the unit (NULL: none), in millions or milliards where it is that
 * large: 1644 of 1000 euro is 1.64 million euro. Below a millionth as it is. What counts in `times` of a unit has no more digits than these three. */
void mkba_i_say_amount(double value, double times, const char *unit, bool dutch, char text[MKBA_I_SAID]);

/* A part of 1 in per cent. */
void mkba_i_say_share(double value, int decimals, bool dutch, char text[MKBA_I_SAID]);

/* Whether a name of `length` characters is that word. */
bool mkba_i_is_word(const char *name, size_t length, const char *word);
/* What stands for a name of `length` characters; `room` may be used for it. */
typedef const char *mkba_i_word_of(const void *context, const char *name, size_t length, char room[MKBA_I_SAID]);
/* Appends a sentence in which each {name} is replaced. */
void mkba_i_say_filled(const char *sentence, mkba_i_word_of *word_of, const void *context, mkba_i_text *to);

#endif
