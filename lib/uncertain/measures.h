/* What the measures on samples share: options, arrays and matrices as a caller gives them, intervals. */
#ifndef MKBA_I_UNCERTAIN_MEASURES_H
#define MKBA_I_UNCERTAIN_MEASURES_H

#include <mkba/uncertain_sensitivity.h>

#include "base/error.h"
#include "base/table.h"

/* The options, or the defaults of NULL, each in its range. */
mkba_status mkba_i_measure_options(const mkba_measure_options *options, mkba_measure_options *out, mkba_error *error);

/* z of an interval of a normal distribution that covers `level`. */
double mkba_i_measure_reach(double level);

/* A value, its standard error, and the interval value -+ reach x error. */
typedef struct mkba_i_measured {
    double value;
    double error;
    double lower;
    double upper;
} mkba_i_measured;
mkba_i_measured mkba_i_measured_of(double value, double error, double reach);
/* Into a row: the four. MKBA_ERROR_EVALUATION sticks in the row where one is beyond the range of a double. */
void mkba_i_row_measured(mkba_i_row *row, const char *what, mkba_i_measured estimate);

/* The mean of n figures, without losing digits to a large one; their standard deviation; that of the mean. */
double mkba_i_draws_mean(const double *values, size_t n);
double mkba_i_draws_sd(const double *values, size_t n);
double mkba_i_draws_error(const double *values, size_t n);

/* Whether n figures differ. */
bool mkba_i_draws_vary(const double *values, size_t n);

/* MKBA_ERROR_ARGUMENT at the first figure that is not finite: "y[3]". */
mkba_status mkba_i_check_figures(const char *name, const double *values, size_t n, mkba_error *error);

/* Matrices, column after column: column j at values + j * n. */
typedef struct mkba_i_columns {
    size_t n; /* draws */
    size_t k; /* columns */
    double *values;
} mkba_i_columns;
/* Copies samples out of a caller's memory; to be freed with free(out->values). MKBA_ERROR_ARGUMENT: "x[3][2]". */
mkba_status mkba_i_columns_gather(const char *name, const mkba_samples *samples, mkba_i_columns *out,
                                  mkba_error *error);

/* MKBA_ERROR_ARGUMENT unless there are `wanted` names, none of them NULL, "", or there twice. */
mkba_status mkba_i_check_names(const char *name, const char *const *names, size_t n_names, size_t wanted,
                               mkba_error *error);

#endif
