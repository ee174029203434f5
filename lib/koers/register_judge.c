/* Each indicator of a register: its last figure beside the plan, what is left to go, the forecast, and its status. */
#include "base/exact.h"

#include <math.h>

#include "koers/register_model.h"
#include "stat/quantile.h"

const char *const mkba_i_status_words[MKBA_I_STATUSES] = {"reached", "on course", "behind", "missed", "cannot be said"};

bool mkba_i_node_names(const mkba_i_din_node *node, size_t indicator)
{
    for (size_t i = 0; i < node->n_indicators; i++)
        if (node->indicators[i] == indicator)
            return true;
    return false;
}

/* ---- the moment ----------------------------------------------------------------------------------------------------- */

/* The end of the last figure of what is judged; where there is none, of the last year in which something was spent. */
static double last_end(const mkba_register *made, const mkba_i_series *series)
{
    const mkba_i_koers_model *model = &made->koers->model;
    double last = 0;

    for (size_t i = 0; i < model->indicator_names.n; i++)
        for (size_t k = 0; made->judged[i].n_nodes > 0 && k < series[i].n; k++)
            last = fmax(last, mkba_i_period_end(&series[i].points[k].period));
    for (size_t i = 0; last == 0 && i < model->node_names.n; i++)
        if (model->nodes[i].spent.n > 0)
            last = fmax(last, model->nodes[i].spent.items[model->nodes[i].spent.n - 1].year + 1.0);
    return last;
}

/* ---- figures -------------------------------------------------------------------------------------------------------- */

static mkba_i_estimate estimate_of(double value)
{
    return (mkba_i_estimate){.there = isfinite(value), .value = value};
}

/* Its interval is at its own level: taken to that of the register as that of a normal error. */
static mkba_i_estimate figure_of(const mkba_i_point *point, double level)
{
    mkba_i_estimate made = estimate_of(point->value);
    double scale;

    if (!point->has_interval)
        return made;
    scale = mkba_i_normal_quantile(0.5 + level / 2) / mkba_i_normal_quantile(0.5 + point->level / 2);
    made.low = point->value - (point->value - point->low) * scale;
    made.high = point->value + (point->high - point->value) * scale;
    made.between = isfinite(made.low) && isfinite(made.high);
    return made;
}

/* Figures from the nulmeting on make the forecast; one after it is the last. */
static void take_series(const mkba_i_indicator *indicator, double moment, mkba_i_judged *judged)
{
    double start = indicator->has_start ? mkba_i_period_middle(&indicator->start_period) : -INFINITY;
    mkba_i_series *series = &judged->series;

    mkba_i_series_until(series, moment);
    while (judged->first < series->n && series->points[judged->first].time < start)
        judged->first++;
    if (series->n > 0 && series->points[series->n - 1].time > start)
        judged->last = &series->points[series->n - 1];
}

/* ---- the way from nulmeting to last target ------------------------------------------------------------------------------ */

static void swap_ends(mkba_i_estimate *estimate)
{
    double low = estimate->low;

    estimate->low = estimate->high;
    estimate->high = low;
}

/* The part of the way that a figure is at; not there where there is no way, or one against the direction. */
static mkba_i_estimate part_of_way(const mkba_i_indicator *indicator, double end, const mkba_i_estimate *figure)
{
    double way = end - indicator->start;
    mkba_i_estimate made = {.there = false};

    if (!indicator->has_start || !figure->there || (indicator->down ? way >= 0 : way <= 0))
        return made;
    made = estimate_of((figure->value - indicator->start) / way);
    made.low = (figure->low - indicator->start) / way;
    made.high = (figure->high - indicator->start) / way;
    made.between = figure->between && isfinite(made.low) && isfinite(made.high);
    if (way < 0)
        swap_ends(&made);
    return made;
}

/* What is left to a target, above 0 is still to go. */
static mkba_i_estimate left_to(const mkba_i_indicator *indicator, double target, const mkba_i_estimate *figure)
{
    double sign = indicator->down ? -1 : 1;
    mkba_i_estimate made = estimate_of(sign * (target - figure->value));

    made.low = sign * (target - figure->high);
    made.high = sign * (target - figure->low);
    made.between = figure->between && isfinite(made.low) && isfinite(made.high);
    if (indicator->down)
        swap_ends(&made);
    return made;
}

static void set_beside_plan(const mkba_i_indicator *indicator, mkba_i_judged *judged)
{
    double planned = 0, way;

    if (mkba_i_planned(indicator, judged->last->time, &planned)) {
        judged->planned = estimate_of(planned);
        judged->ahead = estimate_of(indicator->down ? planned - judged->figure.value : judged->figure.value - planned);
        if (judged->end != NULL)
            judged->planned_progress = part_of_way(indicator, judged->end->level, &judged->planned);
    }
    if (judged->end == NULL)
        return;
    judged->gap = left_to(indicator, judged->end->level, &judged->figure);
    judged->progress = part_of_way(indicator, judged->end->level, &judged->figure);
    way = fabs(judged->end->level - indicator->start);
    if (judged->progress.there)
        judged->deviation = mkba_i_point_error(judged->last) / way;
}

/* ---- the status --------------------------------------------------------------------------------------------------------- */

