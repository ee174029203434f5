/* Steps of a line, or of the effect on a stream, in a year. */
#include "appraise/explain.h"
#include "base/exact.h"

static int year_of(const mkba_i_explainer *e, size_t year)
{
    return e->plan->settings.first + (int) year;
}

static mkba_i_step step_of(const mkba_i_explainer *e, const mkba_i_entry *entry, const char *kind, mkba_i_node node,
                           const char *unit)
{
    return (mkba_i_step){.kind = kind,
                         .name = entry->name,
                         .value = mkba_i_figure(e->appraisal, node),
                         .unit = unit,
                         .source = entry->line != NULL ? entry->line->source : NULL,
                         .where = entry->line != NULL ? entry->line->place.where : entry->stream->place.where};
}

/* ---- amount ---------------------------------------------------------------------------------------------- */

void mkba_i_explain_profile(mkba_i_explainer *e, const mkba_i_profile *profile, const mkba_i_strength *strength,
                            const mkba_i_span *span, mkba_i_node remainder, size_t year, mkba_i_step step)
{
    int y = year_of(e, year);

    step.unit = "1";
    if (profile->n_ramp_up > 0) {
        step.kind = "ramp-up";
        step.value = mkba_i_figure(e->appraisal, strength->ramp_up);
        MKBA_I_STEP(e, step, "{0}",
                    {mkba_i_explain_text(e, "ramp_up(%d years after %d)", y - span->from, span->from), step.value});
    }
    if (profile->decay != NULL && y > span->decay_from) {
        mkba_i_step rest = step;

        rest.kind = "decay";
        rest.value = mkba_i_figure(e->appraisal, remainder);
        rest.depth++;
        rest.where = NULL;
        mkba_i_explain_expression(e, profile->decay, 0, rest, "1 - (", ")");
        step.kind = "decay";
        step.value = mkba_i_figure(e->appraisal, strength->decay);
        MKBA_I_STEP(e, step, "{0}^({1} - {2})", {"remainder", rest.value}, {"year", y},
                    {"decay_from", span->decay_from});
    }
}

static void explain_growth(mkba_i_explainer *e, const mkba_i_entry *entry, size_t year)
{
    mkba_i_step base = step_of(e, entry, "growth", entry->growth, "1"),
                step = step_of(e, entry, "growth", entry->from[year].growth, "1");

    base.depth = 1;
    base.where = NULL;
    mkba_i_explain_expression(e, entry->line->growth, 0, base, "1 + (", ")");
    MKBA_I_STEP(e, step, "{0}^({1} - {2})", {"(1 + growth)", base.value}, {"year", year_of(e, year)},
                {"base_year", e->model->base_year});
}

static void explain_amount(mkba_i_explainer *e, const mkba_i_entry *entry, size_t year)
{
    const mkba_i_line *line = entry->line;
    const mkba_i_line_year *from = &entry->from[year];
    mkba_i_step value = step_of(e, entry, "value", from->value, line->once ? "EUR" : "EUR/jaar");

    value.where = NULL;
    mkba_i_explain_expression(e, line->value, year, value, "", "");
    mkba_i_explain_profile(e, &line->profile, &from->profile, &entry->span, entry->remainder, year, value);
    if (line->growth != NULL)
        explain_growth(e, entry, year);
    MKBA_I_STEP(e, step_of(e, entry, "amount", from->amount, "EUR"),
                line->growth != NULL ? "{0} * {1} * {2} * {3}" : "{0} * {1} * {2}",
                mkba_i_operand_of(e, "value", from->value), mkba_i_operand_of(e, "ramp-up", from->profile.ramp_up),
                mkba_i_operand_of(e, "decay", from->profile.decay), mkba_i_operand_of(e, "growth", from->growth));
}

static void explain_no_amount(mkba_i_explainer *e, const mkba_i_entry *entry, size_t year)
{
    mkba_i_step step = step_of(e, entry, "amount", entry->amounts[year], "EUR");

    step.formula = mkba_i_explain_text(e, "0, because it holds from %d to %d", entry->span.from, entry->span.to);
    step.numbers = "0";
    mkba_i_explain_written(e, step);
}

/* ---- overlap --------------------------------------------------------------------------------------------- */

/* Whether the entry is the one of its group that counts fully: what its weight was selected by. */
static bool is_dominant(const mkba_i_explainer *e, const mkba_i_entry *entry, size_t year)
{
    return mkba_i_figure(e->appraisal, e->plan->program.operations[entry->weights[year]].a) != 0.0;
}

