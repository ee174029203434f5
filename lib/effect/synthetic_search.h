/* How much each predictor counts: the V whose weights fit the outcomes before the start best. */
#ifndef MKBA_I_EFFECT_SYNTHETIC_SEARCH_H
#define MKBA_I_EFFECT_SYNTHETIC_SEARCH_H

#include "effect/synthetic_model.h"
#include "stat/simplex_squares.h"

/* Donors x predictors beyond which less is tried, unless starts are asked for. */
#define MKBA_I_SYNTHETIC_MANY 1000.0

typedef struct mkba_i_synthetic_search {
    const mkba_i_synthetic_task *task;
    size_t unit;
    const size_t *donors;
    size_t n_donors, n_rows;
    double *columns, *target; /* of what is matched */
    double *v;                /* per predictor, of sum 1 */
    double *weights;
    double *room; /* K x (K + 1) */
    mkba_i_simplex_fit fit;
    bool solved; /* the weights are those of a V before: the next ones are looked for from there */
    mkba_status status;
    mkba_error *error;
} mkba_i_synthetic_search;

/* Whether a period before the start counts: the treated, the first unit, has a figure. Whoever plays its part is fitted over
 * the same periods. */
bool mkba_i_synthetic_counts(const mkba_i_block *block, size_t period);

/* The weights for the V of the search. Trial: of several that fit equally well any, looked for from those of the last V. */
mkba_status mkba_i_synthetic_solve(mkba_i_synthetic_search *search, bool trial);

/* V by regression: coefficients of every outcome before the start on all predictors; their squares are added up. `work`:
 * K x (K + 1). */
void mkba_i_synthetic_regress(const mkba_i_synthetic_search *search, double *v, double *work);

/* The best V, and its weights. From each start the method of Levenberg and Marquardt (Marquardt, Journal of the Society for
 * Industrial and Applied Mathematics 11, 1963, 431-441) goes down over the logarithms of V from log 1e-8 to 0; the weights
 * are a smooth function of V as long as the same donors have weight. From around the best, and from the V of weights between
 * those of two of them (synthetic_inverse.h), it goes down again. Minima often lie where that set changes, so the best two are
 * searched on from by the simplex of Nelder and Mead. It ends early at a V that fits as well as any weights do.
 *
 * An evaluation costs one optimum of the weights, looked for from the last one, O(K n) and little more for n donors and K
 * predictors. */
mkba_status mkba_i_synthetic_optimise(mkba_i_synthetic_search *search);

#endif
