/* Steps of sums: the years of a line, the lines of a year, and both. */
#include "appraise/explain.h"
#include "base/exact.h"

/* What is summed. */
typedef struct sum {
    mkba_i_operand *operands;
    bool *minus;
    size_t n;
} sum;

static sum make_sum(mkba_i_explainer *e, size_t most)
{
    sum made = {mkba_i_arena_new(&e->arena, most, sizeof *made.operands),
                mkba_i_arena_new(&e->arena, most, sizeof *made.minus), 0};

    e->failed = e->failed || made.operands == NULL || made.minus == NULL;
    return made;
}

static void add(const mkba_i_explainer *e, sum *to, const char *symbol, mkba_i_node node, bool is_minus)
{
    if (e->failed)
        return;
    to->operands[to->n] = mkba_i_operand_of(e, symbol, node);
    to->minus[to->n++] = is_minus;
}

static mkba_i_step total(const mkba_i_explainer *e, const char *name, mkba_i_node node, const char *unit)
{
    return (mkba_i_step){
        .kind = "total", .name = name, .value = mkba_i_figure(e->appraisal, node), .unit = unit, .where = NULL};
}

static void write_sum(mkba_i_explainer *e, const char *name, mkba_i_node node, const char *unit, const sum *of)
{
    if (!e->failed)
        mkba_i_explain_sum(e, total(e, name, node, unit), of->operands, of->minus, of->n);
}

/* A step that shows a figure of a line as it is. */
static void show(mkba_i_explainer *e, const mkba_i_entry *entry, const char *symbol, mkba_i_node node)
{
    mkba_i_operand figure = mkba_i_operand_of(e, symbol, node);

    MKBA_I_STEP(e,
                ((mkba_i_step){.depth = 1,
                               .kind = mkba_i_kind_name(entry->kind),
                               .name = entry->name,
                               .value = figure.value,
                               .unit = "EUR",
                               .source = entry->line != NULL ? entry->line->source : NULL,
                               .where = entry->line != NULL ? entry->line->place.where : entry->stream->place.where}),
                "{0}", figure);
}

void mkba_i_explain_years(mkba_i_explainer *e, const mkba_i_entry *entry)
{
    sum amounts = make_sum(e, e->plan->n_years), pvs = make_sum(e, e->plan->n_years);

    for (size_t year = 0; year < e->plan->n_years && !e->failed; year++) {
        int y = e->plan->settings.first + (int) year;
        const char *amount = mkba_i_explain_text(e, "amount(%d)", y), *pv = mkba_i_explain_text(e, "pv(%d)", y);

        MKBA_I_STEP(
            e,
            ((mkba_i_step){.depth = 1,
                           .kind = "year",
                           .name = pv,
                           .value = mkba_i_figure(e->appraisal, entry->pvs[year]),
                           .unit = "EUR",
                           .where = entry->line != NULL ? entry->line->place.where : entry->stream->place.where}),
            "{0} * {1}", mkba_i_operand_of(e, amount, entry->amounts[year]),
            mkba_i_operand_of(e, mkba_i_explain_text(e, "D(%d)", y), entry->discounting->factors[year]));
        add(e, &amounts, amount, entry->amounts[year], false);
        add(e, &pvs, pv, entry->pvs[year], false);
    }
    write_sum(e, "undiscounted", entry->undiscounted, "EUR", &amounts);
    write_sum(e, "pv", entry->pv, "EUR", &pvs);
}

void mkba_i_explain_year(mkba_i_explainer *e, size_t year)
{
    sum net = make_sum(e, e->outcome->n_entries);

    for (size_t i = 0; i < e->outcome->n_entries && !e->failed; i++) {
        const mkba_i_entry *entry = &e->outcome->entries[i];
        const char *symbol = mkba_i_explain_text(e, "amount(%s)", entry->name);

        show(e, entry, symbol, entry->amounts[year]);
        if (entry->kind != MKBA_I_KIND_TRANSFER)
            add(e, &net, symbol, entry->amounts[year], entry->kind == MKBA_I_KIND_COST);
    }
    write_sum(e, "net", e->outcome->net_by_year[year], "EUR", &net);
}

static void explain_annual(mkba_i_explainer *e)
{
    const mkba_i_outcome *outcome = e->outcome;
    sum factors = make_sum(e, e->plan->n_years);

    for (size_t year = 0; year < e->plan->n_years && !e->failed; year++)
        add(e, &factors, mkba_i_explain_text(e, "D(%d)", e->plan->settings.first + (int) year),
            e->plan->discounting.factors[year], false);
    write_sum(e, "annuity", outcome->annuity, "jaar", &factors);
    MKBA_I_STEP(e, total(e, "annual_equivalent", outcome->annual_equivalent, "EUR/jaar"), "{0} / {1}",
                mkba_i_operand_of(e, "npv", outcome->npv), mkba_i_operand_of(e, "annuity", outcome->annuity));
}

void mkba_i_explain_totals(mkba_i_explainer *e)
{
    const mkba_i_outcome *outcome = e->outcome;
    sum costs = make_sum(e, outcome->n_entries), benefits = make_sum(e, outcome->n_entries);
    double bcr;

    for (size_t i = 0; i < outcome->n_entries && !e->failed; i++) {
        const mkba_i_entry *entry = &outcome->entries[i];
        const char *symbol = mkba_i_explain_text(e, "pv(%s)", entry->name);

        show(e, entry, symbol, entry->pv);
        if (entry->kind != MKBA_I_KIND_TRANSFER)
            add(e, entry->kind == MKBA_I_KIND_COST ? &costs : &benefits, symbol, entry->pv, false);
    }
    write_sum(e, "pv_costs", outcome->pv_costs, "EUR", &costs);
    write_sum(e, "pv_benefits", outcome->pv_benefits, "EUR", &benefits);
    MKBA_I_STEP(e, total(e, "npv", outcome->npv, "EUR"), "{0} - {1}",
                mkba_i_operand_of(e, "pv_benefits", outcome->pv_benefits),
                mkba_i_operand_of(e, "pv_costs", outcome->pv_costs));
    if (mkba_i_outcome_bcr(e->appraisal, outcome, &bcr))
        MKBA_I_STEP(e, ((mkba_i_step){.kind = "total", .name = "bcr", .value = bcr, .unit = "1"}), "{0} / {1}",
                    mkba_i_operand_of(e, "pv_benefits", outcome->pv_benefits),
                    mkba_i_operand_of(e, "pv_costs", outcome->pv_costs));
    explain_annual(e);
}
