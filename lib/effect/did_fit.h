/* The regression over areas that a two-way difference-in-differences of a balanced panel comes down to: of a contrast of
 * the periods, the same for all areas, on [1, covariates, treated]. And how sure its last coefficient is. */
#ifndef MKBA_I_EFFECT_DID_FIT_H
#define MKBA_I_EFFECT_DID_FIT_H

#include "effect/did_placings.h"

/* Rows are areas, treated first. The columns of `q` are those of the regression, each row times the root of its weight,
 * made orthonormal; that of the treated is the last. */
typedef struct mkba_i_did_fit {
    size_t n, k, n_treated;
    double *q, *r, *root;
    double *share;         /* the effect of outcomes y is the sum of share x y */
    double *leverage;      /* of a row in the regression */
    double *null_leverage; /* and without the column of the treated */
    double df;             /* of CR2: Bell and McCaffrey */
    const double *population;
    mkba_i_placings placings; /* of placebos */
    size_t n_draws;
    uint64_t seed;
    double level;
    double *rest, *null_rest, *null_treated, *noise; /* room per area */
    double *more[4];                                 /* room per area */
    double *shares;                                  /* room per column */
    double *draws[5];                                /* room per draw */
} mkba_i_did_fit;

/* Covariates in the period before the first start. MKBA_ERROR_PANEL for columns of which one follows from others. */
mkba_status mkba_i_did_fit_make(mkba_i_did_study *study, mkba_i_did_fit *fit);

/* Before placebos: draws which places the treated take. MKBA_ERROR_MEMORY. */
mkba_status mkba_i_did_fit_place(mkba_i_did_study *study, mkba_i_did_fit *fit);

/* The effect of a contrast: `values` has one per area. */
double mkba_i_did_fit_effect(const mkba_i_did_fit *fit, const double *values);
/* Fills `rest` with what the regression leaves of the values. */
void mkba_i_did_fit_rest(mkba_i_did_fit *fit, const double *values, double *rest);
/* The same without the first columns only: without the treated one for `null`. */
void mkba_i_did_fit_take_off(mkba_i_did_fit *fit, bool null, const double *values, double *rest);

/* How sure: by each inference but auto. */
void mkba_i_did_judge(mkba_i_did_fit *fit, const double *values, mkba_did_inference inference, mkba_i_judged *out);
/* did_placebo.c, did_wild.c */
void mkba_i_did_judge_placebo(mkba_i_did_fit *fit, const double *values, mkba_i_judged *out);
void mkba_i_did_judge_wild(mkba_i_did_fit *fit, const double *values, mkba_i_judged *out);

/* The variance that areas of each one's population have, from what the regression leaves of the donors, into `noise`.
 * False when the donors have none. */
bool mkba_i_did_noise(const mkba_i_did_fit *fit, const double *rest, double *noise);

/* The effect of each placing of what is left under the null, in units of `noise`; the true one is the first. Answers how
 * many there are: at most `n_draws` or `n`, and one. */
size_t mkba_i_did_placings(mkba_i_did_fit *fit, const double *values, double *effects);

/* Which draws are as extreme as the estimate: p of a supposed effect. */
typedef double mkba_i_did_p(const void *context, double supposed);
/* The effects around the estimate that p does not reject; NAN where p rejects none however far. `step` is a length to
 * begin with. */
void mkba_i_did_invert(double level, mkba_i_did_p *p, const void *context, double step, mkba_i_judged *judged);

#endif
