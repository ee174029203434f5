/* Where one indicator stands: see compass_model.h. */
#include "base/exact.h"

#include <math.h>

#include "koers/compass_model.h"
#include "stat/quantile.h"

const char *const mkba_i_against_words[MKBA_I_AGAINST] = {"norm", "plan", "target", "start", "year before", "peers"};
const char *const mkba_i_judgement_words[MKBA_I_NOT_JUDGED] = {"met",   "not met", "better",
                                                               "worse", "equal",   "cannot be said"};
const char *const mkba_i_compass_basis_words[3] = {"interval", "part", "figure"};

#define BEYOND "beyond the range of numbers"

/* ---- readings ---------------------------------------------------------------------------------------------------- */

mkba_i_reading mkba_i_reading_exact(double value)
{
    return (mkba_i_reading){{value, value, value}, MKBA_I_BY_FIGURE};
}

bool mkba_i_reading_is_finite(const mkba_i_reading *reading)
{
    return isfinite(reading->of.at) && isfinite(reading->of.lower) && isfinite(reading->of.upper);
}

mkba_i_reading mkba_i_reading_of(const mkba_i_point *point, double level)
{
    mkba_i_reading made = mkba_i_reading_exact(point->value);
    double factor = 1;

    if (!point->has_interval)
        return made;
    if (point->level != level)
        factor = mkba_i_normal_quantile((1 + level) / 2) / mkba_i_normal_quantile((1 + point->level) / 2);
    made.of.lower = factor == 1 ? point->low : point->value - factor * (point->value - point->low);
    made.of.upper = factor == 1 ? point->high : point->value + factor * (point->high - point->value);
    made.basis = MKBA_I_BY_INTERVAL;
    return made;
}

/* hypot of libm differs between processors. */
static double root_of_squares(double a, double b)
{
    double larger = fmax(a, b), part = larger > 0 ? fmin(a, b) / larger : 0;

    return larger * sqrt(1 + part * part);
}

mkba_i_reading mkba_i_reading_minus(const mkba_i_reading *a, const mkba_i_reading *b)
{
    const mkba_i_bounds *x = &a->of, *y = &b->of;
    double at = x->at - y->at;
    double below = root_of_squares(x->at - x->lower, y->upper - y->at);
    double above = root_of_squares(x->upper - x->at, y->at - y->lower);

    return (mkba_i_reading){{at, at - below, at + above}, a->basis == b->basis ? a->basis : MKBA_I_BY_PART};
}

bool mkba_i_reading_scaled(const mkba_i_reading *of, double zero, double one, mkba_i_reading *out)
{
    double span = one - zero;
    mkba_i_reading made = {{(of->of.at - zero) / span, (of->of.lower - zero) / span, (of->of.upper - zero) / span},
                           of->basis};

    if (span < 0) {
        double lower = made.of.lower;

        made.of.lower = made.of.upper;
        made.of.upper = lower;
    }
    *out = made;
    return mkba_i_reading_is_finite(&made);
}

/* ---- verdicts ---------------------------------------------------------------------------------------------------- */

/* Whether a figure is at least (down: at most) a reference. */
static mkba_i_judgement judge_reached(const mkba_i_bounds *value, double reference, bool down)
{
    double worst = down ? value->upper : value->lower, best = down ? value->lower : value->upper;

    if (down ? worst <= reference : worst >= reference)
        return MKBA_I_MET;
    if (down ? best > reference : best < reference)
        return MKBA_I_NOT_MET;
    return MKBA_I_CANNOT_BE_SAID;
}

static mkba_i_judgement judge_change(const mkba_i_bounds *difference, bool down)
{
    if (difference->lower == 0 && difference->upper == 0)
        return MKBA_I_EQUAL;
    if (difference->lower > 0)
        return down ? MKBA_I_WORSE : MKBA_I_BETTER;
    if (difference->upper < 0)
        return down ? MKBA_I_BETTER : MKBA_I_WORSE;
    return MKBA_I_CANNOT_BE_SAID;
}

/* ---- comparisons ------------------------------------------------------------------------------------------------- */

static void leave(mkba_i_compass_comparison *comparison, const char *note)
{
    comparison->note = note;
    comparison->judgement = MKBA_I_NOT_JUDGED;
}

/* Against a number that is agreed: the interval is that of the figure. */
static void hold_against(const mkba_i_standing *standing, double reference, const mkba_i_period *period,
                         mkba_i_compass_comparison *to)
{
    mkba_i_bounds value = standing->value.of;

    to->reference = reference;
    to->difference.of = (mkba_i_bounds){value.at - reference, value.lower - reference, value.upper - reference};
    to->difference.basis = standing->value.basis;
    if (period != NULL)
        mkba_i_period_print(period, to->period);
    to->made = mkba_i_reading_is_finite(&to->difference);
    if (!to->made)
        leave(to, BEYOND);
    else
        to->judgement = judge_reached(&value, reference, standing->indicator->down);
}

