/* Looking through a case for what its readers should know: one function per rule or group of rules. */
#include "case/findings.h"

#include <string.h>

#define MOST_COMPARED                                                                                                  \
  1000 /* shares with which those of one line are compared, and actors whose nearest is looked for */

/* A line that uses the change of a stream. */
typedef struct use {
    const mkba_i_line *line;
    struct use *next;
} use;

/* The lines that use the change of a stream, in order. */
typedef struct stream_uses {
    use *first, *last;
    size_t seen_in; /* number of the line, from 1, in which the change was last seen, */
    size_t told_of; /* and of the line of which was told that it uses a level */
} stream_uses;

typedef struct finder {
    const mkba_catalog *catalog;
    const mkba_i_model *model;
    const mkba_i_scenario *scenario;
    mkba_i_settings settings;
    mkba_i_findings *findings;
    /* so that nothing is looked through anew for each of many */
    bool *used, *overridden; /* per parameter */
    size_t *told_in;         /* per parameter: number of the expression in which it was last told of */
    size_t n_expressions;
    stream_uses *streams; /* per stream */
} finder;

/* Zeroed items among the findings; NULL (noted) when memory is short. */
static void *make(finder *f, size_t count, size_t size)
{
    void *made = mkba_i_arena_new(&f->findings->arena, count, size);

    if (made == NULL)
        f->findings->failed = true;
    return made;
}

/* ---- the head -------------------------------------------------------------------------------------------- */

static void find_assumptions(finder *f)
{
    static const mkba_i_place ROOT = {"", 1, 1};

    if (f->model->timing_assumed && !(f->scenario != NULL && f->scenario->has_timing))
        mkba_i_findings_add(f->findings, "timing-assumed", &ROOT,
                            "no timing is given: flows are taken to fall at the beginning of each year");
    if (f->model->basis_assumed)
        mkba_i_findings_add(f->findings, "basis-assumed", &ROOT,
                            "no price_basis is given: amounts are taken to be market prices, VAT included");
}

#define LARGEST_RATE 0.2 /* per year; above it a percentage was probably written as such */

static void find_rates(finder *f, const mkba_i_discount *discount)
{
    for (size_t i = 0; i < discount->n_segments; i++) {
        const mkba_i_expression *rate = discount->segments[i].rate;

        if (rate->n_terms == 1 && rate->terms[0].op == MKBA_I_NUMBER && rate->terms[0].number > LARGEST_RATE) {
            mkba_i_place place = mkba_i_place_of(rate);

            mkba_i_findings_add(f->findings, "rate-unlikely", &place,
                                "a discount rate of %.40s a year is very high: 2.8 %% is written 0.028", rate->text);
        }
    }
}

static void find_scheme(finder *f, const mkba_i_discount *discount, bool is_main)
{
    const mkba_i_scheme *scheme = discount->scheme;
    const mkba_i_scheme *current = mkba_i_catalog_scheme_in_force(f->catalog, f->model->base_year);

    if (strcmp(scheme->evidence, "unconfirmed") == 0)
        mkba_i_findings_add(f->findings, "scheme-unconfirmed", &discount->place,
                            "the rates of %s have not been confirmed in their source (%s)", discount->name,
                            scheme->source);
    if (strcmp(scheme->evidence, "secondary") == 0)
        mkba_i_findings_add(f->findings, "scheme-secondary", &discount->place,
                            "the rates of %s rest on secondary sources (%s)%s", discount->name, scheme->source,
                            scheme->n_segments > 1 ? " and are read as forward rates" : "");
    if (is_main && (f->model->base_year < scheme->applies_from ||
                    (scheme->applies_to != 0 && f->model->base_year > scheme->applies_to)))
        mkba_i_findings_add(f->findings, "scheme-vintage", &discount->place,
                            "%s is for an MKBA started in another year than %d%s%s", discount->name,
                            f->model->base_year, current != NULL ? ": then in force is " : "",
                            current != NULL ? current->name : "");
}

static void find_discount(finder *f, const mkba_i_discount *discount, bool is_main)
{
    if (discount->scheme != NULL)
        find_scheme(f, discount, is_main);
    else
        find_rates(f, discount);
}

/* An own index that hides one of the catalog. */
static void find_indices(finder *f)
{
    for (size_t i = 0; i < f->model->index_names.n; i++)
        if (mkba_i_catalog_index(f->catalog, f->model->index_names.items[i]) != NULL)
            mkba_i_findings_add(f->findings, "index-replaced", &f->model->index_places[i],
                                "the index \"%.100s\" of this case replaces that of the catalog, in all years",
                                f->model->index_names.items[i]);
}

