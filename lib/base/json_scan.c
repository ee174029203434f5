/* The structure of JSON: blanks, objects, arrays, words. See json_scan.h. */
#include "base/json_scan.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"

mkba_status mkba_i_scan_fail(mkba_i_scan *scan, size_t at, mkba_status status, const char *format, ...)
{
    char where[MKBA_ERROR_TEXT];
    mkba_i_json_pointer(scan->json, scan->current, where);
    va_list args;
    va_start(args, format);
    mkba_i_vfail(scan->error, status, where, format, args);
    va_end(args);
    if (scan->error != NULL) {
        scan->error->line = scan->line;
        scan->error->column = at - scan->line_start + 1;
    }
    return status;
}

static bool at_end(const mkba_i_scan *scan)
{
    return scan->at >= scan->json->length;
}

/* The byte here; NUL at the end, and no value begins with that either. */
static char peek(const mkba_i_scan *scan)
{
    return scan->json->text[scan->at];
}

/* Lines end in LF, CR LF or CR. */
static void skip_blanks(mkba_i_scan *scan)
{
    const char *text = scan->json->text;
    for (char c; c = peek(scan), c == ' ' || c == '\t' || c == '\n' || c == '\r';) {
        scan->at++;
        if (c == '\n' || (c == '\r' && text[scan->at] != '\n')) {
            scan->line++;
            scan->line_start = scan->at;
        }
    }
}

/* ---- what is wrong --------------------------------------------------------------------------------------- */

/* How the character here is shown in a message. */
static void show(const mkba_i_scan *scan, char shown[32])
{
    const char *here = scan->json->text + scan->at;
    unsigned char c = (unsigned char) *here;
    size_t length = mkba_i_utf8_length(here, scan->json->length - scan->at);
    if (at_end(scan))
        snprintf(shown, 32, "the end of the text");
    else if (length == 0)
        snprintf(shown, 32, "byte 0x%02X", c);
    else if (c < 0x20 || c == 0x7F)
        snprintf(shown, 32, "control character 0x%02X", c);
    else
        snprintf(shown, 32, "'%.*s'", (int) length, here);
}

static mkba_status fail_expected(mkba_i_scan *scan, const char *expected)
{
    char shown[32];
    char c = peek(scan);
    if (c == '/' || c == '#')
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX, "expected %s, got '%c'; JSON has no comments",
                                expected, c);
    if (c == '\'')
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX,
                                "expected %s, got '''; a string stands between double quotes", expected);
    show(scan, shown);
    return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX, "expected %s, got %s", expected, shown);
}

/* After a value in an object or array, where neither a comma nor the closing bracket follows. */
static mkba_status fail_after_value(mkba_i_scan *scan, char close)
{
    const mkba_i_json_value *opened = &scan->json->values[scan->current];
    char expected[32];
    if (at_end(scan))
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX,
                                "the text ends inside the %s that begins at line %u, column %u; expected ',' or '%c'",
                                close == '}' ? "object" : "array", (unsigned) opened->line, (unsigned) opened->column,
                                close);
    snprintf(expected, sizeof expected, "',' or '%c' after a value", close);
    return fail_expected(scan, expected);
}

/* ---- values ---------------------------------------------------------------------------------------------- */

static mkba_status scan_value(mkba_i_scan *scan, uint32_t name, bool member);

/* Remembers the value that begins here, as part of the current one, and makes it the current one. */
static bool remember(mkba_i_scan *scan, uint32_t name, bool member)
{
    mkba_i_json *json = scan->json;
    void *values = json->values;
    size_t needed = json->n_values == 0 ? 64 : json->n_values + 1;
    if (!mkba_i_grow(&values, &json->capacity, needed, sizeof *json->values))
        return false;
    json->values = values;
    json->values[json->n_values] = (mkba_i_json_value){.parent = scan->current,
                                                       .start = (uint32_t) scan->at,
                                                       .name = name,
                                                       .member = member,
                                                       .line = scan->line,
                                                       .column = (uint32_t) (scan->at - scan->line_start + 1)};
    scan->current = (uint32_t) json->n_values++;
    return true;
}

static mkba_status open_bracket(mkba_i_scan *scan)
{
    if (scan->depth == MKBA_I_JSON_DEPTH)
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_LIMIT,
                                "objects and arrays stand more than %d deep in each other, the most that is read",
                                MKBA_I_JSON_DEPTH);
    scan->depth++;
    scan->at++;
    skip_blanks(scan);
    return MKBA_OK;
}

