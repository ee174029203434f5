/* What is said of an operation that has no value. */
#include "appraise/program.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/exact.h"
#include "base/number.h"

enum { PHRASE = 200, QUOTE = 120 };

/* line "x" in "a", 2027 */
static void name_subject(const mkba_i_origin *origin, char text[PHRASE])
{
    static const char *const SUBJECTS[] = {"line", "stream", "parameter", "discount", "overlap group", "total"};
    int length = snprintf(text, PHRASE, "%s", SUBJECTS[origin->subject]);

    if (origin->name != NULL)
        length += snprintf(text + length, (size_t) (PHRASE - length), " \"%.60s\"", origin->name);
    if (origin->alternative != NULL && length < PHRASE)
        length += snprintf(text + length, (size_t) (PHRASE - length), " in \"%.60s\"", origin->alternative);
    if (origin->year != 0 && length < PHRASE)
        snprintf(text + length, (size_t) (PHRASE - length), ", %d", origin->year);
}

/* The text of a term, cut when it is long. */
static void quote_term(const mkba_i_expression *expression, size_t position, char text[PHRASE])
{
    const mkba_i_term *term = &expression->terms[position];
    size_t length = term->end - term->start;

    mkba_i_copy_text(text, length + 1 < QUOTE ? length + 1 : QUOTE, expression->text + term->start);
    if (length + 1 > QUOTE)
        strcat(text, "...");
}

/* Operands as they are shown. */
typedef struct shown {
    char a[MKBA_I_NUMBER_TEXT], b[MKBA_I_NUMBER_TEXT];
} shown;

static void say_why_power(double a, double b, const shown *text, char why[PHRASE])
{
    if (a == 0.0)
        snprintf(why, PHRASE, "0 has no negative power, and this is %s", text->b);
    else if (a < 0.0 && b != floor(b))
        snprintf(why, PHRASE, "%s is negative and its power %s is not whole", text->a, text->b);
    else
        snprintf(why, PHRASE, "%s to the power %s is too large", text->a, text->b);
}

/* Why an operation has no value, in words. */
static void say_why(const mkba_i_operation *operation, double a, double b, const shown *text, char why[PHRASE])
{
    char exponent[MKBA_I_NUMBER_TEXT];

    switch (operation->op) {
    case MKBA_I_OP_DIVIDE:
        snprintf(why, PHRASE, b == 0.0 ? "%s is divided by zero" : "%s / %s is too large", text->a, text->b);
        break;
    case MKBA_I_OP_LOG: snprintf(why, PHRASE, "the logarithm is of %s, which is not above 0", text->a); break;
    case MKBA_I_OP_SQRT: snprintf(why, PHRASE, "the root is of %s, which is negative", text->a); break;
    case MKBA_I_OP_POWER: say_why_power(a, b, text, why); break;
    case MKBA_I_OP_RAISED:
        mkba_i_number_say(operation->number, exponent);
        snprintf(why, PHRASE, "%s to the power %s is too large", text->a, exponent);
        break;
    default: snprintf(why, PHRASE, "the outcome is too large");
    }
}

static double rounded(double bound)
{
    return round(bound * 1e9) / 1e9;
}

/* Why a value is refused. A bound that lets rounding pass, such as 1 + 1e-12, is shown as what is meant. */
static void say_bounds(mkba_i_opcode op, const mkba_i_operands *of, char why[PHRASE])
{
    char is[MKBA_I_NUMBER_TEXT], least[MKBA_I_NUMBER_TEXT], most[MKBA_I_NUMBER_TEXT];

    mkba_i_number_print(of->a, is);
    mkba_i_number_print(of->b, least);
    if (op == MKBA_I_OP_SAME)
        snprintf(why, PHRASE, "is %s in the first year and %s in this one, and must be one number for all years", is,
                 least);
    else if (op == MKBA_I_OP_ABOVE)
        snprintf(why, PHRASE, "is %s and must lie above %s", is, least);
    else if (isinf(of->c))
        snprintf(why, PHRASE, "is %s and must be at least %s", is, least);
    else {
        mkba_i_number_print(rounded(of->c), most);
        snprintf(why, PHRASE, "is %s and must lie from %s to %s", is, least, most);
    }
}

/* A sentence without its subject: in its value, "1 / n" cannot be computed: 1 is divided by zero. */
static void say_what(const mkba_i_operation *operation, const mkba_i_origin *origin, const mkba_i_operands *of,
                     char text[MKBA_ERROR_TEXT])
{
    char why[PHRASE], term[PHRASE];
    shown numbers;

    if (operation->op >= MKBA_I_OP_WITHIN) {
        say_bounds(operation->op, of, why);
        snprintf(text, MKBA_ERROR_TEXT, "its %s %s", origin->what, why);
        return;
    }
    mkba_i_number_say(of->a, numbers.a);
    mkba_i_number_say(of->b, numbers.b);
    say_why(operation, of->a, of->b, &numbers, why);
    if (origin->expression == NULL) {
        snprintf(text, MKBA_ERROR_TEXT, "its %s cannot be computed: %s", origin->what, why);
        return;
    }
    quote_term(origin->expression, operation->term, term);
    snprintf(text, MKBA_ERROR_TEXT, "in its %s, \"%s\" cannot be computed: %s", origin->what, term, why);
}

mkba_status mkba_i_operation_refuse(const mkba_i_program *program, const mkba_i_operation *operation,
                                    const mkba_i_operands *operands, uint64_t draw, mkba_error *error)
{
    const mkba_i_origin *origin = &program->origins[operation->origin];
    char subject[PHRASE], what[MKBA_ERROR_TEXT], draw_text[48] = "";

    name_subject(origin, subject);
    say_what(operation, origin, operands, what);
    if (draw > 0)
        snprintf(draw_text, sizeof draw_text, ", draw %" PRIu64, draw);
    mkba_i_fail(error, MKBA_ERROR_EVALUATION, origin->place.where, "%s%s: %s", subject, draw_text, what);
    if (error != NULL) {
        error->line = origin->place.line;
        error->column = origin->place.column;
    }
    return MKBA_ERROR_EVALUATION;
}
