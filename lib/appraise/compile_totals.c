/* Compiling totals: of lines, of an alternative, of actors, of budgets. */
#include "appraise/compile.h"

#include "base/exact.h"

/* ---- totals ---------------------------------------------------------------------------------------------- */

static void total_alternative(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    mkba_i_node zero = mkba_i_constant(c->program, 0.0);

    outcome->pv_costs = outcome->pv_benefits = zero;
    outcome->net_by_year = mkba_i_compile_zeros(c);
    for (size_t i = 0; i < outcome->n_entries && !mkba_i_compile_failed(c); i++) {
        mkba_i_entry *entry = &outcome->entries[i];

        mkba_i_compile_present(c, entry);
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
    outcome->annuity = mkba_i_compile_annuity(c);
    mkba_i_compile_origin(c, MKBA_I_SUBJECT_TOTAL, NULL, "annual equivalent", 0, MKBA_I_NOWHERE);
    outcome->annual_equivalent = mkba_i_binary(c->program, MKBA_I_OP_DIVIDE, outcome->npv, outcome->annuity);
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
    outcome->actors[outcome->n_actors] = (mkba_i_actor_total){actor, zero, zero, zero, zero, zero};
    return &outcome->actors[outcome->n_actors++];
}

static void forget_positions(mkba_i_compiler *c)
{
    for (size_t i = 0; i < c->model->n_actors; i++)
        c->positions[i] = MKBA_I_NONE;
}

static void add_share(mkba_i_compiler *c, mkba_i_node *total, mkba_i_node amount, double share)
{
    *total = mkba_i_add(c->program, *total, mkba_i_multiply(c->program, amount, mkba_i_constant(c->program, share)));
}

static void total_entry_actors(mkba_i_compiler *c, mkba_i_outcome *outcome, const mkba_i_entry *entry)
{
    bool is_transfer = entry->kind == MKBA_I_KIND_TRANSFER;

    for (size_t j = 0; j < entry->payer->n; j++) {
        const mkba_i_share *payer = &entry->payer->shares[j];
        mkba_i_actor_total *total = actor_total(c, outcome, payer->actor);

        add_share(c, &total->pv_costs, entry->pv, payer->share);
        if (is_transfer)
            add_share(c, &total->pv_paid, entry->pv, payer->share);
    }
    for (size_t j = 0; j < entry->receiver->n; j++) {
        const mkba_i_share *receiver = &entry->receiver->shares[j];
        mkba_i_actor_total *total = actor_total(c, outcome, receiver->actor);

        add_share(c, &total->pv_benefits, entry->pv, receiver->share);
        if (is_transfer)
            add_share(c, &total->pv_received, entry->pv, receiver->share);
    }
}

/* A transfer is a cost to its payer and a benefit to its receiver. */
static void total_actors(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    outcome->actors = mkba_i_compile_make(c, c->model->n_actors, sizeof *outcome->actors);
    forget_positions(c);
    for (size_t i = 0; i < outcome->n_entries && !mkba_i_compile_failed(c); i++)
        total_entry_actors(c, outcome, &outcome->entries[i]);
    for (size_t i = 0; i < outcome->n_actors && !mkba_i_compile_failed(c); i++) {
        set_actor(c, outcome->actors[i].actor, "net present value", 0);
        outcome->actors[i].net =
            mkba_i_subtract(c->program, outcome->actors[i].pv_benefits, outcome->actors[i].pv_costs);
    }
}

/* ---- budget ---------------------------------------------------------------------------------------------- */

static mkba_i_actor_budget *actor_budget(mkba_i_compiler *c, mkba_i_outcome *outcome, size_t actor)
{
    mkba_i_actor_budget *budget;

    if (c->positions[actor] != MKBA_I_NONE)
        return &outcome->budgets[c->positions[actor]];
    c->positions[actor] = outcome->n_budgets;
    budget = &outcome->budgets[outcome->n_budgets++];
    *budget = (mkba_i_actor_budget){actor, mkba_i_compile_zeros(c), mkba_i_compile_zeros(c), mkba_i_compile_zeros(c),
                                    mkba_i_compile_zeros(c)};
    return budget;
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
    mkba_i_actor_budget *budget = actor_budget(c, outcome, payer->actor);

    for (size_t year = 0; year < c->n_years && !mkba_i_compile_failed(c); year++) {
        set_actor(c, payer->actor, "budget", mkba_i_compile_year(c, year));
        add_share(c, &budget->paid[year], entry->amounts[year], payer->share);
    }
}

static void budget_receiver(mkba_i_compiler *c, mkba_i_outcome *outcome, const mkba_i_entry *entry,
                            const mkba_i_share *receiver)
{
    mkba_i_actor_budget *budget = actor_budget(c, outcome, receiver->actor);
    mkba_i_node share = mkba_i_constant(c->program, receiver->share);

    for (size_t year = 0; year < c->n_years && !mkba_i_compile_failed(c); year++) {
        int y = mkba_i_compile_year(c, year);
        mkba_i_node received;

        set_actor(c, receiver->actor, "budget", y);
        received = mkba_i_multiply(c->program, entry->amounts[year], share);
        budget->received[year] = mkba_i_add(c->program, budget->received[year], received);
        budget->cashable[year] =
            mkba_i_add(c->program, budget->cashable[year], cashed(c, entry->cashable, received, y));
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
    for (size_t i = 0; i < outcome->n_budgets; i++)
        for (size_t year = 0; year < c->n_years && !mkba_i_compile_failed(c); year++) {
            const mkba_i_actor_budget *budget = &outcome->budgets[i];

            set_actor(c, budget->actor, "budget", mkba_i_compile_year(c, year));
            budget->cash[year] = mkba_i_subtract(c->program, budget->cashable[year], budget->paid[year]);
        }
}

void mkba_i_compile_totals(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    mkba_i_compile_origin(c, MKBA_I_SUBJECT_TOTAL, NULL, "total", 0, MKBA_I_NOWHERE);
    total_alternative(c, outcome);
    if (!mkba_i_compile_failed(c))
        total_actors(c, outcome);
    if (!mkba_i_compile_failed(c))
        total_budgets(c, outcome);
}
