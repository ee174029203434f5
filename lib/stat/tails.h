/* What the distribution functions share: both tails at a point, and finding the point at a probability. */
#ifndef MKBA_I_STAT_TAILS_H
#define MKBA_I_STAT_TAILS_H

/* Probabilities at most and above a point: their sum is 1, and each has its own digits. */
typedef struct mkba_i_tails {
    double lower;
    double upper;
} mkba_i_tails;

typedef mkba_i_tails (*mkba_i_tails_function)(const void *context, double x);

/* The smallest double in [0, end] whose lower tail is not below that of the target (where the upper tail of the target is
 * the smaller: whose upper tail is not above it); `end` if none is. Does not fall when the target rises, whatever the
 * rounding of the function: it asks the function at the same points for every target. */
double mkba_i_invert(mkba_i_tails_function function, const void *context, mkba_i_tails target, double end);

/* log Gamma(a) - ((a - 1/2) log a - a + log(2 pi) / 2), a > 0. */
double mkba_i_stirling_rest(double a);

/* log Gamma(1 + a), 0 < a < 1, and log Gamma(b + a) - log Gamma(b), both with their digits however small a is. */
double mkba_i_log_factorial(double a);
double mkba_i_log_gamma_rise(double b, double a);

/* Gamma with scale 1; `peak`: the density over log x where it is highest, at x = a. */
typedef struct mkba_i_gamma_shape {
    double a;
    double peak;
    double log_factorial; /* log Gamma(a + 1) of an a below 1 */
} mkba_i_gamma_shape;

mkba_i_gamma_shape mkba_i_gamma_shape_of(double a);

/* At x > 0. */
mkba_i_tails mkba_i_gamma_tails(double x, const mkba_i_gamma_shape *shape);

/* Beta(a, b); `peak`: the density over the log odds where it is highest, at x = a / (a + b). */
typedef struct mkba_i_beta_shape {
    double a;
    double b;
    double peak;
    double log_left;  /* of an a below 1: log(1 / (a B(a, b))) */
    double log_right; /* of a b below 1: log(1 / (b B(a, b))) */
} mkba_i_beta_shape;

mkba_i_beta_shape mkba_i_beta_shape_of(double a, double b);

/* At x = 1 - y, where both have their digits and neither is 0; excess = b x - a y, with its own digits. */
mkba_i_tails mkba_i_beta_tails(double x, double y, double excess, const mkba_i_beta_shape *shape);

#endif
