/* Distributions from two quantiles: see fit.h. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "base/number.h"
#include "stat/fit.h"
#include "stat/log_density.h"
#include "stat/quantile.h"

#define MOST_STEPS 100
#define MOST_HALVINGS 30
#define STEP 1e-6
#define AGREEMENT 1e-10

/* ---- closed forms ------------------------------------------------------------------------------------------ */

/* Values mean + z sd of the normal distribution (of logarithms). */
static void fit_normal(const double p[2], double low, double difference, double *mean, double *sd)
{
    double z[2] = {mkba_i_normal_quantile(p[0]), mkba_i_normal_quantile(p[1])};
    *sd = difference / (z[1] - z[0]);
    *mean = low + difference * (-z[0] / (z[1] - z[0]));
}

static mkba_i_distribution normal_of(const mkba_i_elicited *said)
{
    mkba_i_distribution made = {.family = MKBA_I_NORMAL};
    fit_normal(said->p, said->values[0], said->values[1] - said->values[0], &made.a, &made.b);
    return made;
}

static mkba_i_distribution lognormal_of(const mkba_i_elicited *said)
{
    double mean, sd;
    fit_normal(said->p, mkba_i_log(said->values[0]), mkba_i_log_ratio(said->values[1], said->values[0]), &mean, &sd);
    mkba_i_distribution made = {.family = MKBA_I_LOGNORMAL, .a = mkba_i_exp(mean + 0.5 * sd * sd)};
    made.b = made.a * sqrt(mkba_i_expm1(sd * sd));
    return made;
}

/* ---- by search --------------------------------------------------------------------------------------------- */

/* Two numbers without bounds say what the distribution is. */
static mkba_i_distribution distribution_at(const mkba_i_elicited *said, const double at[2])
{
    double one = mkba_i_exp(at[0]);
    double other = mkba_i_exp(at[1]);
    mkba_i_distribution made = {.family = said->family, .a = one, .b = other};
    if (said->family == MKBA_I_BETA) {
        made.c = said->min, made.d = said->max;
    } else if (said->family != MKBA_I_GAMMA) {
        made = (mkba_i_distribution){
            .family = said->family, .a = said->mode - one, .b = said->mode, .c = said->mode + other};
    }
    return made;
}

/* How far its quantiles are off, relative to the difference of the values; infinite where there is no distribution. */
static double miss(const mkba_i_elicited *said, const double at[2], double off[2])
{
    mkba_i_distribution made = distribution_at(said, at);
    if (mkba_i_distribution_check(&made, NULL) != MKBA_OK) {
        return INFINITY;
    }
    for (int i = 0; i < 2; i++) {
        off[i] =
            (mkba_i_distribution_quantile(&made, said->p[i]) - said->values[i]) / (said->values[1] - said->values[0]);
    }
    return fmax(fabs(off[0]), fabs(off[1]));
}

/* Newton's step, by differences; false when it cannot be told. */
static bool step_from(const mkba_i_elicited *said, const double at[2], const double off[2], double step[2])
{
    double slope[2][2];
    for (int j = 0; j < 2; j++) {
        double aside[2] = {at[0], at[1]};
        double there[2];
        aside[j] += STEP;
        if (isinf(miss(said, aside, there))) {
            return false;
        }
        slope[0][j] = (there[0] - off[0]) / STEP;
        slope[1][j] = (there[1] - off[1]) / STEP;
    }
    double determinant = slope[0][0] * slope[1][1] - slope[0][1] * slope[1][0];
    step[0] = -(slope[1][1] * off[0] - slope[0][1] * off[1]) / determinant;
    step[1] = -(slope[0][0] * off[1] - slope[1][0] * off[0]) / determinant;
    return isfinite(step[0]) && isfinite(step[1]);
}

static bool search(const mkba_i_elicited *said, double at[2])
{
    double off[2];
    double worst = miss(said, at, off);
    for (int i = 0; i < MOST_STEPS && worst > AGREEMENT; i++) {
        double step[2];
        if (isinf(worst) || !step_from(said, at, off, step)) {
            return false;
        }
        double part = fmin(1.0, 2.0 / fmax(fabs(step[0]), fabs(step[1])));
        double next[2], then[2];
        double found = INFINITY;
        for (int k = 0; k < MOST_HALVINGS && !(found < worst); k++, part *= 0.5) {
            next[0] = at[0] + part * step[0], next[1] = at[1] + part * step[1];
            found = miss(said, next, then);
        }
        if (!(found < worst)) {
            return false;
        }
        at[0] = next[0], at[1] = next[1], off[0] = then[0], off[1] = then[1], worst = found;
    }
    return worst <= AGREEMENT;
}

