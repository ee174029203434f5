/* Numbers as text: see number.h. */
#include "base/number.h"

#include <float.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Beyond this an exponent decides by itself: MKBA_I_NUMBER_LONGEST digits cannot make up for it. */
#define FARTHEST 100000

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits(const char *text, size_t length)
{
    size_t n = 0;
    while (n < length && is_digit(text[n]))
        n++;
    return n;
}

static size_t exponent_span(const char *text, size_t length)
{
    if (length == 0 || (text[0] != 'e' && text[0] != 'E'))
        return 0;
    size_t sign = length > 1 && (text[1] == '+' || text[1] == '-');
    size_t n = digits(text + 1 + sign, length - 1 - sign);
    return n == 0 ? 0 : 1 + sign + n;
}

size_t mkba_i_number_span(const char *text, size_t length)
{
    size_t whole = digits(text, length);
    size_t span = whole;
    if (span < length && text[span] == '.') {
        size_t fraction = digits(text + span + 1, length - span - 1);
        if (whole + fraction == 0)
            return 0;
        span += 1 + fraction;
    }
    return span == 0 ? 0 : span + exponent_span(text + span, length - span);
}

/* The exponent that `length` bytes spell, such as "e-12"; 0 for none. */
static long exponent(const char *text, size_t length)
{
    long value = 0;
    for (size_t i = 1; i < length; i++)
        if (is_digit(text[i]) && value < FARTHEST)
            value = value * 10 + (text[i] - '0');
    return length > 1 && text[1] == '-' ? -value : value;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

/* Powers of ten that a double holds exactly. */
#define EXACT_POWERS 23

/* Whole numbers up to here, too. */
#define LARGEST_EXACT ((uint64_t) 1 << DBL_MANT_DIG)

/* Most numbers are short: their digits as a whole number, divided by a power of ten. Both are exact, so the quotient is
 * the nearest double (Clinger, "How to read floating point numbers accurately", 1990). False when the text is another one,
 * or none; where intermediate results have more bits than a double, always. */
static bool read_short(const char *text, size_t length, double *value)
{
    static const double powers[EXACT_POWERS] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const char *at = text, *end = text + length, *point = end;
    uint64_t whole = 0;
    bool negative = length > 0 && *at == '-';
    at += negative;
    if (end - at < 1 || end - at > 17 || FLT_EVAL_METHOD != 0)
        return false;
    for (; at < end && is_digit(*at); at++)
        whole = whole * 10 + (uint64_t) (*at - '0');
    if (at < end && *at == '.' && length > (size_t) negative + 1) {
        point = ++at;
        for (; at < end && is_digit(*at); at++)
            whole = whole * 10 + (uint64_t) (*at - '0');
    }
    if (at < end || whole > LARGEST_EXACT)
        return false;
    double number = (double) whole / powers[end - point];
    *value = negative ? -number : number;
    return true;
}

/* strtod takes its radix character from the locale, so it gets a number that has none: the digits without
 * their point, and an exponent that makes up for it. It rounds correctly. */
static double read_number(const char *text, size_t length)
{
    char plain[MKBA_I_NUMBER_LONGEST + 32];
    size_t n = 0;
    long scale = 0;
    bool after_point = false;
    size_t i = 0;
    for (; i < length && text[i] != 'e' && text[i] != 'E'; i++) {
        if (text[i] == '.') {
            after_point = true;
            continue;
        }
        plain[n++] = text[i];
        scale -= after_point;
    }
    snprintf(plain + n, sizeof plain - n, "e%ld", scale + exponent(text + i, length - i));
    return strtod(plain, NULL);
}

mkba_i_number_status mkba_i_number_parse(const char *text, size_t length, double *value)
{
    if (read_short(text, length, value))
        return MKBA_I_NUMBER_OK;
    size_t sign = length > 0 && text[0] == '-';
    size_t span = mkba_i_number_span(text + sign, length - sign);
    if (span == 0 || sign + span != length)
        return MKBA_I_NUMBER_MALFORMED;
    if (length > MKBA_I_NUMBER_LONGEST)
        return MKBA_I_NUMBER_TOO_LONG;
    double number = read_number(text, length);
    if (number > DBL_MAX || number < -DBL_MAX)
        return MKBA_I_NUMBER_TOO_LARGE;
    *value = number;
    return MKBA_I_NUMBER_OK;
}

mkba_i_number_status mkba_i_number_parse_comma(const char *text, size_t length, double *value)
{
    char pointed[MKBA_I_NUMBER_LONGEST];
    if (memchr(text, '.', length) != NULL)
        return MKBA_I_NUMBER_MALFORMED;
    if (length > sizeof pointed)
        return MKBA_I_NUMBER_TOO_LONG;
    for (size_t i = 0; i < length; i++)
        pointed[i] = text[i];
    char *comma = memchr(pointed, ',', length);
    if (comma != NULL)
        *comma = '.';
    return mkba_i_number_parse(pointed, length, value);
}

/* What printf wrote that is no digit, sign or exponent is the locale's radix character, of one or more bytes. */
static size_t repair_radix(const char *printed, char text[MKBA_I_NUMBER_TEXT])
{
    size_t n = 0;
    bool in_radix = false;
    for (const char *c = printed; *c != '\0' && n < MKBA_I_NUMBER_TEXT - 1; c++) {
        bool plain = is_digit(*c) || *c == '-' || *c == '+' || *c == 'e';
        if (plain || !in_radix)
            text[n++] = plain ? *c : '.';
        in_radix = !plain;
    }
    text[n] = '\0';
    return n;
}

static size_t copy_word(const char *word, char text[MKBA_I_NUMBER_TEXT])
{
    size_t length = strlen(word);
    memcpy(text, word, length + 1);
    return length;
}

size_t mkba_i_number_print(double value, char text[MKBA_I_NUMBER_TEXT])
{
    if (value != value)
        return copy_word("nan", text);
    if (value > DBL_MAX || value < -DBL_MAX)
        return copy_word(value > 0 ? "inf" : "-inf", text);
    for (int precision = 15;; precision++) {
        char printed[64];
        double back = 0;
        snprintf(printed, sizeof printed, "%.*g", precision, value);
        size_t length = repair_radix(printed, text);
        if (precision == 17 || (mkba_i_number_parse(text, length, &back) == MKBA_I_NUMBER_OK && back == value))
            return length;
    }
}

const char *mkba_i_number_say(double value, char text[MKBA_I_NUMBER_TEXT])
{
    if (value != value)
        copy_word("not a number", text);
    else if (value > DBL_MAX || value < -DBL_MAX)
        copy_word(value > 0 ? "infinity" : "minus infinity", text);
    else
        mkba_i_number_print(value, text);
    return text;
}
