/* A sum that keeps what its additions round off (Neumaier, Zeitschrift fuer Angewandte Mathematik und Mechanik 54, 1974). */
#ifndef MKBA_I_STAT_TOTAL_H
#define MKBA_I_STAT_TOTAL_H

#include <math.h>
#include <stdbool.h>

#include "base/exact.h"
#include "base/product.h"

typedef struct mkba_i_total {
    double sum;
    double rest;
} mkba_i_total;

static inline void mkba_i_total_add(mkba_i_total *t, double value)
{
    double sum = t->sum + value;
    t->rest += fabs(t->sum) >= fabs(value) ? (t->sum - sum) + value : (value - sum) + t->sum;
    t->sum = sum;
}

/* Whether it is at least (strictly: more than) p times another. */
static inline bool mkba_i_total_reaches(mkba_i_total part, double p, mkba_i_total all, bool strictly)
{
    double product = p * all.sum;
    double rest = mkba_i_product_rest(p, all.sum, product) + p * all.rest;
    double more = (part.sum - product) + (part.rest - rest);
    return strictly ? more > 0.0 : more >= 0.0;
}

#endif
