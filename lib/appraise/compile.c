#include "appraise/compile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/exact.h"

/* ---- help ------------------------------------------------------------------------------------------------ */

void *mkba_i_compile_make(mkba_i_compiler *compiler, size_t count, size_t size) {
    void *made = mkba_i_arena_new(&compiler->plan->arena, count, size);

    if (made == NULL)
        compiler->program->failed = true;
    return made;
}

bool mkba_i_compile_failed(const mkba_i_compiler *compiler) {
    return compiler->program->failed || compiler->status != MKBA_OK;
}

int mkba_i_compile_year(const mkba_i_compiler *compiler, size_t year) {
    return compiler->plan->settings.first + (int) year;
}

void mkba_i_compile_refuse(mkba_i_compiler *compiler, mkba_status status, const mkba_i_place *place, const char *format, ...) {
    va_list args;

    if (compiler->status != MKBA_OK)
        return;
    va_start(args, format);
    compiler->status = mkba_i_vfail(compiler->error, status, place->where, format, args);
    va_end(args);
    if (compiler->error != NULL) {
        compiler->error->line = place->line;
        compiler->error->column = place->column;
    }
}

void mkba_i_compile_origin(mkba_i_compiler *compiler, mkba_i_subject subject, const char *name, const char *what, int year,
                           const char *where) {
    mkba_i_origin origin = {.subject = subject, .name = name, .alternative = compiler->alternative, .what = what, .year = year, .where = where};

    mkba_i_program_origin(compiler->program, &origin);
}

/* ---- parameters ------------------------------------------------------------------------------------------ */

/* The uncertain part of a parameter, the same in all years: its value, or the factor of its series. */
static mkba_i_node input_of(mkba_i_compiler *compiler, size_t position, double value) {
    mkba_i_node *input = &compiler->inputs[position];

    if (*input == MKBA_I_NO_NODE)
        *input = mkba_i_input(compiler->program, value);
    return *input;
}

/* A number as given, for this parameter, in the units and prices of the case. */
static double convert(mkba_i_compiler *compiler, size_t position, double value) {
    const mkba_i_parameter *parameter = &compiler->model->parameters[position];
    double converted = mkba_i_parameter_convert(parameter, value);

    if (isfinite(converted))
        return converted;
    mkba_i_compile_refuse(compiler, MKBA_ERROR_EVALUATION, &parameter->place,
                          "parameter \"%.100s\" is too large once converted to the units and prices of the case", parameter->name);
    return 0.0;
}

static mkba_i_node given_node(mkba_i_compiler *compiler, size_t position, size_t year) {
    const mkba_i_parameter *parameter = &compiler->model->parameters[position];
    mkba_i_program *program = compiler->program;
    double value;

    if (compiler->overrides[position] != NULL)
        return mkba_i_constant(program, convert(compiler, position, *compiler->overrides[position]));
    if (parameter->kind == MKBA_I_GIVEN) {
        value = convert(compiler, position, parameter->value);
        return parameter->distribution != NULL ? input_of(compiler, position, value) : mkba_i_constant(program, value);
    }
    value = convert(compiler, position, mkba_i_parameter_at(parameter, mkba_i_compile_year(compiler, year)));
    if (parameter->draws != NULL)
        return mkba_i_input(program, value);
    if (parameter->factor != NULL)
        return mkba_i_binary(program, MKBA_I_OP_MULTIPLY, mkba_i_constant(program, value), input_of(compiler, position, parameter->factor_mean));
    return mkba_i_constant(program, value);
}

static mkba_i_node *parameter_slot(mkba_i_compiler *compiler, size_t position, size_t year) {
    return &compiler->parameters[position * compiler->n_years + year];
}

static mkba_i_node compile_terms(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year);

static void set_expression_origin(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year, mkba_i_subject subject,
                                  const char *name, const char *what) {
    mkba_i_origin origin = {.subject = subject,
                            .name = name,
                            .alternative = subject == MKBA_I_SUBJECT_PARAMETER ? NULL : compiler->alternative,
                            .what = what,
                            .year = mkba_i_compile_year(compiler, year),
                            .expression = expression,
                            .where = expression->where};

    mkba_i_program_origin(compiler->program, &origin);
}

