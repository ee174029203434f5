/* Student's t distribution, by the incomplete beta function (Abramowitz and Stegun, 26.7.1). */
#include "base/exact.h"

#include <float.h>
#include <math.h>

#include "base/elementary.h"
#include "stat/quantile.h"
#include "stat/tails.h"

/* Beyond this many times sqrt(df) the upper tail is a power of t, to the last digit. */
#define FAR 1e30

/* Of |T|, t >= 0: at most and above t. With x = df / (df + t^2) the upper tail is I_x(df / 2, 1 / 2). */
static mkba_i_tails tails_at(const void *context, double t)
{
    const mkba_i_beta_shape *halves = context;
    double df = 2.0 * halves->a;
    double ratio = fmin(t / sqrt(df), FAR);
    double square = ratio * ratio;
    if (square <= 0.0 || isinf(t)) {
        return square <= 0.0 ? (mkba_i_tails){0.0, 1.0} : (mkba_i_tails){1.0, 0.0};
    }
    double near = ratio < FAR ? t : FAR * sqrt(df);
    double x = 1.0 / (1.0 + square);
    double y = 1.0 / (1.0 + 1.0 / square);
    mkba_i_tails tails = mkba_i_beta_tails(x, y, 0.5 * x * (1.0 - near) * (1.0 + near), halves);
    double upper = tails.lower * mkba_i_pow(near / t, df);
    return (mkba_i_tails){ratio < FAR ? tails.upper : 1.0 - upper, upper};
}

double mkba_i_student_upper(double t, double df)
{
    mkba_i_beta_shape halves = mkba_i_beta_shape_of(0.5 * df, 0.5);
    mkba_i_tails tails = tails_at(&halves, fabs(t));
    return t > 0.0 ? 0.5 * tails.upper : 0.5 + 0.5 * tails.lower;
}

double mkba_i_student_cdf(double t, double df)
{
    return mkba_i_student_upper(-t, df);
}

double mkba_i_student_quantile(double p, double df)
{
    if (p <= 0.0 || p >= 1.0) {
        return p <= 0.0 ? -INFINITY : INFINITY;
    }
    mkba_i_tails target = {fabs(2.0 * p - 1.0), 2.0 * fmin(p, 1.0 - p)};
    mkba_i_beta_shape halves = mkba_i_beta_shape_of(0.5 * df, 0.5);
    double t = mkba_i_invert(tails_at, &halves, target, DBL_MAX);
    return p < 0.5 ? -t : t;
}
