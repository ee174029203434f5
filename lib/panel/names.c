/* The words for the values of the panel's enums, whose numbers are the positions of their words. */
#include <mkba/panel.h>

#include "base/choice.h"

static const char *const period_kinds[] = {"any", "year", "half-year", "quarter", "month", "date"};
static const char *const cell_statuses[] = {"absent",     "measured",   "provisional",   "derived",  "suspect",
                                            "suppressed", "impossible", "not delivered", "undefined"};
static const char *const indicator_kinds[] = {"unknown", "flow", "stock", "rate"};
static const char *const formats[] = {"tidy", "wide", "odata3-untyped", "odata3-typed", "odata4", "statline",
                                      "iv3",  "pdok"};
static const char *const encodings[] = {"utf-8", "latin1"};
static const char *const missings[] = {"spreads", "left out"};

MKBA_I_CHOICE(mkba_period_kind, period_kinds, "kind", "kind")
MKBA_I_CHOICE(mkba_cell_status, cell_statuses, "status", "status")
MKBA_I_CHOICE(mkba_indicator_kind, indicator_kinds, "kind", "kind")
MKBA_I_CHOICE(mkba_panel_format, formats, "format", "format")
MKBA_I_CHOICE(mkba_encoding, encodings, "encoding", "encoding")
MKBA_I_CHOICE(mkba_missing, missings, "missing", "choice")