/* A derived parameter whose parts are there already, or any other one. */
static mkba_i_node work_out_parameter(mkba_i_compiler *compiler, size_t position, size_t year) {
    const mkba_i_parameter *parameter = &compiler->model->parameters[position];

    if (parameter->kind == MKBA_I_DERIVED && compiler->overrides[position] == NULL) {
        set_expression_origin(compiler, &parameter->derived, year, MKBA_I_SUBJECT_PARAMETER, parameter->name, "value");
        return compile_terms(compiler, &parameter->derived, year);
    }
    mkba_i_compile_origin(compiler, MKBA_I_SUBJECT_PARAMETER, parameter->name, "value", 0, parameter->place.where);
    return given_node(compiler, position, year);
}

/* The next part of a derived parameter that has not been worked out for this year; MKBA_I_NONE when all are there. */
static size_t missing_part(mkba_i_compiler *compiler, mkba_i_visit *visit, size_t year) {
    const mkba_i_parameter *parameter = &compiler->model->parameters[visit->parameter];

    if (parameter->kind != MKBA_I_DERIVED || compiler->overrides[visit->parameter] != NULL)
        return MKBA_I_NONE;
    while (visit->term < parameter->derived.n_terms) {
        const mkba_i_term *term = &parameter->derived.terms[visit->term++];

        if (term->op == MKBA_I_PARAMETER && *parameter_slot(compiler, term->symbol, year) == MKBA_I_NO_NODE)
            return term->symbol;
    }
    return MKBA_I_NONE;
}

/* Works out a parameter and all that it is made of; there are no circles (check_units.c). */
static void need_parameter(mkba_i_compiler *compiler, size_t position, size_t year) {
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

static mkba_i_node stream_node(const mkba_i_compiler *compiler, const mkba_i_term *term, size_t year) {
    const mkba_i_stream_year *stream = &compiler->streams[term->symbol * compiler->n_years + year];

    return term->op == MKBA_I_COST ? stream->cost : stream->mean;
}

static mkba_i_node change_node(mkba_i_compiler *compiler, const mkba_i_term *term, size_t year) {
    const mkba_i_stream_year *null_stream = &compiler->plan->null_streams[term->symbol * compiler->n_years + year];

    return mkba_i_binary(compiler->program, MKBA_I_OP_SUBTRACT, stream_node(compiler, term, year), null_stream->mean);
}

static mkba_i_opcode opcode_of(mkba_i_operator op) {
    static const mkba_i_opcode OPCODES[] = {
        [MKBA_I_ADD] = MKBA_I_OP_ADD,       [MKBA_I_SUBTRACT] = MKBA_I_OP_SUBTRACT, [MKBA_I_MULTIPLY] = MKBA_I_OP_MULTIPLY,
        [MKBA_I_DIVIDE] = MKBA_I_OP_DIVIDE, [MKBA_I_POWER] = MKBA_I_OP_POWER,       [MKBA_I_MIN] = MKBA_I_OP_MIN,
        [MKBA_I_MAX] = MKBA_I_OP_MAX,       [MKBA_I_NEGATE] = MKBA_I_OP_NEGATE,     [MKBA_I_EXP] = MKBA_I_OP_EXP,
        [MKBA_I_LOG] = MKBA_I_OP_LOG,       [MKBA_I_SQRT] = MKBA_I_OP_SQRT,         [MKBA_I_ABS] = MKBA_I_OP_ABS,
    };

    return OPCODES[op];
}

static mkba_i_node term_node(mkba_i_compiler *compiler, const mkba_i_term *term, size_t year) {
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
    case MKBA_I_MAX: return mkba_i_binary(compiler->program, opcode_of(term->op), nodes[term->left], nodes[term->right]);
    default: return mkba_i_unary(compiler->program, opcode_of(term->op), nodes[term->left]);
    }
}

