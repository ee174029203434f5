/* Parameters and expressions become operations. */
#include "appraise/compile.h"

#include <math.h>

#include "base/exact.h"

/* ---- parameters ------------------------------------------------------------------------------------------ */

/* A new input of the program, and what it is. */
static mkba_i_node make_input(mkba_i_compiler *compiler, mkba_i_plan_input what, double value)
{
    mkba_i_node input = mkba_i_input(compiler->program, value);

    if (!compiler->program->failed)
        compiler->plan->inputs[compiler->program->n_inputs - 1] = what;
    return input;
}

/* The uncertain part of a parameter, the same in all years: its value, or the factor of its series. */
static mkba_i_node input_of(mkba_i_compiler *compiler, size_t position, mkba_i_input_kind kind, double value)
{
    mkba_i_node *input = &compiler->inputs[position];

    if (*input == MKBA_I_NO_NODE)
        *input = make_input(compiler, (mkba_i_plan_input){position, kind, 0}, value);
    return *input;
}

/* A year of joint draws: one input per column. */
static mkba_i_node row_of(mkba_i_compiler *compiler, size_t position, size_t column, double value)
{
    mkba_i_node **row = &compiler->rows[position];

    if (*row == NULL)
        *row = mkba_i_compile_no_nodes(compiler, compiler->model->parameters[position].n_years);
    if (*row == NULL)
        return 0;
    if ((*row)[column] == MKBA_I_NO_NODE)
        (*row)[column] = make_input(compiler, (mkba_i_plan_input){position, MKBA_I_INPUT_ROW, column}, value);
    return (*row)[column];
}

/* A number as given, for this parameter, in the units and prices of the case. */
static double convert(mkba_i_compiler *compiler, size_t position, double value)
{
    const mkba_i_parameter *parameter = &compiler->model->parameters[position];
    double converted = mkba_i_parameter_convert(parameter, value);

    if (isfinite(converted))
        return converted;
    mkba_i_compile_refuse(compiler, MKBA_ERROR_EVALUATION, &parameter->place,
                          "parameter \"%.100s\" is too large once converted to the units and prices of the case",
                          parameter->name);
    return 0.0;
}

/* A number stands in its place: it need not be worked out. */
static bool is_given(const mkba_i_compiler *compiler, size_t position)
{
    return compiler->model->parameters[position].kind != MKBA_I_DERIVED || compiler->overrides[position] != NULL ||
           (compiler->free != NULL && compiler->free[position]);
}

/* What a parameter that is free is in an appraisal: of a series the first year, of an expression nothing. */
static mkba_i_node free_node(mkba_i_compiler *compiler, size_t position)
{
    const mkba_i_parameter *parameter = &compiler->model->parameters[position];
    double value = 0.0;

    if (compiler->overrides[position] != NULL)
        value = *compiler->overrides[position];
    else if (parameter->kind != MKBA_I_DERIVED)
        value = parameter->kind == MKBA_I_ONE_VALUE ? parameter->value
                                                    : mkba_i_parameter_at(parameter, mkba_i_compile_year(compiler, 0));
    return input_of(compiler, position, MKBA_I_INPUT_VALUE, convert(compiler, position, value));
}

static mkba_i_node given_node(mkba_i_compiler *compiler, size_t position, size_t year)
{
    const mkba_i_parameter *parameter = &compiler->model->parameters[position];
    mkba_i_program *program = compiler->program;
    double value;

    if (compiler->free != NULL && compiler->free[position])
        return free_node(compiler, position);
    if (compiler->overrides[position] != NULL)
        return mkba_i_constant(program, convert(compiler, position, *compiler->overrides[position]));
    if (parameter->kind == MKBA_I_ONE_VALUE) {
        value = convert(compiler, position, parameter->value);
        return parameter->distribution != NULL ? input_of(compiler, position, MKBA_I_INPUT_VALUE, value)
                                               : mkba_i_constant(program, value);
    }
    value = convert(compiler, position, mkba_i_parameter_at(parameter, mkba_i_compile_year(compiler, year)));
    if (parameter->draws != NULL)
        return row_of(compiler, position, mkba_i_parameter_column(parameter, mkba_i_compile_year(compiler, year)),
                      value);
    if (parameter->factor != NULL)
        return mkba_i_multiply(program, mkba_i_constant(program, value),
                               input_of(compiler, position, MKBA_I_INPUT_FACTOR, parameter->factor_mean));
    return mkba_i_constant(program, value);
}

static mkba_i_node *parameter_slot(mkba_i_compiler *compiler, size_t position, size_t year)
{
    return &compiler->plan->parameters[position * compiler->n_years + year];
}

static mkba_i_node compile_terms(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year);

