/* Choices by name: an enum whose numbers are the positions of its names. */
#ifndef MKBA_I_MONEY_CHOICE_H
#define MKBA_I_MONEY_CHOICE_H

#include "base/error.h"

/* The position of `name` among `n` names; `what` is the parameter. MKBA_ERROR_UNKNOWN names the nearest, and all. */
mkba_status mkba_i_choose(const char *name, const char *const *names, size_t n, const char *what, size_t *position,
                          mkba_error *error);

#endif
