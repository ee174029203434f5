/* Steps of parameters (as given, converted, derived) and of expressions over them. */
#include <string.h>

#include "appraise/explain.h"
#include "base/exact.h"
#include "base/json.h"
#include "base/memory.h"

/* ---- expressions ----------------------------------------------------------------------------------------- */

/* The node of a symbol in an expression; MKBA_I_NO_NODE for what is no symbol. */
static mkba_i_node leaf_node(const mkba_i_explainer *e, const mkba_i_term *term, size_t year)
{
    size_t at = term->symbol * e->plan->n_years + year;

    switch (term->op) {
    case MKBA_I_PARAMETER: return e->plan->parameters[at];
    case MKBA_I_CLIENTS: return e->outcome->streams[at].mean;
    case MKBA_I_COST: return e->outcome->streams[at].cost;
    case MKBA_I_CHANGE: return e->outcome->changes[at];
    default: return MKBA_I_NO_NODE;
    }
}

/* The expression as a pattern, a place for each symbol; symbols stand in the order of the text. */
static void write_expression(mkba_i_explainer *e, const mkba_i_expression *expression, size_t year, mkba_i_step step,
                             const char *before, const char *after)
{
    mkba_i_operand *operands = mkba_i_arena_new(&e->arena, expression->n_terms, sizeof *operands);
    mkba_i_text pattern = {0};
    size_t n = 0, done = 0;

    mkba_i_text_add(&pattern, before);
    for (size_t i = 0; operands != NULL && i < expression->n_terms; i++) {
        const mkba_i_term *term = &expression->terms[i];
        mkba_i_node node = leaf_node(e, term, year);

        if (node == MKBA_I_NO_NODE)
            continue;
        mkba_i_text_append(&pattern, expression->text + done, term->start - done);
        mkba_i_text_format(&pattern, "{%zu}", n);
        operands[n++] = mkba_i_operand_of(
            e, mkba_i_explain_text(e, "%.*s", (int) (term->end - term->start), expression->text + term->start), node);
        done = term->end;
    }
    mkba_i_text_add(&pattern, expression->text + done);
    mkba_i_text_add(&pattern, after);
    if (operands == NULL || pattern.failed)
        e->failed = true;
    else
        mkba_i_explain_add(e, step, pattern.data, operands, n);
    mkba_i_text_drop(&pattern);
}

/* ---- parameters ------------------------------------------------------------------------------------------ */

static const double *override_of(const mkba_i_explainer *e, size_t position)
{
    const mkba_i_scenario *scenario = e->plan->scenario;
    const double *value = NULL;

    for (size_t i = 0; scenario != NULL && i < scenario->n_overrides; i++)
        if (scenario->overrides[i].parameter == position)
            value = &scenario->overrides[i].value;
    return value;
}

static const char *converted_unit(mkba_i_explainer *e, const mkba_i_parameter *parameter)
{
    char text[MKBA_I_UNIT_TEXT];

    if (!parameter->has_unit)
        return NULL;
    mkba_i_unit_print(&parameter->unit, text);
    return mkba_i_explain_text(e, "%s", text);
}

/* The number as given, and in which words. */
static mkba_i_operand given_operand(mkba_i_explainer *e, size_t position, size_t year)
{
    const mkba_i_parameter *parameter = &e->model->parameters[position];
    const double *override = override_of(e, position);
    int y = e->plan->settings.first + (int) year;

    if (override != NULL)
        return (mkba_i_operand){mkba_i_explain_text(e, "scenario %s", e->plan->scenario->name), *override};
    if (parameter->kind == MKBA_I_SERIES)
        return (mkba_i_operand){mkba_i_explain_text(e, "series(%d)", y), mkba_i_parameter_at(parameter, y)};
    return (mkba_i_operand){parameter->value_is_mean ? "mean of the distribution" : "given", parameter->value};
}

/* The same with the price level and VAT that it is in. */
static mkba_i_operand described(mkba_i_explainer *e, const mkba_i_parameter *parameter, mkba_i_operand given)
{
    static const char *const VAT[] = {"", ", incl. VAT", ", excl. VAT"};
    const char *prices =
        parameter->price_year == 0 ? "" : mkba_i_explain_text(e, ", prices of %d", parameter->price_year);

    given.symbol = mkba_i_explain_text(e, "%s%s%s", given.symbol, prices, VAT[parameter->vat]);
    return given;
}

/* The level of its index in a year. */
static mkba_i_operand level_operand(mkba_i_explainer *e, const mkba_i_parameter *parameter, int year)
{
    const mkba_i_level *level = parameter->index == NULL ? NULL : mkba_i_index_level(parameter->index, year);

    if (level == NULL)
        return (mkba_i_operand){"", 1.0};
    return (mkba_i_operand){mkba_i_explain_text(e, "%s(%d)", parameter->index->name, year), level->level};
}