static void set_expression_origin(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year,
                                  mkba_i_subject subject, const char *name, const char *what)
{
    mkba_i_origin origin = {.subject = subject,
                            .name = name,
                            .alternative = subject == MKBA_I_SUBJECT_PARAMETER ? NULL : compiler->alternative,
                            .what = what,
                            .year = mkba_i_compile_year(compiler, year),
                            .expression = expression,
                            .place = mkba_i_place_of(expression)};

    mkba_i_program_origin(compiler->program, &origin);
}

/* A derived parameter whose parts are there already, or any other one. */
static mkba_i_node work_out_parameter(mkba_i_compiler *compiler, size_t position, size_t year)
{
    const mkba_i_parameter *parameter = &compiler->model->parameters[position];

    if (!is_given(compiler, position)) {
        set_expression_origin(compiler, &parameter->derived, year, MKBA_I_SUBJECT_PARAMETER, parameter->name, "value");
        return compile_terms(compiler, &parameter->derived, year);
    }
    mkba_i_compile_origin(compiler, MKBA_I_SUBJECT_PARAMETER, parameter->name, "value", 0, parameter->place);
    return given_node(compiler, position, year);
}

/* The next part of a derived parameter that has not been worked out for this year; MKBA_I_NONE when all are there. */
static size_t missing_part(mkba_i_compiler *compiler, mkba_i_visit *visit, size_t year)
{
    const mkba_i_parameter *parameter = &compiler->model->parameters[visit->parameter];

    if (is_given(compiler, visit->parameter))
        return MKBA_I_NONE;
    while (visit->term < parameter->derived.n_terms) {
        const mkba_i_term *term = &parameter->derived.terms[visit->term++];

        if (term->op == MKBA_I_PARAMETER && *parameter_slot(compiler, term->symbol, year) == MKBA_I_NO_NODE)
            return term->symbol;
    }
    return MKBA_I_NONE;
}

/* Works out a parameter and all that it is made of; there are no circles (check_units.c). */
static void need_parameter(mkba_i_compiler *compiler, size_t position, size_t year)
{
    size_t depth = 0;

    if (*parameter_slot(compiler, position, year) != MKBA_I_NO_NODE)
        return;
    compiler->stack[depth++] = (mkba_i_visit){position, 0};
    while (depth > 0) {
        mkba_i_visit *top = &compiler->stack[depth - 1];
        size_t part = missing_part(compiler, top, year);

        if (part != MKBA_I_NONE) {
            compiler->stack[depth++] = (mkba_i_visit){part, 0};
            continue;
        }
        *parameter_slot(compiler, top->parameter, year) = work_out_parameter(compiler, top->parameter, year);
        depth--;
    }
}

/* ---- expressions ----------------------------------------------------------------------------------------- */

static mkba_i_node stream_node(const mkba_i_compiler *compiler, const mkba_i_term *term, size_t year)
{
    const mkba_i_stream_year *stream = &compiler->outcome->streams[term->symbol * compiler->n_years + year];

    return term->op == MKBA_I_COST ? stream->cost : stream->mean;
}

static mkba_i_node change_node(mkba_i_compiler *compiler, const mkba_i_term *term, size_t year)
{
    size_t at = term->symbol * compiler->n_years + year;
    mkba_i_node change =
        mkba_i_subtract(compiler->program, stream_node(compiler, term, year), compiler->plan->null_streams[at].mean);

    compiler->outcome->changes[at] = change;
    return change;
}

static mkba_i_opcode opcode_of(mkba_i_operator op)
{
    static const mkba_i_opcode OPCODES[] = {
        [MKBA_I_ADD] = MKBA_I_OP_ADD,           [MKBA_I_SUBTRACT] = MKBA_I_OP_SUBTRACT,
        [MKBA_I_MULTIPLY] = MKBA_I_OP_MULTIPLY, [MKBA_I_DIVIDE] = MKBA_I_OP_DIVIDE,
        [MKBA_I_POWER] = MKBA_I_OP_POWER,       [MKBA_I_MIN] = MKBA_I_OP_MIN,
        [MKBA_I_MAX] = MKBA_I_OP_MAX,           [MKBA_I_NEGATE] = MKBA_I_OP_NEGATE,
        [MKBA_I_EXP] = MKBA_I_OP_EXP,           [MKBA_I_LOG] = MKBA_I_OP_LOG,
        [MKBA_I_SQRT] = MKBA_I_OP_SQRT,         [MKBA_I_ABS] = MKBA_I_OP_ABS,
    };

    return OPCODES[op];
}

