/* Running a program: one loop per operation over the draws of a block. */
#include "appraise/program.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/exact.h"
#include "base/number.h"

/* ---- functions of one number ----------------------------------------------------------------------------- */

/* (1 - e^-h) / h. */
static double spread(double h)
{
    return h == 0.0 ? 1.0 : -expm1(-h) / h;
}

/* (h - 1 + e^-h) / h^2. Near 0 the terms cancel: there the series sum (-h)^k / (k+2)!, whose first term left out is
 * below 1e-17 for |h| < 0.5. */
static double linger(double h)
{
    double term = 0.5, sum = 0.5;

    if (fabs(h) >= 0.5)
        return (h + expm1(-h)) / h / h; /* h * h could overflow */
    for (int k = 1; k <= 13; k++) {
        term *= -h / (k + 2);
        sum += term;
    }
    return sum;
}

/* 1 + a + ... + a^(n-1), by the bits of n from the highest: of m terms and a^m, those of 2m are (1 + a^m) times the m
 * terms, and one term more is 1 + a times them. Every part is positive, so nothing cancels, also near a = 1. */
static double geometric(double a, double n)
{
    unsigned long count = (unsigned long) n, bit = 1;
    double sum = 1.0, power = a;

    while (bit <= count / 2)
        bit *= 2;
    for (bit /= 2; bit > 0; bit /= 2) {
        sum += power * sum;
        power *= power;
        if ((count & bit) != 0) {
            sum = 1.0 + a * sum;
            power *= a;
        }
    }
    return sum;
}

/* ---- what could not be computed -------------------------------------------------------------------------- */

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

typedef struct operands {
    char a[MKBA_I_NUMBER_TEXT], b[MKBA_I_NUMBER_TEXT];
} operands;

static void say_why_power(double a, double b, const operands *text, char why[PHRASE])
{
    if (a == 0.0)
        snprintf(why, PHRASE, "0 has no negative power, and this is %s", text->b);
    else if (a < 0.0 && b != floor(b))
        snprintf(why, PHRASE, "%s is negative and its power %s is not whole", text->a, text->b);
    else
        snprintf(why, PHRASE, "%s to the power %s is too large", text->a, text->b);
}

/* Why an operation has no value, in words. */
static void say_why(const mkba_i_operation *operation, double a, double b, const operands *text, char why[PHRASE])
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
static void say_bounds(const mkba_i_operation *operation, double a, double b, double c, char why[PHRASE])
{
    char is[MKBA_I_NUMBER_TEXT], least[MKBA_I_NUMBER_TEXT], most[MKBA_I_NUMBER_TEXT];

    mkba_i_number_print(a, is);
    mkba_i_number_print(b, least);
    if (operation->op == MKBA_I_OP_SAME)
        snprintf(why, PHRASE, "is %s in the first year and %s in this one, and must be one number for all years", is,
                 least);
    else if (operation->op == MKBA_I_OP_ABOVE)
        snprintf(why, PHRASE, "is %s and must lie above %s", is, least);
    else if (isinf(c))
        snprintf(why, PHRASE, "is %s and must be at least %s", is, least);
    else {
        mkba_i_number_print(rounded(c), most);
        snprintf(why, PHRASE, "is %s and must lie from %s to %s", is, least, most);
    }
}

/* A sentence without its subject: in its value, "1 / n" cannot be computed: 1 is divided by zero. */
static void say_what(const mkba_i_operation *operation, const mkba_i_origin *origin, double a, double b, double c,
                     char text[MKBA_ERROR_TEXT])
{
    char why[PHRASE], term[PHRASE];
    operands shown;

    if (operation->op >= MKBA_I_OP_WITHIN) {
        say_bounds(operation, a, b, c, why);
        snprintf(text, MKBA_ERROR_TEXT, "its %s %s", origin->what, why);
        return;
    }
    mkba_i_number_say(a, shown.a);
    mkba_i_number_say(b, shown.b);
    say_why(operation, a, b, &shown, why);
    if (origin->expression == NULL) {
        snprintf(text, MKBA_ERROR_TEXT, "its %s cannot be computed: %s", origin->what, why);
        return;
    }
    quote_term(origin->expression, operation->term, term);
    snprintf(text, MKBA_ERROR_TEXT, "in its %s, \"%s\" cannot be computed: %s", origin->what, term, why);
}

