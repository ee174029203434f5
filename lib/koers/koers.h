/* The object behind mkba_koers. */
#ifndef MKBA_I_KOERS_KOERS_H
#define MKBA_I_KOERS_KOERS_H

#include <stdatomic.h>

#include <mkba/koers.h>

#include "base/json.h"
#include "base/table.h"
#include "base/text.h"
#include "case/findings.h"
#include "koers/model.h"

struct mkba_koers {
    atomic_size_t holders; /* the caller, and what was made of it */
    mkba_i_arena arena;
    mkba_i_json *json;
    mkba_i_koers_model model;
};

/* Another holder, released by mkba_koers_free. */
mkba_koers *mkba_i_koers_hold(const mkba_koers *koers);

/* The position of a node. MKBA_ERROR_UNKNOWN names the nearest; `where` is what gave the name. */
mkba_status mkba_i_koers_node(const mkba_koers *koers, const char *name, const char *where, size_t *position,
                              mkba_error *error);

/* The rules, in the order of docs/koers-format.md. */
const mkba_i_rulebook *mkba_i_koers_book(void);
/* All that can be said of a Koers that breaks no rule. */
void mkba_i_koers_find(const mkba_i_koers_model *model, mkba_i_findings *findings);

/* Whether each node reaches, or is reached from (upward false), a node of a level, itself included. `reaches` has room for
 * all nodes. */
void mkba_i_koers_reach(const mkba_i_koers_model *model, mkba_i_din_level level, bool upward, bool *reaches);

/* A list as a text, which is dropped; an empty one is missing. */
void mkba_i_row_list(mkba_i_row *row, mkba_i_text *list);

mkba_status mkba_i_koers_table_nodes(const mkba_koers *koers, mkba_table **table, mkba_error *error);
mkba_status mkba_i_koers_table_profiles(const mkba_koers *koers, mkba_table **table, mkba_error *error);
mkba_status mkba_i_koers_table_indicators(const mkba_koers *koers, mkba_table **table, mkba_error *error);
mkba_status mkba_i_koers_table_measurements(const mkba_koers *koers, mkba_table **table, mkba_error *error);

#endif
