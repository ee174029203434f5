/* Rank correlation between uniform numbers, by a Gaussian copula (Iman and Conover, Communications in Statistics B11, 1982,
 * for why ranks; Joe, Dependence Modeling with Copulas, 2014, section 2.12): made normal, mixed, made uniform again. Each
 * stays uniform on (0, 1). A rank (Spearman) correlation r asks for 2 sin(pi r / 6) between the normals (Pearson, 1907). */
#ifndef MKBA_I_STAT_COPULA_H
#define MKBA_I_STAT_COPULA_H

#include <stddef.h>

#include "base/error.h"
#include "base/lanes.h"

typedef struct mkba_i_copula mkba_i_copula; /* immutable: threads may share it */

/* Whether k variables (k >= 1) can have these rank correlations: k x k figures row by row, symmetric, from -1 to 1, with ones
 * on the diagonal. MKBA_ERROR_CASE when the matrix is not positive definite, as it stands or as correlations of normals:
 * the sentence has its smallest eigenvalue, and the names that weigh most in the eigenvector. */
mkba_status mkba_i_copula_check(const double *rank, size_t k, const char *const *names, mkba_error *error);

/* Checks the same. */
mkba_status mkba_i_copula_make(const double *rank, size_t k, const char *const *names, mkba_i_variant variant,
                               mkba_i_copula **out, mkba_error *error);
void mkba_i_copula_free(mkba_i_copula *copula);

/* n uniform numbers of each of the k variables, strictly inside (0, 1), in place. The same bits in every variant, whatever n.
 * The normals are those of stat/sampler.h (within 1e-9 of themselves or of 1, whichever is larger), the way back has a
 * relative error below 1e-14 in both tails as far as doubles near 1 allow; what is nearer to 0 or 1 than 2^-53 (a normal
 * number beyond 8.2) becomes 2^-53 or 1 - 2^-53. */
void mkba_i_copula_apply(const mkba_i_copula *copula, double *const *u, size_t n);

#endif
