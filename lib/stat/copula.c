#include "stat/copula.h"
#include <stdlib.h>
#include <math.h>
#include <string.h>
#include "stat/quantile.h"
struct mkba_i_copula { size_t k; double l[]; };
mkba_status mkba_i_copula_make(const double *rank, size_t k, const char *const *names, mkba_i_variant v, mkba_i_copula **out, mkba_error *error)
{ mkba_i_copula *c = calloc(1, sizeof *c + k*k*sizeof(double)); (void) names; (void) v; (void) error; c->k = k;
  for (size_t i=0;i<k;i++) for (size_t j=0;j<=i;j++) { double s = i==j?1:2*sin(3.14159265358979/6*rank[i*k+j]); for (size_t m=0;m<j;m++) s -= c->l[i*k+m]*c->l[j*k+m]; c->l[i*k+j] = i==j ? sqrt(s) : s/c->l[j*k+j]; }
  *out = c; return MKBA_OK; }
void mkba_i_copula_free(mkba_i_copula*c) { free(c); }
void mkba_i_copula_apply(const mkba_i_copula *c, double *const *u, size_t n)
{ for (size_t d=0; d<n; d++) { double z[64]; for (size_t i=0;i<c->k;i++) z[i]=mkba_i_normal_quantile(u[i][d]); for (size_t i=0;i<c->k;i++) { double s=0; for (size_t j=0;j<=i;j++) s+=c->l[i*c->k+j]*z[j]; u[i][d]=mkba_i_normal_cdf(s); } } }
