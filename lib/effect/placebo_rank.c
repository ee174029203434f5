/* The treated ranked among placebos in space, and the effects that the test does not reject. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "effect/noise.h"
#include "effect/placebo_model.h"
#include "stat/order.h"

/* A statistic that is as large but for rounding counts as as large. */
#define AS_LARGE (1 - 1e-9)
#define HALVINGS 200
#define DOUBLINGS 1000

/* ---- the statistic ----------------------------------------------------------------------------------------- */

static double part(mkba_placebo_side side, double gap)
{
    if (side == MKBA_PLACEBO_TWO_SIDED)
        return fabs(gap);
    return side == MKBA_PLACEBO_DECREASE ? fmax(0.0, -gap) : fmax(0.0, gap);
}

double mkba_i_placebo_value(const mkba_i_placebo_test *test, const double *gaps, double factor, double shift,
                            double scale)
{
    double sum = 0.0, squares = 0.0, n = (double) test->n;

    for (size_t t = 0; t < test->n; t++) {
        double gap = factor * gaps[t] - shift, of_side = part(test->side, gap);
        sum += gap;
        squares += of_side * of_side;
    }
    if (test->statistic == MKBA_PLACEBO_RATIO)
        return sqrt(squares / n) / scale;
    if (test->side == MKBA_PLACEBO_TWO_SIDED)
        return fabs(sum / n) / scale;
    return (test->side == MKBA_PLACEBO_DECREASE ? -sum : sum) / n / scale;
}

/* Away from `from`, where the statistic is not above the critical value, in the direction of `step`: as far as it stays so.
 * INFINITY with the sign of the step where it does everywhere. */
static double limit(const mkba_i_placebo_test *test, const double *gaps, double factor, double scale, double critical,
                    double from, double step)
{
    double inside = from, outside = from + step;

    for (int i = 0; mkba_i_placebo_value(test, gaps, factor, outside, scale) <= critical; i++) {
        if (i == DOUBLINGS || !isfinite(outside))
            return copysign(INFINITY, step);
        inside = outside;
        step *= 2.0;
        outside = from + step;
    }
    for (int i = 0; i < HALVINGS; i++) {
        double middle = inside + (outside - inside) / 2.0;
        if (middle == inside || middle == outside)
            break;
        *(mkba_i_placebo_value(test, gaps, factor, middle, scale) <= critical ? &inside : &outside) = middle;
    }
    return inside;
}

/* The statistic falls and then grows, with the least at the mean gap; one-sided it only grows or only falls. */
void mkba_i_placebo_limits(const mkba_i_placebo_test *test, const double *gaps, double factor, double scale,
                           double critical, double *low, double *high)
{
    double centre = 0.0, step = scale, greatest = 0.0;

    for (size_t t = 0; t < test->n; t++) {
        centre += factor * gaps[t] / (double) test->n;
        greatest = fmax(greatest, fabs(factor * gaps[t]));
    }
    *low = -INFINITY;
    *high = INFINITY;
    if (test->side != MKBA_PLACEBO_TWO_SIDED) {
        /* From where no gap is of the side, so that the statistic of gaps is 0 and their mean far below. */
        double sign = test->side == MKBA_PLACEBO_DECREASE ? 1.0 : -1.0;
        double far = fmax(0.0, -critical) * scale + greatest + scale;
        double end = limit(test, gaps, factor, scale, critical, -sign * far, sign * step);
        *(sign > 0 ? high : low) = end;
        return;
    }
    *low = INFINITY;
    *high = -INFINITY;
    if (mkba_i_placebo_value(test, gaps, factor, centre, scale) > critical)
        return;
    *low = limit(test, gaps, factor, scale, critical, centre, -step);
    *high = limit(test, gaps, factor, scale, critical, centre, step);
}

size_t mkba_i_placebo_allowed(double level, size_t n)
{
    return (size_t) floor((1.0 - level) * (double) n * (1.0 + 1e-12) + 1e-12);
}

/* ---- ranks ------------------------------------------------------------------------------------------------- */

/* One test of all areas, of gaps that stand `stride` apart; `values` has room for one per area. */
static mkba_i_placebo_judged judge(const mkba_placebo *made, const mkba_i_placebo_test *test, const double *gaps,
                                   double *values)
{
    size_t n = 0, as_large = 1, allowed = mkba_i_placebo_allowed(made->options.level, made->n_ranked);
    mkba_i_placebo_judged judged = {NAN, NAN, NAN, NAN};
    double scale = made->units[0].scale, own = mkba_i_placebo_value(test, gaps, 1.0, 0.0, scale);

    for (size_t u = 1; u < made->n_units; u++)
        if (made->units[u].left_out == NULL) {
            values[n] = mkba_i_placebo_value(test, &gaps[u * made->n_after], 1.0, 0.0, made->units[u].scale);
            as_large += values[n] >= own - (1 - AS_LARGE) * fabs(own);
            n++;
        }
    judged.gap = mkba_i_placebo_mean(gaps, 0, test->n);
    judged.p = (double) as_large / (double) made->n_ranked;
    if (allowed == 0)
        return judged;
    mkba_i_sort(values, n);
    double critical = values[n - allowed];
    mkba_i_placebo_limits(test, gaps, 1.0, scale, critical + (1 - AS_LARGE) * fabs(critical), &judged.low,
                          &judged.high);
    return judged;
}

