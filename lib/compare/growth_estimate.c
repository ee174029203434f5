/* Growth from levels, and percentile intervals from replicates. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "compare/growth_model.h"
#include "stat/order.h"

double mkba_i_level_drawn(const mkba_i_statistic *s, mkba_i_group group, size_t year, size_t replicate)
{
    const double *draws = s->measure->draws[group];

    if (!s->measure->counts[year])
        return NAN;
    if (replicate == MKBA_I_POINT || draws == NULL)
        return s->measure->levels[group][year];
    return draws[year * s->comparison->options.replicates + replicate];
}

static double growth_of(const mkba_i_statistic *s, mkba_i_group group, size_t replicate)
{
    double start = mkba_i_level_drawn(s, group, s->start, replicate);
    double end = mkba_i_level_drawn(s, group, s->end, replicate);

    return start > 0 ? 100 * (end / start - 1) : NAN;
}

double mkba_i_growth(const mkba_i_statistic *s, size_t replicate)
{
    return growth_of(s, s->group, replicate);
}

double mkba_i_growth_difference(const mkba_i_statistic *s, size_t replicate)
{
    return growth_of(s, s->group, replicate) - growth_of(s, s->reference, replicate);
}

double mkba_i_level_end(const mkba_i_statistic *s, size_t replicate)
{
    return mkba_i_level_drawn(s, s->group, s->end, replicate);
}

static double log_of(const mkba_i_statistic *s, size_t year, size_t replicate)
{
    double level;

    if (s->logs != NULL && replicate != MKBA_I_POINT)
        return s->logs[year * s->comparison->options.replicates + replicate];
    level = mkba_i_level_drawn(s, s->group, year, replicate);
    return level > 0 ? mkba_i_log(level) : NAN;
}

double mkba_i_log_linear(const mkba_i_statistic *s, size_t replicate)
{
    const int *years = s->comparison->years;
    double n = 0, mean_year = 0, mean_log = 0, cross = 0, square = 0;

    for (size_t y = s->start; y <= s->end; y++) {
        if (!s->measure->counts[y])
            continue;
        n++;
        mean_year += years[y];
        mean_log += log_of(s, y, replicate);
    }
    mean_year /= n;
    mean_log /= n;
    for (size_t y = s->start; y <= s->end; y++) {
        if (!s->measure->counts[y])
            continue;
        cross += (years[y] - mean_year) * (log_of(s, y, replicate) - mean_log);
        square += (years[y] - mean_year) * (years[y] - mean_year);
    }
    return square > 0 ? 100 * mkba_i_expm1(cross / square) : NAN;
}

double mkba_i_cagr(double growth, int years)
{
    return growth > -100 ? 100 * mkba_i_expm1(mkba_i_log1p(growth / 100) / years) : NAN;
}

/* ---- intervals ------------------------------------------------------------------------------------------- */

void mkba_i_interval(const mkba_comparison *comparison, double *drawn, mkba_i_estimate *estimate)
{
    size_t n = comparison->options.replicates;
    double tail = (1 - comparison->options.level) / 2;

    for (size_t r = 0; r < n; r++)
        if (!isfinite(drawn[r]))
            return;
    estimate->low = mkba_i_quantile(drawn, n, tail);
    estimate->high = mkba_i_quantile(drawn, n, 1 - tail);
}

mkba_i_estimate mkba_i_estimate_of(const mkba_i_statistic *s, double *work)
{
    mkba_i_estimate estimate = {s->compute(s, MKBA_I_POINT), NAN, NAN};

    if (!isfinite(estimate.value) || (s->measure->draws[s->group] == NULL && s->measure->draws[s->reference] == NULL))
        return estimate;
    for (size_t r = 0; r < s->comparison->options.replicates; r++)
        work[r] = s->compute(s, r);
    mkba_i_interval(s->comparison, work, &estimate);
    return estimate;
}
