/* How a figure came about: which steps, and as a table. */
#include "appraise/explain.h"

#include <stdlib.h>
#include <string.h>

#include "appraise/sheet.h"
#include "base/exact.h"
#include "base/memory.h"

/* ---- what is asked --------------------------------------------------------------------------------------- */

static mkba_status find_entry(const mkba_i_outcome *outcome, const char *line, const mkba_i_entry **entry,
                              mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(line);
    char hint[MKBA_I_HINT];

    for (size_t i = 0; i < outcome->n_entries; i++) {
        if (strcmp(outcome->entries[i].name, line) == 0) {
            *entry = &outcome->entries[i];
            return MKBA_OK;
        }
        mkba_i_nearest_try(&nearest, outcome->entries[i].name);
    }
    for (size_t i = 0; i < outcome->n_pm; i++)
        if (strcmp(outcome->pm[i]->id, line) == 0)
            return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "line", "\"%.100s\" is pro memorie: it has no amount", line);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "line", "\"%.100s\" is no line or stream in this alternative%s", line,
                       hint);
}

static mkba_status check_year(const mkba_i_plan *plan, int year, mkba_error *error)
{
    if (year == 0 || (year >= plan->settings.first && year <= plan->settings.last))
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "year", "year must lie from %d to %d, or be 0 for all years",
                       plan->settings.first, plan->settings.last);
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static mkba_status write(const mkba_i_explainer *e, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {MKBA_I_COUNT("step"),       MKBA_I_COUNT("depth"),  MKBA_I_TEXT("kind"),
                                            MKBA_I_TEXT("name"),        MKBA_I_TEXT("formula"), MKBA_I_TEXT("numbers"),
                                            MKBA_I_REAL("value", NULL), MKBA_I_TEXT("unit"),    MKBA_I_TEXT("source"),
                                            MKBA_I_TEXT("place")};
    mkba_i_sheet s;
    mkba_status status =
        mkba_i_sheet_start(&s, e->appraisal, "explanation", COLUMNS, MKBA_I_LENGTH(COLUMNS), e->n, error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < e->n; i++) {
        const mkba_i_step *step = &e->steps[i];

        mkba_i_row_integer(&s.row, (int64_t) i + 1);
        mkba_i_row_integer(&s.row, (int64_t) step->depth);
        mkba_i_row_text(&s.row, step->kind);
        mkba_i_row_text(&s.row, step->name);
        mkba_i_row_text(&s.row, step->formula);
        mkba_i_row_text(&s.row, step->numbers);
        mkba_i_row_real(&s.row, step->value + 0.0); /* -0 + 0 is 0 */
        mkba_i_row_text(&s.row, step->unit);
        mkba_i_row_text(&s.row, step->source);
        mkba_i_row_text(&s.row, step->where);
        mkba_i_row_next(&s.row);
    }
    return mkba_i_sheet_finish(&s, table);
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

static void make_steps(mkba_i_explainer *e, const mkba_i_entry *entry, int year)
{
    size_t n = e->model->parameter_names.n, position = (size_t) (year - e->plan->settings.first);

    for (size_t i = 0; i < 2; i++)
        e->shown[i] = mkba_i_arena_new(&e->arena, n, sizeof *e->shown[i]);
    e->stack = mkba_i_arena_new(&e->arena, n, sizeof *e->stack);
    e->failed = e->shown[0] == NULL || e->shown[1] == NULL || e->stack == NULL;
    if (e->failed)
        return;
    if (entry != NULL && year != 0)
        mkba_i_explain_entry(e, entry, position);
    else if (entry != NULL)
        mkba_i_explain_years(e, entry);
    else if (year != 0)
        mkba_i_explain_year(e, position);
    else
        mkba_i_explain_totals(e);
}

mkba_status mkba_appraisal_explain(const mkba_appraisal *appraisal, const char *alternative, const char *line, int year,
                                   mkba_table **table, mkba_error *error)
{
    mkba_i_explainer e = {.appraisal = appraisal};
    const mkba_i_entry *entry = NULL;
    mkba_status status = mkba_i_outcome_find(appraisal, alternative, &e.outcome, error);

    if (status != MKBA_OK)
        return status;
    if (table == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "table", "table must not be NULL");
    e.plan = &appraisal->plan;
    e.model = e.plan->model;
    status = check_year(e.plan, year, error);
    if (status == MKBA_OK && line != NULL)
        status = find_entry(e.outcome, line, &entry, error);
    if (status != MKBA_OK)
        return status;
    make_steps(&e, entry, year);
    status = e.failed ? mkba_i_fail_memory(error) : write(&e, table, error);
    free(e.steps);
    mkba_i_arena_free(&e.arena);
    return status;
}
