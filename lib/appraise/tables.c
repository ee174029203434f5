/* Which views there are, and their names. */
#include "appraise/tables.h"

#include <string.h>

#include "appraise/check.h"
#include "base/text.h"

static mkba_status table_findings(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    mkba_i_findings findings = {.first = NULL};
    mkba_status status;

    mkba_i_find_in_appraisal(appraisal, &findings);
    status = mkba_i_findings_table(NULL, &findings, table, error);
    mkba_i_findings_free(&findings);
    return status;
}

typedef struct view {
    const char *name;
    mkba_i_table_maker *table;
} view;

/* By mkba_view. */
static const view VIEWS[] = {
    {"summary", mkba_i_table_summary},
    {"lines", mkba_i_table_lines},
    {"years", mkba_i_table_years},
    {"actors", mkba_i_table_actors},
    {"streams", mkba_i_table_streams},
    {"budget", mkba_i_table_budget},
    {"amounts", mkba_i_table_amounts},
    {"findings", table_findings},
    {"irr", mkba_i_table_irr},
    {"payback", mkba_i_table_payback},
    {"incremental", mkba_i_table_incremental},
};

const char *mkba_view_name(mkba_view wanted)
{
    return (size_t) wanted < MKBA_I_LENGTH(VIEWS) ? VIEWS[wanted].name : "unknown view";
}

mkba_status mkba_view_from_name(const char *name, mkba_view *found, mkba_error *error)
{
    mkba_i_nearest nearest;
    char hint[MKBA_I_HINT];

    if (name == NULL || found == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name == NULL ? "name" : "view", "%s must not be NULL",
                           name == NULL ? "name" : "view");
    nearest = mkba_i_nearest_start(name);
    for (size_t i = 0; i < MKBA_I_LENGTH(VIEWS); i++) {
        if (strcmp(VIEWS[i].name, name) == 0) {
            *found = (mkba_view) i;
            return MKBA_OK;
        }
        mkba_i_nearest_try(&nearest, VIEWS[i].name);
    }
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "\"%.100s\" is no table of an appraisal%s", name, hint);
}

mkba_status mkba_appraisal_table(const mkba_appraisal *appraisal, mkba_view wanted, mkba_table **table,
                                 mkba_error *error)
{
    if (appraisal == NULL || table == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, appraisal == NULL ? "appraisal" : "table", "%s must not be NULL",
                           appraisal == NULL ? "appraisal" : "table");
    if ((size_t) wanted >= MKBA_I_LENGTH(VIEWS))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of an appraisal", (int) wanted);
    return VIEWS[wanted].table(appraisal, table, error);
}
