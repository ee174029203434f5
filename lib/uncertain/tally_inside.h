/* What is inside a tally. */
#ifndef MKBA_I_UNCERTAIN_TALLY_INSIDE_H
#define MKBA_I_UNCERTAIN_TALLY_INSIDE_H

#include "uncertain/exact_sum.h"
#include "uncertain/sketch.h"
#include "uncertain/tally.h"

#define MKBA_I_TALLY_MOST_DRAWS ((uint64_t) 1 << 62)
/* A draw that lies farther from the centre (1e301) counts as one without a value: every figure of the others is finite. */
#define MKBA_I_TALLY_FARTHEST 0x1p1000

struct mkba_i_tally {
    double centre;
    mkba_i_tally_counts counts;
    mkba_i_exact_sum sum, squares; /* of d and d^2 */
    mkba_i_sketch sketch;
};

/* Draws that are added together. */
#define MKBA_I_TALLY_BLOCK 512

/* A block of draws that have a value, as distances from the centre. */
typedef struct mkba_i_tally_block {
    double d[MKBA_I_TALLY_BLOCK]; /* then zeros */
    size_t n;
    double largest; /* of |d| */
    bool odd;       /* some are so large or small that they are added one by one */
} mkba_i_tally_block;

/* Adds to counts, least and most, and fills the block with distances. n <= MKBA_I_TALLY_BLOCK. */
void mkba_i_tally_take(mkba_i_tally *tally, const double *x, size_t n, mkba_i_variant variant,
                       mkba_i_tally_block *block);
/* Adds distances and their squares to the sums; the block is spoilt. */
void mkba_i_tally_add_powers(mkba_i_tally *tally, mkba_i_tally_block *block, mkba_i_variant variant);

#endif
