/* Synthetic difference-in-differences: the estimate of any set of units, and what is kept of one. See
 * mkba/effect_synthetic_did.h. */
#ifndef MKBA_I_EFFECT_SYNTHETIC_DID_MODEL_H
#define MKBA_I_EFFECT_SYNTHETIC_DID_MODEL_H

#include <mkba/effect_synthetic_did.h>

#include "effect/block.h"

/* How any units are estimated: the treated, or donors as if they were. */
typedef struct mkba_i_sdid_task {
    const double *values;       /* unit by unit, of the periods that count */
    size_t n_periods, n_before; /* periods before the start first */
    mkba_synthetic_did_form form;
    mkba_synthetic_did_solver solver;
    double noise; /* standard deviation of the changes of donors before the start */
    double zeta;  /* of the weights of units */
} mkba_i_sdid_task;

/* Units by their number in `values`: a treated mean and those it is compared with. */
typedef struct mkba_i_sdid_sides {
    const size_t *treated, *donors;
    size_t n_treated, n_donors;
} mkba_i_sdid_sides;

/* An estimate. The arrays are the caller's room. */
typedef struct mkba_i_sdid_fit {
    double *units;   /* weight per donor; of Frank and Wolfe where they begin, too */
    double *periods; /* weight per period before the start; all 0 without */
    double *gaps;    /* per period */
    double estimate; /* mean of the gaps from the start on */
    double rmspe_before;
    double optimality_units, optimality_periods; /* see mkba_i_simplex_fit; NAN where weights are not found so */
} mkba_i_sdid_fit;

/* MKBA_ERROR_EVALUATION, MKBA_ERROR_MEMORY. */
mkba_status mkba_i_sdid_fit_sides(const mkba_i_sdid_task *task, const mkba_i_sdid_sides *sides, mkba_i_sdid_fit *fit,
                                  mkba_error *error);
/* Gaps, estimate and error before the start of weights as they are. */
void mkba_i_sdid_measure(const mkba_i_sdid_task *task, const mkba_i_sdid_sides *sides, mkba_i_sdid_fit *fit);

/* Least squares over the simplex as the R package synthdid 0.0.9 does it: minimise zeta^2 |w|^2 + |A w - b|^2 / rows. */
typedef struct mkba_i_frank_wolfe {
    double *columns, *target; /* changed: the means are taken off where there is an intercept */
    size_t n_rows, n_columns;
    bool intercept;
    double zeta, least; /* it stops when a step gains less than least^2 */
    double *at;         /* room per row */
} mkba_i_frank_wolfe;
void mkba_i_frank_wolfe_solve(const mkba_i_frank_wolfe *problem, double *weights);

/* A placebo: a set of donors in the place of the treated. */
typedef struct mkba_i_sdid_placebo {
    size_t unit;         /* of one treated area: which donor; else MKBA_I_NONE */
    double inverse;      /* mean of 1 / population of the set; 0 without a population */
    double scale;        /* to the size of the treated; 1 without a population */
    double mean;         /* of its gaps from the start on */
    double rmspe_before; /* as it was */
    double *gaps;        /* per period from the start on that counts, times scale; their mean is the effect */
} mkba_i_sdid_placebo;

struct mkba_synthetic_did {
    mkba_i_arena arena;
    mkba_i_block block;
    mkba_i_sdid_task task;
    mkba_synthetic_did_inference inference;
    double level;
    size_t replicates;
    uint64_t seed;
    size_t n_treated, n_donors;
    size_t *units;   /* 0, 1, ...: the treated, then the donors, all of the block */
    size_t *periods; /* of the block, that count */
    mkba_i_sdid_fit fit;
    double std_error, p, p_step, low, high; /* NAN: not known */
    mkba_i_sdid_placebo *placebos;
    size_t n_placebos; /* or samples of the bootstrap, which are not kept */
    mkba_i_said_list said;
};

static inline size_t mkba_i_sdid_n_after(const mkba_synthetic_did *made)
{
    return made->task.n_periods - made->task.n_before;
}

/* The mean of the treated in a period that counts. */
static inline double mkba_i_sdid_observed(const mkba_synthetic_did *made, size_t period)
{
    double sum = 0.0;

    for (size_t i = 0; i < made->n_treated; i++)
        sum += made->task.values[i * made->task.n_periods + period];
    return sum / (double) made->n_treated;
}

/* The steps that make one, after the estimate. MKBA_ERROR_PANEL for an inference that so few areas do not bear. */
mkba_status mkba_i_sdid_check_inference(const mkba_synthetic_did *made, mkba_error *error);
mkba_status mkba_i_sdid_judge(mkba_synthetic_did *made, mkba_error *error);
mkba_status mkba_i_sdid_find(mkba_synthetic_did *made, const mkba_panel *panel, mkba_error *error);

#endif
