/* Compiling lines, the effects on streams as lines, overlap, and totals. */
#include "appraise/compile.h"

#include "base/exact.h"

static mkba_i_node *zeros(mkba_i_compiler *c)
{
    mkba_i_node *nodes = mkba_i_compile_make(c, c->n_years, sizeof *nodes);

    for (size_t year = 0; nodes != NULL && year < c->n_years; year++)
        nodes[year] = mkba_i_constant(c->program, 0.0);
    return nodes;
}

/* ---- lines ----------------------------------------------------------------------------------------------- */

/* What a line has in all its years. */
typedef struct yearly {
    mkba_i_span span;
    mkba_i_node remainder; /* 1 - decay */
    mkba_i_node growth;    /* 1 + growth */
} yearly;

static mkba_i_node compile_growth(mkba_i_compiler *c, const mkba_i_line *line)
{
    mkba_i_program *program = c->program;
    mkba_i_node one = mkba_i_constant(program, 1.0), growth;

    if (line->growth == NULL)
        return one;
    growth = mkba_i_compile_single(c, line->growth, MKBA_I_SUBJECT_LINE, line->id, "growth");
    mkba_i_compile_origin(c, MKBA_I_SUBJECT_LINE, line->id, "growth", 0, mkba_i_place_of(line->growth));
    growth = mkba_i_binary(program, MKBA_I_OP_ABOVE, growth, mkba_i_constant(program, -1.0));
    return mkba_i_add(program, one, growth);
}

/* Amount in a year of the span: value x ramp-up x decay x (1 + growth)^(y - base_year). */
static mkba_i_node compile_amount(mkba_i_compiler *c, const mkba_i_line *line, const yearly *of, size_t year)
{
    mkba_i_node amount = mkba_i_compile_expression(c, line->value, year, MKBA_I_SUBJECT_LINE, line->id, "value");
    int y = mkba_i_compile_year(c, year);

    mkba_i_compile_origin(c, MKBA_I_SUBJECT_LINE, line->id, "amount", y, line->place);
    amount =
        mkba_i_multiply(c->program, amount, mkba_i_compile_profile(c, &line->profile, &of->span, of->remainder, year));
    if (line->growth == NULL)
        return amount;
    return mkba_i_multiply(
        c->program, amount,
        mkba_i_binary(c->program, MKBA_I_OP_POWER, of->growth, mkba_i_constant(c->program, y - c->model->base_year)));
}

static void compile_line(mkba_i_compiler *c, const mkba_i_line *line, mkba_i_entry *entry)
{
    const mkba_i_settings *settings = &c->plan->settings;
    yearly of = {.span = mkba_i_profile_span(&line->profile, settings->first, settings->last, line->once)};

    *entry = (mkba_i_entry){.name = line->id,
                            .title = line->title,
                            .line = line,
                            .kind = line->kind,
                            .payer = &line->payer,
                            .receiver = &line->receiver,
                            .overlap = line->overlap,
                            .cash = line->cash,
                            .cashable = &line->cashable};
    entry->amounts = zeros(c);
    entry->volumes = line->volume == NULL ? NULL : zeros(c);
    entry->holds = mkba_i_compile_make(c, c->n_years, sizeof *entry->holds);
    entry->factors = line->discount == NULL && !line->has_timing
                         ? c->plan->factors
                         : mkba_i_compile_factors(c, line->discount != NULL ? line->discount : settings->discount,
                                                  line->has_timing ? line->timing : settings->timing);
    of.remainder = mkba_i_compile_remainder(c, &line->profile, MKBA_I_SUBJECT_LINE, line->id);
    of.growth = compile_growth(c, line);
    for (size_t year = 0; year < c->n_years && !mkba_i_compile_failed(c); year++) {
        int y = mkba_i_compile_year(c, year);

        entry->holds[year] = y >= of.span.from && y <= of.span.to;
        if (!entry->holds[year])
            continue;
        entry->amounts[year] = compile_amount(c, line, &of, year);
        if (line->volume != NULL)
            entry->volumes[year] =
                mkba_i_compile_expression(c, line->volume, year, MKBA_I_SUBJECT_LINE, line->id, "volume");
    }
}