/* ---- parameters ------------------------------------------------------------------------------------------ */

static void mark(const mkba_i_expression *expression, bool *used)
{
    for (size_t i = 0; expression != NULL && i < expression->n_terms; i++)
        if (expression->terms[i].op == MKBA_I_PARAMETER)
            used[expression->terms[i].symbol] = true;
}

static void mark_discount(const mkba_i_discount *discount, bool *used)
{
    for (size_t i = 0; discount != NULL && i < discount->n_segments; i++)
        mark(discount->segments[i].rate, used);
}

static void mark_change(const mkba_i_change *change, bool *used)
{
    mark(change->inflow, used);
    mark(change->outflow, used);
    mark(change->unit_cost, used);
    mark(change->clients, used);
    mark(change->profile.decay, used);
    for (size_t i = 0; i < change->n_shifts; i++)
        mark(change->shifts[i].share, used);
}

static void mark_stream(const mkba_i_stream *stream, bool *used)
{
    mark(stream->path, used);
    mark(stream->population, used);
    mark(stream->stock, used);
    mark(stream->inflow, used);
    mark(stream->outflow, used);
    mark(stream->unit_cost, used);
    for (size_t i = 0; i < stream->n_changes; i++)
        mark_change(&stream->changes[i], used);
}

/* Which parameters anything uses, by themselves or through derived ones. */
static void mark_used(const mkba_i_model *model, bool *used)
{
    mark_discount(model->settings.discount, used);
    for (size_t i = 0; i < model->scenario_names.n; i++)
        mark_discount(model->scenarios[i].discount, used);
    for (size_t i = 0; i < model->group_names.n; i++)
        mark(model->groups[i].alpha, used);
    for (size_t i = 0; i < model->stream_names.n; i++)
        mark_stream(&model->streams[i], used);
    for (size_t i = 0; i < model->n_lines; i++) {
        mark(model->lines[i].value, used);
        mark(model->lines[i].volume, used);
        mark(model->lines[i].growth, used);
        mark(model->lines[i].profile.decay, used);
        mark_discount(model->lines[i].discount, used);
    }
    for (size_t i = 0; i < model->parameter_names.n; i++)
        if (model->parameters[i].kind == MKBA_I_DERIVED)
            mark(&model->parameters[i].derived, used);
}

static void find_series(finder *f, const mkba_i_parameter *parameter)
{
    int first = parameter->first_year, last = first + (int) parameter->n_years - 1;

    if (first > f->settings.first)
        mkba_i_findings_add(f->findings, "series-extended", &parameter->place,
                            "the series of \"%.100s\" begins in %d: before that its first value holds, from %d",
                            parameter->name, first, f->settings.first);
    if (last < f->settings.last)
        mkba_i_findings_add(f->findings, "series-extended", &parameter->place,
                            "the series of \"%.100s\" ends in %d: after that its last value holds, up to %d",
                            parameter->name, last, f->settings.last);
}

static void find_price_level(finder *f, const mkba_i_parameter *parameter)
{
    bool is_money = parameter->has_unit && mkba_i_unit_power_of(&parameter->unit, "EUR") != 0;

    if (is_money && parameter->price_year == 0)
        mkba_i_findings_add(f->findings, "price-year-assumed", &parameter->place,
                            "\"%.100s\" has no price_year: it is taken to be in prices of %d", parameter->name,
                            f->model->price_year);
    if (parameter->has_unit && !is_money && parameter->price_year != 0)
        mkba_i_findings_add(f->findings, "price-year-without-euro", &parameter->place,
                            "\"%.100s\" has a price_year and is no amount in EUR", parameter->name);
    if (parameter->price_is_provisional)
        mkba_i_findings_add(f->findings, "index-provisional", &parameter->place,
                            "the price of \"%.100s\" is converted with a provisional figure of the index %s",
                            parameter->name, parameter->index->name);
    if (parameter->has_index && parameter->price_year == 0)
        mkba_i_findings_add(f->findings, "key-without-effect", &parameter->place,
                            "the index of \"%.100s\" has no effect without a price_year", parameter->name);
    if (parameter->has_vat_rate && parameter->vat == MKBA_I_VAT_NONE)
        mkba_i_findings_add(f->findings, "key-without-effect", &parameter->place,
                            "the vat_rate of \"%.100s\" has no effect without \"vat\"", parameter->name);
}

