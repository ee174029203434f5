/* The elementary functions over arrays, built once per variant: see test_base_elementary.c. */
#include "base/elementary_body.h"

#define EACH(name, expression)                                                                                         \
  static void NAME(name)(const double *x, const double *y, double *out, size_t n)                                      \
  {                                                                                                                    \
    for (size_t i = 0; i < n; i += LANES) {                                                                            \
      size_t some = n - i < LANES ? n - i : LANES;                                                                     \
      lanes a = lanes_load_some(x + i, some), b = lanes_load_some(y + i, some);                                        \
      (void) b;                                                                                                        \
      lanes_store_some(out + i, expression, some);                                                                     \
    }                                                                                                                  \
  }

EACH(each_exp, NAME(mkba_i_exp)(a))
EACH(each_expm1, NAME(mkba_i_expm1)(a))
EACH(each_log, NAME(mkba_i_log)(a))
EACH(each_log1p, NAME(mkba_i_log1p)(a))
EACH(each_pow, NAME(mkba_i_pow)(a, b))
#undef EACH
