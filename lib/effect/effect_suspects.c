/* Figures that look wrong among those of an effect: see effect_suspects.h. */
#include "effect/effect_suspects.h"

#include <math.h>
#include <string.h>

#include "panel/model.h"

#define DEEPEST 16

/* What an indicator is made of: flows that are no sums, of a rate those above the line. */
static void mark_leaves(const mkba_panel *panel, size_t indicator, bool *marked, int depth)
{
    const mkba_indicator *it = &panel->indicators[indicator];
    size_t above = it->numerator == NULL ? MKBA_I_NONE : mkba_i_roll_find(&panel->indicator_names, it->numerator);

    if (depth == DEEPEST)
        return;
    if (above != MKBA_I_NONE)
        mark_leaves(panel, above, marked, depth + 1);
    for (size_t i = 0; i < it->n_parts; i++) {
        size_t part = mkba_i_roll_find(&panel->indicator_names, it->parts[i]);
        if (part != MKBA_I_NONE)
            mark_leaves(panel, part, marked, depth + 1);
    }
    if (above == MKBA_I_NONE && it->n_parts == 0)
        marked[indicator] = true;
}

static bool is_member(const mkba_i_effect_study *s, const char *code)
{
    for (size_t i = 0; i < s->n_members; i++)
        if (strcmp(s->members[i], code) == 0)
            return true;
    return false;
}

static bool is_period(const mkba_i_block *all, const char *period)
{
    for (size_t p = 0; p < all->n_periods; p++)
        if (strcmp(all->periods[p], period) == 0)
            return true;
    return false;
}

/* All flows of the panel are one return. */
static mkba_status look(mkba_i_effect_study *s, mkba_table **table)
{
    const char **flows = mkba_i_arena_new(&s->work, s->panel->n_indicators, sizeof *flows);
    mkba_suspect_options options;

    if (flows == NULL)
        return mkba_i_fail_memory(s->error);
    mkba_suspect_options_init(&options);
    options.indicators = flows;
    for (size_t i = 0; i < s->panel->n_indicators; i++)
        if (s->panel->indicators[i].kind == MKBA_INDICATOR_FLOW)
            flows[options.n_indicators++] = s->panel->indicators[i].name;
    return options.n_indicators == 0 ? MKBA_OK : mkba_panel_suspects(s->panel, &options, table, s->error);
}

/* ---- left out ----------------------------------------------------------------------------------------------- */

/* Marks a period that is to be left out; one in which the figure may be the effect is not. */
static bool leaves_out(mkba_i_effect_study *s, const mkba_i_block *all, const char *period, bool may_be_effect)
{
    size_t at = 0;

    while (strcmp(all->periods[at], period) != 0)
        at++;
    if (!s->options->leave_out_suspects || (may_be_effect && at >= all->n_before))
        return false;
    s->out[at] = true;
    return true;
}

/* The panel without the figures of the treated in the periods that were marked. */
static mkba_status thin(mkba_i_effect_study *s, const mkba_i_block *all)
{
    mkba_status status = MKBA_OK;

    for (size_t p = 0; status == MKBA_OK && p < all->n_periods; p++) {
        if (!s->out[p])
            continue;
        if (s->thinned == NULL) {
            status = mkba_i_panel_copy_all(s->panel, &s->thinned, s->error);
            if (status != MKBA_OK)
                return status;
            s->panel = s->thinned;
        }
        for (size_t i = 0; i < all->n_treated; i++) {
            size_t indicator = mkba_i_roll_find(&s->thinned->indicator_names, s->options->indicator);
            size_t at = mkba_i_cell_at(s->thinned, indicator, all->areas[i], all->at_periods[p]);
            s->thinned->statuses[at] = MKBA_CELL_ABSENT;
        }
        status = mkba_i_say(&s->made->said, s->error, "left_out_period", true, all->codes[0], all->periods[p], NULL,
                            "as asked for, the period counts for nobody, as a figure of the region looks wrong");
    }
    return status;
}

/* ---- what is said -------------------------------------------------------------------------------------------- */

/* A member's figure, said once per area, period and rule. */
typedef struct last_said {
    const char *rule, *area, *period;
} last_said;