/* What came out of an estimate that does not show it. */
static void find_verdict(finder *f, const mkba_i_parameter *parameter)
{
    if (parameter->verdict == NULL || strcmp(parameter->verdict, "supported") == 0)
        return;
    mkba_i_findings_add(f->findings, "effect-not-shown", &parameter->place,
                        "\"%.100s\" comes from an estimate that %s: its verdict is \"%s\"", parameter->name,
                        strcmp(parameter->verdict, "refused") == 0 ? "bears no causal claim" : "shows no effect",
                        parameter->verdict);
}

static void find_parameters(finder *f)
{
    const mkba_i_model *model = f->model;

    mark_used(model, f->used);
    for (size_t i = 0; i < model->parameter_names.n; i++) {
        const mkba_i_parameter *parameter = &model->parameters[i];

        if (!f->used[i])
            mkba_i_findings_add(f->findings, "parameter-unused", &parameter->place, "nothing uses \"%.100s\"",
                                parameter->name);
        if (!f->overridden[i])
            find_verdict(f, parameter);
        if (parameter->kind == MKBA_I_DERIVED)
            continue;
        find_price_level(f, parameter);
        if (parameter->kind == MKBA_I_SERIES && !f->overridden[i])
            find_series(f, parameter);
        if (parameter->value_is_mean && !f->overridden[i])
            mkba_i_findings_add(f->findings, "mean-as-value", &parameter->place,
                                "\"%.100s\" has no value: the mean of its distribution is taken", parameter->name);
    }
}

static void find_unchecked(finder *f)
{
    for (const mkba_i_unchecked *unchecked = f->model->unchecked; unchecked != NULL; unchecked = unchecked->next) {
        mkba_i_place place = mkba_i_place_of(unchecked->expression);

        mkba_i_findings_add(f->findings, "unit-missing", &place,
                            "the units of \"%.120s\" are not checked: \"%.100s\" has no unit",
                            unchecked->expression->text, f->model->parameters[unchecked->parameter].name);
    }
}

/* ---- streams --------------------------------------------------------------------------------------------- */

static bool is_outside(const finder *f, const mkba_i_profile *profile, bool once)
{
    mkba_i_span span = mkba_i_profile_span(profile, f->settings.first, f->settings.last, once);

    return span.to < f->settings.first || span.from > f->settings.last || span.to < span.from;
}

/* Once per parameter and expression. */
static void find_evidence(finder *f, const mkba_i_expression *expression)
{
    f->n_expressions++;
    for (size_t i = 0; expression != NULL && i < expression->n_terms; i++) {
        const mkba_i_term *term = &expression->terms[i];
        const mkba_i_parameter *parameter = term->op == MKBA_I_PARAMETER ? &f->model->parameters[term->symbol] : NULL;
        mkba_i_place place = mkba_i_place_of(expression);

        if (parameter == NULL || parameter->kind == MKBA_I_DERIVED || parameter->evidence != NULL ||
            f->told_in[term->symbol] == f->n_expressions)
            continue;
        f->told_in[term->symbol] = f->n_expressions;
        mkba_i_findings_add(f->findings, "effect-without-evidence", &place,
                            "the effect rests on \"%.100s\", which has no evidence level", parameter->name);
    }
}

static void find_changes(finder *f, const mkba_i_stream *stream)
{
    for (size_t i = 0; i < stream->n_changes; i++) {
        const mkba_i_change *change = &stream->changes[i];

        if (is_outside(f, &change->profile, false))
            mkba_i_findings_add(f->findings, "change-outside-years", &change->place,
                                "what \"%.80s\" does to \"%.80s\" lies outside the years counted, %d to %d",
                                f->model->alternatives[change->alternative].name, stream->name, f->settings.first,
                                f->settings.last);
        find_evidence(f, change->inflow);
        find_evidence(f, change->outflow);
        find_evidence(f, change->unit_cost);
        find_evidence(f, change->clients);
        for (size_t j = 0; j < change->n_shifts; j++)
            find_evidence(f, change->shifts[j].share);
    }
}

static void find_streams(finder *f)
{
    for (size_t i = 0; i < f->model->stream_names.n; i++) {
        const mkba_i_stream *stream = &f->model->streams[i];

        if (stream->payer.assumed)
            mkba_i_findings_add(f->findings, "actor-assumed", &stream->place,
                                "the stream \"%.100s\" has no payer: maatschappij is taken", stream->name);
        find_changes(f, stream);
    }
}

/* ---- lines ----------------------------------------------------------------------------------------------- */

