/* Arrays of numbers as a caller gives them: checks that name the element. */
#ifndef MKBA_I_COMPARE_ARRAYS_H
#define MKBA_I_COMPARE_ARRAYS_H

#include "base/error.h"

/* Room for "other_successes[18446744073709551615]". */
#define MKBA_I_ELEMENT_TEXT 64

/* An array of finite numbers from `least` on (above it when `open`); `what` is its sentence, such as "a count is at
 * least 0". */
typedef struct mkba_i_array {
    const char *name;
    const double *values;
    size_t n;
    double least;
    bool open;
    const char *what;
} mkba_i_array;

/* MKBA_ERROR_ARGUMENT: NULL with a length, a length other than that of the first, an element that does not fit. */
mkba_status mkba_i_arrays_check(const mkba_i_array *arrays, size_t n_arrays, mkba_error *error);

/* MKBA_ERROR_ARGUMENT of an element: `sentence`, and what it is. */
mkba_status mkba_i_element_fail(const char *name, size_t element, const char *sentence, double value,
                                mkba_error *error);

#endif
