/* Figures of the sides of an overview: mkba/compare_service.h has the formulas. */
#include "base/exact.h"

#include "compare/overview_standing.h"

#include <math.h>

#include "compare/samples_mean.h"
#include "stat/quantile.h"

#define LEAST_DF 1e-3
#define MOST_DF 1e10

/* The figures of an area. */
typedef struct area_figures {
    double value, n, population, sd; /* n 0, population 0 where they are not known */
} area_figures;

static bool get(const mkba_i_stand *s, size_t indicator, size_t area, double *value, mkba_cell_status *reason)
{
    mkba_i_cell cell = mkba_i_panel_get(s->panel, indicator, area, s->period);

    *value = cell.value;
    *reason = cell.status;
    return mkba_cell_has_value(cell.status);
}

static bool get_known(const mkba_i_stand *s, size_t indicator, size_t area, double *value, mkba_cell_status *reason)
{
    *value = 0;
    return indicator == MKBA_I_NONE || get(s, indicator, area, value, reason);
}

static bool read_area(const mkba_i_stand *s, const mkba_i_item *item, size_t area, area_figures *out,
                      mkba_cell_status *reason)
{
    return get(s, item->indicator, area, &out->value, reason) &&
           get_known(s, item->denominator, area, &out->n, reason) &&
           get_known(s, item->population, area, &out->population, reason) &&
           get_known(s, item->sd, area, &out->sd, reason);
}

static mkba_status fail_area(const mkba_i_stand *s, const mkba_i_item *item, size_t area, const char *sentence)
{
    return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "items", "items[%zu], \"%.80s\" of %.50s: %s", item->index,
                       s->panel->indicators[item->indicator].name, s->panel->areas[area].code, sentence);
}

static mkba_status check_area(const mkba_i_stand *s, const mkba_i_item *item, size_t area, const area_figures *f)
{
    bool proportion = item->given->statistic == MKBA_STATISTIC_PROPORTION;
    bool sampled = item->given->statistic != MKBA_STATISTIC_RATE;

    if (item->denominator != MKBA_I_NONE && !(f->n > 0))
        return fail_area(s, item, area, "its denominator is not above 0");
    if (proportion && !(f->value >= 0 && f->value <= f->n))
        return fail_area(s, item, area, "successes are from 0 to the number of answers");
    if (sampled && item->population != MKBA_I_NONE && f->population < f->n)
        return fail_area(s, item, area, "there are more answers than clients");
    if (proportion && item->population != MKBA_I_NONE && f->population > f->n && !(f->population > 1))
        return fail_area(s, item, area, "clients out of whom a part answered are more than one");
    if (item->sd != MKBA_I_NONE && f->sd < 0)
        return fail_area(s, item, area, "a standard deviation is at least 0");
    return MKBA_OK;
}

/* ---- sums over areas ------------------------------------------------------------------------------------- */

typedef struct totals {
    double up, down, weights;
    double squares; /* of a proportion: sum of W^2 / effective; of a mean: sum of W^2 se^2 */
    double fourths; /* of a mean: sum of W^4 se^4 / df */
    double trials;
    bool interval;
} totals;

static double weight_of(const mkba_i_item *item, const area_figures *f)
{
    if (item->population != MKBA_I_NONE)
        return f->population;
    return item->denominator != MKBA_I_NONE ? f->n : 1;
}

static void add_proportion(const mkba_i_stand *s, const area_figures *f, double weight, totals *t)
{
    t->up += weight * (f->value / f->n);
    t->squares += weight * weight / mkba_i_effective(f->n, f->population, s->interval.design_effect);
}

static void add_mean(const mkba_i_stand *s, const mkba_i_item *item, const area_figures *f, double weight, totals *t)
{
    bool whole = f->population > 0 && f->population <= f->n;
    double error;

    t->up += weight * f->value;
    if (item->sd == MKBA_I_NONE || item->denominator == MKBA_I_NONE || (!whole && !(f->n - 1 >= LEAST_DF))) {
        t->interval = false;
        return;
    }
    error = weight * mkba_i_mean_error(f->sd, f->n, f->population, s->interval.design_effect);
    t->squares += error * error;
    if (!whole)
        t->fourths += error * error * (error * error) / (f->n - 1);
}

static void add_area(const mkba_i_stand *s, const mkba_i_item *item, const area_figures *f, totals *t)
{
    double weight = weight_of(item, f);

    t->trials += f->n;
    switch (item->given->statistic) {
    case MKBA_STATISTIC_RATE:
        t->up += f->value;
        t->down += f->n;
        return;
    case MKBA_STATISTIC_PROPORTION: add_proportion(s, f, weight, t); break;
    case MKBA_STATISTIC_MEAN: add_mean(s, item, f, weight, t); break;
    }
    t->weights += weight;
}

/* ---- the figure of a side -------------------------------------------------------------------------------- */

static void finish_rate(const mkba_i_item *item, const totals *t, mkba_i_standing *out)
{
    double value = item->per * (t->up / t->down);

    out->value = (mkba_i_bounds){value, value, value};
}

