/* Days and moments as ISO 8601 text. */
#ifndef MKBA_I_ARROW_TIME_H
#define MKBA_I_ARROW_TIME_H

#include <stdbool.h>
#include <stdint.h>

/* The longest: "2026-01-31T12:00:00.123456789Z" and a NUL. */
#define MKBA_I_TIME_TEXT 32

/* Counted from 1970-01-01. False when the year is not between 0 and 9999. */
bool mkba_i_day_print(int64_t days, char text[MKBA_I_TIME_TEXT]);
/* `ticks` of which `per_second` (a power of ten, at most 10^9) go in a second. Decimals only when there are any. */
bool mkba_i_moment_print(int64_t ticks, int64_t per_second, bool zoned, char text[MKBA_I_TIME_TEXT]);

#endif
