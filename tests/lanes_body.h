/* Operations on lanes over arrays, built once per variant: see test_base_lanes.c. */
#include "base/elementary_body.h"

#define EACH(name, expression)                                                                                         \
  static void NAME(name)(const double *x, double *out, size_t n)                                                       \
  {                                                                                                                    \
    for (size_t i = 0; i < n; i += LANES) {                                                                            \
      size_t some = n - i < LANES ? n - i : LANES;                                                                     \
      lanes a = lanes_load_some(x + i, some);                                                                          \
      lanes_store_some(out + i, expression, some);                                                                     \
    }                                                                                                                  \
  }

EACH(each_exp, NAME(mkba_i_exp)(a))
EACH(each_log, NAME(mkba_i_log)(a))
EACH(each_floor, lanes_floor(a))
EACH(each_sqrt, lanes_sqrt(a))
EACH(each_rounded, lanes_from_int(lanes_round_int(a)))
EACH(each_size, lanes_copy_sign(lanes_abs(a), lanes_set(-1.0)))
EACH(each_product_sum, a *(a + 0x1p-30) - a)
EACH(each_least, lanes_least(a, lanes_set(0.25)))
EACH(each_greatest, lanes_most(lanes_set(-0.25), a))
EACH(each_chosen, lanes_choose(a > 0.5, lanes_set(2.0), a))

/* Element i of x is looked up by the position that it says. */
static void NAME(each_gathered)(const double *x, double *out, size_t n)
{
    for (size_t i = 0; i + LANES <= n; i += LANES)
        lanes_store(out + i, lanes_gather(x, lanes_round_int(lanes_load(x + i))));
}

static bool NAME(any_above)(const double *x, double bound)
{
    return lanes_any(lanes_load(x) > bound);
}
#undef EACH