/* The terms of an expression whose parameters are there already. */
static mkba_i_node compile_terms(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year) {
    if (!mkba_i_grow((void **) &compiler->terms, &compiler->terms_capacity, expression->n_terms, sizeof *compiler->terms)) {
        compiler->program->failed = true;
        return 0;
    }
    for (size_t i = 0; i < expression->n_terms; i++) {
        compiler->program->term = i;
        compiler->terms[i] = term_node(compiler, &expression->terms[i], year);
    }
    return compiler->terms[expression->n_terms - 1];
}

mkba_i_node mkba_i_compile_expression(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year,
                                      mkba_i_subject subject, const char *name, const char *what) {
    for (size_t i = 0; i < expression->n_terms; i++)
        if (expression->terms[i].op == MKBA_I_PARAMETER)
            need_parameter(compiler, expression->terms[i].symbol, year);
    set_expression_origin(compiler, expression, year, subject, name, what);
    return compile_terms(compiler, expression, year);
}

static void refuse(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t parameter, size_t year) {
    mkba_i_place place = {expression->where, expression->line, expression->column};

    mkba_i_compile_refuse(compiler, MKBA_ERROR_CASE, &place, "\"%.100s\" differs between years (%d and %d): this must be one number for all years",
                          compiler->model->parameters[parameter].name, mkba_i_compile_year(compiler, 0), mkba_i_compile_year(compiler, year));
}

/* Refuses a parameter of the expression that differs between years; equal values are one node. */
static void refuse_yearly(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year) {
    for (size_t i = 0; i < expression->n_terms && !mkba_i_compile_failed(compiler); i++) {
        const mkba_i_term *term = &expression->terms[i];

        if (term->op != MKBA_I_PARAMETER)
            continue;
        need_parameter(compiler, term->symbol, year);
        if (*parameter_slot(compiler, term->symbol, 0) != *parameter_slot(compiler, term->symbol, year))
            refuse(compiler, expression, term->symbol, year);
    }
}

mkba_i_node mkba_i_compile_single(mkba_i_compiler *compiler, const mkba_i_expression *expression, mkba_i_subject subject,
                                  const char *name, const char *what) {
    mkba_i_node node = mkba_i_compile_expression(compiler, expression, 0, subject, name, what);

    for (size_t year = 1; year < compiler->n_years; year++)
        refuse_yearly(compiler, expression, year);
    return node;
}

/* ---- discounting ----------------------------------------------------------------------------------------- */

/* 1 + rate of each segment. */
static mkba_i_node *compile_bases(mkba_i_compiler *compiler, const mkba_i_discount *discount) {
    mkba_i_program *program = compiler->program;
    mkba_i_node *bases = mkba_i_compile_make(compiler, discount->n_segments, sizeof *bases);

    for (size_t i = 0; bases != NULL && i < discount->n_segments; i++) {
        mkba_i_node rate = mkba_i_compile_single(compiler, discount->segments[i].rate, MKBA_I_SUBJECT_DISCOUNT, discount->name, "rate");

        mkba_i_compile_origin(compiler, MKBA_I_SUBJECT_DISCOUNT, discount->name, "rate", 0, discount->place.where);
        rate = mkba_i_binary(program, MKBA_I_OP_ABOVE, rate, mkba_i_constant(program, -1.0));
        bases[i] = mkba_i_binary(program, MKBA_I_OP_ADD, mkba_i_constant(program, 1.0), rate);
    }
    return bases;
}

/* D(tau): the product over segments of (1 + rate)^-(length of [0, tau] inside the segment); before the base year
 * the first rate compounds upward (docs/case-format.md, "Discount"; forward rates as in the Green Book 2022, A6). */
