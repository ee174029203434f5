/* The value of information for a choice between options: mkba/uncertain_value.h has the formulas. */
#ifndef MKBA_I_UNCERTAIN_VALUE_H
#define MKBA_I_UNCERTAIN_VALUE_H

#include <mkba/uncertain_value.h>

#include "uncertain/measures.h"

/* What is chosen between: draws of net benefits beside those of the option that is best now. */
typedef struct mkba_i_decision {
    size_t n;     /* draws */
    size_t d;     /* options */
    size_t best;  /* with the highest mean, the first of equals */
    double value; /* its mean */
    double value_error;
    double *differences; /* heap: option j less the best in draw i at j n + i; of the best itself 0 */
    double *means;       /* of them, none above 0; in the same block */
} mkba_i_decision;

/* Out of columns of n draws; one column alone is held against 0. To be freed with free(out->differences). */
mkba_status mkba_i_decision_of(const double *net, size_t n, size_t columns, mkba_i_decision *out, mkba_error *error);

/* What is rarer than a draw is not seen: the largest standard deviation of the differences, a draw's part of it. */
double mkba_i_resolution(const mkba_i_decision *decision);

/* What is expected of each difference when something is known (draws as in `differences`, of the best 0), and the
 * standard errors of that. */
typedef struct mkba_i_expected {
    double *means;  /* heap */
    double *errors; /* in the same block */
} mkba_i_expected;
mkba_status mkba_i_expected_make(const mkba_i_decision *decision, mkba_i_expected *out, mkba_error *error);

/* The value of choosing by what is expected, of which `part` of the variance is known (1: all of it), its standard error,
 * how much of it noise in what is expected may have added, and an interval of so many standard errors. */
typedef struct mkba_i_voi {
    double value;
    double error;
    double bias;
    double lower, upper; /* of mkba_i_value_of: a lower end below 0 is cut off */
} mkba_i_voi;
mkba_status mkba_i_value_of(const mkba_i_decision *decision, const mkba_i_expected *expected, double part, double reach,
                            mkba_i_voi *out, mkba_error *error);
/* The value of knowing everything, and the share of draws in which no option is better than the best on average. */
mkba_i_voi mkba_i_value_of_all(const mkba_i_decision *decision, double *p_best);

/* By regression on several parameters together, whose draws are standardised. */
mkba_status mkba_i_expect_joint(const mkba_i_decision *decision, const mkba_i_columns *x, mkba_i_expected *out,
                                mkba_error *error);
/* By regression on one parameter (n draws). MKBA_ERROR_ARGUMENT when draws
 * do not vary: the caller, who knows the name, says it. */
mkba_status mkba_i_expect_one(const mkba_i_decision *decision, const double *x, mkba_i_expected *out,
                              mkba_error *error);

/* Of each option the share of draws in which it is the best, of equals the first; `shares` has room for all. */
void mkba_i_count_best(const mkba_i_decision *decision, double *shares);

#endif
