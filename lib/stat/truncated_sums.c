/* Truncated distributions of counts and of listed values, by sums. */
#include "base/exact.h"

#include <math.h>
#include <stdbool.h>

#include "stat/steps.h"
#include "stat/total.h"
#include "stat/truncated.h"

/* Terms this small beside the largest do not count, also when the truncation leaves only 1e-25. */
#define NOTHING 1e-40

mkba_i_terms mkba_i_terms_of(const mkba_i_distribution *d)
{
    if (d->family == MKBA_I_POISSON) {
        return (mkba_i_terms){d->a, INFINITY, floor(d->a)};
    }
    return (mkba_i_terms){d->b / (1.0 - d->b), d->a, fmin(floor((d->a + 1.0) * d->b), d->a)};
}

double mkba_i_terms_rise(const mkba_i_terms *terms, double k)
{
    return (isinf(terms->last) ? terms->rate : terms->rate * (terms->last - k)) / (k + 1.0);
}

typedef struct sums {
    double all;
    double inside;
    double moment; /* about `anchor` */
    double square; /* too */
    double anchor;
    double low;
    double high;
} sums;

static void add_term(sums *s, double k, double term)
{
    s->all += term;
    if (k >= s->low && k <= s->high) {
        s->inside += term;
        s->moment += term * (k - s->anchor);
        s->square += term * (k - s->anchor) * (k - s->anchor);
    }
}

/* From the mode outward, by the ratio of neighbouring probabilities. (Of a binomial that is certain the first ratio is
 * none, and not asked for.) */
static sums sum_counts(const mkba_i_terms *c, double low, double high)
{
    double anchor = c->mode < low ? ceil(low) : c->mode > high ? floor(high) : c->mode;
    sums s = {.anchor = anchor, .low = low, .high = high};
    double term = 1.0;
    for (double k = c->mode; k <= c->last && term > NOTHING; k += 1.0) {
        add_term(&s, k, term);
        term *= mkba_i_terms_rise(c, k);
    }
    term = 1.0;
    for (double k = c->mode; k > 0.0 && term > NOTHING; k -= 1.0) {
        term /= mkba_i_terms_rise(c, k - 1.0);
        add_term(&s, k - 1.0, term);
    }
    return s;
}

static mkba_i_truncated mean_of(sums s)
{
    return (mkba_i_truncated){s.inside / s.all, s.inside > 0.0 ? s.anchor + s.moment / s.inside : s.anchor};
}

static double sd_of(sums s)
{
    double mean = s.moment / s.inside;
    return sqrt(fmax(s.square / s.inside - mean * mean, 0.0));
}

mkba_i_truncated mkba_i_truncated_count(const mkba_i_distribution *d)
{
    mkba_i_terms terms = mkba_i_terms_of(d);
    return mean_of(sum_counts(&terms, d->low, d->high));
}

double mkba_i_count_sd(const mkba_i_distribution *d)
{
    bool poisson = d->family == MKBA_I_POISSON;
    if (!d->truncated) {
        return poisson ? sqrt(d->a) : sqrt(d->a * d->b * (1.0 - d->b));
    }
    mkba_i_terms terms = mkba_i_terms_of(d);
    return sd_of(sum_counts(&terms, d->low, d->high));
}

/* The power of two that brings the largest absolute value to [0.5, 1). */
static int exponent_of_largest(const double *values, size_t n)
{
    double largest = 0.0;
    int exponent;
    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(values[i]));
    }
    frexp(largest, &exponent);
    return exponent;
}

/* Weights and values are scaled by powers of two, which rounds nothing: so no sum overflows. */
mkba_i_truncated mkba_i_truncated_values(const double *values, const double *weights, size_t n, double low, double high)
{
    int value_exponent = exponent_of_largest(values, n);
    int weight_exponent = weights != NULL ? exponent_of_largest(weights, n) : 0;
    mkba_i_total all = {0.0, 0.0};
    mkba_i_total inside = {0.0, 0.0};
    mkba_i_total moment = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        double weight = weights != NULL ? ldexp(weights[i], -weight_exponent) : 1.0;
        mkba_i_total_add(&all, weight);
        if (values[i] >= low && values[i] <= high) {
            mkba_i_total_add(&inside, weight);
            mkba_i_total_add(&moment, weight * ldexp(values[i], -value_exponent));
        }
    }
    double mass = inside.sum + inside.rest;
    double mean = mass > 0.0 ? ldexp((moment.sum + moment.rest) / mass, value_exponent) : 0.0;
    return (mkba_i_truncated){mass / (all.sum + all.rest), mean};
}
