/* Correlations and linear regression of one figure on parameters: mkba/uncertain_sensitivity.h has the formulas. */
#ifndef MKBA_I_UNCERTAIN_IMPORTANCE_H
#define MKBA_I_UNCERTAIN_IMPORTANCE_H

#include "uncertain/measures.h"

#define MKBA_I_NO_PIVOT SIZE_MAX

/* Of one parameter. Errors are those of independent draws, whatever their distribution. */
typedef struct mkba_i_linear {
    double correlation, correlation_error;
    double coefficient, coefficient_error; /* standardised */
    double partial, partial_error;
    bool has_partial; /* nothing is left of y when the others are known: there is none */
    double tolerance; /* 1 - R^2 of the parameter on the others */
} mkba_i_linear;

/* Scales n values to mean 0 and mean square 1; false when they do not vary. A scale beyond
 * the range of a double counts as that. */
bool mkba_i_standardise(double *values, size_t n);

/* Replaces values by their ranks from 1, ties by the mean of theirs; `work` holds n numbers. */
void mkba_i_rank(double *values, size_t n, double *work);

/* Of standardised columns x and y (n long). `out` has x->k rows. MKBA_ERROR_ARGUMENT: column *pivot, which is untouched otherwise,
 * follows from those before it. */
mkba_status mkba_i_linear_measures(const mkba_i_columns *x, const double *y, mkba_i_linear *out, double *r_squared,
                                   size_t *pivot, mkba_error *error);

/* The table of mkba_importance, with or without a first column for alternatives; and rows of it, a parameter each. */
mkba_status mkba_i_importance_table(bool alternatives, size_t n_rows, mkba_table **out, mkba_error *error);
mkba_status mkba_i_importance_write(mkba_i_row *row, const char *alternative, const mkba_i_columns *x, const double *y,
                                    const char *const *names, mkba_error *error);

#endif