static mkba_i_node compile_factor(mkba_i_compiler *compiler, const mkba_i_discount *discount, const mkba_i_node *bases, double tau) {
    mkba_i_program *program = compiler->program;
    mkba_i_node factor = mkba_i_constant(program, 1.0);

    if (tau < 0.0)
        return mkba_i_binary(program, MKBA_I_OP_POWER, bases[0], mkba_i_constant(program, -tau));
    for (size_t i = 0; i < discount->n_segments && discount->segments[i].from < tau; i++) {
        double end = i + 1 < discount->n_segments ? fmin(tau, discount->segments[i + 1].from) : tau;
        mkba_i_node part = mkba_i_binary(program, MKBA_I_OP_POWER, bases[i], mkba_i_constant(program, discount->segments[i].from - end));

        factor = mkba_i_binary(program, MKBA_I_OP_MULTIPLY, factor, part);
    }
    return factor;
}

mkba_i_node *mkba_i_compile_factors(mkba_i_compiler *compiler, const mkba_i_discount *discount, mkba_i_timing timing) {
    mkba_i_node *bases = compile_bases(compiler, discount);
    mkba_i_node *factors = mkba_i_compile_make(compiler, compiler->n_years, sizeof *factors);

    for (size_t year = 0; bases != NULL && factors != NULL && year < compiler->n_years; year++) {
        int y = mkba_i_compile_year(compiler, year);

        mkba_i_compile_origin(compiler, MKBA_I_SUBJECT_DISCOUNT, discount->name, "factor", y, discount->place.where);
        factors[year] = compile_factor(compiler, discount, bases, y - compiler->model->base_year + mkba_i_timing_offset(timing));
    }
    return bases == NULL ? NULL : factors;
}

/* ---- profiles -------------------------------------------------------------------------------------------- */

static double ramp_at(const mkba_i_profile *profile, const mkba_i_span *span, int year) {
    size_t k = (size_t) (year - span->from);

    return k < profile->n_ramp_up ? profile->ramp_up[k] : 1.0;
}

mkba_i_node mkba_i_compile_remainder(mkba_i_compiler *compiler, const mkba_i_profile *profile, mkba_i_subject subject, const char *name) {
    mkba_i_program *program = compiler->program;
    mkba_i_node one = mkba_i_constant(program, 1.0), decay;

    if (profile->decay == NULL)
        return one;
    decay = mkba_i_compile_single(compiler, profile->decay, subject, name, "decay");
    mkba_i_compile_origin(compiler, subject, name, "decay", 0, profile->decay->where);
    decay = mkba_i_ternary(program, MKBA_I_OP_WITHIN, decay, mkba_i_constant(program, 0.0), one);
    return mkba_i_binary(program, MKBA_I_OP_SUBTRACT, one, decay);
}

