/* The uniform numbers of one named stream under a sampling plan. Draw i of the stream p under seed s is a function of
 * (s, p, i) and of nothing else (a Latin hypercube: also of the number of draws), so that a stream does not notice which
 * others there are, nor in which order or in which blocks draws are asked for. Immutable: threads may share one.
 *
 *   random  the stream of stat/random.h itself.
 *   lhs     Latin hypercube sampling (McKay, Beckman and Conover, Technometrics 21, 1979): draw i lies at a random place
 *           in stratum permutation(i) of n equal ones. The permutation is computed, not kept.
 *   sobol   a digital sequence in base 2, as Sobol's is, with a generator matrix of its own for each stream, drawn at random
 *           from seed and name, and a random digital shift. Of the first 2^m draws, and of each 2^m that follow, one lies in
 *           each 2^m-th part of (0, 1), from m = 4 on. Between streams nothing is arranged, because a stream does not know
 *           the others. So over seeds the mean square of the error of a mean is hardly above that of lhs (1 + 1/15 times,
 *           at powers of two), and falls as 1 / n; but nearly always the error is far smaller, and once in a while, where
 *           two matrices happen to be alike, it is far larger. See docs/design.md, section 11. */
#ifndef MKBA_I_STAT_POINTS_H
#define MKBA_I_STAT_POINTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/lanes.h"

#define MKBA_I_MOST_STRATA (UINT64_C(1) << 40)

typedef enum mkba_i_draw_plan { MKBA_I_PLAN_RANDOM, MKBA_I_PLAN_LHS, MKBA_I_PLAN_SOBOL } mkba_i_draw_plan;

typedef struct mkba_i_points mkba_i_points;

/* `n_draws` counts for lhs only: from 1 to MKBA_I_MOST_STRATA, else MKBA_ERROR_ARGUMENT. The variant must run here. */
mkba_status mkba_i_points_make(mkba_i_draw_plan plan, uint64_t seed, const char *name, uint64_t n_draws,
                               mkba_i_variant variant, mkba_i_points **out, mkba_error *error);

void mkba_i_points_free(mkba_i_points *points);

/* Draws first .. first + n - 1, each a midpoint (k + 1/2) / 2^52 or, of lhs, one in its stratum: never 0 or 1. The same
 * bits whatever the variant and however draws are divided over calls. Draws of lhs are below its n_draws. */
void mkba_i_points_uniforms(const mkba_i_points *points, uint64_t first, double *u, size_t n);

#endif
