/* Need adjustment: what is expected of each row, and of the members of the region together. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "effect/expected_model.h"
#include "panel/cell.h"
#include "stat/count_model.h"
#include "stat/dot.h"
#include "stat/quantile.h"

#define ALONE (1.0 - 1e-10)
#define LEVERAGE_FACTOR 3

/* How many standard errors an interval reaches. */
static double reach(const mkba_i_expected *e, double df)
{
    double p = 0.5 + e->options.level / 2;

    if (e->counts && e->errors != MKBA_I_ERRORS_CLUSTERED)
        return mkba_i_normal_quantile(p);
    return mkba_i_student_quantile(p, fmin(df, 1e10));
}

static double weight_of(const mkba_i_expected *e, const mkba_i_expected_row *row)
{
    return e->weights == MKBA_I_NONE ? 1 : row->weight / e->mean_weight;
}

static double theta_of(const mkba_i_expected *e)
{
    return e->options.method == MKBA_EXPECTED_NEGBIN ? e->theta : INFINITY;
}

/* The variance of counts around a mean. */
static double count_variance(const mkba_i_expected *e, double mean)
{
    if (e->options.method == MKBA_EXPECTED_NEGBIN)
        return isinf(e->size) ? mean : mean + mean * mean / e->size;
    return mean * fmax(e->dispersion, 1);
}

/* x' V x; of Poisson's own errors, which know no over-dispersion, with it. */
static double form(const mkba_i_expected *e, const double *x)
{
    double over =
        e->options.method == MKBA_EXPECTED_POISSON && e->errors == MKBA_I_ERRORS_CLASSICAL ? fmax(e->dispersion, 1) : 1;

    return over * mkba_i_form(e->covariance, x, x, e->p);
}

/* ---- intervals -------------------------------------------------------------------------------------------- */

/* How much wider an interval is for its variance being estimated from the rows, as a factor of that variance. */
static double unsure(const mkba_i_expected *e)
{
    double p = 0.5 + e->options.level / 2;
    double wider = mkba_i_student_quantile(p, (double) (e->n - e->p)) / mkba_i_normal_quantile(p);

    return e->options.method == MKBA_EXPECTED_NEGBIN ? wider * wider : 1;
}

/* Counts: the quantiles of a negative binomial of that mean and variance. */
static void count_interval(const mkba_i_expected *e, mkba_i_expected_row *row, double variance)
{
    double mean = row->expected, tail = (1 - e->options.level) / 2;
    double size = variance > mean * (1 + 1e-9) ? mean * (mean / (variance - mean)) : INFINITY;

    if (!(mean > 0) || !isfinite(variance) || !(size > 1e-8))
        return;
    row->low = mkba_i_negative_binomial_quantile(tail, mean, size);
    row->high = mkba_i_negative_binomial_quantile(1 - tail, mean, size);
}

/* From the expected figure, its variance by the coefficients, and that of an area around it. */
static void set_intervals(const mkba_i_expected *e, mkba_i_expected_row *row, double by_coefficients, double df)
{
    double t = reach(e, df), half = t * sqrt(by_coefficients + row->spread);

    row->low = row->high = row->mean_low = row->mean_high = NAN;
    if (!isfinite(row->expected) || !(by_coefficients + row->spread > 0))
        return;
    if (e->counts) {
        double error = sqrt(by_coefficients) / row->expected;
        row->mean_low = row->expected * mkba_i_exp(-t * error);
        row->mean_high = row->expected * mkba_i_exp(t * error);
        count_interval(e, row, unsure(e) * (by_coefficients + row->spread));
        return;
    }
    row->mean_low = row->expected - t * sqrt(by_coefficients);
    row->mean_high = row->expected + t * sqrt(by_coefficients);
    row->low = row->expected - half;
    row->high = row->expected + half;
}

/* ---- rows that are not in the fit ------------------------------------------------------------------------- */

