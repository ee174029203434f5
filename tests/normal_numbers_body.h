/* stat/normal_body.h over an array, for test_stat_copula.c by lanes.h. */
#include "stat/normal_body.h"

/* n is a multiple of LANES. */
static void NAME(normal_numbers)(const double *z, double *p, size_t n)
{
    for (size_t i = 0; i < n; i += LANES) {
        lanes_store(p + i, NAME(mkba_i_normal_cdf)(lanes_load(z + i)));
    }
}
