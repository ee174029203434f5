/* The strings and numbers of JSON, and pointers made of its keys. See json_scan.h. */
#include <stdio.h>
#include <string.h>

#include "base/json_scan.h"
#include "base/number.h"

/* ---- strings ----------------------------------------------------------------------------------------------- */

/* The number that four hexadecimal digits spell, or -1. The text is closed with NUL, so it never reads beyond. */
static long hexadecimal(const char *text)
{
    long value = 0;
    for (int i = 0; i < 4; i++) {
        char c = text[i];
        if (c >= '0' && c <= '9')
            value = value * 16 + (c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value * 16 + (c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            value = value * 16 + (c - 'A' + 10);
        else
            return -1;
    }
    return value;
}

static bool is_high(long unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(long unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* \uXXXX, or two of them that form one character. */
static mkba_status scan_unicode(mkba_i_scan *scan)
{
    const char *here = scan->json->text + scan->at;
    long unit = hexadecimal(here + 2);
    if (unit < 0)
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX, "\\u needs four hexadecimal digits, as in \\u20ac");
    if (unit == 0)
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX, "\\u0000 is not allowed: a string holds no NUL");
    bool pair = is_high(unit) && here[6] == '\\' && here[7] == 'u' && is_low(hexadecimal(here + 8));
    if (is_low(unit) || (is_high(unit) && !pair))
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX,
                                "\\u%.4s is half of a surrogate pair; its other half is missing", here + 2);
    scan->at += pair ? 12 : 6;
    return MKBA_OK;
}

static mkba_status scan_escape(mkba_i_scan *scan)
{
    char c = scan->json->text[scan->at + 1];
    if (c == 'u')
        return scan_unicode(scan);
    if (c == '\0' || strchr("\"\\/bfnrt", c) == NULL)
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX,
                                "a backslash here begins no JSON escape; a backslash itself is written \\\\");
    scan->at += 2;
    return MKBA_OK;
}

/* What is no plain character of a string: the end, a control character, or a byte that is not UTF-8. */
static mkba_status fail_character(mkba_i_scan *scan)
{
    unsigned char c = (unsigned char) scan->json->text[scan->at];
    size_t at = scan->at;
    if (at >= scan->json->length)
        return mkba_i_scan_fail(scan, at, MKBA_ERROR_SYNTAX, "the text ends inside a string; expected '\"'");
    if (c == '\n' || c == '\r')
        return mkba_i_scan_fail(scan, at, MKBA_ERROR_SYNTAX,
                                "a line ends inside a string; expected its closing '\"', or \\n for a line break");
    if (c == '\0')
        return mkba_i_scan_fail(scan, at, MKBA_ERROR_SYNTAX, "a NUL is not allowed: a string holds none");
    if (c < 0x20)
        return mkba_i_scan_fail(scan, at, MKBA_ERROR_SYNTAX,
                                "a control character in a string is not allowed; this one is written %s\\u%04x",
                                c == '\t' ? "\\t or " : "", c);
    return mkba_i_scan_fail(scan, at, MKBA_ERROR_SYNTAX, "byte 0x%02X is not valid UTF-8; save the text as UTF-8", c);
}

mkba_status mkba_i_scan_string(mkba_i_scan *scan)
{
    const char *text = scan->json->text;
    scan->at++;
    for (mkba_status status = MKBA_OK; text[scan->at] != '"';) {
        unsigned char c = (unsigned char) text[scan->at];
        size_t length = c < 0x20 ? 0 : mkba_i_utf8_length(text + scan->at, scan->json->length - scan->at);
        if (length == 0)
            return fail_character(scan);
        if (c == '\\')
            status = scan_escape(scan);
        else
            scan->at += length;
        if (status != MKBA_OK)
            return status;
    }
    scan->at++;
    return MKBA_OK;
}

/* ---- numbers --------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* All that stands here without a break and might be meant as a number. */
static size_t token_length(const char *text)
{
    size_t n = 0;
    while (is_digit(text[n]) || (text[n] >= 'a' && text[n] <= 'z') || (text[n] >= 'A' && text[n] <= 'Z') ||
           (text[n] != '\0' && strchr("+-._", text[n]) != NULL))
        n++;
    return n;
}

/* What of the grammar of JSON a number breaks beyond that of mkba_i_number_parse; NULL for nothing. */
static const char *number_fault(const char *token, size_t length)
{
    size_t sign = token[0] == '-';
    const char *point = memchr(token, '.', length);
    if (token[0] == '+')
        return "a number has no plus sign";
    if (sign < length && token[sign] == '.')
        return "a digit stands before the point";
    if (token[sign] == '0' && sign + 1 < length && is_digit(token[sign + 1]))
        return "a number has no leading zero";
    if (point != NULL && (point + 1 == token + length || !is_digit(point[1])))
        return "a digit stands after the point";
    return NULL;
}