/* The first target after the last figure, else the last one. */
static const mkba_i_level *next_target(const mkba_i_indicator *indicator, double time)
{
    for (size_t i = 0; i < indicator->targets.n; i++)
        if (indicator->targets.items[i].year + 0.5 > time)
            return &indicator->targets.items[i];
    return indicator->targets.n == 0 ? NULL : &indicator->targets.items[indicator->targets.n - 1];
}

/* The probability that what the figure measures is at the target; a figure without an error is what it says. */
static double chance_now(const mkba_i_indicator *indicator, const mkba_i_judged *judged)
{
    double beyond = judged->last->value - judged->target->level, error = mkba_i_point_error(judged->last);

    if (indicator->down)
        beyond = -beyond;
    return error > 0 ? mkba_i_normal_cdf(beyond / error) : beyond >= 0 ? 1 : 0;
}

static void give(mkba_i_judged *judged, mkba_i_status status, mkba_i_status_rule rule)
{
    judged->status = status;
    judged->rule = rule;
}

static void judge_ahead(const mkba_i_indicator *indicator, double certainty, mkba_i_judged *judged)
{
    if (judged->then.basis == MKBA_I_NO_LINE) {
        give(judged, MKBA_I_CANNOT_BE_SAID, MKBA_I_RULE_NO_LINE);
        return;
    }
    if (judged->then.basis == MKBA_I_NO_SPREAD) {
        give(judged, MKBA_I_CANNOT_BE_SAID, MKBA_I_RULE_NO_SPREAD);
        return;
    }
    judged->has_chance = true;
    judged->chance =
        mkba_i_forecast_chance(&judged->forecast, judged->target->year + 0.5, judged->target->level, indicator->down);
    if (judged->chance >= certainty)
        give(judged, MKBA_I_ON_COURSE, MKBA_I_RULE_ON_COURSE);
    else if (judged->chance <= 1 - certainty)
        give(judged, MKBA_I_BEHIND, MKBA_I_RULE_BEHIND);
    else
        give(judged, MKBA_I_CANNOT_BE_SAID, MKBA_I_RULE_UNDECIDED);
}

static void judge_status(const mkba_i_indicator *indicator, double certainty, mkba_i_judged *judged)
{
    double now;

    if (judged->target == NULL || judged->last == NULL) {
        give(judged, MKBA_I_CANNOT_BE_SAID, judged->target == NULL ? MKBA_I_RULE_NO_TARGET : MKBA_I_RULE_NOT_MEASURED);
        return;
    }
    now = chance_now(indicator, judged);
    if (now >= certainty || judged->last->time >= judged->target->year + 0.5) {
        judged->has_chance = true;
        judged->chance = now;
        if (now >= certainty)
            give(judged, MKBA_I_REACHED, MKBA_I_RULE_REACHED);
        else if (now <= 1 - certainty)
            give(judged, MKBA_I_MISSED, MKBA_I_RULE_MISSED);
        else
            give(judged, MKBA_I_CANNOT_BE_SAID, MKBA_I_RULE_UNDECIDED);
        return;
    }
    judge_ahead(indicator, certainty, judged);
}

/* ---- the whole ------------------------------------------------------------------------------------------------------------ */

static void judge(const mkba_register *made, const mkba_i_indicator *indicator, mkba_i_judged *judged)
{
    take_series(indicator, made->moment, judged);
    judged->target = next_target(indicator, judged->last == NULL ? -INFINITY : judged->last->time);
    judged->end = indicator->targets.n == 0 ? NULL : &indicator->targets.items[indicator->targets.n - 1];
    judged->forecast = mkba_i_forecast_make(&judged->series.points[judged->first], judged->series.n - judged->first,
                                            made->options.method);
    judged->frequency = mkba_i_frequency_years(indicator->frequency);
    if (judged->frequency > 0 && judged->series.n > 0)
        judged->due = mkba_i_period_end(&judged->series.points[judged->series.n - 1].period) + judged->frequency;
    if (judged->last != NULL) {
        judged->figure = figure_of(judged->last, made->options.level);
        set_beside_plan(indicator, judged);
        if (judged->target != NULL && judged->target->year + 0.5 > judged->last->time)
            judged->then = mkba_i_forecast_at(&judged->forecast, judged->target->year + 0.5, made->options.level);
    }
    judge_status(indicator, made->options.certainty, judged);
}

mkba_status mkba_i_register_judge(mkba_register *made, const mkba_panel *panel, mkba_error *error)
{
    const mkba_i_koers_model *model = &made->koers->model;
    mkba_i_series *series = NULL;
    mkba_status status;

    made->judged = mkba_i_arena_new(&made->arena, model->indicator_names.n, sizeof *made->judged);
    if (made->judged == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < model->node_names.n; i++)
        for (size_t k = 0; k < model->nodes[i].n_indicators; k++)
            made->judged[model->nodes[i].indicators[k]].n_nodes++;
    status = mkba_i_series_make(made->koers, panel, NULL, &made->arena, &made->said, &series, error);
    if (status != MKBA_OK)
        return status;
    if (made->moment == 0)
        made->moment = last_end(made, series);
    for (size_t i = 0; i < model->indicator_names.n; i++) {
        made->judged[i].series = series[i];
        judge(made, &model->indicators[i], &made->judged[i]);
    }
    return MKBA_OK;
}
