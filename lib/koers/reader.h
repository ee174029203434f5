/* Reading a Koers: what its parts share beside the reader of cases. */
#ifndef MKBA_I_KOERS_READER_H
#define MKBA_I_KOERS_READER_H

#include "case/reader.h"
#include "koers/model.h"

typedef struct mkba_i_koers_reader {
    mkba_i_reader base;
    mkba_i_koers_model *model;
} mkba_i_koers_reader;

/* ---- values: an absent key (item NULL) leaves the output alone and is fine; false is noted ----------------- */

/* Texts, each by its key. */
typedef struct mkba_i_text_key {
    const char *key;
    const char **text;
} mkba_i_text_key;
bool mkba_i_read_texts(mkba_i_koers_reader *reader, const cJSON *object, const mkba_i_text_key *texts, size_t n);
/* The name of something elsewhere in the document: its position. `what` is "indicator", ... */
bool mkba_i_read_reference(mkba_i_koers_reader *reader, const cJSON *item, const mkba_i_names *names, const char *what,
                           size_t *position);
/* A list of them, none twice. */
bool mkba_i_read_references(mkba_i_koers_reader *reader, const cJSON *item, const mkba_i_names *names, const char *what,
                            const size_t **positions, size_t *n);
/* A number above 0, at most 1. */
bool mkba_i_read_share(mkba_i_koers_reader *reader, const cJSON *item, const char *what, double *share);
/* Numbers per year; none below `least`. */
bool mkba_i_read_yearlies(mkba_i_koers_reader *reader, const cJSON *item, const char *what, double least,
                          mkba_i_yearlies *yearlies);
/* A year, or a period in words. */
bool mkba_i_read_period(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_period *period);
/* Those of the keys that stand in an object where they have no place: "SENTENCE" is refused at each. */
bool mkba_i_refuse_keys(mkba_i_koers_reader *reader, const cJSON *object, const char *const *keys, size_t n,
                        const char *sentence);

/* ---- parts -------------------------------------------------------------------------------------------------- */

bool mkba_i_read_nodes(mkba_i_koers_reader *reader, const cJSON *item);
bool mkba_i_read_edges(mkba_i_koers_reader *reader, const cJSON *item);
bool mkba_i_read_indicators(mkba_i_koers_reader *reader, const cJSON *item);
bool mkba_i_read_measurements(mkba_i_koers_reader *reader, const cJSON *item);
/* The whole. */
bool mkba_i_read_koers(mkba_i_koers_reader *reader);

/* Of edges that lead somewhere: sums of shares, order, circles. Only with all nodes and edges read. */
bool mkba_i_read_network(mkba_i_koers_reader *reader);

#endif
