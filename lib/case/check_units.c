/* Checking units by dimensional algebra, and that derived parameters do not go round in a circle. */
#include "case/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"

/* The unit of a term. The number 0 agrees with every unit. */
typedef struct dimension {
    mkba_i_unit unit;
    bool any;      /* the number 0, and what is made of it alone */
    bool constant; /* made of numbers alone: then `number` is its value, */
    double number; /* needed for powers */
} dimension;

typedef struct checker {
    mkba_i_reader *reader;
    const mkba_i_expression *expression;
    dimension *terms; /* heap; as many as the longest expression has */
    size_t capacity;
    mkba_i_unchecked **end; /* where the next expression that cannot be checked is linked */
} checker;

/* ---- messages ------------------------------------------------------------------------------------------- */

enum { PIECE = 80 };

static void piece_of(const checker *c, const mkba_i_term *term, char text[PIECE])
{
    size_t length = term->end - term->start;

    mkba_i_copy_text(text, length + 1 < PIECE ? length + 1 : PIECE, c->expression->text + term->start);
}

static bool refuse(const checker *c, const char *format, const char *a, const char *b, const char *d, const char *e)
{
    mkba_i_place place = {c->expression->where, c->expression->line, c->expression->column};
    mkba_error error = {0};

    mkba_i_fail(&error, MKBA_ERROR_UNIT, "", format, a, b, d, e);
    return mkba_i_refuse_at(c->reader, &place, MKBA_ERROR_UNIT, "%s", error.message);
}

/* ---- the algebra ---------------------------------------------------------------------------------------- */

static double fold(mkba_i_operator op, double a, double b)
{
    switch (op) {
    case MKBA_I_ADD: return a + b;
    case MKBA_I_SUBTRACT: return a - b;
    case MKBA_I_MULTIPLY: return a * b;
    case MKBA_I_DIVIDE: return a / b;
    case MKBA_I_POWER: return mkba_i_pow(a, b);
    case MKBA_I_MIN: return a < b ? a : b;
    case MKBA_I_MAX: return a > b ? a : b;
    case MKBA_I_NEGATE: return -a;
    case MKBA_I_EXP: return mkba_i_exp(a);
    case MKBA_I_LOG: return mkba_i_log(a);
    case MKBA_I_SQRT: return sqrt(a);
    case MKBA_I_ABS: return fabs(a);
    default: return a;
    }
}

static bool check_agree(const checker *c, const mkba_i_term *term, const dimension *a, const dimension *b,
                        dimension *out)
{
    const mkba_i_term *terms = c->expression->terms;
    char left[PIECE], right[PIECE], left_unit[MKBA_I_UNIT_TEXT], right_unit[MKBA_I_UNIT_TEXT];

    out->unit = a->any ? b->unit : a->unit;
    out->any = a->any && b->any;
    if (a->any || b->any || mkba_i_unit_equal(&a->unit, &b->unit))
        return true;
    piece_of(c, &terms[term->left], left);
    piece_of(c, &terms[term->right], right);
    mkba_i_unit_print(&a->unit, left_unit);
    mkba_i_unit_print(&b->unit, right_unit);
    return refuse(c, "units do not agree: \"%s\" is in %.100s and \"%s\" in %.100s", left, left_unit, right,
                  right_unit);
}

static bool check_product(const checker *c, const mkba_i_term *term, const dimension *a, const dimension *b,
                          dimension *out)
{
    char piece[PIECE];

    out->any = (a->any || b->any) && term->op == MKBA_I_MULTIPLY;
    if (mkba_i_unit_multiply(&a->unit, &b->unit, term->op == MKBA_I_MULTIPLY ? 1 : -1, &out->unit))
        return true;
    piece_of(c, term, piece);
    return refuse(c, "the unit of \"%s\" has too many symbols or too high a power%s%s%s", piece, "", "", "");
}

static bool check_power(const checker *c, const mkba_i_term *term, const dimension *a, const dimension *b,
                        dimension *out)
{
    char piece[PIECE], unit[MKBA_I_UNIT_TEXT];
    const mkba_i_term *terms = c->expression->terms;

    if (!b->any && !mkba_i_unit_is_number(&b->unit)) {
        piece_of(c, &terms[term->right], piece);
        mkba_i_unit_print(&b->unit, unit);
        return refuse(c, "an exponent must be a pure number, and \"%s\" is in %.100s%s%s", piece, unit, "", "");
    }
    if (mkba_i_unit_is_number(&a->unit)) {
        out->unit = a->unit;
        return true;
    }
    piece_of(c, term, piece);
    mkba_i_unit_print(&a->unit, unit);
    if (!b->constant || b->number != floor(b->number) || fabs(b->number) > 99.0)
        return refuse(c, "in \"%s\" the base is in %.100s: its exponent must be a whole number, written out%s%s", piece,
                      unit, "", "");
    if (!mkba_i_unit_raise(&a->unit, (int) b->number, &out->unit))
        return refuse(c, "the unit of \"%s\" has too high a power%s%s%s", piece, "", "", "");
    return true;
}

