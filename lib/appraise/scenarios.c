/* Scenarios side by side: the case as it stands, then each scenario, with what it changes. */
#include <stdlib.h>

#include "appraise/returns.h"
#include "appraise/sheet.h"
#include "base/exact.h"
#include "base/memory.h"

static const mkba_i_column COLUMNS[] = {MKBA_I_TEXT("scenario"),
                                        MKBA_I_TEXT("alternative"),
                                        MKBA_I_EURO("pv_costs"),
                                        MKBA_I_EURO("pv_benefits"),
                                        MKBA_I_EURO("npv"),
                                        MKBA_I_REAL("bcr", "1"),
                                        MKBA_I_REAL("annual_equivalent", "EUR/jaar"),
                                        MKBA_I_REAL("irr", "1/jaar"),
                                        MKBA_I_REAL("payback", "jaar"),
                                        MKBA_I_EURO("npv_difference")};

static mkba_status write_row(mkba_i_sheet *s, const char *scenario, const mkba_appraisal *appraisal,
                             const mkba_i_outcome *outcome, double as_it_stands)
{
    double npv = mkba_i_figure(appraisal, outcome->npv), bcr = 0.0;
    bool has_bcr = mkba_i_outcome_bcr(appraisal, outcome, &bcr);
    mkba_i_returns returns;
    mkba_status status = mkba_i_returns_make(appraisal, outcome, &returns, s->row.error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row_text(&s->row, scenario);
    mkba_i_row_text(&s->row, mkba_i_outcome_name(appraisal, outcome));
    mkba_i_row_real(&s->row, mkba_i_figure(appraisal, outcome->pv_costs));
    mkba_i_row_real(&s->row, mkba_i_figure(appraisal, outcome->pv_benefits));
    mkba_i_row_real(&s->row, npv);
    mkba_i_cell_maybe(s, bcr, has_bcr);
    mkba_i_row_real(&s->row, mkba_i_figure(appraisal, outcome->annual_equivalent));
    mkba_i_cell_maybe(s, returns.irr, returns.has_irr);
    mkba_i_cell_maybe(s, returns.payback, returns.has_payback);
    mkba_i_cell_sum(s, npv - as_it_stands, "a difference between scenarios");
    mkba_i_row_next(&s->row);
    return s->row.status;
}

/* The rows of the scenario of this position (from 1; 0 is the case as it stands). */
static mkba_status write_scenario(mkba_i_sheet *s, const mkba_case *mkba, size_t position, const mkba_appraisal *base)
{
    const char *name = position == 0 ? NULL : mkba_case_scenario_name(mkba, position - 1);
    mkba_i_setup setup = mkba_i_setup_of(mkba, position == 0 ? NULL : &mkba->model.scenarios[position - 1]);
    mkba_appraisal *own = NULL;
    const mkba_appraisal *appraisal = base;
    mkba_status status = MKBA_OK;

    if (position > 0) {
        status = mkba_i_appraise(mkba, &setup, &own, s->row.error);
        if (status != MKBA_OK)
            return mkba_i_under(s->row.error, status, "scenario", name);
        appraisal = own;
    }
    for (size_t i = 0; i < base->plan.n_outcomes && status == MKBA_OK; i++)
        status = write_row(s, name, appraisal, &appraisal->plan.outcomes[i],
                           mkba_i_figure(base, base->plan.outcomes[i].npv));
    mkba_appraisal_free(own);
    return status;
}

static mkba_status write(const mkba_case *mkba, const mkba_appraisal *base, mkba_table **table, mkba_error *error)
{
    size_t n = mkba_case_n_scenarios(mkba) + 1;
    mkba_i_sheet s;
    mkba_status status =
        mkba_i_sheet_start(&s, base, "scenarios", COLUMNS, MKBA_I_LENGTH(COLUMNS), n * base->plan.n_outcomes, error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < n && s.row.status == MKBA_OK; i++)
        s.row.status = write_scenario(&s, mkba, i, base);
    return mkba_i_sheet_finish(&s, table);
}

mkba_status mkba_case_compare_scenarios(const mkba_case *mkba, mkba_table **table, mkba_error *error)
{
    mkba_appraisal *base = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(table));
    if (status != MKBA_OK)
        return status;
    status = mkba_i_appraise(mkba, NULL, &base, error);
    if (status == MKBA_OK)
        status = write(mkba, base, table, error);
    mkba_appraisal_free(base);
    return status;
}
