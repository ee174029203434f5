/* Amounts of lines over the network. */
#ifndef MKBA_I_KOERS_ALLOCATE_H
#define MKBA_I_KOERS_ALLOCATE_H

#include <mkba/koers_din.h>

#include "koers/koers.h"

#define MKBA_I_MOST_CENTS 9e15 /* every whole number of cents up to here is a double */

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

/* How many numbers per draw a view keeps. */
size_t mkba_i_allocation_rows(const mkba_i_allocation *allocation, mkba_allocation_view view);

/* The row of a node's opgave or programme among those of a view; that of "not allocated" where it has none. */
size_t mkba_i_allocation_row(const mkba_i_allocation *allocation, size_t node, bool upward);
/* The draws of each row, n_draws apart, in the arena: of nodes upward, then downward. NULL when memory is short. */
double *mkba_i_allocation_draws(mkba_i_allocation *allocation, mkba_allocation_view view);

/* Draws summed up. */
typedef struct mkba_i_spread_of {
    double mean, sd, low, high, positive;
} mkba_i_spread_of;
/* Puts the draws in another order. */
mkba_i_spread_of mkba_i_allocation_spread(const mkba_i_allocation *allocation, double *draws);

mkba_status mkba_i_allocation_table(mkba_i_allocation *allocation, mkba_allocation_view view, mkba_table **table,
                                    mkba_error *error);

#endif
