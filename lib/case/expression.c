#include "case/expression.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"

/* Grammar (docs/case-format.md, "Expressions"), loosest first:
 *   sum     = product { ("+" | "-") product }
 *   product = signed { ("*" | "/") signed }
 *   signed  = "-" signed | power
 *   power   = atom [ "^" exponent ]
 *   exponent = "-" exponent | power
 *   atom    = number | name | name "." field | function "(" sum { "," sum } ")" | "(" sum ")"
 * Recursion is bounded by MKBA_I_EXPRESSION_DEPTH. */

typedef struct parser {
    const char *text;
    size_t length;
    size_t at; /* next byte */
    unsigned depth;
    const mkba_i_scope *scope;
    mkba_i_term *terms; /* heap, growing */
    size_t n, capacity;
    mkba_error *error;
    mkba_status status; /* the first failure */
} parser;

typedef struct function_name {
    const char *name;
    mkba_i_operator op;
    bool many; /* two or more arguments instead of one */
} function_name;

static const function_name FUNCTIONS[] = {
    {"min", MKBA_I_MIN, true},  {"max", MKBA_I_MAX, true},    {"exp", MKBA_I_EXP, false},
    {"log", MKBA_I_LOG, false}, {"sqrt", MKBA_I_SQRT, false}, {"abs", MKBA_I_ABS, false},
};

static const char *const RESERVED[] = {"parameters", "discount", "timing", "years"};

enum { N_FUNCTIONS = sizeof FUNCTIONS / sizeof FUNCTIONS[0], N_RESERVED = sizeof RESERVED / sizeof RESERVED[0] };

/* What a failure quotes: at most 40 bytes of the expression. */
enum { QUOTE = 40 };

static const function_name *find_function(const char *name, size_t length)
{
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        if (strlen(FUNCTIONS[i].name) == length && memcmp(FUNCTIONS[i].name, name, length) == 0)
            return &FUNCTIONS[i];
    return NULL;
}

/* Beyond ASCII a character is a letter unless it stands among the punctuation and signs of Unicode: U+0080..U+00BF (but
 * for the letters AA, B5, BA), U+00D7, U+00F7, and U+2000..U+2BFF. */
static bool is_sign(const char *p)
{
    const unsigned char *u = (const unsigned char *) p;

    if (u[0] == 0xC2)
        return u[1] != 0xAA && u[1] != 0xB5 && u[1] != 0xBA;
    if (u[0] == 0xC3)
        return u[1] == 0x97 || u[1] == 0xB7;
    return u[0] == 0xE2 && u[1] < 0xB0;
}

/* Bytes of the letter (or digit, when `inside` a name) here; 0 when there is none. */
static size_t letter(const char *p, bool inside)
{
    char c = *p;

    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (inside && c >= '0' && c <= '9'))
        return 1;
    return (unsigned char) c < 0x80 || is_sign(p) ? 0 : mkba_i_utf8_length(p, strlen(p));
}

/* Bytes of the name that begins here, 0 when none does. */
static size_t name_length(const char *p)
{
    size_t length = letter(p, false);

    for (size_t step = length; step > 0; length += step)
        step = letter(p + length, true);
    return length;
}

