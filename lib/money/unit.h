/* Units: products of symbols with whole powers, such as EUR/uur, and their algebra. */
#ifndef MKBA_I_MONEY_UNIT_H
#define MKBA_I_MONEY_UNIT_H

#include <stdbool.h>

#include "base/error.h"

#define MKBA_I_UNIT_SYMBOLS 8
#define MKBA_I_UNIT_SYMBOL_TEXT 32
#define MKBA_I_UNIT_TEXT 320

/* A unit in canonical form: symbols ascending by strcmp, no power 0. No symbols: a pure number. */
typedef struct mkba_i_unit {
    size_t n;
    struct {
        char symbol[MKBA_I_UNIT_SYMBOL_TEXT];
        int power;
    } parts[MKBA_I_UNIT_SYMBOLS];
} mkba_i_unit;

/* What a value in the unit as written is multiplied by, then divided by, to be in the canonical one: kept
 * apart, so that whole numbers stay exact. */
typedef struct mkba_i_scale {
    double multiply;
    double divide;
} mkba_i_scale;

/* Reads "EUR/uur", "uur/client/jaar", "1/jaar", "client^2", "%", "1"; `*` and `/` from left to right, blanks
 * ignored. Symbols are letters (UTF-8 too), digits and _ not beginning with a digit, or %. Conversions (docs/
 * case-format.md, "Units"): 60 minuut = 1 uur, 1 dagdeel = 4 uur, 1 week = 7 etmaal, 12 maand = 1 jaar,
 * 1 % = 0.01; promille is a symbol of its own. Status: _UNIT with a message that says what is wrong at which
 * character (`where` is "": the caller adds the place). */
mkba_status mkba_i_unit_parse(const char *text, mkba_i_unit *unit, mkba_i_scale *scale, mkba_error *error);

double mkba_i_scale_apply(mkba_i_scale scale, double value);

bool mkba_i_unit_equal(const mkba_i_unit *a, const mkba_i_unit *b);
bool mkba_i_unit_is_number(const mkba_i_unit *unit);
/* The power of a symbol, 0 when it is not there. */
int mkba_i_unit_power_of(const mkba_i_unit *unit, const char *symbol);
/* a * b^sign (sign 1 or -1). False when more symbols or powers (beyond +-99) than a unit holds. */
bool mkba_i_unit_multiply(const mkba_i_unit *a, const mkba_i_unit *b, int sign, mkba_i_unit *out);
/* unit^power. False when powers grow beyond +-99. */
bool mkba_i_unit_raise(const mkba_i_unit *unit, int power, mkba_i_unit *out);
/* The square root; false when a power is odd. */
bool mkba_i_unit_root(const mkba_i_unit *unit, mkba_i_unit *out);
/* "EUR/client/jaar", "1/jaar", "1". */
void mkba_i_unit_print(const mkba_i_unit *unit, char text[MKBA_I_UNIT_TEXT]);

#endif