mkba_i_node mkba_i_compile_profile(mkba_i_compiler *compiler, const mkba_i_profile *profile, const mkba_i_span *span, mkba_i_node remainder,
                                   size_t year) {
    mkba_i_program *program = compiler->program;
    int y = mkba_i_compile_year(compiler, year);
    mkba_i_node ramp = mkba_i_constant(program, ramp_at(profile, span, y)), decayed;

    if (profile->decay == NULL || y <= span->decay_from)
        return ramp;
    decayed = mkba_i_binary(program, MKBA_I_OP_POWER, remainder, mkba_i_constant(program, y - span->decay_from));
    return mkba_i_binary(program, MKBA_I_OP_MULTIPLY, ramp, decayed);
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

static mkba_i_node *no_nodes(mkba_i_compiler *compiler, size_t n) {
    mkba_i_node *nodes = mkba_i_compile_make(compiler, n, sizeof *nodes);

    for (size_t i = 0; nodes != NULL && i < n; i++)
        nodes[i] = MKBA_I_NO_NODE;
    return nodes;
}

/* So that a small document cannot ask for more memory than there is. */
static bool check_size(mkba_i_compiler *compiler) {
    static const mkba_i_place ROOT = {"", 1, 1};
    const mkba_i_model *model = compiler->model;
    size_t n_effects = model->n_lines + model->stream_names.n;

    if ((model->alternative_names.n * n_effects + model->parameter_names.n) * compiler->n_years <= MKBA_I_FIGURES)
        return true;
    mkba_i_compile_refuse(compiler, MKBA_ERROR_LIMIT, &ROOT, "the case is too large: %zu alternatives, %zu lines and streams, %zu parameters and %zu years",
                          model->alternative_names.n, n_effects, model->parameter_names.n, compiler->n_years);
    return false;
}

static bool start(mkba_i_compiler *compiler) {
    const mkba_i_model *model = compiler->model;
    const mkba_i_scenario *scenario = compiler->plan->scenario;
    size_t n = model->parameter_names.n;

    if (!check_size(compiler))
        return false;
    compiler->parameters = no_nodes(compiler, n * compiler->n_years);
    compiler->inputs = no_nodes(compiler, n);
    compiler->positions = no_nodes(compiler, model->n_actors);
    compiler->overrides = mkba_i_compile_make(compiler, n, sizeof *compiler->overrides);
    compiler->stack = mkba_i_compile_make(compiler, n, sizeof *compiler->stack);
    if (compiler->program->failed)
        return false;
    for (size_t i = 0; scenario != NULL && i < scenario->n_overrides; i++)
        compiler->overrides[scenario->overrides[i].parameter] = &scenario->overrides[i].value;
    mkba_i_compile_origin(compiler, MKBA_I_SUBJECT_TOTAL, NULL, "total", 0, "");
    return !compiler->program->failed;
}

static void compile_alternatives(mkba_i_compiler *compiler) {
    mkba_i_plan *plan = compiler->plan;
    const mkba_i_model *model = compiler->model;

    plan->outcomes = mkba_i_compile_make(compiler, model->alternative_names.n, sizeof *plan->outcomes);
    for (size_t i = 0; i < model->alternative_names.n && !mkba_i_compile_failed(compiler); i++) {
        mkba_i_outcome *outcome;

        if (model->alternatives[i].is_null)
            continue;
        outcome = &plan->outcomes[plan->n_outcomes++];
        outcome->alternative = i;
        compiler->alternative = model->alternatives[i].name;
        outcome->streams = mkba_i_compile_streams(compiler, i);
        compiler->streams = outcome->streams;
        if (!mkba_i_compile_failed(compiler))
            mkba_i_compile_outcome(compiler, outcome);
        compiler->streams = NULL;
        compiler->alternative = NULL;
    }
}

static void compile(mkba_i_compiler *compiler) {
    mkba_i_plan *plan = compiler->plan;

    if (!start(compiler))
        return;
    plan->factors = mkba_i_compile_factors(compiler, plan->settings.discount, plan->settings.timing);
    if (mkba_i_compile_failed(compiler))
        return;
    plan->null_streams = mkba_i_compile_streams(compiler, MKBA_I_NONE);
    if (!mkba_i_compile_failed(compiler))
        compile_alternatives(compiler);
}

void mkba_i_plan_free(mkba_i_plan *plan) {
    mkba_i_program_free(&plan->program);
    mkba_i_arena_free(&plan->arena);
    *plan = (mkba_i_plan){.n_years = 0};
}

mkba_status mkba_i_plan_make(const mkba_case *mkba, const mkba_i_scenario *scenario, mkba_i_plan *plan, mkba_error *error) {
    mkba_i_compiler compiler = {.plan = plan, .program = &plan->program, .model = &mkba->model, .error = error};
    mkba_status status;

    *plan = (mkba_i_plan){.model = &mkba->model, .scenario = scenario, .settings = mkba_i_model_settings(&mkba->model, scenario)};
    plan->n_years = (size_t) (plan->settings.last - plan->settings.first + 1);
    compiler.n_years = plan->n_years;
    compile(&compiler);
    free(compiler.terms);
    status = compiler.status;
    if (status == MKBA_OK && compiler.program->too_large)
        status = mkba_i_fail(error, MKBA_ERROR_LIMIT, "", "the case is too large: it takes more than %d operations", MKBA_I_OPERATIONS);
    else if (status == MKBA_OK && compiler.program->failed)
        status = mkba_i_fail_memory(error);
    if (status != MKBA_OK)
        mkba_i_plan_free(plan);
    return status;
}
