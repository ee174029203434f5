#ifndef SC
#define SC
#include "base/error.h"
#include "base/lanes.h"
typedef struct mkba_i_copula mkba_i_copula;
mkba_status mkba_i_copula_make(const double *rank, size_t k, const char *const *names, mkba_i_variant, mkba_i_copula **out, mkba_error *);
void mkba_i_copula_free(mkba_i_copula*);
void mkba_i_copula_apply(const mkba_i_copula *, double *const *u, size_t n);
#endif
