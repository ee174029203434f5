/* Areas as points, and the distances between them. */
#ifndef MKBA_I_COMPARE_PEERS_SPACE_H
#define MKBA_I_COMPARE_PEERS_SPACE_H

#include "base/error.h"
#include "base/memory.h"

/* Points are handled so many at a time. */
#define MKBA_I_SPACE_LANES 8

/* Standardised figures: variable v of point i stands at v * stride + i; what is beyond n in a row is 0. */
typedef struct mkba_i_standardised {
    size_t n, stride;
    size_t n_variables;
    double *z;
    const double *weights; /* per variable */
    bool mahalanobis;
} mkba_i_standardised;

/* Points moved so that the plain distance between them is the one wanted. */
typedef struct mkba_i_space {
    const mkba_i_standardised *from;
    size_t *variables; /* which of the points' variables */
    size_t n_variables;
    double *x;      /* variable v of point i at v * stride + i */
    double *factor; /* mahalanobis: Cholesky factor of the correlations; else NULL */
} mkba_i_space;

/* Room for points, all 0; false when memory is short. */
bool mkba_i_standardised_make(mkba_i_arena *arena, size_t n, size_t n_variables, mkba_i_standardised *points);

/* Without the variable `skip` (MKBA_I_NONE leaves none out). MKBA_ERROR_PANEL when the correlations are singular: then
 * *pivot is the first variable that follows from those before it, and follows[v] is by how much of each. */
mkba_status mkba_i_space_make(mkba_i_arena *arena, const mkba_i_standardised *points, size_t skip, mkba_i_space *space,
                              size_t *pivot, double **follows, mkba_error *error);

/* The place of standardised figures (of all variables of the points), n_variables of the space long. */
void mkba_i_space_place(const mkba_i_space *space, const double *z, double *place);

/* The distances of all points to a place; `distances` is stride long. */
void mkba_i_space_distances(const mkba_i_space *space, const double *place, double *distances);

/* By variable of the space, what each adds to the squared distance between two sets of standardised figures; `work` is
 * n_variables long. */
void mkba_i_space_parts(const mkba_i_space *space, const double *a, const double *b, double *parts, double *work);

#endif
