/* One of several words by its name: an enum whose numbers are the positions of its names. */
#ifndef MKBA_I_BASE_CHOICE_H
#define MKBA_I_BASE_CHOICE_H

#include "base/error.h"
#include "base/memory.h"

/* Room for the words of any choice there is. */
#define MKBA_I_CHOICES_TEXT 256

/* The words for a sentence: "begin, mid or end". */
void mkba_i_choices(const char *const *words, size_t n, char text[MKBA_I_CHOICES_TEXT]);

/* The position of `name` among `n` words; `what` is the parameter. MKBA_ERROR_UNKNOWN names the nearest, and all. */
mkba_status mkba_i_choose(const char *name, const char *const *words, size_t n, const char *what, size_t *position,
                          mkba_error *error);

/* Both public functions of an enum, TYPE_name and TYPE_from_name. `what` is what messages call it, `noun` what a number
 * without a word is an unknown one of. */
#define MKBA_I_CHOICE(type, words, what, noun)                                                                         \
  const char *type##_name(type value)                                                                                  \
  {                                                                                                                    \
    return (size_t) value < MKBA_I_LENGTH(words) ? words[value] : "unknown " noun;                                     \
  }                                                                                                                    \
  mkba_status type##_from_name(const char *name, type *value, mkba_error *error)                                       \
  {                                                                                                                    \
    size_t position = 0;                                                                                               \
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(name), {what, value});                                 \
    if (status == MKBA_OK)                                                                                             \
      status = mkba_i_choose(name, words, MKBA_I_LENGTH(words), what, &position, error);                               \
    if (status == MKBA_OK)                                                                                             \
      *value = (type) position;                                                                                        \
    return status;                                                                                                     \
  }

#endif
