/* Middle and spread: see shared_scale.h. */
#include "base/exact.h"

#include "compare/shared_scale.h"

#include <math.h>
#include <string.h>

#include "stat/order.h"

static double mean_of(const double *values, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double) n;
}

/* The largest deviation is taken out first, so that no square over- or underflows. */
static double sd_of(const double *values, size_t n, double mean)
{
    double largest = 0, sum = 0;

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(values[i] - mean));
    if (!isfinite(largest))
        return largest;
    for (size_t i = 0; i < n; i++) {
        double part = (values[i] - mean) / largest;
        sum += part * part;
    }
    return largest * sqrt(sum / (double) (n - 1));
}

/* Figures that are all the same have a spread of exactly 0, whatever the rounding of their mean. */
static bool all_same(const double *values, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (values[i] != values[0])
            return false;
    return true;
}

bool mkba_i_scale_of(const double *values, size_t n, mkba_scaling scaling, double *work, mkba_i_middle *scale)
{
    if (all_same(values, n)) {
        *scale = (mkba_i_middle){values[0], 0};
    } else if (scaling == MKBA_SCALING_ROBUST) {
        memcpy(work, values, n * sizeof *work);
        scale->centre = mkba_i_median(work, n);
        scale->spread = mkba_i_mad(values, n, scale->centre, work + n);
    } else {
        scale->centre = mean_of(values, n);
        scale->spread = sd_of(values, n, scale->centre);
    }
    return isfinite(scale->centre) && isfinite(scale->spread);
}
