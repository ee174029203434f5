/* Which coalitions follow from others: see game_span.h. */
#include "koers/game_span.h"

#include <stdlib.h>

static int64_t common(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

static void shorten(int64_t *v, size_t n)
{
    int64_t divisor = 0;

    for (size_t i = 0; i < n; i++)
        divisor = common(divisor, v[i]);
    for (size_t i = 0; divisor > 1 && i < n; i++)
        v[i] /= divisor;
}

/* What is left of a coalition beside the span; the position of its first element that is not 0, n when there is none. */
static size_t reduce(const mkba_i_span *span, size_t coalition, size_t n, int64_t *v)
{
    size_t first = 0;

    for (size_t i = 0; i < n; i++)
        v[i] = (int64_t) (coalition >> i & 1);
    for (size_t r = 0; r < span->rank; r++) {
        const int64_t *row = span->rows[r];
        int64_t own = row[span->pivots[r]], other = v[span->pivots[r]];
        for (size_t i = 0; other != 0 && i < n; i++)
            v[i] = v[i] * own - row[i] * other;
        shorten(v, n);
    }
    while (first < n && v[first] == 0)
        first++;
    return first;
}

bool mkba_i_span_holds(const mkba_i_span *span, size_t coalition, size_t n)
{
    int64_t left[MKBA_GAME_SOLVED_PLAYERS];

    return reduce(span, coalition, n, left) == n;
}

bool mkba_i_span_add(mkba_i_span *span, size_t coalition, size_t n)
{
    int64_t left[MKBA_GAME_SOLVED_PLAYERS] = {0};
    size_t first = reduce(span, coalition, n, left);

    if (first == n)
        return false;
    for (size_t i = 0; i < n; i++)
        span->rows[span->rank][i] = left[i];
    span->pivots[span->rank++] = first;
    return true;
}
