/* Errors of Sobol indices by resampling the rows of the design. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/random.h"
#include "uncertain/sobol.h"

#define DRAWS 1024 /* row numbers that are made together */

/* How often each row comes in resample r: n draws with replacement. A resample is a stream of its own. */
static void count_rows(const mkba_i_random *stream, uint64_t resample, uint32_t n, double *counts)
{
    uint32_t rows[DRAWS];

    memset(counts, 0, n * sizeof *counts);
    for (uint32_t first = 0; first < n; first += DRAWS) {
        size_t many = n - first < DRAWS ? n - first : DRAWS;
        mkba_i_random_below_all(stream, resample * n + first, n, rows, many);
        for (size_t i = 0; i < many; i++)
            counts[rows[i]] += 1;
    }
}

/* Adds the indices of a resample to their means and sums of squared deviations (Welford 1962). */
static void add_resample(const double *means, size_t k, size_t so_far, double *centre, double *squares)
{
    double middle = means[2 * k + 1];
    double variance = means[2 * k] - middle * middle;

    for (size_t c = 0; c < 2 * k; c++) {
        double index = means[c] / variance, off = index - centre[c];
        centre[c] += off / (double) (so_far + 1);
        squares[c] += off * (index - centre[c]);
    }
}

mkba_status mkba_i_sobol_bootstrap(const mkba_i_sobol_terms *terms, size_t resamples, uint64_t seed, double *errors,
                                   mkba_error *error)
{
    const mkba_i_random stream = mkba_i_random_stream(seed, "sobol resamples");
    size_t k = terms->k, columns = mkba_i_sobol_columns(k);
    double *counts = NULL, *means = NULL, *centre, *squares;

    if (terms->n > UINT32_MAX)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "resamples", "a design of %zu rows is too large to resample: use 0",
                           terms->n);
    counts = malloc(terms->n * sizeof *counts);
    means = calloc(3 * columns, sizeof *means);
    if (counts == NULL || means == NULL) {
        free(counts);
        free(means);
        return mkba_i_fail_memory(error);
    }
    centre = means + columns, squares = centre + columns;
    for (size_t r = 0; r < resamples; r++) {
        count_rows(&stream, r, (uint32_t) terms->n, counts);
        mkba_i_sobol_means(terms, counts, means);
        add_resample(means, k, r, centre, squares);
    }
    for (size_t c = 0; c < 2 * k; c++)
        errors[c] = sqrt(squares[c] / (double) (resamples - 1));
    free(counts);
    free(means);
    return MKBA_OK;
}