static mkba_status fail(const mkba_i_program *program, const mkba_i_operation *operation, const double *values,
                        size_t n_draws, size_t draw, mkba_error *error)
{
    const mkba_i_origin *origin = &program->origins[operation->origin];
    double a = values[operation->a * n_draws + draw], b = values[operation->b * n_draws + draw];
    double c = values[operation->c * n_draws + draw];
    char subject[PHRASE], what[MKBA_ERROR_TEXT], draw_text[48] = "";

    name_subject(origin, subject);
    say_what(operation, origin, a, b, c, what);
    if (n_draws > 1)
        snprintf(draw_text, sizeof draw_text, ", draw %zu", draw + 1);
    mkba_i_fail(error, MKBA_ERROR_EVALUATION, origin->place.where, "%s%s: %s", subject, draw_text, what);
    if (error != NULL) {
        error->line = origin->place.line;
        error->column = origin->place.column;
    }
    return MKBA_ERROR_EVALUATION;
}

/* ---- running --------------------------------------------------------------------------------------------- */

/* A value outside an operation's domain is set to NaN by it; the caller looks for what is not finite. */
static double power(double a, double b)
{
    return b == 0.0 ? 1.0 : a == 0.0 && b < 0.0 ? NAN : pow(a, b);
}

#define EACH_DRAW(formula)                                                                                             \
  for (size_t d = 0; d < n_draws; d++)                                                                                 \
    out[d] = (formula);                                                                                                \
  break

static void run_operation(const mkba_i_operation *operation, const double *inputs, size_t n_draws, double *values,
                          double *out)
{
    const double *a = values + operation->a * n_draws, *b = values + operation->b * n_draws,
                 *c = values + operation->c * n_draws;

    switch (operation->op) {
    case MKBA_I_OP_CONSTANT: EACH_DRAW(operation->number);
    case MKBA_I_OP_INPUT: EACH_DRAW(inputs[operation->a * n_draws + d]);
    case MKBA_I_OP_ADD: EACH_DRAW(a[d] + b[d]);
    case MKBA_I_OP_SUBTRACT: EACH_DRAW(a[d] - b[d]);
    case MKBA_I_OP_MULTIPLY: EACH_DRAW(a[d] * b[d]);
    case MKBA_I_OP_DIVIDE: EACH_DRAW(b[d] == 0.0 ? NAN : a[d] / b[d]);
    case MKBA_I_OP_POWER: EACH_DRAW(power(a[d], b[d]));
    case MKBA_I_OP_MIN: EACH_DRAW(a[d] < b[d] ? a[d] : b[d]);
    case MKBA_I_OP_MAX: EACH_DRAW(a[d] > b[d] ? a[d] : b[d]);
    case MKBA_I_OP_NEGATE: EACH_DRAW(-a[d]);
    case MKBA_I_OP_EXP: EACH_DRAW(exp(a[d]));
    case MKBA_I_OP_LOG: EACH_DRAW(a[d] > 0.0 ? log(a[d]) : NAN);
    case MKBA_I_OP_SQRT: EACH_DRAW(a[d] >= 0.0 ? sqrt(a[d]) : NAN);
    case MKBA_I_OP_ABS: EACH_DRAW(fabs(a[d]));
    case MKBA_I_OP_AT_LEAST: EACH_DRAW(a[d] >= b[d] ? 1.0 : 0.0);
    case MKBA_I_OP_SELECT: EACH_DRAW(a[d] != 0.0 ? b[d] : c[d]);
    case MKBA_I_OP_SPREAD: EACH_DRAW(spread(a[d]));
    case MKBA_I_OP_LINGER: EACH_DRAW(linger(a[d]));
    case MKBA_I_OP_RAISED: EACH_DRAW(b[d] * c[d]);
    case MKBA_I_OP_GEOMETRIC: EACH_DRAW(geometric(a[d], operation->number));
    case MKBA_I_OP_WITHIN: EACH_DRAW(a[d] >= b[d] && a[d] <= c[d] ? a[d] : NAN);
    case MKBA_I_OP_ABOVE: EACH_DRAW(a[d] > b[d] ? a[d] : NAN);
    case MKBA_I_OP_SAME: EACH_DRAW(a[d] == b[d] ? a[d] : NAN);
    }
}

mkba_status mkba_i_program_run(const mkba_i_program *program, const double *inputs, size_t n_draws, double *values,
                               mkba_error *error)
{
    for (size_t i = 0; i < program->n && n_draws > 0; i++) { /* no draws, no places */
        const mkba_i_operation *operation = &program->operations[i];
        double *out = values + i * n_draws;

        run_operation(operation, inputs, n_draws, values, out);
        for (size_t d = 0; d < n_draws && operation->op != MKBA_I_OP_CONSTANT; d++)
            if (!isfinite(out[d]))
                return fail(program, operation, values, n_draws, d, error);
    }
    return MKBA_OK;
}
