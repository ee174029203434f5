/* The smallest joint change: the point nearest to the deterministic one, in changes of the parameters that move, at which an
 * outcome is 0. How it is sought is said in mkba/uncertain_what_if.h. */
#ifndef MKBA_I_UNCERTAIN_JOINT_SEARCH_H
#define MKBA_I_UNCERTAIN_JOINT_SEARCH_H

#include "uncertain/what_if.h"

/* A parameter that moves: its change is z times scale, in its own unit. */
typedef struct mkba_i_joint_mover {
    size_t axis;
    double scale;
} mkba_i_joint_mover;

/* A point, in changes; what the outcome is there, and its derivatives to the changes. */
typedef struct mkba_i_joint_point {
    double *z, *gradient;
    double outcome;
} mkba_i_joint_point;

typedef struct mkba_i_joint_search {
    const mkba_i_what_if *w;
    mkba_i_joint_mover *movers; /* to be filled; room for every axis */
    size_t n;
    mkba_i_node node;                            /* the outcome */
    double *inputs, *values, *adjoints, *slopes; /* of the program */
    mkba_i_joint_point here, next, best;
    double *step, *direction, *origin; /* the last: the gradient at the deterministic values */
    double start;                      /* the outcome there */
    bool found;                        /* whether there is a best */
} mkba_i_joint_search;

/* What was found of an outcome. */
typedef struct mkba_i_joint_found {
    bool found;             /* a point at which it is 0 */
    bool is_nearest;        /* with nothing nearer beside it; else an upper bound of the distance */
    const double *z;        /* per mover, until the next search */
    double distance;        /* the length of z */
    double angle;           /* between z and the gradient */
    double start, residual; /* the outcome at the deterministic values, and at the point */
} mkba_i_joint_found;

/* Room, in the arena, for searches over the axes of w, to which it refers. False when memory is short. */
bool mkba_i_joint_search_make(const mkba_i_what_if *w, mkba_i_arena *arena, mkba_i_joint_search *s);
/* `linear`: whether the outcome is linear in all that moves, so that one way to look is enough. */
mkba_i_joint_found mkba_i_joint_solve(mkba_i_joint_search *s, mkba_i_node node, bool linear);

#endif
