/* A tally: what is kept of one quantity over draws, in memory that does not grow with them. Whole numbers and exact sums:
 * the same draws give the same bits in any order, split over threads, processes or machines and merged in any order.
 *
 * It keeps d = x - centre, rounded to a double. The centre is a function of the case alone, such as the quantity's value
 * without uncertainty: relative precision of d is then precision where the draws are. */
#ifndef MKBA_I_UNCERTAIN_TALLY_H
#define MKBA_I_UNCERTAIN_TALLY_H

#include "base/error.h"
#include "base/lanes.h"

typedef struct mkba_i_tally mkba_i_tally;

/* `centre` is finite (one that is not becomes 0). */
mkba_status mkba_i_tally_make(double centre, mkba_i_tally **out, mkba_error *error);
void mkba_i_tally_free(mkba_i_tally *tally);

/* Adds n draws. One that is not finite, such as a ratio that does not exist, is counted apart and in nothing else; so is
 * one that lies more than 2^1000 (1e301) from the centre. The bits do not hang on the variant. Status: MKBA_ERROR_MEMORY,
 * after which the tally can only be freed. */
mkba_status mkba_i_tally_add(mkba_i_tally *tally, const double *x, size_t n, mkba_i_variant variant, mkba_error *error);

/* Adds the draws of another. MKBA_ERROR_ARGUMENT for one with another centre, or when there would be 2^62 draws or more;
 * MKBA_ERROR_MEMORY, after which `into` can only be freed. */
mkba_status mkba_i_tally_merge(mkba_i_tally *into, const mkba_i_tally *from, mkba_error *error);

/* ---- what is known exactly ------------------------------------------------------------------------------- */

typedef struct mkba_i_tally_counts {
    uint64_t draws;     /* that have a value */
    uint64_t undefined; /* that have none */
    uint64_t above;     /* of draws: above 0 */
    uint64_t zero;      /* of draws: equal to 0 */
    double least, most; /* 0 when there are no draws */
} mkba_i_tally_counts;

double mkba_i_tally_centre(const mkba_i_tally *tally);
mkba_i_tally_counts mkba_i_tally_count(const mkba_i_tally *tally);

/* The mean of d is exact until it is rounded (relative error 2^-52), each d within half a unit in its last place; 0 without
 * draws. */
double mkba_i_tally_mean(const mkba_i_tally *tally);

/* The standard deviation (divisor n - 1), exact until it is rounded (relative error 2^-51), of d as above; 0 with fewer than
 * two draws. */
double mkba_i_tally_sd(const mkba_i_tally *tally);

/* ---- what the bins tell ---------------------------------------------------------------------------------- */

/* An estimate, and how far the exact figure of these draws can be from it. */
typedef struct mkba_i_estimate {
    double value, bound;
} mkba_i_estimate;

/* Skewness m3 / sd^3 and kurtosis m4 / sd^4 (3 for a normal distribution), of central moments with divisor n, each draw in
 * the middle of its bin: relative errors below 2^-8 (1 + |m| / sd) of E|z|^3 and E z^4, where m is the distance of the mean
 * from the centre and z a standardised draw. False, and 0 and 3, where sd is below 1e-301 or |m| above 16 sd. */
bool mkba_i_tally_shape(const mkba_i_tally *tally, double *skewness, double *kurtosis);

/* The p quantile, p in [0, 1], of at least one draw: type 7 of Hyndman and Fan, each order statistic placed evenly in its
 * bin. The bound is at most 2^-9 of |quantile - centre|, plus rounding. */
mkba_i_estimate mkba_i_tally_quantile(const mkba_i_tally *tally, double p);

/* The share of draws (at least one) above a finite threshold; exact for the threshold 0, and beyond least and most. */
mkba_i_estimate mkba_i_tally_probability_above(const mkba_i_tally *tally, double threshold);

/* How many draws fall in each of n bins of equal width from `from` to `to`, for a picture; those outside are in none.
 * from < to. The numbers are not whole, where a bin of the sketch is shared. */
void mkba_i_tally_histogram(const mkba_i_tally *tally, double from, double to, size_t n, double *counts);

/* ---- how sure ------------------------------------------------------------------------------------------- */

/* Standard errors of independent draws (for other plans they are on the safe side, as a rule); 0 with fewer than two. */
double mkba_i_tally_mean_error(const mkba_i_tally *tally);
/* The square root of var(sd^2) / (4 sd^2), where n var(sd^2) = m4 - (n - 3) / (n - 1) m2^2 with central moments of divisor n
 * (Casella and Berger, Statistical Inference, 2nd edition, exercise 5.8); with the kurtosis of a normal distribution where
 * it is not known. */
double mkba_i_tally_sd_error(const mkba_i_tally *tally);
/* Half the distance of the order statistics n p - sqrt(n p (1 - p)) and n p + sqrt(n p (1 - p)), a 68 % interval. */
double mkba_i_tally_quantile_error(const mkba_i_tally *tally, double p);
/* sqrt(p (1 - p) / n). Draws that all fall on one side would then leave no doubt at all: of a probability of 0 or 1 it is
 * that of two draws more on either side (Agresti and Coull, The American Statistician 52, 1998, p. 119-126). */
double mkba_i_tally_probability_error(const mkba_i_tally *tally, double probability);

/* How many independent draws a standard error of `wanted` > 0 takes when n draws gave `error`; at most 2^62. */
uint64_t mkba_i_tally_draws_needed(uint64_t n, double error, double wanted);

#endif
