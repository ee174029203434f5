/* The object behind mkba_draft. */
#ifndef MKBA_I_CASE_DRAFT_H
#define MKBA_I_CASE_DRAFT_H

#include <mkba/case.h>

#include "base/json_edit.h"
#include "catalog/catalog.h"

struct mkba_draft {
    cJSON *root;           /* as mkba_i_edit_copy makes it; an object */
    mkba_catalog *catalog; /* held: that of the case it began as; NULL: the shipped one */
};

#endif