/* Levels of streams whose change the line (of this number, from 1) does not use. */
static void find_levels(finder *f, const mkba_i_line *line, size_t number)
{
    mkba_i_place place = mkba_i_place_of(line->value);

    for (size_t i = 0; i < line->value->n_terms; i++)
        if (line->value->terms[i].op == MKBA_I_CHANGE)
            f->streams[line->value->terms[i].symbol].seen_in = number;
    for (size_t i = 0; i < line->value->n_terms; i++) {
        const mkba_i_term *term = &line->value->terms[i];
        bool is_level = term->op == MKBA_I_CLIENTS || term->op == MKBA_I_COST;
        stream_uses *stream = is_level ? &f->streams[term->symbol] : NULL;

        if (stream == NULL || stream->seen_in == number || stream->told_of == number)
            continue;
        stream->told_of = number;
        mkba_i_findings_add(
            f->findings, "level-not-difference", &place,
            "line \"%.100s\" uses a level of the stream \"%.100s\" where a difference with the nulalternatief is meant: use %.100s.change",
            line->id, f->model->streams[term->symbol].name, f->model->streams[term->symbol].name);
    }
}

/* Whether the value names a parameter that speaks of deadweight. */
static bool names_deadweight(const mkba_i_model *model, const mkba_i_expression *value)
{
    for (size_t i = 0; i < value->n_terms; i++)
        if (value->terms[i].op == MKBA_I_PARAMETER &&
            strstr(model->parameters[value->terms[i].symbol].name, "deadweight") != NULL)
            return true;
    return false;
}

static void find_line(finder *f, const mkba_i_line *line, size_t number)
{
    const char *side = line->payer.assumed ? "payer" : "receiver";

    if (line->payer.assumed || line->receiver.assumed)
        mkba_i_findings_add(f->findings, "actor-assumed", &line->place,
                            "line \"%.100s\" has no %s%s: maatschappij is taken", line->id, side,
                            line->payer.assumed && line->receiver.assumed ? " and no receiver" : "");
    if (line->kind == MKBA_I_KIND_PM)
        mkba_i_findings_add(f->findings, "pm", &line->place,
                            "line \"%.100s\" is pro memorie: it has no amount and is in no total", line->id);
    if (line->kind == MKBA_I_KIND_COST && line->cashable.given)
        mkba_i_findings_add(f->findings, "key-without-effect", &line->place,
                            "cashable has no effect on the cost line \"%.100s\": nobody receives it", line->id);
    if (line->value == NULL)
        return;
    find_levels(f, line, number);
    if (line->gross && !names_deadweight(f->model, line->value))
        mkba_i_findings_add(f->findings, "gross-effect", &line->place,
                            "line \"%.100s\" is a gross effect and its value names no deadweight", line->id);
    if (is_outside(f, &line->profile, line->once))
        mkba_i_findings_add(f->findings, "line-outside-years", &line->place,
                            "line \"%.100s\" lies outside the years counted, %d to %d", line->id, f->settings.first,
                            f->settings.last);
    if (line->discount != NULL)
        find_discount(f, line->discount, false);
}

/* Whether both lines give the same actor something. */
static bool share_actor(const mkba_i_party *a, const mkba_i_party *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++)
            if (a->shares[i].actor == b->shares[j].actor && a->shares[i].share > 0.0 && b->shares[j].share > 0.0)
                return true;
    return false;
}

static bool hold_together(const mkba_i_model *model, const mkba_i_line *a, const mkba_i_line *b)
{
    for (size_t i = 0; i < model->alternative_names.n; i++)
        if (a->holds[i] && b->holds[i])
            return true;
    return false;
}

static bool is_same_group(size_t a, size_t b)
{
    return a == b && a != MKBA_I_NONE;
}

/* An earlier line that gives an actor of this one a benefit of the same change, outside its overlap group; NULL. */
static const mkba_i_line *find_double(const finder *f, const mkba_i_line *line, size_t stream)
{
    size_t n = 0;

    for (const use *other = f->streams[stream].first; other != NULL && n < MOST_COMPARED;
         n += other->line->receiver.n, other = other->next)
        if (hold_together(f->model, line, other->line) && share_actor(&line->receiver, &other->line->receiver) &&
            !is_same_group(line->overlap, other->line->overlap))
            return other->line;
    return NULL;
}

static void remember(finder *f, const mkba_i_line *line, size_t stream)
{
    stream_uses *uses = &f->streams[stream];
    use *made = make(f, 1, sizeof *made);

    if (made == NULL)
        return;
    made->line = line;
    if (uses->last == NULL)
        uses->first = made;
    else
        uses->last->next = made;
    uses->last = made;
}

