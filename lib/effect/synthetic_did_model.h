/* Synthetic difference-in-differences: the estimate of any set of units, and what is kept of one. See
 * mkba/effect_synthetic_did.h. */
#ifndef MKBA_I_EFFECT_SYNTHETIC_DID_MODEL_H
#define MKBA_I_EFFECT_SYNTHETIC_DID_MODEL_H

#include <mkba/effect_synthetic_did.h>

#include "effect/block.h"
#include "effect/did_model.h"

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

/* The treated of one start: an estimate of its own. */
typedef struct mkba_i_sdid_cohort {
    size_t start; /* of the block's periods */
    size_t n_treated;
    size_t *treated; /* units */
    size_t *periods; /* of the block, that count */
    size_t first;    /* where its periods from the start on begin among those of all cohorts */
    mkba_i_sdid_task task;
    mkba_i_sdid_fit fit;
} mkba_i_sdid_cohort;

/* Units that are estimated together: those in the place of the treated, then those they are compared with. */
typedef struct mkba_i_sdid_sample {
    const size_t *units, *cohorts; /* of those in the place of the treated whose */
    size_t n_treated, n_donors;
} mkba_i_sdid_sample;

/* What units show in the place of the treated, or the treated themselves. */
typedef struct mkba_i_sdid_effects {
    size_t *treated; /* per cohort how many stand in it; of 0 the rest is not known */
    double *means;   /* per cohort of its gaps from the start on */
    double *gaps;    /* per cohort and period from its start on that counts */
    double *rmspe;   /* per cohort before its start */
} mkba_i_sdid_effects;

/* Which mean of the effects is asked for. */
typedef enum mkba_i_sdid_asked {
    MKBA_I_SDID_ALL,   /* over all treated cells: areas times periods from their start on */
    MKBA_I_SDID_START, /* of one cohort */
    MKBA_I_SDID_EVENT  /* over the treated so many periods of the block after their start */
} mkba_i_sdid_asked;

typedef struct mkba_i_sdid_question {
    mkba_i_sdid_asked asked;
    size_t at; /* which cohort; how many periods */
} mkba_i_sdid_question;

/* A placebo: a set of donors in the place of the treated. */
typedef struct mkba_i_sdid_placebo {
    size_t *units;               /* which donors, in the order of the treated */
    mkba_i_sdid_effects effects; /* as they were, but for the gaps: times scale */
    double scale;                /* to the size of the treated; 1 without a population */
    double mean;                 /* over all treated cells, times scale */
    double rmspe_before;         /* as it was */
} mkba_i_sdid_placebo;

struct mkba_synthetic_did {
    mkba_i_arena arena;
    mkba_i_block block;
    mkba_synthetic_did_form form;
    mkba_synthetic_did_solver solver;
    mkba_synthetic_did_inference inference;
    double level;
    size_t replicates;
    uint64_t seed;
    size_t n_treated, n_donors;
    size_t *units;               /* 0, 1, ...: the treated, then the donors, all of the block */
    mkba_i_sdid_cohort *cohorts; /* by start */
    size_t n_cohorts, n_gaps;    /* gaps: periods from the start on, of all cohorts */
    size_t *cohort_of;           /* per treated */
    double *coefficients;        /* per covariate of the block */
    mkba_i_sdid_effects effects;
    double rmspe_before;
    mkba_i_judged all, *starts, *events; /* events: so many periods after the start */
    size_t n_events;
    double p_step; /* NAN: not known */
    mkba_i_sdid_placebo *placebos;
    size_t n_placebos; /* or samples of the bootstrap, which are not kept */
    mkba_i_said_list said;
};

static inline size_t mkba_i_sdid_n_after(const mkba_i_sdid_cohort *cohort)
{
    return cohort->task.n_periods - cohort->task.n_before;
}

/* z^2 T, by which weights of areas are held back. */
static inline double mkba_i_sdid_ridge(const mkba_i_sdid_cohort *cohort)
{
    const mkba_i_sdid_task *task = &cohort->task;

    return task->form == MKBA_SYNTHETIC_DID_BOTH ? task->zeta * task->zeta * (double) task->n_before : 0.0;
}

/* Cohorts with their figures and noise, by start. MKBA_ERROR_PANEL: periods that bear no estimate; MKBA_ERROR_EVALUATION,
 * MKBA_ERROR_MEMORY. */
