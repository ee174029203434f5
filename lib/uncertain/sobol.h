/* Sobol indices out of the figures of a design: mkba/uncertain_sensitivity.h has the formulas. */
#ifndef MKBA_I_UNCERTAIN_SOBOL_H
#define MKBA_I_UNCERTAIN_SOBOL_H

#include "uncertain/measures.h"

/* How many columns of a design lie side by side: what is added up together. */
#define MKBA_I_SOBOL_LANES 8

/* Per row of a design what the means of indices are of, MKBA_I_SOBOL_LANES columns of a row side by side:
 * u_1..u_k (first), w_1..w_k (total), v (variance), d (mean). Column c of row i is at
 * values[(c / LANES * n + i) * LANES + c % LANES]. Columns up to a multiple of LANES are 0. */
typedef struct mkba_i_sobol_terms {
    size_t n;       /* rows */
    size_t k;       /* parameters */
    double *values; /* heap */
    double mean;    /* of A and B */
} mkba_i_sobol_terms;

/* The figures of row i are the k + 2 numbers y[i (k + 2)]..: A, AB_1, ..., AB_k, B. To be freed with free(out->values).
 * MKBA_ERROR_ARGUMENT when they do not vary, MKBA_ERROR_EVALUATION beyond the range of a double. */
mkba_status mkba_i_sobol_terms_make(const double *y, size_t n, size_t k, mkba_i_sobol_terms *out, mkba_error *error);

size_t mkba_i_sobol_columns(size_t k);

/* The mean of every column over rows, each row counted weights[i] times (NULL: once); `means` has room for
 * mkba_i_sobol_columns(k). */
void mkba_i_sobol_means(const mkba_i_sobol_terms *terms, const double *weights, double *means);

typedef struct mkba_i_sobol_index {
    mkba_i_measured first;
    mkba_i_measured total;
} mkba_i_sobol_index;

/* Indices of the k parameters, with errors as the options have them. */
mkba_status mkba_i_sobol_indices(const mkba_i_sobol_terms *terms, const mkba_measure_options *options,
                                 mkba_i_sobol_index *out, double *sd, mkba_error *error);

/* The seed of sample B where that of A is `seed`. */
uint64_t mkba_i_sobol_other_seed(uint64_t seed);

/* Standard deviations of the 2 k indices (first, then total) over resamples of rows. */
mkba_status mkba_i_sobol_bootstrap(const mkba_i_sobol_terms *terms, size_t resamples, uint64_t seed, double *errors,
                                   mkba_error *error);

/* The table of mkba_sobol_indices, with or without a first column for alternatives; and rows of it, a parameter each, of
 * the figures of n rows of a design. */
mkba_status mkba_i_sobol_table(bool alternatives, size_t n_rows, mkba_table **out, mkba_error *error);
mkba_status mkba_i_sobol_write(mkba_i_row *row, const char *alternative, const double *y, size_t n, size_t k,
                               const char *const *names, const mkba_measure_options *options, mkba_error *error);

#endif
