/* Which views there are, and their names. */
#include "appraise/tables.h"

#include "appraise/check.h"
#include "base/choice.h"

static mkba_status table_findings(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    mkba_i_findings findings = {.first = NULL};
    mkba_status status;

    mkba_i_find_in_appraisal(appraisal, &findings);
    status = mkba_i_findings_table(NULL, &findings, table, error);
    mkba_i_findings_free(&findings);
    return status;
}

/* Both by mkba_view. */
static const char *const NAMES[] = {"summary", "lines",    "years", "actors",  "streams",    "budget",
                                    "amounts", "findings", "irr",   "payback", "incremental"};
static mkba_i_table_maker *const MAKERS[] = {mkba_i_table_summary, mkba_i_table_lines,      mkba_i_table_years,
                                             mkba_i_table_actors,  mkba_i_table_streams,    mkba_i_table_budget,
                                             mkba_i_table_amounts, table_findings,          mkba_i_table_irr,
                                             mkba_i_table_payback, mkba_i_table_incremental};

_Static_assert(MKBA_I_LENGTH(NAMES) == MKBA_I_LENGTH(MAKERS), "each view has a name and a maker");

MKBA_I_CHOICE(mkba_view, NAMES, "view", "view")

mkba_status mkba_appraisal_table(const mkba_appraisal *appraisal, mkba_view wanted, mkba_table **table,
                                 mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(appraisal), MKBA_I_GIVEN(table));
    if (status != MKBA_OK)
        return status;
    if ((size_t) wanted >= MKBA_I_LENGTH(MAKERS))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of an appraisal", (int) wanted);
    return MAKERS[wanted](appraisal, table, error);
}