/* The rules that are looked at, and what they mean. */
static const struct rule {
    const char *id, *text;
    bool whole; /* of a return, not of one figure */
} RULES[] = {{"copied_return", "the return is that of the period before: no observation", true},
             {"zero_return", "every figure of the return is zero: no observation", true},
             {"jump", "the figure jumps from the period before: look at how it was booked", false}};

static const struct rule *rule_of(const char *id)
{
    for (size_t i = 0; i < MKBA_I_LENGTH(RULES); i++)
        if (strcmp(RULES[i].id, id) == 0)
            return &RULES[i];
    return NULL;
}

static mkba_status say(mkba_i_effect_study *s, const mkba_i_block *all, last_said *last, const struct rule *rule,
                       const char *area, const char *period, const char *indicator)
{
    if (last->rule != NULL && strcmp(last->rule, rule->id) == 0 && strcmp(last->area, area) == 0 &&
        strcmp(last->period, period) == 0)
        return MKBA_OK;
    *last = (last_said){rule->id, area, period};
    if (!leaves_out(s, all, period, !rule->whole))
        s->made->checks[MKBA_I_CHECK_SUSPECTS].figure += 1;
    return mkba_i_say(&s->made->said, s->error, rule->id, true, area, period, rule->whole ? NULL : indicator, "%s",
                      rule->text);
}

static mkba_status read(mkba_i_effect_study *s, const mkba_i_block *all, const mkba_table *table, bool *copied)
{
    const char *const *rules = mkba_table_texts(table, 0), *const *areas = mkba_table_texts(table, 1);
    const char *const *periods = mkba_table_texts(table, 3), *const *indicators = mkba_table_texts(table, 4);
    bool *leaves = mkba_i_arena_new(&s->work, s->panel->n_indicators, sizeof *leaves);
    last_said last = {NULL, NULL, NULL};
    mkba_status status = MKBA_OK;

    if (leaves == NULL)
        return mkba_i_fail_memory(s->error);
    mark_leaves(s->panel, mkba_i_roll_find(&s->panel->indicator_names, s->options->indicator), leaves, 0);
    for (size_t i = 0; status == MKBA_OK && i < mkba_table_n_rows(table); i++) {
        const struct rule *rule = rule_of(rules[i]);
        bool counts = rule != NULL && is_period(all, periods[i]) &&
                      (rule->whole || (strcmp(periods[i], all->periods[0]) != 0 &&
                                       leaves[mkba_i_roll_find(&s->panel->indicator_names, indicators[i])]));
        if (!counts)
            continue;
        if (rule->whole)
            copied[mkba_i_roll_find(&s->panel->area_codes, areas[i])] = true;
        if (is_member(s, areas[i]))
            status = say(s, all, &last, rule, areas[i], periods[i], indicators[i]);
    }
    return status;
}

/* Figures of the treated that somebody declared suspect. */
static mkba_status say_declared(mkba_i_effect_study *s, const mkba_i_block *all)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < all->n_treated; i++)
        for (size_t p = 0; status == MKBA_OK && p < all->n_periods; p++)
            if (all->statuses[i * all->n_periods + p] == MKBA_CELL_SUSPECT) {
                if (!leaves_out(s, all, all->periods[p], false))
                    s->made->checks[MKBA_I_CHECK_SUSPECTS].figure += 1;
                status = mkba_i_say(&s->made->said, s->error, "suspect", true, all->codes[i], all->periods[p], NULL,
                                    "the figure was declared suspect");
            }
    return status;
}

mkba_status mkba_i_effect_suspects(mkba_i_effect_study *s, const mkba_i_block *all, bool *copied)
{
    mkba_table *table = NULL;
    mkba_status status = look(s, &table);

    s->out = mkba_i_arena_new(&s->work, all->n_periods, sizeof *s->out);
    if (status == MKBA_OK && s->out == NULL)
        status = mkba_i_fail_memory(s->error);

    s->made->checks[MKBA_I_CHECK_SUSPECTS] = (mkba_i_check){.made = true, .limit = 0};
    if (status == MKBA_OK)
        status = say_declared(s, all);
    if (status == MKBA_OK && table != NULL)
        status = read(s, all, table, copied);
    mkba_table_free(table);
    if (status == MKBA_OK)
        status = thin(s, all);
    return status;
}
