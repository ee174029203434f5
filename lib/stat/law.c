/* Continuous distributions over a coordinate: see law.h. */
#include "base/exact.h"

#include <float.h>
#include <math.h>

#include "base/elementary.h"
#include "stat/law.h"
#include "stat/log_density.h"
#include "stat/quantile.h"

#define ONE_OVER_ROOT_TWO_PI 0.39894228040143267794

/* ---- the beta distribution at log odds v from those at its mean ------------------------------------------- */

/* x = 1 - y; excess = b x - a y. */
typedef struct place {
    double x;
    double y;
    double excess;
} place;

static place beta_place(const mkba_i_beta_shape *shape, double v)
{
    double a = shape->a;
    double b = shape->b;
    double fall = mkba_i_exp(-fabs(v));
    double change = -mkba_i_expm1(-fabs(v));
    if (v > 0.0) {
        double sum = a + b * fall;
        return (place){a / sum, b * fall / sum, a / sum * (b * change)};
    }
    double sum = a * fall + b;
    return (place){a * fall / sum, b / sum, -(b / sum * (a * change))};
}

/* From the nearest of the lowest value, the mean and the highest: so rounding keeps the digits of the difference. */
static double beta_value(const mkba_i_law *law, double v)
{
    place at = beta_place(&law->beta, v);
    double deviation = at.excess / (law->beta.a + law->beta.b);
    if (at.x <= fabs(deviation) && at.x <= at.y) {
        return law->min + law->scale * at.x;
    }
    return at.y <= fabs(deviation) ? law->max - law->scale * at.y : law->location + law->scale * deviation;
}

/* ---- all -------------------------------------------------------------------------------------------------- */

double mkba_i_law_log_density(const mkba_i_law *law, double step)
{
    double v = law->origin + step;
    switch (law->kind) {
    case MKBA_I_LAW_GAMMA: return mkba_i_gamma_log_density(law->gamma.a, v);
    case MKBA_I_LAW_BETA: {
        bool mirrored = law->beta.a > law->beta.b;
        double sum = law->beta.a + law->beta.b;
        double part = fmin(law->beta.a, law->beta.b) / sum;
        return mkba_i_beta_log_density(sum, part, mirrored ? -v : v);
    }
    default: return -0.5 * v * v;
    }
}

double mkba_i_law_density(const mkba_i_law *law, double v)
{
    double peak = law->kind == MKBA_I_LAW_GAMMA  ? law->gamma.peak
                  : law->kind == MKBA_I_LAW_BETA ? law->beta.peak
                                                 : ONE_OVER_ROOT_TWO_PI;
    return peak * mkba_i_exp(mkba_i_law_log_density(law, v));
}

mkba_i_tails mkba_i_law_tails(const mkba_i_law *law, double step)
{
    double v = law->origin + step;
    switch (law->kind) {
    case MKBA_I_LAW_GAMMA: {
        double x = law->gamma.a * mkba_i_exp(v);
        return x > 0.0 ? mkba_i_gamma_tails(x, &law->gamma) : (mkba_i_tails){0.0, 1.0};
    }
    case MKBA_I_LAW_BETA: {
        place at = beta_place(&law->beta, v);
        if (at.x <= 0.0 || at.y <= 0.0) {
            return at.x <= 0.0 ? (mkba_i_tails){0.0, 1.0} : (mkba_i_tails){1.0, 0.0};
        }
        return mkba_i_beta_tails(at.x, at.y, at.excess, &law->beta);
    }
    default: return (mkba_i_tails){mkba_i_normal_cdf(v), mkba_i_normal_upper(v)};
    }
}

double mkba_i_law_tilt(const mkba_i_law *law, double step)
{
    double v = law->origin + step;
    switch (law->kind) {
    case MKBA_I_LAW_GAMMA: return -law->gamma.a * mkba_i_expm1(v);
    case MKBA_I_LAW_BETA: return -beta_place(&law->beta, v).excess;
    default: return -v;
    }
}

double mkba_i_law_bend(const mkba_i_law *law, double step)
{
    double v = law->origin + step;
    switch (law->kind) {
    case MKBA_I_LAW_GAMMA: return -law->gamma.a * mkba_i_exp(v);
    case MKBA_I_LAW_BETA: {
        place at = beta_place(&law->beta, v);
        return -(law->beta.a + law->beta.b) * at.x * at.y;
    }
    default: return -1.0;
    }
}

static double whole_value(const mkba_i_law *law, double v)
{
    switch (law->kind) {
    case MKBA_I_LAW_NORMAL: return law->location + law->scale * v;
    case MKBA_I_LAW_LOGNORMAL: return law->location * mkba_i_exp(law->scale * v);
    case MKBA_I_LAW_GAMMA: return law->location * mkba_i_exp(v);
    default: return beta_value(law, v);
    }
}

/* e^(from + step) - e^from */
static double growth(double from, double step)
{
    return fabs(step) < 1.0 ? mkba_i_exp(from) * mkba_i_expm1(step) : mkba_i_exp(from + step) - mkba_i_exp(from);
}

static double beta_apart(const mkba_i_law *law, double from, double step)
{
    place a = beta_place(&law->beta, from);
    if (fabs(step) < 1.0) {
        double change = mkba_i_expm1(step);
        return law->scale * (a.x * a.y * change / (1.0 + a.x * change));
    }
    place b = beta_place(&law->beta, from + step);
    return law->scale * (a.x < 0.5 ? b.x - a.x : a.y - b.y);
}

double mkba_i_law_apart(const mkba_i_law *law, double from, double to)
{
    double step = to - from;
    from += law->origin;
    switch (law->kind) {
    case MKBA_I_LAW_NORMAL: return law->scale * step;
    case MKBA_I_LAW_LOGNORMAL: return law->location * growth(law->scale * from, law->scale * step);
    case MKBA_I_LAW_GAMMA: return law->location * growth(from, step);
    default: return beta_apart(law, from, step);
    }
}

/* Of a narrow truncation from the low end, whose value is known to the last digit. */
double mkba_i_law_value(const mkba_i_law *law, double v)
{
    double value = law->narrow ? law->least + mkba_i_law_apart(law, 0.0, v) : whole_value(law, v);
    return fmin(fmax(value, fmax(law->least, -DBL_MAX)), fmin(law->most, DBL_MAX));
}

void mkba_i_law_slopes(const mkba_i_law *law, double step, double slopes[3])
{
    double v = law->origin + step;
    switch (law->kind) {
    case MKBA_I_LAW_NORMAL: slopes[0] = law->scale, slopes[1] = 0.0, slopes[2] = 0.0; return;
    case MKBA_I_LAW_LOGNORMAL:
        slopes[0] = law->scale * law->location * mkba_i_exp(law->scale * v);
        slopes[1] = law->scale * slopes[0];
        slopes[2] = law->scale * slopes[1];
        return;
    case MKBA_I_LAW_GAMMA: slopes[0] = slopes[1] = slopes[2] = law->location * mkba_i_exp(v); return;
    default: {
        place at = beta_place(&law->beta, v);
        double spread = at.x * at.y;
        slopes[0] = law->scale * spread;
        slopes[1] = slopes[0] * (at.y - at.x);
        slopes[2] = slopes[0] * (1.0 - 6.0 * spread);
    }
    }
}
