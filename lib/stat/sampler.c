/* A distribution made ready for drawing: see sampler.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/sampler.h"

#define SMALLEST 0x1p-53

struct mkba_i_sampler {
    mkba_i_distribution distribution;
    double *values;
};

mkba_status mkba_i_sampler_make(const mkba_i_distribution *distribution, mkba_i_variant variant, mkba_i_sampler **out,
                                mkba_error *error)
{
    mkba_i_sampler *made = calloc(1, sizeof *made);
    (void) variant;
    if (made == NULL) {
        return mkba_i_fail_memory(error);
    }
    made->distribution = *distribution;
    if (distribution->n > 0) {
        made->values = malloc(2 * distribution->n * sizeof *made->values);
        if (made->values == NULL) {
            free(made);
            return mkba_i_fail_memory(error);
        }
        memcpy(made->values, distribution->values, distribution->n * sizeof *made->values);
        made->distribution.values = made->values;
        if (distribution->weights != NULL) {
            memcpy(made->values + distribution->n, distribution->weights, distribution->n * sizeof *made->values);
            made->distribution.weights = made->values + distribution->n;
        }
    }
    *out = made;
    return MKBA_OK;
}

void mkba_i_sampler_free(mkba_i_sampler *sampler)
{
    if (sampler != NULL) {
        free(sampler->values);
        free(sampler);
    }
}

void mkba_i_sampler_draws(const mkba_i_sampler *sampler, const double *u, double *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = mkba_i_distribution_quantile(&sampler->distribution, fmin(fmax(u[i], SMALLEST), 1.0 - SMALLEST));
    }
}

double mkba_i_sampler_bound(const mkba_i_sampler *sampler)
{
    (void) sampler;
    return 1e-9;
}
