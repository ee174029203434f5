/* A case as a function of some of its parameters, the others at their deterministic values: what tornado, two-way tables and
 * break-even values are made of. */
#ifndef MKBA_I_UNCERTAIN_WHAT_IF_H
#define MKBA_I_UNCERTAIN_WHAT_IF_H

#include <mkba/uncertain_what_if.h>

#include "appraise/batch.h"
#include "appraise/plan.h"
#include "case/case.h"

/* What is computed, in which case. Texts as in the public options; NULL is none. */
typedef struct mkba_i_what_if_setup {
    const char *scenario, *alternative, *against, *actor;
    bool is_bcr;
    const bool *moves; /* per parameter of the case: has to move, though it may have no distribution */
    bool is_joint;     /* joint draws move too: the value is the number of the row */
} mkba_i_what_if_setup;

/* A parameter that can move. */
typedef struct mkba_i_axis {
    const mkba_i_parameter *parameter;
    size_t position;                         /* in the case */
    const mkba_i_distribution *distribution; /* NULL: none, or joint draws */
    bool is_joint;
    bool is_used;   /* by an outcome */
    bool has_input; /* of its own: then */
    size_t input;   /* is the program's */
    double scale;   /* what the program takes is the value times this */
    double value;   /* deterministic, in its own unit */
} mkba_i_axis;

typedef struct mkba_i_target {
    const char *alternative;
    mkba_i_node node, by; /* outcome, or outcome / by where that is no MKBA_I_NO_NODE */
} mkba_i_target;

typedef struct mkba_i_what_if {
    const mkba_case *mkba;
    mkba_i_arena arena;
    mkba_i_plan plan;
    mkba_i_axis *axes; /* in the order of the case */
    size_t n_axes;
    mkba_i_target *targets;
    size_t n_targets;
    mkba_i_batch *batch;
    mkba_i_batch_space *space;
    double *
        *points; /* per input of the program, MKBA_I_WHAT_IF_POINTS values, all but those that moved deterministic */
    const double **results; /* per target its node, and then its `by` */
    double **outcomes;      /* per target, of the latest run */
} mkba_i_what_if;

#define MKBA_I_WHAT_IF_POINTS 256 /* the most of a run */

/* Refers to the case and the setup's texts. */
mkba_status mkba_i_what_if_make(const mkba_case *mkba, const mkba_i_what_if_setup *setup, mkba_i_what_if *w,
                                mkba_error *error);
void mkba_i_what_if_free(mkba_i_what_if *w);

/* The axis of a parameter of the case; MKBA_I_NONE where it cannot move. */
size_t mkba_i_what_if_axis(const mkba_i_what_if *w, size_t position);
/* Sets an axis in point d, and back to its deterministic value in all points. */
void mkba_i_what_if_set(mkba_i_what_if *w, size_t axis, size_t d, double value);
void mkba_i_what_if_reset(mkba_i_what_if *w, size_t axis);
/* Computes n points: outcome t of point d is w->outcomes[t][d], NaN for a ratio that is not there. A failure names the values
 * of axis `moved` (MKBA_I_NONE: none) and `also`. */
mkba_status mkba_i_what_if_run(mkba_i_what_if *w, size_t n, size_t moved, size_t also, mkba_error *error);

/* An outcome as a function of one parameter. */
typedef mkba_status (*mkba_i_curve)(void *context, double x, double *y, mkba_error *error);
typedef struct mkba_i_root {
    double at, residual; /* where the outcome is nearest to 0, and what it is there */
    bool is_jump;        /* it does not go through 0 */
} mkba_i_root;
/* Narrows a change of sign from low to high until no double lies between. */
mkba_status mkba_i_what_if_narrow(mkba_i_curve curve, void *context, double low, double high, mkba_i_root *root,
                                  mkba_error *error);

/* Bounds as given, per parameter of the case, NULL where there are none; in the arena. Each name once, low < high. */
mkba_status mkba_i_what_if_bounds(const mkba_case *mkba, mkba_i_arena *arena, const mkba_bounds *bounds, size_t n,
                                  const mkba_bounds ***by_position, mkba_error *error);
/* Which parameters of the case have bounds, in the arena; NULL when memory is short. */
bool *mkba_i_what_if_bounded(const mkba_case *mkba, mkba_i_arena *arena, const mkba_bounds *const *by_position);

/* The probability that what has this distribution is at most x. */
double mkba_i_what_if_probability(const mkba_i_distribution *distribution, double x);

/* ---- what_if_program.c ------------------------------------------------------------------------------------ */

/* How an outcome depends on inputs, by the operations that make it. */
typedef enum mkba_i_dependence {
    MKBA_I_DEPENDENCE_NONE,
    MKBA_I_DEPENDENCE_LINEAR,
    MKBA_I_DEPENDENCE_OTHER
} mkba_i_dependence;

/* Of a node on the inputs of which `moves` (per input) is true; `degrees` has room for the program. */
mkba_i_dependence mkba_i_dependence_of(const mkba_i_program *program, const bool *moves, mkba_i_node node,
                                       unsigned char *degrees);

/* The derivatives of a node to all inputs, given the value of every operation; `adjoints` has room for the program. A ridge
 * (min, max, abs, a choice) has the derivative of the side that was taken. */
void mkba_i_gradient(const mkba_i_program *program, const double *values, mkba_i_node node, double *adjoints,
                     double *gradient);

#endif
