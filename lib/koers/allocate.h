/* Amounts of lines over the network. */
#ifndef MKBA_I_KOERS_ALLOCATE_H
#define MKBA_I_KOERS_ALLOCATE_H

#include <mkba/koers_din.h>

#include "koers/koers.h"

#define MKBA_I_MOST_CENTS 9e15 /* every whole number of cents up to here is a double */

/* ---- whole cents ------------------------------------------------------------------------------------------------- */

/* An amount in whole cents, half a cent away from 0; `total` is what all come to in absolute value. `line` is whose it is.
 * MKBA_ERROR_ARGUMENT for one that is not finite, MKBA_ERROR_LIMIT for too much, at `where`. */
mkba_status mkba_i_cents_of(double amount, const char *where, const char *line, int64_t *cents, double *total,
                            mkba_error *error);

/* Room for what one amount is divided over, and the rest. */
typedef struct mkba_i_cents_room {
    double *weights, *remainders;
    int64_t *parts;
} mkba_i_cents_room;
bool mkba_i_cents_room_make(mkba_i_arena *arena, size_t parts, mkba_i_cents_room *out);

/* Passes the amount of a node on along its edges, by split upward and by share downward; answers what it keeps. Nodes come in
 * the order of the network, or against it. */
int64_t mkba_i_cents_pass(const mkba_i_koers_model *model, size_t node, bool upward, int64_t *amounts,
                          const mkba_i_cents_room *in);

/* ---- allocations --------------------------------------------------------------------------------------------------- */

/* An allocation under way; its arrays are in the arena. */
typedef struct mkba_i_allocation {
    const mkba_i_koers_model *model;
    mkba_i_arena arena;
    mkba_i_roll lines; /* names that are given */
    const double *amounts;
    /* per line, in cents */
    int64_t *line_cents, *line_rest;
    double *line_linked; /* share that nodes have */
    /* per node, in cents */
    int64_t *linked, *up, *kept_up, *down, *kept_down;
    /* draws: of each line, and of each row of the view */
    size_t n_draws;
    double level;
    const double *drawn; /* [line * n_draws + draw]; NULL without draws */
} mkba_i_allocation;

/* Takes the lines up, each once, and checks that every linked line is among them; divides the cents. Amounts and draws
 * are the caller's. To be freed by mkba_i_allocation_free, also after a failure. `in_koers`: whether the place of what is
 * wrong is the place in the Koers. */
mkba_status mkba_i_allocation_make(mkba_i_allocation *allocation, const mkba_koers *koers, const char *const *lines,
                                   size_t n_lines, const double *amounts, bool in_koers, mkba_error *error);
void mkba_i_allocation_free(mkba_i_allocation *allocation);

/* The lines of a case, with the draws that the options ask for: mkba_koers_allocate_case as far as its tables. The case
 * must outlive it. */
mkba_status mkba_i_allocation_of_case(const mkba_koers *koers, const mkba_case *mkba,
                                      const mkba_allocation_options *options, mkba_i_allocation *allocation,
                                      mkba_error *error);

/* How many numbers per draw a view keeps. */
size_t mkba_i_allocation_rows(const mkba_i_allocation *allocation, mkba_allocation_view view);

/* The row of a node's opgave or programme among those of a view; that of "not allocated" where it has none. */
size_t mkba_i_allocation_row(const mkba_i_allocation *allocation, size_t node, bool upward);
/* The draws of each row, n_draws apart, in the arena: of nodes upward, then downward. NULL when memory is short. */
double *mkba_i_allocation_draws(mkba_i_allocation *allocation, mkba_allocation_view view);

/* Of one draw: `linked` per node; answers what no node has of the lines. */
double mkba_i_allocation_link(const mkba_i_allocation *allocation, size_t draw, double *linked);
/* Passes the amount of a node on, as mkba_i_cents_pass, as a real number; answers what it keeps. */
double mkba_i_allocation_pass(const mkba_i_koers_model *model, size_t node, bool upward, double *amounts);

/* Draws summed up. */
typedef struct mkba_i_spread_of {
    double mean, sd, low, high, positive;
} mkba_i_spread_of;
/* Puts the draws in another order. */
mkba_i_spread_of mkba_i_allocation_spread(const mkba_i_allocation *allocation, double *draws);

mkba_status mkba_i_allocation_table(mkba_i_allocation *allocation, mkba_allocation_view view, mkba_table **table,
                                    mkba_error *error);

#endif