/* The effect on the stream's own cost is a benefit of its change too. */
static void find_double_count(finder *f, const mkba_i_line *line, size_t stream)
{
    const mkba_i_stream *own = &f->model->streams[stream];
    const mkba_i_line *other = find_double(f, line, stream);

    if (share_actor(&line->receiver, &own->payer) && !is_same_group(line->overlap, own->overlap))
        mkba_i_findings_add(
            f->findings, "double-count", &line->place,
            "line \"%.100s\" gives an actor a benefit of the change in \"%.100s\", whose saved cost that actor receives already: put both in one overlap group, or leave one out",
            line->id, own->name);
    if (other != NULL)
        mkba_i_findings_add(
            f->findings, "double-count", &line->place,
            "lines \"%.100s\" and \"%.100s\" give one actor benefits of the same change in \"%.100s\": put both in one overlap group, or leave one out",
            other->id, line->id, own->name);
    remember(f, line, stream);
}

/* Benefits for one actor that the change of one stream drives, outside an overlap group. */
static void find_double_counts(finder *f)
{
    for (size_t i = 0; i < f->model->stream_names.n; i++)
        f->streams[i].seen_in = 0;
    for (size_t i = 0; i < f->model->n_lines && !f->findings->failed; i++) {
        const mkba_i_line *line = &f->model->lines[i];

        for (size_t j = 0; line->kind == MKBA_I_KIND_BENEFIT && j < line->value->n_terms; j++) {
            const mkba_i_term *term = &line->value->terms[j];

            if (term->op != MKBA_I_CHANGE || f->streams[term->symbol].seen_in == i + 1)
                continue;
            f->streams[term->symbol].seen_in = i + 1;
            find_double_count(f, line, term->symbol);
        }
    }
}

/* ---- actors ---------------------------------------------------------------------------------------------- */

static void find_undeclared(finder *f, const mkba_i_actor *actor, bool with_hint)
{
    const mkba_i_model *model = f->model;
    mkba_i_nearest nearest = mkba_i_nearest_start(actor->name);
    char hint[MKBA_I_HINT];

    for (size_t i = 0; with_hint && i < model->n_actors && i < MOST_COMPARED; i++)
        if (model->actors[i].declared)
            mkba_i_nearest_try(&nearest, model->actors[i].name);
    mkba_i_nearest_hint(&nearest, hint);
    mkba_i_findings_add(f->findings, "actor-undeclared", &actor->place,
                        "the actor \"%.100s\" is not declared in \"actors\"%s", actor->name, hint);
}

static void find_actors(finder *f)
{
    size_t n = 0;

    for (size_t i = 0; f->model->actors_declared && i < f->model->n_actors; i++)
        if (!f->model->actors[i].declared)
            find_undeclared(f, &f->model->actors[i], n++ < MKBA_I_PROBLEMS);
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

static bool start(finder *f)
{
    size_t n_parameters = f->model->parameter_names.n;

    f->used = make(f, n_parameters, sizeof *f->used);
    f->overridden = make(f, n_parameters, sizeof *f->overridden);
    f->told_in = make(f, n_parameters, sizeof *f->told_in);
    f->streams = make(f, f->model->stream_names.n, sizeof *f->streams);
    if (f->findings->failed)
        return false;
    for (size_t i = 0; f->scenario != NULL && i < f->scenario->n_overrides; i++)
        f->overridden[f->scenario->overrides[i].parameter] = true;
    return true;
}

void mkba_i_find(const mkba_case *mkba, const mkba_i_scenario *scenario, mkba_i_findings *findings)
{
    finder f = {.catalog = mkba->catalog,
                .model = &mkba->model,
                .scenario = scenario,
                .settings = mkba_i_model_settings(&mkba->model, scenario),
                .findings = findings};

    if (!start(&f))
        return;
    find_assumptions(&f);
    find_discount(&f, f.settings.discount, true);
    find_indices(&f);
    find_parameters(&f);
    find_unchecked(&f);
    find_streams(&f);
    for (size_t i = 0; i < f.model->n_lines; i++)
        find_line(&f, &f.model->lines[i], i + 1);
    find_double_counts(&f);
    find_actors(&f);
}

void mkba_i_find_in_scenarios(const mkba_case *mkba, mkba_i_findings *findings)
{
    finder f = {.catalog = mkba->catalog, .model = &mkba->model, .findings = findings};

    for (size_t i = 0; i < f.model->scenario_names.n; i++)
        if (f.model->scenarios[i].discount != NULL)
            find_discount(&f, f.model->scenarios[i].discount, true);
}
