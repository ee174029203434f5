/* Intervals as numbers: what the tables of proportions and the overview share. */
#ifndef MKBA_I_COMPARE_INTERVAL_H
#define MKBA_I_COMPARE_INTERVAL_H

#include <mkba/compare_service.h>

#include "base/error.h"

/* A figure of a sample, between its limits. */
typedef struct mkba_i_bounds {
    double at;
    double lower;
    double upper;
} mkba_i_bounds;

/* A sample: x of n, out of N. */
typedef struct mkba_i_sample {
    double successes;
    double trials;
    double population; /* 0 where it is not known */
    double effective;  /* the size that counts, HUGE_VAL of a whole population: see mkba_i_effective */
} mkba_i_sample;

/* The options to use: those given, checked, or the defaults. */
mkba_status mkba_i_interval_options(const mkba_interval_options *given, mkba_interval_options *taken,
                                    mkba_error *error);

/* n / design_effect x (N - 1) / (N - n); HUGE_VAL where n is N. */
double mkba_i_effective(double trials, double population, double design_effect);

/* The interval of a sample whose effective size is set. */
mkba_i_bounds mkba_i_proportion(const mkba_i_sample *sample, const mkba_interval_options *options);
/* Newcombe's of first - second. */
mkba_i_bounds mkba_i_difference(const mkba_i_bounds *first, const mkba_i_bounds *second);
bool mkba_i_is_small(const mkba_i_sample *sample, const mkba_interval_options *options);

#endif