mkba_status mkba_i_scan_number(mkba_i_scan *scan)
{
    const char *token = scan->json->text + scan->at;
    size_t length = token_length(token);
    const char *fault = number_fault(token, length);
    int shown = (int) (length < 40 ? length : 40);
    if (fault != NULL)
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX, "%.*s is no JSON number: %s", shown, token, fault);
    switch (mkba_i_number_parse(token, length, &scan->json->values[scan->current].number)) {
    case MKBA_I_NUMBER_OK: break;
    case MKBA_I_NUMBER_MALFORMED:
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX,
                                "%.*s is no JSON number; one is written like -12.5 or 1e6", shown, token);
    case MKBA_I_NUMBER_TOO_LARGE:
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX,
                                "%.*s is beyond the range of numbers, which ends near 1.797e308", shown, token);
    case MKBA_I_NUMBER_TOO_LONG:
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_LIMIT,
                                "a number of %zu characters is longer than %d, the most that is read", length,
                                MKBA_I_NUMBER_LONGEST);
    }
    scan->at += length;
    return MKBA_OK;
}

/* ---- what strings stand for ------------------------------------------------------------------------------ */

static size_t encode(unsigned long code, char bytes[4])
{
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, code >>= 6)
        bytes[i] = (char) (0x80 | (code & 0x3F));
    bytes[0] = (char) (lead[length] | code);
    return length;
}

/* The bytes that the escape at `raw` stands for, *n of them; returns its length. */
static size_t decode_escape(const char *raw, char bytes[4], size_t *n)
{
    static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
    const char *letter = strchr(letters, raw[1]);
    if (raw[1] != 'u') {
        bytes[0] = letter != NULL ? meant[letter - letters] : raw[1];
        *n = 1;
        return 2;
    }
    long unit = hexadecimal(raw + 2);
    if (!is_high(unit)) {
        *n = encode((unsigned long) unit, bytes);
        return 6;
    }
    *n = encode((unsigned long) (0x10000 + ((unit - 0xD800) << 10) + (hexadecimal(raw + 8) - 0xDC00)), bytes);
    return 12;
}

/* The same for the character or escape at `raw`. */
static size_t decode(const char *raw, char bytes[4], size_t *n)
{
    if (*raw == '\\')
        return decode_escape(raw, bytes, n);
    *n = mkba_i_utf8_length(raw, 4);
    memcpy(bytes, raw, *n);
    return *n;
}

void mkba_i_json_decode(const char *raw, char *text)
{
    for (raw++; *raw != '"';) {
        char bytes[4];
        size_t n;
        raw += decode(raw, bytes, &n);
        memcpy(text, bytes, n);
        text += n;
    }
    *text = '\0';
}

/* ---- pointers -------------------------------------------------------------------------------------------- */

/* A pointer as it grows; once a piece does not fit, nothing is added any more. */
typedef struct pointer {
    char *text;
    size_t length;
    bool full;
} pointer;

static void add(pointer *to, const char *piece, size_t length)
{
    to->full = to->full || length >= MKBA_ERROR_TEXT - to->length;
    if (to->full)
        return;
    memcpy(to->text + to->length, piece, length);
    to->length += length;
    to->text[to->length] = '\0';
}

/* Adds the key whose opening quote is at `raw`; it was scanned, so it is valid. */
static void add_key(pointer *to, const char *raw)
{
    for (raw++; *raw != '"' && !to->full;) {
        char bytes[4];
        size_t n;
        raw += decode(raw, bytes, &n);
        if (bytes[0] == '~')
            add(to, "~0", 2);
        else if (bytes[0] == '/')
            add(to, "~1", 2);
        else
            add(to, bytes, n);
    }
}

void mkba_i_json_pointer(const mkba_i_json *json, uint32_t value, char where[MKBA_ERROR_TEXT])
{
    uint32_t chain[MKBA_I_JSON_DEPTH + 1];
    size_t n = 0;
    pointer to = {.text = where};
    where[0] = '\0';
    while (value != MKBA_I_JSON_NONE && json->values[value].parent != MKBA_I_JSON_NONE) {
        chain[n++] = value;
        value = json->values[value].parent;
    }
    while (n > 0) {
        const mkba_i_json_value *part = &json->values[chain[--n]];
        char index[16];
        add(&to, "/", 1);
        if (part->member)
            add_key(&to, json->text + part->name);
        else
            add(&to, index, (size_t) snprintf(index, sizeof index, "%u", (unsigned) part->name));
    }
}
