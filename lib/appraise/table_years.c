/* Tables per year: costs and benefits, streams, budgets. */
#include "appraise/sheet.h"
#include "appraise/tables.h"
#include "base/exact.h"
#include "base/memory.h"

/* ---- years ------------------------------------------------------------------------------------------------------ */

typedef struct year_sum {
    double costs, benefits, pv_costs, pv_benefits;
} year_sum;

static year_sum sum_year(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, size_t year)
{
    year_sum sum = {0.0, 0.0, 0.0, 0.0};

    for (size_t i = 0; i < outcome->n_entries; i++) {
        const mkba_i_entry *entry = &outcome->entries[i];
        double amount = mkba_i_figure(appraisal, entry->amounts[year]),
               pv = amount * mkba_i_figure(appraisal, entry->discounting->factors[year]);

        if (entry->kind == MKBA_I_KIND_COST) {
            sum.costs += amount;
            sum.pv_costs += pv;
        } else if (entry->kind == MKBA_I_KIND_BENEFIT) {
            sum.benefits += amount;
            sum.pv_benefits += pv;
        }
    }
    return sum;
}

mkba_status mkba_i_table_years(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {MKBA_I_TEXT("alternative"),
                                            MKBA_I_YEAR("year"),
                                            MKBA_I_EURO("costs"),
                                            MKBA_I_EURO("benefits"),
                                            MKBA_I_EURO("net"),
                                            MKBA_I_EURO("pv_costs"),
                                            MKBA_I_EURO("pv_benefits"),
                                            MKBA_I_EURO("pv_net"),
                                            MKBA_I_EURO("cumulative_pv_net"),
                                            MKBA_I_REAL("discount_factor", "1")};
    const mkba_i_plan *plan = &appraisal->plan;
    mkba_i_sheet s;
    mkba_status status = mkba_i_sheet_start(&s, appraisal, "years", COLUMNS, MKBA_I_LENGTH(COLUMNS),
                                            plan->n_outcomes * plan->n_years, error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < plan->n_outcomes; i++) {
        double cumulative = 0.0;

        for (size_t year = 0; year < plan->n_years; year++) {
            year_sum sum = sum_year(appraisal, &plan->outcomes[i], year);

            cumulative += sum.pv_benefits - sum.pv_costs;
            mkba_i_cell_alternative(&s, &plan->outcomes[i]);
            mkba_i_cell_year(&s, year);
            mkba_i_cell_sum(&s, sum.costs, NULL);
            mkba_i_cell_sum(&s, sum.benefits, NULL);
            mkba_i_cell_figure(&s, plan->outcomes[i].net_by_year[year]);
            mkba_i_cell_sum(&s, sum.pv_costs, NULL);
            mkba_i_cell_sum(&s, sum.pv_benefits, NULL);
            mkba_i_cell_sum(&s, sum.pv_benefits - sum.pv_costs, NULL);
            mkba_i_cell_sum(&s, cumulative, NULL);
            mkba_i_cell_figure(&s, plan->discounting.factors[year]);
            mkba_i_row_next(&s.row);
        }
    }
    return mkba_i_sheet_finish(&s, table);
}

/* ---- streams ---------------------------------------------------------------------------------------------------- */

static void stream_rows(mkba_i_sheet *s, const char *alternative, const mkba_i_stream_year *years)
{
    const mkba_i_model *model = s->plan->model;

    for (size_t i = 0; i < model->stream_names.n; i++)
        for (size_t y = 0; y < s->plan->n_years; y++) {
            const mkba_i_stream_year *year = &years[i * s->plan->n_years + y];
            bool flows = model->streams[i].path == NULL;

            mkba_i_row_text(&s->row, alternative);
            mkba_i_row_text(&s->row, model->streams[i].name);
            mkba_i_cell_year(s, y);
            mkba_i_cell_optional(s, year->begin, flows);
            mkba_i_cell_optional(s, year->inflow, flows);
            mkba_i_cell_optional(s, year->received, flows);
            mkba_i_cell_optional(s, year->outflow, flows);
            mkba_i_cell_optional(s, year->end, flows);
            mkba_i_cell_figure(s, year->mean);
            mkba_i_cell_optional(s, year->users, flows);
            mkba_i_cell_figure(s, year->cost);
            mkba_i_row_next(&s->row);
        }
}

mkba_status mkba_i_table_streams(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {MKBA_I_TEXT("alternative"),
                                            MKBA_I_TEXT("stream"),
                                            MKBA_I_YEAR("year"),
                                            MKBA_I_REAL("begin", "client"),
                                            MKBA_I_REAL("inflow", "client"),
                                            MKBA_I_REAL("received", "client"),
                                            MKBA_I_REAL("outflow", "client"),
                                            MKBA_I_REAL("end", "client"),
                                            MKBA_I_REAL("mean", "client"),
                                            MKBA_I_REAL("users", "client"),
                                            MKBA_I_EURO("cost")};
    const mkba_i_plan *plan = &appraisal->plan;
    mkba_i_sheet s;
    mkba_status status =
        mkba_i_sheet_start(&s, appraisal, "streams", COLUMNS, MKBA_I_LENGTH(COLUMNS),
                           (plan->n_outcomes + 1) * plan->model->stream_names.n * plan->n_years, error);

    if (status != MKBA_OK)
        return status;
    stream_rows(&s, plan->model->alternatives[plan->model->null_alternative].name, plan->null_streams);
    for (size_t i = 0; i < plan->n_outcomes; i++)
        stream_rows(&s, mkba_i_outcome_name(appraisal, &plan->outcomes[i]), plan->outcomes[i].streams);
    return mkba_i_sheet_finish(&s, table);
}

/* ---- budget ----------------------------------------------------------------------------------------------------- */

mkba_status mkba_i_table_budget(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {MKBA_I_TEXT("alternative"), MKBA_I_TEXT("actor"), MKBA_I_YEAR("year"),
                                            MKBA_I_EURO("cash"),        MKBA_I_EURO("paid"),  MKBA_I_EURO("received"),
                                            MKBA_I_EURO("cashable")};
    const mkba_i_plan *plan = &appraisal->plan;
    size_t n = 0;
    mkba_i_sheet s;
    mkba_status status;

    for (size_t i = 0; i < plan->n_outcomes; i++)
        n += plan->outcomes[i].n_budgets * plan->n_years;
    status = mkba_i_sheet_start(&s, appraisal, "budget", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, error);
    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < plan->n_outcomes; i++)
        for (size_t j = 0; j < plan->outcomes[i].n_budgets; j++)
            for (size_t year = 0; year < plan->n_years; year++) {
                mkba_i_cell_alternative(&s, &plan->outcomes[i]);
                mkba_i_cell_actor(&s, plan->outcomes[i].budgets[j].actor);
                mkba_i_cell_year(&s, year);
                mkba_i_cell_figure(&s, plan->outcomes[i].budgets[j].cash[year]);
                mkba_i_cell_figure(&s, plan->outcomes[i].budgets[j].paid[year]);
                mkba_i_cell_figure(&s, plan->outcomes[i].budgets[j].received[year]);
                mkba_i_cell_figure(&s, plan->outcomes[i].budgets[j].cashable[year]);
                mkba_i_row_next(&s.row);
            }
    return mkba_i_sheet_finish(&s, table);
}
