/* What the test programs of peers share: options that a JSON object gives, and a panel with regions and attributes. */
#ifndef MKBA_TESTS_PEERS_H
#define MKBA_TESTS_PEERS_H

#include <cjson/cJSON.h>

#include <mkba/compare.h>

/* Room for the lists of options. */
#define PEERS_LIST 16

/* {"by": [...], "k": 3, "method": "euclidean", "weights": [...], "missing": "drops area", ...}, as the fields are called. */
typedef struct peers_case {
    mkba_peers_options options;
    const char *region[PEERS_LIST];
    size_t n_region;
    const char *lists[4][PEERS_LIST];
    double weights[PEERS_LIST];
} peers_case;

/* Of {"region": [...], "options": {...}}. Points into the JSON. */
void peers_case_read(peers_case *to, const cJSON *from);

/* A panel: lines of tidy CSV; then, each when given, "described" (name; numerator and denominator, or parts), "attributes"
 * ({name: {code: text or number}}), "regions" ({code: [members]}), "suspect" ([area, period, indicator]). */
mkba_panel *peers_panel(const cJSON *from);

/* The peers; ends the test when they are refused. */
mkba_peers *peers_of(const mkba_panel *panel, const peers_case *wanted);
mkba_table *peers_table(const mkba_peers *peers, mkba_peers_view view);

/* The row of a table whose column holds this text; ends the test when there is none. */
size_t peers_row(const mkba_table *table, const char *column, const char *text);

#endif
