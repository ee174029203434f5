/* A synthetic control: the fit of any unit of a block, and what is kept of one. See mkba/effect_synthetic.h. */
#ifndef MKBA_I_EFFECT_SYNTHETIC_MODEL_H
#define MKBA_I_EFFECT_SYNTHETIC_MODEL_H

#include <mkba/effect_synthetic.h>

#include "compare/shared_said.h"
#include "effect/block.h"

#define MKBA_I_MOST_PREDICTORS 60

/* How any unit of a block is fitted: the treated, or a donor as if it were treated. */
typedef struct mkba_i_synthetic_task {
    const mkba_i_block *block;
    bool intercept;
    double ridge;
    size_t n_predictors;      /* 0: the outcomes before the start are matched */
    const double *predictors; /* unit by unit, in standard deviations */
    mkba_synthetic_v v;
    const double *given_v;
    size_t starts;
    uint64_t seed;
    mkba_synthetic_form form;
    double lambda; /* of the form; below 0 until it is chosen */
} mkba_i_synthetic_task;

typedef struct mkba_i_synthetic_fit {
    double *weights; /* per donor, some below 0 where the form is augmented; the caller's room */
    double *v;       /* per predictor, of sum 1; the caller's room */
    double intercept;
    double optimality; /* see mkba_i_simplex_fit */
    bool unique;
} mkba_i_synthetic_fit;

/* Fits a unit by donors, all units of the block by position. MKBA_ERROR_EVALUATION, MKBA_ERROR_MEMORY. */
mkba_status mkba_i_synthetic_fit_unit(const mkba_i_synthetic_task *task, size_t unit, const size_t *donors,
                                      size_t n_donors, mkba_i_synthetic_fit *fit, mkba_error *error);

/* What is matched, a column per donor, with the means off where there is an intercept: weights that make the same point fit
 * equally well. `columns` has room for mkba_i_synthetic_n_rows of each donor. */
size_t mkba_i_synthetic_n_rows(const mkba_i_synthetic_task *task);
void mkba_i_synthetic_columns(const mkba_i_synthetic_task *task, const size_t *donors, size_t n_donors,
                              const double *v, double *columns);

/* What a donor adds to the synthetic control in a period per unit of weight: its figure, less its mean over the periods before
 * the start that count where there is an intercept. */
double mkba_i_synthetic_part(const mkba_i_synthetic_task *task, size_t donor, size_t period);

/* Per period: observed NAN where there is none; low and high NAN where the range cannot be told. */
typedef struct mkba_i_synthetic_point {
    double observed, synthetic, low, high; /* low and high of the gap */
} mkba_i_synthetic_point;

struct mkba_synthetic {
    mkba_i_arena arena;
    mkba_i_block block;
    mkba_i_synthetic_task task;
    mkba_i_synthetic_fit fit;
    size_t *donors; /* units of the block */
    size_t n_donors;
    mkba_i_left_out *lacking; /* donors without a predictor, beside those that the block left out */
    size_t n_lacking;
    const char **predictor_names, **predictor_firsts, **predictor_lasts;
    size_t *predictor_ends; /* the last period, in the panel */
    double *spreads;        /* of the predictors */
    mkba_i_synthetic_point *path;
    double squares, rmspe_before, rmspe_after, att, att_low, att_high;
    size_t n_before, n_after; /* periods with a figure of the treated */
    mkba_i_said_list said;
};

/* The sum of the weights below 0. */
static inline double mkba_i_synthetic_negative(const mkba_synthetic *synthetic)
{
    double sum = 0.0;

    for (size_t j = 0; j < synthetic->n_donors; j++)
        sum += synthetic->fit.weights[j] < 0.0 ? synthetic->fit.weights[j] : 0.0;
    return sum;
}

/* The steps that make one, after the block. */
mkba_status mkba_i_synthetic_predictors(mkba_synthetic *made, const mkba_panel *panel,
                                        const mkba_synthetic_options *options, mkba_error *error);
mkba_status mkba_i_synthetic_path(mkba_synthetic *made, mkba_error *error);
mkba_status mkba_i_synthetic_find(mkba_synthetic *made, const mkba_panel *panel, mkba_error *error);

#endif