static void expect_new(const mkba_i_expected *e, mkba_i_expected_row *row)
{
    double eta = mkba_i_dot(row->x, e->fit.beta, e->p), weight = weight_of(e, row), by_coefficients = form(e, row->x);

    row->expected = eta;
    row->spread = e->variance / weight;
    if (e->counts) {
        row->expected = row->population * mkba_i_exp(eta);
        row->spread = count_variance(e, row->expected);
        by_coefficients *= row->expected * row->expected;
        weight = row->expected / (1 + row->expected / theta_of(e));
    }
    row->leverage = weight * mkba_i_form(e->fit.inverse, row->x, row->x, e->p);
    set_intervals(e, row, by_coefficients, e->df);
}

/* ---- rows of the fit: expected without themselves --------------------------------------------------------- */

static void expect_count_without(const mkba_i_expected *e, mkba_i_expected_row *row, size_t i)
{
    double mean = e->means[i], h = row->leverage, free = 1 - h, p = (double) e->p;
    double residual = (row->value - mean) / sqrt(count_variance(e, mean) * free);
    double working = (row->value - mean) / mean;

    row->studentised = residual;
    row->cook = residual * residual * h / (free * p);
    row->expected = mean * mkba_i_exp(-working * h / free);
    row->spread = count_variance(e, row->expected);
    set_intervals(e, row, row->expected * row->expected * form(e, row->x) / free, e->df);
}

static void expect_without(const mkba_i_expected *e, mkba_i_expected_row *row, size_t i)
{
    bool robust = e->robust != NULL, own = !robust && e->errors != MKBA_I_ERRORS_CLUSTERED;
    double rows_df = e->edf > 0 ? (double) e->n - e->edf : (double) (e->n - e->p);
    double weight = weight_of(e, row), h = row->leverage, free = 1 - h;
    double left = row->value - mkba_i_dot(row->x, e->fit.beta, e->p), variance = e->variance;
    mkba_i_influence one =
        mkba_i_influence_of(sqrt(weight) * left, h, variance, rows_df, e->edf > 0 ? e->edf : (double) e->p);

    if (!robust)
        variance = one.variance;
    else
        one.studentised = left / free * sqrt(weight) / sqrt(variance);
    row->studentised = one.studentised;
    row->cook = robust ? NAN : one.cook;
    row->dffits = robust ? NAN : one.dffits;
    row->robust = robust ? e->robust[i] : NAN;
    row->expected = row->value - left / free;
    row->spread = variance / weight;
    if (isfinite(variance))
        set_intervals(e, row, form(e, row->x) * variance / e->variance / free, own ? e->df - 1 : e->df);
}

static void expect_fitted(const mkba_i_expected *e)
{
    for (size_t i = 0; i < e->n; i++) {
        mkba_i_expected_row *row = &e->rows[e->fitted[i]];
        row->leverage = e->fit.leverage[i];
        if (row->leverage > ALONE) /* nothing is expected of it without itself */
            continue;
        if (e->counts)
            expect_count_without(e, row, i);
        else
            expect_without(e, row, i);
    }
}

/* ---- the region together ---------------------------------------------------------------------------------- */

/* Sums of counts, means of other figures by population; the coefficients err for all members together. */
static mkba_status add_total(mkba_i_expected *e, size_t period)
{
    mkba_i_expected_row *total = &e->rows[e->n_rows];
    double *x = mkba_i_arena_new(&e->arena, e->p, sizeof *x);
    double people = 0, weight = 0;
    bool there = true;

    if (x == NULL)
        return mkba_i_fail_memory(e->error);
    *total = (mkba_i_expected_row){.name = e->options.region_name, .period = period, .of_region = true, .x = x};
    for (size_t r = 0; r < e->n_rows; r++)
        people += e->rows[r].of_region && e->rows[r].period == period ? e->rows[r].population : 0;
    for (size_t r = 0; r < e->n_rows; r++) {
        const mkba_i_expected_row *row = &e->rows[r];
        if (!row->of_region || row->period != period)
            continue;
        double share = e->counts ? 1 : row->population / people, slope = e->counts ? row->expected : share;
        there = there && isfinite(row->expected) && isfinite(row->spread);
        total->value += share * row->value;
        total->expected += share * row->expected;
        total->spread += share * share * row->spread;
        weight += row->weight;
        for (size_t j = 0; j < e->p; j++)
            x[j] += slope * row->x[j];
        total->status =
            total->status == MKBA_CELL_ABSENT ? row->status : mkba_i_cell_combine(total->status, row->status);
    }
    total->population = people;
    total->weight = weight;
    total->leverage = total->studentised = total->cook = total->dffits = total->robust = NAN;
    if (there)
        set_intervals(e, total, form(e, x), e->df);
    else
        total->expected = total->low = total->high = total->mean_low = total->mean_high = NAN;
    e->n_rows++;
    return MKBA_OK;
}

