/* Tables of rates of return and of payback: all there are. */
#include <stdlib.h>

#include "appraise/returns.h"
#include "appraise/sheet.h"
#include "appraise/tables.h"
#include "base/exact.h"
#include "base/memory.h"

/* Says of which alternative something cannot be computed; a lack of memory is passed on. */
static mkba_status explain(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, const char *what,
                           const mkba_error *why, mkba_error *error)
{
    if (why->status == MKBA_ERROR_MEMORY)
        return mkba_i_fail_memory(error);
    return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "", "the %s of \"%.100s\" cannot be computed: %.300s", what,
                       mkba_i_outcome_name(appraisal, outcome), why->message);
}

/* ---- irr ------------------------------------------------------------------------------------------------- */

static mkba_status make_roots(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, mkba_i_roots *roots,
                              mkba_error *error)
{
    mkba_i_flows flows = {.n = 0};
    mkba_error why;
    mkba_status status = mkba_i_flows_make(appraisal, outcome, &flows, &why);

    if (status == MKBA_OK && flows.n == 0)
        roots->every = true;
    else if (status == MKBA_OK)
        status = mkba_i_irr(flows.amounts, flows.n, flows.step, roots, &why);
    mkba_i_flows_free(&flows);
    return status == MKBA_OK ? MKBA_OK : explain(appraisal, outcome, "internal rate of return", &why, error);
}

static void root_row(mkba_i_sheet *s, const mkba_i_outcome *outcome, const char *kind, const mkba_i_root *root)
{
    mkba_i_cell_alternative(s, outcome);
    mkba_i_row_text(&s->row, kind);
    mkba_i_cell_maybe(s, root != NULL ? root->rate : 0.0, root != NULL);
    mkba_i_cell_maybe(s, root != NULL ? root->low : 0.0, root != NULL);
    mkba_i_cell_maybe(s, root != NULL ? root->high : 0.0, root != NULL);
    mkba_i_row_next(&s->row);
}

static void root_rows(mkba_i_sheet *s, const mkba_i_outcome *outcome, const mkba_i_roots *roots)
{
    if (roots->every || roots->n == 0)
        root_row(s, outcome, roots->every ? "every" : "none", NULL);
    for (size_t i = 0; i < roots->n; i++)
        root_row(s, outcome, roots->items[i].multiple ? "multiple" : "root", &roots->items[i]);
}

mkba_status mkba_i_table_irr(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {MKBA_I_TEXT("alternative"), MKBA_I_TEXT("kind"),
                                            MKBA_I_REAL("rate", "1/jaar"), MKBA_I_REAL("low", "1/jaar"),
                                            MKBA_I_REAL("high", "1/jaar")};
    const mkba_i_plan *plan = &appraisal->plan;
    mkba_i_roots *roots = calloc(plan->n_outcomes > 0 ? plan->n_outcomes : 1, sizeof *roots);
    mkba_status status = roots == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
    mkba_i_sheet s;
    size_t n = 0;

    for (size_t i = 0; i < plan->n_outcomes && status == MKBA_OK; i++) {
        status = make_roots(appraisal, &plan->outcomes[i], &roots[i], error);
        n += roots[i].n > 0 ? roots[i].n : 1;
    }
    if (status == MKBA_OK)
        status = mkba_i_sheet_start(&s, appraisal, "irr", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, error);
    if (status == MKBA_OK) {
        for (size_t i = 0; i < plan->n_outcomes; i++)
            root_rows(&s, &plan->outcomes[i], &roots[i]);
        status = mkba_i_sheet_finish(&s, table);
    }
    for (size_t i = 0; roots != NULL && i < plan->n_outcomes; i++)
        mkba_i_roots_free(&roots[i]);
    free(roots);
    return status;
}

/* ---- payback --------------------------------------------------------------------------------------------- */

/* The crossings of an alternative: of the balance as it is, and discounted. */
typedef struct crossings {
    mkba_i_crossing *items[2];
    size_t n[2];
} crossings;

static mkba_status make_crossings(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, crossings *found,
                                  mkba_error *error)
{
    mkba_i_flows flows = {.n = 0};
    mkba_error why;
    bool there;
    mkba_status status = mkba_i_flows_make(appraisal, outcome, &flows, &why);

    for (size_t i = 0; i < 2 && status == MKBA_OK; i++)
        status = mkba_i_payback(flows.tau, i == 0 ? flows.amounts : flows.discounted, flows.n, &found->items[i],
                                &found->n[i], &there, &why);
    mkba_i_flows_free(&flows);
    return status == MKBA_OK ? MKBA_OK : explain(appraisal, outcome, "payback", &why, error);
}

static void crossing_row(mkba_i_sheet *s, const mkba_i_outcome *outcome, const char *measure,
                         const mkba_i_crossing *crossing)
{
    mkba_i_cell_alternative(s, outcome);
    mkba_i_row_text(&s->row, measure);
    mkba_i_row_real(&s->row, crossing->tau);
    mkba_i_row_real(&s->row, crossing->interpolated);
    mkba_i_row_text(&s->row, crossing->up ? "up" : "down");
    mkba_i_row_boolean(&s->row, crossing->is_payback);
    mkba_i_row_next(&s->row);
}

mkba_status mkba_i_table_payback(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {MKBA_I_TEXT("alternative"), MKBA_I_TEXT("measure"),
                                            MKBA_I_REAL("tau", "jaar"), MKBA_I_REAL("interpolated", "jaar"),
                                            MKBA_I_TEXT("direction"),   MKBA_I_FLAG("is_payback")};
    static const char *const MEASURES[] = {"simple", "discounted"};
    const mkba_i_plan *plan = &appraisal->plan;
    crossings *found = calloc(plan->n_outcomes > 0 ? plan->n_outcomes : 1, sizeof *found);
    mkba_status status = found == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
    mkba_i_sheet s;
    size_t n = 0;

    for (size_t i = 0; i < plan->n_outcomes && status == MKBA_OK; i++) {
        status = make_crossings(appraisal, &plan->outcomes[i], &found[i], error);
        n += found[i].n[0] + found[i].n[1];
    }
    if (status == MKBA_OK)
        status = mkba_i_sheet_start(&s, appraisal, "payback", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, error);
    if (status == MKBA_OK) {
        for (size_t i = 0; i < plan->n_outcomes; i++)
            for (size_t m = 0; m < 2; m++)
                for (size_t j = 0; j < found[i].n[m]; j++)
                    crossing_row(&s, &plan->outcomes[i], MEASURES[m], &found[i].items[m][j]);
        status = mkba_i_sheet_finish(&s, table);
    }
    for (size_t i = 0; found != NULL && i < plan->n_outcomes; i++) {
        free(found[i].items[0]);
        free(found[i].items[1]);
    }
    free(found);
    return status;
}
