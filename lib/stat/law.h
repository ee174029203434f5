/* Continuous distributions over a coordinate v in which their density is log-concave and smooth whatever their shape:
 * normal and lognormal over the standard normal deviate, gamma over log(x / mean), beta (and PERT) over the log odds from
 * those at their mean. What a truncation leaves lies between `low` and `high`. Plain values; nothing here fails or
 * allocates. */
#ifndef MKBA_I_STAT_LAW_H
#define MKBA_I_STAT_LAW_H

#include "stat/distribution.h"
#include "stat/tails.h"

typedef enum mkba_i_law_kind {
    MKBA_I_LAW_NORMAL,
    MKBA_I_LAW_LOGNORMAL,
    MKBA_I_LAW_GAMMA,
    MKBA_I_LAW_BETA
} mkba_i_law_kind;

typedef struct mkba_i_law {
    mkba_i_law_kind kind;
    mkba_i_gamma_shape gamma;
    mkba_i_beta_shape beta;
    double location;     /* normal, beta: the mean; lognormal: the median; gamma: the mean */
    double scale;        /* normal: sd; lognormal: sd of the log; beta: max - min */
    double min, max;     /* beta */
    double low, high;    /* of v, finite: beyond is nothing, or nothing that a double can tell */
    double least, most;  /* values: ends of the support after truncation, perhaps infinite */
    double below, above; /* probability, before truncation, under and above what the truncation leaves */
    double mass;         /* that of what it leaves */
    double at_low;       /* the lower tail at `low`, */
    double at_high;      /* the upper tail at `high` */
    bool narrow;         /* so little is left that differences of probabilities lose their digits: v counts from */
    double origin;       /* here, the low end of the truncation; otherwise 0 */
} mkba_i_law;

/* Of a checked distribution: normal, lognormal, pert, beta or gamma. */
mkba_i_law mkba_i_law_of(const mkba_i_distribution *distribution);

/* Of the distribution before truncation: density over v, its logarithm relative to the peak, and both tails. */
double mkba_i_law_log_density(const mkba_i_law *law, double v);
double mkba_i_law_density(const mkba_i_law *law, double v);
mkba_i_tails mkba_i_law_tails(const mkba_i_law *law, double v);

/* First and second derivative of the log density. */
double mkba_i_law_tilt(const mkba_i_law *law, double v);
double mkba_i_law_bend(const mkba_i_law *law, double v);

/* The value at v, and its first three derivatives; in [least, most]. */
double mkba_i_law_value(const mkba_i_law *law, double v);
void mkba_i_law_slopes(const mkba_i_law *law, double v, double slopes[3]);

/* The value at `to` less that at `from`, with its own digits. */
double mkba_i_law_apart(const mkba_i_law *law, double from, double to);

/* The v under which p of the truncated distribution lies, above which the rest; p + rest = 1, each with its own
 * digits, both above 0. `start` is where to begin; NAN: nothing is known. */
double mkba_i_law_quantile(const mkba_i_law *law, double p, double rest, double start);

#endif