static void finish_proportion(const mkba_i_stand *s, const mkba_i_item *item, const totals *t, mkba_i_standing *out)
{
    mkba_i_sample sample = {.trials = t->trials};
    mkba_i_bounds made;

    sample.successes = fmin(t->up / t->weights, 1) * t->trials;
    sample.effective = t->squares > 0 ? t->weights * t->weights / t->squares : HUGE_VAL;
    made = mkba_i_proportion(&sample, &s->interval);
    out->value = (mkba_i_bounds){item->per * made.at, item->per * made.lower, item->per * made.upper};
    out->interval = true;
    out->small = mkba_i_is_small(&sample, &s->interval);
    out->answers = t->trials;
}

static void finish_mean(const mkba_i_stand *s, const totals *t, mkba_i_standing *out)
{
    double value = t->up / t->weights, weights = t->weights * t->weights, reach = 0;

    out->interval = t->interval;
    out->answers = t->trials;
    out->variance = t->squares / weights;
    out->df = t->fourths > 0 ? t->squares / t->fourths * t->squares : MOST_DF;
    if (out->interval && out->variance > 0)
        reach = sqrt(out->variance) * mkba_i_student_quantile((1 + s->interval.level) / 2, fmin(out->df, MOST_DF));
    out->small = t->trials < s->interval.small && !(t->interval && t->squares == 0);
    out->value = (mkba_i_bounds){value, value - reach, value + reach};
}

static mkba_status finish(const mkba_i_stand *s, const mkba_i_item *item, const totals *t, mkba_i_standing *out)
{
    out->has = true;
    switch (item->given->statistic) {
    case MKBA_STATISTIC_RATE: finish_rate(item, t, out); break;
    case MKBA_STATISTIC_PROPORTION: finish_proportion(s, item, t, out); break;
    case MKBA_STATISTIC_MEAN: finish_mean(s, t, out); break;
    }
    if (isfinite(out->value.at) && isfinite(out->value.lower) && isfinite(out->value.upper))
        return MKBA_OK;
    return mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "items",
                       "the figure of items[%zu], \"%.80s\", is beyond the range of a double", item->index,
                       s->panel->indicators[item->indicator].name);
}

mkba_status mkba_i_stand_of(const mkba_i_stand *stand, const mkba_i_item *item, const size_t *areas, size_t n_areas,
                            bool spreads, mkba_i_standing *out)
{
    totals sums = {.interval = true};
    mkba_status status = MKBA_OK;

    *out = (mkba_i_standing){.first_missing = MKBA_I_NONE};
    for (size_t i = 0; status == MKBA_OK && i < n_areas; i++) {
        area_figures figures = {0};
        mkba_cell_status reason = MKBA_CELL_ABSENT;
        if (!read_area(stand, item, areas[i], &figures, &reason)) {
            if (out->n_missing++ == 0) {
                out->reason = reason;
                out->first_missing = areas[i];
            }
            continue;
        }
        out->n_areas++;
        status = check_area(stand, item, areas[i], &figures);
        if (status == MKBA_OK)
            add_area(stand, item, &figures, &sums);
    }
    if (status != MKBA_OK || out->n_areas == 0 || (spreads && out->n_missing > 0))
        return status;
    return finish(stand, item, &sums, out);
}

/* ---- differences ----------------------------------------------------------------------------------------- */

static mkba_i_bounds scaled(const mkba_i_bounds *bounds, double factor)
{
    return (mkba_i_bounds){factor * bounds->at, factor * bounds->lower, factor * bounds->upper};
}

/* Welch's, with Satterthwaite's degrees of freedom. */
static double mean_reach(const mkba_i_stand *s, const mkba_i_standing *one, const mkba_i_standing *other)
{
    double sum = one->variance + other->variance, df;

    if (!(sum > 0))
        return 0;
    df =
        sum / (one->variance / one->df * (one->variance / sum) + other->variance / other->df * (other->variance / sum));
    return sqrt(sum) * mkba_i_student_quantile((1 + s->interval.level) / 2, fmin(fmax(df, LEAST_DF), MOST_DF));
}

mkba_i_bounds mkba_i_stand_difference(const mkba_i_stand *stand, const mkba_i_item *item, const mkba_i_standing *region,
                                      const mkba_i_standing *reference, bool *interval)
{
    double at = region->value.at - reference->value.at, reach;

    *interval = region->interval && reference->interval;
    if (*interval && item->given->statistic == MKBA_STATISTIC_PROPORTION) {
        mkba_i_bounds one = scaled(&region->value, 1 / item->per), other = scaled(&reference->value, 1 / item->per);
        mkba_i_bounds difference = mkba_i_difference(&one, &other);
        return (mkba_i_bounds){at, fmin(item->per * difference.lower, at), fmax(item->per * difference.upper, at)};
    }
    reach = *interval ? mean_reach(stand, region, reference) : 0;
    return (mkba_i_bounds){at, at - reach, at + reach};
}
