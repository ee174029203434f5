/* Forms of synthetic control beside the plain one: penalised, and augmented by ridge regression. */
#ifndef MKBA_I_EFFECT_SYNTHETIC_FORMS_H
#define MKBA_I_EFFECT_SYNTHETIC_FORMS_H

#include "effect/synthetic_model.h"

/* What is matched, a column per donor. Changed: with an intercept the means are taken off. */
typedef struct mkba_i_synthetic_rows {
    double *columns, *target;
    size_t n_rows, n_columns;
    bool intercept;
} mkba_i_synthetic_rows;

/* Replaces plain weights by those of the form and its lambda. MKBA_ERROR_EVALUATION, MKBA_ERROR_MEMORY. */
mkba_status mkba_i_synthetic_reform(mkba_synthetic_form form, double lambda, const mkba_i_synthetic_rows *rows,
                                    mkba_i_synthetic_fit *fit, mkba_error *error);

/* The lambda that foretells best, of a grid: penalised, what donors have from the start on, each by the others; augmented, each
 * period before the start of the treated by the others. `v` as fitted. MKBA_ERROR_PANEL with one period before the start;
 * MKBA_ERROR_EVALUATION, MKBA_ERROR_MEMORY. */
mkba_status mkba_i_synthetic_choose(const mkba_synthetic *made, const double *v, double *lambda, mkba_error *error);

#endif
