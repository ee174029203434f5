/* Replicates: parts of the draws that were randomised independently of each other. How far their means lie apart tells how
 * far the mean of all may be off, whatever the plan (A. B. Owen, "Monte Carlo variance of scrambled net quadrature", SIAM
 * J. Numer. Anal. 34, 1997; P. L'Ecuyer and C. Lemieux, "Recent advances in randomized quasi-Monte Carlo methods", in
 * Modeling Uncertainty, 2002). Of each only what that takes is kept, exactly: parts merge in any order. */
#ifndef MKBA_I_UNCERTAIN_REPLICATES_H
#define MKBA_I_UNCERTAIN_REPLICATES_H

#include "uncertain/exact_sum.h"
#include "uncertain/tally.h"

/* The most of them: far more than are of use, because t with 63 degrees of freedom is almost normal. */
#define MKBA_I_REPLICATES_MOST 256
/* The most that are kept over all figures and threads: each takes about a kilobyte. */
#define MKBA_I_REPLICATES_KEPT 32768

/* Of one quantity. */
typedef struct mkba_i_replicate {
    uint64_t draws;       /* that have a value */
    uint64_t above;       /* of these: above 0 */
    mkba_i_exact_sum sum; /* of their distances from the centre of the tally */
} mkba_i_replicate;

/* The seed of a replicate, from that of the simulation. */
uint64_t mkba_i_replicate_seed(uint64_t seed, size_t replicate);

void mkba_i_replicate_start(mkba_i_replicate *replicate);
void mkba_i_replicate_merge(mkba_i_replicate *into, const mkba_i_replicate *from);

/* What a tally holds now; and later: adds what came since to a replicate. */
void mkba_i_replicate_mark(const mkba_i_tally *tally, mkba_i_replicate *mark);
void mkba_i_replicate_add_since(mkba_i_replicate *into, const mkba_i_tally *tally, const mkba_i_replicate *mark);

/* Whether these, together, are what the tally holds. */
bool mkba_i_replicates_agree(const mkba_i_replicate *replicates, size_t n, const mkba_i_tally *tally);

/* The standard error of the mean, and of the share of draws above 0, of all n replicates together: with m_r the mean of
 * replicate r and w_r its share of the draws, sqrt(n / (n - 1) sum (w_r (m_r - m))^2) (Cochran, Sampling Techniques, 3rd
 * edition, 1977, 6.4: of a ratio, because not every draw need have the figure). NaN where fewer than two have a draw. */
double mkba_i_replicates_mean_error(const mkba_i_replicate *replicates, size_t n);
double mkba_i_replicates_share_error(const mkba_i_replicate *replicates, size_t n);

#endif
