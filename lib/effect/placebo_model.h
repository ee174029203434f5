/* Placebos of a synthetic control: what they hold, and the steps that make them. See mkba/effect_placebo.h. */
#ifndef MKBA_I_EFFECT_PLACEBO_MODEL_H
#define MKBA_I_EFFECT_PLACEBO_MODEL_H

#include <mkba/effect_placebo.h>

#include "effect/synthetic_model.h"

/* An area as if it were treated; the first is. */
typedef struct mkba_i_placebo_unit {
    const char *code, *name;
    const char *left_out; /* NULL: it is ranked; else why not */
    double before, after; /* root mean squared gap; NAN where it could not be fitted */
    double mean;          /* mean gap from the start on */
    double scale;         /* what its gaps are divided by */
    double value;         /* of the statistic */
    size_t rank;          /* 1: the largest; ties against us */
} mkba_i_placebo_unit;

/* A test by rank, and the effects that it does not reject: NAN where there is no such limit. */
typedef struct mkba_i_placebo_judged {
    double gap, p, low, high;
} mkba_i_placebo_judged;

/* A period from the start on in which the treated has a figure. */
typedef struct mkba_i_placebo_period {
    size_t period;
    mkba_i_placebo_judged judged;
    double without_low, without_high; /* the gap without one donor */
    double conformal_p, conformal_low, conformal_high;
} mkba_i_placebo_period;

/* A start before the start. */
typedef struct mkba_i_placebo_time {
    size_t start, n_before, n_after; /* periods with a figure of the treated, before it and from it on */
    const char *refused;             /* NULL: fitted */
    double before, after, mean;
} mkba_i_placebo_time;

typedef struct mkba_i_placebo_without {
    const char *code, *name; /* of the donor */
    double weight, before, mean;
} mkba_i_placebo_without;

typedef struct mkba_i_placebo_power {
    double effect, decrease, increase, either; /* shares of the donors of which it is detected */
} mkba_i_placebo_power;

struct mkba_placebo {
    mkba_i_arena arena;
    mkba_i_said_list said;
    mkba_placebo_options options;
    mkba_placebo_statistic statistic; /* ratio or standardised */
    const char *why;                  /* that one */
    const char *indicator, *unit;
    size_t n_periods, n_before; /* as in the block */
    const char **periods;
    size_t n_units, n_ranked; /* the treated and all donors; those that are ranked, the treated among them */
    mkba_i_placebo_unit *units;
    double *gaps;  /* units x periods; NAN: no figure of it, or no fit */
    double *after; /* units x n_after: of the periods from the start on in which the treated has a figure */
    size_t n_after;
    mkba_i_placebo_period *path; /* n_after */
    double rounding, floor;
    mkba_i_placebo_judged overall; /* of all periods from the start on; gap: their mean */
    double std_error;              /* root mean squared mean gap of the donors, in units of the noise of the treated */
    double detectable;             /* NAN: none is */
    mkba_i_placebo_power *power;
    size_t n_power;
    mkba_i_placebo_time *times;
    size_t n_times;
    mkba_i_placebo_without *without;
    size_t n_without;
    double without_low, without_high; /* mean gaps; NAN where it was not asked for */
    double conformal_p, conformal_grid;
};

/* What the steps share. */
typedef struct mkba_i_placebo_maker {
    const mkba_synthetic *from;
    mkba_placebo *made;
    mkba_i_synthetic_task task; /* of `from`, with its V where that was given */
    mkba_error *error;
} mkba_i_placebo_maker;

/* A unit of the block fitted by the donors of `from` but itself and `except`. */
typedef struct mkba_i_placebo_refit {
    const mkba_i_synthetic_task *task;
    size_t unit, except;
    double *gaps; /* n_periods of the block */
    bool fitted;  /* false: the weights cannot be told, and there are no gaps */
} mkba_i_placebo_refit;

mkba_status mkba_i_placebo_refit_all(const mkba_i_placebo_maker *m, mkba_i_placebo_refit *refits, size_t n);

/* Root mean squared and mean gap of periods first to last - 1 that are not NAN. */
double mkba_i_placebo_rms(const double *gaps, size_t first, size_t last);
double mkba_i_placebo_mean(const double *gaps, size_t first, size_t last);

/* Ranks and inversion. */
typedef struct mkba_i_placebo_test {
    mkba_placebo_statistic statistic;
    mkba_placebo_side side;
    size_t n; /* gaps of a unit */
} mkba_i_placebo_test;

/* The statistic of n gaps, times `factor` and less `shift`. */
double mkba_i_placebo_value(const mkba_i_placebo_test *test, const double *gaps, double factor, double shift,
                            double scale);
/* The shifts at which the statistic is not above `critical`: INFINITY where there is no such limit, low above high where
 * there is none. */
void mkba_i_placebo_limits(const mkba_i_placebo_test *test, const double *gaps, double factor, double scale,
                           double critical, double *low, double *high);
/* Of how many areas at most the statistic may be as large when a test among n rejects at 1 - level. */
size_t mkba_i_placebo_allowed(double level, size_t n);

/* The steps, in their order. */
mkba_status mkba_i_placebo_space(mkba_i_placebo_maker *m);
mkba_status mkba_i_placebo_rank(mkba_i_placebo_maker *m);
mkba_status mkba_i_placebo_detect(mkba_i_placebo_maker *m);
mkba_status mkba_i_placebo_in_time(mkba_i_placebo_maker *m);
mkba_status mkba_i_placebo_leave_out(mkba_i_placebo_maker *m);
mkba_status mkba_i_placebo_conformal(mkba_i_placebo_maker *m);
mkba_status mkba_i_placebo_find(mkba_i_placebo_maker *m);

#endif
