/* Sobol indices: see sobol.h and mkba/uncertain_sensitivity.h. */
#include "base/exact.h"

#include "uncertain/sobol.h"

#include <math.h>
#include <stdlib.h>

#include "base/pair.h"

#define LANES MKBA_I_SOBOL_LANES

size_t mkba_i_sobol_columns(size_t k)
{
    return (2 * k + 2 + LANES - 1) / LANES * LANES;
}

static double *term(const mkba_i_sobol_terms *terms, size_t row, size_t column)
{
    return terms->values + (column / LANES * terms->n + row) * LANES + column % LANES;
}

/* ---- terms ----------------------------------------------------------------------------------------------- */

/* The mean of A and B: a first one, then what is left of it, so that a large mean costs no digits of small differences. */
static double mean_of(const double *y, size_t n, size_t k)
{
    double mean = y[0];

    for (int pass = 0; pass < 2; pass++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++) {
            const double *row = y + i * (k + 2);
            sum += (row[0] - mean) + (row[k + 1] - mean);
        }
        mean += sum / (2 * (double) n);
    }
    return mean;
}

static void fill_row(const mkba_i_sobol_terms *terms, size_t i, const double *row)
{
    size_t k = terms->k;
    double a = row[0] - terms->mean, b = row[k + 1] - terms->mean;

    for (size_t j = 0; j < k; j++) {
        double change = row[1 + j] - row[0];
        *term(terms, i, j) = b * change;
        *term(terms, i, k + j) = change * change / 2;
    }
    *term(terms, i, 2 * k) = (a * a + b * b) / 2;
    *term(terms, i, 2 * k + 1) = (a + b) / 2;
}

mkba_status mkba_i_sobol_terms_make(const double *y, size_t n, size_t k, mkba_i_sobol_terms *out, mkba_error *error)
{
    mkba_i_sobol_terms terms = {.n = n, .k = k};
    size_t columns = mkba_i_sobol_columns(k);
    double spread = 0;

    terms.values = n > SIZE_MAX / sizeof(double) / columns ? NULL : calloc(n * columns, sizeof *terms.values);
    if (terms.values == NULL)
        return mkba_i_fail_memory(error);
    terms.mean = mean_of(y, n, k);
    for (size_t i = 0; i < n; i++) {
        fill_row(&terms, i, y + i * (k + 2));
        spread += *term(&terms, i, 2 * k);
    }
    if (isfinite(spread) && spread > 0) {
        *out = terms;
        return MKBA_OK;
    }
    free(terms.values);
    if (spread > 0 || isnan(spread))
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "y", "the variance of y is beyond the range of a double");
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "y",
                       "y does not vary over A and B: there is no uncertainty to share out over parameters");
}

/* ---- means ----------------------------------------------------------------------------------------------- */

/* LANES sums side by side, in pairs: rows in their order, so that the bits do not depend on how the processor adds them. */
static void add_lanes(const double *values, const double *weights, size_t n, double sums[LANES])
{
    mkba_i_pair a = mkba_i_pair_both(0), b = a, c = a, d = a;

    for (size_t i = 0; i < n; i++) {
        mkba_i_pair weight = mkba_i_pair_both(weights == NULL ? 1 : weights[i]);
        const double *row = values + i * LANES;
        a = mkba_i_pair_add_product(a, weight, mkba_i_pair_load(row));
        b = mkba_i_pair_add_product(b, weight, mkba_i_pair_load(row + 2));
        c = mkba_i_pair_add_product(c, weight, mkba_i_pair_load(row + 4));
        d = mkba_i_pair_add_product(d, weight, mkba_i_pair_load(row + 6));
    }
    mkba_i_pair_store(a, sums);
    mkba_i_pair_store(b, sums + 2);
    mkba_i_pair_store(c, sums + 4);
    mkba_i_pair_store(d, sums + 6);
}

void mkba_i_sobol_means(const mkba_i_sobol_terms *terms, const double *weights, double *means)
{
    size_t columns = mkba_i_sobol_columns(terms->k);

    for (size_t c = 0; c < columns; c += LANES)
        add_lanes(terms->values + c * terms->n, weights, terms->n, means + c);
    for (size_t c = 0; c < columns; c++)
        means[c] /= (double) terms->n;
}

/* ---- indices --------------------------------------------------------------------------------------------- */

/* The error of the ratio of the means of columns c and 2 k, which is `value`: asymptotic, over independent rows. */
static double ratio_error(const mkba_i_sobol_terms *terms, size_t c, double value, double variance)
{
    double sum = 0;

    for (size_t i = 0; i < terms->n; i++) {
        double off = (*term(terms, i, c) - value * *term(terms, i, 2 * terms->k)) / variance;
        sum += off * off;
    }
    return sqrt(sum / (double) terms->n / (double) (terms->n - 1));
}

mkba_status mkba_i_sobol_indices(const mkba_i_sobol_terms *terms, const mkba_measure_options *options,
                                 mkba_i_sobol_index *out, double *sd, mkba_error *error)
{
    size_t k = terms->k, columns = mkba_i_sobol_columns(k);
    double reach = mkba_i_measure_reach(options->level), variance;
    double *means = malloc(2 * columns * sizeof *means), *errors = means + columns;
    mkba_status status = means == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    if (status != MKBA_OK)
        return status;
    mkba_i_sobol_means(terms, NULL, means);
    variance = means[2 * k];
    for (size_t c = 0; options->resamples == 0 && c < 2 * k; c++)
        errors[c] = ratio_error(terms, c, means[c] / variance, variance);
    if (options->resamples > 0)
        status = mkba_i_sobol_bootstrap(terms, options->resamples, options->seed, errors, error);
    for (size_t j = 0; status == MKBA_OK && j < k; j++) {
        out[j].first = mkba_i_measured_of(means[j] / variance, errors[j], reach);
        out[j].total = mkba_i_measured_of(means[k + j] / variance, errors[k + j], reach);
    }
    if (status == MKBA_OK)
        *sd = sqrt(variance * (double) (2 * terms->n) / (double) (2 * terms->n - 1));
    free(means);
    return status;
}