static bool check_function(const checker *c, const mkba_i_term *term, const dimension *a, dimension *out)
{
    char piece[PIECE], unit[MKBA_I_UNIT_TEXT];

    piece_of(c, term, piece);
    mkba_i_unit_print(&a->unit, unit);
    if (term->op == MKBA_I_SQRT) {
        out->any = a->any;
        return mkba_i_unit_root(&a->unit, &out->unit) ||
               refuse(c, "\"%s\" is the root of a number in %.100s, whose powers are not all even%s%s", piece, unit, "",
                      "");
    }
    return a->any || mkba_i_unit_is_number(&a->unit) ||
           refuse(c, "\"%s\" takes a pure number, not one in %.100s%s%s", piece, unit, "", "");
}

static void set_unit(mkba_i_unit *unit, const char *text)
{
    mkba_i_scale scale;

    if (mkba_i_unit_parse(text, unit, &scale, NULL) != MKBA_OK)
        *unit = (mkba_i_unit){0};
}

static bool check_term(const checker *c, const mkba_i_term *term, dimension *out)
{
    const dimension *a = &c->terms[term->left], *b = &c->terms[term->right];

    *out = (dimension){.constant = false};
    if (term->op >= MKBA_I_ADD) {
        out->constant = a->constant && (term->op >= MKBA_I_NEGATE || b->constant);
        out->number = out->constant ? fold(term->op, a->number, term->op >= MKBA_I_NEGATE ? 0.0 : b->number) : 0.0;
    }
    switch (term->op) {
    case MKBA_I_NUMBER:
        *out = (dimension){.any = term->number == 0.0, .constant = true, .number = term->number};
        return true;
    case MKBA_I_PARAMETER: out->unit = c->reader->model->parameters[term->symbol].unit; return true;
    case MKBA_I_CLIENTS:
    case MKBA_I_CHANGE: set_unit(&out->unit, "client"); return true;
    case MKBA_I_COST: set_unit(&out->unit, "EUR/jaar"); return true;
    case MKBA_I_ADD:
    case MKBA_I_SUBTRACT:
    case MKBA_I_MIN:
    case MKBA_I_MAX: return check_agree(c, term, a, b, out);
    case MKBA_I_MULTIPLY:
    case MKBA_I_DIVIDE: return check_product(c, term, a, b, out);
    case MKBA_I_POWER: return check_power(c, term, a, b, out);
    case MKBA_I_NEGATE:
    case MKBA_I_ABS:
        out->unit = a->unit;
        out->any = a->any;
        return true;
    default: return check_function(c, term, a, out);
    }
}

/* ---- expressions ---------------------------------------------------------------------------------------- */

/* The first parameter without a unit, or MKBA_I_NONE. */
static size_t without_unit(const checker *c)
{
    const mkba_i_expression *expression = c->expression;

    for (size_t i = 0; i < expression->n_terms; i++)
        if (expression->terms[i].op == MKBA_I_PARAMETER &&
            !c->reader->model->parameters[expression->terms[i].symbol].has_unit)
            return expression->terms[i].symbol;
    return MKBA_I_NONE;
}

static bool note_unchecked(checker *c, size_t parameter)
{
    mkba_i_unchecked *unchecked = mkba_i_make(c->reader, 1, sizeof *unchecked);

    if (unchecked == NULL)
        return false;
    *unchecked = (mkba_i_unchecked){c->expression, parameter, NULL};
    *c->end = unchecked;
    c->end = &unchecked->next;
    return true;
}

static bool work_out(checker *c, dimension *out)
{
    size_t n = c->expression->n_terms;

    if (!mkba_i_grow((void **) &c->terms, &c->capacity, n, sizeof *c->terms))
        return mkba_i_no_memory(c->reader);
    for (size_t i = 0; i < n; i++)
        if (!check_term(c, &c->expression->terms[i], &c->terms[i]))
            return false;
    *out = c->terms[n - 1];
    return true;
}

/* What an expression should come out in: one of `n` units, or with n = 0 anything. */
typedef struct wanted {
    const char *units[2];
    size_t n;
    bool count; /* a number of something: a symbol of no money or time, or a pure number */
} wanted;

