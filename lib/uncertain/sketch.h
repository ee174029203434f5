/* A sketch: how many numbers fell into each bin of relative width. Whole numbers only, so the order of adding and merging
 * changes nothing. Bins have the same sign, exponent and upper 9 bits of the mantissa: a bin is at most 2^-9 of its
 * numbers wide (below 2^-1022, 2^-1031). Pages of one sign and exponent are made when a number falls into them. */
#ifndef MKBA_I_UNCERTAIN_SKETCH_H
#define MKBA_I_UNCERTAIN_SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MKBA_I_SKETCH_BINS = 512,    /* of a page: 2^9 */
    MKBA_I_SKETCH_PAGES = 4096,  /* by sign and exponent; the last of each sign is of no finite number */
    MKBA_I_SKETCH_SHIFT = 52 - 9 /* from the bits of a double to page and bin */
};

typedef struct mkba_i_sketch {
    uint64_t (*pages)[MKBA_I_SKETCH_BINS]; /* heap, in the order in which they were made */
    size_t n_pages, capacity;
    uint16_t places[MKBA_I_SKETCH_PAGES]; /* 1 + place among them, 0: not there; by the upper 12 bits of a double */
} mkba_i_sketch;

/* All zero is an empty one. */
void mkba_i_sketch_free(mkba_i_sketch *sketch);

/* Adds n finite numbers; false, and nothing is added, when memory is short. */
bool mkba_i_sketch_add(mkba_i_sketch *sketch, const double *numbers, size_t n);
bool mkba_i_sketch_merge(mkba_i_sketch *into, const mkba_i_sketch *from);

/* The page of a sign and exponent, made where it is not there; NULL when memory is short. */
uint64_t *mkba_i_sketch_page(mkba_i_sketch *sketch, size_t sign_and_exponent);

/* Pages from the lowest numbers to the highest: the nth of MKBA_I_SKETCH_PAGES is that of this sign and exponent. */
size_t mkba_i_sketch_nth(size_t n);

/* A bin: numbers are in [low, high]; `before` of the sketch are lower than it, `count` in it. */
typedef struct mkba_i_bin {
    double low, high;
    uint64_t before, count;
} mkba_i_bin;

/* The bin that has the number of this rank, from 0: `rank` is less than how many there are. */
mkba_i_bin mkba_i_sketch_at_rank(const mkba_i_sketch *sketch, uint64_t rank);
/* Takes each bin that is not empty, from the lowest to the highest. */
typedef void mkba_i_sketch_visit(void *context, const mkba_i_bin *bin);
void mkba_i_sketch_each(const mkba_i_sketch *sketch, mkba_i_sketch_visit *visit, void *context);
/* The bin of a finite number; its count may be 0. */
mkba_i_bin mkba_i_sketch_at(const mkba_i_sketch *sketch, double number);

#endif
