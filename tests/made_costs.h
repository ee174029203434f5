/* Panels of municipalities made by chance, with the sizes, noise and breaks of the costs of Wmo and youth care in the real
 * returns: the model and its parameters are those of tests/data/effect/iv3_noise.py. What goes wrong in here ends the
 * test. */
#ifndef MKBA_TESTS_MADE_COSTS_H
#define MKBA_TESTS_MADE_COSTS_H

#include <mkba/panel.h>

#include "base/json.h"

#define COSTS_YEARS 8 /* 2017 to 2024 */
#define COSTS_FIRST 2017
#define COSTS_AREAS 400 /* at most */
#define COSTS_REGION 14 /* areas that follow each other share part of their noise */

/* How costs per inhabitant change from year to year: medians and so on of iv3_noise.py. */
typedef struct costs_moments {
    double median, q75, q90, q95, q99, lag1, lag2, small_large, big;
} costs_moments;

/* Logarithms of costs per inhabitant, and inhabitants. */
typedef struct costs {
    size_t n;
    double log[COSTS_AREAS][COSTS_YEARS];
    double population[COSTS_AREAS];
} costs;

/* The parameters of "wmo", "jeugd" or "both". */
typedef struct costs_model {
    double growth[COSTS_YEARS - 1], level_mean, level_sd, population_mean, population_sd;
    double even, small, df, transitory, regional, booked, booking, copied;
    costs_moments real;
} costs_model;

costs_model costs_model_read(const char *outcome);
/* n areas of one seed. */
void costs_make(const costs_model *model, size_t n, uint64_t seed, costs *out);
/* The same of the real returns in $MKBA_SHARED; false where they are not there. */
bool costs_real(const char *outcome, costs *out);
costs_moments costs_measure(const costs *of);
/* Areas that follow each other become one, the first of them: euros over inhabitants. */
void costs_join(costs *of, size_t first, size_t members);
/* Adds an effect, in per cent, to an area from a year on (0 is the first). */
void costs_affect(costs *of, size_t area, size_t year, double percent);
/* A panel with the indicators "euro" (per inhabitant), "ln" (100 times its logarithm) and "pop" (the same each year); the
 * codes of areas are A000, A001, ... */
mkba_panel *costs_panel(const costs *of);

#endif