/* Cost in the nulalternatief minus cost in the alternative: a benefit of whoever pays the stream. */
static void compile_stream_effect(mkba_i_compiler *c, size_t position, mkba_i_entry *entry)
{
    static const mkba_i_party NOBODY = {0};
    const mkba_i_stream *stream = &c->model->streams[position];

    *entry = (mkba_i_entry){.name = stream->name,
                            .title = stream->title,
                            .stream = stream,
                            .kind = MKBA_I_KIND_BENEFIT,
                            .payer = &NOBODY,
                            .receiver = &stream->payer,
                            .overlap = stream->overlap,
                            .cash = stream->cash,
                            .cashable = &stream->cashable,
                            .factors = c->plan->factors};
    entry->amounts = zeros(c);
    entry->volumes = zeros(c);
    entry->holds = mkba_i_compile_make(c, c->n_years, sizeof *entry->holds);
    for (size_t year = 0; year < c->n_years && !mkba_i_compile_failed(c); year++) {
        const mkba_i_stream_year *null_year = &c->plan->null_streams[position * c->n_years + year];
        const mkba_i_stream_year *own_year = &c->streams[position * c->n_years + year];

        mkba_i_compile_origin(c, MKBA_I_SUBJECT_STREAM, stream->name, "effect", mkba_i_compile_year(c, year),
                              stream->place);
        entry->holds[year] = true;
        if (null_year->cost != own_year->cost)
            entry->amounts[year] = mkba_i_subtract(c->program, null_year->cost, own_year->cost);
        if (null_year->mean != own_year->mean)
            entry->volumes[year] = mkba_i_subtract(c->program, own_year->mean, null_year->mean);
    }
}

static void compile_entries(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    const mkba_i_model *model = c->model;

    outcome->entries = mkba_i_compile_make(c, model->n_lines + model->stream_names.n, sizeof *outcome->entries);
    outcome->pm = mkba_i_compile_make(c, model->n_lines, sizeof *outcome->pm);
    for (size_t i = 0; i < model->n_lines && !mkba_i_compile_failed(c); i++) {
        const mkba_i_line *line = &model->lines[i];

        if (!line->holds[outcome->alternative])
            continue;
        if (line->kind == MKBA_I_KIND_PM)
            outcome->pm[outcome->n_pm++] = line;
        else
            compile_line(c, line, &outcome->entries[outcome->n_entries++]);
    }
    for (size_t i = 0; i < model->stream_names.n && !mkba_i_compile_failed(c); i++)
        compile_stream_effect(c, i, &outcome->entries[outcome->n_entries++]);
}

/* ---- overlap --------------------------------------------------------------------------------------------- */

/* The entries of a group: each refers to the next. */
typedef struct member {
    mkba_i_entry *entry;
    struct member *next;
} member;

/* Of each group its entries in order, as n_groups lists. */
static member **list_members(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    member **groups = mkba_i_compile_make(c, c->model->group_names.n, sizeof *groups);
    member *members = mkba_i_compile_make(c, outcome->n_entries, sizeof *members);

    if (groups == NULL || members == NULL)
        return NULL;
    for (size_t i = outcome->n_entries; i > 0; i--) {
        mkba_i_entry *entry = &outcome->entries[i - 1];

        if (entry->overlap == MKBA_I_NONE)
            continue;
        members[i - 1] = (member){entry, groups[entry->overlap]};
        groups[entry->overlap] = &members[i - 1];
    }
    return groups;
}

/* The largest amount in absolute value counts fully, the first listed of equals (within 1e-12 relative); each other
 * times alpha: dominant + alpha * (sum - dominant). */
static void overlap_year(mkba_i_compiler *c, const member *first, mkba_i_node alpha, size_t year)
{
    mkba_i_program *p = c->program;
    mkba_i_node zero = mkba_i_constant(p, 0.0), one = mkba_i_constant(p, 1.0), largest = zero, taken = zero;

    for (const member *m = first; m != NULL; m = m->next)
        largest = mkba_i_binary(p, MKBA_I_OP_MAX, largest, mkba_i_unary(p, MKBA_I_OP_ABS, m->entry->amounts[year]));
    largest = mkba_i_multiply(c->program, largest, mkba_i_constant(p, 1.0 - 1e-12));
    for (const member *m = first; m != NULL; m = m->next) {
        mkba_i_node *amount = &m->entry->amounts[year];
        mkba_i_node is_largest = mkba_i_binary(p, MKBA_I_OP_AT_LEAST, mkba_i_unary(p, MKBA_I_OP_ABS, *amount), largest);
        mkba_i_node is_first = mkba_i_ternary(p, MKBA_I_OP_SELECT, taken, zero, is_largest);

        taken = mkba_i_binary(p, MKBA_I_OP_MAX, taken, is_largest);
        *amount = mkba_i_multiply(c->program, *amount, mkba_i_ternary(p, MKBA_I_OP_SELECT, is_first, one, alpha));
    }
}

static void compile_group(mkba_i_compiler *c, const mkba_i_group *group, const member *members)
{
    mkba_i_node alpha = mkba_i_compile_single(c, group->alpha, MKBA_I_SUBJECT_OVERLAP, group->name, "alpha");

    mkba_i_compile_origin(c, MKBA_I_SUBJECT_OVERLAP, group->name, "alpha", 0, group->place);
    alpha = mkba_i_ternary(c->program, MKBA_I_OP_WITHIN, alpha, mkba_i_constant(c->program, 0.0),
                           mkba_i_constant(c->program, 1.0));
    for (size_t year = 0; year < c->n_years; year++)
        overlap_year(c, members, alpha, year);
}

