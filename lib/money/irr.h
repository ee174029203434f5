/* Internal rates of return: every real root above -1 of the value of a flow. */
#ifndef MKBA_I_MONEY_IRR_H
#define MKBA_I_MONEY_IRR_H

#include <mkba/money.h>

#include "base/error.h"

/* A rate per year, and a bracket that holds it: low <= rate <= high. `multiple`: within the bracket the value of the
 * flow cannot be told from zero, so that it may hold no root, one, or several (mkba_irr states the tolerance);
 * otherwise the bracket holds exactly one root, which is simple. */
typedef struct mkba_i_root {
    double rate, low, high;
    bool multiple;
} mkba_i_root;

/* All zero is an empty one. */
typedef struct mkba_i_roots {
    mkba_i_root *items; /* ascending */
    size_t n;
    bool every; /* the flow is zero throughout: any rate is a root, none is listed */
} mkba_i_roots;

void mkba_i_roots_free(mkba_i_roots *roots);

/* The roots of sum over k of flows[k] (1 + r)^-(k step), `step` years between periods, above 0. Flows are finite, and
 * those of one flow that are not 0 within a factor 2^1000 of each other; else MKBA_ERROR_ARGUMENT, `where` as
 * "flows[0][3]". Also MKBA_ERROR_ARGUMENT: a rate beyond the range of a double. On success the caller frees `roots`. */
mkba_status mkba_i_irr(const double *flows, size_t n, double step, mkba_i_roots *roots, mkba_error *error);

/* What was found of one of many flows: its roots are `roots[first]` up to `roots[first + n - 1]`. */
typedef struct mkba_i_irr_flow {
    size_t first;
    size_t n;
    bool every;
} mkba_i_irr_flow;

/* The same for many flows. `found` has room for flows->n_flows; `roots` and `n_roots` are given out, to be freed. */
mkba_status mkba_i_irr_many(const mkba_flows *flows, double step, mkba_i_irr_flow *found, mkba_i_root **roots,
                            size_t *n_roots, mkba_error *error);

#endif
