/* Numbers as text, whatever the locale of the host. */
#ifndef MKBA_I_BASE_NUMBER_H
#define MKBA_I_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* Enough for any double printed by mkba_i_number_print, its NUL included. */
#define MKBA_I_NUMBER_TEXT 32

/* The longest text of a number that is read. */
#define MKBA_I_NUMBER_LONGEST 1000

typedef enum mkba_i_number_status {
    MKBA_I_NUMBER_OK,
    MKBA_I_NUMBER_MALFORMED, /* not digits [. digits] [e [+-] digits] */
    MKBA_I_NUMBER_TOO_LARGE, /* beyond the range of a double */
    MKBA_I_NUMBER_TOO_LONG   /* more than MKBA_I_NUMBER_LONGEST characters */
} mkba_i_number_status;

/* How many bytes at `text` form an unsigned decimal number: digits, optionally a point and digits (also ".5"
 * and "5."), optionally an exponent. 0 when none does. Used by the lexer of expressions. */
size_t mkba_i_number_span(const char *text, size_t length);

/* The double nearest to the decimal number that `length` bytes at `text` spell, an optional minus before it;
 * correctly rounded. Underflow gives zero or a subnormal. */
mkba_i_number_status mkba_i_number_parse(const char *text, size_t length, double *value);

/* The same of a number with a decimal comma, as in Dutch files; a point has no place in it. */
mkba_i_number_status mkba_i_number_parse_comma(const char *text, size_t length, double *value);

/* Prints a double with the fewest of 15, 16 or 17 digits that read back as the same bits, such as "0.1", "3470",
 * "1e+21" (one that is not finite as "nan", "inf", "-inf"); returns its length. */
size_t mkba_i_number_print(double value, char text[MKBA_I_NUMBER_TEXT]);

/* The same for a sentence: one that is not finite as "not a number", "infinity", "minus infinity"; returns `text`. */
const char *mkba_i_number_say(double value, char text[MKBA_I_NUMBER_TEXT]);

#endif