/* Passes the comma before a next value (then *more) or the closing bracket. */
static mkba_status scan_after_value(mkba_i_scan *scan, char close, bool *more)
{
    skip_blanks(scan);
    char c = peek(scan);
    if (c != ',' && c != close)
        return fail_after_value(scan, close);
    scan->at++;
    *more = c == ',';
    if (!*more)
        return MKBA_OK;
    skip_blanks(scan);
    if (peek(scan) == close)
        return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX, "a comma before '%c' is not allowed", close);
    return MKBA_OK;
}

static mkba_status scan_member(mkba_i_scan *scan)
{
    uint32_t key = (uint32_t) scan->at;
    char c = peek(scan);
    if (c >= '0' && c <= '9')
        return fail_expected(scan, "a key in double quotes (decimals follow a point, not a comma)");
    if (c != '"')
        return fail_expected(scan, "a key in double quotes");
    mkba_status status = mkba_i_scan_string(scan);
    if (status != MKBA_OK)
        return status;
    skip_blanks(scan);
    if (peek(scan) != ':')
        return fail_expected(scan, "':' after a key");
    scan->at++;
    skip_blanks(scan);
    return scan_value(scan, key, true);
}

static mkba_status scan_object(mkba_i_scan *scan)
{
    mkba_status status = open_bracket(scan);
    if (status != MKBA_OK)
        return status;
    bool more = peek(scan) != '}';
    if (!more)
        scan->at++;
    while (status == MKBA_OK && more) {
        status = scan_member(scan);
        if (status == MKBA_OK)
            status = scan_after_value(scan, '}', &more);
    }
    scan->depth--;
    return status;
}

static mkba_status scan_array(mkba_i_scan *scan)
{
    mkba_status status = open_bracket(scan);
    if (status != MKBA_OK)
        return status;
    bool more = peek(scan) != ']';
    if (!more)
        scan->at++;
    for (uint32_t index = 0; status == MKBA_OK && more; index++) {
        status = scan_value(scan, index, false);
        if (status == MKBA_OK)
            status = scan_after_value(scan, ']', &more);
    }
    scan->depth--;
    return status;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_word(const char *word, const char *here, size_t length)
{
    return strlen(word) == length && memcmp(word, here, length) == 0;
}

static mkba_status fail_word(mkba_i_scan *scan, const char *here, size_t length)
{
    static const char *const numbers[] = {"NaN", "nan", "NAN", "NA", "Infinity", "infinity", "Inf", "inf", "INF"};
    const char *fault = "is no JSON value; a string stands between double quotes, a word is true, false or null";
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (is_word(numbers[i], here, length))
            fault = "is no JSON number; a number is finite, a value that is missing is null";
    return mkba_i_scan_fail(scan, scan->at, MKBA_ERROR_SYNTAX, "%.*s %s", (int) (length < 40 ? length : 40), here,
                            fault);
}

/* true, false, null. */
static mkba_status scan_word(mkba_i_scan *scan)
{
    static const char *const words[] = {"true", "false", "null"};
    const char *here = scan->json->text + scan->at;
    size_t length = 0;
    while (is_letter(here[length]))
        length++;
    if (length == 0)
        return fail_expected(scan, "a value");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(words[i], here, length)) {
            scan->at += length;
            return MKBA_OK;
        }
    return fail_word(scan, here, length);
}

static mkba_status scan_value(mkba_i_scan *scan, uint32_t name, bool member)
{
    uint32_t parent = scan->current;
    mkba_status status = MKBA_OK;
    if (!remember(scan, name, member))
        return mkba_i_fail_memory(scan->error);
    char c = peek(scan);
    if (c == '{')
        status = scan_object(scan);
    else if (c == '[')
        status = scan_array(scan);
    else if (c == '"')
        status = mkba_i_scan_string(scan);
    else if (c != '\0' && strchr("+-.0123456789", c) != NULL)
        status = mkba_i_scan_number(scan);
    else
        status = scan_word(scan);
    scan->current = parent;
    return status;
}

mkba_status mkba_i_scan_text(mkba_i_json *json, mkba_error *error)
{
    mkba_i_scan scan = {.json = json, .line = 1, .current = MKBA_I_JSON_NONE, .error = error};
    const char *text = json->text;
    if (json->length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0))
        return mkba_i_scan_fail(&scan, 0, MKBA_ERROR_SYNTAX, "the text is UTF-16; save it as UTF-8");
    if (json->length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        scan.at = scan.line_start = 3;
    skip_blanks(&scan);
    if (at_end(&scan))
        return mkba_i_scan_fail(&scan, scan.at, MKBA_ERROR_SYNTAX, "the text is empty; expected a JSON value");
    mkba_status status = scan_value(&scan, 0, false);
    if (status != MKBA_OK)
        return status;
    skip_blanks(&scan);
    if (!at_end(&scan))
        return fail_expected(&scan, "the end of the text after its value");
    return MKBA_OK;
}