static void compile_overlap(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    member **groups = list_members(c, outcome);

    for (size_t group = 0; group < c->model->group_names.n && !mkba_i_compile_failed(c); group++)
        if (groups[group] != NULL)
            compile_group(c, &c->model->groups[group], groups[group]);
}

/* ---- totals ---------------------------------------------------------------------------------------------- */

static void total_entry(mkba_i_compiler *c, mkba_i_entry *entry)
{
    entry->undiscounted = entry->pv = mkba_i_constant(c->program, 0.0);
    for (size_t year = 0; year < c->n_years; year++) {
        if (mkba_i_is_constant(c->program, entry->amounts[year], 0.0))
            continue;
        entry->undiscounted = mkba_i_add(c->program, entry->undiscounted, entry->amounts[year]);
        entry->pv =
            mkba_i_add(c->program, entry->pv, mkba_i_multiply(c->program, entry->amounts[year], entry->factors[year]));
    }
}

static void total_alternative(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    mkba_i_node zero = mkba_i_constant(c->program, 0.0), annuity = zero;

    outcome->pv_costs = outcome->pv_benefits = zero;
    outcome->net_by_year = zeros(c);
    for (size_t i = 0; i < outcome->n_entries && !mkba_i_compile_failed(c); i++) {
        mkba_i_entry *entry = &outcome->entries[i];

        total_entry(c, entry);
        if (entry->kind == MKBA_I_KIND_COST)
            outcome->pv_costs = mkba_i_add(c->program, outcome->pv_costs, entry->pv);
        else if (entry->kind == MKBA_I_KIND_BENEFIT)
            outcome->pv_benefits = mkba_i_add(c->program, outcome->pv_benefits, entry->pv);
        for (size_t year = 0; year < c->n_years && entry->kind != MKBA_I_KIND_TRANSFER; year++)
            outcome->net_by_year[year] =
                entry->kind == MKBA_I_KIND_COST
                    ? mkba_i_subtract(c->program, outcome->net_by_year[year], entry->amounts[year])
                    : mkba_i_add(c->program, outcome->net_by_year[year], entry->amounts[year]);
    }
    outcome->npv = mkba_i_subtract(c->program, outcome->pv_benefits, outcome->pv_costs);
    for (size_t year = 0; year < c->n_years; year++)
        annuity = mkba_i_add(c->program, annuity, c->plan->factors[year]);
    mkba_i_compile_origin(c, MKBA_I_SUBJECT_TOTAL, NULL, "annual equivalent", 0, MKBA_I_NOWHERE);
    outcome->annual_equivalent = mkba_i_binary(c->program, MKBA_I_OP_DIVIDE, outcome->npv, annuity);
}

/* ---- actors ---------------------------------------------------------------------------------------------- */

/* Says that what comes is a total of this actor; year 0 is all years. */
static void set_actor(mkba_i_compiler *c, size_t actor, const char *what, int year)
{
    mkba_i_compile_origin(c, MKBA_I_SUBJECT_TOTAL, c->model->actors[actor].name, what, year, MKBA_I_NOWHERE);
}

static mkba_i_actor_total *actor_total(mkba_i_compiler *c, mkba_i_outcome *outcome, size_t actor)
{
    mkba_i_node zero = mkba_i_constant(c->program, 0.0);

    set_actor(c, actor, "present value", 0);
    if (c->positions[actor] != MKBA_I_NONE)
        return &outcome->actors[c->positions[actor]];
    c->positions[actor] = outcome->n_actors;
    outcome->actors[outcome->n_actors] = (mkba_i_actor_total){actor, zero, zero, zero};
    return &outcome->actors[outcome->n_actors++];
}

static void forget_positions(mkba_i_compiler *c)
{
    for (size_t i = 0; i < c->model->n_actors; i++)
        c->positions[i] = MKBA_I_NONE;
}

