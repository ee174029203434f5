/* Steps of a stream in a year (docs/case-format.md, "Streams"): in the nulalternatief, in the alternative, and the
 * difference that is its effect. */
#include "appraise/explain.h"
#include "base/exact.h"

/* A stream in one alternative and one year. */
typedef struct side {
    mkba_i_explainer *e;
    const mkba_i_stream *stream;
    const mkba_i_stream_year *years; /* [stream * n_years + year] of that alternative */
    const mkba_i_stream_year *now;
    const mkba_i_change *change; /* NULL when nothing is changed in this year */
    const char *alternative;
    size_t position, year;
} side;

static mkba_i_step step_of(const side *s, const char *what, mkba_i_node node, const char *unit)
{
    return (mkba_i_step){.depth = 1,
                         .kind = what,
                         .name = mkba_i_explain_text(s->e, "%s in %s", s->stream->name, s->alternative),
                         .value = mkba_i_figure(s->e->appraisal, node),
                         .unit = unit,
                         .where = s->stream->place.where};
}

static mkba_i_operand operand(const side *s, const char *symbol, mkba_i_node node)
{
    return mkba_i_operand_of(s->e, symbol, node);
}

static void explain_expression(const side *s, const mkba_i_expression *expression, const char *what, mkba_i_node node,
                               const char *unit)
{
    mkba_i_step step = step_of(s, what, node, unit);

    step.where = NULL;
    mkba_i_explain_expression(s->e, expression, s->year, step, "", "");
}

/* given * (1 + (multiplier - 1) * strength), where the alternative changes it. */
static void explain_change(const side *s, const mkba_i_changed *number, const mkba_i_expression *multiplier,
                           const char *what, const char *unit)
{
    if (number->multiplier == MKBA_I_NO_NODE)
        return;
    explain_expression(s, multiplier, "multiplier", number->multiplier, "1");
    MKBA_I_STEP(s->e, step_of(s, what, number->changed, unit), "{0} * (1 + ({1} - 1) * {2})",
                operand(s, what, number->given), operand(s, "multiplier", number->multiplier),
                operand(s, "strength", s->now->from.profile.strength));
}

static void explain_strength(const side *s)
{
    const mkba_i_settings *settings = &s->e->plan->settings;
    const mkba_i_strength *strength = &s->now->from.profile;
    mkba_i_step step = step_of(s, "strength", strength->strength, "1");
    mkba_i_span span;

    if (s->change == NULL)
        return;
    step.depth++;
    span = mkba_i_profile_span(&s->change->profile, settings->first, settings->last, false);
    mkba_i_explain_profile(s->e, &s->change->profile, strength, &span, s->now->from.remainder, s->year, step);
    step.depth--;
    MKBA_I_STEP(s->e, step, "{0} * {1}", operand(s, "ramp-up", strength->ramp_up),
                operand(s, "decay", strength->decay));
}

/* ---- inputs ---------------------------------------------------------------------------------------------- */

static void explain_unit_cost(const side *s)
{
    const mkba_i_stream_inputs *from = &s->now->from;
    const char *unit = s->stream->per_user ? "EUR/client" : "EUR/client/jaar";

    explain_expression(s, s->stream->unit_cost, "unit_cost", from->unit_cost.given, unit);
    if (s->change != NULL)
        explain_change(s, &from->unit_cost, s->change->unit_cost, "unit_cost", unit);
}

static void explain_inflow(const side *s)
{
    const mkba_i_stream *stream = s->stream;
    const mkba_i_stream_inputs *from = &s->now->from;

    explain_expression(s, stream->inflow, stream->population != NULL ? "inflow rate" : "inflow", from->inflow_rate,
                       stream->population != NULL ? "promille/jaar" : "client");
    if (stream->population != NULL) {
        explain_expression(s, stream->population, "population", from->population, NULL);
        MKBA_I_STEP(s->e, step_of(s, "inflow", from->inflow.given, "client"), "{0} * {1} / 1000",
                    operand(s, "inflow rate", from->inflow_rate), operand(s, "population", from->population));
    }
    if (s->change != NULL)
        explain_change(s, &from->inflow, s->change->inflow, "inflow", "client");
}