bool mkba_i_parameter_name_ok(const char *name, const char **why)
{
    size_t length = strlen(name);
    bool ok = length > 0 && !(name[0] >= '0' && name[0] <= '9');

    for (size_t i = 0; i < length; i++)
        ok = ok && ((name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9') || name[i] == '_');
    if (!ok) {
        *why = "a parameter's name is made of a-z, 0-9 and _, and does not begin with a digit";
        return false;
    }
    if (find_function(name, length) != NULL) {
        *why = "that is the name of a function";
        return false;
    }
    for (size_t i = 0; i < N_RESERVED; i++)
        if (strcmp(RESERVED[i], name) == 0) {
            *why = "parameters, discount, timing and years are words of a scenario and no names of parameters";
            return false;
        }
    return true;
}

/* Bytes of the blank here; also of the no-break space that comes along when pasting. */
static size_t blank(const char *p)
{
    if (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
        return 1;
    return strncmp(p, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

static void skip_blanks(parser *p)
{
    for (size_t n = blank(p->text + p->at); n > 0; n = blank(p->text + p->at))
        p->at += n;
}

/* Position in characters, from 1, as an editor shows it. */
static size_t character(const parser *p)
{
    size_t count = 1;

    for (size_t i = 0; i < p->at; i++)
        count += ((unsigned char) p->text[i] & 0xC0U) != 0x80U;
    return count;
}

/* The next character that is not blank, NUL at the end. */
static char peek(parser *p)
{
    skip_blanks(p);
    return p->at < p->length ? p->text[p->at] : '\0';
}

static bool give_up(parser *p, mkba_status status)
{
    if (p->status == MKBA_OK)
        p->status = status;
    return false;
}

static void quote(const char *text, size_t length, char out[QUOTE + 4])
{
    mkba_i_copy_text(out, length + 1 < QUOTE ? length + 1 : QUOTE, text);
    if (length + 1 > QUOTE)
        strcat(out, "...");
}

/* What to write instead of a sign that is used elsewhere. */
static const char *advice(const parser *p)
{
    static const struct {
        const char *sign, *advice;
    } SIGNS[] = {
        {",", "; decimals follow a point"},       {"%", "; write 10 % as 0.1"},
        {"*", "; write a power with ^"},          {"\xC3\x97", "; write a product with *"},
        {"\xC2\xB7", "; write a product with *"}, {"\xC3\xB7", "; write a quotient with /"},
        {":", "; write a quotient with /"},       {"\xE2\x88\x92", "; write a minus as -"},
        {"\xE2\x80\x93", "; write a minus as -"}, {"\xC2\xB2", "; write a power as ^2"},
    };

    for (size_t i = 0; i < sizeof SIGNS / sizeof SIGNS[0]; i++)
        if (strncmp(p->text + p->at, SIGNS[i].sign, strlen(SIGNS[i].sign)) == 0)
            return SIGNS[i].advice;
    return "";
}

static bool unexpected(parser *p, const char *wanted)
{
    char rest[QUOTE + 4];

    if (peek(p) == '\0')
        return give_up(p, mkba_i_fail(p->error, MKBA_ERROR_CASE, "",
                                      "the expression \"%.200s\" ends where %s should stand", p->text, wanted));
    quote(p->text + p->at, p->length - p->at, rest);
    return give_up(p, mkba_i_fail(p->error, MKBA_ERROR_CASE, "",
                                  "%s should stand at character %zu of the expression, not \"%s\"%s", wanted,
                                  character(p), rest, advice(p)));
}

static bool emit(parser *p, mkba_i_term term, size_t *position)
{
    if (!mkba_i_grow((void **) &p->terms, &p->capacity, p->n + 1, sizeof *p->terms))
        return give_up(p, mkba_i_fail_memory(p->error));
    *position = p->n;
    p->terms[p->n++] = term;
    return true;
}

static bool emit_pair(parser *p, mkba_i_operator op, size_t left, size_t right, size_t start, size_t *position)
{
    return emit(p, (mkba_i_term){.op = op, .left = left, .right = right, .start = start, .end = p->terms[right].end},
                position);
}

static bool enter(parser *p)
{
    if (++p->depth <= MKBA_I_EXPRESSION_DEPTH)
        return true;
    return give_up(p, mkba_i_fail(p->error, MKBA_ERROR_LIMIT, "", "the expression nests deeper than %d levels",
                                  MKBA_I_EXPRESSION_DEPTH));
}

static bool parse_sum(parser *p, size_t *position);

static bool parse_number(parser *p, size_t span, size_t *position)
{
    double number = 0.0;
    size_t start = p->at;

    if (mkba_i_number_parse(p->text + start, span, &number) != MKBA_I_NUMBER_OK)
        return give_up(p, mkba_i_fail(p->error, MKBA_ERROR_CASE, "",
                                      "the number at character %zu of the expression is too large or too long",
                                      character(p)));
    p->at += span;
    if (letter(p->text + p->at, true) > 0 || p->text[p->at] == '.')
        return unexpected(p, "an operator");
    return emit(p, (mkba_i_term){.op = MKBA_I_NUMBER, .number = number, .start = start, .end = p->at}, position);
}

static bool unknown_name(parser *p, const char *what, const mkba_i_names *names, const char *name, size_t length)
{
    char hint[MKBA_I_HINT] = "", written[128];

    mkba_i_copy_text(written, length + 1 < sizeof written ? length + 1 : sizeof written, name);
    if (!p->scope->no_hints)
        mkba_i_names_hint(names, written, hint);
    return give_up(p, mkba_i_fail(p->error, MKBA_ERROR_CASE, "",
                                  "the expression \"%.200s\" uses \"%s\", which is no %s of this case%s", p->text,
                                  written, what, hint));
}

typedef struct field_name {
    const char *name;
    mkba_i_operator op;
} field_name;

static const field_name FIELDS[] = {{"clients", MKBA_I_CLIENTS}, {"cost", MKBA_I_COST}, {"change", MKBA_I_CHANGE}};
enum { N_FIELDS = sizeof FIELDS / sizeof FIELDS[0] };

/* What follows the point is a name, and not one of these. */
static bool unknown_field(parser *p, const char *field, size_t length)
{
    char written[64], hint[MKBA_I_HINT];
    mkba_i_nearest nearest;

    mkba_i_copy_text(written, length + 1 < sizeof written ? length + 1 : sizeof written, field);
    nearest = mkba_i_nearest_start(written);
    for (size_t i = 0; i < N_FIELDS; i++)
        mkba_i_nearest_try(&nearest, FIELDS[i].name);
    mkba_i_nearest_hint(&nearest, hint);
    return give_up(p, mkba_i_fail(p->error, MKBA_ERROR_CASE, "",
                                  "clients, cost or change should stand at character %zu of the expression, not "
                                  "\"%s\"%s",
                                  character(p), written, hint));
}

static bool parse_field(parser *p, const char *name, size_t length, size_t start, size_t *position)
{
    const char *field;
    size_t stream, span;

    p->at++; /* the point */
    field = p->text + p->at;
    span = name_length(field);
    if (p->scope->streams == NULL)
        return give_up(p, mkba_i_fail(p->error, MKBA_ERROR_CASE, "",
                                      "the expression \"%.200s\" uses a stream: only a line's value and "
                                      "volume may, here stand parameters",
                                      p->text));
    stream = mkba_i_names_find(p->scope->streams, name, length);
    if (stream == MKBA_I_NONE)
        return unknown_name(p, "stream", p->scope->streams, name, length);
    for (size_t i = 0; i < N_FIELDS; i++)
        if (strlen(FIELDS[i].name) == span && memcmp(FIELDS[i].name, field, span) == 0) {
            p->at += span;
            return emit(p, (mkba_i_term){.op = FIELDS[i].op, .symbol = stream, .start = start, .end = p->at}, position);
        }
    if (blank(field) > 0)
        return give_up(p, mkba_i_fail(p->error, MKBA_ERROR_CASE, "",
                                      "no blank may stand after the point at character %zu of the expression",
                                      character(p) - 1));
    return span > 0 ? unknown_field(p, field, span) : unexpected(p, "clients, cost or change");
}

/* The arguments of a function, up to and with the closing parenthesis. */
static bool parse_arguments(parser *p, const function_name *function, size_t start, size_t *position)
{
    size_t result, argument, n = 1;

    if (!parse_sum(p, &result))
        return false;
    for (; peek(p) == ','; n++) {
        p->at++;
        if (!function->many)
            return give_up(p, mkba_i_fail(p->error, MKBA_ERROR_CASE, "", "%s takes one argument", function->name));
        if (!parse_sum(p, &argument) || !emit_pair(p, function->op, result, argument, start, &result))
            return false;
    }
    if (peek(p) != ')')
        return unexpected(p, "\",\" or \")\"");
    p->at++;
    if (function->many) {
        if (n < 2)
            return give_up(
                p, mkba_i_fail(p->error, MKBA_ERROR_CASE, "", "%s takes two arguments or more", function->name));
        p->terms[result].end = p->at;
        *position = result;
        return true;
    }
    return emit(p, (mkba_i_term){.op = function->op, .left = result, .start = start, .end = p->at}, position);
}

static bool parse_call(parser *p, const char *name, size_t length, size_t start, size_t *position)
{
    const function_name *function = find_function(name, length);
    mkba_i_nearest nearest;
    char written[64], hint[MKBA_I_HINT];
    bool ok;

    if (function == NULL) {
        mkba_i_copy_text(written, length + 1 < sizeof written ? length + 1 : sizeof written, name);
        nearest = mkba_i_nearest_start(written);
        for (size_t i = 0; i < N_FUNCTIONS; i++)
            mkba_i_nearest_try(&nearest, FUNCTIONS[i].name);
        mkba_i_nearest_hint(&nearest, hint);
        return give_up(p, mkba_i_fail(p->error, MKBA_ERROR_CASE, "",
                                      "\"%s\" is no function: there are min, max, exp, log, sqrt and abs%s", written,
                                      hint));
    }
    p->at++; /* the parenthesis */
    ok = enter(p) && parse_arguments(p, function, start, position);
    p->depth--;
    return ok;
}

static bool parse_name(parser *p, size_t *position)
{
    const char *name = p->text + p->at;
    size_t start = p->at, length = name_length(name), parameter;

    p->at += length;
    if (p->text[p->at] == '.')
        return parse_field(p, name, length, start, position);
    if (peek(p) == '(')
        return parse_call(p, name, length, start, position);
    parameter = mkba_i_names_find(p->scope->parameters, name, length);
    if (parameter == MKBA_I_NONE)
        return unknown_name(p, "parameter", p->scope->parameters, name, length);
    return emit(p, (mkba_i_term){.op = MKBA_I_PARAMETER, .symbol = parameter, .start = start, .end = start + length},
                position);
}

static bool parse_parenthesis(parser *p, size_t *position)
{
    size_t start = p->at++;
    bool ok = enter(p) && parse_sum(p, position);

    if (ok && peek(p) != ')')
        ok = unexpected(p, "an operator or \")\"");
    p->depth--;
    if (ok) {
        p->at++;
        p->terms[*position].start = start;
        p->terms[*position].end = p->at;
    }
    return ok;
}

static bool parse_atom(parser *p, size_t *position)
{
    char c = peek(p);
    size_t span = p->at < p->length ? mkba_i_number_span(p->text + p->at, p->length - p->at) : 0;

    if (span > 0)
        return parse_number(p, span, position);
    if (c == '(')
        return parse_parenthesis(p, position);
    if (name_length(p->text + p->at) > 0)
        return parse_name(p, position);
    return unexpected(p, "a number, a name or \"(\"");
}

static bool parse_power(parser *p, size_t *position);

static bool negate(parser *p, bool (*operand_of)(parser *, size_t *), size_t *position)
{
    size_t start = p->at++, operand;
    bool ok = enter(p) && operand_of(p, &operand);

    p->depth--;
    return ok &&
           emit(p, (mkba_i_term){.op = MKBA_I_NEGATE, .left = operand, .start = start, .end = p->terms[operand].end},
                position);
}

static bool parse_exponent(parser *p, size_t *position)
{
    return peek(p) == '-' ? negate(p, parse_exponent, position) : parse_power(p, position);
}

static bool parse_power(parser *p, size_t *position)
{
    size_t base, exponent;
    bool ok;

    if (!parse_atom(p, &base))
        return false;
    *position = base;
    if (peek(p) != '^')
        return true;
    p->at++;
    ok = enter(p) && parse_exponent(p, &exponent);
    p->depth--;
    return ok && emit_pair(p, MKBA_I_POWER, base, exponent, p->terms[base].start, position);
}

static bool parse_signed(parser *p, size_t *position)
{
    return peek(p) == '-' ? negate(p, parse_signed, position) : parse_power(p, position);
}

static bool parse_product(parser *p, size_t *position)
{
    size_t right;

    if (!parse_signed(p, position))
        return false;
    for (char c = peek(p); c == '*' || c == '/'; c = peek(p)) {
        p->at++;
        if (!parse_signed(p, &right) || !emit_pair(p, c == '*' ? MKBA_I_MULTIPLY : MKBA_I_DIVIDE, *position, right,
                                                   p->terms[*position].start, position))
            return false;
    }
    return true;
}

static bool parse_sum(parser *p, size_t *position)
{
    size_t right;

    if (!parse_product(p, position))
        return false;
    for (char c = peek(p); c == '+' || c == '-'; c = peek(p)) {
        p->at++;
        if (!parse_product(p, &right) || !emit_pair(p, c == '+' ? MKBA_I_ADD : MKBA_I_SUBTRACT, *position, right,
                                                    p->terms[*position].start, position))
            return false;
    }
    return true;
}

/* Moves the terms into the arena. */
static mkba_status keep(const parser *p, mkba_i_arena *arena, mkba_i_expression *expression, mkba_error *error)
{
    mkba_i_term *terms = mkba_i_arena_new(arena, p->n, sizeof *terms);
    char *text = mkba_i_arena_text(arena, p->text, p->length);

    if (terms == NULL || text == NULL)
        return mkba_i_fail_memory(error);
    memcpy(terms, p->terms, p->n * sizeof *terms);
    expression->terms = terms;
    expression->n_terms = p->n;
    expression->text = text;
    return MKBA_OK;
}

mkba_status mkba_i_expression_parse(const char *text, const mkba_i_scope *scope, mkba_i_arena *arena,
                                    mkba_i_expression *expression, mkba_error *error)
{
    parser p = {.text = text, .length = strlen(text), .scope = scope, .error = error};
    size_t root = 0;

    if (p.length > MKBA_I_EXPRESSION_BYTES)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "", "the expression is longer than %d bytes",
                           MKBA_I_EXPRESSION_BYTES);
    if (parse_sum(&p, &root) && peek(&p) != '\0')
        unexpected(&p, "an operator");
    if (p.status == MKBA_OK)
        p.status = keep(&p, arena, expression, error);
    free(p.terms);
    return p.status;
}

mkba_status mkba_i_expression_number(double number, mkba_i_arena *arena, mkba_i_expression *expression,
                                     mkba_error *error)
{
    char text[MKBA_I_NUMBER_TEXT];
    size_t length = mkba_i_number_print(number, text);
    mkba_i_term term = {.op = MKBA_I_NUMBER, .number = number, .start = 0, .end = length};
    parser p = {.text = text, .length = length, .terms = &term, .n = 1};

    return keep(&p, arena, expression, error);
}

bool mkba_i_expression_is_constant(const mkba_i_expression *expression)
{
    for (size_t i = 0; i < expression->n_terms; i++)
        if (expression->terms[i].op >= MKBA_I_PARAMETER && expression->terms[i].op <= MKBA_I_CHANGE)
            return false;
    return true;
}