static mkba_i_node term_node(mkba_i_compiler *compiler, const mkba_i_term *term, size_t year)
{
    const mkba_i_node *nodes = compiler->terms;

    switch (term->op) {
    case MKBA_I_NUMBER: return mkba_i_constant(compiler->program, term->number);
    case MKBA_I_PARAMETER: return *parameter_slot(compiler, term->symbol, year);
    case MKBA_I_CLIENTS:
    case MKBA_I_COST: return stream_node(compiler, term, year);
    case MKBA_I_CHANGE: return change_node(compiler, term, year);
    case MKBA_I_ADD:
    case MKBA_I_SUBTRACT:
    case MKBA_I_MULTIPLY:
    case MKBA_I_DIVIDE:
    case MKBA_I_POWER:
    case MKBA_I_MIN:
    case MKBA_I_MAX:
        return mkba_i_binary(compiler->program, opcode_of(term->op), nodes[term->left], nodes[term->right]);
    default: return mkba_i_unary(compiler->program, opcode_of(term->op), nodes[term->left]);
    }
}

/* Whether the terms are those of this expression already, of the same symbols: in most years nothing has changed. */
static bool is_compiled(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year)
{
    if (compiler->compiled != expression)
        return false;
    for (size_t i = 0; i < expression->n_terms; i++) {
        const mkba_i_term *term = &expression->terms[i];

        if (term->op > MKBA_I_PARAMETER && term->op <= MKBA_I_CHANGE)
            return false;
        if (term->op == MKBA_I_PARAMETER && compiler->terms[i] != *parameter_slot(compiler, term->symbol, year))
            return false;
    }
    return true;
}

/* The terms of an expression whose parameters are there already. */
static mkba_i_node compile_terms(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year)
{
    if (is_compiled(compiler, expression, year))
        return compiler->terms[expression->n_terms - 1];
    compiler->compiled = NULL;
    if (!mkba_i_grow((void **) &compiler->terms, &compiler->terms_capacity, expression->n_terms,
                     sizeof *compiler->terms)) {
        compiler->program->failed = true;
        return 0;
    }
    for (size_t i = 0; i < expression->n_terms; i++) {
        compiler->program->term = i;
        compiler->terms[i] = term_node(compiler, &expression->terms[i], year);
    }
    compiler->compiled = expression;
    return compiler->terms[expression->n_terms - 1];
}

mkba_i_node mkba_i_compile_expression(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year,
                                      mkba_i_subject subject, const char *name, const char *what)
{
    for (size_t i = 0; i < expression->n_terms; i++)
        if (expression->terms[i].op == MKBA_I_PARAMETER)
            need_parameter(compiler, expression->terms[i].symbol, year);
    set_expression_origin(compiler, expression, year, subject, name, what);
    return compile_terms(compiler, expression, year);
}

static void refuse(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t parameter, size_t year)
{
    mkba_i_place place = mkba_i_place_of(expression);

    mkba_i_compile_refuse(compiler, MKBA_ERROR_CASE, &place,
                          "\"%.100s\" differs between years (%d and %d): this must be one number for all years",
                          compiler->model->parameters[parameter].name, mkba_i_compile_year(compiler, 0),
                          mkba_i_compile_year(compiler, year));
}

/* Refuses a parameter of the expression that differs between years: at once where its values are known, else when
 * they are. Of the origin only the year is new. */
static void require_same(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t parameter, size_t year,
                         mkba_i_origin origin)
{
    mkba_i_program *program = compiler->program;
    mkba_i_node first = *parameter_slot(compiler, parameter, 0), now = *parameter_slot(compiler, parameter, year);

    if (first == now || program->failed)
        return;
    if (program->operations[first].op == MKBA_I_OP_CONSTANT && program->operations[now].op == MKBA_I_OP_CONSTANT) {
        if (program->operations[first].number != program->operations[now].number)
            refuse(compiler, expression, parameter, year);
        return;
    }
    origin.what = compiler->model->parameters[parameter].name;
    origin.year = mkba_i_compile_year(compiler, year);
    mkba_i_program_origin(program, &origin);
    mkba_i_compile_check(compiler, mkba_i_binary(program, MKBA_I_OP_SAME, first, now));
}

mkba_i_node mkba_i_compile_single(mkba_i_compiler *compiler, const mkba_i_expression *expression,
                                  mkba_i_subject subject, const char *name, const char *what)
{
    mkba_i_node node = mkba_i_compile_expression(compiler, expression, 0, subject, name, what);
    mkba_i_origin origin = {
        .subject = subject, .name = name, .alternative = compiler->alternative, .place = mkba_i_place_of(expression)};

    for (size_t i = 0; i < expression->n_terms; i++)
        for (size_t year = 1; expression->terms[i].op == MKBA_I_PARAMETER && year < compiler->n_years &&
                              !mkba_i_compile_failed(compiler);
             year++) {
            need_parameter(compiler, expression->terms[i].symbol, year);
            require_same(compiler, expression, expression->terms[i].symbol, year, origin);
        }
    return node;
}
