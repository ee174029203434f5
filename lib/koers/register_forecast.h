/* A few figures carried on in time, with what a figure to come may miss by. */
#ifndef MKBA_I_KOERS_REGISTER_FORECAST_H
#define MKBA_I_KOERS_REGISTER_FORECAST_H

#include <mkba/koers_register.h>

#include "koers/series.h"

/* Where an interval comes from. */
typedef enum mkba_i_forecast_basis {
    MKBA_I_NO_LINE,   /* fewer than two figures, or all at one time, or beyond the range of a double */
    MKBA_I_NO_SPREAD, /* a line, but nothing says by how much it misses: two figures, or all exactly on it */
    MKBA_I_BY_ERRORS, /* the measurement errors */
    MKBA_I_BY_SCATTER /* the scatter of the figures about the line */
} mkba_i_forecast_basis;
extern const char *const mkba_i_forecast_words[4]; /* NULL, NULL, "measurement errors", "scatter" */

/* A line through figures. Variances of a figure at a time are known_* (from measurement errors) and scatter_* x `scatter`. */
typedef struct mkba_i_forecast {
    mkba_forecast_method method;
    bool line, has_errors;
    bool assumed;                          /* the errors of some figures are those of others */
    size_t n, df;                          /* df: of the scatter; 0 where there is none */
    double centre, level, slope;           /* level at the centre */
    double weights, spread;                /* of a trend: sum of weights, sum of weights x (time - centre)^2 */
    double span;                           /* of a drift: from the first figure to the last */
    double error, error_first, error_last; /* variances: of a figure to come, of the first and the last */
    double scatter;                        /* mean square about the line */
} mkba_i_forecast;

/* Through n points, ascending in time. */
mkba_i_forecast mkba_i_forecast_make(const mkba_i_point *points, size_t n, mkba_forecast_method method);

/* What a figure at a time will be. */
typedef struct mkba_i_prediction {
    mkba_i_forecast_basis basis;
    double value, low, high; /* low and high where the basis is one */
} mkba_i_prediction;
mkba_i_prediction mkba_i_forecast_at(const mkba_i_forecast *forecast, double time, double level);

/* The probability that a figure at a time is at least (`down`: at most) the target, where there is an interval. */
double mkba_i_forecast_chance(const mkba_i_forecast *forecast, double time, double target, bool down);

/* Half the width of the interval at a time when there is one figure more, at `more`, and the scatter stays; 0 where there is no
 * interval. */
double mkba_i_forecast_half_with(const mkba_i_forecast *forecast, double time, double more, double level);

/* The standard deviation that an interval stands for: of a normal error. */
double mkba_i_point_error(const mkba_i_point *point);

#endif
