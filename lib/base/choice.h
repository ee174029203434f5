/* One of several words by its name: an enum whose numbers are the positions of its names. */
#ifndef MKBA_I_BASE_CHOICE_H
#define MKBA_I_BASE_CHOICE_H

#include "base/error.h"

/* Room for the words of any choice there is. */
#define MKBA_I_CHOICES_TEXT 256

/* The words for a sentence: "begin, mid or end". */
void mkba_i_choices(const char *const *words, size_t n, char text[MKBA_I_CHOICES_TEXT]);

/* The position of `name` among `n` words; `what` is the parameter. MKBA_ERROR_UNKNOWN names the nearest, and all. */
mkba_status mkba_i_choose(const char *name, const char *const *words, size_t n, const char *what, size_t *position,
                          mkba_error *error);

#endif
