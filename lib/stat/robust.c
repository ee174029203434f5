/* M-estimators: see robust.h. */
#include "base/exact.h"

#include "stat/robust.h"

#include <math.h>
#include <string.h>

#include "stat/order.h"

#define HUBER_K 1.345
#define BISQUARE_C 4.685
#define NORMAL_MAD 0.6745
#define MOST_STEPS 500
#define AGREEMENT 1e-10

/* What the steps share. */
typedef struct search {
    const mkba_i_design *design;
    mkba_i_psi psi;
    double tolerance;
    double *both; /* per row: its weight times the robust one */
    double *residuals, *before, *sizes;
    mkba_i_robust *made;
    mkba_error *error;
} search;

static double row_weight(const mkba_i_design *design, size_t row)
{
    return design->weights == NULL ? 1 : design->weights[row];
}

static double psi_weight(mkba_i_psi psi, double u)
{
    double size = fabs(u);

    if (psi == MKBA_I_PSI_HUBER)
        return size <= HUBER_K ? 1 : HUBER_K / size;
    double rest = size < BISQUARE_C ? 1 - (u / BISQUARE_C) * (u / BISQUARE_C) : 0;
    return rest * rest;
}

static double psi_slope(mkba_i_psi psi, double u)
{
    double part = (u / BISQUARE_C) * (u / BISQUARE_C);

    if (psi == MKBA_I_PSI_HUBER)
        return fabs(u) <= HUBER_K ? 1 : 0;
    return part < 1 ? (1 - part) * (1 - 5 * part) : 0;
}

/* Residuals times the root of the row's weight, whatever the robust weights are. */
static void take_residuals(search *s)
{
    const mkba_i_design *d = s->design;

    for (size_t i = 0; i < d->n; i++) {
        double left = d->y[i];
        for (size_t j = 0; j < d->p; j++)
            left -= d->x[i * d->p + j] * s->made->fit.beta[j];
        s->residuals[i] = left * sqrt(row_weight(d, i));
    }
}

/* Of the rows that have a weight. */
static mkba_status take_scale(search *s)
{
    size_t n = 0;

    for (size_t i = 0; i < s->design->n; i++)
        if (row_weight(s->design, i) > 0)
            s->sizes[n++] = fabs(s->residuals[i]);
    s->made->scale = n == 0 ? 0 : mkba_i_median(s->sizes, n) / NORMAL_MAD;
    if (s->made->scale > 0)
        return MKBA_OK;
    return mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "design",
                       "half of the residuals or more are 0: there is no scale to measure outliers by");
}

static bool has_settled(const search *s)
{
    double change = 0, size = 0;

    for (size_t i = 0; i < s->design->n; i++) {
        double step = s->residuals[i] - s->before[i];
        change += step * step;
        size += s->before[i] * s->before[i];
    }
    return sqrt(change) <= AGREEMENT * sqrt(size);
}

static mkba_status iterate(search *s, mkba_i_psi psi)
{
    const mkba_i_design *d = s->design;
    mkba_i_design weighted = *d;
    mkba_status status = MKBA_OK;

    weighted.weights = s->both;
    s->made->converged = false;
    for (size_t step = 0; status == MKBA_OK && step < MOST_STEPS && !s->made->converged; step++) {
        memcpy(s->before, s->residuals, d->n * sizeof *s->before);
        status = take_scale(s);
        for (size_t i = 0; status == MKBA_OK && i < d->n; i++) {
            s->made->weights[i] = psi_weight(psi, s->residuals[i] / s->made->scale);
            s->both[i] = row_weight(d, i) * s->made->weights[i];
        }
        if (status == MKBA_OK)
            status = mkba_i_least_squares_fit(&weighted, s->tolerance, &s->made->fit, s->error);
        if (status != MKBA_OK)
            return status;
        take_residuals(s);
        s->made->iterations++;
        s->made->converged = has_settled(s);
    }
    return take_scale(s);
}

/* s^2 K^2 [sum psi^2 / (n - p)] / (mean psi')^2 (X'X)^-1, K = 1 + p / n var psi' / (mean psi')^2. `inverse` is that of
 * the rows without robust weights. */
static mkba_status find_covariance(const search *s, const double *inverse)
{
    double n = (double) s->design->n, p = (double) s->design->p, squares = 0, sum = 0, spread = 0;
    mkba_i_robust *made = s->made;

    for (size_t i = 0; i < s->design->n; i++) {
        double u = s->residuals[i] / made->scale, psi = u * psi_weight(s->psi, u);
        squares += psi * psi;
        sum += psi_slope(s->psi, u);
    }
    double mean = sum / n;
    for (size_t i = 0; i < s->design->n; i++) {
        double away = psi_slope(s->psi, s->residuals[i] / made->scale) - mean;
        spread += away * away / (n - 1);
    }
    double kappa = 1 + p * spread / (n * mean * mean);
    double factor = made->scale * made->scale * squares / (n - p) * (kappa / mean) * (kappa / mean);
    if (!(mean > 0) || !isfinite(factor))
        return mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "design",
                           "so many rows are outliers that the coefficients have no standard error");
    for (size_t i = 0; i < s->design->p * s->design->p; i++)
        made->covariance[i] = factor * inverse[i];
    return MKBA_OK;
}

mkba_status mkba_i_robust_fit(mkba_i_arena *arena, const mkba_i_design *design, mkba_i_psi psi, double tolerance,
                              mkba_i_robust *out, mkba_error *error)
{
    size_t n = design->n, p = design->p;
    mkba_i_robust made = {.converged = false};
    search s = {.design = design, .psi = psi, .tolerance = tolerance, .made = &made, .error = error};
    double *inverse = mkba_i_arena_new(arena, p * p, sizeof *inverse);
    mkba_status status = mkba_i_least_squares_new(arena, n, p, &made.fit, error);

    made.weights = mkba_i_arena_new(arena, n, sizeof *made.weights);
    made.covariance = mkba_i_arena_new(arena, p * p, sizeof *made.covariance);
    s.both = mkba_i_arena_new(arena, 4 * n, sizeof *s.both);
    if (status != MKBA_OK || inverse == NULL || made.weights == NULL || made.covariance == NULL || s.both == NULL)
        return mkba_i_fail_memory(error);
    s.residuals = s.both + n;
    s.before = s.residuals + n;
    s.sizes = s.before + n;
    if (n <= p)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "design", "there are no more rows than coefficients");
    status = mkba_i_least_squares_fit(design, tolerance, &made.fit, error);
    if (status == MKBA_OK) {
        memcpy(inverse, made.fit.inverse, p * p * sizeof *inverse);
        take_residuals(&s);
        status = iterate(&s, MKBA_I_PSI_HUBER);
    }
    if (status == MKBA_OK && psi == MKBA_I_PSI_BISQUARE)
        status = iterate(&s, psi);
    if (status == MKBA_OK)
        status = find_covariance(&s, inverse);
    if (status == MKBA_OK)
        *out = made;
    return status;
}
