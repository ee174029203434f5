/* Mixing normal numbers, for copula.c by lanes.h. */
#include "stat/normal_body.h"

/* Variable `row` of normal numbers z, its uniform numbers over it. */
static void NAME(mix)(const double *factor, size_t row, double *const *z, size_t n)
{
    for (size_t i = 0; i < n; i += LANES) {
        size_t some = n - i < LANES ? n - i : LANES;
        lanes sum = lanes_set(0.0);
        for (size_t j = 0; j <= row; j++) {
            sum += factor[j] * (some == LANES ? lanes_load(z[j] + i) : lanes_load_some(z[j] + i, some));
        }
        lanes made = NAME(mkba_i_normal_cdf)(sum);
        if (some == LANES) {
            lanes_store(z[row] + i, made);
        } else {
            lanes_store_some(z[row] + i, made, some);
        }
    }
}
