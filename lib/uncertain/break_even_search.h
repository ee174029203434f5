/* Where an outcome is 0 when one parameter moves: of a linear one by its slope, of others over a grid. */
#ifndef MKBA_I_UNCERTAIN_BREAK_EVEN_SEARCH_H
#define MKBA_I_UNCERTAIN_BREAK_EVEN_SEARCH_H

#include "uncertain/break_even_mean.h"

/* What was found: a value, a stretch of them, or why there is none. */
typedef enum mkba_i_break_even_kind {
    MKBA_I_BREAK_EVEN_LINEAR,
    MKBA_I_BREAK_EVEN_BRACKET,
    MKBA_I_BREAK_EVEN_JUMP,
    MKBA_I_BREAK_EVEN_FLAT,
    MKBA_I_BREAK_EVEN_NONE,
    MKBA_I_BREAK_EVEN_NO_EFFECT,
    MKBA_I_BREAK_EVEN_FAILED
} mkba_i_break_even_kind;

/* A row: a root, or that there is none. Outcomes at the ends are NaN where the case cannot be appraised. */
typedef struct mkba_i_break_even {
    size_t target, axis;
    mkba_i_break_even_kind kind;
    const char *why; /* it failed: in the arena */
    double at, residual;
    bool possible;
    double flat_low, flat_high; /* of a stretch on which the outcome is 0 */
    double low, high, outcome, outcome_low, outcome_high;
} mkba_i_break_even;

typedef struct mkba_i_break_even_search {
    mkba_i_what_if w;
    bool by_means;    /* over draws of the other parameters: then */
    mkba_i_mean mean; /* is of these */
    mkba_i_arena arena;
    const mkba_bounds **bounds;
    size_t only; /* the parameter that was asked for; MKBA_I_NONE: all, and one that fails becomes a row */
    bool *moves; /* per input of the program */
    unsigned char *degrees;
    size_t steps;
    double *points;           /* steps + 1 values of a parameter, */
    double *outcomes;         /* and the outcomes there: [target * (steps + 1) + point] */
    double *means;            /* of one value */
    mkba_i_break_even *found; /* heap */
    size_t n, capacity;
} mkba_i_break_even_search;

/* Room for the axes and targets of w. False when memory is short. */
bool mkba_i_break_even_room(mkba_i_break_even_search *s);
/* Seeks along one axis, for every target, and adds what was found. */
mkba_status mkba_i_break_even_axis(mkba_i_break_even_search *s, size_t axis, mkba_error *error);

#endif
