/* Counts by a log-linear model: mean = exposure x exp(x beta), Poisson or negative binomial (McCullagh and Nelder,
 * Generalized Linear Models, 1989, ch. 6; Hilbe, Negative Binomial Regression, 2011). */
#ifndef MKBA_I_STAT_COUNT_MODEL_H
#define MKBA_I_STAT_COUNT_MODEL_H

#include "stat/least_squares.h"

typedef struct mkba_i_count_model {
    mkba_i_least_squares
        fit;       /* the last working fit: inverse is that of the expected information, rows times residuals the
                               * scores, so that mkba_i_covariance gives the errors of the model (variance 1) and sandwiches */
    double *means; /* n */
    double deviance, pearson; /* pearson: sum of (y - mean)^2 / variance */
    double log_likelihood;
    double theta;       /* of a negative binomial: variance = mean + mean^2 / theta; infinity of Poisson */
    double theta_error; /* from the observed information; NAN of Poisson */
    /* Whether counts vary more than Poisson's: (sum of (y - mean)^2 - y) / sqrt(2 sum mean^2), which follows the standard
     * normal when they do not (Dean and Lawless, Journal of the American Statistical Association 84, 1989); of Poisson. */
    double overdispersion;
    size_t iterations;
    bool converged;
} mkba_i_count_model;

/* Fits by Fisher scoring from means y + 0.1; a step that raises the deviance or leaves the range of a double is halved; it has
 * converged when the deviance changes by less than 1e-11 of it + 0.1, 200 steps are the most. Of a negative binomial theta and
 * coefficients are fitted by turns until the likelihood settles; a theta above 1e7 is infinity: the counts do not vary more
 * than Poisson's. design->y are counts, not below 0; its weights are not used. `exposure` is above 0; NULL is 1 each.
 *
 * Statuses as mkba_i_least_squares_fit; MKBA_ERROR_EVALUATION when all counts are 0, or when a column tells where they are (a
 * coefficient is infinite); MKBA_ERROR_MEMORY. Everything is in the arena. */
mkba_status mkba_i_count_fit(mkba_i_arena *arena, const mkba_i_design *design, const double *exposure,
                             bool negative_binomial, double tolerance, mkba_i_count_model *out, mkba_error *error);

/* The theta at which the squares of what is left add up to as many as there are of it: sum of (y - mean)^2 / variance = n - p
 * (Breslow, Journal of the Royal Statistical Society C 33, 1984). The theta of maximum likelihood leaves out that p
 * coefficients were fitted, so that counts seem to vary less than they do. Infinity when they vary no more than Poisson's. */
double mkba_i_count_theta(const double *y, const double *means, size_t n, size_t p);

/* The count below which a share p of a negative binomial of this mean and size lies (size infinity: Poisson): the smallest
 * with at least that probability. */
double mkba_i_negative_binomial_quantile(double p, double mean, double size);

#endif
