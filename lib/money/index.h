/* Price indices: a level per year. */
#ifndef MKBA_I_MONEY_INDEX_H
#define MKBA_I_MONEY_INDEX_H

#include <stdbool.h>

#include "base/error.h"

typedef struct mkba_i_level {
    int year;
    double level; /* above 0 */
    bool provisional;
} mkba_i_level;

typedef struct mkba_i_index {
    const char *name;
    const char *source;         /* may be NULL */
    const mkba_i_level *levels; /* ascending by year, without holes not required */
    size_t n_levels;
} mkba_i_index;

/* The level of a year, NULL when the index does not have it. */
const mkba_i_level *mkba_i_index_level(const mkba_i_index *index, int year);

/* The years that it holds, for a message: "2012 to 2024". */
#define MKBA_I_INDEX_SPAN_TEXT 64
void mkba_i_index_span(const mkba_i_index *index, char text[MKBA_I_INDEX_SPAN_TEXT]);

/* I(to) / I(from). A year outside the index is MKBA_ERROR_CASE: the message names the index, the year and the
 * years it holds, and shows an `indices` entry to add: "indices": {"NAME": {"2022": 100, "2023": ...}}. */
mkba_status mkba_i_index_ratio(const mkba_i_index *index, int from, int to, double *ratio, mkba_error *error);

#endif
