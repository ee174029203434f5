/* Counts and listed values with their weights: see steps.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "stat/steps.h"

/* Terms this small beside the largest are never drawn. */
#define NOTHING 1e-20

static mkba_status make_room(mkba_i_weighted *made, size_t n, mkba_error *error)
{
    made->values = malloc((n > 0 ? n : 1) * sizeof *made->values);
    made->weights = malloc((n > 0 ? n : 1) * sizeof *made->weights);
    if (made->values == NULL || made->weights == NULL) {
        mkba_i_weighted_free(made);
        return mkba_i_fail_memory(error);
    }
    return MKBA_OK;
}

/* ---- counts ------------------------------------------------------------------------------------------------ */

/* From the likeliest one that the truncation leaves. */
typedef struct range {
    double first;
    double last;
    double mode;
} range;

static range range_of(const mkba_i_distribution *d, const mkba_i_terms *terms)
{
    range r = {0.0, terms->last, terms->mode};
    if (d->truncated) {
        r.first = fmax(r.first, ceil(d->low));
        r.last = fmin(r.last, floor(d->high));
        r.mode = fmin(fmax(r.mode, r.first), r.last);
    }
    return r;
}

/* How many terms below (above) the mode matter. */
static size_t count_terms(const mkba_i_terms *terms, range r, bool above)
{
    size_t n = 0;
    double term = 1.0;
    for (double k = r.mode; above ? k < r.last : k > r.first; k += above ? 1.0 : -1.0) {
        term = above ? term * mkba_i_terms_rise(terms, k) : term / mkba_i_terms_rise(terms, k - 1.0);
        if (term <= NOTHING) {
            break;
        }
        n++;
    }
    return n;
}

static mkba_status list_counts(const mkba_i_distribution *d, mkba_i_weighted *made, mkba_error *error)
{
    mkba_i_terms terms = mkba_i_terms_of(d);
    range r = range_of(d, &terms);
    size_t below = count_terms(&terms, r, false);
    size_t above = count_terms(&terms, r, true);
    mkba_status status = make_room(made, below + above + 1, error);
    if (status != MKBA_OK) {
        return status;
    }
    made->n = below + above + 1;
    for (size_t i = 0; i < made->n; i++) {
        made->values[i] = r.mode + ((double) i - (double) below);
    }
    made->weights[below] = 1.0;
    for (size_t i = below + 1; i < made->n; i++) {
        made->weights[i] = made->weights[i - 1] * mkba_i_terms_rise(&terms, made->values[i - 1]);
    }
    for (size_t i = below; i > 0; i--) {
        made->weights[i - 1] = made->weights[i] / mkba_i_terms_rise(&terms, made->values[i - 1]);
    }
    return MKBA_OK;
}

/* ---- listed values ----------------------------------------------------------------------------------------- */

typedef struct item {
    double value;
    double weight;
} item;

static int by_value(const void *a, const void *b)
{
    const item *one = a;
    const item *other = b;
    return (one->value > other->value) - (one->value < other->value);
}

static double largest_weight(const mkba_i_distribution *d)
{
    double largest = 0.0;
    for (size_t i = 0; d->family == MKBA_I_DISCRETE && i < d->n; i++) {
        largest = fmax(largest, d->weights[i]);
    }
    return largest;
}

/* Those of the truncation; weights times a power of two, so that no sum overflows. */
static size_t keep(const mkba_i_distribution *d, item *items)
{
    int exponent = 0;
    size_t n = 0;
    frexp(largest_weight(d), &exponent);
    for (size_t i = 0; i < d->n; i++) {
        double weight = d->family == MKBA_I_DISCRETE ? ldexp(d->weights[i], -exponent) : 1.0;
        if (weight > 0.0 && !(d->truncated && (d->values[i] < d->low || d->values[i] > d->high))) {
            items[n++] = (item){d->values[i], weight};
        }
    }
    return n;
}

static mkba_status list_values(const mkba_i_distribution *d, mkba_i_weighted *made, mkba_error *error)
{
    item *items = malloc(d->n * sizeof *items);
    mkba_status status = items != NULL ? make_room(made, d->n, error) : mkba_i_fail_memory(error);
    if (status == MKBA_OK) {
        size_t n = keep(d, items);
        qsort(items, n, sizeof *items, by_value);
        for (size_t i = 0; i < n; i++) {
            made->values[made->n] = items[i].value;
            made->weights[made->n++] = items[i].weight;
        }
    }
    free(items);
    return status;
}

mkba_status mkba_i_weighted_make(const mkba_i_distribution *distribution, mkba_i_weighted *out, mkba_error *error)
{
    bool counts = distribution->family == MKBA_I_POISSON || distribution->family == MKBA_I_BINOMIAL;
    mkba_i_weighted made = {.n = 0};
    mkba_status status = counts ? list_counts(distribution, &made, error) : list_values(distribution, &made, error);
    if (status == MKBA_OK) {
        *out = made;
    }
    return status;
}

void mkba_i_weighted_free(mkba_i_weighted *weighted)
{
    free(weighted->values);
    free(weighted->weights);
    *weighted = (mkba_i_weighted){.n = 0};
}