/* The amounts of the group, then what counts of this one. */
static void explain_overlap(mkba_i_explainer *e, const mkba_i_entry *entry, size_t year)
{
    const mkba_i_group *group = &e->model->groups[entry->overlap];
    mkba_i_step step = step_of(e, entry, "overlap", entry->amounts[year], "EUR");
    bool dominant = is_dominant(e, entry, year);

    for (size_t i = 0; i < e->outcome->n_entries; i++) {
        const mkba_i_entry *other = &e->outcome->entries[i];
        mkba_i_step member;

        if (other->overlap != entry->overlap)
            continue;
        member = step_of(e, other, is_dominant(e, other, year) ? "overlap, dominant" : "overlap, other",
                         other->before[year], "EUR");
        member.depth = 1;
        MKBA_I_STEP(e, member, "{0}", {mkba_i_explain_text(e, "amount(%s)", other->name), member.value});
    }
    if (!dominant)
        mkba_i_explain_expression(
            e, group->alpha, 0,
            (mkba_i_step){.depth = 1,
                          .kind = "alpha",
                          .name = group->name,
                          .value = mkba_i_figure(e->appraisal, e->outcome->alphas[entry->overlap]),
                          .unit = "1"},
            "", "");
    MKBA_I_STEP(e, step, dominant ? "{0} * 1" : "{0} * {1}", mkba_i_operand_of(e, "amount", entry->before[year]),
                mkba_i_operand_of(e, "alpha", entry->weights[year]));
}

/* ---- discounting ----------------------------------------------------------------------------------------- */

static double explain_tau(mkba_i_explainer *e, const mkba_i_entry *entry, size_t year)
{
    static const char *const NAMES[] = {"begin", "mid", "end"};
    mkba_i_timing timing = entry->discounting->timing;
    double tau = mkba_i_plan_tau(e->plan, timing, year);

    MKBA_I_STEP(e, ((mkba_i_step){.kind = "timing", .name = NAMES[timing], .value = tau, .unit = "jaar"}),
                "{0} - {1} + {2}", {"year", year_of(e, year)}, {"base_year", e->model->base_year},
                {NAMES[timing], mkba_i_timing_offset(timing)});
    return tau;
}

/* 1 + rate of a segment. */
static mkba_i_operand explain_segment(mkba_i_explainer *e, const mkba_i_discounting *discounting, size_t i)
{
    const mkba_i_discount *discount = discounting->discount;
    const char *symbol = mkba_i_explain_text(e, "(1 + rate %zu)", i + 1);
    mkba_i_operand base = mkba_i_operand_of(e, symbol, discounting->bases[i]);

    mkba_i_explain_expression(e, discount->segments[i].rate, 0,
                              (mkba_i_step){.depth = 1,
                                            .kind = "discount rate",
                                            .name = discount->name != NULL ? discount->name : "rate",
                                            .value = base.value,
                                            .unit = "1",
                                            .source = discount->scheme != NULL ? discount->scheme->source : NULL,
                                            .where = discount->place.where},
                              "1 + (", ")");
    return base;
}

/* The product over segments of (1 + rate)^-(length of [0, tau] inside the segment). */
static void explain_factor(mkba_i_explainer *e, const mkba_i_entry *entry, size_t year, double tau)
{
    const mkba_i_discounting *discounting = entry->discounting;
    const mkba_i_discount *discount = discounting->discount;
    mkba_i_operand *operands = mkba_i_arena_new(&e->arena, 2 * discount->n_segments, sizeof *operands);
    mkba_i_text pattern = {0};
    size_t n = 0;

    for (size_t i = 0; operands != NULL && i < discount->n_segments; i++) {
        double from = discount->segments[i].from,
               end = i + 1 < discount->n_segments && discount->segments[i + 1].from < tau
                         ? discount->segments[i + 1].from
                         : tau;

        if (i > 0 && from >= tau)
            break;
        mkba_i_text_format(&pattern, n == 0 ? "{%zu}^-{%zu}" : " * {%zu}^-{%zu}", n, n + 1);
        operands[n] = explain_segment(e, discounting, i);
        operands[n + 1] = (mkba_i_operand){mkba_i_explain_text(e, "years %zu", i + 1), end - from};
        n += 2;
    }
    if (operands == NULL || pattern.failed)
        e->failed = true;
    else
        mkba_i_explain_add(e,
                           (mkba_i_step){.kind = "discount factor",
                                         .name = discount->name != NULL ? discount->name : "rate",
                                         .value = mkba_i_figure(e->appraisal, discounting->factors[year]),
                                         .unit = "1",
                                         .source = discount->scheme != NULL ? discount->scheme->source : NULL,
                                         .where = discount->place.where},
                           pattern.data, operands, n);
    mkba_i_text_drop(&pattern);
}

void mkba_i_explain_entry(mkba_i_explainer *e, const mkba_i_entry *entry, size_t year)
{
    double tau;

    if (entry->stream != NULL)
        mkba_i_explain_stream(e, entry, year);
    else if (entry->holds[year])
        explain_amount(e, entry, year);
    else
        explain_no_amount(e, entry, year);
    if (entry->overlap != MKBA_I_NONE)
        explain_overlap(e, entry, year);
    tau = explain_tau(e, entry, year);
    explain_factor(e, entry, year, tau);
    MKBA_I_STEP(e, step_of(e, entry, "pv", entry->pvs[year], "EUR"), "{0} * {1}",
                mkba_i_operand_of(e, "amount", entry->amounts[year]),
                mkba_i_operand_of(e, "discount factor", entry->discounting->factors[year]));
}
