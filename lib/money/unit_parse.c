/* Reading a unit: factor { ("*" | "/") factor }, factor = "1" | symbol [ "^" ["-"] digits ]. */
#include <string.h>

#include "base/text.h"
#include "money/unit_parse.h"

#define QUOTE_TEXT 48
#define LONGEST_UNIT 1000

typedef struct reader {
    const char *text;
    size_t length;
    size_t at;
    mkba_error *error;
} reader;

/* Position in characters, from 1, as an editor shows it. */
static size_t character(const reader *r)
{
    size_t count = 1;
    for (size_t i = 0; i < r->at; i++) {
        count += ((unsigned char) r->text[i] & 0xC0U) != 0x80U;
    }
    return count;
}

static mkba_status fail(const reader *r, const char *what)
{
    char quote[QUOTE_TEXT];
    mkba_i_copy_text(quote, sizeof quote, r->text);
    return mkba_i_fail(r->error, MKBA_ERROR_UNIT, "", "the unit \"%s%s\" cannot be read: %s (character %zu)", quote,
                       strlen(quote) < r->length ? "..." : "", what, character(r));
}

/* A blank, a tab, or the no-break space that comes along when pasting. */
static size_t blank(const reader *r)
{
    const char *p = r->text + r->at;
    if (*p == ' ' || *p == '\t') {
        return 1;
    }
    return strncmp(p, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

static void skip_blanks(reader *r)
{
    size_t n;
    while ((n = blank(r)) > 0) {
        r->at += n;
    }
}

/* Beyond ASCII a character is taken as a letter unless it stands among the punctuation and signs of Unicode:
 * U+0080..U+00BF (but for the letters AA, B5, BA), U+00D7, U+00F7, and U+2000..U+2BFF. */
static bool is_sign(const char *p)
{
    const unsigned char *u = (const unsigned char *) p;
    if (u[0] == 0xC2) {
        return u[1] != 0xAA && u[1] != 0xB5 && u[1] != 0xBA;
    }
    if (u[0] == 0xC3) {
        return u[1] == 0x97 || u[1] == 0xB7;
    }
    return u[0] == 0xE2 && u[1] < 0xB0;
}

/* Bytes of the letter (or digit, when `inside` a symbol) at p; 0 when there is none. */
static size_t letter(const char *p, bool inside)
{
    char c = *p;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (inside && c >= '0' && c <= '9')) {
        return 1;
    }
    size_t n = (unsigned char) c < 0x80 ? 0 : mkba_i_utf8_length(p, strlen(p));
    return n > 0 && is_sign(p) ? 0 : n;
}

static const char *what_is_wrong(const char *p)
{
    static const struct {
        const char *start;
        const char *what;
    } known[] = {
        {"", "a symbol is missing, as in EUR/uur; a pure number is \"1\""},
        {"*", "a symbol is missing before \"*\""},
        {"/", "a symbol is missing before \"/\"; write 1/jaar for \"per jaar\""},
        {"^", "a symbol is missing before \"^\""},
        {"(", "a unit has no parentheses: write EUR/client/jaar for EUR/(client*jaar)"},
        {")", "a unit has no parentheses: write EUR/client/jaar for EUR/(client*jaar)"},
        {"\xE2\x82\xAC", "write EUR for the euro sign"},
        {"\xC2\xB2", "write a power as ^2"},
        {"\xC2\xB3", "write a power as ^3"},
        {"\xE2\x80\xB0", "write promille for the per mille sign"},
        {"\xC2\xB7", "write a product with *"},
        {"\xC3\x97", "write a product with *"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        size_t n = strlen(known[i].start);
        if (n == 0 ? *p == '\0' : strncmp(p, known[i].start, n) == 0) {
            return known[i].what;
        }
    }
    return *p >= '0' && *p <= '9'
               ? "of numbers only 1 can stand in a unit: put the number into the value"
               : "symbols are letters, digits and _ (not beginning with a digit), or %, joined by * and /";
}

static mkba_status read_power(reader *r, int *power)
{
    skip_blanks(r);
    if (r->text[r->at] != '^') {
        *power = 1;
        return MKBA_OK;
    }
    r->at++;
    skip_blanks(r);
    bool negative = r->text[r->at] == '-';
    r->at += negative;
    size_t first = r->at;
    int value = 0;
    while (r->text[r->at] >= '0' && r->text[r->at] <= '9' && value < 1000) {
        value = 10 * value + (r->text[r->at] - '0');
        r->at++;
    }
    if (r->at == first) {
        return fail(r, "after ^ comes a whole number, such as client^2");
    }
    if (r->text[r->at] == '.' || r->text[r->at] == ',') {
        return fail(r, "a power is a whole number, such as client^2");
    }
    if (value == 0 || value > 99) {
        r->at = first;
        return fail(r, "a power is from 1 to 99, or from -1 to -99");
    }
    *power = negative ? -value : value;
    return MKBA_OK;
}

/* The bytes of the symbol at the reader, 0 when none starts there. */
static size_t symbol_length(const reader *r)
{
    const char *p = r->text + r->at;
    if (*p == '%') {
        return 1;
    }
    size_t length = 0;
    for (size_t n = letter(p, false); n > 0; n = letter(p + length, true)) {
        length += n;
    }
    return length;
}

static mkba_status read_symbol(reader *r, int sign, mkba_i_unit *unit)
{
    char symbol[MKBA_I_UNIT_SYMBOL_TEXT];
    size_t length = symbol_length(r);
    if (length == 0) {
        return fail(r, what_is_wrong(r->text + r->at));
    }
    if (length >= sizeof symbol) {
        return fail(r, "a symbol has at most 31 bytes");
    }
    memcpy(symbol, r->text + r->at, length);
    symbol[length] = '\0';
    reader start = *r;
    int power = 1;
    r->at += length;
    mkba_status status = read_power(r, &power);
    if (status == MKBA_OK && !mkba_i_unit_add(unit, symbol, sign * power)) {
        return fail(&start, "a unit has at most 8 symbols, each to a power of at most 99");
    }
    return status;
}

static mkba_status read_factor(reader *r, int sign, mkba_i_unit *unit)
{
    skip_blanks(r);
    const char *p = r->text + r->at;
    if (*p == '1' && letter(p + 1, true) == 0 && p[1] != '.' && p[1] != ',') {
        r->at++;
        return MKBA_OK;
    }
    return read_symbol(r, sign, unit);
}

static mkba_status read_operator(reader *r, int *sign)
{
    char c = r->text[r->at];
    if (c == '*' || c == '/') {
        *sign = c == '*' ? 1 : -1;
        r->at++;
        return MKBA_OK;
    }
    if (symbol_length(r) > 0 || (c >= '0' && c <= '9')) {
        return fail(r, "between two symbols stands * or /, as in EUR/uur");
    }
    if (c == '^') {
        return fail(r, "a power stands once, after a symbol");
    }
    return fail(r, what_is_wrong(r->text + r->at));
}

static mkba_status check_text(reader *r)
{
    while (r->at < r->length) {
        size_t n = mkba_i_utf8_length(r->text + r->at, r->length - r->at);
        if (n == 0) {
            return mkba_i_fail(r->error, MKBA_ERROR_UNIT, "", "the unit cannot be read: byte %zu is not UTF-8",
                               r->at + 1);
        }
        r->at += n;
    }
    r->at = 0;
    return r->length > LONGEST_UNIT ? fail(r, "it is longer than 1000 bytes") : MKBA_OK;
}

mkba_status mkba_i_unit_parse(const char *text, mkba_i_unit *unit, mkba_i_scale *scale, mkba_error *error)
{
    reader r = {text, strlen(text), 0, error};
    mkba_i_unit written = {0};
    int sign = 1;
    mkba_status status = check_text(&r);
    if (status == MKBA_OK) {
        status = read_factor(&r, sign, &written);
    }
    for (skip_blanks(&r); status == MKBA_OK && r.at < r.length; skip_blanks(&r)) {
        status = read_operator(&r, &sign);
        if (status == MKBA_OK) {
            status = read_factor(&r, sign, &written);
        }
    }
    if (status == MKBA_OK && !mkba_i_unit_canonical(&written, unit, scale)) {
        r.at = 0;
        status = fail(&r, "its powers are too large to convert");
    }
    return status;
}