static void explain_begin(const side *s)
{
    const mkba_i_stream_inputs *from = &s->now->from;
    int before = s->e->plan->settings.first + (int) s->year - 1;

    if (s->year == 0)
        explain_expression(s, s->stream->stock, "stock", from->begin, "client");
    else
        MKBA_I_STEP(s->e, step_of(s, "begin", from->begin, "client"), "{0}",
                    operand(s, mkba_i_explain_text(s->e, "end(%d)", before), from->begin));
}

static void explain_outflow(const side *s)
{
    explain_expression(s, s->stream->outflow, "outflow rate", s->now->from.outflow.given, "1/jaar");
    if (s->change != NULL)
        explain_change(s, &s->now->from.outflow, s->change->outflow, "outflow rate", "1/jaar");
}

/* ---- shifts ---------------------------------------------------------------------------------------------- */

/* What a shift moves: out of this stream, or into it. */
static void explain_shift(const side *s, size_t position, const mkba_i_shift *shift, size_t i)
{
    const mkba_i_stream_inputs *from = &s->years[position * s->e->plan->n_years + s->year].from;
    const mkba_i_model *model = s->e->model;
    side source = *s;
    mkba_i_step step = step_of(s, "moved", from->moved[i], "client");

    source.stream = &model->streams[position];
    source.now = &s->years[position * s->e->plan->n_years + s->year];
    explain_expression(&source, shift->share, "share", from->shares[i], "1");
    step.name = mkba_i_explain_text(s->e, "%s to %s", source.stream->name, model->streams[shift->to].name);
    step.where = shift->place.where;
    MKBA_I_STEP(s->e, step, "{0} * {1} * {2}",
                operand(s, shift->of_stock ? "begin" : "inflow", shift->of_stock ? from->begin : from->inflow.changed),
                operand(s, "share", from->shares[i]), operand(s, "strength", from->profile.strength));
}

/* All shifts that touch this stream; whether there are any. */
static bool explain_shifts(const side *s)
{
    const mkba_i_model *model = s->e->model;
    bool any = false;

    for (size_t i = 0; i < model->stream_names.n && !s->e->failed; i++) {
        const mkba_i_stream_inputs *from = &s->years[i * s->e->plan->n_years + s->year].from;
        const mkba_i_change *change =
            from->moved == NULL ? NULL : mkba_i_stream_change(&model->streams[i], s->e->outcome->alternative);

        for (size_t j = 0; change != NULL && j < change->n_shifts; j++)
            if (i == s->position || change->shifts[j].to == s->position) {
                explain_shift(s, i, &change->shifts[j], j);
                any = true;
            }
    }
    return any;
}

/* Begin and inflow after shifts, and what was received. */
static void explain_moved(const side *s)
{
    const mkba_i_stream_inputs *from = &s->now->from;

    if (!explain_shifts(s))
        return;
    MKBA_I_STEP(s->e, step_of(s, "begin", s->now->begin, "client"), "{0} - {1} + {2}", operand(s, "begin", from->begin),
                operand(s, "moved out of the stock", from->left_stock),
                operand(s, "moved into the stock", from->joined_stock));
    MKBA_I_STEP(s->e, step_of(s, "inflow", s->now->inflow, "client"), "{0} - {1}",
                operand(s, "inflow", from->inflow.changed), operand(s, "moved out of the inflow", from->left_inflow));
    MKBA_I_STEP(s->e, step_of(s, "received", s->now->received, "client"), "{0}",
                operand(s, "moved into the inflow", from->joined_inflow));
}

/* ---- turnover -------------------------------------------------------------------------------------------- */

#define ARRIVING operand(s, "inflow", s->now->inflow), operand(s, "received", s->now->received)

static void explain_discrete(const side *s)
{
    const mkba_i_stream_year *now = s->now;

    MKBA_I_STEP(s->e, step_of(s, "end", now->end, "client"), "{2} * (1 - {3}) + ({0} + {1})", ARRIVING,
                operand(s, "begin", now->begin), operand(s, "outflow rate", now->from.outflow.changed));
    MKBA_I_STEP(s->e, step_of(s, "mean", now->mean, "client"), "({0} + {1}) / 2", operand(s, "begin", now->begin),
                operand(s, "end", now->end));
}