mkba_status mkba_i_sdid_make_cohorts(mkba_synthetic_did *made, mkba_error *error);

/* ---- covariates: synthetic_did_adjust.c ----------------------------------------------------------------------- */

/* Coefficients of the covariates of the block, by least squares of the outcome on them with effects of units and of periods
 * over the cells of a sample that are not treated. Without covariates nothing is done. MKBA_ERROR_PANEL at `where` for
 * one that follows from these and from those before it, `so` being what to do about it; MKBA_ERROR_EVALUATION;
 * MKBA_ERROR_MEMORY. */
mkba_status mkba_i_sdid_regress(const mkba_synthetic_did *made, const mkba_i_sdid_sample *sample, const char *where,
                                const char *so, double *coefficients, mkba_error *error);
/* The figures of all units in the periods that count for a cohort, less what the covariates explain. */
void mkba_i_sdid_adjust(const mkba_synthetic_did *made, const mkba_i_sdid_cohort *cohort, const double *coefficients,
                        double *values);

/* ---- means of effects: synthetic_did_effects.c ---------------------------------------------------------------- */

/* Room for them in an arena. False when memory is short. */
bool mkba_i_sdid_effects_new(mkba_i_arena *arena, const mkba_synthetic_did *made, mkba_i_sdid_effects *out);
/* Takes what a fit shows of a cohort in which `n_treated` stand. */
void mkba_i_sdid_effects_take(const mkba_synthetic_did *made, size_t cohort, size_t n_treated,
                              const mkba_i_sdid_fit *fit, mkba_i_sdid_effects *to);
/* How many of those that stand in a cohort a question is about. */
size_t mkba_i_sdid_asks(const mkba_synthetic_did *made, mkba_i_sdid_question question,
                        const mkba_i_sdid_effects *effects, size_t cohort);
/* The share of a cohort in the mean; they add up to 1. */
double mkba_i_sdid_share(const mkba_synthetic_did *made, mkba_i_sdid_question question,
                         const mkba_i_sdid_effects *effects, size_t cohort);
/* The mean; NAN where it is of nobody. */
double mkba_i_sdid_ask(const mkba_synthetic_did *made, mkba_i_sdid_question question,
                       const mkba_i_sdid_effects *effects);
/* The mean of 1 / population of units in the order of the treated, each by the square of its weight in the mean asked for:
 * the mean itself varies as that does. */
double mkba_i_sdid_inverse(const mkba_synthetic_did *made, mkba_i_sdid_question question, const size_t *units);
/* The root mean squared gap before the start, over all treated cells. */
double mkba_i_sdid_rmspe(const mkba_synthetic_did *made, const mkba_i_sdid_effects *effects);

/* ---- units once more: synthetic_did_again.c ------------------------------------------------------------------- */

/* Places donors, leaves each unit out or draws units: the effects of each, in the arena or of placebos in `made`. `n` of
 * them. MKBA_ERROR_PANEL, MKBA_ERROR_EVALUATION, MKBA_ERROR_MEMORY. */
mkba_status mkba_i_sdid_place(mkba_synthetic_did *made, mkba_error *error);
mkba_status mkba_i_sdid_leave_out(mkba_synthetic_did *made, mkba_i_arena *arena, mkba_i_sdid_effects **out, size_t *n,
                                  mkba_error *error);
mkba_status mkba_i_sdid_draw(mkba_synthetic_did *made, mkba_i_arena *arena, mkba_i_sdid_effects **out, size_t *n,
                             mkba_error *error);

/* The steps that make one, after the estimate. MKBA_ERROR_PANEL for an inference that so few areas do not bear. */
mkba_status mkba_i_sdid_check_inference(const mkba_synthetic_did *made, mkba_error *error);
mkba_status mkba_i_sdid_judge(mkba_synthetic_did *made, mkba_error *error);
mkba_status mkba_i_sdid_find(mkba_synthetic_did *made, const mkba_panel *panel, mkba_error *error);

/* Periods before the start, how many of these have weight, and from it on; of NULL they are missing. */
void mkba_i_sdid_write_periods(mkba_i_row *row, const mkba_i_sdid_cohort *cohort);
/* Tables of what belongs to a start; see mkba_synthetic_did_view. */
mkba_status mkba_i_sdid_starts_table(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error);
mkba_status mkba_i_sdid_events_table(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error);
mkba_status mkba_i_sdid_covariates_table(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error);

#endif
