/* What the files of the sampler share: how a quantile function is kept, and where in it a probability is looked up.
 *
 * A probability u is looked up by its distance v to the nearest end, min(u, 1 - u), from 2^-53 to 1/2: 52 octaves of v in each
 * half. Each octave is cut into equal cells, a power of two of them, so that the cell is some bits of v: no search is
 * needed, and cells narrow towards the ends as quantile functions want it. */
#ifndef MKBA_I_STAT_SAMPLER_PARTS_H
#define MKBA_I_STAT_SAMPLER_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "stat/law.h"
#include "stat/sampler.h"
#include "stat/straight.h"

#define MKBA_I_OCTAVES 52
#define MKBA_I_HALF 64                   /* entries of a half in the guide */
#define MKBA_I_LOWEST_BITS UINT64_C(970) /* exponent bits of 2^-53 */
#define MKBA_I_ROW 4                     /* doubles of a row: 2^MKBA_I_ROW_BITS */
#define MKBA_I_ROW_BITS 2

typedef enum mkba_i_sampler_kind {
    MKBA_I_SAMPLER_UNIFORM,
    MKBA_I_SAMPLER_TRIANGLE, /* a straight one whose density is 0 at both ends */
    MKBA_I_SAMPLER_STRAIGHT,
    MKBA_I_SAMPLER_CURVE,
    MKBA_I_SAMPLER_STEPS
} mkba_i_sampler_kind;

/* The octaves: of each the number of its first cell times 64, plus how many of the 52 bits of the fraction of v are not
 * part of the number of the cell. As doubles with these bits, to be gathered. */
typedef struct mkba_i_guide {
    double entries[2 * MKBA_I_HALF];
} mkba_i_guide;

/* A cell of a curve is a polynomial of fifth degree in s, from -1/2 to 1/2 along the cell. Four doubles: coefficients 0 and
 * 1; the upper halves of 2 and 3; of 4 and 5.
 *
 * Where no octave needs more than a few cells all have as many, and a last one for 1/2 itself: then the bits of v are the
 * number of the cell, without a guide. */
typedef struct mkba_i_curve {
    double *rows;
    size_t n_cells;
    bool even;
    int bits;       /* even: an octave has 2^bits cells */
    uint64_t upper; /* even: where the rows of the upper half begin, in doubles */
} mkba_i_curve;

/* Values, of each half from its end inward, and of each the largest v that still gives it. `first` is where the search of a
 * cell begins (whole numbers, as bits); it ends at most 2^steps - 1 places further. */
typedef struct mkba_i_steps {
    double *first;
    double *thresholds;
    double *values;
    int steps;
} mkba_i_steps;

struct mkba_i_sampler {
    mkba_i_sampler_kind kind;
    mkba_i_variant variant;
    double least, most;
    double bound;
    mkba_i_straight straight;
    mkba_i_guide guide;
    mkba_i_curve curve;
    mkba_i_steps steps;
};

/* Fills the guide, the rows and the bound of the error, relative to the unit, or to the quantile if that is larger. */
mkba_status mkba_i_sampler_draw_curve(mkba_i_sampler *sampler, const mkba_i_law *law, double unit, mkba_error *error);

/* Fills the guide and the steps. */
mkba_status mkba_i_sampler_list_steps(mkba_i_sampler *sampler, const mkba_i_distribution *distribution,
                                      mkba_error *error);

#endif
