/* What the test programs of difference-in-differences share. What goes wrong in here ends the test. */
#ifndef MKBA_TESTS_DID_H
#define MKBA_TESTS_DID_H

#include <mkba/effect_did.h>
#include <mkba/effect_synthetic_did.h>

#include "base/json.h"

#define DID_LIST 600

/* Options as a JSON object gives them, by the names of the struct. */
typedef struct did_options {
    mkba_did_options options;
    const char *treated[DID_LIST], *starts[DID_LIST], *donors[DID_LIST], *covariates[8];
} did_options;

void did_options_read(did_options *to, const cJSON *from);
/* The lines of tidy CSV that a JSON array has. */
mkba_panel *did_panel(const cJSON *lines);
/* A CSV of $MKBA_SHARED/reference/causal, wide; NULL where it is not there. */
mkba_panel *did_study(const char *name, const char *area, const char *period, char separator);
/* mpdta: treated and their starts, from its own column. */
mkba_panel *did_mpdta(did_options *options);
mkba_table *did_view(const mkba_did *did, mkba_did_view view);
/* The row of which a column has a text; NULL is missing. */
size_t did_row(const mkba_table *table, const char *column, const char *text);
/* The row of the summary of an inference. */
size_t did_inference(const mkba_table *summary, const char *inference);
/* A synthetic difference-in-differences that is not refused, and a table of one. */
mkba_synthetic_did *did_synthetic(const mkba_panel *panel, const mkba_synthetic_did_options *options);
mkba_table *did_synthetic_view(const mkba_synthetic_did *made, mkba_synthetic_did_view view);

#endif
