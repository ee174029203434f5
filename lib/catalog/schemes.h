/* Discount schemes and price indices of the catalog. The data are in data/ *.csv, compiled in by embed.py. */
#ifndef MKBA_I_CATALOG_SCHEMES_H
#define MKBA_I_CATALOG_SCHEMES_H

#include <mkba/money.h>

#include "base/error.h"
#include "money/index.h"

/* A part of a scheme, such as `standard` of NL-2026. */
typedef struct mkba_i_scheme {
    const char *name;
    const char *part;
    int applies_from;     /* first year in which an MKBA is started under it */
    int applies_to;       /* last one; 0 when it is still in force */
    const char *evidence; /* official, secondary, unconfirmed: the weakest of its segments */
    const char *source;   /* of its first segment */
    const mkba_segment *segments;
    size_t n_segments;
} mkba_i_scheme;

/* The scheme called "NAME" (its part `standard`) or "NAME/part". MKBA_ERROR_UNKNOWN says what is missing, the
 * nearest name, or the parts that the scheme does have. */
mkba_status mkba_i_catalog_scheme(const char *name, const mkba_i_scheme **scheme, mkba_error *error);

/* The scheme whose part `standard`, named NL-*, is in force for an MKBA started in `year`; NULL when none. */
const mkba_i_scheme *mkba_i_catalog_scheme_of_year(int year);

/* An index ("cpi", "ova_ppc"); NULL when there is none of that name. */
const mkba_i_index *mkba_i_catalog_index(const char *name);
/* The indices by position from 0; NULL beyond the last. */
const mkba_i_index *mkba_i_catalog_index_at(size_t position);

#endif
