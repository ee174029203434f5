/* Truncated distributions of counts and of listed values, by sums. */
#include "base/exact.h"

#include <math.h>

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
    }
}

/* From the mode outward, by the ratio of neighbouring probabilities. */
static mkba_i_truncated sum_counts(counts c, double low, double high)
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
    return (mkba_i_truncated){s.inside / s.all, s.inside > 0.0 ? s.anchor + s.moment / s.inside : s.anchor};
}

mkba_i_truncated mkba_i_truncated_poisson(double mean, double low, double high)
{
    return sum_counts((counts){mean, INFINITY, floor(mean)}, low, high);
}

mkba_i_truncated mkba_i_truncated_binomial(double n, double p, double low, double high)
{
    double mode = fmin(floor((n + 1.0) * p), n);
    if (p == 1.0) {
        return (mkba_i_truncated){low <= n && n <= high ? 1.0 : 0.0, n};
    }
    return sum_counts((counts){p / (1.0 - p), n, mode}, low, high);
}

/* A sum that keeps what its additions round off (Neumaier, 1974). */
typedef struct total {
    double sum;
    double rest;
} total;

static void add(total *t, double value)
{
    double sum = t->sum + value;
    t->rest += fabs(t->sum) >= fabs(value) ? (t->sum - sum) + value : (value - sum) + t->sum;
    t->sum = sum;
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
    total all = {0.0, 0.0};
    total inside = {0.0, 0.0};
    total moment = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        double weight = weights != NULL ? ldexp(weights[i], -weight_exponent) : 1.0;
        add(&all, weight);
        if (values[i] >= low && values[i] <= high) {
            add(&inside, weight);
            add(&moment, weight * ldexp(values[i], -value_exponent));
        }
    }
    double mass = inside.sum + inside.rest;
    double mean = mass > 0.0 ? ldexp((moment.sum + moment.rest) / mass, value_exponent) : 0.0;
    return (mkba_i_truncated){mass / (all.sum + all.rest), mean};
}
