/* Discounting: checks and the factor of one moment. */
#ifndef MKBA_I_MONEY_DISCOUNT_H
#define MKBA_I_MONEY_DISCOUNT_H

#include <mkba/money.h>

#include "base/error.h"

/* Checks the rules of mkba_segments_factor. MKBA_ERROR_ARGUMENT, `where` as "segments", "segments[1].rate". */
mkba_status mkba_i_segments_check(const mkba_segment *segments, size_t n_segments, mkba_error *error);

/* The factor at a finite tau of checked segments; 0 or infinite beyond the range of a double. */
double mkba_i_segments_factor_at(const mkba_segment *segments, size_t n_segments, double tau);

#endif
