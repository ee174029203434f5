/* Tables of totals: per alternative, and who bears them. */
#include "appraise/returns.h"
#include "appraise/sheet.h"
#include "appraise/tables.h"
#include "base/exact.h"
#include "base/memory.h"

/* ---- summary ---------------------------------------------------------------------------------------------------- */

/* The payback's moment on the calendar, base_year + tau: 2031.5 is the middle of 2031, 2032 its end. */
static void return_cells(mkba_i_sheet *s, const mkba_i_returns *returns)
{
    mkba_i_cell_maybe(s, returns->irr, returns->has_irr);
    if (returns->has_roots)
        mkba_i_row_integer(&s->row, (int64_t) returns->n_roots);
    else
        mkba_i_row_missing(&s->row);
    mkba_i_cell_maybe(s, returns->payback, returns->has_payback);
    mkba_i_cell_maybe(s, s->plan->model->base_year + returns->payback, returns->has_payback);
    mkba_i_cell_maybe(s, returns->discounted, returns->has_discounted);
}

static mkba_status summary_row(mkba_i_sheet *s, const mkba_i_outcome *outcome)
{
    mkba_i_returns returns;
    double bcr = 0.0;
    bool has_bcr = mkba_i_outcome_bcr(s->appraisal, outcome, &bcr);
    mkba_status status = mkba_i_returns_make(s->appraisal, outcome, &returns, s->row.error);

    if (status != MKBA_OK)
        return status;
    mkba_i_cell_alternative(s, outcome);
    mkba_i_row_text(&s->row, s->plan->model->alternatives[outcome->alternative].title);
    mkba_i_cell_figure(s, outcome->pv_costs);
    mkba_i_cell_figure(s, outcome->pv_benefits);
    mkba_i_cell_figure(s, outcome->npv);
    mkba_i_cell_maybe(s, bcr, has_bcr);
    mkba_i_cell_figure(s, outcome->annual_equivalent);
    mkba_i_row_integer(&s->row, (int64_t) outcome->n_pm);
    return_cells(s, &returns);
    mkba_i_row_next(&s->row);
    return s->row.status;
}

mkba_status mkba_i_table_summary(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {MKBA_I_TEXT("alternative"),
                                            MKBA_I_TEXT("title"),
                                            MKBA_I_EURO("pv_costs"),
                                            MKBA_I_EURO("pv_benefits"),
                                            MKBA_I_EURO("npv"),
                                            MKBA_I_REAL("bcr", "1"),
                                            MKBA_I_REAL("annual_equivalent", "EUR/jaar"),
                                            MKBA_I_COUNT("pm"),
                                            MKBA_I_REAL("irr", "1/jaar"),
                                            MKBA_I_COUNT("irr_roots"),
                                            MKBA_I_REAL("payback", "jaar"),
                                            MKBA_I_REAL("payback_year", "jaar"),
                                            MKBA_I_REAL("discounted_payback", "jaar")};
    mkba_i_sheet s;
    mkba_status status = mkba_i_sheet_start(&s, appraisal, "summary", COLUMNS, MKBA_I_LENGTH(COLUMNS),
                                            appraisal->plan.n_outcomes, error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < s.plan->n_outcomes && s.row.status == MKBA_OK; i++)
        s.row.status = summary_row(&s, &s.plan->outcomes[i]);
    return mkba_i_sheet_finish(&s, table);
}

/* ---- actors ----------------------------------------------------------------------------------------------------- */

mkba_status mkba_i_table_actors(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        MKBA_I_TEXT("alternative"), MKBA_I_TEXT("actor"), MKBA_I_TEXT("title"),   MKBA_I_EURO("pv_costs"),
        MKBA_I_EURO("pv_benefits"), MKBA_I_EURO("net"),   MKBA_I_EURO("pv_paid"), MKBA_I_EURO("pv_received")};
    const mkba_i_plan *plan = &appraisal->plan;
    size_t n = 0;
    mkba_i_sheet s;
    mkba_status status;

    for (size_t i = 0; i < plan->n_outcomes; i++)
        n += plan->outcomes[i].n_actors;
    status = mkba_i_sheet_start(&s, appraisal, "actors", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, error);
    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < plan->n_outcomes; i++)
        for (size_t j = 0; j < plan->outcomes[i].n_actors; j++) {
            const mkba_i_actor_total *total = &plan->outcomes[i].actors[j];

            mkba_i_cell_alternative(&s, &plan->outcomes[i]);
            mkba_i_cell_actor(&s, total->actor);
            mkba_i_row_text(&s.row, plan->model->actors[total->actor].title);
            mkba_i_cell_figure(&s, total->pv_costs);
            mkba_i_cell_figure(&s, total->pv_benefits);
            mkba_i_cell_figure(&s, total->net);
            mkba_i_cell_figure(&s, total->pv_paid);
            mkba_i_cell_figure(&s, total->pv_received);
            mkba_i_row_next(&s.row);
        }
    return mkba_i_sheet_finish(&s, table);
}
