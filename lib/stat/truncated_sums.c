/* Truncated distributions of counts and of listed values, by sums. */
#include "base/exact.h"

#include <math.h>
#include <stdbool.h>

#include "stat/steps.h"
#include "stat/total.h"
#include "stat/truncated.h"

/* Terms this small beside the largest do not count, also when the truncation leaves only 1e-25. */
#define NOTHING 1e-40

typedef struct counts {
    double rate; /* poisson: its mean; binomial: p / (1 - p) */
    double last; /* poisson: infinite; binomial: n */
    double mode;
} counts;

/* p(k + 1) / p(k) */
static double rise(counts c, double k)
{
    return (isinf(c.last) ? c.rate : c.rate * (c.last - k)) / (k + 1.0);
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

/* From the mode outward, by the ratio of neighbouring probabilities. */
static sums sum_counts(counts c, double low, double high)
{
    double anchor = c.mode < low ? ceil(low) : c.mode > high ? floor(high) : c.mode;
    sums s = {.anchor = anchor, .low = low, .high = high};
    double term = 1.0;
    for (double k = c.mode; k <= c.last && term > NOTHING; k += 1.0) {
        add_term(&s, k, term);
        term *= rise(c, k);
    }
    term = 1.0;
    for (double k = c.mode; k > 0.0 && term > NOTHING; k -= 1.0) {
        term /= rise(c, k - 1.0);
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

static counts poisson_counts(double mean)
{
    return (counts){mean, INFINITY, floor(mean)};
}

static counts binomial_counts(double n, double p)
{
    return (counts){p / (1.0 - p), n, fmin(floor((n + 1.0) * p), n)};
}

mkba_i_truncated mkba_i_truncated_poisson(double mean, double low, double high)
{
    return mean_of(sum_counts(poisson_counts(mean), low, high));
}

mkba_i_truncated mkba_i_truncated_binomial(double n, double p, double low, double high)
{
    if (p == 1.0) {
        return (mkba_i_truncated){low <= n && n <= high ? 1.0 : 0.0, n};
    }
    return mean_of(sum_counts(binomial_counts(n, p), low, high));
}

double mkba_i_count_sd(const mkba_i_distribution *d)
{
    bool poisson = d->family == MKBA_I_POISSON;
    if (!d->truncated) {
        return poisson ? sqrt(d->a) : sqrt(d->a * d->b * (1.0 - d->b));
    }
    if (!poisson && d->b == 1.0) {
        return 0.0;
    }
    return sd_of(sum_counts(poisson ? poisson_counts(d->a) : binomial_counts(d->a, d->b), d->low, d->high));
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