/* ---- all of it -------------------------------------------------------------------------------------------- */

static mkba_status check_finite(const mkba_i_expected *e)
{
    for (size_t r = 0; r < e->n_rows; r++) {
        const mkba_i_expected_row *row = &e->rows[r];
        bool alone = row->in_fit && row->leverage > ALONE;
        if (row->of_region && !alone && !isfinite(row->expected) && !mkba_i_expected_is_total(row))
            return mkba_i_fail(e->error, MKBA_ERROR_EVALUATION, "region",
                               "what is expected of %.50s is beyond the range of a double: its factors lie far from "
                               "those of all others",
                               row->code);
    }
    return MKBA_OK;
}

mkba_status mkba_i_expected_predict(mkba_i_expected *e)
{
    size_t n = e->n_rows;
    mkba_status status = MKBA_OK;

    for (size_t r = 0; r < n; r++) {
        mkba_i_expected_row *row = &e->rows[r];
        row->expected = row->low = row->high = row->mean_low = row->mean_high = row->spread = NAN;
        row->leverage = row->studentised = row->cook = row->dffits = row->robust = NAN;
        if (!row->in_fit && row->reason == NULL)
            expect_new(e, row);
    }
    expect_fitted(e);
    for (size_t i = 0; status == MKBA_OK && mkba_i_expected_adds_up(e) && i < e->n_periods; i++)
        status = add_total(e, i);
    return status == MKBA_OK ? check_finite(e) : status;
}

/* ---- what tables and findings ask ------------------------------------------------------------------------- */

void mkba_i_expected_range(const mkba_i_expected *e, size_t factor, double *least, double *most)
{
    size_t column = mkba_i_expected_column(e, factor);

    *least = INFINITY;
    *most = -INFINITY;
    for (size_t i = 0; i < e->n; i++) {
        *least = fmin(*least, e->x[i * e->p + column]);
        *most = fmax(*most, e->x[i * e->p + column]);
    }
}

size_t mkba_i_expected_beyond(const mkba_i_expected *e, const mkba_i_expected_row *row, bool *by_leverage)
{
    *by_leverage = row->leverage > LEVERAGE_FACTOR * (double) e->p / (double) e->n;
    if (row->in_fit || mkba_i_expected_is_total(row))
        return MKBA_I_NONE;
    for (size_t f = 0; f < e->options.n_factors; f++) {
        double least, most, value = row->x[mkba_i_expected_column(e, f)];
        mkba_i_expected_range(e, f, &least, &most);
        if (value < least || value > most)
            return f;
    }
    return MKBA_I_NONE;
}

double mkba_i_expected_inflation(const mkba_i_expected *e, size_t factor)
{
    size_t column = mkba_i_expected_column(e, factor);
    double sum = 0, weight = 0, squares = 0;

    if (!e->has_base)
        return NAN;
    for (size_t i = 0; i < e->n; i++) {
        double w = e->counts || e->w == NULL ? 1 : e->w[i];
        sum += w * e->x[i * e->p + column];
        weight += w;
    }
    for (size_t i = 0; i < e->n; i++) {
        double away = e->x[i * e->p + column] - sum / weight;
        squares += (e->counts || e->w == NULL ? 1 : e->w[i]) * away * away;
    }
    return squares * e->base.inverse[column * e->p + column];
}