/* given * unit factor * index ratio * VAT * random factor: the factors that apply. */
static const char *conversion_pattern(mkba_i_explainer *e, const mkba_i_parameter *p, bool has_factor)
{
    bool is_market = !e->model->factor_costs, has_index = p->price_year != 0 && p->price_year != e->model->price_year,
         has_vat = p->vat == (is_market ? MKBA_I_VAT_EXCL : MKBA_I_VAT_INCL);

    if (p->kind == MKBA_I_DERIVED)
        return "{0}";
    return mkba_i_explain_text(e, "{0}%s%s%s%s%s", p->scale.multiply != 1.0 ? " * {1}" : "",
                               p->scale.divide != 1.0 ? " / {2}" : "", has_index ? " * {3} / {4}" : "",
                               !has_vat    ? ""
                               : is_market ? " * (1 + {5})"
                                           : " / (1 + {5})",
                               has_factor ? " * {6}" : "");
}

static void explain_given(mkba_i_explainer *e, size_t position, size_t year, mkba_i_step step)
{
    const mkba_i_parameter *p = &e->model->parameters[position];
    bool has_factor = p->factor != NULL && override_of(e, position) == NULL;
    mkba_i_step first = step;
    const mkba_i_operand given = given_operand(e, position, year), words = described(e, p, given);
    const mkba_i_operand operands[] = {given,
                                       {"unit factor", p->scale.multiply},
                                       {"unit divisor", p->scale.divide},
                                       level_operand(e, p, e->model->price_year),
                                       level_operand(e, p, p->price_year),
                                       {"vat_rate", p->vat_rate},
                                       {"mean of the factor", p->factor_mean}};

    first.depth++;
    first.kind = "given";
    first.value = given.value;
    first.unit = mkba_i_case_written_unit(e->appraisal->mkba, p->name);
    mkba_i_explain_add(e, first, "{0}", &words, 1);
    mkba_i_explain_add(e, step, conversion_pattern(e, p, has_factor), operands, MKBA_I_LENGTH(operands));
}

static void explain_parameter(mkba_i_explainer *e, size_t position, size_t year, size_t depth)
{
    const mkba_i_parameter *parameter = &e->model->parameters[position];
    mkba_i_node node = e->plan->parameters[position * e->plan->n_years + year];
    mkba_i_step step = {.depth = depth,
                        .kind = "parameter",
                        .name = parameter->name,
                        .value = mkba_i_figure(e->appraisal, node),
                        .unit = converted_unit(e, parameter),
                        .source = parameter->source,
                        .where = parameter->place.where};

    if (parameter->kind == MKBA_I_DERIVED && override_of(e, position) == NULL)
        write_expression(e, &parameter->derived, year, step, "", "");
    else
        explain_given(e, position, year, step);
}

/* The next part of a derived parameter that has no steps yet; MKBA_I_NONE when there is none. */
static size_t missing_part(mkba_i_explainer *e, mkba_i_visit *visit, const bool *shown)
{
    const mkba_i_parameter *parameter = &e->model->parameters[visit->parameter];

    if (parameter->kind != MKBA_I_DERIVED || override_of(e, visit->parameter) != NULL)
        return MKBA_I_NONE;
    while (visit->term < parameter->derived.n_terms) {
        const mkba_i_term *term = &parameter->derived.terms[visit->term++];

        if (term->op == MKBA_I_PARAMETER && !shown[term->symbol])
            return term->symbol;
    }
    return MKBA_I_NONE;
}

/* A parameter after all that it is made of. A chain may be long: it is walked without recursion. */
static void explain_parameters(mkba_i_explainer *e, size_t position, size_t year, size_t depth)
{
    bool *shown = e->shown[year == 0];
    size_t n = 0;

    if (shown[position])
        return;
    e->stack[n++] = (mkba_i_visit){position, 0};
    while (n > 0 && !e->failed) {
        mkba_i_visit *top = &e->stack[n - 1];
        size_t part = missing_part(e, top, shown);

        if (part != MKBA_I_NONE) {
            e->stack[n++] = (mkba_i_visit){part, 0};
            continue;
        }
        shown[top->parameter] = true;
        explain_parameter(e, top->parameter, year, depth + n - 1);
        n--;
    }
}

void mkba_i_explain_expression(mkba_i_explainer *e, const mkba_i_expression *expression, size_t year, mkba_i_step step,
                               const char *before, const char *after)
{
    for (size_t i = 0; i < expression->n_terms && !e->failed; i++)
        if (expression->terms[i].op == MKBA_I_PARAMETER)
            explain_parameters(e, expression->terms[i].symbol, year, step.depth + 1);
    if (step.where == NULL)
        step.where = expression->where;
    write_expression(e, expression, year, step, before, after);
}