/* Where to begin: as if normal; of a beta the normal's mean and sd, kept inside its bounds. */
static void begin(const mkba_i_elicited *said, double at[2])
{
    double width = said->values[1] - said->values[0];
    if (said->family == MKBA_I_GAMMA) {
        mkba_i_distribution start = lognormal_of(said);
        at[0] = mkba_i_log(start.a), at[1] = mkba_i_log(start.b);
    } else if (said->family == MKBA_I_BETA) {
        mkba_i_distribution normal = normal_of(said);
        double range = said->max - said->min;
        double mean = fmin(fmax((normal.a - said->min) / range, 0.02), 0.98);
        double sd = fmin(normal.b / range, 0.9 * sqrt(mean * (1.0 - mean)));
        double sum = mean * (1.0 - mean) / (sd * sd) - 1.0;
        at[0] = mkba_i_log(mean * sum), at[1] = mkba_i_log((1.0 - mean) * sum);
    } else {
        at[0] = mkba_i_log(said->mode - said->values[0] + 0.3 * width * (said->p[0] > 0.0));
        at[1] = mkba_i_log(said->values[1] - said->mode + 0.3 * width * (said->p[1] < 1.0));
    }
}

/* ---- what is said ------------------------------------------------------------------------------------------ */

static mkba_status check_said(const mkba_i_elicited *said, mkba_error *error)
{
    bool with_mode = said->family == MKBA_I_TRIANGULAR || said->family == MKBA_I_PERT;
    const double *p = said->p;
    const double *v = said->values;
    bool inside = with_mode ? p[0] >= 0.0 && p[1] <= 1.0 : p[0] > 0.0 && p[1] < 1.0;
    if (!inside || !(p[0] < p[1])) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "p", "p must be two probabilities, the lower one first, %s",
                           with_mode ? "from 0 to 1" : "above 0 and below 1");
    }
    if (!isfinite(v[0]) || !isfinite(v[1]) || !(v[0] < v[1]) || !isfinite(v[1] - v[0])) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "values",
                           "values must be two finite numbers, the lower one first");
    }
    if ((said->family == MKBA_I_LOGNORMAL || said->family == MKBA_I_GAMMA) && v[0] <= 0.0) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "values", "values of a %s distribution must be above 0",
                           said->family == MKBA_I_GAMMA ? "gamma" : "lognormal");
    }
    if (with_mode && !(said->mode >= v[0] && said->mode <= v[1])) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "mode", "mode must be between the two values");
    }
    if (said->family == MKBA_I_BETA && !(said->min < v[0] && v[1] < said->max && isfinite(said->max - said->min))) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bounds",
                           "the values must be inside the bounds of a beta distribution");
    }
    return MKBA_OK;
}

mkba_status mkba_i_fit_quantiles(const mkba_i_elicited *said, mkba_i_distribution *out, mkba_error *error)
{
    mkba_status status = check_said(said, error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_distribution made;
    bool with_mode = said->family == MKBA_I_TRIANGULAR || said->family == MKBA_I_PERT;
    if (said->family == MKBA_I_NORMAL || said->family == MKBA_I_LOGNORMAL) {
        made = said->family == MKBA_I_NORMAL ? normal_of(said) : lognormal_of(said);
    } else if (with_mode && said->p[0] == 0.0 && said->p[1] == 1.0) {
        made =
            (mkba_i_distribution){.family = said->family, .a = said->values[0], .b = said->mode, .c = said->values[1]};
    } else {
        double at[2];
        begin(said, at);
        if (!search(said, at)) {
            return mkba_i_fail(error, MKBA_ERROR_CASE, "values",
                               "no distribution of this family was found that has these values at these probabilities");
        }
        made = distribution_at(said, at);
    }
    status = mkba_i_distribution_check(&made, error);
    if (status == MKBA_OK) {
        *out = made;
    }
    return status;
}