static bool is_count(const mkba_i_unit *unit)
{
    static const char *const NO_COUNT[] = {"EUR", "uur", "etmaal", "jaar", "promille"};

    if (mkba_i_unit_is_number(unit))
        return true;
    for (size_t i = 0; i < MKBA_I_LENGTH(NO_COUNT); i++)
        if (strcmp(unit->parts[0].symbol, NO_COUNT[i]) == 0)
            return false;
    return unit->n == 1 && unit->parts[0].power == 1;
}

static bool is_wanted(const wanted *wish, const mkba_i_unit *unit)
{
    mkba_i_unit allowed;

    if (wish->count)
        return is_count(unit);
    for (size_t i = 0; i < wish->n; i++) {
        set_unit(&allowed, wish->units[i]);
        if (mkba_i_unit_equal(unit, &allowed))
            return true;
    }
    return wish->n == 0;
}

static bool check_expression(checker *c, const mkba_i_expression *expression, const wanted *wish)
{
    dimension found;
    size_t parameter;
    char unit[MKBA_I_UNIT_TEXT];

    if (expression == NULL)
        return true;
    c->expression = expression;
    parameter = without_unit(c);
    if (parameter != MKBA_I_NONE)
        return note_unchecked(c, parameter);
    if (!work_out(c, &found))
        return false;
    if (mkba_i_expression_is_constant(expression) || found.any || is_wanted(wish, &found.unit))
        return true;
    mkba_i_unit_print(&found.unit, unit);
    if (wish->n == 2)
        return refuse(c, "\"%.120s\" comes out in %.100s, and %s or %s is needed here", expression->text, unit,
                      wish->units[0], wish->units[1]);
    return refuse(c, "\"%.120s\" comes out in %.100s, and %s is needed here%s", expression->text, unit,
                  wish->count ? "a count such as inwoner" : wish->units[0], "");
}

/* ---- derived parameters --------------------------------------------------------------------------------- */

typedef enum mark { UNSEEN, OPEN, DONE } mark;

typedef struct visit {
    size_t parameter;
    size_t next_term;
} visit;

static bool refuse_cycle(mkba_i_reader *reader, const visit *stack, size_t depth, size_t back_to)
{
    const mkba_i_parameter *parameters = reader->model->parameters;
    mkba_i_text chain = {0};
    size_t start = 0;
    bool refused;

    while (stack[start].parameter != back_to)
        start++;
    for (size_t i = start; i < depth && i < start + 8; i++) {
        mkba_i_text_add(&chain, parameters[stack[i].parameter].name);
        mkba_i_text_add(&chain, " -> ");
    }
    if (depth > start + 8)
        mkba_i_text_add(&chain, "... -> ");
    mkba_i_text_add(&chain, parameters[back_to].name);
    refused = chain.failed ? mkba_i_no_memory(reader)
                           : mkba_i_refuse_at(reader, &parameters[back_to].place, MKBA_ERROR_CASE,
                                              "the derived parameters go round in a circle: %s", chain.data);
    mkba_i_text_drop(&chain);
    return refused;
}

/* The unit of a derived parameter whose parts are known. */
static bool derive_unit(checker *c, mkba_i_parameter *parameter)
{
    dimension found;

    if (parameter->kind != MKBA_I_DERIVED)
        return true;
    c->expression = &parameter->derived;
    if (mkba_i_expression_is_constant(c->expression))
        return true; /* numbers alone: without a unit, as a plain value */
    if (without_unit(c) != MKBA_I_NONE)
        return note_unchecked(c, without_unit(c));
    if (!work_out(c, &found))
        return false;
    parameter->unit = found.unit;
    parameter->has_unit = true;
    return true;
}

/* Goes down from one parameter to what it is made of, depth first, on a stack of our own. */
static bool derive_from(checker *c, size_t root, mark *marks, visit *stack)
{
    mkba_i_parameter *parameters = c->reader->model->parameters;
    size_t depth = 0;
    bool ok = true;

    if (marks[root] != UNSEEN)
        return true;
    stack[depth++] = (visit){root, 0};
    marks[root] = OPEN;
    while (depth > 0) {
        visit *top = &stack[depth - 1];
        const mkba_i_expression *expression = &parameters[top->parameter].derived;
        const mkba_i_term *term;

        if (parameters[top->parameter].kind != MKBA_I_DERIVED || top->next_term == expression->n_terms) {
            marks[top->parameter] = DONE;
            ok = derive_unit(c, &parameters[top->parameter]) && ok;
            depth--;
            continue;
        }
        term = &expression->terms[top->next_term++];
        if (term->op != MKBA_I_PARAMETER || marks[term->symbol] == DONE)
            continue;
        if (marks[term->symbol] == OPEN)
            return refuse_cycle(c->reader, stack, depth, term->symbol);
        marks[term->symbol] = OPEN;
        stack[depth++] = (visit){term->symbol, 0};
    }
    return ok;
}