/* g = (1 - e^-h) / h and k = (1 - g) / h, near 0 as series, because there the terms cancel. */
static void explain_continuous(const side *s)
{
    const mkba_i_stream_year *now = s->now;
    mkba_i_operand h = operand(s, "h", now->from.outflow.changed), g = operand(s, "g", now->from.spread),
                   k = operand(s, "k", now->from.linger);
    bool is_small = h.value < 0.05;

    MKBA_I_STEP(s->e, step_of(s, "spread", now->from.spread, "1"),
                is_small ? "1 - {0} / 2 + {0}^2 / 6 - {0}^3 / 24 + {0}^4 / 120 - {0}^5 / 720 + {0}^6 / 5040"
                         : "(1 - exp(-{0})) / {0}",
                h);
    MKBA_I_STEP(s->e, step_of(s, "linger", now->from.linger, "1"),
                is_small ? "1 / 2 - {0} / 6 + {0}^2 / 24 - {0}^3 / 120 + {0}^4 / 720 - {0}^5 / 5040 + {0}^6 / 40320"
                         : "({0} - 1 + exp(-{0})) / {0}^2",
                h);
    MKBA_I_STEP(s->e, step_of(s, "end", now->end, "client"), "{2} * exp(-{3}) + ({0} + {1}) * {4}", ARRIVING,
                operand(s, "begin", now->begin), h, g);
    MKBA_I_STEP(s->e, step_of(s, "mean", now->mean, "client"), "{2} * {3} + ({0} + {1}) * {4}", ARRIVING,
                operand(s, "begin", now->begin), g, k);
}

static void explain_flows(const side *s)
{
    const mkba_i_stream_year *now = s->now;

    explain_begin(s);
    explain_inflow(s);
    explain_outflow(s);
    explain_moved(s);
    if (s->stream->continuous)
        explain_continuous(s);
    else
        explain_discrete(s);
    MKBA_I_STEP(s->e, step_of(s, "users", now->users, "client"), "{2} + ({0} + {1})", ARRIVING,
                operand(s, "begin", now->begin));
    MKBA_I_STEP(s->e, step_of(s, "outflow", now->outflow, "client"), "{0} - {1}", operand(s, "users", now->users),
                operand(s, "end", now->end));
}

static void explain_path(const side *s)
{
    const mkba_i_stream_inputs *from = &s->now->from;

    explain_expression(s, s->stream->path, "clients", from->clients.given, "client");
    if (s->change != NULL)
        explain_change(s, &from->clients, s->change->clients, "clients", "client");
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

static void explain_side(mkba_i_explainer *e, const mkba_i_stream *stream, size_t year, bool in_null)
{
    size_t position = (size_t) (stream - e->model->streams),
           alternative = in_null ? e->model->null_alternative : e->outcome->alternative;
    side s = {.e = e,
              .stream = stream,
              .years = in_null ? e->plan->null_streams : e->outcome->streams,
              .alternative = e->model->alternatives[alternative].name,
              .position = position,
              .year = year};

    s.now = &s.years[position * e->plan->n_years + year];
    if (s.now->from.profile.strength != MKBA_I_NO_NODE)
        s.change = mkba_i_stream_change(stream, alternative);
    explain_strength(&s);
    explain_unit_cost(&s);
    if (stream->path != NULL)
        explain_path(&s);
    else
        explain_flows(&s);
    MKBA_I_STEP(e, step_of(&s, "cost", s.now->cost, "EUR"), "{0} * {1}",
                operand(&s, "unit_cost", s.now->from.unit_cost.changed),
                stream->per_user ? operand(&s, "users", s.now->users) : operand(&s, "mean", s.now->mean));
}

void mkba_i_explain_stream(mkba_i_explainer *e, const mkba_i_entry *entry, size_t year)
{
    size_t at = (size_t) (entry->stream - e->model->streams) * e->plan->n_years + year;
    const mkba_i_alternative *alternatives = e->model->alternatives;

    explain_side(e, entry->stream, year, true);
    explain_side(e, entry->stream, year, false);
    MKBA_I_STEP(e,
                ((mkba_i_step){.kind = "amount",
                               .name = entry->name,
                               .value = mkba_i_figure(e->appraisal, entry->before[year]),
                               .unit = "EUR",
                               .where = entry->stream->place.where}),
                "{0} - {1}",
                mkba_i_operand_of(e,
                                  mkba_i_explain_text(e, "cost in %s", alternatives[e->model->null_alternative].name),
                                  e->plan->null_streams[at].cost),
                mkba_i_operand_of(e, mkba_i_explain_text(e, "cost in %s", alternatives[e->outcome->alternative].name),
                                  e->outcome->streams[at].cost));
}
