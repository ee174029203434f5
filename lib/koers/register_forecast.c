/* Lines through a few figures: see register_forecast.h and docs/koers.md. */
#include "base/exact.h"

#include "koers/register_forecast.h"

#include <math.h>

#include "base/choice.h"
#include "stat/quantile.h"

static const char *const METHODS[] = {"trend", "drift"};
MKBA_I_CHOICE(mkba_forecast_method, METHODS, "method", "method")

const char *const mkba_i_forecast_words[4] = {NULL, NULL, "measurement errors", "scatter"};

/* Scatter this small beside that of the figures is rounding. */
#define NOTHING 1e-24

double mkba_i_point_error(const mkba_i_point *point)
{
    return point->has_interval ? (point->high / 2 - point->low / 2) / mkba_i_normal_quantile(0.5 + point->level / 2)
                               : 0;
}

/* ---- measurement errors ------------------------------------------------------------------------------------------- */

/* The largest variance known: for a figure that has none beside figures that have. */
static double largest_error(const mkba_i_point *points, size_t n)
{
    double largest = 0;

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, mkba_i_point_error(&points[i]));
    return largest * largest;
}

static double variance_of(const mkba_i_point *point, double largest)
{
    double error = mkba_i_point_error(point);

    return error > 0 ? error * error : largest;
}

static void take_errors(const mkba_i_point *points, size_t n, double largest, mkba_i_forecast *out)
{
    out->has_errors = largest > 0;
    for (size_t i = 0; i < n; i++) {
        out->assumed = out->assumed || (out->has_errors && !(mkba_i_point_error(&points[i]) > 0));
        out->error += variance_of(&points[i], largest) / (double) n;
    }
    out->error_first = variance_of(&points[0], largest);
    out->error_last = variance_of(&points[n - 1], largest);
}

/* ---- lines ---------------------------------------------------------------------------------------------------------- */

/* Weighted by 1 / variance, so that the mean square is 1 where errors explain all scatter; all alike without. */
static void fit_trend(const mkba_i_point *points, size_t n, double largest, mkba_i_forecast *out)
{
    double times = 0, values = 0, cross = 0, squares = 0, rest = 0;

    for (size_t i = 0; i < n; i++) {
        double weight = largest > 0 ? 1 / variance_of(&points[i], largest) : 1;

        out->weights += weight;
        times += weight * (points[i].time - points[0].time); /* years apart: no digits of the century are lost */
        values += weight * points[i].value;
    }
    out->centre = points[0].time + times / out->weights;
    out->level = values / out->weights;
    for (size_t i = 0; i < n; i++) {
        double weight = largest > 0 ? 1 / variance_of(&points[i], largest) : 1, time = points[i].time - out->centre;

        out->spread += weight * time * time;
        cross += weight * time * (points[i].value - out->level);
    }
    out->slope = cross / out->spread;
    for (size_t i = 0; i < n; i++) {
        double weight = largest > 0 ? 1 / variance_of(&points[i], largest) : 1, apart = points[i].value - out->level;
        double residual = apart - out->slope * (points[i].time - out->centre);

        squares += weight * apart * apart;
        rest += weight * residual * residual;
    }
    out->df = n > 2 && rest > NOTHING * squares ? n - 2 : 0;
    out->scatter = out->df > 0 ? rest / (double) out->df : 0;
}

/* Steps are independent, with a variance in proportion to their time: the drift is that from first to last. */
static void fit_drift(const mkba_i_point *points, size_t n, mkba_i_forecast *out)
{
    double squares = 0, rest = 0;

    out->span = points[n - 1].time - points[0].time;
    out->slope = (points[n - 1].value - points[0].value) / out->span;
    out->centre = points[n - 1].time;
    out->level = points[n - 1].value;
    for (size_t i = 1; i < n; i++) {
        double years = points[i].time - points[i - 1].time, step = points[i].value - points[i - 1].value;
        double residual = step - out->slope * years;

        squares += step * step / years;
        rest += residual * residual / years;
    }
    out->df = n > 2 && rest > NOTHING * squares ? n - 2 : 0;
    out->scatter = out->df > 0 ? rest / (double) out->df : 0;
}

