/* Every positive root of a polynomial, each in a bracket of which the signs at both ends are certain. */
#ifndef MKBA_I_MONEY_IRR_ISOLATE_H
#define MKBA_I_MONEY_IRR_ISOLATE_H

#include <stdbool.h>

#include "base/error.h"

/* The value of a polynomial, its derivative, and how far the value may be off: by rounding here, and by every
 * coefficient having been rounded to a double before. */
typedef struct mkba_i_value {
    double value, slope, error;
} mkba_i_value;

/* At x >= 0, of c[0] + c[1] x + ... + c[n - 1] x^(n - 1). */
mkba_i_value mkba_i_value_at(const double *c, size_t n, double x);

/* 1 or -1 when |value| is above its error, else 0. */
int mkba_i_value_sign(mkba_i_value value);

typedef struct mkba_i_bracket {
    double low, at, high;
    bool multiple; /* not known to hold exactly one root */
} mkba_i_bracket;

typedef struct mkba_i_brackets {
    mkba_i_bracket *items;
    size_t n;
    size_t capacity;
} mkba_i_brackets;

/* Appends the roots in (0, end] of a polynomial whose c[0] and c[n - 1] are not 0, in ascending order. Coefficients
 * are between 2^-500 and 2^501 in size, or 0. `room` is for 4 n doubles. MKBA_ERROR_MEMORY. */
mkba_status mkba_i_isolate(const double *c, size_t n, double end, double *room, mkba_i_brackets *found,
                           mkba_error *error);

#endif
