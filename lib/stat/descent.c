/* The search of Nelder and Mead: see descent.h. */
#include "base/exact.h"

#include "stat/descent.h"

#include <math.h>
#include <string.h>

typedef struct search {
    mkba_i_descent_function *value;
    void *with;
    size_t n, calls;
    double low, high;
    double *points; /* n + 1 of n, the best first */
    double *values;
    double *middle, *tried, *other;
} search;

static double value_at(search *s, double *at)
{
    double found;

    for (size_t i = 0; i < s->n; i++)
        at[i] = fmin(s->high, fmax(s->low, at[i]));
    found = s->value(at, s->with);
    s->calls++;
    return isfinite(found) ? found : INFINITY;
}

static double *point(const search *s, size_t i)
{
    return &s->points[i * s->n];
}

/* Puts a point where its value belongs, the last one out. Among equal values the older stays before. */
static void insert(search *s, const double *at, double value)
{
    size_t i = s->n;

    for (; i > 0 && value < s->values[i - 1]; i--) {
        memmove(point(s, i), point(s, i - 1), s->n * sizeof *s->points);
        s->values[i] = s->values[i - 1];
    }
    memcpy(point(s, i), at, s->n * sizeof *at);
    s->values[i] = value;
}

/* The worst point reflected on the middle of the others, `share` times as far. */
static double reflected(search *s, double share, double *to)
{
    for (size_t i = 0; i < s->n; i++)
        to[i] = s->middle[i] + share * (s->middle[i] - point(s, s->n)[i]);
    return value_at(s, to);
}

static void shrink(search *s)
{
    memcpy(s->other, s->points, s->n * sizeof *s->other);
    for (size_t k = s->n; k > 0; k--) { /* the last is replaced each time */
        for (size_t i = 0; i < s->n; i++)
            s->tried[i] = s->other[i] + 0.5 * (point(s, s->n)[i] - s->other[i]);
        double found = value_at(s, s->tried);
        s->values[s->n] = INFINITY;
        insert(s, s->tried, found);
    }
}

static void step(search *s)
{
    size_t n = s->n;
    double first, second;

    memset(s->middle, 0, n * sizeof *s->middle);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            s->middle[i] += point(s, k)[i] / (double) n;
    first = reflected(s, 1.0, s->tried);
    if (first < s->values[0]) {
        second = reflected(s, 2.0, s->other);
        insert(s, second < first ? s->other : s->tried, fmin(first, second));
    } else if (first < s->values[n - 1]) {
        insert(s, s->tried, first);
    } else {
        second = reflected(s, first < s->values[n] ? 0.5 : -0.5, s->other);
        if (second < fmin(first, s->values[n]))
            insert(s, s->other, second);
        else
            shrink(s);
    }
}

double mkba_i_descend(mkba_i_descent_function *value, void *with, size_t n, double *at, double low, double high,
                      double step_size, double share, size_t most, double *work)
{
    search s = {.value = value, .with = with, .n = n, .low = low, .high = high};

    s.points = work;
    s.values = s.points + (n + 1) * n;
    s.middle = s.values + n + 1;
    s.tried = s.middle + n;
    s.other = s.tried + n;
    for (size_t k = 0; k <= n; k++)
        s.values[k] = INFINITY;
    for (size_t k = 0; k <= n; k++) {
        memcpy(s.tried, at, n * sizeof *at);
        if (k > 0)
            s.tried[k - 1] += s.tried[k - 1] + step_size > high ? -step_size : step_size;
        insert(&s, s.tried, value_at(&s, s.tried));
    }
    while (s.calls < most && s.values[n] - s.values[0] > share * fabs(s.values[0]))
        step(&s);
    memcpy(at, s.points, n * sizeof *at);
    return s.values[0];
}
