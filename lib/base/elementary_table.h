/* What the logarithm of two doubles looks up: made by elementary_table.py. */
#ifndef MKBA_I_BASE_ELEMENTARY_TABLE_H
#define MKBA_I_BASE_ELEMENTARY_TABLE_H

#include <stdint.h>

/* Interval i of 128 begins at the double with bits MKBA_I_LOG_FROM + (i << 45); together they run from about sqrt(1/2) to
 * sqrt(2), and 1 is an end of two. */
#define MKBA_I_LOG_FROM UINT64_C(0x3fe6a00000000000)

/* A number c of 12 bits near the inverse of what is in the interval; 1 beside 1. */
extern const double mkba_i_log_inverses[128];

/* -log c in two doubles: a multiple of 2^-42, so that adding a multiple of the high part of log 2 is exact, and the rest. */
extern const double mkba_i_log_highs[128];
extern const double mkba_i_log_lows[128];

#endif
