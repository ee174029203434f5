/* The tables that embed.py makes of data/ *.csv. */
#ifndef MKBA_I_CATALOG_DATA_H
#define MKBA_I_CATALOG_DATA_H

#include "catalog/schemes.h"

/* Of each segment: where its figure comes from. */
typedef struct mkba_i_segment_note {
    const char *evidence;
    const char *source;
} mkba_i_segment_note;

/* An index with the source of each of its levels. */
typedef struct mkba_i_index_data {
    mkba_i_index index;
    const char *const *sources;
} mkba_i_index_data;

/* Segments of all schemes; mkba_i_data_notes runs beside them. */
extern const mkba_segment mkba_i_data_segments[];
extern const mkba_i_segment_note mkba_i_data_notes[];

extern const mkba_i_scheme mkba_i_data_schemes[];
extern const size_t mkba_i_data_n_schemes;

extern const mkba_i_index_data mkba_i_data_indices[];
extern const size_t mkba_i_data_n_indices;

#endif
