/* Intervals around proportions, and of their differences: mkba/compare_service.h has formulas and sources. */
#include "base/exact.h"

#include "compare/samples_interval.h"

#include <math.h>
#include <string.h>

#include "base/choice.h"
#include "base/number.h"
#include "base/options.h"
#include "stat/quantile.h"

#define LEVEL 0.95
#define SMALL 30
#define MOST_EFFECTIVE 1e14 /* beyond it an interval is narrower than its digits */
#define LEAST_COUNT 1e-9    /* of a beta distribution */
#define SMALL_COUNT 5       /* successes or failures below which any approximation is poor */

static const char *const methods[] = {"wilson", "wilson-corrected", "clopper-pearson", "jeffreys", "agresti-coull"};

MKBA_I_CHOICE(mkba_interval_method, methods, "method", "method")

void mkba_interval_options_init_size(mkba_interval_options *options, size_t size)
{
    mkba_interval_options made = {.level = LEVEL, .design_effect = 1, .small = SMALL};

    mkba_i_options_init(options, size, &made, sizeof made);
}

static mkba_status check_options(const mkba_interval_options *options, mkba_error *error)
{
    char text[MKBA_I_NUMBER_TEXT];

    if ((size_t) options->method >= MKBA_I_LENGTH(methods))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "method", "there is no method %d of intervals",
                           (int) options->method);
    if (!(options->level > 0.5 && options->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level",
                           "level is above 0.5 and below 1, such as 0.95; it is %s",
                           mkba_i_number_say(options->level, text));
    if (!(isfinite(options->design_effect) && options->design_effect > 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "design_effect", "a design effect is above 0; it is %s",
                           mkba_i_number_say(options->design_effect, text));
    if (!(isfinite(options->small) && options->small >= 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "small", "small is a size of a sample, at least 0; it is %s",
                           mkba_i_number_say(options->small, text));
    return MKBA_OK;
}

mkba_status mkba_i_interval_options(const mkba_interval_options *given, mkba_interval_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_interval_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_interval_options_init", error);
    return status == MKBA_OK ? check_options(taken, error) : status;
}

double mkba_i_effective(double trials, double population, double design_effect)
{
    double effective = trials / design_effect;

    if (population > 0)
        effective *= population > trials ? (population - 1) / (population - trials) : HUGE_VAL;
    return effective < MOST_EFFECTIVE ? effective : HUGE_VAL;
}

/* ---- the methods: p out of n, both as they count ---------------------------------------------------------- */

static mkba_i_bounds wilson(double p, double n, double z)
{
    double zz = z * z, middle = 2 * n * p + zz, reach = z * sqrt(zz + 4 * n * p * (1 - p)), width = 2 * (n + zz);

    return (mkba_i_bounds){p, p > 0 ? (middle - reach) / width : 0, p < 1 ? (middle + reach) / width : 1};
}

static mkba_i_bounds wilson_corrected(double p, double n, double z)
{
    double zz = z * z, middle = 2 * n * p + zz, width = 2 * (n + zz);
    double below = zz - 2 - 1 / n + 4 * p * (n * (1 - p) + 1), above = zz + 2 - 1 / n + 4 * p * (n * (1 - p) - 1);

    return (mkba_i_bounds){p, p > 0 ? (middle - 1 - z * sqrt(fmax(below, 0))) / width : 0,
                           p < 1 ? (middle + 1 + z * sqrt(fmax(above, 0))) / width : 1};
}

static mkba_i_bounds clopper_pearson(double p, double n, double tail)
{
    double x = p * n, failures = n * (1 - p);

    return (mkba_i_bounds){p, p > 0 ? mkba_i_beta_quantile(tail, fmax(x, LEAST_COUNT), failures + 1) : 0,
                           p < 1 ? mkba_i_beta_quantile(1 - tail, x + 1, fmax(failures, LEAST_COUNT)) : 1};
}

static mkba_i_bounds jeffreys(double p, double n, double tail)
{
    double x = p * n + 0.5, failures = n * (1 - p) + 0.5;

    return (mkba_i_bounds){p, p > 0 ? mkba_i_beta_quantile(tail, x, failures) : 0,
                           p < 1 ? mkba_i_beta_quantile(1 - tail, x, failures) : 1};
}

static mkba_i_bounds agresti_coull(double p, double n, double z)
{
    double more = n + z * z, middle = (n * p + z * z / 2) / more, reach = z * sqrt(middle * (1 - middle) / more);

    return (mkba_i_bounds){p, middle - reach, middle + reach};
}

static mkba_i_bounds by_method(double p, double n, const mkba_interval_options *options)
{
    double tail = (1 - options->level) / 2, z = -mkba_i_normal_quantile(tail);

    switch (options->method) {
    case MKBA_INTERVAL_WILSON: break;
    case MKBA_INTERVAL_WILSON_CORRECTED: return wilson_corrected(p, n, z);
    case MKBA_INTERVAL_CLOPPER_PEARSON: return clopper_pearson(p, n, tail);
    case MKBA_INTERVAL_JEFFREYS: return jeffreys(p, n, tail);
    case MKBA_INTERVAL_AGRESTI_COULL: return agresti_coull(p, n, z);
    }
    return wilson(p, n, z);
}

mkba_i_bounds mkba_i_proportion(const mkba_i_sample *sample, const mkba_interval_options *options)
{
    double p = sample->successes / sample->trials;
    mkba_i_bounds made = {p, p, p};

    if (isinf(sample->effective))
        return made;
    made = by_method(p, sample->effective, options);
    /* Rounding must not take the value out of its interval, nor the interval out of 0..1. */
    made.lower = fmin(fmax(made.lower, 0), p);
    made.upper = fmax(fmin(made.upper, 1), p);
    return made;
}

/* hypot of libm differs between processors. */
static double root_of_squares(double a, double b)
{
    return sqrt(a * a + b * b);
}

mkba_i_bounds mkba_i_difference(const mkba_i_bounds *first, const mkba_i_bounds *second)
{
    double at = first->at - second->at;
    double below = root_of_squares(first->at - first->lower, second->upper - second->at);
    double above = root_of_squares(first->upper - first->at, second->at - second->lower);

    return (mkba_i_bounds){at, fmax(at - below, -1), fmin(at + above, 1)};
}

bool mkba_i_is_small(const mkba_i_sample *sample, const mkba_interval_options *options)
{
    double failures = sample->trials - sample->successes;

    if (isinf(sample->effective))
        return false;
    return sample->trials < options->small || fmin(sample->successes, failures) < SMALL_COUNT;
}