static void hold_against_agreed(mkba_i_standing *standing)
{
    const mkba_i_indicator *indicator = standing->indicator;
    mkba_i_compass_comparison *against = standing->against;
    double planned;

    if (indicator->has_norm)
        hold_against(standing, indicator->norm, NULL, &against[MKBA_I_NORM]);
    else
        leave(&against[MKBA_I_NORM], "the indicator has no norm");
    if (indicator->targets.n == 0) {
        leave(&against[MKBA_I_PLAN], "the indicator has no targets");
        leave(&against[MKBA_I_TARGET], "the indicator has no targets");
        return;
    }
    const mkba_i_level *last = &indicator->targets.items[indicator->targets.n - 1];
    const mkba_i_period year = {.kind = MKBA_PERIOD_YEAR, .year = last->year};

    hold_against(standing, last->level, &year, &against[MKBA_I_TARGET]);
    if (!standing->measured)
        leave(&against[MKBA_I_PLAN], "there is no figure after the nulmeting");
    else if (mkba_i_planned(indicator, standing->figure->time, &planned))
        hold_against(standing, planned, &standing->figure->period, &against[MKBA_I_PLAN]);
    else
        leave(&against[MKBA_I_PLAN], "the planned path begins after the figure");
}

/* Against an earlier figure. */
static void hold_against_point(const mkba_i_standing *standing, const mkba_i_point *point, double level,
                               mkba_i_compass_comparison *to)
{
    mkba_i_reading before = mkba_i_reading_of(point, level);

    to->reference = point->value;
    mkba_i_period_print(&point->period, to->period);
    to->difference = mkba_i_reading_minus(&standing->value, &before);
    to->made = mkba_i_reading_is_finite(&to->difference);
    if (!to->made)
        leave(to, BEYOND);
    else
        to->judgement = judge_change(&to->difference.of, standing->indicator->down);
}

static const mkba_i_point *find_point(const mkba_i_series *series, const mkba_i_period *period)
{
    for (size_t i = 0; i < series->n; i++)
        if (series->points[i].period.kind == period->kind &&
            mkba_i_period_compare(&series->points[i].period, period) == 0)
            return &series->points[i];
    return NULL;
}

static void hold_against_past(mkba_i_standing *standing, double level)
{
    const mkba_i_indicator *indicator = standing->indicator;
    mkba_i_compass_comparison *against = standing->against;
    mkba_i_period before = standing->figure->period;
    const mkba_i_point *start = indicator->has_start ? find_point(&standing->series, &indicator->start_period) : NULL;
    const mkba_i_point *year;

    before.year--;
    year = find_point(&standing->series, &before);
    if (start != NULL && standing->measured)
        hold_against_point(standing, start, level, &against[MKBA_I_SINCE_START]);
    else
        leave(&against[MKBA_I_SINCE_START],
              indicator->has_start ? "there is no figure after the nulmeting" : "the indicator has no nulmeting");
    if (year != NULL)
        hold_against_point(standing, year, level, &against[MKBA_I_YEAR_BEFORE]);
    else
        leave(&against[MKBA_I_YEAR_BEFORE], "there is no figure of the same period a year before");
}

/* ---- scores ------------------------------------------------------------------------------------------------------ */

/* How far on the way from the nulmeting to a goal; why not, or NULL. */
static const char *score_way(const mkba_i_standing *standing, double goal, mkba_i_score *score)
{
    const mkba_i_indicator *indicator = standing->indicator;
    double planned;

    if (!indicator->has_start)
        return "the indicator has no nulmeting";
    if (!standing->measured)
        return "there is no figure after the nulmeting";
    if (indicator->down ? !(goal < indicator->start) : !(goal > indicator->start))
        return "the goal is not better than the nulmeting: there is no way to go";
    if (!mkba_i_reading_scaled(&standing->value, indicator->start, goal, &score->of))
        return BEYOND;
    if (mkba_i_planned(indicator, standing->figure->time, &planned)) {
        score->mark = (planned - indicator->start) / (goal - indicator->start);
        score->has_mark = isfinite(score->mark);
    }
    score->made = true;
    return NULL;
}

static void score_ways(mkba_i_standing *standing)
{
    const mkba_i_indicator *indicator = standing->indicator;
    mkba_i_score *target = &standing->scores[MKBA_COMPASS_SCALE_TARGET];
    mkba_i_score *norm = &standing->scores[MKBA_COMPASS_SCALE_NORM];

    target->note = indicator->targets.n == 0
                       ? "the indicator has no targets"
                       : score_way(standing, indicator->targets.items[indicator->targets.n - 1].level, target);
    norm->note = indicator->has_norm ? score_way(standing, indicator->norm, norm) : "the indicator has no norm";
}

void mkba_i_compass_judge(const mkba_compass *compass, mkba_i_standing *standing)
{
    const mkba_i_indicator *indicator = standing->indicator;

    if (standing->series.n == 0) {
        for (size_t i = 0; i < MKBA_I_AMONG_PEERS; i++)
            leave(&standing->against[i], "the indicator has no figure");
        for (size_t i = 0; i <= MKBA_COMPASS_SCALE_NORM; i++)
            standing->scores[i].note = "the indicator has no figure";
        return;
    }
    standing->figure = &standing->series.points[standing->series.n - 1];
    standing->measured =
        !indicator->has_start || standing->figure->time > mkba_i_period_middle(&indicator->start_period);
    standing->value = mkba_i_reading_of(standing->figure, compass->level);
    standing->age = compass->moment - mkba_i_period_end(&standing->figure->period);
    hold_against_agreed(standing);
    hold_against_past(standing, compass->level);
    score_ways(standing);
}