/* A transfer is a cost to its payer and a benefit to its receiver. */
static void total_actors(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    outcome->actors = mkba_i_compile_make(c, c->model->n_actors, sizeof *outcome->actors);
    forget_positions(c);
    for (size_t i = 0; i < outcome->n_entries && !mkba_i_compile_failed(c); i++) {
        const mkba_i_entry *entry = &outcome->entries[i];

        for (size_t j = 0; j < entry->payer->n; j++) {
            mkba_i_actor_total *total = actor_total(c, outcome, entry->payer->shares[j].actor);
            total->pv_costs = mkba_i_add(
                c->program, total->pv_costs,
                mkba_i_multiply(c->program, entry->pv, mkba_i_constant(c->program, entry->payer->shares[j].share)));
        }
        for (size_t j = 0; j < entry->receiver->n; j++) {
            mkba_i_actor_total *total = actor_total(c, outcome, entry->receiver->shares[j].actor);
            total->pv_benefits = mkba_i_add(
                c->program, total->pv_benefits,
                mkba_i_multiply(c->program, entry->pv, mkba_i_constant(c->program, entry->receiver->shares[j].share)));
        }
    }
    for (size_t i = 0; i < outcome->n_actors && !mkba_i_compile_failed(c); i++) {
        set_actor(c, outcome->actors[i].actor, "net present value", 0);
        outcome->actors[i].net =
            mkba_i_subtract(c->program, outcome->actors[i].pv_benefits, outcome->actors[i].pv_costs);
    }
}

/* ---- budget ---------------------------------------------------------------------------------------------- */

static mkba_i_node *actor_budget(mkba_i_compiler *c, mkba_i_outcome *outcome, size_t actor)
{
    if (c->positions[actor] != MKBA_I_NONE)
        return outcome->budgets[c->positions[actor]].years;
    c->positions[actor] = outcome->n_budgets;
    outcome->budgets[outcome->n_budgets] = (mkba_i_actor_budget){actor, zeros(c)};
    return outcome->budgets[outcome->n_budgets++].years;
}

/* What the receiver can take out of the budget: a part of what is positive, from a year on; what is negative counts
 * fully. */
static mkba_i_node cashed(mkba_i_compiler *c, const mkba_i_cashable *cashable, mkba_i_node amount, int year)
{
    double part = cashable->has_from && year < cashable->from ? 0.0 : cashable->share;
    mkba_i_program *p = c->program;

    if (part == 1.0)
        return amount;
    return mkba_i_ternary(p, MKBA_I_OP_SELECT, mkba_i_binary(p, MKBA_I_OP_AT_LEAST, amount, mkba_i_constant(p, 0.0)),
                          mkba_i_multiply(c->program, amount, mkba_i_constant(p, part)), amount);
}

static void budget_payer(mkba_i_compiler *c, mkba_i_outcome *outcome, const mkba_i_entry *entry,
                         const mkba_i_share *payer)
{
    mkba_i_node *years = actor_budget(c, outcome, payer->actor), share = mkba_i_constant(c->program, payer->share);

    for (size_t year = 0; years != NULL && year < c->n_years; year++) {
        set_actor(c, payer->actor, "budget", mkba_i_compile_year(c, year));
        years[year] =
            mkba_i_subtract(c->program, years[year], mkba_i_multiply(c->program, entry->amounts[year], share));
    }
}

static void budget_receiver(mkba_i_compiler *c, mkba_i_outcome *outcome, const mkba_i_entry *entry,
                            const mkba_i_share *receiver)
{
    mkba_i_node *years = actor_budget(c, outcome, receiver->actor),
                share = mkba_i_constant(c->program, receiver->share);

    for (size_t year = 0; years != NULL && year < c->n_years; year++) {
        int y = mkba_i_compile_year(c, year);
        mkba_i_node received;

        set_actor(c, receiver->actor, "budget", y);
        received = mkba_i_multiply(c->program, entry->amounts[year], share);
        years[year] = mkba_i_add(c->program, years[year], cashed(c, entry->cashable, received, y));
    }
}

static void budget_entry(mkba_i_compiler *c, mkba_i_outcome *outcome, const mkba_i_entry *entry)
{
    for (size_t j = 0; j < entry->payer->n && !mkba_i_compile_failed(c); j++)
        budget_payer(c, outcome, entry, &entry->payer->shares[j]);
    for (size_t j = 0; j < entry->receiver->n && !mkba_i_compile_failed(c); j++)
        budget_receiver(c, outcome, entry, &entry->receiver->shares[j]);
}

static void total_budgets(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    outcome->budgets = mkba_i_compile_make(c, c->model->n_actors, sizeof *outcome->budgets);
    forget_positions(c);
    for (size_t i = 0; i < outcome->n_entries && !mkba_i_compile_failed(c); i++)
        if (outcome->entries[i].cash)
            budget_entry(c, outcome, &outcome->entries[i]);
}

void mkba_i_compile_outcome(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    compile_entries(c, outcome);
    if (mkba_i_compile_failed(c))
        return;
    compile_overlap(c, outcome);
    mkba_i_compile_origin(c, MKBA_I_SUBJECT_TOTAL, NULL, "total", 0, MKBA_I_NOWHERE);
    total_alternative(c, outcome);
    if (!mkba_i_compile_failed(c))
        total_actors(c, outcome);
    if (!mkba_i_compile_failed(c))
        total_budgets(c, outcome);
}