static void set_ranks(mkba_placebo *made, const mkba_i_placebo_test *test)
{
    for (size_t u = 0; u < made->n_units; u++)
        made->units[u].value =
            made->units[u].left_out != NULL
                ? NAN
                : mkba_i_placebo_value(test, &made->after[u * made->n_after], 1.0, 0.0, made->units[u].scale);
    for (size_t u = 0; u < made->n_units; u++) {
        double own = made->units[u].value;
        made->units[u].rank = made->units[u].left_out == NULL;
        for (size_t v = 0; made->units[u].left_out == NULL && v < made->n_units; v++)
            made->units[u].rank += v != u && made->units[v].value >= own - (1 - AS_LARGE) * fabs(own);
    }
}

/* ---- which statistic --------------------------------------------------------------------------------------- */

static mkba_status choose(mkba_i_placebo_maker *m)
{
    mkba_placebo *made = m->made;
    size_t below = 0;

    for (size_t u = 0; u < made->n_units; u++)
        below += made->units[u].left_out == NULL && !(made->units[u].before > made->floor);
    made->statistic = made->options.statistic;
    made->why = "as asked for";
    if (made->statistic == MKBA_PLACEBO_RATIO && below > 0)
        return mkba_i_fail(
            m->error, MKBA_ERROR_PANEL, "statistic",
            "the fit before the start of %zu of %zu areas is as exact as the figures are: a ratio to it means "
            "nothing; choose \"standardised\"",
            below, made->n_ranked);
    if (made->statistic != MKBA_PLACEBO_AUTO)
        return MKBA_OK;
    made->statistic = below > 0 ? MKBA_PLACEBO_STANDARDISED : MKBA_PLACEBO_RATIO;
    if (below == 0)
        made->why = "the fit before the start of every area is above the floor of noise";
    else if (!(made->units[0].before > made->floor))
        made->why = "the fit of the treated before the start is not above the floor of noise";
    else
        made->why = "the fit before the start of some areas is not above the floor of noise";
    return MKBA_OK;
}

/* 1 / population of an area, by which its noise is told. */
static double inverse_of(const mkba_i_placebo_maker *m, size_t u)
{
    const double *people = m->from->block.population;

    return people == NULL ? 0.0 : 1.0 / people[u == 0 ? 0 : m->from->donors[u - 1]];
}

static mkba_status set_scales(mkba_i_placebo_maker *m)
{
    mkba_placebo *made = m->made;
    double *squares = calloc(2 * made->n_units, sizeof *squares), *inverse = squares + made->n_units;
    bool some = true;
    size_t n = 0;

    if (squares == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t u = 1; u < made->n_units; u++)
        if (made->units[u].left_out == NULL) {
            squares[n] = made->units[u].mean * made->units[u].mean;
            inverse[n++] = inverse_of(m, u);
        }
    const mkba_i_noise noise = mkba_i_noise_fit(squares, m->from->block.population == NULL ? NULL : inverse, n);
    free(squares);
    for (size_t u = 0; u < made->n_units; u++) {
        double own = sqrt(noise.flat + noise.slope * inverse_of(m, u));
        some = some && own > 0.0 && isfinite(own);
        made->units[u].scale = made->statistic == MKBA_PLACEBO_RATIO ? made->units[u].before : own;
    }
    return some ? MKBA_OK
                : mkba_i_fail(m->error, MKBA_ERROR_PANEL, "synthetic",
                              "no donor has a gap from the start on: there is no noise to rank by");
}

static double std_error(const mkba_placebo *made)
{
    double sum = 0.0;

    for (size_t u = 1; u < made->n_units; u++)
        if (made->units[u].left_out == NULL) {
            double own = made->units[u].mean / made->units[u].scale;
            sum += own * own / (double) (made->n_ranked - 1);
        }
    return made->units[0].scale * sqrt(sum);
}

mkba_status mkba_i_placebo_rank(mkba_i_placebo_maker *m)
{
    mkba_placebo *made = m->made;
    mkba_i_placebo_test test;
    double *values;
    mkba_status status = choose(m);

    if (status == MKBA_OK)
        status = set_scales(m);
    if (status != MKBA_OK)
        return status;
    values = calloc(made->n_units, sizeof *values);
    if (values == NULL)
        return mkba_i_fail_memory(m->error);
    test = (mkba_i_placebo_test){made->statistic, made->options.side, made->n_after};
    set_ranks(made, &test);
    made->overall = judge(made, &test, made->after, values);
    made->std_error = std_error(made);
    test.n = 1;
    for (size_t t = 0; t < made->n_after; t++)
        made->path[t].judged = judge(made, &test, made->after + t, values);
    free(values);
    return MKBA_OK;
}
