/* Discount schemes and price indices of a catalog. The shipped data are in data/ *.csv, compiled in by embed.py. A
 * catalog that is NULL is the shipped one. */
#ifndef MKBA_I_CATALOG_SCHEMES_H
#define MKBA_I_CATALOG_SCHEMES_H

#include <mkba/catalog.h>

#include "base/error.h"
#include "money/index.h"

/* Of each segment: where its figure comes from. */
typedef struct mkba_i_segment_note {
    const char *evidence;
    const char *source;
} mkba_i_segment_note;

/* A part of a scheme, such as `standard` of NL-2026. */
typedef struct mkba_i_scheme {
    const char *name;
    const char *part;
    int applies_from;     /* first year in which an MKBA is started under it */
    int applies_to;       /* last one; 0 when it is still in force */
    const char *evidence; /* official, secondary, unconfirmed: the weakest of its segments */
    const char *source;   /* of its first segment */
    const mkba_segment *segments;
    const mkba_i_segment_note *notes; /* beside the segments */
    size_t n_segments;
} mkba_i_scheme;

/* The scheme called "NAME" (its part `standard`) or "NAME/part". MKBA_ERROR_UNKNOWN says what is missing, the
 * nearest name, or the parts that the scheme does have. */
mkba_status mkba_i_catalog_scheme(const mkba_catalog *catalog, const char *name, const mkba_i_scheme **scheme,
                                  mkba_error *error);
/* Whether there is a scheme of this name, whatever its parts. */
bool mkba_i_catalog_has_scheme(const mkba_catalog *catalog, const char *name);

/* The scheme whose part `standard`, named NL-*, is in force for an MKBA started in `year`: the one that applies from
 * the latest year, own ones too; NULL when none. */
const mkba_i_scheme *mkba_i_catalog_scheme_in_force(const mkba_catalog *catalog, int year);

/* An index ("cpi", "ova_ppc"); NULL when there is none of that name. */
const mkba_i_index *mkba_i_catalog_index(const mkba_catalog *catalog, const char *name);
/* The indices by position from 0; NULL beyond the last. */
const mkba_i_index *mkba_i_catalog_index_at(const mkba_catalog *catalog, size_t position);

/* Names for a message, "cpi, ova_ppc"; what does not fit is "...". */
#define MKBA_I_CATALOG_LIST 256
void mkba_i_catalog_index_names(const mkba_catalog *catalog, char list[MKBA_I_CATALOG_LIST]);

#endif