mkba_i_forecast mkba_i_forecast_make(const mkba_i_point *points, size_t n, mkba_forecast_method method)
{
    mkba_i_forecast made = {.method = method, .n = n};
    double largest = largest_error(points, n);
    bool apart = true;

    for (size_t i = 1; i < n; i++) /* a trend needs two times, a random walk no two figures at one */
        apart = apart && (method == MKBA_FORECAST_TREND || points[i].time > points[i - 1].time);
    if (n < 2 || !apart || !(points[n - 1].time > points[0].time))
        return made;
    take_errors(points, n, largest, &made);
    if (method == MKBA_FORECAST_TREND)
        fit_trend(points, n, largest, &made);
    else
        fit_drift(points, n, &made);
    made.line = isfinite(made.level) && isfinite(made.slope) && isfinite(made.scatter) && isfinite(made.error) &&
                isfinite(made.weights) && isfinite(made.spread);
    return made;
}

/* ---- what a figure may miss by ---------------------------------------------------------------------------------------- */

/* Standard deviations of a figure to come about the line: by the measurement errors, and by the scatter. */
static void find_deviations(const mkba_i_forecast *f, double time, double *by_errors, double *by_scatter)
{
    double years = time - f->centre, line, more;

    if (f->method == MKBA_FORECAST_TREND) {
        line = 1 / f->weights + years * years / f->spread;
        *by_errors = f->has_errors ? sqrt(line + f->error) : 0;
        *by_scatter = sqrt(f->scatter * (line + (f->has_errors ? f->error : 1)));
        return;
    }
    more = years / f->span;
    *by_errors =
        f->has_errors ? sqrt((1 + more) * (1 + more) * f->error_last + more * more * f->error_first + f->error) : 0;
    *by_scatter = sqrt(f->scatter * fabs(years) * (1 + fabs(more)));
}

/* Of both the wider: scatter never makes an interval narrower than errors do, nor the other way round. */
static double half_width(const mkba_i_forecast *f, double time, double level, mkba_i_forecast_basis *basis)
{
    double errors, scatter, by_errors = 0, by_scatter = 0;

    find_deviations(f, time, &errors, &scatter);
    if (f->has_errors)
        by_errors = errors * mkba_i_normal_quantile(0.5 + level / 2);
    if (f->df > 0)
        by_scatter = scatter * mkba_i_student_quantile(0.5 + level / 2, (double) f->df);
    *basis = !f->has_errors && f->df == 0 ? MKBA_I_NO_SPREAD
             : by_scatter > by_errors     ? MKBA_I_BY_SCATTER
                                          : MKBA_I_BY_ERRORS;
    return fmax(by_errors, by_scatter);
}

mkba_i_prediction mkba_i_forecast_at(const mkba_i_forecast *forecast, double time, double level)
{
    mkba_i_prediction made = {.basis = MKBA_I_NO_LINE};
    double half;

    if (!forecast->line)
        return made;
    made.value = forecast->level + forecast->slope * (time - forecast->centre);
    half = half_width(forecast, time, level, &made.basis);
    made.low = made.value - half;
    made.high = made.value + half;
    if (!isfinite(made.value) || !isfinite(made.low) || !isfinite(made.high))
        made = (mkba_i_prediction){.basis = MKBA_I_NO_LINE};
    return made;
}

double mkba_i_forecast_chance(const mkba_i_forecast *forecast, double time, double target, bool down)
{
    double value = forecast->level + forecast->slope * (time - forecast->centre);
    double beyond = down ? target - value : value - target, errors, scatter, normal = 1, student = 1;

    find_deviations(forecast, time, &errors, &scatter);
    if (forecast->has_errors)
        normal = mkba_i_normal_cdf(beyond / errors);
    if (forecast->df > 0 && scatter > 0)
        student = mkba_i_student_cdf(beyond / scatter, (double) forecast->df);
    if (!forecast->has_errors)
        return student;
    if (forecast->df == 0 || !(scatter > 0))
        return normal;
    return fabs(normal - 0.5) < fabs(student - 0.5) ? normal : student; /* the less sure of both */
}

double mkba_i_forecast_half_with(const mkba_i_forecast *forecast, double time, double more, double level)
{
    mkba_i_forecast next = *forecast;
    double weight = forecast->has_errors ? 1 / forecast->error : 1, share;
    mkba_i_forecast_basis basis;

    next.n++;
    next.df += next.df > 0;
    if (forecast->method == MKBA_FORECAST_TREND) {
        share = weight / (forecast->weights + weight);
        next.centre += share * (more - forecast->centre);
        next.spread += forecast->weights * share * (more - forecast->centre) * (more - forecast->centre);
        next.weights += weight;
    } else {
        next.centre = more;
        next.span += more - forecast->centre;
        next.error_last = forecast->error;
    }
    return half_width(&next, time, level, &basis);
}
