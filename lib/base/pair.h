/* Two doubles side by side, for sums that are added up in pairs: one instruction where the processor has it (SSE2, NEON),
 * the same arithmetic where it has not. */
#ifndef MKBA_I_BASE_PAIR_H
#define MKBA_I_BASE_PAIR_H

#include <string.h>

#if defined(__GNUC__)
typedef double mkba_i_pair __attribute__((vector_size(16)));

/* sum + a x b */
static inline mkba_i_pair mkba_i_pair_add_product(mkba_i_pair sum, mkba_i_pair a, mkba_i_pair b)
{
    return sum + a * b;
}

static inline mkba_i_pair mkba_i_pair_difference(mkba_i_pair a, mkba_i_pair b)
{
    return a - b;
}

static inline mkba_i_pair mkba_i_pair_both(double value)
{
    return (mkba_i_pair){value, value};
}
#else
typedef struct mkba_i_pair {
    double v[2];
} mkba_i_pair;

static inline mkba_i_pair mkba_i_pair_add_product(mkba_i_pair sum, mkba_i_pair a, mkba_i_pair b)
{
    mkba_i_pair made = {{sum.v[0] + a.v[0] * b.v[0], sum.v[1] + a.v[1] * b.v[1]}};
    return made;
}

static inline mkba_i_pair mkba_i_pair_difference(mkba_i_pair a, mkba_i_pair b)
{
    mkba_i_pair made = {{a.v[0] - b.v[0], a.v[1] - b.v[1]}};
    return made;
}

static inline mkba_i_pair mkba_i_pair_both(double value)
{
    mkba_i_pair made = {{value, value}};
    return made;
}
#endif

static inline mkba_i_pair mkba_i_pair_load(const double *at)
{
    mkba_i_pair made;
    memcpy(&made, at, sizeof made);
    return made;
}

static inline void mkba_i_pair_store(mkba_i_pair pair, double *at)
{
    memcpy(at, &pair, sizeof pair);
}

#endif