static bool check_derived(checker *c)
{
    size_t n = c->reader->model->parameter_names.n;
    mark *marks = mkba_i_make(c->reader, n, sizeof *marks);
    visit *stack = mkba_i_make(c->reader, n, sizeof *stack);
    size_t before = c->reader->problems->refused;

    if (marks == NULL || stack == NULL)
        return false;
    for (size_t i = 0; i < n && mkba_i_clean_since(c->reader, before); i++)
        derive_from(c, i, marks, stack);
    return mkba_i_clean_since(c->reader, before);
}

/* ---- the whole case ------------------------------------------------------------------------------------- */

static const wanted RATE = {{"1/jaar", "1"}, 2, false};
static const wanted PURE = {{"1", NULL}, 1, false};
static const wanted ANYTHING = {{NULL, NULL}, 0, false};

static bool check_discount(checker *c, const mkba_i_discount *discount)
{
    bool ok = true;

    for (size_t i = 0; discount != NULL && i < discount->n_segments; i++)
        ok = check_expression(c, discount->segments[i].rate, &RATE) && ok;
    return ok;
}

static bool check_line(checker *c, const mkba_i_line *line)
{
    static const wanted YEARLY = {{"EUR/jaar", NULL}, 1, false}, ONCE = {{"EUR", "EUR/jaar"}, 2, false};
    bool ok = check_expression(c, line->value, line->once ? &ONCE : &YEARLY);

    ok = check_expression(c, line->volume, &ANYTHING) && ok;
    ok = check_expression(c, line->growth, &RATE) && ok;
    ok = check_expression(c, line->profile.decay, &RATE) && ok;
    return check_discount(c, line->discount) && ok;
}

static bool check_change(checker *c, const mkba_i_change *change)
{
    bool ok = check_expression(c, change->inflow, &PURE);

    ok = check_expression(c, change->outflow, &PURE) && ok;
    ok = check_expression(c, change->unit_cost, &PURE) && ok;
    ok = check_expression(c, change->clients, &PURE) && ok;
    for (size_t i = 0; i < change->n_shifts; i++)
        ok = check_expression(c, change->shifts[i].share, &PURE) && ok;
    return check_expression(c, change->profile.decay, &RATE) && ok;
}

static bool check_stream(checker *c, const mkba_i_stream *stream)
{
    static const wanted COUNT = {{NULL, NULL}, 0, true}, CLIENTS = {{"client", NULL}, 1, false};
    static const wanted PER_1000 = {{"promille/jaar", NULL}, 1, false}, PER_YEAR = {{"client/jaar", NULL}, 1, false};
    static const wanted LEAVING = {{"1/jaar", NULL}, 1, false};
    static const wanted PER_CLIENT = {{"EUR/client/jaar", NULL}, 1, false}, PER_USER = {{"EUR/client", NULL}, 1, false};
    bool ok = check_expression(c, stream->population, &COUNT);

    ok = check_expression(c, stream->stock, &CLIENTS) && ok;
    ok = check_expression(c, stream->path, &CLIENTS) && ok;
    ok = check_expression(c, stream->inflow, stream->population != NULL ? &PER_1000 : &PER_YEAR) && ok;
    ok = check_expression(c, stream->outflow, &LEAVING) && ok;
    ok = check_expression(c, stream->unit_cost, stream->per_user ? &PER_USER : &PER_CLIENT) && ok;
    for (size_t i = 0; i < stream->n_changes; i++)
        ok = check_change(c, &stream->changes[i]) && ok;
    return ok;
}

bool mkba_i_check_units(mkba_i_reader *reader)
{
    const mkba_i_model *model = reader->model;
    checker c = {.reader = reader, .end = &reader->model->unchecked};
    bool ok = check_derived(&c);

    if (ok) {
        ok = check_discount(&c, model->settings.discount);
        for (size_t i = 0; i < model->group_names.n; i++)
            ok = check_expression(&c, model->groups[i].alpha, &PURE) && ok;
        for (size_t i = 0; i < model->stream_names.n; i++)
            ok = check_stream(&c, &model->streams[i]) && ok;
        for (size_t i = 0; i < model->n_lines; i++)
            ok = check_line(&c, &model->lines[i]) && ok;
        for (size_t i = 0; i < model->scenario_names.n; i++)
            ok = check_discount(&c, model->scenarios[i].discount) && ok;
    }
    free(c.terms);
    return ok;
}
